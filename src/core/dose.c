/* dose.c - the timer model: a dose is blocks of reps, a rep is parts, parts make phases. */
#include "core/dose.h"

#include "base/str.h"

#include <assert.h>
#include <string.h>

/* The parts of a rep in order; a timed block has PART_UP alone. PART_AFTER is the rest or
 * side switch that follows a block. */
enum { PART_UP, PART_MIDDLE, PART_DOWN, PART_GAP, PART_AFTER };

static int64_t
ms_of(int seconds)
{
	return seconds > 0 ? (int64_t)seconds * 1000 : 0;
}

static bool
timed(const struct dose *d)
{
	return d->duration_ms > 0;
}

/* Facts section 5: blank is 0-0-0 with a hold or a timed block, else 2-0-2. */
static int64_t
tempo_ms(const struct dose *d, int part)
{
	static const int blank[] = {2, 0, 2};
	const int own[] = {d->tempo_up_s, d->tempo_pause_s, d->tempo_down_s};

	if (d->has_tempo)
		return ms_of(own[part]);
	return d->hold_s > 0 || timed(d) ? 0 : ms_of(blank[part]);
}

static int64_t
middle_ms(const struct dose *d)
{
	return tempo_ms(d, PART_MIDDLE) + ms_of(d->hold_s);
}

static int
sides_of(const struct dose *d)
{
	return d->side_mode == DOSE_EACH_SIDE || d->side_mode == DOSE_SIDE_BLOCKS ? 2 : 1;
}

static int
blocks_of(const struct dose *d)
{
	return d->sets * sides_of(d);
}

static int64_t
block_total_ms(const struct dose *d)
{
	int64_t n = dose_block_reps(d);

	if (timed(d))
		return d->duration_ms;
	return n * dose_rep_ms(d) + (n - 1) * ms_of(d->rep_gap_s);
}

struct dose
dose_default(void)
{
	return (struct dose){
	    .lead_in_s = DOSE_LEAD_IN_S, .sets = 1, .side_switch_s = DOSE_SWITCH_S};
}

bool
dose_empty(const struct dose *d)
{
	if (d->sets <= 0)
		return true;
	return !timed(d) && (d->reps <= 0 || dose_rep_ms(d) == 0);
}

int64_t
dose_rep_ms(const struct dose *d)
{
	if (timed(d))
		return 0;
	return tempo_ms(d, PART_UP) + middle_ms(d) + tempo_ms(d, PART_DOWN);
}

int
dose_block_reps(const struct dose *d)
{
	if (timed(d) || d->reps <= 0)
		return 0;
	return d->side_mode == DOSE_ALTERNATING ? 2 * d->reps : d->reps;
}

/* Side a rep (from 0) of a block is done on. */
static int
side_of(const struct dose *d, int block, int rep)
{
	switch (d->side_mode) {
	case DOSE_EACH_SIDE:
		return block % 2 + 1;
	case DOSE_SIDE_BLOCKS:
		return block / d->sets + 1;
	case DOSE_ALTERNATING:
		return timed(d) ? 0 : rep % 2 + 1;
	default:
		return 0;
	}
}

static int
set_of(const struct dose *d, int block)
{
	if (d->side_mode == DOSE_EACH_SIDE)
		return block / 2 + 1;
	return block % d->sets + 1;
}

static bool
switch_after(const struct dose *d, int block)
{
	return sides_of(d) == 2 && side_of(d, block, 0) == 1 &&
	       side_of(d, block + 1, 0) == 2;
}

/* ---- walking: one part after the other, empty parts left out, neighbours joined ---- */

