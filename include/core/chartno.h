/* chartno.h - the chart number people see (KBR-004217-M); a label, never a key. */
#ifndef CORE_CHARTNO_H
#define CORE_CHARTNO_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

/* SITE-NNNNNN-C: 3 to 6 letters of the site, a counter of at least six digits and a check
 * character modulo 31 (sync specification 10.1). One wrong character and two neighbours
 * swapped are always noticed. */
enum { CHARTNO_SIZE = 20, CHARTNO_SITE_MAX = 6, CHARTNO_COUNTER_MAX = 999999999 };

/* The number of a site's counter; false when site is not 3 to 6 capital letters or the
 * counter is not 1 to 999,999,999. */
bool chartno_make(const char *site, int64_t counter, char out[CHARTNO_SIZE]);
/* True for exactly what chartno_make writes. */
bool chartno_valid(const char *text);
/* Reads what people type: any case, dashes and leading zeros left out, O for 0, I or L for 1,
 * Z for 2 in the digits; without the site when own_site is given (else NULL). out is the
 * number as chartno_make writes it. ST_INVALID: not a chart number, or the check character
 * does not fit. */
enum status chartno_parse(const char *typed, const char *own_site, char out[CHARTNO_SIZE],
			  struct err *err) BASE_MUST_CHECK;

/* A page that was handed out names one of a patient's papers: KBR-4217-H001V is the chart number
 * without its check character, H, a tag of three characters and a check character over all of it,
 * in the way of a chart number. A tag is 0 to CHARTNO_TAGS - 1. */
enum { CHARTNO_TAGS = 31 * 31 * 31, CHARTNO_CODE_SIZE = 24 };
/* False when chart_no is not a chart number. */
bool chartno_code_make(const char *chart_no, int tag, char out[CHARTNO_CODE_SIZE]);
/* Reads it back as people type it, as chartno_parse does. False: not such a code, or there is a
 * slip in it. No chart number is one. */
bool chartno_code_parse(const char *typed, const char *own_site,
			char chart_no[CHARTNO_SIZE], int *tag);

#endif
