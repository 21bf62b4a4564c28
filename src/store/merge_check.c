/* merge_check.c - the first way through a bundle: hashes, numbers, who may speak for whom. */
#include "merge_priv.h"

#include "op_read.h"

#include <stdlib.h>
#include <string.h>

/* A writer of the bundle. */
struct speaker {
	const struct change_have *have;
	int64_t no;			/* local number, 0: new here */
	int64_t ours;			/* what is held here of it */
	int64_t reached;		/* the same, the bundle included */
	unsigned char chain[HASH_SIZE]; /* at reached; zeros: held in part */
	bool may, looked;
};

/* The first operation the bundle builds on that is neither here nor in it. */
struct lack {
	bool any, came; /* came: it stands further down in the bundle */
	struct change_ref at;
	const char *site;
};

struct merge_check {
	struct store *s;
	const struct merge_bundle *b;
	const struct merge_state *state;
	struct speaker *speakers; /* one for each have, in the same order */
	struct speaker *last;	  /* of the operation before */
	int64_t n, fresh;
	unsigned char link[HASH_SIZE];
	struct str canon;
	struct op_reader reader;
	struct uid own;
	bool recovering; /* what was lost here may come back from anybody */
	bool found;	 /* the operation looked for lies here */
	struct lack lack;
};

enum status
merge_recovering(struct store *s, bool *recovering, struct err *err)
{
	struct str text = {0};
	enum status st = store_setting_get(s, "recovering", &text, err);

	*recovering = !strcmp(str_text(&text), "1");
	str_release(&text);
	return st;
}

static enum status
read_own(struct merge_check *m, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = merge_recovering(m->s, &m->recovering, err);

	if (!st)
		st = stmt_get(m->s, SQL_WRITER_OWN, &q, err);
	if (st)
		return st;
	if (stmt_next(m->s, q, &st, err)) {
		stmt_column_id(q, 1, &m->own);
		stmt_reset(q);
	}
	return st;
}

enum status
merge_check_open(struct store *s, const struct merge_bundle *b,
		 const struct merge_state *state, struct merge_check **out,
		 struct err *err)
{
	struct merge_check *m = mem_alloc(sizeof *m);
	enum status st;

	*out = m;
	m->s = s;
	m->b = b;
	m->state = state;
	m->n = b->n_from;
	m->speakers = mem_alloc((b->n_haves + 1) * sizeof *m->speakers);
	memcpy(m->link, b->hash_from, HASH_SIZE);
	op_reader_open(&m->reader, s);
	for (size_t i = 0; i < b->n_haves; i++)
		m->speakers[i].have = &b->haves[i];
	st = read_own(m, err);
	/* Where the two meet they must have told the same until now. */
	if (!st && b->n_from == state->recv_n &&
	    memcmp(b->hash_from, state->recv_hash, HASH_SIZE))
		st = status_fail(err, ST_FORK,
				 "%s: what it sent before was something else; two "
				 "copies of its database are in use: stop and call the "
				 "office",
				 b->peer);
	if (st) {
		(void)!merge_check_close(m, false, &(int64_t){0}, NULL);
		*out = NULL;
	}
	return st;
}

/* ---- writers */

static enum status
look_up(struct merge_check *m, struct speaker *p, struct err *err)
{
	const struct change_have *h = p->have;
	char site[LINK_SITE_SIZE] = "";
	sqlite3_stmt *q;
	enum status st = stmt_get(m->s, SQL_WRITER_FIND, &q, err);

	p->looked = true;
	change_chain_begin(p->chain, &h->writer);
	if (st)
		return st;
	stmt_bind_id(q, 1, &h->writer);
	if (stmt_next(m->s, q, &st, err)) {
		p->no = sqlite3_column_int64(q, 0);
		p->ours = p->reached = sqlite3_column_int64(q, 1);
		stmt_column_hash(q, 2, p->chain);
		stmt_column_text(q, 3, site, sizeof site);
		stmt_reset(q);
	}
	if (!st && site[0] && strcmp(site, h->site))
		return status_fail(err, ST_DAMAGED, "a writer of %s is said to be of %s",
				   site, h->site);
	/* The head office for all, a clinic for itself; what was lost here, anybody. */
	p->may = m->b->hub || !strcmp(h->site, m->b->peer) || m->recovering;
	return st;
}

