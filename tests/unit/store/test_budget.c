/* test_budget.c - what a routine visit costs: six exercises of three sets, from the first key
 * of the live session to the signed note, every index counted. */
#include "store_kit.h"

#include "store/live.h"
#include "store/reference.h"

enum { VISITS = 200, PATIENTS = 20, EXERCISES = 6, KEYS = 45 };
enum { MOST_OPS = 25, MOST_BYTES = 4000 };

struct clinic {
	struct kit k;
	int64_t staff, patient[PATIENTS], episode[PATIENTS], plan[PATIENTS],
	    prescription[PATIENTS][EXERCISES], exercise[EXERCISES];
};

static void
load_exercises(struct clinic *c)
{
	const struct entity *e = dict_entity(E_EXERCISE);
	struct exercise x;
	struct cell cells[EXERCISES * 48];
	static char key[EXERCISES][24], name[EXERCISES][24];

	dict_row_init(e, &x);
	for (int i = 0; i < EXERCISES; i++) {
		for (size_t f = 0; f < e->n_fields; f++)
			cells[(size_t)i * e->n_fields + f] = dict_get(&e->fields[f], &x);
		snprintf(key[i], sizeof key[i], "ex%d", i);
		snprintf(name[i], sizeof name[i], "Exercise %d", i);
		cells[(size_t)i * e->n_fields] =
		    (struct cell){.kind = CELL_TEXT, .p = key[i], .n = strlen(key[i])};
		cells[(size_t)i * e->n_fields + 1] =
		    (struct cell){.kind = CELL_TEXT, .p = name[i], .n = strlen(name[i])};
	}
	kit_ok(&c->k, reference_replace(c->k.s, E_EXERCISE, cells, EXERCISES, 20260504,
					&c->k.err));
	for (int i = 0; i < EXERCISES; i++) {
		struct cell v = {.kind = CELL_TEXT, .p = key[i], .n = strlen(key[i])};

		kit_ok(&c->k, record_find(c->k.s, E_EXERCISE, 0, v, &x, &c->k.err));
		c->exercise[i] = x.head.no;
	}
}

static void
add_plan(struct clinic *c, int p)
{
	struct episode e;
	struct plan_of_care o;
	char family[20];

	snprintf(family, sizeof family, "Family%d", p);
	c->patient[p] = kit_add_patient(&c->k, family, "Given");
	dict_row_init(dict_entity(E_EPISODE), &e);
	e.patient = c->patient[p];
	e.opened = 20260401;
	strcpy(e.title, "Knee pain");
	kit_ok(&c->k, record_add(c->k.s, E_EPISODE, &e, &c->k.err));
	c->episode[p] = e.head.no;
	dict_row_init(dict_entity(E_PLAN_OF_CARE), &o);
	o.episode = e.head.no;
	o.version = 1;
	o.starts = 20260401;
	kit_ok(&c->k, record_add(c->k.s, E_PLAN_OF_CARE, &o, &c->k.err));
	c->plan[p] = o.head.no;
	for (int i = 0; i < EXERCISES; i++) {
		struct prescription r;

		dict_row_init(dict_entity(E_PRESCRIPTION), &r);
		r.plan = o.head.no;
		r.exercise = c->exercise[i];
		r.rank = i + 1;
		r.sets = 3;
		r.reps = 10;
		kit_ok(&c->k, record_add(c->k.s, E_PRESCRIPTION, &r, &c->k.err));
		c->prescription[p][i] = r.head.no;
	}
}

/* Every key is a committed row; they go when the note is signed. */
static int64_t
run_live(struct clinic *c, int p, int64_t date)
{
	struct live l = {.patient = c->patient[p],
			 .episode = c->episode[p],
			 .plan = c->plan[p],
			 .therapist = c->staff,
			 .service_date = date};

	kit_ok(&c->k, live_open(c->k.s, &l, &c->k.err));
	for (int i = 0; i < KEYS; i++) {
		struct session_event ev = {.kind = SEV_REMARK,
					   .item = i % EXERCISES,
					   .n = 10,
					   .text = "",
					   .boot_ms = 1000 * i,
					   .boot = "0a1b2c3d-0000-4000-8000-000000000000",
					   .wall_ms = 1778000000000 + 1000 * i,
					   .staff = c->staff};

		kit_ok(&c->k, live_add(c->k.s, l.no, i, &ev, &c->k.err));
	}
	kit_ok(&c->k,
	       live_text_set(c->k.s, l.no, LIVE_SUBJECTIVE, NULL,
			     "Knee better since Friday, stairs still hard.", &c->k.err));
	return l.no;
}

