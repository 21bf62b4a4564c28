/* scr_print.c - what will be printed, line by line as it will be; then printer, file or PDF. */
#include "app/app.h"
#include "app/handout.h"
#include "app/paper.h"
#include "base/io.h"
#include "tui/ask.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

struct print_screen {
	struct paper_order order;
	struct note unsaved;				     /* order.unsaved, kept */
	char measure[60], side[24], exercise[25], topic[25]; /* of the order, kept */
	const char *exercises[1];
	struct paper paper;
	struct str text; /* the bytes that go out */
	size_t top, lines;
};

static struct print_screen *
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
lay_out(struct screen *s, struct err *err)
{
	struct print_screen *p = state(s);
	struct paper fresh;
	enum status st = paper_make(app(s), &p->order, &fresh, err);

	if (st)
		return st;
	paper_release(&p->paper);
	p->paper = fresh;
	str_clear(&p->text);
	paper_text(&p->paper, &p->text);
	p->lines = 0;
	for (const char *c = str_text(&p->text); *c; c++)
		p->lines += *c == '\n' || *c == '\f';
	p->top = 0;
	str_format(s->title, sizeof s->title, "%s, %d page%s%s", p->paper.file,
		   p->paper.n_pages, p->paper.n_pages == 1 ? "" : "s",
		   p->order.form.large ? ", large type" : "");
	return ST_OK;
}

/* ---- ways out */

static unsigned
on_print(struct screen *s, int key)
{
	struct str said = {0};
	struct err err = {0};

	(void)key;
	if (paper_print(app(s), &state(s)->paper, "", &said, &err))
		ui_fail(s->ui, &err);
	else
		ui_say(s->ui, TONE_GOOD, "Printed. %.*s",
		       (int)strcspn(str_text(&said), "\n"), str_text(&said));
	str_release(&said);
	return SCREEN_REDRAW;
}

static enum status
write_it(struct screen *s, const char *path, bool pdf, struct err *err)
{
	return pdf ? paper_save_pdf(app(s), &state(s)->paper, path, err)
		   : paper_save(app(s), &state(s)->paper, path, err);
}

static unsigned
save(struct screen *s, const char *path, bool pdf)
{
	struct err err = {0};

	if (!path[0])
		return SCREEN_REDRAW;
	if (write_it(s, path, pdf, &err))
		ui_fail(s->ui, &err);
	else
		ui_say(s->ui, TONE_GOOD, "Written: %s", path);
	return SCREEN_REDRAW;
}

static unsigned
save_text(struct screen *s, const char *path, void *ctx)
{
	(void)ctx;
	return save(s, path, false);
}

static unsigned
save_pdf(struct screen *s, const char *path, void *ctx)
{
	(void)ctx;
	return save(s, path, true);
}

/* Proposes a name in the outbox, which is made when it is not there. */
static unsigned
on_file(struct screen *s, int key)
{
	bool pdf = key == 'd';
	char dir[560], path[700];
	struct err err = {0};

	str_format(dir, sizeof dir, "%s/outbox", app(s)->dir);
	if (io_make_dir(app(s)->env.io, dir, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	str_format(path, sizeof path, "%s/%s.%s", dir, state(s)->paper.file,
		   pdf ? "pdf" : "txt");
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = pdf ? "PDF" : "File",
				       .initial = path,
				       .done = pdf ? save_pdf : save_text});
	return SCREEN_REDRAW;
}

