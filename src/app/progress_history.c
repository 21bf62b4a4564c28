/* progress_history.c - an exercise over time, and the row of a rule. */
#include "app/progress.h"
#include "core/done.h"
#include "core/load.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { VISITS_MAX = 30, CHANGES_MAX = 60 };

enum status
progress_rule(struct app *a, const char *key, struct progression_rule *row,
	      struct err *err)
{
	int f = dict_field_named(dict_entity(E_PROGRESSION_RULE), "key");

	return record_find(a->store, E_PROGRESSION_RULE, f,
			   (struct cell){.kind = CELL_TEXT, .p = key, .n = strlen(key)},
			   row, err);
}

static struct progress_event *
add(struct progress_story *s, int64_t day, const char *what)
{
	struct progress_event *e;

	if (s->n == PROGRESS_STORY_MAX)
		return NULL;
	e = &s->lines[s->n++];
	memset(e, 0, sizeof *e);
	e->no = s->n;
	e->day = day;
	str_copy(e->what, sizeof e->what, what);
	return e;
}

static void
add_value(struct str *out, const char *label, int64_t v)
{
	if (v != DICT_NONE)
		str_addf(out, ", %s %lld", label, (long long)v);
}

/* "10 10 8 reps 2.5 kg, pain 2, effort 5" */
static void
done_text(const struct done_line *l, char *out, size_t size)
{
	struct done_set sets[DONE_SETS_MAX];
	int n = done_read(l->sets, sets);
	struct str s = {0};
	char load[LOAD_TEXT_SIZE];

	for (int i = 0; i < n; i++)
		str_addf(&s, "%s%s%d%s", i ? " " : "",
			 sets[i].side == 1   ? "L"
			 : sets[i].side == 2 ? "R"
					     : "",
			 sets[i].reps > 1 ? sets[i].reps : sets[i].work_s,
			 sets[i].reps > 1 ? "" : "s");
	if (n > 0 && sets[n - 1].load_g > 0) {
		load_text(sets[n - 1].load_g, load);
		str_addf(&s, " with %s", load);
	}
	add_value(&s, "pain", l->pain);
	add_value(&s, "effort", l->effort);
	add_value(&s, "losses", l->losses);
	add_value(&s, "support", l->support);
	if (l->form_ok == 0)
		str_add(&s, ", form not as taught");
	str_copy(out, size, str_text(&s));
	str_release(&s);
}

static enum status
add_visits(struct app *a, const struct done_which *which, struct progress_story *story,
	   struct err *err)
{
	struct done_line *lines = mem_alloc(VISITS_MAX * sizeof *lines);
	int n = 0;
	enum status st = query_done(a->store, which, lines, VISITS_MAX, &n, err);

	for (int i = 0; !st && i < n; i++) {
		struct progress_event *e = add(story, lines[i].day, "done");

		if (e)
			done_text(&lines[i], e->text, sizeof e->text);
	}
	free(lines);
	return st;
}

/* About this exercise, or the step of the ladder that led to it. */
static bool
concerns(const struct dose_line *l, const struct exercise *x)
{
	return l->exercise == x->head.no || strstr(l->row.after, x->name) != NULL;
}

static const char *
decision_word(const struct dose_change *d)
{
	return !strcmp(d->decision, "declined")	   ? "not taken"
	       : !strcmp(d->decision, "back")	   ? "undone"
	       : !strcmp(d->suggestion, "regress") ? "easier"
	       : !strcmp(d->suggestion, "progress") && !strcmp(d->decision, "taken")
		   ? "harder"
		   : "changed";
}

static enum status
add_changes(struct app *a, int64_t episode, const struct exercise *x,
	    struct progress_story *story, struct err *err)
{
	struct dose_line *lines = mem_alloc(CHANGES_MAX * sizeof *lines);
	int n = 0;
	enum status st =
	    query_dose_changes(a->store, episode, lines, CHANGES_MAX, &n, err);

	for (int i = 0; !st && i < n; i++) {
		const struct dose_change *d = &lines[i].row;
		struct progress_event *e = NULL;

		if (concerns(&lines[i], x))
			e = add(story, d->day, decision_word(d));
		if (e)
			str_format(e->text, sizeof e->text, "%s -> %s (%s: %s)%s%s",
				   d->before, d->after, d->rule, d->reason,
				   d->why[0] ? "; " : "", d->why);
	}
	free(lines);
	return st;
}

static int
newest_first(const void *a, const void *b)
{
	const struct progress_event *x = a, *y = b;

	if (x->day != y->day)
		return x->day > y->day ? -1 : 1;
	/* A change was decided after what was done that day. */
	if ((strcmp(x->what, "done") == 0) != (strcmp(y->what, "done") == 0))
		return strcmp(x->what, "done") == 0 ? 1 : -1;
	return x->no < y->no ? -1 : x->no > y->no;
}

enum status
progress_history(struct app *a, int64_t episode, int64_t exercise,
		 struct progress_story *story, struct err *err)
{
	struct episode e;
	struct exercise x;
	enum status st = record_get(a->store, E_EPISODE, episode, &e, err);

	story->n = 0;
	if (!st)
		st = record_get(a->store, E_EXERCISE, exercise, &x, err);
	if (!st)
		st = add_visits(
		    a, &(struct done_which){e.patient, exercise, INT64_MAX, INT64_MAX},
		    story, err);
	if (!st)
		st = add_changes(a, episode, &x, story, err);
	if (story->n)
		qsort(story->lines, (size_t)story->n, sizeof story->lines[0],
		      newest_first);
	return st;
}
