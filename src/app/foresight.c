/* foresight.c - learns from the clinic's own visits, and forecasts one. */
#include "app/foresight.h"

#include "app/care_rules.h"
#include "core/source.h"
#include "store/access.h"
#include "store/audit.h"
#include "store/query_foresight.h"
#include "store/query_schedule.h"
#include "store/record.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	OUT_DAYS = 21,
	HOME_DAYS = 14,
	HOME_LITTLE = 60000, /* of hep_done: less is little */
	BOOKED_MAX = 500
};

static const char setting_name[] = "forecasts";

/* A visit to come has all features; somebody who stays away has no booking to wait for, and the
 * gap is what is forecast. */
static const enum foresight_feature lapse_features[] = {
    FORESIGHT_MISSED,	  FORESIGHT_ACTIVE, FORESIGHT_HOME,
    FORESIGHT_CONFIDENCE, FORESIGHT_MOOD,   FORESIGHT_PAIN};
/* The same without the one that is forecast. */
static const enum foresight_feature home_features[] = {FORESIGHT_MISSED, FORESIGHT_ACTIVE,
						       FORESIGHT_CONFIDENCE,
						       FORESIGHT_MOOD, FORESIGHT_PAIN};

/* ---- features */

struct features {
	double x[FORESIGHT_COUNT];
	bool unknown[FORESIGHT_COUNT];
};

static void
put(struct features *f, enum foresight_feature which, bool known, double value)
{
	f->unknown[which] = !known;
	f->x[which] = known ? value : 0;
}

static double
days_between(int64_t from, int64_t to)
{
	return (double)(date_to_days(to) - date_to_days(from));
}

/* Section 2 of the prediction rules; limits of the scores are those of its table. */
static void
take(const struct foresight_facts *k, int64_t day, int64_t booked_on, struct features *f)
{
	bool lead = booked_on != DICT_NONE && booked_on <= day;
	bool pain = k->peak != DICT_NONE && k->peak_before != DICT_NONE;

	put(f, FORESIGHT_MISSED, k->booked > 0,
	    k->booked ? (double)k->missed / (double)k->booked : 0);
	put(f, FORESIGHT_LEAD, lead,
	    lead ? fmin(days_between(booked_on, day) / 7, 4) / 4 : 0);
	put(f, FORESIGHT_GAP, k->visited != DICT_NONE,
	    k->visited != DICT_NONE && days_between(k->visited, day) > 14);
	put(f, FORESIGHT_ACTIVE, k->active != DICT_NONE, k->active < 60000);
	put(f, FORESIGHT_HOME, k->home != DICT_NONE, k->home < HOME_LITTLE);
	put(f, FORESIGHT_CONFIDENCE, k->confidence != DICT_NONE, k->confidence < 7000);
	put(f, FORESIGHT_MOOD, k->mood != DICT_NONE, k->mood >= 3000);
	put(f, FORESIGHT_PAIN, pain, pain && k->peak - k->peak_before >= 2);
}

static void
choose(const struct foresight_model *m, const struct features *f, double *x,
       bool *unknown)
{
	for (int j = 0; j < m->n_features; j++) {
		x[j] = f->x[m->features[j]];
		if (unknown)
			unknown[j] = f->unknown[m->features[j]];
	}
}

/* ---- learning */

/* Rows newest first, so that what was known before a day is the end of each array. */
struct lesson {
	double *x;
	bool *y;
	int64_t *days;
	int n;
};

static void
lesson_free(struct lesson *l)
{
	free(l->x);
	free(l->y);
	free(l->days);
}

/* Days after a visit until it is known whether it happened. */
static int
days_after(enum foresight_kind kind)
{
	return kind == FORESIGHT_LAPSE	    ? OUT_DAYS
	       : kind == FORESIGHT_LOW_HOME ? HOME_DAYS
					    : 0;
}

