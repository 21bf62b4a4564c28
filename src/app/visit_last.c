/* visit_last.c - the words of the visit before: what may be taken over, and what was. */
#include "store/query_sign.h"
#include "store/record.h"
#include "visit_priv.h"

#include <string.h>

enum status
visit_last(struct app *a, const struct visit *v, struct visit_last *out, struct err *err)
{
	struct sign_last last;
	enum status st = query_sign_last(a->store, v->live.episode, &last, err);

	dict_row_init(dict_entity(E_NOTE), &out->note);
	out->day = DICT_NONE;
	if (!st && last.note)
		st = record_get(a->store, E_NOTE, last.note, &out->note, err);
	if (!st && last.note)
		out->day = last.day;
	return st;
}

enum status
visit_typed(struct app *a, const struct visit *v, enum live_text which, bool *typed,
	    struct err *err)
{
	struct str text = {0};
	enum status st = live_text_get(a->store, v->live.no, which, &text, err);

	*typed = text.n > 0;
	str_release(&text);
	return st;
}

const char *
visit_section(const struct note *n, enum live_text which)
{
	return which == LIVE_SUBJECTIVE	  ? n->subjective
	       : which == LIVE_ASSESSMENT ? n->assessment
	       : which == LIVE_PLAN	  ? n->plan
					  : "";
}

bool
visit_section_same(const struct visit_look *l, enum live_text which)
{
	const char *text = visit_section(&l->note, which);

	return l->last.day != DICT_NONE && text[0] &&
	       !strcmp(text, visit_section(&l->last.note, which));
}

/* What the session wrote out of today's numbers is not a copy, even when it reads the same. */
enum status
visit_same_words(struct app *a, const struct visit *v, const struct visit_look *l,
		 struct presign_facts *f, struct err *err)
{
	static const struct {
		enum live_text which;
		const char *name;
	} parts[] = {{LIVE_SUBJECTIVE, "Subjective"}, {LIVE_ASSESSMENT, "Assessment"}};
	enum status st = ST_OK;

	f->same_text = visit_section_same(l, LIVE_ASSESSMENT) &&
		       !strcmp(l->note.subjective, l->last.note.subjective);
	f->same_part = "";
	for (size_t i = 0; !st && !f->same_text && i < 2; i++) {
		bool typed = false;

		if (!visit_section_same(l, parts[i].which))
			continue;
		st = visit_typed(a, v, parts[i].which, &typed, err);
		if (typed)
			f->same_part = parts[i].name;
	}
	return st;
}
