/* phrases.h - ready sentences for the parts of a note: the shipped ones and the clinic's own. */
#ifndef APP_PHRASES_H
#define APP_PHRASES_H

#include "app/app.h"

/* One phrase as it is offered. */
struct phrase_line {
	int64_t name;	  /* 1 .. n of this list */
	int64_t own;	  /* row of clinic_phrase, 0: none */
	char key[25];	  /* of the shipped phrase, "" none */
	char section[24]; /* code of phrase_section */
	char label[49], text[241];
	bool retired;
	bool check; /* shipped, and its source is to be checked */
};
struct phrases {
	struct phrase_line *rows;
	int n;
};

/* Every phrase that holds on `day`: of each section the clinic's own first (the newest before the
 * older ones), then the shipped ones, then those retired. Release with phrases_release. */
enum status phrases_load(struct app *a, int64_t day, struct phrases *out,
			 struct err *err) BASE_MUST_CHECK;
void phrases_release(struct phrases *p);
/* True when every word of typed begins a word of label or text, without regard to case and
 * accents. */
bool phrases_fit(const struct phrase_line *p, const char *typed);
/* Adds a phrase of the clinic; label "": its first words. ST_DENIED: who neither treats nor
 * manages; ST_DUPLICATE: the section has that text already; ST_INVALID. */
enum status phrases_add(struct app *a, const char *section, const char *label,
			const char *text, struct err *err) BASE_MUST_CHECK;
/* Takes a phrase out of the offer, or back into it. ST_DENIED as above. */
enum status phrases_retire(struct app *a, const struct phrase_line *p, bool retired,
			   struct err *err) BASE_MUST_CHECK;

#endif
