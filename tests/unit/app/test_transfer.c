/* test_transfer.c - a patient moves to another clinic and comes back, with bundles. */
#include "app/classes.h"
#include "app/transfer.h"
#include "site_kit.h"
#include "store/query.h"
#include "store/record.h"

struct world {
	struct site_kit hub, kbr, mth;
};

static void
own_alone(struct world *w)
{
	site_ok(&w->hub, link_scope_set(w->hub.a.store, "KBR", false, &w->hub.k.err));
	site_ok(&w->hub, link_scope_set(w->hub.a.store, "MTH", false, &w->hub.k.err));
}

static int
setup(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	if (!w)
		return 1;
	site_new(&w->hub, "HQA", true);
	site_new(&w->kbr, "KBR", false);
	site_new(&w->mth, "MTH", false);
	site_meet(&w->hub, &w->kbr);
	site_meet(&w->hub, &w->mth);
	own_alone(w);
	*state = w;
	return 0;
}

static int
teardown(void **state)
{
	struct world *w = *state;

	site_end(&w->hub);
	site_end(&w->kbr);
	site_end(&w->mth);
	free(w);
	return 0;
}

static int64_t
add_episode(struct site_kit *k, int64_t patient, const char *title)
{
	struct episode e;

	dict_row_init(dict_entity(E_EPISODE), &e);
	e.patient = patient;
	str_copy(e.title, sizeof e.title, title);
	e.opened = 20260504;
	site_ok(k, record_add(k->a.store, E_EPISODE, &e, &k->k.err));
	return e.head.no;
}

static struct uid
id_of(struct site_kit *k, int64_t no)
{
	struct uid id;

	site_ok(k, record_id(k->a.store, no, &id, &k->k.err));
	return id;
}

static bool
has(struct site_kit *k, const struct uid *id)
{
	return record_no(k->a.store, id, NULL) > 0;
}

static int64_t
no_at(struct site_kit *k, const struct uid *id)
{
	int64_t no = record_no(k->a.store, id, NULL);

	assert_true(no > 0);
	return no;
}

static int
open_episodes(struct site_kit *k, int64_t patient)
{
	struct episode_line lines[20];
	int n = 0;

	site_ok(k, query_episodes(k->a.store, patient, lines, 20, &n, &k->k.err));
	return n;
}

static void
is_line(struct site_kit *k, int64_t patient, const char *begin)
{
	struct str text = {0};

	site_ok(k, transfer_line(&k->a, patient, &text, &k->k.err));
	if (strncmp(str_text(&text), begin, strlen(begin)) != 0 || (!begin[0] && text.n))
		fail_msg("\"%s\" should begin \"%s\"", str_text(&text), begin);
	str_release(&text);
}

/* ---- */

static void
test_transfer__other_clinic__gets_own_patients_alone(void **state)
{
	struct world *w = *state;
	int64_t p = site_patient(&w->kbr, "Okello", "0100");
	struct uid id = id_of(&w->kbr, p);
	struct exchange_news news;

	site_carry(&w->kbr, &w->hub);
	assert_true(has(&w->hub, &id));
	site_carry(&w->hub, &w->mth);
	assert_false(has(&w->mth, &id));
	/* What is left out waits for nobody's receipt. */
	site_carry(&w->mth, &w->hub);
	site_patient(&w->kbr, "Achieng", "0200");
	site_carry(&w->kbr, &w->hub);
	site_ok(&w->hub, exchange_news(&w->hub.a, "MTH", &news, &w->hub.k.err));
	assert_int_equal(news.ops, 0);
	site_ok(&w->hub, exchange_news(&w->hub.a, "KBR", &news, &w->hub.k.err));
	assert_true(news.ops > 0);
}

