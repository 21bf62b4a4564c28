/* fuzz_key.c - any bytes typed at a list and a form: keys with names, a sound picture, an end. */
/* The clinic behind them is empty and nobody is logged in. Left out are the keys that lead to its
 * screens, where what one input typed would change what the next one meets, and the one that makes
 * the demo run out of memory. */
#include "fuzz.h"
#include "glass.h"
#include "place.h"

#include "app/app.h"
#include "base/str.h"
#include "screen/demo.h"
#include "tui/key.h"
#include "tui/loop.h"
#include "tui/stack.h"

#include <stdlib.h>
#include <string.h>

static int64_t
still(void *arg)
{
	(void)arg;
	return 1777885200000;
}

static void
boot_id(void *arg, char id[CLOCK_BOOT_SIZE])
{
	(void)arg;
	str_copy(id, CLOCK_BOOT_SIZE, "boot");
}

static const struct clock clock_still = {still, still, boot_id, NULL};

static struct app clinic;

static void
end(void)
{
	app_close(&clinic);
}

static void
begin(void)
{
	const char *dir = place_new(end);
	struct err err = {0};

	check(app_init(dir, &place_env, &place_site, &err) == ST_OK);
	check(app_open(&clinic, dir, &place_env, &err) == ST_OK);
	glass_open();
}

/* Every key has a label that is safe to show, and a named one is found by it. */
static void
keys(const uint8_t *data, size_t size)
{
	char label[KEY_NAME_SIZE];
	int key;

	glass_type(data, size);
	while ((key = term_key()) != K_NONE) {
		key_label(key, label);
		check(label[0] != '\0');
		if (key != K_UNKNOWN && key != K_RESIZE)
			check(key_named(label) == key);
	}
}

static void
typed_at(const struct screen_ops *ops, const uint8_t *data, size_t size)
{
	uint8_t *typed = malloc(size + 1);
	struct ui ui;

	check(typed != NULL);
	for (size_t i = 0; i < size; i++)
		typed[i] = strchr("/:\x02\x06\x18", data[i]) ? 'x' : data[i];
	ui_init(&ui, &clinic, &clock_still);
	check(stack_push(&ui, ops, &(struct nav_arg){.no = 0}, NULL) == ST_OK);
	glass_type(typed, size);
	free(typed);
	loop_turn(&ui);
	ui_release(&ui);
	while (term_key() != K_NONE) /* what came behind the end */
		;
	term_flush();
	glass_check();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!clinic.store)
		begin();
	keys(data, size);
	typed_at(&demo_list, data, size);
	typed_at(&demo_form, data, size);
	return 0;
}
