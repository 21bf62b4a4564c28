/* test_store_crash.c - kill -9, eight writers at once, a full disk: each confirmed save stays. */
#include "store_kit.h"

#include "store/store_priv.h"
#include "store/store_verify.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

enum { KILLS = 100, WRITERS = 8, SAVES = 200 };

static enum status
add_numbered(struct store *s, int number, struct err *err)
{
	struct patient p = kit_patient("Numbered", "Save");

	snprintf(p.chart_no, sizeof p.chart_no, "KBR-%06d", number);
	return record_add(s, E_PATIENT, &p, err);
}

static bool
is_there(struct kit *k, int number)
{
	char chart[21];
	struct patient p;
	int n = snprintf(chart, sizeof chart, "KBR-%06d", number);
	struct cell c = {.kind = CELL_TEXT, .p = chart, .n = (size_t)n};

	return record_find(k->s, E_PATIENT,
			   dict_field_named(dict_entity(E_PATIENT), "chart_no"), c, &p,
			   &k->err) == ST_OK;
}

static void
doze_us(long us)
{
	nanosleep(&(struct timespec){.tv_nsec = us * 1000}, NULL);
}

/* Saves on and on; each number goes into the pipe once its save has returned. */
static void
save_until_killed(struct kit *k, int first, int out)
{
	if (store_open(&k->s, k->dir, &k->env, &k->err))
		_exit(1);
	for (int i = first;; i++) {
		if (add_numbered(k->s, i, &k->err) ||
		    write(out, &i, sizeof i) != sizeof i)
			_exit(2);
	}
}

/* Numbers acknowledged before the kill; the last of them. */
static int
kill_one(struct kit *k, int first, unsigned seed)
{
	int ends[2], last = first - 1, number, code;
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		close(ends[0]);
		save_until_killed(k, first, ends[1]);
	}
	close(ends[1]);
	if (read(ends[0], &number, sizeof number) == sizeof number)
		last = number;
	doze_us((long)(seed * 7919 % 9973));
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &code, 0), pid);
	assert_true(WIFSIGNALED(code)); /* it was at work, not failing */
	while (read(ends[0], &number, sizeof number) == sizeof number)
		last = number;
	close(ends[0]);
	return last;
}

static void
test_store_crash__kill__keeps_every_acknowledged_save(void **state)
{
	struct kit k;
	int next = 1;
	int64_t ops;

	(void)state;
	kit_init(&k);
	kit_ok(&k, store_create(k.dir, &k.env, &kit_site, &k.err));
	for (unsigned i = 0; i < KILLS; i++) {
		int last = kill_one(&k, next, i + 1);

		kit_open(&k);
		if (last >= next && !is_there(&k, last))
			fail_msg("save %d was acknowledged and is gone", last);
		/* One more may have been stored without its word getting out. */
		next = (int)record_count(k.s, E_PATIENT) + 1;
		assert_in_range(next - 1, last, last + 1);
		if (i % 20 == 0)
			kit_ok(&k, store_verify_chains(k.s, &ops, &k.err));
		store_close(k.s);
		k.s = NULL;
	}
	kit_open(&k);
	for (int i = 1; i < next; i++)
		assert_true(is_there(&k, i));
	kit_ok(&k, store_verify_chains(k.s, &ops, &k.err));
	kit_ok(&k, store_verify_rows(k.s, &ops, &k.err));
	printf("%d kills, %d saves acknowledged, none lost\n", KILLS, next - 1);
	kit_end(&k);
}

static int64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static void
write_many(struct kit *k, int writer, int out)
{
	int64_t worst = 0;

	if (store_open(&k->s, k->dir, &k->env, &k->err))
		_exit(1);
	for (int i = 0; i < SAVES; i++) {
		int64_t begun = now_us(), took;

		if (add_numbered(k->s, writer * SAVES + i, &k->err)) {
			fprintf(stderr, "%s\n", status_say(&k->err));
			_exit(2);
		}
		took = now_us() - begun;
		worst = took > worst ? took : worst;
		doze_us(500);
	}
	store_close(k->s);
	_exit(write(out, &worst, sizeof worst) == sizeof worst ? 0 : 3);
}

static void
test_store_crash__writers__lose_nothing(void **state)
{
	struct kit k;
	int ends[2], code;
	int64_t ops, worst = 0, took;

	(void)state;
	kit_init(&k);
	kit_ok(&k, store_create(k.dir, &k.env, &kit_site, &k.err));
	assert_int_equal(pipe(ends), 0);
	for (int i = 0; i < WRITERS; i++)
		if (fork() == 0)
			write_many(&k, i, ends[1]);
	close(ends[1]);
	for (int i = 0; i < WRITERS; i++) {
		wait(&code);
		assert_int_equal(code, 0);
	}
	while (read(ends[0], &took, sizeof took) == sizeof took)
		worst = took > worst ? took : worst;
	close(ends[0]);
	kit_open(&k);
	assert_int_equal(record_count(k.s, E_PATIENT), WRITERS * SAVES);
	for (int i = 0; i < WRITERS * SAVES; i++)
		assert_true(is_there(&k, i));
	kit_ok(&k, store_verify_chains(k.s, &ops, &k.err));
	printf("%d writers, %d saves, worst wait %.1f ms\n", WRITERS, WRITERS * SAVES,
	       (double)worst / 1000);
	kit_end(&k);
}

