/* csv_table.c - rows against a table, repeated keys, canonical form; all in one pass. */
#include "sync/csv_table.h"

#include "base/hash.h"
#include "base/io.h"
#include "base/str.h"
#include "base/utf8.h"
#include "csv_form_priv.h"
#include "csv_header_priv.h"
#include "csv_keys_priv.h"
#include "csv_table_priv.h"
#include "csv_value_priv.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64 * 1024, ROWS_WITH_KEY = 4000000, SHOWN = 40, CODES_SHOWN = 8 };

struct table {
	const struct csv_spec *spec;
	const struct csv_table_call *call;
	struct csv_report *report;
	struct csv_read *reader;
	enum status failed; /* of the row function */
	struct err *err;

	struct csv_header header;
	bool has_header;
	bool stopped;		   /* no more rows are wanted */
	int64_t rows, rows_second; /* data rows seen in each pass */
	struct csv_value values[CSV_READ_COLUMNS];

	struct csv_keys keys;
	uint64_t key_hash; /* of the running row */
	bool second;	   /* the second pass, for suspects of csv_keys */

	struct csv_form form; /* strict only */
};

/* ---- findings */

/* The codes that would be right, when they are few. */
static void
add_codes(const struct csv_column *c, struct str *out)
{
	struct str list = {0};
	size_t n = 0;

	if (!c->codes)
		return;
	for (const struct code *p = c->codes->codes; p->id && n <= CODES_SHOWN; p++)
		str_addf(&list, "%s%s", n++ ? ", " : " is none of ", p->id);
	if (n <= CODES_SHOWN && out->n + list.n < CSV_REPORT_DETAIL)
		str_add(out, str_text(&list));
	str_release(&list);
}

/* The value in quotes, and what would be right where that can be said shortly. */
static void
add_value(const struct table *t, enum csv_reason why, const struct csv_row *row, size_t i,
	  struct str *out)
{
	str_add_c(out, '"');
	utf8_safe(out, row->cells[i].p, row->cells[i].n, SHOWN, false);
	str_add_c(out, '"');
	if (why == CSV_BAD_CODE && t->header.column[i] >= 0)
		add_codes(&t->spec->columns[t->header.column[i]], out);
}

static void
tell_cell(struct table *t, enum csv_reason why, const struct csv_row *row, size_t i)
{
	struct str s = {0};
	int column = t->header.column[i];

	if (t->report->count[why] && csv_reason_weight(why) != CSV_WEIGHT_ERROR) {
		csv_report_add(t->report, why, (struct csv_place){0}, NULL);
		return;
	}
	str_addf(&s, "%s ", column < 0 ? "" : t->spec->columns[column].name);
	add_value(t, why, row, i, &s);
	csv_report_add(t->report, why, csv_read_locate(row, i), str_text(&s));
	str_release(&s);
}

/* True when the caller can do without the value. */
static bool
passes(struct table *t, enum csv_reason why, const struct csv_row *row, size_t i)
{
	struct str s = {0};
	bool may;

	if (!t->call->passes)
		return false;
	add_value(t, why, row, i, &s);
	str_addf(&s, ": %s", csv_reason_text(why));
	may = t->call->passes(t->call->arg, (size_t)t->header.column[i], row->line,
			      str_text(&s));
	str_release(&s);
	return may;
}

static void
tell_count(struct table *t, const struct csv_row *row)
{
	char detail[CSV_REPORT_DETAIL];
	bool more = row->n > t->header.n;

	str_format(detail, sizeof detail, "%zu fields where the header has %zu", row->n,
		   t->header.n);
	csv_report_add(t->report, more ? CSV_TOO_MANY_FIELDS : CSV_TOO_FEW_FIELDS,
		       csv_read_locate(row, more ? t->header.n : 0), detail);
}

static void
tell_earlier(struct table *t, enum csv_reason why, const struct csv_row *row, size_t cell,
	     int64_t first)
{
	char detail[CSV_REPORT_DETAIL];

	str_format(detail, sizeof detail, "%s %s of line %" PRId64,
		   t->spec->columns[t->spec->key].name, row->cells[cell].p, first);
	csv_report_add(t->report, why, csv_read_locate(row, cell), detail);
}

/* ---- rows */

