/* scr_plan.c - the plan of care of an episode: its exercises, doses and planned minutes. */
#include "app/care.h"
#include "app/goals.h"
#include "app/plan.h"
#include "app/precautions.h"
#include "plan_lines.h"
#include "store/query_goals.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/list.h"
#include "tui/nav.h"
#include "tui/start.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { PLAN_MAX = 60 };

struct plan_row {
	int64_t no;
	const struct prescription_line *line; /* into plan_screen.lines */
	char dose[80];
	bool differs;		      /* from the library's dose */
	struct precaution_match care; /* what precautions say of it */
	char goal[5];		      /* its place in the list of goals; "-" none */
};

struct plan_screen {
	struct episode episode;
	struct plan_of_care plan;
	struct patient patient;
	struct plan_lines head;
	struct list list;
	struct prescription_line *lines;
	struct plan_row rows[PLAN_MAX];
	int n;
	int64_t planned_ms;
	int64_t blocked; /* exercise a precaution blocks: its reason is asked */
	int64_t linking; /* prescription whose goal is being chosen */
	int64_t added;	 /* prescription just added: its dose is opened next */
};

static struct plan_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

static enum status
load_goals(struct screen *s, struct err *err)
{
	struct plan_screen *p = state(s);
	struct goal *goals = mem_alloc(GOALS_MAX * sizeof *goals);
	int n = 0;
	enum status st =
	    query_goals(app(s)->store, p->plan.episode, goals, GOALS_MAX, &n, err);

	for (int i = 0; !st && i < p->n; i++) {
		str_copy(p->rows[i].goal, sizeof p->rows[i].goal, "-");
		for (int k = 0; k < n; k++)
			if (goals[k].head.no == p->lines[i].row.goal)
				str_format(p->rows[i].goal, sizeof p->rows[i].goal, "%d",
					   k + 1);
	}
	free(goals);
	return st;
}

static enum status
load(struct screen *s, struct err *err)
{
	struct plan_screen *p = state(s);
	enum status st =
	    record_get(app(s)->store, E_PLAN_OF_CARE, p->plan.head.no, &p->plan, err);

	if (!st)
		st = query_prescriptions(app(s)->store, p->plan.head.no, p->lines,
					 PLAN_MAX, &p->n, err);
	for (int i = 0; !st && i < p->n; i++) {
		p->rows[i].no = p->lines[i].row.head.no;
		p->rows[i].line = &p->lines[i];
		care_dose_text(&p->lines[i].row, p->rows[i].dose, sizeof p->rows[i].dose);
		st = plan_differs(app(s), &p->lines[i].row, &p->rows[i].differs, err);
		if (!st)
			st = precautions_check_plan(app(s), p->plan.head.no,
						    p->lines[i].row.exercise,
						    &p->rows[i].care, err);
	}
	if (!st)
		st = plan_lines_load(app(s), p->plan.head.no, p->lines, p->n, &p->head,
				     err);
	if (!st)
		st = load_goals(s, err);
	p->planned_ms = care_planned_ms(p->lines, st ? 0 : p->n);
	return st;
}

static enum status
page(void *ctx, struct list_page *lp, struct err *err)
{
	struct plan_screen *p = ctx;

	(void)err;
	list_page_array(lp, p->rows, p->n, sizeof p->rows[0]);
	return ST_OK;
}

enum { COL_NAME, COL_DOSE, COL_CODE, COL_WHERE, COL_GOAL };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct plan_row *r = row;
	const struct prescription *p = &r->line->row;

	(void)ctx;
	if (col == COL_DOSE && r->differs)
		str_add(out, "* ");
	str_add(out, col == COL_NAME   ? r->line->name
		     : col == COL_DOSE ? r->dose
		     : col == COL_CODE ? (p->code[0] ? p->code : "-")
		     : col == COL_GOAL ? r->goal
		     : r->care.mark    ? precaution_word(r->care.mark)
				       : p->setting);
}

static const struct list_col cols[] = {{"Exercise", 28, false},
				       {"Dose", 0, false},
				       {"Code", 6, false},
				       {"Where", 7, false},
				       {"Goal", 4, true}};
static const struct list_source source = {.row_size = sizeof(struct plan_row),
					  .cols = cols,
					  .n_cols = 5,
					  .key_col = COL_NAME,
					  .page = page,
					  .cell = cell};

