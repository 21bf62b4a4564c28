/* progression.h - suggests stop, regress, hold or progress for one exercise; never decides. */
#ifndef CORE_PROGRESSION_H
#define CORE_PROGRESSION_H

#include "base/status.h"

#include <limits.h> /* INT_MIN */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Rules: progression-rules.md sections 1 to 5 and 8 (suggestion only: the therapist decides
 * and every override is stored with its reason). */

enum { PROGRESSION_NONE = INT_MIN, PROGRESSION_REASON_SIZE = 160 };

enum progression_kind {
	PROGRESSION_REPS_LOAD,
	PROGRESSION_HOLD,
	PROGRESSION_TIME,
	PROGRESSION_SUPPORT,
	PROGRESSION_SKILL,
	PROGRESSION_ROM,
	PROGRESSION_KIND_COUNT
};

/* What is known at a review. PROGRESSION_NONE: not taken (only where it says so). */
struct progression_in {
	bool red_flag;	       /* a warning sign was ticked */
	bool contra;	       /* a block tag of the patient meets the exercise */
	const char *tag;       /* label of that tag, borrowed; NULL: unknown */
	int spo2;	       /* percent, may be NONE */
	int sbp, dbp;	       /* mmHg, may be NONE */
	int hr;		       /* per minute at rest, may be NONE */
	int temp_dc;	       /* tenths of a degree Celsius, may be NONE */
	int pain_base;	       /* 0..10 before exercise */
	int pain_peak;	       /* 0..10 worst during it, may be NONE */
	int pain_next;	       /* 0..10 worst next morning, may be NONE */
	bool pain_creeping;    /* week check of section 3: see progression_creeping */
	bool swelling;	       /* new or more */
	bool form_ok;	       /* movement safe and as taught */
	int done_pct;	       /* 100 x work done / work asked */
	int fails_in_row;      /* sessions in a row under 80 percent */
	int losses;	       /* losses of balance */
	int days_since;	       /* days since it was last done */
	int effort;	       /* 0..10, may be NONE */
	int sessions_at_level; /* this one included */
	enum progression_kind kind;
	bool over2_twice; /* last set 2 reps over goal in two sessions */
	bool all_at_high; /* every set at the top of the rep range */
	bool held_target; /* cap of hold or time, or range goal met */
	int support;	  /* 0 none, 1 fingertips, 2 one hand, 3 two hands */
	bool has_harder;  /* a harder exercise exists and is not blocked */
	bool body_only;	  /* body weight, no load in hand: harder instead of load */
	bool home;	  /* it is prescribed for home (too) */
	int fall_flag; /* tests that flag a risk of falling: chair stand, TUG, tandem */
};

enum progression_suggestion {
	PROGRESSION_STOP,
	PROGRESSION_REGRESS,
	PROGRESSION_KEEP, /* "hold" */
	PROGRESSION_PROGRESS,
	PROGRESSION_SUGGESTION_COUNT
};

struct progression_out {
	enum progression_suggestion suggestion;
	char key[9];	 /* row of the rule: "S3.sbp" */
	char rule[5];	 /* "S3" */
	char action[25]; /* "load_up", ids of the vectors */
	char reason[PROGRESSION_REASON_SIZE];
	char numbers[PROGRESSION_REASON_SIZE]; /* that fired it: "worst pain 6" */
};

/* The rows of assets/progression_rules.csv, ready to be tried in order. */
enum { PROGRESSION_RULES_MAX = 80, PROGRESSION_TERMS_MAX = 4, PROGRESSION_HOME_MAX = 6 };
enum progression_scope { PROGRESSION_EXERCISE, PROGRESSION_VISIT, PROGRESSION_AT_HOME };
struct progression_term {
	uint8_t field, op;
	int value; /* kinds: one bit each */
};
struct progression_row {
	char key[9], rule[5], action[25], reason[121], numbers[141];
	enum progression_suggestion suggestion;
	enum progression_scope scope;
	bool clinic;
	int n;
	struct progression_term terms[PROGRESSION_TERMS_MAX];
};
struct progression_rules {
	int n;
	struct progression_row rows[PROGRESSION_RULES_MAX];
};

