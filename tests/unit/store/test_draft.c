/* test_draft.c - drafts are kept durably and found again; an older database gains their tables. */
#include "store_kit.h"

#include "store/draft.h"
#include "store/live.h"
#include "store/query_work.h"

#include <signal.h>
#include <sys/wait.h>

struct world {
	struct kit kit;
	int64_t patient, episode;
};

static int64_t
add_episode(struct world *w, const char *title)
{
	struct episode e;

	dict_row_init(dict_entity(E_EPISODE), &e);
	e.patient = w->patient;
	str_copy(e.title, sizeof e.title, title);
	e.opened = 20260504;
	kit_ok(&w->kit, record_add(w->kit.s, E_EPISODE, &e, &w->kit.err));
	return e.head.no;
}

static int
set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	kit_new(&w->kit);
	w->patient = kit_add_patient(&w->kit, "Dube", "Anna");
	w->episode = add_episode(w, "Knee pain");
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	kit_end(&w->kit);
	free(w);
	return 0;
}

static struct draft
begin(struct world *w, const char *kind)
{
	struct draft d = {.episode = w->episode, .day = 20260601};

	str_copy(d.kind, sizeof d.kind, kind);
	kit_ok(&w->kit, draft_open(w->kit.s, &d, &w->kit.err));
	assert_true(d.no > 0);
	return d;
}

static void
text_is(struct world *w, int64_t no, const char *part, const char *want)
{
	struct str text = {0};

	kit_ok(&w->kit, draft_text_get(w->kit.s, no, part, &text, &w->kit.err));
	assert_string_equal(str_text(&text), want);
	str_release(&text);
}

static void
test_draft__open__finds_the_one_there_is(void **state)
{
	struct world *w = *state;
	struct draft a = begin(w, "progress"), b = begin(w, "discharge"),
		     c = begin(w, "progress");
	struct draft lines[8];
	int n = 0;

	assert_int_equal(a.no, c.no);
	assert_true(a.no != b.no);
	assert_int_equal(a.patient, w->patient);
	assert_string_equal(a.patient_name, "Dube, Anna");
	kit_ok(&w->kit, draft_list(w->kit.s, lines, 8, &n, &w->kit.err));
	assert_int_equal(n, 2);
	assert_int_equal(lines[0].no, b.no);
	kit_ok(&w->kit, draft_list(w->kit.s, lines, 1, &n, &w->kit.err));
	assert_int_equal(n, 1);
}

static void
test_draft__open__wants_an_episode(void **state)
{
	struct world *w = *state;
	struct draft d = {.episode = w->patient, .day = 20260601};

	str_copy(d.kind, sizeof d.kind, "progress");
	assert_int_equal(draft_open(w->kit.s, &d, &w->kit.err), ST_NOT_FOUND);
}

static void
test_draft__text__latest_of_each_part(void **state)
{
	struct world *w = *state;
	struct draft d = begin(w, "progress");

	text_is(w, d.no, "plan", "");
	kit_ok(&w->kit, draft_text_set(w->kit.s, d.no, "plan", NULL, "One", &w->kit.err));
	kit_ok(&w->kit, draft_text_set(w->kit.s, d.no, "plan", NULL, "Two", &w->kit.err));
	kit_ok(&w->kit,
	       draft_text_set(w->kit.s, d.no, "why", NULL, "Three", &w->kit.err));
	text_is(w, d.no, "plan", "Two");
	text_is(w, d.no, "why", "Three");
	kit_reopen(&w->kit);
	text_is(w, d.no, "plan", "Two");
}

/* Two at one part: whoever saw less than stands there is told and stores nothing. */
static void
test_draft__text__only_over_what_was_seen(void **state)
{
	struct world *w = *state;
	struct draft d = begin(w, "progress");
	struct str mine = {0}, other = {0};

	kit_ok(&w->kit,
	       draft_text_set(w->kit.s, d.no, "plan", &other, "Other", &w->kit.err));
	assert_string_equal(str_text(&other), "Other");
	assert_int_equal(
	    draft_text_set(w->kit.s, d.no, "plan", &mine, "Mine", &w->kit.err), ST_STALE);
	assert_string_equal(str_text(&mine), "Other"); /* seen now */
	text_is(w, d.no, "plan", "Other");
	kit_ok(&w->kit,
	       draft_text_set(w->kit.s, d.no, "plan", &mine, "Mine", &w->kit.err));
	text_is(w, d.no, "plan", "Mine");
	/* the same text twice is no quarrel; a draft that is gone is told as gone */
	kit_ok(&w->kit,
	       draft_text_set(w->kit.s, d.no, "plan", &other, "Mine", &w->kit.err));
	kit_ok(&w->kit, draft_remove(w->kit.s, d.no, &w->kit.err));
	assert_int_equal(
	    draft_text_set(w->kit.s, d.no, "plan", &other, "More", &w->kit.err),
	    ST_NOT_FOUND);
	str_release(&mine);
	str_release(&other);
}

