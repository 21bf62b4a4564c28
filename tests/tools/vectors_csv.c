/* vectors_csv.c - files of the CSV torture kind: outcome, rows and digest of their values. */
#include "vectors.h"

#include "base/io.h"
#include "csv_patients.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

struct digest {
	crypto_hash_sha256_state sha;
};

static enum status
take_row(void *arg, const struct csv_value *values, int64_t line, struct err *err)
{
	struct digest *d = arg;

	(void)line;
	(void)err;
	for (size_t i = 0; i < csv_patients.n_columns; i++) {
		if (i)
			crypto_hash_sha256_update(&d->sha, (const unsigned char *)"\x1F",
						  1);
		crypto_hash_sha256_update(&d->sha, (const unsigned char *)values[i].p,
					  values[i].n);
	}
	crypto_hash_sha256_update(&d->sha, (const unsigned char *)"\x1E", 1);
	return ST_OK;
}

/* "warn,blank_line" or "accept,": outcome and reasons of one way of reading. */
static void
add_outcome(struct str *out, const struct csv_report *r, bool bundle)
{
	struct str codes = {0};

	csv_report_codes(r, &codes);
	if (r->refused)
		str_addf(out, "reject,%s", str_text(&codes));
	else if (codes.n && !bundle)
		str_addf(out, "warn,%s", str_text(&codes));
	else
		str_add(out, "accept,");
	str_release(&codes);
}

/* Appends the columns of EXPECTED.csv from hand_edited to bundle_reason. */
static enum status
answer(const char *path, struct str *out, struct err *err)
{
	unsigned char sum[crypto_hash_sha256_BYTES];
	char hex[2 * sizeof sum + 1];
	struct digest d;
	struct csv_table_call call = {.row = take_row, .arg = &d, .strict = false};
	struct csv_report report;
	enum status st;

	crypto_hash_sha256_init(&d.sha);
	st = csv_table_read_file(&csv_patients, &io_posix, path, &call, &report, err);
	if (st && st != ST_REFUSED)
		return st;
	crypto_hash_sha256_final(&d.sha, sum);
	add_outcome(out, &report, false);
	if (report.refused)
		str_add(out, ",,,");
	else
		str_addf(out, ",%" PRId64 ",%s,", report.rows,
			 sodium_bin2hex(hex, sizeof hex, sum, sizeof sum));
	call.strict = true;
	st = csv_table_read_file(&csv_patients, &io_posix, path, &call, &report, err);
	if (st && st != ST_REFUSED)
		return st;
	add_outcome(out, &report, true);
	return ST_OK;
}

/* The file as named, else in the folder of the torture set, from the top or beside it. */
static bool
find(const char *name, char *path, size_t size)
{
	static const char *const folders[] = {"", "csv_torture/",
					      "tests/data/csv_torture/"};

	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		FILE *f;

		if (!str_format(path, size, "%s%s", folders[i], name))
			return false;
		f = fopen(path, "rb");
		if (f) {
			fclose(f);
			return true;
		}
	}
	return false;
}

static int
answer_line(char *name, FILE *out)
{
	struct str s = {0};
	struct err err = {0};
	char path[1024];
	int bad = 1;

	/* Whole lines of EXPECTED.csv do as well. */
	name[strcspn(name, ",\r\n")] = '\0';
	if (!*name || strcmp(name, "file") == 0)
		return 0;
	if (!find(name, path, sizeof path))
		fprintf(stderr, "%s: there is no such file\n", name);
	else if (answer(path, &s, &err))
		fprintf(stderr, "%s: %s\n", name, status_say(&err));
	else
		bad = 0;
	if (!bad)
		fprintf(out, "%s,%s\n", name, str_text(&s));
	str_release(&s);
	return bad;
}

int
vectors_run_csv(const struct vectors_kind *kind, FILE *in, FILE *out, bool all)
{
	char line[4096];
	int bad = 0;

	(void)kind;
	if (all)
		fputs("file,hand_edited,hand_edited_reason,rows,values_sha256,bundle,"
		      "bundle_reason\n",
		      out);
	while (fgets(line, sizeof line, in))
		bad |= answer_line(line, out);
	return bad;
}
