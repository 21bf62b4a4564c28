/* scr_pick.c - choosing a row for a reference: payers, staff, diagnosis codes, vocabulary. */
#include "app/assessment.h"
#include "core/source.h"
#include "store/query.h"
#include "tui/line.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { PICK_MAX = 200, PATIENTS_MAX = 40, FOOT_ROWS = 6 };

struct pick_row {
	int64_t no;
	char key[24], text[170], mark[24];
	char source[200]; /* where a code was read; "": not told */
};

struct pick_screen {
	struct list list;
	struct line line;
	enum entity_id entity;
	int64_t about; /* patient; 0: nobody */
	char kind[24]; /* of the vocabulary */
	struct pick_row rows[PICK_MAX];
	int n;
	bool more;
};

static struct pick_screen *
state(struct screen *s)
{
	return s->state;
}

static struct store *
store(struct screen *s)
{
	return ((struct app *)s->ui->app)->store;
}

/* ---- loading: one function per entity */

static enum status
load_icd10(struct screen *s, struct err *err)
{
	struct pick_screen *p = state(s);
	struct icd10 *rows = mem_alloc(PICK_MAX * sizeof *rows);
	enum status st =
	    query_icd10(store(s), p->line.text, rows, PICK_MAX, &p->n, &p->more, err);

	for (int i = 0; !st && i < p->n; i++) {
		p->rows[i].no = rows[i].head.no;
		str_copy(p->rows[i].key, sizeof p->rows[i].key, rows[i].code);
		str_copy(p->rows[i].text, sizeof p->rows[i].text, rows[i].description);
		str_copy(p->rows[i].source, sizeof p->rows[i].source, rows[i].source);
		str_copy(p->rows[i].mark, sizeof p->rows[i].mark,
			 source_unsure(rows[i].verification) ? "check source" : "");
	}
	free(rows);
	return st;
}

static enum status
load_payers(struct screen *s, struct err *err)
{
	struct pick_screen *p = state(s);
	struct payer *rows = mem_alloc(PICK_MAX * sizeof *rows);
	enum status st = query_payers(store(s), rows, PICK_MAX, &p->n, err);

	for (int i = 0; !st && i < p->n; i++) {
		p->rows[i].no = rows[i].head.no;
		str_copy(p->rows[i].key, sizeof p->rows[i].key, rows[i].unit_rule);
		str_copy(p->rows[i].text, sizeof p->rows[i].text, rows[i].name);
	}
	free(rows);
	return st;
}

static enum status
load_staff(struct screen *s, struct err *err)
{
	struct pick_screen *p = state(s);
	struct staff *rows = mem_alloc(PICK_MAX * sizeof *rows);
	enum status st = query_staff(store(s), rows, PICK_MAX, &p->n, err);

	for (int i = 0; !st && i < p->n; i++) {
		p->rows[i].no = rows[i].head.no;
		str_copy(p->rows[i].key, sizeof p->rows[i].key, rows[i].login);
		str_copy(p->rows[i].text, sizeof p->rows[i].text, rows[i].name);
		str_copy(p->rows[i].mark, sizeof p->rows[i].mark, rows[i].credential);
	}
	free(rows);
	return st;
}

static enum status
load_vocab(struct screen *s, struct err *err)
{
	struct pick_screen *p = state(s);
	struct vocab *rows = mem_alloc(PICK_MAX * sizeof *rows);
	enum status st = query_vocab(store(s), p->kind, rows, PICK_MAX, &p->n, err);

	for (int i = 0; !st && i < p->n; i++) {
		p->rows[i].no = rows[i].head.no;
		str_copy(p->rows[i].key, sizeof p->rows[i].key, rows[i].word);
		str_copy(p->rows[i].text, sizeof p->rows[i].text, rows[i].label);
	}
	free(rows);
	return st;
}

/* Measures the program may run or take a total of; long mood scores only where a way to refer
 * is agreed on, so they are not offered. */
static bool
is_offered(const struct measure *m)
{
	return strcmp(m->key, "phq9") != 0 && strcmp(m->key, "gad7") != 0;
}

