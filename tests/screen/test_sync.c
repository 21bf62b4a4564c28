/* test_sync.c - a stick between a clinic and its head office, by keys: how many, and what is said. */
#include "clinic.h"
#include "machine.h"

#include "app/enrol.h"
#include "app/trip.h"
#include "store/query.h"
#include "store/record.h"
#include "sync/stick.h"
#include "tui/nav.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* A head office beside the clinic of the screens. */
static struct {
	struct app hub;
} world;

static void
must(enum status st, const struct err *err)
{
	if (st)
		fail_msg("%s", status_say(err));
}

static void
know(struct app *from, struct app *to)
{
	char path[ENROL_PATH], words[WORDS_SIZE];
	struct trust t;
	struct err err = {0};

	must(enrol_export(from, machine.dir, path, &err), &err);
	must(enrol_read(to, path, &t, &err), &err);
	words_of(&t, words);
	must(enrol_trust(to, &t, words, &err), &err);
}

static void
begin(struct app *a)
{
	static const struct store_site site = {
	    .code = "HQT", .name = "Head office", .hub = true, .practice = true};
	struct store_env env = {.clock = screen_clock(), .io = &io_posix};
	char dir[100];
	struct err err = {0};

	machine_make();
	str_copy(a->dir, sizeof a->dir, store_dir(a->store));
	a->sticks = &machine.sticks;
	str_format(dir, sizeof dir, "%s/hub", machine.dir);
	must(app_init(dir, &env, &site, &err), &err);
	must(app_open(&world.hub, dir, &env, &err), &err);
	world.hub.sticks = &machine.sticks;
}

static void
end(void)
{
	app_close(&world.hub);
	machine_end();
}

static struct trip_place
stick_of(struct app *a)
{
	struct trip_place rows[TRIP_PLACES_MAX];
	struct err err = {0};
	int n;

	must(trip_places(a, rows, TRIP_PLACES_MAX, &n, &err), &err);
	assert_int_equal(n, 2);
	assert_true(rows[0].stick && rows[0].writable);
	return rows[0];
}

/* What the person at the head office does, by one key as here; bundles of before lie there too. */
static void
at_the_office(int bundles)
{
	struct trip_place p = stick_of(&world.hub);
	struct trip_result *r = mem_alloc(sizeof *r);
	struct err err = {0};

	assert_int_equal(p.ours, bundles);
	assert_string_equal(p.senders, "DEMO");
	must(trip_run(&world.hub, &p, "", NULL, r, &err), &err);
	/* What was brought before is not told again. */
	assert_int_equal(r->n_taken, 1);
	assert_int_equal(r->taken[0].state, ST_OK);
	assert_int_equal(r->n_made, 1);
	assert_int_equal(r->made[0].state, ST_OK);
	assert_true(r->safe);
	free(r);
}

static int64_t
first_patient(struct app *a)
{
	struct day_line lines[30];
	struct err err = {0};
	int n = 0;

	must(query_day(a->store, 20260504, a->user.head.no, lines, 30, &n, &err), &err);
	assert_true(n > 0);
	return lines[0].patient;
}

static void
rename_patient(struct app *a, const struct uid *id, const char *name)
{
	struct err err = {0};
	enum entity_id e;
	int64_t no = record_no(a->store, id, &e);

	assert_true(no != 0);
	must(record_set_field(
		 a->store, E_PATIENT, no,
		 dict_field_named(dict_entity(E_PATIENT), "family_name"),
		 (struct cell){.kind = CELL_TEXT, .p = name, .n = strlen(name)}, &err),
	     &err);
}

/* A bundle on the stick is torn, and whole again. */
static void
spoil(const char *name)
{
	char text[300];

	str_format(
	    text, sizeof text,
	    "cd %s/LIMBER && f=$(ls -d %s) && cp $f ../keep && head -c 5000 ../keep >$f",
	    machine.stick, name);
	machine_run(text);
}

