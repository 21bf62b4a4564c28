/* test_record_unique.c - values two sites may both have given: refused at the door, let in with rows
 * that come from elsewhere, and sensible to look up. */
#include "store_kit.h"

#include "store/query.h"
#include "store/query_screening.h"
#include "store/store_priv.h"

static int
set_up(void **state)
{
	static struct kit k;

	kit_new(&k);
	*state = &k;
	return 0;
}

static int
tear_down(void **state)
{
	kit_end(*state);
	return 0;
}

static struct cell
text(const char *p)
{
	return (struct cell){.kind = CELL_TEXT, .p = p, .n = strlen(p)};
}

static int
field(enum entity_id e, const char *name)
{
	return dict_field_named(dict_entity(e), name);
}

/* What an import of rows from elsewhere leaves: the value, whoever has it. */
static void
come_by_stick(struct kit *k, enum entity_id e, int64_t no, const char *name,
	      const char *value)
{
	sqlite3_stmt *q;

	kit_ok(k, schema_set(k->s, e, field(e, name), &q, &k->err));
	sqlite3_bind_int64(q, 1, no);
	stmt_bind_text(q, 2, value);
	k->s->door = 1;
	kit_ok(k, stmt_run(k->s, q, &k->err));
	k->s->door = 0;
}

static int64_t
add_payer(struct kit *k, const char *name, enum status want)
{
	struct payer p;

	dict_row_init(dict_entity(E_PAYER), &p);
	str_copy(p.name, sizeof p.name, name);
	str_copy(p.unit_rule, sizeof p.unit_rule, "cms");
	assert_int_equal(record_add(k->s, E_PAYER, &p, &k->err), want);
	return p.head.no;
}

static void
test_record_unique__door__refuses_what_is_taken(void **state)
{
	struct kit *k = *state;
	struct payer seen, now;
	struct cell cells[STORE_FIELDS_MAX] = {0};
	struct record_bulk *b;
	struct uid id = {0};
	int64_t acme = add_payer(k, "Acme", ST_OK), other = add_payer(k, "Other", ST_OK);
	int64_t no;

	add_payer(k, "Acme", ST_DUPLICATE);
	assert_string_equal(
	    k->err.detail, "Payer: another Payer has \"Acme\" already; give another one");
	kit_ok(k, record_get(k->s, E_PAYER, other, &seen, &k->err));
	now = seen;
	str_copy(now.name, sizeof now.name, "Acme");
	assert_int_equal(record_set(k->s, E_PAYER, &seen, &now, NULL, &k->err),
			 ST_DUPLICATE);
	assert_int_equal(record_set_field(k->s, E_PAYER, other, field(E_PAYER, "name"),
					  text("Acme"), &k->err),
			 ST_DUPLICATE);
	/* Its own value is no double, nor is a value that was given up. */
	kit_ok(k, record_set_field(k->s, E_PAYER, acme, field(E_PAYER, "name"),
				   text("Acme Health"), &k->err));
	add_payer(k, "Acme", ST_OK);
	kit_ok(k, store_begin(k->s, &k->err));
	kit_ok(k, record_bulk_open(k->s, E_PAYER, &b, &k->err));
	cells[field(E_PAYER, "name")] = text("Other");
	cells[field(E_PAYER, "unit_rule")] = text("cms");
	assert_int_equal(record_bulk_add(b, &id, cells, &no, &k->err), ST_DUPLICATE);
	record_bulk_cancel(b);
	store_cancel(k->s);
	assert_int_equal(record_count(k->s, E_PAYER), 3);
}

/* Into an empty table too, where indexes are made at the end. */
static void
test_record_unique__bulk__two_in_one_load(void **state)
{
	struct kit *k = *state;
	struct cell cells[STORE_FIELDS_MAX] = {0};
	struct record_bulk *b;
	struct uid id = {0};
	int64_t no;

	cells[field(E_PATIENT, "family_name")] = text("Dube");
	cells[field(E_PATIENT, "chart_no")] = text("KBR-000001-9");
	kit_ok(k, store_begin(k->s, &k->err));
	kit_ok(k, record_bulk_open(k->s, E_PATIENT, &b, &k->err));
	kit_ok(k, record_bulk_add(b, &id, cells, &no, &k->err));
	assert_int_equal(record_bulk_add(b, &id, cells, &no, &k->err), ST_DUPLICATE);
	record_bulk_cancel(b);
	store_cancel(k->s);
}

/* ---- two rows with one value */

static void
test_record_unique__login__is_who_can_log_in_here(void **state)
{
	struct kit *k = *state;
	int64_t a = kit_add_staff(k, "nomsa"), b = kit_add_staff(k, "thabo");
	struct staff who, first, second;

	come_by_stick(k, E_STAFF, b, "login", "nomsa");
	kit_ok(k, record_get(k->s, E_STAFF, a, &first, &k->err));
	kit_ok(k, record_get(k->s, E_STAFF, b, &second, &k->err));
	kit_ok(k, record_find(k->s, E_STAFF, field(E_STAFF, "login"), text("nomsa"), &who,
			      &k->err));
	assert_int_equal(who.head.no,
			 uid_cmp(&first.head.id, &second.head.id) < 0 ? a : b);
	for (int turn = 0; turn < 2; turn++) {
		int64_t here = turn ? a : b;

		kit_ok(k, record_set_field(
			      k->s, E_STAFF, a, field(E_STAFF, "password_hash"),
			      here == a ? text("x") : (struct cell){0}, &k->err));
		kit_ok(k, record_set_field(
			      k->s, E_STAFF, b, field(E_STAFF, "password_hash"),
			      here == b ? text("x") : (struct cell){0}, &k->err));
		kit_ok(k, record_find(k->s, E_STAFF, field(E_STAFF, "login"),
				      text("nomsa"), &who, &k->err));
		assert_int_equal(who.head.no, here);
	}
	/* Either row is still edited. */
	kit_ok(k, record_set_field(k->s, E_STAFF, b, field(E_STAFF, "name"),
				   text("Thabo"), &k->err));
}

