/* query_claims.h - charges of a span of days, and their sums; reads by the index of the date. */
#ifndef STORE_QUERY_CLAIMS_H
#define STORE_QUERY_CLAIMS_H

#include "core/dict_rows.h"
#include "store/store.h"

/* A charge and its visit; voided: the note of the visit was declared void; waiting: a second
 * signature is wanted before a claim goes out; replaced: a correction made other rows. */
struct claim_key {
	int64_t session, charge;
	bool voided, waiting, replaced;
};
/* Calls each for the charges of the visits from a day to a day, or of one visit (session not 0),
 * in order of day, visit, line. Stops early when each returns false. */
struct claim_span {
	int64_t from, to, session;
};
enum status query_claims(struct store *s, const struct claim_span *span,
			 bool (*each)(void *arg, const struct claim_key *k), void *arg,
			 struct err *err) BASE_MUST_CHECK;

/* A code of a visit and the diagnoses of a goal that its exercises serve; goals that name some. */
struct claim_goal {
	char code[9], diagnoses[81];
};
enum status query_claim_goals(struct store *s, int64_t session, struct claim_goal *rows,
			      int max, int *n, struct err *err) BASE_MUST_CHECK;

/* One line of sums; what a list does not group by is DICT_NONE or "". Void visits are left out
 * of the first two lists, the third is one line of them alone; replaced charges are in none. */
enum claim_sums { CLAIM_SUMS_UNITS, CLAIM_SUMS_WORK, CLAIM_SUMS_VOID };
struct claim_sum {
	int64_t month; /* yyyymm */
	int64_t therapist, payer;
	int64_t visits, minutes, units;
	int64_t clock_s; /* WORK: seconds from the first clock to the last */
	char code[9];
};
enum status
query_claim_sums(struct store *s, enum claim_sums which, const struct claim_span *span,
		 bool (*each)(void *arg, const struct claim_sum *sum), void *arg,
		 struct err *err) BASE_MUST_CHECK;

/* Signed notes of visits from a day to a day, oldest visit first. */
struct signed_note {
	int64_t session, service_date, signed_at, therapist, patient;
};
enum status query_signed_notes(struct store *s, const struct claim_span *span,
			       bool (*each)(void *arg, const struct signed_note *n),
			       void *arg, struct err *err) BASE_MUST_CHECK;

#endif
