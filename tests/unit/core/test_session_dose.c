/* test_session_dose.c - the dose vectors through the live fold: nobody touches a key. */
#include "session_kit.h"

#include <stdio.h>
#include <stdlib.h>

enum { N_FIELDS = 20 };
enum {
	F_ID,
	F_LEAD = 2,
	F_SETS,
	F_REPS,
	F_HOLD,
	F_REST,
	F_TEMPO,
	F_MINUTES,
	F_MODE,
	F_GAP,
	F_SWITCH,
	F_PHASES,
	F_LEAD_S = 14,
	F_WORK_S,
	F_HOLD_S,
	F_REST_S,
	F_SWITCH_S
};

/* Splits one line of the vectors in place; only the remark is ever quoted. */
static int
split(char *line, char *field[N_FIELDS + 1])
{
	int n = 0;
	char *p = line;

	while (n <= N_FIELDS) {
		bool quoted = *p == '"';

		field[n++] = quoted ? p + 1 : p;
		p += quoted ? 1 + strcspn(p + 1, "\"") : strcspn(p, ",\r\n");
		if (quoted)
			*p++ = '\0';
		if (*p != ',')
			break;
		*p++ = '\0';
	}
	*p = '\0';
	return n;
}

static int
number(const char *text)
{
	return (int)strtol(text, NULL, 10);
}

static void
one_vector(char *field[])
{
	struct kit k;
	struct session_item_plan p = kit_plan(field[F_ID], "97110");
	const struct session_item *it = &k.s.items[0];
	int64_t lead = S(number(field[F_LEAD_S]));
	int64_t work = S(number(field[F_WORK_S]) + number(field[F_HOLD_S]));
	int64_t rest = S(number(field[F_REST_S]) + number(field[F_SWITCH_S]));

	p.dose = (struct dose){.lead_in_s = number(field[F_LEAD]),
			       .sets = number(field[F_SETS]),
			       .reps = number(field[F_REPS]),
			       .hold_s = number(field[F_HOLD]),
			       .rest_s = number(field[F_REST]),
			       .rep_gap_s = number(field[F_GAP]),
			       .side_switch_s = number(field[F_SWITCH])};
	assert_int_equal(dose_parse_tempo(&p.dose, field[F_TEMPO], NULL), ST_OK);
	assert_int_equal(dose_parse_minutes(field[F_MINUTES], &p.dose.duration_ms, NULL),
			 ST_OK);
	assert_true(dose_side_mode_parse(field[F_MODE], &p.dose.side_mode));
	kit_open(&k, "cms");
	kit_add(&k, &p);
	assert_int_equal(session_planned_ms(&k.s), lead + work + rest);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, lead + work + rest - 1);
	assert_int_equal(k.s.mode, SESSION_RUNNING);
	assert_int_equal(session_planned_ms(&k.s), 1);
	kit_wait(&k, 1);
	assert_int_equal(k.s.mode, SESSION_READY);
	assert_int_equal(it->state, ITEM_DONE);
	assert_int_equal(k.s.lead_ms, lead);
	assert_int_equal(it->work_ms, work);
	assert_int_equal(it->rest_ms, rest);
	assert_int_equal(k.s.change_ms, 0);
}

static void
test_session_dose__vectors__spend_their_totals(void **state)
{
	char line[1024], *field[N_FIELDS + 1];
	FILE *f = fopen("tests/data/dosage_vectors.csv", "r");
	int n = 0;

	(void)state;
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof line, f));
	while (fgets(line, sizeof line, f) != NULL) {
		assert_int_equal(split(line, field), N_FIELDS);
		if (field[F_PHASES][0] == '\0') /* no phases: that one counts up here */
			continue;
		one_vector(field);
		n++;
	}
	(void)fclose(f);
	print_message("%d vectors\n", n);
	assert_true(n >= 15);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_session_dose__vectors__spend_their_totals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
