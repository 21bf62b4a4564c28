/* scr_signed.c - a signed note: read only, with what was added to it. */
#include "app/claim.h"
#include "app/paper.h"
#include "app/progress.h"
#include "app/report.h"
#include "app/visit.h"
#include "store/query.h"
#include "store/query_sign.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { ADDENDA_MAX = 40, CHARGES_MAX = 30, TEXT_MAX = 2000 };

struct signed_screen {
	struct note note;
	struct session session;
	struct str text;
	size_t top, lines;
	size_t shown; /* whole lines of the text on the glass */
	bool is_void, cosigned;
	struct addendum addendum; /* being written */
};

static struct signed_screen *
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
section(struct str *out, const char *title, const char *text)
{
	str_addf(out, "%s\n%s%s\n", title, text[0] ? text : "-",
		 text[0] && text[strlen(text) - 1] == '\n' ? "" : "\n");
}

/* "2026-05-04 09:12" by the clock on the wall. */
static void
local_time(int64_t seconds, char out[TIME_TEXT_SIZE])
{
	struct civil t = clock_civil(seconds * 1000);
	char day[DATE_TEXT_SIZE];

	date_text(t.date, day);
	str_format(out, TIME_TEXT_SIZE, "%s %02d:%02d", day, t.hour, t.minute);
}

static void
add_rows(struct str *out, const struct charge *rows, int n)
{
	for (int i = 0; i < n; i++)
		str_addf(out, "%s  %lld min  %lld unit%s  %s  %s\n", rows[i].code,
			 (long long)(rows[i].minutes == DICT_NONE ? 0 : rows[i].minutes),
			 (long long)(rows[i].units == DICT_NONE ? 0 : rows[i].units),
			 rows[i].units == 1 ? "" : "s", rows[i].modifiers,
			 rows[i].reason);
}

/* Those that hold, then those that a correction replaced. */
static enum status
add_charges(struct screen *s, struct str *out, struct err *err)
{
	struct charge *rows = mem_alloc(CHARGES_MAX * sizeof *rows);
	const int64_t visit = state(s)->session.head.no;
	int n = 0;
	enum status st = query_charges(app(s)->store, visit, rows, CHARGES_MAX, &n, err);

	str_addf(out, "CHARGES%s\n", state(s)->is_void ? " - VOID: not billed" : "");
	add_rows(out, rows, n);
	if (!st)
		st = query_charges_replaced(app(s)->store, visit, rows, CHARGES_MAX, &n,
					    err);
	if (!st && n) {
		str_add(out, "\nREPLACED by a correction, not billed\n");
		add_rows(out, rows, n);
	}
	free(rows);
	return st;
}

static const char *
heading(const char *kind)
{
	static const struct {
		const char *kind, *text;
	} rows[] = {{"late", "LATE ENTRY"},
		    {"correction", "CORRECTION"},
		    {"cosign", "CO-SIGNATURE"},
		    {"void", "VOID"}};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (!strcmp(rows[i].kind, kind))
			return rows[i].text;
	return "ADDENDUM";
}

static enum status
add_addenda(struct screen *s, struct str *out, struct err *err)
{
	struct addendum *rows = mem_alloc(ADDENDA_MAX * sizeof *rows);
	int n = 0;
	enum status st = query_addenda(app(s)->store, state(s)->note.head.no, rows,
				       ADDENDA_MAX, &n, err);

	for (int i = 0; !st && i < n; i++) {
		char at[TIME_TEXT_SIZE];

		local_time(rows[i].entered_at, at);
		str_addf(out, "\n%s, entered %s by %s. Reason: %s\n%s\n",
			 heading(rows[i].kind), at, rows[i].signature, rows[i].reason,
			 rows[i].text);
		if (rows[i].field[0])
			str_addf(out, "%s: signed %s, corrected %s\n", rows[i].field,
				 rows[i].old_value, rows[i].new_value);
		if (rows[i].units[0])
			str_addf(out, "units: %s\n", rows[i].units);
	}
	free(rows);
	return st;
}

