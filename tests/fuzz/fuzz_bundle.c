/* fuzz_bundle.c - a whole bundle as it lies on a stick: what its sender did not sign is never taken, what
 * was signed is taken whole or not at all, and what comes after it still is. */
#include "fuzz.h"
#include "place.h"

#include "app/exchange.h"
#include "app/keys.h"
#include "core/change.h"
#include "store/record.h"
#include "store/search.h"
#include "store/store_verify.h"
#include "sync/bundle.h"
#include "sync/changes.h"
#include "sync/manifest.h"
#include "test_dir.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An input is a letter and a digit, then the name under which the bundle lies, a line feed, and its
 * files: each a byte FF, the name, a line feed, the content (tests/tools/bundle-seed.sh makes one of a
 * bundle). The letter: 'a' as it is; 's' signed by a site whose key is trusted here, whatever it holds.
 * The digit is a sum for 's': 1 sizes and hashes in the manifest are made to fit the files, 2 places
 * and link hashes, 4 the chains of the writers. */
enum { FIT_FILES = 1, FIT_LINK = 2, FIT_CHAINS = 4, FILE_MARK = 0xff };

static struct {
	bool open;
	struct app a;
	struct sign_key key; /* of both senders */
	char stick[80], bundles[96];
	struct exchange_taken last;
	int told;
} w;

static void
must(enum status st, const struct err *err)
{
	if (!st)
		return;
	fprintf(stderr, "%s\n", status_say(err));
	abort();
}

/* ---- names */

static void
names(const char *text)
{
	struct bundle_name name, within;
	char back[BUNDLE_NAME + 8];
	bool sealed = false, lying;

	if (bundle_file_ok(text))
		check(strlen(text) < BUNDLE_FILE && !strpbrk(text, "/\\: \n\t") &&
		      text[0] != '.');
	if (bundle_name_parse(text, &name)) {
		bundle_name_text(&name, back);
		check(!strcmp(back, text) && name.incarnation >= 1 && name.serial >= 1);
	}
	lying = bundle_name_lying(text, &name, &sealed);
	if (lying) {
		bundle_name_text(&name, back);
		if (sealed)
			strcat(back, BUNDLE_SEALED);
		check(!strcmp(back, text));
	}
	if (bundle_name_within(text, &within, &sealed)) {
		bundle_name_text(&within, back);
		check(strstr(text, back) != NULL);
		check(!lying || bundle_name_order(&name, &within) == 0);
	} else {
		check(!lying);
	}
}

/* ---- a head office, and two sites whose keys it trusts */

static void
end(void)
{
	app_close(&w.a);
	sign_key_release(&w.key);
}

static void
trusts(const char *site, bool hub)
{
	struct sign_public pub = sign_key_public(&w.key);
	struct trust t = {.hub = hub, .since = 20260101, .until = DICT_NONE};
	struct err err = {0};

	str_copy(t.site, sizeof t.site, site);
	str_copy(t.how, sizeof t.how, "words");
	sign_public_text(&pub, t.sign_key);
	str_copy(t.seal_key, sizeof t.seal_key, "none");
	must(trust_put(w.a.store, &t, &err), &err);
	must(link_peer_add(w.a.store, site, hub, &err), &err);
}

static void
begin(void)
{
	const struct store_site office = {.code = "HQA", .name = "Office", .hub = true};
	const char *dir = place_new(end);
	struct trust own;
	struct err err = {0};

	sign_key_make(&w.key);
	/* Without the reference rows, which are the longest part of a start. */
	w.a.env = place_env;
	str_copy(w.a.dir, sizeof w.a.dir, dir);
	must(store_create(dir, &place_env, &office, &err), &err);
	must(store_open(&w.a.store, dir, &place_env, &err), &err);
	must(record_get(w.a.store, E_SITE, store_site_no(w.a.store), &w.a.site, &err),
	     &err);
	store_set_user(w.a.store, "thabo");
	must(keys_own(&w.a, &own, &err), &err);
	trusts("KBR", false);
	trusts("HQB", true);
	str_format(w.stick, sizeof w.stick, "%s/stick", dir);
	str_format(w.bundles, sizeof w.bundles, "%s/" BUNDLE_DIR, w.stick);
	w.open = true;
}

/* ---- what lies on the stick */

struct piece {
	char name[200];
	const char *bytes;
	size_t n;
};

struct input {
	char name[200]; /* of the bundle as it lies */
	char dir[400];
	struct piece files[BUNDLE_FILES + 8];
	size_t n;
};

