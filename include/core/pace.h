/* pace.h - which repetition and which part of it runs; for beat and breath, knows no clock. */
#ifndef CORE_PACE_H
#define CORE_PACE_H

#include "core/dose.h"

#include <stdbool.h>
#include <stdint.h>

/* The words a part is called by: work ("Lift", "Lower") or breath ("In", "Out"). */
enum pace_words { PACE_WORK, PACE_BREATH };

/* Where the patient is. In a timed block with a tempo the parts repeat until its end, as a
 * paced breath does: up is in, pause and hold are hold, down is out. */
struct pace {
	int rep;  /* 1...; in a paced block the number of the cycle; 0 without a pace */
	int reps; /* of the set and side (both sides when alternating); 0 in a block */
	int side; /* as in dose_phase; alternates in DOSE_ALTERNATING */
	enum dose_part part;
	int64_t into_ms, left_ms; /* since the part began, until it ends */
	int64_t part_ms;
};

/* The pace run_ms after the phase began; a phase that was extended stays at its last
 * instant. False: nothing is paced (lead-in, rest, side switch, count-up sets). */
bool pace_at(const struct dose *d, const struct dose_phase *ph, int64_t run_ms,
	     struct pace *p);
/* The word of a part; "" for a block without pace. Borrowed. */
const char *pace_word(enum pace_words words, enum dose_part part);
/* A rhythm of breathing or relaxing: how long each part takes; 0 leaves it out. */
struct pace_rhythm {
	int64_t in_ms, hold_ms, out_ms, rest_ms;
};
enum pace_beat { PACE_IN, PACE_FULL, PACE_OUT, PACE_EMPTY };
struct pace_moment {
	enum pace_beat beat;
	int64_t into_ms, left_ms, part_ms;
	int level; /* how full the bar is, in thousandths: it grows, stays, shrinks, stays */
};
/* The moment at_ms after the rhythm began; it repeats for ever. False: it has no length. */
bool pace_moment_at(const struct pace_rhythm *r, int64_t at_ms, struct pace_moment *m);
/* True when the dose names a rhythm by its tempo, as in-hold-out in a timed block; fills r. */
bool pace_prescribed(const struct dose *d, struct pace_rhythm *r);
/* True when a hold or timed block of the given length is half over. */
bool pace_half(const struct dose_phase *ph, int64_t run_ms, int64_t phase_ms);

#endif
