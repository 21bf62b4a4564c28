/* machine.h - a made-up machine with sticks in it: what tells of sticks is made in a folder of /tmp. */
#ifndef SCREEN_MACHINE_H
#define SCREEN_MACHINE_H

#include "sync/stick.h"

/* dir holds it all; stick is where KBR-STICK is mounted. */
struct machine {
	char dir[64], mountinfo[100], sys[100], stick[100];
	struct io io; /* of the sticks */
	struct stick_env sticks;
};
extern struct machine machine;

/* A machine with KBR-STICK in it; machine_end takes everything away. */
void machine_make(void);
void machine_end(void);
/* Another stick, OFFICE, comes in too; the sticks can only be read; all sticks are pulled. */
void machine_second(void);
void machine_lock(void);
void machine_pull(void);
/* So many kB are free on every stick; from machine_make on plenty. */
void machine_room(int64_t kb);
/* Runs a command of the shell that must not fail. */
void machine_run(const char *command);

#endif
