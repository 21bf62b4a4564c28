/* test_csv_read.c - rows, places, limits, and the same outcome however bytes are cut. */
#include "sync/csv_read.h"

#include "base/str.h"
#include "base/utf8.h"
#include "random.h"

#include <dirent.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool
write_row(void *arg, const struct csv_row *row)
{
	struct str *out = arg;
	struct csv_place last = csv_read_locate(row, row->n - 1);

	str_addf(out, "%" PRId64 "+%u%c", row->line, row->flags, row->separator);
	for (size_t i = 0; i < row->n; i++) {
		assert_int_equal(row->cells[i].p[row->cells[i].n], 0);
		assert_int_equal(strlen(row->cells[i].p), row->cells[i].n);
		str_addf(out, "[%s]", row->cells[i].p);
	}
	str_addf(out, "@%" PRId64 ":%" PRId64 "\n", last.line, last.column);
	return true;
}

static void
write_warning(void *arg, enum csv_reason why, struct csv_place at)
{
	str_addf(arg, "%s@%" PRId64 ":%" PRId64 "\n", csv_reason_code(why), at.line,
		 at.column);
}

/* Everything the reader says about bytes fed in pieces (0: sizes drawn from r). */
static void
transcript(const char *p, size_t n, size_t piece, struct random *r, struct str *out)
{
	struct csv_read_calls calls = {write_row, write_warning, out};
	struct csv_read *reader = csv_read_new(&calls, 2);
	enum csv_reason why;

	for (size_t at = 0; at < n;) {
		size_t part = piece ? piece : 1 + (size_t)random_below(r, 40);
		char *copy;

		if (part > n - at)
			part = n - at;
		copy = mem_dup(p + at, part); /* overruns are seen */
		csv_read_feed(reader, copy, part);
		free(copy);
		at += part;
	}
	why = csv_read_end(reader);
	if (why)
		write_warning(out, why, csv_read_place(reader));
	csv_read_free(reader);
}

static void
check(const char *bytes, size_t n, const char *expected)
{
	struct str s = {0};

	transcript(bytes, n, 65536, NULL, &s);
	assert_string_equal(str_text(&s), expected);
	str_release(&s);
}

#define CHECK(bytes, expected) check(bytes, sizeof(bytes) - 1, expected)

static void
test_csv_read__feed__rows(void **state)
{
	(void)state;
	CHECK("a,b\r\n1,2\r\n", "1+0,[a][b]@1:3\n2+0,[1][2]@2:3\n");
	CHECK("a,b\n,\n", "1+0,[a][b]@1:3\n2+0,[][]@2:2\n");
	CHECK("\xEF\xBB\xBF\"a\",b", "1+0,[a][b]@1:5\n");
	CHECK("a, b ,\r\n", "1+0,[a][ b ][]@1:7\n");
	CHECK("\"x\ny\",\"a\"\"b\"\r\nc,d\r\n", "1+2,[x\ny][a\"b]@2:4\n3+0,[c][d]@3:3\n");
	CHECK("\"\"\r\n", "1+0,[]@1:1\n");
	CHECK("\"a\rb\"\r\n", "1+2,[a\rb]@1:1\n");
	CHECK("\xC3\xA9,\xF0\x9F\x91\x8D,x\r\n",
	      "1+1,[\xC3\xA9][\xF0\x9F\x91\x8D][x]@1:5\n");
	CHECK("a,b,", "1+0,[a][b][]@1:5\n");
}

static void
test_csv_read__feed__dialects(void **state)
{
	(void)state;
	CHECK("a;b;c\n1;2;3\n", "delimiter_semicolon@1:1\n1+0;[a][b][c]@1:5\n"
				"2+0;[1][2][3]@2:5\n");
	CHECK("a\tb\tc\n1\t2\t3\n", "delimiter_tab@1:1\n1+0\t[a][b][c]@1:5\n"
				    "2+0\t[1][2][3]@2:5\n");
	CHECK("a;b;c,d\n", "1+0,[a;b;c][d]@1:7\n");
	CHECK("a;b\n", "1+0,[a;b]@1:1\n");
	CHECK("sep=;\r\na;b;c\r\n",
	      "sep_line@1:1\ndelimiter_semicolon@2:1\n2+0;[a][b][c]@2:5\n");
	CHECK("\xEF\xBB\xBFsep=,\na,b\n", "sep_line@1:1\n2+0,[a][b]@2:3\n");
	CHECK("sep=,,\n", "1+0,[sep=][][]@1:7\n");
	CHECK("sep=,", "sep_line@1:1\nempty_file@2:1\n");
	CHECK("a,b\r\n1,2\n\r\n", "1+0,[a][b]@1:3\nmixed_eol@2:1\n2+0,[1][2]@2:3\n"
				  "blank_line@3:1\n");
}

