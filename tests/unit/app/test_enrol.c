/* test_enrol.c - six words, key files, retirement, and what a clinic takes of its head office. */
#include "app_kit.h"

#include "app/enrol.h"
#include "sync/seal.h"

struct world {
	struct app_kit kbr, hub; /* a clinic and its head office, as two clinics */
};

/* The second one gets another code and is a head office. */
static void
make_hub(struct app_kit *c)
{
	static const struct store_site site = {
	    .code = "HQT", .name = "Office", .hub = true};

	app_kit_clock_zero(c);
	app_kit_ok(c, app_init(c->k.dir, &c->k.env, &site, &c->k.err));
	app_kit_ok(c, app_open(&c->a, c->k.dir, &c->k.env, &c->k.err));
}

static int
set_up(void **state)
{
	static struct world w;

	app_kit_new(&w.kbr);
	make_hub(&w.hub);
	*state = &w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	app_kit_end(&w->kbr);
	app_kit_end(&w->hub);
	return 0;
}

static void
test_words__list__short_known_apart(void **state)
{
	static char words[WORDS_LIST][12];

	(void)state;
	for (int i = 0; i < WORDS_LIST; i++) {
		size_t n;
		const char *p = words_at(i, &n);

		assert_true(n >= 3 && n <= 8);
		for (size_t k = 0; k < n; k++)
			assert_true(p[k] >= 'a' && p[k] <= 'z');
		memcpy(words[i], p, n);
		if (i && strcmp(words[i - 1], words[i]) >= 0)
			fail_msg("%s is not after %s", words[i], words[i - 1]);
	}
	/* one slip of a key or ear never makes another word of the list */
	for (int i = 0; i < WORDS_LIST; i++)
		for (int k = i + 1; k < WORDS_LIST; k++) {
			const char *a = words[i], *b = words[k];
			size_t la = strlen(a), lb = strlen(b), f = 0, e = 0;

			if (la > lb + 1 || lb > la + 1)
				continue;
			while (f < la && f < lb && a[f] == b[f])
				f++;
			while (e < la - f && e < lb - f && a[la - 1 - e] == b[lb - 1 - e])
				e++;
			if (la - f - e <= 1 && lb - f - e <= 1)
				fail_msg("%s and %s are too alike", a, b);
		}
	{
		size_t n;
		const char *last = words_at(WORDS_LIST - 1, &n);

		assert_string_equal(last + n, "\r\n");
	}
}

static void
test_words__of__the_same_everywhere_and_typed_freely(void **state)
{
	struct trust t = {.site = "KBR", .sign_key = "RWabc", .seal_key = "age1xyz"};
	char words[WORDS_SIZE], other[WORDS_SIZE], typed[200] = "";

	(void)state;
	words_of(&t, words);
	assert_true(words_match(words, words));
	for (size_t i = 0, n = 0; words[i]; i++)
		n += (size_t)snprintf(typed + n, sizeof typed - n, "%s%c",
				      words[i] == ' ' ? " , " : "",
				      words[i] == ' ' ? ' ' : words[i] - 'a' + 'A');
	assert_true(words_match(typed, words));
	assert_false(words_match("", words));
	words[0]++;
	assert_false(words_match(typed, words));
	words[0]--;
	/* every part counts */
	str_copy(t.seal_key, sizeof t.seal_key, "age1xyy");
	words_of(&t, other);
	assert_string_not_equal(words, other);
	str_copy(t.seal_key, sizeof t.seal_key, "age1xyz");
	str_copy(t.site, sizeof t.site, "KBS");
	words_of(&t, other);
	assert_string_not_equal(words, other);
	str_copy(t.site, sizeof t.site, "KBR");
	words_of(&t, other);
	assert_string_equal(words, other);
}

/* The key file of one site, read at the other. */
static void
carry(struct app_kit *from, struct app_kit *to, struct trust *t)
{
	char path[ENROL_PATH];

	app_kit_ok(from, enrol_export(&from->a, from->k.dir, path, &from->k.err));
	app_kit_ok(to, enrol_read(&to->a, path, t, &to->k.err));
}

