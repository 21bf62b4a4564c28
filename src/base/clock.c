/* clock.c - the machine's clocks. */
#include "base/clock.h"

#include <assert.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int64_t
read_clock(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t
system_boot_ms(void *arg)
{
	(void)arg;
#ifdef CLOCK_BOOTTIME
	return read_clock(CLOCK_BOOTTIME);
#else
	return read_clock(CLOCK_MONOTONIC);
#endif
}

static int64_t
system_wall_ms(void *arg)
{
	(void)arg;
	return read_clock(CLOCK_REALTIME);
}

static void
system_boot_id(void *arg, char id[CLOCK_BOOT_SIZE])
{
	int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, id, CLOCK_BOOT_SIZE - 1);

	(void)arg;
	if (fd >= 0)
		close(fd);
	if (n < 0)
		n = 0;
	id[n] = '\0';
	id[strcspn(id, "\n")] = '\0';
}

const struct clock clock_system = {system_boot_ms, system_wall_ms, system_boot_id, NULL};

/* The one fast clock of a practice clinic. */
static struct {
	int rate;
	int64_t boot0, wall0;
} fast;

static int64_t
fast_boot_ms(void *arg)
{
	(void)arg;
	return fast.boot0 + (system_boot_ms(NULL) - fast.boot0) * fast.rate;
}

static int64_t
fast_wall_ms(void *arg)
{
	(void)arg;
	return fast.wall0 + (system_boot_ms(NULL) - fast.boot0) * fast.rate;
}

const struct clock *
clock_fast(int rate)
{
	static const struct clock table = {fast_boot_ms, fast_wall_ms, system_boot_id,
					   NULL};

	assert(rate >= 1);
	fast.rate = rate;
	fast.boot0 = system_boot_ms(NULL);
	fast.wall0 = system_wall_ms(NULL);
	return &table;
}

int64_t
clock_boot(const struct clock *c)
{
	return c->boot_ms(c->arg);
}

int64_t
clock_wall(const struct clock *c)
{
	return c->wall_ms(c->arg);
}

struct civil
clock_civil(int64_t wall_ms)
{
	int64_t s = wall_ms >= 0 ? wall_ms / 1000 : -((-wall_ms + 999) / 1000);
	time_t t = (time_t)s;
	struct tm tm = {0};

	localtime_r(&t, &tm);
	return (struct civil){
	    .date = (tm.tm_year + 1900) * 10000LL + (tm.tm_mon + 1) * 100 + tm.tm_mday,
	    .hour = tm.tm_hour,
	    .minute = tm.tm_min,
	    .second = tm.tm_sec,
	};
}
