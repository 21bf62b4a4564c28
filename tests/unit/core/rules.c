/* rules.c - the shipped rules of progression, read by a small CSV reader. */
#include "rules.h"

#include "base/str.h"
#include "core/dict_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS_MAX = 32, LINE_MAX_BYTES = 1200 };

/* Splits a line in place; returns the number of fields. */
static int
split(char *p, char *fields[FIELDS_MAX])
{
	int n = 0;

	while (n < FIELDS_MAX) {
		char *to = p;
		bool quoted = *p == '"';

		fields[n++] = p;
		p += quoted;
		while (*p != '\0' && *p != '\r' && (quoted || *p != ',')) {
			if (quoted && *p == '"' && *++p != '"')
				quoted = false;
			else
				*to++ = *p++;
		}
		if (*p != ',') {
			*to = '\0';
			return n;
		}
		p++;
		*to = '\0';
	}
	return n;
}

static void
add_row(struct progression_rules *rules, char *names[FIELDS_MAX], int n_names,
	char *fields[FIELDS_MAX], int n)
{
	const struct entity *e = dict_entity(E_PROGRESSION_RULE);
	struct progression_rule row;
	struct err err = {0};

	dict_row_init(e, &row);
	for (int i = 0; i < n && i < n_names; i++) {
		int f = dict_field_named(e, names[i]);
		struct cell c = {.kind = CELL_NONE};

		if (f < 0 ||
		    dict_parse(&e->fields[f], fields[i], strlen(fields[i]), &c, &err) ||
		    !dict_put(&e->fields[f], &row, c))
			abort();
	}
	if (progression_rules_add(rules, &row, &err) != ST_OK) {
		fprintf(stderr, "%s\n", status_say(&err));
		abort();
	}
}

const struct progression_rules *
rules_shipped(void)
{
	static struct progression_rules rules;
	char head[LINE_MAX_BYTES], line[LINE_MAX_BYTES];
	char *names[FIELDS_MAX], *fields[FIELDS_MAX];
	FILE *f;
	int n_names;

	if (rules.n > 0)
		return &rules;
	f = fopen("assets/progression_rules.csv", "r");
	if (f == NULL || fgets(head, sizeof head, f) == NULL)
		abort();
	n_names = split(head + 3, names); /* behind the byte order mark */
	while (fgets(line, sizeof line, f) != NULL)
		add_row(&rules, names, n_names, fields, split(line, fields));
	(void)fclose(f);
	return &rules;
}
