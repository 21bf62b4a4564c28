/* test_figure.c - poses by hand: where joints come to lie, what is refused, lines as characters. */
#include "base/utf8.h"
#include "core/figure.h"
#include "core/page.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { POSES_MAX = 12 };
static struct pose poses[POSES_MAX];
static int n_poses;
static struct figure row;
static struct figure_drawing drawing;
static struct err err;

static void
pose(const char *key, const char *view, const char *base, const char *joints,
     const char *parts)
{
	struct pose *p = &poses[n_poses++];

	memset(p, 0, sizeof *p);
	str_copy(p->key, sizeof p->key, key);
	str_copy(p->view, sizeof p->view, view);
	str_copy(p->base, sizeof p->base, base);
	str_copy(p->joints, sizeof p->joints, joints);
	str_copy(p->parts, sizeof p->parts, parts);
}

static enum status
draw(const char *start, const char *end, const char *parts, const char *end_parts)
{
	memset(&row, 0, sizeof row);
	str_copy(row.key, sizeof row.key, "bridge");
	str_copy(row.kind, sizeof row.kind, "move");
	str_copy(row.start, sizeof row.start, start);
	str_copy(row.end, sizeof row.end, end);
	str_copy(row.parts, sizeof row.parts, parts);
	str_copy(row.end_parts, sizeof row.end_parts, end_parts);
	str_copy(row.start_text, sizeof row.start_text, "Stand");
	str_copy(row.end_text, sizeof row.end_text, "Lift");
	return figure_draw(&row, poses, n_poses, &drawing, &err);
}

static int
set_up(void **state)
{
	(void)state;
	n_poses = 0;
	pose("stand", "side", "", "", "");
	pose("floor", "thing", "", "", "line=0:0,48:0");
	return 0;
}

/* Is there a line of this stroke that ends at a place? */
static bool
ends_at(const struct figure_frame *f, enum figure_stroke stroke, double x, double y)
{
	for (int i = 0; i < f->n; i++) {
		const struct figure_shape *s = &f->shapes[i];

		if (s->stroke == stroke && !s->ring && fabs(s->x2 - x) < 0.05 &&
		    fabs(s->y2 - y) < 0.05)
			return true;
	}
	return false;
}

static void
test_figure__draw__angles_and_bases(void **state)
{
	const struct figure_frame *f = &drawing.frame[1];

	(void)state;
	pose("kick", "side", "stand", "leg=0,0,90", "floor@0:0");
	pose("higher", "side", "kick", "arm=0,90;hip=20,17.4", "");
	assert_int_equal(draw("stand", "higher", "", ""), ST_OK);
	/* The base's leg: thigh and shin level to the right, foot up. */
	assert_true(ends_at(f, FIGURE_NEAR, 20 + 8.2, 17.4));
	assert_true(ends_at(f, FIGURE_NEAR, 20 + 16.4, 17.4));
	assert_true(ends_at(f, FIGURE_NEAR, 20 + 16.4, 17.4 + 3.2));
	/* Its own arm: shoulder at 28.8, forearm up. */
	assert_true(ends_at(f, FIGURE_NEAR, 20 + 6.2, 28.8));
	assert_true(ends_at(f, FIGURE_NEAR, 20 + 6.2, 28.8 + 6.2));
	/* The far leg stands on the floor of the base. */
	assert_true(ends_at(f, FIGURE_FAR, 20, 1));
	assert_true(ends_at(f, FIGURE_THING, 48, 0));
	assert_false(ends_at(&drawing.frame[0], FIGURE_THING, 48, 0));
}

static void
test_figure__draw__hands_reach(void **state)
{
	const struct figure_frame *f = &drawing.frame[1];

	(void)state;
	pose("near", "side", "stand", "hip=20,17.4;hand=26,24,-1", "");
	pose("away", "side", "stand", "hip=20,17.4;hand=47,28.8,-1", "");
	assert_int_equal(draw("stand", "near", "", ""), ST_OK);
	assert_true(ends_at(f, FIGURE_NEAR, 26, 24));
	/* Too far: straight towards it. */
	assert_int_equal(draw("stand", "away", "", ""), ST_OK);
	assert_true(ends_at(f, FIGURE_NEAR, 20 + 6.2, 28.8));
	assert_true(ends_at(f, FIGURE_NEAR, 20 + 12.4, 28.8));
}

static void
test_figure__draw__things_are_held(void **state)
{
	(void)state;
	pose("bag", "thing", "", "", "box=-1:-1,1:1");
	assert_int_equal(
	    draw("stand", "stand", "bag@ankle;band=hand,ankle+0:4", "arrow=40:4,40:10"),
	    ST_OK);
	for (int i = 0; i < 2; i++) {
		assert_true(ends_at(&drawing.frame[i], FIGURE_THING, 24.5 + 1, 1 + 1));
		assert_true(ends_at(&drawing.frame[i], FIGURE_CLOTH, 24.5, 5));
		assert_int_equal(ends_at(&drawing.frame[i], FIGURE_MOVE, 40, 10), i);
	}
}

