/* test_journey.c - a day's work by keyboard alone: from login to signed note to CSV. */
#include "clinic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* Keys of a routine visit: the limit and what is aimed at. */
enum { KEYS_MOST = 60, KEYS_GOAL = 40, EXERCISES = 6, SETS = 3 };

static struct clinic clinic;

/* ---- one routine visit */

/* Keys are sent here so that they are counted. */
static void
press(struct pty *p, const char *keys, int *count)
{
	pty_keys(p, keys);
	*count += clinic_count(keys);
}

static void
exercise(struct pty *p, int i, int *count)
{
	char what[40];
	const char *row;

	press(p, "<Enter>", count);
	for (int ms = 0; ms < CLINIC_WAIT_MS; ms += 20) {
		row = pty_row(p, 2 + i);
		if (strstr(row, "done 3/3"))
			break;
		pty_settle(p, 20);
	}
	if (!strstr(pty_row(p, 2 + i), "done 3/3")) {
		pty_show(p);
		fail_msg("exercise %d is not done", i + 1);
	}
	snprintf(what, sizeof what, "pain %d effort %d", i % 4, 3 + i % 4);
	press(p, (char[]){(char)('0' + i % 4), (char)('3' + i % 4), '\0'}, count);
	clinic_see(p, what);
}

/* Doses so that the minutes make a remainder: sets x (reps x seconds of one) a time. */
static const struct visit_item {
	const char *exercise, *code, *reps, *tempo;
	int work_s; /* of all sets */
} visit_items[EXERCISES] = {
    {"quad_set", "97110", "reps=25", "tempo=3-0-3", SETS * 25 * 6},
    {"short_arc_quad", "97110", "reps=25", "tempo=3-0-3", SETS * 25 * 6},
    {"seated_knee_ext", "97110", "reps=25", "tempo=3-0-3", SETS * 25 * 6},
    {"heel_slide", "97110", "reps=25", "tempo=3-0-3", SETS * 25 * 6},
    {"bridge", "97530", "reps=20", "tempo=3-0-3", SETS * 20 * 6},
    {"standing_reach", "97112", "reps=25", "tempo=3-0-3", SETS * 25 * 6},
};

static void
plan_visit(struct clinic *c)
{
	struct clinic_dose doses[EXERCISES];

	clinic_patient(c, "Okonkwo-Ölander", "Zoë", "1960-02-03");
	for (int i = 0; i < EXERCISES; i++)
		doses[i] = (struct clinic_dose){
		    visit_items[i].exercise,
		    visit_items[i].code,
		    {"sets=3", visit_items[i].reps, "hold_s=0", "rest_s=30",
		     visit_items[i].tempo, "side_mode=none", "side=none", "lead_in_s=3"}};
	clinic_prescribe(c, doses, EXERCISES);
}

/* Medicare's rule, written down a second time: the total decides, each code first gets its
 * whole quarters, then the largest remainder gets what is left. */
struct count {
	const char *code;
	int minutes, units;
};

static int
count_units(struct count *codes, int n)
{
	int total = 0, left, given = 0;

	for (int i = 0; i < n; i++)
		total += codes[i].minutes;
	left = total < 8 ? 0 : (total + 7) / 15;
	for (int i = 0; i < n; i++) {
		codes[i].units = codes[i].minutes / 15;
		given += codes[i].units;
	}
	while (given < left) {
		int best = 0;

		for (int i = 1; i < n; i++)
			if (codes[i].minutes - 15 * codes[i].units >
			    codes[best].minutes - 15 * codes[best].units)
				best = i;
		codes[best].units++;
		given++;
	}
	return left;
}

static int
number(const char *json, const char *field)
{
	char text[40];

	if (!clinic_value(json, field, text, sizeof text))
		fail_msg("%s is not in %s", field, json);
	return atoi(text);
}

/* The line of --json output with both texts; "" when there is none. */
static const char *
line_with(struct clinic *c, const char *text)
{
	static char line[16384];

	for (const char *p = c->out; *p;) {
		size_t n = strcspn(p, "\n");

		snprintf(line, sizeof line, "%.*s", (int)n, p);
		if (strstr(line, text))
			return line;
		p += n + (p[n] == '\n');
	}
	return "";
}

