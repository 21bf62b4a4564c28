/* bench_table.c - tables out and in at a million rows, against the sqlite3 shell.
 *
 * BENCH_ROWS=N rows (1,000,000), BENCH_DIR=DIR where the clinics are made. Each run is a process of its
 * own, so that its peak memory is its own. */
#include "app/assets.h"
#include "app/table.h"
#include "core/dict_rows.h"
#include "store/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATIENTS = 1000, ROUNDS = 3 };

struct bench {
	char dir[64], from[96], to[96];
	int64_t rows;
	struct store_env env;
};

struct cost {
	double seconds;
	long peak_kib;
};

static void
die(const char *what, const struct err *err)
{
	fprintf(stderr, "bench_table: %s: %s\n", what, err ? status_say(err) : "failed");
	exit(1);
}

/* Runs fn in a process of its own. */
static struct cost
measure(const char *what, void (*fn)(struct bench *), struct bench *b)
{
	struct timespec t0, t1;
	struct rusage usage;
	int status = 0;
	pid_t pid;

	fflush(stdout);
	clock_gettime(CLOCK_MONOTONIC, &t0);
	pid = fork();
	if (pid == 0) {
		fn(b);
		exit(0);
	}
	if (pid < 0 || wait4(pid, &status, 0, &usage) < 0 || status != 0)
		die(what, NULL);
	clock_gettime(CLOCK_MONOTONIC, &t1);
	return (struct cost){(double)(t1.tv_sec - t0.tv_sec) +
				 (double)(t1.tv_nsec - t0.tv_nsec) / 1e9,
			     usage.ru_maxrss};
}

static void
shell(const char *line)
{
	execl("/bin/sh", "sh", "-c", line, (char *)NULL);
	_exit(127);
}

/* ---- a clinic with many sessions */

static struct store *
open_clinic(struct bench *b, const char *dir)
{
	struct err err = {0};
	struct store *s;

	if (store_open(&s, dir, &b->env, &err))
		die(dir, &err);
	return s;
}

static void
make_clinic(struct bench *b, const char *dir, const char *code)
{
	const struct store_site site = {.code = code, .name = "Bench", .practice = true};
	struct err err = {0};
	struct store *s;

	if (store_create(dir, &b->env, &site, &err))
		die(dir, &err);
	s = open_clinic(b, dir);
	if (assets_load(s, 20261123, &err))
		die("assets", &err);
	store_close(s);
}

static int64_t
add(struct store *s, enum entity_id e, void *row)
{
	struct err err = {0};

	if (record_add(s, e, row, &err))
		die(dict_entity(e)->name, &err);
	return ((struct row_head *)row)->no;
}

static void
add_people(struct store *s, int64_t *patients, int64_t *therapist)
{
	struct staff who;
	struct patient p;

	dict_row_init(dict_entity(E_STAFF), &who);
	str_copy(who.login, sizeof who.login, "anna");
	str_copy(who.name, sizeof who.name, "Anna");
	str_copy(who.role, sizeof who.role, "pt");
	*therapist = add(s, E_STAFF, &who);
	for (int i = 0; i < PATIENTS; i++) {
		dict_row_init(dict_entity(E_PATIENT), &p);
		str_format(p.family_name, sizeof p.family_name, "Dube %d", i);
		patients[i] = add(s, E_PATIENT, &p);
	}
}

static void
add_session(struct record_bulk *b, int64_t i, int64_t patient, int64_t therapist)
{
	const struct entity *e = dict_entity(E_SESSION);
	struct cell cells[48];
	struct uid none = {{0}};
	struct err err = {0};
	struct session v;
	int64_t no;

	dict_row_init(e, &v);
	v.patient = patient;
	v.therapist = therapist;
	v.service_date = 20260101 + i % 28;
	v.started = 1770000000 + i * 60;
	v.ended = v.started + 2700;
	str_copy(v.mode, sizeof v.mode, "in_person");
	v.work_s = 1500 + i % 600;
	v.rest_s = 400 + i % 90;
	v.change_s = 180;
	v.unattended_s = 0;
	v.timed_min = 38 + i % 10;
	v.total_min = v.timed_min;
	str_copy(v.unit_rule, sizeof v.unit_rule, i % 3 ? "cms" : "ama");
	v.pain_before = i % 11;
	v.pain_after = i % 7;
	for (size_t f = 0; f < e->n_fields; f++)
		cells[f] = dict_get(&e->fields[f], &v);
	if (record_bulk_add(b, &none, cells, &no, &err))
		die("session", &err);
}

static void
fill(struct bench *b)
{
	int64_t patients[PATIENTS], therapist;
	struct record_bulk *load;
	struct err err = {0};
	struct store *s;

	make_clinic(b, b->from, "BNA");
	make_clinic(b, b->to, "BNB");
	s = open_clinic(b, b->from);
	if (store_begin(s, &err))
		die("begin", &err);
	add_people(s, patients, &therapist);
	if (record_bulk_open(s, E_SESSION, &load, &err))
		die("bulk", &err);
	for (int64_t i = 0; i < b->rows; i++)
		add_session(load, i, patients[i % PATIENTS], therapist);
	if (record_bulk_close(load, &err) || store_commit(s, &err))
		die("commit", &err);
	(void)!store_checkpoint(s, &err);
	store_close(s);
}

/* ---- the runs */

