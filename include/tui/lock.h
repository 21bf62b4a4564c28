/* lock.h - the screen locked over what was being done: nothing under it is closed, nothing typed is lost,
 * and the clock of a session goes on showing. Knows no passphrase; app/staff checks it. */
#ifndef TUI_LOCK_H
#define TUI_LOCK_H

#include "tui/screen.h"

/* From now on the screen locks by itself after so many minutes (of the clock as fast as ui->rate)
 * without a key; 0: never. Nothing is locked while nobody is logged in. */
void lock_after(struct ui *ui, int64_t minutes);
/* Locks it now; nothing happens when nobody is logged in. */
void lock_now(struct ui *ui);
/* Frees the lock without asking (the program ends). */
void lock_drop(struct ui *ui);

/* After the clinic has changed: whose account was closed is led back to the login, and what was typed is
 * kept; another role holds from now on. */
void lock_renew(struct ui *ui);
/* The next turn does so, though nobody else wrote: staff were changed here. */
void lock_renew_soon(struct ui *ui);

/* For ui.c: whether it is locked; the deadline (boot ms, INT64_MAX none), locking when it has passed;
 * a key; the picture in place of the screen's. */
bool lock_is_on(const struct ui *ui);
int64_t lock_tick(struct ui *ui, bool *changed);
void lock_key(struct ui *ui, int key);
void lock_draw(struct ui *ui);

#endif
