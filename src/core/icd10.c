/* icd10.c - the form of ICD-10-CM codes and the rules that can be told from a code alone. */
#include "core/icd10.h"

#include <assert.h>
#include <string.h>

/* Codes that need a 7th character, and which they have (billing-rules section 9: S00-S99
 * and most of T, M48.4 and M48.5 from the FY2026 file, M80 and M84.3-M84.6 from knowledge). */
static const struct {
	const char *prefix;
	const char *sevenths;
} seventh_rules[] = {
    {"S", "ABCDEFGHJKMNPQRS"}, {"T", "ABCDEFGHJKMNPQRS"}, {"M48.4", "ADGS"},
    {"M48.5", "ADGS"},	       {"M80", "ADGKPS"},	  {"M84.3", "ADGKPS"},
    {"M84.4", "ADGKPS"},       {"M84.5", "ADGKPS"},	  {"M84.6", "ADGKPS"},
};

/* Headings that look like codes (billing-rules section 9). */
static const char *const headers[] = {"M54.5", "M51.36", "M51.37", "G35",
				      "G20",   "M48.06", "M79.1",  "R51"};

static const char *const texts[] = {
    [ICD10_FORM] = "not an ICD-10-CM code; write it as M54.50",
    [ICD10_SEVENTH_MISSING] =
	("needs a 7th character (A first, D later, S sequela); fill up with X, "
	 "as in S13.4XXD"),
    [ICD10_SEVENTH_UNKNOWN] = "this 7th character does not exist here; check the code",
    [ICD10_SEVENTH_X] = "X only fills positions and cannot be the 7th character",
    [ICD10_HEADER] = "a heading, not valid for claims; choose a code below it",
    [ICD10_EXTERNAL_CAUSE] = "tells the cause; some payers refuse it as the first code",
    [ICD10_Z_CODE] = "some payers refuse a Z code as the first code",
};
_Static_assert(sizeof texts / sizeof texts[0] == ICD10_FINDING_COUNT,
	       "a sentence for each finding");

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
icd10_form_valid(const char *code)
{
	size_t n = strlen(code);

	if (n < 3 || n == 4 || n > 8)
		return false;
	if (!is_upper(code[0]) || !(is_digit(code[1]) || code[1] == 'A') ||
	    !(is_digit(code[2]) || code[2] == 'A' || code[2] == 'B'))
		return false;
	if (n > 3 && code[3] != '.')
		return false;
	for (size_t i = 4; i < n; i++)
		if (!is_upper(code[i]) && !is_digit(code[i]))
			return false;
	return true;
}

bool
icd10_normalise(const char *typed, char out[ICD10_SIZE])
{
	size_t n = 0;

	for (const char *p = typed; *p != '\0'; p++) {
		char c = *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p;

		if (c == ' ')
			continue;
		if (n == 3 && c != '.')
			out[n++] = '.';
		if (n + 1 >= ICD10_SIZE)
			goto bad;
		out[n++] = c;
	}
	out[n] = '\0';
	if (n == 4)
		out[3] = '\0'; /* "M54." is on its way to a code */
	if (icd10_form_valid(out))
		return true;
bad:
	out[0] = '\0';
	return false;
}

void
icd10_claim_text(const char *code, char out[ICD10_SIZE])
{
	size_t n = 0;

	for (; *code != '\0' && n + 1 < ICD10_SIZE; code++)
		if (*code != '.')
			out[n++] = *code;
	out[n] = '\0';
}

static void
add(struct icd10_findings *f, enum icd10_finding finding)
{
	assert(f->n < ICD10_FINDINGS_MAX);
	f->list[f->n++] = finding;
}

static void
check_seventh(const char *code, struct icd10_findings *f)
{
	char seventh = strlen(code) == 8 ? code[7] : '\0';

	if (seventh == 'X') {
		add(f, ICD10_SEVENTH_X);
		return;
	}
	for (size_t i = 0; i < sizeof seventh_rules / sizeof seventh_rules[0]; i++) {
		const char *prefix = seventh_rules[i].prefix;

		if (strncmp(code, prefix, strlen(prefix)) != 0)
			continue;
		if (seventh == '\0')
			add(f, ICD10_SEVENTH_MISSING);
		else if (strchr(seventh_rules[i].sevenths, seventh) == NULL)
			add(f, ICD10_SEVENTH_UNKNOWN);
		return;
	}
}

void
icd10_check(const char *code, struct icd10_findings *f)
{
	f->n = 0;
	if (!icd10_form_valid(code)) {
		add(f, ICD10_FORM);
		return;
	}
	check_seventh(code, f);
	for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++)
		if (strcmp(headers[i], code) == 0)
			add(f, ICD10_HEADER);
	if (code[0] >= 'V' && code[0] <= 'Y')
		add(f, ICD10_EXTERNAL_CAUSE);
	if (code[0] == 'Z')
		add(f, ICD10_Z_CODE);
}

const char *
icd10_finding_text(enum icd10_finding f)
{
	assert(f < ICD10_FINDING_COUNT);
	return texts[f];
}

/* ---- sides */

static bool
has_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = strstr(text, word); p; p = strstr(p + n, word))
		if ((p == text || p[-1] == ' ' || p[-1] == '(') &&
		    (!p[n] || strchr(" ,;)", p[n])))
			return true;
	return false;
}

const char *
icd10_side(const char *title)
{
	bool left = has_word(title, "left") || has_word(title, "Left");
	bool right = has_word(title, "right") || has_word(title, "Right");

	if (has_word(title, "bilateral") || has_word(title, "Bilateral"))
		return "both";
	return left == right ? "" : left ? "left" : "right";
}
