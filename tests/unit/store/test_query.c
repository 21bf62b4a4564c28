/* test_query.c - the lists of screens: what is in them, in which order, and what is left out. */
#include "store_kit.h"

#include "core/chartno.h"
#include "store/live.h"
#include "store/query.h"
#include "store/reference.h"

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

/* ---- rows */

static int64_t
add(struct world *w, enum entity_id e, void *row)
{
	kit_ok(&w->kit, record_add(w->kit.s, e, row, &w->kit.err));
	return ((struct row_head *)row)->no;
}

static int64_t
add_episode(struct world *w, const char *title, int64_t opened, int64_t closed)
{
	struct episode e;

	dict_row_init(dict_entity(E_EPISODE), &e);
	e.patient = w->patient;
	str_copy(e.title, sizeof e.title, title);
	str_copy(e.side, sizeof e.side, "left");
	e.opened = opened;
	e.closed = closed;
	return add(w, E_EPISODE, &e);
}

static int64_t
add_plan(struct world *w, int64_t episode, int64_t version, int64_t active)
{
	struct plan_of_care p;

	dict_row_init(dict_entity(E_PLAN_OF_CARE), &p);
	p.episode = episode;
	p.version = version;
	p.starts = 20260501;
	p.active = active;
	return add(w, E_PLAN_OF_CARE, &p);
}

static int64_t
add_condition(struct world *w, int64_t episode, int64_t rank, const char *code,
	      const char *description, int64_t active)
{
	struct condition c;

	dict_row_init(dict_entity(E_CONDITION), &c);
	c.episode = episode;
	c.rank = rank;
	c.active = active;
	str_copy(c.code, sizeof c.code, code);
	str_copy(c.description, sizeof c.description, description);
	return add(w, E_CONDITION, &c);
}

static int64_t
add_visit(struct world *w, int64_t episode, int64_t date)
{
	struct session v;

	dict_row_init(dict_entity(E_SESSION), &v);
	v.patient = w->patient;
	v.episode = episode ? episode : DICT_NONE;
	v.therapist = w->staff;
	v.service_date = date;
	v.timed_min = 30;
	v.total_min = 40;
	v.pain_before = 6;
	return add(w, E_SESSION, &v);
}

static int64_t
add_performed(struct world *w, int64_t session, int64_t prescription, int64_t rank,
	      const char *state, const char *sets)
{
	struct performed p;

	dict_row_init(dict_entity(E_PERFORMED), &p);
	p.session = session;
	p.prescription = prescription ? prescription : DICT_NONE;
	if (prescription) {
		struct prescription of;

		kit_ok(&w->kit, record_get(w->kit.s, E_PRESCRIPTION, prescription, &of,
					   &w->kit.err));
		p.exercise = of.exercise;
	}
	p.rank = rank;
	p.pain = 3;
	str_copy(p.state, sizeof p.state, state);
	str_copy(p.sets, sizeof p.sets, sets);
	return add(w, E_PERFORMED, &p);
}

static int64_t
add_charge(struct world *w, int64_t session, const char *code, int64_t units)
{
	struct charge c;

	dict_row_init(dict_entity(E_CHARGE), &c);
	c.session = session;
	c.units = units;
	str_copy(c.code, sizeof c.code, code);
	return add(w, E_CHARGE, &c);
}

static int64_t
add_appointment(struct world *w, int64_t staff, int64_t day, int64_t start)
{
	struct appointment a;

	dict_row_init(dict_entity(E_APPOINTMENT), &a);
	a.patient = w->patient;
	a.staff = staff ? staff : DICT_NONE;
	a.day = day;
	a.start = start;
	str_copy(a.state, sizeof a.state, "booked");
	return add(w, E_APPOINTMENT, &a);
}

/* ---- reference rows from "field=value;..." texts; the values may not hold ';' or '=' */

enum { REF_ROWS = 8 };

