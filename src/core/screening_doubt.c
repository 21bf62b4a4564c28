/* screening_doubt.c - answers that contradict each other or that no body can give. */
#include "base/str.h"
#include "screening_priv.h"

#include <string.h>

struct doubts {
	const struct screening_table *t;
	const struct screening_set *set;
	struct screening_doubt *out;
	int n;
};

static bool
confirmed(const struct doubts *d, const char *field)
{
	for (int i = 0; i < d->set->n; i++)
		if (strcmp(d->set->rows[i].field, field) == 0)
			return d->set->rows[i].confirmed;
	return false;
}

static void
doubt(struct doubts *d, const char *field, const char *text)
{
	if (d->n == SCREENING_DOUBTS_MAX || confirmed(d, field))
		return;
	str_copy(d->out[d->n].field, sizeof d->out[d->n].field, field);
	str_copy(d->out[d->n].text, sizeof d->out[d->n].text, text);
	d->n++;
}

static bool
value(const struct doubts *d, const char *field, int64_t *n)
{
	return screening_number(screening_get(d->set, field), n);
}

static bool
says(const struct doubts *d, const char *field, const char *word)
{
	return strcmp(screening_get(d->set, field), word) == 0;
}

/* Values that the measure, or the unit, does not have. */
static void
impossible(struct doubts *d)
{
	for (int i = 0; i < d->set->n; i++) {
		const struct screening_reply *r = &d->set->rows[i];
		const struct screening_field *f = screening_field_named(r->field);
		int64_t n, low, high;
		char text[160];

		if (f == NULL || f->kind == SCREENING_WORD ||
		    !screening_number(r->value, &n) ||
		    !screening_bounds(d->t, f, &low, &high) || (n >= low && n <= high))
			continue;
		str_format(text, sizeof text, "%s %s: usual are %lld to %lld at most",
			   f->label, r->value, (long long)(low / 1000),
			   (long long)(high / 1000));
		doubt(d, r->field, text);
	}
}

/* Two numbers of which the second must not be above the first. */
static void
above(struct doubts *d, const char *high, const char *low, const char *what)
{
	int64_t a, b;
	char text[160];

	if (!value(d, high, &a) || !value(d, low, &b) || b <= a)
		return;
	str_format(text, sizeof text, "%s: %s above %s", what, screening_get(d->set, low),
		   screening_get(d->set, high));
	doubt(d, low, text);
}

/* A temperature that fires a stop beside "no fever". */
static void
fever(struct doubts *d)
{
	char text[160];

	if (says(d, "systemic_infection", "yes"))
		return;
	for (size_t i = 0; i < d->t->n_rules; i++) {
		const struct screening_rule *r = &d->t->rules[i];

		if (strcmp(r->field, "temp") != 0 || strcmp(r->level, "stop") != 0 ||
		    !screening_fires(d->t, r, d->set))
			continue;
		str_format(text, sizeof text,
			   "Temperature %s, but fever and illness are answered no",
			   screening_get(d->set, "temp"));
		doubt(d, "systemic_infection", text);
		return;
	}
}

/* "yes" to a symptom of something that was measured and is not so. */
static void
without_cause(struct doubts *d)
{
	char text[160];

	if (!says(d, "sbp_rest_symptomatic", "yes"))
		return;
	for (size_t i = 0; i < d->t->n_rules; i++) {
		const struct screening_rule *r = &d->t->rules[i];

		if (strcmp(r->field, "sbp_rest_symptomatic") != 0 ||
		    screening_fires(d->t, r, d->set))
			continue;
		str_format(text, sizeof text,
			   "Symptoms of low pressure, but systolic is %s",
			   screening_get(d->set, "sbp_rest"));
		doubt(d, "sbp_rest_symptomatic", text);
	}
}

int
screening_doubts(const struct screening_table *t, const struct screening_set *set,
		 struct screening_doubt out[SCREENING_DOUBTS_MAX])
{
	struct doubts d = {t, set, out, 0};

	impossible(&d);
	above(&d, "sbp_rest", "dbp_rest", "Diastolic above systolic");
	above(&d, "sbp_exercise", "dbp_exercise", "Diastolic above systolic in exercise");
	above(&d, "pain_worst", "pain_rest", "Pain now above the worst pain");
	above(&d, "sbp_rest", "sbp_drop_standing", "Fall of pressure above the pressure");
	fever(&d);
	without_cause(&d);
	if (says(&d, "dvt_known_no_anticoagulant", "yes") &&
	    says(&d, "dvt_known_anticoagulated", "therapeutic"))
		doubt(&d, "dvt_known_anticoagulated",
		      "The clot has no blood thinner and has one: which is it?");
	if (says(&d, "acute_fracture_region", "yes") &&
	    says(&d, "suspected_fracture", "yes"))
		doubt(&d, "suspected_fracture",
		      "A fracture is both known and only suspected: is it the same one?");
	return d.n;
}
