/* load.h - weights as people type and read them; grams inside. */
#ifndef CORE_LOAD_H
#define CORE_LOAD_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

enum { LOAD_TEXT_SIZE = 24, LOAD_MAX_G = 500000 };

/* Reads "2.5 kg", "5 lb", "500 g"; a plain number is kilograms; comma or point. Result in
 * grams, at most 500 kg. ST_INVALID otherwise. */
enum status
load_parse(const char *text, size_t n, int64_t *grams, struct err *err) BASE_MUST_CHECK;
/* "2.5 kg", "12 kg". */
void load_text(int64_t grams, char out[LOAD_TEXT_SIZE]);

#endif
