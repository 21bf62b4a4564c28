/* visit_note.c - what the note writer needs to know, gathered; and the typed sections. */
#include "app/aid.h"
#include "app/claim.h"
#include "app/diary.h"
#include "app/progress.h"
#include "core/note.h"
#include "store/record.h"
#include "visit_priv.h"

#include <stdlib.h>
#include <string.h>

enum { PERSON_SIZE = 112 };

/* "Anna Example, PT" of a staff row; "" for none. */
static enum status
person(struct app *a, int64_t staff, char out[PERSON_SIZE], struct err *err)
{
	struct staff who;
	enum status st;

	out[0] = '\0';
	if (staff <= 0)
		return ST_OK;
	st = record_get(a->store, E_STAFF, staff, &who, err);
	if (!st)
		str_format(out, PERSON_SIZE, "%s%s%s", who.name,
			   who.credential[0] ? ", " : "", who.credential);
	return st;
}

static enum status
objective(struct app *a, const struct visit *v, const struct visit_look *l,
	  struct str *out, struct err *err)
{
	struct note_charge charges[2 * UNITS_LINE_MAX];
	char therapist[PERSON_SIZE], assistant[PERSON_SIZE];
	struct note_facts f = {.units = &l->units.units,
			       .charges = charges,
			       .therapist = therapist,
			       .assistant = assistant};
	const struct claim *claim = l->claim;
	enum status st = person(a, visit_therapist(a, v), therapist, err);

	if (!st)
		st = person(a, visit_assistant(a, v), assistant, err);
	if (st)
		return st;
	for (int i = 0; i < claim->n_rows; i++) {
		struct note_charge *c = &charges[f.n_charges];

		if (claim->rows[i].units == 0 || f.n_charges == 2 * UNITS_LINE_MAX)
			continue;
		f.n_charges++;
		str_copy(c->code, sizeof c->code, claim->rows[i].code);
		c->units = claim->rows[i].units;
		str_copy(c->modifiers, sizeof c->modifiers, claim->rows[i].modifiers);
	}
	note_objective(&v->state, &f, out);
	if (l->goals.orphans.n && l->reason.n) {
		if (out->n && out->p[out->n - 1] != '\n')
			str_add_c(out, '\n');
		str_addf(out, "Goals: %sReason: %s\n", str_text(&l->goals.orphans),
			 str_text(&l->reason));
	}
	return aid_fit_note(a, v->live.patient, v->live.service_date, out, err);
}

/* The plan as decided exercise by exercise (progress.h), in words. */
static void
propose_plan(struct app *a, const struct visit *v, struct str *out)
{
	struct choice *c = mem_alloc(SESSION_ITEMS_MAX * sizeof *c);
	struct note_next next[SESSION_ITEMS_MAX];
	int n = 0;

	for (int i = 0; i < v->state.n_items; i++)
		if (progress_decided(a, v, i, &c[n]) && choice_changes(&c[n])) {
			next[n].item = i;
			next[n].text = c[n].after;
			n++;
		}
	note_propose_next(&v->state, next, n, out);
	free(c);
}

/* A typed section, or the proposal when nothing was typed. */
static enum status
section(struct app *a, const struct visit *v, enum live_text which, char *out,
	size_t size, struct err *err)
{
	static const enum note_section sections[LIVE_NO_GOAL] = {
	    NOTE_SUBJECTIVE, NOTE_ASSESSMENT, NOTE_PLAN};
	struct str text = {0};
	enum status st = live_text_get(a->store, v->live.no, which, &text, err);
	bool proposed = !text.n;

	if (!st && !text.n && which == LIVE_PLAN)
		propose_plan(a, v, &text);
	else if (!st && !text.n)
		note_propose(sections[which], &v->state, &text);
	if (!st && proposed && which == LIVE_SUBJECTIVE)
		st = diary_note(a, v->live.patient, app_today(a), &text, err);
	str_copy(out, size, str_text(&text));
	str_release(&text);
	return st;
}

enum status
visit_note(struct app *a, const struct visit *v, const struct visit_look *l,
	   struct note *n, struct err *err)
{
	struct str text = {0};
	enum status st = objective(a, v, l, &text, err);

	dict_row_init(dict_entity(E_NOTE), n);
	if (!st && !str_copy(n->objective, sizeof n->objective, str_text(&text)))
		st = status_fail(err, ST_INVALID,
				 "the note is longer than %zu bytes: shorten the remarks",
				 sizeof n->objective - 1);
	str_release(&text);
	if (!st)
		st = section(a, v, LIVE_SUBJECTIVE, n->subjective, sizeof n->subjective,
			     err);
	if (!st)
		st = section(a, v, LIVE_ASSESSMENT, n->assessment, sizeof n->assessment,
			     err);
	if (!st)
		st = section(a, v, LIVE_PLAN, n->plan, sizeof n->plan, err);
	return st;
}
