/* access.h - what the doors of the store ask: may who acts write this, may he read that; knows no
 * screen and no passphrase. The rights are those of core/role. */
#ifndef STORE_ACCESS_H
#define STORE_ACCESS_H

#include "core/role.h"
#include "store/store.h"

/* Who acts from now on, and in which role: every door lets through what the role may, nothing else.
 * An unknown role may nothing. Charts opened with a reason are shut again. store_set_user instead
 * lets the program itself act (init, demo, merging), which no role limits. */
void access_act(struct store *s, const char *login, const char *role);

/* ST_DENIED: "Notes: dora (Desk) may not sign them; Physical therapist, ... may". what: whose name
 * begins the sentence. */
enum status access_may(struct store *s, enum role_area a, enum role_right right,
		       const char *what, struct err *err) BASE_MUST_CHECK;
/* The same without a sentence. */
bool access_has(const struct store *s, enum role_area a, enum role_right right);

/* The gate of reading: a row of the entity, by its number or (of: another entity's row) by the row it
 * belongs to. The role may read its area, or the patient's chart was opened with a reason. */
enum status access_read(struct store *s, enum entity_id e, int64_t of,
			struct err *err) BASE_MUST_CHECK;
/* The gate of lists: whether who acts sees a line of that area about that patient. Lists leave out what
 * the role may not read, by this alone. */
bool access_lists(const struct store *s, enum role_area a, int64_t patient);
/* The patient a row belongs to, by the references of the dictionary; 0: to nobody. */
int64_t access_patient(struct store *s, int64_t row);
/* Whether who acts may read what lies in a patient's chart. */
bool access_reads_chart(struct store *s, int64_t patient);

/* Break-glass: opens one patient's chart (and those of the same person) for reading, until somebody
 * else acts. The reason goes into the audit and waits for a manager. ST_DENIED: not for this role;
 * ST_INVALID: no reason, or too short to be one. */
enum status access_break_glass(struct store *s, int64_t patient, const char *reason,
			       struct err *err) BASE_MUST_CHECK;

/* One chart that was opened with a reason. */
struct access_glass {
	int64_t no; /* line of the audit */
	int64_t patient, wall_ms;
	char login[24], name[124], reason[161];
};
/* Those no manager has looked at yet, oldest first. */
enum status access_glasses(struct store *s, struct access_glass *rows, int max, int *n,
			   struct err *err) BASE_MUST_CHECK;
/* A manager has looked at it: goes into the audit, and it waits no longer. */
enum status
access_glass_seen(struct store *s, int64_t no, struct err *err) BASE_MUST_CHECK;

/* Between lift and drop it is the program that acts, for what it makes out of charts by itself: a bill
 * with its diagnoses, the list of what is due, a new passphrase. Nests; ask access_may before. */
void access_lift(struct store *s);
void access_drop(struct store *s);

#endif
