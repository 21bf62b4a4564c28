/* table_import.c - CSV files back into rows: all of a run or nothing. */
#include "app/table.h"

#include "base/io.h"
#include "base/uid.h"
#include "store/audit.h"
#include "table_priv.h"
#include "table_row.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { BACKUP_ROWS = 5000 };

/* ---- one file, inside the caller's transaction */

static enum status
take_row(void *arg, const struct csv_value *values, int64_t line, struct err *err)
{
	struct table_row *row = arg;
	const struct table_watch *w = row->run->watch;
	enum status st = table_row_take(row, values, line, err);

	if (st == ST_DENIED) /* what somebody may not write stands there */
		status_prefix(err, "%s:%lld", row->file, (long long)line);
	if (!st && ++row->rows % TABLE_STEP == 0 && w &&
	    !w->step(w->arg, row->head.columns.entity->plural, row->rows))
		st = status_fail(err, ST_REFUSED, "stopped; nothing was taken");
	return st;
}

static void
count_result(struct table_result *r, const struct table_row *row,
	     const struct csv_report *report)
{
	r->rows += row->rows;
	r->added += row->added;
	r->changed += row->changed;
	r->same += row->same;
	r->left += row->left;
	r->warnings += row->warnings;
	r->conflicts += row->moved;
	for (int i = 0; i < CSV_REASON_COUNT; i++)
		if (csv_reason_weight((enum csv_reason)i) != CSV_WEIGHT_ERROR)
			r->warnings += report->count[i];
}

/* The first line of the report from `from` on is what the caller's err says. */
static enum status
refuse(const struct table_result *r, size_t from, struct err *err)
{
	const char *line = str_text(&r->report) + from;
	const char *end = strchr(line, '\n');

	return status_fail(err, ST_REFUSED, "%.*s",
			   end ? (int)(end - line) : (int)strlen(line), line);
}

static enum status
import_file(struct table_run *run, enum entity_id e, const char *path, struct err *err)
{
	const struct io *io = store_environment(run->store)->io;
	struct csv_report *report = mem_alloc(sizeof *report);
	struct table_row *row =
	    table_row_new(run, dict_entity(e), table_problem_file(path));
	struct csv_column columns[CSV_READ_COLUMNS];
	struct hash hash;
	struct csv_table_call call = {
	    .row = take_row, .passes = table_bad_value, .arg = row, .hash = &hash};
	struct table_result *r = run->result;
	struct csv_spec spec;
	size_t from = r->report.n;
	enum status st = table_head_read(io, path, dict_entity(e), 1, &row->head, err);

	if (st)
		goto done;
	table_columns_spec(&row->head.columns, columns, &spec);
	hash_init(&hash);
	st = csv_table_read_file(&spec, io, path, &call, report, err);
	if (!st || report->refused)
		csv_report_say(report, &r->report);
	hash_end(&hash, run->file[e]);
	if (run->review)
		table_review_add_text(run->review, TABLE_LINE_NOTE,
				      str_text(&r->report) + from);
	if (!st)
		st = table_row_finish(row, err);
	run->why = report->refused ? from : r->report.n;
	if (row->problems.count && (!st || report->refused)) {
		table_problem_say(&row->problems, io, path, &r->report);
		st = refuse(r, run->why, err);
	}
	if (!st)
		str_add(&r->report, str_text(&row->remarks));
	count_result(r, row, report);
done:
	table_row_free(row);
	free(report);
	return st;
}

/* ---- runs */

static enum status
backup_before(struct store *s, int64_t lines, struct err *err)
{
	enum status st;

	if (lines <= BACKUP_ROWS + 1)
		return ST_OK;
	st = store_backup_before(s, "import", err);
	if (st)
		status_prefix(err, "no backup could be made, nothing was read");
	return st;
}

static enum status
count_lines(struct store *s, enum entity_id e, const char *path, int64_t *lines,
	    struct err *err)
{
	struct table_head *h = mem_alloc(sizeof *h);
	enum status st = table_head_read(store_environment(s)->io, path, dict_entity(e),
					 BACKUP_ROWS + 2, h, err);

	*lines += h->lines;
	free(h);
	return st;
}

/* What was looked at is what is stored, or nothing is: a sheet may be written again meanwhile, and
 * rows changed here. */
static enum status
check_expected(struct table_run *run, const struct table_review *v, struct err *err)
{
	unsigned char differences[HASH_SIZE];

	for (int i = 0; i < E_COUNT; i++)
		if (memcmp(run->file[i], v->file[i], HASH_SIZE) != 0)
			return status_fail(err, ST_STALE,
					   "%s.csv is not as it was when you looked: "
					   "nothing was stored; "
					   "look again",
					   dict_entity((enum entity_id)i)->plural);
	hash_end(&run->differences, differences);
	if (memcmp(differences, v->differences, HASH_SIZE) != 0)
		return status_fail(err, ST_STALE,
				   "somebody changed rows here since you looked: nothing "
				   "was stored; look again");
	return ST_OK;
}

