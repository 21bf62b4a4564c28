/* confine_priv.h - what the files of confine share. */
#ifndef BASE_CONFINE_PRIV_H
#define BASE_CONFINE_PRIV_H

#include "base/confine.h"

/* Where age and lp are looked for. */
#define CONFINE_PATH "/usr/local/bin:/usr/bin:/bin"

/* Landlock over data (confine_files.c): its version, 0 the kernel has none, -1 and errno. */
int confine_files(const char *data);
int confine_files_version(void);
/* The filter of system calls (confine_calls.c): 1 in force, 0 the kernel or the machine has none. */
int confine_calls(void);
bool confine_calls_known(void);

#endif
