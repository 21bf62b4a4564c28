/* test_bill.c - claim lines: every modifier with a case for it and one against it. */
#include "codes.h"
#include "core/bill.h"
#include "core/session_units.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char medicare[] = "discipline pair assistant kx abn telehealth";

static struct {
	struct units_time times[8], alone[8];
	struct code_pair pair;
	struct telehealth_rule tele[2];
	struct payer_fee fee;
	struct bill_status status;
	struct bill_input in;
	struct bill b;
} f;

static void
add(struct units_time *list, size_t *n, const char *code, int minutes)
{
	str_copy(list[*n].code, sizeof list[*n].code, code);
	list[(*n)++].seconds = 60 * minutes;
}

static void
gave(const char *code, int minutes)
{
	add(f.times, &f.in.n, code, minutes);
}

/* Medicare, a PT plan, in person, nothing used of 2,480 dollars. */
static void
fresh(void)
{
	memset(&f, 0, sizeof f);
	f.in =
	    (struct bill_input){.table = codes_table(),
				.rule = UNITS_CMS,
				.times = f.times,
				.alone = f.alone,
				.tie = "",
				.discipline = "PT",
				.date = 20260504,
				.payer_kind = "medicare",
				.wants = medicare,
				.mode = "in_person",
				.place = "11",
				.year = {.kx = 2480000, .review = 3000000, .whole = true},
				.answers = ""};
}

static void
compute(void)
{
	struct err err = {0};

	if (bill_compute(&f.in, &f.b, &err))
		fail_msg("%s", status_say(&err));
}

/* Modifiers of the n-th line of a code. */
static const char *
modifiers(const char *code, int nth)
{
	static char out[4][17];
	static int at;

	at = (at + 1) % 4;
	for (int i = 0; i < f.b.n; i++)
		if (!strcmp(f.b.lines[i].code, code) && nth-- == 0) {
			bill_modifiers(&f.b.lines[i], out[at], sizeof out[at]);
			return out[at];
		}
	fail_msg("no line of %s", code);
	return "";
}

static const struct bill_question *
asked(const char *id)
{
	for (int i = 0; i < f.b.n_questions; i++)
		if (!strcmp(f.b.questions[i].id, id))
			return &f.b.questions[i];
	return NULL;
}

static int
units(const char *code)
{
	int n = 0;

	for (int i = 0; i < f.b.n; i++)
		if (!strcmp(f.b.lines[i].code, code))
			n += f.b.lines[i].units;
	return n;
}

/* ---- discipline and assistant */

static void
test_bill__discipline__of_the_plan(void **state)
{
	static const struct {
		const char *discipline, *own;
	} rows[] = {{"PT", "GP"}, {"OT", "GO"}, {"SLP", "GN"}};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		fresh();
		f.in.discipline = rows[i].discipline;
		gave("97110", 15);
		compute();
		assert_string_equal(modifiers("97110", 0), rows[i].own);
		assert_int_equal(f.b.n_questions, 0);
	}
	fresh();
	f.in.wants = "kx"; /* a payer that wants none */
	gave("97110", 15);
	compute();
	assert_string_equal(modifiers("97110", 0), "");
}

static void
test_bill__assistant__per_unit(void **state)
{
	(void)state;
	fresh();
	gave("97110", 30);
	add(f.alone, &f.in.n_alone, "97110", 15);
	compute();
	assert_int_equal(f.b.n, 2);
	assert_string_equal(modifiers("97110", 0), "GP");
	assert_string_equal(modifiers("97110", 1), "GP CQ");
	assert_int_equal(f.b.lines[0].minutes, 30);
	assert_int_equal(f.b.lines[1].minutes, 0);
	f.in.discipline = "OT";
	compute();
	assert_string_equal(modifiers("97110", 1), "GO CO");
	f.in.n_alone = 0;
	compute();
	assert_int_equal(f.b.n, 1);
	assert_string_equal(modifiers("97110", 0), "GO");
}

static void
test_bill__assistant__strict_or_simple(void **state)
{
	(void)state;
	fresh();
	gave("97150", 45);
	add(f.alone, &f.in.n_alone, "97150", 5);
	compute();
	assert_string_equal(modifiers("97150", 0), "GP CQ");
	f.in.test = ASSISTANT_SIMPLE;
	compute();
	assert_string_equal(modifiers("97150", 0), "GP");
}

/* ---- pairs */

