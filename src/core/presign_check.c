/* presign_check.c - each check: one fact that payers refuse a note for, and its numbers. */
#include "presign_priv.h"

#include <string.h>

enum { DAYS_ASKED_MOST = 9999 };

/* What a check says, as printf. */
#define SAY(said, ...) str_format((said)->numbers, sizeof(said)->numbers, __VA_ARGS__)

static void
say_day(struct presign_said *said, const char *what, int64_t day)
{
	char text[DATE_TEXT_SIZE];

	date_text(day, text);
	str_format(said->numbers, sizeof said->numbers, "%s %s", what, text);
}

static int64_t
days(int64_t from, int64_t to)
{
	return date_to_days(to) - date_to_days(from);
}

/* ---- the note itself: N1 to N6 */

static bool
no_date(const struct presign_facts *f, const struct presign_rule *r,
	struct presign_said *said)
{
	(void)r;
	(void)said;
	return f->service_date == DICT_NONE;
}

static bool
still_running(const struct presign_facts *f, const struct presign_rule *r,
	      struct presign_said *said)
{
	(void)r;
	(void)said;
	return f->running;
}

static bool
nothing_done(const struct presign_facts *f, const struct presign_rule *r,
	     struct presign_said *said)
{
	(void)r;
	(void)said;
	return !strcmp(f->kind, "daily") && f->done == 0;
}

/* The first line that is not told; billed ones or those that earned nothing. */
static bool
untold(const struct presign_facts *f, bool billed, struct presign_said *said)
{
	for (int i = 0; i < f->n; i++)
		if (!f->lines[i].told && (f->lines[i].units > 0) == billed &&
		    (billed || f->lines[i].minutes > 0)) {
			str_format(said->numbers, sizeof said->numbers,
				   "%s, %d min, %d units", f->lines[i].code,
				   f->lines[i].minutes, f->lines[i].units);
			return true;
		}
	return false;
}

static bool
not_told(const struct presign_facts *f, const struct presign_rule *r,
	 struct presign_said *said)
{
	(void)r;
	return untold(f, true, said);
}

static bool
not_told_unbilled(const struct presign_facts *f, const struct presign_rule *r,
		  struct presign_said *said)
{
	(void)r;
	return untold(f, false, said);
}

static bool
no_timed_total(const struct presign_facts *f, const struct presign_rule *r,
	       struct presign_said *said)
{
	(void)r;
	(void)said;
	return !strcmp(f->kind, "daily") && f->timed_min < 0;
}

static bool
no_total(const struct presign_facts *f, const struct presign_rule *r,
	 struct presign_said *said)
{
	(void)r;
	(void)said;
	return !strcmp(f->kind, "daily") && f->total_min < 0;
}

static bool
no_signature(const struct presign_facts *f, const struct presign_rule *r,
	     struct presign_said *said)
{
	(void)r;
	said->row = f->signer.no;
	return f->signer.no && (!f->signature[0] || !f->signer_credential);
}

/* ---- minutes and units */

static int
sum(const struct presign_facts *f, bool timed)
{
	int n = 0;

	for (int i = 0; i < f->n; i++)
		if (f->lines[i].timed == timed)
			n += f->lines[i].minutes;
	return n;
}

static bool
untimed_inside(const struct presign_facts *f, const struct presign_rule *r,
	       struct presign_said *said)
{
	int untimed = sum(f, false);

	(void)r;
	SAY(said, "timed total %d, of it untimed %d", f->timed_min, untimed);
	return untimed > 0 && f->timed_min == sum(f, true) + untimed;
}

static bool
timed_sum(const struct presign_facts *f, const struct presign_rule *r,
	  struct presign_said *said)
{
	struct presign_said other;

	if (f->timed_min < 0 || untimed_inside(f, r, &other))
		return false;
	SAY(said, "timed total %d, codes add up to %d", f->timed_min, sum(f, true));
	return f->timed_min != sum(f, true);
}

static bool
total_sum(const struct presign_facts *f, const struct presign_rule *r,
	  struct presign_said *said)
{
	int all = sum(f, true) + sum(f, false);

	(void)r;
	SAY(said, "treatment total %d, codes add up to %d", f->total_min, all);
	return f->total_min >= 0 && f->total_min != all;
}

