/* test_crowd.c - P11: ten people on one machine at once: eight at mixed work, an import, a backup.
 *
 * Nobody may see that the database is busy, every confirmed save must be found afterwards, and the
 * log must prove itself. How long a save took is printed; it is held against the limits only with
 * LONG=1 (30 minutes at the pace of people; MINUTES=n for another length), since a machine that
 * builds beside it is no clinic. Then they are killed by kill -9, one after the other, at any moment,
 * and begin again at once. */
#include "app/site_kit.h"

#include "app/care.h"
#include "app/staff.h"
#include "random.h"
#include "store/live.h"
#include "store/query.h"
#include "sync/sanitized.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>

enum {
	PEOPLE = 8,
	PATIENTS = 4000,	      /* a person registers at most */
	BUCKETS = 400,		      /* of 0.1 octave from 0.01 ms */
	SHORT_S = 8,		      /* in make check */
	NORMAL_MS = 200,	      /* 99 % of saves at most */
	KILLS = SANITIZED ? 40 : 150, /* in make check; KILLS=n for another number */
	KILLS_LONG = 10000,
	KILL_MS = 60,	 /* at most between two of them */
	IMPORT_MS = 2000 /* the same while a bundle of 20,000 operations is taken */
};

struct own {
	struct uid id;
	int64_t phone; /* the last one confirmed */
	int64_t tried; /* being saved: whoever is killed there has saved it or not */
};

/* What a process tells; shared with the parent. */
struct told {
	int64_t saves, stale, reads, events, events_kept, live;
	int64_t lives; /* times it was begun */
	int64_t torn; /* a session came back with keys that were lost, or with too many */
	int64_t took[2][BUCKETS]; /* without and with an import beside it */
	double worst[2];
	int n;
	struct own own[PATIENTS];
	char wrong[300]; /* what a person was told that nobody may be told */
};

struct shared {
	volatile int importing, killing, stop;
	struct told people[PEOPLE];
	struct {
		int64_t bundles, ops, backups;
		double worst_import;
		char wrong[300];
	} import, backup;
};

static struct shared *sh;
static struct site_kit hub, clinic;
static bool human; /* the pace of people */

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static void
doze(double ms)
{
	struct timespec t = {(time_t)(ms / 1000), (long)(ms * 1e6) % 1000000000};

	nanosleep(&t, NULL);
}

/* ---- how long saves took */

static int
bucket_of(double ms)
{
	double at = 0.01;
	int b = 0;

	while (at < ms && b < BUCKETS - 1) {
		at *= 1.0717734625; /* the tenth root of two */
		b++;
	}
	return b;
}

static void
note(struct told *t, double began, int import)
{
	double took = now_ms() - began;

	t->saves++;
	t->took[import][bucket_of(took)]++;
	if (took > t->worst[import])
		t->worst[import] = took;
}

/* Upper bound of the bucket below which `part` of the saves lie. */
static double
quantile(int import, double part)
{
	int64_t all = 0, seen = 0;
	double at = 0.01;

	for (int p = 0; p < PEOPLE; p++)
		for (int b = 0; b < BUCKETS; b++)
			all += sh->people[p].took[import][b];
	for (int b = 0; b < BUCKETS; b++, at *= 1.0717734625) {
		for (int p = 0; p < PEOPLE; p++)
			seen += sh->people[p].took[import][b];
		if (all && (double)seen >= part * (double)all)
			return at;
	}
	return 0;
}

static bool
count_event(void *arg, const struct session_event *e)
{
	(void)e;
	++*(int64_t *)arg;
	return true;
}

/* ---- one person */

struct person {
	struct app a;
	struct told *t;
	struct random rng;
	int64_t live;
	struct uid common; /* a patient everybody edits */
	struct err err;
};

static bool
fine(struct person *p, enum status st, const char *doing)
{
	if (!st)
		return true;
	str_format(p->t->wrong, sizeof p->t->wrong, "%s: %s", doing, status_say(&p->err));
	return false;
}

static bool
registers(struct person *p)
{
	struct told *t = p->t;
	struct patient row;
	int import = sh->importing;
	double began = now_ms();

	if (t->n == PATIENTS)
		return true;
	dict_row_init(dict_entity(E_PATIENT), &row);
	str_format(row.family_name, sizeof row.family_name, "Crowd%d",
		   random_below(&p->rng, 5000));
	str_copy(row.given_name, sizeof row.given_name, "Made Up");
	if (!fine(p, care_register(&p->a, &row, &p->err), "registering") ||
	    !fine(p, record_id(p->a.store, row.head.no, &t->own[t->n].id, &p->err), "id"))
		return false;
	note(t, began, import);
	t->n++;
	return true;
}

