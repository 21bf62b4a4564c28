/* fuzz_changes.c - changes.csv: what is read writes the same bytes again, all of them. */
#include "fuzz.h"
#include "memory_io.h"

#include "sync/changes.h"

#include <stdlib.h>
#include <string.h>

static void
to_str(void *arg, const void *bytes, size_t n)
{
	str_add_n(arg, bytes, n);
}

struct taking {
	struct csv_write w;
	int64_t next;
};

/* Writes the row again, and sends its canonical bytes there and back. */
static enum status
take(void *arg, const struct change *c, struct err *err)
{
	struct taking *t = arg;
	struct str bytes = {0}, again = {0};
	struct change_room room = {.texts = {0}};
	struct change back;

	(void)err;
	changes_row(&t->w, t->next++, c);
	change_bytes(c, &bytes);
	if (change_parse(bytes.p, bytes.n, &room, &back)) {
		change_bytes(&back, &again);
		check(again.n == bytes.n && !memcmp(again.p, bytes.p, bytes.n));
	}
	change_room_release(&room);
	str_release(&bytes);
	str_release(&again);
	return ST_OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct memory m = {.in = data, .n_in = size};
	struct io io = memory_io(&m);
	struct taking t = {.next = 1};
	const struct changes_call call = {1, take, &t};
	struct str out = {0};
	struct err err = {0};
	int64_t rows = 0;

	csv_write_open(&t.w, (struct csv_sink){to_str, &out});
	changes_head(&t.w);
	if (changes_read(&io, "in", &call, &rows, &err))
		check(status_say(&err)[0] != '\0');
	else
		check(rows == t.next - 1);
	csv_write_close(&t.w);
	if (!err.code)
		check(out.n == size && !memcmp(out.p, data, size));
	check(m.open == 0);
	str_release(&out);
	return 0;
}
