/* demo_assess.c - made-up assessments: the first one and re-tests that mostly go the right way. */
#include "base/date.h"
#include "demo_priv.h"

#include <string.h>

enum { STREAM = 0x61737365, POINTS_MOST = 6, LARGE_RESULTS = 4 };

/* One measure of a made-up course: from a first value to a last one, in thousandths; spread is
 * how far single values lie off, step what they are rounded to. */
struct course {
	const char *set, *measure, *part;
	bool sided;
	int from, to, spread, step;
};

/* clang-format off */
static const struct course courses[] = {
	{"knee", "nprs", "", false, 7000, 2000, 1000, 1000},
	{"knee", "rom_knee_flexion", "", true, 85000, 122000, 4000, 1000},
	{"knee", "rom_knee_extension", "", true, -12000, -2000, 2000, 1000},
	{"knee", "mmt", "knee_extension", true, 7000, 11000, 0, 1000},
	{"knee", "tug", "", false, 15500, 9500, 600, 100},
	{"knee", "cst30", "", false, 7000, 13000, 1000, 1000},
	{"hip", "nprs", "", false, 6000, 2000, 1000, 1000},
	{"hip", "rom_hip_flexion", "", true, 88000, 112000, 4000, 1000},
	{"hip", "mmt", "hip_abduction", true, 8000, 10000, 0, 1000},
	{"hip", "gait_speed", "", false, 800, 1150, 40, 10},
	{"trunk", "nprs", "", false, 6000, 3000, 1000, 1000},
	{"trunk", "rom_lumbar_flexion", "", false, 40000, 65000, 4000, 1000},
	{"trunk", "odi", "", false, 42000, 20000, 3000, 2000},
	{"trunk", "sts5", "", false, 16500, 11500, 500, 100},
	{"shoulder", "nprs", "", false, 6000, 2000, 1000, 1000},
	{"shoulder", "rom_shoulder_flexion", "", true, 105000, 155000, 5000, 1000},
	{"shoulder", "rom_shoulder_external_rotation", "", true, 30000, 65000, 4000, 1000},
	{"shoulder", "mmt", "shoulder_abduction", true, 7000, 10000, 0, 1000},
	{"ankle_foot", "nprs", "", false, 5000, 1000, 1000, 1000},
	{"ankle_foot", "rom_ankle_dorsiflexion", "", true, 2000, 14000, 2000, 1000},
	{"ankle_foot", "sls_eo", "", true, 8000, 28000, 2500, 100},
	{"neck", "nprs", "", false, 5000, 2000, 1000, 1000},
	{"neck", "rom_cervical_rotation", "", true, 42000, 66000, 4000, 1000},
	{"neck", "ndi", "", false, 20000, 9000, 2000, 1000},
	{"falls", "tug", "", false, 16800, 12200, 700, 100},
	{"falls", "cst30", "", false, 6000, 11000, 1000, 1000},
	{"falls", "bal4", "", false, 4000, 9500, 800, 100},
	{"falls", "gait_speed", "", false, 620, 900, 40, 10},
	{"falls", "fall_confidence", "", false, 4000, 7000, 1000, 1000},
};
/* clang-format on */
enum { N_COURSES = sizeof courses / sizeof courses[0] };

struct making {
	struct demo *d;
	const struct demo_person *who;
	struct record_bulk *assessments, *results;
};

static const char *
set_of(const struct demo_person *p)
{
	const char *region = demo_words_problems[p->problem].region;

	return strcmp(region, "whole_body") ? region : "falls";
}

/* Value number i of n, a little off the straight way; muscle grades are not spread. */
static int64_t
value(struct demo *d, const struct course *c, int i, int n)
{
	int64_t v = c->from + (int64_t)(c->to - c->from) * i / (n > 1 ? n - 1 : 1);

	if (c->spread)
		v += demo_below(d, 2 * c->spread + 1) - c->spread;
	v = (v + (v < 0 ? -c->step / 2 : c->step / 2)) / c->step * c->step;
	if (v > 10000 && !strcmp(c->measure, "bal4"))
		v = 10000;
	return v;
}