static enum status
load_measures(struct screen *s, struct err *err)
{
	struct pick_screen *p = state(s);
	const struct measures *m;
	enum status st = measures_of(s->ui->app, &m, err);

	for (size_t i = 0; !st && i < m->n && p->n < PICK_MAX; i++) {
		struct pick_row *r = &p->rows[p->n];

		if (!is_offered(&m->rows[i]))
			continue;
		r->no = m->rows[i].head.no;
		str_copy(r->key, sizeof r->key, m->rows[i].domain);
		str_copy(r->text, sizeof r->text, m->rows[i].name);
		str_copy(r->mark, sizeof r->mark,
			 strcmp(m->rows[i].ship, "full") != 0	  ? "total only"
			 : measure_check(m->rows[i].verification) ? "check source"
								  : "");
		p->n++;
	}
	return st;
}

/* Those of the region that the patient's episode is about stand first. */
static enum status
load_sets(struct screen *s, struct err *err)
{
	struct pick_screen *p = state(s);
	const struct assessment_set *sets[ASSESSMENT_SETS_MAX];
	int fitting = 0;

	p->n = 0;
	if (assessment_sets(s->ui->app, p->about, sets, &p->n, &fitting, err))
		return err->code;
	for (int i = 0; i < p->n; i++) {
		struct pick_row *r = &p->rows[i];

		r->no = sets[i]->head.no;
		str_copy(r->key, sizeof r->key, sets[i]->key);
		str_copy(r->text, sizeof r->text, sets[i]->title);
		str_copy(r->mark, sizeof r->mark, i < fitting ? "this episode" : "");
	}
	return ST_OK;
}

/* Found as everywhere, by any part of name, chart number, phone or birth date. */
static enum status
load_patients(struct screen *s, struct err *err)
{
	struct pick_screen *p = state(s);
	struct patient_line *rows = mem_alloc(PATIENTS_MAX * sizeof *rows);
	enum status st =
	    query_find(store(s), p->line.text, rows, PATIENTS_MAX, &p->n, &p->more, err);

	for (int i = 0; !st && i < p->n; i++) {
		struct pick_row *r = &p->rows[i];

		r->no = rows[i].no;
		date_text(rows[i].birth_date, r->key);
		str_format(r->text, sizeof r->text, "%s%s%s", rows[i].family_name,
			   rows[i].given_name[0] ? ", " : "", rows[i].given_name);
		str_copy(r->mark, sizeof r->mark, rows[i].chart_no);
	}
	free(rows);
	return st;
}

static const struct {
	enum entity_id entity;
	enum status (*load)(struct screen *s, struct err *err);
	bool searched; /* the query filters; else what is typed filters here */
} loaders[] = {
    {E_ICD10, load_icd10, true},       {E_PAYER, load_payers, false},
    {E_STAFF, load_staff, false},      {E_VOCAB, load_vocab, false},
    {E_MEASURE, load_measures, false}, {E_ASSESSMENT_SET, load_sets, false},
    {E_PATIENT, load_patients, true},
};

/* Keeps the rows whose key or text holds what is typed, folded. */
static void
filter(struct pick_screen *p)
{
	struct str want = {0}, have = {0};
	int kept = 0;

	utf8_fold(&want, p->line.text, p->line.n);
	for (int i = 0; i < p->n; i++) {
		str_clear(&have);
		utf8_fold(&have, p->rows[i].key, strlen(p->rows[i].key));
		str_add_c(&have, ' ');
		utf8_fold(&have, p->rows[i].text, strlen(p->rows[i].text));
		if (strstr(str_text(&have), str_text(&want)))
			p->rows[kept++] = p->rows[i];
	}
	p->n = kept;
	str_release(&want);
	str_release(&have);
}

static enum status
load(struct screen *s, struct err *err)
{
	struct pick_screen *p = state(s);
	enum status st = ST_OK;

	p->n = 0;
	p->more = false;
	for (size_t i = 0; i < sizeof loaders / sizeof loaders[0]; i++)
		if (loaders[i].entity == p->entity) {
			st = loaders[i].load(s, err);
			if (!st && !loaders[i].searched)
				filter(p);
			list_set(&p->list, p->rows, p->n);
			return st;
		}
	return status_fail(err, ST_REFUSED, "there is no list to choose this from");
}

