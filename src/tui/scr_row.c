/* scr_row.c - one row of any table as a form: what the dictionary says is what is asked. */
#include "app/care.h"
#include "app/measures.h"
#include "app/refs.h"
#include "store/record.h"
#include "tui/form.h"
#include "tui/lock.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 40 };

struct row_screen {
	const struct entity *e;
	int64_t no;
	void *row;
	struct form *form;
	struct form_row rows[ROWS_MAX];
	int n;
};

static struct row_screen *
state(struct screen *s)
{
	return s->state;
}

static struct store *
store(struct screen *s)
{
	return ((struct app *)s->ui->app)->store;
}

/* Stores one field: only what differs from what the form showed is written, and a change that
 * somebody else made meanwhile is told with both values. */
static enum status
store_field(void *ctx, const struct field *f, struct cell c, struct err *err)
{
	struct screen *s = ctx;
	struct row_screen *r = state(s);
	void *now = mem_dup(r->row, r->e->size), *current = mem_alloc(r->e->size);
	enum status st = dict_check(f, c, err);

	if (!st)
		st = care_check(s->ui->app, r->e, f, c, err);
	if (!st && !dict_put(f, now, c))
		st = status_fail(err, ST_INVALID, "%s: too long", f->label);
	if (!st)
		care_follow(s->ui->app, r->e, r->row, now);
	if (!st)
		st = record_set(store(s), r->e->id, r->row, now, current, err);
	if (st == ST_STALE) /* the form asks whose value stays */
		memcpy(r->row, current, r->e->size);
	if (!st && r->e->id == E_STAFF)
		lock_renew_soon(s->ui); /* it may be who works here */
	free(now);
	free(current);
	return st;
}

/* The measure whose scores the numbers of the row are; "": none. */
static void
measure_of(const struct row_screen *r, struct str *key)
{
	int at = dict_field_named(r->e, "measure");

	if (at >= 0)
		dict_text(&r->e->fields[at], dict_get(&r->e->fields[at], r->row), key);
}

static void
show(void *ctx, const struct field *f, struct cell c, struct str *out)
{
	struct screen *s = ctx;
	struct str key = {0};

	measure_of(state(s), &key);
	if (f->type != FT_NUM)
		refs_show(store(s), f, c, out);
	else if (!key.n || !measures_score(s->ui->app, str_text(&key), c, out))
		dict_text(f, c, out);
	str_release(&key);
}

static enum status
read_score(void *ctx, const char *typed, struct cell *c, bool *known, struct err *err)
{
	struct screen *s = ctx;
	struct str key = {0};
	enum status st;

	measure_of(state(s), &key);
	st = measures_grade(s->ui->app, str_text(&key), typed, c, known, err);
	str_release(&key);
	return st;
}

static enum status
keep_text(void *ctx, const char *text, struct err *err)
{
	struct screen *s = ctx;
	const struct field *f = form_field(state(s)->form);
	size_t n = strlen(text);
	struct cell c = {.kind = n ? CELL_TEXT : CELL_NONE, .p = text, .n = n};
	enum status st = store_field(s, f, c, err);

	if (!st && dict_put(f, state(s)->row, c))
		form_reload(state(s)->form);
	return st;
}

static void
pick(void *ctx, const struct field *f, const char *typed)
{
	struct screen *s = ctx;
	char text[4096];

	if (f->type == FT_LONG) {
		struct cell c = dict_get(f, state(s)->row);

		str_format(text, sizeof text, "%.*s", (int)c.n, c.n ? c.p : "");
		nav_push(s->ui, NAV_EDIT,
			 &(struct nav_arg){.title = f->label,
					   .text = text,
					   .typed = typed,
					   .no = f->size,
					   .keep = keep_text,
					   .ctx = s});
		return;
	}
	if (f->type == FT_REF && f->ref == E_GOAL) {
		ui_say(s->ui, TONE_PLAIN, "g in the plan links an exercise to its goal");
		return;
	}
	nav_push(s->ui, NAV_PICK,
		 &(struct nav_arg){.no2 = f->type == FT_VOCAB ? E_VOCAB : f->ref,
				   .data = f->type == FT_VOCAB ? f->unit : NULL,
				   .text = typed,
				   .title = f->label});
}

