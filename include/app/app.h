/* app.h - an open clinic and the person who works in it; knows no screen. */
#ifndef APP_APP_H
#define APP_APP_H

#include "core/dict_rows.h"
#include "store/store.h"

struct care_rules;
struct codes_days;
struct conflicts_marks;
struct due_kept;
struct figures;
struct foresight;
struct goal_templates;
struct measures;
struct presign_rules;
struct screening_tables;
struct stick_env;

/* Everything a use case needs. Filled by app_open; released by app_close. */
struct app {
	struct store *store;
	struct store_env env;
	char dir[512];
	const struct stick_env
	    *sticks;	   /* where sticks are looked for; NULL: this machine */
	bool kiosk;	   /* nothing is written outside of the data directory */
	struct site site;  /* this clinic */
	struct staff user; /* who is logged in; head.no 0: nobody */
	int64_t chart;	   /* patient whose chart is open (chart.h), 0 none */
	bool must_change;  /* with a passphrase somebody else gave (staff.h) */
	struct codes_days
	    *codes; /* service codes by date (codes.h), loaded when needed */
	struct care_rules *care_rules; /* care_rules.h, loaded when first needed */
	struct measures *measures;     /* measures.h, loaded when first needed */
	struct figures *figures;       /* figures.h, loaded when first needed */
	struct presign_rules *presign; /* presign_rules.h, loaded when first needed */
	struct screening_tables *screening;    /* screening.h, loaded when first needed */
	struct goal_templates *goal_templates; /* goals.h, loaded when first needed */
	struct conflicts_marks *marks;	       /* conflicts.h, while nothing changes */
	struct due_kept *due;	     /* due.h: the last list, while nothing changes */
	struct foresight *foresight; /* foresight.h: the models of the day */
};

/* Opens the clinic in dir and brings the reference rows up to those of this program. */
enum status app_open(struct app *a, const char *dir, const struct store_env *env,
		     struct err *err) BASE_MUST_CHECK;
void app_close(struct app *a);

/* Three to six capital letters? */
bool app_site_code(const char *text);

/* Makes a clinic: store, reference rows. The payers and staff come later. */
enum status app_init(const char *dir, const struct store_env *env,
		     const struct store_site *site, struct err *err) BASE_MUST_CHECK;

/* What could wait until the picture stood (the note of a read, audit_later): *waits says whether
 * there still is any. For moments in which nobody waits for an answer. */
enum status app_settle(struct app *a, bool *waits, struct err *err) BASE_MUST_CHECK;

/* Calls read as one reading: the database is locked once, and no other program's change falls
 * between. read writes nothing; ctx is handed to it. */
enum status app_read(struct app *a, enum status (*read)(void *ctx, struct err *err),
		     void *ctx, struct err *err) BASE_MUST_CHECK;

/* The local calendar day, and the wall clock in ms and in s. */
int64_t app_today(const struct app *a);
int64_t app_wall_ms(const struct app *a);

/* Where the data lies when nobody says so: LIMBER_DATA, $XDG_DATA_HOME/limber,
 * ~/.local/share/limber. env gives the variables. False: no home either. */
bool app_data_dir(char *out, size_t size, const char *option,
		  const char *(*env)(const char *name));

#endif
