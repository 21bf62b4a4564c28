/* phase.c - days since surgery and the phase they usually mean. */
#include "core/phase.h"

#include "base/date.h"

int64_t
phase_days(int64_t surgery, int64_t today)
{
	int64_t n;

	if (!date_valid(surgery) || !date_valid(today))
		return DICT_NONE;
	n = date_to_days(today) - date_to_days(surgery);
	return n < 0 ? DICT_NONE : n;
}

int
phase_at(const struct plan_phase *rows, int n, int64_t days)
{
	int at = n > 0 ? 0 : -1;

	for (int i = 0; days != DICT_NONE && i < n; i++)
		if (rows[i].from_day != DICT_NONE && rows[i].from_day <= days)
			at = i;
	return at;
}

void
phase_say(const struct phase_text *t, struct str *out)
{
	int usual = phase_at(t->rows, t->n, t->days), shown = usual;

	if (usual < 0)
		return;
	for (int i = 0; i < t->n; i++)
		if (t->rows[i].rank == t->planned)
			shown = i;
	if (t->days == DICT_NONE)
		str_add(out, "surgery date missing, ");
	else
		str_addf(out, "day %lld, ", (long long)t->days);
	str_addf(out, "phase %lld of %d: %s", (long long)t->rows[shown].rank, t->n,
		 t->rows[shown].title);
	if (shown != usual && t->days != DICT_NONE)
		str_addf(out, "; phase %lld is usual now",
			 (long long)t->rows[usual].rank);
}
