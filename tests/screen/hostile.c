/* hostile.c - text that wants to reach the terminal, put into every text field of a clinic. */
#include "hostile.h"

#include "base/utf8.h"
#include "core/dict_rows.h"
#include "store/record.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ACUTE  "\xCC\x81"
#define ACUTES ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE
#define BLANK  "\xE2\x80\x8B"

static const struct {
	const char *text;
	bool refused; /* by the door */
} pieces[HOSTILE_KINDS] = {
    {"\x1B[31337h", true},	      /* CSI */
    {"\x1B]52;c;MzEzMzc=\x07", true}, /* OSC 52: the clipboard */
    {"\x1BP31337q\x1B\\", true},      /* DCS */
    {"\xC2\x9B"
     "31337h\xC2\x9D"
     "52;c;MzEz\xC2\x9C",
     true}, /* CSI, OSC, ST of C1 */
    {"\x07\x08\r\x7F\x0E", true},
    {"\xE2\x80\xAA\xE2\x80\xAB\xE2\x80\xAC\xE2\x80\xAD\xE2\x80\xAE",
     false},							 /* U+202A-E */
    {"\xE2\x81\xA6\xE2\x81\xA7\xE2\x81\xA8\xE2\x81\xA9", false}, /* U+2066-9 */
    {BLANK BLANK BLANK BLANK "\xEF\xBB\xBF\xE2\x81\xA0\xE2\x80\x8E\xD8\x9C\xC2\xAD",
     false},
    {"a" ACUTES ACUTES ACUTES, false},
    {"\xE2\x80\xAE", false}, /* for small fields */
    {"\xC2\x9B", true},
};

const char *
hostile_piece(int kind)
{
	return pieces[kind].text;
}

bool
hostile_refused(int kind)
{
	return pieces[kind].refused;
}

void
hostile_text(struct str *out, const char *value, size_t n, size_t size, int first)
{
	size_t room = size > n ? size - n : 0;

	for (int i = 0; i < HOSTILE_KINDS; i++) {
		const char *p = pieces[(first + i) % HOSTILE_KINDS].text;
		size_t len = strlen(p);

		if (len > room)
			continue;
		str_add_n(out, p, len);
		room -= len;
	}
	str_add_n(out, value, n);
}

/* ---- rows for entities that have none */

static bool
take_first(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	(void)id;
	(void)cells;
	*(int64_t *)arg = no;
	return false;
}

static int64_t
first_row(struct store *s, enum entity_id e)
{
	struct record_filter all = {.field = -1};
	struct err err = {0};
	int64_t no = 0;

	if (record_scan(s, e, &all, take_first, &no, &err))
		fail_msg("%s: %s", dict_entity(e)->name, status_say(&err));
	return no;
}

static struct cell
some_value(struct store *s, const struct field *f)
{
	struct cell c = {.kind = CELL_INT, .i = f->min};

	switch (f->type) {
	case FT_TEXT:
	case FT_LONG:
		return (struct cell){.kind = CELL_TEXT, .p = "x", .n = 1};
	case FT_CODE:
		return (struct cell){.kind = CELL_TEXT,
				     .p = f->codes->codes[0].id,
				     .n = strlen(f->codes->codes[0].id)};
	case FT_DATE:
	case FT_PDATE:
		c.i = 20260504;
		return c;
	case FT_REF:
		c.i = first_row(s, (enum entity_id)f->ref);
		return c;
	default:
		c.i = f->min == DICT_NONE ? 1 : f->min;
		return c;
	}
}

static void
add_row(struct store *s, const struct entity *e)
{
	void *row = mem_alloc(e->size);
	struct err err = {0};

	dict_row_init(e, row);
	for (size_t i = 0; i < e->n_fields; i++) {
		const struct field *f = &e->fields[i];
		struct cell c = dict_get(f, row);

		if (c.kind == CELL_NONE || (c.kind == CELL_TEXT && !c.n)) {
			c = some_value(s, f);
			if (f->type != FT_VOCAB && f->type != FT_REF)
				(void)dict_put(f, row, c);
			else if (f->type == FT_REF && c.i && f->ref != (int16_t)e->id)
				(void)dict_put(f, row, c);
		}
	}
	if (record_add(s, e->id, row, &err))
		fail_msg("a row of %s: %s", e->name, status_say(&err));
	free(row);
}

void
hostile_rows(struct store *s)
{
	for (int i = 0; i < E_COUNT; i++)
		if (!record_count(s, (enum entity_id)i))
			add_row(s, dict_entity((enum entity_id)i));
}

/* ---- past the door */

static void
run(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why))
		fail_msg("%s: %s", sql, why);
}

/* hostile(value, size, first) */
static void
hostile_sql(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	struct str out = {0};
	const char *v = (const char *)sqlite3_value_text(argv[0]);
	size_t n = (size_t)sqlite3_value_bytes(argv[0]);

	(void)argc;
	hostile_text(&out, v ? v : "", n, (size_t)sqlite3_value_int(argv[1]),
		     sqlite3_value_int(argv[2]));
	if (out.n) /* no text is NULL here */
		sqlite3_result_text(ctx, str_text(&out), (int)out.n, SQLITE_TRANSIENT);
	str_release(&out);
}