static bool
units_differ(const struct presign_facts *f, const struct presign_rule *r,
	     struct presign_said *said)
{
	(void)r;
	for (int i = 0; i < f->n; i++)
		if (f->lines[i].units != f->lines[i].rule_units) {
			str_format(said->numbers, sizeof said->numbers,
				   "%s: %d units billed, the rule gives %d",
				   f->lines[i].code, f->lines[i].units,
				   f->lines[i].rule_units);
			return true;
		}
	return false;
}

static bool
code_unknown(const struct presign_facts *f, const struct presign_rule *r,
	     struct presign_said *said)
{
	(void)r;
	for (int i = 0; i < f->n; i++)
		if (!f->lines[i].known) {
			str_copy(said->numbers, sizeof said->numbers, f->lines[i].code);
			return true;
		}
	return false;
}

static bool
assistant_code(const struct presign_facts *f, const struct presign_rule *r,
	       struct presign_said *said)
{
	(void)r;
	str_copy(said->numbers, sizeof said->numbers, f->forbidden);
	return f->forbidden[0] != '\0';
}

/* More minutes one on one than the clock has between the first begin and the last end. */
static bool
overlap(const struct presign_facts *f, const struct presign_rule *r,
	struct presign_said *said)
{
	(void)r;
	for (int i = 0; i < f->n_others && f->to_s > 0; i++) {
		const struct presign_other *o = &f->others[i];
		int64_t from = o->from_s < f->from_s ? o->from_s : f->from_s;
		int64_t to = o->to_s > f->to_s ? o->to_s : f->to_s;

		if (o->from_s >= f->to_s || o->to_s <= f->from_s ||
		    o->attended_s + f->attended_s <= to - from)
			continue;
		SAY(said, "%lld min one on one with two patients in %lld min",
		    (long long)(o->attended_s + f->attended_s) / 60,
		    (long long)(to - from) / 60);
		return true;
	}
	return false;
}

/* One patient alone is no group, however the class is called. */
static bool
group_small(const struct presign_facts *f, const struct presign_rule *r,
	    struct presign_said *said)
{
	SAY(said, "%d at once", f->group_most);
	return f->group_most > 0 && f->group_most < r->value;
}

static bool
group_unled(const struct presign_facts *f, const struct presign_rule *r,
	    struct presign_said *said)
{
	(void)r;
	(void)said;
	return f->group_unled;
}

/* ---- why it was needed */

static bool
no_plan(const struct presign_facts *f, const struct presign_rule *r,
	struct presign_said *said)
{
	(void)r;
	(void)said;
	return !f->plan;
}

static bool
plan_later(const struct presign_facts *f, const struct presign_rule *r,
	   struct presign_said *said)
{
	(void)r;
	if (!f->plan || f->plan_starts == DICT_NONE || f->service_date == DICT_NONE ||
	    f->plan_starts <= f->service_date)
		return false;
	say_day(said, "the plan begins", f->plan_starts);
	return true;
}

static bool
no_diagnosis(const struct presign_facts *f, const struct presign_rule *r,
	     struct presign_said *said)
{
	(void)r;
	(void)said;
	return !f->diagnosis;
}

static bool
goal_vague(const struct presign_facts *f, const struct presign_rule *r,
	   struct presign_said *said)
{
	(void)r;
	SAY(said, "%d open goals, %d not measurable", f->goals, f->vague);
	return f->vague > 0 || f->goals == 0;
}

static bool
goal_link(const struct presign_facts *f, const struct presign_rule *r,
	  struct presign_said *said)
{
	(void)r;
	SAY(said, "%d without a goal", f->goalless);
	return f->goalless > 0;
}

static bool
certification(const struct presign_facts *f, enum certify_state state,
	      struct presign_said *said)
{
	struct str text = {0};

	if (!f->certify_wanted || f->certify.state != state)
		return false;
	certify_text(&f->certify, &text);
	str_copy(said->numbers, sizeof said->numbers, str_text(&text));
	str_release(&text);
	return true;
}

static bool
cert_due(const struct presign_facts *f, const struct presign_rule *r,
	 struct presign_said *said)
{
	return f->certify.days <= presign_limit(r) &&
	       (certification(f, CERTIFY_OPEN, said) ||
		certification(f, CERTIFY_SENT, said));
}

static bool
cert_late(const struct presign_facts *f, const struct presign_rule *r,
	  struct presign_said *said)
{
	(void)r;
	return certification(f, CERTIFY_LATE, said);
}

static bool
recert_due(const struct presign_facts *f, const struct presign_rule *r,
	   struct presign_said *said)
{
	(void)r;
	return certification(f, CERTIFY_ENDING, said);
}

