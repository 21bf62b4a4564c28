/* test_witness.c - each site is a witness of the other's audit: a chain written anew is named, however
 * far it has grown; a database put back from a copy is not called that. */
#include "app/site_kit.h"

#include "app/fleet.h"
#include "store/audit.h"
#include "store/store_priv.h"
#include "sync/manifest.h"

struct world {
	struct site_kit hub, kbr;
};

static int
set_up(void **state)
{
	static struct world w;

	site_new(&w.hub, "HQA", true);
	site_new(&w.kbr, "KBR", false);
	site_meet(&w.hub, &w.kbr);
	*state = &w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	site_end(&w->hub);
	site_end(&w->kbr);
	return 0;
}

/* Another program at the file of a clinic, triggers off. */
static sqlite3 *
foreign(struct site_kit *s)
{
	char path[128];
	sqlite3 *db;

	kit_path(&s->k, "limber.db", path);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	return db;
}

static void
foreign_sql(struct site_kit *s, const char *sql)
{
	sqlite3 *db = foreign(s);

	if (sqlite3_exec(db, sql, NULL, NULL, NULL))
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_close(db);
}

static void
add_text(struct hash *h, sqlite3_stmt *q, int col)
{
	const char *t = (const char *)sqlite3_column_text(q, col);

	hash_add_str(h, t ? t : "", t ? strlen(t) : 0);
}

/* Gives every line the hash that fits the one before. */
static void
chain_anew(struct site_kit *s)
{
	unsigned char at[HASH_SIZE] = {0};
	sqlite3 *db = foreign(s);
	sqlite3_stmt *q, *set;
	int64_t lines;

	assert_int_equal(
	    sqlite3_prepare_v2(db,
			       "SELECT a.no, a.wall, u.text, w.text, a.row, a.detail"
			       " FROM audit a JOIN name u ON u.no = a.user"
			       " JOIN name w ON w.no = a.what ORDER BY a.no",
			       -1, &q, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db,
					    "UPDATE audit SET hash = ?2 WHERE no = ?1",
					    -1, &set, NULL),
			 SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW) {
		struct hash h;

		hash_init(&h);
		hash_add(&h, at, HASH_SIZE);
		hash_add_u64(&h, (uint64_t)sqlite3_column_int64(q, 0));
		hash_add_u64(&h, (uint64_t)sqlite3_column_int64(q, 1));
		add_text(&h, q, 2);
		add_text(&h, q, 3);
		hash_add_u64(&h, (uint64_t)sqlite3_column_int64(q, 4));
		add_text(&h, q, 5);
		hash_end(&h, at);
		sqlite3_bind_int64(set, 1, sqlite3_column_int64(q, 0));
		sqlite3_bind_blob(set, 2, at, HASH_SIZE, SQLITE_TRANSIENT);
		assert_int_equal(sqlite3_step(set), SQLITE_DONE);
		sqlite3_reset(set);
	}
	sqlite3_finalize(q);
	sqlite3_finalize(set);
	sqlite3_close(db);
	site_ok(s, audit_verify(s->a.store, &lines, &s->k.err)); /* nothing to be seen */
}

static int64_t
head(struct site_kit *s)
{
	unsigned char hash[HASH_SIZE];
	int64_t no;

	site_ok(s, audit_head(s->a.store, &no, hash, &s->k.err));
	return no;
}

static void
note(struct site_kit *s, const char *detail, int n)
{
	for (int i = 0; i < n; i++)
		site_ok(s, audit_add(s->a.store, "seen", 0, detail, &s->k.err));
}

/* A bundle from one to the other; the line its audit was told up to. */
static int64_t
told(struct site_kit *from, struct site_kit *to)
{
	int64_t no = head(from);

	site_carry(from, to);
	return no;
}

static void
expect(struct site_kit *at, enum merge_audit is, int64_t line, const char *said)
{
	if (at->taken.audit != is || at->taken.audit_line != line ||
	    !strstr(at->taken.said, said))
		fail_msg("%d at line %lld: %s", at->taken.audit,
			 (long long)at->taken.audit_line, at->taken.said);
}

/* What the head office has against the clinic: the line, 0 nothing. */
static int64_t
against(struct world *w)
{
	struct fleet_line l[2];
	int n;

	site_ok(&w->hub, fleet_list(&w->hub.a, l, 2, &n, &w->hub.k.err));
	assert_int_equal(n, 1);
	assert_true(!l[0].peer.audit_odd == !strstr(l[0].said, "AUDIT: line "));
	return l[0].peer.audit_odd;
}

static void
keep(struct site_kit *s, char copy[128])
{
	kit_path(&s->k, "kept.db", copy);
	(void)!unlink(copy);
	site_ok(s, store_backup(s->a.store, copy, &s->k.err));
}

static void
put_back(struct site_kit *s, const char *copy)
{
	struct store_restored out;

	app_close(&s->a);
	site_ok(s, store_restore(s->k.dir, &s->k.env, copy, &out, &s->k.err));
	site_open(s);
}

