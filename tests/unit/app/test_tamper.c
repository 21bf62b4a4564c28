/* test_tamper.c - P7: whatever is changed on a stick, nothing of it is taken. */
#include "app/site_kit.h"
#include "random.h"

#include "app/keys.h"
#include "base/io_dir.h"
#include "sync/bundle.h"
#include "sync/manifest.h"
#include "sync/sanitized.h"
#include "sync/sign.h"

#include <dirent.h>

struct world {
	struct site_kit hub, kbr;
	char stick[64], bundle[200], before[65];
	struct exchange_made made;
	int64_t flips, cuts, others;
};

static int
no_sync(void *arg, int fd)
{
	(void)arg;
	(void)fd;
	return 0;
}

static int
many(int few, int all)
{
	return getenv("LONG") ? all : few;
}

static void
begin(struct world *w, const char *policy)
{
	static struct io quick;

	quick = io_posix;
	quick.fsync = no_sync;
	quick.syncfs = no_sync;
	memset(w, 0, sizeof *w);
	site_new(&w->hub, "HQA", true);
	site_new(&w->kbr, "KBR", false);
	site_meet(&w->hub, &w->kbr);
	site_stick(w->stick);
	site_ok(&w->kbr,
		store_setting_set(w->kbr.a.store, "bundles", policy, &w->kbr.k.err));
	for (int i = 0; i < 12; i++)
		site_patient(&w->kbr, i % 2 ? "Okello" : "Atieno", "0100 200 300");
	w->made = site_export(&w->kbr, "HQA", w->stick);
	str_format(w->bundle, sizeof w->bundle, "%s/LIMBER/%s%s", w->stick, w->made.last,
		   w->made.sealed ? ".age" : "");
	w->hub.a.env.io = &quick;
	site_ok(&w->hub, store_digest(w->hub.a.store, w->before, &w->hub.k.err));
}

static void
end(struct world *w)
{
	site_end(&w->hub);
	site_end(&w->kbr);
	site_stick_end(w->stick);
}

static void
write_file(const char *path, const char *bytes, size_t n)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

/* The hub looks at the bundle: refused in a sentence, or, since what is missing makes it none, not
 * there at all. */
static void
refused(struct world *w, const char *what, long at)
{
	struct exchange_in in = {.src = w->bundle, .each = site_taken, .arg = &w->hub};
	enum status st;

	w->hub.bundles = 0;
	w->hub.taken = (struct exchange_taken){0};
	st = exchange_import(&w->hub.a, &in, NULL, &w->hub.worst, &w->hub.k.err);
	if (st && st != ST_NOT_FOUND)
		fail_msg("%s at %ld ends the import: %s", what, at,
			 status_say(&w->hub.k.err));
	if (!st && (w->hub.bundles != 1 || w->hub.taken.state == ST_OK))
		fail_msg("%s at %ld is taken", what, at);
	if (!st && !w->hub.taken.said[0])
		fail_msg("%s at %ld is not told", what, at);
}

/* After all that: nothing changed, and the untouched bundle is taken. */
static void
unchanged(struct world *w, const char *policy)
{
	char after[65];

	site_ok(&w->hub, store_digest(w->hub.a.store, after, &w->hub.k.err));
	assert_string_equal(w->before, after);
	assert_int_equal(site_import(&w->hub, w->bundle), ST_OK);
	assert_int_equal(site_import(&w->hub, w->bundle), ST_ALREADY); /* replayed */
	printf("P7 %s: %lld flips, %lld cuts, %lld other changes, none taken\n", policy,
	       (long long)w->flips, (long long)w->cuts, (long long)w->others);
}

