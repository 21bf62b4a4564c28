/* scr_clinics.c - the sites bundles come from: the last one, what waits for them, what is wrong. */
#include "app/fleet.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

enum { DETAIL_ROWS = 6 };

struct clinics_row {
	int64_t name;
	const struct fleet_line *line;
};

struct clinics_screen {
	struct list list;
	struct fleet_line lines[LINK_PEERS_MAX];
	struct clinics_row rows[LINK_PEERS_MAX];
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
	int n = 0, wrong = 0;
	enum status st = fleet_list(s->ui->app, d->lines, LINK_PEERS_MAX, &n, err);

	for (int i = 0; i < n; i++) {
		d->rows[i] = (struct clinics_row){i + 1, &d->lines[i]};
		wrong += d->lines[i].said[0] != '\0';
	}
	list_set(&d->list, d->rows, n);
	str_format(s->title, sizeof s->title, "%d, %d with a remark", n, wrong);
	return st;
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
    {"Open", 6, true},	{"Key since", 11, false},   {"", 0, false}};
static const struct list_source source = {.row_size = sizeof(struct clinics_row),
					  .cols = cols,
					  .n_cols = 6,
					  .key_col = COL_SITE,
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

static const struct keybind keys[] = {
    {'y', ACT_SYNC, on_sync},
    {'v', ACT_CONFLICTS, on_conflicts},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* The marked site in words: what the numbers of its line count, and all of the remark. */
static void
draw_detail(const struct fleet_line *l, struct rect r)
{
	char line[160];

	text_clear(r.y, r.x, r.h, r.w);
	if (!l)
		return;
	str_format(line, sizeof line,
		   "%s: %lld change%s wait%s for it; %d bundle%s made for it without a "
		   "receipt",
		   l->peer.site, (long long)l->waiting, l->waiting == 1 ? "" : "s",
		   l->waiting == 1 ? "s" : "", l->unconfirmed,
		   l->unconfirmed == 1 ? "" : "s");
	text_put(r.y + 1, r.x, r.w, TONE_PLAIN, line);
	text_para(r.y + 2, r.x, r.h - 2, r.w, l->said);
}

static void
draw(struct screen *s)
{
	struct rect r = ui_body(s->ui), list = r, detail = r;
	const struct clinics_row *row;

	list.h -= DETAIL_ROWS;
	detail.h = DETAIL_ROWS;
	detail.y = r.y + list.h;
	row = list_draw(&state(s)->list, s->ui, list, true,
			"No other site is known yet: :site-keys.");
	draw_detail(row ? row->line : NULL, detail);
}

extern const struct screen_ops scr_clinics;
const struct screen_ops scr_clinics = {
    .name = "clinics",
    .title = "Sites",
    .state_size = sizeof(struct clinics_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = list_screen_open,
    .input = list_screen_input,
    .renew = true,
    .resume = list_screen_resume,
    .draw = draw,
    .close = list_screen_close,
};
