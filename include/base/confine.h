/* confine.h - a program that gives itself away: a clean environment, no core, fewer rights. */
#ifndef BASE_CONFINE_H
#define BASE_CONFINE_H

#include "base/status.h"

#include <stdbool.h>

/* Every program with the records in its memory: no core files, and nobody else's debugger. */
void confine_memory(void);

/* Throws the environment away but for the kind of terminal and the locale, as far as their letters
 * are harmless: what ncurses, SQLite and the loader read from it comes from the system alone.
 * ST_DENIED: a name is set (LD_PRELOAD ...) that took effect before this program could look, so that
 * whoever lets people in here has to be told. */
enum status confine_environment(struct err *err) BASE_MUST_CHECK;

/* What a confined program may touch besides what it has open: the data directory and, for sticks,
 * the places they are mounted at may be written; nothing but age and lp may be run. */
struct confine_state {
	bool no_new_privileges, system_calls; /* held back */
	int files; /* version of Landlock in force, 0: the kernel has none */
};
/* Gives the rights up for good, for every child too. What the kernel does not know is left out and
 * told in got; ST_IO: it knows, but did not do it. Large sorts go to the data directory. */
enum status confine_rights(const char *data, struct confine_state *got,
			   struct err *err) BASE_MUST_CHECK;
/* What this kernel could do, changing nothing. */
void confine_probe(struct confine_state *could);

#endif
