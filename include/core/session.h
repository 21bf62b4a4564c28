/* session.h - a therapy session as a fold over its events; knows no clock, screen or database.
 *
 * The running screen, the resume after a dropped line, the note, the units and the tests all
 * read the same fold: session_apply over the stored events, session_advance to the present. */
#ifndef CORE_SESSION_H
#define CORE_SESSION_H

#include "base/status.h"
#include "core/session_state.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Text form of an item plan for the ITEM event, and back. ST_INVALID: a value out of its
 * limits (data dictionary, prescription) or not such a text. */
enum status
session_item_encode(const struct session_item_plan *p, char out[SESSION_ITEM_TEXT_SIZE],
		    struct err *err) BASE_MUST_CHECK;
enum status session_item_decode(const char *text, struct session_item_plan *p,
				struct err *err) BASE_MUST_CHECK;

/* Makes an empty state. */
void session_init(struct session_state *s);
/* Counts time up to now_ms of the same boot: phases follow each other by themselves, at the
 * end of an item the change-over begins. Earlier now_ms changes nothing. Time of work and
 * hold belongs to who attends; rest, lead-in and change-over are not treatment (Pub. 100-02
 * ch. 15 220.3.E, billing-rules 1.4, 2026-11-23). */
void session_advance(struct session_state *s, int64_t now_ms);
/* For a screen: as session_advance when boot is the boot of the events, else only sets
 * rebooted and paused: the clock stands at the last event before the machine went off. */
void session_look(struct session_state *s, const char *boot, int64_t now_ms);
/* Advances to the event's time and applies it. ST_INVALID with a sentence (and an unchanged
 * fold, time apart) when the event makes no sense now. An event of another boot stops the
 * clock at the last event of the old one and sets rebooted and paused until GAP (which leaves
 * it paused only if it was before), RESUME or FINISH. The state that stored events are
 * applied to must not have been advanced past the next stored event: look at a copy. */
enum status session_apply(struct session_state *s, const struct session_event *given,
			  struct err *err) BASE_MUST_CHECK;
/* Would session_apply take it now (with a sensible item, number and text)? For greyed keys. */
bool session_allows(const struct session_state *s, enum session_event_kind kind);
/* "start" and so on; borrowed. False: there is no such event. */
const char *session_event_id(enum session_event_kind kind);
bool session_event_parse(const char *id, enum session_event_kind *kind);

/* Boot time at which the picture changes without a key (next second of session_shown_s or
 * next phase border, step of the pace when `tempo`); -1: never (before the first START,
 * paused, finished). */
int64_t session_next_change(const struct session_state *s, bool tempo);
/* Milliseconds to show: down for phases with a length, up otherwise. */
int64_t session_shown_ms(const struct session_state *s);
/* The big digits: seconds, rounded up when they go down and down when they go up. */
int64_t session_shown_s(const struct session_state *s);
/* "left", "right", "both" or "none": the side being worked or, in a side switch, the next. */
const char *session_side(const struct session_state *s);
/* Index of the item that START should take next; -1 when all are done. */
int session_next_item(const struct session_state *s);
/* Planned length of what is not yet done, change-overs of 30 s included, in ms. Count-up
 * sets count as nothing. */
int64_t session_planned_ms(const struct session_state *s);
/* Sum of all buckets: items, lead-in, change-over, pauses, preparation. */
int64_t session_elapsed_ms(const struct session_state *s);

/* What the last stretch of time brought, for bell and flash. */
enum session_cue {
	CUE_NONE = 0,
	CUE_GO = 1 << 0,       /* a set begins */
	CUE_REST = 1 << 1,     /* rest begins */
	CUE_SWITCH = 1 << 2,   /* change sides */
	CUE_HALF = 1 << 3,     /* half of a hold or timed block of 10 s or more */
	CUE_COUNT = 1 << 4,    /* 3, 2, 1 s before a border, phases of 5 s or more */
	CUE_ITEM_END = 1 << 5, /* last set is over */
	CUE_HOLD = 1 << 6,     /* hold begins */
};
/* Cues passed between two looks at the same session (before was advanced to after, or an
 * event came between them: then those of the newest phase). */
unsigned
session_cues(const struct session_state *before, const struct session_state *after);

/* Time of one code, in ms, adjustments included (they are the therapist's). Never below 0. */
struct session_code_time {
	char code[9];
	int64_t therapist_ms, assistant_ms; /* attended work, holds and skilled rest */
	int64_t unattended_ms;		    /* for supervised modalities; never timed */
	int64_t adjust_ms;		    /* part of therapist_ms that was corrected */
};
/* Lists the codes of items that were begun, in list order, then those of corrections alone;
 * returns how many. Items without a code are left out. */
int session_code_times(const struct session_state *s,
		       struct session_code_time out[SESSION_CODES_MAX]);

/* The sets of an item in the notation of performed.sets: "1L:10r50s+60 1R:8r40sx@2500g" -
 * number, side, repetitions, work seconds, x when broken off, + rest seconds, grams where
 * they differ from the set before. Cut at a set with "..." when out is too small. */
void session_sets_text(const struct session_item *it, char *out, size_t size);

/* Code of a level in the dictionary's list teach_back, and how the note says it; "" when nothing
 * was taught. Borrowed. */
const char *session_taught_id(int level);
const char *session_taught_words(int level);
/* The answer to a step of a visit at a distance; NULL: not asked. Borrowed from s. */
const struct session_ask *
session_asked_of(const struct session_state *s, const char *key);
/* The first answer that stops the visit; NULL: none does. Borrowed from s. */
const struct session_ask *session_asked_stop(const struct session_state *s);
/* The item that is group time of a class (its row), the last one when there are several; -1 none. */
int session_group_item(const struct session_state *s, int64_t group_class);
/* Attended time in groups, in ms, apart from one on one; 0 when there was none. */
int64_t session_group_ms(const struct session_state *s);
/* True when the word is told of how the patient seems. */
bool session_has_manner(const struct session_state *s, const char *word);

#endif
