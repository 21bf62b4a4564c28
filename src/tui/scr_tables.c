/* scr_tables.c - the readable tables: out to the outbox or a stick, in from the inbox or a stick. */
#include "app/app.h"
#include "app/person.h"
#include "app/table_stick.h"
#include "store/audit.h"
#include "tui/ask.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

struct tables_place {
	struct trip_place p;
	char newest[STICK_TABLES]; /* tables that lie on the stick; "" none */
};

struct tables_screen {
	char outbox[560], inbox[560];
	struct tables_place places[TRIP_PLACES_MAX]; /* this machine is the first */
	int n_places, marked;
	int64_t look_ms, drawn_ms;
	char asked[TRIP_PATH]; /* the stick of the question */
	bool safe;	       /* the stick written to may be pulled */
	struct str report; /* of what was written, or of doubles among those who came */
};

static struct tables_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

static const struct trip_place *
place(struct screen *s)
{
	return &state(s)->places[state(s)->marked].p;
}

/* ---- places */

/* Sticks come and go while the screen stands; the mark stays where it was, or goes to this machine: nothing
 * is written to a stick that nobody chose. */
static enum status
load_places(struct screen *s, struct err *err)
{
	struct tables_screen *d = state(s);
	struct trip_place rows[TRIP_PLACES_MAX];
	char was[TRIP_PATH];
	int n = 0;
	enum status st = trip_places(app(s), rows, TRIP_PLACES_MAX, &n, err);

	d->look_ms = s->ui->now_ms + TRIP_LOOK_MS;
	if (st)
		return st;
	str_copy(was, sizeof was, place(s)->path);
	d->marked = 0;
	d->n_places = n;
	memset(d->places, 0, sizeof d->places);
	for (int i = 0; i < n; i++) { /* the folders come last there */
		struct tables_place *to = &d->places[(i + 1) % n];

		to->p = rows[i];
		if (to->p.stick)
			table_stick_newest(app(s), &to->p, to->newest);
		if (to->p.stick && !strcmp(to->p.path, was))
			d->marked = (i + 1) % n;
	}
	return ST_OK;
}

static bool
differ(const struct tables_place *x, const struct tables_place *y)
{
	return trip_place_differs(&x->p, &y->p) || strcmp(x->newest, y->newest) != 0;
}

static bool
tick(struct screen *s, int64_t now_ms, int64_t *next_ms)
{
	struct tables_screen *d = state(s);
	struct tables_place was[TRIP_PLACES_MAX];
	int n = d->n_places;
	struct err ignored = {0};
	bool changed = false;

	if (now_ms >= d->look_ms) {
		memcpy(was, d->places, sizeof was);
		changed = !load_places(s, &ignored) && n != d->n_places;
		for (int i = 0; i < n && !changed; i++)
			changed = differ(&was[i], &d->places[i]);
	}
	*next_ms = d->look_ms;
	s->ui->repaint |= changed;
	return changed;
}

