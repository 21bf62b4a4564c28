/* tar.h - the files of one bundle as a ustar archive and back; knows no other content.
 *
 * Plain files with the names of bundle.h, no directories, no links, no doubles, within the limits of
 * bundle.h. Memory does not grow with the files. */
#ifndef SYNC_TAR_H
#define SYNC_TAR_H

#include "base/io.h"

/* Writes the files of dir into the new file path (mode 0600, synced; it must not be there yet). A
 * name that no bundle may hold, or anything but a plain file, is refused. On failure path is
 * removed. */
enum status tar_write(const struct io *io, const char *dir, const char *path,
		      struct err *err) BASE_MUST_CHECK;
/* Unpacks the archive path into the new directory dir (mode 0700; it must not be there yet). Takes
 * what tar_write makes, and what `tar --format=ustar` makes of such files named alone. ST_INVALID:
 * it is anything else, or damaged. On failure dir is removed. */
enum status tar_read(const struct io *io, const char *path, const char *dir,
		     struct err *err) BASE_MUST_CHECK;

#endif
