/* confine.c - a program that gives itself away: environment, memory, and the rights to files. */
#define _GNU_SOURCE /* clearenv, O_PATH, dl_iterate_phdr */
#include "base/confine.h"

#include "base/str.h"
#include "confine_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#if defined __linux__
#include <sys/prctl.h>
#endif

/* The leak checker looks into its own process as a debugger does. */
#if defined __SANITIZE_ADDRESS__
#define CONFINE_SANITIZED 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define CONFINE_SANITIZED 1
#endif
#endif

#if defined CONFINE_SANITIZED
#include <sanitizer/lsan_interface.h>

/* The leak checker asks this at the end: a program that gave up its rights lets nobody look. */
static int confined;

int
__lsan_is_turned_off(void)
{
	return confined;
}
#endif

extern char **environ;

void
confine_memory(void)
{
	static const struct rlimit none = {0, 0};

	(void)setrlimit(RLIMIT_CORE, &none);
#if defined PR_SET_DUMPABLE && !defined CONFINE_SANITIZED
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

/* ---- environment */

enum { VALUE_SIZE = 64 };

/* Kept when it is made of these letters alone: no path, no escape. */
static const char harmless[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			       "0123456789.+_@-";
static const char *const kept[] = {"TERM", "LANG", "LC_ALL", "LC_CTYPE"};
enum { N_KEPT = sizeof kept / sizeof kept[0] };

enum status
confine_environment(struct err *err)
{
	char values[N_KEPT][VALUE_SIZE] = {""};

	for (char **e = environ; e && *e; e++)
		if (!strncmp(*e, "LD_", 3) || !strncmp(*e, "GCONV_PATH=", 11) ||
		    !strncmp(*e, "GLIBC_TUNABLES=", 15))
			return status_fail(
			    err, ST_DENIED,
			    "%.*s came with the login; the server must not "
			    "accept it: limber-kiosk(7)",
			    (int)strcspn(*e, "="), *e);
	for (int i = 0; i < N_KEPT; i++) {
		const char *v = getenv(kept[i]);

		if (v && v[0] && v[0] != '.' && v[strspn(v, harmless)] == '\0')
			(void)str_copy(values[i], sizeof values[i], v);
	}
	clearenv();
	for (int i = 0; i < N_KEPT; i++)
		if (values[i][0])
			setenv(kept[i], values[i], 1);
	setenv("PATH", CONFINE_PATH, 1);
	return ST_OK;
}

/* ---- rights */

enum status
confine_rights(const char *data, struct confine_state *got, struct err *err)
{
	*got = (struct confine_state){0};
#if defined CONFINE_SANITIZED
	confined = 1;
#endif
	setenv("SQLITE_TMPDIR", data, 1);
#if defined PR_SET_NO_NEW_PRIVS
	got->no_new_privileges = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
#endif
	if (!got->no_new_privileges)
		return ST_OK; /* the rest needs it */
	got->files = confine_files(data);
	if (got->files < 0) {
		got->files = 0;
		return status_fail(err, ST_IO,
				   "the kernel did not take the rules for files: %s",
				   strerror(errno));
	}
	got->system_calls = confine_calls() != 0;
	return ST_OK;
}

void
confine_probe(struct confine_state *could)
{
#if defined PR_SET_NO_NEW_PRIVS
	could->no_new_privileges = true;
#else
	could->no_new_privileges = false;
#endif
	could->files = confine_files_version();
	could->system_calls = confine_calls_known();
}
