/* test_classes.c - group classes: rosters, gates, one clock, early and late ones, recovery, units. */
#include "app_kit.h"

#include "app/classes.h"
#include "app/precautions.h"
#include "store/audit.h"
#include "store/query.h"
#include "store/record.h"

#include <sqlite3.h>

enum { MINUTE = 60000, PEOPLE = 6 };

/* A class on Mondays (the kit's day is one) with six members who were screened last week. */
struct room {
	struct app_kit c;
	struct classes_roster r;
	int64_t class, patient[PEOPLE], plan[PEOPLE];
};

static int64_t
make_class(struct app_kit *c, const char *name, const char *times)
{
	struct group_class g;

	dict_row_init(dict_entity(E_GROUP_CLASS), &g);
	str_copy(g.name, sizeof g.name, name);
	str_copy(g.times, sizeof g.times, times);
	str_copy(g.site, sizeof g.site, c->a.site.code);
	g.leader = c->anna;
	g.capacity = 8;
	app_kit_ok(c, record_add(c->a.store, E_GROUP_CLASS, &g, &c->k.err));
	return g.head.no;
}

static void
look(struct room *x)
{
	classes_roster_release(&x->r);
	app_kit_ok(&x->c, classes_roster(&x->c.a, x->class, false, &x->r, &x->c.k.err));
}

/* Row of person i. */
static int
row(const struct room *x, int i)
{
	for (int k = 0; k < x->r.n; k++)
		if (x->r.rows[k].row.patient == x->patient[i])
			return k;
	fail_msg("nobody");
	return -1;
}

static enum classes_state
state_of(const struct room *x, int i)
{
	return x->r.rows[row(x, i)].state;
}

/* The intake of the week before. */
static void
screen(struct app_kit *c, int64_t patient)
{
	struct screening_draft *d = mem_alloc(sizeof *d);
	struct episode_line e;
	struct screening saved;
	int n = 0;

	app_kit_ok(c, query_episodes(c->a.store, patient, &e, 1, &n, &c->k.err));
	app_kit_ok(c, screening_begin(&c->a, patient, e.no, d, &c->k.err));
	app_kit_ok(c, screening_save(&c->a, NULL, d, &saved, &c->k.err));
	free(d);
}

static void
enter(struct room *x)
{
	memset(x, 0, sizeof *x);
	app_kit_new(&x->c);
	x->class = make_class(&x->c, "Balance class", "mo 9:00-9:45");
	app_kit_now.ms -= 7 * 86400000LL;
	for (int i = 0; i < PEOPLE; i++) {
		char name[16];

		str_format(name, sizeof name, "Member %c", 'A' + i);
		x->patient[i] = app_kit_case(&x->c, name, &x->plan[i]);
		app_kit_prescribe(&x->c,
				  app_kit_block(&x->c, x->plan[i], 1, "97110", 1, 1200));
		screen(&x->c, x->patient[i]);
		app_kit_ok(&x->c,
			   classes_join(&x->c.a, x->class, x->patient[i], &x->c.k.err));
	}
	app_kit_now.ms += 7 * 86400000LL;
	look(x);
}

static void
leave_room(struct room *x)
{
	classes_roster_release(&x->r);
	app_kit_end(&x->c);
}

/* Here, nothing new. */
static void
here(struct room *x, int i)
{
	bool ask = true;

	app_kit_ok(&x->c, classes_here(&x->c.a, &x->r, row(x, i), "", &x->c.k.err));
	look(x);
	app_kit_ok(&x->c,
		   classes_nothing_new(&x->c.a, &x->r, row(x, i), &ask, &x->c.k.err));
	assert_false(ask);
	look(x);
}

static int
start(struct room *x, struct str *why)
{
	struct str none = {0};
	int n = 0;

	app_kit_ok(&x->c,
		   classes_start(&x->c.a, &x->r, &n, why ? why : &none, &x->c.k.err));
	str_release(&none);
	look(x);
	return n;
}

static void
end(struct room *x)
{
	int left = -1;

	app_kit_ok(&x->c, classes_end(&x->c.a, &x->r, &left, &x->c.k.err));
	assert_int_equal(left, 0);
	look(x);
}

static int64_t
group_ms(const struct room *x, int i)
{
	return session_group_ms(&x->r.rows[row(x, i)].visit->state);
}

struct seen {
	const char *what, *detail;
	int n;
};

static bool
count_line(void *arg, const struct audit_line *l)
{
	struct seen *s = arg;

	s->n += !strcmp(l->what, s->what) && strstr(l->detail, s->detail) != NULL;
	return true;
}

static int
audited(struct app_kit *c, const char *what, const char *detail)
{
	struct seen s = {what, detail, 0};

	app_kit_ok(c, audit_list(c->a.store, 500, count_line, &s, &c->k.err));
	return s.n;
}

/* ---- rosters */

static void
test_classes__roster__members_come_and_go(void **state)
{
	struct class_member m;
	struct room x;
	char line[8];

	(void)state;
	enter(&x);
	assert_int_equal(x.r.n, PEOPLE);
	assert_int_equal(x.r.count[CLASSES_AWAY], PEOPLE);
	assert_string_equal(x.r.rows[0].name, "Member A, Test");
	assert_int_equal(x.r.start, 9 * 60);
	assert_int_equal(x.r.minutes, 45);
	assert_string_equal(x.r.code, "97150");
	assert_int_equal(x.r.least, 2);
	app_kit_no(&x.c, ST_DUPLICATE,
		   classes_join(&x.c.a, x.class, x.patient[2], &x.c.k.err));
	m = x.r.rows[row(&x, 2)].row;
	app_kit_ok(&x.c, classes_quit(&x.c.a, &m, "moved away", &x.c.k.err));
	look(&x);
	assert_int_equal(x.r.n, PEOPLE - 1);
	classes_roster_release(&x.r);
	app_kit_ok(&x.c, classes_roster(&x.c.a, x.class, true, &x.r, &x.c.k.err));
	assert_int_equal(x.r.n, PEOPLE);
	assert_int_equal(x.r.count[CLASSES_PAST], 1);
	assert_string_equal(x.r.rows[PEOPLE - 1].row.reason, "moved away");
	/* Back again: a row more, the old one stays. */
	app_kit_ok(&x.c, classes_join(&x.c.a, x.class, x.patient[2], &x.c.k.err));
	classes_roster_release(&x.r);
	app_kit_ok(&x.c, classes_roster(&x.c.a, x.class, true, &x.r, &x.c.k.err));
	assert_int_equal(x.r.n, PEOPLE + 1);
	classes_warning(&x.r, line, sizeof line);
	assert_string_equal(line, "");
	leave_room(&x);
}

static void
test_classes__list__the_next_one_first(void **state)
{
	struct classes_line *l = mem_alloc(CLASSES_MOST * sizeof *l);
	struct group_class g, was;
	struct room x;
	int n = 0;

	(void)state;
	enter(&x);
	make_class(&x.c, "Gait", "tu 8:00-9:00; mo 15:00-16:00");
	make_class(&x.c, "Aqua", "fr 10-11");
	g = was = x.r.row;
	app_kit_ok(&x.c, classes_list(&x.c.a, false, l, CLASSES_MOST, &n, &x.c.k.err));
	assert_int_equal(n, 3);
	assert_string_equal(l[0].row.name, "Balance class");
	assert_int_equal(l[0].day, 20260504);
	assert_int_equal(l[0].members, PEOPLE);
	assert_string_equal(l[0].leader, "Test anna");
	assert_string_equal(l[1].row.name, "Gait");
	assert_int_equal(l[1].start, 15 * 60);
	assert_int_equal(l[2].day, 20260508);
	g.ends = 20260503;
	app_kit_ok(&x.c,
		   record_set(x.c.a.store, E_GROUP_CLASS, &was, &g, NULL, &x.c.k.err));
	app_kit_ok(&x.c, classes_list(&x.c.a, false, l, CLASSES_MOST, &n, &x.c.k.err));
	assert_int_equal(n, 2);
	app_kit_ok(&x.c, classes_list(&x.c.a, true, l, CLASSES_MOST, &n, &x.c.k.err));
	assert_int_equal(n, 3);
	assert_int_equal(l[2].day, DICT_NONE);
	free(l);
	leave_room(&x);
}

