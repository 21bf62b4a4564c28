/* assets.c - the shipped tables: from their CSV bytes to reference rows. */
#include "app/assets.h"

#include "store/reference.h"
#include "table_priv.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* X(entity, file): one row a shipped table. */
#define SHIPPED(X)                                                                       \
	X(EXERCISE, exercises)                                                           \
	X(SERVICE_CODE, service_codes)                                                   \
	X(ICD10, icd10)                                                                  \
	X(VOCAB, vocab)                                                                  \
	X(MEASURE, measures)                                                             \
	X(NORM, norms)                                                                   \
	X(SCREENING_RULE, screening_rules)                                               \
	X(GOAL_TEMPLATE, goal_templates)                                                 \
	X(ASSESSMENT_SET, assessment_sets)                                               \
	X(PLAN_TEMPLATE, plan_templates)                                                 \
	X(PLAN_PHASE, plan_phases)                                                       \
	X(CARE_RULE, care_rules)                                                         \
	X(PROGRESSION_RULE, progression_rules)                                           \
	X(THRESHOLD, thresholds)                                                         \
	X(CODE_PAIR, code_pairs)                                                         \
	X(TELEHEALTH_RULE, telehealth_rules)                                             \
	X(MODIFIER_RULE, modifier_rules)                                                 \
	X(PRESIGN_RULE, presign_rules)                                                   \
	X(PHRASE, phrases)                                                               \
	X(POSE, poses)                                                                   \
	X(FIGURE, figures)                                                               \
	X(PATIENT_TEXT, patient_texts)                                                   \
	X(PHONE_STEP, phone_steps)                                                       \
	X(WEARABLE_LAYOUT, wearable_layouts)                                             \
	X(FAULT, faults)                                                                 \
	X(PACER, pacers)                                                                 \
	X(AID_CHECK, aid_checks)

#define DATA_DECLARE(ID, file)                                                           \
	extern const char assets_data_##file[], assets_data_##file##_end[];
SHIPPED(DATA_DECLARE)

extern const char assets_data_po_es[], assets_data_po_fr[];

struct shipped {
	const char *begin, *end;
};

static const struct shipped shipped[E_COUNT] = {
#define DATA_ROW(ID, file) [E_##ID] = {assets_data_##file, assets_data_##file##_end},
    SHIPPED(DATA_ROW)};

/* Of all shipped tables, made by the build: another one means that they are to be read. */
extern const char assets_data_stamp[];

/* What a table's reading becomes, in the form the store wants it; in front of the stamp. */
static const char stamp_form[] = "2 ";

const char *
assets_file(enum entity_id e, size_t *n)
{
	assert((unsigned)e < E_COUNT);
	*n = (size_t)(shipped[e].end - shipped[e].begin);
	return shipped[e].begin;
}

const char *
assets_catalogue(const char *language)
{
	return !strcmp(language, "es")	 ? assets_data_po_es
	       : !strcmp(language, "fr") ? assets_data_po_fr
					 : NULL;
}

static enum status
read_table(enum entity_id e, const struct table_columns *columns,
	   const struct csv_table_call *call, struct err *err)
{
	struct csv_bytes m = {0};
	struct csv_source source = csv_table_bytes(&m);
	struct csv_column list[CSV_READ_COLUMNS];
	struct csv_report *report = mem_alloc(sizeof *report);
	struct csv_spec spec;
	enum status st;

	m.p = assets_file(e, &m.n);
	table_columns_spec(columns, list, &spec);
	st = csv_table_read(&spec, &source, spec.name, call, report, err);
	free(report);
	return st;
}

/* ---- rows as structs */

struct walk {
	const struct table_columns *columns;
	bool (*each)(void *arg, const void *row);
	void *arg;
	void *row;
	bool stopped;
};

