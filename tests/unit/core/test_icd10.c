/* test_icd10.c - form of diagnosis codes and what is said about them. */
#include "core/icd10.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void
test_icd10__normalise__takes_what_people_type(void **state)
{
	static const char *const good[][2] = {
	    {"m5450", "M54.50"},     {"M54.50", "M54.50"}, {" m54.2 ", "M54.2"},
	    {"s134xxd", "S13.4XXD"}, {"g35", "G35"},	   {"Z96651", "Z96.651"},
	    {"m1a.0", "M1A.0"},	     {"c7b", "C7B"},	   {"g35.", "G35"},
	    {"M 54 . 2", "M54.2"}};
	static const char *const bad[] = {
	    "",	      "m5",    "54.2",	"m542.5", "m54.12345", "mm4.2",	     "m5c.2",
	    "m54..2", "m54,2", "m54.-", "mx4",	  "s134xxda",  "\xc3\x84 54"};
	char out[ICD10_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		assert_true(icd10_normalise(good[i][0], out));
		assert_string_equal(out, good[i][1]);
		assert_true(icd10_form_valid(out));
	}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		assert_false(icd10_normalise(bad[i], out));
		assert_string_equal(out, "");
	}
	icd10_claim_text("S13.4XXD", out);
	assert_string_equal(out, "S134XXD");
}

static void
test_icd10__check__says_what_to_mind(void **state)
{
	static const struct {
		const char *code;
		size_t n;
		enum icd10_finding first;
	} cases[] = {
	    {"M54.50", 0, ICD10_FORM},
	    {"m54.50", 1, ICD10_FORM},
	    {"S13.4", 1, ICD10_SEVENTH_MISSING},
	    {"S13.4XXD", 0, ICD10_FORM},
	    {"S13.4XXX", 1, ICD10_SEVENTH_X},
	    {"S13.4XXT", 1, ICD10_SEVENTH_UNKNOWN},
	    {"T84.02", 1, ICD10_SEVENTH_MISSING},
	    {"M48.46XA", 0, ICD10_FORM},
	    {"M48.46XK", 1, ICD10_SEVENTH_UNKNOWN},
	    {"M80.08XK", 0, ICD10_FORM},
	    {"M80.08", 1, ICD10_SEVENTH_MISSING},
	    {"M84.2", 0, ICD10_FORM},
	    {"M54.5", 1, ICD10_HEADER},
	    {"M51.36", 1, ICD10_HEADER},
	    {"G20", 1, ICD10_HEADER},
	    {"G20.A1", 0, ICD10_FORM},
	    {"M54.", 1, ICD10_FORM},
	    {"V00.01XA", 1, ICD10_EXTERNAL_CAUSE},
	    {"Y93.0", 1, ICD10_EXTERNAL_CAUSE},
	    {"U07.1", 0, ICD10_FORM},
	    {"W19.XXXA", 1, ICD10_EXTERNAL_CAUSE},
	    {"Z96.651", 1, ICD10_Z_CODE},
	};
	struct icd10_findings f;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		icd10_check(cases[i].code, &f);
		if (f.n != cases[i].n || (f.n > 0 && f.list[0] != cases[i].first))
			fail_msg("%s: %zu findings", cases[i].code, f.n);
	}
	for (int i = 0; i < ICD10_FINDING_COUNT; i++)
		assert_true(strlen(icd10_finding_text((enum icd10_finding)i)) > 10);
}

static void
test_icd10__side__is_read_from_the_title(void **state)
{
	(void)state;
	assert_string_equal(icd10_side("Presence of right artificial knee joint"),
			    "right");
	assert_string_equal(icd10_side("Sciatica, left side"), "left");
	assert_string_equal(icd10_side("Bilateral primary osteoarthritis of knee"),
			    "both");
	assert_string_equal(icd10_side("Cleft palate, upright posture"), "");
	assert_string_equal(icd10_side("Pain in right hip and left knee"), "");
	assert_string_equal(icd10_side("Low back pain, unspecified"), "");
	assert_string_equal(icd10_side(""), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_icd10__normalise__takes_what_people_type),
	    cmocka_unit_test(test_icd10__check__says_what_to_mind),
	    cmocka_unit_test(test_icd10__side__is_read_from_the_title),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
