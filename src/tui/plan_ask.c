/* plan_ask.c - the next version of a plan, and how its certification stands. */
#include "plan_ask.h"

#include "tui/ask.h"

/* The next version is shown in place of the one before. */
static unsigned
next_version(struct screen *s, struct plan_ask *q, bool renew, const char *why)
{
	struct plan_of_care next;
	struct err err = {0};

	if (plan_version_make(s->ui->app, q->plan,
			      &(struct plan_version){renew, DICT_NONE, why}, &next,
			      &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	*q->plan = next;
	ui_say(s->ui, TONE_GOOD, "Version %lld%s; v shows what changes",
	       (long long)next.version,
	       renew ? " begins a new period: send it for certification"
		     : " of the plan, inside the same period");
	return q->changed(s);
}

static unsigned
version_done(struct screen *s, const char *text, void *ctx)
{
	return next_version(s, ctx, false, text);
}

unsigned
plan_ask_version(struct screen *s, struct plan_ask *q)
{
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Why a new version",
				       .most = ask_room(E_PLAN_OF_CARE, "change_note"),
				       .done = version_done,
				       .ctx = q});
	return SCREEN_REDRAW;
}

static unsigned
told(struct screen *s, const struct plan_ask *q, enum status st, const struct err *err,
     const char *what)
{
	if (st)
		ui_fail(s->ui, err);
	else
		ui_say(s->ui, TONE_GOOD, "%s; i shows the dates", what);
	return q->changed(s);
}

static unsigned
signed_done(struct screen *s, const char *text, void *ctx)
{
	const struct plan_ask *q = ctx;
	struct err err = {0};
	enum status st =
	    plan_signed(s->ui->app, q->plan->head.no, s->ui->today, text, &err);

	return told(s, q, st, &err, "Certified today");
}

static unsigned
certify_done(struct screen *s, const char *text, void *ctx)
{
	struct plan_ask *q = ctx;
	struct err err = {0};
	enum status st;

	if (text[0] == 'r')
		return next_version(s, q, true, "Recertification");
	if (text[0] == 's') {
		st = plan_sent(s->ui->app, q->plan->head.no, s->ui->today, &err);
		return told(s, q, st, &err, "Sent today");
	}
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Signed by (physician)",
				       .initial = q->physician,
				       .done = signed_done,
				       .ctx = q});
	return SCREEN_REDRAW;
}

unsigned
plan_ask_certify(struct screen *s, struct plan_ask *q)
{
	ask_open(s, &(struct ask_spec){.kind = ASK_CHOICE,
				       .label = "Certification: s sent today, g signed "
						"today, r new period",
				       .keys = "sgr",
				       .done = certify_done,
				       .ctx = q});
	return SCREEN_REDRAW;
}
