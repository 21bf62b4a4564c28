/* scr_taught.c - what was taught in a session: exercises and topics, each with its teach-back. */
#include "app/handout.h"
#include "app/paper.h"
#include "app/visit.h"
#include "store/query.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum {
	TOPICS_MOST = 60,
	WORDS_ROWS = 4,
	ROWS_MOST = SESSION_ITEMS_MAX + SESSION_TOPICS_MAX + TOPICS_MOST
};

struct taught_row {
	int64_t name;
	int item; /* -1: a topic */
	int level;
	char title[81];
};

struct taught_screen {
	struct list list;
	struct visit v;
	struct taught_row rows[ROWS_MOST];
	struct vocab topics[TOPICS_MOST]; /* what the vocabulary offers */
	int n, n_topics;
	/* what the patient is told of each, in the patient's language; "" nothing is written */
	char (*words)[sizeof(((struct patient_text *)0)->text) + 40];
};

static struct taught_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- rows: the exercises, the topics taught, the other topics */

static void
add_row(struct taught_screen *t, int item, int level, const char *title)
{
	struct taught_row *r = &t->rows[t->n++];

	*r = (struct taught_row){.name = t->n, .item = item, .level = level};
	str_copy(r->title, sizeof r->title, title);
}

static bool
is_taught(const struct session_state *s, const char *topic)
{
	for (int i = 0; i < s->n_topics; i++)
		if (!strcmp(s->topics[i].topic, topic))
			return true;
	return false;
}

static void
lay_out(struct taught_screen *t)
{
	const struct session_state *s = &t->v.state;

	t->n = 0;
	for (int i = 0; i < s->n_items; i++)
		add_row(t, i, s->items[i].taught, s->items[i].plan.name);
	for (int i = 0; i < s->n_topics; i++)
		add_row(t, -1, s->topics[i].level, s->topics[i].topic);
	for (int i = 0; i < t->n_topics; i++)
		if (!is_taught(s, t->topics[i].label))
			add_row(t, -1, TAUGHT_NOT, t->topics[i].label);
	list_set(&t->list, t->rows, t->n);
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct taught_row *r = row;

	(void)ctx;
	str_add(out, col == 0	    ? r->title
		     : col == 1	    ? session_taught_words(r->level)
		     : r->item >= 0 ? "exercise"
				    : "topic");
}

static const struct list_col cols[] = {
    {"Taught", 0, false}, {"Teach-back", 20, false}, {"", 9, false}};
static const struct list_source source = {
    .row_size = sizeof(struct taught_row), .cols = cols, .n_cols = 3, .cell = cell};

/* ---- keys */