/* Where more lie there than a list takes: own classes that go on, and members who did not leave. */
static void
test_classes__list__what_is_held_comes_before_what_ended(void **state)
{
	struct group_class g, was, *rows = mem_alloc(4 * sizeof *rows);
	struct class_member *who = mem_alloc(PEOPLE * sizeof *who);
	struct room x;
	int n = 0;

	(void)state;
	enter(&x);
	app_kit_ok(&x.c,
		   record_get(x.c.a.store, E_GROUP_CLASS,
			      make_class(&x.c, "A gone", "mo 8-9"), &was, &x.c.k.err));
	g = was;
	g.ends = 20260501;
	app_kit_ok(&x.c,
		   record_set(x.c.a.store, E_GROUP_CLASS, &was, &g, NULL, &x.c.k.err));
	dict_row_init(dict_entity(E_GROUP_CLASS), &g);
	str_copy(g.name, sizeof g.name, "A far");
	str_copy(g.times, sizeof g.times, "mo 8-9");
	str_copy(g.site, sizeof g.site, "ZZ");
	app_kit_ok(&x.c, record_add(x.c.a.store, E_GROUP_CLASS, &g, &x.c.k.err));
	app_kit_ok(&x.c, query_classes(x.c.a.store, rows, 4, &n, &x.c.k.err));
	assert_int_equal(n, 3);
	assert_string_equal(rows[0].name, "Balance class");
	assert_string_equal(rows[1].name, "A gone");
	assert_string_equal(rows[2].name, "A far");
	app_kit_ok(&x.c,
		   classes_quit(&x.c.a, &x.r.rows[row(&x, 0)].row, "moved", &x.c.k.err));
	app_kit_ok(
	    &x.c, query_class_members(x.c.a.store, x.class, who, PEOPLE, &n, &x.c.k.err));
	assert_int_equal(n, PEOPLE);
	assert_int_equal(who[0].patient, x.patient[1]);
	assert_int_equal(who[PEOPLE - 1].patient, x.patient[0]);
	free(rows);
	free(who);
	leave_room(&x);
}

/* Times must be readable, and a group's minutes go to a group's code alone. */
static void
test_classes__check__times_and_code(void **state)
{
	const struct entity *e = dict_entity(E_GROUP_CLASS);
	const struct field *times = &e->fields[dict_field_named(e, "times")];
	const struct field *code = &e->fields[dict_field_named(e, "code")];
	struct app_kit c;

	(void)state;
	app_kit_new(&c);
	app_kit_ok(&c, care_check(&c.a, e, times,
				  (struct cell){CELL_TEXT, 0, "tu 10-11", 8}, &c.k.err));
	app_kit_no(&c, ST_INVALID,
		   care_check(&c.a, e, times, (struct cell){CELL_TEXT, 0, "often", 5},
			      &c.k.err));
	app_kit_ok(&c, care_check(&c.a, e, code, (struct cell){CELL_TEXT, 0, "97150", 5},
				  &c.k.err));
	app_kit_no(
	    &c, ST_INVALID,
	    care_check(&c.a, e, code, (struct cell){CELL_TEXT, 0, "97110", 5}, &c.k.err));
	assert_true(app_kit_said(&c, "97110 is no group code"));
	/* Untimed is not enough: an evaluation of one is no group. */
	app_kit_no(
	    &c, ST_INVALID,
	    care_check(&c.a, e, code, (struct cell){CELL_TEXT, 0, "97161", 5}, &c.k.err));
	app_kit_no(
	    &c, ST_INVALID,
	    care_check(&c.a, e, code, (struct cell){CELL_TEXT, 0, "9715", 4}, &c.k.err));
	app_kit_end(&c);
}

/* ---- one clock */

static void
test_classes__start__one_moment_for_all(void **state)
{
	struct room x;
	int64_t now = 0;

	(void)state;
	enter(&x);
	for (int i = 0; i < PEOPLE; i++)
		here(&x, i);
	assert_int_equal(x.r.count[CLASSES_HERE], PEOPLE);
	assert_int_equal(start(&x, NULL), PEOPLE);
	assert_int_equal(x.r.count[CLASSES_IN], PEOPLE);
	app_kit_wait(10 * MINUTE);
	classes_tick(&x.c.a, &x.r);
	for (int i = 0; i < PEOPLE; i++) {
		const struct session_state *s = &x.r.rows[row(&x, i)].visit->state;

		assert_int_equal(group_ms(&x, i), 10 * MINUTE);
		assert_int_equal(s->items[0].group_now, PEOPLE);
		assert_int_equal(s->items[0].group_alone_ms, 0);
		assert_int_equal(s->n_items, 1);
		now = now ? now : s->started_wall_ms;
		assert_int_equal(s->started_wall_ms, now);
	}
	app_kit_ok(&x.c, classes_pause(&x.c.a, &x.r, &x.c.k.err));
	app_kit_wait(5 * MINUTE);
	look(&x);
	assert_int_equal(group_ms(&x, 0), 10 * MINUTE);
	app_kit_ok(&x.c, classes_pause(&x.c.a, &x.r, &x.c.k.err));
	app_kit_wait(30 * MINUTE);
	look(&x);
	end(&x);
	assert_int_equal(x.r.count[CLASSES_ENDED], PEOPLE);
	for (int i = 0; i < PEOPLE; i++)
		assert_int_equal(group_ms(&x, i), 40 * MINUTE);
	leave_room(&x);
}

/* Two terminals that looked at the same moment: the last place is given once, and nobody is marked twice. */
static void
test_classes__here__at_two_terminals(void **state)
{
	struct classes_roster other = {0};
	struct group_class now;
	struct room x;
	struct app b;

	(void)state;
	enter(&x);
	now = x.r.row;
	now.capacity = 2;
	app_kit_ok(&x.c, record_set(x.c.a.store, E_GROUP_CLASS, &x.r.row, &now, NULL,
				    &x.c.k.err));
	look(&x);
	app_kit_ok(&x.c, app_open(&b, x.c.k.dir, &x.c.k.env, &x.c.k.err));
	app_kit_ok(&x.c, staff_act_as(&b, "anna", &x.c.k.err));
	app_kit_ok(&x.c, classes_roster(&b, x.class, false, &other, &x.c.k.err));
	app_kit_ok(&x.c, classes_here(&x.c.a, &x.r, row(&x, 0), "", &x.c.k.err));
	/* By the roster of before he is still away. */
	app_kit_ok(&x.c, classes_here(&x.c.a, &x.r, row(&x, 0), "", &x.c.k.err));
	look(&x);
	assert_int_equal(x.r.rows[row(&x, 0)].visit->told.n_items, 1);
	app_kit_ok(&x.c, classes_here(&b, &other, row(&x, 1), "", &x.c.k.err));
	app_kit_no(&x.c, ST_REFUSED,
		   classes_here(&b, &other, row(&x, 2), "", &x.c.k.err));
	assert_true(app_kit_said(&x.c, "the class is full: 2 of 2 places"));
	look(&x);
	assert_int_equal(x.r.count[CLASSES_HERE], 2);
	classes_roster_release(&other);
	app_close(&b);
	leave_room(&x);
}

