/* test_tables.c - readable tables on a stick: the question, the keys it costs, and back again. */
#include "clinic.h"
#include "machine.h"

#include "store/access.h"
#include "store/audit.h"
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FOLDER "limber-tables-DEMO-20260504-0900"

enum { KEYS_MOST = 5 }; /* of an export, beside the reason */

static void
must(enum status st, const struct err *err)
{
	if (st)
		fail_msg("%s", status_say(err));
}

/* A folder for the clinic's own, whose database lies open; a stick is in. */
static void
begin(struct app *a, const char *policy)
{
	struct err err = {0};

	machine_make();
	str_format(a->dir, sizeof a->dir, "%s/data", machine.dir);
	must(io_make_dir(&io_posix, a->dir, &err), &err);
	a->sticks = &machine.sticks;
	must(store_setting_set(a->store, "bundles", policy, &err), &err);
	screen_keys(":tables<Enter>");
}

/* In a folder of the machine's. */
static void
in(const char *folder, const char *command)
{
	char text[400];

	str_format(text, sizeof text, "cd %s/%s && %s", machine.dir, folder, command);
	machine_run(text);
}

static void
empty(const char *folder)
{
	in(folder, "test -z \"$(ls -A)\"");
}

/* In the folder of tables on the stick, of which there is one. */
static void
on_stick(const char *command)
{
	in("KBR-STICK/limber-tables-*", command);
}

static bool
note_reason(void *arg, const struct audit_line *l)
{
	bool *found = arg;

	*found |= !strcmp(l->what, "table-export") &&
		  strstr(l->detail, "plain on stick KBR-STICK, " FOLDER) &&
		  strstr(l->detail, ": phones by hand");
	return true;
}

/* Tab, w, why, Enter: three keys and the reason. The phone is changed on the stick and read back. */
static void
there_and_back_scene(struct app *a)
{
	static const char *const keys[] = {"<Tab>", "w", "phones by hand", "<Enter>"};
	struct err err = {0};
	bool found = false;

	begin(a, "plain");
	assert_true(screen_has("> Folders of this machine"));
	screen_keys(keys[0]);
	screen_golden("tables_stick");
	screen_keys(keys[1]);
	screen_golden("tables_why");
	screen_keys(keys[2]);
	screen_keys(keys[3]);
	assert_true(sizeof keys / sizeof keys[0] - 1 <= KEYS_MOST);
	screen_golden("tables_written");
	on_stick("test -s patients.csv -a -s staff.csv -a -s datapackage.json -a "
		 "! -e exercises.csv -a ! -e '~datapackage.json.TMP'");
	must(audit_list(a->store, 5, note_reason, &found, &err), &err);
	assert_true(found);
	on_stick("sed -i '0,/M[^,]*llerhaus/s//Mullerhausen/' patients.csv && "
		 "touch .~lock.x# notes.xlsx");
	screen_keys("r");
	assert_true(screen_has("not a table of limber as CSV: notes.xlsx"));
	assert_true(screen_has("patients.csv:"));
	assert_true(screen_has("-> Mullerhausen"));
	machine_pull(); /* what is read is a copy */
	screen_keys("r");
	assert_true(screen_has("Esc, then r reads the stick again"));
	screen_keys("sy");
	assert_true(screen_has("Stored: 0 new, 1 rows changed"));
	empty("data/spool");
	machine_end();
}

static void
test_screen__tables__to_a_stick_and_back(void **state)
{
	(void)state;
	clinic_scene("anna", there_and_back_scene);
}

/* The desk writes what it may read, and is told what that leaves out. */
static void
desk_scene(struct app *a)
{
	begin(a, "plain");
	screen_keys("<Tab>wcalls<Enter>");
	assert_true(screen_has("Left out, for your role may not read it: charts"));
	assert_true(screen_has("SAFE TO REMOVE."));
	on_stick("test -s patients.csv -a ! -e notes.csv");
	screen_keys("r");
	assert_true(screen_has("0 new, 0 changed, 0 left out; same"));
	assert_true(screen_has("it may be pulled"));
	machine_end();
}

static void
test_screen__tables__of_the_desk(void **state)
{
	(void)state;
	clinic_once("dora", desk_scene);
}

