/* changes.c - operations to rows of changes.csv and back. */
#include "sync/changes.h"

#include "base/date.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum column {
	COL_N,
	COL_WRITER,
	COL_SEQ,
	COL_TXN,
	COL_TABLE,
	COL_ROW,
	COL_COLUMN,
	COL_KIND,
	COL_VALUE,
	COL_BASE,
	COL_WALL,
	COL_CLOCK,
	COL_USER,
	COL_COUNT
};

static const struct code clock_codes[] = {
    {"P", "plausible"}, {"H", "head office"}, {"U", "untrusted"}, {NULL, NULL}};
static const struct code_list clocks = {"clock", clock_codes};
static const struct code kind_codes[] = {{"new", "new"},
					 {"set", "set"},
					 {"clear", "clear"},
					 {"skip", "left out"},
					 {NULL, NULL}};
static const struct code_list kinds = {"kind", kind_codes};

static const struct csv_column columns[COL_COUNT] = {
    [COL_N] = {.name = "n", .kind = CSV_COL_INT, .flags = CSV_COLF_REQUIRED},
    [COL_WRITER] = {.name = "writer", .kind = CSV_COL_KEY, .flags = CSV_COLF_REQUIRED},
    [COL_SEQ] = {.name = "seq", .kind = CSV_COL_INT, .flags = CSV_COLF_REQUIRED},
    [COL_TXN] = {.name = "txn", .kind = CSV_COL_INT, .flags = CSV_COLF_REQUIRED},
    [COL_TABLE] = {.name = "table",
		   .kind = CSV_COL_TEXT,
		   .flags = CSV_COLF_REQUIRED,
		   .size = 40},
    [COL_ROW] = {.name = "row", .kind = CSV_COL_KEY, .flags = CSV_COLF_REQUIRED},
    [COL_COLUMN] = {.name = "column", .kind = CSV_COL_TEXT, .size = 40},
    [COL_KIND] = {.name = "kind",
		  .kind = CSV_COL_CODE,
		  .flags = CSV_COLF_REQUIRED,
		  .codes = &kinds},
    [COL_VALUE] = {.name = "value", .kind = CSV_COL_LONG},
    [COL_BASE] = {.name = "base", .kind = CSV_COL_TEXT, .size = 64 * 54},
    [COL_WALL] = {.name = "wall_utc",
		  .kind = CSV_COL_TEXT,
		  .flags = CSV_COLF_REQUIRED,
		  .size = CHANGES_TIME},
    [COL_CLOCK] = {.name = "clock",
		   .kind = CSV_COL_CODE,
		   .flags = CSV_COLF_REQUIRED,
		   .codes = &clocks},
    [COL_USER] = {.name = "user", .kind = CSV_COL_TEXT, .size = 40},
};

/* ---- times and ids */

void
changes_time(int64_t ms, char out[CHANGES_TIME])
{
	char text[TIME_TEXT_SIZE];
	size_t n;

	time_text(ms / 1000, text);
	n = strlen(text) - 1; /* the Z goes behind the milliseconds */
	str_format(out, CHANGES_TIME, "%.*s.%03dZ", (int)n, text, (int)(ms % 1000));
}

bool
changes_time_parse(const char *text, size_t n, int64_t *ms)
{
	char whole[TIME_TEXT_SIZE], again[CHANGES_TIME];
	int64_t seconds;
	int part = 0;

	if (n < 6 || n >= TIME_TEXT_SIZE + 4 || text[n - 5] != '.' || text[n - 1] != 'Z')
		return false;
	memcpy(whole, text, n - 5);
	whole[n - 5] = 'Z';
	for (size_t i = n - 4; i < n - 1; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		part = part * 10 + (text[i] - '0');
	}
	if (!time_parse(whole, n - 4, &seconds) || seconds < 0)
		return false;
	*ms = seconds * 1000 + part;
	changes_time(*ms, again);
	return strlen(again) == n && !memcmp(again, text, n);
}

void
changes_id(const struct uid *u, char out[CHANGES_ID])
{
	static const char digits[] = "0123456789abcdef";

	for (int i = 0; i < UID_SIZE; i++) {
		*out++ = digits[u->b[i] >> 4];
		*out++ = digits[u->b[i] & 15];
	}
	*out = '\0';
}

static int
digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
changes_id_parse(const char *text, size_t n, struct uid *u)
{
	if (n != 2 * UID_SIZE)
		return false;
	for (int i = 0; i < UID_SIZE; i++) {
		int hi = digit(text[2 * i]), lo = digit(text[2 * i + 1]);

		if (hi < 0 || lo < 0)
			return false;
		u->b[i] = (unsigned char)(hi << 4 | lo);
	}
	return true;
}

/* ---- writing */

void
changes_head(struct csv_write *w)
{
	for (int i = 0; i < COL_COUNT; i++)
		csv_write_text(w, columns[i].name, strlen(columns[i].name));
	csv_write_row_end(w);
}

static void
write_id(struct csv_write *w, const struct uid *u)
{
	char text[CHANGES_ID];

	changes_id(u, text);
	csv_write_text(w, text, CHANGES_ID - 1);
}

static void
write_text(struct csv_write *w, const char *text)
{
	csv_write_text(w, text, strlen(text));
}

