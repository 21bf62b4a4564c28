/* care_rules.h - dated periods of care (certification, reports); knows no patient. */
#ifndef APP_CARE_RULES_H
#define APP_CARE_RULES_H

#include "app/app.h"

/* The row of a rule ("cert_due", "progress_due" ... assets/care_rules.csv) that holds on the
 * service date (yyyymmdd), the newest when several do; borrowed from the app until it closes.
 * ST_NOT_FOUND when no row holds that day (a rule that had not begun). */
enum status care_rule_find(struct app *a, const char *rule, int64_t service_date,
			   const struct care_rule **row, struct err *err) BASE_MUST_CHECK;

/* Its number in the unit of the row: days or treatment days. */
enum status care_rule_days(struct app *a, const char *rule, int64_t service_date,
			   int64_t *days, struct err *err) BASE_MUST_CHECK;

/* Every row of a rule that holds on the date, in the order of the table (the facets). */
enum { CARE_RULES_MAX = 8 };
struct care_rule_set {
	const struct care_rule *rows[CARE_RULES_MAX]; /* borrowed from the app */
	int n;
};
enum status care_rule_all(struct app *a, const char *rule, int64_t service_date,
			  struct care_rule_set *set, struct err *err) BASE_MUST_CHECK;

/* Frees what was kept (app_close). */
void care_rule_release(struct app *a);

#endif