static enum status
walk_row(void *arg, const struct csv_value *values, int64_t line, struct err *err)
{
	struct walk *w = arg;
	const struct entity *e = w->columns->entity;

	if (w->stopped)
		return ST_OK;
	dict_row_init(e, w->row);
	for (size_t i = 0; i < w->columns->n; i++) {
		const struct field *f = &e->fields[w->columns->field[i]];
		struct cell c = table_columns_cell(f, &values[i]);

		if (!dict_put(f, w->row, c) || dict_check(f, c, err))
			return status_fail(err, ST_CORRUPT,
					   "shipped table %s, line %lld: column %s does "
					   "not fit the dictionary",
					   e->plural, (long long)line, f->name);
	}
	w->stopped = !w->each(w->arg, w->row);
	return ST_OK;
}

enum status
assets_each(enum entity_id e, bool (*each)(void *arg, const void *row), void *arg,
	    struct err *err)
{
	struct table_columns columns;
	struct walk w = {.columns = &columns, .each = each, .arg = arg};
	struct csv_table_call call = {.row = walk_row, .arg = &w, .strict = true};
	enum status st;

	if (!shipped[e].begin)
		return status_fail(err, ST_INVALID, "%s do not ship with the program",
				   dict_entity(e)->plural);
	table_columns_all(dict_entity(e), false, &columns);
	w.row = mem_alloc(dict_entity(e)->size);
	st = read_table(e, &columns, &call, err);
	free(w.row);
	return st;
}

/* ---- rows as cells, all at once */

struct stage {
	const struct table_columns *columns;
	struct cell *cells;
	size_t rows, room;
	char *text; /* unguarded texts are never longer than the file */
	size_t used;
};

static struct cell
keep_text(struct stage *g, struct cell c)
{
	if (c.kind == CELL_TEXT) {
		char *p = g->text + g->used;

		memcpy(p, c.p, c.n);
		p[c.n] = '\0';
		g->used += c.n + 1;
		c.p = p;
	}
	return c;
}

static enum status
stage_row(void *arg, const struct csv_value *values, int64_t line, struct err *err)
{
	struct stage *g = arg;
	const struct entity *e = g->columns->entity;

	(void)line;
	if (g->rows == g->room) {
		g->room = g->room ? 2 * g->room : 128;
		g->cells = mem_grow(g->cells, g->room * e->n_fields * sizeof *g->cells);
	}
	for (size_t i = 0; i < e->n_fields; i++) {
		struct cell c = table_columns_cell(&e->fields[i], &values[i]);
		enum status st = dict_check(&e->fields[i], c, err);

		if (st)
			return st;
		g->cells[g->rows * e->n_fields + i] = keep_text(g, c);
	}
	g->rows++;
	return ST_OK;
}

static enum status
replace_table(struct store *s, enum entity_id e, int64_t today, struct err *err)
{
	struct table_columns columns;
	struct stage g = {.columns = &columns};
	struct csv_table_call call = {.row = stage_row, .arg = &g, .strict = true};
	size_t bytes;
	enum status st;

	table_columns_all(dict_entity(e), false, &columns);
	assert(columns.n == dict_entity(e)->n_fields);
	(void)assets_file(e, &bytes);
	g.text = mem_alloc(bytes + 1);
	st = read_table(e, &columns, &call, err);
	if (!st)
		st = reference_replace(s, e, g.cells, g.rows, today, err);
	if (st)
		status_prefix(err, "shipped table %s", dict_entity(e)->plural);
	free(g.text);
	free(g.cells);
	return st;
}

static enum status
replace_all(struct store *s, int64_t today, const char *stamp, struct err *err)
{
	enum status st = store_begin(s, err);

	if (st)
		return st;
	for (int e = 0; e < E_COUNT && !st; e++)
		if (shipped[e].begin)
			st = replace_table(s, (enum entity_id)e, today, err);
	if (!st)
		st = reference_stamp_set(s, stamp, err);
	return store_end(s, st, err);
}

enum status
assets_load(struct store *s, int64_t today, struct err *err)
{
	struct str held = {0};
	struct str stamp = {0};
	enum status st = reference_stamp(s, &held, err);

	str_add(&stamp, stamp_form);
	str_add(&stamp, assets_data_stamp);
	if (!st && strcmp(str_text(&held), str_text(&stamp)) != 0)
		st = replace_all(s, today, str_text(&stamp), err);
	str_release(&stamp);
	str_release(&held);
	return st;
}
