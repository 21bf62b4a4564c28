/* demo_priv.h - what the files of the made-up clinic share. */
#ifndef APP_DEMO_PRIV_H
#define APP_DEMO_PRIV_H

#include "app/demo.h"
#include "core/dict_rows.h"
#include "core/session.h"
#include "core/units.h"
#include "store/live.h"
#include "store/record.h"

enum {
	DEMO_CORE_MAX = 8,		    /* exercises of the region */
	DEMO_ITEMS_MAX = DEMO_CORE_MAX + 2, /* and walking */
	DEMO_STAFF = 6,
	DEMO_PAYERS = 3,
	DEMO_PLAIN_PAYER = 1, /* has no fees on file */
	DEMO_ASSISTANT = 2,   /* index of the PTA in the team */
	DEMO_NEWEST = 2000,   /* of a large clinic only so many visits have a note */
	DEMO_LARGE = 20000,   /* more visits than this: one exercise a plan */
};

/* What a patient of the made-up clinic has. Prescriptions have consecutive numbers. */
struct demo_person {
	int64_t patient, episode, plan, prescription;
	int64_t goal; /* the first; the others follow it */
	uint8_t n_goals;
	uint8_t n_items, payer, therapist, problem;
	uint8_t n_core;			  /* items before the walking */
	uint8_t interval_min;		  /* minutes of walking in intervals */
	uint8_t exercise[DEMO_ITEMS_MAX]; /* index into demo.exercises */
	bool open;
};

struct demo {
	struct store *store;
	struct demo_size size;
	bool large;
	uint64_t rng;
	int64_t today, utc_offset_s;
	bool (*step)(void *arg, int64_t done, int64_t of);
	void *step_arg;
	int64_t done;

	int64_t staff[DEMO_STAFF], payer[DEMO_PAYERS];
	struct staff team[DEMO_STAFF];
	struct exercise *exercises;
	int n_exercises;
	struct units_code *codes;
	size_t n_codes;
	struct demo_person *people;
	struct demo_goals *goals;
};

/* ---- demo_words.c: made-up names and what people come for */

struct demo_problem {
	const char *title, *code_right, *code_left, *region, *indication, *goal;
	const char *complaint, *response;
};
extern const struct demo_problem demo_words_problems[];
extern const int demo_words_n_problems;
struct demo_words {
	const char *const *words;
	int n;
};
extern const struct demo_words demo_words_women, demo_words_men, demo_words_families,
    demo_words_places, demo_words_jobs;

/* ---- demo.c */

/* The next number of the clinic's own stream, below n (n > 0). */
int64_t demo_below(struct demo *d, int64_t n);
/* The next row id of the stream: the same for the same seed. */
struct uid demo_id(struct demo *d);
/* Adds a row given as its struct; head.no is filled. */
enum status demo_add(struct demo *d, struct record_bulk *b, enum entity_id e, void *row,
		     struct err *err) BASE_MUST_CHECK;
/* Counts progress; ST_REFUSED when the watcher wants to stop. */
enum status demo_progress(struct demo *d, int64_t n, struct err *err) BASE_MUST_CHECK;
/* Seconds since 1970 UTC of a local day and minute. */
int64_t demo_seconds(const struct demo *d, int64_t date, int64_t minute);
/* How the visits are spread: who comes for visit i, and when. */
int64_t demo_visit_person(const struct demo *d, int64_t visit);
int64_t demo_visit_day(const struct demo *d, int64_t visit);
/* The first and the last visit a person may have, by number. */
void
demo_person_visits(const struct demo *d, int64_t person, int64_t *first, int64_t *last);

/* ---- demo_people.c: patients with episodes, diagnoses, plans */

/* Stores them all by bulk load, inside the caller's transaction. */
enum status demo_people_fill(struct demo *d, struct err *err) BASE_MUST_CHECK;
/* Prescription number i of a person's plan, as it was stored. */
void demo_people_prescription(const struct demo *d, const struct demo_person *p, int i,
			      struct prescription *row);

/* ---- demo_minutes.c: the minutes of a usual visit (not in a large clinic) */

/* Adds walking to a person's plan; its goals are known. */
void demo_minutes_fill(const struct demo *d, struct demo_person *p);
/* The walking's own dose, where item i is of that kind. */
void demo_minutes_dose(const struct demo *d, const struct demo_person *p, int i,
		       struct prescription *row);
