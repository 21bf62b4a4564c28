/* test_query_plan.c - every statement prepares, and lists walk indexes, not tables. */
#include "store_kit.h"

#include "store/store_priv.h"

static const struct {
	const char *name, *text;
} statements[] = {
#define ROW(name, text) {#name, text},
    SQL_QUERY(ROW) SQL_LIVE(ROW) SQL_SEARCH(ROW) SQL_WORK(ROW) SQL_DRAFT(ROW)
	SQL_RESULTS(ROW) SQL_GOALS(ROW) SQL_CASELOAD(ROW) SQL_PROGRESS(ROW)
	    SQL_SCREENING(ROW) SQL_CLASS(ROW) SQL_SIGN(ROW) SQL_CLAIMS(ROW)
		SQL_PERSON(ROW)
#undef ROW
};

/* Small tables (staff, payers, service codes; open sessions) may be read whole, and a count is
 * one. "VIRTUAL TABLE" is the search index, which takes a LIMIT by stopping early. */
static const char *const may_scan[] = {"STAFF_ALL",  "PAYERS_ALL",    "SERVICE_CODES",
				       "DRAFT_LIST", "CLINIC_LIMITS", "PERSON_SEEDS",
				       "SITES",	     "CLASSES"};

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
		    /* m is the queue of its months, not a table */
		    !(!strcmp(name, "CLAIM_MONTHS") && !strcmp(line, "SCAN m")) &&
		    !(!strcmp(name, "SEEMED") && !strcmp(line, "SCAN m")) &&
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
	static const char *const pages[] = {"PATIENTS_AFTER",	 "PATIENTS_BEFORE",
					    "SESSIONS",		 "DAY",
					    "SEARCH_FIND",	 "EXERCISES",
					    "CASES_IDLE",	 "CASES_IDLE_OF",
					    "CASES_DAYS",	 "CASES_DAYS_OF",
					    "CASES_CERTIFIED",	 "CASES_CERTIFIED_OF",
					    "CASES_UNCERTIFIED", "CASES_UNCERTIFIED_OF",
					    "CASES_MEASURED",	 "CASES_MEASURED_OF",
					    "ATTENDANCE",	 "WEEK",
					    "LAST_BOOKED"};
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

