/* scr_assess.c - an assessment as a grid: type a value, Enter goes on, Enter alone keeps. */
#include "assess_priv.h"
#include "core/timed.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/nav.h"

#include <stdlib.h>
#include <string.h>

static struct assess_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

static struct assessment_row *
marked(struct screen *s)
{
	return assess_words_marked(state(s));
}

/* ---- loading */

static void
look(struct screen *s)
{
	struct assess_screen *a = state(s);
	struct err err = {0};

	assessment_falls(a->sheet, &a->falls);
	if (immobility_load(app(s), a->sheet->row.patient, &a->immobility, &err) ||
	    assessment_low_mood(app(s), a->sheet->row.patient, &a->low_mood, &err))
		ui_fail(s->ui, &err);
}

/* What is being typed and what somebody else has just stored there are two values. */
static void
tell_clash(struct screen *s, const struct assessment_sheet *old, int at)
{
	const struct assess_screen *a = state(s);
	const struct assessment_row *r = &a->sheet->rows[a->at];
	const struct assessment_value *v = &r->now[a->side];
	char number[MEASURE_TEXT_SIZE] = "none";

	if (!a->editing || !v->no || v->no == old->rows[at].now[a->side].no)
		return;
	if (v->value != DICT_NONE)
		measure_number(r->m, v->value, number, sizeof number);
	ui_say(s->ui, TONE_WARN,
	       "Somebody else has just stored %s here: Enter replaces it, Esc keeps it",
	       number);
}

/* Rows that were added and not measured yet are lost by loading anew, so they are kept; the mark stays
 * on its measure, also when somebody else has added one before it. */
static enum status
reload(struct screen *s, struct err *err)
{
	struct assess_screen *a = state(s);
	struct assessment_sheet *old = mem_dup(a->sheet, sizeof *old);
	enum status st = assessment_load(app(s), old->row.head.no, a->sheet, err);
	int at, was = a->at;

	for (int i = 0; i < old->n && !st; i++) {
		st = assessment_add(a->sheet, old->rows[i].m->key, old->rows[i].part, &at,
				    err);
		if (i == was)
			a->at = at;
	}
	if (!st && was < old->n)
		tell_clash(s, old, was);
	if (a->at >= a->sheet->n)
		a->at = a->sheet->n ? a->sheet->n - 1 : 0;
	free(old);
	look(s);
	return st;
}

/* ---- moving */

static void
next_cell(struct screen *s)
{
	struct assess_screen *a = state(s);
	struct assessment_row *r = marked(s);

	a->editing = false;
	if (r && r->sided && a->side == ASSESSMENT_LEFT) {
		a->side = ASSESSMENT_RIGHT;
	} else if (a->at + 1 < a->sheet->n) {
		a->at++;
		a->side = ASSESSMENT_LEFT;
	} else {
		ui_say(s->ui, TONE_PLAIN,
		       "The last measure. h f i write, n adds one, Esc goes back");
	}
}

static void
move(struct screen *s, int rows)
{
	struct assess_screen *a = state(s);
	int at = a->at + rows;

	a->editing = false;
	a->at = at < 0 ? 0 : at >= a->sheet->n ? a->sheet->n - 1 : at;
	if (a->at < 0)
		a->at = 0;
	if (marked(s) && !marked(s)->sided)
		a->side = ASSESSMENT_LEFT;
}

static void
turn(struct screen *s, enum assessment_side side)
{
	if (marked(s) && (side == ASSESSMENT_LEFT || marked(s)->sided))
		state(s)->side = side;
}

/* ---- values */

