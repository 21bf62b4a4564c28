/* test_csv_table.c - header, shape, types, keys and canonical form of CSV tables. */
#include "sync/csv_table.h"

#include "base/io.h"
#include "base/str.h"
#include "csv_memory.h"
#include "csv_patients.h"
#include "random.h"
#include "sync/csv_table_priv.h"
#include "sync/csv_write.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "id,family_name,given_name,birth_date,note\r\n"
#define BOM  "\xEF\xBB\xBF"

struct rows {
	const struct csv_spec *spec;
	struct str out;
	int64_t n, refuse_at;
};

static enum status
take_row(void *arg, const struct csv_value *values, int64_t line, struct err *err)
{
	struct rows *r = arg;

	(void)line;
	if (++r->n == r->refuse_at)
		return status_fail(err, ST_FULL, "made to fail");
	for (size_t i = 0; i < r->spec->n_columns; i++) {
		str_addf(&r->out, "%s%s", i ? "|" : "", values[i].p);
		if (values[i].i != DICT_NONE)
			str_addf(&r->out, "=%" PRId64, values[i].i);
	}
	str_add_c(&r->out, '\n');
	return ST_OK;
}

/* Reads a text; the codes of the findings come out, the rows into r->out. */
static enum status
read_text(const struct csv_spec *spec, const char *p, size_t n, bool strict,
	  struct rows *r, struct csv_report *report, struct err *err)
{
	struct csv_memory m = {.p = p, .n = n, .piece = 7};
	struct csv_source source = csv_memory_source(&m);
	struct csv_table_call call = {.row = take_row, .arg = r, .strict = strict};

	r->spec = spec;
	return csv_table_read(spec, &source, "x.csv", &call, report, err);
}

struct example {
	const char *text;
	const char *hand;   /* codes; a reject begins with ! */
	const char *bundle; /* the same in a bundle; NULL: as by hand */
};

static void
check_codes(const struct csv_spec *spec, const char *text, bool strict,
	    const char *expected)
{
	struct csv_report report;
	struct rows r = {0};
	struct str codes = {0};
	struct err err = {0};
	enum status st = read_text(spec, text, strlen(text), strict, &r, &report, &err);

	if (report.refused)
		str_add_c(&codes, '!');
	csv_report_codes(&report, &codes);
	if (strcmp(str_text(&codes), expected) != 0)
		print_error("%s strict %d\n", text, strict);
	assert_string_equal(str_text(&codes), expected);
	assert_int_equal(st, report.refused ? ST_REFUSED : ST_OK);
	str_release(&codes);
	str_release(&r.out);
}

