/* hours.c - opening hours and days off, read from one line. */
#include "core/hours.h"

#include "base/date.h"
#include "base/str.h"

#include <string.h>

enum { WEEK = 7, PART_SIZE = 80, YEAR_ANY = 2000 };

static enum status
refuse(struct err *err, const char *part)
{
	return status_fail(err, ST_INVALID,
			   "\"%s\" is not understood; as " HOURS_USUAL
			   "; sa 9:00-12:00; closed 25/12, 2027-01-01",
			   part);
}

static int
weekday(const char *p, size_t n)
{
	static const char *const names[WEEK] = {
	    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

	for (int i = 0; n >= 2 && i < WEEK; i++)
		if (n <= strlen(names[i]) && !strncmp(names[i], p, n))
			return i;
	return -1;
}

/* "8", "8:30": minutes, goes behind it; -1: none. */
static int
minutes(const char **p)
{
	int v[2] = {0, 0};

	for (int i = 0; i < 2; i++) {
		size_t n = strspn(*p, "0123456789");

		if (n < 1 || n > 2)
			return -1;
		for (size_t k = 0; k < n; k++)
			v[i] = v[i] * 10 + ((*p)[k] - '0');
		*p += n;
		if (i == 0 && **p != ':')
			break;
		*p += i == 0;
	}
	return v[0] > 24 || v[1] > 59 || v[0] * 60 + v[1] > 1440 ? -1 : v[0] * 60 + v[1];
}

static bool
add_span(struct hours *h, int day, struct hours_span span)
{
	for (int i = 0; i < HOURS_SPANS; i++) {
		struct hours_span *s = &h->open[day][i];

		if (s->from == s->to) {
			*s = span;
			return true;
		}
		if (span.from < s->to && s->from < span.to)
			return false;
	}
	return false;
}

/* "mo-fr 8:00-17:00", "sa 9-12 14-16" */
static bool
read_open(struct hours *h, const char *p)
{
	size_t n = strspn(p, "abcdefghijklmnopqrstuvwxyz");
	int first = weekday(p, n), last = first;
	bool any = false;

	p += n;
	if (first >= 0 && *p == '-') {
		n = strspn(++p, "abcdefghijklmnopqrstuvwxyz");
		last = weekday(p, n);
		p += n;
	}
	if (first < 0 || last < 0)
		return false;
	while (p += strspn(p, " "), *p) {
		struct hours_span span = {minutes(&p), 0};

		if (span.from < 0 || *p++ != '-')
			return false;
		span.to = minutes(&p);
		if (span.to <= span.from || (*p && *p != ' '))
			return false;
		for (int i = 0; i < WEEK; i++) {
			int day = (first + i) % WEEK;

			if (!add_span(h, day, span))
				return false;
			if (day == last)
				break;
		}
		any = true;
	}
	return any;
}

/* "25/12", "25.12.", "2027-01-01" */
static bool
read_closed(struct hours *h, const char *p)
{
	int64_t date;

	if (h->n_closed == HOURS_CLOSED)
		return false;
	if (date_parse_iso(p, strlen(p), false, &date)) {
		h->closed[h->n_closed++] = date;
		return true;
	}
	/* Read in a leap year, so that 29/2 is one. */
	if (strlen(p) > 6 ||
	    !date_parse_typed(p, YEAR_ANY * 10000 + 101, false, false, &date) ||
	    !date_valid(date) || date / 10000 != YEAR_ANY)
		return false;
	h->closed[h->n_closed++] = date % 10000;
	return true;
}

static bool
read_part(struct hours *h, const char *p, bool *closed)
{
	if (!strncmp(p, "closed ", 7)) {
		*closed = true;
		p += 7 + strspn(p + 7, " ");
	}
	return *closed ? read_closed(h, p) : read_open(h, p);
}

enum status
hours_parse(const char *text, struct hours *out, struct err *err)
{
	bool closed = false;

	memset(out, 0, sizeof *out);
	while (text += strspn(text, " ;,"), *text) {
		char part[PART_SIZE];
		size_t n = strcspn(text, ";,"), kept = n;

		while (kept > 0 && text[kept - 1] == ' ')
			kept--;
		str_format(part, sizeof part, "%.*s",
			   (int)(kept < PART_SIZE ? kept : PART_SIZE - 1), text);
		for (char *c = part; *c; c++)
			if (*c >= 'A' && *c <= 'Z')
				*c = (char)(*c - 'A' + 'a');
		if (!read_part(out, part, &closed))
			return refuse(err, part);
		text += n;
		closed = closed && *text != ';';
	}
	return ST_OK;
}

enum hours_state
hours_check(const struct hours *h, int64_t day, int start, int minutes_long)
{
	const struct hours_span *spans = h->open[date_weekday(day)];
	bool open = false;

	for (int i = 0; i < h->n_closed; i++)
		if (h->closed[i] == day || h->closed[i] == day % 10000)
			return HOURS_HOLIDAY;
	for (int i = 0; i < HOURS_SPANS; i++) {
		if (spans[i].from == spans[i].to)
			continue;
		open = true;
		if (start >= spans[i].from && start + minutes_long <= spans[i].to)
			return HOURS_OPEN;
	}
	return open ? HOURS_OUTSIDE : HOURS_DAY_OFF;
}

void
hours_bounds(const struct hours *h, int *from, int *to)
{
	*from = 1440;
	*to = 0;
	for (int day = 0; day < WEEK; day++) {
		for (int i = 0; i < HOURS_SPANS; i++) {
			const struct hours_span *s = &h->open[day][i];

			if (s->from == s->to)
				continue;
			*from = s->from < *from ? s->from : *from;
			*to = s->to > *to ? s->to : *to;
		}
	}
	if (*to == 0) {
		*from = 8 * 60;
		*to = 17 * 60;
	}
}
