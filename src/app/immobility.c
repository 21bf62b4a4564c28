/* immobility.c - the checklist of risks of immobility as a screening of its own kind. */
#include "app/immobility.h"

#include "store/query_results.h"
#include "store/record.h"

#include <string.h>

static const char *const words[] = {
    [IMMOBILITY_OPEN] = "", [IMMOBILITY_NO] = "no", [IMMOBILITY_YES] = "yes"};

static bool
take_answer(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	const struct entity *e = dict_entity(E_SCREENING_ANSWER);
	struct immobility *c = arg;
	struct screening_answer x;

	(void)dict_row_take(e, &x, no, id, cells);
	for (int i = 0; i < c->n; i++)
		if (!strcmp(c->risks[i]->word, x.field))
			c->answers[i] = !strcmp(x.value, "yes")	 ? IMMOBILITY_YES
					: !strcmp(x.value, "no") ? IMMOBILITY_NO
								 : IMMOBILITY_OPEN;
	return true;
}

enum status
immobility_load(struct app *a, int64_t patient, struct immobility *c, struct err *err)
{
	const struct entity *e = dict_entity(E_SCREENING_ANSWER);
	struct record_filter filter = {.field = dict_field_named(e, "screening")};
	const struct measures *tables;
	int64_t screening = 0;
	enum status st = measures_of(a, &tables, err);

	*c = (struct immobility){.patient = patient, .day = DICT_NONE};
	if (st)
		return st;
	for (const struct vocab *v = measures_next(tables, "immobility", NULL);
	     v && c->n < IMMOBILITY_MAX; v = measures_next(tables, "immobility", v))
		c->risks[c->n++] = v;
	st = query_screening_last(a->store, patient, "immobility", &screening, &c->day,
				  err);
	if (st || !screening)
		return st;
	filter.value = (struct cell){.kind = CELL_INT, .i = screening};
	return record_scan(a->store, E_SCREENING_ANSWER, &filter, take_answer, c, err);
}

static enum status
add_answers(struct app *a, const struct immobility *c, int64_t screening, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; i < c->n && !st; i++) {
		struct screening_answer x;

		dict_row_init(dict_entity(E_SCREENING_ANSWER), &x);
		x.screening = screening;
		str_copy(x.field, sizeof x.field, c->risks[i]->word);
		str_copy(x.value, sizeof x.value, words[c->answers[i]]);
		st = record_add(a->store, E_SCREENING_ANSWER, &x, err);
	}
	return st;
}

enum status
immobility_store(struct app *a, struct immobility *c, struct err *err)
{
	struct screening s;
	bool risk = false;
	enum status st;

	for (int i = 0; i < c->n; i++)
		risk = risk || c->answers[i] == IMMOBILITY_YES;
	dict_row_init(dict_entity(E_SCREENING), &s);
	s.patient = c->patient;
	s.day = app_today(a);
	s.asked_at = app_wall_ms(a) / 1000;
	s.staff = a->user.head.no ? a->user.head.no : DICT_NONE;
	str_copy(s.kind, sizeof s.kind, "immobility");
	str_copy(s.outcome, sizeof s.outcome, risk ? "caution" : "clear");
	st = store_begin(a->store, err);
	if (st)
		return st;
	st = record_add(a->store, E_SCREENING, &s, err);
	if (!st)
		st = add_answers(a, c, s.head.no, err);
	if (st) {
		store_cancel(a->store);
		return st;
	}
	c->day = s.day;
	return store_commit(a->store, err);
}

void
immobility_line(const struct immobility *c, char *out, size_t size)
{
	struct str s = {0};
	int open = 0;

	for (int i = 0; i < c->n; i++) {
		open += c->answers[i] == IMMOBILITY_OPEN;
		if (c->answers[i] == IMMOBILITY_YES)
			str_addf(&s, "%s%s",
				 s.n ? ", " : "Immobility: ", c->risks[i]->label);
	}
	if (open)
		str_addf(&s, "%s%d of %d not asked", s.n ? "; " : "Immobility: ", open,
			 c->n);
	str_copy(out, size, str_text(&s));
	str_release(&s);
}