static void
test_transfer__there_and_back__one_history(void **state)
{
	struct world *w = *state;
	int64_t p = site_patient(&w->kbr, "Okello", "0100"),
		e = add_episode(&w->kbr, p, "knee");
	struct uid id = id_of(&w->kbr, p), knee = id_of(&w->kbr, e), hip;

	site_carry(&w->mth, &w->hub);
	site_carry(&w->kbr, &w->hub);
	site_carry(&w->hub, &w->kbr);
	site_carry(&w->hub, &w->mth);
	is_line(&w->kbr, p, "");
	assert_int_equal(transfer_move(&w->kbr.a, p, "MTH", false, "", &w->kbr.k.err),
			 ST_INVALID);
	assert_int_equal(transfer_move(&w->kbr.a, p, "XXX", false, "why", &w->kbr.k.err),
			 ST_INVALID);
	assert_int_equal(transfer_move(&w->kbr.a, p, "KBR", false, "why", &w->kbr.k.err),
			 ST_REFUSED);
	site_ok(&w->kbr, transfer_move(&w->kbr.a, p, "MTH", false,
				       "nearer to the daughter", &w->kbr.k.err));
	is_line(&w->kbr, p, "Moved to MTH");
	/* The old clinic writes on before the stick goes. */
	add_episode(&w->kbr, p, "shoulder");
	site_carry(&w->kbr, &w->hub);
	site_carry(&w->hub, &w->mth);
	p = no_at(&w->mth, &id);
	assert_true(has(&w->mth, &knee));
	assert_int_equal(open_episodes(&w->mth, p), 2);
	is_line(&w->mth, p, "");

	/* What the new clinic writes does not come to the old one ... */
	hip = id_of(&w->mth, add_episode(&w->mth, p, "hip"));
	site_carry(&w->mth, &w->hub);
	site_carry(&w->hub, &w->kbr);
	assert_false(has(&w->kbr, &hip));

	/* ... until the patient comes back. */
	site_ok(&w->mth, transfer_move(&w->mth.a, p, "KBR", false, "moved home again",
				       &w->mth.k.err));
	site_carry(&w->mth, &w->hub);
	site_carry(&w->hub, &w->kbr);
	assert_true(has(&w->kbr, &hip));
	p = no_at(&w->kbr, &id);
	assert_int_equal(open_episodes(&w->kbr, p), 3);
	is_line(&w->kbr, p, "");
	is_line(&w->mth, no_at(&w->mth, &id), "Moved to KBR");
}

static void
test_transfer__shared__both_go_on(void **state)
{
	struct world *w = *state;
	int64_t p = site_patient(&w->kbr, "Okello", "0100");
	struct uid id = id_of(&w->kbr, p), e;

	site_carry(&w->mth, &w->hub);
	site_carry(&w->hub, &w->kbr);
	site_ok(&w->kbr, transfer_move(&w->kbr.a, p, "MTH", true, "pool on Fridays",
				       &w->kbr.k.err));
	is_line(&w->kbr, p, "Treated here and at MTH");
	site_carry(&w->kbr, &w->hub);
	site_carry(&w->hub, &w->mth);
	e = id_of(&w->mth, add_episode(&w->mth, no_at(&w->mth, &id), "water"));
	site_carry(&w->mth, &w->hub);
	site_carry(&w->hub, &w->kbr);
	assert_true(has(&w->kbr, &e));
}

/* Everything for a while: what was left out follows, and what is of the others again does not. */
static void
test_transfer__scope__wider_and_narrower(void **state)
{
	struct world *w = *state;
	struct uid first = id_of(&w->kbr, site_patient(&w->kbr, "One", "0100")), second;

	site_carry(&w->kbr, &w->hub);
	site_carry(&w->hub, &w->mth);
	assert_false(has(&w->mth, &first));
	site_ok(&w->hub, link_scope_set(w->hub.a.store, "MTH", true, &w->hub.k.err));
	site_carry(&w->hub, &w->mth);
	assert_true(has(&w->mth, &first));
	site_ok(&w->hub, link_scope_set(w->hub.a.store, "MTH", false, &w->hub.k.err));
	second = id_of(&w->kbr, site_patient(&w->kbr, "Two", "0100"));
	site_carry(&w->kbr, &w->hub);
	site_carry(&w->hub, &w->mth);
	assert_false(has(&w->mth, &second));
}

static struct uid
add_task(struct site_kit *k)
{
	struct staff who;
	struct task t;

	dict_row_init(dict_entity(E_STAFF), &who);
	str_format(who.login, sizeof who.login, "nurse%c", k->code[0] | 32);
	str_copy(who.name, sizeof who.name, "Made Up");
	str_copy(who.role, sizeof who.role, "pt");
	site_ok(k, record_add(k->a.store, E_STAFF, &who, &k->k.err));
	dict_row_init(dict_entity(E_TASK), &t);
	t.author = who.head.no;
	str_copy(t.text, sizeof t.text, "Order tape");
	site_ok(k, record_add(k->a.store, E_TASK, &t, &k->k.err));
	return id_of(k, t.head.no);
}

/* A task about nobody stays in the clinic; the head office's goes to all. */
static void
test_transfer__tasks_about_nobody__stay(void **state)
{
	struct world *w = *state;
	struct uid theirs = add_task(&w->kbr), office = add_task(&w->hub);

	site_carry(&w->kbr, &w->hub);
	site_carry(&w->hub, &w->mth);
	assert_true(has(&w->hub, &theirs));
	assert_false(has(&w->mth, &theirs));
	assert_true(has(&w->mth, &office));
}