static void
unspoil(const char *name)
{
	char text[300];

	str_format(text, sizeof text, "cd %s/LIMBER && mv ../keep $(ls -d %s)",
		   machine.stick, name);
	machine_run(text);
}

/* From Today to "safe to remove": two keys, asserted; there and back, with a conflict on the way. */
static void
trip_scene(struct app *a)
{
	int64_t patient = first_patient(a);
	struct uid id;
	struct err err = {0};

	begin(a);
	know(a, &world.hub);
	know(&world.hub, a);
	screen_keys("y");
	assert_true(screen_has("> KBR-STICK"));
	assert_true(screen_has("For HQT: "));
	assert_true(screen_has("no receipt yet"));
	screen_keys("<Enter>");
	assert_true(screen_has("SAFE TO REMOVE"));
	assert_true(screen_has("changes for HQT are on the stick, sealed."));
	assert_true(screen_has("1 bundle without a receipt"));
	screen_keys("<Esc>");
	nav_push(screen_ui(), NAV_CHART, &(struct nav_arg){.no = patient});
	screen_keys("<Down>");
	assert_true(screen_has("This visit is not at the head office yet"));
	screen_keys("<Esc>");

	must(record_id(a->store, patient, &id, &err), &err);
	at_the_office(1);
	rename_patient(&world.hub, &id, "Smithe");
	rename_patient(a, &id, "Smyth");
	screen_keys("y<Enter>");
	assert_true(screen_has("1 change from HQT taken"));
	at_the_office(2);
	screen_advance(3000);
	spoil("HQT_DEMO_*_000002.age");
	screen_keys("<Enter>");
	/* The way out stands at the end of the sentence, on its second line. */
	assert_true(screen_has("000002: the sealed file is damaged. Nothing of it was "));
	assert_true(screen_has("ask HQT to export again."));
	assert_true(screen_has("SAFE TO REMOVE. Not all was taken, see above."));
	unspoil("HQT_DEMO_*_000002.age");
	screen_keys("<Enter>");
	assert_true(screen_has("1 needs your decision") ||
		    screen_has("need your decision"));
	assert_true(screen_has("Next: v decides 1 value"));
	assert_true(screen_has("SAFE TO REMOVE"));
	screen_keys("v<Enter>");
	assert_true(screen_has("Smyth"));
	assert_true(screen_has("Smithe"));
	screen_keys("1<Esc><Esc>");
	nav_push(screen_ui(), NAV_CHART, &(struct nav_arg){.no = patient});
	screen_keys("<Down>");
	assert_true(screen_has("This visit is at the head office since 2026-05-04"));
	screen_keys(":clinics<Enter>");
	assert_true(screen_has("> HQT      2026-05-04"));
	assert_true(screen_has("all is well"));
	end();
}

static void
test_screen__sync__two_keys_to_safe_to_remove(void **state)
{
	(void)state;
	clinic_once("anna", trip_scene);
}

/* A stick that comes in is seen by itself, one that is pulled is gone. */
static void
stick_scene(struct app *a)
{
	begin(a);
	machine_pull();
	screen_keys("y");
	assert_true(screen_has("No stick is in"));
	assert_true(screen_has("No other site is known yet"));
	screen_keys("<Enter>");
	assert_true(screen_has(":site-keys"));
	end();
	begin(a);
	know(&world.hub, a);
	screen_advance(2500);
	assert_true(screen_has("> KBR-STICK"));
	assert_false(screen_has("No stick is in"));
	screen_keys("<Tab>");
	assert_true(screen_has("> Folders inbox and outbox"));
	machine_pull();
	screen_advance(2500);
	assert_true(screen_has("No stick is in"));
	end();
}

static void
test_screen__sync__sees_sticks_come_and_go(void **state)
{
	(void)state;
	clinic_once("anna", stick_scene);
}