/* Place of a person among the people, from 0: what is drawn for somebody hangs on it and not on row
 * numbers, which move with every new shipped table. */
int64_t demo_place(const struct demo *d, const struct demo_person *p);
/* Item i of whose draws from a stream of its own, so that nothing else that is drawn changes;
 * gives the stream to go back to. */
uint64_t demo_minutes_aside(struct demo *d, int64_t whose, int i);

/* ---- demo_plans.c: certification and versions of some plans (a small clinic only) */
enum status demo_plans_fill(struct demo *d, struct err *err) BASE_MUST_CHECK;

/* ---- demo_goals.c */

/* Reads the templates; goals draw numbers of their own stream. */
enum status demo_goals_begin(struct demo *d, struct err *err) BASE_MUST_CHECK;
void demo_goals_end(struct demo *d);
/* The goals of a person's episode. */
enum status demo_goals_add(struct demo *d, struct record_bulk *b, struct demo_person *p,
			   const struct episode *e, struct err *err) BASE_MUST_CHECK;

/* Goals begin with the first result of their measure (a small clinic only), in a transaction of its
 * own; those that were never measured stay as they are. */
enum status demo_goals_settle(struct demo *d, struct err *err) BASE_MUST_CHECK;

/* A visit being made. */
struct demo_run {
	struct demo *d;
	const struct demo_person *who;
	const char *rule;
	int64_t day, boot_ms, wall_ms; /* wall clock at boot_ms 0 */
	struct live *live; /* its events are stored there, NULL: only folded */
	struct session_state *state;
	struct vocab *topics; /* of teaching; none: nothing is taught */
	int n_topics;
	enum status st;
	struct err *err;
};

/* One bulk load for each entity of visits. */
struct demo_loads {
	struct record_bulk *session, *performed, *education, *charge, *note;
};

/* ---- demo_facts.c */

/* Adds session, performed exercises, charges and (noted) the note of a finished visit. */
enum status demo_facts_keep(struct demo_run *v, struct demo_loads *l, bool assistant,
			    bool noted, struct err *err) BASE_MUST_CHECK;

/* ---- demo_visits.c: signed visits, the unsigned one, appointments */

/* Store them by bulk load, inside the caller's transaction. */
enum status demo_visits_fill(struct demo *d, struct err *err) BASE_MUST_CHECK;
enum status demo_visits_unsigned(struct demo *d, struct err *err) BASE_MUST_CHECK;
enum status demo_visits_book(struct demo *d, struct err *err) BASE_MUST_CHECK;

/* ---- demo_year.c: what the payer tells of one patient; nothing in a year without threshold
 */
enum status demo_year_fill(struct demo *d, struct err *err) BASE_MUST_CHECK;

/* ---- demo_reports.c: aids, teams, tasks, signed reports; a stream of its own */

/* Adds them for people under treatment now, in a transaction of its own. */
enum status demo_reports_fill(struct demo *d, struct err *err) BASE_MUST_CHECK;

/* ---- demo_schedule.c: past and coming appointments, who stopped coming */

/* Stores them in a transaction of its own, from a stream of its own. */
enum status demo_schedule_fill(struct demo *d, struct err *err) BASE_MUST_CHECK;

/* ---- demo_progress.c: decisions on doses; a stream of its own */

/* Adds them for people under treatment now, in a transaction of its own. */
enum status demo_progress_fill(struct demo *d, struct err *err) BASE_MUST_CHECK;

/* ---- demo_assess.c: assessments and their results; a stream of its own */

/* Adds them for everybody, in a transaction of its own. */
enum status demo_assess_fill(struct demo *d, struct err *err) BASE_MUST_CHECK;

/* ---- demo_screening.c: an intake of everybody, precautions of a few */

/* Stores them by bulk load, in a transaction of its own. */
enum status demo_screening_fill(struct demo *d, struct err *err) BASE_MUST_CHECK;

/* ---- demo_classes.c: a group class of today with its roster (a small clinic only) */

/* Adds it in a transaction of its own. */
enum status demo_classes_fill(struct demo *d, struct err *err) BASE_MUST_CHECK;

/* Allowed amount of a unit by a payer of the made-up clinic, thousandths of $; DICT_NONE: none. */
int64_t demo_fee(int payer, const char *code);

#endif
