/* test_claim.c - the claim of a visit: the tables of the clinic, the year, two visits of a day. */
#include "app_kit.h"

#include "app/claim.h"
#include "app/claims.h"
#include "store/live.h"

static struct app_kit kit; /* one clinic for all tests */

static int64_t
payer_of(const char *name, const char *kind)
{
	struct payer p;

	dict_row_init(dict_entity(E_PAYER), &p);
	str_copy(p.name, sizeof p.name, name);
	str_copy(p.unit_rule, sizeof p.unit_rule, "cms");
	str_copy(p.kind, sizeof p.kind, kind);
	app_kit_ok(&kit, record_add(kit.a.store, E_PAYER, &p, &kit.k.err));
	return p.head.no;
}

/* A patient of that payer whose plan has both codes; a minute each. */
static int64_t
person(const char *family, int64_t payer, const char *one, const char *two)
{
	int64_t patient = app_kit_patient(&kit, family, payer);
	int64_t plan = app_kit_plan(&kit, app_kit_episode(&kit, patient));

	app_kit_prescribe(&kit, app_kit_block(&kit, plan, 1, one, 1, 60));
	app_kit_prescribe(&kit, app_kit_block(&kit, plan, 2, two, 1, 60));
	return patient;
}

static void
more(struct visit *v, const char *code, int minutes)
{
	char text[60];

	str_format(text, sizeof text, "%s|clock began late", code);
	if (minutes)
		app_kit_do(&kit, v, SEV_MINUTES, -1, 60 * minutes, text);
}

/* A finished session with so many minutes of each code. */
static struct visit *
visit(int64_t patient, const char *one, int first, const char *two, int second)
{
	struct visit *v = mem_alloc(sizeof *v);

	app_kit_ok(&kit, visit_start(&kit.a, patient, 0, v, &kit.k.err));
	app_kit_do(&kit, v, SEV_START, 0, 0, NULL);
	app_kit_wait(60000);
	app_kit_do(&kit, v, SEV_START, 1, 0, NULL);
	app_kit_wait(60000);
	app_kit_do(&kit, v, SEV_FINISH, -1, 0, NULL);
	more(v, one, first - 1);
	more(v, two, second - 1);
	return v;
}

static struct claim *
claim(const struct visit *v)
{
	struct claim *c = NULL;

	app_kit_ok(&kit, claim_of(&kit.a, v, &c, &kit.k.err));
	return c;
}

static const struct bill_question *
asked(const struct claim *c, const char *id)
{
	for (int i = 0; i < c->bill.n_questions; i++)
		if (!strcmp(c->bill.questions[i].id, id))
			return &c->bill.questions[i];
	return NULL;
}

static void
answer(struct visit *v, const char *id, const char *value, const char *reason)
{
	app_kit_ok(&kit, claim_answer(&kit.a, v, id, value, reason, &kit.k.err));
}

static int64_t
sign(struct visit *v)
{
	int64_t note = 0;
	struct note row;

	app_kit_ok(&kit, visit_sign(&kit.a, v, "1234", &note, &kit.k.err));
	app_kit_ok(&kit, record_get(kit.a.store, E_NOTE, note, &row, &kit.k.err));
	return row.session;
}

static int
charges(int64_t session, struct charge rows[8])
{
	int n = 0;

	app_kit_ok(&kit, query_charges(kit.a.store, session, rows, 8, &n, &kit.k.err));
	return n;
}

static void
figure(int64_t patient, int64_t as_of, int64_t amount)
{
	struct payer_figure f;

	dict_row_init(dict_entity(E_PAYER_FIGURE), &f);
	f.patient = patient;
	f.as_of = as_of;
	f.year = f.as_of / 10000;
	str_copy(f.grp, sizeof f.grp, "pt_slp");
	f.amount = amount;
	app_kit_ok(&kit, record_add(kit.a.store, E_PAYER_FIGURE, &f, &kit.k.err));
}

static void
fee(int64_t payer, const char *code, int64_t amount)
{
	struct payer_fee f;

	dict_row_init(dict_entity(E_PAYER_FEE), &f);
	f.payer = payer;
	str_copy(f.code, sizeof f.code, code);
	f.amount = amount;
	app_kit_ok(&kit, record_add(kit.a.store, E_PAYER_FEE, &f, &kit.k.err));
}

