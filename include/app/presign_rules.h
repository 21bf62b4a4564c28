/* presign_rules.h - the dated rows a note is checked by before it is signed; knows no note. */
#ifndef APP_PRESIGN_RULES_H
#define APP_PRESIGN_RULES_H

#include "app/app.h"

/* The rows of the open clinic, read once; borrowed from the app until it closes. version names
 * what they say: other rows, limits or dates have another one. */
struct presign_rules {
	struct presign_rule *rows;
	int n;
	char version[9];
};
enum status presign_rules_of(struct app *a, const struct presign_rules **rules,
			     struct err *err) BASE_MUST_CHECK;
/* Frees them (app_close). */
void presign_rules_release(struct app *a);

#endif
