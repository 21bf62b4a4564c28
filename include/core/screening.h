/* screening.h - contraindication questions against dated rule rows; knows no database and no
 * screen, decides nothing: it tells which rules fire and what does not fit together. */
#ifndef CORE_SCREENING_H
#define CORE_SCREENING_H

#include "base/str.h"
#include "core/dict_rows.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SCREENING_ANSWERS_MAX = 96,
	SCREENING_FIRED_MAX = 40,
	SCREENING_DOUBTS_MAX = 16,
	SCREENING_VALUE_SIZE = 61,
	SCREENING_WORDS_MAX = 8,
};

/* How a question is answered. */
enum screening_kind {
	SCREENING_NUMBER,
	SCREENING_WORD, /* no, or one of the words of its rules */
	SCREENING_GAIN, /* "1.5 in 1 day" or "2.5 in 1 week" */
	SCREENING_KIND_COUNT
};

/* Where a question is asked. */
enum screening_place {
	SCREENING_BEFORE = 1 << 0,  /* at intake and before a visit */
	SCREENING_DURING = 1 << 1,  /* while the session runs */
	SCREENING_DERIVED = 1 << 2, /* computed, not asked */
};

/* A question: our own words for a field of the rules. */
struct screening_field {
	const char *name;  /* field of the rule rows */
	const char *label; /* what is asked */
	enum screening_kind kind;
	unsigned place; /* enum screening_place */
	int decimals;
	const char *calm;    /* the answer that says all is well */
	const char *measure; /* its value is a result of this measure; NULL: an answer */
	const char *part;    /* part of the result, "" */
	bool region;	     /* yes asks where */
	/* What the unit can mean at all, where no measure says it; in thousandths. */
	int64_t min, max;
};

/* All questions in the order they are asked; *n how many. Borrowed for ever. */
const struct screening_field *screening_fields(int *n);
/* By name; NULL: none. */
const struct screening_field *screening_field_named(const char *name);

/* The rules of a clinic. Borrowed. */
struct screening_table {
	const struct screening_rule *rules;
	size_t n_rules;
	const struct clinic_limit *limits;
	size_t n_limits;
	const struct measure *measures; /* of the vitals: their limits */
	size_t n_measures;
};

struct screening_reply {
	char field[41];
	char value[SCREENING_VALUE_SIZE]; /* "" not answered: as calm */
	char region[DICT_CODE_SIZE];	  /* where, for those that ask it */
	bool confirmed;			  /* looked at again and right as typed */
};
struct screening_set {
	int n;
	struct screening_reply rows[SCREENING_ANSWERS_MAX];
};

/* The answer of a field; "" when there is none. Borrowed from set. */
const char *screening_get(const struct screening_set *set, const char *field);
/* The row of a field, added when it is not there; NULL: no room. */
struct screening_reply *screening_reply_of(struct screening_set *set, const char *field);
/* True when the answer is neither empty nor the calm one. */
bool screening_tells(const struct screening_reply *r);
/* The words a question can be answered with beside its calm one: those of the rules of date.
 * Returns how many; texts are borrowed from the rules. */
int screening_words(const struct screening_table *t, const char *field, int64_t date,
		    const char *words[SCREENING_WORDS_MAX]);
/* Reads what a person types for a field into its stored form ("1.5 d" is "1.5 in 1 day").
 * ST_INVALID says what is wanted. */
enum status
screening_parse(const struct screening_field *f, const char *typed,
		char out[SCREENING_VALUE_SIZE], struct err *err) BASE_MUST_CHECK;

/* A rule that fires. */
struct screening_fired {
	const struct screening_rule *rule;
	bool stop;
	bool
	    override; /* a therapist who signs may go on with a reason; else nobody may */
	bool check_source; /* recalled or unverified */
	bool own_limit;	   /* the clinic's own limit */
};

/* Does the rule hold on a date? A date before all rows of the table (a clock that is wrong)
 * counts as the first one they hold on: no wrong clock switches them off. */
bool screening_holds(const struct screening_table *t, const struct screening_rule *r,
		     int64_t date);
/* Does this rule fire on the answers, by the clinic's limit where there is one? */
bool screening_fires(const struct screening_table *t, const struct screening_rule *r,
		     const struct screening_set *set);
/* The rules of date that fire, stops first, else in file order. A caution about a field of
 * which a stop fires is left out. Returns how many. */
int screening_judge(const struct screening_table *t, const struct screening_set *set,
		    int64_t date, struct screening_fired out[SCREENING_FIRED_MAX]);
/* The limit in force as text ("> 200", "181-200"); own tells whether it is the clinic's. */
void screening_limit(const struct screening_table *t, const struct screening_rule *r,
		     char out[64], bool *own);
/* True for a rule whose limit a clinic may set itself: numbers and ranges. */
bool screening_settable(const struct screening_rule *r);
/* Checks a limit typed by the clinic: the form of the rule, inside what a body can do. */
enum status
screening_check_limit(const struct screening_table *t, const struct screening_rule *r,
		      const char *value, struct err *err) BASE_MUST_CHECK;
/* The safety tag of the contraindication a rule belongs to, "" for none: a precaution that a
 * yes puts on the patient. Only for rules about history, not for a value of today. */
const char *screening_tag(const struct screening_rule *r);
/* "S002: resting systolic pressure 190 mmHg (181-200)": what a rule says of the answers. */
void screening_say(const struct screening_table *t, const struct screening_rule *r,
		   const struct screening_set *set, char *out, size_t size);
/* Adds "blood pressure 130/85, pulse 72, saturation 97 %", what was measured at rest of it. */
void screening_say_vitals(const struct screening_set *set, struct str *out);

/* Something that does not fit: it is asked about, never dropped. */
struct screening_doubt {
	char field[41]; /* where the cursor goes to correct it */
	char text[160]; /* "Diastolic 130 is above systolic 120" */
};
/* What in the answers contradicts itself or lies outside what a body can do, rows already
 * confirmed left out. Returns how many. */
int screening_doubts(const struct screening_table *t, const struct screening_set *set,
		     struct screening_doubt out[SCREENING_DOUBTS_MAX]);

#endif
