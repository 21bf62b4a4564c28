/* plan_ask.h - questions about the next version of a plan and its certification; private to the
 * screen of the plan. */
#ifndef TUI_PLAN_ASK_H
#define TUI_PLAN_ASK_H

#include "app/plan.h"
#include "tui/screen.h"

/* All borrowed from the screen that asks. */
struct plan_ask {
	struct plan_of_care *plan;	       /* becomes the version that was made */
	const char *physician;		       /* who is likely to sign */
	unsigned (*changed)(struct screen *s); /* reads and shows the plan anew */
};

/* Asks why, then makes the next version inside the same period. */
unsigned plan_ask_version(struct screen *s, struct plan_ask *q);
/* Asks how the certification stands: sent, signed by whom, or begun anew. */
unsigned plan_ask_certify(struct screen *s, struct plan_ask *q);

#endif
