/* staff.c - logging in and the right to sign. */
#include "app/staff.h"

#include "base/hash.h"
#include "core/role.h"
#include "store/audit.h"
#include "store/live.h"
#include "store/record.h"

#include <stdio.h>
#include <string.h>

enum { PASSWORD_MIN = 10, PIN_MIN = 4, PIN_MAX = 8, PIN_TRIES = 5, DELAY_MAX_S = 60 };

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

	if (!c.n)
		return status_fail(err, ST_NOT_FOUND, "type your login");
	return record_find(a->store, E_STAFF, field("login"), c, who, err);
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

/* Seconds still to wait: 1, 2, 4 ... 60 after each failure; none when the clock went back. */
static long long
wait_left(struct app *a, const struct failures *f)
{
	long long delay =
	    f->count > 6 ? DELAY_MAX_S : 1LL << (f->count ? f->count - 1 : 0);
	long long passed = app_wall_ms(a) / 1000 - f->at_s;

	if (f->count < 2 || passed < 0 || passed >= delay)
		return 0;
	return (delay > DELAY_MAX_S ? DELAY_MAX_S : delay) - passed;
}

/* ---- login */

static void
take_over(struct app *a, const struct staff *who)
{
	a->user = *who;
	store_set_user(a->store, who->login);
}

enum status
staff_login(struct app *a, const char *login, const char *password, struct err *err)
{
	struct staff who = {.head = {.no = 0}};
	struct failures f = {0};
	struct err local = {0};
	enum status st = find(a, login, &who, &local);
	long long wait;

	if (st == ST_NOT_FOUND) {
		st = audit_add(a->store, "login-unknown", 0, "", &local);
		(void)st; /* refused all the same */
		return status_fail(err, ST_DENIED,
				   "login or passphrase is wrong; try again");
	}
	if (!st)
		st = failures_get(a, "login", who.head.no, &f, &local);
	if (st)
		return status_fail(err, st, "%s", status_say(&local));
	wait = wait_left(a, &f);
	if (wait > 0)
		return status_fail(err, ST_DENIED, "too many wrong tries; wait %lld s",
				   wait);
	if (who.active == 0 || !secret_matches(who.password_hash, password)) {
		st = failures_set(a, "login", who.head.no, f.count + 1, err);
		if (!st)
			st = audit_add(a->store, "login-wrong", who.head.no, "", err);
		return st ? st
			  : status_fail(err, ST_DENIED,
					"login or passphrase is wrong; try again");
	}
	st = failures_set(a, "login", who.head.no, 0, err);
	if (st)
		return st;
	take_over(a, &who);
	return audit_add(a->store, "login", who.head.no, "", err);
}

enum status
staff_act_as(struct app *a, const char *login, struct err *err)
{
	struct staff who;
	enum status st = find(a, login, &who, err);

	if (st == ST_NOT_FOUND)
		return status_fail(err, st, "%s: nobody here has this login", login);
	if (!st)
		take_over(a, &who);
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
	store_set_user(a->store, "");
	live_terminal_leave(a->store);
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

	return st ? st
		  : record_set_field(a->store, E_STAFF, staff, field(column), c, err);
}

enum status
staff_set_secret(struct app *a, int64_t staff, const char *password, const char *pin,
		 bool cheap, struct err *err)
{
	enum status st = ST_OK;

	if (password && strlen(password) < PASSWORD_MIN)
		return status_fail(err, ST_INVALID,
				   "Passphrase: at least %d characters are wanted",
				   PASSWORD_MIN);
	if (pin)
		st = check_pin_form(pin, err);
	if (!st && password)
		st = set_secret(a, staff, "password_hash", password, cheap, err);
	if (!st && pin)
		st = set_secret(a, staff, "pin_hash", pin, cheap, err);
	if (!st)
		st = audit_add(a->store, "secret", staff, "", err);
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
	enum status st = record_get(a->store, E_STAFF, a->user.head.no, &who, err);

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
	st = failures_set(a, "pin", who.head.no, f.count + 1, err);
	if (!st)
		st = audit_add(a->store, "pin-wrong", who.head.no, "", err);
	return st ? st : status_fail(err, ST_DENIED, "this PIN is wrong; try again");
}
