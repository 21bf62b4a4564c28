/* scr_library.c - the exercise library: words, category, region, equipment. */
#include "app/faults.h"
#include "app/figures.h"
#include "app/precautions.h"
#include "figure_draw.h"
#include "store/query.h"
#include "tui/line.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

#include <string.h>

enum { HITS_MAX = 300, WORDS_MAX = 40, STEPS_ROWS = 7, FAULT_ROWS = 2, FACETS = 3 };
/* A screen of at least so many rows and columns has room for the picture beside the steps. */
enum { WIDE_ROWS = 30, WIDE_COLS = 100, PICTURE_ROWS = FIGURE_ROWS + 3 };

/* One facet: the vocabulary it chooses from and where the filter keeps it. */
static const struct {
	const char *label, *kind;
	size_t at;
} facets[FACETS] = {
    {"Category", "category", offsetof(struct exercise_filter, category)},
    {"Region", "region", offsetof(struct exercise_filter, region)},
    {"Equipment", "equipment", offsetof(struct exercise_filter, equipment)},
};

/* A row of the list: the list wants a name first. */
struct library_row {
	int64_t no;
	const struct exercise *x;
};

struct library_screen {
	struct list list;
	int64_t about; /* the patient whose precautions mark exercises; 0: nobody */
	struct line line;
	struct exercise hits[HITS_MAX];
	struct library_row rows[HITS_MAX];
	int n;
	struct exercise_filter filter;
	struct vocab words[FACETS][WORDS_MAX];
	int n_words[FACETS];
	int chosen[FACETS];	 /* 0: all, else index + 1 */
	int focus;		 /* 0 the words, 1.. a facet */
	struct precautions care; /* of the patient it is asked for */
	struct faults faults;
	struct figure_drawing drawing; /* of the marked exercise, while it is drawn */
	bool picking; /* an exercise is asked for (nav_arg no2): Enter answers */
};

static struct library_screen *
state(struct screen *s)
{
	return s->state;
}

static struct store *
store(struct screen *s)
{
	return ((struct app *)s->ui->app)->store;
}

static enum status
load(struct screen *s, struct err *err)
{
	struct library_screen *l = state(s);
	enum status st;

	str_copy(l->filter.text, sizeof l->filter.text, l->line.text);
	for (int i = 0; i < FACETS; i++)
		str_copy((char *)&l->filter + facets[i].at, sizeof l->filter.category,
			 l->chosen[i] ? l->words[i][l->chosen[i] - 1].word : "");
	l->n = 0;
	st = query_exercises(store(s), &l->filter, l->hits, HITS_MAX, &l->n, err);
	for (int i = 0; i < l->n; i++)
		l->rows[i] = (struct library_row){l->hits[i].head.no, &l->hits[i]};
	list_set(&l->list, l->rows, l->n);
	return st;
}

enum { COL_NAME, COL_CATEGORY, COL_REGION, COL_DOSE, COL_MARK };

/* What people call a word of facet f. */
static const char *
label(const struct library_screen *l, int f, const char *word)
{
	for (int i = 0; i < l->n_words[f]; i++)
		if (!strcmp(l->words[f][i].word, word))
			return l->words[f][i].label;
	return word;
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct exercise *x = ((const struct library_row *)row)->x;
	const struct library_screen *l = ctx;
	struct precaution_match m;

	switch (col) {
	case COL_NAME:
		str_add(out, x->name);
		break;
	case COL_CATEGORY:
		str_add(out, label(l, 0, x->category));
		break;
	case COL_REGION:
		str_add(out, label(l, 1, x->region));
		break;
	case COL_DOSE:
		if (x->duration_s > 0)
			str_addf(out, "%lld x %lld:%02lld", (long long)x->sets,
				 (long long)x->duration_s / 60,
				 (long long)x->duration_s % 60);
		else if (x->hold_s > 0)
			str_addf(out, "%lld x %lld, %lld s", (long long)x->sets,
				 (long long)x->reps, (long long)x->hold_s);
		else
			str_addf(out, "%lld x %lld", (long long)x->sets,
				 (long long)x->reps);
		break;
	default:
		precautions_match(&l->care, x, &m);
		if (m.mark != PRECAUTION_NONE)
			str_add(out, precaution_word(m.mark));
		else if (strcmp(x->verification, "seen") != 0)
			str_add(out, x->verification);
	}
}

