/* faults.c - common faults: the row of one exercise, or all for a screen that lists exercises. */
#include "app/faults.h"

#include "app/shipped.h"

#include <stdlib.h>
#include <string.h>

enum status
faults_load(struct app *a, struct faults *f, struct err *err)
{
	const struct shipped_ask ask = {.entity = E_FAULT};
	struct shipped all = {0};
	enum status st = shipped_load(a, &ask, &all, err);

	*f = (struct faults){all.rows, all.n};
	return st;
}

enum status
faults_get(struct app *a, const char *exercise, struct fault *row, struct err *err)
{
	bool there;
	enum status st = shipped_find(a, E_FAULT, exercise, row, &there, err);

	if (st || !there)
		row->key[0] = '\0';
	return st;
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
