/* pty.h - a program in a pseudo-terminal: keys in, screen and byte counts out, no fixed sleeps. */
#ifndef PTY_PTY_H
#define PTY_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* 1 under a sanitizer, which takes its own time and memory; clang and gcc say it differently. */
#if defined __has_feature
#if __has_feature(address_sanitizer)
#define PTY_SANITIZED 1
#endif
#endif
#if !defined PTY_SANITIZED && defined __SANITIZE_ADDRESS__
#define PTY_SANITIZED 1
#endif
#ifndef PTY_SANITIZED
#define PTY_SANITIZED 0
#endif

struct pty;

struct pty_spec {
	const char *const *argv; /* ends with NULL; argv[0] is run */
	const char *const *env;	 /* more "NAME=value", ends with NULL; NULL: none */
	const char *term;	 /* NULL: xterm-256color */
	int rows, cols;		 /* 0: 24 and 80 */
};

/* Starts a program; LC_ALL is C.UTF-8 unless env says otherwise. The rest of the
 * environment is inherited. Fails the running test when that cannot be done. */
struct pty *pty_start(const struct pty_spec *spec);
/* Kills the program if it still runs, and frees. NULL is allowed. */
void pty_free(struct pty *p);
/* Sends keys as a terminal would: <Enter>, <Down>, <F1>, <^Z>; << is one <. */
void pty_keys(struct pty *p, const char *keys);
/* Sends bytes as they are. */
void pty_bytes(struct pty *p, const void *bytes, size_t n);
/* Reads until the screen holds text; false after ms. */
bool pty_wait(struct pty *p, const char *text, int ms);
/* As pty_wait for text that goes away. */
bool pty_wait_gone(struct pty *p, const char *text, int ms);
/* Reads until nothing came for quiet_ms. Returns the bytes that came. */
size_t pty_settle(struct pty *p, int quiet_ms);
/* Sends keys, settles; returns the bytes the program sent for them. */
size_t pty_cost(struct pty *p, const char *keys);
/* Time from the keys to the first byte of the answer, in microseconds; -1: none in a second. */
int64_t pty_answer_us(struct pty *p, const char *keys);
/* When the last bytes came, in microseconds of CLOCK_MONOTONIC; 0: none yet. */
int64_t pty_last_us(const struct pty *p);
/* All bytes so far. */
size_t pty_count(const struct pty *p);
/* What the program sent, as it came; borrowed until the next call that reads. */
const char *pty_raw(const struct pty *p, size_t *n);
/* True when that text was among the bytes. */
bool pty_sent(const struct pty *p, const char *text);
/* One row of the screen without blanks at its end; borrowed until the next call. */
const char *pty_row(struct pty *p, int y);
/* True when a row holds text. */
bool pty_has(struct pty *p, const char *text);
/* Row and column of the cursor. */
void pty_cursor(struct pty *p, int *y, int *x);
/* True when the cell is shown reversed, bold. */
bool pty_reverse(struct pty *p, int y, int x);
bool pty_bold(struct pty *p, int y, int x);
/* Another size; the program gets SIGWINCH. */
void pty_resize(struct pty *p, int rows, int cols);
/* A signal to the program. */
void pty_signal(struct pty *p, int sig);
pid_t pty_pid(const struct pty *p);
/* Closes the line as a lost connection does. */
void pty_hang_up(struct pty *p);
/* Waits for the program's end, reading on; its wait status, or -1 after ms. */
int pty_end(struct pty *p, int ms);
/* True when the terminal is left as it was found: first screen, cursor seen, plain letters, the
 * tty's modes as before. Otherwise says on stderr what is not. */
bool pty_restored(struct pty *p);
/* Prints the screen to stderr. */
void pty_show(struct pty *p);
/* Context switches of the program so far: a program that sleeps makes none. */
long pty_switches(const struct pty *p);

#endif
