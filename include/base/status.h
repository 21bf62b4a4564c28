/* status.h - every result code of the program and the text a person reads; prints nothing. */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

/* One row: name, the sentence a person reads when no detail is known, exit code of the CLI. */
#define STATUS_LIST(X)                                                                   \
	X(OK, "done", 0)                                                                 \
	X(INVALID, "this value cannot be stored", 1)                                     \
	X(NOT_FOUND, "nothing like that is here", 1)                                     \
	X(DUPLICATE, "this is already here", 1)                                          \
	X(STALE, "somebody else changed this meanwhile", 1)                              \
	X(DENIED, "not allowed", 1)                                                      \
	X(FROZEN, "this is signed and cannot be changed; add an addendum", 1)            \
	X(REFUSED, "refused", 1)                                                         \
	X(USAGE, "wrong use of the command", 2)                                          \
	X(NO_DATA, "no clinic lies in this directory", 3)                                \
	X(FOREIGN, "this file is not a limber database", 3)                              \
	X(NEWER, "this database was written by a newer limber", 3)                       \
	X(CORRUPT, "the database is damaged", 3)                                         \
	X(READONLY, "this place cannot be written to", 3)                                \
	X(FULL, "the disk is full", 3)                                                   \
	X(BUSY, "another program holds the database", 3)                                 \
	X(IO, "the disk or stick did not answer", 3)                                     \
	X(NOMEM, "out of memory", 3)                                                     \
	X(ALREADY, "this bundle was imported before; nothing to do", 10)                 \
	X(WAITING, "a bundle before this one is missing; nothing is lost", 11)           \
	X(DAMAGED, "this bundle is damaged; ask its sender to export again", 20)         \
	X(CHANGED, "this bundle was changed after export", 21)                           \
	X(STRANGER, "the keys of the sender are not known here", 22)                     \
	X(NOT_OURS, "this bundle is meant for another site", 23)                         \
	X(TOO_NEW, "this bundle was written by a newer limber; install it here too", 24) \
	X(FORK, "two copies of one database are in use; stop and call the office", 25)   \
	X(SEALED, "this bundle cannot be opened with the keys of this clinic", 26)

enum status {
#define STATUS_ENUM(name, text, exit_code) ST_##name,
	STATUS_LIST(STATUS_ENUM)
#undef STATUS_ENUM
	    ST_COUNT
};

/* What went wrong, for a person: filled by the function that fails, owned by the caller. */
struct err {
	enum status code;
	char detail[320]; /* one sentence: what, where, what to do; may be empty */
};

#define BASE_MUST_CHECK	  __attribute__((warn_unused_result))
#define BASE_PRINTF(f, a) __attribute__((format(printf, f, a)))

/* The fixed sentence for a code; never NULL. */
const char *status_text(enum status code);

/* The exit code the command line gives for a code. */
int status_exit(enum status code);

/* Fills err (which may be NULL) with a formatted sentence and returns code, so that
 * `return status_fail(err, ST_INVALID, "...", ...)` is one line. Long text is cut at a
 * character border. */
enum status
status_fail(struct err *err, enum status code, const char *fmt, ...) BASE_PRINTF(3, 4);

/* Puts "before: " in front of the detail of err (which may be NULL). */
void status_prefix(struct err *err, const char *fmt, ...) BASE_PRINTF(2, 3);

/* The sentence to show: err's detail, or the fixed text of its code. Borrowed from err. */
const char *status_say(const struct err *err);

#endif
