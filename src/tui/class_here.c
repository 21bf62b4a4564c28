/* class_here.c - who is here for a group class, and what stands before the clock of one. */
#include "app/screening.h"
#include "class_priv.h"
#include "tui/ask.h"
#include "tui/nav.h"

static unsigned
reason_given(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return text[0] ? class_here_take(s, text, false) : SCREEN_REDRAW;
}

static unsigned
reason_given_ask(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return text[0] ? class_here_take(s, text, true) : SCREEN_REDRAW;
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
	struct classes_member *m = class_asked(s);
	struct err err = {0};
	enum status st;

	if (!m)
		return SCREEN_REDRAW;
	st = screening_allow(class_app(s), m->visit, m->item, why, by, &err);
	if (!st)
		class_mark_next(s);
	return class_after(s, st, &err);
}

bool
class_here_wants(const struct classes_member *m)
{
	return m->visit && m->mark.mark != PRECAUTION_NONE &&
	       !m->visit->told.items[m->item].allowed[0];
}

unsigned
class_here_gate(struct screen *s, bool ask)
{
	struct classes_member *m = class_marked(s);
	struct err err = {0};
	bool questions = ask && (m->unscreened || m->stopped);
	bool during = m->visit->told.stopped && m->visit->told.current >= 0;
	enum status st = ST_OK;

	if (!ask)
		st = classes_nothing_new(class_app(s), &class_state(s)->r,
					 class_draw_marked(class_state(s)), &questions,
					 &err);
	if (st)
		return class_after(s, st, &err);
	if (questions)
		return nav_push(s->ui, during ? NAV_STOP : NAV_SCREENING,
				&(struct nav_arg){.no = m->visit->live.no});
	if (class_here_wants(m)) {
		class_state(s)->asked = m->visit->live.no;
		return allow_ask(s, &class_state(s)->allow, &m->mark, allowed);
	}
	class_mark_next(s);
	return class_reload(s);
}

unsigned
class_here_take(struct screen *s, const char *reason, bool ask)
{
	struct class_screen *c = class_state(s);
	struct classes_member *m = class_wanted(s);
	struct err err = {0};
	enum status st;

	if (!m)
		return SCREEN_REDRAW;
	if (m->state == CLASSES_AWAY && m->plan[0] && !reason[0])
		return ask_reason(s, m, ask);
	st = classes_here(class_app(s), &c->r, class_draw_marked(c), reason, &err);
	class_after(s, st, &err);
	m = class_marked(s);
	return st || !m || m->state != CLASSES_HERE ? SCREEN_REDRAW
						    : class_here_gate(s, ask);
}

unsigned
class_here_nothing_new(struct screen *s, int key)
{
	struct classes_member *m = class_wanted(s);

	(void)key;
	if (!m)
		return SCREEN_REDRAW;
	if (m->state == CLASSES_LEFT)
		return class_clock_back(s, m);
	if (m->state > CLASSES_HERE) {
		class_mark_next(s);
		return SCREEN_REDRAW;
	}
	return class_here_take(s, "", false);
}

unsigned
class_here_arrived(struct screen *s, int key)
{
	struct class_screen *c = class_state(s);
	struct classes_member *m = class_wanted(s);
	struct err err = {0};

	(void)key;
	if (!m || m->state == CLASSES_PAST)
		return SCREEN_REDRAW;
	if (m->state == CLASSES_AWAY)
		return class_here_take(s, "", true);
	return class_after(
	    s, classes_not_here(class_app(s), &c->r, class_draw_marked(c), &err), &err);
}
