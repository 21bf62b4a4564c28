/* scr_steps_file.c - a file of a step counter or watch before it is taken: questions, bad rows, days. */
#include "app/wearable.h"
#include "core/source.h"
#include "tui/ask.h"
#include "tui/list.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { NOTHING = -1, FOOT_ROWS = 2, PARA_ROWS = 4 };

struct file_row {
	int64_t name;
	int bad, day, col; /* one of these counts; NOTHING */
};

struct file_screen {
	struct list list;
	int64_t patient;
	char path[WEARABLE_PATH];
	struct wearable_file f;
	char order[4], unit[8], decimal[8], map[200], device[41]; /* what was said */
	char layout[25]; /* proposed by the file's name, for its named columns; "" none */
	int holds[WEAR_COLUMNS]; /* field of a column; NOTHING */
	struct file_row *rows;
	int n;
};

static struct file_screen *
state(struct screen *s)
{
	return s->state;
}

/* ---- looking at the file with what was said */

static void
add_row(struct file_screen *d, struct file_row row)
{
	d->rows = mem_room(d->rows, (size_t)d->n, sizeof *d->rows);
	row.name = d->n + 1;
	d->rows[d->n++] = row;
}

static int
columns(const struct file_screen *d)
{
	int n = 1;

	for (const char *p = str_text(&d->f.header); *p; p++)
		n += *p == '|';
	return n < WEAR_COLUMNS ? n : WEAR_COLUMNS;
}

/* Bad rows come first: they are what has to be looked at. */
static void
make_rows(struct file_screen *d)
{
	free(d->rows);
	d->rows = NULL;
	d->n = 0;
	if (d->f.ask == WEARABLE_ASKS_COLUMNS)
		for (int i = 0; i < columns(d); i++)
			add_row(d, (struct file_row){0, NOTHING, NOTHING, i});
	for (int i = 0; i < d->f.n_bads; i++)
		add_row(d, (struct file_row){0, i, NOTHING, NOTHING});
	for (int i = 0; i < d->f.wear.n; i++)
		add_row(d, (struct file_row){0, NOTHING, i, NOTHING});
	list_set(&d->list, d->rows, d->n);
}

static enum status
look(struct screen *s, struct err *err)
{
	struct file_screen *d = state(s);
	const struct wearable_how how = {.layout = d->map[0] ? d->layout : "",
					 .date_order = d->order,
					 .unit = d->unit,
					 .decimal = d->decimal,
					 .map = d->map,
					 .device = d->device};
	enum status st;

	wearable_release(&d->f);
	st = wearable_look(s->ui->app, d->patient, d->path, &how, &d->f, err);
	make_rows(d);
	s->ui->repaint = true;
	return st;
}

