/* live_gate.c - what stands before an exercise on the clock: screening, stops, precautions. */
#include "app/precautions.h"
#include "app/screening.h"
#include "live_priv.h"
#include "tui/nav.h"

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

void
live_gate_load(struct screen *s)
{
	struct live_screen *l = state(s);
	struct err err = {0};

	char line[160];

	if (precautions_line(app(s), l->v.live.patient, line, sizeof line, &err))
		ui_fail(s->ui, &err);
	else /* behind "Precautions: " */
		str_copy(l->precautions, sizeof l->precautions,
			 line + strcspn(line, " ") + (line[0] != '\0'));
	for (int i = 0; i < l->v.state.n_items; i++)
		if (screening_item(app(s), &l->v, i, &l->marks[i], &err))
			ui_fail(s->ui, &err);
}

/* ---- an exercise with a precaution */

static unsigned
allowed(struct screen *s, const char *why, const char *by)
{
	struct live_screen *l = state(s);
	struct err err = {0};

	if (screening_allow(app(s), &l->v, l->asked_item, why, by, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	return live_act(s, SEV_START, l->asked_item, 0, NULL);
}

static unsigned
ask_precaution(struct screen *s, int item)
{
	struct live_screen *l = state(s);

	l->asked_item = item;
	return allow_ask(s, &l->allow, &l->marks[item], allowed);
}

/* ---- before the start */

unsigned
live_gate_open(struct screen *s)
{
	struct live_screen *l = state(s);
	const struct session_state *v = &l->v.told;
	bool during = v->n_gates && v->gates[v->n_gates - 1].during;

	return nav_push(s->ui, v->stopped && during ? NAV_STOP : NAV_SCREENING,
			&(struct nav_arg){.no = l->v.live.no});
}

unsigned
live_gate_start(struct screen *s, int item)
{
	struct live_screen *l = state(s);
	const struct session_item *it = &l->v.state.items[item];
	struct err err = {0};
	bool due = false;
	char why[161];

	if (screening_due(app(s), &l->v, &due, why, &err))
		ui_fail(s->ui, &err);
	if (due || l->v.state.stopped)
		return live_gate_open(s);
	if (item < l->v.state.n_items && it->group_class) {
		ui_say(s->ui, TONE_WARN, "%s",
		       it->state == ITEM_WAITING
			   ? "The class starts it, for all at once: :classes"
			   : "Left the class: n on its roster puts back on the clock");
		return SCREEN_REDRAW;
	}
	if (item < l->v.state.n_items &&
	    ((l->marks[item].mark == PRECAUTION_BLOCKED && !it->allowed_why[0]) ||
	     (l->marks[item].mark == PRECAUTION_CARE && !it->allowed[0])))
		return ask_precaution(s, item);
	return live_act(s, SEV_START, item, 0, NULL);
}

/* ---- stop sign, vitals, pain */

unsigned
live_gate_stop_sign(struct screen *s, int key)
{
	struct live_screen *l = state(s);

	(void)key;
	if (l->v.state.mode == SESSION_RUNNING && !l->v.state.paused)
		live_act(s, SEV_PAUSE, -1, 0, NULL); /* first of all the clock stands */
	return nav_push(s->ui, NAV_STOP, &(struct nav_arg){.no = l->v.live.no});
}

unsigned
live_gate_vitals(struct screen *s, int key)
{
	(void)key;
	return nav_push(
	    s->ui, NAV_SCREENING,
	    &(struct nav_arg){.no = state(s)->v.live.no,
			      .text = state(s)->v.state.current >= 0 ? "during" : NULL});
}

unsigned
live_gate_pain(struct screen *s, int64_t pain)
{
	struct live_screen *l = state(s);
	struct screening_stop stop;
	struct err err = {0};
	bool raised = false;

	if (screening_pain(app(s), &l->v, (int)pain, &stop, &raised, &err))
		ui_fail(s->ui, &err);
	if (!raised)
		return SCREEN_REDRAW;
	return nav_push(
	    s->ui, NAV_STOP,
	    &(struct nav_arg){.no = l->v.live.no, .no2 = pain, .text = "pain"});
}