/* Whose line dropped holds nothing: who takes the class over then has it, and others are told so. */
static void
test_classes__take__of_a_terminal_that_is_gone(void **state)
{
	struct classes_roster other = {0};
	struct room x;
	struct app b;
	int taken = 0;

	(void)state;
	enter(&x);
	here(&x, 0);
	here(&x, 1);
	start(&x, NULL);
	app_kit_ok(&x.c, app_open(&b, x.c.k.dir, &x.c.k.env, &x.c.k.err));
	app_kit_ok(&x.c, staff_act_as(&b, "anna", &x.c.k.err));
	app_kit_ok(&x.c, classes_roster(&b, x.class, false, &other, &x.c.k.err));
	app_kit_ok(&x.c, classes_take(&b, &other, &taken, &x.c.k.err));
	assert_int_equal(taken, 2);
	app_kit_ok(&x.c, classes_take(&b, &other, &taken, &x.c.k.err));
	assert_int_equal(taken, 0);
	classes_roster_release(&other);
	app_close(&b); /* the line drops */

	app_kit_ok(&x.c, app_open(&b, x.c.k.dir, &x.c.k.env, &x.c.k.err));
	app_kit_ok(&x.c, staff_act_as(&b, "pia", &x.c.k.err));
	app_kit_ok(&x.c, classes_roster(&b, x.class, false, &other, &x.c.k.err));
	assert_false(other.rows[0].others);
	app_kit_ok(&x.c, classes_take(&b, &other, &taken, &x.c.k.err));
	assert_int_equal(taken, 2);
	look(&x);
	assert_true(x.r.rows[0].others && x.r.rows[1].others);
	app_kit_no(&x.c, ST_DENIED, classes_pause(&x.c.a, &x.r, &x.c.k.err));
	classes_roster_release(&other);
	app_close(&b);
	leave_room(&x);
}

/* Who left by mistake is back on the clock of the class: his minutes go on, and all are told. */
static void
test_classes__back__goes_on_where_it_stopped(void **state)
{
	struct room x;

	(void)state;
	enter(&x);
	for (int i = 0; i < 3; i++)
		here(&x, i);
	app_kit_no(&x.c, ST_INVALID, classes_back(&x.c.a, &x.r, row(&x, 0), &x.c.k.err));
	start(&x, NULL);
	app_kit_wait(10 * MINUTE);
	app_kit_no(&x.c, ST_INVALID, classes_back(&x.c.a, &x.r, row(&x, 0), &x.c.k.err));
	app_kit_ok(&x.c, classes_leave(&x.c.a, &x.r, row(&x, 0), &x.c.k.err));
	look(&x);
	assert_int_equal(x.r.rows[row(&x, 1)].visit->told.items[0].group_now, 2);
	app_kit_wait(5 * MINUTE);
	look(&x);
	app_kit_ok(&x.c, classes_back(&x.c.a, &x.r, row(&x, 0), &x.c.k.err));
	look(&x);
	assert_int_equal(state_of(&x, 0), CLASSES_IN);
	for (int i = 0; i < 3; i++)
		assert_int_equal(x.r.rows[row(&x, i)].visit->told.items[0].group_now, 3);
	/* One who stood when he left comes back too. */
	app_kit_ok(&x.c, classes_pause(&x.c.a, &x.r, &x.c.k.err));
	look(&x);
	app_kit_ok(&x.c, classes_leave(&x.c.a, &x.r, row(&x, 1), &x.c.k.err));
	look(&x);
	app_kit_ok(&x.c, classes_pause(&x.c.a, &x.r, &x.c.k.err));
	look(&x);
	app_kit_ok(&x.c, classes_back(&x.c.a, &x.r, row(&x, 1), &x.c.k.err));
	look(&x);
	app_kit_wait(20 * MINUTE);
	look(&x);
	end(&x);
	assert_int_equal(group_ms(&x, 0), 30 * MINUTE);
	assert_int_equal(group_ms(&x, 1), 35 * MINUTE);
	assert_int_equal(group_ms(&x, 2), 35 * MINUTE);
	assert_int_equal(x.r.rows[row(&x, 0)].visit->state.n_items, 1);
	/* The session is finished: its note waits. */
	app_kit_no(&x.c, ST_INVALID, classes_back(&x.c.a, &x.r, row(&x, 0), &x.c.k.err));
	leave_room(&x);
}

/* Who left with a stop stays off the clock. */
static void
test_classes__back__not_past_a_stop(void **state)
{
	struct screening_stop stop;
	struct classes_member *m;
	struct room x;
	bool raised = false;

	(void)state;
	enter(&x);
	for (int i = 0; i < 3; i++)
		here(&x, i);
	start(&x, NULL);
	app_kit_wait(MINUTE);
	look(&x);
	m = &x.r.rows[row(&x, 0)];
	app_kit_ok(&x.c,
		   visit_do(&x.c.a, m->visit, SEV_PAIN, m->item, 10, NULL, &x.c.k.err));
	app_kit_ok(&x.c,
		   screening_pain(&x.c.a, m->visit, 10, &stop, &raised, &x.c.k.err));
	assert_true(raised);
	app_kit_ok(&x.c, screening_raise(&x.c.a, m->visit, &stop, &x.c.k.err));
	look(&x);
	app_kit_ok(&x.c, classes_leave(&x.c.a, &x.r, row(&x, 0), &x.c.k.err));
	look(&x);
	app_kit_no(&x.c, ST_DENIED, classes_back(&x.c.a, &x.r, row(&x, 0), &x.c.k.err));
	look(&x);
	assert_int_equal(state_of(&x, 0), CLASSES_LEFT);
	leave_room(&x);
}

/* One leaves after ten minutes, one comes after twenty: the minutes of each are his own. */
static void
test_classes__leave__stops_one_alone(void **state)
{
	char line[120];
	struct room x;

	(void)state;
	enter(&x);
	for (int i = 0; i < 3; i++)
		here(&x, i);
	start(&x, NULL);
	app_kit_wait(10 * MINUTE);
	app_kit_ok(&x.c, classes_leave(&x.c.a, &x.r, row(&x, 0), &x.c.k.err));
	look(&x);
	assert_int_equal(state_of(&x, 0), CLASSES_LEFT);
	assert_int_equal(x.r.count[CLASSES_IN], 2);
	app_kit_wait(10 * MINUTE);
	here(&x, 3);
	assert_int_equal(start(&x, NULL), 1);
	app_kit_wait(20 * MINUTE);
	app_kit_ok(&x.c, classes_leave(&x.c.a, &x.r, row(&x, 1), &x.c.k.err));
	look(&x);
	app_kit_ok(&x.c, classes_leave(&x.c.a, &x.r, row(&x, 3), &x.c.k.err));
	look(&x);
	classes_warning(&x.r, line, sizeof line);
	assert_non_null(strstr(line, "NO GROUP: 1 on the clock"));
	app_kit_wait(5 * MINUTE);
	look(&x);
	end(&x);
	assert_int_equal(group_ms(&x, 0), 10 * MINUTE);
	assert_int_equal(group_ms(&x, 1), 40 * MINUTE);
	assert_int_equal(group_ms(&x, 2), 45 * MINUTE);
	assert_int_equal(group_ms(&x, 3), 20 * MINUTE);
	assert_int_equal(x.r.rows[row(&x, 0)].visit->state.items[0].group_most, 3);
	assert_int_equal(x.r.rows[row(&x, 2)].visit->state.items[0].group_alone_ms,
			 5 * MINUTE);
	app_kit_no(&x.c, ST_INVALID, classes_leave(&x.c.a, &x.r, row(&x, 0), &x.c.k.err));
	leave_room(&x);
}

/* ---- gates */

