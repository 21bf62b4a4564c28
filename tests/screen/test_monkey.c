/* test_monkey.c - hours of pressed keys in an ordinary clinic: nothing crashes, nobody reads a sentence
 * meant for programmers, and what was stored is sound and can be made anew. */
#include "clinic.h"
#include "presser.h"
#include "sent.h"

#include "app/demo.h"
#include "app/staff.h"
#include "base/str.h"
#include "sync/sanitized.h"
#include "tui/lock.h"
#include "tui/loop.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { STEPS = 6000, STEPS_SANITIZED = 4000, STEPS_LONG = 400000, SITTING = 400 };

static struct {
	struct random rng;
	const struct demo_login *who;
	bool screens[NAV_COUNT];
	int64_t keys, sittings;
} m;

static int
below(int n)
{
	return random_below(&m.rng, n);
}

/* ---- what must not be seen */

static void
judge(struct ui *ui)
{
	static const char *const inside[] = {
	    "SQL",	     "constraint",     "misuse",      "out of memory",
	    "no such table", "no such column", "logic error", "malformed"};
	char *sent;
	const char *why;
	size_t n, at = 0;

	loop_turn(ui);
	sent = screen_sent(&n);
	why = sent_fault(sent, n, true, &at);
	if (why)
		fail_msg("%s: %s", ui->top ? ui->top->ops->name : "nothing", why);
	free(sent);
	for (size_t i = 0; i < sizeof inside / sizeof inside[0]; i++)
		if (strstr(ui->message, inside[i]))
			fail_msg("%s says: %s", ui->top->ops->name, ui->message);
	for (int i = 0; ui->top && i < NAV_COUNT; i++)
		m.screens[i] |= nav_get((enum nav_id)i)->ops == ui->top->ops;
}

/* ---- a person */

static void
sit_down(struct app *a, struct ui *ui)
{
	struct err err = {0};

	lock_drop(ui);
	stack_unwind(ui, false);
	ui->quit = false;
	for (int i = below(6), tried = 0; tried < 6; i = (i + 1) % 6, tried++) {
		m.who = &demo_logins[i];
		if (!staff_act_as(a, m.who->login, &err)) /* the manager may close it */
			break;
	}
	if (stack_push(ui, nav_get(NAV_TODAY)->ops, NULL, &err))
		fail_msg("%s", status_say(&err));
	m.sittings++;
	judge(ui);
}

static void
type(const char *keys)
{
	screen_keys(keys);
	m.keys++;
}

static void
press_screen(struct ui *ui)
{
	presser_command(&m.rng, ui);
	term_key_push(ui->top && presser_reaches_out(ui->top)
			  ? K_ESC
			  : presser_key(&m.rng, ui->top));
	m.keys++;
}

/* Words people type, where they fit and where they do not. */
static void
type_word(void)
{
	static const char *const words[] = {"knee",
					    "3x10",
					    "2026-05-11",
					    "12.5",
					    "-1",
					    "99999999999",
					    "mo we 9:00 x4",
					    "97110",
					    "O'Brien",
					    "\xC3\xA9t\xC3\xA9",
					    "#tearful",
					    "tug 14 -> 10 in 4w",
					    "0",
					    " ",
					    "90/60",
					    "15 min",
					    "KBR-000001-A"};

	const char *word = words[below((int)(sizeof words / sizeof words[0]))];
	bool pasted = below(4) == 0;

	type(pasted ? "<Paste>" : "");
	type(word);
	if (pasted && below(8)) /* sometimes its end is lost */
		type("<Pasted>");
	if (below(2))
		type("<Enter>");
}

static void
sign(void)
{
	type(m.who->pin);
	type("<Enter>");
}

static void
away(struct ui *ui)
{
	type("<^T>");
	judge(ui);
	if (below(4) == 0)
		type("wrong<Enter>");
	type(m.who->password);
	type("<Enter>");
}

static void
resize(void)
{
	static const int sizes[][2] = {
	    {24, 80}, {43, 132}, {24, 100}, {60, 200}, {10, 40}};
	int i = below(5);

	screen_resize(sizes[i][0], sizes[i][1]);
	if (i == 4)
		screen_resize(24, 80);
}

