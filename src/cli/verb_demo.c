/* verb_demo.c - makes a made-up clinic. */
#include "app/demo.h"
#include "cli_priv.h"

#include <string.h>

static bool
step(void *arg, int64_t done, int64_t of)
{
	print_progress(arg, "making", done, of);
	return true;
}

/* A whole number behind a flag, `none` when the flag is absent. */
static enum status
count_option(int *argc, char **argv, const char *flag, int64_t *value, struct err *err)
{
	const char *text = args_option(argc, argv, flag);
	long long n;

	if (!text)
		return ST_OK;
	if (!str_int(text, strlen(text), &n) || n < 0 || n > 100000000)
		return status_fail(err, ST_USAGE, "%s: a whole number is wanted", flag);
	*value = n;
	return ST_OK;
}

static enum status
fill(struct cli *c, const struct demo_size *size, struct err *err)
{
	enum status st = app_open(&c->app, c->dir, &c->env, err);

	if (st)
		return st;
	st = demo_fill(c->app.store, size, step, c, err);
	print_progress_end(c);
	app_close(&c->app);
	return st;
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	static const struct store_site site = {
	    .code = "DEMO", .name = "Willow Creek practice clinic", .practice = true};
	struct demo_size size = {.seed = 1};
	int64_t seed = 1;
	enum status st = count_option(&argc, argv, "--patients", &size.patients, err);

	if (!st)
		st = count_option(&argc, argv, "--sessions", &size.sessions, err);
	if (!st)
		st = count_option(&argc, argv, "--seed", &seed, err);
	size.seed = (uint64_t)seed;
	if (!st && argc)
		st = args_usage(&verb_demo, err);
	if (!st)
		st = app_init(c->dir, &c->env, &site, err);
	if (!st)
		st = fill(c, &size, err);
	if (st)
		return st;
	fprintf(c->out, "A made-up clinic lies in %s. Everybody in it is invented.\n",
		c->dir);
	for (const struct demo_login *l = demo_logins; l->login; l++)
		fprintf(c->out, "  %-8s passphrase %-16s PIN %-6s %s, %s\n", l->login,
			l->password, l->pin, l->name, l->role);
	return ST_OK;
}

const struct verb verb_demo = {
    .name = "demo",
    .args = "[--patients N] [--sessions N] [--seed S]",
    .help = "make a practice clinic with made-up people",
    .more = "  The same numbers and seed make the same clinic. With more than 20,000\n"
	    "  sessions a plan has one exercise and only the newest 2,000 have a note.\n",
    .run = run,
};