static const struct list_col cols[] = {{"Exercise", 0, false},
				       {"Category", 13, false},
				       {"Region", 10, false},
				       {"Dose", 11, false},
				       {"Source", 8, false}};
static const struct list_source source = {.row_size = sizeof(struct library_row),
					  .cols = cols,
					  .n_cols = 5,
					  .key_col = COL_NAME,
					  .cell = cell};

static unsigned
on_open(struct screen *s, int key)
{
	const struct library_row *r = list_current(&state(s)->list);

	(void)key;
	if (!r)
		return SCREEN_HANDLED;
	if (state(s)->picking)
		return stack_answer(s, 1, r->no, NULL);
	return nav_push(s->ui, NAV_ROW,
			&(struct nav_arg){.no = r->no, .no2 = E_EXERCISE});
}

static unsigned
on_picture(struct screen *s, int key)
{
	const struct library_row *r = list_current(&state(s)->list);

	(void)key;
	return r ? nav_push(s->ui, NAV_FIGURE, &(struct nav_arg){.no = r->no})
		 : SCREEN_HANDLED;
}

static unsigned
on_facet(struct screen *s, int key)
{
	struct library_screen *l = state(s);

	l->focus = (l->focus + (key == K_BACKTAB ? FACETS : 1)) % (FACETS + 1);
	return SCREEN_REDRAW;
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {K_TAB, ACT_FACET, on_facet},
    {K_BACKTAB, ACT_FACET_BACK, on_facet},
    {K_CTRL('v'), ACT_PICTURE, on_picture},
    {0, ACT_NONE, NULL},
};

/* Left, Right and Space go through the words of a facet; a letter jumps to the next word that
 * begins with it. */
static unsigned
facet_key(struct screen *s, int key)
{
	struct library_screen *l = state(s);
	int f = l->focus - 1, of = l->n_words[f] + 1;

	if (key == K_RIGHT || key == K_SPACE)
		l->chosen[f] = (l->chosen[f] + 1) % of;
	else if (key == K_LEFT)
		l->chosen[f] = (l->chosen[f] + of - 1) % of;
	else if (key == K_BACKSPACE || key == K_DEL)
		l->chosen[f] = 0;
	else if (key >= 'a' && key <= 'z') {
		for (int i = 1; i <= of; i++) {
			int at = (l->chosen[f] + i) % of;

			if (at && l->words[f][at - 1].word[0] == key) {
				l->chosen[f] = at;
				break;
			}
		}
	} else {
		return SCREEN_PASS;
	}
	return list_screen_restart(s);
}

static unsigned
input(struct screen *s, int key)
{
	struct library_screen *l = state(s);
	unsigned done = list_key(&l->list, key);

	if (done != SCREEN_PASS || key == K_TAB || key == K_BACKTAB || key == K_ENTER)
		return done;
	if (l->focus)
		return facet_key(s, key);
	done = line_key(&l->line, key);
	if (done == SCREEN_PASS || done == SCREEN_HANDLED)
		return done;
	return list_screen_restart(s);
}

static void
close_screen(struct screen *s)
{
	list_screen_close(s);
	faults_release(&state(s)->faults);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct library_screen *l = state(s);
	enum status st = ST_OK;

	l->picking = arg && arg->no2;
	s->typing = true;
	for (int i = 0; !st && i < FACETS; i++)
		st = query_vocab(store(s), facets[i].kind, l->words[i], WORDS_MAX,
				 &l->n_words[i], err);
	l->about = arg ? arg->no : 0;
	if (!st && l->about)
		st = precautions_of(s->ui->app, l->about, s->ui->today, &l->care, err);
	if (!st) /* read the tables now: drawing asks for none */
		st = figures_draw(s->ui->app, "", &l->drawing, &(bool){false}, err);
	if (!st)
		st = faults_load(s->ui->app, &l->faults, err);
	if (!st)
		return list_screen_open(s, arg, err);
	close_screen(s);
	return st;
}

/* Another program may have written precautions or exercises; what is typed stays. */
static void
resume(struct screen *s, const struct screen_answer *a)
{
	struct library_screen *l = state(s);
	struct err err = {0};
	enum status st = ST_OK;

	if (l->about)
		st = precautions_of(s->ui->app, l->about, s->ui->today, &l->care, &err);
	if (st)
		ui_fail(s->ui, &err);
	else
		list_screen_resume(s, a);
}

