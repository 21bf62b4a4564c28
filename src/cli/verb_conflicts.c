/* verb_conflicts.c - values that two sites wrote without knowing of each other. */
#include "app/conflicts.h"
#include "base/utf8.h"
#include "cli_priv.h"

#include <stdlib.h>
#include <string.h>

static void
say(struct cli *c, struct str *text)
{
	struct str safe = {0};

	utf8_safe(&safe, str_text(text), text->n, -1, false);
	fprintf(c->out, "%s\n", str_text(&safe));
	str_release(&safe);
	str_clear(text);
}

/* "3  identity  Smith, Pat  DEMO-000001-X  Family name": a line of the list. */
static void
say_line(struct cli *c, const struct conflict_line *l, struct str *text)
{
	str_addf(text, "%lld  %s  %s%s%s%s", (long long)l->no, conflicts_class(l->merge),
		 l->who, l->who[0] ? "  " : "", l->chart_no, l->chart_no[0] ? "  " : "");
	conflicts_field(&c->app, l, text);
	if (l->state != CONFLICT_OPEN)
		str_addf(text, "  (%s)", conflicts_state(l->state));
	say(c, text);
}

enum status
verb_conflicts_say(struct cli *c, int64_t no, struct err *err)
{
	struct conflict one;
	struct str text = {0};
	enum status st = conflict_read(c->app.store, no, &one, err);

	if (!st)
		say_line(c, &one.line, &text);
	for (int i = 0; !st && i < one.line.values; i++) {
		str_addf(&text, "   %d  ", i + 1);
		conflicts_value(&c->app, &one, &one.values[i], &text);
		str_add(&text, "  - ");
		conflicts_author(&one.values[i], &text);
		say(c, &text);
	}
	if (!st && one.line.state != CONFLICT_OPEN) {
		str_add(&text, "   =  ");
		conflicts_value(&c->app, &one, &one.end, &text);
		str_add(&text, "  - ");
		conflicts_author(&one.end, &text);
		say(c, &text);
	}
	str_release(&text);
	conflict_release(&one);
	return st;
}

static void
to_out(void *arg, const void *bytes, size_t n)
{
	fwrite(bytes, 1, n, ((struct cli *)arg)->out);
}

static enum status
list_all(struct cli *c, const struct conflict_ask *ask, struct err *err)
{
	struct conflict_line *lines = mem_alloc(CONFLICTS_MAX * sizeof *lines);
	bool more = false;
	int n = 0;
	enum status st =
	    conflict_list(c->app.store, ask, lines, CONFLICTS_MAX, &n, &more, err);

	for (int i = 0; i < n && !st; i++)
		st = verb_conflicts_say(c, lines[i].no, err);
	if (!st && !n)
		fprintf(c->out, "No conflict%s.\n", ask->ended ? " was ended" : "");
	if (!st && more)
		fprintf(c->out, "and more\n");
	free(lines);
	return st;
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	bool csv = args_flag(&argc, argv, "--csv");
	struct conflict_ask ask = {.ended = args_flag(&argc, argv, "--ended")};
	struct patient p;
	enum status st;

	if (argc > 1 || (csv && argc))
		return args_usage(&verb_conflicts, err);
	if (csv)
		return conflicts_csv(&c->app, ask.ended, NULL,
				     (struct csv_sink){to_out, c}, err);
	if (argc == 1) {
		st = args_row(c, dict_entity(E_PATIENT), argv[0], &p, err);
		if (st)
			return st;
		ask.patient = p.head.no;
	}
	return list_all(c, &ask, err);
}

const struct verb verb_conflicts = {
    .name = "conflicts",
    .args = "[PATIENT] [--ended] [--csv]",
    .help = "values that two sites wrote without knowing of each other",
    .more =
	"  Each with its number, the values and who wrote them when and where. --ended\n"
	"  lists those that were decided, newest first. limber resolve decides.\n",
    .needs_data = true,
    .run = run,
};
