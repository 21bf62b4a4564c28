/* class_draw.c - the picture of a group class: its clock, who is here, what to mind of the marked one. */
#include "class_priv.h"
#include "tui/digits.h"
#include "tui/text.h"

#include <stdio.h>
#include <string.h>

enum {
	DETAILS = 3,
	RIGHT = 34, /* columns of the digits */
	COL_CHART = 15,
	COL_STATE = 11,
	COL_CLOCK = 8,
	COL_TIMES = 6,
	COL_MARK = 17,
	NAME_MOST = 34,
};

int64_t
class_draw_ms(const struct classes_member *m)
{
	const struct session_item *it;

	if (!m->visit)
		return m->seconds * 1000;
	it = &m->visit->state.items[m->item];
	return it->work_ms + it->assistant_ms + it->unattended_ms;
}

int
class_draw_marked(const struct class_screen *c)
{
	int at = -1;

	for (int i = 0; i < c->r.n; i++) {
		const struct classes_member *m = &c->r.rows[i];

		if (m->row.patient != c->mark.patient ||
		    (m->state == CLASSES_PAST) != c->mark.past)
			continue;
		if (m->no == c->mark.no)
			return i;
		if (at < 0)
			at = i;
	}
	return at;
}

bool
class_draw_goes_on(const struct classes_member *m)
{
	const struct session_state *s = &m->visit->told;

	for (int i = 0; i < s->n_items; i++)
		if (s->items[i].state == ITEM_WAITING ||
		    s->items[i].state == ITEM_RUNNING)
			return true;
	return false;
}

static void
clock_text(int64_t ms, char *out, size_t size)
{
	str_format(out, size, "%d:%02d", (int)(ms / 60000), (int)(ms / 1000 % 60));
}

/* ---- the head */

/* The clock of the class is that of who was longest on it. */
static int64_t
longest(const struct classes_roster *r)
{
	int64_t ms = 0;

	for (int i = 0; i < r->n; i++)
		if (r->rows[i].state == CLASSES_IN && class_draw_ms(&r->rows[i]) > ms)
			ms = class_draw_ms(&r->rows[i]);
	return ms;
}

/* Whether every clock stands; off: because the machine was off. */
static bool
all_stand(const struct classes_roster *r, bool *off)
{
	bool stand = r->count[CLASSES_IN] > 0;

	*off = false;
	for (int i = 0; i < r->n; i++) {
		const struct classes_member *m = &r->rows[i];

		if (m->state != CLASSES_IN)
			continue;
		stand = stand && m->visit->state.paused;
		*off = *off || m->visit->state.rebooted;
	}
	return stand;
}

static void
head_line(const struct classes_roster *r, char *out, size_t size)
{
	struct str text = {0};

	if (r->minutes)
		str_addf(&text, "today %02d:%02d-%02d:%02d", r->start / 60, r->start % 60,
			 (r->start + r->minutes) / 60, (r->start + r->minutes) % 60);
	else
		str_addf(&text, "not today (%.60s)", r->row.times);
	if (r->row.place[0])
		str_addf(&text, "  %s", r->row.place);
	if (r->leader[0])
		str_addf(&text, "  led by %s", r->leader);
	str_addf(&text, "  %s", r->code);
	str_copy(out, size, str_text(&text));
	str_release(&text);
}

static void
counts_line(const struct classes_roster *r, char *out, size_t size)
{
	int taken =
	    r->count[CLASSES_HERE] + r->count[CLASSES_IN] + r->count[CLASSES_LEFT];
	struct str text = {0};

	str_addf(&text, "%d on the clock", r->count[CLASSES_IN]);
	if (r->count[CLASSES_HERE])
		str_addf(&text, ", %d wait", r->count[CLASSES_HERE]);
	if (r->count[CLASSES_LEFT])
		str_addf(&text, ", %d left", r->count[CLASSES_LEFT]);
	if (r->row.capacity != DICT_NONE)
		str_addf(&text, "; %d of %lld places", taken, (long long)r->row.capacity);
	str_copy(out, size, str_text(&text));
	str_release(&text);
}

/* Whether others run all that is on the clock. */
static bool
elsewhere(const struct classes_roster *r)
{
	int n = 0;

	for (int i = 0; i < r->n; i++)
		n += r->rows[i].state == CLASSES_IN && r->rows[i].others;
	return n > 0 && n == r->count[CLASSES_IN];
}

