/* test_sheet.c - a sheet of the office is looked at line by line before any of it is stored. */
#include "clinic.h"

#include "app/table.h"
#include "base/io.h"
#include "store/record.h"
#include "test_dir.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define PERSON	"u00000000000000000000000001"
#define EPISODE "u00000000000000000000000002"

enum { PEOPLE = 3 };

static struct {
	char dir[64], tables[96];
	int64_t no[PEOPLE];
	struct uid id[PEOPLE];
	int n;
} office;

static void
must(enum status st, const struct err *err)
{
	if (st)
		fail_msg("%s", status_say(err));
}

static bool
take_person(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	(void)arg;
	(void)cells;
	office.no[office.n] = no;
	office.id[office.n] = *id;
	return ++office.n < PEOPLE;
}

static void
set_phone(struct app *a, int person, const char *phone)
{
	struct err err = {0};

	must(record_set_field(
		 a->store, E_PATIENT, office.no[person],
		 dict_field_named(dict_entity(E_PATIENT), "phone"),
		 (struct cell){.kind = CELL_TEXT, .p = phone, .n = strlen(phone)}, &err),
	     &err);
}

static struct patient
person(struct app *a, int i)
{
	struct patient p;
	struct err err = {0};

	must(record_get(a->store, E_PATIENT, office.no[i], &p, &err), &err);
	return p;
}

static void
write_sheet(const char *name, const char *text)
{
	char path[160];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", office.tables, name);
	f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
	assert_int_equal(fclose(f), 0);
}

/* One phone of the office, one phone that both changed, an address, a new person with an episode. */
static void
write_office(struct app *a)
{
	struct str text = {0};
	struct err err = {0};
	char id[UID_TEXT_SIZE], version[RECORD_VERSION_SIZE];

	str_add(&text, "id,family_name,given_name,phone,address,_version\r\n");
	for (int i = 0; i < PEOPLE; i++) {
		struct patient p = person(a, i);

		uid_text(&office.id[i], id);
		must(record_version(a->store, office.no[i], version, &err), &err);
		str_addf(&text, "%s,%s,%s,%s,\"%s\",%s\r\n", id, p.family_name,
			 p.given_name, i < 2 ? "0555 0101" : p.phone,
			 i == 1 ? "New road 2, behind the water tower" : p.address,
			 version);
	}
	str_add(&text, PERSON ",Newcomer,Tabitha,0555 0404,,\r\n");
	write_sheet("patients.csv", str_text(&text));
	str_release(&text);
	write_sheet("episodes.csv", "id,patient,title,opened\r\n" EPISODE "," PERSON
				    ",Left knee,2026-05-04\r\n");
	set_phone(a, 1, "0777 0303");
}

/* A sheet that does not say from when it is. */
static void
write_plain(struct app *a)
{
	struct str text = {0};
	char id[UID_TEXT_SIZE];

	uid_text(&office.id[0], id);
	str_addf(&text, "id,family_name,phone\r\n%s,%s,0999 0909\r\n", id,
		 person(a, 0).family_name);
	write_sheet("patients.csv", str_text(&text));
	str_release(&text);
}

/* The folder of the office stands in for that of the clinic, whose database lies open. */
static void
begin(struct app *a)
{
	struct err err = {0};

	office.n = 0;
	assert_true(test_dir(office.dir, sizeof office.dir, "sheet"));
	snprintf(office.tables, sizeof office.tables, "%s/inbox", office.dir);
	must(io_make_dir(&io_posix, office.tables, &err), &err);
	snprintf(office.tables, sizeof office.tables, "%s/inbox/tables", office.dir);
	must(io_make_dir(&io_posix, office.tables, &err), &err);
	str_copy(a->dir, sizeof a->dir, office.dir);
	must(record_scan(a->store, E_PATIENT, NULL, take_person, NULL, &err), &err);
	set_phone(a, 0, "0111 0111");
	write_office(a);
	screen_keys(":tables<Enter>");
}

static void
end(void)
{
	static const char *const names[] = {"inbox/tables/patients.csv",
					    "inbox/tables/episodes.csv", "inbox/tables",
					    "inbox", ""};
	char path[160];

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		snprintf(path, sizeof path, "%s/%s", office.dir, names[i]);
		(void)remove(path);
	}
}

/* ---- scenes */

static void
choose_scene(struct app *a)
{
	begin(a);
	screen_keys("r");
	screen_golden("sheet");
	screen_keys("x<Down>x");
	assert_true(screen_has("only told"));
	screen_golden("sheet_both");
	screen_keys("<Down><Down>x");
	assert_true(screen_has("so is what refers to it (1)"));
	screen_golden("sheet_left_out");
	screen_keys("s");
	screen_golden("sheet_store");
	screen_keys("y");
	assert_true(screen_has("Stored: 0 new, 1 rows changed, 3 left out"));
	assert_string_equal(person(a, 0).phone, "0111 0111");
	assert_string_equal(person(a, 1).phone, "0777 0303");
	assert_string_equal(person(a, 1).address, "New road 2, behind the water tower");
	/* What was left out is a difference again; with it comes what it needs. */
	screen_keys("r<Down><Down>x");
	assert_true(screen_has("[ ]  patients.csv:5"));
	screen_keys("<End>x");
	assert_true(screen_has("so is what it refers to (1)"));
	assert_true(screen_has("2 new, 1 changed, 0 left out"));
	screen_keys("sn");
	assert_true(screen_has("[x]  patients.csv:5"));
	end();
}

