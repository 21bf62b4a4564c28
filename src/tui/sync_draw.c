/* sync_draw.c - the picture of the stick: places, what waits, what was done with it. */
#include "base/clock.h"
#include "base/date.h"
#include "core/dict.h"
#include "sync_priv.h"
#include "tui/text.h"

#include <string.h>

/* A sentence has so many rows, what comes next as many. */
enum { SAID_ROWS = 5, NEXT_ROWS = 4 };

static struct sync_screen *
state(struct screen *s)
{
	return s->state;
}

void
sync_draw_day(int64_t ms, struct str *out)
{
	char day[DATE_TEXT_SIZE];

	date_text(clock_civil(ms).date, day);
	str_add(out, day);
}

/* A sentence as long as it is: what to do stands at its end. `left` rows are there for it. */
static int
say_para(int y, struct rect r, int left, enum tone tone, const char *said)
{
	int rows = left < SAID_ROWS ? left : SAID_ROWS;

	return y + text_para_tone(y, r.x, rows, r.w, tone, said);
}

static void
say_room(int64_t room, char *out, size_t size)
{
	if (room < 0)
		out[0] = '\0';
	else
		str_format(out, size, ", %lld MB free", (long long)(room >> 20));
}

static int
draw_places(struct screen *s, int y, struct rect r)
{
	struct sync_screen *d = state(s);

	for (int i = 0; i < d->n_places && i < 3; i++) {
		const struct trip_place *p = &d->places[i];
		char line[240], room[40], ours[120] = "";

		say_room(p->room, room, sizeof room);
		if (p->ours)
			str_format(ours, sizeof ours, "; %d bundle%s for us from %s",
				   p->ours, p->ours == 1 ? "" : "s", p->senders);
		str_format(line, sizeof line, "%s %s%s%s%s%s", i == d->marked ? ">" : " ",
			   p->label, room, p->writable ? "" : ", NOT WRITABLE: ",
			   p->writable ? "" : p->why, ours);
		text_fill(y++, r.x, r.w, i == d->marked ? TONE_KEY : TONE_PLAIN, line);
	}
	if (d->n_places == 1)
		text_fill(y++, r.x, r.w, TONE_DIM,
			  "  No stick is in. Put one in: it is seen by itself.");
	return y;
}

static int
draw_news(struct screen *s, int y, struct rect r)
{
	struct sync_screen *d = state(s);
	const struct exchange_news *n = &d->news;
	struct str line = {0};

	if (!d->knows) {
		text_fill(y++, r.x, r.w, TONE_WARN,
			  "No other site is known yet: :site-keys, six words by phone.");
		return y;
	}
	if (n->peer.site[0]) {
		str_addf(&line, "For %s: %lld change%s", n->peer.site, (long long)n->ops,
			 n->ops == 1 ? "" : "s");
		if (n->since != DICT_NONE) {
			str_add(&line, " since the receipt of ");
			sync_draw_day(n->since, &line);
		} else {
			str_add(&line, ", no receipt yet");
		}
		if (n->unconfirmed)
			str_addf(&line, "; %d bundle%s without a receipt", n->unconfirmed,
				 n->unconfirmed == 1 ? "" : "s");
		text_fill(y++, r.x, r.w, TONE_PLAIN, str_text(&line));
		if (n->peer.alarm[0])
			y = say_para(y, r, SAID_ROWS, TONE_WARN, n->peer.alarm);
	}
	if (!d->sealed)
		text_fill(y++, r.x, r.w, TONE_WARN,
			  "Bundles are PLAIN: whoever finds the stick can read them.");
	str_release(&line);
	return y;
}

static bool
is_grave(const struct exchange_taken *t)
{
	return t->state != ST_OK || t->copies || t->late ||
	       t->audit == MERGE_AUDIT_SHORTER || t->audit == MERGE_AUDIT_CHANGED;
}