/* Bits turned and ends cut off, n of each spread over the file (LONG: all; a twentieth under sanitizers). */
static void
spoil(struct world *w, const char *path, int n, struct random *r)
{
	char *bytes;
	size_t size, flip, cut;

	site_ok(&w->hub,
		io_read_file(&io_posix, path, 1 << 24, &bytes, &size, &w->hub.k.err));
	flip = (size_t)many((int)(size * 8) / n + 1, SANITIZED ? 19 : 1);
	cut = (size_t)many((int)size * 4 / n + 1, SANITIZED ? 19 : 1);
	for (size_t bit = (size_t)random_below(r, (int)flip); bit < size * 8;
	     bit += flip, w->flips++) {
		bytes[bit / 8] ^= (char)(1 << bit % 8);
		write_file(path, bytes, size);
		refused(w, path, (long)bit);
		bytes[bit / 8] ^= (char)(1 << bit % 8);
	}
	for (size_t to = 0; to < size; to += cut, w->cuts++) {
		write_file(path, bytes, to);
		refused(w, path, (long)to);
	}
	write_file(path, bytes, size);
	free(bytes);
}

static void
names_of(struct world *w, struct io_dir_names *names)
{
	int dir;

	site_ok(&w->hub, io_dir_open(&io_posix, w->bundle, &dir, &w->hub.k.err));
	site_ok(&w->hub,
		io_dir_list(&io_posix, dir, w->bundle, 64, names, &w->hub.k.err));
	close(dir);
}

static void
test_tamper__plain__bits_and_ends(void **state)
{
	static struct world w;
	struct random r = random_begin("plain", 71);
	struct io_dir_names names;
	char path[480];

	(void)state;
	begin(&w, "plain");
	names_of(&w, &names);
	for (size_t i = 0; i < names.n; i++) {
		str_format(path, sizeof path, "%s/%s", w.bundle, names.name[i]);
		spoil(&w, path, 60, &r);
	}
	io_dir_free(&names);
	unchanged(&w, "plain");
	end(&w);
}

static void
test_tamper__sealed__bits_and_ends(void **state)
{
	static struct world w;
	struct random r = random_begin("sealed", 72);

	(void)state;
	begin(&w, "sealed");
	spoil(&w, w.bundle, 120, &r);
	unchanged(&w, "sealed");
	end(&w);
}

/* Files swapped, renamed, taken away, added, put in from an older bundle. */
static void
test_tamper__plain__files_changed_round(void **state)
{
	static struct world w;
	struct io_dir_names names;
	char a[480], b[480], c[480], old[200];

	(void)state;
	begin(&w, "plain");
	str_copy(old, sizeof old, w.bundle);
	site_patient(&w.kbr, "Wanjiru", "1");
	w.made = site_export(&w.kbr, "HQA", w.stick);
	str_format(w.bundle, sizeof w.bundle, "%s/LIMBER/%s", w.stick, w.made.last);
	assert_string_not_equal(old, w.bundle);
	names_of(&w, &names);
	str_format(c, sizeof c, "%s/c.csv", w.bundle);
	for (size_t i = 0; i < names.n; i++) {
		str_format(a, sizeof a, "%s/%s", w.bundle, names.name[i]);
		assert_int_equal(rename(a, c), 0); /* renamed: one is missing */
		refused(&w, a, -1);
		for (size_t j = 0; j < names.n; j++) { /* swapped */
			if (i == j)
				continue;
			str_format(b, sizeof b, "%s/%s", w.bundle, names.name[j]);
			assert_int_equal(rename(b, a), 0);
			assert_int_equal(rename(c, b), 0);
			refused(&w, a, (long)j);
			assert_int_equal(rename(b, c), 0);
			assert_int_equal(rename(a, b), 0);
			w.others++;
		}
		assert_int_equal(rename(c, a), 0);
		w.others++;
		/* of the older bundle: each file and signature there is a good one */
		str_format(b, sizeof b, "%s/%s", old, names.name[i]);
		assert_int_equal(rename(a, c), 0);
		{
			char *bytes;
			size_t n;

			site_ok(&w.hub, io_read_file(&io_posix, b, 1 << 24, &bytes, &n,
						     &w.hub.k.err));
			write_file(a, bytes, n);
			free(bytes);
		}
		/* the same bytes in both (README.txt) are no change */
		{
			char line[1000];

			str_format(line, sizeof line, "cmp -s %s %s", a, c);
			if (system(line)) {
				refused(&w, b, -1);
				w.others++;
			}
		}
		assert_int_equal(rename(c, a), 0);
	}
	io_dir_free(&names);
	write_file(c, "a\r\n", 3); /* added */
	refused(&w, c, -1);
	assert_int_equal(unlink(c), 0);
	/* the whole older one under the newer one's name: a serial played again */
	str_format(a, sizeof a, "%s/away", w.stick);
	assert_int_equal(rename(w.bundle, a), 0);
	assert_int_equal(rename(old, w.bundle), 0);
	refused(&w, "older", -1);
	assert_int_equal(rename(w.bundle, old), 0);
	assert_int_equal(rename(a, w.bundle), 0);
	w.others += 2;
	unchanged(&w, "plain, files");
	end(&w);
}

