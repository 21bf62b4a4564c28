/* line.c - typing into one line. */
#include "tui/line.h"

#include "base/str.h"
#include "base/utf8.h"
#include "tui/key.h"
#include "tui/screen.h"
#include "tui/text.h"

#include <string.h>

void
line_set(struct line *l, const char *text)
{
	str_copy(l->text, sizeof l->text, text);
	l->n = l->at = strlen(l->text);
}

static size_t
before(const struct line *l, size_t at)
{
	while (at > 0 && ((unsigned char)l->text[--at] & 0xC0) == 0x80)
		;
	return at;
}

static size_t
after(const struct line *l, size_t at)
{
	do {
		at++;
	} while (at < l->n && ((unsigned char)l->text[at] & 0xC0) == 0x80);
	return at;
}

static unsigned
type(struct line *l, int key)
{
	char b[4];
	size_t len = utf8_encode((uint32_t)key, b);

	if (l->n + len >= sizeof l->text || (l->most && l->n + len > l->most))
		return SCREEN_HANDLED;
	memmove(l->text + l->at + len, l->text + l->at, l->n - l->at + 1);
	memcpy(l->text + l->at, b, len);
	l->n += len;
	l->at += len;
	return SCREEN_REDRAW;
}

static unsigned
cut(struct line *l, size_t from, size_t to)
{
	memmove(l->text + from, l->text + to, l->n - to + 1);
	l->n -= to - from;
	l->at = from;
	return SCREEN_REDRAW;
}

unsigned
line_key(struct line *l, int key)
{
	if (key_is_text(key))
		return type(l, key);
	if (key == K_BACKSPACE)
		return l->at > 0 ? cut(l, before(l, l->at), l->at) : SCREEN_HANDLED;
	if (key == K_DEL)
		return l->at < l->n ? cut(l, l->at, after(l, l->at)) : SCREEN_HANDLED;
	if (key == K_CTRL('u'))
		return cut(l, 0, l->at);
	if (key == K_LEFT && l->at > 0)
		l->at = before(l, l->at);
	else if (key == K_RIGHT && l->at < l->n)
		l->at = after(l, l->at);
	else if (key == K_HOME)
		l->at = 0;
	else if (key == K_END)
		l->at = l->n;
	else
		return key == K_LEFT || key == K_RIGHT ? SCREEN_HANDLED : SCREEN_PASS;
	return SCREEN_REDRAW;
}

void
line_draw(const struct line *l, int y, int x, int w)
{
	static const char stars[] = "****************";
	size_t from = 0;
	int used;

	if (l->masked) {
		int n = l->n < sizeof stars - 1 ? (int)l->n : (int)sizeof stars - 1;

		text_put_n(y, x, w, TONE_PLAIN, stars, (size_t)n);
		text_clear(y, x + n, 1, w - n);
		text_cursor(y, x + n, true);
		return;
	}
	while (from < l->at && utf8_text_width(l->text + from, l->at - from) >= w)
		from = after(l, from);
	used = text_put(y, x, w, TONE_PLAIN, l->text + from);
	text_clear(y, x + used, 1, w - used);
	text_cursor(y, x + utf8_text_width(l->text + from, l->at - from), true);
}

void
line_wipe(struct line *l)
{
	volatile char *p = l->text;

	for (size_t i = 0; i < sizeof l->text; i++)
		p[i] = '\0';
	l->n = l->at = 0;
}
