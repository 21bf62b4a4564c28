/* query_similar.c - patients likely to be the same person: keys find some, each is scored. */
#include "base/utf8.h"
#include "core/dict.h"
#include "likeness.h"
#include "query_priv.h"

#include <stdlib.h>
#include <string.h>

enum {
	BLOCK_MAX = 4000, /* candidates of one key that are looked at */
	KEPT_MAX = 64,	  /* best ones that are kept */
};

struct similar {
	struct store *s;
	struct likeness wanted;
	int64_t self; /* never its own double */
	struct {
		int64_t row;
		int score;
	} best[KEPT_MAX];
	int n;
};

/* ---- the best so far */

static bool
is_known(const struct similar *m, int64_t row)
{
	for (int i = 0; i < m->n; i++)
		if (m->best[i].row == row)
			return true;
	return false;
}

static void
keep(struct similar *m, int64_t row, int score)
{
	int at = m->n;

	if (at == KEPT_MAX && score <= m->best[at - 1].score)
		return;
	if (is_known(m, row))
		return;
	if (at == KEPT_MAX)
		at--;
	else
		m->n++;
	for (; at > 0 && m->best[at - 1].score < score; at--)
		m->best[at] = m->best[at - 1];
	m->best[at].row = row;
	m->best[at].score = score;
}

static const char *
text(sqlite3_stmt *q, int col)
{
	const char *p = (const char *)sqlite3_column_text(q, col);

	return p ? p : "";
}

/* Scores every row of a statement with columns row, key1, key2, birth, phone. */
static enum status
weigh(struct similar *m, sqlite3_stmt *q, struct err *err)
{
	enum status st;

	while (stmt_next(m->s, q, &st, err)) {
		int64_t row = sqlite3_column_int64(q, 0);
		struct likeness other = {.family = text(q, 1),
					 .given = text(q, 2),
					 .birth = stmt_column_int(q, 3),
					 .phone = text(q, 4)};
		int score = likeness_score(&m->wanted, &other);

		if (score >= LIKENESS_MIN && row != m->self)
			keep(m, row, score);
	}
	return st;
}

/* ---- keys */

static enum status
by_birth(struct similar *m, int64_t birth, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(m->s, SQL_SIMILAR_BIRTH, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, birth);
	sqlite3_bind_int(q, 2, BLOCK_MAX);
	return weigh(m, q, err);
}

/* The day itself, day and month exchanged, one digit wrong. */
static enum status
by_births(struct similar *m, struct err *err)
{
	int64_t b = m->wanted.birth;
	int64_t turned = b / 10000 * 10000 + b % 100 * 100 + b / 100 % 100;
	enum status st;

	if (b == DICT_NONE)
		return ST_OK;
	st = by_birth(m, b, err);
	if (!st && turned != b && date_valid(turned))
		st = by_birth(m, turned, err);
	for (int64_t place = 1; place <= 1000000 && !st; place *= 10) {
		int64_t digit = b / place % 10;

		for (int64_t d = 0; d < 10 && !st; d++) {
			int64_t other = b + (d - digit) * place;

			if (d != digit && date_valid_partial(other))
				st = by_birth(m, other, err);
		}
	}
	return st;
}

static enum status
by_phone(struct similar *m, struct err *err)
{
	sqlite3_stmt *q;
	enum status st;

	if (strlen(m->wanted.phone) < 5)
		return ST_OK;
	st = stmt_get(m->s, SQL_SIMILAR_PHONE, &q, err);
	if (st)
		return st;
	stmt_bind_text(q, 1, m->wanted.phone);
	sqlite3_bind_int(q, 2, BLOCK_MAX);
	return weigh(m, q, err);
}

/* First k characters of a name; the whole name when it is shorter. */
static void
prefix(const char *name, int k, char *out, size_t size)
{
	size_t n = 0, len = strlen(name);

	for (; k > 0 && n < len; k--) {
		uint32_t cp;
		size_t step = utf8_decode(name + n, len - n, &cp);

		n += step ? step : 1;
	}
	str_format(out, size, "%.*s", (int)n, name);
}

/* Rows whose family (given) name begins with some text. */
static enum status
by_begin(struct similar *m, enum sql_id id, const char *begin, struct err *err)
{
	sqlite3_stmt *q;
	char behind[160];
	enum status st;

	if (!begin[0])
		return ST_OK;
	st = stmt_get(m->s, id, &q, err);
	if (st)
		return st;
	str_format(behind, sizeof behind, "%s\xF4\x8F\xBF\xBF", begin);
	sqlite3_bind_text(q, 1, begin, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 2, behind, -1, SQLITE_STATIC);
	sqlite3_bind_int(q, 3, BLOCK_MAX);
	return weigh(m, q, err);
}

/* A typed name may be either name of the other row, and its begin may hold the error: its first
 * word as family and as given name. */
static enum status
by_name(struct similar *m, const char *name, struct err *err)
{
	char begin[140];
	enum status st;

	prefix(name, 4, begin, sizeof begin);
	st = by_begin(m, SQL_SIMILAR_KEY1, begin, err);
	return st ? st : by_begin(m, SQL_SIMILAR_KEY2, begin, err);
}

static enum status
find(struct similar *m, struct err *err)
{
	enum status st = by_births(m, err);

	if (!st)
		st = by_phone(m, err);
	if (!st)
		st = by_name(m, m->wanted.family, err);
	return st ? st : by_name(m, m->wanted.given, err);
}

static void
digits(const char *in, struct str *out)
{
	for (; *in; in++)
		if (*in >= '0' && *in <= '9')
			str_add_c(out, *in);
}

enum status
query_similar(struct store *s, const struct patient *p, struct patient_line *lines,
	      int max, int *n, struct err *err)
{
	struct str family = {0}, given = {0}, phone = {0};
	struct similar m = {.s = s, .self = p->head.no};
	bool own = store_read_begin(s);
	enum status st;

	*n = 0;
	utf8_fold(&family, p->family_name, strlen(p->family_name));
	utf8_fold(&given, p->given_name, strlen(p->given_name));
	digits(p->phone, &phone);
	m.wanted = (struct likeness){.family = str_text(&family),
				     .given = str_text(&given),
				     .phone = str_text(&phone),
				     .birth = p->birth_date};
	st = find(&m, err);
	for (int i = 0; i < m.n && *n < max && !st; i++) {
		st = query_patient(s, m.best[i].row, &lines[*n], err);
		if (st)
			break;
		lines[(*n)++].score = m.best[i].score;
	}
	store_read_end(s, own);
	str_release(&family);
	str_release(&given);
	str_release(&phone);
	return st;
}