enum { COL_KEY, COL_TEXT, COL_MARK };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct pick_row *r = row;

	(void)ctx;
	str_add(out, col == COL_KEY ? r->key : col == COL_TEXT ? r->text : r->mark);
}

static const struct list_col cols[] = {
    {"Code", 12, false}, {"Meaning", 0, false}, {"", 14, false}};
static const struct list_source source = {.row_size = sizeof(struct pick_row),
					  .cols = cols,
					  .n_cols = 3,
					  .key_col = COL_KEY,
					  .cell = cell};

static unsigned
on_open(struct screen *s, int key)
{
	const struct pick_row *r = list_current(&state(s)->list);

	(void)key;
	/* A diagnosis code outside the local list is taken as it was typed. */
	if (!r && state(s)->entity == E_ICD10 && state(s)->line.n)
		return stack_answer(s, 2, 0, state(s)->line.text);
	return r ? stack_answer(s, 1, r->no, r->key) : SCREEN_HANDLED;
}

static unsigned
input(struct screen *s, int key)
{
	struct pick_screen *p = state(s);
	unsigned done = list_key(&p->list, key);

	if (done != SCREEN_PASS)
		return done;
	done = line_key(&p->line, key);
	if (done == SCREEN_PASS || done == SCREEN_HANDLED)
		return done;
	return list_screen_restart(s);
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {0, ACT_NONE, NULL},
};

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct pick_screen *p = state(s);

	p->about = arg->no;
	p->entity = (enum entity_id)arg->no2;
	str_copy(p->kind, sizeof p->kind, arg->data ? (const char *)arg->data : "");
	if (arg->text)
		line_set(&p->line, arg->text);
	if (arg->title)
		str_copy(s->title, sizeof s->title, arg->title);
	s->typing = true;
	return list_screen_open(s, arg, err);
}

/* The marked code in full: sides and kinds stand at the end of a title, where a column cuts it. */
static void
draw_foot(const struct pick_row *row, struct rect r)
{
	char text[sizeof row->key + sizeof row->text + 1];
	int used;

	text_clear(r.y, r.x, r.h, r.w);
	if (!row)
		return;
	str_format(text, sizeof text, "%s %s", row->key, row->text);
	used = 1 + text_para_tone(r.y + 1, r.x, r.h - 1, r.w, TONE_TITLE, text);
	text_para_tone(r.y + used, r.x, r.h - used, r.w, TONE_DIM, row->source);
}

static void
draw(struct screen *s)
{
	struct pick_screen *p = state(s);
	struct rect r = ui_body(s->ui);
	const struct pick_row *row;
	int foot = p->entity == E_ICD10 ? FOOT_ROWS : 0;

	text_put(r.y, r.x, 6, TONE_PLAIN, "Find");
	row = list_draw(
	    &p->list, s->ui, (struct rect){r.y + 1, r.x, r.h - 1 - foot, r.w}, false,
	    p->entity == E_PATIENT && !p->line.n
		? "Type a part of name, chart number, phone or birth date."
	    : p->entity != E_ICD10 ? "Nothing fits."
	    : p->line.n ? "Not in the local list. Enter takes the code as typed."
			: "Type words, as knee pain, or a code, as M25.561.");
	text_fill(r.y, r.x + 48, r.w - 48, TONE_DIM,
		  p->more ? "there are more: type on" : "");
	if (foot)
		draw_foot(row, (struct rect){r.y + r.h - foot, r.x, foot, r.w});
	line_draw(&p->line, r.y, r.x + 6, 40);
}

const struct screen_ops scr_pick = {
    .name = "pick",
    .title = "Choose",
    .state_size = sizeof(struct pick_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .renew = true,
    .resume = list_screen_resume,
    .input = input,
    .draw = draw,
    .close = list_screen_close,
};
