/* plan_diff.h - what changed from one list of prescribed exercises to another; knows no names. */
#ifndef CORE_PLAN_DIFF_H
#define CORE_PLAN_DIFF_H

#include "core/dict_rows.h"

enum plan_diff_kind {
	PLAN_DIFF_REMOVED, /* was in A alone */
	PLAN_DIFF_ADDED,   /* is in B alone */
	PLAN_DIFF_CHANGED, /* other dose (and perhaps another place) */
	PLAN_DIFF_MOVED,   /* the same dose in another place */
};

/* One difference. Exercises are matched by exercise and, where one is there twice, in order. */
struct plan_change {
	enum plan_diff_kind kind;
	int from, to;	 /* index in A and in B, -1: not there */
	uint64_t fields; /* bit i: field i of the prescription differs (CHANGED) */
	bool moved;	 /* its place among those that stay differs */
	const struct prescription *before,
	    *after; /* borrowed from A and B; NULL: not there */
};

/* Bit i: field i of the prescription says another dose in b than in a. What names the row (plan,
 * exercise, order, active, day of the level, reason) does not count. */
uint64_t plan_diff_fields(const struct prescription *a, const struct prescription *b);

/* The differences in the order of B, removed ones first; at most na + nb of them go to out.
 * Returns how many. */
int plan_diff_lists(const struct prescription *a, int na, const struct prescription *b,
		    int nb, struct plan_change *out);

/* Applies the differences to A: out (room for na + n) becomes B, row by row; returns how many
 * rows, -1 when the differences are not of this A. */
int plan_diff_apply(const struct prescription *a, int na,
		    const struct plan_change *changes, int n, struct prescription *out);

/* Bit i: field i of two plans of care differs: frequency, weeks, goals, certification ...; the
 * number of the version, its author and whether it is active do not count. */
uint64_t plan_diff_heads(const struct plan_of_care *a, const struct plan_of_care *b);

#endif
