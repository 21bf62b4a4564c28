/* test_list.c - paging without a screen, against an array, with every kind of move. */
#include "tui/list.h"

#include "tui/key.h"
#include "tui/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

struct item {
	int64_t no;
};

struct source {
	struct item items[500];
	int n;
	int asked;
	bool broken;
};

static enum status
page(void *ctx, struct list_page *p, struct err *err)
{
	struct source *s = ctx;

	s->asked++;
	if (s->broken)
		return status_fail(err, ST_IO, "the disk did not answer");
	list_page_array(p, s->items, s->n, sizeof s->items[0]);
	return ST_OK;
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	(void)ctx;
	(void)col;
	str_addf(out, "%d", (int)((const struct item *)row)->no);
}

static const struct list_col cols[] = {{"No", 0, false}};
static const struct list_source source = {.row_size = sizeof(struct item),
					  .cols = cols,
					  .n_cols = 1,
					  .page = page,
					  .cell = cell};

static void
begin(struct source *s, struct list *l, int n)
{
	struct err err = {0};

	*s = (struct source){.n = n};
	for (int i = 0; i < n; i++)
		s->items[i].no = i + 1;
	list_init(l, &source, s);
	l->height = 10;
	assert_int_equal(list_restart(l, &err), ST_OK);
}

static int64_t
now(const struct list *l)
{
	const struct item *i = list_current(l);

	return i ? i->no : 0;
}

static void
test_list__key__any_order(void **state)
{
	static const int keys[] = {K_UP,   K_DOWN, K_PGUP, K_PGDN,
				   K_HOME, K_END,  K_DOWN, K_UP};
	static struct source s;
	struct list l;
	unsigned seed = 3;
	int64_t want = 1;

	(void)state;
	begin(&s, &l, 500);
	for (int i = 0; i < 20000; i++) {
		int key;

		seed = seed * 1103515245u + 12345u;
		key = keys[(seed >> 16) % 8];
		if ((seed >> 20) % 3 == 0)
			list_ahead(&l);
		if (key == K_HOME && (seed >> 24) % 8)
			key = K_PGDN;
		if (key == K_END && (seed >> 24) % 8)
			key = K_PGUP;
		list_key(&l, key);
		want += key == K_UP ? -1 : key == K_DOWN ? 1 : 0;
		want += key == K_PGUP ? -10 : key == K_PGDN ? 10 : 0;
		want = key == K_HOME || want < 1 ? 1 : want;
		want = key == K_END || want > 500 ? 500 : want;
		assert_int_equal(now(&l), want);
		assert_true(l.top <= l.cursor && l.cursor < l.top + 10);
		assert_true(l.top + 10 <= l.n);
	}
	assert_true(l.cap <= 80); /* rows far away were let go */
	list_release(&l);
}

static void
test_list__key__no_query_inside_a_page(void **state)
{
	static struct source s;
	struct list l;

	(void)state;
	begin(&s, &l, 500);
	assert_int_equal(s.asked, 1);
	for (int i = 0; i < 9; i++)
		list_key(&l, K_DOWN);
	assert_int_equal(s.asked, 1);
	list_key(&l, K_DOWN);
	assert_int_equal(s.asked, 2);
	list_release(&l);
}

static void
test_list__reload__keeps_the_row(void **state)
{
	static struct source s;
	struct list l;
	struct err err = {0};

	(void)state;
	begin(&s, &l, 100);
	for (int i = 0; i < 57; i++)
		list_key(&l, K_DOWN);
	assert_int_equal(now(&l), 58);
	for (int i = 20; i < 99; i++) /* row 21 goes */
		s.items[i] = s.items[i + 1];
	s.n = 99;
	assert_int_equal(list_reload(&l, &err), ST_OK);
	assert_int_equal(now(&l), 58);
	s.n = 3;
	assert_int_equal(list_reload(&l, &err), ST_OK);
	assert_in_range(now(&l), 1, 3);
	s.n = 0;
	assert_int_equal(list_reload(&l, &err), ST_OK);
	assert_null(list_current(&l));
	assert_int_equal(list_key(&l, K_DOWN), SCREEN_HANDLED);
	list_release(&l);
}

static void
test_list__key__failing_page_ends_the_list(void **state)
{
	static struct source s;
	struct list l;

	(void)state;
	begin(&s, &l, 500);
	s.broken = true;
	for (int i = 0; i < 30; i++)
		list_key(&l, K_DOWN);
	assert_int_equal(now(&l), 10);
	assert_int_equal(l.err.code, ST_IO);
	s.broken = false; /* it is asked again */
	list_key(&l, K_DOWN);
	assert_int_equal(now(&l), 11);
	assert_int_equal(l.err.code, ST_OK);
	list_release(&l);
}

/* What was loaded ahead is not asked for again, and the end is met as without. */
static void
test_list__ahead__next_page_asks_nothing(void **state)
{
	static struct source s;
	struct list l;

	(void)state;
	begin(&s, &l, 45);
	list_ahead(&l);
	for (int i = 1; i < 4; i++) {
		s.asked = 0;
		list_ahead(&l);
		assert_int_equal(s.asked, 0); /* it is there */
		list_key(&l, K_PGDN);
		assert_int_equal(s.asked, 0);
		assert_int_equal(now(&l), 1 + 10 * i);
		list_ahead(&l);
	}
	list_key(&l, K_PGDN);
	assert_int_equal(now(&l), 41);
	assert_int_equal(l.n - l.top, 10);
	s.broken = true;
	list_ahead(&l);
	list_key(&l, K_END);
	assert_int_equal(now(&l), 45);
	list_release(&l);
}

/* A screen of questions leads to the one that is in doubt, however far away it stands. */
static void
test_list__select__row_far_above_and_below(void **state)
{
	static const struct list_source in_memory = {
	    .row_size = sizeof(struct item), .cols = cols, .n_cols = 1, .cell = cell};
	static struct source s;
	struct list l;
	struct err err = {0};

	(void)state;
	for (int i = 0; i < 500; i++)
		s.items[i].no = i + 1;
	list_init(&l, &in_memory, NULL);
	list_set(&l, s.items, 500);
	l.height = 10;
	assert_int_equal(list_restart(&l, &err), ST_OK);
	for (int no = 500; no > 0; no -= 31) {
		assert_true(list_select(&l, no));
		assert_int_equal(now(&l), no);
		assert_true(l.top <= l.cursor && l.cursor < l.top + 10);
		assert_true(l.top + 10 <= l.n);
	}
	assert_true(list_select(&l, 498));
	assert_int_equal(now(&l), 498);
	assert_false(list_select(&l, 501));
	assert_int_equal(now(&l), 498);
	list_key(&l, K_UP);
	assert_int_equal(now(&l), 497);
	list_release(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_list__key__any_order),
	    cmocka_unit_test(test_list__ahead__next_page_asks_nothing),
	    cmocka_unit_test(test_list__key__no_query_inside_a_page),
	    cmocka_unit_test(test_list__reload__keeps_the_row),
	    cmocka_unit_test(test_list__select__row_far_above_and_below),
	    cmocka_unit_test(test_list__key__failing_page_ends_the_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
