/* test_sign.c - signatures that minisign takes, and none that was touched. */
#include "sync/sign.h"

#include "fault_io.h"
#include "place.h"
#include "random.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static const char comment[] = "KBR>HQ 7 123 3d1f0a9be2c44f6f8a70b6d1c2e3f405";

static void
test_sign__key__comes_back_from_its_file(void **state)
{
	struct place *p = *state;
	struct sign_key key, again;
	struct sign_public pub, read;
	char text[SIGN_PUBLIC_TEXT];
	struct err err;
	struct stat sb;

	sign_key_make(&key);
	place_expect(sign_key_save(&key, &io_posix, place_path(p, "k"), &err), ST_OK,
		     &err);
	assert_int_equal(stat(place_path(p, "k"), &sb), 0);
	assert_int_equal(sb.st_mode & 0777, 0600);
	place_expect(sign_key_load(&again, &io_posix, place_path(p, "k"), &err), ST_OK,
		     &err);
	assert_memory_equal(&key, &again, sizeof key);
	place_expect(sign_key_save(&again, &io_posix, place_path(p, "k"), &err),
		     ST_DUPLICATE, &err);
	assert_int_equal(chmod(place_path(p, "k"), 0644), 0);
	place_expect(sign_key_load(&again, &io_posix, place_path(p, "k"), &err),
		     ST_DENIED, &err);

	pub = sign_key_public(&key);
	sign_public_text(&pub, text);
	assert_int_equal(strlen(text), 56);
	assert_true(sign_public_parse(text, &read));
	assert_memory_equal(&pub, &read, sizeof pub);
	text[55] ^= 1;
	text[1] ^= 1;
	assert_false(sign_public_parse(text, &read));
	assert_false(sign_public_parse("", &read));
	sign_key_release(&key);
	sign_key_release(&again);
}

static void
test_sign__key__damaged_file_is_refused(void **state)
{
	struct place *p = *state;
	struct sign_key key;
	struct str file = {0};
	struct err err;
	int refused = 0;

	sign_key_make(&key);
	place_expect(sign_key_save(&key, &io_posix, place_path(p, "k"), &err), ST_OK,
		     &err);
	place_read(p, "k", &file);
	for (size_t i = 0; i < file.n * 8; i++) {
		file.p[i / 8] ^= (char)(1 << i % 8);
		place_write(p, "k", file.p, file.n);
		place_expect(sign_key_load(&key, &io_posix, place_path(p, "k"), &err),
			     ST_INVALID, &err);
		refused++;
		file.p[i / 8] ^= (char)(1 << i % 8);
	}
	for (size_t n = 0; n < file.n; n++) {
		place_write(p, "k", file.p, n);
		place_expect(sign_key_load(&key, &io_posix, place_path(p, "k"), &err),
			     ST_INVALID, &err);
	}
	printf("key file: %d flips and %zu cuts refused\n", refused, file.n);
	place_expect(sign_key_load(&key, &io_posix, place_path(p, "none"), &err),
		     ST_NOT_FOUND, &err);
	str_release(&file);
}

/* No failure leaves half a key or overwrites one. */
static void
test_sign__key__every_failure_is_told(void **state)
{
	struct place *p = *state;
	struct sign_key key, again;
	struct err err;
	int at;

	sign_key_make(&key);
	for (at = 1;; at++) {
		struct io_fault f = {.total_at = at, .errnum = ENOSPC};
		struct io io = fault_io(&f);
		enum status st = sign_key_save(&key, &io, place_path(p, "k"), &err);

		if (f.total < at)
			break;
		if (st == ST_OK || place_has(p, "k")) {
			/* the stat that looks for an older one, or the directory's sync */
			place_expect(
			    sign_key_load(&again, &io_posix, place_path(p, "k"), &err),
			    ST_OK, &err);
			assert_int_equal(remove(place_path(p, "k")), 0);
		}
	}
	assert_true(at > 6);
	for (at = 1;; at++) {
		struct io_fault f = {.total_at = at, .errnum = EIO};
		struct io io = fault_io(&f);
		enum status st = sign_key_load(&again, &io, place_path(p, "k"), &err);

		if (f.total < at)
			break;
		if (st)
			assert_true(again.sk[0] == 0 && again.sk[1] == 0);
	}
}

