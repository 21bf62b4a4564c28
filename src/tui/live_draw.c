/* live_draw.c - the picture of a running session: digits that read from three metres. */
#include "base/utf8.h"
#include "core/load.h"
#include "core/pace.h"
#include "core/progression.h"
#include "live_priv.h"
#include "pacer_draw.h"
#include "tui/digits.h"
#include "tui/text.h"

#include <stdio.h>
#include <string.h>

enum {
	CODES_LEAST = 3,
	CODES_MOST = 4,
	INFO_GAP = 4,
	INFO_LEAST = 20,
	NAME_COLS = 28,
	WIDE = 100
};

/* Where the parts go: computed from the size alone. */
struct places {
	struct rect list, bar, digits, info, bill, totals;
	int scale;
};

/* head: rows above the list; codes: to be billed. A second row of either takes an empty one. */
static struct places
place(const struct ui *ui, bool wall, int items, int head, int codes)
{
	struct rect r = ui_body(ui);
	struct places p = {.scale = r.h >= 36 && r.w >= 100 ? 2 : 1};
	int bottom = r.y + r.h;
	int bill_h = codes > CODES_LEAST ? CODES_MOST : CODES_LEAST;
	int spare = 2 - (head > 1) - (bill_h > CODES_LEAST);
	int list_h;

	if (wall) {
		while (p.scale < 4 && (p.scale + 1) * DIGITS_ROWS <= r.h - 6 &&
		       (p.scale + 1) * 40 <= r.w)
			p.scale++;
	}
	p.totals = (struct rect){bottom - 1, r.x, 1, r.w};
	p.bill = (struct rect){bottom - 1 - bill_h, r.x, bill_h, r.w};
	list_h = p.bill.y - spare - 1 - p.scale * DIGITS_ROWS - (r.y + head);
	if (wall)
		list_h = 0;
	else if (list_h > items)
		list_h = items;
	p.list = (struct rect){r.y + head, r.x, list_h, r.w};
	p.bar = (struct rect){p.list.y + list_h, r.x, 1, r.w};
	p.digits =
	    (struct rect){p.bar.y + 1, r.x + 2, p.scale * DIGITS_ROWS, 36 * p.scale};
	p.info =
	    (struct rect){p.digits.y, p.digits.x + p.digits.w + INFO_GAP, DIGITS_ROWS,
			  r.x + r.w - p.digits.x - p.digits.w - INFO_GAP};
	if (p.info.w < INFO_LEAST) /* huge digits leave no room beside them */
		p.info = (struct rect){p.digits.y + p.digits.h, p.digits.x, DIGITS_ROWS,
				       r.x + r.w - p.digits.x};
	return p;
}

void
live_clock_text(int64_t ms, char *out, size_t size)
{
	int64_t s = ms / 1000;

	if (s >= 3600)
		snprintf(out, size, "%d:%02d:%02d", (int)(s / 3600), (int)(s / 60 % 60),
			 (int)(s % 60));
	else
		snprintf(out, size, "%d:%02d", (int)(s / 60), (int)(s % 60));
}

/* ---- header: who, and what must not be done */

static void
add_care(struct str *out, const char *text)
{
	if (text[0])
		str_add(out, out->n ? "; " : "CARE: ");
	for (; *text; text++)
		str_add_c(out, *text == '\n' ? ' ' : *text);
}

/* Draws them; returns the rows used: what must not be done has a row of its own where it would be
 * cut behind the name. */
static int
draw_header(const struct screen *s, const struct live_screen *l)
{
	struct rect r = ui_body(s->ui);
	struct str care = {0};
	char text[200];
	int used, rows = 1;

	add_care(&care, l->patient.alert);
	add_care(&care, l->precautions);
	add_care(&care, l->episode.precautions);
	str_format(text, sizeof text, "%.90s  %s  %s%s", l->v.live.patient_name,
		   l->v.live.chart_no, l->patient.sex, l->age);
	used = text_put(r.y, r.x, r.w, TONE_TITLE, text);
	text_clear(r.y, r.x + used, 1, r.w - used);
	if (l->aid[0] && r.w - used > 12)
		used +=
		    2 + text_put(r.y, r.x + used + 2, r.w - used - 2, TONE_WARN, l->aid);
	if (utf8_text_width(str_text(&care), care.n) <= r.w - used - 3)
		text_put(r.y, r.x + used + 3, r.w - used - 3, TONE_WARN, str_text(&care));
	else
		text_fill(r.y + rows++, r.x, r.w, TONE_WARN, str_text(&care));
	str_release(&care);
	return rows;
}

/* ---- list of exercises */

