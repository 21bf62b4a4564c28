/* verb_wearables.c - files of step counters and watches into the days of a patient. */
#include "app/wearable.h"
#include "cli_priv.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { WEEKS = 12 };

static void
bad_row(void *arg, const struct wearable_bad *b)
{
	struct cli *c = arg;
	struct str s = {0};

	wearable_bad_text(b, &s);
	fprintf(c->out, "%s\n", str_text(&s));
	str_release(&s);
}

static void
line_of(struct cli *c, const char *label,
	void (*text)(const struct wearable_file *f, struct str *out),
	const struct wearable_file *f)
{
	struct str s = {0};

	text(f, &s);
	fprintf(c->out, "%s%s\n", label, str_text(&s));
	str_release(&s);
}

/* What the file is, and every choice that was made for it. */
static void
say_file(struct cli *c, const struct wearable_file *f)
{
	fprintf(c->out, "%s: %s (%s)%s\n", f->name, f->layout.title,
		f->layout.verification, f->remembered ? ", as named before" : "");
	if (f->layout.remark[0])
		fprintf(c->out, "%s\n", f->layout.remark);
	line_of(c, "", wearable_made_text, f);
}

static enum status
import_file(struct cli *c, int64_t patient, const char *path,
	    const struct wearable_how *how, bool dry_run, struct err *err)
{
	struct wearable_file *f = mem_alloc(sizeof *f);
	struct str ask = {0};
	enum status st = wearable_look(&c->app, patient, path, how, f, err);

	if (!st && f->ask) {
		wearable_ask_text(f, &ask);
		st = status_fail(err, ST_INVALID, "%s", str_text(&ask));
		str_release(&ask);
	}
	if (!st) {
		say_file(c, f);
		line_of(c, "", wearable_rows_text, f);
	}
	if (!st && !dry_run)
		st = wearable_take(&c->app, f, err);
	if (!st)
		line_of(c, dry_run ? "(nothing stored) " : "", wearable_days_text, f);
	wearable_release(f);
	free(f);
	return st;
}

static void
number(struct cli *c, int64_t v, const char *mark)
{
	if (v == DICT_NONE)
		fprintf(c->out, "  %9s", "-");
	else
		fprintf(c->out, "  %8lld%s", (long long)v, mark);
}

static enum status
weeks(struct cli *c, int64_t patient, struct err *err)
{
	struct wear_week w[WEEKS];
	char day[DATE_TEXT_SIZE];
	int days = 0;
	enum status st = wearable_weeks(&c->app, patient, w, WEEKS, &days, err);

	if (st)
		return st;
	fprintf(c->out, "week of     worn  steps/day    active    resting       pain   "
			"visits\n");
	for (int i = 0; i < WEEKS; i++) {
		date_text(w[i].monday, day);
		fprintf(c->out, "%s  %4d", day, w[i].worn);
		number(c, w[i].steps, " ");
		number(c, w[i].minutes, " ");
		number(c, w[i].rest, w[i].estimated ? "~" : " ");
		number(c, w[i].pain, " ");
		fprintf(c->out, "  %6d\n", w[i].visits);
	}
	return ST_OK;
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	bool dry_run = args_flag(&argc, argv, "--dry-run");
	struct wearable_how how = {.layout = args_option(&argc, argv, "--layout"),
				   .map = args_option(&argc, argv, "--map"),
				   .date_order = args_option(&argc, argv, "--date-order"),
				   .unit = args_option(&argc, argv, "--unit"),
				   .decimal = args_option(&argc, argv, "--decimal"),
				   .device = args_option(&argc, argv, "--device"),
				   .zone = args_option(&argc, argv, "--zone"),
				   .bad = bad_row,
				   .arg = c};
	struct patient p;
	enum status st;

	if (!(argc == 3 && !strcmp(argv[0], "import")) &&
	    !(argc == 2 && !strcmp(argv[0], "weeks")))
		return args_usage(&verb_wearables, err);
	st = args_row(c, dict_entity(E_PATIENT), argv[1], &p, err);
	if (st)
		return st;
	return argc == 2 ? weeks(c, p.head.no, err)
			 : import_file(c, p.head.no, argv[2], &how, dry_run, err);
}

const struct verb verb_wearables = {
    .name = "wearables",
    .args = "import PATIENT FILE [--layout KEY] [--map LIST] [--date-order ymd|dmy|mdy] "
	    "[--unit m|km|mi|none] [--decimal comma|point] [--device NAME] [--zone NAME] "
	    "[--dry-run] | weeks PATIENT",
    .help = "read the CSV file of a step counter or watch, or show its weeks",
    .more =
	"  The layout is known by the header; limber list wearable_layout shows those "
	"there are.\n"
	"  LIST names columns of any other file: date=Datum,steps=#3 (also "
	"active_min, hr_avg,\n"
	"  hr_rest, distance, note); it is remembered by the header. Bad rows are "
	"listed with\n"
	"  line and reason; the other rows are taken. A day that is here is left as "
	"it is, or\n"
	"  replaced when its numbers differ. --dry-run takes nothing.\n"
	"  weeks: days with 500 and more steps, their mean, active minutes, resting "
	"rate (~ an\n"
	"  estimate), worst pain and visits of the last 12 weeks.\n",
    .needs_data = true,
    .changes = true,
    .run = run,
};