/* Suggestions of the visit that nobody decided are told first: g opens them. */
static enum status
add_suggestions(struct screen *s, struct str *out, struct err *err)
{
	struct progress *p = mem_alloc(sizeof *p);
	enum status st = progress_of_session(app(s), state(s)->session.head.no, p, err);
	int n = st ? 0 : progress_open(p);

	if (n)
		str_addf(out,
			 "%d suggestion%s of this visit %s not decided: g opens.\n\n", n,
			 n == 1 ? "" : "s", n == 1 ? "is" : "are");
	free(p);
	return st;
}

static enum status
load(struct screen *s, struct err *err)
{
	struct signed_screen *n = state(s);
	char at[TIME_TEXT_SIZE] = "";
	enum status st =
	    record_get(app(s)->store, E_NOTE, n->note.head.no, &n->note, err);

	if (!st && n->note.session != DICT_NONE)
		st = record_get(app(s)->store, E_SESSION, n->note.session, &n->session,
				err);
	if (st)
		return st;
	str_clear(&n->text);
	st =
	    query_addendum_kind(app(s)->store, n->note.head.no, "void", &n->is_void, err);
	if (!st)
		st = query_addendum_kind(app(s)->store, n->note.head.no, "cosign",
					 &n->cosigned, err);
	if (st)
		return st;
	if (n->is_void)
		str_add(&n->text,
			"*** THIS NOTE IS VOID; the reason stands at its end ***\n\n");
	if (n->note.cosigner != DICT_NONE && !n->cosigned && !n->is_void)
		str_add(&n->text,
			"Waits for the second signature: no claim before it.\n\n");
	if (n->note.session != DICT_NONE && !n->is_void)
		st = add_suggestions(s, &n->text, err);
	section(&n->text, "SUBJECTIVE", n->note.subjective);
	section(&n->text, "OBJECTIVE", n->note.objective);
	section(&n->text, "ASSESSMENT", n->note.assessment);
	section(&n->text, "PLAN", n->note.plan);
	if (!st && n->note.session != DICT_NONE)
		st = add_charges(s, &n->text, err);
	if (n->note.signed_at != DICT_NONE)
		local_time(n->note.signed_at, at);
	str_addf(&n->text, "\nSIGNED %s by %s\n", at, n->note.signature);
	if (!st)
		st = add_addenda(s, &n->text, err);
	if (n->note.checks[0])
		str_addf(&n->text, "\nCHECKED BEFORE SIGNING\n%s", n->note.checks);
	n->lines = 0;
	for (const char *p = str_text(&n->text); *p; p++)
		n->lines += *p == '\n';
	return st;
}

/* ---- addendum: kind, reason, text, PIN */

static unsigned ask_pin(struct screen *s);

static unsigned
addendum_pin(struct screen *s, const char *pin, void *ctx)
{
	struct signed_screen *n = state(s);
	struct err err = {0};

	(void)ctx;
	s->ui->repaint = true;
	if (visit_addendum(app(s), &n->addendum, pin, &err)) {
		ui_fail(s->ui, &err);
		return ask_pin(s); /* what was written waits for the right one */
	}
	n->addendum.text[0] = n->addendum.reason[0] = '\0';
	if (load(s, &err))
		ui_fail(s->ui, &err);
	else
		ui_say(s->ui, TONE_GOOD,
		       "Added. What was signed before stays as it was.");
	return SCREEN_REDRAW;
}

static unsigned
ask_pin(struct screen *s)
{
	ask_open(s, &(struct ask_spec){.kind = ASK_PIN,
				       .label = "PIN to sign it",
				       .done = addendum_pin});
	return SCREEN_REDRAW;
}

static unsigned
addendum_reason(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	if (!text[0])
		return SCREEN_REDRAW;
	str_copy(state(s)->addendum.reason, sizeof state(s)->addendum.reason, text);
	if (!strcmp(state(s)->addendum.kind, "void")) {
		str_copy(state(s)->addendum.text, sizeof state(s)->addendum.text,
			 "This note is void. What was signed stays as it was.");
		return ask_pin(s);
	}
	return nav_push(s->ui, NAV_EDIT,
			&(struct nav_arg){.title = "Addendum",
					  .text = state(s)->addendum.text,
					  .no = TEXT_MAX});
}

