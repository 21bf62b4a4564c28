/* test_claims.c - claim lines and reports against sums asked of the database by hand-written SQL
 * that shares nothing with the program's; what is missing is named; what is void is left out. */
#include "app_kit.h"

#include "app/claims.h"
#include "app/goals.h"
#include "app/paper.h"
#include "random.h"
#include "store/clash_kit.h"
#include "sync/csv_write.h"

#include <sqlite3.h>

enum { VISITS = 60 };

static struct app_kit kit;
static int64_t notes[VISITS], sessions[VISITS];

static void
add(enum entity_id e, void *row)
{
	app_kit_ok(&kit, record_add(kit.a.store, e, row, &kit.k.err));
}

static void
add_visit(struct random *r, int i, int64_t patient)
{
	static const char *const codes[] = {"97110", "97140", "97112", "97530"};
	int64_t day = date_add(20260301, random_below(r, 100));
	struct session s;
	struct note *n = mem_alloc(sizeof *n);

	dict_row_init(dict_entity(E_SESSION), &s);
	s.patient = patient;
	s.therapist = random_below(r, 2) ? kit.anna : kit.pia;
	s.service_date = day;
	s.total_min = 20 + random_below(r, 40);
	s.started = APP_KIT_WALL_S;
	s.ended = APP_KIT_WALL_S + random_below(r, 4000);
	add(E_SESSION, &s);
	sessions[i] = s.head.no;
	for (int k = random_below(r, 4); k > 0; k--) {
		struct charge c;

		dict_row_init(dict_entity(E_CHARGE), &c);
		c.session = s.head.no;
		str_copy(c.code, sizeof c.code, codes[random_below(r, 4)]);
		c.units = random_below(r, 4);
		if (random_below(r, 3))
			c.minutes = random_below(r, 50);
		str_copy(c.modifiers, sizeof c.modifiers, "GP CQ");
		add(E_CHARGE, &c);
	}
	dict_row_init(dict_entity(E_NOTE), n);
	n->session = s.head.no;
	str_copy(n->kind, sizeof n->kind, "daily");
	n->author = kit.anna;
	n->cosigner = i % 5 == 2 ? kit.pia : DICT_NONE;
	n->signed_at = date_to_days(date_add(day, random_below(r, 3))) * 86400 + 36000;
	add(E_NOTE, n);
	notes[i] = n->head.no;
	free(n);
}

/* ---- by hand */

static sqlite3 *
by_hand(void)
{
	char path[160];
	sqlite3 *db;

	str_format(path, sizeof path, "%s/limber.db", kit.k.dir);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	return db;
}

static int64_t
ask(const char *sql)
{
	sqlite3 *db = by_hand();
	sqlite3_stmt *q;
	int64_t v;

	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	v = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	return v;
}

/* A void as its addendum is kept; written here by hand. */
static void
make_void(int64_t note)
{
	struct addendum x;
	char sql[160], *why = NULL;
	sqlite3 *db;

	dict_row_init(dict_entity(E_ADDENDUM), &x);
	x.note = note;
	str_copy(x.kind, sizeof x.kind, "correction");
	str_copy(x.reason, sizeof x.reason, "Wrong patient.");
	str_copy(x.text, sizeof x.text, "Void.");
	x.author = kit.anna;
	x.entered_at = APP_KIT_WALL_S;
	add(E_ADDENDUM, &x);
	db = by_hand();
	sqlite3_exec(db, "PRAGMA ignore_check_constraints = 1", NULL, NULL, NULL);
	/* Facts do not change: the guard goes for this one hand-made row. */
	str_format(sql, sizeof sql,
		   "DROP TRIGGER IF EXISTS %s; UPDATE addendum SET kind = 'void' WHERE "
		   "no = %lld",
		   "addendum_UPDATE", (long long)x.head.no);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	sqlite3_close(db);
}

