/* pdf.h - pages of text as a PDF; the only place that knows libharu. Writes no file. */
#ifndef APP_PDF_H
#define APP_PDF_H

#include "base/io.h"
#include "core/figure.h"
#include "core/page.h"

/* A font file: the wanted one ("" : the first of the usual ones that is there) into path.
 * ST_NOT_FOUND names the package to install and the setting. */
enum status pdf_font(const struct io *io, const char *wanted, char *path, size_t size,
		     struct err *err) BASE_MUST_CHECK;

/* A drawing on a page: frame 0 or 1 of it alone, or both side by side for -1. */
struct pdf_figure {
	struct page_spot at;
	int frame;
	bool small;  /* both at half their size (figure_small_rows) */
	bool beside; /* words stand beside both: only their own cells are not written */
	struct figure_drawing drawing;
};

/* Appends a PDF of the pages (as page_layout made them in that form): a page each, text in an
 * embedded fixed-pitch font, large type really large, 595 x 792 points, which fit on letter and on
 * A4 paper. Drawings are lines in the place of their rows of characters. The same pages give the
 * same bytes. */
enum status pdf_pages(const char *pages, const struct page_form *f,
		      const struct pdf_figure *figures, int n_figures, const char *font,
		      struct str *out, struct err *err) BASE_MUST_CHECK;

#endif
