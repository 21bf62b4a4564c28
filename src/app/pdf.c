/* pdf.c - each line of a page is one text of the PDF, at its place by line number alone. */
#include "app/pdf.h"

#include "base/utf8.h"

#include <hpdf.h>
#include <limits.h>
#include <math.h>
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

/* ---- drawings */

/* One page being drawn. */
struct sheet {
	HPDF_Page page;
	float size, lead; /* of its type, points */
	const struct pdf_figure *figures;
	int n_figures, no; /* no: of the page, from 0 */
};

/* Where the dots of a frame lie: its left lower corner and the size of a dot, points. */
struct place {
	float x, y, dot;
};

static float
at_x(const struct place *at, double x)
{
	return at->x + (float)x * at->dot;
}

static float
at_y(const struct place *at, double y)
{
	return at->y + (float)y * at->dot;
}

/* The point of an arrow. */
static void
draw_tip(HPDF_Page page, const struct place *at, const struct figure_shape *s)
{
	double dx = s->x2 - s->x1, dy = s->y2 - s->y1, len = hypot(dx, dy);

	if (len <= 0)
		return;
	dx /= len;
	dy /= len;
	HPDF_Page_MoveTo(page, at_x(at, s->x2 + 1.5 * dx), at_y(at, s->y2 + 1.5 * dy));
	HPDF_Page_LineTo(page, at_x(at, s->x2 - dx - dy), at_y(at, s->y2 - dy + dx));
	HPDF_Page_LineTo(page, at_x(at, s->x2 - dx + dy), at_y(at, s->y2 - dy - dx));
	HPDF_Page_Fill(page);
}

static void
draw_shape(HPDF_Page page, const struct place *at, const struct figure_shape *s)
{
	/* Width in dots, grey, dashed. */
	static const struct {
		float width, grey;
		bool dashed;
	} pens[FIGURE_STROKES] = {
	    [FIGURE_THING] = {0.35F, 0.35F, false}, [FIGURE_CLOTH] = {0.5F, 0.2F, true},
	    [FIGURE_FAR] = {0.75F, 0.55F, false},   [FIGURE_NEAR] = {0.95F, 0, false},
	    [FIGURE_MOVE] = {0.45F, 0, false},
	};
	const HPDF_UINT16 dash[] = {2, 2};
	float grey = pens[s->stroke].grey;

	HPDF_Page_SetLineWidth(page, pens[s->stroke].width * at->dot);
	HPDF_Page_SetGrayStroke(page, grey);
	HPDF_Page_SetDash(page, dash, pens[s->stroke].dashed ? 2 : 0, 0);
	if (s->ring && s->stroke == FIGURE_NEAR) {
		HPDF_Page_SetGrayFill(page, 1);
		HPDF_Page_Circle(page, at_x(at, s->x1), at_y(at, s->y1),
				 (float)s->r * at->dot);
		HPDF_Page_FillStroke(page);
	} else if (s->ring) {
		HPDF_Page_Circle(page, at_x(at, s->x1), at_y(at, s->y1),
				 (float)s->r * at->dot);
		HPDF_Page_Stroke(page);
	} else {
		HPDF_Page_MoveTo(page, at_x(at, s->x1), at_y(at, s->y1));
		HPDF_Page_LineTo(page, at_x(at, s->x2), at_y(at, s->y2));
		HPDF_Page_Stroke(page);
	}
	HPDF_Page_SetGrayFill(page, 0);
	if (s->tip)
		draw_tip(page, at, s);
}

static void
draw_frame(HPDF_Page page, const struct place *at, const struct figure_frame *f)
{
	for (int stroke = 0; stroke < FIGURE_STROKES; stroke++)
		for (int i = 0; i < f->n; i++)
			if ((int)f->shapes[i].stroke == stroke)
				draw_shape(page, at, &f->shapes[i]);
}

static int
frame_cols(const struct pdf_figure *f)
{
	return f->small ? FIGURE_SMALL_COLS : FIGURE_COLS;
}

static int
rows_of(const struct pdf_figure *f)
{
	return f->small ? figure_small_height(&f->drawing)
			: figure_height(&f->drawing, f->frame);
}

