/* foresight.h - the chance that a booked visit is missed, that a patient stays away, and that little is
 * done at home, learned from this clinic's own visits alone; knows no screen. */
#ifndef APP_FORESIGHT_H
#define APP_FORESIGHT_H

#include "app/app.h"
#include "app/sheet.h"
#include "core/foresight.h"

/* Neither changes care: the numbers put a list in order and say what may help. */
enum foresight_kind {
	FORESIGHT_NO_SHOW, /* the booked visit is missed */
	FORESIGHT_LAPSE, /* after a visit: none for 21 days, none booked, not discharged */
	FORESIGHT_LOW_HOME, /* after a visit: under 60 percent of the home programme told within
			       two weeks; of visits behind which it was told */
	FORESIGHT_KINDS
};
enum {
	FORESIGHT_ROWS = 1000,	 /* newest visits it learns from */
	FORESIGHT_REPLAYED = 200 /* newest of them that are forecast again as a check */
};

/* A fitted model, and how it did. */
struct foresight_model {
	enum foresight_kind kind;
	enum foresight_feature features[FORESIGHT_COUNT];
	bool unsure[FORESIGHT_COUNT]; /* the source of the start value is to be checked */
	int n_features;
	int visits, happened; /* it learned from */
	double base;
	enum foresight_show show;
	struct foresight_prior prior;
	struct foresight_fit fit;
	/* Forecasts made again from what was entered for the days before each visit: the newest
	 * FORESIGHT_REPLAYED, and of these the newest FORESIGHT_CHECKED. */
	struct foresight_check all, last;
	bool worse; /* than the base rate: it is off */
};

struct foresight {
	int64_t day;
	bool on; /* switched on in this clinic */
	struct foresight_model models[FORESIGHT_KINDS];
};

/* The models of today, made once a day from visits before it; borrowed from the app. ST_DENIED: the
 * role may not read charts. */
enum status foresight_models(struct app *a, const struct foresight **f,
			     struct err *err) BASE_MUST_CHECK;
void foresight_release(struct app *a);
/* Whether this clinic has forecasts; on unless it was switched off. The change goes into the audit. */
enum status foresight_on(struct app *a, bool *on, struct err *err) BASE_MUST_CHECK;
enum status foresight_switch(struct app *a, bool on, struct err *err) BASE_MUST_CHECK;
/* Switches the forecasts of one patient off or on. */
enum status foresight_patient(struct app *a, int64_t patient, bool on,
			      struct err *err) BASE_MUST_CHECK;

/* One forecast. Without `known` there is none: switched off, or too little was seen. */
struct foresight_risk {
	bool known, off; /* off: for this patient */
	double x[FORESIGHT_COUNT];
	bool unknown[FORESIGHT_COUNT];
	int64_t missed, booked; /* of the last booked visits */
	struct foresight_one one;
	enum foresight_level level;
};
/* The visit of a patient on a day, booked on another (DICT_NONE: not known); the other kinds: as it
 * stood after that day. */
struct foresight_ask {
	enum foresight_kind kind;
	int64_t patient, day, booked_on;
};
enum status foresight_risk(struct app *a, const struct foresight_ask *ask,
			   struct foresight_risk *r, struct err *err) BASE_MUST_CHECK;

/* Visits booked from today on for so many days, the likeliest to be missed first. */
struct foresight_booking {
	int64_t no, patient, day, start;
	char name[124], chart_no[21];
	struct foresight_risk risk;
};
enum { FORESIGHT_AHEAD = 7 };
enum status
foresight_bookings(struct app *a, int64_t staff, struct foresight_booking *rows, int max,
		   int *n, struct err *err) BASE_MUST_CHECK;

/* "high", "high rough" or "high 31%"; "off", "-" without one. */
void foresight_risk_text(const struct foresight_model *m, const struct foresight_risk *r,
			 char *out, size_t size);
/* "missed 2 of the last 5 visits; low mood (PHQ-2)": reasons above 0.2. Appends. */
void foresight_reasons(const struct foresight_model *m, const struct foresight_risk *r,
		       struct str *out);
/* "Risk of doing little in the next two weeks: high rough (low mood (PHQ-2))." and LF, as of today;
 * nothing at low risk and without a forecast. Appends. */
enum status foresight_home(struct app *a, int64_t patient, struct str *out,
			   struct err *err) BASE_MUST_CHECK;
/* What may help somebody at high risk; static. */
const char *foresight_help(void);
/* Formula, numbers, limits of one forecast, lines parted by LF. Appends. */
void foresight_why(const struct foresight_model *m, const struct foresight_risk *r,
		   struct str *out);
/* Forecasts against what happened, for reading; lines parted by LF. Appends. */
void foresight_calibration(const struct foresight *f, struct str *out);
/* The same with every coefficient, its start value and source: as a document, or as CSV, whole or not
 * at all and noted in the audit. */
enum status
foresight_page(struct app *a, struct page_doc *d, struct err *err) BASE_MUST_CHECK;
enum status
foresight_save(struct app *a, const char *path, struct err *err) BASE_MUST_CHECK;

#endif
