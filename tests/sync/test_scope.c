/* test_scope.c - P15: patients move between clinics at random while all goes on as always.
 *
 * The clinic a patient moved to has all of her history, no row leads nowhere, nothing that was not
 * sent yet is lost, and a clinic gets nothing of who never belonged to it. LONG=1 plays the number
 * the specification asks for; SEED=n others; RESTORES=1 those with restores alone. */
#include "play_priv.h"
#include "sanitized.h"
#include "store/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCHEDULES = SANITIZED ? 15 : 150, STEPS = 40, ROWS_MAX = 4096, AGAIN_AFTER = 25 };
enum { ROUNDS = 8 };

static struct play p;
static int home[ROWS_MAX];	/* of a patient: the clinic that registered her */
static unsigned came[ROWS_MAX]; /* clinics she ever belonged to, a bit each */
static int64_t moves, held, kept_out, left_out;

/* ---- who belongs where, by the oracle alone */

static bool
is_named(int row, int field, const char *text)
{
	const char *is = p.o.ops[p.o.rows[row].birth].birth[field];

	return is && !strcmp(is, text);
}

static int
care_field(const char *name)
{
	return dict_field_named(dict_entity(E_CARE_SITE), name);
}

/* The next row from `from` on that says whether a site treats the patient, as known at `at`; -1. */
static int
care_row(int patient, int site, int at, int from)
{
	char id[UID_TEXT_SIZE];

	uid_text(&p.o.rows[patient].id, id);
	for (int i = from; i < p.o.n_rows; i++)
		if (p.o.rows[i].e == E_CARE_SITE && p.o.has[at][p.o.rows[i].birth] &&
		    is_named(i, care_field("patient"), id) &&
		    is_named(i, care_field("site"), p.places[site].code))
			return i;
	return -1;
}

static bool
treats(int patient, int site)
{
	bool any = false, yes = false;

	for (int i = care_row(patient, site, 0, 0); i >= 0;
	     i = care_row(patient, site, 0, i + 1)) {
		struct str text = {0};

		any = true;
		yes = yes || (oracle_shown(&p.o, 0, i, care_field("state"), &text) &&
			      !strcmp(str_text(&text), "treats"));
		str_release(&text);
	}
	return any ? yes : home[patient] == site;
}

/* A patient a row belongs to, -1 nobody: by what stands in its birth. second: the other one of a
 * pair. */
static int
patient_of(int row, bool second)
{
	const struct entity *e = dict_entity(p.o.rows[row].e);
	bool pair = e->id == E_SAME_PERSON;
	int field = dict_field_named(e, pair && second ? "second"
					: pair	       ? "first"
						       : "patient");
	const char *text;
	struct uid id;

	if (e->id == E_PATIENT)
		return row;
	if (second && !pair)
		return -1;
	text = field < 0 ? NULL : p.o.ops[p.o.rows[row].birth].birth[field];
	if (!text || !uid_parse(text, strlen(text), &id))
		return -1;
	for (int i = 0; i < p.o.n_rows; i++)
		if (!uid_cmp(&p.o.rows[i].id, &id))
			return i;
	return -1;
}

/* ---- steps */

static bool
birth(int site, unsigned kind, unsigned value)
{
	int row = p.o.n_rows;

	if (row >= ROWS_MAX)
		return true;
	if (!play_birth(&p, site, kind, value))
		return false;
	home[row] = site;
	came[row] = 1u << site;
	return true;
}

static bool
care_birth(int site, int patient, int to, const char *state)
{
	struct place *s = &p.places[site];
	struct care_site row;

	play_tick(&p, site);
	dict_row_init(dict_entity(E_CARE_SITE), &row);
	row.patient = record_no(s->s, &p.o.rows[patient].id, NULL);
	str_copy(row.site, sizeof row.site, p.places[to].code);
	str_copy(row.state, sizeof row.state, state);
	if (record_add(s->s, E_CARE_SITE, &row, &s->err))
		return play_fail(&p, "%s: a move is not taken: %s", s->code,
				 status_say(&s->err));
	return play_note_birth(&p, site, E_CARE_SITE, &row);
}

static bool
care_set(int site, int row, const char *state)
{
	struct place *s = &p.places[site];
	struct care_site seen, now;

	play_tick(&p, site);
	if (record_get_id(s->s, E_CARE_SITE, &p.o.rows[row].id, &seen, &s->err))
		return play_fail(&p, "%s: row %d: %s", s->code, row, status_say(&s->err));
	now = seen;
	str_copy(now.state, sizeof now.state, state);
	return !strcmp(seen.state, state) ||
	       play_write(&p, site, row, care_field("state"), &seen, &now);
}

static bool
say(int site, int patient, int to, const char *state)
{
	int row = care_row(patient, to, site, 0);

	return row < 0 ? care_birth(site, patient, to, state)
		       : care_set(site, row, state);
}

