/* test_search.c - what is found, in which order, against a plain search through every row. */
#include "store_kit.h"

#include "base/utf8.h"
#include "people.h"
#include "store/query.h"
#include "store/search.h"

enum { PEOPLE = 2500 };

/* ---- the oracle: every word of a row by itself, compared one by one */

struct person {
	int64_t no;
	struct patient row;
	char family[80], given[80]; /* folded, for the order */
	char words[24][64];
	bool begins[24];
	int n;
};

struct world {
	struct kit kit;
	struct person *people;
	int n;
	struct people random;
};

static void
fold(const char *text, size_t n, char *out, size_t size)
{
	struct str s = {0};

	utf8_fold(&s, text, n);
	assert_true(str_copy(out, size, str_text(&s)));
	str_release(&s);
}

static void
squeeze(char *text)
{
	char *w = text;

	for (; *text; text++)
		if (*text != ' ')
			*w++ = *text;
	*w = '\0';
}

static void
word(struct person *p, const char *text, bool begins)
{
	if (!*text)
		return;
	assert_true(p->n < 24);
	strcpy(p->words[p->n], text);
	p->begins[p->n++] = begins;
}

static void
name_words(struct person *p, const char *name)
{
	char all[80], part[80];

	for (const char *at = name; *at;) {
		size_t n = strcspn(at, " ");

		fold(at, n, all, sizeof all);
		for (char *w = all; *w;) {
			size_t k = strcspn(w, " ");

			memcpy(part, w, k);
			part[k] = '\0';
			word(p, part, true);
			w += k + (w[k] == ' ');
		}
		squeeze(all);
		word(p, all, true);
		at += n + (at[n] == ' ');
	}
}

static void
code_word(struct person *p, const char *code)
{
	char all[80];

	fold(code, strlen(code), all, sizeof all);
	squeeze(all);
	word(p, all, all[0] >= '0' && all[0] <= '9');
}

static void
date_words(struct person *p, int64_t date)
{
	int y = (int)(date / 10000), m = (int)(date / 100 % 100), d = (int)(date % 100);
	char b[16];

#define DATE_WORD(...) (snprintf(b, sizeof b, __VA_ARGS__), word(p, b, true))
	if (date == DICT_NONE)
		return;
	if (!m) {
		DATE_WORD("%d", y);
		return;
	}
	if (!d) {
		DATE_WORD("%d%02d", y, m);
		DATE_WORD("%02d%d", m, y);
		return;
	}
	DATE_WORD("%d%02d%02d", y, m, d);
	DATE_WORD("%02d%02d%d", d, m, y);
	DATE_WORD("%02d%02d%d", m, d, y);
	DATE_WORD("%02d%02d%02d", d, m, y % 100);
	DATE_WORD("%02d%02d%02d", m, d, y % 100);
#undef DATE_WORD
}

static void
describe(struct person *p)
{
	p->n = 0;
	fold(p->row.family_name, strlen(p->row.family_name), p->family, sizeof p->family);
	fold(p->row.given_name, strlen(p->row.given_name), p->given, sizeof p->given);
	name_words(p, p->row.family_name);
	name_words(p, p->row.given_name);
	code_word(p, p->row.chart_no);
	code_word(p, p->row.phone);
	code_word(p, p->row.national_id);
	date_words(p, p->row.birth_date);
}

static size_t
characters(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += ((unsigned char)*text & 0xC0) != 0x80;
	return n;
}

static bool
has_word(const struct person *p, const char *w, bool begins)
{
	for (int i = 0; i < p->n; i++) {
		if (begins || characters(w) < 3) {
			if (p->begins[i] && !strncmp(p->words[i], w, strlen(w)))
				return true;
		} else if (strstr(p->words[i], w)) {
			return true;
		}
	}
	return false;
}

