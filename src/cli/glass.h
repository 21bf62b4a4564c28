/* glass.h - standard output when it is a terminal; private to the command line. */
#ifndef CLI_GLASS_H
#define CLI_GLASS_H

#include <stdio.h>

/* What is printed when the output is a terminal: the same text with controls, bidi overrides and
 * floods of marks made visible; ends of lines, form feeds and tabs stay. Files and pipes get every
 * byte as it is: then it is `out` itself. */
FILE *glass_open(FILE *out);
/* Sends the rest and frees; out stays open. */
void glass_close(FILE *glass, FILE *out);

#endif