/* Other charges for the visit, as a correction makes them: those before do not hold any more. */
static void
make_other(struct random *r, int i, int after_s)
{
	struct addendum x;
	struct charge c;

	dict_row_init(dict_entity(E_ADDENDUM), &x);
	x.note = notes[i];
	str_copy(x.kind, sizeof x.kind, "correction");
	str_copy(x.reason, sizeof x.reason, "Mistaken.");
	str_copy(x.text, sizeof x.text, "Corrected.");
	x.author = kit.anna;
	x.entered_at = APP_KIT_WALL_S + after_s;
	add(E_ADDENDUM, &x);
	for (int k = 0; k < 2; k++) {
		dict_row_init(dict_entity(E_CHARGE), &c);
		c.session = sessions[i];
		c.addendum = x.head.no;
		c.units = random_below(r, 4);
		c.minutes = random_below(r, 50);
		str_copy(c.code, sizeof c.code, k ? "97110" : "97116");
		str_copy(c.modifiers, sizeof c.modifiers, "GP CQ");
		add(E_CHARGE, &c);
	}
}

static int
set_up(void **state)
{
	struct random r = random_begin("claims", 5);
	int64_t patients[3];

	(void)state;
	app_kit_new(&kit);
	patients[0] = app_kit_case(&kit, "Dube", NULL);
	patients[1] = app_kit_patient(&kit, "=Evil", kit.payer_ama);
	patients[2] = app_kit_patient(&kit, "Nobody", DICT_NONE);
	for (int i = 0; i < VISITS; i++)
		add_visit(&r, i, patients[random_below(&r, 3)]);
	for (int i = 0; i < VISITS; i += 6) {
		make_other(&r, i, 20);
		if (i % 12 == 0)
			make_other(&r, i, 10); /* came later, was entered before */
	}
	make_void(notes[7]);
	make_void(notes[8]);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	app_kit_end(&kit);
	return 0;
}

static void
make(enum claims_kind kind, struct claims *c)
{
	struct claims_order o = {kind, 20260315, 20260520, 0};

	app_kit_ok(&kit, claims_make(&kit.a, &o, c, &kit.k.err));
}

static int
column(const struct claims *c, const char *name)
{
	for (int i = 0; i < c->sheet.n_cols; i++)
		if (!strcmp(c->sheet.cols[i].name, name))
			return i;
	fail_msg("no column %s", name);
	return 0;
}

static int64_t
sum_of(const struct claims *c, const char *name)
{
	int64_t sum = 0;

	for (size_t r = 0; r < sheet_rows(&c->sheet); r++)
		sum += strtoll(sheet_cell(&c->sheet, r, column(c, name)), NULL, 10);
	return sum;
}

#define DAYS "service_date BETWEEN 20260315 AND 20260520"
#define VOID                                                                             \
	"(SELECT n.session FROM addendum a JOIN note n ON n.no = a.note WHERE a.kind = " \
	"'void')"
/* Charges that a correction entered later took the place of. */
#define OLD                                                                              \
	"(SELECT c.no FROM charge c JOIN charge d ON d.session = c.session JOIN "        \
	"addendum b ON b.no = d.addendum LEFT JOIN addendum a ON a.no = c.addendum "     \
	"WHERE a.entered_at IS NULL OR b.entered_at > a.entered_at)"
#define GOOD                                                                             \
	" JOIN session ON session.no = charge.session WHERE " DAYS                       \
	" AND session.no NOT IN " VOID " AND charge.no NOT IN " OLD

#define MENDED "(SELECT session FROM charge WHERE addendum IS NOT NULL)"

static void
test_claims__units__equal_plain_sql(void **state)
{
	struct claims c;
	struct page_doc d = {.clinic = ""};

	(void)state;
	make(CLAIMS_UNITS, &c);
	assert_true(sheet_rows(&c.sheet) > 10);
	assert_int_equal(c.units, ask("SELECT sum(units) FROM charge" GOOD));
	assert_int_equal(c.minutes, ask("SELECT sum(minutes) FROM charge" GOOD));
	assert_int_equal(sum_of(&c, "units"), c.units);
	for (size_t r = 0; r < sheet_rows(&c.sheet); r++) {
		const char *payer = sheet_cell(&c.sheet, r, 3);
		char sql[1300], from[1200];
		int64_t month = strtoll(sheet_cell(&c.sheet, r, 0), NULL, 10) * 100 +
				strtoll(sheet_cell(&c.sheet, r, 0) + 5, NULL, 10);

		str_format(
		    from, sizeof from,
		    "FROM charge" GOOD " AND service_date / 100 = %lld AND"
		    " coalesce((SELECT author FROM note WHERE note.session = session.no "
		    "ORDER BY"
		    " note.no LIMIT 1), therapist) = (SELECT no FROM staff WHERE name = "
		    "'%s') AND code = '%s' AND"
		    " coalesce((SELECT name FROM payer WHERE no = (SELECT patient.payer "
		    "FROM"
		    " patient WHERE patient.no = session.patient)), 'no payer') = '%s'",
		    (long long)month, sheet_cell(&c.sheet, r, 1),
		    sheet_cell(&c.sheet, r, 2), payer);
		str_format(sql, sizeof sql, "SELECT total(units) %s", from);
		assert_int_equal(strtoll(sheet_cell(&c.sheet, r, 6), NULL, 10), ask(sql));
		str_format(sql, sizeof sql, "SELECT total(minutes) %s", from);
		assert_int_equal(strtoll(sheet_cell(&c.sheet, r, 5), NULL, 10), ask(sql));
		str_format(sql, sizeof sql, "SELECT count(DISTINCT session.no) %s", from);
		assert_int_equal(strtoll(sheet_cell(&c.sheet, r, 4), NULL, 10), ask(sql));
	}
	assert_int_equal(c.void_visits, ask("SELECT count(*) FROM session WHERE " DAYS
					    " AND no IN " VOID));
	claims_page(&c, &d);
	assert_non_null(strstr(str_text(&d.lines), "whose note is void"));
	page_release(&d);
	claims_release(&c);
}

