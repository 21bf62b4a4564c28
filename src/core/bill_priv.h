/* bill_priv.h - candidates for modifiers and the questions; private to bill*.c. */
#ifndef CORE_BILL_PRIV_H
#define CORE_BILL_PRIV_H

#include "core/bill.h"

struct bill_work {
	const struct bill_input *in;
	struct bill *b;
};

/* True when the payer wants the group, or is not known to. */
bool bill_wants(const struct bill_input *in, enum bill_group_id g);
/* Position of the group in the payer's order; one behind all when it is not in it. */
int bill_rank(const struct bill_input *in, enum bill_group_id g);

/* Asks; the answer given so far is filled in. NULL when there is no more room. */
struct bill_question *bill_ask(struct bill_work *w, const char *id, bool stop);
/* Adds an option to a question and looks whether it was chosen. */
void bill_option_add(struct bill_work *w, struct bill_question *q, const char *value,
		     const char *text, bool reasoned);
/* The value chosen, "" when open. */
const char *bill_chosen(const struct bill_question *q);
/* Puts a modifier of a group on line i. */
void bill_wish_add(struct bill_work *w, int i, enum bill_group_id g, const char *code,
		   const char *why);
/* Takes the units of line i away, saying why. */
void bill_drop(struct bill_work *w, int i, const char *why);

/* The rules, each over all lines. */
void bill_ask_tie(struct bill_work *w);
void bill_ask_payer(struct bill_work *w);
void bill_ask_pairs(struct bill_work *w);
void bill_ask_status(struct bill_work *w);
void bill_ask_telehealth(struct bill_work *w);
void bill_ask_year(struct bill_work *w);

#endif
