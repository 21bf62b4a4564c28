/* scr_assessments.c - the assessments of a patient: open one, begin one. */
#include "app/assessment.h"
#include "store/query_results.h"
#include "store/record.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAX = 100, RESULTS_MAX = 200 };

struct line_row {
	int64_t no;
	char day[DATE_TEXT_SIZE], title[80], kind[24], by[81], text[60];
	int results;
};

struct assessments_screen {
	struct list list;
	struct patient patient;
	struct line_row rows[SHOWN_MAX];
};

static struct assessments_screen *
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

static void
begin_of(const struct assessment *x, char *out, size_t size)
{
	const char *text = x->impression[0] ? x->impression
			   : x->findings[0] ? x->findings
					    : x->history;

	str_format(out, size, "%.*s", (int)strcspn(text, "\n"), text);
}

static enum status
fill(struct screen *s, const struct assessment *x, const struct measures *tables,
     struct result *results, struct line_row *r, struct err *err)
{
	const struct assessment_set *set = measures_set(tables, x->set_key);
	struct staff by;
	enum status st = ST_OK;

	memset(r, 0, sizeof *r);
	r->no = x->head.no;
	date_text(x->day, r->day);
	str_copy(r->title, sizeof r->title, set ? set->title : "Re-test");
	str_copy(r->kind, sizeof r->kind, x->kind);
	begin_of(x, r->text, sizeof r->text);
	if (x->staff != DICT_NONE) {
		st = record_get(app(s)->store, E_STAFF, x->staff, &by, err);
		if (!st)
			str_copy(r->by, sizeof r->by, by.name);
	}
	return st ? st
		  : query_results_of(app(s)->store, x->head.no, results, RESULTS_MAX,
				     &r->results, err);
}

static enum status
load(struct screen *s, struct err *err)
{
	struct assessments_screen *a = state(s);
	struct assessment *rows = mem_alloc(SHOWN_MAX * sizeof *rows);
	struct result *results = mem_alloc(RESULTS_MAX * sizeof *results);
	const struct measures *tables;
	int n = 0;
	enum status st = measures_of(app(s), &tables, err);

	if (!st)
		st = query_assessments(app(s)->store, a->patient.head.no, rows, SHOWN_MAX,
				       &n, err);
	for (int i = 0; i < n && !st; i++)
		st = fill(s, &rows[i], tables, results, &a->rows[i], err);
	list_set(&a->list, a->rows, st ? 0 : n);
	free(rows);
	free(results);
	return st;
}

enum { COL_DAY, COL_TITLE, COL_KIND, COL_RESULTS, COL_BY };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct line_row *r = row;

	(void)ctx;
	if (col == COL_RESULTS)
		str_addf(out, "%d", r->results);
	else
		str_add(out, col == COL_DAY	? r->day
			     : col == COL_TITLE ? r->title
			     : col == COL_KIND	? r->kind
						: r->by);
}

static const struct list_col cols[] = {{"Date", 10, false},
				       {"Assessment", 0, false},
				       {"Kind", 10, false},
				       {"Values", 6, true},
				       {"By", 20, false}};
static const struct list_source source = {.row_size = sizeof(struct line_row),
					  .cols = cols,
					  .n_cols = 5,
					  .key_col = COL_DAY,
					  .cell = cell};

/* ---- keys */

static unsigned
on_open(struct screen *s, int key)
{
	const struct line_row *r = list_current(&state(s)->list);

	(void)key;
	return r ? nav_push(s->ui, NAV_ASSESS, &(struct nav_arg){.no = r->no})
		 : SCREEN_HANDLED;
}

static unsigned
start(struct screen *s, const char *set)
{
	struct err err = {0};
	int64_t no;

	if (assessment_start(app(s), state(s)->patient.head.no, set, &no, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	list_screen_restart(s);
	return nav_push(s->ui, NAV_ASSESS, &(struct nav_arg){.no = no});
}

static unsigned
on_new(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_PICK,
			&(struct nav_arg){.no = state(s)->patient.head.no,
					  .no2 = E_ASSESSMENT_SET,
					  .title = "assessment"});
}

static unsigned
on_retest(struct screen *s, int key)
{
	(void)key;
	return start(s, "");
}

static unsigned
on_immobility(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_IMMOBILITY,
			&(struct nav_arg){.no = state(s)->patient.head.no});
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {'n', ACT_NEW, on_new},
    {'r', ACT_RETEST, on_retest},
    {'m', ACT_IMMOBILITY, on_immobility},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
resume(struct screen *s, const struct screen_answer *a)
{
	if (a->code && !strcmp(a->from->name, "pick"))
		start(s, a->text);
	else
		list_screen_reload(s);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct assessments_screen *a = state(s);
	enum status st = record_get(app(s)->store, E_PATIENT, arg->no, &a->patient, err);

	s->patient = arg->no;
	return st ? st : list_screen_open(s, arg, err);
}

static void
draw(struct screen *s)
{
	struct assessments_screen *a = state(s);
	const struct line_row *r;
	struct rect b = ui_body(s->ui);
	char text[200];

	str_format(text, sizeof text, "%s%s%s  %s", a->patient.family_name,
		   a->patient.given_name[0] ? ", " : "", a->patient.given_name,
		   a->patient.chart_no);
	text_fill(b.y, b.x, b.w, TONE_TITLE, text);
	r = list_draw(&a->list, s->ui, (struct rect){b.y + 1, b.x, b.h - 3, b.w}, true,
		      "Nothing was measured yet. n begins an assessment.");
	text_fill(b.y + b.h - 1, b.x, b.w, TONE_DIM, r ? r->text : "");
}

const struct screen_ops scr_assessments = {
    .name = "assessments",
    .title = "Assessments",
    .state_size = sizeof(struct assessments_screen),
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
