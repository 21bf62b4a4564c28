/* figure_cells.c - lines of a frame as characters: dots of braille cells, or strokes of ASCII. */
#include "base/utf8.h"
#include "figure_priv.h"

#include <math.h>
#include <string.h>

enum { DOTS_X = 2, DOTS_Y = 4, BRAILLE = 0x2800 };

struct canvas {
	bool ascii;
	uint32_t cells[FIGURE_ROWS][FIGURE_COLS];
	/* Stroke of each dot + 1, row 0 at the top. */
	unsigned char dots[FIGURE_HEIGHT][FIGURE_WIDTH];
};

/* Rounding noise of angles must not move a line by a dot. */
static int
whole(double v)
{
	return (int)floor(v + 1e-6);
}

static double
clamp(double v, double low, double high)
{
	return v < low ? low : v > high ? high : v;
}

/* ---- dots */

static void
set_dot(struct canvas *c, int x, int y, enum figure_stroke stroke)
{
	if (x >= 0 && x < FIGURE_WIDTH && y >= 0 && y < FIGURE_HEIGHT)
		c->dots[FIGURE_HEIGHT - 1 - y][x] = (unsigned char)(stroke + 1);
}

static double
distance(const struct figure_shape *s, double x, double y)
{
	double dx = s->x2 - s->x1, dy = s->y2 - s->y1, len = dx * dx + dy * dy, t;

	if (s->ring)
		return fabs(hypot(x - s->x1, y - s->y1) - s->r);
	t = len > 0 ? clamp(((x - s->x1) * dx + (y - s->y1) * dy) / len, 0, 1) : 0;
	return hypot(x - s->x1 - t * dx, y - s->y1 - t * dy);
}

/* All dots within reach of the shape; what lies below a near line keeps one dot away from it. */
static void
thick_dots(struct canvas *c, const struct figure_shape *s, double reach)
{
	for (int y = 0; y < FIGURE_HEIGHT; y++)
		for (int x = 0; x < FIGURE_WIDTH; x++)
			if (distance(s, x + 0.5, y + 0.5) < reach)
				set_dot(c, x, y, s->stroke);
}

/* One dot for each step along the longer axis; on and off for cloth. */
static void
thin_dots(struct canvas *c, const struct figure_shape *s)
{
	double dx = s->x2 - s->x1, dy = s->y2 - s->y1;
	int steps = whole(fabs(dx) > fabs(dy) ? fabs(dx) : fabs(dy)) + 1;

	for (int i = 0; i <= steps; i++) {
		if (s->stroke == FIGURE_CLOTH && i % 3 == 2)
			continue;
		set_dot(c, whole(s->x1 + dx * i / steps), whole(s->y1 + dy * i / steps),
			s->stroke);
	}
}

static void
ring_dots(struct canvas *c, const struct figure_shape *s)
{
	int steps = whole(s->r * 16) + 8;

	for (int i = 0; i < steps; i++) {
		double a = 2 * acos(-1) * i / steps;

		set_dot(c, whole(s->x1 + s->r * cos(a)), whole(s->y1 + s->r * sin(a)),
			s->stroke);
	}
}

