/* test_conflicts.c - conflicts in words, decided and undone; marks; the table of them. */
#include "app_kit.h"
#include "store/clash_kit.h"

#include "app/conflicts.h"
#include "app/paper.h"

struct world {
	struct app_kit c;
	int64_t patient, episode;
};

static int
set_up(void **state)
{
	static struct world w;

	app_kit_new(&w.c);
	w.patient = app_kit_patient(&w.c, "Smith", w.c.payer_cms);
	w.episode = app_kit_episode(&w.c, w.patient);
	*state = &w;
	return 0;
}

static int
tear_down(void **state)
{
	app_kit_end(&((struct world *)*state)->c);
	return 0;
}

static void
clash(struct world *w, const char *col, const char *ours, const char *theirs)
{
	clash_make(w->c.a.store, E_PATIENT, w->patient, col, ours, theirs, 'U');
}

/* Number of the only open conflict, 0 none. */
static int64_t
only(struct world *w)
{
	struct conflict_line l[2];
	bool more;
	int n;

	app_kit_ok(&w->c, conflict_list(w->c.a.store, &(struct conflict_ask){0}, l, 2, &n,
					&more, &w->c.k.err));
	assert_true(n < 2);
	return n ? l[0].no : 0;
}

static struct patient
patient(struct world *w)
{
	struct patient p;

	app_kit_ok(&w->c,
		   record_get(w->c.a.store, E_PATIENT, w->patient, &p, &w->c.k.err));
	return p;
}

static void
value_is(struct world *w, int64_t no, int which, const char *text, const char *by)
{
	struct conflict c;
	struct str out = {0};

	app_kit_ok(&w->c, conflict_read(w->c.a.store, no, &c, &w->c.k.err));
	conflicts_value(&w->c.a, &c, &c.values[which], &out);
	assert_string_equal(str_text(&out), text);
	str_clear(&out);
	conflicts_author(&c.values[which], &out);
	assert_string_equal(str_text(&out), by);
	str_release(&out);
	conflict_release(&c);
}

static void
test_conflicts__words__dates_codes_and_clocks(void **state)
{
	struct world *w = *state;
	int64_t no;

	clash(w, "birth_date", "1957-05-04", "1957-04-05");
	no = only(w);
	value_is(w, no, 0, "4 May 1957", "anna, KBR, 2026-05-04 09:00");
	value_is(w, no, 1, "5 Apr 1957",
		 "thabo, MTH, 2026-05-04 08:00 (that clock was wrong)");
}

static int64_t
audited(struct world *w, const char *what)
{
	sqlite3_stmt *q = NULL;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(w->c.a.store->db,
					    "SELECT count(*) FROM audit a JOIN name n"
					    " ON n.no = a.what WHERE n.text = ?1",
					    -1, &q, NULL),
			 SQLITE_OK);
	sqlite3_bind_text(q, 1, what, -1, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	n = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return n;
}

static void
test_conflicts__keep__either_value_and_undo(void **state)
{
	struct world *w = *state;
	int64_t no;

	clash(w, "family_name", "Smyth", "Smithe");
	no = only(w);
	app_kit_no(&w->c, ST_INVALID, conflicts_keep(&w->c.a, no, 2, &w->c.k.err));
	app_kit_no(&w->c, ST_INVALID, conflicts_keep(&w->c.a, no, -1, &w->c.k.err));
	app_kit_no(&w->c, ST_REFUSED, conflicts_undo(&w->c.a, no, &w->c.k.err));
	assert_int_equal(audited(w, "resolve"), 0);
	app_kit_ok(&w->c, conflicts_keep(&w->c.a, no, 1, &w->c.k.err));
	assert_string_equal(patient(w).family_name, "Smithe");
	assert_int_equal(only(w), 0);
	assert_int_equal(audited(w, "resolve"), 1);
	app_kit_ok(&w->c, conflicts_undo(&w->c.a, no, &w->c.k.err));
	assert_string_equal(patient(w).family_name, "Smyth");
	assert_int_equal(audited(w, "resolve-undo"), 1);
}

