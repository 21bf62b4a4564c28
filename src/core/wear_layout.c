/* wear_layout.c - layouts of devices against the header of a file. */
#include "core/wear_layout.h"

#include <string.h>
#include <strings.h>

const char *const wear_layout_fields[WEAR_FIELDS] = {
    "date", "steps", "active_min", "hr_avg", "hr_rest", "distance", "note"};

void
wear_layout_header(struct wear_header *h, const struct wear_cell *cells, size_t n)
{
	h->n = 0;
	for (size_t i = 0; i < n && i < WEAR_COLUMNS; i++) {
		h->cells[i] = wear_value_trim(cells[i]);
		if (h->cells[i].n)
			h->n = (int)i + 1;
	}
}

/* ---- columns by name */

static bool
same(struct wear_cell c, const char *name, size_t n)
{
	return c.n == n && !strncasecmp(c.p, name, n);
}

static bool
ends_with(struct wear_cell c, const char *name, size_t n)
{
	struct wear_cell tail = {c.p + (c.n > n ? c.n - n : 0), n};

	return c.n > n && c.p[c.n - n - 1] == '.' && same(tail, name, n);
}

static int
by_number(const struct wear_header *h, const char *name, size_t n)
{
	long long at = 0;

	return n > 1 && name[0] == '#' && str_int(name + 1, n - 1, &at) && at >= 1 &&
		       at <= h->n
		   ? (int)at - 1
		   : -1;
}

static int
by_name(const struct wear_header *h, const char *name, size_t n)
{
	for (int i = 0; n && i < h->n; i++)
		if (same(h->cells[i], name, n))
			return i;
	for (int i = 0; n && i < h->n; i++)
		if (ends_with(h->cells[i], name, n))
			return i;
	return by_number(h, name, n);
}

/* The next piece of a list up to the sign; false: none is left. */
static bool
piece(const char **p, const char *end, const char *signs, const char **at, size_t *n)
{
	if (*p >= end)
		return false;
	*at = *p;
	while (*p < end && !strchr(signs, **p))
		(*p)++;
	*n = (size_t)(*p - *at);
	if (*p < end)
		(*p)++;
	return true;
}

int
wear_layout_column(const struct wear_header *h, const char *names, size_t n)
{
	const char *p = names, *at;
	size_t len;

	while (piece(&p, names + n, "|", &at, &len)) {
		int col = by_name(h, at, len);

		if (col >= 0)
			return col;
	}
	return -1;
}

bool
wear_layout_knows(const struct wearable_layout *l, const struct wear_header *h)
{
	const char *p = l->header, *end = l->header + strlen(l->header), *at;
	size_t n;

	while (piece(&p, end, ";", &at, &n))
		if (wear_layout_column(h, at, n) < 0)
			return false;
	return l->header[0] != '\0';
}

/* ---- the plan */

static void
bind(struct wear_plan *p, enum wear_field f, const char *names,
     const struct wear_header *h)
{
	const char *s = names, *end = names + strlen(names), *at;
	size_t n;

	while (p->parts[f] < WEAR_PARTS && piece(&s, end, "+", &at, &n)) {
		int col = wear_layout_column(h, at, n);

		if (col >= 0)
			p->col[f][p->parts[f]++] = (int16_t)col;
	}
}

static void
bind_keep(struct wear_plan *p, const char *keep, const struct wear_header *h)
{
	const char *value = strchr(keep, '=');

	p->keep_col = -1;
	if (!value)
		return;
	p->keep_col = wear_layout_column(h, keep, (size_t)(value - keep));
	str_copy(p->keep, sizeof p->keep, value + 1);
}

const char *
wear_layout_plan(const struct wearable_layout *l, const struct wear_header *h,
		 struct wear_plan *p)
{
	bool any = false;

	memset(p, 0, sizeof *p);
	bind(p, WEAR_DATE, l->date_col, h);
	bind(p, WEAR_STEPS, l->steps_col, h);
	bind(p, WEAR_MINUTES, l->minutes_col, h);
	bind(p, WEAR_HR_AVG, l->hr_avg_col, h);
	bind(p, WEAR_HR_REST, l->hr_rest_col, h);
	bind(p, WEAR_METRES, l->distance_col, h);
	bind(p, WEAR_REMARK, l->note_col, h);
	bind_keep(p, l->keep, h);
	p->columns = h->n;
	p->forms = wear_layout_forms(l->date_form);
	p->grain_day = !strcmp(l->grain, "day");
	p->percentile = l->rest_percentile == DICT_NONE ? 0 : (int)l->rest_percentile;
	p->unit_mm = wear_layout_unit(l->distance_unit);
	str_copy(p->ends_at, sizeof p->ends_at, l->ends_at);
	for (int f = WEAR_STEPS; f <= WEAR_METRES; f++)
		any |= p->parts[f] > 0;
	return !p->parts[WEAR_DATE] ? "a column of days"
	       : !any		    ? "a column of steps, minutes, heart rate or distance"
				    : NULL;
}

