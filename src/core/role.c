/* role.c - the one table of roles and their rights. */
#include "core/role.h"

#include <stddef.h>
#include <string.h>

#define MANUAL	"CMS Medicare Benefit Policy Manual (Pub. 100-02) ch. 15, read in a copy"
#define STUDENT "therapycomply.com 2023-01-25 and a table of APTA"

/* What the two disciplines have in common. */
#define THERAPIST                                                                        \
	.treats = true, .evaluates = true, .plans = true, .reports = true,               \
	.signs = true, .bills = true, .treat = "treats, evaluates, plans",               \
	.source = MANUAL, .verification = "seen_secondary"
#define ASSISTANT                                                                        \
	.treats = true, .signs = true, .bills = true, .assistant = true,                 \
	.supervised = true, .treat = "treats under supervision, inside the plan",        \
	.source = MANUAL, .verification = "seen_secondary"
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
     .verification = "seen_secondary"},
    {.id = "aide",
     .treat = "helps; not skilled therapy",
     .source = MANUAL,
     .verification = "recalled"},
    {.id = "desk", OUTSIDE},
    {.id = "manager", OUTSIDE},
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
