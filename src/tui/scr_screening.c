/* scr_screening.c - the questions before the first exercise, and the values during it. */
#include "app/precautions.h"
#include "app/screening.h"
#include "questions.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/list.h"
#include "tui/nav.h"
#include "tui/stack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct screening_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

static unsigned
weigh(struct screen *s)
{
	struct screening_screen *q = state(s);
	struct err err = {0};

	if (screening_table_of(app(s), &q->table, &err) ||
	    screening_weigh(app(s), &q->draft, &q->verdict, &err) ||
	    list_reload(&q->list, &err))
		ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

/* ---- answering */

static const struct question *
marked(struct screen *s)
{
	return list_current(&state(s)->list);
}

static unsigned
next_row(struct screen *s)
{
	list_key(&state(s)->list, K_DOWN);
	return weigh(s);
}

/* Puts an answer; an answer that changes is looked at anew. */
static struct screening_reply *
put(struct screen *s, const char *field, const char *value)
{
	struct screening_reply *r = screening_reply_of(&state(s)->draft.set, field);

	if (r && strcmp(r->value, value) != 0) {
		str_copy(r->value, sizeof r->value, value);
		r->confirmed = false;
		r->region[0] = '\0';
	}
	state(s)->touched = true;
	return r;
}

static unsigned
typed(struct screen *s, const char *text, void *ctx)
{
	const struct screening_field *f = ctx;
	char value[SCREENING_VALUE_SIZE];
	struct err err = {0};

	if (screening_parse(f, text, value, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	put(s, f->name, value);
	return next_row(s);
}

static unsigned
ask_number(struct screen *s, const struct screening_field *f, const char *initial)
{
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = f->label,
				       .initial = initial,
				       .done = typed,
				       .ctx = (void *)(uintptr_t)f});
	return SCREEN_REDRAW;
}

/* Where: the answer comes back in resume. */
static unsigned
answered(struct screen *s, const struct screening_field *f, const char *word)
{
	put(s, f->name, word);
	weigh(s);
	if (f->region && strcmp(word, f->calm) != 0)
		return nav_push(s->ui, NAV_PICK,
				&(struct nav_arg){
				    .no2 = E_VOCAB, .data = "region", .title = "where"});
	return next_row(s);
}

static unsigned
chosen(struct screen *s, const char *letter, void *ctx)
{
	const struct screening_field *f = ctx;
	const char *words[SCREENING_WORDS_MAX];
	int n = screening_words(state(s)->table, f->name, s->ui->today, words);
	int i = letter[0] - 'a';

	return i >= 0 && i < n ? answered(s, f, words[i]) : SCREEN_REDRAW;
}

static unsigned
ask_words(struct screen *s, const struct screening_field *f, const char **words, int n)
{
	struct str label = {0};
	char keys[SCREENING_WORDS_MAX + 1] = "";

	for (int i = 0; i < n; i++) {
		str_addf(&label, "%s%c %s", i ? ", " : "", 'a' + i, words[i]);
		keys[i] = (char)('a' + i);
		keys[i + 1] = '\0';
	}
	ask_open(s, &(struct ask_spec){.kind = ASK_CHOICE,
				       .label = str_text(&label),
				       .keys = keys,
				       .done = chosen,
				       .ctx = (void *)(uintptr_t)f});
	str_release(&label);
	return SCREEN_REDRAW;
}

/* y and Enter: the value is typed; of several words one is chosen. */
static unsigned
on_answer(struct screen *s, int key)
{
	const struct question *row = marked(s);
	const char *words[SCREENING_WORDS_MAX];
	int n;

	if (!row)
		return SCREEN_HANDLED;
	if (row->field->kind != SCREENING_WORD)
		return ask_number(s, row->field,
				  screening_get(&state(s)->draft.set, row->field->name));
	n = screening_words(state(s)->table, row->field->name, s->ui->today, words);
	if (key == 'y' && !strcmp(row->field->calm, "yes"))
		return answered(s, row->field, "yes");
	if (n > 1)
		return ask_words(s, row->field, words, n);
	return n ? answered(s, row->field, words[0]) : SCREEN_HANDLED;
}

static unsigned
on_clear(struct screen *s, int key)
{
	const struct question *row = marked(s);

	(void)key;
	if (!row)
		return SCREEN_HANDLED;
	/* "No" is what says all is well, except where agreement or an order is needed. */
	put(s, row->field->name, row->field->kind == SCREENING_WORD ? "no" : "");
	return next_row(s);
}

/* "130/85 72 97 36.8": pressure, pulse, saturation, temperature. */
static unsigned
typed_vitals(struct screen *s, const char *text, void *ctx)
{
	static const char *const before[] = {"sbp_rest", "dbp_rest", "hr_rest",
					     "spo2_rest", "temp"};
	static const char *const during[] = {"sbp_exercise", "dbp_exercise",
					     "spo2_exercise", "rpe"};
	bool in = !strcmp(state(s)->draft.kind, "during");
	const char *const *names = in ? during : before;
	int n = in ? 4 : 5;

	(void)ctx;
	for (int i = 0; i < n && *text; i++) {
		size_t len = strcspn(text, " /");
		char one[24], value[SCREENING_VALUE_SIZE];
		struct err err = {0};

		str_format(one, sizeof one, "%.*s", (int)len, text);
		if (screening_parse(screening_field_named(names[i]), one, value, &err)) {
			ui_fail(s->ui, &err);
			break;
		}
		if (value[0])
			put(s, names[i], value);
		text += len;
		text += strspn(text, " /");
	}
	return weigh(s);
}

static unsigned
on_vitals(struct screen *s, int key)
{
	(void)key;
	ask_open(
	    s,
	    &(struct ask_spec){
		.kind = ASK_TEXT,
		.label =
		    !strcmp(state(s)->draft.kind, "during")
			? "Pressure, saturation, exertion (150/80 95 13)"
			: "Pressure, pulse, saturation, temperature (130/85 72 97 36.8)",
		.done = typed_vitals});
	return SCREEN_REDRAW;
}

/* ---- finishing */

static unsigned finish(struct screen *s);

/* After a stop the questions stand as in a re-check: what stopped waits for a new answer. */
static void
ask_again(struct screen *s)
{
	struct screening_screen *q = state(s);
	int64_t patient = q->draft.patient, episode = q->draft.episode;
	struct err err = {0};

	q->draft.no_change = false;
	if (!strcmp(q->draft.kind, "during"))
		return;
	if (screening_begin(app(s), patient, episode, &q->draft, &err))
		ui_fail(s->ui, &err);
	weigh(s);
}

static unsigned
saved(struct screen *s, const struct screening *row)
{
	struct screening_screen *q = state(s);
	char text[200] = "";

	if (strcmp(row->outcome, "stopped") != 0)
		return stack_answer(s, 1, row->head.no, row->outcome);
	if (q->verdict.n)
		str_format(text, sizeof text, "STOPPED (%s): %s",
			   q->verdict.fired[0].rule->key,
			   q->verdict.stop ? q->verdict.fired[0].rule->action
					   : "waits for a therapist's reason");
	for (int i = 0; q->verdict.n && i < q->n; i++)
		if (!strcmp(q->rows[i].field->name, q->verdict.fired[0].rule->field))
			list_select(&q->list, q->rows[i].name);
	ask_again(s);
	ui_say(s->ui, TONE_STOP, "%s", text);
	return SCREEN_REDRAW;
}

static unsigned
keep(struct screen *s)
{
	struct screening_screen *q = state(s);
	struct screening row;
	struct err err = {0};

	if (screening_save(app(s), q->visit, &q->draft, &row, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	q->touched = false;
	return saved(s, &row);
}

static unsigned ask_reason(struct screen *s);

/* An empty line is a slip of Enter: it would stand in the record as a stop. */
static unsigned
reason_given(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	if (!text[strspn(text, " ")]) {
		ui_say(s->ui, TONE_WARN,
		       "Type why it is gone on; Esc leaves it undecided");
		return ask_reason(s);
	}
	str_copy(state(s)->draft.reason, sizeof state(s)->draft.reason, text);
	return keep(s);
}

/* Asked with the words of the question: nobody knows rules by their key. */
static unsigned
ask_reason(struct screen *s)
{
	const struct screening_rule *rule = state(s)->verdict.fired[0].rule;
	const struct screening_field *f = screening_field_named(rule->field);
	char label[96];

	str_format(label, sizeof label, "%.40s: gone on, because",
		   f ? f->label : rule->key);
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = label,
				       .most = SESSION_REASON_MOST,
				       .done = reason_given});
	return SCREEN_REDRAW;
}

/* An answer that does not fit: right as typed, or back to it. */
static unsigned
doubt_answered(struct screen *s, const char *text, void *ctx)
{
	struct screening_screen *q = state(s);
	const char *field = q->verdict.doubts[0].field;

	(void)ctx;
	if (text[0] != 'y') {
		for (int i = 0; i < q->n; i++)
			if (!strcmp(q->rows[i].field->name, field))
				list_select(&q->list, q->rows[i].name);
		return SCREEN_REDRAW;
	}
	if (field[0] == '\0') {
		q->draft.no_change = false;
	} else {
		struct screening_reply *r = screening_reply_of(&q->draft.set, field);

		if (r)
			r->confirmed = true;
	}
	return finish(s);
}

static unsigned
ask_doubt(struct screen *s)
{
	char label[96];

	str_format(label, sizeof label, "%.70s. Right so",
		   state(s)->verdict.doubts[0].text);
	ask_open(s, &(struct ask_spec){
			.kind = ASK_YES_NO, .label = label, .done = doubt_answered});
	return SCREEN_REDRAW;
}

static unsigned
finish(struct screen *s)
{
	struct screening_screen *q = state(s);
	struct err err = {0};

	weigh(s);
	if (q->verdict.n_doubts)
		return ask_doubt(s);
	q->draft.reason[0] = '\0';
	if (q->verdict.stop || !q->verdict.reason ||
	    precautions_may_override(app(s), &err))
		return keep(s);
	return ask_reason(s);
}

static unsigned
on_done(struct screen *s, int key)
{
	(void)key;
	state(s)->draft.no_change = false;
	return finish(s);
}

/* No change at a visit, all clear at intake: one key. */
static unsigned
on_nothing_new(struct screen *s, int key)
{
	(void)key;
	state(s)->draft.no_change = !strcmp(state(s)->draft.kind, "visit");
	return finish(s);
}

static unsigned
on_precautions(struct screen *s, int key)
{
	const struct screening_draft *d = &state(s)->draft;

	(void)key;
	return nav_push(s->ui, NAV_PRECAUTIONS,
			&(struct nav_arg){.no = d->patient, .no2 = d->episode});
}

static unsigned
leave_answered(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return text[0] == 'y' ? stack_answer(s, 0, 0, NULL) : SCREEN_REDRAW;
}

/* A screening is kept whole: half of it would say no to what was not asked yet. */
static unsigned
on_back(struct screen *s, int key)
{
	(void)key;
	if (!state(s)->touched)
		return stack_answer(s, 0, 0, NULL);
	ask_open(s,
		 &(struct ask_spec){.kind = ASK_YES_NO,
				    .label = "These answers are not kept yet, ^D keeps "
					     "them. Leave without them",
				    .done = leave_answered});
	return SCREEN_REDRAW;
}

static unsigned
input(struct screen *s, int key)
{
	const struct question *row = marked(s);
	char digit[2] = {(char)key, '\0'};

	if (key >= '0' && key <= '9' && row && row->field->kind != SCREENING_WORD)
		return ask_number(s, row->field, digit);
	return list_key(&state(s)->list, key);
}

static const struct keybind keys[] = {
    {'n', ACT_NOTHING_NEW, on_nothing_new},
    {'y', ACT_YES, on_answer},
    {'V', ACT_VITALS, on_vitals},
    {K_CTRL('d'), ACT_DONE, on_done},
    {'x', ACT_CLEAR_ANSWER, on_clear},
    {'P', ACT_PRECAUTIONS, on_precautions},
    {K_ENTER, ACT_OPEN, on_answer},
    {K_UP, ACT_MOVE, NULL},
    {K_DOWN, ACT_MOVE, NULL},
    {K_ESC, ACT_BACK, on_back},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
close_screen(struct screen *s)
{
	list_release(&state(s)->list);
	free(state(s)->visit);
}

static enum status
load(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct screening_screen *q = state(s);
	int64_t patient = arg->no2;
	int64_t episode = arg->data ? *(const int64_t *)arg->data : 0;
	struct patient p;
	enum status st = ST_OK;

	if (arg->no) {
		q->visit = mem_alloc(sizeof *q->visit);
		st = visit_load(app(s), arg->no, q->visit, err);
		patient = q->visit->live.patient;
		episode = q->visit->live.episode;
	}
	if (!st && arg->text && !strcmp(arg->text, "during"))
		st = screening_begin_during(app(s), q->visit, &q->draft, err);
	else if (!st)
		st = screening_begin(app(s), patient, episode, &q->draft, err);
	if (!st)
		st = screening_table_of(app(s), &q->table, err);
	if (!st)
		st = record_get(app(s)->store, E_PATIENT, patient, &p, err);
	if (!st)
		st = screening_weigh(app(s), &q->draft, &q->verdict, err);
	s->patient = patient;
	if (!st)
		str_format(q->patient, sizeof q->patient, "%s, %s", p.family_name,
			   p.given_name);
	return st;
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct screening_screen *q = state(s);
	enum status st;

	list_init(&q->list, &questions_source, q);
	st = load(s, arg, err);
	if (!st) {
		questions_fill(q, s->ui->today);
		st = list_restart(&q->list, err);
	}
	if (st)
		close_screen(s);
	else
		ui_say(s->ui, TONE_PLAIN, "%s", "");
	return st;
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	const struct question *row = marked(s);
	struct screening_reply *r =
	    row ? screening_reply_of(&state(s)->draft.set, row->field->name) : NULL;

	if (strcmp(a->from->name, "pick") != 0) {
		weigh(s);
		return;
	}
	if (a->code == 1 && r && row->field->region)
		str_copy(r->region, sizeof r->region, a->text);
	next_row(s);
}

static void
draw(struct screen *s)
{
	questions_draw(s->ui, state(s));
}

const struct screen_ops scr_screening = {
    .name = "screening",
    .title = "Screening",
    .state_size = sizeof(struct screening_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
