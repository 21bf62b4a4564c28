/* verb_doctor.c - checks the clinic's database. */
#include "base/confine.h"
#include "cli_priv.h"

struct findings {
	struct cli *c;
	int bad;
};

static void
line(void *arg, const struct doctor_line *l)
{
	struct findings *f = arg;

	f->bad += !l->ok;
	fprintf(f->c->out, "%s %s\n", l->ok ? "ok      " : "PROBLEM ", l->what);
}

/* What holds a kiosk back on this machine: no finding, since most clinics have none. */
static void
tell_kiosk(struct cli *c)
{
	struct confine_state could;

	confine_probe(&could);
	if (could.files)
		fprintf(c->out,
			"ok       kiosk: files are held back by Landlock, version %d",
			could.files);
	else
		fputs(
		    "ok       kiosk: this kernel has no Landlock; files are held back by "
		    "their owner alone",
		    c->out);
	fprintf(c->out, "%s\n",
		could.system_calls ? "; dangerous system calls are refused"
				   : "; this kernel refuses no system calls");
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	bool rebuild = args_flag(&argc, argv, "--rebuild");
	struct findings f = {c, 0};
	enum status st;

	if (argc)
		return args_usage(&verb_doctor, err);
	st = store_doctor(c->app.store, rebuild, line, &f, err);
	if (!st)
		tell_kiosk(c);
	if (!st && f.bad)
		st = status_fail(err, ST_REFUSED, "%d finding%s", f.bad,
				 f.bad == 1 ? "" : "s");
	return st;
}

const struct verb verb_doctor = {
    .name = "doctor",
    .args = "[--rebuild]",
    .help = "check the database and say what to do",
    .more = "  --rebuild makes every derived table anew.\n",
    .needs_data = true,
    .run = run,
};