/* What went wrong stands first: it must not be among those for which there was no room. */
static int
draw_said(const struct trip_result *t, int y, struct rect r, int end)
{
	int shown = 0;
	char line[60];

	for (int grave = 1; grave >= 0; grave--) {
		for (int i = 0; i < t->n_taken && y < end; i++)
			if (is_grave(&t->taken[i]) == grave && ++shown)
				y = say_para(y, r, end - y,
					     grave ? TONE_WARN : TONE_PLAIN,
					     t->taken[i].said);
		for (int i = 0; i < t->n_made && y < end; i++)
			if ((t->made[i].state != ST_OK) == grave && ++shown)
				y = say_para(y, r, end - y,
					     grave ? TONE_WARN : TONE_PLAIN,
					     t->made[i].said);
	}
	if (t->n_taken + t->n_made > shown) {
		str_format(line, sizeof line, "... and %d more",
			   t->n_taken + t->n_made - shown);
		text_fill(y++, r.x, r.w, TONE_PLAIN, line);
	}
	return y;
}

/* That it may be pulled is no success by itself: who reads the last line alone must not carry a stick away
 * on which nothing was written. */
static void
draw_safe(const struct trip_result *t, int y, struct rect r)
{
	bool unwritten = false, refused = false;

	for (int i = 0; i < t->n_made; i++)
		unwritten |= t->made[i].state != ST_OK;
	for (int i = 0; i < t->n_taken; i++)
		refused |= t->taken[i].state != ST_OK && t->taken[i].state != ST_ALREADY;
	text_fill(y, r.x, r.w, unwritten || refused ? TONE_WARN : TONE_GOOD,
		  unwritten	 ? "NOT WRITTEN, see above. The stick may be removed."
		  : refused	 ? "SAFE TO REMOVE. Not all was taken, see above."
		  : t->unmounted ? "SAFE TO REMOVE: the stick is unmounted."
				 : "SAFE TO REMOVE.");
}

static int
draw_result(struct screen *s, int y, struct rect r)
{
	const struct trip_result *t = state(s)->result;
	char line[160];

	y = draw_said(t, y, r, r.y + r.h - NEXT_ROWS);
	if (t->conflicts) {
		str_format(line, sizeof line, "Next: v decides %lld value%s",
			   (long long)t->conflicts,
			   t->conflicts == 1 ? " that differs" : "s that differ");
		text_fill(y++, r.x, r.w, TONE_KEY, line);
	} else if (t->people) {
		text_fill(y++, r.x, r.w, TONE_KEY,
			  "Next: :duplicates looks whether somebody came twice");
	}
	if (t->safe)
		draw_safe(t, y++, r);
	return y;
}

void
sync_draw(struct screen *s)
{
	struct sync_screen *d = state(s);
	struct rect r = ui_body(s->ui);
	int y = r.y, bottom;

	text_clear(r.y, r.x, r.h, r.w);
	y = draw_places(s, y, r);
	y = draw_news(s, y + 1, r);
	if (d->doing[0]) {
		text_fill(++y, r.x, r.w, TONE_PLAIN, d->doing);
		text_bar(++y, r.x, r.w - 1, d->all ? d->done : 0, d->all ? d->all : 1);
		y++;
	} else if (d->result) {
		y = draw_result(s, y + 1, r);
	} else if (d->carried) {
		y += 1 + text_para(y + 1, r.x, 4, r.w - 1, d->carried->said);
		text_fill(y++, r.x, r.w, TONE_GOOD, "SAFE TO REMOVE.");
	} else {
		text_fill(
		    ++y, r.x, r.w, TONE_KEY,
		    "Enter reads what is there for us and writes what is new. b puts "
		    "a copy there.");
		y++;
	}
	bottom = r.y + r.h - y - 1;
	s->ui->repaint = true;
	if (bottom >= 3)
		list_draw(&d->list, s->ui, (struct rect){y + 1, r.x, bottom, r.w}, true,
			  "No bundle was made yet.");
}
