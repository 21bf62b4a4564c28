/* edit.c - typing into a text of several lines. */
#include "tui/edit.h"

#include "base/utf8.h"
#include "tui/key.h"
#include "tui/screen.h"
#include "tui/text.h"

#include <string.h>

enum { WIDTH_FIRST = 76, HEIGHT_FIRST = 18 };

/* One line as it is wrapped. */
struct span {
	size_t from, to, next;
};

void
edit_init(struct edit *e, const char *text, size_t max)
{
	size_t n = strlen(text);

	memset(e, 0, sizeof *e);
	while (n > max ||
	       (n > 0 && n < strlen(text) && ((unsigned char)text[n] & 0xC0) == 0x80))
		n--;
	str_add_n(&e->text, text, n);
	e->at = n;
	e->max = max;
	e->goal = -1;
	e->w = WIDTH_FIRST;
	e->h = HEIGHT_FIRST;
}

void
edit_release(struct edit *e)
{
	str_release(&e->text);
}

/* The line that begins at from; false: there is none. The empty line behind a last LF is one. */
static bool
span_from(const struct edit *e, size_t from, struct span *s)
{
	const char *p = str_text(&e->text);

	if (from > e->text.n)
		return false;
	s->from = from;
	s->to = text_wrap(p, e->text.n, from, e->w, &s->next);
	if (s->next == e->text.n && !(s->to < s->next && p[s->next - 1] == '\n'))
		s->next = e->text.n + 1;
	return true;
}

/* The line the cursor is in; before (may be NULL) gets the one before it. */
static struct span
span_at(const struct edit *e, size_t at, struct span *before)
{
	struct span s = {0}, last = {0};

	for (size_t from = 0; span_from(e, from, &s); from = s.next) {
		if (before)
			*before = last;
		if (at < s.next)
			return s;
		last = s;
	}
	return last;
}

static int
column(const struct edit *e, struct span s, size_t at)
{
	return utf8_text_width(str_text(&e->text) + s.from, at - s.from);
}

static size_t
char_len(const struct edit *e, size_t at)
{
	uint32_t cp;
	size_t len = utf8_decode(str_text(&e->text) + at, e->text.n - at, &cp);

	return len ? len : 1;
}

static size_t
char_before(const struct edit *e, size_t at)
{
	do {
		at--;
	} while (at > 0 && ((unsigned char)e->text.p[at] & 0xC0) == 0x80);
	return at;
}

static size_t
at_column(const struct edit *e, struct span s, int col)
{
	size_t at = s.from;
	int used = 0;

	while (at < s.to && used < col) {
		size_t len = char_len(e, at);

		used += utf8_text_width(str_text(&e->text) + at, len);
		at += len;
	}
	return at;
}

static void
insert(struct edit *e, const char *b, size_t len)
{
	size_t n = e->text.n;

	if (n + len > e->max)
		return;
	str_add_n(&e->text, b, len);
	memmove(e->text.p + e->at + len, e->text.p + e->at, n - e->at);
	memcpy(e->text.p + e->at, b, len);
	e->at += len;
}

static void
cut(struct edit *e, size_t from, size_t to)
{
	if (from >= to)
		return;
	memmove(e->text.p + from, e->text.p + to, e->text.n - to + 1);
	e->text.n -= to - from;
	e->at = from;
}

static void
move_line(struct edit *e, int by)
{
	struct span before = {0}, s = span_at(e, e->at, &before), next;

	if (e->goal < 0)
		e->goal = column(e, s, e->at);
	if (by < 0 && s.from > 0)
		e->at = at_column(e, before, e->goal);
	else if (by > 0 && span_from(e, s.next, &next))
		e->at = at_column(e, next, e->goal);
}

static bool
move(struct edit *e, int key)
{
	struct span s = span_at(e, e->at, NULL);

	switch (key) {
	case K_LEFT:
		e->at = e->at > 0 ? char_before(e, e->at) : 0;
		return true;
	case K_RIGHT:
		e->at += e->at < e->text.n ? char_len(e, e->at) : 0;
		return true;
	case K_HOME:
		e->at = s.from;
		return true;
	case K_END:
		e->at = s.to;
		return true;
	default:
		return false;
	}
}

static bool
move_lines(struct edit *e, int key)
{
	int by = key == K_UP || key == K_PGUP ? -1 : 1;
	int times = key == K_PGUP || key == K_PGDN ? e->h - 1 : 1;

	if (key != K_UP && key != K_DOWN && key != K_PGUP && key != K_PGDN)
		return false;
	while (times-- > 0)
		move_line(e, by);
	return true;
}

static bool
change(struct edit *e, int key)
{
	char b[4];

	if (key_is_text(key)) {
		insert(e, b, utf8_encode((uint32_t)key, b));
	} else if (key == K_ENTER) {
		insert(e, "\n", 1);
	} else if (key == K_BACKSPACE) {
		if (e->at > 0)
			cut(e, char_before(e, e->at), e->at);
	} else if (key == K_DEL) {
		if (e->at < e->text.n)
			cut(e, e->at, e->at + char_len(e, e->at));
	} else if (key == K_CTRL('k')) {
		struct span s = span_at(e, e->at, NULL);

		cut(e, e->at, s.to > e->at ? s.to : s.next <= e->text.n ? s.next : s.to);
	} else {
		return false;
	}
	return true;
}

unsigned
edit_key(struct edit *e, int key)
{
	if (move_lines(e, key))
		return SCREEN_REDRAW;
	if (!move(e, key) && !change(e, key))
		return SCREEN_PASS;
	e->goal = -1;
	return SCREEN_REDRAW;
}

static bool
blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\0';
}

bool
edit_insert(struct edit *e, const char *text)
{
	const char *p = str_text(&e->text);
	bool before = e->at > 0 && !blank(p[e->at - 1]), after = !blank(p[e->at]);
	size_t n = strlen(text);

	if (e->text.n + n + before + after > e->max)
		return false;
	if (before)
		insert(e, " ", 1);
	insert(e, text, n);
	if (after)
		insert(e, " ", 1);
	e->goal = -1;
	return true;
}

/* First byte shown, so that the cursor's line is among h lines. */
static void
follow(struct edit *e)
{
	struct span s, cursor = span_at(e, e->at, NULL);
	int lines = 0;

	if (e->top > cursor.from || e->top > e->text.n)
		e->top = cursor.from;
	e->top = span_at(e, e->top, NULL).from;
	for (size_t from = e->top; from <= cursor.from && span_from(e, from, &s);
	     from = s.next)
		lines++;
	for (; lines > e->h && span_from(e, e->top, &s); lines--)
		e->top = s.next;
}

void
edit_draw(struct edit *e, struct rect r)
{
	struct span s, cursor;
	size_t from;
	int row = 0;

	e->w = r.w - 1;
	e->h = r.h;
	follow(e);
	cursor = span_at(e, e->at, NULL);
	text_clear(r.y, r.x, r.h, r.w);
	for (from = e->top; row < r.h && span_from(e, from, &s); from = s.next) {
		text_put_n(r.y + row, r.x, r.w, TONE_PLAIN, str_text(&e->text) + s.from,
			   s.to - s.from);
		if (s.from == cursor.from)
			text_cursor(r.y + row, r.x + column(e, s, e->at), true);
		row++;
	}
}
