/* scr_presign.c - what payers would refuse the note for: stops first, each with its way out. */
#include "app/care_rules.h"
#include "app/visit.h"
#include "core/source.h"
#include "presign_answer.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

#include <stdlib.h>

enum { TELL_ROWS = 6 };

struct presign_row {
	int64_t name;
	int at;
};

struct presign_screen {
	struct list list;
	struct presign check;
	struct presign_row rows[PRESIGN_FINDINGS_MAX];
};

static struct presign_screen *
state(struct screen *s)
{
	return s->state;
}

/* ---- list */

enum { COL_KEY, COL_KIND, COL_TITLE };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct presign_screen *d = ctx;
	const struct presign_row *r = row;
	const struct presign_finding *x = &d->check.rows[r->at];

	if (col == COL_KEY && r->at < 9)
		str_addf(out, "%d", r->at + 1);
	else if (col == COL_KIND)
		str_add(out, x->blocks ? "STOP" : "Warning");
	else if (col == COL_TITLE)
		str_add(out, x->rule->title);
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	const struct presign_screen *d = ctx;

	return col == COL_KIND &&
		       d->check.rows[((const struct presign_row *)row)->at].blocks
		   ? TONE_STOP
		   : TONE_PLAIN;
}

static const struct list_col cols[] = {
    {"", 2, true}, {"", 8, false}, {"What payers ask", 0, false}};
static const struct list_source source = {.row_size = sizeof(struct presign_row),
					  .cols = cols,
					  .n_cols = 3,
					  .key_col = COL_TITLE,
					  .cell = cell,
					  .tone = tone};

/* ---- keys */

static unsigned
mend(struct screen *s, int at)
{
	const struct presign_finding *x = &state(s)->check.rows[at];

	return stack_answer(s, PRESIGN_MEND, x->row, x->rule->jump);
}

static unsigned
on_mend(struct screen *s, int key)
{
	const struct presign_row *r = list_current(&state(s)->list);

	(void)key;
	return r ? mend(s, r->at) : SCREEN_HANDLED;
}

static unsigned
on_sign(struct screen *s, int key)
{
	const struct presign *p = &state(s)->check;

	(void)key;
	if (!p->blocks)
		return stack_answer(s, PRESIGN_SIGN, 0, NULL);
	ui_say(s->ui, TONE_STOP, "Not yet: %s", p->rows[0].rule->title);
	return SCREEN_REDRAW;
}

static unsigned
input(struct screen *s, int key)
{
	if (key >= '1' && key <= '9' && key - '1' < state(s)->check.n)
		return mend(s, key - '1');
	return list_key(&state(s)->list, key);
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_MEND, on_mend},
    {'s', ACT_SIGN, on_sign},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct presign_screen *d = state(s);
	struct visit *v = mem_alloc(sizeof *v);
	struct visit_look *l = mem_alloc(sizeof *l);
	enum status st = visit_load(s->ui->app, arg->no, v, err);

	if (!st)
		st = visit_look(s->ui->app, v, l, err);
	d->check = l->check;
	visit_look_release(l);
	free(l);
	if (!st)
		str_format(s->title, sizeof s->title, "%d stop%s, %d warning%s  %s",
			   d->check.blocks, d->check.blocks == 1 ? "" : "s",
			   d->check.n - d->check.blocks,
			   d->check.n - d->check.blocks == 1 ? "" : "s",
			   v->live.patient_name);
	free(v);
	for (int i = 0; i < d->check.n; i++)
		d->rows[i] = (struct presign_row){i + 1, i};
	list_init(&d->list, &source, d);
	list_set(&d->list, d->rows, d->check.n);
	if (!st)
		st = list_restart(&d->list, err);
	if (st)
		list_release(&d->list);
	return st;
}

/* The numbers, the way out, and who says so. */
static void
draw_finding(const struct presign_finding *x, struct rect r)
{
	const struct field *jump =
	    &dict_entity(E_PRESIGN_RULE)
		 ->fields[dict_field_named(dict_entity(E_PRESIGN_RULE), "jump")];
	char line[480];

	text_fill(r.y, r.x, r.w, TONE_TITLE, x->numbers);
	str_format(line, sizeof line, "%s Enter: %s.", x->rule->mend,
		   dict_code_label(jump->codes, x->rule->jump));
	text_para(r.y + 1, r.x, 2, r.w - 1, line);
	str_format(line, sizeof line, "Rule %s%s: %s", x->rule->key,
		   source_unsure(x->rule->verification) ? " (check source)" : "",
		   x->rule->source);
	text_para(r.y + 3, r.x, 3, r.w - 1, line);
}

static void
draw(struct screen *s)
{
	struct presign_screen *d = state(s);
	struct rect r = ui_body(s->ui);
	const struct presign_row *row;

	list_draw(&d->list, s->ui, (struct rect){r.y, r.x, r.h - TELL_ROWS - 1, r.w},
		  true, "Nothing: it can be signed.");
	text_clear(r.y + r.h - TELL_ROWS - 1, r.x, TELL_ROWS + 1, r.w);
	row = list_current(&d->list);
	if (row)
		draw_finding(&d->check.rows[row->at],
			     (struct rect){r.y + r.h - TELL_ROWS, r.x, TELL_ROWS, r.w});
}

extern const struct screen_ops scr_presign;
const struct screen_ops scr_presign = {
    .name = "presign",
    .title = "Before signing",
    .state_size = sizeof(struct presign_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .draw = draw,
    .close = list_screen_close,
};