static bool
recert_late(const struct presign_facts *f, const struct presign_rule *r,
	    struct presign_said *said)
{
	(void)r;
	return certification(f, CERTIFY_EXPIRED, said);
}

static bool
progress_late(const struct presign_facts *f, const struct presign_rule *r,
	      struct presign_said *said)
{
	(void)r;
	SAY(said, "treatment day %lld, due by day %lld", (long long)f->treatment_days,
	    (long long)f->progress_due);
	return f->progress_due > 0 && f->treatment_days > f->progress_due;
}

static bool
progress_due(const struct presign_facts *f, const struct presign_rule *r,
	     struct presign_said *said)
{
	(void)r;
	SAY(said, "treatment day %lld of %lld", (long long)f->treatment_days,
	    (long long)f->progress_due);
	return f->progress_warn > 0 && f->treatment_days >= f->progress_warn &&
	       f->treatment_days <= f->progress_due;
}

static bool
no_skill(const struct presign_facts *f, const struct presign_rule *r,
	 struct presign_said *said)
{
	(void)r;
	(void)said;
	return !f->has_assessment;
}

static bool
no_next(const struct presign_facts *f, const struct presign_rule *r,
	struct presign_said *said)
{
	(void)r;
	(void)said;
	return !f->has_next;
}

static bool
same_text(const struct presign_facts *f, const struct presign_rule *r,
	  struct presign_said *said)
{
	(void)r;
	(void)said;
	return f->same_text;
}

static bool
same_part(const struct presign_facts *f, const struct presign_rule *r,
	  struct presign_said *said)
{
	(void)r;
	if (f->same_text || !f->same_part || !f->same_part[0])
		return false;
	SAY(said, "%s", f->same_part);
	return true;
}

static bool
late_entry(const struct presign_facts *f, const struct presign_rule *r,
	   struct presign_said *said)
{
	int64_t n = f->service_date == DICT_NONE ? 0 : days(f->service_date, f->today);

	SAY(said, "%lld days after the visit", (long long)n);
	return n > presign_limit(r) && n < DAYS_ASKED_MOST;
}

/* ---- who */

static bool
role_sign(const struct presign_facts *f, const struct presign_rule *r,
	  struct presign_said *said)
{
	(void)r;
	said->row = f->signer.no;
	return !f->signer.no || !f->signer.role->signs;
}

static bool
role_report(const struct presign_facts *f, const struct presign_rule *r,
	    struct presign_said *said)
{
	(void)r;
	said->row = f->signer.no;
	return f->signer.role->signs && strcmp(f->kind, "daily") != 0 &&
	       !f->signer.role->reports;
}

static bool
foreign_part(const struct presign_facts *f, const struct presign_rule *r,
	     struct presign_said *said)
{
	(void)r;
	(void)said;
	return f->signer.no && f->signer.role->signs && !f->signer_gave;
}

/* A licence that is wanted: students have none. */
static bool
licensed(const struct presign_person *p)
{
	return p->no && p->role->signs && !p->role->cosigned;
}

static bool
covers(const struct presign_person *p, int64_t day)
{
	return p->licence_to != DICT_NONE && p->licence_to >= day &&
	       (p->licence_from == DICT_NONE || p->licence_from <= day);
}

static bool
licence_none(const struct presign_facts *f, const struct presign_rule *r,
	     struct presign_said *said)
{
	(void)r;
	said->row = f->signer.no;
	return licensed(&f->signer) && f->signer.licence_to == DICT_NONE;
}

static void
say_licence(const struct presign_person *p, int64_t day, struct presign_said *said)
{
	said->row = p->no;
	if (p->licence_to < day)
		say_day(said, "its last day was", p->licence_to);
	else
		say_day(said, "it holds from", p->licence_from);
}

static bool
licence_service(const struct presign_facts *f, const struct presign_rule *r,
		struct presign_said *said)
{
	(void)r;
	if (!licensed(&f->signer) || f->signer.licence_to == DICT_NONE ||
	    f->service_date == DICT_NONE || covers(&f->signer, f->service_date))
		return false;
	say_licence(&f->signer, f->service_date, said);
	return true;
}

static bool
licence_today(const struct presign_facts *f, const struct presign_rule *r,
	      struct presign_said *said)
{
	struct presign_said other = {.row = 0};

	if (!licensed(&f->signer) || f->signer.licence_to == DICT_NONE ||
	    covers(&f->signer, f->today) || licence_service(f, r, &other))
		return false;
	say_licence(&f->signer, f->today, said);
	return true;
}