static unsigned
on_place(struct screen *s, int key)
{
	struct tables_screen *d = state(s);

	(void)key;
	d->marked = (d->marked + 1) % (d->n_places ? d->n_places : 1);
	str_clear(&d->report);
	d->safe = false;
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

/* A sentence of a stick is longer than the message line: what to do stands at its end. */
static unsigned
failed(struct screen *s, const struct err *err)
{
	str_clear(&state(s)->report);
	str_add(&state(s)->report, status_say(err));
	ui_say(s->ui, TONE_WARN, "Nothing was done: see above");
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

/* Is the stick at path still in and marked? What lies where it was mounted is a folder of this machine. */
static bool
still_in(struct screen *s, const char *path, struct err *err)
{
	if (load_places(s, err))
		return false;
	if (place(s)->stick && !strcmp(place(s)->path, path))
		return true;
	(void)!status_fail(err, ST_NOT_FOUND,
			   "the stick was pulled out; put it in and mark it with Tab");
	return false;
}

/* ---- out */

static unsigned
written(struct screen *s, enum status st, struct table_result *r, const struct err *err)
{
	str_release(&state(s)->report);
	state(s)->report = r->report;
	if (st)
		return failed(s, err);
	ui_say(s->ui, TONE_GOOD, "Written: %lld rows", (long long)r->rows);
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

static bool
step(void *arg, int64_t done, int64_t total)
{
	struct screen *s = arg;

	ui_say(s->ui, TONE_DIM, "Writing to the stick: %lld of %lld kB",
	       (long long)(done >> 10), (long long)(total >> 10));
	ui_draw_sparely(s->ui, &state(s)->drawn_ms);
	return true;
}

static unsigned
reason_given(struct screen *s, const char *reason, void *ctx)
{
	struct trip_place to;
	struct table_stick_made made;
	struct table_result r = {0};
	struct err err = {0}, ignored = {0};
	enum status st;

	(void)ctx;
	if (!still_in(s, state(s)->asked, &err))
		return failed(s, &err);
	to = *place(s);
	ui_say(s->ui, TONE_DIM, "Writing the tables ...");
	ui_draw(s->ui);
	st = table_stick_put(app(s), &to, reason, &(struct stick_progress){step, s}, &r,
			     &made, &err);
	if (st == ST_INVALID && !reason[strspn(reason, " ")]) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	if (!st)
		str_addf(&r.report, "%s, on %s\n", made.name, to.label);
	(void)written(s, st, &r, &err);
	state(s)->safe = !st;
	(void)!load_places(s, &ignored); /* seen again by the clock */
	return SCREEN_REDRAW;
}

static unsigned
ask_why(struct screen *s)
{
	struct err err = {0};
	char label[80];

	if (table_stick_may(app(s), place(s), &err))
		return failed(s, &err);
	str_copy(state(s)->asked, sizeof state(s)->asked, place(s)->path);
	str_format(label, sizeof label,
		   "PLAIN on %.16s, readable by whoever finds it. Why", place(s)->label);
	ask_open(s, &(struct ask_spec){
			.kind = ASK_TEXT, .label = label, .done = reason_given});
	return SCREEN_REDRAW;
}

static unsigned
on_write(struct screen *s, int key)
{
	struct table_result r = {0};
	struct err err = {0};
	enum status st;

	(void)key;
	state(s)->safe = false;
	if (place(s)->stick)
		return ask_why(s);
	st = table_export_readable(app(s)->store, state(s)->outbox, true, NULL, &r, &err);
	if (!st)
		st = audit_add(app(s)->store, "table-export", 0, "", &err);
	return written(s, st, &r, &err);
}

/* ---- in */

/* Patients that came are compared with all others; the rest of many waits for :duplicates. */
static void
say_doubles(struct screen *s)
{
	enum { COMPARED = 200, PAIRS = 100 };
	struct person_pair pairs[PAIRS];
	struct err err = {0};
	int64_t left;
	int n = 0;

	if (person_compare(app(s), COMPARED, &left, &err) ||
	    person_suspects(app(s), pairs, PAIRS, &n, &err))
		ui_fail(s->ui, &err);
	else if (n || left)
		str_addf(&state(s)->report,
			 "%d%s pairs may be one person, %lld patients are not compared "
			 "yet: :duplicates\n",
			 n, n == PAIRS ? " or more" : "", (long long)left);
}

/* From a stick only a copy is read. */
static unsigned
read_stick(struct screen *s)
{
	char dir[EXCHANGE_PATH];
	struct str passed = {0};
	struct err err = {0};
	char path[TRIP_PATH];
	unsigned did;

	str_copy(path, sizeof path, place(s)->path);
	if (!still_in(s, path, &err))
		return failed(s, &err);
	if (table_stick_take(app(s), place(s), dir, &passed, &err)) {
		str_release(&passed);
		return failed(s, &err);
	}
	did = nav_push(s->ui, NAV_SHEET, &(struct nav_arg){.text = dir, .no = 1});
	if (s->ui->top == s)
		table_stick_done(app(s)); /* it did not open, and says why */
	else if (passed.n)
		ui_say(s->ui, TONE_WARN, "Passed over, not a table of limber as CSV: %s",
		       str_text(&passed));
	else
		ui_say(s->ui, TONE_GOOD, "Copied from %s; it may be pulled",
		       place(s)->label);
	str_release(&passed);
	return did;
}

static unsigned
on_read(struct screen *s, int key)
{
	(void)key;
	state(s)->safe = false;
	if (place(s)->stick)
		return read_stick(s);
	return nav_push(s->ui, NAV_SHEET, &(struct nav_arg){.text = state(s)->inbox});
}

static const struct keybind keys[] = {
    {'w', ACT_WRITE_TABLES, on_write},
    {'r', ACT_READ_TABLES, on_read},
    {K_TAB, ACT_OTHER_PLACE, on_place},
    {0, ACT_NONE, NULL},
};

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct tables_screen *t = state(s);

	(void)arg;
	str_format(t->outbox, sizeof t->outbox, "%s/outbox/tables", app(s)->dir);
	str_format(t->inbox, sizeof t->inbox, "%s/inbox/tables", app(s)->dir);
	return load_places(s, err);
}

/* Something of a sheet was stored: no new patient may be one that is here already. */
static void
resume(struct screen *s, const struct screen_answer *a)
{
	table_stick_done(app(s));
	if (!a->code || !a->no) /* nothing, or nobody new */
		return;
	str_clear(&state(s)->report);
	say_doubles(s);
	s->ui->repaint = true;
}

static int
draw_places(struct tables_screen *t, int y, struct rect r)
{
	for (int i = 0; i < t->n_places; i++) {
		const struct trip_place *p = &t->places[i].p;
		char line[240], room[40] = "";

		if (p->room >= 0)
			str_format(room, sizeof room, ", %lld MB free",
				   (long long)(p->room >> 20));
		str_format(
		    line, sizeof line, "%s %s%s%s%s", i == t->marked ? ">" : " ",
		    p->stick ? p->label : "Folders of this machine", room,
		    p->writable ? "" : ", NOT WRITABLE: ", p->writable ? "" : p->why);
		text_fill(y++, r.x + 1, r.w - 1, i == t->marked ? TONE_KEY : TONE_PLAIN,
			  line);
	}
	if (t->n_places <= 1)
		text_fill(y++, r.x + 1, r.w - 1, TONE_DIM,
			  "  No stick is in. Put one in: it is seen by itself.");
	return y + 1;
}

static int
draw_folders(const struct tables_screen *t, int y, struct rect r)
{
	text_put(
	    y++, r.x + 1, r.w - 2, TONE_PLAIN,
	    "w writes every table as CSV, for a spreadsheet or another clinic, into");
	text_put(y++, r.x + 3, r.w - 4, TONE_KEY, t->outbox);
	y++;
	text_put(
	    y++, r.x + 1, r.w - 2, TONE_PLAIN,
	    "r reads the tables that lie here; it shows what differs before it stores:");
	text_put(y++, r.x + 3, r.w - 4, TONE_KEY, t->inbox);
	return y + 1;
}

/* What the question on the message line has no room for. */
static int
draw_stick(const struct tables_place *p, int y, struct rect r)
{
	y += text_para(
	    y, r.x + 1, 5, r.w - 2,
	    "w writes the tables as CSV into a new folder on this stick: patients with "
	    "their names, as PLAIN text. Whoever finds the stick can read it. You are "
	    "asked why; the reason goes into the audit.");
	y++;
	text_put(y++, r.x + 1, r.w - 2, TONE_PLAIN,
		 "r reads the newest tables on it; it shows what differs before it "
		 "stores:");
	text_put(y++, r.x + 3, r.w - 4, p->newest[0] ? TONE_KEY : TONE_DIM,
		 p->newest[0] ? p->newest : "none lie there yet");
	return y + 1;
}

static void
draw(struct screen *s)
{
	struct tables_screen *t = state(s);
	struct rect r = ui_body(s->ui);
	int y;

	text_clear(r.y, r.x, r.h, r.w);
	y = draw_places(t, r.y, r);
	y = place(s)->stick ? draw_stick(&t->places[t->marked], y, r)
			    : draw_folders(t, y, r);
	y += text_lines(y, r.x + 1, r.y + r.h - y - 1, r.w - 2, str_text(&t->report));
	if (t->safe)
		text_fill(y, r.x + 1, r.w - 1, TONE_GOOD, "SAFE TO REMOVE.");
}

static void
close_screen(struct screen *s)
{
	str_release(&state(s)->report);
	table_stick_done(app(s));
}

const struct screen_ops scr_tables = {
    .name = "tables",
    .title = "Tables",
    .state_size = sizeof(struct tables_screen),
    .keys = keys,
    .open = open_screen,
    .tick = tick,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