/* *told false: of this visit it is not known, or not yet. */
static enum status
outcome(struct app *a, enum foresight_kind kind, const struct foresight_visit *v,
	bool *told, bool *happened, struct err *err)
{
	int64_t days[2] = {v->day, date_add(v->day, days_after(kind))};
	int64_t done = DICT_NONE;
	enum status st;

	*told = kind == FORESIGHT_NO_SHOW;
	*happened = v->missed;
	if (*told || v->missed || days[1] >= app_today(a))
		return ST_OK;
	if (kind == FORESIGHT_LAPSE) {
		*told = true;
		return query_foresight_dropped(a->store, v->patient, days, happened, err);
	}
	st = query_foresight_home(a->store, v->patient, days, &done, err);
	*told = done != DICT_NONE;
	*happened = *told && done < HOME_LITTLE;
	return st;
}

static enum status
learn_from(struct app *a, const struct foresight_model *m,
	   const struct foresight_visit *v, struct lesson *l, struct err *err)
{
	int64_t day = m->kind == FORESIGHT_NO_SHOW ? v->day : date_add(v->day, 1);
	struct foresight_facts k;
	struct features f;
	bool told, happened;
	enum status st = outcome(a, m->kind, v, &told, &happened, err);

	if (st || !told)
		return st;
	st = query_foresight_facts(a->store, v->patient, day, FORESIGHT_LAST, &k, err);
	if (st)
		return st;
	take(&k, day, v->booked_on, &f);
	choose(m, &f, l->x + (ptrdiff_t)l->n * m->n_features, NULL);
	l->y[l->n] = happened;
	l->days[l->n++] = v->day;
	return ST_OK;
}

/* The model of the rows from one on, which are the older ones. */
static void
fit_from(const struct foresight_model *m, const struct lesson *l, int from,
	 struct foresight_fit *fit, double *base)
{
	struct foresight_prior prior = m->prior;
	struct foresight_rows rows = {l->x + (ptrdiff_t)from * m->n_features, l->y + from,
				      l->n - from};
	int happened = 0;

	for (int i = from; i < l->n; i++)
		happened += l->y[i];
	*base = foresight_base(rows.n, happened);
	prior.start[0] = log(*base / (1 - *base));
	foresight_fit(&prior, &rows, fit);
}

/* Each of the newest visits again, by a model that knows only what had happened before its day: a
 * drop-out is known 21 days later, little home work 14. */
static void
replay(struct foresight_model *m, const struct lesson *l)
{
	int lag = m->kind == FORESIGHT_NO_SHOW ? 1 : days_after(m->kind);
	struct foresight_fit fit;
	double base = 0;

	for (int i = 0, from = 0; i < l->n && i < FORESIGHT_REPLAYED; i++) {
		struct foresight_one one;
		int64_t known = date_add(l->days[i], -lag);

		if (i == 0 || l->days[i] != l->days[i - 1]) {
			while (from < l->n && l->days[from] > known)
				from++;
			fit_from(m, l, from, &fit, &base);
		}
		if (foresight_base(l->n - from, 0) == 0.10)
			break; /* fewer than 20 visits: nothing was forecast then */
		foresight_one(&fit, l->x + (ptrdiff_t)i * m->n_features, &one);
		foresight_check_add(&m->all, one.p, base, l->y[i]);
		if (i < FORESIGHT_CHECKED)
			foresight_check_add(&m->last, one.p, base, l->y[i]);
	}
}

static enum status
read_prior(struct app *a, struct foresight_model *m, struct err *err)
{
	struct care_rule_set set;
	enum status st = care_rule_all(a, "forecast", app_today(a), &set, err);

	m->prior.size = m->n_features + 1;
	m->prior.pull[0] = 1;
	for (int j = 0; j < m->n_features && !st; j++) {
		const char *key = foresight_key(m->features[j]);
		const struct care_rule *row = NULL;

		for (int i = 0; i < set.n; i++)
			if (!strcmp(set.rows[i]->key, key))
				row = set.rows[i];
		if (!row || row->value == DICT_NONE)
			return status_fail(err, ST_NOT_FOUND,
					   "care_rules has no start value \"%s\"", key);
		m->prior.start[j + 1] = (double)row->value / 1000;
		m->prior.pull[j + 1] = 4;
		m->unsure[j] = source_unsure(row->verification);
	}
	return st;
}

