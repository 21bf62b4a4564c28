/* test_note_keys.c - from the last set to the signature by keyboard: its keys counted, phrase and all. */
#include "clinic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The limit of the budget, and what this way takes: response 2, finish 1, pain after 3, phrase 6,
 * sign 1, PIN 5. */
enum { KEYS_MOST = 20, KEYS_EXACT = 18 };

static void
press(struct pty *p, const char *keys, int *count)
{
	pty_keys(p, keys);
	*count += clinic_count(keys);
}

/* Everything before the last set is over: not counted here. */
static void
run_session(struct pty *p, const char *family)
{
	clinic_see(p, family);
	(void)clinic_mark(p, family);
	pty_keys(p, "s");
	clinic_screened(p);
	pty_keys(p, "4");
	pty_settle(p, 60);
	pty_keys(p, "<Enter>");
	clinic_see(p, "done 2/2");
}

static void
test_note_keys__last_set_to_signature__few(void **state)
{
	static const struct clinic_dose dose = {
	    "quad_set",
	    "97110",
	    {"sets=2", "reps=60", "hold_s=0", "rest_s=20", "tempo=3-0-3",
	     "side_mode=none", "side=none", "lead_in_s=3"}};
	const char *const options[] = {"--as", CLINIC_LOGIN, "--rate", "400", NULL};
	struct clinic *c = &clinic;
	struct pty *p;
	char id[CLINIC_ID], field[60];
	int keys = 0;

	(void)state;
	clinic_patient(c, "Tavares-Ibori", "Nuno", "1958-11-21");
	clinic_prescribe(c, &dose, 1);
	p = clinic_screen(c, NULL, options);
	run_session(p, "Tavares");
	press(p, "25", &keys);
	clinic_see(p, "pain 2 effort 5");
	press(p, "f", &keys);
	clinic_see(p, "Ready to sign");
	press(p, "x3<Enter>", &keys);
	pty_settle(p, 60);
	press(p, "a<Tab>go", &keys);
	clinic_see(p, "> Good form without cues");
	press(p, "<Enter>", &keys);
	clinic_see(p, "Kept good form without cues.");
	press(p, "<Esc>s", &keys);
	clinic_see(p, "PIN to sign");
	press(p, CLINIC_PIN "<Enter>", &keys);
	clinic_see(p, "Signed. ");
	clinic_figure("note.last_set_to_signature_keys", keys, KEYS_MOST);
	assert_int_equal(keys, KEYS_EXACT);
	clinic_quit(p);
	pty_free(p);
	snprintf(field, sizeof field, "patient=%.40s", c->patient);
	assert_int_equal(clinic_cli(c, "--json", "list", "session", field), 0);
	assert_true(clinic_value(c->out, "id", id, sizeof id));
	snprintf(field, sizeof field, "session=%s", id);
	assert_int_equal(clinic_cli(c, "--json", "list", "note", field), 0);
	assert_non_null(strstr(c->out, "Kept good form without cues."));
	assert_non_null(strstr(c->out, "effort up to 5/10"));
	assert_non_null(strstr(c->out, "3/10 after"));
	assert_non_null(strstr(c->out, "pain 2/10, effort"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_note_keys__last_set_to_signature__few),
	};

	return cmocka_run_group_tests(tests, clinic_set_up, clinic_tear_down);
}