static const char *
item_state(const struct session_item *it)
{
	switch (it->state) {
	case ITEM_RUNNING:
		return "NOW";
	case ITEM_DONE:
		return "done";
	case ITEM_PART:
		return "part";
	case ITEM_SKIPPED:
		return "skip";
	default:
		return "";
	}
}

int
live_draw_sets(const struct session_item *it)
{
	bool both = it->plan.dose.side_mode == DOSE_EACH_SIDE ||
		    it->plan.dose.side_mode == DOSE_SIDE_BLOCKS;
	int done = 0;

	for (int i = 0; i < it->n_sets; i++)
		done += it->sets[i].done;
	return both ? done / 2 : done;
}

static void
dose_text(const struct session_item *it, char *out, size_t size)
{
	const struct dose *d = &it->plan.dose;
	const char *sides = d->side_mode == DOSE_NONE ? "" : " a side";
	char load[LOAD_TEXT_SIZE] = "";

	if (it->load_g > 0)
		load_text(it->load_g, load);
	else if (it->band[0])
		str_format(load, sizeof load, "band %s", it->band);
	if (d->duration_ms)
		str_format(out, size, "%dx%d:%02d %s", d->sets,
			   (int)(d->duration_ms / 60000),
			   (int)(d->duration_ms / 1000 % 60), load);
	else if (d->reps == 1 && d->hold_s)
		str_format(out, size, "%dx%d s%s %s", d->sets, d->hold_s, sides, load);
	else if (d->reps)
		str_format(out, size, "%dx%d%s %s", d->sets, d->reps, sides, load);
	else
		str_format(out, size, "%d x until tapped %s", d->sets, load);
}

/* What was done last time, from the notation of performed.sets: "last 10 10 8", seconds for
 * timed work and single holds. A set that was cut off is left out. */
static void
last_text(const struct session_item *it, char *out, size_t size)
{
	const char *sets = it->plan.last;
	bool hold = it->plan.dose.reps == 1 && it->plan.dose.hold_s;
	struct str s = {0};
	size_t whole = strlen(sets);

	if (whole + 1 >= sizeof((struct session_item_plan *)0)->last)
		while (whole && sets[whole - 1] != ' ')
			whole--;
	str_add(&s, "last");
	for (const char *p = sets; p < sets + whole; p += strcspn(p, " ") + 1) {
		const char *colon = strchr(p, ':');
		int n = 0, seconds = 0;
		char unit = 0;

		if (!colon || sscanf(colon + 1, "%d%c%d", &n, &unit, &seconds) < 2)
			break;
		if (unit == 'r' && !(n == 1 && hold)) {
			str_addf(&s, " %d", n);
			continue;
		}
		n = unit == 'r' ? seconds : n;
		if (n < 100)
			str_addf(&s, " %ds", n);
		else
			str_addf(&s, " %d:%02d", n / 60, n % 60);
	}
	str_copy(out, size, s.n > 4 ? str_text(&s) : "");
	str_release(&s);
}

static void
draw_item(const struct live_screen *l, int i, int y, int x, int w)
{
	const struct session_item *it = &l->v.state.items[i];
	char dose[60], post[40] = "", line[200];
	enum tone tone = it->state == ITEM_RUNNING   ? TONE_KEY
			 : it->state == ITEM_WAITING ? TONE_PLAIN
						     : TONE_DIM;
	size_t used = 0;
	int name_w = w >= WIDE ? 2 * NAME_COLS : NAME_COLS;

	text_clear(y, x, 1, w);
	dose_text(it, dose, sizeof dose);
	if (it->pain >= 0)
		used += (size_t)snprintf(post, sizeof post, "pain %d ", it->pain);
	if (it->effort >= 0 && used < sizeof post)
		snprintf(post + used, sizeof post - used, "effort %d", it->effort);
	if (!post[0] && it->plan.last[0] && it->state != ITEM_DONE)
		last_text(it, post, sizeof post);
	snprintf(line, sizeof line, "%c%2d ", i == l->marked ? '>' : ' ', i + 1);
	text_put(y, x, 4, i == l->marked ? TONE_KEY : TONE_PLAIN, line);
	text_put(y, x + 4, name_w, tone, it->plan.name);
	text_put(y, x + name_w + 5, 20, tone, dose);
	snprintf(line, sizeof line, "%-4s %d/%d", item_state(it), live_draw_sets(it),
		 it->plan.dose.sets);
	text_put(y, x + name_w + 26, 10, tone, line);
	x += name_w + 36;
	w -= name_w + 36;
	if (l->marks[i].mark != PRECAUTION_NONE && it->state != ITEM_DONE) {
		int cells = text_putf(y, x, w,
				      l->marks[i].mark == PRECAUTION_BLOCKED ? TONE_STOP
									     : TONE_WARN,
				      "%s ", precaution_word(l->marks[i].mark));

		x += cells;
		w -= cells;
	}
	text_put(y, x, w, TONE_DIM, post);
}

