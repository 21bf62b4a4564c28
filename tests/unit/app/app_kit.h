/* app_kit.h - an open clinic with a clock by hand, staff, a payer, and patients with a plan. */
#ifndef TEST_APP_KIT_H
#define TEST_APP_KIT_H

#include "store/store_kit.h"

#include "app/app.h"
#include "app/care.h"
#include "app/phone.h"
#include "app/screening.h"
#include "app/staff.h"
#include "app/visit.h"
#include "store/access.h"
#include "store/query_goals.h"

enum { APP_KIT_WALL_S = 1777885200 }; /* 2026-05-04 09:00 UTC */

struct app_kit {
	struct kit k; /* directory, err */
	struct app a;
	int64_t anna, pia, payer_cms, payer_ama;
};

/* The clock of the run. */
static struct {
	int64_t ms;
	char boot[CLOCK_BOOT_SIZE];
} app_kit_now;

static inline int64_t
app_kit_boot_ms(void *arg)
{
	(void)arg;
	return 5000000 + app_kit_now.ms;
}

static inline int64_t
app_kit_wall_ms(void *arg)
{
	(void)arg;
	return (int64_t)APP_KIT_WALL_S * 1000 + app_kit_now.ms;
}

static inline void
app_kit_boot_id(void *arg, char id[CLOCK_BOOT_SIZE])
{
	(void)arg;
	str_copy(id, CLOCK_BOOT_SIZE, app_kit_now.boot);
}

static const struct clock app_kit_clock = {app_kit_boot_ms, app_kit_wall_ms,
					   app_kit_boot_id, NULL};

static inline void
app_kit_wait(int64_t ms)
{
	app_kit_now.ms += ms;
}

#define app_kit_ok(c, expression) kit_ok(&(c)->k, expression)

/* The call is refused with that status. */
#define app_kit_no(c, status, expression)                                                \
	do {                                                                             \
		memset(&(c)->k.err, 0, sizeof(c)->k.err);                                \
		assert_int_equal(expression, status);                                    \
		assert_true((c)->k.err.detail[0] != '\0');                               \
	} while (0)

/* True when the last refusal said so. */
static inline bool
app_kit_said(const struct app_kit *c, const char *part)
{
	return strstr(status_say(&c->k.err), part) != NULL;
}

static inline struct staff
app_kit_person(const char *login, const char *role)
{
	struct staff s;

	dict_row_init(dict_entity(E_STAFF), &s);
	str_copy(s.login, sizeof s.login, login);
	str_format(s.name, sizeof s.name, "Test %s", login);
	str_copy(s.role, sizeof s.role, role);
	str_copy(s.credential, sizeof s.credential, role[2] ? "PTA" : "PT");
	str_copy(s.discipline, sizeof s.discipline, "PT");
	str_copy(s.licence_no, sizeof s.licence_no, "PT-1");
	s.licence_from = 20250101;
	s.licence_to = 20270101;
	s.active = 1;
	return s;
}

/* Adds the person with PIN 1234 and passphrase "correct horse", as the program does: whoever is
 * logged in need not be a manager. */
static inline int64_t
app_kit_staff(struct app_kit *c, struct staff *s)
{
	access_lift(c->a.store);
	app_kit_ok(c, record_add(c->a.store, E_STAFF, s, &c->k.err));
	app_kit_ok(c, staff_set_secret(&c->a, s->head.no, "correct horse", "1234", true,
				       &c->k.err));
	access_drop(c->a.store);
	return s->head.no;
}

static inline int64_t
app_kit_payer(struct app_kit *c, const char *name, const char *rule)
{
	struct payer p;

	dict_row_init(dict_entity(E_PAYER), &p);
	str_copy(p.name, sizeof p.name, name);
	str_copy(p.unit_rule, sizeof p.unit_rule, rule);
	app_kit_ok(c, record_add(c->a.store, E_PAYER, &p, &c->k.err));
	return p.head.no;
}

/* The first clinic of a test program, closed: the others begin as its copies, which spares
 * each of them the shipped tables and the passphrases. */
static struct app_kit app_kit_first;

static inline void
app_kit_forget(void)
{
	remove_all(app_kit_first.k.dir);
}

