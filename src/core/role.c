/* role.c - the one table of roles and their rights. */
#include "core/role.h"

#include "core/dict_rows.h"

#include <stddef.h>
#include <string.h>

#define MANUAL	"CMS Medicare Benefit Policy Manual (Pub. 100-02) ch. 15, read in a copy"
#define STUDENT "therapycomply.com 2023-01-25 and a table of APTA"

enum {
	R = ROLE_READ,
	RW = ROLE_READ | ROLE_WRITE,
	RS = ROLE_READ | ROLE_SIGN,
	RWS = RW | ROLE_SIGN,
	ALL = RWS | ROLE_VOID,
	GLASS = ROLE_GLASS,
};

/* Who may do what, area by area in the order of ROLE_AREAS. What of a signature a role may give
 * (evaluation, plan, report) is told by the columns above. */
#define MAY(person, chart, plan, session, schedule, billing, library, settings,          \
	    exchange, audit)                                                             \
	.may = {person,	 chart,	  plan,	    session,  schedule,                          \
		billing, library, settings, exchange, audit}

/* What the two disciplines have in common. */
#define THERAPIST                                                                        \
	.treats = true, .evaluates = true, .plans = true, .reports = true,               \
	.signs = true, .bills = true, .treat = "treats, evaluates, plans",               \
	.source = MANUAL, .verification = "seen_secondary",                              \
	MAY(RW, ALL, RW, RW, RW, RWS, RW, R, RW, 0)
#define ASSISTANT                                                                        \
	.treats = true, .signs = true, .bills = true, .assistant = true,                 \
	.supervised = true, .treat = "treats under supervision, inside the plan",        \
	.source = MANUAL, .verification = "seen_secondary",                              \
	MAY(RW, ALL, R, RW, RW, RWS, RW, R, RW, 0)
#define OUTSIDE .treat = "does not treat", .source = "Own rule.", .verification = "own"

static const struct role roles[] = {
    {.id = "pt", THERAPIST},
    {.id = "ot", THERAPIST},
    {.id = "pta", ASSISTANT},
    {.id = "ota", ASSISTANT},
    {.id = "student",
     .treats = true,
     .signs = true,
     .cosigned = true,
     .supervised = true,
     .treat = "treats with the therapist in the room, directing",
     .source = STUDENT,
     .verification = "seen_secondary",
     MAY(RW, RWS, R, RW, RW, RS, RW, R, 0, 0)},
    {.id = "aide",
     .treat = "helps; not skilled therapy",
     .source = MANUAL,
     .verification = "recalled",
     MAY(R, R, R, RW, RW, R, R, R, 0, 0)},
    {.id = "desk", OUTSIDE, MAY(RW, GLASS, GLASS, 0, RW, RW, R, R, RW, 0)},
    {.id = "manager", OUTSIDE, MAY(RW, R, R, R, RW, RW, RW, RW, RW, R)},
    {.id = "hub", OUTSIDE, MAY(RW, R, R, R, R, RW, RW, RW, RW, R)},
    {.id = "readonly", OUTSIDE, MAY(R, R, R, R, R, R, R, R, 0, 0)},
};

enum { ROLES = sizeof roles / sizeof roles[0] };

const struct role *
role_at(int i)
{
	return i >= 0 && i < ROLES ? &roles[i] : NULL;
}

const struct role *
role_of(const char *id)
{
	static const struct role none = {.id = "", OUTSIDE};

	for (int i = 0; i < ROLES; i++)
		if (!strcmp(roles[i].id, id))
			return &roles[i];
	return &none;
}

/* ---- what belongs where */

const char *
role_area_name(enum role_area a)
{
	static const char *const names[] = {
#define AREA_NAME(ID, name, holds) name,
	    ROLE_AREAS(AREA_NAME)
#undef AREA_NAME
	};

	return names[a];
}

const char *
role_area_holds(enum role_area a)
{
	static const char *const texts[] = {
#define AREA_HOLDS(ID, name, holds) holds,
	    ROLE_AREAS(AREA_HOLDS)
#undef AREA_HOLDS
	};

	return texts[a];
}

const char *
role_right_name(enum role_right right)
{
	switch (right) {
	case ROLE_READ:
		return "read";
	case ROLE_WRITE:
		return "write";
	case ROLE_SIGN:
		return "sign";
	case ROLE_VOID:
		return "void";
	case ROLE_GLASS:
		break;
	}
	return "open";
}

/* Entities that are not named belong to the chart: what is forgotten here stays shut. */
static const struct {
	enum entity_id first, last; /* in the order of the dictionary */
	enum role_area area;
} areas[] = {
    {E_EXERCISE, E_AID_CHECK, ROLE_LIBRARY},
    {E_SITE, E_STAFF, ROLE_SETTINGS},
    {E_PAYER, E_PAYER, ROLE_BILLING},
    {E_PATIENT, E_PATIENT, ROLE_PERSON},
    {E_GOAL, E_PLAN_OF_CARE, ROLE_PLAN},
    {E_APPOINTMENT, E_CLASS_MEMBER, ROLE_SCHEDULE},
    {E_CHARGE, E_CHARGE, ROLE_BILLING},
    {E_TASK, E_TASK, ROLE_SCHEDULE},
    {E_CLINIC_LIMIT, E_CLINIC_LIMIT, ROLE_LIBRARY},
    {E_CLINIC_THRESHOLD, E_CLINIC_TELEHEALTH, ROLE_BILLING},
    {E_CLINIC_PHRASE, E_CLINIC_PHRASE, ROLE_LIBRARY},
    {E_PAYER_FEE, E_PAYER_FIGURE, ROLE_BILLING},
    {E_SAME_PERSON, E_CARE_SITE, ROLE_PERSON},
};

enum role_area
role_area_of(enum entity_id e)
{
	for (size_t i = 0; i < sizeof areas / sizeof areas[0]; i++)
		if (e >= areas[i].first && e <= areas[i].last)
			return areas[i].area;
	return ROLE_CHART;
}

enum role_right
role_to_add(enum entity_id e, const void *row)
{
	static const enum entity_id signed_rows[] = {E_SESSION, E_PERFORMED, E_NOTE,
						     E_CHARGE};

	if (e == E_ADDENDUM)
		return !row || strcmp(((const struct addendum *)row)->kind, "void") == 0
			   ? ROLE_VOID
			   : ROLE_SIGN;
	for (size_t i = 0; i < sizeof signed_rows / sizeof signed_rows[0]; i++)
		if (e == signed_rows[i])
			return ROLE_SIGN;
	return ROLE_WRITE;
}

bool
role_may(const struct role *r, enum role_area a, enum role_right right)
{
	return (r->may[a] & right) != 0;
}

void
role_who_may(enum role_area a, enum role_right right, struct str *out)
{
	const struct entity *e = dict_entity(E_STAFF);
	const struct code_list *names = e->fields[dict_field_named(e, "role")].codes;
	const char *part = "";

	for (int i = 0; i < ROLES; i++) {
		if (!role_may(&roles[i], a, right))
			continue;
		str_addf(out, "%s%s", part, dict_code_label(names, roles[i].id));
		part = ", ";
	}
}
