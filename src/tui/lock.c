/* lock.c - the screen locked over what was being done. */
#include "tui/lock.h"

#include "app/staff.h"
#include "base/str.h"
#include "core/dict.h"
#include "tui/digits.h"
#include "tui/line.h"
#include "tui/stack.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

struct lock {
	struct line typed;
	char since[8]; /* "09:12" */
	char said[UI_MESSAGE_SIZE];
};

void
lock_after(struct ui *ui, int64_t minutes)
{
	ui->lock_after_ms = minutes * 60000 * ui->rate;
	ui->key_ms = ui->now_ms;
}

bool
lock_is_on(const struct ui *ui)
{
	return ui->lock != NULL;
}

void
lock_now(struct ui *ui)
{
	struct civil c = clock_civil(ui->wall_ms);

	if (ui->lock || !ui->app || !ui->app->user.head.no)
		return;
	ui->lock = mem_alloc(sizeof *ui->lock);
	ui->lock->typed.masked = true;
	str_format(ui->lock->since, sizeof ui->lock->since, "%02d:%02d", c.hour % 24,
		   c.minute % 60);
	ui->repaint = true;
}

void
lock_drop(struct ui *ui)
{
	if (ui->lock)
		line_wipe(&ui->lock->typed);
	free(ui->lock);
	ui->lock = NULL;
	ui->key_ms = ui->now_ms;
	ui->repaint = true;
}

/* The nearest screen that shows a clock; NULL: none does. */
static struct screen *
with_clock(const struct ui *ui)
{
	struct screen *s = ui->top;

	while (s && !s->ops->clock)
		s = s->below;
	return s;
}

int64_t
lock_tick(struct ui *ui, bool *changed)
{
	int64_t at = ui->key_ms + ui->lock_after_ms;

	if (ui->lock) {
		*changed = *changed || with_clock(ui);
		return INT64_MAX;
	}
	if (!ui->lock_after_ms || !ui->app || !ui->app->user.head.no)
		return INT64_MAX;
	if (ui->now_ms < at)
		return at;
	lock_now(ui);
	*changed = true;
	return INT64_MAX;
}

static void
unlock(struct ui *ui)
{
	struct lock *l = ui->lock;
	struct err err = {0};

	if (!l->typed.n)
		return;
	if (staff_unlock(ui->app, l->typed.text, &err)) {
		str_copy(l->said, sizeof l->said, status_say(&err));
		line_wipe(&l->typed);
		return;
	}
	lock_drop(ui);
}

/* Back to the login: screens close as they do when one goes back, and keep what they hold. */
static void
hand_over(struct ui *ui)
{
	lock_drop(ui);
	stack_unwind(ui, false);
}

void
lock_renew(struct ui *ui)
{
	enum staff_now now = STAFF_SAME;
	struct err err = {0};
	char login[sizeof ui->app->user.login];

	str_copy(login, sizeof login, ui->app->user.login);
	if (staff_renew(ui->app, &now, &err))
		ui_fail(ui, &err);
	if (now == STAFF_OTHER_ROLE)
		ui_say(ui, TONE_WARN, "Your role was changed: you work as %s from now on",
		       dict_label(E_STAFF, "role", ui->app->user.role));
	if (now != STAFF_CLOSED || !ui->top->below)
		return;
	hand_over(ui);
	ui_say(ui, TONE_WARN, "The account of %s was closed; a manager opens it again",
	       login);
}

void
lock_renew_soon(struct ui *ui)
{
	ui->who_version = -1;
}

void
lock_key(struct ui *ui, int key)
{
	struct lock *l = ui->lock;

	l->said[0] = '\0';
	if (key == K_ENTER)
		unlock(ui);
	else if (key == K_ESC && !l->typed.n)
		hand_over(ui);
	else if (key == K_ESC)
		line_wipe(&l->typed);
	else
		(void)line_key(&l->typed, key);
}

void
lock_draw(struct ui *ui)
{
	const struct lock *l = ui->lock;
	struct screen *s = with_clock(ui);
	char clock[16] = "";
	int y = 3, x = 4, w = ui->cols - 8;

	text_clear(0, 0, ui->rows, ui->cols);
	text_putf(0, 0, ui->cols, TONE_TITLE, "%s", ui->app->site.name);
	if (ui->practice)
		text_right(0, ui->cols - 11, 11, TONE_PRACTICE, " PRACTICE ");
	text_putf(y, x, w, TONE_PLAIN, "Locked at %s for %s. Everything stays as it is.",
		  l->since, ui->app->user.name);
	text_put(y + 4, x, w, TONE_DIM,
		 "Enter unlocks. Esc: somebody else logs in; what was typed is kept.");
	text_fill(y + 6, x, w, TONE_WARN, l->said);
	if (s && s->ops->clock(s, clock, sizeof clock)) {
		text_put(y + 8, x, w, TONE_PLAIN, "Session on the clock");
		digits_draw(y + 10, x, 1, TONE_PLAIN, clock);
	}
	text_put(y + 2, x, 20, TONE_PLAIN, "PIN or passphrase");
	line_draw(&l->typed, y + 2, x + 19, 40);
}
