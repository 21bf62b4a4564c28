/* play.c - draws schedules, plays them over real sites, and shrinks those that fail. */
#include "play_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- sites */

static void
forget_wires(struct play *p)
{
	for (int i = 0; i < p->n_pool; i++)
		wire_free(p->pool[i]);
	p->n_pool = 0;
}

static void
start(struct play *p)
{
	memset(p->own, 0, sizeof p->own);
	for (int i = 0; i < p->sites; i++) {
		p->trusted[i] = p->places[i].now;
		play_look(p, i);
	}
	p->played = 0;
	p->tick = 0;
	p->first_row = 0;
}

void
play_fresh(struct play *p, uint64_t seed)
{
	forget_wires(p);
	oracle_release(&p->o);
	wire_again(p->places, p->sites, p->fresh);
	wire_seed(seed);
	for (int i = 0; i < p->sites; i++)
		p->places[i].now = 1795651200000;
	start(p);
}

void
play_close(struct play *p)
{
	forget_wires(p);
	oracle_release(&p->o);
	for (int i = 0; i < p->sites; i++) {
		free(p->fresh[i].db);
		free(p->fresh[i].self);
		free(p->backup[i].db);
		free(p->backup_has[i]);
	}
	str_release(&p->print);
	wire_end(p->places, p->sites);
}

/* ---- bundles */

/* The operation of the oracle; -1: one it was not told of, or some that are left out. */
static int
find_op(const struct play *p, const struct change *c)
{
	return c->kind == CHANGE_SKIP ? -1 : oracle_find(&p->o, &c->at);
}

/* What a bundle holds is what the oracle was told, bases and all. */
static bool
check_op(struct play *p, const struct wire_op *w)
{
	const struct change *c = &w->c;
	int op = oracle_find(&p->o, &c->at);
	const struct oracle_op *is;
	const struct entity *e;

	if (op < 0)
		return !strcmp(c->table, "site") ||
		       play_fail(p, "an operation of %s nobody wrote", c->table);
	is = &p->o.ops[op];
	e = dict_entity(p->o.rows[is->row].e);
	if (strcmp(c->table, e->name) || uid_cmp(&c->row, &p->o.rows[is->row].id) ||
	    strcmp(c->col, is->field < 0 ? "" : e->fields[is->field].name))
		return play_fail(p, "an operation of another cell goes out");
	if (is->field >= 0 &&
	    (c->has_val != (is->val != NULL) || (is->val && strcmp(c->val, is->val))))
		return play_fail(p, "%s.%s goes out as \"%s\"", c->table, c->col,
				 c->has_val ? c->val : "(nothing)");
	if (c->wall_ms != is->wall || c->clk != is->clk)
		return play_fail(p, "%s.%s goes out with clock %lld %c, not %lld %c",
				 c->table, c->col, (long long)c->wall_ms, c->clk,
				 (long long)is->wall, is->clk);
	if ((int)c->n_bases != is->n_bases)
		return play_fail(p, "%s.%s goes out with %zu bases, not %d", c->table,
				 c->col, c->n_bases, is->n_bases);
	for (size_t i = 0; i < c->n_bases; i++) {
		int base = oracle_find(&p->o, &c->bases[i]);
		bool known = false;

		for (int k = 0; k < is->n_bases; k++)
			known = known || is->bases[k] == base;
		if (!known)
			return play_fail(p, "%s.%s goes out with a base not seen",
					 c->table, c->col);
	}
	return true;
}

bool
play_send(struct play *p, int from, int to, int parts)
{
	struct wire *out[WIRE_PARTS_MAX];
	int n;
	bool ok = true;
	enum status st;

	play_tick(p, from);
	st = wire_send(p->places, from, to, parts, out, &n);
	if (st)
		play_fail(p, "%s: nothing can be sent: %s", p->places[from].code,
			  status_say(&p->places[from].err));
	for (int i = 0; i < n; i++) {
		for (size_t k = 0; k < out[i]->n_ops && ok && !st; k++)
			ok = out[i]->ops[k].c.kind == CHANGE_SKIP ||
			     check_op(p, &out[i]->ops[k]);
		if (p->n_pool == POOL_MAX)
			wire_free(out[i]);
		else
			p->pool[p->n_pool++] = out[i];
	}
	play_look(p, from);
	return ok && !st;
}

