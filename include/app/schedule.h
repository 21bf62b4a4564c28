/* schedule.h - appointments: a line becomes bookings with their clashes; states; knows no screen. */
#ifndef APP_SCHEDULE_H
#define APP_SCHEDULE_H

#include "app/app.h"
#include "core/booking.h"
#include "core/hours.h"

/* What stands against an appointment; it may be booked all the same. */
enum schedule_clash {
	SCHEDULE_STAFF = 1,   /* the staff member has somebody else then */
	SCHEDULE_PATIENT = 2, /* the patient has another appointment then */
	SCHEDULE_CLOSED = 4,  /* outside the opening hours, a day off, a holiday */
};

struct schedule_item {
	struct booking_slot slot;
	unsigned clash; /* enum schedule_clash */
	char why[100];	/* says each clash in words, "" none */
};

/* What a line would book. */
struct schedule_draft {
	int64_t patient, staff; /* staff 0: nobody named */
	int64_t moving;		/* appointment that is moved, 0: new ones */
	char staff_name[81], reason[61];
	struct schedule_item items[BOOKING_MAX];
	int n, clashes; /* items, and those of them that clash */
};

/* What a line is read for. */
struct schedule_from {
	int64_t patient;
	int64_t
	    appointment; /* what same and +1w count from; 0: the last one of the patient */
	int64_t staff;	 /* who treats when nobody is named; 0: as the visit before */
	bool move;	 /* the line says where the appointment is moved to */
	struct booking_slot proposed; /* as in struct booking_ask */
};

/* Nothing proposed. */
struct schedule_from schedule_for(int64_t patient, int64_t appointment);
/* Reads a line and looks for clashes; stores nothing. ST_INVALID names the word. */
enum status
schedule_read(struct app *a, const char *line, const struct schedule_from *from,
	      struct schedule_draft *d, struct err *err) BASE_MUST_CHECK;
/* Books the draft in one transaction (moves its appointment); skip: those that clash are left
 * out. *booked says how many. */
enum status schedule_book(struct app *a, const struct schedule_draft *d, bool skip,
			  int *booked, struct err *err) BASE_MUST_CHECK;

/* Says how far an appointment has come: "arrived", "no_show", or "booked" to take that back.
 * ST_REFUSED for a visit that was held, and for a no-show that is still to come. */
enum status schedule_state(struct app *a, int64_t appointment, const char *state,
			   struct err *err) BASE_MUST_CHECK;
/* Calls an appointment off; the reason is asked for. */
enum status schedule_cancel(struct app *a, int64_t appointment, const char *why,
			    struct err *err) BASE_MUST_CHECK;

/* Begins of visits of that length that are free on a day, every half hour within the hours. */
struct schedule_gap {
	int64_t day, staff;
	int minutes;
};
enum status schedule_free(struct app *a, const struct schedule_gap *gap, int *starts,
			  int max, int *n, struct err *err) BASE_MUST_CHECK;

/* The opening hours of this clinic, as a line (HOURS_TEXT bytes) and as hours; either may be
 * NULL. */
enum status schedule_hours(struct app *a, char *text, struct hours *h,
			   struct err *err) BASE_MUST_CHECK;
enum status
schedule_set_hours(struct app *a, const char *text, struct err *err) BASE_MUST_CHECK;

#endif
