/* people.h - made-up people for the tests and measurements of search: any number, the same ones
 * for the same seed. */
#ifndef TEST_PEOPLE_H
#define TEST_PEOPLE_H

#include "core/dict_rows.h"

#include <stdio.h>
#include <string.h>

struct people {
	uint64_t state;
	int families, givens; /* how many different names there are */
};

static inline uint32_t
people_random(struct people *p, uint32_t below)
{
	p->state = p->state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (uint32_t)((p->state >> 33) % below);
}

/* Few names are frequent, many are rare: about a square law, as in real lists. */
static inline uint32_t
people_skewed(struct people *p, uint32_t below)
{
	uint64_t a = people_random(p, 1000000);

	return (uint32_t)(a * a / 1000000 * below / 1000000);
}

/* A name made of syllables, the same for the same number. */
static inline void
people_name(uint32_t number, int family, char *out, size_t size)
{
	static const char *const starts[] = {
	    "b", "br", "ch", "d", "f", "g", "h", "j",  "k",  "l",  "m",	  "n",	 "p",
	    "r", "s",  "st", "t", "v", "w", "z", "mw", "nd", "kh", "mar", "her", "gar"};
	static const char *const vowels[] = {"a", "e", "i", "o", "u", "a", "e", "ia"};
	static const char *const ends[] = {"",	 "n",  "r",   "s",   "l",
					   "ck", "tz", "nez", "son", "ndez"};
	struct people p = {.state = number * 2654435761u + (family ? 17u : 91u)};
	size_t n = 0;
	int syllables;

	for (int i = 0; i < 4; i++)
		people_random(&p, 2);
	syllables = 1 + (int)people_random(&p, family ? 3 : 2);
	for (int i = 0; i <= syllables && n + 8 < size; i++)
		n += (size_t)snprintf(out + n, size - n, "%s%s",
				      starts[people_random(&p, 26)],
				      vowels[people_random(&p, 8)]);
	if (family)
		snprintf(out + n, size - n, "%s", ends[people_random(&p, 10)]);
	out[0] = (char)(out[0] - 'a' + 'A');
}

/* Some names have marks, points, hyphens, a second part. */
static inline void
people_decorate(struct people *p, char *name, size_t size)
{
	char plain[61];

	str_format(plain, sizeof plain, "%.40s", name);
	switch (people_random(p, 24)) {
	case 0:
		str_format(name, size, "O'%s", plain);
		break;
	case 1:
		str_format(name, size, "Al-%s", plain);
		break;
	case 2:
		str_format(name, size, "%s\xC3\xA9", plain); /* e with acute */
		break;
	case 3:
		str_format(name, size, "van der %s", plain);
		break;
	default:
		break;
	}
}

static inline int64_t
people_birth(struct people *p)
{
	uint32_t kind = people_random(p, 40);
	int64_t y = 1930 + people_random(p, 85), m = 1 + people_random(p, 12),
		d = 1 + people_random(p, 28);

	if (kind == 0)
		return DICT_NONE;
	if (kind == 1)
		return y * 10000;
	if (kind == 2)
		return y * 10000 + m * 100;
	return y * 10000 + m * 100 + d;
}

/* Person number i. */
static inline void
people_next(struct people *p, int i, struct patient *out)
{
	static const char *const sexes[] = {"F", "M", "F", "M", "X", "U"};

	dict_row_init(dict_entity(E_PATIENT), out);
	people_name(people_skewed(p, (uint32_t)p->families), 1, out->family_name,
		    sizeof out->family_name);
	people_decorate(p, out->family_name, sizeof out->family_name);
	if (people_random(p, 50))
		people_name(people_skewed(p, (uint32_t)p->givens), 0, out->given_name,
			    sizeof out->given_name);
	str_format(out->chart_no, sizeof out->chart_no, "KBR-%06d-%c", i + 1,
		   "ABCDEFGHJKMNPQRSTUVWXYZ23456789"[(i * 7) % 31]);
	out->birth_date = people_birth(p);
	str_format(out->sex, sizeof out->sex, "%s", sexes[people_random(p, 6)]);
	if (people_random(p, 10))
		str_format(out->phone, sizeof out->phone, "0%u %03u-%04u",
			   700 + people_random(p, 60), people_random(p, 1000),
			   people_random(p, 10000));
	if (people_random(p, 4) == 0)
		str_format(out->national_id, sizeof out->national_id, "%c%c%06u",
			   'A' + (int)people_random(p, 26),
			   'A' + (int)people_random(p, 26), people_random(p, 1000000));
	out->active = 1;
}

