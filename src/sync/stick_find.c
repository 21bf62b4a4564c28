/* stick_find.c - from the mounts of the kernel to the sticks among them; asks no other program. */
#include "stick_priv.h"

#include "base/str.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEXT_MAX = 1024 * 1024, PATH_SIZE = 512, SLAVES_MAX = 4, GROUPS_MAX = 256 };

/* A line of mountinfo (proc(5)). */
struct mount {
	unsigned major, minor;
	char root[PATH_SIZE], path[PATH_SIZE], options[128];
	char type[32], source[128], super[256];
	char disk[PATH_SIZE];	/* in /sys; empty: none */
	char device[PATH_SIZE]; /* the partition there */
};

struct mounts {
	struct mount *mount;
	size_t n;
};

/* Takes the next word of a line; \040 and its like become what they stand for. */
static const char *
word(const char *p, char *out, size_t size)
{
	size_t n = 0;

	while (*p == ' ')
		p++;
	for (; *p && *p != ' ' && *p != '\n'; p++) {
		char c = *p;

		if (c == '\\' && p[1] >= '0' && p[1] <= '3' && p[2] >= '0' &&
		    p[2] <= '7' && p[3] >= '0' && p[3] <= '7') {
			c = (char)((p[1] - '0') * 64 + (p[2] - '0') * 8 + (p[3] - '0'));
			p += 3;
		}
		if (n + 1 < size)
			out[n++] = c;
	}
	out[n] = '\0';
	return p;
}

static bool
parse(const char *line, struct mount *m)
{
	char numbers[32], skip[256];
	const char *p = word(line, skip, sizeof skip); /* id */

	*m = (struct mount){0};
	p = word(p, skip, sizeof skip); /* parent */
	p = word(p, numbers, sizeof numbers);
	p = word(p, m->root, sizeof m->root);
	p = word(p, m->path, sizeof m->path);
	p = word(p, m->options, sizeof m->options);
	do
		p = word(p, skip, sizeof skip);
	while (skip[0] && strcmp(skip, "-") != 0);
	p = word(p, m->type, sizeof m->type);
	p = word(p, m->source, sizeof m->source);
	word(p, m->super, sizeof m->super);
	return sscanf(numbers, "%u:%u", &m->major, &m->minor) == 2 && m->path[0] == '/' &&
	       m->type[0];
}

/* Is option among words parted by commas? */
static bool
has_option(const char *options, const char *option)
{
	size_t n = strlen(option);

	for (const char *p = options; p; p = strchr(p, ',')) {
		p += *p == ',';
		if (strncmp(p, option, n) == 0 && (p[n] == ',' || p[n] == '\0'))
			return true;
	}
	return false;
}

static const char *
sys_of(const struct stick_env *env)
{
	return env->sys ? env->sys : "/sys";
}

static bool
exists(const struct stick_env *env, const char *dir, const char *name)
{
	char path[PATH_SIZE + 64];
	struct stat sb;

	str_format(path, sizeof path, "%s/%s", dir, name);
	return env->io->stat(env->io->arg, path, &sb) == 0;
}

/* The first line of a small file, trimmed; empty when there is none. */
static void
first_line(const struct stick_env *env, const char *dir, const char *name, char *out,
	   size_t size)
{
	char path[PATH_SIZE + 64], text[256] = "";
	int fd;
	ssize_t n = -1;

	out[0] = '\0';
	str_format(path, sizeof path, "%s/%s", dir, name);
	/* No size is known of files in /sys. */
	fd = env->io->open(env->io->arg, path, 0, 0);
	if (fd >= 0) {
		n = io_read_all(env->io, fd, text, sizeof text - 1);
		env->io->close(env->io->arg, fd);
	}
	if (n > 0) {
		text[strcspn(text, "\n")] = '\0';
		for (n = (ssize_t)strlen(text); n > 0 && text[n - 1] == ' '; n--)
			text[n - 1] = '\0';
		str_copy(out, size, text);
	}
}

/* Where a link of /sys leads: its "../" at the front go up to /sys. */
static bool
follow(const struct stick_env *env, const char *link, char out[PATH_SIZE])
{
	char target[PATH_SIZE];
	const char *p = target;
	ssize_t n = env->io->readlink(env->io->arg, link, target, sizeof target - 1);

	if (n <= 0)
		return false;
	target[n] = '\0';
	while (strncmp(p, "../", 3) == 0)
		p += 3;
	return strncmp(p, "devices/", 8) == 0 && !strstr(p, "..") &&
	       str_format(out, PATH_SIZE, "%s/%s", sys_of(env), p);
}

