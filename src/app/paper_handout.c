/* paper_handout.c - one page a patient takes home: the largest type in which all of it fits. */
#include "app/figures.h"
#include "app/handout.h"
#include "base/utf8.h"
#include "core/plain.h"
#include "paper_priv.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
	BESIDE = 2,	/* blank cells between a drawing and the words beside it */
	WEEK_COLS = 22, /* seven boxes and a gap */
	LABEL_COLS = 3, /* number of the exercise in front of its boxes */
};

/* How close things stand; each goes further than those above it. */
enum spacing {
	WIDE,
	CLOSE, /* lines closer together, no blank one behind the goal and above the foot */
	TIGHT, /* none between exercises, but below a drawing; dose and care in one run */
};

/* Sizes of type, largest first: about 16, 15, 14.5, 14, 13, 12.5 and 12 points on the PDF's paper; 12 is
 * the least. When a page does not do at 14 points, spacing goes first, then the steps (one line points
 * to what was shown instead), then type, then the lines between exercises. Half a drawing is no picture in
 * ASCII: there the type of the printer is taken first, for whole ones, and last, because a printer of
 * characters has no smaller one. */
static const struct size {
	bool ascii, small;
	int cols, rows;
	bool steps;
	enum spacing spacing;
} sizes[] = {
    {true, false, 76, 60, true, WIDE},	 {true, false, 76, 60, false, WIDE},
    {false, true, 54, 41, true, WIDE},	 {false, true, 57, 43, true, WIDE},
    {false, true, 60, 46, true, WIDE},	 {false, true, 63, 48, true, WIDE},
    {false, true, 63, 50, true, CLOSE},	 {false, true, 66, 51, true, WIDE},
    {false, true, 66, 53, true, CLOSE},	 {false, true, 57, 43, false, WIDE},
    {false, true, 60, 46, false, WIDE},	 {false, true, 63, 48, false, WIDE},
    {false, true, 63, 50, false, CLOSE}, {false, true, 66, 51, false, WIDE},
    {false, true, 66, 53, false, CLOSE}, {false, true, 69, 53, false, WIDE},
    {false, true, 69, 55, false, CLOSE}, {false, true, 72, 56, false, WIDE},
    {false, true, 72, 58, false, CLOSE}, {false, true, 66, 53, false, TIGHT},
    {false, true, 69, 55, false, TIGHT}, {false, true, 72, 58, false, TIGHT},
    {true, true, 76, 60, false, TIGHT},
};

struct sheet {
	struct app *a;
	const struct handout *h;
	const struct wording *w;
	const struct figure_drawing *drawings; /* one an exercise */
	const bool *drawn;		       /* has it one? */
	struct page_form form;
	bool small, steps;
	enum spacing spacing;
	struct page_doc *d;
	struct pdf_figure *figures;
	int n_figures;
};

/* ---- an exercise: words flow beside its drawing, then below it */

struct flow {
	struct sheet *s;
	const char *rows; /* of the drawing still to come */
	bool first;	  /* of its rows: begins the drawing */
};

static int
drawing_cols(const struct sheet *s)
{
	return (s->small ? FIGURE_SMALL_PAIR_COLS : FIGURE_PAIR_COLS) + BESIDE;
}

/* One line: the next row of the drawing and some words. */
static void
flow_line(struct flow *f, const char *words, size_t n)
{
	size_t row = strcspn(f->rows, "\n");
	int gap = drawing_cols(f->s) - utf8_text_width(f->rows, row);
	struct str line = {0};

	if (!*f->rows) {
		str_add_n(&line, words, n);
		page_add(f->s->d, PAGE_KEEP, str_text(&line));
	} else {
		str_add_n(&line, f->rows, row);
		if (n)
			str_addf(&line, "%*s", gap, "");
		str_add_n(&line, words, n);
		page_add(f->s->d, f->first ? PAGE_ART : PAGE_ART_ROW, str_text(&line));
		f->rows += row + 1;
		f->first = false;
	}
	str_release(&line);
}

/* Words that began beside the drawing end there when one more line is enough: a last word far to the
 * left reads badly. */
static void
flow_words(struct flow *f, const char *p)
{
	const int wide = page_cols(&f->s->form), narrow = wide - drawing_cols(f->s);
	bool beside = *f->rows != '\0';
	size_t left = strlen(p);

	while (left) {
		bool drawn = *f->rows != '\0';
		bool last = !drawn && beside && page_fit(p, left, narrow) == left;
		size_t n = page_fit(p, left, drawn || last ? narrow : wide), gap;
		struct str line = {0};

		if (last)
			str_addf(&line, "%*s", drawing_cols(f->s), "");
		str_add_n(&line, p, n);
		flow_line(f, str_text(&line), line.n);
		str_release(&line);
		gap = strspn(p + n, " ");
		p += n + gap;
		left -= n + gap;
		beside = drawn;
	}
}

