/* manifest.h - manifest.txt of a bundle: what it is, of whom, and the hash of each of its files.
 *
 * Lines "key value" in a fixed order, ASCII, LF (sync specification 10.5). Only what manifest_write
 * writes is read again. */
#ifndef SYNC_MANIFEST_H
#define SYNC_MANIFEST_H

#include "core/change.h"
#include "sync/bundle.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	MANIFEST_SITE = CHANGE_SITE,
	MANIFEST_HAVES_MAX = 2000,
	MANIFEST_FILES_MAX = 64,
	MANIFEST_TOLD_MAX = 128,
	MANIFEST_NAME = 48,
	MANIFEST_BYTES_MAX = 512 * 1024
};

struct manifest_file {
	char name[MANIFEST_NAME];
	int64_t bytes, rows; /* rows: data rows of a table, 0 for other files */
	unsigned char hash[HASH_SIZE];
};

struct manifest {
	char from[MANIFEST_SITE], to[MANIFEST_SITE];
	struct uid writer, bundle; /* of the sender when its link began; of the bundle */
	int64_t incarnation, serial;
	int64_t created; /* s since 1970 as the sender's clock claims */
	char clock;	 /* P or U: how far it is trusted */
	int64_t schema, schema_min;
	int64_t n_from, n_to;
	unsigned char hash_from[HASH_SIZE], hash_to[HASH_SIZE];
	bool acks; /* the link from `to` to `from` is acknowledged up to ack_n */
	int64_t ack_n;
	unsigned char ack_hash[HASH_SIZE];
	struct change_have *haves; /* in order of writer bytes; manifest_release frees */
	size_t n_haves;
	int64_t ops;
	bool digests; /* rows_digest is given */
	unsigned char rows_digest[HASH_SIZE];
	int64_t audit_n;
	unsigned char audit_hash[HASH_SIZE];
	bool tells; /* `told` is given: programs before it gave none */
	struct change_line
	    told[MANIFEST_TOLD_MAX]; /* lines of its audit that bundles before
							this one told, in order, as they are now */
	size_t n_told;
	struct manifest_file files[MANIFEST_FILES_MAX];
	size_t n_files;
};

/* Frees what manifest_read and manifest_add_have hold. */
void manifest_release(struct manifest *m);
/* Appends one to haves. */
void manifest_add_have(struct manifest *m, const struct change_have *h);
/* Appends the text. */
void manifest_write(const struct manifest *m, struct str *out);
/* Reads it. ST_DAMAGED names the line; ST_TOO_NEW: its first line is of another version. */
enum status manifest_read(struct manifest *m, const char *text, size_t n,
			  struct err *err) BASE_MUST_CHECK;
/* KBR_HQ_0007_000123, and the comment that is signed with it: "KBR>HQ 7 123 <bundle>". */
void manifest_name(const struct manifest *m, char out[BUNDLE_NAME]);
void manifest_comment(const struct manifest *m, struct str *out);
/* The file of a name, NULL when it has none. */
const struct manifest_file *manifest_file(const struct manifest *m, const char *name);

#endif
