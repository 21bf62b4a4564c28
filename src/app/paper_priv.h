/* paper_priv.h - what the writers of documents share; private to paper*.c. */
#ifndef APP_PAPER_PRIV_H
#define APP_PAPER_PRIV_H

#include "app/paper.h"

/* Fills clinic and who ("Family, Given  chart number  born day") of a document. */
enum status paper_head(struct app *a, int64_t patient, struct page_doc *d,
		       struct err *err) BASE_MUST_CHECK;
/* "2026-05-04 09:12" on the clinic's clock, "" for none. */
void paper_time(int64_t seconds, char *out, size_t size);
/* A name of a file out of a word, a number and a day: letters, digits and dashes only. */
void paper_name(struct paper *p, const char *word, const char *number, int64_t day);

/* The drawing of an exercise, as wide as the form has room for, with the words below it; *there
 * false: it has no picture and nothing was added. */
enum status paper_figure(struct app *a, const char *exercise, struct page_doc *d,
			 struct paper *p, bool *there, struct err *err) BASE_MUST_CHECK;

/* Writers, one for each kind: they fill the document and p's file and row. */
enum status
paper_write_note(struct app *a, const struct paper_order *o, struct page_doc *d,
		 struct paper *p, struct err *err) BASE_MUST_CHECK;
enum status
paper_write_plan(struct app *a, const struct paper_order *o, struct page_doc *d,
		 struct paper *p, struct err *err) BASE_MUST_CHECK;
enum status
paper_write_trend(struct app *a, const struct paper_order *o, struct page_doc *d,
		  struct paper *p, struct err *err) BASE_MUST_CHECK;
enum status
paper_write_superbill(struct app *a, const struct paper_order *o, struct page_doc *d,
		      struct paper *p, struct err *err) BASE_MUST_CHECK;
enum status
paper_write_sums(struct app *a, const struct paper_order *o, struct page_doc *d,
		 struct paper *p, struct err *err) BASE_MUST_CHECK;
enum status
paper_write_figures(struct app *a, const struct paper_order *o, struct page_doc *d,
		    struct paper *p, struct err *err) BASE_MUST_CHECK;
enum status
paper_write_handout(struct app *a, const struct paper_order *o, struct page_doc *d,
		    struct paper *p, struct err *err) BASE_MUST_CHECK;
enum status
paper_write_topic(struct app *a, const struct paper_order *o, struct page_doc *d,
		  struct paper *p, struct err *err) BASE_MUST_CHECK;
enum status
paper_write_charges(struct app *a, const struct paper_order *o, struct page_doc *d,
		    struct paper *p, struct err *err) BASE_MUST_CHECK;

#endif