/* Moves to the next part; false behind the last block. */
static bool
step(struct dose_iter *it)
{
	const struct dose *d = it->dose;

	if (it->block < 0) {
		bool started = it->part == PART_AFTER;

		it->part = started ? PART_UP : PART_AFTER;
		it->block = started ? 0 : -1;
		it->block_ms = 0;
		return true;
	}
	if (it->part == PART_AFTER) {
		if (it->block + 1 >= blocks_of(d))
			return false;
		it->block++;
		it->rep = 0;
		it->part = PART_UP;
		it->block_ms = 0;
		return true;
	}
	if (it->part == PART_GAP) {
		it->rep++;
		it->part = PART_UP;
		return true;
	}
	if (timed(d) || (it->part == PART_DOWN && it->rep + 1 >= dose_block_reps(d))) {
		it->part = PART_AFTER;
		return it->block + 1 < blocks_of(d);
	}
	it->part++;
	return true;
}

static void
fill_after(const struct dose_iter *it, struct dose_phase *ph)
{
	const struct dose *d = it->dose;

	if (it->block < 0) {
		ph->kind = DOSE_LEAD_IN;
		ph->set = 1;
		ph->duration_ms = ms_of(d->lead_in_s);
	} else if (switch_after(d, it->block)) {
		ph->kind = DOSE_SIDE_SWITCH;
		ph->side = 2;
		ph->duration_ms = ms_of(d->side_switch_s);
	} else {
		ph->kind = DOSE_REST;
		ph->duration_ms = ms_of(d->rest_s);
	}
}

static void
fill_rep(const struct dose_iter *it, struct dose_phase *ph)
{
	const struct dose *d = it->dose;

	ph->kind = DOSE_WORK;
	ph->t_rep_ms = dose_rep_ms(d);
	ph->rep = it->rep + 1;
	if (it->part == PART_GAP) {
		ph->kind = DOSE_REST;
		ph->between_reps = true;
		ph->duration_ms = ms_of(d->rep_gap_s);
	} else if (it->part == PART_MIDDLE) {
		if (d->hold_s > 0)
			ph->kind = DOSE_HOLD;
		ph->duration_ms = middle_ms(d);
	} else {
		ph->duration_ms = tempo_ms(d, it->part);
	}
}

/* Describes the part the iterator stands on. */
static void
fill(const struct dose_iter *it, struct dose_phase *ph)
{
	const struct dose *d = it->dose;

	*ph = (struct dose_phase){.start_ms = it->at_ms};
	if (it->block >= 0) {
		ph->set = set_of(d, it->block);
		ph->side = side_of(d, it->block, it->rep);
		ph->block_ms = it->block_ms;
	}
	if (it->part == PART_AFTER) {
		fill_after(it, ph);
		return;
	}
	if (timed(d)) {
		ph->kind = DOSE_WORK;
		ph->duration_ms = d->duration_ms;
	} else {
		fill_rep(it, ph);
	}
	ph->last_in_side = it->block_ms + ph->duration_ms == block_total_ms(d);
	ph->last_in_set =
	    ph->last_in_side && (d->side_mode != DOSE_EACH_SIDE || ph->side == 2);
	ph->last = ph->last_in_side && it->block + 1 == blocks_of(d);
}

/* The next part that takes time. */
static bool
next_part(struct dose_iter *it, struct dose_phase *ph)
{
	do {
		if (!step(it))
			return false;
		fill(it, ph);
	} while (ph->duration_ms == 0);
	it->at_ms += ph->duration_ms;
	it->block_ms += ph->duration_ms;
	return true;
}

void
dose_iter_init(struct dose_iter *it, const struct dose *d, enum dose_view view)
{
	*it = (struct dose_iter){.dose = d, .view = view, .block = -1, .part = PART_UP};
}

bool
dose_iter_next(struct dose_iter *it, struct dose_phase *ph)
{
	struct dose_iter ahead;
	struct dose_phase more;

	if (dose_empty(it->dose) || !next_part(it, ph))
		return false;
	for (ahead = *it; next_part(&ahead, &more) && more.kind == ph->kind;
	     ahead = *it) {
		if (it->view == DOSE_SETS && ahead.block != it->block)
			break;
		ph->duration_ms += more.duration_ms;
		ph->last_in_side = more.last_in_side;
		ph->last_in_set = more.last_in_set;
		ph->last = more.last;
		*it = ahead;
	}
	return true;
}

