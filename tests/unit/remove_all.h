/* remove_all.h - a test's folder goes, with all that lies in it. */
#ifndef UNIT_REMOVE_ALL_H
#define UNIT_REMOVE_ALL_H

#include <ftw.h>
#include <stdio.h>

static inline int
remove_all_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

/* Follows no link; what is not there or cannot go is passed over in silence. */
static inline void
remove_all(const char *dir)
{
	nftw(dir, remove_all_one, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
