/* place.h - a folder of a fuzz target's own for one clinic, gone when the program ends. */
#ifndef TESTS_FUZZ_PLACE_H
#define TESTS_FUZZ_PLACE_H

#include "store/store.h"

/* Path of a folder that is not there yet, once a program. What must be closed before the folder
 * goes is closed by end, which may be NULL. Aborts where there is no room. */
const char *place_new(void (*end)(void));

/* This machine's clock and files. */
extern const struct store_env place_env;
/* A made-up clinic. */
extern const struct store_site place_site;

#endif
