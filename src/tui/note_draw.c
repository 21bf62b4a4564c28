/* note_draw.c - the picture of the note: its sections, what keeps it from being signed, the units. */
#include "note_priv.h"
#include "tui/text.h"

#include <string.h>

static void
draw_bill_line(const struct note_screen *n, int y, int x, int w)
{
	bool ama = !strcmp(n->bill.rule, "ama");
	struct str line = {0};

	for (int i = 0; i < n->bill.n; i++) {
		const struct visit_code *c = &n->bill.codes[i];

		str_addf(&line, "%s%s %d min %d%s/%d%s", i ? "  " : "", c->code,
			 c->minutes, c->cms_units, ama ? "" : "*", c->ama_units,
			 ama ? "*" : "");
	}
	if (n->bill.n)
		str_add(&line, "  (Medicare/AMA, * billed)");
	if (line.n >
	    (size_t)w) { /* both rules stand behind b; the words must not be cut */
		str_clear(&line);
		str_add(&line, "Minutes/units:");
		for (int i = 0; i < n->bill.n; i++)
			str_addf(&line, "  %s %d/%d", n->bill.codes[i].code,
				 n->bill.codes[i].minutes,
				 ama ? n->bill.codes[i].ama_units
				     : n->bill.codes[i].cms_units);
	}
	text_fill(y, x, w, TONE_PLAIN, str_text(&line));
	str_clear(&line);
	str_addf(&line, "%d unit%s by %s, %d timed of %d treatment minutes",
		 n->bill.units, n->bill.units == 1 ? "" : "s",
		 ama ? "the AMA rule" : "Medicare's rule", n->bill.timed_min,
		 n->bill.total_min);
	if (n->asked)
		str_addf(&line, "   %d asked: b shows", n->asked);
	else if (n->bill.n_ties > 1)
		str_add(&line, "   TIE, t changes");
	text_fill(y + 1, x, w, TONE_TITLE, str_text(&line));
	str_release(&line);
}

/* The n-th line of the text; *next is where the following one begins. */
static const char *
line_at(const char *p, size_t n)
{
	while (n && *p) {
		const char *nl = strchr(p, '\n');

		if (!nl)
			return p + strlen(p);
		p = nl + 1;
		n--;
	}
	return p;
}

static bool
heading(const char *p, size_t n)
{
	return n > 2 && p[0] >= 'A' && p[0] <= 'Z' && p[1] >= 'A' && p[1] <= 'Z' &&
	       p[2] >= 'A' && p[2] <= 'Z';
}

void
note_draw(const struct screen *s, const struct note_screen *n)
{
	struct rect r = ui_body(s->ui);
	const char *p = line_at(str_text(&n->text), n->top);
	int y = r.y + 1, end = r.y + r.h - 3;
	char head[200];

	str_format(head, sizeof head, "%s  %s", n->v.live.patient_name,
		   n->v.live.chart_no);
	text_fill(r.y, r.x, r.w, TONE_TITLE, head);
	while (y < end && *p) {
		size_t len = strcspn(p, "\n"), at = 0;

		do {
			size_t next, stop = text_wrap(p, len, at, r.w - 2, &next);

			text_clear(y, r.x, 1, r.w);
			text_put_n(y, r.x + 1, r.w - 1,
				   heading(p, len) ? TONE_KEY : TONE_PLAIN, p + at,
				   stop - at);
			y++;
			at = next;
		} while (at < len && y < end);
		p += len + (p[len] == '\n');
	}
	if (y < end)
		text_clear(y, r.x, end - y, r.w);
	if (*p)
		text_right(r.y, r.x + r.w - 16, 16, TONE_DIM, "PgDn shows more");
	if (n->look.gaps.n) {
		str_format(head, sizeof head, "Before signing: %.*s",
			   (int)strcspn(n->look.gaps.p, "\n"), n->look.gaps.p);
		text_fill(end, r.x, r.w, TONE_WARN, head);
	} else if (n->look.check.blocks) {
		str_format(head, sizeof head, "Before signing: %s. s shows %s",
			   n->look.check.rows[0].rule->title,
			   n->look.check.n > 1 ? "all of it" : "how to mend it");
		text_fill(end, r.x, r.w, TONE_WARN, head);
	} else if (n->look.check.n && !n->look.goals.vague.n) {
		str_format(head, sizeof head, "Ready to sign: s.  %d warning%s: %s",
			   n->look.check.n, n->look.check.n == 1 ? "" : "s",
			   n->look.check.rows[0].rule->title);
		text_fill(end, r.x, r.w, TONE_WARN, head);
	} else {
		str_format(
		    head, sizeof head, "Ready to sign: s%s%.*s",
		    n->look.goals.vague.n ? ".  " : "",
		    n->look.goals.vague.n ? (int)strcspn(n->look.goals.vague.p, "\n") : 0,
		    str_text(&n->look.goals.vague));
		text_fill(end, r.x, r.w, n->look.goals.vague.n ? TONE_WARN : TONE_GOOD,
			  head);
	}
	draw_bill_line(n, end + 1, r.x, r.w);
}
