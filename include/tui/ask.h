/* ask.h - a question on the message line; the screen above goes on living. */
#ifndef TUI_ASK_H
#define TUI_ASK_H

#include "core/dict_rows.h"
#include "tui/screen.h"

enum { ASK_CALM_MS = 400 };

enum ask_kind {
	ASK_TEXT,   /* Enter answers */
	ASK_NUMBER, /* digits, comma, point and minus; other keys go to the screen */
	ASK_PIN,    /* shown as stars, wiped afterwards */
	ASK_YES_NO, /* y or n; any other key is "no answer" and then acts as usual */
	ASK_CHOICE, /* one of the letters of keys, as with yes and no */
};

/* The answer: text is borrowed during the call ("y", "n" or the letter for the one-key kinds).
 * Returns enum screen_flag, as a key handler does. Not called when the question is dropped. After ui_fail
 * of what was typed (ST_INVALID, ST_REFUSED) or of a disk that took nothing (ST_FULL, ST_IO ...), or
 * ui_refuse, a text or number stands there again. */
typedef unsigned ask_done(struct screen *s, const char *text, void *ctx);

struct ask_spec {
	enum ask_kind kind;
	const char *label;   /* "Pain 0-10": what is asked, short */
	const char *initial; /* NULL: empty */
	const char *keys;    /* ASK_CHOICE: letters, lower case */
	size_t
	    most; /* ASK_TEXT: bytes the answer may have, as ask_room says; 0: a line's */
	int calm_ms; /* one-key kinds: a key that comes sooner was meant for what was there before
		      * the question, and is passed over */
	ask_done *done;
	void *ctx;
};

/* The bytes that fit into the field the answer goes to: what does not is not taken while it is
 * typed, and never cut afterwards. */
size_t ask_room(enum entity_id entity, const char *field);
/* Asks; spec's texts are copied. A question that was open is dropped. */
void ask_open(struct screen *s, const struct ask_spec *spec);
/* Drops the question, if any (its screen closes). */
void ask_drop(struct ui *ui);
/* Drops it because something else comes; a number that was typed and never entered is told. */
void ask_lose(struct ui *ui);
/* True when the question that is open takes text. */
bool ask_types(const struct ui *ui);
/* True while a text or a PIN is typed; ui->ask is set. */
bool ask_is_text(const struct ui *ui);
/* For ui.c: a key, and painting on row y. */
unsigned ask_key(struct ui *ui, int key);
void ask_draw(const struct ui *ui, int y);

#endif
