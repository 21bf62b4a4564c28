/* task_ask.c - a new task, its answer, its text. */
#include "task_ask.h"

#include "app/task.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/nav.h"

#include <string.h>

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- new */

static unsigned
new_answer(struct screen *s, const char *text, void *ctx)
{
	struct task t;
	struct err err = {0};
	int64_t patient = (intptr_t)ctx;

	if (!text[0])
		return SCREEN_REDRAW;
	dict_row_init(dict_entity(E_TASK), &t);
	if (patient)
		t.patient = patient;
	str_copy(t.text, sizeof t.text, text);
	if (task_add(app(s), &t, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	return nav_push(s->ui, NAV_ROW,
			&(struct nav_arg){.no = t.head.no,
					  .no2 = E_TASK,
					  .title = "new task: for whom, by when"});
}

unsigned
task_ask_new(struct screen *s, int64_t patient)
{
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "What is to be done",
				       .done = new_answer,
				       .ctx = (void *)(intptr_t)patient});
	return SCREEN_REDRAW;
}

/* ---- done */

/* The task a question is about; one question is open at a time. */
static struct {
	int64_t task;
	unsigned (*reload)(struct screen *s);
} asked;

static unsigned
done_answer(struct screen *s, const char *text, void *ctx)
{
	struct err err = {0};

	(void)ctx;
	if (task_done(app(s), asked.task, text, &err))
		ui_fail(s->ui, &err);
	else
		ui_say(s->ui, TONE_GOOD, "Done");
	return asked.reload(s);
}

unsigned
task_ask_done(struct screen *s, int64_t task, unsigned (*reload)(struct screen *s))
{
	asked.task = task;
	asked.reload = reload;
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "What came of it (may stay empty)",
				       .done = done_answer});
	return SCREEN_REDRAW;
}

/* ---- open */

static enum status
keep_text(void *ctx, const char *text, struct err *err)
{
	struct screen *s = ctx;
	struct task seen, now;
	enum status st = record_get(app(s)->store, E_TASK, asked.task, &seen, err);

	if (st)
		return st;
	now = seen;
	if (!text[0] || !str_copy(now.text, sizeof now.text, text))
		return status_fail(err, ST_INVALID, "Text: 1 to %zu bytes are wanted",
				   sizeof now.text - 1);
	return record_set(app(s)->store, E_TASK, &seen, &now, NULL, err);
}

unsigned
task_ask_open(struct screen *s, int64_t task)
{
	struct task t;
	struct err err = {0};

	if (record_get(app(s)->store, E_TASK, task, &t, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	if (strcmp(t.kind, "hand_over") != 0)
		return nav_push(s->ui, NAV_ROW,
				&(struct nav_arg){.no = task, .no2 = E_TASK});
	asked.task = task;
	return nav_push(s->ui, NAV_EDIT,
			&(struct nav_arg){.title = "Hand-over note",
					  .text = t.text,
					  .no = sizeof t.text - 1,
					  .keep = keep_text,
					  .ctx = s});
}
