/* scr_chart.c - one patient: who it is, the episodes, the visits. */
#include "app/aid.h"
#include "app/care.h"
#include "app/goals.h"
#include "app/precautions.h"
#include "app/report.h"
#include "book.h"
#include "plan_lines.h"
#include "store/audit.h"
#include "store/live.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/list.h"
#include "tui/nav.h"
#include "tui/start.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { EPISODES_MAX = 20, SESSIONS_PAGE = 200, HEAD_ROWS = 4 };

enum chart_kind { CHART_EPISODE, CHART_LIVE, CHART_SESSION, CHART_DRAFT };

struct chart_row {
	int64_t name;
	enum chart_kind kind;
	int64_t no, plan, note;
	bool open;
	char date[DATE_TEXT_SIZE], what[120], more[60];
};

struct chart_screen {
	struct patient patient;
	char payer[61];
	char goals[40];	       /* "Goals 1 of 3 met", "" none */
	char precautions[160]; /* one line of the head, "" none */
	struct str aids;       /* one line of the head, "" none */
	struct plan_head plan; /* of the episode meant */
	struct list list;
	struct chart_row *rows;
	int n;
	int64_t plan_no; /* of that episode, 0 none */
	int64_t episode; /* the open one with a plan, else the newest open one; 0 none */
};

static struct chart_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- rows */

static int64_t
row_name(enum chart_kind kind, int64_t no)
{
	return no * 8 + (int64_t)kind + 1;
}

static struct chart_row *
new_row(struct chart_screen *c, enum chart_kind kind, int64_t no)
{
	struct chart_row *r;

	c->rows = mem_room(c->rows, (size_t)c->n, sizeof *c->rows);
	r = &c->rows[c->n++];
	memset(r, 0, sizeof *r);
	r->name = row_name(kind, no);
	r->kind = kind;
	r->no = no;
	return r;
}

static enum status
load_episodes(struct screen *s, struct err *err)
{
	struct chart_screen *c = state(s);
	struct episode_line *lines = mem_alloc(EPISODES_MAX * sizeof *lines);
	int n = 0;
	bool planned = false;
	enum status st = query_episodes(app(s)->store, c->patient.head.no, lines,
					EPISODES_MAX, &n, err);

	c->episode = c->plan_no = 0;
	for (int i = 0; !st && i < n; i++) {
		struct chart_row *r = new_row(c, CHART_EPISODE, lines[i].no);

		r->plan = lines[i].plan;
		r->open = lines[i].closed == DICT_NONE;
		date_text(lines[i].opened, r->date);
		str_format(r->what, sizeof r->what, "%s  %s", lines[i].title,
			   lines[i].diagnosis);
		str_format(r->more, sizeof r->more, "%s%lld visit%s%s",
			   r->open ? "" : "closed, ", (long long)lines[i].visits,
			   lines[i].visits == 1 ? "" : "s", r->plan ? "" : ", NO PLAN");
		if (r->open && (!c->episode || (r->plan && !planned))) {
			c->episode = r->no;
			c->plan_no = r->plan;
			planned = r->plan != 0;
		}
	}
	free(lines);
	return st;
}

static enum status
load_live(struct screen *s, struct err *err)
{
	enum { LIVE_MAX = 60 };
	struct chart_screen *c = state(s);
	struct live *lines = mem_alloc(LIVE_MAX * sizeof *lines);
	int n = 0;
	enum status st = live_list(app(s)->store, lines, LIVE_MAX, &n, err);

	for (int i = 0; !st && i < n; i++) {
		struct chart_row *r;

		if (lines[i].patient != c->patient.head.no)
			continue;
		r = new_row(c, CHART_LIVE, lines[i].no);
		r->open = !lines[i].finished;
		date_text(lines[i].service_date, r->date);
		str_copy(r->what, sizeof r->what,
			 r->open ? "Session RUNNING: Enter goes on"
				 : "Session NOT SIGNED: Enter");
		str_copy(r->more, sizeof r->more, lines[i].therapist_name);
	}
	free(lines);
	return st;
}

