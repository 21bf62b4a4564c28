/* timed.c - timed tests: tries on the clock, and the score the measure keeps. */
#include "core/timed.h"

#include "base/str.h"

#include <assert.h>
#include <string.h>

static const struct timed_spec specs[] = {
    {"tug", TIMED_WATCH, 0},
    {"sts5", TIMED_WATCH, 0},
    {"cst30", TIMED_COUNT, 30},
    {"bal4", TIMED_STANCE, 0},
    {"bal4_side", TIMED_STANCE, 0},
    {"bal4_semi", TIMED_STANCE, 0},
    {"bal4_single", TIMED_STANCE, 0},
    {"sls_eo", TIMED_STANCE, 0},
    {"sls_ec", TIMED_STANCE, 0},
    {"gait_speed", TIMED_SPEED, 0},
    {"gait_speed_fast", TIMED_SPEED, 0},
    {"mwt2", TIMED_WALK, 120},
    {"mwt6", TIMED_WALK, 360},
};

static const int courses[] = {4, 6, 10}, laps[] = {10, 15, 20, 30};

const struct timed_spec *
timed_find(const char *measure)
{
	for (size_t i = 0; i < sizeof specs / sizeof *specs; i++)
		if (!strcmp(specs[i].measure, measure))
			return &specs[i];
	return NULL;
}

bool
timed_init(struct timed *t, const struct measure *m)
{
	*t = (struct timed){.m = m, .spec = timed_find(m->key)};
	if (!t->spec)
		return false;
	t->metres = t->spec->kind == TIMED_SPEED  ? courses[0]
		    : t->spec->kind == TIMED_WALK ? laps[0]
						  : 0;
	return true;
}

/* ---- the try that runs */

static int
wanted(const struct timed *t)
{
	int64_t n = t->m->trials == DICT_NONE ? 1 : t->m->trials;

	return n > TIMED_TRIES_MAX ? TIMED_TRIES_MAX : n < 1 ? 1 : (int)n;
}

/* How long a try lasts at most; INT64_MAX: until it is stopped. */
static int64_t
longest(const struct timed *t)
{
	int64_t low, high;

	if (t->spec->seconds)
		return t->spec->seconds * (int64_t)1000;
	if (t->spec->kind != TIMED_SPEED && measure_limits(t->m, &low, &high))
		return high;
	return INT64_MAX;
}

static int64_t
elapsed(const struct timed *t, int64_t now_ms)
{
	int64_t ms = t->phase == TIMED_RUNNING ? now_ms - t->start_ms : t->run_ms;

	return ms > longest(t) ? longest(t) : ms;
}

static void
keep_try(struct timed *t, int64_t score)
{
	assert(t->n < TIMED_TRIES_MAX);
	t->tries[t->n++] = measure_round(t->m, score);
	t->phase = t->n >= wanted(t) ? TIMED_DONE : TIMED_READY;
}

static void
stop(struct timed *t, int64_t now_ms)
{
	t->run_ms = elapsed(t, now_ms);
	if (t->spec->kind == TIMED_COUNT || t->spec->kind == TIMED_WALK)
		t->phase = TIMED_ENDED;
	else if (t->spec->kind != TIMED_SPEED)
		keep_try(t, t->run_ms);
	else if (t->run_ms > 0)
		keep_try(t, t->metres * (int64_t)1000000 / t->run_ms);
}

void
timed_enter(struct timed *t, int64_t now_ms)
{
	if (t->phase == TIMED_RUNNING) {
		/* What runs down ends by itself; a key in between is no end of it. */
		if (t->spec->kind != TIMED_COUNT && t->spec->kind != TIMED_WALK)
			stop(t, now_ms);
	} else if (t->phase == TIMED_READY) {
		t->phase = TIMED_RUNNING;
		t->start_ms = now_ms;
		t->run_ms = 0;
		t->count = 0;
	} else if (t->phase == TIMED_ENDED && t->spec->kind == TIMED_COUNT) {
		keep_try(t, t->count * (int64_t)1000);
	}
}

bool
timed_look(struct timed *t, int64_t now_ms)
{
	if (t->phase != TIMED_RUNNING || now_ms - t->start_ms < longest(t))
		return false;
	stop(t, now_ms);
	return true;
}

bool
timed_count(struct timed *t, int by)
{
	bool counts = t->spec->kind == TIMED_COUNT || t->spec->kind == TIMED_WALK;

	if (!counts || (t->phase != TIMED_RUNNING && t->phase != TIMED_ENDED) ||
	    t->count + by < 0)
		return false;
	t->count += by;
	return true;
}

bool
timed_walked(struct timed *t, int64_t metres)
{
	if (t->spec->kind != TIMED_WALK || t->phase != TIMED_ENDED)
		return false;
	keep_try(t, metres * 1000);
	return true;
}

bool
timed_drop(struct timed *t)
{
	if (t->phase != TIMED_RUNNING && t->phase != TIMED_ENDED) {
		if (!t->n)
			return false;
		t->n--;
	}
	t->phase = TIMED_READY;
	t->run_ms = 0;
	t->count = 0;
	return true;
}

static int
following(const int *lengths, size_t n, int now)
{
	for (size_t i = 0; i + 1 < n; i++)
		if (lengths[i] == now)
			return lengths[i + 1];
	return lengths[0];
}

bool
timed_course(struct timed *t)
{
	if (!t->metres || t->n || t->phase != TIMED_READY)
		return false;
	t->metres = t->spec->kind == TIMED_SPEED
			? following(courses, sizeof courses / sizeof *courses, t->metres)
			: following(laps, sizeof laps / sizeof *laps, t->metres);
	return true;
}

/* ---- what is shown */

int64_t
timed_shown_s(const struct timed *t, int64_t now_ms)
{
	int64_t ms = elapsed(t, now_ms);

	return t->spec->seconds ? t->spec->seconds - ms / 1000 : ms / 1000;
}

int64_t
timed_next_ms(const struct timed *t, int64_t now_ms)
{
	return t->phase == TIMED_RUNNING
		   ? t->start_ms + (elapsed(t, now_ms) / 1000 + 1) * 1000
		   : INT64_MAX;
}

int64_t
timed_score(const struct timed *t)
{
	int64_t best, sum = 0;

	if (!t->n)
		return DICT_NONE;
	best = t->tries[0];
	for (int i = 0; i < t->n; i++) {
		int64_t v = t->tries[i];

		sum += v;
		if (measure_sign(t->m) < 0 ? v < best : v > best)
			best = v;
	}
	if (!strcmp(t->m->keep, "best"))
		return best;
	if (!strcmp(t->m->keep, "mean"))
		return measure_round(t->m, sum / t->n);
	return t->tries[t->n - 1];
}

void
timed_tries_text(const struct timed *t, char *out, size_t size)
{
	struct str s = {0};
	char number[MEASURE_TEXT_SIZE];

	for (int i = 0; i < t->n; i++) {
		measure_number(t->m, t->tries[i], number, sizeof number);
		str_addf(&s, "%s%s", i ? ";" : "", number);
	}
	str_copy(out, size, str_text(&s));
	str_release(&s);
}
