/* scr_clinics.c - the sites bundles come from: the last one, what waits for them, what is wrong. */
#include "app/fleet.h"
#include "tui/list.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

struct clinics_row {
	int64_t name;
	const struct fleet_line *line;
};

struct clinics_screen {
	struct fleet_line *lines;
	struct clinics_row *rows;
	int n;
	struct list list;
};

static struct clinics_screen *
state(struct screen *s)
{
	return s->state;
}

static enum status
load(struct screen *s, struct err *err)
{
	struct clinics_screen *d = state(s);
	enum status st = fleet_list(s->ui->app, d->lines, LINK_PEERS_MAX, &d->n, err);
	int wrong = 0;

	for (int i = 0; i < d->n; i++) {
		d->rows[i] = (struct clinics_row){i + 1, &d->lines[i]};
		wrong += d->lines[i].said[0] != '\0';
	}
	str_format(s->title, sizeof s->title, "%d, %d with a remark", d->n, wrong);
	return st;
}

static enum status
page(void *ctx, struct list_page *p, struct err *err)
{
	struct clinics_screen *d = ctx;

	(void)err;
	list_page_array(p, d->rows, d->n, sizeof *d->rows);
	return ST_OK;
}

enum { COL_SITE, COL_LAST, COL_WAITS, COL_OPEN, COL_KEY, COL_SAID };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct fleet_line *l = ((const struct clinics_row *)row)->line;
	char day[DATE_TEXT_SIZE] = "";

	(void)ctx;
	switch (col) {
	case COL_SITE:
		str_add(out, l->peer.site);
		break;
	case COL_LAST:
		if (l->peer.seen_at != DICT_NONE)
			date_text(clock_civil(l->peer.seen_at).date, day);
		str_add(out, day[0] ? day : "never");
		break;
	case COL_WAITS:
		str_addf(out, "%lld", (long long)l->waiting);
		break;
	case COL_OPEN:
		str_addf(out, "%d", l->unconfirmed);
		break;
	case COL_KEY:
		if (l->key_since != DICT_NONE)
			date_text(l->key_since, day);
		str_add(out, day[0] ? day : "NONE");
		break;
	default:
		str_add(out, l->said[0] ? l->said : "all is well");
	}
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	(void)ctx;
	return col == COL_SAID && ((const struct clinics_row *)row)->line->said[0]
		   ? TONE_WARN
		   : TONE_PLAIN;
}

static const struct list_col cols[] = {
    {"Site", 7, false}, {"Last bundle", 12, false}, {"Waits", 8, true},
    {"Open", 5, true},	{"Key since", 11, false},   {"", 0, false}};
static const struct list_source source = {.row_size = sizeof(struct clinics_row),
					  .cols = cols,
					  .n_cols = 6,
					  .key_col = COL_SITE,
					  .page = page,
					  .cell = cell,
					  .tone = tone};

static unsigned
on_sync(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_SYNC, NULL);
}

static unsigned
on_conflicts(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_CONFLICTS, NULL);
}

static unsigned
input(struct screen *s, int key)
{
	return list_key(&state(s)->list, key);
}

static const struct keybind keys[] = {
    {'y', ACT_SYNC, on_sync},
    {'v', ACT_CONFLICTS, on_conflicts},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

static void
close_screen(struct screen *s)
{
	list_release(&state(s)->list);
	free(state(s)->lines);
	free(state(s)->rows);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct clinics_screen *d = state(s);
	enum status st;

	(void)arg;
	d->lines = mem_alloc(LINK_PEERS_MAX * sizeof *d->lines);
	d->rows = mem_alloc(LINK_PEERS_MAX * sizeof *d->rows);
	list_init(&d->list, &source, d);
	st = load(s, err);
	if (!st)
		st = list_restart(&d->list, err);
	if (st)
		close_screen(s);
	return st;
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	struct err err = {0};

	(void)a;
	if (load(s, &err) || list_reload(&state(s)->list, &err))
		ui_fail(s->ui, &err);
}

static void
draw(struct screen *s)
{
	list_draw(&state(s)->list, s->ui, ui_body(s->ui), true,
		  "No other site is known yet: :site-keys.");
}

extern const struct screen_ops scr_clinics;
const struct screen_ops scr_clinics = {
    .name = "clinics",
    .title = "Sites",
    .state_size = sizeof(struct clinics_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
