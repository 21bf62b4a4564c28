/* session.c - the session fold: an event is checked, time passes up to it, it is applied. */
#include "core/session.h"

#include "base/str.h"
#include "base/utf8.h"
#include "session_priv.h"

#include <string.h>

/* A boot clock that jumps further than this between two events is not believed. */
#define STEP_MAX_MS INT64_C(31622400000) /* 366 days */

void
session_init(struct session_state *s)
{
	memset(s, 0, sizeof *s);
	s->current = -1;
	s->phase_ms = -1;
	s->skill = -1;
	s->pain_before = s->pain_after = s->pain_next = s->swelling = -1;
}

static const char *
why_mode(const struct session_state *s, const struct session_rule *r)
{
	static const char *const words[] = {
	    [SESSION_EMPTY] = "the session is not open yet",
	    [SESSION_READY] = "no exercise runs; start one first",
	    [SESSION_RUNNING] = "an exercise runs",
	    [SESSION_FINISHED] = "the session is finished; reopen it first",
	};

	if ((r->when & (1u << s->mode)) == 0) {
		if ((r->when & SESSION_IN_EMPTY) != 0)
			return "the session is open already";
		if ((r->when & SESSION_IN_LIVE) == 0 && s->mode != SESSION_EMPTY)
			return "the session is not finished";
		return words[s->mode];
	}
	if (s->rebooted && (r->when & SESSION_NEEDS_CLOCK) != 0)
		return "the machine was off; say first how the clock goes on";
	if (s->stopped && (r->when & SESSION_NEEDS_GATE) != 0)
		return "stopped: it has to be cleared or gone on with a reason first";
	if ((r->when & SESSION_NEEDS_GATE) != 0 && session_asked_stop(s))
		return "a question asked by phone was answered with no: ask it again "
		       "first";
	return r->why != NULL ? r->why(s) : NULL;
}

/* What an event must be at any time: known, and its parts within their limits. */
static enum status
check_event(const struct session_state *s, const struct session_event *e, struct err *err)
{
	const struct session_rule *r;
	size_t n = strlen(e->text), at;

	if (e->kind < 0 || e->kind >= SEV_COUNT)
		return status_fail(err, ST_INVALID, "there is no such event");
	r = &session_event_rules[e->kind];
	if (e->boot_ms < 0 || strlen(e->boot) >= SESSION_BOOT_SIZE)
		return status_fail(err, ST_INVALID, "%s: no time of this machine",
				   session_event_id(e->kind));
	if ((r->when & SESSION_NEEDS_ITEM) != 0 ? e->item < 0 || e->item >= s->n_items
						: e->item < -1 || e->item >= s->n_items)
		return status_fail(err, ST_INVALID, "%s: there is no such exercise",
				   session_event_id(e->kind));
	if ((r->min != 0 || r->max != 0) && (e->n < r->min || e->n > r->max))
		return status_fail(err, ST_INVALID,
				   "%s: %lld is not between %lld and %lld",
				   session_event_id(e->kind), (long long)e->n,
				   (long long)r->min, (long long)r->max);
	if (n > r->text_max && r->text_max > 0)
		return status_fail(err, ST_INVALID,
				   "%s: the text is longer than %zu bytes",
				   session_event_id(e->kind), r->text_max);
	if ((n == 0 && (r->when & SESSION_NEEDS_TEXT) != 0) ||
	    !utf8_storable(e->text, n, e->kind == SEV_ITEM, &at))
		return status_fail(err, ST_INVALID,
				   "%s: the text is missing or unreadable",
				   session_event_id(e->kind));
	return ST_OK;
}

/* Where a clock stood, to go back when an event of a new boot is refused. */
struct clock_mark {
	bool paused, paused_before, rebooted;
	int64_t now_ms;
	char boot[SESSION_BOOT_SIZE];
};

static void
mark_reboot(struct session_state *s)
{
	if (!s->rebooted)
		s->paused_before = s->paused;
	s->rebooted = s->paused = true;
}

static bool
same_boot(const struct session_state *s, const char *boot)
{
	return (s->mode != SESSION_READY && s->mode != SESSION_RUNNING) ||
	       strcmp(s->boot, boot) == 0;
}

void
session_look(struct session_state *s, const char *boot, int64_t now_ms)
{
	if (same_boot(s, boot))
		session_advance(s, now_ms);
	else
		mark_reboot(s);
}

enum status
session_apply(struct session_state *s, const struct session_event *given, struct err *err)
{
	struct session_event e = *given;
	struct clock_mark was = {s->paused, s->paused_before, s->rebooted, s->now_ms, ""};
	enum status st;
	const char *why;
	bool same;

	e.text = e.text != NULL ? e.text : "";
	e.boot = e.boot != NULL ? e.boot : "";
	st = check_event(s, &e, err);
	if (st != ST_OK)
		return st;
	same = same_boot(s, e.boot);
	if (same && s->mode != SESSION_EMPTY && e.boot_ms - s->now_ms > STEP_MAX_MS)
		return status_fail(err, ST_INVALID, "this clock ran for over a year");
	memcpy(was.boot, s->boot, sizeof was.boot);
	session_look(s, e.boot, e.boot_ms);
	if (!same) {
		str_copy(s->boot, sizeof s->boot, e.boot);
		s->now_ms = e.boot_ms;
	}
	why = why_mode(s, &session_event_rules[e.kind]);
	st = why != NULL ? status_fail(err, ST_INVALID, "%s", why)
			 : session_event_rules[e.kind].act(s, &e, err);
	if (st == ST_OK) {
		s->n_events++;
	} else if (!same) {
		s->paused = was.paused;
		s->paused_before = was.paused_before;
		s->rebooted = was.rebooted;
		s->now_ms = was.now_ms;
		memcpy(s->boot, was.boot, sizeof s->boot);
	}
	return st;
}

bool
session_allows(const struct session_state *s, enum session_event_kind kind)
{
	return kind >= 0 && kind < SEV_COUNT &&
	       why_mode(s, &session_event_rules[kind]) == NULL;
}
