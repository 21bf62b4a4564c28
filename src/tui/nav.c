/* nav.c - where screens are, and the keys that work in all of them. */
#include "tui/nav.h"

#include "tui/lock.h"
#include "tui/stack.h"
#include "ui_priv.h"

#include <string.h>

#define NAV_EXTERN(ID, symbol, command, help) extern const struct screen_ops symbol;
NAV_LIST(NAV_EXTERN)
#undef NAV_EXTERN

static const struct nav_row rows[] = {
#define NAV_ROW(ID, symbol, command, help) {&symbol, command, help},
    NAV_LIST(NAV_ROW)
#undef NAV_ROW
};
_Static_assert(sizeof rows / sizeof rows[0] == NAV_COUNT, "one row per screen");

const struct nav_row *
nav_get(enum nav_id id)
{
	return &rows[(unsigned)id < NAV_COUNT ? id : 0];
}

const struct screen_ops *
nav_named(const char *name)
{
	for (int i = 0; i < NAV_COUNT; i++) {
		if (!strcmp(rows[i].ops->name, name))
			return rows[i].ops;
	}
	return NULL;
}

const char *
nav_command(const struct screen_ops *ops)
{
	for (int i = 0; i < NAV_COUNT; i++)
		if (rows[i].ops == ops)
			return rows[i].command;
	return "";
}

unsigned
nav_push(struct ui *ui, enum nav_id id, const struct nav_arg *arg)
{
	return stack_push(ui, nav_get(id)->ops, arg, NULL) == ST_OK ? SCREEN_REDRAW
								    : SCREEN_HANDLED;
}

unsigned
nav_replace(struct ui *ui, enum nav_id id, const struct nav_arg *arg)
{
	return stack_replace(ui, nav_get(id)->ops, arg, NULL) == ST_OK ? SCREEN_REDRAW
								       : SCREEN_HANDLED;
}

/* ---- the keys of every screen ---- */

static unsigned
run_help(struct screen *s, int key)
{
	(void)key;
	popup_help(s->ui);
	return SCREEN_REDRAW;
}

static unsigned
run_commands(struct screen *s, int key)
{
	(void)key;
	popup_commands(s->ui);
	return SCREEN_REDRAW;
}

static unsigned
run_find(struct screen *s, int key)
{
	const struct screen_ops *find = nav_named("find");

	(void)key;
	if (!find || s->ops == find)
		return SCREEN_PASS;
	stack_push(s->ui, find, NULL, NULL);
	return SCREEN_REDRAW;
}

static unsigned
run_back(struct screen *s, int key)
{
	(void)key;
	/* Esc is pressed by habit; to log in again takes a passphrase. */
	if (s->below && s->below->ops->locked && !s->ui->leaving) {
		s->ui->leaving = 2;
		ui_say(s->ui, TONE_DIM,
		       "This is the first screen; Esc once more logs you out");
		return SCREEN_HANDLED;
	}
	if (s->below)
		return SCREEN_POP;
	ui_say(s->ui, TONE_DIM, "This is the first screen; ^Q leaves limber");
	return SCREEN_HANDLED;
}

static unsigned
run_redraw(struct screen *s, int key)
{
	(void)key;
	s->ui->repaint = true;
	term_repaint();
	return SCREEN_REDRAW;
}

static unsigned
run_lock(struct screen *s, int key)
{
	(void)key;
	if (s->ops->locked)
		return SCREEN_PASS;
	lock_now(s->ui);
	return SCREEN_REDRAW;
}

static const struct keybind shared_keys[] = {
    {'?', ACT_HELP, run_help},
    {K_F(1), ACT_HELP, run_help},
    {K_CTRL('g'), ACT_HELP, run_help},
    {':', ACT_COMMANDS, run_commands},
    {K_CTRL('x'), ACT_COMMANDS, run_commands},
    {'/', ACT_FIND, run_find},
    {K_CTRL('f'), ACT_FIND, run_find},
    {K_ESC, ACT_BACK, run_back},
    {K_CTRL('l'), ACT_REDRAW, run_redraw},
    {K_CTRL('t'), ACT_LOCK, run_lock},
    {0, ACT_NONE, NULL},
};

const struct keybind *
nav_keys(void)
{
	return shared_keys;
}
