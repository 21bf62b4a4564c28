/* mangen.h - what the parts of the manual's generator share. */
#ifndef TOOLS_MANGEN_H
#define TOOLS_MANGEN_H

/* Prints text on a line of its own so that mdoc takes no part of it for a command. */
void mangen_text(const char *text);
/* Prints text as one argument of a macro. */
void mangen_arg(const char *text);
/* The verbs of the command line, as items of a list. */
void mangen_verbs(void);
/* The keys of every screen, a subsection each. */
void mangen_keys(void);
/* The same as plain text, for the printed key card. */
void mangen_card(void);

#endif
