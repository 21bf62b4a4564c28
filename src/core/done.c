/* done.c - sets read back, and how much of a dose they are. */
#include "core/done.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>

/* A whole number at *p, which moves behind it; false: there is none. */
static bool
number(const char **p, long long *v)
{
	char *end;

	if (**p < '0' || **p > '9')
		return false;
	*v = strtoll(*p, &end, 10);
	*p = end;
	return *v >= 0 && *v <= 1000000000;
}

/* One set; p stands at its number. */
static bool
read_set(const char *p, struct done_set *s)
{
	long long v;

	s->reps = -1;
	s->done = true;
	if (!number(&p, &v))
		return false;
	s->set = (int)v;
	s->side = *p == 'L' ? 1 : *p == 'R' ? 2 : 0;
	p += s->side != 0;
	if (*p++ != ':' || !number(&p, &v))
		return false;
	if (*p == 'r') {
		s->reps = (int)v;
		p++;
		if (!number(&p, &v))
			return false;
	}
	if (*p++ != 's')
		return false;
	s->work_s = (int)v;
	if (*p == 'x') {
		s->done = false;
		p++;
	}
	if (*p == '+' && (p++, !number(&p, &v)))
		return false;
	if (*p == '@') {
		p++;
		if (!number(&p, &s->load_g) || *p++ != 'g')
			return false;
	}
	return *p == '\0' || *p == ' ';
}

int
done_read(const char *text, struct done_set sets[DONE_SETS_MAX])
{
	long long load_g = 0;
	int n = 0;

	while (*text != '\0' && n < DONE_SETS_MAX) {
		struct done_set s = {.load_g = load_g};

		if (!read_set(text, &s))
			break;
		load_g = s.load_g;
		sets[n++] = s;
		text += strcspn(text, " ");
		text += *text == ' ';
	}
	return n;
}

/* Sets of the dose, each side counted. */
static int
blocks(const struct dose *d)
{
	bool two = d->side_mode == DOSE_EACH_SIDE || d->side_mode == DOSE_SIDE_BLOCKS;

	return two ? 2 * d->sets : d->sets;
}

int
done_pct(const struct dose *asked, const struct done_set *sets, int n)
{
	int64_t each = asked->duration_ms > 0 ? asked->duration_ms / 1000
		       : asked->reps > 0      ? asked->reps
					      : 1;
	int64_t sum = 0, all = each * blocks(asked);

	for (int i = 0; i < n; i++) {
		int64_t did = asked->duration_ms > 0 ? sets[i].work_s
			      : asked->reps > 0	     ? sets[i].reps
						     : sets[i].done;

		/* Work is stored in whole seconds, rounded down; a tap ends as asked. */
		if (sets[i].done && (did < 0 || did + 1 == each))
			did = each;
		sum += did > 0 ? did : 0;
	}
	sum = all > 0 ? 100 * sum / all : 0;
	return sum > 999 ? 999 : (int)sum;
}

bool
done_all_at(const struct dose *asked, const struct done_set *sets, int n, int reps)
{
	if (n < blocks(asked))
		return false;
	for (int i = 0; i < n; i++)
		if (!sets[i].done || sets[i].reps < reps)
			return false;
	return true;
}

int
done_last_reps(const struct done_set *sets, int n)
{
	return n > 0 ? sets[n - 1].reps : -1;
}
