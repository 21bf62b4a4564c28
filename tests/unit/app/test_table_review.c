/* test_table_review.c - of a sheet only what somebody looked at and kept is stored. */
#include "table_kit.h"

#include "app/table_leave.h"
#include "app/table_review.h"
#include "app/table_row.h"
#include "store/audit.h"

#define PERSON	"u00000000000000000000000001"
#define EPISODE "u00000000000000000000000002"

struct sheet {
	struct kit k;
	struct table_review v;
	struct table_result r;
	struct patient dube, moyo;
	char patients[128], episodes[128];
};

/* Two patients, and both of them in a sheet with _version. */
static void
begin(struct sheet *s)
{
	memset(s, 0, sizeof *s);
	table_kit_new(&s->k, "KBR");
	kit_path(&s->k, "patients.csv", s->patients);
	kit_path(&s->k, "episodes.csv", s->episodes);
	s->dube = kit_patient("Dube", "Nomsa");
	s->moyo = kit_patient("Moyo", "Thabo");
	str_copy(s->dube.phone, sizeof s->dube.phone, "0101");
	str_copy(s->moyo.phone, sizeof s->moyo.phone, "0202");
	str_copy(s->dube.address, sizeof s->dube.address, "Old road 1");
	kit_ok(&s->k, record_add(s->k.s, E_PATIENT, &s->dube, &s->k.err));
	kit_ok(&s->k, record_add(s->k.s, E_PATIENT, &s->moyo, &s->k.err));
	kit_ok(&s->k,
	       table_export(s->k.s, E_PATIENT, s->patients, NULL, &s->r, &s->k.err));
}

static void
end(struct sheet *s)
{
	str_release(&s->r.report);
	table_review_release(&s->v);
	kit_end(&s->k);
}

/* In a file the first text becomes the second. */
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

static int
field(const char *name)
{
	return dict_field_named(dict_entity(E_PATIENT), name);
}

static void
set_here(struct sheet *s, const struct patient *p, const char *name, const char *value)
{
	kit_ok(&s->k,
	       record_set_field(
		   s->k.s, E_PATIENT, p->head.no, field(name),
		   (struct cell){.kind = CELL_TEXT, .p = value, .n = strlen(value)},
		   &s->k.err));
}

static struct patient
now(struct sheet *s, const struct patient *p)
{
	struct patient is;

	kit_ok(&s->k, record_get(s->k.s, E_PATIENT, p->head.no, &is, &s->k.err));
	return is;
}

static void
look(struct sheet *s)
{
	table_review_read(s->k.s, s->k.dir, &s->v);
}

static enum status
store(struct sheet *s)
{
	str_release(&s->r.report);
	s->r = (struct table_result){0};
	return table_review_store(s->k.s, s->k.dir, &s->v, &s->r, &s->k.err);
}

/* The line of the review of a kind; the nth. */
static size_t
line(const struct sheet *s, enum table_line_kind kind, int nth)
{
	for (size_t i = 0; i < s->v.n; i++)
		if (s->v.lines[i].kind == kind && nth-- == 0)
			return i;
	fail_msg("the review has no such line");
	return 0;
}

static const char *
text(const struct sheet *s, size_t at)
{
	return table_review_text(&s->v, at);
}

static bool
last_audit(void *arg, const struct audit_line *l)
{
	struct str *out = arg;

	if (strcmp(l->what, "table-import") != 0)
		return true;
	str_add(out, l->detail);
	return false;
}

/* ---- cells */

