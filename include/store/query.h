/* query.h - the lists screens show, one function each; every one stays flat as tables grow. */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "core/dict_rows.h"
#include "store/store.h"

/* Every list: at most max lines into lines, *n how many. What belongs to a patient is told of everybody
 * who is the same person (store/query_person.h). */

/* A patient in a list. */
struct patient_line {
	int64_t no;
	char chart_no[21], family_name[61], given_name[61], phone[31], sex[4];
	char same
	    [21]; /* filled by query_same alone: another chart number of this person */
	int64_t birth_date;
	int score; /* likeness 0-100, query_similar only */
	bool
	    unsure; /* false; for those who mark patients whose identity is in conflict */
	int64_t seemed; /* day of the last visit that was searched for (#word), 0 none */
};

/* Finds patients by any part of name, chart number, phone, national id or birth date
 * (typed as 1957-05-04, 4/5/1957, 040557 or a part); several words must all fit; case and
 * accents folded. In name order; *more when there are others. One and two letters match
 * beginnings of names only. "" lists nothing.
 *
 * #word: who seemed so in a signed visit of the last year (session.manner; the word or its beginning),
 * the newest first; those whose charts the role may not read are left out. */
enum status query_find(struct store *s, const char *text, struct patient_line *lines,
		       int max, int *n, bool *more, struct err *err) BASE_MUST_CHECK;
/* The same, but of each line the number alone: query_lines fills those that are looked at. A row
 * of a patient lies anywhere in the database, so what is not shown is not read. */
enum status query_hits(struct store *s, const char *text, struct patient_line *lines,
		       int max, int *n, bool *more, struct err *err) BASE_MUST_CHECK;
/* Fills n lines from their numbers. ST_NOT_FOUND. */
enum status query_lines(struct store *s, struct patient_line *lines, int n,
			struct err *err) BASE_MUST_CHECK;

/* Fills `same` of n lines where a line is not the only one of its person. */
enum status query_same(struct store *s, struct patient_line *lines, int n,
		       struct err *err) BASE_MUST_CHECK;

/* A page of all patients in name order, after (before, when back) patient from_no; 0 starts
 * at the begin (or end). Key set paging, never OFFSET. */
enum status
query_patients(struct store *s, int64_t from_no, bool back, struct patient_line *lines,
	       int max, int *n, struct err *err) BASE_MUST_CHECK;

/* Patients likely to be the same person as the half-filled row p: name likeness (folded,
 * swapped, one or two typing errors), birth date (equal, day and month swapped, year only),
 * phone. Best first, score 50 and more. At most 50 ms at 100,000 patients. */
enum status
query_similar(struct store *s, const struct patient *p, struct patient_line *lines,
	      int max, int *n, struct err *err) BASE_MUST_CHECK;

/* An appointment of a day with what the list needs. */
struct day_line {
	int64_t appointment, patient, staff;
	int64_t start, minutes; /* minutes after midnight; length */
	char state[24], name[124], chart_no[21], staff_name[81];
	char
	    reason[121]; /* what for; of one that was called off: why, when it was said */
	int64_t live;	 /* session running or unsigned for this patient, 0 none */
};
/* Appointments of a day in time order, of one staff member or of all (0). */
enum status query_day(struct store *s, int64_t day, int64_t staff, struct day_line *lines,
		      int max, int *n, struct err *err) BASE_MUST_CHECK;

/* What the chart's first page shows of an episode; open ones first, newest first. */
struct episode_line {
	int64_t no, patient, opened, closed, plan,
	    payer; /* plan: the active one, 0 none */
	char title[81], indication[24], diagnosis[180], side[24];
	char under[21]; /* chart number it lies under, "" that of the patient asked for */
	int64_t visits; /* signed sessions */
};
enum status query_episodes(struct store *s, int64_t patient, struct episode_line *lines,
			   int max, int *n, struct err *err) BASE_MUST_CHECK;

/* Active prescriptions of a plan in order, with the exercise's name and what was done last of the
 * same exercise and side in any plan of the episode. */
