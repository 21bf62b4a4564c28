/* foresight_text.c - forecasts and how they did, in words and as a table. */
#include "app/care_rules.h"
#include "app/foresight.h"
#include "base/io.h"
#include "store/audit.h"

#include <string.h>

/* In tables, as a heading, and what happened behind the count of it. */
static const struct {
	const char *name, *title, *happened;
} kinds[FORESIGHT_KINDS] = {
    [FORESIGHT_NO_SHOW] = {"missed", "Missed visits", "missed"},
    [FORESIGHT_LAPSE] = {"staying away", "Staying away", "followed by a drop-out"},
    [FORESIGHT_LOW_HOME] = {"home programme", "Little of the home programme",
			    "followed by less than 60 percent of the home programme"},
};

void
foresight_risk_text(const struct foresight_model *m, const struct foresight_risk *r,
		    char *out, size_t size)
{
	const char *level = foresight_level_text(r->level);

	if (r->off)
		str_copy(out, size, "off");
	else if (!r->known)
		str_copy(out, size, "-");
	else if (m->show == FORESIGHT_ROUGH)
		str_format(out, size, "%s rough", level);
	else
		str_format(out, size, "%s %.0f%%", level, 100 * r->one.p);
}

void
foresight_reasons(const struct foresight_model *m, const struct foresight_risk *r,
		  struct str *out)
{
	bool told[FORESIGHT_COUNT] = {false};
	size_t begin = out->n;

	for (int k = 0; k < m->n_features; k++) {
		int best = -1;

		for (int j = 0; j < m->n_features; j++)
			if (!told[j] && r->one.part[j + 1] > 0.2 &&
			    (best < 0 || r->one.part[j + 1] > r->one.part[best + 1]))
				best = j;
		if (best < 0)
			break;
		told[best] = true;
		if (out->n > begin)
			str_add(out, "; ");
		if (m->features[best] == FORESIGHT_MISSED)
			str_addf(out, "missed %lld of the last %lld visits",
				 (long long)r->missed, (long long)r->booked);
		else
			str_add(out, foresight_words(m->features[best]));
	}
	if (out->n == begin)
		str_add(out, "nothing stands out");
}

const char *
foresight_help(void)
{
	return "May help: a reminder call, an easier time, a ride or a neighbour, a "
	       "visit "
	       "by phone or video, a shorter home plan, asking about pain and mood.";
}

enum status
foresight_home(struct app *a, int64_t patient, struct str *out, struct err *err)
{
	const struct foresight_ask ask = {FORESIGHT_LOW_HOME, patient, app_today(a),
					  DICT_NONE};
	const struct foresight_model *m;
	const struct foresight *f;
	struct foresight_risk r = {0};
	char level[24];
	enum status st = foresight_models(a, &f, err);

	if (!st)
		st = foresight_risk(a, &ask, &r, err);
	if (st || !r.known || r.level == FORESIGHT_LOW)
		return st;
	m = &f->models[FORESIGHT_LOW_HOME];
	foresight_risk_text(m, &r, level, sizeof level);
	str_addf(out, "Risk of doing little in the next two weeks: %s (", level);
	foresight_reasons(m, &r, out);
	str_add(out, ").\n");
	return ST_OK;
}

static void
seen_from(const struct foresight_model *m, struct str *out)
{
	str_addf(out, "From %d visits of this clinic, %d %s; base rate %.1f %%.\n",
		 m->visits, m->happened, kinds[m->kind].happened, 100 * m->base);
}

static void
say_show(const struct foresight_model *m, struct str *out)
{
	if (m->worse)
		str_add(out,
			"Off: over the last 50 visits the plain base rate did better.\n");
	else if (m->show == FORESIGHT_COUNTS)
		str_addf(out,
			 "Too few for a forecast: %d visits and %d events are needed.\n",
			 FORESIGHT_FEW_VISITS, FORESIGHT_FEW_MISSED);
	else if (m->show == FORESIGHT_ROUGH)
		str_addf(out,
			 "Rough: a percent is told from %d visits and %d events on.\n",
			 FORESIGHT_FULL_VISITS, FORESIGHT_FULL_MISSED);
}