static unsigned
look_again(struct screen *s)
{
	struct err err = {0};

	if (look(s, &err) || list_restart(&state(s)->list, &err))
		ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

/* ---- list */

static void
value(struct str *out, int64_t v, const char *unit)
{
	if (v != DICT_NONE)
		str_addf(out, "%s%lld %s", out->n ? ", " : "", (long long)v, unit);
}

static void
day_text(const struct file_screen *d, int i, struct str *out)
{
	struct wear_day day;
	struct str s = {0};

	wear_get(&d->f.wear, i, &day);
	value(&s, day.steps, "steps");
	value(&s, day.minutes, "min active");
	value(&s, day.hr_avg, "mean rate");
	value(&s, day.hr_rest, day.estimated ? "resting (estimate)" : "resting");
	value(&s, day.metres, "m");
	str_add(out, str_text(&s));
	if (day.remark[0])
		str_addf(out, "  %s", day.remark);
	str_release(&s);
}

static void
column_text(const struct file_screen *d, int col, struct str *out)
{
	const char *p = str_text(&d->f.header);
	int held = d->holds[col];

	for (int i = col; i > 0; p++)
		i -= *p == '|';
	str_addf(out, "%-12s  %.*s", held == NOTHING ? "-" : wear_layout_fields[held],
		 (int)strcspn(p, "|"), p);
	if (d->f.first[col][0])
		str_addf(out, "  (%s)", d->f.first[col]);
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct file_screen *d = ctx;
	const struct file_row *r = row;
	struct wear_day day;
	char text[DATE_TEXT_SIZE];

	if (r->bad != NOTHING && col == 0) {
		str_addf(out, "line %lld", (long long)d->f.bads[r->bad].line);
	} else if (r->bad != NOTHING) {
		wearable_bad_reason(&d->f.bads[r->bad], out);
	} else if (r->day != NOTHING && col == 0) {
		wear_get(&d->f.wear, r->day, &day);
		date_text(day.day, text);
		str_add(out, text);
	} else if (r->day != NOTHING) {
		day_text(d, r->day, out);
	} else if (col == 0) {
		str_addf(out, "column %d", r->col + 1);
	} else {
		column_text(d, r->col, out);
	}
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	(void)ctx;
	(void)col;
	return ((const struct file_row *)row)->bad != NOTHING ? TONE_WARN : TONE_PLAIN;
}

static const struct list_col cols[] = {{"Row", 11, false}, {"", 0, false}};
static const struct list_source source = {.row_size = sizeof(struct file_row),
					  .cols = cols,
					  .n_cols = 2,
					  .cell = cell,
					  .tone = tone};

/* ---- keys */

/* The letter of what a column holds, and a letter for each answer: in the words that are shown. */
static const struct {
	char key;
	enum wear_field field;
} column_keys[] = {{'d', WEAR_DATE},   {'s', WEAR_STEPS},   {'m', WEAR_MINUTES},
		   {'h', WEAR_HR_AVG}, {'r', WEAR_HR_REST}, {'k', WEAR_METRES},
		   {'n', WEAR_REMARK}};

static unsigned
name_column(struct screen *s, int key)
{
	struct file_screen *d = state(s);
	const struct file_row *r = list_current(&d->list);
	int field = NOTHING;

	for (size_t i = 0; i < sizeof column_keys / sizeof column_keys[0]; i++)
		if (column_keys[i].key == key)
			field = (int)column_keys[i].field;
	if (!r || (field == NOTHING && key != '-'))
		return SCREEN_PASS;
	for (int i = 0; i < WEAR_COLUMNS; i++)
		if (d->holds[i] == field)
			d->holds[i] = NOTHING;
	d->holds[r->col] = field;
	list_key(&d->list, K_DOWN);
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

static unsigned
take_columns(struct screen *s)
{
	struct file_screen *d = state(s);
	struct str map = {0};
	struct err err = {0};

	for (int i = 0; i < WEAR_COLUMNS; i++)
		if (d->holds[i] != NOTHING)
			str_addf(&map, "%s%s=#%d", map.n ? ";" : "",
				 wear_layout_fields[d->holds[i]], i + 1);
	str_copy(d->map, sizeof d->map, str_text(&map));
	str_release(&map);
	if (!d->map[0]) {
		ui_say(s->ui, TONE_WARN, "Name a column of days and one of values first");
		return SCREEN_REDRAW;
	}
	if (!look(s, &err) && !list_restart(&d->list, &err))
		return SCREEN_REDRAW;
	d->map[0] = '\0'; /* refused: the columns are shown again */
	look_again(s);
	ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

static unsigned
answer(struct screen *s, int key)
{
	struct file_screen *d = state(s);

	if (d->f.ask == WEARABLE_ASKS_ORDER && (key == 'd' || key == 'm'))
		str_copy(d->order, sizeof d->order, key == 'd' ? "dmy" : "mdy");
	else if (d->f.ask == WEARABLE_ASKS_UNIT && key && strchr("kmn", key))
		str_copy(d->unit, sizeof d->unit,
			 key == 'k'   ? "km"
			 : key == 'm' ? "mi"
				      : "none");
	else
		return SCREEN_PASS;
	return look_again(s);
}

static unsigned
on_take(struct screen *s, int key)
{
	struct file_screen *d = state(s);
	struct err err = {0};
	struct str said = {0};

	(void)key;
	if (d->f.ask == WEARABLE_ASKS_COLUMNS)
		return take_columns(s);
	if (d->f.ask || wearable_take(s->ui->app, &d->f, &err)) {
		if (d->f.ask)
			ui_say(s->ui, TONE_WARN, "Answer the question first");
		else
			ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	str_addf(&said, "%d new days, %d in place of earlier ones, %d already here",
		 d->f.fresh, d->f.replaced, d->f.same);
	if (d->f.bad)
		str_addf(&said, "; %lld bad rows left", (long long)d->f.bad);
	ui_say(s->ui, TONE_GOOD, "%s", str_text(&said));
	str_release(&said);
	return SCREEN_POP;
}

/* What a comma of a distance is: not told, decimals, thousands. */
static unsigned
on_comma(struct screen *s, int key)
{
	struct file_screen *d = state(s);

	(void)key;
	str_copy(d->decimal, sizeof d->decimal,
		 !d->decimal[0]			? "comma"
		 : !strcmp(d->decimal, "comma") ? "point"
						: "");
	ui_say(s->ui, TONE_PLAIN, "A comma in distances: %s",
	       !d->decimal[0]		      ? "not told"
	       : !strcmp(d->decimal, "comma") ? "decimals"
					      : "thousands");
	return look_again(s);
}

static unsigned
device_answer(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	str_copy(state(s)->device, sizeof state(s)->device, text);
	return look_again(s);
}

static unsigned
on_device(struct screen *s, int key)
{
	(void)key;
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Name of the device or app",
				       .done = device_answer});
	return SCREEN_REDRAW;
}

static unsigned
input(struct screen *s, int key)
{
	struct file_screen *d = state(s);
	unsigned did = SCREEN_PASS;

	if (d->f.ask == WEARABLE_ASKS_COLUMNS)
		did = name_column(s, key);
	else if (d->f.ask)
		did = answer(s, key);
	return did ? did : list_key(&d->list, key);
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_TAKE_DAYS, on_take},
    {'D', ACT_DEVICE, on_device},
    {',', ACT_COMMA, on_comma},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
close_screen(struct screen *s)
{
	struct file_screen *d = state(s);

	list_release(&d->list);
	wearable_release(&d->f);
	free(d->rows);
}

/* Columns a layout proposes stand there before anything is named. */
static void
propose(struct file_screen *d)
{
	const struct wearable_layout *l = &d->f.layout;
	const char *const from[] = {l->date_col, l->steps_col};
	long long at;

	if (d->f.ask != WEARABLE_ASKS_COLUMNS || !l->date_col[0])
		return;
	str_copy(d->layout, sizeof d->layout, l->key);
	for (int i = 0; i < 2; i++)
		if (from[i][0] == '#' && str_int(from[i] + 1, strlen(from[i]) - 1, &at) &&
		    at >= 1 && at <= columns(d))
			d->holds[at - 1] = i == 0 ? WEAR_DATE : WEAR_STEPS;
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct file_screen *d = state(s);
	enum status st;

	s->patient = d->patient = arg->no;
	str_copy(d->path, sizeof d->path, arg->text ? arg->text : "");
	for (int i = 0; i < WEAR_COLUMNS; i++)
		d->holds[i] = NOTHING;
	list_init(&d->list, &source, d);
	st = look(s, err);
	propose(d);
	if (!st)
		st = list_restart(&d->list, err);
	if (st)
		close_screen(s);
	return st;
}

/* What is asked, in the keys that answer. */
static void
question(const struct file_screen *d, struct str *out)
{
	switch (d->f.ask) {
	case WEARABLE_ASKS_COLUMNS:
		str_addf(
		    out,
		    "What does each column hold? d day, s steps, m active minutes, h "
		    "mean heart rate, r resting heart rate, k distance, n note, - "
		    "nothing. Then Enter.%s",
		    d->layout[0] ? "" : " It is remembered for such files.");
		break;
	case WEARABLE_ASKS_ORDER:
		str_addf(
		    out,
		    d->f.mixed
			? "Some days begin with the day and others with the month (the "
			  "first is %s). d: the day comes first, m: the month. Days of "
			  "the other order will be bad rows."
			: "Days like %s can be read two ways. d: the day comes first, "
			  "m: the month comes first",
		    d->f.sample);
		break;
	case WEARABLE_ASKS_UNIT:
		str_add(out, "The file does not tell the unit of its distances. k: "
			     "kilometres, m: miles, n: leave them out");
		break;
	case WEARABLE_ASKS_NOTHING:
		wearable_rows_text(&d->f, out);
		str_add(out, ". ");
		wearable_days_text(&d->f, out);
		str_add(out, ". Enter takes them.");
		break;
	}
}

static void
head(const struct file_screen *d, struct str *out)
{
	const struct wearable_layout *l = &d->f.layout;

	if (d->f.ask == WEARABLE_ASKS_COLUMNS && !d->layout[0]) {
		str_add(out, "No layout that is known.");
		return;
	}
	str_addf(out, "%s (%s%s)%s. %s", l->title, l->verification,
		 source_unsure(l->verification) ? ": check source" : "",
		 d->f.remembered ? ", as named before" : "", l->remark);
}

static void
draw(struct screen *s)
{
	struct file_screen *d = state(s);
	struct rect r = ui_body(s->ui), list;
	struct str text = {0};
	const struct file_row *at;

	int y = r.y;

	if (s->ui->repaint)
		text_clear(r.y, r.x, r.h, r.w);
	text_fill(y++, r.x, r.w, TONE_TITLE, d->f.name);
	head(d, &text);
	y += text_para(y, r.x, PARA_ROWS, r.w, str_text(&text));
	if (d->f.ask == WEARABLE_ASKS_NOTHING) {
		str_clear(&text);
		wearable_made_text(&d->f, &text);
		y += text_para(y, r.x, PARA_ROWS, r.w, str_text(&text));
	}
	str_clear(&text);
	question(d, &text);
	y += text_para(y, r.x, PARA_ROWS, r.w, str_text(&text)) + 1;
	list = (struct rect){y, r.x, r.y + r.h - FOOT_ROWS - y, r.w};
	at = list_draw(&d->list, s->ui, list, false, "");
	str_clear(&text);
	text_clear(r.y + r.h - FOOT_ROWS, r.x, FOOT_ROWS, r.w);
	if (at && at->bad != NOTHING) {
		wearable_bad_text(&d->f.bads[at->bad], &text);
		text_para(r.y + r.h - FOOT_ROWS, r.x, FOOT_ROWS, r.w, str_text(&text));
	} else if (d->f.bad > d->f.n_bads) {
		text_putf(r.y + r.h - 1, r.x, r.w, TONE_WARN,
			  "The first %d bad rows are listed; limber wearables import "
			  "--dry-run lists all",
			  d->f.n_bads);
	}
	str_release(&text);
}

const struct screen_ops scr_steps_file = {
    .name = "steps-file",
    .title = "File of a device",
    .state_size = sizeof(struct file_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .draw = draw,
    .close = close_screen,
};
