/* claims_priv.h - what the writers of charge reports share; private to claims*.c. */
#ifndef APP_CLAIMS_PRIV_H
#define APP_CLAIMS_PRIV_H

#include "app/claims.h"
#include "store/query_claims.h"

enum { CLAIMS_GOALS_MAX = 40 };

/* A visit with everything a line of its claim names. */
struct claims_visit {
	struct session session;
	struct patient patient;
	struct episode episode; /* head.no 0: none */
	struct payer payer;	/* head.no 0: none */
	struct staff therapist;
	struct condition conditions[12]; /* those still treated, in order */
	int n_conditions;
	struct claim_goal goals[CLAIMS_GOALS_MAX]; /* that name diagnoses */
	int n_goals;
};

/* Reads it. */
enum status claims_visit_load(struct app *a, int64_t session, struct claims_visit *v,
			      struct err *err) BASE_MUST_CHECK;
/* Fills the rows of LINES and CHARGES. */
enum status claims_lines(struct app *a, const struct claims_order *o, struct claims *c,
			 struct err *err) BASE_MUST_CHECK;
/* "Family, Given" of a row of staff or patients; "" for none. */
enum status claims_staff_name(struct app *a, int64_t staff, char *out, size_t size,
			      struct err *err) BASE_MUST_CHECK;

#endif
