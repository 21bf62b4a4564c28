/* place.c - a folder of a fuzz target's own for one clinic, gone when the program ends. */
#include "place.h"

#include "base/str.h"
#include "test_dir.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

const struct store_env place_env = {&clock_system, &io_posix, NULL};
const struct store_site place_site = {.code = "KBR", .name = "Kibera"};

static struct {
	char dir[64];
	void (*end)(void);
} place;

static void
leave(void)
{
	if (place.end)
		place.end();
	remove_all(place.dir);
}

const char *
place_new(void (*end)(void))
{
	if (!test_dir(place.dir, sizeof place.dir, "fuzz") || rmdir(place.dir))
		abort();
	place.end = end;
	if (atexit(leave))
		abort();
	return place.dir;
}