static void
padded(char parts[8][64], int n, int pad, char *out)
{
	out[0] = '\0';
	for (int i = 0; i < n; i++) {
		if (i < pad && strlen(parts[i]) == 1)
			strcat(out, "0");
		strcat(out, parts[i]);
	}
}

static bool
chunk_fits(const struct person *p, const char *chunk, size_t n, bool begins, bool *empty)
{
	char folded[400], parts[8][64], joined[520];
	int k = 0;
	bool digits = true, all = true;

	fold(chunk, n, folded, sizeof folded);
	for (const char *w = folded; *w && k < 8; k++) {
		size_t len = strcspn(w, " ");

		snprintf(parts[k], 64, "%.*s", (int)(len < 63 ? len : 63), w);
		digits = digits && strspn(parts[k], "0123456789") == strlen(parts[k]);
		w += len + (w[len] == ' ');
	}
	*empty = k == 0;
	if (k == 0)
		return true;
	padded(parts, k, 0, joined);
	if (has_word(p, joined, begins))
		return true;
	if (k > 1 && digits) {
		padded(parts, k, k, joined);
		if (has_word(p, joined, begins))
			return true;
		padded(parts, k, k - 1, joined);
		return has_word(p, joined, begins);
	}
	for (int i = 0; i < k; i++)
		all = all && has_word(p, parts[i], begins);
	return all;
}

static bool
person_fits(const struct person *p, const char *typed, bool begins)
{
	bool any = false;

	for (const char *at = typed; *at;) {
		size_t n = strcspn(at, " ");
		bool empty = true;

		if (n && !chunk_fits(p, at, n, begins, &empty))
			return false;
		any = any || !empty;
		at += n + (at[n] == ' ');
	}
	return any;
}

static int
in_name_order(const void *a, const void *b)
{
	const struct person *x = a, *y = b;
	int d = strcmp(x->family, y->family);

	if (!d)
		d = strcmp(x->given, y->given);
	return d ? d : (x->no > y->no) - (x->no < y->no);
}

/* ---- the world */

static int
set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	struct kit *k = &w->kit;

	kit_new(k);
	w->people = calloc(PEOPLE, sizeof *w->people);
	w->random = (struct people){.state = 11, .families = 700, .givens = 300};
	kit_ok(k, store_begin(k->s, &k->err));
	for (int i = 0; i < PEOPLE; i++) {
		struct person *p = &w->people[i];

		people_next(&w->random, i, &p->row);
		kit_ok(k, record_add(k->s, E_PATIENT, &p->row, &k->err));
		p->no = p->row.head.no;
		describe(p);
	}
	kit_ok(k, store_commit(k->s, &k->err));
	w->n = PEOPLE;
	qsort(w->people, PEOPLE, sizeof *w->people, in_name_order);
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	kit_end(&w->kit);
	free(w->people);
	free(w);
	return 0;
}

/* Finds with room for all and compares row by row. */
static int
expect_same(struct world *w, const char *typed)
{
	static struct patient_line lines[PEOPLE], hits[PEOPLE];
	bool more;
	int n, n_hits, at = 0;

	kit_ok(&w->kit,
	       query_hits(w->kit.s, typed, hits, PEOPLE, &n_hits, &more, &w->kit.err));
	kit_ok(&w->kit,
	       query_find(w->kit.s, typed, lines, PEOPLE, &n, &more, &w->kit.err));
	assert_false(more);
	assert_int_equal(n_hits, n);
	for (int i = 0; i < n; i++)
		assert_int_equal(hits[i].no, lines[i].no);
	for (int i = 0; i < w->n; i++) {
		if (!person_fits(&w->people[i], typed, false))
			continue;
		if (at >= n || lines[at].no != w->people[i].no)
			fail_msg("\"%s\": hit %d of %d is not %s, %s", typed, at, n,
				 w->people[i].row.family_name,
				 w->people[i].row.given_name);
		assert_string_equal(lines[at].family_name, w->people[i].row.family_name);
		at++;
	}
	if (at != n)
		fail_msg("\"%s\": %d found, %d expected", typed, n, at);
	return n;
}

