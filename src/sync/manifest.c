/* manifest.c - the manifest of a bundle: one list of lines, written and read. */
#include "sync/manifest.h"

#include "base/date.h"
#include "sync/changes.h"

#include <stdlib.h>
#include <string.h>

void
manifest_release(struct manifest *m)
{
	free(m->haves);
	m->haves = NULL;
	m->n_haves = 0;
}

void
manifest_add_have(struct manifest *m, const struct change_have *h)
{
	m->haves = mem_room(m->haves, m->n_haves, sizeof *m->haves);
	m->haves[m->n_haves++] = *h;
}

void
manifest_name(const struct manifest *m, char out[BUNDLE_NAME])
{
	struct bundle_name name = {.incarnation = m->incarnation, .serial = m->serial};

	str_copy(name.from, sizeof name.from, m->from);
	str_copy(name.to, sizeof name.to, m->to);
	bundle_name_text(&name, out);
}

void
manifest_comment(const struct manifest *m, struct str *out)
{
	char id[CHANGES_ID];

	changes_id(&m->bundle, id);
	str_addf(out, "%s>%s %lld %lld %s", m->from, m->to, (long long)m->incarnation,
		 (long long)m->serial, id);
}

const struct manifest_file *
manifest_file(const struct manifest *m, const char *name)
{
	for (size_t i = 0; i < m->n_files; i++)
		if (!strcmp(m->files[i].name, name))
			return &m->files[i];
	return NULL;
}

/* ---- writing */

static void
add_hash(struct str *out, const unsigned char hash[HASH_SIZE])
{
	char hex[HASH_HEX_SIZE];

	hash_hex(hash, hex);
	str_add_c(out, ' ');
	str_add(out, hex);
}

static void
add_id(struct str *out, const struct uid *u)
{
	char id[CHANGES_ID];

	changes_id(u, id);
	str_add_c(out, ' ');
	str_add(out, id);
}

static void
add_haves(const struct manifest *m, struct str *out)
{
	for (size_t i = 0; i < m->n_haves; i++) {
		const struct change_have *h = &m->haves[i];

		str_add(out, "have");
		add_id(out, &h->writer);
		str_addf(out, " %lld", (long long)h->seq);
		add_hash(out, h->hash);
		str_addf(out, " %s%s\n", h->site, h->hub ? " hub" : "");
	}
}

static void
add_told(const struct manifest *m, struct str *out)
{
	str_addf(out, "told %d\n", (int)m->n_told);
	for (size_t i = 0; i < m->n_told; i++) {
		str_addf(out, "line %lld", (long long)m->told[i].no);
		add_hash(out, m->told[i].hash);
		str_add_c(out, '\n');
	}
}

void
manifest_write(const struct manifest *m, struct str *out)
{
	char time[TIME_TEXT_SIZE];

	time_text(m->created, time);
	str_addf(out, "limber 1\nfrom %s", m->from);
	add_id(out, &m->writer);
	str_addf(out, "\nto %s\nserial %lld %lld\nbundle", m->to,
		 (long long)m->incarnation, (long long)m->serial);
	add_id(out, &m->bundle);
	str_addf(out, "\ncreated %s clk=%c\nschema %lld min %lld\nlink %lld %lld", time,
		 m->clock, (long long)m->schema, (long long)m->schema_min,
		 (long long)m->n_from, (long long)m->n_to);
	add_hash(out, m->hash_from);
	add_hash(out, m->hash_to);
	str_add_c(out, '\n');
	if (m->acks) {
		str_addf(out, "ack %s>%s %lld", m->to, m->from, (long long)m->ack_n);
		add_hash(out, m->ack_hash);
		str_add_c(out, '\n');
	}
	add_haves(m, out);
	str_addf(out, "ops %lld\n", (long long)m->ops);
	if (m->digests) {
		str_add(out, "rows_digest");
		add_hash(out, m->rows_digest);
		str_add_c(out, '\n');
	}
	str_addf(out, "audit %lld", (long long)m->audit_n);
	add_hash(out, m->audit_hash);
	str_add_c(out, '\n');
	if (m->tells)
		add_told(m, out);
	for (size_t i = 0; i < m->n_files; i++) {
		str_addf(out, "file %s %lld %lld", m->files[i].name,
			 (long long)m->files[i].bytes, (long long)m->files[i].rows);
		add_hash(out, m->files[i].hash);
		str_add_c(out, '\n');
	}
	str_add(out, "end\n");
}

