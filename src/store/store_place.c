/* store_place.c - where a clinic lies: a disk of this machine, and who has it open. */
#include "store_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/vfs.h>

bool
store_refuses_fs(long type)
{
	/* NFS, SMB, CIFS, SMB2, 9P, FUSE, Coda, AFS, Ceph: statfs(2) */
	static const unsigned long remote[] = {0x6969,	   0x517B,     0xFF534D42,
					       0xFE534D42, 0x01021997, 0x65735546,
					       0x73757245, 0x5346414F, 0x00C36400};

	for (size_t i = 0; i < sizeof remote / sizeof remote[0]; i++)
		if (((unsigned long)type & 0xFFFFFFFFUL) == remote[i])
			return true;
	return false;
}

enum status
store_check_place(const char *dir, struct err *err)
{
	struct statfs fs;

	if (statfs(dir, &fs))
		return io_fail(err, errno, "opening", dir);
	if (store_refuses_fs((long)fs.f_type))
		return status_fail(
		    err, ST_REFUSED,
		    "%s lies on a network or FUSE file system, which cannot "
		    "hold a shared database; choose a disk of this machine",
		    dir);
	return ST_OK;
}

/* ---- nobody else is in */

enum status
store_in_use(const char *dir, const struct io *io, bool alone, int *fd, struct err *err)
{
	char path[700];

	str_format(path, sizeof path, "%s/limber.open", dir);
	*fd = io->open(io->arg, path, O_RDWR | O_CREAT, 0600);
	if (*fd < 0)
		return io_fail(err, errno, "opening", path);
	if (!io->flock(io->arg, *fd, (alone ? LOCK_EX : LOCK_SH) | LOCK_NB))
		return ST_OK;
	io->close(io->arg, *fd);
	*fd = -1;
	return status_fail(err, ST_BUSY,
			   alone ? "%s: somebody has the clinic open; end limber on "
				   "every screen and try again"
				 : "%s: a copy is being put back just now; try again in "
				   "a minute",
			   dir);
}
