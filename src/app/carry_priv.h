/* carry_priv.h - the folder in which copies are sealed and opened; private to carry*.c. */
#ifndef APP_CARRY_PRIV_H
#define APP_CARRY_PRIV_H

#include "app/carry.h"

/* DATA/carry/NAME. */
void carry_path(const char *dir, const char *name, char path[CARRY_PATH]);
/* Makes the folder, empty, for this program alone. ST_BUSY: another one has it. What a killed program left
 * there is removed. */
enum status carry_lock(const char *dir, const struct io *io, int *lock,
		       struct err *err) BASE_MUST_CHECK;
/* Removes the folder and lets others have it. */
void carry_unlock(const char *dir, const struct io *io, int lock);

#endif
