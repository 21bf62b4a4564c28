/* bench_exchange.c - 20,000 operations out of a clinic and into a head office, small and large.
 *
 * BENCH_OPS=N operations of the bundle (20,000), BENCH_HUB_OPS=N that lie at the large head office
 * (1,000,000; the figure is 10,000,000), BENCH_DIR=DIR, BENCH_KEEP=1 leaves what it
 * made there, and BENCH_AT=DIR BENCH_CLINIC=CODE takes a bundle of one more clinic at what was left. Every run is a process of its own, so that its peak memory is its own; while a bundle
 * is taken another process saves all the time and tells how long it had to wait. */
#include "app/exchange.h"
#include "app/keys.h"
#include "store/record.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CLINICS = 50 };

struct bench {
	char dir[200], clinic[220], stick[220];
	char hub[2][220]; /* small, large */
	int64_t ops, hub_ops;
	int at; /* which head office */
	struct store_env env;
};

/* What a run shares with its parent. */
static struct shared {
	int64_t ops, bytes, wait_us, saves;
	double told; /* when the bundle was told as taken */
	int done;
} * shared;

static void
die(const char *what, const struct err *err)
{
	fprintf(stderr, "bench_exchange: %s: %s\n", what,
		err && err->detail[0] ? status_say(err) : "failed");
	exit(1);
}

#define ok(what, call)                                                                   \
	do {                                                                             \
		if (call)                                                                \
			die(what, &err);                                                 \
	} while (0)

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct cost {
	double seconds;
	long peak_kib;
};

static struct cost
measure(const char *what, void (*fn)(struct bench *), struct bench *b)
{
	struct rusage usage;
	double t0 = now();
	int status = 0;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		fn(b);
		exit(0);
	}
	if (pid < 0 || wait4(pid, &status, 0, &usage) < 0 || status != 0)
		die(what, NULL);
	return (struct cost){now() - t0, usage.ru_maxrss};
}

static void
open_app(struct bench *b, struct app *a, const char *dir)
{
	struct err err = {0};

	ok(dir, app_open(a, dir, &b->env, &err));
	store_set_user(a->store, "thabo");
}

/* ---- what the sites hold */

static int
field_of(enum entity_id e, const char *name)
{
	return dict_field_named(dict_entity(e), name);
}

/* Names spread over the alphabet, as those of people are. */
static void
name_of(int64_t i, const char *site, char *out, size_t size)
{
	uint64_t x = (uint64_t)i * 0x9e3779b97f4a7c15u;

	str_format(out, size, "%c%c%c%c %s%lld", 'A' + (int)(x >> 59) % 26,
		   'a' + (int)(x >> 40) % 26, 'a' + (int)(x >> 30) % 26,
		   'a' + (int)(x >> 20) % 26, site, (long long)i);
}

/* Patients with an episode each; rows behind them as results of an assessment would be. */
static int64_t
somebody(struct store *s)
{
	struct err err = {0};
	struct staff who;

	dict_row_init(dict_entity(E_STAFF), &who);
	str_format(who.login, sizeof who.login, "p%lld",
		   (long long)record_count(s, E_STAFF));
	str_copy(who.name, sizeof who.name, "Made Up");
	str_copy(who.role, sizeof who.role, "pt");
	ok("staff", record_add(s, E_STAFF, &who, &err));
	return who.head.no;
}

static void
fill(struct store *s, int64_t rows, const char *site)
{
	int64_t author = somebody(s);
	static const enum entity_id kinds[] = {E_PATIENT, E_EPISODE, E_TASK};
	struct err err = {0};
	int64_t *patients = mem_alloc((size_t)(rows / 3 + 1) * sizeof *patients), n = 0;

	for (int k = 0; k < 3; k++) {
		const struct entity *e = dict_entity(kinds[k]);
		struct record_bulk *bulk;
		void *row = mem_alloc(e->size);

		ok("begin", store_begin(s, &err));
		ok("bulk", record_bulk_open(s, kinds[k], &bulk, &err));
		for (int64_t i = 0; i < rows / 3; i++) {
			struct cell cells[64];
			struct uid none = {0};
			int64_t no;

			dict_row_init(e, row);
			if (kinds[k] == E_PATIENT) {
				struct patient *p = row;

				name_of(i, site, p->family_name, sizeof p->family_name);
				str_copy(p->given_name, sizeof p->given_name, "Made Up");
				p->birth_date = 19500101 + i % 28;
				str_format(p->phone, sizeof p->phone, "0%lld",
					   (long long)(700000000 + i));
			} else if (kinds[k] == E_EPISODE) {
				struct episode *p = row;

				p->patient = patients[i];
				str_copy(p->title, sizeof p->title, "Knee, right");
				str_copy(p->indication, sizeof p->indication, "msk");
				p->opened = 20260504;
			} else {
				struct task *p = row;

				p->patient = patients[i];
				p->author = author;
				str_copy(p->text, sizeof p->text,
					 "Ask how the stairs went, and write it down");
				str_copy(p->state, sizeof p->state, "open");
				p->written = 20260504;
			}
			for (size_t f = 0; f < e->n_fields; f++)
				cells[f] = dict_get(&e->fields[f], row);
			ok("add", record_bulk_add(bulk, &none, cells, &no, &err));
			if (kinds[k] == E_PATIENT)
				patients[n++] = no;
		}
		ok("close", record_bulk_close(bulk, &err));
		ok("commit", store_commit(s, &err));
		free(row);
	}
	free(patients);
}

