/* demo.c - a made-up clinic: staff, payers, and the order in which the rest is made. */
#include "app/demo.h"

#include "app/assets.h"
#include "base/date.h"
#include "base/hash.h"
#include "demo_priv.h"

#include <stdlib.h>
#include <string.h>

enum {
	PATIENTS = 40,
	SESSIONS = 400,
	WEEKS = 12,
	WEEKS_LARGE = 260,
	EXERCISES_MAX = 255
};

/* clang-format off */
const struct demo_login demo_logins[] = {
	{"anna", "limber-demo-1", "1234", "Anna Lindqvarn",   "pt"},
	{"ben",  "limber-demo-2", "2345", "Ben Okoroafor",    "pt"},
	{"pia",  "limber-demo-3", "3456", "Pia Høibrekk",     "pta"},
	{"ewa",  "limber-demo-4", "4567", "Ewa Gołębiewska",  "pt"},
	{"dora", "limber-demo-5", "5678", "Dora Quispehua",   "desk"},
	{"max",  "limber-demo-6", "6789", "Max Achterberg",   "manager"},
	{NULL, NULL, NULL, NULL, NULL},
};

/* What the accounts do not say; same order. Days count from today; 0: no licence. */
static const struct {
	const char *credential, *licence;
	int licence_days;
	int supervisor; /* index, -1 none */
} team[DEMO_STAFF] = {
	{"PT, DPT", "PT-10417", 400, -1}, {"PT", "PT-10983", 200, -1},
	{"PTA", "PTA-2201", 300, 0},      {"PT", "PT-09012", -20, -1},
	{"", "", 0, -1},                  {"", "", 0, -1},
};

static const struct {
	const char *name, *rule, *kind, *source;
} payers[DEMO_PAYERS] = {
	{"Medicare (made-up clinic)", "cms", "medicare",
	 "CMS Pub. 100-04 chapter 5 section 20.2: 8-minute rule on the total of timed minutes."},
	{"Prairie Mutual (made up)", "ama", "commercial", "Made-up payer: midpoint of each code."},
	{"County Farm Plan (made up)", "cms", "advantage", "Made-up payer that follows Medicare."},
};
/* clang-format on */

/* ---- the stream: splitmix64, small and the same on every machine */