static unsigned
reload(struct screen *s)
{
	struct err err = {0};

	if (load(s, &err) || list_reload(&state(s)->list, &err))
		ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

/* ---- keys */

static const struct plan_row *
marked(struct screen *s)
{
	return list_current(&state(s)->list);
}

static unsigned
on_open(struct screen *s, int key)
{
	const struct plan_row *r = marked(s);

	(void)key;
	if (!r)
		return SCREEN_HANDLED;
	return nav_push(s->ui, NAV_ROW,
			&(struct nav_arg){
			    .no = r->no, .no2 = E_PRESCRIPTION, .title = r->line->name});
}

static unsigned
on_add(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_LIBRARY,
			&(struct nav_arg){.no = state(s)->patient.head.no, .no2 = 1});
}

static unsigned
on_remove(struct screen *s, int key)
{
	const struct plan_row *r = marked(s);
	const struct entity *e = dict_entity(E_PRESCRIPTION);
	struct err err = {0};

	(void)key;
	if (!r)
		return SCREEN_HANDLED;
	if (record_set_field(app(s)->store, E_PRESCRIPTION, r->no,
			     dict_field_named(e, "active"),
			     (struct cell){.kind = CELL_INT, .i = 0}, &err))
		ui_fail(s->ui, &err);
	else
		ui_say(s->ui, TONE_PLAIN,
		       "%s is no longer in the plan; it stays in the record",
		       r->line->name);
	return reload(s);
}

static unsigned
on_move(struct screen *s, int key)
{
	struct plan_screen *p = state(s);
	const struct plan_row *r = marked(s);
	struct err err = {0};
	int64_t no = r ? r->no : 0;

	for (int i = 0; r && i < p->n; i++) {
		int j = key == '[' ? i - 1 : i + 1;

		if (p->rows[i].no != no || j < 0 || j >= p->n)
			continue;
		if (care_swap(app(s), &p->lines[i].row, &p->lines[j].row, &err))
			ui_fail(s->ui, &err);
		break;
	}
	reload(s);
	list_select(&p->list, no);
	return SCREEN_REDRAW;
}

static unsigned
on_details(struct screen *s, int key)
{
	(void)key;
	return nav_push(
	    s->ui, NAV_ROW,
	    &(struct nav_arg){.no = state(s)->plan.head.no, .no2 = E_PLAN_OF_CARE});
}

/* The next version is shown in place of the one before. */
static unsigned
next_version(struct screen *s, bool renew, const char *why)
{
	struct plan_screen *p = state(s);
	struct plan_of_care next;
	struct err err = {0};

	if (plan_version_make(app(s), &p->plan,
			      &(struct plan_version){renew, DICT_NONE, why}, &next,
			      &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	p->plan = next;
	ui_say(s->ui, TONE_GOOD, "Version %lld%s; v shows what changes",
	       (long long)next.version,
	       renew ? " begins a new period: send it for certification"
		     : " of the plan, inside the same period");
	return reload(s);
}

static unsigned
version_done(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return next_version(s, false, text);
}

static unsigned
on_version(struct screen *s, int key)
{
	(void)key;
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Why a new version",
				       .done = version_done});
	return SCREEN_REDRAW;
}

static unsigned
told(struct screen *s, enum status st, const struct err *err, const char *what)
{
	if (st)
		ui_fail(s->ui, err);
	else
		ui_say(s->ui, TONE_GOOD, "%s; i shows the dates", what);
	return reload(s);
}

static unsigned
signed_done(struct screen *s, const char *text, void *ctx)
{
	struct err err = {0};
	enum status st =
	    plan_signed(app(s), state(s)->plan.head.no, s->ui->today, text, &err);

	(void)ctx;
	return told(s, st, &err, "Certified today");
}

static unsigned
certify_done(struct screen *s, const char *text, void *ctx)
{
	struct err err = {0};

	(void)ctx;
	if (text[0] == 'r')
		return next_version(s, true, "Recertification");
	if (text[0] == 's')
		return told(s,
			    plan_sent(app(s), state(s)->plan.head.no, s->ui->today, &err),
			    &err, "Sent today");
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Signed by (physician)",
				       .initial = state(s)->episode.referred_by,
				       .done = signed_done});
	return SCREEN_REDRAW;
}

