/* access.c - the gate at the doors of the store: rights of who acts, charts opened with a reason. */
#include "store/access.h"

#include "query_priv.h"
#include "store/audit.h"
#include "store/query_person.h"
#include "store/record.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { REASON_MIN = 10 }; /* letters: "x" is no reason */

void
access_act(struct store *s, const char *login, const char *role)
{
	store_set_user(s, login);
	s->access.role = role_of(role);
}

void
access_lift(struct store *s)
{
	s->access.lifted++;
}

void
access_drop(struct store *s)
{
	assert(s->access.lifted > 0);
	s->access.lifted--;
}

bool
access_has(const struct store *s, enum role_area a, enum role_right right)
{
	return !s->access.role || s->access.lifted || role_may(s->access.role, a, right);
}

/* Is there somebody else who can log in and may change staff? */
static enum status
others_manage(struct store *s, int64_t no, bool *any, struct err *err)
{
	char role[32];
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_STAFF_OTHERS, &q, err);

	*any = false;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	while (!*any && stmt_next(s, q, &st, err)) {
		stmt_column_text(q, 0, role, sizeof role);
		*any = role_may(role_of(role), ROLE_SETTINGS, ROLE_WRITE);
	}
	stmt_reset(q);
	return st;
}

enum status
access_keep_manager(struct store *s, const struct staff *is, const struct field *f,
		    struct cell c, struct err *err)
{
	bool closes = !strcmp(f->name, "active") && c.kind == CELL_INT && c.i == 0;
	bool demotes = !strcmp(f->name, "role"), any = true;
	char role[32] = "";
	enum status st = ST_OK;

	if (demotes && c.kind == CELL_TEXT)
		str_format(role, sizeof role, "%.*s", (int)c.n, c.p);
	demotes = demotes && !role_may(role_of(role), ROLE_SETTINGS, ROLE_WRITE);
	if ((closes || demotes) && is->active != 0 && is->password_hash[0] &&
	    role_may(role_of(is->role), ROLE_SETTINGS, ROLE_WRITE))
		st = others_manage(s, is->head.no, &any, err);
	if (!st && !any)
		st = status_fail(err, ST_REFUSED,
				 "%s: %s is the last who may change staff here; make "
				 "another manager first, with a passphrase",
				 f->label, is->login);
	return st;
}

enum status
access_may(struct store *s, enum role_area a, enum role_right right, const char *what,
	   struct err *err)
{
	struct str who = {0};

	if (access_has(s, a, right))
		return ST_OK;
	role_who_may(a, right, &who);
	if (!s->user[0])
		status_fail(err, ST_DENIED, "%s: nobody is logged in", what);
	else
		status_fail(
		    err, ST_DENIED, "%s: %s (%s) may not %s %s; who may: %s", what,
		    s->user,
		    dict_label(E_STAFF, "role",
			       s->access.role->id[0] ? s->access.role->id : "no role"),
		    role_right_name(right), role_area_name(a), str_text(&who));
	str_release(&who);
	return ST_DENIED;
}

/* ---- the patient a row belongs to */

bool
access_leads_up(const struct entity *e, const struct field *f)
{
	enum role_area a;

	if (f->type != FT_REF || f->ref == (int16_t)e->id)
		return false;
	a = role_area_of((enum entity_id)f->ref);
	return a == ROLE_PERSON || a == ROLE_CHART || a == ROLE_PLAN;
}

/* Number and entity of the next row on the way up; false: there is none. */
static bool
step_up(const struct entity *e, const void *row, enum entity_id *up, int64_t *no)
{
	for (size_t i = 0; i < e->n_fields; i++) {
		const struct field *f = &e->fields[i];
		struct cell c = dict_get(f, row);

		if (!access_leads_up(e, f) || c.kind != CELL_INT)
			continue;
		*up = (enum entity_id)f->ref;
		*no = c.i;
		return true;
	}
	return false;
}

int64_t
access_patient(struct store *s, int64_t no)
{
	enum { STEPS_MAX = 6 };
	struct uid id;
	int is = -1;
	enum entity_id e;
	bool on = !record_lookup(s, no, &id, &is, NULL) && is >= 0;

	e = on ? (enum entity_id)is : E_COUNT;
	access_lift(s);
	for (int i = 0; on && e != E_PATIENT && i < STEPS_MAX; i++) {
		void *row = mem_alloc(dict_entity(e)->size);

		on = !record_get(s, e, no, row, NULL) &&
		     step_up(dict_entity(e), row, &e, &no);
		free(row);
	}
	access_drop(s);
	return on && e == E_PATIENT ? no : 0;
}

static bool
is_open(const struct store *s, int64_t patient)
{
	for (int i = 0; i < s->access.n_open; i++)
		if (s->access.open[i] == patient)
			return true;
	return false;
}

