/* chart_rows.c - the rows of a chart, read from the clinic: episodes, sessions, reports, visits. */
#include "chart_rows.h"

#include "app/report.h"
#include "store/draft.h"
#include "store/link.h"
#include "store/live.h"
#include "store/query.h"

#include <stdlib.h>
#include <string.h>

enum { EPISODES_MAX = 20, SESSIONS_PAGE = 200 };

int64_t
chart_rows_name(enum chart_kind kind, int64_t no)
{
	return no * 8 + (int64_t)kind + 1;
}

static struct chart_row *
new_row(struct chart_rows *c, enum chart_kind kind, int64_t no)
{
	struct chart_row *r;

	c->rows = mem_room(c->rows, (size_t)c->n, sizeof *c->rows);
	r = &c->rows[c->n++];
	memset(r, 0, sizeof *r);
	r->name = chart_rows_name(kind, no);
	r->kind = kind;
	r->no = no;
	return r;
}

static bool
is_member(const struct chart_rows *c, int64_t patient)
{
	for (int i = 0; i < c->n_members; i++)
		if (c->members[i] == patient)
			return true;
	return false;
}

/* What lies under another chart number of the same person says so, first of all. */
static void
mark_under(struct chart_row *r, const char *under)
{
	char what[sizeof r->what];

	if (!under[0])
		return;
	str_copy(what, sizeof what, r->what);
	str_format(r->what, sizeof r->what, "[%s] %s", under, what);
}

static enum status
load_episodes(struct app *a, struct chart_rows *c, struct err *err)
{
	struct episode_line *lines = mem_alloc(EPISODES_MAX * sizeof *lines);
	int n = 0;
	bool planned = false;
	enum status st =
	    query_episodes(a->store, c->patient, lines, EPISODES_MAX, &n, err);

	c->episode = c->plan = 0;
	for (int i = 0; !st && i < n; i++) {
		struct chart_row *r = new_row(c, CHART_EPISODE, lines[i].no);

		r->plan = lines[i].plan;
		r->open = lines[i].closed == DICT_NONE;
		date_text(lines[i].opened, r->date);
		str_format(r->what, sizeof r->what, "%s  %s", lines[i].title,
			   lines[i].diagnosis);
		mark_under(r, lines[i].under);
		str_format(r->more, sizeof r->more, "%s%lld visit%s%s",
			   r->open ? "" : "closed, ", (long long)lines[i].visits,
			   lines[i].visits == 1 ? "" : "s", r->plan ? "" : ", NO PLAN");
		if (r->open && (!c->episode || (r->plan && !planned))) {
			c->episode = r->no;
			c->plan = r->plan;
			planned = r->plan != 0;
		}
	}
	free(lines);
	return st;
}

static enum status
load_live(struct app *a, struct chart_rows *c, struct err *err)
{
	enum { LIVE_MAX = 60 };
	struct live *lines = mem_alloc(LIVE_MAX * sizeof *lines);
	int n = 0;
	enum status st = live_list(a->store, lines, LIVE_MAX, &n, err);

	for (int i = 0; !st && i < n; i++) {
		struct chart_row *r;

		if (!is_member(c, lines[i].patient))
			continue;
		r = new_row(c, CHART_LIVE, lines[i].no);
		r->open = !lines[i].finished;
		date_text(lines[i].service_date, r->date);
		str_copy(r->what, sizeof r->what,
			 r->open ? "Session RUNNING: Enter goes on"
				 : "Session NOT SIGNED: Enter");
		if (lines[i].patient != c->patient)
			mark_under(r, lines[i].chart_no);
		str_copy(r->more, sizeof r->more, lines[i].therapist_name);
	}
	free(lines);
	return st;
}

/* Reports that were begun and wait for a signature. */
static enum status
load_drafts(struct app *a, struct chart_rows *c, struct err *err)
{
	enum { DRAFTS_MAX = 60 };
	struct draft *rows = mem_alloc(DRAFTS_MAX * sizeof *rows);
	int n = 0;
	enum status st = draft_list(a->store, rows, DRAFTS_MAX, &n, err);

	for (int i = 0; i < n && !st; i++) {
		struct chart_row *r;

		if (!is_member(c, rows[i].patient) ||
		    !strcmp(rows[i].kind, REPORT_HAND_OVER))
			continue;
		r = new_row(c, CHART_DRAFT, rows[i].no);
		date_text(rows[i].day, r->date);
		str_format(r->what, sizeof r->what, "%s NOT SIGNED: Enter",
			   report_label(rows[i].kind));
		if (rows[i].patient != c->patient)
			mark_under(r, rows[i].chart_no);
	}
	free(rows);
	return st;
}

/* A clinic that exchanges bundles with a head office tells of each visit whether it is there. */
static enum status
look_for_office(struct app *a, struct chart_rows *c, struct err *err)
{
	struct link_peer *peers = mem_alloc(LINK_PEERS_MAX * sizeof *peers);
	int n = 0;
	enum status st = link_peers(a->store, peers, LINK_PEERS_MAX, &n, err);

	c->office = false;
	for (int i = 0; i < n && !st; i++)
		c->office = c->office || peers[i].hub;
	free(peers);
	return st;
}

static enum status
load_sessions(struct app *a, struct chart_rows *c, struct err *err)
{
	struct session_line *lines = mem_alloc(SESSIONS_PAGE * sizeof *lines);
	int n = 0;
	enum status st =
	    query_sessions(a->store, c->patient, 0, lines, SESSIONS_PAGE, &n, err);

	for (int i = 0; !st && i < n; i++) {
		struct chart_row *r = new_row(c, CHART_SESSION, lines[i].no);
		struct str pain = {0};

		r->note = lines[i].note;
		if (c->office)
			st = link_since(a->store, "", lines[i].no, &r->since, err);
		date_text(lines[i].service_date, r->date);
		if (lines[i].pain_before != DICT_NONE)
			str_addf(&pain, "  pain %lld", (long long)lines[i].pain_before);
		if (lines[i].pain_after != DICT_NONE)
			str_addf(&pain, "%s%lld", pain.n ? ">" : "  pain after ",
				 (long long)lines[i].pain_after);
		str_format(
		    r->what, sizeof r->what, "%s%lld min%s  %s  %lld exercise%s",
		    lines[i].is_void ? "VOID  " : "",
		    (long long)(lines[i].total_min == DICT_NONE ? 0 : lines[i].total_min),
		    str_text(&pain), lines[i].codes, (long long)lines[i].exercises,
		    lines[i].exercises == 1 ? "" : "s");
		mark_under(r, lines[i].under);
		str_copy(r->more, sizeof r->more, lines[i].treated);
		str_release(&pain);
	}
	free(lines);
	return st;
}

enum status
chart_rows_load(struct app *a, struct chart_rows *c, struct err *err)
{
	enum status st;

	c->n = 0;
	st = query_members(a->store, c->patient, c->members, PERSON_MAX, &c->n_members,
			   err);
	if (!st)
		st = load_episodes(a, c, err);
	if (!st)
		st = load_live(a, c, err);
	if (!st)
		st = load_drafts(a, c, err);
	if (!st)
		st = look_for_office(a, c, err);
	return st ? st : load_sessions(a, c, err);
}

void
chart_rows_release(struct chart_rows *c)
{
	free(c->rows);
}
