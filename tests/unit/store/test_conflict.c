/* test_conflict.c - cells with more than one value: listed, read, ended, undone. */
#include "heads_kit.h"

#include "store/conflict.h"

enum { LINES = 20 };

/* Another site writes a value without knowing ours; the record is opened as an import does it. */
static void
other(struct heads_world *w, enum entity_id e, int64_t row, const char *col,
      const char *val, int clk)
{
	struct op_ref birth = heads_birth(w, row);

	heads_inject(w, &(struct heads_foreign){e, row, col, val, w->writer,
						heads_now() - 60000, clk, &birth, 1});
	clash_open(w->k.s, e, row, heads_field(e, col));
}

/* Two values for a field of the patient. */
static void
clash(struct heads_world *w, const char *col, const char *ours, const char *theirs)
{
	heads_set_text(w, E_PATIENT, w->patient, col, ours);
	other(w, E_PATIENT, w->patient, col, theirs, 'U');
}

static int
list(struct heads_world *w, const struct conflict_ask *ask,
     struct conflict_line lines[LINES])
{
	bool more;
	int n;

	kit_ok(&w->k, conflict_list(w->k.s, ask, lines, LINES, &n, &more, &w->k.err));
	assert_false(more);
	return n;
}

static const struct conflict_ask waiting = {.patient = 0}, ended = {.ended = true};

static void
test_conflict__list__grave_ones_first_and_equal_values_never(void **state)
{
	struct heads_world *w = *state;
	struct conflict_line l[LINES];
	int64_t other_patient = kit_add_patient(&w->k, "Able", "Ann");

	assert_int_equal(list(w, &waiting, l), 0);
	clash(w, "phone", "+1", "+2");
	clash(w, "family_name", "Smyth", "Smithe");
	clash(w, "alert", "pacemaker", "latex");
	clash(w, "address", "Same Road 1", "Same Road 1");
	other(w, E_PATIENT, other_patient, "given_name", "Anne", 'P');
	assert_int_equal(list(w, &waiting, l), 3); /* a lone edit of the other is none */
	assert_int_equal(l[0].field, heads_field(E_PATIENT, "alert"));
	assert_int_equal(l[1].field, heads_field(E_PATIENT, "family_name"));
	assert_int_equal(l[2].field, heads_field(E_PATIENT, "phone"));
	assert_int_equal(l[0].patient, w->patient);
	assert_int_equal(l[0].values, 2);
	assert_string_equal(l[2].who, "Smyth, Pat");
	assert_int_equal(list(w, &(struct conflict_ask){.grave = true}, l), 2);
	assert_int_equal(list(w, &(struct conflict_ask){.patient = other_patient}, l), 0);
	assert_int_equal(list(w, &(struct conflict_ask){.patient = w->patient}, l), 3);
}

static void
test_conflict__list__rows_behind_a_patient(void **state)
{
	struct heads_world *w = *state;
	struct conflict_line l[LINES];
	struct episode e;
	struct condition c;

	dict_row_init(dict_entity(E_EPISODE), &e);
	e.patient = w->patient;
	strcpy(e.title, "knee");
	e.opened = 20260504;
	kit_ok(&w->k, record_add(w->k.s, E_EPISODE, &e, &w->k.err));
	dict_row_init(dict_entity(E_CONDITION), &c);
	c.episode = e.head.no;
	strcpy(c.code, "M25.561");
	strcpy(c.description, "Pain in right knee");
	kit_ok(&w->k, record_add(w->k.s, E_CONDITION, &c, &w->k.err));
	heads_set_text(w, E_CONDITION, c.head.no, "code", "M25.562");
	other(w, E_CONDITION, c.head.no, "code", "M17.11", 'P');
	assert_int_equal(list(w, &waiting, l), 1);
	assert_int_equal(l[0].patient, w->patient);
	assert_string_equal(l[0].who, "Smith, Pat");
}

static void
test_conflict__read__who_when_where_which_clock(void **state)
{
	struct heads_world *w = *state;
	struct conflict_line l[LINES];
	struct conflict c;

	clash(w, "phone", "+1", "+2");
	other(w, E_PATIENT, w->patient, "phone", "+2", 'U');
	assert_int_equal(list(w, &waiting, l), 1);
	kit_ok(&w->k, conflict_read(w->k.s, l[0].no, &c, &w->k.err));
	assert_int_equal(c.line.values, 2);
	assert_string_equal(str_text(&c.values[0].text), "+1");
	assert_string_equal(c.values[0].user, "nomsa");
	assert_string_equal(c.values[0].site, "KBR");
	assert_true(c.values[0].plausible);
	assert_int_equal(c.values[0].times, 1);
	assert_string_equal(str_text(&c.values[1].text), "+2");
	assert_string_equal(c.values[1].user, "thabo");
	assert_string_equal(c.values[1].site, "MTH");
	assert_false(c.values[1].plausible);
	assert_int_equal(c.values[1].times, 2);
	conflict_release(&c);
	assert_int_equal(conflict_read(w->k.s, 4711, &c, &w->k.err), ST_NOT_FOUND);
	conflict_release(&c);
}

static struct cell
text(const char *p)
{
	return (struct cell){
	    .kind = p[0] ? CELL_TEXT : CELL_NONE, .p = p, .n = strlen(p)};
}

