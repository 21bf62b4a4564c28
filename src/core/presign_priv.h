/* presign_priv.h - the checks by their names; private to presign*.c. */
#ifndef CORE_PRESIGN_PRIV_H
#define CORE_PRESIGN_PRIV_H

#include "core/presign.h"

/* What a check may say: the numbers that fired it, and the row the gap is in. */
struct presign_said {
	char numbers[PRESIGN_NUMBERS_SIZE];
	int64_t row;
};

/* True when the check finds what its rule asks about. */
typedef bool presign_check(const struct presign_facts *f, const struct presign_rule *r,
			   struct presign_said *said);

/* The check of that name; NULL: none. The second knows those of the bill alone. */
presign_check *presign_check_of(const char *name);
presign_check *presign_bill_check(const char *name);
/* The number of a rule, 0 when it has none. */
int64_t presign_limit(const struct presign_rule *r);

#endif