/* ---- reading: one word after the other; what was read must write the same bytes again */

struct words {
	const char *p, *end; /* of the text not read yet */
	bool bad;
};

/* The next word, without the blank or line end behind it. */
static size_t
word(struct words *w, const char **at)
{
	const char *p = w->p;

	while (p < w->end && *p != ' ' && *p != '\n')
		p++;
	*at = w->p;
	if (p == w->end || p == w->p)
		w->bad = true;
	else
		w->p = p + 1;
	return (size_t)(p - *at);
}

static void
literal(struct words *w, const char *text)
{
	const char *at;
	size_t n = word(w, &at);

	if (n != strlen(text) || memcmp(at, text, n))
		w->bad = true;
}

/* True, and the word is passed, when the line begins with it. */
static bool
begins(struct words *w, const char *text)
{
	size_t n = strlen(text);

	if (w->bad || (size_t)(w->end - w->p) <= n || memcmp(w->p, text, n) ||
	    w->p[n] != ' ')
		return false;
	w->p += n + 1;
	return true;
}

static int64_t
number(struct words *w)
{
	const char *at;
	size_t n = word(w, &at);
	long long v = 0;

	if (w->bad || !str_int(at, n, &v) || v < 0)
		w->bad = true;
	return v;
}

static void
hash(struct words *w, unsigned char out[HASH_SIZE])
{
	const char *at;
	size_t n = word(w, &at);
	struct uid half;

	for (size_t i = 0; i < 2; i++) {
		if (w->bad || n != 2 * HASH_SIZE ||
		    !changes_id_parse(at + i * HASH_SIZE, HASH_SIZE, &half)) {
			w->bad = true;
			return;
		}
		memcpy(out + i * UID_SIZE, half.b, UID_SIZE);
	}
}

static void
id(struct words *w, struct uid *u)
{
	const char *at;
	size_t n = word(w, &at);

	if (!w->bad && !changes_id_parse(at, n, u))
		w->bad = true;
}

static void
text(struct words *w, char *out, size_t size)
{
	const char *at;
	size_t n = word(w, &at);

	out[0] = '\0';
	if (w->bad || n >= size) {
		w->bad = true;
		return;
	}
	memcpy(out, at, n);
	out[n] = '\0';
}

