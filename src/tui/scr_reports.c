/* scr_reports.c - the reports of an episode: drafts first, then what was signed. */
#include "app/report.h"
#include "store/query_work.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { DRAFTS_MAX = 60, REPORTS_MAX = 60 };

struct reports_row {
	int64_t name, no;
	bool draft;
	char kind[24], period[28], who[100], state[24];
};

struct reports_screen {
	struct list list;
	struct reports_row rows[DRAFTS_MAX + REPORTS_MAX];
	int n;
	struct episode episode;
};

/* Letters of the kinds, in the order of the question. */
static const struct {
	char letter;
	const char *kind;
} kinds[] = {{'p', "progress"}, {'r', "recert"}, {'e', "evaluation"}, {'d', "discharge"}};

static struct reports_screen *
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

static struct reports_row *
new_row(struct reports_screen *t, int64_t no, bool draft, const char *kind)
{
	struct reports_row *r = &t->rows[t->n++];

	memset(r, 0, sizeof *r);
	r->name = no * 2 + draft;
	r->no = no;
	r->draft = draft;
	str_copy(r->kind, sizeof r->kind, report_label(kind));
	return r;
}

static enum status
load_drafts(struct screen *s, struct err *err)
{
	struct draft *rows = mem_alloc(DRAFTS_MAX * sizeof *rows);
	int n = 0;
	enum status st = draft_list(app(s)->store, rows, DRAFTS_MAX, &n, err);

	for (int i = 0; i < n && !st; i++) {
		struct reports_row *r;

		if (rows[i].episode != state(s)->episode.head.no ||
		    !strcmp(rows[i].kind, REPORT_HAND_OVER))
			continue;
		r = new_row(state(s), rows[i].no, true, rows[i].kind);
		date_text(rows[i].day, r->period);
		str_copy(r->state, sizeof r->state, "NOT SIGNED");
	}
	free(rows);
	return st;
}

static enum status
load_signed(struct screen *s, struct err *err)
{
	struct note *rows = mem_alloc(REPORTS_MAX * sizeof *rows);
	int n = 0;
	enum status st = query_reports(app(s)->store, state(s)->episode.head.no, rows,
				       REPORTS_MAX, &n, err);

	for (int i = 0; i < n && !st; i++) {
		struct reports_row *r =
		    new_row(state(s), rows[i].head.no, false, rows[i].kind);
		char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];

		date_text(rows[i].period_from, from);
		date_text(rows[i].period_to, to);
		str_format(r->period, sizeof r->period, "%s - %s", from, to);
		str_copy(r->who, sizeof r->who, rows[i].signature);
		str_copy(r->state, sizeof r->state, "signed");
	}
	free(rows);
	return st;
}

static enum status
load(struct screen *s, struct err *err)
{
	struct reports_screen *t = state(s);
	enum status st;

	t->n = 0;
	st = load_drafts(s, err);
	if (!st)
		st = load_signed(s, err);
	list_set(&t->list, t->rows, t->n);
	return st;
}

enum { COL_KIND, COL_PERIOD, COL_WHO, COL_STATE };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct reports_row *r = row;
	const char *const texts[] = {r->kind, r->period, r->who, r->state};

	(void)ctx;
	str_add(out, texts[col]);
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	const struct reports_row *r = row;

	(void)ctx;
	return col == COL_STATE && r->draft ? TONE_WARN : TONE_PLAIN;
}

static const struct list_col cols[] = {{"Report", 16, false},
				       {"Period", 24, false},
				       {"Signed by", 0, false},
				       {"State", 11, false}};
static const struct list_source source = {.row_size = sizeof(struct reports_row),
					  .cols = cols,
					  .n_cols = 4,
					  .key_col = COL_KIND,
					  .cell = cell,
					  .tone = tone};

/* ---- keys */

static unsigned
on_open(struct screen *s, int key)
{
	const struct reports_row *r = list_current(&state(s)->list);

	(void)key;
	if (!r)
		return SCREEN_HANDLED;
	return nav_push(s->ui, r->draft ? NAV_REPORT : NAV_SIGNED,
			&(struct nav_arg){.no = r->no});
}

static unsigned
kind_answer(struct screen *s, const char *letter, void *ctx)
{
	(void)ctx;
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (kinds[i].letter == letter[0])
			return nav_push(
			    s->ui, NAV_REPORT,
			    &(struct nav_arg){.no2 = state(s)->episode.head.no,
					      .text = kinds[i].kind});
	return SCREEN_REDRAW;
}

static unsigned
on_new(struct screen *s, int key)
{
	(void)key;
	ask_open(s, &(struct ask_spec){.kind = ASK_CHOICE,
				       .label = "p progress, r recertification, e "
						"evaluation, d discharge",
				       .keys = "pred",
				       .done = kind_answer});
	return SCREEN_REDRAW;
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {'n', ACT_NEW, on_new},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct reports_screen *t = state(s);
	struct patient p;
	enum status st = record_get(app(s)->store, E_EPISODE, arg->no, &t->episode, err);

	if (!st)
		st = record_get(app(s)->store, E_PATIENT, t->episode.patient, &p, err);
	if (st)
		return st;
	s->patient = p.head.no;
	str_format(s->title, sizeof s->title, "%s%s%s: %s", p.family_name,
		   p.given_name[0] ? ", " : "", p.given_name, t->episode.title);
	return list_screen_open(s, arg, err);
}

static void
draw(struct screen *s)
{
	list_draw(&state(s)->list, s->ui, ui_body(s->ui), true,
		  "No report yet. n drafts one from the chart.");
}

const struct screen_ops scr_reports = {
    .name = "reports",
    .title = "Reports",
    .state_size = sizeof(struct reports_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .input = list_screen_input,
    .renew = true,
    .resume = list_screen_resume,
    .draw = draw,
    .close = list_screen_close,
};
