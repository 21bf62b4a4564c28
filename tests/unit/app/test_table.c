/* test_table.c - what an import takes, changes, refuses and says. */
#include "table_kit.h"

#include <sys/stat.h>

struct files {
	struct kit k;
	struct table_result r;
	char path[128];
};

static void
begin(struct files *f, const char *name)
{
	memset(f, 0, sizeof *f);
	table_kit_new(&f->k, "KBR");
	kit_path(&f->k, name, f->path);
}

static void
end(struct files *f)
{
	str_release(&f->r.report);
	kit_end(&f->k);
}

/* Imports text as a file of e. */
static enum status
take(struct files *f, enum entity_id e, const char *text)
{
	str_release(&f->r.report);
	f->r = (struct table_result){0};
	memset(&f->k.err, 0, sizeof f->k.err);
	table_kit_write(f->path, text);
	return table_import(f->k.s, e, f->path, NULL, &f->r, &f->k.err);
}

static void
says(const struct files *f, const char *part)
{
	if (!strstr(str_text(&f->r.report), part))
		fail_msg("\"%s\" is not in:\n%s", part, str_text(&f->r.report));
}

static struct patient
only_patient(struct files *f)
{
	const struct entity *e = dict_entity(E_PATIENT);
	struct cell c = {.kind = CELL_TEXT, .p = "KBR-1", .n = 5};
	struct patient p;

	kit_ok(&f->k, record_find(f->k.s, E_PATIENT, dict_field_named(e, "chart_no"), c,
				  &p, &f->k.err));
	return p;
}

/* A patient with chart number KBR-1, and its id as text. */
static void
one_patient(struct files *f, char id[UID_TEXT_SIZE])
{
	struct patient p = kit_patient("Dube", "Nomsa");

	str_copy(p.chart_no, sizeof p.chart_no, "KBR-1");
	kit_ok(&f->k, record_add(f->k.s, E_PATIENT, &p, &f->k.err));
	uid_text(&p.head.id, id);
}

/* ---- out */

static void
test_table__export__is_canonical(void **state)
{
	struct files f;
	struct patient p = kit_patient("=cmd", "A, \"B\"");
	char *bytes;

	(void)state;
	begin(&f, "patients.csv");
	p.birth_date = 19570500;
	kit_ok(&f.k, record_add(f.k.s, E_PATIENT, &p, &f.k.err));
	kit_ok(&f.k, table_export(f.k.s, E_PATIENT, f.path, NULL, &f.r, &f.k.err));
	assert_int_equal(f.r.rows, 1);
	bytes = table_kit_read(f.path);
	assert_memory_equal(bytes, "\xEF\xBB\xBFid,chart_no,family_name,given_name,", 38);
	assert_non_null(
	    strstr(bytes, ",'=cmd,\"A, \"\"B\"\"\",1957-05,,'+27 82 555 0101,"));
	assert_string_equal(bytes + strlen(bytes) - 2, "\r\n");
	free(bytes);
	end(&f);
}

static void
test_table__export__keeps_secrets_at_home(void **state)
{
	struct files f;
	struct staff s;
	char *bytes;

	(void)state;
	begin(&f, "staff.csv");
	dict_row_init(dict_entity(E_STAFF), &s);
	str_copy(s.login, sizeof s.login, "anna");
	str_copy(s.name, sizeof s.name, "Anna");
	str_copy(s.role, sizeof s.role, "pt");
	str_copy(s.pin_hash, sizeof s.pin_hash, "$argon2id$secret");
	kit_ok(&f.k, record_add(f.k.s, E_STAFF, &s, &f.k.err));
	kit_ok(&f.k, table_export(f.k.s, E_STAFF, f.path, NULL, &f.r, &f.k.err));
	bytes = table_kit_read(f.path);
	assert_null(strstr(bytes, "argon"));
	assert_null(strstr(bytes, "pin_hash"));
	assert_null(strstr(bytes, "password"));
	free(bytes);
	end(&f);
}

