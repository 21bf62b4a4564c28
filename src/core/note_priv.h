/* note_priv.h - helpers of the note's writers; private to note*.c. */
#ifndef CORE_NOTE_PRIV_H
#define CORE_NOTE_PRIV_H

#include "core/note.h"

/* Appends text as lines of at most NOTE_WIDTH columns, further ones begin with `indent`
 * spaces; line breaks in text count as spaces. */
void note_text_wrap(struct str *out, const char *text, int indent);
/* Appends "1:05" of ms (whole seconds, rounded down). */
void note_text_clock(struct str *out, int64_t ms);
/* Appends what stands between two parts of a list: nothing before the first. */
void note_text_sep(struct str *out, const char *sep, int *n);
/* Appends the screenings and stops of the session in their order; nothing when nobody asked. */
void note_gate_all(const struct session_state *s, struct str *out);
/* Appends the exercises that were done in spite of a precaution, or with care. */
void note_gate_allowed(const struct session_state *s, struct str *out);

#endif
