/* staff.c - logging in and the right to sign. */
#include "app/staff.h"

#include "app/chart.h"
#include "base/hash.h"
#include "core/role.h"
#include "store/access.h"
#include "store/audit.h"
#include "store/live.h"
#include "store/record.h"

#include <stdio.h>
#include <string.h>

enum {
	PASSWORD_MIN = 10,
	PIN_MIN = 4,
	PIN_MAX = 8,
	PIN_TRIES = 5,
	DELAY_MAX_S = 60,
	LOCK_TRIES = 10, /* wrong passphrases in a row; then nobody gets in for a while */
	LOCK_S = 15 * 60
};

bool
staff_is_assistant(const struct staff *who)
{
	return role_of(who->role)->assistant;
}

static int
field(const char *name)
{
	return dict_field_named(dict_entity(E_STAFF), name);
}

static enum status
find(struct app *a, const char *login, struct staff *who, struct err *err)
{
	struct cell c = {.kind = CELL_TEXT, .p = login, .n = strlen(login)};

	enum status st;

	if (!c.n)
		return status_fail(err, ST_NOT_FOUND, "type your login");
	access_lift(a->store); /* nobody is anybody yet */
	st = record_find(a->store, E_STAFF, field("login"), c, who, err);
	access_drop(a->store);
	return st;
}

/* The own row as it is now, whatever the role may. */
static enum status
own(struct app *a, struct staff *who, struct err *err)
{
	enum status st;

	access_lift(a->store);
	st = record_get(a->store, E_STAFF, a->user.head.no, who, err);
	access_drop(a->store);
	return st;
}

/* ---- failures: "count:wall seconds of the last one" per account, kept in the database */

struct failures {
	long long count, at_s;
};

static void
failures_name(char *out, size_t size, const char *what, int64_t staff)
{
	str_format(out, size, "fail.%s.%lld", what, (long long)staff);
}

static enum status
failures_get(struct app *a, const char *what, int64_t staff, struct failures *f,
	     struct err *err)
{
	char name[48];
	struct str v = {0};
	enum status st;

	*f = (struct failures){0};
	failures_name(name, sizeof name, what, staff);
	st = store_setting_get(a->store, name, &v, err);
	if (!st && v.n && sscanf(v.p, "%lld:%lld", &f->count, &f->at_s) != 2)
		*f = (struct failures){0};
	str_release(&v);
	return st;
}

static enum status
failures_set(struct app *a, const char *what, int64_t staff, long long count,
	     struct err *err)
{
	char name[48], value[48];

	failures_name(name, sizeof name, what, staff);
	str_format(value, sizeof value, "%lld:%lld", count,
		   (long long)app_wall_ms(a) / 1000);
	return store_setting_set(a->store, name, value, err);
}

/* Seconds still to wait: 1, 2, 4 ... 60 after each failure, from the tenth on a quarter of an hour;
 * none when the clock went back. */
static long long
wait_left(struct app *a, const struct failures *f)
{
	long long delay = f->count >= LOCK_TRIES ? LOCK_S
			  : f->count > 6	 ? DELAY_MAX_S
						 : 1LL << (f->count ? f->count - 1 : 0);
	long long passed = app_wall_ms(a) / 1000 - f->at_s;

	return f->count < 2 || passed < 0 || passed >= delay ? 0 : delay - passed;
}

static enum status
must_wait(struct app *a, const struct failures *f, struct err *err)
{
	long long wait = wait_left(a, f);

	if (wait > 0 && f->count >= LOCK_TRIES)
		return status_fail(err, ST_DENIED,
				   "%lld wrong tries: locked for %lld min more, or until "
				   "a manager sets a new passphrase",
				   f->count, (wait + 59) / 60);
	if (wait > 0)
		return status_fail(err, ST_DENIED, "too many wrong tries; wait %lld s",
				   wait);
	return ST_OK;
}

