/* scr_live.c - the session on the clock: one key per verb, every key a stored event. */
#include "app/aid.h"
#include "core/load.h"
#include "live_priv.h"
#include "store/record.h"
#include "tui/ask.h"
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

static void
look(struct screen *s)
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
	} else if (before != l->v.state.mode || kind == SEV_START) {
		mark_next(l);
	}
	look(s);
	l->before = l->v.state;
	l->flash = false;
	if ((kind == SEV_PAIN || kind == SEV_PAIN_BEFORE) && n >= 0)
		return live_gate_pain(s, n);
	return SCREEN_REDRAW;
}

/* The exercise that values belong to: the one that runs or ran last, else the marked one. */
static int
subject(const struct live_screen *l)
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

static unsigned
move(struct screen *s, int by)
{
	struct live_screen *l = state(s);
	int to = l->marked + by;

	if (to >= 0 && to < l->v.state.n_items)
		l->marked = to;
	return SCREEN_REDRAW;
}

static unsigned
on_up(struct screen *s, int key)
{
	(void)key;
	return move(s, -1);
}

static unsigned
on_down(struct screen *s, int key)
{
	(void)key;
	return move(s, 1);
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

/* ---- values: each is asked on the message line and is one event */

/* What a question posts: one row a key. */
struct post {
	enum action action;
	enum session_event_kind kind;
	enum ask_kind ask;
	const char *label;
	int64_t min, max;  /* numbers */
	const char *keys;  /* choices, one letter each ... */
	const char *codes; /* ... for these codes, in the same order, parted by a space */
	bool session;	   /* of the session, not of an exercise */
};

static const struct post posts[] = {
    {ACT_PAIN, SEV_PAIN, ASK_NUMBER, "Worst pain 0-10", 0, 10, NULL, NULL, false},
    {ACT_EFFORT, SEV_EFFORT, ASK_NUMBER, "Effort 0-10", 0, 10, NULL, NULL, false},
    {ACT_HEART_RATE, SEV_HEART_RATE, ASK_NUMBER, "Heart rate per minute", 20, 250, NULL,
     NULL, false},
    {ACT_REPS, SEV_REPS, ASK_NUMBER, "Repetitions really done in the last set", 0, 200,
     NULL, NULL, false},
    {ACT_PAIN_BEFORE, SEV_PAIN_BEFORE, ASK_NUMBER, "Pain before the session 0-10", 0, 10,
     NULL, NULL, true},
    {ACT_ASSIST, SEV_ASSIST, ASK_CHOICE,
     "Help: n none, c cues, s stand-by, g contact guard, i minimal, o moderate, x "
     "maximal",
     0, 0, "ncsgiox", "none cue standby contact min mod max", false},
    {ACT_SIDE, SEV_SIDE, ASK_CHOICE, "Side: l left, r right, b both", 0, 0, "lrb",
     "left right both", false},
    {ACT_REMARK, SEV_REMARK, ASK_TEXT, "Remark", 0, 0, NULL, NULL, false},
    {ACT_SKILLED, SEV_SKILLED, ASK_TEXT, "Attended and skilled, because", 0, 0, NULL,
     NULL, true},
    {ACT_MINUTES, SEV_MINUTES, ASK_TEXT, "Correct minutes: code, + or - minutes, reason",
     0, 0, NULL, NULL, true},
    {ACT_SUPPORT, SEV_SUPPORT, ASK_NUMBER,
     "Support: 0 none, 1 fingertips, 2 one hand, 3 two hands", 0, 3, NULL, NULL, false},
    {ACT_PAIN_NEXT, SEV_PAIN_NEXT, ASK_NUMBER,
     "Worst pain the morning after the last visit 0-10", 0, 10, NULL, NULL, true},
    {ACT_LOAD, SEV_LOAD, ASK_TEXT, "Load (2.5 kg, 5 lb, or a band)", 0, 0, NULL, NULL,
     false},
};

static unsigned
post_number(struct screen *s, const struct post *p, const char *text)
{
	long long n;

	if (!str_int(text, strlen(text), &n) || n < p->min || n > p->max) {
		ui_say(s->ui, TONE_WARN, "%s: a whole number from %lld to %lld is wanted",
		       p->label, (long long)p->min, (long long)p->max);
		return SCREEN_REDRAW;
	}
	return live_act(s, p->kind, p->session ? -1 : subject(state(s)), n, NULL);
}

static unsigned
post_choice(struct screen *s, const struct post *p, const char *letter)
{
	const char *at = strchr(p->keys, letter[0]);
	const char *code = p->codes;
	char id[16];

	if (!at)
		return SCREEN_HANDLED;
	for (const char *k = p->keys; k < at; k++)
		code = strchr(code, ' ') + 1;
	str_format(id, sizeof id, "%.*s", (int)strcspn(code, " "), code);
	return live_act(s, p->kind, subject(state(s)), 0, id);
}

/* "97110 +3 moved the patient": stored as seconds and "97110|moved the patient". */
static unsigned
post_minutes(struct screen *s, const char *text)
{
	char code[9] = "", stored[160];
	int minutes = 0, used = 0;

	if (sscanf(text, " %8s %d %n", code, &minutes, &used) < 2 || !text[used] ||
	    minutes < -240 || minutes > 240) {
		ui_say(s->ui, TONE_WARN,
		       "Type the code, the minutes and why: 97110 +3 clock started late");
		return SCREEN_REDRAW;
	}
	str_format(stored, sizeof stored, "%s|%s", code, text + used);
	return live_act(s, SEV_MINUTES, -1, minutes * 60, stored);
}

static unsigned
post_load(struct screen *s, const char *text)
{
	struct err err = {0};
	int64_t g = 0;

	if (text[0] >= '0' && text[0] <= '9') {
		if (load_parse(text, strlen(text), &g, &err)) {
			ui_fail(s->ui, &err);
			return SCREEN_REDRAW;
		}
		text = "";
	}
	return live_act(s, SEV_LOAD, subject(state(s)), g, text);
}

static unsigned
on_answer(struct screen *s, const char *text, void *ctx)
{
	const struct post *p = ctx;

	if (p->ask == ASK_NUMBER)
		return text[0] ? post_number(s, p, text) : SCREEN_REDRAW;
	if (p->ask == ASK_CHOICE)
		return post_choice(s, p, text);
	if (p->kind == SEV_MINUTES)
		return text[0] ? post_minutes(s, text) : SCREEN_REDRAW;
	if (p->kind == SEV_LOAD)
		return text[0] ? post_load(s, text) : SCREEN_REDRAW;
	return live_act(s, p->kind, p->session ? -1 : subject(state(s)), 0, text);
}

static unsigned
ask_post(struct screen *s, enum action action)
{
	for (size_t i = 0; i < sizeof posts / sizeof posts[0]; i++) {
		const struct post *p = &posts[i];
		const char *initial = NULL;

		if (p->action != action)
			continue;
		if (p->kind == SEV_REMARK && state(s)->v.state.n_items)
			initial = state(s)->v.state.items[subject(state(s))].remark;
		ask_open(s, &(struct ask_spec){.kind = p->ask,
					       .label = p->label,
					       .initial = initial,
					       .keys = p->keys,
					       .done = on_answer,
					       .ctx = (void *)(uintptr_t)p});
		return SCREEN_REDRAW;
	}
	return SCREEN_PASS;
}

#define ASK_KEY(name, action)                                                            \
	static unsigned on_##name(struct screen *s, int key)                             \
	{                                                                                \
		(void)key;                                                               \
		return ask_post(s, action);                                              \
	}
ASK_KEY(pain, ACT_PAIN)
ASK_KEY(effort, ACT_EFFORT)
ASK_KEY(heart_rate, ACT_HEART_RATE)
ASK_KEY(reps, ACT_REPS)
ASK_KEY(pain_before, ACT_PAIN_BEFORE)
ASK_KEY(assist, ACT_ASSIST)
ASK_KEY(side, ACT_SIDE)
ASK_KEY(remark, ACT_REMARK)
ASK_KEY(skilled, ACT_SKILLED)
ASK_KEY(minutes, ACT_MINUTES)
ASK_KEY(load, ACT_LOAD)
ASK_KEY(support, ACT_SUPPORT)
ASK_KEY(pain_next, ACT_PAIN_NEXT)

static const struct session_item *
subject_item(const struct live_screen *l)
{
	return l->v.state.n_items ? &l->v.state.items[subject(l)] : NULL;
}

static unsigned
on_form(struct screen *s, int key)
{
	const struct session_item *it = subject_item(state(s));
	unsigned done;

	(void)key;
	if (!it)
		return SCREEN_HANDLED;
	done = live_act(s, SEV_FORM, subject(state(s)), it->form_ok == 0, NULL);
	it = subject_item(state(s));
	ui_say(s->ui, TONE_PLAIN, "%s: %s", it->plan.name,
	       it->form_ok == 0 ? "form not as taught; F takes it back"
				: "form as taught");
	return done;
}

/* One loss of balance more or less. */
static unsigned
count_losses(struct screen *s, int by)
{
	const struct session_item *it = subject_item(state(s));
	int now = it && it->losses > 0 ? it->losses : 0;
	unsigned done;

	if (!it || now + by < 0)
		return SCREEN_HANDLED;
	done = live_act(s, SEV_LOSSES, subject(state(s)), now + by, NULL);
	it = subject_item(state(s));
	ui_say(s->ui, TONE_PLAIN, "%s: %d loss%s of balance; - takes one back",
	       it->plan.name, it->losses, it->losses == 1 ? "" : "es");
	return done;
}

static unsigned
on_loss(struct screen *s, int key)
{
	return count_losses(s, key == '-' ? -1 : 1);
}

static unsigned
swelling_answer(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return live_act(s, SEV_SWELLING, -1, text[0] == 'y', NULL);
}

static unsigned
on_swelling(struct screen *s, int key)
{
	(void)key;
	ask_open(s,
		 &(struct ask_spec){.kind = ASK_YES_NO,
				    .label = "New or more swelling since the last visit",
				    .done = swelling_answer});
	return SCREEN_REDRAW;
}

/* Pain now, then (from the second visit on) the morning after the last one and swelling:
 * one key each, and any of them may be left out by going on. */
static unsigned
before_first(struct screen *s, int digit)
{
	struct live_screen *l = state(s);

	if (l->v.state.pain_before < 0)
		return live_act(s, SEV_PAIN_BEFORE, -1, digit, NULL);
	live_act(s, SEV_PAIN_NEXT, -1, digit, NULL);
	return l->v.state.swelling < 0 ? on_swelling(s, 0) : SCREEN_REDRAW;
}

/* A bare digit is the value that is due: pain before the session, then worst pain and effort
 * of the exercise just done. Ten is typed with the key of the value. */
static unsigned
on_digit(struct screen *s, int key)
{
	struct live_screen *l = state(s);
	const struct session_state *v = &l->v.state;
	int i = v->current;

	if (i < 0 && (v->pain_before < 0 || (l->seen_before && v->pain_next < 0)))
		return before_first(s, key - '0');
	if (v->mode == SESSION_READY && i >= 0 && v->items[i].pain < 0)
		return live_act(s, SEV_PAIN, i, key - '0', NULL);
	if (v->mode == SESSION_READY && i >= 0 && v->items[i].effort < 0)
		return live_act(s, SEV_EFFORT, i, key - '0', NULL);
	ui_say(s->ui, TONE_PLAIN, "No value is due now: p pain, e effort, h heart rate");
	return SCREEN_REDRAW;
}

/* ---- adding, finishing */

static unsigned
on_add(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_LIBRARY,
			&(struct nav_arg){.no = state(s)->v.live.patient, .no2 = 1});
}

