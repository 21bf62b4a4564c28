/* test_stick_cut.c - P13: whenever the power goes while a bundle is put on a stick, a reader finds
 * none or a whole one; after "safe to remove" it finds it. */
#include "cut_io.h"
#include "stick_kit.h"
#include "sync/stick.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What the images of one put showed. */
struct tally {
	int images, none, whole, bad, lost;
};

#define TABLES "limber-tables-KBR-20261127-142301"

static struct cut_log *
logged_put(struct stick_kit *k, const char *from, bool syncs)
{
	static char root[160];
	struct cut_log *log = mem_alloc(sizeof *log);
	struct io io;
	char out[160];

	str_copy(root, sizeof root, place_path(k->p, "stick"));
	io = cut_io(log, root);
	if (!syncs) { /* a program that forgets them all */
		struct io none = place_io();

		io.fsync = none.fsync;
		io.syncfs = none.syncfs;
	}
	k->env.io = &io;
	str_copy(out, sizeof out, place_path(k->p, from));
	place_expect(strcmp(from, "out/tables") != 0
			 ? stick_put(&k->env, out, root, STICK_KIT_NAME, NULL, &k->err)
			 : stick_put_tables(&k->env, out, root, TABLES, NULL, &k->err),
		     ST_OK, &k->err);
	k->env.io = &k->quick;
	return log;
}

static void
look(struct stick_kit *k, const struct cut_log *log, int n, struct tally *t)
{
	int bad, found = stick_kit_scan(k, "img", &bad);

	t->images++;
	t->bad += bad;
	t->whole += found - bad;
	t->none += found == 0;
	if (n == log->n && found != 1)
		t->lost++;
}

static void
all_images(struct stick_kit *k, struct cut_log *log, struct random *r, struct tally *t)
{
	int many = place_many(12, 200);

	for (int only_all = 0; only_all < 2; only_all++)
		for (int n = 0; n <= log->n; n++)
			for (int i = 0; i < many; i++) {
				enum cut_choice choice = i == 0	  ? CUT_NONE
							 : i == 1 ? CUT_ALL
								  : CUT_SOME;

				cut_image(log, n, only_all, choice, r, k->p, "img");
				look(k, log, n, t);
			}
}

static void
test_stick__cut__none_or_whole(void **state)
{
	static const size_t sizes[] = {0, 300, 70000, 200000};
	struct random r = random_begin("power cut", 13);
	struct tally t = {0};
	struct stick_kit k;
	int changes = 0;

	stick_kit_begin(&k, state, 0);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct cut_log *log;

		stick_kit_bundle(&k, "out/" STICK_KIT_NAME, sizes[i]);
		log = logged_put(&k, "out/" STICK_KIT_NAME, true);
		changes += log->n;
		all_images(&k, log, &r, &t);
		cut_log_free(log);
		assert_int_equal(place_run(k.p, "rm -rf stick/*"), 0);
	}
	printf(
	    "P13: %d images of %d changes: %d without a bundle, %d with a whole one, %d "
	    "with a bad one; after safe to remove %d without\n",
	    t.images, changes, t.none, t.whole, t.bad, t.lost);
	assert_int_equal(t.bad, 0);
	assert_int_equal(t.lost, 0);
	assert_true(t.whole > t.images / 50 && t.none > t.images / 50);
}

/* A sealed file: it is there whole or not at all. */
static void
test_stick__cut__sealed_none_or_whole(void **state)
{
	struct random r = random_begin("power cut, sealed", 14);
	struct cut_log *log;
	struct stick_kit k;
	int images = 0, whole = 0, many = place_many(12, 200);

	stick_kit_begin(&k, state, 0);
	assert_int_equal(place_run(k.p, "seq 30000 >out/b.age"), 0);
	log = logged_put(&k, "out/b.age", true);
	for (int only_all = 0; only_all < 2; only_all++)
		for (int n = 0; n <= log->n; n++)
			for (int i = 0; i < many; i++, images++) {
				static const char name[] =
				    "img/LIMBER/" STICK_KIT_NAME ".age";
				struct str want = {0}, got = {0};

				cut_image(log, n, only_all,
					  i < 2 ? (enum cut_choice)i : CUT_SOME, &r, k.p,
					  "img");
				if (place_has(k.p, name)) {
					place_read(k.p, "out/b.age", &want);
					place_read(k.p, name, &got);
					assert_int_equal(want.n, got.n);
					assert_memory_equal(want.p, got.p, want.n);
					whole++;
				} else
					assert_true(n < log->n);
				str_release(&want);
				str_release(&got);
			}
	printf("P13 sealed: %d images, %d with the whole file, the others without\n",
	       images, whole);
	cut_log_free(log);
}