/* From the first frame to the second; to both sides, or with "hold" below. */
static void
draw_between(const struct sheet *s, const struct place *at, const struct pdf_figure *f)
{
	double mid = (frame_cols(f) + FIGURE_GAP / 2.0) * s->size * pitch / at->dot;
	double high = 2.0 * figure_height(&f->drawing, f->frame), by = f->small ? 2 : 1;
	struct figure_shape arrow = {.stroke = FIGURE_MOVE,
				     .tip = true,
				     .x1 = mid - 3 * by,
				     .y1 = high,
				     .x2 = mid + 2 * by,
				     .y2 = high};

	draw_shape(s->page, at, &arrow);
	if (f->drawing.kind == FIGURE_KIND_BOTH) {
		arrow.x1 = mid + 3 * by;
		arrow.x2 = mid - 2 * by;
		draw_shape(s->page, at, &arrow);
	} else if (f->drawing.kind == FIGURE_KIND_HOLD && !f->small) {
		HPDF_Page_BeginText(s->page);
		HPDF_Page_TextOut(s->page, at_x(at, mid - 4), at_y(at, high - 5), "hold");
		HPDF_Page_EndText(s->page);
	}
}

static void
draw_figure(const struct sheet *s, const struct pdf_figure *f)
{
	float across = s->size * pitch / 2, up = s->lead / 4;
	/* A little less than the rows have, so that words above and below stand free. */
	struct place at = {.x = margin, .dot = (across < up ? across : up) * 0.94F};

	if (f->small)
		at.dot /= 2;
	at.y = page_h - margin + at.dot - s->lead * (float)(f->at.row + rows_of(f));
	HPDF_Page_GSave(s->page);
	HPDF_Page_SetLineCap(s->page, HPDF_ROUND_END);
	HPDF_Page_SetLineJoin(s->page, HPDF_ROUND_JOIN);
	draw_frame(s->page, &at, &f->drawing.frame[f->frame > 0]);
	if (f->frame < 0) {
		struct place right = at;

		draw_between(s, &at, f);
		right.x = margin + (float)(frame_cols(f) + FIGURE_GAP) * s->size * pitch;
		draw_frame(s->page, &right, &f->drawing.frame[1]);
	}
	HPDF_Page_GRestore(s->page);
}

/* How many cells of a line are a drawing: none, those a small one needs, or all. */
static int
drawn_cols(const struct sheet *s, int row)
{
	for (int i = 0; i < s->n_figures; i++) {
		const struct pdf_figure *f = &s->figures[i];

		if (f->at.page == s->no && row >= f->at.row &&
		    row < f->at.row + rows_of(f))
			return f->beside ? 2 * frame_cols(f) + FIGURE_GAP : INT_MAX;
	}
	return 0;
}

/* The line without its first cells, each of which is one character. */
static void
draw_line(const struct sheet *s, float y, const char *p, size_t n, int skip)
{
	struct str line = {0};
	int cols = 0;

	for (; n && cols < skip; cols++) {
		uint32_t cp = 0;
		size_t len = utf8_decode(p, n, &cp);

		len = len ? len : 1;
		p += len;
		n -= len;
	}
	first_plane(p, n, &line);
	if (line.n)
		HPDF_Page_TextOut(s->page, margin + (float)cols * s->size * pitch, y,
				  str_text(&line));
	str_release(&line);
}

/* ---- pages */

/* Draws the lines of one page; returns where the next one begins. */
static const char *
draw_page(HPDF_Doc pdf, HPDF_Font font, const struct page_form *f, struct sheet *s,
	  const char *p)
{
	float y;

	s->size = (page_w - 2 * margin) / ((float)page_cols(f) * pitch);
	s->lead = (page_h - 2 * margin) / (float)page_rows(f);
	s->page = HPDF_AddPage(pdf);
	y = page_h - margin - s->lead * 0.8F;
	if (s->size > s->lead * 0.95F)
		s->size = s->lead * 0.95F;
	HPDF_Page_SetWidth(s->page, page_w);
	HPDF_Page_SetHeight(s->page, page_h);
	HPDF_Page_BeginText(s->page);
	HPDF_Page_SetFontAndSize(s->page, font, s->size);
	for (int row = 0; *p && *p != '\f'; row++) {
		size_t n = strcspn(p, "\n\f");

		draw_line(s, y, p, n, drawn_cols(s, row));
		y -= s->lead;
		p += n + (p[n] == '\n');
	}
	HPDF_Page_EndText(s->page);
	for (int i = 0; i < s->n_figures; i++)
		if (s->figures[i].at.page == s->no)
			draw_figure(s, &s->figures[i]);
	s->no++;
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
pdf_pages(const char *pages, const struct page_form *f, const struct pdf_figure *figures,
	  int n_figures, const char *font, struct str *out, struct err *err)
{
	struct sheet s = {.figures = figures, .n_figures = n_figures};
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
			pages = draw_page(pdf, face, f, &s, pages);
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
