/* test_person.c - patients that are one person: the same clusters in every order, and charts that
 * show all of them. */
#include "store_kit.h"

#include "../random.h"
#include "store/query_person.h"
#include "store/query_results.h"
#include "store/query_screening.h"
#include "store/store_priv.h"

enum { PEOPLE = 6, ROWS = 8 };

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

static int64_t
judge(struct kit *k, int64_t a, int64_t b, const char *verdict)
{
	struct same_person p;

	dict_row_init(dict_entity(E_SAME_PERSON), &p);
	p.first = a;
	p.second = b;
	str_copy(p.verdict, sizeof p.verdict, verdict);
	kit_ok(k, record_add(k->s, E_SAME_PERSON, &p, &k->err));
	return p.head.no;
}

static void
judge_again(struct kit *k, int64_t no, const char *verdict)
{
	int f = dict_field_named(dict_entity(E_SAME_PERSON), "verdict");
	struct cell c = {.kind = CELL_TEXT, .p = verdict, .n = strlen(verdict)};

	kit_ok(k, record_set_field(k->s, E_SAME_PERSON, no, f, c, &k->err));
}

static int
members(struct kit *k, int64_t of, int64_t *list)
{
	int n;

	kit_ok(k, query_members(k->s, of, list, PERSON_MAX, &n, &k->err));
	return n;
}

static void
check_doctor(void *arg, const struct doctor_line *line)
{
	(void)arg;
	if (!strncmp(line->what, "same person:", 12) && line->kind == DOCTOR_FINDING)
		fail_msg("%s", line->what);
}

/* ---- against a model: rows in any order give the same sets */

struct verdict {
	int a, b;
	const char *says;
};

/* What the rows mean, by brute force: reach[i][j]. */
static void
model(const struct verdict *rows, int n, bool reach[PEOPLE][PEOPLE])
{
	memset(reach, 0, sizeof(bool[PEOPLE][PEOPLE]));
	for (int i = 0; i < PEOPLE; i++)
		reach[i][i] = true;
	for (int i = 0; i < n; i++)
		if (!strcmp(rows[i].says, "same"))
			reach[rows[i].a][rows[i].b] = reach[rows[i].b][rows[i].a] = true;
	for (int i = 0; i < n; i++)
		if (!strcmp(rows[i].says, "notsame"))
			reach[rows[i].a][rows[i].b] = reach[rows[i].b][rows[i].a] = false;
	for (int m = 0; m < PEOPLE; m++)
		for (int i = 0; i < PEOPLE; i++)
			for (int j = 0; j < PEOPLE; j++)
				reach[i][j] = reach[i][j] || (reach[i][m] && reach[m][j]);
}

static void
compare(struct kit *k, const int64_t *people, bool reach[PEOPLE][PEOPLE])
{
	for (int i = 0; i < PEOPLE; i++) {
		int64_t list[PERSON_MAX];
		int n = members(k, people[i], list), want = 0;

		for (int j = 0; j < PEOPLE; j++) {
			bool there = false;

			for (int m = 0; m < n; m++)
				there = there || list[m] == people[j];
			assert_int_equal(there, reach[i][j]);
			want += reach[i][j];
		}
		assert_int_equal(n, want);
	}
}

/* Random verdicts, written in a random order, some of them through other verdicts first. */
static void
test_person__clusters__any_order_gives_the_same(void **state)
{
	struct kit *k = *state;
	static const char *const words[] = {"same", "same", "same", "notsame", "open"};
	struct random rng = random_begin("verdicts", 20261126);
	int rounds = getenv("LONG") ? 2000 : 60;

	for (int round = 0; round < rounds; round++) {
		struct verdict rows[ROWS];
		bool reach[PEOPLE][PEOPLE];
		int64_t people[PEOPLE];

		for (int i = 0; i < ROWS; i++) {
			rows[i].a = random_below(&rng, PEOPLE);
			rows[i].b =
			    (rows[i].a + 1 + random_below(&rng, PEOPLE - 1)) % PEOPLE;
			rows[i].says = words[random_below(&rng, 5)];
		}
		model(rows, ROWS, reach);
		for (int order = 0; order < 2; order++) {
			int64_t no[ROWS];

			for (int i = 0; i < PEOPLE; i++)
				people[i] = kit_add_patient(k, "Dube", "Nomsa");
			for (int i = 0; i < ROWS; i++) {
				const struct verdict *v = &rows[order ? ROWS - 1 - i : i];
				int at = order ? ROWS - 1 - i : i;

				no[at] =
				    judge(k, people[v->a], people[v->b],
					  order ? words[random_below(&rng, 5)] : v->says);
			}
			for (int i = 0; i < ROWS && order; i++)
				judge_again(k, no[i], rows[i].says);
			compare(k, people, reach);
		}
	}
	kit_ok(k, store_doctor(k->s, false, check_doctor, NULL, &k->err));
	kit_ok(k, store_doctor(k->s, true, check_doctor, NULL, &k->err));
}

/* ---- what a chart shows */

static int64_t
add_precaution(struct kit *k, int64_t patient)
{
	struct precaution p;

	dict_row_init(dict_entity(E_PRECAUTION), &p);
	p.patient = patient;
	str_copy(p.tag, sizeof p.tag, "fresh_fracture");
	p.since = 20260501;
	kit_ok(k, record_add(k->s, E_PRECAUTION, &p, &k->err));
	return p.head.no;
}

