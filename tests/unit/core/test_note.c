/* test_note.c - the daily note against golden texts (tests/data/notes) and its limits. */
#include "codes.h"
#include "core/note.h"
#include "session_kit.h"

#include <stdio.h>
#include <stdlib.h>

enum { NOTE_BYTES = 1100 }; /* a routine visit's share of 4 kB of database */

/* The note as it would be read: proposals and the objective section. */
static void
write_note(const struct session_state *s, const struct note_facts *given, struct str *out)
{
	static const char *const titles[] = {"S", "O", "A", "P"};
	struct note_facts f = *given;
	struct session_units u;
	struct err err = {0};

	assert_int_equal(session_units(s, codes_table(), &u, &err), ST_OK);
	f.units = &u;
	for (int i = 0; i < NOTE_SECTION_COUNT; i++) {
		str_addf(out, "-- %s\n", titles[i]);
		note_propose((enum note_section)i, s, out);
		if (i == NOTE_OBJECTIVE)
			note_objective(s, &f, out);
	}
}

static void
read_file(const char *path, struct str *out)
{
	FILE *f = fopen(path, "r");
	char part[512];
	size_t n;

	while (f != NULL && (n = fread(part, 1, sizeof part, f)) > 0)
		str_add_n(out, part, n);
	if (f != NULL)
		(void)fclose(f);
}

/* Compares with tests/data/notes/NAME.txt; NOTES_WRITE=1 writes it anew. */
static void
assert_golden(const char *name, const struct session_state *s, const struct note_facts *f)
{
	struct str got = {0}, want = {0};
	char path[200];
	FILE *file;

	str_format(path, sizeof path, "tests/data/notes/%s.txt", name);
	write_note(s, f, &got);
	if (getenv("NOTES_WRITE") != NULL) {
		file = fopen(path, "w");
		assert_non_null(file);
		(void)fputs(str_text(&got), file);
		(void)fclose(file);
	}
	read_file(path, &want);
	assert_string_equal(str_text(&got), str_text(&want));
	str_release(&got);
	str_release(&want);
}

/* ---- sessions ---- */

struct line {
	const char *name, *code, *tempo;
	int sets, reps, hold_s, rest_s;
	enum dose_side_mode mode;
	int64_t load_g, duration_ms;
};

static void
add_line(struct kit *k, const struct line *l)
{
	struct session_item_plan p = kit_plan(l->name, l->code);

	p.dose.sets = l->sets;
	p.dose.reps = l->reps;
	p.dose.hold_s = l->hold_s;
	p.dose.rest_s = l->rest_s;
	p.dose.side_mode = l->mode;
	p.dose.duration_ms = l->duration_ms;
	p.load_g = l->load_g;
	assert_int_equal(dose_parse_tempo(&p.dose, l->tempo, NULL), ST_OK);
	kit_add(k, &p);
}

static void
run_item(struct kit *k, int item)
{
	kit_do(k, SEV_START, item, 0, NULL);
	while (k->s.mode == SESSION_RUNNING)
		kit_wait(k, 1000);
}

static void
routine(struct kit *k, const char *rule)
{
	static const struct line lines[] = {
	    {"Seated knee straighten", "97110", "2-0-3", 3, 10, 2, 60, DOSE_EACH_SIDE,
	     2500, 0},
	    {"Sit to stand", "97530", "2-1-2", 3, 10, 0, 60, DOSE_NONE, 0, 0},
	    {"Bridge", "97110", "2-0-2", 3, 12, 5, 45, DOSE_NONE, 0, 0},
	    {"Semi-tandem stand", "97112", "0-0-0", 3, 1, 30, 15, DOSE_EACH_SIDE, 0, 0},
	    {"Step up", "97530", "", 3, 8, 0, 60, DOSE_EACH_SIDE, 0, 0},
	    {"March on the spot for time", "97110", "0-0-0", 3, 0, 0, 60, DOSE_NONE, 0,
	     120000},
	};

	kit_open(k, rule);
	for (int i = 0; i < 6; i++)
		add_line(k, &lines[i]);
	kit_do(k, SEV_PAIN_BEFORE, -1, 4, NULL);
	for (int i = 0; i < 6; i++) {
		run_item(k, i);
		kit_do(k, SEV_EFFORT, i, 4 + i % 3, NULL);
		kit_do(k, SEV_PAIN, i, i % 4, NULL);
		kit_wait(k, S(25));
	}
	kit_do(k, SEV_PAIN_AFTER, -1, 2, NULL);
	kit_do(k, SEV_FINISH, -1, 0, NULL);
}

