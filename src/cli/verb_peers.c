/* verb_peers.c - the sites bundles are exchanged with, and how far each is. */
#include "app/exchange.h"
#include "base/date.h"
#include "cli_priv.h"

#include "store/access.h"
#include "store/audit.h"

#include <stdlib.h>
#include <string.h>

static void
day_of(int64_t ms, char out[DATE_TEXT_SIZE])
{
	str_copy(out, DATE_TEXT_SIZE, "never");
	if (ms != DICT_NONE)
		date_text(clock_civil(ms).date, out);
}

static enum status
print_peer(struct cli *c, const struct link_peer *p, struct err *err)
{
	const char *gets = p->scope == LINK_OWN ? "own" : "all";
	char receipt[DATE_TEXT_SIZE], taken[DATE_TEXT_SIZE];
	int64_t waiting;
	enum status st = link_waiting(c->app.store, p->site, &waiting, err);

	if (st)
		return st;
	day_of(p->acked_at, receipt);
	day_of(p->seen_at, taken);
	if (c->json)
		fprintf(
		    c->out,
		    "{\"site\":\"%s\",\"hub\":%s,\"gets\":\"%s\",\"last_bundle\":%lld,"
		    "\"waiting\":%lld,"
		    "\"receipt\":\"%s\",\"taken\":\"%s\",\"alarm\":%s,"
		    "\"audit_odd\":%lld}\n",
		    p->site, p->hub ? "true" : "false", gets, (long long)p->serial,
		    (long long)waiting, receipt, taken, p->alarm[0] ? "true" : "false",
		    (long long)p->audit_odd);
	else
		fprintf(c->out,
			"%-6s %s%lld bundle%s made, %lld change%s not confirmed; last "
			"receipt %s, last bundle taken %s%s%s\n",
			p->site,
			p->hub		       ? "(head office) "
			: p->scope == LINK_OWN ? "(own patients) "
					       : "(all patients) ",
			(long long)p->serial, p->serial == 1 ? "" : "s",
			(long long)waiting, waiting == 1 ? "" : "s", receipt, taken,
			p->alarm[0] ? "\n       ALARM: " : "", p->alarm);
	if (!c->json && p->audit_odd)
		fprintf(c->out, "       AUDIT: line %lld is not what it told before\n",
			(long long)p->audit_odd);
	return ST_OK;
}

static enum status
list(struct cli *c, struct err *err)
{
	struct link_peer *rows = mem_alloc(LINK_PEERS_MAX * sizeof *rows);
	int n;
	enum status st = link_peers(c->app.store, rows, LINK_PEERS_MAX, &n, err);

	for (int i = 0; i < n && !st; i++)
		st = print_peer(c, &rows[i], err);
	if (!st && n == 0 && !c->json)
		fprintf(c->out, "No other site is known here. Take its key file first: "
				"limber keys trust FILE\n");
	free(rows);
	return st;
}

/* Each is a decision of a person: it wants a reason and stands in the audit. */
static enum status
apply(struct store *s, const char *what, const char *name, const char *value,
      struct err *err)
{
	if (!strcmp(what, "clear"))
		return link_alarm(s, name, "", err);
	if (!strcmp(what, "scope"))
		return link_scope_set(s, name, !strcmp(value, "all"), err);
	return store_setting_set(s, name, value, err);
}

static enum status
decide(struct cli *c, const char *what, const char *name, const char *value,
       const char *reason, struct err *err)
{
	char detail[200];
	struct store *s = c->app.store;
	struct link_peer p;
	enum status st = access_may(s, ROLE_EXCHANGE, ROLE_WRITE, "Other sites", err);

	str_format(detail, sizeof detail, "%s%s%s: %s", name, value[0] ? " " : "", value,
		   reason);
	if (!st && strcmp(what, "recovering") != 0)
		st = link_peer_get(s, name, &p, err);
	if (!st)
		st = store_begin(s, err);
	if (st)
		return st;
	st = apply(s, what, name, value, err);
	if (!st)
		st = audit_add(s, what, 0, detail, err);
	return store_end(s, st, err);
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	const char *reason = args_option(&argc, argv, "--reason");

	if (argc == 0 && !reason)
		return list(c, err);
	if (!reason || !reason[0])
		return args_usage(&verb_peers, err);
	if (argc == 2 && !strcmp(argv[0], "clear"))
		return decide(c, "clear", argv[1], "", reason, err);
	if (argc == 2 && !strcmp(argv[0], "recovering") &&
	    (!strcmp(argv[1], "on") || !strcmp(argv[1], "off")))
		return decide(c, "recovering", "recovering",
			      argv[1][1] == 'n' ? "1" : "0", reason, err);
	if (argc == 3 && !strcmp(argv[0], "scope") &&
	    (!strcmp(argv[2], "own") || !strcmp(argv[2], "all")))
		return decide(c, "scope", argv[1], argv[2], reason, err);
	return args_usage(&verb_peers, err);
}

const struct verb verb_peers = {
    .name = "peers",
    .args = "[(clear SITE | scope SITE own|all | recovering on|off) --reason TEXT]",
    .help = "the sites bundles are exchanged with, and how far each is",
    .more =
	"  A clinic gets the charts of its own patients alone, and what is nobody's; "
	"scope "
	"SITE\n"
	"  all sends it everybody's (what was left out follows), own ends that.\n"
	"  clear SITE takes from a site again that was frozen because two copies of its\n"
	"  database were in use: first make sure that only one is left. It also says "
	"that\n"
	"  you have looked at an audit that is not what it told before. While recovering "
	"is\n"
	"  on (a restore switches it on) a head office takes from every clinic what "
	"others\n"
	"  wrote and it lost; switch it off when all clinics have been heard.\n",
    .needs_data = true,
    .changes = true,
    .run = run,
};