static void
test_person__chart__shows_everybody(void **state)
{
	struct kit *k = *state;
	int64_t pt = kit_add_staff(k, "pt"), link;
	struct patient a = kit_patient("Dube", "Nomsa"), b = kit_patient("Dube", "Noma");
	struct session_line l[8];
	struct precaution tags[4];
	struct episode_line e[4];
	struct episode row;
	struct patient_line line;
	struct str also = {0};
	int n;

	str_copy(a.chart_no, sizeof a.chart_no, "KBR-000001-A");
	str_copy(b.chart_no, sizeof b.chart_no, "HQQ-000007-B");
	kit_ok(k, record_add(k->s, E_PATIENT, &a, &k->err));
	kit_ok(k, record_add(k->s, E_PATIENT, &b, &k->err));
	for (int i = 0; i < 6; i++)
		kit_add_session(k, i % 2 ? a.head.no : b.head.no, pt, 20260501 + i);
	add_precaution(k, b.head.no);
	dict_row_init(dict_entity(E_EPISODE), &row);
	row.patient = b.head.no;
	row.opened = 20260501;
	str_copy(row.title, sizeof row.title, "Knee");
	kit_ok(k, record_add(k->s, E_EPISODE, &row, &k->err));

	kit_ok(k, query_sessions(k->s, a.head.no, 0, l, 8, &n, &k->err));
	assert_int_equal(n, 3);
	link = judge(k, a.head.no, b.head.no, "same");
	kit_ok(k, query_sessions(k->s, a.head.no, 0, l, 4, &n, &k->err));
	assert_int_equal(n, 4);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(l[i].service_date, 20260506 - i);
		assert_string_equal(l[i].under, i % 2 ? "HQQ-000007-B" : "");
	}
	kit_ok(k, query_sessions(k->s, a.head.no, l[3].no, l, 4, &n, &k->err));
	assert_int_equal(n, 2);
	assert_int_equal(l[0].service_date, 20260502);
	kit_ok(k, query_precautions(k->s, a.head.no, tags, 4, &n, &k->err));
	assert_int_equal(n, 1);
	kit_ok(k, query_episodes(k->s, a.head.no, e, 4, &n, &k->err));
	assert_int_equal(n, 1);
	assert_int_equal(e[0].patient, b.head.no);
	assert_string_equal(e[0].under, "HQQ-000007-B");
	kit_ok(k, query_also(k->s, b.head.no, &also, &k->err));
	assert_string_equal(str_text(&also), "KBR-000001-A");
	str_release(&also);
	line.no = a.head.no;
	kit_ok(k, query_lines(k->s, &line, 1, &k->err));
	kit_ok(k, query_same(k->s, &line, 1, &k->err));
	assert_string_equal(line.same, "HQQ-000007-B");
	/* Taken apart: everything lies where it lay. */
	judge_again(k, link, "notsame");
	kit_ok(k, query_sessions(k->s, a.head.no, 0, l, 8, &n, &k->err));
	assert_int_equal(n, 3);
	kit_ok(k, query_precautions(k->s, a.head.no, tags, 4, &n, &k->err));
	assert_int_equal(n, 0);
	kit_ok(k, query_lines(k->s, &line, 1, &k->err));
	kit_ok(k, query_same(k->s, &line, 1, &k->err));
	assert_string_equal(line.same, "");
}

static void
test_person__bulk__clusters_are_made_at_the_end(void **state)
{
	struct kit *k = *state;
	int64_t a = kit_add_patient(k, "Dube", "Nomsa"),
		b = kit_add_patient(k, "Dube", "N"), list[PERSON_MAX], no;
	const struct entity *e = dict_entity(E_SAME_PERSON);
	struct cell cells[STORE_FIELDS_MAX] = {0};
	struct record_bulk *bulk;
	struct uid id = {0};

	cells[dict_field_named(e, "first")] = (struct cell){.kind = CELL_INT, .i = a};
	cells[dict_field_named(e, "second")] = (struct cell){.kind = CELL_INT, .i = b};
	cells[dict_field_named(e, "verdict")] =
	    (struct cell){.kind = CELL_TEXT, .p = "same", .n = 4};
	kit_ok(k, store_begin(k->s, &k->err));
	kit_ok(k, record_bulk_open(k->s, E_SAME_PERSON, &bulk, &k->err));
	kit_ok(k, record_bulk_add(bulk, &id, cells, &no, &k->err));
	kit_ok(k, record_bulk_close(bulk, &k->err));
	kit_ok(k, store_commit(k->s, &k->err));
	assert_int_equal(members(k, b, list), 2);
	assert_int_equal(list[0], b);
	assert_int_equal(list[1], a);
}

int
main(void)
{
#define BOTH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    BOTH(test_person__clusters__any_order_gives_the_same),
	    BOTH(test_person__chart__shows_everybody),
	    BOTH(test_person__bulk__clusters_are_made_at_the_end),
	};
#undef BOTH

	return cmocka_run_group_tests_name("person", tests, NULL, NULL);
}
