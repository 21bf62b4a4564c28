/* scr_duplicates.c - two patients side by side: one person registered twice, or two alike. */
#include "app/person.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

enum { PAIRS_MAX = 100, COMPARE_AT_OPEN = 100, COMPARE_MORE = 400, DETAIL_ROWS = 14 };

struct pair_row {
	int64_t no; /* place in the list, from 1 */
	struct person_pair pair;
	char names[2][150];
};

struct duplicates_screen {
	struct list list;
	int64_t patient; /* pairs of one patient; 0: of the clinic */
	struct pair_row rows[PAIRS_MAX];
	int n, judged; /* judged here: they stay in the list, behind */
	struct person_side side[2];
	bool sides;		 /* of the marked pair are there */
	bool right;		 /* which of the two Enter opens */
	int64_t left;		 /* patients not compared yet */
	struct person_pair last; /* as it was before the last verdict */
	bool has_last;
	struct person_pair asked; /* while a reason is typed */
};

static struct duplicates_screen *
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

static enum status
fill_name(struct app *a, int64_t patient, char *out, size_t size, struct err *err)
{
	struct patient p;
	enum status st = record_get(a->store, E_PATIENT, patient, &p, err);

	if (!st)
		str_format(out, size, "%s %s%s%s", p.chart_no, p.family_name,
			   p.given_name[0] ? ", " : "", p.given_name);
	return st;
}

static enum status
put_row(struct screen *s, const struct person_pair *p, struct err *err)
{
	struct duplicates_screen *d = state(s);
	struct pair_row *r;
	enum status st;

	if (d->n == PAIRS_MAX)
		return ST_OK;
	r = &d->rows[d->n];
	r->no = d->n + 1;
	r->pair = *p;
	st = fill_name(app(s), p->first, r->names[0], sizeof r->names[0], err);
	if (!st)
		st = fill_name(app(s), p->second, r->names[1], sizeof r->names[1], err);
	if (!st)
		d->n++;
	return st;
}

static bool
is_there(const struct person_pair *pairs, int n, const struct person_pair *p)
{
	for (int i = 0; i < n; i++)
		if (pairs[i].first == p->first && pairs[i].second == p->second)
			return true;
	return false;
}

/* Pairs of the clinic that were judged on this screen stay, so that it can be taken back. */
static enum status
keep_judged(struct screen *s, struct person_pair *pairs, int *n, struct err *err)
{
	struct duplicates_screen *d = state(s);
	enum status st = ST_OK;

	for (int i = 0; i < d->n && *n < PAIRS_MAX && !st; i++) {
		struct person_pair p = d->rows[i].pair;

		if (is_there(pairs, *n, &p))
			continue;
		st = person_verdict(app(s), p.first, p.second, &p.verdict, err);
		pairs[(*n)++] = p;
	}
	return st;
}

static enum status
load(struct screen *s, struct err *err)
{
	struct duplicates_screen *d = state(s);
	struct person_pair pairs[PAIRS_MAX];
	int n = 0;
	enum status st;

	st = d->patient ? person_pairs_of(app(s), d->patient, pairs, PAIRS_MAX, &n, err)
			: person_suspects(app(s), pairs, PAIRS_MAX, &n, err);
	if (!st && !d->patient)
		st = keep_judged(s, pairs, &n, err);
	d->n = 0;
	for (int i = 0; i < n && !st; i++)
		st = put_row(s, &pairs[i], err);
	list_set(&d->list, d->rows, d->n);
	return st;
}

enum { COL_FIRST, COL_SECOND, COL_STATE };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	static const char *const says[] = {"alike", "linked", "not same"};
	const struct pair_row *r = row;

	(void)ctx;
	if (col != COL_STATE)
		str_add(out, r->names[col]);
	else if (r->pair.verdict == PERSON_OPEN && r->pair.score)
		str_addf(out, "%d %%", r->pair.score);
	else
		str_add(out, says[r->pair.verdict]);
}

static const struct list_col cols[] = {
    {"Patient", 34, false}, {"And", 0, false}, {"Like", 8, true}};
static const struct list_source source = {.row_size = sizeof(struct pair_row),
					  .cols = cols,
					  .n_cols = 3,
					  .key_col = COL_FIRST,
					  .cell = cell};

/* Both sides of the marked pair, for the picture. */
static void
look(struct screen *s)
{
	struct duplicates_screen *d = state(s);
	const struct pair_row *r = list_current(&d->list);
	struct err err = {0};

	d->sides = false;
	if (!r)
		return;
	if (person_side(app(s), r->pair.first, &d->side[0], &err) ||
	    person_side(app(s), r->pair.second, &d->side[1], &err))
		ui_fail(s->ui, &err);
	else
		d->sides = true;
}

