/* test_exchange.c - bundles between a clinic and the head office: every state of 10.15. */
#include "app/enrol.h"
#include "app/person.h"
#include "app/site_kit.h"
#include "sync/stick.h"

#include <fcntl.h>

struct world {
	struct site_kit hub, kbr, mth;
	char stick[64];
};

static int
set_up(void **state)
{
	static struct world w;

	site_new(&w.hub, "HQA", true);
	site_new(&w.kbr, "KBR", false);
	site_new(&w.mth, "MTH", false);
	site_meet(&w.hub, &w.kbr);
	site_meet(&w.hub, &w.mth);
	site_stick(w.stick);
	*state = &w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	site_end(&w->hub);
	site_end(&w->kbr);
	site_end(&w->mth);
	site_stick_end(w->stick);
	return 0;
}

static void
test_exchange__round__both_hold_the_same(void **state)
{
	struct world *w = *state;
	int64_t no = site_patient(&w->kbr, "Okello", "0100");
	struct uid id = site_uid(&w->kbr, no);
	struct exchange_news news;
	int64_t at;

	site_carry(&w->kbr, &w->hub);
	assert_int_equal(w->hub.taken.rows_new, 2); /* the clinic's row and the patient */
	assert_string_equal(site_find(&w->hub, &id).phone, "0100");
	site_set(&w->hub, &id, "phone", "0200");
	site_carry(&w->hub, &w->kbr);
	assert_string_equal(site_find(&w->kbr, &id).phone, "0200");
	site_same(&w->hub, &w->kbr);

	/* The receipt came back with it. */
	site_ok(&w->kbr, link_since(w->kbr.a.store, "", no, &at, &w->kbr.k.err));
	assert_true(at != DICT_NONE);
	site_ok(&w->kbr, exchange_news(&w->kbr.a, "", &news, &w->kbr.k.err));
	assert_int_equal(news.ops, 0);
	assert_int_equal(news.unconfirmed, 0);
	site_carry(&w->kbr, &w->hub);
	assert_int_equal(w->hub.taken.ops, 0);
}

static void
test_exchange__two_clinics__meet_at_the_head_office(void **state)
{
	struct world *w = *state;
	struct uid id = site_uid(&w->kbr, site_patient(&w->kbr, "Okello", "A"));

	site_carry(&w->kbr, &w->hub);
	site_carry(&w->hub, &w->mth);
	site_carry(&w->mth, &w->hub); /* only receipts and the clinic's own row */
	site_set(&w->kbr, &id, "phone", "B");
	site_set(&w->mth, &id, "phone", "C");
	site_carry(&w->kbr, &w->hub);
	assert_int_equal(w->hub.taken.conflicts, 0);
	site_carry(&w->mth, &w->hub);
	assert_int_equal(w->hub.taken.conflicts, 1);
	site_set(&w->hub, &id, "phone", "D");
	site_carry(&w->hub, &w->kbr);
	site_carry(&w->hub, &w->mth);
	assert_string_equal(site_find(&w->kbr, &id).phone, "D");
	assert_string_equal(site_find(&w->mth, &id).phone, "D");
	site_same(&w->hub, &w->kbr);
	site_same(&w->hub, &w->mth);
}

static int64_t
site_find_no(struct site_kit *s, const struct uid *id)
{
	return site_find(s, id).head.no;
}

static bool
one_person(struct site_kit *s, const struct uid *x, const struct uid *y)
{
	bool linked;

	site_ok(s, person_linked(&s->a, site_find_no(s, x), site_find_no(s, y), &linked,
				 &s->k.err));
	return linked;
}

/* One person in two clinics: linked at the head office, seen as one in both, told apart in one of
 * them while the other writes the same link again; all end alike, and the careful word counts. */
