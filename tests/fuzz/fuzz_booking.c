/* fuzz_booking.c - any line of words gives sound appointments or a refusal that names a word. */
#include "core/booking.h"
#include "core/hours.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

static void
read_line(const char *text, const struct booking_ask *ask)
{
	struct booking b;
	struct err err = {0};

	if (booking_parse(text, ask, &b, &err)) {
		check(err.detail[0] != '\0' && b.n == 0);
		return;
	}
	check(b.n >= 1 && b.n <= BOOKING_MAX);
	for (int i = 0; i < b.n; i++) {
		const struct booking_slot *s = &b.slots[i];

		check(date_valid(s->day) && s->day >= ask->today);
		check(s->start >= 0 && s->minutes >= 5 && s->minutes <= 480);
		check(s->start + s->minutes <= BOOKING_DAY_MIN);
		check(i == 0 || s[-1].day < s->day ||
		      (s[-1].day == s->day && s[-1].start < s->start));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct booking_ask ask = {
	    20261230, 600, {DATE_NONE, -1, -1}, {DATE_NONE, -1, -1}};
	char *text = fuzz_text(data, size);
	struct hours h;
	struct err err = {0};
	int from, to;

	read_line(text, &ask);
	ask.before = (struct booking_slot){20261215, 620, 45};
	read_line(text, &ask);
	ask.proposed = (struct booking_slot){20270104, 480, 30};
	read_line(text, &ask);
	if (!hours_parse(text, &h, &err)) {
		hours_bounds(&h, &from, &to);
		check(from >= 0 && from < to && to <= 1440);
	}
	free(text);
	return 0;
}
