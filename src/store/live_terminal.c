/* live_terminal.c - who runs a session: a terminal is a byte of limber.lock, held while it works.
 *
 * The lock belongs to the open file, so the kernel takes it back in the moment the program ends,
 * however it ends. */
#define _GNU_SOURCE /* F_OFD_SETLK */
#include "store/live.h"
#include "store_priv.h"

#include <fcntl.h>
#include <string.h>

/* Far behind what a lock file ever holds; numbers of terminals are below 2^40. */
#define FIRST_BYTE  (INT64_C(1) << 41)
#define NUMBER_MASK ((UINT64_C(1) << 40) - 1)

#if defined F_OFD_SETLK
enum { SET_LOCK = F_OFD_SETLK, GET_LOCK = F_OFD_GETLK };
#else
enum { SET_LOCK = F_SETLK, GET_LOCK = F_GETLK };
#endif

static struct flock
byte_of(int64_t terminal, short type)
{
	return (struct flock){.l_type = type,
			      .l_whence = SEEK_SET,
			      .l_start = (off_t)(FIRST_BYTE + terminal),
			      .l_len = 1};
}

int64_t
live_terminal(struct store *s)
{
	while (!s->terminal) {
		struct uid r = uid_random();
		struct flock f;
		uint64_t n;

		memcpy(&n, r.b, sizeof n);
		s->terminal = (int64_t)(n & NUMBER_MASK);
		f = byte_of(s->terminal, F_WRLCK);
		if (s->terminal && fcntl(s->lock_fd, SET_LOCK, &f) < 0)
			break; /* no such locks here: others may take what it runs at once */
	}
	return s->terminal;
}

bool
live_terminal_works(struct store *s, int64_t terminal)
{
	struct flock f = byte_of(terminal, F_WRLCK);

	return terminal != s->terminal && fcntl(s->lock_fd, GET_LOCK, &f) == 0 &&
	       f.l_type != F_UNLCK;
}

void
live_terminal_leave(struct store *s)
{
	struct flock f = byte_of(s->terminal, F_UNLCK);

	if (s->terminal)
		(void)fcntl(s->lock_fd, SET_LOCK, &f);
	s->terminal = 0;
}
