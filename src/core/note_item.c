/* note_item.c - one exercise in the words of the note. */
#include "base/str.h"
#include "core/progression.h"
#include "note_priv.h"

#include <stdlib.h>
#include <string.h>

enum {
	ANY_SIDE = -1,
	LONG_BLOCK_MS = 120000, /* from here on in minutes */
	REST_NOTED_MS = 10000,	/* a rest this much (and a quarter) off is worth a word */
};

static bool
two_sided(const struct session_item *it)
{
	return it->plan.dose.side_mode == DOSE_EACH_SIDE ||
	       it->plan.dose.side_mode == DOSE_SIDE_BLOCKS;
}

static int
blocks_asked(const struct session_item *it)
{
	return two_sided(it) ? 2 * it->plan.dose.sets : it->plan.dose.sets;
}

static int64_t
length_ms(const struct session_set *set)
{
	return set->work_ms / 1000 * 1000;
}

/* ---- what was done ---- */

static bool
same_set(const struct session_set *a, const struct session_set *b)
{
	return a->reps == b->reps && (a->reps >= 0 || length_ms(a) == length_ms(b));
}

static void
add_length(struct str *out, int64_t ms)
{
	if (ms < LONG_BLOCK_MS) {
		str_addf(out, "%lld s", (long long)(ms / 1000));
		return;
	}
	note_text_clock(out, ms);
	str_add(out, " min");
}

static void
add_set(struct str *out, const struct session_set *set)
{
	if (set->reps >= 0)
		str_addf(out, "%d", set->reps);
	else
		add_length(out, length_ms(set));
}

/* The sets of one side: "3x10", or "10, 10, 8" when they differ. */
static void
add_sets(struct str *out, const struct session_item *it, int side)
{
	const struct session_set *first = NULL;
	bool same = true;
	int n = 0;

	for (int i = 0; i < it->n_sets; i++) {
		const struct session_set *set = &it->sets[i];

		if (side != ANY_SIDE && set->side != side)
			continue;
		first = first == NULL ? set : first;
		same = same && same_set(first, set);
		n++;
	}
	if (n == 0) {
		str_add(out, "0");
		return;
	}
	if (same) {
		str_addf(out, "%dx", n);
		add_set(out, first);
		return;
	}
	n = 0;
	for (int i = 0; i < it->n_sets; i++) {
		if (side != ANY_SIDE && it->sets[i].side != side)
			continue;
		note_text_sep(out, ", ", &n);
		add_set(out, &it->sets[i]);
	}
}

/* whole: nothing else tells the hold, and of "3x1" the hold is the dose. */
static void
add_asked(struct str *out, const struct dose *d, bool whole)
{
	str_addf(out, " (asked %dx", d->sets);
	if (d->duration_ms > 0)
		add_length(out, d->duration_ms);
	else if (d->reps > 0)
		str_addf(out, "%d", d->reps);
	else
		str_add(out, " as long as possible");
	str_add(out, d->side_mode == DOSE_NONE ? "" : " each side");
	if (whole && d->hold_s > 0)
		str_addf(out, ", hold %d s", d->hold_s);
	str_add(out, ")");
}

static bool
set_as_asked(const struct session_set *set, const struct dose *d)
{
	if (!set->done)
		return false;
	if (d->duration_ms > 0)
		return llabs((long long)(set->work_ms - d->duration_ms)) < 1000;
	return d->reps <= 0 || set->reps == d->reps;
}

bool
note_item_as_asked(const struct session_item *it)
{
	if (it->state != ITEM_DONE || it->n_sets != blocks_asked(it))
		return false;
	for (int i = 0; i < it->n_sets; i++)
		if (!set_as_asked(&it->sets[i], &it->plan.dose))
			return false;
	return true;
}

