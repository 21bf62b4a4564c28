/* fuzz_tar.c - any bytes as an archive: whole files with lawful names, or nothing at all. */
#include "fuzz.h"
#include "memory_io.h"

#include "sync/bundle.h"
#include "sync/tar.h"

#include <stdlib.h>
#include <string.h>

static int
count(const struct memory *m)
{
	int n = 0;

	for (int i = 0; i < MEMORY_FILES; i++)
		n += m->files[i].name[0] != '\0';
	return n;
}

static void
same(const struct memory *a, const struct memory *b)
{
	check(count(a) == count(b));
	for (int i = 0; i < MEMORY_FILES; i++) {
		const struct memory_file *x = &a->files[i], *y = NULL;

		if (!x->name[0])
			continue;
		for (int j = 0; j < MEMORY_FILES && !y; j++)
			if (!strcmp(b->files[j].name, x->name))
				y = &b->files[j];
		check(y && y->n == x->n && (!x->n || !memcmp(x->bytes, y->bytes, x->n)));
	}
}

/* Packed again and unpacked again, the files are the same. */
static void
again(struct memory *m)
{
	struct memory back = {.n_in = 0};
	struct io io = memory_io(m), io_back;
	struct err err = {0};

	check(tar_write(&io, "dir", "out", &err) == ST_OK);
	back.in = (const uint8_t *)m->out.bytes;
	back.n_in = m->out.n;
	io_back = memory_io(&back);
	check(tar_read(&io_back, "in", "dir", &err) == ST_OK);
	same(m, &back);
	memory_io_clear(&back);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct memory m = {.in = data, .n_in = size};
	struct io io = memory_io(&m);
	struct err err = {0};

	if (tar_read(&io, "in", "dir", &err)) {
		check(status_say(&err)[0] != '\0');
		check(!m.dir && count(&m) == 0);
	} else {
		check(m.dir);
		for (int i = 0; i < MEMORY_FILES; i++)
			check(!m.files[i].name[0] || bundle_file_ok(m.files[i].name));
		again(&m);
	}
	check(m.open == 0);
	memory_io_clear(&m);
	return 0;
}
