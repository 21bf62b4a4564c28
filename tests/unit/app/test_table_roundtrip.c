/* test_table_roundtrip.c - random rows of every entity: out, into an empty clinic, out again. */
#include "table_kit.h"

#include "base/date.h"
#include "random.h"

enum { ROWS = 12, POOL = 400 };

/* Numbers of rows that others may refer to. */
struct pool {
	int64_t no[E_COUNT][POOL];
	int n[E_COUNT];
};

struct made {
	struct kit *kit;
	struct random rng;
	struct pool pool;
	int serial;
};

/* ---- nasty values */

static const char *const pieces[] = {
    "a",    "Z",
    "7",    " ",
    ",",    ";",
    "\"",   "'",
    "=",    "+",
    "-",    "@",
    "|",    "\\",
    "\"\"", ",,",
    "é",    "e\xCC\x81",
    "漢",   "🦵",
    "＝",   "＋",
    "－",   "＠",
    "ß",    "0",
    "NULL", "sep=;",
    "#",    "%s",
    "O'Q",  "1E5",
    "<b>",  "\xC2\xA0",
    "ﬁ",    "--",
    "''",   "\xEF\xBF\xBD",
    "-1.5", "=1+1",
};
static const char *const breaks[] = {"\n", "\t", "\n\n", "\n ", "\t\n"};

static void
nasty(struct made *m, const struct field *f, struct str *out)
{
	int n = random_below(&m->rng, 12);
	size_t most = f->size < 240 ? f->size : 240;

	for (int i = 0; i < n; i++) {
		const char *p =
		    f->type == FT_LONG && random_below(&m->rng, 4) == 0
			? breaks[random_below(&m->rng, sizeof breaks / sizeof breaks[0])]
			: pieces[random_below(&m->rng, sizeof pieces / sizeof pieces[0])];

		if (out->n + strlen(p) > most)
			break;
		str_add(out, p);
	}
}

static void
make_text(struct made *m, const struct field *f, void *row)
{
	struct str s = {0};
	struct cell c = {.kind = CELL_TEXT};

	nasty(m, f, &s);
	if (f->flags & (FF_UNIQUE | FF_REQUIRED)) {
		char tag[16];
		size_t n = (size_t)snprintf(tag, sizeof tag, "%x", ++m->serial);

		if (s.n + n > f->size)
			str_clear(&s);
		str_add(&s, tag);
	}
	c.kind = s.n ? CELL_TEXT : CELL_NONE;
	c.p = s.p;
	c.n = s.n;
	assert_true(dict_put(f, row, c));
	str_release(&s);
}

static int64_t
some_number(struct made *m, const struct field *f)
{
	int64_t days = random_below(&m->rng, 60000) - 10000, date = date_from_days(days);

	switch (f->type) {
	case FT_DATE:
		return random_below(&m->rng, 20) ? date : 10101;
	case FT_PDATE:
		return random_below(&m->rng, 3)	  ? date
		       : random_below(&m->rng, 2) ? date / 100 * 100
						  : date / 10000 * 10000;
	case FT_TIME:
		return days * 86400 + random_below(&m->rng, 86400);
	case FT_CLOCK:
		return random_below(&m->rng, 1440);
	case FT_BOOL:
		return random_below(&m->rng, 2);
	default:
		return f->min +
		       (int64_t)(random_next(&m->rng) % (uint64_t)(f->max - f->min + 1));
	}
}

static int64_t
some_row(struct made *m, enum entity_id e)
{
	return m->pool.n[e] ? m->pool.no[e][random_below(&m->rng, m->pool.n[e])]
			    : DICT_NONE;
}

static void
make_field(struct made *m, const struct field *f, void *row)
{
	bool none = !(f->flags & FF_REQUIRED) && random_below(&m->rng, 4) == 0;
	struct cell c = {.kind = CELL_INT};
	int n = 0;

	if (f->type == FT_TEXT || f->type == FT_LONG || f->type == FT_VOCAB) {
		if (!none)
			make_text(m, f, row);
		return;
	}
	if (none)
		return;
	if (f->type == FT_CODE) {
		while (f->codes->codes[n].id)
			n++;
		c.kind = CELL_TEXT;
		c.p = f->codes->codes[random_below(&m->rng, n)].id;
		c.n = strlen(c.p);
	} else if (f->type == FT_REF) {
		c.i = some_row(m, (enum entity_id)f->ref);
		c.kind = c.i == DICT_NONE ? CELL_NONE : CELL_INT;
	} else {
		c.i = some_number(m, f);
	}
	assert_true(dict_put(f, row, c));
}

static void
add_random_row(struct made *m, const struct entity *e)
{
	void *row = mem_alloc(e->size);
	struct row_head *head = row;

	dict_row_init(e, row);
	for (size_t i = 0; i < e->n_fields; i++)
		if (!(e->fields[i].flags & (FF_LOCAL | FF_SECRET)))
			make_field(m, &e->fields[i], row);
	kit_ok(m->kit, record_add(m->kit->s, e->id, row, &m->kit->err));
	m->pool.no[e->id][m->pool.n[e->id]++] = head->no;
	free(row);
}

