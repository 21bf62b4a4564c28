/* test_exchange_fault.c - the n-th file call of an export and of an import fails, for every n: before or
 * after, nothing under its final name that is not whole, and the next run makes up for it.
 *
 * In make check the way of failing goes round (an I/O error, a full disk, a stick pulled: every call from
 * there on); with LONG=1 each n fails in each way, over more rows. */
#include "app/site_kit.h"

#include "fault_io.h"
#include "sync/sanitized.h"

#include <errno.h>

enum {
	WAYS = 3,
	MOST_CALLS = 3000,
	CATCH_UP = 4,
	CARE_EVERY = 40,
	CARE_EVERY_LONG = 8,
	SAVED_MAX = 20000
};

struct faulty {
	struct site_kit k;
	struct io_fault f;
	struct io io;
};

static struct faulty hub, clinic;
static struct uid saved[SAVED_MAX]; /* confirmed, in order */
static int n_saved;
static struct {
	int exports, imports, refused, kept, cares;
	int64_t bundles;
} seen;

static void
reopen(struct faulty *s)
{
	app_close(&s->k.a);
	s->f = (struct io_fault){.quick = true};
	s->io = fault_io(&s->f);
	s->k.k.env.io = &s->io;
	site_open(&s->k);
}

/* The n-th file call from now on fails in that way. */
static void
arm(struct faulty *s, int n, int way)
{
	s->f.total = 0;
	s->f.errnum = way == 1 ? ENOSPC : EIO;
	s->f.total_at = way < 2 ? n : 0;
	s->f.total_from = way < 2 ? 0 : n;
}

/* True when some call failed. */
static bool
disarm(struct faulty *s, int n)
{
	s->f.total_at = s->f.total_from = 0;
	return s->f.total >= n;
}

static void
save(int rows)
{
	for (int i = 0; i < rows; i++) {
		assert_true(n_saved < SAVED_MAX);
		saved[n_saved++] =
		    site_uid(&clinic.k, site_patient(&clinic.k, "Kept", "0100"));
	}
}

static void
one_bundle(void *arg, const struct exchange_taken *t)
{
	/* Another name is none a bundle ever gets: it is being made or cleared away. */
	if (strncmp(t->name, "KBR_", 4) != 0)
		return;
	seen.bundles++;
	if (t->state && t->state != ST_ALREADY && t->state != ST_WAITING)
		fail_msg("%s: %s", (const char *)arg, t->said);
}

/* What lies at a place under the name of a bundle is whole: the other side would take it. */
static void
check_whole(const char *place, const char *what, int n)
{
	char where[80];
	struct exchange_in in = {
	    .src = place, .dry_run = true, .each = one_bundle, .arg = where};
	enum status st, worst;

	str_format(where, sizeof where, "%s, call %d", what, n);
	st = exchange_import(&hub.k.a, &in, NULL, &worst, &hub.k.k.err);
	if (st && st != ST_NOT_FOUND)
		fail_msg("%s: %s", where, status_say(&hub.k.k.err));
}

static int64_t findings;

static void
finding(void *arg, const struct doctor_line *l)
{
	if (l->kind != DOCTOR_FINDING || !strncmp(l->what, "backup", 6) ||
	    !strncmp(l->what, "disk", 4) || !strncmp(l->what, "clock", 5))
		return;
	findings++;
	fprintf(stderr, "%s: %s\n", (const char *)arg, l->what);
}

/* Integrity, every table made anew with the same digest, every confirmed save. */
static void
care(struct faulty *s, bool there)
{
	char before[65], after[65];

	seen.cares++;
	site_ok(&s->k, store_digest(s->k.a.store, before, &s->k.k.err));
	site_ok(&s->k, store_doctor(s->k.a.store, true, finding, (void *)s->k.code,
				    &s->k.k.err));
	site_ok(&s->k, store_digest(s->k.a.store, after, &s->k.k.err));
	assert_string_equal(before, after);
	assert_int_equal(findings, 0);
	for (int i = 0; there && i < n_saved; i++)
		(void)site_find(&s->k, &saved[i]);
}

static int
care_every(void)
{
	return getenv("LONG") ? CARE_EVERY_LONG : CARE_EVERY;
}

/* ---- out */

/* False: an export makes fewer calls. */
static bool
fail_export(int n, int way)
{
	struct exchange_out o = {.peer = "HQA"};
	struct exchange_made made;
	char stick[64], place[120];
	int open = clinic.f.open_files;
	bool failed;
	enum status st;

	save(1);
	site_stick(stick);
	o.dest = stick;
	arm(&clinic, n, way);
	st = exchange_export(&clinic.k.a, &o, NULL, &made, &clinic.k.k.err);
	failed = disarm(&clinic, n);
	seen.exports += failed;
	seen.refused += st != ST_OK;
	assert_int_equal(clinic.f.open_files, open);
	assert_true(failed || st == ST_OK);
	str_format(place, sizeof place, "%s/outbox", clinic.k.k.dir);
	check_whole(stick, "on the stick", n);
	if (n % CATCH_UP == 0 || st)
		check_whole(place, "in the outbox", n);
	if (st == ST_OK && !failed && site_import(&hub.k, stick) != ST_OK)
		fail_msg("export %d: %s", n, hub.k.taken.said);
	site_stick_end(stick);
	/* the next one brings all of it */
	if (n % CATCH_UP == 0) {
		site_carry(&clinic.k, &hub.k);
		site_carry(&hub.k, &clinic.k);
		(void)site_find(&hub.k, &saved[n_saved - 1]);
	}
	if (n % care_every() == 0)
		care(&clinic, true);
	return failed;
}

