/* scr_test.c - a timed test on limber's own clock; the score is stored with no typing. */
#include "app/assessment.h"
#include "core/timed.h"
#include "tui/ask.h"
#include "tui/digits.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

struct test_screen {
	struct assessment_sheet *sheet;
	struct timed t;
	int row;
	enum assessment_side side;
	const struct vocab *how; /* borrowed from the tables; NULL: as last time */
	char how_text[81];
};

static struct test_screen *
state(struct screen *s)
{
	return s->state;
}

static const struct assessment_row *
row(struct screen *s)
{
	return &state(s)->sheet->rows[state(s)->row];
}

/* ---- how it is done */

/* Which words of "how" fit the test. */
static const char *
family(const struct timed *t)
{
	if (t->spec->kind == TIMED_STANCE)
		return "stance";
	return !strcmp(t->m->key, "cst30") || !strcmp(t->m->key, "sts5") ? "chair"
									 : "walk";
}

/* The next word that fits; after the last one the first again. */
static const struct vocab *
next_how(const struct test_screen *x)
{
	const struct vocab *v = x->how;

	for (int turns = 0; turns < 2; v = NULL, turns++)
		while ((v = measures_next(x->sheet->tables, "how", v)))
			if (!strcmp(v->scope, family(&x->t)))
				return v;
	return NULL;
}

static unsigned
on_how(struct screen *s, int key)
{
	struct test_screen *x = state(s);

	(void)key;
	x->how = next_how(x);
	if (x->how)
		str_copy(x->how_text, sizeof x->how_text, x->how->label);
	return SCREEN_REDRAW;
}

static void
protocol(const struct test_screen *x, char *out, size_t size)
{
	if (x->t.spec->kind == TIMED_SPEED)
		str_format(out, size, "%d m course, rolling start, %s", x->t.metres,
			   x->how_text);
	else if (x->t.spec->kind == TIMED_WALK)
		str_format(out, size, "%d m laps, %s", x->t.metres, x->how_text);
	else
		str_copy(out, size, x->how_text);
}

/* What was done last time, without the course, else the first word that fits. */
static void
first_how(struct screen *s)
{
	struct test_screen *x = state(s);
	const struct assessment_value *v =
	    row(s)->now[x->side].no ? &row(s)->now[x->side] : &row(s)->last[x->side];
	const char *comma = strrchr(v->protocol, ',');
	bool course = x->t.spec->kind == TIMED_SPEED || x->t.spec->kind == TIMED_WALK;

	if (v->no && course && comma)
		str_copy(x->how_text, sizeof x->how_text, comma + 1 + (comma[1] == ' '));
	else if (v->no && v->protocol[0] && !course)
		str_copy(x->how_text, sizeof x->how_text, v->protocol);
	else
		on_how(s, 0);
	/* The same course: there are four lengths at most. */
	for (int i = 0; v->no && i < 4 && strtol(v->protocol, NULL, 10) != x->t.metres;
	     i++)
		timed_course(&x->t);
}

/* ---- storing */