static void
test_table__export__fails_without_a_directory(void **state)
{
	struct files f;
	struct stat info;

	(void)state;
	begin(&f, "missing/patients.csv");
	assert_int_not_equal(table_export(f.k.s, E_PATIENT, f.path, NULL, &f.r, &f.k.err),
			     ST_OK);
	assert_int_not_equal(stat(f.path, &info), 0);
	assert_true(f.k.err.detail[0]);
	end(&f);
}

static bool
stop_at_once(void *arg, const char *table, int64_t rows)
{
	(void)table;
	(void)rows;
	++*(int *)arg;
	return false;
}

/* ---- in: new rows */

static void
test_table__import__sheet_without_ids_registers(void **state)
{
	struct files f;

	(void)state;
	begin(&f, "patients.csv");
	kit_ok(&f.k, take(&f, E_PATIENT,
			  "Family_Name;birth_date\nDube;1957-05-04\nMoyo;1961\n"));
	assert_int_equal(f.r.added, 2);
	assert_int_equal(record_count(f.k.s, E_PATIENT), 2);
	kit_ok(&f.k, table_export(f.k.s, E_PATIENT, f.path, NULL, &f.r, &f.k.err));
	{
		char *bytes = table_kit_read(f.path);

		assert_non_null(strstr(bytes, ",Dube,,1957-05-04,"));
		assert_non_null(strstr(bytes, "KBR-")); /* a chart number was given */
		free(bytes);
	}
	end(&f);
}

static void
test_table__import__unknown_column_is_said(void **state)
{
	struct files f;

	(void)state;
	begin(&f, "patients.csv");
	kit_ok(&f.k, take(&f, E_PATIENT, "family_name,shoe_size\r\nDube,43\r\n"));
	assert_int_equal(f.r.added, 1);
	assert_true(f.r.warnings >= 1);
	says(&f, "shoe_size");
	end(&f);
}

static void
test_table__import__same_row_twice_is_taken_once(void **state)
{
	struct files f;
	char text[400];

	(void)state;
	begin(&f, "payers.csv");
	snprintf(text, sizeof text, "id,name,unit_rule\r\n%s,Farm,cms\r\n%s,Farm,cms\r\n",
		 "u00000000000000000000000001", "u00000000000000000000000001");
	kit_ok(&f.k, take(&f, E_PAYER, text));
	assert_int_equal(f.r.added, 1);
	assert_int_equal(record_count(f.k.s, E_PAYER), 1);
	end(&f);
}

static void
test_table__import__same_id_with_other_content_is_refused(void **state)
{
	struct files f;

	(void)state;
	begin(&f, "payers.csv");
	assert_int_equal(take(&f, E_PAYER,
			      "id,name,unit_rule\r\n"
			      "u00000000000000000000000001,Farm,cms\r\n"
			      "u00000000000000000000000001,Farm,ama\r\n"),
			 ST_REFUSED);
	says(&f, "payers.csv:3:1: ");
	assert_int_equal(record_count(f.k.s, E_PAYER), 0);
	end(&f);
}

/* ---- in: known rows */

static void
test_table__import__only_differing_cells_are_written(void **state)
{
	struct files f;
	char id[UID_TEXT_SIZE], text[300];
	int64_t ops;

	(void)state;
	begin(&f, "patients.csv");
	one_patient(&f, id);
	ops = table_kit_ops(&f.k);
	snprintf(text, sizeof text, "id,family_name,phone\r\n%s,Dube,555 0199\r\n", id);
	kit_ok(&f.k, take(&f, E_PATIENT, text));
	assert_int_equal(f.r.changed, 1);
	assert_int_equal(table_kit_ops(&f.k), ops + 1);
	assert_string_equal(only_patient(&f).phone, "555 0199");
	assert_string_equal(only_patient(&f).given_name, "Nomsa"); /* no such column */
	says(&f, "555 0199");
	end(&f);
}

static void
test_table__import__known_row_twice(void **state)
{
	struct files f;
	char id[UID_TEXT_SIZE], text[300];

	(void)state;
	begin(&f, "patients.csv");
	one_patient(&f, id);
	snprintf(text, sizeof text, "id,family_name\r\n%s,Moyo\r\n%s,Moyo\r\n", id, id);
	kit_ok(&f.k, take(&f, E_PATIENT, text));
	assert_int_equal(f.r.changed, 1);
	assert_true(f.r.warnings > 0);
	snprintf(text, sizeof text, "id,family_name\r\n%s,Ncube\r\n%s,Moyo\r\n", id, id);
	assert_int_equal(take(&f, E_PATIENT, text), ST_REFUSED);
	says(&f, "patients.csv:3:1: id: this id was used before");
	assert_string_equal(only_patient(&f).family_name, "Moyo");
	end(&f);
}

