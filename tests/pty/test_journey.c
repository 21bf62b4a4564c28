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
	snprintf(text, sizeof text, "patient=%.40s", c->patient);
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
	keys += clinic_mark(p, "Okonkwo");
	press(p, "s", &keys);
	clinic_see(p, "n: all clear"); /* at later visits: no change, the same key */
	press(p, "n", &keys);
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
	clinic_quit(p);
	pty_free(p);
	check_session(c, session);
	snprintf(field, sizeof field, "session=%s", session);
	assert_int_equal(clinic_cli(c, "--json", "list", "note", field), 0);
	memcpy(note, c->out, sizeof note);
	assert_non_null(strstr(note, "\"signed_at\":"));
	assert_non_null(strstr(note, "Timed code minutes 43"));
	check_charges(c, session, 3, note);
}

/* ---- eight follow-ups in one line */

static void
test_journey__eight_bookings__one_line(void **state)
{
	enum { LINE_KEYS = 16 }; /* b, the line, Enter */
	const char *const options[] = {"--as", CLINIC_LOGIN, "--rate", "400", NULL};
	struct clinic *c = &clinic;
	struct pty *p;
	char text[60];
	int keys = 0, booked = 0;

	(void)state;
	clinic_patient(c, "Appelgrenova", "Ina", "1971-02-03");
	p = clinic_screen(c, NULL, options);
	clinic_see(p, "Appelgrenova");
	(void)clinic_mark(p, "Appelgrenova");
	press(p, "b", &keys);
	clinic_see(p, "same counts from");
	press(p, "same x8", &keys);
	clinic_see(p, "8 visits with");
	press(p, "<Enter>", &keys);
	pty_settle(p, 200);
	if (clinic_row(p, "clash:") >= 0) /* a day off in eight weeks, perhaps */
		press(p, "b", &keys);
	clinic_see(p, "Booked 8 visits");
	clinic_figure("journey.eight_bookings_keys", keys, LINE_KEYS);
	assert_in_range(keys, 1, LINE_KEYS);
	clinic_quit(p);
	pty_free(p);
	snprintf(text, sizeof text, "patient=%.40s", c->patient);
	assert_int_equal(clinic_cli(c, "--json", "list", "appointment", text), 0);
	for (const char *at = c->out; (at = strstr(at, "\"start\":")); at++)
		booked++;
	assert_int_equal(booked, 9); /* today's and the eight */
}

/* ---- the whole way, from login to tables in a second clinic */

/* Moves the mark down until the marked row holds text. */
static void
mark(struct pty *p, const char *text)
{
	for (int i = 0; i < 40; i++) {
		for (int y = 1; y < 22; y++) {
			const char *row = pty_row(p, y);

			if (row[0] == '>' && strstr(row, text))
				return;
		}
		pty_keys(p, "<Down>");
		pty_settle(p, 30);
	}
	pty_show(p);
	fail_msg("no row to mark holds: %s", text);
}

/* Keys, then what has to be seen; rows with NULL keys only look. */
struct step {
	const char *keys, *sees;
};

static void
walk(struct pty *p, const struct step *steps, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (steps[i].keys)
			pty_keys(p, steps[i].keys);
		clinic_see(p, steps[i].sees);
		pty_settle(p, 30);
	}
}

static const struct step to_plan[] = {
    {NULL, "Passphrase"},
    {CLINIC_LOGIN "<Enter>" CLINIC_PASSPHRASE "<Enter>", "Tab=Board"},
    {"/", "Find a patient"},
    {"olander", "> Okonkwo-Ölander, Zoë"},
    {"<Esc>", "Tab=Board"},
    {"/", "Find a patient"},
    {"Okonkwo-Olander, Zoe<^R>", "New patient"},
    {"1960-02-03<Tab>", "Perhaps already here"},
    {NULL, "Okonkwo-Ölander, Zoë"},
    {"<Esc>", "Tab=Board"},
    {"/", "Find a patient"},
    {"Brand, Ilse", "Nobody fits"},
    {"<Enter>", "New patient"},
    {"1951-07-09<Tab>f<Tab>555-0123<Tab>", "555-0123"},
    {"<Enter>", "Registered: "},
    {"e", "treatment diagnosis"},
    {"stiff knee", "> M25.661"},
    {"<Enter>", "Enter makes the plan"},
    {"<Esc>", "Problem"},
    {"<Esc>", "NO PLAN"},
    {"p", "New plan of care"},
    {"a", "Exercise library"},
    {"<Tab>s", "Category: Strengthening"},
    {"<Tab>k", "Region: Knee"},
    {"<BackTab><BackTab>squat", "> Small squat at the counte"},
    {"<Enter>", "added with its usual dose"},
    {"<Enter>", "Sets"},
};

