/* scr_units.c - units of a visit by both rules, modifiers with their reasons, and what is asked. */
#include "app/claim.h"
#include "app/codes.h"
#include "core/session_units.h"
#include "tui/ask.h"
#include "tui/list.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

/* One answer of the open question. */
struct units_row {
	int64_t no;
	char value[8];
	char text[SESSION_TIE_SIZE];
	bool reasoned;
};

struct units_screen {
	struct visit *v;
	struct claim *c;
	struct list list; /* options of the question that is open */
	struct units_row *rows;
	int question; /* -1: none is open */
	int open;     /* how many are */
	bool
	    signing; /* opened on the way to the signature: goes back when all is answered */
	bool explain;
	size_t top, lines;
	struct str text;
};

static struct units_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- text */

static int
units_of(const struct units_result *r, const char *code)
{
	for (int i = 0; i < r->n; i++)
		if (!strcmp(r->lines[i].code, code))
			return r->lines[i].units;
	return 0;
}

static void
add_line(struct units_screen *u, const struct bill_line *l)
{
	const struct bill *b = &u->c->bill;
	char modifiers[17];

	bill_modifiers(l, modifiers, sizeof modifiers);
	if (l->minutes)
		str_addf(&u->text, "%-8s %4d %5d%c %5d%c", l->code, l->minutes,
			 units_of(&b->result[UNITS_CMS], l->code),
			 b->rule == UNITS_CMS ? '*' : ' ',
			 units_of(&b->result[UNITS_AMA], l->code),
			 b->rule == UNITS_AMA ? '*' : ' ');
	else
		str_addf(&u->text, "%-8s %18s", l->code, "");
	if (l->units)
		str_addf(&u->text, "  x%d %-12s place %s", l->units, modifiers, l->place);
	str_addf(&u->text, "%s%s\n", l->why[0] ? "  " : "", l->why);
}

static void
add_lines(struct units_screen *u)
{
	const struct bill *b = &u->c->bill;

	str_add(&u->text, "Code      min Medicare  AMA   Billed\n");
	for (int i = 0; i < b->n; i++)
		add_line(u, &b->lines[i]);
	str_addf(&u->text, "%-8s %4d %5d%c %5d%c  x%d   * the rule of %s\n", "Timed",
		 b->result[b->rule].timed_minutes, b->result[UNITS_CMS].timed_units,
		 b->rule == UNITS_CMS ? '*' : ' ', b->result[UNITS_AMA].timed_units,
		 b->rule == UNITS_AMA ? '*' : ' ', b->units,
		 u->c->payer[0] ? u->c->payer : "Medicare: no payer is named");
}

static void
add_remarks(struct units_screen *u)
{
	const struct bill *b = &u->c->bill;
	struct str line = {0};

	claim_year_text(u->c, &line);
	if (line.n)
		str_addf(&u->text, "%s\n", str_text(&line));
	str_clear(&line);
	claim_changes(u->c, &line);
	if (u->c->earlier)
		str_addf(&u->text,
			 "%d earlier visit%s of this date, one pool: the day's total is "
			 "above%s%s\n",
			 u->c->earlier, u->c->earlier == 1 ? "" : "s",
			 line.n ? "; changes " : "", str_text(&line));
	for (int i = 0; i < b->n_questions; i++)
		if (!b->questions[i].n_options)
			str_addf(&u->text, "Look: %s\n", b->questions[i].text);
	for (int i = 0; i < b->n_questions; i++) {
		const struct bill_question *q = &b->questions[i];

		if (q->chosen >= 0)
			str_addf(&u->text, "Answered: %s %s%s%s\n", q->text,
				 !strcmp(q->id, "tie") ? u->v->state.tie
						       : q->options[q->chosen].text,
				 q->reason[0] ? ": " : "", q->reason);
	}
	str_release(&line);
}

/* Why each modifier, and the arithmetic of both rules. */
static void
add_reasons(struct units_screen *u)
{
	const struct bill *b = &u->c->bill;

	for (int i = 0; i < b->n; i++)
		for (int k = 0; k < b->lines[i].n_modifiers; k++)
			str_addf(&u->text, "%s %s: %s\n", b->lines[i].code,
				 b->lines[i].modifiers[k].code,
				 b->lines[i].modifiers[k].why);
	for (int r = 0; r < UNITS_RULE_COUNT; r++) {
		str_addf(&u->text, "\n%s%s\n",
			 r == UNITS_CMS ? "MEDICARE, total time"
					: "AMA, each code by itself",
			 r == (int)b->rule ? " *" : "");
		bill_arithmetic(&b->result[r], &u->text);
	}
}

static void
make_text(struct units_screen *u)
{
	str_clear(&u->text);
	if (u->explain) {
		add_reasons(u);
	} else {
		add_lines(u);
		add_remarks(u);
	}
	u->lines = 0;
	for (const char *p = str_text(&u->text); *p; p++)
		u->lines += *p == '\n';
	if (u->top >= u->lines)
		u->top = 0;
}

/* ---- the open question */

