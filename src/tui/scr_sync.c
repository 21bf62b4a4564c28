/* scr_sync.c - a stick comes in: one key reads it, writes it and says that it may be pulled. */
#include "app/conflicts.h"
#include "app/keys.h"
#include "sync_priv.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

static struct sync_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- what is there */

static enum status
load_news(struct screen *s, struct err *err)
{
	struct sync_screen *d = state(s);
	struct link_peer *peers = mem_alloc(LINK_PEERS_MAX * sizeof *peers);
	int n = 0;
	enum status st = link_peers(app(s)->store, peers, LINK_PEERS_MAX, &n, err);

	d->knows = n > 0;
	for (int i = 0; i < n && !st; i++)
		if (peers[i].hub && app(s)->site.hub != 1)
			st = exchange_news(app(s), peers[i].site, &d->news, err);
	free(peers);
	return st;
}

/* Sticks are looked for again while the screen stands: a new one is marked by itself. */
static enum status
load_places(struct screen *s, struct err *err)
{
	struct sync_screen *d = state(s);
	char was[TRIP_PATH] = "";
	int before = d->n_places;
	enum status st;

	if (d->n_places)
		str_copy(was, sizeof was, d->places[d->marked].path);
	st = trip_places(app(s), d->places, TRIP_PLACES_MAX, &d->n_places, err);
	d->marked = 0;
	for (int i = 0; i < d->n_places && before == d->n_places; i++)
		if (!strcmp(d->places[i].path, was))
			d->marked = i;
	d->look_ms = s->ui->now_ms + TRIP_LOOK_MS;
	return st;
}

/* A bundle goes by its id: others move its line. */
static int64_t
row_name(const struct link_bundle *b)
{
	int64_t name;

	memcpy(&name, b->id.b, sizeof name);
	return name;
}

static enum status
load_clinic(struct screen *s, struct err *err)
{
	struct sync_screen *d = state(s);
	enum status st = load_news(s, err);

	if (!st)
		st = keys_sealed(app(s), &d->sealed, err);
	if (!st)
		st = link_bundles(app(s)->store, "", d->bundles, SYNC_HISTORY,
				  &d->n_bundles, err);
	for (int i = 0; i < d->n_bundles; i++)
		d->rows[i] = (struct sync_row){row_name(&d->bundles[i]), i};
	list_set(&d->list, d->rows, d->n_bundles);
	return st;
}

static enum status
load(struct screen *s, struct err *err)
{
	enum status st = load_clinic(s, err);

	return st ? st : load_places(s, err);
}

/* ---- history */

enum { COL_TO, COL_NO, COL_MADE, COL_OPS, COL_RECEIPT, COL_PLACE };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct sync_screen *d = ctx;
	const struct link_bundle *b = &d->bundles[((const struct sync_row *)row)->at];

	switch (col) {
	case COL_TO:
		str_add(out, b->peer);
		break;
	case COL_NO:
		str_addf(out, "%lld", (long long)b->serial);
		break;
	case COL_MADE:
		sync_draw_day(b->at, out);
		break;
	case COL_OPS:
		str_addf(out, "%lld", (long long)(b->n_to - b->n_from));
		break;
	case COL_RECEIPT:
		if (b->acked_at == DICT_NONE)
			str_add(out, b->replaced ? "sent anew" : "none yet");
		else
			sync_draw_day(b->acked_at, out);
		break;
	default:
		str_add(out, b->place[0] ? b->place : "outbox");
	}
}

static const struct list_col cols[] = {{"For", 7, false},      {"No", 6, true},
				       {"Made", 11, false},    {"Changes", 8, true},
				       {"Receipt", 11, false}, {"On", 0, false}};
static const struct list_source source = {
    .row_size = sizeof(struct sync_row), .cols = cols, .n_cols = 6, .cell = cell};

/* ---- keys */

/* The picture while it runs. */
static bool
step(void *arg, const char *what, int64_t done, int64_t all)
{
	struct screen *s = arg;
	struct sync_screen *d = state(s);

	str_copy(d->doing, sizeof d->doing, what);
	d->done = done;
	d->all = all;
	ui_draw_sparely(s->ui, &d->drawn_ms);
	return true;
}

