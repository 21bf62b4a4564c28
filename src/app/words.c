/* words.c - a hash of keys as words that survive a phone line. */
#include "app/words.h"

#include "base/hash.h"

#include <assert.h>
#include <string.h>

extern const char assets_data_words[], assets_data_words_end[];

/* Lines of the file: a byte order mark, the header, then one word each, CRLF behind it. */
const char *
words_at(int i, size_t *n)
{
	const char *p = assets_data_words;

	assert(i >= 0 && i < WORDS_LIST);
	for (i++; i > 0; i--)
		p = strchr(p, '\n') + 1;
	*n = strcspn(p, "\r");
	return p;
}

void
words_of(const struct trust *t, char out[WORDS_SIZE])
{
	static const char label[] = "LIMBER WORDS 1";
	unsigned char hash[HASH_SIZE];
	uint64_t bits = 0;
	struct hash h;

	hash_init(&h);
	hash_add_str(&h, label, strlen(label));
	hash_add_str(&h, t->site, strlen(t->site));
	hash_add_str(&h, t->sign_key, strlen(t->sign_key));
	hash_add_str(&h, t->seal_key, strlen(t->seal_key));
	hash_end(&h, hash);
	for (int i = 0; i < 8; i++)
		bits = bits << 8 | hash[i];
	out[0] = '\0';
	for (int i = 0; i < WORDS_EACH; i++) {
		size_t n, at = strlen(out);
		const char *p =
		    words_at((int)(bits >> (54 - 10 * i) & (WORDS_LIST - 1)), &n);

		str_format(out + at, WORDS_SIZE - at, "%s%.*s", i ? " " : "", (int)n, p);
	}
}

bool
words_match(const char *typed, const char words[WORDS_SIZE])
{
	char plain[WORDS_SIZE] = "";
	size_t n = 0;

	for (; *typed; typed++) {
		char c =
		    *typed >= 'A' && *typed <= 'Z' ? (char)(*typed - 'A' + 'a') : *typed;
		bool gap = c < 'a' || c > 'z';

		if (gap && (n == 0 || plain[n - 1] == ' '))
			continue;
		if (n + 1 == sizeof plain)
			return false;
		plain[n++] = gap ? ' ' : c;
	}
	while (n && plain[n - 1] == ' ')
		n--;
	plain[n] = '\0';
	return !strcmp(plain, words);
}