/* Below the steps, which leave room for it. */
static void
draw_faults(const struct library_screen *l, const struct exercise *x, int y,
	    struct rect r)
{
	const struct fault *row = faults_of(&l->faults, x->key);
	struct str text = {0};

	if (!row)
		return;
	faults_line(row, &text);
	text_para(y, r.x + 1, r.y + r.h - y, r.w - 2, str_text(&text));
	str_release(&text);
}

static void
draw_steps(struct screen *s, const struct exercise *x, struct rect r)
{
	struct str text = {0};
	struct precaution_match m;
	int used;

	text_clear(r.y, r.x, r.h, r.w);
	if (!x)
		return;
	precautions_match(&((const struct library_screen *)s->state)->care, x, &m);
	if (m.mark != PRECAUTION_NONE)
		str_addf(&text, "%s (%s). ", precaution_word(m.mark), m.why);
	str_addf(&text, "%s: ", x->name); /* the list may have cut it */
	for (const char *p = x->steps; *p; p++)
		str_add_c(&text, *p == '|' ? ' ' : *p);
	str_addf(&text, "  Safety: %s", x->safety);
	used = text_para(r.y, r.x + 1, r.h - FAULT_ROWS, r.w - 2, str_text(&text));
	str_release(&text);
	draw_faults(s->state, x, r.y + used, r);
}

static bool
has_room(const struct ui *ui)
{
	struct rect r = ui_body(ui);

	return r.h >= WIDE_ROWS && r.w >= WIDE_COLS;
}

/* The picture in r, or that there is none; returns the columns it takes. */
static int
draw_picture(struct screen *s, const struct exercise *x, struct rect r)
{
	struct library_screen *l = state(s);
	struct err err = {0};
	bool there = false;

	text_clear(r.y, r.x, r.h, r.w);
	if (!x || !has_room(s->ui))
		return 0;
	if (figures_draw(s->ui->app, x->key, &l->drawing, &there, &err))
		ui_fail(s->ui, &err);
	else if (there)
		figure_draw_pair(&l->drawing,
				 (struct rect){r.y, r.x + 1, r.h, FIGURE_PAIR_COLS});
	else
		text_put(r.y, r.x + 1, FIGURE_PAIR_COLS, TONE_DIM, "no picture");
	return FIGURE_PAIR_COLS + 3;
}

static void
draw(struct screen *s)
{
	struct library_screen *l = state(s);
	struct rect r = ui_body(s->ui);
	const struct library_row *row;
	int x = r.x, below = has_room(s->ui) ? PICTURE_ROWS : STEPS_ROWS;

	for (int i = 0; i < FACETS; i++) {
		int w = r.w / FACETS - 1;
		char text[80];

		str_format(text, sizeof text, "%s: %s", facets[i].label,
			   l->chosen[i] ? l->words[i][l->chosen[i] - 1].label : "all");
		if ((int)strlen(text) > w) /* what was chosen says what it is */
			str_copy(text, sizeof text, l->words[i][l->chosen[i] - 1].label);
		text_fill(r.y + 1, x, w, l->focus == i + 1 ? TONE_CURSOR : TONE_PLAIN,
			  text);
		x += w + 1;
	}
	list_draw(&l->list, s->ui, (struct rect){r.y + 2, r.x, r.h - 2 - below, r.w},
		  true, "No exercise fits. Backspace on a facet shows all again.");
	row = list_current(&l->list); /* drawing may have loaded more rows */
	r.y += r.h - below + 1;
	r.h = below - 1;
	x = draw_picture(s, row ? row->x : NULL, r);
	draw_steps(s, row ? row->x : NULL, (struct rect){r.y, r.x + x, r.h, r.w - x});
	r = ui_body(s->ui);
	text_put(r.y, r.x, 6, TONE_PLAIN, "Words");
	text_fill(r.y, r.x + 50, 20, TONE_DIM, "");
	text_putf(r.y, r.x + 50, 20, TONE_DIM, "%d exercises", l->n);
	line_draw(&l->line, r.y, r.x + 6, 40);
}

const struct screen_ops scr_library = {
    .name = "library",
    .title = "Exercise library",
    .state_size = sizeof(struct library_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .renew = true,
    .resume = resume,
    .input = input,
    .draw = draw,
    .close = close_screen,
};
