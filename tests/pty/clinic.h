/* clinic.h - a practice clinic made through the command line, for tests of the whole program. */
#ifndef PTY_CLINIC_H
#define PTY_CLINIC_H

#include "pty.h"

#include <limits.h>

enum { CLINIC_OUT = 65536, CLINIC_ID = 40, CLINIC_WAIT_MS = 20000 };

#define CLINIC_LOGIN	  "tess"
#define CLINIC_PASSPHRASE "a good pass phrase"
#define CLINIC_PIN	  "4321"

struct clinic {
	char dir[PATH_MAX - 64];
	char patient[CLINIC_ID], episode[CLINIC_ID], plan[CLINIC_ID], goal[40];
	char out[CLINIC_OUT]; /* what the last command printed, both streams */
};

/* One exercise of a plan. */
struct clinic_dose {
	const char *exercise, *code;
	const char *fields[12]; /* "name=value", ends with NULL */
};

/* The program under test, $LIMBER, as an absolute path. */
const char *clinic_program(void);
/* A practice clinic in a new directory below $TMPDIR: the made-up people of `limber demo`, and
 * the therapist CLINIC_LOGIN. Fails the test when a command fails. */
void clinic_make(struct clinic *c);
/* A patient with an open episode, an empty plan and an appointment of today at 09:00. Fills
 * patient, episode and plan. */
void clinic_patient(struct clinic *c, const char *family, const char *given,
		    const char *birth);
/* Adds exercises to the plan, in order. */
void clinic_prescribe(struct clinic *c, const struct clinic_dose *doses, int n);
/* Removes the directory. */
void clinic_remove(struct clinic *c);

/* The clinic of a test program, made before its tests and removed after them. */
extern struct clinic clinic;
int clinic_set_up(void **state);
int clinic_tear_down(void **state);

/* Runs `limber --data DIR ARGS...` with input (NULL: none); args end with NULL. Fills out;
 * the exit code, or 256 + signal. */
int clinic_run(struct clinic *c, const char *input, const char *const *args);
#define clinic_cli(c, ...) clinic_run(c, NULL, (const char *const[]){__VA_ARGS__, NULL})
/* As clinic_run for any program. */
int clinic_exec(struct clinic *c, const char *input, const char *const *argv);
/* The value of a field in one line of --json output; false when it is not there. */
bool clinic_value(const char *json, const char *field, char *out, size_t size);

/* Starts the screen; more options end with NULL (NULL: none). */
struct pty *
clinic_screen(struct clinic *c, const struct pty_spec *how, const char *const *options);
/* Waits for text; shows the screen and fails the test when it does not come. */
void clinic_see(struct pty *p, const char *text);
/* After s: answers the screening with "nothing new" when it is asked; the session is seen then. */
void clinic_screened(struct pty *p);
/* Goes back to the login with Esc and leaves there; fails the test when it does not end well. */
void clinic_quit(struct pty *p);
/* The row that holds text, -1: none. */
int clinic_row(struct pty *p, const char *text);
/* Presses Down or Up until the row with text is the marked one, each key only after the one before was
 * answered, however late; returns the keys. Fails the test when it cannot be reached. */
int clinic_mark(struct pty *p, const char *text);
/* Keys in a string of pty_keys. */
int clinic_count(const char *keys);
/* The big digits of a running session in seconds; -1: they cannot be read. */
int clinic_digits(struct pty *p);
/* One figure: "FIGURE name value limit". */
void clinic_figure(const char *name, double value, double limit);

#endif