static void
test_csv_read__feed__errors(void **state)
{
	(void)state;
	CHECK("", "empty_file@1:1\n");
	CHECK("\xEF\xBB\xBF", "empty_file@1:1\n");
	CHECK("\r\n\n",
	      "blank_line@1:1\nmixed_eol@2:1\nblank_line@2:1\nempty_file@3:1\n");
	CHECK("\xFF\xFE"
	      "a\0",
	      "utf16@1:1\n");
	CHECK("a\0b\0c\0d\0e\0", "utf16@1:1\n");
	CHECK("\0a\0b\0c\0d\0e\0f\0g\0h\0i", "utf16@1:1\n");
	CHECK("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "nul_byte@1:1\n");
	CHECK("PK\3\4abc", "not_csv@1:1\n");
	CHECK("\xD0\xCF\x11\xE0\xA1\xB1", "not_csv@1:1\n");
	CHECK("<!DOCTYPE html><html>", "not_csv@1:1\n");
	CHECK("a,b\r\n1,x\xE9y\r\n", "1+0,[a][b]@1:3\nbad_utf8@2:4\n");
	CHECK("a,\xC3", "bad_utf8@1:3\n");
	CHECK("a,\xED\xA0\x80\n", "bad_utf8@1:3\n");
	CHECK("a,\xC0\x80\n", "bad_utf8@1:3\n");
	CHECK("a,\xF4\x90\x80\x80\n", "bad_utf8@1:3\n");
	CHECK("a,\xC2\x85\n", "control_char@1:3\n");
	CHECK("a,\xC2\x9B[2J\n", "control_char@1:3\n");
	CHECK("a,\x7F\n", "control_char@1:3\n");
	CHECK("\"a\nb\x1B\"", "control_char@2:2\n");
	CHECK("a,b\0\n", "nul_byte@1:4\n");
	CHECK("a\rb\n", "bare_cr@1:2\n");
	CHECK("a,b\r", "bare_cr@1:4\n");
	CHECK("\"a\"\r\r\n", "bare_cr@1:4\n");
	CHECK("a,b\"c\n", "quote_in_unquoted@1:4\n");
	CHECK("a, \"b\"\n", "quote_in_unquoted@1:4\n");
	CHECK("\"a\" ,b\n", "junk_after_quote@1:4\n");
	CHECK("\"a\" \"\n", "junk_after_quote@1:4\n");
	CHECK("\"a\"\xC3\xA9\n", "junk_after_quote@1:4\n");
	CHECK("\"a\"\xE9\n", "bad_utf8@1:4\n");
	CHECK("a,b\nc,\"d\n\n", "1+0,[a][b]@1:3\nunterminated_quote@2:3\n");
}

/* A row after an error stays untold, be it in the same piece or the next. */
static void
test_csv_read__feed__nothing_after_error(void **state)
{
	(void)state;
	CHECK("a\n1,2\"3\n4\n", "1+0,[a]@1:1\nquote_in_unquoted@2:4\n");
}

static bool
stop_row(void *arg, const struct csv_row *row)
{
	(void)row;
	++*(int *)arg;
	return false;
}

static void
no_warning(void *arg, enum csv_reason why, struct csv_place at)
{
	(void)arg;
	(void)why;
	(void)at;
}

static void
test_csv_read__feed__stops(void **state)
{
	int rows = 0;
	struct csv_read_calls calls = {stop_row, no_warning, &rows};
	struct csv_read *r = csv_read_new(&calls, 1);
	const char bytes[] = "a,b,c,d,e,f,g,h,i,j\n1\n2\n\"";

	(void)state;
	assert_int_equal(csv_read_feed(r, bytes, sizeof bytes - 1), CSV_REASON_NONE);
	assert_int_equal(csv_read_feed(r, "\0", 1), CSV_REASON_NONE);
	assert_int_equal(csv_read_end(r), CSV_REASON_NONE);
	assert_int_equal(rows, 1);
	csv_read_free(r);
}

/* A row of `before`, then n times c, then `after`. */
static void
long_field(const char *before, size_t n, const char *after, size_t piece,
	   const char *expected)
{
	struct str s = {0}, out = {0};
	const char *tail;

	str_add(&s, before);
	for (size_t i = 0; i < n; i++)
		str_add_c(&s, 'x');
	str_add(&s, after);
	transcript(s.p, s.n, piece, NULL, &out);
	tail = out.n < strlen(expected) ? out.p : out.p + out.n - strlen(expected);
	assert_string_equal(tail, expected);
	str_release(&s);
	str_release(&out);
}

static void
test_csv_read__feed__field_limit(void **state)
{
	static const size_t pieces[] = {1, 2, 3, 4095, 4096, 4097, 65535, 65536, 1 << 20};

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		size_t k = pieces[i];

		long_field("a,", CSV_READ_FIELD, ",b\r\n", k, "[b]@1:65540\n");
		long_field("a,", CSV_READ_FIELD + 1, ",b\r\n", k, "field_too_long@1:3\n");
		long_field("a,", CSV_READ_FIELD + 1, "\"\r\n", k, "field_too_long@1:3\n");
		long_field("a,", CSV_READ_FIELD + 1, "\x01", k, "field_too_long@1:3\n");
		long_field("a,", CSV_READ_FIELD, "\x01", k, "control_char@1:65539\n");
		long_field("a,", CSV_READ_FIELD, "", k, "xx]@1:3\n");
		long_field("a,", CSV_READ_FIELD + 1, "", k, "field_too_long@1:3\n");
		long_field("a,\"", CSV_READ_FIELD, "\"\r\n", k, "xx]@1:3\n");
		long_field("a,\"", CSV_READ_FIELD - 1, "\"\"\"\r\n", k, "x\"]@1:3\n");
		long_field("a,\"", CSV_READ_FIELD, "\"\"\"\r\n", k,
			   "field_too_long@1:3\n");
		long_field("a,\"", CSV_READ_FIELD, "\" \r\n", k,
			   "junk_after_quote@1:65541\n");
		long_field("a,\"", CSV_READ_FIELD + 1, "\" \r\n", k,
			   "field_too_long@1:3\n");
		long_field("\n\"", CSV_READ_FIELD + 1, "", k, "field_too_long@2:1\n");
		long_field("\n\"", CSV_READ_FIELD, "", k, "unterminated_quote@2:1\n");
		long_field("\n\"", 300000, "\0", k, "field_too_long@2:1\n");
	}
}