static void
test_exchange__same_person__verdicts_of_sites_add_up(void **state)
{
	struct world *w = *state;
	struct uid a = site_uid(&w->kbr, site_patient(&w->kbr, "Okello", "A"));
	struct uid b = site_uid(&w->mth, site_patient(&w->mth, "Okelo", "A"));
	bool still;

	site_carry(&w->kbr, &w->hub);
	site_carry(&w->mth, &w->hub);
	assert_false(one_person(&w->hub, &a, &b));
	site_ok(&w->hub, person_link(&w->hub.a, site_find_no(&w->hub, &a),
				     site_find_no(&w->hub, &b), "", &w->hub.k.err));
	site_carry(&w->hub, &w->kbr);
	site_carry(&w->hub, &w->mth);
	assert_true(one_person(&w->kbr, &a, &b));
	assert_true(one_person(&w->mth, &a, &b));
	site_same(&w->hub, &w->kbr);

	site_ok(&w->kbr, person_unlink(&w->kbr.a, site_find_no(&w->kbr, &a),
				       site_find_no(&w->kbr, &b), "two sisters", &still,
				       &w->kbr.k.err));
	site_ok(&w->mth, person_link(&w->mth.a, site_find_no(&w->mth, &b),
				     site_find_no(&w->mth, &a), "sure", &w->mth.k.err));
	for (int i = 0; i < 2; i++) {
		site_carry(&w->kbr, &w->hub);
		site_carry(&w->mth, &w->hub);
		site_carry(&w->hub, &w->kbr);
		site_carry(&w->hub, &w->mth);
	}
	site_same(&w->hub, &w->kbr);
	site_same(&w->hub, &w->mth);
	assert_false(one_person(&w->hub, &a, &b));
	assert_false(one_person(&w->kbr, &a, &b));
	assert_false(one_person(&w->mth, &a, &b));
}

static void
test_exchange__again__changes_nothing(void **state)
{
	struct world *w = *state;
	char before[65], after[65];

	site_patient(&w->kbr, "Okello", "A");
	site_export(&w->kbr, "HQA", w->stick);
	assert_int_equal(site_import(&w->hub, w->stick), ST_OK);
	site_ok(&w->hub, store_digest(w->hub.a.store, before, &w->hub.k.err));
	assert_int_equal(site_import(&w->hub, w->stick), ST_ALREADY);
	assert_int_equal(w->hub.worst, ST_ALREADY);
	site_ok(&w->hub, store_digest(w->hub.a.store, after, &w->hub.k.err));
	assert_string_equal(before, after);

	/* A second export without a receipt holds the first once more. */
	site_patient(&w->kbr, "Atieno", "B");
	site_export(&w->kbr, "HQA", w->stick);
	assert_int_equal(site_import(&w->hub, w->stick), ST_OK);
	assert_int_equal(w->hub.bundles, 1);
	assert_int_equal(w->hub.taken.rows_new, 1);
	assert_int_equal(w->hub.worst, ST_OK);
}

static int
lying(const char *stick)
{
	struct stick_env env = {.io = &io_posix};
	struct stick_bundles rows;
	struct err err = {0};
	int n;

	assert_int_equal(stick_bundles(&env, stick, &rows, &err), ST_OK);
	n = (int)rows.n;
	stick_bundles_free(&rows);
	return n;
}

/* A stick that goes to and fro does not fill with what both ends hold: of the bundles with a receipt the
 * newest three stay, and every one without. */
static void
test_exchange__receipts__old_bundles_leave_the_stick(void **state)
{
	struct world *w = *state;
	struct exchange_made made;
	char family[8];

	for (int i = 0; i < 6; i++) {
		str_format(family, sizeof family, "P%d", i);
		site_patient(&w->kbr, family, "0100");
		made = site_export(&w->kbr, "HQA", w->stick);
		assert_int_equal(made.tidied, i < 3 ? 0 : 1);
		site_import(&w->hub, w->stick);
		site_carry(&w->hub, &w->kbr); /* the receipt */
	}
	assert_int_equal(lying(w->stick), 3);
	assert_non_null(strstr(made.said, "1 old bundle with a receipt taken off it"));
	for (int i = 0; i < 4; i++) { /* no receipt comes back for these */
		site_patient(&w->kbr, "Waits", "0100");
		made = site_export(&w->kbr, "HQA", w->stick);
	}
	assert_int_equal(made.tidied, 0);
	assert_int_equal(lying(w->stick), 4);
	site_carry(&w->kbr, &w->hub);
	site_same(&w->hub, &w->kbr);
}