static void
load(struct world *w, enum entity_id e, const char *const *rows, size_t n)
{
	const struct entity *ent = dict_entity(e);
	struct cell *cells = calloc(n * ent->n_fields, sizeof *cells);

	for (size_t i = 0; i < n; i++) {
		const char *at = rows[i];

		while (*at) {
			size_t name = strcspn(at, "="), len = strcspn(at, ";");
			char field[40];
			int f;

			str_format(field, sizeof field, "%.*s", (int)name, at);
			f = dict_field_named(ent, field);
			assert_true(f >= 0);
			kit_ok(&w->kit,
			       dict_parse(&ent->fields[f], at + name + 1, len - name - 1,
					  &cells[i * ent->n_fields + (size_t)f],
					  &w->kit.err));
			at += len + (at[len] == ';');
		}
	}
	kit_ok(&w->kit, reference_replace(w->kit.s, e, cells, n, 20260504, &w->kit.err));
	free(cells);
}

/* ---- the day */

static void
test_query__day__in_order_of_time(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct live l = {.patient = w->patient, .service_date = 20260504};
	struct day_line lines[8];
	int64_t late = add_appointment(w, w->staff, 20260504, 600),
		early = add_appointment(w, 0, 20260504, 480);
	int n;

	add_appointment(w, w->staff, 20260505, 400);
	kit_ok(k, query_day(k->s, 20260504, 0, lines, 8, &n, &k->err));
	assert_int_equal(n, 2);
	assert_int_equal(lines[0].appointment, early);
	assert_int_equal(lines[0].staff, 0);
	assert_string_equal(lines[0].staff_name, "");
	assert_int_equal(lines[1].appointment, late);
	assert_int_equal(lines[1].start, 600);
	assert_string_equal(lines[1].name, "Dube, Anna");
	assert_string_equal(lines[1].state, "booked");
	assert_string_equal(lines[1].staff_name, "Nomsa Dube");
	assert_int_equal(lines[1].live, 0);
	kit_ok(k, live_open(k->s, &l, &k->err));
	kit_ok(k, query_day(k->s, 20260504, w->staff, lines, 8, &n, &k->err));
	assert_int_equal(n, 1);
	assert_int_equal(lines[0].appointment, late);
	assert_int_equal(lines[0].live, l.no);
}

/* ---- chart */

static void
test_query__episodes__open_ones_first(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct episode_line lines[4];
	int64_t closed = add_episode(w, "Hip", 20260301, 20260401),
		old = add_episode(w, "Neck", 20250101, DICT_NONE),
		knee = add_episode(w, "Knee", 20260420, DICT_NONE), plan;
	int n;

	add_plan(w, knee, 1, 0);
	plan = add_plan(w, knee, 2, 1);
	add_condition(w, knee, 2, "R26.2", "Difficulty in walking", 1);
	add_condition(w, knee, 1, "M25.561", "Pain in right knee", 0);
	add_condition(w, knee, 1, "M25.562", "Pain in left knee", 1);
	add_visit(w, knee, 20260502);
	add_visit(w, knee, 20260504);
	add_visit(w, old, 20250301);
	kit_ok(k, query_episodes(k->s, w->patient, lines, 4, &n, &k->err));
	assert_int_equal(n, 3);
	assert_int_equal(lines[0].no, knee);
	assert_int_equal(lines[1].no, old);
	assert_int_equal(lines[2].no, closed);
	assert_int_equal(lines[0].plan, plan);
	assert_int_equal(lines[1].plan, 0);
	assert_int_equal(lines[0].visits, 2);
	assert_int_equal(lines[2].visits, 0);
	assert_string_equal(lines[0].diagnosis, "M25.562 Pain in left knee");
	assert_string_equal(lines[1].diagnosis, "");
	assert_string_equal(lines[0].side, "left");
	assert_int_equal(lines[0].closed, DICT_NONE);
	assert_int_equal(lines[2].closed, 20260401);
}

/* The next version of a plan prescribes the same exercise again for both sides, for the left and
 * for the right, and twice; what was done in the version before is what was done last. */
