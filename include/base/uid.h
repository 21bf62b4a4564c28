/* uid.h - 16 bytes that name a row for ever; no time inside, clocks lie. */
#ifndef BASE_UID_H
#define BASE_UID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UID_SIZE = 16, UID_TEXT_SIZE = 28 };

struct uid {
	unsigned char b[UID_SIZE];
};

/* Fresh random bytes from the kernel. */
struct uid uid_random(void);
/* n of them at once, for loading many rows. */
void uid_random_many(struct uid *ids, size_t n);
/* Puts the begin of a writer's id and the number of its operation (its low 32 bits) before the 8 last
 * bytes of u, which stay random: rows of one writer then lie side by side in an index of ids, and a
 * head office that takes many of them touches few of its pages. */
void uid_beside(struct uid *u, const struct uid *writer, int64_t n);
/* The same bytes for the same text on every machine (rows that ship with the program). */
struct uid uid_of_text(const char *kind, const char *key);
/* "u" and 26 base-32 digits, lower case: begins with a letter, so that no spreadsheet takes
 * it for a number. */
void uid_text(const struct uid *u, char out[UID_TEXT_SIZE]);
bool uid_parse(const char *text, size_t n, struct uid *u);
bool uid_is_zero(const struct uid *u);
/* Order of the bytes: <0, 0, >0. */
int uid_cmp(const struct uid *a, const struct uid *b);

#endif
