/* allow.c - the questions before an exercise that a precaution blocks or marks. */
#include "allow.h"

#include "app/app.h"
#include "tui/ask.h"

/* "AL" of "Anna Lindqvarn". */
static void
initials(const char *name, char out[9])
{
	int n = 0;
	bool begin = true;

	for (; *name && n < 8; name++) {
		if (begin && *name > ' ' && (unsigned char)*name < 0x80)
			out[n++] = *name;
		begin = *name == ' ';
	}
	out[n] = '\0';
}

static unsigned
care_answered(struct screen *s, const char *text, void *ctx)
{
	const struct app *app = s->ui->app;
	char by[9];

	initials(app->user.name, by);
	return text[0] == 'y' ? ((struct allow *)ctx)->done(s, "", by[0] ? by : "-")
			      : SCREEN_REDRAW;
}

static unsigned
initials_given(struct screen *s, const char *text, void *ctx)
{
	struct allow *a = ctx;

	return text[0] ? a->done(s, a->why, text) : SCREEN_REDRAW;
}

static unsigned
why_given(struct screen *s, const char *text, void *ctx)
{
	struct allow *a = ctx;

	if (!text[0])
		return SCREEN_REDRAW;
	str_copy(a->why, sizeof a->why, text);
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Initials of the therapist",
				       .done = initials_given,
				       .ctx = a});
	return SCREEN_REDRAW;
}

unsigned
allow_ask(struct screen *s, struct allow *a, const struct precaution_match *m,
	  allow_done *done)
{
	bool blocked = m->mark == PRECAUTION_BLOCKED;
	char label[96];

	a->done = done;
	str_format(label, sizeof label,
		   blocked ? "BLOCKED: %.50s. Done because" : "Care: %.70s. Go on",
		   m->why);
	ask_open(s, &(struct ask_spec){.kind = blocked ? ASK_TEXT : ASK_YES_NO,
				       .label = label,
				       .most = sizeof a->why - 1,
				       .done = blocked ? why_given : care_answered,
				       .ctx = a});
	return SCREEN_REDRAW;
}
