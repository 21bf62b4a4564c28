/* booking.c - one line of words becomes days and times, or the word that is not understood. */
#include "core/booking.h"

#include "base/str.h"

#include <assert.h>
#include <string.h>

enum {
	WORD_SIZE = 64,
	DAYS_MAX = 21,
	WEEK = 7,
	STEP_MAX = 12,
	WEEKS_MAX = 52,
	SPELLED_MIN = 2
};

/* A day of the pattern: a weekday (from some date on) or a date. */
struct pattern_day {
	bool weekday;
	int64_t day; /* number of the weekday, or yyyymmdd */
	int start;   /* -1: the time that comes last, or the proposed one */
};

struct reader {
	const struct booking_ask *ask;
	struct booking *out;
	struct err *err;
	const char *text, *at; /* at: behind the word */
	char word[WORD_SIZE];  /* the word being read, lower case */
	int column;	       /* where it begins, from 1 */
	struct pattern_day days[DAYS_MAX];
	int n_days;
	int last_start, minutes; /* -1: none yet */
	int times, weeks, step;	 /* 0: not said */
	int64_t until;		 /* DATE_NONE: not said */
	bool same;		 /* the visit before gives the length too */
};

static const char *const weekdays[WEEK] = {"monday", "tuesday",	 "wednesday", "thursday",
					   "friday", "saturday", "sunday"};

const char *
booking_weekday(int weekday)
{
	static const char *const names[WEEK] = {"Mon", "Tue", "Wed", "Thu",
						"Fri", "Sat", "Sun"};

	assert(weekday >= 0 && weekday < WEEK);
	return names[weekday];
}

bool
booking_overlap(const struct booking_slot *a, const struct booking_slot *b)
{
	return a->day == b->day && a->start < b->start + b->minutes &&
	       b->start < a->start + a->minutes;
}

/* ---- words */

static enum status
refuse(struct reader *r, const char *why)
{
	return status_fail(r->err, ST_INVALID, "\"%s\" at %d: %s", r->word, r->column,
			   why);
}

static int
column_of(const struct reader *r, const char *p)
{
	int column = 1;

	for (const char *c = r->text; c < p; c++)
		column += ((unsigned char)*c & 0xC0) != 0x80;
	return column;
}

