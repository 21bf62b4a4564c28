/* ui.c - what surrounds a screen: title, message, footer; and which of them gets a key. */
#include "tui/ui.h"

#include "app/app.h"
#include "base/str.h"
#include "base/utf8.h"
#include "term_priv.h"
#include "tui/ask.h"
#include "tui/lock.h"
#include "tui/nav.h"
#include "tui/screen.h"
#include "tui/stack.h"
#include "tui/text.h"
#include "ui_priv.h"

#include <panel.h>
#include <stdarg.h>
#include <string.h>

enum { MESSAGE_ROWS = 3, SPARE_MS = 250 };

void
ui_init(struct ui *ui, struct app *app, const struct clock *clock)
{
	memset(ui, 0, sizeof *ui);
	ui->app = app;
	ui->clock = clock;
	ui->rate = 1;
	ui->repaint = true;
	ui->covered = 1;
	ui->version = app ? store_version(app->store) : 0;
	ui_sync(ui);
	if (ui->ascii)
		ui_say(ui, TONE_WARN,
		       "This terminal's locale is not UTF-8: other letters show as ?");
}

void
ui_release(struct ui *ui)
{
	stack_unwind(ui, true);
	stack_bury(ui);
	ask_drop(ui);
	popup_close(ui);
	lock_drop(ui);
}

void
ui_sync(struct ui *ui)
{
	int rows, cols;
	bool small;

	ui->now_ms = clock_boot(ui->clock);
	ui->wall_ms = clock_wall(ui->clock);
	ui->today = clock_civil(ui->wall_ms).date;
	ui->ascii = term_ascii();
	term_size(&rows, &cols);
	small = rows < TERM_ROWS_MIN || cols < TERM_COLS_MIN;
	if (small != ui->too_small)
		ui->repaint = true;
	ui->too_small = small;
	rows = rows < TERM_ROWS_MIN ? TERM_ROWS_MIN : rows;
	cols = cols < TERM_COLS_MIN ? TERM_COLS_MIN : cols;
	if (rows != ui->rows || cols != ui->cols)
		ui->repaint = true;
	ui->rows = rows;
	ui->cols = cols;
}

void
ui_say(struct ui *ui, enum tone tone, const char *fmt, ...)
{
	struct str s = {0};
	va_list ap;

	va_start(ap, fmt);
	str_addv(&s, fmt, ap);
	va_end(ap);
	str_copy(ui->message, sizeof ui->message, str_text(&s));
	ui->message_tone = tone;
	str_release(&s);
}

/* The answer can be put right, or the same one stored a little later. */
static bool
is_to_be_tried_again(enum status code)
{
	switch (code) {
	case ST_INVALID:
	case ST_REFUSED:
	case ST_BUSY:
	case ST_FULL:
	case ST_READONLY:
	case ST_IO:
		return true;
	default:
		return false;
	}
}

void
ui_fail(struct ui *ui, const struct err *err)
{
	ui_say(ui, TONE_WARN, "%s", status_say(err));
	ui->refused = is_to_be_tried_again(err->code);
}

void
ui_refuse(struct ui *ui, const char *fmt, ...)
{
	struct str s = {0};
	va_list ap;

	va_start(ap, fmt);
	str_addv(&s, fmt, ap);
	va_end(ap);
	ui_say(ui, TONE_WARN, "%s", str_text(&s));
	ui->refused = true;
	str_release(&s);
}

struct rect
ui_body(const struct ui *ui)
{
	return (struct rect){1 + ui->n_marks, 0, ui->rows - 3 - ui->n_marks, ui->cols};
}

bool
ui_renew(struct ui *ui)
{
	int64_t version;

	if (!ui->app || !ui->top)
		return false;
	version = store_version(ui->app->store);
	if (version != ui->who_version)
		lock_renew(ui);
	stack_bury(ui);
	ui->who_version = version;
	if (ui->ask || ui->popup)
		return false;
	if (version == ui->version)
		return false;
	ui->version = version;
	ui_mark(ui);
	if (ui->top->ops->renew)
		ui->top->ops->resume(
		    ui->top, &(struct screen_answer){.from = ui->top->ops, .text = ""});
	return true;
}

