/* scr_immobility.c - the checklist of risks of immobility: y, n, or left open. */
#include "app/immobility.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

struct immobility_screen {
	struct immobility list;
	int at;
	bool changed;
};

static struct immobility_screen *
state(struct screen *s)
{
	return s->state;
}

static void
move(struct immobility_screen *x, int by)
{
	if (x->at + by >= 0 && x->at + by < x->list.n)
		x->at += by;
}

static unsigned
on_answer(struct screen *s, int key)
{
	struct immobility_screen *x = state(s);

	if (!x->list.n)
		return SCREEN_HANDLED;
	x->list.answers[x->at] = key == 'y'   ? IMMOBILITY_YES
				 : key == 'n' ? IMMOBILITY_NO
					      : IMMOBILITY_OPEN;
	x->changed = true;
	move(x, 1);
	return SCREEN_REDRAW;
}

/* Stores what was answered; the list stays open when that fails. */
static bool
store(struct screen *s)
{
	struct immobility_screen *x = state(s);
	struct err err = {0};

	if (x->changed && immobility_store(s->ui->app, &x->list, &err)) {
		ui_fail(s->ui, &err);
		return false;
	}
	x->changed = false;
	return true;
}

static unsigned
on_done(struct screen *s, int key)
{
	(void)key;
	return store(s) ? stack_answer(s, 0, 0, NULL) : SCREEN_REDRAW;
}

static unsigned
input(struct screen *s, int key)
{
	if (key != K_UP && key != K_DOWN && key != K_TAB)
		return SCREEN_PASS;
	move(state(s), key == K_UP ? -1 : 1);
	return SCREEN_REDRAW;
}

static const struct keybind keys[] = {
    {'y', ACT_YES, on_answer},
    {'n', ACT_NO, on_answer},
    {'u', ACT_OPEN_AGAIN, on_answer},
    {K_ENTER, ACT_DONE, on_done},
    {K_ESC, ACT_DONE, on_done},
    {K_DOWN, ACT_MOVE, NULL},
    {0, ACT_NONE, NULL},
};

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	return immobility_load(s->ui->app, arg->no, &state(s)->list, err);
}

static void
close_screen(struct screen *s)
{
	store(s); /* the line was lost, or the program ends */
}

static void
draw(struct screen *s)
{
	static const char *const answers[] = {"not asked", "no", "YES"};
	struct immobility_screen *x = state(s);
	struct rect r = ui_body(s->ui);
	char text[120], day[DATE_TEXT_SIZE] = "";
	int y = r.y;

	date_text(x->list.day, day);
	str_format(text, sizeof text, "Risks of lying and sitting long.  Last asked: %s",
		   day[0] ? day : "never");
	text_fill(y, r.x, r.w, TONE_TITLE, text);
	y += 2;
	for (int i = 0; i < x->list.n; i++, y += 2) {
		enum immobility_answer a = x->list.answers[i];

		text_clear(y, r.x, 2, r.w);
		text_put(y, r.x, 1, TONE_KEY, i == x->at ? ">" : " ");
		text_put(y, r.x + 2, 26, i == x->at ? TONE_KEY : TONE_PLAIN,
			 x->list.risks[i]->label);
		text_put(y, r.x + 30, 12,
			 a == IMMOBILITY_YES	? TONE_WARN
			 : a == IMMOBILITY_OPEN ? TONE_DIM
						: TONE_PLAIN,
			 answers[a]);
		text_put(y + 1, r.x + 4, r.w - 4, TONE_DIM, x->list.risks[i]->meaning);
	}
	text_put(y + 1, r.x, r.w, TONE_DIM,
		 "What is not asked stays visible on the assessment; it blocks nothing.");
}

const struct screen_ops scr_immobility = {
    .name = "immobility",
    .title = "Immobility",
    .state_size = sizeof(struct immobility_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .draw = draw,
    .close = close_screen,
};