const struct change_have *
merge_have(const struct merge_bundle *b, const struct uid *writer)
{
	size_t lo = 0, hi = b->n_haves;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (uid_cmp(&b->haves[mid].writer, writer) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < b->n_haves && !uid_cmp(&b->haves[lo].writer, writer) ? &b->haves[lo]
									 : NULL;
}

static enum status
find(struct merge_check *m, const struct uid *writer, struct speaker **p, struct err *err)
{
	const struct change_have *h;

	if (m->last && !uid_cmp(&m->last->have->writer, writer)) {
		*p = m->last;
		return ST_OK;
	}
	h = merge_have(m->b, writer);
	*p = &m->speakers[h ? h - m->b->haves : 0];
	if (!h)
		return status_fail(
		    err, ST_DAMAGED,
		    "an operation is of a writer the bundle does not name");
	m->last = *p;
	return m->last->looked ? ST_OK : look_up(m, m->last, err);
}

/* ---- operations */

static enum status
same_bytes(void *arg, const struct change *c, const struct str *canonical,
	   struct err *err)
{
	struct merge_check *m = arg;

	m->found = true;
	if (canonical->n == m->canon.n && !memcmp(canonical->p, m->canon.p, canonical->n))
		return ST_OK;
	return status_fail(err, ST_FORK,
			   "operation %lld of %s is here with other content; two copies "
			   "of one database are in use: stop and call the office",
			   (long long)c->at.seq, m->last->have->site);
}

/* The sender holds it and did not send it, because it believes that it is here: this database was
 * restored, and what the sender last heard of it is older. Whether it comes too late in the bundle
 * instead is known at the end. */
static void
note_lack(struct merge_check *m, const struct speaker *p, int64_t seq)
{
	if (!m->lack.any)
		m->lack = (struct lack){
		    .any = true, .at = {p->have->writer, seq}, .site = p->have->site};
}

/* Every base is held here or stands before it in the bundle. */
static enum status
check_bases(struct merge_check *m, const struct change *c, struct err *err)
{
	for (size_t i = 0; i < c->n_bases; i++) {
		struct speaker *keep = m->last, *p;
		enum status st = find(m, &c->bases[i].writer, &p, err);

		m->last = keep;
		if (st)
			return st;
		if (c->bases[i].seq < 1 || c->bases[i].seq > p->have->seq)
			return status_fail(err, ST_DAMAGED,
					   "an operation names one that is not there");
		if (c->bases[i].seq > p->reached)
			note_lack(m, p, c->bases[i].seq);
	}
	return ST_OK;
}

/* Whether the sender may tell of the writer at all. */
static enum status
check_sender(const struct merge_check *m, const struct speaker *p, struct err *err)
{
	if (!uid_cmp(&p->have->writer, &m->own))
		return status_fail(err, ST_FORK,
				   "it holds operations of this very database that were "
				   "not written here; two copies are in use: stop and "
				   "call the office");
	if (!p->may)
		return status_fail(err, ST_DAMAGED,
				   "%s may not speak for %s, only the head office may; a "
				   "head office that lost its database: limber peers "
				   "recovering on, then import again",
				   m->b->peer, p->have->site);
	return ST_OK;
}

static enum status
bad_place(const struct speaker *p, int64_t seq, int64_t next, struct err *err)
{
	return status_fail(err, ST_DAMAGED,
			   "operation %lld of %s stands where %lld should",
			   (long long)seq, p->have->site, (long long)next);
}

static enum status
check_fresh(struct merge_check *m, struct speaker *p, const struct change *c,
	    struct err *err)
{
	int64_t next = p->reached + 1;
	bool part = change_in_part(p->chain);
	enum status st = check_sender(m, p, err);

	if (st)
		return st;
	if ((c->at.seq < next && !part) || c->at.seq > p->have->seq)
		return bad_place(p, c->at.seq, next, err);
	if (c->at.seq > next)
		note_lack(m, p, next);
	if (c->at.seq >= next)
		p->reached = c->at.seq;
	if (!part)
		change_chain(p->chain, &m->canon);
	m->fresh++;
	return ST_OK;
}

/* Operations left out. Of a former writer of this site they are those that nobody has any more. */
static enum status
check_skip(struct merge_check *m, struct speaker *p, const struct change *c,
	   struct err *err)
{
	enum status st = check_sender(m, p, err);

	if (st)
		return st;
	if (!change_skip_ok(c) || c->at.seq > p->have->seq)
		return bad_place(p, c->at.seq, p->reached + 1, err);
	if (c->txn > p->reached + 1)
		note_lack(m, p, p->reached + 1);
	if (c->at.seq > p->reached) {
		p->reached = c->at.seq;
		memset(p->chain, 0, HASH_SIZE);
	}
	return ST_OK;
}

/* One up to where its writer is held: the same bytes, or it was left out once and follows now. */
static enum status
check_held(struct merge_check *m, struct speaker *p, const struct change *c,
	   struct err *err)
{
	enum status st;

	m->found = false;
	st = op_read_run(&m->reader, &(struct op_run){p->no, c->at.seq, c->at.seq},
			 same_bytes, m, err);
	if (st || m->found)
		return st;
	return change_in_part(p->chain) ? check_fresh(m, p, c, err)
					: bad_place(p, c->at.seq, p->reached + 1, err);
}

enum status
merge_check_op(struct merge_check *m, const struct change *c, struct err *err)
{
	struct speaker *p;
	int64_t before;
	enum status st = find(m, &c->at.writer, &p, err);

	if (st)
		return st;
	if (m->lack.any && m->lack.at.seq == c->at.seq &&
	    !uid_cmp(&m->lack.at.writer, &c->at.writer))
		m->lack.came = true;
	str_clear(&m->canon);
	change_bytes(c, &m->canon);
	change_link(m->link, &c->at, &m->canon);
	before = m->n;
	m->n += change_width(c);
	if (before < m->state->recv_n && m->n >= m->state->recv_n &&
	    (m->n > m->state->recv_n || memcmp(m->link, m->state->recv_hash, HASH_SIZE)))
		return status_fail(err, ST_FORK,
				   "%s: what it sent before was something else; two "
				   "copies of its database are in use: stop and call the "
				   "office",
				   m->b->peer);
	if (c->kind == CHANGE_SKIP)
		return check_skip(m, p, c, err);
	st = check_bases(m, c, err);
	if (st)
		return st;
	return c->at.seq > p->ours ? check_fresh(m, p, c, err) : check_held(m, p, c, err);
}

/* Where a writer ends at the sender and here alike, its chain must be the same, where both hold
 * all of it. */
static enum status
check_chains(struct merge_check *m, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < m->b->n_haves && !st; i++) {
		struct speaker *p = &m->speakers[i];

		if (!p->looked)
			st = look_up(m, p, err);
		if (!st && p->reached == p->have->seq && !change_in_part(p->chain) &&
		    !change_in_part(p->have->hash) &&
		    memcmp(p->chain, p->have->hash, HASH_SIZE))
			st = status_fail(
			    err, ST_FORK,
			    "the operations of %s are others there and here; two copies "
			    "of one database are in use: stop and call the office",
			    p->have->site);
	}
	return st;
}

static enum status
tell_lack(const struct merge_check *m, struct err *err)
{
	if (m->lack.came)
		return status_fail(err, ST_DAMAGED,
				   "operation %lld of %s comes after one that names it",
				   (long long)m->lack.at.seq, m->lack.site);
	return status_fail(
	    err, ST_WAITING,
	    "%s does not know yet that this database was put back from a "
	    "backup (it left out operation %lld of %s, which is not here); "
	    "take a stick there from here, then the next one from there "
	    "brings all of it; nothing is lost",
	    m->b->peer, (long long)m->lack.at.seq, m->lack.site);
}

enum status
merge_check_close(struct merge_check *m, bool done, int64_t *fresh, struct err *err)
{
	enum status st = ST_OK;

	if (done && (m->n != m->b->n_to || memcmp(m->link, m->b->hash_to, HASH_SIZE)))
		st = status_fail(err, ST_DAMAGED,
				 "changes.csv does not hold the operations its manifest "
				 "names");
	if (done && !st)
		st = m->lack.any ? tell_lack(m, err) : check_chains(m, err);
	*fresh = m->fresh;
	op_reader_close(&m->reader);
	str_release(&m->canon);
	free(m->speakers);
	free(m);
	return st;
}
