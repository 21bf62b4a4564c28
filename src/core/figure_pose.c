/* figure_pose.c - a pose is a chain of limbs of fixed length: angles and targets become joints. */
#include "figure_priv.h"

#include <math.h>
#include <string.h>

/* Lengths of a grown person, in dots. */
static const double head_r = 2.8, neck_len = 4.6, trunk_len = 11.4, arm_len = 6.2,
		    leg_len = 8.2, foot_len = 3.2;
static const double right_angle = 90, straight = 180;

enum { BASES_MAX = 6, LIMB_VALUES = 4 };

/* An arm or leg: two bones by their angles, or where its end is to be. */
struct limb {
	bool aimed;
	double upper, lower; /* angles */
	double scale_upper, scale_lower;
	struct figure_point target;
	double bend; /* aimed: 1 or -1, the side to which elbow or knee points */
	double end;  /* angle of the foot */
	double scale_end;
	bool hidden;
};

enum limb_id { ARM, FAR_ARM, LEG, FAR_LEG, LIMBS };

struct posture {
	bool front;
	struct figure_point hip;
	double trunk, upper_trunk; /* below and above the waist */
	double scale_trunk, scale_upper_trunk;
	double head, nose;
	bool has_head, has_nose, no_nose;
	double shoulders, hips; /* half of their width, seen from the front */
	double size;		/* 1: a whole body fits; 2: head and chest do */
	struct limb limbs[LIMBS];
};

/* ---- words */

bool
figure_next(const char **text, char end, struct figure_word *w)
{
	const char *p = *text;

	if (!*p)
		return false;
	w->p = p;
	while (*p && *p != end)
		p++;
	w->n = (size_t)(p - w->p);
	*text = p + (*p == end);
	return true;
}

bool
figure_number(struct figure_word w, double *value)
{
	double v = 0, part = 0;
	size_t i = w.n && (w.p[0] == '-' || w.p[0] == '+') ? 1 : 0;
	bool any = false;

	for (; i < w.n; i++) {
		if (w.p[i] == '.' && part == 0) {
			part = 1;
		} else if (w.p[i] >= '0' && w.p[i] <= '9') {
			any = true;
			part /= 10;
			v = part > 0 ? v + part * (w.p[i] - '0')
				     : 10 * v + (w.p[i] - '0');
		} else {
			return false;
		}
	}
	*value = w.n && w.p[0] == '-' ? -v : v;
	return any;
}

/* Numbers parted by commas, each with its scale behind a *. */
static bool
read_values(struct figure_word w, double *values, double *scales, int most, int *n)
{
	char text[64];
	const char *p = text;
	struct figure_word one;

	*n = 0;
	if (!str_format(text, sizeof text, "%.*s", (int)w.n, w.p))
		return false;
	while (figure_next(&p, ',', &one)) {
		char *star = memchr(one.p, '*', one.n);
		struct figure_word scale = {star ? star + 1 : "1", 1};

		if (*n == most)
			return false;
		if (star) {
			scale.n = one.n - (size_t)(star + 1 - one.p);
			one.n = (size_t)(star - one.p);
		}
		if (!figure_number(one, &values[*n]) ||
		    !figure_number(scale, &scales[*n]))
			return false;
		++*n;
	}
	return *n > 0;
}

const struct pose *
figure_pose_of(const struct pose *poses, int n, const char *key, size_t len)
{
	for (int i = 0; i < n; i++)
		if (strlen(poses[i].key) == len && !memcmp(poses[i].key, key, len))
			return &poses[i];
	return NULL;
}

/* ---- reading a pose */

/* X(name, limb, more of it or LIMBS, aimed) */
static const struct {
	const char *name;
	enum limb_id first, other;
	bool aimed;
} limb_names[] = {
    {"arm", ARM, LIMBS, false},	     {"farm", FAR_ARM, LIMBS, false},
    {"arms", ARM, FAR_ARM, false},   {"leg", LEG, LIMBS, false},
    {"fleg", FAR_LEG, LIMBS, false}, {"legs", LEG, FAR_LEG, false},
    {"hand", ARM, LIMBS, true},	     {"fhand", FAR_ARM, LIMBS, true},
    {"hands", ARM, FAR_ARM, true},   {"foot", LEG, LIMBS, true},
    {"ffoot", FAR_LEG, LIMBS, true}, {"feet", LEG, FAR_LEG, true},
};

