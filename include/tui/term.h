/* term.h - the terminal: set up, tones, sizes, put back on every way out. */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include "base/status.h"

#include <stdbool.h>

enum { TERM_ROWS_MIN = 24, TERM_COLS_MIN = 80 };

/* What text means; how it looks is the terminal's affair. No tone differs by colour alone. */
enum tone {
	TONE_PLAIN,
	TONE_TITLE,    /* headings: bold */
	TONE_KEY,      /* a key to press, a value to notice: bold */
	TONE_DIM,      /* what matters less */
	TONE_GOOD,     /* reached, done */
	TONE_WARN,     /* caution; the words say so too */
	TONE_STOP,     /* stop sign; the words say so too */
	TONE_CURSOR,   /* the marked row: reverse */
	TONE_FIELD,    /* the field being filled in */
	TONE_PRACTICE, /* the sign of practice mode: reverse */
	TONE_COUNT
};

/* Takes the terminal of stdin and stdout: locale, colours, keys, crash handlers. Failure:
 * ST_REFUSED with what to do (no terminal, unknown TERM); nothing is changed then. */
enum status term_open(struct err *err) BASE_MUST_CHECK;
/* As term_open without a terminal (tests): size and colours as given, output thrown away. */
enum status
term_open_headless(int rows, int cols, bool colour, struct err *err) BASE_MUST_CHECK;
/* Gives the terminal back as it was; a second call does nothing. */
void term_close(void);
/* True when only ASCII may be shown (the locale is not UTF-8). */
bool term_ascii(void);
/* True when pictures are drawn in ASCII: so is all text, or the font of the terminal is not likely
 * to have braille and eighths of blocks (the Linux console, VT terminals). */
bool term_plain(void);
/* Rings once (visibly where the terminal has no bell); a headless terminal stays silent. */
void term_bell(void);
/* Makes the hardware cursor visible or not; sends bytes only on a change. */
void term_cursor(bool visible);
/* Size now, as the terminal last told. */
void term_size(int *rows, int *cols);
/* Next key without waiting; K_NONE: none is waiting; -1: the terminal is gone. */
int term_key(void);
/* Puts a key in front of the terminal's (tests and macros). At most 4096 wait; false: full. */
bool term_key_push(int key);
/* Everything drawn since the last flush reaches the terminal in one write. */
void term_flush(void);
/* Forgets what is on the glass; the next flush sends all of it. */
void term_repaint(void);

#endif
