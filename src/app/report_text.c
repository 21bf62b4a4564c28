/* report_text.c - the words of a report out of the facts of an episode. */
#include "app/aid.h"
#include "app/care.h"
#include "core/trend.h"
#include "report_priv.h"
#include "store/query_results.h"

#include <stdlib.h>
#include <string.h>

/* ---- lines into a section that has room for max bytes */

struct sheet {
	struct str *out;
	size_t from, max;
	int left_out;
};

enum { TAIL = 60 }; /* room for the sentence about what is left out */

static void
add_line(struct sheet *s, const struct str *line)
{
	if (s->out->n - s->from + line->n + 1 + TAIL > s->max) {
		s->left_out++;
		return;
	}
	str_add(s->out, str_text(line));
	str_add_c(s->out, '\n');
}

static void say(struct sheet *s, const char *fmt, ...) BASE_PRINTF(2, 3);

static void
say(struct sheet *s, const char *fmt, ...)
{
	struct str line = {0};
	va_list ap;

	va_start(ap, fmt);
	str_addv(&line, fmt, ap);
	va_end(ap);
	add_line(s, &line);
	str_release(&line);
}

static void
close_sheet(struct sheet *s)
{
	if (s->left_out)
		str_addf(s->out, "%d more line%s in the chart.\n", s->left_out,
			 s->left_out == 1 ? " is" : "s are");
}

static const char *
day(int64_t date, char out[DATE_TEXT_SIZE])
{
	date_text(date, out);
	return out[0] ? out : "unknown";
}

static bool
is(const char *a, const char *b)
{
	return !strcmp(a, b);
}

/* ---- goals */

static const char *
check_mark(bool check)
{
	return check ? " [check source]" : "";
}

/* True when there is a result newer than the one it begins with. */
static bool
measured_since(const struct report_goal *g)
{
	return g->series &&
	       (g->row.baseline == DICT_NONE || g->row.baseline_day == DICT_NONE ||
		g->series->last.day > g->row.baseline_day);
}

/* "80 deg (2026-03-01) -> 95 deg (2026-05-01), target 110 deg" */
static void
goal_way(const struct report_goal *g, struct str *out)
{
	char from[MEASURE_TEXT_SIZE], now[MEASURE_TEXT_SIZE], to[MEASURE_TEXT_SIZE];
	char from_day[DATE_TEXT_SIZE], now_day[DATE_TEXT_SIZE];

	if (!g->m)
		return;
	measure_text(g->m, g->row.baseline, from, sizeof from);
	measure_text(g->m, g->row.target, to, sizeof to);
	if (g->row.baseline != DICT_NONE)
		str_addf(out, " From %s (%s)", from, day(g->row.baseline_day, from_day));
	if (measured_since(g)) {
		measure_text(g->m, g->series->last.value, now, sizeof now);
		str_addf(out, "%s %s (%s)", g->row.baseline != DICT_NONE ? " to" : " Now",
			 now, day(g->series->last.day, now_day));
	} else if (g->row.baseline == DICT_NONE || !g->series) {
		str_add(out, "; not measured");
	}
	if (g->row.target != DICT_NONE)
		str_addf(out, ", target %s", to);
	str_add_c(out, '.');
}

/* "+15 deg: important, better. 50 % of the way." */
static void
goal_worth(const struct report_facts *f, const struct report_goal *g, struct str *out)
{
	struct measure_change c;
	char by[MEASURE_TEXT_SIZE], words[80];
	int64_t way, gone;

	if (!g->m || !measured_since(g) || g->row.baseline == DICT_NONE)
		return;
	c = measure_change(g->m, measures_norms(f->measures), g->row.baseline,
			   g->series->last.value);
	measure_change_words(&c, words, sizeof words);
	if (!words[0]) {
		str_add(out, " No change.");
		return;
	}
	measure_delta(g->m, c.by, by, sizeof by);
	str_addf(out, " %s: %s%s.", by, words, check_mark(c.check));
	if (g->row.target == DICT_NONE || g->row.target == g->row.baseline ||
	    measure_ordinal(g->m))
		return;
	way = g->row.target - g->row.baseline;
	gone = (g->series->last.value - g->row.baseline) * 100 / way;
	gone = gone > 100 ? 100 : gone;
	str_addf(out, " %lld %% of the way.", (long long)gone);
}

