/* exchange_open.c - a bundle in the spool proved: signature, sender, address, every file. */
#include "exchange_priv.h"

#include "base/date.h"
#include "base/io_dir.h"
#include "store/merge.h"
#include "sync/bundle.h"
#include "sync/csv_read.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

/* ---- the signature */

static enum status
read_part(struct exchange_bundle *b, const char *name, size_t max, char **bytes,
	  size_t *n, struct err *err)
{
	char path[EXCHANGE_PATH];
	enum status st;

	exchange_file(b->dir, name, path);
	st = io_read_file(b->a->env.io, path, max, bytes, n, err);
	return st == ST_NOT_FOUND || st == ST_INVALID
		   ? status_fail(err, ST_DAMAGED,
				 "%s is missing or damaged: the stick may have been "
				 "pulled out while it was written; export again",
				 name)
		   : st;
}

static enum status
tell_signature(enum status st, struct err *err)
{
	if (st == ST_INVALID || st == ST_REFUSED)
		return status_fail(
		    err, ST_DAMAGED,
		    "manifest.txt is not what was signed: it is damaged or "
		    "was changed");
	return st;
}

/* No key that holds made it: an old one, as it says; or the site has none at all. */
static enum status
tell_stranger(struct exchange_bundle *b, const struct trust *old, struct err *err)
{
	char day[DATE_TEXT_SIZE];
	struct trust t;
	enum status st = trust_get(b->a->store, b->m.from, &t, err);

	if (st)
		return st;
	if (!old)
		return status_fail(
		    err, ST_STRANGER,
		    "%s: this bundle is signed with a key that is not known "
		    "here; compare the six words of its key file by phone",
		    b->m.from);
	date_text(old->until, day);
	return status_fail(err, ST_STRANGER,
			   "signed with a key of %s that was retired on %s: %s; what it "
			   "holds comes again with the next export",
			   b->m.from, day, old->reason);
}

/* Among the keys of the sender that hold; a retired one is named as such. */
static enum status
check_signature(struct exchange_bundle *b, const char *text, size_t n, const char *sig,
		size_t sig_n, char comment[SIGN_COMMENT], struct err *err)
{
	struct trust *rows = mem_alloc(TRUST_ROWS_MAX * sizeof *rows);
	int count;
	enum status st =
	    trust_list(b->a->store, b->m.from, rows, TRUST_ROWS_MAX, &count, err);
	enum status found = ST_STRANGER;
	const struct trust *old = NULL;

	for (int i = 0; i < count && !st && found == ST_STRANGER; i++) {
		struct sign_public pub;
		enum status is;

		if (!sign_public_parse(rows[i].sign_key, &pub))
			continue;
		is = sign_check(&pub, text, n, sig, sig_n, comment, err);
		if (rows[i].until != DICT_NONE) {
			old = is ? old : &rows[i];
			continue;
		}
		if (is != ST_DENIED)
			found = tell_signature(is, err);
		b->from_hub = rows[i].hub;
		b->sender = rows[i];
	}
	if (!st && found == ST_STRANGER)
		found = tell_stranger(b, old, err);
	free(rows);
	return st ? st : found;
}

/* A bundle that by its name and by its manifest is for somebody else is that to everybody, whether
 * its sender is known here or not. */
static enum status
check_receiver(struct exchange_bundle *b, struct err *err)
{
	struct bundle_name name;

	if (!strcmp(b->m.to, b->a->site.code) || !bundle_name_parse(b->name, &name) ||
	    strcmp(name.to, b->m.to))
		return ST_OK;
	return status_fail(err, ST_NOT_OURS,
			   "%s is meant for %s; this is %s: take it there", b->name,
			   b->m.to, b->a->site.code);
}

/* The manifest first: it says who must have signed it. Nothing of it counts before. */
static enum status
check_manifest(struct exchange_bundle *b, struct err *err)
{
	char *text = NULL, *sig = NULL, comment[SIGN_COMMENT];
	size_t n = 0, sig_n = 0;
	struct str want = {0};
	struct hash h;
	enum status st =
	    read_part(b, BUNDLE_MANIFEST, MANIFEST_BYTES_MAX, &text, &n, err);

	if (!st)
		st = read_part(b, BUNDLE_SIGNATURE, SIGN_FILE, &sig, &sig_n, err);
	if (!st)
		st = manifest_read(&b->m, text, n, err);
	if (!st)
		st = check_receiver(b, err);
	if (!st) {
		hash_init(&h);
		hash_add(&h, text, n);
		hash_end(&h, b->hash);
		st = check_signature(b, text, n, sig, sig_n, comment, err);
	}
	/* An old stick, and keys that changed since: it was taken while its key held. */
	if (st == ST_STRANGER && merge_was_taken(b->a->store, &b->m.bundle, b->hash))
		st = status_fail(err, ST_ALREADY, "%s", status_text(ST_ALREADY));
	if (!st) {
		manifest_comment(&b->m, &want);
		if (strcmp(comment, str_text(&want)))
			st = status_fail(err, ST_DAMAGED,
					 "the signature is of another bundle");
	}
	str_release(&want);
	free(text);
	free(sig);
	return st;
}