static void
check_session(struct clinic *c, char *id)
{
	char text[60];
	int work = 0;

	for (int i = 0; i < EXERCISES; i++)
		work += visit_items[i].work_s;
	snprintf(text, sizeof text, "patient=%s", c->patient);
	assert_int_equal(clinic_cli(c, "--json", "list", "session", text), 0);
	assert_true(clinic_value(c->out, "id", id, CLINIC_ID));
	assert_int_equal(number(c->out, "work_s"), work);
	assert_int_equal(number(c->out, "rest_s"), EXERCISES * (SETS - 1) * 30);
	assert_int_equal(number(c->out, "unattended_s"), 0);
	assert_int_equal(number(c->out, "pain_before"), 4);
	assert_true(clinic_value(c->out, "unit_rule", text, sizeof text));
	assert_string_equal(text, "cms");
}

static void
check_charges(struct clinic *c, const char *session, int total_units, const char *note)
{
	struct count codes[] = {{"97110", 0, 0}, {"97530", 0, 0}, {"97112", 0, 0}};
	int seconds[3] = {0}, sum = 0;
	char field[60], said[60];

	for (int i = 0; i < EXERCISES; i++)
		for (int k = 0; k < 3; k++)
			if (!strcmp(codes[k].code, visit_items[i].code))
				seconds[k] += visit_items[i].work_s;
	for (int k = 0; k < 3; k++)
		codes[k].minutes = seconds[k] / 60;
	assert_int_equal(count_units(codes, 3), total_units);
	snprintf(field, sizeof field, "session=%s", session);
	assert_int_equal(clinic_cli(c, "--json", "list", "charge", field), 0);
	for (int k = 0; k < 3; k++) {
		const char *line = line_with(c, codes[k].code);

		assert_int_equal(number(line, "seconds"), seconds[k]);
		assert_int_equal(number(line, "minutes"), codes[k].minutes);
		assert_int_equal(number(line, "units"), codes[k].units);
		sum += codes[k].units;
		snprintf(said, sizeof said, "%s %d:%02d", codes[k].code, seconds[k] / 60,
			 seconds[k] % 60);
		assert_non_null(strstr(note, said));
	}
	assert_int_equal(sum, total_units);
}

static void
test_journey__routine_visit__few_keys(void **state)
{
	const char *const options[] = {"--as", CLINIC_LOGIN, "--rate", "400", NULL};
	struct clinic *c = &clinic;
	struct pty *p;
	static char note[CLINIC_OUT];
	char session[CLINIC_ID], field[60];
	int keys = 0;

	(void)state;
	plan_visit(c);
	p = clinic_screen(c, NULL, options);
	clinic_see(p, "Okonkwo");
	while (pty_row(p, clinic_row(p, "Okonkwo"))[0] != '>') {
		assert_in_range(keys, 0, KEYS_GOAL);
		press(p, "<Down>", &keys);
		pty_settle(p, 40);
	}
	press(p, "s", &keys);
	clinic_see(p, "Pain now?");
	press(p, "4", &keys);
	for (int i = 0; i < EXERCISES; i++)
		exercise(p, i, &keys);
	press(p, "f", &keys);
	clinic_see(p, "Ready to sign");
	press(p, "s", &keys);
	clinic_see(p, "PIN to sign");
	press(p, CLINIC_PIN "<Enter>", &keys);
	clinic_see(p, "Signed. 3 units, 43 timed minutes.");
	clinic_see(p, "Done"); /* the appointment */
	clinic_figure("journey.routine_visit_keys", keys, KEYS_MOST);
	assert_in_range(keys, 1, KEYS_GOAL);
	pty_keys(p, "<^Q>");
	pty_settle(p, 50);
	pty_free(p);
	check_session(c, session);
	snprintf(field, sizeof field, "session=%s", session);
	assert_int_equal(clinic_cli(c, "--json", "list", "note", field), 0);
	memcpy(note, c->out, sizeof note);
	assert_non_null(strstr(note, "\"signed_at\":"));
	assert_non_null(strstr(note, "Timed code minutes 43"));
	check_charges(c, session, 3, note);
}

static int
set_up(void **state)
{
	(void)state;
	clinic_make(&clinic);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	clinic_remove(&clinic);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_journey__routine_visit__few_keys),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
