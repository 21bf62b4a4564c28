/* timed.h - one timed test: its clock, its count, its tries; knows no screen and no patient. */
#ifndef CORE_TIMED_H
#define CORE_TIMED_H

#include "core/measure.h"

enum { TIMED_TRIES_MAX = 6 };

enum timed_kind {
	TIMED_WATCH,  /* seconds until it is stopped */
	TIMED_STANCE, /* seconds held; ends by itself at the highest score */
	TIMED_COUNT,  /* runs down while repetitions are counted */
	TIMED_WALK,   /* runs down while laps are counted; metres are typed */
	TIMED_SPEED,  /* metres of the course by the seconds they took */
};

/* How a measure is timed; seconds: what it runs down from, else 0. */
struct timed_spec {
	const char *measure;
	enum timed_kind kind;
	int seconds;
};

enum timed_phase {
	TIMED_READY,   /* waits for the start of a try */
	TIMED_RUNNING, /* the clock runs */
	TIMED_ENDED,   /* time is over: the count may be corrected, metres are missing */
	TIMED_DONE,    /* as many tries as the measure asks for */
};

/* Times are boot ms. Invariant: start_ms counts only while RUNNING. */
struct timed {
	const struct measure *m; /* borrowed */
	const struct timed_spec *spec;
	enum timed_phase phase;
	int64_t start_ms, run_ms; /* of the try that runs, or ran last */
	int count;		  /* repetitions or laps of it */
	int metres;		  /* course of a speed test, lap of a walk */
	int n;
	int64_t tries[TIMED_TRIES_MAX]; /* scores, thousandths */
};

/* How the measure is timed; NULL: it is not. */
const struct timed_spec *timed_find(const char *measure);
/* A test before its first try; borrows m. False: the measure is not timed. */
bool timed_init(struct timed *t, const struct measure *m);

/* Enter: starts a try, stops the one that runs, keeps a corrected count. A walk that ended
 * waits for timed_walked. */
void timed_enter(struct timed *t, int64_t now_ms);
/* Looks at the time: a try that is over by itself ends. True: it ended now. */
bool timed_look(struct timed *t, int64_t now_ms);
/* One repetition or lap more (or less); false: nothing is counted now. */
bool timed_count(struct timed *t, int by);
/* Metres of the walk that ended; false: no walk waits for them. */
bool timed_walked(struct timed *t, int64_t metres);
/* Throws away the try that runs or waits, else the last one; false: there is none. */
bool timed_drop(struct timed *t);
/* Next usual length of course or lap; false: it has none, or tries hang on it. */
bool timed_course(struct timed *t);

/* What the digits show in s, and when (boot ms) they change next; INT64_MAX: not by itself. */
int64_t timed_shown_s(const struct timed *t, int64_t now_ms);
int64_t timed_next_ms(const struct timed *t, int64_t now_ms);
/* The score so far by the measure's keep rule (best, mean, last); DICT_NONE: no try yet. */
int64_t timed_score(const struct timed *t);
/* "12.3;11.9": every try. */
void timed_tries_text(const struct timed *t, char *out, size_t size);

#endif
