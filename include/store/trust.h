/* trust.h - whose keys are trusted: this site's own, those compared by phone, those of the head
 * office's list. Public halves only; knows no file. */
#ifndef STORE_TRUST_H
#define STORE_TRUST_H

#include "store/link.h"

enum { TRUST_SIGN = 60, TRUST_SEAL = 80, TRUST_ROWS_MAX = 400 };

struct trust {
	char site[LINK_SITE_SIZE];
	char sign_key[TRUST_SIGN]; /* minisign's form */
	char seal_key[TRUST_SEAL]; /* recipient of age */
	bool hub;
	int64_t since, until; /* local days, yyyymmdd; until DICT_NONE: it holds */
	char reason[120];     /* why it was retired, "" */
	char how[8];	      /* own, words, hub */
};

/* Adds a key, or changes until, reason and how of one that is there. Own transaction or the
 * caller's; noted in the audit. ST_INVALID: no site code, empty keys. */
enum status
trust_put(struct store *s, const struct trust *t, struct err *err) BASE_MUST_CHECK;
/* Keys of a site ("" of all), those that hold first, then the newest. */
enum status trust_list(struct store *s, const char *site, struct trust *rows, int max,
		       int *n, struct err *err) BASE_MUST_CHECK;
/* The key of a site that holds. ST_STRANGER: none is known, or all are retired (the sentence says
 * when and why). */
enum status trust_get(struct store *s, const char *site, struct trust *t,
		      struct err *err) BASE_MUST_CHECK;

#endif
