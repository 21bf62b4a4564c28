/* goals.h - goals of an episode: set from templates, followed, closed; knows no screen. */
#ifndef APP_GOALS_H
#define APP_GOALS_H

#include "app/measures.h"
#include "core/goal.h"
#include "core/goal_line.h"

enum { GOALS_MAX = 40 };

/* A goal with what is known of it now. */
struct goals_line {
	struct goal row;
	const struct measure *measure;	      /* NULL: none, or not in the tables */
	const struct goal_template *template; /* NULL: none */
	int64_t latest, latest_day;	      /* last score; DICT_NONE */
	int progress;			      /* percent, -1 it cannot be told */
	unsigned gaps;			      /* enum goal_gap */
	int exercises;			      /* active ones that serve it */
	bool reached; /* open, and the last score meets the target */
};

struct goals {
	struct episode episode;
	struct patient patient;
	struct goals_line rows[GOALS_MAX];
	int n, met;
	bool diagnosis; /* the episode has an active one */
};

/* Loads the goals of an episode. */
enum status goals_load(struct app *a, int64_t episode, struct goals *g,
		       struct err *err) BASE_MUST_CHECK;

/* What a goal can be made from: a template, or a measure alone. */
struct goals_choice {
	int64_t no;			      /* place in the list, from 1 */
	const struct goal_template *template; /* NULL: the measure alone */
	const struct measure *measure;	      /* NULL: the table lacks it */
};
/* Templates and then measures that fit every word (beginnings of words of title, key and name
 * of the measure; "" fits all). The key of a measure, typed whole, comes first. */
enum status goals_choices(struct app *a, const char *words, struct goals_choice *rows,
			  int max, int *n, struct err *err) BASE_MUST_CHECK;

/* A goal as it is proposed (not stored): parts of the line as typed, the others from the last
 * result, the rule, the usual weeks and the words of the template. ST_INVALID: a typed score is
 * none of the measure. */
enum status goals_draft(struct app *a, int64_t episode, const struct goals_choice *c,
			const struct goal_line *line, struct goal *out,
			struct err *err) BASE_MUST_CHECK;
/* A result was stored: open goals of its episode that wait for a score of its measure begin with
 * it, and those that began with the one it replaces follow; the target by the rule unless it was
 * set by hand. was: the score it replaces, DICT_NONE: none. */
enum status goals_begin_with(struct app *a, const struct result *r, int64_t was,
			     struct err *err) BASE_MUST_CHECK;
/* Stores it as the last one of its episode; the user is its author. */
enum status goals_add(struct app *a, struct goal *g, struct err *err) BASE_MUST_CHECK;
/* Changes one field of g and of the stored row; the sentence, and the term after the date,
 * follow unless they were changed by hand. */
enum status goals_set(struct app *a, struct goal *g, const struct field *f, struct cell c,
		      struct err *err) BASE_MUST_CHECK;
/* Changes the state (a code of goal_state); reason is wanted for dropped. */
enum status goals_close(struct app *a, const struct goal *g, const char *state,
			const char *reason, struct err *err) BASE_MUST_CHECK;
/* Links an exercise to the goal it serves; goal 0: to none. */
enum status goals_link(struct app *a, int64_t prescription, int64_t goal,
		       struct err *err) BASE_MUST_CHECK;
/* The gaps of a goal as it stands, its date judged from today. */
enum status goals_check(struct app *a, const struct goal *g, unsigned *gaps,
			struct err *err) BASE_MUST_CHECK;

/* "Goals 1 of 3 met" over the open episodes of a patient, "" without goals. */
enum status goals_summary(struct app *a, int64_t patient, char *out, size_t size,
			  struct err *err) BASE_MUST_CHECK;

/* What is named before signing, one line each. */
struct goals_gaps {
	struct str
	    orphans;	  /* exercises without an open goal, goals of an episode without a
			     * diagnosis: they want a reason */
	struct str vague; /* goals that do not count as measurable */
	int open;	  /* goals */
	bool diagnosis;	  /* the episode has an active one */
};
/* Fills g; also after a failure goals_gaps_release ends it. plan 0: no exercises are looked at. */
enum status goals_gaps(struct app *a, int64_t episode, int64_t plan, struct goals_gaps *g,
		       struct err *err) BASE_MUST_CHECK;
void goals_gaps_release(struct goals_gaps *g);

/* The goal templates of the open clinic, loaded once; borrowed until app_close. */
struct goal_templates {
	struct goal_template *rows;
	size_t n;
};
enum status goals_templates(struct app *a, const struct goal_templates **t,
			    struct err *err) BASE_MUST_CHECK;
void goals_templates_release(struct goal_templates *t);

#endif
