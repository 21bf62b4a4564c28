/* cut_io.h - notes every change of one directory tree, and makes it again as a power cut may leave
 * it. */
#ifndef UNIT_SYNC_CUT_IO_H
#define UNIT_SYNC_CUT_IO_H

#include "place.h"
#include "random.h"

enum { CUT_OPS = 4096, CUT_NODES = 256, CUT_FDS = 256, CUT_NAME = 64 };

enum cut_kind { CUT_MAKE, CUT_WRITE, CUT_RENAME, CUT_REMOVE, CUT_SYNC, CUT_SYNC_ALL };

struct cut_op {
	enum cut_kind kind;
	int node; /* the directory of a name, or the file written or synced */
	int child;
	char name[CUT_NAME], to[CUT_NAME];
	int64_t at;
	size_t n;
	char *bytes;
};

/* A file or directory that ever was. Number 0 is the top. */
struct cut_node {
	bool dir;
	int64_t size;
	char *bytes;
	int n; /* names in a directory */
	struct {
		char name[CUT_NAME];
		int node;
	} entry[32];
};

struct cut_log {
	const char *root;
	struct cut_op op[CUT_OPS];
	int n;
	bool dir[CUT_NODES]; /* of each node */
	int nodes;
	int fd_node[CUT_FDS]; /* 1 + node; 0: not of the tree */
	int64_t fd_at[CUT_FDS];
	struct cut_node live[CUT_NODES]; /* names as they are now */
};

/* What of the unsynced changes is there. */
enum cut_choice { CUT_NONE, CUT_ALL, CUT_SOME };

/* A table over the system's calls that notes what happens under root, which is empty. The log is
 * large: allocate it, and free it with cut_log_free. */
struct io cut_io(struct cut_log *log, const char *root);
void cut_log_free(struct cut_log *log);
/* Makes the directory `name` in p as the first n changes may have left root. only_all: a sync of one
 * file is worth nothing (vfat before Linux 5.2). */
void cut_image(struct cut_log *log, int n, bool only_all, enum cut_choice choice,
	       struct random *r, struct place *p, const char *name);

#endif
