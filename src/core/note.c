/* note.c - the daily note: exercises, time, units, who, why; and proposals for the rest. */
#include "core/note.h"

#include "note_priv.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static bool
has(const char *text)
{
	return text != NULL && text[0] != '\0';
}

/* ---- taught, seen ---- */

static void
add_taught(const struct session_state *s, struct str *out)
{
	struct str line = {0};
	int n = 0;

	for (int i = 0; i < s->n_topics; i++) {
		str_add(&line, n == 0 ? "Taught: " : "");
		note_text_sep(&line, "; ", &n);
		str_addf(&line, "%s (%s)", s->topics[i].topic,
			 session_taught_words(s->topics[i].level));
	}
	if (n > 0) {
		str_add(&line, ".");
		note_text_wrap(out, str_text(&line), 2);
	}
	str_release(&line);
}

static void
add_manner(const struct session_state *s, struct str *out)
{
	struct str line = {0};

	if (!s->manner[0])
		return;
	str_add(&line, "Seemed ");
	for (const char *p = s->manner; *p; p++)
		if (*p == ';')
			str_add(&line, ", ");
		else
			str_add_c(&line, *p == '_' ? ' ' : *p);
	str_add(&line, ".");
	note_text_wrap(out, str_text(&line), 2);
	str_release(&line);
}

/* ---- at a distance ---- */

static void
add_asked(const struct session_state *s, struct str *out)
{
	struct str line = {0};
	int n = 0;

	for (int i = 0; i < s->n_asks; i++) {
		str_add(&line, n == 0 ? "Asked at a distance: " : "");
		note_text_sep(&line, "; ", &n);
		str_add(&line, s->asks[i].words);
	}
	if (n > 0) {
		str_add(&line, ".");
		note_text_wrap(out, str_text(&line), 2);
	}
	str_release(&line);
}

/* ---- time ---- */

static void
add_code_times(struct str *line, const struct session_units *u)
{
	int n = 0;

	for (int i = 0; i < u->n; i++) {
		const struct session_units_line *c = &u->lines[i];

		note_text_sep(line, ", ", &n);
		str_addf(line, "%s ", c->code);
		note_text_clock(line, c->seconds * 1000);
		if (!c->known)
			str_add(line, " (no known code)");
		else if (c->timing != UNITS_TIMED15)
			str_add(line, c->timing == UNITS_TIMED_OTHER ? "" : " (untimed)");
	}
}

static void
add_unbilled(struct str *line, const struct session_state *s)
{
	int64_t rest = 0, alone = 0;
	int n = 0;
	const struct {
		const char *word;
		const int64_t *ms;
	} parts[] = {
	    {"rest", &rest}, {"unattended", &alone}, {"change-over", &s->change_ms}};

	for (int i = 0; i < s->n_items; i++) {
		rest += s->items[i].rest_ms;
		alone += s->items[i].unattended_ms;
	}
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		if (*parts[i].ms < 1000)
			continue;
		str_add(line, n == 0 ? " Not billed: " : "");
		note_text_sep(line, ", ", &n);
		str_addf(line, "%s ", parts[i].word);
		note_text_clock(line, *parts[i].ms);
	}
	if (n > 0)
		str_add(line, ".");
}

static void
add_time(const struct session_state *s, const struct session_units *u, struct str *out)
{
	const struct units_result *r = &u->result[u->rule];
	struct str line = {0};

	str_add(&line, u->n > 0 ? "Time: " : "Time: none on a code");
	add_code_times(&line, u);
	str_addf(&line, ". Timed code minutes %d, total treatment time %d min.",
		 r->timed_minutes, r->total_minutes);
	if (session_group_ms(s))
		str_addf(&line, " Group minutes %d, kept apart.",
			 (int)(session_group_ms(s) / 60000));
	add_unbilled(&line, s);
	note_text_wrap(out, str_text(&line), 2);
	str_release(&line);
}

/* ---- units ---- */

/* The minutes that give `units` by the 8-minute chart (billing-rules 2.1). */
static void
add_chart(struct str *line, int units)
{
	str_addf(line, units > 0 ? "%d-%d" : "0-7", 15 * units - 7, 15 * units + 7);
}

