/* scr_class.c - a group class: who is here, one clock for all of them, what is noted of each. */
#include "app/precautions.h"
#include "app/screening.h"
#include "class_priv.h"
#include "tui/ask.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

static struct class_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- reading */

static void
mark(struct screen *s, int i)
{
	struct class_screen *c = state(s);

	if (i < 0 || i >= c->r.n || !c->r.rows)
		return;
	c->mark = (struct class_mark){.patient = c->r.rows[i].row.patient,
				      .no = c->r.rows[i].no,
				      .past = c->r.rows[i].state == CLASSES_PAST,
				      .at = i};
}

static enum status
load(struct screen *s, struct err *err)
{
	struct class_screen *c = state(s);

	classes_roster_release(&c->r);
	if (classes_roster(app(s), c->class, c->past, &c->r, err))
		return err->code;
	str_copy(s->title, sizeof s->title, c->r.row.name);
	if (!c->mark.patient)
		mark(s, 0);
	return ST_OK;
}

static unsigned
reload(struct screen *s)
{
	struct err err = {0};

	/* Who may look but not write leaves the number to the others. */
	if (load(s, &err) ||
	    (classes_recount(app(s), &state(s)->r, &err) && err.code != ST_DENIED))
		ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

/* The marked member; NULL when nobody is, never another one. */
static struct classes_member *
marked(struct screen *s)
{
	int i = class_draw_marked(state(s));

	return i < 0 ? NULL : &state(s)->r.rows[i];
}

/* The marked member a key is about; NULL with a word. */
static struct classes_member *
wanted(struct screen *s)
{
	struct classes_member *m = marked(s);

	if (!m)
		ui_say(s->ui, TONE_WARN, "Nobody is marked: Up or Down marks a row");
	return m;
}

/* The member a question was about, read anew, while that session is still his; NULL with a word. */
static struct classes_member *
asked(struct screen *s)
{
	struct classes_member *m;

	reload(s);
	m = marked(s);
	if (m && m->visit && m->visit->live.no == state(s)->asked)
		return m;
	ui_say(s->ui, TONE_WARN,
	       "Nothing was noted: the session asked about is no longer in the class");
	return NULL;
}

static void
mark_next(struct screen *s)
{
	int i = class_draw_marked(state(s));

	if (i >= 0)
		mark(s, i + 1);
}

/* What became of something: the reason when it went wrong, and everything read anew. */
static unsigned
after(struct screen *s, enum status st, const struct err *err)
{
	if (st)
		ui_fail(s->ui, err);
	return reload(s);
}

/* ---- here */

static unsigned here(struct screen *s, const char *reason, bool ask);

static unsigned
reason_given(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return text[0] ? here(s, text, false) : SCREEN_REDRAW;
}

static unsigned
reason_given_ask(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return text[0] ? here(s, text, true) : SCREEN_REDRAW;
}

static unsigned
ask_reason(struct screen *s, const struct classes_member *m, bool ask)
{
	char label[96];

	str_format(label, sizeof label, "%.60s. Taken all the same, because", m->plan);
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = label,
				       .done = ask ? reason_given_ask : reason_given});
	return SCREEN_REDRAW;
}

static unsigned
allowed(struct screen *s, const char *why, const char *by)
{
	struct classes_member *m = asked(s);
	struct err err = {0};
	enum status st;

	if (!m)
		return SCREEN_REDRAW;
	st = screening_allow(app(s), m->visit, m->item, why, by, &err);
	if (!st)
		mark_next(s);
	return after(s, st, &err);
}

static bool
wants_answer(const struct classes_member *m)
{
	return m->visit && m->mark.mark != PRECAUTION_NONE &&
	       !m->visit->told.items[m->item].allowed[0];
}

/* What stands before the clock of somebody who is here: the questions, a stop, a precaution. Without
 * ask nothing new is taken as told, where that is enough. */
static unsigned
gate(struct screen *s, bool ask)
{
	struct classes_member *m = marked(s);
	struct err err = {0};
	bool questions = ask && (m->unscreened || m->stopped);
	bool during = m->visit->told.stopped && m->visit->told.current >= 0;
	enum status st = ST_OK;

	if (!ask)
		st = classes_nothing_new(app(s), &state(s)->r,
					 class_draw_marked(state(s)), &questions, &err);
	if (st)
		return after(s, st, &err);
	if (questions)
		return nav_push(s->ui, during ? NAV_STOP : NAV_SCREENING,
				&(struct nav_arg){.no = m->visit->live.no});
	if (wants_answer(m)) {
		state(s)->asked = m->visit->live.no;
		return allow_ask(s, &state(s)->allow, &m->mark, allowed);
	}
	mark_next(s);
	return reload(s);
}