/* A failure more: counted, and in the audit. The sentence that is shown. */
static enum status
wrong(struct app *a, const char *what, const struct staff *who, const struct failures *f,
      struct err *err)
{
	bool pin = !strcmp(what, "pin");
	enum status st = failures_set(a, what, who->head.no, f->count + 1, err);

	if (!st)
		st = audit_add(a->store, pin ? "pin-wrong" : "login-wrong", who->head.no,
			       "", err);
	if (!st && !pin && f->count + 1 == LOCK_TRIES)
		st = audit_add(a->store, "login-locked", who->head.no, "", err);
	if (st)
		return st;
	return status_fail(err, ST_DENIED,
			   pin ? "this PIN is wrong; try again"
			       : "login or passphrase is wrong; try again");
}

static enum status
forgive(struct app *a, int64_t staff, struct err *err)
{
	static const char *const kinds[] = {"login", "pin"};
	enum status st = ST_OK;

	for (int i = 0; !st && i < 2; i++) {
		struct failures f = {0};

		st = failures_get(a, kinds[i], staff, &f, err);
		if (!st && f.count)
			st = failures_set(a, kinds[i], staff, 0, err);
	}
	return st;
}

/* ---- a passphrase somebody else gave has to be changed */

static void
change_name(char *out, size_t size, int64_t staff)
{
	str_format(out, size, "change.%lld", (long long)staff);
}

static enum status
change_get(struct app *a, int64_t staff, bool *must, struct err *err)
{
	char name[48];
	struct str v = {0};
	enum status st;

	change_name(name, sizeof name, staff);
	st = store_setting_get(a->store, name, &v, err);
	*must = !strcmp(str_text(&v), "1");
	str_release(&v);
	return st;
}

static enum status
change_set(struct app *a, int64_t staff, bool must, struct err *err)
{
	char name[48];
	bool is = false;
	enum status st = change_get(a, staff, &is, err);

	change_name(name, sizeof name, staff);
	if (st || is == must)
		return st;
	return store_setting_set(a->store, name, must ? "1" : "0", err);
}

/* ---- login */

/* Until a given passphrase is changed nothing is allowed. */
static void
take_over(struct app *a, const struct staff *who, bool must_change)
{
	a->user = *who;
	chart_shut(a);
	a->must_change = must_change;
	access_act(a->store, who->login, must_change ? "" : who->role);
}

static enum status
closed(struct app *a, const struct staff *who, struct err *err)
{
	enum status st = audit_add(a->store, "login-closed", who->head.no, "", err);

	return st ? st
		  : status_fail(err, ST_DENIED,
				"the account of %s is closed; a manager opens it again",
				who->login);
}

/* The passphrase of a person: delays, counts, whether the account is open. */
static enum status
check_password(struct app *a, const struct staff *who, const char *password,
	       struct err *err)
{
	struct failures f = {0};
	enum status st = failures_get(a, "login", who->head.no, &f, err);

	if (!st)
		st = must_wait(a, &f, err);
	if (st)
		return st;
	if (!secret_matches(who->password_hash, password))
		return wrong(a, "login", who, &f, err);
	if (who->active == 0)
		return closed(a, who, err);
	return forgive(a, who->head.no, err);
}

enum status
staff_login(struct app *a, const char *login, const char *password, struct err *err)
{
	struct staff who = {.head = {.no = 0}};
	struct err local = {0};
	bool must = false;
	enum status st = find(a, login, &who, &local);

	if (st == ST_NOT_FOUND) {
		st = audit_add(a->store, "login-unknown", 0, "", &local);
		(void)st; /* refused all the same */
		return status_fail(err, ST_DENIED,
				   "login or passphrase is wrong; try again");
	}
	if (st)
		return status_fail(err, st, "%s", status_say(&local));
	st = check_password(a, &who, password, err);
	if (!st)
		st = change_get(a, who.head.no, &must, err);
	if (st)
		return st;
	take_over(a, &who, must);
	return audit_add(a->store, "login", who.head.no, "", err);
}

