/* enrol_csv.c - trust.csv: the keys a head office tells its clinics of. */
#include "app/enrol.h"

#include "sync/csv_table.h"
#include "sync/seal.h"

#include <stdlib.h>
#include <string.h>

enum column { COL_SITE, COL_SIGN, COL_SEAL, COL_SINCE, COL_UNTIL, COL_REASON, COL_COUNT };

static const struct csv_column columns[COL_COUNT] = {
    [COL_SITE] = {.name = "site",
		  .kind = CSV_COL_KEY,
		  .flags = CSV_COLF_REQUIRED,
		  .size = 6},
    [COL_SIGN] = {.name = "sign_key",
		  .kind = CSV_COL_TEXT,
		  .flags = CSV_COLF_REQUIRED,
		  .size = TRUST_SIGN - 1},
    [COL_SEAL] = {.name = "seal_key",
		  .kind = CSV_COL_KEY,
		  .flags = CSV_COLF_REQUIRED,
		  .size = TRUST_SEAL - 1},
    [COL_SINCE] = {.name = "since", .kind = CSV_COL_DATE, .flags = CSV_COLF_REQUIRED},
    [COL_UNTIL] = {.name = "until", .kind = CSV_COL_DATE},
    [COL_REASON] = {.name = "reason", .kind = CSV_COL_TEXT, .size = 119},
};
static const struct csv_spec spec = {
    .name = "trust", .columns = columns, .n_columns = COL_COUNT, .key = -1};

static void
write_day(struct csv_write *w, int64_t day)
{
	char text[DATE_TEXT_SIZE] = "";

	if (day != DICT_NONE)
		date_text(day, text);
	csv_write_plain(w, text, strlen(text));
}

enum status
enrol_write_csv(struct app *a, struct csv_sink sink, struct err *err)
{
	struct trust *rows;
	struct csv_write w;
	int n = 0;
	enum status st;

	if (a->site.hub != 1)
		return status_fail(err, ST_REFUSED,
				   "only a head office tells others whom to trust");
	rows = mem_alloc(TRUST_ROWS_MAX * sizeof *rows);
	st = trust_list(a->store, "", rows, TRUST_ROWS_MAX, &n, err);
	csv_write_open(&w, sink);
	for (int i = 0; i < COL_COUNT; i++)
		csv_write_plain(&w, columns[i].name, strlen(columns[i].name));
	csv_write_row_end(&w);
	for (int i = 0; i < n && !st; i++) {
		csv_write_plain(&w, rows[i].site, strlen(rows[i].site));
		csv_write_text(&w, rows[i].sign_key, strlen(rows[i].sign_key));
		csv_write_plain(&w, rows[i].seal_key, strlen(rows[i].seal_key));
		write_day(&w, rows[i].since);
		write_day(&w, rows[i].until);
		csv_write_text(&w, rows[i].reason, strlen(rows[i].reason));
		csv_write_row_end(&w);
	}
	csv_write_close(&w);
	free(rows);
	return st;
}

/* ---- taking it */

struct taking {
	struct app *a;
	const struct trust *sender;
	struct trust rows[TRUST_ROWS_MAX];
	int n, taken;
};

static enum status
row(void *arg, const struct csv_value *v, int64_t at, struct err *err)
{
	struct taking *k = arg;
	struct sign_public pub;
	struct trust *t;

	if (k->n == TRUST_ROWS_MAX)
		return status_fail(err, ST_DAMAGED, "trust.csv has more than %d keys",
				   TRUST_ROWS_MAX);
	if (!app_site_code(v[COL_SITE].p))
		return status_fail(err, ST_DAMAGED, "trust.csv, line %lld: no site",
				   (long long)at);
	if (!sign_public_parse(v[COL_SIGN].p, &pub) || !seal_recipient_ok(v[COL_SEAL].p))
		return status_fail(err, ST_DAMAGED, "trust.csv, line %lld: no key",
				   (long long)at);
	t = &k->rows[k->n++];
	*t = (struct trust){.since = v[COL_SINCE].i, .until = v[COL_UNTIL].i};
	str_copy(t->site, sizeof t->site, v[COL_SITE].p);
	str_copy(t->sign_key, sizeof t->sign_key, v[COL_SIGN].p);
	str_copy(t->seal_key, sizeof t->seal_key, v[COL_SEAL].p);
	str_copy(t->reason, sizeof t->reason, v[COL_REASON].p);
	str_copy(t->how, sizeof t->how, "hub");
	t->hub = !strcmp(t->site, k->sender->site);
	return ST_OK;
}