/* A fifth of the operations are edits of single fields. */
static void
fill_clinic(struct bench *b)
{
	struct err err = {0};
	struct app a;
	int f = field_of(E_PATIENT, "phone");
	int64_t edits = b->ops / 5, i = 0;

	open_app(b, &a, b->clinic);
	fill(a.store, b->ops - edits, "Kibera");
	ok("begin", store_begin(a.store, &err));
	for (int64_t no = 1; i < edits && no < 100000000; no++) {
		struct patient p;
		char text[24];

		if (record_get(a.store, E_PATIENT, no, &p, &err))
			continue;
		str_format(text, sizeof text, "1%lld", (long long)i++);
		ok("set",
		   record_set_field(
		       a.store, E_PATIENT, no, f,
		       (struct cell){.kind = CELL_TEXT, .p = text, .n = strlen(text)},
		       &err));
	}
	ok("commit", store_commit(a.store, &err));
	app_close(&a);
}

static void
fill_hub(struct bench *b)
{
	struct err err = {0};
	struct app a;

	open_app(b, &a, b->hub[1]);
	fill(a.store, b->hub_ops, "Office");
	for (int i = 0; i < CLINICS - 1; i++) {
		char site[8];
		struct link_out l;

		str_format(site, sizeof site, "C%c%c", 'A' + i / 26, 'A' + i % 26);
		ok("peer", link_peer_add(a.store, site, false, &err));
		ok("lay", link_lay(a.store, site, &l, &err));
	}
	app_close(&a);
}

static void
make_site(struct bench *b, const char *dir, const char *code, bool hub)
{
	struct store_site site = {.code = code, .name = code, .hub = hub};
	struct err err = {0};
	struct app a;

	ok(dir, app_init(dir, &b->env, &site, &err));
	open_app(b, &a, dir);
	ok("plain", store_setting_set(a.store, "bundles", "plain", &err));
	app_close(&a);
}

static void
meet(struct bench *b, const char *one, const char *other)
{
	struct err err = {0};
	struct app x, y;
	struct trust t;

	open_app(b, &x, one);
	open_app(b, &y, other);
	ok("keys", keys_own(&x, &t, &err));
	ok("trust", trust_put(y.store, &t, &err));
	ok("peer", link_peer_add(y.store, t.site, t.hub, &err));
	app_close(&x);
	app_close(&y);
}

/* ---- runs */

static void
run_export(struct bench *b)
{
	struct exchange_out o = {.peer = "HQA", .dest = b->stick};
	struct exchange_made made;
	struct err err = {0};
	struct app a;

	open_app(b, &a, b->clinic);
	ok("export", exchange_export(&a, &o, NULL, &made, &err));
	shared->ops = made.ops;
	shared->bytes = made.bytes;
	app_close(&a);
}

static void
took(void *arg, const struct exchange_taken *t)
{
	(void)arg;
	if (t->state)
		die(t->said, NULL);
	shared->ops = t->ops;
	shared->told = now();
}

static void
run_import(struct bench *b)
{
	struct exchange_in in = {.src = b->stick, .each = took};
	struct err err = {0};
	enum status worst;
	struct app a;

	open_app(b, &a, b->hub[b->at]);
	ok("import", exchange_import(&a, &in, NULL, &worst, &err));
	app_close(&a);
}

