/* cli.c - options, verbs, exit codes. */
#include "cli/cli.h"

#include "app/staff.h"
#include "base/utf8.h"
#include "cli_priv.h"
#include "glass.h"
#include "store/access.h"

#include <pwd.h>
#include <string.h>
#include <unistd.h>

static const struct verb *const verbs[] = {
#define CLI_VERB_ROW(name) &verb_##name,
    CLI_VERBS(CLI_VERB_ROW) NULL};

const struct verb *const *
cli_verbs(void)
{
	return verbs;
}

static const char usage_head[] =
    "limber: physical therapy sessions on the clock\n"
    "\n"
    "  limber [--data DIR]               open the screen\n"
    "  limber [--data DIR] VERB ...      do one thing and end\n"
    "\n"
    "Options\n"
    "  --data DIR    where the clinic lies (else LIMBER_DATA, else\n"
    "                $XDG_DATA_HOME/limber or ~/.local/share/limber)\n"
    "  --as LOGIN    staff member the change is made for\n"
    "  --break-glass PATIENT --reason TEXT\n"
    "                opens one chart that is shut to --as, to read, for this verb; the\n"
    "                reason goes into the audit and waits for a manager\n"
    "  --json        output for programs\n"
    "  --kiosk       for logins over a network: the screen alone, behind its login,\n"
    "                with as few rights as the kernel can hold a program to\n"
    "  --rate N      clock N times as fast (practice clinics only)\n"
    "  --version     print the version\n"
    "  --help        this text; after a verb: more about it\n"
    "\n"
    "Verbs\n";

static void
print_usage(FILE *out)
{
	fputs(usage_head, out);
	for (const struct verb *const *v = verbs; *v; v++)
		fprintf(out, "  %-8s %s\n           %s\n", (*v)->name, (*v)->args,
			(*v)->help);
	fputs("\nExit: 0 done, 1 refused or findings, 2 wrong use, 3 data directory "
	      "unusable.\n",
	      out);
}

static void
print_verb(FILE *out, const struct verb *v)
{
	fprintf(out, "limber %s %s\n  %s\n%s%s", v->name, v->args, v->help,
		v->more[0] ? "\n" : "", v->more);
}

/* "limber: sentence" on standard error, control characters made visible. */
static int
complain(FILE *out, const struct err *err)
{
	struct str s = {0};
	const char *text = status_say(err);

	for (const char *p = text; *p;) {
		size_t n = strcspn(p, "\n");

		utf8_safe(&s, p, n, -1, false);
		str_add_c(&s, '\n');
		p += n + (p[n] == '\n');
	}
	fprintf(out, "limber: %s", str_text(&s));
	str_release(&s);
	return status_exit(err->code);
}

static const struct verb *
find_verb(const char *name)
{
	for (const struct verb *const *v = verbs; *v; v++)
		if (!strcmp((*v)->name, name))
			return *v;
	return NULL;
}

static bool
takes_value(const char *option)
{
	static const char *const names[] = {"--data", "--as", "--rate", "--break-glass",
					    "--reason"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(names[i], option))
			return true;
	return false;
}

/* Reads the options in front of the verb; returns the index of the verb. */
static int
read_options(int argc, char **argv, struct cli *c, const char **data, int *rate,
	     struct err *err)
{
	long long n;
	int i = 1;

	for (; i < argc && argv[i][0] == '-'; i++) {
		if (!strcmp(argv[i], "--json")) {
			c->json = true;
			continue;
		}
		if (!strcmp(argv[i], "--kiosk")) {
			c->screen->kiosk = true;
			continue;
		}
		if (i + 1 == argc || !takes_value(argv[i])) {
			status_fail(err, ST_USAGE,
				    "%s: no such option, or its value is missing; "
				    "limber --help lists them",
				    argv[i]);
			return -1;
		}
		if (!strcmp(argv[i], "--data"))
			*data = argv[i + 1];
		else if (!strcmp(argv[i], "--as"))
			c->as = argv[i + 1];
		else if (!strcmp(argv[i], "--break-glass"))
			c->glass = argv[i + 1];
		else if (!strcmp(argv[i], "--reason"))
			c->reason = argv[i + 1];
		else if (str_int(argv[i + 1], strlen(argv[i + 1]), &n) && n >= 1 &&
			 n <= 3600)
			*rate = (int)n;
		else {
			status_fail(err, ST_USAGE,
				    "--rate: a number from 1 to 3600 is wanted");
			return -1;
		}
		i++;
	}
	return i;
}

/* One chart for the one verb: it is shut again when the program ends. */
static enum status
break_glass(struct cli *c, struct err *err)
{
	struct patient p;
	enum status st = args_row(c, dict_entity(E_PATIENT), c->glass, &p, err);

	return st ? st : access_break_glass(c->app.store, p.head.no, c->reason, err);
}

static enum status
run_verb(struct cli *c, const struct verb *v, int argc, char **argv, struct err *err)
{
	enum status st;

	if (!v->needs_data)
		return v->run(c, argc, argv, err);
	st = app_open(&c->app, c->dir, &c->env, err);
	if (st)
		return st;
	if (c->as)
		st = staff_act_as(&c->app, c->as, err);
	if (!st && c->glass)
		st = break_glass(c, err);
	if (!st)
		st = v->run(c, argc, argv, err);
	app_close(&c->app);
	return st;
}

