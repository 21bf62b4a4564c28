/* scr_template.c - templates of plans: those that fit the episode first; Enter makes the plan. */
#include "app/plan_goals.h"
#include "app/plan_template.h"
#include "core/source.h"
#include "tui/list.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

#include <stdlib.h>

enum { DETAIL_ROWS = 10, GOAL_ROWS = 4 };

struct offer_row {
	int64_t name;
	const struct plan_offer *offer; /* into template_screen.offers */
};

struct template_screen {
	struct list list;
	struct plan_offers offers;
	struct offer_row *rows;
	char title[200];
	struct plan_goal goals[PLAN_GOALS_MAX]; /* of the marked one */
	int n_goals;
	int64_t goals_of; /* name of the offer they belong to; 0: none */
};

static struct template_screen *
state(struct screen *s)
{
	return s->state;
}

enum { COL_FITS, COL_TITLE, COL_KIND, COL_DOSE };

static void
add_title(const struct plan_offer *o, struct str *out)
{
	str_add(out, o->template.title);
	if (o->phase.rank != DICT_NONE)
		str_addf(out, " %lld: %s", (long long)o->phase.rank, o->phase.title);
	else if (o->n_phases)
		str_addf(out, ", %d phases", o->n_phases);
}

static void
add_dose(const struct plan_offer *o, struct str *out)
{
	if (o->phase.rank != DICT_NONE)
		str_addf(out, "day %lld-%lld", (long long)o->phase.from_day,
			 (long long)o->phase.to_day);
	else
		str_addf(out, "%lld x %lld wk", (long long)o->template.per_week,
			 (long long)o->template.weeks);
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct entity *e = dict_entity(E_PLAN_TEMPLATE);
	const struct field *kind = &e->fields[dict_field_named(e, "indication")];
	const struct plan_offer *o = ((const struct offer_row *)row)->offer;

	(void)ctx;
	if (col == COL_FITS)
		str_add(out, o->fit ? "fits" : "");
	else if (col == COL_TITLE)
		add_title(o, out);
	else if (col == COL_KIND)
		str_add(out, dict_code_label(kind->codes, o->template.indication));
	else
		add_dose(o, out);
}

static const struct list_col cols[] = {
    {"", 4, false}, {"Template", 0, false}, {"Kind", 15, false}, {"Usual", 11, false}};
static const struct list_source source = {.row_size = sizeof(struct offer_row),
					  .cols = cols,
					  .n_cols = 4,
					  .key_col = COL_TITLE,
					  .cell = cell};

/* The offer under the mark, NULL: none. */
static const struct plan_offer *
marked(struct screen *s)
{
	const struct offer_row *r = list_current(&state(s)->list);

	return r ? r->offer : NULL;
}

/* The goals of the marked offer, asked for when the mark has moved. */
static void
load_goals(struct screen *s)
{
	struct template_screen *t = state(s);
	const struct plan_offer *o = marked(s);
	struct err err = {0};

	if (!o || t->goals_of == o->name)
		return;
	t->goals_of = o->name;
	if (plan_goals_propose(s->ui->app, t->offers.episode.head.no, o->template.key,
			       t->goals, &t->n_goals, &err)) {
		t->n_goals = 0;
		ui_fail(s->ui, &err);
	}
}

