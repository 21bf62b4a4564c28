/* live.c - sessions not yet signed: one committed row per event. */
#include "store/live.h"

#include "store/access.h"
#include "store_priv.h"

#include <assert.h>
#include <string.h>

static const char *const kind_names[] = {
#define KIND_NAME(NAME, text, meaning) [SEV_##NAME] = text,
    SESSION_EVENTS(KIND_NAME)
#undef KIND_NAME
};

_Static_assert(sizeof kind_names / sizeof kind_names[0] == SEV_COUNT,
	       "one name per kind of event");

static int
kind_named(const char *name)
{
	for (int i = 0; i < SEV_COUNT; i++)
		if (!strcmp(kind_names[i], name))
			return i;
	return -1;
}

static void
bind_ref(sqlite3_stmt *q, int at, int64_t no)
{
	if (no)
		sqlite3_bind_int64(q, at, no);
}

static enum status
gone(struct err *err)
{
	return status_fail(err, ST_NOT_FOUND,
			   "this session is no longer open; it was signed or discarded");
}

static enum status
begin(struct store *s, struct err *err)
{
	enum status st = access_may(s, ROLE_SESSION, ROLE_WRITE, "Running session", err);

	return st ? st : store_begin(s, err);
}

static enum status
may_read(struct store *s, struct err *err)
{
	return access_may(s, ROLE_SESSION, ROLE_READ, "Running session", err);
}

/* Commits when all went well, else undoes everything since begin. */
static enum status
end(struct store *s, enum status st, struct err *err)
{
	if (!st)
		return store_commit(s, err);
	store_cancel(s);
	return st;
}

/* ---- opening and listing */

static enum status
insert(struct store *s, struct live *l, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_LIVE_ADD, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, l->patient);
	bind_ref(q, 2, l->episode);
	bind_ref(q, 3, l->plan);
	bind_ref(q, 4, l->therapist);
	bind_ref(q, 5, l->appointment);
	sqlite3_bind_int64(q, 6, l->service_date);
	sqlite3_bind_int64(q, 7, clock_wall(store_environment(s)->clock));
	st = stmt_run(s, q, err);
	l->no = sqlite3_last_insert_rowid(s->db);
	return st;
}

enum status
live_open(struct store *s, struct live *l, struct err *err)
{
	enum status st = begin(s, err);

	if (st)
		return st;
	st = end(s, insert(s, l, err), err);
	if (st)
		l->no = 0;
	return st;
}

static void
read_line(sqlite3_stmt *q, struct live *l)
{
	const char *given = (const char *)sqlite3_column_text(q, 10);

	*l = (struct live){
	    .no = sqlite3_column_int64(q, 0),
	    .patient = sqlite3_column_int64(q, 1),
	    .episode = sqlite3_column_int64(q, 2),
	    .plan = sqlite3_column_int64(q, 3),
	    .therapist = sqlite3_column_int64(q, 4),
	    .appointment = sqlite3_column_int64(q, 5),
	    .service_date = sqlite3_column_int64(q, 6),
	    .finished = sqlite3_column_int64(q, 7) != 0,
	    .last_wall_ms = sqlite3_column_int64(q, 8),
	};
	str_format(l->patient_name, sizeof l->patient_name, "%s%s%s",
		   (const char *)sqlite3_column_text(q, 9), given ? ", " : "",
		   given ? given : "");
	stmt_column_text(q, 11, l->chart_no, sizeof l->chart_no);
	stmt_column_text(q, 12, l->therapist_name, sizeof l->therapist_name);
}

enum status
live_list(struct store *s, struct live *lines, int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_LIVE_LIST, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int(q, 1, max);
	while (*n < max && stmt_next(s, q, &st, err)) {
		read_line(q, &lines[*n]);
		*n += access_lists(s, ROLE_SESSION, lines[*n].patient);
	}
	stmt_reset(q);
	return st;
}

enum status
live_get(struct store *s, int64_t live, struct live *l, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_LIVE_GET, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, live);
	if (!stmt_next(s, q, &st, err))
		return st ? st : gone(err);
	read_line(q, l);
	stmt_reset(q);
	return access_lists(s, ROLE_SESSION, l->patient) ? ST_OK : may_read(s, err);
}

/* ---- events */

static enum status
count_events(struct store *s, int64_t live, int64_t *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_LIVE_COUNT, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, live);
	if (!stmt_next(s, q, &st, err))
		return st ? st : gone(err);
	*n = sqlite3_column_int64(q, 0);
	stmt_reset(q);
	return ST_OK;
}

static enum status
insert_event(struct store *s, int64_t live, int64_t seq, const struct session_event *e,
	     struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_LIVE_EVENT_ADD, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, live);
	sqlite3_bind_int64(q, 2, seq);
	sqlite3_bind_text(q, 3, kind_names[e->kind], -1, SQLITE_STATIC);
	sqlite3_bind_int(q, 4, e->item);
	sqlite3_bind_int64(q, 5, e->n);
	if (e->text)
		sqlite3_bind_text(q, 6, e->text, -1, SQLITE_STATIC);
	sqlite3_bind_int64(q, 7, e->boot_ms);
	sqlite3_bind_text(q, 8, e->boot ? e->boot : "", -1, SQLITE_STATIC);
	sqlite3_bind_int64(q, 9, e->wall_ms);
	bind_ref(q, 10, e->staff);
	return stmt_run(s, q, err);
}

