/* dose.h - the timed phases of one exercise from its dose; knows no clock and no screen. */
#ifndef CORE_DOSE_H
#define CORE_DOSE_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Model: facts.md section 5 (timer model). All phases have a length above 0. */
enum dose_side_mode {
	DOSE_NONE,	  /* one body or one side */
	DOSE_EACH_SIDE,	  /* both sides inside each set */
	DOSE_SIDE_BLOCKS, /* all sets on one side, then on the other */
	DOSE_ALTERNATING, /* left, right, left, right: reps count per side */
	DOSE_SIDE_MODE_COUNT
};

enum { DOSE_LEAD_IN_S = 5, DOSE_SWITCH_S = 5, DOSE_CHANGE_S = 30, DOSE_TEMPO_SIZE = 24 };

/* What is prescribed. Numbers below 0 count as 0. A blank tempo is 0-0-0 with a hold or a
 * timed block, else 2-0-2. */
struct dose {
	int lead_in_s;
	int sets;
	int reps;      /* per side where sides count; 0 with a timed block */
	int hold_s;    /* at the end of each lift */
	int rest_s;    /* between sets; 0 is allowed */
	int rep_gap_s; /* between reps; counts as rest */
	int side_switch_s;
	bool has_tempo; /* false: blank */
	int tempo_up_s, tempo_pause_s, tempo_down_s;
	int64_t duration_ms; /* timed block of each set and side; 0: counted */
	enum dose_side_mode side_mode;
};

enum dose_phase_kind {
	DOSE_LEAD_IN,
	DOSE_WORK,
	DOSE_HOLD,
	DOSE_REST, /* between sets, or between reps (between_reps) */
	DOSE_SIDE_SWITCH,
	DOSE_KIND_COUNT
};

enum dose_view {
	DOSE_SETS,   /* the live timer: no phase crosses the end of a set or side */
	DOSE_MERGED, /* neighbours of one kind are one phase, over set ends too (rest 0) */
};

/* One stretch of the timer. */
struct dose_phase {
	enum dose_phase_kind kind;
	int64_t start_ms;    /* from the beginning of the exercise, lead-in included */
	int64_t duration_ms; /* above 0 */
	int set;	     /* 1...; lead-in: 1; rest and switch: the set before them */
	int side; /* 0 sides do not matter, 1 first, 2 second; rest: before it, switch: after */
	int rep; /* first rep it touches in its set and side, 1...; else 0 (timed, switch) */
	int64_t t_rep_ms;  /* length of one rep, for beeps; 0 when reps are not counted */
	int64_t block_ms;  /* where it begins inside its block (one set on one side) */
	bool between_reps; /* rest inside a set */
	bool last_in_side; /* the block (set on this side) is over when it ends */
	bool last_in_set;  /* the set is over, on both sides for DOSE_EACH_SIDE */
	bool last;	   /* the exercise is over when it ends */
};

/* Walks the phases in order; an open value, copied freely. Borrows the dose. */
struct dose_iter {
	const struct dose *dose;
	enum dose_view view;
	int block, rep, part; /* where it stands; block -1: before the first set */
	int64_t at_ms;	      /* end of the last phase, and inside its block */
	int64_t block_ms;
};

struct dose_totals {
	int64_t lead_ms, work_ms, hold_ms, rest_ms, switch_ms; /* rest: gaps too */
	int64_t total_ms;
};

/* Where one is inside a counted set: for tempo pacing and rep counting. */
enum dose_part {
	DOSE_LIFT,
	DOSE_PAUSE,
	DOSE_PART_HOLD,
	DOSE_LOWER,
	DOSE_GAP,
	DOSE_BLOCK
};
struct dose_rep {
	int rep;  /* 1...; 0 in a timed block */
	int reps; /* of the set and side (both sides when alternating) */
	int side; /* as in dose_phase; alternates in DOSE_ALTERNATING */
	enum dose_part part;
	int64_t into_ms; /* since the part began */
	int64_t part_ms; /* length of the part */
};

/* A dose with the usual lead-in and side switch (5 s each), one set, nothing else. */
struct dose dose_default(void);
/* True when the dose gives no phase at all: no set, or no rep time and no timed block. */
bool dose_empty(const struct dose *d);
/* Length of one rep: tempo and hold; 0 in a timed block. */
int64_t dose_rep_ms(const struct dose *d);
/* Reps of one set on one side; both sides' when alternating; 0 in a timed block. */
int dose_block_reps(const struct dose *d);

/* Begins before the first phase. */
void dose_iter_init(struct dose_iter *it, const struct dose *d, enum dose_view view);
/* The next phase; false at the end. */
bool dose_iter_next(struct dose_iter *it, struct dose_phase *ph);
/* Phase by number from 0, by walking; false past the end. */
bool dose_phase_at(const struct dose *d, enum dose_view view, int index,
		   struct dose_phase *ph);
/* Index of the phase that runs at_ms after the beginning, and the phase; -1 past the end. */
int dose_phase_when(const struct dose *d, enum dose_view view, int64_t at_ms,
		    struct dose_phase *ph);
int dose_phase_count(const struct dose *d, enum dose_view view);
/* Sums of all phases, by formula. */
struct dose_totals dose_totals(const struct dose *d);
/* Planned length of a session: every exercise and 30 s of change between two. */
int64_t dose_session_ms(const struct dose *list, size_t n);
/* Rep and part of it into_ms after the phase began (phases of DOSE_SETS; into_ms inside it).
 * False for lead-in, rest between sets and side switch. */
bool dose_rep_at(const struct dose *d, const struct dose_phase *ph, int64_t into_ms,
		 struct dose_rep *rep);

/* Reads "2-0-2" (three whole numbers of seconds, 0 to 600); "" makes it blank.
 * ST_INVALID with what is expected; the dose is then unchanged. */
enum status
dose_parse_tempo(struct dose *d, const char *text, struct err *err) BASE_MUST_CHECK;
/* "2-0-2", or "" when blank. */
void dose_tempo_text(const struct dose *d, char out[DOSE_TEMPO_SIZE]);
/* Timed block from minutes as text ("0.5"): floor(60 x minutes + 0.5) whole seconds, in ms.
 * ST_INVALID unless it is a plain decimal number of at most 1440. */
enum status dose_parse_minutes(const char *text, int64_t *duration_ms,
			       struct err *err) BASE_MUST_CHECK;
/* "none", "each_side", "side_blocks", "alternating"; borrowed. */
const char *dose_side_mode_id(enum dose_side_mode mode);
/* False when no mode has this id. */
bool dose_side_mode_parse(const char *id, enum dose_side_mode *mode);
/* "lead_in", "work", "hold", "rest", "side_switch"; borrowed. */
const char *dose_kind_id(enum dose_phase_kind kind);

#endif
