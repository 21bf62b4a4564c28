/* bill_place.c - codes Medicare does not pay as they stand, and telehealth. */
#include "base/str.h"
#include "bill_priv.h"
#include "core/source.h"

#include <string.h>

/* ---- status of a code under Medicare */

static const char *
status_of(const struct bill_input *in, const char *code)
{
	for (size_t i = 0; i < in->n_statuses; i++)
		if (!strcmp(in->statuses[i].code, code))
			return in->statuses[i].medicare;
	return "";
}

static void
answer_status(struct bill_work *w, int i, const struct bill_question *q)
{
	const char *is = bill_chosen(q);

	if (!strcmp(is, "drop")) {
		bill_drop(w, i, "not billed: not paid by itself");
	} else if (!strcmp(is, "none")) {
		str_format(w->b->lines[i].why, BILL_WHY_SIZE, "billed: %s", q->reason);
	} else if (!strcmp(is, "GX")) {
		bill_wish_add(w, i, BILL_ABN, "GX", "not a benefit, voluntary notice");
		bill_wish_add(w, i, BILL_ABN, "GY", "not a benefit");
	} else if (!strcmp(is, "GY")) {
		bill_wish_add(w, i, BILL_ABN, "GY", "not a benefit");
	} else if (!strcmp(is, "GA")) {
		bill_wish_add(w, i, BILL_ABN, "GA", "denial expected, ABN signed");
	} else if (!strcmp(is, "GZ")) {
		bill_wish_add(w, i, BILL_ABN, "GZ", "denial expected, no ABN");
	}
}

static void
ask_status(struct bill_work *w, int i, const char *status)
{
	const char *code = w->b->lines[i].code;
	char id[BILL_ID_SIZE];
	struct bill_question *q;

	str_format(id, sizeof id, "abn:%s", code);
	q = bill_ask(w, id, true);
	if (!q)
		return;
	if (strstr(status, "non-covered")) {
		str_format(q->text, sizeof q->text,
			   "%s is %s under Medicare: how is it billed?", code, status);
		bill_option_add(w, q, "GY", "GY: not a benefit, no notice", false);
		bill_option_add(w, q, "GX", "GX GY: not a benefit, voluntary ABN", false);
		bill_option_add(w, q, "GA", "GA: denial expected, ABN signed", false);
		bill_option_add(w, q, "GZ", "GZ: denial expected, no ABN", false);
	} else {
		str_format(q->text, sizeof q->text,
			   "%s is %s for Medicare: it is not paid by itself", code,
			   !strcmp(status, "not-valid") ? "not valid" : status);
	}
	bill_option_add(w, q, "drop", "not billed", false);
	bill_option_add(w, q, "none", "billed all the same, with the reason", true);
	for (int k = i; k < w->b->n; k++)
		if (!strcmp(w->b->lines[k].code, code))
			answer_status(w, k, q);
}

void
bill_ask_status(struct bill_work *w)
{
	if (!w->in->wants[0] || !bill_wants(w->in, BILL_ABN))
		return;
	for (int i = 0; i < w->b->n; i++) {
		const char *is = status_of(w->in, w->b->lines[i].code);

		if (w->b->lines[i].units > 0 &&
		    (strstr(is, "non-covered") || strstr(is, "noncovered") ||
		     !strcmp(is, "bundled") || !strcmp(is, "not-valid")))
			ask_status(w, i, is);
	}
}

/* ---- telehealth */

static const struct telehealth_rule *
rule_of(const struct bill_input *in, const char *code)
{
	const struct telehealth_rule *best = NULL;

	for (size_t i = 0; i < in->n_telehealth; i++) {
		const struct telehealth_rule *r = &in->telehealth[i];

		if (strcmp(r->payer_kind, in->payer_kind) != 0 ||
		    strcmp(r->mode, in->mode) != 0 ||
		    (r->code[0] && strcmp(r->code, code) != 0) ||
		    (r->valid_from != DICT_NONE && r->valid_from > in->date) ||
		    (r->valid_to != DICT_NONE && r->valid_to < in->date))
			continue;
		if (!best || (r->code[0] && !best->code[0]))
			best = r;
	}
	return best;
}

