/* wall_priv.h - what a session for the patient's eyes is made of. */
#ifndef TUI_WALL_PRIV_H
#define TUI_WALL_PRIV_H

#include "app/figures.h"
#include "app/pacers.h"
#include "core/wording.h"
#include "live_priv.h"
#include "tui/screen.h"

struct wall_screen {
	struct visit *v; /* NULL: no session runs */
	int64_t patient; /* the one it belongs to, 0: whoever began last */
	int64_t version; /* of the database when it was read */
	bool names;
	char who[40];
	/* in the language of the patient whose session runs */
	int64_t worded_for; /* the session */
	struct wording words;
	char language[DICT_CODE_SIZE];
	bool unreviewed; /* some of it was read by no speaker */
	/* the exercise that is done or comes next, and the one behind it */
	int item, next; /* -1 none */
	char title[81], next_title[81];
	bool figure;
	struct figure_drawing drawing;
	struct pacers pacers;
	char goal
	    [81]; /* in the patient's own words; "" none, or not the patient's own view */
	int progress; /* percent, -1 it cannot be told */
};

/* Reads what belongs to the session as a whole; and what belongs to its exercise again (wall_rows.c). */
enum status wall_rows_begin(struct screen *s, struct err *err) BASE_MUST_CHECK;
/* Reads what belongs to the exercise when it is another one now. */
void wall_rows_look(struct screen *s);
/* Functions of the screen, shared by the wall and the patient's own view (scr_wall.c). */
enum status scr_wall_open(struct screen *s, const struct nav_arg *arg,
			  struct err *err) BASE_MUST_CHECK;
bool scr_wall_tick(struct screen *s, int64_t now_ms, int64_t *next_ms);
void scr_wall_resume(struct screen *s, const struct screen_answer *a);
void scr_wall_close(struct screen *s);
unsigned scr_wall_leave(struct screen *s, int key);
/* Paints all of it (wall_draw.c). */
void wall_draw(struct screen *s);

#endif