static void
test_enrol__trust__only_with_the_words_of_the_other_side(void **state)
{
	struct world *w = *state;
	char words[WORDS_SIZE];
	struct trust t, own, got;
	struct link_peer p;

	carry(&w->hub, &w->kbr, &t);
	assert_true(t.hub);
	app_kit_ok(&w->hub, keys_own(&w->hub.a, &own, &w->hub.k.err));
	words_of(&own, words);
	app_kit_no(&w->kbr, ST_STRANGER,
		   trust_get(w->kbr.a.store, "HQT", &got, &w->kbr.k.err));
	app_kit_no(&w->kbr, ST_DENIED,
		   enrol_trust(&w->kbr.a, &t, "acorn acorn acorn acorn acorn acorn",
			       &w->kbr.k.err));
	app_kit_no(&w->kbr, ST_STRANGER,
		   trust_get(w->kbr.a.store, "HQT", &got, &w->kbr.k.err));
	app_kit_ok(&w->kbr, enrol_trust(&w->kbr.a, &t, words, &w->kbr.k.err));
	app_kit_ok(&w->kbr, trust_get(w->kbr.a.store, "HQT", &got, &w->kbr.k.err));
	assert_string_equal(got.how, "words");
	assert_true(got.hub);
	app_kit_ok(&w->kbr, link_peer_get(w->kbr.a.store, "HQT", &p, &w->kbr.k.err));
	assert_true(p.hub);
}

static void
test_enrol__read__nothing_but_whole_key_files(void **state)
{
	struct world *w = *state;
	char path[ENROL_PATH], *bytes;
	struct trust t;
	size_t n;

	app_kit_ok(&w->hub, enrol_export(&w->hub.a, w->hub.k.dir, path, &w->hub.k.err));
	app_kit_ok(&w->hub, io_read_file(&io_posix, path, ENROL_FILE_MAX, &bytes, &n,
					 &w->hub.k.err));
	for (size_t cut = 0; cut < n; cut++) {
		FILE *f = fopen(path, "wb");

		assert_int_equal(fwrite(bytes, 1, cut, f), cut);
		fclose(f);
		app_kit_no(&w->kbr, ST_INVALID,
			   enrol_read(&w->kbr.a, path, &t, &w->kbr.k.err));
	}
	free(bytes);
	app_kit_ok(&w->kbr, enrol_export(&w->kbr.a, w->kbr.k.dir, path, &w->kbr.k.err));
	app_kit_no(&w->kbr, ST_INVALID, enrol_read(&w->kbr.a, path, &t, &w->kbr.k.err));
	assert_true(app_kit_said(&w->kbr, "of this site itself"));
}

static void
know(struct app_kit *from, struct app_kit *to)
{
	char words[WORDS_SIZE];
	struct trust t;

	carry(from, to, &t);
	words_of(&t, words);
	app_kit_ok(to, enrol_trust(&to->a, &t, words, &to->k.err));
}

static void
test_enrol__retire__says_when_and_why_and_never_again(void **state)
{
	struct world *w = *state;
	char words[WORDS_SIZE];
	struct trust t, got;

	know(&w->kbr, &w->hub);
	app_kit_ok(&w->hub, keys_own(&w->hub.a, &t, &w->hub.k.err));
	app_kit_no(&w->hub, ST_INVALID,
		   enrol_retire(&w->hub.a, "KBR", "", "", &w->hub.k.err));
	app_kit_no(&w->hub, ST_NOT_FOUND,
		   enrol_retire(&w->hub.a, "MTH", "", "lost", &w->hub.k.err));
	app_kit_no(&w->hub, ST_REFUSED,
		   enrol_retire(&w->hub.a, "HQT", "", "lost", &w->hub.k.err));
	app_kit_ok(&w->hub, enrol_retire(&w->hub.a, "KBR", "RW", "laptop was stolen",
					 &w->hub.k.err));
	app_kit_no(&w->hub, ST_STRANGER,
		   trust_get(w->hub.a.store, "KBR", &got, &w->hub.k.err));
	assert_true(app_kit_said(&w->hub, "2026-05-04: laptop was stolen"));
	carry(&w->kbr, &w->hub, &t);
	words_of(&t, words);
	app_kit_no(&w->hub, ST_DENIED, enrol_trust(&w->hub.a, &t, words, &w->hub.k.err));
}

