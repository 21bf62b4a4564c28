/* presign_bill.c - checks of the bill: ties, threshold, pairs of codes, telehealth, licence state. */
#include "presign_priv.h"

#include <string.h>
#include <strings.h>

/* ---- units and money */

static bool
tie(const struct presign_facts *f, const struct presign_rule *r,
    struct presign_said *said)
{
	(void)r;
	(void)said;
	return f->tie_chosen;
}

static bool
kx(const struct presign_facts *f, const struct presign_rule *r, struct presign_said *said)
{
	(void)r;
	(void)said;
	return f->kx_missing;
}

static bool
unit_average(const struct presign_facts *f, const struct presign_rule *r,
	     struct presign_said *said)
{
	int64_t wanted = r->span == DICT_NONE ? 1 : r->span;

	if (f->visits < wanted || f->visits_units <= 0 ||
	    f->visits_min >= presign_limit(r) * f->visits_units)
		return false;
	str_format(said->numbers, sizeof said->numbers,
		   "%lld min for %lld units, %lld.%lld a unit, in %d visits",
		   (long long)f->visits_min, (long long)f->visits_units,
		   (long long)(f->visits_min / f->visits_units),
		   (long long)(f->visits_min * 10 / f->visits_units % 10), f->visits);
	return true;
}

/* An untimed code has a unit however short it was; under a minute it was hardly given. */
static bool
no_minute(const struct presign_facts *f, const struct presign_rule *r,
	  struct presign_said *said)
{
	bool any = false;

	for (int i = 0; i < f->n; i++) {
		const struct presign_line *l = &f->lines[i];

		if (l->units <= 0 || l->minutes >= presign_limit(r))
			continue;
		str_format(said->numbers, sizeof said->numbers, "%s: %d min, %d unit%s",
			   l->code, l->minutes, l->units, l->units > 1 ? "s" : "");
		any = true;
	}
	return any;
}

/* ---- pairs of codes */

static bool
pair_open(const struct presign_facts *f, const struct presign_rule *r,
	  struct presign_said *said)
{
	(void)r;
	str_copy(said->numbers, sizeof said->numbers, f->pair_open);
	return f->pair_open[0] != '\0';
}

/* ---- telehealth */

static bool
tele_place(const struct presign_facts *f, const struct presign_rule *r,
	   struct presign_said *said)
{
	(void)r;
	(void)said;
	return f->telehealth && f->tele_place_open;
}

static bool
tele_payer(const struct presign_facts *f, const struct presign_rule *r,
	   struct presign_said *said)
{
	(void)r;
	(void)said;
	return f->telehealth && f->tele_payer_open;
}

static bool
tele_code(const struct presign_facts *f, const struct presign_rule *r,
	  struct presign_said *said)
{
	(void)r;
	str_copy(said->numbers, sizeof said->numbers, f->tele_refused);
	return f->telehealth && f->tele_refused[0];
}

static bool
tele_billed(const struct presign_facts *f, const struct presign_rule *r,
	    struct presign_said *said)
{
	(void)r;
	str_copy(said->numbers, sizeof said->numbers, f->tele_billed);
	return f->telehealth && f->tele_billed[0];
}

static bool
tele_modifier(const struct presign_facts *f, const struct presign_rule *r,
	      struct presign_said *said)
{
	(void)r;
	str_copy(said->numbers, sizeof said->numbers, f->tele_bare);
	return f->telehealth && f->tele_bare[0];
}

static bool
tele_asked(const struct presign_facts *f, const struct presign_rule *r,
	   struct presign_said *said)
{
	(void)r;
	str_copy(said->numbers, sizeof said->numbers, f->tele_unasked);
	return f->telehealth && f->tele_unasked[0];
}

/* ---- the state of the licence */

static bool
licence_state(const struct presign_facts *f, const struct presign_rule *r,
	      struct presign_said *said)
{
	(void)r;
	if (!f->signer.no || f->signer.role->cosigned || !f->licence_state[0] ||
	    !f->where_state[0] || !strcasecmp(f->licence_state, f->where_state))
		return false;
	said->row = f->signer.no;
	str_format(said->numbers, sizeof said->numbers,
		   "licence of %s, the patient in %s", f->licence_state, f->where_state);
	return true;
}

static bool
state_unknown(const struct presign_facts *f, const struct presign_rule *r,
	      struct presign_said *said)
{
	(void)r;
	(void)said;
	return f->telehealth && !f->where_state[0];
}

int64_t
presign_limit(const struct presign_rule *r)
{
	return r->value == DICT_NONE ? 0 : r->value;
}

presign_check *
presign_bill_check(const char *name)
{
	static const struct {
		const char *name;
		presign_check *check;
	} all[] = {{"tie", tie},
		   {"kx", kx},
		   {"unit_average", unit_average},
		   {"no_minute", no_minute},
		   {"pair_open", pair_open},
		   {"tele_place", tele_place},
		   {"tele_payer", tele_payer},
		   {"tele_code", tele_code},
		   {"tele_billed", tele_billed},
		   {"tele_modifier", tele_modifier},
		   {"tele_asked", tele_asked},
		   {"licence_state", licence_state},
		   {"state_unknown", state_unknown}};

	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		if (!strcmp(all[i].name, name))
			return all[i].check;
	return NULL;
}