/* ---- questions before signing */

static int
findings(const struct visit *v, struct claim_finding *list, int max)
{
	struct claim *c;
	int n;

	app_kit_ok(&kit, claim_of(&kit.a, v, &c, &kit.k.err));
	n = claim_findings(c, list, max);
	free(c);
	return n;
}

static void
test_claim__tie__asked_before_signing(void **state)
{
	int64_t payer = payer_of("Tie", "medicare"), note, session;
	struct visit *v =
	    visit(person("Tie", payer, "97110", "97112"), "97110", 20, "97112", 20);
	struct claim_finding list[8];
	struct charge rows[8];

	(void)state;
	assert_int_equal(findings(v, list, 8), 1);
	assert_string_equal(list[0].id, "tie");
	assert_true(list[0].stop);
	app_kit_no(&kit, ST_DENIED, visit_sign(&kit.a, v, "1234", &note, &kit.k.err));
	answer(v, "tie", "1", "");
	assert_int_equal(findings(v, list, 8), 0);
	session = sign(v);
	assert_int_equal(charges(session, rows), 2);
	assert_string_equal(rows[0].code, "97110");
	assert_int_equal(rows[0].units, 1);
	assert_int_equal(rows[1].units, 2);
	assert_string_equal(rows[0].modifiers, "GP");
	assert_string_equal(rows[0].place, "11");
	assert_string_equal(rows[0].why, ""); /* GP explains itself */
	free(v);
}

static void
test_claim__pair__answer_is_frozen(void **state)
{
	int64_t payer = payer_of("Pair", "medicare");
	struct visit *v =
	    visit(person("Pair", payer, "97530", "97116"), "97530", 15, "97116", 15);
	struct charge rows[8];

	(void)state;
	app_kit_no(&kit, ST_INVALID,
		   claim_answer(&kit.a, v, "pair:97530/97116", "none", "", &kit.k.err));
	app_kit_no(&kit, ST_INVALID,
		   claim_answer(&kit.a, v, "pair:97530/97140", "59", "", &kit.k.err));
	answer(v, "pair:97530/97116", "59", "gait after the lifting");
	assert_int_equal(charges(sign(v), rows), 2);
	assert_string_equal(rows[1].modifiers, "GP 59");
	assert_non_null(strstr(rows[1].why, "59: apart from 97530: gait after"));
	free(v);
}

/* A row of the clinic takes the place of a shipped one, without a new program. */
static void
test_claim__pair__own_row_counts(void **state)
{
	int64_t payer = payer_of("Own", "medicare");
	struct visit *v =
	    visit(person("Own", payer, "97530", "97116"), "97530", 15, "97116", 15);
	struct clinic_pair own;
	struct claim *c = claim(v);

	(void)state;
	assert_non_null(asked(c, "pair:97530/97116"));
	free(c);
	dict_row_init(dict_entity(E_CLINIC_PAIR), &own);
	str_copy(own.key, sizeof own.key, "97530/97116");
	str_copy(own.column1, sizeof own.column1, "97530");
	str_copy(own.column2, sizeof own.column2, "97116");
	own.indicator = 9;
	app_kit_ok(&kit, record_add(kit.a.store, E_CLINIC_PAIR, &own, &kit.k.err));
	c = claim(v);
	assert_null(asked(c, "pair:97530/97116"));
	free(c);
	app_kit_ok(&kit, record_set_field(
			     kit.a.store, E_CLINIC_PAIR, own.head.no,
			     dict_field_named(dict_entity(E_CLINIC_PAIR), "indicator"),
			     (struct cell){.kind = CELL_INT, .i = 1}, &kit.k.err));
	c = claim(v);
	assert_non_null(asked(c, "pair:97530/97116"));
	free(c);
	free(v);
}

/* ---- the year */