static void
write_bases(struct csv_write *w, const struct change *c)
{
	char text[CHANGE_BASES_MAX * 56], id[CHANGES_ID];
	size_t n = 0;

	for (size_t i = 0; i < c->n_bases; i++) {
		changes_id(&c->bases[i].writer, id);
		n += (size_t)snprintf(text + n, sizeof text - n, "%s%s:%" PRId64,
				      i ? " " : "", id, c->bases[i].seq);
	}
	csv_write_text(w, text, n);
}

void
changes_row(struct csv_write *w, int64_t n, const struct change *c)
{
	char time[CHANGES_TIME], clock[2] = {(char)c->clk, '\0'};

	csv_write_int(w, n);
	write_id(w, &c->at.writer);
	csv_write_int(w, c->at.seq);
	csv_write_int(w, c->txn);
	write_text(w, c->table);
	write_id(w, &c->row);
	write_text(w, c->col);
	write_text(w, change_kind_text(c->kind));
	csv_write_text(w, c->has_val ? c->val : "", c->has_val ? c->val_n : 0);
	write_bases(w, c);
	changes_time(c->wall_ms, time);
	write_text(w, time);
	write_text(w, clock);
	write_text(w, c->user);
	csv_write_row_end(w);
}

/* ---- reading */

struct reading {
	const struct changes_call *call;
	const char *name;
	int64_t next;
};

static enum status
bad_row(const struct reading *r, int64_t line, const char *what, struct err *err)
{
	return status_fail(err, ST_DAMAGED, "%s:%lld: %s", r->name, (long long)line,
			   what);
}

static bool
read_base(const char **p, const char *end, struct change_ref *at)
{
	const char *colon = memchr(*p, ':', (size_t)(end - *p)), *stop;
	long long seq;

	if (!colon || !changes_id_parse(*p, (size_t)(colon - *p), &at->writer))
		return false;
	stop = memchr(colon, ' ', (size_t)(end - colon));
	if (!stop)
		stop = end;
	if (!str_int(colon + 1, (size_t)(stop - colon - 1), &seq) || seq < 1)
		return false;
	at->seq = seq;
	*p = stop < end ? stop + 1 : end;
	return stop == end || *p < end;
}

/* In order and each once, so that there is one form. */
static bool
read_bases(const struct csv_value *v, struct change_ref bases[CHANGE_BASES_MAX],
	   size_t *n)
{
	const char *p = v->p, *end = v->p + v->n;

	for (*n = 0; p < end; ++*n)
		if (*n == CHANGE_BASES_MAX || !read_base(&p, end, &bases[*n]) ||
		    (*n && change_ref_cmp(&bases[*n - 1], &bases[*n]) >= 0))
			return false;
	return true;
}

static enum status
take(void *arg, const struct csv_value *v, int64_t line, struct err *err)
{
	struct reading *r = arg;
	struct change_ref bases[CHANGE_BASES_MAX];
	struct change c = {.txn = v[COL_TXN].i,
			   .table = v[COL_TABLE].p,
			   .col = v[COL_COLUMN].p,
			   .kind = change_kind_named(v[COL_KIND].p),
			   .clk = v[COL_CLOCK].p[0],
			   .val = v[COL_VALUE].p,
			   .val_n = v[COL_VALUE].n,
			   .bases = bases,
			   .user = v[COL_USER].p};

	c.at.seq = v[COL_SEQ].i;
	c.has_val = c.kind == CHANGE_NEW || c.kind == CHANGE_SET;
	if (c.at.seq < 1 || c.txn < 1 || c.txn > c.at.seq)
		return bad_row(r, line, "a number that cannot be", err);
	if (v[COL_N].i < r->next || v[COL_N].i == INT64_MAX ||
	    v[COL_N].i - r->next != change_width(&c) - 1)
		return bad_row(r, line, "a position is missing or comes twice", err);
	r->next = v[COL_N].i + 1;
	if (!changes_id_parse(v[COL_WRITER].p, v[COL_WRITER].n, &c.at.writer) ||
	    !changes_id_parse(v[COL_ROW].p, v[COL_ROW].n, &c.row))
		return bad_row(r, line, "no id", err);
	if (!read_bases(&v[COL_BASE], bases, &c.n_bases))
		return bad_row(r, line, "bases that cannot be", err);
	if (!changes_time_parse(v[COL_WALL].p, v[COL_WALL].n, &c.wall_ms))
		return bad_row(r, line, "no time", err);
	if (!c.has_val && c.val_n)
		return bad_row(r, line, "a value where none belongs", err);
	if (c.kind == CHANGE_SKIP && !change_skip_ok(&c))
		return bad_row(r, line, "left out, and yet something is said", err);
	return r->call->each(r->call->arg, &c, err);
}

enum status
changes_read(const struct io *io, const char *path, const struct changes_call *call,
	     int64_t *rows, struct err *err)
{
	static const struct csv_spec spec = {
	    .name = "changes", .columns = columns, .n_columns = COL_COUNT, .key = -1};
	const char *slash = strrchr(path, '/');
	struct reading r = {call, slash ? slash + 1 : path, call->first};
	struct csv_table_call reader = {.row = take, .arg = &r, .strict = true};
	struct csv_report *report = mem_alloc(sizeof *report);
	enum status st = csv_table_read_file(&spec, io, path, &reader, report, err);

	*rows = report->rows;
	free(report);
	/* The sentence with its line and column stays; what it means is told by the status. */
	if (st == ST_REFUSED && err)
		err->code = ST_DAMAGED;
	return st == ST_REFUSED ? ST_DAMAGED : st;
}
