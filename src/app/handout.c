/* handout.c - the rows behind the page a patient takes home, and its code. */
#include "app/handout.h"

#include "app/assets.h"
#include "app/goals.h"
#include "app/plan.h"
#include "app/shipped.h"
#include "base/hash.h"
#include "core/goal.h"
#include "store/query_goals.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { EPISODES_MAX = 40 };

/* ---- the code */

/* The same on every site: it comes from the plan's own id. Of two plans of one patient it is the same
 * once in 29,791. */
static enum status
tag_of(struct app *a, int64_t plan, int *tag, struct err *err)
{
	unsigned char sum[HASH_SIZE];
	struct hash h;
	struct uid id;
	uint32_t v = 0;
	enum status st = record_id(a->store, plan, &id, err);

	if (st)
		return st;
	hash_init(&h);
	hash_add(&h, &id, sizeof id);
	hash_end(&h, sum);
	for (int i = 0; i < 4; i++)
		v = v << 8 | sum[i];
	*tag = (int)(v % CHARTNO_TAGS);
	return ST_OK;
}

static enum status
find_patient(struct app *a, const char *chart_no, struct patient *p, struct err *err)
{
	const struct cell value = {
	    .kind = CELL_TEXT, .p = chart_no, .n = strlen(chart_no)};

	return record_find(a->store, E_PATIENT,
			   dict_field_named(dict_entity(E_PATIENT), "chart_no"), value, p,
			   err);
}

/* Looks for the tag among the plans of an episode, newest first. */
static enum status
find_plan(struct app *a, int64_t episode, int tag, struct plan_of_care *plan, bool *found,
	  struct err *err)
{
	struct plan_of_care *rows = mem_alloc(PLAN_VERSIONS_MAX * sizeof *rows);
	int n = 0;
	enum status st = query_plans(a->store, episode, rows, PLAN_VERSIONS_MAX, &n, err);

	for (int i = 0; !st && !*found && i < n; i++) {
		int own = 0;

		st = tag_of(a, rows[i].head.no, &own, err);
		if (!st && own == tag) {
			*plan = rows[i];
			*found = true;
		}
	}
	free(rows);
	return st;
}

enum status
handout_find(struct app *a, const char *typed, struct plan_of_care *plan,
	     struct patient *patient, bool *there, struct err *err)
{
	char chart_no[CHARTNO_SIZE];
	struct episode_line *episodes;
	bool found = false;
	int tag = 0, n = 0;
	enum status st;

	*there = chartno_code_parse(typed, a->site.code, chart_no, &tag);
	if (!*there)
		return ST_OK;
	st = find_patient(a, chart_no, patient, err);
	if (st)
		return st == ST_NOT_FOUND
			   ? status_fail(err, st, "%s: no patient of this number is here",
					 typed)
			   : st;
	episodes = mem_alloc(EPISODES_MAX * sizeof *episodes);
	st = query_episodes(a->store, patient->head.no, episodes, EPISODES_MAX, &n, err);
	for (int i = 0; !st && !found && i < n; i++)
		st = find_plan(a, episodes[i].no, tag, plan, &found, err);
	free(episodes);
	if (!st && !found)
		st = status_fail(err, ST_NOT_FOUND,
				 "%s: the plan of this handout is not here", typed);
	return st;
}

/* ---- what stands on it */

static bool
at_home(const struct prescription *p)
{
	return !strcmp(p->setting, "home") || !strcmp(p->setting, "both");
}

static bool
wanted(const struct handout_wish *w, const struct prescription_line *line, bool home)
{
	for (int i = 0; i < w->n; i++)
		if (!strcmp(w->keys[i], line->exercise_key))
			return true;
	return !w->n && (!home || at_home(&line->row));
}

static enum status
check_keys(const struct handout_wish *w, const struct prescription_line *lines, int n,
	   struct err *err)
{
	for (int i = 0; i < w->n; i++) {
		int at = 0;

		while (at < n && strcmp(lines[at].exercise_key, w->keys[i]) != 0)
			at++;
		if (at == n)
			return status_fail(err, ST_NOT_FOUND,
					   "%s: the plan has no exercise of this key",
					   w->keys[i]);
	}
	return ST_OK;
}

