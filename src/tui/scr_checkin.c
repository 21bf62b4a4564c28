/* scr_checkin.c - mood, sleep, confidence and short scores: one digit answers one question. */
#include "app/assessment.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { QUESTIONS_MAX = 16, OPEN_ANSWER = -1 };

/* One digit: a whole measure, or an item of one. */
struct question {
	int row;		  /* of the sheet */
	const struct vocab *item; /* NULL: the measure itself */
	int low, high, answer;
};

struct checkin_screen {
	struct assessment_sheet *sheet;
	struct question questions[QUESTIONS_MAX];
	int n, at;
	bool low_mood, answered;
};

static struct checkin_screen *
state(struct screen *s)
{
	return s->state;
}

/* ---- what is asked */

static void
add_question(struct checkin_screen *c, int at, const struct vocab *item)
{
	const struct measure *m = c->sheet->rows[at].m;
	struct question *q = &c->questions[c->n];

	if (c->n == QUESTIONS_MAX)
		return;
	*q = (struct question){
	    .row = at, .item = item, .low = 0, .high = 10, .answer = OPEN_ANSWER};
	if (item) {
		q->low = (int)strtol(item->scope, NULL, 10);
		q->high =
		    (int)strtol(item->scope + strcspn(item->scope, "-") + 1, NULL, 10);
	} else {
		q->high = (int)strtol(m->max_value, NULL, 10);
	}
	c->n++;
}

/* The questions of one measure: its items where the program knows them. */
static enum status
add_measure(struct checkin_screen *c, const char *key, struct err *err)
{
	const struct vocab *v = NULL;
	size_t n = strlen(key);
	bool items = false;
	int at;
	enum status st = assessment_add(c->sheet, key, "", &at, err);

	if (st)
		return st;
	while ((v = measures_next(c->sheet->tables, "item", v)))
		if (!strncmp(v->word, key, n) && v->word[n] == '_') {
			add_question(c, at, v);
			items = true;
		}
	if (!items)
		add_question(c, at, NULL);
	return ST_OK;
}

static enum status
add_set(struct checkin_screen *c, struct err *err)
{
	const struct assessment_set *set = measures_set(c->sheet->tables, "checkin");
	enum status st = ST_OK;
	char key[40];

	for (const char *p = set ? set->items : ""; *p && !st;) {
		size_t n = strcspn(p, ";");

		str_format(key, sizeof key, "%.*s", (int)n, p);
		st = add_measure(c, key, err);
		p += n + (p[n] == ';');
	}
	return st;
}

/* Answers that are stored already. */
static void
take_answers(struct checkin_screen *c)
{
	for (int i = 0; i < c->n; i++) {
		const struct assessment_row *r = &c->sheet->rows[c->questions[i].row];
		const char *p = r->now[0].trials;
		int nth = 0;

		if (!r->now[0].no || r->now[0].value == DICT_NONE)
			continue;
		if (!c->questions[i].item) {
			c->questions[i].answer = (int)(r->now[0].value / 1000);
			continue;
		}
		for (int j = 0; j < i; j++)
			nth += c->questions[j].row == c->questions[i].row;
		for (; nth && *p; nth--)
			p += strcspn(p, ";") + 1;
		if (*p >= '0' && *p <= '9')
			c->questions[i].answer = (int)strtol(p, NULL, 10);
	}
}

/* ---- answering */

/* Stores the measure of the question once every item of it has its answer. */
static enum status
store_answer(struct screen *s, int row, struct err *err)
{
	struct checkin_screen *c = state(s);
	struct str tries = {0};
	struct assessment_entry e = {.row = row};
	int items = 0;
	int64_t sum = 0;
	enum status st;

	for (int i = 0; i < c->n; i++) {
		const struct question *q = &c->questions[i];

		if (q->row != row)
			continue;
		if (q->answer == OPEN_ANSWER) {
			str_release(&tries);
			return ST_OK;
		}
		str_addf(&tries, "%s%d", items++ ? ";" : "", q->answer);
		sum += q->answer;
	}
	e.value = sum * 1000;
	e.trials = items > 1 ? str_text(&tries) : NULL;
	st = assessment_put(s->ui->app, c->sheet, &e, err);
	str_release(&tries);
	if (!st)
		st = assessment_low_mood(s->ui->app, c->sheet->row.patient, &c->low_mood,
					 err);
	return st;
}

static unsigned
answer(struct screen *s, int value)
{
	struct checkin_screen *c = state(s);
	struct question *q = &c->questions[c->at];
	struct err err = {0};

	if (value < q->low || value > q->high) {
		ui_say(s->ui, TONE_WARN, "Answer with %d to %d%s", q->low, q->high,
		       q->high == 10 ? " (t is ten)" : "");
		return SCREEN_REDRAW;
	}
	q->answer = value;
	c->answered = true;
	if (store_answer(s, q->row, &err))
		ui_fail(s->ui, &err);
	if (c->at + 1 < c->n)
		c->at++;
	else
		ui_say(s->ui, TONE_PLAIN, "All asked. Enter goes back");
	return SCREEN_REDRAW;
}