/* What the torture set leaves to its rules; the names are those of README.md there. */
static const struct example examples[] = {
    {BOM HEAD, "", ""},
    {HEAD, "", "!not_canonical"},
    {"id,family_name,given_name,birth_date,note\n1,A,B,,\n", "", "!not_canonical"},
    {BOM HEAD "1,A,B,,x", "", "!not_canonical"},
    {BOM HEAD "1,\"A\",B,,\r\n", "", "!not_canonical"},
    {BOM HEAD "1,A,B,,\"a,b\"\r\n", "", ""},
    {BOM HEAD "1,A,B,,\"a\"\"b\"\r\n", "", ""},
    {BOM HEAD "1,A,B,,'=1\r\n", "", ""},
    {BOM HEAD "1,''A,B,,'s-Gravenhage\r\n", "", "!not_canonical"},
    {BOM HEAD "1,''s-Gravenhage,B,,\r\n", "", ""},
    {"\xEF\xBB\xBF\"id\",family_name,given_name,birth_date,note\r\n1,A,B,,\r\n", "",
     "!not_canonical"},
    {"", "!empty_file", NULL},
    {"\r\n\r\n", "!empty_file", NULL},
    {"id;family_name;given_name;birth_date;note\r\n1;A;B;;x\r\n", "delimiter_semicolon",
     "!not_canonical"},
    {"id;family_name;given_name;birth_date\r\n1;A;B;\r\n", "!missing_column", NULL},
    {"sep=;\r\nid;family_name;given_name;birth_date;note\r\n1;A;B;;x\r\n",
     "delimiter_semicolon+sep_line", "!not_canonical"},
    {BOM HEAD "\r\n1,A,B,,\r\n", "blank_line", "!not_canonical"},
    {BOM "ID,Family_Name,given_name,birth_date,note\r\n1,A,B,,\r\n", "header_case",
     "!not_canonical"},
    {BOM " ID ,family_name,given_name,birth_date,note\r\n1,A,B,,\r\n",
     "header_case+header_space", "!not_canonical"},
    {BOM "id,family_name,given_name,birth_date,note,phone\r\n1,A,B,,,5\r\n",
     "unknown_column", "!not_canonical"},
    {BOM "id,family_name,given_name,birth_date,note,,\r\n1,A,B,,,,\r\n",
     "empty_trailing_column", "!not_canonical"},
    {BOM "id,family_name,given_name,birth_date,note,\r\n1,A,B,,,z\r\n",
     "!too_many_fields", NULL},
    {BOM "id,family_name,given_name,birth_date,note,Note\r\n", "!duplicate_column", NULL},
    {"1,Okafor,Ngozi,1984-03-09,x\r\n2,A,B,,\r\n", "!missing_column", NULL},
    {BOM HEAD HEAD, "!repeated_header", NULL},
    {BOM HEAD "1,A,B,,\r\nID, family_name,given_name,birth_date,note\r\n",
     "!repeated_header", NULL},
    {BOM HEAD "1,A,B,,\r\n1,A,B,,\r\n", "duplicate_row", "!not_canonical"},
    {BOM HEAD "1,A,B,,\r\n\"1\",A,B,,\r\n1,A,B,,\r\n", "duplicate_row", "!not_canonical"},
    {BOM HEAD "1,A,B,,\r\n2,A,B,,\r\n1,A,C,,\r\n", "!duplicate_id", NULL},
    {BOM HEAD "1,A,B,,\r\n01,A,B,,\r\n", "", ""},
    {BOM HEAD "a,A,B,,\r\nA,A,B,,\r\n", "", ""},
    {BOM HEAD ",A,B,,\r\n", "!bad_id", NULL},
    {BOM HEAD " 1,A,B,,\r\n", "!bad_id", NULL},
    {BOM HEAD "1_2,A,B,,\r\n", "!bad_id", NULL},
    {BOM HEAD "'-1,A,B,,\r\n", "", ""},
    {BOM HEAD "-1,A,B,,\r\n", "unguarded_formula", "!not_canonical"},
    {BOM HEAD "1234567890123456789012345678901234567890123456789012345678901234,A,,,\r\n",
     "", ""},
    {BOM HEAD
     "12345678901234567890123456789012345678901234567890123456789012345,A,,,\r\n",
     "!bad_id", NULL},
    {BOM HEAD "1,,B,,\r\n", "", ""},
    {BOM HEAD "1,A\tB,,,\r\n", "!control_char", NULL},
    {BOM HEAD "1,\"A\nB\",,,\r\n", "!control_char", NULL},
    {BOM HEAD "1,A,,,\"a\rb\"\r\n", "", ""},
    {BOM HEAD "1,A,,2023-02-29,\r\n", "!bad_date", NULL},
    {BOM HEAD "1,A,,2023-13-01,\r\n", "!bad_date", NULL},
    {BOM HEAD "1,A,,1990-1-1,\r\n", "!bad_date", NULL},
    {BOM HEAD "1,A,, 1990-01-01,\r\n", "!bad_date", NULL},
    {BOM HEAD "1,A,,0000,\r\n", "!bad_date", NULL},
    {BOM HEAD "1,A,,1990-00,\r\n", "!bad_date", NULL},
    {BOM HEAD "1,A,,1990-00-00,\r\n", "!bad_date", NULL},
    {BOM HEAD "1,A,,2026-01-01,\r\n", "", ""},
    {BOM HEAD "1,A,,2026-01-02,\r\n", "implausible_date", "implausible_date"},
    {BOM HEAD "1,A,,1890-01-01,\r\n", "", ""},
    {BOM HEAD "1,A,,1890,\r\n", "partial_date", "partial_date"},
    {BOM HEAD "1,A,,1889,\r\n", "implausible_date+partial_date", NULL},
    {BOM HEAD "1,A,,2026,\r\n", "partial_date", NULL},
    {BOM HEAD "1,A,,2027-03,\r\n", "implausible_date+partial_date", NULL},
    {BOM HEAD "1,A\xE2\x80\xAE,,,\r\n", "invisible_char", NULL},
    {BOM HEAD "1,A\xC2\xA0,,,\r\n", "surrounding_space", "surrounding_space"},
    {BOM HEAD "1,\"A \",,,\r\n", "surrounding_space", "surrounding_space"},
    {BOM HEAD "1,A,,,\xE3\x80\x80x\r\n", "", ""},
    {BOM HEAD "1,\xE3\x80\x80"
	      "A,,,\r\n",
     "surrounding_space", NULL},
    {BOM HEAD "1,A,,\r\n", "!too_few_fields", NULL},
    {BOM HEAD "1,A,,bad,\r\n2,,,,\r\n", "!bad_date+missing_name", NULL},
    {BOM HEAD ",,,,\r\n,,,,\r\n", "empty_row", "!not_canonical"},
    {BOM HEAD ",,\r\n", "!too_few_fields", NULL},
    {BOM HEAD "1,A,,,\"cut", "!unterminated_quote", NULL},
    {BOM "\r\n" HEAD, "blank_line", "!not_canonical"},
    {BOM BOM HEAD, "!missing_column", NULL},
};

