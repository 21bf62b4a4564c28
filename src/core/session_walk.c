/* session_walk.c - how time passes in a session: from phase to phase, into one bucket each. */
#include "session_priv.h"

#include <assert.h>
#include <string.h>

bool
session_walk_counts_up(const struct dose *d)
{
	return dose_empty(d);
}

struct dose
session_walk_dose(const struct dose *d)
{
	struct dose walk = *d;

	if (session_walk_counts_up(d))
		walk.duration_ms = 1;
	return walk;
}

int
session_walk_blocks(const struct dose *d)
{
	bool two = d->side_mode == DOSE_EACH_SIDE || d->side_mode == DOSE_SIDE_BLOCKS;

	return two ? 2 * d->sets : d->sets;
}

struct session_item *
session_walk_item(struct session_state *s)
{
	assert(s->current >= 0 && s->current < s->n_items);
	return &s->items[s->current];
}

/* True for the phases a set is made of. */
static bool
in_block(const struct dose_phase *ph)
{
	return ph->kind == DOSE_WORK || ph->kind == DOSE_HOLD ||
	       (ph->kind == DOSE_REST && ph->between_reps);
}

/* ---- sets ---- */

/* Repetitions that mean something for this dose, -1 for timed work. */
static int16_t
reps_asked(const struct dose *d)
{
	return (int16_t)(d->reps > 0 && d->duration_ms <= 0 ? d->reps : -1);
}

static uint8_t
side_of_set(const struct session_item *it, int side)
{
	bool right = strcmp(it->side, "right") == 0;

	switch (it->plan.dose.side_mode) {
	case DOSE_EACH_SIDE:
	case DOSE_SIDE_BLOCKS:
		return (uint8_t)(right ? 3 - side : side);
	case DOSE_NONE:
		return (uint8_t)(right ? 2 : strcmp(it->side, "left") == 0 ? 1 : 0);
	default:
		return 0;
	}
}

static void
open_set(struct session_state *s)
{
	struct session_item *it = session_walk_item(s);
	struct session_set *set = &it->sets[it->n_sets];

	assert(it->n_sets < SESSION_SETS_MAX);
	memset(set, 0, sizeof *set);
	set->set = (uint8_t)(it->round * it->plan.dose.sets + s->phase.set);
	set->side = side_of_set(it, s->phase.side);
	set->round = (uint8_t)it->round;
	set->block = (uint8_t)it->next_block;
	set->reps = reps_asked(&it->plan.dose) > 0 ? 0 : -1;
	set->load_g = (int32_t)it->load_g;
	it->n_sets++;
	s->in_set = true;
}

static void
close_set(struct session_state *s)
{
	struct session_item *it = session_walk_item(s);
	struct session_set *set = &it->sets[it->n_sets - 1];

	assert(s->in_set && it->n_sets > 0);
	set->done = 1;
	set->reps = reps_asked(&it->plan.dose);
	it->next_block = set->block + 1;
	s->in_set = false;
}

/* Whole repetitions so far by the clock, per side; -1 where the clock does not know. */
static int16_t
reps_by_clock(const struct session_state *s, const struct dose *d)
{
	int64_t rep_ms = dose_rep_ms(d),
		gap_ms = d->rep_gap_s > 0 ? d->rep_gap_s * 1000 : 0;
	int64_t run_ms = s->phase_run_ms, n;

	if (reps_asked(d) < 0 || session_walk_counts_up(d))
		return -1;
	if (run_ms > s->phase.duration_ms)
		run_ms = s->phase.duration_ms;
	n = (s->phase.block_ms + run_ms + gap_ms) / (rep_ms + gap_ms);
	return (int16_t)(d->side_mode == DOSE_ALTERNATING ? n / 2 : n);
}

static bool
anything_done(const struct session_item *it)
{
	for (int i = 0; i < it->n_sets; i++) {
		const struct session_set *set = &it->sets[i];

		if (set->done || set->reps > 0 || (set->reps < 0 && set->work_ms > 0))
			return true;
	}
	return false;
}

/* ---- phases ---- */

