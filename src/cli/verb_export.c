/* verb_export.c - a bundle for another site. */
#include "app/exchange.h"
#include "cli_priv.h"

#include <string.h>

static void
print_made(struct cli *c, const struct exchange_made *m)
{
	struct str path = {0};

	if (!c->json) {
		fprintf(c->out, "%s\n%s\n", m->said, m->path);
		return;
	}
	print_json(&path, m->path, strlen(m->path));
	fprintf(c->out,
		"{\"bundle\":\"%s\",\"parts\":%d,\"operations\":%lld,\"bytes\":%lld,"
		"\"sealed\":%s,\"path\":%s}\n",
		m->last, m->bundles, (long long)m->ops, (long long)m->bytes,
		m->sealed ? "true" : "false", str_text(&path));
	str_release(&path);
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	struct exchange_out o = {.full = args_flag(&argc, argv, "--full")};
	struct exchange_watch w = {print_step, c};
	struct exchange_made made;
	enum status st;

	if (argc != 2)
		return args_usage(&verb_export, err);
	o.peer = argv[0];
	o.dest = argv[1];
	st = exchange_export(&c->app, &o, &w, &made, err);
	print_progress_end(c);
	if (!st)
		print_made(c, &made);
	return st;
}

const struct verb verb_export = {
    .name = "export",
    .args = "SITE DEST [--full]",
    .help = "write what is new for another site as a bundle",
    .more =
	"  DEST is a stick or a directory. Everything since the last receipt of SITE "
	"goes into\n"
	"  DEST/LIMBER/, signed, and sealed unless the clinic chose plain bundles. "
	"--full: the\n"
	"  tables for people hold every row, not only those that are new. Own bundles "
	"there that\n"
	"  have a receipt are taken off, but for the newest three.\n",
    .needs_data = true,
    .changes = true,
    .run = run,
};