/* The office decides that a stopped site goes on. */
static bool
clear_alarm(struct play *p, struct wire *w)
{
	struct place *s = &p->places[w->to];

	p->count.alarms++;
	if (!p->now->restores)
		return play_fail(p, "%s: a fork where there is none: %s", s->code,
				 status_say(&s->err));
	return !link_alarm(s->s, p->places[w->from].code, "", &s->err) ||
	       play_fail(p, "alarm");
}

bool
play_take(struct play *p, struct wire *w)
{
	struct place *s = &p->places[w->to];
	struct store_mark before, after;
	struct merge_result r;
	int64_t fresh = 0;
	enum status st;

	play_tick(p, w->to);
	store_mark(s->s, &before);
	for (size_t i = 0; i < w->n_ops; i++) {
		int op = find_op(p, &w->ops[i].c);

		fresh += op >= 0 && !p->o.has[w->to][op];
	}
	st = wire_take(p->places, w, &r);
	store_mark(s->s, &after);
	if (st == ST_ALREADY && (w->taken || w->forgotten) &&
	    store_mark_same(&before, &after)) {
		p->count.again++;
		return true;
	}
	if (st == ST_WAITING && (!w->taken || w->forgotten) &&
	    (p->now->restores || store_mark_same(&before, &after))) {
		p->count.waiting++;
		return true;
	}
	if (st == ST_FORK && clear_alarm(p, w))
		return true;
	if (st)
		return play_fail(p, "%s takes a bundle of %s (for the %dth time): %s",
				 s->code, p->places[w->from].code, w->taken + 1,
				 status_say(&s->err));
	if (r.peer_lost && !p->now->restores)
		return play_fail(p, "%s believes that %s lost something", s->code,
				 p->places[w->from].code);
	if (w->taken > 1 && !w->forgotten)
		return play_fail(p, "%s takes a bundle twice", s->code);
	if (r.ops < fresh || r.ops > fresh + p->sites * 2)
		return play_fail(p, "%s took %lld operations, %lld were new", s->code,
				 (long long)r.ops, (long long)fresh);
	p->count.bundles++;
	for (size_t i = 0; i < w->n_ops; i++) {
		int op = find_op(p, &w->ops[i].c);

		if (op >= 0)
			p->o.has[w->to][op] = 1;
	}
	play_look(p, w->to);
	return true;
}

static bool
move(struct play *p, int from, int to)
{
	return play_send(p, from, to, 1) && play_take(p, p->pool[p->n_pool - 1]);
}

bool
play_spread(struct play *p)
{
	bool ok = true;

	for (int i = 1; i < p->sites && ok; i++)
		ok = move(p, i, 0);
	for (int i = 1; i < p->sites && ok; i++)
		ok = move(p, 0, i);
	return ok;
}

static void
must_spread(struct play *p)
{
	static const struct schedule none = {.clock = CLOCKS - 1};

	p->now = &none;
	if (play_spread(p))
		return;
	printf("%s\n0 passed, 1 failed\n", p->why);
	exit(1);
}

/* The sites begin with each other's names, every receipt given. */
void
play_open(struct play *p, int sites)
{
	memset(p, 0, sizeof *p);
	p->sites = sites;
	wire_seed(1);
	for (int i = 0; i < sites; i++)
		p->places[i].now = 1795651200000;
	wire_sites(p->places, sites);
	start(p);
	must_spread(p);
	must_spread(p);
	wire_keep(p->places, sites, p->fresh);
	start(p);
}

/* ---- backups */

void
play_keep(struct play *p, int site)
{
	wire_close(&p->places[site]);
	free(p->backup[site].db);
	wire_save(&p->places[site], &p->backup[site].db, &p->backup[site].db_n);
	wire_open(&p->places[site]);
	free(p->backup_has[site]);
	p->backup_has[site] = malloc((size_t)p->o.n_ops + 1);
	if (!p->backup_has[site])
		abort();
	p->backup_ops[site] = p->o.n_ops;
	if (p->o.n_ops)
		memcpy(p->backup_has[site], p->o.has[site], (size_t)p->o.n_ops);
}

