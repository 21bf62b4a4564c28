/* test_visit_budget.c - what a routine visit costs when it goes its whole way: chart, session,
 * note, signature, by the use cases that the screen calls. */
#include "app_kit.h"

#include "app/chart.h"

#include <sodium.h>

enum { PATIENTS = 10, DAYS = 12, EXERCISES = 6, DAY_MS = 24 * 3600 * 1000 };
/* A remark at two exercises; one at each of the six costs some 270 bytes more. */
enum { REMARKS = 2 };
enum { MOST_OPS = 25, MOST_BYTES = 4000 };

/* Ids of rows are random and so is where pages split: here they come from a fixed seed, so that the
 * same visits cost the same bytes in each run. */
static uint64_t random_state = 20260504;

static uint32_t
seeded(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (uint32_t)(random_state >> 16);
}

static void
seeded_many(void *const p, const size_t n)
{
	unsigned char *b = p;

	for (size_t i = 0; i < n; i++)
		b[i] = (unsigned char)seeded();
}

static const char *
seeded_name(void)
{
	return "seeded";
}

static struct randombytes_implementation seeded_ids = {
    .implementation_name = seeded_name, .random = seeded, .buf = seeded_many};

static const char *const codes[EXERCISES] = {"97110", "97110", "97110",
					     "97112", "97530", "97530"};

/* Six exercises of the library, three sets each. */
static int64_t
add_case(struct app_kit *c, int number)
{
	char family[30];
	int64_t plan, patient;

	str_format(family, sizeof family, "Budget%d", number);
	patient = app_kit_case(c, family, &plan);
	for (int i = 0; i < EXERCISES; i++) {
		struct exercise x = app_kit_exercise(c, number + 3 * i);
		struct prescription p;

		care_prescription_from(&x, plan, i + 1, &p);
		str_copy(p.code, sizeof p.code, codes[i]);
		str_copy(p.side_mode, sizeof p.side_mode, "none");
		p.sets = 3;
		p.reps = p.hold_s = 0;
		p.duration_s = 70;
		p.rest_s = 30;
		app_kit_prescribe(c, p);
	}
	return patient;
}

/* An appointment of today, booked as a part of the visit's cost. */
static void
book(struct app_kit *c, int64_t patient)
{
	struct appointment a;

	dict_row_init(dict_entity(E_APPOINTMENT), &a);
	a.patient = patient;
	a.staff = c->anna;
	a.day = app_today(&c->a);
	a.start = 540;
	a.minutes = 45;
	str_copy(a.state, sizeof a.state, "booked");
	app_kit_ok(c, record_add(c->a.store, E_APPOINTMENT, &a, &c->k.err));
}

static void
exercise(struct app_kit *c, struct visit *v, int i)
{
	app_kit_do(c, v, SEV_START, i, 0, NULL);
	app_kit_wait(90000);
	app_kit_do(c, v, SEV_EXTEND, i, 30000, NULL);
	app_kit_wait(150000);
	app_kit_do(c, v, SEV_PAUSE, -1, 0, NULL);
	app_kit_wait(15000);
	app_kit_do(c, v, SEV_RESUME, -1, 0, NULL);
	app_kit_wait(120000);
	visit_tick(&c->a, v);
	app_kit_do(c, v, SEV_PAIN, i, 2 + i % 3, NULL);
	app_kit_do(c, v, SEV_EFFORT, i, 5, NULL);
	if (i < REMARKS)
		app_kit_do(c, v, SEV_REMARK, i, 0, "knee drifts inward, one cue helped");
}

static void
visit(struct app_kit *c, int64_t patient)
{
	static int visits;
	struct visit *v = mem_alloc(sizeof *v);
	int64_t note = 0;
	char said[80];

	book(c, patient);
	app_kit_ok(c, chart_open(&c->a, patient, &c->k.err));
	app_kit_ok(c, audit_settle(c->a.store, 0, &c->k.err));
	app_kit_ok(c, visit_start(&c->a, patient, 0, v, &c->k.err));
	assert_true(v->live.appointment > 0);
	app_kit_do(c, v, SEV_PAIN_BEFORE, -1, 4, NULL);
	for (int i = 0; i < EXERCISES; i++)
		exercise(c, v, i);
	app_kit_do(c, v, SEV_PAIN_AFTER, -1, 3, NULL);
	app_kit_do(c, v, SEV_FINISH, -1, 0, NULL);
	/* No two visits read the same: a text as last time is warned of, and the warning kept. */
	str_format(said, sizeof said, "Knee better since Friday, stairs %d still hard.",
		   ++visits);
	app_kit_ok(c, visit_type(&c->a, v, LIVE_SUBJECTIVE, NULL, said, &c->k.err));
	str_format(said, sizeof said,
		   "Quadriceps control improves; verbal cues %d needed.", visits);
	app_kit_ok(c, visit_type(&c->a, v, LIVE_ASSESSMENT, NULL, said, &c->k.err));
	app_kit_ok(c, visit_sign(&c->a, v, "1234", &note, &c->k.err));
	assert_true(note > 0);
	assert_int_equal(v->state.n_items, EXERCISES);
	free(v);
}

static void
test_visit__routine__costs_little(void **state)
{
	struct app_kit c;
	struct store_counts before, after;
	int64_t patients[PATIENTS];
	double ops, bytes, n = PATIENTS * DAYS;

	(void)state;
	assert_int_equal(randombytes_set_implementation(&seeded_ids), 0);
	app_kit_new(&c);
	for (int i = 0; i < PATIENTS; i++) {
		patients[i] = add_case(&c, i);
		visit(&c, patients[i]); /* first use of names and pages */
	}
	app_kit_ok(&c, store_count(c.a.store, &before, &c.k.err));
	for (int day = 1; day <= DAYS; day++) {
		app_kit_wait(DAY_MS);
		for (int i = 0; i < PATIENTS; i++)
			visit(&c, patients[i]);
	}
	app_kit_ok(&c, store_count(c.a.store, &after, &c.k.err));
	ops = (double)(after.ops - before.ops) / n;
	bytes = (double)(after.bytes_used - before.bytes_used) / n;
	printf("a routine visit by its use cases costs %.1f operations, %.0f bytes\n",
	       ops, bytes);
	assert_true(ops >=
		    EXERCISES + 6); /* and appointment, its end, session, note, charges */
	assert_true(ops <= MOST_OPS);
	assert_true(bytes <= MOST_BYTES);
	app_kit_end(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_visit__routine__costs_little),
	};

	return cmocka_run_group_tests_name("visit_budget", tests, NULL, NULL);
}