static void
test_table__import__dry_run_changes_nothing(void **state)
{
	struct files f;
	char id[UID_TEXT_SIZE], text[300];
	int64_t ops;

	(void)state;
	begin(&f, "patients.csv");
	one_patient(&f, id);
	ops = table_kit_ops(&f.k);
	snprintf(text, sizeof text, "id,family_name,phone\r\n%s,Moyo,555\r\n,Ncube,\r\n",
		 id);
	table_kit_write(f.path, text);
	kit_ok(&f.k, table_import(f.k.s, E_PATIENT, f.path,
				  &(struct table_how){.dry_run = true}, &f.r, &f.k.err));
	assert_int_equal(f.r.changed, 1);
	assert_int_equal(f.r.added, 1);
	assert_int_equal(table_kit_ops(&f.k), ops);
	assert_int_equal(record_count(f.k.s, E_PATIENT), 1);
	end(&f);
}

static void
test_table__import__fact_is_never_changed(void **state)
{
	struct files f;
	char id[UID_TEXT_SIZE], *bytes, *at;

	(void)state;
	begin(&f, "sessions.csv");
	one_patient(&f, id);
	kit_add_session(&f.k, only_patient(&f).head.no, kit_add_staff(&f.k, "anna"),
			20260504);
	kit_ok(&f.k, table_export(f.k.s, E_SESSION, f.path, NULL, &f.r, &f.k.err));
	bytes = table_kit_read(f.path);
	kit_ok(&f.k, take(&f, E_SESSION, bytes));
	assert_int_equal(f.r.same, 1);
	at = strstr(bytes, "2026-05-04");
	assert_non_null(at);
	memcpy(at, "2026-05-05", 10);
	assert_int_equal(take(&f, E_SESSION, bytes), ST_REFUSED);
	says(&f, "sessions.csv:2:");
	says(&f, "service_date differs from the signed row");
	free(bytes);
	end(&f);
}

/* What somebody typed into a sheet: the first text becomes the second. */
static void
type_into(const char *path, const char *was, const char *is)
{
	char *text = table_kit_read(path), *at = strstr(text, was);
	struct str out = {0};

	assert_non_null(at);
	str_add_n(&out, text, (size_t)(at - text));
	str_add(&out, is);
	str_add(&out, at + strlen(was));
	table_kit_write(path, str_text(&out));
	str_release(&out);
	free(text);
}

static void
set_text(struct files *f, int64_t no, const char *name, const char *value)
{
	kit_ok(&f->k,
	       record_set_field(
		   f->k.s, E_PATIENT, no, dict_field_named(dict_entity(E_PATIENT), name),
		   (struct cell){.kind = CELL_TEXT, .p = value, .n = strlen(value)},
		   &f->k.err));
}

/* A sheet that lay in the office while the clinic went on working: what it did not touch stays,
 * what it alone changed is taken, what both changed is told and left. */
