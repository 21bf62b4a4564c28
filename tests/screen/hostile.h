/* hostile.h - text that wants to reach the terminal, put into every text field of a clinic. */
#ifndef SCREEN_HOSTILE_H
#define SCREEN_HOSTILE_H

#include "core/dict.h"
#include "store/store.h"

#include <stddef.h>
#include <stdint.h>

/* What is put into a field: HOSTILE_KINDS kinds of sequences, by turns. */
enum { HOSTILE_KINDS = 11, HOSTILE_MARK = 31337 };

struct hostile_count {
	int entities, fields, secret; /* those with text; secret ones are never shown */
	int64_t values;
	int64_t last[E_COUNT]; /* the last row of each */
};

/* The sequence of a kind, 0 to HOSTILE_KINDS - 1; and whether the store's door refuses it. */
const char *hostile_piece(int kind);
bool hostile_refused(int kind);
/* What stands in front of a value in a field of so many bytes, the kind `first` before the others; as
 * much as there is room for. Appends. */
void hostile_text(struct str *out, const char *value, size_t n, size_t size, int first);
/* Gives every entity of the dictionary that has none a row, through the door of an open clinic. */
void hostile_rows(struct store *s);
/* Puts such text before every value of every text field of every entity, and before what is typed and
 * not signed yet, past the door: as in a database another program wrote. keep: logins left alone. The
 * clinic is closed. */
struct hostile_count hostile_fill(const char *dir, int first, const char *const *keep);

#endif