/* Nobody knows what the payer pays: one question for the visit. */
static void
ask_unknown(struct bill_work *w, int i)
{
	bool video = !strcmp(w->in->mode, "video");
	struct bill_question *q = bill_ask(w, "telehealth", true);
	const char *is;

	if (!q)
		return;
	str_format(q->text, sizeof q->text,
		   "No rule for %s by this payer on this date: what does the payer say?",
		   video ? "video" : "phone");
	bill_option_add(w, q, video ? "95" : "93",
			video ? "billed with 95" : "billed with 93", false);
	bill_option_add(w, q, "place", "billed with the place of service alone", false);
	bill_option_add(w, q, "drop", "not billed", false);
	is = bill_chosen(q);
	for (int k = i; k < w->b->n; k++) {
		if (rule_of(w->in, w->b->lines[k].code))
			continue;
		if (!strcmp(is, "drop"))
			bill_drop(w, k, "the payer does not pay it at a distance");
		else if (is[0] == '9')
			bill_wish_add(w, k, BILL_TELEHEALTH, is,
				      video ? "live video, as the payer says"
					    : "phone, as the payer says");
	}
}

static void
ask_refused(struct bill_work *w, int i, const struct telehealth_rule *r)
{
	const char *code = w->b->lines[i].code;
	char id[BILL_ID_SIZE];
	struct bill_question *q;

	str_format(id, sizeof id, "tele:%s", code);
	q = bill_ask(w, id, true);
	if (!q)
		return;
	str_format(q->text, sizeof q->text, "%s is not paid by %s on this date%s", code,
		   r->mode, source_unsure(r->verification) ? " (check source)" : "");
	bill_option_add(w, q, "drop", "not billed", false);
	bill_option_add(w, q, "none", "billed all the same, with the reason", true);
	for (int k = i; k < w->b->n; k++) {
		if (strcmp(w->b->lines[k].code, code) != 0)
			continue;
		if (!strcmp(bill_chosen(q), "drop"))
			bill_drop(w, k, "not paid at a distance");
		else if (q->chosen >= 0)
			str_format(w->b->lines[k].why, BILL_WHY_SIZE, "billed: %s",
				   q->reason);
	}
}

static void
place_line(struct bill_work *w, int i, bool home)
{
	struct bill_line *l = &w->b->lines[i];
	const struct telehealth_rule *r = rule_of(w->in, l->code);

	if (r && r->allowed == 1) {
		str_copy(l->place, sizeof l->place,
			 home ? r->place_home : r->place_other);
		if (r->modifier[0])
			bill_wish_add(w, i, BILL_TELEHEALTH, r->modifier,
				      !strcmp(w->in->mode, "phone")
					  ? "by phone, no picture"
					  : "live video");
	} else if (r) {
		ask_refused(w, i, r);
	} else {
		ask_unknown(w, i);
	}
}

void
bill_ask_telehealth(struct bill_work *w)
{
	struct bill_question *q;
	bool home;

	if (!w->in->mode[0] || !strcmp(w->in->mode, "in_person"))
		return;
	q = bill_ask(w, "place", true);
	if (!q)
		return;
	str_copy(q->text, sizeof q->text, "Where was the patient?");
	bill_option_add(w, q, "home", "at home", false);
	bill_option_add(w, q, "else", "elsewhere", false);
	home = strcmp(bill_chosen(q), "else") != 0;
	for (int i = 0; i < w->b->n; i++) {
		str_copy(w->b->lines[i].place, sizeof w->b->lines[i].place,
			 home ? "10" : "02");
		if (w->b->lines[i].units > 0)
			place_line(w, i, home);
	}
}
