/* query.c - lists of patients, codes, words, exercises and staff. */
#include "core/chartno.h"
#include "query_priv.h"
#include "search.h"
#include "store/access.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

/* ---- shared by the lists */

enum status
query_rows(struct store *s, sqlite3_stmt *q, enum entity_id e, void *rows, int max,
	   int *n, struct err *err)
{
	size_t size = dict_entity(e)->size;
	enum status st = ST_OK;

	*n = 0;
	while (*n < max && stmt_next(s, q, &st, err)) {
		st = record_get(s, e, sqlite3_column_int64(q, 0),
				(char *)rows + (size_t)*n * size, err);
		if (st)
			break;
		(*n)++;
	}
	stmt_reset(q);
	return st;
}

void
query_patient_line(sqlite3_stmt *q, struct patient_line *line)
{
	line->no = sqlite3_column_int64(q, 0);
	stmt_column_text(q, 1, line->chart_no, sizeof line->chart_no);
	stmt_column_text(q, 2, line->family_name, sizeof line->family_name);
	stmt_column_text(q, 3, line->given_name, sizeof line->given_name);
	stmt_column_text(q, 4, line->phone, sizeof line->phone);
	stmt_column_text(q, 5, line->sex, sizeof line->sex);
	line->birth_date = stmt_column_int(q, 6);
	line->same[0] = '\0';
	line->score = 0;
	line->unsure = false;
	line->seemed = 0;
}

enum status
query_patient(struct store *s, int64_t no, struct patient_line *line, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_PATIENT_GET, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	if (!stmt_next(s, q, &st, err))
		return st ? st
			  : status_fail(err, ST_NOT_FOUND, "this patient is not here");
	query_patient_line(q, line);
	stmt_reset(q);
	return ST_OK;
}

int64_t
query_ref(sqlite3_stmt *q, int col)
{
	return sqlite3_column_int64(q, col); /* NULL gives 0 */
}

void
query_name(sqlite3_stmt *q, int col, char *dst, size_t size)
{
	const char *family = (const char *)sqlite3_column_text(q, col);
	const char *given = (const char *)sqlite3_column_text(q, col + 1);

	str_format(dst, size, "%s%s%s", family ? family : "", given ? ", " : "",
		   given ? given : "");
}

int64_t
query_today(const struct store *s)
{
	return clock_civil(clock_wall(store_environment(s)->clock)).date;
}

/* ---- patients */

static enum status
find_patients(struct store *s, const char *text, struct patient_line *lines, int max,
	      int *n, bool *more, struct err *err)
{
	struct search_ask ask = {.entity = E_PATIENT, .text = text, .max = max};
	struct search_answer answer = {.n = 0};
	enum status st;

	*n = 0;
	*more = false;
	if (max <= 0)
		return ST_OK;
	answer.rows = mem_alloc((size_t)max * sizeof *answer.rows);
	st = search_find(s, &ask, &answer, err);
	for (; *n < answer.n && !st; (*n)++)
		lines[*n] = (struct patient_line){.no = answer.rows[*n]};
	*more = answer.more;
	free(answer.rows);
	return st;
}

/* Who seemed like that; the statement goes over the few different lists of words there are. */
static enum status
find_seemed(struct store *s, const char *word, struct patient_line *lines, int max,
	    int *n, bool *more, struct err *err)
{
	enum { YEAR = 366, WORD_SIZE = 32 };
	char low[WORD_SIZE];
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SEEMED, &q, err);

	*n = 0;
	*more = false;
	if (st || !str_copy(low, sizeof low, word) || !low[0])
		return st;
	for (char *p = low; *p; p++)
		*p = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
	stmt_bind_text(q, 1, low);
	sqlite3_bind_int64(q, 2, date_add(query_today(s), -YEAR));
	sqlite3_bind_int(q, 3, max + 1);
	while (!*more && stmt_next(s, q, &st, err)) {
		int64_t patient = sqlite3_column_int64(q, 0);

		if (!access_lists(s, role_area_of(E_SESSION), patient))
			continue;
		*more = *n == max;
		if (!*more)
			lines[(*n)++] = (struct patient_line){
			    .no = patient, .seemed = sqlite3_column_int64(q, 1)};
	}
	stmt_reset(q);
	return st;
}

