/* session_view.c - a session looked at: digits, cues, what is left, time per code. */
#include "core/pace.h"
#include "session_priv.h"

#include <assert.h>
#include <string.h>

enum { HALF_FROM_MS = 10000, COUNT_FROM_MS = 5000, COUNT_STEPS = 3 };

/* True while a clock runs that somebody looks at. */
static bool
ticking(const struct session_state *s)
{
	return !s->paused && !s->rebooted &&
	       (s->mode == SESSION_RUNNING ||
		(s->mode == SESSION_READY && s->current >= 0));
}

static bool
goes_down(const struct session_state *s)
{
	return s->mode == SESSION_RUNNING && s->phase_ms >= 0;
}

int64_t
session_shown_ms(const struct session_state *s)
{
	if (!goes_down(s))
		return s->phase_run_ms;
	return s->phase_ms > s->phase_run_ms ? s->phase_ms - s->phase_run_ms : 0;
}

int64_t
session_shown_s(const struct session_state *s)
{
	int64_t ms = session_shown_ms(s);

	return goes_down(s) ? (ms + 999) / 1000 : ms / 1000;
}

int64_t
session_next_change(const struct session_state *s, bool tempo)
{
	int64_t ms = session_shown_ms(s), step;
	struct pace pace;

	if (!ticking(s))
		return -1;
	if (goes_down(s))
		step = ms % 1000 != 0 || ms == 0 ? ms % 1000 : 1000;
	else
		step = 1000 - ms % 1000;
	if (tempo && s->mode == SESSION_RUNNING &&
	    pace_at(&s->items[s->current].plan.dose, &s->phase, s->phase_run_ms, &pace) &&
	    pace.left_ms > 0 && pace.left_ms < step)
		step = pace.left_ms;
	return s->now_ms + step;
}

const char *
session_side(const struct session_state *s)
{
	const struct session_item *it;
	bool right;

	if (s->current < 0)
		return "none";
	it = &s->items[s->current];
	right = strcmp(it->side, "right") == 0;
	if (it->plan.dose.side_mode == DOSE_NONE)
		return it->side[0] != '\0' ? it->side : "none";
	if (s->mode != SESSION_RUNNING || s->phase.side == 0)
		return "both";
	return (s->phase.side == 1) == right ? "right" : "left";
}

int
session_next_item(const struct session_state *s)
{
	for (int i = 1; i <= s->n_items; i++) {
		int item = (s->current + i) % s->n_items;

		if (s->items[item].state == ITEM_WAITING)
			return item;
	}
	return -1;
}

/* Planned length of the phases that are still in front of the iterator. */
static int64_t
ahead_ms(const struct session_state *s)
{
	struct dose d = session_walk_dose(&s->items[s->current].plan.dose);
	struct dose_iter it = s->iter;
	struct dose_phase ph;
	int64_t sum = 0;

	it.dose = &d;
	while (dose_iter_next(&it, &ph))
		sum += ph.duration_ms > 1 ? ph.duration_ms : 0;
	return sum;
}

static int64_t
plan_ms(const struct dose *d)
{
	struct dose walk = session_walk_dose(d);
	struct dose_totals t = dose_totals(&walk);

	return session_walk_counts_up(d) ? t.total_ms - t.work_ms : t.total_ms;
}

int64_t
session_planned_ms(const struct session_state *s)
{
	int64_t sum = 0;
	int n = 0;

	for (int i = 0; i < s->n_items; i++)
		if (s->items[i].state == ITEM_WAITING) {
			sum += plan_ms(&s->items[i].plan.dose);
			n++;
		}
	if (s->mode == SESSION_RUNNING) {
		sum += goes_down(s) ? session_shown_ms(s) : 0;
		sum += ahead_ms(s);
	}
	if (s->current < 0 && n > 0)
		n--;
	return sum + (int64_t)n * DOSE_CHANGE_S * 1000;
}

int64_t
session_elapsed_ms(const struct session_state *s)
{
	int64_t sum = s->prepare_ms + s->lead_ms + s->change_ms + s->paused_ms;

	for (int i = 0; i < s->n_items; i++) {
		const struct session_item *it = &s->items[i];

		sum += it->work_ms + it->assistant_ms + it->unattended_ms + it->rest_ms +
		       it->skilled_ms + it->skilled_assistant_ms;
	}
	return sum;
}

/* ---- cues ---- */