static bool
take_header(struct table *t, const struct csv_row *row)
{
	t->has_header = true;
	csv_header_match(&t->header, t->spec, row, t->report);
	if (t->call->strict)
		csv_form_header(&t->form, t->spec, row, csv_read_had_bom(t->reader));
	return !t->report->refused;
}

static bool
is_empty(const struct csv_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->cells[i].n)
			return false;
	return true;
}

/* True when the row has the header's shape and something in it. */
static bool
has_shape(struct table *t, const struct csv_row *row)
{
	const struct csv_header *h = &t->header;

	if (row->n != h->n) {
		tell_count(t, row);
		return false;
	}
	if (row->cells[0].n == 0 && is_empty(row)) {
		csv_report_add(t->report, CSV_EMPTY_ROW, csv_read_locate(row, 0), NULL);
		return false;
	}
	for (size_t i = h->n - h->n_empty; i < h->n; i++) {
		if (row->cells[i].n == 0)
			continue;
		tell_cell(t, CSV_TOO_MANY_FIELDS, row, i);
		return false;
	}
	if (csv_header_repeated(h, t->spec, row)) {
		csv_report_add(t->report, CSV_REPEATED_HEADER, csv_read_locate(row, 0),
			       NULL);
		return false;
	}
	return true;
}

static void
tell_remarks(struct table *t, uint64_t remarks, const struct csv_row *row, size_t i)
{
	for (; remarks; remarks &= remarks - 1)
		tell_cell(t, (enum csv_reason)__builtin_ctzll(remarks), row, i);
}

static bool
has_any(const struct table *t)
{
	for (size_t i = 0; i < t->spec->n_columns; i++)
		if (t->spec->any_of >> i & 1 && t->values[i].n)
			return true;
	return t->spec->any_of == 0;
}

/* Fills t->values; false when the row has an error (the first one is told), or has to do without its
 * key. */
static bool
check_values(struct table *t, const struct csv_row *row)
{
	enum csv_reason error = CSV_REASON_NONE;
	size_t error_at = 0;
	bool passed = false, keyless = false;

	for (size_t i = 0; i < row->n; i++) {
		int column = t->header.column[i];
		struct csv_checked c;

		if (column < 0)
			continue;
		csv_value_check(t->spec, (size_t)column, row->cells[i], row->flags, &c);
		t->values[column] = c.value;
		if (column == t->spec->key)
			t->key_hash = csv_keys_hash(&t->keys, c.value.p, c.value.n);
		if (c.remarks && !t->second)
			tell_remarks(t, c.remarks, row, i);
		if (c.error && passes(t, c.error, row, i)) {
			t->values[column] = (struct csv_value){"", 0, DICT_NONE};
			passed = true;
			keyless = keyless || column == t->spec->key;
		} else if (c.error && !error) {
			error = c.error;
			error_at = i;
		}
	}
	if (error) {
		tell_cell(t, error, row, error_at);
	} else if (!passed && !has_any(t)) {
		error = t->spec->none_of_them;
		csv_report_add(t->report, error, csv_read_locate(row, 0), NULL);
	}
	return !error && !keyless;
}

static bool
deliver(struct table *t, const struct csv_row *row)
{
	if (t->call->strict)
		csv_form_row(&t->form, t->spec, t->values, row);
	if (t->form.differs || t->report->refused)
		return true;
	t->report->rows++;
	t->failed = t->call->row(t->call->arg, t->values, row->line, t->err);
	return t->failed == ST_OK;
}

static bool
is_new_key(struct table *t)
{
	return t->spec->key < 0 || csv_keys_add(&t->keys, t->key_hash);
}

static bool
too_many_rows(struct table *t, const struct csv_row *row)
{
	if (t->spec->key < 0 || t->rows <= ROWS_WITH_KEY)
		return false;
	csv_report_add(t->report, CSV_TOO_MANY_ROWS, csv_read_locate(row, 0), NULL);
	return true;
}

/* Errors of rows do not end the reading, so that a person gets a list of them. */
static bool
take_row(void *arg, const struct csv_row *row)
{
	struct table *t = arg;

	if (!t->has_header)
		t->stopped = !take_header(t, row);
	else if (++t->rows, too_many_rows(t, row))
		t->stopped = true;
	else if (has_shape(t, row) && check_values(t, row) && is_new_key(t))
		t->stopped = !deliver(t, row);
	return !t->stopped;
}