/* A field is left in a form: what it showed is named. */
static bool
edits(struct person *p, const struct uid *id, struct own *own)
{
	struct patient seen, now;
	int import = sh->importing;
	int64_t value = (int64_t)random_below(&p->rng, 1000000000);
	double began;
	enum status st = record_get_id(p->a.store, E_PATIENT, id, &seen, &p->err);

	if (!fine(p, st, "opening"))
		return false;
	now = seen;
	str_format(now.phone, sizeof now.phone, "%lld", (long long)value);
	if (human)
		doze(random_below(&p->rng, 300));
	began = now_ms();
	if (own)
		own->tried = value;
	st = record_set(p->a.store, E_PATIENT, &seen, &now, NULL, &p->err);
	if (st == ST_STALE && !own) { /* asked about, as it should be */
		p->t->stale++;
		return true;
	}
	if (!fine(p, st, "editing"))
		return false;
	note(p->t, began, import);
	if (own)
		own->phone = value;
	return true;
}

static bool
presses(struct person *p)
{
	struct session_event e = {.kind = p->t->events % 2 ? SEV_RESUME : SEV_PAUSE,
				  .item = -1,
				  .boot = "crowd",
				  .boot_ms = p->t->events};
	int import = sh->importing;
	double began = now_ms();

	if (!fine(p, live_add(p->a.store, p->live, p->t->events, &e, &p->err), "a key"))
		return false;
	p->t->events++;
	note(p->t, began, import);
	return true;
}

static bool
looks(struct person *p)
{
	struct patient_line lines[20];
	char text[20];
	int n;
	bool more;

	str_format(text, sizeof text, "crowd%d", random_below(&p->rng, 50));
	p->t->reads++;
	return fine(p, query_find(p->a.store, text, lines, 20, &n, &more, &p->err),
		    "finding");
}

static bool
works(struct person *p)
{
	struct told *t = p->t;
	int what = random_below(&p->rng, 100);

	if (what < 45)
		return presses(p);
	if (what < 60 || !t->n)
		return registers(p);
	if (what < 80) {
		struct own *o = &t->own[random_below(&p->rng, t->n)];

		return edits(p, &o->id, o);
	}
	return what < 85 ? edits(p, &p->common, NULL) : looks(p);
}

static void
person(int who, const struct uid *common)
{
	struct person p = {.t = &sh->people[who],
			   .rng = {(77 + (uint64_t)who) * 2 + 1 +
				   (uint64_t)sh->people[who].lives++ * 2000},
			   .common = *common};
	struct live l = {.service_date = 20260504};
	struct patient any;
	bool ok =
	    fine(&p, app_open(&p.a, clinic.k.dir, &clinic.k.env, &p.err), "opening") &&
	    fine(&p, staff_act_as(&p.a, "nomsa", &p.err), "login") &&
	    fine(&p, record_get_id(p.a.store, E_PATIENT, common, &any, &p.err), "find");

	l.patient = any.head.no;
	l.therapist = p.a.user.head.no;
	if (!p.t->live) {
		ok = ok && fine(&p, live_open(p.a.store, &l, &p.err), "a session");
		p.t->live = l.no;
	} else if (ok) { /* killed and back: what was pressed last is stored or not */
		int64_t kept = 0;

		ok = fine(
		    &p, live_events(p.a.store, p.t->live, 0, count_event, &kept, &p.err),
		    "the session");
		if (kept < p.t->events || kept > p.t->events + 1)
			p.t->torn++;
		p.t->events = kept;
	}
	p.live = p.t->live;
	while (ok && !sh->stop) {
		ok = works(&p);
		doze(human ? 200 + random_below(&p.rng, 1800) : random_below(&p.rng, 8));
	}
	app_close(&p.a);
	_exit(!ok);
}

/* ---- the import and the backup */

static int
births(void)
{
	return sh->killing ? 30 : human ? 20000 : 1500;
}

