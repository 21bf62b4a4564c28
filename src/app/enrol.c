/* enrol.c - key files, the six words, retirement, and the choice to seal. */
#include "app/enrol.h"

#include "store/access.h"
#include "store/audit.h"
#include "sync/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

static enum status
may(struct app *a, struct err *err)
{
	return access_may(a->store, ROLE_EXCHANGE, ROLE_WRITE, "Keys of sites", err);
}

/* ---- key files */

static const char ending[] = ".limberkey";
static const char key_form[] = "limber key 1\nsite %s\nhub %d\nsign %s\nseal %s\nend\n";

enum status
enrol_export(struct app *a, const char *dir, char path[ENROL_PATH], struct err *err)
{
	size_t n = strlen(dir), e = sizeof ending - 1;
	struct str text = {0};
	struct trust t;
	enum status st = keys_own(a, &t, err);

	if (st)
		return st;
	if (n > e && !strcmp(dir + n - e, ending)
		? !str_copy(path, ENROL_PATH, dir)
		: !str_format(path, ENROL_PATH, "%s/%s%s", dir, t.site, ending))
		return status_fail(err, ST_INVALID, "%s: this name is too long", dir);
	str_addf(&text, key_form, t.site, t.hub, t.sign_key, t.seal_key);
	st = io_write_file(a->env.io, path, text.p, text.n, err);
	str_release(&text);
	return st ? st : audit_add(a->store, "key-export", 0, t.site, err);
}

/* The value of "key value" at *p, which goes on behind its line; false: another line is there. */
static bool
line(const char **p, const char *key, char *out, size_t size)
{
	size_t k = strlen(key), n = strcspn(*p, "\n");

	if (n <= k || strncmp(*p, key, k) != 0 || (*p)[n] != '\n' || n - k >= size)
		return false;
	memcpy(out, *p + k, n - k);
	out[n - k] = '\0';
	*p += n + 1;
	return true;
}

static bool
parse(const char *p, struct trust *t)
{
	char hub[4], head[32];
	struct sign_public pub;

	if (!line(&p, "limber key ", head, sizeof head) || strcmp(head, "1") != 0 ||
	    !line(&p, "site ", t->site, sizeof t->site) ||
	    !line(&p, "hub ", hub, sizeof hub) ||
	    !line(&p, "sign ", t->sign_key, sizeof t->sign_key) ||
	    !line(&p, "seal ", t->seal_key, sizeof t->seal_key) ||
	    strcmp(p, "end\n") != 0)
		return false;
	t->hub = !strcmp(hub, "1");
	return app_site_code(t->site) && (t->hub || !strcmp(hub, "0")) &&
	       sign_public_parse(t->sign_key, &pub) && seal_recipient_ok(t->seal_key);
}

enum status
enrol_read(struct app *a, const char *path, struct trust *t, struct err *err)
{
	char *bytes = NULL;
	size_t n = 0;
	enum status st = io_read_file(a->env.io, path, ENROL_FILE_MAX, &bytes, &n, err);

	*t = (struct trust){.since = app_today(a), .until = DICT_NONE};
	str_copy(t->how, sizeof t->how, "words");
	if (!st && (strlen(bytes) != n || !parse(bytes, t)))
		st = status_fail(err, ST_INVALID,
				 "%s: this is no key file of limber, or it was changed; "
				 "write it again with: limber keys export",
				 path);
	if (!st && !strcmp(t->site, a->site.code))
		st = status_fail(err, ST_INVALID,
				 "%s: this is a key of this site itself (%s)", path,
				 t->site);
	free(bytes);
	return st;
}

struct finding {
	struct app *a;
	const char *dir;
	struct enrol_file *rows;
	int max, n;
};

static bool
look_at(void *arg, const char *name)
{
	struct finding *f = arg;
	struct err ignored = {0};
	size_t n = strlen(name), e = sizeof ending - 1;

	if (n <= e || name[0] == '.' || strcmp(name + n - e, ending) != 0 ||
	    f->n == f->max)
		return true;
	if (str_format(f->rows[f->n].path, ENROL_PATH, "%s/%s", f->dir, name) &&
	    !enrol_read(f->a, f->rows[f->n].path, &f->rows[f->n].t, &ignored))
		f->n++;
	return true;
}

enum status
enrol_files(struct app *a, const char *dir, struct enrol_file *rows, int max, int *n,
	    struct err *err)
{
	const struct io *io = a->env.io;
	struct finding f = {a, dir, rows, max, 0};
	int fd = io->open(io->arg, dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0), failed;

	*n = 0;
	if (fd < 0)
		return errno == ENOENT ? ST_OK : io_fail(err, errno, "reading", dir);
	failed = io->list(io->arg, fd, look_at, &f) ? errno : 0;
	io->close(io->arg, fd);
	*n = f.n;
	return failed ? io_fail(err, failed, "reading", dir) : ST_OK;
}

/* ---- trust */

static enum status
retire(struct app *a, struct trust *t, const char *reason, struct err *err)
{
	t->until = app_today(a);
	str_copy(t->reason, sizeof t->reason, reason);
	return trust_put(a->store, t, err);
}

/* A site has one key that holds: the older ones are retired. */
static enum status
retire_older(struct app *a, const struct trust *t, struct err *err)
{
	struct trust *rows = mem_alloc(TRUST_ROWS_MAX * sizeof *rows);
	int n = 0;
	enum status st = trust_list(a->store, t->site, rows, TRUST_ROWS_MAX, &n, err);

	for (int i = 0; i < n && !st; i++)
		if (rows[i].until == DICT_NONE &&
		    strcmp(rows[i].sign_key, t->sign_key) != 0)
			st =
			    retire(a, &rows[i], "another key was compared by phone", err);
	free(rows);
	return st;
}

