/* test_csv_write.c - canonical cells, and write - read - write over random tables. */
#include "sync/csv_write.h"

#include "base/str.h"
#include "base/utf8.h"
#include "random.h"
#include "sync/csv_read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TABLES = 25000, CELLS_MAX = 600 };

static void
to_str(void *arg, const void *bytes, size_t n)
{
	str_add_n(arg, bytes, n);
}

static void
check_cell(const char *value, const char *expected)
{
	size_t n = strlen(value);
	char *out = malloc(2 * n + 3);
	size_t len = csv_write_cell(out, value, n, true);

	assert_int_equal(len, strlen(expected));
	assert_memory_equal(out, expected, len);
	free(out);
}

static void
test_csv_write__cell__minimal_quotes(void **state)
{
	(void)state;
	check_cell("", "");
	check_cell("abc", "abc");
	check_cell("a b", "a b");
	check_cell("a,b", "\"a,b\"");
	check_cell("a\"b", "\"a\"\"b\"");
	check_cell("\"", "\"\"\"\"");
	check_cell("a\nb", "\"a\nb\"");
	check_cell("a\rb", "\"a\rb\"");
	check_cell("a\tb", "a\tb");
	check_cell(" a", "\" a\"");
	check_cell("a ", "\"a \"");
	check_cell("a\t", "\"a\t\"");
	check_cell(" ", "\" \"");
	check_cell("\xC2\xA0x", "\xC2\xA0x");
	check_cell("a;b", "a;b");
}

static void
test_csv_write__cell__formula_guard(void **state)
{
	static const char *const triggers[] = {"=",
					       "+",
					       "-",
					       "@",
					       "\t",
					       "\r",
					       "\n",
					       "\'",
					       "\xEF\xBC\x9D",
					       "\xEF\xBC\x8B",
					       "\xEF\xBC\x8D",
					       "\xEF\xBC\xA0"};

	(void)state;
	check_cell("=1", "'=1");
	check_cell("'", "''");
	check_cell("'s-Gravenhage", "''s-Gravenhage");
	check_cell("\t=1", "'\t=1");
	check_cell("\n=1", "\"'\n=1\"");
	check_cell("\t", "\"'\t\"");
	check_cell("- ", "\"'- \"");
	check_cell("-a,b", "\"'-a,b\"");
	check_cell("\xEF\xBC\x9D"
		   "1",
		   "'\xEF\xBC\x9D"
		   "1");
	check_cell("\xEF\xBC\x9E"
		   "1",
		   "\xEF\xBC\x9E"
		   "1");
	for (size_t i = 0; i < sizeof triggers / sizeof *triggers; i++) {
		char guarded[8];

		str_format(guarded, sizeof guarded, "'%s", triggers[i]);
		assert_true(csv_write_guarded(guarded, strlen(guarded)));
	}
	assert_false(csv_write_guarded("'", 1));
	assert_false(csv_write_guarded("'a", 2));
	assert_false(csv_write_guarded("=", 1));
	assert_false(csv_write_guarded("", 0));
}

static void
test_csv_write__int__text(void **state)
{
	struct str s = {0};
	struct csv_write w;

	(void)state;
	csv_write_open(&w, (struct csv_sink){to_str, &s});
	csv_write_int(&w, 0);
	csv_write_int(&w, -7);
	csv_write_int(&w, INT64_MAX);
	csv_write_int(&w, INT64_MIN + 1);
	csv_write_int(&w, INT64_MIN);
	csv_write_row_end(&w);
	csv_write_decimal(&w, 35, 1);
	csv_write_decimal(&w, -5, 1);
	csv_write_decimal(&w, 0, 2);
	csv_write_decimal(&w, 12345, 3);
	csv_write_decimal(&w, INT64_MIN, 3);
	csv_write_row_end(&w);
	csv_write_plain(&w, "-x", 2);
	csv_write_row_end(&w);
	csv_write_text(&w, "", 0);
	csv_write_row_end(&w);
	csv_write_close(&w);
	csv_write_close(&w);
	assert_string_equal(str_text(&s),
			    "\xEF\xBB\xBF"
			    "0,-7,9223372036854775807,-9223372036854775807,\r\n"
			    "3.5,-0.5,0.00,12.345,\r\n-x\r\n\"\"\r\n");
	assert_int_equal(w.rows, 4);
	assert_int_equal(w.bytes, s.n);
	str_release(&s);
}

