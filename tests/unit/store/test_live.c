/* test_live.c - sessions not yet signed: nothing lost, nothing stored twice. */
#include "store_kit.h"

#include "store/live.h"
#include "store/query.h"

struct world {
	struct kit kit;
	int64_t patient, staff;
};

static int
set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	kit_new(&w->kit);
	w->patient = kit_add_patient(&w->kit, "Dube", "Anna");
	w->staff = kit_add_staff(&w->kit, "nomsa");
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	kit_end(&w->kit);
	free(w);
	return 0;
}

static struct live
open_one(struct world *w, int64_t date)
{
	struct live l = {
	    .patient = w->patient, .therapist = w->staff, .service_date = date};

	kit_ok(&w->kit, live_open(w->kit.s, &l, &w->kit.err));
	assert_true(l.no > 0);
	return l;
}

static struct session_event
event(enum session_event_kind kind, int64_t ms, const char *text)
{
	return (struct session_event){.kind = kind,
				      .item = -1,
				      .n = ms % 7,
				      .text = text,
				      .boot_ms = ms,
				      .boot = "7b9f-boot",
				      .wall_ms = 1778000000000 + ms,
				      .staff = 3};
}

struct seen {
	int n, stop;
	char kinds[256];
	struct session_event last;
	char text[400], boot[40];
};

static bool
see(void *arg, const struct session_event *e)
{
	struct seen *s = arg;

	s->kinds[s->n++] = (char)e->kind;
	s->last = *e;
	snprintf(s->text, sizeof s->text, "%s", e->text ? e->text : "(null)");
	snprintf(s->boot, sizeof s->boot, "%s", e->boot);
	return s->n != s->stop;
}

static void
test_live__add__keeps_every_event_in_order(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct live l = open_one(w, 20260504);
	struct seen s = {.n = 0};

	for (int i = 0; i < SEV_COUNT; i++) {
		struct session_event e =
		    event((enum session_event_kind)i, i * 10, i % 2 ? "a\tb" : NULL);

		kit_ok(k, live_add(k->s, l.no, i, &e, &k->err));
	}
	kit_reopen(k);
	kit_ok(k, live_events(k->s, l.no, 0, see, &s, &k->err));
	assert_int_equal(s.n, SEV_COUNT);
	for (int i = 0; i < SEV_COUNT; i++)
		assert_int_equal(s.kinds[i], i);
	assert_int_equal(s.last.boot_ms, (SEV_COUNT - 1) * 10);
	assert_int_equal(s.last.wall_ms, 1778000000000 + (SEV_COUNT - 1) * 10);
	assert_int_equal(s.last.n, (SEV_COUNT - 1) * 10 % 7);
	assert_int_equal(s.last.item, -1);
	assert_int_equal(s.last.staff, 3);
	assert_string_equal(s.boot, "7b9f-boot");
	assert_string_equal(s.text, (SEV_COUNT - 1) % 2 ? "a\tb" : "(null)");
}

static void
test_live__events__from_a_number_and_until_told_to_stop(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct live l = open_one(w, 20260504);
	struct seen rest = {.n = 0}, two = {.stop = 2};

	for (int i = 0; i < 6; i++) {
		struct session_event e = event(i % 2 ? SEV_PAUSE : SEV_RESUME, i, NULL);

		kit_ok(k, live_add(k->s, l.no, i, &e, &k->err));
	}
	kit_ok(k, live_events(k->s, l.no, 4, see, &rest, &k->err));
	assert_int_equal(rest.n, 2);
	assert_int_equal(rest.last.boot_ms, 5);
	kit_ok(k, live_events(k->s, l.no, 0, see, &two, &k->err));
	assert_int_equal(two.n, 2);
}

