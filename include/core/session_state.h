/* session_state.h - what a therapy session is made of: events, items, sets, buckets of time. */
#ifndef CORE_SESSION_STATE_H
#define CORE_SESSION_STATE_H

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
	SESSION_SKILLS_MAX = 16,
	SESSION_ADJUSTS_MAX = 8,
	SESSION_TIE_SIZE = 272, /* 24 codes with their units */
	SESSION_GATES_MAX = 12,
	SESSION_GATE_TEXT_SIZE = 400,
	SESSION_REASON_MOST = 160, /* bytes of the reason of a gate */
	SESSION_TOPICS_MAX = 12,
	SESSION_TOPIC_SIZE = 61,
	SESSION_MANNER_SIZE = 161,
	SESSION_ASKS_MAX = 12,
	SESSION_ASK_SIZE = 241,
};

/* Kinds of events: name in C, name in the database, what the number and the text mean. */
#define SESSION_EVENTS(X)                                                                \
	X(OPEN, "open", "text: unit rule, cms or ama")                                   \
	X(ITEM, "item", "text: session_item_encode; appended to the list")               \
	X(START, "start",                                                                \
	  "item: its lead-in begins; another running item ends as it is; one that "      \
	  "ended early goes on at its next set; a finished one is done once more")       \
	X(PAUSE, "pause", "every clock stands")                                          \
	X(RESUME, "resume", "every clock runs again")                                    \
	X(DONE, "done",                                                                  \
	  "work: the set is done as asked; rest, switch, lead-in: go on now")            \
	X(SKIP, "skip",                                                                  \
	  "the running item ends here, what was not done is not counted as done; "       \
	  "ready: item (-1 the next) is passed over")                                    \
	X(BACK, "back",                                                                  \
	  "to the begin of the set before, in a rest or change-over of the set just "    \
	  "done; its record is dropped, its time stays counted")                         \
	X(RESTART, "restart", "this set begins again; time spent on it stays counted")   \
	X(EXTEND, "extend", "n: ms added to the phase that runs")                        \
	X(ATTEND, "attend", "n: enum session_attend from now on")                        \
	X(SKILLED, "skilled",                                                            \
	  "text: reason; this rest or change-over is attended and skilled, what has "    \
	  "passed of it too; no text takes the mark back")                               \
	X(PAIN, "pain", "item, n: 0-10 worst during it; -1 not asked")                   \
	X(EFFORT, "effort", "item, n: 0-10; -1 not asked")                               \
	X(HEART_RATE, "heart_rate", "item, n: per minute; -1 not counted")               \
	X(ASSIST, "assist", "item, text: code of help needed")                           \
	X(SIDE, "side",                                                                  \
	  "item, text: left, right, both or none; with two sides: the first one, "       \
	  "before its first set")                                                        \
	X(LOAD, "load", "item, n: grams, text: band; holds from the next set record on") \
	X(REPS, "reps", "item, n: repetitions really done in its last set that is over") \
	X(REMARK, "remark", "item, text: replaces its remark")                           \
	X(PAIN_BEFORE, "pain_before", "n: 0-10; -1 not asked")                           \
	X(PAIN_AFTER, "pain_after", "n: 0-10; -1 not asked")                             \
	X(MINUTES, "minutes",                                                            \
	  "n: seconds added (may be negative), text: code|reason; 0 takes the "          \
	  "corrections of the code back")                                                \
	X(TIE, "tie", "text: the allocation chosen among equals, code:units;...")        \
	X(GAP, "gap",                                                                    \
	  "n: ms granted to the running phase for the time the machine was off")         \
	X(FINISH, "finish", "no clock runs any more; a running item ends as it is")      \
	X(REOPEN, "reopen", "takes a finish back")                                       \
	X(FORM, "form", "item, n: 1 safe and as taught, 0 not; -1 not judged")           \
	X(LOSSES, "losses", "item, n: losses of balance in all; -1 not counted")         \
	X(SUPPORT, "support",                                                            \
	  "item, n: 0 none, 1 fingertips, 2 one hand, 3 two hands; -1 not told")         \
	X(PAIN_NEXT, "pain_next",                                                        \
	  "n: 0-10 worst pain the morning after the visit before; -1 not asked")         \
	X(SWELLING, "swelling",                                                          \
	  "n: 1 new or more swelling since the visit before, 0 not; -1 not asked")       \
	X(GATE, "gate",                                                                  \
	  "n: row of the screening, 0 none; text: outcome|what|reason, outcome clear, "  \
	  "caution, overridden or stopped; a stopped one pauses the clock and refuses "  \
	  "what moves it until another outcome follows")                                 \
	X(ALLOW, "allow",                                                                \
	  "item, text: what|reason|initials; done in spite of a precaution (no reason: " \
	  "with care)")                                                                  \
	X(TAUGHT, "taught",                                                              \
	  "item, or -1 and text: the topic; n: enum session_taught, 0 takes it back")    \
	X(MANNER, "manner",                                                              \
	  "text: a word for how the patient seems; n: 1 it is seen, 0 taken back")       \
	X(ASKED, "asked",                                                                \
	  "text: key|words for the note; n: enum session_asked; a step of a visit at a " \
	  "distance; ASKED_STOP pauses the clock and refuses what moves it until it is " \
	  "asked again")                                                                 \
	X(TAKE, "take",                                                                  \
	  "n: the terminal that runs the session from now on; no clock is touched")      \
	X(GROUP, "group",                                                                \
	  "item, text: row of the class; n: patients who attend it now, this one "       \
	  "counted; the time of the item is group time, never one on one")

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

