/* start.c - starting a session. */
#include "tui/start.h"

#include "app/visit.h"
#include "tui/nav.h"

#include <stdlib.h>

unsigned
start_session(struct ui *ui, int64_t patient, int64_t episode)
{
	struct visit *v = mem_alloc(sizeof *v);
	struct err err = {0};
	enum status st = visit_start(ui->app, patient, episode, v, &err);
	unsigned done = SCREEN_REDRAW;

	if (st == ST_OK || st == ST_DUPLICATE)
		done = nav_push(ui, v->live.finished ? NAV_NOTE : NAV_LIVE,
				&(struct nav_arg){.no = v->live.no});
	if (!st && v->told.n_gates == 0) /* the questions come first */
		done = nav_push(ui, NAV_SCREENING, &(struct nav_arg){.no = v->live.no});
	if (st)
		ui_fail(ui, &err);
	free(v);
	return done;
}