static void
add_done(struct str *out, const struct session_item *it)
{
	struct str left = {0}, right = {0};

	if (!two_sided(it)) {
		add_sets(out, it, ANY_SIDE);
		if (it->plan.dose.side_mode == DOSE_ALTERNATING)
			str_add(out, " each side");
	} else {
		add_sets(&left, it, 1);
		add_sets(&right, it, 2);
		if (strcmp(str_text(&left), str_text(&right)) == 0)
			str_addf(out, "%s each side", str_text(&left));
		else
			str_addf(out, "left %s, right %s", str_text(&left),
				 str_text(&right));
	}
	if (!note_item_as_asked(it))
		add_asked(out, &it->plan.dose, false);
	str_release(&left);
	str_release(&right);
}

/* ---- how ---- */

/* Mean of the rests between sets that ran to their end; -1 none. */
static int64_t
mean_rest_ms(const struct session_item *it)
{
	int64_t sum = 0;
	int n = 0;

	for (int i = 0; i + 1 < it->n_sets; i++) {
		const struct session_set *set = &it->sets[i], *next = set + 1;
		bool side_change =
		    two_sided(it) && set->side != next->side && set->set == next->set;

		if (!set->done || side_change || set->round != next->round)
			continue;
		if (it->plan.dose.side_mode == DOSE_SIDE_BLOCKS &&
		    set->side != next->side)
			continue;
		sum += set->rest_ms;
		n++;
	}
	return n > 0 ? sum / n : -1;
}

static void
add_rest(struct str *out, const struct session_item *it)
{
	int64_t asked = (int64_t)it->plan.dose.rest_s * 1000, took = mean_rest_ms(it);
	int64_t off = took > asked ? took - asked : asked - took;

	if (it->plan.dose.sets < 2 || (took < 0 && asked == 0))
		return;
	str_addf(out, ", rest %d s", it->plan.dose.rest_s);
	if (took >= 0 && off >= REST_NOTED_MS && 4 * off >= asked)
		str_addf(out, " (took %lld s)", (long long)(took / 1000));
}

static void
add_side(struct str *out, const struct session_item *it)
{
	if (it->plan.dose.side_mode != DOSE_NONE)
		return;
	if (strcmp(it->side, "none") != 0 && it->side[0] != '\0')
		str_addf(out, " %s", it->side);
	if (it->plan.side[0] != '\0' && strcmp(it->plan.side, "none") != 0 &&
	    strcmp(it->side, it->plan.side) != 0)
		str_addf(out, " (asked %s)", it->plan.side);
}

static void
add_kg(struct str *out, int64_t g)
{
	str_addf(out, "%lld", (long long)(g / 1000));
	if (g % 1000 != 0) {
		char part[8];

		str_format(part, sizeof part, ".%03d", (int)(g % 1000));
		for (size_t n = strlen(part); part[n - 1] == '0'; n--)
			part[n - 1] = '\0';
		str_add(out, part);
	}
}

static void
add_load(struct str *out, const struct session_item *it)
{
	int64_t last = -1;
	int n = 0;

	for (int i = 0; i < it->n_sets; i++) {
		if (it->sets[i].load_g == last || (it->sets[i].load_g == 0 && last < 0))
			continue;
		last = it->sets[i].load_g;
		str_add(out, n++ > 0 ? " then " : ", ");
		add_kg(out, last);
	}
	if (n > 0)
		str_add(out, " kg");
	if (it->plan.load_g > 0 && (n != 1 || last != it->plan.load_g)) {
		str_add(out, " (asked ");
		add_kg(out, it->plan.load_g);
		str_add(out, " kg)");
	}
	if (it->band[0] != '\0')
		str_addf(out, ", %s band", it->band);
	if (it->plan.band[0] != '\0' && strcmp(it->band, it->plan.band) != 0)
		str_addf(out, " (asked %s)", it->plan.band);
}

static void
add_how(struct str *out, const struct session_item *it)
{
	const struct dose *d = &it->plan.dose;
	bool paced =
	    d->has_tempo && d->tempo_up_s + d->tempo_pause_s + d->tempo_down_s > 0;
	char tempo[DOSE_TEMPO_SIZE];

	add_side(out, it);
	if (d->hold_s > 0)
		str_addf(out, ", hold %d s", d->hold_s);
	dose_tempo_text(d, tempo);
	if (paced)
		str_addf(out, ", tempo %s", tempo);
	add_rest(out, it);
	add_load(out, it);
	if (it->unattended_ms > 0) {
		str_add(out, ", unattended ");
		note_text_clock(out, it->unattended_ms);
	}
}

