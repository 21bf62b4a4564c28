/* presign.h - what a payer would refuse a note for, before it is signed; knows no database.
 *
 * The rules are dated rows (assets/presign_rules.csv): each names the check that looks for it. A
 * note is judged by the rows that hold on its service date. */
#ifndef CORE_PRESIGN_H
#define CORE_PRESIGN_H

#include "base/str.h"
#include "core/certify.h"
#include "core/dict_rows.h"
#include "core/role.h"
#include "core/units.h"

enum {
	PRESIGN_LINES_MAX = 12,
	PRESIGN_OTHERS_MAX = 24,
	PRESIGN_FINDINGS_MAX = 48,
	PRESIGN_NUMBERS_SIZE = 160,
};

/* Somebody who signs, treats or supervises. */
struct presign_person {
	int64_t no; /* row of staff, 0: nobody */
	const struct role *role;
	int64_t licence_from, licence_to; /* DICT_NONE: not on file */
};

/* One code of the note: what it claims, and what the rule gives for its minutes. */
struct presign_line {
	char code[UNITS_CODE_SIZE];
	bool timed; /* in the pool of 15-minute codes */
	bool known; /* in the code table and valid */
	bool told;  /* the note's text names it */
	int minutes, units, rule_units;
};

/* Another visit of the same clinician on the same day. */
struct presign_other {
	int64_t from_s, to_s; /* wall clock */
	int64_t attended_s;   /* one on one */
};

/* Everything the checks look at. Dates yyyymmdd or DICT_NONE; borrowed texts never NULL. */
struct presign_facts {
	const char *kind; /* daily, evaluation, progress, recert, discharge */
	int64_t service_date, today;
	/* who */
	struct presign_person signer, therapist, supervisor;
	const char *signature; /* as it would be printed */
	bool signer_credential;
	bool signer_gave; /* treated in this visit, or is its therapist */
	/* what was done */
	bool running; /* the session is not finished */
	int done;     /* exercises and activities done */
	int n;
	struct presign_line lines[PRESIGN_LINES_MAX];
	int timed_min, total_min;	  /* as the note prints them; -1: it does not */
	const char *forbidden;		  /* a code an assistant may not give, "" none */
	int64_t from_s, to_s, attended_s; /* of this visit, 0 not known */
	int group_most; /* of the smallest group of the visit, at most at once; 0: no group */
	bool group_unled; /* a group in which nobody who treats attended */
	int n_others;
	struct presign_other others[PRESIGN_OTHERS_MAX];
	/* why */
	bool plan;
	int64_t plan_starts;
	bool diagnosis;	  /* the episode has an active one */
	int goals, vague; /* open goals, those not measurable */
	int goalless;	  /* exercises for no goal, without a reason */
	bool certify_wanted;
	struct certify certify;
	int64_t treatment_days; /* without a report, this one counted */
	int64_t progress_warn, progress_due;
	/* safety */
	bool stopped;	/* a stop of the screening stands */
	int unreasoned; /* times it was gone on with care and no reason given */
	/* units and money */
	bool tie_chosen;
	bool kx_missing;    /* over the year's threshold and no KX; told by billing */
	char pair_open[40]; /* codes of one date nobody decided about, "" none */
	bool telehealth, tele_place_open, tele_payer_open;
	char tele_unasked
	    [41]; /* needed step of the script not asked, or answered no; "" */
	/* Codes: not paid at a distance and undecided; billed all the same; without the
	 * modifier the payer wants. "" none. */
	char tele_refused[UNITS_CODE_SIZE], tele_billed[UNITS_CODE_SIZE],
	    tele_bare[UNITS_CODE_SIZE];
	char licence_state[25];		  /* of who signs, "" not on file */
	char where_state[25];		  /* where the patient was, "" not known */
	int visits;			  /* of the clinician, last ones looked at */
	int64_t visits_min, visits_units; /* timed minutes and units of them */
	/* words */
	bool has_assessment, has_next;
	bool same_text; /* subjective and assessment equal those of the visit before */
	const char
	    *same_part; /* else the one that was typed and equals it, "" or NULL none */
};

struct presign_finding {
	const struct presign_rule *rule;
	bool blocks;
	char numbers[PRESIGN_NUMBERS_SIZE]; /* that fired it */
	int64_t row; /* what the jump is about, when it is not the visit; 0 */
};

struct presign {
	int n, blocks;
	int rules; /* that held on the service date */
	int64_t service_date;
	struct presign_finding rows[PRESIGN_FINDINGS_MAX]; /* blocks first */
};

/* Judges a note by the rows that hold on its service date (today, where it has none). A row of a
 * newer table whose check this version does not know is a warning. rules are borrowed by the
 * result. */
void presign_judge(const struct presign_rule *rules, int n, const struct presign_facts *f,
		   struct presign *out);
/* What is kept with the signature: how many rules of which table held, and each finding with its
 * rule. Appends lines. */
void presign_text(const struct presign *p, const char *version, struct str *out);

#endif
