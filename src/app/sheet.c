/* sheet.c - cells in rows, aligned for paper or guarded for a spreadsheet. */
#include "app/sheet.h"

#include "base/io.h"
#include "base/utf8.h"
#include "sync/csv_write.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void
sheet_init(struct sheet *s, const struct sheet_col *cols, int n_cols)
{
	assert(n_cols <= SHEET_COLS_MAX);
	*s = (struct sheet){.cols = cols, .n_cols = n_cols};
}

void
sheet_release(struct sheet *s)
{
	if (s->csv)
		csv_write_close(s->csv);
	free(s->csv);
	free(s->at);
	str_release(&s->text);
	s->csv = NULL;
	s->at = NULL;
	s->n = s->room = s->gone = 0;
}

static void
write_row(struct sheet *s)
{
	for (int c = 0; c < s->n_cols; c++) {
		const char *text = sheet_cell(s, 0, c);

		if (s->cols[c].number)
			csv_write_plain(s->csv, text, strlen(text));
		else
			csv_write_text(s->csv, text, strlen(text));
	}
	csv_write_row_end(s->csv);
	str_clear(&s->text);
	s->n = 0;
	s->gone++;
}

void
sheet_text(struct sheet *s, const char *text)
{
	if (s->n == s->room) {
		s->room = s->room ? 2 * s->room : SHEET_COLS_MAX;
		s->at = mem_grow(s->at, s->room * sizeof s->at[0]);
	}
	s->at[s->n++] = s->text.n;
	str_add_n(&s->text, text, strlen(text) + 1);
	if (s->csv && s->n == (size_t)s->n_cols)
		write_row(s);
}

void
sheet_int(struct sheet *s, int64_t value)
{
	char text[24] = "", *p = text + sizeof text;
	uint64_t u = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

	*--p = '\0';
	if (value != INT64_MIN) {
		do
			*--p = (char)('0' + u % 10);
		while (u /= 10);
		if (value < 0)
			*--p = '-';
	}
	sheet_text(s, p);
}

size_t
sheet_rows(const struct sheet *s)
{
	return s->gone + s->n / (size_t)s->n_cols;
}

const char *
sheet_cell(const struct sheet *s, size_t row, int col)
{
	return s->text.p + s->at[row * (size_t)s->n_cols + (size_t)col];
}

static int
width_of(const char *text)
{
	return utf8_text_width(text, strlen(text));
}

static void
add_cell(struct str *line, const char *text, int width, bool right)
{
	int gap = width - width_of(text);

	if (line->n)
		str_add(line, "  ");
	if (gap < 0) { /* the whole of it stands in the CSV */
		(void)utf8_safe(line, text, strlen(text), width - 2, false);
		str_add(line, "..");
		return;
	}
	str_addf(line, "%*s%s%*s", right ? gap : 0, "", text, right ? 0 : gap, "");
}

/* Takes from the widest columns of text until a row fits a line of paper, or all are short. */
static void
fit(const struct sheet *s, const bool *shown, int *width)
{
	enum { PAPER_COLS = 76, LEAST = 12 };

	for (;;) {
		int sum = -2, widest = -1;

		for (int c = 0; c < s->n_cols; c++) {
			if (!shown[c])
				continue;
			sum += width[c] + 2;
			if (!s->cols[c].number &&
			    (widest < 0 || width[c] > width[widest]))
				widest = c;
		}
		if (sum <= PAPER_COLS || widest < 0 || width[widest] <= LEAST)
			return;
		width[widest]--;
	}
}

/* A column without a label is for the CSV alone; one without a value says nothing. */
static bool
on_paper(const struct sheet *s, int col)
{
	bool any = false;

	for (size_t r = 0; r < sheet_rows(s) && s->cols[col].label; r++)
		any = any || sheet_cell(s, r, col)[0];
	return any;
}

void
sheet_page(const struct sheet *s, struct page_doc *d)
{
	int width[SHEET_COLS_MAX] = {0};
	bool shown[SHEET_COLS_MAX] = {false};
	size_t rows = sheet_rows(s);

	for (int c = 0; c < s->n_cols; c++) {
		shown[c] = on_paper(s, c);
		width[c] = shown[c] ? width_of(s->cols[c].label) : 0;
		for (size_t r = 0; r < rows && shown[c]; r++)
			if (width_of(sheet_cell(s, r, c)) > width[c])
				width[c] = width_of(sheet_cell(s, r, c));
	}
	fit(s, shown, width);
	for (size_t r = 0; r <= rows; r++) {
		struct str line = {0};

		for (int c = 0; c < s->n_cols; c++)
			if (shown[c])
				add_cell(&line,
					 r ? sheet_cell(s, r - 1, c) : s->cols[c].label,
					 width[c], s->cols[c].number);
		page_add(d, r ? PAGE_ROW : PAGE_HEAD, str_text(&line));
		str_release(&line);
	}
}

void
sheet_stream(struct sheet *s, struct io_writer *out)
{
	assert(s->n == 0 && !s->csv);
	s->csv = mem_alloc(sizeof *s->csv);
	csv_write_open(s->csv, csv_write_to(out));
	for (int c = 0; c < s->n_cols; c++)
		csv_write_text(s->csv, s->cols[c].name, strlen(s->cols[c].name));
	csv_write_row_end(s->csv);
}