static void
wait_a_while(void)
{
	int kind = below(20);

	if (kind == 0)
		screen_sleep(86400000LL * (1 + below(10)));
	else if (kind == 1)
		screen_sleep(3600000LL * (1 + below(6)));
	else if (kind == 2)
		screen_advance(60000LL * (1 + below(20)));
	else
		screen_advance(1000LL * (1 + below(30)));
}

static void
act(struct ui *ui)
{
	int what = below(1000);
	char one[2] = {(char)(' ' + 1 + below(94)), '\0'};

	if (what < 700)
		press_screen(ui);
	else if (what < 760)
		type(one[0] == '<' ? "<<" : one);
	else if (what < 820)
		type((const char[]){(char)('0' + below(10)), '\0'});
	else if (what < 870)
		type_word();
	else if (what < 890)
		sign();
	else if (what < 940)
		wait_a_while();
	else if (what < 950)
		resize();
	else if (what < 955)
		away(ui);
	else
		type(what < 975 ? "<Enter>" : what < 990 ? "<Tab>" : "<^Z>");
}

/* ---- what is left in the clinic */

static void
line(void *arg, const struct doctor_line *l)
{
	static const char *const sound[] = {"file",	"references",  "operations",
					    "rows",	"audit",       "search",
					    "caseload", "same person", "rebuild"};
	bool *ok = arg;

	if (l->kind != DOCTOR_FINDING)
		return;
	for (size_t i = 0; i < sizeof sound / sizeof sound[0]; i++)
		if (!strncmp(l->what, sound[i], strlen(sound[i]))) {
			fprintf(stderr, "%s\n", l->what);
			*ok = false;
		}
}

static void
sound(struct app *a)
{
	struct err err = {0};
	bool ok = true;

	if (staff_act_as(a, "max", &err) || store_doctor(a->store, true, line, &ok, &err))
		fail_msg("%s", status_say(&err));
	assert_true(ok);
}

static void
hours(struct app *a)
{
	struct ui *ui = screen_ui();
	int steps = getenv("LONG") ? LONG_TIMES(STEPS_LONG)
		    : SANITIZED	   ? STEPS_SANITIZED
				   : STEPS;

	for (int i = 0; i < steps; i++) {
		if (i % SITTING == 0 || ui->quit || !ui->top || !ui->top->below)
			sit_down(a, ui);
		act(ui);
		judge(ui);
	}
	screen_resize(24, 80);
	lock_drop(ui);
	stack_unwind(ui, false);
	ui->quit = false;
}

static void
alone(struct app *a)
{
	hours(a);
	sound(a);
}

/* Each presses other keys. */
static void
one_of_many(struct app *a)
{
	for (int64_t i = 0; i < a->user.head.no; i++)
		m.rng.state = random_next(&m.rng);
	hours(a);
}

static void
test_monkey__any_keys__sound_clinic(void **state)
{
	const char *seed = getenv("SEED");
	int unseen = 0;

	(void)state;
	m.rng = random_begin("monkey", seed ? strtoull(seed, NULL, 10) : 1);
	screen_record(true);
	clinic_once("anna", alone);
	screen_record(false);
	printf("%lld keys in %lld sittings, screens not seen:", (long long)m.keys,
	       (long long)m.sittings);
	for (int i = 0; i < NAV_COUNT; i++)
		if (!m.screens[i]) {
			printf(" %s", nav_get((enum nav_id)i)->ops->name);
			unseen++;
		}
	printf(" (%d)\n", unseen);
	assert_in_range(unseen, 0, NAV_COUNT * 2 / 3); /* it gets about */
}

/* The same by three at once, who change what the others look at. */
static void
test_monkey__three_at_once__sound_clinic(void **state)
{
	const char *seed = getenv("SEED");

	(void)state;
	m.rng = random_begin("three monkeys", seed ? strtoull(seed, NULL, 10) : 1);
	screen_record(true);
	clinic_crowd(3, one_of_many, sound);
	screen_record(false);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_monkey__any_keys__sound_clinic),
	    cmocka_unit_test(test_monkey__three_at_once__sound_clinic),
	};

	return cmocka_run_group_tests_name("monkey", tests, clinic_setup,
					   clinic_teardown);
}