/* The same visit in two years: over 2,410 in 2025, not over 2,480 in 2026; 2027 is asked. */
static void
test_claim__kx__by_year(void **state)
{
	static const char *const want[] = {"kx", NULL, "limit"};
	int64_t payer = payer_of("Years", "medicare");
	int64_t patient = person("Years", payer, "97110", "97140");

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct visit *v = visit(patient, "97110", 15, "97140", 15);
		struct claim *c;

		v->live.service_date = 20250504 + i * 10000;
		figure(patient, v->live.service_date, 2450000);
		c = claim(v);
		assert_true((asked(c, "kx") != NULL) == (i == 0));
		assert_true((asked(c, "limit") != NULL) == (i == 2));
		if (want[i])
			answer(v, want[i], "KX", "");
		free(c);
		c = claim(v);
		assert_int_equal(c->bill.lines[0].n_modifiers, want[i] ? 2 : 1);
		free(c);
		app_kit_ok(&kit, visit_discard(&kit.a, v, "test", &kit.k.err));
		free(v);
	}
}

/* Fees add up from visit to visit; at the crossing it is asked once, then KX goes on. */
static void
test_claim__kx__running_total(void **state)
{
	int64_t payer = payer_of("Fees", "medicare");
	int64_t patient = person("Fees", payer, "97110", "97140");
	struct charge rows[8];
	struct str text = {0};
	struct visit *v;
	struct claim *c;

	(void)state;
	fee(payer, "97110", 600000);
	fee(payer, "97140", 400000);
	for (int i = 0; i < 3; i++) {
		v = visit(patient, "97110", 15, "97140", 15);
		c = claim(v);
		assert_int_equal(c->year.used, i * 1000000);
		assert_false(c->year.whole); /* other providers are not known */
		assert_true((asked(c, "kx") != NULL) == (i == 2));
		str_clear(&text);
		claim_year_text(c, &text);
		assert_non_null(strstr(str_text(&text), "at least"));
		assert_non_null(strstr(str_text(&text), "of $2480"));
		if (i == 2)
			answer(v, "kx", "KX", "");
		free(c);
		assert_int_equal(charges(sign(v), rows), 2);
		assert_int_equal(rows[0].amount, 600000);
		assert_string_equal(rows[0].modifiers, i == 2 ? "GP KX" : "GP");
		free(v);
		app_kit_wait(INT64_C(24) * 3600 * 1000);
	}
	v = visit(patient, "97110", 15, "97140", 15);
	c = claim(v);
	assert_null(asked(c, "kx"));
	assert_int_equal(c->bill.lines[0].n_modifiers, 2);
	assert_string_equal(c->bill.lines[0].modifiers[1].code, "KX");
	free(c);
	free(v);
	str_release(&text);
}

/* ---- two visits of one date */

static void
test_claim__one_date__is_one_pool(void **state)
{
	int64_t payer = payer_of("Pool", "medicare");
	int64_t patient = person("Pool", payer, "97110", "97140"), first, second;
	struct visit *v = visit(patient, "97110", 8, "97140", 1);
	struct charge rows[8];
	struct str text = {0};
	struct claim *c;
	int sum = 0, minutes = 0;

	(void)state;
	first = sign(v); /* 9 minutes: one unit of 97110 */
	assert_int_equal(charges(first, rows), 2);
	assert_int_equal(rows[0].units, 1);
	free(v);
	v = visit(patient, "97110", 1, "97140", 12);
	c = claim(v); /* 9 and 13 minutes of the date: one unit, of 97140 */
	assert_int_equal(c->earlier, 1);
	assert_int_equal(c->bill.units, 1);
	claim_changes(c, &text);
	assert_string_equal(str_text(&text), "97110 1 -> 0");
	free(c);
	second = sign(v);
	assert_int_equal(charges(second, rows), 2);
	for (int i = 0; i < 2; i++) {
		sum += (int)rows[i].units;
		minutes += (int)rows[i].minutes;
	}
	assert_int_equal(sum, 0); /* one was charged before */
	assert_int_equal(rows[0].units, -1);
	assert_int_equal(minutes, 13);
	assert_int_equal(charges(first, rows), 2);
	assert_int_equal(rows[0].units, 1); /* what is signed stays */
	free(v);
	str_release(&text);
}

/* ---- signed, then corrected or void */

static int64_t
note_of(int64_t session)
{
	int64_t note = 0;

	app_kit_ok(&kit, query_visit_note(kit.a.store, session, &note, &kit.k.err));
	return note;
}

