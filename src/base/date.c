/* date.c - calendar arithmetic on yyyymmdd numbers. */
#include "base/date.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static int
year_of(int64_t d)
{
	return (int)(d / 10000);
}

static int
month_of(int64_t d)
{
	return (int)(d / 100 % 100);
}

static int
day_of(int64_t d)
{
	return (int)(d % 100);
}

static bool
leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int
month_days(int y, int m)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[m - 1] + (m == 2 && leap(y));
}

bool
date_valid(int64_t date)
{
	int m, d;

	if (date < 10101 || date > 99991231)
		return false;
	m = month_of(date);
	d = day_of(date);
	return m >= 1 && m <= 12 && d >= 1 && d <= month_days(year_of(date), m);
}

bool
date_valid_partial(int64_t date)
{
	if (date_valid(date))
		return true;
	if (date < 10000 || date > 99991231 || day_of(date) != 0)
		return false;
	return month_of(date) <= 12;
}

/* Days from civil and back: the proleptic calendar counted in 400-year eras from March. */
int64_t
date_to_days(int64_t date)
{
	int64_t y = year_of(date) - (month_of(date) <= 2);
	int64_t era = y / 400, yoe = y - era * 400;
	int64_t mp = (month_of(date) + 9) % 12;
	int64_t doy = (153 * mp + 2) / 5 + day_of(date) - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

int64_t
date_from_days(int64_t days)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int64_t m = mp < 10 ? mp + 3 : mp - 9;
	int64_t y = yoe + era * 400 + (m <= 2);

	return y * 10000 + m * 100 + doy - (153 * mp + 2) / 5 + 1;
}

int64_t
date_add(int64_t date, int64_t n)
{
	return date_from_days(date_to_days(date) + n);
}

int
date_weekday(int64_t date)
{
	int64_t d = (date_to_days(date) + 3) % 7; /* 1970-01-01 was a Thursday */

	return (int)(d < 0 ? d + 7 : d);
}

int
date_age(int64_t birth, int64_t today)
{
	int m, d, age;

	if (birth == DATE_NONE || !date_valid_partial(birth) || !date_valid(today))
		return -1;
	m = month_of(birth) ? month_of(birth) : 7;
	d = day_of(birth) ? day_of(birth) : month_of(birth) ? 15 : 1;
	age = year_of(today) - year_of(birth);
	if (month_of(today) * 100 + day_of(today) < m * 100 + d)
		age--;
	if (age < 0 && !day_of(birth) && birth <= today)
		return 0; /* born this year or month, on a day we do not know */
	return age < 0 ? -1 : age;
}

/* Digits from the right: these two run once a field in exports, where printf is slow. */
static char *
put_digits(char *at, int64_t v, int digits)
{
	for (int i = digits - 1; i >= 0; i--, v /= 10)
		at[i] = (char)('0' + v % 10);
	return at + digits;
}

void
date_text(int64_t date, char out[DATE_TEXT_SIZE])
{
	char *at = out;

	*at = '\0';
	if (date == DATE_NONE)
		return;
	assert(date >= 10000 && date <= 99991231);
	at = put_digits(at, year_of(date), 4);
	if (month_of(date)) {
		*at++ = '-';
		at = put_digits(at, month_of(date), 2);
	}
	if (month_of(date) && day_of(date)) {
		*at++ = '-';
		at = put_digits(at, day_of(date), 2);
	}
	*at = '\0';
}

/* Reads exactly n digits. */
static bool
digits(const char *p, size_t n, int *value)
{
	*value = 0;
	for (size_t i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return false;
		*value = *value * 10 + (p[i] - '0');
	}
	return true;
}

bool
date_parse_iso(const char *text, size_t n, bool partial, int64_t *date)
{
	int y, m = 0, d = 0;

	if (n != 10 && !(partial && (n == 7 || n == 4)))
		return false;
	if (!digits(text, 4, &y) ||
	    (n >= 7 && (text[4] != '-' || !digits(text + 5, 2, &m))) ||
	    (n == 10 && (text[7] != '-' || !digits(text + 8, 2, &d))))
		return false;
	*date = y * 10000LL + m * 100 + d;
	if (n == 10)
		return date_valid(*date);
	if (n == 7 && m == 0)
		return false;
	return date_valid_partial(*date);
}

