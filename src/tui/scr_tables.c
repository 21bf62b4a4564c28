/* scr_tables.c - the readable tables: out to the outbox, in from the inbox. */
#include "app/app.h"
#include "app/person.h"
#include "app/table.h"
#include "store/audit.h"
#include "tui/ask.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

struct tables_screen {
	char outbox[560], inbox[560];
	struct str report;
	size_t top;  /* first line of the report on the screen */
	bool failed; /* the last run */
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

/* What happened goes on the screen; the message line says it in one sentence. */
static unsigned
tell(struct screen *s, enum status st, const struct table_result *r,
     const struct err *err, const char *what)
{
	struct tables_screen *t = state(s);

	str_clear(&t->report);
	t->top = 0;
	if (st)
		str_addf(&t->report, "%s\n", status_say(err));
	str_add_n(&t->report, str_text(&r->report), r->report.n);
	if (st)
		ui_say(s->ui, TONE_WARN, "Nothing was changed: see above");
	else
		ui_say(s->ui, TONE_GOOD, "%s: %lld rows, %lld warnings", what,
		       (long long)r->rows, (long long)r->warnings);
	s->ui->repaint = true;
	return SCREEN_REDRAW;
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
	tell(s, st, &r, &err, "Written");
	str_release(&r.report);
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

/* The counts stand above the differences. */
static void
count_first(struct str *report, const struct table_result *r)
{
	struct str all = {0};

	str_addf(&all,
		 "%lld new, %lld changed, %lld the same, %lld changed here meanwhile and "
		 "left\n",
		 (long long)r->added, (long long)r->changed, (long long)r->same,
		 (long long)r->conflicts);
	str_add_n(&all, str_text(report), report->n);
	str_release(report);
	*report = all;
}

static unsigned
read_in(struct screen *s, bool dry_run)
{
	struct table_result r = {0};
	struct err err = {0};
	enum status st =
	    table_import_all(app(s)->store, state(s)->inbox, dry_run, NULL, &r, &err);

	if (!st && !dry_run)
		st = audit_add(app(s)->store, "table-import", 0, "", &err);
	tell(s, st, &r, &err, dry_run ? "Checked, nothing stored" : "Read");
	state(s)->failed = st != ST_OK;
	if (!st)
		count_first(&state(s)->report, &r);
	if (!st && !dry_run && r.added)
		say_doubles(s);
	str_release(&r.report);
	return SCREEN_REDRAW;
}

static unsigned
on_check(struct screen *s, int key)
{
	(void)key;
	return read_in(s, true);
}

static unsigned
import_answer(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return text[0] == 'y' ? read_in(s, false) : SCREEN_REDRAW;
}

static unsigned
on_read(struct screen *s, int key)
{
	(void)key;
	read_in(s,
		true); /* counts and every difference stand there before the question */
	if (state(s)->failed)
		return SCREEN_REDRAW;
	ask_open(s, &(struct ask_spec){.kind = ASK_YES_NO,
				       .label = "Store this, as listed above",
				       .done = import_answer});
	return SCREEN_REDRAW;
}

static const struct keybind keys[] = {
    {'w', ACT_WRITE_TABLES, on_write},
    {'c', ACT_CHECK_TABLES, on_check},
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

static const char *
from_line(const struct str *report, size_t line)
{
	const char *p = str_text(report);

	for (; line > 0 && *p; line--) {
		p += strcspn(p, "\n");
		p += *p == '\n';
	}
	return p;
}

/* The differences of a long sheet, ten lines on or back. */
static unsigned
input(struct screen *s, int key)
{
	enum { LINES = 10 };
	struct tables_screen *t = state(s);
	size_t lines = 0;

	for (const char *p = str_text(&t->report); *p; p++)
		lines += *p == '\n';
	if (key == K_PGDN && t->top + LINES < lines)
		t->top += LINES;
	else if (key == K_PGUP)
		t->top = t->top > LINES ? t->top - LINES : 0;
	else if (key != K_PGDN)
		return SCREEN_PASS;
	s->ui->repaint = true;
	return SCREEN_REDRAW;
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
	text_put(y++, r.x + 1, r.w - 2, TONE_PLAIN,
		 "c checks the tables that lie here, r reads them, all or nothing:");
	text_put(y++, r.x + 3, r.w - 4, TONE_KEY, t->inbox);
	y++;
	text_clear(y, r.x, r.y + r.h - y, r.w);
	text_para(y, r.x + 1, r.y + r.h - y, r.w - 2, from_line(&t->report, t->top));
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
    .input = input,
    .draw = draw,
    .close = close_screen,
};
