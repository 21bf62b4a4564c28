/* bill.h - claim lines of one patient, date and discipline; knows no database and no clock. */
#ifndef CORE_BILL_H
#define CORE_BILL_H

#include "core/assistant.h"
#include "core/dict_rows.h"
#include "core/units.h"

#include "base/str.h"

enum {
	BILL_LINES_MAX = 2 * UNITS_LINE_MAX,
	BILL_MODIFIERS_MAX = 4,
	BILL_QUESTIONS_MAX = 40,
	BILL_OPTIONS_MAX = 10,
	BILL_TIES_MAX = 5000, /* right answers of a tie that can be asked for */
	BILL_ID_SIZE = 32,
	BILL_WHY_SIZE = 120,
};

/* The year of a patient as far as it is known, before this date's lines. */
struct bill_year {
	int64_t kx, review; /* thousandths of $; DICT_NONE: not known for this year */
	int64_t used;	    /* allowed amounts so far */
	bool whole;	    /* false: used is a lower bound */
	bool unsure;	    /* the row of kx is recalled or unverified */
	int64_t crossed_on; /* service date of an earlier line with KX, 0 none */
};

/* What Medicare says of a code: the word of service_codes.csv. */
struct bill_status {
	char code[UNITS_CODE_SIZE];
	char medicare[25];
};

/* All that a bill is made of; borrowed. Rows of any date may be given. */
struct bill_input {
	const struct units_table *table;
	enum units_rule rule;
	enum assistant_test test;
	const struct units_time *times, *alone; /* of the whole date (1.7) */
	size_t n, n_alone;
	const char *tie;	/* chosen allocation, session_units_tie; "" none */
	const char *discipline; /* PT, OT or SLP */
	int64_t date;		/* service date, yyyymmdd */
	const char *payer_kind; /* "" not known */
	const char *wants;	/* modifiers in order; "" not known */
	const char *mode;	/* in_person, video, phone */
	const char *place;	/* place of service of the clinic */
	const struct bill_status *statuses;
	const struct code_pair *pairs;
	const struct telehealth_rule *telehealth;
	const struct payer_fee *fees;
	size_t n_statuses, n_pairs, n_telehealth, n_fees;
	struct bill_year year;
	const char *answers; /* bill_answer_set */
};

struct bill_modifier {
	char code[3];
	char why[BILL_WHY_SIZE];
};

/* Groups of modifiers, as payers list them. */
enum bill_group_id {
	BILL_DISCIPLINE,
	BILL_PAIR,
	BILL_ASSISTANT,
	BILL_KX,
	BILL_ABN,
	BILL_TELEHEALTH,
	BILL_GROUP_COUNT
};

/* Modifiers a line could have, before the payer's order and what may not stand together. */
struct bill_wish {
	struct bill_modifier at[BILL_GROUP_COUNT][2]; /* two of a group: GX GY */
};

struct bill_line {
	char code[UNITS_CODE_SIZE];
	int minutes; /* on the first line of the code, 0 on the others */
	int units;   /* 0: documented, earns nothing or is not billed (why says so) */
	bool assistant, flagged;
	int n_modifiers;
	struct bill_modifier modifiers[BILL_MODIFIERS_MAX];
	char place[3];
	char why[BILL_WHY_SIZE]; /* why it is not billed, or billed all the same */
	int64_t amount;		 /* DICT_NONE: no fee row */
};

struct bill_option {
	char value[8];
	char text[64];
	bool reasoned; /* wants a reason */
};

/* Something that is not known. Without options: something to look at. */
struct bill_question {
	char id
	    [BILL_ID_SIZE]; /* names it for bill_answer_set; "tie" is an event instead */
	char text[200];
	/* Of a tie there may be more than the list holds: session_units_tie has them all. */
	int n_options;
	struct bill_option options[BILL_OPTIONS_MAX]; /* the first is the proposal */
	int chosen;				      /* -1 open */
	bool stop; /* open: the note may not be signed */
	char reason[BILL_WHY_SIZE];
};

struct bill {
	struct units_result result[UNITS_RULE_COUNT];
	enum units_rule rule;
	int n, n_questions, units;
	struct bill_line lines[BILL_LINES_MAX];
	struct bill_question questions[BILL_QUESTIONS_MAX];
	struct bill_wish wish[BILL_LINES_MAX];
	char forbidden[UNITS_CODE_SIZE]; /* assistant time of a therapist's code */
	int64_t amount;			 /* of the lines with a fee row */
	bool amount_whole;		 /* every billed line has one */
};

/* Makes lines and questions. Failures as units_compute and assistant_split. */
enum status bill_compute(const struct bill_input *in, struct bill *b,
			 struct err *err) BASE_MUST_CHECK;

/* The arithmetic of a rule in words: minutes, quotient, left-overs, who won and why. Appends
 * lines. */
void bill_arithmetic(const struct units_result *r, struct str *out);
/* Modifiers of a line with spaces between, "GP CQ"; fits 12 bytes. */
void bill_modifiers(const struct bill_line *l, char *out, size_t size);
/* Reasons of a line, parted by "|": "59: apart from 97530|KX: ...". Appends. */
void bill_reasons(const struct bill_line *l, struct str *out);
/* The group of disciplines whose amounts are added up: "pt_slp" or "ot". */
const char *bill_group(const char *discipline);

/* One answer out of the text of answers; false when there is none. reason may be NULL. */
bool bill_answer(const char *answers, const char *id, char value[8], char *reason,
		 size_t size);
/* Appends to out the answers with this one put in (or taken out: value ""). */
void bill_answer_set(const char *answers, const char *id, const char *value,
		     const char *reason, struct str *out);

#endif