static void
with_pair(int indicator)
{
	fresh();
	gave("97530", 15);
	gave("97116", 15);
	dict_row_init(dict_entity(E_CODE_PAIR), &f.pair);
	str_copy(f.pair.column1, sizeof f.pair.column1, "97530");
	str_copy(f.pair.column2, sizeof f.pair.column2, "97116");
	f.pair.indicator = indicator;
	f.pair.valid_from = 20260101;
	f.in.pairs = &f.pair;
	f.in.n_pairs = 1;
}

static void
test_bill__pair__is_asked_and_answered(void **state)
{
	static const char *const mods[] = {"59", "XE", "XP", "XS", "XU"};
	char answers[60], want[8];

	(void)state;
	with_pair(1);
	compute();
	assert_non_null(asked("pair:97530/97116"));
	assert_true(asked("pair:97530/97116")->stop);
	assert_int_equal(asked("pair:97530/97116")->chosen, -1);
	assert_string_equal(modifiers("97116", 0), "GP");
	for (size_t i = 0; i < 5; i++) {
		snprintf(answers, sizeof answers, "pair:97530/97116=%s\n", mods[i]);
		snprintf(want, sizeof want, "GP %s", mods[i]);
		f.in.answers = answers;
		compute();
		assert_string_equal(modifiers("97116", 0), want);
		assert_string_equal(modifiers("97530", 0), "GP");
	}
	f.in.answers = "pair:97530/97116=none\n"; /* without its reason: open */
	compute();
	assert_int_equal(asked("pair:97530/97116")->chosen, -1);
	f.in.answers = "pair:97530/97116=none\tpayer's letter\n";
	compute();
	assert_string_equal(modifiers("97116", 0), "GP");
	assert_non_null(strstr(f.b.lines[1].why, "payer's letter"));
	f.in.answers = "pair:97530/97116=drop\n";
	compute();
	assert_int_equal(units("97116"), 0);
	assert_int_equal(f.b.units, 1);
}

static void
test_bill__pair__only_when_both_are_billed_and_in_date(void **state)
{
	(void)state;
	with_pair(1);
	f.in.date = 20251231; /* the row begins the day after */
	compute();
	assert_null(asked("pair:97530/97116"));
	with_pair(1);
	f.in.n = 1;
	compute();
	assert_null(asked("pair:97530/97116"));
	with_pair(9); /* an edit that was withdrawn */
	compute();
	assert_null(asked("pair:97530/97116"));
	with_pair(1);
	f.in.wants = "discipline";
	compute();
	assert_null(asked("pair:97530/97116"));
}

static void
test_bill__pair__never_together(void **state)
{
	(void)state;
	with_pair(0);
	compute();
	assert_string_equal(asked("pair:97530/97116")->options[0].value, "drop");
	f.in.answers = "pair:97530/97116=59\n"; /* no answer to this one */
	compute();
	assert_int_equal(asked("pair:97530/97116")->chosen, -1);
	assert_string_equal(modifiers("97116", 0), "GP");
}

/* ---- the year */

static void
test_bill__kx__two_years_two_answers(void **state)
{
	(void)state;
	for (int year = 2025; year <= 2026; year++) {
		fresh();
		gave("97110", 15);
		f.in.date = year * 10000 + 504;
		f.in.year.kx = year == 2025 ? 2410000 : 2480000;
		f.in.year.used = 2450000;
		compute();
		assert_true((asked("kx") != NULL) == (year == 2025));
		f.in.answers = "kx=KX\n";
		compute();
		assert_string_equal(modifiers("97110", 0), year == 2025 ? "GP KX" : "GP");
	}
}

static void
test_bill__kx__crossing_by_fees_of_this_visit(void **state)
{
	(void)state;
	fresh();
	gave("97110", 30);
	f.in.year.used = 2420000;
	dict_row_init(dict_entity(E_PAYER_FEE), &f.fee);
	str_copy(f.fee.code, sizeof f.fee.code, "97110");
	f.fee.amount = 30000;
	f.in.fees = &f.fee;
	f.in.n_fees = 1;
	compute();
	assert_int_equal(f.b.amount, 60000);
	assert_true(f.b.amount_whole);
	assert_null(asked("kx")); /* 2,480 is reached, not passed */
	f.in.year.used++;
	compute();
	assert_non_null(asked("kx"));
}

