/* merge.h - operations of another site into this database; knows no files.
 *
 * Sync specification 10.4, 10.9. A bundle is looked at (merge_look), all of its operations are
 * checked without a lock (merge_check), then they are taken in one transaction (merge_open ...
 * merge_close). Nothing of a bundle that fails stays. */
#ifndef STORE_MERGE_H
#define STORE_MERGE_H

#include "store/link.h"

/* What a bundle says of itself. Borrowed while it is merged. */
struct merge_bundle {
	char peer[LINK_SITE_SIZE]; /* sender */
	bool hub;	       /* the sender is the head office: it may speak for all */
	struct uid writer, id; /* of the sender when its link began; of the bundle */
	int64_t incarnation, serial;
	int64_t n_from, n_to; /* positions before the first and of the last operation */
	unsigned char hash_from[HASH_SIZE], hash_to[HASH_SIZE]; /* link hashes there */
	unsigned char manifest[HASH_SIZE];
	int64_t audit_n; /* last line of its audit, and the hash there */
	unsigned char audit_hash[HASH_SIZE];
	bool tells; /* `told` is given; older programs do not */
	const struct change_line
	    *told; /* lines it told of before, as they are there now */
	size_t n_told;
	struct link_ack ack;		 /* what it acknowledges of our link */
	const struct change_have *haves; /* what it holds, in order of writer bytes */
	size_t n_haves;
};

/* How a bundle stands to what is here already. */
struct merge_state {
	int64_t recv_n; /* positions of its link taken so far */
	unsigned char recv_hash[HASH_SIZE];
	int64_t last_serial; /* of its link, 0 none */
	int64_t seen_at;     /* ST_ALREADY: when it was imported, ms */
	bool late;	     /* of a database its site has replaced since */
	bool newest;	     /* what it holds and acknowledges is news */
	bool replaced;	     /* it begins the link of another database of its site */
	bool restored; /* this database was restored without knowing: it began anew */
};

/* Decides before anything is read of the operations: ST_OK take it; ST_ALREADY; ST_WAITING (the
 * sentence names the missing bundles); ST_FORK (imports from this site are frozen, or will be).
 * When the bundle proves that this database is an older copy of itself a new writer begins. */
enum status merge_look(struct store *s, const struct merge_bundle *b,
		       struct merge_state *state, struct err *err) BASE_MUST_CHECK;

/* True when exactly this bundle (its id and the hash of its manifest) was taken before. */
bool merge_was_taken(struct store *s, const struct uid *id,
		     const unsigned char manifest[HASH_SIZE]);

/* The first way through the operations, in their order. Nothing is written, no lock held.
 * ST_DAMAGED: they do not give the hashes of the manifest, a number is missing, the sender may not
 * speak for a writer. ST_FORK: an operation is here already with other content. */
struct merge_check;
enum status merge_check_open(struct store *s, const struct merge_bundle *b,
			     const struct merge_state *state, struct merge_check **m,
			     struct err *err) BASE_MUST_CHECK;
enum status merge_check_op(struct merge_check *m, const struct change *c,
			   struct err *err) BASE_MUST_CHECK;
/* Compares what was reached; always frees m. done false: only frees. *fresh: operations new here.
 * ST_WAITING: the bundle leaves out what its sender wrongly believes to be here; then merge_hear. */
enum status merge_check_close(struct merge_check *m, bool done, int64_t *fresh,
			      struct err *err) BASE_MUST_CHECK;

/* The bundle cannot be taken, but its sender told what it holds: noted, so that it is sent what it
 * lacks. Without this two sites that were both restored could wait for each other. */
enum status merge_hear(struct store *s, const struct merge_bundle *b,
		       const struct merge_state *state, struct err *err) BASE_MUST_CHECK;

/* How the sender's audit stands to what it told of it before, here and at the line named. */
enum merge_audit {
	MERGE_AUDIT_FITS,
	MERGE_AUDIT_SHORTER,  /* lines from there on were removed */
	MERGE_AUDIT_CHANGED,  /* written anew, from there or before */
	MERGE_AUDIT_UNTOLD,   /* it does not say any more what that line is */
	MERGE_AUDIT_RESTORED, /* of a copy: it fits up to there and goes on otherwise */
};

/* What merging did. */
struct merge_result {
	int64_t ops;			/* new here */
	int64_t rows_new, rows_changed; /* rows born, rows edited */
	int64_t conflicts, settled;	/* conflicts opened, closed */
	int64_t patients_from;		/* local number of the first new row, 0 none */
	bool peer_lost;			/* the sender lost data; it is sent again */
	bool copies;			/* another copy of this database is in use */
	enum merge_audit audit;
	int64_t audit_line;
};

/* The second way: in one transaction, which begins here (the caller may have one open around it).
 * Values are parsed and checked; ST_DAMAGED names what does not fit. ST_WAITING: at a site that was
 * restored, the bundle builds on what has not come back yet; then merge_hear. After a failure call
 * merge_cancel. */
struct merge;
enum status
merge_open(struct store *s, const struct merge_bundle *b, const struct merge_state *state,
	   struct merge **m, struct err *err) BASE_MUST_CHECK;
enum status
merge_op(struct merge *m, const struct change *c, struct err *err) BASE_MUST_CHECK;
/* Recomputes what touched cells show, keeps links, receipts, audit; commits; frees m, also when it
 * fails (then everything is undone). Lines of new rows in search and caseload follow by
 * store_catch_up. */
enum status
merge_close(struct merge *m, struct merge_result *r, struct err *err) BASE_MUST_CHECK;
void merge_cancel(struct merge *m);

/* Bundles taken, newest first. */
struct merge_seen {
	char peer[LINK_SITE_SIZE];
	struct uid id;
	int64_t incarnation, serial, ops, at;
};
enum status merge_seen_list(struct store *s, struct merge_seen *rows, int max, int *n,
			    struct err *err) BASE_MUST_CHECK;

#endif
