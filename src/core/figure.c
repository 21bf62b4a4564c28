/* figure.c - a figure out of its poses and the things in them. */
#include "figure_priv.h"

#include <string.h>

enum { POINTS_MAX = 12 };

/* Cuts what lies below the floor of the frame off a line: heads and chests end there. False:
 * nothing is left. */
static bool
cut_below(struct figure_shape *s)
{
	double part;

	if (s->ring || (s->y1 >= 0 && s->y2 >= 0))
		return true;
	if (s->y1 < 0 && s->y2 < 0)
		return false;
	part = s->y1 / (s->y1 - s->y2);
	if (s->y1 < 0) {
		s->x1 += part * (s->x2 - s->x1);
		s->y1 = 0;
	} else {
		s->x2 = s->x1 + part * (s->x2 - s->x1);
		s->y2 = 0;
	}
	return true;
}

static bool
inside(double x, double y, double r)
{
	return x - r >= 0 && x + r <= FIGURE_WIDTH && y - r >= 0 &&
	       y + r <= FIGURE_HEIGHT;
}

enum status
figure_add(struct figure_frame *f, const struct figure_shape *shape, struct err *err)
{
	struct figure_shape s = *shape;

	if (f->n == FIGURE_SHAPES)
		return status_fail(err, ST_CORRUPT, "more than %d lines", FIGURE_SHAPES);
	if (!cut_below(&s))
		return ST_OK;
	if (!inside(s.x1, s.y1, s.ring ? s.r : 0) || (!s.ring && !inside(s.x2, s.y2, 0)))
		return status_fail(err, ST_CORRUPT,
				   "a line from %.1f:%.1f to %.1f:%.1f leaves the frame",
				   s.x1, s.y1, s.x2, s.y2);
	f->shapes[f->n++] = s;
	return ST_OK;
}

/* ---- things */

/* One thing as it is read: name=point,point,number. */
struct thing {
	struct figure_word name;
	struct figure_point at[POINTS_MAX];
	int n;
	double number;
	bool has_number;
};

static bool
joint_of(struct figure_word w, const struct figure_body *body, struct figure_point *at)
{
	static const char *const names[] = {
#define JOINT_NAME(ID, name) name,
	    FIGURE_JOINTS(JOINT_NAME)
#undef JOINT_NAME
	};

	for (int i = 0; body->there && i < JOINT_COUNT; i++)
		if (strlen(names[i]) == w.n && !memcmp(names[i], w.p, w.n)) {
			*at = body->at[i];
			return true;
		}
	return false;
}

/* "3:4", "hand", "hand+2:0". */
static bool
read_point(struct figure_word w, const struct figure_body *body, struct figure_point *at)
{
	struct figure_word name = w, x = w, y = w;
	const char *colon = memchr(w.p, ':', w.n);

	*at = (struct figure_point){0, 0};
	if (w.n && w.p[0] >= 'a' && w.p[0] <= 'z') {
		for (name.n = 0;
		     name.n < w.n && w.p[name.n] >= 'a' && w.p[name.n] <= 'z';)
			name.n++;
		if (!joint_of(name, body, at))
			return false;
		if (name.n == w.n)
			return true;
		x.p += name.n;
		x.n -= name.n;
	}
	if (!colon)
		return false;
	y.p = colon + 1;
	y.n = w.n - (size_t)(y.p - w.p);
	x.n = (size_t)(colon - x.p);
	struct figure_point by = {0, 0};

	if (!figure_number(x, &by.x) || !figure_number(y, &by.y))
		return false;
	at->x += by.x;
	at->y += by.y;
	return true;
}

static bool
read_thing(struct figure_word w, const struct figure_body *body, struct thing *t)
{
	char text[200];
	const char *eq = memchr(w.p, '=', w.n), *p = text;
	struct figure_word one;

	*t = (struct thing){.name = w};
	if (!eq ||
	    !str_format(text, sizeof text, "%.*s", (int)(w.p + w.n - eq - 1), eq + 1))
		return false;
	t->name.n = (size_t)(eq - w.p);
	while (figure_next(&p, ',', &one)) {
		if (figure_number(one, &t->number))
			t->has_number = true;
		else if (t->n == POINTS_MAX || !read_point(one, body, &t->at[t->n++]))
			return false;
	}
	return t->n > 0;
}

static enum status
add_lines(const struct thing *t, enum figure_stroke stroke, bool closed,
	  struct figure_frame *f, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; !st && i < t->n - (closed ? 0 : 1); i++) {
		int to = (i + 1) % t->n;
		struct figure_shape s = {.stroke = stroke,
					 .tip = stroke == FIGURE_MOVE && to == t->n - 1,
					 .x1 = t->at[i].x,
					 .y1 = t->at[i].y,
					 .x2 = t->at[to].x,
					 .y2 = t->at[to].y};

		st = figure_add(f, &s, err);
	}
	return st;
}

static void
move_thing(struct thing *t, struct figure_point by)
{
	for (int i = 0; i < t->n; i++) {
		t->at[i].x += by.x;
		t->at[i].y += by.y;
	}
}

