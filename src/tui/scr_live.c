/* scr_live.c - the session on the clock: one key per verb, every key a stored event. */
#include "app/aid.h"
#include "app/person.h"
#include "live_priv.h"
#include "pacer_draw.h"
#include "store/record.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct live_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- looking */

static void
mark_next(struct live_screen *l)
{
	int next = session_next_item(&l->v.state);

	if (next >= 0)
		l->marked = next;
}

void
live_look(struct screen *s)
{
	struct live_screen *l = state(s);
	struct err ignored = {0};

	visit_tick(app(s), &l->v);
	if (visit_bill(app(s), &l->v, &l->bill, &ignored))
		memset(&l->bill, 0, sizeof l->bill);
}

/* Does something and says why when it cannot be done. */
unsigned
live_act(struct screen *s, enum session_event_kind kind, int item, int64_t n,
	 const char *text)
{
	struct live_screen *l = state(s);
	struct err err = {0};
	enum session_mode before = l->v.state.mode;

	if (visit_do(app(s), &l->v, kind, item, n, text, &err)) {
		ui_fail(s->ui, &err);
	} else if (before != l->v.state.mode || kind == SEV_START || kind == SEV_SKIP) {
		mark_next(l);
	}
	live_look(s);
	l->before = l->v.state;
	l->flash = false;
	if ((kind == SEV_PAIN || kind == SEV_PAIN_BEFORE) && n >= 0)
		return live_gate_pain(s, n);
	return SCREEN_REDRAW;
}

/* The exercise that values belong to: the one that runs or ran last, else the marked one. */
int
live_subject(const struct live_screen *l)
{
	return l->v.state.current >= 0 ? l->v.state.current : l->marked;
}

/* ---- going on */

static unsigned
resume_after_reboot(struct screen *s)
{
	live_act(s, SEV_GAP, -1, 0, NULL);
	return state(s)->v.state.paused ? live_act(s, SEV_RESUME, -1, 0, NULL)
					: SCREEN_REDRAW;
}

static unsigned
on_go(struct screen *s, int key)
{
	struct live_screen *l = state(s);

	(void)key;
	if (l->v.state.rebooted)
		return resume_after_reboot(s);
	if (l->v.state.stopped && l->v.state.mode != SESSION_FINISHED)
		return live_gate_open(s);
	if (l->v.state.paused)
		return live_act(s, SEV_RESUME, -1, 0, NULL);
	if (l->v.state.mode == SESSION_RUNNING)
		return live_act(s, SEV_DONE, -1, 0, NULL);
	if (l->v.state.mode == SESSION_FINISHED)
		return nav_replace(s->ui, NAV_NOTE,
				   &(struct nav_arg){.no = l->v.live.no});
	if (session_next_item(&l->v.state) < 0 &&
	    l->v.state.items[l->marked].state != ITEM_WAITING) {
		ui_say(s->ui, TONE_PLAIN,
		       "Every exercise is done: f finishes, o adds one");
		return SCREEN_REDRAW;
	}
	return live_gate_start(s, l->marked);
}

static unsigned
on_start_marked(struct screen *s, int key)
{
	(void)key;
	return live_gate_start(s, state(s)->marked);
}

static unsigned
on_pause(struct screen *s, int key)
{
	const struct session_state *v = &state(s)->v.state;

	(void)key;
	if (v->rebooted)
		return resume_after_reboot(s);
	return live_act(s, v->paused ? SEV_RESUME : SEV_PAUSE, -1, 0, NULL);
}

static unsigned
on_skip(struct screen *s, int key)
{
	struct live_screen *l = state(s);

	(void)key;
	return live_act(s, SEV_SKIP, l->v.state.mode == SESSION_READY ? l->marked : -1, 0,
			NULL);
}

static unsigned
on_back(struct screen *s, int key)
{
	(void)key;
	return live_act(s, SEV_BACK, -1, 0, NULL);
}

static unsigned
on_restart(struct screen *s, int key)
{
	(void)key;
	return live_act(s, SEV_RESTART, -1, 0, NULL);
}

static unsigned
on_extend(struct screen *s, int key)
{
	(void)key;
	return live_act(s, SEV_EXTEND, -1, 30000, NULL);
}

unsigned
live_move(struct screen *s, int key)
{
	struct live_screen *l = state(s);
	int to = l->marked + (key == K_UP ? -1 : 1);

	if (to >= 0 && to < l->v.state.n_items)
		l->marked = to;
	return SCREEN_REDRAW;
}

/* ---- who attends */

static unsigned
on_attend(struct screen *s, int key)
{
	(void)key;
	return live_act(s, SEV_ATTEND, -1,
			state(s)->v.state.attend == ATTEND_THERAPIST ? ATTEND_ASSISTANT
								     : ATTEND_THERAPIST,
			NULL);
}