static struct addendum
addendum(int64_t session, const char *kind)
{
	struct addendum x;

	dict_row_init(dict_entity(E_ADDENDUM), &x);
	x.note = note_of(session);
	str_copy(x.kind, sizeof x.kind, kind);
	str_copy(x.reason, sizeof x.reason, "Mistaken");
	str_copy(x.text, sizeof x.text, "What is added.");
	return x;
}

static void
correct(int64_t session, const char *line)
{
	struct addendum x = addendum(session, "correction");

	app_kit_wait(60000);
	app_kit_ok(&kit, claim_correct(&kit.a, line, &x, &kit.k.err));
	app_kit_ok(&kit, visit_addendum(&kit.a, &x, "1234", &kit.k.err));
}

static void
make_void(int64_t session)
{
	struct addendum x = addendum(session, "void");

	app_kit_ok(&kit, visit_addendum(&kit.a, &x, "1234", &kit.k.err));
}

static int
old_charges(int64_t session, struct charge rows[8])
{
	int n = 0;

	app_kit_ok(&kit,
		   query_charges_replaced(kit.a.store, session, rows, 8, &n, &kit.k.err));
	return n;
}

static void
is_charge(const struct charge *c, const char *code, int64_t minutes, int64_t units,
	  const char *modifiers)
{
	assert_string_equal(c->code, code);
	assert_int_equal(c->minutes, minutes);
	assert_int_equal(c->units, units);
	assert_string_equal(c->modifiers, modifiers);
}

/* Minutes, codes and modifiers: new charges hold, the old ones stay, marked. */
static void
test_claim__correction__replaces_charges(void **state)
{
	int64_t payer = payer_of("Mended", "medicare"), session;
	struct visit *v =
	    visit(person("Mended", payer, "97110", "97140"), "97110", 15, "97140", 16);
	struct addendum x;
	struct charge rows[8], old[8];

	(void)state;
	fee(payer, "97110", 30000);
	session = sign(v);
	free(v);
	correct(session, "97110 38");
	assert_int_equal(charges(session, rows), 2);
	is_charge(&rows[0], "97110", 38, 3, "GP");
	is_charge(&rows[1], "97140", 16, 1, "GP");
	assert_int_equal(rows[0].amount, 90000);
	assert_non_null(strstr(rows[0].reason, "corrected: Mistaken"));
	assert_int_equal(old_charges(session, old), 2);
	is_charge(&old[0], "97110", 15, 1, "GP");
	correct(session, "97140 0, 97112 16"); /* it was another code */
	assert_int_equal(charges(session, rows), 3);
	is_charge(&rows[0], "97110", 38, 3, "GP");
	is_charge(&rows[1], "97140", DICT_NONE, 0, "GP");
	is_charge(&rows[2], "97112", 16, 1, "GP");
	assert_int_equal(old_charges(session, old), 4);
	x = addendum(session, "correction"); /* a new pair is a new question */
	correct(session, "97110 0, 97530 38");
	app_kit_no(&kit, ST_INVALID,
		   claim_correct(&kit.a, "97112 0, 97116 16", &x, &kit.k.err));
	assert_true(app_kit_said(&kit, "97116 15 GP 59"));
	app_kit_ok(&kit,
		   claim_correct(&kit.a, "97112 0, 97116 16 gp 59", &x, &kit.k.err));
	assert_string_equal(x.old_value, "97112 16, 97116 0 ");
	assert_string_equal(x.new_value, "97112 0, 97116 16 GP 59");
	correct(session, x.new_value);
	assert_int_equal(charges(session, rows), 3);
	is_charge(&rows[2], "97116", 16, 1, "GP 59");
	make_void(session);
	x = addendum(session, "correction");
	app_kit_ok(&kit, claim_correct(&kit.a, "97116 8 GP XS = 97530:3;97116:0", &x,
				       &kit.k.err));
	app_kit_no(&kit, ST_DENIED, visit_addendum(&kit.a, &x, "1234", &kit.k.err));
}

