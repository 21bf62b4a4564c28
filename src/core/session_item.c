/* session_item.c - texts of an item: its plan in the ITEM event, its sets in the record. */
#include "base/str.h"
#include "base/utf8.h"
#include "core/session.h"

#include <stddef.h>
#include <string.h>

/* The text is "1" and then every field in this order, parted by tabs. */
#define FORMAT "1"

enum kind { NUMBER, INTEGER, TEXT };

/* One field: where it lies and what it may be (data dictionary, prescription). */
struct part {
	enum kind kind;
	size_t offset, size; /* size of a text with its NUL */
	int64_t min, max;
	const char *label;
};

#define PLAN(kind, member, min, max, label)                                              \
	{                                                                                \
		kind, offsetof(struct session_item_plan, member),                        \
		    sizeof((struct session_item_plan *)0)->member, min, max, label       \
	}
/* clang-format off */
static const struct part parts[] = {
	PLAN(NUMBER, prescription, 0, INT64_MAX, "prescription"),
	PLAN(NUMBER, exercise, 0, INT64_MAX, "exercise"),
	PLAN(TEXT, name, 1, 0, "name"),
	PLAN(TEXT, code, 0, 0, "billing code"),
	PLAN(INTEGER, dose.lead_in_s, 0, 30, "lead-in"),
	PLAN(INTEGER, dose.sets, 1, 20, "sets"),
	PLAN(INTEGER, dose.reps, 0, 200, "repetitions"),
	PLAN(INTEGER, dose.hold_s, 0, 600, "hold"),
	PLAN(INTEGER, dose.rest_s, 0, 900, "rest"),
	PLAN(INTEGER, dose.rep_gap_s, 0, 600, "gap between repetitions"),
	PLAN(INTEGER, dose.side_switch_s, 0, 120, "side switch"),
	PLAN(NUMBER, dose.duration_ms, 0, 7200000, "timed block"),
	PLAN(TEXT, side, 0, 0, "side"),
	PLAN(TEXT, load_kind, 0, 0, "load"),
	PLAN(NUMBER, load_g, 0, 500000, "weight"),
	PLAN(TEXT, band, 0, 0, "band"),
	PLAN(TEXT, last, 0, 0, "last time"),
};
/* clang-format on */
enum { N_PARTS = sizeof parts / sizeof parts[0] };

static enum status
check_number(const struct part *p, int64_t v, struct err *err)
{
	if (v >= p->min && v <= p->max)
		return ST_OK;
	return status_fail(err, ST_INVALID, "%s: %lld is not between %lld and %lld",
			   p->label, (long long)v, (long long)p->min, (long long)p->max);
}

static enum status
check_text(const struct part *p, const char *text, size_t n, struct err *err)
{
	size_t at;

	if (n >= p->size || n < (size_t)p->min || !utf8_storable(text, n, false, &at))
		return status_fail(err, ST_INVALID, "%s: at most %zu bytes in one line",
				   p->label, p->size - 1);
	return ST_OK;
}

static enum status
write_part(const struct session_item_plan *plan, const struct part *p, struct str *out,
	   struct err *err)
{
	const char *at = (const char *)plan + p->offset;
	int64_t v;

	if (p->kind == TEXT) {
		str_add_c(out, '\t');
		str_add(out, at);
		return check_text(p, at, strlen(at), err);
	}
	v = p->kind == NUMBER ? *(const int64_t *)(const void *)at
			      : *(const int *)(const void *)at;
	str_addf(out, "\t%lld", (long long)v);
	return check_number(p, v, err);
}

static enum status
read_part(struct session_item_plan *plan, const struct part *p, const char *text,
	  size_t n, struct err *err)
{
	char *at = (char *)plan + p->offset;
	long long v = 0;
	enum status st;

	if (p->kind == TEXT) {
		st = check_text(p, text, n, err);
		if (st == ST_OK)
			memcpy(at, text, n);
		return st;
	}
	if (!str_int(text, n, &v))
		return status_fail(err, ST_INVALID, "%s: not a number", p->label);
	st = check_number(p, v, err);
	if (st == ST_OK && p->kind == NUMBER)
		*(int64_t *)(void *)at = v;
	else if (st == ST_OK)
		*(int *)(void *)at = (int)v;
	return st;
}

/* Codes that the fold itself looks at. */
static enum status
check_side(const char *side, struct err *err)
{
	if (strcmp(side, "left") == 0 || strcmp(side, "right") == 0 ||
	    strcmp(side, "both") == 0 || strcmp(side, "none") == 0 || side[0] == '\0')
		return ST_OK;
	return status_fail(err, ST_INVALID, "side '%s': use left, right, both or none",
			   side);
}

