/* machine.c - disks, swap, core dumps and locks as /proc and /sys tell of them. */
#include "base/machine.h"

#include "base/io_dir.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>

enum { TEXT_MAX = 256 * 1024, PATH = 1024, DEEP = 8, SLAVES_MAX = 64 };

/* A file of the system, whose size nobody knows; NULL: it cannot be read. Freed by the caller. */
static char *
text_of(const struct io *io, const char *path)
{
	int fd = io->open(io->arg, path, O_RDONLY | O_CLOEXEC, 0);
	char *text;
	ssize_t n;

	if (fd < 0)
		return NULL;
	text = mem_alloc(TEXT_MAX + 1);
	n = io_read_all(io, fd, text, TEXT_MAX);
	io->close(io->arg, fd);
	if (n >= 0)
		return text;
	free(text);
	return NULL;
}

static bool
there(const struct io *io, const char *dir, const char *name)
{
	char path[PATH];
	struct stat st;

	return str_format(path, sizeof path, "%s/%s", dir, name) &&
	       io->stat(io->arg, path, &st) == 0;
}

static bool
is_crypt(const struct io *io, const char *block)
{
	char path[PATH], *uuid = NULL;
	bool is;

	if (str_format(path, sizeof path, "%s/dm/uuid", block))
		uuid = text_of(io, path);
	is = uuid && !strncmp(uuid, "CRYPT-", 6);
	free(uuid);
	return is;
}

/* ---- a device and what it lies on */

static enum machine_answer block_at(const struct io *io, const char *block, int deep);

/* Every part must be encrypted. *n: how many there are. */
static enum machine_answer
slaves_of(const struct io *io, const char *block, int deep, size_t *n)
{
	struct io_dir_names names = {0};
	enum machine_answer all = MACHINE_YES;
	char path[PATH];
	int fd;

	*n = 0;
	if (!str_format(path, sizeof path, "%s/slaves", block) ||
	    io_dir_open(io, path, &fd, NULL))
		return MACHINE_NO;
	if (io_dir_list(io, fd, path, SLAVES_MAX, &names, NULL))
		all = MACHINE_UNKNOWN;
	io->close(io->arg, fd);
	*n = names.n;
	for (size_t i = 0; i < names.n && all != MACHINE_NO; i++) {
		enum machine_answer one = MACHINE_UNKNOWN;

		if (str_format(path, sizeof path, "%s/slaves/%s", block, names.name[i]))
			one = block_at(io, path, deep + 1);
		if (one != MACHINE_YES)
			all = one;
	}
	io_dir_free(&names);
	return all;
}

static enum machine_answer
block_at(const struct io *io, const char *block, int deep)
{
	enum machine_answer below;
	char disk[PATH];
	size_t n;

	if (deep > DEEP || !there(io, block, "."))
		return MACHINE_UNKNOWN;
	if (is_crypt(io, block))
		return MACHINE_YES;
	if (there(io, block, "loop/backing_file"))
		return MACHINE_UNKNOWN; /* a file of another disk */
	below = slaves_of(io, block, deep, &n);
	if (n > 0)
		return below;
	if (there(io, block, "partition") &&
	    str_format(disk, sizeof disk, "%s/..", block))
		return block_at(io, disk, deep + 1);
	return MACHINE_NO;
}

static enum machine_answer
block_of(const struct io *io, dev_t dev)
{
	char path[64];

	str_format(path, sizeof path, "/sys/dev/block/%u:%u", major(dev), minor(dev));
	return block_at(io, path, 0);
}

/* ---- from a path to its device */

struct mount {
	char path[PATH], type[64], source[256];
};

/* A line of mountinfo (proc(5)); blanks in a path are \040 there and match nothing here. */
static bool
parse(const char *line, struct mount *m)
{
	const char *rest = strstr(line, " - ");

	return sscanf(line, "%*d %*d %*s %*s %1023s", m->path) == 1 && rest &&
	       rest < line + strcspn(line, "\n") &&
	       sscanf(rest + 3, "%63s %255s", m->type, m->source) == 2;
}

static bool
lies_in(const char *path, const char *mount)
{
	size_t n = strlen(mount);

	if (n == 1)
		return true;
	return !strncmp(path, mount, n) && (path[n] == '/' || !path[n]);
}

/* The mount with the longest path above; of equal ones the last lies on top. */
static bool
mount_of(const struct io *io, const char *path, struct mount *found)
{
	char *text = text_of(io, "/proc/self/mountinfo");
	struct mount m;
	size_t best = 0;

	for (const char *line = text; line && *line;) {
		if (parse(line, &m) && lies_in(path, m.path) && strlen(m.path) >= best) {
			best = strlen(m.path);
			*found = m;
		}
		line += strcspn(line, "\n");
		line += *line == '\n';
	}
	free(text);
	return best > 0;
}

