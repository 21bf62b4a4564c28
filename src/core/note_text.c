/* note_text.c - lines, clocks and lists of the note. */
#include "base/utf8.h"
#include "note_priv.h"

#include <string.h>

void
note_text_wrap(struct str *out, const char *text, int indent)
{
	bool begun = false; /* a word stands on this line */
	int column = 0;

	while (*(text += strspn(text, " \n\r\t")) != '\0') {
		size_t n = strcspn(text, " \n\r\t");
		int width = utf8_text_width(text, n);

		if (begun && column + 1 + width > NOTE_WIDTH) {
			str_addf(out, "\n%*s", indent, "");
			column = indent;
		} else if (begun) {
			str_add_c(out, ' ');
			column++;
		}
		str_add_n(out, text, n);
		column += width;
		begun = true;
		text += n;
	}
	str_add_c(out, '\n');
}

void
note_text_clock(struct str *out, int64_t ms)
{
	long long s = ms / 1000;

	str_addf(out, "%lld:%02lld", s / 60, s % 60);
}

void
note_text_sep(struct str *out, const char *sep, int *n)
{
	if ((*n)++ > 0)
		str_add(out, sep);
}
