/* query_chart_no.c - the next chart number of this site. */
#include "core/chartno.h"
#include "query_priv.h"
#include "store/record.h"

#include <string.h>

enum { CHART_NO_GAP = 1000 }; /* counters left out after a restore */

static enum status
site_code(struct store *s, char out[8], struct err *err)
{
	struct site site;
	enum status st = record_get(s, E_SITE, store_site_no(s), &site, err);

	if (!st)
		str_copy(out, 8, site.code);
	return st;
}

/* First chart number of a statement over the numbers between two texts; "" none. */
static enum status
chart_no(struct store *s, enum sql_id id, const char *above, const char *below,
	 char out[21], struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, id, &q, err);

	out[0] = '\0';
	if (st)
		return st;
	stmt_bind_text(q, 1, above);
	stmt_bind_text(q, 2, below);
	if (stmt_next(s, q, &st, err)) {
		stmt_column_text(q, 0, out, 21);
		stmt_reset(q);
	}
	return st;
}

static int64_t
counter_of(const char *text)
{
	long long v = 0;
	size_t n = strspn(text, "0123456789");

	return n > 0 && n < 12 && str_int(text, n, &v) ? v : 0;
}

/* The highest counter in use or ever given. Seven digits sort behind six only by the counter
 * kept in the settings, six digits by the order of the texts. */
static enum status
last_counter(struct store *s, const char *code, int64_t *counter, struct err *err)
{
	char above[12], below[12], text[21];
	struct str kept = {0};
	enum status st;

	str_format(above, sizeof above, "%s-", code);
	str_format(below, sizeof below, "%s.",
		   code); /* '.' is the character behind '-' */
	st = chart_no(s, SQL_CHART_NO_LAST, above, below, text, err);
	if (!st)
		st = store_setting_get(s, "chart_no", &kept, err);
	*counter = text[0] ? counter_of(text + strlen(above)) : 0;
	if (counter_of(str_text(&kept)) > *counter)
		*counter = counter_of(str_text(&kept));
	str_release(&kept);
	return st;
}

/* Is a chart number with this counter there, whatever its check character? */
static enum status
is_taken(struct store *s, const char *number, bool *taken, struct err *err)
{
	char above[CHARTNO_SIZE], below[CHARTNO_SIZE], text[21];
	enum status st;

	str_copy(above, sizeof above, number);
	*(strrchr(above, '-') + 1) = '\0';
	str_copy(below, sizeof below, above);
	*strrchr(below, '-') = '.'; /* the character behind '-' */
	st = chart_no(s, SQL_CHART_NO_NEXT, above, below, text, err);
	*taken = text[0] != '\0';
	return st;
}

static enum status
keep_counter(struct store *s, int64_t counter, struct err *err)
{
	char kept[24];

	str_format(kept, sizeof kept, "%lld", (long long)counter);
	return store_setting_set(s, "chart_no", kept, err);
}

/* What the lost life of a restored database gave out is written on paper by now, and may come back
 * by stick. */
enum status
query_chart_no_gap(struct store *s, struct err *err)
{
	char code[8] = "";
	int64_t counter = 0;
	enum status st = site_code(s, code, err);

	if (!st)
		st = last_counter(s, code, &counter, err);
	return st ? st : keep_counter(s, counter + CHART_NO_GAP, err);
}

static enum status
next(struct store *s, char out[21], struct err *err)
{
	char code[8] = "", number[CHARTNO_SIZE];
	int64_t counter = 0;
	bool taken = true;
	enum status st = site_code(s, code, err);

	if (!st)
		st = last_counter(s, code, &counter, err);
	while (!st && taken) {
		counter++;
		if (!chartno_make(code, counter, number))
			return status_fail(
			    err, ST_REFUSED,
			    "site code %s cannot begin chart numbers; ask the "
			    "head office for another one",
			    code);
		st = is_taken(s, number, &taken, err);
	}
	if (st)
		return st;
	str_copy(out, 21, number);
	return keep_counter(s, counter, err);
}

/* From reading the counter to keeping it in one transaction: its begin may leave numbers out. */
enum status
query_next_chart_no(struct store *s, char out[21], struct err *err)
{
	enum status st = store_begin(s, err);

	return st ? st : store_end(s, next(s, out, err), err);
}
