/* session_gate.c - screenings and stops of a session: what stands before its exercises. */
#include "base/str.h"
#include "session_priv.h"

#include <string.h>

bool
session_gate_part(const char **text, char *out, size_t size)
{
	size_t n = strcspn(*text, "|");

	if (n >= size)
		return false;
	memcpy(out, *text, n);
	out[n] = '\0';
	*text += n + ((*text)[n] == '|');
	return true;
}

static bool
known_outcome(const char *outcome)
{
	/* Code list `screening_outcome` of the data dictionary. */
	static const char *const codes[] = {"clear", "caution", "overridden", "stopped"};

	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
		if (strcmp(codes[i], outcome) == 0)
			return true;
	return false;
}

enum status
session_gate_set(struct session_state *s, const struct session_event *e, struct err *err)
{
	struct session_gate g = {
	    .screening = e->n, .during = s->current >= 0, .wall_ms = e->wall_ms};
	const char *text = e->text;

	if (!session_gate_part(&text, g.outcome, sizeof g.outcome) ||
	    !session_gate_part(&text, g.what, sizeof g.what) ||
	    !session_gate_part(&text, g.reason, sizeof g.reason) ||
	    !known_outcome(g.outcome))
		return status_fail(err, ST_INVALID,
				   "screening: outcome|what|reason is wanted");
	if (s->n_gates < SESSION_GATES_MAX)
		s->n_gates++;
	s->gates[s->n_gates - 1] = g;
	s->stopped = strcmp(g.outcome, "stopped") == 0;
	if (!g.during)
		s->screening = e->n;
	if (s->stopped && s->mode == SESSION_RUNNING) {
		s->paused = true;
		s->paused_before = true; /* a reboot does not set it going again */
	}
	return ST_OK;
}

enum status
session_gate_allow(struct session_state *s, const struct session_event *e,
		   struct err *err)
{
	struct session_item *it = &s->items[e->item];
	char what[sizeof it->allowed], why[sizeof it->allowed_why];
	char by[sizeof it->allowed_by];
	const char *text = e->text;

	if (!session_gate_part(&text, what, sizeof what) ||
	    !session_gate_part(&text, why, sizeof why) ||
	    !session_gate_part(&text, by, sizeof by) || what[0] == '\0' || by[0] == '\0')
		return status_fail(err, ST_INVALID,
				   "precaution: what|reason|initials is wanted");
	memcpy(it->allowed, what, sizeof what);
	memcpy(it->allowed_why, why, sizeof why);
	memcpy(it->allowed_by, by, sizeof by);
	return ST_OK;
}