/* Two people edit the same row again and again: one of them is told, nothing is overwritten. */
static void
edit_many(struct kit *k, int64_t no, int writer)
{
	int stored = 0;

	if (store_open(&k->s, k->dir, &k->env, &k->err))
		_exit(1);
	while (stored < 50) {
		struct patient seen, now;
		enum status st;

		if (record_get(k->s, E_PATIENT, no, &seen, &k->err))
			_exit(2);
		now = seen;
		snprintf(now.phone, sizeof now.phone, "%d-%d", writer, stored);
		doze_us(200);
		st = record_set(k->s, E_PATIENT, &seen, &now, NULL, &k->err);
		if (st && st != ST_STALE)
			_exit(3);
		stored += st == ST_OK;
	}
	store_close(k->s);
	_exit(0);
}

static void
test_store_crash__edits__one_chain_of_bases(void **state)
{
	struct kit k;
	struct store_counts before, after;
	struct heads h;
	int64_t no;
	int code;

	(void)state;
	kit_new(&k);
	no = kit_add_patient(&k, "Shared", "Row");
	kit_ok(&k, store_count(k.s, &before, &k.err));
	store_close(k.s);
	k.s = NULL;
	for (int i = 0; i < 4; i++)
		if (fork() == 0)
			edit_many(&k, no, i);
	for (int i = 0; i < 4; i++) {
		wait(&code);
		assert_int_equal(code, 0);
	}
	kit_open(&k);
	kit_ok(&k, store_count(k.s, &after, &k.err));
	assert_int_equal(after.ops - before.ops, 4 * 50);
	kit_ok(&k,
	       heads_read(k.s, E_PATIENT, no,
			  dict_field_named(dict_entity(E_PATIENT), "phone"), &h, &k.err));
	assert_int_equal(h.n, 1);
	heads_release(&h);
	kit_end(&k);
}

/* In a child: the files may grow by `room` bytes and no more. */
static void
fill_up(struct kit *k, int out, rlim_t room)
{
	struct rlimit limit;
	enum status st = ST_OK;
	int saved = 0;

	signal(SIGXFSZ, SIG_IGN);
	if (store_open(&k->s, k->dir, &k->env, &k->err))
		_exit(1);
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = room;
	setrlimit(RLIMIT_FSIZE, &limit);
	while (!st && saved < 100000) {
		st = add_numbered(k->s, saved, &k->err);
		saved += st == ST_OK;
	}
	if (st != ST_FULL || !strstr(k->err.detail, "disk is full")) {
		fprintf(stderr, "%d saved: %s\n", saved, status_say(&k->err));
		_exit(2);
	}
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_FSIZE, &limit);
	/* Room again: the next save works, in the same handle. */
	if (add_numbered(k->s, saved, &k->err))
		_exit(3);
	saved++;
	store_close(k->s);
	_exit(write(out, &saved, sizeof saved) == sizeof saved ? 0 : 4);
}

static void
test_store_crash__full_disk__says_so_and_goes_on(void **state)
{
	(void)state;
	for (rlim_t room = 300000; room < 1500000; room += 333333) {
		struct kit k;
		int ends[2], code, saved = -1;
		int64_t ops;

		kit_init(&k);
		kit_ok(&k, store_create(k.dir, &k.env, &kit_site, &k.err));
		assert_int_equal(pipe(ends), 0);
		if (fork() == 0)
			fill_up(&k, ends[1], room);
		close(ends[1]);
		wait(&code);
		assert_int_equal(code, 0);
		assert_int_equal(read(ends[0], &saved, sizeof saved), sizeof saved);
		close(ends[0]);
		kit_open(&k);
		assert_int_equal(record_count(k.s, E_PATIENT), saved);
		kit_ok(&k, store_verify_chains(k.s, &ops, &k.err));
		kit_ok(&k, store_verify_rows(k.s, &ops, &k.err));
		kit_end(&k);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_store_crash__kill__keeps_every_acknowledged_save),
	    cmocka_unit_test(test_store_crash__writers__lose_nothing),
	    cmocka_unit_test(test_store_crash__edits__one_chain_of_bases),
	    cmocka_unit_test(test_store_crash__full_disk__says_so_and_goes_on),
	};

	return cmocka_run_group_tests_name("store_crash", tests, NULL, NULL);
}
