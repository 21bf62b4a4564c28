/* scr_doses.c - an exercise over time: what was done, how its dose changed and why. */
#include "app/progress.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

enum { DETAIL_ROWS = 5 };

struct doses_row {
	int64_t no;
	const struct progress_event *event; /* into doses_screen.story */
};

struct doses_screen {
	struct list list;
	int64_t episode, exercise;
	struct progress_story story;
	struct doses_row rows[PROGRESS_STORY_MAX];
	char name[61];
};

static struct doses_screen *
state(struct screen *s)
{
	return s->state;
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct progress_event *e = ((const struct doses_row *)row)->event;
	char day[DATE_TEXT_SIZE];

	(void)ctx;
	date_text(e->day, day);
	str_add(out, col == 0 ? day : col == 1 ? e->what : e->text);
}

static const struct list_col cols[] = {
    {"Day", 10, false}, {"What", 9, false}, {"How", 0, false}};
static const struct list_source source = {.row_size = sizeof(struct doses_row),
					  .cols = cols,
					  .n_cols = 3,
					  .key_col = 1,
					  .cell = cell};

static const struct keybind keys[] = {LIST_KEYS, {0, ACT_NONE, NULL}};

static void
draw(struct screen *s)
{
	struct doses_screen *d = state(s);
	struct rect r = ui_body(s->ui);
	const struct doses_row *row = list_current(&d->list);
	const struct progress_event *e = row ? row->event : NULL;
	int y = r.y + r.h - DETAIL_ROWS;
	size_t len = e ? strlen(e->text) : 0, at = 0;

	text_fill(r.y, r.x, r.w, TONE_TITLE, d->name);
	list_draw(&d->list, s->ui,
		  (struct rect){r.y + 1, r.x, r.h - DETAIL_ROWS - 2, r.w}, true,
		  "Never done, never changed.");
	text_clear(y - 1, r.x, DETAIL_ROWS + 1, r.w);
	for (int i = 0; i < DETAIL_ROWS && at < len; i++) {
		size_t next, stop = text_wrap(e->text, len, at, r.w - 2, &next);

		text_put_n(y + i, r.x + 1, r.w - 1, TONE_PLAIN, e->text + at, stop - at);
		at = next;
	}
}

static enum status
load(struct screen *s, struct err *err)
{
	struct doses_screen *d = state(s);
	enum status st =
	    progress_history(s->ui->app, d->episode, d->exercise, &d->story, err);

	for (int i = 0; !st && i < d->story.n; i++)
		d->rows[i] = (struct doses_row){i + 1, &d->story.lines[i]};
	list_set(&d->list, d->rows, st ? 0 : d->story.n);
	return st;
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct doses_screen *d = state(s);

	d->episode = arg->no;
	d->exercise = arg->no2;
	str_copy(d->name, sizeof d->name, arg->title ? arg->title : "");
	return list_screen_open(s, arg, err);
}

const struct screen_ops scr_doses = {
    .name = "doses",
    .title = "Progression",
    .state_size = sizeof(struct doses_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .renew = true,
    .resume = list_screen_resume,
    .input = list_screen_input,
    .draw = draw,
    .close = list_screen_close,
};
