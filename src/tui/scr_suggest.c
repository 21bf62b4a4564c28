/* scr_suggest.c - after the session: harder, hold, easier or stop, each taken with one key. */
#include "app/progress.h"
#include "core/measure.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { DETAIL_ROWS = 8 };

struct suggest_row {
	int64_t no;
	struct progress_line *line; /* into suggest_screen.p */
};

struct suggest_screen {
	struct list list;
	char head[160]; /* whom it is about */
	struct progress *p;
	struct suggest_row rows[SESSION_ITEMS_MAX];
	struct progression_rule rules[SESSION_ITEMS_MAX]; /* the row of each line */
};

static struct suggest_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- list */

static const char *
word(const struct progress_line *l)
{
	static const char *const words[PROGRESSION_SUGGESTION_COUNT] = {"STOP", "EASIER",
									"HOLD", "HARDER"};

	return l->out.rule[0] ? words[l->out.suggestion] : "past";
}

static const char *
decided(const struct progress_line *l)
{
	const char *d = l->choice.decision;

	return !strcmp(d, "taken")	? "taken"
	       : !strcmp(d, "changed")	? "other"
	       : !strcmp(d, "declined") ? "not taken"
	       : !strcmp(d, "back")	? "undone"
					: "";
}

static enum status load(struct screen *s, struct err *err);

enum { COL_WORD, COL_NAME, COL_RULE, COL_DOSE, COL_DECIDED };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct progress_line *l = ((const struct suggest_row *)row)->line;

	char dose[160];

	(void)ctx;
	if (col == COL_WORD)
		str_add(out, word(l));
	else if (col == COL_NAME)
		str_add(out, l->x.name);
	else if (col == COL_RULE)
		str_add(out, l->out.rule);
	else if (col == COL_DOSE && l->out.rule[0]) {
		progress_short(&l->choice, dose, sizeof dose);
		str_add(out, dose);
	} else if (col == COL_DECIDED)
		str_add(out, decided(l));
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	const struct progress_line *l = ((const struct suggest_row *)row)->line;

	(void)ctx;
	if (col == COL_WORD && l->out.suggestion == PROGRESSION_STOP)
		return TONE_STOP;
	if (col == COL_WORD && l->out.suggestion == PROGRESSION_REGRESS)
		return TONE_WARN;
	return l->choice.decision[0] || l->closed[0] ? TONE_DIM : TONE_PLAIN;
}

static const struct list_col cols[] = {{"Suggests", 8, false},
				       {"Exercise", 26, false},
				       {"Rule", 4, false},
				       {"Next dose", 0, false},
				       {"Decided", 9, false}};
static const struct list_source source = {.row_size = sizeof(struct suggest_row),
					  .cols = cols,
					  .n_cols = 5,
					  .key_col = COL_NAME,
					  .cell = cell,
					  .tone = tone};

/* The line under the mark, to be changed; NULL: none. */
static struct progress_line *
marked(struct screen *s)
{
	const struct suggest_row *r = list_current(&state(s)->list);

	return r ? r->line : NULL;
}

/* Shows what a decision came to. */
static unsigned
done(struct screen *s, enum status st, const struct err *why)
{
	struct err err = {0};

	if (st)
		ui_fail(s->ui, why);
	if (list_reload(&state(s)->list, &err))
		ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

/* To the next line, so that Enter after Enter goes through the list. */
static void
next_line(struct screen *s)
{
	list_key(&state(s)->list, K_DOWN);
}

/* ---- deciding */

/* The marked line when something can be decided on it; else it is told why not. */
static struct progress_line *
open_line(struct screen *s)
{
	struct progress_line *l = marked(s);

	if (!l || !l->closed[0])
		return l;
	ui_say(s->ui, TONE_PLAIN, "%s: %s", l->x.name, l->closed);
	return NULL;
}

static unsigned
on_take(struct screen *s, int key)
{
	struct progress_line *l = open_line(s);
	struct err err = {0};
	enum status st;

	(void)key;
	if (!l)
		return SCREEN_REDRAW;
	st = progress_take(app(s), state(s)->p, l, &err);
	done(s, st, &err);
	if (!st) {
		ui_say(s->ui, TONE_GOOD, "%s: %s; u takes it back", l->x.name,
		       l->choice.after);
		next_line(s);
	}
	return SCREEN_REDRAW;
}

static bool
open_change(const struct progress_line *l)
{
	return !l->choice.decision[0] && !l->closed[0] && progress_changes(&l->choice) &&
	       (l->out.suggestion == PROGRESSION_PROGRESS ||
		l->out.suggestion == PROGRESSION_REGRESS);
}

static unsigned
on_take_all(struct screen *s, int key)
{
	struct progress *p = state(s)->p;
	struct err err = {0};
	enum status st = ST_OK;
	int n = 0;

	(void)key;
	for (int i = 0; !st && i < p->n; i++)
		if (open_change(&p->lines[i])) {
			st = progress_take(app(s), p, &p->lines[i], &err);
			n += !st;
		}
	done(s, st, &err);
	if (!st)
		ui_say(s->ui, n ? TONE_GOOD : TONE_PLAIN,
		       !n ? "%d taken: nothing is open that changes a dose"
		       : p->session
			   ? "%d taken; the plan is changed"
			   : "%d taken; the plan changes when the note is signed",
		       n);
	return SCREEN_REDRAW;
}

static unsigned
decline(struct screen *s, const char *why)
{
	struct progress_line *l = marked(s);
	struct err err = {0};
	enum status st;

	if (!l || !why[0])
		return SCREEN_REDRAW;
	st = progress_decline(app(s), state(s)->p, l, why, &err);
	done(s, st, &err);
	if (!st)
		next_line(s);
	return SCREEN_REDRAW;
}

static unsigned
other_reason(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return decline(s, text);
}

static unsigned
reason_letter(struct screen *s, const char *letter, void *ctx)
{
	(void)ctx;
	switch (letter[0]) {
	case 'p':
		return decline(s, "pain or swelling");
	case 't':
		return decline(s, "tired or unwell");
	case 'w':
		return decline(s, "the patient wishes it so");
	case 'e':
		return decline(s, "too early in the therapist's judgement");
	default:
		ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
					       .label = "Not taken, because",
					       .most = ask_room(E_DOSE_CHANGE, "why"),
					       .done = other_reason});
		return SCREEN_REDRAW;
	}
}

