/* words.h - six words that stand for the keys of a site, to be compared by phone. */
#ifndef APP_WORDS_H
#define APP_WORDS_H

#include "store/trust.h"

enum { WORDS_EACH = 6, WORDS_LIST = 1024, WORDS_SIZE = 80 };

/* Word i (0 to WORDS_LIST - 1) of assets/words.csv with its length; borrowed for ever. */
const char *words_at(int i, size_t *n);
/* The six words of a site code and both of its public keys, parted by blanks: 60 bits of
 * BLAKE2b-256("LIMBER WORDS 1", site, sign_key, seal_key), 10 a word, the first bits first. The
 * same at both ends. */
void words_of(const struct trust *t, char out[WORDS_SIZE]);
/* What a person typed against them: capitals, commas and more blanks do not matter. */
bool words_match(const char *typed, const char words[WORDS_SIZE]);

#endif