static void
add_performed(struct clinic *c, int p, int64_t session, int i)
{
	struct performed f;

	dict_row_init(dict_entity(E_PERFORMED), &f);
	f.session = session;
	f.prescription = c->prescription[p][i];
	f.exercise = c->exercise[i];
	f.rank = i + 1;
	strcpy(f.code, i < 4 ? "97110" : "97530");
	strcpy(f.state, "done");
	strcpy(f.sets, "1:10r32s+60 2:10r31s+60 3:9r33s@2500g");
	f.work_s = 96;
	f.rest_s = 120;
	f.pain = 3;
	f.effort = 5;
	kit_ok(&c->k, record_add(c->k.s, E_PERFORMED, &f, &c->k.err));
}

static void
add_charge(struct clinic *c, int64_t session, const char *code)
{
	struct charge h;

	dict_row_init(dict_entity(E_CHARGE), &h);
	h.session = session;
	strcpy(h.code, code);
	h.seconds = 1520;
	h.minutes = 25;
	h.units = 2;
	kit_ok(&c->k, record_add(c->k.s, E_CHARGE, &h, &c->k.err));
}

static void
add_note(struct clinic *c, int64_t session)
{
	struct note n;

	dict_row_init(dict_entity(E_NOTE), &n);
	n.session = session;
	strcpy(n.kind, "daily");
	strcpy(n.subjective, "Knee better since Friday, stairs still hard.");
	for (int i = 0; i < EXERCISES; i++)
		strcat(n.objective, "Sit to stand: 3 x 10, 2.5 kg, rest 60 s, pain 3/10, "
				    "effort 5/10, one cue for the knee.\n");
	strcat(n.objective, "97110 25 min 2 units, 97530 15 min 1 unit; total 45 min.");
	strcpy(n.assessment, "Quadriceps control improves; verbal cues still needed.");
	strcpy(n.plan, "Next time add step-ups.");
	n.author = c->staff;
	strcpy(n.signature, "Nomsa Dube, PT, licence KE-12345");
	n.signed_at = 1778002800;
	kit_ok(&c->k, record_add(c->k.s, E_NOTE, &n, &c->k.err));
}

static void
visit(struct clinic *c, int number)
{
	struct kit *k = &c->k;
	int p = number % PATIENTS;
	int64_t date = 20260501 + number / PATIENTS, live, session;

	kit_ok(k, audit_add(k->s, "chart", c->patient[p], "", &k->err));
	live = run_live(c, p, date);
	kit_ok(k, store_begin(k->s, &k->err));
	session = kit_add_session(k, c->patient[p], c->staff, date);
	for (int i = 0; i < EXERCISES; i++)
		add_performed(c, p, session, i);
	add_charge(c, session, "97110");
	add_charge(c, session, "97530");
	add_charge(c, session, "97535");
	add_note(c, session);
	kit_ok(k, live_remove(k->s, live, &k->err));
	kit_ok(k, audit_add(k->s, "sign", session, "", &k->err));
	kit_ok(k, store_commit(k->s, &k->err));
}

static void
test_budget__visit__is_small(void **state)
{
	static struct clinic c;
	struct store_counts before, after;
	double ops, bytes;

	(void)state;
	kit_new(&c.k);
	c.staff = kit_add_staff(&c.k, "nomsa");
	load_exercises(&c);
	for (int p = 0; p < PATIENTS; p++)
		add_plan(&c, p);
	visit(&c, 0); /* first use of names and pages */
	kit_ok(&c.k, store_count(c.k.s, &before, &c.k.err));
	for (int i = 1; i <= VISITS; i++)
		visit(&c, i);
	kit_ok(&c.k, store_count(c.k.s, &after, &c.k.err));
	ops = (double)(after.ops - before.ops) / VISITS;
	bytes = (double)(after.bytes_used - before.bytes_used) / VISITS;
	printf("a routine visit costs %.1f operations and %.0f bytes\n", ops, bytes);
	assert_true(ops >= 11 && ops <= MOST_OPS);
	assert_true(bytes <= MOST_BYTES);
	kit_end(&c.k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_budget__visit__is_small),
	};

	return cmocka_run_group_tests_name("budget", tests, NULL, NULL);
}