static void
begin(struct foresight_model *m, enum foresight_kind kind)
{
	*m = (struct foresight_model){.kind = kind};
	if (kind == FORESIGHT_LAPSE) {
		m->n_features = sizeof lapse_features / sizeof lapse_features[0];
		memcpy(m->features, lapse_features, sizeof lapse_features);
		return;
	}
	if (kind == FORESIGHT_LOW_HOME) {
		m->n_features = sizeof home_features / sizeof home_features[0];
		memcpy(m->features, home_features, sizeof home_features);
		return;
	}
	m->n_features = FORESIGHT_COUNT;
	for (int j = 0; j < FORESIGHT_COUNT; j++)
		m->features[j] = (enum foresight_feature)j;
}

static enum status
make(struct app *a, const struct foresight_visit *v, int n, struct foresight_model *m,
     struct err *err)
{
	struct lesson l = {mem_alloc((size_t)(n + 1) * FORESIGHT_COUNT * sizeof *l.x),
			   mem_alloc((size_t)(n + 1) * sizeof *l.y),
			   mem_alloc((size_t)(n + 1) * sizeof *l.days), 0};
	enum status st = read_prior(a, m, err);

	for (int i = 0; i < n && !st; i++)
		st = learn_from(a, m, &v[i], &l, err);
	if (!st) {
		fit_from(m, &l, 0, &m->fit, &m->base);
		m->prior.start[0] = log(m->base / (1 - m->base));
		m->visits = l.n;
		for (int i = 0; i < l.n; i++)
			m->happened += l.y[i];
		m->show = foresight_show(m->visits, m->happened);
		replay(m, &l);
		m->worse = foresight_worse(&m->last, m->base);
	}
	lesson_free(&l);
	return st;
}

static enum status
make_all(struct app *a, struct foresight *f, struct err *err)
{
	struct foresight_visit *v = mem_alloc(FORESIGHT_ROWS * sizeof *v);
	int n = 0;
	enum status st =
	    query_foresight_visits(a->store, f->day, v, FORESIGHT_ROWS, &n, err);

	for (int i = 0; i < FORESIGHT_KINDS; i++) {
		begin(&f->models[i], (enum foresight_kind)i);
		if (!st)
			st = make(a, v, n, &f->models[i], err);
	}
	free(v);
	return st;
}

enum status
foresight_models(struct app *a, const struct foresight **f, struct err *err)
{
	int64_t today = app_today(a);
	bool own, on;
	enum status st = access_may(a->store, ROLE_CHART, ROLE_READ, "Forecasts", err);

	*f = NULL;
	if (!st)
		st = foresight_on(a, &on, err);
	if (st)
		return st;
	if (!a->foresight || a->foresight->day != today || a->foresight->on != on) {
		foresight_release(a);
		a->foresight = mem_alloc(sizeof *a->foresight);
		a->foresight->day = today;
		a->foresight->on = on;
		own = store_read_begin(a->store);
		st = make_all(a, a->foresight, err);
		store_read_end(a->store, own);
		if (st)
			foresight_release(a);
	}
	*f = a->foresight;
	return st;
}

void
foresight_release(struct app *a)
{
	free(a->foresight);
	a->foresight = NULL;
}

/* ---- one forecast */

enum status
foresight_risk(struct app *a, const struct foresight_ask *ask, struct foresight_risk *r,
	       struct err *err)
{
	const struct foresight *f;
	const struct foresight_model *m;
	struct foresight_facts k;
	struct features x;
	int64_t day = ask->kind == FORESIGHT_NO_SHOW ? ask->day : date_add(ask->day, 1);
	enum status st = foresight_models(a, &f, err);

