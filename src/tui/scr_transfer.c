/* scr_transfer.c - the clinics of a patient: where the patient is treated, and moving on. */
#include "app/transfer.h"
#include "base/date.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

struct transfer_screen {
	struct list list;
	int64_t patient;
	struct transfer_site rows[TRANSFER_SITES];
	int n;
	char to[8]; /* while a reason is typed */
	bool shared;
};

static struct transfer_screen *
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

enum { COL_CODE, COL_NAME, COL_STATE, COL_SINCE, COL_WHY };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct transfer_site *r = row;
	char day[DATE_TEXT_SIZE] = "";

	(void)ctx;
	if (col == COL_CODE)
		str_add(out, r->code);
	else if (col == COL_NAME)
		str_addf(out, "%s%s", r->name, r->here ? " (here)" : "");
	else if (col == COL_STATE)
		str_add(out, r->treats ? "TREATS" : r->was ? "left" : "-");
	else if (col == COL_WHY)
		str_add(out, r->reason);
	else if (r->since != DICT_NONE) {
		date_text(r->since, day);
		str_add(out, day);
	}
}

static const struct list_col cols[] = {{"Clinic", 6, false},
				       {"Name", 26, false},
				       {"Now", 7, false},
				       {"Since", 10, false},
				       {"Why", 0, false}};
static const struct list_source source = {.row_size = sizeof(struct transfer_site),
					  .cols = cols,
					  .n_cols = 5,
					  .key_col = COL_CODE,
					  .cell = cell};

static enum status
load(struct screen *s, struct err *err)
{
	struct transfer_screen *t = state(s);
	enum status st =
	    transfer_sites(app(s), t->patient, t->rows, TRANSFER_SITES, &t->n, err);

	list_set(&t->list, t->rows, t->n);
	return st;
}

/* ---- moving */

static unsigned
reason_answer(struct screen *s, const char *text, void *ctx)
{
	struct transfer_screen *t = state(s);
	struct err err = {0};

	(void)ctx;
	if (transfer_move(app(s), t->patient, t->to, t->shared, text, &err))
		ui_fail(s->ui, &err);
	else
		ui_say(s->ui, TONE_GOOD,
		       "%s %s. The next stick to the head office tells it.", t->to,
		       t->shared ? "treats the patient too"
				 : "treats the patient from now on");
	return list_screen_reload(s);
}

static bool
elsewhere(const struct transfer_screen *t, const struct transfer_site *but)
{
	for (int i = 0; i < t->n; i++)
		if (t->rows[i].treats && strcmp(t->rows[i].code, but->code) != 0)
			return true;
	return false;
}

static unsigned
ask_reason(struct screen *s, bool shared)
{
	const struct transfer_site *r = list_current(&state(s)->list);

	if (!r)
		return SCREEN_HANDLED;
	if (r->treats && (shared || !elsewhere(state(s), r))) {
		ui_say(s->ui, TONE_WARN, "%s treats the patient already", r->code);
		return SCREEN_REDRAW;
	}
	str_copy(state(s)->to, sizeof state(s)->to, r->code);
	state(s)->shared = shared;
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Why, and what that clinic is to know",
				       .most = ask_room(E_CARE_SITE, "reason"),
				       .done = reason_answer});
	return SCREEN_REDRAW;
}

static unsigned
on_move(struct screen *s, int key)
{
	(void)key;
	return ask_reason(s, false);
}

static unsigned
on_share(struct screen *s, int key)
{
	(void)key;
	return ask_reason(s, true);
}

/* ---- screen */

static const struct keybind keys[] = {
    {'M', ACT_MOVE_TO, on_move},
    {'B', ACT_SHARE_WITH, on_share},
    {0, ACT_NONE, NULL},
};

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct patient p;
	enum status st = record_get(app(s)->store, E_PATIENT, arg->no, &p, err);

	if (st)
		return st;
	state(s)->patient = s->patient = arg->no;
	str_format(s->title, sizeof s->title, "%s %s%s%s", p.chart_no, p.family_name,
		   p.given_name[0] ? ", " : "", p.given_name);
	return list_screen_open(s, arg, err);
}

static void
draw(struct screen *s)
{
	static const char says[] =
	    "A clinic gets the charts of its own patients alone. Who moves takes the "
	    "whole "
	    "chart along: the next stick to the head office carries the word, the next "
	    "one "
	    "from there brings that clinic everything. Nothing is taken away here, and "
	    "moving back is the same key.";
	enum { SAYS_ROWS = 4 };
	struct transfer_screen *t = state(s);
	struct rect r = ui_body(s->ui);

	list_draw(&t->list, s->ui, (struct rect){r.y, r.x, r.h - SAYS_ROWS, r.w}, true,
		  "No other clinic is known here.");
	text_para(r.y + r.h - SAYS_ROWS, r.x, SAYS_ROWS, r.w, says);
}

const struct screen_ops scr_transfer = {
    .name = "transfer",
    .title = "Clinics of a patient",
    .state_size = sizeof(struct transfer_screen),
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
