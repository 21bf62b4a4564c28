/* claim_fixes.c - the line of a correction: "97110 38, 97116 15 GP 59", read and written. */
#include "claim_priv.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool
word_of(const char **p, char *out, size_t size)
{
	size_t n;

	*p += strspn(*p, " ");
	n = strcspn(*p, " ,;=");
	if (!n || n >= size)
		return false;
	str_format(out, size, "%.*s", (int)n, *p);
	for (char *c = out; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	*p += n;
	*p += strspn(*p, " ");
	return true;
}

static bool
read_modifiers(const char **p, struct claim_fix *f)
{
	char word[8];

	for (int n = 0; **p && !strchr(",;=", **p); n++) {
		if (n == BILL_MODIFIERS_MAX || !word_of(p, word, sizeof word) ||
		    strlen(word) != 2)
			return false;
		str_format(f->modifiers + strlen(f->modifiers),
			   sizeof f->modifiers - strlen(f->modifiers), "%s%s",
			   n ? " " : "", word);
	}
	return true;
}

static bool
read_fix(const char **p, struct claim_fix *f)
{
	char word[8];
	char *end;

	*f = (struct claim_fix){0};
	if (!word_of(p, f->code, sizeof f->code) || !word_of(p, word, sizeof word))
		return false;
	f->minutes = strtoll(word, &end, 10);
	return !*end && read_modifiers(p, f);
}

enum status
claim_fixes_read(const char *text, struct claim_fixes *x, struct err *err)
{
	const char *p = text, *equal = strchr(text, '=');

	x->n = 0;
	x->tie[0] = '\0';
	if (equal && !str_copy(x->tie, sizeof x->tie, equal + 1 + strspn(equal + 1, " ")))
		return status_fail(err, ST_INVALID, "%s: too long behind the =", text);
	while (*p && *p != '=') {
		if (x->n == CLAIM_FIXES_MAX)
			return status_fail(err, ST_INVALID,
					   "at most %d codes in one correction",
					   (int)CLAIM_FIXES_MAX);
		if (!read_fix(&p, &x->list[x->n]))
			return status_fail(
			    err, ST_INVALID,
			    "\"%s\": codes with their minutes, as 97110 38, 97116 15 GP "
			    "59",
			    text);
		if (x->list[x->n].minutes < 0 || x->list[x->n].minutes > 24 * 60)
			return status_fail(err, ST_INVALID,
					   "%lld: minutes of a day are 0 to 1440",
					   (long long)x->list[x->n].minutes);
		x->n++;
		p += strspn(p, " ,;");
	}
	return x->n ? ST_OK : status_fail(err, ST_INVALID, "no code is named");
}

const struct claim_fix *
claim_fix_of(const struct claim_fixes *x, const char *code)
{
	for (int i = 0; i < x->n; i++)
		if (!strcmp(x->list[i].code, code))
			return &x->list[i];
	return NULL;
}

void
claim_fixes_text(const struct claim_fixes *x, char *out, size_t size)
{
	struct str line = {0};

	for (int i = 0; i < x->n; i++)
		str_addf(&line, "%s%s %lld%s%s", i ? ", " : "", x->list[i].code,
			 (long long)x->list[i].minutes,
			 x->list[i].modifiers[0] ? " " : "", x->list[i].modifiers);
	if (x->tie[0])
		str_addf(&line, " = %s", x->tie);
	(void)str_copy(out, size, str_text(&line));
	str_release(&line);
}
