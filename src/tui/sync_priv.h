/* sync_priv.h - what the keys of the stick's screen and its picture share. */
#ifndef TUI_SYNC_PRIV_H
#define TUI_SYNC_PRIV_H

#include "app/carry.h"
#include "app/exchange.h"
#include "app/trip.h"
#include "store/link.h"
#include "tui/list.h"
#include "tui/screen.h"

enum { SYNC_HISTORY = 60 };

struct sync_row {
	int64_t name;
	int at;
};

struct sync_screen {
	struct list list;
	struct trip_place places[TRIP_PLACES_MAX];
	int n_places, marked;
	struct exchange_news news; /* at a clinic: for its head office */
	bool knows;		   /* somebody to write for is known */
	bool sealed;
	struct link_bundle bundles[SYNC_HISTORY];
	struct sync_row rows[SYNC_HISTORY];
	int n_bundles;
	struct trip_result *result; /* NULL: nothing was done yet, or a copy was made */
	struct carry_made *carried; /* NULL: no copy was made */
	char doing[60];		    /* what runs, "" nothing */
	int64_t done, all, drawn_ms, look_ms;
};

/* Paints the whole screen: places, what waits, what was done, the bundles made. */
void sync_draw(struct screen *s);
/* The local day of a time in ms. */
void sync_draw_day(int64_t ms, struct str *out);

#endif
