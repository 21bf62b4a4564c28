/* store_doctor_priv.h - what the halves of the check-up share. */
#ifndef STORE_STORE_DOCTOR_PRIV_H
#define STORE_STORE_DOCTOR_PRIV_H

#include "store_priv.h"

struct store_doctor {
	struct store *s;
	void (*line)(void *arg, const struct doctor_line *);
	void *arg;
};

/* Gives one line of the check-up, worded as by printf, to whoever asked. */
void store_doctor_say(struct store_doctor *d, enum doctor_kind kind, const char *fmt, ...)
    BASE_PRINTF(3, 4);
/* Everything outside of the tables: clock, log, room, rights, copies, disk and swap, core dumps. */
void store_doctor_place(struct store_doctor *d);

#endif
