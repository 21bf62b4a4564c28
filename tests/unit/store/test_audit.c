/* test_audit.c - the chain of who did what; and random work against its own log. */
#include "store_kit.h"

#include "store/store_priv.h"
#include "store/store_verify.h"

struct seen {
	int n;
	char users[8][24], whats[8][24], details[8][40];
};

static bool
take(void *arg, const struct audit_line *l)
{
	struct seen *s = arg;

	if (s->n < 8) {
		str_copy(s->users[s->n], sizeof s->users[s->n], l->user);
		str_copy(s->whats[s->n], sizeof s->whats[s->n], l->what);
		str_copy(s->details[s->n], sizeof s->details[s->n], l->detail);
	}
	s->n++;
	return s->n < 3;
}

static void
test_audit__add__newest_first(void **state)
{
	struct kit k;
	struct seen s = {0};
	int64_t lines;

	(void)state;
	kit_new(&k);
	kit_ok(&k, audit_add(k.s, "login", 0, "", &k.err));
	store_set_user(k.s, "thabo");
	kit_ok(&k, audit_add(k.s, "chart", 1, "", &k.err));
	kit_ok(&k, store_begin(k.s, &k.err));
	kit_ok(&k, audit_add(k.s, "gone", 1, "undone", &k.err));
	store_cancel(k.s);
	kit_ok(&k, audit_add(k.s, "export", 0, "to stick", &k.err));
	kit_ok(&k, audit_list(k.s, 10, take, &s, &k.err));
	assert_int_equal(s.n, 3); /* stopped by the caller */
	assert_string_equal(s.whats[0], "export");
	assert_string_equal(s.details[0], "to stick");
	assert_string_equal(s.whats[1], "chart");
	assert_string_equal(s.users[1], "thabo");
	assert_string_equal(s.users[2], "nomsa");
	kit_ok(&k, audit_verify(k.s, &lines, &k.err));
	assert_int_equal(lines, 4);
	kit_end(&k);
}

/* ---- reads, noted after they are shown */

static int64_t
lines_of(struct kit *k)
{
	int64_t lines;

	kit_ok(k, audit_verify(k->s, &lines, &k->err));
	return lines;
}

static void
test_audit__later__written_at_settle(void **state)
{
	struct kit k;
	struct seen s = {0};
	int64_t before;

	(void)state;
	kit_new(&k);
	before = lines_of(&k);
	kit_ok(&k, audit_settle(k.s, 0, &k.err)); /* nothing waits: nothing is written */
	kit_ok(&k, audit_later(k.s, "chart", 7, &k.err));
	store_set_user(k.s, "thabo"); /* the line keeps who read */
	assert_true(audit_waits(k.s));
	assert_int_equal(lines_of(&k), before);
	kit_ok(&k, audit_settle(k.s, 0, &k.err));
	assert_false(audit_waits(k.s));
	assert_int_equal(lines_of(&k), before + 1);
	kit_ok(&k, audit_list(k.s, 1, take, &s, &k.err));
	assert_string_equal(s.whats[0], "chart");
	assert_string_equal(s.users[0], "nomsa");
	kit_ok(&k, audit_settle(k.s, 0, &k.err));
	assert_int_equal(lines_of(&k), before + 1);
	kit_end(&k);
}

static void
test_audit__later__goes_with_the_next_write(void **state)
{
	struct kit k;
	struct seen s = {0};
	int64_t before;

	(void)state;
	kit_new(&k);
	before = lines_of(&k);
	kit_ok(&k, audit_later(k.s, "chart", 7, &k.err));
	kit_ok(&k, store_begin(k.s, &k.err));
	kit_ok(&k, audit_add(k.s, "sign", 1, "", &k.err));
	store_cancel(k.s); /* what was read stays read */
	assert_true(audit_waits(k.s));
	assert_int_equal(lines_of(&k), before);
	kit_ok(&k, audit_add(k.s, "sign", 1, "", &k.err));
	assert_false(audit_waits(k.s));
	kit_ok(&k, audit_list(k.s, 2, take, &s, &k.err));
	assert_string_equal(s.whats[0], "sign");
	assert_string_equal(s.whats[1], "chart");
	assert_int_equal(lines_of(&k), before + 2);
	kit_end(&k);
}

