/* claim_priv.h - tables and the year behind a claim; private to claim*.c. */
#ifndef APP_CLAIM_PRIV_H
#define APP_CLAIM_PRIV_H

#include "app/claim.h"
#include "store/query_year.h"

enum { CLAIM_POOL_MAX = UNITS_LINE_MAX };

/* Rows of one table, owned. */
struct claim_list {
	char *rows;
	size_t n;
};

/* A visit whose claim is made: on the clock, or signed and corrected. Texts and times are
 * borrowed. */
struct claim_visit {
	int64_t patient, episode; /* episode 0: none */
	int64_t date;
	int64_t session; /* signed: its number; 0: not yet */
	enum units_rule rule;
	const char *discipline, *tie, *answers;
	const struct units_time *times, *alone; /* of this visit alone */
	size_t n, n_alone;
};

/* What a claim is made from; lists are owned. */
struct claim_facts {
	struct payer payer; /* head.no 0: none is named */
	struct claim_list thresholds, pairs, telehealth, fees;
	struct bill_status *statuses;
	struct year_line *year;
	size_t n_statuses, n_year;
	char wants[81];
};

/* Reads payer, tables (the clinic's own rows in place of shipped ones), fees and the year before
 * a visit; release in any case. */
enum status claim_facts_read(struct app *a, const struct claim_visit *v,
			     struct claim_facts *f, struct err *err) BASE_MUST_CHECK;
void claim_facts_release(struct claim_facts *f);
/* The running total of the patient's year before this visit. */
enum status
claim_year_read(struct app *a, const struct claim_visit *v, const struct claim_facts *f,
		struct bill_year *y, int64_t *figure_of, struct err *err) BASE_MUST_CHECK;
/* Fills the claim of a visit. Failures as bill_compute; ST_INVALID too many codes. */
enum status
claim_make(struct app *a, const struct claim_visit *v, const struct claim_facts *f,
	   struct claim *c, struct err *err) BASE_MUST_CHECK;
/* Adds the seconds an assistant gave alone in a signed visit, code by code, never more than its
 * times. alone has room for CLAIM_POOL_MAX. */
enum status
claim_alone(struct app *a, int64_t session, const struct units_time *times, size_t n,
	    struct units_time *alone, size_t *n_alone, struct err *err) BASE_MUST_CHECK;
/* What is said of a code, NULL: nothing; borrowed. */
const struct claim_fix *claim_fix_of(const struct claim_fixes *x, const char *code);
/* The fixes as claim_fixes_read takes them. */
void claim_fixes_text(const struct claim_fixes *x, char *out, size_t size);
/* Discipline of a charge: as stored, else by its modifiers. Borrowed. */
const char *claim_discipline(const struct year_line *l);

/* claim_of from units already counted. */
enum status
claim_of_units(struct app *a, const struct visit *v, const struct visit_units *u,
	       struct claim **c, struct err *err) BASE_MUST_CHECK;

#endif