static unsigned
here(struct screen *s, const char *reason, bool ask)
{
	struct class_screen *c = state(s);
	struct classes_member *m = wanted(s);
	struct err err = {0};
	enum status st;

	if (!m)
		return SCREEN_REDRAW;
	if (m->state == CLASSES_AWAY && m->plan[0] && !reason[0])
		return ask_reason(s, m, ask);
	st = classes_here(app(s), &c->r, class_draw_marked(c), reason, &err);
	after(s, st, &err);
	m = marked(s);
	return st || !m || m->state != CLASSES_HERE ? SCREEN_REDRAW : gate(s, ask);
}

static unsigned
on_nothing_new(struct screen *s, int key)
{
	struct classes_member *m = wanted(s);

	(void)key;
	if (!m)
		return SCREEN_REDRAW;
	if (m->state > CLASSES_HERE) {
		mark_next(s);
		return SCREEN_REDRAW;
	}
	return here(s, "", false);
}

static unsigned
on_arrived(struct screen *s, int key)
{
	struct class_screen *c = state(s);
	struct classes_member *m = wanted(s);
	struct err err = {0};

	(void)key;
	if (!m || m->state == CLASSES_PAST)
		return SCREEN_REDRAW;
	if (m->state == CLASSES_AWAY)
		return here(s, "", true);
	return after(s, classes_not_here(app(s), &c->r, class_draw_marked(c), &err),
		     &err);
}

static unsigned
on_open(struct screen *s, int key)
{
	struct classes_member *m = wanted(s);

	(void)key;
	if (!m)
		return SCREEN_REDRAW;
	switch (m->state) {
	case CLASSES_AWAY:
		return here(s, "", true);
	case CLASSES_HERE:
		if (m->unscreened || m->stopped || wants_answer(m))
			return gate(s, true);
		return nav_push(s->ui, NAV_LIVE,
				&(struct nav_arg){.no = m->visit->live.no});
	case CLASSES_ENDED:
		return nav_push(s->ui, NAV_NOTE,
				&(struct nav_arg){.no = m->visit->live.no});
	case CLASSES_SIGNED:
		return nav_push(s->ui, NAV_SIGNED, &(struct nav_arg){.no = m->note});
	case CLASSES_PAST:
		return nav_push(s->ui, NAV_CHART,
				&(struct nav_arg){.no = m->row.patient});
	default:
		if (m->visit->told.stopped)
			return nav_push(s->ui, NAV_STOP,
					&(struct nav_arg){.no = m->visit->live.no});
		return nav_push(s->ui, NAV_LIVE,
				&(struct nav_arg){.no = m->visit->live.no});
	}
}

/* ---- the clock */

static unsigned
on_start(struct screen *s, int key)
{
	struct str why = {0};
	struct err err = {0};
	int n = 0;
	enum status st = classes_start(app(s), &state(s)->r, &n, &why, &err);

	(void)key;
	if (!st && why.n)
		ui_say(s->ui, TONE_WARN, "%d on the clock. Not: %s", n, str_text(&why));
	else if (!st && !n)
		ui_say(s->ui, TONE_PLAIN,
		       "Nobody waits for the clock: n marks who is here");
	str_release(&why);
	return after(s, st, &err);
}

static unsigned
on_pause(struct screen *s, int key)
{
	struct err err = {0};

	(void)key;
	return after(s, classes_pause(app(s), &state(s)->r, &err), &err);
}

static unsigned
on_leaves(struct screen *s, int key)
{
	struct class_screen *c = state(s);
	struct err err = {0};

	(void)key;
	if (!wanted(s))
		return SCREEN_REDRAW;
	return after(s, classes_leave(app(s), &c->r, class_draw_marked(c), &err), &err);
}

static void
mark_state(struct screen *s, enum classes_state wanted)
{
	struct class_screen *c = state(s);

	for (int i = 0; i < c->r.n; i++)
		if (c->r.rows[i].state == wanted) {
			mark(s, i);
			return;
		}
}

static unsigned
end_answered(struct screen *s, const char *text, void *ctx)
{
	struct err err = {0};
	int left = 0;
	enum status st;

	(void)ctx;
	if (text[0] != 'y')
		return SCREEN_REDRAW;
	st = classes_end(app(s), &state(s)->r, &left, &err);
	if (!st && left)
		ui_say(s->ui, TONE_WARN,
		       "%d go on at another terminal: t takes them over", left);
	after(s, st, &err);
	mark_state(s, CLASSES_ENDED);
	return SCREEN_REDRAW;
}

