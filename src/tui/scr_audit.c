/* scr_audit.c - who did what: everything, newest first, or what fits the words typed. */
#include "app/app.h"
#include "store/access.h"
#include "store/audit.h"
#include "tui/line.h"
#include "tui/list.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

/* Lines that a search shows, and looks at: it takes its time whatever the length of the audit. */
enum { HITS_MAX = 300, LOOK_MAX = 100000 };

struct audit_screen {
	struct app *app;
	struct line line;
	struct list list;
	int64_t patient; /* about whom alone, 0 whoever */
	struct audit_row hits[HITS_MAX];
	int n;
	bool more;	 /* there are other hits */
	int64_t reached; /* the line a search got to, 0 the begin */
};

static struct audit_screen *
state(struct screen *s)
{
	return s->state;
}

static void
turn(struct audit_row *rows, int n)
{
	for (int i = 0; i < n / 2; i++) {
		struct audit_row r = rows[i];

		rows[i] = rows[n - 1 - i];
		rows[n - 1 - i] = r;
	}
}

/* All lines, page by page. */
static enum status
browse(struct audit_screen *a, struct list_page *l, struct err *err)
{
	const struct audit_filter f = {.patient = a->patient};
	const struct audit_row *edge = l->edge;
	struct audit_page p = {.edge = edge ? edge->no : 0,
			       .newer = l->dir == LIST_BEFORE || l->dir == LIST_LAST,
			       .max = l->max,
			       .rows = l->rows};
	enum status st;

	if (l->dir == LIST_FROM)
		p.edge++; /* the row itself first */
	st = audit_find(a->app->store, &f, &p, err);
	if (p.newer)
		turn(p.rows, p.n);
	l->n = p.n;
	return st;
}

static enum status
page(void *ctx, struct list_page *p, struct err *err)
{
	struct audit_screen *a = ctx;

	if (!a->line.n)
		return browse(a, p, err);
	list_page_array(p, a->hits, a->n, sizeof a->hits[0]);
	return ST_OK;
}

enum { COL_WHEN, COL_WHO, COL_WHAT, COL_NAME, COL_DETAIL };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct audit_row *r = row;

	(void)ctx;
	str_add(out, col == COL_WHEN   ? r->when
		     : col == COL_WHO  ? r->user
		     : col == COL_WHAT ? r->what
		     : col == COL_NAME ? r->name
				       : r->detail);
}

static const struct list_col cols[] = {{"When", 16, false},
				       {"Who", 8, false},
				       {"What", 12, false},
				       {"Patient", 16, false},
				       {"", 0, false}};
static const struct list_source source = {.row_size = sizeof(struct audit_row),
					  .cols = cols,
					  .n_cols = 5,
					  .key_col = COL_WHAT,
					  .page = page,
					  .cell = cell};

/* A word that is a whole day is where the search begins. */
static int64_t
day_typed(const char *words)
{
	int64_t day = 0;

	for (words += strspn(words, " "); *words; words += strspn(words, " ")) {
		size_t n = strcspn(words, " ");

		if (n == 10 && date_parse_iso(words, n, false, &day))
			return day;
		words += n;
	}
	return 0;
}

static unsigned
search(struct screen *s)
{
	struct audit_screen *a = state(s);
	int64_t day = day_typed(a->line.text);
	const struct audit_filter f = {
	    .patient = a->patient, .words = a->line.text, .from = day, .to = day};
	struct audit_page p = {.max = HITS_MAX, .look = LOOK_MAX, .rows = a->hits};
	struct err err = {0};

	a->n = 0;
	if (a->line.n && audit_find(a->app->store, &f, &p, &err))
		ui_fail(s->ui, &err);
	a->n = p.n;
	a->more = p.n == HITS_MAX;
	a->reached = p.reached;
	if (list_restart(&a->list, &err))
		ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

/* The whole line, which the columns may cut. */
static unsigned
on_open(struct screen *s, int key)
{
	const struct audit_row *r = list_current(&state(s)->list);

	(void)key;
	if (r)
		ui_say(s->ui, TONE_PLAIN, "%lld: %s %s%s%s%s%s", (long long)r->no,
		       r->user, r->what, r->name[0] ? ", " : "", r->name,
		       r->detail[0] ? ": " : "", r->detail);
	return SCREEN_REDRAW;
}

static unsigned
on_seen(struct screen *s, int key)
{
	const struct audit_row *r = list_current(&state(s)->list);
	struct err err = {0};

	(void)key;
	if (!r)
		return SCREEN_HANDLED;
	if (access_glass_seen(state(s)->app->store, r->no, &err))
		ui_fail(s->ui, &err);
	else
		ui_say(s->ui, TONE_GOOD, "Noted: you have looked at line %lld",
		       (long long)r->no);
	return SCREEN_REDRAW;
}

static unsigned
input(struct screen *s, int key)
{
	struct audit_screen *a = state(s);
	unsigned done = list_key(&a->list, key);

	if (done != SCREEN_PASS)
		return done;
	done = line_key(&a->line, key);
	return done == SCREEN_PASS || done == SCREEN_HANDLED ? done : search(s);
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {K_CTRL('d'), ACT_SEEN, on_seen},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

static void
close_screen(struct screen *s)
{
	list_release(&state(s)->list);
}

/* no: about this patient alone; no2: a line that waits, among its like. */
static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct audit_screen *a = state(s);
	enum status st;

	a->app = s->ui->app;
	a->patient = arg->no;
	s->patient = arg->no;
	s->typing = true;
	list_init(&a->list, &source, a);
	if (arg->no2)
		line_set(&a->line, "break-glass");
	if (a->line.n)
		search(s);
	st = list_restart(&a->list, err);
	if (!st && arg->no2)
		(void)list_select(&a->list, arg->no2);
	if (st)
		close_screen(s);
	return st;
}

static void
draw(struct screen *s)
{
	struct audit_screen *a = state(s);
	struct rect r = ui_body(s->ui);

	text_put(r.y, r.x, 6, TONE_PLAIN, "Find");
	list_draw(&a->list, s->ui, (struct rect){r.y + 1, r.x, r.h - 1, r.w}, true,
		  "No line fits.");
	text_fill(r.y, r.x + 38, r.w - 38, TONE_DIM,
		  a->line.n && a->more	    ? "there are more: type on"
		  : a->line.n && a->reached ? "100,000 lines were looked at: add a day"
		  : a->patient		    ? "this patient alone"
					    : "");
	line_draw(&a->line, r.y, r.x + 6, 30);
}

static void
rest(struct screen *s)
{
	list_ahead(&state(s)->list);
}

const struct screen_ops scr_audit = {
    .name = "audit",
    .title = "Audit",
    .state_size = sizeof(struct audit_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .draw = draw,
    .rest = rest,
    .close = close_screen,
};