void
play_restore(struct play *p, int site)
{
	wire_close(&p->places[site]);
	wire_restore(&p->places[site], p->backup[site].db, p->backup[site].db_n);
	wire_open(&p->places[site]);
	for (int i = 0; i < p->o.n_ops; i++)
		p->o.has[site][i] = i < p->backup_ops[site] && p->backup_has[site][i];
	for (int i = 0; i < p->n_pool; i++)
		if (p->pool[i]->to == site)
			p->pool[i]->forgotten = true;
	p->count.restores++;
	memset(p->own[site], 0, sizeof p->own[site]);
	play_look(p, site);
}

/* ---- the end of a schedule */

static bool
all_have_all(const struct play *p)
{
	for (int i = 0; i < p->o.n_ops; i++) {
		int n = 0;

		for (int k = 0; k < p->sites; k++)
			n += p->o.has[k][i];
		if (n && n < p->sites)
			return false;
	}
	return true;
}

bool
play_drain(struct play *p)
{
	bool ok = true;
	int rounds = p->now->restores ? 6 : 2;

	for (int round = 0; round < rounds && ok; round++) {
		ok = play_spread(p);
		if (ok && round && all_have_all(p))
			break;
	}
	/* What a site is known to hold is not sent to it. */
	for (int i = p->n_pool - 2 * (p->sites - 1); i < p->n_pool && ok; i++)
		if (!p->now->restores && i >= 0 && p->pool[i]->n_ops)
			return play_fail(p, "%s sends %zu operations for nothing",
					 p->places[p->pool[i]->from].code,
					 p->pool[i]->n_ops);
	if (ok && !all_have_all(p))
		return play_fail(p, "the links are empty, but not all have all");
	ok = ok && play_digests(p);
	for (int i = 0; i < p->sites && ok; i++)
		ok = play_conflicts(p, i);
	return ok && play_compare(p, 0) &&
	       play_compare(p, 1 + p->played % (p->sites - 1));
}

/* Old bundles once more, from one time to five; then all is as it was. */
static bool
again(struct play *p, unsigned pick)
{
	for (int i = 0; i < p->n_pool; i++)
		for (unsigned k = 0; k < 1 + (pick + (unsigned)i) % 5; k++)
			if (p->pool[i]->n_ops && !play_take(p, p->pool[i]))
				return false;
	return true;
}

/* ---- schedules */

static unsigned
below(uint64_t *state, unsigned n)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (unsigned)((z ^ (z >> 31)) >> 33) % n;
}

void
play_draw(struct schedule *s, uint64_t seed, int sites, bool restores)
{
	static const enum step_kind often[] = {
	    STEP_BIRTH, STEP_BIRTH, STEP_EDIT, STEP_EDIT, STEP_EDIT, STEP_EDIT,
	    STEP_EDIT,	STEP_CLEAR, STEP_SEND, STEP_SEND, STEP_SEND, STEP_TAKE,
	    STEP_TAKE,	STEP_TAKE,  STEP_TAKE, STEP_LOSE, STEP_KEEP, STEP_RESTORE};
	uint64_t r = seed * 2 + 1;
	unsigned field, hot; /* mostly a few cells are written again and again */

	memset(s, 0, sizeof *s);
	s->seed = seed;
	s->sites = sites;
	s->clock = (int)below(&r, CLOCKS);
	s->shift = (int)below(&r, 3);
	if (restores) { /* clocks are P6 */
		s->clock = CLOCKS - 1;
		s->shift = 0;
	}
	s->restores = restores;
	s->n = 10 + (int)below(&r, 30);
	hot = below(&r, 4) ? 3 : 1000;
	field = below(&r, 7);
	for (int i = 0; i < s->n; i++) {
		struct step *t = &s->steps[i];

		t->kind = i < 2		       ? STEP_BIRTH
			  : i == 2 && hot == 3 ? STEP_SPREAD
					       : often[below(&r, restores ? 18 : 16)];
		t->a = below(&r, 1000);
		t->b = below(&r, i < 2 ? 1000 : hot);
		t->c = i < 2 ? below(&r, 1000) : field + below(&r, hot);
		t->d = below(&r, 1000);
	}
}

