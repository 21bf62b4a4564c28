/* week_draw.c - the picture of a week: days across, half hours down, the marked visit in full. */
#include "week_priv.h"

#include "book.h"
#include "core/dict_rows.h"
#include "tui/text.h"

#include <string.h>

enum { TIME_COLS = 6 };

static int
slot_of(const struct week_screen *w, const struct week_line *l)
{
	return l->start == DICT_NONE ? w->first : (int)(l->start / WEEK_SLOT_MIN);
}

int
week_draw_in_slot(const struct week_screen *w, int day, int slot, int i,
		  const struct week_line **l)
{
	int64_t date = date_add(w->monday, day);
	int n = 0;

	*l = NULL;
	for (int k = 0; k < w->n; k++) {
		if (w->lines[k].day != date || slot_of(w, &w->lines[k]) != slot)
			continue;
		if (n++ == i)
			*l = &w->lines[k];
	}
	return n;
}

const struct week_line *
week_draw_marked(const struct week_screen *w)
{
	const struct week_line *l;

	week_draw_in_slot(w, w->day, w->slot, w->which, &l);
	return l;
}

/* True when a visit that began before goes on in this half hour. */
static bool
goes_on(const struct week_screen *w, int day, int slot)
{
	int64_t date = date_add(w->monday, day);

	for (int k = 0; k < w->n; k++) {
		const struct week_line *l = &w->lines[k];
		int64_t end = l->start + (l->minutes == DICT_NONE ? 0 : l->minutes);

		if (l->day == date && l->start != DICT_NONE &&
		    l->start < slot * WEEK_SLOT_MIN && end > slot * WEEK_SLOT_MIN)
			return true;
	}
	return false;
}

static const char *
mark_of(const struct week_line *l)
{
	return !strcmp(l->state, "no_show")   ? "-"
	       : !strcmp(l->state, "done")    ? "="
	       : !strcmp(l->state, "arrived") ? "+"
					      : "";
}

static void
slot_text(const struct week_screen *w, int day, int slot, char *out, size_t size)
{
	const struct week_line *l;
	int n = week_draw_in_slot(w, day, slot, 0, &l);

	if (n > 1)
		str_format(out, size, "%d: %s%s", n, mark_of(l), l->name);
	else if (n == 1)
		str_format(out, size, "%s%s", mark_of(l), l->name);
	else
		str_copy(out, size, goes_on(w, day, slot) ? "|" : ".");
}

static void
draw_days(struct screen *s, struct week_screen *w, struct rect r, int width)
{
	text_clear(r.y, r.x, 1, r.w);
	for (int day = 0; day < w->days; day++) {
		int64_t date = date_add(w->monday, day);

		text_putf(r.y, r.x + TIME_COLS + day * width, width - 1,
			  date == s->ui->today ? TONE_KEY : TONE_TITLE, "%s %d/%d%s",
			  booking_weekday(day), (int)(date % 100),
			  (int)(date / 100 % 100), date == s->ui->today ? "*" : "");
	}
}

static void
draw_slot(struct week_screen *w, struct rect r, int row, int width)
{
	int slot = w->first + w->top + row, y = r.y + row;
	char text[140];

	str_format(text, sizeof text, "%02d:%02d", slot / 2, slot % 2 * WEEK_SLOT_MIN);
	text_fill(y, r.x, TIME_COLS, TONE_DIM, text);
	for (int day = 0; day < w->days; day++) {
		bool here = day == w->day && slot == w->slot;
		int x = r.x + TIME_COLS + day * width;

		slot_text(w, day, slot, text, sizeof text);
		text_fill(y, x, width - 1, here ? TONE_CURSOR : TONE_PLAIN, text);
		text_clear(y, x + width - 1, 1, 1);
		if (here)
			text_cursor(y, x, false);
	}
	text_clear(y, r.x + TIME_COLS + w->days * width, 1,
		   r.w - TIME_COLS - w->days * width);
}

/* The marked visit in full, for it may be cut in its column. */
static void
draw_marked(const struct week_screen *w, int y, struct rect r)
{
	const struct week_line *l = week_draw_marked(w), *any;
	const struct entity *e = dict_entity(E_APPOINTMENT);
	const struct code_list *states = e->fields[dict_field_named(e, "state")].codes;
	char when[BOOK_TEXT], text[300];
	int n = week_draw_in_slot(w, w->day, w->slot, 0, &any);

	book_text(date_add(w->monday, w->day), l ? l->start : w->slot * WEEK_SLOT_MIN,
		  when);
	if (!l)
		str_format(text, sizeof text, "%s  free", when);
	else
		str_format(text, sizeof text, "%s  %s %s  %lld min  %s  %s", when,
			   l->name, l->chart_no,
			   (long long)(l->minutes == DICT_NONE ? 0 : l->minutes),
			   dict_code_label(states, l->state[0] ? l->state : "booked"),
			   l->staff_name);
	if (n > 1)
		str_format(text + strlen(text), sizeof text - strlen(text),
			   "  (%d of %d)", w->which + 1, n);
	text_fill(y, r.x, r.w, TONE_KEY, text);
}

void
week_draw(struct screen *s, struct week_screen *w)
{
	struct rect r = ui_body(s->ui);
	int width = (r.w - TIME_COLS) / w->days, height = r.h - 2;
	int at = w->slot - w->first;

	if (height > w->slots)
		height = w->slots;
	if (at < w->top)
		w->top = at;
	if (at >= w->top + height)
		w->top = at - height + 1;
	if (w->top > w->slots - height)
		w->top = w->slots - height;
	draw_days(s, w, r, width);
	for (int row = 0; row < height; row++)
		draw_slot(w, (struct rect){r.y + 1, r.x, r.h, r.w}, row, width);
	text_clear(r.y + 1 + height, r.x, r.h - 2 - height, r.w);
	draw_marked(w, r.y + r.h - 1, r);
}