static unsigned
on_certify(struct screen *s, int key)
{
	(void)key;
	ask_open(s, &(struct ask_spec){.kind = ASK_CHOICE,
				       .label = "Certification: s sent today, g signed "
						"today, r recertify (new period)",
				       .keys = "sgr",
				       .done = certify_done});
	return SCREEN_REDRAW;
}

static unsigned
on_template(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_TEMPLATE,
			&(struct nav_arg){.no = state(s)->episode.head.no});
}

static unsigned
on_versions(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_VERSIONS,
			&(struct nav_arg){.no = state(s)->plan.head.no});
}

static unsigned
on_start(struct screen *s, int key)
{
	(void)key;
	return start_session(s->ui, state(s)->episode.patient, state(s)->episode.head.no);
}

/* Without a marked exercise the goals are only looked at; with one, Enter links it. */
static unsigned
on_goals(struct screen *s, int key)
{
	struct plan_screen *p = state(s);
	const struct plan_row *r = marked(s);

	(void)key;
	p->linking = r ? r->no : 0;
	return nav_push(s->ui, NAV_GOALS,
			&(struct nav_arg){.no = p->episode.head.no,
					  .no2 = p->linking,
					  .title = r ? r->line->name : NULL});
}

static unsigned
on_progression(struct screen *s, int key)
{
	const struct plan_row *r = marked(s);

	(void)key;
	if (!r)
		return SCREEN_HANDLED;
	return nav_push(s->ui, NAV_DOSES,
			&(struct nav_arg){.no = state(s)->episode.head.no,
					  .no2 = r->line->row.exercise,
					  .title = r->line->name});
}

static unsigned
input(struct screen *s, int key)
{
	return list_key(&state(s)->list, key);
}

static const struct keybind keys[] = {
    {'a', ACT_ADD_EXERCISE, on_add},	{K_ENTER, ACT_OPEN, on_open},
    {'s', ACT_START, on_start},		{'T', ACT_TEMPLATE, on_template},
    {'v', ACT_VERSIONS, on_versions},	{'P', ACT_PROGRESSION, on_progression},
    {'d', ACT_REMOVE, on_remove},	{'[', ACT_MOVE_UP, on_move},
    {']', ACT_MOVE_DOWN, on_move},	{'C', ACT_CERTIFY, on_certify},
    {'i', ACT_DETAILS, on_details},	{'g', ACT_GOALS, on_goals},
    {'N', ACT_NEW_VERSION, on_version}, {0, ACT_NONE, NULL},
};

/* ---- screen */

/* The active plan of the episode; made when there is none. */
static bool
active_plan(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct plan_of_care *p = arg;
	int active = dict_field_named(dict_entity(E_PLAN_OF_CARE), "active");

	(void)id;
	if (cells[active].kind == CELL_INT && cells[active].i)
		p->head.no = no;
	return true;
}

static enum status
find_or_make(struct screen *s, int64_t episode, struct err *err)
{
	struct plan_screen *p = state(s);
	const struct entity *e = dict_entity(E_PLAN_OF_CARE);
	struct record_filter of = {dict_field_named(e, "episode"),
				   {.kind = CELL_INT, .i = episode}};
	enum status st;

	dict_row_init(e, &p->plan);
	st = record_scan(app(s)->store, E_PLAN_OF_CARE, &of, active_plan, &p->plan, err);
	if (st || p->plan.head.no)
		return st;
	p->plan.episode = episode;
	st = care_make_plan(app(s), &p->plan, err);
	if (!st)
		ui_say(s->ui, TONE_GOOD,
		       "New plan of care. T takes a template; a adds exercises; i sets "
		       "weeks.");
	return st;
}

static void
close_screen(struct screen *s)
{
	struct plan_screen *p = state(s);

	list_release(&p->list);
	plan_lines_release(&p->head);
	free(p->lines);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct plan_screen *p = state(s);
	enum status st;

	p->lines = mem_alloc(PLAN_MAX * sizeof *p->lines);
	list_init(&p->list, &source, p);
	st = record_get(app(s)->store, E_EPISODE, arg->no, &p->episode, err);
	if (!st)
		st = record_get(app(s)->store, E_PATIENT, p->episode.patient, &p->patient,
				err);
	if (!st)
		st = find_or_make(s, arg->no, err);
	if (!st)
		st = load(s, err);
	if (!st)
		st = list_restart(&p->list, err);
	if (st)
		close_screen(s);
	return st;
}