enum status
staff_unlock(struct app *a, const char *secret, struct err *err)
{
	size_t n = strlen(secret);
	bool pin = n <= PIN_MAX && strspn(secret, "0123456789") == n;
	struct staff who;
	enum status st = own(a, &who, err);

	if (st)
		return st;
	if (!pin || !n)
		st = check_password(a, &who, secret, err);
	else if (who.active == 0)
		st = closed(a, &who, err);
	else
		st = staff_check_pin(a, secret, err);
	return st ? st : audit_add(a->store, "unlock", who.head.no, "", err);
}

enum status
staff_act_as(struct app *a, const char *login, struct err *err)
{
	struct staff who = {0};
	enum status st = find(a, login, &who, err);

	if (st == ST_NOT_FOUND)
		return status_fail(err, st, "%s: nobody here has this login", login);
	if (!st && who.active == 0)
		st = closed(a, &who, err);
	if (!st)
		take_over(a, &who, false);
	return st;
}

void
staff_logout(struct app *a)
{
	struct err ignored = {0};

	if (a->user.head.no &&
	    audit_add(a->store, "logout", a->user.head.no, "", &ignored))
		ignored.code =
		    ST_OK; /* nobody stays logged in for want of an audit line */
	dict_row_init(dict_entity(E_STAFF), &a->user);
	live_terminal_leave(a->store);
	a->must_change = false;
	chart_shut(a);
	access_act(a->store, "", "");
}

/* ---- secrets */

static enum status
check_pin_form(const char *pin, struct err *err)
{
	size_t n = strlen(pin);

	if (n < PIN_MIN || n > PIN_MAX || strspn(pin, "0123456789") != n)
		return status_fail(err, ST_INVALID, "PIN: %d to %d digits are wanted",
				   PIN_MIN, PIN_MAX);
	return ST_OK;
}

static enum status
set_secret(struct app *a, int64_t staff, const char *column, const char *secret,
	   bool cheap, struct err *err)
{
	char hashed[SECRET_SIZE];
	enum status st = secret_hash(secret, cheap, hashed, err);
	struct cell c = {.kind = CELL_TEXT, .p = hashed, .n = strlen(hashed)};

	if (st)
		return st;
	access_lift(a->store); /* everybody changes the own one */
	st = record_set_field(a->store, E_STAFF, staff, field(column), c, err);
	access_drop(a->store);
	return st;
}

/* Passphrase, PIN, their counts of failures, the audit: all or nothing. */
static enum status
set_secrets(struct app *a, int64_t staff, const char *password, const char *pin,
	    bool cheap, struct err *err)
{
	enum status st = store_begin(a->store, err);

	if (st)
		return st;
	if (password)
		st = set_secret(a, staff, "password_hash", password, cheap, err);
	if (!st && pin)
		st = set_secret(a, staff, "pin_hash", pin, cheap, err);
	if (!st && password)
		st = change_set(a, staff, a->user.head.no && a->user.head.no != staff,
				err);
	if (!st)
		st = forgive(a, staff, err);
	if (!st)
		st = audit_add(a->store, "secret", staff,
			       password && pin ? "passphrase, PIN"
			       : password      ? "passphrase"
					       : "PIN",
			       err);
	return store_end(a->store, st, err);
}

enum status
staff_check_form(const char *password, const char *pin, struct err *err)
{
	if (password && strlen(password) < PASSWORD_MIN)
		return status_fail(err, ST_INVALID,
				   "Passphrase: at least %d characters are wanted",
				   PASSWORD_MIN);
	return pin ? check_pin_form(pin, err) : ST_OK;
}

enum status
staff_set_secret(struct app *a, int64_t staff, const char *password, const char *pin,
		 bool cheap, struct err *err)
{
	enum status st = staff_check_form(password, pin, err);

	if (!st && a->user.head.no == staff)
		st = status_fail(err, ST_DENIED,
				 "your own passphrase and PIN change with the old "
				 "passphrase typed first");
	if (!st)
		st = access_may(a->store, ROLE_SETTINGS, ROLE_WRITE,
				"Secrets of somebody else", err);
	return st ? st : set_secrets(a, staff, password, pin, cheap, err);
}

