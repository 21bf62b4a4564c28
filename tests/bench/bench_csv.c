/* bench_csv.c - MB/s of reading, checking and writing CSV against bare libcsv in the same run. */
#include "base/str.h"
#include "csv_memory.h"
#include "csv_patients.h"
#include "sync/csv_write.h"

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROWS = 1000000, ROUNDS = 5, BLOCK = 64 * 1024 };

static double
now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void
to_str(void *arg, const void *bytes, size_t n)
{
	str_add_n(arg, bytes, n);
}

/* One made-up row; some need quotes, some hold characters beyond ASCII. */
static void
write_row(struct csv_write *w, int i)
{
	static const char *const notes[] = {"first visit, knee pain",
					    "pain 4 of 10 after walking to the river",
					    "",
					    "exercises done daily",
					    "slept well",
					    "no change",
					    "better on stairs",
					    "swelling gone"};
	static const char *const families[] = {"Okafor", "Mbeki",
					       "N\xC3\xBA\xC3\xB1\x65z"};
	const char *family = families[i % 16 == 5 ? 2 : i & 1];
	const char *note = notes[i % 8];
	char id[24], day[24];

	str_format(id, sizeof id, "KBR-%06d-M", i);
	str_format(day, sizeof day, "%d-%02d-%02d", 1930 + i % 80, 1 + i % 12,
		   1 + i % 28);
	csv_write_text(w, id, strlen(id));
	csv_write_text(w, family, strlen(family));
	csv_write_text(w, "Ngozi", 5);
	csv_write_plain(w, day, strlen(day));
	csv_write_text(w, note, strlen(note));
	csv_write_row_end(w);
}

static void
write_header(struct csv_write *w)
{
	for (size_t i = 0; i < csv_patients.n_columns; i++)
		csv_write_text(w, csv_patients_columns[i].name,
			       strlen(csv_patients_columns[i].name));
	csv_write_row_end(w);
}

/* ---- the floor: libcsv alone, as it comes and with the settings the grammar needs */

static void
count_field(void *p, size_t n, void *arg)
{
	(void)p;
	*(size_t *)arg += n;
}

static void
count_row(int c, void *arg)
{
	(void)c;
	++*(size_t *)arg;
}

static int
no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void
libcsv_read(const struct str *s, unsigned char options, bool spaces)
{
	struct csv_parser csv;
	size_t sum = 0;

	csv_init(&csv, options);
	if (!spaces)
		csv_set_space_func(&csv, no_space);
	for (size_t at = 0; at < s->n; at += BLOCK)
		csv_parse(&csv, s->p + at, s->n - at < BLOCK ? s->n - at : BLOCK,
			  count_field, count_row, &sum);
	csv_fini(&csv, count_field, count_row, &sum);
	csv_free(&csv);
}

static void
floor_default(const struct str *s)
{
	libcsv_read(s, 0, true);
}

static void
floor_strict(const struct str *s)
{
	libcsv_read(s, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL, false);
}

/* ---- ours */

static bool
take_raw(void *arg, const struct csv_row *row)
{
	*(size_t *)arg += row->n;
	return true;
}

static void
take_warning(void *arg, enum csv_reason why, struct csv_place at)
{
	(void)arg;
	(void)at;
	fprintf(stderr, "unexpected %s\n", csv_reason_code(why));
	exit(1);
}

static void
read_raw(const struct str *s)
{
	size_t sum = 0;
	struct csv_read_calls calls = {take_raw, take_warning, &sum};
	struct csv_read *r = csv_read_new(&calls, 4);

	for (size_t at = 0; at < s->n; at += BLOCK)
		csv_read_feed(r, s->p + at, s->n - at < BLOCK ? s->n - at : BLOCK);
	if (csv_read_end(r) || sum != 5 * (ROWS + 1))
		exit(1);
	csv_read_free(r);
}

static enum status
take_values(void *arg, const struct csv_value *values, int64_t line, struct err *err)
{
	(void)line;
	(void)err;
	*(size_t *)arg += values[0].n;
	return ST_OK;
}

static void
read_table(const struct str *s, bool strict)
{
	size_t sum = 0;
	struct csv_memory m = {.p = s->p, .n = s->n};
	struct csv_source source = csv_memory_source(&m);
	struct csv_table_call call = {.row = take_values, .arg = &sum, .strict = strict};
	struct csv_report report;
	struct err err;

	if (csv_table_read(&csv_patients, &source, "bench", &call, &report, &err)) {
		fprintf(stderr, "%s\n", status_say(&err));
		exit(1);
	}
}

static void
read_by_hand(const struct str *s)
{
	read_table(s, false);
}

static void
read_strict(const struct str *s)
{
	read_table(s, true);
}

/* ---- writing: the same cells over and over into a buffer that is thrown away */

static const char *const cells[8] = {
    "KBR-004217-M",	      "Okafor",	      "Ngozi",	   "1984-03-09",
    "first visit, knee pain", "pain 4 of 10", "no change", "O'Brien"};

static void
throw_away(void *arg, const void *bytes, size_t n)
{
	(void)bytes;
	*(size_t *)arg += n;
}