static unsigned
reload(struct screen *s)
{
	list_screen_reload(s);
	look(s);
	return SCREEN_REDRAW;
}

/* ---- verdicts */

static unsigned
judge(struct screen *s, const struct person_pair *p, enum person_verdict v,
      const char *reason)
{
	struct duplicates_screen *d = state(s);
	struct err err = {0};
	bool linked = false;

	if (person_judge(app(s), p->first, p->second, v, reason, &err) ||
	    person_linked(app(s), p->first, p->second, &linked, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	d->last = *p;
	d->has_last = true;
	if (v == PERSON_SAME)
		ui_say(s->ui, TONE_GOOD,
		       "Linked: each chart shows both. u takes it back");
	else if (linked)
		ui_say(s->ui, TONE_WARN,
		       "A third patient is linked with both: they stay one person");
	else
		ui_say(s->ui, TONE_PLAIN, "%s",
		       v == PERSON_OPEN ? "Taken back; u again undoes that"
					: "Not the same person. u takes it back");
	return reload(s);
}

static unsigned
link_answer(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return text[0] == 'y' ? judge(s, &state(s)->asked, PERSON_SAME, "")
			      : SCREEN_REDRAW;
}

static unsigned
on_link(struct screen *s, int key)
{
	const struct pair_row *r = list_current(&state(s)->list);

	(void)key;
	if (!r)
		return SCREEN_HANDLED;
	state(s)->asked = r->pair;
	ask_open(s, &(struct ask_spec){.kind = ASK_YES_NO,
				       .label = "One and the same person",
				       .done = link_answer});
	return SCREEN_REDRAW;
}

static unsigned
reason_answer(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return judge(s, &state(s)->asked, PERSON_NOT_SAME, text);
}

static unsigned
on_not_same(struct screen *s, int key)
{
	const struct pair_row *r = list_current(&state(s)->list);

	(void)key;
	if (!r)
		return SCREEN_HANDLED;
	state(s)->asked = r->pair;
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Not the same person, because",
				       .most = ask_room(E_SAME_PERSON, "reason"),
				       .done = reason_answer});
	return SCREEN_REDRAW;
}