/* ---- keys ---- */

static bool
works(const struct screen *s, const struct keybind *b)
{
	if (s->ops->locked && (b->action == ACT_FIND || b->action == ACT_COMMANDS))
		return false;
	return !(s->typing && key_is_text(b->key));
}

/* True when a row before has this key, so that this one never gets it. */
static bool
shadowed(const struct ui_bind *binds, int n, int key)
{
	for (int i = 0; i < n; i++) {
		if (binds[i].bind->key == key ||
		    (binds[i].other && binds[i].other->key == key))
			return true;
	}
	return false;
}

static void
collect(const struct screen *s, const struct keybind *table,
	struct ui_bind binds[UI_BINDS_MAX], int *n)
{
	for (const struct keybind *b = table; b && b->action != ACT_NONE; b++) {
		int i = 0;

		if (!works(s, b) || shadowed(binds, *n, b->key))
			continue;
		while (i < *n && binds[i].bind->action != b->action)
			i++;
		if (i < *n && !binds[i].other)
			binds[i].other = b;
		else if (i == *n && *n < UI_BINDS_MAX)
			binds[(*n)++] = (struct ui_bind){b, NULL};
	}
}

int
ui_binds(const struct ui *ui, struct ui_bind binds[UI_BINDS_MAX])
{
	int n = 0;

	if (!ui->top)
		return 0;
	collect(ui->top, ui->top->ops->keys, binds, &n);
	collect(ui->top, nav_keys(), binds, &n);
	return n;
}

/* A handler may have changed the stack, so a pop only counts for the screen that asked. */
static void
obey(struct ui *ui, const struct screen *s, unsigned flags)
{
	if ((flags & SCREEN_POP) && ui->top == s)
		stack_pop(ui);
	if (flags & SCREEN_QUIT)
		ui->quit = true;
}

void
ui_run(struct ui *ui, const struct keybind *bind, int key)
{
	struct screen *s = ui->top;

	obey(ui, s, bind->run(s, key));
}

static unsigned
try_table(struct screen *s, const struct keybind *table, int key)
{
	for (const struct keybind *b = table; b && b->action != ACT_NONE; b++) {
		if (b->key == key && b->run && works(s, b))
			return b->run(s, key);
	}
	return SCREEN_PASS;
}

static unsigned
offer(struct ui *ui, int key)
{
	struct screen *s = ui->top;
	/* Under a text that is being typed no key of the screen acts: ^D would close it. */
	bool text = ui->ask && ask_is_text(ui);
	unsigned flags = ui->ask ? ask_key(ui, key) : SCREEN_PASS;

	if (flags == SCREEN_PASS && s->ops->input)
		flags = s->ops->input(s, key);
	if (flags == SCREEN_PASS && !text)
		flags = try_table(s, s->ops->keys, key);
	if (flags == SCREEN_PASS)
		flags = try_table(s, nav_keys(), key);
	return flags;
}

static void
hint(struct ui *ui, int key)
{
	const char *help = ui->top->typing ? "F1 or ^G" : "?";
	char name[KEY_NAME_SIZE];

	if (key == K_UNKNOWN) {
		ui_say(
		    ui, TONE_DIM,
		    "A key or sign that limber does not know was left out; %s: the keys",
		    help);
		return;
	}
	key_label(key, name);
	ui_say(ui, TONE_DIM, "%s does nothing here; %s shows the keys that work", name,
	       help);
}

bool
ui_types_lines(const struct ui *ui)
{
	return !lock_is_on(ui) && !ui->popup && !ui->ask && ui->top->lines;
}