static void
test_witness__honest__fits_each_time(void **state)
{
	struct world *w = *state;
	char dir[64];
	int64_t no = 0;

	for (int i = 0; i < 5; i++) {
		note(&w->kbr, "x", i);
		no = told(&w->kbr, &w->hub);
		note(&w->hub, "y", i);
		site_carry(&w->hub, &w->kbr);
		expect(&w->kbr, MERGE_AUDIT_FITS, w->kbr.taken.audit_line, "HQA");
	}
	/* A stick that is lost, and one more before it is known. */
	site_stick(dir);
	note(&w->kbr, "x", 3);
	site_export(&w->kbr, "HQA", dir);
	site_stick_end(dir);
	site_carry(&w->kbr, &w->hub);
	expect(&w->hub, MERGE_AUDIT_FITS, no, "from KBR");
	assert_int_equal(against(w), 0);
}

static void
test_witness__written_anew__is_named_though_it_has_grown(void **state)
{
	struct world *w = *state;
	int64_t first, second;

	note(&w->kbr, "opened with no reason", 1);
	first = told(&w->kbr, &w->hub);
	note(&w->kbr, "x", 4);
	second = told(&w->kbr, &w->hub);
	foreign_sql(&w->kbr, "UPDATE audit SET detail = 'x' WHERE detail LIKE 'opened%'");
	chain_anew(&w->kbr);
	note(&w->kbr, "x", 9);
	site_patient(&w->kbr, "Okello", "0100");
	assert_true(told(&w->kbr, &w->hub) > second);
	expect(
	    &w->hub, MERGE_AUDIT_CHANGED, first,
	    "1 change from KBR taken. ALARM: the audit of KBR was written anew: line ");
	assert_int_equal(against(w), first);

	/* Told once; it stays with the site until somebody has looked. */
	site_patient(&w->kbr, "Atieno", "0200");
	site_carry(&w->kbr, &w->hub);
	assert_int_equal(w->hub.taken.audit, MERGE_AUDIT_FITS);
	assert_int_equal(against(w), first);
	site_ok(&w->hub, link_alarm(w->hub.a.store, "KBR", "", &w->hub.k.err));
	assert_int_equal(against(w), 0);
}

/* Only what came after the first bundle is another; the line of the second is named. */
static void
test_witness__written_anew_later__names_the_first_line_told_otherwise(void **state)
{
	struct world *w = *state;
	int64_t second;

	site_carry(&w->kbr, &w->hub);
	note(&w->kbr, "secret", 1);
	second = told(&w->kbr, &w->hub);
	note(&w->kbr, "x", 2);
	site_carry(&w->kbr, &w->hub);
	foreign_sql(&w->kbr, "UPDATE audit SET detail = 'x' WHERE detail = 'secret'");
	chain_anew(&w->kbr);
	site_carry(&w->kbr, &w->hub);
	expect(&w->hub, MERGE_AUDIT_CHANGED, second, "ALARM");
}

static void
test_witness__lines_removed__are_named(void **state)
{
	struct world *w = *state;
	int64_t no = told(&w->kbr, &w->hub);

	note(&w->kbr, "x", 20);
	site_carry(&w->kbr, &w->hub);
	foreign_sql(&w->kbr, "DELETE FROM audit WHERE detail = 'x' OR no > 20");
	assert_true(head(&w->kbr) >= no);
	no = told(&w->kbr, &w->hub);
	expect(&w->hub, MERGE_AUDIT_SHORTER, no + 1,
	       "ALARM: the audit of KBR is shorter");
	assert_int_equal(against(w), no + 1);
}

/* A program that forgets what it told does not get by. */
static void
test_witness__told_no_more__is_said_without_a_charge(void **state)
{
	struct world *w = *state;
	int64_t no = told(&w->kbr, &w->hub);

	foreign_sql(&w->kbr, "UPDATE link_sent SET audit_no = NULL");
	site_carry(&w->kbr, &w->hub);
	expect(&w->hub, MERGE_AUDIT_UNTOLD, no, "KBR cannot be compared");
	assert_null(strstr(w->hub.taken.said, "ALARM"));
	assert_int_equal(against(w), no);
}

/* What an older program told it never tells again. */
static void
test_witness__older_program__is_not_asked_for_it(void **state)
{
	struct world *w = *state;

	site_carry(&w->kbr, &w->hub);
	foreign_sql(&w->hub, "UPDATE witness SET again = 0");
	foreign_sql(&w->kbr, "UPDATE link_sent SET audit_no = NULL");
	site_carry(&w->kbr, &w->hub);
	assert_int_equal(w->hub.taken.audit, MERGE_AUDIT_FITS);
	site_carry(&w->kbr, &w->hub);
	assert_int_equal(w->hub.taken.audit, MERGE_AUDIT_FITS);
	assert_int_equal(against(w), 0);
}

/* Put back to a copy, lines noted since then: more than were lost or fewer, with operations lost or
 * without. The head office says what it sees and accuses nobody. */