static void
test_sign__check__takes_ours_and_nothing_touched(void **state)
{
	static const char text[] = "limber 1\nfrom KBR\nend\n";
	struct sign_key key, other;
	struct sign_public pub, second;
	struct str sig = {0};
	char said[SIGN_COMMENT], bytes[sizeof text];
	struct err err;
	int flips = 0;

	(void)state;
	sign_key_make(&key);
	sign_key_make(&other);
	pub = sign_key_public(&key);
	sign_bytes(&key, text, sizeof text - 1, comment, &sig);
	place_expect(sign_check(&pub, text, sizeof text - 1, sig.p, sig.n, said, &err),
		     ST_OK, &err);
	assert_string_equal(said, comment);

	for (size_t i = 0; i < sig.n * 8; i++, flips++) {
		sig.p[i / 8] ^= (char)(1 << i % 8);
		if (sign_check(&pub, text, sizeof text - 1, sig.p, sig.n, said, &err) ==
		    ST_OK)
			fail_msg("bit %zu of the signature", i);
		assert_string_equal(said, "");
		sig.p[i / 8] ^= (char)(1 << i % 8);
	}
	for (size_t n = 0; n < sig.n; n++)
		place_expect(
		    sign_check(&pub, text, sizeof text - 1, sig.p, n, said, &err),
		    ST_INVALID, &err);
	str_add_c(&sig, '\n');
	place_expect(sign_check(&pub, text, sizeof text - 1, sig.p, sig.n, said, &err),
		     ST_INVALID, &err);
	sig.n--;
	memcpy(bytes, text, sizeof text);
	for (size_t i = 0; i < (sizeof text - 1) * 8; i++, flips++) {
		bytes[i / 8] ^= (char)(1 << i % 8);
		place_expect(
		    sign_check(&pub, bytes, sizeof text - 1, sig.p, sig.n, said, &err),
		    ST_REFUSED, &err);
		bytes[i / 8] ^= (char)(1 << i % 8);
	}
	place_expect(sign_check(&pub, text, sizeof text - 2, sig.p, sig.n, said, &err),
		     ST_REFUSED, &err);
	second = sign_key_public(&other);
	place_expect(sign_check(&second, text, sizeof text - 1, sig.p, sig.n, said, &err),
		     ST_DENIED, &err);
	memcpy(second.id, pub.id, sizeof pub.id); /* same number, other key */
	place_expect(sign_check(&second, text, sizeof text - 1, sig.p, sig.n, said, &err),
		     ST_REFUSED, &err);
	printf("signature: %d flips refused\n", flips);
	str_release(&sig);
}

/* Signatures by others that are no good though each part of them is well made. */
static void
test_sign__check__forms_that_are_not_ours(void **state)
{
	struct sign_key key;
	struct sign_public pub;
	struct str sig = {0}, odd = {0};
	char said[SIGN_COMMENT];
	struct err err;
	char *first;

	(void)state;
	sign_key_make(&key);
	pub = sign_key_public(&key);
	sign_bytes(&key, "x", 1, comment, &sig);
	first = strchr(sig.p, '\n');
	/* another first line, line ends of Windows, no line end at all */
	str_addf(&odd, "untrusted comment: hello%s", first);
	place_expect(sign_check(&pub, "x", 1, odd.p, odd.n, said, &err), ST_INVALID,
		     &err);
	str_clear(&odd);
	for (size_t i = 0; i < sig.n; i++) {
		if (sig.p[i] == '\n')
			str_add_c(&odd, '\r');
		str_add_c(&odd, sig.p[i]);
	}
	place_expect(sign_check(&pub, "x", 1, odd.p, odd.n, said, &err), ST_INVALID,
		     &err);
	place_expect(sign_check(&pub, "x", 1, sig.p, sig.n - 1, said, &err), ST_INVALID,
		     &err);
	/* an old signature, made without the prehash */
	str_clear(&odd);
	str_add_n(&odd, sig.p, sig.n);
	first = strchr(odd.p, '\n') + 1;
	assert_memory_equal(first, "RU", 2); /* base64 of "ED" */
	memcpy(first, "RWR", 3);
	place_expect(sign_check(&pub, "x", 1, odd.p, odd.n, said, &err), ST_INVALID,
		     &err);
	str_release(&sig);
	str_release(&odd);
}

