/* book.h - how the screens of the calendar ask each other; private to them. */
#ifndef TUI_BOOK_H
#define TUI_BOOK_H

#include "app/due.h"
#include "app/schedule.h"
#include "tui/screen.h"

/* Opens the line that books: arg.data of NAV_BOOK. The screen shows whose it is. */
unsigned book_open(struct ui *ui, const struct schedule_from *from);
/* The keys of an appointment wherever it is marked; each tells on the message line what was done.
 * Arrived and no-show given twice take themselves back. */
unsigned book_state(struct ui *ui, int64_t appointment, const char *state);
/* Asks for the reason and calls it off. */
unsigned book_cancel(struct screen *s, int64_t appointment);
/* Opens the task of a due line of s; a safety copy is made on the spot. */
unsigned book_open_due(struct screen *s, const struct due_line *l);
/* "Mon 2026-05-04 09:30" of a day and minutes after midnight; 24 bytes. */
enum { BOOK_TEXT = 24 };
void book_text(int64_t day, int64_t start, char out[BOOK_TEXT]);

#endif
