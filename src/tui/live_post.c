/* live_post.c - values of the session on the clock: asked on the message line, one event each. */
#include "core/load.h"
#include "live_priv.h"
#include "tui/ask.h"
#include "tui/nav.h"

#include <stdio.h>
#include <string.h>

static struct live_screen *
state(struct screen *s)
{
	return s->state;
}

/* What a question posts: one row a key. */
struct post {
	enum action action;
	enum session_event_kind kind;
	enum ask_kind ask;
	const char *label;
	int64_t min, max;  /* numbers */
	const char *keys;  /* choices, one letter each ... */
	const char *codes; /* ... for these codes, in the same order, parted by a space */
	bool session;	   /* of the session, not of an exercise */
};

static const struct post posts[] = {
    {ACT_PAIN, SEV_PAIN, ASK_NUMBER, "Worst pain 0-10", 0, 10, NULL, NULL, false},
    {ACT_EFFORT, SEV_EFFORT, ASK_NUMBER, "Effort 0-10", 0, 10, NULL, NULL, false},
    {ACT_HEART_RATE, SEV_HEART_RATE, ASK_NUMBER, "Heart rate per minute", 20, 250, NULL,
     NULL, false},
    {ACT_REPS, SEV_REPS, ASK_NUMBER, "Repetitions really done in the last set", 0, 200,
     NULL, NULL, false},
    {ACT_PAIN_BEFORE, SEV_PAIN_BEFORE, ASK_NUMBER, "Pain before the session 0-10", 0, 10,
     NULL, NULL, true},
    {ACT_ASSIST, SEV_ASSIST, ASK_CHOICE,
     "Help: n none, c cue, s stand-by, g contact guard, i min, o mod, x max", 0, 0,
     "ncsgiox", "none cue standby contact min mod max", false},
    {ACT_SIDE, SEV_SIDE, ASK_CHOICE, "Side: l left, r right, b both", 0, 0, "lrb",
     "left right both", false},
    {ACT_REMARK, SEV_REMARK, ASK_TEXT, "Remark", 0, 0, NULL, NULL, false},
    {ACT_SKILLED, SEV_SKILLED, ASK_TEXT, "Attended and skilled, because", 0, 0, NULL,
     NULL, true},
    {ACT_MINUTES, SEV_MINUTES, ASK_TEXT, "Correct minutes: code, + or - minutes, reason",
     0, 0, NULL, NULL, true},
    {ACT_SUPPORT, SEV_SUPPORT, ASK_NUMBER,
     "Support: 0 none, 1 fingertips, 2 one hand, 3 two hands", 0, 3, NULL, NULL, false},
    {ACT_PAIN_NEXT, SEV_PAIN_NEXT, ASK_NUMBER,
     "Worst pain the morning after the last visit 0-10", 0, 10, NULL, NULL, true},
    {ACT_LOAD, SEV_LOAD, ASK_TEXT, "Load (2.5 kg, 5 lb, or a band)", 0, 0, NULL, NULL,
     false},
};

static unsigned
post_number(struct screen *s, const struct post *p, const char *text)
{
	long long n;

	if (!str_int(text, strlen(text), &n) || n < p->min || n > p->max) {
		ui_refuse(s->ui, "%s: a whole number from %lld to %lld is wanted",
			  p->label, (long long)p->min, (long long)p->max);
		return SCREEN_REDRAW;
	}
	return live_act(s, p->kind, p->session ? -1 : live_subject(state(s)), n, NULL);
}

static unsigned
post_choice(struct screen *s, const struct post *p, const char *letter)
{
	const char *at = strchr(p->keys, letter[0]);
	const char *code = p->codes;
	char id[16];

	if (!at)
		return SCREEN_HANDLED;
	for (const char *k = p->keys; k < at; k++)
		code = strchr(code, ' ') + 1;
	str_format(id, sizeof id, "%.*s", (int)strcspn(code, " "), code);
	return live_act(s, p->kind, live_subject(state(s)), 0, id);
}

