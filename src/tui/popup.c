/* popup.c - the help and the command list: panels over the screen, drawn from the key tables. */
#include "base/str.h"
#include "text_priv.h"
#include "tui/menu.h"
#include "tui/nav.h"
#include "tui/text.h"
#include "ui_priv.h"

#include <panel.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 64, NAV_VALUE = 1000, KEY_COLS = 16 };

struct popup {
	bool help;
	struct ui_bind binds[UI_BINDS_MAX];
	int n;
	int top; /* help: first row shown */
	struct menu_entry entries[UI_BINDS_MAX + NAV_COUNT];
	struct menu *menu; /* commands only */
	WINDOW *win;
	PANEL *panel;
	int rows; /* of the screen the window was made for */
};

static struct popup *
make(struct ui *ui, bool help)
{
	struct popup *p = mem_alloc(sizeof *p);

	popup_close(ui);
	p->help = help;
	p->n = ui_binds(ui, p->binds);
	ui->popup = p;
	return p;
}

void
popup_help(struct ui *ui)
{
	make(ui, true);
}

/* A key of this screen that leads to the same place stands for it. */
static bool
has_entry(const struct popup *p, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(p->entries[i].name, name))
			return true;
	return false;
}

void
popup_commands(struct ui *ui)
{
	struct popup *p = make(ui, false);
	int n = 0;

	for (int i = 0; i < p->n; i++) {
		const struct action_row *a = action_get(p->binds[i].bind->action);

		if (p->binds[i].bind->run)
			p->entries[n++] = (struct menu_entry){a->name, a->help, i};
	}
	for (int i = 0; i < NAV_COUNT; i++) {
		const struct nav_row *r = nav_get((enum nav_id)i);

		if (r->command[0] && !has_entry(p, n, r->command))
			p->entries[n++] =
			    (struct menu_entry){r->command, r->help, NAV_VALUE + i};
	}
	p->menu = menu_new(p->entries, n);
}

static void
drop_window(struct popup *p)
{
	if (!p->win)
		return;
	del_panel(p->panel);
	delwin(p->win);
	p->win = NULL;
}

void
popup_close(struct ui *ui)
{
	if (!ui->popup)
		return;
	drop_window(ui->popup);
	menu_free(ui->popup->menu);
	free(ui->popup);
	ui->popup = NULL;
	ui->repaint = true;
}

static void
choose(struct ui *ui)
{
	struct popup *p = ui->popup;
	int i = menu_current(p->menu), value;
	const struct keybind *bind;

	if (i < 0) {
		ui_say(ui, TONE_DIM, "No command fits; Backspace widens the search");
		return;
	}
	value = p->entries[i].value;
	bind = value < UI_BINDS_MAX ? p->binds[value].bind : NULL;
	popup_close(ui);
	if (bind)
		ui_run(ui, bind, bind->key);
	else
		nav_push(ui, (enum nav_id)(value - NAV_VALUE), NULL);
}

static bool
help_key(struct ui *ui, int key)
{
	struct popup *p = ui->popup;
	int page = p->rows - 8;

	if (key == K_DOWN || key == K_UP)
		p->top += key == K_DOWN ? 1 : -1;
	else if (key == K_PGDN || key == K_SPACE || key == K_PGUP)
		p->top += key == K_PGUP ? -page : page;
	else {
		popup_close(ui);
		return key == K_ESC || key == '?' || key == K_F(1) ||
		       key == K_CTRL('g') || key == K_ENTER;
	}
	if (p->top > p->n - page)
		p->top = p->n - page;
	if (p->top < 0)
		p->top = 0;
	return true;
}

bool
popup_key(struct ui *ui, int key)
{
	if (ui->popup->help)
		return help_key(ui, key);
	if (key == K_ESC)
		popup_close(ui);
	else if (key == K_ENTER)
		choose(ui);
	else if (menu_key(ui->popup->menu, key) == SCREEN_PASS)
		ui_say(ui, TONE_DIM,
		       "Enter runs the marked command, Esc closes the list");
	return true;
}

static void
draw_help(struct popup *p, int h)
{
	for (int i = 0; i < h - 3 && p->top + i < p->n; i++) {
		const struct ui_bind *b = &p->binds[p->top + i];
		const struct action_row *a = action_get(b->bind->action);
		char name[KEY_NAME_SIZE], keys[2 * KEY_NAME_SIZE + 2];

		key_label(b->bind->key, name);
		str_copy(keys, sizeof keys, name);
		if (b->other) {
			key_label(b->other->key, name);
			str_format(keys + strlen(keys), sizeof keys - strlen(keys), " %s",
				   name);
		}
		text_into(p->win, i + 2, 3, KEY_COLS - 2, A_BOLD, keys, strlen(keys));
		text_into(p->win, i + 2, 3 + KEY_COLS, WIDTH - KEY_COLS - 5, A_NORMAL,
			  a->help, strlen(a->help));
	}
}

void
popup_draw(struct ui *ui)
{
	struct popup *p = ui->popup;
	const char *title = "Commands";
	int h = ui->rows - 5;

	if (p->win && p->rows != ui->rows)
		drop_window(p);
	if (p->help && p->n + 3 < h)
		h = p->n + 3;
	if (!p->win) {
		p->win = newwin(h, WIDTH, 1, (ui->cols - WIDTH) / 2);
		p->panel = new_panel(p->win);
		p->rows = ui->rows;
	}
	if (p->help)
		title = p->top + h - 3 < p->n
			    ? "Keys that work here (Esc closes, Down shows more)"
			    : "Keys that work here (Esc closes)";
	werase(p->win);
	text_into(p->win, 0, 0, WIDTH, term_attr(TONE_CURSOR), title, strlen(title));
	if (p->help)
		draw_help(p, h);
	else
		menu_draw(p->menu, p->win, (struct rect){2, 1, h - 3, WIDTH - 2});
	top_panel(p->panel);
	touchwin(p->win);
}

bool
popup_types(const struct ui *ui)
{
	return !ui->popup->help;
}
