/* sent.h - judges bytes that went to a terminal: what curses makes, and text that can do no harm. */
#ifndef SCREEN_SENT_H
#define SCREEN_SENT_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* Zero-width characters in a row at most: more of them cover the lines above and below. */
enum { SENT_MARKS_MAX = 8 };

/* What is wrong with them, NULL: nothing; *at is the offset. curses: sequences for xterm of letters
 * and numbers and the controls that move the cursor are allowed, no bell; else no control but line
 * and page feeds, carriage returns and tabs. In either case no character that shows nothing or turns
 * lines round, no C1, nothing that is not UTF-8. */
const char *sent_fault(const char *p, size_t n, bool curses, size_t *at);
/* Runs argv (ends with NULL) in a terminal; out gets all it wrote there. The status as of waitpid. */
int sent_run(const char *const *argv, struct str *out);

#endif
