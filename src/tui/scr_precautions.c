/* scr_precautions.c - what must not be done with a patient: tags, where, since when. */
#include "app/precautions.h"
#include "store/query_screening.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 100 };

struct precaution_row {
	int64_t no;
	char tag[160], since[DATE_TEXT_SIZE], until[DATE_TEXT_SIZE], reason[161];
	bool holds;
};

struct precautions_screen {
	struct list list;
	struct patient patient;
	int64_t episode;
	struct precaution_row rows[ROWS_MAX];
};

static struct precautions_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* It lies under another chart number of the same person. */
static enum status
mark_under(struct screen *s, int64_t patient, struct precaution_row *r, struct err *err)
{
	struct patient other;
	char reason[sizeof r->reason];
	enum status st = record_get(app(s)->store, E_PATIENT, patient, &other, err);

	str_copy(reason, sizeof reason, r->reason);
	if (!st)
		str_format(r->reason, sizeof r->reason, "[%s] %s", other.chart_no,
			   reason);
	return st;
}

static enum status
load(struct screen *s, struct err *err)
{
	struct precautions_screen *p = state(s);
	struct precaution *rows = mem_alloc(ROWS_MAX * sizeof *rows);
	struct precautions held;
	int n = 0;
	enum status st =
	    query_precautions(app(s)->store, p->patient.head.no, rows, ROWS_MAX, &n, err);

	if (!st)
		st = precautions_of(app(s), p->patient.head.no, s->ui->today, &held, err);
	for (int i = 0; !st && i < n; i++) {
		struct precaution_row *r = &p->rows[i];

		memset(r, 0, sizeof *r);
		r->no = rows[i].head.no;
		str_format(r->tag, sizeof r->tag, "%s %s", rows[i].tag, rows[i].region);
		date_text(rows[i].since, r->since);
		if (rows[i].lifted != DICT_NONE)
			date_text(rows[i].lifted, r->until);
		r->holds = precaution_holds(&rows[i], s->ui->today);
		str_copy(r->reason, sizeof r->reason, rows[i].reason);
		for (int k = 0; k < held.n; k++)
			if (held.tags[k].no == r->no)
				precaution_say(&held.tags[k], r->tag, sizeof r->tag);
		if (rows[i].patient != p->patient.head.no)
			st = mark_under(s, rows[i].patient, r, err);
	}
	list_set(&p->list, p->rows, st ? 0 : n);
	free(rows);
	return st;
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct precaution_row *r = row;
	const char *const texts[] = {r->tag, r->holds ? "holds" : "lifted", r->since,
				     r->until, r->reason};

	(void)ctx;
	str_add(out, texts[col]);
}

static const struct list_col cols[] = {{"Precaution", 30, false},
				       {"", 6, false},
				       {"Since", 10, false},
				       {"Lifted", 10, false},
				       {"Remark", 0, false}};
static const struct list_source source = {
    .row_size = sizeof(struct precaution_row), .cols = cols, .n_cols = 5, .cell = cell};

/* ---- keys */

static unsigned
on_new(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_PICK,
			&(struct nav_arg){
			    .no2 = E_VOCAB, .data = "safety_tag", .title = "precaution"});
}

static unsigned
on_open(struct screen *s, int key)
{
	const struct precaution_row *r = list_current(&state(s)->list);

	(void)key;
	if (!r)
		return SCREEN_HANDLED;
	return nav_push(
	    s->ui, NAV_ROW,
	    &(struct nav_arg){.no = r->no, .no2 = E_PRECAUTION, .title = r->tag});
}

static unsigned
lifted(struct screen *s, const char *text, void *ctx)
{
	const struct precaution_row *r = list_current(&state(s)->list);
	struct err err = {0};

	(void)ctx;
	if (r && precautions_lift(app(s), r->no, text, &err))
		ui_fail(s->ui, &err);
	return list_screen_reload(s);
}

static unsigned
on_lift(struct screen *s, int key)
{
	const struct precaution_row *r = list_current(&state(s)->list);

	(void)key;
	if (!r || !r->holds)
		return SCREEN_HANDLED;
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "It no longer holds, because",
				       .most = ask_room(E_PRECAUTION, "reason"),
				       .done = lifted});
	return SCREEN_REDRAW;
}

static const struct keybind keys[] = {
    {'n', ACT_NEW, on_new},   {K_ENTER, ACT_OPEN, on_open}, {'d', ACT_LIFT, on_lift},
    {K_DOWN, ACT_MOVE, NULL}, {K_UP, ACT_MOVE, NULL},	    {0, ACT_NONE, NULL},
};

/* ---- screen */

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct precautions_screen *p = state(s);
	enum status st = record_get(app(s)->store, E_PATIENT, arg->no, &p->patient, err);

	if (st)
		return st;
	s->patient = arg->no;
	p->episode = arg->no2;
	str_format(s->title, sizeof s->title, "%s, %s", p->patient.family_name,
		   p->patient.given_name);
	return list_screen_open(s, arg, err);
}

/* A tag was chosen: the precaution holds from today on; its region and side are asked next. */
static unsigned
add(struct screen *s, const char *tag)
{
	struct precautions_screen *p = state(s);
	struct precaution row;
	struct err err = {0};

	dict_row_init(dict_entity(E_PRECAUTION), &row);
	row.patient = p->patient.head.no;
	if (p->episode)
		row.episode = p->episode;
	str_copy(row.tag, sizeof row.tag, tag);
	if (precautions_add(app(s), &row, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	if (!row.head.no) {
		ui_say(s->ui, TONE_PLAIN, "This precaution holds already");
		return SCREEN_REDRAW;
	}
	ui_say(s->ui, TONE_PLAIN,
	       "It holds from today on. Where, which side, from whom?");
	return nav_push(s->ui, NAV_ROW,
			&(struct nav_arg){.no = row.head.no, .no2 = E_PRECAUTION});
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	if (a->code == 1 && !strcmp(a->from->name, "pick"))
		add(s, a->text);
	list_screen_reload(s);
}

static void
draw(struct screen *s)
{
	list_draw(&state(s)->list, s->ui, ui_body(s->ui), true,
		  "No precaution. n adds one; exercises are blocked or marked by it.");
}

const struct screen_ops scr_precautions = {
    .name = "precautions",
    .title = "Precautions",
    .state_size = sizeof(struct precautions_screen),
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
