/* print_order.c - what the words behind `limber print KIND` ask for. */
#include "app/assets.h"
#include "app/claims.h"
#include "cli_priv.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

static enum status
size_of(const char *text, int least, int *n, struct err *err)
{
	long long v = 0;

	if (!text)
		return ST_OK;
	if (!str_int(text, strlen(text), &v) || v < least || v > 300)
		return status_fail(err, ST_USAGE,
				   "\"%s\": a number from %d to 300 is wanted", text,
				   least);
	*n = (int)v;
	return ST_OK;
}

/* The number of the row that the only argument names. */
static enum status
one_row(struct cli *c, enum entity_id e, const char *kind, int argc, char **argv,
	int64_t *no, struct err *err)
{
	struct row_head *row = mem_alloc(dict_entity(e)->size);
	enum status st = argc == 1 ? args_row(c, dict_entity(e), argv[0], row, err)
				   : verb_print_usage(kind, err);

	*no = st ? 0 : row->no;
	free(row);
	return st;
}

enum status
print_order_note(struct cli *c, struct paper_order *o, int argc, char **argv,
		 struct err *err)
{
	return one_row(c, E_NOTE, "note", argc, argv, &o->no, err);
}

enum status
print_order_report(struct cli *c, struct paper_order *o, int argc, char **argv,
		   struct err *err)
{
	return one_row(c, E_NOTE, "report", argc, argv, &o->no, err);
}

enum status
print_order_plan(struct cli *c, struct paper_order *o, int argc, char **argv,
		 struct err *err)
{
	return one_row(c, E_PLAN_OF_CARE, "plan", argc, argv, &o->no, err);
}

enum status
print_order_trend(struct cli *c, struct paper_order *o, int argc, char **argv,
		  struct err *err)
{
	const char *rows = args_option(&argc, argv, "--rows");
	const char *cols = args_option(&argc, argv, "--cols");
	enum status st = size_of(rows, 12, &o->picture_rows, err);

	if (!st)
		st = size_of(cols, 32, &o->form.cols, err);
	if (!st && (argc < 2 || argc > 3))
		st = verb_print_usage("trend", err);
	if (!st)
		st = one_row(c, E_PATIENT, "trend", 1, argv, &o->no, err);
	if (st)
		return st;
	o->measure = argv[1];
	o->side = argc > 2 ? argv[2] : "";
	return ST_OK;
}

enum status
print_order_superbill(struct cli *c, struct paper_order *o, int argc, char **argv,
		      struct err *err)
{
	struct note *n = mem_alloc(sizeof *n);
	enum status st = argc == 1 ? args_row(c, dict_entity(E_NOTE), argv[0], n, err)
				   : verb_print_usage("superbill", err);

	if (!st && n->session == DICT_NONE)
		st =
		    status_fail(err, ST_INVALID,
				"%s: this is a report of care; a bill belongs to a daily "
				"note",
				argv[0]);
	o->no = st ? 0 : n->session;
	free(n);
	return st;
}

enum status
print_order_charges(struct cli *c, struct paper_order *o, int argc, char **argv,
		    struct err *err)
{
	if (argc != 1)
		return verb_print_usage("charges", err);
	if (!date_parse_typed(argv[0], app_today(&c->app), true, false, &o->day))
		return status_fail(err, ST_USAGE,
				   "%s: this is no day; write it as 2026-05-04", argv[0]);
	return ST_OK;
}

enum status
print_order_sums(struct cli *c, struct paper_order *o, int argc, char **argv,
		 struct err *err)
{
	int64_t *const days[] = {&o->day, &o->to};

	if (argc != 3)
		return verb_print_usage("sums", err);
	while (o->no < CLAIMS_COUNT &&
	       strcmp(argv[0], claims_name((enum claims_kind)o->no)) != 0)
		o->no++;
	if (o->no == CLAIMS_COUNT)
		return status_fail(err, ST_USAGE,
				   "\"%s\" is no report; limber report --help names them",
				   argv[0]);
	for (int i = 0; i < 2; i++)
		if (!date_parse_typed(argv[i + 1], app_today(&c->app), true, false,
				      days[i]))
			return status_fail(err, ST_USAGE,
					   "%s: this is no day; write it as 2026-05-04",
					   argv[i + 1]);
	return ST_OK;
}

enum status
print_order_figures(struct cli *c, struct paper_order *o, int argc, char **argv,
		    struct err *err)
{
	(void)c;
	(void)err;
	o->exercises = (const char *const *)argv;
	o->n_exercises = argc;
	return ST_OK;
}

/* The language of a page for a patient. */
static enum status
take_language(const char *language, struct paper_order *o, struct err *err)
{
	if (language && strcmp(language, "en") != 0 && !assets_catalogue(language))
		return status_fail(err, ST_USAGE,
				   "%s: pages for patients are in en, es or fr",
				   language);
	o->language = language;
	return ST_OK;
}

enum status
print_order_handout(struct cli *c, struct paper_order *o, int argc, char **argv,
		    struct err *err)
{
	enum status st = take_language(args_option(&argc, argv, "--language"), o, err);

	o->many = args_flag(&argc, argv, "--many");
	if (st)
		return st;
	if (argc < 1)
		return verb_print_usage("handout", err);
	o->exercises = (const char *const *)argv + 1;
	o->n_exercises = argc - 1;
	return one_row(c, E_PLAN_OF_CARE, "handout", 1, argv, &o->no, err);
}

enum status
print_order_topic(struct cli *c, struct paper_order *o, int argc, char **argv,
		  struct err *err)
{
	enum status st = take_language(args_option(&argc, argv, "--language"), o, err);

	if (st)
		return st;
	if (argc != 2)
		return verb_print_usage("topic", err);
	o->topic = argv[1];
	return one_row(c, E_PATIENT, "topic", 1, argv, &o->no, err);
}