static unsigned
add_activity(struct screen *s, const char *text, void *ctx)
{
	struct live_screen *l = state(s);
	struct err err = {0};
	const char *space = strchr(text, ' ');
	char code[9];

	(void)ctx;
	if (!text[0])
		return SCREEN_REDRAW;
	str_format(code, sizeof code, "%.*s", (int)strcspn(text, " "), text);
	if (visit_add_activity(app(s), &l->v, space ? space + 1 : code, code, &err))
		ui_fail(s->ui, &err);
	else
		l->marked = l->v.state.n_items - 1;
	look(s);
	return SCREEN_REDRAW;
}

static unsigned
on_activity(struct screen *s, int key)
{
	(void)key;
	ask_open(s, &(struct ask_spec){
			.kind = ASK_TEXT,
			.label = "Code and activity (97140 soft tissue, shoulder)",
			.done = add_activity});
	return SCREEN_REDRAW;
}

static unsigned
finish(struct screen *s)
{
	struct live_screen *l = state(s);

	if (l->v.state.mode != SESSION_FINISHED)
		live_act(s, SEV_FINISH, -1, 0, NULL);
	if (l->v.state.mode != SESSION_FINISHED)
		return SCREEN_REDRAW;
	return nav_replace(s->ui, NAV_NOTE, &(struct nav_arg){.no = l->v.live.no});
}