/* Where the numbers lead, when there are enough of them. */
static const char *
goal_state(const struct report_goal *g)
{
	if (report_facts_met(g))
		return " MET.";
	return is(g->row.state, "partly")    ? " Partly met."
	       : is(g->row.state, "not_met") ? " Not met."
	       : is(g->row.state, "dropped") ? " Given up."
					     : "";
}

void
report_text_goal(const struct report_facts *f, const struct report_goal *g,
		 struct str *out)
{
	struct result title;
	char name[120], due[DATE_TEXT_SIZE];

	dict_row_init(dict_entity(E_RESULT), &title);
	str_copy(title.measure, sizeof title.measure, g->row.measure);
	str_copy(title.part, sizeof title.part, g->row.part);
	str_copy(title.side, sizeof title.side, g->row.side);
	str_add(out, g->row.text);
	if (g->row.text[0] && !strchr(".!?", g->row.text[strlen(g->row.text) - 1]))
		str_add_c(out, '.');
	if (g->row.measure[0]) {
		measures_title(f->measures, &title, name, sizeof name);
		str_addf(out, " %s:", name);
	}
	goal_way(g, out);
	goal_worth(f, g, out);
	str_add(out, goal_state(g));
	if (g->row.due != DICT_NONE && !report_facts_met(g))
		str_addf(out, " Due %s.", day(g->row.due, due));
	if (is(g->row.state, "dropped") && g->row.reason[0])
		str_addf(out, " Reason: %s.", g->row.reason);
}

static void
say_goals(const struct report_facts *f, const char *title, struct sheet *s)
{
	int n = 0;

	if (f->n_goals)
		say(s, "%s", title);
	for (int i = 0; i < f->n_goals; i++) {
		const struct report_goal *g = &f->goals[i];
		struct str line = {0};

		str_addf(&line, "%d. ", ++n);
		if (g->row.term[0])
			str_addf(&line, "(%s) ",
				 is(g->row.term, "long") ? "long term" : "short term");
		report_text_goal(f, g, &line);
		add_line(s, &line);
		str_release(&line);
	}
}

static int
goals_met(const struct report_facts *f)
{
	int n = 0;

	for (int i = 0; i < f->n_goals; i++)
		n += report_facts_met(&f->goals[i]);
	return n;
}

/* ---- results */

static void
result_title(const struct report_facts *f, const struct result *r, struct str *out)
{
	char name[120];

	measures_title(f->measures, r, name, sizeof name);
	str_add(out, name);
}

static void
result_value(const struct measure *m, const struct result *r, struct str *out)
{
	char text[MEASURE_TEXT_SIZE];

	if (m)
		measure_text(m, r->value, text, sizeof text);
	else
		str_format(text, sizeof text, "%lld/1000", (long long)r->value);
	str_add(out, text);
}

/* One row of the evaluation: value, how it was measured, normal value, band, flag. */
static void
result_line(const struct report_facts *f, const struct report_series *x, struct str *out)
{
	const struct measure *m = x->m;
	struct measure_norms norms = measures_norms(f->measures);
	struct measure_who who = measures_who(&f->patient, x->last.day);
	struct measure_normal n;
	char text[80], at[DATE_TEXT_SIZE];

	result_title(f, &x->last, out);
	str_add(out, ": ");
	result_value(m, &x->last, out);
	if (x->last.protocol[0])
		str_addf(out, ", %s", x->last.protocol);
	str_addf(out, " (%s)", day(x->last.day, at));
	if (!m)
		return;
	if (measure_norm(m, norms, who, x->last.protocol, &n)) {
		measure_normal_text(m, &n, text, sizeof text);
		str_addf(out, "; normal %s%s", text, check_mark(n.check));
	}
	if (measure_band(m, x->last.value, text, sizeof text))
		str_addf(out, "; %s%s", text, check_mark(measure_check(m->verification)));
	if (measure_flag(m, norms, who, x->last.value))
		str_addf(out, "; FLAG: %s%s", m->flag_meaning,
			 check_mark(measure_check(m->verification)));
	if (x->last.remark[0])
		str_addf(out, "; %s", x->last.remark);
}

