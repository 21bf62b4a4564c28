/* goal_line.c - word by word: measure, side, from, to, by, in order to. */
#include "core/goal_line.h"

#include "base/date.h"
#include "base/str.h"

#include <ctype.h>
#include <string.h>

enum { WORD_SIZE = 40 };

struct words {
	const char *at;
	char word[WORD_SIZE]; /* the one at `at`, lower case; "" at the end */
	size_t n;
};

static void
look(struct words *w)
{
	while (*w->at == ' ' || *w->at == '\t')
		w->at++;
	w->n = strcspn(w->at, " \t");
	str_format(w->word, sizeof w->word, "%.*s",
		   (int)(w->n < WORD_SIZE ? w->n : WORD_SIZE - 1), w->at);
	for (char *p = w->word; *p; p++)
		*p = (char)tolower((unsigned char)*p);
}

static void
next(struct words *w)
{
	w->at += w->n;
	look(w);
}

static bool
is(const struct words *w, const char *word)
{
	return !strcmp(w->word, word);
}

/* A score: a number, or a muscle grade as 3+ or 4-. */
static bool
is_score(const char *p)
{
	if (*p == '-' || *p == '+')
		p++;
	if (!isdigit((unsigned char)*p))
		return false;
	while (isdigit((unsigned char)*p) || *p == '.' || *p == ',')
		p++;
	return !*p || ((*p == '+' || *p == '-') && !p[1]);
}

static const char *
side_of(const char *word)
{
	return !strcmp(word, "left") || !strcmp(word, "l")    ? "left"
	       : !strcmp(word, "right") || !strcmp(word, "r") ? "right"
							      : NULL;
}

/* What stands behind the first two words: a keyword that ends the measure. */
static bool
ends_measure(const struct words *w)
{
	return is(w, "from") || is(w, "to") || is(w, "by") || is(w, "so") ||
	       is(w, "in") || is_score(w->word);
}

static void
measure(struct words *w, struct goal_line *out)
{
	bool first = true;

	for (; w->n && (first || !ends_measure(w)); next(w)) {
		size_t n = strlen(out->measure);
		const char *side = first ? NULL : side_of(w->word);

		first = false;
		if (side)
			str_copy(out->side, sizeof out->side, side);
		else
			str_format(out->measure + n, sizeof out->measure - n, "%s%.*s",
				   n ? " " : "", (int)w->n, w->at);
	}
}

static void
score(struct words *w, char *out, size_t size)
{
	str_copy(out, size, w->word);
	next(w);
}

/* A unit may follow the score: "18.2 s". */
static void
unit(struct words *w)
{
	if (w->n && !is(w, "to") && !is(w, "by") && !is(w, "so") && !is(w, "in"))
		next(w);
}

static bool
weeks(struct words *w, int64_t today, int64_t *due)
{
	long long n = 0;
	size_t digits = strspn(w->word, "0123456789");
	const char *tail = w->word + digits;

	if (!digits || !str_int(w->word, digits, &n) || n > 520)
		return false;
	if (!*tail) { /* "6 weeks" */
		struct words after = *w;

		next(&after);
		if (after.word[0] != 'w' && strncmp(after.word, "day", 3))
			return false;
		next(w);
		tail = w->word;
	}
	if (*tail != 'w' && *tail != 'd')
		return false;
	*due = date_add(today, n * (*tail == 'w' ? 7 : 1));
	return true;
}

static enum status
by(struct words *w, int64_t today, struct goal_line *out, struct err *err)
{
	next(w);
	if (!weeks(w, today, &out->due) &&
	    !date_parse_typed(w->word, today, false, false, &out->due))
		return status_fail(err, ST_INVALID,
				   "\"by %s\" is not understood; type 6w, 12/5 or a date",
				   w->word);
	next(w);
	return ST_OK;
}

/* The rest is the daily task; the words that lead to it are left out. */
static void
task(struct words *w, struct goal_line *out)
{
	static const char *const leads[] = {"in",   "order", "to", "so",
					    "that", "i",     "can"};

	for (size_t i = 0; i < sizeof leads / sizeof leads[0] && w->n; i++)
		if (is(w, leads[i]))
			next(w);
	str_copy(out->task, sizeof out->task, w->at);
	for (size_t n = strlen(out->task);
	     n && (out->task[n - 1] == ' ' || out->task[n - 1] == '.'); n--)
		out->task[n - 1] = '\0';
	w->at += strlen(w->at);
	look(w);
}

enum status
goal_line_parse(const char *typed, int64_t today, struct goal_line *out, struct err *err)
{
	struct words w = {.at = typed};

	memset(out, 0, sizeof *out);
	out->due = DATE_NONE;
	look(&w);
	measure(&w, out);
	if (!out->measure[0])
		return status_fail(err, ST_INVALID,
				   "Type the measure first: tug 18.2 to 12 by 6w to ...");
	if (is(&w, "from"))
		next(&w);
	if (is_score(w.word)) {
		score(&w, out->from, sizeof out->from);
		unit(&w);
	}
	if (is(&w, "to")) {
		struct words after = w;

		next(&after);
		if (is_score(after.word)) {
			w = after;
			score(&w, out->to, sizeof out->to);
			unit(&w);
		}
	}
	if (is(&w, "by") && by(&w, today, out, err))
		return ST_INVALID;
	if (w.n)
		task(&w, out);
	return ST_OK;
}