static unsigned
on_take_back(struct screen *s, int key)
{
	struct duplicates_screen *d = state(s);
	struct person_pair p = d->last;
	enum person_verdict to = p.verdict;
	struct err err = {0};

	(void)key;
	if (!d->has_last) {
		ui_say(s->ui, TONE_PLAIN, "Nothing was decided here yet");
		return SCREEN_REDRAW;
	}
	if (person_verdict(app(s), p.first, p.second, &p.verdict, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	return judge(s, &p, to, "taken back");
}

/* ---- keys */

static unsigned
on_open(struct screen *s, int key)
{
	const struct pair_row *r = list_current(&state(s)->list);

	(void)key;
	return r ? nav_push(s->ui, NAV_CHART,
			    &(struct nav_arg){.no = state(s)->right ? r->pair.second
								    : r->pair.first})
		 : SCREEN_HANDLED;
}

static unsigned
on_side(struct screen *s, int key)
{
	state(s)->right = key == K_RIGHT;
	return SCREEN_REDRAW;
}

static unsigned
compare(struct screen *s, int most)
{
	struct err err = {0};

	if (person_compare(app(s), most, &state(s)->left, &err))
		ui_fail(s->ui, &err);
	return reload(s);
}

static unsigned
on_compare(struct screen *s, int key)
{
	(void)key;
	return compare(s, COMPARE_MORE);
}

static unsigned
input(struct screen *s, int key)
{
	unsigned done = list_key(&state(s)->list, key);

	if (done != SCREEN_PASS)
		look(s);
	return done;
}

static const struct keybind keys[] = {
    {'L', ACT_LINK, on_link},
    {'N', ACT_NOT_SAME, on_not_same},
    {'u', ACT_TAKE_BACK, on_take_back},
    {K_LEFT, ACT_TO_LEFT, on_side},
    {K_RIGHT, ACT_TO_RIGHT, on_side},
    {K_ENTER, ACT_OPEN, on_open},
    {'c', ACT_COMPARE_MORE, on_compare},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
resume(struct screen *s, const struct screen_answer *a)
{
	(void)a;
	reload(s);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct duplicates_screen *d = state(s);
	char name[150];
	enum status st = ST_OK;

	d->patient = arg ? arg->no : 0;
	d->right = true;
	if (!d->patient)
		st = person_compare(app(s), COMPARE_AT_OPEN, &d->left, err);
	else
		st = fill_name(app(s), d->patient, name, sizeof name, err);
	if (!st && d->patient)
		str_copy(s->title, sizeof s->title, name);
	if (!st)
		st = list_screen_open(s, arg, err);
	if (!st)
		look(s);
	return st;
}

/* ---- picture */

struct line {
	const char *label;
	char text[2][80];
};

static void
draw_line(const struct line *l, int y, struct rect r)
{
	int half = (r.w - 15) / 2;
	bool same = !strcmp(l->text[0], l->text[1]);

	text_clear(y, r.x, 1, r.w);
	text_put(y, r.x, 13, TONE_DIM, l->label);
	text_put(y, r.x + 13, half, TONE_PLAIN, l->text[0]);
	text_put(y, r.x + 13 + half, 1, TONE_DIM, same && l->text[0][0] ? "=" : " ");
	text_put(y, r.x + 15 + half, half, same ? TONE_DIM : TONE_PLAIN, l->text[1]);
}

static void
number(char *out, int64_t n)
{
	str_format(out, 80, "%lld", (long long)n);
}

static void
draw_sides(const struct duplicates_screen *d, struct rect r)
{
	enum { LINES = 11 };
	struct line l[LINES] = {
	    {"Chart", {"", ""}},      {"Name", {"", ""}},	{"Born", {"", ""}},
	    {"Sex", {"", ""}},	      {"Phone", {"", ""}},	{"National id", {"", ""}},
	    {"Address", {"", ""}},    {"Episodes", {"", ""}},	{"Visits", {"", ""}},
	    {"Last visit", {"", ""}}, {"Precautions", {"", ""}}};
	char sum[160];

	for (int i = 0; i < 2; i++) {
		const struct person_side *p = &d->side[i];

		str_format(l[0].text[i], 80, "%s%s", p->patient.chart_no,
			   (i == 1) == d->right ? "  < Enter" : "");
		str_format(l[1].text[i], 80, "%s, %s", p->patient.family_name,
			   p->patient.given_name);
		date_text(p->patient.birth_date, l[2].text[i]);
		str_copy(l[3].text[i], 80, p->patient.sex);
		str_copy(l[4].text[i], 80, p->patient.phone);
		str_copy(l[5].text[i], 80, p->patient.national_id);
		str_copy(l[6].text[i], 80, p->patient.address);
		number(l[7].text[i], p->episodes);
		number(l[8].text[i], p->visits);
		date_text(p->last_visit, l[9].text[i]);
		number(l[10].text[i], p->precautions);
	}
	for (int i = 0; i < LINES; i++)
		draw_line(&l[i], r.y + i, r);
	str_format(sum, sizeof sum,
		   "Seen together: episodes %lld, visits %lld, precautions %lld. Nothing "
		   "is moved.",
		   (long long)d->side[0].episodes + d->side[1].episodes,
		   (long long)d->side[0].visits + d->side[1].visits,
		   (long long)d->side[0].precautions + d->side[1].precautions);
	text_fill(r.y + LINES, r.x, r.w, TONE_TITLE, sum);
	text_clear(r.y + LINES + 1, r.x, r.h - LINES - 1, r.w);
}

static void
draw(struct screen *s)
{
	struct duplicates_screen *d = state(s);
	struct rect r = ui_body(s->ui);
	struct rect below = {r.y + r.h - DETAIL_ROWS + 1, r.x, DETAIL_ROWS - 1, r.w};

	list_draw(&d->list, s->ui, (struct rect){r.y, r.x, r.h - DETAIL_ROWS, r.w}, true,
		  d->patient ? "Nobody is like this patient."
			     : "No pair waits for a decision.");
	text_clear(below.y - 1, r.x, 1, r.w);
	if (d->sides && d->n)
		draw_sides(d, below);
	else
		text_clear(below.y, below.x, below.h, below.w);
	if (d->left > 0)
		text_putf(below.y + below.h - 1, r.x, r.w, TONE_WARN,
			  "%lld patients are not compared yet: c goes on",
			  (long long)d->left);
}

const struct screen_ops scr_duplicates = {
    .name = "duplicates",
    .title = "Duplicates",
    .state_size = sizeof(struct duplicates_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .input = input,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = list_screen_close,
};