static void
last_done_across_versions(struct world *w, int64_t episode,
			  const struct prescription *before)
{
	struct kit *k = &w->kit;
	struct prescription_line lines[4];
	struct prescription p = *before;
	int64_t plan = add_plan(w, episode, 2, 1), left;
	int n;

	p.plan = plan;
	p.head = (struct row_head){.no = 0};
	p.rank = 1;
	add(w, E_PRESCRIPTION, &p);
	p.head = (struct row_head){.no = 0};
	p.rank = 2;
	str_copy(p.side, sizeof p.side, "left");
	left = add(w, E_PRESCRIPTION, &p);
	kit_ok(k, query_prescriptions(k->s, plan, lines, 4, &n, &k->err));
	assert_int_equal(n, 2);
	assert_string_equal(lines[0].last_sets, "1:10r50s+60");
	assert_int_equal(lines[0].last_date, 20260504);
	assert_int_equal(lines[1].last_date, DICT_NONE);
	assert_string_equal(lines[1].last_sets, "");
	add_performed(w, add_visit(w, episode, 20260508), left, 1, "done", "1L:5r20s");
	kit_ok(k, query_prescriptions(k->s, plan, lines, 4, &n, &k->err));
	assert_int_equal(lines[0].last_date, 20260504);
	assert_int_equal(lines[1].last_date, 20260508);
	assert_string_equal(lines[1].last_sets, "1L:5r20s");
}

static void
test_query__prescriptions__with_what_was_done_last(void **state)
{
	static const char *const exercises[] = {
	    "key=sit_to_stand;name=Sit to stand;category=force;region=knee",
	    "key=heel_raise;name=Heel raise;category=force;region=ankle"};
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct prescription_line lines[4];
	struct prescription p;
	struct exercise rows[4];
	int64_t episode = add_episode(w, "Knee", 20260420, DICT_NONE),
		plan = add_plan(w, episode, 1, 1), newer, older, second, first;
	int n;

	load(w, E_EXERCISE, exercises, 2);
	kit_ok(k, query_exercises(k->s, &(struct exercise_filter){.category = ""}, rows,
				  4, &n, &k->err));
	assert_int_equal(n, 2);
	dict_row_init(dict_entity(E_PRESCRIPTION), &p);
	p.plan = plan;
	p.exercise = rows[0].head.no;
	p.rank = 2;
	second = add(w, E_PRESCRIPTION, &p);
	p.head = (struct row_head){.no = 0};
	p.exercise = rows[1].head.no;
	p.rank = 1;
	p.active = 1;
	first = add(w, E_PRESCRIPTION, &p);
	p.head = (struct row_head){.no = 0};
	p.active = 0;
	add(w, E_PRESCRIPTION, &p);
	/* The later visit was entered first; what was skipped is no last time. */
	newer = add_visit(w, episode, 20260504);
	older = add_visit(w, episode, 20260502);
	add_performed(w, newer, second, 1, "done", "1:10r50s+60");
	add_performed(w, older, second, 1, "done", "1:8r40s+60");
	add_performed(w, add_visit(w, episode, 20260506), second, 1, "skipped", "");
	kit_ok(k, query_prescriptions(k->s, plan, lines, 4, &n, &k->err));
	assert_int_equal(n, 2);
	assert_int_equal(lines[0].row.head.no, first);
	assert_string_equal(lines[0].name, "Sit to stand");
	assert_string_equal(lines[0].exercise_key, "sit_to_stand");
	assert_string_equal(lines[0].last_sets, "");
	assert_int_equal(lines[0].last_date, DICT_NONE);
	assert_int_equal(lines[0].last_pain, DICT_NONE);
	assert_int_equal(lines[1].row.head.no, second);
	assert_string_equal(lines[1].region, "ankle");
	assert_string_equal(lines[1].last_sets, "1:10r50s+60");
	assert_int_equal(lines[1].last_date, 20260504);
	assert_int_equal(lines[1].last_pain, 3);
	assert_int_equal(lines[1].last_effort, DICT_NONE);
	last_done_across_versions(w, episode, &lines[1].row);
}

