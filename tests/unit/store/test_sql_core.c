/* test_sql_core.c - every statement of the door and the log prepares and reads no whole table. */
#include "store_kit.h"

#include "store/store_priv.h"

static const struct {
	const char *name, *text;
} statements[] = {
#define STATEMENT(name, text) {#name, text},
    SQL_TXN(STATEMENT) SQL_OP(STATEMENT) SQL_ROW(STATEMENT) SQL_AUDIT(STATEMENT)
	SQL_CONFLICT(STATEMENT)
#undef STATEMENT
};

/* Work on everything: digest, doctor, one line per writer or entity, the last audit lines. */
static bool
whole(const char *name)
{
	static const char *const names[] = {
	    "WRITER_ALL",   "OP_COUNT",	  "ROW_WALK",	      "ROW_SORTED",
	    "ENTITY_ALL",   "AUDIT_WALK", "CONFLICT_COUNT",   "AUDIT_LIST",
	    "AUDIT_LAST",   "ROW_NEXT",	  "CONFLICT_WAITING", "CONFLICT_ENDED",
	    "ROW_WALK_KEPT"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

static void
explain(struct kit *k, const char *name, const char *text)
{
	struct str sql = {0};
	sqlite3_stmt *q = NULL;

	str_addf(&sql, "EXPLAIN QUERY PLAN %s", text);
	if (sqlite3_prepare_v2(k->s->db, str_text(&sql), -1, &q, NULL))
		fail_msg("%s: %s", name, sqlite3_errmsg(k->s->db));
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *line = (const char *)sqlite3_column_text(q, 3);

		if (!strncmp(line, "SCAN ", 5) && !strstr(line, "CONSTANT ROW") &&
		    !whole(name))
			fail_msg("%s: %s", name, line);
	}
	sqlite3_finalize(q);
	str_release(&sql);
}

static void
test_sql_core__all__no_scans(void **state)
{
	struct kit k;

	(void)state;
	kit_new(&k);
	for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
		explain(&k, statements[i].name, statements[i].text);
	kit_end(&k);
}

/* Looking a row up by each of its indexed fields. */
static void
test_sql_core__find__uses_an_index(void **state)
{
	struct kit k;

	(void)state;
	kit_new(&k);
	for (enum entity_id e = 0; e < E_COUNT; e++) {
		for (size_t f = 0; f < dict_entity(e)->n_fields; f++) {
			sqlite3_stmt *q;

			if (!(dict_entity(e)->fields[f].flags & (FF_INDEX | FF_UNIQUE)))
				continue;
			kit_ok(&k, schema_find(k.s, e, (int)f, &q, &k.err));
			explain(&k, dict_entity(e)->name, sqlite3_sql(q));
		}
	}
	kit_end(&k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sql_core__all__no_scans),
	    cmocka_unit_test(test_sql_core__find__uses_an_index),
	};

	return cmocka_run_group_tests_name("sql_core", tests, NULL, NULL);
}
