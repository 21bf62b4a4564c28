/* transfer.c - which clinics treat a patient, and moving her to another one. */
#include "app/transfer.h"

#include "base/date.h"
#include "store/access.h"
#include "store/audit.h"
#include "store/link.h"
#include "store/live.h"
#include "store/query_person.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 64, LIVE_MAX = 200 };
static const char treats[] = "treats", left[] = "left";

/* ---- what the rows say */

struct known {
	struct care_site rows[ROWS_MAX];
	int n;
	char home[8];
};

static enum status
read_known(struct app *a, int64_t patient, struct known *k, struct err *err)
{
	enum status st =
	    query_care_sites(a->store, patient, k->rows, ROWS_MAX, &k->n, err);

	return st ? st : query_home_site(a->store, patient, k->home, sizeof k->home, err);
}

/* Several rows of one clinic, made at two places: one that treats is enough. */
static void
judge(const struct known *k, struct transfer_site *s)
{
	bool any = false;

	s->treats = false;
	s->since = DICT_NONE;
	for (int i = 0; i < k->n; i++) {
		const struct care_site *c = &k->rows[i];

		if (strcmp(c->site, s->code) != 0)
			continue;
		any = true;
		if (s->treats && strcmp(c->state, treats) != 0)
			continue;
		s->treats = !strcmp(c->state, treats);
		s->since = c->since;
		str_copy(s->reason, sizeof s->reason, c->reason);
	}
	if (!any)
		s->treats = !strcmp(k->home, s->code);
	s->was = any && !s->treats;
}

static void
add(struct app *a, const struct known *k, const char *code, const char *name,
    struct transfer_site *s)
{
	*s = (struct transfer_site){.since = DICT_NONE};
	str_copy(s->code, sizeof s->code, code);
	str_copy(s->name, sizeof s->name, name);
	s->here = !strcmp(code, a->site.code);
	judge(k, s);
}

static int
order(const void *pa, const void *pb)
{
	const struct transfer_site *a = pa, *b = pb;

	if (a->treats != b->treats)
		return a->treats ? -1 : 1;
	return strcmp(a->code, b->code);
}

static bool
is_listed(const struct transfer_site *rows, int n, const char *code)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(rows[i].code, code))
			return true;
	return false;
}

/* Clinics with a row, then peers and clinics of the patient whose row has not come yet. */
static enum status
list(struct app *a, const struct known *k, struct transfer_site *rows, int max, int *n,
     struct err *err)
{
	struct site *sites = mem_alloc(TRANSFER_SITES * sizeof *sites);
	struct link_peer *peers = mem_alloc(LINK_PEERS_MAX * sizeof *peers);
	int n_sites = 0, n_peers = 0;
	enum status st = query_sites(a->store, sites, TRANSFER_SITES, &n_sites, err);

	if (!st)
		st = link_peers(a->store, peers, LINK_PEERS_MAX, &n_peers, err);
	for (int i = 0; i < n_sites && *n < max && !st; i++)
		if (sites[i].hub != 1)
			add(a, k, sites[i].code, sites[i].name, &rows[(*n)++]);
	for (int i = 0; i < n_peers && *n < max && !st; i++)
		if (!peers[i].hub && !is_listed(rows, *n, peers[i].site))
			add(a, k, peers[i].site, "", &rows[(*n)++]);
	for (int i = 0; i < k->n && *n < max && !st; i++)
		if (!is_listed(rows, *n, k->rows[i].site))
			add(a, k, k->rows[i].site, "", &rows[(*n)++]);
	free(sites);
	free(peers);
	return st;
}

enum status
transfer_sites(struct app *a, int64_t patient, struct transfer_site *rows, int max,
	       int *n, struct err *err)
{
	struct known *k = mem_alloc(sizeof *k);
	enum status st = read_known(a, patient, k, err);

	*n = 0;
	if (!st)
		st = list(a, k, rows, max, n, err);
	if (!st && *n)
		qsort(rows, (size_t)*n, sizeof *rows, order);
	for (int i = 0; i < *n; i++)
		rows[i].no = i + 1;
	free(k);
	return st;
}

/* ---- moving */

static void
fill(struct app *a, struct care_site *c, const char *state, const char *reason)
{
	str_copy(c->state, sizeof c->state, state);
	str_copy(c->reason, sizeof c->reason, reason);
	c->since = app_today(a);
	c->staff = a->user.head.no ? a->user.head.no : DICT_NONE;
}

static enum status
say(struct app *a, const struct known *k, int64_t patient, const char *code,
    const char *state, const char *reason, struct err *err)
{
	enum status st = ST_OK;
	struct care_site c;
	bool any = false;

	for (int i = 0; i < k->n && !st; i++) {
		if (strcmp(k->rows[i].site, code) != 0)
			continue;
		any = true;
		c = k->rows[i];
		fill(a, &c, state, reason);
		st = record_set(a->store, E_CARE_SITE, &k->rows[i], &c, NULL, err);
	}
	if (st || any)
		return st;
	dict_row_init(dict_entity(E_CARE_SITE), &c);
	c.patient = patient;
	str_copy(c.site, sizeof c.site, code);
	fill(a, &c, state, reason);
	return record_add(a->store, E_CARE_SITE, &c, err);
}

