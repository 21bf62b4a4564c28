/* plot.c - values to cells: scales, levels, line, results, axes, legend. */
#include "core/plot.h"

#include "base/date.h"
#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LABEL_SIZE = 16, DATE_CELLS = 10, RIGHT_CELLS = 5, FOOT_ROWS = 3 };

/* The marks, in UTF-8 and in ASCII. */
enum glyph {
	G_PLAIN,
	G_MARKED,
	G_DUE,
	G_GOAL,
	G_MCID,
	G_BAND,
	G_AXIS,
	G_TICK,
	G_CORNER,
	G_X,
	G_X_TICK,
	G_COUNT
};
static const uint32_t glyphs[2][G_COUNT] = {
    {0x25CB, 0x25CF, 'X', 0x2550, '~', 0xB7, 0x2502, 0x2524, 0x2514, 0x2500, 0x252C},
    {'o', '*', 'X', '=', '~', ':', '|', '+', '+', '-', '+'},
};

struct plot {
	const struct plot_spec *spec;
	int rows, cols;		 /* of the whole picture */
	int left, height, width; /* where the field begins; its size */
	double low, high, step;	 /* of the values */
	double days;		 /* from the first day to the right edge */
	uint32_t cells[PLOT_ROWS_MAX][PLOT_COLS_MAX];
};

static uint32_t
glyph(const struct plot *p, enum glyph g)
{
	return glyphs[p->spec->ascii ? 1 : 0][g];
}

static void
put(struct plot *p, int row, int col, uint32_t c)
{
	if (row >= 0 && row < p->rows && col >= 0 && col < p->cols)
		p->cells[row][col] = c;
}

static void
put_text(struct plot *p, int row, int col, const char *text)
{
	size_t n = strlen(text), len;
	uint32_t c;

	for (size_t i = 0; i < n; i += len, col++) {
		len = utf8_decode(text + i, n - i, &c);
		if (!len)
			return;
		put(p, row, col, c);
	}
}

/* ---- scales */

static double
days_of(const struct plot *p, int64_t day)
{
	return (double)(date_to_days(day) - date_to_days(p->spec->in->points[0].day));
}

static double
first_level(const struct plot *p)
{
	return p->spec->trend->pairs ? p->spec->trend->icept
				     : p->spec->in->points[0].value;
}

static bool
has_mcid(const struct plot *p)
{
	return p->spec->mcid > 0 && p->spec->in->direction;
}

static double
mcid_level(const struct plot *p)
{
	return first_level(p) + p->spec->in->direction * p->spec->mcid;
}

static bool
goes_ahead(const struct plot *p)
{
	return p->spec->ahead && p->spec->trend->goal == TREND_DATED;
}

static void
widen(struct plot *p, double v)
{
	p->low = v < p->low ? v : p->low;
	p->high = v > p->high ? v : p->high;
}

/* 1, 2 or 5 times a power of ten: the smallest that is at least about. */
static double
nice_step(double about)
{
	double ten = pow(10, floor(log10(about)));

	return about <= ten	  ? ten
	       : about <= 2 * ten ? 2 * ten
	       : about <= 5 * ten ? 5 * ten
				  : 10 * ten;
}

static void
value_scale(struct plot *p)
{
	const struct plot_spec *s = p->spec;
	double least = pow(10, -s->decimals);

	p->low = p->high = s->in->points[0].value;
	if (s->in->has_goal)
		widen(p, s->in->goal);
	if (s->in->mdc > 0) {
		widen(p, first_level(p) - s->in->mdc);
		widen(p, first_level(p) + s->in->mdc);
	}
	if (has_mcid(p))
		widen(p, mcid_level(p));
	if (s->min < s->max) {
		p->low = p->low < s->min ? s->min : p->low;
		p->high = p->high > s->max ? s->max : p->high;
	}
	/* A result outside of the limits, as an older table allowed it, is a result. */
	for (int i = 0; i < s->in->n; i++)
		widen(p, s->in->points[i].value);
	if (p->high - p->low < 2 * least) {
		p->low -= least;
		p->high += least;
	}
	p->step = nice_step((p->high - p->low) / (p->height > 12 ? p->height / 3.0 : 4));
	p->step = p->step < least ? least : p->step;
	p->low = floor(p->low / p->step + 1e-9) * p->step;
	p->high = ceil(p->high / p->step - 1e-9) * p->step;
}

static void
day_scale(struct plot *p)
{
	const struct plot_spec *s = p->spec;

	p->days = days_of(p, s->in->points[s->in->n - 1].day);
	if (s->due != DATE_NONE && s->in->has_goal && days_of(p, s->due) > p->days)
		p->days = days_of(p, s->due);
	if (goes_ahead(p) && days_of(p, s->trend->date) > p->days)
		p->days = days_of(p, s->trend->date);
	p->days = p->days < 1 ? 1 : p->days;
}

/* Row of the field in which v falls, in parts of 1/sub row; may lie outside. */
static int
row_of(const struct plot *p, double v, int sub)
{
	double cells = p->height - 1;

	return (int)floor(((p->high - v) / (p->high - p->low) * cells + 0.5) * sub);
}

