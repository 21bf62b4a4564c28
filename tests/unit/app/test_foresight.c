/* test_foresight.c - what forecasts are made from, held against the dictionary, against plain counts
 * over every row, and against people who differ in nothing but who they are. */
#include "app_kit.h"

#include "app/care_rules.h"
#include "app/demo.h"
#include "app/foresight.h"
#include "app/lapse.h"
#include "base/io.h"
#include "core/dict_rows.h"

enum { TODAY = 20260504, LINES = 400, OUT = 21 };

static struct app_kit kit;

static int
set_up(void **state)
{
	struct store_site site = kit_site;
	struct demo_size size = {.seed = 1};

	(void)state;
	setenv("TZ", "UTC", 1);
	site.practice = true;
	memset(&kit, 0, sizeof kit);
	kit_init(&kit.k);
	kit.k.env.clock = &app_kit_clock;
	app_kit_ok(&kit, app_init(kit.k.dir, &kit.k.env, &site, &kit.k.err));
	app_kit_ok(&kit, app_open(&kit.a, kit.k.dir, &kit.k.env, &kit.k.err));
	app_kit_ok(&kit, demo_fill(kit.a.store, &size, NULL, NULL, &kit.k.err));
	app_kit_ok(&kit, staff_act_as(&kit.a, "anna", &kit.k.err));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	app_kit_end(&kit);
	return 0;
}

/* ---- every row of an entity in memory */

struct rows {
	enum entity_id e;
	char *p;
	int n;
};

static bool
keep(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct rows *r = arg;
	const struct entity *e = dict_entity(r->e);

	r->p = mem_grow(r->p, (size_t)(r->n + 1) * e->size);
	assert_true(dict_row_take(e, r->p + (size_t)r->n++ * e->size, no, id, cells));
	return true;
}

static struct rows
all_rows(enum entity_id e)
{
	struct rows r = {.e = e};

	app_kit_ok(&kit, record_scan(kit.a.store, e, NULL, keep, &r, &kit.k.err));
	return r;
}

static const struct foresight *
models(void)
{
	const struct foresight *f;

	foresight_release(&kit.a);
	app_kit_ok(&kit, foresight_models(&kit.a, &f, &kit.k.err));
	return f;
}

/* ---- what may be an input */

/* Who somebody is, and what nobody can change, is no input: no field of the people and payers, and
 * nothing that is called so anywhere. */
static void
test_foresight__inputs__nothing_about_the_person(void **state)
{
	static const enum entity_id never[] = {E_PATIENT, E_PAYER,     E_STAFF,
					       E_SITE,	  E_CONDITION, E_SAME_PERSON};
	static const char *const words[] = {
	    "birth",	"sex",	"language", "payer", "insured", "address",
	    "state_of", "race", "national", "phone", "member",	"occupation"};
	static const char *const scores[] = {"active_min_week", "hep_done",
					     "exercise_confidence", "phq2"};
	struct care_rule_set set;
	int inputs = 0;

	(void)state;
	app_kit_ok(&kit, care_rule_all(&kit.a, "forecast", TODAY, &set, &kit.k.err));
	assert_int_equal(set.n, FORESIGHT_COUNT);
	for (int i = 0; i < FORESIGHT_COUNT; i++) {
		char list[121], *more = NULL;

		assert_string_equal(set.rows[i]->key,
				    foresight_key((enum foresight_feature)i));
		assert_true(set.rows[i]->source[0] && set.rows[i]->verification[0]);
		str_copy(list, sizeof list, set.rows[i]->words);
		for (char *p = strtok_r(list, ";", &more); p;
		     p = strtok_r(NULL, ";", &more)) {
			char *dot = strchr(p, '.');
			const struct entity *e;

			assert_non_null(dot);
			*dot = '\0';
			e = dict_entity_named(p);
			assert_non_null(e);
			assert_true(dict_field_named(e, dot + 1) >= 0);
			for (size_t k = 0; k < sizeof never / sizeof never[0]; k++)
				assert_true(e->id != never[k]);
			for (size_t k = 0; k < sizeof words / sizeof words[0]; k++)
				assert_null(strstr(dot + 1, words[k]));
			inputs++;
		}
	}
	assert_true(inputs >= FORESIGHT_COUNT);
	for (size_t k = 0; k < sizeof scores / sizeof scores[0]; k++) {
		struct measure m;
		const char *key = scores[k];

		app_kit_ok(&kit,
			   record_find(kit.a.store, E_MEASURE,
				       dict_field_named(dict_entity(E_MEASURE), "key"),
				       (struct cell){CELL_TEXT, 0, key, strlen(key)}, &m,
				       &kit.k.err));
	}
}

