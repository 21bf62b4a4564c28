/* test_page.c - pages: numbers, heads, wrapping, headings kept, large type, nothing lost. */
#include "base/utf8.h"
#include "core/page.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct page_doc
doc(void)
{
	struct page_doc d = {.clinic = "Clinic", .who = "Dube, José  KBR-000001-S"};

	str_copy(d.what, sizeof d.what, "Daily note 2026-05-04");
	return d;
}

static int
count(const char *text, char c)
{
	int n = 0;

	for (; *text; text++)
		n += *text == c;
	return n;
}

static void
test_page__layout__head_on_each_page(void **state)
{
	struct page_doc d = doc();
	struct page_form f = {.rows = 14};
	struct str out = {0};
	const char *p;

	(void)state;
	for (int i = 1; i <= 25; i++)
		page_addf(&d, PAGE_TEXT, "line %d", i);
	assert_int_equal(page_layout(&d, &f, &out), 3);
	p = str_text(&out);
	for (int page = 1; page <= 3; page++) {
		char number[32];
		size_t n = strcspn(p, "\f");
		char *one = mem_dup(p, n + 1);

		one[n] = '\0';
		str_format(number, sizeof number, "page %d of 3\n", page);
		assert_non_null(strstr(one, number));
		assert_non_null(strstr(one, "Dube, José  KBR-000001-S"));
		assert_non_null(strstr(one, "Daily note 2026-05-04\n"));
		assert_in_range(count(one, '\n'), 5, 14);
		free(one);
		p += n + 1;
	}
	assert_int_equal(*p, '\0');
	page_release(&d);
	str_release(&out);
}

static void
test_page__layout__words_and_depth(void **state)
{
	struct page_doc d = {.clinic = ""};
	struct page_form f = {.cols = 20};
	struct str out = {0};

	(void)state;
	page_add(&d, PAGE_TEXT, "  two deep, and then on it goes");
	page_add(&d, PAGE_ROW, "97110 a reason that is long");
	page_add(&d, PAGE_TEXT, "abcdefghijklmnopqrstuvwxyz");
	page_add(&d, PAGE_TEXT, "a\tb\x01");
	page_layout(&d, &f, &out);
	assert_non_null(strstr(str_text(&out), "  two deep, and then\n  on it goes\n"
					       "97110 a reason that\n    is long\n"
					       "abcdefghijklmnopqrst\nuvwxyz\n"
					       "a       b^A\n\f"));
	page_release(&d);
	str_release(&out);
}

/* A heading is never the last line of a page. */
static void
test_page__layout__heading_stays_with_its_text(void **state)
{
	(void)state;
	for (int before = 1; before < 12; before++) {
		struct page_doc d = doc();
		struct page_form f = {.rows = 10};
		struct str out = {0};
		const char *at;

		for (int i = 0; i < before; i++)
			page_add(&d, PAGE_TEXT, "x");
		page_add(&d, PAGE_HEAD, "HEADING");
		page_add(&d, PAGE_TEXT, "its text");
		page_layout(&d, &f, &out);
		at = strstr(str_text(&out), "HEADING\n");
		assert_non_null(at);
		assert_memory_equal(at, "HEADING\nits text\n", 17);
		page_release(&d);
		str_release(&out);
	}
}

static void
test_page__layout__ascii_keeps_the_letters(void **state)
{
	struct page_doc d = doc();
	struct page_form f = {.ascii = true};
	struct str out = {0};

	(void)state;
	page_add(&d, PAGE_TEXT, "Zoë – 90° “well” → næste Łódź 中");
	page_layout(&d, &f, &out);
	assert_non_null(strstr(str_text(&out), "Dube, Jose  KBR"));
	assert_non_null(
	    strstr(str_text(&out), "Zoe - 90deg \"well\" -> naeste Lodz ?\n"));
	for (size_t i = 0; i < out.n; i++)
		assert_true((unsigned char)out.p[i] < 0x80);
	page_release(&d);
	str_release(&out);
}

static void
test_page__bytes__large_type(void **state)
{
	struct page_doc d = doc();
	struct page_form f = {.large = true};
	struct str out = {0}, big = {0};

	(void)state;
	page_add(&d, PAGE_TEXT, "José e\xCC\x81");
	page_layout(&d, &f, &out);
	page_bytes(str_text(&out), true, &big);
	assert_non_null(strstr(str_text(&big), "J o s é   e\xCC\x81\n\n\f"));
	for (const char *p = str_text(&big); *p; p += strcspn(p, "\n\f") + 1)
		assert_in_range(utf8_text_width(p, strcspn(p, "\n\f")), 0, 76);
	assert_in_range(count(str_text(&big), '\n'), 1, 60);
	page_release(&d);
	str_release(&out);
	str_release(&big);
}