static enum status
set_finished(struct store *s, int64_t live, bool finished, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_LIVE_FINISHED, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, live);
	sqlite3_bind_int(q, 2, finished);
	return stmt_run(s, q, err);
}

static enum status
add(struct store *s, int64_t live, int64_t expected, const struct session_event *e,
    struct err *err)
{
	int64_t n = 0;
	enum status st = count_events(s, live, &n, err);

	if (!st && n != expected)
		st = status_fail(err, ST_STALE,
				 "this session went on at another terminal; what "
				 "happened there is shown now, press the key again");
	if (!st)
		st = insert_event(s, live, n + 1, e, err);
	if (!st && (e->kind == SEV_FINISH || e->kind == SEV_REOPEN))
		st = set_finished(s, live, e->kind == SEV_FINISH, err);
	return st;
}

enum status
live_add(struct store *s, int64_t live, int64_t expected, const struct session_event *e,
	 struct err *err)
{
	enum status st = begin(s, err);

	assert((unsigned)e->kind < SEV_COUNT);
	return st ? st : end(s, add(s, live, expected, e, err), err);
}

enum status
live_events(struct store *s, int64_t live, int64_t from,
	    bool (*each)(void *arg, const struct session_event *e), void *arg,
	    struct err *err)
{
	sqlite3_stmt *q;
	enum status st = may_read(s, err);

	if (!st)
		st = stmt_get(s, SQL_LIVE_EVENTS, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, live);
	sqlite3_bind_int64(q, 2, from);
	while (stmt_next(s, q, &st, err)) {
		const char *name = (const char *)sqlite3_column_text(q, 0);
		int kind = name ? kind_named(name) : -1;
		struct session_event e = {
		    .item = sqlite3_column_int(q, 1),
		    .n = sqlite3_column_int64(q, 2),
		    .text = (const char *)sqlite3_column_text(q, 3),
		    .boot_ms = sqlite3_column_int64(q, 4),
		    .boot = (const char *)sqlite3_column_text(q, 5),
		    .wall_ms = sqlite3_column_int64(q, 6),
		    .staff = sqlite3_column_int64(q, 7),
		};

		if (kind < 0) {
			st = status_fail(err, ST_NEWER,
					 "this session holds an event \"%s\" of a newer "
					 "limber; go on there",
					 name ? name : "");
			break;
		}
		e.kind = (enum session_event_kind)kind;
		if (!each(arg, &e))
			break;
	}
	stmt_reset(q);
	return st;
}

/* ---- typed sections */

static enum status
set_text(struct store *s, int64_t live, enum live_text which, const char *text,
	 struct err *err)
{
	sqlite3_stmt *q;
	int64_t n;
	enum status st = count_events(s, live, &n, err);

	if (!st)
		st = stmt_get(s, SQL_LIVE_TEXT_SET, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, live);
	sqlite3_bind_int(q, 2, (int)which);
	sqlite3_bind_text(q, 3, text, -1, SQLITE_STATIC);
	return stmt_run(s, q, err);
}

enum status
live_text_get(struct store *s, int64_t live, enum live_text which, struct str *text,
	      struct err *err)
{
	sqlite3_stmt *q;
	enum status st = may_read(s, err);

	if (!st)
		st = stmt_get(s, SQL_LIVE_TEXT_GET, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, live);
	sqlite3_bind_int(q, 2, (int)which);
	if (stmt_next(s, q, &st, err)) {
		str_add(text, (const char *)sqlite3_column_text(q, 0));
		stmt_reset(q);
	}
	return st;
}

static enum status
compare_text(struct store *s, int64_t live, enum live_text which, struct str *seen,
	     const char *text, struct err *err)
{
	struct str now = {0};
	enum status st = live_text_get(s, live, which, &now, err);

	if (!st)
		st = draft_seen(&now, seen, text, err);
	str_release(&now);
	return st;
}

enum status
live_text_set(struct store *s, int64_t live, enum live_text which, struct str *seen,
	      const char *text, struct err *err)
{
	enum status st = begin(s, err);

	assert((unsigned)which < LIVE_TEXT_COUNT ||
	       (which >= LIVE_CHOICE && which < LIVE_CHOICE + SESSION_ITEMS_MAX) ||
	       (which >= LIVE_RHYTHM && which < LIVE_RHYTHM + SESSION_ITEMS_MAX));
	if (st)
		return st;
	if (seen)
		st = compare_text(s, live, which, seen, text, err);
	if (!st)
		st = set_text(s, live, which, text, err);
	st = end(s, st, err);
	if (!st && seen) {
		str_clear(seen);
		str_add(seen, text);
	}
	return st;
}

/* ---- the end */

static enum status
run_live(struct store *s, enum sql_id id, int64_t live, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, id, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, live);
	return stmt_run(s, q, err);
}

static enum status
remove_all(struct store *s, int64_t live, struct err *err)
{
	int64_t n;
	enum status st = count_events(s, live, &n, err);

	if (!st)
		st = run_live(s, SQL_LIVE_EVENTS_GO, live, err);
	if (!st)
		st = run_live(s, SQL_LIVE_TEXTS_GO, live, err);
	return st ? st : run_live(s, SQL_LIVE_GO, live, err);
}

enum status
live_remove(struct store *s, int64_t live, struct err *err)
{
	enum status st = begin(s, err);

	return st ? st : end(s, remove_all(s, live, err), err);
}
