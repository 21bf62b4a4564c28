/* load.c - weights. */
#include "core/load.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *unit;
	int64_t grams_x1000; /* of one unit */
} units[] = {
    {"", 1000000}, {"kg", 1000000}, {"g", 1000}, {"lb", 453592}, {"lbs", 453592},
};

static enum status
fail(struct err *err)
{
	return status_fail(err, ST_INVALID,
			   "Weight: type 2.5 kg, 5 lb or 500 g (at most 500 kg)");
}

enum status
load_parse(const char *text, size_t n, int64_t *grams, struct err *err)
{
	const char *p = text, *end = text + n;
	int64_t value = 0, scale = 1;
	int digits = 0;

	for (; p < end && *p >= '0' && *p <= '9' && value < 1000000; p++, digits++)
		value = value * 10 + (*p - '0');
	if (digits && p < end && (*p == '.' || *p == ','))
		for (p++; p < end && *p >= '0' && *p <= '9' && scale < 1000; p++) {
			value = value * 10 + (*p - '0');
			scale *= 10;
		}
	while (p < end && *p == ' ')
		p++;
	for (size_t i = 0; digits && i < sizeof units / sizeof units[0]; i++) {
		int64_t g;

		if (strlen(units[i].unit) != (size_t)(end - p) ||
		    strncmp(units[i].unit, p, (size_t)(end - p)) != 0)
			continue;
		g = (value * units[i].grams_x1000 + 500 * scale) / (1000 * scale);
		if (g > LOAD_MAX_G)
			break;
		*grams = g;
		return ST_OK;
	}
	return fail(err);
}

void
load_text(int64_t grams, char out[LOAD_TEXT_SIZE])
{
	int whole = (int)(grams / 1000), part = (int)(grams % 1000);

	if (part == 0)
		snprintf(out, LOAD_TEXT_SIZE, "%d kg", whole);
	else if (part % 100 == 0)
		snprintf(out, LOAD_TEXT_SIZE, "%d.%d kg", whole, part / 100);
	else
		snprintf(out, LOAD_TEXT_SIZE, "%d.%03d kg", whole, part);
}
