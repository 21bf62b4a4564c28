/* live_priv.h - what the live session's keys and its picture share. */
#ifndef TUI_LIVE_PRIV_H
#define TUI_LIVE_PRIV_H

#include "allow.h"
#include "app/faults.h"
#include "app/pacers.h"
#include "app/visit.h"
#include "core/precaution.h"
#include "tui/screen.h"

struct live_screen {
	struct visit v;
	struct visit_bill bill;	     /* as of the last look */
	struct session_state before; /* as of the look before, for cues */
	struct patient patient;
	struct episode episode;
	int64_t store_version; /* of the database when v was read */
	int marked;	       /* item that Enter starts between exercises */
	bool pace;	       /* tempo words are shown and drawn each step */
	bool bell;
	bool seen_before;   /* there was a visit before this one */
	bool wall;	    /* huge digits only */
	bool faults;	    /* common faults stand where the minutes stood */
	int fault_item;	    /* of this exercise */
	struct fault fault; /* key "": none are known */
	bool pacer;	    /* the bar of a breath stands where the list stood */
	int pacer_item;	    /* of this exercise */
	struct pacers pacers;
	bool flash; /* the phase bar is drawn the other way round */
	char age[8];
	struct precaution_match marks[SESSION_ITEMS_MAX];
	char precautions[120]; /* in force, "" none */
	enum visit_hold hold;  /* as of the last look */
	bool opened;	       /* the first look is over */
	bool asking;	       /* the question: take over or watch */
	int asked_item;	       /* whose precaution is being answered */
	struct allow allow;
	char aid[60]; /* weight bearing and aids in few words, "" none */
};

extern const struct screen_ops scr_watch;

/* Functions of the screen, shared by running and watching: open, tick, resume, draw; and the keys
 * that both have. */
enum status live_begin(struct screen *s, const struct nav_arg *arg, struct err *err);
bool live_tick(struct screen *s, int64_t now_ms, int64_t *next_ms);
void live_resume(struct screen *s, const struct screen_answer *a);
void live_draw_screen(struct screen *s);
unsigned live_view_board(struct screen *s, int key);
unsigned live_move(struct screen *s, int key);
/* Keys: what is seen of the session, none of which changes it (live_view.c). */
unsigned live_view_wall(struct screen *s, int key);
unsigned live_view_pace(struct screen *s, int key);
unsigned live_view_bell(struct screen *s, int key);
unsigned live_view_picture(struct screen *s, int key);
unsigned live_view_faults(struct screen *s, int key);
unsigned live_view_pacer(struct screen *s, int key);
unsigned live_view_rhythm(struct screen *s, int key);
/* The moment of the rhythm that is shown; false: none is. */
bool live_view_moment(const struct live_screen *l, struct pace_moment *m);
/* Reads the faults or rhythms of the exercise when they are shown and it is another one. */
void live_view_look(struct screen *s);
/* Who runs the session: the screen becomes that of a watcher when another terminal took it, and the
 * other way round (live_watch.c). */
void live_watch_look(struct screen *s);
/* When it is opened: takes what nobody runs. */
void live_watch_open(struct screen *s);
/* Once, when the screen stands: asks what to do about a session another terminal runs. */
void live_watch_ask(struct screen *s);
/* "4:05", "1:02:03". */
void live_clock_text(int64_t ms, char *out, size_t size);
/* Paints the session into the body of the screen. */
void live_draw(const struct screen *s, const struct live_screen *l);
/* Paints the minutes and units by both rules, or the common faults where they are asked for; and the
 * row of totals below (live_minutes.c). */
void live_minutes_draw(const struct live_screen *l, struct rect r);
void live_minutes_totals(const struct live_screen *l, struct rect r);
/* Whole sets of an exercise that are done; a set done side by side is whole when both sides are. */
int live_draw_sets(const struct session_item *it);
/* What the digits show. */
void live_clock(const struct live_screen *l, char *out, size_t size);
/* Does something to the session and says why when it cannot be done (scr_live.c). */
unsigned live_act(struct screen *s, enum session_event_kind kind, int item, int64_t n,
		  const char *text);
/* Advances the session to now and counts its bill anew (scr_live.c). */
void live_look(struct screen *s);
/* The exercise that values belong to: the one that runs or ran last, else the marked one. */
int live_subject(const struct live_screen *l);

/* Asks for the value of an action; SCREEN_PASS: the action asks for none. */
unsigned live_post_ask(struct screen *s, enum action action);
/* Keys: values of the exercise or the session. */
unsigned live_post_pain(struct screen *s, int key);
unsigned live_post_effort(struct screen *s, int key);
unsigned live_post_heart_rate(struct screen *s, int key);
unsigned live_post_reps(struct screen *s, int key);
unsigned live_post_pain_before(struct screen *s, int key);
unsigned live_post_assist(struct screen *s, int key);
unsigned live_post_side(struct screen *s, int key);
unsigned live_post_remark(struct screen *s, int key);
unsigned live_post_skilled(struct screen *s, int key);
unsigned live_post_minutes(struct screen *s, int key);
unsigned live_post_load(struct screen *s, int key);
unsigned live_post_support(struct screen *s, int key);
unsigned live_post_pain_next(struct screen *s, int key);
unsigned live_post_form(struct screen *s, int key);
unsigned live_post_loss(struct screen *s, int key);
unsigned live_post_swelling(struct screen *s, int key);
/* Keys: the teach-back of the exercise, or the list of all that is taught; how the patient seems. */
unsigned live_post_taught(struct screen *s, int key);
unsigned live_post_manner(struct screen *s, int key);
unsigned live_post_phone(struct screen *s, int key);
/* A bare digit is the value that is due: pain before the session, then worst pain and effort
 * of the exercise just done. Ten is typed with the key of the value. */
unsigned live_post_digit(struct screen *s, int key);

/* Keys: an exercise or activity more, the end of the session, throwing it away. */
unsigned live_end_add(struct screen *s, int key);
unsigned live_end_activity(struct screen *s, int key);
unsigned live_end_finish(struct screen *s, int key);
unsigned live_end_discard(struct screen *s, int key);

/* Reads what precautions say of every exercise. */
void live_gate_load(struct screen *s);
/* Starts an item; asks first what has to be answered before. */
unsigned live_gate_start(struct screen *s, int item);
/* The questions of a session that is not screened, or the stop that stands. */
unsigned live_gate_open(struct screen *s);
/* Keys: a stop sign, vitals. */
unsigned live_gate_stop_sign(struct screen *s, int key);
unsigned live_gate_vitals(struct screen *s, int key);
/* A pain was posted: above the limits it is asked about at once. */
unsigned live_gate_pain(struct screen *s, int64_t pain);

#endif
