/* schema.c - tables made from the data dictionary, and the steps of the log's own schema. */
#include "caseload.h"
#include "person.h"
#include "search.h"
#include "store_priv.h"

#include <assert.h>
#include <string.h>

/* Raise it when the text made below changes for the same dictionary. */
enum { SHAPE_VERSION = 1 };

extern const char schema_step_1[], schema_step_2[], schema_step_3[], schema_step_4[],
    schema_step_5[], schema_step_6[], schema_step_7[];
static const char *const steps[] = {schema_step_1, schema_step_2, schema_step_3,
				    schema_step_4, schema_step_5, schema_step_6,
				    schema_step_7};
enum {
	N_STEPS = sizeof steps / sizeof steps[0],
	LISTS_SINCE =
	    5, /* raise it to N_STEPS when a list of derived rows comes or changes */
};

/* Indexes lists need beside those of the dictionary. */
static const struct {
	const char *index, *table, *columns, *where;
} lists[] = {
#define LIST_INDEX(index, table, columns, where) {index, table, columns, where},
    QUERY_INDEXES(LIST_INDEX)
#undef LIST_INDEX
};
enum { N_LISTS = sizeof lists / sizeof lists[0] };

int
schema_version(void)
{
	return N_STEPS;
}

int
schema_lists_since(void)
{
	return LISTS_SINCE;
}

/* ---- text of tables */

static bool
holds_text(const struct field *f)
{
	return f->type == FT_TEXT || f->type == FT_LONG || f->type == FT_CODE ||
	       f->type == FT_VOCAB;
}

static void
check_codes(const struct field *f, struct str *sql)
{
	str_addf(sql, " CHECK(\"%s\" IN (", f->name);
	for (const struct code *k = f->codes->codes; k->id; k++)
		str_addf(sql, "%s'%s'", k == f->codes->codes ? "" : ",", k->id);
	str_add(sql, "))");
}

static void
check_number(const struct field *f, struct str *sql)
{
	int64_t lo = f->min, hi = f->max;

	if (f->type == FT_TIME || f->type == FT_REF)
		return;
	if (f->type == FT_DATE || f->type == FT_PDATE) {
		lo = 10000;
		hi = 99991231;
	}
	str_add(sql, " CHECK(");
	if (lo != DICT_NONE)
		str_addf(sql, "\"%s\" >= %lld", f->name, (long long)lo);
	if (hi != DICT_NONE)
		str_addf(sql, "%s\"%s\" <= %lld", lo == DICT_NONE ? "" : " AND ", f->name,
			 (long long)hi);
	if (lo == DICT_NONE && hi == DICT_NONE)
		str_add_c(sql, '1');
	str_add_c(sql, ')');
}

static void
column(const struct entity *e, const struct field *f, struct str *sql)
{
	str_addf(sql, ",\n\t\"%s\" %s", f->name, holds_text(f) ? "TEXT" : "INTEGER");
	if (f->flags & FF_REQUIRED)
		str_add(sql, " NOT NULL");
	if ((f->flags & FF_UNIQUE) && !record_is_unique(e, f))
		str_add(sql, " UNIQUE");
	if (f->type == FT_CODE)
		check_codes(f, sql);
	else if (holds_text(f))
		str_addf(sql, " CHECK(length(CAST(\"%s\" AS BLOB)) BETWEEN 1 AND %u)",
			 f->name, f->size);
	else
		check_number(f, sql);
	if (f->type == FT_REF)
		str_addf(sql, " REFERENCES \"%s\"(no)",
			 dict_entity((enum entity_id)f->ref)->name);
}

void
schema_table(const struct entity *e, const char *table, struct str *sql)
{
	str_addf(sql, "CREATE TABLE \"%s\"(\n\tno INTEGER PRIMARY KEY REFERENCES row(no)",
		 table);
	for (size_t i = 0; i < e->n_fields; i++)
		column(e, &e->fields[i], sql);
	str_add(sql, "\n) STRICT;\n");
}