enum status
session_item_encode(const struct session_item_plan *plan,
		    char out[SESSION_ITEM_TEXT_SIZE], struct err *err)
{
	struct str text = {0};
	char tempo[DOSE_TEMPO_SIZE];
	enum status st = check_side(plan->side, err);

	str_add(&text, FORMAT);
	for (size_t i = 0; st == ST_OK && i < N_PARTS; i++)
		st = write_part(plan, &parts[i], &text, err);
	if (st == ST_OK) {
		dose_tempo_text(&plan->dose, tempo);
		str_addf(&text, "\t%s\t%s", tempo,
			 dose_side_mode_id(plan->dose.side_mode));
		if (plan->support > 0)
			str_addf(&text, "\t%d", plan->support);
		if (!str_copy(out, SESSION_ITEM_TEXT_SIZE, str_text(&text)))
			st = status_fail(err, ST_INVALID, "%s: its texts are too long",
					 plan->name);
	}
	str_release(&text);
	return st;
}

/* The next field of the text; false when there is none. */
static bool
next_field(const char **at, const char **field, size_t *n)
{
	if (**at != '\t')
		return false;
	*field = *at + 1;
	*n = strcspn(*field, "\t");
	*at = *field + *n;
	return true;
}

/* The support asked for, written only where there is any. */
static bool
read_support(const char *at, struct session_item_plan *plan)
{
	if (at[0] == '\0')
		return true;
	if (at[0] != '\t' || at[1] < '1' || at[1] > '3' || at[2] != '\0')
		return false;
	plan->support = at[1] - '0';
	return true;
}

static enum status
read_rest(const char *at, struct session_item_plan *plan, struct err *err)
{
	char tempo[DOSE_TEMPO_SIZE], mode[16];
	const char *field;
	size_t n;

	if (!next_field(&at, &field, &n) || n >= sizeof tempo)
		return status_fail(err, ST_INVALID, "no text of an exercise");
	str_format(tempo, sizeof tempo, "%.*s", (int)n, field);
	if (!next_field(&at, &field, &n) || n >= sizeof mode)
		return status_fail(err, ST_INVALID, "no text of an exercise");
	str_format(mode, sizeof mode, "%.*s", (int)n, field);
	if (!dose_side_mode_parse(mode, &plan->dose.side_mode))
		return status_fail(err, ST_INVALID, "sides '%s': unknown", mode);
	if (!read_support(at, plan))
		return status_fail(err, ST_INVALID, "no text of an exercise");
	return dose_parse_tempo(&plan->dose, tempo, err);
}

enum status
session_item_decode(const char *text, struct session_item_plan *p, struct err *err)
{
	struct session_item_plan plan;
	const char *at = text + strlen(FORMAT), *field;
	enum status st = ST_OK;
	size_t n;

	memset(&plan, 0, sizeof plan);
	if (strncmp(text, FORMAT, strlen(FORMAT)) != 0)
		return status_fail(err, ST_INVALID, "no text of an exercise");
	for (size_t i = 0; st == ST_OK && i < N_PARTS; i++)
		st = next_field(&at, &field, &n)
			 ? read_part(&plan, &parts[i], field, n, err)
			 : status_fail(err, ST_INVALID, "no text of an exercise");
	if (st == ST_OK)
		st = read_rest(at, &plan, err);
	if (st == ST_OK)
		st = check_side(plan.side, err);
	if (st == ST_OK)
		*p = plan;
	return st;
}

static void
set_text(const struct session_set *set, int64_t load_before_g, struct str *out)
{
	static const char *const sides[] = {"", "L", "R"};

	str_addf(out, "%d%s:", set->set, sides[set->side]);
	if (set->reps >= 0)
		str_addf(out, "%dr", set->reps);
	str_addf(out, "%ds%s", set->work_ms / 1000, set->done ? "" : "x");
	if (set->rest_ms >= 1000)
		str_addf(out, "+%d", set->rest_ms / 1000);
	if (set->load_g != load_before_g)
		str_addf(out, "@%dg", set->load_g);
}

void
session_sets_text(const struct session_item *it, char *out, size_t size)
{
	struct str text = {0};
	int64_t load_g = 0;

	out[0] = '\0';
	for (int i = 0; i < it->n_sets; i++) {
		size_t before = text.n;

		str_add(&text, i > 0 ? " " : "");
		set_text(&it->sets[i], load_g, &text);
		load_g = it->sets[i].load_g;
		if (text.n < size - (i + 1 < it->n_sets ? 4 : 0)) {
			str_copy(out, size, str_text(&text));
			continue;
		}
		if (before + 4 <= size)
			memcpy(out + before, " ...", before + 5 <= size ? 5 : 0);
		break;
	}
	str_release(&text);
}
