/* scr_diary.c - the paper diary of a week typed in: a digit a day, days across, exercises down. */
#include "app/conflicts.h"
#include "app/diary.h"
#include "app/foresight.h"
#include "store/record.h"
#include "tui/list.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

enum { NAME_COLS = 24, CELL_COLS = 7, TEXT_ROWS = 7 };

struct diary_screen {
	struct diary d;
	int row, day;
	bool asking; /* why that day was not done */
	int asked;
	struct str text;
	char name[124];
};

static struct diary_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- reading and writing */

static enum status
load(struct screen *s, struct err *err)
{
	struct diary_screen *d = state(s);
	char from[DATE_TEXT_SIZE];
	enum status st = diary_load(app(s), &d->d, err);

	if (st)
		return st;
	str_clear(&d->text);
	diary_numbers(&d->d, &d->text);
	st = foresight_home(app(s), d->d.patient, &d->text, err);
	if (!st)
		st = diary_wins(app(s), &d->d, &d->text, err);
	date_text(d->d.from, from);
	str_format(s->title, sizeof s->title, "from %s: %s", from, d->name);
	return st;
}

static unsigned
fail(struct screen *s, const struct err *err)
{
	ui_fail(s->ui, err);
	return SCREEN_REDRAW;
}

static unsigned
reload(struct screen *s)
{
	struct err err = {0};

	return load(s, &err) ? fail(s, &err) : SCREEN_REDRAW;
}

static void
step(struct screen *s)
{
	if (state(s)->day < DIARY_DAYS - 1)
		state(s)->day++;
}

static bool
put(struct screen *s, int day, const struct diary_cell *c)
{
	struct diary_screen *d = state(s);
	struct err err = {0};

	if (diary_put(app(s), &d->d, d->row, day, c, &err)) {
		fail(s, &err);
		return false;
	}
	reload(s);
	return true;
}

/* What a key makes of the marked day; the mark goes on to the next one. */
static unsigned
tell(struct screen *s, enum diary_state what, int64_t pain)
{
	struct diary_screen *d = state(s);
	struct diary_cell c = {.state = what, .pain = pain};
	int day = d->day;

	if (!put(s, day, &c))
		return SCREEN_REDRAW;
	d->asking = what == DIARY_NOT;
	d->asked = day;
	step(s);
	return SCREEN_REDRAW;
}

/* A reason by the first letter of its word; false: no such word, the key means something else. */
static bool
reason(struct screen *s, int key)
{
	struct diary_screen *d = state(s);
	struct diary_cell c;

	if (!d->asking)
		return false;
	d->asking = false;
	for (int i = 0; i < d->d.n_reasons; i++) {
		if (d->d.reasons[i].word[0] != key)
			continue;
		c = d->d.cells[d->row][d->asked];
		str_copy(c.reason, sizeof c.reason, d->d.reasons[i].word);
		put(s, d->asked, &c);
		return true;
	}
	return false;
}

/* ---- keys */

static unsigned
on_pain(struct screen *s, int key)
{
	enum diary_state was = state(s)->d.cells[state(s)->row][state(s)->day].state;

	return tell(s, was == DIARY_PARTLY ? was : DIARY_DONE, key - '0');
}

static unsigned
on_done(struct screen *s, int key)
{
	(void)key;
	return tell(s, DIARY_DONE, DICT_NONE);
}

static unsigned
on_ten(struct screen *s, int key)
{
	(void)key;
	return tell(s, DIARY_DONE, 10);
}

static unsigned
on_partly(struct screen *s, int key)
{
	(void)key;
	return tell(s, DIARY_PARTLY, DICT_NONE);
}

static unsigned
on_not(struct screen *s, int key)
{
	(void)key;
	return tell(s, DIARY_NOT, DICT_NONE);
}

static unsigned
on_move(struct screen *s, int key)
{
	struct diary_screen *d = state(s);

	if (key == K_LEFT && d->day > 0)
		d->day--;
	else if (key == K_RIGHT)
		step(s);
	else if (key == K_UP && d->row > 0)
		d->row--;
	else if (key == K_DOWN && d->row < d->d.n_rows - 1)
		d->row++;
	else
		return SCREEN_HANDLED;
	return SCREEN_REDRAW;
}

static unsigned
on_week(struct screen *s, int key)
{
	struct diary_screen *d = state(s);
	int64_t last = date_add(s->ui->today, -DIARY_DAYS + 1);
	int64_t to = date_add(d->d.from, key == '[' ? -DIARY_DAYS : DIARY_DAYS);

	d->d.from = to > last ? last : to;
	d->day = 0;
	return reload(s);
}

static unsigned
on_score(struct screen *s, int key)
{
	struct err err = {0};

	(void)key;
	if (diary_score(app(s), &state(s)->d, &err))
		return fail(s, &err);
	ui_say(s->ui, TONE_GOOD, "Kept as home programme done: %d %%",
	       state(s)->d.sum.percent);
	return SCREEN_REDRAW;
}