static void
test_csv_table__read__codes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		const struct example *e = &examples[i];

		check_codes(&csv_patients, e->text, false, e->hand);
		check_codes(&csv_patients, e->text, true,
			    e->bundle ? e->bundle : e->hand);
	}
}

/* ---- kinds */

static const struct code sides[] = {{"left", "Left"}, {"right", "Right"}, {0}};
static const struct code_list side_list = {"side", sides};

static enum csv_reason
no_x(const struct csv_column *c, const char *p, size_t n)
{
	return memchr(p, *(const char *)c->user, n) ? CSV_BAD_VALUE : CSV_REASON_NONE;
}

static const struct csv_column kind_columns[] = {
    {.name = "uid", .kind = CSV_COL_KEY, .flags = CSV_COLF_REQUIRED},
    {.name = "n", .kind = CSV_COL_INT, .min = -5, .max = 10},
    {.name = "w", .kind = CSV_COL_INT, .decimals = 1},
    {.name = "yes", .kind = CSV_COL_BOOL},
    {.name = "day", .kind = CSV_COL_DATE},
    {.name = "at", .kind = CSV_COL_TIME},
    {.name = "opens", .kind = CSV_COL_CLOCK},
    {.name = "side", .kind = CSV_COL_CODE, .codes = &side_list},
    {.name = "t", .kind = CSV_COL_TEXT, .size = 4, .check = no_x, .user = "x"},
    {.name = "must", .kind = CSV_COL_TEXT, .flags = CSV_COLF_REQUIRED},
    {.name = "extra", .kind = CSV_COL_LONG, .flags = CSV_COLF_OPTIONAL},
};
static const struct csv_spec kinds = {
    .name = "kinds", .columns = kind_columns, .n_columns = 11, .key = -1};

#define KINDS "uid,n,w,yes,day,at,opens,side,t,must,extra\r\n"

static const struct example kind_examples[] = {
    {BOM KINDS "a,-5,3.5,1,2026-05-04,2026-05-04T09:12:33Z,08:30,left,abc,m,e\r\n", "",
     ""},
    {BOM KINDS "a,,,,,,,,,m,\r\na,,,,,,,,,m,\r\n", "", ""},
    {BOM "uid,n,w,yes,day,at,opens,side,t,must\r\na,,,,,,,,,m\r\n", "", "!not_canonical"},
    {BOM KINDS "a,007,3,,,,,,,m,\r\n", "", "!not_canonical"},
    {BOM KINDS "a,11,,,,,,,,m,\r\n", "!out_of_range", NULL},
    {BOM KINDS "a,-6,,,,,,,,m,\r\n", "!out_of_range", NULL},
    {BOM KINDS "a,'-5,,,,,,,,m,\r\n", "!bad_number", NULL},
    {BOM KINDS "a,1e3,,,,,,,,m,\r\n", "!bad_number", NULL},
    {BOM KINDS "a, 1,,,,,,,,m,\r\n", "!bad_number", NULL},
    {BOM KINDS "a,99999999999999999999,,,,,,,,m,\r\n", "!bad_number", NULL},
    {BOM KINDS "a,,3.55,,,,,,,m,\r\n", "!bad_number", NULL},
    {BOM KINDS "a,,\"3,5\",,,,,,,m,\r\n", "!bad_number", NULL},
    {BOM KINDS "a,,,2,,,,,,m,\r\n", "!bad_bool", NULL},
    {BOM KINDS "a,,,TRUE,,,,,,m,\r\n", "!bad_bool", NULL},
    {BOM KINDS "a,,,,1990,,,,,m,\r\n", "!bad_date", NULL},
    {BOM KINDS "a,,,,,2026-05-04 09:12,,,,m,\r\n", "!bad_time", NULL},
    {BOM KINDS "a,,,,,,24:00,,,m,\r\n", "!bad_clock", NULL},
    {BOM KINDS "a,,,,,,,Left,,m,\r\n", "!bad_code", NULL},
    {BOM KINDS "a,,,,,,,,abcde,m,\r\n", "!field_too_long", NULL},
    {BOM KINDS "a,,,,,,,,x,m,\r\n", "!bad_value", NULL},
    {BOM KINDS "a,,,,,,,,,,\r\n", "!missing_value", NULL},
    {BOM KINDS ",,,,,,,,,m,\r\n", "!missing_value", NULL},
    {BOM KINDS "a b,,,,,,,,,m,\r\n", "!bad_id", NULL},
};

