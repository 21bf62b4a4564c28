/* enrol.h - how sites come to know each other's keys, and stop trusting one; knows no screen.
 *
 * A key file (SITE.limberkey) carries the public halves and is worth nothing by itself: what makes
 * it trusted are six words, read out by phone and typed in here. A clinic takes further keys and
 * retirements from the signed list of its head office (trust.csv), and only from there. */
#ifndef APP_ENROL_H
#define APP_ENROL_H

#include "app/keys.h"
#include "app/words.h"
#include "sync/csv_write.h"

enum { ENROL_FILE_MAX = 2048, ENROL_PATH = 600, ENROL_CSV_MAX = 256 * 1024 };

/* Writes SITE.limberkey with the own public keys into the directory dir (or to dir itself when it
 * ends in .limberkey); path gets where. The own keys are made when there are none. */
enum status enrol_export(struct app *a, const char *dir, char path[ENROL_PATH],
			 struct err *err) BASE_MUST_CHECK;
/* Reads a key file: *t is what would be trusted. Nothing is stored. ST_INVALID: it is none, or the
 * own one. */
enum status enrol_read(struct app *a, const char *path, struct trust *t,
		       struct err *err) BASE_MUST_CHECK;
/* The key files that lie in the directory dir, those that enrol_read takes; a directory that is not
 * there holds none. */
struct enrol_file {
	char path[ENROL_PATH];
	struct trust t;
};
enum status enrol_files(struct app *a, const char *dir, struct enrol_file *rows, int max,
			int *n, struct err *err) BASE_MUST_CHECK;
/* Trusts what enrol_read gave when the typed words are its six words; the site becomes a peer.
 * Older keys of the site are retired. ST_DENIED: other words (noted in the audit). */
enum status enrol_trust(struct app *a, const struct trust *t, const char *typed,
			struct err *err) BASE_MUST_CHECK;
/* Makes new keys for this site and retires the old ones, which are put aside. Others go on refusing
 * what the new key signs until they compared its words; what was sealed for the old one and is still
 * on its way must be exported again. *t gets the new public halves. ST_INVALID: no reason. */
enum status enrol_new(struct app *a, const char *reason, struct trust *t,
		      struct err *err) BASE_MUST_CHECK;
/* Retires the key of a site whose sign_key begins with key ("" when it has one that holds): nothing
 * signed with it is taken from then on. The reason is needed and is told whoever brings such a
 * bundle. ST_NOT_FOUND, ST_REFUSED: the own key. */
enum status enrol_retire(struct app *a, const char *site, const char *key,
			 const char *reason, struct err *err) BASE_MUST_CHECK;
/* Seals bundles (the usual), or leaves them as plain tables on the stick, with a reason that stands
 * in the audit. ST_INVALID: plain without a reason. */
enum status enrol_policy(struct app *a, bool sealed, const char *reason,
			 struct err *err) BASE_MUST_CHECK;

/* trust.csv of the head office: every key it knows, its own and the retired ones too. Columns site,
 * sign_key, seal_key, since, until, reason. ST_REFUSED: this is no head office. */
enum status
enrol_write_csv(struct app *a, struct csv_sink sink, struct err *err) BASE_MUST_CHECK;
/* Takes the trust.csv of a bundle whose signature was checked against the key of sender: all or
 * nothing, own transaction or the caller's. New keys become trusted (how: hub), retirements hold
 * here too; nothing that is retired is ever trusted again, and the own keys are left alone. *taken
 * gets how many rows were new. ST_DENIED: the sender is no head office; ST_DAMAGED: no such table. */
enum status enrol_take_csv(struct app *a, const struct trust *sender, const char *bytes,
			   size_t n, int *taken, struct err *err) BASE_MUST_CHECK;
/* Whether it would take it; takes nothing. The same failures. */
enum status enrol_check_csv(struct app *a, const struct trust *sender, const char *bytes,
			    size_t n, struct err *err) BASE_MUST_CHECK;

#endif