static void
test_exchange__gap__waits_and_names_what_is_missing(void **state)
{
	struct world *w = *state;
	char first[64], second[64];
	struct exchange_made a, b;

	site_stick(first);
	site_stick(second);
	site_patient(&w->kbr, "One", "1");
	a = site_export(&w->kbr, "HQA", first);
	assert_int_equal(site_import(&w->hub, first), ST_OK);
	site_carry(&w->hub, &w->kbr); /* the receipt: the next one begins behind it */
	site_patient(&w->kbr, "Two", "2");
	b = site_export(&w->kbr, "HQA", first);
	assert_string_not_equal(a.last, b.last);
	site_carry(&w->hub, &w->kbr);
	/* Only a peer that has not got b can be shown a gap: a fresh head office. */
	site_end(&w->hub);
	site_new(&w->hub, "HQA", true);
	site_meet(&w->hub, &w->kbr);
	{
		char path[200];

		str_format(path, sizeof path, "%s/LIMBER/%s", first, b.last);
		assert_int_equal(site_import(&w->hub, path), ST_WAITING);
		assert_non_null(strstr(w->hub.taken.said, "missing"));
		str_format(path, sizeof path, "%s/LIMBER/%s", first, a.last);
		assert_int_equal(site_import(&w->hub, path), ST_OK);
		assert_int_equal(w->hub.bundles,
				 2); /* the one that waited came after it */
		assert_int_equal(w->hub.worst, ST_OK);
	}
	site_stick_end(first);
	site_stick_end(second);
}

static void
bundle_file(const struct world *w, const struct exchange_made *m, const char *name,
	    char path[300])
{
	str_format(path, 300, "%s/LIMBER/%s/%s", w->stick, m->last, name);
}

static void
replace_in(const char *path, const char *from, const char *to)
{
	char *bytes, *at;
	size_t n;
	FILE *f;

	assert_int_equal(io_read_file(&io_posix, path, 1 << 24, &bytes, &n, NULL), ST_OK);
	at = strstr(bytes, from);
	assert_non_null(at);
	memcpy(at, to, strlen(to));
	f = fopen(path, "wb");
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	free(bytes);
}

static void
test_exchange__changed__is_told_apart_from_damaged(void **state)
{
	struct world *w = *state;
	struct exchange_made m;
	char path[300];

	site_patient(&w->kbr, "Okello", "0100");
	m = site_export(&w->kbr, "HQA", w->stick);
	bundle_file(w, &m, "changes.csv", path);
	replace_in(path, "Okello", "Akello");
	assert_int_equal(site_import(&w->hub, w->stick), ST_CHANGED);
	assert_non_null(strstr(w->hub.taken.said, "changes.csv was changed"));
	/* Whoever reads it holds no other copy: the sender does. */
	assert_non_null(strstr(w->hub.taken.said, "ask KBR to export again"));
	replace_in(path, "Akello", "Okello");
	assert_int_equal(truncate(path, 700), 0);
	assert_int_equal(site_import(&w->hub, w->stick), ST_DAMAGED);
	assert_non_null(strstr(w->hub.taken.said, "changes.csv is damaged"));
	bundle_file(w, &m, "manifest.txt", path);
	replace_in(path, "HQA", "HQB");
	assert_int_equal(site_import(&w->hub, w->stick), ST_DAMAGED);
	/* The clinic exports again: nothing is lost. */
	site_export(&w->kbr, "HQA", w->stick);
	site_import(&w->hub, w->stick);
	assert_int_equal(w->hub.taken.state, ST_OK);
	site_carry(&w->hub, &w->kbr);
	site_same(&w->hub, &w->kbr);
}