/* What is next, in words. */
static const char *
next_step(const struct classes_roster *r, bool stand, bool off)
{
	if (elsewhere(r))
		return stand ? "Stands at another terminal: t takes over."
			     : "Runs at another terminal: t takes it over.";
	if (off)
		return "The machine was off: Space goes on from there.";
	if (stand)
		return "All clocks stand: Space goes on.";
	if (r->count[CLASSES_HERE])
		return "s starts the clock of those who wait.";
	if (r->count[CLASSES_IN])
		return "x: one leaves. f ends the class.";
	if (r->count[CLASSES_ENDED])
		return "Enter: the note of each, to be signed.";
	if (r->count[CLASSES_LEFT])
		return "All have left: f ends, n puts one back.";
	return r->count[CLASSES_AWAY] ? "n: here, nothing new. Then s starts." : "";
}

static void
draw_head(const struct class_screen *c, struct rect r)
{
	const struct classes_roster *o = &c->r;
	char text[200], clock[16];
	bool off, stand = all_stand(o, &off);
	int right, w;

	head_line(o, text, sizeof text);
	text_fill(r.y, r.x, r.w, TONE_DIM, text);
	text_clear(r.y + 1, r.x, DIGITS_ROWS, r.w);
	if (c->blind) {
		text_fill(r.y + 1, r.x + 1, r.w - 1, TONE_PLAIN, "Roster only.");
		text_fill(r.y + 2, r.x + 1, r.w - 1, TONE_PLAIN,
			  "Who is here, and the clock, are not for your role to see.");
		return;
	}
	clock_text(longest(o), clock, sizeof clock);
	digits_draw(r.y + 1, r.x + 1, 1, TONE_PLAIN, clock);
	right = digits_width(1, clock) + 3;
	right = r.x + (right > RIGHT ? right : RIGHT);
	w = r.w - (right - r.x);
	text_fill(r.y + 1, right, w, TONE_TITLE,
		  stand			 ? "PAUSED"
		  : o->count[CLASSES_IN] ? "GROUP"
					 : "");
	counts_line(o, text, sizeof text);
	text_fill(r.y + 2, right, w, TONE_PLAIN, text);
	text_fill(r.y + 3, right, w, off ? TONE_WARN : TONE_DIM,
		  next_step(o, stand, off));
	classes_warning(o, text, sizeof text);
	if (text[0])
		text_para(r.y + 4, right, 2, w, text);
}

/* ---- one member */

static void
state_text(const struct classes_member *m, char *out, size_t size)
{
	static const char *const words[] = {"",	    "here",   "IN",  "left",
					    "note", "signed", "past"};

	str_copy(out, size,
		 m->state == CLASSES_IN && m->visit->state.stopped  ? "STOPPED"
		 : m->state == CLASSES_IN && m->visit->state.paused ? "paused"
		 : m->state == CLASSES_ENDED			    ? "note waits"
								    : words[m->state]);
}

static bool
unanswered(const struct classes_member *m)
{
	const struct session_item *it = m->visit ? &m->visit->told.items[m->item] : NULL;

	return m->mark.mark != PRECAUTION_NONE && !(it && it->allowed[0]);
}

/* The first thing to mind of somebody: what stops him, what is open, how he seems. */
static enum tone
mark_text(const struct classes_member *m, char *out, size_t size)
{
	bool before = m->state == CLASSES_AWAY || m->state == CLASSES_HERE;
	enum tone tone = TONE_WARN;

	if (m->stopped)
		str_copy(out, size, "HOLD");
	else if (m->others)
		str_copy(out, size, "another terminal");
	else if (m->state == CLASSES_HERE && m->unscreened)
		str_copy(out, size, "not asked yet");
	else if (before && unanswered(m))
		str_copy(out, size, precaution_word(m->mark.mark));
	else if (m->state == CLASSES_AWAY && m->plan[0])
		str_copy(out, size, "plan of care");
	else if (m->precautions[0] && !(m->visit && m->visit->state.manner[0]))
		str_format(out, size, "%.60s",
			   m->precautions + strcspn(m->precautions, " ") + 1);
	else {
		str_copy(out, size, m->visit ? m->visit->state.manner : "");
		for (char *p = out; *p; p++)
			*p = *p == ';' ? ' ' : *p;
		tone = TONE_DIM;
	}
	return m->stopped ? TONE_STOP : tone;
}

/* Columns of the name; what is left beyond goes to what is to be minded. */
static int
name_width(const struct rect *r)
{
	int w = r->w - COL_CHART - COL_TIMES - COL_STATE - COL_CLOCK - COL_MARK;

	return w < NAME_MOST ? w : NAME_MOST;
}