static void
to_text(struct str *out)
{
	struct page_doc d = {.clinic = ""};
	struct page_form f = {.cols = 200};

	app_kit_ok(&kit, foresight_page(&kit.a, &d, &kit.k.err));
	str_clear(out);
	page_layout(&d, &f, out);
	page_release(&d);
}

/* Everybody becomes somebody else: other names, ages, sexes, languages, payers, homes. Not one digit
 * of the report, nor of anybody's forecast, changes. */
static void
test_foresight__inputs__other_people_same_numbers(void **state)
{
	const struct entity *e = dict_entity(E_PATIENT);
	struct rows patients = all_rows(E_PATIENT);
	struct foresight_booking *before = mem_alloc(LINES * sizeof *before),
				 *after = mem_alloc(LINES * sizeof *after);
	struct str a = {0}, b = {0};
	int n = 0, k = 0, changed = 0;

	(void)state;
	(void)models();
	to_text(&a);
	app_kit_ok(&kit, foresight_bookings(&kit.a, 0, before, LINES, &n, &kit.k.err));
	assert_true(n > 10);
	app_kit_ok(&kit, store_begin(kit.a.store, &kit.k.err));
	for (int i = 0; i < patients.n; i++) {
		struct patient *p = (struct patient *)(void *)patients.p + i;
		struct patient now = *p;

		str_format(now.family_name, sizeof now.family_name, "Other%d", i);
		str_copy(now.given_name, sizeof now.given_name, "Somebody");
		now.birth_date = 19300101 + i % 60 * 10000;
		str_copy(now.sex, sizeof now.sex, i % 2 ? "M" : "F");
		str_copy(now.language, sizeof now.language, i % 3 ? "Spanish" : "French");
		str_copy(now.address, sizeof now.address, "Far away 1");
		str_copy(now.state, sizeof now.state, "XX");
		str_copy(now.occupation, sizeof now.occupation, "Other");
		now.payer = DICT_NONE;
		app_kit_ok(&kit,
			   record_set(kit.a.store, E_PATIENT, p, &now, NULL, &kit.k.err));
		changed++;
	}
	assert_true(changed > 20 && e->n_fields > 20);
	(void)models();
	to_text(&b);
	assert_string_equal(str_text(&a), str_text(&b));
	app_kit_ok(&kit, foresight_bookings(&kit.a, 0, after, LINES, &k, &kit.k.err));
	assert_int_equal(n, k);
	for (int i = 0; i < n; i++) {
		assert_int_equal(before[i].no, after[i].no);
		assert_memory_equal(&before[i].risk, &after[i].risk,
				    sizeof before[i].risk);
	}
	store_cancel(kit.a.store);
	(void)models();
	str_release(&a);
	str_release(&b);
	free(before);
	free(after);
	free(patients.p);
}

/* ---- against plain counts */

static bool
missed(const struct appointment *a)
{
	return !strcmp(a->state, "no_show") ||
	       (!strcmp(a->state, "cancelled") && a->cancelled_on == a->day);
}

static bool
finished(const struct appointment *a)
{
	return missed(a) || !strcmp(a->state, "done") || !strcmp(a->state, "arrived");
}

struct world {
	struct rows appointments, sessions, episodes;
};

