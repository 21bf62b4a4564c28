/* fuzz_session.c - any row of events leaves a session whole: no ms lost, all looks safe. */
#include "base/str.h"
#include "core/note.h"
#include "core/pace.h"
#include "core/session_units.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 120, PLANS = 5 };

struct input {
	const uint8_t *p, *end;
};

static unsigned
byte(struct input *in)
{
	return in->p < in->end ? *in->p++ : 0;
}

/* Plans that reach what random text seldom does; tab-separated as session_item writes. */
static const char *const plans[PLANS] = {
    "1\t1\t2\tSquat\t97110\t5\t3\t10\t0\t60\t0\t5\t0\tnone\tbody\t0\t\t\t2-0-2\tnone",
    "1\t1\t2\tStretch\t97112\t0\t3\t1\t30\t10\t2\t5\t0\tleft\tnone\t0\t\t\t0-0-0\teach_"
    "side\t2",
    "1\t1\t2\tCarry\t97530\t1\t2\t0\t0\t0\t0\t0\t0\tright\tnone\t0\t\t\t\tside_blocks",
    "1\t1\t2\tWalk\t\t2\t20\t0\t0\t0\t0\t0\t15000\tnone\tnone\t0\t\t\t\tnone",
    "1\t1\t2\tMarch\t97116\t0\t20\t200\t1\t0\t1\t0\t0\tnone\tweight\t2500\tred\t\t1-1-"
    "1\talternating",
};

static void
look(const struct session_state *s)
{
	struct session_units u;
	struct units_code code;
	struct units_table table = {&code, 1};
	struct str note = {0};
	char sets[64];
	struct note_facts f = {.units = &u};
	int64_t next = session_next_change(s, true);

	check(next == -1 || next > s->now_ms);
	check(session_shown_ms(s) >= 0 && session_planned_ms(s) >= 0);
	check(session_next_item(s) < s->n_items);
	for (int i = 0; i < s->n_items; i++) {
		check(s->items[i].n_sets >= 0 && s->items[i].n_sets <= SESSION_SETS_MAX);
		check(s->items[i].rest_ms >= 0 && s->items[i].skilled_ms >= 0);
		session_sets_text(&s->items[i], sets, sizeof sets);
		check(strlen(sets) < sizeof sets);
	}
	check(s->change_ms >= 0 && s->prepare_ms >= 0 && s->paused_ms >= 0);
	check(units_code_set(&code, "97110", "timed15", 15, "") == ST_OK);
	if (session_units(s, &table, &u, NULL) == ST_OK)
		note_objective(s, &f, &note);
	for (int i = 0; i < NOTE_SECTION_COUNT; i++)
		note_propose((enum note_section)i, s, &note);
	str_release(&note);
}

/* Reads one event; wait_ms is the time since the one before. */
static void
read_event(struct input *in, struct session_event *e, char text[TEXT_MAX + 1],
	   int64_t *wait_ms)
{
	unsigned n, pick;

	memset(e, 0, sizeof *e);
	e->kind = (enum session_event_kind)(byte(in) % (SEV_COUNT + 1));
	e->item = (int)(byte(in) % 8) - 1;
	e->n = (int8_t)byte(in);
	e->n *= byte(in) % 4 == 0 ? 1000 : 1;
	*wait_ms = (int64_t)byte(in) * (byte(in) % 3 == 0 ? 1000 : 37);
	pick = byte(in);
	if (e->kind == SEV_ITEM && pick % 8 < PLANS) {
		e->text = plans[pick % 8];
		return;
	}
	n = pick % (TEXT_MAX + 1);
	for (unsigned i = 0; i < n; i++)
		text[i] = (char)byte(in);
	text[n] = '\0';
	e->text = text;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct session_state s, ahead;
	struct input in = {data, data + size};
	struct session_event e = {
	    .kind = SEV_OPEN, .item = -1, .text = "cms", .boot = "a"};
	char text[TEXT_MAX + 1];
	int64_t at_ms = 0, gone_ms = 0, wait_ms;
	struct err err;

	session_init(&s);
	check(session_apply(&s, &e, &err) == ST_OK);
	while (in.p < in.end) {
		read_event(&in, &e, text, &wait_ms);
		at_ms += wait_ms;
		e.boot = "a";
		e.boot_ms = at_ms;
		ahead = s;
		session_advance(&ahead, at_ms);
		(void)session_cues(&s, &ahead);
		if (session_apply(&s, &e, &err) != ST_OK)
			check(err.code == ST_INVALID && err.detail[0] != '\0');
		check(session_elapsed_ms(&s) == s.now_ms - gone_ms);
		check(s.now_ms <= at_ms);
	}
	look(&s);
	session_advance(&s, at_ms + 86400000);
	look(&s);
	return 0;
}
