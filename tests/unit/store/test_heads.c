/* test_heads.c - operations of another writer beside our own: what counts and what is shown. */
#include "store_kit.h"

#include "store/store_priv.h"

struct world {
	struct kit k;
	int64_t patient, writer; /* number of the other writer */
	struct op_ref birth;
	int seq;
};

static int64_t
add_writer(struct world *w, unsigned char first_byte)
{
	struct uid id = {{first_byte}};
	sqlite3_stmt *q;
	unsigned char hash[32] = {0};

	kit_ok(&w->k, stmt_get(w->k.s, SQL_WRITER_ADD, &q, &w->k.err));
	stmt_bind_id(q, 1, &id);
	stmt_bind_text(q, 2, "MTH");
	sqlite3_bind_blob(q, 3, hash, sizeof hash, SQLITE_STATIC);
	sqlite3_bind_int64(q, 4, 0);
	kit_ok(&w->k, stmt_run(w->k.s, q, &w->k.err));
	return sqlite3_last_insert_rowid(w->k.s->db);
}

static struct op_ref
birth_of(struct world *w, int64_t row)
{
	struct op_ref at = {0};
	sqlite3_stmt *q;
	enum status st;

	kit_ok(&w->k, stmt_get(w->k.s, SQL_ROW_BY_NO, &q, &w->k.err));
	sqlite3_bind_int64(q, 1, row);
	assert_true(stmt_next(w->k.s, q, &st, &w->k.err));
	at.writer = sqlite3_column_int64(q, 2);
	at.seq = sqlite3_column_int64(q, 3);
	stmt_reset(q);
	return at;
}

static int
set_up(void **state)
{
	static struct world w;

	memset(&w, 0, sizeof w);
	kit_new(&w.k);
	w.patient = kit_add_patient(&w.k, "Smith", "Pat");
	w.birth = birth_of(&w, w.patient);
	w.writer = add_writer(&w, 0xff);
	*state = &w;
	return 0;
}

static int
tear_down(void **state)
{
	kit_end(&((struct world *)*state)->k);
	return 0;
}

static int
field(enum entity_id e, const char *name)
{
	int f = dict_field_named(dict_entity(e), name);

	assert_true(f >= 0);
	return f;
}

struct foreign {
	enum entity_id e;
	int64_t row;
	const char *col, *val; /* NULL: clear */
	int64_t writer, wall;
	int clk;
	const struct op_ref *bases;
	size_t n;
};

/* Puts an operation of another writer into the log, as an import would. */
static struct op_ref
inject(struct world *w, const struct foreign *f)
{
	struct store *s = w->k.s;
	struct op_ref at = {f->writer, ++w->seq};
	int64_t col, user;
	sqlite3_stmt *q;

	kit_ok(&w->k, op_name(s, f->col, &col, &w->k.err));
	kit_ok(&w->k, op_name(s, "thabo", &user, &w->k.err));
	kit_ok(&w->k, stmt_get(s, SQL_OP_ADD, &q, &w->k.err));
	sqlite3_bind_int64(q, 1, at.writer);
	sqlite3_bind_int64(q, 2, at.seq);
	sqlite3_bind_int64(q, 3, at.seq);
	sqlite3_bind_int64(q, 4, f->row);
	sqlite3_bind_int64(q, 5, col);
	sqlite3_bind_int64(q, 6, f->val ? OP_SET : OP_CLEAR);
	stmt_bind_text(q, 7, f->val);
	sqlite3_bind_int64(q, 8, f->wall);
	sqlite3_bind_int64(q, 9, f->clk);
	sqlite3_bind_int64(q, 10, user);
	kit_ok(&w->k, stmt_run(s, q, &w->k.err));
	for (size_t i = 0; i < f->n; i++) {
		kit_ok(&w->k, stmt_get(s, SQL_OP_BASE_ADD, &q, &w->k.err));
		sqlite3_bind_int64(q, 1, f->row);
		sqlite3_bind_int64(q, 2, col);
		sqlite3_bind_int64(q, 3, f->bases[i].writer);
		sqlite3_bind_int64(q, 4, f->bases[i].seq);
		sqlite3_bind_int64(q, 5, at.writer);
		sqlite3_bind_int64(q, 6, at.seq);
		kit_ok(&w->k, stmt_run(s, q, &w->k.err));
	}
	return at;
}

static void
set_text(struct world *w, enum entity_id e, int64_t row, const char *col, const char *v)
{
	struct cell c = {.kind = v[0] ? CELL_TEXT : CELL_NONE, .p = v, .n = strlen(v)};

	kit_ok(&w->k, record_set_field(w->k.s, e, row, field(e, col), c, &w->k.err));
}

