/* session_asked.c - what is asked at the begin of a visit at a distance: consent, place, safety. */
#include "base/str.h"
#include "session_priv.h"

#include <string.h>

static int
find(const struct session_state *s, const char *key)
{
	int i = 0;

	while (i < s->n_asks && strcmp(s->asks[i].key, key) != 0)
		i++;
	return i;
}

const struct session_ask *
session_asked_of(const struct session_state *s, const char *key)
{
	int i = find(s, key);

	return i < s->n_asks ? &s->asks[i] : NULL;
}

const struct session_ask *
session_asked_stop(const struct session_state *s)
{
	for (int i = 0; i < s->n_asks; i++)
		if (s->asks[i].answer == ASKED_STOP)
			return &s->asks[i];
	return NULL;
}

static enum status
take_back(struct session_state *s, int i, struct err *err)
{
	int last = s->n_asks - 1;

	if (i > last)
		return status_fail(err, ST_INVALID, "it was not asked");
	memmove(&s->asks[i], &s->asks[i + 1], (size_t)(last - i) * sizeof s->asks[0]);
	memset(&s->asks[last], 0, sizeof s->asks[0]);
	s->n_asks--;
	return ST_OK;
}

enum status
session_asked_set(struct session_state *s, const struct session_event *e, struct err *err)
{
	struct session_ask a = {.answer = (int)e->n, .wall_ms = e->wall_ms};
	const char *text = e->text;
	int i;

	if (!session_gate_part(&text, a.key, sizeof a.key) || !a.key[0] ||
	    !session_gate_part(&text, a.words, sizeof a.words))
		return status_fail(err, ST_INVALID, "asked: key|words is wanted");
	i = find(s, a.key);
	if (a.answer == ASKED_NOT)
		return take_back(s, i, err);
	if (!a.words[0])
		return status_fail(err, ST_INVALID, "%s: what was answered is missing",
				   a.key);
	if (i == SESSION_ASKS_MAX)
		return status_fail(err, ST_INVALID, "%d steps are told; no more fit",
				   SESSION_ASKS_MAX);
	s->n_asks += i == s->n_asks;
	s->asks[i] = a;
	if (a.answer == ASKED_STOP && s->mode == SESSION_RUNNING) {
		s->paused = true;
		s->paused_before = true; /* a reboot does not set it going again */
	}
	return ST_OK;
}
