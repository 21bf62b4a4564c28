/* form_keys.c - the keys of a form: typing, choices, pickers, moving, undo. */
#include "base/utf8.h"
#include "form_priv.h"
#include "tui/key.h"
#include "tui/screen.h"

#include <assert.h>
#include <string.h>

static unsigned
refuse(struct ui *ui, const char *why)
{
	ui_say(ui, TONE_WARN, "%s", why);
	return SCREEN_HANDLED;
}

static const char *
code_label(const struct field *d, int i)
{
	static const char *const answers[] = {"no", "yes", NULL};

	return d->type == FT_BOOL ? answers[i] : d->codes->codes[i].label;
}

static int
code_count(const struct field *d)
{
	int n = 0;

	if (d->type == FT_BOOL)
		return 2;
	while (d->codes->codes[n].id)
		n++;
	return n;
}

static int
code_now(const struct form *f)
{
	const struct field *d = form_dict(f, f->at);
	struct str s = {0};
	int n = code_count(d), found = -1;

	form_typed(f, f->at, &s);
	for (int i = 0; i < n && found < 0; i++) {
		if (!strcmp(code_label(d, i), str_text(&s)))
			found = i;
	}
	str_release(&s);
	return found;
}

/* The first code from `from` on whose label begins with the folded prefix; -1: none. */
static int
code_match(const struct field *d, const char *prefix, int from)
{
	int n = code_count(d), found = -1;

	for (int k = 0; k < n && found < 0; k++) {
		int i = (from + k) % n;
		struct str s = {0};

		utf8_fold(&s, code_label(d, i), strlen(code_label(d, i)));
		if (!strncmp(str_text(&s), prefix, strlen(prefix)))
			found = i;
		str_release(&s);
	}
	return found;
}

/* What was typed so far and the new letter, folded as the labels are; false: there is nothing in it a
 * label could begin with ("?"). */
static bool
match_add(struct form *f, const char *so_far, int key)
{
	struct str typed = {0}, folded = {0};
	char b[4];

	str_add(&typed, so_far);
	str_add_n(&typed, b, utf8_encode((uint32_t)key, b));
	utf8_fold(&folded, str_text(&typed), typed.n);
	str_copy(f->match, sizeof f->match, str_text(&folded));
	str_release(&typed);
	str_release(&folded);
	return f->match[0] != '\0';
}

static unsigned
code_letter(struct form *f, struct ui *ui, int key)
{
	const struct field *d = form_dict(f, f->at);
	char so_far[sizeof f->match];
	int i;

	str_copy(so_far, sizeof so_far, f->match);
	i = match_add(f, so_far, key) ? code_match(d, f->match, 0) : -1;
	/* a new word begins, or the same letter asks for the next one */
	if (i < 0 && match_add(f, "", key))
		i = code_match(d, f->match, code_now(f) + 1);
	if (i < 0) {
		f->match[0] = '\0';
		return refuse(ui, "No choice begins so; Space shows one after the other");
	}
	form_set_text(f, f->at, code_label(d, i));
	return SCREEN_REDRAW;
}

static unsigned
code_key(struct form *f, struct ui *ui, int key)
{
	const struct field *d = form_dict(f, f->at);
	int n = code_count(d), now = code_now(f);

	assert(n > 0);
	if (key == K_SPACE || key == K_RIGHT)
		now = (now + 1) % n;
	else if (key == K_LEFT)
		now = now <= 0 ? n - 1 : now - 1;
	else if (key == K_BACKSPACE || key == K_DEL)
		now = -1;
	else if (key_is_text(key))
		return code_letter(f, ui, key);
	else
		return SCREEN_PASS;
	f->match[0] = '\0';
	form_set_text(f, f->at, now < 0 ? "" : code_label(d, now));
	return SCREEN_REDRAW;
}

