/* fuzz_csv.c - any bytes as a CSV file: no crash, the same however cut, values survive. */
/* A file that is accepted in a bundle must be, byte for byte, what the writer makes of it, and what
 * the writer makes of any accepted file must be accepted in a bundle. */
#include "base/str.h"
#include "csv_memory.h"
#include "csv_patients.h"
#include "fuzz.h"
#include "sync/csv_write.h"

#include <stdlib.h>
#include <string.h>

static void
to_str(void *arg, const void *bytes, size_t n)
{
	str_add_n(arg, bytes, n);
}

/* Writes each row that is delivered. */
static enum status
take_row(void *arg, const struct csv_value *values, int64_t line, struct err *err)
{
	struct csv_write *w = arg;

	(void)line;
	(void)err;
	for (size_t i = 0; i < csv_patients.n_columns; i++) {
		check(values[i].p[values[i].n] == '\0');
		csv_write_text(w, values[i].p, values[i].n);
	}
	csv_write_row_end(w);
	return ST_OK;
}

struct outcome {
	struct csv_report report;
	struct str written;
};

static void
read_bytes(const char *p, size_t n, size_t piece, bool strict, struct outcome *o)
{
	struct csv_memory m = {.p = p, .n = n, .piece = piece};
	struct csv_source source = csv_memory_source(&m);
	struct csv_write w;
	struct csv_table_call call = {.row = take_row, .arg = &w, .strict = strict};
	struct err err;
	enum status st;

	str_clear(&o->written);
	csv_write_open(&w, (struct csv_sink){to_str, &o->written});
	for (size_t i = 0; i < csv_patients.n_columns; i++)
		csv_write_text(&w, csv_patients_columns[i].name,
			       strlen(csv_patients_columns[i].name));
	csv_write_row_end(&w);
	st = csv_table_read(&csv_patients, &source, "f.csv", &call, &o->report, &err);
	check(st == (o->report.refused ? ST_REFUSED : ST_OK));
	csv_write_close(&w);
}

static void
same(const struct outcome *a, const struct outcome *b)
{
	check(a->report.refused == b->report.refused);
	check(a->report.rows == b->report.rows);
	check(a->report.n_errors == b->report.n_errors);
	for (int i = 0; i < CSV_REASON_COUNT; i++)
		check(a->report.count[i] == b->report.count[i] &&
		      a->report.first[i].at.line == b->report.first[i].at.line &&
		      a->report.first[i].at.column == b->report.first[i].at.column);
	check(a->written.n == b->written.n &&
	      memcmp(a->written.p, b->written.p, a->written.n) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *p = (const char *)data;
	struct outcome whole = {0}, cut = {0}, again = {0};
	size_t piece = size ? 1 + data[size / 2] % 16u : 1;
	struct str said = {0};

	read_bytes(p, size, 0, false, &whole);
	read_bytes(p, size, 1, false, &cut);
	same(&whole, &cut);
	read_bytes(p, size, piece, false, &cut);
	same(&whole, &cut);
	csv_report_say(&whole.report, &said);
	if (!whole.report.refused) {
		read_bytes(whole.written.p, whole.written.n, piece, true, &again);
		check(!again.report.refused);
		check(again.written.n == whole.written.n);
		check(memcmp(again.written.p, whole.written.p, again.written.n) == 0);
	}
	read_bytes(p, size, 0, true, &cut);
	if (!cut.report.refused) {
		check(!whole.report.refused);
		check(cut.written.n == size && memcmp(cut.written.p, p, size) == 0);
	} else if (!whole.report.refused) {
		check(cut.report.count[CSV_NOT_CANONICAL] == 1);
		check(whole.written.n != size || memcmp(whole.written.p, p, size) != 0);
	}
	str_release(&whole.written);
	str_release(&cut.written);
	str_release(&again.written);
	str_release(&said);
	return 0;
}
