/* session.h - a therapy session as a fold over its events; knows no clock, screen or database.
 *
 * The running screen, the resume after a dropped line, the note, the units and the tests all
 * read the same fold: session_apply over the stored events, session_advance to the present. */
#ifndef CORE_SESSION_H
#define CORE_SESSION_H

#include "base/status.h"
#include "core/dose.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SESSION_ITEMS_MAX = 24,
	SESSION_SETS_MAX = 48, /* 20 sets a side and some repeated ones */
	SESSION_CODES_MAX = 12,
	SESSION_REMARK_SIZE = 501,
	SESSION_BOOT_SIZE = 40,
	SESSION_ITEM_TEXT_SIZE = 400,
};

/* Kinds of events: name in C, name in the database, what the number and the text mean. */
#define SESSION_EVENTS(X)                                                                \
	X(OPEN, "open", "text: unit rule")                                               \
	X(ITEM, "item", "text: session_item_encode; appended to the list")               \
	X(START, "start",                                                                \
	  "item: its lead-in begins; another running item ends as it is")                \
	X(PAUSE, "pause", "every clock stands")                                          \
	X(RESUME, "resume", "every clock runs again")                                    \
	X(DONE, "done",                                                                  \
	  "work: the set is done as asked; rest, switch, lead-in: go on now")            \
	X(SKIP, "skip", "the item ends here; what was not done is not counted as done")  \
	X(BACK, "back", "to the begin of the set before (its record is dropped)")        \
	X(RESTART, "restart", "this set begins again; time spent on it stays counted")   \
	X(EXTEND, "extend", "n: ms added to the phase that runs")                        \
	X(ATTEND, "attend", "n: enum session_attend from now on")                        \
	X(SKILLED, "skilled",                                                            \
	  "text: reason; this rest or change-over is attended and skilled")              \
	X(PAIN, "pain", "item, n: 0-10 worst during it")                                 \
	X(EFFORT, "effort", "item, n: 0-10")                                             \
	X(HEART_RATE, "heart_rate", "item, n: per minute")                               \
	X(ASSIST, "assist", "item, text: code of help needed")                           \
	X(SIDE, "side", "item, text: left, right or both")                               \
	X(LOAD, "load", "item, n: grams, text: band; holds from the next set record on") \
	X(REPS, "reps", "item, n: repetitions really done in its last set")              \
	X(REMARK, "remark", "item, text: replaces its remark")                           \
	X(PAIN_BEFORE, "pain_before", "n: 0-10")                                         \
	X(PAIN_AFTER, "pain_after", "n: 0-10")                                           \
	X(MINUTES, "minutes", "n: seconds added (may be negative), text: code|reason")   \
	X(TIE, "tie", "text: the allocation chosen among equals, code:units;...")        \
	X(GAP, "gap", "n: ms granted for the time the machine was off (0: none)")        \
	X(FINISH, "finish", "no clock runs any more")                                    \
	X(REOPEN, "reopen", "takes a finish back")

enum session_event_kind {
#define SESSION_EVENT_ENUM(NAME, text, meaning) SEV_##NAME,
	SESSION_EVENTS(SESSION_EVENT_ENUM)
#undef SESSION_EVENT_ENUM
	    SEV_COUNT
};

/* One thing that happened. text is borrowed during the call. */
struct session_event {
	enum session_event_kind kind;
	int item;	  /* index, -1 for the session */
	int64_t n;	  /* meaning by kind */
	const char *text; /* may be NULL */
	int64_t boot_ms;  /* CLOCK_BOOTTIME: orders and measures within one boot */
	const char *boot; /* boot id */
	int64_t wall_ms;  /* claim of the wall clock: shown, never used for lengths */
	int64_t staff;	  /* who pressed the key; 0 unknown */
};

enum session_attend { ATTEND_THERAPIST, ATTEND_ASSISTANT, ATTEND_NOBODY, ATTEND_COUNT };
enum session_mode { SESSION_EMPTY, SESSION_READY, SESSION_RUNNING, SESSION_FINISHED };
enum session_item_state {
	ITEM_WAITING,
	ITEM_RUNNING,
	ITEM_DONE,
	ITEM_PART,
	ITEM_SKIPPED
};

/* What is to be done: copied from the prescription when the session is opened. */
struct session_item_plan {
	int64_t prescription; /* row numbers; 0: none */
	int64_t exercise;
	char name[61];
	char code[9];	  /* "" is not billed */
	struct dose dose; /* sets 1, no reps, no duration: counts up until tapped */
	char side[8];	  /* left, right, both or none */
	char load_kind[8];
	int64_t load_g; /* 0 none */
	char band[21];
	char last[48]; /* last time's values in short, for the eye only */
};

/* One set (of one side) that was begun. */
struct session_set {
	uint8_t set;		  /* 1.. */
	uint8_t side;		  /* 0 both or none, 1 first side, 2 second side */
	uint8_t done;		  /* 1: completed, 0: broken off */
	int16_t reps;		  /* really done; -1 for timed work */
	int32_t work_ms, rest_ms; /* work with holds; the rest after it */
	int32_t load_g;
};