/* First and last of a series, and what the change is worth. */
static void
change_line(const struct report_facts *f, const struct report_series *x, struct str *out)
{
	char by[MEASURE_TEXT_SIZE], words[80], a[DATE_TEXT_SIZE], b[DATE_TEXT_SIZE];
	struct measure_change c;

	result_title(f, &x->last, out);
	str_add(out, ": ");
	if (x->n < 2) {
		result_value(x->m, &x->last, out);
		str_addf(out, " (%s only)", day(x->last.day, a));
		return;
	}
	result_value(x->m, &x->first, out);
	str_addf(out, " (%s) to ", day(x->first.day, a));
	result_value(x->m, &x->last, out);
	str_addf(out, " (%s)", day(x->last.day, b));
	if (!x->m)
		return;
	c = measure_change(x->m, measures_norms(f->measures), x->first.value,
			   x->last.value);
	measure_change_words(&c, words, sizeof words);
	if (!words[0]) {
		str_add(out, "; no change");
		return;
	}
	measure_delta(x->m, c.by, by, sizeof by);
	str_addf(out, "; %s: %s%s", by, words, check_mark(c.check));
}

static void
say_results(const struct report_facts *f, const char *title,
	    void (*line_of)(const struct report_facts *f, const struct report_series *x,
			    struct str *out),
	    struct sheet *s)
{
	if (f->n_series || f->n_not_done)
		say(s, "%s", title);
	for (int i = 0; i < f->n_series; i++) {
		struct str line = {0};

		str_add(&line, "- ");
		line_of(f, &f->series[i], &line);
		str_add_c(&line, '.');
		add_line(s, &line);
		str_release(&line);
	}
	for (int i = 0; i < f->n_not_done; i++) {
		const struct result *r = &f->not_done[i];
		struct str line = {0};
		char at[DATE_TEXT_SIZE];

		str_add(&line, "- ");
		result_title(f, r, &line);
		str_addf(&line, ": could not be done (%s)%s%s.", day(r->day, at),
			 r->remark[0] ? ": " : "", r->remark);
		add_line(s, &line);
		str_release(&line);
	}
}

/* ---- subjective */

static void
say_onset(const struct report_facts *f, struct sheet *s)
{
	const struct episode *e = &f->episode;
	struct str line = {0};
	char at[DATE_TEXT_SIZE];

	str_addf(&line, "%s", e->title);
	if (e->side[0] && !is(e->side, "none"))
		str_addf(&line, ", %s", e->side);
	if (e->onset != DICT_NONE)
		str_addf(&line, "; onset %s", day(e->onset, at));
	if (e->surgery != DICT_NONE)
		str_addf(&line, "; surgery %s", day(e->surgery, at));
	if (e->referred_by[0])
		str_addf(&line, "; referred by %s", e->referred_by);
	str_add_c(&line, '.');
	add_line(s, &line);
	str_release(&line);
}

static void
add_screening(const struct screening *x, const struct str *rules, struct str *out)
{
	str_addf(out, "%s%s%s%s%s.", dict_label(E_SCREENING, "outcome", x->outcome),
		 rules->n ? ": " : "", str_text(rules), x->reason[0] ? "; " : "",
		 x->reason);
}