/* Reads 1 to most digits and goes behind them. */
static bool
take_number(const char **p, size_t most, int *value)
{
	size_t n = strspn(*p, "0123456789");

	if (n == 0 || n > most || !digits(*p, n, value))
		return false;
	*p += n;
	return true;
}

/* "t", "t-3", "t+2w", "t+1m": relative to today. */
static bool
parse_relative(const char *p, int64_t today, int64_t *date)
{
	int sign, n;
	int64_t months;

	if (*p != 't' && *p != 'T')
		return false;
	if (!p[1]) {
		*date = today;
		return true;
	}
	sign = p[1] == '+' ? 1 : p[1] == '-' ? -1 : 0;
	p += 2;
	if (!sign || !take_number(&p, 4, &n) || (*p && p[1]))
		return false;
	switch (*p | 0x20) { /* lower case; the end becomes a blank */
	case ' ':
	case 'd':
		*date = date_add(today, sign * n);
		return date_valid(*date);
	case 'w':
		*date = date_add(today, sign * n * 7LL);
		return date_valid(*date);
	case 'm':
	case 'y':
		months = year_of(today) * 12LL + month_of(today) - 1 +
			 sign * n * ((*p | 0x20) == 'y' ? 12 : 1);
		if (months < 12 || months >= 120000)
			return false;
		*date = months / 12 * 10000 + (months % 12 + 1) * 100 + day_of(today);
		while (!date_valid(*date))
			(*date)--;
		return true;
	default:
		return false;
	}
}

/* Year of a two-digit one: of the century that people mean. */
static int
full_year(int y, int64_t today, bool past)
{
	y += year_of(today) / 100 * 100;
	if (past ? y > year_of(today) : y > year_of(today) + 50)
		y -= 100;
	return y;
}

/* "12/5", "12.5.", "12/5/57", "12-5-1957". */
static bool
parse_day_month(const char *p, int64_t today, bool past, bool month_first, int64_t *date)
{
	int a, b, y = year_of(today);
	size_t year_digits;
	char sep;

	if (!take_number(&p, 2, &a) || !*p || !strchr("/.-", *p))
		return false;
	sep = *p++;
	if (!take_number(&p, 2, &b) || (*p && *p != sep))
		return false;
	p += *p != '\0';
	year_digits = strlen(p);
	if (year_digits > 0 && ((year_digits != 2 && year_digits != 4) ||
				!take_number(&p, year_digits, &y) || *p))
		return false;
	if (year_digits == 2)
		y = full_year(y, today, past);
	*date = y * 10000LL + (month_first ? a * 100 + b : b * 100 + a);
	if (past && year_digits < 4 && *date > today)
		*date -= year_digits == 2 ? 1000000 : 10000;
	return date_valid(*date);
}

bool
date_parse_typed(const char *text, int64_t today, bool past, bool month_first,
		 int64_t *date)
{
	char typed[32];
	size_t n;

	text += strspn(text, " ");
	n = strlen(text);
	while (n > 0 && text[n - 1] == ' ')
		n--;
	if (n >= sizeof typed)
		return false;
	memcpy(typed, text, n);
	typed[n] = '\0';
	return parse_relative(typed, today, date) ||
	       date_parse_iso(typed, n, true, date) ||
	       parse_day_month(typed, today, past, month_first, date);
}

void
time_text(int64_t seconds, char out[TIME_TEXT_SIZE])
{
	int64_t days = seconds >= 0 ? seconds / 86400 : -((-seconds + 86399) / 86400);
	int64_t rest = seconds - days * 86400;
	char *at = out + strlen("2026-05-04");

	date_text(date_from_days(days), out);
	*at++ = 'T';
	at = put_digits(at, rest / 3600, 2);
	*at++ = ':';
	at = put_digits(at, rest / 60 % 60, 2);
	*at++ = ':';
	at = put_digits(at, rest % 60, 2);
	*at++ = 'Z';
	*at = '\0';
}

bool
time_parse(const char *text, size_t n, int64_t *seconds)
{
	int64_t date;
	int h, m, s;

	if (n != 20 || !date_parse_iso(text, 10, false, &date) || text[10] != 'T' ||
	    text[13] != ':' || text[16] != ':' || text[19] != 'Z' ||
	    !digits(text + 11, 2, &h) || !digits(text + 14, 2, &m) ||
	    !digits(text + 17, 2, &s))
		return false;
	if (h > 23 || m > 59 || s > 59)
		return false;
	*seconds = date_to_days(date) * 86400 + h * 3600 + m * 60 + s;
	return true;
}
