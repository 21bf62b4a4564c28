/* scr_conflicts.c - values of two sites that differ: what waits for a decision, and what was decided. */
#include "app/conflicts.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

enum { FIELD_SIZE = 120 };

struct conflicts_row {
	int64_t name;
	const struct conflict_line *line;
	char field[FIELD_SIZE];
};

struct conflicts_screen {
	struct list list;
	struct conflict_ask ask;
	struct conflict_line lines[CONFLICTS_MAX];
	struct conflicts_row rows[CONFLICTS_MAX];
	int64_t last; /* decided from here, 0 none */
};

static struct conflicts_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

static enum status
load_all(void *ctx, struct err *err)
{
	struct screen *s = ctx;
	struct conflicts_screen *d = state(s);
	bool more = false;
	int n = 0;
	enum status st = conflict_list(app(s)->store, &d->ask, d->lines, CONFLICTS_MAX,
				       &n, &more, err);

	for (int i = 0; i < n && !st; i++) {
		struct conflicts_row *r = &d->rows[i];
		struct str field = {0};

		r->name = d->lines[i].no;
		r->line = &d->lines[i];
		conflicts_field(app(s), r->line, &field);
		str_copy(r->field, sizeof r->field, str_text(&field));
		str_release(&field);
		st = conflicts_name(app(s), d->lines[i].patient, d->lines[i].who,
				    sizeof d->lines[i].who, err);
	}
	list_set(&d->list, d->rows, st ? 0 : n);
	str_format(s->title, sizeof s->title, "%d%s %s", n, more ? "+" : "",
		   d->ask.ended ? "decided"
		   : n == 1	? "waits"
				: "wait");
	return st;
}

static enum status
load(struct screen *s, struct err *err)
{
	return app_read(app(s), load_all, s, err);
}

enum { COL_CLASS, COL_WHO, COL_FIELD, COL_SINCE, COL_STATE };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct conflicts_row *r = row;
	char day[DATE_TEXT_SIZE];

	(void)ctx;
	switch (col) {
	case COL_CLASS:
		str_add(out, conflicts_class(r->line->merge));
		break;
	case COL_WHO:
		str_add(out, r->line->who[0] ? r->line->who : "the clinic");
		break;
	case COL_FIELD:
		str_add(out, r->field);
		break;
	case COL_SINCE:
		date_text(clock_civil(r->line->opened).date, day);
		str_add(out, day);
		break;
	default:
		if (r->line->state == CONFLICT_OPEN)
			str_addf(out, "%d values", r->line->values);
		else
			str_add(out, conflicts_state(r->line->state));
	}
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	const struct conflict_line *l = ((const struct conflicts_row *)row)->line;
	bool grave = l->merge == MERGE_SAFETY || l->merge == MERGE_IDENTITY;

	(void)ctx;
	return col == COL_CLASS && grave && l->state == CONFLICT_OPEN ? TONE_WARN
								      : TONE_PLAIN;
}

static const struct list_col cols[] = {{"", 9, false},
				       {"Patient", 22, false},
				       {"Field", 0, false},
				       {"Since", 11, false},
				       {"", 14, false}};
static const struct list_source source = {.row_size = sizeof(struct conflicts_row),
					  .cols = cols,
					  .n_cols = 5,
					  .key_col = COL_WHO,
					  .cell = cell,
					  .tone = tone};

/* ---- keys */

static unsigned
on_open(struct screen *s, int key)
{
	const struct conflicts_row *r = list_current(&state(s)->list);

	(void)key;
	return r ? nav_push(s->ui, NAV_CONFLICT, &(struct nav_arg){.no = r->name})
		 : SCREEN_HANDLED;
}

static unsigned
on_ended(struct screen *s, int key)
{
	(void)key;
	state(s)->ask.ended = !state(s)->ask.ended;
	return list_screen_restart(s);
}

/* The marked decision; among open ones the last one made from here. */
static unsigned
on_undo(struct screen *s, int key)
{
	struct conflicts_screen *d = state(s);
	const struct conflicts_row *r = list_current(&d->list);
	int64_t no = d->ask.ended ? (r ? r->name : 0) : d->last;
	struct err err = {0};

	(void)key;
	if (!no) {
		ui_say(s->ui, TONE_PLAIN,
		       "Nothing was decided here just now; d lists what was decided");
		return SCREEN_REDRAW;
	}
	if (conflicts_undo(app(s), no, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	d->last = 0;
	ui_say(s->ui, TONE_GOOD, "What was shown before is back; d lists it as undone");
	return list_screen_reload(s);
}

static unsigned
on_chart(struct screen *s, int key)
{
	const struct conflicts_row *r = list_current(&state(s)->list);

	(void)key;
	return r && r->line->patient
		   ? nav_push(s->ui, NAV_CHART, &(struct nav_arg){.no = r->line->patient})
		   : SCREEN_HANDLED;
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {'u', ACT_TAKE_DECISION_BACK, on_undo},
    {'d', ACT_ENDED, on_ended},
    {'c', ACT_CHART, on_chart},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct conflicts_screen *d = state(s);

	s->patient = d->ask.patient = arg->no;
	return list_screen_open(s, arg, err);
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	if (a->code && !strcmp(a->from->name, "conflict"))
		state(s)->last = a->no;
	(void)list_screen_reload(s);
}

static void
draw(struct screen *s)
{
	list_draw(&state(s)->list, s->ui, ui_body(s->ui), true,
		  state(s)->ask.ended
		      ? "Nothing was decided yet."
		      : "No two values differ. d lists what was decided.");
}

extern const struct screen_ops scr_conflicts;
const struct screen_ops scr_conflicts = {
    .name = "conflicts",
    .title = "Two values",
    .state_size = sizeof(struct conflicts_screen),
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