static void
test_conflicts__type__checked_as_in_a_form(void **state)
{
	struct world *w = *state;
	int64_t no;

	clash(w, "birth_date", "1957-05-04", "1957-04-05");
	no = only(w);
	app_kit_no(&w->c, ST_INVALID, conflicts_type(&w->c.a, no, "soon", &w->c.k.err));
	assert_int_equal(only(w), no);
	app_kit_ok(&w->c, conflicts_type(&w->c.a, no, "4/6/1957", &w->c.k.err));
	assert_int_equal(only(w), 0);
	assert_int_equal(patient(w).birth_date / 10000, 1957);
}

static void
test_conflicts__type__not_a_reference(void **state)
{
	struct world *w = *state;
	struct uid a, b;
	char ta[UID_TEXT_SIZE], tb[UID_TEXT_SIZE];
	int64_t no;

	app_kit_ok(&w->c, record_id(w->c.a.store, w->c.payer_ama, &a, &w->c.k.err));
	app_kit_ok(&w->c, record_id(w->c.a.store, w->c.payer_cms, &b, &w->c.k.err));
	uid_text(&a, ta);
	uid_text(&b, tb);
	clash(w, "payer", ta, tb);
	no = only(w);
	value_is(w, no, 0, "Each code", "anna, KBR, 2026-05-04 09:00");
	app_kit_no(&w->c, ST_REFUSED, conflicts_type(&w->c.a, no, "x", &w->c.k.err));
	app_kit_ok(&w->c, conflicts_keep(&w->c.a, no, 1, &w->c.k.err));
	assert_int_equal(patient(w).payer, w->c.payer_cms);
}

static void
test_conflicts__both__long_texts_with_authors(void **state)
{
	struct world *w = *state;
	int64_t no;

	clash(w, "family_name", "Smyth", "Smithe");
	no = only(w);
	app_kit_no(&w->c, ST_REFUSED, conflicts_both(&w->c.a, no, &w->c.k.err));
	app_kit_ok(&w->c, conflicts_keep(&w->c.a, no, 0, &w->c.k.err));
	clash(w, "alert", "Pacemaker", "Allergic to latex");
	no = only(w);
	app_kit_ok(&w->c, conflicts_both(&w->c.a, no, &w->c.k.err));
	assert_string_equal(patient(w).alert,
			    "Pacemaker\n(anna, KBR, 2026-05-04)\n\n"
			    "Allergic to latex\n(thabo, MTH, 2026-05-04)");
	assert_int_equal(only(w), 0);
}

static void
test_conflicts__both__too_long_is_said(void **state)
{
	struct world *w = *state;
	char a[281], b[281];

	memset(a, 'a', 280);
	memset(b, 'b', 280);
	a[280] = b[280] = '\0';
	clash(w, "alert", a, b);
	app_kit_no(&w->c, ST_INVALID, conflicts_both(&w->c.a, only(w), &w->c.k.err));
	assert_true(app_kit_said(&w->c, "too long"));
	assert_true(only(w) != 0);
}

static void
marks_are(struct world *w, int64_t whose, const char *text)
{
	struct str lines = {0};

	app_kit_ok(&w->c, conflicts_marks(&w->c.a, whose, &lines, &w->c.k.err));
	assert_string_equal(str_text(&lines), text);
	str_release(&lines);
}