static void
begin_interval(struct session_state *s)
{
	s->phase_run_ms = 0;
	s->phase_serial++;
	s->skill = -1;
	memset(s->interval_ms, 0, sizeof s->interval_ms);
}

static void
enter(struct session_state *s, const struct dose_phase *ph)
{
	s->phase = *ph;
	s->phase_ms = ph->duration_ms;
	begin_interval(s);
	if (!in_block(ph))
		return;
	if (ph->kind == DOSE_WORK &&
	    session_walk_counts_up(&session_walk_item(s)->plan.dose)) {
		s->phase.duration_ms = 0;
		s->phase_ms = -1;
	}
	if (!s->in_set)
		open_set(s);
}

static void
end_item(struct session_state *s, enum session_item_state state)
{
	session_walk_item(s)->state = state;
	s->mode = SESSION_READY;
	s->in_set = false;
	memset(&s->phase, 0, sizeof s->phase);
	memset(&s->iter, 0, sizeof s->iter);
	s->phase_ms = -1;
	begin_interval(s);
}

/* Puts the iterator right before the first phase of a block. */
static void
seek(struct dose_iter *it, const struct dose *d, int block)
{
	struct dose_iter ahead;
	struct dose_phase ph;
	bool inside = false;
	int n = 0;

	dose_iter_init(it, d, DOSE_SETS);
	for (ahead = *it; dose_iter_next(&ahead, &ph); *it = ahead) {
		if (!in_block(&ph))
			continue;
		if (!inside && n == block)
			return;
		n += ph.last_in_side;
		inside = !ph.last_in_side;
	}
}

void
session_walk_start(struct session_state *s)
{
	struct session_item *it = session_walk_item(s);
	struct dose d = session_walk_dose(&it->plan.dose);
	struct dose_phase ph, first;

	it->state = ITEM_RUNNING;
	s->mode = SESSION_RUNNING;
	s->in_set = false;
	dose_iter_init(&s->iter, &d, DOSE_SETS);
	if (!dose_iter_next(&s->iter, &ph) || ph.kind != DOSE_LEAD_IN) {
		session_walk_goto(s, it->round, it->next_block);
		return;
	}
	seek(&s->iter, &d, it->next_block);
	struct dose_iter peek = s->iter;
	if (dose_iter_next(&peek, &first)) {
		ph.set = first.set;
		ph.side = first.side;
	}
	s->iter.dose = NULL;
	enter(s, &ph);
}

void
session_walk_goto(struct session_state *s, int round, int block)
{
	struct session_item *it = session_walk_item(s);
	struct dose d = session_walk_dose(&it->plan.dose);
	struct dose_phase ph;
	bool found;

	it->state = ITEM_RUNNING;
	it->round = round;
	it->next_block = block;
	s->mode = SESSION_RUNNING;
	s->in_set = false;
	seek(&s->iter, &d, block);
	found = dose_iter_next(&s->iter, &ph);
	s->iter.dose = NULL;
	assert(found);
	if (found)
		enter(s, &ph);
}

void
session_walk_next(struct session_state *s)
{
	struct dose d = session_walk_dose(&session_walk_item(s)->plan.dose);
	struct dose_phase ph;
	bool more;

	if (s->in_set && s->phase.last_in_side)
		close_set(s);
	s->iter.dose = &d;
	more = dose_iter_next(&s->iter, &ph);
	s->iter.dose = NULL;
	if (more)
		enter(s, &ph);
	else
		end_item(s, ITEM_DONE);
}

void
session_walk_done(struct session_state *s)
{
	struct dose d = session_walk_dose(&session_walk_item(s)->plan.dose);

	s->iter.dose = &d;
	while (!s->phase.last_in_side && dose_iter_next(&s->iter, &s->phase))
		continue;
	s->iter.dose = NULL;
	session_walk_next(s);
}

void
session_walk_break(struct session_state *s)
{
	struct session_item *it = session_walk_item(s);

	if (s->in_set)
		it->sets[it->n_sets - 1].reps = reps_by_clock(s, &it->plan.dose);
	end_item(s, anything_done(it) ? ITEM_PART : ITEM_SKIPPED);
}

