/* presign_answer.h - what the screen of findings answers the note with; private to the two. */
#ifndef TUI_PRESIGN_ANSWER_H
#define TUI_PRESIGN_ANSWER_H

/* MEND: text is where (a code of presign_jump), no the row it is about. */
enum presign_answer { PRESIGN_SIGN = 1, PRESIGN_MEND };

#endif
