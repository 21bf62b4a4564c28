/* play_check.c - sites against the oracle: digests, cells, open conflicts, tables made anew. */
#include "play_priv.h"

#include "store/conflict.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

/* ---- cells */

static void
print_cell(struct play *p, int row, int field, const char *shown)
{
	int heads[ORACLE_HEADS];
	int n = oracle_heads(&p->o, 0, row, field, heads);
	const struct field *f = &dict_entity(p->o.rows[row].e)->fields[field];

	str_addf(&p->print, "%d.%d %d", row - p->first_row, field, n);
	/* Ids and what must be unique differ each time it is played. */
	if (n == 1 && f->type != FT_REF && !(f->flags & FF_UNIQUE))
		str_addf(&p->print, " %s", shown);
	str_add_c(&p->print, '\n');
}

/* Every operation of the cell is shown, superseded, or one of several open values. */
static void
count_fates(struct play *p, int site, int row)
{
	const struct oracle_row *r = &p->o.rows[row];

	for (int i = 0; i < r->n_ops; i++) {
		int op = r->ops[i], field = p->o.ops[op].field, heads[ORACLE_HEADS];
		bool head = field < 0;
		int n;

		if (!p->o.has[site][op])
			continue;
		if (field < 0) {
			p->count.kept++;
			continue;
		}
		n = oracle_heads(&p->o, site, row, field, heads);
		for (int k = 0; k < n; k++)
			head = head || heads[k] == op;
		if (!head)
			p->count.superseded++;
		else if (n == 1)
			p->count.kept++;
		else
			p->count.heads++;
	}
}

static bool
compare_row(struct play *p, int site, int row, void *buf, struct str *is,
	    struct str *must)
{
	const struct oracle_row *r = &p->o.rows[row];
	const struct entity *e = dict_entity(r->e);
	struct place *s = &p->places[site];

	if (record_get_id(s->s, r->e, &r->id, buf, &s->err))
		return play_fail(p, "%s lacks row %d: %s", s->code, row,
				 status_say(&s->err));
	for (int f = 0; f < (int)e->n_fields; f++) {
		bool a, b;

		if (e->fields[f].flags & FF_LOCAL)
			continue;
		a = play_text(p, site, &e->fields[f], buf, is);
		b = oracle_shown(&p->o, site, row, f, must);
		p->count.cells++;
		if (a != b || (a && strcmp(str_text(is), str_text(must))))
			return play_fail(p,
					 "%s shows %s.%s of row %d as \"%s\", not \"%s\"",
					 s->code, e->name, e->fields[f].name, row,
					 a ? str_text(is) : "(nothing)",
					 b ? str_text(must) : "(nothing)");
		if (p->print_it && site == 0)
			print_cell(p, row, f, a ? str_text(is) : "(nothing)");
	}
	return true;
}

bool
play_compare(struct play *p, int site)
{
	struct str is = {0}, must = {0};
	size_t most = 0;
	bool ok = true;
	void *buf;

	for (enum entity_id e = 0; e < E_COUNT; e++)
		if (dict_entity(e)->size > most)
			most = dict_entity(e)->size;
	buf = calloc(1, most);
	if (!buf)
		abort();
	for (int i = p->first_row; i < p->o.n_rows && ok; i++) {
		if (!p->o.has[site][p->o.rows[i].birth])
			continue;
		ok = compare_row(p, site, i, buf, &is, &must);
		count_fates(p, site, i);
	}
	free(buf);
	str_release(&is);
	str_release(&must);
	return ok;
}

/* ---- conflicts */

bool
play_conflicts(struct play *p, int site)
{
	static struct conflict_line lines[512];
	struct place *s = &p->places[site];
	int n, must = 0, mine = 0;
	bool more;

	if (conflict_list(s->s, &(struct conflict_ask){.patient = 0}, lines, 512, &n,
			  &more, &s->err))
		return play_fail(p, "%s: conflicts: %s", s->code, status_say(&s->err));
	for (int row = p->first_row; row < p->o.n_rows; row++) {
		const struct entity *e = dict_entity(p->o.rows[row].e);
		int64_t no = record_no(s->s, &p->o.rows[row].id, NULL);

		if (!p->o.has[site][p->o.rows[row].birth] || p->o.rows[row].n_ops < 3)
			continue;
		for (int f = 0; f < (int)e->n_fields; f++) {
			int values = oracle_values(&p->o, site, row, f), got = 0;

			must += values > 1;
			for (int i = 0; i < n; i++)
				if (lines[i].row == no && lines[i].field == f)
					got = lines[i].values;
			if (got != (values > 1 ? values : 0))
				return play_fail(
				    p, "%s: %s.%s of row %d has %d values, %d are listed",
				    s->code, e->name, e->fields[f].name, row, values,
				    got);
		}
	}
	for (int i = 0; i < n; i++) {
		struct uid id;

		if (record_id(s->s, lines[i].row, &id, NULL))
			return play_fail(p, "a conflict of no row");
		for (int row = p->first_row; row < p->o.n_rows; row++)
			mine += !uid_cmp(&id, &p->o.rows[row].id);
	}
	if (mine != must)
		return play_fail(p, "%s lists %d conflicts, there are %d", s->code, mine,
				 must);
	if (site == 0)
		p->count.conflicts += must;
	return true;
}

/* ---- digests */

bool
play_digests(struct play *p)
{
	char first[65], hex[65];

	for (int i = 0; i < p->sites; i++) {
		struct place *s = &p->places[i];

		if (store_digest(s->s, i ? hex : first, &s->err))
			return play_fail(p, "%s: digest: %s", s->code,
					 status_say(&s->err));
		if (i && strcmp(hex, first))
			return play_fail(p, "digest of %s is %.12s, of %s %.12s",
					 p->places[0].code, first, s->code, hex);
	}
	return true;
}

struct finding {
	struct play *p;
	const char *site;
	bool rebuilt;
};

static void
find(void *arg, const struct doctor_line *l)
{
	struct finding *f = arg;

	if (l->kind != DOCTOR_FINDING && !strncmp(l->what, "rebuild: every table", 20))
		f->rebuilt = true;
	if (l->kind == DOCTOR_FINDING && strncmp(l->what, "backup", 6) &&
	    strncmp(l->what, "disk", 4) && strncmp(l->what, "doubles", 7) &&
	    strncmp(l->what, "clock", 5)) /* wrong on purpose */
		play_fail(f->p, "%s: doctor: %s", f->site, l->what);
}

bool
play_rebuild(struct play *p, int site)
{
	struct place *s = &p->places[site];
	struct finding f = {p, s->code, false};

	if (store_catch_up(s->s, &s->err) ||
	    store_doctor(s->s, false, find, &f, &s->err) ||
	    store_doctor(s->s, true, find, &f, &s->err))
		return play_fail(p, "%s: doctor: %s", s->code, status_say(&s->err));
	p->count.rebuilds++;
	if (!f.rebuilt)
		return play_fail(p, "%s: tables made anew have another digest", s->code);
	return !p->why[0];
}