/* Two patients a site knows are said to be one person. */
static bool
pair(int site, unsigned pick)
{
	struct place *s = &p.places[site];
	int first = play_pick(&p, site, E_PATIENT, pick),
	    second = play_pick(&p, site, E_PATIENT, pick + 1);
	struct same_person row;

	if (first < 0 || first == second)
		return true;
	play_tick(&p, site);
	dict_row_init(dict_entity(E_SAME_PERSON), &row);
	row.first = record_no(s->s, &p.o.rows[first].id, NULL);
	row.second = record_no(s->s, &p.o.rows[second].id, NULL);
	str_copy(row.verdict, sizeof row.verdict, "same");
	if (record_add(s->s, E_SAME_PERSON, &row, &s->err))
		return play_fail(&p, "%s: a pair is not taken: %s", s->code,
				 status_say(&s->err));
	return play_note_birth(&p, site, E_SAME_PERSON, &row);
}

/* To one clinic, away from all others (or not); written at a clinic or at the head office. */
static bool
move(int site, unsigned pick, int to, bool shared)
{
	int patient = play_pick(&p, site, E_PATIENT, pick);
	bool ok;

	if (patient < 0)
		return true;
	moves++;
	came[patient] |= 1u << to;
	ok = say(site, patient, to, "treats");
	for (int i = 1; i < p.sites && ok && !shared; i++)
		if (i != to && (home[patient] == i || care_row(patient, i, site, 0) >= 0))
			ok = say(site, patient, i, "left");
	return ok;
}

static unsigned
below(uint64_t *state, unsigned n)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (unsigned)((z ^ (z >> 31)) >> 33) % n;
}

static bool
step(uint64_t *r, bool restores)
{
	int site = (int)below(r, (unsigned)p.sites),
	    clinic = 1 + (int)below(r, (unsigned)p.sites - 1);
	unsigned b = below(r, 1000), c = below(r, 1000), d = below(r, 1000);

	switch (below(r, restores ? 20 : 16)) {
	case 0:
	case 1:
	case 2:
		return birth(site, b, c);
	case 3:
	case 4:
	case 5:
		return play_edit(&p, site, b, c, d, d % 9 == 0);
	case 6:
	case 7:
	case 8:
		return move(site, b, clinic, c % 3 == 0);
	case 12:
		return pair(site, b);
	case 9:
		return play_send(&p, clinic, 0, 1 + (int)(c % 3));
	case 10:
	case 11:
		return play_send(&p, 0, clinic, 1 + (int)(c % 3));
	case 16:
	case 18:
		play_keep(&p, site);
		return true;
	case 17:
	case 19:
		if (p.backup[site].db)
			play_restore(&p, site);
		return true;
	default:
		return !p.n_pool || play_take(&p, p.pool[b % (unsigned)p.n_pool]);
	}
}

/* ---- the end */

/* The head office has all, and every clinic all of its patients and of nobody. */
static bool
complete(bool tell)
{
	for (int row = p.first_row; row < p.o.n_rows; row++) {
		int patient = patient_of(row, false), other = patient_of(row, true);

		for (int k = 0; k < p.o.rows[row].n_ops; k++) {
			int op = p.o.rows[row].ops[k];
			bool somewhere = false;

			for (int i = 0; i < p.sites; i++)
				somewhere = somewhere || p.o.has[i][op];
			for (int i = 0; i < p.sites && somewhere; i++) {
				bool must = i == 0 || patient < 0 ||
					    (treats(patient, i) &&
					     (other < 0 || treats(other, i)));

				if (must && !p.o.has[i][op])
					return tell &&
					       play_fail(
						   &p,
						   "%s lacks an "
						   "operation of row %d (%s)",
						   p.places[i].code, row,
						   dict_entity(p.o.rows[row].e)->name);
			}
		}
	}
	return true;
}

/* Nothing of a patient lies at a clinic she never belonged to. */
static bool
nothing_strange(void)
{
	for (int row = p.first_row; row < p.o.n_rows; row++) {
		int patient = patient_of(row, false);

		for (int i = 1; i < p.sites && patient >= 0; i++) {
			bool there =
			    record_no(p.places[i].s, &p.o.rows[row].id, NULL) > 0;

			held += there;
			kept_out += !there;
			if (there && !(came[patient] & 1u << i))
				return play_fail(&p, "%s has row %d of a patient of %s",
						 p.places[i].code, row,
						 p.places[home[patient]].code);
		}
	}
	return true;
}