static int
col_of(const struct plot *p, double days)
{
	return p->left + (int)floor(days / p->days * (p->width - 1) + 0.5);
}

static void
value_label(const struct plot *p, double v, char out[LABEL_SIZE])
{
	if (p->spec->label)
		p->spec->label(p->spec->ctx, v, out, LABEL_SIZE);
	else
		str_format(out, LABEL_SIZE, "%.*f", p->spec->decimals,
			   fabs(v) < p->step / 1000 ? 0 : v);
}

static int
steps_of(const struct plot *p)
{
	return (int)floor((p->high - p->low) / p->step + 0.5);
}

static int
label_width(const struct plot *p)
{
	char text[LABEL_SIZE];
	int w = 1;

	for (int i = 0; i <= steps_of(p); i++) {
		int n;

		value_label(p, p->low + i * p->step, text);
		n = utf8_text_width(text, strlen(text));
		w = n > w ? n : w;
	}
	return w;
}

/* ---- what lies under the results */

static void
draw_band(struct plot *p)
{
	double mdc = p->spec->in->mdc;
	int top = row_of(p, first_level(p) + mdc, 1),
	    end = row_of(p, first_level(p) - mdc, 1);

	for (int y = top < 0 ? 0 : top; y <= end && y < p->height; y++) {
		bool edge = y == top || y == end;

		for (int x = edge ? 0 : y % 2 * 3; x < p->width; x += edge ? 2 : 6)
			put(p, y, p->left + x, glyph(p, G_BAND));
	}
	if (top >= 0)
		put_text(p, top, p->left + p->width + 1, "MDC");
	if (end < p->height)
		put_text(p, end, p->left + p->width + 1, "MDC");
}

static void
draw_level(struct plot *p, double v, enum glyph g, const char *name)
{
	int y = row_of(p, v, 1);

	if (y < 0 || y >= p->height)
		return;
	for (int x = 0; x < p->width; x += g == G_GOAL ? 1 : 2)
		put(p, y, p->left + x, glyph(p, g));
	put_text(p, y, p->left + p->width + 1, name);
}

