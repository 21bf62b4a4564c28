/* demo.h - a made-up clinic, the same for the same seed. */
#ifndef APP_DEMO_H
#define APP_DEMO_H

#include "base/status.h"
#include "store/store.h"

struct demo_size {
	int64_t patients, sessions; /* 40 and about 400 when 0 */
	uint64_t seed;
};

/* Fills the clinic (fresh, practice) with made-up staff, payers, patients, episodes, plans,
 * past sessions and today's appointments. Logins and PINs are in demo_logins. */
enum status demo_fill(struct store *s, const struct demo_size *size,
		      bool (*step)(void *arg, int64_t done, int64_t of), void *arg,
		      struct err *err) BASE_MUST_CHECK;

/* Made-up accounts, shown on the login screen of a practice clinic. */
struct demo_login {
	const char *login, *password, *pin, *name, *role;
};
extern const struct demo_login demo_logins[]; /* ends with a NULL login */

#endif
