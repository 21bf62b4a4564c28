/* session_post.c - what is posted about a session: pain, load, help, corrections. */
#include "base/str.h"
#include "session_priv.h"

#include <string.h>

enum status
session_post_pain(struct session_state *s, const struct session_event *e, struct err *err)
{
	(void)err;
	s->items[e->item].pain = (int)e->n;
	return ST_OK;
}

enum status
session_post_effort(struct session_state *s, const struct session_event *e,
		    struct err *err)
{
	(void)err;
	s->items[e->item].effort = (int)e->n;
	return ST_OK;
}

enum status
session_post_heart_rate(struct session_state *s, const struct session_event *e,
			struct err *err)
{
	if (e->n >= 0 && e->n < 20)
		return status_fail(err, ST_INVALID, "heart rate: 20 to 250 a minute");
	s->items[e->item].heart_rate = (int)e->n;
	return ST_OK;
}

static bool
one_of(const char *text, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, text) == 0)
			return true;
	return false;
}

enum status
session_post_assist(struct session_state *s, const struct session_event *e,
		    struct err *err)
{
	/* Code list `assist` of the data dictionary. */
	static const char *const codes[] = {"",	   "none", "cue", "standby", "contact",
					    "min", "mod",  "max", NULL};

	if (!one_of(e->text, codes))
		return status_fail(
		    err, ST_INVALID,
		    "help '%s': use none, cue, standby, contact, min, mod or max",
		    e->text);
	str_copy(s->items[e->item].assist, sizeof s->items[0].assist, e->text);
	return ST_OK;
}

enum status
session_post_side(struct session_state *s, const struct session_event *e, struct err *err)
{
	static const char *const codes[] = {"left", "right", "both", "none", NULL};
	struct session_item *it = &s->items[e->item];

	if (!one_of(e->text, codes))
		return status_fail(err, ST_INVALID,
				   "side '%s': use left, right, both or none", e->text);
	if (it->plan.dose.side_mode != DOSE_NONE && it->n_sets > 0)
		return status_fail(err, ST_INVALID,
				   "its sides are recorded; the first side stays");
	str_copy(it->side, sizeof it->side, e->text);
	return ST_OK;
}

enum status
session_post_load(struct session_state *s, const struct session_event *e, struct err *err)
{
	(void)err;
	s->items[e->item].load_g = e->n;
	str_copy(s->items[e->item].band, sizeof s->items[0].band, e->text);
	return ST_OK;
}

enum status
session_post_reps(struct session_state *s, const struct session_event *e, struct err *err)
{
	struct session_item *it = &s->items[e->item];
	int last = it->n_sets - 1;

	if (s->mode == SESSION_RUNNING && s->in_set && e->item == s->current)
		last--;
	if (last < 0)
		return status_fail(err, ST_INVALID, "none of its sets is over yet");
	it->sets[last].reps = (int16_t)e->n;
	return ST_OK;
}

enum status
session_post_remark(struct session_state *s, const struct session_event *e,
		    struct err *err)
{
	(void)err;
	str_copy(s->items[e->item].remark, sizeof s->items[0].remark, e->text);
	return ST_OK;
}

enum status
session_post_pain_before(struct session_state *s, const struct session_event *e,
			 struct err *err)
{
	(void)err;
	s->pain_before = (int)e->n;
	return ST_OK;
}

enum status
session_post_pain_after(struct session_state *s, const struct session_event *e,
			struct err *err)
{
	(void)err;
	s->pain_after = (int)e->n;
	return ST_OK;
}

enum status
session_post_form(struct session_state *s, const struct session_event *e, struct err *err)
{
	(void)err;
	s->items[e->item].form_ok = (int)e->n;
	return ST_OK;
}

enum status
session_post_losses(struct session_state *s, const struct session_event *e,
		    struct err *err)
{
	(void)err;
	s->items[e->item].losses = (int)e->n;
	return ST_OK;
}

enum status
session_post_support(struct session_state *s, const struct session_event *e,
		     struct err *err)
{
	(void)err;
	s->items[e->item].support = (int)e->n;
	return ST_OK;
}

enum status
session_post_pain_next(struct session_state *s, const struct session_event *e,
		       struct err *err)
{
	(void)err;
	s->pain_next = (int)e->n;
	return ST_OK;
}

enum status
session_post_swelling(struct session_state *s, const struct session_event *e,
		      struct err *err)
{
	(void)err;
	s->swelling = (int)e->n;
	return ST_OK;
}

/* Takes every correction of a code out; returns how many there were. */
static int
drop_adjusts(struct session_state *s, const char *code)
{
	int kept = 0, n = s->n_adjusts;

	for (int i = 0; i < n; i++)
		if (strcmp(s->adjusts[i].code, code) != 0)
			s->adjusts[kept++] = s->adjusts[i];
	memset(&s->adjusts[kept], 0, (size_t)(n - kept) * sizeof s->adjusts[0]);
	s->n_adjusts = kept;
	return n - kept;
}

/* Time of a code as it stands, in ms. */
static int64_t
code_ms(const struct session_state *s, const char *code)
{
	struct session_code_time times[SESSION_CODES_MAX];
	int n = session_code_times(s, times);

	for (int i = 0; i < n; i++)
		if (strcmp(times[i].code, code) == 0)
			return times[i].therapist_ms + times[i].assistant_ms;
	return n == SESSION_CODES_MAX ? -1 : 0;
}

enum status
session_post_minutes(struct session_state *s, const struct session_event *e,
		     struct err *err)
{
	struct session_adjust a = {.seconds = e->n};
	size_t n = strcspn(e->text, "|");
	const char *reason = e->text[n] == '|' ? e->text + n + 1 : "";

	if (n == 0 || n >= sizeof a.code || strlen(reason) >= sizeof a.reason)
		return status_fail(err, ST_INVALID,
				   "minutes: say the code and the reason, code|reason");
	memcpy(a.code, e->text, n);
	str_copy(a.reason, sizeof a.reason, reason);
	if (e->n == 0)
		return drop_adjusts(s, a.code) > 0
			   ? ST_OK
			   : status_fail(err, ST_INVALID, "%s: nothing was corrected",
					 a.code);
	if (reason[0] == '\0')
		return status_fail(err, ST_INVALID, "a correction needs its reason");
	if (s->n_adjusts == SESSION_ADJUSTS_MAX || code_ms(s, a.code) < 0)
		return status_fail(err, ST_INVALID, "no more corrections fit");
	if (code_ms(s, a.code) + e->n * 1000 < 0)
		return status_fail(err, ST_INVALID,
				   "%s: that is more than it has; take less away",
				   a.code);
	s->adjusts[s->n_adjusts++] = a;
	return ST_OK;
}

enum status
session_post_tie(struct session_state *s, const struct session_event *e, struct err *err)
{
	(void)err;
	str_copy(s->tie, sizeof s->tie, e->text);
	return ST_OK;
}
