/* stack.h - the screens on top of each other; knows none of them. */
#ifndef TUI_STACK_H
#define TUI_STACK_H

#include "tui/screen.h"

/* Opens a screen on top. arg (may be NULL) is borrowed during the call. Failure: what open
 * says; the stack is as before and the reason is also on the message line. */
enum status stack_push(struct ui *ui, const struct screen_ops *ops,
		       const struct nav_arg *arg, struct err *err);
/* Opens a screen in place of the top one. Failure: the top one stays. */
enum status stack_replace(struct ui *ui, const struct screen_ops *ops,
			  const struct nav_arg *arg, struct err *err);
/* Closes the top screen and lets the one below take its answer; the last one ends the loop. */
void stack_pop(struct ui *ui);
/* Leaves an answer for the screen below; returns SCREEN_POP for the handler to return. text
 * (may be NULL) is copied. */
unsigned stack_answer(struct screen *s, int code, int64_t no, const char *text);
/* Closes every screen down to the lowest one (lock, log out: to nothing when all is set). */
void stack_unwind(struct ui *ui, bool all);
/* True when s is the one that is seen. */
bool stack_is_top(const struct screen *s);

#endif
