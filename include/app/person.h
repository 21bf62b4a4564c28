/* person.h - one person registered twice: found, linked, unlinked; knows no screen.
 *
 * A verdict on a pair of patients is a row of same_person. Nothing is ever rewritten: episodes,
 * visits and notes keep their patient, and whatever the chart shows of one it shows of all. A pair
 * is the same person when a verdict says so and none says the contrary; who is linked with whom is
 * the union over such pairs, the same on every site that holds the same rows. */
#ifndef APP_PERSON_H
#define APP_PERSON_H

#include "app/app.h"
#include "store/query_person.h"

enum { PERSON_CANDIDATES = 5, PERSON_SUSPECT_MIN = 60 };

enum person_verdict { PERSON_OPEN, PERSON_SAME, PERSON_NOT_SAME };

/* What the rows of a pair say. */
enum status person_verdict(struct app *a, int64_t x, int64_t y, enum person_verdict *v,
			   struct err *err) BASE_MUST_CHECK;
/* Decides a pair: every row of it gets the verdict, or the first one is made. reason is wanted for
 * PERSON_NOT_SAME; PERSON_OPEN takes a verdict back. Goes into the audit. ST_INVALID: the same row
 * twice, no reason. */
enum status person_judge(struct app *a, int64_t x, int64_t y, enum person_verdict v,
			 const char *reason, struct err *err) BASE_MUST_CHECK;
enum status person_link(struct app *a, int64_t x, int64_t y, const char *reason,
			struct err *err) BASE_MUST_CHECK;
/* *still: they stay one person through a third patient. */
enum status person_unlink(struct app *a, int64_t x, int64_t y, const char *reason,
			  bool *still, struct err *err) BASE_MUST_CHECK;
/* Are they in one cluster? */
enum status person_linked(struct app *a, int64_t x, int64_t y, bool *linked,
			  struct err *err) BASE_MUST_CHECK;

/* Adds to p->alert (of a copy for the eye) what stands at everybody who is the same person. */
enum status
person_alerts(struct app *a, struct patient *p, struct err *err) BASE_MUST_CHECK;

/* Pairs of one patient: those with a verdict, then those that are alike, best first. */
struct person_pair {
	int64_t first, second;
	int score; /* 0: not compared */
	enum person_verdict verdict;
};
enum status person_pairs_of(struct app *a, int64_t patient, struct person_pair *pairs,
			    int max, int *n, struct err *err) BASE_MUST_CHECK;
/* Pairs of the whole clinic that wait for a verdict, most alike first. */
enum status person_suspects(struct app *a, struct person_pair *pairs, int max, int *n,
			    struct err *err) BASE_MUST_CHECK;
/* Compares at most max patients that were not compared yet with all others, each once, and notes
 * likely pairs; never links. *left: how many still wait. */
enum status
person_compare(struct app *a, int max, int64_t *left, struct err *err) BASE_MUST_CHECK;

/* One side of a pair, and how much lies under its chart number. */
struct person_side {
	struct patient patient;
	int64_t episodes, visits, last_visit, precautions;
};
enum status person_side(struct app *a, int64_t patient, struct person_side *side,
			struct err *err) BASE_MUST_CHECK;

#endif
