/* verb_doctor.c - checks the clinic's database. */
#include "cli_priv.h"

struct findings {
	struct cli *c;
	int bad;
};

static void
line(void *arg, const struct doctor_line *l)
{
	static const char *const begins[] = {
	    [DOCTOR_FINE] = "ok", [DOCTOR_NOTE] = "note", [DOCTOR_FINDING] = "PROBLEM"};
	struct findings *f = arg;

	f->bad += l->kind == DOCTOR_FINDING;
	fprintf(f->c->out, "%-8s %s\n", begins[l->kind], l->what);
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	bool rebuild = args_flag(&argc, argv, "--rebuild");
	bool right = args_flag(&argc, argv, "--clock-right");
	const char *reason = args_option(&argc, argv, "--reason");
	struct findings f = {c, 0};
	enum status st;

	if (argc || right != (reason != NULL) || (right && rebuild))
		return args_usage(&verb_doctor, err);
	if (right)
		return store_clock_confirm(c->app.store, reason, err);
	st = store_doctor(c->app.store, rebuild, line, &f, err);
	if (!st && f.bad)
		st = status_fail(err, ST_REFUSED, "%d finding%s", f.bad,
				 f.bad == 1 ? "" : "s");
	return st;
}

const struct verb verb_doctor = {
    .name = "doctor",
    .args = "[--rebuild | --clock-right --reason TEXT]",
    .help = "check the database and say what to do",
    .more =
	"  A line is ok, a note (somebody should know; the exit code stays 0) or a "
	"PROBLEM, with what\n"
	"  to do. A manager sees the same under :doctor. --rebuild makes every "
	"derived table anew.\n"
	"  --clock-right: date and time of this machine are right now, and the day on "
	"which work was\n"
	"  saved before was not. For a manager; the reason stands in the audit.\n",
    .needs_data = true,
    .run = run,
};
