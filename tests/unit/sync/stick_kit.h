/* stick_kit.h - made-up bundles, and a reader that takes a place for true only when it verifies. */
#ifndef UNIT_SYNC_STICK_KIT_H
#define UNIT_SYNC_STICK_KIT_H

#include "place.h"
#include "sync/sign.h"
#include "sync/stick.h"

#include <stdint.h>

#define STICK_KIT_NAME "KBR_HQ_0007_000123"

struct stick_kit {
	struct place *p;
	struct io quick; /* does not wait for the disk */
	struct stick_env env;
	struct sign_key key;
	struct err err;
};

/* A key, an empty directory `stick` and a bundle of three files in `out/NAME`: changes.csv of n
 * bytes, a manifest with the sizes and hashes, its signature. */
void stick_kit_begin(struct stick_kit *k, void **state, size_t n);
/* Makes the bundle again in DIR/dir with n bytes. */
void stick_kit_bundle(struct stick_kit *k, const char *dir, size_t n);
/* DIR/dir as a reader sees it: -1 there is nothing to read, 0 it does not verify, 1 it does. */
int stick_kit_verify(struct stick_kit *k, const char *dir);
/* The bundles a reader finds in DIR/place; *bad of them do not verify. */
int stick_kit_scan(struct stick_kit *k, const char *place, int *bad);
/* The same where every one of them must. */
int stick_kit_count(struct stick_kit *k, const char *place);

#endif