static unsigned
on_end(struct screen *s, int key)
{
	const struct classes_roster *r = &state(s)->r;
	char label[60];

	(void)key;
	if (!r->count[CLASSES_IN] && !r->count[CLASSES_LEFT]) {
		ui_say(s->ui, TONE_PLAIN, "The class does not run");
		return SCREEN_REDRAW;
	}
	str_format(label, sizeof label, "End the class for all, %d on the clock",
		   r->count[CLASSES_IN]);
	ask_open(s, &(struct ask_spec){
			.kind = ASK_YES_NO, .label = label, .done = end_answered});
	return SCREEN_REDRAW;
}

/* Who attends now; the first on the clock tells for all. */
static enum session_attend
attends(struct screen *s)
{
	const struct classes_roster *r = &state(s)->r;

	for (int i = 0; i < r->n; i++)
		if (r->rows[i].state == CLASSES_IN)
			return r->rows[i].visit->told.attend;
	return ATTEND_COUNT;
}

static unsigned
attend(struct screen *s, enum session_attend who)
{
	static const char *const words[] = {"Therapist attends", "Assistant attends",
					    "Nobody who treats attends"};
	struct err err = {0};
	enum status st;

	if (attends(s) == ATTEND_COUNT) {
		ui_say(s->ui, TONE_PLAIN, "Nobody is on the clock");
		return SCREEN_REDRAW;
	}
	st = classes_attend(app(s), &state(s)->r, who, &err);
	if (!st)
		ui_say(s->ui, TONE_PLAIN, "%s", words[who]);
	return after(s, st, &err);
}

static unsigned
on_attend(struct screen *s, int key)
{
	(void)key;
	return attend(s, attends(s) == ATTEND_THERAPIST ? ATTEND_ASSISTANT
							: ATTEND_THERAPIST);
}

static unsigned
on_unattended(struct screen *s, int key)
{
	(void)key;
	return attend(s, attends(s) == ATTEND_NOBODY ? ATTEND_THERAPIST : ATTEND_NOBODY);
}

static unsigned
on_take(struct screen *s, int key)
{
	struct err err = {0};
	enum status st = classes_take(app(s), &state(s)->r, &err);

	(void)key;
	if (!st)
		ui_say(s->ui, TONE_GOOD, "The class is yours; no clock stopped.");
	return after(s, st, &err);
}

/* ---- what is noted of one */

/* The session of the marked one, 0 with a word when there is none. */
static int64_t
session(struct screen *s)
{
	const struct classes_member *m = wanted(s);

	if (m && m->visit)
		return m->visit->live.no;
	if (m)
		ui_say(s->ui, TONE_PLAIN, "Not here yet: n marks who is here");
	return 0;
}

static unsigned
push_session(struct screen *s, enum nav_id to)
{
	int64_t no = session(s);

	return no ? nav_push(s->ui, to, &(struct nav_arg){.no = no}) : SCREEN_REDRAW;
}

static unsigned
on_manner(struct screen *s, int key)
{
	(void)key;
	return push_session(s, NAV_MANNER);
}

static unsigned
on_taught(struct screen *s, int key)
{
	(void)key;
	return push_session(s, NAV_TAUGHT);
}

/* First of all his clock stands. */
static unsigned
on_stop_sign(struct screen *s, int key)
{
	struct classes_member *m = marked(s);
	struct err err = {0};

	(void)key;
	if (m && m->state == CLASSES_IN && !m->visit->state.paused &&
	    visit_do(app(s), m->visit, SEV_PAUSE, -1, 0, NULL, &err))
		ui_fail(s->ui, &err);
	return push_session(s, NAV_STOP);
}

static unsigned
post(struct screen *s, enum session_event_kind kind, int64_t n, const char *text)
{
	struct classes_member *m = asked(s);
	struct err err = {0};

	if (!m)
		return SCREEN_REDRAW;
	return after(s, visit_do(app(s), m->visit, kind, m->item, n, text, &err), &err);
}

static bool
score(struct screen *s, const char *text, long long *n)
{
	if (str_int(text, strlen(text), n) && *n >= 0 && *n <= 10)
		return true;
	ui_say(s->ui, TONE_WARN, "A whole number from 0 to 10 is wanted");
	return false;
}