/* "97110 +3 moved the patient": stored as seconds and "97110|moved the patient". */
static unsigned
post_minutes(struct screen *s, const char *text)
{
	char code[9] = "", stored[160];
	int minutes = 0, used = 0;

	if (sscanf(text, " %8s %d %n", code, &minutes, &used) < 2 || !text[used] ||
	    minutes < -240 || minutes > 240) {
		ui_refuse(
		    s->ui,
		    "Type the code, the minutes and why: 97110 +3 clock started late");
		return SCREEN_REDRAW;
	}
	str_format(stored, sizeof stored, "%s|%s", code, text + used);
	return live_act(s, SEV_MINUTES, -1, minutes * 60, stored);
}

static unsigned
post_load(struct screen *s, const char *text)
{
	struct err err = {0};
	int64_t g = 0;

	if (text[0] >= '0' && text[0] <= '9') {
		if (load_parse(text, strlen(text), &g, &err)) {
			ui_fail(s->ui, &err);
			return SCREEN_REDRAW;
		}
		text = "";
	}
	return live_act(s, SEV_LOAD, live_subject(state(s)), g, text);
}

static unsigned
on_answer(struct screen *s, const char *text, void *ctx)
{
	const struct post *p = ctx;

	if (p->ask == ASK_NUMBER)
		return text[0] ? post_number(s, p, text) : SCREEN_REDRAW;
	if (p->ask == ASK_CHOICE)
		return post_choice(s, p, text);
	if (p->kind == SEV_MINUTES)
		return text[0] ? post_minutes(s, text) : SCREEN_REDRAW;
	if (p->kind == SEV_LOAD)
		return text[0] ? post_load(s, text) : SCREEN_REDRAW;
	return live_act(s, p->kind, p->session ? -1 : live_subject(state(s)), 0, text);
}

unsigned
live_post_ask(struct screen *s, enum action action)
{
	for (size_t i = 0; i < sizeof posts / sizeof posts[0]; i++) {
		const struct post *p = &posts[i];
		const char *initial = NULL;

		if (p->action != action)
			continue;
		if (p->kind == SEV_REMARK && state(s)->v.state.n_items)
			initial = state(s)->v.state.items[live_subject(state(s))].remark;
		ask_open(s, &(struct ask_spec){.kind = p->ask,
					       .label = p->label,
					       .initial = initial,
					       .keys = p->keys,
					       .done = on_answer,
					       .ctx = (void *)(uintptr_t)p});
		return SCREEN_REDRAW;
	}
	return SCREEN_PASS;
}

#define ASK_KEY(name, action)                                                            \
	unsigned live_post_##name(struct screen *s, int key)                             \
	{                                                                                \
		(void)key;                                                               \
		return live_post_ask(s, action);                                         \
	}
ASK_KEY(pain, ACT_PAIN)
ASK_KEY(effort, ACT_EFFORT)
ASK_KEY(heart_rate, ACT_HEART_RATE)
ASK_KEY(reps, ACT_REPS)
ASK_KEY(pain_before, ACT_PAIN_BEFORE)
ASK_KEY(assist, ACT_ASSIST)
ASK_KEY(side, ACT_SIDE)
ASK_KEY(remark, ACT_REMARK)
ASK_KEY(skilled, ACT_SKILLED)
ASK_KEY(minutes, ACT_MINUTES)
ASK_KEY(load, ACT_LOAD)
ASK_KEY(support, ACT_SUPPORT)
ASK_KEY(pain_next, ACT_PAIN_NEXT)

static const struct session_item *
subject_item(const struct live_screen *l)
{
	return l->v.state.n_items ? &l->v.state.items[live_subject(l)] : NULL;
}

unsigned
live_post_form(struct screen *s, int key)
{
	const struct session_item *it = subject_item(state(s));
	unsigned done;

	(void)key;
	if (!it)
		return SCREEN_HANDLED;
	done = live_act(s, SEV_FORM, live_subject(state(s)), it->form_ok == 0, NULL);
	it = subject_item(state(s));
	ui_say(s->ui, TONE_PLAIN, "%s: %s", it->plan.name,
	       it->form_ok == 0 ? "form not as taught; F takes it back"
				: "form as taught");
	return done;
}

