/* fuzz_canon.c - canonical bytes of an operation: what is read is what is written, and hashed. */
#include "core/change.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct change_room room = {.texts = {0}};
	struct change c;
	struct str out = {0};

	if (change_parse((const char *)data, size, &room, &c)) {
		change_bytes(&c, &out);
		check(out.n == size && !memcmp(out.p, data, size));
		check(c.n_bases <= CHANGE_BASES_MAX);
		check(change_kind_named(change_kind_text(c.kind)) == c.kind);
		if (c.has_val)
			check(c.val[c.val_n] == '\0');
	}
	change_room_release(&room);
	str_release(&out);
	return 0;
}
