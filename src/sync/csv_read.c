/* csv_read.c - the byte guard and the driver of libcsv.
 *
 * The guard walks the bytes up to a row end, then libcsv gets that row. So line numbers, blank
 * lines and the raw bytes of a row are exact, and whichever of the two objects to the earlier
 * byte decides. A row that is not whole when the caller's bytes end is kept in `tail`; its
 * length is bounded because libcsv has seen it and its fields have been measured. */
#include "sync/csv_read.h"

#include "base/str.h"
#include "csv_guard_priv.h"
#include "csv_sniff_priv.h"

#include <assert.h>
#include <csv.h>
#include <stdlib.h>
#include <string.h>

/* The states of libcsv this module reads (entry_pos, quoted) are those of 3.0. */
#if CSV_MAJOR != 3 || CSV_MINOR != 0
#error "csv_read.c was written against libcsv 3.0; check the members of struct csv_parser"
#endif

enum {
	SLICE = 4096,	   /* a long row is given to libcsv in pieces, measured between */
	PIECE = 64 * 1024, /* most bytes the guard walks before libcsv sees them */
};

struct csv_read {
	struct csv_parser csv;
	struct csv_read_calls calls;
	bool sniffing; /* until the dialect is known */
	struct csv_sniff sniff;
	struct csv_guard guard;
	int64_t line;	 /* where the row begins */
	struct str tail; /* its bytes from earlier calls */
	size_t fed;	 /* how many of its bytes libcsv has seen */

	/* The row as libcsv delivers it. */
	struct str text; /* the cells one after the other, each with its NUL */
	size_t n_cells;
	struct csv_cell cells[CSV_READ_COLUMNS];
	size_t at[CSV_READ_COLUMNS]; /* of the cells in text */
	bool row_ended;
	int64_t rows;

	bool crlf; /* the first row ended so; valid when rows or blanks were seen */
	bool eol_seen, stopped;
	enum csv_reason why;
	struct csv_place place;
};

/* ---- places ---- */

static struct csv_place
place_of(const char *raw, size_t at, int64_t line)
{
	struct csv_place p = {line, 1};

	for (size_t i = 0; i < at; i++) {
		if (raw[i] == '\n') {
			p.line++;
			p.column = 1;
		} else if ((raw[i] & 0xC0) != 0x80) {
			p.column++;
		}
	}
	return p;
}

/* Offset at which cell number `cell` begins. */
static size_t
cell_offset(const char *raw, size_t n, char separator, size_t cell)
{
	bool quotes = false;

	for (size_t i = 0; i < n && cell; i++) {
		if (raw[i] == '"')
			quotes = !quotes;
		else if (raw[i] == separator && !quotes && --cell == 0)
			return i + 1;
	}
	return cell ? n : 0;
}

struct csv_place
csv_read_locate(const struct csv_row *row, size_t cell)
{
	return csv_read_byte(row,
			     cell_offset(row->raw, row->raw_n, row->separator, cell));
}

struct csv_place
csv_read_byte(const struct csv_row *row, size_t at)
{
	return place_of(row->raw, at, row->line);
}

/* Keeps the first error; at counts bytes from the start of the running row. */
static void
fail_at(struct csv_read *r, enum csv_reason why, const char *raw, size_t at)
{
	if (r->why)
		return;
	r->why = why;
	r->place = place_of(raw, at, r->line);
}

/* ---- libcsv's side ---- */

/* Spaces are data, so libcsv is told that there are none. Its own idea of a row end (CR or LF)
 * stays: the guard lets no CR pass outside quotes but one before LF, which ends the row, and
 * the LF behind it is then a blank line that libcsv drops. Asking a function of our own about
 * every byte would cost a third of the speed. */
static int
no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void
take_field(void *p, size_t n, void *arg)
{
	struct csv_read *r = arg;
	struct str *s = &r->text;

	if (r->why)
		return;
	if (r->n_cells == CSV_READ_COLUMNS || n > CSV_READ_FIELD) {
		r->why = n > CSV_READ_FIELD ? CSV_FIELD_TOO_LONG : CSV_TOO_MANY_FIELDS;
		return;
	}
	if (s->cap - s->n < n + 2)
		str_reserve(s, n + 2);
	r->at[r->n_cells] = s->n;
	r->cells[r->n_cells++].n = n;
	memcpy(s->p + s->n, p, n);
	s->n += n;
	s->p[s->n++] = '\0';
}

static void
take_row_end(int c, void *arg)
{
	struct csv_read *r = arg;

	(void)c;
	r->row_ended = true;
}

/* The field libcsv is in must not pass the limit even before its end is seen. A quote that may be
 * the closing one stands in libcsv's buffer as well. */
static bool
field_too_long(const struct csv_parser *csv, bool in_quotes)
{
	size_t extra = csv->quoted && !in_quotes ? 1 : 0;

	return csv->entry_pos > extra + CSV_READ_FIELD;
}