enum status
access_read(struct store *s, enum entity_id e, int64_t of, struct err *err)
{
	enum role_area a = role_area_of(e);

	if (access_has(s, a, ROLE_READ) ||
	    (s->access.n_open && role_may(s->access.role, a, ROLE_GLASS) &&
	     is_open(s, access_patient(s, of))))
		return ST_OK;
	return access_may(s, a, ROLE_READ, dict_entity(e)->label, err);
}

bool
access_lists(const struct store *s, enum role_area a, int64_t patient)
{
	return access_has(s, a, ROLE_READ) ||
	       (role_may(s->access.role, a, ROLE_GLASS) && is_open(s, patient));
}

bool
access_reads_chart(struct store *s, int64_t patient)
{
	return access_has(s, ROLE_CHART, ROLE_READ) || is_open(s, patient);
}

/* ---- charts opened with a reason */

static enum status
glass_add(struct store *s, int64_t patient, const char *reason, struct err *err)
{
	unsigned char hash[HASH_SIZE];
	int64_t no = 0;
	sqlite3_stmt *q;
	enum status st = audit_add(s, ACCESS_GLASS, patient, reason, err);

	if (!st)
		st = audit_head(s, &no, hash, err);
	if (!st)
		st = stmt_get(s, SQL_GLASS_ADD, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	sqlite3_bind_int64(q, 2, patient);
	return stmt_run(s, q, err);
}

enum status
access_break_glass(struct store *s, int64_t patient, const char *reason, struct err *err)
{
	int64_t members[ACCESS_OPEN_MAX];
	int n = 0;
	enum status st = query_members(s, patient, members, ACCESS_OPEN_MAX, &n, err);

	reason += strspn(reason, " ");
	if (!st && access_reads_chart(s, patient))
		return ST_OK;
	if (!st)
		st = access_may(s, ROLE_CHART, ROLE_GLASS, "Break-glass", err);
	if (!st && strlen(reason) < REASON_MIN)
		st = status_fail(err, ST_INVALID,
				 "say why you need this chart, in %d letters and more",
				 REASON_MIN);
	if (!st && s->access.n_open + n > ACCESS_OPEN_MAX)
		st = status_fail(err, ST_DENIED,
				 "too many charts are open with a reason: log out first");
	if (!st)
		st = store_begin(s, err);
	if (st)
		return st;
	st = store_end(s, glass_add(s, patient, reason, err), err);
	for (int i = 0; !st && i < n; i++)
		s->access.open[s->access.n_open++] = members[i];
	return st;
}

enum status
access_glasses(struct store *s, struct access_glass *rows, int max, int *n,
	       struct err *err)
{
	sqlite3_stmt *q;
	enum status st = access_may(s, ROLE_AUDIT, ROLE_READ, "Break-glass", err);

	*n = 0;
	if (!st)
		st = stmt_get(s, SQL_GLASS_WAITS, &q, err);
	if (st)
		return st;
	sqlite3_bind_int(q, 1, max);
	while (*n < max && stmt_next(s, q, &st, err)) {
		struct access_glass *g = &rows[(*n)++];

		g->no = sqlite3_column_int64(q, 0);
		g->patient = sqlite3_column_int64(q, 1);
		g->wall_ms = sqlite3_column_int64(q, 2);
		stmt_column_text(q, 3, g->login, sizeof g->login);
		query_name(q, 4, g->name, sizeof g->name);
		stmt_column_text(q, 6, g->reason, sizeof g->reason);
	}
	stmt_reset(q);
	return st;
}

/* The line of the look, and where it stands in the table. */
static enum status
mark_seen(struct store *s, int64_t no, struct err *err)
{
	unsigned char hash[HASH_SIZE];
	int64_t by = 0, patient = 0;
	char detail[32];
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_GLASS_GET, &q, err);

	if (!st)
		sqlite3_bind_int64(q, 1, no);
	if (!st && stmt_next(s, q, &st, err)) {
		patient = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	if (!st && !patient)
		return status_fail(err, ST_NOT_FOUND, "nothing waits at this line");
	str_format(detail, sizeof detail, "line %lld", (long long)no);
	if (!st)
		st = audit_add(s, "glass-seen", patient, detail, err);
	if (!st)
		st = audit_head(s, &by, hash, err);
	if (!st)
		st = stmt_get(s, SQL_GLASS_SEEN, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	sqlite3_bind_int64(q, 2, by);
	return stmt_run(s, q, err);
}

enum status
access_glass_seen(struct store *s, int64_t no, struct err *err)
{
	enum status st = access_may(s, ROLE_AUDIT, ROLE_READ, "Break-glass", err);

	if (!st)
		st = store_begin(s, err);
	return st ? st : store_end(s, mark_seen(s, no, err), err);
}
