/* certify.h - is the plan of care signed by the physician, and until when; dates come as rules. */
#ifndef CORE_CERTIFY_H
#define CORE_CERTIFY_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* The periods that hold on the service date (assets/care_rules.csv), in days. */
struct certify_rules {
	int64_t due;	/* certification due after the first treatment day */
	int64_t length; /* at most so long, the first day counted */
	int64_t warn;	/* so many days before the end it is called for anew */
	int64_t
	    order; /* sent within, where an order is on file; DICT_NONE: no such rule */
};

/* What is known of the plan; dates yyyymmdd or DICT_NONE. */
struct certify_facts {
	int64_t first_treatment; /* of the period: first visit under it, or none yet */
	int64_t starts, weeks;
	int64_t sent_on, certified_on, certified_to, order_on;
	bool initial; /* the first period of the episode, no recertification */
};

enum certify_state {
	CERTIFY_OPEN, /* not certified, not sent */
	CERTIFY_SENT, /* sent, not signed */
	CERTIFY_LATE, /* not signed when it was due */
	CERTIFY_BY_ORDER, /* an order is on file and it was sent in time: no signature needed */
	CERTIFY_HOLDS,
	CERTIFY_ENDING, /* holds, recertification is called for */
	CERTIFY_EXPIRED,
};

struct certify {
	enum certify_state state;
	int64_t due; /* day by which it is to be signed */
	int64_t to;  /* last day it holds: as entered, else as the rules propose */
	int64_t proposed_to; /* what the rules propose: the shorter of plan and length */
	int64_t sent_on;
	int days; /* from today to `to` (or to `due` while not certified); negative: gone by */
};

/* Judges the plan on a day. */
void certify_judge(const struct certify_facts *f, const struct certify_rules *r,
		   int64_t today, struct certify *out);
/* "not certified, due 2026-06-03", "sent 2026-05-06, ...", "certified to 2026-08-01", "expires in
 * 5 days (2026-05-09)", "EXPIRED 2026-05-01". Appends. */
void certify_text(const struct certify *c, struct str *out);
/* True when somebody has to do something now: late, ending, expired. */
bool certify_calls(const struct certify *c);

#endif
