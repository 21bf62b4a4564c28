/* fuzz_search.c - whatever is typed into a search box: never an error, and just the rows that fit. */
#include "fuzz.h"
#include "place.h"

#include "core/dict_rows.h"
#include "store/query.h"
#include "store/record.h"
#include "store/search_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Made-up people, of several scripts and spellings. */
static const struct {
	const char *family, *given, *phone;
	int64_t birth;
} people[] = {
    {"O'Brien", "Mary-Ann", "+1 555 010 0123", 19570504},
    {"M\xC3\xBCller", "J\xC3\xB6rg", "0800 12 34", 19881231},
    {"Nyamb\xC3\xA9ki", "Atieno", "", 20010315},
    {"\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD\xD0\xBE\xD0\xB2", "\xD0\x9E\xD0\xBB\xD1\x8F", "",
     0},
    {"\xE6\x9D\x8E", "\xE6\x98\x8E", "555", 19700101},
    {"AND", "NEAR", "", 19990909},
    {"van der Berg", "Anna Maria Lou", "27 82 555 0101", 19450228},
};
enum { N_PEOPLE = sizeof people / sizeof people[0] };

static struct {
	struct store *s;
	struct patient rows[N_PEOPLE];
} clinic;

static void
end(void)
{
	store_close(clinic.s);
}

static void
begin(void)
{
	const char *dir = place_new(end);
	struct err err = {0};

	check(store_create(dir, &place_env, &place_site, &err) == ST_OK);
	check(store_open(&clinic.s, dir, &place_env, &err) == ST_OK);
	for (int i = 0; i < N_PEOPLE; i++) {
		struct patient *p = &clinic.rows[i];

		dict_row_init(dict_entity(E_PATIENT), p);
		str_copy(p->family_name, sizeof p->family_name, people[i].family);
		str_copy(p->given_name, sizeof p->given_name, people[i].given);
		str_copy(p->phone, sizeof p->phone, people[i].phone);
		if (people[i].birth)
			p->birth_date = people[i].birth;
		if (record_add(clinic.s, E_PATIENT, p, &err)) {
			fprintf(stderr, "%s\n", status_say(&err));
			abort();
		}
		check(record_get(clinic.s, E_PATIENT, p->head.no, p, &err) == ST_OK);
	}
}

/* What the index finds is what fits when every row is looked at. Behind a # stands how somebody
 * seemed at a visit: nobody here had one. */
static void
people_found(const char *typed)
{
	struct patient_line lines[N_PEOPLE + 1];
	struct search_typed q;
	struct search_text text = {.birth = 0};
	struct err err = {0};
	bool more = false;
	int n = 0, fit = 0;

	check(query_find(clinic.s, typed, lines, N_PEOPLE + 1, &n, &more, &err) == ST_OK);
	search_typed_parse(&q, typed);
	for (int i = 0; i < N_PEOPLE; i++) {
		bool found = false;

		search_text_of(E_PATIENT, &clinic.rows[i], &text);
		for (int j = 0; j < n; j++)
			found = found || lines[j].no == clinic.rows[i].head.no;
		check(found == (typed[0] != '#' &&
				search_typed_fits(&q, str_text(&text.words), false)));
		fit += found;
	}
	check(fit == n && !more);
	search_text_release(&text);
	search_typed_release(&q);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct exercise_filter filter = {.text = ""};
	struct exercise exercises[2];
	struct icd10 codes[2];
	char *text = fuzz_text(data, size);
	struct err err = {0};
	bool more;
	int n;

	if (!clinic.s)
		begin();
	people_found(text);
	str_copy(filter.text, sizeof filter.text, text);
	check(query_exercises(clinic.s, &filter, exercises, 2, &n, &err) == ST_OK);
	check(query_icd10(clinic.s, text, codes, 2, &n, &more, &err) == ST_OK);
	free(text);
	return 0;
}