bool
ui_type(struct ui *ui, int key)
{
	struct screen *s = ui->top;
	unsigned flags = SCREEN_PASS;

	if (lock_is_on(ui)) {
		lock_key(ui, key);
		return true;
	}
	if (ui->popup)
		return popup_types(ui) && popup_key(ui, key);
	if (ui->ask)
		flags = ask_types(ui) ? ask_key(ui, key) : SCREEN_PASS;
	else if (s->typing && s->ops->input)
		flags = s->ops->input(s, key);
	obey(ui, s, flags);
	return flags != SCREEN_PASS;
}

void
ui_key(struct ui *ui, int key)
{
	struct screen *s = ui->top;
	unsigned flags;

	if (ui->too_small) { /* nobody should act on a screen that is not seen */
		ui->quit = ui->quit || key == K_CTRL('c');
		return;
	}
	if (paste_key(ui, key)) {
		stack_bury(ui);
		return;
	}
	ui->key_ms = ui->now_ms;
	if (lock_is_on(ui)) {
		lock_key(ui, key == K_CTRL('c') ? K_ESC : key);
		stack_bury(ui);
		return;
	}
	ui->message[0] = '\0';
	if (ui->leaving)
		ui->leaving--;
	if (key == K_CTRL('c')) /* the habit of the hands; nothing is broken off here */
		key = K_ESC;
	if (!ui->popup || !popup_key(ui, key)) {
		flags = offer(ui, key);
		if (flags == SCREEN_PASS)
			hint(ui, key);
		else
			obey(ui, s, flags);
	}
	stack_bury(ui);
}

int64_t
ui_tick(struct ui *ui, bool *changed)
{
	int64_t nearest = lock_tick(ui, changed);

	for (struct screen *s = ui->top; s; s = s->below) {
		if (!s->ops->tick)
			continue;
		s->next_ms = INT64_MAX;
		if (s->ops->tick(s, ui->now_ms, &s->next_ms) && s == ui->top)
			*changed = true;
		if (s->next_ms < nearest)
			nearest = s->next_ms;
	}
	return nearest;
}

/* ---- picture ---- */

static void
draw_title(const struct ui *ui)
{
	const struct screen *s = ui->top;
	int right =
	    ui->status[0] ? utf8_text_width(ui->status, strlen(ui->status)) + 1 : 0;
	int practice = ui->practice ? 11 : 0, rest = ui->cols - right - practice, x = 0;

	text_clear(0, 0, 1, ui->cols);
	x = text_put(0, 0, rest, TONE_TITLE, s->ops->title);
	if (s->title[0])
		text_putf(0, x, rest - x, TONE_TITLE, "%s%s", x > 0 ? ": " : "",
			  s->title);
	if (ui->practice)
		text_put(0, rest, practice - 1, TONE_PRACTICE, " PRACTICE ");
	if (right > 0)
		text_right(0, ui->cols - right, right, TONE_PLAIN, ui->status);
}

static int
footer_item(char out[48], const struct keybind *b)
{
	char name[KEY_NAME_SIZE];

	key_label(b->key, name);
	str_format(out, 48, "%s=%s", name, action_get(b->action)->label);
	return utf8_text_width(out, strlen(out));
}

/* Items from the left while they fit; the way to all keys always fits. */
static void
draw_footer(const struct ui *ui)
{
	struct ui_bind binds[UI_BINDS_MAX];
	struct str s = {0};
	char item[48], help[48] = "";
	int n = ui_binds(ui, binds), used = 0, rest = ui->cols - 1;

	for (int i = 0; i < n; i++) {
		if (binds[i].bind->action == ACT_HELP)
			rest -= footer_item(help, binds[i].bind) + 2;
	}
	for (int i = 0; i < n; i++) {
		int w = footer_item(item, binds[i].bind);

		if (binds[i].bind->action == ACT_HELP || used + w > rest ||
		    !action_get(binds[i].bind->action)->label[0])
			continue;
		str_addf(&s, "%s%s", used > 0 ? "  " : "", item);
		used += w + 2;
	}
	str_addf(&s, "%s%s", used > 0 ? "  " : "", help);
	text_fill(ui->rows - 1, 0, ui->cols - 1, TONE_PLAIN, str_text(&s));
	str_release(&s);
}