/* Reports that were begun and wait for a signature. */
static enum status
load_drafts(struct screen *s, struct err *err)
{
	enum { DRAFTS_MAX = 60 };
	struct draft *rows = mem_alloc(DRAFTS_MAX * sizeof *rows);
	int n = 0;
	enum status st = draft_list(app(s)->store, rows, DRAFTS_MAX, &n, err);

	for (int i = 0; i < n && !st; i++) {
		struct chart_row *r;

		if (rows[i].patient != state(s)->patient.head.no ||
		    !strcmp(rows[i].kind, REPORT_HAND_OVER))
			continue;
		r = new_row(state(s), CHART_DRAFT, rows[i].no);
		date_text(rows[i].day, r->date);
		str_format(r->what, sizeof r->what, "%s NOT SIGNED: Enter",
			   report_label(rows[i].kind));
	}
	free(rows);
	return st;
}

static enum status
load_sessions(struct screen *s, struct err *err)
{
	struct chart_screen *c = state(s);
	struct session_line *lines = mem_alloc(SESSIONS_PAGE * sizeof *lines);
	int n = 0;
	enum status st = query_sessions(app(s)->store, c->patient.head.no, 0, lines,
					SESSIONS_PAGE, &n, err);

	for (int i = 0; !st && i < n; i++) {
		struct chart_row *r = new_row(c, CHART_SESSION, lines[i].no);
		struct str pain = {0};

		r->note = lines[i].note;
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
		str_copy(r->more, sizeof r->more, lines[i].therapist);
		str_release(&pain);
	}
	free(lines);
	return st;
}

static enum status
load_all(struct screen *s, struct err *err)
{
	struct chart_screen *c = state(s);
	struct payer payer;
	enum status st =
	    record_get(app(s)->store, E_PATIENT, c->patient.head.no, &c->patient, err);

	c->n = 0;
	c->payer[0] = '\0';
	str_clear(&c->aids);
	if (!st)
		st = precautions_line(app(s), c->patient.head.no, c->precautions,
				      sizeof c->precautions, err);
	if (!st)
		st = aid_head(app(s), c->patient.head.no, &c->aids, err);
	if (!st)
		st = goals_summary(app(s), c->patient.head.no, c->goals, sizeof c->goals,
				   err);
	if (!st)
		st = load_episodes(s, err);
	memset(&c->plan, 0, sizeof c->plan);
	if (!st && c->plan_no)
		st = plan_head_of(app(s), c->plan_no, &c->plan, err);
	if (!st)
		st = load_live(s, err);
	if (!st)
		st = load_drafts(s, err);
	if (!st)
		st = load_sessions(s, err);
	if (!st && c->patient.payer != DICT_NONE) {
		st = record_get(app(s)->store, E_PAYER, c->patient.payer, &payer, err);
		if (!st)
			str_copy(c->payer, sizeof c->payer, payer.name);
	}
	return st;
}

/* As one reading: the database is locked once, and no other program's change falls between. */
static enum status
load(struct screen *s, struct err *err)
{
	bool own = store_read_begin(app(s)->store);
	enum status st = load_all(s, err);

	store_read_end(app(s)->store, own);
	return st;
}

static enum status
page(void *ctx, struct list_page *p, struct err *err)
{
	struct chart_screen *c = ctx;

	(void)err;
	list_page_array(p, c->rows, c->n, sizeof *c->rows);
	return ST_OK;
}

enum { COL_KIND, COL_DATE, COL_WHAT, COL_MORE };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	static const char *const kinds[] = {"episode", "session", "visit", "report"};
	const struct chart_row *r = row;

	(void)ctx;
	str_add(out, col == COL_KIND   ? kinds[r->kind]
		     : col == COL_DATE ? r->date
		     : col == COL_WHAT ? r->what
				       : r->more);
}

static const struct list_col cols[] = {
    {"", 7, false}, {"Date", 10, false}, {"", 0, false}, {"", 18, false}};
static const struct list_source source = {.row_size = sizeof(struct chart_row),
					  .cols = cols,
					  .n_cols = 4,
					  .key_col = COL_DATE,
					  .page = page,
					  .cell = cell};

/* ---- keys */

