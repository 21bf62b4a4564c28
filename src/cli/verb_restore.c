/* verb_restore.c - puts a copy in place of the clinic's database. */
#include "app/copies.h"
#include "base/date.h"
#include "cli_priv.h"

#include <stdlib.h>

static enum status
list(struct cli *c, struct err *err)
{
	struct copies_line *rows = mem_alloc(COPIES_MAX * sizeof *rows);
	size_t n = 0;
	enum status st = copies_list(c->dir, c->env.io, rows, &n, err);

	for (size_t i = 0; i < n && !st; i++) {
		const struct copies_line *l = &rows[i];
		char day[DATE_TEXT_SIZE] = "", made[DATE_TEXT_SIZE];

		date_text(l->day, day);
		date_text(clock_civil(l->made_ms).date, made);
		fprintf(c->out, "%-10s  %6lld kB  written %s  %s%s\n", day,
			(long long)(l->bytes >> 10), made,
			l->name[6] == '-' ? "backup/" : "", l->name);
	}
	if (!st && !n)
		fprintf(c->out, "No copy lies in %s/backup.\n", c->dir);
	free(rows);
	return st;
}

static void
say(struct cli *c, const struct store_restored *r, bool keys)
{
	char day[DATE_TEXT_SIZE];

	date_text(clock_civil(r->last_ms).date, day);
	fprintf(c->out, "%s is back as it was on %s, %lld changes.\n", r->site, day,
		(long long)r->ops);
	if (r->harm[0])
		fprintf(
		    c->out,
		    "PROBLEM: this copy was made of a damaged database: %s.\n"
		    "Put an older one back (limber restore --list), until this is not "
		    "said.\n",
		    r->harm);
	if (r->aside[0])
		fprintf(c->out,
			"The database of before lies in %s.\n"
			"Remove it when nobody misses anything.\n",
			r->aside);
	fprintf(c->out,
		r->hub
		    ? "What was written or taken after that day is missing here. It "
		      "comes back from the clinics:\n"
		      "export to each, and import what each then brings (limber export, "
		      "limber import, or y on\n"
		      "the screen); when all were heard: limber peers recovering off "
		      "--reason TEXT.\n"
		    : "What was written after that day is missing here. What reached "
		      "the head office comes back:\n"
		      "export to it, and import its answer (limber export, limber "
		      "import, or y on the screen).\n");
	fprintf(c->out, "What reached nobody has to be typed again.\n");
	if (!keys)
		fprintf(c->out,
			"The keys of this site are not here. Where its folder keys/ was "
			"kept, put it into\n"
			"%s before anything else. Else limber keys show makes new ones: "
			"call the head\n"
			"office and compare the six words, or nothing sealed for this "
			"site can be opened.\n",
			c->dir);
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	struct copies_back b = {.key = args_option(&argc, argv, "--key"), .as = c->as};
	struct store_restored r;
	bool keys = false;
	enum status st;

	if (args_flag(&argc, argv, "--list"))
		return argc ? args_usage(&verb_restore, err) : list(c, err);
	if (argc != 1)
		return args_usage(&verb_restore, err);
	b.src = argv[0];
	st = copies_restore(c->dir, &c->env, &b, &r, &keys, err);
	if (!st)
		say(c, &r, keys);
	return st;
}

const struct verb verb_restore = {
    .name = "restore",
    .args = "SRC [--key FILE] | --list",
    .help = "put a checked copy in place of the database, which is moved aside",
    .more =
	"  SRC is a file that limber backup wrote, or the day of a daily copy "
	"(2026-11-26).\n"
	"  A sealed one (.age) is opened by the key of this site, or by that in FILE: "
	"keys/seal.key\n"
	"  of this site kept elsewhere, or of the head office, on its machine.\n"
	"  --list shows what lies in backup/, and databases that were moved aside.\n"
	"  The copy is checked first; nobody may have the clinic open. What the copy "
	"lacks "
	"comes\n"
	"  back from the head office by the next export and import.\n",
    .needs_data = false,
    .changes = true,
    .run = run,
};