static uint64_t
next(struct demo *d)
{
	uint64_t z = d->rng += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

int64_t
demo_below(struct demo *d, int64_t n)
{
	return (int64_t)(next(d) % (uint64_t)n);
}

struct uid
demo_id(struct demo *d)
{
	struct uid id;

	for (size_t i = 0; i < UID_SIZE; i += 8) {
		uint64_t v = next(d);

		memcpy(id.b + i, &v, 8);
	}
	return id;
}

/* ---- rows and progress */

enum status
demo_add(struct demo *d, struct record_bulk *b, enum entity_id e, void *row,
	 struct err *err)
{
	enum { FIELDS_MAX = 64 };
	const struct entity *entity = dict_entity(e);
	struct cell cells[FIELDS_MAX];
	struct row_head *head = row;
	enum status st = ST_OK;

	for (size_t i = 0; i < entity->n_fields && !st; i++) {
		cells[i] = dict_get(&entity->fields[i], row);
		st = dict_check(&entity->fields[i], cells[i], err);
	}
	head->id = demo_id(d);
	return st ? st : record_bulk_add(b, &head->id, cells, &head->no, err);
}

enum status
demo_progress(struct demo *d, int64_t n, struct err *err)
{
	d->done += n;
	if (d->step &&
	    !d->step(d->step_arg, d->done, d->size.patients + d->size.sessions))
		return status_fail(err, ST_REFUSED,
				   "stopped; the clinic is not complete");
	return ST_OK;
}

int64_t
demo_seconds(const struct demo *d, int64_t date, int64_t minute)
{
	return date_to_days(date) * 86400 + minute * 60 - d->utc_offset_s;
}

/* ---- who comes when
 *
 * At any time a window of patients is under treatment; it moves over all of them from the
 * first visit to the last. Within the window everybody comes in turn. */

static int64_t
window(const struct demo *d)
{
	int64_t w = d->large ? 4000 : 24;

	return w < d->size.patients ? w : d->size.patients;
}

int64_t
demo_visit_person(const struct demo *d, int64_t visit)
{
	int64_t w = window(d);
	int64_t first = visit * (d->size.patients - w + 1) / d->size.sessions;

	return first + visit % w;
}

/* As many as keep anybody from coming twice a day. */
static int64_t
weeks(const struct demo *d)
{
	int64_t usual = d->large ? WEEKS_LARGE : WEEKS;
	int64_t least = d->size.sessions / (5 * window(d)) + 1;

	return least > usual ? least : usual;
}

/* Monday to Friday of the weeks before today. */
int64_t
demo_visit_day(const struct demo *d, int64_t visit)
{
	int64_t workday = visit * weeks(d) * 5 / d->size.sessions;
	int64_t start = date_to_days(d->today) - weeks(d) * 7;
	int64_t day;

	start -= date_weekday(date_from_days(start));
	day = start + workday / 5 * 7 + workday % 5;
	return date_from_days(day);
}

void
demo_person_visits(const struct demo *d, int64_t person, int64_t *first, int64_t *last)
{
	int64_t w = window(d), moves = d->size.patients - w + 1;

	*first = person < w ? 0 : (person - w + 1) * d->size.sessions / moves;
	*last = (person + 1) * d->size.sessions / moves;
	if (*last >= d->size.sessions)
		*last = d->size.sessions - 1;
}

/* ---- staff and payers */

static enum status
add_member(struct demo *d, int i, struct err *err)
{
	const struct demo_login *l = &demo_logins[i];
	struct staff *s = &d->team[i];
	enum status st;

	dict_row_init(dict_entity(E_STAFF), s);
	s->head.id = demo_id(d);
	str_copy(s->login, sizeof s->login, l->login);
	str_copy(s->name, sizeof s->name, l->name);
	str_copy(s->role, sizeof s->role, l->role);
	str_copy(s->credential, sizeof s->credential, team[i].credential);
	if (team[i].licence_days) {
		str_copy(s->discipline, sizeof s->discipline, "PT");
		str_copy(s->licence_no, sizeof s->licence_no, team[i].licence);
		str_copy(s->licence_state, sizeof s->licence_state, "Example State");
		s->licence_from = date_add(d->today, team[i].licence_days - 730);
		s->licence_to = date_add(d->today, team[i].licence_days);
	}
	if (team[i].supervisor >= 0)
		s->supervisor = d->staff[team[i].supervisor];
	s->active = 1;
	st = secret_hash(l->password, true, s->password_hash, err);
	if (!st)
		st = secret_hash(l->pin, true, s->pin_hash, err);
	if (!st)
		st = record_add(d->store, E_STAFF, s, err);
	d->staff[i] = s->head.no;
	return st;
}

static enum status
add_payer(struct demo *d, int i, struct err *err)
{
	struct payer p;
	enum status st;

	dict_row_init(dict_entity(E_PAYER), &p);
	p.head.id = demo_id(d);
	str_copy(p.name, sizeof p.name, payers[i].name);
	str_copy(p.unit_rule, sizeof p.unit_rule, payers[i].rule);
	str_copy(p.source, sizeof p.source, payers[i].source);
	str_copy(p.kind, sizeof p.kind, payers[i].kind);
	st = record_add(d->store, E_PAYER, &p, err);
	d->payer[i] = p.head.no;
	return st;
}

/* Round, made-up amounts: enough for a long episode to come near the threshold of the year. */
static const struct {
	const char *code;
	int64_t amount;
} fees[] = {{"97110", 45000},
	    {"97112", 50000},
	    {"97116", 45000},
	    {"97140", 42000},
	    {"97530", 52000}};

int64_t
demo_fee(int payer, const char *code)
{
	for (size_t i = 0; payer != DEMO_PLAIN_PAYER && i < sizeof fees / sizeof fees[0];
	     i++)
		if (!strcmp(fees[i].code, code))
			return fees[i].amount;
	return DICT_NONE;
}

static enum status
add_fees(struct demo *d, int payer, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; !st && i < sizeof fees / sizeof fees[0]; i++) {
		struct payer_fee f;
		char key[24];

		str_format(key, sizeof key, "%d/%s", payer, fees[i].code);
		dict_row_init(dict_entity(E_PAYER_FEE), &f);
		f.head.id = uid_of_text("demo_fee", key); /* takes none of the stream */
		f.payer = d->payer[payer];
		str_copy(f.code, sizeof f.code, fees[i].code);
		f.amount = fees[i].amount;
		str_copy(f.source, sizeof f.source, "Made-up fee.");
		st = record_add(d->store, E_PAYER_FEE, &f, err);
	}
	return st;
}

