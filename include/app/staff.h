/* staff.h - who may log in and who may sign. */
#ifndef APP_STAFF_H
#define APP_STAFF_H

#include "app/app.h"

/* Checks login and passphrase, counts failures (1, 2, 4 ... 60 s of delay, from the tenth on 15
 * minutes; kept in the database), fills a->user. ST_DENIED with a sentence that does not say which
 * was wrong; a closed account is told to whoever knows its passphrase. a->must_change: somebody
 * else gave the passphrase, and until it is changed the doors let nothing through. */
enum status staff_login(struct app *a, const char *login, const char *password,
			struct err *err) BASE_MUST_CHECK;
/* The same without a passphrase: the command line's --as, for those who may read the file. */
enum status
staff_act_as(struct app *a, const char *login, struct err *err) BASE_MUST_CHECK;
void staff_logout(struct app *a);
/* Whoever is logged in comes back to a locked screen: passphrase, or PIN (five wrong ones in a row:
 * the passphrase alone). Failures count as at the login. */
enum status
staff_unlock(struct app *a, const char *secret, struct err *err) BASE_MUST_CHECK;

/* Whether a passphrase (10 characters and more) and a PIN (4 to 8 digits) can be ones; NULL: not
 * looked at. */
enum status
staff_check_form(const char *password, const char *pin, struct err *err) BASE_MUST_CHECK;
/* Sets passphrase (10 characters and more) or PIN (4 to 8 digits) of somebody else; NULL leaves it.
 * For those who may write staff, and for the program when nobody is logged in. Ends a lock-out; a
 * passphrase that a person gives another has to be changed at the next login. cheap: for made-up
 * clinics and tests. */
enum status
staff_set_secret(struct app *a, int64_t staff, const char *password, const char *pin,
		 bool cheap, struct err *err) BASE_MUST_CHECK;

/* Sets the own passphrase or PIN, which takes the old passphrase. */
enum status
staff_change_secret(struct app *a, const char *old, const char *password, const char *pin,
		    bool cheap, struct err *err) BASE_MUST_CHECK;

/* May this person sign a daily note of that service date? ST_DENIED says why not: role,
 * licence expired or not yet valid on the date (billing-rules section 7). */
enum status staff_may_sign(const struct staff *who, int64_t service_date, int64_t today,
			   struct err *err) BASE_MUST_CHECK;
/* As staff_may_sign; and a student, whose therapist is named and co-signs. */
enum status staff_may_write(const struct staff *who, int64_t service_date, int64_t today,
			    struct err *err) BASE_MUST_CHECK;
/* May this person sign an evaluation, a progress report, a recertification or a discharge?
 * Therapists alone, with a valid licence (billing-rules section 7). */
enum status
staff_may_report(const struct staff *who, int64_t today, struct err *err) BASE_MUST_CHECK;
/* "Anna Example, PT, licence 123 (State)": how a person signs now. */
void staff_signature(const struct staff *who, char *out, size_t size);
/* Compares the PIN; five wrong ones in a row ask for the passphrase again. */
enum status
staff_check_pin(struct app *a, const char *pin, struct err *err) BASE_MUST_CHECK;

/* Minutes without a key after which the screen locks; 0: never. 10 until a manager says otherwise. */
enum status
staff_lock_minutes(struct app *a, int64_t *minutes, struct err *err) BASE_MUST_CHECK;
enum status
staff_set_lock_minutes(struct app *a, int64_t minutes, struct err *err) BASE_MUST_CHECK;

/* Whether anybody works here: a clinic without staff asks for its first manager. */
enum status staff_any(struct app *a, bool *any, struct err *err) BASE_MUST_CHECK;
/* The first manager of a clinic without staff; ST_DENIED when there is somebody. Name and login of
 * `who` are given, the rest is filled. */
enum status staff_first(struct app *a, struct staff *who, const char *password,
			const char *pin, bool cheap, struct err *err) BASE_MUST_CHECK;

/* True for roles whose attended minutes are an assistant's. */
bool staff_is_assistant(const struct staff *who);

/* What became of who is logged in. */
enum staff_now { STAFF_SAME, STAFF_OTHER_ROLE, STAFF_CLOSED };
/* Reads who is logged in anew, after others have changed the clinic: another role holds from now on. A
 * closed account is only told: what is being typed can still be kept before staff_logout. */
enum status
staff_renew(struct app *a, enum staff_now *now, struct err *err) BASE_MUST_CHECK;

#endif