static void export(struct bench *b, enum entity_id e)
{
	struct store *s = open_clinic(b, b->from);
	struct table_result r = {0};
	struct err err = {0};
	char path[128];

	str_format(path, sizeof path, "%s/%s.csv", b->dir, dict_entity(e)->plural);
	if (table_export(s, e, path, NULL, &r, &err))
		die("export", &err);
	store_close(s);
}

static void
export_sessions(struct bench *b)
{
	export(b, E_SESSION);
}

static void
export_people(struct bench *b)
{
	export(b, E_STAFF);
	export(b, E_PATIENT);
}

static void
shell_export_plain(struct bench *b)
{
	char line[400];

	str_format(
	    line, sizeof line,
	    "sqlite3 -readonly -header -csv '%s/limber.db' 'SELECT * FROM session' "
	    ">'%s/plain.csv'",
	    b->from, b->dir);
	shell(line);
}

/* The same cells as ours: numbers of rows become ids. */
static void
shell_export_ids(struct bench *b)
{
	char line[1200];

	str_format(
	    line, sizeof line,
	    "sqlite3 -readonly -header -csv '%s/limber.db' \"SELECT "
	    "hex(i.id),hex(p.id),hex(e.id),hex(c.id),hex(t.id),hex(a.id),service_date,"
	    "datetime(started,'unixepoch'),datetime(ended,'unixepoch'),mode,work_s,"
	    "rest_s,change_s,unattended_s,timed_min,total_min,unit_rule,pain_before,"
	    "pain_after FROM session s JOIN row i ON i.no=s.no LEFT JOIN row p ON "
	    "p.no=patient LEFT JOIN row e ON e.no=episode LEFT JOIN row c ON c.no=plan "
	    "LEFT JOIN row t ON t.no=therapist LEFT JOIN row a ON a.no=assistant ORDER "
	    "BY s.no\" >'%s/ids.csv'",
	    b->from, b->dir);
	shell(line);
}

static void
import(struct bench *b, enum entity_id e)
{
	struct store *s = open_clinic(b, b->to);
	struct table_result r = {0};
	struct err err = {0};
	char path[128];

	str_format(path, sizeof path, "%s/%s.csv", b->dir, dict_entity(e)->plural);
	if (table_import(s, e, path, NULL, &r, &err))
		die("import", &err);
	str_release(&r.report);
	store_close(s);
}

static void
import_people(struct bench *b)
{
	import(b, E_STAFF);
	import(b, E_PATIENT);
}

static void
import_sessions(struct bench *b)
{
	import(b, E_SESSION);
}

static void
shell_import(struct bench *b)
{
	char line[500];

	str_format(line, sizeof line,
		   "rm -f '%s/plain.db'; sqlite3 '%s/plain.db' 'PRAGMA journal_mode=wal' "
		   "'.mode csv' '.import %s/sessions.csv session' >/dev/null",
		   b->dir, b->dir, b->dir);
	shell(line);
}

static void
say(const char *what, const struct bench *b, struct cost ours, struct cost theirs)
{
	printf(
	    "%-24s %8.2f s  %9.0f rows/s  peak %6ld KiB   sqlite3 %8.2f s   speed ratio "
	    "%5.2f\n",
	    what, ours.seconds, (double)b->rows / ours.seconds, ours.peak_kib,
	    theirs.seconds, theirs.seconds / ours.seconds);
}

/* The better of two runs. */
static void
keep_best(struct cost *best, struct cost f)
{
	if (best->seconds == 0 || f.seconds < best->seconds)
		best->seconds = f.seconds;
	if (f.peak_kib > best->peak_kib)
		best->peak_kib = f.peak_kib;
}

int
main(void)
{
	const char *rows = getenv("BENCH_ROWS"), *dir = getenv("BENCH_DIR");
	struct bench b = {.env = {.clock = &clock_system, .io = &io_posix}};
	struct cost ours = {0}, plain = {0}, ids = {0}, in, theirs, load;
	char line[128];
	long long n = 0;

	if (!rows || !str_int(rows, strlen(rows), &n) || n < 1)
		n = 1000000;
	b.rows = n;
	str_format(b.dir, sizeof b.dir, "%s/limber-bench-XXXXXX", dir ? dir : "/tmp");
	if (!mkdtemp(b.dir))
		die(b.dir, NULL);
	str_format(b.from, sizeof b.from, "%s/from", b.dir);
	str_format(b.to, sizeof b.to, "%s/to", b.dir);
	printf("tables, %lld sessions; best of %d for export, one run for import\n",
	       (long long)b.rows, ROUNDS);
	load = measure("fill", fill, &b);
	printf("%-24s %8.2f s  %9.0f rows/s  peak %6ld KiB\n", "bulk load", load.seconds,
	       (double)b.rows / load.seconds, load.peak_kib);
	for (int i = 0; i < ROUNDS; i++) {
		keep_best(&ours, measure("export", export_sessions, &b));
		keep_best(&plain, measure("sqlite3 -csv", shell_export_plain, &b));
		keep_best(&ids, measure("sqlite3 -csv, ids", shell_export_ids, &b));
	}
	say("export: SELECT *", &b, ours, plain);
	say("export: same cells", &b, ours, ids);
	(void)measure("people out", export_people, &b);
	(void)measure("people in", import_people, &b);
	in = measure("import", import_sessions, &b);
	theirs = measure("sqlite3 .import", shell_import, &b);
	say("import: .import", &b, in, theirs);
	str_format(line, sizeof line, "rm -rf '%s'", b.dir);
	return system(line) != 0;
}
