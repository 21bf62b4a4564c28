/* scr_conflict.c - the values of one field side by side; one key keeps one of them. */
#include "app/conflicts.h"
#include "tui/ask.h"
#include "tui/list.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

#include <string.h>

enum { BESIDE_MAX = 3, GAP = 2 };

struct conflict_screen {
	int64_t no;
	struct conflict c;
	struct str field;
};

static struct conflict_screen *
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
load(struct screen *s, struct err *err)
{
	struct conflict_screen *d = state(s);
	struct conflict fresh;
	enum status st = conflict_read(app(s)->store, d->no, &fresh, err);

	if (st)
		return st;
	conflict_release(&d->c);
	d->c = fresh;
	s->patient = d->c.line.patient;
	str_clear(&d->field);
	conflicts_field(app(s), &d->c.line, &d->field);
	str_copy(s->title, sizeof s->title, str_text(&d->field));
	return ST_OK;
}

/* ---- keys */

/* Back to where it was opened from, with what was decided. */
static unsigned
decided(struct screen *s, enum status st, struct err *err, const char *what)
{
	if (st) {
		ui_fail(s->ui, err);
		return SCREEN_REDRAW;
	}
	ui_say(s->ui, TONE_GOOD, "%s: %s; the other values stay in the log",
	       str_text(&state(s)->field), what);
	return stack_answer(s, 1, state(s)->no, "");
}

static unsigned
on_keep(struct screen *s, int key)
{
	struct conflict_screen *d = state(s);
	struct str what = {0};
	struct err err = {0};
	int which = key - '1';
	unsigned done;

	if (which < 0 || which >= d->c.line.values) {
		ui_say(s->ui, TONE_PLAIN, "There are %d values", d->c.line.values);
		return SCREEN_REDRAW;
	}
	str_add(&what, "kept ");
	conflicts_value(app(s), &d->c, &d->c.values[which], &what);
	done =
	    decided(s, conflicts_keep(app(s), d->no, which, &err), &err, str_text(&what));
	str_release(&what);
	return done;
}

static unsigned
typed(struct screen *s, const char *text, void *ctx)
{
	struct err err = {0};

	(void)ctx;
	return decided(s, conflicts_type(app(s), state(s)->no, text, &err), &err,
		       "another value");
}

static unsigned
edited(struct screen *s, const char *text)
{
	return typed(s, text, NULL);
}

static unsigned
on_type(struct screen *s, int key)
{
	struct conflict_screen *d = state(s);
	const struct field *f = &dict_entity(d->c.line.entity)->fields[d->c.line.field];
	struct str first = {0};

	(void)key;
	if (d->c.values[0].has_val && f->type != FT_REF)
		conflicts_value(app(s), &d->c, &d->c.values[0], &first);
	if (f->type == FT_LONG)
		(void)nav_push(s->ui, NAV_EDIT,
			       &(struct nav_arg){.text = str_text(&first),
						 .no = f->size,
						 .title = f->label});
	else
		ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
					       .label = f->label,
					       .initial = str_text(&first),
					       .done = typed});
	str_release(&first);
	return SCREEN_REDRAW;
}

static unsigned
on_both(struct screen *s, int key)
{
	struct err err = {0};

	(void)key;
	return decided(s, conflicts_both(app(s), state(s)->no, &err), &err,
		       "all texts kept");
}

static unsigned
on_undo(struct screen *s, int key)
{
	struct err err = {0};

	(void)key;
	if (conflicts_undo(app(s), state(s)->no, &err) || load(s, &err))
		ui_fail(s->ui, &err);
	else
		ui_say(s->ui, TONE_GOOD, "What was shown before is back");
	return SCREEN_REDRAW;
}

static unsigned
on_chart(struct screen *s, int key)
{
	(void)key;
	return s->patient
		   ? nav_push(s->ui, NAV_CHART, &(struct nav_arg){.no = s->patient})
		   : SCREEN_HANDLED;
}

static unsigned
input(struct screen *s, int key)
{
	return key >= '3' && key <= '9' && !s->ui->ask ? on_keep(s, key) : SCREEN_PASS;
}

static const struct keybind keys[] = {
    {'1', ACT_KEEP, on_keep},
    {'2', ACT_KEEP, on_keep},
    {'t', ACT_OTHER_VALUE, on_type},
    {'b', ACT_BOTH, on_both},
    {'u', ACT_TAKE_DECISION_BACK, on_undo},
    {'c', ACT_CHART, on_chart},
    {0, ACT_NONE, NULL},
};

