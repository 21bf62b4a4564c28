/* trip.c - reading a stick and writing it in one go. */
#include "app/trip.h"

#include "app/sticks.h"
#include "sync/stick.h"

#include <stdlib.h>
#include <string.h>

/* ---- places */

/* Bundles for this site by their names; a place that cannot be read holds none. */
static void
count_ours(struct app *a, struct trip_place *p)
{
	struct stick_env env = sticks_env(a);
	struct stick_bundles b = {0};
	struct err ignored = {0};

	if (stick_bundles(&env, p->path, &b, &ignored))
		return;
	for (size_t i = 0; i < b.n; i++) {
		const char *from = b.bundle[i].name.from;
		size_t at = strlen(p->senders);

		if (strcmp(b.bundle[i].name.to, a->site.code) != 0)
			continue;
		p->ours++;
		if (!strstr(p->senders, from))
			str_format(p->senders + at, sizeof p->senders - at, "%s%s",
				   at ? " " : "", from);
	}
	stick_bundles_free(&b);
}

bool
trip_place_differs(const struct trip_place *x, const struct trip_place *y)
{
	return strcmp(x->path, y->path) != 0 || x->ours != y->ours ||
	       x->writable != y->writable || x->room >> 20 != y->room >> 20;
}

static void
take_stick(struct app *a, const struct stick *s, struct trip_place *p)
{
	*p = (struct trip_place){.stick = true, .writable = s->writable, .room = s->room};
	str_copy(p->label, sizeof p->label, s->label);
	str_copy(p->path, sizeof p->path, s->path);
	str_copy(p->why, sizeof p->why, s->why);
	count_ours(a, p);
}

enum status
trip_places(struct app *a, struct trip_place *rows, int max, int *n, struct err *err)
{
	struct stick_env env = sticks_env(a);
	struct stick_rows sticks = {0};
	enum status st = stick_list(&env, &sticks, err);

	*n = 0;
	if (st)
		return st;
	for (size_t i = 0; i < sticks.n && *n < max - 1; i++)
		take_stick(a, &sticks.stick[i], &rows[(*n)++]);
	stick_list_free(&sticks);
	rows[*n] = (struct trip_place){.writable = true, .room = -1};
	str_copy(rows[*n].label, sizeof rows[*n].label, "Folders inbox and outbox");
	str_format(rows[*n].path, sizeof rows[*n].path, "%s/inbox", a->dir);
	count_ours(a, &rows[(*n)++]);
	return ST_OK;
}

/* ---- the turn */

static void
keep_taken(void *arg, const struct exchange_taken *t)
{
	struct trip_result *r = arg;

	if (r->n_taken == TRIP_TAKEN_MAX)
		return;
	r->taken[r->n_taken++] = *t;
	r->ops += t->ops;
	r->conflicts += t->conflicts;
	r->people = r->people || t->patients_from != 0;
}

static void
write_for(struct app *a, const struct trip_place *place, const char *peer,
	  const struct exchange_watch *w, struct trip_result *r)
{
	struct exchange_out o = {.peer = peer, .dest = place->stick ? place->path : ""};
	struct exchange_made *made;
	struct trip_made *m = &r->made[r->n_made];
	struct err err = {0};

	if (r->n_made == TRIP_MADE_MAX)
		return;
	r->n_made++;
	made = mem_alloc(sizeof *made);
	str_copy(m->peer, sizeof m->peer, peer);
	m->state = exchange_export(a, &o, w, made, &err);
	m->ops = made->ops;
	str_copy(m->said, sizeof m->said, m->state ? status_say(&err) : made->said);
	free(made);
}

/* A head office answers everybody whose bundles it could read. */
static void
answer_senders(struct app *a, const struct trip_place *place,
	       const struct exchange_watch *w, struct trip_result *r)
{
	for (int i = 0; i < r->n_taken; i++) {
		const struct exchange_taken *t = &r->taken[i];
		bool again =
		    !t->from[0] || (t->state != ST_OK && t->state != ST_ALREADY &&
				    t->state != ST_WAITING);

		for (int k = 0; k < r->n_made; k++)
			again = again || !strcmp(r->made[k].peer, t->from);
		if (!again)
			write_for(a, place, t->from, w, r);
	}
}

enum status
trip_run(struct app *a, const struct trip_place *place, const char *peer,
	 const struct exchange_watch *w, struct trip_result *r, struct err *err)
{
	struct exchange_in in = {.src = place->path, .each = keep_taken, .arg = r};
	struct stick_env env = sticks_env(a);
	struct err nothing = {0};
	enum status worst = ST_OK, st;

	*r = (struct trip_result){.n_taken = 0};
	st = exchange_import(a, &in, w, &worst, &nothing);
	if (st && st != ST_NOT_FOUND) {
		if (err)
			*err = nothing;
		return st;
	}
	if (place->writable) {
		if (peer[0] || a->site.hub != 1)
			write_for(a, place, peer, w, r);
		if (a->site.hub == 1)
			answer_senders(a, place, w, r);
	}
	if (!r->n_taken && !r->n_made)
		return status_fail(err, ST_NOT_FOUND,
				   "No bundle for %s lies there, and nobody is chosen to "
				   "write for",
				   a->site.code);
	if (place->stick)
		r->safe = !stick_safe(&env, place->path, &r->unmounted, err);
	return ST_OK;
}