static unsigned
put(struct screen *s, int64_t value, const char *remark)
{
	struct assess_screen *a = state(s);
	struct err err = {0};
	struct assessment_entry e = {
	    .row = a->at, .side = a->side, .value = value, .remark = remark};

	if (assessment_put(app(s), a->sheet, &e, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	look(s);
	next_cell(s);
	return SCREEN_REDRAW;
}

static unsigned
doubt_answer(struct screen *s, const char *text, void *ctx)
{
	struct assess_screen *a = state(s);
	char remark[ASSESSMENT_LINE + 20];

	(void)ctx;
	if (text[0] != 'y')
		return SCREEN_REDRAW; /* it is still typed: correct it */
	str_format(remark, sizeof remark, "confirmed: %s", a->why);
	return put(s, a->doubted, remark);
}

/* What is typed: stored, asked about, or refused with the limits and left to be corrected. */
static unsigned
commit(struct screen *s)
{
	struct assess_screen *a = state(s);
	struct err err = {0};
	char label[ASSESSMENT_LINE + 20];
	int64_t value;

	if (measure_parse(marked(s)->m, a->line.text, &value, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	if (!assessment_doubt(a->sheet, a->at, a->side, value, a->why, sizeof a->why))
		return put(s, value, NULL);
	a->doubted = value;
	str_format(label, sizeof label, "%s; is it right", a->why);
	ask_open(s, &(struct ask_spec){
			.kind = ASK_YES_NO, .label = label, .done = doubt_answer});
	return SCREEN_REDRAW;
}

static bool
begins_value(int key)
{
	return (key >= '0' && key <= '9') || key == '-';
}

static unsigned
edit(struct screen *s, int key)
{
	struct assess_screen *a = state(s);

	if (key == K_ESC) {
		a->editing = false;
		return SCREEN_REDRAW;
	}
	if (key == K_ENTER || key == K_TAB || key == K_DOWN)
		return commit(s);
	if (key == K_UP)
		return SCREEN_REDRAW;
	if (key_is_text(key) && !begins_value(key) && key != '.' && key != ',' &&
	    key != '+' && key != K_SPACE) {
		ui_say(s->ui, TONE_PLAIN, "Enter stores what is typed, Esc drops it");
		return SCREEN_REDRAW;
	}
	return line_key(&a->line, key);
}

static unsigned
input(struct screen *s, int key)
{
	struct assess_screen *a = state(s);

	if (a->editing)
		return edit(s, key);
	if (begins_value(key) && marked(s)) {
		a->editing = true;
		line_set(&a->line, "");
		return line_key(&a->line, key) | SCREEN_REDRAW;
	}
	switch (key) {
	case K_UP:
	case K_DOWN:
		move(s, key == K_UP ? -1 : 1);
		return SCREEN_REDRAW;
	case K_PGUP:
	case K_PGDN:
		move(s, key == K_PGUP ? -10 : 10);
		return SCREEN_REDRAW;
	case K_HOME:
	case K_END:
		move(s, key == K_HOME ? -a->sheet->n : a->sheet->n);
		return SCREEN_REDRAW;
	case K_LEFT:
	case K_RIGHT:
		turn(s, key == K_LEFT ? ASSESSMENT_LEFT : ASSESSMENT_RIGHT);
		return SCREEN_REDRAW;
	case K_TAB:
		if (marked(s))
			next_cell(s);
		return SCREEN_REDRAW;
	default:
		return SCREEN_PASS;
	}
}

/* ---- keys */

/* True when the program asks the items of the score itself. */
static bool
has_items(struct screen *s, const struct measure *m)
{
	char word[40];

	str_format(word, sizeof word, "%s_1", m->key);
	return measures_word(state(s)->sheet->tables, "item", word) != NULL;
}

static unsigned
on_enter(struct screen *s, int key)
{
	struct assess_screen *a = state(s);
	struct assessment_row *r = marked(s);

	(void)key;
	if (!r)
		return SCREEN_HANDLED;
	if (timed_find(r->m->key))
		return nav_push(s->ui, NAV_TEST,
				&(struct nav_arg){.no = a->sheet->row.head.no,
						  .no2 = a->side,
						  .text = r->m->key});
	if (has_items(s, r->m))
		return nav_push(
		    s->ui, NAV_CHECKIN,
		    &(struct nav_arg){.no = a->sheet->row.head.no, .text = r->m->key});
	if (!r->now[a->side].no && r->last[a->side].no)
		return put(s, r->last[a->side].value, "as last time");
	next_cell(s);
	return SCREEN_REDRAW;
}

static unsigned
on_new(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_PICK,
			&(struct nav_arg){.no2 = E_MEASURE, .title = "measure"});
}

static unsigned
on_remove(struct screen *s, int key)
{
	struct assess_screen *a = state(s);
	struct err err = {0};

	(void)key;
	if (!marked(s))
		return SCREEN_HANDLED;
	if (assessment_cancel(app(s), a->sheet, a->at, a->side, &err))
		ui_fail(s->ui, &err);
	else
		ui_say(s->ui, TONE_PLAIN, "Taken back as entered in error");
	look(s);
	return SCREEN_REDRAW;
}

static unsigned
not_done_answer(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return put(s, DICT_NONE, text);
}

static unsigned
on_not_done(struct screen *s, int key)
{
	(void)key;
	if (!marked(s))
		return SCREEN_HANDLED;
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Could not be done, because",
				       .most = ask_room(E_RESULT, "remark"),
				       .done = not_done_answer});
	return SCREEN_REDRAW;
}

static unsigned
on_checkin(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_CHECKIN,
			&(struct nav_arg){.no = state(s)->sheet->row.head.no});
}

