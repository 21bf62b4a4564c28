/* query_class.h - group classes, their rosters, and who came by the signed visits. */
#ifndef STORE_QUERY_CLASS_H
#define STORE_QUERY_CLASS_H

#include "core/dict_rows.h"
#include "store/store.h"

/* Every class there is, also those of other clinics and those that ended: own ones first, those
 * without an end before those with one, the last to end first; by name. */
enum status query_classes(struct store *s, struct group_class *rows, int max, int *n,
			  struct err *err) BASE_MUST_CHECK;
/* Everybody who is or was on the roster, by name, those who left behind all others; those whose schedule the role may not read are
 * left out. */
enum status
query_class_members(struct store *s, int64_t group_class, struct class_member *rows,
		    int max, int *n, struct err *err) BASE_MUST_CHECK;

/* Somebody who took part in a class, by a signed note that is not void. */
struct class_line {
	int64_t day, patient, seconds;
	int64_t attending; /* at most at once, DICT_NONE not told */
	int64_t note;
	char name[124], chart_no[21], manner[161];
};
/* Those of the days from days[0] to days[1], newest day first. Charts the role may not read are
 * left out. */
enum status query_class_held(struct store *s, int64_t group_class, const int64_t days[2],
			     struct class_line *lines, int max, int *n,
			     struct err *err) BASE_MUST_CHECK;

#endif