static void
draw_small(void)
{
	int rows, cols;

	erase();
	term_size(&rows, &cols);
	text_putf(0, 0, cols, TONE_PLAIN, "limber needs %dx%d.", TERM_COLS_MIN,
		  TERM_ROWS_MIN);
	text_putf(1, 0, cols, TONE_PLAIN, "Here: %dx%d.", cols, rows);
	text_put(2, 0, cols, TONE_PLAIN, "Enlarge the window;");
	text_put(3, 0, cols, TONE_PLAIN, "nothing is lost.");
	text_put(4, 0, cols, TONE_PLAIN, "Ctrl-C leaves.");
}

/* Rows of a message: one, and more for a sentence that is longer than the screen is wide. */
static int
said_rows(const struct ui *ui)
{
	size_t n = strlen(ui->message), at = 0;
	int rows = 0;

	while (at < n && rows < MESSAGE_ROWS) {
		text_wrap(ui->message, n, at, ui->cols, &at);
		rows++;
	}
	return rows;
}

/* Its last line lies on row `last`; above it, it covers what the screen drew, until the next key. */
static void
draw_said(const struct ui *ui, int last)
{
	size_t n = strlen(ui->message), at = 0, next = 0;
	char line[UI_MESSAGE_SIZE];

	for (int i = 0; i < ui->said_rows; i++, at = next) {
		size_t end = text_wrap(ui->message, n, at, ui->cols, &next);

		if (i == MESSAGE_ROWS - 1)
			end = n;
		str_format(line, sizeof line, "%.*s", (int)(end - at), ui->message + at);
		text_fill(last - ui->said_rows + 1 + i, 0, ui->cols, ui->message_tone,
			  line);
	}
}

static void
draw_screen(struct ui *ui)
{
	struct screen *s = ui->top;
	int message = ui->rows - 2, covered;

	ui->said_rows = said_rows(ui);
	covered = ui->said_rows + (ui->ask ? 1 : 0);
	covered = covered > 1 ? covered : 1;
	if (covered < ui->covered) /* what lay under it is seen again */
		ui->repaint = true;
	ui->covered = covered;
	if (ui->repaint)
		erase();
	draw_title(ui);
	for (int i = 0; i < ui->n_marks; i++)
		text_fill(1 + i, 0, ui->cols, TONE_WARN, ui->marks[i]);
	if (s->ops->draw)
		s->ops->draw(s);
	if (ui->ask) {
		draw_said(ui, message - 1);
		ask_draw(ui, message);
	} else {
		text_clear(message, 0, 1, ui->cols);
		draw_said(ui, message);
		draw_footer(ui);
	}
}

void
ui_draw_sparely(struct ui *ui, int64_t *drawn_ms)
{
	int64_t now = clock_boot(ui->clock);

	if (now - *drawn_ms < SPARE_MS)
		return;
	*drawn_ms = now;
	ui_draw(ui);
}

void
ui_draw(struct ui *ui)
{
	bool cursor = false;

	if (!ui->top)
		return;
	if (ui->too_small)
		draw_small();
	else if (lock_is_on(ui))
		lock_draw(ui);
	else
		draw_screen(ui);
	cursor = text_cursor_rest() && !ui->too_small;
	if (ui->popup && !ui->too_small && !lock_is_on(ui)) {
		popup_draw(ui);
		cursor = popup_types(ui);
	}
	ui->repaint = false;
	term_cursor(cursor);
	wnoutrefresh(stdscr);
	if (ui->popup && !ui->too_small && !lock_is_on(ui))
		update_panels();
	doupdate();
}
