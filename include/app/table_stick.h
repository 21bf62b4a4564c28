/* table_stick.h - readable tables on a stick and from one: plain text with names, so the clinic's choice
 * between sealed and plain (enrol_policy) holds for them too. Knows no screen. */
#ifndef APP_TABLE_STICK_H
#define APP_TABLE_STICK_H

#include "app/table.h"
#include "app/trip.h"
#include "sync/stick.h"

/* May tables be written to this stick? ST_DENIED: not by this role; ST_REFUSED: this clinic seals what goes
 * on sticks; ST_READONLY: the stick. The sentence says what to do. */
enum status table_stick_may(struct app *a, const struct trip_place *place,
			    struct err *err) BASE_MUST_CHECK;

struct table_stick_made {
	char name[STICK_TABLES]; /* of the directory on the stick */
	bool unmounted;
};
/* Writes every table that is no reference and that who acts may read into a new directory of the stick, which may
 * be pulled then. The reason goes into the audit before anything is on the stick. Fails as table_stick_may
 * and stick_put_tables do; ST_INVALID: no reason. progress may be NULL. */
enum status
table_stick_put(struct app *a, const struct trip_place *place, const char *reason,
		const struct stick_progress *progress, struct table_result *r,
		struct table_stick_made *made, struct err *err) BASE_MUST_CHECK;

/* The newest tables that lie there; "" for none, also when the stick cannot be read. */
void table_stick_newest(struct app *a, const struct trip_place *place,
			char name[STICK_TABLES]);
/* Copies the newest tables of a stick into the spool, from where they are read; dir gets the place, passed
 * the names of files that are no tables. The stick may be pulled then. ST_NOT_FOUND: none lie there. */
enum status
table_stick_take(struct app *a, const struct trip_place *place, char dir[EXCHANGE_PATH],
		 struct str *passed, struct err *err) BASE_MUST_CHECK;
/* Removes that copy. */
void table_stick_done(struct app *a);

#endif