static unsigned
effort_given(struct screen *s, const char *text, void *ctx)
{
	long long n;

	(void)ctx;
	return score(s, text, &n) ? post(s, SEV_EFFORT, n, NULL) : SCREEN_REDRAW;
}

/* Pain above the limits stops it, as in any session: the one the pain was told in, whatever became of
 * the roster meanwhile. */
static unsigned
pain_given(struct screen *s, const char *text, void *ctx)
{
	struct classes_member *m;
	struct screening_stop stop;
	struct err err = {0};
	bool raised = false;
	long long n;

	(void)ctx;
	if (!score(s, text, &n))
		return SCREEN_REDRAW;
	m = asked(s);
	if (!m)
		return SCREEN_REDRAW;
	if (visit_do(app(s), m->visit, SEV_PAIN, m->item, n, NULL, &err))
		ui_fail(s->ui, &err);
	if (screening_pain(app(s), m->visit, (int)n, &stop, &raised, &err))
		ui_fail(s->ui, &err);
	reload(s);
	if (!raised)
		return SCREEN_REDRAW;
	return nav_push(
	    s->ui, NAV_STOP,
	    &(struct nav_arg){.no = state(s)->asked, .no2 = n, .text = "pain"});
}

static unsigned
remark_given(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return post(s, SEV_REMARK, 0, text);
}

static unsigned
ask_of(struct screen *s, enum ask_kind kind, const char *what, ask_done *done)
{
	const struct classes_member *m = marked(s);
	char label[96];

	state(s)->asked = session(s);
	if (!state(s)->asked)
		return SCREEN_REDRAW;
	str_format(label, sizeof label, "%.50s: %s", m->name, what);
	ask_open(s,
		 &(struct ask_spec){.kind = kind,
				    .label = label,
				    .initial = done == remark_given
						   ? m->visit->told.items[m->item].remark
						   : NULL,
				    .done = done});
	return SCREEN_REDRAW;
}

static unsigned
on_pain(struct screen *s, int key)
{
	(void)key;
	return ask_of(s, ASK_NUMBER, "worst pain 0-10", pain_given);
}

static unsigned
on_effort(struct screen *s, int key)
{
	(void)key;
	return ask_of(s, ASK_NUMBER, "effort 0-10", effort_given);
}

static unsigned
on_remark(struct screen *s, int key)
{
	(void)key;
	return ask_of(s, ASK_TEXT, "remark", remark_given);
}

/* ---- the roster */

static unsigned
on_join(struct screen *s, int key)
{
	(void)key;
	return nav_push(
	    s->ui, NAV_PICK,
	    &(struct nav_arg){.no2 = E_PATIENT, .title = "who joins the class"});
}

static void
joined(struct screen *s, int64_t patient)
{
	struct class_screen *c = state(s);
	struct err err = {0};

	after(s, classes_join(app(s), c->class, patient, &err), &err);
	for (int i = 0; i < c->r.n; i++)
		if (c->r.rows[i].row.patient == patient &&
		    c->r.rows[i].state != CLASSES_PAST)
			mark(s, i);
}

static unsigned
quit_answered(struct screen *s, const char *text, void *ctx)
{
	const struct classes_member *m = marked(s);
	struct err err = {0};

	(void)ctx;
	if (!text[0] || !wanted(s) || m->no <= 0)
		return SCREEN_REDRAW;
	return after(s, classes_quit(app(s), &m->row, text, &err), &err);
}

static unsigned
on_remove(struct screen *s, int key)
{
	const struct classes_member *m = wanted(s);
	char label[96];

	(void)key;
	if (!m || m->no <= 0 || m->state == CLASSES_PAST)
		return SCREEN_REDRAW;
	str_format(label, sizeof label, "%.50s leaves the roster, because", m->name);
	ask_open(s, &(struct ask_spec){
			.kind = ASK_TEXT, .label = label, .done = quit_answered});
	return SCREEN_REDRAW;
}

static unsigned
on_past(struct screen *s, int key)
{
	(void)key;
	state(s)->past = !state(s)->past;
	return reload(s);
}

static unsigned
on_details(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_ROW,
			&(struct nav_arg){.no = state(s)->class,
					  .no2 = E_GROUP_CLASS,
					  .title = state(s)->r.row.name});
}

static unsigned
on_precautions(struct screen *s, int key)
{
	const struct classes_member *m = wanted(s);

	(void)key;
	return m ? nav_push(s->ui, NAV_PRECAUTIONS,
			    &(struct nav_arg){.no = m->row.patient})
		 : SCREEN_REDRAW;
}