static void
imports(void)
{
	struct err err = {0};
	char stick[64];
	int64_t n = 0;

	site_open(&hub);
	site_open(&clinic);
	do {
		enum status st = store_begin(hub.a.store, &err);

		for (int i = 0; i < births() && !st; i++) {
			struct patient row;

			dict_row_init(dict_entity(E_PATIENT), &row);
			str_format(row.family_name, sizeof row.family_name, "Stick%lld",
				   (long long)n++);
			st = record_add(hub.a.store, E_PATIENT, &row, &err);
		}
		st = store_end(hub.a.store, st, &err);
		site_stick(stick);
		if (!st)
			site_export(&hub, "KBR", stick);
		sh->importing = 1;
		{
			double began = now_ms();

			if (!st)
				st = site_import(&clinic, stick);
			if (now_ms() - began > sh->import.worst_import)
				sh->import.worst_import = now_ms() - began;
		}
		sh->importing = 0;
		site_stick_end(stick);
		if (st) {
			str_format(sh->import.wrong, sizeof sh->import.wrong,
				   "import: %s", clinic.taken.said);
			_exit(1);
		}
		sh->import.bundles++;
		sh->import.ops += clinic.taken.ops;
		/* The receipt goes back, so that the next bundle holds only what is new. */
		site_carry(&clinic, &hub);
		for (int i = 0; i < (human ? 1200 : 5) && !sh->stop; i++)
			doze(100);
	} while (!sh->stop);
	app_close(&hub.a);
	app_close(&clinic.a);
	_exit(0);
}

static void
backups(void)
{
	struct app a;
	struct err err = {0};
	char path[200];
	enum status st = app_open(&a, clinic.k.dir, &clinic.k.env, &err);

	str_format(path, sizeof path, "%s/copy.db", clinic.k.dir);
	while (!st && !sh->stop) {
		st = store_backup(a.store, path, &err);
		sh->backup.backups += !st;
		for (int i = 0; i < (human ? 600 : 10) && !sh->stop; i++)
			doze(100);
	}
	if (st)
		str_format(sh->backup.wrong, sizeof sh->backup.wrong, "backup: %s",
			   status_say(&err));
	app_close(&a);
	_exit(st != ST_OK);
}

/* ---- afterwards */

static int64_t lost;

static void
find_saves(void)
{
	for (int i = 0; i < PEOPLE; i++) {
		struct told *t = &sh->people[i];
		struct err err = {0};

		for (int k = 0; k < t->n; k++) {
			char phone[40] = "";
			struct patient p;
			bool here = !record_get_id(clinic.a.store, E_PATIENT,
						   &t->own[k].id, &p, &err);

			char tried[40] = "";

			if (t->own[k].phone)
				str_format(phone, sizeof phone, "%lld",
					   (long long)t->own[k].phone);
			if (t->own[k].tried)
				str_format(tried, sizeof tried, "%lld",
					   (long long)t->own[k].tried);
			lost += !here || (strcmp(p.phone, phone) != 0 &&
					  strcmp(p.phone, tried) != 0);
		}
		lost += t->torn;
		if (t->live && !live_events(clinic.a.store, t->live, 0, count_event,
					    &t->events_kept, &err))
			lost +=
			    t->events_kept < t->events ? t->events - t->events_kept : 0;
	}
}

static int64_t findings;

static void
finding(void *arg, const struct doctor_line *l)
{
	(void)arg;
	if (l->kind != DOCTOR_FINDING || !strncmp(l->what, "backup", 6) ||
	    !strncmp(l->what, "disk", 4))
		return;
	findings++;
	printf("doctor: %s\n", l->what);
}

static int
report(bool limits)
{
	int bad = 0;
	int64_t saves = 0, stale = 0, reads = 0, patients = 0;
	double worst[2] = {0};

	for (int i = 0; i < PEOPLE; i++) {
		const struct told *t = &sh->people[i];

		saves += t->saves;
		stale += t->stale;
		reads += t->reads;
		patients += t->n;
		for (int k = 0; k < 2; k++)
			if (t->worst[k] > worst[k])
				worst[k] = t->worst[k];
		if (t->wrong[0]) {
			printf("person %d was told: %s\n", i, t->wrong);
			bad++;
		}
	}
	if (sh->import.wrong[0] || sh->backup.wrong[0]) {
		printf("%s %s\n", sh->import.wrong, sh->backup.wrong);
		bad++;
	}
	printf("P11 %d people: %lld saves, %lld stale fields asked, %lld searches, %lld "
	       "patients, %lld bundles with %lld operations, %lld backups; %lld lost, "
	       "%lld findings\n",
	       PEOPLE + 2, (long long)saves, (long long)stale, (long long)reads,
	       (long long)patients, (long long)sh->import.bundles,
	       (long long)sh->import.ops, (long long)sh->backup.backups, (long long)lost,
	       (long long)findings);
	printf("P11 a save took (median, 99 %%, worst): %.1f, %.1f, %.1f ms; beside an "
	       "import %.1f, %.1f, %.1f ms; the longest import %.0f ms\n",
	       quantile(0, 0.5), quantile(0, 0.99), worst[0], quantile(1, 0.5),
	       quantile(1, 0.99), worst[1], sh->import.worst_import);
	if (limits && (quantile(0, 0.99) > NORMAL_MS || quantile(1, 0.99) > IMPORT_MS)) {
		printf("too slow: the limits are %d and %d ms\n", NORMAL_MS, IMPORT_MS);
		bad++;
	}
	bad += lost > 0;
	bad += findings > 0;
	bad += !saves || !sh->import.bundles || !sh->backup.backups;
	return bad;
}