/* True when an index of a list begins with the field: one of its own would be waste. */
static bool
begins_list(const struct entity *e, const struct field *f)
{
	size_t n = strlen(f->name);

	for (size_t i = 0; i < N_LISTS; i++)
		if (!strcmp(lists[i].table, e->name) &&
		    !strncmp(lists[i].columns, f->name, n) &&
		    (lists[i].columns[n] == ',' || lists[i].columns[n] == '\0'))
			return true;
	return false;
}

void
schema_keys(const struct entity *e, struct str *sql)
{
	for (size_t i = 0; i < e->n_fields; i++)
		if (record_is_unique(e, &e->fields[i]))
			str_addf(sql, "CREATE INDEX \"%s_%s\" ON \"%s\"(\"%s\");\n",
				 e->name, e->fields[i].name, e->name, e->fields[i].name);
}

void
schema_indexes(const struct entity *e, struct str *sql)
{
	for (size_t i = 0; i < e->n_fields; i++) {
		const struct field *f = &e->fields[i];

		if (f->flags & FF_INDEX && !begins_list(e, f))
			str_addf(sql, "CREATE INDEX \"%s_%s\" ON \"%s\"(\"%s\");\n",
				 e->name, f->name, e->name, f->name);
	}
	for (size_t i = 0; i < N_LISTS; i++)
		if (!strcmp(lists[i].table, e->name))
			str_addf(sql, "CREATE INDEX \"%s\" ON \"%s\"(%s)%s%s;\n",
				 lists[i].index, e->name, lists[i].columns,
				 lists[i].where[0] ? " WHERE " : "", lists[i].where);
}

void
schema_drop_indexes(const struct entity *e, struct str *sql)
{
	for (size_t i = 0; i < e->n_fields; i++) {
		const struct field *f = &e->fields[i];

		if (f->flags & FF_INDEX && !begins_list(e, f))
			str_addf(sql, "DROP INDEX \"%s_%s\";\n", e->name, f->name);
	}
	for (size_t i = 0; i < N_LISTS; i++)
		if (!strcmp(lists[i].table, e->name))
			str_addf(sql, "DROP INDEX \"%s\";\n", lists[i].index);
}

/* What a foreign program does to a guarded table fails already because it lacks the function;
 * signed rows stay as they are even for the door itself. */
void
schema_guards(const struct entity *e, struct str *sql)
{
	static const char *const verbs[] = {"INSERT", "UPDATE", "DELETE"};

	for (int i = 0; i < 3; i++) {
		bool never = i == 2 || (i == 1 && e->kind == EK_FACT);

		str_addf(sql, "CREATE TRIGGER \"%s_%s\" BEFORE %s ON \"%s\" ", e->name,
			 verbs[i], verbs[i], e->name);
		if (!never)
			str_add(sql, "WHEN NOT limber_door() ");
		str_addf(sql, "BEGIN SELECT RAISE(ABORT, '%s'); END;\n",
			 never ? "rows of this table never change or go"
			       : "rows are written by limber alone");
	}
}

/* ---- fingerprint */

static void
mix(uint64_t *h, const void *p, size_t n)
{
	const unsigned char *b = p;

	for (size_t i = 0; i < n; i++)
		*h = (*h ^ b[i]) * 0x100000001b3ULL; /* FNV-1a */
}

static void
mix_text(uint64_t *h, const char *text)
{
	mix(h, text, strlen(text) + 1);
}

static void
mix_field(uint64_t *h, const struct entity *e, const struct field *f)
{
	int64_t parts[] = {f->type, f->size, f->min, f->max,
			   f->flags & (FF_REQUIRED | FF_UNIQUE | FF_INDEX)};

	mix_text(h, f->name);
	mix(h, parts, sizeof parts);
	if (record_is_unique(e, f))
		mix_text(h, "by the door");
	if (f->type == FT_REF)
		mix_text(h, dict_entity((enum entity_id)f->ref)->name);
	if (f->type == FT_CODE)
		for (const struct code *k = f->codes->codes; k->id; k++)
			mix_text(h, k->id);
}

