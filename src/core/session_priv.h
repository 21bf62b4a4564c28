/* session_priv.h - inside of the session fold: walking the phases; private to session*.c. */
#ifndef CORE_SESSION_PRIV_H
#define CORE_SESSION_PRIV_H

#include "core/session.h"

enum {
	SESSION_IN_EMPTY = 1 << SESSION_EMPTY,
	SESSION_IN_READY = 1 << SESSION_READY,
	SESSION_IN_RUN = 1 << SESSION_RUNNING,
	SESSION_IN_END = 1 << SESSION_FINISHED,
	SESSION_IN_LIVE = SESSION_IN_READY | SESSION_IN_RUN,
	SESSION_IN_ALL = SESSION_IN_LIVE | SESSION_IN_END,
	SESSION_NEEDS_ITEM = 1 << 8,
	SESSION_NEEDS_CLOCK =
	    1 << 9, /* refused until the question after a reboot is answered */
	SESSION_NEEDS_TEXT = 1 << 10,
	SESSION_NEEDS_GATE = 1 << 11, /* refused while a stop stands */
};

/* When an event is taken and what it does. act checks all before it changes anything. */
struct session_rule {
	unsigned when;
	int64_t min, max; /* of n */
	size_t text_max;
	const char *(*why)(const struct session_state *);
	enum status (*act)(struct session_state *, const struct session_event *,
			   struct err *);
};
extern const struct session_rule session_event_rules[SEV_COUNT];

/* True for sets without a length: no timed block and no time per repetition. */
bool session_walk_counts_up(const struct dose *d);
/* The dose the timer walks: count-up sets become blocks of 1 ms whose length is ignored. */
struct dose session_walk_dose(const struct dose *d);
/* Sets of the dose, each side counted. */
int session_walk_blocks(const struct dose *d);

/* The item that runs or ran last; current must not be -1. */
struct session_item *session_walk_item(struct session_state *s);
/* Begins the walk of the current item at its next_block, with the lead-in. */
void session_walk_start(struct session_state *s);
/* Begins a set of the current item at once, without lead-in. */
void session_walk_goto(struct session_state *s, int round, int block);
/* Ends the phase that runs: the next one, or the end of the item. */
void session_walk_next(struct session_state *s);
/* Ends the set that runs as done. */
void session_walk_done(struct session_state *s);
/* Ends the running item as it stands. */
void session_walk_break(struct session_state *s);
/* Counts ms to the bucket of the running phase, pauses ignored; no phase ends. */
void session_walk_spend(struct session_state *s, int64_t ms);
/* Ends phases whose time is over. */
void session_walk_settle(struct session_state *s);
/* Gives the interval that runs to row `skill` of skills, or back (-1). */
void session_walk_mark(struct session_state *s, int skill);

enum { SESSION_POST_MAX_S = 86400 }; /* most seconds one correction adds */
/* Handlers of posted values, as act of a rule. */
enum status session_post_pain(struct session_state *s, const struct session_event *e,
			      struct err *err);
enum status session_post_effort(struct session_state *s, const struct session_event *e,
				struct err *err);
enum status session_post_heart_rate(struct session_state *s,
				    const struct session_event *e, struct err *err);
enum status session_post_assist(struct session_state *s, const struct session_event *e,
				struct err *err);
enum status session_post_side(struct session_state *s, const struct session_event *e,
			      struct err *err);
enum status session_post_load(struct session_state *s, const struct session_event *e,
			      struct err *err);
enum status session_post_reps(struct session_state *s, const struct session_event *e,
			      struct err *err);
enum status session_post_remark(struct session_state *s, const struct session_event *e,
				struct err *err);
enum status session_post_pain_before(struct session_state *s,
				     const struct session_event *e, struct err *err);
enum status session_post_pain_after(struct session_state *s,
				    const struct session_event *e, struct err *err);
enum status session_post_form(struct session_state *s, const struct session_event *e,
			      struct err *err);
enum status session_post_losses(struct session_state *s, const struct session_event *e,
				struct err *err);
enum status session_post_support(struct session_state *s, const struct session_event *e,
				 struct err *err);
enum status session_post_pain_next(struct session_state *s, const struct session_event *e,
				   struct err *err);
enum status session_post_swelling(struct session_state *s, const struct session_event *e,
				  struct err *err);
enum status session_post_minutes(struct session_state *s, const struct session_event *e,
				 struct err *err);
/* A screening's outcome, and a precaution that was looked at (session_gate.c). */
enum status
session_gate_set(struct session_state *s, const struct session_event *e, struct err *err);
/* A step of a visit at a distance (session_asked.c). */
enum status session_asked_set(struct session_state *s, const struct session_event *e,
			      struct err *err);
/* The next part of a text up to | or its end, into out, and *text behind it; false: too long. */
bool session_gate_part(const char **text, char *out, size_t size);
enum status session_gate_allow(struct session_state *s, const struct session_event *e,
			       struct err *err);
/* What was taught, and how the patient seemed (session_taught.c). */
enum status session_taught_set(struct session_state *s, const struct session_event *e,
			       struct err *err);
enum status session_taught_manner(struct session_state *s, const struct session_event *e,
				  struct err *err);
/* An item whose time is that of a group (session_group.c). */
enum { SESSION_GROUP_MOST = 99 };
enum status session_group_set(struct session_state *s, const struct session_event *e,
			      struct err *err);
enum status
session_post_tie(struct session_state *s, const struct session_event *e, struct err *err);

#endif