static void
test_table__import__a_stale_sheet_undoes_nothing(void **state)
{
	struct files f;
	struct patient p = kit_patient("Dube", "Nomsa"), is;
	struct table_result r = {0};
	int64_t ops;

	(void)state;
	begin(&f, "patients.csv");
	str_copy(p.address, sizeof p.address, "Old road 1");
	kit_ok(&f.k, record_add(f.k.s, E_PATIENT, &p, &f.k.err));
	set_text(&f, p.head.no, "occupation", "cook");
	kit_ok(&f.k, table_export(f.k.s, E_PATIENT, f.path, NULL, &r, &f.k.err));
	/* Nothing moved, nothing changed. */
	ops = table_kit_ops(&f.k);
	kit_ok(&f.k, table_import(f.k.s, E_PATIENT, f.path, NULL, &r, &f.k.err));
	assert_int_equal(table_kit_ops(&f.k), ops);
	/* The clinic changes the phone; the sheet the address alone. */
	set_text(&f, p.head.no, "phone", "0777");
	type_into(f.path, "Old road 1", "New road 2");
	str_release(&r.report);
	memset(&r, 0, sizeof r);
	kit_ok(&f.k, table_import(f.k.s, E_PATIENT, f.path, NULL, &r, &f.k.err));
	assert_int_equal(r.changed, 1);
	assert_int_equal(r.conflicts, 0);
	kit_ok(&f.k, record_get(f.k.s, E_PATIENT, p.head.no, &is, &f.k.err));
	assert_string_equal(is.phone, "0777");
	assert_string_equal(is.address, "New road 2");
	/* The same sheet again, now with a job that was changed here too. */
	set_text(&f, p.head.no, "occupation", "baker");
	type_into(f.path, "cook", "singer");
	str_release(&r.report);
	memset(&r, 0, sizeof r);
	ops = table_kit_ops(&f.k);
	kit_ok(&f.k, table_import(f.k.s, E_PATIENT, f.path, NULL, &r, &f.k.err));
	assert_int_equal(r.changed, 0);
	assert_int_equal(r.conflicts, 1);
	assert_int_equal(table_kit_ops(&f.k), ops);
	assert_non_null(
	    strstr(str_text(&r.report),
		   "occupation: CONFLICT: the sheet began from \"cook\", here it "
		   "is \"baker\" now, the sheet says \"singer\""));
	/* A version nobody knows: nothing of the row is taken. */
	type_into(f.path, ",v", ",v0");
	str_release(&r.report);
	memset(&r, 0, sizeof r);
	kit_ok(&f.k, table_import(f.k.s, E_PATIENT, f.path, NULL, &r, &f.k.err));
	assert_int_equal(r.changed, 0);
	assert_true(r.conflicts > 0);
	str_release(&r.report);
	end(&f);
}

/* Some rows of a table are the same bytes as in the whole. */
static void
test_table__export__some_rows(void **state)
{
	struct files f;
	struct table_result r = {0};
	int64_t rows[2];
	struct io_writer out;
	char *text;

	(void)state;
	begin(&f, "patients.csv");
	for (int i = 0; i < 4; i++)
		rows[i / 2] = kit_add_patient(&f.k, "Dube", "Nomsa");
	kit_ok(&f.k, io_writer_open(&out, &io_posix, f.path, &f.k.err));
	kit_ok(&f.k, table_export_rows(f.k.s, E_PATIENT, csv_write_to(&out), rows, 2, &r,
				       &f.k.err));
	kit_ok(&f.k, io_writer_commit(&out, &f.k.err));
	assert_int_equal(r.rows, 2);
	text = table_kit_read(f.path);
	assert_non_null(strstr(text, ",_version\r\n"));
	free(text);
	kit_ok(&f.k, table_import(f.k.s, E_PATIENT, f.path, NULL, &r, &f.k.err));
	assert_int_equal(r.same, 2);
	str_release(&r.report);
	end(&f);
}

static void
test_table__import__shipped_rows_stay(void **state)
{
	struct files f;
	int64_t before;

	(void)state;
	begin(&f, "exercises.csv");
	before = record_count(f.k.s, E_EXERCISE);
	kit_ok(&f.k, take(&f, E_EXERCISE,
			  "id,key,name\r\nu00000000000000000000000001,own,Own one\r\n"));
	assert_int_equal(record_count(f.k.s, E_EXERCISE), before);
	says(&f, "does not ship with the program");
	end(&f);
}

/* ---- in: refusals */

static void
test_table__import__names_file_line_column(void **state)
{
	struct files f;

	(void)state;
	begin(&f, "patients.csv");
	assert_int_equal(
	    take(&f, E_PATIENT, "family_name,payer\r\nDube,\r\n\"Mo\r\nyo\",\r\n"),
	    ST_REFUSED); /* a line break in a name */
	assert_int_equal(
	    take(&f, E_PATIENT,
		 "family_name,payer\r\nDube,\r\nMoyo,u00000000000000000000000009\r\n"),
	    ST_REFUSED);
	says(&f,
	     "patients.csv:3:6: Payer: payer has no row with this id; import payers.csv "
	     "first");
	assert_true(!strncmp(f.k.err.detail, "patients.csv:3:6: ", 18));
	assert_int_equal(record_count(f.k.s, E_PATIENT), 0); /* Dube neither */
	end(&f);
}