/* ---- address and files */

static enum status
check_address(struct exchange_bundle *b, struct err *err)
{
	char name[BUNDLE_NAME];

	manifest_name(&b->m, name);
	if (strcmp(name, b->name))
		return status_fail(err, ST_DAMAGED,
				   "%s was renamed; give it its own name again: %s",
				   b->name, name);
	if (b->m.schema_min > EXCHANGE_SCHEMA)
		return status_fail(err, ST_TOO_NEW,
				   "%s needs a limber of schema %lld, this one has %d: "
				   "install the newer one first",
				   b->name, (long long)b->m.schema_min, EXCHANGE_SCHEMA);
	return ST_OK;
}

/* Whether what lies there can still be read as a table, to its end: then somebody saved it, else it
 * is torn. */
struct shape {
	size_t columns;
	bool even;
};

static bool
same_width(void *arg, const struct csv_row *row)
{
	struct shape *s = arg;

	if (!s->columns)
		s->columns = row->n;
	s->even = s->even && row->n == s->columns;
	return s->even;
}

static void
pass_over(void *arg, enum csv_reason why, struct csv_place at)
{
	(void)arg;
	(void)why;
	(void)at;
}

static bool
is_readable(const struct io *io, const char *path)
{
	struct shape shape = {.even = true};
	struct csv_read *r =
	    csv_read_new(&(struct csv_read_calls){same_width, pass_over, &shape}, 3);
	int fd = io->open(io->arg, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0);
	char buf[4096], last = 0;
	ssize_t n = 0;
	bool good = fd >= 0;

	while (good && (n = io_read_all(io, fd, buf, sizeof buf)) > 0) {
		good = csv_read_feed(r, buf, (size_t)n) == CSV_REASON_NONE;
		last = buf[n - 1];
	}
	good = good && n == 0 && last == '\n' && csv_read_end(r) == CSV_REASON_NONE &&
	       shape.even && shape.columns > 1;
	if (fd >= 0)
		io->close(io->arg, fd);
	csv_read_free(r);
	return good;
}

static enum status
check_file(struct exchange_bundle *b, const struct manifest_file *f, struct err *err)
{
	char path[EXCHANGE_PATH];
	unsigned char hash[HASH_SIZE];
	int64_t bytes;
	enum status st;

	exchange_file(b->dir, f->name, path);
	st = exchange_hash(b->a->env.io, path, &bytes, hash, err);
	if (st == ST_NOT_FOUND)
		return status_fail(err, ST_DAMAGED, "%s is missing", f->name);
	if (st || (bytes == f->bytes && !memcmp(hash, f->hash, HASH_SIZE)))
		return st;
	if (is_readable(b->a->env.io, path))
		return status_fail(err, ST_CHANGED,
				   "%s was changed after export (perhaps saved by a "
				   "spreadsheet)",
				   f->name);
	return status_fail(err, ST_DAMAGED,
			   "%s is damaged (%lld bytes, %lld were written)", f->name,
			   (long long)bytes, (long long)f->bytes);
}

/* Nothing lies there that the manifest does not name. */
static enum status
check_others(struct exchange_bundle *b, struct err *err)
{
	const struct io *io = b->a->env.io;
	struct io_dir_names names = {0};
	int dir;
	enum status st = io_dir_open(io, b->dir, &dir, err);

	if (st)
		return st;
	st = io_dir_list(io, dir, b->dir, BUNDLE_FILES + 2, &names, err);
	io->close(io->arg, dir);
	for (size_t i = 0; i < names.n && !st; i++)
		if (strcmp(names.name[i], BUNDLE_MANIFEST) &&
		    strcmp(names.name[i], BUNDLE_SIGNATURE) &&
		    !manifest_file(&b->m, names.name[i]))
			st =
			    status_fail(err, ST_CHANGED, "a file was added after export");
	io_dir_free(&names);
	return st;
}

enum status
exchange_open(struct exchange_bundle *b, const struct exchange_watch *w, struct err *err)
{
	enum status st = check_manifest(b, err);

	if (!st)
		st = check_address(b, err);
	for (size_t i = 0; i < b->m.n_files && !st; i++) {
		st = exchange_step(w, "checking files", (int64_t)i, (int64_t)b->m.n_files,
				   err);
		if (!st)
			st = check_file(b, &b->m.files[i], err);
	}
	if (!st)
		st = check_others(b, err);
	if (!st && !manifest_file(&b->m, "changes.csv"))
		st = status_fail(err, ST_DAMAGED, "changes.csv is missing");
	return st;
}