static unsigned
input(struct screen *s, int key)
{
	struct checkin_screen *c = state(s);

	if (key >= '0' && key <= '9')
		return answer(s, key - '0');
	if (key == 't')
		return answer(s, 10);
	if ((key == K_DOWN || key == K_TAB) && c->at + 1 < c->n)
		c->at++;
	else if ((key == K_UP || key == K_BACKTAB) && c->at)
		c->at--;
	else
		return SCREEN_PASS;
	return SCREEN_REDRAW;
}

static unsigned
on_done(struct screen *s, int key)
{
	(void)key;
	return stack_answer(s, state(s)->answered, 0, NULL);
}

static const struct keybind keys[] = {
    {'0', ACT_DIGIT, NULL},
    {K_ENTER, ACT_DONE, on_done},
    {K_DOWN, ACT_MOVE, NULL},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct checkin_screen *c = state(s);
	enum status st;

	c->sheet = mem_alloc(sizeof *c->sheet);
	st = assessment_load(s->ui->app, arg->no, c->sheet, err);
	if (!st)
		st = arg->text && arg->text[0] ? add_measure(c, arg->text, err)
					       : add_set(c, err);
	if (!st)
		st = assessment_low_mood(s->ui->app, c->sheet->row.patient, &c->low_mood,
					 err);
	if (st) {
		free(c->sheet);
		return st;
	}
	take_answers(c);
	str_copy(s->title, sizeof s->title, c->sheet->patient.family_name);
	return ST_OK;
}

static void
close_screen(struct screen *s)
{
	free(state(s)->sheet);
}

static void
draw_question(const struct checkin_screen *c, int i, int y, struct rect r)
{
	const struct question *q = &c->questions[i];
	const struct assessment_row *row = &c->sheet->rows[q->row];
	char text[120], value[16] = "_", name[120];
	bool last = row->last[0].no && row->last[0].value != DICT_NONE && !q->item;

	if (q->answer != OPEN_ANSWER)
		str_format(value, sizeof value, "%d", q->answer);
	text_clear(y, r.x, 1, r.w);
	text_put(y, r.x, 1, TONE_KEY, i == c->at ? ">" : " ");
	/* The limits stand in a column of their own. */
	str_copy(name, sizeof name, q->item ? q->item->label : row->name);
	if (strstr(name, ", 0 to "))
		*strstr(name, ", 0 to ") = '\0';
	text_put(y, r.x + 2, 40, i == c->at ? TONE_KEY : TONE_PLAIN, name);
	text_put(y, r.x + 43, 3, i == c->at ? TONE_CURSOR : TONE_KEY, value);
	str_format(text, sizeof text, "%d-%d", q->low, q->high);
	text_put(y, r.x + 48, 6, TONE_DIM, text);
	if (last) {
		char number[MEASURE_TEXT_SIZE];

		measure_number(row->m, row->last[0].value, number, sizeof number);
		str_format(text, sizeof text, "(last %s)", number);
		text_put(y, r.x + 56, r.w - 56, TONE_DIM, text);
	} else if (q->item) {
		text_put(y, r.x + 56, r.w - 56, TONE_DIM, row->name);
	}
}

static void
draw(struct screen *s)
{
	struct checkin_screen *c = state(s);
	struct rect r = ui_body(s->ui);
	const struct assessment_row *row = &c->sheet->rows[c->questions[c->at].row];
	char band[60] = "", text[200] = "";
	int y = r.y + 1;

	for (int i = 0; i < c->n && y < r.y + r.h - 5; i++)
		draw_question(c, i, y++, r);
	y = r.y + r.h - 5;
	text_clear(y, r.x, 5, r.w);
	text_para(y, r.x, 2, r.w, row->m->scoring);
	if (row->now[0].no && row->now[0].value != DICT_NONE) {
		char number[MEASURE_TEXT_SIZE];
		bool flag = measure_flag(row->m, measures_norms(c->sheet->tables),
					 c->sheet->who, row->now[0].value);

		measure_band(row->m, row->now[0].value, band, sizeof band);
		measure_text(row->m, row->now[0].value, number, sizeof number);
		str_format(text, sizeof text, "%s: %s  %s%s%s", row->name, number, band,
			   flag ? "  FLAG: " : "", flag ? row->m->flag_meaning : "");
		text_put(y + 2, r.x, r.w, flag ? TONE_WARN : TONE_KEY, text);
	}
	text_put(y + 3, r.x, r.w, TONE_DIM, row->m->licence_note);
	if (c->low_mood)
		text_put(y + 4, r.x, r.w, TONE_WARN,
			 "Low mood twice in a row: offer a referral. This is no "
			 "diagnosis.");
}

const struct screen_ops scr_checkin = {
    .name = "checkin",
    .title = "Questions",
    .state_size = sizeof(struct checkin_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .draw = draw,
    .close = close_screen,
};