static struct uid
first_rows(void)
{
	struct staff s;
	int64_t no;

	dict_row_init(dict_entity(E_STAFF), &s);
	str_copy(s.login, sizeof s.login, "nomsa");
	str_copy(s.name, sizeof s.name, "Nomsa Test");
	str_copy(s.role, sizeof s.role, "pt");
	s.active = 1;
	site_ok(&clinic, record_add(clinic.a.store, E_STAFF, &s, &clinic.k.err));
	no = site_patient(&clinic, "Everybody", "1");
	return site_uid(&clinic, no);
}

static pid_t
begin(int i, const struct uid *common)
{
	pid_t pid = fork();

	if (pid)
		return pid;
	if (i < PEOPLE)
		person(i, common);
	else if (i == PEOPLE)
		imports();
	else
		backups();
	_exit(1);
}

/* kill -9 of one after the other at moments nobody chose; each is back at once. */
static int
kill_some(pid_t *pids, const struct uid *common, int kills)
{
	struct random rng = random_begin("kills", 9);
	int status, died = 0;

	for (int k = 0; k < kills; k++) {
		int i = random_below(&rng, PEOPLE + 2);

		doze(random_below(&rng, KILL_MS));
		kill(pids[i], SIGKILL);
		waitpid(pids[i], &status, 0);
		if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
			died++;
		else
			printf("process %d had ended with %d\n", i, status);
		if (i == PEOPLE)
			sh->importing = 0;
		pids[i] = begin(i, common);
	}
	return kills - died;
}

int
main(void)
{
	const char *minutes = getenv("MINUTES"), *many = getenv("KILLS");
	double seconds = getenv("LONG") ? 1800 : SHORT_S;
	int kills = many	     ? (int)strtol(many, NULL, 10)
		    : getenv("LONG") ? KILLS_LONG
				     : KILLS;
	pid_t pids[PEOPLE + 2];
	struct uid common;
	int bad = 0, status;

	setvbuf(stdout, NULL, _IOLBF, 0);
	human = getenv("LONG") || minutes;
	if (minutes)
		seconds = 60 * strtod(minutes, NULL);
	sh = mmap(NULL, sizeof *sh, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		  -1, 0);
	if (sh == MAP_FAILED)
		return 1;
	site_new(&hub, "HQA", true);
	site_new(&clinic, "KBR", false);
	site_meet(&hub, &clinic);
	common = first_rows();
	app_close(&hub.a);
	app_close(&clinic.a);
	for (int i = 0; i < PEOPLE + 2; i++)
		pids[i] = begin(i, &common);
	doze(seconds * 1000);
	sh->killing = 1;
	bad += kill_some(pids, &common, kills);
	doze(2000);
	sh->stop = 1;
	for (int i = 0; i < PEOPLE + 2; i++) {
		if (waitpid(pids[i], &status, 0) != pids[i] || status) {
			printf("process %d ended with %d\n", i, status);
			bad++;
		}
	}
	site_open(&clinic);
	find_saves();
	site_ok(&clinic, store_catch_up(clinic.a.store, &clinic.k.err));
	site_ok(&clinic,
		store_doctor(clinic.a.store, true, finding, NULL, &clinic.k.err));
	printf("kill -9 of %d processes at work (saves, keys of a session, imports, "
	       "exports, "
	       "backups): %lld confirmed saves lost\n",
	       kills, (long long)lost);
	bad += report(getenv("LONG") && !minutes);
	site_end(&hub);
	site_end(&clinic);
	printf("%d passed, %d failed\n", bad == 0, bad);
	return bad > 0;
}