/* ---- tests */

static void
test_search__find__every_part_of_a_row(void **state)
{
	struct world *w = *state;
	int found = 0;

	for (int i = 0; i < 400; i++) {
		const struct person *p =
		    &w->people[people_random(&w->random, (uint32_t)w->n)];
		const char *from = p->words[people_random(&w->random, (uint32_t)p->n)];
		size_t len = strlen(from), at, n;
		char typed[80];

		at = people_random(&w->random, (uint32_t)len);
		n = 1 + people_random(&w->random, (uint32_t)(len - at));
		if (n < 3)
			at = 0;
		snprintf(typed, sizeof typed, "%.*s", (int)n, from + at);
		if (utf8_check(typed, strlen(typed)) != strlen(typed))
			continue;
		found += expect_same(w, typed) > 0;
	}
	assert_true(found > 300);
}

static void
test_search__find__several_words_must_all_fit(void **state)
{
	struct world *w = *state;
	int found = 0;

	for (int i = 0; i < 200; i++) {
		const struct person *p =
		    &w->people[people_random(&w->random, (uint32_t)w->n)];
		char typed[160];

		snprintf(typed, sizeof typed, "%.*s %.*s",
			 2 + (int)people_random(&w->random, 4),
			 p->words[people_random(&w->random, (uint32_t)p->n)],
			 1 + (int)people_random(&w->random, 4), p->row.given_name);
		found += expect_same(w, typed) > 0;
	}
	assert_true(found > 100);
}

static void
test_search__find__hostile_text_never_breaks(void **state)
{
	static const char *const pieces[] = {"\"",	 "'",	     "*",
					     "AND",	 "OR",	     "NOT",
					     "NEAR(",	 ")",	     "^",
					     ":",	 "-",	     "+",
					     "{",	 "}",	     "\\",
					     "%",	 "_",	     "_mar",
					     ";",	 "--",	     "mar",
					     "her",	 " ",	     "a",
					     "g",	 "0",	     "4/5",
					     "1957",	 "\xC3\xA9", "M",
					     "grams",	 "' OR 1",   "\xE7\x8E\x8B",
					     "5 ",	 ". ",	     "/",
					     "1/2/1950", "O'",	     "Al-"};
	struct world *w = *state;

	for (int i = 0; i < 600; i++) {
		char typed[120] = "";
		int k = 1 + (int)people_random(&w->random, 5);

		for (int j = 0; j < k; j++)
			strcat(typed, pieces[people_random(
					  &w->random, sizeof pieces / sizeof *pieces)]);
		expect_same(w, typed);
	}
}

static void
test_search__find__bytes_that_are_no_text(void **state)
{
	struct world *w = *state;
	struct patient_line lines[4];
	bool more;
	int n;

	for (int i = 0; i < 300; i++) {
		char typed[40];
		size_t k = 1 + people_random(&w->random, 30);

		for (size_t j = 0; j < k; j++)
			typed[j] = (char)(1 + people_random(&w->random, 255));
		typed[k] = '\0';
		kit_ok(&w->kit,
		       query_find(w->kit.s, typed, lines, 4, &n, &more, &w->kit.err));
	}
}

static void
test_search__find__empty_text_lists_nothing(void **state)
{
	struct world *w = *state;

	assert_int_equal(expect_same(w, ""), 0);
	assert_int_equal(expect_same(w, "   "), 0);
	assert_int_equal(expect_same(w, "-- ' /"), 0);
}