/* Names what libcsv or the limits objected to; raw[at] is the byte in question. */
static void
name_error(struct csv_read *r, const char *raw, size_t n, size_t at)
{
	bool closing = csv_error(&r->csv) == CSV_EPARSE && raw[at] != '"';

	if (r->why == CSV_REASON_NONE && field_too_long(&r->csv, !closing))
		r->why = CSV_FIELD_TOO_LONG;
	if (r->why == CSV_REASON_NONE) {
		fail_at(r, closing ? CSV_JUNK_AFTER_QUOTE : CSV_QUOTE_IN_UNQUOTED, raw,
			at);
		return;
	}
	r->place =
	    place_of(raw, cell_offset(raw, n, r->guard.separator, r->n_cells), r->line);
}

/* Gives the bytes of the running row up to n to libcsv. in_quotes is the guard's state there. */
static void
parse(struct csv_read *r, const char *raw, size_t n)
{
	while (r->fed < n && !r->why) {
		size_t from = r->fed;
		size_t part = n - from;
		size_t done;

		if (part > SLICE && n > CSV_READ_FIELD)
			part = SLICE;
		done = csv_parse(&r->csv, raw + from, part, take_field, take_row_end, r);
		if (done < part || r->why) {
			name_error(r, raw, n, from + done);
			return;
		}
		r->fed = from += part;
		/* Within a row the guard's state is known at its end only. */
		if (field_too_long(&r->csv, from == n && r->guard.in_quotes)) {
			r->why = CSV_FIELD_TOO_LONG;
			name_error(r, raw, n, n);
		}
	}
}

/* ---- rows ---- */

static void
warn(struct csv_read *r, enum csv_reason why, int64_t line)
{
	r->calls.warn(r->calls.arg, why, (struct csv_place){line, 1});
}

static void
deliver(struct csv_read *r, const char *raw, size_t n)
{
	struct csv_row row = {.cells = r->cells,
			      .n = r->n_cells,
			      .line = r->line,
			      .raw = raw,
			      .raw_n = n,
			      .separator = r->guard.separator,
			      .flags = r->guard.flags};

	for (size_t i = 0; i < r->n_cells; i++)
		r->cells[i].p = r->text.p + r->at[i];
	r->rows++;
	if (!r->calls.row(r->calls.arg, &row))
		r->stopped = true;
}

static void
next_row(struct csv_read *r)
{
	r->line += r->guard.row_lfs;
	r->guard.row_lfs = 0;
	r->guard.flags = 0;
	r->n_cells = 0;
	r->text.n = 0;
	r->row_ended = false;
	r->tail.n = 0;
	r->fed = 0;
}

static void
note_line_end(struct csv_read *r, bool crlf)
{
	if (!r->eol_seen)
		r->crlf = crlf;
	else if (r->crlf != crlf)
		warn(r, CSV_MIXED_EOL, r->line);
	r->eol_seen = true;
}

/* The guard found a row end: p[0, n) is what this call holds of the row. */
static void
end_row(struct csv_read *r, const char *p, size_t n, bool crlf)
{
	const char *raw = p;

	if (r->tail.n) {
		str_add_n(&r->tail, p, n);
		raw = r->tail.p;
		n = r->tail.n;
	}
	r->guard.row_lfs++;
	if (n == (crlf ? 2u : 1u)) {
		note_line_end(r, crlf);
		warn(r, CSV_BLANK_LINE, r->line);
	} else {
		parse(r, raw, n);
		if (r->why)
			return;
		assert(r->row_ended);
		note_line_end(r, crlf);
		deliver(r, raw, n);
	}
	next_row(r);
}

/* The call's bytes end inside a row, or at an error. libcsv sees them before anybody judges, but
 * for the last `back`: a character or CR that is not whole yet, or the one in error. */
static void
keep_rest(struct csv_read *r, const char *p, size_t n, size_t back)
{
	str_add_n(&r->tail, p, n);
	parse(r, str_text(&r->tail), r->tail.n - back);
}

/* ---- the walk ---- */

