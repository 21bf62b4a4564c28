/* watch.h - told when somebody touches a file, without looking at it in between. */
#ifndef BASE_WATCH_H
#define BASE_WATCH_H

/* A file descriptor that can be read as soon as the file at path is touched; -1: this system has no
 * such thing, or no more of them. Closed with watch_close, which takes -1. */
int watch_open(const char *path);
void watch_close(int fd);
/* Takes what was told so far. */
void watch_drain(int fd);
/* Touches an open file: everybody who watches it is told. A failure is no loss: they see the change
 * with their next key. */
void watch_touch(int fd);

#endif
