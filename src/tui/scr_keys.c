/* scr_keys.c - whose bundles are taken: the own six words, trusted keys, key files that came. */
#include "app/enrol.h"
#include "app/trip.h"
#include "tui/ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

enum { FILES_MAX = 20, HEAD_ROWS = 5, DETAIL_ROWS = 4 };

/* A key that is known, or a key file that may be. */
struct keys_row {
	int64_t name;
	const struct trust *t;
	const struct enrol_file *file; /* NULL: known */
};

struct keys_screen {
	struct list list;
	struct trust own;
	char words[WORDS_SIZE];
	bool sealed;
	struct trust known[TRUST_ROWS_MAX];
	struct enrol_file files[FILES_MAX];
	struct keys_row rows[TRUST_ROWS_MAX + FILES_MAX];
	struct trip_place places[TRIP_PLACES_MAX];
	int n_known, n_files, n_places;
};

static struct keys_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- rows */

static enum status
load_files(struct screen *s, struct err *err)
{
	struct keys_screen *d = state(s);
	enum status st =
	    trip_places(app(s), d->places, TRIP_PLACES_MAX, &d->n_places, err);

	d->n_files = 0;
	for (int i = 0; i < d->n_places && !st; i++) {
		int n = 0;

		st = enrol_files(app(s), d->places[i].path, d->files + d->n_files,
				 FILES_MAX - d->n_files, &n, err);
		d->n_files += n;
	}
	return st;
}

static bool
is_known(const struct keys_screen *d, const struct trust *t)
{
	for (int i = 0; i < d->n_known; i++)
		if (!strcmp(d->known[i].sign_key, t->sign_key))
			return true;
	return false;
}

/* All but the files, which stay as they were found. */
static enum status
load_known(struct screen *s, struct err *err)
{
	struct keys_screen *d = state(s);
	enum status st = keys_own(app(s), &d->own, err);
	int n = 0;

	if (!st)
		st = keys_sealed(app(s), &d->sealed, err);
	if (!st)
		st = trust_list(app(s)->store, "", d->known, TRUST_ROWS_MAX, &d->n_known,
				err);
	words_of(&d->own, d->words);
	for (int i = 0; i < d->n_files; i++)
		if (!is_known(d, &d->files[i].t)) {
			d->rows[n] =
			    (struct keys_row){n + 1, &d->files[i].t, &d->files[i]};
			n++;
		}
	for (int i = 0; i < d->n_known; i++) {
		d->rows[n] = (struct keys_row){n + 1, &d->known[i], NULL};
		n++;
	}
	list_set(&d->list, d->rows, n);
	return st;
}

static enum status
load(struct screen *s, struct err *err)
{
	enum status st = load_files(s, err);

	return st ? st : load_known(s, err);
}

enum { COL_SITE, COL_KIND, COL_SINCE, COL_STATE };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct keys_row *r = row;
	char day[DATE_TEXT_SIZE];

	(void)ctx;
	switch (col) {
	case COL_SITE:
		str_add(out, r->t->site);
		break;
	case COL_KIND:
		str_add(out, r->t->hub ? "head office" : "clinic");
		break;
	case COL_SINCE:
		date_text(r->t->since, day);
		str_add(out, r->file ? "" : day);
		break;
	default:
		if (r->file) {
			str_add(out, "KEY FILE, not trusted yet: Enter");
		} else if (r->t->until != DICT_NONE) {
			date_text(r->t->until, day);
			str_addf(out, "RETIRED %s: %s", day, r->t->reason);
		} else {
			str_add(out, !strcmp(r->t->how, "own") ? "this site"
				     : !strcmp(r->t->how, "hub")
					 ? "told by the head office"
					 : "compared by phone");
		}
	}
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	const struct keys_row *r = row;

	(void)ctx;
	return col == COL_STATE && (r->file || r->t->until != DICT_NONE) ? TONE_WARN
									 : TONE_PLAIN;
}

static const struct list_col cols[] = {
    {"Site", 7, false}, {"", 12, false}, {"Since", 11, false}, {"", 0, false}};
static const struct list_source source = {.row_size = sizeof(struct keys_row),
					  .cols = cols,
					  .n_cols = 4,
					  .key_col = COL_SITE,
					  .cell = cell,
					  .tone = tone};

/* ---- keys */

static const struct keys_row *
marked(struct screen *s)
{
	return list_current(&state(s)->list);
}

static unsigned
done(struct screen *s, enum status st, const char *said, const struct err *failed)
{
	struct err err = {0};

	if (st)
		ui_fail(s->ui, failed);
	if (load(s, &err) || list_restart(&state(s)->list, &err))
		ui_fail(s->ui, &err);
	else if (!st)
		ui_say(s->ui, TONE_GOOD, "%s", said);
	return SCREEN_REDRAW;
}

static unsigned
trust_it(struct screen *s, const char *typed, void *ctx)
{
	const struct keys_row *r = marked(s);
	struct err err = {0};
	char said[80];
	enum status st;

	(void)ctx;
	if (!r || !r->file)
		return SCREEN_HANDLED;
	str_format(said, sizeof said, "%s is trusted: its bundles are taken", r->t->site);
	st = enrol_trust(app(s), r->t, typed, &err);
	return done(s, st, said, &err);
}

