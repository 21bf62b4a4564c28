/* pdf.c - each line of a page is one text of the PDF, at its place by line number alone. */
#include "app/pdf.h"

#include "base/utf8.h"

#include <hpdf.h>
#include <string.h>

/* Points. */
static const float page_w = 595, page_h = 792, margin = 36;
/* The usual pitch of a fixed font: cells of 0.602 times its size. */
static const float pitch = 0.602F;

static const char *const usual_fonts[] = {
    "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",	       /* Debian */
    "/usr/share/fonts/dejavu-sans-mono-fonts/DejaVuSansMono.ttf",      /* Fedora */
    "/usr/share/fonts/dejavu/DejaVuSansMono.ttf",		       /* Alpine */
    "/usr/share/fonts/TTF/DejaVuSansMono.ttf",			       /* Arch */
    "/usr/local/share/fonts/DejaVuSansMono.ttf",		       /* by hand */
    "/Library/Fonts/DejaVuSansMono.ttf",			       /* macOS */
    "/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf", /* Debian */
    "/usr/share/fonts/liberation-mono/LiberationMono-Regular.ttf",     /* Fedora */
};

static bool
is_file(const struct io *io, const char *path)
{
	struct stat sb;

	return io->stat(io->arg, path, &sb) == 0 && S_ISREG(sb.st_mode);
}

enum status
pdf_font(const struct io *io, const char *wanted, char *path, size_t size,
	 struct err *err)
{
	if (wanted[0] && is_file(io, wanted) && str_copy(path, size, wanted))
		return ST_OK;
	if (wanted[0])
		return status_fail(err, ST_NOT_FOUND,
				   "%s: this font file is not there; correct the site's "
				   "pdf_font, or empty it",
				   wanted);
	for (size_t i = 0; i < sizeof usual_fonts / sizeof usual_fonts[0]; i++)
		if (is_file(io, usual_fonts[i]) && str_copy(path, size, usual_fonts[i]))
			return ST_OK;
	return status_fail(
	    err, ST_NOT_FOUND,
	    "no font for a PDF: install DejaVu Sans Mono (package "
	    "fonts-dejavu-core), or name a font file in the site's pdf_font");
}

/* libharu knows the characters of the first plane alone; others become the sign for that. */
static void
first_plane(const char *p, size_t n, struct str *out)
{
	for (size_t i = 0; i < n;) {
		uint32_t cp = 0;
		size_t len = utf8_decode(p + i, n - i, &cp);

		if (len == 4)
			str_add(out, "\xEF\xBF\xBD");
		else
			str_add_n(out, p + i, len ? len : 1);
		i += len ? len : 1;
	}
}

/* Draws the lines of one page; returns where the next one begins. */
static const char *
draw_page(HPDF_Doc pdf, HPDF_Font font, const struct page_form *f, const char *p)
{
	float size = (page_w - 2 * margin) / ((float)page_cols(f) * pitch);
	float lead = (page_h - 2 * margin) / (float)page_rows(f);
	float y = page_h - margin - lead * 0.8F;
	HPDF_Page page = HPDF_AddPage(pdf);

	if (size > lead * 0.95F)
		size = lead * 0.95F;
	HPDF_Page_SetWidth(page, page_w);
	HPDF_Page_SetHeight(page, page_h);
	HPDF_Page_BeginText(page);
	HPDF_Page_SetFontAndSize(page, font, size);
	while (*p && *p != '\f') {
		size_t n = strcspn(p, "\n\f");
		struct str line = {0};

		first_plane(p, n, &line);
		if (line.n)
			HPDF_Page_TextOut(page, margin, y, str_text(&line));
		str_release(&line);
		y -= lead;
		p += n + (p[n] == '\n');
	}
	HPDF_Page_EndText(page);
	return p + (*p == '\f');
}

static void
take_bytes(HPDF_Doc pdf, struct str *out)
{
	HPDF_UINT32 left;

	if (HPDF_SaveToStream(pdf) != HPDF_OK)
		return;
	left = HPDF_GetStreamSize(pdf);
	while (left) {
		HPDF_BYTE part[4096];
		HPDF_UINT32 n = left < sizeof part ? left : (HPDF_UINT32)sizeof part;

		/* It tells the end of the stream as an error, with the last bytes. */
		HPDF_ReadFromStream(pdf, part, &n);
		if (!n)
			break;
		str_add_n(out, part, n);
		left -= n < left ? n : left;
	}
	HPDF_ResetError(pdf);
}

enum status
pdf_pages(const char *pages, const struct page_form *f, const char *font, struct str *out,
	  struct err *err)
{
	HPDF_Doc pdf = HPDF_New(NULL, NULL);
	const char *name;
	unsigned long code;

	if (!pdf)
		return status_fail(err, ST_NOMEM, "making a PDF: out of memory");
	HPDF_SetCompressionMode(pdf, HPDF_COMP_ALL);
	HPDF_UseUTFEncodings(pdf);
	name = HPDF_LoadTTFontFromFile(pdf, font, HPDF_TRUE);
	if (name) {
		HPDF_Font face = HPDF_GetFont(pdf, name, "UTF-8");

		while (face && *pages)
			pages = draw_page(pdf, face, f, pages);
	}
	code = HPDF_GetError(pdf);
	if (!code) {
		take_bytes(pdf, out);
		code = HPDF_GetError(pdf);
	}
	HPDF_Free(pdf);
	if (!name)
		return status_fail(
		    err, ST_INVALID,
		    "%s: a PDF cannot use this font (code %lx); name another "
		    "TrueType file in the site's pdf_font",
		    font, code);
	return code ? status_fail(err, ST_IO, "making a PDF failed (libharu %lx)", code)
		    : ST_OK;
}
