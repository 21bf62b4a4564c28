/* scr_class.c - a group class: its rows, its roster, and its keys. */
#include "class_priv.h"
#include "store/access.h"
#include "tui/ask.h"
#include "tui/nav.h"

#include <string.h>

struct class_screen *
class_state(struct screen *s)
{
	return s->state;
}

struct app *
class_app(struct screen *s)
{
	return s->ui->app;
}

/* ---- reading */

void
class_mark_at(struct screen *s, int i)
{
	struct class_screen *c = class_state(s);

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
	struct class_screen *c = class_state(s);

	classes_roster_release(&c->r);
	if (classes_roster(class_app(s), c->class, c->past, &c->r, err))
		return err->code;
	str_copy(s->title, sizeof s->title, c->r.row.name);
	c->blind = !access_has(class_app(s)->store, ROLE_SESSION, ROLE_READ);
	if (!c->mark.patient)
		class_mark_at(s, 0);
	return ST_OK;
}

unsigned
class_reload(struct screen *s)
{
	struct err err = {0};

	/* Who may look but not write leaves the number to the others. */
	if (load(s, &err) || (classes_recount(class_app(s), &class_state(s)->r, &err) &&
			      err.code != ST_DENIED))
		ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

struct classes_member *
class_marked(struct screen *s)
{
	int i = class_draw_marked(class_state(s));

	return i < 0 ? NULL : &class_state(s)->r.rows[i];
}

struct classes_member *
class_wanted(struct screen *s)
{
	struct classes_member *m = class_marked(s);

	if (!m)
		ui_say(s->ui, TONE_WARN, "Nobody is marked: Up or Down marks a row");
	return m;
}

struct classes_member *
class_asked(struct screen *s)
{
	struct classes_member *m;

	class_reload(s);
	m = class_marked(s);
	if (m && m->visit && m->visit->live.no == class_state(s)->asked)
		return m;
	ui_say(s->ui, TONE_WARN,
	       "Nothing was noted: the session asked about is no longer in the class");
	return NULL;
}

void
class_mark_next(struct screen *s)
{
	int i = class_draw_marked(class_state(s));

	if (i >= 0)
		class_mark_at(s, i + 1);
}

void
class_mark_state(struct screen *s, enum classes_state wanted)
{
	struct class_screen *c = class_state(s);

	for (int i = 0; i < c->r.n; i++)
		if (c->r.rows[i].state == wanted) {
			class_mark_at(s, i);
			return;
		}
}

unsigned
class_after(struct screen *s, enum status st, const struct err *err)
{
	if (st)
		ui_fail(s->ui, err);
	return class_reload(s);
}

/* ---- keys of a row */

static unsigned
on_open(struct screen *s, int key)
{
	struct classes_member *m = class_wanted(s);

	(void)key;
	if (!m)
		return SCREEN_REDRAW;
	switch (m->state) {
	case CLASSES_AWAY:
		return class_here_take(s, "", true);
	case CLASSES_HERE:
		if (m->unscreened || m->stopped || class_here_wants(m))
			return class_here_gate(s, true);
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
	struct class_screen *c = class_state(s);
	struct err err = {0};

	class_after(s, classes_join(class_app(s), c->class, patient, &err), &err);
	for (int i = 0; i < c->r.n; i++)
		if (c->r.rows[i].row.patient == patient &&
		    c->r.rows[i].state != CLASSES_PAST)
			class_mark_at(s, i);
}

static unsigned
quit_answered(struct screen *s, const char *text, void *ctx)
{
	const struct classes_member *m = class_marked(s);
	struct err err = {0};

	(void)ctx;
	if (!text[0] || !class_wanted(s) || m->no <= 0)
		return SCREEN_REDRAW;
	return class_after(s, classes_quit(class_app(s), &m->row, text, &err), &err);
}

static unsigned
on_remove(struct screen *s, int key)
{
	const struct classes_member *m = class_wanted(s);
	char label[96];

	(void)key;
	if (!m || m->no <= 0 || m->state == CLASSES_PAST)
		return SCREEN_REDRAW;
	str_format(label, sizeof label, "%.50s leaves the roster, because", m->name);
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = label,
				       .most = ask_room(E_CLASS_MEMBER, "reason"),
				       .done = quit_answered});
	return SCREEN_REDRAW;
}

