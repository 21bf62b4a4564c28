/* presser.h - a person who presses anything, the same for the same numbers. */
#ifndef SCREEN_PRESSER_H
#define SCREEN_PRESSER_H

#include "random.h"
#include "tui/screen.h"

/* The next key: one that everybody presses, Esc, or one the screen tells of. */
int presser_key(struct random *r, const struct screen *s);
/* Sticks and printers of this machine are left alone: screens that reach for them. */
bool presser_reaches_out(const struct screen *s);
/* Now and then the command of a screen is typed; false: not this time, or none was opened. */
bool presser_command(struct random *r, struct ui *ui);

#endif
