/* claim.h - the claim of a visit: units, modifiers, questions, the year; knows no screen. */
#ifndef APP_CLAIM_H
#define APP_CLAIM_H

#include "app/visit.h"
#include "core/bill.h"

/* What this visit adds to the claim of its date: a charge to be stored. */
struct claim_row {
	int line; /* of the bill; -1: only takes an earlier visit's units back */
	char code[9];
	int64_t seconds; /* of this visit */
	int minutes;	 /* the date's minus those charged before */
	int units;	 /* the same; below 0: given back */
	bool assistant;
	char modifiers[17]; /* as the line; of a row that gives back: as it was charged */
};

enum { CLAIM_ROWS_MAX = 2 * BILL_LINES_MAX };

struct claim {
	struct bill bill; /* of the whole date: every visit under this discipline */
	char payer[61], payer_kind[24], discipline[24], mode[24];
	char answers[4000]; /* as bill_answer_set writes them */
	struct bill_year year;
	int64_t figure_of; /* day of the payer's figure, 0 none */
	int earlier;	   /* signed visits of the date that are pooled */
	int n_rows;
	struct claim_row rows[CLAIM_ROWS_MAX];
};

/* Computes the claim of a session as last looked at (visit_tick), together with the visits of
 * its date that were signed before. Release with free. Failures as bill_compute. */
enum status claim_of(struct app *a, const struct visit *v, struct claim **c,
		     struct err *err) BASE_MUST_CHECK;
/* Answers a question of the bill ("" takes the answer back). The tie becomes an event of the
 * session, every other answer is kept with it until it is signed. "mode" is in_person, video or
 * phone. ST_INVALID: no such question or option, or the reason is missing. */
enum status
claim_answer(struct app *a, struct visit *v, const char *id, const char *value,
	     const char *reason, struct err *err) BASE_MUST_CHECK;

/* The charge of a row, without its visit and reason. */
void claim_charge(const struct claim *c, const struct claim_row *r, struct charge *row);

/* An open question or something to look at, for the check before signing. */
struct claim_finding {
	char id[BILL_ID_SIZE];
	char text[200];
	bool stop; /* the visit may not be signed before it is answered */
};
/* How many, at most max, those that stop first. Stable: the check before signing rests on it. */
int claim_findings(const struct claim *c, struct claim_finding *list, int max);

/* Field of an addendum that corrects minutes; its new value is a line as claim_correct takes. */
#define CLAIM_MINUTES "minutes"
enum { CLAIM_FIXES_MAX = 12 };

/* One code of a correction. */
struct claim_fix {
	char code[9];
	int64_t minutes;
	char modifiers[17]; /* "": by the rules */
};
struct claim_fixes {
	int n;
	struct claim_fix list[CLAIM_FIXES_MAX];
	char tie[80]; /* which of equal units, as the tie is shown; "" not said */
};
/* Reads "97110 38, 97116 15 GP 59", and behind " = " the choice of a tie: "= 97110:2;97116:1".
 * ST_INVALID with what is wrong. */
enum status claim_fixes_read(const char *text, struct claim_fixes *x,
			     struct err *err) BASE_MUST_CHECK;
/* Makes x (its note is set) the correction of a signed visit: old and new minutes, and the units
 * that come out beside those that hold. Writes nothing. ST_INVALID: text, or what the bill asks
 * and the line does not say; ST_NOT_FOUND: a code that is not in the table of the day. */
enum status claim_correct(struct app *a, const char *text, struct addendum *x,
			  struct err *err) BASE_MUST_CHECK;
/* Charges anew what a stored correction or void (x->head.no) changes: its visit, and those of its
 * date after it. Adds charges that replace; nothing else is touched. In a transaction. */
enum status
claim_amend(struct app *a, const struct addendum *x, struct err *err) BASE_MUST_CHECK;

/* A claim by hand: minutes typed, the shipped tables, no clinic. Texts borrowed, "" unknown. */
struct claim_hand {
	enum units_rule rule;
	const struct units_time *times, *alone;
	size_t n, n_alone;
	int64_t date, used; /* used this year, thousandths of $; DICT_NONE unknown */
	const char *payer_kind, *discipline, *mode, *tie, *answers;
};
/* Computes it. Failures as bill_compute. */
enum status claim_by_hand(const struct claim_hand *h, struct bill *b,
			  struct err *err) BASE_MUST_CHECK;

/* One line about the year: used, threshold, lower bound or payer's figure. "" when the payer
 * knows no threshold. Appends. */
void claim_year_text(const struct claim *c, struct str *out);
/* What the date's pool changes in what was charged before: "97110 1 -> 0"; appends nothing
 * when there was no earlier visit. */
void claim_changes(const struct claim *c, struct str *out);

#endif
