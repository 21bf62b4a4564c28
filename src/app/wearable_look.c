/* wearable_look.c - a device's file gone through: its front, the order of its days, its rows. */
#include "base/io.h"
#include "sync/csv_read.h"
#include "wearable_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64 * 1024, WEEK = 7, WEEK_ROWS = 3 };

/* One way through the file. */
struct pass {
	struct app *a;
	struct wearable_file *f;
	const struct wearable_how *how;
	bool (*row)(struct pass *p, const struct wear_cell *cells, size_t n,
		    int64_t line);
	bool ended; /* the table ended before the file did */
	bool semicolon;
	struct wearable_front *front; /* the first look */
	unsigned fits;		      /* orders in which every day so far is one */
	bool unordered;		      /* some day needs an order */
};

/* ---- the file */

static enum status
open_file(struct app *a, const char *path, int *fd, struct err *err)
{
	const struct io *io = a->env.io;
	struct stat st;
	int links = a->kiosk ? O_NOFOLLOW : 0;

	*fd = io->open(io->arg, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | links, 0);
	if (*fd < 0)
		return io_fail(err, errno, "reading", path);
	if (io->fstat(io->arg, *fd, &st) == 0 && S_ISREG(st.st_mode))
		return ST_OK;
	io->close(io->arg, *fd);
	return status_fail(err, ST_REFUSED, "%s is no file", path);
}

/* Over a network a file comes from a stick or the inbox. */
static enum status
may_read(struct app *a, const char *path, struct err *err)
{
	struct wearable_place *places;
	enum status st;
	int n = 0;
	bool there = false;

	if (!a->kiosk)
		return ST_OK;
	places = mem_alloc(WEARABLE_PLACES_MAX * sizeof *places);
	st = wearable_places(a, places, WEARABLE_PLACES_MAX, &n, err);
	for (int i = 0; i < n; i++)
		there |= !strcmp(places[i].path, path);
	free(places);
	if (st || there)
		return st;
	return status_fail(err, ST_DENIED,
			   "from this terminal a file is read from a stick or the inbox");
}

static bool
on_row(void *arg, const struct csv_row *row)
{
	struct pass *p = arg;
	struct wear_cell cells[WEAR_COLUMNS];
	bool empty = true;

	_Static_assert((int)WEAR_COLUMNS == (int)CSV_READ_COLUMNS, "a row fits");
	p->semicolon = row->separator == ';';
	if (p->ended)
		return false;
	for (size_t i = 0; i < row->n; i++) {
		cells[i] = (struct wear_cell){row->cells[i].p, row->cells[i].n};
		empty &= row->cells[i].n == 0;
	}
	if (!p->front && row->line <= p->f->header_line)
		return true;
	if (empty) { /* a blank line with its commas */
		p->ended = !p->front && p->f->layout.section[0];
		return !p->ended;
	}
	return p->row(p, cells, row->n, row->line);
}

static void
on_warn(void *arg, enum csv_reason why, struct csv_place at)
{
	struct pass *p = arg;

	if (why == CSV_BLANK_LINE && !p->front && at.line > p->f->header_line &&
	    p->f->layout.section[0])
		p->ended = true;
}

static enum status
damaged(const struct pass *p, const struct csv_read *r, enum csv_reason why,
	struct err *err)
{
	struct str s = {0};

	csv_reason_say(why, p->f->name, csv_read_place(r), "", &s);
	status_fail(err, ST_REFUSED, "%s", str_text(&s));
	str_release(&s);
	return ST_REFUSED;
}

static enum status
read_all(struct pass *p, struct csv_read *r, int fd, struct err *err)
{
	const struct io *io = p->a->env.io;
	char *buf = mem_alloc(BLOCK);
	enum csv_reason why = CSV_REASON_NONE;
	enum status st = ST_OK;
	ssize_t got;

	do {
		got = io->read(io->arg, fd, buf, BLOCK);
		if (got > 0)
			why = csv_read_feed(r, buf, (size_t)got);
		else if (got < 0 && errno != EINTR)
			st = io_fail(err, errno, "reading", p->f->path);
	} while (!st && got && !why && !p->ended);
	free(buf);
	if (!st && !why && !p->ended)
		why = csv_read_end(r);
	return st || !why ? st : damaged(p, r, why, err);
}

