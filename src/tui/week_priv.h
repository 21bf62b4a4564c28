/* week_priv.h - what the keys of the week and its picture share. */
#ifndef TUI_WEEK_PRIV_H
#define TUI_WEEK_PRIV_H

#include "store/query_schedule.h"
#include "tui/screen.h"

enum {
	WEEK_DAYS = 7,
	WEEK_SLOT_MIN = 30,
	WEEK_LINES_MAX = 2000,
	WEEK_SLOTS = 48,
	WEEK_WORK_DAYS = 5
};

struct week_screen {
	int64_t monday;
	int64_t patient; /* whom a free slot is booked for, 0 nobody yet */
	char patient_name[124];
	bool everybody;
	int days;	      /* columns: five, or seven when the week-end is used */
	int first, slots;     /* first half hour shown, and how many there are */
	int day, slot, which; /* the cursor: column, half hour of the day, visit in it */
	int top;	      /* first slot on the glass */
	struct week_line *lines;
	int n;
	bool more;
};

/* Visits that begin in a half hour of a day; *l is the i-th of them, NULL: fewer. */
int week_draw_in_slot(const struct week_screen *w, int day, int slot, int i,
		      const struct week_line **l);
/* The visit under the cursor; NULL: the half hour is free. */
const struct week_line *week_draw_marked(const struct week_screen *w);
/* Paints the days, the half hours, and the marked visit in full below. */
void week_draw(struct screen *s, struct week_screen *w);

#endif
