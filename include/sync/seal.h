/* seal.h - bundles and copies closed for recipients and opened again by the age program; knows no
 * signature.
 *
 * A sealed bundle is one ustar archive of its files (tar.h) inside one age file: `age -d | tar x`
 * opens it without limber. age proves that nothing was changed on the way, not who sent it. */
#ifndef SYNC_SEAL_H
#define SYNC_SEAL_H

#include "base/io.h"

enum { SEAL_RECIPIENT = 80, SEAL_RECIPIENTS = 8 };

/* Is this a recipient (age1..., X25519) with its check characters right? No plugin, no SSH key. */
bool seal_recipient_ok(const char *text);
/* Makes a new identity file (mode 0600) and says its recipient. ST_DUPLICATE: there is one already,
 * and none is ever overwritten; ST_NOT_FOUND: age is not installed. */
enum status
seal_key_make(const struct io *io, const char *identity, char recipient[SEAL_RECIPIENT],
	      struct err *err) BASE_MUST_CHECK;
/* The recipient of an identity file. ST_INVALID: damaged; ST_DENIED: everybody on this machine may
 * read it. */
enum status
seal_recipient(const struct io *io, const char *identity, char recipient[SEAL_RECIPIENT],
	       struct err *err) BASE_MUST_CHECK;
/* Seals the files of dir for n recipients (1 to SEAL_RECIPIENTS) into the file out (mode 0600),
 * which is whole or not there; an older one is replaced. */
enum status
seal_close(const struct io *io, const char *dir, const char *const *recipients, size_t n,
	   const char *out, struct err *err) BASE_MUST_CHECK;
/* Opens the file `in` into the new directory dir (mode 0700; it must not be there yet). ST_DENIED:
 * sealed for somebody else; ST_INVALID: damaged, or no bundle is in it; ST_NOT_FOUND: age is not
 * installed. On failure nothing is left. */
enum status seal_open(const struct io *io, const char *identity, const char *in,
		      const char *dir, struct err *err) BASE_MUST_CHECK;

/* The same for one file as it is (a copy of the database): `age -d` gives it back. */
enum status
seal_close_file(const struct io *io, const char *in, const char *const *recipients,
		size_t n, const char *out, struct err *err) BASE_MUST_CHECK;
/* Opens the file `in` into the file out (mode 0600), which is whole or not there. Failures as
 * seal_open. */
enum status seal_open_file(const struct io *io, const char *identity, const char *in,
			   const char *out, struct err *err) BASE_MUST_CHECK;

#endif