static void
test_draft__remove__is_told_to_the_other_terminal(void **state)
{
	struct world *w = *state;
	struct draft d = begin(w, "progress"), again;

	kit_ok(&w->kit, draft_text_set(w->kit.s, d.no, "plan", NULL, "One", &w->kit.err));
	kit_ok(&w->kit, draft_remove(w->kit.s, d.no, &w->kit.err));
	assert_int_equal(draft_get(w->kit.s, d.no, &again, &w->kit.err), ST_NOT_FOUND);
	assert_int_equal(draft_text_set(w->kit.s, d.no, "plan", NULL, "Two", &w->kit.err),
			 ST_NOT_FOUND);
	again = begin(w, "progress");
	assert_true(again.no > d.no); /* a number is never given twice */
	text_is(w, again.no, "plan", "");
}

/* What was typed is there after the process was killed right behind it. */
static void
test_draft__text__survives_a_kill(void **state)
{
	struct world *w = *state;
	struct draft d = begin(w, "progress");
	int code;
	pid_t pid = fork();

	if (pid == 0) {
		struct store *s;

		if (store_open(&s, w->kit.dir, &w->kit.env, &w->kit.err) ||
		    draft_text_set(s, d.no, "plan", NULL, "typed", &w->kit.err))
			_exit(1);
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(pid, &code, 0), pid);
	assert_true(WIFSIGNALED(code));
	text_is(w, d.no, "plan", "typed");
}

/* ---- the step from a database of the version before */

static void
copy_file(const char *from, const char *to)
{
	static char bytes[1 << 18];
	FILE *f = fopen(from, "r"), *g = fopen(to, "w");
	size_t n;

	assert_non_null(f);
	assert_non_null(g);
	while ((n = fread(bytes, 1, sizeof bytes, f)) > 0)
		assert_int_equal(fwrite(bytes, 1, n, g), n);
	fclose(f);
	fclose(g);
}

static bool
count_pain(void *arg, const struct session_event *e)
{
	*(int *)arg += e->kind == SEV_PAIN_BEFORE && e->n == 4;
	return true;
}

static void
test_draft__older_database__is_stepped_up(void **state)
{
	struct kit k;
	struct live lines[4];
	struct draft d = {.day = 20260601};
	struct patient p;
	struct str text = {0};
	char db[128], backup[128];
	int n = 0, events = 0;

	(void)state;
	kit_init(&k);
	kit_path(&k, "limber.db", db);
	kit_path(&k, "backup/limber-before-upgrade.db", backup);
	copy_file("tests/data/schema/version2.db", db);
	kit_open(&k);
	assert_int_equal(access(backup, R_OK), 0);
	kit_ok(&k, live_list(k.s, lines, 4, &n, &k.err));
	assert_int_equal(n, 1);
	kit_ok(&k, live_events(k.s, lines[0].no, 0, count_pain, &events, &k.err));
	assert_int_equal(events, 1);
	kit_ok(&k, live_text_get(k.s, lines[0].no, LIVE_PLAN, &text, &k.err));
	assert_string_equal(str_text(&text), "Go on.");
	str_release(&text);
	kit_ok(&k, record_get(k.s, E_PATIENT, lines[0].patient, &p, &k.err));
	assert_string_equal(p.family_name, "Dube");
	d.episode = lines[0].episode;
	str_copy(d.kind, sizeof d.kind, "progress");
	kit_ok(&k, draft_open(k.s, &d, &k.err));
	kit_ok(&k, draft_text_set(k.s, d.no, "plan", NULL, "kept", &k.err));
	kit_reopen(&k);
	kit_ok(&k, draft_text_get(k.s, d.no, "plan", &text, &k.err));
	assert_string_equal(str_text(&text), "kept");
	str_release(&text);
	kit_end(&k);
}

