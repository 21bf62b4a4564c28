/* note_gate.c - screenings, stops and precautions in the words of the note. */
#include "note_priv.h"

#include <string.h>

/* The text with one full stop at its end. */
static void
sentence(struct str *line, const char *text)
{
	size_t n = strlen(text);

	str_add(line, text);
	str_add(line, n > 0 && strchr(".!?", text[n - 1]) != NULL ? "" : ".");
}

/* before is the gate in front of it, NULL: there is none. */
static void
add_gate(const struct session_gate *g, const struct session_gate *before, struct str *out)
{
	bool after = before && strcmp(before->outcome, "stopped") == 0;
	bool stop = strcmp(g->outcome, "stopped") == 0;
	bool clear = strcmp(g->outcome, "clear") == 0;
	struct str line = {0};

	if (stop)
		str_add(&line, g->during ? "STOPPED during the session: "
					 : "Screening, STOPPED: ");
	else
		str_add(&line, !g->during ? "Screening: "
			       : after	  ? "After the stop: "
					  : "In the session: ");
	sentence(&line, g->what);
	if (g->reason[0] != '\0') {
		str_add(&line, stop || clear ? " " : " Gone on: ");
		sentence(&line, g->reason);
	}
	note_text_wrap(out, str_text(&line), 2);
	str_release(&line);
}

void
note_gate_all(const struct session_state *s, struct str *out)
{
	for (int i = 0; i < s->n_gates; i++)
		add_gate(&s->gates[i], i ? &s->gates[i - 1] : NULL, out);
}

void
note_gate_allowed(const struct session_state *s, struct str *out)
{
	for (int i = 0; i < s->n_items; i++) {
		const struct session_item *it = &s->items[i];
		struct str line = {0};

		if (it->allowed[0] == '\0' || it->n_sets == 0)
			continue;
		str_addf(&line, "%s, %s: %s",
			 it->allowed_why[0] != '\0' ? "In spite of a precaution"
						    : "With care",
			 it->plan.name, it->allowed);
		if (it->allowed_why[0] != '\0')
			str_addf(&line, "; %s", it->allowed_why);
		str_addf(&line, " (%s).", it->allowed_by);
		note_text_wrap(out, str_text(&line), 2);
		str_release(&line);
	}
}