static void
take_warning(void *arg, enum csv_reason why, struct csv_place at)
{
	struct table *t = arg;

	if (!t->second)
		csv_report_add(t->report, why, at, NULL);
}

/* ---- the second look at repeated keys */

static size_t
key_cell(const struct table *t)
{
	size_t i = 0;

	while (t->header.column[i] != t->spec->key)
		i++;
	return i;
}

static void
digest_values(const struct table *t, unsigned char out[HASH_SIZE])
{
	struct hash h;

	hash_init(&h);
	for (size_t i = 0; i < t->spec->n_columns; i++)
		hash_add_str(&h, t->values[i].p, t->values[i].n);
	hash_end(&h, out);
}

static bool
judge(struct table *t, const struct csv_row *row, size_t cell)
{
	const struct csv_value *key = &t->values[t->spec->key];
	unsigned char digest[HASH_SIZE];
	int64_t first = 0;

	digest_values(t, digest);
	switch (csv_keys_judge(&t->keys, key->p, key->n, digest, row->line, &first)) {
	case CSV_KEYS_SAME:
		tell_earlier(t, CSV_DUPLICATE_ROW, row, cell, first);
		return true;
	case CSV_KEYS_CLASH:
		tell_earlier(t, CSV_DUPLICATE_ID, row, cell, first);
		return true;
	case CSV_KEYS_LATE:
		return deliver(t, row);
	case CSV_KEYS_FIRST:
		break;
	}
	return true;
}

/* False: this is not the row of the first pass. */
static bool
look_at_row(struct table *t, const struct csv_row *row)
{
	struct csv_checked key;
	size_t cell;

	if (t->rows_second++ == 0 || is_empty(row))
		return true; /* the header; an empty row */
	if (row->n != t->header.n)
		return false;
	cell = key_cell(t);
	csv_value_check(t->spec, (size_t)t->spec->key, row->cells[cell], row->flags,
			&key);
	if (!csv_keys_suspect(&t->keys, key.value.p, key.value.n))
		return true;
	return check_values(t, row) && judge(t, row, cell);
}

static bool
take_row_again(void *arg, const struct csv_row *row)
{
	struct table *t = arg;

	t->stopped = !look_at_row(t, row);
	return !t->stopped;
}

/* ---- the whole file */

static enum status
read_all(struct table *t, const struct csv_source *source, enum csv_reason *why)
{
	char *buf = mem_alloc(BLOCK);
	enum status st;
	size_t got = 0;

	*why = CSV_REASON_NONE;
	t->stopped = false;
	do {
		st = source->read(source->arg, buf, BLOCK, &got, t->err);
		if (!st && got && t->call->hash && !t->second)
			hash_add(t->call->hash, buf, got);
		if (!st && got)
			*why = csv_read_feed(t->reader, buf, got);
	} while (!st && got && !*why && !t->stopped);
	if (!st && got == 0)
		*why = csv_read_end(t->reader);
	free(buf);
	return st ? st : t->failed;
}

static size_t
min_separators(const struct csv_spec *spec)
{
	size_t n = 0;

	for (size_t i = 0; i < spec->n_columns; i++)
		n += !(spec->columns[i].flags & CSV_COLF_OPTIONAL);
	return n > 1 ? n - 1 : 1;
}

static enum status
pass(struct table *t, const struct csv_source *source, enum csv_reason *why)
{
	struct csv_read_calls calls = {t->second ? take_row_again : take_row,
				       take_warning, t};
	enum status st;

	t->reader = csv_read_new(&calls, min_separators(t->spec));
	st = read_all(t, source, why);
	if (*why && !t->second)
		csv_report_add(t->report, *why, csv_read_place(t->reader), NULL);
	csv_read_free(t->reader);
	t->reader = NULL;
	return st;
}

static bool
all_found(const struct csv_keys *k)
{
	for (size_t i = 0; i < k->n_suspects; i++)
		if (!k->heads || !k->heads[i])
			return false;
	return true;
}

static enum status
look_again(struct table *t, const struct csv_source *source)
{
	struct csv_place whole = {0, 0};
	enum csv_reason why = CSV_REASON_NONE;
	enum status st;

	if (!csv_keys_settle(&t->keys)) {
		csv_report_add(t->report, CSV_DUPLICATE_ID, whole,
			       "more than 100000 repeated keys");
		return ST_OK;
	}
	t->second = true;
	st = source->rewind(source->arg, t->err);
	if (!st)
		st = pass(t, source, &why);
	if (st)
		return st;
	if (why || (!t->report->refused && t->rows_second != t->rows + 1) ||
	    !all_found(&t->keys))
		csv_report_add(t->report, CSV_CHANGED_WHILE_READ, whole, NULL);
	return ST_OK;
}

