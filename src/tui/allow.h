/* allow.h - an exercise in spite of a precaution: asks for the key, or a reason and initials. */
#ifndef TUI_ALLOW_H
#define TUI_ALLOW_H

#include "core/precaution.h"
#include "tui/screen.h"

/* Gone on: why is "" with care alone. Returns enum screen_flag. */
typedef unsigned allow_done(struct screen *s, const char *why, const char *by);

/* What was answered so far; belongs to the screen's state. */
struct allow {
	char why[121];
	allow_done *done;
};

/* Asks what the mark wants: with care y or n, blocked a reason and the therapist's initials. done is
 * not called when it is not gone on. */
unsigned allow_ask(struct screen *s, struct allow *a, const struct precaution_match *m,
		   allow_done *done);

#endif