static unsigned
on_open(struct screen *s, int key)
{
	struct template_screen *t = state(s);
	const struct plan_offer *o = marked(s);
	struct plan_taken taken;
	struct err err = {0};

	(void)key;
	if (!o)
		return SCREEN_HANDLED;
	if (plan_template_take(s->ui->app, t->offers.episode.head.no, o, &taken, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	if (taken.left_out)
		ui_say(s->ui, TONE_WARN, "%d left out: %s", taken.left_out, taken.why);
	else
		ui_say(s->ui, TONE_GOOD,
		       "Version %lld from %s: %d added, %d kept, %d out; goals %d new",
		       (long long)taken.version, o->template.title, taken.added,
		       taken.kept, taken.dropped, taken.goals);
	return stack_answer(s, 1, taken.plan, "");
}

static unsigned
input(struct screen *s, int key)
{
	unsigned done = list_key(&state(s)->list, key);

	load_goals(s);
	return done == SCREEN_HANDLED ? SCREEN_REDRAW : done; /* the details below */
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_MAKE_PLAN, on_open},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

static void
close_screen(struct screen *s)
{
	list_release(&state(s)->list);
	plan_template_release(&state(s)->offers);
	free(state(s)->rows);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct template_screen *t = state(s);
	struct plan_offers *o = &t->offers;
	enum status st;

	list_init(&t->list, &source, t);
	st = plan_template_offers(s->ui->app, arg->no, o, err);
	t->rows = mem_alloc((size_t)(o->n + 1) * sizeof *t->rows);
	for (int i = 0; i < o->n; i++)
		t->rows[i] = (struct offer_row){o->rows[i].name, &o->rows[i]};
	list_set(&t->list, t->rows, o->n);
	if (!st)
		st = list_restart(&t->list, err);
	if (st) {
		close_screen(s);
		return st;
	}
	list_select(&t->list, o->best);
	load_goals(s);
	str_format(t->title, sizeof t->title, "%s",
		   o->diagnosis[0] ? o->diagnosis : o->episode.title);
	return ST_OK;
}

static int
draw_goals(const struct template_screen *t, int y, struct rect r)
{
	int n = t->n_goals < GOAL_ROWS ? t->n_goals : GOAL_ROWS;

	for (int i = 0; i < n; i++) {
		struct str line = {0};

		str_add(&line, "Goal: ");
		plan_goals_text(&t->goals[i], &line);
		text_put(y + i, r.x, r.w, t->goals[i].gaps ? TONE_WARN : TONE_PLAIN,
			 str_text(&line));
		str_release(&line);
	}
	return y + n;
}

/* What the marked one holds, below the list. */
static void
draw_detail(const struct template_screen *t, const struct plan_offer *o, struct rect r)
{
	bool phased = o->phase.rank != DICT_NONE;
	struct str text = {0};
	int y;

	text_clear(r.y, r.x, r.h, r.w);
	y = draw_goals(t, r.y, r);
	if (phased)
		str_addf(&text, "To go on: %s", o->phase.criteria);
	else
		str_add(&text, o->template.remark);
	y += text_para(y, r.x, 2, r.w, str_text(&text));
	str_clear(&text);
	str_addf(&text, "%s", phased ? o->phase.limits : "");
	if (text.n)
		y += text_para(y, r.x, 2, r.w, str_text(&text));
	str_clear(&text);
	str_addf(&text, "%s: %s",
		 source_unsure(phased ? o->phase.verification : o->template.verification)
		     ? "CHECK SOURCE"
		     : "Source",
		 phased ? o->phase.source : o->template.source);
	text_para(y, r.x, r.y + r.h - y, r.w, str_text(&text));
	str_release(&text);
}

static void
draw(struct screen *s)
{
	struct template_screen *t = state(s);
	struct rect r = ui_body(s->ui);
	const struct plan_offer *o;
	int below = r.y + r.h - DETAIL_ROWS;
	char line[200];

	text_fill(r.y, r.x, r.w, TONE_TITLE, t->title);
	str_format(line, sizeof line, "%s Enter makes the plan; Esc leaves it empty.",
		   t->offers.fitting ? "Those that fit stand first."
				     : "No template fits this diagnosis; these are all.");
	text_fill(r.y + 1, r.x, r.w, TONE_PLAIN, line);
	list_draw(&t->list, s->ui, (struct rect){r.y + 2, r.x, below - r.y - 3, r.w},
		  true, "There is no template.");
	o = marked(s); /* drawing may load rows */
	text_clear(below - 1, r.x, 1, r.w);
	if (o)
		draw_detail(t, o, (struct rect){below, r.x, DETAIL_ROWS, r.w});
}

const struct screen_ops scr_template = {
    .name = "template",
    .title = "Plan from a template",
    .state_size = sizeof(struct template_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .draw = draw,
    .close = close_screen,
};