static void
test_exchange__added_and_missing_files__are_noticed(void **state)
{
	struct world *w = *state;
	struct exchange_made m;
	char path[300];
	FILE *f;

	site_patient(&w->kbr, "Okello", "0100");
	m = site_export(&w->kbr, "HQA", w->stick);
	bundle_file(w, &m, "extra.csv", path);
	f = fopen(path, "w");
	fputs("a,b\r\n", f);
	fclose(f);
	assert_int_equal(site_import(&w->hub, w->stick), ST_CHANGED);
	assert_int_equal(unlink(path), 0);
	bundle_file(w, &m, "README.txt", path);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(site_import(&w->hub, w->stick), ST_DAMAGED);
	bundle_file(w, &m, "manifest.txt.minisig", path);
	assert_int_equal(unlink(path), 0);
	{
		/* Without a signature nothing lies there. */
		struct exchange_in in = {.src = w->stick};

		assert_int_equal(
		    exchange_import(&w->hub.a, &in, NULL, &w->hub.worst, &w->hub.k.err),
		    ST_NOT_FOUND);
		/* But the person who brought it hears why. */
		assert_string_equal(w->hub.k.err.detail,
				    "KBR_HQA_0001_000001 was begun there and not "
				    "finished, as when the stick is pulled out: ask KBR "
				    "to export again");
	}
}

/* The stick was pulled out while the second bundle was written: the first one is old news. */
static void
test_exchange__torn__is_told_beside_what_came_before(void **state)
{
	struct world *w = *state;
	char text[300];

	site_patient(&w->kbr, "Okello", "0100");
	site_export(&w->kbr, "HQA", w->stick);
	assert_int_equal(site_import(&w->hub, w->stick), ST_OK);
	str_format(text, sizeof text,
		   "cd %s/LIMBER && echo x >'~KBR_HQA_0001_000002.age.TMP' && "
		   "echo x >'~MTH_KBR_0001_000009.age.TMP'",
		   w->stick);
	assert_int_equal(system(text), 0);
	site_import(&w->hub, w->stick);
	assert_int_equal(w->hub.worst, ST_ALREADY);
	assert_int_equal(w->hub.bundles, 2);
	assert_non_null(strstr(w->hub.taken.said, "KBR_HQA_0001_000002 was begun there"));
	/* A later one that is whole holds the same and more. */
	site_patient(&w->kbr, "Atieno", "0200");
	site_export(&w->kbr, "HQA", w->stick);
	site_export(&w->kbr, "HQA", w->stick);
	assert_int_equal(site_import(&w->hub, w->stick), ST_OK);
	assert_null(strstr(w->hub.taken.said, "begun"));
}

/* Who copies with another program gets "NAME (1)", sealed or plain; it is the bundle all the same. */
static void
test_exchange__renamed_copy__is_taken(void **state)
{
	struct world *w = *state;
	char text[400];

	site_patient(&w->kbr, "Okello", "0100");
	site_export(&w->kbr, "HQA", w->stick);
	str_format(text, sizeof text,
		   "cd %s/LIMBER && for f in KBR*; do mv \"$f\" \"Copy of ${f%%.age} (1)"
		   "${f#${f%%.age}}\"; done",
		   w->stick);
	assert_int_equal(system(text), 0);
	assert_int_equal(site_import(&w->hub, w->stick), ST_OK);
	assert_int_equal(w->hub.worst, ST_OK);
	assert_int_equal(w->hub.bundles, 1);
	/* Another number does not make another bundle of it. */
	str_format(text, sizeof text,
		   "cd %s/LIMBER && mv Copy* 'KBR_HQA_0001_000007 (1)'", w->stick);
	assert_int_equal(system(text), 0);
	site_import(&w->hub, w->stick);
	assert_int_equal(w->hub.worst, ST_DAMAGED);
	assert_non_null(strstr(w->hub.taken.said,
			       "KBR_HQA_0001_000007 was renamed; give it its own name"));
}