static void
test_table_review__cell__left_out_stays_and_comes_again(void **state)
{
	struct sheet s;
	struct str audit = {0};
	size_t at;

	(void)state;
	begin(&s);
	type_into(s.patients, "0101", "0555");
	type_into(s.patients, "0202", "0666");
	type_into(s.patients, "Old road 1", "New road 2");
	look(&s);
	assert_int_equal(s.v.taken[TABLE_LINE_CELL], 3);
	at = line(&s, TABLE_LINE_CELL, 0);
	assert_int_equal(s.v.lines[at].line, 2);
	assert_int_equal(s.v.lines[at].field, field("phone"));
	assert_string_equal(text(&s, s.v.lines[at].here), "0101");
	assert_string_equal(text(&s, s.v.lines[at].sheet), "0555");
	assert_non_null(strstr(text(&s, s.v.lines[at].words), "Dube Nomsa"));
	assert_int_equal(table_review_leave(&s.v, at, true), 0);
	assert_int_equal(s.v.left, 1);
	assert_int_equal(s.v.taken[TABLE_LINE_CELL], 2);
	kit_ok(&s.k, store(&s));
	assert_int_equal(s.r.changed, 2);
	assert_int_equal(s.r.left, 1);
	assert_string_equal(now(&s, &s.dube).phone, "0101");
	assert_string_equal(now(&s, &s.dube).address, "New road 2");
	assert_string_equal(now(&s, &s.moyo).phone, "0666");
	kit_ok(&s.k, audit_list(s.k.s, 10, last_audit, &audit, &s.k.err));
	assert_string_equal(str_text(&audit), "all: 0 new, 2 changed, 1 left out");
	str_release(&audit);
	/* It is the one difference next time, as it was left. */
	look(&s);
	assert_int_equal(s.v.taken[TABLE_LINE_CELL], 0);
	assert_int_equal(s.v.left, 1);
	table_review_leave(&s.v, line(&s, TABLE_LINE_CELL, 0), false);
	kit_ok(&s.k, store(&s));
	assert_string_equal(now(&s, &s.dube).phone, "0555");
	look(&s);
	assert_int_equal(s.v.n, 0);
	end(&s);
}

static void
test_table_review__cell__a_whole_column_at_once(void **state)
{
	struct sheet s;

	(void)state;
	begin(&s);
	type_into(s.patients, "0101", "101");
	type_into(s.patients, "0202", "202");
	type_into(s.patients, "Old road 1", "New road 2");
	look(&s);
	assert_int_equal(
	    table_review_leave_alike(&s.v, line(&s, TABLE_LINE_CELL, 0), true), 2);
	kit_ok(&s.k, store(&s));
	assert_string_equal(now(&s, &s.dube).phone, "0101");
	assert_string_equal(now(&s, &s.moyo).phone, "0202");
	assert_string_equal(now(&s, &s.dube).address, "New road 2");
	end(&s);
}

/* Both sides changed it: it is told, cannot be chosen, and stays. */
static void
test_table_review__both__is_told_and_left(void **state)
{
	struct sheet s;
	size_t at;

	(void)state;
	begin(&s);
	set_here(&s, &s.dube, "phone", "0777");
	type_into(s.patients, "0101", "0555");
	type_into(s.patients, "Old road 1", "New road 2");
	look(&s);
	at = line(&s, TABLE_LINE_BOTH, 0);
	assert_false(table_review_open(&s.v, at));
	assert_string_equal(text(&s, s.v.lines[at].began), "0101");
	assert_string_equal(text(&s, s.v.lines[at].here), "0777");
	assert_string_equal(text(&s, s.v.lines[at].sheet), "0555");
	table_review_leave(&s.v, at, true);
	assert_int_equal(s.v.left, 0);
	kit_ok(&s.k, store(&s));
	assert_int_equal(s.r.conflicts, 1);
	assert_string_equal(now(&s, &s.dube).phone, "0777");
	assert_string_equal(now(&s, &s.dube).address, "New road 2");
	end(&s);
}

/* ---- new rows */

static void
new_person_with_episode(struct sheet *s)
{
	table_kit_write(s->patients, "id,family_name,given_name\r\n" PERSON
				     ",Ncube,Sipho\r\n,Banda,Rudo\r\n");
	table_kit_write(s->episodes, "id,patient,title,opened\r\n" EPISODE "," PERSON
				     ",Left knee,2026-05-04\r\n");
}

static void
test_table_review__new__goes_with_what_refers_to_it(void **state)
{
	struct sheet s;
	size_t person, episode;

	(void)state;
	begin(&s);
	new_person_with_episode(&s);
	look(&s);
	assert_int_equal(s.v.taken[TABLE_LINE_NEW], 3);
	person = line(&s, TABLE_LINE_NEW, 0);
	episode = line(&s, TABLE_LINE_NEW, 2);
	assert_int_equal(s.v.lines[episode].entity, E_EPISODE);
	assert_int_equal(table_review_leave(&s.v, person, true), 1);
	assert_true(s.v.lines[episode].left);
	assert_int_equal(table_review_leave(&s.v, episode, false), 1);
	assert_false(s.v.lines[person].left);
	table_review_leave(&s.v, episode, true);
	assert_false(s.v.lines[person].left);
	assert_int_equal(table_review_waiting(&s.v, person), 1);
	table_review_leave(&s.v, episode, false);
	assert_int_equal(table_review_leave(&s.v, person, true), 1);
	assert_int_equal(table_review_leave(&s.v, person, true), 0);
	assert_int_equal(s.v.left, 2);
	kit_ok(&s.k, store(&s));
	assert_int_equal(s.r.added, 1);
	assert_int_equal(record_count(s.k.s, E_PATIENT), 3);
	assert_int_equal(record_count(s.k.s, E_EPISODE), 0);
	end(&s);
}

