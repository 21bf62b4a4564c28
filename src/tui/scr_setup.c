/* scr_setup.c - the first start: what the clinic is called, and who manages it. */
#include "app/staff.h"
#include "tui/line.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

enum { CODE, CLINIC, NAME, LOGIN, PASSWORD, AGAIN, PIN, FIELDS };

struct setup_screen {
	struct line lines[FIELDS];
	int first, at; /* first: what is asked begins here */
	const char *dir;
	const struct store_env *env;
};

static const struct {
	const char *label, *help;
} fields[FIELDS] = {
    {"Site code", "3 to 6 capital letters, given by the head office; it never changes"},
    {"Clinic", "Name printed on every page"},
    {"Your name", "In full, as it signs. You become the manager, who adds the others"},
    {"Your login", "Short, lower case: what you type to log in"},
    {"Passphrase", "10 characters and more; several words are good"},
    {"Again", "The same passphrase"},
    {"PIN", "4 to 8 digits: what you sign with, and unlock the screen"},
};

static struct setup_screen *
state(struct screen *s)
{
	return s->state;
}

static void
wipe(struct setup_screen *t)
{
	for (int i = PASSWORD; i < FIELDS; i++)
		line_wipe(&t->lines[i]);
}

/* The clinic, when there is none yet. */
static enum status
make_clinic(struct screen *s, struct app *a, struct err *err)
{
	struct setup_screen *t = state(s);
	const struct store_site site = {.code = t->lines[CODE].text,
					.name = t->lines[CLINIC].text};
	enum status st;

	if (!site.name[0])
		return status_fail(err, ST_INVALID, "Clinic: a name is wanted");
	st = app_init(t->dir, t->env, &site, err);
	return st ? st : app_open(a, t->dir, t->env, err);
}

static enum status
add_manager(struct screen *s, struct app *a, struct err *err)
{
	struct setup_screen *t = state(s);
	struct staff who;

	dict_row_init(dict_entity(E_STAFF), &who);
	str_copy(who.name, sizeof who.name, t->lines[NAME].text);
	str_copy(who.login, sizeof who.login, t->lines[LOGIN].text);
	return staff_first(a, &who, t->lines[PASSWORD].text, t->lines[PIN].text,
			   store_is_practice(a->store), err);
}

/* What can be told before anything is written. */
static enum status
check(const struct setup_screen *t, struct err *err)
{
	for (int i = t->first; i < FIELDS; i++)
		if (!t->lines[i].n)
			return status_fail(err, ST_INVALID, "%s: is wanted",
					   fields[i].label);
	if (strcmp(t->lines[PASSWORD].text, t->lines[AGAIN].text) != 0)
		return status_fail(err, ST_INVALID,
				   "the two passphrases are not the same");
	return staff_check_form(t->lines[PASSWORD].text, t->lines[PIN].text, err);
}

/* A clinic that was made stays when its manager is refused: it is asked for alone then. */
static unsigned
make(struct screen *s)
{
	struct setup_screen *t = state(s);
	struct app own = {.store = NULL};
	struct app *a = s->ui->app ? s->ui->app : &own;
	struct err err = {0};
	enum status st = check(t, &err);

	if (!st && t->first == CODE)
		st = make_clinic(s, a, &err);
	if (!st)
		st = add_manager(s, a, &err);
	if (own.store)
		app_close(&own);
	if (st) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	wipe(t);
	/* Without a clinic before, the program opens it now; else the login is below. */
	return s->ui->app ? SCREEN_POP : SCREEN_QUIT;
}

static unsigned
input(struct screen *s, int key)
{
	struct setup_screen *t = state(s);

	if (key == K_ENTER && t->at == FIELDS - 1)
		return make(s);
	if (key == K_ENTER || key == K_TAB || key == K_DOWN) {
		t->at = t->at + 1 < FIELDS ? t->at + 1 : t->first;
		return SCREEN_REDRAW;
	}
	if (key == K_UP || key == K_BACKTAB) {
		t->at = t->at > t->first ? t->at - 1 : FIELDS - 1;
		return SCREEN_REDRAW;
	}
	return line_key(&t->lines[t->at], key);
}

static unsigned
on_quit(struct screen *s, int key)
{
	(void)s;
	(void)key;
	return SCREEN_QUIT;
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_NEXT, NULL},
    {K_CTRL('q'), ACT_QUIT, on_quit},
    {0, ACT_NONE, NULL},
};

/* text: the directory of the clinic to be made, data: its struct store_env; NULL: the clinic is there
 * and lacks people. */
static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct setup_screen *t = state(s);

	(void)err;
	s->typing = true;
	t->dir = arg->text;
	t->env = arg->data;
	t->first = t->at = arg->text ? CODE : NAME;
	for (int i = PASSWORD; i < FIELDS; i++)
		t->lines[i].masked = true;
	return ST_OK;
}

static void
close_screen(struct screen *s)
{
	wipe(state(s));
}

static void
draw(struct screen *s)
{
	struct setup_screen *t = state(s);
	struct rect r = ui_body(s->ui);
	int x = r.x + 4, y = r.y + 4;

	text_fill(r.y + 1, x, r.w - 4, TONE_TITLE,
		  t->first == CODE ? "No clinic lies here yet. This makes one."
				   : "Nobody works here yet.");
	if (t->first == CODE)
		text_fill(r.y + 2, x, r.w - 4, TONE_DIM, t->dir);
	for (int i = t->first; i < FIELDS; i++) {
		text_put(y + i, x, 12, i == t->at ? TONE_KEY : TONE_PLAIN,
			 fields[i].label);
		if (i != t->at)
			line_draw(&t->lines[i], y + i, x + 12, 40);
	}
	text_fill(y + FIELDS + 1, x, r.w - 4, TONE_DIM, fields[t->at].help);
	line_draw(&t->lines[t->at], y + t->at, x + 12, 40);
}

const struct screen_ops scr_setup = {
    .name = "setup",
    .title = "First start",
    .state_size = sizeof(struct setup_screen),
    .keys = keys,
    .locked = true,
    .open = open_screen,
    .input = input,
    .draw = draw,
    .close = close_screen,
};