/* Nobody is taken whom an ordinary session would not take. */
static void
test_classes__gates__are_those_of_a_session(void **state)
{
	struct str why = {0};
	struct room x;
	bool ask = false;
	int64_t open;

	(void)state;
	enter(&x);
	/* No plan of care. */
	open = app_kit_patient(&x.c, "Member Q", x.c.payer_cms);
	app_kit_ok(&x.c, classes_join(&x.c.a, x.class, open, &x.c.k.err));
	x.patient[5] = open;
	look(&x);
	assert_non_null(strstr(x.r.rows[row(&x, 5)].plan, "no open episode"));
	app_kit_no(&x.c, ST_REFUSED,
		   classes_here(&x.c.a, &x.r, row(&x, 5), "", &x.c.k.err));
	app_kit_no(&x.c, ST_NOT_FOUND,
		   classes_here(&x.c.a, &x.r, row(&x, 5), "known to us", &x.c.k.err));
	/* Here, but nobody asked: the clock does not start. */
	app_kit_ok(&x.c, classes_here(&x.c.a, &x.r, row(&x, 0), "", &x.c.k.err));
	look(&x);
	assert_true(x.r.rows[row(&x, 0)].unscreened);
	assert_int_equal(start(&x, &why), 0);
	assert_non_null(strstr(str_text(&why), "Member A, Test"));
	assert_non_null(strstr(str_text(&why), "screening"));
	assert_int_equal(state_of(&x, 0), CLASSES_HERE);
	/* Asked, and stopped. */
	app_kit_ok(&x.c, visit_do(&x.c.a, x.r.rows[row(&x, 0)].visit, SEV_GATE, -1, 0,
				  "stopped|S001 fever|", &x.c.k.err));
	look(&x);
	assert_true(x.r.rows[row(&x, 0)].stopped);
	app_kit_ok(&x.c, classes_nothing_new(&x.c.a, &x.r, row(&x, 0), &ask, &x.c.k.err));
	assert_true(ask);
	str_clear(&why);
	assert_int_equal(start(&x, &why), 0);
	assert_non_null(strstr(str_text(&why), "HOLD"));
	/* The others begin without him. */
	here(&x, 1);
	here(&x, 2);
	assert_int_equal(start(&x, &why), 2);
	assert_int_equal(state_of(&x, 0), CLASSES_HERE);
	str_release(&why);
	leave_room(&x);
}

/* A plan that lapsed: with a reason alone, and the audit holds it. */
static void
test_classes__gates__a_lapsed_plan_wants_a_reason(void **state)
{
	struct plan_of_care was, now;
	struct room x;

	(void)state;
	enter(&x);
	app_kit_ok(&x.c,
		   record_get(x.c.a.store, E_PLAN_OF_CARE, x.plan[0], &was, &x.c.k.err));
	now = was;
	now.starts = 20260601;
	app_kit_ok(&x.c,
		   record_set(x.c.a.store, E_PLAN_OF_CARE, &was, &now, NULL, &x.c.k.err));
	look(&x);
	assert_non_null(strstr(x.r.rows[row(&x, 0)].plan, "begins 2026-06-01"));
	app_kit_no(&x.c, ST_REFUSED,
		   classes_here(&x.c.a, &x.r, row(&x, 0), "", &x.c.k.err));
	assert_int_equal(audited(&x.c, "class-override", ""), 0);
	app_kit_ok(
	    &x.c, classes_here(&x.c.a, &x.r, row(&x, 0), "physician agreed", &x.c.k.err));
	assert_int_equal(audited(&x.c, "class-override", "physician agreed"), 1);
	look(&x);
	assert_int_equal(state_of(&x, 0), CLASSES_HERE);
	leave_room(&x);
}

/* The row names an episode that is closed: discharged, so a reason alone takes the patient in. */
static void
test_classes__gates__a_closed_episode_wants_a_reason(void **state)
{
	struct class_member was, now;
	struct episode open, closed;
	struct episode_line e;
	struct room x;
	int n = 0;

	(void)state;
	enter(&x);
	app_kit_ok(&x.c,
		   query_episodes(x.c.a.store, x.patient[0], &e, 1, &n, &x.c.k.err));
	was = now = x.r.rows[row(&x, 0)].row;
	now.episode = e.no;
	app_kit_ok(&x.c,
		   record_set(x.c.a.store, E_CLASS_MEMBER, &was, &now, NULL, &x.c.k.err));
	look(&x);
	assert_string_equal(x.r.rows[row(&x, 0)].plan, "");
	app_kit_ok(&x.c, record_get(x.c.a.store, E_EPISODE, e.no, &open, &x.c.k.err));
	closed = open;
	closed.closed = 20260503;
	app_kit_ok(&x.c,
		   record_set(x.c.a.store, E_EPISODE, &open, &closed, NULL, &x.c.k.err));
	look(&x);
	assert_string_equal(x.r.rows[row(&x, 0)].plan, "the episode is closed");
	app_kit_no(&x.c, ST_REFUSED,
		   classes_here(&x.c.a, &x.r, row(&x, 0), "", &x.c.k.err));
	app_kit_ok(&x.c,
		   classes_here(&x.c.a, &x.r, row(&x, 0), "comes back", &x.c.k.err));
	assert_int_equal(audited(&x.c, "class-override", "comes back"), 1);
	leave_room(&x);
}

/* The class stands for an exercise that a precaution blocks: a reason and initials, or not at all. */
static void
test_classes__gates__precautions_of_the_exercise(void **state)
{
	struct group_class was, now;
	struct exercise *all = mem_alloc(300 * sizeof *all);
	struct exercise_filter filter = {0};
	struct precaution p;
	struct str why = {0};
	struct room x;
	int n = 0, at = 0;

	(void)state;
	enter(&x);
	app_kit_ok(&x.c, query_exercises(x.c.a.store, &filter, all, 300, &n, &x.c.k.err));
	while (at < n && !strstr(all[at].contra, "dizz"))
		at++;
	if (at == n)
		for (at = 0; at < n && !all[at].contra[0]; at++)
			continue;
	assert_true(at < n);
	was = now = x.r.row;
	now.exercise = all[at].head.no;
	app_kit_ok(&x.c,
		   record_set(x.c.a.store, E_GROUP_CLASS, &was, &now, NULL, &x.c.k.err));
	dict_row_init(dict_entity(E_PRECAUTION), &p);
	p.patient = x.patient[0];
	str_format(p.tag, sizeof p.tag, "%.*s", (int)strcspn(all[at].contra, ";"),
		   all[at].contra);
	app_kit_ok(&x.c, precautions_add(&x.c.a, &p, &x.c.k.err));
	look(&x);
	assert_int_equal(x.r.rows[row(&x, 0)].mark.mark, PRECAUTION_BLOCKED);
	here(&x, 0);
	here(&x, 1);
	here(&x, 2);
	assert_int_equal(start(&x, &why), 2);
	assert_non_null(strstr(str_text(&why), "BLOCKED"));
	app_kit_ok(&x.c, screening_allow(&x.c.a, x.r.rows[row(&x, 0)].visit, 0,
					 "holds the bar, beside me", "AL", &x.c.k.err));
	look(&x);
	assert_int_equal(start(&x, NULL), 1);
	/* Another one came before the class was given that exercise: his mark is made anew. */
	memset(&p.head, 0, sizeof p.head);
	p.patient = x.patient[3];
	app_kit_ok(&x.c, precautions_add(&x.c.a, &p, &x.c.k.err));
	app_kit_ok(&x.c,
		   record_set(x.c.a.store, E_GROUP_CLASS, &now, &was, NULL, &x.c.k.err));
	look(&x);
	here(&x, 3);
	app_kit_ok(&x.c,
		   record_set(x.c.a.store, E_GROUP_CLASS, &was, &now, NULL, &x.c.k.err));
	look(&x);
	str_clear(&why);
	assert_int_equal(start(&x, &why), 0);
	assert_non_null(strstr(str_text(&why), "the class changed"));
	app_kit_ok(&x.c, classes_not_here(&x.c.a, &x.r, row(&x, 3), &x.c.k.err));
	look(&x);
	here(&x, 3);
	str_clear(&why);
	assert_int_equal(start(&x, &why), 0);
	assert_non_null(strstr(str_text(&why), "BLOCKED"));
	free(all);
	str_release(&why);
	leave_room(&x);
}

