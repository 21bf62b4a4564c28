/* test_checked.c - which sticks were filled and read back, and when. */
#include "store_kit.h"

#include "store/checked.h"

enum { WALL_S = 1777885200 }; /* 2026-05-04 09:00 UTC */

static int64_t wall_ms;

static int64_t
wall(void *arg)
{
	(void)arg;
	return wall_ms;
}

static void
begin(struct kit *k)
{
	static struct clock by_hand;

	by_hand = clock_system;
	by_hand.wall_ms = wall;
	wall_ms = (int64_t)WALL_S * 1000;
	kit_init(k);
	k->env.clock = &by_hand;
	kit_ok(k, store_create(k->dir, &k->env, &kit_site, &k->err));
	kit_open(k);
}

static int64_t
checked(struct kit *k, const char *id)
{
	int64_t at = -1;

	kit_ok(k, checked_get(k->s, id, &at, &k->err));
	return at;
}

static void
test_checked__put__the_newest_of_each_stick(void **state)
{
	struct kit k;
	int64_t first, second;

	(void)state;
	begin(&k);
	assert_int_equal(checked(&k, "S1/1A2B"), 0);
	first = wall_ms;
	kit_ok(&k, checked_put(k.s, "S1/1A2B", 1 << 20, &k.err));
	assert_int_equal(checked(&k, "S1/1A2B"), first);
	assert_int_equal(checked(&k, "S1/1A2C"), 0);
	assert_int_equal(checked(&k, ""), 0);
	second = wall_ms += 86400000;
	kit_ok(&k, checked_put(k.s, "S1/1A2B", 1 << 21, &k.err));
	kit_ok(&k, checked_put(k.s, "S2/1A2B", 1, &k.err));
	kit_reopen(&k);
	assert_int_equal(checked(&k, "S1/1A2B"), second);
	assert_int_equal(checked(&k, "S2/1A2B"), second);
	kit_end(&k);
}

/* Without a number no stick could be known again: one of those must not stand for all. */
static void
test_checked__put__needs_a_number(void **state)
{
	struct kit k;

	(void)state;
	begin(&k);
	assert_int_equal(checked_put(k.s, "", 1 << 20, &k.err), ST_INVALID);
	assert_non_null(strstr(k.err.detail, "without a number"));
	assert_int_equal(checked(&k, ""), 0);
	kit_end(&k);
}

/* In the caller's transaction it goes with it. */
static void
test_checked__put__undone_with_the_rest(void **state)
{
	struct kit k;

	(void)state;
	begin(&k);
	kit_ok(&k, store_begin(k.s, &k.err));
	kit_ok(&k, checked_put(k.s, "S1/1A2B", 1 << 20, &k.err));
	assert_int_equal(checked(&k, "S1/1A2B"), wall_ms);
	store_cancel(k.s);
	assert_int_equal(checked(&k, "S1/1A2B"), 0);
	kit_end(&k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_checked__put__the_newest_of_each_stick),
	    cmocka_unit_test(test_checked__put__needs_a_number),
	    cmocka_unit_test(test_checked__put__undone_with_the_rest),
	};

	return cmocka_run_group_tests_name("checked", tests, NULL, NULL);
}