static void
test_csv_read__feed__column_limit(void **state)
{
	struct str s = {0}, out = {0};

	(void)state;
	for (int i = 0; i < CSV_READ_COLUMNS - 1; i++)
		str_add(&s, "c,");
	str_add(&s, "\r\n");
	transcript(s.p, s.n, 1, NULL, &out);
	assert_null(strstr(str_text(&out), "too_many"));
	str_clear(&out);
	s.n -= 2;
	str_add(&s, ",\r\n");
	transcript(s.p, s.n, 7, NULL, &out);
	assert_string_equal(str_text(&out), "too_many_fields@1:128\n");
	str_release(&s);
	str_release(&out);
}

/* ---- cutting */

static void
check_cuts(const char *p, size_t n, struct random *r)
{
	static const size_t pieces[] = {1, 2, 3, 7, 64, 4096, 0};
	struct str whole = {0}, cut = {0};

	transcript(p, n, n ? n : 1, NULL, &whole);
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		str_clear(&cut);
		transcript(p, n, pieces[i], r, &cut);
		assert_string_equal(str_text(&cut), str_text(&whole));
	}
	str_release(&whole);
	str_release(&cut);
}

static const char *const tokens[] = {
    "\"",
    "\"",
    "\"\"",
    ",",
    ",",
    ",",
    "\r\n",
    "\r\n",
    "\n",
    "\r",
    "a",
    "bc",
    " ",
    "\t",
    "\xC3\xA9",
    "\xF0\x9F\x91\x8D",
    "\x80",
    "\xE2\x82",
    ";",
    "sep=",
    "=",
    "\x1B",
    "1",
    "x\"y",
    "\xEF\xBB\xBF",
    "'",
    "\xC2\x85",
};

/* Random tokens, mostly well-formed at first, so that errors come late. */
static void
random_bytes(struct random *r, struct str *out)
{
	int n = random_below(r, 60), noise = random_below(r, 100);

	str_clear(out);
	if (random_below(r, 2))
		str_add(out, "h,i\r\n");
	while (n-- > 0) {
		if (random_below(r, 100) < noise / 4)
			str_add_c(out, (char)random_below(r, 256));
		else if (random_below(r, 100) < noise)
			str_add(out, tokens[random_below(
					 r, (int)(sizeof tokens / sizeof *tokens))]);
		else
			str_add(out, random_below(r, 4) ? "v,\"w\n\"" : "\r\n");
	}
}

static void
test_csv_read__feed__cuts_do_not_matter(void **state)
{
	struct random r = random_begin("csv_read cuts", 20261123);
	struct str s = {0};

	(void)state;
	for (int i = 0; i < 20000; i++) {
		random_bytes(&r, &s);
		check_cuts(str_text(&s), s.n, &r);
	}
	str_release(&s);
}

static void
test_csv_read__feed__torture_cuts(void **state)
{
	struct random r = random_begin("csv_read torture", 1);
	DIR *d = opendir("tests/data/csv_torture");
	struct dirent *e;
	int files = 0;

	(void)state;
	assert_non_null(d);
	while ((e = readdir(d))) {
		char path[512], bytes[20000];
		size_t n;
		FILE *f;

		if (e->d_name[0] == '.')
			continue;
		str_format(path, sizeof path, "tests/data/csv_torture/%s", e->d_name);
		f = fopen(path, "rb");
		assert_non_null(f);
		n = fread(bytes, 1, sizeof bytes, f);
		fclose(f);
		check_cuts(bytes, n, &r);
		files++;
	}
	closedir(d);
	assert_true(files > 70);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_csv_read__feed__rows),
	    cmocka_unit_test(test_csv_read__feed__dialects),
	    cmocka_unit_test(test_csv_read__feed__errors),
	    cmocka_unit_test(test_csv_read__feed__nothing_after_error),
	    cmocka_unit_test(test_csv_read__feed__stops),
	    cmocka_unit_test(test_csv_read__feed__field_limit),
	    cmocka_unit_test(test_csv_read__feed__column_limit),
	    cmocka_unit_test(test_csv_read__feed__cuts_do_not_matter),
	    cmocka_unit_test(test_csv_read__feed__torture_cuts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
