/* class_note.c - what is noted of one in a group class: pain, effort, a remark, a stop sign. */
#include "app/screening.h"
#include "class_priv.h"
#include "tui/ask.h"
#include "tui/nav.h"

#include <string.h>

/* The session of the marked one, 0 with a word when there is none. */
static int64_t
session(struct screen *s)
{
	const struct classes_member *m = class_wanted(s);

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

unsigned
class_note_manner(struct screen *s, int key)
{
	(void)key;
	return push_session(s, NAV_MANNER);
}

unsigned
class_note_taught(struct screen *s, int key)
{
	(void)key;
	return push_session(s, NAV_TAUGHT);
}

/* First of all his clock stands. */
unsigned
class_note_stop_sign(struct screen *s, int key)
{
	struct classes_member *m = class_marked(s);
	struct err err = {0};

	(void)key;
	if (m && m->state == CLASSES_IN && !m->visit->state.paused &&
	    visit_do(class_app(s), m->visit, SEV_PAUSE, -1, 0, NULL, &err))
		ui_fail(s->ui, &err);
	return push_session(s, NAV_STOP);
}

static unsigned
post(struct screen *s, enum session_event_kind kind, int64_t n, const char *text)
{
	struct classes_member *m = class_asked(s);
	struct err err = {0};

	if (!m)
		return SCREEN_REDRAW;
	return class_after(
	    s, visit_do(class_app(s), m->visit, kind, m->item, n, text, &err), &err);
}

static bool
score(struct screen *s, const char *text, long long *n)
{
	if (str_int(text, strlen(text), n) && *n >= 0 && *n <= 10)
		return true;
	ui_refuse(s->ui, "A whole number from 0 to 10 is wanted");
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
	m = class_asked(s);
	if (!m)
		return SCREEN_REDRAW;
	if (visit_do(class_app(s), m->visit, SEV_PAIN, m->item, n, NULL, &err))
		ui_fail(s->ui, &err);
	if (screening_pain(class_app(s), m->visit, (int)n, &stop, &raised, &err))
		ui_fail(s->ui, &err);
	class_reload(s);
	if (!raised)
		return SCREEN_REDRAW;
	return nav_push(
	    s->ui, NAV_STOP,
	    &(struct nav_arg){.no = class_state(s)->asked, .no2 = n, .text = "pain"});
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
	const struct classes_member *m = class_marked(s);
	char label[96];

	class_state(s)->asked = session(s);
	if (!class_state(s)->asked)
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

unsigned
class_note_pain(struct screen *s, int key)
{
	(void)key;
	return ask_of(s, ASK_NUMBER, "worst pain 0-10", pain_given);
}

unsigned
class_note_effort(struct screen *s, int key)
{
	(void)key;
	return ask_of(s, ASK_NUMBER, "effort 0-10", effort_given);
}

unsigned
class_note_remark(struct screen *s, int key)
{
	(void)key;
	return ask_of(s, ASK_TEXT, "remark", remark_given);
}
