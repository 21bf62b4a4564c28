/* scr_figure.c - an exercise as a picture: start and end side by side, steps and safety below. */
#include "app/faults.h"
#include "app/figures.h"
#include "app/paper.h"
#include "figure_draw.h"
#include "store/record.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

struct figure_screen {
	struct exercise x;
	struct fault faults; /* key "": none are known */
	struct figure_drawing drawing;
	bool there;
};

static struct figure_screen *
state(struct screen *s)
{
	return s->state;
}

static unsigned
on_print(struct screen *s, int key)
{
	const char *const keys[] = {state(s)->x.key};
	struct paper_order o = {
	    .kind = PAPER_FIGURES, .exercises = keys, .n_exercises = 1};

	(void)key;
	return nav_push(s->ui, NAV_PRINT, &(struct nav_arg){.data = &o});
}

static const struct keybind keys[] = {
    {'o', ACT_PRINT, on_print},
    {0, ACT_NONE, NULL},
};

/* arg->no: the exercise. */
static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct figure_screen *f = state(s);
	struct app *a = s->ui->app;
	enum status st = record_get(a->store, E_EXERCISE, arg->no, &f->x, err);

	if (!st)
		st = figures_draw(a, f->x.key, &f->drawing, &f->there, err);
	if (!st)
		st = faults_get(a, f->x.key, &f->faults, err);
	if (!st)
		str_copy(s->title, sizeof s->title, f->x.name);
	return st;
}

/* "1  Lie on your back." each on its own line, wrapped; returns the row below. */
static int
draw_steps(const struct figure_screen *f, struct rect r)
{
	const char *p = f->x.steps;
	int y = r.y;

	for (int i = 1; *p && y < r.y + r.h; i++) {
		size_t n = strcspn(p, "|");
		struct str step = {0};

		str_add_n(&step, p, n);
		text_putf(y, r.x, 3, TONE_DIM, "%d", i);
		y += text_para(y, r.x + 3, r.y + r.h - y, r.w - 3, str_text(&step));
		str_release(&step);
		p += n + (p[n] == '|');
	}
	return y;
}

static void
draw_faults(const struct figure_screen *f, struct rect r)
{
	struct str text = {0};

	if (!f->faults.key[0] || r.h < 1)
		return;
	faults_line(&f->faults, &text);
	text_para(r.y, r.x, r.h, r.w, str_text(&text));
	str_release(&text);
}

static void
draw(struct screen *s)
{
	const struct figure_screen *f = state(s);
	struct rect r = ui_body(s->ui);
	struct str safety = {0};
	int y = r.y + 1;

	text_clear(r.y, r.x, r.h, r.w);
	if (f->there)
		y += figure_draw_pair(&f->drawing,
				      (struct rect){y, r.x + 1, r.h - 1, r.w - 2});
	else
		text_put(y++, r.x + 1, r.w - 2, TONE_DIM, "no picture");
	y = draw_steps(f, (struct rect){y + 1, r.x + 1, r.y + r.h - y - 1, r.w - 2});
	str_addf(&safety, "Safety: %s", f->x.safety);
	if (y < r.y + r.h)
		y += text_para(y, r.x + 1, r.y + r.h - y, r.w - 2, str_text(&safety));
	str_release(&safety);
	draw_faults(f, (struct rect){y, r.x + 1, r.y + r.h - y, r.w - 2});
}

const struct screen_ops scr_figure = {
    .name = "figure",
    .title = "Picture",
    .state_size = sizeof(struct figure_screen),
    .keys = keys,
    .open = open_screen,
    .draw = draw,
};