/* Equal units are asked in a correction as they are before signing. */
static void
test_claim__correction__asks_a_tie(void **state)
{
	int64_t payer = payer_of("Even", "medicare"), session;
	struct visit *v =
	    visit(person("Even", payer, "97110", "97112"), "97110", 15, "97112", 31);
	struct addendum x;
	struct charge rows[8];

	(void)state;
	session = sign(v);
	free(v);
	x = addendum(session, "correction");
	app_kit_no(&kit, ST_INVALID,
		   claim_correct(&kit.a, "97110 20, 97112 20", &x, &kit.k.err));
	assert_true(app_kit_said(&kit, "Equal units: 97110:2;97112:1"));
	assert_true(app_kit_said(&kit, "97110 20, 97112 20 = 97110:2;97112:1"));
	app_kit_no(&kit, ST_INVALID,
		   claim_correct(&kit.a, "97110 20, 97112 20 = 97110:9", &x, &kit.k.err));
	correct(session, "97110 20, 97112 20 = 97110:1;97112:2");
	assert_int_equal(charges(session, rows), 2);
	is_charge(&rows[0], "97110", 20, 1, "GP");
	is_charge(&rows[1], "97112", 20, 2, "GP");
}

/* What is not a correction is said, and nothing is written. */
static void
test_claim__correction__refuses_nonsense(void **state)
{
	static const char *const lines[] = {"",
					    "97110",
					    "97110 x",
					    "97110 -1",
					    "97110 1441",
					    "97110 8 G",
					    "97110 8 GP KX CQ 59 XS",
					    "38 97110x"};
	int64_t payer = payer_of("Nonsense", "medicare"), session;
	struct visit *v =
	    visit(person("Nonsense", payer, "97110", "97140"), "97110", 15, "97140", 16);
	struct addendum x;

	(void)state;
	session = sign(v);
	free(v);
	x = addendum(session, "correction");
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		app_kit_no(&kit, ST_INVALID,
			   claim_correct(&kit.a, lines[i], &x, &kit.k.err));
	app_kit_no(&kit, ST_NOT_FOUND, claim_correct(&kit.a, "97999 8", &x, &kit.k.err));
}

/* The answers given before signing count again: the pair stays apart. */
static void
test_claim__correction__keeps_answers(void **state)
{
	int64_t payer = payer_of("Answers", "medicare"), session;
	struct visit *v =
	    visit(person("Answers", payer, "97530", "97116"), "97530", 15, "97116", 15);
	struct charge rows[8];

	(void)state;
	answer(v, "pair:97530/97116", "XS", "");
	session = sign(v);
	free(v);
	correct(session, "97116 30");
	assert_int_equal(charges(session, rows), 2);
	is_charge(&rows[1], "97116", 30, 2, "GP XS");
}

/* A void visit of a date leaves the pool: the later visit is charged by itself. */
static void
test_claim__void__leaves_the_pool(void **state)
{
	int64_t payer = payer_of("Void", "medicare"), patient, first, second;
	struct charge rows[8];
	struct claims c;
	struct claims_order o = {CLAIMS_LINES, 0, 0, 0};
	struct visit *v;
	int64_t day;

	(void)state;
	patient = person("Void", payer, "97110", "97140");
	v = visit(patient, "97110", 8, "97140", 1);
	day = v->live.service_date;
	first = sign(v);
	free(v);
	v = visit(patient, "97110", 1, "97140", 12);
	second = sign(v);
	free(v);
	assert_int_equal(charges(second, rows), 2);
	assert_int_equal(rows[0].units, -1);
	app_kit_wait(1000);
	make_void(first);
	assert_int_equal(charges(second, rows), 2);
	is_charge(&rows[0], "97110", 1, 0, "GP");
	is_charge(&rows[1], "97140", 12, 1, "GP");
	assert_non_null(strstr(rows[1].reason, "another visit void"));
	assert_int_equal(charges(first, rows), 2); /* what was signed stays */
	assert_int_equal(rows[0].units, 1);
	o.session = first;
	app_kit_ok(&kit, claims_make(&kit.a, &o, &c, &kit.k.err));
	assert_int_equal(c.units, 0);
	assert_int_equal(c.void_units, 1);
	claims_release(&c);
	v = visit(patient, "97110", 1, "97140", 1);
	{
		struct claim *now = claim(v);

		assert_int_equal(v->live.service_date, day);
		assert_int_equal(now->earlier, 1); /* the void one is none */
		free(now);
	}
	free(v);
}

