/* key.c - names of keys. */
#include "tui/key.h"

#include "base/str.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
	int key;
	const char *name;
} names[] = {
    {K_TAB, "Tab"},	   {K_ENTER, "Enter"}, {K_ESC, "Esc"},	 {K_SPACE, "Space"},
    {K_BACKSPACE, "Bksp"}, {K_UP, "Up"},       {K_DOWN, "Down"}, {K_LEFT, "Left"},
    {K_RIGHT, "Right"},	   {K_HOME, "Home"},   {K_END, "End"},	 {K_PGUP, "PgUp"},
    {K_PGDN, "PgDn"},	   {K_INS, "Ins"},     {K_DEL, "Del"},	 {K_BACKTAB, "BackTab"},
    {K_RESIZE, "Resize"},
};
enum { N_NAMES = sizeof names / sizeof names[0] };

bool
key_is_text(int key)
{
	return key >= 0x20 && key < 0x110000 && key != K_BACKSPACE &&
	       !(key >= 0x80 && key < 0xA0);
}

void
key_label(int key, char out[KEY_NAME_SIZE])
{
	for (int i = 0; i < N_NAMES; i++) {
		if (names[i].key == key) {
			str_copy(out, KEY_NAME_SIZE, names[i].name);
			return;
		}
	}
	if (key > K_F0 && key <= K_F12) {
		str_format(out, KEY_NAME_SIZE, "F%d", key - K_F0);
	} else if (key > 0 && key < 0x20) {
		str_format(out, KEY_NAME_SIZE, "^%c", key + '@');
	} else if (key_is_text(key)) {
		out[utf8_encode((uint32_t)key, out)] = '\0';
	} else {
		str_copy(out, KEY_NAME_SIZE, "unknown");
	}
}

int
key_named(const char *name)
{
	size_t n = strlen(name);
	uint32_t cp = 0;

	for (int i = 0; i < N_NAMES; i++) {
		if (!strcasecmp(names[i].name, name))
			return names[i].key;
	}
	if (n == 2 && name[0] == '^')
		return K_CTRL(name[1]);
	if ((name[0] == 'F' || name[0] == 'f') && n >= 2) {
		long long f;

		if (str_int(name + 1, n - 1, &f) && f >= 1 && f <= 12)
			return K_F((int)f);
	}
	if (n > 0 && utf8_decode(name, n, &cp) == n)
		return (int)cp;
	return -1;
}