	*r = (struct foresight_risk){0};
	if (!st)
		st = query_foresight_facts(a->store, ask->patient, day, FORESIGHT_LAST,
					   &k, err);
	if (st)
		return st;
	m = &f->models[ask->kind];
	r->off = k.off;
	r->missed = k.missed;
	r->booked = k.booked;
	r->known = f->on && !k.off && !m->worse && m->show != FORESIGHT_COUNTS;
	take(&k, day, ask->booked_on, &x);
	choose(m, &x, r->x, r->unknown);
	foresight_one(&m->fit, r->x, &r->one);
	r->level = foresight_level(r->one.p, m->base);
	return ST_OK;
}

/* Those without a forecast come last; else by time. */
static int
by_risk(const void *a, const void *b)
{
	const struct foresight_booking *x = a, *y = b;
	double p = x->risk.known ? x->risk.one.p : -1,
	       q = y->risk.known ? y->risk.one.p : -1;

	if (p != q)
		return p > q ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return (x->no > y->no) - (x->no < y->no);
}

static enum status
fill(struct app *a, const struct week_line *l, struct foresight_booking *b,
     struct err *err)
{
	struct foresight_ask ask = {FORESIGHT_NO_SHOW, l->patient, l->day, DICT_NONE};
	struct appointment row;
	enum status st = record_get(a->store, E_APPOINTMENT, l->no, &row, err);

	*b = (struct foresight_booking){
	    .no = l->no, .patient = l->patient, .day = l->day, .start = l->start};
	str_copy(b->name, sizeof b->name, l->name);
	str_copy(b->chart_no, sizeof b->chart_no, l->chart_no);
	ask.booked_on = st ? DICT_NONE : row.booked_on;
	return st ? st : foresight_risk(a, &ask, &b->risk, err);
}

enum status
foresight_bookings(struct app *a, int64_t staff, struct foresight_booking *rows, int max,
		   int *n, struct err *err)
{
	int64_t today = app_today(a);
	const int64_t days[2] = {today, date_add(today, FORESIGHT_AHEAD - 1)};
	struct week_line *lines = mem_alloc(BOOKED_MAX * sizeof *lines);
	int k = 0;
	enum status st = query_week(a->store, days, staff, lines, BOOKED_MAX, &k, err);

	*n = 0;
	for (int i = 0; i < k && *n < max && !st; i++)
		if (!lines[i].state[0] || !strcmp(lines[i].state, "booked"))
			st = fill(a, &lines[i], &rows[(*n)++], err);
	if (st)
		*n = 0;
	if (*n > 1)
		qsort(rows, (size_t)*n, sizeof *rows, by_risk);
	free(lines);
	return st;
}

/* ---- switches */

enum status
foresight_on(struct app *a, bool *on, struct err *err)
{
	struct str value = {0};
	enum status st = store_setting_get(a->store, setting_name, &value, err);

	*on = strcmp(str_text(&value), "off") != 0;
	str_release(&value);
	return st;
}

enum status
foresight_switch(struct app *a, bool on, struct err *err)
{
	enum status st = access_may(a->store, ROLE_LIBRARY, ROLE_WRITE, "Setting", err);

	if (!st)
		st = store_setting_set(a->store, setting_name, on ? "on" : "off", err);
	return st ? st
		  : audit_add(a->store, "setting", 0,
			      on ? "forecasts on" : "forecasts off", err);
}

enum status
foresight_patient(struct app *a, int64_t patient, bool on, struct err *err)
{
	struct patient seen, now;
	enum status st = record_get(a->store, E_PATIENT, patient, &seen, err);

	now = seen;
	now.no_forecast = !on;
	if (!st)
		st = record_set(a->store, E_PATIENT, &seen, &now, NULL, err);
	if (!st)
		foresight_release(a); /* the model does not learn from this patient */
	return st;
}
