/* plan_lines.c - phase, visits, certification and facets of a plan, in lines. */
#include "plan_lines.h"

#include "app/progress.h"
#include "core/source.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { STRIP_WEEKS = 6 };

static void
say_visits(struct plan_lines *l)
{
	const struct plan_view *v = &l->view;

	if (v->frequency.per_week)
		frequency_text(&v->frequency, &l->visits);
	if (v->frequency.n_strip > 1) {
		str_add(&l->visits, "  ");
		frequency_strip(&v->frequency, STRIP_WEEKS, &l->visits);
	}
	if (v->certify_wanted) {
		str_add(&l->certified, "Plan ");
		certify_text(&v->certify, &l->certified);
	}
}

static void
say_phase(struct plan_lines *l)
{
	const struct plan_phase *now = plan_phase_now(&l->view);

	plan_phase_text(&l->view, &l->phase);
	if (l->phase.n && source_unsure(l->view.template.verification))
		str_add(&l->phase, " (check source)");
	if (now)
		str_addf(&l->go_on, "To go on: %s", now->criteria);
}

static enum status
say_home(struct app *a, int64_t plan, const struct prescription_line *lines, int n,
	 struct str *out, struct err *err)
{
	struct progress_home *h = mem_alloc(sizeof *h);
	enum status st = progress_home(a, plan, lines, n, h, err);

	for (int i = 0; i < h->n && !st; i++)
		str_addf(out, "%s%s: %s%s", i ? "\n" : "", h->lines[i].rule,
			 h->lines[i].reason, h->unsure[i] ? " (check source)" : "");
	free(h);
	return st;
}

enum status
plan_lines_load(struct app *a, int64_t plan, const struct prescription_line *lines, int n,
		struct plan_lines *l, struct err *err)
{
	struct plan_facets facets;
	enum status st = plan_look(a, plan, &l->view, err);

	str_clear(&l->phase);
	str_clear(&l->go_on);
	str_clear(&l->visits);
	str_clear(&l->certified);
	str_clear(&l->facets);
	str_clear(&l->home);
	if (st)
		return st;
	say_phase(l);
	say_visits(l);
	if (n)
		st = plan_facets_of(a, lines, n, &facets, err);
	if (!st && n)
		plan_facets_text(&facets, &l->facets);
	return st ? st : say_home(a, plan, lines, n, &l->home, err);
}

void
plan_lines_release(struct plan_lines *l)
{
	str_release(&l->phase);
	str_release(&l->go_on);
	str_release(&l->visits);
	str_release(&l->certified);
	str_release(&l->facets);
	str_release(&l->home);
}

/* A line, when there is something to say. */
static void
line(int *y, struct rect r, enum tone tone, const struct str *text)
{
	if (text->n)
		text_fill((*y)++, r.x, r.w, tone, str_text(text));
}

/* Visits and certification: on one line where both have room. */
static void
draw_visits(const struct plan_lines *l, int *y, struct rect r)
{
	bool calls = l->view.certify_wanted && certify_calls(&l->view.certify);
	enum tone visits = l->view.frequency.behind ? TONE_WARN : TONE_PLAIN;
	enum tone certified = calls ? TONE_WARN : TONE_PLAIN;
	int at = (int)l->visits.n + 2;

	line(y, r, visits, &l->visits);
	if (l->visits.n && l->certified.n && at + (int)l->certified.n <= r.w)
		text_fill(*y - 1, r.x + at, r.w - at, certified, str_text(&l->certified));
	else
		line(y, r, certified, &l->certified);
}

int
plan_lines_draw(const struct plan_lines *l, struct rect r)
{
	int y = r.y;

	line(&y, r, TONE_PLAIN, &l->phase);
	line(&y, r, TONE_PLAIN, &l->go_on);
	draw_visits(l, &y, r);
	line(&y, r, TONE_PLAIN, &l->facets);
	for (const char *p = str_text(&l->home); *p;) {
		size_t n = strcspn(p, "\n");

		text_clear(y, r.x, 1, r.w);
		text_put_n(y++, r.x, r.w, TONE_WARN, p, n);
		p += n + (p[n] == '\n');
	}
	return y;
}

int
plan_lines_head(const struct plan_head *h, int y, struct rect r)
{
	if (h->first[0])
		text_fill(y++, r.x, r.w,
			  h->calls && !h->second[0] ? TONE_WARN : TONE_PLAIN, h->first);
	if (h->second[0])
		text_fill(y++, r.x, r.w, h->calls ? TONE_WARN : TONE_PLAIN, h->second);
	return y;
}