/* The next word, as typed and in lower case; false: the line ends. */
static bool
next_word(struct reader *r, char typed[WORD_SIZE])
{
	const char *p = r->at + strspn(r->at, " \t");
	size_t n = strcspn(p, " \t");

	if (!n)
		return false;
	r->at = p + n;
	r->column = column_of(r, p);
	str_format(typed, WORD_SIZE, "%.*s", (int)(n < WORD_SIZE ? n : WORD_SIZE - 1), p);
	str_copy(r->word, sizeof r->word, typed);
	for (char *c = r->word; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return true;
}

/* Reads a number of at most `most` digits and goes behind it; -1: there is none. */
static int
number(const char **p, size_t most)
{
	size_t n = strspn(*p, "0123456789");
	int v = 0;

	if (n == 0 || n > most)
		return -1;
	for (size_t i = 0; i < n; i++)
		v = v * 10 + ((*p)[i] - '0');
	*p += n;
	return v;
}

/* ---- days */

static enum status
add_day(struct reader *r, bool weekday, int64_t day, int start)
{
	if (r->n_days == DAYS_MAX)
		return refuse(r, "too many days in one line");
	for (int i = 0; i < r->n_days; i++)
		if (r->days[i].weekday == weekday && r->days[i].day == day &&
		    r->days[i].start < 0 && start < 0)
			return refuse(r, "this day stands there twice");
	r->days[r->n_days++] = (struct pattern_day){weekday, day, start};
	return ST_OK;
}

/* 0 Monday ... 6 of two or more letters; -1: not a weekday. */
static int
weekday_named(const char *p, size_t n)
{
	for (int i = 0; n >= SPELLED_MIN && i < WEEK; i++)
		if (n <= strlen(weekdays[i]) && !strncmp(weekdays[i], p, n))
			return i;
	return -1;
}

/* "mo", "mo,we,fr": *taken false when the word is something else. */
static enum status
read_weekdays(struct reader *r, bool *taken)
{
	const char *p = r->word;
	enum status st = ST_OK;

	*taken = weekday_named(p, strcspn(p, ",")) >= 0;
	while (*taken && *p && !st) {
		size_t n = strcspn(p, ",");
		int day = weekday_named(p, n);

		st = day < 0 ? refuse(r, "not a weekday; as mo,we,fr")
			     : add_day(r, true, day, -1);
		p += n;
		p += *p == ',';
	}
	return st;
}

/* A day and month without a year that is past means the next one, unless that is far off. */
static int64_t
next_of(const char *word, int64_t date, int64_t today)
{
	enum { HALF_A_YEAR = 183 };
	int64_t later = date + 10000;
	const char *mark = strpbrk(word, "/.-");

	if (date >= today || !mark ||
	    (strpbrk(mark + 1, "/.-") && strpbrk(mark + 1, "/.-")[1]))
		return date;
	if (!date_valid(later) || date_to_days(later) - date_to_days(today) > HALF_A_YEAR)
		return date;
	return later;
}

static enum status
check_day(struct reader *r, int64_t day)
{
	if (day < r->ask->today)
		return refuse(r, "this day is past");
	if (date_to_days(day) - date_to_days(r->ask->today) > BOOKING_AHEAD)
		return refuse(r, "more than two years ahead");
	return ST_OK;
}

static enum status
read_date(struct reader *r, int64_t *date, bool *taken)
{
	*taken = date_parse_typed(r->word, r->ask->today, false, false, date) &&
		 date_valid(*date);
	if (!*taken)
		return ST_OK;
	*date = next_of(r->word, *date, r->ask->today);
	return check_day(r, *date);
}

/* The weekday of the visit before, in the week of today or before it: +1w is ahead of today. */
static int64_t
before_rolled(const struct booking_ask *ask)
{
	int64_t day = date_to_days(ask->before.day), today = date_to_days(ask->today);

	if (day < today)
		day += (today - day) / WEEK * WEEK;
	return day;
}

static enum status
read_same(struct reader *r)
{
	const struct booking_slot *b = &r->ask->before;

	if (b->day == DATE_NONE)
		return refuse(
		    r, "there is no visit before to count from; give day and time");
	r->same = true;
	return add_day(r, false, date_from_days(before_rolled(r->ask) + WEEK), b->start);
}

/* "+1w", "+3d". */
static enum status
read_ahead(struct reader *r)
{
	const char *p = r->word + 1;
	int64_t today = date_to_days(r->ask->today), from = today;
	int n = number(&p, 3);
	bool weeks = *p == 'w', known = r->ask->before.day != DATE_NONE;
	enum status st;

	if (n < 0 || (*p != 'w' && *p != 'd') || p[1])
		return refuse(r, "not so many days or weeks; as +1w, +3d");
	if (known && weeks)
		from = before_rolled(r->ask);
	else if (known && r->ask->before.day > r->ask->today)
		from = date_to_days(r->ask->before.day);
	r->same |= known;
	from = date_from_days(from + n * (weeks ? WEEK : 1));
	st = check_day(r, from);
	return st ? st : add_day(r, false, from, known ? r->ask->before.start : -1);
}

/* ---- times and lengths */

/* "9:30", "930", "9", "9am", "2:30pm": minutes after midnight, -1: not a time. */
static int
time_of(const char *p)
{
	size_t digits = strspn(p, "0123456789");
	int h, m = 0;

	if (digits >= 3 && digits <= 4 && !p[digits]) {
		h = number(&p, 4);
		m = h % 100;
		h /= 100;
	} else {
		h = number(&p, 2);
		if (h < 0 || (*p && *p != ':' && *p != 'a' && *p != 'p'))
			return -1;
		if (*p == ':') {
			p++;
			if (strspn(p, "0123456789") != 2)
				return -1;
			m = number(&p, 2);
		}
		if (!strcmp(p, "am") || !strcmp(p, "pm")) {
			if (h < 1 || h > 12)
				return -1;
			h = h % 12 + (*p == 'p' ? 12 : 0);
			p += 2;
		}
	}
	return *p || h > 23 || m > 59 ? -1 : h * 60 + m;
}

/* "45m", "45min", "1h", "1h30": minutes, -1: not a length. */
static int
length_of(const char *p)
{
	int n = number(&p, 3), more;

	if (n < 0)
		return -1;
	if (!strcmp(p, "m") || !strcmp(p, "min"))
		return n;
	if (*p++ != 'h' || n > 8)
		return -1;
	if (!*p)
		return n * 60;
	more = number(&p, 2);
	return more < 0 || more > 59 || *p ? -1 : n * 60 + more;
}

static void
take_time(struct reader *r, int start)
{
	bool any = false;

	for (int i = 0; i < r->n_days; i++) {
		any |= r->days[i].start < 0;
		if (r->days[i].start < 0)
			r->days[i].start = start;
	}
	/* same 10:00 means the same day at another time */
	if (!any && r->last_start < 0)
		for (int i = 0; i < r->n_days; i++)
			r->days[i].start = start;
	r->last_start = start;
}

static enum status
take_length(struct reader *r, int minutes)
{
	if (minutes < 5 || minutes > 480)
		return refuse(r, "a visit takes 5 minutes to 8 hours");
	r->minutes = minutes;
	return ST_OK;
}

/* ---- how often */

static enum status
take_times(struct reader *r, int n)
{
	if (n < 1 || n > BOOKING_MAX)
		return refuse(r, "1 to 60 visits in one line");
	r->times = n;
	return ST_OK;
}

/* "x8", "8x", "*8", "x 8"; *taken false when the word is something else. */
static enum status
read_times(struct reader *r, bool *taken)
{
	const char *p = r->word;
	char typed[WORD_SIZE];
	int n;

	*taken = *p == 'x' || *p == '*';
	if (*taken) {
		p++;
		if (!*p && next_word(r, typed))
			p = r->word;
		n = number(&p, 4);
		return n < 0 || *p ? refuse(r, "not a number of visits; as x8")
				   : take_times(r, n);
	}
	n = number(&p, 4);
	*taken = n >= 0 && *p == 'x' && !p[1];
	return *taken ? take_times(r, n) : ST_OK;
}

/* "4w": for so many weeks. */
static enum status
read_weeks(struct reader *r, const char *what, int most, int *weeks, bool *taken)
{
	const char *p = r->word;
	int n = number(&p, 3);

	*taken = n >= 0 && *p == 'w' && !p[1];
	if (*taken && (n < 1 || n > most))
		return refuse(r, what);
	if (*taken)
		*weeks = n;
	return ST_OK;
}

/* ---- words that say what the next one is */

static enum status
read_until(struct reader *r)
{
	char typed[WORD_SIZE];
	bool taken = false;
	enum status st = ST_OK;

	if (next_word(r, typed))
		st = read_date(r, &r->until, &taken);
	return st || taken ? st : refuse(r, "until which day? as until 30/6");
}

static enum status
read_every(struct reader *r)
{
	char typed[WORD_SIZE];
	bool taken = false;
	enum status st = ST_OK;

	if (next_word(r, typed))
		st = read_weeks(r, "every 1 to 12 weeks", STEP_MAX, &r->step, &taken);
	return st || taken ? st : refuse(r, "every how many weeks? as every 2w");
}

static enum status
read_with(struct reader *r)
{
	char typed[WORD_SIZE];

	if (!next_word(r, typed))
		return refuse(r, "with whom? as with anna");
	if (!str_copy(r->out->with, sizeof r->out->with, typed))
		return refuse(r, "this name is too long");
	return ST_OK;
}

static enum status
read_reason(struct reader *r)
{
	const char *p = r->at + strspn(r->at, " \t");

	if (!*p)
		return refuse(r, "for what? as for first visit");
	if (!str_copy(r->out->reason, sizeof r->out->reason, p))
		return refuse(r, "what it is for is too long: 60 letters at most");
	r->at = p + strlen(p);
	return ST_OK;
}

static const struct {
	const char *word;
	enum status (*read)(struct reader *r);
} leads[] = {
    {"same", read_same},   {"with", read_with},	  {"for", read_reason},
    {"until", read_until}, {"every", read_every},
};

static enum status
read_lead(struct reader *r, bool *taken)
{
	*taken = true;
	for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++)
		if (!strcmp(r->word, leads[i].word))
			return leads[i].read(r);
	if (r->word[0] == '+')
		return read_ahead(r);
	*taken = false;
	return ST_OK;
}

