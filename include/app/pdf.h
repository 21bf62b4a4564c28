/* pdf.h - pages of text as a PDF; the only place that knows libharu. Writes no file. */
#ifndef APP_PDF_H
#define APP_PDF_H

#include "base/io.h"
#include "core/page.h"

/* A font file: the wanted one ("" : the first of the usual ones that is there) into path.
 * ST_NOT_FOUND names the package to install and the setting. */
enum status pdf_font(const struct io *io, const char *wanted, char *path, size_t size,
		     struct err *err) BASE_MUST_CHECK;

/* Appends a PDF of the pages (as page_layout made them in that form): a page each, text in an
 * embedded fixed-pitch font, large type really large, 595 x 792 points, which fit on letter and on
 * A4 paper. The same pages give the same bytes. */
enum status pdf_pages(const char *pages, const struct page_form *f, const char *font,
		      struct str *out, struct err *err) BASE_MUST_CHECK;

#endif
