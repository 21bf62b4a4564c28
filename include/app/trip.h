/* trip.h - one turn of a stick: what lies on it for us is taken, what is new is written, and it may
 * be pulled. Knows no screen. */
#ifndef APP_TRIP_H
#define APP_TRIP_H

#include "app/exchange.h"

enum { TRIP_PLACES_MAX = 12, TRIP_TAKEN_MAX = 60, TRIP_MADE_MAX = 40, TRIP_PATH = 600 };

/* Where bundles come from and go to: a stick, or the folders inbox and outbox of this clinic. */
struct trip_place {
	bool stick; /* false: the folders */
	char label[64], path[TRIP_PATH];
	bool writable;
	char why[96];	  /* why not */
	int64_t room;	  /* bytes left, -1 not known */
	int ours;	  /* bundles for this site that lie there, by their names */
	char senders[80]; /* codes of those they are from, parted by blanks */
};
/* A screen that stands looks for sticks again so often. */
enum { TRIP_LOOK_MS = 2000 };
/* Does a person see another picture of it: another stick, more or less room, other bundles? */
bool trip_place_differs(const struct trip_place *x, const struct trip_place *y);
/* The sticks that are in, then the folders. */
enum status trip_places(struct app *a, struct trip_place *rows, int max, int *n,
			struct err *err) BASE_MUST_CHECK;

struct trip_made {
	char peer[LINK_SITE_SIZE];
	enum status state; /* ST_OK: written */
	int64_t ops;
	char said[EXCHANGE_SAID];
};
struct trip_result {
	struct exchange_taken taken[TRIP_TAKEN_MAX];
	struct trip_made made[TRIP_MADE_MAX];
	int n_taken, n_made;
	int64_t ops, conflicts; /* taken; those they opened */
	bool people;		/* new rows came: doubles are worth a look */
	bool safe;		/* the stick may be pulled */
	bool unmounted;
};
/* Takes what is there, then writes for peer ("": at a clinic its head office; at a head office
 * whoever's bundles were taken). ST_OK also when bundles were refused or one could not be written:
 * the result tells. ST_NOT_FOUND: nothing to take and nobody to write for. */
enum status trip_run(struct app *a, const struct trip_place *place, const char *peer,
		     const struct exchange_watch *w, struct trip_result *r,
		     struct err *err) BASE_MUST_CHECK;

#endif
