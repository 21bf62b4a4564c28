/* claim_hand.c - a claim by hand: the shipped tables, no clinic and no patient. */
#include "app/assets.h"
#include "app/care_rules.h"
#include "app/claim.h"
#include "app/codes.h"
#include "core/source.h"

#include <stdlib.h>
#include <string.h>

/* Shipped rows on their way into a list. */
struct shipped {
	size_t size, n;
	char *rows;
};

static bool
keep(void *arg, const void *row)
{
	struct shipped *s = arg;

	s->rows = mem_grow(s->rows, (s->n + 1) * s->size);
	memcpy(s->rows + s->n++ * s->size, row, s->size);
	return true;
}

static enum status
read_all(enum entity_id e, struct shipped *s, struct err *err)
{
	*s = (struct shipped){.size = dict_entity(e)->size};
	return assets_each(e, keep, s, err);
}

struct tables {
	struct shipped pairs, telehealth, thresholds, modifiers, codes;
	struct codes units;
	struct bill_status *statuses;
	size_t n_statuses;
	char wants[81];
};

static enum status
read_tables(struct tables *t, struct err *err)
{
	enum status st = read_all(E_CODE_PAIR, &t->pairs, err);

	if (!st)
		st = read_all(E_TELEHEALTH_RULE, &t->telehealth, err);
	if (!st)
		st = read_all(E_THRESHOLD, &t->thresholds, err);
	if (!st)
		st = read_all(E_MODIFIER_RULE, &t->modifiers, err);
	if (!st)
		st = read_all(E_SERVICE_CODE, &t->codes, err);
	return st ? st : codes_shipped(&t->units, err);
}

static void
release(struct tables *t)
{
	free(t->pairs.rows);
	free(t->telehealth.rows);
	free(t->thresholds.rows);
	free(t->modifiers.rows);
	free(t->codes.rows);
	free(t->statuses);
	codes_release(&t->units);
}

static void
choose(const struct claim_hand *h, struct tables *t, struct bill_year *y)
{
	const struct modifier_rule *m = (const void *)t->modifiers.rows;
	const struct threshold *l = (const void *)t->thresholds.rows;
	const struct service_code *c = (const void *)t->codes.rows;

	for (size_t i = 0; i < t->modifiers.n; i++)
		if (!strcmp(m[i].payer_kind, h->payer_kind))
			str_copy(t->wants, sizeof t->wants, m[i].wants);
	*y = (struct bill_year){.kx = DICT_NONE, .review = DICT_NONE};
	for (size_t i = 0; i < t->thresholds.n; i++) {
		if (l[i].year != h->date / 10000 ||
		    strcmp(l[i].grp, bill_group(h->discipline)) != 0)
			continue;
		if (strcmp(l[i].kind, "kx") != 0) {
			y->review = l[i].amount;
			continue;
		}
		y->kx = l[i].amount;
		y->unsure = source_unsure(l[i].verification);
	}
	y->whole = h->used != DICT_NONE;
	y->used = y->whole ? h->used : 0;
	t->statuses = mem_alloc((t->codes.n + 1) * sizeof *t->statuses);
	for (size_t i = 0; !strcmp(h->payer_kind, "medicare") && i < t->codes.n; i++) {
		struct bill_status *s = &t->statuses[t->n_statuses++];

		str_copy(s->code, sizeof s->code, c[i].code);
		str_copy(s->medicare, sizeof s->medicare, c[i].medicare);
	}
}

enum status
claim_by_hand(const struct claim_hand *h, struct bill *b, struct err *err)
{
	struct tables t = {0};
	struct units_table table;
	struct bill_input in = {.rule = h->rule,
				.times = h->times,
				.n = h->n,
				.alone = h->alone,
				.n_alone = h->n_alone,
				.tie = h->tie,
				.discipline = h->discipline,
				.date = h->date,
				.payer_kind = h->payer_kind,
				.mode = h->mode,
				.place = "11",
				.answers = h->answers};
	enum status st = read_tables(&t, err);

	if (!st) {
		choose(h, &t, &in.year);
		table = codes_table(&t.units);
		in.table = &table;
		in.wants = t.wants;
		in.pairs = (const void *)t.pairs.rows;
		in.n_pairs = t.pairs.n;
		in.telehealth = (const void *)t.telehealth.rows;
		in.n_telehealth = t.telehealth.n;
		in.statuses = t.statuses;
		in.n_statuses = t.n_statuses;
		st = bill_compute(&in, b, err);
	}
	release(&t);
	return st;
}
