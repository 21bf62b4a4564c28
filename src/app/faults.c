/* faults.c - the rows of common faults, read for as long as a screen shows them. */
#include "app/faults.h"

#include "core/source.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

struct reading {
	struct faults *out;
	int64_t today;
};

static bool
keep(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct reading *r = arg;
	struct faults *f = r->out;
	struct fault *row;

	f->rows = mem_room(f->rows, (size_t)f->n, sizeof *f->rows);
	row = &f->rows[f->n];
	(void)dict_row_take(dict_entity(E_FAULT), row, no, id, cells);
	f->n += source_holds(row->valid_from, row->valid_to, r->today);
	return true;
}

enum status
faults_load(struct app *a, struct faults *f, struct err *err)
{
	struct reading r = {f, app_today(a)};

	*f = (struct faults){0};
	return record_scan(a->store, E_FAULT, NULL, keep, &r, err);
}

void
faults_release(struct faults *f)
{
	free(f->rows);
	*f = (struct faults){0};
}

const struct fault *
faults_of(const struct faults *f, const char *exercise)
{
	for (int i = 0; i < f->n; i++)
		if (!strcmp(f->rows[i].key, exercise))
			return &f->rows[i];
	return NULL;
}

bool
faults_at(const struct fault *row, int i, struct str *out)
{
	const char *p = row->faults;

	for (; i > 0 && *p; i--) {
		p += strcspn(p, "|");
		p += *p == '|';
	}
	if (!*p)
		return false;
	str_add_n(out, p, strcspn(p, "|"));
	return true;
}

void
faults_line(const struct fault *row, struct str *out)
{
	str_addf(out, "Common faults (%s): ", row->verification);
	for (const char *p = row->faults; *p; p++)
		if (*p == '|')
			str_add(out, "; ");
		else
			str_add_c(out, *p);
}
