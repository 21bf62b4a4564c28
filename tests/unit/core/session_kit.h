/* session_kit.h - short hand for tests that drive a session by events. */
#ifndef SESSION_KIT_H
#define SESSION_KIT_H

#include "base/str.h"
#include "core/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define S(seconds) ((int64_t)((seconds)*1000))

/* A session under test and the moment its next event happens. */
struct kit {
	struct session_state s;
	int64_t at_ms;
	const char *boot;
};

static inline enum status
kit_try(struct kit *k, enum session_event_kind kind, int item, int64_t n,
	const char *text)
{
	struct session_event e = {.kind = kind,
				  .item = item,
				  .n = n,
				  .text = text,
				  .boot_ms = k->at_ms,
				  .boot = k->boot,
				  .wall_ms = 1700000000000 + k->at_ms};
	struct err err = {0};

	return session_apply(&k->s, &e, &err);
}

static inline void
kit_do(struct kit *k, enum session_event_kind kind, int item, int64_t n, const char *text)
{
	assert_int_equal(kit_try(k, kind, item, n, text), ST_OK);
}

/* Lets ms pass before the next event. */
static inline void
kit_wait(struct kit *k, int64_t ms)
{
	k->at_ms += ms;
	session_advance(&k->s, k->at_ms);
}

/* 3 x 10, tempo 2-1-2, rest 60, lead-in 5. */
static inline struct session_item_plan
kit_plan(const char *name, const char *code)
{
	struct session_item_plan p;

	memset(&p, 0, sizeof p);
	p.dose = dose_default();
	p.dose.sets = 3;
	p.dose.reps = 10;
	p.dose.rest_s = 60;
	p.dose.has_tempo = true;
	p.dose.tempo_up_s = p.dose.tempo_down_s = 2;
	p.dose.tempo_pause_s = 1;
	str_copy(p.name, sizeof p.name, name);
	str_copy(p.code, sizeof p.code, code);
	str_copy(p.side, sizeof p.side, "none");
	str_copy(p.load_kind, sizeof p.load_kind, "none");
	return p;
}

static inline void
kit_add(struct kit *k, const struct session_item_plan *p)
{
	char text[SESSION_ITEM_TEXT_SIZE];
	struct err err = {0};

	assert_int_equal(session_item_encode(p, text, &err), ST_OK);
	kit_do(k, SEV_ITEM, -1, 0, text);
}

static inline void
kit_open(struct kit *k, const char *rule)
{
	session_init(&k->s);
	k->at_ms = 1000003;
	k->boot = "boot-a";
	kit_do(k, SEV_OPEN, -1, 0, rule);
}

#endif