static unsigned
on_trust(struct screen *s, int key)
{
	const struct keys_row *r = marked(s);
	char label[60];

	(void)key;
	if (!r || !r->file) {
		ui_say(s->ui, TONE_PLAIN,
		       "Mark a key file; they are found on sticks and in the inbox");
		return SCREEN_REDRAW;
	}
	str_format(label, sizeof label, "Six words that %s reads out", r->t->site);
	ask_open(s,
		 &(struct ask_spec){.kind = ASK_TEXT, .label = label, .done = trust_it});
	return SCREEN_REDRAW;
}

/* To the first stick that can be written, else to the outbox. */
static unsigned
on_file(struct screen *s, int key)
{
	struct keys_screen *d = state(s);
	char outbox[TRIP_PATH], path[ENROL_PATH], said[ENROL_PATH + 40];
	const char *dir = outbox;
	struct err err = {0};
	enum status st;

	(void)key;
	str_format(outbox, sizeof outbox, "%s/outbox", app(s)->dir);
	for (int i = d->n_places - 1; i >= 0; i--)
		if (d->places[i].stick && d->places[i].writable)
			dir = d->places[i].path;
	st = dir == outbox ? io_make_dir(app(s)->env.io, outbox, &err) : ST_OK;
	if (!st)
		st = enrol_export(app(s), dir, path, &err);
	str_format(said, sizeof said, "Written: %s", path);
	return done(s, st, said, &err);
}

static unsigned
retire_it(struct screen *s, const char *reason, void *ctx)
{
	const struct keys_row *r = marked(s);
	struct err err = {0};
	enum status st;

	(void)ctx;
	if (!r)
		return SCREEN_HANDLED;
	st = enrol_retire(app(s), r->t->site, r->t->sign_key, reason, &err);
	return done(s, st, "Retired: nothing signed with it is taken any more", &err);
}

static unsigned
on_retire(struct screen *s, int key)
{
	const struct keys_row *r = marked(s);

	(void)key;
	if (!r || r->file || r->t->until != DICT_NONE)
		return SCREEN_HANDLED;
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Why is this key retired",
				       .done = retire_it});
	return SCREEN_REDRAW;
}

static unsigned
make_plain(struct screen *s, const char *reason, void *ctx)
{
	struct err err = {0};
	enum status st = enrol_policy(app(s), false, reason, &err);

	(void)ctx;
	return done(s, st, "Bundles are PLAIN from now on", &err);
}

static unsigned
on_sealing(struct screen *s, int key)
{
	struct err err = {0};

	(void)key;
	if (!state(s)->sealed)
		return done(s, enrol_policy(app(s), true, "", &err),
			    "Bundles are sealed from now on", &err);
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Why readable by whoever finds the stick",
				       .done = make_plain});
	return SCREEN_REDRAW;
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_TRUST, on_trust},
    {'k', ACT_KEY_FILE, on_file},
    {'r', ACT_RETIRE_KEY, on_retire},
    {'p', ACT_SEALING, on_sealing},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
resume(struct screen *s, const struct screen_answer *a)
{
	struct err err = {0};

	/* Sticks are looked for when somebody comes here, not whenever somebody saves. */
	if (a->from != s->ops)
		list_screen_reload(s);
	else if (load_known(s, &err) || list_reload(&state(s)->list, &err))
		ui_fail(s->ui, &err);
}

static void
draw(struct screen *s)
{
	struct keys_screen *d = state(s);
	const struct keys_row *r;
	struct rect at = ui_body(s->ui);
	char line[200], words[WORDS_SIZE];
	int y = at.y;

	str_format(line, sizeof line, "%s%s reads out by phone:", d->own.site,
		   d->own.hub ? " (head office)" : "");
	text_fill(y++, at.x, at.w, TONE_PLAIN, line);
	str_format(line, sizeof line, "   %s", d->words);
	text_fill(y++, at.x, at.w, TONE_TITLE, line);
	text_fill(y++, at.x, at.w, d->sealed ? TONE_PLAIN : TONE_WARN,
		  d->sealed
		      ? "Bundles are sealed: a lost stick tells nobody anything."
		      : "Bundles are PLAIN: whoever finds the stick can read them.");
	text_clear(y++, at.x, 1, at.w);
	r = list_draw(&d->list, s->ui,
		      (struct rect){y, at.x, at.h - HEAD_ROWS - DETAIL_ROWS, at.w}, true,
		      "No keys yet.");
	y = at.y + at.h - DETAIL_ROWS;
	text_clear(y, at.x, DETAIL_ROWS, at.w);
	if (!r)
		return;
	str_format(line, sizeof line, "Signs with %s", r->t->sign_key);
	text_fill(y + 1, at.x, at.w, TONE_DIM, line);
	words_of(r->t, words);
	str_format(line, sizeof line, "%s %s",
		   r->file ? "Found:" : "Six words:", r->file ? r->file->path : words);
	text_fill(y + 2, at.x, at.w, TONE_DIM, line);
	if (!r->file && r->t->until != DICT_NONE) {
		str_format(line, sizeof line, "Retired: %s", r->t->reason);
		text_fill(y + 3, at.x, at.w, TONE_PLAIN, line);
	}
	if (r->file)
		text_fill(y + 3, at.x, at.w, TONE_PLAIN,
			  "Call them on a number you know; they read from this screen of "
			  "theirs.");
}

extern const struct screen_ops scr_keys;
const struct screen_ops scr_keys = {
    .name = "keys",
    .title = "Keys of sites",
    .state_size = sizeof(struct keys_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = list_screen_open,
    .input = list_screen_input,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = list_screen_close,
};
