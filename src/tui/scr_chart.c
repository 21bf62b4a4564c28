/* scr_chart.c - one patient: who it is, the episodes, the visits. */
#include "app/aid.h"
#include "app/care.h"
#include "app/goals.h"
#include "app/paper.h"
#include "app/person.h"
#include "app/precautions.h"
#include "app/transfer.h"
#include "book.h"
#include "chart_rows.h"
#include "plan_lines.h"
#include "store/access.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/start.h"
#include "tui/text.h"

#include <string.h>

struct chart_screen {
	struct list list;
	struct patient patient;
	bool shut; /* the role of who looks does not read charts */
	char payer[61];
	char goals[40];	       /* "Goals 1 of 3 met", "" none */
	char precautions[160]; /* one line of the head, "" none */
	char also
	    [240]; /* where else treated, other chart numbers of this person, "" none */
	struct str aids;       /* one line of the head, "" none */
	struct plan_head plan; /* of the episode meant */
	struct chart_rows all;
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

/* ---- what is shown */

static enum status
load_payer(struct screen *s, struct err *err)
{
	struct chart_screen *c = state(s);
	struct payer payer;
	enum status st;

	c->payer[0] = '\0';
	if (c->patient.payer == DICT_NONE)
		return ST_OK;
	st = record_get(app(s)->store, E_PAYER, c->patient.payer, &payer, err);
	if (!st)
		str_copy(c->payer, sizeof c->payer, payer.name);
	return st;
}

static enum status
load_also(struct screen *s, struct err *err)
{
	struct chart_screen *c = state(s);
	struct str also = {0}, moved = {0};
	enum status st = query_also(app(s)->store, c->patient.head.no, &also, err);

	if (!st)
		st = transfer_line(app(s), c->patient.head.no, &moved, err);
	str_format(c->also, sizeof c->also, "%s%s%s%s", str_text(&moved),
		   also.n && moved.n ? ". " : "", also.n ? "Same person as " : "",
		   str_text(&also));
	str_release(&moved);
	str_release(&also);
	return st;
}

/* What lies in the chart. */
static enum status
load_inside(struct screen *s, struct err *err)
{
	struct chart_screen *c = state(s);
	int64_t patient = c->patient.head.no;
	enum status st =
	    precautions_line(app(s), patient, c->precautions, sizeof c->precautions, err);

	if (!st)
		st = aid_head(app(s), patient, &c->aids, err);
	if (!st)
		st = goals_summary(app(s), patient, c->goals, sizeof c->goals, err);
	if (!st)
		st = chart_rows_load(app(s), &c->all, err);
	if (!st && c->all.plan)
		st = plan_head_of(app(s), c->all.plan, &c->plan, err);
	return st;
}

static enum status
load_all(void *ctx, struct err *err)
{
	struct screen *s = ctx;
	struct chart_screen *c = state(s);
	int64_t patient = c->patient.head.no;
	enum status st = record_get(app(s)->store, E_PATIENT, patient, &c->patient, err);

	if (!st)
		st = person_alerts(app(s), &c->patient, err);
	str_clear(&c->aids);
	memset(&c->plan, 0, sizeof c->plan);
	if (!st)
		st = load_also(s, err);
	c->all.patient = patient;
	c->shut = !access_reads_chart(app(s)->store, patient);
	if (!st && !c->shut)
		st = load_inside(s, err);
	return st ? st : load_payer(s, err);
}

static enum status
load(struct screen *s, struct err *err)
{
	struct chart_screen *c = state(s);
	enum status st = app_read(app(s), load_all, s, err);

	list_set(&c->list, c->all.rows, c->all.n);
	return st;
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
					  .cell = cell};

/* ---- keys */

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

	return r && r->kind == CHART_EPISODE ? r->no : state(s)->all.episode;
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

/* The handout of the marked episode's plan, else of the current one. */
static unsigned
on_handout(struct screen *s, int key)
{
	const struct chart_row *r = list_current(&state(s)->list);
	struct paper_order o = {.kind = PAPER_HANDOUT, .no = state(s)->all.plan};

	(void)key;
	if (r && r->kind == CHART_EPISODE)
		o.no = r->plan;
	if (o.no)
		return nav_push(s->ui, NAV_PRINT, &(struct nav_arg){.data = &o});
	ui_say(s->ui, TONE_PLAIN, "No plan of care yet: p begins one");
	return SCREEN_REDRAW;
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
	return nav_push(s->ui, NAV_PRECAUTIONS,
			&(struct nav_arg){.no = state(s)->patient.head.no,
					  .no2 = state(s)->all.episode});
}

static unsigned
on_conflicts(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_CONFLICTS,
			&(struct nav_arg){.no = state(s)->patient.head.no});
}

static unsigned
on_duplicates(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_DUPLICATES,
			&(struct nav_arg){.no = state(s)->patient.head.no});
}