static void add_exercise(struct screen *s, int64_t exercise, const char *reason);

static unsigned
blocked_because(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	if (text[0])
		add_exercise(s, state(s)->blocked, text);
	return SCREEN_REDRAW;
}

/* A precaution blocks it: prescribed all the same only with a reason. */
static void
ask_blocked(struct screen *s, int64_t exercise, const char *why)
{
	char label[96];

	state(s)->blocked = exercise;
	str_format(label, sizeof label, "BLOCKED: %.50s. Prescribed because", why);
	ask_open(s, &(struct ask_spec){
			.kind = ASK_TEXT, .label = label, .done = blocked_because});
}

static void
add_exercise(struct screen *s, int64_t exercise, const char *reason)
{
	struct precaution_match care = {0};
	struct plan_screen *p = state(s);
	struct exercise x;
	struct prescription pr;
	struct err err = {0};
	int64_t last = p->n ? p->lines[p->n - 1].row.rank : 0;

	if (record_get(app(s)->store, E_EXERCISE, exercise, &x, &err)) {
		ui_fail(s->ui, &err);
		return;
	}
	care_prescription_from(&x, p->plan.head.no,
			       last == DICT_NONE ? p->n + 1 : last + 1, &pr);
	str_copy(pr.reason, sizeof pr.reason, reason);
	if (!reason[0] &&
	    precautions_check_plan(app(s), p->plan.head.no, exercise, &care, &err) ==
		ST_OK &&
	    care.mark == PRECAUTION_BLOCKED) {
		ask_blocked(s, exercise, care.why);
		return;
	}
	if (care_prescribe(app(s), &pr, &err)) {
		ui_fail(s->ui, &err);
		return;
	}
	reload(s);
	list_select(&p->list, pr.head.no);
	ui_say(s->ui, TONE_GOOD, "%s added with its usual dose; Enter changes it",
	       x.name);
}

static void
link_goal(struct screen *s, int64_t goal)
{
	struct err err = {0};

	if (goals_link(app(s), state(s)->linking, goal, &err))
		ui_fail(s->ui, &err);
	else
		ui_say(s->ui, TONE_GOOD, "The exercise serves this goal now");
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	if (a->code == 1 && !strcmp(a->from->name, "template"))
		state(s)->plan.head.no = a->no; /* perhaps the next version */
	if (a->code == 1 && !strcmp(a->from->name, "goals") && state(s)->linking)
		link_goal(s, a->no);
	reload(s);
	if (a->code == 1 && !strcmp(a->from->name, "library"))
		add_exercise(s, a->no, "");
}

static void
draw(struct screen *s)
{
	struct plan_screen *p = state(s);
	struct rect r = ui_body(s->ui);
	char line[220], freq[60] = "frequency not set (i)";
	int y = r.y;
	const struct plan_row *row;

	str_format(line, sizeof line, "%s, %s  %s", p->patient.family_name,
		   p->patient.given_name, p->episode.title);
	text_fill(y++, r.x, r.w, TONE_TITLE, line);
	if (p->plan.per_week != DICT_NONE && p->plan.weeks != DICT_NONE)
		str_format(freq, sizeof freq, "%lld a week for %lld weeks",
			   (long long)p->plan.per_week, (long long)p->plan.weeks);
	str_format(line, sizeof line, "Plan version %lld, %s. Planned: %lld min",
		   (long long)p->plan.version, freq,
		   (long long)(p->planned_ms + 59999) / 60000);
	text_fill(y++, r.x, r.w, TONE_PLAIN, line);
	y = plan_lines_draw(&p->head, (struct rect){y, r.x, r.y + r.h - y, r.w});
	row = list_current(&p->list);
	line[0] = '\0';
	if (row && row->care.mark)
		str_format(line, sizeof line, "%s, %s: %s", row->line->name,
			   precaution_word(row->care.mark), row->care.why);
	text_fill(y++, r.x, r.w,
		  row && row->care.mark == PRECAUTION_BLOCKED ? TONE_STOP : TONE_WARN,
		  line);
	list_draw(&p->list, s->ui, (struct rect){y, r.x, r.y + r.h - y, r.w}, true,
		  "No exercise yet. T takes a template, a opens the library.");
}

const struct screen_ops scr_plan = {
    .name = "plan",
    .title = "Plan of care",
    .state_size = sizeof(struct plan_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
