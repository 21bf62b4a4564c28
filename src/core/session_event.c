/* session_event.c - the events of a session: when each is taken, what those of the clock do. */
#include "base/str.h"
#include "session_priv.h"

#include <assert.h>
#include <string.h>

enum { EXTEND_MAX_MS = 3600000, GAP_MAX_MS = 86400000 };

static const char *const event_ids[] = {
#define SESSION_EVENT_ID(NAME, id, meaning) id,
    SESSION_EVENTS(SESSION_EVENT_ID)
#undef SESSION_EVENT_ID
};
_Static_assert(sizeof event_ids / sizeof event_ids[0] == SEV_COUNT, "a name per event");

const char *
session_event_id(enum session_event_kind kind)
{
	assert(kind >= 0 && kind < SEV_COUNT);
	return event_ids[kind];
}

bool
session_event_parse(const char *id, enum session_event_kind *kind)
{
	for (int i = 0; i < SEV_COUNT; i++)
		if (strcmp(event_ids[i], id) == 0) {
			*kind = (enum session_event_kind)i;
			return true;
		}
	return false;
}

/* ---- why a key makes no sense now: NULL when it does ---- */

static const char *
why_pause(const struct session_state *s)
{
	return s->paused ? "the clock stands already" : NULL;
}

static const char *
why_resume(const struct session_state *s)
{
	return s->paused || s->rebooted ? NULL : "the clock runs already";
}

static const char *
why_skip(const struct session_state *s)
{
	if (s->mode == SESSION_RUNNING || session_next_item(s) >= 0)
		return NULL;
	return "no exercise is left to pass over";
}

static const char *
why_back(const struct session_state *s)
{
	if (s->mode == SESSION_RUNNING)
		return NULL;
	if (s->current >= 0 && s->items[s->current].n_sets > 0)
		return NULL;
	return "no set was begun yet";
}

static const char *
why_extend(const struct session_state *s)
{
	return s->phase_ms >= 0 ? NULL : "this set counts up; it has no end to move";
}

static const char *
why_skilled(const struct session_state *s)
{
	bool rest = s->mode == SESSION_RUNNING &&
		    (s->phase.kind == DOSE_REST || s->phase.kind == DOSE_SIDE_SWITCH);

	if (s->current < 0 || (s->mode == SESSION_RUNNING && !rest))
		return "only a rest or a change-over can be marked";
	if (s->skill < 0 && s->attend == ATTEND_NOBODY)
		return "nobody attends; say who attends first";
	return NULL;
}

static const char *
why_gap(const struct session_state *s)
{
	return s->rebooted ? NULL : "the machine was not off";
}

/* ---- what each event does; each checks all before it changes anything ---- */

static enum status
do_open(struct session_state *s, const struct session_event *e, struct err *err)
{
	if (strcmp(e->text, "cms") != 0 && strcmp(e->text, "ama") != 0)
		return status_fail(err, ST_INVALID, "unit rule '%s': use cms or ama",
				   e->text);
	str_copy(s->rule, sizeof s->rule, e->text);
	str_copy(s->boot, sizeof s->boot, e->boot);
	s->now_ms = e->boot_ms;
	s->mode = SESSION_READY;
	return ST_OK;
}

static enum status
do_item(struct session_state *s, const struct session_event *e, struct err *err)
{
	struct session_item_plan plan;
	enum status st = session_item_decode(e->text, &plan, err);

	if (st != ST_OK)
		return st;
	if (s->n_items == SESSION_ITEMS_MAX)
		return status_fail(err, ST_INVALID,
				   "the session has %d exercises; no more fit",
				   SESSION_ITEMS_MAX);
	struct session_item *it = &s->items[s->n_items++];

	memset(it, 0, sizeof *it);
	it->plan = plan;
	str_copy(it->side, sizeof it->side, plan.side);
	str_copy(it->band, sizeof it->band, plan.band);
	it->load_g = plan.load_g;
	it->pain = it->effort = it->heart_rate = -1;
	it->form_ok = it->losses = it->support = -1;
	return ST_OK;
}

