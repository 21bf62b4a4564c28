/* table_review_fill.c - a review grows line by line while tables are read. */
#include "table_row.h"

#include <stdlib.h>
#include <string.h>

/* Texts begin with an empty one, so that place 0 means none. */
static size_t
keep(struct table_review *v, const char *text)
{
	size_t at;

	if (v->texts.n == 0)
		str_add_c(&v->texts, '\0');
	if (!text || !text[0])
		return 0;
	at = v->texts.n;
	str_add_n(&v->texts, text, strlen(text) + 1);
	return at;
}

/* The row in words is kept once for all of its cells. */
static size_t
keep_words(struct table_review *v, const struct table_fill *f)
{
	const struct table_line *last = v->n ? &v->lines[v->n - 1] : NULL;

	if (last && last->entity == f->entity && last->line == f->line && f->words &&
	    !strcmp(table_review_text(v, last->words), f->words))
		return last->words;
	return keep(v, f->words);
}

size_t
table_review_add(struct table_review *v, const struct table_fill *f)
{
	struct table_line *l;

	if (v->n >= TABLE_REVIEW_LINES) {
		v->unlisted += f->kind == TABLE_LINE_NEW || f->kind == TABLE_LINE_CELL;
		return 0;
	}
	v->lines = mem_room(v->lines, v->n, sizeof *v->lines);
	l = &v->lines[v->n];
	*l = (struct table_line){.kind = f->kind,
				 .entity = f->entity,
				 .field = f->field,
				 .line = f->line,
				 .words = keep_words(v, f),
				 .began = keep(v, f->began),
				 .here = keep(v, f->here),
				 .sheet = keep(v, f->sheet)};
	v->taken[f->kind]++;
	return ++v->n;
}

void
table_review_add_text(struct table_review *v, enum table_line_kind kind,
		      const char *report)
{
	while (*report) {
		size_t n = strcspn(report, "\n");
		struct str line = {0};

		str_add_n(&line, report, n);
		table_review_add(v, &(struct table_fill){.kind = kind,
							 .field = -1,
							 .words = str_text(&line)});
		str_release(&line);
		report += n + (report[n] == '\n');
	}
}

/* ---- new rows and what refers to them */

void
table_review_fresh(struct table_review *v, size_t line, int64_t no)
{
	if (line == 0)
		return;
	v->fresh = mem_room(v->fresh, v->n_fresh, sizeof *v->fresh);
	v->fresh[v->n_fresh++] = (struct table_new){no, line - 1};
}

/* Rows get numbers that grow: what is below the first new one was here before. */
void
table_review_tie(struct table_review *v, size_t line, int64_t no)
{
	if (line == 0 || v->n_fresh == 0 || no < v->fresh[0].no)
		return;
	v->to = mem_room(v->to, v->n_ties, sizeof *v->to);
	v->to[v->n_ties++] = (struct table_tie){.from = line - 1, .no = no};
}

static int
by_no(const void *a, const void *b)
{
	const struct table_new *x = a, *y = b;

	return (x->no > y->no) - (x->no < y->no);
}

static int
by_to(const void *a, const void *b)
{
	const struct table_tie *x = a, *y = b;

	return (x->to > y->to) - (x->to < y->to);
}

static int
by_from(const void *a, const void *b)
{
	const struct table_tie *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

void
table_review_close(struct table_review *v)
{
	size_t n = 0;

	if (v->n_fresh)
		qsort(v->fresh, v->n_fresh, sizeof *v->fresh, by_no);
	for (size_t i = 0; i < v->n_ties; i++) {
		struct table_new key = {.no = v->to[i].no}, *to;

		to = bsearch(&key, v->fresh, v->n_fresh, sizeof key, by_no);
		if (!to)
			continue;
		v->to[n] = v->to[i];
		v->to[n++].to = to->line;
	}
	v->n_ties = n;
	if (n == 0)
		return;
	v->from = mem_dup(v->to, n * sizeof *v->to);
	qsort(v->to, n, sizeof *v->to, by_to);
	qsort(v->from, n, sizeof *v->from, by_from);
}
