/* text_priv.h - text into a window, for the widgets that own one. */
#ifndef TUI_TEXT_PRIV_H
#define TUI_TEXT_PRIV_H

#include "term_priv.h"

#include <stddef.h>

/* As text_put_n with the attributes given, into w. */
int text_into(WINDOW *w, int y, int x, int cols, attr_t attr, const char *p, size_t n);

#endif
