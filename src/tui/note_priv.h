/* note_priv.h - what the note's keys, its signing and its picture share. */
#ifndef TUI_NOTE_PRIV_H
#define TUI_NOTE_PRIV_H

#include "app/visit.h"
#include "tui/screen.h"

struct note_screen {
	struct visit v;
	struct visit_bill bill;
	int asked; /* questions of the claim that keep it from being signed */
	struct visit_look look;
	struct str text; /* the whole note as it prints, lines end in LF */
	size_t top;	 /* first line shown */
	size_t lines;
	enum live_text editing;
	struct str
	    seen; /* what was typed in that section when it was opened or stored last */
};

/* Makes the note and its checks anew (scr_note.c). */
enum status note_reload(struct screen *s, struct err *err) BASE_MUST_CHECK;
/* The units; on the way to the signature it comes back when all is answered. */
unsigned note_units(struct screen *s, bool signing);

/* Keys: what was taught, how the patient seemed, a section as in the note before (note_words.c). */
unsigned note_words_taught(struct screen *s, int key);
unsigned note_words_manner(struct screen *s, int key);
unsigned note_words_phone(struct screen *s, int key);
unsigned note_words_as_last(struct screen *s, int key);

/* Key: signs, or asks what is missing first. */
unsigned note_sign_key(struct screen *s, int key);
/* Asks for the PIN. */
unsigned note_sign_pin(struct screen *s);

/* Paints the note into the body of the screen. */
void note_draw(const struct screen *s, const struct note_screen *n);

#endif