static void
say_safety(const struct report_facts *f, struct sheet *s)
{
	struct str line = {0};
	char at[DATE_TEXT_SIZE];

	if (f->intake.head.no) {
		str_addf(&line, "Screening at intake (%s): ", day(f->intake.day, at));
		add_screening(&f->intake, &f->intake_rules, &line);
		if (f->again.head.no) {
			str_add(&line, " Asked again that day: ");
			add_screening(&f->again, &f->again_rules, &line);
		}
		add_line(s, &line);
		str_clear(&line);
	} else {
		say(s, "Screening at intake: none on file.");
	}
	for (int i = 0; i < f->n_precautions; i++)
		str_addf(&line, "%s%s", i ? ", " : "", f->tags[i]);
	if (f->episode.precautions[0])
		str_addf(&line, "%s%s", line.n ? "; " : "", f->episode.precautions);
	if (line.n)
		say(s, "Precautions: %s", str_text(&line));
	str_release(&line);
}

/* First, last and worst pain before the visits of the period. */
static void
say_pain(const struct report_facts *f, int64_t from, struct sheet *s)
{
	const struct visit_day *first = NULL, *last = NULL;
	int64_t worst = -1;
	char a[DATE_TEXT_SIZE], b[DATE_TEXT_SIZE];

	for (int i = 0; i < f->n_days; i++) {
		if (f->days[i].date < from || f->days[i].pain_before == DICT_NONE)
			continue;
		first = first ? first : &f->days[i];
		last = &f->days[i];
		if (last->pain_before > worst)
			worst = last->pain_before;
	}
	if (!first)
		return;
	if (first == last)
		say(s, "Pain before the visit: %lld/10 on %s.",
		    (long long)first->pain_before, day(first->date, a));
	else
		say(s, "Pain before visits: %lld/10 on %s, %lld/10 on %s; worst %lld/10.",
		    (long long)first->pain_before, day(first->date, a),
		    (long long)last->pain_before, day(last->date, b), (long long)worst);
}

void
report_text_subjective(const struct report_facts *f, const char *kind, size_t max,
		       struct str *out)
{
	struct sheet s = {out, out->n, max, 0};

	if (is(kind, "evaluation")) {
		say_onset(f, &s);
		if (f->assessment.history[0])
			say(&s, "History and prior level of function: %s",
			    f->assessment.history);
		say_safety(f, &s);
	}
	say_pain(f, is(kind, "discharge") ? 0 : f->period[0], &s);
	close_sheet(&s);
}

/* ---- objective */

static void
say_attendance(const struct report_facts *f, int64_t from, struct sheet *s)
{
	const struct booked_count *b = &f->booked;
	int all = report_facts_treatment_days(f, 0),
	    since = report_facts_treatment_days(f, from);
	int missed = b->no_show + b->cancelled;
	char a[DATE_TEXT_SIZE], z[DATE_TEXT_SIZE];

	say(s, "Period %s to %s: %d treatment day%s (%d in the episode).", day(from, a),
	    day(f->period[1], z), since, since == 1 ? "" : "s", all);
	if (b->done + missed)
		say(s, "Attended %d of %d booked visits: %d no show, %d cancelled.",
		    b->done, b->done + missed, b->no_show, b->cancelled);
	if (f->plan.head.no && f->plan.per_week != DICT_NONE &&
	    f->plan.weeks != DICT_NONE)
		say(s, "Plan of care version %lld: %lld a week for %lld weeks from %s.",
		    (long long)f->plan.version, (long long)f->plan.per_week,
		    (long long)f->plan.weeks, day(f->plan.starts, a));
}

static void
say_doses(const struct report_facts *f, bool home, struct sheet *s)
{
	int n = 0;

	for (int i = 0; i < f->n_lines; i++) {
		const struct prescription *p = &f->lines[i].row;
		char dose[160];

		if (is(p->setting, home ? "clinic" : "home"))
			continue;
		if (!n++)
			say(s, home ? "Home programme:" : "Exercises:");
		care_dose_text(p, dose, sizeof dose);
		say(s, "- %s: %s%s%s.", f->lines[i].name, dose,
		    !home && p->code[0] ? "; code " : "", home ? "" : p->code);
	}
}