/* Is the option named in a text about a verb? */
static bool
is_named(const char *text, const char *option)
{
	size_t n = strlen(option);

	for (const char *p = text ? strstr(text, option) : NULL; p;
	     p = strstr(p + 1, option))
		if (p[n] != '-' && !(p[n] >= 'a' && p[n] <= 'z'))
			return true;
	return false;
}

/* What looks like an option and is none of the verb would become the name of a file or a reason. The
 * value of an option may look like one. */
static bool
has_unknown(const struct verb *v, int argc, char **argv, struct err *err)
{
	for (int i = 0; i < argc; i++) {
		if (strncmp(argv[i], "--", 2) != 0 ||
		    (i && !strncmp(argv[i - 1], "--", 2)) || is_named(v->args, argv[i]) ||
		    is_named(v->more, argv[i]))
			continue;
		status_fail(err, ST_USAGE,
			    "%s: limber %s has no such option; limber %s --help lists "
			    "them",
			    argv[i], v->name, v->name);
		return true;
	}
	return false;
}

/* What root makes in the clinic of another account (copies, keys, the whole database of a restore), that
 * account cannot open: nobody at a kiosk could be let in, or seal a bundle, from then on. */
static enum status
guard_owner(const struct cli *c, struct err *err)
{
	const struct io *io = c->env.io;
	const struct passwd *owner;
	struct stat dir;

	if (geteuid() != 0 || io->stat(io->arg, c->dir, &dir) || dir.st_uid == 0)
		return ST_OK;
	owner = getpwuid(dir.st_uid);
	if (owner)
		return status_fail(
		    err, ST_DENIED,
		    "%s belongs to the account %s, which could not open "
		    "what root makes there; become it first: su -s /bin/sh "
		    "%s",
		    c->dir, owner->pw_name, owner->pw_name);
	return status_fail(err, ST_DENIED,
			   "%s belongs to the account %lld, which could not open what "
			   "root makes there; become it first",
			   c->dir, (long long)dir.st_uid);
}

int
cli_main(int argc, char **argv, const struct cli_options *o, struct cli_screen *screen)
{
	struct cli c = {.env = o->env, .in = o->in, .out = o->out, .err = o->err};
	struct err err = {0};
	const char *data = NULL;
	const struct verb *v;
	enum status st;
	int at;

	screen->rate = 1;
	c.screen = screen;
	for (int i = 1; i < argc && argv[i][0] == '-'; i++)
		if (!strcmp(argv[i], "--help")) {
			print_usage(o->out);
			return 0;
		} else if (!strcmp(argv[i], "--version")) {
			fprintf(o->out, "limber %s\n", LIMBER_VERSION);
			return 0;
		}
	at = read_options(argc, argv, &c, &data, &screen->rate, &err);
	if (at < 0)
		return complain(o->err, &err);
	if (screen->kiosk && (at < argc || !data || c.as || screen->rate > 1)) {
		status_fail(
		    &err, ST_USAGE,
		    "--kiosk goes with --data DIR and nothing else; limber-kiosk(7)");
		return complain(o->err, &err);
	}
	if ((c.glass || c.reason) && (!c.glass || !c.reason || !c.as || at >= argc)) {
		status_fail(&err, ST_USAGE,
			    "--break-glass PATIENT wants --as LOGIN, --reason TEXT and a "
			    "verb");
		return complain(o->err, &err);
	}
	if (!app_data_dir(c.dir, sizeof c.dir, data, o->getenv)) {
		status_fail(&err, ST_USAGE, "say where the clinic lies: --data DIR");
		return complain(o->err, &err);
	}
	str_copy(screen->dir, sizeof screen->dir, c.dir);
	screen->as = c.as;
	if (at >= argc)
		return guard_owner(&c, &err) ? complain(o->err, &err) : -1;
	v = find_verb(argv[at]);
	if (!v) {
		status_fail(&err, ST_USAGE, "%s: no such verb; limber --help lists them",
			    argv[at]);
		return complain(o->err, &err);
	}
	argc -= at + 1;
	argv += at + 1;
	if (args_flag(&argc, argv, "--help")) {
		print_verb(o->out, v);
		return 0;
	}
	c.json = args_flag(&argc, argv, "--json") || c.json;
	if (has_unknown(v, argc, argv, &err) || guard_owner(&c, &err))
		return complain(o->err, &err);
	c.out = glass_open(o->out);
	if (!c.out) {
		status_fail(&err, ST_IO, "the terminal cannot be written to");
		return complain(o->err, &err);
	}
	st = run_verb(&c, v, argc, argv, &err);
	glass_close(c.out, o->out);
	if (st)
		return c.told ? status_exit(st) : complain(o->err, &err);
	if (screen->wall)
		return -1;
	if (fflush(o->out) || ferror(o->out)) {
		status_fail(&err, ST_FULL, "the output could not be written");
		return complain(o->err, &err);
	}
	return 0;
}