/* A search through an index can still walk all of it: these must use the one made for them. */
static void
test_query_plan__keys__use_their_index(void **state)
{
	static const struct {
		const char *text;
	} rows[] = {
#define ROW(name, text) [SQL_##name] = {text},
	    SQL_QUERY(ROW) SQL_SEARCH(ROW) SQL_WORK(ROW) SQL_RESULTS(ROW) SQL_GOALS(ROW)
		SQL_CASELOAD(ROW) SQL_PROGRESS(ROW)
#undef ROW
		    [SQL_COUNT] = {NULL}};
	static const struct {
		enum sql_id id;
		const char *index;
	} wanted[] = {
	    {SQL_SIMILAR_BIRTH, "INDEX search_birth (birth=?)"},
	    {SQL_SIMILAR_PHONE, "INDEX search_phone (phone=?)"},
	    {SQL_SIMILAR_KEY1, "INDEX search_order (kind=? AND key1>? AND key1<?)"},
	    {SQL_SIMILAR_KEY2, "INDEX search_key2 (key2>? AND key2<?)"},
	    {SQL_SEARCH_BEFORE, "INDEX search_order (kind=? AND (key1,key2,row)<"},
	    {SQL_SEARCH_BEHIND, "INDEX search_order (kind=? AND (key1,key2,row)>"},
	    {SQL_SESSIONS, "COVERING INDEX session_by_patient (patient=? AND "},
	    {SQL_SESSIONS, "COVERING INDEX performed_by_session (session=?)"},
	    {SQL_SESSIONS, "INDEX performed_skipped (session=?)"},
	    {SQL_SESSIONS, "COVERING INDEX charge_by_session (session=?)"},
	    {SQL_PAIN_OF, "COVERING INDEX session_by_patient (patient=?)"},
	    {SQL_VISIT_DAYS, "COVERING INDEX session_by_episode (episode=? AND "},
	    {SQL_GOALS_OF, "(episode=?)"},
	    {SQL_GOALS_COUNT, "(episode=?)"},
	    {SQL_EPISODES, "INDEX session_by_episode (episode=?)"},
	    {SQL_EPISODE_DAYS, "INDEX session_by_episode (episode=?"},
	    {SQL_EPISODE_FIRST_DAY, "INDEX session_by_episode (episode=?"},
	    {SQL_DAY, "INDEX appointment_by_day (day=?)"},
	    {SQL_DAY, "INDEX live_by_patient (patient=?)"},
	    {SQL_PLAN_DONE, "INDEX session_by_episode (episode=?)"},
	    {SQL_PLAN_DONE, "INDEX performed_by_session (session=?)"},
	    {SQL_AID_REVIEWS, "INDEX aid_by_review (returned=? AND review<?)"},
	    {SQL_TASKS_OF, "INDEX task_by_staff (staff=? AND state=?)"},
	    {SQL_REPORTS, "INDEX note_by_episode (episode=?)"},
	    {SQL_RESULTS, "INDEX result_by_patient (patient=? AND measure=? AND part=? "
			  "AND side=?)"},
	    {SQL_RESULTS_LAST, "r USING INDEX result_by_patient (patient=?)"},
	    {SQL_RESULTS_LAST, "n USING INDEX result_by_patient (patient=? AND "
			       "measure=? AND part=? AND side=? AND day>? AND day<?)"},
	    {SQL_RESULTS_LAST, "(replaces=?)"},
	    {SQL_RESULTS_OF, "(assessment=?)"},
	    {SQL_RESULTS_SCREENING, "(screening=?)"},
	    {SQL_CASES_IDLE, "INDEX caseload_visited (visited<?)"},
	    {SQL_CASES_IDLE_OF, "INDEX caseload_visited_of (therapist=? AND visited<?)"},
	    {SQL_CASES_DAYS, "INDEX caseload_days (days>?)"},
	    {SQL_CASES_DAYS_OF, "INDEX caseload_days_of (therapist=? AND days>?)"},
	    {SQL_CASES_CERTIFIED, "INDEX caseload_certified (certified<?)"},
	    {SQL_CASES_CERTIFIED_OF,
	     "INDEX caseload_certified_of (therapist=? AND certified<?)"},
	    {SQL_CASES_UNCERTIFIED,
	     "INDEX caseload_certified (certified=? AND plan_from<?)"},
	    {SQL_CASES_UNCERTIFIED_OF,
	     "INDEX caseload_certified_of (therapist=? AND certified=? AND plan_from<?)"},
	    {SQL_CASES_MEASURED, "INDEX caseload_measured (measured<?)"},
	    {SQL_CASES_MEASURED_OF,
	     "INDEX caseload_measured_of (therapist=? AND measured<?)"},
	    {SQL_ATTENDANCE,
	     "INDEX appointment_by_patient (patient=? AND day>? AND day<?)"},
	    {SQL_WEEK, "INDEX appointment_by_day (day>? AND day<?)"},
	    {SQL_LAST_BOOKED, "INDEX appointment_by_patient (patient=?)"},
	    {SQL_CHART_NO_LAST, "(chart_no>? AND chart_no<?)"},
	};
	struct kit k;

	(void)state;
	kit_new(&k);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		struct str sql = {0}, plan = {0};
		sqlite3_stmt *q = NULL;

		str_addf(&sql, "EXPLAIN QUERY PLAN %s", rows[wanted[i].id].text);
		assert_int_equal(
		    sqlite3_prepare_v2(k.s->db, str_text(&sql), -1, &q, NULL), 0);
		while (sqlite3_step(q) == SQLITE_ROW)
			str_addf(&plan, "%s\n", (const char *)sqlite3_column_text(q, 3));
		if (!strstr(str_text(&plan), wanted[i].index))
			fail_msg("wanted %s, got\n%s", wanted[i].index, str_text(&plan));
		sqlite3_finalize(q);
		str_release(&sql);
		str_release(&plan);
	}
	kit_end(&k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_query_plan__all__no_scans),
	    cmocka_unit_test(test_query_plan__pages__sort_nothing),
	    cmocka_unit_test(test_query_plan__keys__use_their_index),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
