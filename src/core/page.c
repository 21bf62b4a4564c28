/* page.c - wraps lines, breaks pages, writes their heads. */
#include "core/page.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { COLS = 76, ROWS = 60, NUMBER_COLS = 16, TAB = 8, DEEPER = 4 };

/* Physical lines: style byte, text, LF each. */
struct flow {
	struct str text;
	int cols;
	bool ascii;
};

void
page_release(struct page_doc *d)
{
	str_release(&d->lines);
}

void
page_add(struct page_doc *d, enum page_style style, const char *text)
{
	do {
		size_t n = strcspn(text, "\n");

		str_add_c(&d->lines, (char)('A' + (int)style));
		str_add_n(&d->lines, text, n);
		str_add_c(&d->lines, '\n');
		text += n + (text[n] == '\n');
	} while (*text);
}

void
page_addf(struct page_doc *d, enum page_style style, const char *fmt, ...)
{
	struct str s = {0};
	va_list ap;

	va_start(ap, fmt);
	str_addv(&s, fmt, ap);
	va_end(ap);
	page_add(d, style, str_text(&s));
	str_release(&s);
}

void
page_add_art(struct page_doc *d, const char *rows)
{
	for (enum page_style style = PAGE_ART; *rows; style = PAGE_ART_ROW) {
		size_t n = strcspn(rows, "\n");
		struct str row = {0};

		str_add_n(&row, rows, n);
		page_add(d, style, str_text(&row));
		str_release(&row);
		rows += n + (rows[n] == '\n');
	}
}

int
page_cols(const struct page_form *f)
{
	int n = f->cols ? f->cols : COLS;

	return f->large ? n / 2 : n;
}

int
page_rows(const struct page_form *f)
{
	int n = f->rows ? f->rows : ROWS;

	return f->large ? n / 2 : n;
}

/* ---- lines */

/* A line as the paper can show it: tabs as blanks, no controls, ASCII where it must be. */
static void
clean(const struct flow *w, const char *p, size_t n, struct str *out)
{
	struct str plain = {0}, flat = {0};
	int col = 0;

	if (w->ascii)
		utf8_plain(&plain, p, n);
	else
		str_add_n(&plain, p, n);
	for (size_t i = 0; i < plain.n; i++) {
		int gap = plain.p[i] == '\t' ? TAB - col % TAB : 0;

		if (gap)
			str_addf(&flat, "%*s", gap, "");
		else
			str_add_c(&flat, plain.p[i]);
		col += gap ? gap : 1;
	}
	utf8_safe(out, str_text(&flat), flat.n, -1, w->ascii);
	while (out->n && out->p[out->n - 1] == ' ')
		out->p[--out->n] = '\0';
	str_release(&plain);
	str_release(&flat);
}

size_t
page_fit(const char *p, size_t n, int cols)
{
	size_t end = 0, blank = 0;
	int used = 0;

	while (end < n) {
		uint32_t cp = 0;
		size_t len = utf8_decode(p + end, n - end, &cp);
		int width = utf8_text_width(p + end, len ? len : 1);

		if (used + width > cols && used > 0)
			return blank && p[end] != ' ' ? blank : end;
		if (p[end] == ' ' && used > 0)
			blank = end;
		used += width;
		end += len ? len : 1;
	}
	return n;
}

static void
put_line(struct flow *w, char style, int indent, const char *p, size_t n)
{
	str_add_c(&w->text, style);
	if (n)
		str_addf(&w->text, "%*s", indent, "");
	str_add_n(&w->text, p, n);
	str_add_c(&w->text, '\n');
}

/* One line of the document as one or more physical ones. */
static void
wrap(struct flow *w, char style, const char *text, size_t size)
{
	struct str line = {0};
	const char *p;
	size_t left, n;
	int first, deep;

	clean(w, text, size, &line);
	p = str_text(&line);
	left = line.n;
	first = (int)strspn(p, " ");
	if (first > w->cols / 2)
		first = w->cols / 2;
	p += first;
	left -= (size_t)first;
	deep = first + (style == 'A' + PAGE_ROW ? DEEPER : 0);
	n = page_fit(p, left, w->cols - first);
	/* A heading or a line to keep is kept with all of its own lines. */
	put_line(w, style, first, p, n);
	while (n < left) {
		p += n;
		left -= n;
		n = strspn(p, " ");
		p += n;
		left -= n;
		n = page_fit(p, left, w->cols - deep);
		put_line(w, style, deep, p, n);
	}
	str_release(&line);
}

static void
flow_doc(struct flow *w, const char *lines)
{
	while (*lines) {
		size_t n = strcspn(lines + 1, "\n");

		wrap(w, lines[0], lines + 1, n);
		lines += 1 + n + 1;
	}
}

/* ---- the head of a page */

/* Left and right on one line when both fit, else below each other. */
static void
two_ends(struct flow *w, const char *left, const char *right, int right_cols)
{
	struct str l = {0}, r = {0};
	int gap;

	clean(w, left, strlen(left), &l);
	clean(w, right, strlen(right), &r);
	gap = w->cols - utf8_text_width(str_text(&l), l.n) -
	      utf8_text_width(str_text(&r), r.n);
	if (w->cols - utf8_text_width(str_text(&l), l.n) - right_cols >= 2 && gap >= 2) {
		str_addf(&w->text, "A%s%*s%s\n", str_text(&l), gap, "", str_text(&r));
	} else {
		wrap(w, 'A', str_text(&l), l.n);
		wrap(w, 'A', str_text(&r), r.n);
	}
	str_release(&l);
	str_release(&r);
}

