/* scr_versions.c - two versions of a plan side by side: what was added, removed, changed. */
#include "app/care.h"
#include "app/plan_template.h"
#include "app/refs.h"
#include "store/record.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = 170, DETAIL_ROWS = 5 };

/* One side: the template (version 0) or a version, with its exercises. */
struct side {
	int at; /* 0 the template of the newest, else index + 1 of versions, oldest first */
	struct prescription rows[PLAN_ROWS_MAX];
	int n;
};

struct diff_row {
	int64_t no;
	char mark[8], what[TEXT_SIZE], before[TEXT_SIZE], after[TEXT_SIZE];
};

struct versions_screen {
	struct list list;
	int64_t plan;		       /* that was asked for */
	struct plan_of_care *versions; /* oldest first */
	int n_versions;
	struct side from, to;
	struct diff_row *rows;
	int n;
	char title[200], line[200];
};

static struct versions_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- loading */

static enum status
load_side(struct screen *s, struct side *side, struct err *err)
{
	struct versions_screen *v = state(s);
	struct prescription_line *lines;
	enum status st;

	if (!side->at)
		return plan_template_rows(app(s), &v->versions[v->to.at - 1], side->rows,
					  PLAN_ROWS_MAX, &side->n, err);
	lines = mem_alloc(PLAN_ROWS_MAX * sizeof *lines);
	st = query_prescriptions(app(s)->store, v->versions[side->at - 1].head.no, lines,
				 PLAN_ROWS_MAX, &side->n, err);
	for (int i = 0; !st && i < side->n; i++)
		side->rows[i] = lines[i].row;
	/* a template names no goals of the episode: only doses are compared with it */
	for (int i = 0; !v->from.at && i < side->n; i++)
		side->rows[i].goal = DICT_NONE;
	free(lines);
	return st;
}

static struct diff_row *
add_row(struct versions_screen *v, const char *mark, const char *what)
{
	struct diff_row *r;

	v->rows = mem_room(v->rows, (size_t)v->n, sizeof *v->rows);
	r = &v->rows[v->n++];
	memset(r, 0, sizeof *r);
	r->no = v->n;
	str_copy(r->mark, sizeof r->mark, mark);
	str_copy(r->what, sizeof r->what, what);
	return r;
}

static void
copy_line(char dst[TEXT_SIZE], const char *text)
{
	str_format(dst, TEXT_SIZE, "%.*s", (int)strcspn(text, "\n"), text);
}

/* Frequency, goals, certification: every field of the plan that differs. */
static void
add_heads(struct screen *s)
{
	struct versions_screen *v = state(s);
	const struct entity *e = dict_entity(E_PLAN_OF_CARE);
	const struct plan_of_care *a = &v->versions[v->from.at - 1];
	const struct plan_of_care *b = &v->versions[v->to.at - 1];
	uint64_t mask = plan_diff_heads(a, b);

	for (size_t i = 0; i < e->n_fields; i++) {
		struct str text = {0};
		struct diff_row *r;

		if (!(mask >> i & 1))
			continue;
		r = add_row(v, "change", e->fields[i].label);
		refs_show(app(s)->store, &e->fields[i], dict_get(&e->fields[i], a),
			  &text);
		copy_line(r->before, str_text(&text));
		str_clear(&text);
		refs_show(app(s)->store, &e->fields[i], dict_get(&e->fields[i], b),
			  &text);
		copy_line(r->after, str_text(&text));
		str_release(&text);
	}
}