struct session_item {
	struct session_item_plan plan;
	enum session_item_state state;
	int n_sets;
	struct session_set sets[SESSION_SETS_MAX];
	/* Where its time went; attended work by who attended. */
	int64_t work_ms, assistant_ms, unattended_ms;
	int64_t rest_ms, skilled_ms, skilled_assistant_ms;
	int pain, effort, heart_rate; /* -1 not asked */
	char assist[12];
	char remark[SESSION_REMARK_SIZE];
};

struct session_adjust {
	char code[9];
	int64_t seconds;
	char reason[121];
};

/* The whole state. {0} before the first event. A value: copy it to look ahead. */
struct session_state {
	enum session_mode mode;
	bool paused;
	bool rebooted; /* events of an earlier boot: ask before the clock goes on */
	char rule[8];  /* cms or ama */
	int n_items;
	struct session_item items[SESSION_ITEMS_MAX];
	int current; /* item that runs or ran last; -1 none */

	/* The phase that runs (mode RUNNING), or the change-over (mode READY). */
	int phase_index;
	struct dose_phase phase;
	int64_t phase_run_ms;
	int64_t phase_ms; /* length, extensions included; -1 counts up until tapped */
	bool skilled;	  /* this rest or change-over is attended and skilled */
	char skilled_reason[121];

	enum session_attend attend;
	int64_t lead_ms, change_ms, paused_ms;
	int64_t now_ms; /* boot time up to which everything is counted */
	char boot[SESSION_BOOT_SIZE];
	int64_t started_wall_ms, ended_wall_ms; /* 0 not yet */

	int pain_before, pain_after; /* -1 not asked */
	int n_adjusts;
	struct session_adjust adjusts[8];
	char tie[80];
	int64_t n_events; /* applied so far */
};

/* Text form of an item plan for the ITEM event, and back. ST_INVALID: not such a text. */
enum status session_item_encode(const struct session_item_plan *p,
				char out[SESSION_ITEM_TEXT_SIZE]) BASE_MUST_CHECK;
enum status session_item_decode(const char *text, struct session_item_plan *p,
				struct err *err) BASE_MUST_CHECK;

/* Makes an empty state. */
void session_init(struct session_state *s);
/* Counts time up to now_ms of the same boot: phases follow each other by themselves, at the
 * end of an item the change-over begins. Earlier now_ms changes nothing. */
void session_advance(struct session_state *s, int64_t now_ms);
/* Advances to the event's time and applies it. ST_INVALID with a sentence (and an unchanged
 * fold, time apart) when the event makes no sense now. An event of another boot stops the
 * clock at the last event of the old one and sets rebooted until GAP or RESUME. */
enum status session_apply(struct session_state *s, const struct session_event *e,
			  struct err *err) BASE_MUST_CHECK;
/* Would session_apply take it now? For keys that are greyed. */
bool session_allows(const struct session_state *s, enum session_event_kind kind);

/* Boot time at which the picture changes without a key (next whole second of the big digits
 * or next phase border, tempo step when `tempo`); -1: never (paused, finished). */
int64_t session_next_change(const struct session_state *s, bool tempo);

/* Milliseconds to show: down for phases with a length, up otherwise. */
int64_t session_shown_ms(const struct session_state *s);
/* Index of the item that START should take next; -1 when all are done. */
int session_next_item(const struct session_state *s);
/* Planned length of what is not yet done, change-overs of 30 s included, in ms. */
int64_t session_planned_ms(const struct session_state *s);

/* What the last stretch of time brought, for bell and flash. */
enum session_cue {
	CUE_NONE = 0,
	CUE_GO = 1 << 0,       /* work begins */
	CUE_REST = 1 << 1,     /* rest begins */
	CUE_SWITCH = 1 << 2,   /* change sides */
	CUE_HALF = 1 << 3,     /* half of a hold or timed block */
	CUE_COUNT = 1 << 4,    /* 3, 2, 1 before a border */
	CUE_ITEM_END = 1 << 5, /* last set is over */
	CUE_HOLD = 1 << 6,     /* hold begins */
};
/* Cues passed between two looks at the same session (before was advanced to after). */
unsigned
session_cues(const struct session_state *before, const struct session_state *after);

/* Time of one code, in ms, adjustments included. */
struct session_code_time {
	char code[9];
	int64_t therapist_ms, assistant_ms; /* attended work, holds and skilled rest */
	int64_t unattended_ms;		    /* for supervised modalities; never timed */
};
/* Lists codes in order of first use; returns how many. Items without a code are left out. */
int session_code_times(const struct session_state *s,
		       struct session_code_time out[SESSION_CODES_MAX]);

/* The sets of an item in the notation of performed.sets: "1L:10r50s+60 2L:..." - number, side,
 * repetitions or seconds, work seconds, + rest seconds, load when it differs. */
void session_sets_text(const struct session_item *it, char *out, size_t size);

#endif
