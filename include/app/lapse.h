/* lapse.h - who stopped coming: open episodes without a visit and without a booking. */
#ifndef APP_LAPSE_H
#define APP_LAPSE_H

#include "app/foresight.h"

/* How regularly somebody comes: of the last booked visits, up to LAPSE_VISITS of them. */
enum { LAPSE_VISITS = 20 };
struct lapse_attendance {
	int came, missed; /* missed: no-show, or called off on the day itself */
	int percent;	  /* came of both; -1: nothing was booked */
};

struct lapse_line {
	int64_t episode, patient, visited;
	int64_t days; /* since the last visit */
	bool out;     /* beyond the limit at which a drop-out is counted */
	int64_t call; /* open call task about the patient, 0 none */
	struct lapse_attendance attendance;
	struct foresight_risk risk; /* of staying away, as it stood after that visit */
	char name[124], chart_no[21], title[81];
};

struct lapse_ask {
	bool everybody; /* else the user's episodes */
	bool out;	/* only those beyond the drop-out limit */
};
struct lapse_list {
	struct lapse_line *lines; /* room for max */
	int max, n;
	bool more;		 /* there are others, who came later */
	int64_t watch, drop_out; /* the two limits in days, from care_rules */
	bool unsure;		 /* the limits' source is to be checked */
};

/* Open episodes whose last visit is `watch` days ago or longer and that are not booked from today
 * on. Order: the chance of staying away (foresight.h), then those without a forecast; among equals
 * days since the last visit, then the share of missed visits, then the name. */
enum status lapse_list(struct app *a, const struct lapse_ask *ask,
		       struct lapse_list *list, struct err *err) BASE_MUST_CHECK;
/* Attendance of a patient before a day. */
enum status
lapse_attendance(struct app *a, int64_t patient, int64_t before,
		 struct lapse_attendance *out, struct err *err) BASE_MUST_CHECK;
/* Makes the task to call the patient of a line (or finds the open one); *no is the task. */
enum status lapse_call(struct app *a, const struct lapse_line *l, int64_t *no,
		       struct err *err) BASE_MUST_CHECK;

#endif