static unsigned
on_praise(struct screen *s, int key)
{
	struct diary_screen *d = state(s);
	struct err err = {0};

	(void)key;
	if (diary_praise(app(s), d->d.patient, !d->d.praise, &err))
		return fail(s, &err);
	ui_say(s->ui, TONE_PLAIN, "Encouraging lines are now %s for this patient",
	       d->d.praise ? "off" : "shown");
	return reload(s);
}

static unsigned
input(struct screen *s, int key)
{
	if (reason(s, key))
		return SCREEN_REDRAW;
	if (key >= '0' && key <= '9')
		return on_pain(s, key);
	return SCREEN_PASS;
}

static const struct keybind keys[] = {
    {'0', ACT_DIARY_PAIN, on_pain},	{'+', ACT_DIARY_TEN, on_ten},
    {'y', ACT_DIARY_DONE, on_done},	{'p', ACT_DIARY_PARTLY, on_partly},
    {'n', ACT_DIARY_NOT, on_not},	{'[', ACT_WEEK_BEFORE, on_week},
    {']', ACT_WEEK_AFTER, on_week},	{K_LEFT, ACT_SLOT, on_move},
    {K_RIGHT, ACT_SLOT, on_move},	{K_UP, ACT_SLOT, on_move},
    {K_DOWN, ACT_SLOT, on_move},	{'h', ACT_DIARY_SCORE, on_score},
    {'M', ACT_DIARY_PRAISE, on_praise}, {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
close_screen(struct screen *s)
{
	str_release(&state(s)->text);
}

/* no: the patient, no2: the plan, 0 none. */
static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct diary_screen *d = state(s);
	struct patient p;
	enum status st = record_get(app(s)->store, E_PATIENT, arg->no, &p, err);

	s->patient = arg->no;
	d->d.patient = arg->no;
	d->d.plan = arg->no2;
	if (!st) {
		str_format(d->name, sizeof d->name, "%s, %s", p.family_name,
			   p.given_name);
		st = diary_next_week(app(s), arg->no, &d->d.from, err);
	}
	if (!st)
		st = load(s, err);
	if (st)
		close_screen(s);
	return st;
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	(void)a;
	reload(s);
}

static void
cell_text(const struct diary_cell *c, char *out, size_t size)
{
	static const char *const marks[] = {[DIARY_NONE] = ".",
					    [DIARY_DONE] = "done",
					    [DIARY_PARTLY] = "part",
					    [DIARY_NOT] = "not"};

	out[0] = '\0';
	if (c->state == DIARY_NOT && c->reason[0])
		str_format(out, size, "no %.4s", c->reason);
	else if (c->pain != DICT_NONE)
		str_format(out, size, "%s %lld", marks[c->state], (long long)c->pain);
	else
		str_copy(out, size, marks[c->state]);
}

static void
draw_row(struct screen *s, struct rect r, int row)
{
	struct diary_screen *d = state(s);
	int y = r.y + 1 + row;

	text_fill(y, r.x, NAME_COLS, row == d->row ? TONE_KEY : TONE_PLAIN,
		  d->d.names[row]);
	for (int c = 0; c < DIARY_DAYS; c++) {
		bool mark = row == d->row && c == d->day;
		char text[16];

		cell_text(&d->d.cells[row][c], text, sizeof text);
		text_fill(y, r.x + NAME_COLS + c * (CELL_COLS + 1), CELL_COLS,
			  mark ? TONE_CURSOR : TONE_PLAIN, text);
	}
}

static void
draw_head(struct screen *s, struct rect r)
{
	static const char *const days[] = {"Mon", "Tue", "Wed", "Thu",
					   "Fri", "Sat", "Sun"};
	const struct diary *d = &state(s)->d;

	text_clear(r.y, r.x, r.h, r.w);
	for (int c = 0; c < DIARY_DAYS; c++) {
		int64_t day = date_add(d->from, c);

		text_putf(r.y, r.x + NAME_COLS + c * (CELL_COLS + 1), CELL_COLS,
			  TONE_TITLE, "%s %02lld", days[date_weekday(day)],
			  (long long)(day % 100));
	}
}

static void
draw(struct screen *s)
{
	struct diary_screen *d = state(s);
	struct rect r = ui_body(s->ui);
	int y = r.y + r.h - TEXT_ROWS;
	struct str line = {0};

	draw_head(s, r);
	for (int i = 0; i < d->d.n_rows && r.y + 1 + i < y - 1; i++)
		draw_row(s, r, i);
	text_lines(y, r.x, TEXT_ROWS - 2, r.w - 1, str_text(&d->text));
	if (d->asking) {
		str_add(&line, "Why not?");
		for (int i = 0; i < d->d.n_reasons; i++)
			str_addf(&line, "  %c %s", d->d.reasons[i].word[0],
				 d->d.reasons[i].label);
	} else {
		str_add(&line,
			"0-9 done, with that pain   + pain 10   y done   p partly   "
			"n not done");
	}
	text_put(r.y + r.h - 1, r.x, r.w - 1, d->asking ? TONE_WARN : TONE_DIM,
		 str_text(&line));
	str_release(&line);
}

const struct screen_ops scr_diary = {
    .name = "diary",
    .title = "Home diary",
    .state_size = sizeof(struct diary_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
