/* bundle.h - how bundles and the files in them may be called, and how large they may be; reads and
 * writes nothing. */
#ifndef SYNC_BUNDLE_H
#define SYNC_BUNDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	BUNDLE_FILES = 64,		  /* files in one bundle */
	BUNDLE_BYTES = 512 * 1024 * 1024, /* all of them together */
	BUNDLE_FILE = 48,		  /* room for the name of a file */
	BUNDLE_NAME = 64,		  /* room for the name of a bundle */
	BUNDLE_SITE = 8,		  /* room for the code of a site */
};

#define BUNDLE_DIR	 "LIMBER" /* where they lie on a stick */
#define BUNDLE_MANIFEST	 "manifest.txt"
#define BUNDLE_SIGNATURE "manifest.txt.minisig"
#define BUNDLE_SEALED	 ".age" /* end of the name of a sealed one */

/* KBR_HQ_0007_000123: from whom, to whom, incarnation of the link, serial number. */
struct bundle_name {
	char from[BUNDLE_SITE], to[BUNDLE_SITE];
	int64_t incarnation, serial; /* from 1 */
};

/* May a file in a bundle have this name? manifest.txt, its signature, lower case words with .csv,
 * datapackage.json, README.txt. */
bool bundle_file_ok(const char *name);
/* Reads the name of a bundle, without .age; false for every text bundle_name_text does not make. */
bool bundle_name_parse(const char *text, struct bundle_name *name);
/* Reads the name of a bundle as it lies somewhere, and whether it is a sealed one. */
bool bundle_name_lying(const char *text, struct bundle_name *name, bool *sealed);
/* The same of a name another program gave to a copy, "KBR_HQ_0007_000123 (1).age", "Copy of KBR_...":
 * one that is found within it. Signature and manifest decide whether it is true. */
bool bundle_name_within(const char *text, struct bundle_name *name, bool *sealed);
/* The name as text. The codes are those of sites. */
void bundle_name_text(const struct bundle_name *name, char text[BUNDLE_NAME]);
/* Bundles of one link as they were made, as strcmp tells: the life of the link, then the number in it. */
int bundle_name_order(const struct bundle_name *a, const struct bundle_name *b);

#endif
