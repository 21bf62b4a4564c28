/* table_review.c - what an import would do, what of it is left out, and the import of the rest. */
#include "app/table_review.h"

#include "table_row.h"

#include <stdlib.h>
#include <string.h>

void
table_review_release(struct table_review *v)
{
	str_release(&v->texts);
	free(v->lines);
	free(v->fresh);
	free(v->to);
	free(v->from);
	if (v->good)
		table_review_release(v->good);
	free(v->good);
	*v = (struct table_review){0};
}

const char *
table_review_text(const struct table_review *v, size_t at)
{
	return v->texts.p ? v->texts.p + at : "";
}

/* ---- leaving out */

bool
table_review_open(const struct table_review *v, size_t line)
{
	return line < v->n && (v->lines[line].kind == TABLE_LINE_NEW ||
			       v->lines[line].kind == TABLE_LINE_CELL);
}

/* Lines that have changed and whose ties are still to be followed. */
struct follow {
	struct table_review *v;
	size_t *lines, n;
	bool leave;
	int64_t changed;
};

static void
change(struct follow *f, size_t line)
{
	struct table_line *l = &f->v->lines[line];

	if (!table_review_open(f->v, line) || l->left == f->leave)
		return;
	l->left = f->leave;
	f->v->left += f->leave ? 1 : -1;
	f->v->taken[l->kind] += f->leave ? -1 : 1;
	f->changed++;
	f->lines = mem_room(f->lines, f->n, sizeof *f->lines);
	f->lines[f->n++] = line;
}

/* The first tie that leads to (or, back, from) line or one behind it. */
static size_t
first_tie(const struct table_review *v, size_t line, bool to)
{
	size_t a = 0, b = v->n_ties;

	while (a < b) {
		size_t mid = a + (b - a) / 2;

		if ((to ? v->to[mid].to : v->from[mid].from) < line)
			a = mid + 1;
		else
			b = mid;
	}
	return a;
}

/* Who leaves a new row out cannot keep what refers to it; who takes that in needs the row. */
static void
follow_ties(struct follow *f)
{
	const struct table_review *v = f->v;

	while (f->n > 0) {
		size_t line = f->lines[--f->n], i = first_tie(v, line, f->leave);

		for (; f->leave && i < v->n_ties && v->to[i].to == line; i++)
			change(f, v->to[i].from);
		for (; !f->leave && i < v->n_ties && v->from[i].from == line; i++)
			change(f, v->from[i].to);
	}
}

int64_t
table_review_leave(struct table_review *v, size_t line, bool leave)
{
	struct follow f = {.v = v, .leave = leave};

	change(&f, line);
	follow_ties(&f);
	free(f.lines);
	return f.changed > 0 ? f.changed - 1 : 0;
}

int64_t
table_review_waiting(const struct table_review *v, size_t line)
{
	int64_t n = 0;

	for (size_t i = first_tie(v, line, true); i < v->n_ties && v->to[i].to == line;
	     i++)
		n += v->lines[v->to[i].from].left;
	return n;
}

int64_t
table_review_leave_alike(struct table_review *v, size_t line, bool leave)
{
	struct follow f = {.v = v, .leave = leave};

	for (size_t i = 0; table_review_open(v, line) && i < v->n; i++)
		if (v->lines[i].kind == v->lines[line].kind &&
		    v->lines[i].entity == v->lines[line].entity &&
		    v->lines[i].field == v->lines[line].field)
			change(&f, i);
	follow_ties(&f);
	free(f.lines);
	return f.changed;
}

/* ---- reading */

/* Why nothing can be stored, in place of what would have been. */
static void
only_problems(struct table_review *v, const char *report, const struct err *err)
{
	const char *why = status_say(err);
	size_t n = strlen(why);

	table_review_release(v);
	if (strncmp(report, why, n) != 0 || report[n] != '\n')
		table_review_add_text(v, TABLE_LINE_PROBLEM, why);
	table_review_add_text(v, TABLE_LINE_PROBLEM, report);
}

static void
leave_as_before(struct table_review *v, const struct table_review *old)
{
	struct table_leave leave = {0};

	for (size_t i = 0; i < old->n; i++) {
		const struct table_line *l = &old->lines[i];

		if (l->left &&
		    !memcmp(old->file[l->entity], v->file[l->entity], HASH_SIZE))
			table_leave_put(&leave,
					(struct table_leave_item){.entity = l->entity,
								  .line = l->line,
								  .field = l->field});
	}
	for (size_t i = 0; leave.n && i < v->n; i++)
		if (table_review_open(v, i) &&
		    table_leave_has(&leave, v->lines[i].entity, v->lines[i].line,
				    v->lines[i].field))
			(void)table_review_leave(v, i, true);
	table_leave_release(&leave);
}

/* The last review without problems, out of v. */
static struct table_review *
take_good(struct table_review *v)
{
	struct table_review *good = v->good;

	v->good = NULL;
	if (good || !v->n || v->taken[TABLE_LINE_PROBLEM])
		return good;
	good = mem_alloc(sizeof *good);
	*good = *v;
	*v = (struct table_review){0};
	return good;
}

void
table_review_read(struct store *s, const char *dir, struct table_review *v)
{
	struct table_review is = {0};
	struct table_result r = {0};
	struct table_run run = {.store = s, .dry_run = true, .result = &r, .review = &is};
	struct err err = {0};

	if (table_import_run(&run, dir, &err)) {
		only_problems(&is, str_text(&r.report) + run.why, &err);
		is.good = take_good(v);
	} else {
		table_review_close(&is);
		leave_as_before(&is, v->good ? v->good : v);
	}
	is.same = r.same;
	table_review_release(v);
	*v = is;
	str_release(&r.report);
}

/* ---- storing */

enum status
table_review_store(struct store *s, const char *dir, const struct table_review *v,
		   struct table_result *r, struct err *err)
{
	struct table_leave leave = {0};
	struct table_run run = {.store = s, .leave = &leave, .result = r, .expect = v};
	enum status st;

	if (v->taken[TABLE_LINE_PROBLEM])
		return status_fail(err, ST_REFUSED,
				   "nothing can be stored as long as there are problems; "
				   "mend the sheet, then read it again");
	for (size_t i = 0; i < v->n; i++)
		if (v->lines[i].left || v->lines[i].kind == TABLE_LINE_BOTH)
			table_leave_put(&leave, (struct table_leave_item){
						    .entity = v->lines[i].entity,
						    .line = v->lines[i].line,
						    .field = v->lines[i].field});
	st = table_import_run(&run, dir, err);
	table_leave_release(&leave);
	return st;
}