static unsigned
reload(struct screen *s)
{
	struct err err = {0};

	if (load(s, &err) || list_reload(&state(s)->list, &err))
		ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

static unsigned
on_open(struct screen *s, int key)
{
	const struct chart_row *r = list_current(&state(s)->list);

	(void)key;
	if (!r)
		return SCREEN_HANDLED;
	if (r->kind == CHART_EPISODE)
		return nav_push(s->ui, NAV_ROW,
				&(struct nav_arg){.no = r->no, .no2 = E_EPISODE});
	if (r->kind == CHART_LIVE)
		return nav_push(s->ui, r->open ? NAV_LIVE : NAV_NOTE,
				&(struct nav_arg){.no = r->no});
	if (r->kind == CHART_DRAFT)
		return nav_push(s->ui, NAV_REPORT, &(struct nav_arg){.no = r->no});
	if (!r->note) {
		ui_say(s->ui, TONE_PLAIN, "This visit has no note here");
		return SCREEN_REDRAW;
	}
	return nav_push(s->ui, NAV_SIGNED, &(struct nav_arg){.no = r->note});
}

/* The episode that a key is about: the marked one, else the current one. */
static int64_t
episode_meant(struct screen *s)
{
	const struct chart_row *r = list_current(&state(s)->list);

	return r && r->kind == CHART_EPISODE ? r->no : state(s)->episode;
}

static unsigned
on_start(struct screen *s, int key)
{
	const struct chart_row *r = list_current(&state(s)->list);

	(void)key;
	return start_session(s->ui, state(s)->patient.head.no,
			     r && r->kind == CHART_EPISODE && r->open ? r->no : 0);
}

static unsigned
on_plan(struct screen *s, int key)
{
	int64_t episode = episode_meant(s);

	(void)key;
	if (!episode) {
		ui_say(s->ui, TONE_PLAIN,
		       "No open episode: e opens one with its diagnosis");
		return SCREEN_REDRAW;
	}
	return nav_push(s->ui, NAV_PLAN, &(struct nav_arg){.no = episode});
}

static unsigned
on_reports(struct screen *s, int key)
{
	int64_t episode = episode_meant(s);

	(void)key;
	if (episode)
		return nav_push(s->ui, NAV_REPORTS, &(struct nav_arg){.no = episode});
	ui_say(s->ui, TONE_PLAIN, "No open episode: mark one, or e opens one");
	return SCREEN_REDRAW;
}

static unsigned
on_team(struct screen *s, int key)
{
	(void)key;
	return nav_push(
	    s->ui, NAV_TEAM,
	    &(struct nav_arg){.no = state(s)->patient.head.no, .no2 = episode_meant(s)});
}

static unsigned
on_screening(struct screen *s, int key)
{
	int64_t episode = episode_meant(s);

	(void)key;
	return nav_push(
	    s->ui, NAV_SCREENING,
	    &(struct nav_arg){.no2 = state(s)->patient.head.no, .data = &episode});
}

static unsigned
on_precautions(struct screen *s, int key)
{
	(void)key;
	return nav_push(
	    s->ui, NAV_PRECAUTIONS,
	    &(struct nav_arg){.no = state(s)->patient.head.no, .no2 = state(s)->episode});
}

static unsigned
on_aids(struct screen *s, int key)
{
	(void)key;
	return nav_push(
	    s->ui, NAV_AIDS,
	    &(struct nav_arg){.no = state(s)->patient.head.no, .no2 = episode_meant(s)});
}

static unsigned
on_episode(struct screen *s, int key)
{
	(void)key;
	return nav_push(
	    s->ui, NAV_PICK,
	    &(struct nav_arg){.no2 = E_ICD10, .title = "treatment diagnosis"});
}

static unsigned
on_goals(struct screen *s, int key)
{
	int64_t episode = episode_meant(s);

	(void)key;
	if (!episode) {
		ui_say(s->ui, TONE_PLAIN,
		       "No open episode: e opens one with its diagnosis");
		return SCREEN_REDRAW;
	}
	return nav_push(s->ui, NAV_GOALS, &(struct nav_arg){.no = episode});
}

static unsigned
on_trends(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_TREND,
			&(struct nav_arg){.no = state(s)->patient.head.no});
}

static unsigned
on_details(struct screen *s, int key)
{
	const struct patient *p = &state(s)->patient;
	char name[100];

	(void)key;
	str_format(name, sizeof name, "%s, %s", p->family_name, p->given_name);
	return nav_push(
	    s->ui, NAV_ROW,
	    &(struct nav_arg){.no = p->head.no, .no2 = E_PATIENT, .title = name});
}

static unsigned
on_book(struct screen *s, int key)
{
	struct schedule_from from = schedule_for(state(s)->patient.head.no, 0);

	(void)key;
	return book_open(s->ui, &from);
}

static unsigned
on_week(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_WEEK,
			&(struct nav_arg){.no = state(s)->patient.head.no});
}

static unsigned
on_assess(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_ASSESSMENTS,
			&(struct nav_arg){.no = state(s)->patient.head.no});
}

static unsigned
input(struct screen *s, int key)
{
	return list_key(&state(s)->list, key);
}

