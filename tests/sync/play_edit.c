/* play_edit.c - the steps in which people write; the oracle is told the same. */
#include "play_priv.h"

#include "store/record.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Fields that people change, all merge classes among them. */
static const struct {
	enum entity_id e;
	const char *fields[8];
} kinds[] = {
    {E_PATIENT,
     {"phone", "family_name", "birth_date", "alert", "active", "payer", "sex"}},
    {E_EPISODE, {"title", "indication", "opened", "precautions", "therapist", "side"}},
    {E_PRECAUTION, {"lifted", "reason", "since", "region"}},
    {E_APPOINTMENT, {"state", "day", "why", "minutes"}},
    {E_STAFF, {"name", "credential", "active", "supervisor"}},
    {E_PAYER, {"source", "unit_rule", "address", "kind"}},
    {E_RESULT, {NULL}},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

bool
play_fail(struct play *p, const char *fmt, ...)
{
	va_list ap;

	if (p->why[0])
		return false;
	va_start(ap, fmt);
	vsnprintf(p->why, sizeof p->why, fmt, ap);
	va_end(ap);
	return false;
}

/* ---- clocks */

/* 1970, 2099, backwards, frozen, true. */
void
play_tick(struct play *p, int site)
{
	static const int64_t today = 1795651200000, minute = 60000;
	int64_t t = ++p->tick * minute;

	switch ((p->now->clock + site * p->now->shift) % CLOCKS) {
	case 0:
		p->places[site].now = 1000000 + t;
		break;
	case 1:
		p->places[site].now = 4076092800000 + t;
		break;
	case 2:
		p->places[site].now = today - 10 * t;
		break;
	case 3:
		p->places[site].now = today;
		break;
	default:
		p->places[site].now = today + t;
	}
}

/* What makes a clock plausible, from its description in the manual of the log: after the program
 * was written, at most a day behind and a year ahead of what was believed before. */
static int
trust(struct play *p, int site)
{
	static const int64_t first = 1767225600000, day = 86400000;
	int64_t now = p->places[site].now, *was = &p->trusted[site];

	if (now < first)
		return 'U';
	if (*was >= first && (now <= *was - day || now >= *was + 366 * day))
		return 'U';
	if (now > *was)
		*was = now;
	return 'P';
}

/* ---- names of what was written */

struct looking {
	struct play *p;
	int site;
	const struct play_own *moved;
	int64_t before;
};

static enum status
look_at(void *arg, const struct change_have *h, struct err *err)
{
	struct looking *l = arg;
	struct play_own *own = l->p->own[l->site];
	int i = 0;

	(void)err;
	if (strcmp(h->site, l->p->places[l->site].code))
		return ST_OK;
	while (i < OWN_MAX - 1 && own[i].seq && uid_cmp(&own[i].writer, &h->writer))
		i++;
	if (h->seq > own[i].seq) {
		l->moved = &own[i];
		l->before = own[i].seq;
	}
	own[i].writer = h->writer;
	own[i].seq = h->seq;
	return ST_OK;
}

bool
play_look(struct play *p, int site)
{
	struct looking l = {.p = p, .site = site};

	return !link_haves(p->places[site].s, look_at, &l, NULL);
}

/* The last `n` operations of the oracle got the next numbers of the site's writer. */
static bool
name_ops(struct play *p, int site, int n)
{
	struct looking l = {.p = p, .site = site};
	struct change_ref at;

	if (link_haves(p->places[site].s, look_at, &l, NULL))
		return play_fail(p, "haves cannot be read");
	if (!l.moved || l.moved->seq != l.before + n)
		return play_fail(p, "%s: %d operations were written, the log has %lld",
				 p->places[site].code, n,
				 l.moved ? (long long)(l.moved->seq - l.before) : 0LL);
	for (int i = 0; i < n; i++) {
		int op = p->o.n_ops - n + i;

		at = (struct change_ref){l.moved->writer, l.before + 1 + i};
		if (oracle_find(&p->o, &at) >= 0)
			return play_fail(p, "%s gave number %lld of a writer twice",
					 p->places[site].code, (long long)at.seq);
		p->o.ops[op].wall = p->places[site].now;
		p->o.ops[op].clk = trust(p, site);
		p->o.ops[op].hub = p->places[site].hub;
		oracle_name(&p->o, op, &at);
	}
	p->count.ops += n;
	return true;
}

/* ---- values */

/* A value of a row in machine form; false: none. */
bool
play_text(struct play *p, int site, const struct field *f, const void *row,
	  struct str *text)
{
	struct cell c = dict_get(f, row);
	struct uid id;
	char t[UID_TEXT_SIZE];

	str_clear(text);
	if (c.kind == CELL_NONE)
		return false;
	if (f->type != FT_REF) {
		dict_text(f, c, text);
		return true;
	}
	if (record_id(p->places[site].s, c.i, &id, NULL))
		return play_fail(p, "%s: %s leads nowhere", p->places[site].code,
				 f->name);
	uid_text(&id, t);
	str_add(text, t);
	return true;
}

int
play_pick(struct play *p, int site, enum entity_id e, unsigned pick)
{
	int n = 0, at = 0;

	for (int i = p->first_row; i < p->o.n_rows; i++)
		n += (e == E_COUNT || p->o.rows[i].e == e) &&
		     p->o.has[site][p->o.rows[i].birth];
	if (!n)
		return -1;
	at = (int)(pick % (unsigned)n);
	for (int i = p->first_row; i < p->o.n_rows; i++)
		if ((e == E_COUNT || p->o.rows[i].e == e) &&
		    p->o.has[site][p->o.rows[i].birth] && at-- == 0)
			return i;
	return -1;
}

static int64_t
local_no(struct play *p, int site, int row)
{
	return row < 0 ? DICT_NONE
		       : record_no(p->places[site].s, &p->o.rows[row].id, NULL);
}

/* Writes a value of the wanted kind into the row; false: there is none other than it holds. */
static bool
new_value(struct play *p, int site, const struct field *f, void *row, unsigned v,
	  bool own_word)
{
	struct cell was = dict_get(f, row), c = {.kind = CELL_INT};
	char word[80];
	int n = 0;

	switch (f->type) {
	case FT_TEXT:
	case FT_LONG:
		c.kind = CELL_TEXT;
		c.p = word;
		str_format(word, sizeof word, own_word ? "w%u of %d" : "w%u", v % 5,
			   p->at);
		if (was.kind == CELL_TEXT && !strcmp(was.p, word))
			str_format(word, sizeof word, "x%u of %d", v % 5, p->at);
		c.n = strlen(word);
		return dict_put(f, row, c);
	case FT_CODE:
		while (f->codes->codes[n].id)
			n++;
		c.kind = CELL_TEXT;
		c.p = f->codes->codes[v % (unsigned)n].id;
		if (was.kind == CELL_TEXT && !strcmp(was.p, c.p))
			c.p = f->codes->codes[(v + 1) % (unsigned)n].id;
		c.n = strlen(c.p);
		return dict_put(f, row, c);
	case FT_VOCAB:
		c = (struct cell){CELL_TEXT, 0, v % 2 ? "knee" : "hip", v % 2 ? 4 : 3};
		if (was.kind == CELL_TEXT && !strcmp(was.p, c.p))
			c = (struct cell){CELL_TEXT, 0, "shoulder", 8};
		return dict_put(f, row, c);
	case FT_REF:
		c.i = local_no(p, site, play_pick(p, site, (enum entity_id)f->ref, v));
		if (c.i == DICT_NONE || (was.kind == CELL_INT && was.i == c.i) ||
		    c.i == ((struct row_head *)row)->no)
			return false;
		return dict_put(f, row, c);
	case FT_BOOL:
		c.i = was.kind == CELL_INT ? !was.i : (int64_t)(v % 2);
		return dict_put(f, row, c);
	case FT_DATE:
	case FT_PDATE:
		c.i = 20260101 + v % 28;
		if (was.kind == CELL_INT && was.i == c.i)
			c.i += 100;
		return dict_put(f, row, c);
	default:
		c.i = 10 + v % 40;
		if (was.kind == CELL_INT && was.i == c.i)
			c.i++;
		return dict_put(f, row, c);
	}
}

/* ---- births */

static void
fill_row(struct play *p, int site, enum entity_id e, void *row, unsigned v)
{
	struct patient *pt = row;
	struct episode *ep = row;
	struct precaution *pc = row;
	struct appointment *ap = row;
	struct staff *st = row;
	struct payer *pa = row;
	struct result *re = row;
	int64_t patient = local_no(p, site, play_pick(p, site, E_PATIENT, v));

	switch (e) {
	case E_PATIENT:
		str_format(pt->family_name, sizeof pt->family_name, "Fam%u", v % 7);
		pt->birth_date = v % 3 ? 19570504 : DICT_NONE;
		pt->payer = local_no(p, site, play_pick(p, site, E_PAYER, v));
		pt->active = 1;
		if (v % 4 == 0)
			str_copy(pt->alert, sizeof pt->alert, "falls");
		break;
	case E_EPISODE:
		ep->patient = patient;
		str_copy(ep->title, sizeof ep->title, "knee pain");
		str_copy(ep->indication, sizeof ep->indication, v % 2 ? "msk" : "");
		ep->opened = 20260401;
		break;
	case E_PRECAUTION:
		pc->patient = patient;
		str_copy(pc->tag, sizeof pc->tag, "no_flexion");
		pc->since = 20260402;
		break;
	case E_APPOINTMENT:
		ap->patient = patient;
		ap->day = 20260403;
		str_copy(ap->state, sizeof ap->state, "booked");
		break;
	case E_STAFF:
		str_format(st->login, sizeof st->login, "p%ds%d", p->o.n_rows, site);
		str_copy(st->name, sizeof st->name, "Nomsa Dube");
		str_copy(st->role, sizeof st->role, "pt");
		st->active = 1;
		break;
	case E_PAYER:
		str_format(pa->name, sizeof pa->name, "Payer %d-%d", p->o.n_rows, site);
		str_copy(pa->unit_rule, sizeof pa->unit_rule, "cms");
		break;
	default:
		re->patient = patient;
		re->day = 20260405;
		str_copy(re->measure, sizeof re->measure, "nprs");
		re->value = 1000 * (int64_t)(v % 11);
		if (v % 2)
			str_copy(re->remark, sizeof re->remark, "said \"so\", then\\so");
	}
}

bool
play_note_birth(struct play *p, int site, enum entity_id e, const void *row)
{
	const struct entity *ent = dict_entity(e);
	struct str texts[64] = {{0}};
	char *values[64];

	for (size_t i = 0; i < ent->n_fields; i++) {
		bool there = !(ent->fields[i].flags & FF_LOCAL) &&
			     play_text(p, site, &ent->fields[i], row, &texts[i]);

		values[i] = there ? texts[i].p : NULL;
	}
	oracle_birth(&p->o, site, e, &((const struct row_head *)row)->id, values);
	for (size_t i = 0; i < ent->n_fields; i++)
		str_release(&texts[i]);
	return name_ops(p, site, 1);
}

bool
play_birth(struct play *p, int site, unsigned kind, unsigned value)
{
	enum entity_id e = kinds[kind % KINDS].e;
	struct place *s = &p->places[site];
	void *row;
	bool ok;

	if (e != E_PATIENT && e != E_STAFF && e != E_PAYER &&
	    play_pick(p, site, E_PATIENT, 0) < 0)
		e = E_PATIENT;
	play_tick(p, site);
	row = calloc(1, dict_entity(e)->size);
	if (!row)
		abort();
	dict_row_init(dict_entity(e), row);
	fill_row(p, site, e, row, value);
	ok = !record_add(s->s, e, row, &s->err);
	if (!ok)
		play_fail(p, "%s: a %s is not taken: %s", s->code, dict_entity(e)->name,
			  status_say(&s->err));
	ok = ok && play_note_birth(p, site, e, row);
	free(row);
	return ok;
}

/* ---- edits */

/* Field number `pick` of those of the entity that change; -1: it is a fact. */
static int
pick_field(enum entity_id e, unsigned pick)
{
	int n = 0;

	for (int i = 0; i < KINDS; i++) {
		if (kinds[i].e != e)
			continue;
		while (kinds[i].fields[n])
			n++;
		return n ? dict_field_named(dict_entity(e),
					    kinds[i].fields[pick % (unsigned)n])
			 : -1;
	}
	return -1;
}

/* The value that a form shows is the oracle's. */
static bool
seen_right(struct play *p, int site, int row, int field, const void *seen)
{
	const struct field *f = &dict_entity(p->o.rows[row].e)->fields[field];
	struct str is = {0}, must = {0};
	bool a = play_text(p, site, f, seen, &is),
	     b = oracle_shown(&p->o, site, row, field, &must);
	bool ok = a == b && (!a || !strcmp(str_text(&is), str_text(&must)));

	if (!ok)
		play_fail(p, "%s shows %s.%s of row %d as \"%s\", not \"%s\"",
			  p->places[site].code, dict_entity(p->o.rows[row].e)->name,
			  f->name, row, a ? str_text(&is) : "(nothing)",
			  b ? str_text(&must) : "(nothing)");
	str_release(&is);
	str_release(&must);
	return ok;
}

bool
play_write(struct play *p, int site, int row, int field, void *seen, void *now)
{
	enum entity_id e = p->o.rows[row].e;
	struct place *s = &p->places[site];
	struct str text = {0};
	bool there, ok;

	if (record_set(s->s, e, seen, now, NULL, &s->err))
		return play_fail(p, "%s: an edit of %s.%s is not taken: %s", s->code,
				 dict_entity(e)->name, dict_entity(e)->fields[field].name,
				 status_say(&s->err));
	there = play_text(p, site, &dict_entity(e)->fields[field], now, &text);
	oracle_edit(&p->o, site, row, field, there ? str_text(&text) : NULL);
	ok = name_ops(p, site, 1);
	str_release(&text);
	return ok;
}

bool
play_edit(struct play *p, int site, unsigned pick, unsigned pick_of_field, unsigned v,
	  bool clear)
{
	int row = play_pick(p, site, E_COUNT, pick), field, heads[ORACLE_HEADS];
	struct place *s = &p->places[site];
	const struct entity *e;
	bool ok, tied;
	char *seen, *now;

	if (row < 0)
		return true;
	e = dict_entity(p->o.rows[row].e);
	field = pick_field(e->id, pick_of_field);
	if (field < 0)
		return true;
	tied = oracle_heads(&p->o, site, row, field, heads) > 1;
	/* Where a tie was broken what is shown may depend on clocks: an edit that differs from
	 * every value happens whatever they say. */
	if (tied && (clear || (e->fields[field].type != FT_TEXT &&
			       e->fields[field].type != FT_LONG)))
		return true;
	play_tick(p, site);
	seen = calloc(2, e->size);
	if (!seen)
		abort();
	now = seen + e->size;
	ok = !record_get_id(s->s, e->id, &p->o.rows[row].id, seen, &s->err);
	if (!ok)
		play_fail(p, "%s: row %d: %s", s->code, row, status_say(&s->err));
	memcpy(now, seen, e->size);
	if (ok && clear && !(e->fields[field].flags & FF_REQUIRED)) {
		ok = seen_right(p, site, row, field, seen);
		dict_put(&e->fields[field], now, (struct cell){.kind = CELL_NONE});
		if (ok && dict_get(&e->fields[field], seen).kind != CELL_NONE)
			ok = play_write(p, site, row, field, seen, now);
	} else if (ok && !clear) {
		ok = seen_right(p, site, row, field, seen);
		if (ok && new_value(p, site, &e->fields[field], now, v, tied))
			ok = play_write(p, site, row, field, seen, now);
	}
	free(seen);
	return ok;
}
