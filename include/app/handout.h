/* handout.h - what a patient takes home of a plan: exercises, goal, stop signs, and the code that
 * leads back to this version of the plan, in the patient's language. Knows no page. */
#ifndef APP_HANDOUT_H
#define APP_HANDOUT_H

#include "app/app.h"
#include "app/screening.h"
#include "core/chartno.h"
#include "core/wording.h"

enum {
	HANDOUT_USUAL = 5, /* people keep up with so many exercises; more are asked for */
	HANDOUT_MAX = 12
};

/* An exercise in the words of the handout's language; in English where there is no translation. */
struct handout_item {
	struct prescription dose;
	struct exercise exercise;
	char title[81], steps[401], safety[161]; /* steps parted by | */
};

struct handout {
	struct plan_of_care plan;
	struct patient patient;
	char goal
	    [81]; /* the daily task of the first goal that names one, open ones first; "" */
	char code[CHARTNO_CODE_SIZE]; /* "" : the patient has no chart number of ours */
	struct handout_item *items;
	int n;
	int left_out; /* exercises left out, because more were not wanted */
	bool
	    none_home; /* none was chosen and none is marked for home: it has those of the clinic */
	struct screening_stop stops[SCREENING_STOPS_MAX]; /* symptoms that end exercise */
	char signs[SCREENING_STOPS_MAX][401]; /* the same in patients' words */
	int n_stops;
	char language[DICT_CODE_SIZE];
	struct wording words;
	bool unreviewed;  /* something on it was translated and read by no speaker */
	int untranslated; /* texts that stand in English */
};

/* Which exercises: by their keys, or (n 0) those whose place is at home too; when the plan names
 * none, all of it. many: more than HANDOUT_USUAL are meant. */
struct handout_wish {
	const char *const *keys;
	int n;
	bool many;
	const char *language; /* code; NULL: the patient's own */
};

/* ST_NOT_FOUND: no such plan, or the plan has no exercise of a key. ST_INVALID: it has none at all,
 * or more than HANDOUT_MAX are wanted. Release. */
enum status handout_load(struct app *a, int64_t plan, const struct handout_wish *w,
			 struct handout *h, struct err *err) BASE_MUST_CHECK;
void handout_release(struct handout *h);

/* What patients read of a subject (an exercise, the rule of a stop sign, a topic) in a language.
 * *there false: there is no such row today. */
enum status
handout_text(struct app *a, const char *subject, const char *language,
	     struct patient_text *text, bool *there, struct err *err) BASE_MUST_CHECK;

/* A topic of teaching on paper, in the words of its language; in English where there is no
 * translation. */
struct handout_topic {
	struct patient patient;
	char title[81], text[401];
	char language[DICT_CODE_SIZE];
	struct wording words;
	bool unreviewed;  /* something on it was translated and read by no speaker */
	int untranslated; /* texts that stand in English */
};

/* word: of the vocabulary's topics; language: its code, NULL the patient's own. ST_NOT_FOUND: no such
 * patient, or nothing is written of the topic. Release. */
enum status
handout_topic_load(struct app *a, int64_t patient, const char *word, const char *language,
		   struct handout_topic *t, struct err *err) BASE_MUST_CHECK;
void handout_topic_release(struct handout_topic *t);

/* The plan that a typed code stands for. *there false: it is no such code. ST_NOT_FOUND: it is one,
 * and its patient or plan is not known here. */
enum status
handout_find(struct app *a, const char *typed, struct plan_of_care *plan,
	     struct patient *patient, bool *there, struct err *err) BASE_MUST_CHECK;

#endif