static void
test_query__sessions__newest_first_in_pages(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct session_line lines[8];
	int64_t expected[20], from = 0, a;
	int n, at = 0;

	/* Entered in another order than they happened, some on one day. */
	for (int i = 0; i < 20; i++) {
		int64_t date = 20260401 + (i * 7) % 10;

		expected[19 - ((i * 7) % 10 * 2 + i / 10)] = add_visit(w, 0, date);
	}
	do {
		kit_ok(k, query_sessions(k->s, w->patient, from, lines, 3, &n, &k->err));
		for (int i = 0; i < n; i++)
			assert_int_equal(lines[i].no, expected[at++]);
		if (n)
			from = lines[n - 1].no;
	} while (n);
	assert_int_equal(at, 20);
	a = add_visit(w, 0, 20260601);
	add_charge(w, a, "97110", 2);
	add_charge(w, a, "97140", 1);
	add_performed(w, a, 0, 2, "done", "1:10r");
	add_performed(w, a, 0, 1, "skipped", "");
	kit_ok(k, query_sessions(k->s, w->patient, 0, lines, 1, &n, &k->err));
	assert_int_equal(n, 1);
	assert_string_equal(lines[0].codes, "97110 2, 97140 1");
	assert_string_equal(lines[0].treated, "Nomsa Dube");
	assert_int_equal(lines[0].exercises, 1);
	assert_int_equal(lines[0].note, 0);
	assert_int_equal(lines[0].timed_min, 30);
	assert_int_equal(lines[0].pain_after, DICT_NONE);
}

/* An assistant's visit has a therapist in charge; who treated is who signed. */
static void
test_query__sessions__name_who_signed(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct session_line line;
	struct staff pia;
	struct note note;
	int n;

	dict_row_init(dict_entity(E_STAFF), &pia);
	str_copy(pia.login, sizeof pia.login, "pia");
	str_copy(pia.name, sizeof pia.name, "Pia Hand");
	str_copy(pia.role, sizeof pia.role, "pta");
	add(w, E_STAFF, &pia);
	dict_row_init(dict_entity(E_NOTE), &note);
	note.session = add_visit(w, 0, 20260601);
	note.author = pia.head.no;
	add(w, E_NOTE, &note);
	kit_ok(k, query_sessions(k->s, w->patient, 0, &line, 1, &n, &k->err));
	assert_string_equal(line.treated, "Pia Hand");
}

static void
test_query__owned__rows_of_one_owner_in_order(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct performed done[4];
	struct charge charges[4];
	struct condition conditions[4];
	struct addendum addenda[4], a;
	struct note note;
	int64_t visit = add_visit(w, 0, 20260504), other = add_visit(w, 0, 20260505),
		episode = add_episode(w, "Knee", 20260420, DICT_NONE), late, early;
	int n;

	add_performed(w, visit, 0, 2, "done", "b");
	add_performed(w, visit, 0, 1, "done", "a");
	add_performed(w, other, 0, 1, "done", "c");
	kit_ok(k, query_performed(k->s, visit, done, 4, &n, &k->err));
	assert_int_equal(n, 2);
	assert_string_equal(done[0].sets, "a");
	assert_string_equal(done[1].sets, "b");
	add_charge(w, visit, "97140", 1);
	add_charge(w, visit, "97110", 2);
	kit_ok(k, query_charges(k->s, visit, charges, 4, &n, &k->err));
	assert_int_equal(n, 2);
	assert_string_equal(charges[0].code, "97140");
	add_condition(w, episode, 2, "R26.2", "", 1);
	add_condition(w, episode, 1, "M25.561", "", 1);
	kit_ok(k, query_conditions(k->s, episode, conditions, 1, &n, &k->err));
	assert_int_equal(n, 1);
	assert_string_equal(conditions[0].code, "M25.561");
	dict_row_init(dict_entity(E_NOTE), &note);
	note.session = visit;
	note.author = w->staff;
	add(w, E_NOTE, &note);
	dict_row_init(dict_entity(E_ADDENDUM), &a);
	a.note = note.head.no;
	a.author = w->staff;
	str_copy(a.kind, sizeof a.kind, "addendum");
	str_copy(a.reason, sizeof a.reason, "left out");
	str_copy(a.text, sizeof a.text, "also stairs");
	a.entered_at = 1778000500;
	late = add(w, E_ADDENDUM, &a);
	a.head = (struct row_head){.no = 0};
	a.entered_at = 1778000400;
	early = add(w, E_ADDENDUM, &a);
	kit_ok(k, query_addenda(k->s, note.head.no, addenda, 4, &n, &k->err));
	assert_int_equal(n, 2);
	assert_int_equal(addenda[0].head.no, early);
	assert_int_equal(addenda[1].head.no, late);
}

