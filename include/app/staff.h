/* staff.h - who may log in and who may sign. */
#ifndef APP_STAFF_H
#define APP_STAFF_H

#include "app/app.h"

/* Checks login and passphrase, counts failures (1, 2, 4 ... 60 s of delay, kept in the
 * database), fills a->user. ST_DENIED with a sentence that does not say which was wrong. */
enum status staff_login(struct app *a, const char *login, const char *password,
			struct err *err) BASE_MUST_CHECK;
/* The same without a passphrase: the command line's --as, for those who may read the file. */
enum status
staff_act_as(struct app *a, const char *login, struct err *err) BASE_MUST_CHECK;
void staff_logout(struct app *a);

/* Sets passphrase (10 characters and more) or PIN (4 to 8 digits); NULL leaves it. cheap: for
 * made-up clinics and tests. */
enum status
staff_set_secret(struct app *a, int64_t staff, const char *password, const char *pin,
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

/* True for roles whose attended minutes are an assistant's. */
bool staff_is_assistant(const struct staff *who);

#endif
