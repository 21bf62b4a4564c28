/* csv_header.c - columns are matched by name, exactly or nearly. */
#include "csv_header_priv.h"

#include "base/str.h"
#include "base/utf8.h"
#include "csv_value_priv.h"

#include <string.h>
#include <strings.h>

/* The name without spaces round it. */
static struct csv_cell
trim(struct csv_cell c)
{
	while (c.n && csv_value_padded(c.p, c.n)) {
		uint32_t cp;
		size_t len = utf8_decode(c.p, c.n, &cp), last = 1;

		if (csv_value_padded(c.p, len)) {
			c.p += len;
			c.n -= len;
			continue;
		}
		while (last < c.n && (c.p[c.n - last] & 0xC0) == 0x80)
			last++;
		c.n -= last;
	}
	return c;
}

static bool
is_named(const struct csv_column *c, struct csv_cell cell)
{
	size_t n = strlen(c->name);

	if (cell.n < n)
		return false;
	cell = trim(cell);
	return cell.n == n && strncasecmp(c->name, cell.p, n) == 0;
}

static int
column_named(const struct csv_spec *spec, struct csv_cell name)
{
	for (size_t i = 0; i < spec->n_columns; i++)
		if (is_named(&spec->columns[i], name))
			return (int)i;
	return -1;
}

static void
tell(struct csv_report *report, enum csv_reason why, const struct csv_row *row,
     size_t cell)
{
	struct str s = {0};

	str_add_c(&s, '"');
	utf8_safe(&s, row->cells[cell].p, row->cells[cell].n, 40, false);
	str_add_c(&s, '"');
	csv_report_add(report, why, csv_read_locate(row, cell), str_text(&s));
	str_release(&s);
}

/* Finds the column of one header cell and remarks on how it is spelt. */
static int
match_cell(const struct csv_spec *spec, const struct csv_row *row, size_t i,
	   struct csv_report *report)
{
	struct csv_cell name = trim(row->cells[i]);
	int column = column_named(spec, name);

	if (column < 0) {
		tell(report, CSV_UNKNOWN_COLUMN, row, i);
		return -1;
	}
	if (name.n != row->cells[i].n)
		tell(report, CSV_HEADER_SPACE, row, i);
	if (memcmp(spec->columns[column].name, name.p, name.n) != 0)
		tell(report, CSV_HEADER_CASE, row, i);
	return column;
}

static void
report_missing(const struct csv_spec *spec, uint64_t seen, const struct csv_row *row,
	       struct csv_report *report)
{
	struct str names = {0};

	for (size_t i = 0; i < spec->n_columns; i++)
		if (!(seen >> i & 1) && !(spec->columns[i].flags & CSV_COLF_OPTIONAL))
			str_addf(&names, "%s%s", names.n ? ", " : "",
				 spec->columns[i].name);
	if (names.n)
		csv_report_add(report, CSV_MISSING_COLUMN, csv_read_locate(row, 0),
			       str_text(&names));
	str_release(&names);
}

void
csv_header_match(struct csv_header *h, const struct csv_spec *spec,
		 const struct csv_row *row, struct csv_report *report)
{
	uint64_t seen = 0;
	int before = -1;
	bool reordered = false;

	*h = (struct csv_header){.n = row->n};
	while (h->n_empty < row->n && row->cells[row->n - 1 - h->n_empty].n == 0)
		h->n_empty++;
	for (size_t i = 0; i < row->n; i++) {
		int column = -1;

		if (i < row->n - h->n_empty)
			column = match_cell(spec, row, i, report);
		h->column[i] = (signed char)column;
		if (column < 0)
			continue;
		if (seen >> column & 1)
			tell(report, CSV_DUPLICATE_COLUMN, row, i);
		seen |= 1ull << column;
		reordered |= column < before;
		before = column;
	}
	if (h->n_empty)
		csv_report_add(report, CSV_EMPTY_TRAILING_COLUMN,
			       csv_read_locate(row, row->n - h->n_empty), NULL);
	if (reordered)
		csv_report_add(report, CSV_HEADER_REORDERED, csv_read_locate(row, 0),
			       NULL);
	report_missing(spec, seen, row, report);
}

bool
csv_header_repeated(const struct csv_header *h, const struct csv_spec *spec,
		    const struct csv_row *row)
{
	int names = 0;

	for (size_t i = 0; i < row->n; i++) {
		if (h->column[i] < 0)
			continue;
		if (!is_named(&spec->columns[h->column[i]], row->cells[i]))
			return false;
		names++;
	}
	/* A lone column may well hold its own name. */
	return names > 1;
}
