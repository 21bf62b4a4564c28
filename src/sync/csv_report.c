/* csv_report.c - counting findings and telling them. */
#include "sync/csv_report.h"

#include "base/str.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void
csv_report_add(struct csv_report *r, enum csv_reason why, struct csv_place at,
	       const char *detail)
{
	struct csv_problem *first = &r->first[why];

	if (r->count[why]++ == 0) {
		*first = (struct csv_problem){.why = why, .at = at};
		str_copy(first->detail, sizeof first->detail, detail ? detail : "");
	}
	if (csv_reason_weight(why) != CSV_WEIGHT_ERROR)
		return;
	r->refused = true;
	if (r->n_errors < CSV_REPORT_LISTED) {
		struct csv_problem *p = &r->errors[r->n_errors++];

		*p = (struct csv_problem){.why = why, .at = at};
		str_copy(p->detail, sizeof p->detail, detail ? detail : "");
	}
}

static int
compare_codes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
csv_report_codes(const struct csv_report *r, struct str *out)
{
	const char *codes[CSV_REASON_COUNT] = {0};
	size_t n = 0;

	for (int i = 1; i < CSV_REASON_COUNT; i++) {
		bool error = csv_reason_weight((enum csv_reason)i) == CSV_WEIGHT_ERROR;

		if (r->count[i] && error == r->refused)
			codes[n++] = csv_reason_code((enum csv_reason)i);
	}
	qsort(codes, n, sizeof *codes, compare_codes);
	for (size_t i = 0; i < n; i++)
		str_addf(out, "%s%s", i ? "+" : "", codes[i]);
}

void
csv_report_say(const struct csv_report *r, struct str *out)
{
	int64_t errors = 0;

	for (size_t i = 0; i < r->n_errors; i++) {
		const struct csv_problem *p = &r->errors[i];

		csv_reason_say(p->why, r->file, p->at, p->detail, out);
		str_add_c(out, '\n');
	}
	for (int i = 1; i < CSV_REASON_COUNT; i++) {
		const struct csv_problem *p = &r->first[i];

		if (!r->count[i])
			continue;
		if (csv_reason_weight(p->why) == CSV_WEIGHT_ERROR) {
			errors += r->count[i];
			continue;
		}
		csv_reason_say(p->why, r->file, p->at, p->detail, out);
		if (r->count[i] > 1)
			str_addf(out, " (%" PRId64 " times, first here)", r->count[i]);
		str_add_c(out, '\n');
	}
	if (errors > (int64_t)r->n_errors)
		str_addf(out, "%s: %" PRId64 " further errors\n", r->file,
			 errors - (int64_t)r->n_errors);
}
