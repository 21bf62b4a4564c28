/* plot_spark.c - a few values as one row of small bars. */
#include "base/utf8.h"
#include "core/plot.h"

#include <math.h>

void
plot_spark(const double *values, int n, int width, bool ascii, struct str *out)
{
	static const char steps[] = "_.-'\"";
	int from, levels = ascii ? 5 : 8;
	double low, high;

	width = width > PLOT_SPARK_MAX ? PLOT_SPARK_MAX : width;
	from = n > width ? n - width : 0;
	if (n <= from)
		return;
	low = high = NAN; /* fmin and fmax pass over what is not there */
	for (int i = from; i < n; i++) {
		low = fmin(low, values[i]);
		high = fmax(high, values[i]);
	}
	for (int i = from; i < n; i++) {
		double part = high > low ? (values[i] - low) / (high - low) : 0.5;
		int k = isnan(values[i]) ? 0 : (int)floor(part * (levels - 1) + 0.5);
		char utf8[4];

		if (isnan(values[i]))
			str_add_c(out, ' ');
		else if (ascii)
			str_add_c(out, steps[k]);
		else
			str_add_n(out, utf8, utf8_encode((uint32_t)(0x2581 + k), utf8));
	}
}