enum status
query_hits(struct store *s, const char *text, struct patient_line *lines, int max, int *n,
	   bool *more, struct err *err)
{
	char number[CHARTNO_SIZE];
	bool own = store_read_begin(s);
	enum status st = text[0] == '#'
			     ? find_seemed(s, text + 1, lines, max, n, more, err)
			     : find_patients(s, text, lines, max, n, more, err);

	/* A whole chart number may be typed without its zeros (kbr4217m). */
	if (!st && !*n && !chartno_parse(text, NULL, number, NULL))
		st = find_patients(s, number, lines, max, n, more, err);
	store_read_end(s, own);
	return st;
}

enum status
query_lines(struct store *s, struct patient_line *lines, int n, struct err *err)
{
	bool own = store_read_begin(s);
	enum status st = ST_OK;

	for (int i = 0; i < n && !st; i++) {
		int64_t seemed = lines[i].seemed;

		st = query_patient(s, lines[i].no, &lines[i], err);
		lines[i].seemed = seemed;
	}
	store_read_end(s, own);
	return st;
}

enum status
query_find(struct store *s, const char *text, struct patient_line *lines, int max, int *n,
	   bool *more, struct err *err)
{
	bool own = store_read_begin(s);
	enum status st = query_hits(s, text, lines, max, n, more, err);

	if (!st)
		st = query_lines(s, lines, *n, err);
	store_read_end(s, own);
	return st;
}

static enum status
label_of(struct store *s, int64_t no, int64_t *label, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SEARCH_LABEL, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	if (!stmt_next(s, q, &st, err))
		return st ? st
			  : status_fail(err, ST_NOT_FOUND, "this patient is not here");
	*label = sqlite3_column_int64(q, 0);
	stmt_reset(q);
	return ST_OK;
}

static void
turn(struct patient_line *lines, int n)
{
	for (int i = 0, j = n - 1; i < j; i++, j--) {
		struct patient_line line = lines[i];

		lines[i] = lines[j];
		lines[j] = line;
	}
}

enum status
query_patients(struct store *s, int64_t from_no, bool back, struct patient_line *lines,
	       int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	int64_t above, below;
	enum status st = ST_OK;

	*n = 0;
	search_range(E_PATIENT, &above, &below);
	if (from_no)
		st = label_of(s, from_no, back ? &below : &above, err);
	if (!st)
		st =
		    stmt_get(s, back ? SQL_PATIENTS_BEFORE : SQL_PATIENTS_AFTER, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, above);
	sqlite3_bind_int64(q, 2, below);
	sqlite3_bind_int(q, 3, max);
	while (*n < max && stmt_next(s, q, &st, err))
		query_patient_line(q, &lines[(*n)++]);
	stmt_reset(q);
	if (back)
		turn(lines, *n);
	return st;
}

/* ---- exercises */

/* Parameters 3 to 6 of SQL_EXERCISES and SQL_EXERCISE_FITS. */
static void
bind_filter(struct store *s, sqlite3_stmt *q, const struct exercise_filter *f)
{
	stmt_bind_text(q, 3, f->category);
	stmt_bind_text(q, 4, f->region);
	stmt_bind_text(q, 5, f->equipment);
	sqlite3_bind_int64(q, 6, query_today(s));
}

struct keeping {
	struct store *s;
	const struct exercise_filter *filter;
	enum status st;
	struct err *err;
};

static bool
keep_exercise(void *arg, int64_t row)
{
	struct keeping *k = arg;
	sqlite3_stmt *q;
	bool fits;

	if (k->st)
		return false;
	k->st = stmt_get(k->s, SQL_EXERCISE_FITS, &q, k->err);
	if (k->st)
		return false;
	sqlite3_bind_int64(q, 1, row);
	bind_filter(k->s, q, k->filter);
	fits = stmt_next(k->s, q, &k->st, k->err);
	stmt_reset(q);
	return fits;
}

/* Reads the rows an answer names. */
static enum status
read_answer(struct store *s, enum entity_id e, const struct search_answer *a, void *rows,
	    int *n, struct err *err)
{
	size_t size = dict_entity(e)->size;
	enum status st = ST_OK;

	for (*n = 0; *n < a->n && !st; (*n)++)
		st = record_get(s, e, a->rows[*n], (char *)rows + (size_t)*n * size, err);
	return st;
}

