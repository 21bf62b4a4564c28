/* store_self.c - the incarnation file: is this the database that wrote last at this place?
 *
 * A database restored from a backup, or copied, would number its operations and its bundles a
 * second time. The file stays outside backups and names machine, file, writer, last number and how
 * many bundles were made; when they do not fit, the next write begins a new writer. */
#include "query_priv.h"
#include "store/audit.h"
#include "store_priv.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct self {
	char machine[64];
	unsigned long long dev, ino;
	char writer[2 * UID_SIZE + 1];
	long long seq, made;
};

enum { FILE_SIZE = 256 };

static void
self_path(const struct store *s, char *path, size_t size)
{
	str_format(path, size, "%s/incarnation", s->dir);
}

/* What this machine and file are; looked at once. */
static enum status
look(struct store *s, struct err *err)
{
	const struct io *io = s->env->io;
	struct stat st;
	char *bytes;
	size_t n;

	if (s->machine[0])
		return ST_OK;
	if (io->stat(io->arg, s->path, &st))
		return status_fail(err, ST_IO, "%s: cannot be looked at", s->path);
	s->dev = st.st_dev;
	s->ino = st.st_ino;
	str_copy(s->machine, sizeof s->machine, "none");
	if (!io_read_file(io, "/etc/machine-id", 60, &bytes, &n, NULL)) {
		bytes[strcspn(bytes, " \n")] = '\0';
		if (bytes[0])
			str_copy(s->machine, sizeof s->machine, bytes);
		free(bytes);
	}
	return ST_OK;
}

static void
writer_hex(const struct uid *id, char out[2 * UID_SIZE + 1])
{
	for (int i = 0; i < UID_SIZE; i++)
		str_format(out + 2 * i, 3, "%02x", id->b[i]);
}

/* How many bundles were made here, of all links. */
static enum status
bundles_made(struct store *s, long long *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_PEER_MADE, &q, err);

	*n = 0;
	if (st)
		return st;
	if (stmt_next(s, q, &st, err)) {
		*n = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	return st;
}

/* A file of before bundles were counted has none. */
static bool
read_file(struct store *s, struct self *was)
{
	char path[600], *bytes;
	size_t n;
	int got;

	was->made = 0;
	self_path(s, path, sizeof path);
	if (io_read_file(s->env->io, path, FILE_SIZE, &bytes, &n, NULL))
		return false;
	got = sscanf(bytes,
		     "limber incarnation 1\nmachine %63s\nfile %llu %llu\n"
		     "writer %32s\nseq %lld\nmade %lld\n",
		     was->machine, &was->dev, &was->ino, was->writer, &was->seq,
		     &was->made);
	free(bytes);
	return got >= 5;
}

enum status
store_self_check(struct store *s, struct err *err)
{
	struct self was;
	char hex[2 * UID_SIZE + 1];
	bool known = read_file(s, &was); /* before the database: its numbers only grow */
	struct uid id = {0};
	long long made;
	sqlite3_stmt *q;
	enum status st = look(s, err);

	if (!st)
		st = bundles_made(s, &made, err);
	if (!st)
		st = stmt_get(s, SQL_WRITER_OWN, &q, err);
	if (st)
		return st;
	if (!stmt_next(s, q, &st, err))
		return st ? st
			  : status_fail(err, ST_CORRUPT,
					"%s: the writer is missing; restore a backup",
					s->path);
	stmt_column_id(q, 1, &id);
	writer_hex(&id, hex);
	s->orphan = !known || strcmp(s->machine, was.machine) || s->dev != was.dev ||
		    s->ino != was.ino || strcmp(hex, was.writer) ||
		    sqlite3_column_int64(q, 2) < was.seq || made < was.made;
	stmt_reset(q);
	return ST_OK;
}

/* No fsync: after a power cut the file may lag behind the database, which is no restore. */
void
store_self_note(struct store *s)
{
	const struct io *io = s->env->io;
	char path[600], text[FILE_SIZE], hex[2 * UID_SIZE + 1];
	long long made;
	int fd;

	if (look(s, NULL) || bundles_made(s, &made, NULL))
		return;
	writer_hex(&s->chain.id, hex);
	str_format(text, sizeof text,
		   "limber incarnation 1\nmachine %s\nfile %llu %llu\nwriter %s\n"
		   "seq %020lld\nmade %020lld\n",
		   s->machine, s->dev, s->ino, hex, (long long)s->chain.seq, made);
	self_path(s, path, sizeof path);
	fd = io->open(io->arg, path, O_WRONLY | O_CREAT, 0600);
	if (fd < 0)
		return; /* the next opening begins a new writer: safe */
	/* In place and in one call, so that a kill leaves the old or the new text. */
	if (io->write(io->arg, fd, text, strlen(text)) != (ssize_t)strlen(text))
		io->unlink(io->arg, path);
	io->close(io->arg, fd);
}

enum status
store_self_new_writer(struct store *s, const char *site_code, struct err *err)
{
	struct uid id = uid_random();
	unsigned char hash[32];
	char no[24];
	int64_t before;
	sqlite3_stmt *q;
	enum status st;

	/* A clock that stands wrong on this day does not make forgotten what was believed before. */
	(void)store_clock_believed(s, &before);
	st = stmt_get(s, SQL_WRITER_ADD, &q, err);
	if (st)
		return st;
	change_chain_begin(hash, &id);
	stmt_bind_id(q, 1, &id);
	stmt_bind_text(q, 2, site_code);
	sqlite3_bind_blob(q, 3, hash, sizeof hash, SQLITE_STATIC);
	sqlite3_bind_int64(q, 4, before > s->txn_wall ? before : s->txn_wall);
	st = stmt_run(s, q, err);
	str_format(no, sizeof no, "%lld", (long long)sqlite3_last_insert_rowid(s->db));
	return st ? st : store_setting_set(s, "writer", no, err);
}

enum status
store_self_renew(struct store *s, struct err *err)
{
	struct str site = {0}, hub = {0};
	enum status st = store_self_check(s, err); /* another process may have done it */

	if (st || (!s->orphan && !s->orphan_told))
		return st;
	/* What a head office wrote and took after the backup comes back from the clinics, their own and
	 * that of others alike. Not on the word of another site alone (orphan_told without orphan): then
	 * a person decides. */
	st = store_setting_get(s, "hub", &hub, err);
	if (!st && s->orphan && !strcmp(str_text(&hub), "1"))
		st = store_setting_set(s, "recovering", "1", err);
	str_release(&hub);
	s->orphan_told = false;
	if (!st)
		st = store_setting_get(s, "site_code", &site, err);
	if (!st)
		st = store_self_new_writer(s, str_text(&site), err);
	str_release(&site);
	if (!st)
		st = query_chart_no_gap(s, err);
	if (!st)
		st = audit_add(s, "new_writer", 0, "database restored or copied", err);
	if (!st)
		s->chain = (struct store_chain){.moved = true};
	return st;
}
