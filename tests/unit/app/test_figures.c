/* test_figures.c - every shipped drawing: its rows, its frames, its characters; some of them against
 * pictures that were looked at (tests/data/figures). GOLDEN_UPDATE=1 writes those anew. */
#include "app_kit.h"

#include "app/assets.h"
#include "app/figures.h"
#include "base/utf8.h"

enum { LEAST = 120 };

static struct app_kit kit;
static struct figure_drawing drawing;

/* ---- the shipped rows */

static struct {
	struct figure *figures;
	struct pose *poses;
	struct exercise *exercises;
	int n_figures, n_poses, n_exercises;
} rows;

static bool
keep_figure(void *arg, const void *row)
{
	(void)arg;
	rows.figures =
	    mem_room(rows.figures, (size_t)rows.n_figures, sizeof *rows.figures);
	rows.figures[rows.n_figures++] = *(const struct figure *)row;
	return true;
}

static bool
keep_pose(void *arg, const void *row)
{
	(void)arg;
	rows.poses = mem_room(rows.poses, (size_t)rows.n_poses, sizeof *rows.poses);
	rows.poses[rows.n_poses++] = *(const struct pose *)row;
	return true;
}

static bool
keep_exercise(void *arg, const void *row)
{
	(void)arg;
	rows.exercises =
	    mem_room(rows.exercises, (size_t)rows.n_exercises, sizeof *rows.exercises);
	rows.exercises[rows.n_exercises++] = *(const struct exercise *)row;
	return true;
}

static int
set_up(void **state)
{
	(void)state;
	app_kit_new(&kit);
	app_kit_ok(&kit, assets_each(E_FIGURE, keep_figure, NULL, &kit.k.err));
	app_kit_ok(&kit, assets_each(E_POSE, keep_pose, NULL, &kit.k.err));
	app_kit_ok(&kit, assets_each(E_EXERCISE, keep_exercise, NULL, &kit.k.err));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	free(rows.figures);
	free(rows.poses);
	free(rows.exercises);
	memset(&rows, 0, sizeof rows);
	app_kit_end(&kit);
	return 0;
}

static void
draw(int i)
{
	enum status st =
	    figure_draw(&rows.figures[i], rows.poses, rows.n_poses, &drawing, &kit.k.err);

	if (st)
		fail_msg("%s", status_say(&kit.k.err));
}

static int
exercise_at(const char *key)
{
	for (int i = 0; i < rows.n_exercises; i++)
		if (!strcmp(rows.exercises[i].key, key))
			return i;
	fail_msg("%s: no such exercise", key);
	return -1;
}

/* Each names an exercise, in the order of the library, and can be drawn inside its frames. */
static void
test_figures__rows__name_exercises(void **state)
{
	int last = -1;

	(void)state;
	assert_in_range(rows.n_figures, LEAST, rows.n_exercises);
	for (int i = 0; i < rows.n_figures; i++) {
		int at = exercise_at(rows.figures[i].key);

		if (at <= last)
			fail_msg("%s is out of order", rows.figures[i].key);
		last = at;
		draw(i);
		assert_string_equal(drawing.text[0], rows.figures[i].start_text);
		assert_string_equal(drawing.text[1], rows.figures[i].end_text);
	}
}

/* True when a list of things, or of a figure, names the key in front of an @. */
static bool
names(const char *parts, const char *key)
{
	size_t n = strlen(key);

	for (const char *p = strstr(parts, key); p; p = strstr(p + 1, key))
		if (p[n] == '@' && (p == parts || p[-1] == ';'))
			return true;
	return false;
}

static void
test_figures__poses__each_is_used(void **state)
{
	(void)state;
	for (int i = 0; i < rows.n_poses; i++) {
		const char *key = rows.poses[i].key;
		bool used = false;

		for (int f = 0; f < rows.n_figures && !used; f++)
			used = !strcmp(rows.figures[f].start, key) ||
			       !strcmp(rows.figures[f].end, key) ||
			       names(rows.figures[f].parts, key) ||
			       names(rows.figures[f].end_parts, key);
		for (int p = 0; p < rows.n_poses && !used; p++)
			used = !strcmp(rows.poses[p].base, key) ||
			       names(rows.poses[p].parts, key);
		if (!used)
			fail_msg("no figure uses the pose %s", key);
	}
}

/* Do the frames differ in more than their arrows? */
static bool
moves(void)
{
	int at[2] = {0, 0};
	const struct figure_shape *s[2];

	for (;;) {
		for (int i = 0; i < 2; i++) {
			const struct figure_frame *f = &drawing.frame[i];

			while (at[i] < f->n && f->shapes[at[i]].stroke == FIGURE_MOVE)
				at[i]++;
			s[i] = at[i] < f->n ? &f->shapes[at[i]++] : NULL;
		}
		if (!s[0] && !s[1])
			return false;
		if (!s[0] || !s[1] || s[0]->x1 != s[1]->x1 || s[0]->y1 != s[1]->y1 ||
		    s[0]->x2 != s[1]->x2 || s[0]->y2 != s[1]->y2)
			return true;
	}
}