/* Tables for people and the list of conflicts say nothing of others' patients either. */
static void
test_transfer__readable_tables__leave_others_out(void **state)
{
	struct world *w = *state;
	struct exchange_made made;
	char command[600], stick[64];

	site_stick(stick);
	site_patient(&w->kbr, "Okello", "0100");
	site_carry(&w->kbr, &w->hub);
	made = site_export(&w->hub, "MTH", stick);
	str_format(command, sizeof command, "grep -rq Okello '%s'", made.path);
	assert_int_not_equal(system(command), 0);
	str_format(command, sizeof command, "grep -q ',skip,' '%s/changes.csv'",
		   made.path);
	assert_int_equal(system(command), 0);
	made = site_export(&w->hub, "KBR", stick);
	assert_int_equal(exchange_export(&w->hub.a,
					 &(struct exchange_out){
					     .peer = "MTH", .dest = stick, .full = true},
					 NULL, &made, &w->hub.k.err),
			 ST_REFUSED);
}

static int64_t
add_class(struct site_kit *k, const char *name)
{
	struct group_class g;

	dict_row_init(dict_entity(E_GROUP_CLASS), &g);
	str_copy(g.name, sizeof g.name, name);
	str_copy(g.site, sizeof g.site, k->code);
	str_copy(g.times, sizeof g.times, "mo-fr 10:00-10:45");
	site_ok(k, record_add(k->a.store, E_GROUP_CLASS, &g, &k->k.err));
	return g.head.no;
}

static void
join(struct site_kit *k, int64_t class, int64_t patient, struct class_member *m)
{
	int n = 0;

	site_ok(k, classes_join(&k->a, class, patient, &k->k.err));
	site_ok(k, query_class_members(k->a.store, class, m, 1, &n, &k->k.err));
	assert_int_equal(n, 1);
}

static int
listed(struct site_kit *k)
{
	struct classes_line *l = mem_alloc(CLASSES_MOST * sizeof *l);
	int n = 0;

	site_ok(k, classes_list(&k->a, false, l, CLASSES_MOST, &n, &k->k.err));
	free(l);
	return n;
}

/* A class belongs to its clinic and is known everywhere, a place on its roster goes where the patient
 * goes; what the two clinics do to it meets in the middle. */
static void
test_transfer__classes__a_roster_follows_its_patients(void **state)
{
	struct world *w = *state;
	int64_t class = add_class(&w->kbr, "Balance class");
	int64_t stays = site_patient(&w->kbr, "Okello", "0100");
	int64_t moves = site_patient(&w->kbr, "Achieng", "0200");
	struct class_member own, theirs;
	struct uid class_id = id_of(&w->kbr, class), own_id, moved_id;

	join(&w->kbr, class, stays, &own);
	own_id = own.head.id;
	join(&w->kbr, class, moves, &theirs); /* by name Achieng stands first */
	moved_id = theirs.head.id;
	assert_int_equal(theirs.patient, moves);
	site_carry(&w->kbr, &w->hub);
	assert_true(has(&w->hub, &class_id) && has(&w->hub, &own_id));
	site_carry(&w->hub, &w->mth);
	assert_true(has(&w->mth, &class_id));
	assert_false(has(&w->mth, &own_id) || has(&w->mth, &moved_id));
	assert_int_equal(listed(&w->kbr), 1);
	assert_int_equal(listed(&w->mth), 0); /* it is another clinic's */
	site_carry(&w->mth, &w->hub);
	site_carry(&w->hub, &w->kbr); /* who is who is known now */
	/* She moves; the other clinic takes her off the roster, and the first one hears of it. */
	site_ok(&w->kbr, transfer_move(&w->kbr.a, moves, "MTH", true, "nearer home",
				       &w->kbr.k.err));
	site_carry(&w->kbr, &w->hub);
	site_carry(&w->hub, &w->mth);
	assert_true(has(&w->mth, &moved_id));
	assert_false(has(&w->mth, &own_id));
	site_ok(&w->mth, record_get(w->mth.a.store, E_CLASS_MEMBER,
				    no_at(&w->mth, &moved_id), &theirs, &w->mth.k.err));
	assert_int_equal(theirs.group_class, no_at(&w->mth, &class_id));
	site_ok(&w->mth, classes_quit(&w->mth.a, &theirs, "treated here", &w->mth.k.err));
	site_carry(&w->mth, &w->hub);
	site_carry(&w->hub, &w->kbr);
	site_ok(&w->kbr, record_get(w->kbr.a.store, E_CLASS_MEMBER,
				    no_at(&w->kbr, &moved_id), &theirs, &w->kbr.k.err));
	assert_string_equal(theirs.reason, "treated here");
	assert_int_equal(theirs.left_on, app_today(&w->kbr.a));
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(test_transfer__##name, setup, teardown)
	const struct CMUnitTest tests[] = {
	    T(other_clinic__gets_own_patients_alone),
	    T(there_and_back__one_history),
	    T(shared__both_go_on),
	    T(scope__wider_and_narrower),
	    T(readable_tables__leave_others_out),
	    T(tasks_about_nobody__stay),
	    T(classes__a_roster_follows_its_patients),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