static enum status
choose(struct app *a, const struct handout_wish *w, const struct prescription_line *lines,
       int n, struct handout *h, struct err *err)
{
	int most = w->many || w->n ? HANDOUT_MAX : HANDOUT_USUAL;
	bool home = false;
	enum status st = check_keys(w, lines, n, err);

	for (int i = 0; i < n; i++)
		home |= at_home(&lines[i].row);
	h->none_home = !home && !w->n;
	for (int i = 0; !st && i < n; i++) {
		if (!wanted(w, &lines[i], home))
			continue;
		if (h->n == most) {
			h->left_out++;
			continue;
		}
		h->items[h->n].dose = lines[i].row;
		st = record_get(a->store, E_EXERCISE, lines[i].row.exercise,
				&h->items[h->n++].exercise, err);
	}
	if (!st && !h->n)
		st = status_fail(err, ST_INVALID,
				 "this plan has no exercise to take home yet");
	if (!st && h->left_out && most == HANDOUT_MAX)
		st = status_fail(err, ST_INVALID,
				 "%d exercises are more than a page takes; choose at "
				 "most %d",
				 h->n + h->left_out, HANDOUT_MAX);
	return st;
}

static enum status
load_items(struct app *a, const struct handout_wish *w, struct handout *h,
	   struct err *err)
{
	struct prescription_line *lines = mem_alloc(PLAN_ROWS_MAX * sizeof *lines);
	int n = 0;
	enum status st =
	    query_prescriptions(a->store, h->plan.head.no, lines, PLAN_ROWS_MAX, &n, err);

	h->items = mem_alloc(HANDOUT_MAX * sizeof *h->items);
	if (!st)
		st = choose(a, w, lines, n, h, err);
	free(lines);
	return st;
}

static bool
is_dropped(const struct goal *g)
{
	return !strcmp(g->state, "dropped");
}

/* ---- in whose words */

enum status
handout_text(struct app *a, const char *subject, const char *language,
	     struct patient_text *text, bool *there, struct err *err)
{
	char key[64];

	str_format(key, sizeof key, "%s/%s", subject, language);
	return shipped_find(a, E_PATIENT_TEXT, key, text, there, err);
}

static bool
in_english(const struct handout *h)
{
	return !strcmp(h->language, "en");
}

/* The sentences of a language, of which the code goes to code (DICT_CODE_SIZE). */
static enum status
load_wording(const struct patient *p, const char *language, char *code,
	     struct wording *words, bool *unreviewed, struct err *err)
{
	const char *po;
	enum status st = ST_OK;

	str_copy(code, DICT_CODE_SIZE,
		 language ? language : wording_language(p->language));
	po = assets_catalogue(code);
	*words = *wording_english();
	if (po)
		st = wording_read(words, po, err);
	*unreviewed = po && !words->reviewed_by[0];
	return st;
}

static enum status
word_item(struct app *a, struct handout *h, struct handout_item *item,
	  struct patient_text *text, struct err *err)
{
	bool there = false;
	enum status st = in_english(h) ? ST_OK
				       : handout_text(a, item->exercise.key, h->language,
						      text, &there, err);

	str_copy(item->title, sizeof item->title,
		 there ? text->title : item->exercise.name);
	str_copy(item->steps, sizeof item->steps,
		 there ? text->text : item->exercise.steps);
	str_copy(item->safety, sizeof item->safety,
		 there ? text->safety : item->exercise.safety);
	h->unreviewed |= there && !text->reviewed_by[0];
	h->untranslated += !there && !in_english(h);
	return st;
}

static enum status
word_stop(struct app *a, struct handout *h, int i, struct patient_text *text,
	  struct err *err)
{
	bool there = false, own;
	enum status st =
	    handout_text(a, h->stops[i].rules, h->language, text, &there, err);

	own = there;
	if (!st && !there)
		st = handout_text(a, h->stops[i].rules, "en", text, &there, err);
	str_copy(h->signs[i], sizeof h->signs[i], there ? text->text : h->stops[i].what);
	h->unreviewed |= own && !in_english(h) && !text->reviewed_by[0];
	h->untranslated += !own && !in_english(h);
	return st;
}