static const struct form_ops form_ops = {store_field, show, pick, read_score};

static unsigned
input(struct screen *s, int key)
{
	return form_key(state(s)->form, s->ui, key);
}

static const struct keybind keys[] = {
    FORM_KEYS,
    {0, ACT_NONE, NULL},
};

/* Every field that a person may change; what is fixed at birth is shown, not asked. */
static void
choose_rows(struct row_screen *r)
{
	for (size_t i = 0; i < r->e->n_fields && r->n < ROWS_MAX; i++) {
		const struct field *f = &r->e->fields[i];
		bool fixed = f->flags & FF_FIXED || r->e->kind != EK_EDIT;

		if (f->flags & (FF_LOCAL | FF_SECRET) || (fixed && f->type == FT_REF))
			continue;
		r->rows[r->n++] = (struct form_row){f->name, NULL, fixed};
	}
}

/* The patient the row is or names; 0: none. */
static int64_t
patient_of(const struct row_screen *r)
{
	if (r->e->id == E_PATIENT)
		return r->no;
	for (size_t i = 0; i < r->e->n_fields; i++) {
		struct cell c = dict_get(&r->e->fields[i], r->row);

		if (r->e->fields[i].type == FT_REF && r->e->fields[i].ref == E_PATIENT &&
		    c.kind == CELL_INT)
			return c.i;
	}
	return 0;
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct row_screen *r = state(s);
	enum status st;

	r->e = dict_entity((enum entity_id)arg->no2);
	r->no = arg->no;
	r->row = mem_alloc(r->e->size);
	st = record_get(store(s), r->e->id, arg->no, r->row, err);
	if (st) {
		free(r->row);
		return st;
	}
	s->patient = patient_of(r);
	choose_rows(r);
	str_copy(s->title, sizeof s->title, arg->title ? arg->title : r->e->label);
	s->typing = true;
	r->form = form_new(&(struct form_spec){.entity = r->e,
					       .rows = r->rows,
					       .n = r->n,
					       .ops = &form_ops,
					       .ctx = s,
					       .today = s->ui->today},
			   r->row);
	return ST_OK;
}

/* Somebody else may have changed the row. */
static void
renew(struct screen *s)
{
	struct row_screen *r = state(s);
	void *fresh = mem_alloc(r->e->size);
	struct err err = {0};

	if (record_get(store(s), r->e->id, r->no, fresh, &err))
		ui_fail(s->ui, &err);
	else
		form_renew(r->form, s->ui, fresh);
	free(fresh);
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	struct row_screen *r = state(s);
	const struct field *f = form_field(r->form);
	struct err err = {0};

	if (a->from == s->ops) {
		renew(s);
		return;
	}
	if (a->code == 1 &&
	    !strcmp(a->from->name, "template")) { /* it may fill the row */
		if (record_get(store(s), r->e->id, r->no, r->row, &err))
			ui_fail(s->ui, &err);
		form_reload(r->form);
		return;
	}
	if (a->code != 1 || !f)
		return;
	if (f->type == FT_REF)
		form_put(state(s)->form, s->ui,
			 (struct cell){.kind = CELL_INT, .i = a->no});
	else if (f->type == FT_VOCAB)
		form_put(
		    state(s)->form, s->ui,
		    (struct cell){.kind = CELL_TEXT, .p = a->text, .n = strlen(a->text)});
}

static void
draw(struct screen *s)
{
	form_draw(state(s)->form, s->ui, ui_body(s->ui));
}

static void
close_screen(struct screen *s)
{
	form_leave(state(s)->form, s->ui);
	form_free(state(s)->form);
	free(state(s)->row);
}

const struct screen_ops scr_row = {
    .name = "row",
    .title = "Edit",
    .state_size = sizeof(struct row_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
