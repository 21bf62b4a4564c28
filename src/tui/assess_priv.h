/* assess_priv.h - what the keys of the assessment grid and its picture share. */
#ifndef TUI_ASSESS_PRIV_H
#define TUI_ASSESS_PRIV_H

#include "app/assessment.h"
#include "app/immobility.h"
#include "tui/line.h"
#include "tui/screen.h"

struct assess_screen {
	struct assessment_sheet *sheet;
	struct assessment_falls falls;
	struct immobility immobility;
	char set[80], by[81]; /* title of the set, who assessed */
	bool low_mood;
	int at, top; /* marked row, first row shown */
	enum assessment_side side;
	struct line line; /* the value being typed */
	bool editing;
	int64_t doubted; /* value that was asked about */
	char why[ASSESSMENT_LINE];
	char whole[33]; /* measure whose part is being chosen */
};

/* The marked row; NULL: the sheet is empty. */
struct assessment_row *assess_words_marked(struct assess_screen *a);
/* Key handlers for words: of the marked value, and of the whole. */
unsigned assess_words_remark(struct screen *s, int key);
unsigned assess_words_how(struct screen *s, int key);
unsigned assess_words_history(struct screen *s, int key);
unsigned assess_words_findings(struct screen *s, int key);
unsigned assess_words_impression(struct screen *s, int key);

/* Paints the grid, the head above it and the lines about the marked measure below. */
void assess_draw(struct screen *s, struct assess_screen *a);

#endif