static enum status
page(void *ctx, struct list_page *p, struct err *err)
{
	struct units_screen *u = ctx;

	(void)err;
	list_page_array(p, u->rows,
			u->question < 0 ? 0 : u->c->bill.questions[u->question].n_options,
			sizeof u->rows[0]);
	return ST_OK;
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct units_row *r = row;

	(void)ctx;
	(void)col;
	str_add(out, r->text);
}

static const struct list_col cols[] = {{"Answer", 0, false}};
static const struct list_source source = {.row_size = sizeof(struct units_row),
					  .cols = cols,
					  .n_cols = 1,
					  .page = page,
					  .cell = cell};

static bool
tie_row(void *arg, int i, const char *text)
{
	struct units_screen *u = arg;
	struct units_row *r = &u->rows[i];

	*r = (struct units_row){.no = i + 1};
	str_format(r->value, sizeof r->value, "%d", i);
	str_copy(r->text, sizeof r->text, text);
	return i + 1 < u->c->bill.questions[u->question].n_options;
}

/* The answers of the open question; a tie may have any number. */
static void
fill_rows(struct units_screen *u)
{
	const struct bill *b = &u->c->bill;
	const struct bill_question *q;

	free(u->rows);
	u->rows = NULL;
	if (u->question < 0)
		return;
	q = &b->questions[u->question];
	u->rows = mem_alloc((size_t)q->n_options * sizeof *u->rows);
	if (!strcmp(q->id, "tie")) {
		session_units_ties(&b->result[b->rule], tie_row, u);
		return;
	}
	for (int k = 0; k < q->n_options; k++) {
		u->rows[k] =
		    (struct units_row){.no = k + 1, .reasoned = q->options[k].reasoned};
		str_copy(u->rows[k].value, sizeof u->rows[k].value, q->options[k].value);
		str_copy(u->rows[k].text, sizeof u->rows[k].text, q->options[k].text);
	}
}

static void
find_open(struct units_screen *u)
{
	const struct bill *b = &u->c->bill;

	u->question = -1;
	u->open = 0;
	for (int i = 0; i < b->n_questions; i++) {
		if (!b->questions[i].n_options || b->questions[i].chosen >= 0)
			continue;
		if (u->question < 0)
			u->question = i;
		u->open++;
	}
	fill_rows(u);
}

static enum status
reload(struct screen *s, struct err *err)
{
	struct units_screen *u = state(s);
	struct claim *fresh = NULL;
	enum status st;

	visit_tick(app(s), u->v);
	st = claim_of(app(s), u->v, &fresh, err);
	if (st)
		return st;
	free(u->c);
	u->c = fresh;
	find_open(u);
	make_text(u);
	return list_restart(&u->list, err);
}

/* ---- keys */

