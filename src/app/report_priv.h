/* report_priv.h - what the files of the reports share: the facts of an episode. */
#ifndef APP_REPORT_PRIV_H
#define APP_REPORT_PRIV_H

#include "app/measures.h"
#include "app/report.h"
#include "store/query.h"
#include "store/query_work.h"

enum {
	FACTS_CONDITIONS = 12,
	FACTS_GOALS = 30,
	FACTS_SERIES = 80,
	FACTS_DAYS = 500,
	FACTS_LINES = 60,
	FACTS_CHANGES = 40,
	FACTS_DECISIONS = 400,
	FACTS_PRECAUTIONS = 20,
	FACTS_AIDS = 20,
};

/* A measure of one part and side in this episode: its first and its last result. */
struct report_series {
	const struct measure *m; /* NULL: not in the table */
	struct result first, last;
	int n;
};

struct report_goal {
	struct goal row;
	const struct report_series *series; /* NULL: never measured here */
	const struct measure *m;
};

/* A dose made harder or easier. */
struct report_change {
	int64_t day;
	char name[61], before[161], after[161];
};

struct report_facts {
	const struct measures *measures;
	int64_t today, period[2], first_day; /* first_day: of treatment, DICT_NONE none */
	struct patient patient;
	struct episode episode;
	struct staff therapist; /* head.no 0: none */
	struct condition conditions[FACTS_CONDITIONS];
	struct plan_of_care plan;     /* the active one, head.no 0: none */
	struct assessment assessment; /* the newest of the episode, head.no 0: none */
	struct screening intake;      /* the newest at intake, head.no 0: none */
	struct screening
	    again; /* the newest of its day when it stopped, head.no 0: none */
	struct str intake_rules, again_rules; /* what they were about, in words */
	struct note last;		      /* the report before, head.no 0: none */
	struct booked_count booked;	      /* in the period */
	struct prescription_line *lines;
	struct report_goal *goals;
	struct report_series *series;
	struct result *not_done; /* the newest try of a measure that could not be done */
	struct visit_day *days;	 /* of the whole episode */
	struct report_change *changes;
	struct precaution *precautions;
	char (*tags)[81]; /* their words, same order */
	struct aid *aids;
	int n_conditions, n_lines, n_goals, n_series, n_not_done, n_days, n_changes,
	    n_precautions, n_aids;
};

/* ---- report_facts.c */

/* Reads everything a report of the episode may speak of; kind chooses the period. Freed with
 * report_facts_free, also after a failure. */
enum status report_facts_load(struct app *a, int64_t episode, const char *kind,
			      struct report_facts **f, struct err *err) BASE_MUST_CHECK;
void report_facts_free(struct report_facts *f);
/* Days of treatment from a day on (several visits of a day count once). */
int report_facts_treatment_days(const struct report_facts *f, int64_t from);
/* True when the goal's target is reached by the last result, or it is marked so. */
bool report_facts_met(const struct report_goal *g);

/* ---- report_text.c: the sections, appended; what does not fit into max bytes is counted */

/* What the data say for the four sections of a kind; typed parts are not among it. */
void report_text_subjective(const struct report_facts *f, const char *kind, size_t max,
			    struct str *out);
enum status
report_text_objective(struct app *a, const struct report_facts *f, const char *kind,
		      size_t max, struct str *out, struct err *err) BASE_MUST_CHECK;
void report_text_assessment(const struct report_facts *f, const char *kind, size_t max,
			    struct str *out);
/* r: the frequency that was chosen and the reason of a discharge. */
struct report_choice {
	int64_t per_week, weeks; /* DICT_NONE: not set */
	const char *reason;
};
void report_text_plan(const struct report_facts *f, const char *kind,
		      const struct report_choice *c, size_t max, struct str *out);
/* One goal in one line: from, now, to, what the change is worth. Appends without LF. */
void report_text_goal(const struct report_facts *f, const struct report_goal *g,
		      struct str *out);

#endif
