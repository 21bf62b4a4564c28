/* progress_kit.h - exercises prescribed, visits done as asked, and what the rules say of them. */
#ifndef TEST_PROGRESS_KIT_H
#define TEST_PROGRESS_KIT_H

#include "app_kit.h"

#include "app/progress.h"
#include "app/progress_priv.h"
#include "store/record.h"

#include <stdlib.h>

#define DAY_MS ((int64_t)86400000)

static inline struct exercise
exercise(struct app_kit *c, const char *key)
{
	struct exercise x;

	app_kit_ok(c, progress_exercise(&c->a, key, &x, &c->k.err));
	return x;
}

/* Three sets that count up until they are tapped, nothing in between. */
static inline int64_t
prescribe(struct app_kit *c, int64_t plan, const char *key, int rank)
{
	struct exercise x = exercise(c, key);
	struct prescription p;

	care_prescription_from(&x, plan, rank, &p);
	p.tempo[0] = '\0';
	p.rest_s = p.lead_in_s = p.switch_s = 0;
	return app_kit_prescribe(c, p);
}

static inline struct visit *
start(struct app_kit *c, int64_t patient)
{
	struct visit *v = mem_alloc(sizeof *v);

	app_kit_ok(c, visit_start(&c->a, patient, 0, v, &c->k.err));
	return v;
}

/* Every exercise of the session done as asked, with pain and effort posted. */
static inline void
do_all(struct app_kit *c, struct visit *v, int pain, int effort)
{
	for (int i = 0; i < v->state.n_items; i++) {
		app_kit_do(c, v, SEV_START, i, 0, NULL);
		for (int k = 0; k < 60 && v->state.mode == SESSION_RUNNING; k++) {
			app_kit_wait(30000);
			visit_tick(&c->a, v);
			if (v->state.mode == SESSION_RUNNING)
				app_kit_do(c, v, SEV_DONE, -1, 0, NULL);
		}
		app_kit_do(c, v, SEV_PAIN, i, pain, NULL);
		app_kit_do(c, v, SEV_EFFORT, i, effort, NULL);
	}
	app_kit_do(c, v, SEV_FINISH, -1, 0, NULL);
}

static inline int64_t
sign(struct app_kit *c, struct visit *v)
{
	int64_t note = 0;
	struct note n;

	app_kit_ok(c, visit_sign(&c->a, v, "1234", &note, &c->k.err));
	app_kit_ok(c, record_get(c->a.store, E_NOTE, note, &n, &c->k.err));
	return n.session;
}

static inline struct progress *
review(struct app_kit *c, const struct visit *v)
{
	struct progress *p = mem_alloc(sizeof *p);

	app_kit_ok(c, progress_of_visit(&c->a, v, p, &c->k.err));
	return p;
}

/* A whole signed visit, and the days after it. */
static inline int64_t
visit_and_wait(struct app_kit *c, int64_t patient, int days)
{
	struct visit *v = start(c, patient);
	int64_t session;

	do_all(c, v, 1, 4);
	session = sign(c, v);
	free(v);
	app_kit_wait(days * DAY_MS);
	return session;
}

static inline struct prescription
row(struct app_kit *c, int64_t no)
{
	struct prescription p;

	app_kit_ok(c, record_get(c->a.store, E_PRESCRIPTION, no, &p, &c->k.err));
	return p;
}

#endif
