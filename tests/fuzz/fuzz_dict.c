/* fuzz_dict.c - a value read in the machine form writes itself back; what people type never
 * stores what the field refuses. */
#include "core/dict.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

static bool
same(struct cell a, struct cell b)
{
	return dict_cell_equal(a, b);
}

static void
machine(const struct field *f, const char *p, size_t n)
{
	struct err err = {0};
	struct str out = {0};
	struct cell c, again;

	if (dict_parse(f, p, n, &c, &err) == ST_OK && f->type != FT_REF) {
		dict_text(f, c, &out);
		check(dict_parse(f, str_text(&out), out.n, &again, &err) == ST_OK);
		check(same(c, again));
	} else if (f->type != FT_REF) {
		check(status_say(&err)[0] != '\0');
	}
	str_release(&out);
}

static void
typed(const struct field *f, const char *p, size_t n)
{
	struct err err = {0};
	struct str out = {0};
	struct cell c;

	if (dict_parse_typed(f, p, n, 20260504, &c, &err) == ST_OK &&
	    dict_check(f, c, &err) == ST_OK)
		dict_show(f, c, &out);
	str_release(&out);
}

/* The first two bytes choose the field. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct entity *e;
	const struct field *f;
	char *text;

	if (size < 2)
		return 0;
	e = dict_entity((enum entity_id)(data[0] % E_COUNT));
	f = &e->fields[data[1] % e->n_fields];
	size -= 2;
	text = fuzz_text(data + 2, size);
	machine(f, text, size);
	typed(f, text, size);
	free(text);
	return 0;
}
