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

#endif