/* The definition of a drop-out, read literally. */
static bool
dropped(const struct world *w, const struct appointment *v)
{
	int64_t out = date_add(v->day, OUT);
	bool open = false;

	for (int i = 0; i < w->sessions.n; i++) {
		const struct session *s =
		    (const struct session *)(void *)w->sessions.p + i;

		if (s->patient == v->patient && s->service_date > v->day &&
		    s->service_date <= out)
			return false;
	}
	for (int i = 0; i < w->appointments.n; i++) {
		const struct appointment *a =
		    (const struct appointment *)(void *)w->appointments.p + i;
		int64_t booked = a->booked_on == DICT_NONE ? a->day : a->booked_on;

		if (a->patient == v->patient && a->day >= out && booked <= out &&
		    (a->cancelled_on == DICT_NONE || a->cancelled_on > out))
			return false;
	}
	for (int i = 0; i < w->episodes.n; i++) {
		const struct episode *e =
		    (const struct episode *)(void *)w->episodes.p + i;

		open = open || (e->patient == v->patient && e->opened <= v->day &&
				(e->closed == DICT_NONE || e->closed > out));
	}
	return open;
}

/* Everybody who was discharged is not, so that there are drop-outs to learn from. */
static void
reopen_all(void)
{
	struct rows episodes = all_rows(E_EPISODE);

	for (int i = 0; i < episodes.n; i++) {
		struct episode *e = (struct episode *)(void *)episodes.p + i;
		struct episode now = *e;

		now.closed = DICT_NONE;
		app_kit_ok(&kit,
			   record_set(kit.a.store, E_EPISODE, e, &now, NULL, &kit.k.err));
	}
	free(episodes.p);
}

static void
test_foresight__models__learn_from_what_happened(void **state)
{
	const struct foresight *f;
	struct world w;
	int visits = 0, miss = 0, seen = 0, out = 0;

	(void)state;
	app_kit_ok(&kit, store_begin(kit.a.store, &kit.k.err));
	reopen_all();
	f = models();
	w = (struct world){all_rows(E_APPOINTMENT), all_rows(E_SESSION),
			   all_rows(E_EPISODE)};
	for (int i = 0; i < w.appointments.n; i++) {
		const struct appointment *a =
		    (const struct appointment *)(void *)w.appointments.p + i;

		if (a->day >= TODAY || !finished(a))
			continue;
		visits++;
		miss += missed(a);
		if (missed(a) || date_add(a->day, OUT) >= TODAY)
			continue;
		seen++;
		out += dropped(&w, a);
	}
	assert_true(visits > 100 && visits < FORESIGHT_ROWS && miss > 20 && out > 5);
	assert_int_equal(f->models[FORESIGHT_NO_SHOW].visits, visits);
	assert_int_equal(f->models[FORESIGHT_NO_SHOW].happened, miss);
	assert_int_equal(f->models[FORESIGHT_NO_SHOW].show, FORESIGHT_PERCENT);
	assert_int_equal(f->models[FORESIGHT_LAPSE].visits, seen);
	assert_int_equal(f->models[FORESIGHT_LAPSE].happened, out);
	store_cancel(kit.a.store);
	free(w.appointments.p);
	free(w.sessions.p);
	free(w.episodes.p);
	(void)models();
}

/* A forecast is made again without knowing how it ended. */
static void
test_foresight__check__does_not_know_the_end(void **state)
{
	struct rows appointments = all_rows(E_APPOINTMENT);
	const struct appointment *newest = NULL;
	struct appointment now;
	struct foresight_check was = models()->models[FORESIGHT_NO_SHOW].all, is;

	(void)state;
	for (int i = 0; i < appointments.n; i++) {
		const struct appointment *a =
		    (const struct appointment *)(void *)appointments.p + i;

		if (a->day < TODAY && !strcmp(a->state, "done") &&
		    (!newest || a->day > newest->day))
			newest = a;
	}
	assert_non_null(newest);
	now = *newest;
	str_copy(now.state, sizeof now.state, "no_show");
	app_kit_ok(&kit, store_begin(kit.a.store, &kit.k.err));
	app_kit_ok(
	    &kit, record_set(kit.a.store, E_APPOINTMENT, newest, &now, NULL, &kit.k.err));
	is = models()->models[FORESIGHT_NO_SHOW].all;
	assert_int_equal(is.n, was.n);
	assert_int_equal(is.happened, was.happened + 1);
	assert_true(is.sum == was.sum);
	store_cancel(kit.a.store);
	free(appointments.p);
	(void)models();
}

/* ---- one patient by hand */