/* The door itself refuses half of it, with the place and what to do. */
static void
test_table_review__leave__a_row_that_is_referred_to(void **state)
{
	struct sheet s;
	struct table_leave leave = {0};
	const struct table_how how = {.leave = &leave};

	(void)state;
	begin(&s);
	new_person_with_episode(&s);
	kit_ok(&s.k,
	       table_leave_add(&leave, E_COUNT, s.k.dir, "patients.csv:2", &s.k.err));
	assert_int_equal(table_import_all(s.k.s, s.k.dir, &how, &s.r, &s.k.err),
			 ST_REFUSED);
	assert_string_equal(
	    s.k.err.detail,
	    "episodes.csv:2:29: Patient: this refers to patients.csv:2, a "
	    "new row that is left out; leave this out too, or take that in");
	assert_int_equal(record_count(s.k.s, E_PATIENT), 2);
	kit_ok(&s.k,
	       table_leave_add(&leave, E_COUNT, s.k.dir, "episodes.csv:2", &s.k.err));
	kit_ok(&s.k, table_import_all(s.k.s, s.k.dir, &how, &s.r, &s.k.err));
	assert_int_equal(record_count(s.k.s, E_PATIENT), 3);
	assert_int_equal(record_count(s.k.s, E_EPISODE), 0);
	table_leave_release(&leave);
	end(&s);
}

/* An id that comes twice and is left out once is not new the second time. */
static void
test_table_review__new__twice_in_the_sheet(void **state)
{
	struct sheet s;

	(void)state;
	begin(&s);
	table_kit_write(s.patients, "id,family_name,given_name\r\n" PERSON
				    ",Ncube,Sipho\r\n" PERSON ",Ncube,Sipho\r\n");
	look(&s);
	assert_int_equal(s.v.taken[TABLE_LINE_NEW], 1);
	assert_int_equal(s.v.taken[TABLE_LINE_NOTE], 1);
	table_review_leave(&s.v, line(&s, TABLE_LINE_NEW, 0), true);
	kit_ok(&s.k, store(&s));
	assert_int_equal(record_count(s.k.s, E_PATIENT), 2);
	end(&s);
}

/* In a sheet of staff the first row refers to a new one at its end, in place of was. */
static void
point_at(const char *path, const struct uid *was, const char *is)
{
	char id[UID_TEXT_SIZE], from[2 + UID_TEXT_SIZE], to[2 + UID_TEXT_SIZE];
	char *text, *head;
	struct str out = {0};

	uid_text(was, id);
	snprintf(from, sizeof from, ",%s", id); /* not where a row begins */
	snprintf(to, sizeof to, ",%s", is);
	type_into(path, from, to);
	text = table_kit_read(path);
	head = strchr(text, '\n');
	assert_non_null(head);
	str_add(&out, text);
	str_addf(&out, "%s,chief,Chief Person,pt", is);
	for (const char *p = strstr(text, ",role,") + 5; p < head; p++)
		if (*p == ',')
			str_add_c(&out, ',');
	str_add(&out, "\r\n");
	table_kit_write(path, str_text(&out));
	str_release(&out);
	free(text);
}