/* Readable tables: who finds a folder that is finished finds every table, as it was. */
static void
test_stick__cut__tables_none_or_whole(void **state)
{
	struct random r = random_begin("power cut, tables", 17);
	struct cut_log *log;
	struct stick_kit k;
	int images = 0, whole = 0, many = place_many(6, 60);

	stick_kit_begin(&k, state, 0);
	assert_int_equal(place_run(k.p, "mkdir out/tables; cd out/tables; seq 20000 "
					">patients.csv; echo id >staff.csv; echo '{}' "
					">datapackage.json"),
			 0);
	log = logged_put(&k, "out/tables", true);
	for (int only_all = 0; only_all < 2; only_all++)
		for (int n = 0; n <= log->n; n++)
			for (int i = 0; i < many; i++, images++) {
				char name[STICK_TABLES];

				cut_image(log, n, only_all,
					  i < 2 ? (enum cut_choice)i : CUT_SOME, &r, k.p,
					  "img");
				place_expect(stick_newest_tables(&k.env,
								 place_path(k.p, "img"),
								 name, &k.err),
					     ST_OK, &k.err);
				assert_true(name[0] || n < log->n);
				if (!name[0])
					continue;
				assert_string_equal(name, TABLES);
				assert_int_equal(
				    place_run(k.p,
					      "diff -r -x '~*' out/tables img/" TABLES),
				    0);
				whole++;
			}
	printf("P13 tables: %d images, %d with all tables, the others without\n", images,
	       whole);
	assert_true(whole > 0);
	cut_log_free(log);
}

/* The stick was pulled in the middle before: the second try is as safe. */
static void
test_stick__cut__again_after_a_cut(void **state)
{
	struct random r = random_begin("again", 15);
	struct tally t = {0};
	struct stick_kit k;
	struct cut_log *first;
	int tries = place_many(12, 100);

	stick_kit_begin(&k, state, 70000);
	first = logged_put(&k, "out/" STICK_KIT_NAME, true);
	for (int i = 0; i < tries; i++) {
		int bad;

		cut_image(first, random_below(&r, first->n), true, CUT_SOME, &r, k.p,
			  "half");
		assert_int_equal(place_run(k.p, "rm -rf stick; cp -r half stick"), 0);
		if (stick_kit_scan(&k, "stick", &bad) == 0) {
			char out[160];

			str_copy(out, sizeof out, place_path(k.p, "out/" STICK_KIT_NAME));
			place_expect(stick_put(&k.env, out, place_path(k.p, "stick"),
					       STICK_KIT_NAME, NULL, &k.err),
				     ST_OK, &k.err);
			t.images++;
		}
		assert_int_equal(stick_kit_count(&k, "stick"), 1);
	}
	printf("P13: %d of %d half written sticks filled again\n", t.images, tries);
	assert_true(t.images > tries / 3);
	cut_log_free(first);
}

/* The proof can fail: without syncs bad bundles are found. */
static void
test_stick__cut__a_program_without_syncs_is_caught(void **state)
{
	struct random r = random_begin("no syncs", 16);
	struct tally t = {0};
	struct stick_kit k;
	struct cut_log *log;

	stick_kit_begin(&k, state, 70000);
	log = logged_put(&k, "out/" STICK_KIT_NAME, false);
	all_images(&k, log, &r, &t);
	printf("P13 mutant: %d of %d images bad, %d lost\n", t.bad, t.images, t.lost);
	assert_true(t.bad > 0 && t.lost > 0);
	cut_log_free(log);
}

#define IN_PLACE(test)                                                                   \
	cmocka_unit_test_setup_teardown(test, place_set_up, place_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    IN_PLACE(test_stick__cut__none_or_whole),
	    IN_PLACE(test_stick__cut__sealed_none_or_whole),
	    IN_PLACE(test_stick__cut__tables_none_or_whole),
	    IN_PLACE(test_stick__cut__again_after_a_cut),
	    IN_PLACE(test_stick__cut__a_program_without_syncs_is_caught),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