static void
site(struct words *w, char out[MANIFEST_SITE])
{
	text(w, out, MANIFEST_SITE);
	if (strspn(out, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != strlen(out) || strlen(out) < 2)
		w->bad = true;
}

static void
read_head(struct words *w, struct manifest *m)
{
	char time[TIME_TEXT_SIZE] = "", clock[8] = "";

	literal(w, "from");
	site(w, m->from);
	id(w, &m->writer);
	literal(w, "to");
	site(w, m->to);
	literal(w, "serial");
	m->incarnation = number(w);
	m->serial = number(w);
	literal(w, "bundle");
	id(w, &m->bundle);
	literal(w, "created");
	text(w, time, sizeof time);
	text(w, clock, sizeof clock);
	if (!w->bad && (!time_parse(time, strlen(time), &m->created) ||
			strncmp(clock, "clk=", 4) || strlen(clock) != 5))
		w->bad = true;
	m->clock = clock[4];
	literal(w, "schema");
	m->schema = number(w);
	literal(w, "min");
	m->schema_min = number(w);
	literal(w, "link");
	m->n_from = number(w);
	m->n_to = number(w);
	hash(w, m->hash_from);
	hash(w, m->hash_to);
}

static void
read_ack(struct words *w, struct manifest *m)
{
	char way[2 * MANIFEST_SITE], want[2 * MANIFEST_SITE];

	m->acks = begins(w, "ack");
	if (!m->acks)
		return;
	text(w, way, sizeof way);
	str_format(want, sizeof want, "%s>%s", m->to, m->from);
	if (strcmp(way, want))
		w->bad = true;
	m->ack_n = number(w);
	hash(w, m->ack_hash);
}

static void
read_haves(struct words *w, struct manifest *m)
{
	while (begins(w, "have")) {
		struct change_have h = {0};

		id(w, &h.writer);
		h.seq = number(w);
		hash(w, h.hash);
		site(w, h.site);
		if (!w->bad && w->p[-1] == ' ') {
			literal(w, "hub");
			h.hub = true;
		}
		if (m->n_haves == MANIFEST_HAVES_MAX || h.seq < 1 ||
		    (m->n_haves &&
		     uid_cmp(&m->haves[m->n_haves - 1].writer, &h.writer) >= 0))
			w->bad = true;
		if (w->bad)
			return;
		manifest_add_have(m, &h);
	}
}

/* Lines of the audit, each after the one before and none after the last line. */
static void
read_told(struct words *w, struct manifest *m)
{
	int64_t n, before = 0;

	m->tells = begins(w, "told");
	if (!m->tells)
		return;
	n = number(w);
	if (n > MANIFEST_TOLD_MAX)
		w->bad = true;
	while (!w->bad && (int64_t)m->n_told < n) {
		struct change_line *l = &m->told[m->n_told++];

		literal(w, "line");
		l->no = number(w);
		hash(w, l->hash);
		if (l->no <= before || l->no > m->audit_n)
			w->bad = true;
		before = l->no;
	}
}

static void
read_files(struct words *w, struct manifest *m)
{
	while (begins(w, "file")) {
		struct manifest_file *f = &m->files[m->n_files];

		if (m->n_files == MANIFEST_FILES_MAX) {
			w->bad = true;
			return;
		}
		text(w, f->name, sizeof f->name);
		f->bytes = number(w);
		f->rows = number(w);
		hash(w, f->hash);
		if (w->bad || manifest_file(m, f->name))
			w->bad = true;
		else
			m->n_files++;
		if (w->bad)
			return;
	}
}

static enum status
bad_line(const char *text, const char *at, struct err *err)
{
	int line = 1;

	for (const char *p = text; p < at; p++)
		line += *p == '\n';
	return status_fail(err, ST_DAMAGED, "manifest.txt:%d: this line is damaged",
			   line);
}

enum status
manifest_read(struct manifest *m, const char *bytes, size_t n, struct err *err)
{
	struct words w = {.p = bytes, .end = bytes + n};
	struct str again = {0};
	bool same;

	*m = (struct manifest){0};
	if (n >= 7 && !memcmp(bytes, "limber ", 7) &&
	    memcmp(bytes, "limber 1\n", n < 9 ? n : 9))
		return status_fail(err, ST_TOO_NEW,
				   "manifest.txt:1: this bundle has a form of a newer "
				   "limber; install it here too");
	literal(&w, "limber");
	literal(&w, "1");
	read_head(&w, m);
	read_ack(&w, m);
	read_haves(&w, m);
	literal(&w, "ops");
	m->ops = number(&w);
	m->digests = begins(&w, "rows_digest");
	if (m->digests)
		hash(&w, m->rows_digest);
	literal(&w, "audit");
	m->audit_n = number(&w);
	hash(&w, m->audit_hash);
	read_told(&w, m);
	read_files(&w, m);
	literal(&w, "end");
	if (w.bad || w.p != w.end)
		return bad_line(bytes, w.p, err);
	manifest_write(m, &again);
	same = again.n == n && !memcmp(again.p, bytes, n);
	str_release(&again);
	if (!same || m->n_to < m->n_from || m->ops != m->n_to - m->n_from)
		return bad_line(bytes, bytes, err);
	return ST_OK;
}