/* Heads of a cell now, and what it shows. */
static size_t
shown(struct world *w, enum entity_id e, int64_t row, const char *col, char out[400])
{
	struct heads h;
	struct str text = {0};
	struct cell c;
	size_t n;
	int f = field(e, col);

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
now(void)
{
	return clock_wall(&clock_system);
}

static int64_t
open_conflicts(struct world *w)
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
	struct world *w = *state;
	char v[400];

	assert_int_equal(shown(w, E_PATIENT, w->patient, "phone", v), 1);
	assert_string_equal(v, "+27 82 555 0101");
	set_text(w, E_PATIENT, w->patient, "phone", "B");
	set_text(w, E_PATIENT, w->patient, "phone", "C");
	assert_int_equal(shown(w, E_PATIENT, w->patient, "phone", v), 1);
	assert_string_equal(v, "C");
	set_text(w, E_PATIENT, w->patient, "phone", "");
	assert_int_equal(shown(w, E_PATIENT, w->patient, "phone", v), 1);
	assert_string_equal(v, "");
}

static void
test_heads__concurrent__both_kept_and_resolved_by_an_edit(void **state)
{
	struct world *w = *state;
	char v[400];

	set_text(w, E_PATIENT, w->patient, "phone", "B");
	inject(w, &(struct foreign){E_PATIENT, w->patient, "phone", "C", w->writer,
				    now() + 60000, 'P', &w->birth, 1});
	assert_int_equal(shown(w, E_PATIENT, w->patient, "phone", v), 2);
	assert_string_equal(v, "C");
	kit_ok(&w->k, store_begin(w->k.s, &w->k.err));
	kit_ok(&w->k, heads_conflict(w->k.s, E_PATIENT, w->patient,
				     field(E_PATIENT, "phone"), 2, NULL, &w->k.err));
	kit_ok(&w->k, store_commit(w->k.s, &w->k.err));
	assert_int_equal(open_conflicts(w), 1);
	set_text(w, E_PATIENT, w->patient, "phone", "D");
	assert_int_equal(shown(w, E_PATIENT, w->patient, "phone", v), 1);
	assert_string_equal(v, "D");
	assert_int_equal(open_conflicts(w), 0);
}

static void
test_heads__order__trust_then_wall_then_writer_bytes(void **state)
{
	struct world *w = *state;
	char v[400];
	int64_t late = add_writer(w, 0x01), t = now() + 1000000;
	struct foreign f = {E_PATIENT,	  w->patient, "address",
			    "far future", w->writer,  t * 2,
			    'U',	  &w->birth,  1};

	inject(w, &f);
	f = (struct foreign){E_PATIENT, w->patient, "address", "low bytes", late, t,
			     'P',	&w->birth,  1};
	inject(w, &f);
	shown(w, E_PATIENT, w->patient, "address", v);
	assert_string_equal(v, "low bytes"); /* a trusted clock beats a later claim */
	f.writer = w->writer;
	f.val = "high bytes";
	inject(w, &f);
	shown(w, E_PATIENT, w->patient, "address", v);
	assert_string_equal(v, "high bytes"); /* not the higher local number */
}

static void
test_heads__classes__furthest_state_and_every_warning(void **state)
{
	struct world *w = *state;
	struct appointment a;
	struct op_ref birth;
	char v[400];

	dict_row_init(dict_entity(E_APPOINTMENT), &a);
	a.patient = w->patient;
	a.day = 20260504;
	strcpy(a.state, "booked");
	kit_ok(&w->k, record_add(w->k.s, E_APPOINTMENT, &a, &w->k.err));
	birth = birth_of(w, a.head.no);
	set_text(w, E_APPOINTMENT, a.head.no, "state", "done");
	inject(w, &(struct foreign){E_APPOINTMENT, a.head.no, "state", "arrived",
				    w->writer, now() + 60000, 'P', &birth, 1});
	assert_int_equal(shown(w, E_APPOINTMENT, a.head.no, "state", v), 2);
	assert_string_equal(v, "done");
	set_text(w, E_PATIENT, w->patient, "alert", "pacemaker");
	inject(w, &(struct foreign){E_PATIENT, w->patient, "alert", "latex", w->writer,
				    now() + 60000, 'P', &w->birth, 1});
	inject(w, &(struct foreign){E_PATIENT, w->patient, "alert", NULL, w->writer,
				    now() + 90000, 'P', &w->birth, 1});
	assert_int_equal(shown(w, E_PATIENT, w->patient, "alert", v), 3);
	assert_string_equal(v, "latex | pacemaker");
}

/* Whatever the order of arrival, the same is shown. */
static void
test_heads__arrival__in_any_order(void **state)
{
	static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
					 {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
	struct world *w = *state;
	int64_t t = now();
	char v[400];

	for (int o = 0; o < 6; o++) {
		int64_t row = kit_add_patient(&w->k, "Any", "Order");
		struct op_ref birth = birth_of(w, row);

		for (int i = 0; i < 3; i++) {
			static const char *const vals[] = {"A", "B", "C"};
			int which = orders[o][i];

			inject(w,
			       &(struct foreign){E_PATIENT, row, "member_no", vals[which],
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
	    cmocka_unit_test_setup_teardown(test_heads__read__birth_then_edits, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(
		test_heads__concurrent__both_kept_and_resolved_by_an_edit, set_up,
		tear_down),
	    cmocka_unit_test_setup_teardown(
		test_heads__order__trust_then_wall_then_writer_bytes, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		test_heads__classes__furthest_state_and_every_warning, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_heads__arrival__in_any_order, set_up,
					    tear_down),
	};

	return cmocka_run_group_tests_name("heads", tests, NULL, NULL);
}
