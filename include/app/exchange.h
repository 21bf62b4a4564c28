/* exchange.h - bundles out to another site and in from it: the use cases behind the stick.
 *
 * Sync specification 10.5 to 10.10 and 10.15. A bundle is finished in DATA/outbox and then put on the
 * stick; what comes in is copied to DATA/spool and read there alone. */
#ifndef APP_EXCHANGE_H
#define APP_EXCHANGE_H

#include "app/app.h"
#include "store/merge.h"

enum { EXCHANGE_NAME = 64, EXCHANGE_SAID = 400, EXCHANGE_PATH = 700 };

/* Progress: what is done ("writing changes"), how far of how much (0: not known). false stops. */
struct exchange_watch {
	bool (*step)(void *arg, const char *what, int64_t done, int64_t all);
	void *arg;
};

/* ---- out */

struct exchange_out {
	const char *peer; /* site code; "": the head office */
	const char
	    *dest; /* stick or directory it is put on; "": it stays in the outbox */
	bool full; /* the readable tables with every row, not only those touched */
};

struct exchange_made {
	int bundles;	    /* parts made, at least one */
	int64_t ops, bytes; /* operations in them; bytes on the stick */
	int tidied;	    /* old bundles with a receipt that were taken off the stick */
	bool sealed;
	char first[EXCHANGE_NAME], last[EXCHANGE_NAME]; /* names of the parts */
	char path[EXCHANGE_PATH];			/* where the last lies */
	char said[EXCHANGE_SAID]; /* "191 changes are on the stick KBR ..." */
};
/* Makes the bundle (several when there is much) for a peer from the last receipt on and puts it on
 * dest. Nothing counts as delivered. ST_NOT_FOUND: no peer; ST_FULL, ST_READONLY, ST_IO: the stick,
 * the bundle waits in the outbox and the next export writes it again. */
enum status exchange_export(struct app *a, const struct exchange_out *o,
			    const struct exchange_watch *w, struct exchange_made *made,
			    struct err *err) BASE_MUST_CHECK;

/* What is new for a peer since its last receipt. */
struct exchange_news {
	struct link_peer peer;
	int64_t ops;	 /* operations it is not known to hold */
	int64_t since;	 /* wall clock of the last receipt in ms, DICT_NONE never */
	int unconfirmed; /* bundles made without a receipt */
};
enum status exchange_news(struct app *a, const char *peer, struct exchange_news *n,
			  struct err *err) BASE_MUST_CHECK;

/* ---- in */

/* What became of one bundle (10.15). */
struct exchange_taken {
	char name[EXCHANGE_NAME]; /* as it lies there */
	enum status state; /* ST_OK imported, ST_ALREADY, ST_WAITING, ST_DAMAGED ... */
	char from[LINK_SITE_SIZE];
	int64_t serial, ops, rows_new, rows_changed;
	int64_t conflicts, settled; /* opened, closed */
	int64_t
	    patients_from; /* local number of the first new row (duplicates are looked for from
				  there on), 0 none */
	int64_t
	    receipts; /* our operations the sender now confirms to hold and did not before */
	bool dry_run; /* looked at and checked alone: nothing was taken */
	bool late, restored, peer_lost, copies; /* merge.h */
	enum merge_audit audit;			/* of the sender, and the line */
	int64_t audit_line;
	bool lacks; /* ST_WAITING: the sender left out what it believes to be here */
	char said[EXCHANGE_SAID]; /* the sentence of 10.15 */
};

struct exchange_in {
	const char *src; /* stick, directory of bundles, a bundle, a sealed file */
	bool dry_run;	 /* look and check, take nothing */
	void (*each)(void *arg, const struct exchange_taken *t);
	void *arg;
};
/* Takes every bundle for this site that lies at src, in order, and those that waited in the spool
 * for them. *worst is the gravest state (ST_OK when all is well; ST_ALREADY only when nothing was
 * new). The result is ST_OK also when bundles were refused: each has been told. ST_NOT_FOUND: no
 * bundle lies there. */
enum status exchange_import(struct app *a, const struct exchange_in *in,
			    const struct exchange_watch *w, enum status *worst,
			    struct err *err) BASE_MUST_CHECK;

#endif
