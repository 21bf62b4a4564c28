/* test_reports.c - reports of care by keyboard: keys counted from the chart to the signature, and
 * drafts that outlive a killed program. */
#include "clinic.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Keys besides the text of the judgement and the digits of the PIN. */
enum { REPORT_KEYS_MOST = 8, DISCHARGE_KEYS_MOST = 10 };

/* ---- a chart with something to report */

static void
must(struct clinic *c, const char *const *args)
{
	if (clinic_run(c, NULL, args) != 0)
		fail_msg("%s %s: %.300s", args[0], args[1], c->out);
}
#define add(c, ...)                                                                      \
	must(c, (const char *const[]){"--as", CLINIC_LOGIN, __VA_ARGS__, NULL})

static void
fill_chart(struct clinic *c)
{
	char who[60], of[60], measured[2][60];

	clinic_patient(c, "Reiter-Made", "Uma", "1961-04-02");
	snprintf(who, sizeof who, "patient=%s", c->patient);
	snprintf(of, sizeof of, "episode=%s", c->episode);
	add(c, "set", "plan_of_care", c->plan, "per_week=2", "weeks=8",
	    "potential=good, active and well supported");
	add(c, "new", "condition", of, "rank=1", "code=M25.562",
	    "description=Pain in left knee");
	add(c, "new", "goal", of, "rank=1", "term=long", "measure=rom_knee_flexion",
	    "side=left", "baseline=80", "baseline_day=2026-01-05", "target=110",
	    "text=Bend the knee to sit in the bus", "state=active");
	snprintf(measured[0], sizeof measured[0], "day=t-30");
	for (int i = 0; i < 2; i++)
		add(c, "new", "result", who, of, i ? "day=t" : "day=t-3",
		    "measure=rom_knee_flexion", "side=left",
		    i ? "value=105" : "value=80");
	snprintf(measured[1], sizeof measured[1], "therapist=%s", CLINIC_LOGIN);
	add(c, "new", "session", who, of, measured[1], "service_date=t-3",
	    "pain_before=6", "pain_after=4");
	add(c, "new", "assessment", who, of, "day=t-3", "kind=initial",
	    "history=Twisted the knee in the field.");
}

/* The screen on the patient's chart. */
static struct pty *
on_chart(struct clinic *c)
{
	const char *const options[] = {"--as", CLINIC_LOGIN, NULL};
	struct pty *p = clinic_screen(c, NULL, options);

	clinic_see(p, "Reiter-Made");
	pty_keys(p, "/");
	clinic_see(p, "Find a patient");
	pty_keys(p, "reiter-made<Enter>");
	clinic_see(p, "> episode");
	return p;
}

/* One key or text at a time; those of the judgement and the PIN do not count. */
struct press {
	const char *keys, *sees;
	bool free;
};

static int
run(struct pty *p, const struct press *rows, size_t n)
{
	int keys = 0;

	for (size_t i = 0; i < n; i++) {
		pty_keys(p, rows[i].keys);
		if (!rows[i].free)
			keys += clinic_count(rows[i].keys);
		clinic_see(p, rows[i].sees);
		pty_settle(p, 30);
	}
	return keys;
}
#define RUN(p, rows) run(p, rows, sizeof rows / sizeof rows[0])

static void
counted(const char *name, int keys, int most)
{
	clinic_figure(name, keys, most);
	assert_in_range(keys, 1, most);
}

static void
signed_with(struct clinic *c, const char *kind, const char *text)
{
	char field[60];

	snprintf(field, sizeof field, "kind=%s", kind);
	assert_int_equal(clinic_cli(c, "--json", "list", "note", field), 0);
	if (!strstr(c->out, text))
		fail_msg("no %s holds \"%s\": %.600s", kind, text, c->out);
}

/* ---- keys */

static const struct press evaluation[] = {
    {"r", "No report yet", false},
    {"n", "p progress", false},
    {"e", "Before signing", false},
    {"a", "your judgement", false},
    {"Stiff after a twist; will walk again.", "will walk again", true},
    {"<Esc>", "Ready to sign", false},
    {"s", "PIN to sign", false},
    {CLINIC_PIN, "****", true},
    {"<Enter>", "Signed: Evaluation", false},
};

static const struct press progress[] = {
    {"n", "p progress", false},
    {"p", "Before signing", false},
    {"a", "your judgement", false},
    {"Moves toward the goal.", "toward the goal", true},
    {"<Esc>", "Ready to sign", false},
    {"s", "PIN to sign", false},
    {CLINIC_PIN, "****", true},
    {"<Enter>", "Signed: Progress report", false},
};

