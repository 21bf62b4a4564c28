/* csv_reason.c - the one table of CSV findings. */
#include "sync/csv_reason.h"

#include "base/utf8.h"

#include <inttypes.h>
#include <string.h>

struct reason {
	const char *code;
	const char *text;
	enum csv_weight weight;
};

static const struct reason reasons[CSV_REASON_COUNT] = {
    [CSV_REASON_NONE] = {"", "", CSV_WEIGHT_NOTE},
#define ROW(name, code, weight, text) [CSV_##name] = {code, text, CSV_WEIGHT_##weight},
    CSV_REASON_LIST(ROW)
#undef ROW
};

const char *
csv_reason_code(enum csv_reason r)
{
	return reasons[r].code;
}

enum csv_weight
csv_reason_weight(enum csv_reason r)
{
	return reasons[r].weight;
}

const char *
csv_reason_text(enum csv_reason r)
{
	return reasons[r].text;
}

void
csv_reason_say(enum csv_reason r, const char *file, struct csv_place at,
	       const char *detail, struct str *out)
{
	/* A file name comes from a stick: it is shown as safely as a value. */
	utf8_safe(out, file, strlen(file), -1, false);
	if (at.line > 0)
		str_addf(out, ":%" PRId64 ":%" PRId64, at.line, at.column);
	str_addf(out, ": %s%s%s", detail, *detail ? ": " : "", reasons[r].text);
}
