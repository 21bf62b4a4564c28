/* verb_transfer.c - which clinics treat a patient, and moving her to another one. */
#include "app/transfer.h"
#include "base/date.h"
#include "base/utf8.h"
#include "cli_priv.h"

#include <stdlib.h>
#include <string.h>

static void
print_site(struct cli *c, const struct transfer_site *t)
{
	const char *state = t->treats ? "treats" : t->was ? "left" : "-";
	char day[DATE_TEXT_SIZE] = "";
	struct str out = {0};

	if (t->since != DICT_NONE)
		date_text(t->since, day);
	if (c->json) {
		str_addf(&out,
			 "{\"clinic\":\"%s\",\"state\":\"%s\",\"since\":\"%s\",\"why\":",
			 t->code, state, day);
		print_json(&out, t->reason, strlen(t->reason));
		str_add_c(&out, '}');
	} else {
		str_addf(&out, "%-6s %-7s %-10s ", t->code, state, day);
		utf8_safe(&out, t->name, strlen(t->name), -1, false);
		str_add(&out, t->reason[0] ? ": " : "");
		utf8_safe(&out, t->reason, strlen(t->reason), -1, false);
	}
	str_add_c(&out, '\n');
	fwrite(str_text(&out), 1, out.n, c->out);
	str_release(&out);
}

static enum status
list(struct cli *c, const struct patient *p, struct err *err)
{
	struct transfer_site *rows = mem_alloc(TRANSFER_SITES * sizeof *rows);
	int n;
	enum status st =
	    transfer_sites(&c->app, p->head.no, rows, TRANSFER_SITES, &n, err);

	for (int i = 0; i < n && !st; i++)
		print_site(c, &rows[i]);
	free(rows);
	return st;
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	const char *reason = args_option(&argc, argv, "--reason");
	bool shared = args_flag(&argc, argv, "--shared");
	struct patient p;
	enum status st;

	if (argc < 1 || argc > 2 || (argc == 2) != (reason != NULL) ||
	    (shared && argc < 2))
		return args_usage(&verb_transfer, err);
	st = args_row(c, dict_entity(E_PATIENT), argv[0], &p, err);
	if (st || argc == 1)
		return st ? st : list(c, &p, err);
	st = transfer_move(&c->app, p.head.no, argv[1], shared, reason, err);
	if (!st && c->app.site.hub == 1)
		fprintf(c->out, "%s %s; the next bundle for %s brings the whole chart\n",
			p.chart_no, shared ? "is shared" : "moves", argv[1]);
	else if (!st)
		fprintf(c->out,
			"%s %s; the next bundle to the head office says so, and the one "
			"from there brings %s the whole chart\n",
			p.chart_no, shared ? "is shared" : "moves", argv[1]);
	return st;
}

const struct verb verb_transfer = {
    .name = "transfer",
    .args = "PATIENT [SITE --reason TEXT [--shared]]",
    .help = "which clinics treat a patient; move one to another clinic",
    .more =
	"  PATIENT is a chart number or id, SITE the code of a clinic. A clinic gets "
	"from\n"
	"  the head office the charts of its own patients alone: who moves takes all of\n"
	"  it along. --shared: the clinics that treat the patient now go on. To take a "
	"patient\n"
	"  back, name the old clinic again.\n",
    .needs_data = true,
    .changes = true,
    .run = run,
};