static int64_t
last_row(sqlite3 *db, const struct entity *e)
{
	sqlite3_stmt *q;
	struct str sql = {0};
	int64_t no = 0;

	str_addf(&sql, "SELECT max(no) FROM \"%s\"", e->name);
	assert_int_equal(sqlite3_prepare_v2(db, str_text(&sql), -1, &q, NULL), SQLITE_OK);
	if (sqlite3_step(q) == SQLITE_ROW)
		no = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	str_release(&sql);
	return no;
}

static void
no_triggers(sqlite3 *db)
{
	sqlite3_stmt *q;
	struct str sql = {0};

	assert_int_equal(sqlite3_prepare_v2(db,
					    "SELECT name FROM sqlite_master"
					    " WHERE type = 'trigger'",
					    -1, &q, NULL),
			 SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW)
		str_addf(&sql, "DROP TRIGGER \"%s\";",
			 (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	run(db, str_text(&sql));
	str_release(&sql);
}

/* The program knows the rows it ships by words without a blank (keys, kinds): those stay, and a copy
 * of the last row gets others. */
static void
copy_last(sqlite3 *db, const struct entity *e)
{
	struct str sql = {0};

	str_addf(&sql,
		 "INSERT INTO row SELECT (SELECT max(no) FROM row) + 1, randomblob(16), "
		 "entity,"
		 " NULL, NULL FROM row WHERE no = (SELECT max(no) FROM \"%s\");"
		 "INSERT INTO \"%s\" SELECT (SELECT max(no) FROM row)",
		 e->name, e->name);
	for (size_t i = 0; i < e->n_fields; i++) {
		const struct field *f = &e->fields[i];

		if (f->flags & FF_UNIQUE)
			str_addf(&sql, ", substr(\"%s\", 1, 1) || '~'", f->name);
		else if (!strcmp(f->name, "valid_from") || !strcmp(f->name, "valid_to"))
			str_add(&sql, ", 19000101"); /* a rule in force would be obeyed */
		else
			str_addf(&sql, ", \"%s\"", f->name);
	}
	str_addf(&sql, " FROM \"%s\" WHERE no = (SELECT max(no) FROM \"%s\")", e->name,
		 e->name);
	run(db, str_text(&sql));
	str_release(&sql);
}

static int64_t
fill_field(sqlite3 *db, const struct entity *e, const struct field *f, int first,
	   const char *const *keep)
{
	struct str sql = {0};
	int64_t n;

	str_addf(&sql, "UPDATE \"%s\" SET \"%s\" = hostile(\"%s\", %d, %d) WHERE true",
		 e->name, f->name, f->name, (int)f->size, first);
	/* Fields that are empty get the same everywhere: unique ones stay unique. */
	if (f->flags & FF_UNIQUE)
		str_addf(&sql, " AND length(\"%s\") > 0", f->name);
	if (e->kind == EK_REFERENCE)
		str_addf(&sql,
			 " AND (no = (SELECT max(no) FROM \"%s\")"
			 " OR EXISTS (SELECT 1 FROM \"%s\" WHERE \"%s\" LIKE '%% %%'))",
			 e->name, e->name, f->name);
	if (e->id == E_STAFF && !strcmp(f->name, "login"))
		for (int i = 0; keep[i]; i++)
			str_addf(&sql, " AND login <> '%s'", keep[i]);
	run(db, str_text(&sql));
	n = sqlite3_changes(db);
	str_release(&sql);
	return n;
}

struct hostile_count
hostile_fill(const char *dir, int first, const char *const *keep)
{
	static const struct {
		const char *table, *column;
		int size;
	} typed[] = {{"live_text", "text", 4000},
		     {"draft_text", "text", 4000},
		     {"audit", "detail", 500}};
	struct hostile_count c = {0};
	struct str sql = {0};
	char path[200];
	sqlite3 *db = NULL;

	str_format(path, sizeof path, "%s/limber.db", dir);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_create_function(db, "hostile", 3, SQLITE_UTF8, NULL,
						 hostile_sql, NULL, NULL),
			 SQLITE_OK);
	no_triggers(db);
	run(db, "BEGIN");
	for (int i = 0; i < E_COUNT; i++) {
		const struct entity *e = dict_entity((enum entity_id)i);
		int before = c.fields;

		if (e->kind == EK_REFERENCE)
			copy_last(db, e);
		c.last[i] = last_row(db, e);
		for (size_t k = 0; k < e->n_fields; k++) {
			const struct field *f = &e->fields[k];

			if (f->type != FT_TEXT && f->type != FT_LONG)
				continue;
			if (f->flags & FF_SECRET) {
				c.secret++;
				continue;
			}
			c.values += fill_field(db, e, f, first, keep);
			c.fields++;
		}
		c.entities += c.fields > before;
	}
	for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
		str_clear(&sql);
		str_addf(&sql, "UPDATE %s SET %s = hostile(%s, %d, %d)", typed[i].table,
			 typed[i].column, typed[i].column, typed[i].size, first);
		run(db, str_text(&sql));
	}
	run(db, "COMMIT");
	str_release(&sql);
	sqlite3_close(db);
	return c;
}
