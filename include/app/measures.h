/* measures.h - the measures, norms and assessment sets of the open clinic; knows no screen. */
#ifndef APP_MEASURES_H
#define APP_MEASURES_H

#include "app/app.h"
#include "core/measure.h"

/* The tables as they hold today, in file order. */
struct measures {
	struct measure *rows;
	struct norm *norms;
	struct assessment_set *sets;
	struct vocab *words; /* of the kinds part, item, immobility, how */
	size_t n, n_norms, n_sets, n_words;
};

/* The tables, loaded once per open clinic; borrowed from a until app_close. */
enum status
measures_of(struct app *a, const struct measures **m, struct err *err) BASE_MUST_CHECK;
void measures_release(struct measures *m);

/* A measure or a set by its key; NULL when the tables do not hold it. Borrowed from m. */
const struct measure *measures_find(const struct measures *m, const char *key);
const struct assessment_set *measures_set(const struct measures *m, const char *key);
/* A word by kind and word ("part", "knee_extension"); NULL when there is none. Borrowed. */
const struct vocab *
measures_word(const struct measures *m, const char *kind, const char *word);
/* The next word of a kind behind `after` (NULL: the first); NULL at the end. Borrowed. */
const struct vocab *
measures_next(const struct measures *m, const char *kind, const struct vocab *after);
/* The norm rows in the form core/measure reads. */
struct measure_norms measures_norms(const struct measures *m);
/* Sex and age of a patient on a day. */
struct measure_who measures_who(const struct patient *p, int64_t day);

/* "Knee flexion range, left", "Strength: Knee extension, right"; an unknown key stands for
 * itself. measures_name leaves the side out. */
void measures_name(const struct measures *m, const char *key, const char *part, char *out,
		   size_t size);
void
measures_title(const struct measures *m, const struct result *r, char *out, size_t size);

/* A score as a form shows it and takes it back: with the decimals of its measure, muscle strength
 * as a grade (3+). False: no such measure; nothing is appended then. */
bool measures_score(struct app *a, const char *key, struct cell c, struct str *out);
/* Reads a typed grade of a measure that is told in grades; *known false: it is told in numbers.
 * ST_INVALID names the grades. */
enum status measures_grade(struct app *a, const char *key, const char *typed,
			   struct cell *c, bool *known, struct err *err) BASE_MUST_CHECK;

#endif
