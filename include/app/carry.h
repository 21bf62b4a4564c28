/* carry.h - copies of a whole clinic that are carried away: made, sealed, opened again for proof, put on a
 * stick or into a directory; and one taken back. Knows no screen.
 *
 * A sealed copy is one age file for the same keys as a bundle: the head office's and this site's own. It
 * is made in DATA/carry (0700), which one program at a time has and which is empty afterwards. */
#ifndef APP_CARRY_H
#define APP_CARRY_H

#include "app/exchange.h"
#include "core/backup.h"

enum { CARRY_PATH = 700 };

struct carry_made {
	char name[BACKUP_CARRIED], path[CARRY_PATH];
	bool sealed;
	bool own_only; /* nobody but this site's own key opens it */
	int64_t bytes;
	char said[CARRY_PATH + 200]; /* where it lies and who can open it */
};
/* Makes a copy of the clinic and puts it into the directory `to` as stick_put_file does; sealed unless the
 * clinic chose plain. The sealed file was opened again before: the same bytes, whole, of this clinic. w may be
 * NULL. ST_DENIED: not for this role; ST_NOT_FOUND: no such directory, or age is missing; ST_FULL,
 * ST_READONLY, ST_IO: the place; ST_BUSY: another program makes one. After a failure no file has the
 * name of a copy unless it is whole. */
enum status carry_out(struct app *a, const char *to, const struct exchange_watch *w,
		      struct carry_made *made, struct err *err) BASE_MUST_CHECK;
/* The one stick that is in and can be written. ST_NOT_FOUND: none; ST_REFUSED: several; ST_READONLY. */
enum status
carry_stick(struct app *a, char path[CARRY_PATH], struct err *err) BASE_MUST_CHECK;

/* A sealed copy being taken back. */
struct carry_back {
	const struct io *io;
	const char *dir;
	int lock;
	char path[CARRY_PATH]; /* the opened copy */
};
/* Opens the sealed copy src in the data directory dir (made when it is missing) with the identity file key
 * (NULL: this site's own). carry_back_end removes it again, also after a failure. ST_DENIED: sealed for
 * others; ST_INVALID: damaged; ST_NOT_FOUND: no key. */
enum status
carry_back_open(struct carry_back *b, const char *dir, const struct io *io,
		const char *src, const char *key, struct err *err) BASE_MUST_CHECK;
void carry_back_end(struct carry_back *b);
/* Is that the name of a sealed file? */
bool carry_is_sealed(const char *path);

#endif