static void
test_figure__draw__a_large_head_ends_at_the_edge(void **state)
{
	(void)state;
	pose("bust", "front", "", "size=2;hip=25,-8;legs=270,270", "");
	assert_int_equal(draw("bust", "bust", "", ""), ST_OK);
	for (int i = 0; i < drawing.frame[0].n; i++) {
		assert_true(drawing.frame[0].shapes[i].y1 >= 0);
		assert_true(drawing.frame[0].shapes[i].ring ||
			    drawing.frame[0].shapes[i].y2 >= 0);
	}
	assert_true(ends_at(&drawing.frame[0], FIGURE_NEAR, 25, 3.4)); /* its waist */
	assert_true(ends_at(&drawing.frame[0], FIGURE_NEAR, 25 - 7.2, 2.4)); /* elbow */
	assert_true(ends_at(&drawing.frame[0], FIGURE_NEAR, 25 - 7.2, 0));   /* cut */
}

static void
test_figure__draw__says_what_is_wrong(void **state)
{
	static const struct {
		const char *joints, *parts, *said;
	} rows[] = {
	    {"knee=3", "", "\"knee=3\" is no joint"},
	    {"leg", "", "\"leg\" is no joint"},
	    {"leg=1,2,3,4,5", "", "\"leg=1,2,3,4,5\" is no joint"},
	    {"leg=a", "", "\"leg=a\" is no joint"},
	    {"hand=4", "", "\"hand=4\" is no joint"},
	    {"hip=46,17.4;arm=0", "", "leaves the frame"},
	    {"hip=24,30", "", "leaves the frame"},
	    {"", "line=1:1", ""},
	    {"", "line=1:1,nose", "\"line=1:1,nose\" is no line"},
	    {"", "line=1:x,2:2", "is no line"},
	    {"", "wave=1:1,2:2", "\"wave\" is no kind of line"},
	    {"", "ring=4:4", "a ring wants a size"},
	    {"", "chair@2:2", "\"chair@2:2\" is no thing"},
	    {"", "stand@2:2", "\"stand@2:2\" is no thing"},
	    {"", "floor@here", "\"floor@here\" is no place"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		n_poses = 2;
		pose("bad", "side", "", rows[i].joints, rows[i].parts);
		if (!rows[i].said[0]) {
			assert_int_equal(draw("stand", "bad", "", ""), ST_OK);
			continue;
		}
		assert_int_equal(draw("stand", "bad", "", ""), ST_CORRUPT);
		if (!strstr(status_say(&err), rows[i].said) ||
		    !strstr(status_say(&err), "figure bridge"))
			fail_msg("%s: %s", rows[i].said, status_say(&err));
	}
	assert_int_equal(draw("stand", "nobody", "", ""), ST_CORRUPT);
	assert_non_null(strstr(status_say(&err), "no pose nobody"));
	n_poses = 2;
	pose("a", "side", "b", "", "");
	pose("b", "side", "a", "", "");
	assert_int_equal(draw("stand", "a", "", ""), ST_CORRUPT);
	assert_non_null(strstr(status_say(&err), "too many bases"));
	n_poses = 2;
	pose("orphan", "side", "gone", "", "");
	assert_int_equal(draw("stand", "orphan", "", ""), ST_CORRUPT);
	assert_non_null(strstr(status_say(&err), "pose orphan: no pose gone"));
}

static void
test_figure__draw__too_many_lines(void **state)
{
	(void)state;
	pose("grid", "thing", "", "",
	     "line=1:1,2:2,1:1,2:2,1:1,2:2,1:1,2:2,1:1,2:2,1:1,2:2;"
	     "line=1:1,2:2,1:1,2:2,1:1,2:2,1:1,2:2,1:1,2:2,1:1,2:2");
	assert_int_equal(draw("stand", "stand", "grid@1:1;grid@1:1;grid@1:1", ""), ST_OK);
	assert_int_equal(
	    draw("stand", "stand", "grid@1:1;grid@1:1;grid@1:1;grid@1:1", ""),
	    ST_CORRUPT);
	assert_non_null(strstr(status_say(&err), "more than 96 lines"));
}

/* ---- characters */

static void
test_figure__rows__ascii_byte_for_byte(void **state)
{
	struct str out = {0};

	(void)state;
	pose("kick", "side", "stand", "leg=300,300,30", "");
	assert_int_equal(draw("stand", "kick", "floor@0:0", "arrow=36:4,42:4"), ST_OK);
	figure_rows(&drawing, -1, true, &out);
	figure_words(&drawing, -1, &out);
	assert_string_equal(str_text(&out),
			    "\n"
			    "            O-                           O-\n"
			    "            |                            |\n"
			    "            |                            |\n"
			    "            |                            |\n"
			    "            |            -->             |\n"
			    "            |                            :\\\n"
			    "            |                            : \\\n"
			    "            |                            :  \\_____>\n"
			    "............|_..........     ............:...........\n"
			    "Stand                        Lift\n");
	str_release(&out);
}

static void
test_figure__rows__one_frame(void **state)
{
	struct str out = {0}, both = {0};

	(void)state;
	pose("lie", "side", "", "hip=24,2.85;trunk=180;nose=90;legs=0,0,90;arms=0,0", "");
	assert_int_equal(draw("lie", "stand", "floor@0:0", ""), ST_OK);
	assert_int_equal(figure_height(&drawing, 0), 3);
	assert_int_equal(figure_height(&drawing, 1), 10);
	assert_int_equal(figure_height(&drawing, -1), 10);
	figure_rows(&drawing, 0, true, &out);
	figure_words(&drawing, 0, &out);
	assert_string_equal(str_text(&out), "\n"
					    "                    |\n"
					    "....O---------------....\n"
					    "Stand\n");
	figure_rows(&drawing, -1, true, &both);
	assert_non_null(strstr(str_text(&both), " --> "));
	str_release(&out);
	str_release(&both);
}

/* Dots: a level line of eight dots at the floor is four times the two lowest dots. */
static void
test_figure__rows__dots(void **state)
{
	struct str out = {0};

	(void)state;
	pose("bar", "thing", "", "", "line=0:0,7:0");
	pose("up", "thing", "", "", "arrow=1:0,1:9");
	assert_int_equal(draw("bar", "up", "", ""), ST_OK);
	figure_rows(&drawing, 0, false, &out);
	assert_string_equal(str_text(&out), "\n\n\u28C0\u28C0\u28C0\u28C0\n");
	str_clear(&out);
	figure_rows(&drawing, 1, false, &out);
	assert_string_equal(str_text(&out), "\u2191\n\u28B8\n\u28B8\n");
	str_release(&out);
}

static void
test_figure__rows__what_stands_between(void **state)
{
	struct str out = {0};

	(void)state;
	assert_int_equal(draw("stand", "stand", "", ""), ST_OK);
	drawing.kind = FIGURE_KIND_BOTH;
	figure_rows(&drawing, -1, true, &out);
	assert_non_null(strstr(str_text(&out), " <-> "));
	assert_null(strstr(str_text(&out), "hold"));
	str_clear(&out);
	drawing.kind = FIGURE_KIND_HOLD;
	figure_rows(&drawing, -1, false, &out);
	assert_non_null(strstr(str_text(&out), "  \u2192  "));
	assert_non_null(strstr(str_text(&out), "hold"));
	str_release(&out);
}

/* Half the size: the arrow stands between, "hold" does not. */
static void
test_figure__small__both_frames(void **state)
{
	struct str out = {0};

	(void)state;
	pose("bar", "thing", "", "", "line=0:0,16:0");
	pose("up", "thing", "", "", "line=0:0,0:20");
	assert_int_equal(draw("bar", "up", "", ""), ST_OK);
	drawing.kind = FIGURE_KIND_HOLD;
	assert_int_equal(figure_small_height(&drawing), 3);
	figure_small_rows(&drawing, true, &out);
	assert_string_equal(str_text(&out), "\n"
					    "             --> :\n"
					    "....             :\n");
	str_clear(&out);
	figure_small_rows(&drawing, false, &out);
	assert_string_equal(str_text(&out),
			    "                 \u2846\n"
			    "              \u2192  \u2847\n"
			    "\u28C0\u28C0\u28C0\u28C0\u2840            \u2847\n");
	str_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(test_figure__draw__angles_and_bases, set_up),
	    cmocka_unit_test_setup(test_figure__draw__hands_reach, set_up),
	    cmocka_unit_test_setup(test_figure__draw__things_are_held, set_up),
	    cmocka_unit_test_setup(test_figure__draw__a_large_head_ends_at_the_edge,
				   set_up),
	    cmocka_unit_test_setup(test_figure__draw__says_what_is_wrong, set_up),
	    cmocka_unit_test_setup(test_figure__draw__too_many_lines, set_up),
	    cmocka_unit_test_setup(test_figure__rows__ascii_byte_for_byte, set_up),
	    cmocka_unit_test_setup(test_figure__rows__one_frame, set_up),
	    cmocka_unit_test_setup(test_figure__rows__dots, set_up),
	    cmocka_unit_test_setup(test_figure__rows__what_stands_between, set_up),
	    cmocka_unit_test_setup(test_figure__small__both_frames, set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