static void
test_exchange__stranger__is_refused_by_name(void **state)
{
	struct world *w = *state;
	struct site_kit other;
	struct trust t;

	site_new(&other, "XYZ", false);
	site_trust(&other, &w->hub);
	site_export(&other, "HQA", w->stick);
	assert_int_equal(site_import(&w->hub, w->stick), ST_STRANGER);
	assert_non_null(strstr(w->hub.taken.said, "XYZ"));
	site_trust(&w->hub, &other);
	assert_int_equal(site_import(&w->hub, w->stick), ST_OK);

	/* A retired key: why and since when is said. */
	site_ok(&w->hub, trust_get(w->hub.a.store, "XYZ", &t, &w->hub.k.err));
	t.until = 20260504;
	str_copy(t.reason, sizeof t.reason, "machine stolen");
	site_ok(&w->hub, trust_put(w->hub.a.store, &t, &w->hub.k.err));
	/* What was taken while it held lies on old sticks for years: no alarm each time. */
	assert_int_equal(site_import(&w->hub, w->stick), ST_ALREADY);
	site_export(&other, "HQA", w->stick);
	assert_int_equal(site_import(&w->hub, w->stick), ST_STRANGER);
	assert_non_null(strstr(w->hub.taken.said, "machine stolen"));
	/* With a new key there the old one is still known, and said to be retired. */
	site_ok(&other, enrol_new(&other.a, "stolen", &t, &other.k.err));
	site_trust(&w->hub, &other);
	assert_int_equal(site_import(&w->hub, w->stick), ST_STRANGER);
	assert_non_null(
	    strstr(w->hub.taken.said, "retired on 2026-05-04: machine stolen"));
	site_export(&other, "HQA", w->stick);
	assert_int_equal(site_import(&w->hub, w->stick), ST_OK);
	site_end(&other);
}

static void
test_exchange__wrong_address__names_the_right_one(void **state)
{
	struct world *w = *state;

	site_patient(&w->kbr, "Okello", "0100");
	site_export(&w->kbr, "HQA", w->stick);
	site_trust(&w->mth, &w->kbr);
	assert_int_equal(site_import(&w->mth, w->stick), ST_NOT_OURS);
	assert_string_equal(w->mth.taken.said,
			    "KBR_HQA_0001_000001 is meant for HQA; this is MTH: take it "
			    "there");
}

/* A head office that lost everything takes from a clinic what others wrote, when it is told so. */
static void
test_exchange__lost_head_office__is_filled_again_by_a_clinic(void **state)
{
	struct world *w = *state;
	struct uid id = site_uid(&w->mth, site_patient(&w->mth, "Okello", "0100"));

	site_carry(&w->mth, &w->hub);
	site_carry(&w->hub, &w->kbr);
	site_carry(&w->kbr, &w->hub);
	site_set(&w->kbr, &id, "phone", "0200");
	site_end(&w->hub);
	site_new(&w->hub, "HQA", true);
	site_meet(&w->hub, &w->kbr);
	site_carry(&w->hub, &w->kbr); /* the clinic learns what is gone */
	assert_true(w->kbr.taken.peer_lost);
	site_export(&w->kbr, "HQA", w->stick);
	assert_int_equal(site_import(&w->hub, w->stick), ST_DAMAGED);
	assert_non_null(strstr(w->hub.taken.said, "may not speak for"));
	assert_non_null(strstr(w->hub.taken.said, "recovering on, then import again"));
	assert_null(strstr(w->hub.taken.said, "export again"));
	site_ok(&w->hub,
		store_setting_set(w->hub.a.store, "recovering", "1", &w->hub.k.err));
	assert_int_equal(site_import(&w->hub, w->stick), ST_OK);
	assert_string_equal(site_find(&w->hub, &id).phone, "0200");
}