static struct appointment
visit_on(int64_t patient, int64_t day, const char *state)
{
	struct appointment a;

	dict_row_init(dict_entity(E_APPOINTMENT), &a);
	a.patient = patient;
	a.day = day;
	a.start = 600;
	a.booked_on = date_add(day, -14);
	str_copy(a.state, sizeof a.state, state);
	app_kit_ok(&kit, record_add(kit.a.store, E_APPOINTMENT, &a, &kit.k.err));
	return a;
}

static void
score_of(int64_t patient, const char *measure, int64_t day, int64_t value)
{
	struct result r;

	dict_row_init(dict_entity(E_RESULT), &r);
	r.patient = patient;
	str_copy(r.measure, sizeof r.measure, measure);
	r.day = day;
	r.value = value;
	app_kit_ok(&kit, record_add(kit.a.store, E_RESULT, &r, &kit.k.err));
}

static void
test_foresight__risk__features_by_hand(void **state)
{
	struct foresight_ask ask = {FORESIGHT_NO_SHOW, 0, 20260508, 20260417};
	struct foresight_risk r;
	struct patient p;
	struct str why = {0};
	char text[24];

	(void)state;
	app_kit_ok(&kit, store_begin(kit.a.store, &kit.k.err));
	dict_row_init(dict_entity(E_PATIENT), &p);
	str_copy(p.family_name, sizeof p.family_name, "Byhand");
	app_kit_ok(&kit, record_add(kit.a.store, E_PATIENT, &p, &kit.k.err));
	ask.patient = p.head.no;
	(void)models();
	app_kit_ok(&kit, foresight_risk(&kit.a, &ask, &r, &kit.k.err));
	assert_true(r.unknown[FORESIGHT_MISSED] && r.unknown[FORESIGHT_MOOD]);
	assert_true(r.x[FORESIGHT_LEAD] == 0.75); /* three weeks of four */
	/* the sixth back is not looked at; called off in time says nothing */
	visit_on(p.head.no, 20260301, "no_show");
	visit_on(p.head.no, 20260303, "done");
	visit_on(p.head.no, 20260305, "no_show");
	visit_on(p.head.no, 20260310, "done");
	visit_on(p.head.no, 20260312, "arrived");
	visit_on(p.head.no, 20260317, "no_show");
	visit_on(p.head.no, 20260318, "cancelled");
	visit_on(p.head.no, 20260509, "no_show"); /* after the day */
	score_of(p.head.no, "phq2", 20260401, 3000);
	score_of(p.head.no, "phq2", 20260508, 0); /* not known before that day */
	score_of(p.head.no, "exercise_confidence", 20260401, 7000);
	score_of(p.head.no, "hep_done", 20260401, 59000);
	app_kit_ok(&kit, foresight_risk(&kit.a, &ask, &r, &kit.k.err));
	assert_int_equal(r.booked, 5);
	assert_int_equal(r.missed, 2);
	assert_true(r.x[FORESIGHT_MISSED] == 0.4);
	assert_true(r.x[FORESIGHT_MOOD] == 1 && r.x[FORESIGHT_HOME] == 1);
	assert_true(r.x[FORESIGHT_CONFIDENCE] == 0 && !r.unknown[FORESIGHT_CONFIDENCE]);
	assert_true(r.unknown[FORESIGHT_PAIN] && r.unknown[FORESIGHT_ACTIVE]);
	assert_true(r.known);
	foresight_why(&models()->models[FORESIGHT_NO_SHOW], &r, &why);
	assert_non_null(strstr(str_text(&why), "x 0.40"));
	assert_non_null(strstr(str_text(&why), "not known: pain up since the visit"));
	assert_non_null(strstr(str_text(&why), "No sex, age, language"));
	assert_non_null(strstr(str_text(&why), "(recalled): missed before, booked"));
	str_clear(&why);
	foresight_reasons(&models()->models[FORESIGHT_NO_SHOW], &r, &why);
	assert_non_null(strstr(str_text(&why), "missed 2 of the last 5 visits"));
	/* off for this patient alone */
	app_kit_ok(&kit, foresight_patient(&kit.a, p.head.no, false, &kit.k.err));
	app_kit_ok(&kit, foresight_risk(&kit.a, &ask, &r, &kit.k.err));
	assert_true(r.off && !r.known);
	foresight_risk_text(&models()->models[FORESIGHT_NO_SHOW], &r, text, sizeof text);
	assert_string_equal(text, "off");
	app_kit_ok(&kit, foresight_patient(&kit.a, p.head.no, true, &kit.k.err));
	app_kit_ok(&kit, foresight_risk(&kit.a, &ask, &r, &kit.k.err));
	assert_true(r.known);
	store_cancel(kit.a.store);
	str_release(&why);
	(void)models();
}

