/* menu.c - the ncurses menu library behind a filter. */
#include "tui/menu.h"

#include "base/str.h"
#include "base/utf8.h"
#include "text_priv.h"
#include "tui/key.h"
#include "tui/screen.h"
#include "tui/text.h"

#include <menu.h>
#include <stdlib.h>
#include <string.h>

struct menu {
	const struct menu_entry *entries;
	int n;
	struct line filter;
	int *shown; /* indices of the entries that fit */
	int n_shown;
	int at; /* index into shown */
	/* the library's half, made for one size and one filter */
	MENU *lib;
	ITEM **items; /* NULL at the end */
	char **texts; /* what the items show, two each */
	WINDOW *pad;
	int h, w;
};

static void
drop_lib(struct menu *m)
{
	if (!m->lib)
		return;
	unpost_menu(m->lib);
	free_menu(m->lib);
	for (int i = 0; m->items[i]; i++)
		free_item(m->items[i]);
	for (int i = 0; i < 2 * m->n; i++)
		free(m->texts[i]);
	free(m->items);
	free(m->texts);
	delwin(m->pad);
	m->lib = NULL;
}

/* True when every word of the filter begins a word of the text (both folded). */
static bool
fits(const char *words, const char *text)
{
	while (*words) {
		size_t n = strcspn(words, " ");
		const char *t = text;
		bool found = false;

		while (!found && *t) {
			found = !strncmp(t, words, n);
			t += strcspn(t, " ");
			t += *t == ' ';
		}
		if (!found)
			return false;
		words += n;
		words += *words == ' ';
	}
	return true;
}

static void
apply_filter(struct menu *m)
{
	struct str want = {0};

	utf8_fold(&want, m->filter.text, m->filter.n);
	m->n_shown = 0;
	for (int i = 0; i < m->n; i++) {
		struct str s = {0};

		utf8_fold(&s, m->entries[i].name, strlen(m->entries[i].name));
		str_add_c(&s, ' ');
		utf8_fold(&s, m->entries[i].help, strlen(m->entries[i].help));
		if (fits(str_text(&want), str_text(&s)))
			m->shown[m->n_shown++] = i;
		str_release(&s);
	}
	str_release(&want);
	m->at = 0;
	drop_lib(m);
}

struct menu *
menu_new(const struct menu_entry *entries, int n)
{
	struct menu *m = mem_alloc(sizeof *m);

	m->entries = entries;
	m->n = n;
	m->shown = mem_alloc((size_t)(n > 0 ? n : 1) * sizeof *m->shown);
	apply_filter(m);
	return m;
}

void
menu_free(struct menu *m)
{
	if (!m)
		return;
	drop_lib(m);
	free(m->shown);
	free(m);
}

unsigned
menu_key(struct menu *m, int key)
{
	int page = m->h > 1 ? m->h - 1 : 1, at = m->at;

	if (key == K_UP || key == K_CTRL('p'))
		at--;
	else if (key == K_DOWN || key == K_CTRL('n'))
		at++;
	else if (key == K_PGUP)
		at -= page;
	else if (key == K_PGDN)
		at += page;
	else {
		unsigned flags = line_key(&m->filter, key);

		if (flags & SCREEN_REDRAW)
			apply_filter(m);
		return flags;
	}
	m->at = at < 0 || m->n_shown == 0 ? 0 : at >= m->n_shown ? m->n_shown - 1 : at;
	return SCREEN_REDRAW;
}

int
menu_current(const struct menu *m)
{
	return m->n_shown > 0 ? m->shown[m->at] : -1;
}

void
menu_select(struct menu *m, int i)
{
	for (int k = 0; k < m->n_shown; k++) {
		if (m->shown[k] == i)
			m->at = k;
	}
}

static char *
safe_copy(const char *text, int cols)
{
	struct str s = {0};

	utf8_safe(&s, text, strlen(text), cols, term_ascii());
	if (s.n == 0)
		str_add_c(&s, ' ');
	return str_detach(&s);
}

static void
make_lib(struct menu *m, int h, int w)
{
	int name_w = 0;

	for (int i = 0; i < m->n; i++) {
		int used =
		    utf8_text_width(m->entries[i].name, strlen(m->entries[i].name));

		name_w = used > name_w ? used : name_w;
	}
	name_w = name_w < w - 3 ? name_w : w - 3;
	m->items = mem_alloc(((size_t)m->n_shown + 1) * sizeof(ITEM *));
	m->texts = mem_alloc((2 * (size_t)m->n + 1) * sizeof(char *));
	for (int k = 0; k < m->n_shown; k++) {
		const struct menu_entry *e = &m->entries[m->shown[k]];
		int rest = w - name_w - 4;

		m->texts[2 * k] = safe_copy(e->name, name_w);
		m->texts[2 * k + 1] = safe_copy(rest > 0 ? e->help : "", rest);
		m->items[k] = new_item(m->texts[2 * k], m->texts[2 * k + 1]);
	}
	m->pad = newpad(h, w);
	m->lib = new_menu(m->items);
	set_menu_win(m->lib, m->pad);
	set_menu_sub(m->lib, m->pad);
	set_menu_format(m->lib, h, 1);
	set_menu_mark(m->lib, "> ");
	set_menu_fore(m->lib, (chtype)term_attr(TONE_CURSOR));
	set_menu_back(m->lib, A_NORMAL);
	menu_opts_off(m->lib, O_ONEVALUE | O_NONCYCLIC);
	menu_opts_on(m->lib, O_ONEVALUE | O_NONCYCLIC);
	post_menu(m->lib);
	m->h = h;
	m->w = w;
}

void
menu_draw(struct menu *m, void *window, struct rect r)
{
	WINDOW *w = window ? window : stdscr;
	int h = r.h - 1;

	if (m->lib && (m->h != h || m->w != r.w))
		drop_lib(m);
	for (int i = 0; i < r.h; i++)
		mvwhline(w, r.y + i, r.x, ' ', r.w);
	text_into(w, r.y, r.x, r.w, A_NORMAL, ": ", 2);
	text_into(w, r.y, r.x + 2, r.w - 3, A_NORMAL, m->filter.text, m->filter.n);
	if (m->n_shown > 0 && h > 0) {
		if (!m->lib)
			make_lib(m, h, r.w);
		set_current_item(m->lib, m->items[m->at]);
		copywin(m->pad, w, 0, 0, r.y + 1, r.x, r.y + h, r.x + r.w - 1, FALSE);
	}
	wmove(w, r.y, r.x + 2 + utf8_text_width(m->filter.text, m->filter.at));
}