static void
test_live__add__notices_another_terminal(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct live l = open_one(w, 20260504);
	struct session_event e = event(SEV_OPEN, 1, "cms");
	struct seen s = {.n = 0};
	struct store *other;

	kit_ok(k, store_open(&other, k->dir, &k->env, &k->err));
	kit_ok(k, live_add(k->s, l.no, 0, &e, &k->err));
	assert_int_equal(live_add(other, l.no, 0, &e, &k->err), ST_STALE);
	kit_ok(k, live_events(other, l.no, 0, see, &s, &k->err));
	assert_int_equal(s.n, 1);
	kit_ok(k, live_add(other, l.no, 1, &e, &k->err));
	assert_int_equal(live_add(k->s, l.no, 1, &e, &k->err), ST_STALE);
	kit_ok(k, live_remove(other, l.no, &k->err));
	assert_int_equal(live_add(k->s, l.no, 2, &e, &k->err), ST_NOT_FOUND);
	store_close(other);
}

static void
test_live__list__running_first_and_newest_first(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct live a = open_one(w, 20260501), b = open_one(w, 20260502),
		    c = open_one(w, 20260503), lines[8], got;
	struct session_event finish = event(SEV_FINISH, 5, NULL),
			     reopen = event(SEV_REOPEN, 6, NULL);
	int n;

	kit_ok(k, live_add(k->s, c.no, 0, &finish, &k->err));
	kit_ok(k, live_add(k->s, a.no, 0, &finish, &k->err));
	kit_ok(k, live_add(k->s, a.no, 1, &reopen, &k->err));
	kit_ok(k, live_list(k->s, lines, 8, &n, &k->err));
	assert_int_equal(n, 3);
	assert_int_equal(lines[0].no, b.no);
	assert_int_equal(lines[1].no, a.no);
	assert_int_equal(lines[2].no, c.no);
	assert_false(lines[1].finished);
	assert_true(lines[2].finished);
	assert_string_equal(lines[0].patient_name, "Dube, Anna");
	assert_string_equal(lines[0].therapist_name, "Nomsa Dube");
	assert_int_equal(lines[2].last_wall_ms, 1778000000005);
	kit_ok(k, live_get(k->s, a.no, &got, &k->err));
	assert_int_equal(got.service_date, 20260501);
	assert_int_equal(got.episode, 0);
	kit_ok(k, live_list(k->s, lines, 2, &n, &k->err));
	assert_int_equal(n, 2);
}

static void
test_live__text__latest_of_each_section(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct live l = open_one(w, 20260504);
	struct str t = {0};

	kit_ok(k, live_text_get(k->s, l.no, LIVE_PLAN, &t, &k->err));
	assert_string_equal(str_text(&t), "");
	kit_ok(k, live_text_set(k->s, l.no, LIVE_PLAN, NULL, "more stairs", &k->err));
	kit_ok(k,
	       live_text_set(k->s, l.no, LIVE_SUBJECTIVE, NULL, "slept well", &k->err));
	kit_ok(k, live_text_set(k->s, l.no, LIVE_PLAN, NULL, "stairs\nand balance",
				&k->err));
	kit_reopen(k);
	kit_ok(k, live_text_get(k->s, l.no, LIVE_PLAN, &t, &k->err));
	assert_string_equal(str_text(&t), "stairs\nand balance");
	assert_int_equal(live_text_set(k->s, l.no + 9, LIVE_PLAN, NULL, "x", &k->err),
			 ST_NOT_FOUND);
	str_release(&t);
}

/* Somebody else typed since the writer saw the section. */
static void
test_live__text__stale_when_another_typed(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct live l = open_one(w, 20260504);
	struct str mine = {0}, theirs = {0}, now = {0};

	kit_ok(k, live_text_set(k->s, l.no, LIVE_PLAN, &mine, "one", &k->err));
	assert_string_equal(str_text(&mine), "one");
	assert_int_equal(live_text_set(k->s, l.no, LIVE_PLAN, &theirs, "two", &k->err),
			 ST_STALE);
	assert_string_equal(str_text(&theirs), "one");
	kit_ok(k, live_text_get(k->s, l.no, LIVE_PLAN, &now, &k->err));
	assert_string_equal(str_text(&now), "one");
	/* knowingly now, and the same words need no decision */
	kit_ok(k, live_text_set(k->s, l.no, LIVE_PLAN, &theirs, "two", &k->err));
	kit_ok(k, live_text_set(k->s, l.no, LIVE_PLAN, &mine, "two", &k->err));
	str_release(&mine);
	str_release(&theirs);
	str_release(&now);
}