/* How far something taught was shown back. */
enum session_taught { TAUGHT_NOT, TAUGHT_SHOWN, TAUGHT_CUE, TAUGHT_ALONE, TAUGHT_COUNT };
/* A step of a visit at a distance: not asked, yes or told, no, no and nothing goes on. */
enum session_asked { ASKED_NOT, ASKED_YES, ASKED_NO, ASKED_STOP, ASKED_COUNT };
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
	char code[9]; /* "" is not billed */
	struct dose
	    dose;     /* sets 1-20; without reps and duration it counts up until tapped */
	char side[8]; /* left, right, both or none; two sides: right begins, else left */
	char load_kind[8];
	int64_t load_g; /* 0 none */
	char band[21];
	char last[48]; /* last time's values in short, for the eye only */
	int support;   /* 0 none, 1 fingertips, 2 one hand, 3 two hands */
};

/* One set (of one side) that was begun. */
struct session_set {
	uint8_t set;		  /* 1..; goes on when the item is done once more */
	uint8_t side;		  /* 0 both, none or alternating, 1 left, 2 right */
	uint8_t done;		  /* 1: completed, 0: it runs or was broken off */
	uint8_t round, block;	  /* where in the dose: for BACK */
	int16_t reps;		  /* really done, per side; -1 for timed work */
	int32_t work_ms, rest_ms; /* work with holds; the rest or switch after it */
	int32_t load_g;
};

struct session_item {
	struct session_item_plan plan;
	enum session_item_state state;
	int n_sets;
	struct session_set sets[SESSION_SETS_MAX];
	int round;	/* 0 the first time, 1 once more ... */
	int next_block; /* set (of one side) in the dose that comes next, from 0 */
	char side[8];	/* in force now; plan holds what was asked */
	int64_t load_g;
	char band[21];
	/* Where its time went; attended work by who attended. rest_ms holds no skilled_*. */
	int64_t work_ms, assistant_ms, unattended_ms;
	int64_t rest_ms, skilled_ms, skilled_assistant_ms;
	int pain, effort, heart_rate; /* -1 not asked */
	int form_ok, losses, support; /* -1 not judged, counted, told */
	int taught;		      /* enum session_taught */
	char assist[12];
	char remark[SESSION_REMARK_SIZE];
	char allowed[161];     /* the precaution it is done in spite of; "" none asked */
	char allowed_why[121]; /* "" with care */
	char allowed_by[9];    /* initials */
	/* Group time: row of the class, 0 one on one; patients now, and at most so far. */
	int64_t group_class;
	int group_now, group_most;
	int64_t group_alone_ms; /* part of its work in which nobody else attended */
};