/* minisign takes ours, we take minisign's (P10): sizes around its blocks and random ones. */
static void
test_sign__minisign__both_ways(void **state)
{
	struct place *p = *state;
	struct random r = random_begin("minisign", 10);
	int many = place_many(24, 1000), done = 0;
	struct sign_key key;
	struct sign_public pub;
	struct str sig = {0}, file = {0};
	char text[SIGN_PUBLIC_TEXT], said[SIGN_COMMENT];
	struct err err;

	sign_key_make(&key);
	pub = sign_key_public(&key);
	sign_public_text(&pub, text);
	str_addf(&file, "untrusted comment: key of KBR\n%s\n", text);
	place_write(p, "ours.pub", file.p, file.n);
	assert_int_equal(place_run(p, "minisign -G -W -p theirs.pub -s theirs.key"), 0);
	place_read(p, "theirs.pub", &file);
	file.p[file.n - 1] = '\0';
	assert_true(sign_public_parse(strchr(file.p, '\n') + 1, &pub));
	for (int i = 0; i < many; i++, done++) {
		size_t n = i < 4 ? (size_t[]){0, 1, 127, 128}[i]
				 : (size_t)random_below(&r, 100000);
		char *bytes = mem_alloc(n + 1);

		for (size_t b = 0; b < n; b++)
			bytes[b] = (char)random_next(&r);
		place_write(p, "f", bytes, n);
		str_clear(&sig);
		sign_bytes(&key, bytes, n, comment, &sig);
		place_write(p, "f.minisig", sig.p, sig.n);
		if (place_run(p, "minisign -V -p ours.pub -m f && grep -q 'KBR>HQ 7 123' "
				 "said"))
			fail_msg("minisign refuses ours of %zu bytes", n);
		assert_int_equal(
		    place_run(p, "minisign -S -s theirs.key -m f -t 'KBR>HQ 7 123'"), 0);
		place_read(p, "f.minisig", &sig);
		place_expect(sign_check(&pub, bytes, n, sig.p, sig.n, said, &err), ST_OK,
			     &err);
		assert_string_equal(said, "KBR>HQ 7 123");
		free(bytes);
	}
	/* its own comment of time and name, and its old form */
	assert_int_equal(place_run(p, "echo x >f; minisign -S -s theirs.key -m f"), 0);
	place_read(p, "f.minisig", &sig);
	place_expect(sign_check(&pub, "x\n", 2, sig.p, sig.n, said, &err), ST_OK, &err);
	assert_non_null(strstr(said, "file:f"));
	assert_int_equal(place_run(p, "minisign -S -l -s theirs.key -m f"), 0);
	place_read(p, "f.minisig", &sig);
	place_expect(sign_check(&pub, "x\n", 2, sig.p, sig.n, said, &err), ST_INVALID,
		     &err);
	printf("P10 minisign: %d files both ways\n", done);
	str_release(&sig);
	str_release(&file);
}

#define IN_PLACE(test)                                                                   \
	cmocka_unit_test_setup_teardown(test, place_set_up, place_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    IN_PLACE(test_sign__key__comes_back_from_its_file),
	    IN_PLACE(test_sign__key__damaged_file_is_refused),
	    IN_PLACE(test_sign__key__every_failure_is_told),
	    cmocka_unit_test(test_sign__check__takes_ours_and_nothing_touched),
	    cmocka_unit_test(test_sign__check__forms_that_are_not_ours),
	    IN_PLACE(test_sign__minisign__both_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