/* Whatever is put in comes out, word by word and in order, and no line or page is too long. */
static void
test_page__property__nothing_is_lost(void **state)
{
	static const char *const words[] = {"knee",
					    "José",
					    "90°",
					    "a",
					    "中文",
					    "-",
					    "unbreakable-and-very-long-word-of-a-plan"};
	struct random r = random_begin("pages", 11);

	(void)state;
	for (int run = 0; run < 300; run++) {
		struct page_doc d = doc();
		struct page_form f = {.cols = 20 + (int)random_below(&r, 60),
				      .rows = 8 + (int)random_below(&r, 20),
				      .large = random_below(&r, 4) == 0};
		struct str out = {0}, in = {0}, got = {0}, line = {0};
		const char *p;

		for (int i = 0; i < 40; i++) {
			str_clear(&line);
			for (int k = (int)random_below(&r, 12); k > 0; k--) {
				const char *w = words[random_below(&r, 7)];

				str_addf(&line, "%s ", w);
				str_add(&in, w);
			}
			page_add(&d, (enum page_style)random_below(&r, 4),
				 str_text(&line));
		}
		page_layout(&d, &f, &out);
		for (p = str_text(&out); *p;) {
			/* the head ends with a line of dashes */
			int rows = count(p, '\n');
			const char *end = p + strcspn(p, "\f"), *rule;
			struct str dashes = {0};

			for (int i = 0; i < page_cols(&f); i++)
				str_add_c(&dashes, '-');
			str_add(&dashes, "\n\n");
			rule = strstr(p, str_text(&dashes));
			assert_non_null(rule);
			str_release(&dashes);
			rows -= count(end, '\n');
			assert_in_range(rows, 1, page_rows(&f) > 14 ? page_rows(&f) : 14);
			for (const char *q = p; q < end; q += strcspn(q, "\n") + 1)
				assert_in_range(utf8_text_width(q, strcspn(q, "\n")), 0,
						page_cols(&f));
			for (p = rule + page_cols(&f); p < end; p++)
				if (*p != ' ' && *p != '\n')
					str_add_c(&got, *p);
			p = end + 1;
		}
		assert_string_equal(str_text(&got), str_text(&in));
		page_release(&d);
		str_release(&out);
		str_release(&in);
		str_release(&got);
		str_release(&line);
	}
}

/* Page and line of a text that stands on a line. */
static struct page_spot
spot_of(const char *pages, const char *text)
{
	struct page_spot s = {0, 0};

	for (const char *p = pages; p < strstr(pages, text); p++) {
		if (*p == '\n')
			s.row++;
		if (*p == '\f')
			s = (struct page_spot){s.page + 1, 0};
	}
	return s;
}

/* A drawing is never parted, not even from the line below it; its empty rows stay, and its first
 * row is found again. */
static void
test_page__layout__drawings_stay_whole(void **state)
{
	struct page_form f = {.rows = 14};
	bool second = false;

	(void)state;
	for (int before = 0; before < 24; before++) {
		struct page_doc d = doc();
		struct str out = {0};
		struct page_spot spots[2] = {{-1, -1}, {-1, -1}}, at;

		for (int i = 0; i < before; i++)
			page_addf(&d, PAGE_TEXT, "line %d", i);
		page_add_art(&d, "\n  o\n\n / \\\n");
		page_add(&d, PAGE_TEXT, "words");
		page_add_art(&d, "x\n");
		page_add(&d, PAGE_TEXT, "end");
		page_layout_art(&d, &f, &out, spots, 1);
		assert_non_null(strstr(str_text(&out), "\n  o\n\n / \\\nwords\n"));
		at = spot_of(str_text(&out), "  o\n");
		assert_int_equal(spots[0].page, at.page);
		assert_int_equal(spots[0].row, at.row - 1);
		assert_int_equal(spots[1].page, -1); /* one was asked for */
		second |= at.page > 0;
		page_release(&d);
		str_release(&out);
	}
	assert_true(second);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_page__layout__head_on_each_page),
	    cmocka_unit_test(test_page__layout__words_and_depth),
	    cmocka_unit_test(test_page__layout__heading_stays_with_its_text),
	    cmocka_unit_test(test_page__layout__ascii_keeps_the_letters),
	    cmocka_unit_test(test_page__bytes__large_type),
	    cmocka_unit_test(test_page__property__nothing_is_lost),
	    cmocka_unit_test(test_page__layout__drawings_stay_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