static enum status
add_thing(struct thing *t, struct figure_frame *f, struct err *err)
{
	static const struct {
		const char *name;
		enum figure_stroke stroke;
	} kinds[] = {{"line", FIGURE_THING}, {"band", FIGURE_CLOTH},
		     {"rod", FIGURE_NEAR},   {"faint", FIGURE_FAR},
		     {"arrow", FIGURE_MOVE}, {"box", FIGURE_THING},
		     {"ring", FIGURE_THING}, {"ball", FIGURE_NEAR}};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		struct figure_shape ring = {.stroke = kinds[i].stroke,
					    .ring = true,
					    .x1 = t->at[0].x,
					    .y1 = t->at[0].y,
					    .r = t->number};

		if (strlen(kinds[i].name) != t->name.n ||
		    memcmp(kinds[i].name, t->name.p, t->name.n) != 0)
			continue;
		if (!strcmp(kinds[i].name, "ring") || !strcmp(kinds[i].name, "ball"))
			return t->n == 1 && t->has_number
				   ? figure_add(f, &ring, err)
				   : status_fail(err, ST_CORRUPT, "a ring wants a size");
		if (!strcmp(kinds[i].name, "box") && t->n == 2) {
			t->at[3] = (struct figure_point){t->at[0].x, t->at[1].y};
			t->at[2] = t->at[1];
			t->at[1] = (struct figure_point){t->at[2].x, t->at[0].y};
			t->n = 4;
			return add_lines(t, kinds[i].stroke, true, f, err);
		}
		return add_lines(t, kinds[i].stroke, false, f, err);
	}
	return status_fail(err, ST_CORRUPT, "\"%.*s\" is no kind of line", (int)t->name.n,
			   t->name.p);
}

/* The lines of a text, moved; no other things in it. */
static enum status
add_text(const char *text, const struct figure_body *body, struct figure_point by,
	 struct figure_frame *f, struct err *err)
{
	struct figure_word w;
	struct thing t;
	enum status st = ST_OK;

	while (!st && figure_next(&text, ';', &w)) {
		if (!read_thing(w, body, &t))
			return status_fail(err, ST_CORRUPT, "\"%.*s\" is no line",
					   (int)w.n, w.p);
		move_thing(&t, by);
		st = add_thing(&t, f, err);
	}
	return st;
}

/* "chair@20:0", "bottle@hand": the lines of a thing, moved there. */
static enum status
add_named(struct figure_word w, const struct pose *poses, int n,
	  const struct figure_body *body, struct figure_frame *f, struct err *err)
{
	const char *at = memchr(w.p, '@', w.n);
	struct figure_word place = w;
	const struct figure_body nobody = {.there = false};
	struct figure_point by;
	const struct pose *row;

	place.p = at + 1;
	place.n = w.n - (size_t)(place.p - w.p);
	row = figure_pose_of(poses, n, w.p, (size_t)(at - w.p));
	if (!row || strcmp(row->view, "thing") != 0)
		return status_fail(err, ST_CORRUPT, "\"%.*s\" is no thing", (int)w.n,
				   w.p);
	if (!read_point(place, body, &by))
		return status_fail(err, ST_CORRUPT, "\"%.*s\" is no place", (int)w.n,
				   w.p);
	return add_text(row->parts, &nobody, by, f, err);
}

enum status
figure_parts_draw(const char *text, const struct pose *poses, int n,
		  const struct figure_body *body, struct figure_frame *f, struct err *err)
{
	struct figure_word w;
	char one[240];
	enum status st = ST_OK;

	while (!st && figure_next(&text, ';', &w)) {
		if (memchr(w.p, '@', w.n)) {
			st = add_named(w, poses, n, body, f, err);
			continue;
		}
		str_format(one, sizeof one, "%.*s", (int)w.n, w.p);
		st = add_text(one, body, (struct figure_point){0, 0}, f, err);
	}
	return st;
}

/* ---- frames */

/* Things of the pose and of those it begins as. */
static enum status
add_pose_parts(const struct pose *row, const struct pose *poses, int n,
	       const struct figure_body *body, struct figure_frame *f, struct err *err)
{
	enum status st = ST_OK;

	for (; row && !st;
	     row = row->base[0] ? figure_pose_of(poses, n, row->base, strlen(row->base))
				: NULL)
		st = figure_parts_draw(row->parts, poses, n, body, f, err);
	return st;
}

static enum status
make_frame(const char *key, const char *const parts[2], const struct pose *poses, int n,
	   struct figure_frame *f, struct err *err)
{
	const struct pose *row = figure_pose_of(poses, n, key, strlen(key));
	struct figure_body body = {.there = false};
	enum status st;

	f->n = 0;
	if (!row)
		return status_fail(err, ST_CORRUPT, "no pose %s", key);
	st = strcmp(row->view, "thing") != 0
		 ? figure_body_draw(row, poses, n, &body, f, err)
		 : ST_OK;
	if (!st)
		st = add_pose_parts(row, poses, n, &body, f, err);
	for (int i = 0; i < 2 && !st; i++)
		st = figure_parts_draw(parts[i], poses, n, &body, f, err);
	return st;
}

enum status
figure_draw(const struct figure *row, const struct pose *poses, int n,
	    struct figure_drawing *d, struct err *err)
{
	enum status st = make_frame(row->start, (const char *const[]){row->parts, ""},
				    poses, n, &d->frame[0], err);

	if (!st)
		st = make_frame(row->end,
				(const char *const[]){row->parts, row->end_parts}, poses,
				n, &d->frame[1], err);
	if (st) {
		status_prefix(err, "figure %s", row->key);
		return st;
	}
	str_copy(d->text[0], sizeof d->text[0], row->start_text);
	str_copy(d->text[1], sizeof d->text[1], row->end_text);
	d->kind = !strcmp(row->kind, "hold")   ? FIGURE_KIND_HOLD
		  : !strcmp(row->kind, "both") ? FIGURE_KIND_BOTH
					       : FIGURE_KIND_MOVE;
	return ST_OK;
}