static unsigned
on_immobility(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_IMMOBILITY,
			&(struct nav_arg){.no = state(s)->sheet->row.patient});
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_NEXT, on_enter},
    {K_TAB, ACT_PASS, NULL},
    {'n', ACT_NEW, on_new},
    {'h', ACT_HISTORY, assess_words_history},
    {'f', ACT_FINDINGS, assess_words_findings},
    {'i', ACT_IMPRESSION, assess_words_impression},
    {'q', ACT_CHECKIN, on_checkin},
    {'m', ACT_IMMOBILITY, on_immobility},
    {'x', ACT_NOT_DONE, on_not_done},
    {'o', ACT_HOW, assess_words_how},
    {'c', ACT_REMARK, assess_words_remark},
    {'d', ACT_REMOVE, on_remove},
    {K_LEFT, ACT_TO_LEFT, NULL},
    {K_RIGHT, ACT_TO_RIGHT, NULL},
    {K_DOWN, ACT_MOVE, NULL},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

/* A measure was chosen; strength and girth ask for the part next. */
static void
take_measure(struct screen *s, const char *key, const char *part)
{
	struct assess_screen *a = state(s);
	struct err err = {0};
	int at;

	if (!part[0] && (!strcmp(key, "mmt") || !strcmp(key, "girth"))) {
		str_copy(a->whole, sizeof a->whole, key);
		nav_push(s->ui, NAV_PICK,
			 &(struct nav_arg){
			     .no2 = E_VOCAB, .data = "part", .title = "muscle or place"});
		return;
	}
	if (assessment_add(a->sheet, key, part, &at, &err)) {
		ui_fail(s->ui, &err);
		return;
	}
	if (reload(s, &err))
		ui_fail(s->ui, &err);
	a->at = at;
	a->side = ASSESSMENT_LEFT;
}

static void
resume(struct screen *s, const struct screen_answer *answer)
{
	struct assess_screen *a = state(s);
	struct err err = {0};

	if (answer->code && !strcmp(answer->from->name, "pick")) {
		const struct measures *t = a->sheet->tables;

		for (size_t i = 0; i < t->n; i++)
			if (t->rows[i].head.no == answer->no)
				take_measure(s, t->rows[i].key, "");
		for (size_t i = 0; i < t->n_words; i++)
			if (t->words[i].head.no == answer->no)
				take_measure(s, a->whole, t->words[i].word);
		return;
	}
	if (reload(s, &err))
		ui_fail(s->ui, &err);
	if (answer->code && strcmp(answer->from->name, "edit") != 0)
		next_cell(s);
}

static void
close_screen(struct screen *s)
{
	free(state(s)->sheet);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct assess_screen *a = state(s);
	const struct assessment_set *set;
	struct staff by;
	enum status st;

	a->sheet = mem_alloc(sizeof *a->sheet);
	st = assessment_load(app(s), arg->no, a->sheet, err);
	if (!st && a->sheet->row.staff != DICT_NONE) {
		st = record_get(app(s)->store, E_STAFF, a->sheet->row.staff, &by, err);
		if (!st)
			str_copy(a->by, sizeof a->by, by.name);
	}
	if (st) {
		close_screen(s);
		return st;
	}
	s->patient = a->sheet->row.patient;
	set = measures_set(a->sheet->tables, a->sheet->row.set_key);
	str_copy(a->set, sizeof a->set, set ? set->title : "Re-test of the last values");
	look(s);
	return ST_OK;
}

static void
draw(struct screen *s)
{
	assess_draw(s, state(s));
}

const struct screen_ops scr_assess = {
    .name = "assess",
    .title = "Assessment",
    .state_size = sizeof(struct assess_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .resume = resume,
    .renew = true,
    .draw = draw,
    .close = close_screen,
};