static void
draw_list(const struct live_screen *l, struct rect r)
{
	int n = l->v.state.n_items;
	int centre = l->v.state.mode == SESSION_RUNNING ? l->v.state.current : l->marked;
	int top = centre - r.h / 2;

	if (top > n - r.h)
		top = n - r.h;
	if (top < 0)
		top = 0;
	for (int row = 0; row < r.h; row++)
		if (top + row < n)
			draw_item(l, top + row, r.y + row, r.x, r.w);
		else
			text_clear(r.y + row, r.x, 1, r.w);
}

/* ---- phase */

static const char *
phase_word(const struct session_state *s)
{
	static const char *const words[DOSE_KIND_COUNT] = {
	    [DOSE_LEAD_IN] = "READY",
	    [DOSE_WORK] = "WORK",
	    [DOSE_HOLD] = "HOLD",
	    [DOSE_REST] = "REST",
	    [DOSE_SIDE_SWITCH] = "SWITCH SIDE",
	};

	if (s->rebooted)
		return "MACHINE WAS OFF";
	if (s->mode == SESSION_FINISHED)
		return "FINISHED";
	if (s->paused)
		return "PAUSED";
	if (s->mode == SESSION_RUNNING)
		return words[s->phase.kind];
	return s->current < 0 ? "BEFORE THE FIRST" : "CHANGE-OVER";
}

static bool
busy(const struct session_state *s)
{
	return s->mode == SESSION_RUNNING && !s->paused &&
	       (s->phase.kind == DOSE_WORK || s->phase.kind == DOSE_HOLD);
}

static void
draw_bar(const struct live_screen *l, struct rect r)
{
	const struct session_state *s = &l->v.state;
	const char *name = s->current >= 0 ? s->items[s->current].plan.name : "";
	const char *before = "";
	char text[160];

	if (s->mode == SESSION_READY && s->stopped && !s->rebooted) {
		name = "STOPPED: Enter tells why and how it goes on";
	} else if (s->mode == SESSION_READY && !s->rebooted) {
		bool done =
		    session_next_item(s) < 0 && s->items[l->marked].state != ITEM_WAITING;

		name = done ? "everything is done: f finishes"
			    : s->items[l->marked].plan.name;
		before = done				   ? ""
			 : s->items[l->marked].group_class ? "the class starts: "
							   : "Enter starts: ";
	}
	str_format(text, sizeof text, " %-16s %s%s%s", phase_word(s), before, name,
		   s->skill >= 0 ? "   (attended, skilled)" : "");
	text_fill(r.y, r.x, r.w, busy(s) != l->flash ? TONE_CURSOR : TONE_TITLE, text);
}

static const char *
attend_word(const struct session_state *s)
{
	return s->attend == ATTEND_THERAPIST   ? "Therapist attends"
	       : s->attend == ATTEND_ASSISTANT ? "Assistant attends"
					       : "NOBODY ATTENDS";
}

/* Where the patient is inside the repetition or breath; false: nothing is paced now. */
static bool
pace_now(const struct session_state *s, struct pace *p)
{
	return s->mode == SESSION_RUNNING && s->current >= 0 &&
	       pace_at(&s->items[s->current].plan.dose, &s->phase, s->phase_run_ms, p);
}

static void
draw_pace(const struct live_screen *l, int y, int x, int w)
{
	const struct session_state *s = &l->v.state;
	struct pace p;
	char text[PACERS_MARK_SIZE] = "";

	if (l->pacer && l->pacers.n) {
		pacers_mark(&l->pacers, text);
	} else if (l->pace && pace_now(s, &p)) {
		/* Paced blocks that are not billed are breathing exercises. */
		bool breath = !s->items[s->current].plan.code[0];

		const char *word = pace_word(breath ? PACE_BREATH : PACE_WORK, p.part);

		if (word[0])
			str_format(text, sizeof text, "%s %d", word,
				   (int)((p.left_ms + 999) / 1000));
	}
	text_fill(y, x, w, TONE_KEY, text);
}