static enum status
go(struct pass *p, struct err *err)
{
	const struct csv_read_calls calls = {on_row, on_warn, p};
	struct csv_read *r;
	int fd = -1;
	enum status st = open_file(p->a, p->f->path, &fd, err);

	if (st)
		return st;
	r = csv_read_new(&calls, 1);
	st = read_all(p, r, fd, err);
	csv_read_free(r);
	p->a->env.io->close(p->a->env.io->arg, fd);
	return st;
}

/* ---- the first rows */

static bool
front_row(struct pass *p, const struct wear_cell *cells, size_t n, int64_t line)
{
	struct wearable_row *r = &p->front->rows[p->front->n++];

	r->line = line;
	r->n = n;
	for (size_t i = 0; i < n; i++) {
		r->at[i] = r->bytes.n;
		r->len[i] = cells[i].n;
		str_add_n(&r->bytes, cells[i].p, cells[i].n);
	}
	p->ended = p->front->n == WEARABLE_LOOK_ROWS;
	return !p->ended;
}

/* What is no table at all is told in the words of who can say what it is. */
static enum status
no_table(struct app *a, const struct wearable_file *f, struct err *err)
{
	const struct io *io = a->env.io;
	char head[8] = "";
	struct err none = {0};
	int fd = -1;
	ssize_t got;

	if (open_file(a, f->path, &fd, &none))
		return ST_OK;
	got = io->read(io->arg, fd, head, sizeof head - 1);
	io->close(io->arg, fd);
	if (got > 0 && (head[0] == '{' || head[0] == '['))
		return status_fail(err, ST_REFUSED,
				   "%s is a JSON file: such archives are not supported "
				   "yet. Take an export as CSV",
				   f->name);
	if (got > 1 && head[0] == '<')
		return status_fail(err, ST_REFUSED,
				   "%s is an XML file: such archives are not supported "
				   "yet. Take an export as CSV",
				   f->name);
	return ST_OK;
}

static enum status
know(struct app *a, const struct wearable_how *how, struct wearable_file *f,
     struct err *err)
{
	struct wearable_front *front = mem_alloc(sizeof *front);
	struct pass p = {.a = a, .f = f, .how = how, .row = front_row, .front = front};
	enum status st = wearable_know_name(a, f, err);

	if (!st)
		st = no_table(a, f, err);
	if (!st)
		st = go(&p, err);
	if (!st && front->n < 2)
		st =
		    status_fail(err, ST_REFUSED, "%s has no row below a header", f->name);
	if (!st)
		st = wearable_know(a, front, how, f, err);
	if (!st && p.semicolon)
		f->plan.comma = WEAR_COMMA_LIKELY;
	for (int i = 0; i < front->n; i++)
		str_release(&front->rows[i].bytes);
	free(front);
	return st;
}

/* ---- day or month first */

static bool
order_row(struct pass *p, const struct wear_cell *cells, size_t n, int64_t line)
{
	int16_t col = p->f->plan.col[WEAR_DATE][0];
	unsigned fits;

	(void)line;
	if (col >= (int)n)
		return true;
	fits = wear_value_forms(cells[col], p->f->plan.forms);
	if (!(fits & (WEAR_DMY | WEAR_MDY)))
		return true;
	if (!p->unordered)
		str_format(p->f->sample, sizeof p->f->sample, "%.*s", (int)cells[col].n,
			   cells[col].p);
	p->unordered = true;
	p->fits &= fits;
	return true;
}

/* Decided by what every day of the file can be; else it is asked. */
static enum status
find_order(struct app *a, const struct wearable_how *how, struct wearable_file *f,
	   struct err *err)
{
	const unsigned both = WEAR_DMY | WEAR_MDY;
	struct pass p = {.a = a, .f = f, .how = how, .row = order_row, .fits = both};
	enum status st;

