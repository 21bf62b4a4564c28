/* progress_spec.c - a dose as a spec: applied to a prescription, taken back, shown, typed by people. */
#include "app/care.h"
#include "core/load.h"
#include "progress_priv.h"
#include "store/record.h"

#include <string.h>

static bool
is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

/* ---- a spec applied */

static enum status
swap_exercise(struct app *a, const struct prescription *row, const char *key,
	      struct prescription *next, char name[61], struct err *err)
{
	struct exercise x;
	enum status st = progress_exercise(a, key, &x, err);

	if (st)
		return st;
	care_prescription_from(&x, row->plan, row->rank, next);
	str_copy(next->setting, sizeof next->setting, row->setting);
	str_copy(next->side, sizeof next->side, row->side);
	next->goal = row->goal;
	str_copy(name, 61, x.name);
	return ST_OK;
}

static enum status
set_part(struct prescription *next, const char *part, size_t n, struct err *err)
{
	const struct entity *e = dict_entity(E_PRESCRIPTION);
	size_t name = strcspn(part, "=");
	char field[24];
	struct cell c = {.kind = CELL_NONE};
	int f;
	enum status st;

	str_format(field, sizeof field, "%.*s", (int)name, part);
	f = name < n ? dict_field_named(e, field) : -1;
	if (f < 0)
		return status_fail(err, ST_INVALID, "dose '%.*s' is not understood",
				   (int)n, part);
	st = name + 1 == n
		 ? ST_OK /* nothing: it was empty */
		 : dict_parse(&e->fields[f], part + name + 1, n - name - 1, &c, err);
	if (!st)
		st = dict_check(&e->fields[f], c, err);
	if (!st && !dict_put(&e->fields[f], next, c))
		st = status_fail(err, ST_INVALID, "%s does not fit", e->fields[f].label);
	return st;
}

enum status
progress_next(struct app *a, const struct prescription *row, const char *spec,
	      struct prescription *next, char name[61], struct err *err)
{
	enum status st = ST_OK;

	*next = *row;
	name[0] = '\0';
	for (const char *p = spec; !st && *p;) {
		size_t n = strcspn(p, ";");

		if (strncmp(p, "exercise=", 9) == 0) {
			char key[25];

			str_format(key, sizeof key, "%.*s", (int)n - 9, p + 9);
			st = swap_exercise(a, row, key, next, name, err);
		} else {
			st = set_part(next, p, n, err);
		}
		p += n + (p[n] == ';');
	}
	return st;
}

void
progress_way_back(const struct prescription *row, const char *spec, char out[161])
{
	const struct entity *e = dict_entity(E_PRESCRIPTION);
	struct str back = {0};

	for (const char *p = spec; *p && strncmp(spec, "exercise=", 9) != 0;) {
		size_t n = strcspn(p, ";"), name = strcspn(p, "=");
		char field[24];
		int f;

		str_format(field, sizeof field, "%.*s", (int)name, p);
		f = name < n ? dict_field_named(e, field) : -1;
		if (f >= 0) {
			str_addf(&back, "%s%s=", back.n ? ";" : "", field);
			dict_text(&e->fields[f], dict_get(&e->fields[f], row), &back);
		}
		p += n + (p[n] == ';');
	}
	if (!str_copy(out, 161, str_text(&back)))
		out[0] = '\0'; /* half a way back is none */
	str_release(&back);
}

/* "Hold 35 s" of one part of a spec. */
static void
show_part(const char *part, size_t n, struct str *out)
{
	const struct entity *e = dict_entity(E_PRESCRIPTION);
	size_t name = strcspn(part, "=");
	char field[24];
	struct cell c = {.kind = CELL_NONE};
	struct err ignored = {0};
	int f;

	str_format(field, sizeof field, "%.*s", (int)name, part);
	f = name < n ? dict_field_named(e, field) : -1;
	if (f < 0 || is(field, "load_kind") ||
	    dict_parse(&e->fields[f], part + name + 1, n - name - 1, &c, &ignored))
		return;
	str_add(out, out->n ? ", " : "");
	if (!is(field, "reps") && !is(field, "sets") && !(is(field, "support") && !c.i))
		str_addf(out, "%s ", e->fields[f].label);
	if (is(field, "support") && c.i >= 0 && c.i <= 3)
		str_add(out, progression_support_word((int)c.i));
	else
		dict_show(&e->fields[f], c, out);
}