/* Start values whose source is to be checked. */
static void
say_unsure(const struct foresight_model *m, struct str *out)
{
	const char *part = "Start values to be checked (recalled): ";

	for (int j = 0; j < m->n_features; j++) {
		if (!m->unsure[j])
			continue;
		str_addf(out, "%s%s", part, foresight_words(m->features[j]));
		part = ", ";
	}
	if (*part == ',')
		str_add(out, ".\n");
}

static void
limits(const struct foresight_model *m, struct str *out)
{
	if (m->kind == FORESIGHT_LOW_HOME)
		str_add(out, "From visits behind which the share that was done was told "
			     "within two weeks. ");
	if (m->kind == FORESIGHT_LAPSE)
		str_add(out,
			"As it stood after the last visit; it says nothing about why "
			"somebody stays away. ");
	str_add(
	    out,
	    "Limits: it learns from one clinic and is wrong in its first months and "
	    "after a change of booking habits; patients with few visits come out near "
	    "the average, which is right. No sex, age, language, address or payer is "
	    "used. It changes no care, no booking, and is no diagnosis.\n");
}

void
foresight_why(const struct foresight_model *m, const struct foresight_risk *r,
	      struct str *out)
{
	const struct foresight_case of = {r->x, r->unknown, m->features};

	seen_from(m, out);
	say_show(m, out);
	if (r->off)
		str_add(out, "Forecasts are switched off for this patient.\n");
	else if (r->known && m->show == FORESIGHT_PERCENT)
		foresight_explain(&m->fit, &of, &r->one, out);
	else if (r->known) {
		str_add(out, "Reasons: ");
		foresight_reasons(m, r, out);
		str_add_c(out, '\n');
	}
	if (r->known && r->level == FORESIGHT_HIGH)
		str_addf(out, "%s\n", foresight_help());
	str_add(out, "low: under the base rate; high: twice the base rate or more. "
		     "Start values and their sources: limber report foresight.\n");
	say_unsure(m, out);
	limits(m, out);
}

/* ---- how it did */

static void
band(const struct foresight_check *c, enum foresight_level l, struct str *out)
{
	int n = c->band[l].n;

	str_addf(out, "  %-7s %6d", foresight_level_text(l), n);
	if (n)
		str_addf(out, "   %5.1f %%    %5.1f %%  (%d)", 100 * c->band[l].sum / n,
			 100.0 * c->band[l].happened / n, c->band[l].happened);
	str_add_c(out, '\n');
}

static void
check(const struct foresight_model *m, struct str *out)
{
	const struct foresight_check *c = &m->all;

	if (!c->n) {
		str_add(out, "  No visit could be forecast yet.\n");
		return;
	}
	str_addf(out, "  The last %d visits, each forecast again from the days before:\n",
		 c->n);
	str_add(out, "  risk    visits   forecast   happened\n");
	for (int l = 0; l < FORESIGHT_LEVELS; l++)
		band(c, (enum foresight_level)l, out);
	c = &m->last;
	str_addf(out,
		 "  Last %d: forecast %.1f %%, happened %.1f %%; Brier %.4f, base %.4f\n",
		 c->n, 100 * c->sum / c->n, 100.0 * c->happened / c->n,
		 foresight_brier(c), foresight_brier_base(m->base));
}

void
foresight_calibration(const struct foresight *f, struct str *out)
{
	if (!f->on)
		str_add(out, "Forecasts are switched off in this clinic.\n");
	for (int i = 0; i < FORESIGHT_KINDS; i++) {
		const struct foresight_model *m = &f->models[i];

		str_addf(out, "%s%s. ", i ? "\n" : "", kinds[i].title);
		seen_from(m, out);
		say_show(m, out);
		check(m, out);
	}
}

static const struct sheet_col cols[] = {
    {"model", "Model", false},	     {"part", "Part", false},
    {"name", "Name", false},	     {"visits", "Visits", true},
    {"forecast", "Forecast", true},  {"happened", "Happened", true},
    {"value", "Value", true},	     {"start", "Start", true},
    {"verification", "Read", false}, {"source", NULL, false},
};
enum { COLS = sizeof cols / sizeof cols[0] };

static void
number(struct sheet *s, bool there, double v)
{
	char text[40] = "";

	if (there)
		str_format(text, sizeof text, "%.4f", v);
	sheet_text(s, text);
}

struct line {
	const char *part, *name;
	int visits;
	bool rates, values, starts;
	double forecast, happened, value, start;
	const struct care_rule *row;
};