/* Saves once in 5 ms and tells the longest wait. */
static pid_t
start_saver(struct bench *b)
{
	struct err err = {0};
	struct store *s;
	pid_t pid;

	shared->wait_us = shared->saves = 0;
	shared->done = 0;
	pid = fork();
	if (pid)
		return pid;
	ok("saver", store_open(&s, b->hub[b->at], &b->env, &err));
	while (!shared->done) {
		double t0 = now();

		ok("save", store_setting_set(s, "bench", "x", &err));
		if ((int64_t)((now() - t0) * 1e6) > shared->wait_us)
			shared->wait_us = (int64_t)((now() - t0) * 1e6);
		shared->saves++;
		usleep(5000);
	}
	store_close(s);
	_exit(0);
}

static void
tell(const char *what, struct cost f, const char *limit)
{
	printf("%-44s %8.2f s %8ld KiB   %s\n", what, f.seconds, f.peak_kib, limit);
	fflush(stdout);
}

/* Times until the bundle is taken and told, and until all lists are complete. */
static void
import_at(struct bench *b, int at, const char *what, double times[2])
{
	struct cost f;
	double began;
	pid_t saver;
	char line[80];

	b->at = at;
	saver = start_saver(b);
	usleep(200000);
	began = now();
	f = measure("import", run_import, b);
	shared->done = 1;
	waitpid(saver, NULL, 0);
	str_format(line, sizeof line, "import at %s", what);
	printf("%-44s %8.2f s                 limit 3 s\n", line, shared->told - began);
	tell("  with every line in the lists", f, "limit 65536 KiB");
	printf("%-44s %8.2f s  (%lld saves)   limit 0.3 s\n",
	       "  another save waited at most", (double)shared->wait_us / 1e6,
	       (long long)shared->saves);
	times[0] = shared->told - began;
	times[1] = f.seconds;
}

static int64_t
number(const char *name, int64_t usual)
{
	const char *text = getenv(name);

	return text ? atoll(text) : usual;
}

int
main(void)
{
	struct bench b = {.ops = number("BENCH_OPS", 20000),
			  .hub_ops = number("BENCH_HUB_OPS", 1000000),
			  .env = {&clock_system, &io_posix, NULL}};
	const char *dir = getenv("BENCH_DIR"), *left = getenv("BENCH_AT"),
		   *clinic = getenv("BENCH_CLINIC");
	struct cost f;
	double small[2], large[2];
	char line[100];

	shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	str_format(b.dir, sizeof b.dir, "%s/limber-bench-XXXXXX", dir ? dir : "/tmp");
	if (left)
		str_copy(b.dir, sizeof b.dir, left);
	else if (!mkdtemp(b.dir))
		die(b.dir, NULL);
	str_format(b.clinic, sizeof b.clinic, "%s/%s", b.dir, clinic ? clinic : "KBR");
	str_format(b.stick, sizeof b.stick, "%s-stick", b.clinic);
	str_format(b.hub[0], sizeof b.hub[0], "%s/small", b.dir);
	str_format(b.hub[1], sizeof b.hub[1], "%s/large", b.dir);
	if (io_make_dir(&io_posix, b.stick, NULL))
		die(b.stick, NULL);
	make_site(&b, b.clinic, clinic ? clinic : "KBR", false);
	for (int i = 0; i < 2 && !left; i++)
		make_site(&b, b.hub[i], "HQA", true);
	for (int i = 0; i < 2; i++) {
		meet(&b, b.clinic, b.hub[i]);
		meet(&b, b.hub[i], b.clinic);
	}
	measure("clinic", fill_clinic, &b);
	if (!left) {
		f = measure("office", fill_hub, &b);
		printf(
		    "a head office of %lld operations and %d clinics: made in %.0f s\n",
		    (long long)b.hub_ops, CLINICS, f.seconds);
	}
	f = measure("export", run_export, &b);
	str_format(line, sizeof line, "export of %lld operations, %.1f MB",
		   (long long)shared->ops, (double)shared->bytes / 1e6);
	tell(line, f, "limit 2 s, 65536 KiB");
	/* Both head offices are told apart by their keys: the clinic trusts both. */
	import_at(&b, 0, "an empty head office", small);
	import_at(&b, 1, "the large head office", large);
	printf("%-44s %8.2f            limit 2\n", "large / empty", large[0] / small[0]);
	printf("%-44s %8.2f\n", "  with every line in the lists", large[1] / small[1]);
	if (left || getenv("BENCH_KEEP"))
		return 0;
	str_format(line, sizeof line, "rm -rf '%s'", b.dir);
	return system(line) != 0;
}