static void
test_enrol__policy__plain_wants_a_reason(void **state)
{
	struct world *w = *state;
	bool sealed;

	app_kit_ok(&w->kbr, keys_sealed(&w->kbr.a, &sealed, &w->kbr.k.err));
	assert_true(sealed);
	app_kit_no(&w->kbr, ST_INVALID,
		   enrol_policy(&w->kbr.a, false, "", &w->kbr.k.err));
	app_kit_ok(&w->kbr,
		   enrol_policy(&w->kbr.a, false, "office has no age", &w->kbr.k.err));
	app_kit_ok(&w->kbr, keys_sealed(&w->kbr.a, &sealed, &w->kbr.k.err));
	assert_false(sealed);
	app_kit_ok(&w->kbr, enrol_policy(&w->kbr.a, true, "", &w->kbr.k.err));
	app_kit_ok(&w->kbr, keys_sealed(&w->kbr.a, &sealed, &w->kbr.k.err));
	assert_true(sealed);
}

static void
gather(void *arg, const void *bytes, size_t n)
{
	str_add_n(arg, bytes, n);
}

static int
take(struct world *w, const struct str *csv)
{
	struct trust sender;
	int taken;

	app_kit_ok(&w->kbr, trust_get(w->kbr.a.store, "HQT", &sender, &w->kbr.k.err));
	app_kit_ok(&w->kbr, enrol_take_csv(&w->kbr.a, &sender, csv->p, csv->n, &taken,
					   &w->kbr.k.err));
	return taken;
}

/* A third site known to the head office alone. */
static void
third(struct world *w, int64_t until)
{
	struct trust t = {
	    .site = "MTH", .since = 20260501, .until = until, .how = "words"};
	struct sign_key key = {.id = {1, 2, 3}, .pk = {7}};
	struct sign_public pub = sign_key_public(&key);
	struct trust own;

	sign_public_text(&pub, t.sign_key);
	app_kit_ok(&w->kbr, keys_own(&w->kbr.a, &own, &w->kbr.k.err));
	str_copy(t.seal_key, sizeof t.seal_key, own.seal_key);
	if (until != DICT_NONE)
		str_copy(t.reason, sizeof t.reason, "closed, for good");
	app_kit_ok(&w->hub, trust_put(w->hub.a.store, &t, &w->hub.k.err));
}

static void
test_enrol__csv__new_keys_and_retirements_of_the_office(void **state)
{
	struct world *w = *state;
	struct trust got, own;
	struct str csv = {0}, old = {0};

	know(&w->hub, &w->kbr);
	know(&w->kbr, &w->hub);
	third(w, DICT_NONE);
	app_kit_ok(&w->hub, enrol_write_csv(&w->hub.a, (struct csv_sink){gather, &old},
					    &w->hub.k.err));
	assert_int_equal(take(w, &old), 1);
	app_kit_ok(&w->kbr, trust_get(w->kbr.a.store, "MTH", &got, &w->kbr.k.err));
	assert_string_equal(got.how, "hub");
	assert_false(got.hub);
	assert_int_equal(take(w, &old), 0);
	third(w, 20260504);
	app_kit_ok(&w->hub, enrol_retire(&w->hub.a, "KBR", "", "a test", &w->hub.k.err));
	app_kit_ok(&w->hub, enrol_write_csv(&w->hub.a, (struct csv_sink){gather, &csv},
					    &w->hub.k.err));
	assert_int_equal(take(w, &csv), 1);
	app_kit_no(&w->kbr, ST_STRANGER,
		   trust_get(w->kbr.a.store, "MTH", &got, &w->kbr.k.err));
	assert_true(app_kit_said(&w->kbr, "closed, for good"));
	/* an older list brings nothing back, and nobody takes the own key away */
	assert_int_equal(take(w, &old), 0);
	app_kit_no(&w->kbr, ST_STRANGER,
		   trust_get(w->kbr.a.store, "MTH", &got, &w->kbr.k.err));
	app_kit_ok(&w->kbr, keys_own(&w->kbr.a, &own, &w->kbr.k.err));
	app_kit_ok(&w->kbr, trust_get(w->kbr.a.store, "KBR", &got, &w->kbr.k.err));
	str_release(&csv);
	str_release(&old);
}

