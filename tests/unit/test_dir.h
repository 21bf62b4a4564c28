/* test_dir.h - the folder of a test: where the runner wants it, and gone with all that lies in it. */
#ifndef UNIT_TEST_DIR_H
#define UNIT_TEST_DIR_H

#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/* Makes TMPDIR/limber-NAME-XXXXXX (/tmp without that variable). False: it cannot be made, or its path is
 * longer than size. */
static inline bool
test_dir(char *dir, size_t size, const char *name)
{
	const char *top = getenv("TMPDIR");
	int n = snprintf(dir, size, "%s/limber-%s-XXXXXX", top ? top : "/tmp", name);

	return n > 0 && (size_t)n < size && mkdtemp(dir) != NULL;
}

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