static unsigned
picked_key(struct form *f, struct ui *ui, int key)
{
	const struct field *d = form_dict(f, f->at);
	char typed[5] = "";

	if (key_is_text(key))
		typed[utf8_encode((uint32_t)key, typed)] = '\0';
	else if (key == K_BACKSPACE || key == K_DEL)
		return form_put(f, ui, (struct cell){.kind = CELL_NONE}) ? SCREEN_REDRAW
									 : SCREEN_HANDLED;
	else if (key != K_ENTER)
		return SCREEN_PASS;
	if (!f->spec.ops->pick)
		return refuse(ui, "This field is not filled in here");
	f->spec.ops->pick(f->spec.ctx, d, typed);
	return SCREEN_REDRAW;
}

/* Keys that the library handles inside a field. */
static const struct {
	int key, request;
	bool edits;
} requests[] = {
    {K_LEFT, REQ_PREV_CHAR, false},    {K_RIGHT, REQ_NEXT_CHAR, false},
    {K_HOME, REQ_BEG_FIELD, false},    {K_END, REQ_END_FIELD, false},
    {K_BACKSPACE, REQ_DEL_PREV, true}, {K_DEL, REQ_DEL_CHAR, true},
    {K_CTRL('k'), REQ_CLR_EOF, true},
};

static unsigned
text_key(struct form *f, struct ui *ui, int key)
{
	struct form_item *it = &f->items[f->at];

	if (it->locked && (key_is_text(key) || key == K_BACKSPACE || key == K_DEL))
		return refuse(ui,
			      "This text holds characters that cannot be edited here; "
			      "^K empties the field");
	for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
		if (requests[i].key != key)
			continue;
		if (it->locked && requests[i].edits) {
			form_driver(f->lib, REQ_CLR_FIELD);
			it->locked = false;
		}
		f->fresh = false;
		form_driver(f->lib, requests[i].request);
		return SCREEN_REDRAW;
	}
	if (!key_is_text(key))
		return SCREEN_PASS;
	if (f->fresh)
		form_driver(f->lib, REQ_CLR_FIELD);
	f->fresh = false;
	if (form_driver_w(f->lib, OK, (wchar_t)key) != E_OK)
		return refuse(ui, "The field is full");
	return SCREEN_REDRAW;
}

static void
undo(struct form *f)
{
	form_settled(f);
	form_show(f, f->at);
	f->match[0] = '\0';
	f->fresh = form_typed_anew(form_dict(f, f->at));
	if (!f->fresh)
		form_driver(f->lib, REQ_END_FIELD);
}

static unsigned
move_key(struct form *f, struct ui *ui, int key)
{
	int to = f->at;

	if (key == K_TAB || key == K_DOWN || key == K_ENTER)
		to++;
	else if (key == K_BACKTAB || key == K_UP)
		to--;
	else if (key == K_PGUP)
		to = 0;
	else if (key == K_PGDN)
		to = f->n - 1;
	else
		return SCREEN_PASS;
	if (to >= f->n && key == K_ENTER)
		return form_leave(f, ui) ? SCREEN_PASS : SCREEN_HANDLED;
	if (to < 0 || to >= f->n)
		to = key == K_TAB ? 0 : key == K_BACKTAB ? f->n - 1 : f->at;
	form_goto(f, ui, to);
	return SCREEN_REDRAW;
}

static unsigned
escape(struct form *f, struct ui *ui)
{
	bool again = f->stuck;

	if (form_leave(f, ui))
		return SCREEN_PASS;
	if (again) {
		undo(f);
		return SCREEN_PASS;
	}
	f->stuck = true;
	return SCREEN_HANDLED;
}

unsigned
form_key(struct form *f, struct ui *ui, int key)
{
	const struct field *d = form_dict(f, f->at);
	unsigned flags = SCREEN_PASS;

	if (key == K_ESC)
		return escape(f, ui);
	f->stuck = false;
	if (key == K_CTRL('z') || key == K_CTRL('u')) {
		undo(f);
		return SCREEN_REDRAW;
	}
	if (f->items[f->at].readonly) {
		if (key_is_text(key))
			return refuse(ui, "This field is not changed here");
	} else if (form_is_picked(d)) {
		flags = picked_key(f, ui, key);
	} else if (form_is_cycled(d)) {
		flags = code_key(f, ui, key);
	} else {
		flags = text_key(f, ui, key);
	}
	return flags != SCREEN_PASS ? flags : move_key(f, ui, key);
}