static void
test_bill__kx__goes_on_after_the_crossing(void **state)
{
	(void)state;
	fresh();
	gave("97110", 15);
	f.in.year.crossed_on = 20260301;
	compute();
	assert_null(asked("kx"));
	assert_string_equal(modifiers("97110", 0), "GP KX");
	f.in.wants = "discipline pair assistant";
	compute();
	assert_string_equal(modifiers("97110", 0), "GP");
}

static void
test_bill__kx__unknown_threshold_is_asked(void **state)
{
	(void)state;
	fresh();
	gave("97110", 15);
	f.in.date = 20270504;
	f.in.year.kx = DICT_NONE;
	compute();
	assert_non_null(asked("limit"));
	assert_true(asked("limit")->stop);
	assert_non_null(strstr(asked("limit")->text, "2027"));
	f.in.answers = "limit=no\n";
	compute();
	assert_string_equal(modifiers("97110", 0), "GP");
	f.in.answers = "limit=KX\n";
	compute();
	assert_string_equal(modifiers("97110", 0), "GP KX");
}

static void
test_bill__kx__never_with_ga(void **state)
{
	(void)state;
	fresh();
	gave("97110", 15);
	f.in.year.used = 2600000;
	f.in.answers = "kx=GA\n";
	compute();
	assert_string_equal(modifiers("97110", 0), "GP GA");
	f.in.answers = "kx=GZ\n";
	compute();
	assert_string_equal(modifiers("97110", 0), "GP GZ");
	f.in.year.crossed_on = 20260301; /* KX goes on, but this code has its notice */
	str_copy(f.status.code, sizeof f.status.code, "97110");
	str_copy(f.status.medicare, sizeof f.status.medicare, "non-covered");
	f.in.statuses = &f.status;
	f.in.n_statuses = 1;
	f.in.answers = "abn:97110=GA\n";
	compute();
	assert_string_equal(modifiers("97110", 0), "GP GA");
}

static void
test_bill__review__is_said(void **state)
{
	(void)state;
	fresh();
	gave("97110", 15);
	f.in.year.used = 3000001;
	f.in.year.crossed_on = 20260301;
	compute();
	assert_non_null(asked("review"));
	assert_false(asked("review")->stop);
	f.in.year.used = 3000000;
	compute();
	assert_null(asked("review"));
}

/* ---- notices */

static void
test_bill__abn__gx_gy_ga_gz(void **state)
{
	static const struct {
		const char *answer, *want;
	} rows[] = {{"abn:97035=GY\n", "GP GY"},
		    {"abn:97035=GX\n", "GP GX GY"},
		    {"abn:97035=GA\n", "GP GA"},
		    {"abn:97035=GZ\n", "GP GZ"}};

	(void)state;
	fresh();
	gave("97035", 15);
	str_copy(f.status.code, sizeof f.status.code, "97035");
	str_copy(f.status.medicare, sizeof f.status.medicare, "non-covered");
	f.in.statuses = &f.status;
	f.in.n_statuses = 1;
	compute();
	assert_true(asked("abn:97035")->stop);
	for (size_t i = 0; i < 4; i++) {
		f.in.answers = rows[i].answer;
		compute();
		assert_string_equal(modifiers("97035", 0), rows[i].want);
	}
	/* over the threshold without a notice, and not a benefit: never GY with GZ */
	f.in.answers = "abn:97035=GY\nkx=GZ\n";
	f.in.year.used = 2600000;
	compute();
	assert_string_equal(modifiers("97035", 0), "GP GY");
	f.in.answers = "";
	f.in.wants = "discipline kx";
	compute();
	assert_null(asked("abn:97035"));
}

static void
test_bill__bundled__is_not_billed(void **state)
{
	(void)state;
	fresh();
	gave("97150", 15);
	str_copy(f.status.code, sizeof f.status.code, "97150");
	str_copy(f.status.medicare, sizeof f.status.medicare, "bundled");
	f.in.statuses = &f.status;
	f.in.n_statuses = 1;
	f.in.answers = "abn:97150=drop\n";
	compute();
	assert_int_equal(f.b.units, 0);
	assert_true(f.b.lines[0].why[0] != '\0');
}

/* ---- telehealth */