static unsigned
on_decline(struct screen *s, int key)
{
	(void)key;
	if (!open_line(s))
		return SCREEN_REDRAW;
	ask_open(s, &(struct ask_spec){
			.kind = ASK_CHOICE,
			.label = "Why not: p pain, t tired, w wish, e too early, o other",
			.keys = "ptweo",
			.done = reason_letter});
	return SCREEN_REDRAW;
}

static unsigned
take_other(struct screen *s, const char *text, void *ctx)
{
	struct progress_line *l = marked(s);
	struct err err = {0};

	(void)ctx;
	if (!l || !text[0])
		return SCREEN_REDRAW;
	return done(s, progress_take_other(app(s), state(s)->p, l, text, &err), &err);
}

static unsigned
on_other(struct screen *s, int key)
{
	(void)key;
	if (!open_line(s))
		return SCREEN_REDRAW;
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Other dose (reps 12, load 3 kg)",
				       .done = take_other});
	return SCREEN_REDRAW;
}

/* After the signature: a new version of the plan, then everything is read anew. */
static unsigned
back_because(struct screen *s, const char *why, void *ctx)
{
	struct progress_line *l = marked(s);
	struct err err = {0};
	enum status st;

	(void)ctx;
	if (!l || !why[0])
		return SCREEN_REDRAW;
	st = progress_undo(app(s), state(s)->p, l, why, &err);
	if (!st)
		st = load(s, &err);
	done(s, st, &err);
	if (!st)
		ui_say(s->ui, TONE_GOOD, "Taken back by a new version of the plan");
	return SCREEN_REDRAW;
}

static unsigned
on_take_back(struct screen *s, int key)
{
	struct progress_line *l = marked(s);
	struct err err = {0};

	(void)key;
	if (!l || !l->choice.decision[0]) {
		ui_say(s->ui, TONE_PLAIN, "Nothing was decided here");
		return SCREEN_REDRAW;
	}
	if (!state(s)->p->session || !choice_changes(&l->choice))
		return done(s, progress_undo(app(s), state(s)->p, l, "", &err), &err);
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Taken back, because",
				       .most = ask_room(E_DOSE_CHANGE, "why"),
				       .done = back_because});
	return SCREEN_REDRAW;
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_TAKE, on_take},
    {'n', ACT_DECLINE, on_decline},
    {'A', ACT_TAKE_ALL, on_take_all},
    {'c', ACT_OTHER_DOSE, on_other},
    {'u', ACT_TAKE_BACK, on_take_back},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- picture */

static int
draw_text(struct rect r, int y, enum tone t, const char *label, const char *text)
{
	size_t len = strlen(text), at = 0;

	if (y >= r.y + r.h)
		return y;
	text_fill(y, r.x, r.w, TONE_DIM, label);
	do {
		size_t next, stop = text_wrap(text, len, at, r.w - 12, &next);

		if (at)
			text_clear(y, r.x, 1, r.w);
		text_put_n(y, r.x + 10, r.w - 10, t, text + at, stop - at);
		y++;
		at = next;
	} while (at < len && y < r.y + r.h);
	return y;
}

