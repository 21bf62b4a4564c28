/* classes.h - group classes: who is on the roster, who is here, one clock for all; knows no screen.
 *
 * A class that runs is nothing but the sessions of those who attend: each has an item whose time is
 * group time (SEV_GROUP), and what happens to the class is stored as an event in each of them. So a
 * killed program, another terminal and the signature find what they find of any session. */
#ifndef APP_CLASSES_H
#define APP_CLASSES_H

#include "app/visit.h"
#include "core/precaution.h"
#include "store/query_class.h"

enum {
	CLASSES_MOST = 100,	   /* classes of a clinic */
	CLASSES_ROSTER_MOST = 400, /* rows of one roster, past ones too */
	CLASSES_WEEKS = 12,	   /* attendance is told of so many weeks */
};

/* A class in the list, with the next time it is held. */
struct classes_line {
	struct group_class row;
	char leader[81];
	int members;	    /* of that day */
	int64_t day;	    /* next day it is held, from today on; DICT_NONE none */
	int start, minutes; /* of that day */
	int open;	    /* sessions of it that are not signed */
};
/* The classes of this clinic, the next one first (one of today stays first until its end); those that
 * ended only when ended is true. */
enum status classes_list(struct app *a, bool ended, struct classes_line *lines, int max,
			 int *n, struct err *err) BASE_MUST_CHECK;

/* How somebody stands to the class today, in this order. */
enum classes_state {
	CLASSES_AWAY,  /* not marked as here */
	CLASSES_HERE,  /* waits for the clock; marked today */
	CLASSES_IN,    /* on the clock */
	CLASSES_LEFT,  /* his minutes are over */
	CLASSES_ENDED, /* the session is finished or of an earlier day, the note waits */
	CLASSES_SIGNED,
	CLASSES_PAST, /* no longer on the roster */
};

struct classes_member {
	int64_t
	    no; /* names the row: of class_member; below 0: came, but is on no roster */
	struct class_member row;
	char name[124], chart_no[21];
	enum classes_state state;
	struct visit *visit;   /* session of the class, told and looked at; NULL none */
	int item;	       /* of the class in it */
	int64_t note, seconds; /* signed today */
	bool others;	       /* another terminal runs the session */
	char precautions[161];
	bool stopped;		      /* a stop of the screening stands: HOLD */
	bool unscreened;	      /* the questions are to be asked first */
	struct precaution_match mark; /* of the class's exercise */
	char plan[121];		      /* why no plan of care covers today; "" one does */
	int times;		      /* in the last weeks */
	int64_t last_day;	      /* DICT_NONE: never in them */
};
struct classes_roster {
	struct group_class row;
	char leader[81], code[9];
	char wrong[161];    /* why nobody can be taken into it: its code; "" nothing */
	int start, minutes; /* today; minutes 0: not held today */
	int64_t least;	    /* patients of a group at least (rules of care) */
	struct classes_member
	    *rows; /* members by name, then those on no roster, then past ones */
	int n;
	int newer; /* open sessions, of any class, that a newer limber wrote in: not looked into */
	int count[CLASSES_PAST + 1]; /* rows by state */
};
/* Reads a class as it stands today; past: those who left the roster too. Also after a failure
 * classes_roster_release ends it. */
enum status classes_roster(struct app *a, int64_t group_class, bool past,
			   struct classes_roster *r, struct err *err) BASE_MUST_CHECK;
void classes_roster_release(struct classes_roster *r);
/* Advances every clock to the present; reads nothing. */
void classes_tick(struct app *a, struct classes_roster *r);
/* Notes in the audit that the charts behind a roster were looked at. */
enum status classes_noted(struct app *a, const struct classes_roster *r,
			  struct err *err) BASE_MUST_CHECK;
/* What is not as a group has to be, "" when all is well: too few, or led by nobody who treats;
 * a session that cannot be read here. */
void classes_warning(const struct classes_roster *r, char *out, size_t size);

/* Puts a patient on the roster from today on. ST_DUPLICATE: is a member already. */
enum status classes_join(struct app *a, int64_t group_class, int64_t patient,
			 struct err *err) BASE_MUST_CHECK;
/* Takes a member off it from today on; the row stays. */
enum status classes_quit(struct app *a, const struct class_member *m, const char *reason,
			 struct err *err) BASE_MUST_CHECK;

/* Marks row i as here: the session of today is opened, or the one there is goes on. ST_NOT_FOUND: no
 * plan; ST_REFUSED: the plan does not cover today and no reason is given (with one it goes into the
 * audit), or the class is full. */
enum status classes_here(struct app *a, struct classes_roster *r, int i,
			 const char *reason, struct err *err) BASE_MUST_CHECK;
/* Takes the mark back before the clock ran: a session opened for nothing else goes. */
enum status classes_not_here(struct app *a, struct classes_roster *r, int i,
			     struct err *err) BASE_MUST_CHECK;
/* Nothing new since the screening before, told by the patient. *ask: the questions have to be asked
 * one by one (a first screening, a stop, an answer that wants a reason); nothing was stored then. */
enum status classes_nothing_new(struct app *a, struct classes_roster *r, int i, bool *ask,
				struct err *err) BASE_MUST_CHECK;
/* Starts the clock of everybody who is here and may start (screening_may_start), at one moment. *started:
 * how many; why gets who may not and why not, "" all did. */
enum status classes_start(struct app *a, struct classes_roster *r, int *started,
			  struct str *why, struct err *err) BASE_MUST_CHECK;
/* Row i, who left, is on the clock again from now on; what he had before stays. As classes_start for
 * one. */
enum status classes_back(struct app *a, struct classes_roster *r, int i,
			 struct err *err) BASE_MUST_CHECK;
/* Pauses every clock, or lets all go on when all of them stand; refused when other terminals run all of
 * them. */
enum status
classes_pause(struct app *a, struct classes_roster *r, struct err *err) BASE_MUST_CHECK;
/* Who attends all of them from now on; refused as pausing is. */
enum status classes_attend(struct app *a, struct classes_roster *r,
			   enum session_attend who, struct err *err) BASE_MUST_CHECK;
/* Row i leaves: his minutes alone stop. */
enum status classes_leave(struct app *a, struct classes_roster *r, int i,
			  struct err *err) BASE_MUST_CHECK;
/* Tells everybody on the clock how many attend, when that is another number than was told: one went on
 * from a screen of his session. Writes only then; for a roster just read. */
enum status
classes_recount(struct app *a, struct classes_roster *r, struct err *err) BASE_MUST_CHECK;
/* Ends the class: every clock stops, sessions in which nothing else waits are finished, and marks of
 * those whose clock never ran are taken back (classes_not_here). Sessions another terminal runs are left as they are; *left: how many. */
enum status classes_end(struct app *a, struct classes_roster *r, int *left,
			struct err *err) BASE_MUST_CHECK;
/* This terminal runs every open session of the class from now on. *taken: how many it did not run. */
enum status classes_take(struct app *a, struct classes_roster *r, int *taken,
			 struct err *err) BASE_MUST_CHECK;

/* For care_check: times must be readable, the code one of groups. */
enum status classes_check(struct app *a, const struct field *f, struct cell c,
			  struct err *err) BASE_MUST_CHECK;
/* The first weekday and time of "When" held on a day: start and minutes; false: not held then. */
bool classes_held_on(const struct group_class *c, int64_t day, int *start, int *minutes);

#endif