static unsigned
on_board(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_BOARD, NULL);
}

static unsigned
on_move(struct screen *s, int key)
{
	const struct class_screen *c = state(s);
	int i = class_draw_marked(c);

	if (i >= 0)
		mark(s, i + (key == K_UP ? -1 : 1));
	else /* where the one who is gone was */
		mark(s, c->mark.at < c->r.n ? c->mark.at : c->r.n - 1);
	return SCREEN_REDRAW;
}

static const struct keybind keys[] = {
    {'n', ACT_NOTHING_NEW, on_nothing_new},
    {'s', ACT_START, on_start},
    {K_SPACE, ACT_PAUSE, on_pause},
    {'x', ACT_LEAVES, on_leaves},
    {'f', ACT_END_CLASS, on_end},
    {K_ENTER, ACT_OPEN, on_open},
    {'M', ACT_MANNER, on_manner},
    {'!', ACT_STOP_SIGN, on_stop_sign},
    {'a', ACT_ARRIVED, on_arrived},
    {'p', ACT_PAIN, on_pain},
    {'e', ACT_EFFORT, on_effort},
    {'c', ACT_REMARK, on_remark},
    {'T', ACT_TAUGHT, on_taught},
    {'w', ACT_ATTEND, on_attend},
    {'u', ACT_UNATTENDED, on_unattended},
    {'j', ACT_JOIN, on_join},
    {'d', ACT_REMOVE, on_remove},
    {'i', ACT_DETAILS, on_details},
    {'P', ACT_PRECAUTIONS, on_precautions},
    {'h', ACT_PAST, on_past},
    {'t', ACT_TAKE_OVER, on_take},
    {K_TAB, ACT_BOARD, on_board},
    {K_UP, ACT_MOVE, on_move},
    {K_DOWN, ACT_MOVE, on_move},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static bool
tick(struct screen *s, int64_t now_ms, int64_t *next_ms)
{
	struct classes_roster *r = &state(s)->r;
	bool any = false;

	(void)now_ms;
	classes_tick(app(s), r);
	for (int i = 0; i < r->n; i++) {
		int64_t next = -1;

		if (r->rows[i].state == CLASSES_IN)
			next = session_next_change(&r->rows[i].visit->state, false);
		if (next >= 0 && next < *next_ms)
			*next_ms = next;
		any = any || next >= 0;
	}
	return any;
}

static bool
show_clock(struct screen *s, char *out, size_t size)
{
	const struct classes_roster *r = &state(s)->r;
	int64_t ms = -1;

	for (int i = 0; i < r->n; i++)
		if (r->rows[i].state == CLASSES_IN && class_draw_ms(&r->rows[i]) > ms)
			ms = class_draw_ms(&r->rows[i]);
	if (ms < 0)
		return false;
	str_format(out, size, "%d:%02d", (int)(ms / 60000), (int)(ms / 1000 % 60));
	return true;
}

static void
close_screen(struct screen *s)
{
	classes_roster_release(&state(s)->r);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct class_screen *c = state(s);
	enum status st;

	c->class = arg->no;
	st = load(s, err);
	if (!st)
		st = classes_noted(app(s), &c->r, err);
	if (st) {
		close_screen(s);
		return st;
	}
	if (c->r.count[CLASSES_ENDED] && !c->r.count[CLASSES_IN])
		mark_state(s, CLASSES_ENDED);
	return ST_OK;
}

/* Back from the note of one: the next note is marked. Back from questions that were answered: what
 * is still to be asked follows at once. */
static void
resume(struct screen *s, const struct screen_answer *a)
{
	struct classes_member *m;

	reload(s);
	m = marked(s);
	if (a->code == 1 && !strcmp(a->from->name, "pick"))
		joined(s, a->no);
	else if (a->code == 1 && !strcmp(a->from->name, "screening") && m &&
		 m->state == CLASSES_HERE && !m->unscreened && !m->stopped)
		gate(s, true);
	else if (m && m->state == CLASSES_SIGNED && a->from != s->ops)
		mark_state(s, CLASSES_ENDED);
}

static void
draw(struct screen *s)
{
	class_draw(state(s), ui_body(s->ui));
}

const struct screen_ops scr_class = {
    .name = "class",
    .title = "",
    .state_size = sizeof(struct class_screen),
    .keys = keys,
    .open = open_screen,
    .tick = tick,
    .clock = show_clock,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
