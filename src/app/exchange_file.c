/* exchange_file.c - paths, hashes and progress of bundles. */
#include "exchange_priv.h"

#include "base/io_dir.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

/* Begins the names of what is being cleared away; no bundle is called so. */
#define GONE "gone "
enum { SWEPT_MAX = 200 };

void
exchange_path(const struct app *a, const char *folder, const char *name,
	      char path[EXCHANGE_DIR])
{
	str_format(path, EXCHANGE_DIR, "%s/%s%s%s", a->dir, folder, name[0] ? "/" : "",
		   name);
}

void
exchange_file(const char *dir, const char *name, char path[EXCHANGE_PATH])
{
	str_format(path, EXCHANGE_PATH, "%s/%s", dir, name);
}

/* What an earlier clearing could not finish. */
static void
sweep(const struct io *io, int dir)
{
	struct io_dir_names names = {0};

	if (!io_dir_list(io, dir, "", SWEPT_MAX, &names, NULL))
		for (size_t i = 0; i < names.n; i++)
			if (!strncmp(names.name[i], GONE, sizeof GONE - 1))
				(void)io_dir_clear(io, dir, names.name[i]);
	io_dir_free(&names);
}

/* It loses its name first: half of it must not be taken for a damaged bundle. */
void
exchange_clear_in(const struct io *io, const char *path, const char *name)
{
	char gone[EXCHANGE_DIR];
	int dir;

	if (io_dir_open(io, path, &dir, NULL))
		return;
	str_format(gone, sizeof gone, GONE "%s", name);
	(void)io_dir_clear(io, dir, gone);
	if (io->rename_in(io->arg, dir, name, gone) == 0)
		(void)io_dir_clear(io, dir, gone);
	sweep(io, dir);
	io->close(io->arg, dir);
}

void
exchange_clear(const struct app *a, const char *folder, const char *name)
{
	char path[EXCHANGE_DIR];

	exchange_path(a, folder, "", path);
	exchange_clear_in(a->env.io, path, name);
}

enum status
exchange_spooled(struct app *a, struct bundle_name *names, int max, int *n,
		 struct err *err)
{
	const struct io *io = a->env.io;
	struct io_dir_names lying = {0};
	char path[EXCHANGE_DIR];
	int dir;
	enum status st;

	*n = 0;
	exchange_path(a, "spool", "", path);
	st = io_make_dir(io, path, err);
	if (!st)
		st = io_dir_open(io, path, &dir, err);
	if (st)
		return st;
	st = io_dir_list(io, dir, path, (size_t)max, &lying, err);
	io->close(io->arg, dir);
	for (size_t i = 0; i < lying.n && !st; i++)
		*n += bundle_name_parse(lying.name[i], &names[*n]);
	io_dir_free(&lying);
	return st;
}

enum status
exchange_step(const struct exchange_watch *w, const char *what, int64_t done, int64_t all,
	      struct err *err)
{
	if (!w || !w->step || w->step(w->arg, what, done, all))
		return ST_OK;
	return status_fail(err, ST_REFUSED, "stopped; nothing was changed");
}

enum status
exchange_hash(const struct io *io, const char *path, int64_t *bytes,
	      unsigned char hash[HASH_SIZE], struct err *err)
{
	enum { BLOCK = 65536 };
	char *buf;
	struct hash h;
	ssize_t n;
	int fd = io->open(io->arg, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0);

	*bytes = 0;
	if (fd < 0)
		return io_fail(err, errno, "reading", path);
	buf = mem_alloc(BLOCK);
	hash_init(&h);
	while ((n = io_read_all(io, fd, buf, BLOCK)) > 0) {
		hash_add(&h, buf, (size_t)n);
		*bytes += n;
	}
	hash_end(&h, hash);
	free(buf);
	io->close(io->arg, fd);
	return n < 0 ? io_fail(err, errno, "reading", path) : ST_OK;
}