/* ---- the same person, written down again by somebody else */

#define PEOPLE_CHANGES(X)                                                                \
	X(TYPO, "one typing error")                                                      \
	X(TYPOS, "two typing errors")                                                    \
	X(SWAPPED, "names exchanged")                                                    \
	X(DAY_MONTH, "day and month exchanged")                                          \
	X(DIGIT, "one digit of the birth date wrong")                                    \
	X(YEAR, "year of birth only")                                                    \
	X(NO_BIRTH, "no birth date")                                                     \
	X(NO_BIRTH_TYPO, "no birth date, one typing error")                              \
	X(SOUND, "other spelling of the same sound")

enum people_change {
#define PEOPLE_ENUM(NAME, text) PEOPLE_##NAME,
	PEOPLE_CHANGES(PEOPLE_ENUM)
#undef PEOPLE_ENUM
	    PEOPLE_CHANGE_COUNT
};

static inline const char *
people_change_text(enum people_change change)
{
	static const char *const texts[] = {
#define PEOPLE_TEXT(NAME, text) text,
	    PEOPLE_CHANGES(PEOPLE_TEXT)
#undef PEOPLE_TEXT
	};

	return texts[change];
}

/* A letter changed, left out, put in, or exchanged with the next one. */
static inline void
people_typo(struct people *p, struct patient *row)
{
	char *name = strlen(row->given_name) > 2 && people_random(p, 2)
			 ? row->given_name
			 : row->family_name;
	size_t n = strlen(name), at = people_random(p, (uint32_t)n);
	char letter = (char)('a' + people_random(p, 26)), next;

	while ((name[at] & 0x80) || (name[at + 1] & 0x80))
		at = people_random(p, (uint32_t)n);
	switch (people_random(p, 4)) {
	case 0:
		name[at] = letter;
		break;
	case 1:
		memmove(name + at, name + at + 1, n - at);
		break;
	case 2:
		memmove(name + at + 1, name + at, n - at + 1);
		name[at] = letter;
		break;
	default:
		next = name[at + 1];
		if (next) {
			name[at + 1] = name[at];
			name[at] = next;
		}
	}
}

static inline void
people_sound(struct patient *row)
{
	for (char *c = row->family_name; *c; c++)
		*c = (char)(*c == 'c'	? 'k'
			    : *c == 'w' ? 'v'
			    : *c == 'z' ? 's'
			    : *c == 'j' ? 'y'
					: *c);
}

/* Half of the second descriptions still have the phone. */
static inline void
people_change(struct people *p, enum people_change change, struct patient *row)
{
	int64_t b = row->birth_date;
	char name[61];

	row->head = (struct row_head){.no = 0};
	row->national_id[0] = row->chart_no[0] = '\0';
	if (people_random(p, 2))
		row->phone[0] = '\0';
	switch (change) {
	case PEOPLE_TYPOS:
		people_typo(p, row);
		people_typo(p, row);
		break;
	case PEOPLE_SWAPPED:
		str_format(name, sizeof name, "%s", row->family_name);
		str_format(row->family_name, sizeof row->family_name, "%s",
			   row->given_name);
		str_format(row->given_name, sizeof row->given_name, "%s", name);
		break;
	case PEOPLE_DAY_MONTH:
		if (b % 100 <= 12)
			row->birth_date =
			    b / 10000 * 10000 + b % 100 * 100 + b / 100 % 100;
		break;
	case PEOPLE_DIGIT:
		row->birth_date = b / 10 * 10 + (b + 1) % 10;
		if (!date_valid(row->birth_date))
			row->birth_date = b;
		break;
	case PEOPLE_YEAR:
		row->birth_date = b / 10000 * 10000;
		break;
	case PEOPLE_NO_BIRTH:
		row->birth_date = DICT_NONE;
		break;
	case PEOPLE_NO_BIRTH_TYPO:
		row->birth_date = DICT_NONE;
		people_typo(p, row);
		break;
	case PEOPLE_SOUND:
		people_sound(row);
		break;
	default:
		people_typo(p, row);
	}
}

#endif