/* A cell of a row that is here refers to a new row further down. */
static void
test_table_review__tie__to_a_row_further_down(void **state)
{
	struct sheet s;
	struct staff anna;
	char id[UID_TEXT_SIZE], staff[128];
	struct str bytes = {0};
	size_t supervisor, chief;
	int64_t no;

	(void)state;
	begin(&s);
	no = kit_add_staff(&s.k, "anna");
	kit_ok(&s.k, record_get(s.k.s, E_STAFF, no, &anna, &s.k.err));
	uid_text(&anna.head.id, id);
	kit_path(&s.k, "staff.csv", staff);
	str_addf(&bytes, "id,login,name,role,supervisor\r\n%s,anna,%s,%s," PERSON "\r\n",
		 id, anna.name, anna.role);
	str_add(&bytes, PERSON ",chief,Chief Person,pt,\r\n");
	table_kit_write(staff, str_text(&bytes));
	str_release(&bytes);
	look(&s);
	supervisor = line(&s, TABLE_LINE_CELL, 0);
	chief = line(&s, TABLE_LINE_NEW, 0);
	assert_string_equal(text(&s, s.v.lines[supervisor].sheet),
			    "a new row further down");
	assert_int_equal(table_review_leave(&s.v, chief, true), 1);
	assert_true(s.v.lines[supervisor].left);
	kit_ok(&s.k, store(&s));
	assert_int_equal(s.r.left, 2);
	assert_int_equal(record_count(s.k.s, E_STAFF), 1);
	/* The cell alone can be left out, too. */
	look(&s);
	table_review_leave(&s.v, supervisor, true);
	table_review_leave(&s.v, chief, false);
	assert_int_equal(s.v.left, 1);
	kit_ok(&s.k, store(&s));
	kit_ok(&s.k, record_get(s.k.s, E_STAFF, no, &anna, &s.k.err));
	assert_true(anna.supervisor == DICT_NONE);
	assert_int_equal(record_count(s.k.s, E_STAFF), 2);
	look(&s);
	table_review_leave(&s.v, line(&s, TABLE_LINE_CELL, 0), false);
	kit_ok(&s.k, store(&s));
	kit_ok(&s.k, record_get(s.k.s, E_STAFF, no, &anna, &s.k.err));
	assert_true(anna.supervisor != DICT_NONE);
	end(&s);
}

/* A reference further down is a change as any other: where both sides made one, that here stays. */
static void
test_table_review__both__of_a_reference_further_down(void **state)
{
	struct sheet s;
	struct staff anna;
	char staff[128];
	int supervisor = dict_field_named(dict_entity(E_STAFF), "supervisor");
	int64_t no, ben, carl;

	(void)state;
	begin(&s);
	no = kit_add_staff(&s.k, "anna");
	ben = kit_add_staff(&s.k, "ben");
	carl = kit_add_staff(&s.k, "carl");
	kit_ok(&s.k,
	       record_set_field(s.k.s, E_STAFF, no, supervisor,
				(struct cell){.kind = CELL_INT, .i = ben}, &s.k.err));
	kit_ok(&s.k, record_get(s.k.s, E_STAFF, ben, &anna, &s.k.err));
	kit_path(&s.k, "staff.csv", staff);
	kit_ok(&s.k, table_export(s.k.s, E_STAFF, staff, NULL, &s.r, &s.k.err));
	point_at(staff, &anna.head.id, PERSON);
	kit_ok(&s.k,
	       record_set_field(s.k.s, E_STAFF, no, supervisor,
				(struct cell){.kind = CELL_INT, .i = carl}, &s.k.err));
	look(&s);
	assert_int_equal(s.v.lines[line(&s, TABLE_LINE_BOTH, 0)].field, supervisor);
	assert_int_equal(s.v.taken[TABLE_LINE_NEW], 1);
	kit_ok(&s.k, store(&s));
	kit_ok(&s.k, record_get(s.k.s, E_STAFF, no, &anna, &s.k.err));
	assert_true(anna.supervisor == carl);
	end(&s);
}

/* ---- not as it was looked at */

static void
test_table_review__store__refuses_another_sheet(void **state)
{
	struct sheet s;

	(void)state;
	begin(&s);
	type_into(s.patients, "0101", "0555");
	look(&s);
	type_into(s.patients, "0202", "0666");
	assert_int_equal(store(&s), ST_STALE);
	assert_non_null(strstr(s.k.err.detail, "patients.csv is not as it was"));
	assert_string_equal(now(&s, &s.dube).phone, "0101");
	look(&s);
	assert_int_equal(s.v.taken[TABLE_LINE_CELL], 2);
	kit_ok(&s.k, store(&s));
	assert_string_equal(now(&s, &s.moyo).phone, "0666");
	/* A table that came into the folder meanwhile was not looked at either. */
	look(&s);
	table_kit_write(s.episodes, "id,patient,title,opened\r\n");
	assert_int_equal(store(&s), ST_STALE);
	end(&s);
}