static enum status
load_words(struct app *a, const char *language, struct handout *h, struct err *err)
{
	struct patient_text *text = mem_alloc(sizeof *text);
	enum status st = load_wording(&h->patient, language, h->language, &h->words,
				      &h->unreviewed, err);

	for (int i = 0; !st && i < h->n; i++)
		st = word_item(a, h, &h->items[i], text, err);
	for (int i = 0; !st && i < h->n_stops; i++)
		st = word_stop(a, h, i, text, err);
	free(text);
	return st;
}

static enum status
load_goal(struct app *a, struct handout *h, struct err *err)
{
	struct goal *goals = mem_alloc(GOALS_MAX * sizeof *goals);
	int n = 0;
	enum status st =
	    query_goals(a->store, h->plan.episode, goals, GOALS_MAX, &n, err);

	/* What is reached already is still what it was for. */
	for (int open = 1; !st && open >= 0; open--)
		for (int i = 0; !h->goal[0] && i < n; i++)
			if (goal_open(&goals[i]) == open && !is_dropped(&goals[i]))
				str_copy(h->goal, sizeof h->goal, goals[i].function);
	free(goals);
	return st;
}

/* Symptoms that stop a session stop exercise at home too. */
static enum status
load_stops(struct app *a, struct handout *h, struct err *err)
{
	int n = 0, kept = 0;
	enum status st = screening_stops(a, h->stops, SCREENING_STOPS_MAX, &n, err);

	for (int i = 0; i < n; i++)
		if (!strcmp(h->stops[i].field, "symptom") && !h->stops[i].override)
			h->stops[kept++] = h->stops[i];
	h->n_stops = kept;
	return st;
}

enum status
handout_load(struct app *a, int64_t plan, const struct handout_wish *w, struct handout *h,
	     struct err *err)
{
	struct episode e = {.patient = 0};
	int tag = 0;
	enum status st;

	memset(h, 0, sizeof *h);
	st = record_get(a->store, E_PLAN_OF_CARE, plan, &h->plan, err);
	if (!st)
		st = record_get(a->store, E_EPISODE, h->plan.episode, &e, err);
	if (!st)
		st = record_get(a->store, E_PATIENT, e.patient, &h->patient, err);
	if (!st)
		st = tag_of(a, plan, &tag, err);
	if (!st)
		st = load_items(a, w, h, err);
	if (!st)
		st = load_goal(a, h, err);
	if (!st)
		st = load_stops(a, h, err);
	if (!st)
		st = load_words(a, w->language, h, err);
	if (!st && !chartno_code_make(h->patient.chart_no, tag, h->code))
		h->code[0] = '\0';
	if (st)
		handout_release(h);
	return st;
}

void
handout_release(struct handout *h)
{
	free(h->items);
	wording_release(&h->words);
	h->items = NULL;
	h->n = 0;
}

/* ---- a topic */

enum status
handout_topic_load(struct app *a, int64_t patient, const char *word, const char *language,
		   struct handout_topic *t, struct err *err)
{
	struct patient_text *text = mem_alloc(sizeof *text);
	bool there = false, own = false;
	enum status st;

	memset(t, 0, sizeof *t);
	st = record_get(a->store, E_PATIENT, patient, &t->patient, err);
	if (!st)
		st = load_wording(&t->patient, language, t->language, &t->words,
				  &t->unreviewed, err);
	if (!st)
		st = handout_text(a, word, t->language, text, &own, err);
	there = own;
	if (!st && !own)
		st = handout_text(a, word, "en", text, &there, err);
	if (!st && (!there || strcmp(text->kind, "topic") != 0))
		st = status_fail(err, ST_NOT_FOUND,
				 "%s: nothing is written of this topic to give away",
				 word);
	if (!st) {
		str_copy(t->title, sizeof t->title, text->title);
		str_copy(t->text, sizeof t->text, text->text);
		t->unreviewed |=
		    own && strcmp(t->language, "en") != 0 && !text->reviewed_by[0];
		t->untranslated = !own;
	} else {
		handout_topic_release(t);
	}
	free(text);
	return st;
}

void
handout_topic_release(struct handout_topic *t)
{
	wording_release(&t->words);
}