/* The home programme of a plan (sections 5 and 8). */
struct progression_home {
	int n;		/* exercises prescribed for home */
	int free;	/* those for balance among them that ask for no support */
	int confidence; /* 0..10 in doing them, may be NONE */
	int hep_done;	/* percent of the home sessions done, may be NONE */
	int fall_flag;	/* as above */
};

enum progression_zone { PROGRESSION_GREEN, PROGRESSION_AMBER, PROGRESSION_RED };

/* What a load becomes. */
enum progression_step {
	PROGRESSION_LOAD,
	PROGRESSION_LOAD_REPS_LOW,
	PROGRESSION_REPS_PLUS_2
};

/* Everything not taken, form as taught, all done: the start of every input. */
struct progression_in progression_default(void);
/* Adds a row behind the others. ST_INVALID names the row and the part that is not understood:
 * a condition is FIELD OP VALUE;... with the fields of section 1 and added, added_next,
 * creeping, body_only, home, fall_flag, ahead, regressions, and of home home_n, free,
 * confidence, hep_done; OP is = < <= > or >=; =none asks whether it was
 * not taken. ST_FULL after PROGRESSION_RULES_MAX rows. */
struct progression_rule;
enum status
progression_rules_add(struct progression_rules *rules, const struct progression_rule *row,
		      struct err *err) BASE_MUST_CHECK;
/* The clinic's own limit in place of that of a row ("S3.sbp", "170"). ST_INVALID: there is no
 * such row, a clinic may not set it, or it is no number. */
enum status progression_rules_limit(struct progression_rules *rules, const char *key,
				    const char *value, struct err *err) BASE_MUST_CHECK;
/* The first row (of those for one exercise) that is true: the shipped rows leave no input
 * without an answer. False: none is, out is empty. */
bool
progression_suggest(const struct progression_in *in,
		    const struct progression_rules *rules, struct progression_out *out);
/* Whole-plan limits (section 8, the rows for a visit) over the suggestions of one visit: with
 * two or more regressions the others that progress are held; of the progressions at most two
 * stay, those changed longest ago. days_since_change has one number for each. */
void progression_limit_visit(const struct progression_rules *rules,
			     struct progression_out *list, const int *days_since_change,
			     size_t n);

/* Every row for the home programme that holds, in their order; returns how many (at most
 * PROGRESSION_HOME_MAX go to out). They warn and forbid nothing. */
int progression_at_home(const struct progression_rules *rules,
			const struct progression_home *home,
			struct progression_out out[PROGRESSION_HOME_MAX]);

/* Traffic light of section 3. */
enum progression_zone progression_zone(int pain_base, int pain_peak);
/* True when the mean of the last days' morning pain is more than 1 above that of the days
 * before: sums and numbers of days. */
bool progression_creeping(int last_sum, int last_n, int before_sum, int before_n);

/* Section 4, in grams; step_g above 0, pct in basis points (500 is 5 percent). */
enum progression_step
progression_load_step(int64_t load_g, int64_t step_g, int pct_bp, int64_t *new_g);
int64_t progression_load_down(int64_t load_g, int64_t step_g);
/* 500 for neck, shoulder, elbow, wrist, upper_back, and unknown regions; else 1000. */
int progression_pct_bp(const char *region);
/* Rep range around the usual number: low -2 (at least 4), high +4. */
void progression_rep_range(int usual, int *low, int *high);
/* Without load and easier exercise: one set less, at one set 30 percent fewer reps (3). */
void progression_cut(int *sets, int *reps);
/* Seconds after +10 percent, at least 1 and at most 5 minutes more, up to 30 minutes. */
int progression_time_up_s(int duration_s);
/* Longest hold: twice the usual one, at most 30 s, for stretches 60 s. */
int progression_hold_cap_s(int usual_s, bool stretch);

/* "stop", "regress", "hold", "progress"; static. */
const char *progression_suggestion_id(enum progression_suggestion s);
/* "without support", "fingertips", "one hand", "two hands" for 0 to 3; static. */
const char *progression_support_word(int support);
/* Kind by its id in the library (reps_load, hold, time, support, skill, rom). */
bool progression_kind_parse(const char *id, enum progression_kind *kind);

#endif