/* ---- reference rows */

static void
test_query__exercises__filters_and_words(void **state)
{
	static const char *const rows[] = {
	    "key=a;name=Wall sit;category=force;region=knee;equipment=wall",
	    "key=b;name=Calf stretch;category=static_stretch;region=ankle;equipment=step",
	    "key=c;name=Step up;category=force;region=knee;equipment=step;steps=foot",
	    "key=d;name=Ankle pump;category=force;region=ankle;function=walk_indoors",
	    "key=e;name=Zombie walk;category=balance;region=ankle;valid_to=2020-01-01"};
	static const struct {
		struct exercise_filter filter;
		const char *keys;
	} cases[] = {{{.category = ""}, "dbca"}, /* in order of name */
		     {{.category = "force"}, "dca"},
		     {{.region = "ankle"}, "db"},
		     {{.category = "force", .region = "knee"}, "ca"},
		     {{.equipment = "step"}, "bc"},
		     {{.text = "STEP"}, "bc"},
		     {{.text = "w"}, "da"},
		     {{.text = "step", .region = "knee"}, "c"},
		     {{.text = "retch"}, "b"},
		     {{.text = "foot kn"}, ""},
		     {{.text = "foot step"}, "c"},
		     {{.text = "indoors"}, "d"},
		     {{.text = "zombie"}, ""},
		     {{.text = " "}, "dbca"},
		     {{.text = "nothing like it"}, ""}};
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct exercise found[REF_ROWS];
	int n;

	load(w, E_EXERCISE, rows, 5);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char keys[REF_ROWS + 1] = "";

		kit_ok(k, query_exercises(k->s, &cases[i].filter, found, REF_ROWS, &n,
					  &k->err));
		for (int j = 0; j < n; j++)
			strcat(keys, found[j].key);
		if (strcmp(keys, cases[i].keys) != 0)
			fail_msg("case %zu: %s, expected %s", i, keys, cases[i].keys);
	}
}

static void
test_query__icd10__code_or_begins_of_words(void **state)
{
	static const char *const rows[] = {
	    "code=M54.2;description=Cervicalgia",
	    "code=M25.561;description=Pain in right knee",
	    "code=M25.562;description=Pain in left knee",
	    "code=M54.12;description=Radiculopathy, cervical region",
	    "code=S83.511A;description=Sprain of cruciate ligament of right knee"};
	static const struct {
		const char *typed, *codes;
	} cases[] = {{"m25", "M25.561 M25.562 "},
		     {"M25.56", "M25.561 M25.562 "},
		     {"m25562", "M25.562 "},
		     {"M54.", "M54.12 M54.2 "},
		     {"m", "M25.561 M25.562 M54.12 M54.2 "},
		     {"kn", "M25.561 M25.562 S83.511A "},
		     {"pain knee", "M25.561 M25.562 "},
		     {"knee ri", "M25.561 S83.511A "},
		     {"m2 left", "M25.562 "},
		     {"cerv", "M54.12 M54.2 "},
		     {"nee", ""},
		     {"5561", ""},
		     {"s83511a", "S83.511A "},
		     {"", ""},
		     {"\" OR", ""}};
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct icd10 found[REF_ROWS];
	bool more;
	int n;

	load(w, E_ICD10, rows, 5);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char codes[120] = "";

		kit_ok(k, query_icd10(k->s, cases[i].typed, found, REF_ROWS, &n, &more,
				      &k->err));
		for (int j = 0; j < n; j++) {
			strcat(codes, found[j].code);
			strcat(codes, " ");
		}
		assert_false(more);
		if (strcmp(codes, cases[i].codes) != 0)
			fail_msg("\"%s\": %s, expected %s", cases[i].typed, codes,
				 cases[i].codes);
	}
	kit_ok(k, query_icd10(k->s, "m", found, 2, &n, &more, &k->err));
	assert_int_equal(n, 2);
	assert_true(more);
}