/* The words of what changed: the dose, or the fields that the dose does not show. */
static void
say_change(struct screen *s, const struct plan_change *c, struct diff_row *r)
{
	const struct entity *e = dict_entity(E_PRESCRIPTION);

	if (c->before)
		care_dose_text(c->before, r->before, sizeof r->before);
	if (c->after)
		care_dose_text(c->after, r->after, sizeof r->after);
	if (c->kind == PLAN_DIFF_MOVED)
		str_format(r->after, sizeof r->after, "place %d, was %d", c->to + 1,
			   c->from + 1);
	if (c->kind != PLAN_DIFF_CHANGED || strcmp(r->before, r->after) != 0)
		return;
	for (size_t i = 0; i < e->n_fields; i++) {
		struct str text = {0};

		if (!(c->fields >> i & 1))
			continue;
		str_addf(&text, "%s: ", e->fields[i].label);
		refs_show(app(s)->store, &e->fields[i],
			  dict_get(&e->fields[i], c->before), &text);
		copy_line(r->before, str_text(&text));
		str_clear(&text);
		str_addf(&text, "%s: ", e->fields[i].label);
		refs_show(app(s)->store, &e->fields[i], dict_get(&e->fields[i], c->after),
			  &text);
		copy_line(r->after, str_text(&text));
		str_release(&text);
		return;
	}
}

static enum status
add_exercises(struct screen *s, struct err *err)
{
	static const char *const marks[] = {"- out", "+ new", "change", "moved"};
	struct versions_screen *v = state(s);
	struct plan_change *c = mem_alloc(2 * PLAN_ROWS_MAX * sizeof *c);
	int n = plan_diff_lists(v->from.rows, v->from.n, v->to.rows, v->to.n, c);
	enum status st = ST_OK;

	for (int i = 0; !st && i < n; i++) {
		const struct prescription *p = c[i].after ? c[i].after : c[i].before;
		struct exercise x;

		st = record_get(app(s)->store, E_EXERCISE, p->exercise, &x, err);
		if (!st)
			say_change(s, &c[i], add_row(v, marks[c[i].kind], x.name));
	}
	free(c);
	return st;
}

static void
say_side(const struct versions_screen *v, const struct side *side, char *out, size_t size)
{
	char day[DATE_TEXT_SIZE];

	if (!side->at) {
		str_copy(out, size, "template");
		return;
	}
	date_text(v->versions[side->at - 1].starts, day);
	str_format(out, size, "version %lld (%s)",
		   (long long)v->versions[side->at - 1].version, day);
}

static enum status
load(struct screen *s, struct err *err)
{
	struct versions_screen *v = state(s);
	char from[40], to[40];
	enum status st;

	v->n = 0;
	st = load_side(s, &v->from, err);
	if (!st)
		st = load_side(s, &v->to, err);
	if (!st && v->from.at)
		add_heads(s);
	if (!st)
		st = add_exercises(s, err);
	say_side(v, &v->from, from, sizeof from);
	say_side(v, &v->to, to, sizeof to);
	str_format(v->line, sizeof v->line, "From %s to %s: %d difference%s", from, to,
		   v->n, v->n == 1 ? "" : "s");
	list_set(&v->list, v->rows, v->n);
	return st;
}

enum { COL_MARK, COL_WHAT, COL_BEFORE, COL_AFTER };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct diff_row *r = row;

	(void)ctx;
	str_add(out, col == COL_MARK	 ? r->mark
		     : col == COL_WHAT	 ? r->what
		     : col == COL_BEFORE ? r->before
					 : r->after);
}

static const struct list_col cols[] = {
    {"", 6, false}, {"What", 20, false}, {"Before", 24, false}, {"After", 0, false}};
static const struct list_source source = {.row_size = sizeof(struct diff_row),
					  .cols = cols,
					  .n_cols = 4,
					  .key_col = COL_WHAT,
					  .cell = cell};

/* ---- keys */

/* Left and Right choose the older side, from the template on; it stays below the newer one. */
static unsigned
on_older(struct screen *s, int key)
{
	struct versions_screen *v = state(s);
	int at = v->from.at + (key == K_LEFT ? -1 : 1);

	if (at < 0 || at >= v->to.at)
		return SCREEN_HANDLED;
	v->from.at = at;
	return list_screen_restart(s);
}

