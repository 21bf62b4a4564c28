/* book.c - what the screens of the calendar share: states, calling off, the way to a due task. */
#include "book.h"

#include "store/query_results.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/nav.h"

#include <string.h>

unsigned
book_open(struct ui *ui, const struct schedule_from *from)
{
	return nav_push(ui, NAV_BOOK, &(struct nav_arg){.data = from});
}

void
book_text(int64_t day, int64_t start, char out[BOOK_TEXT])
{
	char date[DATE_TEXT_SIZE];

	date_text(day, date);
	str_format(out, BOOK_TEXT, "%s %s %02d:%02d", booking_weekday(date_weekday(day)),
		   date, start == DICT_NONE ? 0 : (int)(start / 60),
		   start == DICT_NONE ? 0 : (int)(start % 60));
}

unsigned
book_state(struct ui *ui, int64_t appointment, const char *state)
{
	struct appointment row;
	struct err err = {0};
	enum status st =
	    record_get(ui->app->store, E_APPOINTMENT, appointment, &row, &err);
	bool back = !st && !strcmp(row.state, state);

	if (!st)
		st = schedule_state(ui->app, appointment, back ? "booked" : state, &err);
	if (st)
		ui_fail(ui, &err);
	else
		ui_say(ui, TONE_PLAIN, "%s; the same key takes it back",
		       back			   ? "Booked again"
		       : !strcmp(state, "no_show") ? "Did not come"
						   : "Is here");
	return SCREEN_REDRAW;
}

/* The appointment of the question that is open. */
static unsigned
cancelled(struct screen *s, const char *text, void *ctx)
{
	struct err err = {0};
	const struct screen_answer none = {.from = s->ops, .text = ""};

	if (schedule_cancel(s->ui->app, (int64_t)(intptr_t)ctx, text, &err)) {
		ui_fail(s->ui, &err);
	} else {
		s->ops->resume(s, &none);
		ui_say(s->ui, TONE_PLAIN, "Called off");
	}
	return SCREEN_REDRAW;
}

unsigned
book_cancel(struct screen *s, int64_t appointment)
{
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Why is it called off",
				       .most = ask_room(E_APPOINTMENT, "why"),
				       .done = cancelled,
				       .ctx = (void *)(intptr_t)appointment});
	return SCREEN_REDRAW;
}

/* ---- due */

static unsigned
open_row(struct ui *ui, enum entity_id e, const struct due_line *l)
{
	return nav_push(ui, NAV_ROW, &(struct nav_arg){.no = l->row, .no2 = e});
}

static unsigned
open_note(struct ui *ui, const struct due_line *l)
{
	bool finished = !strncmp(l->what, "note", 4);

	return nav_push(ui, finished ? NAV_NOTE : NAV_LIVE,
			&(struct nav_arg){.no = l->row});
}

/* The assessment of today when one was begun; else those of the patient, where r begins it: an
 * empty one must not count as a re-test. */
static unsigned
open_retest(struct ui *ui, const struct due_line *l)
{
	struct assessment row;
	struct err err = {0};
	int n = 0;

	dict_row_init(dict_entity(E_ASSESSMENT), &row);
	if (query_assessments(ui->app->store, l->patient, &row, 1, &n, &err)) {
		ui_fail(ui, &err);
		return SCREEN_REDRAW;
	}
	if (n && row.day == ui->today && row.episode == l->row)
		return nav_push(ui, NAV_ASSESS, &(struct nav_arg){.no = row.head.no});
	ui_say(ui, TONE_PLAIN, "r begins the re-test: it asks what was measured before");
	return nav_push(ui, NAV_ASSESSMENTS, &(struct nav_arg){.no = l->patient});
}

/* The copy is made at once; s shows its list anew. */
static unsigned
make_copy(struct screen *s)
{
	const struct screen_answer none = {.from = s->ops, .text = ""};
	struct err err = {0};

	if (store_backup_daily(s->ui->app->store, s->ui->today, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	s->ops->resume(s, &none);
	ui_say(s->ui, TONE_GOOD, "The safety copy of today is made, in backup/");
	return SCREEN_REDRAW;
}

unsigned
book_open_due(struct screen *s, const struct due_line *l)
{
	struct ui *ui = s->ui;

	switch (l->kind) {
	case DUE_LICENCE:
		return open_row(ui, E_STAFF, l);
	case DUE_AID:
		return open_row(ui, E_AID, l);
	case DUE_TASK:
		return open_row(ui, E_TASK, l);
	case DUE_NOTE:
		return open_note(ui, l);
	case DUE_COSIGN:
		return nav_push(ui, NAV_SIGNED, &(struct nav_arg){.no = l->row});
	case DUE_CERTIFICATION:
		return nav_push(ui, NAV_PLAN, &(struct nav_arg){.no = l->row});
	case DUE_PROGRESS:
		return nav_push(ui, NAV_REPORTS, &(struct nav_arg){.no = l->row});
	case DUE_DRAFT:
		return nav_push(ui, NAV_REPORT, &(struct nav_arg){.no = l->row});
	case DUE_RETEST:
		return open_retest(ui, l);
	case DUE_CONFLICT:
		return nav_push(ui, NAV_CONFLICT, &(struct nav_arg){.no = l->row});
	case DUE_GLASS:
		return nav_push(ui, NAV_AUDIT, &(struct nav_arg){.no2 = l->row});
	case DUE_BACKUP:
		return make_copy(s);
	default:
		ui_say(ui, TONE_PLAIN, "%s", l->why);
		return SCREEN_REDRAW;
	}
}