static bool
finish(bool restores)
{
	bool ok = true;

	for (int round = 0; ok && round < ROUNDS; round++) {
		ok = play_spread(&p);
		if (ok && round && complete(false))
			break;
	}
	for (int i = 0; i < p.n_pool; i++)
		for (size_t k = 0; k < p.pool[i]->n_ops; k++)
			left_out += p.pool[i]->ops[k].c.kind == CHANGE_SKIP;
	ok = ok && complete(true) && nothing_strange();
	for (int i = 0; i < p.sites && ok; i++)
		ok = play_compare(&p, i) && play_conflicts(&p, i);
	/* Old bundles once more change nothing. */
	for (int i = 0; i < p.n_pool && ok && !restores; i++)
		ok = !p.pool[i]->n_ops || play_take(&p, p.pool[i]);
	return ok && (restores || (complete(true) && nothing_strange()));
}

static void
own_patients_alone(void)
{
	for (int i = 1; i < p.sites; i++)
		if (link_scope_set(p.places[0].s, p.places[i].code, false,
				   &p.places[0].err)) {
			printf("%s\n0 passed, 1 failed\n", status_say(&p.places[0].err));
			exit(1);
		}
}

static bool
one(uint64_t seed, bool restores, int steps)
{
	struct schedule s = {
	    .seed = seed, .sites = p.sites, .clock = CLOCKS - 1, .restores = restores};
	uint64_t r = seed * 2 + 1;
	bool ok = true;

	p.now = &s;
	p.why[0] = '\0';
	p.first_row = p.o.n_rows;
	for (int i = 0; i < p.n_pool; i++)
		wire_free(p.pool[i]);
	p.n_pool = 0;
	for (int i = 0; i < PLACES_MAX; i++) {
		free(p.backup[i].db);
		p.backup[i].db = NULL;
	}
	own_patients_alone();
	for (p.at = 0; p.at < steps && ok; p.at++)
		ok = step(&r, restores);
	ok = ok && finish(restores);
	p.played++;
	p.count.schedules++;
	return ok;
}

/* The fewest steps of the seed that fail. */
static void
shorten(uint64_t seed, bool restores, int steps)
{
	printf("schedule %llu with %d sites fails: %s\n", (unsigned long long)seed,
	       p.sites, p.why);
	for (int n = 1; n <= steps; n++) {
		play_fresh(&p, seed);
		if (!one(seed, restores, n)) {
			printf("with %d steps: %s\n", n, p.why);
			return;
		}
	}
	printf("alone it does not; it came after others\n");
}

static bool
play(int sites, int enough, uint64_t seed, bool restores, struct play_count *sum)
{
	bool ok = true;

	play_open(&p, sites);
	for (int i = 0; i < enough && ok; i++) {
		int steps = 10 + (int)((seed + (uint64_t)i) % STEPS);

		if (i % AGAIN_AFTER == 0)
			play_fresh(&p, seed + (uint64_t)i);
		ok = one(seed + (uint64_t)i, restores, steps);
		if (!ok)
			shorten(seed + (uint64_t)i, restores, steps);
	}
	if (ok && !play_rebuild(&p, (int)(seed % (unsigned)sites))) {
		printf("%s\n", p.why);
		ok = false;
	}
	sum->schedules += p.count.schedules;
	sum->ops += p.count.ops;
	sum->bundles += p.count.bundles;
	sum->restores += p.count.restores;
	sum->cells += p.count.cells;
	play_close(&p);
	return ok;
}

int
main(void)
{
	const char *given = getenv("SEED");
	uint64_t seed = given ? strtoull(given, NULL, 10) : 7;
	int enough = getenv("LONG")    ? LONG_TIMES(20000)
		     : getenv("QUICK") ? 90
				       : SCHEDULES,
	    failed = 0;
	const char *only = getenv("SITES"); /* so many alone: parts side by side */

	setvbuf(stdout, NULL, _IOLBF, 0);
	for (int restores = getenv("RESTORES") != NULL; restores < 2; restores++) {
		struct play_count sum = {0};
		bool ok = true;
		int n = restores ? enough / 4 : enough - enough / 4;

		for (int sites = 3; sites <= 5; sites++)
			if (!only || atoi(only) == sites)
				ok = play(sites, n / 3 + 1,
					  seed * 7000003 + (uint64_t)sites * 10000000 +
					      (uint64_t)restores * 5000000,
					  restores, &sum) &&
				     ok;
		printf("P15 %lld schedules%s, %lld ops, %lld bundles, %lld restores, "
		       "%lld cells compared, %d violations, seed %llu\n",
		       (long long)sum.schedules, restores ? " with restores" : "",
		       (long long)sum.ops, (long long)sum.bundles,
		       (long long)sum.restores, (long long)sum.cells, !ok,
		       (unsigned long long)seed);
		failed += !ok;
	}
	printf("P15 %lld moves; rows of patients at clinics: %lld held, %lld kept out; "
	       "%lld stretches left out of bundles\n",
	       (long long)moves, (long long)held, (long long)kept_out,
	       (long long)left_out);
	failed += kept_out == 0 || left_out == 0 || moves == 0;
	printf("%d passed, %d failed\n", 3 - failed, failed);
	return failed > 0;
}
