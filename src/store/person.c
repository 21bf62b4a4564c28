/* person.c - keeps the clusters of patients that are one person beside the verdicts on pairs. */
#include "person.h"

#include "core/dict_rows.h"
#include "store/record.h"
#include "store_priv.h"

#include <stdlib.h>
#include <string.h>

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS person(\n"
    "	patient INTEGER PRIMARY KEY,     -- row.no\n"
    "	head INTEGER NOT NULL            -- row.no of the member with the lowest id\n"
    ") STRICT;\n"
    "CREATE INDEX IF NOT EXISTS person_head ON person(head);\n"
    "CREATE TABLE IF NOT EXISTS suspect(\n"
    "	first INTEGER NOT NULL,          -- row.no of a patient\n"
    "	second INTEGER NOT NULL,         -- row.no of a patient, the larger one\n"
    "	score INTEGER NOT NULL,          -- likeness when they were compared\n"
    "	PRIMARY KEY(first, second)\n"
    ") WITHOUT ROWID, STRICT;\n"
    "CREATE INDEX IF NOT EXISTS suspect_by_score ON suspect(score);\n";

enum status
person_make(struct store *s, struct err *err)
{
	return stmt_script(s, tables, err);
}

bool
person_wants(enum entity_id e)
{
	return e == E_SAME_PERSON;
}

/* ---- sets of patients; a person is registered a few times at most */

struct group {
	int64_t *no;
	size_t n;
};

static bool
holds(const struct group *g, int64_t no)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->no[i] == no)
			return true;
	return false;
}

static void
put(struct group *g, int64_t no)
{
	if (holds(g, no))
		return;
	g->no = mem_room(g->no, g->n, sizeof *g->no);
	g->no[g->n++] = no;
}

/* Adds the first column of every row of a statement. */
static enum status
put_all(struct store *s, enum sql_id id, int64_t arg, struct group *g, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, id, &q, err);

	if (st)
		return st;
	if (sqlite3_bind_parameter_count(q))
		sqlite3_bind_int64(q, 1, arg);
	while (stmt_next(s, q, &st, err))
		put(g, sqlite3_column_int64(q, 0));
	return st;
}

/* ---- clusters as the verdicts make them */

/* Adds everybody who is directly the same person as a patient. */
static enum status
put_partners(struct store *s, int64_t patient, struct group *g, struct err *err)
{
	struct group same = {0}, not = {0};
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_PERSON_PARTNERS, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	while (stmt_next(s, q, &st, err)) {
		const char *verdict = (const char *)sqlite3_column_text(q, 1);

		if (verdict && strcmp(verdict, "open") != 0)
			put(!strcmp(verdict, "same") ? &same : &not,
			    sqlite3_column_int64(q, 0));
	}
	for (size_t i = 0; i < same.n; i++)
		if (!holds(&not, same.no[i]))
			put(g, same.no[i]);
	free(same.no);
	free(not .no);
	return st;
}

static enum status
cluster_of(struct store *s, int64_t patient, struct group *g, struct err *err)
{
	enum status st = ST_OK;

	put(g, patient);
	for (size_t i = 0; i < g->n && !st; i++)
		st = put_partners(s, g->no[i], g, err);
	return st;
}

/* The member with the lowest id: the same one on every site. */
static enum status
head_of(struct store *s, const struct group *g, int64_t *head, struct err *err)
{
	struct uid best, id;
	enum status st = record_id(s, g->no[0], &best, err);

	*head = g->no[0];
	for (size_t i = 1; i < g->n && !st; i++) {
		st = record_id(s, g->no[i], &id, err);
		if (!st && uid_cmp(&id, &best) < 0) {
			best = id;
			*head = g->no[i];
		}
	}
	return st;
}

static enum status
run(struct store *s, enum sql_id id, int64_t a, int64_t b, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, id, &q, err);

	if (st)
		return st;
	if (sqlite3_bind_parameter_count(q) > 0)
		sqlite3_bind_int64(q, 1, a);
	if (sqlite3_bind_parameter_count(q) > 1)
		sqlite3_bind_int64(q, 2, b);
	return stmt_run(s, q, err);
}