static unsigned
on_past(struct screen *s, int key)
{
	(void)key;
	class_state(s)->past = !class_state(s)->past;
	return class_reload(s);
}

static unsigned
on_details(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_ROW,
			&(struct nav_arg){.no = class_state(s)->class,
					  .no2 = E_GROUP_CLASS,
					  .title = class_state(s)->r.row.name});
}

static unsigned
on_precautions(struct screen *s, int key)
{
	const struct classes_member *m = class_wanted(s);

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
	const struct class_screen *c = class_state(s);
	int i = class_draw_marked(c);

	if (i >= 0)
		class_mark_at(s, i + (key == K_UP ? -1 : 1));
	else /* where the one who is gone was */
		class_mark_at(s, c->mark.at < c->r.n ? c->mark.at : c->r.n - 1);
	return SCREEN_REDRAW;
}

static const struct keybind keys[] = {
    {'n', ACT_NOTHING_NEW, class_here_nothing_new},
    {'s', ACT_START, class_clock_start},
    {K_SPACE, ACT_PAUSE, class_clock_pause},
    {'x', ACT_LEAVES, class_clock_leaves},
    {'f', ACT_END_CLASS, class_clock_end},
    {K_ENTER, ACT_OPEN, on_open},
    {'M', ACT_MANNER, class_note_manner},
    {'!', ACT_STOP_SIGN, class_note_stop_sign},
    {'a', ACT_ARRIVED, class_here_arrived},
    {'p', ACT_PAIN, class_note_pain},
    {'e', ACT_EFFORT, class_note_effort},
    {'c', ACT_REMARK, class_note_remark},
    {'T', ACT_TAUGHT, class_note_taught},
    {'w', ACT_ATTEND, class_clock_attend},
    {'u', ACT_UNATTENDED, class_clock_unattended},
    {'j', ACT_JOIN, on_join},
    {'d', ACT_REMOVE, on_remove},
    {'i', ACT_DETAILS, on_details},
    {'P', ACT_PRECAUTIONS, on_precautions},
    {'h', ACT_PAST, on_past},
    {'t', ACT_TAKE_OVER, class_clock_take},
    {K_TAB, ACT_BOARD, on_board},
    {K_UP, ACT_MOVE, on_move},
    {K_DOWN, ACT_MOVE, on_move},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static bool
tick(struct screen *s, int64_t now_ms, int64_t *next_ms)
{
	struct classes_roster *r = &class_state(s)->r;
	bool any = false;

	(void)now_ms;
	classes_tick(class_app(s), r);
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
	const struct classes_roster *r = &class_state(s)->r;
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
	classes_roster_release(&class_state(s)->r);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct class_screen *c = class_state(s);
	enum status st;

	c->class = arg->no;
	st = load(s, err);
	if (!st)
		st = classes_noted(class_app(s), &c->r, err);
	if (st) {
		close_screen(s);
		return st;
	}
	if (c->r.count[CLASSES_ENDED] && !c->r.count[CLASSES_IN])
		class_mark_state(s, CLASSES_ENDED);
	return ST_OK;
}

/* Back from the note of one: the next note is marked. Back from questions that were answered: what
 * is still to be asked follows at once. */
static void
resume(struct screen *s, const struct screen_answer *a)
{
	struct classes_member *m;

	class_reload(s);
	m = class_marked(s);
	if (a->code == 1 && !strcmp(a->from->name, "pick"))
		joined(s, a->no);
	else if (a->code == 1 && !strcmp(a->from->name, "screening") && m &&
		 m->state == CLASSES_HERE && !m->unscreened && !m->stopped)
		class_here_gate(s, true);
	else if (m && m->state == CLASSES_SIGNED && a->from != s->ops)
		class_mark_state(s, CLASSES_ENDED);
}

static void
draw(struct screen *s)
{
	class_draw(class_state(s), ui_body(s->ui));
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
