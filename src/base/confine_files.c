/* confine_files.c - Landlock: the few places that may be read, written, run. */
#define _GNU_SOURCE /* O_PATH, dl_iterate_phdr */
#include "base/str.h"
#include "confine_priv.h"

#include <errno.h>
#include <string.h>

#if defined __linux__ && defined __has_include
#if __has_include(<linux/landlock.h>)
#define CONFINE_LANDLOCK 1
#endif
#endif

#if defined CONFINE_LANDLOCK
#include <fcntl.h>
#include <link.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Rights by the version that brought them; older headers may lack the later names. */
#define READ_FILES (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define RUN_FILES  (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE)
#define VERSION_1  ((UINT64_C(1) << 13) - 1)
#define REFER	   (UINT64_C(1) << 13) /* version 2 */
#define TRUNCATE   (UINT64_C(1) << 14) /* version 3 */
#define DEVICES                                                                          \
	(LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_BLOCK |                  \
	 LANDLOCK_ACCESS_FS_MAKE_SYM | LANDLOCK_ACCESS_FS_MAKE_SOCK |                    \
	 LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_EXECUTE)
/* Rights that can be given on a file, which is no directory. */
#define OF_A_FILE                                                                        \
	(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |                    \
	 LANDLOCK_ACCESS_FS_READ_FILE | TRUNCATE)

/* Read: what the C library, ncurses, the PDF writer, age and lp need, and what tells of sticks.
 * Written besides the data directory: sticks, the terminal. */
static const char *const readable[] = {
    "/usr/share/terminfo",
    "/lib/terminfo",
    "/etc/terminfo",
    "/usr/share/zoneinfo",
    "/usr/share/fonts",
    "/usr/share/locale",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/lib",
    "/lib64",
    "/usr/share/ca-certificates",
    "/etc/localtime",
    "/etc/machine-id",
    "/etc/ld.so.cache",
    "/etc/nsswitch.conf",
    "/etc/passwd",
    "/etc/group",
    "/etc/hosts",
    "/etc/cups",
    "/etc/papersize",
    "/etc/locale.alias",
    "/etc/resolv.conf",
    "/proc",
    "/sys/block",
    "/sys/dev/block",
    "/sys/devices",
    "/sys/class/block",
    "/run/udev/data",
    "/run/cups",
    "/dev/urandom",
    "/dev/random",
};
static const char *const writable[] = {"/media", "/run/media", "/mnt"};
static const char *const devices[] = {"/dev/null", "/dev/tty", "/dev/pts"};
static const char *const programs[] = {"age", "age-keygen", "lp"};

int
confine_files_version(void)
{
	long n = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0,
			 LANDLOCK_CREATE_RULESET_VERSION);

	return n > 0 ? (int)n : 0;
}

/* Gives rights on a place; one that is not there needs none. */
static int
allow(int rules, const char *path, uint64_t rights)
{
	struct landlock_path_beneath_attr rule = {.allowed_access = rights};
	struct stat st;
	int fd = open(path, O_PATH | O_CLOEXEC), rc;

	if (fd < 0)
		return 0;
	if (fstat(fd, &st) == 0 && !S_ISDIR(st.st_mode))
		rule.allowed_access &= OF_A_FILE;
	rule.parent_fd = fd;
	rc = (int)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule,
			  0);
	close(fd);
	return rc;
}

/* The loader of this program is that of age and lp. */
static int
find_loader(struct dl_phdr_info *info, size_t size, void *out)
{
	(void)size;
	for (int i = 0; i < info->dlpi_phnum; i++)
		if (info->dlpi_phdr[i].p_type == PT_INTERP)
			*(const char **)out =
			    (const char *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr);
	return 1; /* the program itself comes first, its libraries do not matter */
}

static int
allow_programs(int rules)
{
	const char *loader = NULL;
	int rc = 0;

	dl_iterate_phdr(find_loader, &loader);
	if (loader)
		rc = allow(rules, loader, RUN_FILES);
	for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++)
		for (const char *dir = CONFINE_PATH; *dir && !rc;) {
			size_t n = strcspn(dir, ":");
			char path[64];

			str_format(path, sizeof path, "%.*s/%s", (int)n, dir,
				   programs[i]);
			rc = allow(rules, path, RUN_FILES);
			dir += n + (dir[n] == ':');
		}
	return rc;
}

static int
allow_all(int rules, const char *data, uint64_t handled)
{
	uint64_t change = handled & ~(uint64_t)DEVICES;
	int rc = allow(rules, data, change);

	for (size_t i = 0; i < sizeof readable / sizeof readable[0] && !rc; i++)
		rc = allow(rules, readable[i], READ_FILES);
	for (size_t i = 0; i < sizeof writable / sizeof writable[0] && !rc; i++)
		rc = allow(rules, writable[i], change);
	for (size_t i = 0; i < sizeof devices / sizeof devices[0] && !rc; i++)
		rc = allow(rules, devices[i], READ_FILES | LANDLOCK_ACCESS_FS_WRITE_FILE);
	return rc ? rc : allow_programs(rules);
}

int
confine_files(const char *data)
{
	int version = confine_files_version(), rules, rc, why;
	struct landlock_ruleset_attr attr = {.handled_access_fs =
						 VERSION_1 | (version >= 2 ? REFER : 0) |
						 (version >= 3 ? TRUNCATE : 0)};

	if (!version)
		return 0;
	rules = (int)syscall(SYS_landlock_create_ruleset, &attr,
			     sizeof attr.handled_access_fs, 0);
	if (rules < 0)
		return -1;
	rc = allow_all(rules, data, attr.handled_access_fs);
	if (!rc)
		rc = (int)syscall(SYS_landlock_restrict_self, rules, 0);
	why = errno;
	close(rules);
	errno = why;
	return rc ? -1 : version;
}
#else
int
confine_files_version(void)
{
	return 0;
}

int
confine_files(const char *data)
{
	(void)data;
	return 0;
}
#endif
