/* exchange_say.c - what became of a bundle, in one sentence a clerk can read out by phone. */
#include "exchange_priv.h"

#include <string.h>

/* The sender's audit against what it told of it before. */
static void
audit(const struct exchange_taken *t, char *out, size_t size)
{
	long long line = t->audit_line;

	out[0] = '\0';
	if (t->audit == MERGE_AUDIT_SHORTER)
		str_format(out, size,
			   " ALARM: the audit of %s is shorter than it was: lines from "
			   "%lld on were removed.",
			   t->from, line);
	else if (t->audit == MERGE_AUDIT_CHANGED)
		str_format(out, size,
			   " ALARM: the audit of %s was written anew: line %lld is not "
			   "what it told before.",
			   t->from, line);
	else if (t->audit == MERGE_AUDIT_UNTOLD)
		str_format(out, size,
			   " The audit of %s cannot be compared: it does not say again "
			   "what line %lld is.",
			   t->from, line);
	else if (t->audit == MERGE_AUDIT_RESTORED)
		str_format(out, size,
			   " %s was put back from a copy: its audit fits up to line %lld "
			   "and goes on otherwise.",
			   t->from, line);
}

/* How much of it was new, and how much of ours the sender confirms. */
static void
counts(const struct exchange_taken *t, char *out, size_t size)
{
	long long ops = t->ops, held = t->receipts;
	char confirmed[60] = "";

	if (held)
		str_format(confirmed, sizeof confirmed, "; %lld of ours arrived there",
			   held);
	if (!ops)
		str_format(out, size, "Nothing new from %s%s.", t->from, confirmed);
	else if (t->dry_run)
		str_format(out, size,
			   "%lld change%s from %s can be taken; nothing was taken yet.",
			   ops, ops == 1 ? "" : "s", t->from);
	else
		str_format(out, size, "%lld change%s from %s taken%s.", ops,
			   ops == 1 ? "" : "s", t->from, confirmed);
}

/* "191 changes from KBR taken. 2 need your decision." */
static void
imported(struct exchange_taken *t)
{
	char first[160], more[60] = "", lines[160];

	counts(t, first, sizeof first);
	if (t->conflicts)
		str_format(more, sizeof more, " %lld need%s your decision.",
			   (long long)t->conflicts, t->conflicts == 1 ? "s" : "");
	audit(t, lines, sizeof lines);
	str_format(t->said, sizeof t->said, "%s%s%s%s%s%s%s", first, more,
		   t->copies
		       ? " Two copies of this clinic's database are in use: stop and "
			 "call the office."
		       : "",
		   lines,
		   t->late ? " They come from a database that was replaced since: make "
			     "sure that its machine is out of use."
			   : "",
		   t->restored ? " This database was restored from a backup: what was "
				 "lost comes back with the next bundle."
			       : "",
		   t->peer_lost ? " The other side was restored from a backup: the next "
				  "export sends what it lost."
				: "");
}

/* The name of a bundle stands before what is wrong with it, once; behind it stands the way out. */
static void
refused(struct exchange_taken *t, const char *why)
{
	bool named = !strncmp(why, t->name, strlen(t->name));
	bool torn = t->state == ST_DAMAGED || t->state == ST_CHANGED;

	str_format(t->said, sizeof t->said, "%s%s%s", named ? "" : t->name,
		   named ? "" : ": ", why);
	if (torn && !strstr(why, "again"))
		str_format(t->said + strlen(t->said), sizeof t->said - strlen(t->said),
			   ". Nothing of it was taken, nothing is lost: ask %s to export "
			   "again.",
			   t->from);
}

void
exchange_say(struct exchange_taken *t, const struct err *err)
{
	if (t->state == ST_OK)
		imported(t);
	else if (t->state == ST_ALREADY)
		str_format(t->said, sizeof t->said,
			   "%s was imported before. Nothing to do.", t->name);
	else
		refused(t, status_say(err));
}