static unsigned
reload(struct screen *s)
{
	s->ui->repaint = true;
	return list_screen_reload(s);
}

static void
forget(struct sync_screen *d)
{
	free(d->result);
	free(d->carried);
	d->result = NULL;
	d->carried = NULL;
}

static unsigned
finish(struct screen *s, enum status st, const struct err *err)
{
	state(s)->doing[0] = '\0';
	if (st) {
		forget(state(s));
		ui_fail(s->ui, err);
	}
	return reload(s);
}

static unsigned
on_run(struct screen *s, int key)
{
	struct sync_screen *d = state(s);
	struct trip_place place = d->places[d->marked];
	struct err err = {0};

	(void)key;
	if (!d->knows) {
		ui_say(s->ui, TONE_WARN,
		       "No other site is known yet: :site-keys trusts the head office's "
		       "keys");
		return SCREEN_REDRAW;
	}
	forget(d);
	d->result = mem_alloc(sizeof *d->result);
	return finish(s,
		      trip_run(app(s), &place, "", &(struct exchange_watch){step, s},
			       d->result, &err),
		      &err);
}

static unsigned
on_backup(struct screen *s, int key)
{
	struct sync_screen *d = state(s);
	struct trip_place place = d->places[d->marked];
	struct err err = {0};

	(void)key;
	if (!place.stick || !place.writable) {
		ui_say(s->ui, TONE_WARN, "%s%s",
		       place.stick ? "This stick cannot be written: "
				   : "Put a stick in, or mark one with Tab; a copy here "
				     "is made each day",
		       place.stick ? place.why : "");
		return SCREEN_REDRAW;
	}
	forget(d);
	d->carried = mem_alloc(sizeof *d->carried);
	return finish(s,
		      carry_out(app(s), place.path, &(struct exchange_watch){step, s},
				d->carried, &err),
		      &err);
}

static unsigned
on_place(struct screen *s, int key)
{
	struct sync_screen *d = state(s);

	(void)key;
	d->marked = (d->marked + 1) % (d->n_places ? d->n_places : 1);
	return SCREEN_REDRAW;
}

static unsigned
on_conflicts(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_CONFLICTS, NULL);
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_TRIP, on_run},
    {K_TAB, ACT_OTHER_PLACE, on_place},
    {'v', ACT_CONFLICTS, on_conflicts},
    {'b', ACT_CARRY, on_backup},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static bool
tick(struct screen *s, int64_t now_ms, int64_t *next_ms)
{
	struct sync_screen *d = state(s);
	struct trip_place was[TRIP_PLACES_MAX];
	int n = d->n_places;
	struct err ignored = {0};
	bool changed = false;

	if (now_ms >= d->look_ms) {
		memcpy(was, d->places, sizeof was);
		(void)!load_places(s, &ignored);
		changed = n != d->n_places;
		for (int i = 0; i < n && !changed; i++)
			changed = trip_place_differs(&was[i], &d->places[i]);
	}
	*next_ms = d->look_ms;
	return changed;
}

static void
close_screen(struct screen *s)
{
	list_screen_close(s);
	forget(state(s));
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	state(s)->news.since = DICT_NONE;
	str_format(s->title, sizeof s->title, "%s  %s", app(s)->site.code,
		   app(s)->site.name);
	return list_screen_open(s, arg, err);
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	struct err err = {0};

	if (a->from != s->ops) {
		(void)reload(s);
		return;
	}
	/* Another program has changed the clinic; sticks are looked at by the clock. */
	if (load_clinic(s, &err) || list_reload(&state(s)->list, &err))
		ui_fail(s->ui, &err);
}

extern const struct screen_ops scr_sync;
const struct screen_ops scr_sync = {
    .name = "sync",
    .title = "Stick",
    .state_size = sizeof(struct sync_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .input = list_screen_input,
    .tick = tick,
    .resume = resume,
    .renew = true,
    .draw = sync_draw,
    .close = close_screen,
};
