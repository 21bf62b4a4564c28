/* place.h - a directory of its own for a test, files in it, other programs run there. */
#ifndef UNIT_SYNC_PLACE_H
#define UNIT_SYNC_PLACE_H

#include "base/io.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct place {
	char dir[64];
	char name[2][160]; /* the names asked for last */
	int turn;
};

/* cmocka's set-up and tear-down: *state is a struct place. */
int place_set_up(void **state);
int place_tear_down(void **state);
/* DIR/name; good until the next but one. */
const char *place_path(struct place *p, const char *name);
/* Writes, or reads into s, a whole file. A failure fails the test. */
void place_write(struct place *p, const char *name, const void *bytes, size_t n);
void place_read(struct place *p, const char *name, struct str *s);
/* Is there such a name? */
bool place_has(struct place *p, const char *name);
/* Number of names in DIR/name, those with a dot in front too. */
int place_count(struct place *p, const char *name);
/* Runs a shell line in DIR, its words thrown away; the exit code. */
int place_run(struct place *p, const char *fmt, ...) BASE_PRINTF(2, 3);
/* Fails the test unless st is expected, and says what err says. */
void place_expect(enum status st, enum status expected, const struct err *err);
/* The system's calls, but fsync and syncfs do nothing: for tests of many runs. */
struct io place_io(void);
/* many with LONG=1 in the environment, else few. */
int place_many(int few, int many);

#endif
