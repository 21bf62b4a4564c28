/* scr_plan.c - the plan of care of an episode: its exercises, doses and planned minutes. */
#include "app/care.h"
#include "app/goals.h"
#include "app/paper.h"
#include "app/plan.h"
#include "app/precautions.h"
#include "plan_ask.h"
#include "plan_lines.h"
#include "plan_rows.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/start.h"
#include "tui/text.h"

#include <string.h>

struct plan_screen {
	struct list list;
	struct episode episode;
	struct plan_of_care plan;
	struct patient patient;
	struct plan_lines head;
	struct plan_ask ask; /* about version and certification */
	struct plan_rows all;
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
load(struct screen *s, struct err *err)
{
	struct plan_screen *p = state(s);
	enum status st =
	    record_get(app(s)->store, E_PLAN_OF_CARE, p->plan.head.no, &p->plan, err);

	if (!st)
		st = plan_rows_load(app(s), &p->plan, &p->all, err);
	if (!st)
		st = plan_lines_load(app(s), p->plan.head.no, p->all.lines, p->all.n,
				     &p->head, err);
	list_set(&p->list, p->all.rows, p->all.n);
	return st;
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
					  .cell = cell};

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
	return list_screen_reload(s);
}

static unsigned
on_move(struct screen *s, int key)
{
	struct plan_rows *p = &state(s)->all;
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
	list_screen_reload(s);
	list_select(&state(s)->list, no);
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

static unsigned
on_version(struct screen *s, int key)
{
	(void)key;
	return plan_ask_version(s, &state(s)->ask);
}

static unsigned
on_certify(struct screen *s, int key)
{
	(void)key;
	return plan_ask_certify(s, &state(s)->ask);
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
on_picture(struct screen *s, int key)
{
	const struct plan_row *r = marked(s);

	(void)key;
	return r ? nav_push(s->ui, NAV_FIGURE,
			    &(struct nav_arg){.no = r->line->row.exercise})
		 : SCREEN_HANDLED;
}

/* The plan of care as its pages. */
static unsigned
on_print(struct screen *s, int key)
{
	struct paper_order o = {.kind = PAPER_PLAN, .no = state(s)->plan.head.no};

	(void)key;
	return nav_push(s->ui, NAV_PRINT, &(struct nav_arg){.data = &o});
}

/* What the patient takes home of it. */
static unsigned
on_handout(struct screen *s, int key)
{
	struct paper_order o = {.kind = PAPER_HANDOUT, .no = state(s)->plan.head.no};

	(void)key;
	return nav_push(s->ui, NAV_PRINT, &(struct nav_arg){.data = &o});
}

static const struct keybind keys[] = {
    {'a', ACT_ADD_EXERCISE, on_add},
    {K_ENTER, ACT_OPEN, on_open},
    {'s', ACT_START, on_start},
    {'T', ACT_TEMPLATE, on_template},
    {'v', ACT_VERSIONS, on_versions},
    {'P', ACT_PROGRESSION, on_progression},
    {'d', ACT_REMOVE, on_remove},
    {'[', ACT_MOVE_UP, on_move},
    {']', ACT_MOVE_DOWN, on_move},
    {'C', ACT_CERTIFY, on_certify},
    {'i', ACT_DETAILS, on_details},
    {'g', ACT_GOALS, on_goals},
    {'N', ACT_NEW_VERSION, on_version},
    {'o', ACT_PRINT, on_print},
    {'H', ACT_HANDOUT, on_handout},
    {K_CTRL('v'), ACT_PICTURE, on_picture},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

/* The active plan of the episode; made when there is none. */
static enum status
find_or_make(struct screen *s, int64_t episode, struct err *err)
{
	struct plan_screen *p = state(s);
	struct err none = {0};
	enum status st = plan_active(app(s), episode, &p->plan, &none);

	if (st && st != ST_NOT_FOUND)
		*err = none;
	if (st != ST_NOT_FOUND)
		return st;
	dict_row_init(dict_entity(E_PLAN_OF_CARE), &p->plan);
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

	list_screen_close(s);
	plan_lines_release(&p->head);
	plan_rows_release(&p->all);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct plan_screen *p = state(s);
	enum status st;

	p->ask = (struct plan_ask){&p->plan, p->episode.referred_by, list_screen_reload};
	st = record_get(app(s)->store, E_EPISODE, arg->no, &p->episode, err);
	if (!st)
		st = record_get(app(s)->store, E_PATIENT, p->episode.patient, &p->patient,
				err);
	s->patient = p->episode.patient;
	if (!st)
		st = find_or_make(s, arg->no, err);
	return st ? st : list_screen_open(s, arg, err);
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
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = label,
				       .most = ask_room(E_PRESCRIPTION, "reason"),
				       .done = blocked_because});
}

static void
add_exercise(struct screen *s, int64_t exercise, const char *reason)
{
	struct precaution_match care = {0};
	struct plan_screen *p = state(s);
	struct exercise x;
	struct prescription pr;
	struct err err = {0};

	if (record_get(app(s)->store, E_EXERCISE, exercise, &x, &err)) {
		ui_fail(s->ui, &err);
		return;
	}
	care_prescription_from(&x, p->plan.head.no, plan_rows_next_rank(&p->all), &pr);
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
	list_screen_reload(s);
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
	list_screen_reload(s);
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
		   (long long)(p->all.planned_ms + 59999) / 60000);
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
    .list = &source,
    .load = load,
    .open = open_screen,
    .input = list_screen_input,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
