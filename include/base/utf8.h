/* utf8.h - strict UTF-8, folding for search, and text made safe for a terminal. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes one code point strictly (no overlong forms, no surrogates). Returns its length
 * in bytes, 0 when p does not begin a whole valid character. */
size_t utf8_decode(const char *p, size_t n, uint32_t *cp);
/* Writes cp as UTF-8 into out (4 bytes of room); returns the length. */
size_t utf8_encode(uint32_t cp, char *out);
/* Offset of the first byte that is not valid UTF-8, or n. */
size_t utf8_check(const char *p, size_t n);
/* True when text holds nothing that may not be stored: C0 (TAB and LF allowed when multiline),
 * DEL, C1. at gives the offset of the first bad character when false. */
bool utf8_storable(const char *p, size_t n, bool multiline, size_t *at);
/* Characters that show nothing or change direction: zero width, BOM, bidi controls
 * (ZWJ and ZWNJ are needed by real scripts and are not counted). */
bool utf8_invisible(uint32_t cp);
bool utf8_bidi_control(uint32_t cp);
/* Columns a code point takes on a terminal: 0, 1 or 2. */
int utf8_width(uint32_t cp);
/* Widths as the screen's own library counts them from now on, -1 for what it cannot show (NULL:
 * those of utf8proc again). The two differ by hundreds of characters, vowel signs of Indian scripts
 * among them, and a character counted wrong shifts the line behind it. */
void utf8_width_by(int (*width)(uint32_t cp));
/* Columns of a whole text as utf8_safe would show it. */
int utf8_text_width(const char *p, size_t n);
/* Appends text as a terminal may show it in at most columns cells (-1: no limit): controls and
 * bidi overrides become visible marks, so do the rest of more than eight marks without a width on one
 * letter, bad bytes '?', ascii=true replaces every other non-ASCII character by '?'. Returns the columns used. */
int utf8_safe(struct str *out, const char *p, size_t n, int columns, bool ascii);
/* Appends text for a printer that has only ASCII: letters lose their marks (José -> Jose), dashes,
 * quotes and the like become their plain kin, what has none a '?'. Controls stay as they are. */
void utf8_plain(struct str *out, const char *p, size_t n);

/* Appends the search form: NFKD, marks dropped, case folded, runs of anything that is neither
 * letter nor digit become one space, no space at the ends. "O'Brien, José" -> "o brien jose". */
void utf8_fold(struct str *out, const char *p, size_t n);

#endif