static void
test_exchange__sealed__opens_with_the_keys_of_the_receiver_alone(void **state)
{
	struct world *w = *state;
	struct exchange_made m;
	char path[500];

	site_ok(&w->kbr,
		store_setting_set(w->kbr.a.store, "bundles", "sealed", &w->kbr.k.err));
	site_patient(&w->kbr, "Okello", "0100");
	m = site_export(&w->kbr, "HQA", w->stick);
	assert_true(m.sealed);
	str_format(path, sizeof path, "%s/LIMBER/%s.age", w->stick, m.last);
	assert_int_equal(access(path, R_OK), 0);
	/* Another clinic cannot open it. */
	site_trust(&w->mth, &w->kbr);
	assert_int_equal(site_import(&w->mth, path), ST_SEALED);
	assert_non_null(strstr(w->mth.taken.said, "sealed for HQA; this is MTH"));
	assert_int_equal(site_import(&w->hub, w->stick), ST_OK);
	site_carry(&w->hub, &w->kbr);
	site_same(&w->hub, &w->kbr);
	assert_int_equal(truncate(path, 900), 0);
	assert_int_equal(site_import(&w->hub, path), ST_DAMAGED);
	/* A copy that another program named. */
	assert_int_equal(unlink(path), 0);
	site_patient(&w->kbr, "Atieno", "0200");
	m = site_export(&w->kbr, "HQA", w->stick);
	str_format(path, sizeof path,
		   "cd %s/LIMBER && mv %s.age '%s (1).age' && cp '%s (1).age' %s.age",
		   w->stick, m.last, m.last, m.last, m.last);
	assert_int_equal(system(path), 0);
	assert_int_equal(site_import(&w->hub, w->stick), ST_OK);
	site_carry(&w->hub, &w->kbr);
	site_same(&w->hub, &w->kbr);
}

static void
test_exchange__dry_run__takes_nothing(void **state)
{
	struct world *w = *state;
	struct exchange_in in = {
	    .src = w->stick, .dry_run = true, .each = site_taken, .arg = &w->hub};
	char before[65], after[65];

	site_patient(&w->kbr, "Okello", "0100");
	site_export(&w->kbr, "HQA", w->stick);
	site_ok(&w->hub, store_digest(w->hub.a.store, before, &w->hub.k.err));
	site_ok(&w->hub,
		exchange_import(&w->hub.a, &in, NULL, &w->hub.worst, &w->hub.k.err));
	assert_int_equal(w->hub.taken.state, ST_OK);
	/* It must not say that they were taken: nobody would take them then. */
	assert_string_equal(w->hub.taken.said,
			    "2 changes from KBR can be taken; nothing was taken yet.");
	site_ok(&w->hub, store_digest(w->hub.a.store, after, &w->hub.k.err));
	assert_string_equal(before, after);
	assert_int_equal(site_import(&w->hub, w->stick), ST_OK);
	assert_string_equal(w->hub.taken.said, "2 changes from KBR taken.");
}

/* Rows and keys of a bundle come in together, or neither does. */
static void
test_exchange__list_of_keys__damaged_keeps_the_rows_out(void **state)
{
	struct world *w = *state;
	struct trust t = {.site = "LMU",
			  .sign_key = "no key",
			  .seal_key = "none either",
			  .since = 20260501,
			  .until = DICT_NONE,
			  .how = "words"};
	struct exchange_in in = {.src = w->stick, .each = site_taken, .arg = &w->kbr};
	char before[65], after[65];

	for (int dry = 1; dry >= 0; dry--) {
		site_patient(&w->hub, "Okello", "0100");
		site_ok(&w->hub, trust_put(w->hub.a.store, &t, &w->hub.k.err));
		site_export(&w->hub, "KBR", w->stick);
		site_ok(&w->kbr, store_digest(w->kbr.a.store, before, &w->kbr.k.err));
		in.dry_run = dry;
		site_ok(&w->kbr, exchange_import(&w->kbr.a, &in, NULL, &w->kbr.worst,
						 &w->kbr.k.err));
		assert_int_equal(w->kbr.taken.state, ST_DAMAGED);
		assert_int_equal(w->kbr.taken.rows_new, 0);
		assert_int_equal(w->kbr.taken.patients_from, 0);
		if (!strstr(w->kbr.taken.said, "trust.csv") ||
		    !strstr(w->kbr.taken.said, "Nothing of it was taken"))
			fail_msg("%s", w->kbr.taken.said);
		site_ok(&w->kbr, store_digest(w->kbr.a.store, after, &w->kbr.k.err));
		assert_string_equal(after, before);
	}
}