/* The sentence that is told is of what keeps the file out, not of what is odd in it besides. */
static void
test_table__import__says_the_problem_before_warnings(void **state)
{
	struct files f;

	(void)state;
	begin(&f, "patients.csv");
	assert_int_equal(take(&f, E_PATIENT,
			      "family_name,birth_date,payer\r\nDube,1957,\r\n"
			      "Moyo,1958-01-01,u00000000000000000000000009\r\n"),
			 ST_REFUSED);
	assert_true(!strncmp(f.k.err.detail, "patients.csv:3:17: Payer", 24));
	says(&f, "only year or month is known");
	end(&f);
}

static void
test_table__import__reference_of_another_kind(void **state)
{
	struct files f;
	char id[UID_TEXT_SIZE], text[300];

	(void)state;
	begin(&f, "patients.csv");
	one_patient(&f, id);
	snprintf(text, sizeof text, "family_name,payer\r\nMoyo,%s\r\n", id);
	assert_int_equal(take(&f, E_PATIENT, text), ST_REFUSED);
	says(&f, "patients.csv:2:6: ");
	end(&f);
}

static void
test_table__import__id_of_another_kind(void **state)
{
	struct files f;
	char id[UID_TEXT_SIZE], text[300];

	(void)state;
	begin(&f, "payers.csv");
	one_patient(&f, id);
	snprintf(text, sizeof text, "id,name,unit_rule\r\n%s,Farm,cms\r\n", id);
	assert_int_equal(take(&f, E_PAYER, text), ST_REFUSED);
	says(&f, "payers.csv:2:1: ");
	end(&f);
}

static void
test_table__import__lists_twenty_and_counts_the_rest(void **state)
{
	struct files f;
	struct str text = {0};
	int lines = 0;

	(void)state;
	begin(&f, "patients.csv");
	str_add(&text, "family_name,payer\r\n");
	for (int i = 0; i < 50; i++)
		str_addf(&text, "Dube%d,u00000000000000000000000009\r\n", i);
	assert_int_equal(take(&f, E_PATIENT, str_text(&text)), ST_REFUSED);
	for (const char *p = str_text(&f.r.report); (p = strchr(p, '\n')); p++)
		lines++;
	assert_int_equal(lines, 21);
	says(&f, "patients.csv: and 30 more");
	str_release(&text);
	end(&f);
}

static void
test_table__import__unique_value_twice(void **state)
{
	struct files f;

	(void)state;
	begin(&f, "payers.csv");
	assert_int_equal(
	    take(&f, E_PAYER, "name,unit_rule\r\nFarm,cms\r\nFarm,ama\r\nOther,cms\r\n"),
	    ST_REFUSED);
	says(&f, "payers.csv:3:1: ");
	assert_int_equal(record_count(f.k.s, E_PAYER), 0);
	end(&f);
}

static void
test_table__import__torn_file_takes_nothing(void **state)
{
	struct files f;

	(void)state;
	begin(&f, "patients.csv");
	assert_int_equal(take(&f, E_PATIENT, "family_name,phone\r\nDube,1\r\nMoyo,\"2"),
			 ST_REFUSED);
	assert_true(strstr(f.k.err.detail, "patients.csv:3:") != NULL);
	assert_int_equal(record_count(f.k.s, E_PATIENT), 0);
	assert_int_equal(take(&f, E_PATIENT, ""), ST_REFUSED);
	end(&f);
}

static void
test_table__import__missing_file_and_directory(void **state)
{
	struct files f;
	struct err *err;

	(void)state;
	begin(&f, "nowhere.csv");
	err = &f.k.err;
	assert_int_equal(table_import(f.k.s, E_PATIENT, f.path, NULL, &f.r, err),
			 ST_NOT_FOUND);
	assert_int_equal(table_import_all(f.k.s, f.path, NULL, &f.r, err), ST_NOT_FOUND);
	end(&f);
}

