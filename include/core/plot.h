/* plot.h - one measure over time as a picture of characters; knows no screen and no printer. */
#ifndef CORE_PLOT_H
#define CORE_PLOT_H

#include "base/str.h"
#include "core/trend.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	PLOT_ROWS_MIN = 8,
	PLOT_COLS_MIN = 32,
	PLOT_ROWS_MAX = 100,
	PLOT_COLS_MAX = 300,
	PLOT_SPARK_MAX = 60
};

/* What is drawn. The same spec gives the same picture on the screen and on paper. */
struct plot_spec {
	const struct trend_in *in; /* points, direction, MDC, goal; borrowed */
	const struct trend *trend; /* fitted from in; borrowed */
	double mcid;		   /* 0 or less: not known */
	double min, max;	   /* limits of the measure; min == max: none */
	int64_t due;		   /* day the goal is due, DATE_NONE: none */
	bool ahead;		   /* draw the line on to its expected date */
	int decimals;		   /* of the values at the axis */
	int rows, cols;		   /* size of the picture, cut to the limits above */
	bool ascii;
	/* How a value reads at the axis; NULL: a plain number with the decimals. */
	void (*label)(void *ctx, double value, char *out, size_t size);
	void *ctx;
};

/* Appends rows lines, each ended by LF and at most cols cells wide: values at the left, dates
 * below, the band of test error (MDC) around the first fitted value, the smallest important
 * change (MCID), the goal, the fitted line, the results, and a legend in the last line. Results
 * outside the band have a mark of their own. */
void plot_draw(const struct plot_spec *spec, struct str *out);
/* Appends the last width (at most PLOT_SPARK_MAX) of n values as one row of small bars; a NAN is a
 * blank. */
void plot_spark(const double *values, int n, int width, bool ascii, struct str *out);

#endif