	if (how->date_order && how->date_order[0]) {
		unsigned said = wear_layout_forms(how->date_order);

		if (!said || (said & both) == both)
			return status_fail(err, ST_INVALID,
					   "order of days: ymd, dmy or mdy");
		f->plan.forms = (f->plan.forms & ~both) | said;
		str_copy(f->order_said, sizeof f->order_said, how->date_order);
		return ST_OK;
	}
	if ((f->plan.forms & both) != both)
		return ST_OK;
	st = go(&p, err);
	if (st)
		return st;
	if (!p.unordered)
		p.fits = WEAR_DMY;
	f->mixed = !p.fits;
	if (p.fits != WEAR_DMY && p.fits != WEAR_MDY)
		f->ask = WEARABLE_ASKS_ORDER;
	else
		f->plan.forms = (f->plan.forms & ~both) | p.fits;
	return ST_OK;
}

/* ---- unit and words */

static enum status
find_unit(struct app *a, const struct wearable_how *how, struct wearable_file *f,
	  struct err *err)
{
	enum status st = ST_OK;

	str_copy(f->unit, sizeof f->unit, f->layout.distance_unit);
	if (how->unit && how->unit[0])
		str_copy(f->unit, sizeof f->unit, how->unit);
	if (!f->plan.parts[WEAR_METRES] || !strcmp(f->unit, "none")) {
		f->plan.parts[WEAR_METRES] = 0;
		f->unit[0] = '\0';
		return ST_OK;
	}
	if (!f->unit[0]) {
		st = wearable_last_unit(a, f, f->unit, sizeof f->unit, err);
		f->unit_as_last = f->unit[0] != '\0';
	}
	f->plan.unit_mm = wear_layout_unit(f->unit);
	if (!st && f->unit[0] && !f->plan.unit_mm)
		return status_fail(err, ST_INVALID,
				   "unit of distance: m, km, mi or none");
	if (!st && !f->unit[0])
		f->ask = WEARABLE_ASKS_UNIT;
	return st;
}

static enum status
take_words(const struct wearable_how *how, struct wearable_file *f, struct err *err)
{
	const char *decimal = how->decimal ? how->decimal : "";

	str_copy(f->device, sizeof f->device,
		 how->device && how->device[0] ? how->device : f->layout.device);
	if (!strcmp(decimal, "comma"))
		f->plan.comma = WEAR_COMMA_DECIMAL;
	else if (!strcmp(decimal, "point"))
		f->plan.comma = WEAR_COMMA_GROUPS;
	else if (decimal[0])
		return status_fail(err, ST_INVALID, "decimal: comma or point");
	return ST_OK;
}

/* ---- every row */

static void
label_of(const struct wearable_file *f, int field, char *out, size_t size)
{
	const char *p = str_text(&f->header);
	int col = field < 0 || !f->plan.parts[field] ? -1 : f->plan.col[field][0];

	out[0] = '\0';
	if (col < 0)
		return;
	for (; col > 0 && *p; p++)
		col -= *p == '|';
	str_format(out, size, "%.*s", (int)strcspn(p, "|"), p);
}

static void
add_bad(struct pass *p, enum wear_reason why, const struct wear_cell *cells, size_t n,
	int64_t line)
{
	struct wearable_file *f = p->f;
	struct wearable_bad b = {.line = line, .why = why};
	int field = f->wear.field, col = -1;

	if (field >= 0 && f->plan.parts[field])
		col = f->plan.col[field][0];
	label_of(f, field, b.column, sizeof b.column);
	if (col >= 0 && col < (int)n)
		str_format(b.cell, sizeof b.cell, "%.*s", (int)cells[col].n,
			   cells[col].p);
	for (char *c = b.cell; *c; c++)
		if ((unsigned char)*c < ' ')
			*c = ' ';
	if (why == WEAR_DAY_TWICE)
		b.earlier = f->wear.earlier;
	f->bad++;
	if (f->n_bads < WEARABLE_BADS_MAX) {
		f->bads = mem_room(f->bads, (size_t)f->n_bads, sizeof *f->bads);
		f->bads[f->n_bads++] = b;
	}
	if (p->how->bad)
		p->how->bad(p->how->arg, &b);
}