int64_t
schema_shape(const struct entity *e)
{
	uint64_t h = 0xcbf29ce484222325ULL + SHAPE_VERSION;
	int64_t kind = e->kind;

	mix(&h, &kind, sizeof kind);
	for (size_t i = 0; i < e->n_fields; i++)
		mix_field(&h, e, &e->fields[i]);
	for (size_t i = 0; i < N_LISTS; i++)
		if (!strcmp(lists[i].table, e->name)) {
			mix_text(&h, lists[i].columns);
			if (lists[i].where[0])
				mix_text(&h, lists[i].where);
		}
	return (int64_t)h;
}

/* ---- making and loading */

static void
sort_names(const struct entity *e, uint8_t *by_name)
{
	assert(e->n_fields <= STORE_FIELDS_MAX);
	for (size_t i = 0; i < e->n_fields; i++) {
		size_t at = i;

		for (; at > 0 &&
		       strcmp(e->fields[by_name[at - 1]].name, e->fields[i].name) > 0;
		     at--)
			by_name[at] = by_name[at - 1];
		by_name[at] = (uint8_t)i;
	}
}

static enum status
note_shape(struct store *s, const struct entity *e, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_ENTITY_ADD, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, e->name);
	sqlite3_bind_int64(q, 2, schema_shape(e));
	if (stmt_next(s, q, &st, err)) {
		s->ent[e->id].no = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	return st;
}

static enum status
make_entity(struct store *s, const struct entity *e, struct err *err)
{
	struct str sql = {0};
	enum status st;

	schema_table(e, e->name, &sql);
	schema_keys(e, &sql);
	schema_indexes(e, &sql);
	schema_guards(e, &sql);
	st = stmt_script(s, str_text(&sql), err);
	str_release(&sql);
	return st ? st : note_shape(s, e, err);
}

enum status
schema_step(struct store *s, int from, struct err *err)
{
	char pragma[64];
	enum status st = ST_OK;

	for (int i = from; i < N_STEPS && !st; i++)
		st = stmt_script(s, steps[i], err);
	if (st)
		return st;
	str_format(pragma, sizeof pragma, "PRAGMA user_version = %d", N_STEPS);
	return stmt_script(s, pragma, err);
}

enum status
schema_create(struct store *s, struct err *err)
{
	char pragma[64];
	enum status st = schema_step(s, 0, err);

	for (enum entity_id i = 0; i < E_COUNT && !st; i++) {
		sort_names(dict_entity(i), s->ent[i].by_name);
		st = make_entity(s, dict_entity(i), err);
	}
	if (!st)
		st = search_make(s, err);
	if (!st)
		st = caseload_make(s, err);
	if (!st)
		st = person_make(s, err);
	if (st)
		return st;
	str_format(pragma, sizeof pragma, "PRAGMA application_id = %d",
		   STORE_APPLICATION);
	return stmt_script(s, pragma, err);
}

enum status
schema_load(struct store *s, bool *old, struct err *err)
{
	sqlite3_stmt *q;
	bool fits[E_COUNT] = {false};
	enum status st = stmt_get(s, SQL_ENTITY_ALL, &q, err);

	if (st)
		return st;
	while (stmt_next(s, q, &st, err)) {
		const char *name = (const char *)sqlite3_column_text(q, 1);
		const struct entity *e = name ? dict_entity_named(name) : NULL;

		if (!e)
			continue; /* of a newer program: left alone */
		s->ent[e->id].no = sqlite3_column_int64(q, 0);
		fits[e->id] = sqlite3_column_int64(q, 2) == schema_shape(e);
	}
	*old = false;
	for (enum entity_id i = 0; i < E_COUNT; i++) {
		sort_names(dict_entity(i), s->ent[i].by_name);
		*old = *old || !fits[i];
	}
	return st;
}

/* ---- generated statements */

void
schema_columns(const struct entity *e, struct str *sql)
{
	str_add(sql, "no");
	for (size_t i = 0; i < e->n_fields; i++)
		str_addf(sql, ",\"%s\"", e->fields[i].name);
}

