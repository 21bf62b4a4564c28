/* link.h - what goes to other sites and what they are known to hold; knows no files.
 *
 * Sync specification 10.8, 10.10. Operations go to a peer in the order in which they came to lie
 * here, each with a position on the link. Nothing counts as delivered before the peer says so. */
#ifndef STORE_LINK_H
#define STORE_LINK_H

#include "core/change.h"
#include "store/store.h"

enum { LINK_SITE_SIZE = CHANGE_SITE, LINK_PEERS_MAX = 256, LINK_ALARM_SIZE = 200 };

/* What a clinic gets from the head office: everything, or what is of its own patients and of nobody.
 * A clinic sends the head office everything, always. A new peer gets its own patients. */
enum link_scope { LINK_ALL, LINK_OWN, LINK_ALL_AGAIN };

/* A peer as the database keeps it. Times are wall clock claims in ms, DICT_NONE: never. */
struct link_peer {
	char site[LINK_SITE_SIZE];
	bool hub;
	int64_t incarnation, serial; /* of our link to it; of the last bundle made */
	int64_t end_n, acked_n;	     /* positions laid, acknowledged */
	int64_t acked_at, seen_at;
	char alarm[LINK_ALARM_SIZE]; /* "": all is well */
	int64_t audit_odd; /* line of its audit that is not what it told before; 0 none */
	int64_t
	    late; /* bundles of a database of it that was replaced since; cleared as alarms are */
	enum link_scope scope; /* of a head office LINK_ALL */
};

/* Makes a peer known (idempotent). Own transaction or the caller's. ST_INVALID: no site code. */
enum status link_peer_add(struct store *s, const char *site, bool hub,
			  struct err *err) BASE_MUST_CHECK;
enum status link_peer_get(struct store *s, const char *site, struct link_peer *p,
			  struct err *err) BASE_MUST_CHECK;
/* All peers by code. */
enum status link_peers(struct store *s, struct link_peer *rows, int max, int *n,
		       struct err *err) BASE_MUST_CHECK;
/* Widens or narrows it. What was left out until now follows with the next bundle; nothing is taken
 * back. ST_NOT_FOUND; ST_INVALID: the head office. */
enum status link_scope_set(struct store *s, const char *site, bool all,
			   struct err *err) BASE_MUST_CHECK;
/* Sets the alarm that freezes imports from it, or with "" clears it and audit_odd. */
enum status link_alarm(struct store *s, const char *site, const char *why,
		       struct err *err) BASE_MUST_CHECK;

/* A link laid up to now, ready to be written from position acked_n + 1 on. */
struct link_out {
	char from[LINK_SITE_SIZE], to[LINK_SITE_SIZE];
	struct uid writer;   /* own writer now */
	int64_t incarnation; /* of the link */
	int64_t acked_n, end_n;
	unsigned char hash[HASH_SIZE]; /* link hash at acked_n */
};
/* Lays the link to a peer: every operation it is not known to hold gets a position. Begins the
 * link anew when this database was restored since. Writes; own transaction or the caller's.
 * ST_NOT_FOUND: no such peer. */
enum status link_lay(struct store *s, const char *peer, struct link_out *l,
		     struct err *err) BASE_MUST_CHECK;
/* The next number for a bundle to the peer; committed, never given again. */
enum status link_serial(struct store *s, const char *peer, int64_t *serial,
			struct err *err) BASE_MUST_CHECK;
/* Whether what is said of a row goes to the peer. ST_NOT_FOUND: no such peer. */
enum status link_shares(struct store *s, const char *peer, int64_t row, bool *goes,
			struct err *err) BASE_MUST_CHECK;
/* Calls each for the operations at positions above `after` in order, until it fails; n is the
 * position of the operation, of the last one where some are left out (CHANGE_SKIP). Reads. */
enum status link_read(struct store *s, const char *peer, int64_t after,
		      enum status (*each)(void *arg, int64_t n, const struct change *c,
					  const struct str *canonical, struct err *err),
		      void *arg, struct err *err) BASE_MUST_CHECK;
/* Numbers of the rows that positions after ... to speak of, by entity (in the order of the
 * dictionary) and number, each once; without rows of entities this program does not know, and of
 * operations left out. The caller frees *rows. */
struct link_row {
	enum entity_id e;
	int64_t no;
};
enum status link_rows(struct store *s, const char *peer, int64_t after, int64_t to,
		      struct link_row **rows, size_t *n, struct err *err) BASE_MUST_CHECK;

/* A bundle made. */
struct link_bundle {
	char peer[LINK_SITE_SIZE];
	int64_t incarnation, serial;
	struct uid id;
	int64_t n_from, n_to; /* positions before the first and of the last operation */
	unsigned char hash_to[HASH_SIZE];
	int64_t at, acked_at; /* ms; acked_at DICT_NONE: no receipt yet */
	char place[64];	      /* stick it was written to, "" */
	bool
	    replaced; /* link_bundles only: of a link from before a restore; no receipt will
			  come, and later bundles hold what was not confirmed of it */
	int64_t audit_no; /* last line of our audit that it told of; link_sent only */
};
enum status
link_sent(struct store *s, const struct link_bundle *b, struct err *err) BASE_MUST_CHECK;
/* Lines of our audit, up to `upto`, that the newest bundles for a peer told of, with the hashes there
 * now; in order, at most max of the last ones. */
enum status
link_told(struct store *s, const char *peer, int64_t upto, struct change_line *rows,
	  int max, int *n, struct err *err) BASE_MUST_CHECK;
/* Bundles made for a peer ("" all), newest first. */
enum status link_bundles(struct store *s, const char *peer, struct link_bundle *rows,
			 int max, int *n, struct err *err) BASE_MUST_CHECK;

/* What this site holds, in order of writer bytes. */
enum status
link_haves(struct store *s,
	   enum status (*each)(void *arg, const struct change_have *h, struct err *err),
	   void *arg, struct err *err) BASE_MUST_CHECK;

/* How far the links of a peer came: its newest one, as an acknowledgement for it. known false:
 * nothing was ever taken from it. */
struct link_ack {
	bool known;
	int64_t n;
	unsigned char hash[HASH_SIZE];
};
enum status link_ack(struct store *s, const char *peer, struct link_ack *a,
		     struct err *err) BASE_MUST_CHECK;

/* Number of the last bundle taken on the newest link of a peer, 0 none. */
enum status link_taken(struct store *s, const char *peer, int64_t *serial,
		       struct err *err) BASE_MUST_CHECK;

/* Since when the peer is known to hold the birth of a row (ms); DICT_NONE: not yet. hub "" asks
 * for the head office. */
enum status link_since(struct store *s, const char *peer, int64_t row, int64_t *at,
		       struct err *err) BASE_MUST_CHECK;
/* Operations the peer has not acknowledged; to one that gets its own patients alone those laid for it
 * (link_lay), without what is left out. */
enum status link_waiting(struct store *s, const char *peer, int64_t *ops,
			 struct err *err) BASE_MUST_CHECK;

#endif