static int64_t
add_limit(struct kit *k, const char *rule, const char *value, unsigned char id)
{
	struct clinic_limit l;

	dict_row_init(dict_entity(E_CLINIC_LIMIT), &l);
	memset(l.head.id.b, id, sizeof l.head.id.b);
	str_copy(l.rule, sizeof l.rule, rule);
	str_copy(l.value, sizeof l.value, value);
	str_copy(l.reason, sizeof l.reason, "decided");
	kit_ok(k, record_add(k->s, E_CLINIC_LIMIT, &l, &k->err));
	return l.head.no;
}

static void
test_record_unique__limit__one_row_of_a_rule_counts(void **state)
{
	struct kit *k = *state;
	struct clinic_limit l[4];
	int n;

	add_limit(k, "S001", "170", 9);
	add_limit(k, "S002", "90", 3);
	come_by_stick(k, E_CLINIC_LIMIT, add_limit(k, "S009", "180", 4), "rule", "S001");
	kit_ok(k, query_clinic_limits(k->s, l, 4, &n, &k->err));
	assert_int_equal(n, 2);
	assert_string_equal(l[0].value, "180");
	assert_string_equal(l[1].value, "90");
	kit_ok(k, record_find(k->s, E_CLINIC_LIMIT, field(E_CLINIC_LIMIT, "rule"),
			      text("S001"), &l[3], &k->err));
	assert_string_equal(l[3].value, "180");
}

static void
find_line(void *arg, const struct doctor_line *line)
{
	const char **found = arg;

	if (!strncmp(line->what, "doubles:", 8)) {
		assert_int_equal(line->kind != DOCTOR_FINDING, found[0] == NULL);
		if (found[0])
			assert_string_equal(line->what, found[0]);
	}
}

static void
test_record_unique__doctor__names_doubles(void **state)
{
	struct kit *k = *state;
	const char *want = NULL;
	int64_t b;

	kit_add_staff(k, "nomsa");
	b = kit_add_staff(k, "thabo");
	kit_ok(k, store_doctor(k->s, false, find_line, &want, &k->err));
	come_by_stick(k, E_STAFF, b, "login", "nomsa");
	want = "doubles: 2 staff have the login \"nomsa\"; two sites gave it, change one "
	       "of them";
	kit_ok(k, store_doctor(k->s, false, find_line, &want, &k->err));
}

/* ---- older databases, restored databases */

static void
test_record_unique__older_database__lets_doubles_in(void **state)
{
	struct kit k;
	char db[128];
	sqlite3_stmt *q = NULL;

	(void)state;
	kit_init(&k);
	kit_path(&k, "limber.db", db);
	kit_copy_file("tests/data/schema/version2.db", db);
	kit_open(&k);
	kit_ok(&k, stmt_make(k.s, &q,
			     "SELECT count(*), sum(origin = 'u') FROM "
			     "pragma_index_list('patient')",
			     &k.err));
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	assert_true(sqlite3_column_int(q, 0) > 0);
	assert_int_equal(sqlite3_column_int(q, 1), 0);
	sqlite3_finalize(q);
	kit_end(&k);
}

static void
test_record_unique__restored__leaves_chart_numbers_out(void **state)
{
	struct kit *k = *state, twin;
	struct patient p = kit_patient("Dube", "Nomsa");
	char next[21];

	kit_ok(k, query_next_chart_no(k->s, p.chart_no, &k->err));
	assert_int_equal(strncmp(p.chart_no, "KBR-000001-", 11), 0);
	kit_ok(k, record_add(k->s, E_PATIENT, &p, &k->err));
	kit_reopen(k); /* its log is in the file now */
	kit_init(&twin);
	kit_copy_dir(k->dir, twin.dir);
	kit_open(&twin);
	kit_ok(&twin, query_next_chart_no(twin.s, next, &twin.err));
	assert_memory_equal(next, "KBR-001002-", 11);
	kit_reopen(&twin);
	kit_ok(&twin, query_next_chart_no(twin.s, next, &twin.err));
	assert_memory_equal(next, "KBR-001003-", 11);
	kit_end(&twin);
}

int
main(void)
{
#define BOTH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    BOTH(test_record_unique__door__refuses_what_is_taken),
	    BOTH(test_record_unique__bulk__two_in_one_load),
	    BOTH(test_record_unique__login__is_who_can_log_in_here),
	    BOTH(test_record_unique__limit__one_row_of_a_rule_counts),
	    BOTH(test_record_unique__doctor__names_doubles),
	    cmocka_unit_test(test_record_unique__older_database__lets_doubles_in),
	    BOTH(test_record_unique__restored__leaves_chart_numbers_out),
	};
#undef BOTH

	return cmocka_run_group_tests_name("record_unique", tests, NULL, NULL);
}