/* ---- time ---- */

/* A set left running for weeks stays at the largest number. */
static void
add_ms(int32_t *sum, int64_t ms)
{
	*sum = ms > INT32_MAX - *sum ? INT32_MAX : (int32_t)(*sum + ms);
}

/* Rest and change-over that attendance made skilled go to the item, else to plain. */
static void
spend_interval(struct session_state *s, int64_t ms, int64_t *plain)
{
	s->interval_ms[s->attend] += ms;
	if (s->skill < 0 || s->attend == ATTEND_NOBODY) {
		*plain += ms;
		return;
	}
	struct session_item *it = session_walk_item(s);

	s->skills[s->skill].ms[s->attend] += ms;
	if (s->attend == ATTEND_ASSISTANT)
		it->skilled_assistant_ms += ms;
	else
		it->skilled_ms += ms;
}

static void
spend_work(struct session_state *s, int64_t ms)
{
	struct session_item *it = session_walk_item(s);
	int64_t *bucket[ATTEND_COUNT] = {&it->work_ms, &it->assistant_ms,
					 &it->unattended_ms};

	*bucket[s->attend] += ms;
	if (it->group_class && it->group_now < 2)
		it->group_alone_ms += ms;
	add_ms(&it->sets[it->n_sets - 1].work_ms, ms);
}

static void
spend_phase(struct session_state *s, int64_t ms)
{
	struct session_item *it = session_walk_item(s);

	switch (s->phase.kind) {
	case DOSE_LEAD_IN:
		s->lead_ms += ms;
		break;
	case DOSE_WORK:
	case DOSE_HOLD:
		spend_work(s, ms);
		break;
	default:
		spend_interval(s, ms, &it->rest_ms);
		if (!s->in_set && it->n_sets > 0)
			add_ms(&it->sets[it->n_sets - 1].rest_ms, ms);
	}
}

void
session_walk_spend(struct session_state *s, int64_t ms)
{
	if (s->mode == SESSION_READY && s->current < 0) {
		s->prepare_ms += ms;
		return;
	}
	if (s->mode == SESSION_READY)
		spend_interval(s, ms, &s->change_ms);
	else
		spend_phase(s, ms);
	s->phase_run_ms += ms;
}

void
session_walk_settle(struct session_state *s)
{
	while (s->mode == SESSION_RUNNING && s->phase_ms >= 0 &&
	       s->phase_run_ms >= s->phase_ms)
		session_walk_next(s);
}

void
session_walk_mark(struct session_state *s, int skill)
{
	struct session_item *it = session_walk_item(s);
	bool rest = s->mode == SESSION_RUNNING;
	int row = skill >= 0 ? skill : s->skill;
	int64_t sign = skill >= 0 ? 1 : -1, *ms = s->skills[row].ms;
	int64_t t = sign * s->interval_ms[ATTEND_THERAPIST];
	int64_t a = sign * s->interval_ms[ATTEND_ASSISTANT];

	assert((skill >= 0) != (s->skill >= 0));
	ms[ATTEND_THERAPIST] += t;
	ms[ATTEND_ASSISTANT] += a;
	it->skilled_ms += t;
	it->skilled_assistant_ms += a;
	if (rest)
		it->rest_ms -= t + a;
	else
		s->change_ms -= t + a;
	s->skill = skill;
}

void
session_advance(struct session_state *s, int64_t now_ms)
{
	if (s->mode != SESSION_READY && s->mode != SESSION_RUNNING)
		return;
	if (now_ms > s->now_ms && s->paused) {
		s->paused_ms += now_ms - s->now_ms;
		s->now_ms = now_ms;
	}
	while (s->now_ms < now_ms) {
		int64_t step = now_ms - s->now_ms;

		if (s->mode == SESSION_RUNNING && s->phase_ms >= 0 &&
		    step > s->phase_ms - s->phase_run_ms)
			step = s->phase_ms - s->phase_run_ms;
		session_walk_spend(s, step);
		s->now_ms += step;
		session_walk_settle(s);
	}
}
