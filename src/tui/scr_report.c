/* scr_report.c - a report being drafted: what the data say, what a person adds, the signature. */
#include "app/paper.h"
#include "app/phrases.h"
#include "app/report.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { TYPED_MAX = 1500, PHRASES_MAX = 9 };

struct report_screen {
	struct report r;
	struct patient patient;
	struct str text;		/* the report as it prints, lines end in LF */
	struct str typed[REPORT_PARTS]; /* as last read */
	struct phrases phrases;		/* only those a digit adds, at most PHRASES_MAX */
	size_t top, lines;
	enum report_part editing;
};

static struct report_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

static bool
is_kind(struct screen *s, const char *kind)
{
	return !strcmp(state(s)->r.draft.kind, kind);
}

/* ---- text */

static void
section(struct str *out, const char *title, const char *key, const char *text)
{
	str_addf(out, "%s  (%s)\n%s%s\n", title, key, text[0] ? text : "-\n",
		 text[0] && text[strlen(text) - 1] != '\n' ? "\n" : "");
}

/* The phrases a digit adds to the assessment. */
static enum status
load_phrases(struct screen *s, struct err *err)
{
	struct phrases *p = &state(s)->phrases;
	enum status st;
	int n = 0;

	phrases_release(p);
	st = phrases_load(app(s), s->ui->today, p, err);
	for (int i = 0; !st && i < p->n && n < PHRASES_MAX; i++)
		if (!p->rows[i].retired && !strcmp(p->rows[i].section, "assessment"))
			p->rows[n++] = p->rows[i];
	p->n = n;
	return st;
}

static void
add_phrases(const struct phrases *p, struct str *out)
{
	str_add(out, "PHRASES  (a digit adds one to the assessment)\n");
	for (int i = 0; i < p->n; i++)
		str_addf(out, "%d %s\n", i + 1, p->rows[i].text);
}

static void
lay_out(struct screen *s)
{
	struct report_screen *t = state(s);
	const struct note *n = &t->r.note;

	str_clear(&t->text);
	if (t->r.warnings.n)
		str_addf(&t->text, "MIND\n%s\n", str_text(&t->r.warnings));
	section(&t->text, "SUBJECTIVE", "from the chart; u adds", n->subjective);
	section(&t->text, "OBJECTIVE", "from the chart", n->objective);
	section(&t->text, "ASSESSMENT", "a: your judgement", n->assessment);
	section(&t->text, "PLAN",
		is_kind(s, "recert")	  ? "p adds; f: frequency and weeks"
		: is_kind(s, "discharge") ? "p adds; w: why"
					  : "from the chart; p: what changes and why",
		n->plan);
	add_phrases(&t->phrases, &t->text);
	t->lines = 0;
	for (const char *p = str_text(&t->text); *p; p++)
		t->lines += *p == '\n';
}

static enum status
reload(struct screen *s, struct err *err)
{
	struct report_screen *t = state(s);
	enum status st = report_load(app(s), t->r.draft.no, &t->r, err);

	for (int i = 0; i < REPORT_PARTS && !st; i++) {
		str_clear(&t->typed[i]);
		st = report_typed(app(s), &t->r, (enum report_part)i, &t->typed[i], err);
	}
	if (!st)
		st = load_phrases(s, err);
	if (!st)
		lay_out(s);
	return st;
}