static bool
take_first(void *ctx, const char *name)
{
	str_copy(ctx, 64, name);
	return false;
}

/* What a mapped device (encrypted, LVM) lies on. */
static bool
below(const struct stick_env *env, char device[PATH_SIZE])
{
	char path[PATH_SIZE + 64], name[64] = "";
	int fd;

	str_format(path, sizeof path, "%s/slaves", device);
	if (io_dir_open(env->io, path, &fd, NULL))
		return false;
	env->io->list(env->io->arg, fd, take_first, name);
	env->io->close(env->io->arg, fd);
	str_format(path, sizeof path, "%s/class/block/%s", sys_of(env), name);
	return name[0] && follow(env, path, device);
}

/* The disk of a mount, through its partition and what is mapped over it. */
static void
find_disk(const struct stick_env *env, struct mount *m)
{
	char link[PATH_SIZE];
	const char *name = strrchr(m->source, '/');

	str_format(link, sizeof link, "%s/dev/block/%u:%u", sys_of(env), m->major,
		   m->minor);
	if (!follow(env, link, m->device)) {
		/* Some file systems (btrfs) have a number of their own. */
		m->device[0] = '\0';
		if (strncmp(m->source, "/dev/", 5) != 0)
			return;
		str_format(link, sizeof link, "%s/class/block/%s", sys_of(env), name + 1);
		if (!follow(env, link, m->device)) {
			m->device[0] = '\0';
			return;
		}
	}
	str_copy(m->disk, sizeof m->disk, m->device);
	for (int i = 0; i < SLAVES_MAX && below(env, m->disk); i++)
		;
	if (exists(env, m->disk, "partition"))
		*strrchr(m->disk, '/') = '\0';
}

static enum status
read_text(const struct stick_env *env, const char *path, struct str *text,
	  struct err *err)
{
	char buf[4096];
	ssize_t n = 0;
	int fd = env->io->open(env->io->arg, path, 0, 0);

	if (fd < 0)
		return io_fail(err, errno, "reading", path);
	while (text->n < TEXT_MAX && (n = io_read_all(env->io, fd, buf, sizeof buf)) > 0)
		str_add_n(text, buf, (size_t)n);
	if (n < 0)
		io_fail(err, errno, "reading", path);
	env->io->close(env->io->arg, fd);
	return n < 0 ? ST_IO : ST_OK;
}

static enum status
read_mounts(const struct stick_env *env, struct mounts *all, struct err *err)
{
	struct str text = {0};
	enum status st = read_text(
	    env, env->mountinfo ? env->mountinfo : "/proc/self/mountinfo", &text, err);

	for (const char *p = str_text(&text); !st && *p;
	     p += strcspn(p, "\n"), p += !!*p) {
		struct mount m;

		if (!parse(p, &m))
			continue;
		find_disk(env, &m);
		all->mount = mem_room(all->mount, all->n, sizeof m);
		all->mount[all->n++] = m;
	}
	str_release(&text);
	return st;
}

/* The disk that path is on: that of the mount whose place is the longest piece of it. */
static const char *
disk_of(const struct mounts *all, const char *path)
{
	const struct mount *best = NULL;
	size_t longest = 0;

	for (size_t i = 0; path && i < all->n; i++) {
		size_t n = strlen(all->mount[i].path);

		if (n == 1)
			n = 0; /* the root */
		if (strncmp(path, all->mount[i].path, n) == 0 &&
		    (path[n] == '/' || path[n] == '\0') && (!best || n >= longest)) {
			best = &all->mount[i];
			longest = n;
		}
	}
	return best ? best->disk : "";
}

static bool
is_stick(const struct stick_env *env, const struct mounts *all, size_t i)
{
	const struct mount *m = &all->mount[i];
	char removable[16];

	if (!m->disk[0] || strcmp(m->root, "/") != 0 || strcmp(m->type, "iso9660") == 0 ||
	    strcmp(m->disk, disk_of(all, "/")) == 0 ||
	    strcmp(m->disk, disk_of(all, env->data)) == 0)
		return false;
	for (size_t k = 0; k < i; k++) /* mounted in two places: the first */
		if (strcmp(all->mount[k].device, m->device) == 0 &&
		    strcmp(all->mount[k].root, "/") == 0)
			return false;
	first_line(env, m->disk, "removable", removable, sizeof removable);
	return strcmp(removable, "1") == 0 ||
	       strstr(m->disk + strlen(sys_of(env)), "/usb") != NULL;
}