static unsigned
store(struct screen *s)
{
	struct test_screen *x = state(s);
	char how[81], tries[81];
	struct assessment_entry e = {.row = x->row,
				     .side = x->side,
				     .value = timed_score(&x->t),
				     .trials = tries,
				     .protocol = how};
	struct err err = {0};

	if (!x->t.n) {
		ui_say(s->ui, TONE_PLAIN, "No try yet: Enter starts the clock");
		return SCREEN_REDRAW;
	}
	protocol(x, how, sizeof how);
	timed_tries_text(&x->t, tries, sizeof tries);
	/* The chair stand without arms: with hands the score is 0 and the count is noted. */
	if (!strcmp(x->t.m->key, "cst30") && !strcmp(x->how_text, "hands used")) {
		e.value = 0;
		e.remark = "hands used: scored 0, the count stands with the tries";
	}
	if (assessment_put(s->ui->app, x->sheet, &e, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	return stack_answer(s, 1, 0, NULL);
}

static unsigned
walked_answer(struct screen *s, const char *text, void *ctx)
{
	struct test_screen *x = state(s);
	struct err err = {0};
	int64_t metres;

	(void)ctx;
	if (measure_parse(x->t.m, text, &metres, &err))
		ui_fail(s->ui, &err);
	else if (timed_walked(&x->t, metres / 1000))
		return store(s);
	return SCREEN_REDRAW;
}

static unsigned
ask_metres(struct screen *s)
{
	struct test_screen *x = state(s);
	char laps[16];

	str_format(laps, sizeof laps, "%d", x->t.count * x->t.metres);
	ask_open(s, &(struct ask_spec){.kind = ASK_NUMBER,
				       .label = "Metres walked in all",
				       .initial = laps,
				       .done = walked_answer});
	return SCREEN_REDRAW;
}

/* ---- keys */

static unsigned
on_clock(struct screen *s, int key)
{
	struct test_screen *x = state(s);

	(void)key;
	if (x->t.phase == TIMED_DONE)
		return store(s);
	if (x->t.phase == TIMED_ENDED && x->t.spec->kind == TIMED_WALK)
		return ask_metres(s);
	timed_enter(&x->t, s->ui->now_ms);
	return SCREEN_REDRAW;
}

static unsigned
on_count(struct screen *s, int key)
{
	if (!timed_count(&state(s)->t, key == K_SPACE ? 1 : -1))
		return SCREEN_HANDLED;
	return SCREEN_REDRAW;
}

static unsigned
on_course(struct screen *s, int key)
{
	(void)key;
	if (!timed_course(&state(s)->t))
		ui_say(s->ui, TONE_PLAIN, "The course is chosen before the first try");
	return SCREEN_REDRAW;
}

static unsigned
on_drop(struct screen *s, int key)
{
	(void)key;
	if (!timed_drop(&state(s)->t))
		return SCREEN_HANDLED;
	ui_say(s->ui, TONE_PLAIN, "The try was thrown away");
	return SCREEN_REDRAW;
}

static unsigned
on_keep(struct screen *s, int key)
{
	(void)key;
	if (state(s)->t.phase == TIMED_RUNNING || state(s)->t.phase == TIMED_ENDED) {
		ui_say(s->ui, TONE_PLAIN, "A try is not finished: Enter ends it");
		return SCREEN_REDRAW;
	}
	return store(s);
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_CLOCK, on_clock},
    {K_SPACE, ACT_TALLY, on_count},
    {K_BACKSPACE, ACT_TALLY_BACK, on_count},
    {'o', ACT_HOW, on_how},
    {'d', ACT_COURSE, on_course},
    {'x', ACT_DROP_TRY, on_drop},
    {'k', ACT_KEEP_SCORE, on_keep},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static bool
tick(struct screen *s, int64_t now_ms, int64_t *next_ms)
{
	struct timed *t = &state(s)->t;
	bool ended = timed_look(t, now_ms);

	if (ended)
		term_bell();
	*next_ms = timed_next_ms(t, now_ms);
	return ended || t->phase == TIMED_RUNNING;
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct test_screen *x = state(s);
	enum status st;

	x->sheet = mem_alloc(sizeof *x->sheet);
	x->side = arg->no2 == ASSESSMENT_RIGHT ? ASSESSMENT_RIGHT : ASSESSMENT_LEFT;
	st = assessment_load(s->ui->app, arg->no, x->sheet, err);
	if (!st)
		st = assessment_add(x->sheet, arg->text, "", &x->row, err);
	if (!st && !timed_init(&x->t, row(s)->m))
		st = status_fail(err, ST_REFUSED, "%s is not timed", row(s)->name);
	if (st) {
		free(x->sheet);
		return st;
	}
	str_format(s->title, sizeof s->title, "%s%s", row(s)->name,
		   !row(s)->sided		? ""
		   : x->side == ASSESSMENT_LEFT ? ", left"
						: ", right");
	first_how(s);
	return ST_OK;
}

static void
close_screen(struct screen *s)
{
	struct test_screen *x = state(s);

	if (x->t.phase == TIMED_RUNNING || x->t.phase == TIMED_ENDED)
		ui_say(s->ui, TONE_WARN, "The test was not finished: nothing was stored");
	free(x->sheet);
}

static const char *
what_next(const struct timed *t)
{
	switch (t->phase) {
	case TIMED_RUNNING:
		return t->spec->kind == TIMED_COUNT  ? "RUNS  Space counts a stand"
		       : t->spec->kind == TIMED_WALK ? "RUNS  Space counts a lap"
						     : "RUNS  Enter stops";
	case TIMED_ENDED:
		return t->spec->kind == TIMED_COUNT
			   ? "TIME  Space or Backspace corrects, Enter keeps"
			   : "TIME  Enter asks for the metres";
	case TIMED_DONE:
		return "DONE  Enter stores the score";
	default:
		return "READY  Enter starts the clock";
	}
}

static void
draw_tries(struct screen *s, int y, struct rect r)
{
	const struct test_screen *x = state(s);
	const struct timed *t = &x->t;
	int64_t trials = t->m->trials == DICT_NONE ? 1 : t->m->trials;
	char tries[81], score[MEASURE_TEXT_SIZE] = "", line[200], how[81];

	timed_tries_text(t, tries, sizeof tries);
	if (t->n)
		measure_text(t->m, timed_score(t), score, sizeof score);
	str_format(line, sizeof line, "try %d of %lld   tries %s   %s%s%s",
		   t->n < trials ? t->n + 1 : t->n, (long long)trials,
		   tries[0] ? tries : "none", t->n ? "score " : "", score,
		   t->n ? !strcmp(t->m->keep, "best")	? " (best)"
			  : !strcmp(t->m->keep, "mean") ? " (mean)"
							: " (last)"
			: "");
	text_fill(y, r.x + 2, r.w - 2, TONE_KEY, line);
	protocol(x, how, sizeof how);
	str_format(line, sizeof line, "how: %s", how);
	text_fill(y + 1, r.x + 2, r.w - 2, TONE_PLAIN, line);
}

static void
draw(struct screen *s)
{
	const struct test_screen *x = state(s);
	const struct timed *t = &x->t;
	const struct patient *p = &x->sheet->patient;
	struct rect r = ui_body(s->ui);
	int scale = r.h >= 36 && r.w >= 100 ? 2 : 1, y = r.y;
	int64_t seconds = timed_shown_s(t, s->ui->now_ms);
	char line[200], digits[16];

	str_format(line, sizeof line, "%s%s%s  %s", p->family_name,
		   p->given_name[0] ? ", " : "", p->given_name, p->chart_no);
	text_fill(y++, r.x, r.w, TONE_TITLE, line);
	text_clear(y, r.x, 3, r.w);
	text_para(y, r.x, 3, r.w, t->m->scoring);
	y += 4;
	text_fill(y++, r.x, r.w, t->phase == TIMED_RUNNING ? TONE_CURSOR : TONE_TITLE,
		  what_next(t));
	y++;
	str_format(digits, sizeof digits, "%2d:%02d", (int)(seconds / 60),
		   (int)(seconds % 60));
	digits_draw(y, r.x + 2, scale, TONE_PLAIN, digits);
	if (t->spec->kind == TIMED_COUNT || t->spec->kind == TIMED_WALK) {
		str_format(digits, sizeof digits, "%3d", t->count);
		digits_draw(y, r.x + 44 * scale, scale, TONE_PLAIN, digits);
		text_put(y + DIGITS_ROWS * scale, r.x + 44 * scale, 12, TONE_DIM,
			 t->spec->kind == TIMED_COUNT ? "stands" : "laps");
	}
	y += DIGITS_ROWS * scale + 2;
	draw_tries(s, y, r);
	text_fill(y + 3, r.x + 2, r.w - 2, TONE_DIM,
		  "A test is stored when it is done; one that is broken off is not.");
}

const struct screen_ops scr_test = {
    .name = "test",
    .title = "Test",
    .state_size = sizeof(struct test_screen),
    .keys = keys,
    .open = open_screen,
    .tick = tick,
    .draw = draw,
    .close = close_screen,
};