static bool
is_word(struct figure_word w, const char *name)
{
	return strlen(name) == w.n && !memcmp(w.p, name, w.n);
}

static void
set_limb(struct limb *l, bool aimed, const double *v, const double *s, int n)
{
	l->aimed = aimed;
	l->hidden = false;
	if (aimed) {
		l->target = (struct figure_point){v[0], v[1]};
		if (n > 2)
			l->bend = v[2] < 0 ? -1 : 1;
		if (n > 3)
			l->end = v[3];
		return;
	}
	l->upper = v[0];
	l->scale_upper = s[0];
	l->lower = n > 1 ? v[1] : v[0];
	l->scale_lower = n > 1 ? s[1] : s[0];
	if (n > 2) {
		l->end = v[2];
		l->scale_end = s[2];
	}
}

/* False: no name of a limb, or not its numbers. */
static bool
read_limb(struct posture *p, struct figure_word name, const double *v, const double *s,
	  int n)
{
	for (size_t i = 0; i < sizeof limb_names / sizeof limb_names[0]; i++) {
		if (!is_word(name, limb_names[i].name))
			continue;
		if (limb_names[i].aimed && n < 2)
			return false;
		set_limb(&p->limbs[limb_names[i].first], limb_names[i].aimed, v, s, n);
		if (limb_names[i].other != LIMBS)
			set_limb(&p->limbs[limb_names[i].other], limb_names[i].aimed, v,
				 s, n);
		return true;
	}
	return false;
}

static bool
read_trunk(struct posture *p, struct figure_word name, const double *v, const double *s,
	   int n)
{
	if (is_word(name, "hip") && n == 2) {
		p->hip = (struct figure_point){v[0], v[1]};
	} else if (is_word(name, "trunk")) {
		p->trunk = v[0];
		p->scale_trunk = s[0];
		p->upper_trunk = n > 1 ? v[1] : v[0];
		p->scale_upper_trunk = n > 1 ? s[1] : s[0];
	} else if (is_word(name, "head")) {
		p->head = v[0];
		p->has_head = true;
	} else if (is_word(name, "nose")) {
		p->nose = v[0];
		p->has_nose = true;
	} else if (is_word(name, "size")) {
		p->size = v[0];
	} else if (is_word(name, "wide") && n == 2) {
		p->shoulders = v[0];
		p->hips = v[1];
	} else {
		return false;
	}
	return true;
}

static bool
read_joint(struct posture *p, struct figure_word w)
{
	const char *eq = memchr(w.p, '=', w.n);
	struct figure_word name = w, value = w;
	double v[LIMB_VALUES] = {0}, s[LIMB_VALUES] = {0};
	int n = 0;

	if (!eq)
		return false;
	name.n = (size_t)(eq - w.p);
	value.p = eq + 1;
	value.n = w.n - name.n - 1;
	if (is_word(value, "hidden")) {
		for (size_t i = 0; i < sizeof limb_names / sizeof limb_names[0]; i++)
			if (is_word(name, limb_names[i].name)) {
				p->limbs[limb_names[i].first].hidden = true;
				return true;
			}
		return false;
	}
	return read_values(value, v, s, LIMB_VALUES, &n) &&
	       (read_limb(p, name, v, s, n) || read_trunk(p, name, v, s, n));
}

static enum status
read_joints(const struct pose *row, struct posture *p, struct err *err)
{
	const char *text = row->joints;
	struct figure_word w;

	while (figure_next(&text, ';', &w))
		if (!read_joint(p, w))
			return status_fail(err, ST_CORRUPT,
					   "pose %s: \"%.*s\" is no joint", row->key,
					   (int)w.n, w.p);
	return ST_OK;
}

