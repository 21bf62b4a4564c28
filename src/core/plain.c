/* plain.c - short sentences, one number each. */
#include "core/plain.h"

#include "core/load.h"

#include <string.h>

/* A shorter hold is a matter of the steps. */
enum { HOLD_WORTH = 3 };

static int64_t
number(int64_t v)
{
	return v == DICT_NONE ? 0 : v;
}

static void
part(struct str *out)
{
	if (out->n)
		str_add_c(out, ' ');
}

void
plain_time(const struct wording *w, int64_t seconds, struct str *out)
{
	int64_t m = seconds / 60, s = seconds % 60;

	if (seconds < 120 && s) { /* 90 seconds */
		m = 0;
		s = seconds;
	}
	if (m == 1)
		wording_say(w, WORDING_MINUTE, NULL, out);
	else if (m)
		wording_say_n(w, WORDING_MINUTES, (long long)m, out);
	if (m && s)
		str_add_c(out, ' ');
	if (s == 1)
		wording_say(w, WORDING_SECOND, NULL, out);
	else if (s || !m)
		wording_say_n(w, WORDING_SECONDS, (long long)s, out);
}

/* A sentence with the one place {time}. */
static void
say_time(const struct wording *w, enum wording_id id, int64_t seconds, struct str *out)
{
	struct str time = {0};

	plain_time(w, seconds, &time);
	part(out);
	wording_say(
	    w, id,
	    (const struct wording_place[]){{"time", str_text(&time)}, {NULL, NULL}}, out);
	str_release(&time);
}

static void
say_n(const struct wording *w, enum wording_id id, int64_t n, struct str *out)
{
	part(out);
	wording_say_n(w, id, (long long)n, out);
}

static void
say(const struct wording *w, enum wording_id id, struct str *out)
{
	part(out);
	wording_say(w, id, NULL, out);
}

static bool
is(const char *text, const char *word)
{
	return !strcmp(text, word);
}

/* How often or how long, and on which side. */
static void
say_work(const struct wording *w, const struct prescription *p, struct str *out)
{
	bool sides = p->side_mode[0] && !is(p->side_mode, "none");

	if (number(p->duration_s))
		say_time(w, sides ? WORDING_TIME_SIDE : WORDING_TIME, p->duration_s, out);
	else if (number(p->reps) == 1)
		say(w, sides ? WORDING_ONCE_SIDE : WORDING_ONCE, out);
	else if (number(p->reps))
		say_n(w, sides ? WORDING_TIMES_SIDE : WORDING_TIMES, p->reps, out);
	else
		say(w, WORDING_UNTIL_TIRED, out);
	if (number(p->hold_s) >= HOLD_WORTH)
		say_time(w, WORDING_HOLD, p->hold_s, out);
	if (is(p->side, "left") || is(p->side, "right"))
		say(w, is(p->side, "left") ? WORDING_LEFT : WORDING_RIGHT, out);
}

static void
say_load(const struct wording *w, const struct prescription *p, struct str *out)
{
	static const enum wording_id hands[] = {WORDING_FINGERTIPS, WORDING_ONE_HAND,
						WORDING_BOTH_HANDS};
	char load[LOAD_TEXT_SIZE];

	if (number(p->load_g) > 0) {
		load_text(p->load_g, load);
		part(out);
		wording_say(w, WORDING_WEIGHT,
			    (const struct wording_place[]){{"load", load}, {NULL, NULL}},
			    out);
	}
	if (p->band[0]) {
		part(out);
		wording_say(
		    w, WORDING_BAND,
		    (const struct wording_place[]){{"band", p->band}, {NULL, NULL}}, out);
	}
	if (number(p->support) >= 1 && p->support <= 3)
		say(w, hands[p->support - 1], out);
}

static void
say_often(const struct wording *w, const struct exercise *x, struct str *out)
{
	int64_t day = number(x->per_day), week = number(x->days_per_week);
	struct str often = {0};
	char n[24];
	enum wording_id id = week >= 7	 ? WORDING_EVERY_DAY
			     : week == 1 ? WORDING_ONE_DAY_WEEK
					 : WORDING_DAYS_WEEK;

	if (!day || !week)
		return;
	if (day == 1)
		wording_say(w, WORDING_ONCE_DAY, NULL, &often);
	else
		wording_say_n(w, WORDING_TIMES_DAY, (long long)day, &often);
	str_format(n, sizeof n, "%lld", (long long)week);
	part(out);
	wording_say(w, id,
		    (const struct wording_place[]){
			{"often", str_text(&often)}, {"n", n}, {NULL, NULL}},
		    out);
	str_release(&often);
}

void
plain_dose(const struct wording *w, const struct prescription *p,
	   const struct exercise *x, struct str *out)
{
	struct str s = {0};

	say_work(w, p, &s);
	if (number(p->sets) > 1)
		say_n(w, WORDING_ROUNDS, p->sets, &s);
	if (number(p->sets) > 1 && number(p->rest_s))
		say_time(w, WORDING_REST, p->rest_s, &s);
	say_load(w, p, &s);
	say_often(w, x, &s);
	str_add(out, str_text(&s));
	str_release(&s);
}