/* In the transaction of what it tells; numbers, no names. */
static enum status
audit_import(struct table_run *run, const char *what, struct err *err)
{
	const struct table_result *r = run->result;
	char text[160];

	str_format(text, sizeof text, "%s: %lld new, %lld changed, %lld left out", what,
		   (long long)r->added, (long long)r->changed, (long long)r->left);
	return audit_add(run->store, "table-import", 0, text, err);
}

/* Ends the transaction of a run. what names it for the audit. */
static enum status
finish(struct table_run *run, enum status st, const char *what, struct err *err)
{
	if (!st && run->expect)
		st = check_expected(run, run->expect, err);
	if (!st)
		st = table_leave_check(run->leave, err);
	if (!st && !run->dry_run)
		st = audit_import(run, what, err);
	if (!st && run->review) {
		memcpy(run->review->file, run->file, sizeof run->file);
		hash_end(&run->differences, run->review->differences);
	}
	table_left_release(&run->left);
	if (st || run->dry_run) {
		store_cancel(run->store);
		return st;
	}
	return store_commit(run->store, err);
}

/* A backup when it is long, then the transaction. */
static enum status
begin(struct table_run *run, int64_t lines, struct err *err)
{
	enum status st = ST_OK;

	hash_init(&run->differences);
	if (!run->dry_run)
		st = backup_before(run->store, lines, err);
	return st ? st : store_begin(run->store, err);
}

static struct table_run
run_of(struct store *s, const struct table_how *how, struct table_result *r)
{
	static const struct table_how plain = {0};

	if (!how)
		how = &plain;
	return (struct table_run){.store = s,
				  .dry_run = how->dry_run,
				  .watch = how->watch,
				  .leave = how->leave,
				  .result = r};
}

enum status
table_import(struct store *s, enum entity_id e, const char *path,
	     const struct table_how *how, struct table_result *r, struct err *err)
{
	struct table_run run = run_of(s, how, r);
	int64_t lines = 0;
	enum status st = count_lines(s, e, path, &lines, err);

	if (!st)
		st = begin(&run, lines, err);
	if (st)
		return st;
	st = import_file(&run, e, path, err);
	return finish(&run, st, dict_entity(e)->name, err);
}

/* Path of an entity's file in dir; *there says whether one lies there. */
static enum status
file_in(struct store *s, const char *dir, enum entity_id e, char path[TABLE_PATH_SIZE],
	bool *there, struct err *err)
{
	const struct io *io = store_environment(s)->io;
	struct stat info;

	if (!str_format(path, TABLE_PATH_SIZE, "%s/%s.csv", dir, dict_entity(e)->plural))
		return status_fail(err, ST_INVALID, "%s: this name is too long", dir);
	*there = io->stat(io->arg, path, &info) == 0;
	if (!*there && errno != ENOENT && errno != ENOTDIR)
		return io_fail(err, errno, "looking at", path);
	return ST_OK;
}

static enum status
count_all(struct store *s, const char *dir, int64_t *lines, int *files, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; i < E_COUNT && !st; i++) {
		char path[TABLE_PATH_SIZE];
		bool there = false;

		st = file_in(s, dir, (enum entity_id)i, path, &there, err);
		if (st || !there)
			continue;
		(*files)++;
		st = count_lines(s, (enum entity_id)i, path, lines, err);
	}
	if (!st && *files == 0)
		st = status_fail(err, ST_NOT_FOUND,
				 "%s: no table lies here (patients.csv, sessions.csv "
				 "...); check the name",
				 dir);
	return st;
}

enum status
table_import_run(struct table_run *run, const char *dir, struct err *err)
{
	int64_t lines = 0;
	int files = 0;
	enum status st = count_all(run->store, dir, &lines, &files, err);

	if (!st)
		st = begin(run, lines, err);
	if (st)
		return st;
	for (int i = 0; i < E_COUNT && !st; i++) {
		char path[TABLE_PATH_SIZE];
		bool there = false;

		st = file_in(run->store, dir, (enum entity_id)i, path, &there, err);
		if (!st && there)
			st = import_file(run, (enum entity_id)i, path, err);
	}
	return finish(run, st, "all", err);
}

enum status
table_import_all(struct store *s, const char *dir, const struct table_how *how,
		 struct table_result *r, struct err *err)
{
	struct table_run run = run_of(s, how, r);

	return table_import_run(&run, dir, err);
}
