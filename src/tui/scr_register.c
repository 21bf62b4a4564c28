/* scr_register.c - a new patient in six fields; likely doubles are shown while typing. */
#include "app/care.h"
#include "app/refs.h"
#include "patient_cols.h"
#include "tui/ask.h"
#include "tui/form.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

enum { SIMILAR_MAX = 8, SURE = 85 };

struct register_screen {
	struct list list;
	struct patient row;
	struct form *form;
	struct patient_line similar[SIMILAR_MAX];
	int n;
	bool done;
};

static struct register_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- draft: what was typed survives a dropped line, per staff member */

static void
draft_name(struct screen *s, char *out, size_t size)
{
	str_format(out, size, "draft.register.%s", app(s)->user.login);
}

static void
draft_keep(struct screen *s)
{
	const struct entity *e = dict_entity(E_PATIENT);
	struct register_screen *g = state(s);
	struct str text = {0};
	struct err ignored = {0};
	char name[60];

	for (size_t i = 0; !g->done && i < e->n_fields; i++) {
		struct cell c = dict_get(&e->fields[i], &g->row);

		if (c.kind == CELL_NONE)
			continue;
		str_addf(&text, "%s=", e->fields[i].name);
		if (c.kind == CELL_INT)
			str_addf(&text, "%lld", (long long)c.i);
		else
			str_add_n(&text, c.p, c.n);
		str_add_c(&text, '\n');
	}
	draft_name(s, name, sizeof name);
	if (store_setting_set(app(s)->store, name, str_text(&text), &ignored))
		ui_fail(s->ui, &ignored);
	str_release(&text);
}

/* Puts one "name=value" line of a draft back into the row. */
static void
draft_line(struct patient *row, const char *p, size_t n)
{
	const struct entity *e = dict_entity(E_PATIENT);
	const char *eq = memchr(p, '=', n);
	char name[40];
	long long v;
	int f;

	if (!eq || (size_t)(eq - p) >= sizeof name)
		return;
	str_format(name, sizeof name, "%.*s", (int)(eq - p), p);
	f = dict_field_named(e, name);
	if (f < 0)
		return;
	n -= (size_t)(eq + 1 - p);
	if (dict_put(&e->fields[f], row,
		     (struct cell){.kind = CELL_TEXT, .p = eq + 1, .n = n}))
		return;
	if (str_int(eq + 1, n, &v))
		(void)dict_put(&e->fields[f], row,
			       (struct cell){.kind = CELL_INT, .i = v});
}

static bool
draft_restore(struct screen *s)
{
	struct str text = {0};
	struct err ignored = {0};
	char name[60];
	bool any;

	draft_name(s, name, sizeof name);
	if (store_setting_get(app(s)->store, name, &text, &ignored))
		str_clear(&text);
	any = text.n > 0;
	for (const char *p = str_text(&text); *p;) {
		size_t n = strcspn(p, "\n");

		draft_line(&state(s)->row, p, n);
		p += n + (p[n] == '\n');
	}
	str_release(&text);
	return any;
}

/* ---- doubles */

static const struct list_source source = {.row_size = sizeof(struct patient_line),
					  .cols = patient_cols,
					  .n_cols = PATIENT_COLS,
					  .key_col = PATIENT_COL_NAME,
					  .cell = patient_cols_cell};

static void
look_for_doubles(struct screen *s)
{
	struct register_screen *g = state(s);
	struct err err = {0};

	if (query_similar(app(s)->store, &g->row, g->similar, SIMILAR_MAX, &g->n, &err) ||
	    patient_cols_mark(app(s), g->similar, g->n, &err)) {
		ui_fail(s->ui, &err);
		g->n = 0;
	}
	list_set(&g->list, g->similar, g->n);
	if (list_restart(&g->list, &err))
		ui_fail(s->ui, &err);
}

/* ---- form */

static enum status
store_field(void *ctx, const struct field *f, struct cell c, struct err *err)
{
	struct screen *s = ctx;
	enum status st = dict_check(f, c, err);

	if (!st)
		st = care_check(app(s), dict_entity(E_PATIENT), f, c, err);
	if (!st && !dict_put(f, &state(s)->row, c))
		st = status_fail(err, ST_INVALID, "%s: too long", f->label);
	if (!st) {
		draft_keep(s);
		look_for_doubles(s);
	}
	return st;
}

static void
pick(void *ctx, const struct field *f, const char *typed)
{
	struct screen *s = ctx;

	nav_push(s->ui, NAV_PICK,
		 &(struct nav_arg){.no2 = f->ref, .text = typed, .title = f->label});
}

static void
show(void *ctx, const struct field *f, struct cell c, struct str *out)
{
	refs_show(app(ctx)->store, f, c, out);
}

static const struct form_ops form_ops = {store_field, show, pick, NULL};
static const struct form_row rows[] = {
    {"family_name", NULL, false}, {"given_name", NULL, false},
    {"birth_date", NULL, false},  {"sex", NULL, false},
    {"phone", NULL, false},	  {"payer", NULL, false},
};

/* ---- registering */

static unsigned
go_to(struct screen *s, int64_t patient)
{
	return nav_replace(s->ui, NAV_CHART, &(struct nav_arg){.no = patient});
}