static void
test_query__reference__words_and_codes_of_a_date(void **state)
{
	static const char *const words[] = {
	    "key=region/knee;kind=region;word=knee;label=Knee",
	    "key=region/ankle;kind=region;word=ankle;label=Ankle",
	    "key=category/balance;kind=category;word=balance",
	    "key=region/old;kind=region;word=old;valid_to=2020-01-01"};
	static const char *const codes[] = {
	    "code=97140;timing=timed15",
	    "code=97110;timing=timed15;valid_from=2000-01-01",
	    "code=97000;timing=timed15;valid_to=2016-12-31"};
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct vocab vocab[REF_ROWS];
	struct service_code service[REF_ROWS];
	int n;

	load(w, E_VOCAB, words, 4);
	load(w, E_SERVICE_CODE, codes, 3);
	kit_ok(k, query_vocab(k->s, "region", vocab, REF_ROWS, &n, &k->err));
	assert_int_equal(n, 2);
	assert_string_equal(vocab[0].word, "knee");
	assert_string_equal(vocab[1].word, "ankle");
	kit_ok(k, query_vocab(k->s, "nothing", vocab, REF_ROWS, &n, &k->err));
	assert_int_equal(n, 0);
	kit_ok(k, query_service_codes(k->s, 20260504, service, REF_ROWS, &n, &k->err));
	assert_int_equal(n, 2);
	assert_string_equal(service[0].code, "97110");
	kit_ok(k, query_service_codes(k->s, 20161231, service, REF_ROWS, &n, &k->err));
	assert_int_equal(n, 3);
	kit_ok(k, query_service_codes(k->s, 19990101, service, REF_ROWS, &n, &k->err));
	assert_int_equal(n, 2);
}

static void
test_query__staff__by_name(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct staff rows[4], one;
	struct payer payers[4], p;
	int n;

	dict_row_init(dict_entity(E_STAFF), &one);
	str_copy(one.login, sizeof one.login, "abel");
	str_copy(one.name, sizeof one.name, "abel Mokoena");
	str_copy(one.role, sizeof one.role, "pta");
	add(w, E_STAFF, &one);
	kit_ok(k, query_staff(k->s, rows, 4, &n, &k->err));
	assert_int_equal(n, 2);
	assert_string_equal(rows[0].login, "abel");
	dict_row_init(dict_entity(E_PAYER), &p);
	str_copy(p.name, sizeof p.name, "Medicare");
	str_copy(p.unit_rule, sizeof p.unit_rule, "cms");
	add(w, E_PAYER, &p);
	kit_ok(k, query_payers(k->s, payers, 4, &n, &k->err));
	assert_int_equal(n, 1);
	assert_string_equal(payers[0].unit_rule, "cms");
}

/* ---- chart numbers */

static void
next_is(struct world *w, const char *begin)
{
	char number[21];

	kit_ok(&w->kit, query_next_chart_no(w->kit.s, number, &w->kit.err));
	assert_true(chartno_valid(number));
	if (strncmp(number, begin, strlen(begin)) != 0)
		fail_msg("%s, expected %s", number, begin);
}

