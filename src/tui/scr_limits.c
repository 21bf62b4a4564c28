/* scr_limits.c - the limits of the screening rules, shipped and the clinic's own. */
#include "app/screening.h"
#include "core/source.h"
#include "tui/ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

enum { RULES_MAX = 200, FOOT_ROWS = 3 };

struct limit_row {
	int64_t name;
	struct screening_rule rule;
	char shipped[64], own[64];
};

struct limits_screen {
	struct list list;
	struct limit_row rows[RULES_MAX];
	char value[41]; /* typed, its reason is asked next */
};

static struct limits_screen *
state(struct screen *s)
{
	return s->state;
}

static enum status
load(struct screen *s, struct err *err)
{
	struct limits_screen *l = state(s);
	const struct screening_table *t;
	enum status st = screening_table_of(s->ui->app, &t, err);
	struct screening_table shipped;
	int n = 0;

	if (st)
		return st;
	shipped = *t;
	shipped.n_limits = 0;
	for (size_t i = 0; i < t->n_rules && n < RULES_MAX; i++) {
		struct limit_row *r = &l->rows[n];
		bool own;

		if (!screening_settable(&t->rules[i]) ||
		    !screening_holds(t, &t->rules[i], s->ui->today))
			continue;
		r->name = (int64_t)i + 1;
		r->rule = t->rules[i];
		screening_limit(&shipped, &r->rule, r->shipped, &own);
		screening_limit(t, &r->rule, r->own, &own);
		if (!own)
			r->own[0] = '\0';
		n++;
	}
	list_set(&l->list, l->rows, n);
	return ST_OK;
}

enum { COL_KEY, COL_WHAT, COL_LEVEL, COL_SHIPPED, COL_OWN, COL_UNIT };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct limit_row *r = row;
	const struct screening_field *f = screening_field_named(r->rule.field);

	(void)ctx;
	switch (col) {
	case COL_KEY:
		str_addf(out, "%s%s", r->rule.key,
			 source_unsure(r->rule.verification) ? "*" : "");
		break;
	case COL_WHAT:
		str_add(out, f ? f->label : r->rule.field);
		break;
	case COL_LEVEL:
		str_add(out, strcmp(r->rule.level, "stop") == 0 ? "stop" : "care");
		break;
	case COL_SHIPPED:
		str_add(out, r->shipped);
		break;
	case COL_OWN:
		str_add(out, r->own);
		break;
	default:
		str_add(out, r->rule.unit);
	}
}

static const struct list_col cols[] = {{"Rule", 6, false},    {"What", 0, false},
				       {"", 5, false},	      {"Shipped", 12, false},
				       {"Clinic", 12, false}, {"Unit", 8, false}};
static const struct list_source source = {.row_size = sizeof(struct limit_row),
					  .cols = cols,
					  .n_cols = 6,
					  .key_col = COL_KEY,
					  .cell = cell};

/* ---- keys */

static unsigned
because(struct screen *s, const char *text, void *ctx)
{
	const struct limit_row *r = list_current(&state(s)->list);
	struct screening_rule rule;
	struct err err = {0};

	(void)ctx;
	if (!r)
		return SCREEN_HANDLED;
	rule = r->rule;
	if (!screening_set_limit(s->ui->app, &rule, state(s)->value, text, &err))
		return list_screen_reload(s);
	ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

static unsigned
typed(struct screen *s, const char *text, void *ctx)
{
	const struct limit_row *r = list_current(&state(s)->list);
	const struct screening_table *t;
	struct err err = {0};
	enum status st = screening_table_of(s->ui->app, &t, &err);

	(void)ctx;
	if (!st && r && text[0])
		st = screening_check_limit(t, &r->rule, text, &err);
	if (st) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	str_copy(state(s)->value, sizeof state(s)->value, text);
	ask_open(s,
		 &(struct ask_spec){.kind = ASK_TEXT,
				    .label = text[0] ? "Why, and who decided it"
						     : "The shipped limit again, because",
				    .most = ask_room(E_CLINIC_LIMIT, "reason"),
				    .done = because});
	return SCREEN_REDRAW;
}

static unsigned
on_open(struct screen *s, int key)
{
	const struct limit_row *r = list_current(&state(s)->list);
	char label[96];
	const char *own;

	(void)key;
	if (!r)
		return SCREEN_HANDLED;
	own = r->own + strspn(r->own, "<>= ");
	str_format(label, sizeof label, "%s, limit of the clinic (empty: %s)",
		   r->rule.key, r->shipped);
	ask_open(s, &(struct ask_spec){
			.kind = ASK_TEXT, .label = label, .initial = own, .done = typed});
	return SCREEN_REDRAW;
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {K_UP, ACT_MOVE, NULL},
    {K_DOWN, ACT_MOVE, NULL},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
draw(struct screen *s)
{
	struct limits_screen *l = state(s);
	struct rect r = ui_body(s->ui);
	const struct limit_row *row;
	int y = r.y + r.h - FOOT_ROWS;
	char text[300];

	list_draw(&l->list, s->ui, (struct rect){r.y, r.x, r.h - FOOT_ROWS, r.w}, true,
		  "No rule");
	row = list_current(&l->list); /* drawing may have loaded more rows */
	text_clear(y, r.x, FOOT_ROWS, r.w);
	if (!row)
		return;
	text_put(y, r.x, r.w, TONE_PLAIN, row->rule.action);
	str_format(text, sizeof text, "%s%s",
		   source_unsure(row->rule.verification) ? "* check source: " : "",
		   row->rule.source);
	text_put(y + 1, r.x, r.w, TONE_DIM, text);
	text_put(
	    y + 2, r.x, r.w, TONE_PLAIN,
	    "Enter sets the clinic's own limit, with the reason and who decided it.");
}

const struct screen_ops scr_limits = {
    .name = "limits",
    .title = "Limits of the screening",
    .state_size = sizeof(struct limits_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = list_screen_open,
    .input = list_screen_input,
    .draw = draw,
    .close = list_screen_close,
};
