/* date.h - calendar days as numbers yyyymmdd; knows no clock. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A date is yyyymmdd (19570504). A partial date has month or day 00 (19570000, 19570500).
 * DATE_NONE means no date. */
#define DATE_NONE INT64_MIN

enum { DATE_TEXT_SIZE = 12, TIME_TEXT_SIZE = 24 };

/* True for a real day of the proleptic Gregorian calendar, years 1 to 9999. */
bool date_valid(int64_t date);
/* As date_valid, but month or day may be unknown (00). */
bool date_valid_partial(int64_t date);
/* Days since 1970-01-01 of a whole date, and back. */
int64_t date_to_days(int64_t date);
int64_t date_from_days(int64_t days);
/* The date n days after (before: negative). */
int64_t date_add(int64_t date, int64_t n);
/* 0 Monday ... 6 Sunday. */
int date_weekday(int64_t date);
/* Whole years from birth (may be partial: taken as the middle of what is unknown) to today;
 * -1 when unknown or before birth. */
int date_age(int64_t birth, int64_t today);
/* "1957-05-04", "1957-05" or "1957"; "" for DATE_NONE. */
void date_text(int64_t date, char out[DATE_TEXT_SIZE]);
/* Strict ISO form of date_text; partial forms only where allowed. False: not such a date. */
bool date_parse_iso(const char *text, size_t n, bool partial, int64_t *date);
/* What a person types: ISO, t, t-3, t+2w, 12/5 and 12.5. (day first unless month_first),
 * 12/5/57, 1957. A two-digit year is taken as the latest such year not after today when
 * past is set. False: not understood. */
bool date_parse_typed(const char *text, int64_t today, bool past, bool month_first,
		      int64_t *date);

/* "2026-05-04T09:12:33Z" of seconds since 1970, and back (strict). */
void time_text(int64_t seconds, char out[TIME_TEXT_SIZE]);
bool time_parse(const char *text, size_t n, int64_t *seconds);

#endif