/* ---- lists of the same file of statements */

static int64_t
add_task(struct world *w, int64_t staff, int64_t author, int64_t due, const char *now)
{
	struct task t;

	dict_row_init(dict_entity(E_TASK), &t);
	t.author = author;
	if (staff)
		t.staff = staff;
	t.due = due;
	t.patient = w->patient;
	str_copy(t.state, sizeof t.state, now);
	str_copy(t.text, sizeof t.text, "Call the pharmacy");
	kit_ok(&w->kit, record_add(w->kit.s, E_TASK, &t, &w->kit.err));
	return t.head.no;
}

static void
test_query_work__tasks__open_ones_due_first(void **state)
{
	struct world *w = *state;
	int64_t me = kit_add_staff(&w->kit, "nomsa"),
		other = kit_add_staff(&w->kit, "jo");
	int64_t late = add_task(w, me, other, 20260701, "open");
	int64_t never = add_task(w, me, other, DICT_NONE, "");
	int64_t all = add_task(w, 0, other, 20260601, "open");
	struct task rows[8];
	int n = 0;

	add_task(w, me, other, 20260101, "done");
	add_task(w, other, me, 20260101, "open");
	kit_ok(&w->kit, query_tasks(w->kit.s, me, rows, 8, &n, &w->kit.err));
	assert_int_equal(n, 3);
	assert_int_equal(rows[0].head.no, all);
	assert_int_equal(rows[1].head.no, late);
	assert_int_equal(rows[2].head.no, never);
	kit_ok(&w->kit,
	       query_tasks_about(w->kit.s, w->patient, rows, 8, &n, &w->kit.err));
	assert_int_equal(n, 5);
	assert_string_equal(rows[4].state, "done");
}

static int64_t
add_aid(struct world *w, const char *kind, int64_t review, int64_t returned)
{
	struct aid a;

	dict_row_init(dict_entity(E_AID), &a);
	a.patient = w->patient;
	str_copy(a.kind, sizeof a.kind, kind);
	a.review = review;
	a.returned = returned;
	kit_ok(&w->kit, record_add(w->kit.s, E_AID, &a, &w->kit.err));
	return a.head.no;
}

static void
test_query_work__aids__reviews_fall_due(void **state)
{
	struct world *w = *state;
	int64_t cane = add_aid(w, "cane", 20260601, DICT_NONE);
	int64_t walker = add_aid(w, "walker", 20260501, DICT_NONE);
	struct aid_line lines[8];
	struct aid rows[8];
	int n = 0;

	add_aid(w, "rail", 20260401, 20260402);
	add_aid(w, "brace", DICT_NONE, DICT_NONE);
	kit_ok(&w->kit, query_aid_reviews(w->kit.s, 20260601, lines, 8, &n, &w->kit.err));
	assert_int_equal(n, 2);
	assert_int_equal(lines[0].no, walker);
	assert_int_equal(lines[1].no, cane);
	assert_string_equal(lines[0].patient_name, "Dube, Anna");
	kit_ok(&w->kit, query_aid_reviews(w->kit.s, 20260531, lines, 8, &n, &w->kit.err));
	assert_int_equal(n, 1);
	kit_ok(&w->kit, query_aids(w->kit.s, w->patient, rows, 8, &n, &w->kit.err));
	assert_int_equal(n, 4);
	assert_string_equal(rows[3].kind, "rail");
}

int
main(void)
{
#define DRAFT_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    DRAFT_TEST(test_draft__open__finds_the_one_there_is),
	    DRAFT_TEST(test_draft__open__wants_an_episode),
	    DRAFT_TEST(test_draft__text__latest_of_each_part),
	    DRAFT_TEST(test_draft__text__only_over_what_was_seen),
	    DRAFT_TEST(test_draft__remove__is_told_to_the_other_terminal),
	    DRAFT_TEST(test_draft__text__survives_a_kill),
	    cmocka_unit_test(test_draft__older_database__is_stepped_up),
	    DRAFT_TEST(test_query_work__tasks__open_ones_due_first),
	    DRAFT_TEST(test_query_work__aids__reviews_fall_due),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
