/* refs.h - what a reference reads like, for people. */
#ifndef APP_REFS_H
#define APP_REFS_H

#include "core/dict.h"
#include "store/store.h"

/* Appends what people call the row a FT_REF cell points at (name, else label and number), or
 * what dict_show says for other fields. */
void refs_show(struct store *s, const struct field *f, struct cell c, struct str *out);

#endif