static void
test_query__next_chart_no__never_gives_one_twice(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;
	struct patient p = kit_patient("Moyo", "Ben");
	struct patient_line line;
	char number[CHARTNO_SIZE], bare[12];
	bool more;
	int n;

	kit_ok(k, store_begin(k->s, &k->err));
	next_is(w, "KBR-000001-");
	next_is(w, "KBR-000002-");
	store_cancel(k->s);
	next_is(w, "KBR-000001-");
	assert_true(chartno_make("KBR", 41, number));
	str_copy(p.chart_no, sizeof p.chart_no, number);
	add(w, E_PATIENT, &p);
	next_is(w, "KBR-000042-"); /* the patients know better than the counter */
	kit_ok(k, store_setting_set(k->s, "chart_no", "999999", &k->err));
	next_is(w, "KBR-1000000-");
	next_is(w, "KBR-1000001-");
	/* Typed without its zeros it is found. */
	str_format(bare, sizeof bare, "kbr41%c", number[strlen(number) - 1]);
	kit_ok(k, query_find(k->s, bare, &line, 1, &n, &more, &k->err));
	assert_int_equal(n, 1);
	assert_int_equal(line.no, p.head.no);
}

static int64_t
add_seemed(struct world *w, int64_t patient, int64_t date, const char *manner)
{
	struct session v;

	dict_row_init(dict_entity(E_SESSION), &v);
	v.patient = patient;
	v.therapist = w->staff;
	v.service_date = date;
	str_copy(v.manner, sizeof v.manner, manner);
	return add(w, E_SESSION, &v);
}

static int
seemed(struct world *w, const char *text, struct patient_line *lines, int max, bool *more)
{
	struct kit *k = &w->kit;
	int n = -1;

	kit_ok(k, query_find(k->s, text, lines, max, &n, more, &k->err));
	return n;
}

/* Words of how patients seemed are found, whole or by their beginning, whichever stand beside them. */
static void
test_query__find__by_how_they_seemed(void **state)
{
	struct world *w = *state;
	struct kit *k = &w->kit;
	int64_t other = kit_add_patient(k, "Khumalo", "Busi");
	int64_t third = kit_add_patient(k, "Nkosi", "Cele");
	int64_t today =
	    date_from_days(clock_wall(store_environment(k->s)->clock) / 86400000);
	struct patient_line l[3];
	bool more = true;

	add_visit(w, 0, date_add(today, -1));
	add_seemed(w, w->patient, date_add(today, -9), "guarded;tearful");
	add_seemed(w, w->patient, date_add(today, -30), "tearful");
	add_seemed(w, other, date_add(today, -2), "tearful;quiet");
	add_seemed(w, third, date_add(today, -400), "tearful");
	add_seemed(w, third, date_add(today, -3), "eager");
	assert_int_equal(seemed(w, "#tearful", l, 3, &more), 2);
	assert_false(more);
	assert_string_equal(l[0].family_name, "Khumalo");
	assert_int_equal(l[0].seemed, date_add(today, -2));
	assert_string_equal(l[1].family_name, "Dube");
	assert_int_equal(l[1].seemed, date_add(today, -9));
	assert_int_equal(seemed(w, "#Tear", l, 3, &more), 2);
	assert_int_equal(seemed(w, "#tear", l, 1, &more), 1);
	assert_true(more);
	assert_int_equal(seemed(w, "#ful", l, 3, &more), 0);
	assert_int_equal(seemed(w, "#quiet", l, 3, &more), 1);
	assert_int_equal(seemed(w, "#eager", l, 3, &more), 1);
	assert_int_equal(l[0].no, third);
	assert_int_equal(seemed(w, "#", l, 3, &more), 0);
	assert_int_equal(seemed(w, "#%", l, 3, &more), 0);
	assert_int_equal(seemed(w, "Dube", l, 3, &more), 1);
	assert_int_equal(l[0].seemed, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_query__day__in_order_of_time),
	    TEST(test_query__episodes__open_ones_first),
	    TEST(test_query__prescriptions__with_what_was_done_last),
	    TEST(test_query__sessions__newest_first_in_pages),
	    TEST(test_query__sessions__name_who_signed),
	    TEST(test_query__owned__rows_of_one_owner_in_order),
	    TEST(test_query__exercises__filters_and_words),
	    TEST(test_query__icd10__code_or_begins_of_words),
	    TEST(test_query__reference__words_and_codes_of_a_date),
	    TEST(test_query__staff__by_name),
	    TEST(test_query__find__by_how_they_seemed),
	    TEST(test_query__next_chart_no__never_gives_one_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