static uint32_t
cell_of_dots(const struct canvas *c, int row, int col)
{
	static const unsigned char bits[DOTS_Y][DOTS_X] = {
	    {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
	uint32_t cell = 0;

	for (int y = 0; y < DOTS_Y; y++)
		for (int x = 0; x < DOTS_X; x++)
			if (c->dots[row * DOTS_Y + y][col * DOTS_X + x])
				cell |= bits[y][x];
	return cell ? BRAILLE + cell : ' ';
}

/* ---- ASCII */

static void
put(struct canvas *c, int row, int col, uint32_t mark)
{
	if (row >= 0 && row < FIGURE_ROWS && col >= 0 && col < FIGURE_COLS)
		c->cells[row][col] = mark;
}

/* Row of a height; *part is how high in that row it is, 0 to 1. */
static int
row_of(double y, double *part)
{
	int up = whole(y / DOTS_Y);

	*part = y / DOTS_Y - up;
	return FIGURE_ROWS - 1 - up;
}

/* Parts of a line that one mark each stands for: those whose middle it crosses; of a short line
 * the one it lies in. */
static void
parts_of(double a, double b, int size, int *first, int *last)
{
	double low = a < b ? a : b, high = a < b ? b : a;

	*first = whole(low / size + 0.5);
	*last = whole(high / size - 0.5 - 0.01);
	if (*last < *first)
		*first = *last = whole((low + high) / 2 / size);
}

/* A line nearer to upright: one mark a row. */
static void
steep(struct canvas *c, const struct figure_shape *s, const char *marks)
{
	double lean = (s->x2 - s->x1) / (s->y2 - s->y1);
	int first, last;

	parts_of(s->y1, s->y2, DOTS_Y, &first, &last);
	for (int up = first; up <= last; up++) {
		double x = s->x1 + ((up + 0.5) * DOTS_Y - s->y1) * lean;

		put(c, FIGURE_ROWS - 1 - up, whole(x / DOTS_X),
		    (unsigned char)(fabs(lean) < 0.27 ? marks[0]
				    : lean > 0	      ? marks[1]
						      : marks[2]));
	}
}

/* A line nearer to level: one mark a column. */
static void
level(struct canvas *c, const struct figure_shape *s, const char *marks)
{
	double rise = (s->y2 - s->y1) / (s->x2 - s->x1), part;
	int first, last;

	parts_of(s->x1, s->x2, DOTS_X, &first, &last);
	for (int col = first; col <= last; col++) {
		int row = row_of(s->y1 + ((col + 0.5) * DOTS_X - s->x1) * rise, &part);
		char mark = part < 0.34 ? marks[3] : marks[4];

		if (fabs(rise) > 0.6 && part >= 0.34) {
			mark = rise > 0 ? marks[1] : marks[2];
		} else if (part > 0.72 && row > 0) {
			mark = marks[3];
			row--;
		}
		put(c, row, col, (unsigned char)mark);
	}
}

/* Upright, rising, falling, low, middle; by stroke. */
static const char *const strokes[FIGURE_STROKES] = {
    [FIGURE_THING] = ":/\\.=", [FIGURE_CLOTH] = "~~~~~", [FIGURE_FAR] = ":/\\.-",
    [FIGURE_NEAR] = "|/\\_-",  [FIGURE_MOVE] = "|/\\_-",
};

static void
ascii_line(struct canvas *c, const struct figure_shape *s)
{
	double dx = fabs(s->x2 - s->x1), dy = fabs(s->y2 - s->y1);
	double part;
	int row;

	if (dx < 0.5 && dy < 0.5)
		return;
	if (s->r > 0) { /* a nose; above or below the head it says nothing */
		row = row_of(s->y1, &part);
		if (dx > dy)
			put(c, row,
			    whole((s->x1 - (s->x2 > s->x1 ? s->r : -s->r)) / DOTS_X) +
				(s->x2 > s->x1 ? 1 : -1),
			    '-');
		return;
	}
	if (dy >= 1.6 * dx)
		steep(c, s, strokes[s->stroke]);
	else
		level(c, s, strokes[s->stroke]);
}

static void
ascii_ring(struct canvas *c, const struct figure_shape *s)
{
	enum { SIDES = 10 };
	double part;
	int row = row_of(s->y1, &part);

	if (s->r < 3.5) {
		put(c, row, whole(s->x1 / DOTS_X), s->r > 2 ? 'O' : 'o');
		return;
	}
	for (int i = 0; i < SIDES; i++) {
		double a = 2 * acos(-1) * i / SIDES, b = 2 * acos(-1) * (i + 1) / SIDES;
		struct figure_shape side = {.stroke = s->stroke,
					    .x1 = s->x1 + s->r * cos(a),
					    .y1 = s->y1 + s->r * sin(a),
					    .x2 = s->x1 + s->r * cos(b),
					    .y2 = s->y1 + s->r * sin(b)};

		ascii_line(c, &side);
	}
}

/* ---- arrows */

static void
put_tip(struct canvas *c, const struct figure_shape *s)
{
	static const uint32_t tips[2][8] = {
	    {0x2192, 0x2197, 0x2191, 0x2196, 0x2190, 0x2199, 0x2193, 0x2198},
	    {'>', '>', '^', '<', '<', '<', 'v', '>'}};
	double angle = atan2(s->y2 - s->y1, s->x2 - s->x1) / acos(-1) * 4, part;
	int at = whole(angle + 8.5) % 8, row = row_of(s->y2, &part);

	put(c, row, whole(s->x2 / DOTS_X), tips[c->ascii ? 1 : 0][at]);
}

/* ---- a frame */

static void
draw_shape(struct canvas *c, const struct figure_shape *s)
{
	if (c->ascii && s->ring)
		ascii_ring(c, s);
	else if (c->ascii)
		ascii_line(c, s);
	else if (s->ring)
		ring_dots(c, s);
	else if (s->stroke == FIGURE_NEAR)
		thick_dots(c, s, 1.05);
	else
		thin_dots(c, s);
}

static void
draw_frame(struct canvas *c, const struct figure_frame *f, bool ascii)
{
	*c = (struct canvas){.ascii = ascii};
	for (int y = 0; y < FIGURE_ROWS; y++)
		for (int x = 0; x < FIGURE_COLS; x++)
			c->cells[y][x] = ' ';
	for (int stroke = 0; stroke < FIGURE_STROKES; stroke++)
		for (int i = f->n - 1; i >= 0; i--)
			if ((int)f->shapes[i].stroke == stroke)
				draw_shape(c, &f->shapes[i]);
	for (int y = 0; !ascii && y < FIGURE_ROWS; y++)
		for (int x = 0; x < FIGURE_COLS; x++)
			c->cells[y][x] = cell_of_dots(c, y, x);
	for (int i = 0; i < f->n; i++)
		if (f->shapes[i].tip)
			put_tip(c, &f->shapes[i]);
}

static void
add_row(const struct canvas *c, int y, int cols, struct str *out)
{
	char utf8[4];

	for (int x = 0; x < cols; x++)
		str_add_n(out, utf8, utf8_encode(c->cells[y][x], utf8));
}

static void
end_row(struct str *out)
{
	while (out->n && out->p[out->n - 1] == ' ')
		out->p[--out->n] = '\0';
	str_add_c(out, '\n');
}

static int
frame_height(const struct figure_frame *f)
{
	enum { LEAST = 3 }; /* the arrow between, and "hold" */
	int rows = LEAST;

	for (int i = 0; i < f->n; i++) {
		const struct figure_shape *s = &f->shapes[i];
		double top = s->ring ? s->y1 + s->r : s->y1 > s->y2 ? s->y1 : s->y2;
		int n = whole((top + 0.5) / DOTS_Y) + 1;

		rows = n > rows ? n : rows;
	}
	return rows < FIGURE_ROWS ? rows : FIGURE_ROWS;
}

int
figure_height(const struct figure_drawing *d, int i)
{
	int left = frame_height(&d->frame[0]), right = frame_height(&d->frame[1]);

	return i == 0 ? left : i > 0 || right > left ? right : left;
}

/* What stands between the frames in row y of so many: an arrow, and "hold" below it. */
static const char *
between_row(const struct figure_drawing *d, int y, int rows, bool ascii)
{
	static const char *const arrows[2][2] = {{"  \u2192  ", " --> "},
						 {"  \u2194  ", " <-> "}};

	if (y == rows / 2)
		return arrows[d->kind == FIGURE_KIND_BOTH][ascii];
	return y == rows / 2 + 1 && d->kind == FIGURE_KIND_HOLD ? "hold " : "     ";
}

void
figure_rows(const struct figure_drawing *d, int i, bool ascii, struct str *out)
{
	struct canvas left, right;
	int rows = figure_height(d, i);

	draw_frame(&left, &d->frame[i > 0], ascii);
	draw_frame(&right, &d->frame[1], ascii);
	for (int y = 0; y < rows; y++) {
		add_row(&left, FIGURE_ROWS - rows + y, FIGURE_COLS, out);
		if (i < 0) {
			str_add(out, between_row(d, y, rows, ascii));
			add_row(&right, FIGURE_ROWS - rows + y, FIGURE_COLS, out);
		}
		end_row(out);
	}
}

/* A frame at half its size, in the lower left of a whole one. */
static void
halve(const struct figure_frame *f, struct figure_frame *half)
{
	*half = *f;
	for (int i = 0; i < f->n; i++) {
		struct figure_shape *s = &half->shapes[i];

		s->x1 /= 2;
		s->y1 /= 2;
		s->x2 /= 2;
		s->y2 /= 2;
		s->r /= 2;
	}
}

int
figure_small_height(const struct figure_drawing *d)
{
	return (figure_height(d, -1) + 1) / 2;
}

void
figure_small_rows(const struct figure_drawing *d, bool ascii, struct str *out)
{
	struct figure_frame half;
	struct canvas left, right;
	int rows = figure_small_height(d);

	halve(&d->frame[0], &half);
	draw_frame(&left, &half, ascii);
	halve(&d->frame[1], &half);
	draw_frame(&right, &half, ascii);
	for (int y = 0; y < rows; y++) {
		/* Without "hold", for which there is no room in every language. */
		const char *between =
		    y == rows / 2 ? between_row(d, y, rows, ascii) : "     ";

		add_row(&left, FIGURE_ROWS - rows + y, FIGURE_SMALL_COLS, out);
		str_add(out, between);
		add_row(&right, FIGURE_ROWS - rows + y, FIGURE_SMALL_COLS, out);
		end_row(out);
	}
}

void
figure_words(const struct figure_drawing *d, int i, struct str *out)
{
	if (i < 0)
		str_addf(out, "%-*s%*s%s\n", FIGURE_COLS, d->text[0], FIGURE_GAP, "",
			 d->text[1]);
	else
		str_addf(out, "%s\n", d->text[i]);
}
