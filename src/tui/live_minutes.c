/* live_minutes.c - the rows below the clock: minutes and units, or the common faults; the totals. */
#include "live_priv.h"
#include "tui/text.h"

#include <stdio.h>
#include <string.h>

static void
next_text(int64_t s, char *out, size_t size)
{
	if (s < 0)
		out[0] = '\0';
	else if (s < 60)
		snprintf(out, size, "next in %d s", (int)s);
	else
		snprintf(out, size, "next in %d min", (int)((s + 59) / 60));
}

static void
draw_bill(const struct live_screen *l, struct rect r)
{
	const struct visit_bill *b = &l->bill;
	bool ama = !strcmp(b->rule, "ama");

	for (int i = 0; i < r.h; i++) {
		const struct visit_code *c = &b->codes[i];
		char text[160] = "", next[32];

		if (i < b->n) {
			next_text(ama ? c->next_ama_s : c->next_cms_s, next, sizeof next);
			str_format(text, sizeof text,
				   " %s %3d min  Medicare %d  AMA %d  %-15s %s", c->code,
				   c->minutes, c->cms_units, c->ama_units, next,
				   c->label);
		}
		text_fill(r.y + i, r.x, r.w, TONE_PLAIN, text);
	}
}

/* In place of the minutes: what often goes wrong, one to a row. */
static void
draw_faults(const struct live_screen *l, struct rect r)
{
	for (int i = 0; i < r.h; i++) {
		struct str text = {0};
		char label[40] = "";

		if (!i)
			str_format(label, sizeof label, " Faults (%s)",
				   l->fault.verification);
		if (l->fault.key[0]) {
			str_addf(&text, "%-19s", label);
			(void)faults_at(&l->fault, i, &text);
		} else if (!i) {
			str_add(&text, " No common faults are known for this exercise");
		}
		text_fill(r.y + i, r.x, r.w, TONE_PLAIN, str_text(&text));
		str_release(&text);
	}
}

void
live_minutes_totals(const struct live_screen *l, struct rect r)
{
	const struct session_state *s = &l->v.state;
	int64_t work = 0, rest = 0, unattended = 0;
	char a[12], b[12], c[12], d[12], text[160];

	for (int i = 0; i < s->n_items; i++) {
		const struct session_item *it = &s->items[i];

		work += it->work_ms + it->assistant_ms + it->skilled_ms +
			it->skilled_assistant_ms;
		rest += it->rest_ms;
		unattended += it->unattended_ms;
	}
	live_clock_text(work, a, sizeof a);
	live_clock_text(rest, b, sizeof b);
	live_clock_text(s->change_ms + s->lead_ms, c, sizeof c);
	live_clock_text(unattended, d, sizeof d);
	str_format(text, sizeof text,
		   " work %s  rest %s  change-over %s  unattended %s   %d unit%s (%s)", a,
		   b, c, d, l->bill.units, l->bill.units == 1 ? "" : "s",
		   !strcmp(l->bill.rule, "ama") ? "AMA" : "Medicare");
	text_fill(r.y, r.x, r.w, TONE_TITLE, text);
}

void
live_minutes_draw(const struct live_screen *l, struct rect r)
{
	if (l->faults)
		draw_faults(l, r);
	else
		draw_bill(l, r);
}
