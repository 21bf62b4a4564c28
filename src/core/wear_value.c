/* wear_value.c - reading days, numbers and durations of devices. */
#include "core/wear_value.h"

#include "base/date.h"

#include <string.h>
#include <strings.h>

enum { DAY_S = 86400, DIGITS_MAX = 12, EPOCH_DIGITS_MAX = 15, YEAR_DIGITS = 4 };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct wear_cell
wear_value_trim(struct wear_cell c)
{
	while (c.n && is_space(c.p[0])) {
		c.p++;
		c.n--;
	}
	while (c.n && is_space(c.p[c.n - 1]))
		c.n--;
	return c;
}

/* ---- days */

struct parts {
	int v[3], digits[3];
};

/* Three numbers with the same sign between them; a time may follow. */
static bool
split_day(struct wear_cell c, struct parts *d)
{
	size_t i = 0;
	char sign = '\0';

	for (int part = 0; part < 3; part++) {
		d->v[part] = d->digits[part] = 0;
		for (; i < c.n && is_digit(c.p[i]); i++) {
			d->v[part] = d->v[part] * 10 + (c.p[i] - '0');
			if (++d->digits[part] > YEAR_DIGITS)
				return false;
		}
		if (!d->digits[part])
			return false;
		if (part == 2)
			break;
		if (i == c.n || !strchr("-/.", c.p[i]) || (part && c.p[i] != sign))
			return false;
		sign = c.p[i++];
	}
	return i == c.n || c.p[i] == ' ' || c.p[i] == 'T';
}

static int64_t
day_of(int y, int m, int d)
{
	int64_t day = (int64_t)y * 10000 + m * 100 + d;

	return m <= 99 && d <= 99 && date_valid(day) ? day : DATE_NONE;
}

static int64_t
epoch_day(struct wear_cell c)
{
	int64_t ms = 0;

	if (c.n < 11 || c.n > EPOCH_DIGITS_MAX)
		return DATE_NONE;
	for (size_t i = 0; i < c.n; i++) {
		if (!is_digit(c.p[i]))
			return DATE_NONE;
		ms = ms * 10 + (c.p[i] - '0');
	}
	ms = date_from_days(ms / 1000 / DAY_S);
	return date_valid(ms) ? ms : DATE_NONE;
}

/* The day in one form. */
static int64_t
in_form(const struct parts *d, enum wear_form form)
{
	bool first = d->digits[0] == YEAR_DIGITS;

	if (form == WEAR_YMD)
		return first && d->digits[1] <= 2 && d->digits[2] <= 2
			   ? day_of(d->v[0], d->v[1], d->v[2])
			   : DATE_NONE;
	if (d->digits[2] != YEAR_DIGITS || d->digits[0] > 2 || d->digits[1] > 2)
		return DATE_NONE;
	return form == WEAR_DMY ? day_of(d->v[2], d->v[1], d->v[0])
				: day_of(d->v[2], d->v[0], d->v[1]);
}

static int64_t
read_form(struct wear_cell c, enum wear_form form)
{
	struct parts d;

	if (form == WEAR_EPOCH_MS)
		return epoch_day(c);
	return split_day(c, &d) ? in_form(&d, form) : DATE_NONE;
}

unsigned
wear_value_forms(struct wear_cell c, unsigned forms)
{
	unsigned fits = 0;

	c = wear_value_trim(c);
	for (unsigned f = WEAR_YMD; f <= WEAR_EPOCH_MS; f <<= 1)
		if (forms & f && read_form(c, (enum wear_form)f) != DATE_NONE)
			fits |= f;
	return fits;
}

bool
wear_value_day(struct wear_cell c, unsigned forms, int64_t *day, enum wear_form *form)
{
	c = wear_value_trim(c);
	for (unsigned f = WEAR_YMD; f <= WEAR_EPOCH_MS; f <<= 1) {
		if (!(forms & f))
			continue;
		*day = read_form(c, (enum wear_form)f);
		*form = (enum wear_form)f;
		if (*day != DATE_NONE)
			return true;
	}
	return false;
}

/* ---- numbers */

static bool
is_missing(struct wear_cell c)
{
	static const char *const words[] = {"--", "-", "null", "NaN", "n/a"};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strlen(words[i]) == c.n && !strncasecmp(words[i], c.p, c.n))
			return true;
	return c.n == 0;
}

/* True when every `sign` stands before three digits and the first one behind one to three. */
static bool
groups(struct wear_cell c, char sign)
{
	size_t run = 0, seen = 0;

	for (size_t i = 0; i <= c.n; i++) {
		if (i < c.n && is_digit(c.p[i])) {
			run++;
			continue;
		}
		if (i < c.n && c.p[i] != sign)
			return false;
		if (seen ? run != 3 : run < 1 || run > 3)
			return false;
		seen++;
		run = 0;
	}
	return seen > 1;
}

