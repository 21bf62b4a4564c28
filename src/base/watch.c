/* watch.c - told when somebody touches a file: inotify where the kernel has it. */
#define _GNU_SOURCE /* the same features in all headers */
#include "base/watch.h"

#include <sys/stat.h>
#include <unistd.h>

#if defined __linux__
#include <sys/inotify.h>

int
watch_open(const char *path)
{
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	if (fd >= 0 && inotify_add_watch(fd, path, IN_ATTRIB) < 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}
#else
int
watch_open(const char *path)
{
	(void)path;
	return -1;
}
#endif

void
watch_close(int fd)
{
	if (fd >= 0)
		close(fd);
}

void
watch_drain(int fd)
{
	char told[1024];

	while (read(fd, told, sizeof told) > 0)
		;
}

void
watch_touch(int fd)
{
	(void)!futimens(fd, NULL);
}