static enum status
find_exercises(struct store *s, const struct exercise_filter *f, struct exercise *rows,
	       int max, int *n, struct err *err)
{
	struct keeping k = {.s = s, .filter = f, .err = err};
	struct search_ask ask = {.entity = E_EXERCISE,
				 .text = f->text,
				 .max = max,
				 .keep = keep_exercise,
				 .arg = &k};
	struct search_answer answer = {.n = 0};
	bool own = store_read_begin(s);
	enum status st;

	answer.rows = mem_alloc((size_t)max * sizeof *answer.rows);
	st = search_find(s, &ask, &answer, err);
	if (!st)
		st = k.st;
	if (!st)
		st = read_answer(s, E_EXERCISE, &answer, rows, n, err);
	free(answer.rows);
	store_read_end(s, own);
	return st;
}

enum status
query_exercises(struct store *s, const struct exercise_filter *f, struct exercise *rows,
		int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	int64_t above, below;
	enum status st;

	*n = 0;
	if (max <= 0)
		return ST_OK;
	if (f->text[strspn(f->text, " \t")])
		return find_exercises(s, f, rows, max, n, err);
	st = stmt_get(s, SQL_EXERCISES, &q, err);
	if (st)
		return st;
	search_range(E_EXERCISE, &above, &below);
	sqlite3_bind_int64(q, 1, above);
	sqlite3_bind_int64(q, 2, below);
	bind_filter(s, q, f);
	sqlite3_bind_int(q, 7, max);
	return query_rows(s, q, E_EXERCISE, rows, max, n, err);
}

/* ---- codes and words */

static bool
keep_icd10(void *arg, int64_t row)
{
	struct keeping *k = arg;
	sqlite3_stmt *q;
	bool fits;

	if (k->st)
		return false;
	k->st = stmt_get(k->s, SQL_ICD10_FITS, &q, k->err);
	if (k->st)
		return false;
	sqlite3_bind_int64(q, 1, row);
	sqlite3_bind_int64(q, 2, query_today(k->s));
	fits = stmt_next(k->s, q, &k->st, k->err);
	stmt_reset(q);
	return fits;
}

enum status
query_icd10(struct store *s, const char *text, struct icd10 *rows, int max, int *n,
	    bool *more, struct err *err)
{
	struct keeping k = {.s = s, .err = err};
	struct search_ask ask = {.entity = E_ICD10,
				 .text = text,
				 .begins = true,
				 .max = max,
				 .keep = keep_icd10,
				 .arg = &k};
	struct search_answer answer = {.n = 0};
	enum status st;
	bool own;

	*n = 0;
	*more = false;
	if (max <= 0)
		return ST_OK;
	own = store_read_begin(s);
	answer.rows = mem_alloc((size_t)max * sizeof *answer.rows);
	st = search_find(s, &ask, &answer, err);
	if (!st)
		st = k.st;
	if (!st)
		st = read_answer(s, E_ICD10, &answer, rows, n, err);
	*more = answer.more;
	free(answer.rows);
	store_read_end(s, own);
	return st;
}

enum status
query_vocab(struct store *s, const char *kind, struct vocab *rows, int max, int *n,
	    struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_VOCAB, &q, err);

	*n = 0;
	if (st)
		return st;
	stmt_bind_text(q, 1, kind);
	sqlite3_bind_int64(q, 2, query_today(s));
	sqlite3_bind_int(q, 3, max);
	return query_rows(s, q, E_VOCAB, rows, max, n, err);
}

enum status
query_service_codes(struct store *s, int64_t date, struct service_code *rows, int max,
		    int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SERVICE_CODES, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, date);
	sqlite3_bind_int(q, 2, max);
	return query_rows(s, q, E_SERVICE_CODE, rows, max, n, err);
}

static enum status
all_rows(struct store *s, enum sql_id id, enum entity_id e, void *rows, int max, int *n,
	 struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, id, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int(q, 1, max);
	return query_rows(s, q, e, rows, max, n, err);
}

enum status
query_staff(struct store *s, struct staff *rows, int max, int *n, struct err *err)
{
	return all_rows(s, SQL_STAFF_ALL, E_STAFF, rows, max, n, err);
}

enum status
query_payers(struct store *s, struct payer *rows, int max, int *n, struct err *err)
{
	return all_rows(s, SQL_PAYERS_ALL, E_PAYER, rows, max, n, err);
}