static enum status
do_start(struct session_state *s, const struct session_event *e, struct err *err)
{
	struct session_item *it = &s->items[e->item];
	bool again = it->state == ITEM_DONE;
	int left = session_walk_blocks(&it->plan.dose) - (again ? 0 : it->next_block);

	if (s->mode == SESSION_RUNNING && e->item == s->current)
		return status_fail(err, ST_INVALID, "this exercise runs already");
	if (it->n_sets + left > SESSION_SETS_MAX)
		return status_fail(err, ST_INVALID,
				   "%s: %d sets are recorded, no more fit; add it anew",
				   it->plan.name, it->n_sets);
	if (s->mode == SESSION_RUNNING)
		session_walk_break(s);
	if (s->current < 0)
		s->started_wall_ms = e->wall_ms;
	if (again) {
		it->round++;
		it->next_block = 0;
	}
	s->current = e->item;
	s->paused = false;
	session_walk_start(s);
	return ST_OK;
}

static enum status
do_pause(struct session_state *s, const struct session_event *e, struct err *err)
{
	(void)e;
	(void)err;
	s->paused = true;
	return ST_OK;
}

static enum status
do_resume(struct session_state *s, const struct session_event *e, struct err *err)
{
	(void)e;
	(void)err;
	s->paused = false;
	s->rebooted = false;
	return ST_OK;
}

static enum status
do_done(struct session_state *s, const struct session_event *e, struct err *err)
{
	(void)e;
	(void)err;
	if (s->in_set)
		session_walk_done(s);
	else
		session_walk_next(s);
	return ST_OK;
}

static enum status
do_skip(struct session_state *s, const struct session_event *e, struct err *err)
{
	int item = e->item >= 0 ? e->item : session_next_item(s);

	if (s->mode == SESSION_RUNNING) {
		if (e->item >= 0 && e->item != s->current)
			return status_fail(err, ST_INVALID, "this exercise does not run");
		session_walk_break(s);
		return ST_OK;
	}
	if (s->items[item].state != ITEM_WAITING)
		return status_fail(err, ST_INVALID, "this exercise is over already");
	s->items[item].state = ITEM_SKIPPED;
	return ST_OK;
}

/* The set that runs begins again, and when `before` the one in front of it. */
static void
again(struct session_state *s, bool before)
{
	struct session_item *it = session_walk_item(s);
	struct session_set to;

	if (s->mode == SESSION_RUNNING && s->phase.kind == DOSE_LEAD_IN) {
		session_walk_start(s);
		return;
	}
	assert(it->n_sets > 0);
	to = it->sets[--it->n_sets];
	if (before && s->in_set && it->n_sets > 0)
		to = it->sets[--it->n_sets];
	session_walk_goto(s, to.round, to.block);
}

static enum status
do_back(struct session_state *s, const struct session_event *e, struct err *err)
{
	(void)e;
	(void)err;
	again(s, true);
	return ST_OK;
}

static enum status
do_restart(struct session_state *s, const struct session_event *e, struct err *err)
{
	(void)e;
	(void)err;
	again(s, false);
	return ST_OK;
}

static enum status
do_extend(struct session_state *s, const struct session_event *e, struct err *err)
{
	if (s->phase_ms + e->n > GAP_MAX_MS)
		return status_fail(err, ST_INVALID, "no phase is longer than a day");
	s->phase_ms += e->n;
	return ST_OK;
}

static enum status
do_take(struct session_state *s, const struct session_event *e, struct err *err)
{
	(void)err;
	s->holder = e->n;
	s->holder_staff = e->staff;
	s->holder_wall_ms = e->wall_ms;
	return ST_OK;
}

static enum status
do_attend(struct session_state *s, const struct session_event *e, struct err *err)
{
	(void)err;
	s->attend = (enum session_attend)e->n;
	return ST_OK;
}

/* Row of skills for the interval that runs, made when there is none; -1: no room. */
static int
skill_row(struct session_state *s, const char *reason)
{
	bool change = s->mode == SESSION_READY;
	int i;

	for (i = 0; i < s->n_skills; i++)
		if (s->skills[i].item == s->current && s->skills[i].change == change &&
		    strcmp(s->skills[i].reason, reason) == 0)
			return i;
	if (i == SESSION_SKILLS_MAX)
		return -1;
	memset(&s->skills[i], 0, sizeof s->skills[i]);
	s->skills[i].item = s->current;
	s->skills[i].change = change;
	str_copy(s->skills[i].reason, sizeof s->skills[i].reason, reason);
	s->n_skills++;
	return i;
}

