/* aid_fit.c - the fit of an aid, item by item. */
#include "app/aid.h"
#include "app/shipped.h"
#include "store/query_work.h"

#include <stdlib.h>
#include <string.h>

/* Is word one of list, parted by ;? */
static bool
in_list(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = list; *p; p += strcspn(p, ";"), p += *p == ';')
		if (strcspn(p, ";") == n && !memcmp(p, word, n))
			return true;
	return !strcmp(list, "*");
}

static int
by_rank(const void *a, const void *b)
{
	const struct aid_check *x = a, *y = b;

	return (x->rank > y->rank) - (x->rank < y->rank);
}

enum status
aid_fit_load(struct app *a, const char *kind, struct aid_checks *c, struct err *err)
{
	const struct shipped_ask ask = {.entity = E_AID_CHECK};
	struct shipped all = {0};
	enum status st = shipped_load(a, &ask, &all, err);

	*c = (struct aid_checks){0};
	for (int i = 0; i < all.n && c->n < AID_CHECKS_MAX; i++) {
		const struct aid_check *row = (const struct aid_check *)all.rows + i;

		if (in_list(row->aids, kind))
			c->rows[c->n++] = *row;
	}
	free(all.rows);
	qsort(c->rows, (size_t)c->n, sizeof c->rows[0], by_rank);
	return st;
}

int
aid_fit_open(const struct aid_checks *c)
{
	for (int i = 0; i < c->n; i++)
		if (c->answers[i] == AID_OPEN)
			return i;
	return -1;
}

bool
aid_fit_finding(const struct aid_checks *c, const char *remark, char out[AID_FIT_SIZE])
{
	struct str text = {0};
	int asked = 0, fits = 0;
	bool whole;

	for (int i = 0; i < c->n; i++) {
		asked += c->answers[i] != AID_OPEN;
		fits += c->answers[i] == AID_YES;
		if (c->answers[i] == AID_NO)
			str_addf(&text, "%s; ", c->rows[i].wrong);
	}
	str_addf(&text, "%d of %d fit", fits, asked);
	if (asked < c->n)
		str_addf(&text, ", %d not looked at", c->n - asked);
	if (remark[0])
		str_addf(&text, "; %s", remark);
	whole = str_copy(out, AID_FIT_SIZE, str_text(&text));
	str_release(&text);
	return whole;
}

enum status
aid_fit_note(struct app *a, int64_t patient, int64_t day, struct str *out,
	     struct err *err)
{
	struct aid *rows = mem_alloc(AID_MAX * sizeof *rows);
	int n = 0;
	enum status st = query_aids(a->store, patient, rows, AID_MAX, &n, err);

	for (int i = 0; !st && i < n; i++) {
		if (rows[i].fitted != day)
			continue;
		str_add(out, "Aid: ");
		st = aid_sentence(a, &rows[i], out, err);
		str_add_c(out, '\n');
	}
	free(rows);
	return st;
}
