/* due_priv.h - what the gatherers of due lines share; private to due*.c. */
#ifndef APP_DUE_PRIV_H
#define APP_DUE_PRIV_H

#include "app/care_rules.h"
#include "app/due.h"
#include "base/date.h"

struct due_gather {
	struct app *a;
	const struct due_ask *ask;
	struct due_list *list;
	int64_t today;
	int have; /* of the kind being gathered */
	struct err *err;
};

/* What due_list says, read from the database whatever was read before. */
enum status due_gather(struct app *a, const struct due_ask *ask, struct due_list *list,
		       struct err *err) BASE_MUST_CHECK;

/* A new line; NULL when there are enough of this kind (more is told then). */
struct due_line *due_add(struct due_gather *g, enum due_kind kind, int64_t row);
/* Days from one date to another. */
int64_t due_days(int64_t from, int64_t to);
/* Late, now or soon, as a day lies to today. */
enum due_when due_when_of(int64_t day, int64_t today);
/* " (check source)" behind a rule that nobody has read in an official text, else "". */
const char *due_doubt(const struct care_rule *r);
/* The rule of today with that key. */
enum status due_rule(struct due_gather *g, const char *key,
		     const struct care_rule **row) BASE_MUST_CHECK;
/* The user when only theirs is asked, else 0. */
int64_t due_mine(const struct due_gather *g);
/* Rows to ask for: at most one more than wanted, so that more is known. */
int due_room(const struct due_gather *g);

/* Each gathers the lines of one kind. */
enum status due_licences(struct due_gather *g) BASE_MUST_CHECK;
enum status due_aids(struct due_gather *g) BASE_MUST_CHECK;
enum status due_notes(struct due_gather *g) BASE_MUST_CHECK;
enum status due_drafts(struct due_gather *g) BASE_MUST_CHECK;
enum status due_tasks(struct due_gather *g) BASE_MUST_CHECK;
enum status due_backup(struct due_gather *g) BASE_MUST_CHECK;
enum status due_conflicts(struct due_gather *g) BASE_MUST_CHECK;
enum status due_glasses(struct due_gather *g) BASE_MUST_CHECK;

#endif
