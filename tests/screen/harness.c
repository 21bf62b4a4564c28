/* harness.c - screens without a terminal. */
#define NCURSES_WIDECHAR 1
#include "harness.h"

#include "base/str.h"
#include "base/utf8.h"
#include "tui/loop.h"
#include "tui/term.h"

#include <ncurses.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>
/* cmocka last: it needs the four above */
#include <cmocka.h>

enum { START_WALL_S = 1777885200 };

static int64_t own_ms;

static struct {
	struct ui ui;
	int64_t *now_ms;  /* since the start of the run */
	int64_t wall_off; /* how far the wall clock stands ahead */
	bool colour, open, record;
	FILE *sent; /* what curses sends, when that is recorded */
} run = {.now_ms = &own_ms};

static int64_t
fake_boot(void *arg)
{
	(void)arg;
	return 1000000 + *run.now_ms;
}

static int64_t
fake_wall(void *arg)
{
	(void)arg;
	return (int64_t)START_WALL_S * 1000 + *run.now_ms + run.wall_off;
}

static void
fake_id(void *arg, char id[CLOCK_BOOT_SIZE])
{
	(void)arg;
	str_copy(id, CLOCK_BOOT_SIZE, "boot-of-the-test");
}

static const struct clock fake_clock = {fake_boot, fake_wall, fake_id, NULL};

void
screen_set_wall(int64_t ms)
{
	run.wall_off = ms;
}

const struct clock *
screen_clock(void)
{
	return &fake_clock;
}

void
screen_share_clock(int64_t *ms)
{
	run.now_ms = ms ? ms : &own_ms;
}

void
screen_record(bool on)
{
	run.record = on;
}

/* curses writes to the device term_open_headless gave it: a file is put in its place. */
static void
record(int rows, int cols)
{
	int in = dup(STDIN_FILENO), out = dup(STDIN_FILENO);
	struct err err = {0};

	assert_true(in >= 0 && out > in);
	close(in);
	close(out);
	if (term_open_headless(rows, cols, run.colour, &err) != ST_OK)
		fail_msg("%s", status_say(&err));
	assert_true(dup2(fileno(run.sent), out) == out);
}

char *
screen_sent(size_t *n)
{
	int fd = fileno(run.sent);
	off_t size = lseek(fd, 0, SEEK_END);
	char *bytes = malloc((size_t)size + 1);

	assert_true(bytes && pread(fd, bytes, (size_t)size, 0) == (ssize_t)size);
	assert_true(ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0);
	bytes[size] = '\0';
	*n = (size_t)size;
	return bytes;
}

void
screen_start(int rows, int cols, bool colour, struct app *app)
{
	struct err err = {0};

	setenv("TZ", "UTC", 1);
	tzset();
	if (run.now_ms == &own_ms)
		own_ms = 0;
	run.colour = colour;
	run.wall_off = 0;
	if (run.record) {
		run.sent = tmpfile();
		assert_non_null(run.sent);
		record(rows, cols);
	} else if (term_open_headless(rows, cols, colour, &err) != ST_OK) {
		fail_msg("%s", status_say(&err));
	}
	ui_init(&run.ui, app, &fake_clock);
	run.open = true;
}

void
screen_stop(void)
{
	if (!run.open)
		return;
	ui_release(&run.ui);
	term_close();
	if (run.sent)
		fclose(run.sent);
	run.sent = NULL;
	run.open = false;
}

struct ui *
screen_ui(void)
{
	return &run.ui;
}

void
screen_keys(const char *keys)
{
	run.ui.repaint = run.ui.repaint || !keys[0];
	while (*keys) {
		uint32_t cp = 0;
		const char *end = *keys == '<' ? strchr(keys + 1, '>') : NULL;
		size_t len;

		if (keys[0] == '<' && keys[1] == '<') {
			term_key_push('<');
			keys += 2;
		} else if (end) {
			char name[KEY_NAME_SIZE] = "";
			int key;

			memcpy(name, keys + 1, (size_t)(end - keys - 1));
			key = key_named(name);
			if (key < 0)
				fail_msg("no key is called %s", name);
			term_key_push(key);
			keys = end + 1;
		} else {
			len = utf8_decode(keys, strlen(keys), &cp);
			assert_true(len > 0);
			term_key_push((int)cp);
			keys += len;
		}
	}
	loop_turn(&run.ui);
}

void
screen_advance(int64_t ms)
{
	int64_t end = *run.now_ms + ms;

	while (*run.now_ms < end) {
		bool changed = false;
		int64_t next;

		ui_sync(&run.ui);
		next = ui_tick(&run.ui, &changed);
		next = next == INT64_MAX ? INT64_MAX : next - 1000000;
		*run.now_ms = next > *run.now_ms && next < end ? next : end;
		loop_turn(&run.ui);
	}
}

void
screen_sleep(int64_t ms)
{
	*run.now_ms += ms;
	loop_turn(&run.ui);
}

void
screen_resize(int rows, int cols)
{
	resizeterm(rows, cols);
	term_key_push(K_RESIZE);
	loop_turn(&run.ui);
}

static void
add_cell(struct str *out, int y, int x, attr_t *attrs, short *pair)
{
	cchar_t cell;
	wchar_t text[CCHARW_MAX + 1];
	char bytes[4];

	mvwin_wch(newscr, y, x, &cell);
	getcchar(&cell, text, attrs, pair, NULL);
	for (int i = 0; text[i]; i++)
		str_add_n(out, bytes, utf8_encode((uint32_t)text[i], bytes));
}

