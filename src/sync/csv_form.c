/* csv_form.c - the canonical form is made again and compared, one row in memory. */
#include "csv_form_priv.h"

#include "base/str.h"
#include "csv_value_priv.h"

#include <string.h>

static void
compare(struct csv_form *f, const struct csv_row *row)
{
	size_t n = f->canonical.n < row->raw_n ? f->canonical.n : row->raw_n, i = 0;

	if (f->canonical.n == row->raw_n && memcmp(f->canonical.p, row->raw, n) == 0)
		return;
	while (i < n && f->canonical.p[i] == row->raw[i])
		i++;
	f->differs = true;
	f->at = csv_read_byte(row, i);
}

void
csv_form_header(struct csv_form *f, const struct csv_spec *spec,
		const struct csv_row *row, bool had_bom)
{
	if (!had_bom) {
		f->differs = true;
		f->at = (struct csv_place){1, 1};
		return;
	}
	str_clear(&f->canonical);
	for (size_t i = 0; i < spec->n_columns; i++)
		str_addf(&f->canonical, "%s%s", i ? "," : "", spec->columns[i].name);
	str_add(&f->canonical, "\r\n");
	compare(f, row);
}

void
csv_form_row(struct csv_form *f, const struct csv_spec *spec,
	     const struct csv_value *values, const struct csv_row *row)
{
	if (f->differs)
		return;
	str_clear(&f->canonical);
	for (size_t i = 0; i < spec->n_columns; i++) {
		if (i)
			str_add_c(&f->canonical, ',');
		csv_value_write(&spec->columns[i], &values[i], &f->canonical);
	}
	str_add(&f->canonical, f->canonical.n ? "\r\n" : "\"\"\r\n");
	compare(f, row);
}

void
csv_form_judge(const struct csv_form *f, struct csv_report *report)
{
	struct csv_place at = f->at;
	bool differs = f->differs;

	for (int i = 1; i < CSV_REASON_COUNT; i++) {
		const struct csv_place *p = &report->first[i].at;

		if (!report->count[i] ||
		    csv_reason_weight((enum csv_reason)i) != CSV_WEIGHT_SHAPE)
			continue;
		if (!differs || p->line < at.line ||
		    (p->line == at.line && p->column < at.column))
			at = *p;
		differs = true;
	}
	if (differs)
		csv_report_add(report, CSV_NOT_CANONICAL, at, NULL);
}

void
csv_form_release(struct csv_form *f)
{
	str_release(&f->canonical);
}
