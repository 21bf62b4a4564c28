/* pace.c - the repetition and its part at a moment of a phase. */
#include "core/pace.h"

/* Repeats the tempo (and hold) inside a timed block. False: it has none. */
static bool
pace_block(const struct dose *d, int64_t at_ms, struct pace *p)
{
	struct dose rep = *d;
	struct dose_phase ph = {.kind = DOSE_WORK, .rep = 1};
	struct dose_rep at;
	int64_t cycle;

	if (!d->has_tempo && d->hold_s <= 0)
		return false;
	rep.duration_ms = 0;
	rep.sets = rep.reps = 1;
	rep.rep_gap_s = 0;
	rep.side_mode = DOSE_NONE;
	cycle = dose_rep_ms(&rep);
	if (cycle == 0 || !dose_rep_at(&rep, &ph, at_ms % cycle, &at))
		return false;
	p->rep = (int)(at_ms / cycle) + 1;
	p->part = at.part;
	p->into_ms = at.into_ms;
	p->part_ms = at.part_ms;
	if (p->part_ms - p->into_ms > d->duration_ms - at_ms)
		p->part_ms = p->into_ms + d->duration_ms - at_ms;
	return true;
}

bool
pace_at(const struct dose *d, const struct dose_phase *ph, int64_t run_ms, struct pace *p)
{
	struct dose_rep rep;
	int64_t into = run_ms < ph->duration_ms ? run_ms : ph->duration_ms - 1;

	*p = (struct pace){.side = ph->side};
	if (dose_empty(d) || ph->duration_ms <= 0 || !dose_rep_at(d, ph, into, &rep))
		return false;
	p->rep = rep.rep;
	p->reps = rep.reps;
	p->side = rep.side;
	p->part = rep.part;
	p->into_ms = rep.into_ms;
	p->part_ms = rep.part_ms;
	if (rep.part == DOSE_BLOCK)
		pace_block(d, ph->block_ms + into, p);
	p->left_ms = run_ms > into ? 0 : p->part_ms - p->into_ms;
	return true;
}

const char *
pace_word(enum pace_words words, enum dose_part part)
{
	static const char *const table[][2] = {
	    [DOSE_LIFT] = {"Lift", "In"},	 [DOSE_PAUSE] = {"Pause", "Hold"},
	    [DOSE_PART_HOLD] = {"Hold", "Hold"}, [DOSE_LOWER] = {"Lower", "Out"},
	    [DOSE_GAP] = {"Rest", "Rest"},	 [DOSE_BLOCK] = {"", ""},
	};

	return table[part][words];
}

bool
pace_half(const struct dose_phase *ph, int64_t run_ms, int64_t phase_ms)
{
	bool timed = ph->kind == DOSE_HOLD || (ph->kind == DOSE_WORK && ph->rep == 0);

	return timed && phase_ms > 0 && 2 * run_ms >= phase_ms;
}

bool
pace_moment_at(const struct pace_rhythm *r, int64_t at_ms, struct pace_moment *m)
{
	const int64_t parts[] = {r->in_ms, r->hold_ms, r->out_ms, r->rest_ms};
	int64_t cycle = r->in_ms + r->hold_ms + r->out_ms + r->rest_ms;
	int i = 0;

	if (cycle <= 0)
		return false;
	at_ms %= cycle;
	for (; at_ms >= parts[i]; i++)
		at_ms -= parts[i];
	m->beat = (enum pace_beat)i;
	m->into_ms = at_ms;
	m->part_ms = parts[i];
	m->left_ms = parts[i] - at_ms;
	m->level = i == PACE_IN	    ? (int)(1000 * at_ms / parts[i])
		   : i == PACE_FULL ? 1000
		   : i == PACE_OUT  ? (int)(1000 - 1000 * at_ms / parts[i])
				    : 0;
	return true;
}

bool
pace_prescribed(const struct dose *d, struct pace_rhythm *r)
{
	if (!d->has_tempo || d->duration_ms <= 0 ||
	    d->tempo_up_s + d->tempo_pause_s + d->tempo_down_s <= 0)
		return false;
	*r = (struct pace_rhythm){1000 * (int64_t)d->tempo_up_s,
				  1000 * (int64_t)d->tempo_pause_s,
				  1000 * (int64_t)d->tempo_down_s, 0};
	return true;
}