/* Judges p[0, n), whole rows going out on the way. */
static void
walk(struct csv_read *r, const char *p, size_t n)
{
	enum csv_reason why = CSV_REASON_NONE;
	size_t start = 0, i = 0, back = 0;

	if (r->guard.n_held) {
		i = csv_guard_finish(&r->guard, p, n, &why);
		back = why ? r->guard.n_held : 0; /* it began that much earlier */
	} else if (r->guard.cr_held && n) {
		if (p[0] == '\n') {
			i = start = 1;
			end_row(r, p, 1, true);
		} else {
			why = CSV_BARE_CR;
			back = 1;
		}
		r->guard.cr_held = false;
	}
	while (!why && !r->why && !r->stopped && (i = csv_guard_skip(p, i, n)) < n) {
		char c = p[i];

		if (c == '"') {
			r->guard.in_quotes = !r->guard.in_quotes;
			i++;
		} else if ((unsigned char)c >= 0x80) {
			i = csv_guard_high(&r->guard, p, i, n, &why);
		} else if (c == '\n' && !r->guard.in_quotes) {
			end_row(r, p + start, i + 1 - start, false);
			start = ++i;
		} else if (c == '\r' && !r->guard.in_quotes) {
			r->guard.cr_held = i + 1 == n;
			if (r->guard.cr_held) {
				i++;
			} else if (p[i + 1] == '\n') {
				end_row(r, p + start, i + 2 - start, true);
				start = i += 2;
			} else {
				why = CSV_BARE_CR;
			}
		} else {
			why = csv_guard_control(&r->guard, c);
			i += !why;
		}
	}
	if (r->why || r->stopped)
		return;
	if (!why)
		back = r->guard.n_held + (r->guard.cr_held ? 1 : 0);
	keep_rest(r, p + start, i - start, back);
	if (why)
		fail_at(r, why, str_text(&r->tail), r->tail.n - back);
}

static void
walk_pieces(struct csv_read *r, const char *p, size_t n)
{
	while (n && !r->why && !r->stopped) {
		size_t part = n < PIECE ? n : PIECE;

		walk(r, p, part);
		p += part;
		n -= part;
	}
}

/* Once the dialect is known, what was held back for that is walked. */
static void
look_at_front(struct csv_read *r, bool last)
{
	struct csv_sniff *s = &r->sniff;
	enum csv_reason why;

	if (!csv_sniff_look(s, last, &why)) {
		fail_at(r, why, "", 0);
		return;
	}
	if (s->sep_line)
		warn(r, CSV_SEP_LINE, r->line++);
	if (s->separator != ',')
		warn(r, s->separator == ';' ? CSV_DELIMITER_SEMICOLON : CSV_DELIMITER_TAB,
		     r->line);
	csv_set_delim(&r->csv, (unsigned char)s->separator);
	r->guard.separator = s->separator;
	r->sniffing = false;
	walk_pieces(r, s->bytes.p + s->skip, s->bytes.n - s->skip);
	str_release(&s->bytes);
}

/* ---- the public side ---- */

struct csv_read *
csv_read_new(const struct csv_read_calls *calls, size_t min_separators)
{
	struct csv_read *r = mem_alloc(sizeof *r);

	assert(min_separators >= 1);
	r->calls = *calls;
	r->sniffing = true;
	r->sniff = (struct csv_sniff){.min_separators = min_separators};
	r->line = 1;
	/* Both strict flags are needed to see an open quote at the end; the terminator
	 * is for the cells' NUL (libcsv 3.0.3, tried). */
	csv_init(&r->csv, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
	csv_set_realloc_func(&r->csv, mem_grow);
	csv_set_blk_size(&r->csv, 4096);
	csv_set_space_func(&r->csv, no_space);
	return r;
}

void
csv_read_free(struct csv_read *r)
{
	if (!r)
		return;
	csv_free(&r->csv);
	str_release(&r->sniff.bytes);
	str_release(&r->tail);
	str_release(&r->text);
	free(r);
}

enum csv_reason
csv_read_feed(struct csv_read *r, const char *bytes, size_t n)
{
	while (r->sniffing && n && !r->why) {
		/* A comma is usually near: little is copied before it is known. */
		size_t part = n < SLICE ? n : SLICE;

		str_add_n(&r->sniff.bytes, bytes, part);
		bytes += part;
		n -= part;
		look_at_front(r, false);
	}
	walk_pieces(r, bytes, n);
	return r->why;
}

/* The last row has no line end: libcsv closes it. */
static void
end_cut_row(struct csv_read *r)
{
	csv_fini(&r->csv, take_field, take_row_end, r);
	if (r->why)
		name_error(r, r->tail.p, r->tail.n, r->tail.n);
	else if (r->row_ended)
		deliver(r, r->tail.p, r->tail.n);
}

enum csv_reason
csv_read_end(struct csv_read *r)
{
	size_t n;

	if (r->sniffing && !r->why)
		look_at_front(r, true);
	n = r->tail.n;
	if (r->why || r->stopped)
		return r->why;
	if (r->guard.n_held)
		fail_at(r, CSV_BAD_UTF8, r->tail.p, n - r->guard.n_held);
	else if (r->guard.cr_held)
		fail_at(r, CSV_BARE_CR, r->tail.p, n - 1);
	else if (r->guard.in_quotes)
		fail_at(r, CSV_UNTERMINATED_QUOTE, r->tail.p,
			cell_offset(r->tail.p, n, r->guard.separator, r->n_cells));
	else if (n)
		end_cut_row(r);
	if (!r->why && r->rows == 0)
		fail_at(r, CSV_EMPTY_FILE, "", 0);
	return r->why;
}

struct csv_place
csv_read_place(const struct csv_read *r)
{
	return r->place;
}

bool
csv_read_had_bom(const struct csv_read *r)
{
	return r->sniff.had_bom;
}