/* Stores a level and marks the row of it again, wherever it stands now. */
static unsigned
teach(struct screen *s, int item, const char *topic, int level)
{
	struct taught_screen *t = state(s);
	struct err err = {0};

	if (visit_do(app(s), &t->v, SEV_TAUGHT, item, level, item < 0 ? topic : NULL,
		     &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	lay_out(t);
	if (list_reload(&t->list, &err))
		ui_fail(s->ui, &err);
	for (int i = 0; i < t->n; i++)
		if (t->rows[i].item == item &&
		    (item >= 0 || !strcmp(t->rows[i].title, topic)))
			(void)list_select(&t->list, t->rows[i].name);
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

static unsigned
on_level(struct screen *s, int key)
{
	const struct taught_row *r = list_current(&state(s)->list);
	struct taught_row row;
	int level = key == 's' ? TAUGHT_SHOWN : key == 'c' ? TAUGHT_CUE : TAUGHT_ALONE;

	if (!r)
		return SCREEN_HANDLED;
	row = *r;
	return teach(s, row.item, row.title, row.level == level ? TAUGHT_NOT : level);
}

static unsigned
new_topic(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return text[0] ? teach(s, -1, text, TAUGHT_SHOWN) : SCREEN_REDRAW;
}

static unsigned
on_new(struct screen *s, int key)
{
	(void)key;
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Topic that was taught",
				       .done = new_topic});
	return SCREEN_REDRAW;
}

/* What the vocabulary says of a row; NULL: an exercise, or a topic typed by hand. */
static const struct vocab *
topic_of(const struct taught_screen *t, const struct taught_row *r)
{
	for (int i = 0; r && r->item < 0 && i < t->n_topics; i++)
		if (!strcmp(t->topics[i].label, r->title))
			return &t->topics[i];
	return NULL;
}

/* The page of an exercise as the plan has it. */
static unsigned
exercise_page(struct screen *s, int item)
{
	const struct taught_screen *t = state(s);
	struct exercise x;
	const char *const keys[] = {x.key};
	struct paper_order o = {.kind = PAPER_HANDOUT,
				.no = t->v.live.plan,
				.exercises = keys,
				.n_exercises = 1};
	struct err err = {0};

	if (!o.no || record_get(app(s)->store, E_EXERCISE,
				t->v.state.items[item].plan.exercise, &x, &err)) {
		ui_say(s->ui, TONE_WARN, "No plan has this exercise: no page of it");
		return SCREEN_REDRAW;
	}
	return nav_push(s->ui, NAV_PRINT, &(struct nav_arg){.data = &o});
}

/* The marked topic or exercise as a page to take home. */
static unsigned
on_handout(struct screen *s, int key)
{
	struct taught_screen *t = state(s);
	const struct taught_row *r = list_current(&t->list);
	const struct vocab *topic = topic_of(t, r);
	struct paper_order o = {.kind = PAPER_TOPIC, .no = t->v.live.patient};

	(void)key;
	if (r && r->item >= 0)
		return exercise_page(s, r->item);
	if (!topic) {
		ui_say(s->ui, TONE_WARN,
		       "Of a topic of your own words nothing is written to give away");
		return SCREEN_REDRAW;
	}
	o.topic = topic->word;
	return nav_push(s->ui, NAV_PRINT, &(struct nav_arg){.data = &o});
}

static const struct keybind keys[] = {
    {'s', ACT_SHOWN, on_level},
    {'c', ACT_WITH_CUE, on_level},
    {'a', ACT_ALONE, on_level},
    {'n', ACT_NEW, on_new},
    {'H', ACT_HANDOUT, on_handout},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
close_screen(struct screen *s)
{
	list_release(&state(s)->list);
	free(state(s)->words);
}

static enum status
load_words(struct screen *s, struct err *err)
{
	struct taught_screen *t = state(s);
	struct patient_text *text = mem_alloc(sizeof *text);
	struct patient patient;
	const char *language = "en";
	enum status st =
	    record_get(app(s)->store, E_PATIENT, t->v.live.patient, &patient, err);

	if (!st)
		language = wording_language(patient.language);
	t->words = mem_alloc((size_t)(t->n_topics + 1) * sizeof *t->words);
	for (int i = 0; !st && i < t->n_topics; i++) {
		bool there = false;

		st = handout_text(app(s), t->topics[i].word, language, text, &there, err);
		if (there)
			str_format(t->words[i], sizeof t->words[i], "%s%s",
				   text->reviewed_by[0] || !strcmp(language, "en")
				       ? ""
				       : "(not reviewed by a speaker) ",
				   text->text);
	}
	free(text);
	return st;
}

/* no: the session not yet signed; no2: the exercise to be marked, from 1, 0 none. */
static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct taught_screen *t = state(s);
	enum status st = visit_load(app(s), arg->no, &t->v, err);

	list_init(&t->list, &source, t);
	if (!st)
		st = query_vocab(app(s)->store, "topic", t->topics, TOPICS_MOST,
				 &t->n_topics, err);
	if (!st)
		st = load_words(s, err);
	lay_out(t);
	if (!st)
		st = list_restart(&t->list, err);
	if (st) {
		close_screen(s);
		return st;
	}
	if (arg->no2 > 0)
		(void)list_select(&t->list, arg->no2);
	return ST_OK;
}

static const char *
words_of(const struct taught_screen *t, const struct taught_row *r)
{
	const struct vocab *topic = topic_of(t, r);

	return topic ? t->words[topic - t->topics] : "";
}

static void
draw(struct screen *s)
{
	struct taught_screen *t = state(s);
	struct rect r = ui_body(s->ui);

	text_fill(r.y, r.x, r.w, TONE_TITLE, t->v.live.patient_name);
	list_draw(&t->list, s->ui, (struct rect){r.y + 1, r.x, r.h - 2 - WORDS_ROWS, r.w},
		  true, "Nothing");
	text_clear(r.y + r.h - 1 - WORDS_ROWS, r.x, WORDS_ROWS, r.w);
	text_para(r.y + r.h - 1 - WORDS_ROWS, r.x, WORDS_ROWS, r.w,
		  words_of(t, list_current(&t->list)));
	text_fill(r.y + r.h - 1, r.x, r.w, TONE_DIM,
		  "s c a: how far it was shown back; the same key again takes it back");
}

const struct screen_ops scr_taught = {
    .name = "taught",
    .title = "Teach-back",
    .state_size = sizeof(struct taught_screen),
    .keys = keys,
    .open = open_screen,
    .input = list_screen_input,
    .draw = draw,
    .close = close_screen,
};
