/* place.c - a directory of its own for a test, files in it, other programs run there. */
#include "place.h"
#include "test_dir.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cmocka.h>

int
place_set_up(void **state)
{
	struct place *p = mem_alloc(sizeof *p);

	if (!test_dir(p->dir, sizeof p->dir, "sync"))
		return -1;
	*state = p;
	return 0;
}

int
place_tear_down(void **state)
{
	struct place *p = *state;
	char command[128];
	int rc;

	str_format(command, sizeof command, "rm -rf %s", p->dir);
	rc = system(command);
	free(p);
	return rc;
}

const char *
place_path(struct place *p, const char *name)
{
	char *out = p->name[p->turn ^= 1];

	if (!str_format(out, sizeof p->name[0], "%s/%s", p->dir, name))
		fail_msg("too long: %s", name);
	return out;
}

void
place_write(struct place *p, const char *name, const void *bytes, size_t n)
{
	FILE *f = fopen(place_path(p, name), "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

void
place_read(struct place *p, const char *name, struct str *s)
{
	FILE *f = fopen(place_path(p, name), "rb");
	char buf[65536];
	size_t n;

	if (!f)
		fail_msg("%s is not there", name);
	str_clear(s);
	while ((n = fread(buf, 1, sizeof buf, f)) > 0)
		str_add_n(s, buf, n);
	fclose(f);
}

bool
place_has(struct place *p, const char *name)
{
	struct stat sb;

	return lstat(place_path(p, name), &sb) == 0;
}

int
place_count(struct place *p, const char *name)
{
	DIR *d = opendir(place_path(p, name));
	int n = 0;

	if (!d)
		return -1;
	for (struct dirent *e; (e = readdir(d)) != NULL;)
		n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
	closedir(d);
	return n;
}

int
place_run(struct place *p, const char *fmt, ...)
{
	struct str line = {0};
	va_list ap;
	int rc;

	str_addf(&line, "cd %s && { ", p->dir);
	va_start(ap, fmt);
	str_addv(&line, fmt, ap);
	va_end(ap);
	str_add(&line, "; } </dev/null >said 2>&1");
	rc = system(str_text(&line));
	str_release(&line);
	return WIFEXITED(rc) ? WEXITSTATUS(rc) : -1;
}

void
place_expect(enum status st, enum status expected, const struct err *err)
{
	if (st != expected)
		fail_msg("%d (%s) and not %d", (int)st, st ? status_say(err) : "done",
			 (int)expected);
}

static int
no_sync(void *arg, int fd)
{
	(void)arg;
	(void)fd;
	return 0;
}

struct io
place_io(void)
{
	struct io io = io_posix;

	io.fsync = no_sync;
	io.syncfs = no_sync;
	return io;
}

int
place_many(int few, int many)
{
	return getenv("LONG") ? many : few;
}