static enum status
do_skilled(struct session_state *s, const struct session_event *e, struct err *err)
{
	int row;

	if (e->text[0] == '\0') {
		if (s->skill < 0)
			return status_fail(err, ST_INVALID,
					   "say why this rest is skilled treatment");
		session_walk_mark(s, -1);
		return ST_OK;
	}
	row = skill_row(s, e->text);
	if (row < 0)
		return status_fail(err, ST_INVALID,
				   "%d rests are marked already; use an earlier reason",
				   SESSION_SKILLS_MAX);
	if (row == s->skill)
		return ST_OK;
	if (s->skill >= 0)
		session_walk_mark(s, -1);
	session_walk_mark(s, row);
	return ST_OK;
}

static enum status
do_gap(struct session_state *s, const struct session_event *e, struct err *err)
{
	(void)err;
	session_walk_spend(s, e->n);
	session_walk_settle(s);
	s->rebooted = false;
	s->paused = s->paused_before;
	return ST_OK;
}

static enum status
do_finish(struct session_state *s, const struct session_event *e, struct err *err)
{
	(void)err;
	if (s->mode == SESSION_RUNNING)
		session_walk_break(s);
	s->mode = SESSION_FINISHED;
	s->paused = s->rebooted = false;
	s->ended_wall_ms = e->wall_ms;
	return ST_OK;
}

static enum status
do_reopen(struct session_state *s, const struct session_event *e, struct err *err)
{
	(void)err;
	if (strcmp(s->boot, e->boot) == 0 && e->boot_ms > s->now_ms)
		s->paused_ms += e->boot_ms - s->now_ms;
	if (strcmp(s->boot, e->boot) != 0 || e->boot_ms > s->now_ms)
		s->now_ms = e->boot_ms;
	str_copy(s->boot, sizeof s->boot, e->boot);
	s->mode = SESSION_READY;
	s->ended_wall_ms = 0;
	s->phase_run_ms = 0;
	s->phase_serial++;
	s->skill = -1;
	memset(s->interval_ms, 0, sizeof s->interval_ms);
	return ST_OK;
}

/* ---- the table of events ---- */