static unsigned
ask_reason(struct screen *s)
{
	const char *units = state(s)->addendum.units; /* "97110 2 -> 3; ..." */
	char label[60];
	int n = (int)(strlen(units) > 44 ? strcspn(units, ";") : strlen(units));

	str_format(label, sizeof label, "%.*s%s%s", n > 44 ? 44 : n, units,
		   n > 44 ? "..." : "", n ? ". Why" : "Why is it added");
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = label,
				       .initial = state(s)->addendum.reason,
				       .most = ask_room(E_ADDENDUM, "reason"),
				       .done = addendum_reason});
	return SCREEN_REDRAW;
}

static void ask_minutes(struct screen *s, const char *text);

/* "97110 38, 97116 15 GP 59"; empty: a correction in words alone. */
static unsigned
correct_minutes(struct screen *s, const char *text, void *ctx)
{
	struct err err = {0};

	(void)ctx;
	if (text[0] && claim_correct(app(s), text, &state(s)->addendum, &err)) {
		ui_fail(s->ui, &err);
		ask_minutes(s, text); /* what was typed is mended, not typed again */
		return SCREEN_REDRAW;
	}
	return ask_reason(s);
}

static void
ask_minutes(struct screen *s, const char *text)
{
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "As 97110 38, 97116 15 GP 59 (or empty)",
				       .initial = text,
				       .done = correct_minutes});
}

/* Later than a week payers may not take it: it is said, and it stands with its date. */
static void
tell_late(struct screen *s)
{
	struct err err = {0};
	int64_t days = 0;

	if (visit_addendum_late(app(s), &state(s)->addendum, &days, &err))
		ui_fail(s->ui, &err);
	else if (days)
		ui_say(s->ui, TONE_WARN,
		       "%lld days after the visit: payers may not take it",
		       (long long)days);
}

static unsigned
addendum_kind(struct screen *s, const char *letter, void *ctx)
{
	struct addendum *x = &state(s)->addendum;
	struct addendum *before = mem_dup(x, sizeof *x);

	(void)ctx;
	dict_row_init(dict_entity(E_ADDENDUM), x);
	if (letter[0] != 'v' &&
	    strcmp(before->kind, "void")) { /* written, not signed yet */
		str_copy(x->reason, sizeof x->reason, before->reason);
		str_copy(x->text, sizeof x->text, before->text);
	}
	free(before);
	x->note = state(s)->note.head.no;
	x->refers_to = state(s)->note.session != DICT_NONE
			   ? state(s)->session.service_date
			   : state(s)->note.period_to;
	str_copy(x->kind, sizeof x->kind,
		 letter[0] == 'l'   ? "late"
		 : letter[0] == 'c' ? "correction"
		 : letter[0] == 'v' ? "void"
				    : "addendum");
	tell_late(s);
	if (letter[0] != 'c' || state(s)->note.session == DICT_NONE)
		return ask_reason(s);
	ask_minutes(s, "");
	return SCREEN_REDRAW;
}

static unsigned
on_addendum(struct screen *s, int key)
{
	(void)key;
	ask_open(s, &(struct ask_spec){
			.kind = ASK_CHOICE,
			.label = "a addendum, l late entry, c correction, v void",
			.keys = "alcv",
			.done = addendum_kind});
	return SCREEN_REDRAW;
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	struct addendum *x = &state(s)->addendum;
	struct err err = {0};

	if (a->code != 1 || !a->text[0]) {
		if (load(s, &err)) /* back from the suggestions */
			ui_fail(s->ui, &err);
		return;
	}
	str_copy(x->text, sizeof x->text, a->text);
	(void)ask_pin(s);
}

/* ---- second signature */