bool
dose_phase_at(const struct dose *d, enum dose_view view, int index, struct dose_phase *ph)
{
	struct dose_iter it;
	int i = 0;

	dose_iter_init(&it, d, view);
	while (index >= 0 && dose_iter_next(&it, ph))
		if (i++ == index)
			return true;
	return false;
}

int
dose_phase_when(const struct dose *d, enum dose_view view, int64_t at_ms,
		struct dose_phase *ph)
{
	struct dose_iter it;

	dose_iter_init(&it, d, view);
	for (int i = 0; dose_iter_next(&it, ph); i++)
		if (at_ms < ph->start_ms + ph->duration_ms)
			return i;
	return -1;
}

int
dose_phase_count(const struct dose *d, enum dose_view view)
{
	struct dose_iter it;
	struct dose_phase ph;
	int n = 0;

	dose_iter_init(&it, d, view);
	while (dose_iter_next(&it, &ph))
		n++;
	return n;
}

struct dose_totals
dose_totals(const struct dose *d)
{
	struct dose_totals t = {0};
	int64_t blocks, reps = dose_block_reps(d), switches;

	if (dose_empty(d))
		return t;
	blocks = blocks_of(d);
	switches = sides_of(d) == 1 ? 0 : d->side_mode == DOSE_EACH_SIDE ? d->sets : 1;
	t.lead_ms = ms_of(d->lead_in_s);
	t.switch_ms = switches * ms_of(d->side_switch_s);
	t.rest_ms = (blocks - 1 - switches) * ms_of(d->rest_s);
	if (timed(d)) {
		t.work_ms = blocks * d->duration_ms;
	} else {
		t.hold_ms = d->hold_s > 0 ? blocks * reps * middle_ms(d) : 0;
		t.work_ms = blocks * reps * dose_rep_ms(d) - t.hold_ms;
		t.rest_ms += blocks * (reps - 1) * ms_of(d->rep_gap_s);
	}
	t.total_ms = t.lead_ms + t.work_ms + t.hold_ms + t.rest_ms + t.switch_ms;
	return t;
}

int64_t
dose_session_ms(const struct dose *list, size_t n)
{
	int64_t sum = n > 0 ? (int64_t)(n - 1) * DOSE_CHANGE_S * 1000 : 0;

	for (size_t i = 0; i < n; i++)
		sum += dose_totals(&list[i]).total_ms;
	return sum;
}

/* Finds the part of a counted rep that holds in_ms after the rep began. */
static void
find_part(const struct dose *d, int64_t in_ms, struct dose_rep *rep)
{
	const struct {
		enum dose_part part;
		int64_t ms;
	} parts[] = {
	    {DOSE_LIFT, tempo_ms(d, PART_UP)},
	    {d->hold_s > 0 ? DOSE_PART_HOLD : DOSE_PAUSE, middle_ms(d)},
	    {DOSE_LOWER, tempo_ms(d, PART_DOWN)},
	    {DOSE_GAP, ms_of(d->rep_gap_s)},
	};

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		rep->part = parts[i].part;
		rep->part_ms = parts[i].ms;
		rep->into_ms = in_ms;
		if (in_ms < parts[i].ms)
			return;
		in_ms -= parts[i].ms;
	}
}

bool
dose_rep_at(const struct dose *d, const struct dose_phase *ph, int64_t into_ms,
	    struct dose_rep *rep)
{
	int64_t at = ph->block_ms + into_ms, cycle;

