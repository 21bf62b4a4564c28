/* scr_tables.c - the readable tables: out to the outbox, in from the inbox. */
#include "app/app.h"
#include "app/person.h"
#include "app/table.h"
#include "store/audit.h"
#include "tui/nav.h"
#include "tui/text.h"

struct tables_screen {
	char outbox[560], inbox[560];
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

static unsigned
on_write(struct screen *s, int key)
{
	struct table_result r = {0};
	struct err err = {0};
	enum status st;

	(void)key;
	st = table_export_all(app(s)->store, state(s)->outbox, true, NULL, &r, &err);
	if (!st)
		st = audit_add(app(s)->store, "table-export", 0, "", &err);
	str_release(&state(s)->report);
	state(s)->report = r.report;
	if (st)
		ui_fail(s->ui, &err);
	else
		ui_say(s->ui, TONE_GOOD, "Written: %lld rows", (long long)r.rows);
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

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

static unsigned
on_read(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_SHEET, &(struct nav_arg){.text = state(s)->inbox});
}

static const struct keybind keys[] = {
    {'w', ACT_WRITE_TABLES, on_write},
    {'r', ACT_READ_TABLES, on_read},
    {0, ACT_NONE, NULL},
};

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct tables_screen *t = state(s);

	(void)arg;
	(void)err;
	str_format(t->outbox, sizeof t->outbox, "%s/outbox/tables", app(s)->dir);
	str_format(t->inbox, sizeof t->inbox, "%s/inbox/tables", app(s)->dir);
	return ST_OK;
}

/* Something of a sheet was stored: no new patient may be one that is here already. */
static void
resume(struct screen *s, const struct screen_answer *a)
{
	if (!a->code || !a->no) /* nothing, or nobody new */
		return;
	str_clear(&state(s)->report);
	say_doubles(s);
	s->ui->repaint = true;
}

static void
draw(struct screen *s)
{
	struct tables_screen *t = state(s);
	struct rect r = ui_body(s->ui);
	int y = r.y + 1;

	text_put(
	    y++, r.x + 1, r.w - 2, TONE_PLAIN,
	    "w writes every table as CSV, for a spreadsheet or another clinic, into");
	text_put(y++, r.x + 3, r.w - 4, TONE_KEY, t->outbox);
	y++;
	text_put(
	    y++, r.x + 1, r.w - 2, TONE_PLAIN,
	    "r reads the tables that lie here; it shows what differs before it stores:");
	text_put(y++, r.x + 3, r.w - 4, TONE_KEY, t->inbox);
	y++;
	text_clear(y, r.x, r.y + r.h - y, r.w);
	text_lines(y, r.x + 1, r.y + r.h - y, r.w - 2, str_text(&t->report));
}

static void
close_screen(struct screen *s)
{
	str_release(&state(s)->report);
}

const struct screen_ops scr_tables = {
    .name = "tables",
    .title = "Tables",
    .state_size = sizeof(struct tables_screen),
    .keys = keys,
    .open = open_screen,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
