/* cut_io.c - notes every change of one directory tree, and makes it again as a power cut may leave
 * it. */
#include "cut_io.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { SECTOR = 512 };

/* ---- names of a directory */

static int
entry(const struct cut_node *d, const char *name)
{
	for (int i = 0; i < d->n; i++)
		if (strcmp(d->entry[i].name, name) == 0)
			return i;
	return -1;
}

static void
drop(struct cut_node *d, const char *name)
{
	int i = entry(d, name);

	if (i >= 0)
		d->entry[i] = d->entry[--d->n];
}

static void
link_node(struct cut_node *d, const char *name, int node)
{
	drop(d, name);
	assert_true(d->n < 32);
	str_copy(d->entry[d->n].name, CUT_NAME, name);
	d->entry[d->n++].node = node;
}

/* ---- noting */

static struct cut_op *
note(struct cut_log *log, enum cut_kind kind, int node)
{
	struct cut_op *op = &log->op[log->n++];

	assert_true(log->n < CUT_OPS);
	*op = (struct cut_op){.kind = kind, .node = node};
	return op;
}

/* The node an open file is; -1: not of the tree. */
static int
node_of(const struct cut_log *log, int fd)
{
	return fd >= 0 && fd < CUT_FDS ? log->fd_node[fd] - 1 : -1;
}

static int
bind_fd(struct cut_log *log, int fd, int node)
{
	if (fd >= 0) {
		assert_true(fd < CUT_FDS);
		log->fd_node[fd] = node + 1;
		log->fd_at[fd] = 0;
	}
	return fd;
}

static int
make_node(struct cut_log *log, int dir, const char *name, bool is_dir)
{
	struct cut_op *op = note(log, CUT_MAKE, dir);

	assert_true(log->nodes < CUT_NODES);
	op->child = log->nodes;
	str_copy(op->name, sizeof op->name, name);
	log->dir[log->nodes] = is_dir;
	link_node(&log->live[dir], name, log->nodes);
	return log->nodes++;
}

static int
log_open(void *arg, const char *path, int flags, mode_t mode)
{
	struct cut_log *log = arg;
	int fd = io_posix.open(NULL, path, flags, mode);

	return bind_fd(log, fd, strcmp(path, log->root) == 0 ? 0 : -1);
}

static int
log_open_in(void *arg, int dir, const char *name, int flags, mode_t mode)
{
	struct cut_log *log = arg;
	int in = node_of(log, dir), node = -1;
	int fd = io_posix.open_in(NULL, dir, name, flags, mode);

	if (fd >= 0 && in >= 0) {
		int i = entry(&log->live[in], name);

		node = i >= 0 ? log->live[in].entry[i].node
			      : make_node(log, in, name, false);
	}
	return bind_fd(log, fd, node);
}

static int
log_close(void *arg, int fd)
{
	bind_fd(arg, fd, -1);
	return io_posix.close(NULL, fd);
}

static ssize_t
log_write(void *arg, int fd, const void *buf, size_t n)
{
	struct cut_log *log = arg;
	int node = node_of(log, fd);

	if (node >= 0) {
		struct cut_op *op = note(log, CUT_WRITE, node);

		op->at = log->fd_at[fd];
		op->n = n;
		op->bytes = mem_dup(buf, n);
		log->fd_at[fd] += (int64_t)n;
	}
	return io_posix.write(NULL, fd, buf, n);
}

static int
log_fsync(void *arg, int fd)
{
	if (node_of(arg, fd) >= 0)
		note(arg, CUT_SYNC, node_of(arg, fd));
	return 0;
}

static int
log_syncfs(void *arg, int fd)
{
	if (node_of(arg, fd) >= 0)
		note(arg, CUT_SYNC_ALL, 0);
	return 0;
}

static int
log_mkdir_in(void *arg, int dir, const char *name, mode_t mode)
{
	struct cut_log *log = arg;
	int rc = io_posix.mkdir_in(NULL, dir, name, mode);

	if (rc == 0 && node_of(log, dir) >= 0)
		make_node(log, node_of(log, dir), name, true);
	return rc;
}

static int
log_rename_in(void *arg, int dir, const char *from, const char *to)
{
	struct cut_log *log = arg;
	int in = node_of(log, dir), rc = io_posix.rename_in(NULL, dir, from, to);

	if (rc == 0 && in >= 0) {
		struct cut_op *op = note(log, CUT_RENAME, in);

		str_copy(op->name, sizeof op->name, from);
		str_copy(op->to, sizeof op->to, to);
		op->child = log->live[in].entry[entry(&log->live[in], from)].node;
		drop(&log->live[in], from);
		link_node(&log->live[in], to, op->child);
	}
	return rc;
}

/* As exFAT by FUSE. */
static int
log_rename_new(void *arg, int dir, const char *from, const char *to)
{
	(void)arg;
	(void)dir;
	(void)from;
	(void)to;
	errno = EINVAL;
	return -1;
}

static int
removed(struct cut_log *log, int dir, const char *name, int rc)
{
	int in = node_of(log, dir);

	if (rc == 0 && in >= 0) {
		str_copy(note(log, CUT_REMOVE, in)->name, CUT_NAME, name);
		drop(&log->live[in], name);
	}
	return rc;
}

