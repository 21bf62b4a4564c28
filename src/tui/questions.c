/* questions.c - the questions of a screening: their limits, what fires, the rule behind each. */
#include "questions.h"

#include "core/source.h"
#include "tui/text.h"

#include <string.h>

enum { HEAD_ROWS = 2, FOOT_ROWS = 6 };

/* "181-200" and ">200" after one another, of the rules of a level. */
static void
add_level(const struct screening_screen *q, int64_t date, const char *level,
	  struct question *row, struct str *out)
{
	int n = 0;

	for (size_t i = 0; i < q->table->n_rules; i++) {
		const struct screening_rule *r = &q->table->rules[i];
		char limit[64];
		bool own;

		if (strcmp(r->field, row->field->name) != 0 ||
		    strcmp(r->level, level) != 0 || !screening_holds(q->table, r, date))
			continue;
		row->check = row->check || source_unsure(r->verification);
		screening_limit(q->table, r, limit, &own);
		if (n++ == 0)
			str_addf(out, "%s%s", out->n ? "; " : "",
				 strcmp(level, "stop") == 0 ? "stop" : "care");
		if (strcmp(r->op, "=") == 0)
			continue;
		str_add(out, n > 1 ? "," : " ");
		for (const char *p = limit; *p; p++)
			if (p != strchr(limit, ' ')) /* "> 200" is ">200" */
				str_add_c(out, *p);
		str_add(out, own ? " own" : "");
	}
}

/* "stop >200; care 181-200,<90" of a question; words are told when they are asked. */
static void
limits_of(const struct screening_screen *q, int64_t date, struct question *row)
{
	struct str s = {0};

	add_level(q, date, "stop", row, &s);
	add_level(q, date, "caution", row, &s);
	str_copy(row->limits, sizeof row->limits, str_text(&s));
	str_release(&s);
}

void
questions_fill(struct screening_screen *q, int64_t today)
{
	bool during = !strcmp(q->draft.kind, "during");
	int n;
	const struct screening_field *f = screening_fields(&n);

	q->n = 0;
	for (int i = 0; i < n && q->n < QUESTIONS_MAX; i++) {
		struct question *row = &q->rows[q->n];

		if (!(f[i].place & (during ? SCREENING_DURING : SCREENING_BEFORE)) ||
		    (during && f[i].kind == SCREENING_WORD))
			continue;
		memset(row, 0, sizeof *row);
		row->name = i + 1;
		row->field = &f[i];
		limits_of(q, today, row);
		q->n++;
	}
	list_set(&q->list, q->rows, q->n);
}

/* The rule that fires on a question, NULL: none. */
static const struct screening_fired *
fired_of(const struct screening_screen *q, const struct question *row)
{
	for (int i = 0; i < q->verdict.n; i++)
		if (!strcmp(q->verdict.fired[i].rule->field, row->field->name))
			return &q->verdict.fired[i];
	return NULL;
}

enum { COL_QUESTION, COL_ANSWER, COL_SAYS, COL_LIMITS };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct screening_screen *q = ctx;
	const struct question *r = row;
	const char *answer = screening_answer_of(&q->draft, r->field->name);
	const struct screening_fired *f = fired_of(q, r);

	if (col == COL_QUESTION)
		str_add(out, r->field->label);
	else if (col == COL_ANSWER)
		str_add(out, answer[0]				? answer
			     : r->field->kind == SCREENING_WORD ? r->field->calm
								: "-");
	else if (col == COL_SAYS)
		str_add(out, !f ? "" : f->stop ? "STOP" : "care");
	else
		str_addf(out, "%s%s", r->check ? "* " : "  ", r->limits);
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	const struct screening_fired *f = fired_of(ctx, row);

	if (f && (col == COL_SAYS || col == COL_ANSWER))
		return f->stop ? TONE_STOP : TONE_WARN;
	return TONE_PLAIN;
}

static const struct list_col cols[] = {
    {"Question", 0, false}, {"Answer", 9, false}, {"", 4, false}, {"Limits", 29, false}};
const struct list_source questions_source = {.row_size = sizeof(struct question),
					     .cols = cols,
					     .n_cols = 4,
					     .key_col = COL_QUESTION,
					     .cell = cell,
					     .tone = tone};

/* ---- picture */

static void
draw_head(const struct screening_screen *q, struct rect r)
{
	char day[DATE_TEXT_SIZE] = "", line[160];
	bool intake = !strcmp(q->draft.kind, "intake");

	text_fill(r.y, r.x, r.w, TONE_TITLE, q->patient);
	if (q->draft.before)
		date_text(q->draft.before_day, day);
	if (!strcmp(q->draft.kind, "during"))
		str_copy(line, sizeof line,
			 "Values in exercise. V types them in one line.");
	else if (intake)
		str_format(
		    line, sizeof line,
		    "Intake, %d questions. What is not answered is no. n: all clear.",
		    q->n);
	else
		str_format(
		    line, sizeof line,
		    "Anything new since %s? n: no change. y: yes to the marked one.",
		    day);
	text_fill(r.y + 1, r.x, r.w, TONE_PLAIN, line);
}

/* The marked question in full, as its column cuts it, and the rule behind it: what to do, and
 * where it was read. */
static void
draw_foot(const struct screening_screen *q, int64_t today, struct rect r)
{
	const struct question *row = list_current(&q->list);
	const struct screening_fired *f = row ? fired_of(q, row) : NULL;
	const struct screening_rule *rule = f ? f->rule : NULL;
	char text[400];
	int used;

	for (size_t i = 0; row && !rule && i < q->table->n_rules; i++)
		if (!strcmp(q->table->rules[i].field, row->field->name) &&
		    screening_holds(q->table, &q->table->rules[i], today))
			rule = &q->table->rules[i];
	text_clear(r.y, r.x, FOOT_ROWS, r.w);
	if (row)
		text_fill(r.y + 1, r.x, r.w, TONE_TITLE, row->field->label);
	if (!rule)
		return;
	str_format(text, sizeof text, "%s %s: %s", rule->key, rule->level, rule->action);
	used = 1 + text_para(r.y + 2, r.x, 2, r.w, text);
	str_format(text, sizeof text, "%s%s",
		   source_unsure(rule->verification) ? "* check source: " : "",
		   rule->source);
	text_para(r.y + 1 + used, r.x, FOOT_ROWS - 1 - used, r.w, text);
}

void
questions_draw(const struct ui *ui, struct screening_screen *q)
{
	struct rect r = ui_body(ui);

	draw_head(q, r);
	list_draw(&q->list, ui,
		  (struct rect){r.y + HEAD_ROWS, r.x, r.h - HEAD_ROWS - FOOT_ROWS, r.w},
		  true, "No question");
	draw_foot(q, ui->today,
		  (struct rect){r.y + r.h - FOOT_ROWS, r.x, FOOT_ROWS, r.w});
}
