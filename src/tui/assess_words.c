/* assess_words.c - words of an assessment: remark and how of a value, history, findings, impression. */
#include "assess_priv.h"
#include "tui/ask.h"
#include "tui/nav.h"

static struct assess_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

struct assessment_row *
assess_words_marked(struct assess_screen *a)
{
	return a->sheet->n ? &a->sheet->rows[a->at] : NULL;
}

/* Stores the marked value again with another remark or way of doing it. */
static unsigned
again(struct screen *s, const char *protocol, const char *remark)
{
	struct assess_screen *a = state(s);
	struct assessment_value v = assess_words_marked(state(s))->now[a->side];
	struct assessment_entry e = {.row = a->at,
				     .side = a->side,
				     .value = v.value,
				     .trials = v.trials,
				     .protocol = protocol ? protocol : v.protocol,
				     .remark = remark ? remark : v.remark};
	struct err err = {0};

	if (assessment_put(app(s), a->sheet, &e, &err))
		ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

static unsigned
remark_answer(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return again(s, NULL, text);
}

static unsigned
how_answer(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return again(s, text, NULL);
}

static unsigned
ask_about(struct screen *s, const char *label, bool how)
{
	struct assess_screen *a = state(s);
	const struct assessment_value *v =
	    assess_words_marked(state(s)) ? &assess_words_marked(state(s))->now[a->side]
					  : NULL;

	if (!v || !v->no) {
		ui_say(s->ui, TONE_PLAIN, "Measure first, then say how or what was seen");
		return SCREEN_REDRAW;
	}
	ask_open(
	    s, &(struct ask_spec){.kind = ASK_TEXT,
				  .label = label,
				  .initial = how ? v->protocol : v->remark,
				  .most = ask_room(E_RESULT, how ? "protocol" : "remark"),
				  .done = how ? how_answer : remark_answer});
	return SCREEN_REDRAW;
}

unsigned
assess_words_remark(struct screen *s, int key)
{
	(void)key;
	return ask_about(s, "Remark: end feel, pain, what was seen", false);
}

unsigned
assess_words_how(struct screen *s, int key)
{
	(void)key;
	return ask_about(s, "How: active or passive, position, aid", true);
}

/* ---- long texts */

#define WRITE(name, field_name, label, section)                                          \
	static enum status keep_##name(void *ctx, const char *text, struct err *err)     \
	{                                                                                \
		struct screen *s = ctx;                                                  \
                                                                                         \
		return assessment_write(app(s), state(s)->sheet, field_name, text, err); \
	}                                                                                \
	unsigned assess_words_##name(struct screen *s, int key)                          \
	{                                                                                \
		(void)key;                                                               \
		return nav_push(s->ui, NAV_EDIT,                                         \
				&(struct nav_arg){.title = label,                        \
						  .text = state(s)->sheet->row.name,     \
						  .no = 2000,                            \
						  .keep = keep_##name,                   \
						  .ctx = s,                              \
						  .data = section});                     \
	}

WRITE(history, "history", "History", "subjective")
WRITE(findings, "findings", "Findings", "assessment")
WRITE(impression, "impression", "Impression", "assessment")