void
progress_short(const struct choice *c, char *out, size_t size)
{
	static const char other[] = "next exercise: ";
	struct str s = {0};

	if (strncmp(c->after, other, sizeof other - 1) == 0)
		str_addf(&s, "next: %s", c->after + sizeof other - 1);
	for (const char *p = s.n ? "" : c->spec; *p;) {
		size_t n = strcspn(p, ";");

		show_part(p, n, &s);
		p += n + (p[n] == ';');
	}
	if (!s.n && c->decision[0] &&
	    strcmp(c->decision, "declined") !=
		0) /* read back: what changed is not said field by field */
		str_add(&s, c->after);
	str_copy(out, size, s.n ? str_text(&s) : "as it is");
	str_release(&s);
}

/* ---- a dose as people type it */

static const struct {
	const char *word, *field;
} words[] = {
    {"sets", "sets"},	  {"reps", "reps"},	  {"hold", "hold_s"},
    {"rest", "rest_s"},	  {"time", "duration_s"}, {"load", "load_g"},
    {"band", "band"},	  {"support", "support"}, {"tempo", "tempo"},
    {"from", "reps_low"}, {"to", "reps_high"},
};

static enum status
add_typed(const char *field, const char *value, int64_t today, struct str *spec,
	  struct err *err)
{
	const struct entity *e = dict_entity(E_PRESCRIPTION);
	const struct field *f = &e->fields[dict_field_named(e, field)];
	struct cell c = {.kind = CELL_NONE};
	int64_t g;
	enum status st;

	if (strcmp(field, "load_g") == 0) {
		st = load_parse(value, strlen(value), &g, err);
		c = (struct cell){.kind = CELL_INT, .i = g};
	} else {
		st = dict_parse_typed(f, value, strlen(value), today, &c, err);
	}
	if (!st)
		st = dict_check(f, c, err);
	if (st)
		return st;
	if (strcmp(field, "load_g") == 0)
		str_add(spec, spec->n ? ";load_kind=weight" : "load_kind=weight");
	if (strcmp(field, "band") == 0)
		str_add(spec, spec->n ? ";load_kind=band" : "load_kind=band");
	str_addf(spec, "%s%s=", spec->n ? ";" : "", field);
	dict_text(f, c, spec);
	return ST_OK;
}

/* One "reps 12" of the list. */
static enum status
read_typed(const char *p, size_t n, int64_t today, struct str *spec, struct err *err)
{
	char part[40];
	size_t word;

	while (n > 0 && *p == ' ')
		p++, n--;
	while (n > 0 && p[n - 1] == ' ')
		n--;
	str_format(part, sizeof part, "%.*s", (int)n, p);
	word = strcspn(part, " ");
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strlen(words[i].word) == word && part[word] != '\0' &&
		    strncmp(words[i].word, part, word) == 0)
			return add_typed(words[i].field, part + word + 1, today, spec,
					 err);
	return status_fail(err, ST_INVALID,
			   "'%s': type sets, reps, hold, rest, time, load, band or "
			   "support with its value, as reps 12, load 3 kg",
			   part);
}

enum status
progress_spec_typed(const char *typed, int64_t today, char out[161], struct err *err)
{
	struct str spec = {0};
	enum status st = ST_OK;

	for (const char *p = typed; !st && *p;) {
		size_t n = strcspn(p, ",;");

		st = read_typed(p, n, today, &spec, err);
		p += n + (p[n] != '\0');
	}
	if (!st && (!spec.n || strchr(str_text(&spec), '\n') ||
		    !str_copy(out, 161, str_text(&spec))))
		st = status_fail(err, ST_INVALID, "type the dose, as reps 12, load 3 kg");
	str_release(&spec);
	return st;
}