/* What is known of the key; false: nothing. */
static enum status
known(struct app *a, const struct trust *t, struct trust *is, bool *found,
      struct err *err)
{
	struct trust *rows = mem_alloc(TRUST_ROWS_MAX * sizeof *rows);
	int n = 0;
	enum status st = trust_list(a->store, t->site, rows, TRUST_ROWS_MAX, &n, err);

	*found = false;
	for (int i = 0; i < n && !st; i++)
		if (!strcmp(rows[i].sign_key, t->sign_key)) {
			*is = rows[i];
			*found = true;
		}
	free(rows);
	return st;
}

/* A key is new, or retired there and not here; everything else is known already. */
static enum status
take(struct taking *k, const struct trust *t, struct err *err)
{
	struct trust is;
	bool found;
	enum status st;

	if (!strcmp(t->site, k->a->site.code))
		return ST_OK;
	st = known(k->a, t, &is, &found, err);
	if (st || (found && (is.until != DICT_NONE || t->until == DICT_NONE)))
		return st;
	if (found) { /* how it came to be trusted stays */
		is.until = t->until;
		str_copy(is.reason, sizeof is.reason, t->reason);
	}
	k->taken++;
	return trust_put(k->a->store, found ? &is : t, err);
}

static enum status
read_rows(struct taking *k, const char *bytes, size_t n, struct err *err)
{
	struct csv_bytes m = {bytes, n, 0};
	const struct csv_source source = csv_table_bytes(&m);
	const struct csv_table_call call = {.row = row, .arg = k, .strict = true};
	struct csv_report *report;
	enum status st;

	if (n > ENROL_CSV_MAX)
		return status_fail(err, ST_DAMAGED, "trust.csv is too large");
	report = mem_alloc(sizeof *report);
	st = csv_table_read(&spec, &source, "trust.csv", &call, report, err);
	free(report);
	if (st == ST_REFUSED && err)
		err->code = ST_DAMAGED;
	return st == ST_REFUSED ? ST_DAMAGED : st;
}

static enum status
read_list(struct taking *k, struct app *a, const struct trust *sender, const char *bytes,
	  size_t n, struct err *err)
{
	if (!sender->hub)
		return status_fail(err, ST_DENIED,
				   "%s is no head office: its list of keys is not taken",
				   sender->site);
	k->a = a;
	k->sender = sender;
	return read_rows(k, bytes, n, err);
}

enum status
enrol_check_csv(struct app *a, const struct trust *sender, const char *bytes, size_t n,
		struct err *err)
{
	struct taking *k = mem_alloc(sizeof *k);
	enum status st = read_list(k, a, sender, bytes, n, err);

	free(k);
	return st;
}

enum status
enrol_take_csv(struct app *a, const struct trust *sender, const char *bytes, size_t n,
	       int *taken, struct err *err)
{
	struct taking *k = mem_alloc(sizeof *k);
	enum status st = read_list(k, a, sender, bytes, n, err);

	if (!st)
		st = store_begin(a->store, err);
	if (!st) {
		for (int i = 0; i < k->n && !st; i++)
			st = take(k, &k->rows[i], err);
		st = store_end(a->store, st, err);
	}
	*taken = st ? 0 : k->taken;
	free(k);
	return st;
}
