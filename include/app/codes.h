/* codes.h - the clinic's service codes in the form the unit rules want. */
#ifndef APP_CODES_H
#define APP_CODES_H

#include "app/app.h"
#include "core/units.h"

/* The code table of a day with our labels beside it. */
struct codes {
	struct units_code *rows;
	char (*labels)[81]; /* same order */
	size_t n;
};

/* Loads the codes valid on date (yyyymmdd) into c; release with codes_release. */
enum status codes_load(struct store *s, int64_t date, struct codes *c,
		       struct err *err) BASE_MUST_CHECK;
/* Those that ship with the program, without a clinic. */
enum status codes_shipped(struct codes *c, struct err *err) BASE_MUST_CHECK;
void codes_release(struct codes *c);
/* Adds one row; a timing word that is not known is ST_INVALID. */
enum status codes_add(struct codes *c, const struct service_code *row,
		      struct err *err) BASE_MUST_CHECK;

/* What the unit rules read; borrowed from c. */
struct units_table codes_table(const struct codes *c);
/* Our label, or the code itself; borrowed. */
const char *codes_label(const struct codes *c, const char *code);
/* The table of a service date, kept while the clinic is open; borrowed from a until seven other
 * days were asked for. */
enum status codes_of(struct app *a, int64_t date, const struct codes **c,
		     struct err *err) BASE_MUST_CHECK;
/* Frees the tables kept. */
void codes_days_release(struct app *a);

#endif