static unsigned
finish_answer(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return text[0] == 'y' ? finish(s) : SCREEN_REDRAW;
}

static unsigned
on_finish(struct screen *s, int key)
{
	const struct session_state *v = &state(s)->v.state;
	int waiting = 0;
	char label[60];

	(void)key;
	for (int i = 0; i < v->n_items; i++)
		waiting += v->items[i].state == ITEM_WAITING ||
			   v->items[i].state == ITEM_RUNNING;
	if (!waiting || v->mode == SESSION_FINISHED)
		return finish(s);
	str_format(label, sizeof label, "%d exercise%s not done. Finish", waiting,
		   waiting == 1 ? "" : "s");
	ask_open(s, &(struct ask_spec){
			.kind = ASK_YES_NO, .label = label, .done = finish_answer});
	return SCREEN_REDRAW;
}

static unsigned
discard(struct screen *s, const char *text, void *ctx)
{
	struct err err = {0};

	(void)ctx;
	if (!text[0])
		return SCREEN_REDRAW;
	if (visit_discard(app(s), &state(s)->v, text, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	return SCREEN_POP;
}

static unsigned
on_discard(struct screen *s, int key)
{
	(void)key;
	ask_open(s, &(struct ask_spec){
			.kind = ASK_TEXT,
			.label = "Throw this session away, because (Esc keeps it)",
			.done = discard});
	return SCREEN_REDRAW;
}

/* ---- views */

static unsigned
on_board(struct screen *s, int key)
{
	(void)key;
	return nav_replace(s->ui, NAV_BOARD,
			   &(struct nav_arg){.no = state(s)->v.live.no});
}

static unsigned
toggle(struct screen *s, bool *flag, const char *on, const char *off)
{
	*flag = !*flag;
	ui_say(s->ui, TONE_PLAIN, "%s", *flag ? on : off);
	s->ui->repaint = s->ui->repaint || flag == &state(s)->wall;
	return SCREEN_REDRAW;
}

static unsigned
on_wall(struct screen *s, int key)
{
	(void)key;
	return toggle(s, &state(s)->wall, "Huge digits; v brings the list back", "List");
}

static unsigned
on_pace(struct screen *s, int key)
{
	(void)key;
	return toggle(s, &state(s)->pace, "Tempo is shown", "Tempo is not shown");
}

static unsigned
on_bell(struct screen *s, int key)
{
	(void)key;
	return toggle(s, &state(s)->bell, "The bell rings at each change", "No bell");
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_GO, on_go},
    {K_SPACE, ACT_PAUSE, on_pause},
    {'f', ACT_FINISH, on_finish},
    {'n', ACT_SKIP, on_skip},
    {'b', ACT_SET_BACK, on_back},
    {'+', ACT_EXTEND, on_extend},
    {'!', ACT_STOP_SIGN, live_gate_stop_sign},
    {'p', ACT_PAIN, on_pain},
    {'e', ACT_EFFORT, on_effort},
    {'r', ACT_RESTART, on_restart},
    {'g', ACT_START_MARKED, on_start_marked},
    {'w', ACT_ATTEND, on_attend},
    {'u', ACT_UNATTENDED, on_unattended},
    {'k', ACT_SKILLED, on_skilled},
    {'c', ACT_REMARK, on_remark},
    {'h', ACT_HEART_RATE, on_heart_rate},
    {'V', ACT_VITALS, live_gate_vitals},
    {'a', ACT_ASSIST, on_assist},
    {'s', ACT_SIDE, on_side},
    {'l', ACT_LOAD, on_load},
    {'R', ACT_REPS, on_reps},
    {'P', ACT_PAIN_BEFORE, on_pain_before},
    {'m', ACT_MINUTES, on_minutes},
    {'o', ACT_ADD_EXERCISE, on_add},
    {'O', ACT_ADD_ACTIVITY, on_activity},
    {K_TAB, ACT_BOARD, on_board},
    {'v', ACT_WALL, on_wall},
    {'t', ACT_PACE, on_pace},
    {'B', ACT_BELL, on_bell},
    {'F', ACT_FORM, on_form},
    {'L', ACT_LOSS, on_loss},
    {'-', ACT_LOSS_BACK, on_loss},
    {'S', ACT_SUPPORT, on_support},
    {'N', ACT_PAIN_NEXT, on_pain_next},
    {'W', ACT_SWELLING, on_swelling},
    {'D', ACT_DISCARD, on_discard},
    {K_UP, ACT_MOVE, on_up},
    {K_DOWN, ACT_MOVE, on_down},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static unsigned
input(struct screen *s, int key)
{
	return key >= '0' && key <= '9' ? on_digit(s, key) : SCREEN_PASS;
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

	if (v->n_gates == 0)
		ui_say(s->ui, TONE_WARN, "Not screened yet: Enter asks the questions");
	else if (v->stopped)
		ui_say(s->ui, TONE_STOP, "STOPPED: Enter tells why and how it goes on");
	else if (v->current < 0 && v->pain_before < 0)
		ui_say(s->ui, TONE_PLAIN,
		       "Pain now? Press 0-9 (P for 10). Enter starts the clock.");
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct live_screen *l = state(s);
	enum status st = visit_load(app(s), arg->no, &l->v, err);

	if (!st)
		st = load_people(s, err);
	if (st)
		return st;
	l->bell = true;
	l->pace = true;
	l->store_version = store_version(app(s)->store);
	mark_next(l);
	look(s);
	l->before = l->v.state;
	live_gate_load(s);
	pain_due(s);
	if (l->v.state.rebooted)
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
	look(s);
	l->before = l->v.state;
	pain_due(s);
	if (stop && a->code == 2)
		ask_post(s, ACT_LOAD);
	else if (stop && a->code == 3)
		live_act(s, SEV_SKIP, l->v.state.mode == SESSION_READY ? l->marked : -1,
			 0, NULL);
	else if (stop && a->code == 4)
		on_finish(s, 0);
}

static void
resume(struct screen *s, const struct screen_answer *a)
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
	look(s);
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
	if (visit_refresh(app(s), &l->v, &err))
		ui_fail(s->ui, &err);
}

static bool
tick(struct screen *s, int64_t now_ms, int64_t *next_ms)
{
	struct live_screen *l = state(s);
	int64_t next;

	(void)now_ms;
	catch_up(s);
	look(s);
	signal_cues(s);
	next = session_next_change(&l->v.state, l->pace);
	if (next >= 0)
		*next_ms = next;
	return true;
}

static void
draw(struct screen *s)
{
	live_draw(s, state(s));
}

const struct screen_ops scr_live = {
    .name = "live",
    .title = "Session",
    .state_size = sizeof(struct live_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .tick = tick,
    .resume = resume,
    .draw = draw,
};