/* A sheet without versions would undo what came since: that was not looked at. */
static void
test_table_review__store__refuses_another_clinic(void **state)
{
	struct sheet s;
	char id[UID_TEXT_SIZE], bytes[200];

	(void)state;
	begin(&s);
	uid_text(&s.dube.head.id, id);
	snprintf(bytes, sizeof bytes, "id,family_name,phone\r\n%s,Dube,0555\r\n", id);
	table_kit_write(s.patients, bytes);
	look(&s);
	set_here(&s, &s.dube, "phone", "0777");
	assert_int_equal(store(&s), ST_STALE);
	assert_non_null(strstr(s.k.err.detail, "changed rows here"));
	assert_string_equal(now(&s, &s.dube).phone, "0777");
	look(&s);
	kit_ok(&s.k, store(&s));
	assert_string_equal(now(&s, &s.dube).phone, "0555");
	end(&s);
}

static void
test_table_review__read__problems_stand_alone(void **state)
{
	struct sheet s;
	int64_t ops;

	(void)state;
	begin(&s);
	type_into(s.patients, "0101", "0555");
	table_kit_write(s.episodes,
			"id,patient,title,opened\r\n,Left knee,2026-05-04\r\n");
	look(&s);
	assert_int_equal(s.v.n, 1);
	assert_int_equal(s.v.lines[0].kind, TABLE_LINE_PROBLEM);
	assert_non_null(strstr(text(&s, s.v.lines[0].words), "episodes.csv:2:1: "));
	ops = table_kit_ops(&s.k);
	assert_int_equal(store(&s), ST_REFUSED);
	assert_int_equal(table_kit_ops(&s.k), ops);
	end(&s);
}

/* Another table that cannot be read for a while, twice: what was left out is left out when it can. */
static void
test_table_review__read__marks_outlive_problems(void **state)
{
	struct sheet s;

	(void)state;
	begin(&s);
	type_into(s.patients, "0101", "0555");
	type_into(s.patients, "0202", "0666");
	look(&s);
	assert_int_equal(table_review_leave(&s.v, line(&s, TABLE_LINE_CELL, 0), true), 0);
	table_kit_write(s.episodes,
			"id,patient,title,opened\r\n,Left knee,2026-05-04\r\n");
	for (int i = 0; i < 2; i++) {
		look(&s);
		assert_int_equal(s.v.taken[TABLE_LINE_CELL], 0);
		assert_int_equal(s.v.lines[0].kind, TABLE_LINE_PROBLEM);
	}
	assert_int_equal(unlink(s.episodes), 0);
	look(&s);
	assert_int_equal(s.v.left, 1);
	assert_true(s.v.lines[line(&s, TABLE_LINE_CELL, 0)].left);
	kit_ok(&s.k, store(&s));
	assert_string_equal(now(&s, &s.dube).phone, "0101");
	assert_string_equal(now(&s, &s.moyo).phone, "0666");
	end(&s);
}

/* ---- what cannot be taken */

/* Of the nth line that is told and passed over: place, row and reason. */
static void
is_bad(const struct sheet *s, int nth, int64_t at, int which, const char *why)
{
	const struct table_line *l = &s->v.lines[line(s, TABLE_LINE_BAD, nth)];

	assert_int_equal(l->line, at);
	assert_int_equal(l->field, which);
	assert_false(table_review_open(&s->v, (size_t)(l - s->v.lines)));
	assert_string_equal(text(s, l->sheet), why);
}