static void
add(struct sheet *s, enum foresight_kind kind, const struct line *l)
{
	sheet_text(s, kinds[kind].name);
	sheet_text(s, l->part);
	sheet_text(s, l->name);
	sheet_int(s, l->visits < 0 ? DICT_NONE : l->visits);
	number(s, l->rates, l->forecast);
	number(s, l->rates, l->happened);
	number(s, l->values, l->value);
	number(s, l->starts, l->start);
	sheet_text(s, l->row ? l->row->verification : "");
	sheet_text(s, l->row ? l->row->source : "");
}

static void
add_check(struct sheet *s, const struct foresight_model *m)
{
	for (int l = 0; l < FORESIGHT_LEVELS; l++) {
		int n = m->all.band[l].n;

		add(s, m->kind,
		    &(struct line){.part = "risk",
				   .name = foresight_level_text((enum foresight_level)l),
				   .visits = n,
				   .rates = n > 0,
				   .forecast = n ? m->all.band[l].sum / n : 0,
				   .happened =
				       n ? (double)m->all.band[l].happened / n : 0});
	}
	if (!m->last.n)
		return;
	add(s, m->kind,
	    &(struct line){.part = "last 50",
			   .name = "Brier, and base rate alone",
			   .visits = m->last.n,
			   .rates = true,
			   .forecast = m->last.sum / m->last.n,
			   .happened = (double)m->last.happened / m->last.n,
			   .values = true,
			   .value = foresight_brier(&m->last),
			   .starts = true,
			   .start = foresight_brier_base(m->base)});
}

static enum status
add_model(struct app *a, struct sheet *s, const struct foresight_model *m,
	  struct err *err)
{
	struct care_rule_set set;
	enum status st = care_rule_all(a, "forecast", app_today(a), &set, err);

	if (st)
		return st;
	add(s, m->kind,
	    &(struct line){.part = "learned",
			   .name = "base rate",
			   .visits = m->visits,
			   .values = true,
			   .value = m->base});
	for (int j = 0; j <= m->n_features; j++) {
		struct line l = {.part = "number",
				 .name = "intercept",
				 .visits = -1,
				 .values = true,
				 .value = m->fit.b[j],
				 .starts = true,
				 .start = m->prior.start[j]};

		if (j) {
			l.name = foresight_words(m->features[j - 1]);
			for (int i = 0; i < set.n; i++)
				if (!strcmp(set.rows[i]->key,
					    foresight_key(m->features[j - 1])))
					l.row = set.rows[i];
		}
		add(s, m->kind, &l);
	}
	add_check(s, m);
	return ST_OK;
}

/* out NULL: rows are kept. */
static enum status
fill(struct app *a, struct sheet *s, struct io_writer *out, struct err *err)
{
	const struct foresight *f;
	enum status st = foresight_models(a, &f, err);

	sheet_init(s, cols, COLS);
	if (out)
		sheet_stream(s, out);
	for (int i = 0; i < FORESIGHT_KINDS && !st; i++)
		st = add_model(a, s, &f->models[i], err);
	return st;
}

enum status
foresight_page(struct app *a, struct page_doc *d, struct err *err)
{
	const struct foresight *f = NULL;
	struct sheet s;
	struct str out = {0};
	char day[DATE_TEXT_SIZE];
	enum status st = fill(a, &s, NULL, err);

	if (!st)
		st = foresight_models(a, &f, err);
	if (!st) {
		date_text(f->day, day);
		str_copy(d->clinic, sizeof d->clinic, a->site.name);
		str_copy(d->who, sizeof d->who, "Report: foresight");
		str_copy(d->what, sizeof d->what, day);
		foresight_calibration(f, &out);
		page_add(d, PAGE_TEXT, str_text(&out));
		sheet_page(&s, d);
	}
	sheet_release(&s);
	str_release(&out);
	return st;
}

enum status
foresight_save(struct app *a, const char *path, struct err *err)
{
	struct io_writer w;
	struct sheet s;
	enum status st = io_writer_open(&w, a->env.io, path, err);

	if (st)
		return st;
	st = fill(a, &s, &w, err);
	sheet_release(&s);
	if (!st)
		st = io_writer_commit(&w, err);
	else
		io_writer_cancel(&w);
	return st ? st : audit_add(a->store, "report-csv", 0, "foresight", err);
}