/* The receipt comes with what is new, and is said; what came before makes no line of its own. */
static void
test_exchange__said__receipts_and_nothing_new(void **state)
{
	struct world *w = *state;
	char other[64];

	site_patient(&w->kbr, "Okello", "0100");
	site_carry(&w->kbr, &w->hub);
	site_carry(&w->hub, &w->kbr);
	assert_non_null(strstr(w->kbr.taken.said, "; 2 of ours arrived there."));
	site_stick(other);
	site_export(&w->kbr, "HQA", other);
	assert_int_equal(site_import(&w->hub, other), ST_OK);
	assert_string_equal(w->hub.taken.said,
			    "Nothing new from KBR; 1 of ours arrived there.");
	/* Three that hold the same: the last brings all, the others are not worth a line. */
	for (int i = 0; i < 3; i++) {
		site_patient(&w->kbr, "Atieno", "0200");
		site_export(&w->kbr, "HQA", w->stick);
	}
	{
		char first[200];

		str_format(first, sizeof first,
			   "cd %s/LIMBER && mv KBR_HQA_0001_000005 %s/LIMBER/", w->stick,
			   other);
		assert_int_equal(system(first), 0);
		assert_int_equal(site_import(&w->hub, other), ST_OK);
		assert_int_equal(w->hub.taken.ops, 3);
	}
	assert_int_equal(site_import(&w->hub, w->stick), ST_OK);
	assert_int_equal(w->hub.bundles, 1);
	assert_string_equal(w->hub.taken.said, "Nothing new from KBR.");
	site_stick_end(other);
}

/* A stick of many years and many clinics: what is for this site is found behind all the others. */
static void
test_exchange__old_stick__the_newest_is_read(void **state)
{
	struct world *w = *state;
	char text[300];

	str_format(text, sizeof text,
		   "mkdir -p %s/LIMBER && cd %s/LIMBER && for i in $(seq 100000 100599); "
		   "do echo x >AAA_BBB_0001_$i.age; done",
		   w->stick, w->stick);
	assert_int_equal(system(text), 0);
	site_patient(&w->kbr, "Okello", "0100");
	site_export(&w->kbr, "HQA", w->stick);
	assert_int_equal(site_import(&w->hub, w->stick), ST_OK);
	assert_int_equal(w->hub.bundles, 1);
	assert_int_equal(w->hub.taken.rows_new, 2);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(test_exchange__round__both_hold_the_same),
	    CASE(test_exchange__two_clinics__meet_at_the_head_office),
	    CASE(test_exchange__same_person__verdicts_of_sites_add_up),
	    CASE(test_exchange__again__changes_nothing),
	    CASE(test_exchange__receipts__old_bundles_leave_the_stick),
	    CASE(test_exchange__gap__waits_and_names_what_is_missing),
	    CASE(test_exchange__changed__is_told_apart_from_damaged),
	    CASE(test_exchange__added_and_missing_files__are_noticed),
	    CASE(test_exchange__torn__is_told_beside_what_came_before),
	    CASE(test_exchange__renamed_copy__is_taken),
	    CASE(test_exchange__stranger__is_refused_by_name),
	    CASE(test_exchange__wrong_address__names_the_right_one),
	    CASE(test_exchange__lost_head_office__is_filled_again_by_a_clinic),
	    CASE(test_exchange__sealed__opens_with_the_keys_of_the_receiver_alone),
	    CASE(test_exchange__dry_run__takes_nothing),
	    CASE(test_exchange__list_of_keys__damaged_keeps_the_rows_out),
	    CASE(test_exchange__said__receipts_and_nothing_new),
	    CASE(test_exchange__old_stick__the_newest_is_read),
	};

	return cmocka_run_group_tests_name("exchange", tests, NULL, NULL);
}