static void
restored(struct world *w, bool writes, int notes)
{
	char copy[128];
	int64_t no = told(&w->kbr, &w->hub);

	keep(&w->kbr, copy);
	note(&w->kbr, "lost", 6);
	if (writes)
		site_patient(&w->kbr, "Lost", "0900");
	site_carry(&w->kbr, &w->hub);
	put_back(&w->kbr, copy);
	note(&w->kbr, "after", notes);
	site_patient(&w->kbr, "After", "0700");
	site_carry(&w->kbr, &w->hub);
	expect(&w->hub, MERGE_AUDIT_RESTORED, no,
	       "KBR was put back from a copy: its audit");
	assert_null(strstr(w->hub.taken.said, "ALARM"));
	assert_int_equal(against(w), 0);
	for (int i = 0; i < 3; i++) {
		site_carry(&w->hub, &w->kbr);
		assert_int_equal(w->kbr.taken.audit, MERGE_AUDIT_FITS);
		site_carry(&w->kbr, &w->hub);
		assert_int_equal(w->hub.taken.audit, MERGE_AUDIT_FITS);
	}
	site_same(&w->hub, &w->kbr);
	assert_int_equal(against(w), 0);
}

static void
test_witness__put_back__is_no_charge(void **state)
{
	struct world *w = *state;

	for (int i = 0; i < 4; i++)
		restored(w, i % 2, i / 2 ? 30 : 0);
}

/* A copy of the clinic does not hide that it was written anew: it fits only up to the line before. */
static void
test_witness__put_back__a_changed_copy_fits_less_far(void **state)
{
	struct world *w = *state;
	char copy[128];
	int64_t first = told(&w->kbr, &w->hub);

	note(&w->kbr, "secret", 1);
	site_carry(&w->kbr, &w->hub);
	foreign_sql(&w->kbr, "UPDATE audit SET detail = 'x' WHERE detail = 'secret'");
	chain_anew(&w->kbr);
	keep(&w->kbr, copy);
	put_back(&w->kbr, copy);
	site_patient(&w->kbr, "After", "0700");
	site_carry(&w->kbr, &w->hub);
	expect(&w->hub, MERGE_AUDIT_RESTORED, first, "its audit fits up to line ");
}

/* The witness is put back: what it still knows is compared. */
static void
test_witness__head_office_put_back__goes_on_comparing(void **state)
{
	struct world *w = *state;
	char copy[128];
	int64_t no;

	note(&w->kbr, "secret", 1);
	no = told(&w->kbr, &w->hub);
	keep(&w->hub, copy);
	site_patient(&w->kbr, "Okello", "0100");
	site_carry(&w->kbr, &w->hub);
	site_carry(&w->hub, &w->kbr);
	put_back(&w->hub, copy);
	site_carry(&w->hub, &w->kbr);
	assert_null(strstr(w->kbr.taken.said, "ALARM"));
	site_carry(&w->kbr, &w->hub);
	assert_int_equal(w->hub.taken.audit, MERGE_AUDIT_FITS);
	foreign_sql(&w->kbr, "UPDATE audit SET detail = 'x' WHERE detail = 'secret'");
	chain_anew(&w->kbr);
	site_carry(&w->kbr, &w->hub);
	expect(&w->hub, MERGE_AUDIT_CHANGED, no, "ALARM");
}

/* Lines that a manifest tells stand in order, none behind the last; older ones tell none. */
static void
test_witness__manifest__is_strict(void **state)
{
	static const struct {
		const char *file;
		enum status st;
		bool tells;
		size_t n;
	} rows[] = {
	    {"whole", ST_OK, false, 0},		{"told", ST_OK, true, 2},
	    {"told_none", ST_OK, true, 0},	{"told_order", ST_DAMAGED, true, 2},
	    {"told_many", ST_DAMAGED, true, 0}, {"told_beyond", ST_DAMAGED, true, 1},
	};
	static struct manifest m;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char path[100], *bytes;
		size_t n;

		str_format(path, sizeof path, "tests/fuzz/corpus/manifest/%s",
			   rows[i].file);
		assert_int_equal(
		    io_read_file(&io_posix, path, MANIFEST_BYTES_MAX, &bytes, &n, NULL),
		    ST_OK);
		assert_int_equal(manifest_read(&m, bytes, n, NULL), rows[i].st);
		assert_int_equal(m.tells, rows[i].tells);
		assert_int_equal(m.n_told, rows[i].n);
		manifest_release(&m);
		free(bytes);
	}
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(test_witness__honest__fits_each_time),
	    CASE(test_witness__written_anew__is_named_though_it_has_grown),
	    CASE(test_witness__written_anew_later__names_the_first_line_told_otherwise),
	    CASE(test_witness__lines_removed__are_named),
	    CASE(test_witness__told_no_more__is_said_without_a_charge),
	    CASE(test_witness__older_program__is_not_asked_for_it),
	    CASE(test_witness__put_back__is_no_charge),
	    CASE(test_witness__put_back__a_changed_copy_fits_less_far),
	    CASE(test_witness__head_office_put_back__goes_on_comparing),
	    CASE(test_witness__manifest__is_strict),
	};

	return cmocka_run_group_tests_name("witness", tests, NULL, NULL);
}