static inline void
app_kit_clock_zero(struct app_kit *c)
{
	memset(c, 0, sizeof *c);
	setenv("TZ", "UTC", 1);
	app_kit_now.ms = 0;
	str_copy(app_kit_now.boot, sizeof app_kit_now.boot, "boot-a");
	kit_init(&c->k);
	c->k.env.clock = &app_kit_clock;
}

static inline void
app_kit_make_first(void)
{
	struct app_kit *c = &app_kit_first;
	struct store_site site = kit_site;
	struct staff anna = app_kit_person("anna", "pt");
	struct staff pia = app_kit_person("pia", "pta");

	app_kit_clock_zero(c);
	app_kit_ok(c, app_init(c->k.dir, &c->k.env, &site, &c->k.err));
	app_kit_ok(c, app_open(&c->a, c->k.dir, &c->k.env, &c->k.err));
	c->anna = app_kit_staff(c, &anna);
	c->pia = app_kit_staff(c, &pia);
	c->payer_cms = app_kit_payer(c, "Total time", "cms");
	c->payer_ama = app_kit_payer(c, "Each code", "ama");
	app_close(&c->a);
	atexit(app_kit_forget);
}

/* A clinic with anna (pt, logged in) and pia (pta), two payers. */
static inline void
app_kit_new(struct app_kit *c)
{
	if (!app_kit_first.anna)
		app_kit_make_first();
	app_kit_clock_zero(c);
	kit_copy_dir(app_kit_first.k.dir, c->k.dir);
	app_kit_ok(c, app_open(&c->a, c->k.dir, &c->k.env, &c->k.err));
	c->anna = app_kit_first.anna;
	c->pia = app_kit_first.pia;
	c->payer_cms = app_kit_first.payer_cms;
	c->payer_ama = app_kit_first.payer_ama;
	app_kit_ok(c, staff_act_as(&c->a, "anna", &c->k.err));
}

static inline void
app_kit_end(struct app_kit *c)
{
	app_close(&c->a);
	kit_end(&c->k);
}

static inline int64_t
app_kit_patient(struct app_kit *c, const char *family, int64_t payer)
{
	struct patient p;

	dict_row_init(dict_entity(E_PATIENT), &p);
	str_copy(p.family_name, sizeof p.family_name, family);
	str_copy(p.given_name, sizeof p.given_name, "Test");
	p.birth_date = 19570302;
	p.payer = payer;
	app_kit_ok(c, care_register(&c->a, &p, &c->k.err));
	return p.head.no;
}

/* An open episode with knee pain; its number. */
static inline int64_t
app_kit_episode(struct app_kit *c, int64_t patient)
{
	struct episode e;

	dict_row_init(dict_entity(E_EPISODE), &e);
	e.patient = patient;
	app_kit_ok(c, care_open_episode(&c->a, &e, "M25.561", NULL, &c->k.err));
	return e.head.no;
}

static inline int64_t
app_kit_plan(struct app_kit *c, int64_t episode)
{
	struct plan_of_care p;

	dict_row_init(dict_entity(E_PLAN_OF_CARE), &p);
	p.episode = episode;
	access_lift(c->a.store); /* a therapist does, whoever is logged in */
	app_kit_ok(c, care_make_plan(&c->a, &p, &c->k.err));
	access_drop(c->a.store);
	return p.head.no;
}

/* Some exercise of the library, the i-th by name. */
static inline struct exercise
app_kit_exercise(struct app_kit *c, int i)
{
	struct exercise_filter all = {0};
	struct exercise *rows = mem_alloc(300 * sizeof *rows), x;
	int n = 0;

	app_kit_ok(c, query_exercises(c->a.store, &all, rows, 300, &n, &c->k.err));
	assert_true(n > i);
	x = rows[i];
	free(rows);
	return x;
}

/* sets timed blocks of seconds each, nothing in between: sets * seconds on the clock. */
static inline struct prescription
app_kit_block(struct app_kit *c, int64_t plan, int rank, const char *code, int sets,
	      int seconds)
{
	struct exercise x = app_kit_exercise(c, rank);
	struct prescription p;

	care_prescription_from(&x, plan, rank, &p);
	str_copy(p.code, sizeof p.code, code);
	str_copy(p.side_mode, sizeof p.side_mode, "none");
	p.tempo[0] = '\0';
	p.sets = sets;
	p.reps = p.hold_s = 0;
	p.duration_s = seconds;
	p.rest_s = p.lead_in_s = p.switch_s = 0;
	return p;
}