/* Standing, arms at the sides. */
static void
stand(struct posture *p, bool front)
{
	*p = (struct posture){.front = front,
			      .hip = {front ? 25 : 24.5, 17.4},
			      .size = 1,
			      .trunk = right_angle,
			      .upper_trunk = right_angle,
			      .scale_trunk = 1,
			      .scale_upper_trunk = 1,
			      .shoulders = front ? 3.6 : 0,
			      .hips = front ? 1.8 : 0};
	for (int i = 0; i < LIMBS; i++)
		p->limbs[i] = (struct limb){.upper = 3 * right_angle,
					    .lower = 3 * right_angle,
					    .scale_upper = 1,
					    .scale_lower = 1,
					    .bend = i < LEG ? -1 : 1,
					    .scale_end = 1};
	if (front) {
		p->limbs[LEG].end = -right_angle / 2;
		p->limbs[FAR_LEG].end = 5 * right_angle / 2;
		p->limbs[LEG].scale_end = p->limbs[FAR_LEG].scale_end = 0.7;
	}
}

/* The pose it begins as first, then its own joints over it. */
static enum status
read_posture(const struct pose *row, const struct pose *poses, int n, struct posture *p,
	     struct err *err)
{
	const struct pose *chain[BASES_MAX];
	int depth = 0;
	enum status st = ST_OK;

	chain[depth++] = row;
	while (chain[depth - 1]->base[0]) {
		const char *base = chain[depth - 1]->base;
		const struct pose *next = figure_pose_of(poses, n, base, strlen(base));

		if (!next)
			return status_fail(err, ST_CORRUPT, "pose %s: no pose %s",
					   chain[depth - 1]->key, base);
		if (depth == BASES_MAX)
			return status_fail(err, ST_CORRUPT, "pose %s: too many bases",
					   row->key);
		chain[depth++] = next;
	}
	stand(p, !strcmp(row->view, "front"));
	while (!st && depth > 0)
		st = read_joints(chain[--depth], p, err);
	return st;
}

/* ---- joints */

static struct figure_point
along(struct figure_point from, double angle, double len)
{
	double rad = angle / straight * acos(-1);

	return (struct figure_point){from.x + len * cos(rad), from.y + len * sin(rad)};
}

/* Elbow or knee of a limb whose end lies at its target, or as near as it can be. */
static void
reach(const struct limb *l, struct figure_point root, double len,
      struct figure_point *mid, struct figure_point *end)
{
	double dx = l->target.x - root.x, dy = l->target.y - root.y;
	double far = sqrt(dx * dx + dy * dy), half;
	double angle = atan2(dy, dx) / acos(-1) * straight;

	if (far > 2 * len)
		far = 2 * len;
	half = acos(far / (2 * len)) / acos(-1) * straight;
	*mid = along(root, angle + l->bend * half, len);
	*end = along(root, angle, far);
}

static void
place_limb(const struct limb *l, struct figure_point root, double len,
	   struct figure_point *mid, struct figure_point *end)
{
	if (l->aimed) {
		reach(l, root, len, mid, end);
		return;
	}
	*mid = along(root, l->upper, len * l->scale_upper);
	*end = along(*mid, l->lower, len * l->scale_lower);
}

static void
place_legs(const struct posture *p, struct figure_point *at)
{
	const struct limb *near = &p->limbs[LEG], *far = &p->limbs[FAR_LEG];

	place_limb(near, along(at[JOINT_HIP], p->trunk - right_angle, p->size * p->hips),
		   p->size * leg_len, &at[JOINT_KNEE], &at[JOINT_ANKLE]);
	place_limb(far, along(at[JOINT_HIP], p->trunk + right_angle, p->size * p->hips),
		   p->size * leg_len, &at[JOINT_FAR_KNEE], &at[JOINT_FAR_ANKLE]);
	at[JOINT_TOE] =
	    along(at[JOINT_ANKLE], near->end, p->size * foot_len * near->scale_end);
	at[JOINT_FAR_TOE] =
	    along(at[JOINT_FAR_ANKLE], far->end, p->size * foot_len * far->scale_end);
}

