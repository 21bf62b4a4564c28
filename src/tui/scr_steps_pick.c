/* scr_steps_pick.c - which file of a step counter or watch: on a stick, in the inbox, elsewhere. */
#include "app/wearable.h"
#include "base/clock.h"
#include "tui/ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

enum { MS = 1000, KB = 1024 };

struct pick_row {
	int64_t name;
	const struct wearable_place *place;
};

struct pick_screen {
	struct list list;
	int64_t patient;
	struct wearable_place places[WEARABLE_PLACES_MAX];
	struct pick_row rows[WEARABLE_PLACES_MAX];
};

static struct pick_screen *
state(struct screen *s)
{
	return s->state;
}

enum { COL_NAME, COL_DEVICE, COL_SIZE, COL_WRITTEN, COL_WHERE };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct wearable_place *p = ((const struct pick_row *)row)->place;
	char day[DATE_TEXT_SIZE];

	(void)ctx;
	switch (col) {
	case COL_NAME:
		str_add(out, p->name);
		break;
	case COL_DEVICE:
		str_add(out, p->device);
		break;
	case COL_SIZE:
		str_addf(out, "%lld kB", (long long)((p->bytes + KB - 1) / KB));
		break;
	case COL_WRITTEN:
		date_text(clock_civil(p->at * MS).date, day);
		str_add(out, day);
		break;
	default:
		str_add(out, p->where);
	}
}

static const struct list_col cols[] = {{"File", 0, false},
				       {"Seems to be", 14, false},
				       {"Size", 8, true},
				       {"Written", 10, false},
				       {"On", 10, false}};
static const struct list_source source = {.row_size = sizeof(struct pick_row),
					  .cols = cols,
					  .n_cols = 5,
					  .key_col = COL_NAME,
					  .cell = cell};

static enum status
load(struct screen *s, struct err *err)
{
	struct pick_screen *d = state(s);
	int n = 0;
	enum status st =
	    wearable_places(s->ui->app, d->places, WEARABLE_PLACES_MAX, &n, err);

	for (int i = 0; i < n; i++)
		d->rows[i] = (struct pick_row){i + 1, &d->places[i]};
	list_set(&d->list, d->rows, n);
	return st;
}

/* ---- keys */

/* The file takes this screen's place: from it one goes back to the weeks. */
static unsigned
look(struct screen *s, const char *path)
{
	char copy[WEARABLE_PATH];

	if (!str_copy(copy, sizeof copy, path)) {
		ui_refuse(s->ui, "This path is too long");
		return SCREEN_REDRAW;
	}
	return nav_replace(s->ui, NAV_STEPS_FILE,
			   &(struct nav_arg){.no = state(s)->patient, .text = copy});
}

static unsigned
on_open(struct screen *s, int key)
{
	const struct pick_row *r = list_current(&state(s)->list);

	(void)key;
	return r ? look(s, r->place->path) : SCREEN_HANDLED;
}

static unsigned
path_answer(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return text[0] ? look(s, text) : SCREEN_REDRAW;
}

static unsigned
on_other(struct screen *s, int key)
{
	(void)key;
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Path of the file",
				       .done = path_answer});
	return SCREEN_REDRAW;
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {'o', ACT_OTHER_FILE, on_other},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	s->patient = state(s)->patient = arg->no;
	return list_screen_open(s, arg, err);
}

static void
draw(struct screen *s)
{
	list_draw(&state(s)->list, s->ui, ui_body(s->ui), true,
		  "No CSV file lies on a stick or in the inbox. o: type where it lies.");
}

const struct screen_ops scr_steps_pick = {
    .name = "steps-files",
    .title = "Files of devices",
    .state_size = sizeof(struct pick_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .input = list_screen_input,
    .draw = draw,
    .close = list_screen_close,
};
