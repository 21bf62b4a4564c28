/* wearable.h - files of step counters and watches: known by their header, looked at, taken into the
 * days of a patient, and shown by week; knows no screen.
 *
 * Looking never writes. No row is passed over in silence: every one is a part of a day, or counted
 * as left out by the layout's rule, as a day without data, or as a bad row with line and reason. */
#ifndef APP_WEARABLE_H
#define APP_WEARABLE_H

#include "app/app.h"
#include "core/wear_layout.h"
#include "core/wear_week.h"

enum {
	WEARABLE_BADS_MAX = 2000, /* bad rows that are kept; all are counted and told */
	WEARABLE_PATH = 512,
	WEARABLE_PLACES_MAX = 100,
	WEARABLE_WEEKS_MAX = 52,
	WEARABLE_DEVICES_MAX = 4
};

/* A row that is no day. */
struct wearable_bad {
	int64_t line;
	enum wear_reason why;
	int64_t earlier; /* WEAR_DAY_TWICE: the line of the row that was taken */
	char column[40], cell[40]; /* in question; "" none */
};

/* What a person says of a file; NULL or "": nothing. */
struct wearable_how {
	const char *layout;	/* key; else the file tells */
	const char *map;	/* columns by name or #number: date=Datum;steps=#3 */
	const char *date_order; /* ymd, dmy, mdy */
	const char *unit;	/* of the distance: m, km, mi; none leaves it out */
	const char *decimal;	/* comma or point */
	const char *device, *zone;
	void (*bad)(void *arg, const struct wearable_bad *b); /* told of each; or NULL */
	void *arg;
};

/* What has to be said before the file can be read. */
enum wearable_ask {
	WEARABLE_ASKS_NOTHING,
	WEARABLE_ASKS_COLUMNS, /* layout is what its name proposes, with #columns; key map: nothing */
	WEARABLE_ASKS_ORDER,
	WEARABLE_ASKS_UNIT,
};

struct wearable_file {
	int64_t patient;
	char path[WEARABLE_PATH], name[121];
	struct wearable_layout
	    layout;	 /* it is read by; its key is map for named columns */
	bool remembered; /* its columns were named for an earlier file */
	char device[41], zone[41], unit[8], order[24];
	bool unit_as_last; /* the unit is that of the patient's last file of the layout */
	enum wearable_ask ask;
	char sample[24]; /* WEARABLE_ASKS_ORDER: a day that can be read two ways */
	bool
	    mixed; /* WEARABLE_ASKS_ORDER: some days only fit one order, some the other */
	char order_said[4];
	struct str header; /* names of the columns, parted by | */
	char first[WEAR_COLUMNS]
		  [24]; /* the cells of the first row, for who names columns */
	int64_t header_line;
	struct wear_plan plan;
	struct wear wear; /* the days; borrows plan, so that a file is not copied */
	int64_t rows, good, left_out, no_data, bad;
	int64_t by_reason[WEAR_REASONS];
	struct wearable_bad *bads;
	int n_bads;
	int fresh, replaced, same; /* days, against those that are here */
};

/* Looks at a file: its layout, its days against those of the patient, its bad rows. ST_OK with ask
 * set: something has to be said first, and nothing was counted. ST_REFUSED: no table, a layout that
 * is not supported yet, a damaged one, with its place; ST_DENIED: a place this terminal may not
 * read. Released by wearable_release, after a failure too. */
enum status wearable_look(struct app *a, int64_t patient, const char *path,
			  const struct wearable_how *how, struct wearable_file *f,
			  struct err *err) BASE_MUST_CHECK;
void wearable_release(struct wearable_file *f);
/* Takes its days in one transaction and remembers columns a person named. Days that are here with
 * the same values are left; with others the new row counts instead, the older one stays in the
 * record. f gets the counts of what was really done. */
enum status
wearable_take(struct app *a, struct wearable_file *f, struct err *err) BASE_MUST_CHECK;

/* "Line 7, Steps "abc": no number; correct it". Appends. */
void wearable_bad_text(const struct wearable_bad *b, struct str *out);
/* The reason alone, with what it is about: "Steps "abc": no number; correct it". Appends. */
void wearable_bad_reason(const struct wearable_bad *b, struct str *out);
/* What is asked, and how it is said on the command line. Appends. */
void wearable_ask_text(const struct wearable_file *f, struct str *out);
/* "Device Fitbit; day before month; distance in km; days as the device was set". Appends. */
void wearable_made_text(const struct wearable_file *f, struct str *out);
/* "31 rows: 28 taken, 2 bad, 1 without data, 0 left out by the layout". Appends. */
void wearable_rows_text(const struct wearable_file *f, struct str *out);
/* "28 days: 26 new, 1 in place of an earlier one, 1 already here". Appends. */
void wearable_days_text(const struct wearable_file *f, struct str *out);

/* A file that may be one: on a stick or in the clinic's inbox. */
struct wearable_place {
	char path[WEARABLE_PATH], name[121], where[64];
	char device[41];   /* whose it seems to be by its name, "" nobody knows */
	int64_t bytes, at; /* size; when it was written, s since 1970 */
};
/* The CSV, JSON and XML files of the sticks' top folders and of the inbox, newest first. */
enum status wearable_places(struct app *a, struct wearable_place *rows, int max, int *n,
			    struct err *err) BASE_MUST_CHECK;

/* The last n weeks of a patient, oldest first: what all devices tell of a day together (the most
 * steps and minutes of any of them, a measured resting rate before an estimate), beside pain and
 * visits. *days: how many days devices tell of in them. */
enum status wearable_weeks(struct app *a, int64_t patient, struct wear_week *weeks, int n,
			   int *days, struct err *err) BASE_MUST_CHECK;

/* The last weeks as one device tells them alone: minutes of two are not the same thing. No pain and no
 * visits stand in them. */
struct wearable_device {
	char name[41];
	struct wear_week weeks[WEARABLE_WEEKS_MAX]; /* oldest first */
};
/* Each device that tells of them, in the order of the first days they tell of; WEARABLE_DEVICES_MAX
 * at most. */
enum status wearable_devices(struct app *a, int64_t patient, struct wearable_device *rows,
			     int *n, struct err *err) BASE_MUST_CHECK;

#endif
