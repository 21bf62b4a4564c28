/* scr_steps.c - steps, active minutes and resting heart rate by week, beside pain and visits. */
#include "app/wearable.h"
#include "core/plot.h"
#include "store/record.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <math.h>

enum { WEEKS = 26, BAR_CELLS = 18, LABEL_CELLS = 18, HEAD_ROWS = 7 };

struct steps_row {
	int64_t name;
	const struct wear_week *week;
};

struct steps_screen {
	struct list list;
	int64_t patient;
	char name[140];
	struct wear_week weeks[WEEKS]; /* oldest first */
	struct steps_row rows[WEEKS];  /* newest first */
	int n;	      /* rows: from the first week that tells something on */
	int days;     /* of devices */
	int64_t most; /* steps a day */
};

static struct steps_screen *
state(struct screen *s)
{
	return s->state;
}

/* ---- loading */

static bool
tells(const struct wear_week *w)
{
	return w->worn || w->visits || w->minutes != DICT_NONE || w->rest != DICT_NONE;
}

static enum status
load(struct screen *s, struct err *err)
{
	struct steps_screen *d = state(s);
	int first = 0;
	enum status st =
	    wearable_weeks(s->ui->app, d->patient, d->weeks, WEEKS, &d->days, err);

	if (st)
		return st;
	while (first < WEEKS && !tells(&d->weeks[first]))
		first++;
	d->n = d->days ? WEEKS - first : 0;
	d->most = 0;
	for (int i = 0; i < d->n; i++) {
		const struct wear_week *w = &d->weeks[WEEKS - 1 - i];

		d->rows[i] = (struct steps_row){w->monday, w};
		if (w->steps != DICT_NONE && w->steps > d->most)
			d->most = w->steps;
	}
	list_set(&d->list, d->rows, d->n);
	return ST_OK;
}

/* ---- list */

enum {
	COL_WEEK,
	COL_WORN,
	COL_STEPS,
	COL_BAR,
	COL_ACTIVE,
	COL_REST,
	COL_PAIN,
	COL_VISITS
};

static void
number(int64_t v, struct str *out)
{
	if (v != DICT_NONE)
		str_addf(out, "%lld", (long long)v);
}

static void
bar(const struct steps_screen *d, const struct wear_week *w, struct str *out)
{
	int64_t n = d->most && w->steps != DICT_NONE ? w->steps * BAR_CELLS / d->most : 0;

	for (int64_t i = 0; i < n; i++)
		str_add(out, term_plain() ? "#" : "\xE2\x96\x88");
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct steps_screen *d = ctx;
	const struct wear_week *w = ((const struct steps_row *)row)->week;
	char day[DATE_TEXT_SIZE];

	switch (col) {
	case COL_WEEK:
		date_text(w->monday, day);
		str_add(out, day);
		break;
	case COL_WORN:
		str_addf(out, "%d%s", w->worn,
			 w->worn && w->worn < WEAR_WEEK_DAYS ? " few" : "");
		break;
	case COL_STEPS:
		number(w->steps, out);
		break;
	case COL_BAR:
		bar(d, w, out);
		break;
	case COL_ACTIVE:
		number(w->minutes, out);
		break;
	case COL_REST:
		str_add(out, w->estimated ? "~" : "");
		number(w->rest, out);
		break;
	case COL_PAIN:
		number(w->pain, out);
		break;
	default:
		str_addf(out, "%d", w->visits);
	}
}

/* Too few days tell no week. */
static enum tone
tone(void *ctx, const void *row, int col)
{
	(void)ctx;
	return (col == COL_STEPS || col == COL_BAR) &&
		       ((const struct steps_row *)row)->week->worn < WEAR_WEEK_DAYS
		   ? TONE_DIM
		   : TONE_PLAIN;
}

static const struct list_col cols[] = {{"Week of", 10, false}, {"Worn", 5, true},
				       {"Steps/day", 9, true}, {"", 0, false},
				       {"Active", 6, true},    {"Rest", 5, true},
				       {"Pain", 4, true},      {"Visits", 6, true}};
static const struct list_source source = {.row_size = sizeof(struct steps_row),
					  .cols = cols,
					  .n_cols = 8,
					  .key_col = COL_WEEK,
					  .cell = cell,
					  .tone = tone};

/* ---- keys */

static unsigned
on_read(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_STEPS_PICK,
			&(struct nav_arg){.no = state(s)->patient});
}

static const struct keybind keys[] = {
    {'r', ACT_READ_FILE, on_read},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct steps_screen *d = state(s);
	struct patient p;
	enum status st =
	    record_get(((struct app *)s->ui->app)->store, E_PATIENT, arg->no, &p, err);

	if (st)
		return st;
	s->patient = d->patient = arg->no;
	str_format(d->name, sizeof d->name, "%s, %s  %s", p.family_name, p.given_name,
		   p.chart_no);
	return list_screen_open(s, arg, err);
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	list_screen_resume(s, a);
	s->ui->repaint = true;
}

/* What of a week a row of small bars shows. */
static double
value(const struct wear_week *w, int what)
{
	const int64_t values[] = {w->steps, w->minutes, w->rest, w->pain, w->visits};

	return values[what] == DICT_NONE ? NAN : (double)values[what];
}

/* All five over the same weeks, one above the other, so that eyes can go down a week. */
static int
draw_bars(const struct steps_screen *d, int y, struct rect r)
{
	static const char *const labels[] = {"Steps a day", "Active minutes",
					     "Resting rate", "Worst pain", "Visits"};
	double values[WEEKS];

	for (int what = 0; what < 5; what++) {
		struct str s = {0};

		for (int i = 0; i < WEEKS; i++)
			values[i] = value(&d->weeks[i], what);
		plot_spark(values, WEEKS, WEEKS, term_plain(), &s);
		text_fill(y, r.x, LABEL_CELLS, TONE_PLAIN, labels[what]);
		text_fill(y++, r.x + LABEL_CELLS, r.w - LABEL_CELLS, TONE_PLAIN,
			  str_text(&s));
		str_release(&s);
	}
	return y;
}

static void
draw(struct screen *s)
{
	struct steps_screen *d = state(s);
	struct rect r = ui_body(s->ui);

	text_fill(r.y, r.x, r.w, TONE_TITLE, d->name);
	if (d->n) {
		draw_bars(d, r.y + 1, r);
		text_fill(
		    r.y + HEAD_ROWS - 1, r.x, r.w, TONE_DIM,
		    "26 weeks; worn: days of 500 steps and more, few of them tell no "
		    "week; ~ estimate");
		r.y += HEAD_ROWS;
		r.h -= HEAD_ROWS;
	} else {
		r.y += 2;
		r.h -= 2;
	}
	list_draw(&d->list, s->ui, r, true,
		  "No day of a step counter or watch in these weeks. r reads a file.");
}

const struct screen_ops scr_steps = {
    .name = "steps",
    .title = "Steps and watch",
    .state_size = sizeof(struct steps_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .input = list_screen_input,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = list_screen_close,
};