static unsigned
on_diary(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_DIARY,
			&(struct nav_arg){.no = state(s)->patient.head.no,
					  .no2 = state(s)->all.plan});
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
on_steps(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_STEPS,
			&(struct nav_arg){.no = state(s)->patient.head.no});
}

/* Keys that lead into the chart. */
static bool
leads_inside(int key)
{
	return key == K_ENTER || (key > 0 && key < 128 && strchr("spagectrdmPvHW", key));
}

static unsigned
input(struct screen *s, int key)
{
	struct err err = {0};

	if (state(s)->shut && leads_inside(key) &&
	    access_read(app(s)->store, E_EPISODE, s->patient, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	return list_key(&state(s)->list, key);
}

static unsigned
on_looked(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_AUDIT,
			&(struct nav_arg){.no = state(s)->patient.head.no});
}

static unsigned
glass_answer(struct screen *s, const char *text, void *ctx)
{
	struct err err = {0};

	(void)ctx;
	if (!text[0])
		return SCREEN_REDRAW;
	if (access_break_glass(app(s)->store, state(s)->patient.head.no, text, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	ui_say(s->ui, TONE_WARN,
	       "Open to read until you log out; your reason waits for a manager");
	return list_screen_reload(s);
}

static unsigned
on_clinics(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_TRANSFER,
			&(struct nav_arg){.no = state(s)->patient.head.no});
}

static unsigned
on_glass(struct screen *s, int key)
{
	(void)key;
	if (!state(s)->shut) {
		ui_say(s->ui, TONE_DIM, "This chart is open to you");
		return SCREEN_REDRAW;
	}
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Why do you need this chart",
				       .done = glass_answer});
	return SCREEN_REDRAW;
}

static const struct keybind keys[] = {
    {'s', ACT_START, on_start},		{'p', ACT_PLAN, on_plan},
    {'a', ACT_ASSESS, on_assess},	{'g', ACT_GOALS, on_goals},
    {'e', ACT_EPISODE, on_episode},	{'c', ACT_SCREENING, on_screening},
    {'t', ACT_TRENDS, on_trends},	{'r', ACT_REPORTS, on_reports},
    {K_ENTER, ACT_OPEN, on_open},	{'b', ACT_BOOK, on_book},
    {'i', ACT_DETAILS, on_details},	{'h', ACT_DIARY, on_diary},
    {'W', ACT_STEPS, on_steps},		{'d', ACT_AIDS, on_aids},
    {'m', ACT_TEAM, on_team},		{'w', ACT_WEEK, on_week},
    {'H', ACT_HANDOUT, on_handout},	{'P', ACT_PRECAUTIONS, on_precautions},
    {'v', ACT_CONFLICTS, on_conflicts}, {'D', ACT_DUPLICATES, on_duplicates},
    {'T', ACT_CLINICS, on_clinics},	{'G', ACT_GLASS, on_glass},
    {'L', ACT_LOOKED, on_looked},	{0, ACT_NONE, NULL},
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
		list_screen_reload(s);
		list_select(&state(s)->list, chart_rows_name(CHART_EPISODE, e.head.no));
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
	list_screen_reload(s);
	if (a->code && !strcmp(a->from->name, "pick"))
		open_episode(s, a->text);
}

static void
close_screen(struct screen *s)
{
	list_screen_close(s);
	str_release(&state(s)->aids);
	chart_rows_release(&state(s)->all);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct chart_screen *c = state(s);

	s->patient = c->patient.head.no = arg->no;
	return list_screen_open(s, arg, err);
}

/* Whether the marked visit is at the head office. */
static void
draw_office(struct chart_screen *c, struct rect r)
{
	const struct chart_row *row = list_current(&c->list);
	char line[80] = "", day[DATE_TEXT_SIZE];

	if (row && row->kind == CHART_SESSION && row->since == DICT_NONE) {
		str_copy(line, sizeof line, "This visit is not at the head office yet");
	} else if (row && row->kind == CHART_SESSION) {
		date_text(clock_civil(row->since).date, day);
		str_format(line, sizeof line, "This visit is at the head office since %s",
			   day);
	}
	text_fill(r.y, r.x, r.w, TONE_DIM, line);
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
	if (c->also[0])
		text_fill(y++, r.x, r.w, TONE_KEY, c->also);
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
	if (c->all.office)
		draw_office(c, (struct rect){r.y + --r.h, r.x, 1, r.w});
	list_draw(&c->list, s->ui, (struct rect){y, r.x, r.y + r.h - y, r.w}, false,
		  c->shut
		      ? "The chart is not open to your role. G opens it to read, with "
			"a reason."
		      : "No episode yet. e opens one with its diagnosis.");
}

const struct screen_ops scr_chart = {
    .name = "chart",
    .title = "Chart",
    .state_size = sizeof(struct chart_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .input = input,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