static void
test_classes__here__taken_back_leaves_nothing(void **state)
{
	struct visit *v = mem_alloc(sizeof *v);
	struct room x;

	(void)state;
	enter(&x);
	here(&x, 0);
	app_kit_ok(&x.c, classes_not_here(&x.c.a, &x.r, row(&x, 0), &x.c.k.err));
	look(&x);
	assert_int_equal(state_of(&x, 0), CLASSES_AWAY);
	assert_null(x.r.rows[row(&x, 0)].visit);
	assert_int_equal(visit_unsigned(&x.c.a), 0);
	/* A session that was there before stays, without the class. */
	app_kit_ok(&x.c, visit_start(&x.c.a, x.patient[1], 0, v, &x.c.k.err));
	here(&x, 1);
	assert_int_equal(visit_unsigned(&x.c.a), 1);
	app_kit_ok(&x.c, classes_not_here(&x.c.a, &x.r, row(&x, 1), &x.c.k.err));
	look(&x);
	assert_int_equal(state_of(&x, 1), CLASSES_AWAY);
	assert_int_equal(visit_unsigned(&x.c.a), 1);
	/* And may come again. */
	here(&x, 1);
	assert_int_equal(start(&x, NULL), 1);
	free(v);
	leave_room(&x);
}

/* What was noted meanwhile is not thrown away with the mark. */
static void
test_classes__here__taken_back_keeps_what_was_noted(void **state)
{
	struct visit *v;
	struct room x;

	(void)state;
	enter(&x);
	for (int i = 0; i < 5; i++)
		here(&x, i);
	v = x.r.rows[row(&x, 0)].visit;
	app_kit_do(&x.c, v, SEV_PAIN_BEFORE, -1, 4, NULL);
	v = x.r.rows[row(&x, 1)].visit;
	app_kit_ok(&x.c, visit_type(&x.c.a, v, LIVE_SUBJECTIVE, NULL, "Fell on Sunday.",
				    &x.c.k.err));
	v = x.r.rows[row(&x, 2)].visit;
	app_kit_do(&x.c, v, SEV_MINUTES, -1, 600, "97110|evaluation at home");
	v = x.r.rows[row(&x, 3)].visit;
	app_kit_do(&x.c, v, SEV_MANNER, -1, 1, "tearful");
	for (int i = 0; i < 5; i++) {
		look(&x);
		app_kit_ok(&x.c, classes_not_here(&x.c.a, &x.r, row(&x, i), &x.c.k.err));
	}
	look(&x);
	assert_int_equal(x.r.count[CLASSES_AWAY], PEOPLE);
	assert_int_equal(visit_unsigned(&x.c.a), 4);
	leave_room(&x);
}

/* A code that a site sent is looked at before anybody is taken; the roster is seen all the same. */
static void
test_classes__here__not_into_a_timed_code(void **state)
{
	struct group_class was, now;
	char line[200];
	struct room x;

	(void)state;
	enter(&x);
	was = now = x.r.row;
	str_copy(now.code, sizeof now.code, "97110");
	app_kit_ok(&x.c,
		   record_set(x.c.a.store, E_GROUP_CLASS, &was, &now, NULL, &x.c.k.err));
	look(&x);
	assert_int_equal(x.r.n, PEOPLE);
	classes_warning(&x.r, line, sizeof line);
	assert_non_null(strstr(line, "97110 is no group code"));
	app_kit_no(&x.c, ST_INVALID,
		   classes_here(&x.c.a, &x.r, row(&x, 0), "", &x.c.k.err));
	leave_room(&x);
}

static void
test_classes__here__a_full_class_is_full(void **state)
{
	struct group_class was, now;
	struct room x;

	(void)state;
	enter(&x);
	was = now = x.r.row;
	now.capacity = 2;
	app_kit_ok(&x.c,
		   record_set(x.c.a.store, E_GROUP_CLASS, &was, &now, NULL, &x.c.k.err));
	look(&x);
	here(&x, 0);
	here(&x, 1);
	app_kit_no(&x.c, ST_REFUSED,
		   classes_here(&x.c.a, &x.r, row(&x, 2), "", &x.c.k.err));
	assert_true(app_kit_said(&x.c, "full: 2 of 2"));
	leave_room(&x);
}

/* Marked, never started, the class ended: the session opened for the mark goes, others stay. */
static void
test_classes__end__marks_that_never_ran_go(void **state)
{
	struct visit *v = mem_alloc(sizeof *v);
	struct room x;

	(void)state;
	enter(&x);
	app_kit_ok(&x.c, visit_start(&x.c.a, x.patient[3], 0, v, &x.c.k.err));
	here(&x, 0);
	here(&x, 1);
	start(&x, NULL);
	here(&x, 2);
	here(&x, 3);
	app_kit_wait(10 * MINUTE);
	look(&x);
	end(&x);
	assert_int_equal(x.r.count[CLASSES_ENDED], 2);
	assert_int_equal(state_of(&x, 2), CLASSES_AWAY);
	assert_int_equal(state_of(&x, 3), CLASSES_AWAY);
	assert_int_equal(visit_unsigned(&x.c.a), 3);
	assert_int_equal(audited(&x.c, "session-discard", "never on its clock"), 1);
	free(v);
	leave_room(&x);
}

/* Nobody ended last week's class: its marks are none of today, and no minute of today goes into it. */
static void
test_classes__end__last_week_is_not_today(void **state)
{
	struct str why = {0};
	struct room x;
	int left = 0, n = -1;

	(void)state;
	enter(&x);
	for (int i = 0; i < 3; i++)
		here(&x, i);
	app_kit_ok(&x.c, classes_not_here(&x.c.a, &x.r, row(&x, 2), &x.c.k.err));
	look(&x);
	app_kit_wait(7 * 24 * 60 * (int64_t)MINUTE);
	/* The roster was read last week: the clock does not start. */
	app_kit_ok(&x.c, classes_start(&x.c.a, &x.r, &n, &why, &x.c.k.err));
	assert_int_equal(n, 0);
	assert_non_null(strstr(str_text(&why), "marked on an earlier day"));
	look(&x);
	assert_int_equal(state_of(&x, 0), CLASSES_AWAY);
	assert_int_equal(x.r.count[CLASSES_HERE], 0);
	assert_int_equal(start(&x, NULL), 0);
	app_kit_no(&x.c, ST_REFUSED,
		   classes_here(&x.c.a, &x.r, row(&x, 0), "", &x.c.k.err));
	assert_true(app_kit_said(&x.c, "earlier day is not signed"));
	/* A clock that ran all the week can be stopped here; it takes no place. */
	app_kit_now.ms -= 7 * 86400000LL;
	look(&x);
	assert_int_equal(start(&x, NULL), 2);
	app_kit_wait(10 * MINUTE);
	app_kit_ok(&x.c, classes_leave(&x.c.a, &x.r, row(&x, 0), &x.c.k.err));
	app_kit_now.ms += 7 * 86400000LL;
	look(&x);
	assert_int_equal(state_of(&x, 0), CLASSES_ENDED);
	assert_int_equal(state_of(&x, 1), CLASSES_IN);
	app_kit_ok(&x.c, classes_end(&x.c.a, &x.r, &left, &x.c.k.err));
	look(&x);
	assert_int_equal(state_of(&x, 1), CLASSES_ENDED);
	str_release(&why);
	leave_room(&x);
}