/* Cells longer than the buffer, and the buffer's border at every place of a cell. */
static void
test_csv_write__text__across_the_buffer(void **state)
{
	struct str s = {0}, big = {0};
	struct csv_write w;

	(void)state;
	for (int i = 0; i < CSV_WRITE_BUFFER; i++)
		str_add_c(&big, i % 3 ? 'x' : '"');
	for (size_t shift = 0; shift < 40; shift++) {
		str_clear(&s);
		csv_write_open(&w, (struct csv_sink){to_str, &s});
		csv_write_text(&w, big.p, CSV_WRITE_BUFFER / 2 - 30 + shift);
		csv_write_text(&w, "a,b", 3);
		csv_write_text(&w, big.p, big.n);
		csv_write_int(&w, 42);
		csv_write_row_end(&w);
		csv_write_close(&w);
		assert_int_equal(w.bytes, s.n);
		assert_memory_equal(s.p + s.n - 6, "\",42\r\n", 6);
	}
	/* An empty first cell is no lone one, however the second is written. */
	str_clear(&s);
	csv_write_open(&w, (struct csv_sink){to_str, &s});
	csv_write_text(&w, "", 0);
	csv_write_text(&w, big.p, big.n);
	csv_write_row_end(&w);
	csv_write_close(&w);
	assert_memory_equal(s.p, "\xEF\xBB\xBF,\"", 5);
	assert_memory_equal(s.p + s.n - 3, "\"\r\n", 3);
	str_release(&s);
	str_release(&big);
}

/* ---- write - read - write */

struct random_table {
	size_t columns, n; /* cells in all */
	struct str text;
	size_t at[CELLS_MAX + 1];
};

static const char *const pieces[] = {
    ",",
    ";",
    "\t",
    "\"",
    "\"\"",
    "\r\n",
    "\n",
    "\r",
    "=",
    "+",
    "-",
    "@",
    "'",
    "''",
    " ",
    "a",
    "Okafor",
    "O'Brien",
    "\xC3\xA9",
    "\xC2\xA0",
    "\xE2\x80\x8B",
    "0",
    "7",
    "\xEF\xBC\x9D",
    "\xEF\xBC\x8B",
    "\xEF\xBC\x8D",
    "\xEF\xBC\xA0",
    "\xEF\xBB\xBF",
    "|",
    "%",
    "\xF0\x9F\x91\x8D",
    "\xF0\x9D\x92\xB3",
    "\xE0\xA4\x95\xE0\xA5\x8D",
    "sep=",
    "\\",
};

static void
random_character(struct random *r, struct str *s)
{
	uint32_t cp;
	char b[4];

	do
		cp = (uint32_t)random_below(r, 0x110000);
	while (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || (cp >= 0xD800 && cp <= 0xDFFF));
	str_add_n(s, b, utf8_encode(cp, b));
}

static void
random_cell(struct random *r, struct str *s)
{
	int n = random_below(r, 3) ? random_below(r, 6) : 0;

	if (random_below(r, 2000) == 0)
		n = random_below(r, 5000);
	while (n-- > 0)
		if (random_below(r, 8))
			str_add(s, pieces[random_below(
				       r, (int)(sizeof pieces / sizeof *pieces))]);
		else
			random_character(r, s);
}

static void
make_table(struct random *r, struct random_table *t)
{
	t->columns = (size_t)(random_below(r, 4) ? 1 + random_below(r, 6)
						 : 1 + random_below(r, CSV_READ_COLUMNS));
	t->n = t->columns * (size_t)(1 + random_below(r, 9));
	if (t->n > CELLS_MAX)
		t->n = CELLS_MAX / t->columns * t->columns;
	str_clear(&t->text);
	for (size_t i = 0; i < t->n; i++) {
		t->at[i] = t->text.n;
		random_cell(r, &t->text);
	}
	t->at[t->n] = t->text.n;
}

