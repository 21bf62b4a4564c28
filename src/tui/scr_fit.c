/* scr_fit.c - the fit of an aid, one key for each thing that is looked at. */
#include "app/aid.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

enum { DETAIL_ROWS = 5 };

struct fit_row {
	int64_t no; /* place in the check, from 1 */
};

struct fit_screen {
	struct list list;
	struct aid aid;
	struct aid_checks checks;
	struct fit_row rows[AID_CHECKS_MAX];
	char remark[AID_FIT_SIZE];
};

static struct fit_screen *
state(struct screen *s)
{
	return s->state;
}

static enum status
load(struct screen *s, struct err *err)
{
	struct fit_screen *f = state(s);
	char label[81] = "";
	enum status st = aid_label(s->ui->app, f->aid.kind, label, err);

	if (!st)
		st = aid_fit_load(s->ui->app, f->aid.kind, &f->checks, err);
	for (int i = 0; i < f->checks.n; i++)
		f->rows[i].no = i + 1;
	list_set(&f->list, f->rows, f->checks.n);
	str_copy(s->title, sizeof s->title, label);
	return st;
}

enum { COL_WHAT, COL_ANSWER, COL_MARK };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	static const char *const answers[] = {"", "fits", "WRONG"};
	const struct fit_screen *f = ctx;
	int i = (int)((const struct fit_row *)row)->no - 1;

	str_add(out, col == COL_WHAT	 ? f->checks.rows[i].fits
		     : col == COL_ANSWER ? answers[f->checks.answers[i]]
					 : f->checks.rows[i].verification);
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	const struct fit_screen *f = ctx;
	int i = (int)((const struct fit_row *)row)->no - 1;

	return col == COL_ANSWER && f->checks.answers[i] == AID_NO ? TONE_WARN
								   : TONE_PLAIN;
}

static const struct list_col cols[] = {
    {"Fits when", 0, false}, {"Answer", 8, false}, {"Source", 12, false}};
static const struct list_source source = {.row_size = sizeof(struct fit_row),
					  .cols = cols,
					  .n_cols = 3,
					  .key_col = COL_WHAT,
					  .cell = cell,
					  .tone = tone};

/* ---- keys */

/* Answers the marked one and goes on to the next that is open. */
static unsigned
on_answer(struct screen *s, int key)
{
	struct fit_screen *f = state(s);
	const struct fit_row *r = list_current(&f->list);
	struct err err = {0};
	int64_t no;
	int open;

	if (!r)
		return SCREEN_HANDLED;
	no = r->no; /* the row goes when they are read anew */
	f->checks.answers[no - 1] = key == 'y' ? AID_YES : key == 'n' ? AID_NO : AID_OPEN;
	open = key == 'u' ? (int)no - 1 : aid_fit_open(&f->checks);
	if (list_reload(&f->list, &err))
		ui_fail(s->ui, &err);
	(void)list_select(&f->list, open < 0 ? no : open + 1);
	if (open < 0)
		ui_say(s->ui, TONE_PLAIN, "All looked at: f stores it");
	return SCREEN_REDRAW;
}

static unsigned
remark_answer(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	str_copy(state(s)->remark, sizeof state(s)->remark, text);
	return SCREEN_REDRAW;
}

static unsigned
on_remark(struct screen *s, int key)
{
	(void)key;
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "What was seen or changed",
				       .initial = state(s)->remark,
				       .done = remark_answer});
	return SCREEN_REDRAW;
}

static unsigned
review_answer(struct screen *s, const char *text, void *ctx)
{
	struct fit_screen *f = state(s);
	char finding[AID_FIT_SIZE];
	struct err err = {0};
	int64_t day = DICT_NONE;

	(void)ctx;
	if (text[0] && !date_parse_typed(text, s->ui->today, false, true, &day)) {
		ui_refuse(s->ui, "Review on: %s is no day; type 2026-08-01, t+12w or 8/1",
			  text);
		return SCREEN_REDRAW;
	}
	(void)aid_fit_finding(&f->checks, f->remark, finding);
	if (aid_fit(s->ui->app, f->aid.head.no, finding, day, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	return stack_answer(s, 1, f->aid.head.no, NULL);
}

static unsigned
on_store(struct screen *s, int key)
{
	struct fit_screen *f = state(s);
	char finding[AID_FIT_SIZE], day[DATE_TEXT_SIZE];
	bool wrong = false;

	(void)key;
	if (!aid_fit_finding(&f->checks, f->remark, finding)) {
		ui_say(s->ui, TONE_WARN,
		       "That is too long for the record: %d bytes; "
		       "shorten the remark (c)",
		       AID_FIT_SIZE - 1);
		return SCREEN_REDRAW;
	}
	for (int i = 0; i < f->checks.n; i++)
		wrong |= f->checks.answers[i] == AID_NO;
	date_text(date_add(s->ui->today, wrong ? AID_FIRST_REVIEW_DAYS : AID_REVIEW_DAYS),
		  day);
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Review on (empty: never)",
				       .initial = day,
				       .done = review_answer});
	return SCREEN_REDRAW;
}

static const struct keybind keys[] = {
    {'y', ACT_YES, on_answer},	      {'n', ACT_NO, on_answer},
    {'f', ACT_FIT, on_store},	      {'c', ACT_REMARK, on_remark},
    {'u', ACT_OPEN_AGAIN, on_answer}, {0, ACT_NONE, NULL},
};

/* ---- screen */

/* arg->no: the aid. */
static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct fit_screen *f = state(s);
	struct app *a = s->ui->app;
	enum status st = record_get(a->store, E_AID, arg->no, &f->aid, err);

	s->patient = f->aid.patient;
	return st ? st : list_screen_open(s, arg, err);
}

static void
draw_detail(const struct fit_screen *f, const struct fit_row *r, struct rect at)
{
	const struct aid_check *c = r ? &f->checks.rows[r->no - 1] : NULL;
	char line[300], finding[AID_FIT_SIZE];

	text_clear(at.y, at.x, at.h, at.w);
	if (c) {
		text_put(at.y + 1, at.x, at.w, TONE_TITLE, c->ask);
		str_format(line, sizeof line, "If not: %s", c->mend);
		text_put(at.y + 2, at.x, at.w, TONE_PLAIN, line);
		text_put(at.y + 3, at.x, at.w, TONE_DIM, c->source);
	}
	(void)aid_fit_finding(&f->checks, f->remark, finding);
	str_format(line, sizeof line, "In the record: %s", finding);
	text_put(at.y + 4, at.x, at.w, TONE_PLAIN, line);
}

static void
draw(struct screen *s)
{
	struct fit_screen *f = state(s);
	struct rect r = ui_body(s->ui);

	list_draw(&f->list, s->ui, (struct rect){r.y, r.x, r.h - DETAIL_ROWS, r.w}, true,
		  "Nothing is asked of this aid; c says what was seen, f stores it");
	draw_detail(f, list_current(&f->list),
		    (struct rect){r.y + r.h - DETAIL_ROWS, r.x, DETAIL_ROWS, r.w});
}

const struct screen_ops scr_fit = {
    .name = "fit",
    .title = "Fit of the aid",
    .state_size = sizeof(struct fit_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .input = list_screen_input,
    .draw = draw,
    .close = list_screen_close,
};