static void
test_claims__work__equals_plain_sql(void **state)
{
	struct claims c;

	(void)state;
	make(CLAIMS_WORK, &c);
	assert_int_equal(c.visits, ask("SELECT count(*) FROM session WHERE " DAYS
				       " AND no NOT IN " VOID));
	assert_int_equal(c.minutes, ask("SELECT sum(total_min) FROM session WHERE " DAYS
					" AND no NOT IN " VOID " AND no NOT IN " MENDED) +
					ask("SELECT sum(minutes) FROM charge" GOOD
					    " AND session.no IN " MENDED));
	assert_int_equal(c.units, ask("SELECT sum(units) FROM charge" GOOD));
	assert_int_equal(sum_of(&c, "visits"), c.visits);
	assert_int_equal(sum_of(&c, "units"), c.units);
	claims_release(&c);
}

static void
test_claims__late__equal_plain_sql(void **state)
{
	struct claims c;

	(void)state;
	make(CLAIMS_LATE, &c);
	assert_int_equal(
	    c.visits,
	    ask("SELECT count(*) FROM note JOIN session ON session.no = note.session"
		" WHERE " DAYS " AND CAST(strftime('%Y%m%d', signed_at, 'unixepoch') AS"
		" INTEGER) > service_date"));
	assert_true(c.visits > 5);
	claims_release(&c);
}

/* Every charge stands in the lines, void ones too, which say so; what lacks is named. */
static void
test_claims__lines__nothing_is_dropped(void **state)
{
	struct claims c;
	int64_t voided = 0, waiting = 0, replaced = 0;

	(void)state;
	make(CLAIMS_LINES, &c);
	assert_int_equal(sheet_rows(&c.sheet),
			 ask("SELECT count(*) FROM charge JOIN session ON session.no ="
			     " charge.session WHERE " DAYS));
	assert_int_equal(c.units, ask("SELECT sum(units) FROM charge" GOOD));
	for (size_t r = 0; r < sheet_rows(&c.sheet); r++) {
		const char *missing = sheet_cell(&c.sheet, r, column(&c, "missing"));
		const char *remark;
		bool payer = sheet_cell(&c.sheet, r, column(&c, "payer"))[0];

		assert_non_null(strstr(missing, "billing_npi"));
		assert_int_equal(payer, !strstr(missing, "payer;"));
		assert_string_equal(sheet_cell(&c.sheet, r, column(&c, "modifier_1")),
				    "GP");
		assert_string_equal(sheet_cell(&c.sheet, r, column(&c, "modifier_2")),
				    "CQ");
		assert_string_equal(sheet_cell(&c.sheet, r, column(&c, "place")), "11");
		remark = sheet_cell(&c.sheet, r, column(&c, "remark"));
		voided += !strncmp(remark, "VOID", 4);
		replaced += !strncmp(remark, "REPLACED", 8);
		waiting += !strncmp(remark, "NOT CO-SIGNED", 13);
	}
	assert_int_equal(voided,
			 ask("SELECT count(*) FROM charge JOIN session ON session.no ="
			     " charge.session WHERE " DAYS " AND session.no IN " VOID));
	assert_true(replaced > 0);
	assert_int_equal(replaced,
			 ask("SELECT count(*) FROM charge JOIN session ON session.no ="
			     " charge.session WHERE " DAYS " AND session.no NOT IN " VOID
			     " AND charge.no IN " OLD));
	assert_true(waiting > 0);
	assert_int_equal(
	    waiting,
	    ask("SELECT count(*) FROM charge JOIN session ON session.no ="
		" charge.session JOIN note ON note.session = session.no WHERE " DAYS
		" AND note.cosigner IS NOT NULL AND session.no NOT IN " VOID
		" AND charge.no NOT IN " OLD));
	assert_int_equal(c.incomplete, (int64_t)sheet_rows(&c.sheet));
	claims_release(&c);
}