static void
test_search__find__a_full_list_says_more_and_prefers_begins(void **state)
{
	static const char *const typed[] = {"mar", "her", "nez", "son", "a", "ga", "199"};
	struct world *w = *state;

	for (size_t t = 0; t < sizeof typed / sizeof *typed; t++) {
		struct patient_line lines[20];
		bool more;
		int n, fits = 0, begin = 0, got = 0, at = 0;

		kit_ok(&w->kit,
		       query_find(w->kit.s, typed[t], lines, 20, &n, &more, &w->kit.err));
		for (int i = 0; i < w->n; i++) {
			bool is = person_fits(&w->people[i], typed[t], false);
			bool first = person_fits(&w->people[i], typed[t], true);

			fits += is;
			begin += first;
			/* In name order, and each of them fits. */
			if (at < n && lines[at].no == w->people[i].no) {
				assert_true(is);
				got += first;
				at++;
			}
		}
		assert_int_equal(at, n);
		assert_int_equal(n, fits < 20 ? fits : 20);
		assert_int_equal(more, fits > 20);
		assert_int_equal(got, begin < n ? begin : n);
	}
}

static void
one_person(struct world *w, const char *typed, int64_t no, bool there)
{
	static struct patient_line lines[PEOPLE];
	bool more, found = false;
	int n;

	kit_ok(&w->kit,
	       query_find(w->kit.s, typed, lines, PEOPLE, &n, &more, &w->kit.err));
	for (int i = 0; i < n; i++)
		found = found || lines[i].no == no;
	if (found != there)
		fail_msg("\"%s\" %s", typed, there ? "does not find" : "finds");
}

static void
test_search__find__as_people_type(void **state)
{
	static const char *const yes[] = {
	    "fernandez",  "FERNÁNDEZ",	  "fernan",	   "nandez",	 "jose",
	    "josé maria", "maria fern",	  "obrien",	   "o'brien",	 "o brien",
	    "brien",	  "19570504",	  "1957-05-04",	   "1957 05 04", "4/5/1957",
	    "04/05/1957", "5/4/57",	  "04051957",	   "040557",	 "04.05.57",
	    "4/5",	  "4/5/19",	  "1957",	   "0825550101", "082 555 0101",
	    "555-0101",	  "KBR-909090-Z", "kbr909090z",	   "909090",	 "f",
	    "fe",	  "j f",	  "8802155009087", "8802 1550"};
	static const char *const no[] = {
	    "fernandes", "jose juan", "1958-05-04", "ernandez x", "kb", "rn", "555-0102"};
	struct world *w = *state;
	struct patient p;

	dict_row_init(dict_entity(E_PATIENT), &p);
	strcpy(p.family_name, "Fernández-O'Brien");
	strcpy(p.given_name, "José María");
	strcpy(p.chart_no, "KBR-909090-Z");
	strcpy(p.national_id, "880215 5009 08 7");
	strcpy(p.phone, "082 555-0101");
	p.birth_date = 19570504;
	kit_ok(&w->kit, store_begin(w->kit.s, &w->kit.err));
	kit_ok(&w->kit, record_add(w->kit.s, E_PATIENT, &p, &w->kit.err));
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		one_person(w, yes[i], p.head.no, true);
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		one_person(w, no[i], p.head.no, false);
	store_cancel(w->kit.s);
	one_person(w, "fernandez", p.head.no, false);
}

static void
test_search__update__follows_every_change(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;

	for (int i = 0; i < 60; i++) {
		struct person *p = &w->people[people_random(&w->random, (uint32_t)w->n)];
		struct patient now = p->row;
		char old[64];

		snprintf(old, sizeof old, "%s", p->row.phone);
		people_name(people_random(&w->random, 5000), 1, now.family_name,
			    sizeof now.family_name);
		snprintf(now.phone, sizeof now.phone, "+1 55%06d", i);
		kit_ok(k, record_set(k->s, E_PATIENT, &p->row, &now, NULL, &k->err));
		p->row = now;
		describe(p);
		one_person(w, p->row.phone, p->no, true);
		if (strlen(old) > 3)
			one_person(w, old, p->no, false);
	}
	qsort(w->people, (size_t)w->n, sizeof *w->people, in_name_order);
	kit_ok(k, search_check(k->s, &k->err));
	expect_same(w, "mar");
	expect_same(w, "55000");
}