static void
write_libcsv(const struct str *s)
{
	static char out[BLOCK];
	size_t used = 0, sum = 0;

	(void)s;
	for (int i = 0; i < 5 * ROWS; i++) {
		const char *c = cells[i & 7];

		if (used > sizeof out - 128) {
			throw_away(&sum, out, used);
			used = 0;
		}
		used += csv_write(out + used, sizeof out - used, c, strlen(c));
		out[used++] = i % 5 == 4 ? '\n' : ',';
	}
}

static void
write_ours(const struct str *s)
{
	size_t sum = 0;
	struct csv_write w;

	(void)s;
	csv_write_open(&w, (struct csv_sink){throw_away, &sum});
	for (int i = 0; i < 5 * ROWS; i++) {
		csv_write_text(&w, cells[i & 7], strlen(cells[i & 7]));
		if (i % 5 == 4)
			csv_write_row_end(&w);
	}
	csv_write_close(&w);
}

/* ---- figures */

static double
best_s(void (*run)(const struct str *), const struct str *s)
{
	double best = 1e9;

	for (int i = 0; i < ROUNDS; i++) {
		double start = now_s(), took;

		run(s);
		took = now_s() - start;
		best = took < best ? took : best;
	}
	return best;
}

static void
print_speed(const char *what, double mb, double s, double floor_s)
{
	printf("%-40s %6.0f MB/s  %4.2f of the floor\n", what, mb / s, floor_s / s);
}

/* Makes rows as they are asked for, so that no file lies in memory. */
struct maker {
	struct str part;
	size_t at;
	int next;
};

static enum status
make_bytes(void *arg, char *buf, size_t n, size_t *got, struct err *err)
{
	struct maker *m = arg;

	(void)err;
	if (m->at == m->part.n && m->next < ROWS) {
		bool first = m->next == 0;
		struct csv_write w;

		str_clear(&m->part);
		csv_write_open(&w, (struct csv_sink){to_str, &m->part});
		if (first)
			write_header(&w);
		for (int i = 0; i < 500; i++)
			write_row(&w, m->next++);
		csv_write_close(&w);
		m->at = first ? 0 : 3; /* one byte order mark will do */
	}
	*got = m->part.n - m->at < n ? m->part.n - m->at : n;
	memcpy(buf, m->part.p + m->at, *got);
	m->at += *got;
	return ST_OK;
}

static enum status
no_rewind(void *arg, struct err *err)
{
	(void)arg;
	return status_fail(err, ST_IO, "no second pass is due here");
}

static int
read_made(bool keys)
{
	struct maker m = {0};
	struct csv_source source = {make_bytes, no_rewind, &m};
	struct csv_spec spec = csv_patients;
	size_t sum = 0;
	struct csv_table_call call = {.row = take_values, .arg = &sum, .strict = true};
	struct csv_report report;
	struct err err;

	if (!keys)
		spec.key = -1;
	return csv_table_read(&spec, &source, "made", &call, &report, &err) != ST_OK ||
	       report.rows != ROWS;
}

/* Peak memory of a process of its own. */
static void
print_memory(const char *what, bool keys)
{
	struct rusage use;
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0)
		_exit(read_made(keys));
	if (wait4(pid, &status, 0, &use) != pid || status != 0) {
		fprintf(stderr, "reading made rows failed\n");
		exit(1);
	}
	printf("%-40s %6ld kB peak\n", what, use.ru_maxrss);
}

static void
print_reading(const struct str *file)
{
	double mb = (double)file->n / 1e6, floor_s = best_s(floor_default, file);

	printf("file of %d rows, %.1f MB; best of %d\n", ROWS, mb, ROUNDS);
	print_speed("libcsv, its defaults (the floor)", mb, floor_s, floor_s);
	print_speed("libcsv, strict, spaces kept", mb, best_s(floor_strict, file),
		    floor_s);
	print_speed("csv_read: guard and rows", mb, best_s(read_raw, file), floor_s);
	print_speed("csv_table: checked, keys", mb, best_s(read_by_hand, file), floor_s);
	print_speed("csv_table: in a bundle", mb, best_s(read_strict, file), floor_s);
}

static void
print_writing(const struct str *file)
{
	double mb = 0, floor_s = best_s(write_libcsv, file);

	for (int i = 0; i < 8; i++)
		mb += (double)(strlen(cells[i]) + 1) * 5 * ROWS / 8e6;
	print_speed("writing: libcsv csv_write (the floor)", mb, floor_s, floor_s);
	print_speed("writing: csv_write_text", mb, best_s(write_ours, file), floor_s);
}

int
main(void)
{
	struct str file = {0};
	struct csv_write w;

	print_memory("1,000,000 rows through, no key", false);
	print_memory("1,000,000 rows through, unique keys", true);
	csv_write_open(&w, (struct csv_sink){to_str, &file});
	write_header(&w);
	for (int i = 0; i < ROWS; i++)
		write_row(&w, i);
	csv_write_close(&w);
	print_reading(&file);
	print_writing(&file);
	str_release(&file);
	return 0;
}