/* A line as the name of a file; false: no file can have it. */
static bool
file_name(const char **at, const char *last, char name[200])
{
	const char *line = memchr(*at, '\n', (size_t)(last - *at));
	size_t n = (size_t)((line ? line : last) - *at);

	if (n == 0 || n >= 200 || memchr(*at, '/', n) || memchr(*at, '\0', n))
		return false;
	memcpy(name, *at, n);
	name[n] = '\0';
	*at = line ? line + 1 : last;
	return strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static bool
read_input(struct input *in, const char *at, const char *last)
{
	in->n = 0;
	if (!file_name(&at, last, in->name))
		return false;
	str_format(in->dir, sizeof in->dir, "%s/%s", w.bundles, in->name);
	while (at < last && (unsigned char)*at == FILE_MARK &&
	       in->n < sizeof in->files / sizeof in->files[0]) {
		struct piece *p = &in->files[in->n];
		const char *stop;

		at++;
		if (!file_name(&at, last, p->name))
			return false;
		stop = memchr(at, FILE_MARK, (size_t)(last - at));
		stop = stop ? stop : last;
		p->bytes = at;
		p->n = (size_t)(stop - at);
		at = stop;
		in->n++;
	}
	return true;
}

static void
put(const struct input *in, const char *name, const void *bytes, size_t n)
{
	char path[640];
	struct err err = {0};

	str_format(path, sizeof path, "%s/%s", in->dir, name);
	must(io_write_file(&io_posix, path, bytes, n, &err), &err);
}

static void
lay(const struct input *in)
{
	struct err err = {0};

	must(io_make_dir(&io_posix, w.stick, &err), &err);
	must(io_make_dir(&io_posix, w.bundles, &err), &err);
	must(io_make_dir(&io_posix, in->dir, &err), &err);
	for (size_t i = 0; i < in->n; i++)
		put(in, in->files[i].name, in->files[i].bytes, in->files[i].n);
}

/* ---- a sender who signs whatever it holds */

static const struct piece *
named(const struct input *in, const char *name)
{
	for (size_t i = in->n; i > 0; i--) /* the last of a name lies there */
		if (!strcmp(in->files[i - 1].name, name))
			return &in->files[i - 1];
	return NULL;
}

static void
fit_files(struct manifest *m, const struct input *in)
{
	for (size_t i = 0; i < m->n_files; i++) {
		const struct piece *p = named(in, m->files[i].name);
		struct hash h;

		if (!p)
			continue;
		hash_init(&h);
		hash_add(&h, p->bytes, p->n);
		hash_end(&h, m->files[i].hash);
		m->files[i].bytes = (int64_t)p->n;
	}
}

struct fitting {
	struct manifest *m;
	unsigned char link[HASH_SIZE];
	struct {
		int64_t seq;
		unsigned char hash[HASH_SIZE];
	} * chains; /* of the writers, as haves */
	int64_t n;
};

static enum status
fit_one(void *arg, const struct change *c, struct err *err)
{
	struct fitting *f = arg;
	struct str bytes = {0};

	(void)err;
	change_bytes(c, &bytes);
	change_link(f->link, &c->at, &bytes);
	f->n += change_width(c);
	for (size_t i = 0; i < f->m->n_haves; i++) {
		if (uid_cmp(&f->m->haves[i].writer, &c->at.writer))
			continue;
		change_chain(f->chains[i].hash, &bytes);
		f->chains[i].seq = c->at.seq;
		if (c->kind == CHANGE_SKIP)
			memset(f->chains[i].hash, 0, HASH_SIZE);
	}
	str_release(&bytes);
	return ST_OK;
}

static void
fit_changes(struct manifest *m, const struct input *in, int what)
{
	struct fitting f = {.m = m, .n = m->n_from};
	struct changes_call call = {m->n_from + 1, fit_one, &f};
	struct change_link link = {m->from, m->to, m->writer, m->incarnation};
	struct err ignored = {0};
	char path[640];
	int64_t rows;

	if (m->n_from == 0 && (what & FIT_LINK))
		change_link_begin(m->hash_from, &link);
	memcpy(f.link, m->hash_from, HASH_SIZE);
	f.chains = mem_alloc((m->n_haves + 1) * sizeof *f.chains);
	for (size_t i = 0; i < m->n_haves; i++)
		change_chain_begin(f.chains[i].hash, &m->haves[i].writer);
	str_format(path, sizeof path, "%s/changes.csv", in->dir);
	if (changes_read(&io_posix, path, &call, &rows, &ignored) == ST_OK) {
		if (what & FIT_LINK) {
			m->n_to = f.n;
			m->ops = f.n - m->n_from;
			memcpy(m->hash_to, f.link, HASH_SIZE);
		}
		for (size_t i = 0; i < m->n_haves && (what & FIT_CHAINS); i++)
			if (f.chains[i].seq == m->haves[i].seq)
				memcpy(m->haves[i].hash, f.chains[i].hash, HASH_SIZE);
	}
	free(f.chains);
}

/* A manifest that cannot be read is signed as it is: that one is not even looked into. */
static void
sign(const struct input *in, int what)
{
	static struct manifest m;
	const struct piece *p = named(in, BUNDLE_MANIFEST);
	struct str text = {0}, comment = {0}, sig = {0};
	struct err ignored = {0};

	if (p && manifest_read(&m, p->bytes, p->n, &ignored) == ST_OK) {
		if (what & FIT_FILES)
			fit_files(&m, in);
		if (what & (FIT_LINK | FIT_CHAINS))
			fit_changes(&m, in, what);
		manifest_write(&m, &text);
		manifest_comment(&m, &comment);
		sign_bytes(&w.key, text.p, text.n, str_text(&comment), &sig);
		put(in, BUNDLE_MANIFEST, text.p, text.n);
		put(in, BUNDLE_SIGNATURE, sig.p, sig.n);
	} else if (p) {
		sign_bytes(&w.key, p->bytes, p->n, "KBR>HQA 1 1 made up", &sig);
		put(in, BUNDLE_SIGNATURE, sig.p, sig.n);
	}
	manifest_release(&m);
	str_release(&text);
	str_release(&comment);
	str_release(&sig);
}

/* ---- and is brought in */

static void
told(void *arg, const struct exchange_taken *t)
{
	(void)arg;
	w.last = *t;
	w.told++;
	check(t->said[0] != '\0');
}

/* Its state; ST_NOT_FOUND when it has no bundle's name. Whatever lies there is no failure of this
 * machine, which would keep the bundles after it out. */
static enum status
import(bool dry)
{
	struct exchange_in in = {.src = w.stick, .dry_run = dry, .each = told};
	struct err err = {0};
	enum status worst, st;

	w.told = 0;
	st = exchange_import(&w.a, &in, NULL, &worst, &err);
	if (st == ST_NOT_FOUND)
		return st;
	must(st, &err);
	check(w.told == 1);
	return w.last.state;
}

static bool
same(const char before[65])
{
	char now[65];
	struct err err = {0};

	must(store_digest(w.a.store, now, &err), &err);
	return !strcmp(before, now);
}

/* What was taken shows what its operations say, and is not taken twice. */
static void
check_taken(void)
{
	char now[65];
	struct err err = {0};
	int64_t ops, rows;

	must(store_digest(w.a.store, now, &err), &err);
	must(store_verify(w.a.store, &ops, &err), &err);
	must(store_verify_rows(w.a.store, &rows, &err), &err);
	must(search_check(w.a.store, &err), &err);
	check(import(false) == ST_ALREADY);
	check(same(now));
}

static void
bundle(bool is_signed)
{
	char before[65];
	struct err err = {0};
	enum status dry, st;

	must(store_digest(w.a.store, before, &err), &err);
	dry = import(true);
	check(same(before));
	st = import(false);
	check(st != ST_OK || is_signed);
	check(st != ST_OK || dry == ST_OK);
	check(dry == ST_OK || st == dry);
	if (st == ST_OK)
		check_taken();
	else
		check(same(before));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct input in;
	char *text = fuzz_text(data, size), spool[600];
	struct err err = {0};

	if (!w.open)
		begin();
	names(text);
	if (size > 2 && (text[0] == 'a' || text[0] == 's') && text[1] >= '0' &&
	    text[1] <= '7' && read_input(&in, text + 2, text + size)) {
		lay(&in);
		if (text[0] == 's')
			sign(&in, text[1] - '0');
		must(store_begin(w.a.store, &err), &err);
		bundle(text[0] == 's');
		store_cancel(w.a.store);
		remove_all(w.stick);
		str_format(spool, sizeof spool, "%s/spool", w.a.dir);
		remove_all(spool);
	}
	free(text);
	return 0;
}
