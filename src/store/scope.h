/* scope.h - whose rows go to a peer: its own patients', and those that are nobody's; of tasks about
 * nobody those of the head office.
 *
 * Sync specification 10.8. A patient belongs to the clinic that registered her and to those she
 * moved to (care_site), unless she moved away from there. Private to the store. */
#ifndef STORE_SCOPE_H
#define STORE_SCOPE_H

#include "link_priv.h"

enum { SCOPE_KNOWN = 1024 }; /* patients whose answer is remembered */

struct scope {
	struct store *s;
	char site[LINK_SITE_SIZE];
	struct scope_known {
		int64_t patient;
		bool in;
	} known[SCOPE_KNOWN];
	int64_t row; /* asked last, and the answer */
	bool in;
};

/* Begins to ask for a site. Nothing is held. */
void scope_open(struct scope *c, struct store *s, const char *site);
/* Whether a patient is treated there. */
enum status scope_patient(struct scope *c, int64_t patient, bool *in,
			  struct err *err) BASE_MUST_CHECK;
/* Whether operations of a row go there. The word that a patient moved away goes there too. */
enum status
scope_row(struct scope *c, int64_t row, bool *in, struct err *err) BASE_MUST_CHECK;
/* Calls each for every row that belongs to a patient, the patient first, each at least once. */
enum status scope_rows(struct store *s, int64_t patient,
		       enum status (*each)(void *arg, int64_t row, struct err *err),
		       void *arg, struct err *err) BASE_MUST_CHECK;

#endif
