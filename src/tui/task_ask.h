/* task_ask.h - the questions about tasks; private to the screens that list tasks. */
#ifndef TUI_TASK_ASK_H
#define TUI_TASK_ASK_H

#include "tui/screen.h"

/* Asks what is to be done, adds the task (patient 0: about nobody) and opens it as a form. */
unsigned task_ask_new(struct screen *s, int64_t patient);
/* Asks what came of it and marks it done; the screen's own reload follows. */
unsigned
task_ask_done(struct screen *s, int64_t task, unsigned (*reload)(struct screen *s));
/* Opens a task: a hand-over note as a text, others as a form. */
unsigned task_ask_open(struct screen *s, int64_t task);

#endif