/* A measurable goal of the episode of a plan; the same one each time. */
static inline int64_t
app_kit_goal(struct app_kit *c, int64_t plan)
{
	struct plan_of_care p;
	struct goal g;
	int n = 0;

	app_kit_ok(c, record_get(c->a.store, E_PLAN_OF_CARE, plan, &p, &c->k.err));
	app_kit_ok(c, query_goals(c->a.store, p.episode, &g, 1, &n, &c->k.err));
	if (n)
		return g.head.no;
	dict_row_init(dict_entity(E_GOAL), &g);
	g.episode = p.episode;
	str_copy(g.measure, sizeof g.measure, "tug");
	str_copy(g.function, sizeof g.function, "walk to the market");
	str_copy(g.text, sizeof g.text, "Walk to the market");
	str_copy(g.state, sizeof g.state, "active");
	g.baseline = 18000;
	g.target = 12000;
	g.due = 20260615;
	access_lift(c->a.store);
	app_kit_ok(c, record_add(c->a.store, E_GOAL, &g, &c->k.err));
	access_drop(c->a.store);
	return g.head.no;
}

/* Stores it; it serves a goal, unless it names one. */
static inline int64_t
app_kit_prescribe(struct app_kit *c, struct prescription p)
{
	if (p.goal == DICT_NONE)
		p.goal = app_kit_goal(c, p.plan);
	app_kit_ok(c, care_prescribe(&c->a, &p, &c->k.err));
	return p.head.no;
}

/* A patient of the Medicare payer with an episode and a plan; *plan may be NULL. */
static inline int64_t
app_kit_case(struct app_kit *c, const char *family, int64_t *plan)
{
	int64_t patient = app_kit_patient(c, family, c->payer_cms);
	int64_t made = app_kit_plan(c, app_kit_episode(c, patient));

	if (plan)
		*plan = made;
	return patient;
}

/* The screening of a patient of whom nothing is to be told: intake or "no change". */
static inline void
app_kit_screen(struct app_kit *c, struct visit *v)
{
	struct screening_draft *d = mem_alloc(sizeof *d);
	struct screening saved;

	app_kit_ok(
	    c, screening_begin(&c->a, v->live.patient, v->live.episode, d, &c->k.err));
	d->no_change = !strcmp(d->kind, "visit");
	app_kit_ok(c, screening_save(&c->a, v, d, &saved, &c->k.err));
	free(d);
}

/* The script of a visit at a distance, every needed step answered as wished. */
static inline void
app_kit_script(struct app_kit *c, struct visit *v)
{
	struct phone_script script = {0};

	app_kit_ok(c, phone_load(&c->a, v->live.service_date, &script, &c->k.err));
	for (int i = 0; i < script.n; i++)
		if (script.rows[i].needed == 1)
			app_kit_ok(c, phone_answer(&c->a, v, &script.rows[i], ASKED_YES,
						   "as told", &c->k.err));
	phone_release(&script);
}

/* The session as it stands, looked at as before its signature: its note, its gaps (appended),
 * what its check finds; each may be NULL. */
static inline void
app_kit_read(struct app_kit *c, const struct visit *v, struct note *n, struct str *gaps,
	     struct presign *p)
{
	struct visit_look *l = mem_alloc(sizeof *l);

	app_kit_ok(c, visit_look(&c->a, v, l, &c->k.err));
	if (n)
		*n = l->note;
	if (gaps)
		str_add(gaps, str_text(&l->gaps));
	if (p)
		*p = l->check;
	visit_look_release(l);
	free(l);
}

/* One key of a session. The first start comes after the screening. */
static inline void
app_kit_do(struct app_kit *c, struct visit *v, enum session_event_kind kind, int item,
	   int64_t n, const char *text)
{
	if (kind == SEV_START && v->told.n_gates == 0)
		app_kit_screen(c, v);
	app_kit_ok(c, visit_do(&c->a, v, kind, item, n, text, &c->k.err));
}

#endif