/* The clinic seals; the role may not; no reason: nothing is on the stick. */
static void
refused_scene(struct app *a)
{
	begin(a, "sealed");
	screen_keys("<Tab>w");
	screen_golden("tables_sealed");
	must(store_setting_set(a->store, "bundles", "plain", &(struct err){0}),
	     &(struct err){0});
	screen_keys("w  <Enter>");
	assert_true(screen_has("say why"));
	screen_keys("w<Esc>");
	access_act(a->store, "ria", "readonly");
	screen_keys("w");
	assert_true(screen_has("may not write"));
	screen_keys("r");
	assert_true(screen_has("may not write"));
	access_act(a->store, "anna", "pt");
	screen_keys("r");
	assert_true(screen_has("no tables of limber lie on KBR-STICK"));
	empty("KBR-STICK");
	machine_end();
}

static void
test_screen__tables__plain_only_where_the_clinic_chose_it(void **state)
{
	(void)state;
	clinic_scene("anna", refused_scene);
}

/* A full stick, one that is locked, one that is pulled, two of them. */
static void
sticks_scene(struct app *a)
{
	begin(a, "plain");
	machine_room(300);
	screen_keys("<Tab>wcalls<Enter>");
	assert_true(screen_has("the stick has 300 kB left and the tables"));
	assert_true(screen_has("Nothing was done"));
	machine_lock();
	screen_advance(2500);
	assert_true(screen_has("KBR-STICK, 0 MB free, NOT WRITABLE"));
	screen_keys("w");
	assert_true(screen_has("Nothing was done"));
	empty("KBR-STICK");
	machine_room(7000 << 10);
	machine_second();
	screen_advance(2500);
	screen_keys("wcalls");
	machine_pull(); /* and its folder is left behind, on this machine */
	screen_keys("<Enter>");
	assert_true(screen_has("the stick was pulled out"));
	empty("KBR-STICK");
	screen_advance(2500);
	assert_true(screen_has("> Folders of this machine"));
	assert_true(screen_has("No stick is in"));
	machine_second();
	screen_advance(2500);
	screen_keys("<Tab><Tab>");
	assert_true(screen_has("> OFFICE"));
	screen_keys("wcalls<Enter>");
	empty("KBR-STICK");
	in("OFFICE", "test -s limber-tables-*/patients.csv");
	screen_keys("<Tab>");
	assert_true(screen_has("> Folders of this machine"));
	machine_end();
}

static void
test_screen__tables__sticks_on_bad_days(void **state)
{
	(void)state;
	clinic_once("anna", sticks_scene);
}

/* What others put on the stick: links, a folder in place of a table, names that are near; half of tables. */
static void
hostile_scene(struct app *a)
{
	begin(a, "plain");
	screen_keys("<Tab>wcalls<Enter>");
	on_stick("mkdir ../limber-tables-DEMO-20990101-000000 && "
		 "cp patients.csv ../limber-tables-DEMO-20990101-000000 && "
		 "mkdir ../limber-tables-X-29990101-00000 && "
		 "cp * ../limber-tables-X-29990101-00000 && "
		 "ln -s limber-tables-DEMO-20260504-090000 "
		 "../limber-tables-DEMO-20980101-000000");
	screen_advance(2500);
	assert_true(screen_has("   " FOLDER));
	in("KBR-STICK", "rm -r limber-tables-DEMO-209* limber-tables-X-*");
	on_stick("mv patients.csv ../kept && ln -s /etc/passwd patients.csv");
	screen_keys("r");
	assert_true(screen_has("patients.csv: this is not a plain file"));
	on_stick("rm patients.csv && mkdir patients.csv");
	screen_keys("r");
	assert_true(screen_has("patients.csv: this is not a plain file"));
	on_stick("rmdir patients.csv && truncate -s 600M patients.csv");
	screen_keys("r");
	assert_true(screen_has("these tables are too large"));
	on_stick("mv ../kept patients.csv");
	screen_keys("r");
	assert_true(screen_has("0 new, 0 changed, 0 left out; same"));
	machine_end();
}

static void
test_screen__tables__of_a_hostile_stick(void **state)
{
	(void)state;
	clinic_once("anna", hostile_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__tables__to_a_stick_and_back),
	    cmocka_unit_test(test_screen__tables__of_the_desk),
	    cmocka_unit_test(test_screen__tables__plain_only_where_the_clinic_chose_it),
	    cmocka_unit_test(test_screen__tables__sticks_on_bad_days),
	    cmocka_unit_test(test_screen__tables__of_a_hostile_stick),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