static void
say_changes(const struct report_facts *f, struct sheet *s)
{
	char at[DATE_TEXT_SIZE];

	if (f->n_changes)
		say(s, "Doses changed in the period:");
	for (int i = 0; i < f->n_changes; i++)
		say(s, "- %s: %s, now %s (%s).", f->changes[i].name, f->changes[i].before,
		    f->changes[i].after, day(f->changes[i].day, at));
}

static enum status
say_aids(struct app *a, const struct report_facts *f, struct sheet *s, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; i < f->n_aids && !st; i++) {
		struct str line = {0};

		if (f->aids[i].returned != DICT_NONE)
			continue;
		str_add(&line, "Aid: ");
		st = aid_sentence(a, &f->aids[i], &line, err);
		add_line(s, &line);
		str_release(&line);
	}
	return st;
}

/* "if the trend goes on ..." for every goal with enough results. */
static void say_trends(struct app *a, const struct report_facts *f, struct sheet *s);

enum status
report_text_objective(struct app *a, const struct report_facts *f, const char *kind,
		      size_t max, struct str *out, struct err *err)
{
	struct sheet s = {out, out->n, max, 0};
	bool end = is(kind, "discharge");
	enum status st;

	if (is(kind, "evaluation")) {
		if (f->assessment.findings[0])
			say(&s, "Findings: %s", f->assessment.findings);
		say_results(f, "Measured:", result_line, &s);
		st = say_aids(a, f, &s, err);
		close_sheet(&s);
		return st;
	}
	say_attendance(f, end ? f->episode.opened : f->period[0], &s);
	say_goals(f, "Goals:", &s);
	say_trends(a, f, &s);
	say_results(f, end ? "First and last results:" : "Measured in this episode:",
		    change_line, &s);
	say_changes(f, &s);
	if (!end)
		say_doses(f, false, &s);
	st = say_aids(a, f, &s, err);
	close_sheet(&s);
	return st;
}

/* ---- assessment: what can be counted; the judgement is typed */

void
report_text_assessment(const struct report_facts *f, const char *kind, size_t max,
		       struct str *out)
{
	struct sheet s = {out, out->n, max, 0};

	if (is(kind, "evaluation")) {
		for (int i = 0; i < f->n_conditions; i++)
			if (f->conditions[i].active != 0)
				say(&s, "%s %s%s.", f->conditions[i].code,
				    f->conditions[i].description,
				    i == 0 ? " (treatment diagnosis)" : "");
		if (f->assessment.impression[0])
			say(&s, "%s", f->assessment.impression);
		if (f->plan.potential[0])
			say(&s, "Rehabilitation potential: %s.", f->plan.potential);
	} else if (f->n_goals) {
		say(&s, "%d of %d goal%s met.", goals_met(f), f->n_goals,
		    f->n_goals == 1 ? "" : "s");
	}
	close_sheet(&s);
}

/* ---- plan */

static void
say_frequency(const struct report_facts *f, const struct report_choice *c, int64_t from,
	      struct sheet *s)
{
	char a[DATE_TEXT_SIZE], b[DATE_TEXT_SIZE];

	if (c->per_week == DICT_NONE || c->weeks == DICT_NONE) {
		say(s, "Frequency and duration: not set.");
		return;
	}
	say(s, "%s, once a day, %lld time%s a week for %lld week%s, %s to %s.",
	    dict_label(E_STAFF, "discipline",
		       f->plan.discipline[0] ? f->plan.discipline : "PT"),
	    (long long)c->per_week, c->per_week == 1 ? "" : "s", (long long)c->weeks,
	    c->weeks == 1 ? "" : "s", day(from, a),
	    day(date_add(from, 7 * c->weeks - 1), b));
}