/* The steps as one run of sentences. */
static void
add_steps(struct flow *f, const struct handout_item *item)
{
	char text[sizeof item->steps];

	str_copy(text, sizeof text, item->steps);
	for (char *c = text; *c; c++)
		if (*c == '|')
			*c = ' ';
	flow_words(f, text);
}

static void
add_exercise(struct sheet *s, int i)
{
	const struct handout_item *item = &s->h->items[i];
	struct flow f = {.s = s, .rows = "", .first = true};
	struct str rows = {0}, words = {0};
	bool
	    below; /* the words ended below the drawing, which parts them from what comes */

	if (s->drawn[i]) {
		s->figures[s->n_figures++] =
		    (struct pdf_figure){.frame = -1,
					.beside = true,
					.small = s->small,
					.drawing = s->drawings[i]};
		if (s->small)
			figure_small_rows(&s->drawings[i], s->form.ascii, &rows);
		else
			figure_rows(&s->drawings[i], -1, s->form.ascii, &rows);
		f.rows = str_text(&rows);
	}
	str_addf(&words, "%d. %s", i + 1, item->title);
	flow_words(&f, str_text(&words));
	str_clear(&words);
	plain_dose(s->w, &item->dose, &item->exercise, &words);
	if (s->spacing < TIGHT || s->steps || !item->safety[0]) {
		flow_words(&f, str_text(&words));
		str_clear(&words);
	} else {
		str_add_c(&words, ' ');
	}
	if (s->steps)
		add_steps(&f, item);
	if (item->safety[0]) {
		wording_say(s->w, WORDING_CARE, NULL, &words);
		str_addf(&words, " %s", item->safety);
		flow_words(&f, str_text(&words));
	}
	below = s->drawn[i] && !*f.rows;
	while (*f.rows)
		flow_line(&f, "", 0);
	if (s->spacing < TIGHT || !below || i == s->h->n - 1)
		page_add(s->d, PAGE_TEXT, "");
	str_release(&rows);
	str_release(&words);
}

/* ---- around the exercises */

static void
add_goal(struct sheet *s)
{
	struct str line = {0};

	if (!s->h->goal[0])
		return;
	wording_say(s->w, WORDING_MY_GOAL,
		    (const struct wording_place[]){{"goal", s->h->goal}, {NULL, NULL}},
		    &line);
	page_add(s->d, PAGE_TEXT, str_text(&line));
	if (s->spacing == WIDE && s->steps)
		page_add(s->d, PAGE_TEXT, "");
	str_release(&line);
}

/* In place of the steps. */
static void
add_shown(struct sheet *s)
{
	page_add(s->d, PAGE_TEXT, s->w->text[WORDING_AS_SHOWN]);
	page_add(s->d, PAGE_TEXT, "");
}

static void
add_stops(struct sheet *s)
{
	struct str line = {0};

	wording_say(s->w, WORDING_STOP, NULL, &line);
	for (int i = 0; i < s->h->n_stops; i++)
		str_addf(&line, " %s", s->h->signs[i]);
	page_add(s->d, PAGE_TEXT, str_text(&line));
	str_clear(&line);
	if (s->a->site.phone[0]) {
		wording_say(s->w, WORDING_CALL,
			    (const struct wording_place[]){{"phone", s->a->site.phone},
							   {NULL, NULL}},
			    &line);
		page_add(s->d, PAGE_TEXT, str_text(&line));
	}
	page_add(s->d, PAGE_TEXT, "");
	str_release(&line);
}

/* As many weeks side by side as there is room for. */
static void
add_weeks(struct sheet *s, const char *label, const char *week)
{
	struct str line = {0};
	int weeks = (page_cols(&s->form) - LABEL_COLS + 1) / WEEK_COLS;

	str_addf(&line, "%-*s", LABEL_COLS, label);
	for (int i = 0; i < weeks; i++) {
		str_add(&line, week);
		str_addf(&line, "%*s", WEEK_COLS - utf8_text_width(week, strlen(week)),
			 "");
	}
	page_add(s->d, PAGE_KEEP, str_text(&line));
	str_release(&line);
}

static void
add_diary(struct sheet *s)
{
	struct str week = {0};
	char label[8];

	wording_say(s->w, WORDING_DIARY, NULL, &week);
	page_add(s->d, PAGE_KEEP, str_text(&week));
	str_clear(&week);
	wording_say(s->w, WORDING_WEEK_OF, NULL, &week);
	str_add_c(&week, ' ');
	while (utf8_text_width(str_text(&week), week.n) < WEEK_COLS - 2)
		str_add_c(&week, '_');
	add_weeks(s, "", str_text(&week));
	add_weeks(s, "", s->w->text[WORDING_DAYS]);
	for (int i = 0; i < s->h->n; i++) {
		str_format(label, sizeof label, "%d", i + 1);
		add_weeks(s, label, "[ ][ ][ ][ ][ ][ ][ ]");
	}
	str_release(&week);
}

