/* staff_setup.c - the first manager of a clinic, and how soon its screens lock. */
#include "app/staff.h"
#include "store/access.h"
#include "store/audit.h"
#include "store/query.h"
#include "store/record.h"

#include <string.h>

enum { LOCK_MINUTES = 10, LOCK_MOST = 240 };
static const char lock_setting[] = "lock.minutes";

enum status
staff_lock_minutes(struct app *a, int64_t *minutes, struct err *err)
{
	struct str v = {0};
	long long n;
	enum status st = store_setting_get(a->store, lock_setting, &v, err);

	*minutes =
	    v.n && str_int(v.p, v.n, &n) && n >= 0 && n <= LOCK_MOST ? n : LOCK_MINUTES;
	str_release(&v);
	return st;
}

enum status
staff_set_lock_minutes(struct app *a, int64_t minutes, struct err *err)
{
	char text[24], detail[48];
	enum status st = access_may(a->store, ROLE_SETTINGS, ROLE_WRITE, "Lock", err);

	if (!st && (minutes < 0 || minutes > LOCK_MOST))
		st = status_fail(err, ST_INVALID,
				 "Lock: 0 (never) to %d minutes are wanted", LOCK_MOST);
	if (!st)
		st = store_begin(a->store, err);
	if (st)
		return st;
	str_format(text, sizeof text, "%lld", (long long)minutes);
	str_format(detail, sizeof detail, "screens lock after %s min", text);
	st = store_setting_set(a->store, lock_setting, text, err);
	if (!st)
		st = audit_add(a->store, "setting", 0, detail, err);
	return store_end(a->store, st, err);
}

enum status
staff_any(struct app *a, bool *any, struct err *err)
{
	struct staff row;
	int n = 0;
	enum status st = query_staff(a->store, &row, 1, &n, err);

	*any = n > 0;
	return st;
}

static enum status
add_first(struct app *a, struct staff *who, const char *password, const char *pin,
	  bool cheap, struct err *err)
{
	bool any = false;
	enum status st = staff_any(a, &any, err); /* under the lock: one alone is first */

	if (!st && any)
		st = status_fail(err, ST_DENIED,
				 "somebody works here already: a manager adds others");
	if (!st)
		st = record_add(a->store, E_STAFF, who, err);
	return st ? st : staff_set_secret(a, who->head.no, password, pin, cheap, err);
}

enum status
staff_first(struct app *a, struct staff *who, const char *password, const char *pin,
	    bool cheap, struct err *err)
{
	enum status st;

	if (!who->login[0] || !who->name[0] || !password[0] || !pin[0])
		return status_fail(err, ST_INVALID,
				   "login, name, passphrase and PIN are all wanted");
	str_copy(who->role, sizeof who->role, "manager");
	who->active = 1;
	st = store_begin(a->store, err);
	if (st)
		return st;
	access_lift(a->store); /* nobody is there who could be asked */
	st = add_first(a, who, password, pin, cheap, err);
	access_drop(a->store);
	return store_end(a->store, st, err);
}
