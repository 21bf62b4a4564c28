/* wear_value.h - days and numbers as devices write them; knows no column and no file.
 *
 * Nothing is guessed: what can be read two ways is WEAR_TWO_WAYS. */
#ifndef CORE_WEAR_VALUE_H
#define CORE_WEAR_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Forms of a day, as flags. Behind a day a time may stand, parted by a space or T. */
enum wear_form {
	WEAR_YMD = 1 << 0,	/* 2026-05-04, with - / or . */
	WEAR_DMY = 1 << 1,	/* 04-05-2026 */
	WEAR_MDY = 1 << 2,	/* 05/04/2026 */
	WEAR_EPOCH_MS = 1 << 3, /* milliseconds since 1970; the day is counted in UTC */
};

/* One cell without its quotes. */
struct wear_cell {
	const char *p;
	size_t n;
};

enum wear_is {
	WEAR_IS_VALUE,
	WEAR_IS_MISSING,  /* empty, -- and their kin */
	WEAR_IS_BAD,	  /* no number */
	WEAR_IS_TWO_WAYS, /* 1,234 of a distance: 1234 or 1.234 */
};

/* How numbers of a column are written. */
enum wear_number {
	WEAR_COUNT,    /* whole: 1,234 and 1.234 are 1234 */
	WEAR_RATE,     /* small: 72,5 and 72.345 have decimals */
	WEAR_DISTANCE, /* either: 5,23 has decimals, 12,345.6 a thousands comma */
};

/* What a lone comma before three digits of a distance is. */
enum wear_comma {
	WEAR_COMMA_UNKNOWN, /* WEAR_IS_TWO_WAYS */
	WEAR_COMMA_LIKELY,  /* a decimal sign; the file parts its columns by semicolons */
	WEAR_COMMA_DECIMAL, /* a decimal sign, and a point parts thousands */
	WEAR_COMMA_GROUPS,  /* it parts thousands, and a point is the decimal sign */
};

/* The forms of `forms` in which the cell is a day of the calendar; 0: none. */
unsigned wear_value_forms(struct wear_cell c, unsigned forms);
/* The day (yyyymmdd) of a cell in one of the forms, of which not both WEAR_DMY and WEAR_MDY;
 * *form gets which. False: no such day. */
bool
wear_value_day(struct wear_cell c, unsigned forms, int64_t *day, enum wear_form *form);
/* A number in thousandths, rounded. Below 0 is a value too: limits are the caller's. */
enum wear_is wear_value_number(struct wear_cell c, enum wear_number kind,
			       enum wear_comma comma, int64_t *thousandths);
/* Seconds of HH:MM:SS (a fraction is dropped), or of a number of minutes. */
enum wear_is
wear_value_seconds(struct wear_cell c, enum wear_comma comma, int64_t *seconds);
/* The cell without spaces, TABs and line breaks at its ends. */
struct wear_cell wear_value_trim(struct wear_cell c);

#endif
