/* pacers.c - rhythms out of the dose and out of the table. */
#include "app/pacers.h"

#include "app/shipped.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

/* Those of an exercise; what does not fit any more is not shown. */
static enum status
load_rows(struct app *a, const char *exercise, struct pacers *p, struct err *err)
{
	const struct shipped_ask ask = {
	    .entity = E_PACER, .field = "exercise", .value = exercise};
	struct shipped all = {0};
	enum status st = shipped_load(a, &ask, &all, err);

	p->n = all.n < PACERS_MAX ? all.n : PACERS_MAX;
	if (p->n)
		memcpy(p->rows, all.rows, (size_t)p->n * sizeof p->rows[0]);
	free(all.rows);
	return st;
}

static int
by_rank(const void *a, const void *b)
{
	const struct pacer *x = a, *y = b;

	return (x->rank > y->rank) - (x->rank < y->rank);
}

/* Its words are those of the table's rows where there are some. */
static void
add_prescribed(const struct dose *d, struct pacers *p)
{
	struct pace_rhythm r;
	struct pacer *row = &p->rows[p->n];

	if (p->n == PACERS_MAX || !pace_prescribed(d, &r))
		return;
	dict_row_init(dict_entity(E_PACER), row);
	str_copy(row->key, sizeof row->key, "dose");
	str_copy(row->title, sizeof row->title, "As prescribed");
	str_copy(row->words, sizeof row->words, p->n ? p->rows[0].words : "breath");
	row->in_s = r.in_ms / 1000;
	row->hold_s = r.hold_ms / 1000;
	row->out_s = r.out_ms / 1000;
	row->rest_s = r.rest_ms / 1000;
	row->rank = 0;
	p->n++;
}

static enum live_text
place(int i)
{
	return (enum live_text)(LIVE_RHYTHM + i);
}

static enum status
load_choice(struct app *a, const struct visit *v, int i, struct pacers *p,
	    struct err *err)
{
	struct str key = {0};
	enum status st = live_text_get(a->store, v->live.no, place(i), &key, err);

	p->at = 0;
	for (int k = 0; k < p->n; k++)
		if (!strcmp(p->rows[k].key, str_text(&key)))
			p->at = k;
	str_release(&key);
	return st;
}

enum status
pacers_load(struct app *a, const struct visit *v, int i, struct pacers *p,
	    struct err *err)
{
	const struct session_item_plan *plan;
	struct exercise x;
	enum status st;

	p->n = p->at = 0;
	if (i < 0 || i >= v->state.n_items || v->state.items[i].plan.exercise <= 0)
		return ST_OK;
	plan = &v->state.items[i].plan;
	st = record_get(a->store, E_EXERCISE, plan->exercise, &x, err);
	if (!st)
		st = load_rows(a, x.key, p, err);
	/* A tempo paces what breathes or relaxes, and what the table knows, nothing else here. */
	if (!st && (p->n > 0 || !strcmp(x.category, "breathing_relax")))
		add_prescribed(&plan->dose, p);
	if (st) {
		p->n = 0;
		return st;
	}
	qsort(p->rows, (size_t)p->n, sizeof p->rows[0], by_rank);
	return load_choice(a, v, i, p, err);
}

enum status
pacers_next(struct app *a, const struct visit *v, int i, struct pacers *p,
	    struct err *err)
{
	int next = p->n ? (p->at + 1) % p->n : 0;
	enum status st;

	if (p->n < 2)
		return ST_OK;
	st = live_text_set(a->store, v->live.no, place(i), NULL, p->rows[next].key, err);
	if (!st)
		p->at = next;
	return st;
}

bool
pacers_moment(const struct pacers *p, const struct session_state *s, int i,
	      struct pace_moment *m)
{
	const struct pacer *row = &p->rows[p->at];
	struct pace_rhythm r;

	if (!p->n || s->mode != SESSION_RUNNING || s->current != i ||
	    (s->phase.kind != DOSE_WORK && s->phase.kind != DOSE_HOLD))
		return false;
	r = (struct pace_rhythm){1000 * row->in_s, 1000 * row->hold_s, 1000 * row->out_s,
				 1000 * row->rest_s};
	return pace_moment_at(&r, s->phase.block_ms + s->phase_run_ms, m);
}

void
pacers_mark(const struct pacers *p, char out[PACERS_MARK_SIZE])
{
	const struct pacer *row = &p->rows[p->at];

	out[0] = '\0';
	if (p->n)
		str_format(out, PACERS_MARK_SIZE, "%d-%d-%d-%d, %s", (int)row->in_s,
			   (int)row->hold_s, (int)row->out_s, (int)row->rest_s,
			   row->verification[0] ? row->verification : "prescribed");
}
