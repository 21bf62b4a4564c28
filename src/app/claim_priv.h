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

/* What a claim is made from; lists are owned. */
struct claim_facts {
	struct payer payer; /* head.no 0: none is named */
	struct claim_list thresholds, pairs, telehealth, fees;
	struct bill_status *statuses;
	struct year_line *year;
	size_t n_statuses, n_year;
	char wants[81];
	char answers[4000];
};

/* Reads payer, tables (the clinic's own rows in place of shipped ones), fees, answers and the
 * year of a visit; release in any case. */
enum status claim_facts_read(struct app *a, const struct visit *v, struct claim_facts *f,
			     struct err *err) BASE_MUST_CHECK;
void claim_facts_release(struct claim_facts *f);
/* The running total of the patient's year before this visit. */
enum status
claim_year_read(struct app *a, const struct visit *v, const struct claim_facts *f,
		const char *discipline, struct bill_year *y, int64_t *figure_of,
		struct err *err) BASE_MUST_CHECK;
/* Discipline of a charge: as stored, else by its modifiers. Borrowed. */
const char *claim_discipline(const struct year_line *l);

#endif
