/* backup.c - names of copies, and the schedule by which the daily ones are kept. */
#include "core/backup.h"

#include "base/date.h"
#include "base/str.h"

#include <string.h>

enum { KEEP_DAYS = 7, KEEP_WEEKS = 4, KEEP_MONTHS = 12, DAY_DIGITS = 8 };

static const char name_begin[] = "limber-", before_begin[] = "limber-before-",
		  name_end[] = ".db", sealed_end[] = ".age";

void
backup_name(int64_t day, char out[BACKUP_NAME])
{
	str_format(out, BACKUP_NAME, "%s%08lld%s", name_begin, (long long)day, name_end);
}

int64_t
backup_day(const char *name)
{
	const size_t begin = sizeof name_begin - 1;
	int64_t day = 0;

	if (strncmp(name, name_begin, begin) != 0 ||
	    strspn(name + begin, "0123456789") != DAY_DIGITS ||
	    strcmp(name + begin + DAY_DIGITS, name_end) != 0)
		return DATE_NONE;
	for (const char *p = name + begin; *p != '.'; p++)
		day = day * 10 + (*p - '0');
	return date_valid(day) ? day : DATE_NONE;
}

void
backup_before(const char *what, char out[BACKUP_NAME])
{
	str_format(out, BACKUP_NAME, "%s%s%s", before_begin, what, name_end);
}

bool
backup_is_before(const char *name)
{
	size_t n = strlen(name), begin = sizeof before_begin - 1,
	       end = sizeof name_end - 1;

	return n >= begin + end && !strncmp(name, before_begin, begin) &&
	       !strcmp(name + n - end, name_end);
}

void
backup_carried(const char *site, const struct civil *when, bool sealed,
	       char out[BACKUP_CARRIED])
{
	str_format(out, BACKUP_CARRIED, "%s%.8s-%08lld-%02d%02d%02d%s%s", name_begin,
		   site, (long long)when->date, when->hour, when->minute, when->second,
		   name_end, sealed ? sealed_end : "");
}

/* Behind what is made of these letters alone, at least one and at most `most`; NULL: none. */
static const char *
past(const char *p, const char *letters, size_t most)
{
	size_t n = p ? strspn(p, letters) : 0;

	return n >= 1 && n <= most ? p + n : NULL;
}

static const char *
past_word(const char *p, const char *word)
{
	size_t n = strlen(word);

	return p && !strncmp(p, word, n) ? p + n : NULL;
}

bool
backup_is_carried(const char *name, bool *sealed)
{
	static const char digits[] = "0123456789";
	const char *p = past_word(name, name_begin);

	p = past(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", 6);
	p = past(past_word(p, "-"), digits, DAY_DIGITS);
	p = past(past_word(p, "-"), digits, 6);
	p = past_word(p, name_end);
	*sealed = p && !strcmp(p, sealed_end);
	return p && (*sealed || !*p);
}

/* Weeks begin on Monday; 1970-01-01 was a Thursday. */
static int64_t
week_of(int64_t day)
{
	return (date_to_days(day) + 3) / 7;
}

/* Going back in time: the first met of a week or month is its newest. */
static void
keep_some(const int64_t *days, size_t n, bool *keep)
{
	int taken = 0, weeks = 0, months = 0;
	int64_t week = -1, month = -1;

	for (size_t i = n; i-- > 0;) {
		int64_t w = week_of(days[i]), m = days[i] / 100;

		keep[i] = taken < KEEP_DAYS || (w != week && weeks < KEEP_WEEKS) ||
			  (m != month && months < KEEP_MONTHS);
		taken++;
		weeks += w != week;
		months += m != month;
		week = w;
		month = m;
	}
}

void
backup_keep(const int64_t *days, size_t n, int64_t today, bool *keep)
{
	size_t past = 0;

	if (!n)
		return;
	while (past < n && days[past] <= today)
		past++;
	keep_some(days, past, keep);
	keep_some(days + past, n - past, keep + past);
}