static bool
whole_path(const struct io *io, const char *path, char out[PATH])
{
	char here[PATH];
	ssize_t n;

	if (path[0] == '/')
		return str_copy(out, PATH, path);
	n = io->readlink(io->arg, "/proc/self/cwd", here, sizeof here - 1);
	if (n <= 0)
		return false;
	here[n] = '\0';
	return str_format(out, PATH, "%s/%s", here, path);
}

enum machine_answer
machine_encrypted(const struct io *io, const char *path)
{
	char whole[PATH];
	struct mount m = {.path = ""};
	struct stat st;
	bool known = whole_path(io, path, whole) && mount_of(io, whole, &m);

	if (known && !strcmp(m.type, "ecryptfs"))
		return MACHINE_YES;
	if (io->stat(io->arg, path, &st))
		return MACHINE_UNKNOWN;
	if (major(st.st_dev) != 0)
		return block_of(io, st.st_dev);
	/* btrfs and its like number their own: what was mounted? */
	if (known && !strncmp(m.source, "/dev/", 5) &&
	    io->stat(io->arg, m.source, &st) == 0 && S_ISBLK(st.st_mode))
		return block_of(io, st.st_rdev);
	return MACHINE_UNKNOWN;
}

/* ---- swap */

/* A partition or device, or a file of some disk. */
static enum machine_answer
swap_at(const struct io *io, const char *path, bool file)
{
	struct stat st;

	if (file)
		return machine_encrypted(io, path);
	if (io->stat(io->arg, path, &st) || !S_ISBLK(st.st_mode))
		return MACHINE_UNKNOWN;
	return block_of(io, st.st_rdev);
}

void
machine_swap(const struct io *io, struct machine_swap *s)
{
	char *text = text_of(io, "/proc/swaps");
	char path[256], type[32];

	*s = (struct machine_swap){.encrypted = text ? MACHINE_YES : MACHINE_UNKNOWN};
	for (const char *line = text ? strchr(text, '\n') : NULL; line && line[1];
	     line = strchr(line + 1, '\n')) {
		enum machine_answer one;

		if (sscanf(line + 1, "%255s %31s", path, type) != 2)
			break;
		if (strstr(path, "/zram"))
			continue;
		s->n++;
		one = swap_at(io, path, !strcmp(type, "file"));
		if (one == MACHINE_YES || s->encrypted == MACHINE_NO)
			continue;
		s->encrypted = one;
		str_copy(s->name, sizeof s->name, path);
	}
	free(text);
}

/* ---- core dumps */

enum machine_answer
machine_cores(const struct io *io)
{
	static const char name[] = "Max core file size";
	char *text = text_of(io, "/proc/self/limits");
	const char *at = text ? strstr(text, name) : NULL;
	char soft[32] = "";
	enum machine_answer is = MACHINE_UNKNOWN;

	if (at && sscanf(at + sizeof name - 1, "%31s", soft) == 1)
		is = strcmp(soft, "0") != 0 ? MACHINE_YES : MACHINE_NO;
	free(text);
	return is;
}

/* ---- who holds a lock */

/* The process that holds an exclusive flock on this file; 0 none is named. A line:
 * "1: FLOCK  ADVISORY  WRITE 4711 08:02:131 0 EOF"; one that only waits has "->" after the number. */
static int
flock_pid(const char *locks, const struct stat *file)
{
	char kind[8], way[8];
	int pid;
	unsigned major, minor;
	unsigned long long inode;

	for (const char *line = locks; *line;) {
		if (sscanf(line, "%*d: %7s %*s %7s %d %x:%x:%llu", kind, way, &pid,
			   &major, &minor, &inode) == 6 &&
		    !strcmp(kind, "FLOCK") && !strcmp(way, "WRITE") && pid > 0 &&
		    inode == file->st_ino && makedev(major, minor) == file->st_dev)
			return pid;
		line += strcspn(line, "\n");
		line += *line == '\n';
	}
	return 0;
}

/* "4711 (limber) D ..." into h. A name may hold brackets: the last one ends it. */
static bool
read_stat(const char *text, struct machine_holder *h)
{
	const char *from = strchr(text, '('), *to = strrchr(text, ')');
	size_t n = 0;

	if (!from || !to || to <= from || to[1] != ' ')
		return false;
	for (from++; from < to && n < sizeof h->name - 1; from++)
		h->name[n++] = *from >= ' ' && *from <= '~' ? *from : '?';
	h->name[n] = '\0';
	h->disk = to[2] == 'D';
	return true;
}

bool
machine_holder(const struct io *io, int fd, struct machine_holder *h)
{
	char path[64], *text;
	struct stat st;
	bool known;

	*h = (struct machine_holder){.pid = 0};
	if (io->fstat(io->arg, fd, &st))
		return false;
	text = text_of(io, "/proc/locks");
	h->pid = text ? flock_pid(text, &st) : 0;
	free(text);
	if (h->pid == 0 || !str_format(path, sizeof path, "/proc/%d/stat", h->pid))
		return false;
	text = text_of(io, path);
	known = text && read_stat(text, h);
	free(text);
	return known;
}
