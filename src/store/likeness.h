/* likeness.h - how likely two descriptions are of the same person; knows no database. */
#ifndef STORE_LIKENESS_H
#define STORE_LIKENESS_H

#include <stdint.h>

/* A person as far as known: folded names ("" unknown), birth date (DATE_NONE unknown, may be
 * partial), digits of the phone ("" unknown). Borrowed. */
struct likeness {
	const char *family, *given, *phone;
	int64_t birth;
};

enum { LIKENESS_MIN = 50 };

/* 0 to 100; LIKENESS_MIN and more is worth a look. Names count up to 60 (typing errors, names
 * exchanged, second names left out), birth dates up to 40 (equal; day and month exchanged; one
 * digit wrong; year only) and take away when they contradict, an equal phone 25. */
int likeness_score(const struct likeness *a, const struct likeness *b);
/* Typing errors between two folded texts, exchanged neighbours counting one
 * (Damerau-Levenshtein, optimal string alignment), at most limit + 1. */
int likeness_errors(const char *a, const char *b, int limit);

#endif
