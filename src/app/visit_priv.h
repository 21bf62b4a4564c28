/* visit_priv.h - the unit computation that bill and signature share. */
#ifndef APP_VISIT_PRIV_H
#define APP_VISIT_PRIV_H

#include "app/visit.h"
#include "core/assistant.h"
#include "core/units.h"

/* Both rules over the session's code times, with the chosen tie and the assistant's share. */
struct visit_units {
	enum units_rule rule; /* the payer's */
	struct units_result cms, ama;
	int64_t next_cms_s[SESSION_CODES_MAX]; /* of cms.lines, -1 none */
	int64_t next_ama_s[SESSION_CODES_MAX];
	int n_ties;
	char ties[8][80];
	struct assistant_result split; /* of the payer's rule */
};

/* Computes them for the session as last looked at. */
enum status visit_units(struct app *a, const struct visit *v, struct visit_units *u,
			struct err *err) BASE_MUST_CHECK;
/* The result under the payer's rule; borrowed from u. */
const struct units_result *visit_result(const struct visit_units *u);
/* Discipline and assistant modifiers of a claim line (billing-rules sections 4 and 5). */
void visit_modifiers(const struct app *a, bool assistant, char *out, size_t size);

#endif