/* Names that all belong between the same two lines use up the labels there again and again. */
static void
test_search__labels__never_run_out(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;
	static struct patient_line lines[PEOPLE];
	int n;

	kit_ok(k, store_begin(k->s, &k->err));
	for (int i = 0; i < 400; i++) {
		struct patient p;

		dict_row_init(dict_entity(E_PATIENT), &p);
		strcpy(p.family_name, "Mmmm");
		snprintf(p.given_name, sizeof p.given_name, "Z%05d",
			 i % 2 ? i : 99999 - i);
		kit_ok(k, record_add(k->s, E_PATIENT, &p, &k->err));
	}
	kit_ok(k, search_check(k->s, &k->err));
	kit_ok(k, query_patients(k->s, 0, false, lines, PEOPLE, &n, &k->err));
	for (int i = 1; i < n; i++) {
		struct person a = {.no = lines[i - 1].no}, b = {.no = lines[i].no};

		fold(lines[i - 1].family_name, strlen(lines[i - 1].family_name), a.family,
		     sizeof a.family);
		fold(lines[i - 1].given_name, strlen(lines[i - 1].given_name), a.given,
		     sizeof a.given);
		fold(lines[i].family_name, strlen(lines[i].family_name), b.family,
		     sizeof b.family);
		fold(lines[i].given_name, strlen(lines[i].given_name), b.given,
		     sizeof b.given);
		assert_true(in_name_order(&a, &b) < 0);
	}
	store_cancel(k->s);
}

static void
test_search__fill__equals_row_by_row(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;

	kit_ok(k, store_begin(k->s, &k->err));
	kit_ok(k, search_empty(k->s, &k->err));
	assert_int_equal(search_check(k->s, &k->err), ST_CORRUPT);
	for (int e = 0; e < E_COUNT; e++)
		kit_ok(k, search_fill(k->s, (enum entity_id)e, 0, &k->err));
	kit_ok(k, search_check(k->s, &k->err));
	expect_same(w, "mar");
	expect_same(w, "gar ia");
	store_cancel(k->s);
	kit_ok(k, search_check(k->s, &k->err));
	expect_same(w, "mar");
}

static void
test_search__patients__pages_meet(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct patient_line lines[37];
	int64_t from = 0;
	int n, at = 0;

	do {
		kit_ok(k, query_patients(k->s, from, false, lines, 37, &n, &k->err));
		for (int i = 0; i < n; i++)
			assert_int_equal(lines[i].no, w->people[at++].no);
		if (n)
			from = lines[n - 1].no;
	} while (n);
	assert_int_equal(at, w->n);
	for (from = 0;;) {
		kit_ok(k, query_patients(k->s, from, true, lines, 37, &n, &k->err));
		if (!n)
			break;
		for (int i = n - 1; i >= 0; i--)
			assert_int_equal(lines[i].no, w->people[--at].no);
		from = lines[0].no;
	}
	assert_int_equal(at, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_search__find__every_part_of_a_row),
	    cmocka_unit_test(test_search__find__several_words_must_all_fit),
	    cmocka_unit_test(test_search__find__hostile_text_never_breaks),
	    cmocka_unit_test(test_search__find__bytes_that_are_no_text),
	    cmocka_unit_test(test_search__find__empty_text_lists_nothing),
	    cmocka_unit_test(test_search__find__a_full_list_says_more_and_prefers_begins),
	    cmocka_unit_test(test_search__find__as_people_type),
	    cmocka_unit_test(test_search__patients__pages_meet),
	    cmocka_unit_test(test_search__fill__equals_row_by_row),
	    cmocka_unit_test(test_search__labels__never_run_out),
	    cmocka_unit_test(test_search__update__follows_every_change),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
