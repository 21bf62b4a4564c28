/* questions.h - the questions of a screening as a list and a picture; private to its screen. */
#ifndef TUI_QUESTIONS_H
#define TUI_QUESTIONS_H

#include "app/screening.h"
#include "tui/list.h"

enum { QUESTIONS_MAX = 96 };

/* A question in the list. */
struct question {
	int64_t name;
	const struct screening_field *field;
	char limits[40];
	bool check; /* a rule of it is recalled or unverified */
};

struct screening_screen {
	struct list list;
	struct question rows[QUESTIONS_MAX];
	int n;
	const struct screening_table *table;
	struct screening_draft draft;
	struct screening_verdict verdict;
	struct visit *visit; /* NULL: none runs */
	char patient[124];
	bool touched; /* something was answered here */
};

extern const struct list_source questions_source; /* its ctx is the screen */

/* The questions of the draft with the limits that hold today. */
void questions_fill(struct screening_screen *q, int64_t today);
/* Paints whose they are, the list, and the rule behind the marked one. */
void questions_draw(const struct ui *ui, struct screening_screen *q);

#endif