enum status
schema_insert(struct store *s, enum entity_id id, sqlite3_stmt **q, struct err *err)
{
	const struct entity *e = dict_entity(id);
	struct store_entity *c = &s->ent[id];
	struct str sql = {0};
	enum status st;

	if (!c->insert) {
		str_addf(&sql, "INSERT INTO \"%s\"(", e->name);
		schema_columns(e, &sql);
		str_add(&sql, ") VALUES(?1");
		for (size_t i = 0; i < e->n_fields; i++)
			str_addf(&sql, ",?%zu", i + 2);
		str_add_c(&sql, ')');
	}
	st = stmt_make(s, &c->insert, str_text(&sql), err);
	str_release(&sql);
	*q = c->insert;
	return st;
}

/* SELECT of all columns with a condition, kept in *slot. */
static enum status
select_where(struct store *s, enum entity_id id, sqlite3_stmt **slot, const char *where,
	     struct err *err)
{
	struct str sql = {0};
	enum status st;

	if (!*slot) {
		str_add(&sql, "SELECT ");
		schema_columns(dict_entity(id), &sql);
		str_addf(&sql, " FROM \"%s\" WHERE %s", dict_entity(id)->name, where);
	}
	st = stmt_make(s, slot, str_text(&sql), err);
	str_release(&sql);
	return st;
}

enum status
schema_get(struct store *s, enum entity_id e, sqlite3_stmt **q, struct err *err)
{
	enum status st = select_where(s, e, &s->ent[e].get, "no = ?1", err);

	*q = s->ent[e].get;
	return st;
}

/* Which of two rows with one name is meant: whose secrets are kept here (a login), else the one
 * with the lowest id, which is the same on every site. */
static void
first_of_doubles(const struct entity *e, struct str *sql)
{
	for (size_t i = 0; i < e->n_fields; i++)
		if (e->fields[i].flags & FF_SECRET) {
			str_addf(sql, "\"%s\" IS NULL, ", e->fields[i].name);
			break;
		}
	str_addf(sql, "(SELECT r.id FROM row r WHERE r.no = \"%s\".no)", e->name);
}

enum status
schema_find(struct store *s, enum entity_id e, int field, sqlite3_stmt **q,
	    struct err *err)
{
	const struct entity *ent = dict_entity(e);
	struct str where = {0};
	enum status st;

	assert(field >= 0 && (size_t)field < ent->n_fields);
	str_addf(&where, "\"%s\" = ?1 ORDER BY ", ent->fields[field].name);
	if (record_is_unique(ent, &ent->fields[field]))
		first_of_doubles(ent, &where);
	else
		str_add(&where, "no");
	st = select_where(s, e, &s->ent[e].find[field], str_text(&where), err);
	*q = s->ent[e].find[field];
	str_release(&where);
	return st;
}

enum status
schema_other(struct store *s, enum entity_id e, int field, sqlite3_stmt **q,
	     struct err *err)
{
	char sql[200];
	enum status st;

	assert(field >= 0 && (size_t)field < dict_entity(e)->n_fields);
	str_format(sql, sizeof sql, "SELECT 1 FROM \"%s\" WHERE \"%s\" = ?2 AND no <> ?1",
		   dict_entity(e)->name, dict_entity(e)->fields[field].name);
	st = stmt_make(s, &s->ent[e].other[field], sql, err);
	*q = s->ent[e].other[field];
	return st;
}

enum status
schema_set(struct store *s, enum entity_id e, int field, sqlite3_stmt **q,
	   struct err *err)
{
	char sql[200];
	enum status st;

	assert(field >= 0 && (size_t)field < dict_entity(e)->n_fields);
	str_format(sql, sizeof sql, "UPDATE \"%s\" SET \"%s\" = ?2 WHERE no = ?1",
		   dict_entity(e)->name, dict_entity(e)->fields[field].name);
	st = stmt_make(s, &s->ent[e].set[field], sql, err);
	*q = s->ent[e].set[field];
	return st;
}
