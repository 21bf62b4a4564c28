/* pacers.h - the rhythm an exercise of a session is paced by; knows no screen. */
#ifndef APP_PACERS_H
#define APP_PACERS_H

#include "app/visit.h"
#include "core/pace.h"

enum { PACERS_MAX = 6, PACERS_MARK_SIZE = 64 };

/* The rhythms an exercise can have: the one its dose prescribes (key "dose", no source: it is the
 * therapist's own), then those of the table by their order. */
struct pacers {
	int n;
	int at; /* the one in force */
	struct pacer rows[PACERS_MAX];
};

/* The rhythms of item i of a session, and which is in force: what was chosen in this session, else
 * the first. n 0: it is not paced. */
enum status pacers_load(struct app *a, const struct visit *v, int i, struct pacers *p,
			struct err *err) BASE_MUST_CHECK;
/* The next one is in force, on every terminal that shows the session. Nothing of its clock or its
 * record changes. */
enum status pacers_next(struct app *a, const struct visit *v, int i, struct pacers *p,
			struct err *err) BASE_MUST_CHECK;
/* The moment of item i now, as its own clock tells. False: it is not working now, or not paced. */
bool pacers_moment(const struct pacers *p, const struct session_state *s, int i,
		   struct pace_moment *m);
/* "4-0-6-0, recalled": seconds in, hold, out, rest, and the mark of the row; "" without one. */
void pacers_mark(const struct pacers *p, char out[PACERS_MARK_SIZE]);

#endif
