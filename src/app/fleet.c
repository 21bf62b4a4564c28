/* fleet.c - the sites bundles are exchanged with: what came when, what waits, what is wrong. */
#include "app/fleet.h"

#include "exchange_priv.h"
#include "store/trust.h"

#include <stdlib.h>
#include <string.h>

/* What lies in the spool, read once for all sites. */
struct spool {
	struct bundle_name names[EXCHANGE_SPOOLED_MAX];
	int n;
};

/* The numbers between the last bundle taken and the first that waits. */
static enum status
find_missing(struct app *a, struct fleet_line *l, const struct spool *sp, struct err *err)
{
	int64_t last, first = 0;
	enum status st = link_taken(a->store, l->peer.site, &last, err);

	for (int i = 0; i < sp->n; i++) {
		const struct bundle_name *b = &sp->names[i];

		if (strcmp(b->from, l->peer.site))
			continue;
		l->spooled++;
		if (!first || b->serial < first)
			first = b->serial;
	}
	if (first > last + 1) {
		l->missing_from = last + 1;
		l->missing_to = first - 1;
	}
	return st;
}

static void
say_missing(struct fleet_line *l)
{
	if (l->missing_from == l->missing_to)
		str_format(l->said, sizeof l->said,
			   "bundle %lld is missing, %d wait%s for it: ask there to "
			   "export again",
			   (long long)l->missing_from, l->spooled,
			   l->spooled == 1 ? "s" : "");
	else
		str_format(l->said, sizeof l->said,
			   "bundles %lld to %lld are missing, %d wait%s for them: ask "
			   "there to export again",
			   (long long)l->missing_from, (long long)l->missing_to,
			   l->spooled, l->spooled == 1 ? "s" : "");
}

static enum status
fill(struct app *a, struct fleet_line *l, const struct spool *sp, struct err *err)
{
	struct link_bundle *b = mem_alloc(LINK_PEERS_MAX * sizeof *b);
	struct trust t;
	int n = 0;
	int64_t days = 0;
	enum status st = link_waiting(a->store, l->peer.site, &l->waiting, err);

	if (!st)
		st = link_bundles(a->store, l->peer.site, b, LINK_PEERS_MAX, &n, err);
	for (int i = 0; i < n && !st; i++)
		l->unconfirmed += b[i].acked_at == DICT_NONE && !b[i].replaced;
	free(b);
	if (!st)
		st = find_missing(a, l, sp, err);
	if (st)
		return st;
	l->key_since = trust_get(a->store, l->peer.site, &t, NULL) ? DICT_NONE : t.since;
	if (l->peer.seen_at != DICT_NONE)
		days = (app_wall_ms(a) - l->peer.seen_at) / 86400000;
	l->overdue = days >= FLEET_OVERDUE_DAYS;
	if (l->peer.alarm[0])
		str_format(l->said, sizeof l->said, "ALARM: %s", l->peer.alarm);
	else if (l->peer.audit_odd)
		str_format(l->said, sizeof l->said,
			   "AUDIT: line %lld is not what it told before",
			   (long long)l->peer.audit_odd);
	else if (l->peer.late)
		str_format(l->said, sizeof l->said,
			   "%lld bundle%s came from a database of it that was replaced: "
			   "is that machine out of use? Then limber peers clear %s",
			   (long long)l->peer.late, l->peer.late == 1 ? "" : "s",
			   l->peer.site);
	else if (l->key_since == DICT_NONE)
		str_copy(l->said, sizeof l->said, "no key of it holds: nothing is taken");
	else if (l->missing_from)
		say_missing(l);
	else if (l->peer.seen_at == DICT_NONE)
		str_copy(l->said, sizeof l->said, "no bundle came yet");
	else if (l->overdue)
		str_format(l->said, sizeof l->said, "OVERDUE: nothing for %lld days",
			   (long long)days);
	return ST_OK;
}

enum status
fleet_list(struct app *a, struct fleet_line *rows, int max, int *n, struct err *err)
{
	struct link_peer *peers = mem_alloc(LINK_PEERS_MAX * sizeof *peers);
	enum status st = link_peers(a->store, peers,
				    max < LINK_PEERS_MAX ? max : LINK_PEERS_MAX, n, err);
	struct spool *sp = mem_alloc(sizeof *sp);

	if (!st)
		st = exchange_spooled(a, sp->names, EXCHANGE_SPOOLED_MAX, &sp->n, err);
	for (int i = 0; i < *n && !st; i++) {
		rows[i] = (struct fleet_line){.peer = peers[i]};
		st = fill(a, &rows[i], sp, err);
	}
	free(sp);
	free(peers);
	return st;
}

static void
write_time(struct csv_write *w, int64_t ms)
{
	char text[TIME_TEXT_SIZE] = "";

	if (ms != DICT_NONE)
		time_text(ms / 1000, text);
	csv_write_plain(w, text, strlen(text));
}

/* A number of a bundle; 0 is none. */
static void
write_number(struct csv_write *w, int64_t n)
{
	if (n)
		csv_write_int(w, n);
	else
		csv_write_plain(w, "", 0);
}

enum status
fleet_csv(struct app *a, struct csv_sink sink, struct err *err)
{
	static const char *const heads[] = {
	    "site",	   "hub",	"last_bundle", "receipt",      "waiting",
	    "unconfirmed", "key_since", "spooled",     "missing_from", "missing_to",
	    "alarm",	   "audit_odd", "said"};
	struct fleet_line *rows = mem_alloc(LINK_PEERS_MAX * sizeof *rows);
	struct csv_write w;
	int n = 0;
	enum status st = fleet_list(a, rows, LINK_PEERS_MAX, &n, err);

	csv_write_open(&w, sink);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		csv_write_plain(&w, heads[i], strlen(heads[i]));
	csv_write_row_end(&w);
	for (int i = 0; i < n && !st; i++) {
		const struct fleet_line *l = &rows[i];
		char day[DATE_TEXT_SIZE] = "";

		if (l->key_since != DICT_NONE)
			date_text(l->key_since, day);
		csv_write_plain(&w, l->peer.site, strlen(l->peer.site));
		csv_write_int(&w, l->peer.hub);
		write_time(&w, l->peer.seen_at);
		write_time(&w, l->peer.acked_at);
		csv_write_int(&w, l->waiting);
		csv_write_int(&w, l->unconfirmed);
		csv_write_plain(&w, day, strlen(day));
		csv_write_int(&w, l->spooled);
		write_number(&w, l->missing_from);
		write_number(&w, l->missing_to);
		csv_write_text(&w, l->peer.alarm, strlen(l->peer.alarm));
		write_number(&w, l->peer.audit_odd);
		csv_write_text(&w, l->said, strlen(l->said));
		csv_write_row_end(&w);
	}
	csv_write_close(&w);
	free(rows);
	return st;
}
