/* fleet.h - how far each site is that bundles are exchanged with; knows no screen. */
#ifndef APP_FLEET_H
#define APP_FLEET_H

#include "app/app.h"
#include "store/link.h"
#include "sync/csv_write.h"

enum { FLEET_OVERDUE_DAYS = 14, FLEET_SAID = 200 };

struct fleet_line {
	struct link_peer peer;
	int64_t waiting;      /* operations it is not known to hold */
	int unconfirmed;      /* bundles made for it without a receipt */
	int64_t key_since;    /* yyyymmdd; DICT_NONE: no key of it holds */
	int spooled;	      /* bundles of it that wait for one before them */
	int64_t missing_from; /* numbers of the bundles they wait for, 0 none */
	int64_t missing_to;
	bool overdue;	       /* no bundle came for FLEET_OVERDUE_DAYS */
	char said[FLEET_SAID]; /* what is wrong, the gravest first; "" all is well */
};
/* Every peer by code, at most LINK_PEERS_MAX. */
enum status fleet_list(struct app *a, struct fleet_line *rows, int max, int *n,
		       struct err *err) BASE_MUST_CHECK;
/* The same as CSV: site, hub, last_bundle, receipt, waiting, unconfirmed, key_since,
 * spooled, missing_from, missing_to, alarm, said. */
enum status
fleet_csv(struct app *a, struct csv_sink sink, struct err *err) BASE_MUST_CHECK;

#endif