/* The manifest as edit makes it, signed by the right key under the comment given (NULL: its own). */
static void
sign_anew(struct world *w, void (*edit)(const char *was, struct str *out),
	  const char *comment)
{
	struct sign_key key = {0};
	struct str text = {0}, own = {0}, sig = {0};
	struct manifest m = {0};
	char path[400], *bytes = NULL;
	size_t n = 0;

	str_format(path, sizeof path, "%s/%s", w->bundle, BUNDLE_MANIFEST);
	site_ok(&w->hub,
		io_read_file(&io_posix, path, 1 << 24, &bytes, &n, &w->hub.k.err));
	edit(bytes, &text);
	write_file(path, text.p, text.n);
	site_ok(&w->hub, manifest_read(&m, text.p, text.n, &w->hub.k.err));
	manifest_comment(&m, &own);
	site_ok(&w->kbr, keys_signing(&w->kbr.a, &key, &w->kbr.k.err));
	sign_bytes(&key, text.p, text.n, comment ? comment : str_text(&own), &sig);
	str_format(path, sizeof path, "%s/%s", w->bundle, BUNDLE_SIGNATURE);
	write_file(path, sig.p, sig.n);
	sign_key_release(&key);
	str_release(&text);
	str_release(&own);
	str_release(&sig);
	manifest_release(&m);
	free(bytes);
	w->others++;
}

static void
as_it_is(const char *was, struct str *out)
{
	str_add(out, was);
}

/* "schema 14 min 12" becomes "schema 14 min 98". */
static void
of_a_newer_program(const char *was, struct str *out)
{
	const char *at = strstr(was, "\nschema "), *min;

	assert_non_null(at);
	min = strstr(at, " min ");
	assert_non_null(min);
	str_add_n(out, was, (size_t)(min - was));
	str_add(out, " min 98");
	str_add(out, min + strcspn(min, "\n"));
}

/* The right key over the right manifest, told to be of another bundle; then a true bundle of a
 * program that is newer than this one. */
static void
test_tamper__plain__signed_anew(void **state)
{
	struct world w;

	(void)state;
	begin(&w, "plain");
	sign_anew(&w, as_it_is, "limber of another day");
	refused(&w, "a signature of another bundle", 0);
	assert_int_equal(w.hub.taken.state, ST_DAMAGED);
	assert_non_null(strstr(w.hub.taken.said, "of another bundle"));
	sign_anew(&w, of_a_newer_program, NULL);
	refused(&w, "a bundle of a newer program", 0);
	assert_int_equal(w.hub.taken.state, ST_TOO_NEW);
	assert_non_null(strstr(w.hub.taken.said, "schema 98"));
	end(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_tamper__plain__bits_and_ends),
	    cmocka_unit_test(test_tamper__plain__files_changed_round),
	    cmocka_unit_test(test_tamper__plain__signed_anew),
	    cmocka_unit_test(test_tamper__sealed__bits_and_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
