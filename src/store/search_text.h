/* search_text.h - what a row is found by and what a typed text asks for; knows no database. */
#ifndef STORE_SEARCH_TEXT_H
#define STORE_SEARCH_TEXT_H

#include "base/str.h"
#include "core/dict.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	SEARCH_TYPED_MAX = 200, /* bytes of a typed text that are looked at */
	SEARCH_WORDS_MAX = 96,	/* words and alternatives in it */
};

/* Kinds of lines: stored in the database, so a number is never given twice. */
enum search_kind { SEARCH_PATIENT = 1, SEARCH_EXERCISE = 2, SEARCH_ICD10 = 3 };

/* What a row is found by. {0} is an empty one. */
struct search_text {
	struct str key1,
	    key2;	  /* folded; order of the lines: family and given, name, code */
	int64_t birth;	  /* DICT_NONE unknown or not a person */
	struct str phone; /* digits only */
	struct str words; /* folded words, a space before each; '_' before the word where
				* its begin counts (all but chart numbers and national ids) */
};

/* The kind of an entity, 0 when its rows are not searched. */
int search_text_kind(enum entity_id e);
/* Fills t (emptied first) from a row of the entity. */
void search_text_of(enum entity_id e, const void *row, struct search_text *t);
/* Frees the texts and empties t. */
void search_text_release(struct search_text *t);
/* Appends the tokens the index holds for words: each begin of one to three characters with its
 * '_', every three and every five characters in a row. */
void search_text_grams(const char *words, struct str *out);

/* A typed text, split: every chunk must fit by one of its alternatives, an alternative fits
 * when all of its words do. */
struct search_typed {
	struct {
		uint8_t chunk, alt;
		uint16_t at;	/* in text */
		uint16_t n;	/* bytes */
		uint16_t chars; /* characters */
	} words[SEARCH_WORDS_MAX];
	int n_words, n_chunks;
	struct str text;
};

/* Splits what was typed. A chunk is what lies between blanks; "4/5/1957" asks for its digits with
 * and without leading zeros, "o'brien" for "obrien" or both words. Release with
 * search_typed_release. */
void search_typed_parse(struct search_typed *q, const char *typed);
/* Frees what parse made. */
void search_typed_release(struct search_typed *q);
/* True when words fit. Words of one or two characters fit begins of words only; begins=true
 * asks that of every word. */
bool search_typed_fits(const struct search_typed *q, const char *words, bool begins);
/* Appends the index query that finds at least every line that fits. */
void search_typed_match(const struct search_typed *q, bool begins, struct str *out);

#endif
