/* test_merge.c - what a site takes, and what it refuses with nothing left behind: operations of
 * newer programs, malformed ones, forged writers, numbers that are missing or given twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "forge.h"

#include "core/dict_rows.h"
#include "store/conflict.h"
#include "store/record.h"
#include "store/store_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Three real sites; the forged one is the clinic MTH (2), which really is never asked. */
static struct place at[3];
static struct wire_copy fresh[3];
static struct forge mth;

#define ok(site, expression)                                                             \
	do {                                                                             \
		if (expression)                                                          \
			fail_msg("%s: %s", #expression, status_say(&at[site].err));      \
	} while (0)

static int
make(void **state)
{
	(void)state;
	wire_seed(11);
	for (int i = 0; i < 3; i++)
		at[i].now = 1795651200000;
	wire_sites(at, 3);
	wire_keep(at, 3, fresh);
	return 0;
}

static int
drop(void **state)
{
	(void)state;
	for (int i = 0; i < 3; i++) {
		free(fresh[i].db);
		free(fresh[i].self);
	}
	wire_end(at, 3);
	return 0;
}

static int
begin(void **state)
{
	(void)state;
	wire_again(at, 3, fresh);
	forge_begin(&mth, "MTH", false, "HUB", 0xee);
	return 0;
}

/* ---- operations for the forge */

#define PATIENT "{\"active\":\"1\",\"family_name\":\"Dlamini\"}"

static struct change_ref
born(const char *table, unsigned char row, const char *json)
{
	return forge_add(
	    &mth, &(struct forge_op){.table = table, .val = json, .row = forge_row(row)});
}

static struct change_ref
set(const char *table, unsigned char row, const char *col, const char *val,
    const struct change_ref *base)
{
	return forge_add(&mth, &(struct forge_op){.table = table,
						  .row = forge_row(row),
						  .col = col,
						  .val = val,
						  .bases = base,
						  .n_bases = base != NULL});
}

/* The hub takes what was forged; what it says must begin so ("": anything). */
static void
takes_(enum status want, const char *says, int line)
{
	struct wire *w = forge_wire(&mth);
	struct merge_result r;
	char before[65], after[65];
	enum status st;

	ok(0, store_digest(at[0].s, before, &at[0].err));
	at[0].err.detail[0] = '\0';
	st = wire_take(at, w, &r);
	if (st != want || !strstr(at[0].err.detail, says))
		fail_msg("line %d: status %d, not %d: %s", line, st, want,
			 status_say(&at[0].err));
	ok(0, store_digest(at[0].s, after, &at[0].err));
	if (want)
		assert_string_equal(before, after);
	wire_free(w);
}

#define takes(want, says) takes_(want, says, __LINE__)

static void
to_hub(const struct wire *w, enum status want)
{
	struct merge_result r;
	enum status st = wire_take(at, (struct wire *)(uintptr_t)w, &r);

	if (st != want)
		fail_msg("status %d, not %d: %s", st, want, status_say(&at[w->to].err));
}

/* Everything the hub has for KBR arrives there. */
static void
on_to_kbr(void)
{
	struct wire *out[WIRE_PARTS_MAX];
	struct merge_result r;
	int n;

	ok(0, wire_send(at, 0, 1, 1, out, &n));
	ok(1, wire_take(at, out[0], &r));
	wire_free(out[0]);
}

static void
only_bad(void *arg, const struct doctor_line *l)
{
	if (l->kind == DOCTOR_FINDING && strncmp(l->what, "backup", 6))
		str_addf(arg, "%s\n", l->what);
}

static void
healthy(int site)
{
	struct str bad = {0};
	char before[65], after[65];

	ok(site, store_digest(at[site].s, before, &at[site].err));
	ok(site, store_doctor(at[site].s, true, only_bad, &bad, &at[site].err));
	ok(site, store_digest(at[site].s, after, &at[site].err));
	assert_string_equal(before, after);
	assert_string_equal(str_text(&bad), "");
	str_release(&bad);
}

/* ---- what a newer program writes */

/* What a site sends on holds the bytes that came, operation by operation. */
static void
sends_on(int site, int to, const struct wire *came)
{
	struct wire *out[WIRE_PARTS_MAX];
	struct str a = {0}, b = {0};
	int n;

	ok(site, wire_send(at, site, to, 1, out, &n));
	for (size_t i = 0; i < came->n_ops; i++) {
		bool found = false;

		str_clear(&a);
		change_bytes(&came->ops[i].c, &a);
		for (size_t k = 0; k < out[0]->n_ops; k++) {
			str_clear(&b);
			change_bytes(&out[0]->ops[k].c, &b);
			found = found || (a.n == b.n && !memcmp(a.p, b.p, a.n));
		}
		if (!found)
			fail_msg("operation %zu does not go on as it came", i);
	}
	wire_free(out[0]);
	str_release(&a);
	str_release(&b);
}

static void
test_unknown_table(void **state)
{
	struct change_ref birth;
	struct wire *w;

	(void)state;
	birth = born("robot", 1, "{\"arms\":\"6\",\"name\":\"R \\\"2\\\"\"}");
	set("robot", 1, "arms", "7", &birth);
	forge_add(&mth, &(struct forge_op){
			    .table = "robot", .row = forge_row(1), .col = "name"});
	w = forge_wire(&mth);
	to_hub(w, ST_OK);
	healthy(0);
	sends_on(0, 1, w);
	on_to_kbr();
	healthy(1);
	wire_free(w);
}

static void
test_unknown_column(void **state)
{
	struct change_ref birth;
	struct wire *w;
	struct patient p;

	(void)state;
	birth = born("patient", 1,
		     "{\"active\":\"1\",\"aura\":\"blue\",\"family_name\":\"Dlamini\"}");
	set("patient", 1, "aura", "green", &birth);
	set("patient", 1, "aura", "red", &birth); /* and in conflict */
	set("patient", 1, "phone", "123", &birth);
	w = forge_wire(&mth);
	to_hub(w, ST_OK);
	healthy(0);
	sends_on(0, 1, w);
	ok(0, record_get_id(at[0].s, E_PATIENT, &w->ops[0].c.row, &p, &at[0].err));
	assert_string_equal(p.phone, "123");
	wire_free(w);
}

static void
script(int site, const char *sql)
{
	sqlite3_db_config(at[site].s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	ok(site, stmt_script(at[site].s, sql, &at[site].err));
	sqlite3_db_config(at[site].s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
}

/* A fact with a field of a newer program is kept as it came; when the program that knows the field
 * makes the table anew it takes the field from there. */
static void
test_unknown_field_of_fact(void **state)
{
	struct wire *w;
	struct result r;

	(void)state;
	born("patient", 1, PATIENT);
	w = forge_wire(&mth);
	to_hub(w, ST_OK);
	wire_free(w);
	{
		char json[300], row[UID_TEXT_SIZE];
		struct uid id = forge_row(1);

		uid_text(&id, row);
		snprintf(json, sizeof json,
			 "{\"day\":\"2026-05-04\",\"humidity\":\"40\",\"measure\":"
			 "\"nprs\",\"patient\":\"%s\",\"remark\":\"tired\"}",
			 row);
		born("result", 2, json);
		w = forge_wire(&mth);
		to_hub(w, ST_OK);
	}
	healthy(0);
	sends_on(0, 1, w);
	/* As if this program had not known remarks when it came. */
	script(0, "UPDATE result SET remark = NULL");
	script(0, "UPDATE entity SET shape = 0 WHERE name = 'result'");
	wire_close(&at[0]);
	wire_open(&at[0]);
	ok(0, record_get_id(at[0].s, E_RESULT, &w->ops[0].c.row, &r, &at[0].err));
	assert_string_equal(r.remark, "tired");
	assert_int_equal(r.day, 20260504);
	sends_on(0, 1, w);
	wire_free(w);
}

/* A column that becomes known with two values is a conflict from then on. */
static void
test_conflict_after_upgrade(void **state)
{
	struct conflict_line lines[4];
	struct change_ref birth;
	bool more;
	int n;

	(void)state;
	birth = born("patient", 1, PATIENT);
	set("patient", 1, "phone", "1", &birth);
	set("patient", 1, "phone", "2", &birth);
	takes(ST_OK, "");
	script(0, "DELETE FROM conflict");
	script(0, "UPDATE entity SET shape = 0 WHERE name = 'patient'");
	wire_close(&at[0]);
	wire_open(&at[0]);
	ok(0, conflict_list(at[0].s, &(struct conflict_ask){.patient = 0}, lines, 4, &n,
			    &more, &at[0].err));
	assert_int_equal(n, 1);
	assert_int_equal(lines[0].values, 2);
}

static void
test_head_office_wins(void **state)
{
	struct change_ref birth;
	struct uid id = forge_row(1);
	struct staff seen, now;
	struct wire *w;

	(void)state;
	birth =
	    born("staff", 1,
		 "{\"active\":\"1\",\"login\":\"thabo\",\"name\":\"Thabo M\",\"role\":"
		 "\"pt\"}");
	takes(ST_OK, "");
	ok(0, record_get_id(at[0].s, E_STAFF, &id, &seen, &at[0].err));
	now = seen;
	strcpy(now.name, "Thabo Mbeki");
	at[0].now -= 3600000; /* by an earlier clock */
	ok(0, record_set(at[0].s, E_STAFF, &seen, &now, NULL, &at[0].err));
	set("staff", 1, "name", "Mr T", &birth);
	w = forge_wire(&mth);
	to_hub(w, ST_OK);
	wire_free(w);
	on_to_kbr();
	for (int i = 0; i < 2; i++) {
		ok(i, record_get_id(at[i].s, E_STAFF, &id, &seen, &at[i].err));
		assert_string_equal(seen.name, "Thabo Mbeki");
	}
}

/* Warnings are shown together; work is shown as far as it came, whoever's clock is later. */
static void
test_classes(void **state)
{
	char json[200], row[UID_TEXT_SIZE];
	struct uid patient = forge_row(1), visit = forge_row(2);
	struct change_ref birth, booked;
	struct patient p;
	struct appointment a;

	(void)state;
	birth = born("patient", 1, PATIENT);
	set("patient", 1, "alert", "falls", &birth);
	set("patient", 1, "alert", "bleeds", &birth);
	uid_text(&patient, row);
	snprintf(json, sizeof json,
		 "{\"day\":\"2026-05-04\",\"patient\":\"%s\",\"state\":\"booked\"}", row);
	booked = born("appointment", 2, json);
	set("appointment", 2, "state", "done", &booked);
	set("appointment", 2, "state", "arrived", &booked);
	takes(ST_OK, "");
	ok(0, record_get_id(at[0].s, E_PATIENT, &patient, &p, &at[0].err));
	assert_string_equal(p.alert, "bleeds | falls");
	ok(0, record_get_id(at[0].s, E_APPOINTMENT, &visit, &a, &at[0].err));
	assert_string_equal(a.state, "done");
}

/* ---- malformed */

static void
test_damaged(void **state)
{
	struct change_ref base, nobody = {{{0x99}}, 1}, late = {{{0xee}}, 40};

	(void)state;
	base = born("patient", 1, PATIENT);
	takes(ST_OK, "");

#define REFUSED(says, op)                                                                \
	do {                                                                             \
		begin(state);                                                            \
		base = born("patient", 1, PATIENT);                                      \
		takes(ST_OK, "");                                                        \
		(void)(op);                                                              \
		takes(ST_DAMAGED, says);                                                 \
	} while (0)

	REFUSED("born a second time", born("patient", 1, PATIENT));
	REFUSED("a birth that is none", born("patient", 2, NULL));
	REFUSED("a birth that is none",
		forge_add(&mth, &(struct forge_op){.table = "patient",
						   .row = forge_row(2),
						   .val = PATIENT,
						   .bases = &base,
						   .n_bases = 1}));
	REFUSED("a birth that is none",
		forge_add(&mth, &(struct forge_op){.table = "patient",
						   .row = forge_row(2),
						   .val = PATIENT,
						   .col = "phone",
						   .kind = CHANGE_NEW}));
	REFUSED("patient", born("patient", 2, "{\"family_name\":\"A"));
	REFUSED("patient", born("patient", 2, "{}"));
	REFUSED("patient",
		born("patient", 2, "{\"active\":\"9\",\"family_name\":\"Dlamini\"}"));
	REFUSED("patient", born("patient", 2,
				"{\"family_name\":\"D\",\"birth_date\":\"2026-13-01\"}"));
	REFUSED(
	    "patient",
	    born("patient", 2,
		 "{\"family_name\":\"D\",\"payer\":\"u00000000000000000000000000\"}"));
	REFUSED("these rows ship with the program",
		born("exercise", 2, "{\"key\":\"x\",\"name\":\"X\"}"));
	REFUSED("its row is not there", set("patient", 3, "phone", "1", NULL));
	REFUSED("never change", set("episode", 1, "title", "x", NULL));
	REFUSED("this field never changes", set("patient", 1, "chart_no", "x", &base));
	REFUSED("an edit that is none",
		forge_add(&mth, &(struct forge_op){.table = "patient",
						   .row = forge_row(1),
						   .col = "phone",
						   .kind = CHANGE_SET}));
	REFUSED("an edit that is none",
		forge_add(&mth, &(struct forge_op){.table = "patient",
						   .row = forge_row(1),
						   .col = "phone",
						   .val = "1",
						   .kind = CHANGE_CLEAR}));
	REFUSED("patient.sex", set("patient", 1, "sex", "martian", &base));
	REFUSED("patient.birth_date", set("patient", 1, "birth_date", "soon", &base));
	REFUSED("patient.payer", set("patient", 1, "payer", "me", &base));
	REFUSED("a writer the bundle does not name",
		set("patient", 1, "phone", "1", &nobody));
	REFUSED("names one that is not there", set("patient", 1, "phone", "1", &late));
	/* Required: it may not be cleared. */
	REFUSED("patient.family_name",
		forge_add(&mth, &(struct forge_op){.table = "patient",
						   .row = forge_row(1),
						   .col = "family_name",
						   .bases = &base,
						   .n_bases = 1}));
#undef REFUSED
}

static void
test_facts_stay(void **state)
{
	char json[200], row[UID_TEXT_SIZE];
	struct uid id = forge_row(1);
	struct change_ref base;

	(void)state;
	born("patient", 1, PATIENT);
	uid_text(&id, row);
	snprintf(json, sizeof json,
		 "{\"day\":\"2026-05-04\",\"measure\":\"nprs\",\"patient\":\"%s\"}", row);
	base = born("result", 2, json);
	takes(ST_OK, "");
	set("result", 2, "remark", "x", &base);
	takes(ST_DAMAGED, "never change");
}

/* What the manifest says and what the operations are do not fit. */
static void
test_hashes(void **state)
{
	struct wire *w;

	(void)state;
	for (int i = 0; i < 5; i++) {
		begin(state);
		born("patient", 1, PATIENT);
		born("patient", 2, PATIENT);
		w = forge_wire(&mth);
		if (i == 0)
			w->b.hash_to[5] ^= 1;
		else if (i == 1)
			w->b.n_to++;
		else if (i == 2)
			w->ops[1].c.wall_ms++;
		else if (i == 3)
			w->ops[1].c.at.seq++; /* a gap */
		else
			free(w->ops[--w->n_ops].memory);
		to_hub(w, ST_DAMAGED);
		wire_free(w);
	}
	/* A number left out, all hashes right: it is believed to be here. */
	begin(state);
	born("patient", 1, PATIENT);
	mth.haves[0].seq++;
	born("patient", 2, PATIENT);
	takes(ST_WAITING, "left out operation 2 of MTH");
	/* A number further than the sender itself says it holds. */
	begin(state);
	born("patient", 1, PATIENT);
	mth.haves[0].seq++;
	born("patient", 2, PATIENT);
	w = forge_wire(&mth);
	w->haves[0].seq = 2;
	to_hub(w, ST_DAMAGED);
	wire_free(w);
	begin(state);
	born("patient", 1, PATIENT);
	w = forge_wire(&mth);
	w->b.hash_from[0] ^= 1;
	to_hub(w, ST_FORK);
	wire_free(w);
	/* The chain of the writer, told wrong. */
	begin(state);
	born("patient", 1, PATIENT);
	w = forge_wire(&mth);
	w->haves[0].hash[0] ^= 1;
	to_hub(w, ST_FORK);
	wire_free(w);
}

static void
test_order(void **state)
{
	struct wire *first, *second, *third;

	(void)state;
	born("patient", 1, PATIENT);
	first = forge_wire(&mth);
	born("patient", 2, PATIENT);
	second = forge_wire(&mth);
	born("patient", 3, PATIENT);
	third = forge_wire(&mth);
	to_hub(third, ST_WAITING);
	assert_non_null(strstr(at[0].err.detail, "bundles 1 to 2 of MTH are missing"));
	to_hub(first, ST_OK);
	to_hub(first, ST_ALREADY);
	to_hub(third, ST_WAITING);
	assert_non_null(strstr(at[0].err.detail, "bundle 2 of MTH is missing"));
	to_hub(second, ST_OK);
	to_hub(third, ST_OK);
	to_hub(second, ST_ALREADY);
	/* One name, two bundles. */
	second->b.manifest[0] ^= 1;
	to_hub(second, ST_FORK);
	wire_free(first);
	wire_free(second);
	wire_free(third);
}

/* ---- writers */

static struct change_have found;

static enum status
find_have(void *arg, const struct change_have *h, struct err *err)
{
	(void)err;
	if (!strcmp(h->site, arg))
		found = *h;
	return ST_OK;
}

/* ---- what is left out */

/* What is built on an operation that comes further down, and on one that does not come. */
static void
test_lacking(void **state)
{
	struct change_ref base, later;
	int64_t before, after;
	size_t who;

	(void)state;
	base = born("patient", 1, PATIENT);
	takes(ST_OK, "");
	later = (struct change_ref){base.writer, 3};
	set("patient", 1, "phone", "1", &later);
	set("patient", 1, "phone", "2", &base);
	takes(ST_DAMAGED, "comes after one that names it");
	/* Left out: nothing is taken, but what the sender no longer holds goes to it again. */
	begin(state);
	ok(0, link_haves(at[0].s, find_have, "HUB", &at[0].err));
	who = forge_have(&mth, "HUB", true, &found.writer, found.seq, found.hash);
	base = born("patient", 1, PATIENT);
	takes(ST_OK, "");
	ok(0, link_waiting(at[0].s, "MTH", &before, &at[0].err));
	mth.haves[0].seq++;
	set("patient", 1, "phone", "1", &base);
	mth.haves[who].seq--;
	takes(ST_WAITING, "put back from a backup");
	ok(0, link_waiting(at[0].s, "MTH", &after, &at[0].err));
	assert_int_equal(after, before + 1);
}

static void
test_forged_writers(void **state)
{
	struct uid other = {{0x42}};
	size_t who;

	(void)state;
	/* A clinic that speaks for another. */
	who = forge_have(&mth, "KBR", false, &other, 0, NULL);
	forge_add(&mth, &(struct forge_op){.table = "patient",
					   .val = PATIENT,
					   .row = forge_row(1),
					   .writer = who});
	takes(ST_DAMAGED, "MTH may not speak for KBR");
	/* For the head office itself, with a number it gave. */
	begin(state);
	ok(0, link_haves(at[0].s, find_have, "HUB", &at[0].err));
	who = forge_have(&mth, "HUB", true, &found.writer, 0, NULL);
	forge_add(&mth, &(struct forge_op){.table = "patient",
					   .val = PATIENT,
					   .row = forge_row(1),
					   .writer = who});
	takes(ST_FORK, "");
	/* With its next number: that says the head office was put back, so it begins anew. Whoever
	 * has keys is believed here (10.10). */
	begin(state);
	who = forge_have(&mth, "HUB", true, &found.writer, found.seq, found.hash);
	forge_add(&mth, &(struct forge_op){.table = "patient",
					   .val = PATIENT,
					   .row = forge_row(1),
					   .writer = who});
	{
		struct wire *w = forge_wire(&mth);
		struct merge_state state_;

		ok(0, merge_look(at[0].s, &w->b, &state_, &at[0].err));
		assert_true(state_.restored);
		wire_free(w);
	}
	/* The same, but what it holds is told to be less. */
	begin(state);
	who = forge_have(&mth, "HUB", true, &found.writer, found.seq, found.hash);
	forge_add(&mth, &(struct forge_op){.table = "patient",
					   .val = PATIENT,
					   .row = forge_row(1),
					   .writer = who});
	mth.haves[who].seq--;
	takes(ST_FORK, "of this very database");
	/* A writer that was of another site. */
	begin(state);
	who = forge_have(&mth, "MTH", false, &found.writer, found.seq, found.hash);
	takes(ST_DAMAGED, "is said to be of MTH");
	(void)who;
	/* A bundle of the same link, told otherwise. */
	begin(state);
	born("patient", 1, PATIENT);
	takes(ST_OK, "");
	forge_begin(&mth, "MTH", false, "HUB", 0xee);
	mth.serial = 1;
	born("patient", 2, PATIENT);
	born("patient", 3, PATIENT);
	takes(ST_FORK, "");
	/* The same number of the same writer with other content, on another link. */
	begin(state);
	born("patient", 1, PATIENT);
	takes(ST_OK, "");
	forge_begin(&mth, "MTH", false, "HUB", 0xee);
	mth.link.incarnation = 2;
	change_link_begin(mth.hash, &mth.link);
	memcpy(mth.hash_from, mth.hash, HASH_SIZE);
	born("patient", 2, PATIENT);
	{
		struct wire *w = forge_wire(&mth);

		w->b.incarnation = 2;
		w->b.serial = 2;
		to_hub(w, ST_FORK);
		assert_non_null(strstr(at[0].err.detail, "other content"));
		wire_free(w);
	}
}

/* ---- receipts */

/* A row is at the head office from the moment its receipt comes. */
static void
test_receipts(void **state)
{
	struct link_bundle sent[4];
	struct patient p;
	struct wire *out[WIRE_PARTS_MAX];
	struct merge_result r;
	int64_t since, waiting;
	int n;

	(void)state;
	dict_row_init(dict_entity(E_PATIENT), &p);
	strcpy(p.family_name, "Dlamini");
	ok(1, record_add(at[1].s, E_PATIENT, &p, &at[1].err));
	ok(1, wire_send(at, 1, 0, 1, out, &n));
	to_hub(out[0], ST_OK);
	wire_free(out[0]);
	ok(1, link_since(at[1].s, "", p.head.no, &since, &at[1].err));
	assert_true(since == DICT_NONE);
	ok(1, link_waiting(at[1].s, "HUB", &waiting, &at[1].err));
	assert_int_equal(waiting, 2); /* the site row and the patient */
	ok(0, wire_send(at, 0, 1, 1, out, &n));
	at[1].now += 86400000;
	ok(1, wire_take(at, out[0], &r));
	wire_free(out[0]);
	ok(1, link_since(at[1].s, "", p.head.no, &since, &at[1].err));
	assert_int_equal(since, at[1].now);
	ok(1, link_waiting(at[1].s, "HUB", &waiting, &at[1].err));
	assert_int_equal(waiting, 0);
	ok(1, link_bundles(at[1].s, "HUB", sent, 4, &n, &at[1].err));
	assert_int_equal(n, 1);
	assert_int_equal(sent[0].acked_at, at[1].now);
	assert_int_equal(sent[0].n_to, 2);
}

/* Two writers of one site, w1 or w2 first. */
static void
two_writers(bool first)
{
	struct uid second = {{0xef}};
	struct forge_op op[2] = {
	    {.table = "patient", .val = PATIENT, .row = forge_row(1)},
	    {.table = "patient", .val = PATIENT, .row = forge_row(2)},
	};

	forge_begin(&mth, "MTH", false, "HUB", 0xee);
	op[1].writer = forge_have(&mth, "MTH", false, &second, 0, NULL);
	forge_add(&mth, &op[first ? 0 : 1]);
	forge_add(&mth, &op[first ? 1 : 0]);
}

/* The same operations, but the link tells them in another order than before. */
static void
test_other_past(void **state)
{
	(void)state;
	two_writers(true);
	takes(ST_OK, "");
	two_writers(false);
	mth.serial = 1;
	born("patient", 3, PATIENT);
	takes(ST_FORK, "what it sent before was something else");
}

/* An alarm freezes what comes from a site until it is cleared. */
static void
test_alarm(void **state)
{
	(void)state;
	ok(0, link_alarm(at[0].s, "MTH", "two copies", &at[0].err));
	born("patient", 1, PATIENT);
	takes(ST_FORK, "two copies");
	ok(0, link_alarm(at[0].s, "MTH", "", &at[0].err));
	forge_begin(&mth, "MTH", false, "HUB", 0xee);
	born("patient", 1, PATIENT);
	takes(ST_OK, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(test_unknown_table, begin),
	    cmocka_unit_test_setup(test_unknown_column, begin),
	    cmocka_unit_test_setup(test_unknown_field_of_fact, begin),
	    cmocka_unit_test_setup(test_conflict_after_upgrade, begin),
	    cmocka_unit_test_setup(test_head_office_wins, begin),
	    cmocka_unit_test_setup(test_classes, begin),
	    cmocka_unit_test_setup(test_damaged, begin),
	    cmocka_unit_test_setup(test_facts_stay, begin),
	    cmocka_unit_test_setup(test_hashes, begin),
	    cmocka_unit_test_setup(test_order, begin),
	    cmocka_unit_test_setup(test_lacking, begin),
	    cmocka_unit_test_setup(test_forged_writers, begin),
	    cmocka_unit_test_setup(test_other_past, begin),
	    cmocka_unit_test_setup(test_receipts, begin),
	    cmocka_unit_test_setup(test_alarm, begin),
	};

	return cmocka_run_group_tests(tests, make, drop);
}
