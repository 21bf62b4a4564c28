/* csv_write.h - the canonical form: BOM, CRLF after every row, quotes only where needed.
 *
 * Quotes stand round values that hold a comma, quote, CR or LF or that begin or end with a space
 * or TAB (and round the empty value of a table of one column, which would be a blank line).
 * Text that begins like a formula (= + - @ TAB CR LF and full-width forms) or with ' gets one '
 * in front, and csv_write_unguard takes it off again: reading what was written gives every
 * string back. Sources: RFC 4180; OWASP CSV injection with LF as of 2025-08. */
#ifndef SYNC_CSV_WRITE_H
#define SYNC_CSV_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct io_writer;
struct hash;

enum { CSV_WRITE_BUFFER = 65536 };

/* Takes finished bytes, in order. */
struct csv_sink {
	void (*add)(void *arg, const void *bytes, size_t n);
	void *arg;
};

struct csv_write {
	struct csv_sink sink;
	char *buf; /* CSV_WRITE_BUFFER bytes */
	size_t used;
	size_t row_at;	 /* cells of the running row so far */
	int64_t rows;	 /* rows ended so far, the header among them */
	int64_t bytes;	 /* bytes given to the sink so far */
	bool lone_empty; /* the only cell so far is an empty one */
};

/* Starts a file: the byte order mark. Release with csv_write_close. */
void csv_write_open(struct csv_write *w, struct csv_sink sink);
/* A sink that fills an io_writer (failures are kept there and returned by its commit). */
struct csv_sink csv_write_to(struct io_writer *out);
/* One cell of text, guarded. NUL bytes and bad UTF-8 are the caller's to keep out. */
void csv_write_text(struct csv_write *w, const char *p, size_t n);
/* One cell as it is (machine forms: numbers, dates, hex), quoted where needed, not guarded. */
void csv_write_plain(struct csv_write *w, const char *p, size_t n);
/* One cell with a whole number; INT64_MIN is an empty cell. */
void csv_write_int(struct csv_write *w, int64_t value);
/* A number with `decimals` (0 to 9) digits after the point: 35, 1 is 3.5. INT64_MIN is empty. */
void csv_write_decimal(struct csv_write *w, int64_t value, int decimals);
/* Ends the row. */
void csv_write_row_end(struct csv_write *w);
/* Gives the rest to the sink and frees the buffer. Closing twice is harmless. */
void csv_write_close(struct csv_write *w);

/* The canonical bytes of one cell into out (2 n + 3 bytes of room); returns their number. */
size_t csv_write_cell(char *out, const char *p, size_t n, bool guard);
/* Bytes of the formula trigger that p begins with; 0 when there is none. */
size_t csv_write_trigger(const char *p, size_t n);
/* True when p begins with ' before a trigger or another ': the value is what follows. */
bool csv_write_guarded(const char *p, size_t n);

#endif
