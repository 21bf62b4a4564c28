/* scr_note.c - the note the session wrote: free text, units, signature. */
#include "app/claim.h"
#include "app/paper.h"
#include "app/staff.h"
#include "core/session_units.h"
#include "note_priv.h"
#include "presign_answer.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct note_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- text */

static void
add_section(struct str *out, const char *title, const char *text, const char *key)
{
	str_addf(out, "%s  (%s)\n", title, key);
	if (text[0])
		str_addf(out, "%s%s", text, text[strlen(text) - 1] == '\n' ? "" : "\n");
	else
		str_add(out, "-\n");
	str_add_c(out, '\n');
}

/* A section people write; one that reads as in the visit before says so. */
static void
add_typed(struct note_screen *n, enum live_text which, const char *title, char key)
{
	char how[80], day[DATE_TEXT_SIZE];

	str_format(how, sizeof how, "%c edit", key);
	if (visit_section_same(&n->look, which)) {
		date_text(n->look.last.day, day);
		str_format(how, sizeof how, "%c edit; word for word as on %s", key, day);
	}
	add_section(&n->text, title, visit_section(&n->look.note, which), how);
}

static size_t
count_lines(const char *p)
{
	size_t n = 0;

	for (; *p; p++)
		n += *p == '\n';
	return n;
}

/* What is asked, and the tie of the whole date. */
static void
look_at_claim(struct note_screen *n)
{
	const struct claim *c = n->look.claim;

	n->asked = 0;
	n->bill.n_ties = 0;
	n->bill.units = c->bill.units;
	for (int i = 0; i < c->bill.n_questions; i++) {
		const struct bill_question *q = &c->bill.questions[i];

		n->asked += q->stop && q->chosen < 0;
		if (!strcmp(q->id, "tie"))
			n->bill.n_ties = q->n_options;
	}
}

enum status
note_reload(struct screen *s, struct err *err)
{
	struct note_screen *n = state(s);
	enum status st;

	visit_tick(app(s), &n->v);
	visit_look_release(&n->look);
	st = visit_look(app(s), &n->v, &n->look, err);
	if (!st)
		st = visit_bill_of(app(s), &n->v, &n->look.units, &n->bill, err);
	if (st)
		return st;
	look_at_claim(n);
	str_clear(&n->text);
	add_typed(n, LIVE_SUBJECTIVE, "SUBJECTIVE", 'u');
	add_section(&n->text, "OBJECTIVE", n->look.note.objective,
		    "written by the session");
	add_typed(n, LIVE_ASSESSMENT, "ASSESSMENT", 'a');
	add_typed(n, LIVE_PLAN, "PLAN", 'p');
	n->lines = count_lines(str_text(&n->text));
	return ST_OK;
}