static size_t
count(struct wear_cell c, char sign)
{
	size_t n = 0;

	for (size_t i = 0; i < c.n; i++)
		n += c.p[i] == sign;
	return n;
}

/* Which sign, if any, parts the decimals. */
static enum wear_is
decimal_sign(struct wear_cell c, enum wear_number kind, enum wear_comma comma, char *sign)
{
	const char *dot = c.n ? memchr(c.p, '.', c.n) : NULL;
	const char *tick = c.n ? memchr(c.p, ',', c.n) : NULL;

	/* Where a comma has decimals a point parts thousands, when it can. */
	*sign = comma == WEAR_COMMA_DECIMAL && (tick || groups(c, '.')) ? ',' : '.';
	if (dot && tick) {
		*sign = dot > tick ? '.' : ',';
	} else if (kind == WEAR_COUNT && (groups(c, ',') || groups(c, '.'))) {
		*sign = dot ? ',' : '.';
	} else if (tick && comma < WEAR_COMMA_DECIMAL) {
		if (count(c, ',') > 1)
			return groups(c, ',') ? WEAR_IS_VALUE : WEAR_IS_BAD;
		if (kind == WEAR_DISTANCE && comma == WEAR_COMMA_UNKNOWN &&
		    groups(c, ','))
			return WEAR_IS_TWO_WAYS;
		*sign = ',';
	}
	return WEAR_IS_VALUE;
}

/* The digits, the group sign passed over, in thousandths. */
static bool
to_thousandths(struct wear_cell c, char sign, int64_t *v)
{
	int digits = 0, decimals = -1;
	bool up = false;

	*v = 0;
	for (size_t i = 0; i < c.n; i++) {
		if (c.p[i] == sign && decimals < 0) {
			decimals = 0;
		} else if (is_digit(c.p[i])) {
			if (decimals == 3)
				up = c.p[i] >= '5';
			if (decimals < 3) {
				*v = *v * 10 + (c.p[i] - '0');
				digits++;
			}
			decimals += decimals >= 0;
		} else if (decimals >= 0 || (c.p[i] != ',' && c.p[i] != '.')) {
			return false;
		}
		if (digits > DIGITS_MAX)
			return false;
	}
	for (int i = decimals < 0 ? 0 : decimals; i < 3; i++)
		*v *= 10;
	*v += up;
	return digits > 0;
}

enum wear_is
wear_value_number(struct wear_cell c, enum wear_number kind, enum wear_comma comma,
		  int64_t *thousandths)
{
	bool minus;
	char sign = '.';
	enum wear_is is;

	c = wear_value_trim(c);
	if (is_missing(c))
		return WEAR_IS_MISSING;
	minus = c.p[0] == '-';
	if (minus) {
		c.p++;
		c.n--;
	}
	is = decimal_sign(c, kind, comma, &sign);
	if (is != WEAR_IS_VALUE)
		return is;
	/* A sign of groups stands before three digits, or it is something else. */
	if (count(c, sign == '.' ? ',' : '.')) {
		const char *end = memchr(c.p, sign, c.n);
		struct wear_cell whole = {c.p, end ? (size_t)(end - c.p) : c.n};

		if (!groups(whole, sign == '.' ? ',' : '.'))
			return WEAR_IS_BAD;
	}
	if (!to_thousandths(c, sign, thousandths))
		return WEAR_IS_BAD;
	if (minus)
		*thousandths = -*thousandths;
	return WEAR_IS_VALUE;
}

/* HH:MM:SS; hours may pass 24. */
static enum wear_is
clock_seconds(struct wear_cell c, int64_t *seconds)
{
	int64_t v[3] = {0};
	int digits = 0, part = 0;
	size_t i;

	for (i = 0; i < c.n; i++) {
		if (c.p[i] == ':') {
			if (!digits || ++part > 2)
				return WEAR_IS_BAD;
			digits = 0;
		} else if (!is_digit(c.p[i])) {
			break;
		} else {
			if (++digits > 4)
				return WEAR_IS_BAD;
			v[part] = v[part] * 10 + (c.p[i] - '0');
		}
	}
	if (part != 2 || !digits || v[1] > 59 || v[2] > 59)
		return WEAR_IS_BAD;
	if (i < c.n && c.p[i] != '.' && c.p[i] != ',')
		return WEAR_IS_BAD;
	for (i++; i < c.n; i++)
		if (!is_digit(c.p[i]))
			return WEAR_IS_BAD;
	*seconds = v[0] * 3600 + v[1] * 60 + v[2];
	return WEAR_IS_VALUE;
}

enum wear_is
wear_value_seconds(struct wear_cell c, enum wear_comma comma, int64_t *seconds)
{
	int64_t minutes = 0;
	enum wear_is is;

	c = wear_value_trim(c);
	if (c.n && memchr(c.p, ':', c.n))
		return clock_seconds(c, seconds);
	is = wear_value_number(c, WEAR_COUNT, comma, &minutes);
	*seconds = minutes * 60 / 1000;
	return is;
}