static const struct step to_note[] = {
    {"2<Esc>", "2 x 10"},
    {"g", "the goal that Small squat"},
    {"n", "New goal"},
    {"tug 18.2 to 12 by 6w to walk to the barn", "Safer get-up and walk"},
    {"<Enter>", "Measurable"},
    {"<Enter><Enter><Enter><Enter>9<Enter>8<Enter>", "9/8"},
    {"<Enter>", "The exercise serves this goal now"},
    {"s", "n: all clear"},
    {"n", "BEFORE THE FIRST"},
    {"3<Enter>", "done 2/2"},
    {"14", "pain 1 effort 4"},
    {"f", "Ready to sign"},
    {"g", "Suggestion only. The therapist decides."},
    {"creps 12<Enter>", "other: another dose"},
    {"<Esc>", "Ready to sign"},
    {"a", "Assessment"},
    {"<^K>Steady today. <Esc>", "Steady today."},
    {"s", "PIN to sign"},
    {CLINIC_PIN "<Enter>", "Signed. "},
    {"<Esc>", "1 visit"},
    {"p", "2 x 12"},
    {"P", "changed"},
    {"<Esc>", "2 x 12"},
    {"<Esc>", "Goals 0 of 1 met"},
    {"t", "Pain before visits"},
    {"<Enter>", "3 points on"},
    {"w", "No forecast is a diagnosis"},
    {"<Esc><Esc><Esc>", "1 visit"},
};

static const struct step to_tables[] = {
    {"<Enter>", "Signed note"},
    {NULL, "Steady today."},
    {"a", "late entry"},
    {"a", "Why is it added"},
    {"forgotten<Enter>", "Addendum"},
    {"Used a towel.<Esc>", "PIN to sign it"},
    {CLINIC_PIN "<Enter>", "Added."},
    {":tables<Enter>", "outbox/tables"},
    {"w", "Written"},
};

static void
check_frozen(struct clinic *c)
{
	char id[CLINIC_ID], field[60];
	const char *line;

	assert_int_equal(clinic_cli(c, "--json", "list", "addendum"), 0);
	line = line_with(c, "Used a towel.");
	assert_true(clinic_value(line, "note", id, sizeof id));
	snprintf(field, sizeof field, "%s", "subjective=rewritten");
	assert_int_equal(clinic_cli(c, "set", "note", id, field), 1);
	assert_non_null(strstr(c->out, "addendum"));
	assert_int_equal(clinic_cli(c, "get", "note", id), 0);
	assert_null(strstr(c->out, "rewritten"));
	assert_non_null(strstr(c->out, "Steady today."));
}

/* Every table that goes to a second, empty clinic comes out of it with the same bytes. */
static void
check_second_clinic(struct clinic *c)
{
	static struct clinic second;
	char here[PATH_MAX], there[PATH_MAX], outbox[PATH_MAX], strip[2 * PATH_MAX + 80];
	const char *const screen[] = {"diff", "-r", outbox, here, NULL};
	const char *const twin[] = {"diff", "-rq", here, there, NULL};

	snprintf(second.dir, sizeof second.dir, "%.3900s-second", c->dir);
	snprintf(here, sizeof here, "%s-here", c->dir);
	snprintf(there, sizeof there, "%s-there", c->dir);
	snprintf(outbox, sizeof outbox, "%s/outbox/tables", c->dir);
	assert_int_equal(clinic_cli(c, "table", "export", "all", here), 0);
	if (clinic_exec(c, NULL, screen) != 0)
		fail_msg("the screen and the command write different tables: %.300s",
			 c->out);
	assert_int_equal(clinic_cli(&second, "init", "--site", "TWO", "--name", "Second"),
			 0);
	if (clinic_cli(&second, "table", "import", "all", here) != 0)
		fail_msg("%.300s", second.out);
	assert_int_equal(clinic_cli(&second, "table", "export", "all", there), 0);
	/* The same rows by other operations: versions differ. */
	snprintf(strip, sizeof strip,
		 "sed -i 's/,v[0-9a-f]\\{20\\}\r$/,\r/' %s/*.csv %s/*.csv", here, there);
	assert_int_equal(
	    clinic_exec(c, NULL, (const char *const[]){"sh", "-c", strip, NULL}), 0);
	clinic_exec(c, NULL, twin);
	/* Each clinic has a row of its own in the table of sites. */
	for (const char *p = c->out; *p; p += strcspn(p, "\n"), p += *p == '\n')
		if (!strstr(p, "sites.csv") ||
		    strcspn(p, "\n") < (size_t)(strstr(p, "sites.csv") - p))
			fail_msg("not the same in both clinics: %.300s", p);
}

static void
test_journey__whole_way__by_keyboard(void **state)
{
	const char *const options[] = {"--rate", "100", NULL};
	struct clinic *c = &clinic;
	struct pty *p = clinic_screen(c, NULL, options);

	(void)state;
	walk(p, to_plan, sizeof to_plan / sizeof to_plan[0]);
	mark(p, "Sets");
	walk(p, to_note, sizeof to_note / sizeof to_note[0]);
	mark(p, "> visit");
	walk(p, to_tables, sizeof to_tables / sizeof to_tables[0]);
	clinic_quit(p);
	assert_true(pty_restored(p));
	pty_free(p);
	check_frozen(c);
	check_second_clinic(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_journey__routine_visit__few_keys),
	    cmocka_unit_test(test_journey__eight_bookings__one_line),
	    cmocka_unit_test(test_journey__whole_way__by_keyboard),
	};

	return cmocka_run_group_tests(tests, clinic_set_up, clinic_tear_down);
}
