/* trends.h - every measure of a patient over time, and the pain of visits; knows no screen. */
#ifndef APP_TRENDS_H
#define APP_TRENDS_H

#include "app/measures.h"
#include "app/wearable.h"
#include "core/course.h"

/* Measures; and what stands beside them: steps, minutes and resting rate of devices, pain. */
enum { TRENDS_MAX = 100, TRENDS_ALL = TRENDS_MAX + 1 + 2 * WEARABLE_DEVICES_MAX + 2 };

/* One measure at one part and side, or pain of visits (keys pain and pain_after), or what a device tells by
 * week (active_min/NAME, device_rest/NAME). */
struct trends_series {
	const struct measure *measure; /* borrowed from the tables; never NULL */
	char key[56], part[33], side[24], title[100];
	struct trend_point points[TREND_POINTS_MAX]; /* oldest first */
	int n;
	const char *how;     /* what a point is, where it is no single score; NULL */
	int64_t first, last; /* scores, thousandths */
	int64_t first_day, last_day;
	struct measure_change change; /* first to last */
	struct measure_figure mdc, mcid;
	bool has_goal; /* an open goal of the patient is about it */
	int64_t target, due;
	struct trend trend;
	struct course course;
};

struct trends {
	struct patient patient;
	struct trends_series *rows;
	int n;
	bool dates; /* expected dates are shown here (a setting of the clinic) */
};

/* Loads the series of a patient: measures in the order of their keys, what devices tell,
 * pain last. Results that could not be done have no point. Released by trends_release, after a failure too. */
enum status trends_load(struct app *a, int64_t patient, struct trends *t,
			struct err *err) BASE_MUST_CHECK;
void trends_release(struct trends *t);
/* The series of a key, at a side where side is not ""; of devices the part before the / finds the
 * first. NULL: none. */
const struct trends_series *
trends_find(const struct trends *t, const char *key, const char *side);

/* What core/trend was given for a series; points are borrowed from it. */
struct trend_in trends_in(const struct trends_series *s);
/* "-4.1 s important, better", "" for a single result. */
void trends_change_text(const struct trends_series *s, char *out, size_t size);
/* A row of small bars, at most width cells. Appends. */
void trends_spark(const struct trends_series *s, int width, bool ascii, struct str *out);

/* How a page is laid out. */
struct trends_page {
	int rows, cols;
	bool ascii, dates;
};
/* A series in words and as a picture: what screen and paper show, rows lines. Appends. */
void trends_draw(const struct trends_series *s, const struct trends_page *page,
		 struct str *out);
/* How the numbers came about and what they cannot know. Appends lines. */
void trends_explain(const struct trends_series *s, struct str *out);

/* Whether this clinic shows expected dates; on unless it was switched off. The change goes into
 * the audit. */
enum status trends_dates(struct app *a, bool *on, struct err *err) BASE_MUST_CHECK;
enum status trends_dates_set(struct app *a, bool on, struct err *err) BASE_MUST_CHECK;

#endif