/* The value that a bare digit answers between exercises; what was answered before the first. */
static void
value_due(const struct live_screen *l, const struct session_item *it, char *out,
	  size_t size)
{
	const struct session_state *s = &l->v.state;

	if (s->mode != SESSION_READY)
		return;
	if (!it && s->pain_before < 0)
		str_copy(out, size, "pain now? 0-9, P ten");
	else if (!it && l->seen_before && s->pain_next < 0)
		str_copy(out, size, "pain next morning? 0-9");
	else if (!it)
		str_format(out, size, "pain before %d/10", s->pain_before);
	else if (it->pain < 0)
		str_copy(out, size, "worst pain? 0-9, p ten");
	else if (it->effort < 0)
		str_copy(out, size, "effort? 0-9, e ten");
}

/* What was seen of safety at an exercise, else the support it is to be done with. */
static void
safety_text(const struct session_item *it, char *out, size_t size)
{
	int support = it->support >= 0 ? it->support : it->plan.support;
	struct str s = {0};

	if (it->form_ok == 0)
		str_add(&s, "form not as taught  ");
	if (it->losses > 0)
		str_addf(&s, "%d loss%s  ", it->losses, it->losses == 1 ? "" : "es");
	if (it->support >= 0 || support > 0)
		str_add(&s, progression_support_word(support));
	str_copy(out, size, str_text(&s));
	str_release(&s);
}

static void
draw_info(const struct live_screen *l, struct rect r)
{
	const struct session_state *s = &l->v.state;
	const struct session_item *it = s->current >= 0 ? &s->items[s->current] : NULL;
	int next = session_next_item(s);
	char text[90] = "";

	if (s->mode == SESSION_RUNNING && it) {
		struct pace p;
		const char *side = session_side(s);

		str_format(text, sizeof text, "set %d of %d%s%s", s->phase.set,
			   it->plan.dose.sets,
			   strcmp(side, "none") && strcmp(side, "both") ? "  " : "",
			   strcmp(side, "none") && strcmp(side, "both") ? side : "");
		text_fill(r.y, r.x, r.w, TONE_TITLE, text);
		text[0] = '\0';
		if (pace_now(s, &p) && p.reps > 0)
			str_format(text, sizeof text, "rep %d of %d", p.rep, p.reps);
		else
			safety_text(it, text, sizeof text);
	} else {
		value_due(l, it, text, sizeof text);
		text_fill(r.y, r.x, r.w, TONE_KEY, text);
		text[0] = '\0';
		if (it)
			safety_text(it, text, sizeof text);
	}
	text_fill(r.y + 1, r.x, r.w, TONE_PLAIN, text);
	draw_pace(l, r.y + 2, r.x, r.w);
	text[0] = '\0';
	if (s->mode == SESSION_RUNNING && next >= 0)
		str_format(text, sizeof text, "next: %s", s->items[next].plan.name);
	else if (s->mode == SESSION_RUNNING)
		str_copy(text, sizeof text, "next: finish (f)");
	text_fill(r.y + 3, r.x, r.w, TONE_DIM, text);
	text_fill(r.y + 4, r.x, r.w, s->attend == ATTEND_NOBODY ? TONE_WARN : TONE_PLAIN,
		  attend_word(s));
}

void
live_clock(const struct live_screen *l, char *out, size_t size)
{
	live_clock_text(session_shown_s(&l->v.state) * 1000, out, size);
}

static void
draw_digits(const struct live_screen *l, const struct places *p)
{
	char text[16];

	live_clock(l, text, sizeof text);
	if (strlen(text) < 5) { /* "9:59" stands where "10:00" stood */
		memmove(text + 1, text, strlen(text) + 1);
		text[0] = ' ';
	}
	digits_draw(p->digits.y, p->digits.x, p->scale, TONE_PLAIN, text);
}

void
live_draw(const struct screen *s, const struct live_screen *l)
{
	bool paced = l->pacer && l->pacers.n > 0 && !l->wall;
	int head = draw_header(s, l);
	struct places p =
	    place(s->ui, l->wall, paced ? SESSION_ITEMS_MAX : l->v.state.n_items, head,
		  l->bill.n);
	struct pace_moment m;

	if (paced)
		pacer_draw(&l->pacers, live_view_moment(l, &m) ? &m : NULL,
			   wording_english(), p.list);
	else
		draw_list(l, p.list);
	draw_bar(l, p.bar);
	draw_digits(l, &p);
	if (p.info.y ==
	    p.digits.y) /* rows that the list or the minutes may have had before */
		text_clear(p.digits.y + p.digits.h, p.bill.x,
			   p.bill.y - p.digits.y - p.digits.h, p.bill.w);
	draw_info(l, p.info);
	live_minutes_draw(l, p.bill);
	live_minutes_totals(l, p.totals);
}
