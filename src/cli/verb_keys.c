/* verb_keys.c - the keys of this site and of those it trusts. */
#include "app/enrol.h"
#include "cli_priv.h"

#include <stdlib.h>
#include <string.h>

static void
say_key(struct cli *c, const struct trust *t)
{
	char words[WORDS_SIZE];

	words_of(t, words);
	fprintf(c->out, "site   %s%s\nwords  %s\nsign   %s\nseal   %s\n", t->site,
		t->hub ? " (head office)" : "", words, t->sign_key, t->seal_key);
}

static enum status
show(struct cli *c, struct err *err)
{
	struct trust t;
	bool sealed;
	enum status st = keys_own(&c->app, &t, err);

	if (!st)
		st = keys_sealed(&c->app, &sealed, err);
	if (st)
		return st;
	say_key(c, &t);
	fprintf(c->out, "bundles are %s\n", sealed ? "sealed" : "PLAIN");
	return ST_OK;
}

static enum status
list(struct cli *c, struct err *err)
{
	struct trust *rows = mem_alloc(TRUST_ROWS_MAX * sizeof *rows);
	int n = 0;
	enum status st = trust_list(c->app.store, "", rows, TRUST_ROWS_MAX, &n, err);

	for (int i = 0; i < n && !st; i++) {
		char since[DATE_TEXT_SIZE], until[DATE_TEXT_SIZE] = "";

		date_text(rows[i].since, since);
		if (rows[i].until != DICT_NONE)
			date_text(rows[i].until, until);
		fprintf(c->out, "%-6s %s  since %s, %s%s%s%s%s  %s\n", rows[i].site,
			rows[i].hub ? "hub " : "site", since, rows[i].how,
			until[0] ? ", RETIRED " : "", until, until[0] ? ": " : "",
			rows[i].reason, rows[i].sign_key);
	}
	if (!st && !n)
		fprintf(c->out, "No keys yet; limber keys show makes the own ones.\n");
	free(rows);
	return st;
}

static enum status
export_own(struct cli *c, const char *dest, struct err *err)
{
	char path[ENROL_PATH], words[WORDS_SIZE];
	struct trust t;
	enum status st = enrol_export(&c->app, dest, path, err);

	if (!st)
		st = keys_own(&c->app, &t, err);
	if (st)
		return st;
	words_of(&t, words);
	fprintf(c->out, "%s\nread out by phone: %s\n", path, words);
	return ST_OK;
}

/* The words come with --words, or are typed after they were shown. */
static enum status
trust_file(struct cli *c, const char *path, const char *words, bool hub, struct err *err)
{
	char typed[400] = "";
	struct trust t;
	enum status st = enrol_read(&c->app, path, &t, err);

	if (st)
		return st;
	if (hub != t.hub)
		return status_fail(
		    err, ST_REFUSED,
		    hub ? "%s: this is no key file of a head office"
			: "%s: this is the key file of a head office, which will tell "
			  "this site whom else to trust; if it is yours, add --hub",
		    path);
	if (!words) {
		/* Words that stood here would be typed from here, and no phone taken up. */
		fprintf(
		    c->out,
		    "site   %s%s\nsign   %s\nseal   %s\n"
		    "Call %s on the phone, let its six words be read out (limber keys "
		    "show there), and type them: ",
		    t.site, t.hub ? " (head office)" : "", t.sign_key, t.seal_key,
		    t.site);
		fflush(c->out);
		if (!fgets(typed, sizeof typed, c->in))
			typed[0] = '\0';
		words = typed;
	}
	st = enrol_trust(&c->app, &t, words, err);
	if (!st)
		fprintf(c->out, "%s is trusted.\n", t.site);
	return st;
}

static enum status
new_keys(struct cli *c, const char *reason, struct err *err)
{
	struct trust t;
	enum status st = enrol_new(&c->app, reason, &t, err);

	if (st)
		return st;
	say_key(c, &t);
	fprintf(c->out,
		"These are new: every site that trusts the old ones takes the new "
		"key file (limber keys export)\nand compares the words.\n");
	return ST_OK;
}

/* What is decided is said: it holds from the next bundle on, which nobody sees now. */
static enum status
change(struct cli *c, int argc, char **argv, const char *reason, struct err *err)
{
	bool sealed = argc == 2 && !strcmp(argv[1], "sealed");
	enum status st;

	if (argc == 1 && !strcmp(argv[0], "new"))
		return new_keys(c, reason, err);
	if ((argc == 2 || argc == 3) && !strcmp(argv[0], "retire")) {
		st =
		    enrol_retire(&c->app, argv[1], argc == 3 ? argv[2] : "", reason, err);
		if (!st)
			fprintf(
			    c->out,
			    "Retired: nothing is taken any more that %s signs with %s.\n",
			    argv[1], argc == 3 ? "that key" : "the key it had");
		return st;
	}
	if (argc == 2 && !strcmp(argv[0], "policy") &&
	    (sealed || !strcmp(argv[1], "plain"))) {
		st = enrol_policy(&c->app, sealed, reason, err);
		if (!st)
			fprintf(c->out, "Bundles are %s from now on.\n",
				sealed ? "sealed"
				       : "PLAIN: whoever finds the stick can read them");
		return st;
	}
	return args_usage(&verb_keys, err);
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	const char *words = args_option(&argc, argv, "--words");
	const char *reason = args_option(&argc, argv, "--reason");
	bool hub = args_flag(&argc, argv, "--hub");
	const char *what = argc > 0 ? argv[0] : "";

	if (argc == 1 && !strcmp(what, "show"))
		return show(c, err);
	if (argc == 1 && !strcmp(what, "list"))
		return list(c, err);
	if (argc == 2 && !strcmp(what, "export"))
		return export_own(c, argv[1], err);
	if (argc == 2 && !strcmp(what, "trust"))
		return trust_file(c, argv[1], words, hub, err);
	return change(c, argc, argv, reason ? reason : "", err);
}

const struct verb verb_keys = {
    .name = "keys",
    .args = "show | list | export DEST | trust FILE [--hub] [--words \"...\"] | (retire "
	    "SITE [KEY] "
	    "| new | policy HOW) --reason TEXT",
    .help = "whose bundles are taken: own keys, trusted ones, six words by phone",
    .more =
	"  show               own site code, six words, public keys (made when missing)\n"
	"  list               every key known here, the retired ones too\n"
	"  export DEST        write SITE.limberkey into the directory DEST\n"
	"  trust FILE         trust a key file; the six words are compared by phone and "
	"typed,\n"
	"                     or given with --words \"...\"; --hub for the head "
	"office's\n"
	"  new --reason TEXT  new keys for this site; others compare their words again\n"
	"  retire SITE [KEY] --reason TEXT\n"
	"                     take nothing signed with that key any more (KEY: how it "
	"begins)\n"
	"  policy sealed | plain --reason TEXT\n"
	"                     seal bundles (the usual), or leave plain tables on the "
	"stick\n",
    .needs_data = true,
    .run = run,
};