static unsigned
on_unattended(struct screen *s, int key)
{
	(void)key;
	return live_act(s, SEV_ATTEND, -1,
			state(s)->v.state.attend == ATTEND_NOBODY ? ATTEND_THERAPIST
								  : ATTEND_NOBODY,
			NULL);
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_GO, on_go},
    {K_SPACE, ACT_PAUSE, on_pause},
    {'f', ACT_FINISH, live_end_finish},
    {'n', ACT_SKIP, on_skip},
    {'b', ACT_SET_BACK, on_back},
    {'+', ACT_EXTEND, on_extend},
    {'!', ACT_STOP_SIGN, live_gate_stop_sign},
    {'p', ACT_PAIN, live_post_pain},
    {'e', ACT_EFFORT, live_post_effort},
    {'r', ACT_RESTART, on_restart},
    {'g', ACT_START_MARKED, on_start_marked},
    {'w', ACT_ATTEND, on_attend},
    {'u', ACT_UNATTENDED, on_unattended},
    {'k', ACT_SKILLED, live_post_skilled},
    {'c', ACT_REMARK, live_post_remark},
    {'h', ACT_HEART_RATE, live_post_heart_rate},
    {'V', ACT_VITALS, live_gate_vitals},
    {'a', ACT_ASSIST, live_post_assist},
    {'s', ACT_SIDE, live_post_side},
    {'l', ACT_LOAD, live_post_load},
    {'R', ACT_REPS, live_post_reps},
    {'P', ACT_PAIN_BEFORE, live_post_pain_before},
    {'m', ACT_MINUTES, live_post_minutes},
    {'o', ACT_ADD_EXERCISE, live_end_add},
    {'O', ACT_ADD_ACTIVITY, live_end_activity},
    {K_TAB, ACT_BOARD, live_view_board},
    {'v', ACT_WALL, live_view_wall},
    {'t', ACT_PACE, live_view_pace},
    {'B', ACT_BELL, live_view_bell},
    {'F', ACT_FORM, live_post_form},
    {'L', ACT_LOSS, live_post_loss},
    {'-', ACT_LOSS_BACK, live_post_loss},
    {'S', ACT_SUPPORT, live_post_support},
    {'N', ACT_PAIN_NEXT, live_post_pain_next},
    {'W', ACT_SWELLING, live_post_swelling},
    {'T', ACT_TAUGHT, live_post_taught},
    {'M', ACT_MANNER, live_post_manner},
    {'C', ACT_PHONE, live_post_phone},
    {'D', ACT_DISCARD, live_end_discard},
    {K_CTRL('v'), ACT_PICTURE, live_view_picture},
    {'x', ACT_FAULTS, live_view_faults},
    {'z', ACT_PACER, live_view_pacer},
    {'Z', ACT_RHYTHM, live_view_rhythm},
    {K_UP, ACT_MOVE, live_move},
    {K_DOWN, ACT_MOVE, live_move},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static unsigned
input(struct screen *s, int key)
{
	return key >= '0' && key <= '9' ? live_post_digit(s, key) : SCREEN_PASS;
}

static enum status
load_people(struct screen *s, struct err *err)
{
	struct live_screen *l = state(s);
	struct store *store = app(s)->store;
	struct session_line before;
	int age, n = 0;
	enum status st =
	    record_get(store, E_PATIENT, l->v.live.patient, &l->patient, err);

	if (!st)
		st = person_alerts(app(s), &l->patient, err);
	if (!st && l->v.live.episode)
		st = record_get(store, E_EPISODE, l->v.live.episode, &l->episode, err);
	if (!st)
		st = query_sessions(store, l->v.live.patient, 0, &before, 1, &n, err);
	if (st)
		return st;
	l->seen_before = n > 0;
	age = date_age(l->patient.birth_date, s->ui->today);
	if (age >= 0)
		str_format(l->age, sizeof l->age, " %d", age);
	if (!st) {
		struct str aid = {0};

		st = aid_short(app(s), l->patient.head.no, &aid, err);
		str_copy(l->aid, sizeof l->aid, str_text(&aid));
		str_release(&aid);
	}
	return st;
}

static void
pain_due(struct screen *s)
{
	const struct session_state *v = &state(s)->v.state;

	if (visit_holder(app(s), &state(s)->v) == VISIT_OTHERS)
		return; /* whoever runs it is told */
	if (v->n_gates == 0)
		ui_say(s->ui, TONE_WARN, "Not screened yet: Enter asks the questions");
	else if (v->stopped)
		ui_say(s->ui, TONE_STOP, "STOPPED: Enter tells why and how it goes on");
	else if (session_asked_stop(v))
		ui_say(s->ui, TONE_STOP, "STOPPED: a question asked by phone (C)");
	else if (v->current < 0 && v->pain_before < 0)
		ui_say(s->ui, TONE_PLAIN,
		       "Pain now? Press 0-9 (P for 10). Enter starts the clock.");
}