static const struct press recert[] = {
    {"n", "p progress", false},	       {"r", "Before signing", false},
    {"a", "your judgement", false},    {"Needs six weeks more.", "six weeks", true},
    {"<Esc>", "Ready to sign", false}, {"s", "PIN to sign", false},
    {CLINIC_PIN, "****", true},	       {"<Enter>", "Signed: Recertification", false},
};

static const struct press discharge[] = {
    {"n", "p progress", false},
    {"d", "Before signing", false},
    {"w", "g goals met", false},
    {"g", "Draft: Discharge", false},
    {"a", "your judgement", false},
    {"Independent at home.", "Independent", true},
    {"<Esc>", "Ready to sign", false},
    {"s", "PIN to sign; the episode closes today", false},
    {CLINIC_PIN, "****", true},
    {"<Enter>", "Signed: Discharge", false},
};

static void
test_reports__signed__in_few_keys(void **state)
{
	struct clinic *c = &clinic;
	struct pty *p;

	(void)state;
	fill_chart(c);
	p = on_chart(c);
	counted("reports.evaluation_keys", RUN(p, evaluation), REPORT_KEYS_MOST);
	/* The others begin in the chart too: one key more than is pressed here. */
	counted("reports.progress_keys", 1 + RUN(p, progress), REPORT_KEYS_MOST);
	counted("reports.recert_keys", 1 + RUN(p, recert), REPORT_KEYS_MOST);
	counted("reports.discharge_keys", 1 + RUN(p, discharge), DISCHARGE_KEYS_MOST);
	clinic_quit(p);
	pty_free(p);
	signed_with(c, "evaluation", "Twisted the knee in the field.");
	signed_with(c, "progress", "105 deg");
	signed_with(c, "progress", "Moves toward the goal.");
	signed_with(c, "recert", "2 times a week for 8 weeks");
	signed_with(c, "discharge", "Discharged: goals met.");
	assert_int_equal(clinic_cli(c, "get", "episode", c->episode), 0);
	assert_non_null(strstr(c->out, "closed"));
}

/* ---- nothing typed is lost */

static void
killed(struct pty *p)
{
	pty_signal(p, SIGKILL);
	pty_end(p, 5000);
	pty_free(p);
}

/* Today lists it among what waits for a signature. */
static void
open_draft(struct pty *p)
{
	clinic_see(p, "Progress report");
	for (int i = 0; i < 10; i++) {
		const char *row = pty_row(p, clinic_row(p, "Progress report"));

		if (row[0] == '>')
			break;
		pty_keys(p, "<Down>");
		pty_settle(p, 40);
	}
	pty_keys(p, "<Enter>");
	clinic_see(p, "Draft: Progress report");
}

static void
test_reports__draft__outlives_a_kill(void **state)
{
	const char *const options[] = {"--as", CLINIC_LOGIN, NULL};
	struct clinic *c = &clinic;
	struct pty *p;

	(void)state;
	fill_chart(c);
	p = on_chart(c);
	pty_keys(p, "rnpa");
	clinic_see(p, "your judgement");
	pty_keys(p, "Left the editor.<Esc>");
	clinic_see(p, "Ready to sign");
	killed(p);
	p = clinic_screen(c, NULL, options);
	open_draft(p);
	pty_keys(p, "a");
	clinic_see(p, "Left the editor.");
	pty_keys(p, " Still in it.");
	clinic_see(p, "Still in it.");
	pty_settle(p, 2500); /* a pause in typing keeps the text */
	killed(p);
	p = clinic_screen(c, NULL, options);
	open_draft(p);
	pty_keys(p, "a");
	clinic_see(p, "Left the editor. Still in it.");
	pty_keys(p, "<Esc>");
	clinic_see(p, "Ready to sign");
	pty_keys(p, "D");
	clinic_see(p, "Throw this draft away");
	pty_keys(p, "y");
	clinic_see(p, "The draft is gone");
	assert_false(pty_has(p, "Progress report"));
	clinic_quit(p);
	pty_free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_reports__signed__in_few_keys,
					    clinic_set_up, clinic_tear_down),
	    cmocka_unit_test_setup_teardown(test_reports__draft__outlives_a_kill,
					    clinic_set_up, clinic_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