static unsigned
reload_or_say(struct screen *s)
{
	struct err err = {0};

	if (reload(s, &err))
		ui_fail(s->ui, &err);
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

/* ---- writing */

static enum status
keep(void *ctx, const char *text, struct err *err)
{
	struct screen *s = ctx;
	struct report_screen *t = state(s);

	return report_type(app(s), &t->r, t->editing, &t->typed[t->editing], text, err);
}

static const char *
theirs(void *ctx)
{
	struct report_screen *t = state(ctx);

	return str_text(&t->typed[t->editing]);
}

static unsigned
edit(struct screen *s, enum report_part part, const char *title)
{
	const char *section = part == REPORT_SUBJECTIVE	  ? "subjective"
			      : part == REPORT_ASSESSMENT ? "assessment"
							  : "plan";

	state(s)->editing = part;
	return nav_push(s->ui, NAV_EDIT,
			&(struct nav_arg){.title = title,
					  .text = str_text(&state(s)->typed[part]),
					  .no = TYPED_MAX,
					  .keep = keep,
					  .theirs = theirs,
					  .ctx = s,
					  .data = section});
}

static unsigned
on_edit(struct screen *s, int key)
{
	return key == 'a'   ? edit(s, REPORT_ASSESSMENT, "Assessment: your judgement")
	       : key == 'p' ? edit(s, REPORT_PLAN, "Plan: what changes, and why")
			    : edit(s, REPORT_SUBJECTIVE, "What the patient says");
}

static unsigned
type(struct screen *s, enum report_part part, const char *text)
{
	struct report_screen *t = state(s);
	struct err err = {0};
	enum status st = report_type(app(s), &t->r, part, &t->typed[part], text, &err);

	if (st == ST_STALE)
		ui_say(s->ui, TONE_WARN,
		       "Somebody else has just changed this: look, then press the key "
		       "again");
	else if (st)
		ui_fail(s->ui, &err);
	return st && st != ST_STALE ? SCREEN_REDRAW : reload_or_say(s);
}

static unsigned
on_phrase(struct screen *s, int key)
{
	const struct phrases *p = &state(s)->phrases;
	const struct str *old = &state(s)->typed[REPORT_ASSESSMENT];
	char phrase[sizeof p->rows->text];
	struct str text = {0};

	if (key - '1' >= p->n)
		return SCREEN_HANDLED;
	str_copy(phrase, sizeof phrase, p->rows[key - '1'].text);
	str_addf(&text, "%s%s%s", str_text(old), old->n ? " " : "", phrase);
	/* The list of phrases may stand far below what is seen: what a digit did is told. */
	if (strstr(str_text(old), phrase)) {
		ui_say(s->ui, TONE_WARN, "The assessment says so already: %s", phrase);
	} else if (text.n > TYPED_MAX) {
		ui_say(s->ui, TONE_WARN, "The text is full");
	} else {
		type(s, REPORT_ASSESSMENT, str_text(&text));
		ui_say(s->ui, TONE_PLAIN, "Added to the assessment: %s", phrase);
	}
	str_release(&text);
	return SCREEN_REDRAW;
}

static unsigned
frequency_answer(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return type(s, REPORT_FREQUENCY, text);
}

static unsigned
on_frequency(struct screen *s, int key)
{
	const struct report *r = &state(s)->r;
	char now[32] = "";

	(void)key;
	if (!is_kind(s, "recert")) {
		ui_say(s->ui, TONE_PLAIN,
		       "The frequency stands in the plan: p in the chart, then i");
		return SCREEN_REDRAW;
	}
	if (r->per_week != DICT_NONE && r->weeks != DICT_NONE)
		str_format(now, sizeof now, "%lldx%lld", (long long)r->per_week,
			   (long long)r->weeks);
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Times a week x weeks",
				       .initial = now,
				       .done = frequency_answer});
	return SCREEN_REDRAW;
}

/* Why a treatment ends: letters and words. */
static const struct {
	char letter;
	const char *words;
} reasons[] = {
    {'g', "goals met"},
    {'n', "no further gain expected"},
    {'c', "the patient chose to end"},
    {'s', "the patient stopped coming"},
    {'m', "moved or treated elsewhere"},
    {'h', "health does not allow it"},
};

static unsigned
reason_answer(struct screen *s, const char *letter, void *ctx)
{
	(void)ctx;
	for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
		if (reasons[i].letter == letter[0])
			return type(s, REPORT_REASON, reasons[i].words);
	return SCREEN_REDRAW;
}

static unsigned
on_reason(struct screen *s, int key)
{
	(void)key;
	if (!is_kind(s, "discharge"))
		return SCREEN_HANDLED;
	ask_open(s, &(struct ask_spec){.kind = ASK_CHOICE,
				       .label = "g goals met, n no more gain, c chose, s "
						"stopped, m moved, h health",
				       .keys = "gncsmh",
				       .done = reason_answer});
	return SCREEN_REDRAW;
}