static void
test_csv_table__read__kinds(void **state)
{
	struct csv_report report;
	struct rows r = {0};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < sizeof kind_examples / sizeof *kind_examples; i++) {
		const struct example *e = &kind_examples[i];

		check_codes(&kinds, e->text, false, e->hand);
		check_codes(&kinds, e->text, true, e->bundle ? e->bundle : e->hand);
	}
	assert_int_equal(read_text(&kinds, kind_examples[0].text,
				   strlen(kind_examples[0].text), true, &r, &report,
				   &err),
			 ST_OK);
	assert_string_equal(str_text(&r.out),
			    "a|-5=-5|3.5=35|1=1|2026-05-04=20260504|"
			    "2026-05-04T09:12:33Z=1777885953|08:30=510|left|abc|m|e\n");
	assert_int_equal(report.rows, 1);
	str_release(&r.out);
}

/* ---- what is said */

static void
test_csv_table__read__sentences(void **state)
{
	static const char text[] = HEAD "1,A,B,03/04/1990,\r\n2,,,,\r\n3, C,D,1962,\r\n"
					"4, E,F,1963,\r\n5,x\r\n";
	struct csv_report report;
	struct rows r = {0};
	struct str s = {0};
	struct err err = {0};

	(void)state;
	assert_int_equal(
	    read_text(&csv_patients, text, sizeof text - 1, false, &r, &report, &err),
	    ST_REFUSED);
	assert_string_equal(err.detail, "x.csv:2:7: birth_date \"03/04/1990\": no day as "
					"year-month-day; write it as 1990-12-31");
	csv_report_say(&report, &s);
	assert_string_equal(
	    str_text(&s),
	    "x.csv:2:7: birth_date \"03/04/1990\": no day as year-month-day; write it "
	    "as 1990-12-31\n"
	    "x.csv:3:1: no name at all; fill in at least one\n"
	    "x.csv:6:1: 2 fields where the header has 5: fewer fields than the header "
	    "has; "
	    "complete or delete this line\n"
	    "x.csv:4:3: family_name \" C\": begins or ends with a space; kept, check it "
	    "(2 times, first here)\n"
	    "x.csv:4:8: birth_date \"1962\": only year or month is known (2 times, first "
	    "here)\n");
	assert_int_equal(r.n, 0);
	str_release(&s);
	str_release(&r.out);
}

static void
test_csv_table__read__place_of_form(void **state)
{
	static const char text[] = BOM HEAD "1,A,B,,\r\n2,\"C\",D,,\r\n3,E,F,,\r\n";
	struct csv_report report;
	struct rows r = {0};
	struct err err = {0};

	(void)state;
	assert_int_equal(
	    read_text(&csv_patients, text, sizeof text - 1, true, &r, &report, &err),
	    ST_REFUSED);
	assert_int_equal(report.errors[0].at.line, 3);
	assert_int_equal(report.errors[0].at.column, 3);
	assert_int_equal(r.n, 1); /* nothing goes out after the first difference */
	str_release(&r.out);
}