/* ---- picture */

/* Author, clock and text of one value. */
static void
draw_value(struct screen *s, int i, struct rect r)
{
	struct conflict_screen *d = state(s);
	const struct conflict_value *v = &d->c.values[i];
	struct civil t = clock_civil(v->wall);
	char line[160], day[DATE_TEXT_SIZE];
	struct str text = {0};

	text_clear(r.y, r.x, r.h, r.w);
	date_text(t.date, day);
	str_format(line, sizeof line, "%d  %s%s", i + 1, v->site,
		   i == 0 && d->c.line.state == CONFLICT_OPEN ? "  (shown now)" : "");
	text_fill(r.y, r.x, r.w, TONE_TITLE, line);
	str_format(line, sizeof line, "%s, %s %02d:%02d%s",
		   v->user[0] ? v->user : "limber", day, t.hour, t.minute,
		   v->times > 1 ? ", and again" : "");
	text_fill(r.y + 1, r.x, r.w, TONE_PLAIN, line);
	text_fill(r.y + 2, r.x, r.w, v->plausible ? TONE_DIM : TONE_WARN,
		  v->plausible ? "its clock was plausible" : "its clock was WRONG");
	conflicts_value(app(s), &d->c, v, &text);
	(void)text_para(r.y + 4, r.x, r.h - 4, r.w, str_text(&text));
	str_release(&text);
}

static void
draw_end(struct screen *s, int y, struct rect r)
{
	struct conflict_screen *d = state(s);
	struct str text = {0};

	if (d->c.line.state == CONFLICT_OPEN)
		return;
	str_addf(&text, "Decided: ");
	conflicts_value(app(s), &d->c, &d->c.end, &text);
	str_add(&text, "  - ");
	conflicts_author(&d->c.end, &text);
	text_fill(y, r.x, r.w, TONE_GOOD, str_text(&text));
	str_clear(&text);
	str_addf(&text, "Now: %s", conflicts_state(d->c.line.state));
	text_fill(y + 1, r.x, r.w, TONE_PLAIN, str_text(&text));
	str_release(&text);
}

static void
draw(struct screen *s)
{
	struct conflict_screen *d = state(s);
	const struct conflict_line *l = &d->c.line;
	const struct field *f = &dict_entity(l->entity)->fields[l->field];
	struct rect r = ui_body(s->ui);
	bool beside = l->values <= BESIDE_MAX;
	int n = l->values ? l->values : 1, top = r.y + 4;
	int h = r.y + r.h - 2 - top, w = r.w - 1;
	char line[200];

	str_format(line, sizeof line, "%s  %s", l->who[0] ? l->who : "This clinic",
		   l->chart_no);
	text_fill(r.y, r.x, r.w, TONE_TITLE, line);
	str_format(line, sizeof line,
		   "%s (%s): sites wrote %d values, not knowing of "
		   "each other",
		   str_text(&d->field), conflicts_class(l->merge), l->values);
	text_fill(r.y + 1, r.x, r.w, TONE_PLAIN, line);
	text_fill(r.y + 2, r.x, r.w, TONE_DIM, f->help);
	for (int i = 0; i < l->values; i++) {
		struct rect at = {top, r.x, h, w};

		if (beside) {
			at.w = (w - GAP * (n - 1)) / n;
			at.x = r.x + i * (at.w + GAP);
		} else {
			at.h = h / n;
			at.y = top + i * at.h;
		}
		if (at.h > 0)
			draw_value(s, i, at);
	}
	draw_end(s, r.y + r.h - 2, r);
}

/* ---- screen */

static void
close_screen(struct screen *s)
{
	conflict_release(&state(s)->c);
	str_release(&state(s)->field);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	enum status st;

	state(s)->no = arg->no;
	st = load(s, err);
	if (st)
		close_screen(s);
	return st;
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	struct err err = {0};

	if (a->code && !strcmp(a->from->name, "edit")) {
		if (edited(s, a->text) & SCREEN_POP)
			stack_pop(s->ui);
	} else if (load(s, &err)) {
		ui_fail(s->ui, &err);
	}
}

extern const struct screen_ops scr_conflict;
const struct screen_ops scr_conflict = {
    .name = "conflict",
    .title = "Two values",
    .state_size = sizeof(struct conflict_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
