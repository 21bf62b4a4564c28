/* figure.h - drawings of exercises: poses as numbers become lines, and lines become characters;
 * knows no screen, no printer and no table. */
#ifndef CORE_FIGURE_H
#define CORE_FIGURE_H

#include "base/str.h"
#include "core/dict_rows.h"

#include <stdbool.h>
#include <stdint.h>

/* A frame is FIGURE_COLS x FIGURE_ROWS characters, each of 2 x 4 dots. Places are in dots, from
 * the left and from the floor up. */
enum {
	FIGURE_COLS = 24,
	FIGURE_ROWS = 10,
	FIGURE_WIDTH = 2 * FIGURE_COLS,
	FIGURE_HEIGHT = 4 * FIGURE_ROWS,
	FIGURE_GAP = 5, /* characters between two frames, with the arrow in them */
	FIGURE_PAIR_COLS = 2 * FIGURE_COLS + FIGURE_GAP,
	FIGURE_SMALL_COLS = FIGURE_COLS / 2,
	FIGURE_SMALL_PAIR_COLS = 2 * FIGURE_SMALL_COLS + FIGURE_GAP,
	FIGURE_SHAPES = 96
};

/* What a line is, from behind to the front. */
enum figure_stroke {
	FIGURE_THING, /* chair, wall, floor, mat */
	FIGURE_CLOTH, /* band, towel: dashed */
	FIGURE_FAR,   /* arm and leg away from the viewer */
	FIGURE_NEAR,  /* head, trunk, near arm and leg; stick and weight held */
	FIGURE_MOVE,  /* arrow; its point is at x2, y2 */
	FIGURE_STROKES
};

/* A line from x1, y1 to x2, y2, or a ring of radius r round x1, y1. */
struct figure_shape {
	enum figure_stroke stroke;
	bool ring, tip; /* tip: the arrow ends here */
	double x1, y1, x2, y2, r;
};

struct figure_frame {
	int n;
	struct figure_shape shapes[FIGURE_SHAPES];
};

/* Both frames of an exercise, with what stands below them. */
struct figure_drawing {
	struct figure_frame frame[2];
	char text[2][25];
	enum figure_kind { FIGURE_KIND_MOVE, FIGURE_KIND_BOTH, FIGURE_KIND_HOLD } kind;
};

/* Puts a figure together out of poses. ST_CORRUPT names the pose and the word that is not
 * understood. */
enum status figure_draw(const struct figure *f, const struct pose *poses, int n,
			struct figure_drawing *d, struct err *err) BASE_MUST_CHECK;

/* How many rows frame i (0 or 1), or both side by side (-1), need: up to what is highest. */
int figure_height(const struct figure_drawing *d, int i);
/* Appends figure_height lines ended by LF: frame i alone, or both with the arrow between them for
 * -1. Lines and dots in Unicode, or ASCII. No line is longer than FIGURE_PAIR_COLS. */
void figure_rows(const struct figure_drawing *d, int i, bool ascii, struct str *out);
/* Both frames at half their size: how many rows they need, and the rows, none longer than
 * FIGURE_SMALL_PAIR_COLS; for where words stand beside them. */
int figure_small_height(const struct figure_drawing *d);
void figure_small_rows(const struct figure_drawing *d, bool ascii, struct str *out);
/* Appends one line ended by LF: the words below frame i, or of both for -1. */
void figure_words(const struct figure_drawing *d, int i, struct str *out);

#endif