/* ---- killed, another terminal */

/* The program dies and the machine starts again: the class is found, minutes and all. */
static void
test_classes__killed__is_found_again(void **state)
{
	struct room x;

	(void)state;
	enter(&x);
	for (int i = 0; i < 4; i++)
		here(&x, i);
	start(&x, NULL);
	app_kit_wait(15 * MINUTE);
	app_kit_ok(&x.c, classes_leave(&x.c.a, &x.r, row(&x, 0), &x.c.k.err));
	classes_roster_release(&x.r);
	app_close(&x.c.a);
	app_kit_wait(5 * MINUTE); /* the clock of the boot runs on */
	app_kit_ok(&x.c, app_open(&x.c.a, x.c.k.dir, &x.c.k.env, &x.c.k.err));
	app_kit_ok(&x.c, staff_act_as(&x.c.a, "anna", &x.c.k.err));
	look(&x);
	assert_int_equal(x.r.count[CLASSES_IN], 3);
	assert_int_equal(x.r.count[CLASSES_LEFT], 1);
	assert_int_equal(group_ms(&x, 0), 15 * MINUTE);
	assert_int_equal(group_ms(&x, 1), 20 * MINUTE);
	/* Now the machine goes off too: what was counted stays, the gap is nobody's. */
	app_kit_ok(&x.c, classes_attend(&x.c.a, &x.r, ATTEND_THERAPIST, &x.c.k.err));
	classes_roster_release(&x.r);
	app_close(&x.c.a);
	str_copy(app_kit_now.boot, sizeof app_kit_now.boot, "boot-b");
	app_kit_wait(60 * MINUTE);
	app_kit_ok(&x.c, app_open(&x.c.a, x.c.k.dir, &x.c.k.env, &x.c.k.err));
	app_kit_ok(&x.c, staff_act_as(&x.c.a, "anna", &x.c.k.err));
	look(&x);
	assert_int_equal(x.r.count[CLASSES_IN], 3);
	assert_true(x.r.rows[row(&x, 1)].visit->state.rebooted);
	app_kit_ok(&x.c, classes_pause(&x.c.a, &x.r, &x.c.k.err));
	app_kit_wait(10 * MINUTE);
	look(&x);
	end(&x);
	assert_int_equal(group_ms(&x, 0), 15 * MINUTE);
	assert_int_equal(group_ms(&x, 1), 30 * MINUTE);
	assert_int_equal(x.r.count[CLASSES_ENDED], 4);
	leave_room(&x);
}

/* One who is stopped holds nobody up: not the start, and after a reboot not the end. */
static void
test_classes__stopped__one_holds_nobody_up(void **state)
{
	struct str why = {0};
	struct room x;

	(void)state;
	enter(&x);
	for (int i = 0; i < 4; i++)
		here(&x, i);
	app_kit_ok(&x.c, visit_do(&x.c.a, x.r.rows[row(&x, 3)].visit, SEV_ASKED, -1,
				  ASKED_STOP, "place|elsewhere", &x.c.k.err));
	look(&x);
	assert_int_equal(start(&x, &why), 3);
	assert_non_null(
	    strstr(str_text(&why), "Member D, Test: a question asked by phone"));
	app_kit_wait(10 * MINUTE);
	look(&x);
	app_kit_ok(&x.c, visit_do(&x.c.a, x.r.rows[row(&x, 0)].visit, SEV_GATE, -1, 0,
				  "stopped|S001 fever|", &x.c.k.err));
	app_kit_ok(&x.c, visit_do(&x.c.a, x.r.rows[row(&x, 1)].visit, SEV_ASKED, -1,
				  ASKED_STOP, "place|elsewhere", &x.c.k.err));
	look(&x); /* an event for the others as well: up to it their minutes are sure */
	app_kit_ok(&x.c, classes_attend(&x.c.a, &x.r, ATTEND_THERAPIST, &x.c.k.err));
	str_copy(app_kit_now.boot, sizeof app_kit_now.boot, "boot-b");
	app_kit_wait(60 * MINUTE);
	look(&x);
	assert_true(x.r.rows[row(&x, 0)].visit->state.rebooted);
	app_kit_ok(&x.c, classes_pause(&x.c.a, &x.r, &x.c.k.err));
	app_kit_wait(5 * MINUTE);
	look(&x);
	app_kit_ok(&x.c, classes_attend(&x.c.a, &x.r, ATTEND_ASSISTANT, &x.c.k.err));
	look(&x);
	end(&x);
	assert_int_equal(x.r.count[CLASSES_ENDED], 3);
	assert_int_equal(group_ms(&x, 0), 10 * MINUTE);
	assert_int_equal(group_ms(&x, 1), 10 * MINUTE);
	assert_int_equal(group_ms(&x, 2), 15 * MINUTE);
	str_release(&why);
	leave_room(&x);
}

/* Another terminal: it sees the class run, is refused, and takes it over. */
static void
test_classes__two__one_runs_it(void **state)
{
	struct classes_roster other = {0};
	struct str why = {0};
	struct room x;
	struct app b;
	int left = 0, late, started = 0, taken = 0;
	bool ask = true;

	(void)state;
	enter(&x);
	here(&x, 0);
	here(&x, 1);
	start(&x, NULL);
	app_kit_ok(&x.c, app_open(&b, x.c.k.dir, &x.c.k.env, &x.c.k.err));
	app_kit_ok(&x.c, staff_act_as(&b, "pia", &x.c.k.err));
	app_kit_ok(&x.c, classes_roster(&b, x.class, false, &other, &x.c.k.err));
	assert_int_equal(other.count[CLASSES_IN], 2);
	assert_true(other.rows[0].others && other.rows[1].others);
	app_kit_no(&x.c, ST_DENIED, classes_leave(&b, &other, 0, &x.c.k.err));
	/* Nothing of it is run there: that is said, and nothing is as if it had been done. */
	app_kit_no(&x.c, ST_DENIED, classes_pause(&b, &other, &x.c.k.err));
	app_kit_no(&x.c, ST_DENIED,
		   classes_attend(&b, &other, ATTEND_NOBODY, &x.c.k.err));
	app_kit_ok(&x.c, classes_end(&b, &other, &left, &x.c.k.err));
	assert_int_equal(left, 2);
	look(&x);
	assert_int_equal(x.r.count[CLASSES_IN], 2);
	/* A late one begins there: how many attend is told to those who are run here too. */
	late = row(&x, 2);
	app_kit_ok(&x.c, classes_here(&b, &other, late, "", &x.c.k.err));
	classes_roster_release(&other);
	app_kit_ok(&x.c, classes_roster(&b, x.class, false, &other, &x.c.k.err));
	app_kit_ok(&x.c, classes_nothing_new(&b, &other, late, &ask, &x.c.k.err));
	app_kit_ok(&x.c, classes_start(&b, &other, &started, &why, &x.c.k.err));
	assert_int_equal(started, 1);
	look(&x);
	assert_int_equal(x.r.count[CLASSES_IN], 3);
	assert_true(x.r.rows[late].others && !x.r.rows[0].others);
	for (int i = 0; i < 3; i++)
		assert_int_equal(x.r.rows[i].visit->told.items[0].group_now, 3);
	app_kit_ok(&x.c, classes_take(&b, &other, &taken, &x.c.k.err));
	assert_int_equal(taken, 2);
	classes_roster_release(&other);
	app_kit_ok(&x.c, classes_roster(&b, x.class, false, &other, &x.c.k.err));
	assert_false(other.rows[0].others);
	look(&x);
	assert_true(x.r.rows[0].others);
	classes_roster_release(&other);
	app_close(&b);
	leave_room(&x);
}