static unsigned
answered(struct screen *s, const char *id, const char *value, const char *reason)
{
	struct units_screen *u = state(s);
	struct err err = {0};
	char kept[BILL_ID_SIZE], is[12];

	str_copy(kept, sizeof kept, id); /* id lies in the claim that reload frees */
	str_copy(is, sizeof is, value);
	if (claim_answer(app(s), u->v, kept, is, reason, &err) || reload(s, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	if (u->signing && !u->open)
		return stack_answer(s, 1, 0, NULL);
	return SCREEN_REDRAW;
}

static const struct units_row *
marked(struct screen *s)
{
	return state(s)->question < 0 ? NULL : list_current(&state(s)->list);
}

static unsigned
reasoned(struct screen *s, const char *text, void *ctx)
{
	const struct units_row *r = marked(s);

	(void)ctx;
	if (!r || !text[0])
		return SCREEN_REDRAW;
	return answered(s, state(s)->c->bill.questions[state(s)->question].id, r->value,
			text);
}

static unsigned
on_take(struct screen *s, int key)
{
	const struct units_row *r = marked(s);

	(void)key;
	if (!r) {
		ui_say(s->ui, TONE_PLAIN, "Nothing is asked; u takes an answer back");
		return SCREEN_REDRAW;
	}
	if (r->reasoned) {
		ask_open(s, &(struct ask_spec){
				.kind = ASK_TEXT, .label = "Reason", .done = reasoned});
		return SCREEN_REDRAW;
	}
	return answered(s, state(s)->c->bill.questions[state(s)->question].id, r->value,
			"");
}

static unsigned
on_take_back(struct screen *s, int key)
{
	const struct bill *b = &state(s)->c->bill;

	(void)key;
	state(s)->signing = false;
	for (int i = b->n_questions - 1; i >= 0; i--)
		if (b->questions[i].chosen >= 0)
			return answered(s, b->questions[i].id, "", "");
	ui_say(s->ui, TONE_PLAIN, "Nothing was answered");
	return SCREEN_REDRAW;
}

/* In person, by video, by phone. */
static unsigned
on_mode(struct screen *s, int key)
{
	const char *is = state(s)->c->mode;
	const char *to = !strcmp(is, "in_person") ? "video"
			 : !strcmp(is, "video")	  ? "phone"
						  : "in_person";
	unsigned flags = answered(s, "mode", to, "");

	(void)key;
	if (!strcmp(to, "in_person") && state(s)->v->state.n_asks)
		ui_say(s->ui, TONE_WARN,
		       "The note says it was by telephone (C), and it is billed as in "
		       "person");
	return flags;
}

static unsigned
on_explain(struct screen *s, int key)
{
	(void)key;
	state(s)->explain = !state(s)->explain;
	state(s)->top = 0;
	make_text(state(s));
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

static unsigned
on_scroll(struct screen *s, int key)
{
	struct units_screen *u = state(s);

	if (key == K_PGUP)
		u->top -= u->top < 5 ? u->top : 5;
	else if (u->top + 5 < u->lines)
		u->top += 5;
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

static unsigned
input(struct screen *s, int key)
{
	if (key == K_ESC && state(s)->explain)
		return on_explain(s, key); /* the reasons close, not the screen */
	if (state(s)->question < 0 || key == K_PGUP || key == K_PGDN)
		return SCREEN_PASS;
	return list_key(&state(s)->list, key);
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_TAKE, on_take},
    {'w', ACT_EXPLAIN, on_explain},
    {'u', ACT_TAKE_BACK, on_take_back},
    {'d', ACT_DELIVERY, on_mode},
    LIST_KEYS,
    {K_PGUP, ACT_MOVE, on_scroll},
    {K_PGDN, ACT_MOVE, on_scroll},
    {0, ACT_NONE, NULL},
};

/* ---- picture */

static void
draw_question(const struct units_screen *u, struct screen *s, struct rect r)
{
	const struct bill_question *q = &u->c->bill.questions[u->question];
	char head[260];
	int y = r.y;

	text_clear(r.y, r.x, r.h, r.w);
	str_format(head, sizeof head, "Asked, %d open: %s", u->open, q->text);
	y += text_para(y, r.x, 2, r.w, head);
	list_draw(&state(s)->list, s->ui, (struct rect){y, r.x, r.y + r.h - y, r.w},
		  false, "");
}

/* A line of the text, wrapped; the rows it took. */
static int
draw_line(const char *p, size_t n, struct rect r)
{
	const enum tone tone = n > 5 && !strncmp(p, "Look:", 5) ? TONE_WARN : TONE_PLAIN;
	size_t at = 0;
	int y = 0;

	do {
		size_t next, stop = text_wrap(p, n, at, r.w - (at ? 2 : 0), &next);

		text_put_n(r.y + y++, r.x + (at ? 2 : 0), r.w - (at ? 2 : 0), tone,
			   p + at, stop - at);
		at = next;
	} while (at < n && y < r.h);
	return y;
}

static void
draw(struct screen *s)
{
	const struct units_screen *u = state(s);
	struct rect r = ui_body(s->ui);
	int asked = u->question < 0 ? 0 : u->c->bill.questions[u->question].n_options + 2,
	    y = r.y, end;
	const char *p = str_text(&u->text);
	const struct code_list *modes =
	    dict_entity(E_SESSION)
		->fields[dict_field_named(dict_entity(E_SESSION), "mode")]
		.codes;

	if (asked > r.h / 2)
		asked = r.h / 2;
	end = r.y + r.h - asked;
	text_clear(r.y, r.x, r.h - asked, r.w);
	text_putf(y++, r.x, r.w, TONE_TITLE, "%s  %s  %s", u->v->live.patient_name,
		  u->v->live.chart_no, dict_code_label(modes, u->c->mode));
	for (size_t i = 0; i < u->top && *p; i++)
		p = strchr(p, '\n') + 1;
	while (*p && y < end) {
		size_t n = strcspn(p, "\n");

		y += draw_line(p, n, (struct rect){y, r.x, end - y, r.w});
		p += n + (p[n] == '\n');
	}
	if (*p)
		text_right(r.y, r.x + r.w - 16, 16, TONE_DIM, "PgDn shows more");
	if (asked)
		draw_question(u, s, (struct rect){end, r.x, asked, r.w});
}

/* ---- screen */

static void
close_screen(struct screen *s)
{
	struct units_screen *u = state(s);

	list_release(&u->list);
	free(u->rows);
	str_release(&u->text);
	free(u->c);
	free(u->v);
}

/* The same visit at another terminal: what was answered there is answered here. */
static void
resume(struct screen *s, const struct screen_answer *a)
{
	struct err err = {0};

	(void)a;
	if (state(s)->question >= 0) /* it is being answered */
		return;
	if (visit_refresh(app(s), state(s)->v, &err) || reload(s, &err))
		ui_fail(s->ui, &err);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct units_screen *u = state(s);
	enum status st;

	u->v = mem_alloc(sizeof *u->v);
	u->signing = arg->no2 != 0;
	u->question = -1;
	list_init(&u->list, &source, u);
	st = visit_load(app(s), arg->no, u->v, err);
	if (!st)
		st = reload(s, err);
	if (st)
		close_screen(s);
	return st;
}

const struct screen_ops scr_units = {
    .name = "units",
    .title = "Units",
    .state_size = sizeof(struct units_screen),
    .keys = keys,
    .open = open_screen,
    .renew = true,
    .resume = resume,
    .input = input,
    .draw = draw,
    .close = close_screen,
};