/* Everything that is one word by itself. */
static enum status
read_plain(struct reader *r)
{
	int64_t date;
	bool taken;
	int n;
	enum status st = read_times(r, &taken);

	if (!st && !taken)
		st = read_weeks(r, "1 to 52 weeks", WEEKS_MAX, &r->weeks, &taken);
	if (st || taken)
		return st;
	n = length_of(r->word);
	if (n >= 0)
		return take_length(r, n);
	n = time_of(r->word);
	if (n >= 0) {
		take_time(r, n);
		return ST_OK;
	}
	st = read_weekdays(r, &taken);
	if (!st && !taken) {
		st = read_date(r, &date, &taken);
		if (!st && taken)
			st = add_day(r, false, date, -1);
	}
	if (!st && !taken)
		st = refuse(r, "not a day, a time or how often; as mo we 9:30 x8");
	return st;
}

static enum status
read_words(struct reader *r)
{
	char typed[WORD_SIZE];
	enum status st = ST_OK;

	while (!st && next_word(r, typed)) {
		bool taken;

		st = read_lead(r, &taken);
		if (!st && !taken)
			st = read_plain(r);
	}
	return st;
}

/* ---- from the pattern to slots */

static enum status
say(struct reader *r, const char *why)
{
	return status_fail(r->err, ST_INVALID, "%s", why);
}

