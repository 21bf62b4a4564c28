/* scr_classes.c - the group classes of the clinic, the next one first. */
#include "app/care.h"
#include "app/classes.h"
#include "core/booking.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"

#include <stdlib.h>
#include <string.h>

struct class_row {
	int64_t no;
	struct classes_line l;
};

struct classes_screen {
	struct list list;
	struct class_row rows[CLASSES_MOST];
	bool ended; /* those that ended too */
	char name[49];
};

static struct classes_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

static enum status
load(struct screen *s, struct err *err)
{
	struct classes_screen *c = state(s);
	struct classes_line *lines = mem_alloc(CLASSES_MOST * sizeof *lines);
	int n = 0;
	enum status st = classes_list(app(s), c->ended, lines, CLASSES_MOST, &n, err);

	for (int i = 0; i < n; i++)
		c->rows[i] = (struct class_row){lines[i].row.head.no, lines[i]};
	list_set(&c->list, c->rows, n);
	free(lines);
	return st;
}

enum { COL_WHEN, COL_NAME, COL_PLACE, COL_LEADER, COL_MEMBERS, COL_STATE };

static void
when(const struct classes_line *l, struct str *out)
{
	char day[DATE_TEXT_SIZE];

	if (l->day == DICT_NONE) {
		str_add(out, "not held");
		return;
	}
	date_text(l->day, day);
	str_addf(out, "%s %s %02d:%02d", booking_weekday(date_weekday(l->day)), day + 5,
		 l->start / 60, l->start % 60);
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct classes_line *l = &((const struct class_row *)row)->l;

	(void)ctx;
	if (col == COL_WHEN)
		when(l, out);
	else if (col == COL_MEMBERS && l->row.capacity != DICT_NONE)
		str_addf(out, "%d of %lld", l->members, (long long)l->row.capacity);
	else if (col == COL_MEMBERS)
		str_addf(out, "%d", l->members);
	else if (col == COL_STATE && l->open)
		str_addf(out, "%d open", l->open);
	else
		str_add(out, col == COL_NAME	 ? l->row.name
			     : col == COL_PLACE	 ? l->row.place
			     : col == COL_LEADER ? l->leader
						 : "");
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	(void)ctx;
	(void)row;
	return col == COL_STATE ? TONE_WARN : TONE_PLAIN;
}

static const struct list_col cols[] = {
    {"Next", 15, false},   {"Class", 0, false},	  {"Place", 9, false},
    {"Leader", 15, false}, {"Members", 7, false}, {"", 7, false},
};
static const struct list_source source = {.row_size = sizeof(struct class_row),
					  .cols = cols,
					  .n_cols = 6,
					  .key_col = COL_NAME,
					  .cell = cell,
					  .tone = tone};

/* ---- keys */

static unsigned
on_open(struct screen *s, int key)
{
	const struct class_row *r = list_current(&state(s)->list);

	(void)key;
	return r ? nav_push(s->ui, NAV_CLASS, &(struct nav_arg){.no = r->no})
		 : SCREEN_HANDLED;
}

static unsigned
details(struct screen *s, int64_t no, const char *name)
{
	return nav_push(s->ui, NAV_ROW,
			&(struct nav_arg){.no = no, .no2 = E_GROUP_CLASS, .title = name});
}

static unsigned
on_details(struct screen *s, int key)
{
	const struct class_row *r = list_current(&state(s)->list);

	(void)key;
	return r ? details(s, r->no, r->l.row.name) : SCREEN_HANDLED;
}

static unsigned
on_past(struct screen *s, int key)
{
	(void)key;
	state(s)->ended = !state(s)->ended;
	ui_say(s->ui, TONE_PLAIN, "%s",
	       state(s)->ended ? "Classes that ended too" : "Classes that are held");
	return list_screen_reload(s);
}

/* ---- a new class: name and times, the rest in its form */

static unsigned
times_given(struct screen *s, const char *text, void *ctx)
{
	const struct entity *e = dict_entity(E_GROUP_CLASS);
	struct group_class g;
	struct err err = {0};
	enum status st;

	(void)ctx;
	if (!text[0])
		return SCREEN_REDRAW;
	dict_row_init(e, &g);
	str_copy(g.name, sizeof g.name, state(s)->name);
	str_copy(g.site, sizeof g.site, app(s)->site.code);
	g.begins = s->ui->today;
	if (app(s)->user.head.no)
		g.leader = app(s)->user.head.no;
	st = care_check(app(s), e, &e->fields[dict_field_named(e, "times")],
			(struct cell){.kind = CELL_TEXT, .p = text, .n = strlen(text)},
			&err);
	if (!st && !str_copy(g.times, sizeof g.times, text))
		st = status_fail(&err, ST_INVALID, "When: at most %zu bytes",
				 sizeof g.times - 1);
	if (!st)
		st = record_add(app(s)->store, E_GROUP_CLASS, &g, &err);
	if (st) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	return details(s, g.head.no, g.name);
}

static unsigned
name_given(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	if (!text[0])
		return SCREEN_REDRAW;
	if (!str_copy(state(s)->name, sizeof state(s)->name, text)) {
		ui_refuse(s->ui, "Class: at most %zu bytes", sizeof state(s)->name - 1);
		return SCREEN_REDRAW;
	}
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "When (tu 10:00-10:45; fr 9-9:45)",
				       .done = times_given});
	return SCREEN_REDRAW;
}

static unsigned
on_new(struct screen *s, int key)
{
	(void)key;
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Name of the class",
				       .done = name_given});
	return SCREEN_REDRAW;
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {'n', ACT_NEW, on_new},
    {'i', ACT_DETAILS, on_details},
    {'h', ACT_PAST, on_past},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
draw(struct screen *s)
{
	list_draw(&state(s)->list, s->ui, ui_body(s->ui), true,
		  "No group class yet. n makes one.");
}

const struct screen_ops scr_classes = {
    .name = "classes",
    .title = "Group classes",
    .state_size = sizeof(struct classes_screen),
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