static void
head(struct flow *w, const struct page_doc *d, int page, int pages)
{
	char number[40];

	str_clear(&w->text);
	str_copy(number, sizeof number, d->corner);
	if (!number[0])
		str_format(number, sizeof number, "page %d of %d", page, pages);
	two_ends(w, d->clinic, number, NUMBER_COLS);
	if (d->who[0] && d->what[0])
		two_ends(w, d->who, d->what, 0);
	else if (d->who[0] || d->what[0])
		wrap(w, 'A', d->who[0] ? d->who : d->what,
		     strlen(d->who[0] ? d->who : d->what));
	str_add_c(&w->text, 'A');
	for (int i = 0; i < w->cols; i++)
		str_add_c(&w->text, '-');
	str_add(&w->text, "\nA\n");
}

static int
count_lines(const char *p)
{
	int n = 0;

	for (; *p; p++)
		n += *p == '\n';
	return n;
}

/* ---- pages */

static const char *
next_line(const char *p)
{
	return strchr(p, '\n') + 1;
}

static bool
kept(char style)
{
	return style == 'A' + PAGE_HEAD || style == 'A' + PAGE_KEEP ||
	       style == 'A' + PAGE_ART || style == 'A' + PAGE_ART_ROW;
}

/* Where the page that begins at p ends: a heading goes to the next page with its text, unless
 * nothing else is on this one. */
static const char *
page_end(const char *p, int rows)
{
	const char *end = p,
		   *whole = p; /* whole: behind the last line that may end a page */
	int n = 0;

	for (; *end && n < rows; n++) {
		bool keep = kept(*end);

		end = next_line(end);
		if (!keep)
			whole = end;
	}
	return *end && whole > p ? whole : end;
}

/* Blank lines at the top of a page say nothing. */
static const char *
skip_blank(const char *p)
{
	while (p[0] && p[0] < 'A' + PAGE_ART && p[1] == '\n')
		p += 2;
	return p;
}

/* Where the spots of drawings go. */
struct spots {
	struct page_spot *at;
	int n, max;
};

/* Appends lines without their styles, up to end; row is that of the first one. */
static void
copy_lines(struct str *out, const char *p, const char *end, struct page_spot place,
	   struct spots *s)
{
	for (; p < end; place.row++) {
		const char *next = next_line(p);

		if (*p == 'A' + PAGE_ART && s->n < s->max)
			s->at[s->n++] = place;
		str_add_n(out, p + 1, (size_t)(next - p) - 1);
		p = next;
	}
}

int
page_layout(const struct page_doc *d, const struct page_form *f, struct str *out)
{
	return page_layout_art(d, f, out, NULL, 0);
}

int
page_layout_art(const struct page_doc *d, const struct page_form *f, struct str *out,
		struct page_spot *spots, int max)
{
	struct spots s = {spots, 0, max};
	struct flow body = {.cols = page_cols(f), .ascii = f->ascii};
	struct flow top = {.cols = page_cols(f), .ascii = f->ascii};
	const char *p;
	int rows, pages = 0;

	flow_doc(&body, str_text(&d->lines));
	head(&top, d, 999, 999);
	rows = page_rows(f) - count_lines(str_text(&top.text));
	if (rows < 1)
		rows = 1;
	p = skip_blank(str_text(&body.text));
	do
		pages++;
	while (*(p = skip_blank(page_end(p, rows))));
	p = skip_blank(str_text(&body.text));
	for (int page = 1; page <= pages; page++) {
		const char *end = page_end(p, rows);

		head(&top, d, page, pages);
		copy_lines(out, str_text(&top.text), str_text(&top.text) + top.text.n,
			   (struct page_spot){page - 1, 0}, &s);
		copy_lines(out, p, end,
			   (struct page_spot){page - 1, count_lines(str_text(&top.text))},
			   &s);
		str_add_c(out, '\f');
		p = skip_blank(end);
	}
	assert(!*p);
	str_release(&body.text);
	str_release(&top.text);
	return pages;
}

/* ---- large type */

/* One character with the marks that lie on it. */
static size_t
one_char(const char *p, size_t n)
{
	size_t end = 0;

	while (end < n) {
		uint32_t cp = 0;
		size_t len = utf8_decode(p + end, n - end, &cp);

		if (end && ((unsigned char)p[end] < 0x20 || !len || utf8_width(cp) > 0))
			break;
		end += len ? len : 1;
	}
	return end;
}

void
page_bytes(const char *pages, bool large, struct str *out)
{
	size_t left = strlen(pages);

	if (!large) {
		str_add_n(out, pages, left);
		return;
	}
	while (left) {
		size_t n = one_char(pages, left);

		if (*pages == '\f' || *pages == '\n') {
			n = 1;
			str_add(out, *pages == '\n' ? "\n\n" : "\f");
		} else {
			str_add_n(out, pages, n);
			if (pages[n] != '\n')
				str_add_c(out, ' ');
		}
		pages += n;
		left -= n;
	}
}
