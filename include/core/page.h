/* page.h - lines with styles laid out as pages of fixed pitch; knows no printer, file or screen. */
#ifndef CORE_PAGE_H
#define CORE_PAGE_H

#include "base/str.h"

#include <stdbool.h>

/* How a line lies on the page. */
enum page_style {
	PAGE_TEXT, /* words kept whole; further lines begin where the first one does */
	PAGE_ROW,  /* a line of a table: further lines four cells deeper */
	PAGE_HEAD, /* a heading: on the same page as the line behind it */
	PAGE_KEEP, /* as PAGE_TEXT, on the same page as the line behind it */
	PAGE_ART, /* first row of a drawing; its rows stay together, with the line behind */
	PAGE_ART_ROW, /* a further row of it */
};

/* A document before it is laid out. {0} is an empty one. */
struct page_doc {
	char clinic[160]; /* first line of every page, with "page n of m" */
	char who[200];	  /* name, chart number, birth date: on every page */
	char what[160];	  /* kind and day: on every page */
	char corner[40];  /* instead of "page n of m"; "" : that */
	struct str lines; /* style and text of each line, LF behind it */
};

/* The paper. {0}: 76 columns and 60 lines, which letter and A4 paper both take. */
struct page_form {
	int cols, rows; /* 0: the usual ones */
	bool large;	/* half as many of both, shown twice as wide and high */
	bool ascii;	/* the printer has no other characters */
};

/* Frees the lines of a document. */
void page_release(struct page_doc *d);
/* Appends text, each of its lines in the style; "" is a blank line. Copies. */
void page_add(struct page_doc *d, enum page_style style, const char *text);
void page_addf(struct page_doc *d, enum page_style style, const char *fmt, ...)
    BASE_PRINTF(3, 4);

/* Bytes of text (n of them) that fit into so many cells, words kept whole where they fit. */
size_t page_fit(const char *text, size_t n, int cols);

/* Appends a drawing: its rows, each ended by LF, of which the page has room for every one. */
void page_add_art(struct page_doc *d, const char *rows);

/* Columns and lines that a form has for text, large type taken into account. */
int page_cols(const struct page_form *f);
int page_rows(const struct page_form *f);

/* Appends the pages: lines of at most page_cols cells ended by LF, each page ended by a form feed.
 * Control characters are made harmless. Returns how many pages. */
int page_layout(const struct page_doc *d, const struct page_form *f, struct str *out);

/* Where a drawing came to lie: page and line of its first row, both from 0. */
struct page_spot {
	int page, row;
};
/* As page_layout; the spots of the first max drawings go to spots, in the order they were added. */
int page_layout_art(const struct page_doc *d, const struct page_form *f, struct str *out,
		    struct page_spot *spots, int max);

/* Appends the bytes for a printer: the pages as they are, or for large type a blank behind each
 * character and a blank line below each line. This is what is printed, kept and previewed. */
void page_bytes(const char *pages, bool large, struct str *out);

#endif