static void
row_text(int y, struct str *out)
{
	int cols = getmaxx(newscr);
	size_t start = out->n;

	for (int x = 0; x < cols;) {
		attr_t a;
		short pair;
		size_t before = out->n;
		int w;

		add_cell(out, y, x, &a, &pair);
		w = utf8_text_width(str_text(out) + before, out->n - before);
		x += w > 0 ? w : 1;
	}
	while (out->n > start && out->p[out->n - 1] == ' ')
		out->p[--out->n] = '\0';
}

const char *
screen_row(int y)
{
	static struct str s;
	static char copy[1024];

	str_clear(&s);
	row_text(y, &s);
	str_copy(copy, sizeof copy, str_text(&s));
	str_release(&s);
	return copy;
}

bool
screen_has(const char *text)
{
	for (int y = 0; y < getmaxy(newscr); y++) {
		if (strstr(screen_row(y), text))
			return true;
	}
	return false;
}

static void
attr_text(attr_t a, short pair, struct str *out)
{
	static const struct {
		attr_t attr;
		const char *name;
	} names[] = {{A_REVERSE, "reverse"},
		     {A_BOLD, "bold"},
		     {A_DIM, "dim"},
		     {A_UNDERLINE, "underline"}};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (a & names[i].attr)
			str_addf(out, " %s", names[i].name);
	}
	if (pair > 0)
		str_addf(out, " colour%d", pair);
}

/* One line for each run of cells that look alike and not plain. */
static void
row_attrs(int y, struct str *out)
{
	int cols = getmaxx(newscr), from = 0;
	struct str last = {0};

	for (int x = 0; x <= cols; x++) {
		struct str now = {0}, ignored = {0};
		attr_t a = 0;
		short pair = 0;

		if (x < cols) {
			add_cell(&ignored, y, x, &a, &pair);
			attr_text(a, pair, &now);
		}
		if (strcmp(str_text(&now), str_text(&last)) != 0) {
			if (last.n > 0)
				str_addf(out, "%02d:%02d-%02d%s\n", y, from, x - 1,
					 str_text(&last));
			from = x;
			str_clear(&last);
			str_add(&last, str_text(&now));
		}
		str_release(&now);
		str_release(&ignored);
	}
	str_release(&last);
}

static void
dump(struct str *out)
{
	int rows = getmaxy(newscr), cy = getcury(newscr), cx = getcurx(newscr);

	for (int y = 0; y < rows; y++) {
		str_add_c(out, '|');
		row_text(y, out);
		str_add_c(out, '\n');
	}
	for (int y = 0; y < rows; y++)
		row_attrs(y, out);
	str_addf(out, "cursor %d,%d\n", cy, cx);
	wmove(newscr, cy, cx);
}

static bool
read_all(const char *path, struct str *out)
{
	FILE *f = fopen(path, "rb");
	char b[4096];
	size_t n;

	if (!f)
		return false;
	while ((n = fread(b, 1, sizeof b, f)) > 0)
		str_add_n(out, b, n);
	fclose(f);
	return true;
}

static void
write_all(const char *path, const struct str *s)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	fwrite(s->p, 1, s->n, f);
	fclose(f);
}

/* Shows the first rows that differ; the whole picture goes beside the golden as .new */
static void
report(const char *path, const struct str *want, const struct str *got)
{
	const char *a = str_text(want), *b = str_text(got);
	char fresh[256];
	int line = 1, shown = 0;

	while ((*a || *b) && shown < 5) {
		size_t na = strcspn(a, "\n"), nb = strcspn(b, "\n");

		if (na != nb || memcmp(a, b, na)) {
			fprintf(stderr, "line %d\n  golden %.*s\n  now    %.*s\n", line,
				(int)na, a, (int)nb, b);
			shown++;
		}
		a += na + (a[na] == '\n');
		b += nb + (b[nb] == '\n');
		line++;
	}
	str_format(fresh, sizeof fresh, "%s.new", path);
	write_all(fresh, got);
}

void
screen_golden(const char *name)
{
	struct str want = {0}, got = {0};
	char path[256];
	const char *update = getenv("GOLDEN_UPDATE");
	bool same;

	str_format(path, sizeof path, "tests/screen/golden/%s.%dx%d.%s.txt", name,
		   getmaxx(newscr), getmaxy(newscr), run.colour ? "colour" : "mono");
	dump(&got);
	if (update && update[0] == '1') {
		mkdir("tests/screen/golden", 0755);
		write_all(path, &got);
	}
	if (!read_all(path, &want)) {
		str_release(&got);
		fail_msg("no golden %s; GOLDEN_UPDATE=1 writes it, then look at it",
			 path);
	}
	same = want.n == got.n && !memcmp(want.p, got.p, got.n);
	if (!same)
		report(path, &want, &got);
	str_release(&want);
	str_release(&got);
	if (!same)
		fail_msg("%s differs from the screen", path);
}

void
screen_matrix(void (*test)(struct ui *ui))
{
	static const struct {
		int rows, cols;
		bool colour;
	} kinds[] = {{24, 80, true}, {24, 80, false}, {43, 132, true}, {43, 132, false}};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		screen_start(kinds[i].rows, kinds[i].cols, kinds[i].colour, NULL);
		test(&run.ui);
		screen_stop();
	}
}
