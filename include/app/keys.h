/* keys.h - the keys of this site and of those it exchanges bundles with; knows no bundle.
 *
 * Private halves lie in DATA/keys (0700): sign.key signs (sync/sign.h), seal.key opens what is
 * sealed for this site (sync/seal.h). They never leave the machine. Whoever's keys are trusted is a
 * peer of the links too (store/link.h): what takes keys calls trust_put and link_peer_add. */
#ifndef APP_KEYS_H
#define APP_KEYS_H

#include "app/app.h"
#include "store/trust.h"
#include "sync/sign.h"

/* The keys of this site, made when they are first needed and noted in the table of trust as own.
 * *t gets the public halves. ST_NOT_FOUND: age is not installed. */
enum status keys_own(struct app *a, struct trust *t, struct err *err) BASE_MUST_CHECK;
/* The private signing key; sign_key_release it. */
enum status
keys_signing(struct app *a, struct sign_key *key, struct err *err) BASE_MUST_CHECK;
/* Path of the identity that opens what is sealed for this site. */
void keys_identity(const struct app *a, char *path, size_t size);

/* Whether bundles are sealed (the default) or lie on the stick as plain tables. */
enum status keys_sealed(struct app *a, bool *sealed, struct err *err) BASE_MUST_CHECK;

#endif