static void
by_video(void)
{
	fresh();
	gave("97110", 15);
	f.in.mode = "video";
	for (int i = 0; i < 2; i++) {
		struct telehealth_rule *r = &f.tele[i];

		dict_row_init(dict_entity(E_TELEHEALTH_RULE), r);
		str_copy(r->payer_kind, sizeof r->payer_kind, "medicare");
		str_copy(r->mode, sizeof r->mode, "video");
		r->allowed = i == 0;
		str_copy(r->code, sizeof r->code, i == 0 ? "97110" : "");
		str_copy(r->place_home, sizeof r->place_home, "10");
		str_copy(r->place_other, sizeof r->place_other, "02");
		r->valid_to = 20271231;
	}
	f.in.telehealth = f.tele;
	f.in.n_telehealth = 2;
}

static void
test_bill__telehealth__place_and_modifier(void **state)
{
	(void)state;
	by_video();
	compute();
	assert_true(asked("place")->stop);
	f.in.answers = "place=home\n";
	compute();
	assert_string_equal(f.b.lines[0].place, "10");
	assert_string_equal(modifiers("97110", 0), "GP");
	f.in.answers = "place=else\n";
	str_copy(f.tele[0].modifier, sizeof f.tele[0].modifier, "95");
	compute();
	assert_string_equal(f.b.lines[0].place, "02");
	assert_string_equal(modifiers("97110", 0), "GP 95");
	f.in.mode = "in_person";
	compute();
	assert_null(asked("place"));
	assert_string_equal(f.b.lines[0].place, "11");
	assert_string_equal(modifiers("97110", 0), "GP");
}

static void
test_bill__telehealth__unknown_is_asked(void **state)
{
	(void)state;
	by_video();
	f.in.date = 20280102; /* no row holds any more */
	f.in.answers = "place=home\n";
	compute();
	assert_true(asked("telehealth")->stop);
	f.in.answers = "place=home\ntelehealth=95\n";
	compute();
	assert_string_equal(modifiers("97110", 0), "GP 95");
	by_video();
	f.times[0] = (struct units_time){.seconds = 900};
	str_copy(f.times[0].code, sizeof f.times[0].code, "97140");
	f.in.answers = "place=home\n";
	compute();
	assert_non_null(asked("tele:97140"));
	f.in.answers = "place=home\ntele:97140=drop\n";
	compute();
	assert_int_equal(f.b.units, 0);
}

/* ---- order, untimed codes, tie, unknown payer */

static void
test_bill__order__is_the_payers(void **state)
{
	(void)state;
	with_pair(1);
	f.in.answers = "pair:97530/97116=59\n";
	f.in.year.crossed_on = 20260101;
	add(f.alone, &f.in.n_alone, "97116", 15);
	compute();
	assert_string_equal(modifiers("97116", 0), "GP 59 CQ KX");
	f.in.wants = "pair assistant kx discipline";
	compute();
	assert_string_equal(modifiers("97116", 0), "59 CQ KX GP");
}

static void
test_bill__five_modifiers__four_and_a_word(void **state)
{
	(void)state;
	by_video();
	dict_row_init(dict_entity(E_CODE_PAIR), &f.pair);
	str_copy(f.pair.column1, sizeof f.pair.column1, "97530");
	str_copy(f.pair.column2, sizeof f.pair.column2, "97110");
	f.pair.indicator = 1;
	f.in.pairs = &f.pair;
	f.in.n_pairs = 1;
	gave("97530", 15);
	add(f.alone, &f.in.n_alone, "97110", 15);
	str_copy(f.tele[0].modifier, sizeof f.tele[0].modifier, "95");
	f.in.year.crossed_on = 20260101;
	f.in.answers = "place=home\npair:97530/97110=XE\ntele:97530=none\tletter\n";
	compute();
	assert_string_equal(modifiers("97110", 0), "GP XE CQ KX");
	assert_non_null(asked("five:97110"));
}

static void
test_bill__untimed__once_a_day(void **state)
{
	(void)state;
	fresh();
	gave("97150", 20);
	gave("97150", 20);
	gave("97161", 40);
	gave("97110", 7);
	compute();
	assert_int_equal(units("97150"), 1);
	assert_int_equal(units("97161"), 1);
	assert_int_equal(units("97110"), 0);
	assert_string_equal(f.b.lines[2].why, "too few minutes for a unit");
}

static void
test_bill__tie__is_asked_with_the_proposal(void **state)
{
	(void)state;
	fresh();
	gave("97110", 20);
	gave("97112", 20);
	compute();
	assert_true(asked("tie")->stop);
	assert_int_equal(asked("tie")->n_options, 2);
	assert_string_equal(asked("tie")->options[0].text, "97110:2;97112:1");
	f.in.tie = "97110:1;97112:2";
	compute();
	assert_int_equal(asked("tie")->chosen, 1);
	assert_int_equal(units("97112"), 2);
	f.in.rule = UNITS_AMA;
	compute();
	assert_null(asked("tie"));
	assert_int_equal(f.b.units, 2);
}

