/* verb_secret.c - sets the passphrase and PIN of a staff member. */
#include "app/staff.h"
#include "cli_priv.h"

#include <string.h>
#include <termios.h>
#include <unistd.h>

/* Reads one line; on a terminal it asks and does not echo. */
static bool
ask(struct cli *c, const char *what, char *out, size_t size)
{
	struct termios old, quiet;
	bool tty = isatty(fileno(c->in)) && !tcgetattr(fileno(c->in), &old);
	bool got;

	if (tty) {
		quiet = old;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		fprintf(c->err, "%s: ", what);
		fflush(c->err);
		tcsetattr(fileno(c->in), TCSANOW, &quiet);
	}
	got = fgets(out, (int)size, c->in) != NULL;
	if (tty) {
		tcsetattr(fileno(c->in), TCSANOW, &old);
		fputc('\n', c->err);
	}
	if (got)
		out[strcspn(out, "\n")] = '\0';
	return got;
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	char password[200], pin[32];
	struct staff who;
	enum status st;

	if (argc != 1)
		return args_usage(&verb_secret, err);
	st = args_row(c, dict_entity(E_STAFF), argv[0], &who, err);
	if (st)
		return st;
	if (!ask(c, "Passphrase (10 characters and more)", password, sizeof password) ||
	    !ask(c, "PIN to sign with (4 to 8 digits)", pin, sizeof pin))
		return status_fail(err, ST_USAGE,
				   "two lines are wanted: the passphrase and the PIN");
	st = staff_set_secret(&c->app, who.head.no, password[0] ? password : NULL,
			      pin[0] ? pin : NULL, false, err);
	memset(password, 0, sizeof password);
	memset(pin, 0, sizeof pin);
	return st;
}

const struct verb verb_secret = {
    .name = "secret",
    .args = "LOGIN",
    .help = "set passphrase and PIN of a staff member (two lines of input)",
    .more = "  An empty line leaves what there is.\n",
    .needs_data = true,
    .changes = true,
    .run = run,
};
