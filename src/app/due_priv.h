/* due_priv.h - the list of what is due, made anew; private to due*.c. */
#ifndef APP_DUE_PRIV_H
#define APP_DUE_PRIV_H

#include "app/due.h"

/* What due_list says, read from the database whatever was read before. */
enum status due_gather(struct app *a, const struct due_ask *ask, struct due_list *list,
		       struct err *err) BASE_MUST_CHECK;

#endif
