/* scr_team.c - who cares for a patient: the team, tasks, hand-over notes. */
#include "app/report.h"
#include "store/draft.h"
#include "store/record.h"
#include "task_ask.h"
#include "team_rows.h"
#include "tui/ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

enum { DETAIL_ROWS = 8, HAND_OVER_MAX = 800 };

struct team_screen {
	struct list list;
	struct team_rows rows;
	struct draft draft; /* the hand-over note being written, no 0: none */
	struct str seen;    /* what was typed in it when it was opened or stored last */
	char member[81];    /* name of a member being added, "": staff_member */
	int64_t staff_member;
};

static struct team_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- list */

enum { COL_KIND, COL_WHO, COL_TEXT, COL_WHEN };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	struct team_screen *t = ctx;
	const struct team_row *r = row;
	const char *const texts[] = {r->what, r->who, t->rows.texts[r->at], r->when};

	str_add_n(out, texts[col], strcspn(texts[col], "\n"));
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	const struct team_row *r = row;

	(void)ctx;
	if (!r->open)
		return TONE_DIM;
	return col == COL_WHEN && (r->late || r->kind == TEAM_DRAFT) ? TONE_WARN
								     : TONE_PLAIN;
}

static const struct list_col cols[] = {
    {"", 9, false}, {"Who", 22, false}, {"What", 0, false}, {"When", 18, false}};
static const struct list_source source = {.row_size = sizeof(struct team_row),
					  .cols = cols,
					  .n_cols = 4,
					  .key_col = COL_WHO,
					  .cell = cell,
					  .tone = tone};

static enum status
load(struct screen *s, struct err *err)
{
	struct team_screen *t = state(s);
	enum status st = team_rows_load(app(s), &t->rows, err);

	list_set(&t->list, t->rows.rows, t->rows.n);
	return st;
}

/* ---- hand-over: drafted from the chart, edited, given to somebody */

static bool
has_episode(struct screen *s)
{
	if (state(s)->rows.episode)
		return true;
	ui_say(s->ui, TONE_PLAIN, "No open episode: e in the chart opens one");
	return false;
}

static enum status
keep_draft(void *ctx, const char *text, struct err *err)
{
	struct screen *s = ctx;

	return draft_text_set(app(s)->store, state(s)->draft.no, "text", &state(s)->seen,
			      text, err);
}

static const char *
theirs(void *ctx)
{
	return str_text(&state(ctx)->seen);
}

static unsigned
on_hand_over(struct screen *s, int key)
{
	struct team_screen *t = state(s);
	struct str text = {0};
	struct err err = {0};
	unsigned done = SCREEN_REDRAW;

	(void)key;
	if (!has_episode(s))
		return SCREEN_REDRAW;
	str_clear(&t->seen);
	if (report_hand_over(app(s), t->rows.episode, &t->draft, &text, &err) ||
	    draft_text_get(app(s)->store, t->draft.no, "text", &t->seen, &err))
		ui_fail(s->ui, &err);
	else
		done = nav_push(
		    s->ui, NAV_EDIT,
		    &(struct nav_arg){.title = "Hand-over note",
				      .text = str_text(t->seen.n ? &t->seen : &text),
				      .no = HAND_OVER_MAX,
				      .keep = keep_draft,
				      .theirs = theirs,
				      .ctx = s});
	str_release(&text);
	return done;
}

static unsigned
hand_over_to(struct screen *s, const char *login, void *ctx)
{
	struct err err = {0};

	(void)ctx;
	if (report_hand_over_send(app(s), &state(s)->draft, login, &err))
		ui_fail(s->ui, &err);
	else
		ui_say(s->ui, TONE_GOOD, "Handed over to %s",
		       login[0] ? login : "everybody");
	return list_screen_reload(s);
}

/* The text was written: who is it for? Leaving the question keeps the draft. */
static void
hand_over_written(struct screen *s, const char *text)
{
	struct err err = {0};

	if (!text[0]) {
		if (draft_remove(app(s)->store, state(s)->draft.no, &err))
			ui_fail(s->ui, &err);
		list_screen_reload(s);
		return;
	}
	if (keep_draft(s, text, &err)) {
		ui_fail(s->ui, &err);
		return;
	}
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "For whom (login; empty: everybody)",
				       .done = hand_over_to});
}

/* ---- team */

static unsigned
member_function(struct screen *s, const char *text, void *ctx)
{
	struct team_screen *t = state(s);
	struct team_member m;
	struct err err = {0};

	(void)ctx;
	if (!text[0])
		return SCREEN_REDRAW;
	dict_row_init(dict_entity(E_TEAM_MEMBER), &m);
	m.episode = t->rows.episode;
	if (t->member[0])
		str_copy(m.name, sizeof m.name, t->member);
	else
		m.staff = t->staff_member;
	str_copy(m.function, sizeof m.function, text);
	if (record_add(app(s)->store, E_TEAM_MEMBER, &m, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	return list_screen_reload(s);
}

static void
ask_function(struct screen *s)
{
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Part in the care (as surgeon, daughter)",
				       .done = member_function});
}