static enum status
add_result(struct making *m, const struct course *c, const struct assessment *of,
	   const char *side, int64_t v, struct err *err)
{
	struct result r;

	dict_row_init(dict_entity(E_RESULT), &r);
	r.patient = of->patient;
	r.episode = of->episode;
	r.assessment = of->head.no;
	r.day = of->day;
	r.staff = of->staff;
	r.value = v;
	str_copy(r.measure, sizeof r.measure, c->measure);
	str_copy(r.part, sizeof r.part, c->part);
	str_copy(r.side, sizeof r.side, side);
	if (!strncmp(c->measure, "rom_", 4))
		str_copy(r.protocol, sizeof r.protocol, "active");
	return demo_add(m->d, m->results, E_RESULT, &r, err);
}

/* Assessment i of n on a day. The other side is near its end from the start. */
static enum status
add_assessment(struct making *m, int64_t day, int i, int n, struct err *err)
{
	const char *set = set_of(m->who);
	int left = m->d->large ? LARGE_RESULTS : N_COURSES;
	struct assessment x;
	enum status st;

	dict_row_init(dict_entity(E_ASSESSMENT), &x);
	x.patient = m->who->patient;
	x.episode = m->who->episode;
	x.day = day;
	x.staff = m->d->staff[m->who->therapist];
	str_copy(x.kind, sizeof x.kind, i ? "retest" : "initial");
	str_copy(x.set_key, sizeof x.set_key, set);
	if (!i && !m->d->large)
		str_copy(x.history, sizeof x.history,
			 demo_words_problems[m->who->problem].complaint);
	st = demo_add(m->d, m->assessments, E_ASSESSMENT, &x, err);
	for (int k = 0; k < N_COURSES && left > 0 && !st; k++) {
		const struct course *c = &courses[k];

		if (strcmp(c->set, set) != 0)
			continue;
		st = add_result(m, c, &x, c->sided ? "left" : "", value(m->d, c, i, n),
				err);
		left--;
		if (!st && c->sided && left > 0) {
			st = add_result(m, c, &x, "right",
					value(m->d, c, 2 * n + i, 3 * n), err);
			left--;
		}
	}
	return st;
}

static enum status
add_person(struct making *m, int64_t person, struct err *err)
{
	int64_t first, last, from, to;
	int n = m->d->large ? 1 : 3 + (int)demo_below(m->d, POINTS_MOST - 2);
	enum status st = ST_OK;

	demo_person_visits(m->d, person, &first, &last);
	from = date_to_days(demo_visit_day(m->d, first));
	to = date_to_days(demo_visit_day(m->d, last));
	m->who = &m->d->people[person];
	if (to - from < n)
		n = 1;
	for (int i = 0; i < n && !st; i++)
		st = add_assessment(
		    m, date_from_days(from + (to - from) * i / (n > 1 ? n - 1 : 1)), i, n,
		    err);
	return st;
}

static enum status
fill(struct making *m, struct err *err)
{
	enum status st =
	    record_bulk_open(m->d->store, E_ASSESSMENT, &m->assessments, err);

	if (!st)
		st = record_bulk_open(m->d->store, E_RESULT, &m->results, err);
	for (int64_t i = 0; i < m->d->size.patients && !st; i++)
		st = add_person(m, i, err);
	if (st) {
		record_bulk_cancel(m->assessments);
		record_bulk_cancel(m->results);
		return st;
	}
	st = record_bulk_close(m->assessments, err);
	if (st) {
		record_bulk_cancel(m->results);
		return st;
	}
	return record_bulk_close(m->results, err);
}

enum status
demo_assess_fill(struct demo *d, struct err *err)
{
	struct making m = {.d = d};
	uint64_t kept = d->rng; /* the rows of others stay what they are */
	enum status st = store_begin(d->store, err);

	if (st)
		return st;
	d->rng = d->size.seed ^ STREAM;
	st = fill(&m, err);
	d->rng = kept;
	return store_end(d->store, st, err);
}