static bool
take_row(struct pass *p, const struct wear_cell *cells, size_t n, int64_t line)
{
	struct wearable_file *f = p->f;
	enum wear_reason why = wear_row(&f->wear, cells, n, line);

	if (why == WEAR_END) {
		p->ended = true;
		return false;
	}
	f->rows++;
	f->by_reason[why]++;
	if (why == WEAR_GOOD)
		f->good++;
	else if (why == WEAR_LEFT_OUT)
		f->left_out++;
	else if (why == WEAR_NO_DATA)
		f->no_data++;
	else
		add_bad(p, why, cells, n, line);
	return true;
}

/* Sums of weeks must not pass for days: rows that are all a week apart. */
static bool
are_weeks(const struct wearable_file *f)
{
	struct wear_day before, d;

	if (strcmp(f->layout.support, "map") || f->wear.n < WEEK_ROWS)
		return false;
	wear_get(&f->wear, 0, &before);
	for (int i = 1; i < f->wear.n; i++) {
		wear_get(&f->wear, i, &d);
		if (date_to_days(d.day) - date_to_days(before.day) != WEEK)
			return false;
		before = d;
	}
	return true;
}

/* How days were written and where they are counted, for who looks at it. */
static void
say_days(const struct wearable_how *how, struct wearable_file *f)
{
	static const char *const forms[] = {"ymd", "dmy", "mdy", "epoch_ms"};
	const char *zone = f->wear.utc ? "UTC" : "device";

	f->order[0] = '\0';
	for (size_t i = 0, n = 0; i < sizeof forms / sizeof forms[0]; i++)
		if (f->plan.forms >> i & 1) {
			str_format(f->order + n, sizeof f->order - n, "%s%s",
				   n ? ";" : "", forms[i]);
			n = strlen(f->order);
		}
	str_copy(f->zone, sizeof f->zone, how->zone && how->zone[0] ? how->zone : zone);
}

static enum status
read_rows(struct app *a, const struct wearable_how *how, struct wearable_file *f,
	  struct err *err)
{
	struct pass p = {.a = a, .f = f, .how = how, .row = take_row};
	enum status st;

	f->plan.last_day = app_today(a);
	wear_init(&f->wear, &f->plan);
	st = go(&p, err);
	if (st)
		return st;
	wear_sort(&f->wear);
	say_days(how, f);
	if (are_weeks(f))
		return status_fail(err, ST_REFUSED,
				   "%s: its rows are a week apart, so they may be sums "
				   "of weeks, no days. Take a shorter report",
				   f->name);
	return wearable_match(a, f, NULL, err);
}

enum status
wearable_look(struct app *a, int64_t patient, const char *path,
	      const struct wearable_how *how, struct wearable_file *f, struct err *err)
{
	const char *slash = strrchr(path, '/');
	enum status st;

	memset(f, 0, sizeof *f);
	f->patient = patient;
	if (!str_copy(f->path, sizeof f->path, path))
		return status_fail(err, ST_INVALID, "this path is too long");
	str_copy(f->name, sizeof f->name, slash ? slash + 1 : path);
	st = may_read(a, path, err);
	if (!st)
		st = know(a, how, f, err);
	if (!st)
		st = take_words(how, f, err);
	if (!st && !f->ask)
		st = find_order(a, how, f, err);
	if (!st && !f->ask)
		st = find_unit(a, how, f, err);
	return st || f->ask ? st : read_rows(a, how, f, err);
}

void
wearable_release(struct wearable_file *f)
{
	wear_release(&f->wear);
	str_release(&f->header);
	free(f->bads);
	f->bads = NULL;
	f->n_bads = 0;
}
