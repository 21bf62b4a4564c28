/* fuzz_sign.c - keys and signatures as they come from a stick: one form each, and no forgery. */
#include "fuzz.h"
#include "memory_io.h"

#include "app/enrol.h"
#include "sync/seal.h"
#include "sync/sign.h"

#include <stdlib.h>
#include <string.h>

/* The made-up key the corpus is signed with, and what it signed. */
static const char public_key[] =
    "RWRIVL1essEobHLK8arqhqrxfknoG/dX6gmC7+jI0xMtgfycfq66yR8O";
static const char signed_bytes[] = "limber 1\nmade up\n",
		  comment[] = "KBR>HQ 7 123 made up";

static void
public_text(const char *text)
{
	char back[SIGN_PUBLIC_TEXT];
	struct sign_public pub;

	if (!sign_public_parse(text, &pub))
		return;
	sign_public_text(&pub, back);
	check(!strcmp(back, text));
}

/* Only what the key signed is taken, with its own comment. */
static void
signature(const uint8_t *data, size_t size)
{
	struct sign_public pub;
	struct err err = {0};
	char said[SIGN_COMMENT];

	check(sign_public_parse(public_key, &pub));
	if (sign_check(&pub, signed_bytes, sizeof signed_bytes - 1, (const char *)data,
		       size, said, &err)) {
		check(said[0] == '\0' && status_say(&err)[0] != '\0');
		return;
	}
	check(!strcmp(said, comment));
	check(sign_check(&pub, signed_bytes, sizeof signed_bytes - 2, (const char *)data,
			 size, said, &err) == ST_REFUSED);
}

static int
mode_private(void *arg, const char *path, struct stat *st)
{
	(void)arg;
	(void)path;
	memset(st, 0, sizeof *st);
	st->st_mode = S_IFREG | 0600;
	return 0;
}

/* A private key, and the key file of another site. */
static void
files(const uint8_t *data, size_t size)
{
	struct memory m = {.in = data, .n_in = size};
	struct io io = memory_io(&m);
	struct app a = {.env = {.clock = &clock_system, .io = &io}};
	struct sign_key key;
	struct sign_public pub;
	struct trust t;
	struct err err = {0};
	char text[SIGN_PUBLIC_TEXT];

	io.stat = mode_private;
	if (sign_key_load(&key, &io, "in", &err) == ST_OK) {
		struct str sig = {0};

		pub = sign_key_public(&key);
		sign_public_text(&pub, text);
		public_text(text);
		sign_bytes(&key, "x", 1, comment, &sig);
		check(sign_check(&pub, "x", 1, sig.p, sig.n, (char[SIGN_COMMENT]){0},
				 &err) == ST_OK);
		str_release(&sig);
	}
	sign_key_release(&key);
	str_copy(a.site.code, sizeof a.site.code, "HQA");
	if (enrol_read(&a, "in", &t, &err) == ST_OK)
		check(sign_public_parse(t.sign_key, &pub) &&
		      seal_recipient_ok(t.seal_key) && strcmp(t.site, "HQA") != 0);
	check(m.open == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);

	public_text(text);
	(void)seal_recipient_ok(text);
	free(text);
	signature(data, size);
	files(data, size);
	return 0;
}