/* Only what is held may stand still, and then an arrow says where to press. */
static void
test_figures__frames__show_what_to_do(void **state)
{
	(void)state;
	for (int i = 0; i < rows.n_figures; i++) {
		bool arrow = false;

		draw(i);
		for (int k = 0; k < drawing.frame[1].n; k++)
			arrow |= drawing.frame[1].shapes[k].tip;
		if (!moves() && (drawing.kind != FIGURE_KIND_HOLD || !arrow))
			fail_msg("%s: start and end are the same", rows.figures[i].key);
		for (int k = 0; k < drawing.frame[0].n; k++)
			if (drawing.frame[0].shapes[k].tip)
				fail_msg("%s: an arrow at the start",
					 rows.figures[i].key);
	}
}

/* A character of a drawing: a blank, dots, or one of the arrows; "hold" between the frames. */
static bool
drawn(uint32_t c)
{
	return c == ' ' || c == '\n' || (c > 0x2800 && c < 0x2900) ||
	       (c >= 0x2190 && c <= 0x2194) || (c >= 0x2196 && c <= 0x2199) ||
	       (c < 0x80 && strchr("hold", (int)c));
}

static void
check_rows(const char *key, const char *text, bool ascii, int n)
{
	for (int y = 0; y < n; y++) {
		size_t size = strcspn(text, "\n");

		assert_int_equal(text[size], '\n');
		if (utf8_text_width(text, size) > FIGURE_PAIR_COLS)
			fail_msg("%s, row %d is too long", key, y);
		for (size_t i = 0; i < size;) {
			uint32_t c = 0;

			i += utf8_decode(text + i, size - i, &c);
			if (ascii ? c < ' ' || c > '~' : !drawn(c))
				fail_msg("%s, row %d: character %x", key, y, (unsigned)c);
		}
		text += size + 1;
	}
	assert_int_equal(*text, '\0');
}

static void
test_figures__rows__fit(void **state)
{
	(void)state;
	for (int i = 0; i < rows.n_figures; i++) {
		draw(i);
		for (int ascii = 0; ascii < 2; ascii++) {
			struct str out = {0};
			int n = figure_height(&drawing, -1);

			assert_in_range(n, 3, FIGURE_ROWS);
			figure_rows(&drawing, -1, ascii, &out);
			check_rows(rows.figures[i].key, str_text(&out), ascii, n);
			str_release(&out);
		}
		for (int k = 0; k < 2; k++)
			for (const char *p = drawing.text[k]; *p; p++)
				assert_in_range(*p, ' ', '~');
	}
}

/* ---- pictures that were looked at */

static void
golden(const char *key, const char *text)
{
	char path[128], *want;
	size_t n;

	str_format(path, sizeof path, "tests/data/figures/%s.txt", key);
	if (getenv("GOLDEN_UPDATE")) {
		FILE *f = fopen(path, "w");

		assert_non_null(f);
		fputs(text, f);
		fclose(f);
		return;
	}
	app_kit_ok(&kit, io_read_file(&io_posix, path, 1 << 16, &want, &n, &kit.k.err));
	if (strcmp(want, text) != 0)
		fail_msg("%s differs, now:\n%s", path, text);
	free(want);
}

static void
test_figures__draw__goldens(void **state)
{
	static const char *const keys[] = {
	    "bridge",	  "sts_no_arms",       "standing_hip_abd_band", "neck_turn",
	    "bal_tandem", "calf_stretch_wall", "walker_level",		"prone_press_up",
	    "quad_set",	  "wall_angel",	       "seated_knee_ext_band",	"lie_to_sit"};

	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		struct str out = {0};
		bool there = false;

		app_kit_ok(&kit,
			   figures_draw(&kit.a, keys[i], &drawing, &there, &kit.k.err));
		assert_true(there);
		for (int ascii = 0; ascii < 2; ascii++) {
			figure_rows(&drawing, -1, ascii, &out);
			figure_words(&drawing, -1, &out);
		}
		golden(keys[i], str_text(&out));
		str_release(&out);
	}
}

static void
test_figures__draw__no_picture(void **state)
{
	bool there = true;

	(void)state;
	app_kit_ok(&kit, figures_draw(&kit.a, "walk_20", &drawing, &there, &kit.k.err));
	assert_false(there);
	app_kit_ok(&kit, figures_draw(&kit.a, "no such", &drawing, &there, &kit.k.err));
	assert_false(there);
}

struct seen {
	int n, most;
	char last[25];
};

static bool
see(void *arg, const char *exercise)
{
	struct seen *s = arg;

	str_copy(s->last, sizeof s->last, exercise);
	return ++s->n < s->most;
}

static void
test_figures__each__in_order_and_stops(void **state)
{
	struct seen all = {.most = 9999}, two = {.most = 2};

	(void)state;
	app_kit_ok(&kit, figures_each(&kit.a, see, &all, &kit.k.err));
	assert_int_equal(all.n, rows.n_figures);
	assert_string_equal(all.last, "posture_reset");
	app_kit_ok(&kit, figures_each(&kit.a, see, &two, &kit.k.err));
	assert_int_equal(two.n, 2);
	assert_string_equal(two.last, "short_arc_quad");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_figures__rows__name_exercises),
	    cmocka_unit_test(test_figures__poses__each_is_used),
	    cmocka_unit_test(test_figures__frames__show_what_to_do),
	    cmocka_unit_test(test_figures__rows__fit),
	    cmocka_unit_test(test_figures__draw__goldens),
	    cmocka_unit_test(test_figures__draw__no_picture),
	    cmocka_unit_test(test_figures__each__in_order_and_stops),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