static void
test_claims__csv__opens_in_a_spreadsheet(void **state)
{
	struct claims_order o = {CLAIMS_LINES, 20260315, 20260520, 0};
	struct claims c;
	char path[128], *text;
	size_t n, rows = 0;

	(void)state;
	make(CLAIMS_LINES, &c);
	str_format(path, sizeof path, "%s/claims.csv", kit.k.dir);
	app_kit_ok(&kit, claims_save(&kit.a, &o, path, &kit.k.err));
	app_kit_ok(&kit, io_read_file(&io_posix, path, 1 << 20, &text, &n, &kit.k.err));
	for (size_t i = 0; i < n; i++)
		rows += text[i] == '\n';
	assert_int_equal(rows, sheet_rows(&c.sheet) + 1);
	assert_memory_equal(text, "\xEF\xBB\xBFservice_from,service_to,", 26);
	assert_non_null(strstr(text, ",'=Evil,"));
	assert_null(strstr(text, ",=Evil,"));
	free(text);
	app_kit_no(&kit, ST_NOT_FOUND,
		   claims_save(&kit.a, &o, "/nowhere/at/all.csv", &kit.k.err));
	claims_release(&c);
}

static void
take_bytes(void *arg, const void *bytes, size_t n)
{
	str_add_n(arg, bytes, n);
}

/* What goes row by row to the file is what the kept table holds. */
static void
test_claims__csv__is_the_table_cell_by_cell(void **state)
{
	char path[128];

	(void)state;
	str_format(path, sizeof path, "%s/cells.csv", kit.k.dir);
	for (int kind = 0; kind < CLAIMS_COUNT; kind++) {
		struct claims_order o = {(enum claims_kind)kind, 20260315, 20260520, 0};
		struct str want = {0};
		struct csv_write w;
		struct claims c;
		char *text;
		size_t n;

		make(o.kind, &c);
		csv_write_open(&w, (struct csv_sink){take_bytes, &want});
		for (int i = 0; i < c.sheet.n_cols; i++)
			csv_write_text(&w, c.sheet.cols[i].name,
				       strlen(c.sheet.cols[i].name));
		csv_write_row_end(&w);
		for (size_t r = 0; r < sheet_rows(&c.sheet); r++) {
			for (int i = 0; i < c.sheet.n_cols; i++) {
				const char *cell = sheet_cell(&c.sheet, r, i);

				if (c.sheet.cols[i].number)
					csv_write_plain(&w, cell, strlen(cell));
				else
					csv_write_text(&w, cell, strlen(cell));
			}
			csv_write_row_end(&w);
		}
		csv_write_close(&w);
		app_kit_ok(&kit, claims_save(&kit.a, &o, path, &kit.k.err));
		app_kit_ok(&kit,
			   io_read_file(&io_posix, path, 1 << 20, &text, &n, &kit.k.err));
		assert_int_equal(n, want.n);
		assert_memory_equal(text, want.p, n);
		free(text);
		str_release(&want);
		claims_release(&c);
	}
}

