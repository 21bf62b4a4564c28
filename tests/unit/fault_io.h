/* fault_io.h - a file table that fails where a test wants it to. */
#ifndef UNIT_FAULT_IO_H
#define UNIT_FAULT_IO_H

#include "base/io.h"

enum fault_call {
	FAULT_OPEN,
	FAULT_CLOSE,
	FAULT_READ,
	FAULT_WRITE,
	FAULT_FSYNC,
	FAULT_RENAME,
	FAULT_UNLINK,
	FAULT_MKDIR,
	FAULT_STAT,
	FAULT_FSTAT,
	FAULT_FLOCK,
	FAULT_OPEN_IN,
	FAULT_STAT_IN,
	FAULT_MKDIR_IN,
	FAULT_RENAME_IN,
	FAULT_RENAME_NEW,
	FAULT_UNLINK_IN,
	FAULT_RMDIR_IN,
	FAULT_LIST,
	FAULT_SYNCFS,
	FAULT_FORGET,
	FAULT_STATVFS,
	FAULT_READLINK,
	FAULT_COUNT
};

/* What to break. {0} breaks nothing and counts. */
struct io_fault {
	int calls[FAULT_COUNT];	  /* how often each was called */
	int fail_at[FAULT_COUNT]; /* the call that fails, 1...; 0: none; -1: every one */
	int errnum;		  /* errno of the failure; 0: ENOSPC */
	int total, total_at;	  /* all calls together, and the one that fails */
	int total_from;	 /* the call from which all fail, as of a stick pulled; 0: none */
	int64_t room;	 /* so many bytes may be written, then ENOSPC; 0: no limit */
	int64_t written; /* counted while there is a limit */
	size_t short_write; /* at most so many bytes a write and a read; 0: no limit */
	bool reads_whole;   /* only writes are short */
	bool quick;	    /* syncs are counted, but nothing is waited for */
	bool interrupted;   /* every other read and write is EINTR */
	int open_files;	    /* opened and not closed */
};

/* A table over the system's calls that obeys f; f lives longer than the table. A failing
 * close closes; every other failing call does nothing. */
struct io fault_io(struct io_fault *f);

#endif
