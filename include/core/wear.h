/* wear.h - the table of a step counter or watch: rows of cells in, days out; knows no file.
 *
 * Rows of parts of a day are added up as they come, so memory goes with the number of days. A row
 * that is no day is told with its reason; its values are not taken. */
#ifndef CORE_WEAR_H
#define CORE_WEAR_H

#include "base/str.h"
#include "core/dict_rows.h"
#include "core/wear_value.h"

enum wear_field {
	WEAR_DATE,
	WEAR_STEPS,
	WEAR_MINUTES,
	WEAR_HR_AVG,
	WEAR_HR_REST,
	WEAR_METRES,
	WEAR_REMARK,
	WEAR_FIELDS
};

/* Why a row is no day: X(NAME, code, sentence "what; what to do"). */
#define WEAR_REASON_LIST(X)                                                              \
	X(CUT, "cut", "the row ends before this column; copy the file again")            \
	X(LONG_ROW, "long_row",                                                          \
	  "more cells than columns; put quotes round numbers with commas")               \
	X(NO_DAY, "no_day", "no day; fill it in")                                        \
	X(BAD_DAY, "bad_day", "no day of the calendar in the form of this file")         \
	X(DAY_AHEAD, "day_ahead",                                                        \
	  "this day has not come yet; was the device's clock right?")                    \
	X(DAY_OLD, "day_old", "before the year 2000; was the device's clock right?")     \
	X(BAD_NUMBER, "bad_number", "no number; correct it")                             \
	X(TWO_WAYS, "two_ways",                                                          \
	  "the comma can part thousands or decimals; say which with --decimal")          \
	X(OUT_OF_RANGE, "out_of_range", "outside of what people reach in a day")         \
	X(DAY_OVER, "day_over", "with this row the day's sum is outside of its limits")  \
	X(DAY_TWICE, "day_twice", "the day stood in an earlier row, which was taken")

enum wear_reason {
	WEAR_GOOD,
	WEAR_LEFT_OUT, /* the layout says that such rows do not count */
	WEAR_NO_DATA,  /* a day without any value: the device was not worn */
	WEAR_END,      /* another table begins here */
#define WEAR_REASON_ENUM(name, code, text) WEAR_##name,
	WEAR_REASON_LIST(WEAR_REASON_ENUM)
#undef WEAR_REASON_ENUM
	    WEAR_REASONS
};

enum { WEAR_PARTS = 4, WEAR_COLUMNS = 64 };

/* How the table is read. */
struct wear_plan {
	int16_t col[WEAR_FIELDS][WEAR_PARTS]; /* columns that are added up */
	int8_t parts[WEAR_FIELDS];	      /* how many; 0: not there */
	int columns;	/* of the header, empty last ones not counted */
	unsigned forms; /* of days (wear_form); with both DMY and MDY: to be asked */
	bool grain_day; /* a row is a whole day: the second of a day is refused */
	int percentile; /* of the rates, that stands in for the resting one; 0: none */
	int keep_col;	/* rows whose cell is keep count; -1: all */
	char keep[40], ends_at[25];
	int64_t unit_mm; /* millimetres of one unit of distance; 0: to be asked */
	enum wear_comma comma;
	int64_t last_day; /* yyyymmdd; later ones are refused */
};

struct wear_sum; /* a day while rows come; private */

struct wear {
	const struct wear_plan *plan; /* borrowed */
	struct wear_sum *days;
	int n;
	int64_t min[WEAR_FIELDS], max[WEAR_FIELDS]; /* of a day, by the dictionary */
	int32_t *index;				    /* of days since 2000 */
	char last_text[24]; /* the cell of the last day, and which it is */
	size_t last_n;
	int last;
	bool utc;	 /* some day was counted in UTC */
	int field;	 /* of the last bad row: the column in question */
	int64_t earlier; /* of WEAR_DAY_TWICE: its line */
};

/* A day as it is stored; numbers that are not there are DICT_NONE. */
struct wear_day {
	int64_t day, steps, minutes, hr_avg, hr_rest, metres, rows;
	bool estimated;	    /* hr_rest is a percentile */
	const char *remark; /* borrowed from the wear */
};

/* An empty one; borrows plan. Released by wear_release. */
void wear_init(struct wear *w, const struct wear_plan *plan);
void wear_release(struct wear *w);
/* Takes a row that begins in line. */
enum wear_reason
wear_row(struct wear *w, const struct wear_cell *cells, size_t n, int64_t line);
/* The days in order of the calendar. i: 0 ... w->n - 1, after wear_sort. */
void wear_sort(struct wear *w);
void wear_get(const struct wear *w, int i, struct wear_day *out);

/* What a reason is called in scripts, and its sentence; "" for rows that are not bad. */
const char *wear_reason_code(enum wear_reason r);
const char *wear_reason_text(enum wear_reason r);

#endif