static unsigned
cosign_pin(struct screen *s, const char *pin, void *ctx)
{
	struct err err = {0};

	(void)ctx;
	if (visit_cosign(app(s), state(s)->note.head.no, pin, &err) || load(s, &err))
		ui_fail(s->ui, &err);
	else
		ui_say(s->ui, TONE_GOOD, "Co-signed. The note stays as it was.");
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

static unsigned
on_cosign(struct screen *s, int key)
{
	const struct note *n = &state(s)->note;

	(void)key;
	/* Of an assistant it is not waited for, but some clinics and states want it. */
	if (state(s)->cosigned || state(s)->is_void ||
	    (n->cosigner == DICT_NONE && !role_of(n->role)->assistant)) {
		ui_say(s->ui, TONE_PLAIN, "No second signature is wanted here");
		return SCREEN_REDRAW;
	}
	ask_open(s, &(struct ask_spec){
			.kind = ASK_PIN, .label = "PIN to co-sign", .done = cosign_pin});
	return SCREEN_REDRAW;
}

static unsigned
on_scroll(struct screen *s, int key)
{
	struct signed_screen *n = state(s);
	size_t pg = n->shown > 1 ? n->shown - 1 : 1; /* wrapped lines take more rows */
	size_t by = key == K_UP || key == K_DOWN ? 1 : pg;

	if (key == K_UP || key == K_PGUP)
		n->top -= n->top < by ? n->top : by;
	else if (n->top + by < n->lines)
		n->top += by;
	return SCREEN_REDRAW;
}

static unsigned
on_print(struct screen *s, int key)
{
	const struct note *n = &state(s)->note;
	struct paper_order o = {.kind =
				    n->session != DICT_NONE ? PAPER_NOTE : PAPER_REPORT,
				.no = n->head.no};

	(void)key;
	return nav_push(s->ui, NAV_PRINT, &(struct nav_arg){.data = &o});
}

static unsigned
on_suggestions(struct screen *s, int key)
{
	(void)key;
	if (state(s)->note.session == DICT_NONE) {
		ui_say(s->ui, TONE_PLAIN, "A report has no suggestions; a visit has");
		return SCREEN_REDRAW;
	}
	return nav_push(s->ui, NAV_SUGGEST,
			&(struct nav_arg){.no2 = state(s)->note.session});
}

static const struct keybind keys[] = {
    {'a', ACT_ADDENDUM, on_addendum},
    {'s', ACT_COSIGN, on_cosign},
    {'g', ACT_SUGGESTIONS, on_suggestions},
    {'o', ACT_PRINT, on_print},
    {K_UP, ACT_MOVE, on_scroll},
    {K_DOWN, ACT_MOVE, on_scroll},
    {K_PGUP, ACT_MOVE, on_scroll},
    {K_PGDN, ACT_MOVE, on_scroll},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
close_screen(struct screen *s)
{
	str_release(&state(s)->text);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct patient p;
	struct episode e = {.patient = 0};
	const struct note *n = &state(s)->note;
	bool visit;
	char day[DATE_TEXT_SIZE];
	enum status st;

	state(s)->note.head.no = arg->no;
	st = load(s, err);
	visit = n->session != DICT_NONE;
	if (!st && !visit)
		st = record_get(app(s)->store, E_EPISODE, n->episode, &e, err);
	if (!st)
		st = record_get(app(s)->store, E_PATIENT,
				visit ? state(s)->session.patient : e.patient, &p, err);
	if (st) {
		close_screen(s);
		return st;
	}
	s->patient = p.head.no;
	date_text(visit ? state(s)->session.service_date : n->period_to, day);
	str_format(s->title, sizeof s->title, "%s%s%s  %s, %s",
		   visit ? "" : report_label(n->kind), visit ? "" : ", ", day,
		   p.family_name, p.given_name);
	return ST_OK;
}

static void
draw(struct screen *s)
{
	struct signed_screen *n = state(s);
	struct rect r = ui_body(s->ui);
	const char *p = str_text(&n->text);
	int y = r.y;

	n->shown = 0;
	for (size_t skip = n->top; skip && *p; skip--)
		p = strchr(p, '\n') ? strchr(p, '\n') + 1 : p + strlen(p);
	while (y < r.y + r.h && *p) {
		size_t len = strcspn(p, "\n"), at = 0;

		do {
			size_t next, stop = text_wrap(p, len, at, r.w - 2, &next);

			text_clear(y, r.x, 1, r.w);
			text_put_n(y, r.x + 1, r.w - 1, TONE_PLAIN, p + at, stop - at);
			y++;
			at = next;
		} while (at < len && y < r.y + r.h);
		n->shown += at >= len;
		p += len + (p[len] == '\n');
	}
	if (y < r.y + r.h)
		text_clear(y, r.x, r.y + r.h - y, r.w);
	if (*p) {
		text_clear(r.y + r.h - 1, r.x, 1, r.w);
		text_put(r.y + r.h - 1, r.x + 1, r.w - 1, TONE_DIM, "PgDn shows more");
	}
}

const struct screen_ops scr_signed = {
    .name = "signed",
    .title = "Signed note",
    .state_size = sizeof(struct signed_screen),
    .keys = keys,
    .open = open_screen,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