/* What is left to be reached, in short: the way so far stands in the objective part. */
static void
say_open_goals(const struct report_facts *f, struct sheet *s)
{
	int n = 0;

	for (int i = 0; i < f->n_goals; i++) {
		const struct report_goal *g = &f->goals[i];
		char to[MEASURE_TEXT_SIZE] = "no number";
		size_t len = strlen(g->row.text);

		if (report_facts_met(g) || is(g->row.state, "dropped"))
			continue;
		if (!n++)
			say(s, "Goals of the new period:");
		if (g->m)
			measure_text(g->m, g->row.target, to, sizeof to);
		len -= len && g->row.text[len - 1] == '.';
		say(s, "%d. %.*s; target %s.", i + 1, (int)len, g->row.text, to);
	}
}

static void
plan_of_evaluation(const struct report_facts *f, const struct report_choice *c,
		   struct sheet *s)
{
	char at[DATE_TEXT_SIZE];

	say_goals(f, "Goals:", s);
	say_frequency(f, c,
		      f->plan.head.no && f->plan.starts != DICT_NONE ? f->plan.starts
								     : f->today,
		      s);
	say_doses(f, false, s);
	say_doses(f, true, s);
	if (f->plan.order_on != DICT_NONE)
		say(s, "Order on file of %s.", day(f->plan.order_on, at));
}

void
report_text_plan(const struct report_facts *f, const char *kind,
		 const struct report_choice *c, size_t max, struct str *out)
{
	struct sheet s = {out, out->n, max, 0};

	if (is(kind, "evaluation")) {
		plan_of_evaluation(f, c, &s);
	} else if (is(kind, "discharge")) {
		say(&s, "Discharged: %s.", c->reason[0] ? c->reason : "reason not given");
		say_doses(f, true, &s);
	} else if (is(kind, "recert")) {
		say_open_goals(f, &s);
		say_frequency(f, c, f->today, &s);
	} else {
		say_frequency(
		    f, c, f->plan.starts != DICT_NONE ? f->plan.starts : f->today, &s);
	}
	close_sheet(&s);
}

/* ---- trends */

enum { POINTS = 60 };

static bool
fit(struct app *a, const struct report_facts *f, const struct report_goal *g,
    struct trend_point *points, struct result *rows, struct trend *t)
{
	struct result_series which = {f->patient.head.no, g->row.measure, g->row.part,
				      g->series->last.side};
	struct measure_figure mdc =
	    measure_mdc(g->m, measures_norms(f->measures), g->series->first.value);
	struct trend_in in = {.points = points,
			      .direction = measure_sign(g->m),
			      .mdc = mdc.known ? (double)mdc.value / 1000 : 0,
			      .has_goal = g->row.target != DICT_NONE,
			      .goal = (double)g->row.target / 1000};
	struct err ignored = {0};
	int n = 0;

	if (query_results(a->store, &which, rows, POINTS, &n, &ignored))
		return false;
	for (int i = 0; i < n; i++)
		if (rows[i].day >= f->episode.opened && rows[i].value != DICT_NONE)
			points[in.n++] = (struct trend_point){
			    rows[i].day, (double)rows[i].value / 1000};
	trend_fit(&in, t);
	return t->status != TREND_NOT_ENOUGH;
}

static void
say_trends(struct app *a, const struct report_facts *f, struct sheet *s)
{
	struct trend_point *points = mem_alloc(POINTS * sizeof *points);
	struct result *rows = mem_alloc(POINTS * sizeof *rows);

	for (int i = 0; i < f->n_goals; i++) {
		const struct report_goal *g = &f->goals[i];
		struct str line = {0}, about = {0};
		struct trend t;

		if (!g->m || !g->series || measure_ordinal(g->m) ||
		    !fit(a, f, g, points, rows, &t))
			continue;
		result_title(f, &g->series->last, &line);
		str_addf(&line, ", trend over %d results: %s", t.n,
			 trend_status_text(t.status));
		trend_goal_text(&t, true, &about);
		if (about.n && !report_facts_met(g))
			str_addf(&line, "; %s", str_text(&about));
		str_add_c(&line, '.');
		add_line(s, &line);
		str_release(&line);
		str_release(&about);
	}
	free(points);
	free(rows);
}