/* clang-format off */
const struct session_rule session_event_rules[] = {
[SEV_OPEN]        = {SESSION_IN_EMPTY | SESSION_NEEDS_TEXT, 0, 0, 7, NULL, do_open},
[SEV_ITEM]        = {SESSION_IN_LIVE | SESSION_NEEDS_TEXT, 0, 0, SESSION_ITEM_TEXT_SIZE - 1, NULL, do_item},
[SEV_START]       = {SESSION_IN_LIVE | SESSION_NEEDS_GATE | SESSION_NEEDS_ITEM | SESSION_NEEDS_CLOCK, 0, 0, 0, NULL, do_start},
[SEV_PAUSE]       = {SESSION_IN_LIVE | SESSION_NEEDS_CLOCK, 0, 0, 0, why_pause, do_pause},
[SEV_RESUME]      = {SESSION_IN_LIVE | SESSION_NEEDS_GATE, 0, 0, 0, why_resume, do_resume},
[SEV_DONE]        = {SESSION_IN_RUN | SESSION_NEEDS_GATE | SESSION_NEEDS_CLOCK, 0, 0, 0, NULL, do_done},
[SEV_SKIP]        = {SESSION_IN_LIVE | SESSION_NEEDS_CLOCK, 0, 0, 0, why_skip, do_skip},
[SEV_BACK]        = {SESSION_IN_LIVE | SESSION_NEEDS_GATE | SESSION_NEEDS_CLOCK, 0, 0, 0, why_back, do_back},
[SEV_RESTART]     = {SESSION_IN_RUN | SESSION_NEEDS_GATE | SESSION_NEEDS_CLOCK, 0, 0, 0, NULL, do_restart},
[SEV_EXTEND]      = {SESSION_IN_RUN | SESSION_NEEDS_GATE | SESSION_NEEDS_CLOCK, 1, EXTEND_MAX_MS, 0, why_extend, do_extend},
[SEV_ATTEND]      = {SESSION_IN_LIVE | SESSION_NEEDS_CLOCK, 0, ATTEND_COUNT - 1, 0, NULL, do_attend},
[SEV_SKILLED]     = {SESSION_IN_LIVE | SESSION_NEEDS_CLOCK, 0, 0, 120, why_skilled, do_skilled},
[SEV_PAIN]        = {SESSION_IN_ALL | SESSION_NEEDS_ITEM, -1, 10, 0, NULL, session_post_pain},
[SEV_EFFORT]      = {SESSION_IN_ALL | SESSION_NEEDS_ITEM, -1, 10, 0, NULL, session_post_effort},
[SEV_HEART_RATE]  = {SESSION_IN_ALL | SESSION_NEEDS_ITEM, -1, 250, 0, NULL, session_post_heart_rate},
[SEV_ASSIST]      = {SESSION_IN_ALL | SESSION_NEEDS_ITEM, 0, 0, 11, NULL, session_post_assist},
[SEV_SIDE]        = {SESSION_IN_ALL | SESSION_NEEDS_ITEM | SESSION_NEEDS_TEXT, 0, 0, 7, NULL, session_post_side},
[SEV_LOAD]        = {SESSION_IN_ALL | SESSION_NEEDS_ITEM, 0, 500000, 20, NULL, session_post_load},
[SEV_REPS]        = {SESSION_IN_ALL | SESSION_NEEDS_ITEM, 0, 999, 0, NULL, session_post_reps},
[SEV_REMARK]      = {SESSION_IN_ALL | SESSION_NEEDS_ITEM, 0, 0, SESSION_REMARK_SIZE - 1, NULL, session_post_remark},
[SEV_PAIN_BEFORE] = {SESSION_IN_ALL, -1, 10, 0, NULL, session_post_pain_before},
[SEV_PAIN_AFTER]  = {SESSION_IN_ALL, -1, 10, 0, NULL, session_post_pain_after},
[SEV_MINUTES]     = {SESSION_IN_ALL | SESSION_NEEDS_TEXT, -SESSION_POST_MAX_S, SESSION_POST_MAX_S, 129, NULL, session_post_minutes},
[SEV_TIE]         = {SESSION_IN_ALL, 0, 0, SESSION_TIE_SIZE - 1, NULL, session_post_tie},
[SEV_GAP]         = {SESSION_IN_LIVE, 0, GAP_MAX_MS, 0, why_gap, do_gap},
[SEV_FINISH]      = {SESSION_IN_LIVE, 0, 0, 0, NULL, do_finish},
[SEV_REOPEN]      = {SESSION_IN_END, 0, 0, 0, NULL, do_reopen},
[SEV_FORM]        = {SESSION_IN_ALL | SESSION_NEEDS_ITEM, -1, 1, 0, NULL, session_post_form},
[SEV_LOSSES]      = {SESSION_IN_ALL | SESSION_NEEDS_ITEM, -1, 99, 0, NULL, session_post_losses},
[SEV_SUPPORT]     = {SESSION_IN_ALL | SESSION_NEEDS_ITEM, -1, 3, 0, NULL, session_post_support},
[SEV_PAIN_NEXT]   = {SESSION_IN_ALL, -1, 10, 0, NULL, session_post_pain_next},
[SEV_SWELLING]    = {SESSION_IN_ALL, -1, 1, 0, NULL, session_post_swelling},
[SEV_GATE]        = {SESSION_IN_ALL | SESSION_NEEDS_TEXT, 0, INT64_MAX, SESSION_GATE_TEXT_SIZE - 1, NULL, session_gate_set},
[SEV_ALLOW]       = {SESSION_IN_ALL | SESSION_NEEDS_ITEM | SESSION_NEEDS_TEXT, 0, 0, 300, NULL, session_gate_allow},
[SEV_TAUGHT]      = {SESSION_IN_ALL, 0, TAUGHT_COUNT - 1, SESSION_TOPIC_SIZE - 1, NULL, session_taught_set},
[SEV_MANNER]      = {SESSION_IN_ALL | SESSION_NEEDS_TEXT, 0, 1, 23, NULL, session_taught_manner},
[SEV_ASKED]       = {SESSION_IN_ALL | SESSION_NEEDS_TEXT, 0, ASKED_COUNT - 1, SESSION_ASK_SIZE + 24, NULL, session_asked_set},
[SEV_TAKE]        = {SESSION_IN_ALL, 1, INT64_MAX, 0, NULL, do_take},
[SEV_GROUP]       = {SESSION_IN_ALL | SESSION_NEEDS_ITEM | SESSION_NEEDS_TEXT, 1, SESSION_GROUP_MOST, 19, NULL, session_group_set},
};
/* clang-format on */
_Static_assert(sizeof session_event_rules / sizeof session_event_rules[0] == SEV_COUNT,
	       "a rule per event");
