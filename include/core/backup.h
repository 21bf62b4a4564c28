/* backup.h - copies of a clinic by their names: which day each is of, which daily ones are kept. */
#ifndef CORE_BACKUP_H
#define CORE_BACKUP_H

#include "base/clock.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BACKUP_NAME = 32, BACKUP_CARRIED = 48 };

/* The name of the copy of a day: "limber-20261126.db". */
void backup_name(int64_t day, char out[BACKUP_NAME]);
/* The day (yyyymmdd) of such a name; DATE_NONE for any other name. */
int64_t backup_day(const char *name);

/* The name of the copy made before something: "limber-before-import.db"; is it one? */
void backup_before(const char *what, char out[BACKUP_NAME]);
bool backup_is_before(const char *name);

/* The name of a copy that is carried away: "limber-KBR-20261126-142301.db", with ".age" behind it when
 * it is sealed. */
void backup_carried(const char *site, const struct civil *when, bool sealed,
		    char out[BACKUP_CARRIED]);
/* Is it such a name, and of a sealed copy? */
bool backup_is_carried(const char *name, bool *sealed);

/* Which copies are kept (sync specification 6.3): the newest 7, the newest of each of the newest 4
 * weeks (from Monday on) and of each of the newest 12 months that have one. days ascend and differ;
 * keep gets one answer for each.
 *
 * Counted are copies, not days that passed, so a clock that jumps ahead ages nothing. Copies dated
 * after today are of a time when the clock was ahead, or the clock is behind now: they are kept by
 * the same schedule apart from the others and take no place of theirs. So the newest copy up to
 * today and the newest of all are always kept, and at most 46 in all. */
void backup_keep(const int64_t *days, size_t n, int64_t today, bool *keep);

#endif