static bool
pool_row(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct {
		struct pool *pool;
		enum entity_id e;
	} *at = arg;

	(void)id;
	(void)cells;
	at->pool->no[at->e][at->pool->n[at->e]++] = no;
	return at->pool->n[at->e] < POOL;
}

static void
fill(struct made *m)
{
	for (int i = 0; i < E_COUNT; i++) {
		const struct entity *e = dict_entity((enum entity_id)i);
		struct {
			struct pool *pool;
			enum entity_id e;
		} at = {&m->pool, e->id};

		if (e->kind == EK_REFERENCE)
			kit_ok(m->kit, record_scan(m->kit->s, e->id, NULL, pool_row, &at,
						   &m->kit->err));
		else
			for (int n = 0; n < ROWS; n++)
				add_random_row(m, e);
	}
}

/* ---- the property */

static void
compare_all(const char *a, const char *b)
{
	for (int i = 0; i < E_COUNT; i++) {
		char x[200], y[200];

		if (i == E_SITE)
			continue; /* each clinic has its own row too */
		snprintf(x, sizeof x, "%s/%s.csv", a,
			 dict_entity((enum entity_id)i)->plural);
		snprintf(y, sizeof y, "%s/%s.csv", b,
			 dict_entity((enum entity_id)i)->plural);
		table_kit_same_file(x, y);
	}
}

/* Entities whose rows are not shipped. */
static int
filled(void)
{
	int n = 0;

	for (int i = 0; i < E_COUNT; i++)
		n += dict_entity((enum entity_id)i)->kind != EK_REFERENCE;
	return n;
}

static void
round_trip(uint64_t seed)
{
	struct made *m = mem_alloc(sizeof *m);
	struct table_result out = {0}, in = {0}, again = {0};
	struct kit a, b;
	char dir_a[128], dir_b[128];

	table_kit_new(&a, "KBR");
	table_kit_new(&b, "NYM");
	m->kit = &a;
	m->rng = random_begin("round trip", seed);
	fill(m);
	kit_path(&a, "out", dir_a);
	kit_path(&b, "out", dir_b);
	kit_ok(&a, table_export_all(a.s, dir_a, true, NULL, &out, &a.err));
	if (table_import_all(b.s, dir_a, NULL, &in, &b.err))
		fail_msg("%s\n%s", status_say(&b.err), str_text(&in.report));
	assert_int_equal(in.rows, out.rows);
	/* And the site of the other clinic. */
	assert_int_equal(in.added, filled() * ROWS + 1);
	kit_ok(&b, table_export_all(b.s, dir_b, true, NULL, &again, &b.err));
	compare_all(dir_a, dir_b);
	str_release(&in.report);

	/* Once more the same files: nothing to do, no operation. */
	in = (struct table_result){0};
	{
		int64_t ops = table_kit_ops(&b);

		kit_ok(&b, table_import_all(b.s, dir_a, NULL, &in, &b.err));
		assert_int_equal(in.same, in.rows);
		assert_int_equal(in.changed + in.added, 0);
		assert_int_equal(table_kit_ops(&b), ops);
	}
	str_release(&in.report);
	kit_end(&a);
	kit_end(&b);
	free(m);
}

static void
test_table__round_trip__any_rows_of_every_entity(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= (getenv("LONG") ? 100 : 4); seed++)
		round_trip(seed);
}

/* A therapist who was registered before her supervisor. */
static void
test_table__round_trip__reference_to_a_later_row(void **state)
{
	const struct entity *e = dict_entity(E_STAFF);
	struct table_result r = {0};
	struct kit a, b;
	int64_t first, second;
	char x[128], y[128];

	(void)state;
	table_kit_new(&a, "KBR");
	table_kit_new(&b, "NYM");
	first = kit_add_staff(&a, "first");
	second = kit_add_staff(&a, "second");
	kit_ok(&a,
	       record_set_field(a.s, E_STAFF, first, dict_field_named(e, "supervisor"),
				(struct cell){.kind = CELL_INT, .i = second}, &a.err));
	kit_path(&a, "staff.csv", x);
	kit_path(&b, "staff.csv", y);
	kit_ok(&a, table_export(a.s, E_STAFF, x, NULL, &r, &a.err));
	kit_ok(&b, table_import(b.s, E_STAFF, x, NULL, &r, &b.err));
	kit_ok(&b, table_export(b.s, E_STAFF, y, NULL, &r, &b.err));
	table_kit_same_file(x, y);
	str_release(&r.report);
	kit_end(&a);
	kit_end(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_table__round_trip__any_rows_of_every_entity),
	    cmocka_unit_test(test_table__round_trip__reference_to_a_later_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
