/* start.h - today's session of a patient, from wherever it is asked for. */
#ifndef TUI_START_H
#define TUI_START_H

#include "tui/ui.h"

#include <stdint.h>

/* Opens the patient's session (a new one, or the unsigned one there is) on top; episode 0:
 * the newest open one with a plan. Returns enum screen_flag; reasons go to the message line. */
unsigned start_session(struct ui *ui, int64_t patient, int64_t episode);

#endif