struct prescription_line {
	struct prescription row;
	char name[61], exercise_key[25], category[24], region[24], contra[161],
	    caution[121];
	char last_sets[601]; /* performed.sets of the last time, "" never */
	int64_t last_date, last_pain, last_effort; /* DICT_NONE: never or not asked */
};
enum status
query_prescriptions(struct store *s, int64_t plan, struct prescription_line *lines,
		    int max, int *n, struct err *err) BASE_MUST_CHECK;

/* Signed sessions of a patient, newest first, older than session `after`; 0: the newest. */
struct session_line {
	int64_t no, service_date, timed_min, total_min, pain_before, pain_after, note,
	    exercises;
	bool is_void;
	char treated[81]; /* who signed the note */
	char codes[80];	  /* "97110 2, 97140 1": what holds */
	char under[21];	  /* as episode_line.under */
};
enum status query_sessions(struct store *s, int64_t patient, int64_t after,
			   struct session_line *lines, int max, int *n,
			   struct err *err) BASE_MUST_CHECK;

/* Exercises of the library. Empty strings do not filter; text is searched in name, steps and
 * equipment like query_find. */
struct exercise_filter {
	char category[24], region[24], equipment[24], text[60];
};
enum status
query_exercises(struct store *s, const struct exercise_filter *f, struct exercise *rows,
		int max, int *n, struct err *err) BASE_MUST_CHECK;

/* Diagnosis codes by begin of code or by (beginnings of) words of the title. */
enum status query_icd10(struct store *s, const char *text, struct icd10 *rows, int max,
			int *n, bool *more, struct err *err) BASE_MUST_CHECK;

/* Words of a vocabulary kind in file order. */
enum status query_vocab(struct store *s, const char *kind, struct vocab *rows, int max,
			int *n, struct err *err) BASE_MUST_CHECK;

/* Service codes valid on a date (yyyymmdd). */
enum status query_service_codes(struct store *s, int64_t date, struct service_code *rows,
				int max, int *n, struct err *err) BASE_MUST_CHECK;

/* The note of a visit; 0: it has none. */
enum status query_visit_note(struct store *s, int64_t session, int64_t *note,
			     struct err *err) BASE_MUST_CHECK;

/* Parts of a session in order, diagnoses of an episode, addenda of a note (oldest first). Charges
 * are those that hold; what corrections replaced is a list of its own. */
enum status query_performed(struct store *s, int64_t session, struct performed *rows,
			    int max, int *n, struct err *err) BASE_MUST_CHECK;
enum status query_charges(struct store *s, int64_t session, struct charge *rows, int max,
			  int *n, struct err *err) BASE_MUST_CHECK;
enum status query_charges_replaced(struct store *s, int64_t session, struct charge *rows,
				   int max, int *n, struct err *err) BASE_MUST_CHECK;
enum status query_conditions(struct store *s, int64_t episode, struct condition *rows,
			     int max, int *n, struct err *err) BASE_MUST_CHECK;
enum status query_addenda(struct store *s, int64_t note, struct addendum *rows, int max,
			  int *n, struct err *err) BASE_MUST_CHECK;
/* Versions of the plan of care of an episode, newest first. */
enum status query_plans(struct store *s, int64_t episode, struct plan_of_care *rows,
			int max, int *n, struct err *err) BASE_MUST_CHECK;
/* Service dates of the signed sessions of an episode, newest first; two on a day stand twice. */
enum status query_episode_days(struct store *s, int64_t episode, int64_t *days, int max,
			       int *n, struct err *err) BASE_MUST_CHECK;
/* The first of them from a day on; DICT_NONE: there is none. */
enum status query_first_day(struct store *s, int64_t episode, int64_t from, int64_t *day,
			    struct err *err) BASE_MUST_CHECK;
/* All staff, all payers, by name. */
enum status query_staff(struct store *s, struct staff *rows, int max, int *n,
			struct err *err) BASE_MUST_CHECK;
enum status query_payers(struct store *s, struct payer *rows, int max, int *n,
			 struct err *err) BASE_MUST_CHECK;

/* Gives the next chart number of this site (inside the caller's transaction). */
enum status
query_next_chart_no(struct store *s, char out[21], struct err *err) BASE_MUST_CHECK;

#endif