static void
test_audit__later__second_and_close_write_the_first(void **state)
{
	struct kit k;
	int64_t before;

	(void)state;
	kit_new(&k);
	before = lines_of(&k);
	kit_ok(&k, audit_later(k.s, "chart", 7, &k.err));
	kit_ok(&k, audit_later(k.s, "chart", 8, &k.err));
	assert_int_equal(lines_of(&k), before + 1);
	kit_reopen(&k);
	assert_int_equal(lines_of(&k), before + 2);
	kit_end(&k);
}

static void
test_audit__later__another_writer__waits_and_stays(void **state)
{
	struct kit k;
	struct store *other;
	int64_t before;

	(void)state;
	kit_new(&k);
	before = lines_of(&k);
	kit_ok(&k, store_open(&other, k.dir, &k.env, &k.err));
	kit_ok(&k, store_begin(other, &k.err));
	kit_ok(&k, audit_later(k.s, "chart", 7, &k.err));
	assert_int_equal(audit_settle(k.s, 5, &k.err), ST_BUSY);
	assert_true(audit_waits(k.s));
	store_cancel(other);
	store_close(other);
	kit_ok(&k, audit_settle(k.s, 5, &k.err));
	assert_int_equal(lines_of(&k), before + 1);
	kit_end(&k);
}

/* ---- random work */

static uint64_t random_state;

static unsigned
pick(unsigned n)
{
	random_state = random_state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)(random_state >> 33) % n;
}

static void
random_edit(struct kit *k, int64_t no)
{
	static const char *const texts[] = {"", "a", "\"q\"\\\n\tz", "Żółć 漢", "=1+1"};
	static const char *const fields[] = {"phone", "alert", "address", "member_no"};
	const char *v = texts[pick(5)];
	const char *name = fields[pick(4)];
	int f = dict_field_named(dict_entity(E_PATIENT), name);
	struct cell c = {.kind = v[0] ? CELL_TEXT : CELL_NONE, .p = v, .n = strlen(v)};
	enum status st = record_set_field(k->s, E_PATIENT, no, f, c, &k->err);

	/* Line breaks fit into long texts alone. */
	if (st)
		assert_true(st == ST_INVALID && strchr(v, '\n') != NULL);
}

static void
random_step(struct kit *k, int64_t *patients, int *n, int64_t staff)
{
	bool undo = pick(10) == 0;
	int before = *n;

	kit_ok(k, store_begin(k->s, &k->err));
	if (pick(4) == 0 || *n == 0)
		patients[(*n)++] = kit_add_patient(k, "Random", "Step");
	for (unsigned i = pick(4); i > 0; i--)
		random_edit(k, patients[pick((unsigned)*n)]);
	if (pick(5) == 0)
		kit_add_session(k, patients[pick((unsigned)*n)], staff,
				20260501 + (int)pick(28));
	if (undo) {
		store_cancel(k->s);
		*n = before;
	} else {
		kit_ok(k, store_commit(k->s, &k->err));
	}
}

static void
nothing(void *arg, const struct doctor_line *l)
{
	(void)arg;
	(void)l;
}

static void
test_audit__random_work__is_what_its_log_says(void **state)
{
	static int64_t patients[400];

	(void)state;
	for (uint64_t seed = 1; seed <= 5; seed++) {
		struct kit k;
		int n = 0;
		char before[65], after[65];
		int64_t staff, count;

		random_state = seed;
		kit_new(&k);
		staff = kit_add_staff(&k, "nomsa");
		for (int i = 0; i < 120; i++)
			random_step(&k, patients, &n, staff);
		kit_ok(&k, store_verify_chains(k.s, &count, &k.err));
		kit_ok(&k, store_verify_rows(k.s, &count, &k.err));
		kit_ok(&k, store_digest(k.s, before, &k.err));
		kit_ok(&k, store_doctor(k.s, true, nothing, NULL, &k.err));
		kit_ok(&k, store_digest(k.s, after, &k.err));
		if (strcmp(before, after))
			fail_msg("seed %llu", (unsigned long long)seed);
		kit_end(&k);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_audit__add__newest_first),
	    cmocka_unit_test(test_audit__later__written_at_settle),
	    cmocka_unit_test(test_audit__later__goes_with_the_next_write),
	    cmocka_unit_test(test_audit__later__second_and_close_write_the_first),
	    cmocka_unit_test(test_audit__later__another_writer__waits_and_stays),
	    cmocka_unit_test(test_audit__random_work__is_what_its_log_says),
	};

	return cmocka_run_group_tests_name("audit", tests, NULL, NULL);
}