/* One bad cell among good ones: it stays as it is here, is told, and the others are stored. */
static void
test_table_review__bad__cells_and_rows_are_passed_over(void **state)
{
	struct sheet s;
	struct str more = {0};
	char *text_now;
	int64_t n;

	(void)state;
	begin(&s);
	s.dube.birth_date = 19800102;
	kit_ok(&s.k, record_set_field(
			 s.k.s, E_PATIENT, s.dube.head.no, field("birth_date"),
			 (struct cell){.kind = CELL_INT, .i = 19800102}, &s.k.err));
	kit_ok(&s.k, table_export(s.k.s, E_PATIENT, s.patients, NULL, &s.r, &s.k.err));
	type_into(s.patients, "1980-01-02", "02.01.80");
	type_into(s.patients, "0101", "0555");
	type_into(s.patients, "0202", "0666");
	text_now = table_kit_read(s.patients);
	str_add(&more, text_now);
	free(text_now);
	n = table_kit_ops(&s.k);
	/* A new one with a bad code, a good new one; of the second row the id is spoiled. */
	str_add(&more, ",,Badenhorst,B,,woman,,,,,,,,,,,,,,,,,,,\r\n"
		       ",,Gumede,G,1990-04-03,F,,,,,,,,,,,,,,,,,,,\r\n");
	table_kit_write(s.patients, str_text(&more));
	look(&s);
	assert_int_equal(s.v.taken[TABLE_LINE_PROBLEM], 0);
	assert_int_equal(s.v.taken[TABLE_LINE_CELL], 2);
	assert_int_equal(s.v.taken[TABLE_LINE_NEW], 1);
	assert_int_equal(s.v.taken[TABLE_LINE_BAD], 2);
	is_bad(&s, 0, 2, field("birth_date"),
	       "Birth date: \"02.01.80\": no day as year-month-day; write it as "
	       "1990-12-31");
	is_bad(&s, 1, 4, -1,
	       "Sex: \"woman\" is none of F, M, X, U: use one of the column's codes");
	assert_int_equal(table_kit_ops(&s.k), n);
	kit_ok(&s.k, store(&s));
	assert_int_equal(s.r.added, 1);
	assert_int_equal(s.r.changed, 2);
	assert_int_equal(s.r.unread, 2);
	assert_string_equal(now(&s, &s.dube).phone, "0555");
	assert_int_equal(now(&s, &s.dube).birth_date, 19800102);
	assert_string_equal(now(&s, &s.moyo).phone, "0666");
	str_release(&more);
	end(&s);
}

/* A row whose id a spreadsheet spoiled is nobody's: it must not become a second patient. */
static void
test_table_review__bad__id_is_no_new_row(void **state)
{
	struct sheet s;
	char id[UID_TEXT_SIZE];

	(void)state;
	begin(&s);
	uid_text(&s.moyo.head.id, id);
	type_into(s.patients, id, "1.23E+11");
	type_into(s.patients, "0101", "0555");
	look(&s);
	assert_int_equal(s.v.taken[TABLE_LINE_NEW], 0);
	assert_int_equal(s.v.taken[TABLE_LINE_BAD], 1);
	kit_ok(&s.k, store(&s));
	assert_int_equal(s.r.added, 0);
	assert_int_equal(record_count(s.k.s, E_PATIENT), 2);
	assert_string_equal(now(&s, &s.dube).phone, "0555");
	end(&s);
}

/* The same id with other content: the first row counts, the second is told. */
static void
test_table_review__bad__id_used_twice(void **state)
{
	struct sheet s;
	char *was, *row;
	struct str twice = {0};

	(void)state;
	begin(&s);
	was = table_kit_read(s.patients);
	row = strchr(was, '\n') + 1;
	str_add(&twice, was);
	str_add(&twice, row);
	table_kit_write(s.patients, str_text(&twice));
	type_into(s.patients, "0101", "0555");
	look(&s);
	is_bad(&s, 0, 4, -1, "this id was used before");
	kit_ok(&s.k, store(&s));
	assert_string_equal(now(&s, &s.dube).phone, "0555");
	free(was);
	str_release(&twice);
	end(&s);
}