static void
test_claims__bill__of_a_visit(void **state)
{
	struct paper_order o = {.kind = PAPER_SUPERBILL};
	char sql[600], want[60];
	struct paper p;

	(void)state;
	for (int i = 0; i < 12; i++) {
		o.no = sessions[i];
		app_kit_ok(&kit, paper_make(&kit.a, &o, &p, &kit.k.err));
		str_format(sql, sizeof sql,
			   "SELECT count(*) FROM charge WHERE session = %lld AND no NOT "
			   "IN " OLD,
			   (long long)o.no);
		if (!ask(sql)) {
			assert_non_null(
			    strstr(str_text(&p.pages), "Nothing was charged"));
		} else if (i == 7 || i == 8) {
			assert_non_null(strstr(str_text(&p.pages), "VOID: the note"));
			assert_non_null(
			    strstr(str_text(&p.pages), "Units 0, minutes 0."));
		} else {
			str_format(sql, sizeof sql,
				   "SELECT sum(units) FROM charge WHERE session = %lld "
				   "AND no NOT IN " OLD,
				   (long long)o.no);
			str_format(want, sizeof want, "Units %lld,", (long long)ask(sql));
			assert_non_null(strstr(str_text(&p.pages), want));
			assert_non_null(strstr(str_text(&p.pages), "billing_npi"));
		}
		paper_release(&p);
	}
}

/* Every visit that is not signed, with what it says of itself. */
static void
test_claims__unsigned__equals_plain_sql(void **state)
{
	struct claims_order o = {CLAIMS_OPEN, 20260504, 20260504, 0};
	struct visit *v = mem_alloc(sizeof *v);
	struct claims c;

	(void)state;
	for (int i = 0; i < 3; i++) {
		int64_t plan, who;
		char name[20];

		str_format(name, sizeof name, "Open %d", i);
		who = app_kit_case(&kit, name, &plan);
		app_kit_prescribe(&kit, app_kit_block(&kit, plan, 1, "97110", 1, 60));
		app_kit_ok(&kit, visit_start(&kit.a, who, 0, v, &kit.k.err));
		app_kit_do(&kit, v, SEV_START, 0, 0, NULL);
		app_kit_wait(60000);
		if (i)
			app_kit_do(&kit, v, SEV_FINISH, -1, 0, NULL);
	}
	free(v);
	app_kit_ok(&kit, claims_make(&kit.a, &o, &c, &kit.k.err));
	assert_int_equal(c.visits, ask("SELECT count(*) FROM live WHERE service_date = "
				       "20260504"));
	assert_int_equal(c.visits, 3);
	for (size_t r = 0; r < sheet_rows(&c.sheet); r++) {
		char sql[400];

		str_format(
		    sql, sizeof sql,
		    "SELECT count(*) FROM live WHERE (finished IS NOT NULL AND finished "
		    "<> 0) = %d AND patient = (SELECT no FROM patient WHERE chart_no = "
		    "'%s') AND therapist = (SELECT no FROM staff WHERE name = '%s')",
		    !strcmp(sheet_cell(&c.sheet, r, column(&c, "state")), "finished"),
		    sheet_cell(&c.sheet, r, column(&c, "chart_no")),
		    sheet_cell(&c.sheet, r, column(&c, "clinician")));
		assert_int_equal(ask(sql), 1);
	}
	claims_release(&c);
	o.from = o.to = 20260503;
	app_kit_ok(&kit, claims_make(&kit.a, &o, &c, &kit.k.err));
	assert_int_equal(c.visits, 0);
	claims_release(&c);
}

/* ---- pointers */

static void
diagnosis(int64_t episode, int rank, const char *code)
{
	struct condition c;

	dict_row_init(dict_entity(E_CONDITION), &c);
	c.episode = episode;
	c.rank = rank;
	c.active = 1;
	str_copy(c.code, sizeof c.code, code);
	add(E_CONDITION, &c);
}

static enum status
name_diagnoses(int64_t goal, const char *codes)
{
	const struct entity *e = dict_entity(E_GOAL);
	struct goal g;

	app_kit_ok(&kit, record_get(kit.a.store, E_GOAL, goal, &g, &kit.k.err));
	return goals_set(&kit.a, &g, &e->fields[dict_field_named(e, "diagnoses")],
			 (struct cell){.kind = CELL_TEXT, .p = codes, .n = strlen(codes)},
			 &kit.k.err);
}