static enum status
refuse(const struct csv_report *report, struct err *err)
{
	const struct csv_problem *p = &report->errors[0];
	struct str s = {0};

	csv_reason_say(p->why, report->file, p->at, p->detail, &s);
	status_fail(err, ST_REFUSED, "%s", str_text(&s));
	str_release(&s);
	return ST_REFUSED;
}

enum status
csv_table_run(const struct csv_spec *spec, const struct csv_source *source,
	      const struct csv_table_call *call, uint64_t hash_mask,
	      struct csv_report *report, struct err *err)
{
	struct table t = {.spec = spec, .call = call, .report = report, .err = err};
	enum csv_reason why;
	enum status st;

	assert(spec->n_columns >= 1 && spec->n_columns <= CSV_READ_COLUMNS);
	csv_keys_init(&t.keys, hash_mask);
	for (size_t i = 0; i < spec->n_columns; i++)
		t.values[i] = (struct csv_value){"", 0, DICT_NONE};
	st = pass(&t, source, &why);
	if (!st && !report->refused && t.keys.n_suspects)
		st = look_again(&t, source);
	if (!st && call->strict && !report->refused)
		csv_form_judge(&t.form, report);
	csv_keys_release(&t.keys);
	csv_form_release(&t.form);
	if (st)
		return st;
	return report->refused ? refuse(report, err) : ST_OK;
}

enum status
csv_table_read(const struct csv_spec *spec, const struct csv_source *source,
	       const char *name, const struct csv_table_call *call,
	       struct csv_report *report, struct err *err)
{
	*report = (struct csv_report){0};
	str_copy(report->file, sizeof report->file, name);
	return csv_table_run(spec, source, call, UINT64_MAX, report, err);
}

/* ---- bytes in memory */

static enum status
bytes_read(void *arg, char *buf, size_t n, size_t *got, struct err *err)
{
	struct csv_bytes *b = arg;

	(void)err;
	*got = b->n - b->at < n ? b->n - b->at : n;
	memcpy(buf, b->p + b->at, *got);
	b->at += *got;
	return ST_OK;
}

static enum status
bytes_rewind(void *arg, struct err *err)
{
	(void)err;
	((struct csv_bytes *)arg)->at = 0;
	return ST_OK;
}

struct csv_source
csv_table_bytes(struct csv_bytes *b)
{
	return (struct csv_source){bytes_read, bytes_rewind, b};
}

/* ---- files */

struct file {
	const struct io *io;
	const char *path;
	int fd;
};

static enum status
file_read(void *arg, char *buf, size_t n, size_t *got, struct err *err)
{
	struct file *f = arg;
	ssize_t r;

	do
		r = f->io->read(f->io->arg, f->fd, buf, n);
	while (r < 0 && errno == EINTR);
	*got = r > 0 ? (size_t)r : 0;
	return r < 0 ? io_fail(err, errno, "reading", f->path) : ST_OK;
}

static enum status
file_open(void *arg, struct err *err)
{
	struct file *f = arg;

	if (f->fd >= 0)
		f->io->close(f->io->arg, f->fd);
	do
		f->fd = f->io->open(f->io->arg, f->path, O_RDONLY | O_CLOEXEC, 0);
	while (f->fd < 0 && errno == EINTR);
	return f->fd < 0 ? io_fail(err, errno, "reading", f->path) : ST_OK;
}

enum status
csv_table_read_file(const struct csv_spec *spec, const struct io *io, const char *path,
		    const struct csv_table_call *call, struct csv_report *report,
		    struct err *err)
{
	struct file f = {.io = io, .path = path, .fd = -1};
	struct csv_source source = {file_read, file_open, &f};
	const char *slash = strrchr(path, '/');
	enum status st = file_open(&f, err);

	if (!st)
		st = csv_table_read(spec, &source, slash ? slash + 1 : path, call, report,
				    err);
	if (f.fd >= 0)
		io->close(io->arg, f.fd);
	return st;
}