/* A programme of an earlier episode says nothing of this one. */
static void
test_foresight__risk__home_of_this_episode(void **state)
{
	struct foresight_ask ask = {FORESIGHT_NO_SHOW, 0, 20260508, DICT_NONE};
	struct foresight_risk r;
	struct patient p;
	struct episode e;

	(void)state;
	app_kit_ok(&kit, store_begin(kit.a.store, &kit.k.err));
	dict_row_init(dict_entity(E_PATIENT), &p);
	str_copy(p.family_name, sizeof p.family_name, "Again");
	app_kit_ok(&kit, record_add(kit.a.store, E_PATIENT, &p, &kit.k.err));
	ask.patient = p.head.no;
	dict_row_init(dict_entity(E_EPISODE), &e);
	e.patient = p.head.no;
	str_copy(e.title, sizeof e.title, "Knee");
	e.opened = 20240101;
	e.closed = 20240301;
	app_kit_ok(&kit, record_add(kit.a.store, E_EPISODE, &e, &kit.k.err));
	score_of(p.head.no, "hep_done", 20240201, 10000);
	score_of(p.head.no, "exercise_confidence", 20240201, 1000);
	(void)models();
	app_kit_ok(&kit, foresight_risk(&kit.a, &ask, &r, &kit.k.err));
	assert_true(r.x[FORESIGHT_HOME] == 1 && r.x[FORESIGHT_CONFIDENCE] == 1);
	e.opened = 20260401;
	e.closed = DICT_NONE;
	memset(&e.head, 0, sizeof e.head);
	app_kit_ok(&kit, record_add(kit.a.store, E_EPISODE, &e, &kit.k.err));
	app_kit_ok(&kit, foresight_risk(&kit.a, &ask, &r, &kit.k.err));
	assert_true(r.unknown[FORESIGHT_HOME] && r.unknown[FORESIGHT_CONFIDENCE]);
	score_of(p.head.no, "hep_done", 20260410, 90000);
	app_kit_ok(&kit, foresight_risk(&kit.a, &ask, &r, &kit.k.err));
	assert_true(!r.unknown[FORESIGHT_HOME] && r.x[FORESIGHT_HOME] == 0);
	store_cancel(kit.a.store);
	(void)models();
}

/* ---- little of the home programme */

/* Of every second patient: not sure of the programme before it began, and little of it was done. Told
 * once a month, so that most visits have no telling within two weeks behind them. */
static void
tell_home(const struct rows *episodes)
{
	for (int i = 0; i < episodes->n; i++) {
		const struct episode *e = (const struct episode *)(void *)episodes->p + i;
		bool little = i % 2 == 0;

		score_of(e->patient, "exercise_confidence", e->opened,
			 little ? 3000 : 9000);
		for (int64_t day = date_add(e->opened, 20); day < TODAY;
		     day = date_add(day, 30))
			score_of(e->patient, "hep_done", day, little ? 59000 : 60000);
	}
}

