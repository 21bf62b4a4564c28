/* mangen_keys.c - the keys of every screen, from the tables that make the footer. */
#include "mangen.h"
#include "tui/nav.h"

#include <stdio.h>

/* Prints the keys of the action of row k and returns the first row after them: neighbours with
 * the same action are one entry. */
static const struct keybind *
put_entry(const struct keybind *k, bool card)
{
	const char *between = card ? "" : ".It Ic";
	enum action action = k->action;
	char label[KEY_NAME_SIZE], line[64] = "";
	int n = 0;

	for (; k->action == action; k++) {
		key_label(k->key, label);
		if (card) {
			n += snprintf(line + n, sizeof(line) - (size_t)n, "%s%s", between,
				      label);
			between = ", ";
		} else {
			printf("%s ", between);
			mangen_arg(label);
			between = " No or Ic";
		}
	}
	if (card) {
		printf("  %-16s %s\n", line, action_get(action)->help);
	} else {
		printf("\n");
		mangen_text(action_get(action)->help);
		printf(".\n");
	}
	return k;
}

static void
put_table(const char *title, const struct keybind *k, bool card)
{
	if (!k || k->action == ACT_NONE)
		return;
	printf(card ? "\n%s\n" : ".Ss %s\n", title);
	if (!card)
		printf(".Bl -tag -width Backspace -compact\n");
	while (k->action != ACT_NONE)
		k = put_entry(k, card);
	if (!card)
		printf(".El\n");
}

static void
put_all(bool card)
{
	put_table("Everywhere", nav_keys(), card);
	for (int i = 0; i < NAV_COUNT; i++) {
		const struct screen_ops *ops = nav_get((enum nav_id)i)->ops;

		put_table(ops->title && ops->title[0] ? ops->title : ops->name, ops->keys,
			  card);
	}
}

void
mangen_keys(void)
{
	put_all(false);
}

void
mangen_card(void)
{
	put_all(true);
}