static int
log_unlink_in(void *arg, int dir, const char *name)
{
	return removed(arg, dir, name, io_posix.unlink_in(NULL, dir, name));
}

static int
log_rmdir_in(void *arg, int dir, const char *name)
{
	return removed(arg, dir, name, io_posix.rmdir_in(NULL, dir, name));
}

struct io
cut_io(struct cut_log *log, const char *root)
{
	struct io io = io_posix;

	log->root = root;
	log->nodes = 1;
	log->dir[0] = true;
	io.open = log_open;
	io.open_in = log_open_in;
	io.close = log_close;
	io.write = log_write;
	io.fsync = log_fsync;
	io.syncfs = log_syncfs;
	io.mkdir_in = log_mkdir_in;
	io.rename_in = log_rename_in;
	io.rename_new = log_rename_new;
	io.unlink_in = log_unlink_in;
	io.rmdir_in = log_rmdir_in;
	io.arg = log;
	return io;
}

void
cut_log_free(struct cut_log *log)
{
	for (int i = 0; i < log->n; i++)
		free(log->op[i].bytes);
	free(log);
}

/* ---- making it again */

/* Is change number i safe once the first n have happened? */
static bool
synced(const struct cut_log *log, int i, int n, bool only_all)
{
	for (int k = i + 1; k < n; k++)
		if (log->op[k].kind == CUT_SYNC_ALL ||
		    (!only_all && log->op[k].kind == CUT_SYNC &&
		     log->op[k].node == log->op[i].node))
			return true;
	return false;
}

/* A write of which some sectors may be missing: what is missing is zeros, if the file is as long. */
static void
apply_write(struct cut_node *f, const struct cut_op *op, bool torn, struct random *r)
{
	int64_t end = op->at + (int64_t)op->n;
	bool long_anyway = torn && random_below(r, 2);

	if (end > f->size && (!torn || long_anyway)) {
		f->bytes = mem_grow(f->bytes, (size_t)end);
		memset(f->bytes + f->size, 0, (size_t)(end - f->size));
		f->size = end;
	}
	for (size_t at = 0; at < op->n; at += SECTOR) {
		size_t part = op->n - at < SECTOR ? op->n - at : SECTOR;
		int64_t to = op->at + (int64_t)at;

		if (torn && random_below(r, 2))
			continue;
		if (to + (int64_t)part > f->size) {
			f->bytes = mem_grow(f->bytes, (size_t)to + part);
			if (to > f->size)
				memset(f->bytes + f->size, 0, (size_t)(to - f->size));
			f->size = to + (int64_t)part;
		}
		memcpy(f->bytes + to, op->bytes + at, part);
	}
}

static void
apply(struct cut_node *nodes, const struct cut_op *op, bool some, struct random *r)
{
	struct cut_node *node = &nodes[op->node];

	switch (op->kind) {
	case CUT_MAKE:
		link_node(node, op->name, op->child);
		break;
	case CUT_RENAME:
		/* The new name is written before the old one goes. */
		if (!some || random_below(r, 4))
			drop(node, op->name);
		link_node(node, op->to, op->child);
		break;
	case CUT_REMOVE:
		drop(node, op->name);
		break;
	case CUT_WRITE:
		apply_write(node, op, some && random_below(r, 2), r);
		break;
	case CUT_SYNC:
	case CUT_SYNC_ALL:
		break;
	}
}

static void
write_tree(const struct cut_log *log, const struct cut_node *nodes, int node,
	   const char *path)
{
	char inner[400];

	assert_int_equal(mkdir(path, 0700), 0);
	for (int i = 0; i < nodes[node].n; i++) {
		int child = nodes[node].entry[i].node;
		int fd;

		str_format(inner, sizeof inner, "%s/%s", path, nodes[node].entry[i].name);
		if (log->dir[child]) {
			write_tree(log, nodes, child, inner);
			continue;
		}
		fd = open(inner, O_WRONLY | O_CREAT | O_EXCL, 0600);
		assert_true(fd >= 0);
		if (nodes[child].size)
			assert_int_equal(
			    write(fd, nodes[child].bytes, (size_t)nodes[child].size),
			    nodes[child].size);
		close(fd);
	}
}

static void
remove_tree(const char *path)
{
	char inner[400];
	struct dirent *e;
	DIR *d = opendir(path);

	while (d && (e = readdir(d)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		str_format(inner, sizeof inner, "%s/%s", path, e->d_name);
		if (unlink(inner) < 0)
			remove_tree(inner);
	}
	if (d)
		closedir(d);
	rmdir(path);
}

void
cut_image(struct cut_log *log, int n, bool only_all, enum cut_choice choice,
	  struct random *r, struct place *p, const char *name)
{
	struct cut_node *nodes = mem_alloc(sizeof *nodes * CUT_NODES);
	char path[160];

	for (int i = 0; i < n; i++) {
		bool safe = synced(log, i, n, only_all);

		if (safe || choice == CUT_ALL ||
		    (choice == CUT_SOME && random_below(r, 2)))
			apply(nodes, &log->op[i], !safe && choice == CUT_SOME, r);
	}
	str_copy(path, sizeof path, place_path(p, name));
	remove_tree(path);
	write_tree(log, nodes, 0, path);
	for (int i = 0; i < CUT_NODES; i++)
		free(nodes[i].bytes);
	free(nodes);
}
