/* scr_aids.c - the mobility aids of a patient: fit, weight bearing, training, review. */
#include "app/aid.h"
#include "store/query_work.h"
#include "store/record.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { DETAIL_ROWS = 4 };

struct aids_row {
	int64_t no;
	struct aid aid;
	char label[81];
	bool due;
};

struct aids_screen {
	struct list list;
	struct aids_row rows[AID_MAX];
	int64_t patient, episode;
};

static struct aids_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- rows */

static enum status
load(struct screen *s, struct err *err)
{
	struct aids_screen *t = state(s);
	struct aid *rows = mem_alloc(AID_MAX * sizeof *rows);
	int n = 0;
	enum status st = query_aids(app(s)->store, t->patient, rows, AID_MAX, &n, err);

	for (int i = 0; i < n && !st; i++) {
		struct aids_row *r = &t->rows[i];

		r->no = rows[i].head.no;
		r->aid = rows[i];
		r->due = rows[i].returned == DICT_NONE && rows[i].review != DICT_NONE &&
			 rows[i].review <= s->ui->today;
		st = aid_label(app(s), rows[i].kind, r->label, err);
	}
	list_set(&t->list, t->rows, st ? 0 : n);
	free(rows);
	return st;
}

enum { COL_KIND, COL_SIDE, COL_WEIGHT, COL_FITTED, COL_REVIEW };

static void
add_day(struct str *out, int64_t day, const char *none)
{
	char text[DATE_TEXT_SIZE];

	date_text(day, text);
	str_add(out, day == DICT_NONE ? none : text);
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct aids_row *r = row;

	(void)ctx;
	if (col == COL_KIND)
		str_add(out, r->label);
	else if (col == COL_SIDE)
		str_add(out, r->aid.side);
	else if (col == COL_WEIGHT)
		str_add(out, aid_weight(&r->aid));
	else if (col == COL_FITTED)
		add_day(out, r->aid.fitted, "not yet");
	else if (r->aid.returned != DICT_NONE)
		str_add(out, "given back");
	else
		add_day(out, r->aid.review, "no day");
	if (col == COL_REVIEW && r->due)
		str_add(out, " DUE");
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	const struct aids_row *r = row;

	(void)ctx;
	if (r->aid.returned != DICT_NONE)
		return TONE_DIM;
	return col == COL_REVIEW && r->due ? TONE_WARN : TONE_PLAIN;
}

static const struct list_col cols[] = {{"Aid", 0, false},
				       {"Side", 6, false},
				       {"Weight bearing", 14, false},
				       {"Fit checked", 11, false},
				       {"Review on", 15, false}};
static const struct list_source source = {.row_size = sizeof(struct aids_row),
					  .cols = cols,
					  .n_cols = 5,
					  .key_col = COL_KIND,
					  .cell = cell,
					  .tone = tone};

/* ---- keys */

static unsigned
edit(struct screen *s, int64_t no, const char *title)
{
	return nav_push(s->ui, NAV_ROW,
			&(struct nav_arg){.no = no, .no2 = E_AID, .title = title});
}

static unsigned
on_open(struct screen *s, int key)
{
	const struct aids_row *r = list_current(&state(s)->list);

	(void)key;
	return r ? edit(s, r->no, r->label) : SCREEN_HANDLED;
}

static unsigned
on_new(struct screen *s, int key)
{
	(void)key;
	return nav_push(
	    s->ui, NAV_PICK,
	    &(struct nav_arg){.no2 = E_VOCAB, .data = "aid", .title = "mobility aid"});
}

static unsigned
on_fit(struct screen *s, int key)
{
	const struct aids_row *r = list_current(&state(s)->list);

	(void)key;
	return r ? nav_push(s->ui, NAV_FIT, &(struct nav_arg){.no = r->no})
		 : SCREEN_HANDLED;
}

static unsigned
on_return(struct screen *s, int key)
{
	const struct aids_row *r = list_current(&state(s)->list);
	struct err err = {0};

	(void)key;
	if (!r)
		return SCREEN_HANDLED;
	if (aid_return(app(s), r->no, &err))
		ui_fail(s->ui, &err);
	else
		ui_say(s->ui, TONE_PLAIN, "%s: given back today; it stays in the record",
		       r->label);
	return list_screen_reload(s);
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},     {'f', ACT_FIT, on_fit}, {'n', ACT_NEW, on_new},
    {'r', ACT_GIVEN_BACK, on_return}, {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
resume(struct screen *s, const struct screen_answer *a)
{
	struct err err = {0};
	struct aid x;

	if (a->code == 1 && !strcmp(a->from->name, "pick")) {
		if (aid_give(app(s), state(s)->patient, state(s)->episode, a->text, &x,
			     &err)) {
			ui_fail(s->ui, &err);
			return;
		}
		list_screen_reload(s);
		list_select(&state(s)->list, x.head.no);
		edit(s, x.head.no, "new aid");
		return;
	}
	if (a->code == 1 && !strcmp(a->from->name, "fit"))
		ui_say(s->ui, TONE_GOOD, "Fit checked today");
	list_screen_reload(s);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct aids_screen *t = state(s);
	struct patient p;
	enum status st = record_get(app(s)->store, E_PATIENT, arg->no, &p, err);

	if (st)
		return st;
	s->patient = t->patient = arg->no;
	t->episode = arg->no2;
	str_format(s->title, sizeof s->title, "%s%s%s  %s", p.family_name,
		   p.given_name[0] ? ", " : "", p.given_name, p.chart_no);
	return list_screen_open(s, arg, err);
}

static void
draw_detail(const struct aids_row *r, struct rect at)
{
	char line[300];

	text_clear(at.y, at.x, at.h, at.w);
	if (!r)
		return;
	str_format(line, sizeof line, "Fit: %s%s%s", r->aid.fit[0] ? r->aid.fit : "-",
		   r->aid.size[0] ? "   Size: " : "", r->aid.size);
	text_fill(at.y + 1, at.x, at.w, TONE_PLAIN, line);
	str_format(line, sizeof line, "Training: %s",
		   r->aid.training[0] ? r->aid.training : "-");
	text_fill(at.y + 2, at.x, at.w, TONE_PLAIN, line);
}

static void
draw(struct screen *s)
{
	struct aids_screen *t = state(s);
	struct rect r = ui_body(s->ui);

	list_draw(&t->list, s->ui, (struct rect){r.y, r.x, r.h - DETAIL_ROWS, r.w}, true,
		  "No aid. n gives one.");
	draw_detail(list_current(&t->list),
		    (struct rect){r.y + r.h - DETAIL_ROWS, r.x, DETAIL_ROWS, r.w});
}

const struct screen_ops scr_aids = {
    .name = "aids",
    .title = "Aids",
    .state_size = sizeof(struct aids_screen),
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