/* Medicare: the total, then which left-overs won. */
static void
add_cms(struct str *line, const struct units_result *r)
{
	int n = 0;

	str_addf(line, "%d min = %d timed unit%s (", r->timed_minutes, r->timed_units,
		 r->timed_units == 1 ? "" : "s");
	add_chart(line, r->timed_units);
	str_add(line, ")");
	for (int i = 0; i < r->n; i++) {
		const struct units_line *l = &r->lines[i];

		if (l->timing != UNITS_TIMED15)
			continue;
		str_add(line, n == 0 ? "; " : "");
		note_text_sep(line, ", ", &n);
		str_addf(line, "%s %d=%dx15+%d", l->code, l->minutes, l->minutes / 15,
			 l->minutes % 15);
	}
}

/* AMA: each code on its own. */
static void
add_ama(struct str *line, const struct units_result *r)
{
	int n = 0;

	for (int i = 0; i < r->n; i++) {
		const struct units_line *l = &r->lines[i];

		if (l->timing != UNITS_TIMED15)
			continue;
		note_text_sep(line, ", ", &n);
		str_addf(line, "%s %d min = %d (", l->code, l->minutes, l->units);
		add_chart(line, l->units);
		str_add(line, ")");
	}
	if (n == 0)
		str_add(line, "no timed code");
}

static void
add_charges(struct str *line, const struct note_facts *f)
{
	const struct units_result *r = &f->units->result[f->units->rule];
	int n = 0;

	str_add(line, ". Billed: ");
	for (int i = 0; f->charges != NULL && i < f->n_charges; i++) {
		const struct note_charge *c = &f->charges[i];

		note_text_sep(line, ", ", &n);
		str_addf(line, "%s%s%s x%d", c->code, c->modifiers[0] != '\0' ? " " : "",
			 c->modifiers, c->units);
	}
	for (int i = 0; f->charges == NULL && i < r->n; i++)
		if (r->lines[i].units > 0) {
			note_text_sep(line, ", ", &n);
			str_addf(line, "%s x%d", r->lines[i].code, r->lines[i].units);
		}
	str_add(line, n > 0 ? "." : "nothing.");
}

static void
add_units(const struct session_state *s, const struct note_facts *f, struct str *out)
{
	const struct session_units *u = f->units;
	const struct units_result *r = &u->result[u->rule];
	struct str line = {0};
	char first[SESSION_TIE_SIZE];

	if (u->rule == UNITS_CMS) {
		str_add(&line, "Units, Medicare total time: ");
		add_cms(&line, r);
	} else {
		str_add(&line, "Units, AMA each code: ");
		add_ama(&line, r);
	}
	add_charges(&line, f);
	if (session_units_tie(r, 0, first))
		str_addf(&line, " Equal left-overs: chosen %s%s.",
			 s->tie[0] != '\0' && !u->tie_stale ? s->tie : first,
			 s->tie[0] != '\0' && !u->tie_stale ? "" : " (by default)");
	note_text_wrap(out, str_text(&line), 2);
	str_release(&line);
}

/* ---- who and why ---- */

static void
add_attended(const struct session_state *s, const struct note_facts *f, struct str *out)
{
	int64_t therapist = 0, assistant = 0;
	struct str line = {0};

	for (int i = 0; i < s->n_items; i++) {
		therapist += s->items[i].work_ms + s->items[i].skilled_ms;
		assistant += s->items[i].assistant_ms + s->items[i].skilled_assistant_ms;
	}
	str_addf(&line, "Attended by the clock: %s ",
		 has(f->therapist) ? f->therapist : "therapist");
	note_text_clock(&line, therapist);
	if (assistant > 0) {
		str_addf(&line, "; %s ", has(f->assistant) ? f->assistant : "assistant");
		note_text_clock(&line, assistant);
	}
	str_add(&line, ".");
	note_text_wrap(out, str_text(&line), 2);
	str_release(&line);
}

static void
add_skills(const struct session_state *s, struct str *out)
{
	for (int i = 0; i < s->n_skills; i++) {
		const struct session_skill *k = &s->skills[i];
		struct str line = {0};

		if (k->ms[0] + k->ms[1] < 1000)
			continue;
		str_addf(&line, "Skilled %s ", k->change ? "change-over" : "rest");
		note_text_clock(&line, k->ms[0] + k->ms[1]);
		str_addf(&line, ", %s: %s.", s->items[k->item].plan.name, k->reason);
		note_text_wrap(out, str_text(&line), 2);
		str_release(&line);
	}
}

static void
add_corrections(const struct session_state *s, struct str *out)
{
	for (int i = 0; i < s->n_adjusts; i++) {
		const struct session_adjust *a = &s->adjusts[i];
		struct str line = {0};

		str_addf(&line, "Corrected by the therapist: %s %c", a->code,
			 a->seconds < 0 ? '-' : '+');
		note_text_clock(&line, llabs((long long)a->seconds) * 1000);
		str_addf(&line, ": %s.", a->reason);
		note_text_wrap(out, str_text(&line), 2);
		str_release(&line);
	}
}

