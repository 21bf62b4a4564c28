/* verb_stick.c - the sticks at this machine, and a check of one. */
#include "app/sticks.h"
#include "base/date.h"
#include "base/utf8.h"
#include "cli_priv.h"

#include <stdlib.h>
#include <string.h>

static bool
step(void *arg, int64_t done, int64_t total)
{
	print_progress(arg, "checking", done, total);
	return true;
}

static void
add_json(struct str *out, const char *name, const char *text)
{
	str_addf(out, "%s\"%s\":", out->n > 1 ? "," : "", name);
	print_json(out, text, strlen(text));
}

/* A label comes off the stick: nothing of it may reach the terminal as it is. */
static void
say(struct cli *c, const struct sticks_line *l)
{
	const struct stick *s = &l->stick;
	struct str text = {0}, safe = {0};

	if (c->json) {
		str_add_c(&text, '{');
		add_json(&text, "path", s->path);
		add_json(&text, "label", s->label);
		add_json(&text, "id", s->id);
		add_json(&text, "type", s->type);
		add_json(&text, "why_not", s->why);
		str_addf(&text, ",\"free\":%lld,\"checked_ms\":%lld}", (long long)s->room,
			 (long long)l->checked_ms);
		fprintf(c->out, "%s\n", str_text(&text));
		str_release(&text);
		return;
	}
	str_addf(&text, "%s  %s  ", s->path, s->label);
	if (s->room >= 0)
		str_addf(&text, "%lld MB free", (long long)(s->room >> 20));
	else
		str_add(&text, "free room not known");
	if (!s->writable)
		str_addf(&text, "  (%s)", s->why);
	str_add(&text, l->checked_ms ? "  checked" : "  not checked yet");
	utf8_safe(&safe, str_text(&text), text.n, -1, false);
	fprintf(c->out, "%s\n", str_text(&safe));
	str_release(&safe);
	str_release(&text);
}

static enum status
list(struct cli *c, struct err *err)
{
	struct sticks_line *rows;
	struct stick_env env = sticks_env(&c->app);
	size_t n;
	enum status st = sticks_list(&c->app, &env, &rows, &n, err);

	for (size_t i = 0; !st && i < n; i++)
		say(c, &rows[i]);
	if (!st && n == 0 && !c->json)
		fprintf(c->out, "No stick is mounted.\n");
	free(rows);
	return st;
}

static enum status
check(struct cli *c, const char *place, struct err *err)
{
	struct stick_progress progress = {step, c};
	struct stick_env env = sticks_env(&c->app);
	int64_t bytes;
	enum status st = sticks_check(&c->app, &env, place, &progress, &bytes, err);

	print_progress_end(c);
	if (!st && c->json)
		fprintf(c->out, "{\"bytes\":%lld}\n", (long long)bytes);
	else if (!st)
		fprintf(c->out, "All of %lld MB came back as they were written.\n",
			(long long)(bytes >> 20));
	return st;
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	if (argc == 1 && strcmp(argv[0], "list") == 0)
		return list(c, err);
	if (argc == 2 && strcmp(argv[0], "check") == 0)
		return check(c, argv[1], err);
	return args_usage(&verb_stick, err);
}

const struct verb verb_stick = {
    .name = "stick",
    .args = "list | check DEST",
    .help = "list the sticks at this machine, or check one",
    .more =
	"  check fills the free room of the stick at DEST, reads it back and removes it\n"
	"  again: the only way to find a stick that holds less than it says. Nothing "
	"that\n"
	"  lies there is changed. It takes as long as filling the stick does; one that "
	"has\n"
	"  passed is remembered by its numbers.\n",
    .needs_data = true,
    .run = run,
};