/* One loss of balance more or less. */
static unsigned
count_losses(struct screen *s, int by)
{
	const struct session_item *it = subject_item(state(s));
	int now = it && it->losses > 0 ? it->losses : 0;
	unsigned done;

	if (!it || now + by < 0)
		return SCREEN_HANDLED;
	done = live_act(s, SEV_LOSSES, live_subject(state(s)), now + by, NULL);
	it = subject_item(state(s));
	ui_say(s->ui, TONE_PLAIN, "%s: %d loss%s of balance; - takes one back",
	       it->plan.name, it->losses, it->losses == 1 ? "" : "es");
	return done;
}

unsigned
live_post_loss(struct screen *s, int key)
{
	return count_losses(s, key == '-' ? -1 : 1);
}

/* The letter that says again what is told takes it back; t is the list. */
static unsigned
taught_answer(struct screen *s, const char *letter, void *ctx)
{
	static const char letters[] = "?sca";
	struct live_screen *l = state(s);
	const struct session_item *it = subject_item(l);
	const char *at = strchr(letters, letter[0]);
	int level = at ? (int)(at - letters) : TAUGHT_NOT;
	unsigned done;

	(void)ctx;
	if (!it || letter[0] == 't')
		return nav_push(
		    s->ui, NAV_TAUGHT,
		    &(struct nav_arg){.no = l->v.live.no, .no2 = live_subject(l) + 1});
	if (it->taught == level)
		level = TAUGHT_NOT;
	done = live_act(s, SEV_TAUGHT, live_subject(l), level, NULL);
	it = subject_item(l);
	ui_say(s->ui, TONE_PLAIN, "%s: %s%s", it->plan.name,
	       it->taught ? "taught, " : "not taught", session_taught_words(it->taught));
	return done;
}

unsigned
live_post_taught(struct screen *s, int key)
{
	(void)key;
	ask_open(
	    s, &(struct ask_spec){
		   .kind = ASK_CHOICE,
		   .label = "Taught: s shown, c with a cue, a alone, t topics and others",
		   .keys = "scat",
		   .done = taught_answer});
	return SCREEN_REDRAW;
}

unsigned
live_post_manner(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_MANNER, &(struct nav_arg){.no = state(s)->v.live.no});
}

unsigned
live_post_phone(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_PHONE, &(struct nav_arg){.no = state(s)->v.live.no});
}

static unsigned
swelling_answer(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return live_act(s, SEV_SWELLING, -1, text[0] == 'y', NULL);
}

unsigned
live_post_swelling(struct screen *s, int key)
{
	(void)key;
	ask_open(s,
		 &(struct ask_spec){.kind = ASK_YES_NO,
				    .label = "New or more swelling since the last visit",
				    .done = swelling_answer});
	return SCREEN_REDRAW;
}

/* Pain now, then (from the second visit on) the morning after the last one and swelling:
 * one key each, and any of them may be left out by going on. */
static unsigned
before_first(struct screen *s, int digit)
{
	struct live_screen *l = state(s);

	if (l->v.state.pain_before < 0)
		return live_act(s, SEV_PAIN_BEFORE, -1, digit, NULL);
	live_act(s, SEV_PAIN_NEXT, -1, digit, NULL);
	return l->v.state.swelling < 0 ? live_post_swelling(s, 0) : SCREEN_REDRAW;
}

/* A bare digit is the value that is due: pain before the session, then worst pain and effort
 * of the exercise just done. Ten is typed with the key of the value. */
unsigned
live_post_digit(struct screen *s, int key)
{
	struct live_screen *l = state(s);
	const struct session_state *v = &l->v.state;
	int i = v->current;

	if (i < 0 && (v->pain_before < 0 || (l->seen_before && v->pain_next < 0)))
		return before_first(s, key - '0');
	if (v->mode == SESSION_READY && i >= 0 && v->items[i].pain < 0)
		return live_act(s, SEV_PAIN, i, key - '0', NULL);
	if (v->mode == SESSION_READY && i >= 0 && v->items[i].effort < 0)
		return live_act(s, SEV_EFFORT, i, key - '0', NULL);
	ui_say(s->ui, TONE_PLAIN, "No value is due now: p pain, e effort, h heart rate");
	return SCREEN_REDRAW;
}
