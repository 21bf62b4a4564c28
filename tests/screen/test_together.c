/* test_together.c - P4 through the screens: two people in one record, a few hundred times.
 *
 * One types on the real screen, another writes by a connection of its own at every moment: before the
 * screen opens, while somebody types, while the question whose value stays is open. Every value that
 * was stored must be what the record holds, or have been seen by whoever replaced it. */
#include "clinic.h"
#include "core/dict_rows.h"
#include "store/conflict.h"
#include "store/query.h"
#include "store/record.h"
#include "tui/nav.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SESSIONS = 240, PATIENTS = 5, FIELDS = 3, TEXT = 40 };

static const char *const fields[FIELDS] = {"phone", "address", "national_id"};

static struct {
	int64_t by_screen, by_other, asked, again, mine, theirs, left, seen;
} count;
static uint64_t random_state = 20261127;
static int64_t patients[PATIENTS];
/* What each cell holds, by what was told as stored. */
static char held[PATIENTS][FIELDS][TEXT];
static int next_value;

static unsigned
below(unsigned n)
{
	uint64_t z = random_state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (unsigned)((z ^ (z >> 31)) >> 33) % n;
}

static int
field_no(int f)
{
	return dict_field_named(dict_entity(E_PATIENT), fields[f]);
}

static void
value_of(const struct patient *p, int f, char out[TEXT])
{
	struct cell c = dict_get(&dict_entity(E_PATIENT)->fields[field_no(f)], p);

	snprintf(out, TEXT, "%.*s", c.kind == CELL_TEXT ? (int)c.n : 0,
		 c.kind == CELL_TEXT ? c.p : "");
}

/* ---- the other one */

/* Reads the record, and writes what was read, with a new value. */
static void
other_writes(struct store *s, int p, int f)
{
	struct patient seen, now;
	struct err err = {0};
	char was[TEXT], text[TEXT];

	assert_int_equal(record_get(s, E_PATIENT, patients[p], &seen, &err), ST_OK);
	value_of(&seen, f, was);
	assert_string_equal(was, held[p][f]); /* what is replaced was seen */
	now = seen;
	snprintf(text, sizeof text, "other %d", ++next_value);
	assert_true(dict_put(&dict_entity(E_PATIENT)->fields[field_no(f)], &now,
			     (struct cell){CELL_TEXT, 0, text, strlen(text)}));
	assert_int_equal(record_set(s, E_PATIENT, &seen, &now, NULL, &err), ST_OK);
	strcpy(held[p][f], text);
	count.by_other++;
}

/* Writes what was read before the screen stored something: it is refused, nothing is lost. */
static void
other_is_late(struct store *s, int p, int f, struct patient *seen)
{
	struct patient now = *seen, is;
	struct err err = {0};
	char text[TEXT];

	snprintf(text, sizeof text, "late %d", ++next_value);
	assert_true(dict_put(&dict_entity(E_PATIENT)->fields[field_no(f)], &now,
			     (struct cell){CELL_TEXT, 0, text, strlen(text)}));
	assert_int_equal(record_set(s, E_PATIENT, seen, &now, &is, &err), ST_STALE);
	value_of(&is, f, text);
	assert_string_equal(text, held[p][f]); /* and is told what stands there */
}

/* ---- on the screen */

static void
to_field(int f)
{
	const struct field *d = &dict_entity(E_PATIENT)->fields[field_no(f)];
	char mark[80];

	snprintf(mark, sizeof mark, "> %s", d->label);
	for (int i = 0; i < 60; i++) {
		for (int y = 0; y < 24; y++)
			if (!strncmp(screen_row(y), mark, strlen(mark)))
				return;
		screen_keys("<Down>");
	}
	fail_msg("no field %s", d->label);
}