static void
test_foresight__home__learns_what_was_told(void **state)
{
	const struct foresight_model *m;
	struct rows episodes = all_rows(E_EPISODE), results, appointments;
	struct foresight_ask ask = {FORESIGHT_LOW_HOME, 0, TODAY, DICT_NONE};
	struct foresight_risk low, high;
	struct str text = {0};
	int seen = 0, little = 0;

	(void)state;
	app_kit_ok(&kit, store_begin(kit.a.store, &kit.k.err));
	m = &models()->models[FORESIGHT_LOW_HOME];
	assert_int_equal(m->visits, 0);
	assert_int_equal(m->show, FORESIGHT_COUNTS);
	ask.patient = ((const struct episode *)(void *)episodes.p)->patient;
	app_kit_ok(&kit, foresight_home(&kit.a, ask.patient, &text, &kit.k.err));
	assert_int_equal(text.n, 0);
	tell_home(&episodes);
	results = all_rows(E_RESULT);
	appointments = all_rows(E_APPOINTMENT);
	for (int i = 0; i < appointments.n; i++) {
		const struct appointment *a =
		    (const struct appointment *)(void *)appointments.p + i;
		int64_t end = date_add(a->day, 14), last = 0, value = 0;

		if (!finished(a) || missed(a) || end >= TODAY)
			continue;
		for (int k = 0; k < results.n; k++) {
			const struct result *r =
			    (const struct result *)(void *)results.p + k;

			if (r->patient == a->patient && !strcmp(r->measure, "hep_done") &&
			    r->day > a->day && r->day <= end && r->day > last) {
				last = r->day;
				value = r->value;
			}
		}
		seen += last > 0;
		little += last > 0 && value < 60000;
	}
	assert_true(seen > 50 && little > 10 && little < seen);
	m = &models()->models[FORESIGHT_LOW_HOME];
	assert_int_equal(m->visits, seen);
	assert_int_equal(m->happened, little);
	for (int j = 0; j < m->n_features; j++)
		assert_int_not_equal(m->features[j], FORESIGHT_HOME);
	assert_false(m->worse);
	app_kit_ok(&kit, foresight_risk(&kit.a, &ask, &high, &kit.k.err));
	ask.patient = ((const struct episode *)(void *)episodes.p + 1)->patient;
	app_kit_ok(&kit, foresight_risk(&kit.a, &ask, &low, &kit.k.err));
	assert_true(high.known && low.known && high.one.p > low.one.p);
	ask.patient = ((const struct episode *)(void *)episodes.p)->patient;
	app_kit_ok(&kit, foresight_home(&kit.a, ask.patient, &text, &kit.k.err));
	assert_non_null(strstr(str_text(&text), "Risk of doing little in the next two "));
	assert_non_null(strstr(str_text(&text), "low confidence in the home programme"));
	str_clear(&text);
	foresight_calibration(models(), &text);
	assert_non_null(strstr(str_text(&text), "Little of the home programme. From "));
	store_cancel(kit.a.store);
	str_release(&text);
	free(episodes.p);
	free(results.p);
	free(appointments.p);
	(void)models();
}

/* ---- order, switches, roles */

static void
test_foresight__lapse_list__in_the_order_of_risk(void **state)
{
	struct lapse_line *lines = mem_alloc(LINES * sizeof *lines);
	struct lapse_ask ask = {.everybody = true};
	struct lapse_list list = {.lines = lines, .max = LINES};
	int other = 0;

	(void)state;
	app_kit_ok(&kit, store_begin(kit.a.store, &kit.k.err));
	reopen_all();
	assert_false(models()->models[FORESIGHT_LAPSE].worse);
	app_kit_ok(&kit, lapse_list(&kit.a, &ask, &list, &kit.k.err));
	assert_true(list.n > 10);
	for (int i = 0; i < list.n; i++) {
		assert_true(lines[i].risk.known);
		if (i == 0)
			continue;
		assert_true(lines[i].risk.one.p <= lines[i - 1].risk.one.p);
		other += lines[i].days > lines[i - 1].days;
	}
	assert_true(other > 0); /* by days alone the order would be another */
	store_cancel(kit.a.store);
	free(lines);
	(void)models();
}

static void
test_foresight__switch__of_the_clinic(void **state)
{
	struct foresight_booking *rows = mem_alloc(LINES * sizeof *rows);
	struct str out = {0};
	int n = 0;

	(void)state;
	app_kit_ok(&kit, store_begin(kit.a.store, &kit.k.err));
	app_kit_ok(&kit, foresight_switch(&kit.a, false, &kit.k.err));
	app_kit_ok(&kit, foresight_bookings(&kit.a, 0, rows, LINES, &n, &kit.k.err));
	assert_true(n > 10);
	for (int i = 0; i < n; i++) {
		assert_false(rows[i].risk.known);
		assert_true(i == 0 || rows[i].day >= rows[i - 1].day);
	}
	foresight_calibration(models(), &out);
	assert_non_null(strstr(str_text(&out), "switched off in this clinic"));
	app_kit_ok(&kit, foresight_switch(&kit.a, true, &kit.k.err));
	app_kit_ok(&kit, foresight_bookings(&kit.a, 0, rows, LINES, &n, &kit.k.err));
	assert_true(rows[0].risk.known);
	for (int i = 1; i < n; i++)
		assert_true(rows[i].risk.one.p <= rows[i - 1].risk.one.p);
	store_cancel(kit.a.store);
	str_release(&out);
	free(rows);
}