/* Two terminals press s together, one ends from the screen of his session: the number stays true. */
static void
test_classes__two__the_number_stays_true(void **state)
{
	struct classes_roster other = {0};
	struct str why = {0};
	struct room x;
	struct app b;
	bool ask = true;
	int left = 0, n = 0;
	int64_t before;

	(void)state;
	enter(&x);
	here(&x, 0);
	here(&x, 1);
	app_kit_ok(&x.c, app_open(&b, x.c.k.dir, &x.c.k.env, &x.c.k.err));
	app_kit_ok(&x.c, staff_act_as(&b, "pia", &x.c.k.err));
	for (int i = 2; i < 4; i++) {
		app_kit_ok(&x.c, classes_roster(&b, x.class, false, &other, &x.c.k.err));
		app_kit_ok(&x.c, classes_here(&b, &other, row(&x, i), "", &x.c.k.err));
		classes_roster_release(&other);
		app_kit_ok(&x.c, classes_roster(&b, x.class, false, &other, &x.c.k.err));
		app_kit_ok(&x.c,
			   classes_nothing_new(&b, &other, row(&x, i), &ask, &x.c.k.err));
		classes_roster_release(&other);
	}
	app_kit_ok(&x.c, classes_roster(&b, x.class, false, &other, &x.c.k.err));
	look(&x);
	app_kit_ok(&x.c, classes_start(&b, &other, &n, &why, &x.c.k.err));
	assert_int_equal(n, 2);
	assert_int_equal(start(&x, NULL), 2);
	assert_int_equal(x.r.count[CLASSES_IN], 4);
	for (int i = 0; i < 4; i++)
		assert_int_equal(x.r.rows[row(&x, i)].visit->told.items[0].group_now, 4);
	/* One of them ends from his own screen. */
	app_kit_ok(&x.c, visit_do(&x.c.a, x.r.rows[row(&x, 0)].visit, SEV_FINISH, -1, 0,
				  NULL, &x.c.k.err));
	look(&x);
	assert_int_equal(x.r.rows[row(&x, 1)].visit->told.items[0].group_now, 4);
	app_kit_ok(&x.c, classes_recount(&x.c.a, &x.r, &x.c.k.err));
	look(&x);
	for (int i = 1; i < 4; i++)
		assert_int_equal(x.r.rows[row(&x, i)].visit->told.items[0].group_now, 3);
	before = x.r.rows[row(&x, 1)].visit->told.n_events;
	app_kit_ok(&x.c, classes_recount(&x.c.a, &x.r, &x.c.k.err));
	look(&x);
	assert_int_equal(x.r.rows[row(&x, 1)].visit->told.n_events, before);
	/* The class ends here; what the other terminal runs goes on, two of them. */
	app_kit_ok(&x.c, classes_end(&x.c.a, &x.r, &left, &x.c.k.err));
	assert_int_equal(left, 2);
	look(&x);
	for (int i = 2; i < 4; i++)
		assert_int_equal(x.r.rows[row(&x, i)].visit->told.items[0].group_now, 2);
	classes_roster_release(&other);
	str_release(&why);
	app_close(&b);
	leave_room(&x);
}

/* A session that a newer limber wrote in refuses neither the list nor the roster: that one is left out. */
static void
test_classes__newer__one_session_is_left_out(void **state)
{
	struct classes_line *l = mem_alloc(CLASSES_MOST * sizeof *l);
	char path[160], sql[160], line[160];
	sqlite3 *db;
	struct room x;
	int n = 0;

	(void)state;
	enter(&x);
	for (int i = 0; i < 3; i++)
		here(&x, i);
	str_format(path, sizeof path, "%s/limber.db", x.c.k.dir);
	str_format(sql, sizeof sql,
		   "UPDATE live_event SET kind = 'foreseen' WHERE live = %lld AND kind = "
		   "'group'",
		   (long long)x.r.rows[row(&x, 0)].visit->live.no);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_changes(db), 1);
	sqlite3_close(db);
	app_kit_ok(&x.c, classes_list(&x.c.a, false, l, CLASSES_MOST, &n, &x.c.k.err));
	assert_int_equal(l[0].open, 2);
	look(&x);
	assert_int_equal(x.r.count[CLASSES_HERE], 2);
	assert_int_equal(x.r.newer, 1);
	classes_warning(&x.r, line, sizeof line);
	assert_string_equal(line, "1 open session of a newer limber: not shown here; go "
				  "on there");
	assert_int_equal(start(&x, NULL), 2);
	app_kit_no(&x.c, ST_NEWER,
		   classes_here(&x.c.a, &x.r, row(&x, 0), "", &x.c.k.err));
	free(l);
	leave_room(&x);
}

/* ---- who may */

static void
test_classes__roles__the_desk_keeps_the_roster(void **state)
{
	struct staff dora = app_kit_person("dora", "desk");
	struct precaution p;
	struct room x;

	(void)state;
	enter(&x);
	dict_row_init(dict_entity(E_PRECAUTION), &p);
	p.patient = x.patient[0];
	str_copy(p.tag, sizeof p.tag, "dizziness");
	app_kit_ok(&x.c, precautions_add(&x.c.a, &p, &x.c.k.err));
	app_kit_staff(&x.c, &dora);
	here(&x, 1);
	start(&x, NULL);
	app_kit_ok(&x.c, staff_act_as(&x.c.a, "dora", &x.c.k.err));
	look(&x);
	assert_int_equal(x.r.n, PEOPLE);
	assert_int_equal(x.r.count[CLASSES_IN], 0); /* sessions are not hers to see */
	for (int i = 0; i < PEOPLE; i++)
		assert_string_equal(x.r.rows[i].precautions, "");
	app_kit_no(&x.c, ST_DENIED,
		   classes_here(&x.c.a, &x.r, row(&x, 0), "", &x.c.k.err));
	app_kit_ok(&x.c, classes_quit(&x.c.a, &x.r.rows[row(&x, 3)].row, "by phone",
				      &x.c.k.err));
	app_kit_ok(&x.c, classes_join(&x.c.a, x.class, x.patient[3], &x.c.k.err));
	assert_int_equal(audited(&x.c, "chart", "roster"), 0);
	app_kit_ok(&x.c, classes_noted(&x.c.a, &x.r, &x.c.k.err));
	app_kit_ok(&x.c, staff_act_as(&x.c.a, "anna", &x.c.k.err));
	assert_int_equal(audited(&x.c, "chart", "roster"), 0);
	look(&x);
	assert_string_not_equal(x.r.rows[row(&x, 0)].precautions, "");
	app_kit_ok(&x.c, classes_noted(&x.c.a, &x.r, &x.c.k.err));
	assert_int_equal(audited(&x.c, "chart", "roster"), PEOPLE);
	leave_room(&x);
}

/* An aide presses the key: it is no group treatment, it is said, and no minute is billed. When a
 * therapist attends, w says so, and his minutes count from then on. */