/* On the command line nothing is passed over unless it is said: by its place, or all at once. */
static void
test_table_leave__bad__has_to_be_said(void **state)
{
	struct sheet s;
	struct table_leave one = {0}, all = {.bad = true};
	const struct table_how by_place = {.leave = &one}, by_word = {.leave = &all};

	(void)state;
	begin(&s);
	type_into(s.patients, "0101", "0555");
	type_into(s.patients, "Dube,Nomsa,", "Dube,Nomsa,someday");
	assert_int_equal(table_import_all(s.k.s, s.k.dir, NULL, &s.r, &s.k.err),
			 ST_REFUSED);
	assert_true(s.r.unread > 0); /* there is something --leave bad would pass over */
	assert_string_equal(now(&s, &s.dube).phone, "0101");
	kit_ok(&s.k,
	       table_leave_add(&one, E_COUNT, "", "patients.csv:2:birth_date", &s.k.err));
	kit_ok(&s.k, table_import_all(s.k.s, s.k.dir, &by_place, &s.r, &s.k.err));
	assert_string_equal(now(&s, &s.dube).phone, "0555");
	assert_true(now(&s, &s.dube).birth_date == s.dube.birth_date);
	str_release(&s.r.report);
	s.r = (struct table_result){0};
	kit_ok(&s.k, table_import_all(s.k.s, s.k.dir, &by_word, &s.r, &s.k.err));
	assert_int_equal(s.r.unread, 1);
	assert_non_null(strstr(str_text(&s.r.report),
			       "patients.csv:2:birth_date: left out, "
			       "as it is here: Birth date: "));
	table_leave_release(&one);
	end(&s);
}

/* ---- long sheets */

/* Ten thousand differences, every second one left out, one by one. */
static void
test_table_review__long__sheet(void **state)
{
	enum { ROWS = 10000 };
	struct sheet s;
	struct str bytes = {0};

	(void)state;
	begin(&s);
	str_add(&bytes, "id,family_name,given_name\r\n");
	for (int i = 0; i < ROWS; i++)
		str_addf(&bytes, "u%025d%d,Name%d,Given\r\n", i, 1, i);
	table_kit_write(s.patients, str_text(&bytes));
	look(&s);
	assert_int_equal(s.v.taken[TABLE_LINE_NEW], ROWS);
	for (size_t i = 0; i < s.v.n; i += 2)
		table_review_leave(&s.v, i, true);
	assert_int_equal(s.v.left, ROWS / 2);
	kit_ok(&s.k, store(&s));
	assert_int_equal(s.r.added, ROWS / 2);
	assert_int_equal(s.r.left, ROWS / 2);
	str_release(&bytes);
	end(&s);
}

/* What is above the bound is counted, and is no line. */
static void
test_table_review__long__is_bounded(void **state)
{
	enum { MORE = 5 };
	struct table_review v = {0};
	const struct table_fill fill = {.kind = TABLE_LINE_NEW,
					.entity = E_PATIENT,
					.field = -1,
					.words = "Dube Nomsa"};

	(void)state;
	for (int i = 0; i < TABLE_REVIEW_LINES; i++)
		assert_int_equal(table_review_add(&v, &fill), i + 1);
	for (int i = 0; i < MORE; i++)
		assert_int_equal(table_review_add(&v, &fill), 0);
	table_review_fresh(&v, 0, 1);
	table_review_close(&v);
	assert_int_equal(v.n, TABLE_REVIEW_LINES);
	assert_int_equal(v.unlisted, MORE);
	assert_int_equal(v.n_fresh, 0);
	assert_int_equal(table_review_leave_alike(&v, 0, true), TABLE_REVIEW_LINES);
	assert_int_equal(v.taken[TABLE_LINE_NEW], 0);
	table_review_release(&v);
}

/* ---- places as typed */

static void
refuses(struct sheet *s, enum entity_id e, const char *place, const char *why)
{
	struct table_leave leave = {0};

	assert_int_equal(table_leave_add(&leave, e, "/tmp/edit.csv", place, &s->k.err),
			 ST_USAGE);
	if (!strstr(s->k.err.detail, why))
		fail_msg("\"%s\" is not in: %s", why, s->k.err.detail);
	assert_int_equal(leave.n, 0);
}

static void
test_table_leave__add__says_what_does_not_fit(void **state)
{
	struct sheet s;
	struct table_leave leave = {0};

	(void)state;
	begin(&s);
	refuses(&s, E_COUNT, "patients.csv", "no place");
	refuses(&s, E_COUNT, ":2", "no place");
	refuses(&s, E_COUNT, "patients.csv:0", "no place");
	refuses(&s, E_COUNT, "patients.csv:x:y", "no place");
	refuses(&s, E_COUNT, "persons.csv:2", "no file of this name");
	refuses(&s, E_COUNT, "patients.csv:2:shoe", "has no field shoe");
	refuses(&s, E_PATIENT, "patients.csv:2", "no file of this name");
	kit_ok(&s.k, table_leave_add(&leave, E_PATIENT, "/tmp/edit.csv",
				     "edit.csv:2:phone", &s.k.err));
	assert_true(table_leave_has(&leave, E_PATIENT, 2, field("phone")));
	assert_false(table_leave_has(&leave, E_PATIENT, 2, field("address")));
	assert_false(table_leave_has(&leave, E_PATIENT, 3, field("phone")));
	assert_false(table_leave_has(&leave, E_PATIENT, 2, -1));
	assert_int_equal(table_leave_check(&leave, &s.k.err), ST_NOT_FOUND);
	assert_true(table_leave_use(&leave, E_PATIENT, 2, field("phone")));
	kit_ok(&s.k, table_leave_check(&leave, &s.k.err));
	table_leave_release(&leave);
	end(&s);
}

