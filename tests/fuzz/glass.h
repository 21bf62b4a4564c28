/* glass.h - a terminal without a device: bytes typed go in, cells and bytes sent come out. */
#ifndef FUZZ_GLASS_H
#define FUZZ_GLASS_H

#include <stddef.h>
#include <stdint.h>

/* Opens it, 24 rows of 80; once for the process. */
void glass_open(void);
/* Lets bytes wait as if they were typed (at most 4096). */
void glass_type(const uint8_t *bytes, size_t n);
/* Stops the program when a cell holds what may not be shown, or when what was sent since the last
 * call holds anything but printable UTF-8 and the sequences curses makes. */
void glass_check(void);
/* The character of a cell that was drawn, 0 when there is none. */
uint32_t glass_cell(int y, int x);

#endif