static enum status
write_cluster(struct store *s, const struct group *g, struct err *err)
{
	int64_t head;
	enum status st = head_of(s, g, &head, err);

	for (size_t i = 0; i < g->n && !st; i++)
		st = run(s, SQL_PERSON_GO, g->no[i], 0, err);
	for (size_t i = 0; i < g->n && g->n > 1 && !st; i++)
		st = run(s, SQL_PERSON_ADD, g->no[i], head, err);
	return st;
}

/* Makes the clusters of these patients anew. */
static enum status
refresh(struct store *s, const struct group *seeds, struct err *err)
{
	struct group done = {0};
	enum status st = ST_OK;

	for (size_t i = 0; i < seeds->n && !st; i++) {
		struct group g = {0};

		if (holds(&done, seeds->no[i]))
			continue;
		st = cluster_of(s, seeds->no[i], &g, err);
		if (!st)
			st = write_cluster(s, &g, err);
		for (size_t k = 0; k < g.n && g.n > 1; k++)
			put(&done, g.no[k]);
		free(g.no);
	}
	free(done.no);
	return st;
}

/* Whoever was in the cluster of either has to be looked at: it may fall apart. */
enum status
person_row_changed(struct store *s, enum entity_id e, const void *row, struct err *err)
{
	const struct same_person *p = row;
	struct group seeds = {0};
	enum status st;

	if (!person_wants(e))
		return ST_OK;
	put(&seeds, p->first);
	put(&seeds, p->second);
	st = put_all(s, SQL_PERSON_OF, p->first, &seeds, err);
	if (!st)
		st = put_all(s, SQL_PERSON_OF, p->second, &seeds, err);
	if (!st)
		st = refresh(s, &seeds, err);
	free(seeds.no);
	return st;
}

/* Every patient with a verdict or in a cluster; sorted and without doubles. */
static enum status
all_seeds(struct store *s, struct group *g, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_PERSON_SEEDS, &q, err);

	while (!st && stmt_next(s, q, &st, err)) {
		g->no = mem_room(g->no, g->n, sizeof *g->no);
		g->no[g->n++] = sqlite3_column_int64(q, 0);
	}
	return st;
}

/* Each seed's cluster is written as often as it has seeds: a person has few. */
enum status
person_refill(struct store *s, struct err *err)
{
	struct group seeds = {0};
	enum status st = person_make(s, err);

	if (!st)
		st = run(s, SQL_PERSON_EMPTY, 0, 0, err);
	if (!st)
		st = all_seeds(s, &seeds, err);
	for (size_t i = 0; i < seeds.n && !st; i++)
		st = refresh(s, &(struct group){&seeds.no[i], 1}, err);
	free(seeds.no);
	return st;
}

/* ---- check-up */

static enum status
check_one(struct store *s, int64_t patient, int64_t *n, struct err *err)
{
	struct group g = {0}, held = {0}, head = {0};
	int64_t should = 0;
	enum status st = cluster_of(s, patient, &g, err);

	if (!st && g.n > 1)
		st = head_of(s, &g, &should, err);
	if (!st)
		st = put_all(s, SQL_PERSON_OF, patient, &held, err);
	if (!st)
		st = put_all(s, SQL_PERSON_HEAD, patient, &head, err);
	if (!st && (held.n != (g.n > 1 ? g.n : 0) || (head.n ? head.no[0] : 0) != should))
		st = status_fail(err, ST_CORRUPT,
				 "who is the same person as patient %lld is not what the "
				 "verdicts say",
				 (long long)patient);
	*n += (int64_t)(held.n > 1);
	free(g.no);
	free(held.no);
	free(head.no);
	return st;
}

enum status
person_check(struct store *s, int64_t *n, struct err *err)
{
	struct group seeds = {0};
	enum status st = all_seeds(s, &seeds, err);

	*n = 0;
	for (size_t i = 0; i < seeds.n && !st; i++)
		st = check_one(s, seeds.no[i], n, err);
	free(seeds.no);
	return st;
}
