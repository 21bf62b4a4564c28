/* test_heads.c - operations of another writer beside our own: what counts and what is shown. */
#include "heads_kit.h"

/* Heads of a cell now, and what it shows. */
static size_t
shown(struct heads_world *w, enum entity_id e, int64_t row, const char *col,
      char out[400])
{
	struct heads h;
	struct str text = {0};
	struct cell c;
	size_t n;
	int f = heads_field(e, col);

	kit_ok(&w->k, heads_read(w->k.s, e, row, f, &h, &w->k.err));
	kit_ok(&w->k,
	       heads_shown(w->k.s, &dict_entity(e)->fields[f], &h, &c, &text, &w->k.err));
	snprintf(out, 400, "%.*s", c.kind == CELL_TEXT ? (int)c.n : 0,
		 c.kind == CELL_TEXT ? c.p : "");
	n = h.n;
	heads_release(&h);
	str_release(&text);
	return n;
}

static int64_t
open_conflicts(struct heads_world *w)
{
	sqlite3_stmt *q;
	enum status st;
	int64_t n;

	kit_ok(&w->k, stmt_get(w->k.s, SQL_CONFLICT_COUNT, &q, &w->k.err));
	assert_true(stmt_next(w->k.s, q, &st, &w->k.err));
	n = sqlite3_column_int64(q, 0);
	stmt_reset(q);
	return n;
}

static void
test_heads__read__birth_then_edits(void **state)
{
	struct heads_world *w = *state;
	char v[400];

	assert_int_equal(shown(w, E_PATIENT, w->patient, "phone", v), 1);
	assert_string_equal(v, "+27 82 555 0101");
	heads_set_text(w, E_PATIENT, w->patient, "phone", "B");
	heads_set_text(w, E_PATIENT, w->patient, "phone", "C");
	assert_int_equal(shown(w, E_PATIENT, w->patient, "phone", v), 1);
	assert_string_equal(v, "C");
	heads_set_text(w, E_PATIENT, w->patient, "phone", "");
	assert_int_equal(shown(w, E_PATIENT, w->patient, "phone", v), 1);
	assert_string_equal(v, "");
}

static void
test_heads__concurrent__both_kept_and_resolved_by_an_edit(void **state)
{
	struct heads_world *w = *state;
	char v[400];
	int turned;

	heads_set_text(w, E_PATIENT, w->patient, "phone", "B");
	heads_inject(w, &(struct heads_foreign){E_PATIENT, w->patient, "phone", "C",
						w->writer, heads_now() + 60000, 'P',
						&w->birth, 1});
	assert_int_equal(shown(w, E_PATIENT, w->patient, "phone", v), 2);
	assert_string_equal(v, "C");
	kit_ok(&w->k, store_begin(w->k.s, &w->k.err));
	kit_ok(&w->k, heads_conflict(w->k.s, E_PATIENT, w->patient,
				     heads_field(E_PATIENT, "phone"), 2, NULL, &turned,
				     &w->k.err));
	assert_int_equal(turned, 1);
	kit_ok(&w->k, store_commit(w->k.s, &w->k.err));
	assert_int_equal(open_conflicts(w), 1);
	heads_set_text(w, E_PATIENT, w->patient, "phone", "D");
	assert_int_equal(shown(w, E_PATIENT, w->patient, "phone", v), 1);
	assert_string_equal(v, "D");
	assert_int_equal(open_conflicts(w), 0);
}

static void
test_heads__order__trust_then_wall_then_writer_bytes(void **state)
{
	struct heads_world *w = *state;
	char v[400];
	int64_t late = heads_add_writer(w, 0x01), t = heads_now() + 1000000;
	struct heads_foreign f = {E_PATIENT,	w->patient, "address",
				  "far future", w->writer,  t * 2,
				  'U',		&w->birth,  1};

	heads_inject(w, &f);
	f = (struct heads_foreign){E_PATIENT, w->patient, "address", "low bytes", late, t,
				   'P',	      &w->birth,  1};
	heads_inject(w, &f);
	shown(w, E_PATIENT, w->patient, "address", v);
	assert_string_equal(v, "low bytes"); /* a trusted clock beats a later claim */
	f.writer = w->writer;
	f.val = "high bytes";
	heads_inject(w, &f);
	shown(w, E_PATIENT, w->patient, "address", v);
	assert_string_equal(v, "high bytes"); /* not the higher local number */
}

static void
test_heads__classes__furthest_state_and_every_warning(void **state)
{
	struct heads_world *w = *state;
	struct appointment a;
	struct op_ref birth;
	char v[400];

	dict_row_init(dict_entity(E_APPOINTMENT), &a);
	a.patient = w->patient;
	a.day = 20260504;
	strcpy(a.state, "booked");
	kit_ok(&w->k, record_add(w->k.s, E_APPOINTMENT, &a, &w->k.err));
	birth = heads_birth(w, a.head.no);
	heads_set_text(w, E_APPOINTMENT, a.head.no, "state", "done");
	heads_inject(w, &(struct heads_foreign){E_APPOINTMENT, a.head.no, "state",
						"arrived", w->writer, heads_now() + 60000,
						'P', &birth, 1});
	assert_int_equal(shown(w, E_APPOINTMENT, a.head.no, "state", v), 2);
	assert_string_equal(v, "done");
	heads_set_text(w, E_PATIENT, w->patient, "alert", "pacemaker");
	heads_inject(w, &(struct heads_foreign){E_PATIENT, w->patient, "alert", "latex",
						w->writer, heads_now() + 60000, 'P',
						&w->birth, 1});
	heads_inject(w, &(struct heads_foreign){E_PATIENT, w->patient, "alert", NULL,
						w->writer, heads_now() + 90000, 'P',
						&w->birth, 1});
	assert_int_equal(shown(w, E_PATIENT, w->patient, "alert", v), 3);
	assert_string_equal(v, "latex | pacemaker");
}

/* Whatever the order of arrival, the same is shown. */
static void
test_heads__arrival__in_any_order(void **state)
{
	static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
					 {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
	struct heads_world *w = *state;
	int64_t t = heads_now();
	char v[400];

	for (int o = 0; o < 6; o++) {
		int64_t row = kit_add_patient(&w->k, "Any", "Order");
		struct op_ref birth = heads_birth(w, row);

		for (int i = 0; i < 3; i++) {
			static const char *const vals[] = {"A", "B", "C"};
			int which = orders[o][i];

			heads_inject(w, &(struct heads_foreign){
					    E_PATIENT, row, "member_no", vals[which],
					    w->writer, t + which, 'P', &birth, 1});
		}
		assert_int_equal(shown(w, E_PATIENT, row, "member_no", v), 3);
		assert_string_equal(v, "C");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_heads__read__birth_then_edits,
					    heads_set_up, heads_tear_down),
	    cmocka_unit_test_setup_teardown(
		test_heads__concurrent__both_kept_and_resolved_by_an_edit, heads_set_up,
		heads_tear_down),
	    cmocka_unit_test_setup_teardown(
		test_heads__order__trust_then_wall_then_writer_bytes, heads_set_up,
		heads_tear_down),
	    cmocka_unit_test_setup_teardown(
		test_heads__classes__furthest_state_and_every_warning, heads_set_up,
		heads_tear_down),
	    cmocka_unit_test_setup_teardown(test_heads__arrival__in_any_order,
					    heads_set_up, heads_tear_down),
	};

	return cmocka_run_group_tests_name("heads", tests, NULL, NULL);
}