/* The line in the eight dots of a braille cell; beyond the last result only every third. */
static void
draw_line_dots(struct plot *p, double end)
{
	static const unsigned char dots[4][2] = {
	    {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
	double dot = p->days / ((p->width - 1) * 2);

	for (int i = 0; i * dot <= end + dot / 2; i++) {
		int y = row_of(p, trend_line(p->spec->trend, i * dot), 4);
		int x = p->left + (i + 1) / 2;
		uint32_t *c;

		if (y < 0 || y >= p->height * 4 || x >= p->left + p->width)
			continue;
		if (i * dot > p->spec->trend->span && i % 3)
			continue;
		c = &p->cells[y / 4][x];
		*c = (*c >= 0x2800 && *c < 0x2900 ? *c : 0x2800) |
		     dots[y % 4][(i + 1) % 2];
	}
}

static void
draw_line_ascii(struct plot *p, double end)
{
	int before = -1;

	for (int x = 0; x < p->width; x++) {
		double days = p->days * x / (p->width - 1);
		int y = row_of(p, trend_line(p->spec->trend, days), 1);

		if (days > end + 0.5)
			return;
		if (days <= p->spec->trend->span || x % 2 == 0)
			put(p, y >= 0 && y < p->height ? y : -1, p->left + x,
			    before < 0 || y == before ? '-'
			    : y > before	      ? '\\'
						      : '/');
		before = y;
	}
}

static void
draw_results(struct plot *p)
{
	const struct trend_in *in = p->spec->in;

	for (int i = 0; i < in->n; i++) {
		double v = in->points[i].value;
		bool marked = in->mdc > 0 && fabs(v - first_level(p)) >= in->mdc - 1e-9;

		put(p, row_of(p, v, 1), col_of(p, days_of(p, in->points[i].day)),
		    glyph(p, marked ? G_MARKED : G_PLAIN));
	}
}

/* ---- axes and legend */

static void
draw_values(struct plot *p)
{
	char text[LABEL_SIZE];

	for (int y = 0; y < p->height; y++)
		put(p, y, p->left - 1, glyph(p, G_AXIS));
	for (int i = 0; i <= steps_of(p); i++) {
		double v = p->low + i * p->step;
		int y = row_of(p, v, 1);

		value_label(p, v, text);
		put_text(p, y, p->left - 1 - utf8_text_width(text, strlen(text)), text);
		put(p, y, p->left - 1, glyph(p, G_TICK));
	}
}

static bool
row_is_free(const struct plot *p, int row, int from, int to)
{
	for (int x = from < 0 ? 0 : from; x < to && x < p->cols; x++)
		if (p->cells[row][x] != ' ')
			return false;
	return true;
}

/* A date under the axis, when nothing stands there yet. */
static void
draw_date(struct plot *p, double days)
{
	int x = col_of(p, days), at = x - DATE_CELLS / 2, row = p->height + 1;
	char text[DATE_TEXT_SIZE];

	at = at < 0 ? 0 : at + DATE_CELLS > p->cols ? p->cols - DATE_CELLS : at;
	if (!row_is_free(p, row, at - 2, at + DATE_CELLS + 2))
		return;
	date_text(date_add(p->spec->in->points[0].day, (int64_t)floor(days + 0.5)), text);
	put_text(p, row, at, text);
	put(p, p->height, x, glyph(p, G_X_TICK));
}

static void
draw_days(struct plot *p)
{
	const struct plot_spec *s = p->spec;

	put(p, p->height, p->left - 1, glyph(p, G_CORNER));
	for (int x = 0; x < p->width; x++)
		put(p, p->height, p->left + x, glyph(p, G_X));
	draw_date(p, 0);
	draw_date(p, p->days);
	if (goes_ahead(p))
		draw_date(p, days_of(p, s->trend->date));
	if (s->in->has_goal && s->due != DATE_NONE && s->due >= s->in->points[0].day)
		draw_date(p, days_of(p, s->due));
	draw_date(p, days_of(p, s->in->points[s->in->n - 1].day));
	for (int i = 1; i < 4; i++)
		draw_date(p, p->days * i / 4);
}

static void
legend_item(struct plot *p, int *x, uint32_t mark, const char *text)
{
	int n = (int)strlen(text) + 2;

	if (*x + n > p->cols)
		return;
	put(p, p->rows - 1, *x, mark);
	put_text(p, p->rows - 1, *x + 2, text);
	*x += n + 2;
}

static void
draw_legend(struct plot *p)
{
	const struct plot_spec *s = p->spec;
	char text[40];
	int x = 0;

	legend_item(p, &x, glyph(p, G_PLAIN), "result");
	if (s->in->mdc > 0)
		legend_item(p, &x, glyph(p, G_MARKED), "outside test error");
	if (s->trend->pairs)
		legend_item(p, &x, s->ascii ? '-' : 0x2812, "trend");
	if (s->in->has_goal)
		legend_item(p, &x, glyph(p, G_GOAL), "goal");
	if (s->in->has_goal && s->due != DATE_NONE)
		legend_item(p, &x, glyph(p, G_DUE), "due");
	if (s->in->mdc > 0) {
		str_format(text, sizeof text, "MDC %.4g", s->in->mdc);
		legend_item(p, &x, glyph(p, G_BAND), text);
	}
	if (has_mcid(p)) {
		str_format(text, sizeof text, "MCID %.4g", s->mcid);
		legend_item(p, &x, glyph(p, G_MCID), text);
	}
}

static void
draw_field(struct plot *p)
{
	const struct plot_spec *s = p->spec;

	if (s->in->mdc > 0)
		draw_band(p);
	if (has_mcid(p))
		draw_level(p, mcid_level(p), G_MCID, "MCID");
	if (s->in->has_goal)
		draw_level(p, s->in->goal, G_GOAL, "goal");
	if (s->trend->pairs && s->ascii)
		draw_line_ascii(p, goes_ahead(p) ? s->trend->at : s->trend->span);
	else if (s->trend->pairs)
		draw_line_dots(p, goes_ahead(p) ? s->trend->at : s->trend->span);
	if (s->in->has_goal && s->due != DATE_NONE && s->due >= s->in->points[0].day)
		put(p, row_of(p, s->in->goal, 1), col_of(p, days_of(p, s->due)),
		    glyph(p, G_DUE));
	draw_results(p);
}

static void
write_rows(const struct plot *p, struct str *out)
{
	char utf8[4];

	for (int y = 0; y < p->rows; y++) {
		int end = p->cols;

		while (end > 0 && p->cells[y][end - 1] == ' ')
			end--;
		for (int x = 0; x < end; x++)
			str_add_n(out, utf8, utf8_encode(p->cells[y][x], utf8));
		str_add_c(out, '\n');
	}
}

static int
within(int n, int low, int high)
{
	return n < low ? low : n > high ? high : n;
}

void
plot_draw(const struct plot_spec *spec, struct str *out)
{
	struct plot p = {.spec = spec};

	p.rows = within(spec->rows, PLOT_ROWS_MIN, PLOT_ROWS_MAX);
	p.cols = within(spec->cols, PLOT_COLS_MIN, PLOT_COLS_MAX);
	for (int y = 0; y < p.rows; y++)
		for (int x = 0; x < p.cols; x++)
			p.cells[y][x] = ' ';
	if (spec->in->n <= 0) {
		put_text(&p, p.rows / 2, 2, "no result yet");
		write_rows(&p, out);
		return;
	}
	p.height = p.rows - FOOT_ROWS;
	value_scale(&p);
	day_scale(&p);
	p.left = label_width(&p) + 1;
	p.width = p.cols - p.left - RIGHT_CELLS;
	draw_field(&p);
	draw_values(&p);
	draw_days(&p);
	draw_legend(&p);
	write_rows(&p, out);
}