/* ---- in */

static bool
fail_import(int n, int way)
{
	struct exchange_in in = {.each = site_taken, .arg = &hub.k};
	int64_t before = record_count(hub.k.a.store, E_PATIENT), after;
	int rows = getenv("LONG") ? 20 : 2, open = hub.f.open_files;
	char stick[64];
	bool failed;
	enum status st;

	save(rows);
	site_stick(stick);
	site_export(&clinic.k, "HQA", stick);
	in.src = stick;
	arm(&hub, n, way);
	hub.k.bundles = 0;
	st = exchange_import(&hub.k.a, &in, NULL, &hub.k.worst, &hub.k.k.err);
	failed = disarm(&hub, n);
	seen.imports += failed;
	assert_int_equal(hub.f.open_files, open);
	after = record_count(hub.k.a.store, E_PATIENT);
	if (after != before && after != before + rows)
		fail_msg("import %d: %d of %d rows", n, (int)(after - before), rows);
	if (st == ST_OK && hub.k.worst == ST_OK && hub.k.bundles)
		assert_int_equal(after, before + rows);
	assert_true(failed || after == before + rows);
	seen.kept += after != before;
	/* the same stick once more */
	st = site_import(&hub.k, stick);
	if (st != ST_OK && st != ST_ALREADY)
		fail_msg("import %d, once more: %s", n, hub.k.taken.said);
	assert_int_equal(record_count(hub.k.a.store, E_PATIENT), before + rows);
	for (int i = n_saved - rows; i < n_saved; i++)
		(void)site_find(&hub.k, &saved[i]);
	site_stick_end(stick);
	if (n % CATCH_UP == 0)
		site_carry(&hub.k, &clinic.k);
	if (n % care_every() == 0)
		care(&hub, true);
	return failed;
}

static int
fail_every(bool (*one)(int n, int way))
{
	int n = 0;

	for (bool more = true; more;) {
		more = false;
		n++;
		assert_true(n < MOST_CALLS);
		for (int way = 0; way < WAYS; way++)
			if (getenv("LONG") || way == n % WAYS)
				more |= one(n, way);
		/* many places are alike */
		if (!getenv("LONG") && n > (SANITIZED ? 12 : 60))
			n += SANITIZED ? 10 : 2;
	}
	return n - 1;
}

static void
test_exchange_fault__every_call__before_or_after(void **state)
{
	int out, in;

	(void)state;
	site_new(&hub.k, "HQA", true);
	site_new(&clinic.k, "KBR", false);
	site_meet(&hub.k, &clinic.k);
	reopen(&hub);
	reopen(&clinic);
	save(3);
	site_carry(&clinic.k, &hub.k);
	site_carry(&hub.k, &clinic.k);
	out = fail_every(fail_export);
	in = fail_every(fail_import);
	care(&clinic, true);
	care(&hub, true);
	site_same(&hub.k, &clinic.k);
	printf("exchange: %d calls of an export, %d of an import; %d and %d runs with a "
	       "failed call, %d exports refused, %d imports whole all the same; %lld "
	       "bundles under their names, all whole; %d saves, none lost; %d times "
	       "everything made anew with the same digest\n",
	       out, in, seen.exports, seen.imports, seen.refused, seen.kept,
	       (long long)seen.bundles, n_saved, seen.cares);
	assert_true(seen.exports > 30 && seen.imports > 30 && seen.refused > 10);
	site_end(&hub.k);
	site_end(&clinic.k);
}

/* Writes that come back short are gone on with. */
static void
test_exchange_fault__short_writes__are_gone_on_with(void **state)
{
	(void)state;
	site_new(&hub.k, "HQA", true);
	site_new(&clinic.k, "KBR", false);
	site_meet(&hub.k, &clinic.k);
	reopen(&hub);
	reopen(&clinic);
	for (int size = 1; size < 400; size = size * 3 + 4) {
		hub.f.short_write = clinic.f.short_write = (size_t)size;
		hub.f.reads_whole = clinic.f.reads_whole = true;
		site_patient(&clinic.k, "Short", "0100");
		site_carry(&clinic.k, &hub.k);
		site_carry(&hub.k, &clinic.k);
		site_same(&hub.k, &clinic.k);
	}
	site_end(&hub.k);
	site_end(&clinic.k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_exchange_fault__every_call__before_or_after),
	    cmocka_unit_test(test_exchange_fault__short_writes__are_gone_on_with),
	};

	return cmocka_run_group_tests_name("exchange_fault", tests, NULL, NULL);
}