/* Tab chooses the newer side: the version before, from the first back to the newest. */
static unsigned
on_newer(struct screen *s, int key)
{
	struct versions_screen *v = state(s);

	(void)key;
	v->to.at = v->to.at > 1 ? v->to.at - 1 : v->n_versions;
	v->from.at = v->to.at - 1;
	return list_screen_restart(s);
}

static unsigned
input(struct screen *s, int key)
{
	unsigned done = list_key(&state(s)->list, key);

	return done == SCREEN_HANDLED ? SCREEN_REDRAW : done; /* the texts below */
}

static const struct keybind keys[] = {
    {K_LEFT, ACT_OLDER, on_older},
    {K_RIGHT, ACT_LATER, on_older},
    {K_TAB, ACT_OTHER_VERSION, on_newer},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
close_screen(struct screen *s)
{
	list_screen_close(s);
	free(state(s)->versions);
	free(state(s)->rows);
}

static enum status
load_versions(struct screen *s, int64_t plan, struct err *err)
{
	struct versions_screen *v = state(s);
	struct plan_of_care row, *all;
	struct episode episode;
	enum status st = record_get(app(s)->store, E_PLAN_OF_CARE, plan, &row, err);

	if (!v->versions)
		v->versions = mem_alloc(PLAN_VERSIONS_MAX * sizeof *v->versions);
	v->plan = plan;
	if (!st)
		st = record_get(app(s)->store, E_EPISODE, row.episode, &episode, err);
	if (!st)
		st = query_plans(app(s)->store, row.episode, v->versions,
				 PLAN_VERSIONS_MAX, &v->n_versions, err);
	if (st)
		return st;
	str_copy(v->title, sizeof v->title, episode.title);
	all = v->versions;
	for (int i = 0, j = v->n_versions - 1; i < j; i++, j--) {
		row = all[i];
		all[i] = all[j];
		all[j] = row;
	}
	for (int i = 0; i < v->n_versions; i++)
		if (all[i].head.no == plan)
			v->to.at = i + 1;
	v->from.at = v->to.at - 1;
	return ST_OK;
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	enum status st = load_versions(s, arg->no, err);

	if (!st)
		return list_screen_open(s, arg, err);
	close_screen(s);
	return st;
}

/* New versions come behind those that are compared. */
static void
resume(struct screen *s, const struct screen_answer *a)
{
	struct versions_screen *v = state(s);
	int from = v->from.at, to = v->to.at;
	struct err err = {0};
	enum status st = load_versions(s, v->plan, &err);

	v->from.at = from;
	v->to.at = to;
	if (st)
		ui_fail(s->ui, &err);
	else
		list_screen_resume(s, a);
}

static void
draw(struct screen *s)
{
	struct versions_screen *v = state(s);
	struct rect r = ui_body(s->ui);
	const struct diff_row *d;
	int below = r.y + r.h - DETAIL_ROWS;
	char line[TEXT_SIZE + 20];

	text_fill(r.y, r.x, r.w, TONE_TITLE, v->title);
	text_fill(r.y + 1, r.x, r.w, TONE_PLAIN, v->line);
	text_clear(r.y + 2, r.x, 1, r.w);
	d = list_draw(&v->list, s->ui,
		      (struct rect){r.y + 3, r.x, r.h - 4 - DETAIL_ROWS, r.w}, true,
		      "No difference.");
	text_clear(below - 1, r.x, DETAIL_ROWS + 1, r.w);
	if (!d)
		return;
	text_fill(below, r.x, r.w, TONE_TITLE, d->what);
	str_format(line, sizeof line, "Before  %s", d->before[0] ? d->before : "-");
	below += 1 + text_para(below + 1, r.x, 2, r.w, line);
	str_format(line, sizeof line, "After   %s", d->after[0] ? d->after : "-");
	text_para(below, r.x, 2, r.w, line);
}

const struct screen_ops scr_versions = {
    .name = "versions",
    .title = "Versions of the plan",
    .state_size = sizeof(struct versions_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .renew = true,
    .resume = resume,
    .input = input,
    .draw = draw,
    .close = close_screen,
};
