/* clock.h - the two clocks of the machine behind one table, so that tests own the time. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

enum { CLOCK_BOOT_SIZE = 40 };

/* A clock. boot_ms orders events of one boot (CLOCK_BOOTTIME: goes on in suspend);
 * wall_ms is what the wall clock claims and orders nothing. */
struct clock {
	int64_t (*boot_ms)(void *arg);
	int64_t (*wall_ms)(void *arg); /* ms since 1970-01-01 UTC */
	void (*boot_id)(void *arg, char id[CLOCK_BOOT_SIZE]); /* differs after a reboot */
	void *arg;
};

/* The machine's own clock. */
extern const struct clock clock_system;

/* A clock `rate` times as fast as the machine's, starting now at the same values
 * (practice clinics only). rate is copied into process-wide state: one such clock. */
const struct clock *clock_fast(int rate);

/* What the two clocks of c say now, in ms. */
int64_t clock_boot(const struct clock *c);
int64_t clock_wall(const struct clock *c);

/* Broken-down local time (TZ of the process). date is yyyymmdd. */
struct civil {
	int64_t date;
	int hour, minute, second;
};

/* Local civil time of a wall clock value. */
struct civil clock_civil(int64_t wall_ms);

#endif
