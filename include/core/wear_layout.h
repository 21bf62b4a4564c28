/* wear_layout.h - which layout a device's file has, by its header; knows no file. */
#ifndef CORE_WEAR_LAYOUT_H
#define CORE_WEAR_LAYOUT_H

#include "core/wear.h"

/* The names of a header. Cells are borrowed; n does not count empty last ones. */
struct wear_header {
	struct wear_cell cells[WEAR_COLUMNS];
	int n;
};

/* Takes the cells of a row as a header. */
void wear_layout_header(struct wear_header *h, const struct wear_cell *cells, size_t n);
/* Which column has a name: capitals do not count, nor a prefix that ends in a point; other names
 * stand behind |; #2 is the second column. -1: none. */
int wear_layout_column(const struct wear_header *h, const char *names, size_t n);
/* True when the header has all columns the layout is known by (false when it names none). */
bool wear_layout_knows(const struct wearable_layout *l, const struct wear_header *h);
/* Makes the plan by the columns that are there; last_day is the caller's to set. NULL, or what is
 * missing: the day, or any value. */
const char *wear_layout_plan(const struct wearable_layout *l, const struct wear_header *h,
			     struct wear_plan *p);

/* Field names of a person's mapping: date, steps, active_min, hr_avg, hr_rest, distance, note. */
extern const char *const wear_layout_fields[WEAR_FIELDS];
/* Reads "date=Datum;steps=#3" (also parted by commas) into the layout's columns, as #numbers of
 * the header. NULL, or what is wrong with the piece at *at (borrowed from text). */
const char *wear_layout_map(const char *text, const struct wear_header *h,
			    struct wearable_layout *l, const char **at);
/* The columns of a layout as such a text. Appends. */
void wear_layout_map_text(const struct wearable_layout *l, struct str *out);

/* The forms of days a list like "ymd;dmy" names; unknown words are passed over. */
unsigned wear_layout_forms(const char *list);
/* Millimetres of one m, km or mi; 0: none of them. 1 mi is 1,609.344 m (NIST Handbook 44, seen). */
int64_t wear_layout_unit(const char *unit);
/* True when a file's name is like the hint: * stands for anything; capitals do not count. */
bool wear_layout_named(const char *hint, const char *file);

#endif
