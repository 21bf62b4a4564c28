/* test_change.c - the canonical bytes of an operation against bytes written out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/change.h"

#include <sodium.h>
#include <string.h>

static const struct uid writer = {{1, 2, 3}}, row = {{9}}, other = {{1, 1}};

static void
test_change__bytes__are_those_of_the_specification(void **state)
{
	static const unsigned char expected[] =
	    "OP1"
	    "\1\2\3\0\0\0\0\0\0\0\0\0\0\0\0\0" /* writer */
	    "\0\0\0\0\0\0\0\7"		       /* seq */
	    "\0\0\0\0\0\0\0\6"		       /* txn */
	    "\0\0\0\7patient"
	    "\x09\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" /* row */
	    "\0\0\0\5phone"
	    "\0\0\0\3set"
	    "\1\0\0\0\4"
	    "0100"
	    "\0\2" /* two bases, in order of writer bytes */
	    "\1\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
	    "\0\0\0\0\0\0\1\0"
	    "\1\2\3\0\0\0\0\0\0\0\0\0\0\0\0\0"
	    "\0\0\0\0\0\0\0\5"
	    "\377\377\377\377\377\377\377\377" /* wall -1 ms */
	    "U"
	    "\0\0\0\5nomsa";
	struct change_ref bases[] = {{writer, 5}, {other, 256}};
	struct change c = {.at = {writer, 7},
			   .txn = 6,
			   .row = row,
			   .table = "patient",
			   .col = "phone",
			   .kind = CHANGE_SET,
			   .clk = CHANGE_UNTRUSTED,
			   .has_val = true,
			   .val = "0100",
			   .val_n = 4,
			   .bases = bases,
			   .n_bases = 2,
			   .wall_ms = -1,
			   .user = "nomsa"};
	struct str out = {0};

	(void)state;
	change_sort(bases, 2);
	change_bytes(&c, &out);
	assert_int_equal(out.n, sizeof expected - 1);
	assert_memory_equal(out.p, expected, out.n);
	str_release(&out);
}

/* The hashes again, from libsodium's own one-call function and bytes laid out here. */
static void
blake(const unsigned char *bytes, size_t n, unsigned char hash[32])
{
	crypto_generichash(hash, 32, bytes, n, NULL, 0);
}

static void
test_change__hashes__are_those_of_the_specification(void **state)
{
	unsigned char is[32], want[32], buf[200], op[32];
	struct str canonical = {0};
	struct change_link link = {"KBR", "HQ", writer, 7};
	struct change_ref at = {writer, 3};

	(void)state;
	str_add(&canonical, "some bytes");
	memcpy(buf, "CHAIN1", 6);
	memcpy(buf + 6, writer.b, 16);
	blake(buf, 22, want);
	change_chain_begin(is, &writer);
	assert_memory_equal(is, want, 32);
	memcpy(buf, want, 32);
	memcpy(buf + 32, "some bytes", 10);
	blake(buf, 42, want);
	change_chain(is, &canonical);
	assert_memory_equal(is, want, 32);

	memcpy(buf, "LINK1\0\0\0\3KBR\0\0\0\2HQ", 18);
	memcpy(buf + 18, writer.b, 16);
	memcpy(buf + 34, "\0\0\0\0\0\0\0\7", 8);
	blake(buf, 42, want);
	change_link_begin(is, &link);
	assert_memory_equal(is, want, 32);
	blake((const unsigned char *)"some bytes", 10, op);
	memcpy(buf, want, 32);
	memcpy(buf + 32, writer.b, 16);
	memcpy(buf + 48, "\0\0\0\0\0\0\0\3", 8);
	memcpy(buf + 56, op, 32);
	blake(buf, 88, want);
	change_link(is, &at, &canonical);
	assert_memory_equal(is, want, 32);
	str_release(&canonical);
}

