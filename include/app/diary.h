/* diary.h - the home diary of a patient: days typed in from paper, what they add up to, and what may be
 * said of it; knows no screen. */
#ifndef APP_DIARY_H
#define APP_DIARY_H

#include "app/lapse.h"
#include "core/diary.h"

enum {
	DIARY_DAYS = 7,
	DIARY_ROWS = 13,  /* the whole programme, and home exercises */
	DIARY_BACK = 28,  /* days the numbers are counted over */
	DIARY_REASONS = 8 /* words of the vocabulary "barrier" */
};

/* A cell of the week; no 0: nothing told. */
struct diary_cell {
	int64_t no;
	enum diary_state state;
	int64_t pain; /* 0-10, DICT_NONE */
	char reason[DICT_CODE_SIZE];
};

struct diary {
	int64_t patient, plan; /* plan 0: none, the whole programme alone */
	int64_t from;	       /* first day of the week */
	int n_rows;	       /* row 0 is the whole programme */
	int64_t prescriptions[DIARY_ROWS];
	char names[DIARY_ROWS][61];
	struct diary_cell cells[DIARY_ROWS][DIARY_DAYS];
	int week; /* days a week that are asked for */
	struct vocab reasons[DIARY_REASONS];
	int n_reasons;
	struct diary_sum sum; /* of at most DIARY_BACK days before today; streak of all */
	struct lapse_attendance came;
	bool praise; /* lines of encouragement are wanted */
};

/* The first day of a diary's next week: behind the last entry of the last four weeks, at most the
 * seven days up to yesterday. */
enum status diary_next_week(struct app *a, int64_t patient, int64_t *from,
			    struct err *err) BASE_MUST_CHECK;
/* Fills d from its patient, plan and from. */
enum status diary_load(struct app *a, struct diary *d, struct err *err) BASE_MUST_CHECK;
/* Writes a cell (no is kept), or the change of one; state DIARY_NONE only of a cell that is empty.
 * ST_INVALID: a day that has not come. */
enum status diary_put(struct app *a, struct diary *d, int row, int day,
		      const struct diary_cell *cell, struct err *err) BASE_MUST_CHECK;
/* "Home diary, last 7 days: 5 of 7 days done, 1 partly; mean pain 3.0; not done: time 1." "" without
 * an entry in the 7 days up to the day. Appends. */
enum status diary_note(struct app *a, int64_t patient, int64_t day, struct str *out,
		       struct err *err) BASE_MUST_CHECK;
/* What the numbers say and how they came about, lines parted by LF. Appends. */
void diary_numbers(const struct diary *d, struct str *out);
/* Small wins out of the patient's own numbers, wording from the vocabulary "win"; nothing when they
 * are switched off. Appends lines. */
enum status diary_wins(struct app *a, const struct diary *d, struct str *out,
		       struct err *err) BASE_MUST_CHECK;
/* Switches those lines off or on for the patient. */
enum status
diary_praise(struct app *a, int64_t patient, bool on, struct err *err) BASE_MUST_CHECK;
/* Keeps the share as a result of the measure hep_done, of today. ST_INVALID: no entry. */
enum status
diary_score(struct app *a, const struct diary *d, struct err *err) BASE_MUST_CHECK;

#endif