static void
test_csv_table__read__many_errors(void **state)
{
	struct csv_report report;
	struct rows r = {0};
	struct str s = {0};
	struct err err = {0};

	(void)state;
	str_add(&s, HEAD);
	for (int i = 0; i < 100; i++)
		str_addf(&s, "%d,A,,x,\r\n", i);
	assert_int_equal(read_text(&csv_patients, s.p, s.n, false, &r, &report, &err),
			 ST_REFUSED);
	assert_int_equal(report.count[CSV_BAD_DATE], 100);
	assert_int_equal(report.n_errors, CSV_REPORT_LISTED);
	str_clear(&s);
	csv_report_say(&report, &s);
	assert_non_null(strstr(str_text(&s), "x.csv: 80 further errors\n"));
	str_release(&s);
}

/* ---- failures from outside */

static void
test_csv_table__read__failures(void **state)
{
	static const char text[] = HEAD "1,A,B,,\r\n2,A,B,,\r\n1,A,B,,\r\n3,A,B,,\r\n";
	struct csv_report report;
	struct rows r = {.spec = &csv_patients, .refuse_at = 2};
	struct csv_table_call call = {.row = take_row, .arg = &r, .strict = false};
	struct csv_memory m;
	struct csv_source source = csv_memory_source(&m);
	struct err err = {0};
	enum status st = ST_IO;

	(void)state;
	m = (struct csv_memory){.p = text, .n = sizeof text - 1};
	st = csv_table_read(&csv_patients, &source, "x", &call, &report, &err);
	assert_int_equal(st, ST_FULL);
	assert_int_equal(r.n, 2);
	r.refuse_at = 0;
	/* Every read of both passes fails once; the last round succeeds. */
	for (int fail = 1; st != ST_OK; fail++) {
		m = (struct csv_memory){.p = text, .n = sizeof text - 1, .piece = 9};
		m.fail_read = fail;
		st = csv_table_read(&csv_patients, &source, "x", &call, &report, &err);
		assert_true(st == ST_OK || st == ST_IO);
		assert_true(fail < 40);
	}
	assert_int_equal(report.count[CSV_DUPLICATE_ROW], 1);
	/* The file is shorter when it is looked at again. */
	m = (struct csv_memory){.p = text, .n = sizeof text - 1, .cut = sizeof HEAD + 15};
	st = csv_table_read(&csv_patients, &source, "x", &call, &report, &err);
	assert_int_equal(st, ST_REFUSED);
	assert_int_equal(report.count[CSV_CHANGED_WHILE_READ], 1);
	str_release(&r.out);
}

static void
test_csv_table__read_file__missing(void **state)
{
	struct csv_report report;
	struct csv_table_call call = {.row = take_row, .arg = NULL, .strict = false};
	struct err err = {0};

	(void)state;
	assert_int_equal(csv_table_read_file(&csv_patients, &io_posix,
					     "tests/data/nothing.csv", &call, &report,
					     &err),
			 ST_NOT_FOUND);
}

/* ---- keys */

static int
compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The rows in order of their text, since rows put off come late. */
static void
sort_lines(struct str *s)
{
	char *lines[4096];
	struct str out = {0};
	size_t n = 0;

	for (char *p = s->p; p && *p;) {
		char *end = strchr(p, '\n');

		*end = '\0';
		lines[n++] = p;
		p = end + 1;
	}
	qsort(lines, n, sizeof *lines, compare_lines);
	for (size_t i = 0; i < n; i++)
		str_addf(&out, "%s\n", lines[i]);
	str_release(s);
	*s = out;
}

/* A table of keys 0 to 299 of which some come again, the same or with other content. */
static void
random_keys(struct random *r, bool clash, struct str *text, struct str *expected,
	    int64_t *again)
{
	bool seen[300] = {false};

	str_add(text, HEAD);
	*again = 0;
	for (int i = 0; i < 400; i++) {
		int key = random_below(r, 300);

		str_addf(text, "k%d,A,B,,\r\n", key);
		if (seen[key])
			++*again;
		else
			str_addf(expected, "k%d|A|B||\n", key);
		seen[key] = true;
	}
	if (clash)
		str_add(text, "k7,A,B,,\r\nk7,A,C,,\r\n");
}