/* ---- what a person names */

static char *
column_of(struct wearable_layout *l, int field, size_t *size)
{
	char *const at[WEAR_FIELDS] = {l->date_col,   l->steps_col,   l->minutes_col,
				       l->hr_avg_col, l->hr_rest_col, l->distance_col,
				       l->note_col};

	*size = field == WEAR_MINUTES ? sizeof l->minutes_col : sizeof l->date_col;
	return at[field];
}

static int
field_named(const char *name, size_t n)
{
	for (int f = 0; f < WEAR_FIELDS; f++)
		if (strlen(wear_layout_fields[f]) == n &&
		    !strncasecmp(wear_layout_fields[f], name, n))
			return f;
	return -1;
}

static const char *
map_piece(const char *at, size_t n, const struct wear_header *h,
	  struct wearable_layout *l)
{
	const char *is = memchr(at, '=', n);
	int field = is ? field_named(at, (size_t)(is - at)) : -1;
	size_t name_n, size;
	char *to;
	int col;

	if (field < 0)
		return "write it as date=NAME, steps=, active_min=, hr_avg=, hr_rest=, "
		       "distance= or note=";
	name_n = n - (size_t)(is + 1 - at);
	col = wear_layout_column(h, is + 1, name_n);
	if (col < 0)
		return "the file has no such column";
	to = column_of(l, field, &size);
	str_format(to, size, "#%d", col + 1);
	return NULL;
}

const char *
wear_layout_map(const char *text, const struct wear_header *h, struct wearable_layout *l,
		const char **at)
{
	const char *p = text, *end = text + strlen(text);
	size_t n, size;

	for (int f = 0; f < WEAR_FIELDS; f++)
		column_of(l, f, &size)[0] = '\0';
	while (piece(&p, end, ";,", at, &n)) {
		const char *wrong = n ? map_piece(*at, n, h, l) : NULL;

		if (wrong)
			return wrong;
	}
	return NULL;
}

void
wear_layout_map_text(const struct wearable_layout *l, struct str *out)
{
	struct wearable_layout of = *l;
	size_t size;

	for (int f = 0; f < WEAR_FIELDS; f++) {
		const char *col = column_of(&of, f, &size);

		if (col[0])
			str_addf(out, "%s%s=%s", out->n ? ";" : "", wear_layout_fields[f],
				 col);
	}
}

/* ---- words */

unsigned
wear_layout_forms(const char *list)
{
	static const struct {
		const char *word;
		unsigned form;
	} forms[] = {{"ymd", WEAR_YMD},
		     {"dmy", WEAR_DMY},
		     {"mdy", WEAR_MDY},
		     {"epoch_ms", WEAR_EPOCH_MS}};
	const char *p = list, *end = list + strlen(list), *at;
	unsigned all = 0;
	size_t n;

	while (piece(&p, end, ";", &at, &n))
		for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
			if (strlen(forms[i].word) == n && !memcmp(forms[i].word, at, n))
				all |= forms[i].form;
	return all;
}

int64_t
wear_layout_unit(const char *unit)
{
	return !strcmp(unit, "m")    ? 1000
	       : !strcmp(unit, "km") ? 1000000
	       : !strcmp(unit, "mi") ? 1609344
				     : 0;
}

static bool
letters_alike(char a, char b)
{
	return strncasecmp(&a, &b, 1) == 0;
}

bool
wear_layout_named(const char *hint, const char *file)
{
	const char *star = NULL, *back = NULL;

	while (*file) {
		if (*hint == '*') {
			star = hint++;
			back = file;
		} else if (*hint && letters_alike(*hint, *file)) {
			hint++;
			file++;
		} else if (star) {
			hint = star + 1;
			file = ++back;
		} else {
			return false;
		}
	}
	while (*hint == '*')
		hint++;
	return *hint == '\0';
}
