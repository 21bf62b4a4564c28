/* query_foresight.h - what forecasts are made from: visits that were kept or missed, and what was
 * known before a day. Reads nothing about the person: no column of patient but no_forecast. */
#ifndef STORE_QUERY_FORESIGHT_H
#define STORE_QUERY_FORESIGHT_H

#include "core/dict_rows.h"
#include "store/store.h"

/* A booked visit that was kept, or missed (no-show, or called off on the day). */
struct foresight_visit {
	int64_t patient, day, booked_on; /* booked_on DICT_NONE: not known */
	bool missed;
};
/* The newest max of them before a day, newest first, of patients who have forecasts. */
enum status
query_foresight_visits(struct store *s, int64_t before, struct foresight_visit *visits,
		       int max, int *n, struct err *err) BASE_MUST_CHECK;

/* What was known of a patient before a day. DICT_NONE: not known. */
struct foresight_facts {
	int64_t booked, missed;			/* of the last so many booked visits */
	int64_t visited;			/* last visit */
	int64_t active, home, confidence, mood; /* scores, thousandths */
	int64_t peak, peak_before;		/* worst pain of the last two visits */
	bool off;				/* nothing is forecast for this patient */
};
enum status
query_foresight_facts(struct store *s, int64_t patient, int64_t day, int last,
		      struct foresight_facts *facts, struct err *err) BASE_MUST_CHECK;
/* Whether somebody seen on days[0] had dropped out by days[1]. */
enum status
query_foresight_dropped(struct store *s, int64_t patient, const int64_t days[2],
			bool *dropped, struct err *err) BASE_MUST_CHECK;
/* The share of the home programme (hep_done, thousandths) told last behind days[0], up to days[1];
 * DICT_NONE: none was. */
enum status query_foresight_home(struct store *s, int64_t patient, const int64_t days[2],
				 int64_t *done, struct err *err) BASE_MUST_CHECK;

#endif