/* ---- tests ---- */

static void
test_note__routine_visit__is_golden_and_short(void **state)
{
	static const struct note_charge charges[] = {{"97110", 1, "GP"},
						     {"97530", 1, "GP"}};
	struct note_facts f = {
	    .therapist = "Ana Reyes, PT", .charges = charges, .n_charges = 2};
	struct kit k;
	struct str all = {0};

	(void)state;
	routine(&k, "cms");
	write_note(&k.s, &f, &all);
	print_message("routine visit: %zu bytes\n", all.n);
	assert_true(all.n <= NOTE_BYTES);
	str_release(&all);
	assert_golden("routine_cms", &k.s, &f);
}

static void
test_note__routine_visit__under_the_other_rule(void **state)
{
	struct note_facts f = {.therapist = "Ana Reyes, PT"};
	struct kit k;

	(void)state;
	routine(&k, "ama");
	assert_golden("routine_ama", &k.s, &f);
}

static void
test_note__eventful_visit__is_golden(void **state)
{
	static const struct line lines[] = {
	    {"Squat", "97110", "2-0-2", 3, 10, 0, 60, DOSE_NONE, 5000, 0},
	    {"Band row", "97110", "2-0-2", 2, 12, 0, 30, DOSE_NONE, 0, 0},
	    {"Carry", "97530", "0-0-0", 2, 0, 0, 20, DOSE_EACH_SIDE, 0, 0},
	    {"Slow breathing", "", "4-0-6", 1, 0, 0, 0, DOSE_NONE, 0, 300000},
	    {"Step up", "97112", "2-0-2", 3, 8, 0, 45, DOSE_SIDE_BLOCKS, 0, 0},
	    {"Stairs", "97116", "2-0-2", 3, 8, 0, 45, DOSE_NONE, 0, 0},
	};
	struct note_facts f = {.therapist = "Ana Reyes, PT",
			       .assistant = "Bo Lindqvist, PTA"};
	struct kit k;

	(void)state;
	kit_open(&k, "cms");
	for (int i = 0; i < 6; i++)
		add_line(&k, &lines[i]);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 40 + 20));
	kit_do(&k, SEV_SKILLED, -1, 0, "oxygen 88 %, breathing coached until 92 %");
	kit_do(&k, SEV_EXTEND, -1, S(60), NULL);
	kit_do(&k, SEV_LOAD, 0, 2500, NULL);
	kit_wait(&k, S(100 + 40));
	kit_do(&k, SEV_REPS, 0, 8, NULL);
	kit_do(&k, SEV_PAIN, 0, 6, NULL);
	kit_do(&k, SEV_HEART_RATE, 0, 118, NULL);
	kit_do(&k, SEV_ASSIST, 0, 0, "contact");
	kit_do(
	    &k, SEV_REMARK, 0, 0,
	    "Knee fell inward from the sixth repetition on; better with a band above the "
	    "knees and a mirror in front.");
	kit_wait(&k, S(30));
	kit_do(&k, SEV_ATTEND, -1, ATTEND_ASSISTANT, NULL);
	kit_do(&k, SEV_START, 1, 0, NULL);
	kit_do(&k, SEV_LOAD, 1, 0, "red");
	kit_do(&k, SEV_SIDE, 1, 0, "left");
	kit_wait(&k, S(200));
	kit_do(&k, SEV_ATTEND, -1, ATTEND_THERAPIST, NULL);
	kit_do(&k, SEV_SKILLED, -1, 0, "blood pressure taken twice, 152/88 and 140/84");
	kit_do(&k, SEV_START, 2, 0, NULL);
	for (int i = 0; i < 4; i++) {
		kit_wait(&k, S(i == 0 ? 5 + 33 : 20 + 31 + i));
		kit_do(&k, SEV_DONE, -1, 0, NULL);
	}
	kit_do(&k, SEV_ATTEND, -1, ATTEND_NOBODY, NULL);
	run_item(&k, 3);
	kit_do(&k, SEV_ATTEND, -1, ATTEND_THERAPIST, NULL);
	kit_do(&k, SEV_START, 4, 0, NULL);
	kit_wait(&k, S(5 + 32 + 45 + 20));
	kit_do(&k, SEV_SKIP, -1, 0, NULL);
	kit_do(&k, SEV_SKIP, 5, 0, NULL);
	kit_do(&k, SEV_FORM, 0, 0, NULL);
	kit_do(&k, SEV_LOSSES, 4, 1, NULL);
	kit_do(&k, SEV_SUPPORT, 4, 2, NULL);
	kit_do(&k, SEV_PAIN_NEXT, -1, 3, NULL);
	kit_do(&k, SEV_SWELLING, -1, 1, NULL);
	kit_do(&k, SEV_MINUTES, -1, 480,
	       "97140|hands-on work on the table, off the clock");
	kit_do(&k, SEV_MINUTES, -1, -45, "97530|telephone");
	kit_do(&k, SEV_FINISH, -1, 0, NULL);
	kit_do(&k, SEV_TAUGHT, 0, TAUGHT_ALONE, NULL);
	kit_do(&k, SEV_TAUGHT, -1, TAUGHT_CUE, "Lifting and carrying");
	kit_do(&k, SEV_TAUGHT, -1, TAUGHT_SHOWN, "Stairs");
	kit_do(&k, SEV_MANNER, -1, 1, "eager");
	kit_do(&k, SEV_MANNER, -1, 1, "in_a_hurry");
	assert_golden("eventful", &k.s, &f);
}