static void
test_change__kinds__are_words_both_ways(void **state)
{
	(void)state;
	for (int i = 1; i < CHANGE_KIND_COUNT; i++)
		assert_int_equal(change_kind_named(change_kind_text(i)), i);
	assert_int_equal(change_kind_named("drop"), 0);
	assert_string_equal(change_kind_text(0), "");
	assert_string_equal(change_kind_text(99), "");
}

/* Whatever is cut off or put behind it is noticed. */
static void
test_change__parse__reads_the_bytes_back(void **state)
{
	struct change_ref bases[] = {{other, 256}, {writer, 5}};
	struct change c = {.at = {writer, 7},
			   .txn = 6,
			   .row = row,
			   .table = "patient",
			   .col = "phone",
			   .kind = CHANGE_SET,
			   .clk = CHANGE_UNTRUSTED,
			   .has_val = true,
			   .val = "01\0"
				  "00",
			   .val_n = 5,
			   .bases = bases,
			   .n_bases = 2,
			   .wall_ms = -1,
			   .user = "nomsa"};
	struct change birth = {.at = {other, INT64_C(1) << 40},
			       .txn = 1,
			       .row = row,
			       .table = "task",
			       .col = "",
			       .kind = CHANGE_NEW,
			       .clk = CHANGE_PLAUSIBLE,
			       .has_val = true,
			       .val = "",
			       .user = ""};
	const struct change *all[] = {&c, &birth};
	struct change_room room = {0};

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct str out = {0}, again = {0};
		struct change back;

		change_bytes(all[i], &out);
		assert_true(change_parse(out.p, out.n, &room, &back));
		assert_int_equal(back.kind, all[i]->kind);
		assert_string_equal(back.user, all[i]->user);
		change_bytes(&back, &again);
		assert_int_equal(again.n, out.n);
		assert_memory_equal(again.p, out.p, out.n);
		for (size_t n = 0; n < out.n; n++)
			assert_false(change_parse(out.p, n, &room, &back));
		str_add_c(&out, 'x');
		assert_false(change_parse(out.p, out.n, &room, &back));
		str_release(&out);
		str_release(&again);
	}
	change_room_release(&room);
}

/* Of a damaged one nothing is taken for what it is not, and nothing beyond it is read. */
static void
test_change__parse__refuses_what_is_none(void **state)
{
	struct change c = {.table = "task",
			   .col = "text",
			   .kind = CHANGE_CLEAR,
			   .clk = CHANGE_PLAUSIBLE,
			   .user = "a"},
		      back;
	struct change_room room = {0};
	struct str out = {0};

	(void)state;
	change_bytes(&c, &out);
	assert_true(change_parse(out.p, out.n, &room, &back));
	assert_int_equal(back.has_val, false);
	out.p[2] = '2'; /* OP2 */
	assert_false(change_parse(out.p, out.n, &room, &back));
	out.p[2] = '1';
	out.p[35] = '\377'; /* a table of 4 GB */
	assert_false(change_parse(out.p, out.n, &room, &back));
	out.p[35] = '\0';
	out.p[43 + 16 + 4 + 4 + 4] = 'C'; /* Clear */
	assert_false(change_parse(out.p, out.n, &room, &back));
	out.p[43 + 16 + 4 + 4 + 4] = 'c';
	out.p[43 + 16 + 4 + 4 + 4 + 5 + 1] = 1; /* 256 bases */
	assert_false(change_parse(out.p, out.n, &room, &back));
	change_room_release(&room);
	str_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_change__bytes__are_those_of_the_specification),
	    cmocka_unit_test(test_change__hashes__are_those_of_the_specification),
	    cmocka_unit_test(test_change__kinds__are_words_both_ways),
	    cmocka_unit_test(test_change__parse__reads_the_bytes_back),
	    cmocka_unit_test(test_change__parse__refuses_what_is_none),
	};

	return cmocka_run_group_tests_name("change", tests, NULL, NULL);
}
