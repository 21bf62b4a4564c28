/* print_trend.c - a measure of a patient over time: the page the screen shows. */
#include "app/trends.h"
#include "base/utf8.h"
#include "cli_priv.h"

#include <langinfo.h>
#include <string.h>

static enum status
size_of(const char *text, int usual, int least, int *n, struct err *err)
{
	long long v = usual;

	if (text && (!str_int(text, strlen(text), &v) || v < least || v > 300))
		return status_fail(err, ST_USAGE,
				   "\"%s\": a number from %d to 300 is wanted", text,
				   least);
	*n = (int)v;
	return ST_OK;
}

/* Which series there are, for people who do not know the keys. */
static enum status
no_such(const struct trends *t, const char *key, const char *side, struct err *err)
{
	struct str keys = {0};
	enum status st;

	for (int i = 0; i < t->n; i++)
		str_addf(&keys, "%s%s%s%s", i ? ", " : "", t->rows[i].key,
			 t->rows[i].side[0] ? " " : "", t->rows[i].side);
	st = t->n ? status_fail(err, ST_NOT_FOUND, "no result of %s%s%s; there are: %s",
				key, side[0] ? " " : "", side, str_text(&keys))
		  : status_fail(err, ST_NOT_FOUND,
				"nothing was measured of this patient yet");
	str_release(&keys);
	return st;
}

static void
write_page(struct cli *c, const struct trends *t, const struct trends_series *s,
	   const struct trends_page *p)
{
	const struct patient *who = &t->patient;
	struct str out = {0}, safe = {0};
	char day[DATE_TEXT_SIZE];

	date_text(app_today(&c->app), day);
	str_addf(&out, "%s\n%s%s%s  %s  printed %s\n\n", c->app.site.name,
		 who->family_name, who->given_name[0] ? ", " : "", who->given_name,
		 who->chart_no, day);
	trends_draw(s, p, &out);
	for (const char *line = str_text(&out); *line;) {
		size_t n = strcspn(line, "\n");

		utf8_safe(&safe, line, n, -1, p->ascii);
		str_add_c(&safe, '\n');
		line += n + (line[n] == '\n');
	}
	fwrite(str_text(&safe), 1, safe.n, c->out);
	str_release(&out);
	str_release(&safe);
}

enum status
print_trend(struct cli *c, int argc, char **argv, struct err *err)
{
	const char *rows = args_option(&argc, argv, "--rows");
	const char *cols = args_option(&argc, argv, "--cols");
	struct trends_page p = {.ascii = args_flag(&argc, argv, "--ascii") ||
					 strcmp(nl_langinfo(CODESET), "UTF-8") != 0};
	const struct trends_series *s;
	struct patient who;
	struct trends t;
	enum status st = size_of(rows, 30, 12, &p.rows, err);

	if (!st)
		st = size_of(cols, 78, 32, &p.cols, err);
	if (!st && (argc < 2 || argc > 3))
		st = verb_print_usage("trend", err);
	if (!st)
		st = args_row(c, dict_entity(E_PATIENT), argv[0], &who, err);
	if (st)
		return st;
	st = trends_load(&c->app, who.head.no, &t, err);
	p.dates = t.dates;
	s = st ? NULL : trends_find(&t, argv[1], argc > 2 ? argv[2] : "");
	if (s)
		write_page(c, &t, s, &p);
	else if (!st)
		st = no_such(&t, argv[1], argc > 2 ? argv[2] : "", err);
	trends_release(&t);
	return st;
}
