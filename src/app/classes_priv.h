/* classes_priv.h - what the files of the group classes share; private to app/classes*.c. */
#ifndef APP_CLASSES_PRIV_H
#define APP_CLASSES_PRIV_H

#include "app/classes.h"

/* Name and credential-free: "Anna Lindqvarn"; "" nobody or not readable. */
void classes_leader(struct app *a, int64_t staff, char out[81]);
/* The code its minutes go to: its own, else that of the rules of the day; and how many a group are at
 * least. ST_INVALID: a code that is not of groups. */
enum status classes_code(struct app *a, const struct group_class *c, char code[9],
			 int64_t *least, struct err *err) BASE_MUST_CHECK;
/* Is this row in force on the day? */
bool classes_is_member(const struct class_member *m, int64_t day);
/* The mark of one who is here goes, and a session that was opened for nothing else with it. */
enum status classes_take_back(struct app *a, struct classes_member *m, const char *reason,
			      struct err *err) BASE_MUST_CHECK;
/* The class and the sessions of it alone, as they are stored now: r->rows are those who have one.
 * classes_roster_release ends it, also after a failure. */
enum status classes_sessions(struct app *a, int64_t group_class, struct classes_roster *r,
			     struct err *err) BASE_MUST_CHECK;

#endif
