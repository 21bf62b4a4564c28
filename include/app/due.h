/* due.h - what waits for somebody, each with its count explained and the place where it is done. */
#ifndef APP_DUE_H
#define APP_DUE_H

#include "app/app.h"

/* X(ID, what it is called in the filter). The order is the order of lines of equal urgency,
 * but for conflicts, which come first. */
#define DUE_KINDS(X)                                                                     \
	X(LICENCE, "Licences")                                                           \
	X(PROGRESS, "Progress reports")                                                  \
	X(CERTIFICATION, "Certification")                                                \
	X(NOTE, "Unsigned notes")                                                        \
	X(DRAFT, "Report drafts")                                                        \
	X(RETEST, "Re-tests")                                                            \
	X(AID, "Aid reviews")                                                            \
	X(TASK, "Tasks")                                                                 \
	X(BACKUP, "Safety copy")                                                         \
	X(COSIGN, "Co-signatures")                                                       \
	X(CONFLICT, "Two values")                                                        \
	X(GLASS, "Opened with a reason")

enum due_kind {
#define DUE_ENUM(ID, label) DUE_##ID,
	DUE_KINDS(DUE_ENUM)
#undef DUE_ENUM
	    DUE_KIND_COUNT
};

enum due_when { DUE_LATE, DUE_NOW, DUE_SOON };

struct due_line {
	enum due_kind kind;
	enum due_when when;
	int64_t
	    row; /* staff, episode, running session, draft, aid, task, conflict, line of the
		  * audit; by kind */
	int64_t patient; /* 0: about nobody */
	int64_t day;	 /* when it falls or fell due; progress: the last visit */
	char who[124], what[40];
	char why[240]; /* how it was counted, from which rule */
};

enum { DUE_ALL = -1 };
struct due_ask {
	int kind;	/* enum due_kind, or DUE_ALL */
	bool everybody; /* episodes, notes and tasks of everybody, else of the user */
	int each;	/* at most so many of a kind */
};

/* What is due, most urgent first; more: a kind had more than asked for. Reads only what is due,
 * through indexes. */
struct due_list {
	struct due_line *lines; /* room for max */
	int max, n;
	bool more;
};
enum status due_list(struct app *a, const struct due_ask *ask, struct due_list *list,
		     struct err *err) BASE_MUST_CHECK;
/* Forgets the list that is kept as long as nothing changes; app_close calls it. */
void due_release(struct app *a);
/* "late", "due", "soon". */
const char *due_when_text(enum due_when when);
/* What a kind is called. */
const char *due_kind_text(enum due_kind kind);

#endif