static void
test_enrol__csv__of_nobody_else_and_whole(void **state)
{
	struct world *w = *state;
	struct trust hub, clinic;
	struct str csv = {0};
	int taken;

	know(&w->hub, &w->kbr);
	know(&w->kbr, &w->hub);
	app_kit_no(
	    &w->kbr, ST_REFUSED,
	    enrol_write_csv(&w->kbr.a, (struct csv_sink){gather, &csv}, &w->kbr.k.err));
	third(w, DICT_NONE);
	app_kit_ok(&w->hub, enrol_write_csv(&w->hub.a, (struct csv_sink){gather, &csv},
					    &w->hub.k.err));
	app_kit_ok(&w->kbr, trust_get(w->kbr.a.store, "HQT", &hub, &w->kbr.k.err));
	clinic = hub;
	clinic.hub = false;
	app_kit_no(
	    &w->kbr, ST_DENIED,
	    enrol_take_csv(&w->kbr.a, &clinic, csv.p, csv.n, &taken, &w->kbr.k.err));
	for (size_t n = 0; n < csv.n; n += n + 1 < csv.n && csv.p[n] == '\n' ? 2 : 1)
		app_kit_no(
		    &w->kbr, ST_DAMAGED,
		    enrol_take_csv(&w->kbr.a, &hub, csv.p, n, &taken, &w->kbr.k.err));
	app_kit_no(&w->kbr, ST_STRANGER,
		   trust_get(w->kbr.a.store, "MTH", &clinic, &w->kbr.k.err));
	str_release(&csv);
}
static void
test_enrol__new__retires_the_own_key_and_wants_new_words(void **state)
{
	struct world *w = *state;
	struct trust was, is, known;

	app_kit_ok(&w->kbr, keys_own(&w->kbr.a, &was, &w->kbr.k.err));
	app_kit_no(&w->kbr, ST_INVALID, enrol_new(&w->kbr.a, "", &is, &w->kbr.k.err));
	app_kit_ok(&w->kbr, enrol_new(&w->kbr.a, "machine changed", &is, &w->kbr.k.err));
	assert_string_not_equal(was.sign_key, is.sign_key);
	assert_string_not_equal(was.seal_key, is.seal_key);
	app_kit_ok(&w->kbr, trust_get(w->kbr.a.store, is.site, &known, &w->kbr.k.err));
	assert_string_equal(known.sign_key, is.sign_key);
	app_kit_ok(&w->kbr, keys_own(&w->kbr.a, &known, &w->kbr.k.err));
	assert_string_equal(known.sign_key, is.sign_key);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(test_enrol__new__retires_the_own_key_and_wants_new_words),
	    cmocka_unit_test(test_words__list__short_known_apart),
	    cmocka_unit_test(test_words__of__the_same_everywhere_and_typed_freely),
	    TEST(test_enrol__trust__only_with_the_words_of_the_other_side),
	    TEST(test_enrol__read__nothing_but_whole_key_files),
	    TEST(test_enrol__retire__says_when_and_why_and_never_again),
	    TEST(test_enrol__policy__plain_wants_a_reason),
	    TEST(test_enrol__csv__new_keys_and_retirements_of_the_office),
	    TEST(test_enrol__csv__of_nobody_else_and_whole),
	};
#undef TEST

	return cmocka_run_group_tests_name("enrol", tests, NULL, NULL);
}