/* Six codes share three units: twenty right answers, each of which can be given. */
static void
test_bill__tie__has_any_number_of_answers(void **state)
{
	static const char *const codes[] = {"97110", "97112", "97116",
					    "97140", "97530", "97035"};
	char is[SESSION_TIE_SIZE] = "", first[SESSION_TIE_SIZE];

	(void)state;
	fresh();
	for (int i = 0; i < 6; i++)
		gave(codes[i], 8); /* 48 minutes: 3 units */
	compute();
	assert_int_equal(asked("tie")->n_options, 20);
	assert_true(session_units_tie(&f.b.result[UNITS_CMS], 0, first));
	str_copy(is, sizeof is, first);
	for (int i = 0; i < 20; i++) {
		char right[SESSION_TIE_SIZE];

		assert_true(session_units_tie(&f.b.result[UNITS_CMS], i, right));
		assert_string_equal(is, right);
		f.in.tie = right;
		compute();
		assert_int_equal(asked("tie")->chosen, i);
		assert_int_equal(f.b.units, 3);
		assert_true(session_units_tie_after(&f.b.result[UNITS_CMS], is, is));
	}
	assert_string_equal(is, first); /* round again */
}

static void
test_bill__unknown_payer__says_so(void **state)
{
	(void)state;
	fresh();
	gave("97110", 15);
	f.in.payer_kind = f.in.wants = "";
	f.in.year.used = 9000000;
	compute();
	assert_non_null(asked("kind"));
	assert_false(asked("kind")->stop);
	assert_string_equal(modifiers("97110", 0), "GP");
	assert_null(asked("kx"));
	f.in.payer_kind = "commercial";
	compute();
	assert_non_null(asked("wants"));
}

/* ---- text */

static void
test_bill__arithmetic__says_who_won(void **state)
{
	struct str text = {0};

	(void)state;
	fresh();
	gave("97110", 33);
	gave("97140", 7);
	compute();
	bill_arithmetic(&f.b.result[UNITS_CMS], &text);
	assert_non_null(strstr(str_text(&text), "97110 33 min: 2 x 15 + 3 left over"));
	assert_non_null(
	    strstr(str_text(&text), "total 40 timed minutes: (40 + 7) / 15 = 3 units"));
	assert_non_null(strstr(str_text(&text), "97140 with 7 left over gets one"));
	assert_non_null(strstr(str_text(&text), "97110 with 3 left over gets none"));
	str_clear(&text);
	bill_arithmetic(&f.b.result[UNITS_AMA], &text);
	assert_non_null(strstr(str_text(&text), "nothing is pooled: 2 timed units"));
	str_release(&text);
}

static void
test_bill__answers__in_and_out(void **state)
{
	struct str one = {0}, two = {0};
	char value[8], reason[40];

	(void)state;
	bill_answer_set("", "kx", "KX", "needs it\nsecond line", &one);
	bill_answer_set(str_text(&one), "place", "home", "", &two);
	assert_string_equal(str_text(&two), "kx=KX\tneeds it\nplace=home\n");
	assert_true(bill_answer(str_text(&two), "kx", value, reason, sizeof reason));
	assert_string_equal(value, "KX");
	assert_string_equal(reason, "needs it");
	assert_false(bill_answer(str_text(&two), "plac", value, reason, sizeof reason));
	str_clear(&one);
	bill_answer_set(str_text(&two), "kx", "", "", &one);
	assert_string_equal(str_text(&one), "place=home\n");
	str_release(&one);
	str_release(&two);
}

/* ---- random visits against an enumeration that knows the Manual's words alone */

enum { VISITS = 10000, CODES = 5 };

static const char *const pool_codes[CODES] = {"97110", "97112", "97116", "97140",
					      "97530"};

/* Units of the chart: 8 to 22 one, 23 to 37 two ... */
static int
chart(int minutes)
{
	int n = 0;

	for (int low = 8; low <= minutes; low += 15)
		n++;
	return n;
}

struct search {
	int minutes[CODES], n, total;
	int units[CODES];
	int best;		 /* left-over minutes paid, the most found */
	int answers;		 /* how many ways pay so many */
	int want[CODES], wanted; /* the product's answer; seen among the best */
};