static void
test_table__import__stops_when_told(void **state)
{
	struct files f;
	struct str text = {0};
	int calls = 0;
	const struct table_watch w = {stop_at_once, &calls};

	(void)state;
	begin(&f, "patients.csv");
	str_add(&text, "family_name\r\n");
	for (int i = 0; i < 6000; i++)
		str_addf(&text, "Dube%d\r\n", i);
	table_kit_write(f.path, str_text(&text));
	assert_int_equal(table_import(f.k.s, E_PATIENT, f.path,
				      &(struct table_how){.watch = &w}, &f.r, &f.k.err),
			 ST_REFUSED);
	assert_int_equal(calls, 1);
	assert_int_equal(record_count(f.k.s, E_PATIENT), 0);
	str_release(&text);
	end(&f);
}

static void
test_table__import__many_rows_make_a_backup(void **state)
{
	struct files f;
	struct str text = {0};
	struct stat info;
	char backup[128];

	(void)state;
	begin(&f, "patients.csv");
	kit_path(&f.k, "backup/limber-before-import.db", backup);
	str_add(&text, "family_name\r\n");
	for (int i = 0; i < 5000; i++)
		str_addf(&text, "Dube%d\r\n", i);
	kit_ok(&f.k, take(&f, E_PATIENT, str_text(&text)));
	assert_int_not_equal(stat(backup, &info), 0);
	for (int i = 5000; i < 5010; i++)
		str_addf(&text, "Dube%d\r\n", i);
	kit_ok(&f.k, take(&f, E_PATIENT, str_text(&text)));
	assert_int_equal(stat(backup, &info), 0);
	str_release(&text);
	end(&f);
}

/* Of several files one is wrong: none is taken. */
static void
test_table__import_all__all_or_nothing(void **state)
{
	struct files f;

	(void)state;
	begin(&f, "payers.csv");
	table_kit_write(f.path, "name,unit_rule\r\nFarm,cms\r\n");
	kit_path(&f.k, "patients.csv", f.path);
	table_kit_write(f.path, "family_name,payer\r\nDube,zzz\r\n");
	assert_int_equal(table_import_all(f.k.s, f.k.dir, NULL, &f.r, &f.k.err),
			 ST_REFUSED);
	assert_int_equal(record_count(f.k.s, E_PAYER), 0);
	end(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_table__export__is_canonical),
	    cmocka_unit_test(test_table__export__keeps_secrets_at_home),
	    cmocka_unit_test(test_table__export__fails_without_a_directory),
	    cmocka_unit_test(test_table__import__sheet_without_ids_registers),
	    cmocka_unit_test(test_table__import__unknown_column_is_said),
	    cmocka_unit_test(test_table__import__same_row_twice_is_taken_once),
	    cmocka_unit_test(test_table__import__same_id_with_other_content_is_refused),
	    cmocka_unit_test(test_table__import__only_differing_cells_are_written),
	    cmocka_unit_test(test_table__import__known_row_twice),
	    cmocka_unit_test(test_table__import__dry_run_changes_nothing),
	    cmocka_unit_test(test_table__import__fact_is_never_changed),
	    cmocka_unit_test(test_table__import__shipped_rows_stay),
	    cmocka_unit_test(test_table__import__names_file_line_column),
	    cmocka_unit_test(test_table__import__says_the_problem_before_warnings),
	    cmocka_unit_test(test_table__import__reference_of_another_kind),
	    cmocka_unit_test(test_table__import__id_of_another_kind),
	    cmocka_unit_test(test_table__import__lists_twenty_and_counts_the_rest),
	    cmocka_unit_test(test_table__import__unique_value_twice),
	    cmocka_unit_test(test_table__import__a_stale_sheet_undoes_nothing),
	    cmocka_unit_test(test_table__export__some_rows),
	    cmocka_unit_test(test_table__import__torn_file_takes_nothing),
	    cmocka_unit_test(test_table__import__missing_file_and_directory),
	    cmocka_unit_test(test_table__import__stops_when_told),
	    cmocka_unit_test(test_table__import__many_rows_make_a_backup),
	    cmocka_unit_test(test_table__import_all__all_or_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
