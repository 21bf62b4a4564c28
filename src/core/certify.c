/* certify.c - certification of a plan of care (42 CFR 424.24; periods come from the table). */
#include "core/certify.h"

#include "base/date.h"
#include "core/dict.h"

static int
days_to(int64_t today, int64_t date)
{
	return (int)(date_to_days(date) - date_to_days(today));
}

/* The first day counts as day 1: of the two readings the earlier end. */
static int64_t
propose(const struct certify_facts *f, const struct certify_rules *r, int64_t first)
{
	int64_t length = r->length;

	if (f->weeks != DICT_NONE && f->weeks * 7 < length)
		length = f->weeks * 7;
	return date_add(first, length - 1);
}

static bool
by_order(const struct certify_facts *f, const struct certify_rules *r, int64_t first)
{
	return f->initial && r->order != DICT_NONE && f->order_on != DICT_NONE &&
	       f->sent_on != DICT_NONE && f->sent_on <= date_add(first, r->order);
}

static enum certify_state
state_of_end(const struct certify_rules *r, int days)
{
	if (days < 0)
		return CERTIFY_EXPIRED;
	return days <= r->warn ? CERTIFY_ENDING : CERTIFY_HOLDS;
}

void
certify_judge(const struct certify_facts *f, const struct certify_rules *r, int64_t today,
	      struct certify *out)
{
	int64_t first = f->first_treatment == DICT_NONE ? f->starts : f->first_treatment;

	*out = (struct certify){.sent_on = f->sent_on};
	out->proposed_to = propose(f, r, first);
	out->to = f->certified_to == DICT_NONE ? out->proposed_to : f->certified_to;
	/* A recertification is to be there when its period begins. */
	out->due = f->initial ? date_add(first, r->due) : first;
	if (f->certified_on != DICT_NONE || by_order(f, r, first)) {
		out->days = days_to(today, out->to);
		out->state = state_of_end(r, out->days);
		if (out->state == CERTIFY_HOLDS && f->certified_on == DICT_NONE)
			out->state = CERTIFY_BY_ORDER;
		return;
	}
	out->days = days_to(today, out->due);
	out->state = out->days < 0	       ? CERTIFY_LATE
		     : f->sent_on != DICT_NONE ? CERTIFY_SENT
					       : CERTIFY_OPEN;
}

void
certify_text(const struct certify *c, struct str *out)
{
	char due[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE], sent[DATE_TEXT_SIZE];

	date_text(c->due, due);
	date_text(c->to, to);
	date_text(c->sent_on, sent);
	switch (c->state) {
	case CERTIFY_OPEN:
		str_addf(out, "not certified, due %s", due);
		break;
	case CERTIFY_SENT:
		str_addf(out, "sent %s, signature due %s", sent, due);
		break;
	case CERTIFY_LATE:
		str_addf(out, "NOT CERTIFIED, was due %s%s%s", due,
			 sent[0] ? ", sent " : "", sent);
		break;
	case CERTIFY_BY_ORDER:
		str_addf(out, "sent %s, order on file: holds to %s", sent, to);
		break;
	case CERTIFY_HOLDS:
		str_addf(out, "certified to %s", to);
		break;
	case CERTIFY_ENDING:
		str_addf(out, "EXPIRES in %d day%s (%s)", c->days,
			 c->days == 1 ? "" : "s", to);
		break;
	case CERTIFY_EXPIRED:
		str_addf(out, "EXPIRED %s", to);
		break;
	}
}

bool
certify_calls(const struct certify *c)
{
	return c->state == CERTIFY_LATE || c->state == CERTIFY_ENDING ||
	       c->state == CERTIFY_EXPIRED;
}