/* A line without a day means the proposed one; one date before weekdays is where they begin. */
static enum status
settle_days(struct reader *r, int64_t *from)
{
	const struct booking_ask *ask = r->ask;
	int dates = 0, kept = 0;

	*from = ask->proposed.day != DATE_NONE && ask->proposed.day > ask->today
		    ? ask->proposed.day
		    : ask->today;
	if (!r->n_days && ask->proposed.day != DATE_NONE)
		r->days[r->n_days++] =
		    (struct pattern_day){false, ask->proposed.day, r->last_start};
	if (!r->n_days)
		return say(r, "which day? as mo we 9:30 x8, 12/5 10:00 or same x8");
	for (int i = 0; i < r->n_days; i++)
		dates += !r->days[i].weekday;
	if (dates == 0 || dates == r->n_days)
		return ST_OK;
	if (dates > 1 || r->same)
		return say(r,
			   "weekdays go with one date to begin from, not with several");
	for (int i = 0; i < r->n_days; i++) {
		if (r->days[i].weekday)
			r->days[kept++] = r->days[i];
		else
			*from = r->days[i].day;
	}
	r->n_days = kept;
	return ST_OK;
}

static enum status
settle_times(struct reader *r)
{
	const struct booking_ask *ask = r->ask;
	bool known = ask->before.day != DATE_NONE;
	int start = r->last_start;

	if (start < 0)
		start = ask->proposed.start >= 0 ? ask->proposed.start
			: known			 ? ask->before.start
						 : -1;
	if (r->minutes < 0)
		r->minutes = r->same			 ? ask->before.minutes
			     : ask->proposed.minutes > 0 ? ask->proposed.minutes
			     : known			 ? ask->before.minutes
							 : BOOKING_LENGTH;
	for (int i = 0; i < r->n_days; i++) {
		if (r->days[i].start < 0)
			r->days[i].start = start;
		if (r->days[i].start < 0)
			return say(r, "at what time? as 9:30");
		if (r->days[i].start + r->minutes > BOOKING_DAY_MIN)
			return say(r, "this visit would end after midnight");
	}
	return ST_OK;
}

