/* plan_lines.h - the lines above the exercises of a plan; asks app once, paints often. */
#ifndef TUI_PLAN_LINES_H
#define TUI_PLAN_LINES_H

#include "app/plan.h"
#include "tui/ui.h"

/* Each "" when there is nothing to say. */
struct plan_lines {
	struct plan_view view;
	struct str phase, go_on, visits, certified, facets;
	struct str home; /* warnings of the home programme, a line each */
};

/* Looks at the plan and words the lines; lines: its n exercises. */
enum status
plan_lines_load(struct app *a, int64_t plan, const struct prescription_line *lines, int n,
		struct plan_lines *l, struct err *err) BASE_MUST_CHECK;
void plan_lines_release(struct plan_lines *l);
/* Paints them from the top of r; returns the row behind them. */
int plan_lines_draw(const struct plan_lines *l, struct rect r);
/* Paints the lines of a chart's head from row y of r; returns the row behind them. */
int plan_lines_head(const struct plan_head *h, int y, struct rect r);

#endif