static enum status
add_clinic(struct demo *d, struct err *err)
{
	enum status st = store_begin(d->store, err);

	if (st)
		return st;
	for (int i = 0; i < DEMO_STAFF && !st; i++)
		st = add_member(d, i, err);
	for (int i = 0; i < DEMO_PAYERS && !st; i++)
		st = add_payer(d, i, err);
	for (int i = 0; i < DEMO_PAYERS && !st; i++)
		if (i != DEMO_PLAIN_PAYER)
			st = add_fees(d, i, err);
	return store_end(d->store, st, err);
}

/* ---- what the program ships */

static bool
keep_exercise(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	const struct entity *e = dict_entity(E_EXERCISE);
	struct demo *d = arg;
	struct exercise *x = &d->exercises[d->n_exercises];

	if (!dict_row_take(e, x, no, id, cells))
		return true;
	return ++d->n_exercises < EXERCISES_MAX;
}

static bool
keep_code(void *arg, const void *row)
{
	const struct service_code *c = row;
	struct demo *d = arg;
	int minutes = c->unit_minutes == DICT_NONE ? 0 : (int)c->unit_minutes;

	d->codes = mem_room(d->codes, d->n_codes, sizeof *d->codes);
	if (!units_code_set(&d->codes[d->n_codes], c->code, c->timing, minutes, c->note))
		d->n_codes++;
	return true;
}

static enum status
load_library(struct demo *d, struct err *err)
{
	enum status st;

	d->exercises = mem_alloc(EXERCISES_MAX * sizeof *d->exercises);
	st = record_scan(d->store, E_EXERCISE, NULL, keep_exercise, d, err);
	if (!st && d->n_exercises == 0)
		st = status_fail(err, ST_INVALID, "the exercise library is not loaded");
	return st ? st : assets_each(E_SERVICE_CODE, keep_code, d, err);
}

static enum status
fill(struct demo *d, struct err *err)
{
	enum status st = load_library(d, err);

	if (!st)
		st = demo_goals_begin(d, err);
	if (!st)
		st = add_clinic(d, err);
	if (!st)
		st = demo_people_fill(d, err);
	if (!st)
		st = demo_visits_fill(d, err);
	if (!st)
		st = demo_visits_unsigned(d, err);
	if (!st)
		st = demo_visits_book(d, err);
	if (!st)
		st = demo_year_fill(d, err);
	if (!st)
		st = demo_plans_fill(d, err);
	if (!st)
		st = demo_reports_fill(d, err);
	if (!st)
		st = demo_schedule_fill(d, err);
	if (!st)
		st = demo_progress_fill(d, err);
	if (!st)
		st = demo_assess_fill(d, err);
	if (!st)
		st = demo_goals_settle(d, err);
	if (!st)
		st = demo_screening_fill(d, err);
	if (!st && !d->large)
		st = demo_classes_fill(d, err);
	return st;
}

enum status
demo_fill(struct store *s, const struct demo_size *size,
	  bool (*step)(void *arg, int64_t done, int64_t of), void *arg, struct err *err)
{
	struct demo *d;
	struct civil now = clock_civil(clock_wall(store_environment(s)->clock));
	enum status st;

	if (!store_is_practice(s))
		return status_fail(err, ST_DENIED,
				   "made-up people go into a practice clinic only");
	if (record_count(s, E_PATIENT) || record_count(s, E_STAFF))
		return status_fail(
		    err, ST_DENIED,
		    "this clinic holds people already; choose an empty one");
	d = mem_alloc(sizeof *d);
	d->store = s;
	d->size = *size;
	if (d->size.patients <= 0)
		d->size.patients = PATIENTS;
	if (d->size.sessions <= 0)
		d->size.sessions = SESSIONS;
	d->large = d->size.sessions > DEMO_LARGE;
	d->rng = d->size.seed;
	d->today = now.date;
	d->utc_offset_s = date_to_days(now.date) * 86400 + now.hour * 3600 +
			  now.minute * 60 + now.second -
			  clock_wall(store_environment(s)->clock) / 1000;
	d->step = step;
	d->step_arg = arg;
	st = fill(d, err);
	free(d->people);
	free(d->exercises);
	demo_goals_end(d);
	free(d->codes);
	free(d);
	return st;
}