static void
phone_is(struct heads_world *w, const char *what)
{
	struct patient p;

	kit_ok(&w->k, record_get(w->k.s, E_PATIENT, w->patient, &p, &w->k.err));
	assert_string_equal(p.phone, what);
}

/* Also the value that is shown already is written: only then the conflict ends everywhere. */
static void
test_conflict__end__one_operation_over_all_heads(void **state)
{
	struct heads_world *w = *state;
	struct conflict_line l[LINES];
	struct store_counts before, after;
	struct heads h;
	struct conflict c;

	clash(w, "phone", "+1", "+2");
	assert_int_equal(list(w, &waiting, l), 1);
	kit_ok(&w->k, store_count(w->k.s, &before, &w->k.err));
	kit_ok(&w->k, conflict_end(w->k.s, l[0].no, text("+1"), &w->k.err));
	kit_ok(&w->k, store_count(w->k.s, &after, &w->k.err));
	assert_int_equal(after.ops, before.ops + 1);
	kit_ok(&w->k, heads_read(w->k.s, E_PATIENT, w->patient,
				 heads_field(E_PATIENT, "phone"), &h, &w->k.err));
	assert_int_equal(h.n, 1);
	heads_release(&h);
	phone_is(w, "+1");
	assert_int_equal(list(w, &waiting, l), 0);
	assert_int_equal(list(w, &ended, l), 1);
	assert_int_equal(l[0].state, CONFLICT_RESOLVED);
	kit_ok(&w->k, conflict_read(w->k.s, l[0].no, &c, &w->k.err));
	assert_int_equal(c.line.values, 2); /* what was not kept can still be read */
	assert_string_equal(str_text(&c.values[1].text), "+2");
	assert_string_equal(str_text(&c.end.text), "+1");
	assert_string_equal(c.end.user, "nomsa");
	conflict_release(&c);
	assert_int_equal(conflict_undo(w->k.s, l[0].no, &w->k.err), ST_REFUSED);
	assert_non_null(strstr(w->k.err.detail, "what it showed before"));
}

static void
test_conflict__undo__brings_the_shown_value_back(void **state)
{
	struct heads_world *w = *state;
	struct conflict_line l[LINES];
	struct store_counts before, after;

	clash(w, "phone", "+1", "+2");
	assert_int_equal(list(w, &waiting, l), 1);
	assert_int_equal(conflict_undo(w->k.s, l[0].no, &w->k.err), ST_REFUSED);
	kit_ok(&w->k, conflict_end(w->k.s, l[0].no, text("+3"), &w->k.err));
	phone_is(w, "+3");
	kit_ok(&w->k, store_count(w->k.s, &before, &w->k.err));
	kit_ok(&w->k, conflict_undo(w->k.s, l[0].no, &w->k.err));
	kit_ok(&w->k, store_count(w->k.s, &after, &w->k.err));
	assert_int_equal(after.ops, before.ops + 1);
	phone_is(w, "+1");
	assert_int_equal(list(w, &waiting, l), 0);
	assert_int_equal(list(w, &ended, l), 1);
	assert_int_equal(l[0].state, CONFLICT_UNDONE);
	assert_int_equal(conflict_undo(w->k.s, l[0].no, &w->k.err), ST_REFUSED);
	heads_set_text(w, E_PATIENT, w->patient, "phone", "+4");
	assert_int_equal(list(w, &ended, l), 1);
	assert_int_equal(l[0].state, CONFLICT_UNDONE);
}

static void
test_conflict__undo__not_over_a_later_change(void **state)
{
	struct heads_world *w = *state;
	struct conflict_line l[LINES];

	clash(w, "phone", "+1", "+2");
	assert_int_equal(list(w, &waiting, l), 1);
	kit_ok(&w->k, conflict_end(w->k.s, l[0].no, text(""), &w->k.err));
	phone_is(w, "");
	heads_set_text(w, E_PATIENT, w->patient, "phone", "+5");
	assert_int_equal(list(w, &ended, l), 1);
	assert_int_equal(l[0].state, CONFLICT_EDITED);
	assert_int_equal(conflict_undo(w->k.s, l[0].no, &w->k.err), ST_REFUSED);
	phone_is(w, "+5");
}

static void
test_conflict__end__refuses_what_does_not_fit(void **state)
{
	struct heads_world *w = *state;
	struct conflict_line l[LINES];

	clash(w, "sex", "F", "M");
	assert_int_equal(list(w, &waiting, l), 1);
	assert_int_equal(conflict_end(w->k.s, l[0].no, text("Q"), &w->k.err), ST_INVALID);
	assert_int_equal(list(w, &waiting, l), 1);
	assert_int_equal(l[0].merge, MERGE_IDENTITY);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, heads_set_up, heads_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(test_conflict__list__grave_ones_first_and_equal_values_never),
	    TEST(test_conflict__list__rows_behind_a_patient),
	    TEST(test_conflict__read__who_when_where_which_clock),
	    TEST(test_conflict__end__one_operation_over_all_heads),
	    TEST(test_conflict__undo__brings_the_shown_value_back),
	    TEST(test_conflict__undo__not_over_a_later_change),
	    TEST(test_conflict__end__refuses_what_does_not_fit),
	};
#undef TEST

	return cmocka_run_group_tests_name("conflict", tests, NULL, NULL);
}
