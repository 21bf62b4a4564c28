/* presign.c - the rows of the rules against a note, blocks first, and the text that is kept. */
#include "core/source.h"
#include "presign_priv.h"

#include <assert.h>
#include <string.h>

static bool
holds(const struct presign_rule *r, int64_t date)
{
	return source_holds(r->valid_from, r->valid_to, date);
}

/* Behind the findings of its kind and of lower rank. */
static void
insert(struct presign *out, const struct presign_finding *x)
{
	int at = out->n;

	if (out->n == PRESIGN_FINDINGS_MAX) {
		/* a block takes the place of the last warning */
		if (!x->blocks || out->blocks == PRESIGN_FINDINGS_MAX)
			return;
		at = --out->n;
	}
	while (at > 0 && (x->blocks > out->rows[at - 1].blocks ||
			  (x->blocks == out->rows[at - 1].blocks &&
			   x->rule->rank < out->rows[at - 1].rule->rank))) {
		out->rows[at] = out->rows[at - 1];
		at--;
	}
	out->rows[at] = *x;
	out->n++;
	out->blocks += x->blocks;
}

void
presign_judge(const struct presign_rule *rules, int n, const struct presign_facts *f,
	      struct presign *out)
{
	int64_t date = f->service_date == DICT_NONE ? f->today : f->service_date;

	memset(out, 0, sizeof *out);
	out->service_date = date;
	for (int i = 0; i < n; i++) {
		presign_check *check = presign_check_of(rules[i].check);
		struct presign_said said = {.row = 0};
		struct presign_finding x = {.rule = &rules[i]};

		if (!holds(&rules[i], date))
			continue;
		if (!check) { /* of a newer table: said, never passed over */
			str_format(x.numbers, sizeof x.numbers,
				   "not looked at: this version does not know '%s'",
				   rules[i].check);
			insert(out, &x);
			continue;
		}
		out->rules++;
		if (!check(f, &rules[i], &said))
			continue;
		x.blocks = !strcmp(rules[i].severity, "block");
		x.row = said.row;
		str_copy(x.numbers, sizeof x.numbers, said.numbers);
		insert(out, &x);
	}
}

void
presign_text(const struct presign *p, const char *version, struct str *out)
{
	str_addf(out, "%d rules%s%s: ", p->rules, version[0] ? " of " : "", version);
	if (!p->n) {
		str_add(out, "nothing found.\n");
		return;
	}
	str_addf(out, "%d found.\n", p->n);
	for (int i = 0; i < p->n; i++) {
		const struct presign_finding *x = &p->rows[i];

		str_addf(out, "%s %s: %s%s%s%s\n", x->blocks ? "STOP" : "Warning",
			 x->rule->key, x->rule->title, x->numbers[0] ? " (" : "",
			 x->numbers, x->numbers[0] ? ")" : "");
	}
}