/* Reasons tell of mood and pain: not for who may not read charts. */
static void
test_foresight__models__not_for_the_desk(void **state)
{
	const struct foresight *f;

	(void)state;
	app_kit_ok(&kit, staff_act_as(&kit.a, "dora", &kit.k.err));
	app_kit_no(&kit, ST_DENIED, foresight_models(&kit.a, &f, &kit.k.err));
	app_kit_no(&kit, ST_DENIED, foresight_switch(&kit.a, false, &kit.k.err));
	app_kit_ok(&kit, staff_act_as(&kit.a, "anna", &kit.k.err));
}

static void
test_foresight__save__is_csv(void **state)
{
	char path[600], *bytes;
	size_t n;

	(void)state;
	str_format(path, sizeof path, "%s/out.csv", kit.k.dir);
	app_kit_ok(&kit, foresight_save(&kit.a, path, &kit.k.err));
	app_kit_ok(&kit, io_read_file(&io_posix, path, 1 << 20, &bytes, &n, &kit.k.err));
	assert_non_null(strstr(bytes, "model,part,name,visits,forecast,happened,value,"
				      "start,verification,source\r\n"));
	assert_non_null(strstr(bytes, "missed,number,missed before,"));
	assert_non_null(strstr(bytes, "1.5000,recalled,\"Odds ratio"));
	free(bytes);
}

/* The made-up clinic shows both forecasts, whatever day of the week it is made on. */
static void
test_foresight__demo__is_on(void **state)
{
	struct store_site site = kit_site;
	struct demo_size size = {.seed = 1};

	(void)state;
	site.practice = true;
	for (int day = 0; day < 7; day++) {
		struct app_kit own;
		const struct foresight *f;

		app_kit_clock_zero(&own);
		app_kit_wait((int64_t)day * 86400 * 1000);
		app_kit_ok(&own, app_init(own.k.dir, &own.k.env, &site, &own.k.err));
		app_kit_ok(&own, app_open(&own.a, own.k.dir, &own.k.env, &own.k.err));
		app_kit_ok(&own, demo_fill(own.a.store, &size, NULL, NULL, &own.k.err));
		app_kit_ok(&own, staff_act_as(&own.a, "anna", &own.k.err));
		app_kit_ok(&own, foresight_models(&own.a, &f, &own.k.err));
		for (int i = 0; i < FORESIGHT_LOW_HOME; i++) { /* nobody told of that */
			if (f->models[i].worse || f->models[i].show == FORESIGHT_COUNTS)
				fail_msg(
				    "day %d, model %d: %d of %d, Brier %.4f, base %.4f",
				    day, i, f->models[i].happened, f->models[i].visits,
				    foresight_brier(&f->models[i].last),
				    foresight_brier_base(f->models[i].base));
		}
		app_kit_end(&own);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_foresight__inputs__nothing_about_the_person),
	    cmocka_unit_test(test_foresight__inputs__other_people_same_numbers),
	    cmocka_unit_test(test_foresight__models__learn_from_what_happened),
	    cmocka_unit_test(test_foresight__check__does_not_know_the_end),
	    cmocka_unit_test(test_foresight__risk__features_by_hand),
	    cmocka_unit_test(test_foresight__risk__home_of_this_episode),
	    cmocka_unit_test(test_foresight__home__learns_what_was_told),
	    cmocka_unit_test(test_foresight__lapse_list__in_the_order_of_risk),
	    cmocka_unit_test(test_foresight__switch__of_the_clinic),
	    cmocka_unit_test(test_foresight__models__not_for_the_desk),
	    cmocka_unit_test(test_foresight__save__is_csv),
	    cmocka_unit_test(test_foresight__demo__is_on),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
