/* machine.h - what the system tells of this machine: is a disk encrypted, is swap, may a crash be written
 * down, who holds a lock. Reads /proc and /sys alone; asks no other program. */
#ifndef BASE_MACHINE_H
#define BASE_MACHINE_H

#include "base/io.h"

enum machine_answer { MACHINE_NO, MACHINE_YES, MACHINE_UNKNOWN };

/* Is what lies at path encrypted by this system: dm-crypt anywhere beneath (through LVM, RAID and
 * partitions every part of it), or eCryptfs? A disk that encrypts itself is not seen: MACHINE_NO. */
enum machine_answer machine_encrypted(const struct io *io, const char *path);

/* Where memory may be written to. */
struct machine_swap {
	int n; /* places, memory that is packed (zram) apart; 0 none */
	enum machine_answer encrypted; /* all of them; of none MACHINE_YES */
	char name[64];		       /* the first that is not, or cannot be told */
};
/* MACHINE_UNKNOWN with n 0: the system does not say. */
void machine_swap(const struct io *io, struct machine_swap *s);

/* May the system write this program's memory to the disk when it crashes? */
enum machine_answer machine_cores(const struct io *io);

/* Who keeps others out of a file by flock. */
struct machine_holder {
	int pid;
	char name[16]; /* of the program, what is not plain ASCII as '?' */
	bool disk;     /* it waits for the disk at this moment */
};
/* false: nobody does, or the system does not say (another namespace, /proc out of reach). */
bool machine_holder(const struct io *io, int fd, struct machine_holder *h);

#endif
