/* test_record_bulk.c - many rows at once are the same rows, with the same operations. */
#include "store_kit.h"

#include "store/query.h"
#include "store/reference.h"
#include "store/store_priv.h"
#include "store/store_verify.h"

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

static void
cells_of(enum entity_id e, const void *row, struct cell *cells)
{
	for (size_t i = 0; i < dict_entity(e)->n_fields; i++)
		cells[i] = dict_get(&dict_entity(e)->fields[i], row);
}

static int64_t
bulk_patients(struct kit *k, int from, int n)
{
	struct record_bulk *b;
	int64_t no = 0;

	kit_ok(k, record_bulk_open(k->s, E_PATIENT, &b, &k->err));
	for (int i = 0; i < n; i++) {
		struct patient p = kit_patient("Bulk", "Row");
		struct cell cells[STORE_FIELDS_MAX];
		char text[40];

		snprintf(p.chart_no, sizeof p.chart_no, "KBR-%06d", from + i);
		snprintf(text, sizeof text, "chart%d", from + i);
		p.head.id = uid_of_text("patient", text);
		cells_of(E_PATIENT, &p, cells);
		kit_ok(k, record_bulk_add(b, &p.head.id, cells, &no, &k->err));
	}
	kit_ok(k, record_bulk_close(b, &k->err));
	return no;
}

static void
test_record_bulk__add__makes_what_add_makes(void **state)
{
	struct kit *k = *state;
	struct patient p;
	struct uid id = uid_of_text("patient", "chart250");
	struct store_counts before, after;
	int64_t n;

	kit_ok(k, store_count(k->s, &before, &k->err));
	kit_ok(k, store_begin(k->s, &k->err));
	bulk_patients(k, 1, 300);
	bulk_patients(k, 301, 10); /* the table is no longer empty */
	kit_ok(k, store_commit(k->s, &k->err));
	kit_ok(k, store_count(k->s, &after, &k->err));
	assert_int_equal(after.ops - before.ops, 310);
	assert_int_equal(record_count(k->s, E_PATIENT), 310);
	kit_ok(k, record_get_id(k->s, E_PATIENT, &id, &p, &k->err));
	assert_string_equal(p.chart_no, "KBR-000250");
	kit_ok(k, store_verify_chains(k->s, &n, &k->err));
	kit_ok(k, store_verify_rows(k->s, &n, &k->err));
	/* The indexes stand again. */
	kit_ok(k,
	       record_find(k->s, E_PATIENT, 0,
			   (struct cell){.kind = CELL_TEXT, .p = "KBR-000305", .n = 10},
			   &p, &k->err));
}

static void
test_record_bulk__add__refuses_doubles_and_loose_references(void **state)
{
	struct kit *k = *state;
	struct record_bulk *b;
	struct session v;
	struct patient p = kit_patient("Bulk", "Row");
	struct cell cells[STORE_FIELDS_MAX];
	struct uid id = uid_of_text("patient", "chart1");
	int64_t no;

	kit_ok(k, store_begin(k->s, &k->err));
	bulk_patients(k, 1, 3);
	kit_ok(k, record_bulk_open(k->s, E_PATIENT, &b, &k->err));
	cells_of(E_PATIENT, &p, cells);
	assert_int_equal(record_bulk_add(b, &id, cells, &no, &k->err), ST_DUPLICATE);
	record_bulk_cancel(b);
	kit_ok(k, record_bulk_open(k->s, E_SESSION, &b, &k->err));
	dict_row_init(dict_entity(E_SESSION), &v);
	v.patient = 9999;
	v.therapist = 1;
	v.service_date = 20260504;
	cells_of(E_SESSION, &v, cells);
	assert_int_equal(record_bulk_add(b, &(struct uid){{0}}, cells, &no, &k->err),
			 ST_INVALID);
	assert_non_null(strstr(k->err.detail, "Patient"));
	record_bulk_cancel(b);
	store_cancel(k->s);
	assert_int_equal(record_count(k->s, E_PATIENT), 0);
	/* What was dropped for the loading is there again. */
	kit_ok(k, store_begin(k->s, &k->err));
	bulk_patients(k, 1, 3);
	kit_ok(k, store_commit(k->s, &k->err));
}

struct taken {
	int n, stop;
	int64_t last;
	struct kit *k;
};