/* A correction of the first visit of a date charges the second anew. */
static void
test_claim__correction__goes_through_the_date(void **state)
{
	int64_t payer = payer_of("Through", "medicare"), patient, first, second;
	struct charge rows[8];
	struct visit *v;

	(void)state;
	patient = person("Through", payer, "97110", "97140");
	v = visit(patient, "97110", 8, "97140", 1);
	first = sign(v);
	free(v);
	v = visit(patient, "97110", 1, "97140", 12);
	second = sign(v);
	free(v);
	correct(first, "97110 23"); /* 24 and 13 minutes of the date: one unit each */
	assert_int_equal(charges(first, rows), 2);
	is_charge(&rows[0], "97110", 23, 2, "GP");
	assert_int_equal(charges(second, rows), 2);
	is_charge(&rows[0], "97110", 1, -1, "GP");
	is_charge(&rows[1], "97140", 12, 1, "GP");
	correct(first, "97110 15, 97140 15"); /* 16 and 27: three units */
	assert_int_equal(charges(second, rows), 2);
	is_charge(&rows[0], "97110", 1, 0, "GP");
	is_charge(&rows[1], "97140", 12, 1, "GP");
}

/* What was withdrawn does not count against the threshold. */
static void
test_claim__void__leaves_the_year(void **state)
{
	int64_t payer = payer_of("Year", "medicare"), patient, session;
	struct visit *v;
	struct claim *c;

	(void)state;
	patient = person("Year", payer, "97110", "97140");
	fee(payer, "97110", 600000);
	fee(payer, "97140", 400000);
	session = sign(v = visit(patient, "97110", 15, "97140", 15));
	free(v);
	app_kit_wait(INT64_C(24) * 3600 * 1000);
	v = visit(patient, "97110", 15, "97140", 15);
	c = claim(v);
	assert_int_equal(c->year.used, 1000000);
	free(c);
	correct(session, "97110 30");
	c = claim(v);
	assert_int_equal(c->year.used, 1600000);
	free(c);
	make_void(session);
	c = claim(v);
	assert_int_equal(c->year.used, 0);
	free(c);
	free(v);
}

/* ---- telehealth */

static void
test_claim__telehealth__place_of_the_patient(void **state)
{
	int64_t payer = payer_of("Video", "medicare");
	struct visit *v =
	    visit(person("Video", payer, "97110", "97530"), "97110", 15, "97530", 15);
	struct charge rows[8];
	struct session s;
	struct claim *c;
	int64_t session;

	(void)state;
	app_kit_no(&kit, ST_INVALID,
		   claim_answer(&kit.a, v, "mode", "telepathy", "", &kit.k.err));
	answer(v, "mode", "video", "");
	c = claim(v);
	assert_non_null(asked(c, "place"));
	free(c);
	app_kit_script(&kit, v); /* tells the place too */
	session = sign(v);
	assert_int_equal(charges(session, rows), 2);
	assert_string_equal(rows[0].place, "10");
	assert_string_equal(rows[0].modifiers, "GP");
	app_kit_ok(&kit, record_get(kit.a.store, E_SESSION, session, &s, &kit.k.err));
	assert_string_equal(s.mode, "video");
	free(v);
}

static int
begin(void **state)
{
	(void)state;
	app_kit_new(&kit);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	app_kit_end(&kit);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_claim__tie__asked_before_signing),
	    cmocka_unit_test(test_claim__pair__answer_is_frozen),
	    cmocka_unit_test(test_claim__pair__own_row_counts),
	    cmocka_unit_test(test_claim__kx__by_year),
	    cmocka_unit_test(test_claim__one_date__is_one_pool),
	    cmocka_unit_test(test_claim__correction__replaces_charges),
	    cmocka_unit_test(test_claim__correction__asks_a_tie),
	    cmocka_unit_test(test_claim__correction__refuses_nonsense),
	    cmocka_unit_test(test_claim__correction__keeps_answers),
	    cmocka_unit_test(test_claim__correction__goes_through_the_date),
	    cmocka_unit_test(test_claim__void__leaves_the_pool),
	    cmocka_unit_test(test_claim__void__leaves_the_year),
	    cmocka_unit_test(test_claim__telehealth__place_of_the_patient),
	    cmocka_unit_test(test_claim__kx__running_total),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