static unsigned
reload_or_say(struct screen *s)
{
	struct err err = {0};

	if (note_reload(s, &err))
		ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

/* ---- writing */

static enum status
keep(void *ctx, const char *text, struct err *err)
{
	struct screen *s = ctx;

	return visit_type(app(s), &state(s)->v, state(s)->editing, &state(s)->seen, text,
			  err);
}

static const char *
theirs(void *ctx)
{
	return str_text(&state(ctx)->seen);
}

static unsigned
edit(struct screen *s, enum live_text which, const char *title, const char *text)
{
	static const char *const sections[LIVE_NO_GOAL] = {"subjective", "assessment",
							   "plan"};

	struct note_screen *n = state(s);
	struct err err = {0};

	n->editing = which;
	str_clear(&n->seen);
	if (live_text_get(app(s)->store, n->v.live.no, which, &n->seen, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	return nav_push(s->ui, NAV_EDIT,
			&(struct nav_arg){.title = title,
					  .text = n->seen.n ? str_text(&n->seen) : text,
					  .no = 2000,
					  .keep = keep,
					  .theirs = theirs,
					  .ctx = s,
					  .data = sections[which]});
}

static unsigned
on_subjective(struct screen *s, int key)
{
	(void)key;
	return edit(s, LIVE_SUBJECTIVE, "Subjective", state(s)->look.note.subjective);
}

static unsigned
on_assessment(struct screen *s, int key)
{
	(void)key;
	return edit(s, LIVE_ASSESSMENT, "Assessment", state(s)->look.note.assessment);
}

static unsigned
on_plan(struct screen *s, int key)
{
	(void)key;
	return edit(s, LIVE_PLAN, "Plan", state(s)->look.note.plan);
}

static unsigned
do_event(struct screen *s, enum session_event_kind kind, int64_t n, const char *text)
{
	struct err err = {0};

	if (visit_do(app(s), &state(s)->v, kind, -1, n, text, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	return reload_or_say(s);
}

static unsigned
pain_answer(struct screen *s, const char *text, void *ctx)
{
	long long n;

	(void)ctx;
	if (!text[0])
		return SCREEN_REDRAW;
	if (!str_int(text, strlen(text), &n) || n < 0 || n > 10) {
		ui_refuse(s->ui, "Pain: a whole number from 0 to 10 is wanted");
		return SCREEN_REDRAW;
	}
	return do_event(s, SEV_PAIN_AFTER, n, NULL);
}

static unsigned
on_pain_after(struct screen *s, int key)
{
	(void)key;
	ask_open(s, &(struct ask_spec){.kind = ASK_NUMBER,
				       .label = "Pain after 0-10",
				       .done = pain_answer});
	return SCREEN_REDRAW;
}

/* Goes through the equal allocations; the choice is an event. */
static unsigned
on_tie(struct screen *s, int key)
{
	struct note_screen *n = state(s);
	const struct bill *b = &n->look.claim->bill;
	char next[SESSION_TIE_SIZE];

	(void)key;
	if (n->bill.n_ties < 2 ||
	    !session_units_tie_after(&b->result[b->rule], n->v.state.tie, next)) {
		ui_say(s->ui, TONE_PLAIN, "No tie: the units have one right answer");
		return SCREEN_REDRAW;
	}
	return do_event(s, SEV_TIE, 0, next);
}

/* The units; on the way to the signature it comes back when all is answered. */
unsigned
note_units(struct screen *s, bool signing)
{
	return nav_push(s->ui, NAV_UNITS,
			&(struct nav_arg){.no = state(s)->v.live.no, .no2 = signing});
}

static unsigned
on_units(struct screen *s, int key)
{
	(void)key;
	return note_units(s, false);
}

static unsigned
on_suggestions(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_SUGGEST, &(struct nav_arg){.no = state(s)->v.live.no});
}

static unsigned
on_reopen(struct screen *s, int key)
{
	(void)key;
	if (state(s)->v.state.mode == SESSION_FINISHED)
		do_event(s, SEV_REOPEN, 0, NULL);
	return nav_replace(s->ui, NAV_LIVE, &(struct nav_arg){.no = state(s)->v.live.no});
}

/* ---- looking */

static unsigned
scroll(struct screen *s, int by)
{
	struct note_screen *n = state(s);
	size_t step = (size_t)(by < 0 ? -by : by);

	if (by < 0)
		n->top -= n->top < step ? n->top : step;
	else if (n->top + step < n->lines)
		n->top += step;
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

static unsigned
on_scroll(struct screen *s, int key)
{
	int page = ui_body(s->ui).h - 6;

	return scroll(s, key == K_UP	 ? -1
			 : key == K_DOWN ? 1
			 : key == K_PGUP ? -page
					 : page);
}

static unsigned
on_print(struct screen *s, int key)
{
	struct note_screen *n = state(s);
	struct paper_order o = {.kind = PAPER_NOTE,
				.unsaved = &n->look.note,
				.patient = n->v.live.patient,
				.day = n->v.live.service_date};

	(void)key;
	return nav_push(s->ui, NAV_PRINT, &(struct nav_arg){.data = &o});
}

static const struct keybind keys[] = {
    {'s', ACT_SIGN, note_sign_key},
    {'g', ACT_SUGGESTIONS, on_suggestions},
    {'a', ACT_ASSESSMENT, on_assessment},
    {'u', ACT_SUBJECTIVE, on_subjective},
    {'p', ACT_PLAN_TEXT, on_plan},
    {'x', ACT_PAIN_AFTER, on_pain_after},
    {'l', ACT_AS_LAST, note_words_as_last},
    {'T', ACT_TAUGHT, note_words_taught},
    {'t', ACT_TIE, on_tie},
    {'b', ACT_UNITS, on_units},
    {'r', ACT_REOPEN, on_reopen},
    {'M', ACT_MANNER, note_words_manner},
    {'C', ACT_PHONE, note_words_phone},
    {'o', ACT_PRINT, on_print},
    {K_UP, ACT_MOVE, on_scroll},
    {K_DOWN, ACT_MOVE, on_scroll},
    {K_PGUP, ACT_MOVE, on_scroll},
    {K_PGDN, ACT_MOVE, on_scroll},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct note_screen *n = state(s);
	char day[DATE_TEXT_SIZE];
	enum status st = visit_load(app(s), arg->no, &n->v, err);

	if (!st)
		st = note_reload(s, err);
	if (st) {
		str_release(&n->text);
		visit_look_release(&n->look);
		return st;
	}
	s->patient = n->v.live.patient;
	date_text(n->v.live.service_date, day);
	str_format(s->title, sizeof s->title, "visit of %s", day);
	return ST_OK;
}

static void
to_staff(struct screen *s, int64_t no)
{
	(void)nav_push(s->ui, no ? NAV_ROW : NAV_STAFF,
		       &(struct nav_arg){.no = no, .no2 = E_STAFF});
}

/* To where a gap is closed; Esc comes back here, but for the session, which ends with f. */
static void
mend(struct screen *s, const char *jump, int64_t row)
{
	const struct live *l = &state(s)->v.live;

	if (!strcmp(jump, "session") || !strcmp(jump, "screening"))
		(void)on_reopen(s, 0);
	else if (!strcmp(jump, "assessment"))
		(void)on_assessment(s, 0);
	else if (!strcmp(jump, "subjective"))
		(void)on_subjective(s, 0);
	else if (!strcmp(jump, "next"))
		(void)on_plan(s, 0);
	else if (!strcmp(jump, "tie"))
		(void)on_tie(s, 0);
	else if (!strcmp(jump, "phone"))
		(void)note_words_phone(s, 0);
	else if (!strcmp(jump, "units"))
		(void)nav_push(s->ui, NAV_UNITS, &(struct nav_arg){.no = l->no});
	else if (!strcmp(jump, "patient"))
		(void)nav_push(s->ui, NAV_ROW,
			       &(struct nav_arg){.no = l->patient, .no2 = E_PATIENT});
	else if (!strcmp(jump, "plan"))
		(void)nav_push(s->ui, NAV_PLAN, &(struct nav_arg){.no = l->episode});
	else if (!strcmp(jump, "goals"))
		(void)nav_push(s->ui, NAV_GOALS, &(struct nav_arg){.no = l->episode});
	else if (!strcmp(jump, "report"))
		(void)nav_push(s->ui, NAV_REPORTS, &(struct nav_arg){.no = l->episode});
	else if (!strcmp(jump, "chart"))
		(void)nav_push(s->ui, NAV_CHART, &(struct nav_arg){.no = l->patient});
	else
		to_staff(s, row);
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	bool checked = !strcmp(a->from->name, "presign");
	struct err err = {0};

	if (checked && a->code == PRESIGN_MEND) { /* s may be gone afterwards */
		mend(s, a->text, a->no);
		return;
	}
	if (visit_refresh(app(s), &state(s)->v, &err))
		ui_fail(s->ui, &err);
	reload_or_say(s);
	if (a->from == nav_get(NAV_UNITS)->ops && a->code == 1)
		note_sign_key(s, 's'); /* all is answered: go on */
	if (checked && a->code == PRESIGN_SIGN && !state(s)->look.check.blocks)
		(void)note_sign_pin(s);
}

static void
draw(struct screen *s)
{
	note_draw(s, state(s));
}

static void
close_screen(struct screen *s)
{
	str_release(&state(s)->text);
	str_release(&state(s)->seen);
	visit_look_release(&state(s)->look);
}

const struct screen_ops scr_note = {
    .name = "note",
    .title = "Note",
    .state_size = sizeof(struct note_screen),
    .keys = keys,
    .open = open_screen,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
