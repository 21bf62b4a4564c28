/* codes.c - service codes for the unit rules. */
#include "app/codes.h"

#include "app/assets.h"
#include "store/query.h"

#include <stdlib.h>
#include <string.h>

enum { CODES_MAX = 400, CODES_DAYS = 8 };

void
codes_release(struct codes *c)
{
	free(c->rows);
	free(c->labels);
	*c = (struct codes){0};
}

enum status
codes_add(struct codes *c, const struct service_code *row, struct err *err)
{
	int minutes = row->unit_minutes == DICT_NONE ? 0 : (int)row->unit_minutes;

	c->rows = mem_room(c->rows, c->n, sizeof *c->rows);
	c->labels = mem_room(c->labels, c->n, sizeof *c->labels);
	if (units_code_set(&c->rows[c->n], row->code, row->timing, minutes, row->note))
		return status_fail(err, ST_INVALID,
				   "service code %s: timing \"%s\" is not known",
				   row->code, row->timing);
	str_copy(c->labels[c->n], sizeof c->labels[c->n], row->label);
	c->n++;
	return ST_OK;
}

enum status
codes_load(struct store *s, int64_t date, struct codes *c, struct err *err)
{
	struct service_code *rows = mem_alloc(CODES_MAX * sizeof *rows);
	int n = 0;
	enum status st = query_service_codes(s, date, rows, CODES_MAX, &n, err);

	*c = (struct codes){0};
	for (int i = 0; !st && i < n; i++)
		st = codes_add(c, &rows[i], err);
	free(rows);
	if (st)
		codes_release(c);
	return st;
}

struct shipped {
	struct codes *codes;
	struct err *err;
	enum status st;
};

static bool
add_shipped(void *arg, const void *row)
{
	struct shipped *s = arg;

	s->st = codes_add(s->codes, row, s->err);
	return s->st == ST_OK;
}

enum status
codes_shipped(struct codes *c, struct err *err)
{
	struct shipped s = {c, err, ST_OK};
	enum status st;

	*c = (struct codes){0};
	st = assets_each(E_SERVICE_CODE, add_shipped, &s, err);
	return st ? st : s.st;
}

struct units_table
codes_table(const struct codes *c)
{
	return (struct units_table){.codes = c->rows, .n = c->n};
}

const char *
codes_label(const struct codes *c, const char *code)
{
	for (size_t i = 0; i < c->n; i++)
		if (!strcmp(c->rows[i].code, code))
			return c->labels[i];
	return code;
}

/* Tables of days, the one asked for last first. */
struct codes_days {
	int64_t date[CODES_DAYS];
	struct codes *codes[CODES_DAYS];
};

void
codes_days_release(struct app *a)
{
	for (int i = 0; a->codes && i < CODES_DAYS; i++) {
		if (a->codes->codes[i])
			codes_release(a->codes->codes[i]);
		free(a->codes->codes[i]);
	}
	free(a->codes);
	a->codes = NULL;
}

/* Puts the table at i first; the others move back. */
static void
to_front(struct codes_days *d, int i, int64_t date, struct codes *c)
{
	for (; i > 0; i--) {
		d->date[i] = d->date[i - 1];
		d->codes[i] = d->codes[i - 1];
	}
	d->date[0] = date;
	d->codes[0] = c;
}

enum status
codes_of(struct app *a, int64_t date, const struct codes **c, struct err *err)
{
	struct codes *found;
	struct codes_days *d;
	enum status st;
	int i = 0;

	if (!a->codes)
		a->codes = mem_alloc(sizeof *a->codes);
	d = a->codes;
	while (i < CODES_DAYS && d->codes[i] && d->date[i] != date)
		i++;
	if (i < CODES_DAYS && d->codes[i]) {
		*c = d->codes[i];
		to_front(d, i, date, d->codes[i]);
		return ST_OK;
	}
	found = mem_alloc(sizeof *found);
	st = codes_load(a->store, date, found, err);
	if (st) {
		free(found);
		return st;
	}
	if (i == CODES_DAYS) { /* the one not asked for longest goes */
		i--;
		codes_release(d->codes[i]);
		free(d->codes[i]);
	}
	to_front(d, i, date, found);
	*c = found;
	return ST_OK;
}
