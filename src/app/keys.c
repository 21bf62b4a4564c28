/* keys.c - own keys: made once, kept in files of their own. */
#include "app/keys.h"

#include "sync/seal.h"

#include <string.h>

static void
keys_path(const struct app *a, const char *name, char *path, size_t size)
{
	str_format(path, size, "%s/keys%s%s", a->dir, name[0] ? "/" : "", name);
}

void
keys_identity(const struct app *a, char *path, size_t size)
{
	keys_path(a, "seal.key", path, size);
}

static bool
is_there(const struct app *a, const char *path)
{
	struct stat st;

	return a->env.io->stat(a->env.io->arg, path, &st) == 0;
}

/* Whichever half is missing is made: a killed program leaves at most one. */
static enum status
make_missing(struct app *a, char recipient[SEAL_RECIPIENT], struct err *err)
{
	char dir[600], sign[640], seal[640];
	struct sign_key key;
	enum status st;

	keys_path(a, "", dir, sizeof dir);
	keys_path(a, "sign.key", sign, sizeof sign);
	keys_path(a, "seal.key", seal, sizeof seal);
	st = io_make_dir(a->env.io, dir, err);
	if (!st && !is_there(a, sign)) {
		sign_key_make(&key);
		st = sign_key_save(&key, a->env.io, sign, err);
		sign_key_release(&key);
	}
	if (st)
		return st;
	return is_there(a, seal) ? seal_recipient(a->env.io, seal, recipient, err)
				 : seal_key_make(a->env.io, seal, recipient, err);
}

enum status
keys_signing(struct app *a, struct sign_key *key, struct err *err)
{
	char path[640];

	keys_path(a, "sign.key", path, sizeof path);
	return sign_key_load(key, a->env.io, path, err);
}

enum status
keys_own(struct app *a, struct trust *t, struct err *err)
{
	char recipient[SEAL_RECIPIENT], text[SIGN_PUBLIC_TEXT];
	struct trust known;
	struct sign_public pub;
	struct sign_key key;
	enum status st = make_missing(a, recipient, err);

	if (!st)
		st = keys_signing(a, &key, err);
	if (st)
		return st;
	pub = sign_key_public(&key);
	sign_key_release(&key);
	sign_public_text(&pub, text);
	*t = (struct trust){
	    .hub = a->site.hub == 1, .since = app_today(a), .until = DICT_NONE};
	str_copy(t->site, sizeof t->site, a->site.code);
	str_copy(t->sign_key, sizeof t->sign_key, text);
	str_copy(t->seal_key, sizeof t->seal_key, recipient);
	str_copy(t->how, sizeof t->how, "own");
	if (!trust_get(a->store, t->site, &known, NULL) &&
	    !strcmp(known.sign_key, t->sign_key) && !strcmp(known.seal_key, t->seal_key))
		return ST_OK;
	return trust_put(a->store, t, err);
}

enum status
keys_sealed(struct app *a, bool *sealed, struct err *err)
{
	struct str text = {0};
	enum status st = store_setting_get(a->store, "bundles", &text, err);

	*sealed = strcmp(str_text(&text), "plain") != 0;
	str_release(&text);
	return st;
}
