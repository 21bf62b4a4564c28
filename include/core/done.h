/* done.h - the sets of a visit as they are stored, read back against a dose; knows no database. */
#ifndef CORE_DONE_H
#define CORE_DONE_H

#include "core/dose.h"

#include <stdbool.h>

enum { DONE_SETS_MAX = 48 };

/* A set in the notation of performed.sets: "2L:10r50s+60@2500g", x when it was broken off. */
struct done_set {
	int set, side;	  /* side: 0 both or none, 1 left, 2 right */
	int reps, work_s; /* reps -1: timed */
	bool done;
	long long load_g; /* as far as told */
};

/* Reads the notation; stops at what it does not understand ("...", other programs). Returns the
 * number of sets. */
int done_read(const char *text, struct done_set sets[DONE_SETS_MAX]);
/* 100 x work done / work asked, rounded down; 0 when nothing was asked or done. */
int done_pct(const struct dose *asked, const struct done_set *sets, int n);
/* Every set that was asked has at least these repetitions. */
bool done_all_at(const struct dose *asked, const struct done_set *sets, int n, int reps);
/* Repetitions of the last set, -1: timed or none. */
int done_last_reps(const struct done_set *sets, int n);

#endif