static bool
licence_ends(const struct presign_facts *f, const struct presign_rule *r,
	     struct presign_said *said)
{
	int64_t left;

	if (!licensed(&f->signer) || !covers(&f->signer, f->today))
		return false;
	left = days(f->today, f->signer.licence_to);
	said->row = f->signer.no;
	SAY(said, "%lld days left", (long long)left);
	return left <= presign_limit(r);
}

static bool
supervisor_none(const struct presign_facts *f, const struct presign_rule *r,
		struct presign_said *said)
{
	(void)r;
	said->row = f->signer.no;
	return f->signer.role->supervised && !f->signer.role->cosigned &&
	       !f->supervisor.no;
}

static bool
supervisor_unfit(const struct presign_facts *f, const struct presign_rule *r,
		 struct presign_said *said)
{
	(void)r;
	if (!f->signer.role->supervised || !f->supervisor.no)
		return false;
	said->row = f->supervisor.no;
	if (!f->supervisor.role->evaluates) {
		str_copy(said->numbers, sizeof said->numbers,
			 "the supervisor is no therapist");
		return true;
	}
	if (covers(&f->supervisor, f->today) &&
	    (f->service_date == DICT_NONE || covers(&f->supervisor, f->service_date)))
		return false;
	if (f->supervisor.licence_to == DICT_NONE)
		str_copy(said->numbers, sizeof said->numbers, "no licence on file");
	else
		say_licence(&f->supervisor,
			    covers(&f->supervisor, f->today) ? f->service_date : f->today,
			    said);
	return true;
}

static bool
cosigner_none(const struct presign_facts *f, const struct presign_rule *r,
	      struct presign_said *said)
{
	(void)r;
	said->row = f->signer.no;
	return f->signer.role->cosigned && !f->supervisor.no;
}

/* ---- safety */

static bool
stop_open(const struct presign_facts *f, const struct presign_rule *r,
	  struct presign_said *said)
{
	(void)r;
	(void)said;
	return f->stopped;
}

static bool
caution_reason(const struct presign_facts *f, const struct presign_rule *r,
	       struct presign_said *said)
{
	(void)r;
	SAY(said, "%d without a reason", f->unreasoned);
	return f->unreasoned > 0;
}

/* ---- by name */

#define CHECKS(X)                                                                        \
	X(no_date)                                                                       \
	X(still_running)                                                                 \
	X(nothing_done)                                                                  \
	X(not_told)                                                                      \
	X(not_told_unbilled)                                                             \
	X(no_timed_total)                                                                \
	X(no_total)                                                                      \
	X(no_signature)                                                                  \
	X(untimed_inside)                                                                \
	X(timed_sum)                                                                     \
	X(total_sum)                                                                     \
	X(units_differ)                                                                  \
	X(code_unknown)                                                                  \
	X(assistant_code)                                                                \
	X(overlap)                                                                       \
	X(group_small)                                                                   \
	X(group_unled)                                                                   \
	X(no_plan)                                                                       \
	X(plan_later)                                                                    \
	X(no_diagnosis)                                                                  \
	X(goal_vague)                                                                    \
	X(goal_link)                                                                     \
	X(cert_due)                                                                      \
	X(cert_late)                                                                     \
	X(recert_due)                                                                    \
	X(recert_late)                                                                   \
	X(progress_late)                                                                 \
	X(progress_due)                                                                  \
	X(no_skill)                                                                      \
	X(no_next)                                                                       \
	X(same_text)                                                                     \
	X(same_part)                                                                     \
	X(late_entry)                                                                    \
	X(role_sign)                                                                     \
	X(role_report)                                                                   \
	X(foreign_part)                                                                  \
	X(licence_none)                                                                  \
	X(licence_service)                                                               \
	X(licence_today)                                                                 \
	X(licence_ends)                                                                  \
	X(supervisor_none)                                                               \
	X(supervisor_unfit)                                                              \
	X(cosigner_none)                                                                 \
	X(stop_open)                                                                     \
	X(caution_reason)

presign_check *
presign_check_of(const char *name)
{
	static const struct {
		const char *name;
		presign_check *check;
	} all[] = {
#define CHECK_ROW(check) {#check, check},
	    CHECKS(CHECK_ROW)};

	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		if (!strcmp(all[i].name, name))
			return all[i].check;
	return presign_bill_check(name);
}