void
note_objective(const struct session_state *s, const struct note_facts *f, struct str *out)
{
	assert(f->units != NULL);
	add_asked(s, out);
	note_gate_all(s, out);
	for (int i = 0; i < s->n_items; i++)
		note_item(s, i, out);
	note_gate_allowed(s, out);
	add_taught(s, out);
	add_manner(s, out);
	add_time(s, f->units, out);
	add_units(s, f, out);
	add_attended(s, f, out);
	add_skills(s, out);
	add_corrections(s, out);
}

/* ---- proposals ---- */

static void
propose_subjective(const struct session_state *s, struct str *out)
{
	if (s->pain_before >= 0 && s->pain_after >= 0)
		str_addf(out, "Pain %d/10 before treatment, %d/10 after.", s->pain_before,
			 s->pain_after);
	else if (s->pain_before >= 0)
		str_addf(out, "Pain %d/10 before treatment.", s->pain_before);
	else if (s->pain_after >= 0)
		str_addf(out, "Pain %d/10 after treatment.", s->pain_after);
	if (s->pain_next >= 0)
		str_addf(out, "%sWorst pain the morning after the last visit %d/10.",
			 out->n > 0 ? " " : "", s->pain_next);
	if (s->swelling >= 0)
		str_addf(out, "%s%s swelling since the last visit.",
			 out->n > 0 ? " " : "", s->swelling ? "New or more" : "No new");
}

static void
propose_assessment(const struct session_state *s, struct str *out)
{
	int as_asked = 0, asked = 0, pain = -1, effort = -1, worst = -1;

	for (int i = 0; i < s->n_items; i++) {
		const struct session_item *it = &s->items[i];

		if (it->group_class && it->n_sets)
			str_addf(out, "%sTook part in %s", out->n ? "; " : "",
				 it->plan.name);
		asked += !it->group_class;
		as_asked += !it->group_class && note_item_as_asked(it);
		if (it->pain > pain) {
			pain = it->pain;
			worst = i;
		}
		effort = it->effort > effort ? it->effort : effort;
	}
	if (s->n_items == 0)
		return;
	if (!asked && !out->n)
		return;
	if (asked)
		str_addf(out, "%s %d of %d exercise%s as asked", out->n ? "; did" : "Did",
			 as_asked, asked, asked == 1 ? "" : "s");
	if (pain == 0)
		str_add(out, "; no pain during exercise");
	else if (pain > 0)
		str_addf(out, "; worst pain %d/10 (%s)", pain, s->items[worst].plan.name);
	if (effort >= 0)
		str_addf(out, "; effort up to %d/10", effort);
	str_add(out, ".");
}

static void
add_left_open(const struct session_state *s, struct str *out)
{
	int n = 0;

	for (int i = 0; i < s->n_items; i++)
		if (s->items[i].state != ITEM_DONE && !s->items[i].group_class) {
			str_add(out, n == 0 ? "; left open today: " : "");
			note_text_sep(out, ", ", &n);
			str_add(out, s->items[i].plan.name);
		}
	str_add(out, ".");
}

static void
propose_plan(const struct session_state *s, struct str *out)
{
	str_add(out, "Same plan next visit");
	add_left_open(s, out);
}

void
note_propose_next(const struct session_state *s, const struct note_next *next, int n,
		  struct str *out)
{
	struct str text = {0};

	for (int i = 0; i < n; i++)
		str_addf(&text, "%s%s: %s", i == 0 ? "Next visit: " : "; ",
			 s->items[next[i].item].plan.name, next[i].text);
	str_add(&text, n > 0 ? ". The rest as before" : "Same plan next visit");
	add_left_open(s, &text);
	note_text_wrap(out, str_text(&text), 0);
	str_release(&text);
}

void
note_propose(enum note_section section, const struct session_state *s, struct str *out)
{
	static void (*const write[NOTE_SECTION_COUNT])(const struct session_state *,
						       struct str *) = {
	    [NOTE_SUBJECTIVE] = propose_subjective,
	    [NOTE_ASSESSMENT] = propose_assessment,
	    [NOTE_PLAN] = propose_plan,
	};
	struct str text = {0};

	if (write[section] != NULL)
		write[section](s, &text);
	if (text.n > 0)
		note_text_wrap(out, str_text(&text), 0);
	str_release(&text);
}