/* The code, and which rows the stop signs come from. */
static void
add_foot(struct sheet *s)
{
	struct str line = {0};
	bool unsure = false;

	if (s->spacing == WIDE)
		page_add(s->d, PAGE_TEXT, "");
	wording_say(s->w, WORDING_BRING, NULL, &line);
	if (s->h->code[0]) {
		str_add_c(&line, ' ');
		wording_say(
		    s->w, WORDING_CODE,
		    (const struct wording_place[]){{"code", s->h->code}, {NULL, NULL}},
		    &line);
	}
	for (int i = 0; i < s->h->n_stops; i++) {
		str_addf(&line, " %s%s", i ? "" : "(", s->h->stops[i].rules);
		unsure |= s->h->stops[i].check_source;
	}
	if (s->h->n_stops)
		str_add(&line, unsure ? ", unverified)" : ")");
	page_add(s->d, PAGE_TEXT, str_text(&line));
	if (s->h->unreviewed)
		page_add(s->d, PAGE_TEXT, s->w->text[WORDING_NOT_REVIEWED]);
	str_release(&line);
}

static void
add_head(struct sheet *s)
{
	const struct patient *p = &s->h->patient;

	str_copy(s->d->clinic, sizeof s->d->clinic, s->a->site.name);
	date_text(app_today(s->a), s->d->corner);
	str_format(s->d->who, sizeof s->d->who, "%s%s%s  %s", p->given_name,
		   p->given_name[0] ? " " : "", p->family_name, p->chart_no);
	str_copy(s->d->what, sizeof s->d->what, s->w->text[WORDING_HOME_EXERCISES]);
}

static void
write_all(struct sheet *s)
{
	add_head(s);
	add_goal(s);
	if (!s->steps)
		add_shown(s);
	for (int i = 0; i < s->h->n; i++)
		add_exercise(s, i);
	add_stops(s);
	add_diary(s);
	add_foot(s);
}

/* ---- one page */

/* Writes it in one size; true when that takes one page. */
static bool
try_size(struct sheet *s, const struct size *size)
{
	struct str pages = {0};
	int n;

	page_release(s->d);
	s->n_figures = 0;
	s->form.cols = size->cols;
	s->form.rows = size->rows;
	s->small = size->small;
	s->steps = size->steps;
	s->spacing = size->spacing;
	write_all(s);
	n = page_layout(s->d, &s->form, &pages);
	str_release(&pages);
	return n == 1;
}

static enum status
fit(struct sheet *s, struct paper *p, struct err *err)
{
	size_t i = 0, n = sizeof sizes / sizeof sizes[0];

	while (i < n && ((sizes[i].ascii && !s->form.ascii) || !try_size(s, &sizes[i])))
		i++;
	p->form = s->form;
	p->n_figures = s->n_figures;
	if (i == n)
		return status_fail(err, ST_INVALID,
				   "%d exercises do not fit on one page: leave some out",
				   s->h->n);
	return ST_OK;
}

static enum status
draw_all(struct app *a, const struct handout *h, struct figure_drawing *drawings,
	 bool *drawn, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; !st && i < h->n; i++)
		st = figures_draw(a, h->items[i].exercise.key, &drawings[i], &drawn[i],
				  err);
	return st;
}

enum status
paper_write_handout(struct app *a, const struct paper_order *o, struct page_doc *d,
		    struct paper *p, struct err *err)
{
	const struct handout_wish wish = {o->exercises, o->n_exercises, o->many,
					  o->language};
	struct handout *h = mem_alloc(sizeof *h);
	struct figure_drawing *drawings = mem_alloc(HANDOUT_MAX * sizeof *drawings);
	bool drawn[HANDOUT_MAX] = {false};
	struct sheet s = {.a = a,
			  .h = h,
			  .w = &h->words,
			  .drawings = drawings,
			  .drawn = drawn,
			  .form = {.ascii = o->form.ascii},
			  .d = d};
	enum status st =
	    o->form.large
		? status_fail(err, ST_INVALID,
			      "a handout has the largest type that fits on its page")
		: handout_load(a, o->no, &wish, h, err);

	if (!st)
		st = draw_all(a, h, drawings, drawn, err);
	if (!st) {
		s.figures = p->figures = mem_alloc(HANDOUT_MAX * sizeof *p->figures);
		st = fit(&s, p, err);
		p->left_out = h->left_out;
		p->none_home = h->none_home;
		p->untranslated = h->untranslated;
		str_copy(p->language, sizeof p->language, h->language);
		paper_name(p, "handout", h->patient.chart_no, app_today(a));
		p->row = o->no;
	}
	handout_release(h);
	free(drawings);
	free(h);
	return st;
}