static void
test_live__remove__frees_its_pages_and_never_gives_its_number_again(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct store_counts before, during, after;
	struct live l, next;
	char text[300];

	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	kit_ok(k, store_count(k->s, &before, &k->err));
	l = open_one(w, 20260504);
	for (int i = 0; i < 200; i++) {
		struct session_event e = event(SEV_REMARK, i, text);

		kit_ok(k, live_add(k->s, l.no, i, &e, &k->err));
	}
	kit_ok(k, live_text_set(k->s, l.no, LIVE_PLAN, NULL, text, &k->err));
	kit_ok(k, store_count(k->s, &during, &k->err));
	kit_ok(k, live_remove(k->s, l.no, &k->err));
	kit_ok(k, store_count(k->s, &after, &k->err));
	assert_true(during.bytes_used > before.bytes_used + 60000);
	assert_int_equal(after.bytes_used, before.bytes_used);
	assert_int_equal(after.ops, before.ops);
	assert_int_equal(live_get(k->s, l.no, &next, &k->err), ST_NOT_FOUND);
	assert_int_equal(live_remove(k->s, l.no, &k->err), ST_NOT_FOUND);
	next = open_one(w, 20260504);
	assert_true(next.no > l.no);
}

static void
test_live__remove__goes_with_the_transaction_that_signs(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct live l = open_one(w, 20260504), got;
	struct day_line day[2];
	int n;

	kit_ok(k, store_begin(k->s, &k->err));
	kit_ok(k, live_remove(k->s, l.no, &k->err));
	store_cancel(k->s);
	kit_ok(k, live_get(k->s, l.no, &got, &k->err));
	kit_ok(k, query_day(k->s, 20260504, 0, day, 2, &n, &k->err));
	assert_int_equal(n, 0);
}

static void
test_live_terminal__works_until_it_leaves(void **state)
{
	struct kit *k = &((struct world *)*state)->kit;
	struct store *other;
	int64_t mine, theirs;

	kit_ok(k, store_open(&other, k->dir, &k->env, &k->err));
	mine = live_terminal(k->s);
	theirs = live_terminal(other);
	assert_int_not_equal(mine, theirs);
	assert_in_range(mine, 1, (INT64_C(1) << 40) - 1);
	assert_int_equal(live_terminal(k->s), mine);
	assert_true(live_terminal_works(other, mine));
	assert_true(live_terminal_works(k->s, theirs));
	assert_false(live_terminal_works(k->s, mine)); /* not another one */
	assert_false(live_terminal_works(k->s, theirs == 7 ? 8 : 7));
	live_terminal_leave(other);
	assert_false(live_terminal_works(k->s, theirs));
	assert_int_not_equal(live_terminal(other), theirs);
	theirs = live_terminal(other);
	store_close(other); /* as when a program ends, however */
	assert_false(live_terminal_works(k->s, theirs));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_live__add__keeps_every_event_in_order,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		test_live__events__from_a_number_and_until_told_to_stop, set_up,
		tear_down),
	    cmocka_unit_test_setup_teardown(test_live__add__notices_another_terminal,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_live_terminal__works_until_it_leaves,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		test_live__list__running_first_and_newest_first, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_live__text__latest_of_each_section,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_live__text__stale_when_another_typed,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		test_live__remove__frees_its_pages_and_never_gives_its_number_again,
		set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		test_live__remove__goes_with_the_transaction_that_signs, set_up,
		tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
