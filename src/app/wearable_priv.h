/* wearable_priv.h - what the files of wearable share. */
#ifndef APP_WEARABLE_PRIV_H
#define APP_WEARABLE_PRIV_H

#include "app/wearable.h"

enum { WEARABLE_LOOK_ROWS = 40 };

/* One of the first rows of a file. */
struct wearable_row {
	int64_t line;
	struct str bytes;
	size_t at[WEAR_COLUMNS], len[WEAR_COLUMNS], n;
};
struct wearable_front {
	struct wearable_row rows[WEARABLE_LOOK_ROWS];
	int n;
};

/* The cells of a row, borrowed from it. */
void
wearable_row_cells(const struct wearable_row *r, struct wear_cell cells[WEAR_COLUMNS]);

/* Finds the layout of a file by its front and fills layout, plan, header of f; or sets its ask. */
enum status wearable_know(struct app *a, const struct wearable_front *front,
			  const struct wearable_how *how, struct wearable_file *f,
			  struct err *err) BASE_MUST_CHECK;
/* ST_REFUSED for names of files of layouts that are no CSV: not supported yet. */
enum status wearable_know_name(struct app *a, struct wearable_file *f,
			       struct err *err) BASE_MUST_CHECK;

/* Every layout in order; n of them, handed over (free). */
enum status wearable_layouts(struct app *a, struct wearable_layout **rows, int *n,
			     struct err *err) BASE_MUST_CHECK;

/* Counts the days of f against those that are here; with bulk not NULL they are added. */
struct record_bulk;
enum status wearable_match(struct app *a, struct wearable_file *f,
			   struct record_bulk *bulk, struct err *err) BASE_MUST_CHECK;
/* The unit of the patient's last days of a layout and device, "" none. */
enum status wearable_last_unit(struct app *a, const struct wearable_file *f, char *unit,
			       size_t size, struct err *err) BASE_MUST_CHECK;
/* Keeps the named columns by the header. */
enum status wearable_remember(struct app *a, const struct wearable_file *f,
			      struct err *err) BASE_MUST_CHECK;

#endif