/* How many names on the stick end so. */
static int
lying(const char *end)
{
	char text[200];
	FILE *f;
	int n = -1;

	str_format(text, sizeof text, "ls -A %s | grep -c '%s$'", machine.stick, end);
	f = popen(text, "r");
	assert_non_null(f);
	assert_int_equal(fscanf(f, "%d", &n), 1);
	pclose(f);
	return n;
}

/* A sealed copy with one key; without a stick it says what to do. */
static void
backup_scene(struct app *a)
{
	char text[300];

	begin(a);
	know(&world.hub, a);
	screen_keys("yb");
	assert_true(screen_has("A checked copy lies in"));
	assert_true(screen_has("for DEMO and HQT."));
	assert_true(screen_has("SAFE TO REMOVE."));
	assert_int_equal(lying("\\.db\\.age"), 1);
	assert_int_equal(lying("\\.TMP"), 0);
	screen_keys("<Enter>");
	assert_true(screen_has("changes for HQT are on the stick, sealed."));
	assert_false(screen_has("A checked copy"));
	/* No success of a stick on which nothing could be written. */
	str_format(text, sizeof text, "cd %s && mv LIMBER away && echo x >LIMBER",
		   machine.stick);
	machine_run(text);
	screen_keys("<Enter>");
	for (int i = 0; i < 24; i++)
		puts(screen_row(i));
	assert_true(screen_has("NOT WRITTEN, see above."));
	assert_false(screen_has("SAFE TO REMOVE"));
	str_format(text, sizeof text, "cd %s && rm LIMBER && mv away LIMBER",
		   machine.stick);
	machine_run(text);
	screen_keys("<Tab>b");
	assert_true(screen_has("Put a stick in, or mark one with Tab"));
	assert_int_equal(lying("\\.db\\.age"), 1);
	end();
}

static void
test_screen__sync__a_copy_by_one_key(void **state)
{
	(void)state;
	clinic_once("anna", backup_scene);
}

/* A key file on the stick, its words typed; a wrong word is refused. */
static void
keys_scene(struct app *a)
{
	char path[ENROL_PATH], words[WORDS_SIZE];
	struct trust own;
	struct err err = {0};

	begin(a);
	must(enrol_export(&world.hub, machine.stick, path, &err), &err);
	must(keys_own(&world.hub, &own, &err), &err);
	words_of(&own, words);
	screen_keys(":site-keys<Enter>");
	assert_true(screen_has("DEMO reads out by phone:"));
	assert_true(screen_has("KEY FILE, not trusted yet"));
	assert_false(screen_has(words)); /* they come by phone alone */
	screen_keys("<Enter>acorn acorn acorn acorn acorn acorn<Enter>");
	assert_true(screen_has("These are not the six words"));
	screen_keys("<Enter>");
	screen_keys(words);
	screen_keys("<Enter>");
	assert_true(screen_has("HQT is trusted"));
	assert_true(screen_has("compared by phone"));
	screen_keys("k");
	assert_true(screen_has("/KBR-STICK/DEMO.limberkey"));
	screen_keys("p");
	assert_true(screen_has("Why readable"));
	screen_keys("no age there<Enter>");
	assert_true(screen_has("Bundles are PLAIN"));
	screen_keys("p");
	assert_true(screen_has("Bundles are sealed from now on"));
	screen_keys("<End>rstolen<Enter>");
	screen_keys("<End>");
	assert_true(screen_has("Retired: stolen"));
	assert_true(screen_has("RETIRED 2026-05-04: stolen"));
	end();
}

static void
test_screen__keys__six_words_by_phone(void **state)
{
	(void)state;
	clinic_once("anna", keys_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__sync__two_keys_to_safe_to_remove),
	    cmocka_unit_test(test_screen__sync__sees_sticks_come_and_go),
	    cmocka_unit_test(test_screen__sync__a_copy_by_one_key),
	    cmocka_unit_test(test_screen__keys__six_words_by_phone),
	};

	return cmocka_run_group_tests_name("sync", tests, clinic_setup, clinic_teardown);
}
