/* scr_edit.c - a text of several lines on a screen of its own. */
#include "base/str.h"
#include "tui/ask.h"
#include "tui/edit.h"
#include "tui/nav.h"
#include "tui/screen.h"
#include "tui/stack.h"
#include "tui/text.h"

#include <string.h>

enum { KEEP_MS = 2000, BYTES_MOST = 64 * 1024 };

struct state {
	struct edit edit;
	enum status (*keep)(void *ctx, const char *text, struct err *err);
	const char *(*theirs)(void *ctx);
	void *ctx;
	int64_t keep_ms;  /* when the text is kept at the latest; INT64_MAX: it is */
	bool changed;	  /* since it was kept */
	bool stale;	  /* somebody else changed it: mine or theirs is not decided */
	char section[24]; /* whose phrases are offered first */
};

static bool keep(struct screen *s);
static void has_changed(struct screen *s);

static enum status
open(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct state *st = s->state;
	int64_t most = arg->no > 0 && arg->no < BYTES_MOST ? arg->no : BYTES_MOST;

	(void)err;
	edit_init(&st->edit, arg->text ? arg->text : "", (size_t)most);
	st->keep = arg->keep;
	st->theirs = arg->theirs;
	st->ctx = arg->ctx;
	st->keep_ms = INT64_MAX;
	str_copy(st->section, sizeof st->section, arg->data ? arg->data : "");
	s->typing = s->lines = true;
	str_copy(s->title, sizeof s->title, arg->title ? arg->title : "");
	if (arg->typed && arg->typed[0] && arg->typed[0] != ' ' &&
	    edit_insert(&st->edit, arg->typed))
		has_changed(s);
	return ST_OK;
}

/* Mine overwrites knowingly: the owner has seen theirs. */
static unsigned
decided(struct screen *s, const char *text, void *ctx)
{
	struct state *st = s->state;

	(void)ctx;
	st->stale = false;
	st->changed = text[0] == 'm';
	return text[0] == 'm' && !keep(s) ? SCREEN_REDRAW : stack_answer(s, 0, 0, NULL);
}

/* False: it could not be kept; the reason is on the message line. */
static bool
keep(struct screen *s)
{
	struct state *st = s->state;
	struct err err = {0};
	enum status rc;

	st->keep_ms = INT64_MAX;
	if (!st->keep || !st->changed)
		return true;
	if (st->stale) /* asked when the text is left, not while it is typed */
		return false;
	rc = st->keep(st->ctx, str_text(&st->edit.text), &err);
	st->stale = rc == ST_STALE;
	if (rc != ST_OK) {
		ui_fail(s->ui, &err); /* with both texts when it is stale */
		return false;
	}
	st->changed = false;
	return true;
}

static void
has_changed(struct screen *s)
{
	struct state *st = s->state;

	st->changed = true;
	st->keep_ms = st->keep ? s->ui->now_ms + KEEP_MS : INT64_MAX;
}

static unsigned
input(struct screen *s, int key)
{
	struct state *st = s->state;
	size_t n = st->edit.text.n;
	unsigned flags = edit_key(&st->edit, key);

	if (flags == SCREEN_PASS)
		return flags;
	if (key_is_text(key) && n == st->edit.text.n)
		ui_say(s->ui, TONE_WARN, "The text is full: at most %zu bytes",
		       st->edit.max);
	if (n != st->edit.text.n)
		has_changed(s);
	return flags;
}

/* What is typed is kept first, so that nothing depends on the way back. */
static unsigned
run_phrases(struct screen *s, int key)
{
	struct state *st = s->state;

	(void)key;
	if (!keep(s))
		return SCREEN_HANDLED;
	return nav_push(s->ui, NAV_PHRASES,
			&(struct nav_arg){.text = st->section, .no2 = 1});
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	struct state *st = s->state;

	s->ui->repaint = true;
	if (a->from != nav_get(NAV_PHRASES)->ops || a->code != 1)
		return;
	if (edit_insert(&st->edit, a->text))
		has_changed(s);
	else
		ui_say(s->ui, TONE_WARN,
		       "The text is full: the phrase does not fit in %zu bytes",
		       st->edit.max);
}

static bool
tick(struct screen *s, int64_t now_ms, int64_t *next_ms)
{
	struct state *st = s->state;
	bool failed = st->keep_ms <= now_ms && !keep(s);

	*next_ms = st->keep_ms;
	return failed;
}

static unsigned
run_done(struct screen *s, int key)
{
	struct state *st = s->state;

	(void)key;
	if (!keep(s)) {
		if (st->stale)
			ask_open(s, &(struct ask_spec){
					.kind = ASK_CHOICE,
					.label = "Somebody else changed this text: keep "
						 "(m)ine or (t)heirs",
					.keys = "mt",
					.calm_ms = ASK_CALM_MS,
					.done = decided});
		return SCREEN_REDRAW;
	}
	return stack_answer(s, 1, 0, str_text(&st->edit.text));
}

/* The lower half of the body: what somebody else has stored. */
static void
draw_theirs(struct screen *s, const char *text)
{
	struct rect r = ui_body(s->ui);
	int y = r.y + 1 + (r.h - 1) - (r.h - 1) / 2, h = (r.h - 1) / 2 - 1;

	text_fill(y, r.x, r.w, TONE_WARN,
		  "Above: mine, not stored. Below: theirs, as somebody else stored it.");
	text_clear(y + 1, r.x, h, r.w);
	text_para(y + 1, r.x, h, r.w, text[0] ? text : "(nothing)");
}

static void
draw(struct screen *s)
{
	struct state *st = s->state;
	struct rect r = ui_body(s->ui);

	r.y++;
	r.h--;
	if (st->stale && st->theirs) {
		r.h -= r.h / 2;
		draw_theirs(s, st->theirs(st->ctx));
	}
	edit_draw(&st->edit, r);
}

static void
close(struct screen *s)
{
	struct state *st = s->state;

	keep(s);
	edit_release(&st->edit);
}

static const struct keybind keys[] = {
    {K_ESC, ACT_DONE, run_done},
    {K_CTRL('d'), ACT_DONE, run_done},
    {K_TAB, ACT_PHRASES, run_phrases},
    {0, ACT_NONE, NULL},
};

extern const struct screen_ops scr_edit;
const struct screen_ops scr_edit = {
    .name = "edit",
    .title = "",
    .state_size = sizeof(struct state),
    .keys = keys,
    .open = open,
    .input = input,
    .tick = tick,
    .resume = resume,
    .draw = draw,
    .close = close,
};