static void
draw_member(const struct classes_member *m, bool marked, int y, struct rect r)
{
	int name = name_width(&r), x = r.x;
	char text[200];
	enum tone tone;

	str_format(text, sizeof text, "%c %.120s", marked ? '>' : ' ', m->name);
	text_fill(y, x, name - 1, marked ? TONE_KEY : TONE_PLAIN, text);
	text_clear(y, x + name - 1, 1, 1);
	x += name;
	text_fill(y, x, COL_CHART, TONE_DIM, m->chart_no);
	str_format(text, sizeof text, "%d", m->times);
	text_fill(y, x + COL_CHART, COL_TIMES, TONE_DIM, m->times ? text : "");
	x += COL_CHART + COL_TIMES;
	state_text(m, text, sizeof text);
	text_fill(y, x, COL_STATE, m->state == CLASSES_IN ? TONE_TITLE : TONE_PLAIN,
		  text);
	clock_text(class_draw_ms(m), text, sizeof text);
	text_fill(y, x + COL_STATE, COL_CLOCK, TONE_PLAIN,
		  m->state >= CLASSES_IN && m->state <= CLASSES_SIGNED ? text : "");
	tone = mark_text(m, text, sizeof text);
	x += COL_STATE + COL_CLOCK;
	text_fill(y, x, r.x + r.w - x, tone, text);
}

static void
draw_titles(int y, struct rect r)
{
	int x = r.x + name_width(&r);

	text_fill(y, r.x, r.w, TONE_DIM, "  Member");
	text_put(y, x, COL_CHART, TONE_DIM, "Chart");
	text_put(y, x + COL_CHART, COL_TIMES, TONE_DIM, "12 wk");
	x += COL_CHART + COL_TIMES;
	text_put(y, x, COL_STATE, TONE_DIM, "State");
	text_put(y, x + COL_STATE, COL_CLOCK, TONE_DIM, "Min");
	text_put(y, x + COL_STATE + COL_CLOCK, COL_MARK, TONE_DIM, "Mind");
}

/* ---- the marked one */

static void
add_day(struct str *out, const char *word, int64_t day)
{
	char text[DATE_TEXT_SIZE];

	date_text(day, text);
	str_addf(out, "%s%s %s", out->n ? "; " : "", word, text);
}

static void
draw_details(const struct classes_member *m, struct rect r)
{
	struct str line = {0};

	if (m->row.joined != DICT_NONE)
		add_day(&line, "member since", m->row.joined);
	if (m->row.left_on != DICT_NONE)
		add_day(&line, "left", m->row.left_on);
	if (m->row.left_on != DICT_NONE && m->row.reason[0])
		str_addf(&line, " (%s)", m->row.reason);
	if (m->last_day != DICT_NONE)
		add_day(&line, "last came", m->last_day);
	if (m->no < 0)
		str_addf(&line, "%son no roster", line.n ? "; " : "");
	text_fill(r.y, r.x, r.w, TONE_DIM, str_text(&line));
	text_fill(r.y + 1, r.x, r.w, TONE_WARN, m->precautions);
	str_clear(&line);
	if (m->stopped)
		str_add(&line, "HOLD: the screening stopped it; Enter tells why");
	else if (unanswered(m))
		str_addf(&line, "%s: %s", precaution_word(m->mark.mark), m->mark.why);
	else if (m->state == CLASSES_AWAY)
		str_add(&line, m->plan);
	else if (m->state == CLASSES_LEFT)
		str_addf(&line, "Left the clock; n: back on it.%s",
			 class_draw_goes_on(m) ? " Other exercises wait: Enter." : "");
	text_fill(r.y + 2, r.x, r.w,
		  m->stopped		     ? TONE_STOP
		  : m->state == CLASSES_LEFT ? TONE_DIM
					     : TONE_WARN,
		  str_text(&line));
	str_release(&line);
}

void
class_draw(struct class_screen *c, struct rect r)
{
	int y = r.y + 1 + DIGITS_ROWS, rows = r.h - 2 - DIGITS_ROWS - DETAILS;
	int at = class_draw_marked(c);

	draw_head(c, r);
	draw_titles(y++, r);
	if (c->top >= c->r.n)
		c->top = c->r.n ? c->r.n - 1 : 0;
	if (at >= 0 && at < c->top)
		c->top = at;
	if (at >= c->top + rows)
		c->top = at - rows + 1;
	for (int i = 0; i < rows; i++) {
		int k = c->top + i;

		if (k < c->r.n)
			draw_member(&c->r.rows[k], k == at, y + i, r);
		else
			text_clear(y + i, r.x, 1, r.w);
	}
	if (!c->r.n)
		text_fill(y, r.x, r.w, TONE_PLAIN,
			  "Nobody on the roster yet. j puts somebody on it.");
	text_clear(r.y + r.h - DETAILS, r.x, DETAILS, r.w);
	if (at < 0 && c->r.n)
		text_fill(r.y + r.h - DETAILS, r.x, r.w, TONE_WARN,
			  "Nobody is marked: who was left the list. Up or Down marks a "
			  "row.");
	if (at >= 0)
		draw_details(&c->r.rows[at],
			     (struct rect){r.y + r.h - DETAILS, r.x, DETAILS, r.w});
}