static unsigned
do_register(struct screen *s)
{
	struct register_screen *g = state(s);
	struct err err = {0};

	if (care_register(app(s), &g->row, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	g->done = true;
	draft_keep(s);
	ui_say(s->ui, TONE_GOOD, "Registered: %s. e opens the episode.", g->row.chart_no);
	return go_to(s, g->row.head.no);
}

static unsigned
double_answer(struct screen *s, const char *text, void *ctx)
{
	struct register_screen *g = state(s);

	(void)ctx;
	if (text[0] == 'n')
		return do_register(s);
	if (text[0] != 'y')
		return SCREEN_REDRAW;
	g->done = true;
	draft_keep(s);
	return go_to(s, g->similar[0].no);
}

static unsigned
on_register(struct screen *s, int key)
{
	struct register_screen *g = state(s);
	char label[90];

	(void)key;
	if (!form_leave(g->form, s->ui))
		return SCREEN_REDRAW;
	if (!g->n || g->similar[0].score < SURE)
		return do_register(s);
	str_format(
	    label, sizeof label, "Is it %.30s %.20s (%s)? y the same, n somebody new",
	    g->similar[0].given_name, g->similar[0].family_name, g->similar[0].chart_no);
	ask_open(s, &(struct ask_spec){
			.kind = ASK_YES_NO, .label = label, .done = double_answer});
	return SCREEN_REDRAW;
}

static unsigned
on_same(struct screen *s, int key)
{
	struct register_screen *g = state(s);
	const struct patient_line *p = list_current(&g->list);

	(void)key;
	if (!p) {
		ui_say(s->ui, TONE_PLAIN, "Nobody like that is here yet");
		return SCREEN_REDRAW;
	}
	g->done = true;
	draft_keep(s);
	return go_to(s, p->no);
}

static unsigned
input(struct screen *s, int key)
{
	struct register_screen *g = state(s);

	if (key == K_ENTER && form_at(g->form) == (int)(sizeof rows / sizeof rows[0]) - 1)
		return on_register(s, key);
	return form_key(g->form, s->ui, key);
}

static const struct keybind keys[] = {
    {K_CTRL('r'), ACT_REGISTER, on_register},
    {K_F(2), ACT_REGISTER, on_register},
    {K_CTRL('o'), ACT_SAME_PERSON, on_same},
    FORM_KEYS,
    {0, ACT_NONE, NULL},
};

/* What was searched for is the first thing typed: digits are no name. */
static void
take_search(struct register_screen *g, const char *text)
{
	const char *space = strchr(text, ' ');
	const char *comma = strchr(text, ',');

	if (!text[0] || (text[0] >= '0' && text[0] <= '9'))
		return;
	if (comma) {
		str_format(g->row.family_name, sizeof g->row.family_name, "%.*s",
			   (int)(comma - text), text);
		str_copy(g->row.given_name, sizeof g->row.given_name,
			 comma + 1 + strspn(comma + 1, " "));
	} else if (space) {
		str_format(g->row.given_name, sizeof g->row.given_name, "%.*s",
			   (int)(space - text), text);
		str_copy(g->row.family_name, sizeof g->row.family_name, space + 1);
	} else {
		str_copy(g->row.family_name, sizeof g->row.family_name, text);
	}
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct register_screen *g = state(s);
	const struct form_spec spec = {.entity = dict_entity(E_PATIENT),
				       .rows = rows,
				       .n = (int)(sizeof rows / sizeof rows[0]),
				       .ops = &form_ops,
				       .ctx = s,
				       .today = s->ui->today};

	(void)err;
	dict_row_init(spec.entity, &g->row);
	list_init(&g->list, &source, g);
	s->typing = true;
	if (arg && arg->text && arg->text[0])
		take_search(g, arg->text);
	else if (draft_restore(s))
		ui_say(s->ui, TONE_PLAIN, "What you typed last time is still here");
	g->form = form_new(&spec, &g->row);
	look_for_doubles(s);
	if (g->row.family_name[0] && g->row.given_name[0])
		form_goto(g->form, s->ui, 2); /* the name came from the search */
	return ST_OK;
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	if (a->code == 1 && a->no)
		form_put(state(s)->form, s->ui,
			 (struct cell){.kind = CELL_INT, .i = a->no});
}

static void
draw(struct screen *s)
{
	struct register_screen *g = state(s);
	struct rect r = ui_body(s->ui);
	int h = form_height(g->form) + 1; /* and the line of help */

	if (g->n)
		text_fill(r.y + h, r.x, r.w, TONE_WARN,
			  "Perhaps already here (^O opens the marked one):");
	else
		text_clear(r.y + h, r.x, 1, r.w);
	list_draw(&g->list, s->ui, (struct rect){r.y + h + 1, r.x, r.h - h - 1, r.w},
		  false, "");
	form_draw(g->form, s->ui, (struct rect){r.y, r.x, h, r.w});
}

static void
close_screen(struct screen *s)
{
	struct register_screen *g = state(s);

	if (!g->done)
		form_leave(g->form, s->ui);
	form_free(g->form);
	list_release(&g->list);
}

const struct screen_ops scr_register = {
    .name = "register",
    .title = "New patient",
    .state_size = sizeof(struct register_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
