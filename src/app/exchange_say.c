/* exchange_say.c - what became of a bundle, in one sentence a clerk can read out by phone. */
#include "exchange_priv.h"

#include "base/date.h"

/* "191 changes from KBR taken. 2 need your decision." */
static void
imported(struct exchange_taken *t)
{
	char more[200] = "";

	if (t->conflicts)
		str_format(more, sizeof more, " %lld need%s your decision.",
			   (long long)t->conflicts, t->conflicts == 1 ? "s" : "");
	str_format(
	    t->said, sizeof t->said, "%lld change%s from %s taken.%s%s%s%s%s%s",
	    (long long)t->ops, t->ops == 1 ? "" : "s", t->from, more,
	    t->copies ? " Two copies of this clinic's database are in use: stop and "
			"call the office."
		      : "",
	    t->audit_shrank ? " Its audit is shorter than it was: lines were removed. "
			      "Call the office."
			    : "",
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

void
exchange_say(struct exchange_taken *t, const struct err *err)
{
	if (t->state == ST_OK)
		imported(t);
	else if (t->state == ST_ALREADY)
		str_format(t->said, sizeof t->said,
			   "%s was imported before. Nothing to do.", t->name);
	else
		str_format(t->said, sizeof t->said, "%s: %s", t->name, status_say(err));
}