static void
write_cells(struct csv_write *w, const struct random_table *t)
{
	for (size_t i = 0; i < t->n; i++) {
		csv_write_text(w, t->text.p ? t->text.p + t->at[i] : "",
			       t->at[i + 1] - t->at[i]);
		if ((i + 1) % t->columns == 0)
			csv_write_row_end(w);
	}
}

/* Reads back: compares with the table and writes again. */
struct back {
	const struct random_table *table;
	struct csv_write again;
	size_t cells;
};

static bool
take_row(void *arg, const struct csv_row *row)
{
	struct back *b = arg;
	const struct random_table *t = b->table;

	assert_int_equal(row->n, t->columns);
	for (size_t i = 0; i < row->n; i++, b->cells++) {
		size_t at = t->at[b->cells], n = t->at[b->cells + 1] - at;
		size_t off = csv_write_guarded(row->cells[i].p, row->cells[i].n);

		assert_int_equal(row->cells[i].n - off, n);
		if (n)
			assert_memory_equal(row->cells[i].p + off, t->text.p + at, n);
		csv_write_text(&b->again, row->cells[i].p + off, n);
	}
	csv_write_row_end(&b->again);
	return true;
}

static void
take_warning(void *arg, enum csv_reason why, struct csv_place at)
{
	(void)arg;
	(void)at;
	fail_msg("a canonical file has %s", csv_reason_code(why));
}

static void
check_table(const struct random_table *t, size_t piece)
{
	struct str first = {0}, second = {0};
	struct back b = {.table = t};
	struct csv_read_calls calls = {take_row, take_warning, &b};
	/* More separators than there can be: the first row is any row here. */
	struct csv_read *r = csv_read_new(&calls, SIZE_MAX);
	struct csv_write w;

	csv_write_open(&w, (struct csv_sink){to_str, &first});
	write_cells(&w, t);
	csv_write_close(&w);
	csv_write_open(&b.again, (struct csv_sink){to_str, &second});
	for (size_t at = 0; at < first.n; at += piece)
		csv_read_feed(r, first.p + at,
			      first.n - at < piece ? first.n - at : piece);
	assert_int_equal(csv_read_end(r), CSV_REASON_NONE);
	csv_write_close(&b.again);
	assert_int_equal(b.cells, t->n);
	assert_int_equal(first.n, second.n);
	assert_memory_equal(first.p, second.p, first.n);
	csv_read_free(r);
	str_release(&first);
	str_release(&second);
}

/* A first row of the shape "sep=X" cannot be told from the spreadsheet's hint. */
static bool
looks_like_hint(const struct random_table *t)
{
	size_t n = t->at[1] - t->at[0];

	return (n == 4 || n == 5) && memcmp(t->text.p, "sep=", 4) == 0;
}

static void
test_csv_write__text__reads_back_the_same(void **state)
{
	static const size_t sizes[] = {1, 2, 3, 5, 16, 17, 100, 1000, 4096, 65536};
	struct random r = random_begin("csv_write tables", 97110);
	struct random_table t = {0};
	int tables = 0, wanted = getenv("LONG") ? 1000000 : TABLES;

	(void)state;
	while (tables < wanted) {
		make_table(&r, &t);
		if (looks_like_hint(&t))
			continue;
		check_table(&t, sizes[tables % (int)(sizeof sizes / sizeof *sizes)]);
		tables++;
	}
	printf("csv_write tables: %d identical\n", tables);
	str_release(&t.text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_csv_write__cell__minimal_quotes),
	    cmocka_unit_test(test_csv_write__cell__formula_guard),
	    cmocka_unit_test(test_csv_write__int__text),
	    cmocka_unit_test(test_csv_write__text__across_the_buffer),
	    cmocka_unit_test(test_csv_write__text__reads_back_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