static unsigned
discard_answer(struct screen *s, const char *letter, void *ctx)
{
	struct err err = {0};

	(void)ctx;
	if (letter[0] != 'y')
		return SCREEN_REDRAW;
	if (report_discard(app(s), &state(s)->r, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	ui_say(s->ui, TONE_PLAIN, "The draft is gone");
	return stack_answer(s, 2, 0, NULL);
}

static unsigned
on_discard(struct screen *s, int key)
{
	(void)key;
	ask_open(s, &(struct ask_spec){.kind = ASK_YES_NO,
				       .label = "Throw this draft away",
				       .done = discard_answer});
	return SCREEN_REDRAW;
}

/* ---- signing */

/* Nobody signs what they have not seen: the PIN was asked for over this text. */
static bool
changed_meanwhile(struct screen *s)
{
	struct str was = state(s)->text;

	state(s)->text = (struct str){0};
	reload_or_say(s);
	if (strcmp(str_text(&was), str_text(&state(s)->text)) == 0) {
		str_release(&was);
		return false;
	}
	str_release(&was);
	ui_say(s->ui, TONE_WARN,
	       "Not signed: the draft has changed meanwhile. Read it, then s");
	return true;
}

static unsigned
sign(struct screen *s, const char *pin, void *ctx)
{
	struct report_screen *t = state(s);
	struct err err = {0};
	int64_t note = 0;

	(void)ctx;
	if (changed_meanwhile(s))
		return SCREEN_REDRAW;
	if (report_sign(app(s), &t->r, pin, &note, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	ui_say(s->ui, TONE_GOOD, "Signed: %s%s", report_label(t->r.draft.kind),
	       is_kind(s, "discharge") ? ". The episode is closed."
	       : is_kind(s, "recert")  ? ". The plan has a new version, to be certified."
				       : "");
	return stack_answer(s, 1, note, NULL);
}

/* One question, not a yes before it: a PIN typed into a yes would add phrases. */
static void
ask_pin(struct screen *s)
{
	ask_open(s,
		 &(struct ask_spec){.kind = ASK_PIN,
				    .label = is_kind(s, "discharge")
						 ? "PIN to sign; the episode closes today"
						 : "PIN to sign",
				    .done = sign});
}

static unsigned
on_sign(struct screen *s, int key)
{
	struct report_screen *t = state(s);

	(void)key;
	reload_or_say(s); /* the chart may have changed since */
	if (t->r.gaps.n) {
		ui_say(s->ui, TONE_STOP, "Not yet: %.*s", (int)strcspn(t->r.gaps.p, "\n"),
		       t->r.gaps.p);
		return SCREEN_REDRAW;
	}
	ask_pin(s);
	return SCREEN_REDRAW;
}

static unsigned
on_scroll(struct screen *s, int key)
{
	struct report_screen *t = state(s);
	size_t pg = (size_t)ui_body(s->ui).h - 4;
	size_t by = key == K_UP || key == K_DOWN ? 1 : pg;

	if (key == K_UP || key == K_PGUP)
		t->top -= t->top < by ? t->top : by;
	else if (t->top + by < t->lines)
		t->top += by;
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

static unsigned
input(struct screen *s, int key)
{
	return key >= '1' && key <= '9' ? on_phrase(s, key) : SCREEN_PASS;
}

static unsigned
on_print(struct screen *s, int key)
{
	const struct report *r = &state(s)->r;
	struct paper_order o = {.kind = PAPER_REPORT,
				.unsaved = &r->note,
				.patient = r->draft.patient,
				.day = s->ui->today};

	(void)key;
	return nav_push(s->ui, NAV_PRINT, &(struct nav_arg){.data = &o});
}

static const struct keybind keys[] = {
    {'s', ACT_SIGN, on_sign},	   {'a', ACT_ASSESSMENT, on_edit},
    {'p', ACT_PLAN_TEXT, on_edit}, {'u', ACT_SUBJECTIVE, on_edit},
    {'w', ACT_WHY, on_reason},	   {'f', ACT_FREQUENCY, on_frequency},
    {'1', ACT_PHRASE, NULL},	   {'D', ACT_DISCARD, on_discard},
    {'o', ACT_PRINT, on_print},	   {K_UP, ACT_MOVE, on_scroll},
    {K_DOWN, ACT_MOVE, on_scroll}, {K_PGUP, ACT_MOVE, on_scroll},
    {K_PGDN, ACT_MOVE, on_scroll}, {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
close_screen(struct screen *s)
{
	report_release(&state(s)->r);
	str_release(&state(s)->text);
	phrases_release(&state(s)->phrases);
	for (int i = 0; i < REPORT_PARTS; i++)
		str_release(&state(s)->typed[i]);
}

/* no: a draft; else no2 an episode and text the kind. */
static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct report_screen *t = state(s);
	enum status st = ST_OK;

	t->r.draft.no = arg->no;
	if (!arg->no)
		st = report_begin(app(s), arg->no2, arg->text, &t->r, err);
	if (!st)
		st = reload(s, err);
	if (!st)
		st = record_get(app(s)->store, E_PATIENT, t->r.draft.patient, &t->patient,
				err);
	if (st) {
		close_screen(s);
		return st;
	}
	s->patient = t->patient.head.no;
	str_copy(s->title, sizeof s->title, report_label(t->r.draft.kind));
	return ST_OK;
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	(void)a;
	reload_or_say(s);
}

static bool
heading(const char *p, size_t n)
{
	for (size_t i = 0; i < 4; i++)
		if (i >= n || p[i] < 'A' || p[i] > 'Z')
			return false;
	return true;
}

static int
draw_text(const char *p, struct rect r)
{
	int y = r.y, end = r.y + r.h;

	while (y < end && *p) {
		size_t len = strcspn(p, "\n"), at = 0;
		enum tone tone = heading(p, len) ? TONE_KEY : TONE_PLAIN;

		do {
			size_t next, stop = text_wrap(p, len, at, r.w - 2, &next);

			text_clear(y, r.x, 1, r.w);
			text_put_n(y, r.x + 1, r.w - 1, tone, p + at, stop - at);
			y++;
			at = next;
		} while (at < len && y < end);
		p += len + (p[len] == '\n');
	}
	if (y < end)
		text_clear(y, r.x, end - y, r.w);
	return *p ? 1 : 0;
}

static void
draw(struct screen *s)
{
	struct report_screen *t = state(s);
	struct rect r = ui_body(s->ui);
	const char *p = str_text(&t->text);
	char head[240], from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
	int more;

	date_text(t->r.note.period_from, from);
	date_text(t->r.note.period_to, to);
	str_format(head, sizeof head, "%s%s%s  %s  %s - %s", t->patient.family_name,
		   t->patient.given_name[0] ? ", " : "", t->patient.given_name,
		   t->patient.chart_no, from, to);
	text_fill(r.y, r.x, r.w, TONE_TITLE, head);
	for (size_t skip = t->top; skip && *p; skip--)
		p = strchr(p, '\n') ? strchr(p, '\n') + 1 : p + strlen(p);
	more = draw_text(p, (struct rect){r.y + 1, r.x, r.h - 2, r.w});
	if (t->r.gaps.n) {
		str_format(head, sizeof head, "Before signing: %.*s",
			   (int)strcspn(t->r.gaps.p, "\n"), t->r.gaps.p);
		text_fill(r.y + r.h - 1, r.x, r.w, TONE_WARN, head);
	} else {
		text_fill(r.y + r.h - 1, r.x, r.w, TONE_GOOD, "Ready to sign: s");
	}
	if (more)
		text_right(r.y, r.x + r.w - 16, 16, TONE_DIM, "PgDn shows more");
}

const struct screen_ops scr_report = {
    .name = "report",
    .title = "Draft",
    .state_size = sizeof(struct report_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