/* A line points at the diagnoses its exercises' goals name, at all of them where none does. */
static void
test_claims__pointers__follow_the_goals(void **state)
{
	static const char *const codes[] = {"97110", "97140"};
	int64_t patient = app_kit_patient(&kit, "Points", kit.payer_cms);
	int64_t episode = app_kit_episode(&kit, patient);
	int64_t plan = app_kit_plan(&kit, episode), goal = app_kit_goal(&kit, plan);
	struct claims_order o = {.kind = CLAIMS_LINES};
	struct performed f;
	struct session s;
	struct claims c;

	(void)state;
	diagnosis(episode, 2, "M17.11");
	diagnosis(episode, 3, "R26.2");
	app_kit_no(&kit, ST_INVALID, name_diagnoses(goal, "R26.2 M54.5"));
	assert_true(app_kit_said(&kit, "M54.5 is no diagnosis of this episode"));
	app_kit_ok(&kit, name_diagnoses(goal, "r26.2, m17.11"));
	dict_row_init(dict_entity(E_SESSION), &s);
	s.patient = patient;
	s.episode = episode;
	s.therapist = kit.anna;
	s.service_date = 20260701;
	add(E_SESSION, &s);
	dict_row_init(dict_entity(E_PERFORMED), &f);
	f.session = s.head.no;
	f.prescription =
	    app_kit_prescribe(&kit, app_kit_block(&kit, plan, 1, "97110", 1, 60));
	str_copy(f.code, sizeof f.code, "97110");
	add(E_PERFORMED, &f);
	for (int i = 0; i < 2; i++) {
		struct charge row;

		dict_row_init(dict_entity(E_CHARGE), &row);
		row.session = s.head.no;
		row.units = 1;
		str_copy(row.code, sizeof row.code, codes[i]);
		add(E_CHARGE, &row);
	}
	o.session = s.head.no;
	app_kit_ok(&kit, claims_make(&kit.a, &o, &c, &kit.k.err));
	assert_string_equal(sheet_cell(&c.sheet, 0, column(&c, "diagnosis_c")), "R26.2");
	assert_string_equal(sheet_cell(&c.sheet, 0, column(&c, "pointers")), "BC");
	assert_string_equal(sheet_cell(&c.sheet, 1, column(&c, "pointers")), "ABC");
	claims_release(&c);
}

static void
test_claims__make__refuses_days_the_wrong_way(void **state)
{
	struct claims_order o = {CLAIMS_UNITS, 20260502, 20260501, 0};
	struct claims c;

	(void)state;
	app_kit_no(&kit, ST_INVALID, claims_make(&kit.a, &o, &c, &kit.k.err));
	claims_release(&c);
}

/* Two sites gave the birth date differently: every line of the patient that could be billed says
 * so, no other line does. The last test: it changes the clinic. */
static void
test_claims__lines__say_who_is_not_sure(void **state)
{
	int64_t patient = ask("SELECT min(session.patient) FROM charge" GOOD);
	struct claims c;
	char chart_no[40] = "";
	struct patient p;
	size_t said = 0, of_patient = 0;

	(void)state;
	clash_make(kit.a.store, E_PATIENT, patient, "birth_date", "1957-05-04",
		   "1957-04-05", 'P');
	app_kit_ok(&kit, record_get(kit.a.store, E_PATIENT, patient, &p, &kit.k.err));
	str_copy(chart_no, sizeof chart_no, p.chart_no);
	make(CLAIMS_LINES, &c);
	for (size_t r = 0; r < sheet_rows(&c.sheet); r++) {
		const char *remark = sheet_cell(&c.sheet, r, column(&c, "remark"));
		bool of =
		    !strcmp(sheet_cell(&c.sheet, r, column(&c, "chart_no")), chart_no);
		bool is = !strncmp(remark, "TWO VALUES", 10);

		assert_true(of || !is);
		assert_true(!of || remark[0]);
		said += is;
		of_patient += of;
	}
	assert_true(said > 0 && said <= of_patient);
	claims_release(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_claims__units__equal_plain_sql),
	    cmocka_unit_test(test_claims__work__equals_plain_sql),
	    cmocka_unit_test(test_claims__late__equal_plain_sql),
	    cmocka_unit_test(test_claims__lines__nothing_is_dropped),
	    cmocka_unit_test(test_claims__csv__opens_in_a_spreadsheet),
	    cmocka_unit_test(test_claims__csv__is_the_table_cell_by_cell),
	    cmocka_unit_test(test_claims__bill__of_a_visit),
	    cmocka_unit_test(test_claims__unsigned__equals_plain_sql),
	    cmocka_unit_test(test_claims__pointers__follow_the_goals),
	    cmocka_unit_test(test_claims__make__refuses_days_the_wrong_way),
	    cmocka_unit_test(test_claims__lines__say_who_is_not_sure),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