static void
check_keys(struct random *r, uint64_t mask, bool clash)
{
	struct str text = {0}, expected = {0};
	struct rows rows = {.spec = &csv_patients};
	struct csv_table_call call = {.row = take_row, .arg = &rows, .strict = false};
	struct csv_report report = {.file = "x.csv"};
	struct csv_memory m = {0};
	struct csv_source source = csv_memory_source(&m);
	struct err err = {0};
	int64_t again;
	enum status st;

	random_keys(r, clash, &text, &expected, &again);
	m.p = text.p;
	m.n = text.n;
	st = csv_table_run(&csv_patients, &source, &call, mask, &report, &err);
	if (clash) {
		assert_int_equal(st, ST_REFUSED);
		assert_int_equal(report.count[CSV_DUPLICATE_ID], 1);
		assert_int_equal(report.errors[0].at.line, 403);
	} else {
		assert_int_equal(st, ST_OK);
		assert_int_equal(report.count[CSV_DUPLICATE_ROW], again);
		assert_int_equal(report.rows, 400 - again);
		sort_lines(&rows.out);
		sort_lines(&expected);
		assert_string_equal(str_text(&rows.out), str_text(&expected));
	}
	str_release(&text);
	str_release(&expected);
	str_release(&rows.out);
}

static void
test_csv_table__run__keys_with_clashing_hashes(void **state)
{
	struct random r = random_begin("csv_table keys", 4);

	(void)state;
	for (int i = 0; i < 20; i++) {
		/* One bit, 3, 8 and all 64: from every key a suspect to none. */
		check_keys(&r, 1, i & 1);
		check_keys(&r, 7, i & 1);
		check_keys(&r, 255, i & 1);
		check_keys(&r, UINT64_MAX, i & 1);
	}
}

/* ---- cutting and canonical form over random tables of the writer */

static void
to_str(void *arg, const void *bytes, size_t n)
{
	str_add_n(arg, bytes, n);
}

static void
random_patients(struct random *r, struct str *out)
{
	static const char *const words[] = {"",	  "A",	   "O'Brien", "'x",	   "a,b",
					    "=1", "\"q\"", "-",	      "Zo\xC3\xAB"};
	struct csv_write w;
	int rows = random_below(r, 20);

	str_clear(out);
	csv_write_open(&w, (struct csv_sink){to_str, out});
	for (size_t i = 0; i < 5; i++)
		csv_write_text(&w, csv_patients_columns[i].name,
			       strlen(csv_patients_columns[i].name));
	csv_write_row_end(&w);
	for (int i = 0; i < rows; i++) {
		const char *a = words[random_below(r, 9)], *b = words[random_below(r, 9)];

		csv_write_int(&w, i);
		csv_write_text(&w, "N", 1);
		csv_write_text(&w, a, strlen(a));
		csv_write_plain(&w, "1990-01-01", random_below(r, 2) ? 10 : 0);
		csv_write_text(&w, b, strlen(b));
		csv_write_row_end(&w);
	}
	csv_write_close(&w);
}

static void
test_csv_table__read__canonical_or_not(void **state)
{
	struct random r = random_begin("csv_table form", 11);
	struct csv_report report;
	struct str s = {0};
	struct err err = {0};

	(void)state;
	for (int i = 0; i < 300; i++) {
		struct rows rows = {0};

		random_patients(&r, &s);
		assert_int_equal(
		    read_text(&csv_patients, s.p, s.n, true, &rows, &report, &err),
		    ST_OK);
		str_release(&rows.out);
		/* One byte more, one less. */
		str_add_c(&s, ' ');
		assert_int_equal(
		    read_text(&csv_patients, s.p, s.n, true, &rows, &report, &err),
		    ST_REFUSED);
		str_release(&rows.out);
		s.n -= 2; /* the last LF */
		assert_int_equal(
		    read_text(&csv_patients, s.p, s.n, true, &rows, &report, &err),
		    ST_REFUSED);
		str_release(&rows.out);
	}
	str_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_csv_table__read__codes),
	    cmocka_unit_test(test_csv_table__read__kinds),
	    cmocka_unit_test(test_csv_table__read__sentences),
	    cmocka_unit_test(test_csv_table__read__place_of_form),
	    cmocka_unit_test(test_csv_table__read__many_errors),
	    cmocka_unit_test(test_csv_table__read__failures),
	    cmocka_unit_test(test_csv_table__read_file__missing),
	    cmocka_unit_test(test_csv_table__run__keys_with_clashing_hashes),
	    cmocka_unit_test(test_csv_table__read__canonical_or_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