static void
draw_detail(const struct suggest_screen *st, const struct progress_line *l, struct rect r)
{
	const struct progression_rule *rule = &st->rules[l - st->p->lines];
	char text[400];
	int y = r.y;

	y = draw_text(r, y, TONE_TITLE, word(l), l->out.reason);
	if (l->out.rule[0]) {
		y = draw_text(r, y, TONE_PLAIN, "Numbers", l->out.numbers);
		y = draw_text(r, y, TONE_PLAIN, "Now", l->choice.before);
		y = draw_text(r, y, TONE_PLAIN, "Next",
			      l->choice.after[0] ? l->choice.after : "as it is");
	}
	if (l->choice.decision[0]) {
		str_format(text, sizeof text, "%s%s%s", decided(l),
			   l->choice.why[0] ? ": " : "", l->choice.why);
		y = draw_text(r, y, TONE_KEY, "Decided", text);
	}
	str_format(text, sizeof text, "%s%s. %s", l->out.key,
		   measure_check(rule->verification) ? " (check source)" : "",
		   rule->source);
	if (rule->source[0])
		y = draw_text(r, y, TONE_DIM, "Rule", text);
	if (y < r.y + r.h)
		text_clear(y, r.x, r.y + r.h - y, r.w);
}

static void
draw(struct screen *s)
{
	struct suggest_screen *st = state(s);
	struct rect r = ui_body(s->ui);
	int rows = r.h - 3 - DETAIL_ROWS;
	const struct progress_line *l;
	struct rect detail = {r.y + 2 + rows, r.x, DETAIL_ROWS, r.w};

	text_fill(r.y, r.x, r.w, TONE_TITLE, st->head);
	list_draw(&st->list, s->ui, (struct rect){r.y + 1, r.x, rows, r.w}, true,
		  "No exercise of the plan was done.");
	l = marked(s); /* drawing may load rows */
	text_clear(r.y + 1 + rows, r.x, 1, r.w);
	if (l)
		draw_detail(st, l, detail);
	else
		text_clear(detail.y, detail.x, detail.h, detail.w);
	text_fill(r.y + r.h - 1, r.x, r.w, TONE_KEY, PROGRESS_DISCLAIMER);
}

/* ---- screen */

static enum status
load_rows(struct screen *s, struct err *err)
{
	struct suggest_screen *st = state(s);
	struct err none = {0};
	enum status status = ST_OK;

	for (int i = 0; !status && i < st->p->n; i++) {
		st->rows[i] = (struct suggest_row){st->p->lines[i].no, &st->p->lines[i]};
		memset(&st->rules[i], 0, sizeof st->rules[i]);
		status =
		    progress_rule(app(s), st->p->lines[i].out.key, &st->rules[i], &none);
		if (status == ST_NOT_FOUND) /* a rule that no longer ships, or none */
			status = ST_OK;
	}
	list_set(&st->list, st->rows, st->p->n);
	if (status)
		*err = none;
	return status;
}

/* A visit not yet signed by its running number, a signed one by that of its session. */
static enum status
load(struct screen *s, struct err *err)
{
	struct suggest_screen *st = state(s);
	int64_t live = st->p->live, session = st->p->session;
	struct visit *v;
	enum status status;

	if (session) {
		status = progress_of_session(app(s), session, st->p, err);
		return status ? status : load_rows(s, err);
	}
	v = mem_alloc(sizeof *v);
	status = visit_load(app(s), live, v, err);
	if (!status)
		status = progress_of_visit(app(s), v, st->p, err);
	free(v);
	return status ? status : load_rows(s, err);
}

static void
close_screen(struct screen *s)
{
	list_screen_close(s);
	free(state(s)->p);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct suggest_screen *st = state(s);
	char day[DATE_TEXT_SIZE];
	struct patient p;
	enum status status;

	st->p = mem_alloc(sizeof *st->p);
	st->p->n = 0;
	st->p->live = arg->no;
	st->p->session = arg->no2;
	status = list_screen_open(s, arg, err);
	if (status)
		return status;
	status = record_get(app(s)->store, E_PATIENT, st->p->patient, &p, err);
	if (status) {
		close_screen(s);
		return status;
	}
	s->patient = p.head.no;
	date_text(st->p->day, day);
	str_format(s->title, sizeof s->title, "%svisit of %s",
		   st->p->session ? "signed " : "", day);
	str_format(st->head, sizeof st->head, "%s%s%s  %s", p.family_name,
		   p.given_name[0] ? ", " : "", p.given_name, p.chart_no);
	return ST_OK;
}

const struct screen_ops scr_suggest = {
    .name = "suggest",
    .title = "Suggestions",
    .state_size = sizeof(struct suggest_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .input = list_screen_input,
    .draw = draw,
    .close = close_screen,
};
