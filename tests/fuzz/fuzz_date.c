/* fuzz_date.c - whatever is typed as a date gives a real day or a refusal. */
#include "base/date.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

static void
typed(const char *text, bool past, bool month_first)
{
	int64_t date = DATE_NONE;

	if (date_parse_typed(text, 20260504, past, month_first, &date))
		check(date_valid_partial(date));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	char back[DATE_TEXT_SIZE];
	int64_t date = DATE_NONE;

	typed(text, false, false);
	typed(text, true, false);
	typed(text, false, true);
	if (date_parse_iso(text, size, true, &date)) {
		check(date_valid_partial(date));
		date_text(date, back);
		check(strlen(back) == size && memcmp(back, text, size) == 0);
	}
	if (time_parse(text, size, &date)) {
		char stamp[TIME_TEXT_SIZE];

		time_text(date, stamp);
		check(strlen(stamp) == size && memcmp(stamp, text, size) == 0);
	}
	free(text);
	return 0;
}