/* Something taught that is no exercise of the session. */
struct session_topic {
	char topic[SESSION_TOPIC_SIZE];
	int level; /* enum session_taught, never TAUGHT_NOT */
};

/* What was asked at the begin of a visit at a distance. */
struct session_ask {
	char key[25];
	char words[SESSION_ASK_SIZE]; /* as the note tells it */
	int answer;		      /* enum session_asked, never ASKED_NOT */
	int64_t wall_ms;	      /* when (claim of the wall clock) */
};

/* What a screening came to, or a stop during the session. */
struct session_gate {
	int64_t screening; /* row, 0 none */
	char outcome[12];
	char what[161], reason[SESSION_REASON_MOST + 1];
	bool during;	 /* an exercise had begun */
	int64_t wall_ms; /* when it was asked */
};

/* Rest or change-over marked as attended and skilled, by item and reason. */
struct session_skill {
	int item;
	bool change;   /* of the change-over after the item */
	int64_t ms[2]; /* ATTEND_THERAPIST, ATTEND_ASSISTANT */
	char reason[121];
};

struct session_adjust {
	char code[9];
	int64_t seconds;
	char reason[121];
};

/* The whole state. session_init before the first event. A value: copy it to look ahead.
 * Invariant: session_elapsed_ms is the time since OPEN, boot by boot, and what GAP gave. */
struct session_state {
	enum session_mode
	    mode; /* READY: the change-over runs, before the first START none */
	bool paused;
	bool rebooted;	    /* events of an earlier boot: ask before the clock goes on */
	bool paused_before; /* paused when the machine went off */
	char rule[8];	    /* cms or ama */
	int n_items;
	struct session_item items[SESSION_ITEMS_MAX];
	int current; /* item that runs or ran last; -1 none */

	/* The phase that runs (mode RUNNING), or the change-over (mode READY). */
	struct dose_iter iter; /* behind it; its dose is set while it is used only */
	struct dose_phase phase;
	int64_t phase_run_ms;
	int64_t phase_ms;     /* length, extensions included; -1 counts up until tapped */
	int64_t phase_serial; /* changes with every new phase */
	bool in_set;	      /* the last record of the item runs */
	int skill; /* row of skills this rest or change-over goes to; -1 plain */
	int64_t interval_ms[ATTEND_COUNT]; /* of this rest or change-over so far */

	enum session_attend attend;
	int64_t prepare_ms; /* from OPEN to the first START: before treatment */
	int64_t lead_ms, change_ms, paused_ms;
	int64_t now_ms; /* boot time up to which everything is counted */
	char boot[SESSION_BOOT_SIZE];
	int64_t started_wall_ms, ended_wall_ms; /* 0 not yet */

	int pain_before, pain_after; /* -1 not asked */
	int pain_next, swelling;     /* since the visit before; -1 not asked */
	int n_skills;
	struct session_skill skills[SESSION_SKILLS_MAX];
	int n_adjusts;
	struct session_adjust adjusts[SESSION_ADJUSTS_MAX];
	char tie[SESSION_TIE_SIZE];
	int n_topics;
	struct session_topic topics[SESSION_TOPICS_MAX];
	char manner[SESSION_MANNER_SIZE]; /* words, list with ; */
	int n_asks;
	struct session_ask asks[SESSION_ASKS_MAX];
	bool stopped;	   /* the last gate is a stop: no exercise begins or goes on */
	int64_t screening; /* the last one before the first exercise; 0 none */
	int n_gates;
	struct session_gate
	    gates[SESSION_GATES_MAX]; /* when full the last one is replaced */
	int64_t holder, holder_staff, holder_wall_ms; /* the last TAKE; 0 none */
	int64_t n_events; /* applied so far; refused ones are not counted */
};

#endif