enum status
live_begin(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct live_screen *l = state(s);
	enum status st = visit_load(app(s), arg->no, &l->v, err);

	if (!st)
		st = load_people(s, err);
	if (st)
		return st;
	s->patient = l->v.live.patient;
	l->bell = true;
	l->pace = true;
	l->store_version = store_version(app(s)->store);
	mark_next(l);
	live_look(s);
	l->before = l->v.state;
	live_gate_load(s);
	pain_due(s);
	live_watch_open(s);
	if (l->hold == VISIT_MINE && l->v.state.rebooted)
		ui_say(s->ui, TONE_WARN,
		       "The machine was off: the clock stood. Enter goes on from there.");
	return ST_OK;
}

/* From the questions or a stop: what was stored there is read, what was asked for is done. */
static void
came_back(struct screen *s, const struct screen_answer *a)
{
	struct live_screen *l = state(s);
	struct err err = {0};
	bool stop = !strcmp(a->from->name, "stop");

	if (visit_refresh(app(s), &l->v, &err))
		ui_fail(s->ui, &err);
	live_gate_load(s);
	live_look(s);
	l->before = l->v.state;
	pain_due(s);
	if (stop && a->code == 2)
		live_post_ask(s, ACT_LOAD);
	else if (stop && a->code == 3 && l->v.state.mode == SESSION_RUNNING)
		live_act(s, SEV_SKIP, -1, 0, NULL); /* between two it has ended already */
	else if (stop && a->code == 4)
		live_end_finish(s, 0);
}

void
live_resume(struct screen *s, const struct screen_answer *a)
{
	struct live_screen *l = state(s);
	struct err err = {0};
	struct exercise x;

	if (strcmp(a->from->name, "library") != 0) {
		came_back(s, a);
		return;
	}
	if (a->code == 1 && a->no &&
	    record_get(app(s)->store, E_EXERCISE, a->no, &x, &err) == ST_OK) {
		if (visit_add_exercise(app(s), &l->v, &x, &err))
			ui_fail(s->ui, &err);
		else
			l->marked = l->v.state.n_items - 1;
		live_gate_load(s);
	}
	live_look(s);
}

/* The bell once for a border, and the bar turned round while the last seconds count. */
static void
signal_cues(struct screen *s)
{
	struct live_screen *l = state(s);
	unsigned cues = session_cues(&l->before, &l->v.state);

	if (l->bell && cues & (CUE_GO | CUE_REST | CUE_SWITCH | CUE_ITEM_END | CUE_HALF))
		term_bell();
	if (l->bell && cues & CUE_ITEM_END)
		term_bell();
	l->flash = (cues & CUE_COUNT) != 0;
	if (cues & CUE_HALF)
		ui_say(s->ui, TONE_PLAIN, "Half of it");
	if (cues & CUE_ITEM_END) {
		mark_next(l);
		ui_say(s->ui, TONE_PLAIN,
		       "Done. Worst pain 0-9, then effort 0-9, then Enter");
	}
	l->before = l->v.state;
}

/* Another terminal may work on the same session. */
static void
catch_up(struct screen *s)
{
	struct live_screen *l = state(s);
	int64_t version = store_version(app(s)->store);
	struct err err = {0};

	if (version == l->store_version)
		return;
	l->store_version = version;
	l->pacer_item = -1; /* another rhythm may have been chosen */
	if (visit_refresh(app(s), &l->v, &err))
		ui_fail(s->ui, &err);
}

bool
live_tick(struct screen *s, int64_t now_ms, int64_t *next_ms)
{
	struct live_screen *l = state(s);
	struct pace_moment m;
	int64_t next;

	(void)now_ms;
	catch_up(s);
	live_watch_look(s);
	live_watch_ask(s);
	live_look(s);
	live_view_look(s);
	signal_cues(s);
	next = session_next_change(&l->v.state, l->pace);
	if (next >= 0)
		*next_ms = next;
	if (next >= 0 && live_view_moment(l, &m) &&
	    l->v.state.now_ms + pacer_draw_next(&m) < next)
		*next_ms = l->v.state.now_ms + pacer_draw_next(&m);
	return true;
}

void
live_draw_screen(struct screen *s)
{
	live_draw(s, state(s));
}

static bool
show_clock(struct screen *s, char *out, size_t size)
{
	live_clock(state(s), out, size);
	return true;
}

const struct screen_ops scr_live = {
    .name = "live",
    .title = "Session",
    .state_size = sizeof(struct live_screen),
    .keys = keys,
    .open = live_begin,
    .input = input,
    .tick = live_tick,
    .clock = show_clock,
    .resume = live_resume,
    .draw = live_draw_screen,
};