/* Whose value stays? What would be replaced stands in the question. */
static bool
decide(struct store *other, int p, int f)
{
	char theirs[TEXT + 20];

	for (;;) {
		snprintf(theirs, sizeof theirs, "(t)heirs \"%s\"", held[p][f]);
		if (!screen_has(theirs))
			fail_msg("the question does not show %s", theirs);
		count.asked++;
		screen_advance(500);
		if (below(4) == 0) {
			other_writes(other, p, f); /* once more, while it is open */
			count.again++;
			screen_keys("m");
			assert_true(screen_has("(t)heirs"));
			continue;
		}
		if (below(2)) {
			screen_keys("t");
			assert_true(screen_has("Theirs stays"));
			count.theirs++;
			return false;
		}
		screen_keys("m");
		assert_true(screen_has("Yours is stored"));
		count.mine++;
		count.seen++;
		return true;
	}
}

static void
session(struct store *other)
{
	int p = (int)below(PATIENTS), f = (int)below(FIELDS);
	unsigned when = below(6);
	struct patient before;
	struct err err = {0};
	char mine[TEXT];
	bool stored = true;

	if (when == 0)
		other_writes(other, p, f);
	nav_push(screen_ui(), NAV_ROW,
		 &(struct nav_arg){.no = patients[p], .no2 = E_PATIENT, .title = "row"});
	to_field(f);
	if (held[p][f][0])
		assert_true(screen_has(held[p][f]));
	assert_int_equal(record_get(other, E_PATIENT, patients[p], &before, &err), ST_OK);
	snprintf(mine, sizeof mine, "mine %d", ++next_value);
	screen_keys("<Home><^K>");
	screen_keys(mine);
	if (when == 1) /* what is typed waits until it is looked at again */
		screen_advance(2500);
	if (when == 1 || when == 2)
		other_writes(other, p, f);
	if (when == 3)
		other_writes(other, p, (f + 1) % FIELDS); /* another field is no matter */
	screen_keys("<Down>");
	if (when == 1 || when == 2)
		stored = decide(other, p, f);
	else
		count.seen++;
	if (stored) {
		strcpy(held[p][f], mine);
		count.by_screen++;
		if (when == 4)
			other_is_late(other, p, f, &before);
	} else {
		count.left++;
	}
	screen_keys("<Esc>");
}

static void
scene(struct app *a)
{
	struct patient_line lines[PATIENTS];
	struct conflict_line conflicts[8];
	struct store *other;
	struct err err = {0};
	char dir[200];
	bool more;
	int n = 0;

	assert_int_equal(query_patients(a->store, 0, false, lines, PATIENTS, &n, &err),
			 ST_OK);
	assert_int_equal(n, PATIENTS);
	snprintf(dir, sizeof dir, "%.*s/run",
		 (int)(strlen(clinic_made()) - strlen("/made")), clinic_made());
	if (store_open(&other, dir, &a->env, &err))
		fail_msg("%s", status_say(&err));
	store_set_user(other, "ben");
	for (int p = 0; p < PATIENTS; p++) {
		struct patient row;

		patients[p] = lines[p].no;
		assert_int_equal(record_get(other, E_PATIENT, patients[p], &row, &err),
				 ST_OK);
		for (int f = 0; f < FIELDS; f++)
			value_of(&row, f, held[p][f]);
	}
	for (int i = 0; i < SESSIONS; i++)
		session(other);
	for (int p = 0; p < PATIENTS; p++) {
		struct patient row;

		assert_int_equal(record_get(a->store, E_PATIENT, patients[p], &row, &err),
				 ST_OK);
		for (int f = 0; f < FIELDS; f++) {
			char is[TEXT];

			value_of(&row, f, is);
			assert_string_equal(is, held[p][f]);
		}
	}
	assert_int_equal(conflict_list(a->store, &(struct conflict_ask){.patient = 0},
				       conflicts, 8, &n, &more, &err),
			 ST_OK);
	assert_int_equal(n, 0); /* beside each other nobody made two values */
	store_close(other);
	printf("P4 %d sessions on the screen: %lld stored there, %lld by another "
	       "connection, %lld questions (%lld changed once more), %lld mine, %lld "
	       "theirs; 0 values lost\n",
	       SESSIONS, (long long)count.by_screen, (long long)count.by_other,
	       (long long)count.asked, (long long)count.again, (long long)count.mine,
	       (long long)count.theirs);
}

static void
test_together__two_in_one_record__no_value_is_lost(void **state)
{
	(void)state;
	clinic_once("dora", scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_together__two_in_one_record__no_value_is_lost),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