static void
test_conflicts__marks__identity_and_safety_alone(void **state)
{
	struct world *w = *state;
	int64_t quiet = app_kit_patient(&w->c, "Quiet", w->c.payer_cms);
	char name[40] = "Smith, Pat", none[40] = "Quiet, Pat";

	marks_are(w, w->patient, "");
	clash(w, "phone", "+1", "+2");
	marks_are(w, w->patient, "");
	clash(w, "family_name", "Smyth", "Smithe");
	clash_make(w->c.a.store, E_EPISODE, w->episode, "precautions", "no stairs",
		   "no\nlifting", 'P');
	marks_are(
	    w, w->patient,
	    "TWO VALUES Episode Pain in right knee: Precautions: no stairs (KBR) | no "
	    "lifting (MTH)\n"
	    "TWO VALUES Family name: Smyth (KBR) | Smithe (MTH)\n");
	marks_are(w, quiet, "");
	app_kit_ok(&w->c,
		   conflicts_name(&w->c.a, w->patient, name, sizeof name, &w->c.k.err));
	assert_string_equal(name, "! Smith, Pat");
	app_kit_ok(&w->c, conflicts_name(&w->c.a, quiet, none, sizeof none, &w->c.k.err));
	assert_string_equal(none, "Quiet, Pat");
}

/* Pages say what the screen says; without a conflict they say nothing of it. */
static void
test_conflicts__print__marks_on_the_page(void **state)
{
	struct world *w = *state;
	struct paper_order o = {.kind = PAPER_PLAN};
	struct paper p;

	o.no = app_kit_plan(&w->c, w->episode);
	app_kit_ok(&w->c, paper_make(&w->c.a, &o, &p, &w->c.k.err));
	assert_null(strstr(str_text(&p.pages), "VALUES"));
	paper_release(&p);
	clash(w, "family_name", "Smyth", "Smithe");
	clash(w, "alert", "Pacemaker", "Latex");
	app_kit_ok(&w->c, paper_make(&w->c.a, &o, &p, &w->c.k.err));
	assert_non_null(strstr(str_text(&p.pages),
			       "TWO VALUES Alert: Pacemaker (KBR) | Latex (MTH)\n"
			       "TWO VALUES Family name: Smyth (KBR) | Smithe (MTH)\n"));
	paper_release(&p);
}

static void
gather(void *arg, const void *bytes, size_t n)
{
	str_add_n(arg, bytes, n);
}

static void
test_conflicts__csv__open_and_ended(void **state)
{
	struct world *w = *state;
	struct str out = {0};
	struct uid id;
	char text[UID_TEXT_SIZE], want[600];
	int64_t no;

	app_kit_ok(&w->c, record_id(w->c.a.store, w->patient, &id, &w->c.k.err));
	uid_text(&id, text);
	clash(w, "alert", "say \"hi\"", "=1\n");
	no = only(w);
	app_kit_ok(&w->c, conflicts_csv(&w->c.a, false, NULL,
					(struct csv_sink){gather, &out}, &w->c.k.err));
	str_format(want, sizeof want,
		   "\xEF\xBB\xBF"
		   "conflict,table,row,column,class,values,since,state\r\n"
		   "%lld,patient,%s,alert,safety,"
		   "\"[\"\"say \\\"\"hi\\\"\"\"\",\"\"=1\\u000a\"\"]\","
		   "2026-05-04T09:00:00Z,open\r\n",
		   (long long)no, text);
	assert_string_equal(str_text(&out), want);
	app_kit_ok(&w->c, conflicts_keep(&w->c.a, no, 0, &w->c.k.err));
	str_clear(&out);
	app_kit_ok(&w->c, conflicts_csv(&w->c.a, true, NULL,
					(struct csv_sink){gather, &out}, &w->c.k.err));
	assert_non_null(strstr(str_text(&out), ",resolved\r\n"));
	str_release(&out);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(test_conflicts__words__dates_codes_and_clocks),
	    TEST(test_conflicts__keep__either_value_and_undo),
	    TEST(test_conflicts__type__checked_as_in_a_form),
	    TEST(test_conflicts__type__not_a_reference),
	    TEST(test_conflicts__both__long_texts_with_authors),
	    TEST(test_conflicts__both__too_long_is_said),
	    TEST(test_conflicts__marks__identity_and_safety_alone),
	    TEST(test_conflicts__print__marks_on_the_page),
	    TEST(test_conflicts__csv__open_and_ended),
	};
#undef TEST

	return cmocka_run_group_tests_name("conflicts", tests, NULL, NULL);
}
