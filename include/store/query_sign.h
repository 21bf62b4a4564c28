/* query_sign.h - lists the check before signing and co-signing ask for; flat as tables grow. */
#ifndef STORE_QUERY_SIGN_H
#define STORE_QUERY_SIGN_H

#include "core/dict_rows.h"
#include "store/store.h"

/* Timed minutes and units of the last visits of a therapist, after one day and up to another. */
struct sign_visits {
	int64_t therapist, after, to;
	int most; /* visits looked at */
	int n;	  /* found */
	int64_t minutes, units;
};
enum status query_sign_visits(struct store *s, struct sign_visits *v,
			      struct err *err) BASE_MUST_CHECK;

/* Another visit of a day: when, and how long one on one with the therapist. */
struct sign_other {
	int64_t started, ended, attended_s;
};
/* Visits of a therapist on a day with other patients than this one; none that is void. */
struct sign_day {
	int64_t day, therapist, patient;
};
enum status
query_sign_others(struct store *s, const struct sign_day *d, struct sign_other *rows,
		  int max, int *n, struct err *err) BASE_MUST_CHECK;

/* A note that waits for a therapist's second signature (staff 0: anybody's), oldest first. */
struct cosign_line {
	int64_t note, patient, day, signed_at;
	char kind[DICT_CODE_SIZE], signature[161], name[124], chart_no[21];
};
enum status query_cosign(struct store *s, int64_t staff, struct cosign_line *lines,
			 int max, int *n, struct err *err) BASE_MUST_CHECK;

/* The note of the last signed visit of an episode, none that is void: note (0: none) and its
 * service date. */
struct sign_last {
	int64_t note, day;
};
enum status query_sign_last(struct store *s, int64_t episode, struct sign_last *l,
			    struct err *err) BASE_MUST_CHECK;

/* Has a note an addendum of that kind (cosign, void)? */
enum status query_addendum_kind(struct store *s, int64_t note, const char *kind,
				bool *has, struct err *err) BASE_MUST_CHECK;

#endif