static unsigned
member_name(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	if (!text[0])
		return SCREEN_REDRAW;
	str_copy(state(s)->member, sizeof state(s)->member, text);
	ask_function(s);
	return SCREEN_REDRAW;
}

static unsigned
member_kind(struct screen *s, const char *letter, void *ctx)
{
	(void)ctx;
	state(s)->member[0] = '\0';
	if (letter[0] == 's')
		return nav_push(
		    s->ui, NAV_PICK,
		    &(struct nav_arg){.no2 = E_STAFF, .title = "member of the team"});
	ask_open(s, &(struct ask_spec){
			.kind = ASK_TEXT, .label = "Name", .done = member_name});
	return SCREEN_REDRAW;
}

static unsigned
on_member(struct screen *s, int key)
{
	(void)key;
	if (has_episode(s))
		ask_open(s,
			 &(struct ask_spec){
			     .kind = ASK_CHOICE,
			     .label = "s somebody of the staff, o somebody from outside",
			     .keys = "so",
			     .done = member_kind});
	return SCREEN_REDRAW;
}

/* ---- keys */

static const struct team_row *
marked(struct screen *s)
{
	return list_current(&state(s)->list);
}

static unsigned
on_open(struct screen *s, int key)
{
	const struct team_row *r = marked(s);

	if (!r)
		return SCREEN_HANDLED;
	if (r->kind == TEAM_DRAFT)
		return on_hand_over(s, key);
	state(s)->draft.no = 0; /* an edited text is not a new note */
	if (r->kind == TEAM_TASK)
		return task_ask_open(s, r->no);
	return nav_push(
	    s->ui, NAV_ROW,
	    &(struct nav_arg){.no = r->no, .no2 = E_TEAM_MEMBER, .title = r->who});
}

static unsigned
on_done(struct screen *s, int key)
{
	const struct team_row *r = marked(s);

	(void)key;
	if (r && r->kind == TEAM_TASK)
		return task_ask_done(s, r->no, list_screen_reload);
	ui_say(s->ui, TONE_PLAIN, "Mark a task or a hand-over note first");
	return SCREEN_REDRAW;
}

static unsigned
on_new(struct screen *s, int key)
{
	(void)key;
	return task_ask_new(s, state(s)->rows.patient);
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},	{'n', ACT_NEW, on_new},
    {'h', ACT_HAND_OVER, on_hand_over}, {'d', ACT_TASK_DONE, on_done},
    {'a', ACT_ADD_MEMBER, on_member},	{0, ACT_NONE, NULL},
};

/* ---- screen */

static void
resume(struct screen *s, const struct screen_answer *a)
{
	list_screen_reload(s);
	if (a->code != 1)
		return;
	if (!strcmp(a->from->name, "pick")) {
		state(s)->staff_member = a->no;
		ask_function(s);
	} else if (!strcmp(a->from->name, "edit") && state(s)->draft.no) {
		hand_over_written(s, a->text);
	}
}

static void
close_screen(struct screen *s)
{
	list_screen_close(s);
	team_rows_release(&state(s)->rows);
	str_release(&state(s)->seen);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct team_screen *t = state(s);
	struct patient p;
	enum status st = record_get(app(s)->store, E_PATIENT, arg->no, &p, err);

	if (st)
		return st;
	t->rows.patient = arg->no;
	t->rows.episode = arg->no2;
	s->patient = arg->no;
	str_format(s->title, sizeof s->title, "%s%s%s  %s", p.family_name,
		   p.given_name[0] ? ", " : "", p.given_name, p.chart_no);
	return list_screen_open(s, arg, err);
}

static void
draw(struct screen *s)
{
	struct rect r = ui_body(s->ui);
	const struct team_row *m;
	struct rect at = {r.y + r.h - DETAIL_ROWS, r.x, DETAIL_ROWS, r.w};

	m = list_draw(&state(s)->list, s->ui,
		      (struct rect){r.y, r.x, r.h - DETAIL_ROWS, r.w}, true,
		      "Nobody yet. a adds a member, n a task, h hands over.");
	text_clear(at.y, at.x, at.h, at.w);
	if (m)
		text_para(at.y + 1, at.x + 1, at.h - 1, at.w - 2,
			  state(s)->rows.texts[m->at]);
}

const struct screen_ops scr_team = {
    .name = "team",
    .title = "Care team",
    .state_size = sizeof(struct team_screen),
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
