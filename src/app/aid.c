/* aid.c - mobility aids of a patient. */
#include "app/aid.h"

#include "store/query_work.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

static const struct field *
field(const char *name)
{
	const struct entity *e = dict_entity(E_AID);

	return &e->fields[dict_field_named(e, name)];
}

enum status
aid_give(struct app *a, int64_t patient, int64_t episode, const char *kind, struct aid *x,
	 struct err *err)
{
	dict_row_init(dict_entity(E_AID), x);
	x->patient = patient;
	if (episode)
		x->episode = episode;
	if (!str_copy(x->kind, sizeof x->kind, kind))
		return status_fail(err, ST_INVALID, "%s: no aid is called so", kind);
	x->given = app_today(a);
	x->review = date_add(x->given, AID_FIRST_REVIEW_DAYS);
	return record_add(a->store, E_AID, x, err);
}

/* Writes what differs between the row as it was read and as it is wanted. */
static enum status
change(struct app *a, int64_t no, void (*set)(struct aid *x, const void *arg),
       const void *arg, struct err *err)
{
	struct aid seen, now;
	enum status st = record_get(a->store, E_AID, no, &seen, err);

	if (st)
		return st;
	now = seen;
	set(&now, arg);
	return record_set(a->store, E_AID, &seen, &now, NULL, err);
}

struct fit {
	const char *finding;
	int64_t today, review;
};

static void
set_fit(struct aid *x, const void *arg)
{
	const struct fit *f = arg;

	x->fitted = f->today;
	x->review = f->review;
	str_copy(x->fit, sizeof x->fit, f->finding);
}

enum status
aid_fit(struct app *a, int64_t aid, const char *finding, int64_t review, struct err *err)
{
	struct fit f = {finding, app_today(a), review};

	if (review != DICT_NONE && review < f.today)
		return status_fail(err, ST_INVALID,
				   "Review on: this day is past; type a later one");
	return change(a, aid, set_fit, &f, err);
}

static void
set_returned(struct aid *x, const void *arg)
{
	x->returned = *(const int64_t *)arg;
}

enum status
aid_return(struct app *a, int64_t aid, struct err *err)
{
	int64_t today = app_today(a);

	return change(a, aid, set_returned, &today, err);
}

enum status
aid_label(struct app *a, const char *kind, char out[81], struct err *err)
{
	const struct entity *e = dict_entity(E_VOCAB);
	char key[40];
	struct cell c = {.kind = CELL_TEXT, .p = key};
	struct vocab row;
	enum status st;

	str_copy(out, 81, kind);
	str_format(key, sizeof key, "aid/%s", kind);
	c.n = strlen(key);
	st = record_find(a->store, E_VOCAB, dict_field_named(e, "key"), c, &row, err);
	if (st == ST_NOT_FOUND)
		return ST_OK;
	if (!st && row.label[0])
		str_copy(out, 81, row.label);
	return st;
}

const char *
aid_weight(const struct aid *x)
{
	return x->weight_bearing[0]
		   ? dict_code_label(field("weight_bearing")->codes, x->weight_bearing)
		   : "";
}

static const char *
side(const struct aid *x)
{
	return !strcmp(x->side, "left")	   ? "left"
	       : !strcmp(x->side, "right") ? "right"
	       : !strcmp(x->side, "both")  ? "both sides"
					   : "";
}

/* The aids in use. */
static enum status
in_use(struct app *a, int64_t patient, struct aid **rows, int *n, struct err *err)
{
	enum status st;
	int have = 0;

	*rows = mem_alloc(AID_MAX * sizeof **rows);
	*n = 0;
	st = query_aids(a->store, patient, *rows, AID_MAX, &have, err);
	while (!st && *n < have && (*rows)[*n].returned == DICT_NONE)
		(*n)++;
	return st;
}

static enum status
head_line(struct app *a, const struct aid *x, struct str *out, struct err *err)
{
	char label[81], day[DATE_TEXT_SIZE];
	enum status st = aid_label(a, x->kind, label, err);

	str_addf(out, "%s%s%s%s", out->n ? " + " : "", label, side(x)[0] ? ", " : "",
		 side(x));
	if (x->weight_bearing[0])
		str_addf(out, "; weight bearing: %s", aid_weight(x));
	if (x->review != DICT_NONE) {
		date_text(x->review, day);
		str_addf(out, "; review %s%s", day,
			 x->review <= app_today(a) ? " DUE" : "");
	}
	return st;
}

enum status
aid_head(struct app *a, int64_t patient, struct str *out, struct err *err)
{
	struct aid *rows;
	int n;
	enum status st = in_use(a, patient, &rows, &n, err);
	struct str text = {0};

	for (int i = 0; i < n && !st; i++)
		st = head_line(a, &rows[i], &text, err);
	str_add(out, str_text(&text));
	str_release(&text);
	free(rows);
	return st;
}

enum status
aid_short(struct app *a, int64_t patient, struct str *out, struct err *err)
{
	struct aid *rows;
	char label[81];
	int n;
	enum status st = in_use(a, patient, &rows, &n, err);
	const char *weight = "";

	for (int i = n - 1; i >= 0; i--)
		if (rows[i].weight_bearing[0])
			weight = aid_weight(&rows[i]); /* of the newest aid that says */
	if (weight[0])
		str_addf(out, "weight: %s", weight);
	for (int i = 0; i < n && !st; i++) {
		st = aid_label(a, rows[i].kind, label, err);
		str_addf(out, "%s%s", out->n ? ", " : "", label);
	}
	free(rows);
	return st;
}

enum status
aid_sentence(struct app *a, const struct aid *x, struct str *out, struct err *err)
{
	char label[81], day[DATE_TEXT_SIZE];
	enum status st = aid_label(a, x->kind, label, err);

	str_add(out, label);
	if (x->size[0])
		str_addf(out, ", %s", x->size);
	if (side(x)[0])
		str_addf(out, ", %s", side(x));
	if (x->weight_bearing[0])
		str_addf(out, ", weight bearing: %s", aid_weight(x));
	if (x->fitted != DICT_NONE) {
		date_text(x->fitted, day);
		str_addf(out, "; fit checked %s%s%s", day, x->fit[0] ? ": " : "", x->fit);
	} else {
		str_add(out, "; fit not checked");
	}
	if (x->training[0])
		str_addf(out, "; training: %s", x->training);
	if (x->review != DICT_NONE) {
		date_text(x->review, day);
		str_addf(out, "; review on %s", day);
	}
	str_add_c(out, '.');
	return st;
}