static bool
take(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct taken *t = arg;
	struct uid expected;
	char text[40];

	snprintf(text, sizeof text, "chart%d", ++t->n);
	expected = uid_of_text("patient", text);
	assert_int_equal(uid_cmp(id, &expected), 0);
	assert_true(no > t->last);
	assert_int_equal(cells[1].kind, CELL_TEXT);
	t->last = no;
	return t->n != t->stop;
}

static void
test_record_scan__all__in_order_with_ids(void **state)
{
	struct kit *k = *state;
	struct taken t = {.stop = 100};
	struct record_filter f = {
	    .field = 0, .value = {.kind = CELL_TEXT, .p = "KBR-000001", .n = 10}};

	kit_ok(k, store_begin(k->s, &k->err));
	bulk_patients(k, 1, 200);
	kit_ok(k, store_commit(k->s, &k->err));
	kit_ok(k, record_scan(k->s, E_PATIENT, NULL, take, &t, &k->err));
	assert_int_equal(t.n, 100);
	t = (struct taken){.stop = -1};
	kit_ok(k, record_scan(k->s, E_PATIENT, NULL, take, &t, &k->err));
	assert_int_equal(t.n, 200);
	t = (struct taken){.stop = -1};
	kit_ok(k, record_scan(k->s, E_PATIENT, &f, take, &t, &k->err));
	assert_int_equal(t.n, 1);
}

/* ---- rows that ship */

static struct icd10
code_row(const char *code, const char *title)
{
	struct icd10 r;

	dict_row_init(dict_entity(E_ICD10), &r);
	strcpy(r.code, code);
	strcpy(r.description, title);
	return r;
}

static void
replace(struct kit *k, const struct icd10 *rows, size_t n, int64_t today)
{
	struct cell cells[4 * STORE_FIELDS_MAX];
	size_t fields = dict_entity(E_ICD10)->n_fields;

	for (size_t i = 0; i < n; i++)
		cells_of(E_ICD10, &rows[i], cells + i * fields);
	kit_ok(k, reference_replace(k->s, E_ICD10, cells, n, today, &k->err));
}

static struct icd10
find_code(struct kit *k, const char *code)
{
	struct icd10 r;

	kit_ok(k,
	       record_find(k->s, E_ICD10, 0,
			   (struct cell){.kind = CELL_TEXT, .p = code, .n = strlen(code)},
			   &r, &k->err));
	return r;
}

static void
test_reference__replace__keeps_ids_and_ends_what_is_gone(void **state)
{
	struct kit *k = *state;
	struct icd10 rows[2] = {code_row("M25.561", "Pain in right knee"),
				code_row("M54.50", "Low back pain")},
		     was, is;
	struct store_counts before, after;
	struct str stamp = {0};

	kit_ok(k, store_count(k->s, &before, &k->err));
	replace(k, rows, 2, 20260504);
	was = find_code(k, "M54.50");
	strcpy(rows[1].description, "Low back pain, unspecified");
	replace(k, rows + 1, 1, 20261001);
	is = find_code(k, "M54.50");
	assert_int_equal(is.head.no, was.head.no);
	assert_int_equal(uid_cmp(&is.head.id, &was.head.id), 0);
	assert_string_equal(is.description, "Low back pain, unspecified");
	assert_int_equal(is.valid_to, DICT_NONE);
	assert_int_equal(find_code(k, "M25.561").valid_to, 20261001);
	kit_ok(k, store_count(k->s, &after, &k->err));
	assert_int_equal(before.ops, after.ops); /* no operations */
	kit_ok(k, reference_stamp(k->s, &stamp, &k->err));
	assert_int_equal(stamp.n, 0);
	kit_ok(k, reference_stamp_set(k->s, "abc", &k->err));
	kit_ok(k, reference_stamp(k->s, &stamp, &k->err));
	assert_string_equal(str_text(&stamp), "abc");
	str_release(&stamp);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(test_record_bulk__add__makes_what_add_makes),
	    CASE(test_record_bulk__add__refuses_doubles_and_loose_references),
	    CASE(test_record_scan__all__in_order_with_ids),
	    CASE(test_reference__replace__keeps_ids_and_ends_what_is_gone),
	};

	return cmocka_run_group_tests_name("record_bulk", tests, NULL, NULL);
}