/* ---- what was seen ---- */

static const struct {
	const char *code, *words;
} assists[] = {
    {"none", "without help"},	  {"cue", "with cues"},	   {"standby", "stand-by help"},
    {"contact", "contact guard"}, {"min", "minimal help"}, {"mod", "moderate help"},
    {"max", "maximal help"},
};

/* How safely it went: support, balance, form. */
static void
add_safety(struct str *out, const struct session_item *it, int *n)
{
	int support = it->support >= 0 ? it->support : it->plan.support;

	if (it->support >= 0 || it->plan.support > 0) {
		note_text_sep(out, ", ", n);
		str_addf(out, "%s%s", support > 0 ? "support by " : "",
			 progression_support_word(support));
		if (it->plan.support > 0 && support != it->plan.support)
			str_addf(out, " (asked %s)",
				 progression_support_word(it->plan.support));
	}
	if (it->losses >= 0) {
		note_text_sep(out, ", ", n);
		str_addf(out, "%d loss%s of balance", it->losses,
			 it->losses == 1 ? "" : "es");
	}
	if (it->form_ok >= 0) {
		note_text_sep(out, ", ", n);
		str_add(out, it->form_ok ? "form as taught" : "form not as taught");
	}
}

static void
add_seen(struct str *out, const struct session_item *it)
{
	int n = 0;
	struct str seen = {0};

	if (it->pain >= 0) {
		note_text_sep(&seen, ", ", &n);
		str_addf(&seen, "pain %d/10", it->pain);
	}
	if (it->effort >= 0) {
		note_text_sep(&seen, ", ", &n);
		str_addf(&seen, "effort %d/10", it->effort);
	}
	if (it->heart_rate >= 0) {
		note_text_sep(&seen, ", ", &n);
		str_addf(&seen, "HR %d", it->heart_rate);
	}
	for (size_t i = 0; i < sizeof assists / sizeof assists[0]; i++)
		if (strcmp(assists[i].code, it->assist) == 0) {
			note_text_sep(&seen, ", ", &n);
			str_add(&seen, assists[i].words);
		}
	if (it->n_sets > 0)
		add_safety(&seen, it, &n);
	if (it->taught != TAUGHT_NOT) {
		note_text_sep(&seen, ", ", &n);
		str_addf(&seen, "taught: %s", session_taught_words(it->taught));
	}
	if (n > 0)
		str_addf(out, "; %s", str_text(&seen));
	str_release(&seen);
}

/* "40:00 min in a group of 6": never who the others were. */
static void
add_group(struct str *out, const struct session_item *it)
{
	note_text_clock(out, it->work_ms + it->assistant_ms);
	str_addf(out, " min in a group of %d", it->group_most);
	if (it->group_alone_ms >= 1000) {
		str_add(out, ", ");
		note_text_clock(out, it->group_alone_ms);
		str_add(out, " min of it with nobody else");
	}
	if (it->unattended_ms > 0) {
		str_add(out, ", unattended ");
		note_text_clock(out, it->unattended_ms);
	}
}

void
note_item(const struct session_state *s, int item, struct str *out)
{
	const struct session_item *it = &s->items[item];
	struct str line = {0};

	str_addf(&line, "%d %s: ", item + 1, it->plan.name);
	if (it->group_class && it->n_sets > 0) {
		add_group(&line, it);
	} else if (it->group_class) {
		str_add(&line, "did not take part");
	} else if (it->n_sets > 0) {
		add_done(&line, it);
		add_how(&line, it);
	} else {
		str_add(&line, it->state == ITEM_SKIPPED ? "passed over" : "not done");
		add_asked(&line, &it->plan.dose, true);
	}
	add_seen(&line, it);
	str_add(&line, ".");
	if (it->remark[0] != '\0')
		str_addf(&line, " %s", it->remark);
	note_text_wrap(out, str_text(&line), 2);
	str_release(&line);
}