/* A place where nothing differs is a mistake: nothing is stored. */
static void
test_table_leave__check__nothing_there(void **state)
{
	struct sheet s;
	struct table_leave leave = {0};
	const struct table_how how = {.leave = &leave};

	(void)state;
	begin(&s);
	type_into(s.patients, "0101", "0555");
	kit_ok(&s.k, table_leave_add(&leave, E_COUNT, "", "patients.csv:3", &s.k.err));
	assert_int_equal(table_import_all(s.k.s, s.k.dir, &how, &s.r, &s.k.err),
			 ST_NOT_FOUND);
	assert_non_null(strstr(s.k.err.detail, "patients.csv:3: nothing"));
	assert_string_equal(now(&s, &s.dube).phone, "0101");
	table_leave_release(&leave);
	end(&s);
}

/* What is left out need not be right: the rest of the file can be taken. */
static void
test_table_leave__cell__that_cannot_be_read(void **state)
{
	struct sheet s;
	struct table_leave leave = {0};
	const struct table_how how = {.leave = &leave};
	char id[UID_TEXT_SIZE], bytes[200];

	(void)state;
	begin(&s);
	uid_text(&s.dube.head.id, id);
	snprintf(bytes, sizeof bytes,
		 "id,family_name,phone,payer\r\n%s,Dube,0555," PERSON "\r\n", id);
	table_kit_write(s.patients, bytes);
	assert_int_equal(table_import_all(s.k.s, s.k.dir, NULL, &s.r, &s.k.err),
			 ST_REFUSED);
	kit_ok(&s.k,
	       table_leave_add(&leave, E_COUNT, "", "patients.csv:2:payer", &s.k.err));
	kit_ok(&s.k, table_import_all(s.k.s, s.k.dir, &how, &s.r, &s.k.err));
	assert_string_equal(now(&s, &s.dube).phone, "0555");
	assert_true(now(&s, &s.dube).payer == s.dube.payer);
	table_leave_release(&leave);
	end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_table_review__cell__left_out_stays_and_comes_again),
	    cmocka_unit_test(test_table_review__cell__a_whole_column_at_once),
	    cmocka_unit_test(test_table_review__both__is_told_and_left),
	    cmocka_unit_test(test_table_review__new__goes_with_what_refers_to_it),
	    cmocka_unit_test(test_table_review__leave__a_row_that_is_referred_to),
	    cmocka_unit_test(test_table_review__new__twice_in_the_sheet),
	    cmocka_unit_test(test_table_review__tie__to_a_row_further_down),
	    cmocka_unit_test(test_table_review__both__of_a_reference_further_down),
	    cmocka_unit_test(test_table_review__store__refuses_another_sheet),
	    cmocka_unit_test(test_table_review__store__refuses_another_clinic),
	    cmocka_unit_test(test_table_review__read__problems_stand_alone),
	    cmocka_unit_test(test_table_review__read__marks_outlive_problems),
	    cmocka_unit_test(test_table_review__bad__cells_and_rows_are_passed_over),
	    cmocka_unit_test(test_table_review__bad__id_is_no_new_row),
	    cmocka_unit_test(test_table_review__bad__id_used_twice),
	    cmocka_unit_test(test_table_leave__bad__has_to_be_said),
	    cmocka_unit_test(test_table_review__long__sheet),
	    cmocka_unit_test(test_table_review__long__is_bounded),
	    cmocka_unit_test(test_table_leave__add__says_what_does_not_fit),
	    cmocka_unit_test(test_table_leave__check__nothing_there),
	    cmocka_unit_test(test_table_leave__cell__that_cannot_be_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