static void
place(const struct posture *p, struct figure_point *at)
{
	at[JOINT_HIP] = p->hip;
	at[JOINT_WAIST] =
	    along(p->hip, p->trunk, p->size * trunk_len / 2 * p->scale_trunk);
	at[JOINT_NECK] = along(at[JOINT_WAIST], p->upper_trunk,
			       p->size * trunk_len / 2 * p->scale_upper_trunk);
	at[JOINT_HEAD] = along(at[JOINT_NECK], p->has_head ? p->head : p->upper_trunk,
			       p->size * neck_len);
	at[JOINT_CHIN] = along(at[JOINT_NECK], p->has_head ? p->head : p->upper_trunk,
			       p->size * (neck_len - head_r));
	at[JOINT_SHOULDER] =
	    along(at[JOINT_NECK], p->upper_trunk - right_angle, p->size * p->shoulders);
	at[JOINT_FAR_SHOULDER] =
	    along(at[JOINT_NECK], p->upper_trunk + right_angle, p->size * p->shoulders);
	place_limb(&p->limbs[ARM], at[JOINT_SHOULDER], p->size * arm_len,
		   &at[JOINT_ELBOW], &at[JOINT_HAND]);
	place_limb(&p->limbs[FAR_ARM], at[JOINT_FAR_SHOULDER], p->size * arm_len,
		   &at[JOINT_FAR_ELBOW], &at[JOINT_FAR_HAND]);
	place_legs(p, at);
}

/* ---- lines */

struct bone {
	enum figure_joint from, to;
	int limb; /* enum limb_id; LIMBS: the trunk */
};

/* What is first covers what is later, where only one mark has room. */
static const struct bone bones[] = {
    {JOINT_HIP, JOINT_WAIST, LIMBS},
    {JOINT_WAIST, JOINT_NECK, LIMBS},
    {JOINT_NECK, JOINT_CHIN, LIMBS},
    {JOINT_FAR_SHOULDER, JOINT_FAR_ELBOW, FAR_ARM},
    {JOINT_FAR_ELBOW, JOINT_FAR_HAND, FAR_ARM},
    {JOINT_HIP, JOINT_FAR_KNEE, FAR_LEG},
    {JOINT_FAR_KNEE, JOINT_FAR_ANKLE, FAR_LEG},
    {JOINT_FAR_ANKLE, JOINT_FAR_TOE, FAR_LEG},
    {JOINT_HIP, JOINT_KNEE, LEG},
    {JOINT_KNEE, JOINT_ANKLE, LEG},
    {JOINT_ANKLE, JOINT_TOE, LEG},
    {JOINT_SHOULDER, JOINT_ELBOW, ARM},
    {JOINT_ELBOW, JOINT_HAND, ARM},
    {JOINT_FAR_SHOULDER, JOINT_SHOULDER, LIMBS},
};

static enum status
add_head(const struct posture *p, const struct figure_point *at, struct figure_frame *f,
	 struct err *err)
{
	double nose = p->has_nose
			  ? p->nose
			  : (p->has_head ? p->head : p->upper_trunk) - right_angle;
	struct figure_point from = along(at[JOINT_HEAD], nose, p->size * head_r),
			    to = along(at[JOINT_HEAD], nose, p->size * (head_r + 1.3));
	struct figure_shape ring = {.stroke = FIGURE_NEAR,
				    .ring = true,
				    .x1 = at[JOINT_HEAD].x,
				    .y1 = at[JOINT_HEAD].y,
				    .r = p->size * head_r};
	struct figure_shape tip = {
	    .stroke = FIGURE_FAR,
	    .x1 = from.x,
	    .y1 = from.y,
	    .x2 = to.x,
	    .y2 = to.y,
	    .r = p->size > 1 ? 0 : p->size * head_r,
	};
	enum status st = figure_add(f, &ring, err);

	if (!st && (p->has_nose || !p->front))
		st = figure_add(f, &tip, err);
	return st;
}

enum status
figure_body_draw(const struct pose *row, const struct pose *poses, int n,
		 struct figure_body *body, struct figure_frame *f, struct err *err)
{
	struct posture p = {0};
	struct figure_point *at = body->at;
	enum status st = read_posture(row, poses, n, &p, err);

	if (st)
		return st;
	body->there = true;
	place(&p, at);
	for (size_t i = 0; !st && i < sizeof bones / sizeof bones[0]; i++) {
		const struct bone *b = &bones[i];
		bool far = !p.front && (b->limb == FAR_ARM || b->limb == FAR_LEG);
		struct figure_shape s = {.stroke = far ? FIGURE_FAR : FIGURE_NEAR,
					 .x1 = at[b->from].x,
					 .y1 = at[b->from].y,
					 .x2 = at[b->to].x,
					 .y2 = at[b->to].y};

		if (b->limb == LIMBS || !p.limbs[b->limb].hidden)
			st = figure_add(f, &s, err);
	}
	return st ? st : add_head(&p, at, f, err);
}
