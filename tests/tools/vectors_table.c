/* vectors_table.c - runs a vector file row by row; reads CSV with a small reader of its own. */
#include "vectors.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Ends the field at p in place; sets *end to what follows it. Returns the field's text. */
static char *
take_field(char *p, char **end)
{
	char *from = p, *to = p;

	if (*p != '"') {
		*end = p + strcspn(p, ",\r\n");
		return p;
	}
	for (p++; *p != '\0' && !(*p == '"' && p[1] != '"'); p++) {
		p += *p == '"';
		*to++ = *p;
	}
	*end = *p == '"' ? p + 1 : p;
	memset(to, '\0', (size_t)(*end - to));
	return from;
}

int
vectors_next_row(struct vectors_csv *csv, char *fields[VECTORS_FIELDS_MAX])
{
	int n = 0;

	if (*csv->p == '\0')
		return -1;
	for (;;) {
		char *end, mark;
		char *text = take_field(csv->p, &end);

		if (n < VECTORS_FIELDS_MAX)
			fields[n++] = text;
		mark = *end;
		if (mark == '\r' && end[1] == '\n')
			*end++ = '\0';
		csv->p = mark == '\0' ? end : end + 1;
		*end = '\0';
		if (mark != ',')
			return n;
	}
}

const char *
vectors_field(const struct vectors_row *row, const char *name)
{
	for (int i = 0; i < row->n_names && i < row->n; i++)
		if (strcmp(row->names[i], name) == 0)
			return row->fields[i];
	return "";
}

enum status
vectors_int(const struct vectors_row *row, const char *name, int *value, struct err *err)
{
	const char *text = vectors_field(row, name);
	long long v = 0;

	if (*text != '\0' &&
	    (!str_int(text, strlen(text), &v) || v > 1000000 || v < -1000000))
		return status_fail(err, ST_INVALID, "%s '%s' is not a whole number", name,
				   text);
	*value = (int)v;
	return ST_OK;
}

enum status
vectors_times(const char *text, struct units_time *times, size_t max, size_t *n,
	      struct err *err)
{
	*n = 0;
	while (*text != '\0') {
		size_t len = strcspn(text, ";"), code = strcspn(text, ":");
		struct units_time *t = &times[*n];
		long long minutes;

		if (*n == max || code >= len || code >= sizeof t->code ||
		    !str_int(text + code + 1, len - code - 1, &minutes) || minutes > 1440)
			return status_fail(err, ST_INVALID, "'%s' is not CODE:MINUTES",
					   text);
		*t = (struct units_time){.seconds = minutes * 60};
		memcpy(t->code, text, code);
		(*n)++;
		text += len + (text[len] == ';');
	}
	return ST_OK;
}

static void
write_field(FILE *out, const char *text)
{
	if (strpbrk(text, ",\"\r\n") == NULL) {
		fputs(text, out);
		return;
	}
	fputc('"', out);
	for (; *text != '\0'; text++) {
		if (*text == '"')
			fputc('"', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

static void
write_row(FILE *out, const struct vectors_table *t, const char *id,
	  const struct str *results, bool all)
{
	struct str brief = {0};

	write_field(out, id);
	for (int i = 0; all && t->columns[i] != NULL; i++) {
		fputc(',', out);
		write_field(out, str_text(&results[i]));
	}
	if (!all) {
		fputc(',', out);
		if (t->shorten != NULL)
			t->shorten(results, &brief);
		else
			str_add(&brief, str_text(&results[0]));
		write_field(out, str_text(&brief));
	}
	fputc('\n', out);
	str_release(&brief);
}

static void
write_header(FILE *out, const struct vectors_table *t)
{
	fputs("id", out);
	for (int i = 0; t->columns[i] != NULL; i++)
		fprintf(out, ",%s", t->columns[i]);
	fputc('\n', out);
}

static void
read_all(FILE *in, struct str *text)
{
	char buf[4096];
	size_t n;

	while ((n = fread(buf, 1, sizeof buf, in)) > 0)
		str_add_n(text, buf, n);
}

int
vectors_run_table(const struct vectors_kind *kind, FILE *in, FILE *out, bool all)
{
	struct str text = {0}, results[VECTORS_RESULTS_MAX] = {0};
	char *names[VECTORS_FIELDS_MAX], *fields[VECTORS_FIELDS_MAX];
	struct vectors_row row = {.names = names, .fields = fields};
	struct vectors_csv csv;
	int failed = 0;

	read_all(in, &text);
	str_add(&text, "");
	csv.p = text.p;
	if (csv.p != NULL && strncmp(csv.p, "\xef\xbb\xbf", 3) == 0)
		csv.p += 3;
	if (csv.p != NULL)
		row.n_names = vectors_next_row(&csv, names);
	if (all)
		write_header(out, kind->table);
	while (csv.p != NULL && (row.n = vectors_next_row(&csv, fields)) >= 0) {
		struct err err = {0};

		if (row.n == 1 && *fields[0] == '\0')
			continue; /* an empty line */
		for (int i = 0; i < VECTORS_RESULTS_MAX; i++)
			str_clear(&results[i]);
		if (kind->table->answer(&row, results, &err) != ST_OK) {
			fprintf(stderr, "vectors: %s: %s\n", fields[0], status_say(&err));
			for (int i = 0; i < VECTORS_RESULTS_MAX; i++)
				str_clear(&results[i]);
			str_add(&results[0], "refused");
			failed = 1;
		}
		write_row(out, kind->table, vectors_field(&row, "id"), results, all);
	}
	for (int i = 0; i < VECTORS_RESULTS_MAX; i++)
		str_release(&results[i]);
	str_release(&text);
	return failed;
}