	if (ph->kind == DOSE_LEAD_IN || ph->kind == DOSE_SIDE_SWITCH ||
	    (ph->kind == DOSE_REST && !ph->between_reps))
		return false;
	*rep = (struct dose_rep){.side = ph->side, .reps = dose_block_reps(d)};
	if (timed(d)) {
		rep->part = DOSE_BLOCK;
		rep->part_ms = d->duration_ms;
		rep->into_ms = at;
		return true;
	}
	cycle = dose_rep_ms(d) + ms_of(d->rep_gap_s);
	assert(cycle > 0);
	if (at >= cycle * rep->reps)
		at = cycle * rep->reps - 1; /* into_ms past the end: the last instant */
	rep->rep = (int)(at / cycle) + 1;
	if (d->side_mode == DOSE_ALTERNATING)
		rep->side = (rep->rep - 1) % 2 + 1;
	find_part(d, at % cycle, rep);
	return true;
}

/* ---- text forms ---- */

enum status
dose_parse_tempo(struct dose *d, const char *text, struct err *err)
{
	int part[3];
	const char *p = text;

	if (*text == '\0') {
		d->has_tempo = false;
		d->tempo_up_s = d->tempo_pause_s = d->tempo_down_s = 0;
		return ST_OK;
	}
	for (int i = 0; i < 3; i++) {
		size_t n = strcspn(p, "-");
		long long v;

		if (n == 0 || n > 3 || *p == '+' || !str_int(p, n, &v) || v > 600 ||
		    p[n] != (i < 2 ? '-' : '\0'))
			return status_fail(err, ST_INVALID,
					   "tempo '%s': not lift-pause-lower; "
					   "write seconds as 2-0-2",
					   text);
		part[i] = (int)v;
		p += n + 1;
	}
	d->has_tempo = true;
	d->tempo_up_s = part[0];
	d->tempo_pause_s = part[1];
	d->tempo_down_s = part[2];
	return ST_OK;
}

void
dose_tempo_text(const struct dose *d, char out[DOSE_TEMPO_SIZE])
{
	out[0] = '\0';
	if (d->has_tempo)
		str_format(out, DOSE_TEMPO_SIZE, "%d-%d-%d", d->tempo_up_s % 10000,
			   d->tempo_pause_s % 10000, d->tempo_down_s % 10000);
}

enum status
dose_parse_minutes(const char *text, int64_t *duration_ms, struct err *err)
{
	int64_t value = 0, scale = 1; /* minutes = value / scale, exact */
	bool dot = false, digit = false;

	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '.' && !dot) {
			dot = true;
			continue;
		}
		if (*p < '0' || *p > '9')
			goto bad;
		digit = true;
		if (scale >= 1000000000)
			continue; /* more decimals than a second can show */
		value = value * 10 + (*p - '0');
		scale *= dot ? 10 : 1;
		if (value > 1440 * scale)
			goto bad;
	}
	if (!digit)
		goto bad;
	*duration_ms = (120 * value + scale) / (2 * scale) * 1000;
	return ST_OK;
bad:
	return status_fail(
	    err, ST_INVALID,
	    "'%s': not a number of minutes; write as 10 or 0.5, at most 1440", text);
}

static const char *const side_mode_ids[] = {"none", "each_side", "side_blocks",
					    "alternating"};
_Static_assert(sizeof side_mode_ids / sizeof side_mode_ids[0] == DOSE_SIDE_MODE_COUNT,
	       "a name for each side mode");

static const char *const kind_ids[] = {"lead_in", "work", "hold", "rest", "side_switch"};
_Static_assert(sizeof kind_ids / sizeof kind_ids[0] == DOSE_KIND_COUNT,
	       "a name for each phase kind");

const char *
dose_side_mode_id(enum dose_side_mode mode)
{
	assert(mode < DOSE_SIDE_MODE_COUNT);
	return side_mode_ids[mode];
}

bool
dose_side_mode_parse(const char *id, enum dose_side_mode *mode)
{
	for (int i = 0; i < DOSE_SIDE_MODE_COUNT; i++)
		if (strcmp(side_mode_ids[i], id) == 0) {
			*mode = (enum dose_side_mode)i;
			return true;
		}
	return false;
}

const char *
dose_kind_id(enum dose_phase_kind kind)
{
	assert(kind < DOSE_KIND_COUNT);
	return kind_ids[kind];
}