static void
test_classes__roles__an_aide_leads_no_group(void **state)
{
	struct staff ira = app_kit_person("ira", "aide");
	struct visit_bill b;
	char line[200];
	struct room x;

	(void)state;
	enter(&x);
	app_kit_staff(&x.c, &ira);
	for (int i = 0; i < 3; i++)
		here(&x, i);
	app_kit_ok(&x.c, staff_act_as(&x.c.a, "ira", &x.c.k.err));
	look(&x);
	assert_int_equal(start(&x, NULL), 3);
	classes_warning(&x.r, line, sizeof line);
	assert_non_null(strstr(line, "NO GROUP TREATMENT"));
	app_kit_wait(20 * MINUTE);
	look(&x);
	assert_int_equal(group_ms(&x, 0), 0);
	app_kit_ok(&x.c, staff_act_as(&x.c.a, "anna", &x.c.k.err));
	app_kit_ok(&x.c, visit_bill(&x.c.a, x.r.rows[row(&x, 0)].visit, &b, &x.c.k.err));
	assert_int_equal(b.units, 0);
	app_kit_ok(&x.c, classes_attend(&x.c.a, &x.r, ATTEND_THERAPIST, &x.c.k.err));
	app_kit_wait(10 * MINUTE);
	look(&x);
	classes_warning(&x.r, line, sizeof line);
	assert_string_equal(line, "");
	assert_int_equal(group_ms(&x, 0), 10 * MINUTE);
	app_kit_ok(&x.c, visit_bill(&x.c.a, x.r.rows[row(&x, 0)].visit, &b, &x.c.k.err));
	assert_int_equal(b.units, 1);
	leave_room(&x);
}

/* An assistant's class is an assistant's minutes. */
static void
test_classes__roles__an_assistants_minutes(void **state)
{
	struct room x;

	(void)state;
	enter(&x);
	here(&x, 0);
	here(&x, 1);
	app_kit_ok(&x.c, staff_act_as(&x.c.a, "pia", &x.c.k.err));
	look(&x);
	start(&x, NULL);
	app_kit_wait(10 * MINUTE);
	look(&x);
	assert_int_equal(x.r.rows[row(&x, 0)].visit->state.items[0].assistant_ms,
			 10 * MINUTE);
	assert_int_equal(group_ms(&x, 0), 10 * MINUTE);
	leave_room(&x);
}

/* ---- units and notes */

/* 20 minutes one on one after 40 in the class: timed units of 20 alone, one 97150, minutes apart;
 * the note names the class and how many, never who. */
static void
test_classes__sign__minutes_kept_apart(void **state)
{
	struct note *n = mem_alloc(sizeof *n);
	struct visit *v;
	struct session s;
	struct performed done[4];
	struct charge charges[8];
	struct class_line held[8];
	const int64_t days[2] = {20260504, 20260504};
	struct str gaps = {0};
	struct presign *p = mem_alloc(sizeof *p);
	struct room x;
	int n_done = 0, n_charges = 0, n_held = 0, units = 0, timed = 0;
	int64_t note = 0;
	enum status st;

	(void)state;
	enter(&x);
	for (int i = 0; i < PEOPLE; i++)
		here(&x, i);
	start(&x, NULL);
	app_kit_wait(40 * MINUTE);
	look(&x);
	app_kit_ok(&x.c, classes_leave(&x.c.a, &x.r, row(&x, 0), &x.c.k.err));
	look(&x);
	/* One on one follows in the same visit: the plan's exercises come in now. */
	v = mem_alloc(sizeof *v);
	st = visit_start(&x.c.a, x.patient[0], 0, v, &x.c.k.err);
	assert_int_equal(st, ST_DUPLICATE);
	assert_int_equal(v->told.n_items, 2);
	app_kit_do(&x.c, v, SEV_START, 1, 0, NULL);
	app_kit_wait(20 * MINUTE);
	app_kit_do(&x.c, v, SEV_FINISH, -1, 0, NULL);
	visit_tick(&x.c.a, v);
	app_kit_ok(&x.c, visit_type(&x.c.a, v, LIVE_ASSESSMENT, NULL,
				    "Skilled cueing for balance.", &x.c.k.err));
	app_kit_read(&x.c, v, n, &gaps, p);
	assert_non_null(strstr(n->objective, "Balance class: 40:00 min in a group of 6"));
	assert_non_null(strstr(n->objective, "Timed code minutes 20"));
	assert_null(strstr(n->objective, "Member B"));
	for (int i = 0; i < p->n; i++)
		assert_string_not_equal(p->rows[i].rule->check, "overlap");
	/* 97150 with 97110 on one day is a pair that has to be decided about. */
	assert_non_null(strstr(str_text(&gaps), "97110"));
	app_kit_ok(&x.c, visit_type(&x.c.a, v, LIVE_BILL, NULL,
				    "pair:97150/97110=59\tseparate time", &x.c.k.err));
	st = visit_sign(&x.c.a, v, "1234", &note, &x.c.k.err);
	if (st)
		fail_msg("%s", status_say(&x.c.k.err));
	app_kit_ok(&x.c, record_get(x.c.a.store, E_NOTE, note, n, &x.c.k.err));
	app_kit_ok(&x.c, record_get(x.c.a.store, E_SESSION, n->session, &s, &x.c.k.err));
	assert_int_equal(s.timed_min, 20);
	assert_int_equal(s.total_min, 60);
	assert_int_equal(s.group_min, 40);
	app_kit_ok(
	    &x.c, query_performed(x.c.a.store, n->session, done, 4, &n_done, &x.c.k.err));
	assert_int_equal(n_done, 2);
	assert_int_equal(done[0].group_class, x.class);
	assert_int_equal(done[0].attending, PEOPLE);
	assert_string_equal(done[0].activity, "Balance class");
	assert_int_equal(done[0].work_s, 2400);
	assert_int_equal(done[1].group_class, DICT_NONE);
	app_kit_ok(&x.c, query_charges(x.c.a.store, n->session, charges, 8, &n_charges,
				       &x.c.k.err));
	for (int i = 0; i < n_charges; i++)
		if (!strcmp(charges[i].code, "97150"))
			units += (int)charges[i].units;
		else
			timed += (int)charges[i].units;
	assert_int_equal(units, 1);
	assert_int_equal(timed, 1);
	app_kit_ok(&x.c, query_class_held(x.c.a.store, x.class, days, held, 8, &n_held,
					  &x.c.k.err));
	assert_int_equal(n_held, 1);
	assert_int_equal(held[0].seconds, 2400);
	look(&x);
	assert_int_equal(state_of(&x, 0), CLASSES_SIGNED);
	assert_int_equal(x.r.rows[row(&x, 0)].times, 1);
	free(v);
	free(n);
	free(p);
	str_release(&gaps);
	leave_room(&x);
}

int
main(void)
{
#define T(name) cmocka_unit_test(test_classes__##name)
	static const struct CMUnitTest tests[] = {
	    T(roster__members_come_and_go),
	    T(list__the_next_one_first),
	    T(list__what_is_held_comes_before_what_ended),
	    T(check__times_and_code),
	    T(start__one_moment_for_all),
	    T(leave__stops_one_alone),
	    T(here__at_two_terminals),
	    T(take__of_a_terminal_that_is_gone),
	    T(back__goes_on_where_it_stopped),
	    T(back__not_past_a_stop),
	    T(gates__are_those_of_a_session),
	    T(gates__a_lapsed_plan_wants_a_reason),
	    T(gates__a_closed_episode_wants_a_reason),
	    T(gates__precautions_of_the_exercise),
	    T(here__taken_back_leaves_nothing),
	    T(here__taken_back_keeps_what_was_noted),
	    T(here__not_into_a_timed_code),
	    T(here__a_full_class_is_full),
	    T(end__marks_that_never_ran_go),
	    T(end__last_week_is_not_today),
	    T(killed__is_found_again),
	    T(stopped__one_holds_nobody_up),
	    T(two__one_runs_it),
	    T(two__the_number_stays_true),
	    T(newer__one_session_is_left_out),
	    T(roles__the_desk_keeps_the_roster),
	    T(roles__an_aide_leads_no_group),
	    T(roles__an_assistants_minutes),
	    T(sign__minutes_kept_apart),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
