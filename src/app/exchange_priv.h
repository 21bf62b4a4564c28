/* exchange_priv.h - what the files of bundles out and in share; private to exchange*.c. */
#ifndef APP_EXCHANGE_PRIV_H
#define APP_EXCHANGE_PRIV_H

#include "app/exchange.h"
#include "app/keys.h"
#include "sync/bundle.h"
#include "sync/manifest.h"

enum {
	EXCHANGE_OPS = 200000,		   /* operations in one part */
	EXCHANGE_BYTES = 64 * 1024 * 1024, /* of changes.csv in one part */
	EXCHANGE_SPOOLED_MAX = 512,	   /* bundles in the spool or on a stick */
	EXCHANGE_DIR = 640,		   /* room for the path of a directory */
	EXCHANGE_BACKUP_OPS = 5000,	   /* a copy is made before so many are taken */
	EXCHANGE_BACKUP_BYTES =
	    64 * 1024 * 1024, /* of a database that is copied for it */
	EXCHANGE_SCHEMA = 4,
	EXCHANGE_SCHEMA_MIN = 4, /* of bundles: steps of the log's schema */
};

/* DATA/outbox/NAME and the like; name "" is the directory itself. */
void exchange_path(const struct app *a, const char *folder, const char *name,
		   char path[EXCHANGE_DIR]);
void exchange_file(const char *dir, const char *name, char path[EXCHANGE_PATH]);
/* Removes a bundle from such a folder, when it is there. */
void exchange_clear(const struct app *a, const char *folder, const char *name);
/* From any directory. */
void exchange_clear_in(const struct io *io, const char *path, const char *name);
/* Takes our bundles with a receipt off the stick dest, but for the newest three of the link; those
 * without one stay. Returns how many went; what cannot be removed stays. */
int exchange_tidy(struct app *a, const struct link_out *link, const char *dest);
/* Names of the bundles that wait in the spool for one before them, at most max. */
enum status exchange_spooled(struct app *a, struct bundle_name *names, int max, int *n,
			     struct err *err) BASE_MUST_CHECK;
/* Calls the watch; ST_REFUSED when it wants to stop. */
enum status exchange_step(const struct exchange_watch *w, const char *what, int64_t done,
			  int64_t all, struct err *err) BASE_MUST_CHECK;
/* Size and BLAKE2b-256 of a file, read in blocks. */
enum status exchange_hash(const struct io *io, const char *path, int64_t *bytes,
			  unsigned char hash[HASH_SIZE], struct err *err) BASE_MUST_CHECK;

/* A part being made. */
struct exchange_part {
	struct app *a;
	const struct exchange_out *o;
	const struct exchange_watch *w;
	const struct link_out *link;
	const struct trust *own; /* our keys */
	struct sign_key *key;
	int64_t after;		       /* position before its first operation */
	unsigned char hash[HASH_SIZE]; /* link hash there; gets that of its end */
	struct manifest m;
	int64_t left; /* operations it leaves out: they are not for the peer */
	char dir[EXCHANGE_DIR];
};
/* Writes one part into its directory of the outbox, signature last: from p->after on, as much as a
 * part holds; p->m is filled (the caller releases it). */
enum status exchange_part(struct exchange_part *p, struct err *err) BASE_MUST_CHECK;
/* The files for people: tables of the rows a part speaks of, conflicts, descriptions. */
enum status exchange_tables(struct exchange_part *p, struct err *err) BASE_MUST_CHECK;
/* Notes a finished file of the part in its manifest. */
enum status exchange_add_file(struct exchange_part *p, const char *name, int64_t rows,
			      struct err *err) BASE_MUST_CHECK;
/* Writes bytes as a file of the part and notes it. */
enum status exchange_put_file(struct exchange_part *p, const char *name,
			      const struct str *bytes, struct err *err) BASE_MUST_CHECK;

/* A bundle that came, in its directory of the spool. */
struct exchange_bundle {
	struct app *a;
	char name[EXCHANGE_NAME]; /* KBR_HQ_0007_000123 */
	char dir[EXCHANGE_DIR];
	struct manifest m;
	unsigned char hash[HASH_SIZE]; /* of the manifest */
	bool from_hub;
	struct trust sender; /* whose key it was signed with */
};
/* Opens and proves it: signature, sender, address, every file. States of 10.15. */
enum status exchange_open(struct exchange_bundle *b, const struct exchange_watch *w,
			  struct err *err) BASE_MUST_CHECK;
/* Takes it into the database; dry: only checks. Fills t but for its state and sentence. */
enum status
exchange_take(struct exchange_bundle *b, bool dry, const struct exchange_watch *w,
	      struct exchange_taken *t, struct err *err) BASE_MUST_CHECK;
/* The sentence of a state (10.15) into t->said; err is what the failing function said. */
void exchange_say(struct exchange_taken *t, const struct err *err);

#endif
