/* csv_sniff.c - documents that are no CSV, and the spreadsheet's sep= line. */
#include "csv_sniff_priv.h"

#include <string.h>
#include <strings.h>

enum {
	FRONT = 16,		/* bytes that tell a document or a sep= line */
	FIRST_LINE = 64 * 1024, /* a longer first line is separated by commas */
};

struct magic {
	const char *bytes;
	size_t n;
};

/* How documents begin that people rename to .csv. */
static const struct magic magics[] = {
    {"PK\3\4", 4},
    {"PK\5\6", 4},
    {"\xD0\xCF\x11\xE0", 4},
    {"%PDF", 4},
    {"{\\rtf", 5},
    {"<?xml", 5},
    {"<html", 5},
    {"<!DOCTYPE", 9},
    {"\x1F\x8B\x08", 3},
    {"SQLite format 3", 15},
};

static bool
begins(const char *p, size_t n, const char *with, size_t len)
{
	return n >= len && strncasecmp(p, with, len) == 0;
}

static bool
is_utf16(const char *p, size_t n)
{
	size_t odd = 0, even = 0;

	if (n >= 2 && (memcmp(p, "\xFF\xFE", 2) == 0 || memcmp(p, "\xFE\xFF", 2) == 0))
		return true;
	/* Without a mark: plain ASCII in two-byte units. */
	if (n < 8)
		return false;
	for (size_t i = 0; i < 8; i += 2) {
		even += p[i] == '\0';
		odd += p[i + 1] == '\0';
	}
	return (odd == 4 && even == 0) || (odd == 0 && even == 4);
}

static enum csv_reason
kind_of_file(const char *p, size_t n)
{
	if (n == 0)
		return CSV_EMPTY_FILE;
	if (is_utf16(p, n))
		return CSV_UTF16;
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
		if (begins(p, n, magics[i].bytes, magics[i].n))
			return CSV_NOT_CSV;
	return CSV_REASON_NONE;
}

/* Length of a line "sep=X" with its end at p, 0 when there is none. */
static size_t
sep_line(const char *p, size_t n)
{
	size_t i = 5;

	if (n < 5 || !begins(p, n, "sep=", 4) || p[4] == '\r' || p[4] == '\n')
		return 0;
	if (i < n && p[i] == '\r')
		i++;
	if (i == n)
		return n;
	return p[i] == '\n' ? i + 1 : 0;
}

/* Counts separators of the first line; true once it is known which one holds. */
static bool
know_separator(struct csv_sniff *s, bool last)
{
	size_t end = s->skip + FIRST_LINE;
	size_t n = s->bytes.n < end ? s->bytes.n : end;

	s->separator = ',';
	for (; s->at < n && s->bytes.p[s->at] != '\n'; s->at++) {
		if (s->bytes.p[s->at] == ',')
			return true;
		s->semicolons += s->bytes.p[s->at] == ';';
		s->tabs += s->bytes.p[s->at] == '\t';
	}
	if (s->at == n && n < end && !last)
		return false;
	if (s->semicolons >= s->min_separators && s->semicolons >= s->tabs)
		s->separator = ';';
	else if (s->tabs >= s->min_separators)
		s->separator = '\t';
	return true;
}

/* What stands before the first line: a document's magic, the byte order mark, a sep= line. */
static enum csv_reason
pass_front(struct csv_sniff *s)
{
	const char *p = str_text(&s->bytes);
	size_t n = s->bytes.n, sep;
	enum csv_reason why = kind_of_file(p, n);

	s->had_bom = n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0;
	s->skip = s->had_bom ? 3 : 0;
	sep = sep_line(p + s->skip, n - s->skip);
	s->sep_line = sep > 0;
	s->skip += sep;
	s->at = s->skip;
	s->past_front = true;
	return why;
}

bool
csv_sniff_look(struct csv_sniff *s, bool last, enum csv_reason *why)
{
	*why = CSV_REASON_NONE;
	if (!s->past_front && (last || s->bytes.n >= FRONT))
		*why = pass_front(s);
	return !*why && s->past_front && know_separator(s, last);
}
