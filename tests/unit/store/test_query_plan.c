/* test_query_plan.c - every statement prepares, and lists walk indexes, not tables. */
#include "store_kit.h"

#include "store/store_priv.h"

static const struct {
	const char *name, *text;
} statements[] = {
#define ROW(name, text) {#name, text},
    SQL_QUERY(ROW) SQL_LIVE(ROW) SQL_SEARCH(ROW)
#undef ROW
};

/* Small tables (staff, payers, service codes; open sessions) may be read whole, and a count is
 * one. "VIRTUAL TABLE" is the search index, which takes a LIMIT by stopping early. */
static const char *const may_scan[] = {"STAFF_ALL", "PAYERS_ALL", "SERVICE_CODES"};

static bool
listed(const char *name)
{
	for (size_t i = 0; i < sizeof may_scan / sizeof *may_scan; i++)
		if (!strcmp(may_scan[i], name))
			return true;
	return false;
}

static void
check_plan(struct kit *k, const char *name, const char *text)
{
	struct str sql = {0};
	sqlite3_stmt *q = NULL;

	str_addf(&sql, "EXPLAIN QUERY PLAN %s", text);
	if (sqlite3_prepare_v2(k->s->db, str_text(&sql), -1, &q, NULL))
		fail_msg("%s: %s", name, sqlite3_errmsg(k->s->db));
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *line = (const char *)sqlite3_column_text(q, 3);

		if (!strncmp(line, "SCAN ", 5) && !strstr(line, "VIRTUAL TABLE") &&
		    !strstr(line, "CONSTANT ROW") && !listed(name) &&
		    strcmp(name, "LIVE_LIST") != 0)
			fail_msg("%s: %s", name, line);
		/* The running sessions come out of their index in order. */
		if (!strcmp(name, "LIVE_LIST"))
			assert_null(strstr(line, "TEMP B-TREE"));
	}
	sqlite3_finalize(q);
	str_release(&sql);
}

static void
test_query_plan__all__no_scans(void **state)
{
	struct kit k;

	(void)state;
	kit_new(&k);
	for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
		check_plan(&k, statements[i].name, statements[i].text);
	kit_end(&k);
}

/* What a page needs must come out of the index in order: no sorting of all that fits. */
static void
test_query_plan__pages__sort_nothing(void **state)
{
	static const char *const pages[] = {"PATIENTS_AFTER", "PATIENTS_BEFORE",
					    "SESSIONS",	      "DAY",
					    "SEARCH_FIND",    "EXERCISES"};
	struct kit k;

	(void)state;
	kit_new(&k);
	for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
		struct str sql = {0};
		sqlite3_stmt *q = NULL;
		bool page = false;

		for (size_t j = 0; j < sizeof pages / sizeof *pages; j++)
			page = page || !strcmp(pages[j], statements[i].name);
		if (!page)
			continue;
		str_addf(&sql, "EXPLAIN QUERY PLAN %s", statements[i].text);
		assert_int_equal(
		    sqlite3_prepare_v2(k.s->db, str_text(&sql), -1, &q, NULL), 0);
		while (sqlite3_step(q) == SQLITE_ROW) {
			const char *line = (const char *)sqlite3_column_text(q, 3);

			if (strstr(line, "TEMP B-TREE") && !strstr(line, "LAST TERM"))
				fail_msg("%s: %s", statements[i].name, line);
		}
		sqlite3_finalize(q);
		str_release(&sql);
	}
	kit_end(&k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_query_plan__all__no_scans),
	    cmocka_unit_test(test_query_plan__pages__sort_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
