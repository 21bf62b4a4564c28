/* bill_text.c - arithmetic, modifiers and reasons in words; answers in and out of text. */
#include "core/bill.h"

#include <string.h>

enum { BLOCK = 15, MIDPOINT_MIN = 8 };

/* ---- lines */

void
bill_modifiers(const struct bill_line *l, char *out, size_t size)
{
	size_t at = 0;

	out[0] = '\0';
	for (int i = 0; i < l->n_modifiers; i++) {
		str_format(out + at, size - at, "%s%s", at ? " " : "",
			   l->modifiers[i].code);
		at += strlen(out + at);
	}
}

void
bill_reasons(const struct bill_line *l, struct str *out)
{
	const char *gap = "";

	for (int i = 0; i < l->n_modifiers; i++) {
		if (l->modifiers[i].code[0] == 'G' &&
		    strchr("PON", l->modifiers[i].code[1]))
			continue; /* the discipline's explains itself */
		str_addf(out, "%s%s: %s", gap, l->modifiers[i].code, l->modifiers[i].why);
		gap = "|";
	}
	if (l->why[0])
		str_addf(out, "%s%s", gap, l->why);
	if (l->flagged)
		str_addf(out, "%sshares of both: not covered by the rule's text",
			 gap[0] || l->why[0] ? "|" : "");
}

/* ---- arithmetic */

static int
left_over(const struct units_pool *p)
{
	return p->timing == UNITS_TIMED15 ? p->minutes % BLOCK : 0;
}

static void
say_pool(const struct units_result *r, const struct units_pool *p, struct str *out)
{
	str_addf(out, "%s%s%s %d min: ", p->head, p->more[0] ? "/" : "", p->more,
		 p->minutes);
	if (p->timing != UNITS_TIMED15)
		str_addf(out, "%s, %d unit%s\n",
			 p->timing == UNITS_TIMED_OTHER ? "outside the 15-minute pool"
							: "not by time",
			 p->units, p->units == 1 ? "" : "s");
	else if (r->rule == UNITS_CMS)
		str_addf(out, "%d x 15 + %d left over\n", p->minutes / BLOCK,
			 left_over(p));
	else
		str_addf(out, "%d x 15 + %d, a further unit from 8 on: %d\n",
			 p->minutes / BLOCK, left_over(p), p->units);
}

static bool
tied(const struct units_result *r, int pool)
{
	for (int i = 0; i < r->tie.n; i++)
		if (r->tie.pool[i] == pool)
			return true;
	return false;
}

/* Who got a unit beyond the full blocks, and who did not. */
static void
say_winners(const struct units_result *r, struct str *out)
{
	for (int k = 0; k < r->n_pools; k++) {
		const struct units_pool *p = &r->pools[k];

		if (left_over(p) == 0)
			continue;
		str_addf(out, "  %s with %d left over %s%s\n", p->head, left_over(p),
			 p->units > p->minutes / BLOCK ? "gets one" : "gets none",
			 tied(r, k) ? " (equal to another: the clinician chooses)" : "");
	}
}

static void
say_total(const struct units_result *r, struct str *out)
{
	int blocks = 0, more;

	for (int k = 0; k < r->n_pools; k++)
		if (r->pools[k].timing == UNITS_TIMED15)
			blocks += r->pools[k].minutes / BLOCK;
	more = r->timed_units - blocks;
	str_addf(out, "total %d timed minutes: (%d + 7) / 15 = %d unit%s\n",
		 r->timed_minutes, r->timed_minutes, r->timed_units,
		 r->timed_units == 1 ? "" : "s");
	str_addf(out, "full blocks %d, so %d more to the most left-over minutes\n",
		 blocks, more);
	say_winners(r, out);
}

void
bill_arithmetic(const struct units_result *r, struct str *out)
{
	for (int k = 0; k < r->n_pools; k++)
		say_pool(r, &r->pools[k], out);
	if (r->rule == UNITS_CMS)
		say_total(r, out);
	else
		str_addf(out, "each code by itself, nothing is pooled: %d timed unit%s\n",
			 r->timed_units, r->timed_units == 1 ? "" : "s");
}

/* ---- answers: lines of id=value, a tab, the reason */

static const char *
line_of(const char *answers, const char *id)
{
	size_t n = strlen(id);

	for (const char *p = answers; p && *p;
	     p = strchr(p, '\n') ? strchr(p, '\n') + 1 : "")
		if (!strncmp(p, id, n) && p[n] == '=')
			return p;
	return NULL;
}

bool
bill_answer(const char *answers, const char *id, char value[8], char *reason, size_t size)
{
	const char *p = line_of(answers, id);
	size_t n, all;

	value[0] = '\0';
	if (reason)
		reason[0] = '\0';
	if (!p)
		return false;
	p += strlen(id) + 1;
	all = strcspn(p, "\n");
	n = strcspn(p, "\t\n");
	str_format(value, 8, "%.*s", (int)n, p);
	if (reason && n < all)
		str_format(reason, size, "%.*s", (int)(all - n - 1), p + n + 1);
	return true;
}

void
bill_answer_set(const char *answers, const char *id, const char *value,
		const char *reason, struct str *out)
{
	const char *old = line_of(answers, id);

	for (const char *p = answers; *p;) {
		size_t n = strcspn(p, "\n");

		if (p != old && n)
			str_addf(out, "%.*s\n", (int)n, p);
		p += n + (p[n] == '\n');
	}
	if (value[0])
		str_addf(out, "%s=%s%s%.*s\n", id, value, reason[0] ? "\t" : "",
			 (int)strcspn(reason, "\n"), reason);
}
