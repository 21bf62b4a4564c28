/* fleet.c - the sites bundles are exchanged with: what came when, what waits, what is wrong. */
#include "app/fleet.h"

#include "store/trust.h"

#include <stdlib.h>
#include <string.h>

static enum status
fill(struct app *a, struct fleet_line *l, struct err *err)
{
	struct link_bundle *b = mem_alloc(LINK_PEERS_MAX * sizeof *b);
	struct trust t;
	int n = 0;
	int64_t days = 0;
	enum status st = link_waiting(a->store, l->peer.site, &l->waiting, err);

	if (!st)
		st = link_bundles(a->store, l->peer.site, b, LINK_PEERS_MAX, &n, err);
	for (int i = 0; i < n && !st; i++)
		l->unconfirmed += b[i].acked_at == DICT_NONE;
	free(b);
	if (st)
		return st;
	l->key_since = trust_get(a->store, l->peer.site, &t, NULL) ? DICT_NONE : t.since;
	if (l->peer.seen_at != DICT_NONE)
		days = (app_wall_ms(a) - l->peer.seen_at) / 86400000;
	l->overdue = days >= FLEET_OVERDUE_DAYS;
	if (l->peer.alarm[0])
		str_format(l->said, sizeof l->said, "ALARM: %s", l->peer.alarm);
	else if (l->key_since == DICT_NONE)
		str_copy(l->said, sizeof l->said, "no key of it holds: nothing is taken");
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

	for (int i = 0; i < *n && !st; i++) {
		rows[i] = (struct fleet_line){.peer = peers[i]};
		st = fill(a, &rows[i], err);
	}
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

enum status
fleet_csv(struct app *a, struct csv_sink sink, struct err *err)
{
	static const char *const heads[] = {"site",	 "hub",	    "last_bundle",
					    "receipt",	 "waiting", "unconfirmed",
					    "key_since", "alarm",   "said"};
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
		csv_write_text(&w, l->peer.alarm, strlen(l->peer.alarm));
		csv_write_text(&w, l->said, strlen(l->said));
		csv_write_row_end(&w);
	}
	csv_write_close(&w);
	free(rows);
	return st;
}