enum status
staff_change_secret(struct app *a, const char *old, const char *password, const char *pin,
		    bool cheap, struct err *err)
{
	struct staff who;
	enum status st = own(a, &who, err);

	if (!st)
		st = check_password(a, &who, old, err);
	if (!st)
		st = staff_check_form(password, pin, err);
	if (!st && password && !strcmp(old, password))
		st = status_fail(err, ST_INVALID, "this is the old passphrase");
	if (!st)
		st = set_secrets(a, who.head.no, password, pin, cheap, err);
	if (!st && (password || !a->must_change))
		take_over(a, &who, false);
	return st;
}

enum status
staff_may_sign(const struct staff *who, int64_t service_date, int64_t today,
	       struct err *err)
{
	char day[DATE_TEXT_SIZE];
	struct {
		int64_t on;
		const char *when;
	} at[] = {{service_date, "on the service date"}, {today, "today"}};

	if (!who->head.no)
		return status_fail(err, ST_DENIED, "nobody is logged in");
	if (!role_of(who->role)->signs || role_of(who->role)->cosigned)
		return status_fail(err, ST_DENIED, "the role of %s may not sign notes",
				   who->name);
	for (size_t i = 0; i < 2; i++) {
		if (who->licence_to == DICT_NONE)
			return status_fail(
			    err, ST_DENIED,
			    "no licence with an expiry date is on file for %s; the "
			    "manager enters it",
			    who->name);
		if (who->licence_to < at[i].on) {
			date_text(who->licence_to, day);
			return status_fail(
			    err, ST_DENIED,
			    "the licence of %s expired on %s, before %s; the "
			    "manager enters the new one",
			    who->name, day, at[i].when);
		}
		if (who->licence_from != DICT_NONE && who->licence_from > at[i].on)
			return status_fail(err, ST_DENIED,
					   "the licence of %s does not hold yet %s",
					   who->name, at[i].when);
	}
	return ST_OK;
}

enum status
staff_may_write(const struct staff *who, int64_t service_date, int64_t today,
		struct err *err)
{
	if (!who->head.no || !role_of(who->role)->cosigned)
		return staff_may_sign(who, service_date, today, err);
	if (who->supervisor == DICT_NONE)
		return status_fail(err, ST_DENIED,
				   "no therapist is named who co-signs for %s; the "
				   "manager names the supervisor",
				   who->name);
	return ST_OK;
}

enum status
staff_may_report(const struct staff *who, int64_t today, struct err *err)
{
	if (who->head.no && !role_of(who->role)->reports)
		return status_fail(err, ST_DENIED,
				   "the role of %s may not sign reports: a therapist "
				   "evaluates and judges progress (billing-rules 7)",
				   who->name);
	return staff_may_sign(who, today, today, err);
}

void
staff_signature(const struct staff *who, char *out, size_t size)
{
	str_format(out, size, "%s%s%s%s%s%s%s%s", who->name,
		   who->credential[0] ? ", " : "", who->credential,
		   who->licence_no[0] ? ", licence " : "", who->licence_no,
		   who->licence_state[0] ? " (" : "", who->licence_state,
		   who->licence_state[0] ? ")" : "");
}

enum status
staff_check_pin(struct app *a, const char *pin, struct err *err)
{
	struct failures f;
	struct staff who;
	enum status st = own(a, &who, err);

	if (!st)
		st = failures_get(a, "pin", who.head.no, &f, err);
	if (st)
		return st;
	if (f.count >= PIN_TRIES)
		return status_fail(
		    err, ST_DENIED,
		    "%d wrong PINs: log out and log in with your passphrase", PIN_TRIES);
	if (!who.pin_hash[0])
		return status_fail(err, ST_DENIED,
				   "you have no PIN yet; set one under Staff");
	if (secret_matches(who.pin_hash, pin))
		return f.count ? failures_set(a, "pin", who.head.no, 0, err) : ST_OK;
	return wrong(a, "pin", &who, &f, err);
}