static void
test_screen__sheet__is_chosen_from(void **state)
{
	(void)state;
	clinic_scene("anna", choose_scene);
}

static void
stale_scene(struct app *a)
{
	begin(a);
	screen_keys("r<Down><Down>x");
	write_sheet("episodes.csv", "id,patient,title,opened\r\n" EPISODE "," PERSON
				    ",Right knee,2026-05-04\r\n");
	screen_keys("sy");
	assert_true(screen_has("episodes.csv is not as it was when you looked"));
	assert_true(screen_has("1 left out")); /* of the file that did not change */
	assert_string_equal(person(a, 0).phone, "0111 0111");
	screen_keys("sy");
	assert_true(screen_has("Stored: 2 new"));
	assert_string_equal(person(a, 0).phone, "0555 0101");
	write_plain(a);
	screen_keys("rs");
	set_phone(a, 0, "0666 0606"); /* while the question stands */
	screen_keys("y");
	assert_true(screen_has("somebody changed rows here"));
	assert_true(screen_has("0666 0606 -> 0999 0909"));
	assert_string_equal(person(a, 0).phone, "0666 0606");
	end();
}

static void
test_screen__sheet__that_changed_is_looked_at_again(void **state)
{
	(void)state;
	clinic_once("anna", stale_scene);
}

static void
problem_scene(struct app *a)
{
	begin(a);
	write_sheet("patients.csv", "id,family_name\r\n" PERSON ",Newcomer\r\n");
	write_sheet("episodes.csv",
		    "id,patient,title,opened\r\n" EPISODE "," PERSON
		    ",Left knee,2026-05-04\r\n" PERSON ",Right knee,2026-05-04\r\n");
	screen_keys("r");
	screen_golden("sheet_problems");
	screen_keys("s");
	assert_true(screen_has("mend the sheet"));
	write_sheet("episodes.csv", "id,patient,title,opened\r\n" EPISODE "," PERSON
				    ",Left knee,2026-05-04\r\n");
	screen_keys("r");
	assert_true(screen_has("2 new, 0 changed"));
	screen_keys("<Esc>");
	end();
}

static void
test_screen__sheet__with_problems_stores_nothing(void **state)
{
	(void)state;
	clinic_scene("anna", problem_scene);
}

/* A date the spreadsheet turned round, a new row that refers to nobody: told, and the rest is stored. */
static void
bad_scene(struct app *a)
{
	begin(a);
	write_sheet("patients.csv", "id,family_name,birth_date\r\n" PERSON
				    ",Newcomer,1990-04-03\r\n,Dateless,03.04.90\r\n");
	write_sheet("episodes.csv",
		    "id,patient,title,opened\r\n" EPISODE "," PERSON
		    ",Left knee,2026-05-04\r\n,nobody,Right knee,2026-05-04\r\n");
	screen_keys("r<Down>x");
	assert_true(screen_has("only told"));
	screen_golden("sheet_bad");
	screen_keys("s");
	assert_true(screen_has("Store 2 new, 0 changed; 0 left out; 2 cannot be taken"));
	screen_keys("y");
	assert_true(screen_has("Stored: 2 new, 0 rows changed"));
	end();
}

static void
test_screen__sheet__bad_cells_keep_nothing_out(void **state)
{
	(void)state;
	clinic_scene("anna", bad_scene);
}

/* Ten thousand lines: the list keeps a few pages and goes to either end at once. */
static void
long_scene(struct app *a)
{
	enum { ROWS = 10000 };
	struct str text = {0};

	begin(a);
	str_add(&text, "id,family_name,given_name\r\n");
	for (int i = 0; i < ROWS; i++)
		str_addf(&text, "u%025d1,Name%d,Given\r\n", i, i);
	write_sheet("patients.csv", str_text(&text));
	write_sheet("episodes.csv", "id,patient,title,opened\r\n");
	str_release(&text);
	screen_keys("r");
	assert_true(screen_has("10000 new, 0 changed, 0 left out"));
	screen_keys("<End>x<PgUp><PgUp>x<Home>x");
	assert_true(screen_has("9997 new, 0 changed, 3 left out"));
	screen_keys("X");
	assert_true(screen_has("10000 new, 0 changed, 0 left out"));
	screen_keys("X");
	assert_true(screen_has("0 new, 0 changed, 10000 left out"));
	screen_keys("s");
	assert_true(screen_has("Nothing is marked to be stored"));
	end();
}

static void
test_screen__sheet__may_be_long(void **state)
{
	(void)state;
	clinic_once("anna", long_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__sheet__is_chosen_from),
	    cmocka_unit_test(test_screen__sheet__that_changed_is_looked_at_again),
	    cmocka_unit_test(test_screen__sheet__with_problems_stores_nothing),
	    cmocka_unit_test(test_screen__sheet__bad_cells_keep_nothing_out),
	    cmocka_unit_test(test_screen__sheet__may_be_long),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
