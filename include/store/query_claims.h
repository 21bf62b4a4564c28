/* query_claims.h - charges of a span of days, and their sums; reads by the index of the date. */
#ifndef STORE_QUERY_CLAIMS_H
#define STORE_QUERY_CLAIMS_H

#include "core/dict_rows.h"
#include "store/store.h"

/* A diagnosis of an episode that is still treated. */
struct claim_diagnosis {
	char code[9], description[161];
};
/* A code of a visit and the diagnoses of a goal that its exercises serve; goals that name some. */
struct claim_goal {
	char code[9], diagnoses[81];
};
enum { CLAIM_DIAGNOSES_MAX = 12, CLAIM_GOALS_MAX = 40 };

/* A visit and all that its claim names. Numbers are DICT_NONE and texts "" where nothing is known;
 * texts are borrowed until the callback returns. voided: its note was declared void; waiting: a
 * second signature is wanted before a claim goes out. */
struct claim_visit_row {
	int64_t session, patient, service_date, birth_date, insured_birth, onset;
	const char *mode;
	const char *chart_no, *family, *given, *sex, *address, *phone;
	const char *member_no, *group_no, *insured_is, *insured_name;
	const char *authorization, *referred_by, *referrer_npi;
	const char *payer, *payer_id, *payer_address;
	const char *therapist, *npi, *licence_no;
	bool voided, waiting;
	int n_diagnoses, n_goals; /* goals: read with two diagnoses or more */
	struct claim_diagnosis diagnoses[CLAIM_DIAGNOSES_MAX]; /* in order */
	struct claim_goal goals[CLAIM_GOALS_MAX];
};
/* A charge of it. replaced: a correction made other rows; corrected: a correction made this one. */
struct claim_line {
	const struct claim_visit_row *visit;
	bool replaced, corrected;
	int64_t units, minutes, amount;
	const char *code, *modifiers, *place;
};
/* Which visits: from a day to a day, or one (session not 0). */
struct claim_span {
	int64_t from, to, session;
};
/* Calls each for the charges of the visits in order of day, visit, line; a visit is read once for
 * all its charges. Stops early when each returns false. */
enum status query_claims(struct store *s, const struct claim_span *span,
			 bool (*each)(void *arg, const struct claim_line *l), void *arg,
			 struct err *err) BASE_MUST_CHECK;
/* The diagnoses of an episode that are still treated, in their order. */
enum status
query_claim_diagnoses(struct store *s, int64_t episode, struct claim_diagnosis *rows,
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
