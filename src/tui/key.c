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
    {K_TAB, "Tab"},	    {K_ENTER, "Enter"},	   {K_ESC, "Esc"},
    {K_SPACE, "Space"},	    {K_BACKSPACE, "Bksp"}, {K_UP, "Up"},
    {K_DOWN, "Down"},	    {K_LEFT, "Left"},	   {K_RIGHT, "Right"},
    {K_HOME, "Home"},	    {K_END, "End"},	   {K_PGUP, "PgUp"},
    {K_PGDN, "PgDn"},	    {K_INS, "Ins"},	   {K_DEL, "Del"},
    {K_BACKTAB, "BackTab"}, {K_RESIZE, "Resize"},  {K_PASTE, "Paste"},
    {K_PASTED, "Pasted"},
};
enum { N_NAMES = sizeof names / sizeof names[0] };

bool
key_is_text(int key)
{
	return key >= 0x20 && key < 0x110000 && key != K_BACKSPACE &&
	       !(key >= 0x80 && key < 0xA0) && !utf8_invisible((uint32_t)key);
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

/* ---- sequences, as ECMA-48 forms them: [ parameters final, or O final */

static const struct {
	char final;
	int key;
} finals[] = {
    {'A', K_UP},   {'B', K_DOWN}, {'C', K_RIGHT},   {'D', K_LEFT},
    {'H', K_HOME}, {'F', K_END},  {'Z', K_BACKTAB}, {'M', K_ENTER},
    {'P', K_F(1)}, {'Q', K_F(2)}, {'R', K_F(3)},    {'S', K_F(4)},
};

/* "[4~": the number of the key. */
static const int numbers[] = {
    [1] = K_HOME,  [2] = K_INS,	  [3] = K_DEL,	  [4] = K_END,	  [5] = K_PGUP,
    [6] = K_PGDN,  [7] = K_HOME,  [8] = K_END,	  [11] = K_F(1),  [12] = K_F(2),
    [13] = K_F(3), [14] = K_F(4), [15] = K_F(5),  [17] = K_F(6),  [18] = K_F(7),
    [19] = K_F(8), [20] = K_F(9), [21] = K_F(10), [23] = K_F(11), [24] = K_F(12),
};
enum { NUMBERS = sizeof numbers / sizeof numbers[0] };

static int
key_of_final(char final)
{
	for (size_t i = 0; i < sizeof finals / sizeof finals[0]; i++)
		if (finals[i].final == final)
			return finals[i].key;
	return K_UNKNOWN;
}

/* The keypad in the mode that curses puts it in: what stands on its keys. */
static int
key_of_keypad(char c)
{
	if (c >= 'p' && c <= 'y')
		return '0' + (c - 'p');
	return c >= 'j' && c <= 'o' ? "*+,-./"[c - 'j'] : 0;
}

/* Bytes of the sequence to its end; 0: no end yet; n + 1: it is none. */
static size_t
sequence_length(const char *bytes, size_t n)
{
	size_t at = 1;

	if (n == 0)
		return 0;
	if (bytes[0] == 'O') {
		if (n < 2)
			return 0;
		return key_of_final(bytes[1]) != K_UNKNOWN || key_of_keypad(bytes[1])
			   ? 2
			   : n + 1;
	}
	if (bytes[0] != '[')
		return n + 1;
	if (n > 1 && bytes[1] == '[') /* F1 to F5 of the Linux console */
		return n < 3 ? 0 : bytes[2] >= 'A' && bytes[2] <= 'E' ? 3 : n + 1;
	if (n > 1 &&
	    bytes[1] == 'M') /* a press of the mouse, with three bytes that say where */
		return n < 5 ? 0 : 5;
	while (at < n && bytes[at] >= 0x20 && bytes[at] <= 0x3f)
		at++;
	if (at == n)
		return 0;
	if (bytes[at] >= 0x40 && bytes[at] <= 0x7e)
		return at + 1;
	/* Something else came in between: what came before it was cut off, or was typed as it is. */
	return at > 1 ? at : n + 1;
}

bool
key_sequence_ends(const char *bytes, size_t n)
{
	return sequence_length(bytes, n) != 0;
}

int
key_of_sequence(const char *bytes, size_t n, size_t *used)
{
	size_t length = sequence_length(bytes, n);
	int number = 0, pad;
	char final;

	*used = length ? length : n;
	if (length > n || (!length && n < 2)) {
		*used = 0;
		return K_ESC;
	}
	if (!length)
		return K_UNKNOWN;
	final = bytes[length - 1];
	pad = bytes[0] == 'O' ? key_of_keypad(final) : 0;
	if (pad)
		return pad;
	if (bytes[0] == '[' && bytes[1] == '[')
		return K_F(1) + (final - 'A');
	/* Answers of the terminal and of its mouse: "<0;10;10M", "12;40R". */
	if (bytes[0] == '[' && (strchr("<=>?M", bytes[1]) || final == 'M' ||
				(final == 'R' && length > 2 && strncmp(bytes, "[1;", 3))))
		return K_UNKNOWN;
	if (final != '~')
		return key_of_final(final);
	if (length == 5 && (!memcmp(bytes, "[200~", 5) || !memcmp(bytes, "[201~", 5)))
		return bytes[3] == '0' ? K_PASTE : K_PASTED;
	for (size_t i = 1; i < length && bytes[i] >= '0' && bytes[i] <= '9'; i++)
		number = number < NUMBERS ? number * 10 + (bytes[i] - '0') : number;
	return number < NUMBERS && numbers[number] ? numbers[number] : K_UNKNOWN;
}