static void
test_note__tie__states_the_choice(void **state)
{
	static const struct line lines[] = {
	    {"Squat", "97110", "0-0-0", 1, 0, 0, 0, DOSE_NONE, 0, 1200000},
	    {"Balance", "97112", "0-0-0", 1, 0, 0, 0, DOSE_NONE, 0, 1200000},
	};
	struct note_facts f = {.therapist = "Ana Reyes, PT"};
	struct kit k;

	(void)state;
	kit_open(&k, "cms");
	for (int i = 0; i < 2; i++) {
		add_line(&k, &lines[i]);
		run_item(&k, i);
	}
	kit_do(&k, SEV_FINISH, -1, 0, NULL);
	assert_golden("tie_default", &k.s, &f);
	kit_do(&k, SEV_TIE, -1, 0, "97110:1;97112:2");
	assert_golden("tie_chosen", &k.s, &f);
}

static void
test_note__nothing_done__says_so(void **state)
{
	static const struct line line = {"Squat", "97110", "",	      3, 10,
					 0,	  60,	   DOSE_NONE, 0, 0};
	struct note_facts f = {0};
	struct kit k;

	(void)state;
	kit_open(&k, "cms");
	add_line(&k, &line);
	kit_do(&k, SEV_FINISH, -1, 0, NULL);
	assert_golden("nothing", &k.s, &f);
}

static void
test_note__lines__are_narrow(void **state)
{
	struct note_facts f = {.therapist =
				   "A Therapist With A Rather Long Name Indeed, PT"};
	struct kit k;
	struct str all = {0};
	const char *p;
	size_t n;

	(void)state;
	routine(&k, "cms");
	kit_do(&k, SEV_REMARK, 2, 0,
	       "\xc3\xa4\xc3\xb6\xc3\xbc words words words words words words words words "
	       "words words words words words words words words words words words words");
	write_note(&k.s, &f, &all);
	for (p = str_text(&all); *p != '\0'; p += n + (p[n] == '\n')) {
		n = strcspn(p, "\n");
		assert_true(n <= NOTE_WIDTH + 3); /* three bytes of umlauts */
		assert_true(n == 0 || p[n - 1] != ' ');
	}
	str_release(&all);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_note__routine_visit__is_golden_and_short),
	    cmocka_unit_test(test_note__routine_visit__under_the_other_rule),
	    cmocka_unit_test(test_note__eventful_visit__is_golden),
	    cmocka_unit_test(test_note__tie__states_the_choice),
	    cmocka_unit_test(test_note__nothing_done__says_so),
	    cmocka_unit_test(test_note__lines__are_narrow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