static bool
play_step(struct play *p, const struct step *t)
{
	int site = (int)(t->a % (unsigned)p->sites),
	    clinic = 1 + (int)(t->a % (unsigned)(p->sites - 1));
	struct wire *w = p->n_pool ? p->pool[t->a % (unsigned)p->n_pool] : NULL;

	switch (t->kind) {
	case STEP_BIRTH:
		return play_birth(p, site, t->b, t->c);
	case STEP_EDIT:
	case STEP_CLEAR:
		return play_edit(p, site, t->b, t->c, t->d, t->kind == STEP_CLEAR);
	case STEP_SEND:
		return t->b % 2 ? play_send(p, clinic, 0, 1 + (int)(t->c % 3))
				: play_send(p, 0, clinic, 1 + (int)(t->c % 3));
	case STEP_TAKE:
		return !w || play_take(p, w);
	case STEP_LOSE:
		if (w) {
			int at = (int)(t->a % (unsigned)p->n_pool);

			p->pool[at] = p->pool[p->n_pool - 1];
			p->n_pool--;
			wire_free(w);
		}
		return true;
	case STEP_SPREAD:
		return play_spread(p);
	case STEP_KEEP:
		play_keep(p, site);
		return true;
	case STEP_RESTORE:
		if (p->backup[site].db)
			play_restore(p, site);
		return true;
	default:
		return true;
	}
}

bool
play_run(struct play *p, const struct schedule *s)
{
	bool ok = true;

	p->why[0] = '\0';
	p->now = s;
	p->first_row = p->o.n_rows;
	str_clear(&p->print);
	forget_wires(p);
	for (int i = 0; i < PLACES_MAX; i++) {
		free(p->backup[i].db);
		p->backup[i].db = NULL;
	}
	for (p->at = 0; p->at < s->n && ok; p->at++)
		ok = play_step(p, &s->steps[p->at]);
	ok = ok && play_drain(p);
	p->print_it = false;
	if (ok && !s->restores)
		ok = again(p, (unsigned)s->seed) && play_digests(p) && play_compare(p, 0);
	p->played++;
	p->count.schedules++;
	return ok;
}

/* ---- a schedule that fails */

static void
print_schedule(const struct schedule *s)
{
	static const char *const words[STEP_KINDS] = {"BIRTH",	"EDIT", "CLEAR",
						      "SEND",	"TAKE", "LOSE",
						      "SPREAD", "KEEP", "RESTORE"};

	printf("  %d sites, clock %d shift %d, seed %llu%s\n", s->sites, s->clock,
	       s->shift, (unsigned long long)s->seed, s->restores ? ", restores" : "");
	for (int i = 0; i < s->n; i++)
		printf("  {STEP_%s, %u, %u, %u, %u},\n", words[s->steps[i].kind],
		       s->steps[i].a, s->steps[i].b, s->steps[i].c, s->steps[i].d);
}

static bool
fails(struct play *p, const struct schedule *s)
{
	play_fresh(p, s->seed);
	return !play_run(p, s);
}

void
play_shrink(struct play *p, const struct schedule *from)
{
	struct schedule s = *from, shorter;

	printf("a schedule fails: %s\n", p->why);
	if (getenv("QUICK"))
		return;
	if (!fails(p, &s)) {
		printf("alone it does not; it came after %d others\n", p->played);
		print_schedule(&s);
		return;
	}
	for (int i = 0; i < s.n;) {
		shorter = s;
		memmove(&shorter.steps[i], &shorter.steps[i + 1],
			(size_t)(s.n - i - 1) * sizeof *s.steps);
		shorter.n--;
		if (fails(p, &shorter)) {
			s = shorter;
			i = 0;
		} else {
			i++;
		}
	}
	(void)!fails(p, &s);
	printf("shrunk to %d steps: %s\n", s.n, p->why);
	print_schedule(&s);
}
