/* figure_priv.h - joints of a body and words of the pose language; private to figure*.c. */
#ifndef CORE_FIGURE_PRIV_H
#define CORE_FIGURE_PRIV_H

#include "core/figure.h"

struct figure_point {
	double x, y;
};

/* X(ID, name in a pose). The far side is the one away from the viewer; seen from the front it is
 * the one at the left of the picture. */
#define FIGURE_JOINTS(X)                                                                 \
	X(HIP, "hip")                                                                    \
	X(WAIST, "waist")                                                                \
	X(NECK, "neck")                                                                  \
	X(CHIN, "chin")                                                                  \
	X(HEAD, "head")                                                                  \
	X(SHOULDER, "shoulder")                                                          \
	X(ELBOW, "elbow")                                                                \
	X(HAND, "hand")                                                                  \
	X(KNEE, "knee")                                                                  \
	X(ANKLE, "ankle")                                                                \
	X(TOE, "toe")                                                                    \
	X(FAR_SHOULDER, "fshoulder")                                                     \
	X(FAR_ELBOW, "felbow")                                                           \
	X(FAR_HAND, "fhand")                                                             \
	X(FAR_KNEE, "fknee")                                                             \
	X(FAR_ANKLE, "fankle")                                                           \
	X(FAR_TOE, "ftoe")

enum figure_joint {
#define FIGURE_JOINT_ENUM(ID, name) JOINT_##ID,
	FIGURE_JOINTS(FIGURE_JOINT_ENUM)
#undef FIGURE_JOINT_ENUM
	    JOINT_COUNT
};

/* Where the joints of a pose are. None of them when it is of a thing. */
struct figure_body {
	bool there;
	struct figure_point at[JOINT_COUNT];
};

/* A text being read: words parted by one character. */
struct figure_word {
	const char *p;
	size_t n;
};
/* The next word up to `end` of *text, which moves behind it; false at the end. */
bool figure_next(const char **text, char end, struct figure_word *w);
/* Reads a whole word as a number. */
bool figure_number(struct figure_word w, double *value);

/* The pose of a key; NULL: none. */
const struct pose *
figure_pose_of(const struct pose *poses, int n, const char *key, size_t len);
/* Poses the body and appends its lines. ST_CORRUPT. */
enum status
figure_body_draw(const struct pose *p, const struct pose *poses, int n,
		 struct figure_body *body, struct figure_frame *f, struct err *err);
/* Appends the things of a text, some of them held by the body. ST_CORRUPT. */
enum status figure_parts_draw(const char *text, const struct pose *poses, int n,
			      const struct figure_body *body, struct figure_frame *f,
			      struct err *err);
/* Appends a shape, cut at the floor. ST_CORRUPT: it leaves the frame, or is one too many. */
enum status
figure_add(struct figure_frame *f, const struct figure_shape *shape, struct err *err);

#endif