static const struct keybind keys[] = {
    {'s', ACT_START, on_start},
    {'p', ACT_PLAN, on_plan},
    {'a', ACT_ASSESS, on_assess},
    {'g', ACT_GOALS, on_goals},
    {'e', ACT_EPISODE, on_episode},
    {'c', ACT_SCREENING, on_screening},
    {'t', ACT_TRENDS, on_trends},
    {'r', ACT_REPORTS, on_reports},
    {K_ENTER, ACT_OPEN, on_open},
    {'b', ACT_BOOK, on_book},
    {'i', ACT_DETAILS, on_details},
    {'d', ACT_AIDS, on_aids},
    {'m', ACT_TEAM, on_team},
    {'w', ACT_WEEK, on_week},
    {'P', ACT_PRECAUTIONS, on_precautions},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

/* A diagnosis was chosen: the episode is opened; over its form the templates that fit. */
static void
open_episode(struct screen *s, const char *code)
{
	struct episode e;
	struct str warn = {0};
	struct err err = {0};

	dict_row_init(dict_entity(E_EPISODE), &e);
	e.patient = state(s)->patient.head.no;
	if (care_open_episode(app(s), &e, code, &warn, &err)) {
		ui_fail(s->ui, &err);
	} else {
		reload(s);
		list_select(&state(s)->list, row_name(CHART_EPISODE, e.head.no));
		nav_push(s->ui, NAV_ROW,
			 &(struct nav_arg){
			     .no = e.head.no, .no2 = E_EPISODE, .title = "new episode"});
		nav_push(s->ui, NAV_TEMPLATE, &(struct nav_arg){.no = e.head.no});
		if (warn.n)
			ui_say(s->ui, TONE_WARN, "%.*s", (int)strcspn(warn.p, "\n"),
			       warn.p);
	}
	str_release(&warn);
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	reload(s);
	if (a->code && !strcmp(a->from->name, "pick"))
		open_episode(s, a->text);
}

static void
close_screen(struct screen *s)
{
	list_release(&state(s)->list);
	str_release(&state(s)->aids);
	free(state(s)->rows);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct chart_screen *c = state(s);
	enum status st;

	c->patient.head.no = arg->no;
	list_init(&c->list, &source, c);
	st = load(s, err);
	if (!st)
		st = list_restart(&c->list, err);
	if (!st)
		st = audit_later(app(s)->store, "chart", arg->no, err);
	if (st)
		close_screen(s);
	return st;
}

static void
draw(struct screen *s)
{
	struct chart_screen *c = state(s);
	const struct patient *p = &c->patient;
	struct rect r = ui_body(s->ui);
	char birth[DATE_TEXT_SIZE], line[200];
	int age = date_age(p->birth_date, s->ui->today), y = r.y;

	date_text(p->birth_date, birth);
	str_format(line, sizeof line, "%s%s%s  %s", p->family_name,
		   p->given_name[0] ? ", " : "", p->given_name, p->chart_no);
	text_fill(y++, r.x, r.w, TONE_TITLE, line);
	str_format(line, sizeof line, "born %s", birth[0] ? birth : "unknown");
	if (age >= 0)
		str_format(line, sizeof line, "born %s, %d years", birth, age);
	str_format(line + strlen(line), sizeof line - strlen(line), "  %s  %s  %s",
		   p->sex, p->phone, c->payer);
	text_fill(y++, r.x, r.w, TONE_PLAIN, line);
	if (p->alert[0]) {
		str_format(line, sizeof line, "CARE: %.*s", (int)strcspn(p->alert, "\n"),
			   p->alert);
		text_fill(y++, r.x, r.w, TONE_WARN, line);
	}
	if (c->precautions[0])
		text_fill(y++, r.x, r.w, TONE_WARN, c->precautions);
	y = plan_lines_head(&c->plan, y, r);
	if (c->goals[0])
		text_fill(y++, r.x, r.w, TONE_PLAIN, c->goals);
	if (c->aids.n) {
		str_format(line, sizeof line, "Aid: %s", str_text(&c->aids));
		text_fill(y++, r.x, r.w, TONE_PLAIN, line);
	}
	text_clear(y++, r.x, 1, r.w);
	list_draw(&c->list, s->ui, (struct rect){y, r.x, r.y + r.h - y, r.w}, false,
		  "No episode yet. e opens one with its diagnosis.");
}

const struct screen_ops scr_chart = {
    .name = "chart",
    .title = "Chart",
    .state_size = sizeof(struct chart_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
