/* note_words.c - what stands in the note beside what was counted: taught, seen, taken over. */
#include "note_priv.h"
#include "tui/ask.h"
#include "tui/nav.h"

#include <string.h>

static struct note_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

unsigned
note_words_taught(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_TAUGHT, &(struct nav_arg){.no = state(s)->v.live.no});
}

unsigned
note_words_manner(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_MANNER, &(struct nav_arg){.no = state(s)->v.live.no});
}

unsigned
note_words_phone(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_PHONE, &(struct nav_arg){.no = state(s)->v.live.no});
}

/* ---- as last time */

static const struct {
	char key;
	enum live_text which;
	const char *name;
} sections[] = {{'u', LIVE_SUBJECTIVE, "Subjective"},
		{'a', LIVE_ASSESSMENT, "Assessment"},
		{'p', LIVE_PLAN, "Plan"}};

static unsigned
take(struct screen *s)
{
	struct note_screen *n = state(s);
	enum live_text which = n->editing;
	char day[DATE_TEXT_SIZE];
	struct err err = {0};

	if (visit_type(app(s), &n->v, which, NULL,
		       visit_section(&n->look.last.note, which), &err) ||
	    note_reload(s, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	date_text(n->look.last.day, day);
	ui_say(s->ui, TONE_WARN, "Copied from %s: say in it what was different today",
	       day);
	return SCREEN_REDRAW;
}

static unsigned
replace_answer(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return text[0] == 'y' ? take(s) : SCREEN_REDRAW;
}

static unsigned
section_answer(struct screen *s, const char *letter, void *ctx)
{
	struct note_screen *n = state(s);
	struct err err = {0};
	bool typed = false;
	char label[60];
	int i = 0;

	(void)ctx;
	while (sections[i].key != letter[0])
		i++;
	n->editing = sections[i].which;
	if (!visit_section(&n->look.last.note, n->editing)[0]) {
		ui_say(s->ui, TONE_PLAIN, "%s: the note before has nothing there",
		       sections[i].name);
		return SCREEN_REDRAW;
	}
	if (visit_typed(app(s), &n->v, n->editing, &typed, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	if (!typed)
		return take(s);
	str_format(label, sizeof label, "%s: replace what is typed", sections[i].name);
	ask_open(s, &(struct ask_spec){
			.kind = ASK_YES_NO, .label = label, .done = replace_answer});
	return SCREEN_REDRAW;
}

unsigned
note_words_as_last(struct screen *s, int key)
{
	struct note_screen *n = state(s);
	char label[80], day[DATE_TEXT_SIZE];

	(void)key;
	if (n->look.last.day == DICT_NONE) {
		ui_say(s->ui, TONE_PLAIN, "No visit of this episode was signed before");
		return SCREEN_REDRAW;
	}
	date_text(n->look.last.day, day);
	str_format(label, sizeof label, "As on %s: u subjective, a assessment, p plan",
		   day);
	ask_open(s, &(struct ask_spec){.kind = ASK_CHOICE,
				       .label = label,
				       .keys = "uap",
				       .done = section_answer});
	return SCREEN_REDRAW;
}