/* Weekdays become the first such day; what is over today comes a week later. */
static void
first_days(struct reader *r, int64_t from)
{
	for (int i = 0; i < r->n_days; i++) {
		struct pattern_day *d = &r->days[i];
		int64_t wait;

		if (!d->weekday)
			continue;
		wait = (d->day - date_weekday(from) + WEEK) % WEEK;
		if (wait == 0 && from == r->ask->today && d->start <= r->ask->now_min)
			wait = WEEK;
		d->day = date_add(from, wait);
		d->weekday = false;
	}
}

static bool
is_before(const struct pattern_day *a, const struct pattern_day *b)
{
	return a->day < b->day || (a->day == b->day && a->start < b->start);
}

/* The earliest of the pattern is booked and goes on by a step, until there are enough. */
static enum status
unroll(struct reader *r, int count)
{
	struct booking *out = r->out;

	while (out->n < count) {
		struct pattern_day *d = &r->days[0];
		struct booking_slot *last = out->n ? &out->slots[out->n - 1] : NULL;

		for (int i = 1; i < r->n_days; i++)
			if (is_before(&r->days[i], d))
				d = &r->days[i];
		if (r->until != DATE_NONE && d->day > r->until)
			break;
		if (date_to_days(d->day) - date_to_days(r->ask->today) > BOOKING_AHEAD)
			return say(r, "this goes on for more than two years");
		if (!last || last->day != d->day || last->start != d->start)
			out->slots[out->n++] =
			    (struct booking_slot){d->day, d->start, r->minutes};
		d->day = date_add(d->day, WEEK * (r->step ? r->step : 1));
	}
	return out->n ? ST_OK : say(r, "no such day before the last one");
}

static enum status
build(struct reader *r)
{
	int64_t from, low = INT64_MAX, high = 0;
	int count;
	bool repeats = r->times || r->weeks || r->until != DATE_NONE;
	enum status st = settle_days(r, &from);

	if (!st)
		st = settle_times(r);
	if (st)
		return st;
	if (r->times && r->weeks)
		return say(r, "either so many visits (x8) or so many weeks (4w)");
	first_days(r, from);
	for (int i = 0; i < r->n_days; i++) {
		int64_t day = date_to_days(r->days[i].day);

		low = day < low ? day : low;
		high = day > high ? day : high;
	}
	if (repeats && high - low >= WEEK * (r->step ? r->step : 1))
		return say(r, "days further apart than the step cannot be repeated");
	count = r->times   ? r->times
		: r->weeks ? r->weeks * r->n_days
		: repeats  ? BOOKING_MAX
			   : r->n_days;
	if (count > BOOKING_MAX)
		return say(r, "that is more than 60 visits; book them in parts");
	return unroll(r, count);
}

enum status
booking_parse(const char *text, const struct booking_ask *ask, struct booking *out,
	      struct err *err)
{
	struct reader r = {.ask = ask,
			   .out = out,
			   .err = err,
			   .text = text,
			   .at = text,
			   .last_start = -1,
			   .minutes = -1,
			   .until = DATE_NONE};
	enum status st;

	assert(date_valid(ask->today));
	memset(out, 0, sizeof *out);
	st = read_words(&r);
	if (!st)
		st = build(&r);
	if (st)
		memset(out, 0, sizeof *out);
	return st;
}
