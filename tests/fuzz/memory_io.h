/* memory_io.h - a file table with no disk behind it: one file to read, one directory to fill. */
#ifndef FUZZ_MEMORY_IO_H
#define FUZZ_MEMORY_IO_H

#include "base/io.h"

#include <stdint.h>

enum { MEMORY_FILES = 80, MEMORY_NAME = 256 };

/* A file; its bytes are the caller's when they were given, else freed by memory_io_clear. */
struct memory_file {
	char name[MEMORY_NAME]; /* "": free */
	char *bytes;
	size_t n;
};

/* {0} is empty. Paths are "in" (to be read), "out" (a file written alone) and "dir". */
struct memory {
	const uint8_t *in;
	size_t n_in;
	struct memory_file out, files[MEMORY_FILES]; /* files: those in dir */
	bool dir;				     /* it is there */
	int open;				     /* opened and not closed */
	struct {
		struct memory_file *file; /* NULL: in */
		size_t at;
		bool used, is_dir;
	} fds[8];
};

/* A table over m, which lives longer. Calls that no target needs are NULL. */
struct io memory_io(struct memory *m);
/* Frees what was written. */
void memory_io_clear(struct memory *m);

#endif
