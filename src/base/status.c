/* status.c - result codes and their sentences. */
#include "base/status.h"

#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const texts[] = {
#define STATUS_TEXT(name, text, exit_code) text,
    STATUS_LIST(STATUS_TEXT)
#undef STATUS_TEXT
};
static const int exits[] = {
#define STATUS_EXIT(name, text, exit_code) exit_code,
    STATUS_LIST(STATUS_EXIT)
#undef STATUS_EXIT
};
_Static_assert(sizeof texts / sizeof texts[0] == ST_COUNT, "one sentence per status");

const char *
status_text(enum status code)
{
	return (unsigned)code < ST_COUNT ? texts[code] : "unknown result";
}

int
status_exit(enum status code)
{
	return (unsigned)code < ST_COUNT ? exits[code] : 1;
}

enum status
status_fail(struct err *err, enum status code, const char *fmt, ...)
{
	va_list ap;
	struct str s = {0};

	if (!err)
		return code;
	err->code = code;
	va_start(ap, fmt);
	str_addv(&s, fmt, ap);
	va_end(ap);
	str_copy(err->detail, sizeof err->detail, str_text(&s));
	str_release(&s);
	return code;
}

void
status_prefix(struct err *err, const char *fmt, ...)
{
	va_list ap;
	struct str s = {0};

	if (!err)
		return;
	va_start(ap, fmt);
	str_addv(&s, fmt, ap);
	va_end(ap);
	str_add(&s, ": ");
	str_add(&s, status_say(err));
	str_copy(err->detail, sizeof err->detail, str_text(&s));
	str_release(&s);
}

const char *
status_say(const struct err *err)
{
	return err->detail[0] ? err->detail : status_text(err->code);
}
