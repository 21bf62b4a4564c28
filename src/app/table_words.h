/* table_words.h - rows and values in words, short enough for a line of a list; private. */
#ifndef APP_TABLE_WORDS_H
#define APP_TABLE_WORDS_H

#include "core/dict.h"
#include "store/store.h"

/* Appends what people call a row by: whose it is and its first short fields. cells in the order of
 * the fields; references are local numbers. */
void table_words_row(struct store *s, const struct entity *e, const struct cell *cells,
		     struct str *out);
/* Appends "Label: value; ..." of every field that has one, cut. */
void table_words_fields(struct store *s, const struct entity *e, const struct cell *cells,
			struct str *out);
/* Appends a value for people, cut: what stands before byte `from` is left away. */
void table_words_cell(struct store *s, const struct field *f, struct cell c, size_t from,
		      struct str *out);
/* From which byte on two texts are worth showing, 0 unless they begin alike for long. */
size_t table_words_from(struct cell a, struct cell b);

#endif
