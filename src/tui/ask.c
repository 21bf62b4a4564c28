/* ask.c - one question at a time, on one line. */
#include "tui/ask.h"

#include "base/str.h"
#include "base/utf8.h"
#include "core/dict.h"
#include "tui/line.h"
#include "tui/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { ANSWER_COLS = 12 }; /* at least so many are left for the answer */

struct ask {
	struct screen *screen; /* who asked */
	enum ask_kind kind;
	char label[160];
	char keys[16];
	int64_t calm_ms; /* keys before this boot time are passed over */
	bool typed;	 /* something, and no Enter yet */
	struct line line;
	ask_done *done;
	void *ctx;
};

size_t
ask_room(enum entity_id entity, const char *field)
{
	const struct entity *e = dict_entity(entity);
	int at = dict_field_named(e, field);

	assert(at >= 0);
	return (size_t)e->fields[at].size;
}

void
ask_open(struct screen *s, const struct ask_spec *spec)
{
	struct ask *a = mem_alloc(sizeof *a);

	assert(spec->done && spec->label);
	ask_lose(s->ui);
	a->screen = s;
	a->kind = spec->kind;
	a->done = spec->done;
	a->ctx = spec->ctx;
	a->line.masked = spec->kind == ASK_PIN;
	str_copy(a->label, sizeof a->label, spec->label);
	str_copy(a->keys, sizeof a->keys,
		 spec->kind == ASK_YES_NO ? "yn"
		 : spec->keys		  ? spec->keys
					  : "");
	a->calm_ms = s->ui->now_ms + spec->calm_ms;
	line_set(&a->line, spec->initial ? spec->initial : "");
	a->line.most = spec->most;
	s->ui->ask = a;
}

void
ask_drop(struct ui *ui)
{
	if (!ui->ask)
		return;
	line_wipe(&ui->ask->line);
	free(ui->ask);
	ui->ask = NULL;
}

void
ask_lose(struct ui *ui)
{
	const struct ask *a = ui->ask;

	if (a && a->kind == ASK_NUMBER && a->typed && a->line.n)
		ui_say(ui, TONE_WARN, "%s: %s was not entered, Enter was missing",
		       a->label, a->line.text);
	ask_drop(ui);
}

/* What was typed was refused: it stands there still, to be put right. A PIN is typed anew. */
static bool
stands_again(const struct ui *ui, const struct ask *a)
{
	return ui->refused && (a->kind == ASK_TEXT || a->kind == ASK_NUMBER) &&
	       a->line.text[0] && !ui->ask && ui->top == a->screen;
}

/* Takes the question away before the answer is given, because it may lead to the next one. */
static unsigned
answer(struct ui *ui, const char *text)
{
	struct ask *a = ui->ask;
	char copy[LINE_SIZE];
	volatile char *p = copy;
	unsigned flags;

	str_copy(copy, sizeof copy, text);
	ui->ask = NULL;
	ui->refused = false;
	flags = a->done(a->screen, copy, a->ctx);
	for (size_t i = 0; i < sizeof copy; i++)
		p[i] = '\0';
	if (!(flags & (SCREEN_POP | SCREEN_QUIT)) && stands_again(ui, a)) {
		ui->ask = a;
		return SCREEN_REDRAW;
	}
	line_wipe(&a->line);
	free(a);
	return flags | SCREEN_REDRAW;
}

static unsigned
letter_key(struct ui *ui, int key)
{
	char text[2] = "";

	if (ui->now_ms < ui->ask->calm_ms)
		return SCREEN_HANDLED;
	if (key < 0x80 && key_is_text(key) && key != K_SPACE) {
		text[0] = (char)(key >= 'A' && key <= 'Z' ? key - 'A' + 'a' : key);
		if (strchr(ui->ask->keys, text[0]))
			return answer(ui, text);
	}
	ask_drop(ui);
	return key == K_ESC ? SCREEN_REDRAW : SCREEN_PASS;
}

bool
ask_types(const struct ui *ui)
{
	return ui->ask->kind != ASK_YES_NO && ui->ask->kind != ASK_CHOICE;
}

bool
ask_is_text(const struct ui *ui)
{
	return ui->ask->kind == ASK_TEXT || ui->ask->kind == ASK_PIN;
}

unsigned
ask_key(struct ui *ui, int key)
{
	struct ask *a = ui->ask;
	unsigned flags;
	size_t n;

	if (a->kind == ASK_YES_NO || a->kind == ASK_CHOICE)
		return letter_key(ui, key);
	if (key == K_ESC) {
		ask_drop(ui);
		return SCREEN_REDRAW;
	}
	if (key == K_ENTER)
		return answer(ui, a->line.text);
	if (a->kind == ASK_NUMBER && key_is_text(key) &&
	    (key >= 0x80 || !strchr("0123456789.,-/", key)))
		return SCREEN_PASS;
	n = a->line.n;
	flags = line_key(&a->line, key);
	a->typed = true;
	if (key_is_text(key) && a->line.n == n)
		ui_say(ui, TONE_WARN, "No more fits here: at most %zu bytes",
		       a->line.most ? a->line.most : sizeof a->line.text - 1);
	return flags;
}

/* The letters once more behind the label; left out where they would push its own words away. */
static void
draw_letters(const struct ask *a, int y, int cols)
{
	struct str keys = {0};
	int label = utf8_text_width(a->label, strlen(a->label)), x;

	for (const char *k = a->keys; *k; k++)
		str_addf(&keys, "%s%c", k == a->keys ? " (" : "/", *k);
	str_add_c(&keys, ')');
	if (label + (int)keys.n + 3 > cols)
		str_clear(&keys);
	str_add(&keys, "? ");
	x = text_put(y, 0, cols - (int)keys.n - 1, TONE_KEY, a->label);
	x += text_put(y, x, cols - x, TONE_PLAIN, str_text(&keys));
	text_cursor(y, x, true);
	str_release(&keys);
}

void
ask_draw(const struct ui *ui, int y)
{
	const struct ask *a = ui->ask;
	bool letters = a->kind == ASK_YES_NO || a->kind == ASK_CHOICE;
	int x;

	text_clear(y, 0, 1, ui->cols);
	text_fill(y + 1, 0, ui->cols - 1, TONE_PLAIN,
		  letters ? "Esc=No answer" : "Enter=Answer  Esc=No answer");
	if (letters) {
		draw_letters(a, y, ui->cols);
		return;
	}
	x = text_put(y, 0, ui->cols - ANSWER_COLS, TONE_KEY, a->label);
	x += text_put(y, x, ui->cols - x, TONE_PLAIN, ": ");
	line_draw(&a->line, y, x, ui->cols - x - 1);
}