/* Every way to share the units: full blocks to their code, at most one more each. */
static void
enumerate(struct search *s, int at, int left, int paid)
{
	int full = 0;

	if (at == s->n) {
		bool same = true;

		if (left || paid < s->best)
			return;
		for (int i = 0; i < s->n; i++)
			same = same && s->units[i] == s->want[i];
		if (paid > s->best)
			s->answers = s->wanted = 0;
		s->best = paid;
		s->answers++;
		s->wanted += same;
		return;
	}
	while (15 * (full + 1) <= s->minutes[at])
		full++;
	for (int more = 0; more < 2; more++) {
		if (full + more > left || (more && s->minutes[at] == 15 * full))
			continue;
		s->units[at] = full + more;
		enumerate(s, at + 1, left - full - more,
			  paid + (more ? s->minutes[at] - 15 * full : 0));
	}
}

/* One random visit; the number of differences. */
static int
random_visit(struct random *r)
{
	struct search s = {.best = -1};
	const struct bill_question *q;
	int total = 0, wrong = 0, ways;

	fresh();
	s.n = 1 + random_below(r, CODES);
	for (int i = 0; i < s.n; i++) {
		int seconds = random_below(r, 3300);

		str_copy(f.times[i].code, sizeof f.times[i].code, pool_codes[i]);
		f.times[i].seconds = seconds;
		f.in.n++;
		while (60 * (s.minutes[i] + 1) <= seconds)
			s.minutes[i]++;
		total += s.minutes[i];
	}
	compute();
	for (int i = 0; i < s.n; i++)
		s.want[i] = units(pool_codes[i]);
	enumerate(&s, 0, chart(total), 0);
	q = asked("tie");
	ways = (int)units_choice_count(&f.b.result[UNITS_CMS]);
	wrong += s.wanted != 1 || ways != s.answers || (q != NULL) != (s.answers > 1);
	f.in.rule = UNITS_AMA;
	compute();
	for (int i = 0; i < s.n; i++)
		wrong += units(pool_codes[i]) != chart(s.minutes[i]);
	return wrong;
}

static void
test_bill__random_visits__equal_an_enumeration(void **state)
{
	struct random r = random_begin("bill", 20261126);
	int wrong = 0;

	(void)state;
	for (int i = 0; i < VISITS; i++)
		wrong += random_visit(&r) != 0;
	printf("bill: %d random visits, %d differences\n", VISITS, wrong);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_bill__discipline__of_the_plan),
	    cmocka_unit_test(test_bill__assistant__per_unit),
	    cmocka_unit_test(test_bill__assistant__strict_or_simple),
	    cmocka_unit_test(test_bill__pair__is_asked_and_answered),
	    cmocka_unit_test(test_bill__pair__only_when_both_are_billed_and_in_date),
	    cmocka_unit_test(test_bill__pair__never_together),
	    cmocka_unit_test(test_bill__kx__two_years_two_answers),
	    cmocka_unit_test(test_bill__kx__crossing_by_fees_of_this_visit),
	    cmocka_unit_test(test_bill__kx__goes_on_after_the_crossing),
	    cmocka_unit_test(test_bill__kx__unknown_threshold_is_asked),
	    cmocka_unit_test(test_bill__kx__never_with_ga),
	    cmocka_unit_test(test_bill__review__is_said),
	    cmocka_unit_test(test_bill__abn__gx_gy_ga_gz),
	    cmocka_unit_test(test_bill__bundled__is_not_billed),
	    cmocka_unit_test(test_bill__telehealth__place_and_modifier),
	    cmocka_unit_test(test_bill__telehealth__unknown_is_asked),
	    cmocka_unit_test(test_bill__order__is_the_payers),
	    cmocka_unit_test(test_bill__five_modifiers__four_and_a_word),
	    cmocka_unit_test(test_bill__untimed__once_a_day),
	    cmocka_unit_test(test_bill__tie__is_asked_with_the_proposal),
	    cmocka_unit_test(test_bill__tie__has_any_number_of_answers),
	    cmocka_unit_test(test_bill__unknown_payer__says_so),
	    cmocka_unit_test(test_bill__arithmetic__says_who_won),
	    cmocka_unit_test(test_bill__answers__in_and_out),
	    cmocka_unit_test(test_bill__random_visits__equal_an_enumeration),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
