/* csv_value.c - guard, kinds and remarks of one cell. */
#include "csv_value_priv.h"

#include "base/date.h"
#include "base/utf8.h"
#include "sync/csv_write.h"

#include <string.h>

_Static_assert(CSV_REASON_COUNT <= 64, "csv_checked.remarks has a bit for each reason");

#define REMARK(name) (1ull << CSV_##name)

enum { KEY_MAX = 64 };

/* ---- text */

static bool
is_space(uint32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r' || cp == 0xA0 ||
	       cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 ||
	       cp == 0x2029 || cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

bool
csv_value_padded(const char *p, size_t n)
{
	uint32_t cp = 0;
	size_t i = n;

	if (n == 0)
		return false;
	if ((signed char)p[0] > ' ' && (signed char)p[n - 1] > ' ')
		return false; /* plain letters at both ends: nearly always */
	if (utf8_decode(p, n, &cp) && is_space(cp))
		return true;
	while (i > 1 && (p[i - 1] & 0xC0) == 0x80)
		i--;
	return utf8_decode(p + i - 1, n - i + 1, &cp) && is_space(cp);
}

/* Remarks on characters beyond ASCII. */
static uint64_t
odd_characters(const char *p, size_t n)
{
	uint64_t remarks = 0;

	for (size_t i = 0; i < n;) {
		uint32_t cp = 0;
		size_t len = utf8_decode(p + i, n - i, &cp);

		if (cp == 0xFFFD)
			remarks |= REMARK(REPLACEMENT_CHAR);
		else if (cp >= 0x80 && utf8_invisible(cp))
			remarks |= REMARK(INVISIBLE_CHAR);
		i += len ? len : 1;
	}
	return remarks;
}

static bool
is_key(const char *p, size_t n)
{
	if (n == 0 || n > KEY_MAX)
		return false;
	for (size_t i = 0; i < n; i++) {
		char c = p[i];

		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		      (c >= 'a' && c <= 'z') || c == '-'))
			return false;
	}
	return true;
}

static bool
in_list(const struct code_list *list, const char *p, size_t n)
{
	if (!list)
		return true;
	for (const struct code *c = list->codes; c->id; c++)
		if (strlen(c->id) == n && memcmp(c->id, p, n) == 0)
			return true;
	return false;
}

/* A value that cannot be told from a control character in a line of text. */
static bool
has_control(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)p[i] < 0x20)
			return true;
	return false;
}

static void
check_text(const struct csv_column *c, unsigned flags, struct csv_checked *out)
{
	struct csv_value *v = &out->value;
	size_t most = c->size ? c->size : CSV_READ_FIELD;

	if ((signed char)*v->p > '@') {
		/* A letter: neither guard nor trigger. */
	} else if (csv_write_guarded(v->p, v->n)) {
		v->p++;
		v->n--;
	} else if (csv_write_trigger(v->p, v->n)) {
		out->remarks |= REMARK(UNGUARDED_FORMULA);
	}
	if (v->n > most)
		out->error = CSV_FIELD_TOO_LONG;
	else if (c->kind == CSV_COL_KEY && !is_key(v->p, v->n))
		out->error = CSV_BAD_ID;
	else if (c->kind == CSV_COL_CODE && !in_list(c->codes, v->p, v->n))
		out->error = CSV_BAD_CODE;
	if (c->kind != CSV_COL_LONG && csv_value_padded(v->p, v->n))
		out->remarks |= REMARK(SURROUNDING_SPACE);
	if (flags & CSV_ROW_HIGH)
		out->remarks |= odd_characters(v->p, v->n);
}

/* ---- numbers and dates: the dictionary's own machine form */

struct number_kind {
	enum field_type type;
	enum csv_reason error;
};

static const struct number_kind numbers[CSV_COL_COUNT] = {
    [CSV_COL_INT] = {FT_INT, CSV_BAD_NUMBER}, [CSV_COL_BOOL] = {FT_BOOL, CSV_BAD_BOOL},
    [CSV_COL_DATE] = {FT_DATE, CSV_BAD_DATE}, [CSV_COL_PDATE] = {FT_PDATE, CSV_BAD_DATE},
    [CSV_COL_TIME] = {FT_TIME, CSV_BAD_TIME}, [CSV_COL_CLOCK] = {FT_CLOCK, CSV_BAD_CLOCK},
};

static void
remark_date(const struct csv_spec *spec, struct csv_checked *out)
{
	int64_t day = out->value.i, last = day;

	if (day % 100 == 0) {
		out->remarks |= REMARK(PARTIAL_DATE);
		last = day % 10000 ? day + 31 : day + 1231;
	}
	if ((spec->first_day && last < spec->first_day) ||
	    (spec->last_day && day > spec->last_day))
		out->remarks |= REMARK(IMPLAUSIBLE_DATE);
}

static void
check_number(const struct csv_spec *spec, const struct csv_column *c,
	     struct csv_checked *out)
{
	const struct number_kind *kind = &numbers[c->kind];
	struct field f = {.name = c->name,
			  .label = c->name,
			  .type = kind->type,
			  .decimals = c->decimals,
			  .min = INT64_MIN,
			  .max = INT64_MAX};
	struct cell cell;
	struct err err;

	if (dict_parse(&f, out->value.p, out->value.n, &cell, &err)) {
		out->error = kind->error;
		return;
	}
	out->value.i = cell.i;
	if (c->kind == CSV_COL_BOOL && (out->value.n != 1 || cell.i < 0 || cell.i > 1))
		out->error = CSV_BAD_BOOL;
	else if ((c->min || c->max) && (cell.i < c->min || cell.i > c->max))
		out->error = CSV_OUT_OF_RANGE;
	else if (kind->error == CSV_BAD_DATE)
		remark_date(spec, out);
}

/* ---- any */

void
csv_value_check(const struct csv_spec *spec, size_t column, struct csv_cell cell,
		unsigned flags, struct csv_checked *out)
{
	const struct csv_column *c = &spec->columns[column];
	bool text = numbers[c->kind].error == CSV_REASON_NONE;

	*out = (struct csv_checked){.value = {cell.p, cell.n, DICT_NONE}};
	if (cell.n == 0) {
		if ((int)column == spec->key)
			out->error = CSV_BAD_ID;
		else if (c->flags & CSV_COLF_REQUIRED)
			out->error = CSV_MISSING_VALUE;
		return;
	}
	if (flags & CSV_ROW_CONTROL && c->kind != CSV_COL_LONG &&
	    has_control(cell.p, cell.n)) {
		out->error = CSV_CONTROL_CHAR;
		return;
	}
	if (text)
		check_text(c, flags, out);
	else
		check_number(spec, c, out);
	if (!out->error && c->check)
		out->error = c->check(c, out->value.p, out->value.n);
}

void
csv_value_write(const struct csv_column *c, const struct csv_value *v, struct str *out)
{
	bool text = numbers[c->kind].error == CSV_REASON_NONE;

	if (!text && v->n) {
		struct field f = {.type = numbers[c->kind].type, .decimals = c->decimals};

		dict_text(&f, (struct cell){.kind = CELL_INT, .i = v->i}, out);
		return;
	}
	str_reserve(out, 2 * v->n + 3);
	out->n += csv_write_cell(out->p + out->n, v->p, v->n, text);
}