static unsigned
on_large(struct screen *s, int key)
{
	struct print_screen *p = state(s);
	struct err err = {0};

	(void)key;
	p->order.form.large = !p->order.form.large;
	if (lay_out(s, &err)) {
		p->order.form.large = !p->order.form.large;
		ui_fail(s->ui, &err);
	}
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

/* A handout of more exercises than people keep up with begins with the first five, one of a plan without
 * any for home has those of the clinic: says so. */
static void
say_more(struct screen *s)
{
	const struct paper *p = &state(s)->paper;
	struct str said = {0};

	if (p->none_home)
		str_add(&said,
			"The plan marks no exercise for home: these are done in the "
			"clinic. ");
	if (p->left_out)
		str_addf(
		    &said,
		    "%d exercises: people keep up with five, and these are the first. "
		    "m: all %d?",
		    HANDOUT_USUAL + p->left_out, HANDOUT_USUAL + p->left_out);
	if (said.n)
		ui_say(s->ui, TONE_WARN, "%s", str_text(&said));
	str_release(&said);
}

static unsigned
on_more(struct screen *s, int key)
{
	struct print_screen *p = state(s);
	struct err err = {0};

	(void)key;
	if (!p->order.many && !p->paper.left_out)
		return SCREEN_HANDLED;
	p->order.many = !p->order.many;
	if (lay_out(s, &err)) {
		p->order.many = !p->order.many;
		ui_fail(s->ui, &err);
	} else {
		say_more(s);
	}
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

/* The next language, beginning with the one the patient speaks best. */
static unsigned
on_language(struct screen *s, int key)
{
	static const char *const codes[] = {"en", "es", "fr"};
	struct print_screen *p = state(s);
	const char *before = p->order.language;
	struct err err = {0};
	size_t i = 0;

	(void)key;
	if (p->order.kind != PAPER_HANDOUT && p->order.kind != PAPER_TOPIC)
		return SCREEN_HANDLED;
	while (i < 3 && strcmp(codes[i], p->paper.language) != 0)
		i++;
	p->order.language = codes[(i + 1) % 3];
	if (lay_out(s, &err)) {
		p->order.language = before;
		ui_fail(s->ui, &err);
	} else {
		say_more(s);
	}
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

static unsigned
on_scroll(struct screen *s, int key)
{
	struct print_screen *p = state(s);
	size_t pg = (size_t)ui_body(s->ui).h - 1;
	size_t by = key == K_UP || key == K_DOWN ? 1 : pg;

	if (key == K_UP || key == K_PGUP)
		p->top -= p->top < by ? p->top : by;
	else if (p->top + by < p->lines)
		p->top += by;
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

static const struct keybind keys[] = {
    {'o', ACT_PRINT, on_print},
    {'f', ACT_TO_FILE, on_file},
    {'d', ACT_TO_PDF, on_file},
    {'l', ACT_LARGE, on_large},
    {'m', ACT_ALL_EXERCISES, on_more},
    {'v', ACT_LANGUAGE, on_language},
    {K_UP, ACT_MOVE, on_scroll},
    {K_DOWN, ACT_MOVE, on_scroll},
    {K_PGUP, ACT_MOVE, on_scroll},
    {K_PGDN, ACT_MOVE, on_scroll},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
close_screen(struct screen *s)
{
	paper_release(&state(s)->paper);
	str_release(&state(s)->text);
}

/* data: a struct paper_order, copied with what it borrows. */
static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct print_screen *p = state(s);
	enum status st;

	p->order = *(const struct paper_order *)arg->data;
	p->order.form.ascii = s->ui->ascii;
	if (p->order.unsaved) {
		p->unsaved = *p->order.unsaved;
		p->order.unsaved = &p->unsaved;
	}
	str_copy(p->measure, sizeof p->measure, p->order.measure ? p->order.measure : "");
	str_copy(p->side, sizeof p->side, p->order.side ? p->order.side : "");
	if (p->order.n_exercises) {
		str_copy(p->exercise, sizeof p->exercise, p->order.exercises[0]);
		p->exercises[0] = p->exercise;
		p->order.exercises = p->exercises;
		p->order.n_exercises = 1; /* a screen shows one */
	}
	str_copy(p->topic, sizeof p->topic, p->order.topic ? p->order.topic : "");
	p->order.topic = p->topic;
	p->order.measure = p->measure;
	p->order.side = p->side;
	st = lay_out(s, err);
	if (!st)
		say_more(s);
	return st;
}

static void
draw(struct screen *s)
{
	struct print_screen *p = state(s);
	struct rect r = ui_body(s->ui);
	const char *c = str_text(&p->text);
	int y = r.y;

	for (size_t skip = p->top; skip && *c; skip--)
		c += strcspn(c, "\n\f") + 1;
	text_clear(r.y, r.x, r.h, r.w);
	for (; y < r.y + r.h && *c; y++) {
		size_t n = strcspn(c, "\n\f");

		if (c[n] == '\f' && !n)
			text_put(y, r.x + 1, r.w - 1, TONE_DIM, "(end of page)");
		else
			text_put_n(y, r.x + 1, r.w - 1, TONE_PLAIN, c, n);
		c += n + 1;
	}
}

const struct screen_ops scr_print = {
    .name = "print",
    .title = "Print",
    .state_size = sizeof(struct print_screen),
    .keys = keys,
    .open = open_screen,
    .draw = draw,
    .close = close_screen,
};
