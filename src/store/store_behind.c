/* store_behind.c - lists that follow rows of a bundle, after it was taken. */
#include "caseload.h"
#include "search.h"
#include "store_priv.h"

#include <string.h>

/* The number stays when another bundle was taken meanwhile: it is done again from there. */
static enum status
finish(struct store *s, const char *was, struct err *err)
{
	struct str now = {0};
	enum status st = store_begin(s, err);

	if (st)
		return st;
	st = store_setting_get(s, STORE_BEHIND, &now, err);
	if (!st && !strcmp(str_text(&now), was))
		st = store_setting_set(s, STORE_BEHIND, "", err);
	str_release(&now);
	return store_end(s, st, err);
}

enum status
store_catch_up(struct store *s, struct err *err)
{
	struct str text = {0};
	long long after;
	enum status st = store_setting_get(s, STORE_BEHIND, &text, err);

	if (!st && text.n && str_int(text.p, text.n, &after)) {
		st = caseload_catch_up(s, after, err);
		if (!st)
			st = search_catch_up(s, after, err);
		if (!st)
			st = finish(s, str_text(&text), err);
	}
	str_release(&text);
	return st;
}

enum status
store_behind(struct store *s, bool *behind, struct err *err)
{
	struct str text = {0};
	enum status st = store_setting_get(s, STORE_BEHIND, &text, err);

	*behind = text.n > 0;
	str_release(&text);
	return st;
}