/* What the begin of the phase that runs is told by. */
static unsigned
entry_cue(const struct session_state *s)
{
	unsigned set = s->in_set && s->phase.block_ms == 0 ? CUE_GO : 0;

	if (s->mode != SESSION_RUNNING)
		return CUE_NONE;
	switch (s->phase.kind) {
	case DOSE_WORK:
		return set;
	case DOSE_HOLD:
		return set | CUE_HOLD;
	case DOSE_REST:
		return s->phase.between_reps ? CUE_NONE : CUE_REST;
	case DOSE_SIDE_SWITCH:
		return CUE_SWITCH;
	default:
		return CUE_NONE;
	}
}

static bool
passed(int64_t from, int64_t to, int64_t mark)
{
	return from < mark && to >= mark;
}

/* Marks inside one phase that were passed between two looks at it. */
static unsigned
inner_cues(const struct session_state *s, int64_t from, int64_t to)
{
	bool counted = s->phase.kind == DOSE_WORK && s->phase.t_rep_ms > 0;
	bool half = s->phase.kind == DOSE_HOLD || s->phase.kind == DOSE_WORK;
	unsigned cues = 0;

	if (!goes_down(s) || counted)
		return 0;
	if (half && s->phase_ms >= HALF_FROM_MS && passed(from, to, s->phase_ms / 2))
		cues |= CUE_HALF;
	if (s->phase_ms >= COUNT_FROM_MS)
		for (int i = 1; i <= COUNT_STEPS; i++)
			if (passed(from, to, s->phase_ms - i * 1000))
				cues |= CUE_COUNT;
	return cues;
}

/* Cues of pure time: `s` is walked from border to border up to now_ms. */
static unsigned
walk_cues(struct session_state *s, int64_t now_ms)
{
	unsigned cues = 0;

	while (s->mode == SESSION_RUNNING && s->now_ms < now_ms) {
		int64_t from = s->phase_run_ms, left = now_ms - s->now_ms;
		bool border = s->phase_ms >= 0 && s->phase_ms - from <= left;
		int64_t step = border ? s->phase_ms - from : left;

		cues |= inner_cues(s, from, from + step - border);
		session_advance(s, s->now_ms + step);
		if (border)
			cues |= s->mode == SESSION_RUNNING ? entry_cue(s) : CUE_ITEM_END;
	}
	return cues;
}

unsigned
session_cues(const struct session_state *before, const struct session_state *after)
{
	struct session_state walk;
	unsigned cues = 0;

	if (before->n_events == after->n_events) {
		if (before->mode != SESSION_RUNNING || before->paused)
			return 0;
		walk = *before;
		return walk_cues(&walk, after->now_ms);
	}
	if (before->mode == SESSION_RUNNING && after->mode != SESSION_RUNNING)
		cues |= CUE_ITEM_END;
	if (before->phase_serial != after->phase_serial)
		return cues | entry_cue(after);
	return cues | inner_cues(after, before->phase_run_ms, after->phase_run_ms);
}

/* ---- time per code ---- */

static struct session_code_time *
code_row(struct session_code_time *list, int *n, const char *code)
{
	for (int i = 0; i < *n; i++)
		if (strcmp(list[i].code, code) == 0)
			return &list[i];
	if (*n == SESSION_CODES_MAX)
		return NULL;
	memset(&list[*n], 0, sizeof list[*n]);
	memcpy(list[*n].code, code, sizeof list[*n].code);
	return &list[(*n)++];
}

int
session_code_times(const struct session_state *s,
		   struct session_code_time out[SESSION_CODES_MAX])
{
	struct session_code_time *row;
	int n = 0;

	for (int i = 0; i < s->n_items; i++) {
		const struct session_item *it = &s->items[i];

		if (it->plan.code[0] == '\0' ||
		    (it->n_sets == 0 && it->skilled_ms + it->skilled_assistant_ms == 0))
			continue;
		row = code_row(out, &n, it->plan.code);
		if (row == NULL)
			continue;
		row->therapist_ms += it->work_ms + it->skilled_ms;
		row->assistant_ms += it->assistant_ms + it->skilled_assistant_ms;
		row->unattended_ms += it->unattended_ms;
	}
	for (int i = 0; i < s->n_adjusts; i++) {
		row = code_row(out, &n, s->adjusts[i].code);
		if (row == NULL)
			continue;
		row->therapist_ms += s->adjusts[i].seconds * 1000;
		row->adjust_ms += s->adjusts[i].seconds * 1000;
	}
	for (int i = 0; i < n; i++)
		if (out[i].therapist_ms < 0) {
			out[i].assistant_ms += out[i].therapist_ms;
			out[i].therapist_ms = 0;
			if (out[i].assistant_ms < 0)
				out[i].assistant_ms = 0;
		}
	return n;
}
