/* paper.h - what can be printed, made into pages, and where pages go: printer, file, PDF. Knows no
 * screen; what is previewed is what is printed, byte for byte. */
#ifndef APP_PAPER_H
#define APP_PAPER_H

#include "app/app.h"
#include "app/pdf.h"
#include "core/page.h"

/* X(ID, name in commands and file names, what it is about) */
#define PAPER_LIST(X)                                                                    \
	X(TREND, "trend", "a measure over time")                                         \
	X(REPORT, "report", "a report of care")                                          \
	X(NOTE, "note", "a daily note")                                                  \
	X(PLAN, "plan", "a plan of care")                                                \
	X(SUPERBILL, "superbill", "the bill of a visit")                                 \
	X(CHARGES, "charges", "the charges of a day")                                    \
	X(SUMS, "sums", "a report of charges, work or notes of some days")               \
	X(FIGURES, "figures", "drawings of exercises")                                   \
	X(HANDOUT, "handout", "exercises for home on one page")                          \
	X(TOPIC, "topic", "a topic that was taught, to read at home")

enum paper_kind {
#define PAPER_ENUM(ID, name, about) PAPER_##ID,
	PAPER_LIST(PAPER_ENUM)
#undef PAPER_ENUM
	    PAPER_COUNT
};

/* What is wanted on paper. Texts are borrowed. */
struct paper_order {
	enum paper_kind kind;
	int64_t
	    no; /* note, plan of care (PLAN, HANDOUT), patient (TREND, TOPIC), visit (bill), enum
		   claims_kind (SUMS) */
	const struct note
	    *unsaved; /* NOTE and REPORT: as it would be signed now; NULL: no */
	int64_t patient,
	    day;    /* unsaved: whose, of when; CHARGES: the day; SUMS: the first */
	int64_t to; /* SUMS: the last day */
	const char *measure, *side;   /* TREND */
	int picture_rows;	      /* TREND: 0 the usual */
	const char *const *exercises; /* FIGURES, HANDOUT: keys */
	int n_exercises; /* 0: FIGURES every exercise that has a drawing, HANDOUT those done at
			    home (handout.h) */
	bool many;	 /* HANDOUT: also more than five */
	const char *language; /* HANDOUT, TOPIC: its code; NULL: the patient's */
	const char *topic;    /* TOPIC: its word in the vocabulary */
	struct page_form form;
};

/* Pages, ready to go out. */
struct paper {
	enum paper_kind kind;
	struct page_form form;
	struct str pages; /* as page_layout makes them */
	int n_pages;
	struct pdf_figure *figures; /* drawings in the pages */
	int n_figures;
	int left_out;	   /* HANDOUT: exercises beyond five, that were not asked for */
	bool none_home;	   /* HANDOUT: none was chosen and none is marked for home */
	char language[24]; /* HANDOUT, TOPIC: code of the one it is in */
	int untranslated;  /* the same: texts that stand in English all the same */
	char about[25];	   /* TOPIC: its word, for the audit; "" none */
	char file[80]; /* proposed name without its ending, no name of a patient in it */
	int64_t row;   /* what the audit names */
};

/* Lays the order out. ST_NOT_FOUND, ST_INVALID: what is asked is of another kind. Release. */
enum status paper_make(struct app *a, const struct paper_order *o, struct paper *p,
		       struct err *err) BASE_MUST_CHECK;
/* Frees the pages and drawings. */
void paper_release(struct paper *p);

/* Appends the bytes that a printer gets, a file keeps and a screen shows. */
void paper_text(const struct paper *p, struct str *out);

/* Writes the text to a file (whole or not at all; a device gets the bytes as they are), notes it
 * in the audit. ST_FULL, ST_READONLY ... */
enum status paper_save(struct app *a, const struct paper *p, const char *path,
		       struct err *err) BASE_MUST_CHECK;
/* The same as a PDF. */
enum status paper_save_pdf(struct app *a, const struct paper *p, const char *path,
			   struct err *err) BASE_MUST_CHECK;
/* Hands the text to lp. printer "": the site's, else the system's own. said gets what lp said.
 * ST_NOT_FOUND: there is no lp; ST_REFUSED: lp failed; nothing is lost by either. */
enum status paper_print(struct app *a, const struct paper *p, const char *printer,
			struct str *said, struct err *err) BASE_MUST_CHECK;

#endif