/* Serial number of the device: the nearest one above the disk. */
static void
find_serial(const struct stick_env *env, const char *disk, char *out, size_t size)
{
	char dir[PATH_SIZE];
	char *slash;

	str_copy(dir, sizeof dir, disk);
	out[0] = '\0';
	while (!out[0] && (slash = strrchr(dir, '/')) != NULL &&
	       strlen(dir) > strlen(sys_of(env)) + sizeof "/devices") {
		first_line(env, dir, "serial", out, size);
		*slash = '\0';
	}
}

/* A value of udev's own notes on a device; empty when there are none. */
static void
udev_value(const char *notes, const char *key, char *out, size_t size)
{
	const char *p = strstr(notes, key);
	char value[160];
	size_t n;

	out[0] = '\0';
	if (!p)
		return;
	p += strlen(key);
	n = strcspn(p, "\n");
	str_format(value, sizeof value, "%.*s", (int)(n < 150 ? n : 150), p);
	str_copy(out, size, value);
}

static void
find_names(const struct stick_env *env, const struct mount *m, struct stick *s)
{
	char path[PATH_SIZE], serial[80], volume[64];
	struct str notes = {0};

	str_format(path, sizeof path, "%s/b%u:%u",
		   env->udev ? env->udev : "/run/udev/data", m->major, m->minor);
	if (read_text(env, path, &notes, NULL))
		str_clear(&notes);
	udev_value(str_text(&notes), "E:ID_FS_LABEL=", s->label, sizeof s->label);
	udev_value(str_text(&notes), "E:ID_FS_UUID=", volume, sizeof volume);
	str_release(&notes);
	if (!s->label[0])
		str_copy(s->label, sizeof s->label,
			 m->path[1] ? strrchr(m->path, '/') + 1 : "/");
	find_serial(env, m->disk, serial, sizeof serial);
	if (serial[0] || volume[0])
		str_format(s->id, sizeof s->id, "%s/%s", serial, volume);
}

/* As it is mounted for somebody else. */
static const char closed[] = "it is not open to this account: limber-kiosk(7)";

/* May this user write there, by its owner and mode? */
static bool
open_to_us(const struct stat *sb)
{
	gid_t groups[GROUPS_MAX];
	int n;

	if (geteuid() == 0)
		return true;
	if (sb->st_uid == geteuid())
		return sb->st_mode & S_IWUSR;
	n = getgroups(GROUPS_MAX, groups);
	for (int i = 0; i < n; i++)
		if (groups[i] == sb->st_gid)
			return sb->st_mode & S_IWGRP;
	if (sb->st_gid == getegid())
		return sb->st_mode & S_IWGRP;
	return sb->st_mode & S_IWOTH;
}

static void
find_state(const struct stick_env *env, const struct mount *m, struct stick *s)
{
	struct statvfs fs;
	struct stat sb;
	enum status st;
	int fd;

	s->room = -1;
	st = io_dir_open(env->io, s->path, &fd, NULL);
	if (st) {
		str_copy(s->why, sizeof s->why,
			 st == ST_READONLY ? closed : "it does not answer");
		return;
	}
	if (has_option(m->options, "ro") || has_option(m->super, "ro"))
		str_copy(s->why, sizeof s->why,
			 "it can only be read; look for a lock on it");
	else if (env->io->fstat(env->io->arg, fd, &sb) == 0 && !open_to_us(&sb))
		str_copy(s->why, sizeof s->why, closed);
	s->writable = !s->why[0];
	/* FAT by FUSE says 0 and means that it does not know. */
	if (env->io->statvfs(env->io->arg, fd, &fs) == 0 &&
	    (fs.f_bavail > 0 || strncmp(s->type, "fuse", 4) != 0))
		s->room = (int64_t)(fs.f_bavail * fs.f_frsize);
	env->io->close(env->io->arg, fd);
}

enum status
stick_list(const struct stick_env *env, struct stick_rows *rows, struct err *err)
{
	struct mounts all = {0};
	enum status st = read_mounts(env, &all, err);

	*rows = (struct stick_rows){0};
	for (size_t i = 0; !st && i < all.n; i++) {
		const struct mount *m = &all.mount[i];
		struct stick s = {0};

		if (!is_stick(env, &all, i) || !str_copy(s.path, sizeof s.path, m->path))
			continue;
		str_copy(s.type, sizeof s.type, m->type);
		str_copy(s.source, sizeof s.source, m->source);
		find_names(env, m, &s);
		find_state(env, m, &s);
		rows->stick = mem_room(rows->stick, rows->n, sizeof s);
		rows->stick[rows->n++] = s;
	}
	free(all.mount);
	return st;
}

void
stick_list_free(struct stick_rows *rows)
{
	free(rows->stick);
	*rows = (struct stick_rows){0};
}