/* A session that runs or waits for its signature lies here alone. */
static enum status
all_signed(struct app *a, int64_t patient, struct err *err)
{
	struct live *lines = mem_alloc(LIVE_MAX * sizeof *lines);
	int n = 0;
	enum status st = live_list(a->store, lines, LIVE_MAX, &n, err);

	for (int i = 0; i < n && !st; i++)
		if (lines[i].patient == patient)
			st = status_fail(err, ST_REFUSED,
					 "a session of this patient is not signed; sign "
					 "it first: it would not go along");
	free(lines);
	return st;
}

static enum status
move(struct app *a, int64_t patient, const char *to, bool shared, const char *reason,
     struct err *err)
{
	struct transfer_site *rows = mem_alloc(TRANSFER_SITES * sizeof *rows),
			     *goal = NULL;
	struct known *k = mem_alloc(sizeof *k);
	char detail[200];
	bool others = false;
	int n = 0;
	enum status st = read_known(a, patient, k, err);

	if (!st)
		st = list(a, k, rows, TRANSFER_SITES, &n, err);
	for (int i = 0; i < n && !st; i++) {
		if (!strcmp(rows[i].code, to))
			goal = &rows[i];
		else
			others = others || rows[i].treats;
	}
	if (!st && !goal)
		st = status_fail(err, ST_INVALID,
				 "%s: no clinic with this code is known here", to);
	else if (!st && goal->treats && (shared || !others))
		st = status_fail(err, ST_REFUSED, "%s treats this patient already", to);
	if (!st && goal && !goal->treats)
		st = say(a, k, patient, to, treats, reason, err);
	for (int i = 0; i < n && !st && !shared; i++)
		if (rows[i].treats && &rows[i] != goal)
			st = say(a, k, patient, rows[i].code, left, reason, err);
	str_format(detail, sizeof detail, "%s%s: %s", to, shared ? ", shared" : "",
		   reason);
	if (!st)
		st = audit_add(a->store, "transfer", patient, detail, err);
	free(k);
	free(rows);
	return st;
}

enum status
transfer_move(struct app *a, int64_t patient, const char *to, bool shared,
	      const char *reason, struct err *err)
{
	enum status st = access_may(a->store, ROLE_PERSON, ROLE_WRITE, "Transfers", err);

	if (!st && !reason[0])
		st = status_fail(err, ST_INVALID,
				 "say why the patient moves, and what the other clinic "
				 "is to know");
	if (!st)
		st = store_begin(a->store, err);
	if (st)
		return st;
	st = all_signed(a, patient, err);
	if (!st)
		st = move(a, patient, to, shared, reason, err);
	return store_end(a->store, st, err);
}

/* ---- a line for the chart */

/* False for nearly everybody: registered here, and no row says more. */
static enum status
ever_moved(struct app *a, int64_t patient, bool *moved, struct err *err)
{
	struct care_site row;
	char home[8] = "";
	int n;
	enum status st = query_care_sites(a->store, patient, &row, 1, &n, err);

	if (!st)
		st = query_home_site(a->store, patient, home, sizeof home, err);
	*moved = !st && (n || strcmp(home, a->site.code) != 0);
	return st;
}

enum status
transfer_line(struct app *a, int64_t patient, struct str *out, struct err *err)
{
	struct transfer_site *rows;
	const char *part = "";
	bool here = a->site.hub == 1, away = false, moved;
	int n = 0;
	enum status st = ever_moved(a, patient, &moved, err);

	if (st || !moved)
		return st;
	rows = mem_alloc(TRANSFER_SITES * sizeof *rows);
	st = transfer_sites(a, patient, rows, TRANSFER_SITES, &n, err);

	for (int i = 0; i < n && !st; i++) {
		here = here || (rows[i].here && rows[i].treats);
		away = away || (!rows[i].here && rows[i].treats);
	}
	if (!st && away) {
		str_add(out, here && a->site.hub != 1 ? "Treated here and at "
			     : a->site.hub == 1	      ? "Treated at "
						      : "Moved to ");
		for (int i = 0; i < n; i++) {
			char day[DATE_TEXT_SIZE] = "";

			if (rows[i].here || !rows[i].treats)
				continue;
			if (rows[i].since != DICT_NONE)
				date_text(rows[i].since, day);
			str_addf(out, "%s%s%s%s%s%s%s%s", part, rows[i].code,
				 rows[i].name[0] ? " " : "", rows[i].name,
				 day[0] ? " since " : "", day,
				 rows[i].reason[0] ? ": " : "", rows[i].reason);
			part = "; ";
		}
	}
	free(rows);
	return st;
}
