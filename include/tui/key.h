/* key.h - keys as numbers, and their names; knows no terminal. */
#ifndef TUI_KEY_H
#define TUI_KEY_H

#include <stdbool.h>
#include <stddef.h>

/* A key is the code point it types, a control character, or one of these. */
enum key {
	K_NONE = 0,
	K_TAB = 9,
	K_ENTER = 13, /* line feed and the keypad's Enter arrive as this */
	K_ESC = 27,
	K_SPACE = 32,
	K_BACKSPACE = 127, /* so does 8 */
	K_SPECIAL = 0x200000,
	K_UP,
	K_DOWN,
	K_LEFT,
	K_RIGHT,
	K_HOME,
	K_END,
	K_PGUP,
	K_PGDN,
	K_INS,
	K_DEL,
	K_BACKTAB,
	K_RESIZE,
	K_PASTE, /* what follows was pasted, up to K_PASTED */
	K_PASTED,
	K_UNKNOWN, /* a key no name is known for; still answered with a hint */
	K_F0,
	K_F12 = K_F0 + 12,
};
#define K_CTRL(c) ((c)&0x1f)
#define K_F(n)	  (K_F0 + (n))

enum { KEY_NAME_SIZE = 16 };

/* True for a key that types a visible character or a space: no control, and none that turns the
 * text around or hides in it (utf8_invisible), which would reach the screen while it is typed and
 * make two names that look alike. */
bool key_is_text(int key);
/* What the footer, the help and the key card call it: "Enter", "F1", "^L", "a". */
void key_label(int key, char out[KEY_NAME_SIZE]);
/* The key called name (as key_label writes it, any case for long names); -1: none. */
int key_named(const char *name);

/* What a terminal sends for a special key after its Esc ("[4~", "OF", "[[A"), where the terminal's
 * description does not know the key: unread it would be Esc and then characters, and a 4 is a pain.
 * True when bytes are such a sequence to its end, or cannot become one. */
bool key_sequence_ends(const char *bytes, size_t n);
/* The key of it, K_UNKNOWN: one without a name here, or cut off. *used: the bytes that belong to it;
 * 0 and K_ESC: Esc was pressed by itself. */
int key_of_sequence(const char *bytes, size_t n, size_t *used);

#endif