static enum status
was_retired(struct app *a, const struct trust *t, struct err *err)
{
	struct trust *rows = mem_alloc(TRUST_ROWS_MAX * sizeof *rows);
	char day[DATE_TEXT_SIZE];
	int n = 0;
	enum status st = trust_list(a->store, t->site, rows, TRUST_ROWS_MAX, &n, err);

	for (int i = 0; i < n && !st; i++) {
		if (rows[i].until == DICT_NONE || strcmp(rows[i].sign_key, t->sign_key))
			continue;
		date_text(rows[i].until, day);
		st = status_fail(err, ST_DENIED,
				 "%s: this key was retired on %s: %s; it is never taken "
				 "again, ask there for a new one",
				 t->site, day, rows[i].reason);
	}
	free(rows);
	return st;
}

enum status
enrol_trust(struct app *a, const struct trust *t, const char *typed, struct err *err)
{
	char words[WORDS_SIZE];
	enum status st = may(a, err);

	if (!st)
		st = was_retired(a, t, err);
	words_of(t, words);
	if (!st && !words_match(typed, words)) {
		st = audit_add(a->store, "key-refused", 0, t->site, err);
		return st ? st
			  : status_fail(
				err, ST_DENIED,
				"These are not the six words of this key file. Let "
				"them be read out once more; if they stay others, "
				"the file was exchanged on the way: do not trust "
				"it.");
	}
	if (!st)
		st = store_begin(a->store, err);
	if (st)
		return st;
	st = retire_older(a, t, err);
	if (!st)
		st = trust_put(a->store, t, err);
	if (!st)
		st = link_peer_add(a->store, t->site, t->hub, err);
	return store_end(a->store, st, err);
}

/* Out of the way under a name that tells the day; nothing is ever deleted. */
static enum status
put_aside(struct app *a, const char *name, struct err *err)
{
	const struct io *io = a->env.io;
	char from[ENROL_PATH], to[ENROL_PATH + 40];
	struct stat st;

	str_format(from, sizeof from, "%s/keys/%s", a->dir, name);
	str_format(to, sizeof to, "%s.%lld-%lld", from, (long long)app_today(a),
		   (long long)(app_wall_ms(a) % 86400000));
	if (io->stat(io->arg, from, &st))
		return ST_OK; /* none was made yet */
	return io->rename(io->arg, from, to) ? io_fail(err, errno, "naming", to) : ST_OK;
}

enum status
enrol_new(struct app *a, const char *reason, struct trust *t, struct err *err)
{
	struct trust *rows;
	int n = 0;
	enum status st = may(a, err);

	if (!st && !reason[0])
		st = status_fail(err, ST_INVALID, "say why new keys are made");
	if (!st)
		st = put_aside(a, "sign.key", err);
	if (!st)
		st = put_aside(a, "seal.key", err);
	if (!st)
		st = keys_own(a, t, err);
	if (st)
		return st;
	rows = mem_alloc(TRUST_ROWS_MAX * sizeof *rows);
	st = trust_list(a->store, a->site.code, rows, TRUST_ROWS_MAX, &n, err);
	for (int i = 0; i < n && !st; i++)
		if (rows[i].until == DICT_NONE && strcmp(rows[i].sign_key, t->sign_key))
			st = retire(a, &rows[i], reason, err);
	free(rows);
	return st;
}

enum status
enrol_retire(struct app *a, const char *site, const char *key, const char *reason,
	     struct err *err)
{
	struct trust *rows = mem_alloc(TRUST_ROWS_MAX * sizeof *rows), *found = NULL;
	int n = 0, fits = 0;
	enum status st = may(a, err);

	if (!st)
		st = trust_list(a->store, site, rows, TRUST_ROWS_MAX, &n, err);
	for (int i = 0; i < n && !st; i++)
		if (site[0] && rows[i].until == DICT_NONE &&
		    !strncmp(rows[i].sign_key, key, strlen(key))) {
			found = &rows[i];
			fits++;
		}
	if (!st && !reason[0])
		st = status_fail(err, ST_INVALID,
				 "say why: whoever brings a bundle of this key reads it");
	else if (!st && (!found || fits != 1))
		st = status_fail(err, ST_NOT_FOUND, "%s: %s; limber keys list shows them",
				 site,
				 fits ? "several keys begin so" : "no such key holds");
	else if (!st && !strcmp(found->how, "own"))
		st = status_fail(
		    err, ST_REFUSED,
		    "the own key is not retired by name; make new ones, which "
		    "retires it: limber keys new --reason TEXT");
	if (!st && found)
		st = retire(a, found, reason, err);
	free(rows);
	return st;
}

/* ---- sealed or plain */

enum status
enrol_policy(struct app *a, bool sealed, const char *reason, struct err *err)
{
	struct str detail = {0};
	enum status st = may(a, err);

	if (st)
		return st;
	if (!sealed && !reason[0])
		return status_fail(
		    err, ST_INVALID,
		    "plain bundles can be read by whoever finds the stick; "
		    "say why this clinic wants them");
	st = store_begin(a->store, err);
	if (st)
		return st;
	str_addf(&detail, "%s%s%s", sealed ? "sealed" : "plain", reason[0] ? ": " : "",
		 reason);
	st = store_setting_set(a->store, "bundles", sealed ? "sealed" : "plain", err);
	if (!st)
		st = audit_add(a->store, "bundles", 0, str_text(&detail), err);
	str_release(&detail);
	return store_end(a->store, st, err);
}
