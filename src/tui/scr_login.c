/* scr_login.c - who works here. */
#include "app/demo.h"
#include "app/staff.h"
#include "app/visit.h"
#include "tui/line.h"
#include "tui/lock.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

struct login_screen {
	struct line login, password;
	struct line fresh, again; /* the own passphrase in place of a given one */
	bool must;		  /* they are what is typed */
	bool on_password;	  /* or the second of the two */
	int unsigned_sessions;
};

static struct login_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* Somebody is in: the screen locks by itself from now on. */
static unsigned
enter(struct screen *s)
{
	struct login_screen *l = state(s);
	struct err err = {0};
	int64_t minutes;

	line_wipe(&l->password);
	line_wipe(&l->fresh);
	line_wipe(&l->again);
	str_copy(s->ui->status, sizeof s->ui->status, app(s)->user.name);
	line_set(&l->login, "");
	l->on_password = l->must = false;
	s->ui->message[0] = '\0';
	if (staff_lock_minutes(app(s), &minutes, &err))
		ui_fail(s->ui, &err);
	lock_after(s->ui, minutes);
	return nav_push(s->ui, NAV_TODAY, NULL);
}

static unsigned
try_change(struct screen *s)
{
	struct login_screen *l = state(s);
	struct err err = {0};

	if (strcmp(l->fresh.text, l->again.text) != 0) {
		line_wipe(&l->again);
		ui_say(s->ui, TONE_WARN,
		       "The two are not the same; type the second again");
		return SCREEN_REDRAW;
	}
	if (staff_change_secret(app(s), l->password.text, l->fresh.text, NULL,
				store_is_practice(app(s)->store), &err)) {
		line_wipe(&l->fresh);
		line_wipe(&l->again);
		l->on_password = false;
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	return enter(s);
}

static unsigned
try_login(struct screen *s)
{
	struct login_screen *l = state(s);
	struct err err = {0};
	enum status st = staff_login(app(s), l->login.text, l->password.text, &err);

	if (st) {
		line_wipe(&l->password);
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	if (!app(s)->must_change)
		return enter(s);
	l->must = s->ui->repaint = true;
	l->on_password = false;
	return SCREEN_REDRAW;
}

/* Out of the change of a passphrase: nobody is logged in. */
static unsigned
on_back(struct screen *s, int key)
{
	struct login_screen *l = state(s);

	(void)key;
	if (!l->must)
		return SCREEN_PASS;
	staff_logout(app(s));
	line_wipe(&l->password);
	line_wipe(&l->fresh);
	line_wipe(&l->again);
	l->must = l->on_password = false;
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

static unsigned
input(struct screen *s, int key)
{
	struct login_screen *l = state(s);

	if (key == K_ENTER && l->on_password)
		return l->must ? try_change(s) : try_login(s);
	if (key == K_ENTER || key == K_TAB || key == K_DOWN || key == K_UP ||
	    key == K_BACKTAB) {
		l->on_password = key == K_ENTER || !l->on_password;
		return SCREEN_REDRAW;
	}
	if (l->must)
		return line_key(l->on_password ? &l->again : &l->fresh, key);
	return line_key(l->on_password ? &l->password : &l->login, key);
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
    {K_ESC, ACT_BACK, on_back},
    {0, ACT_NONE, NULL},
};

static void
draw_demo(struct screen *s, int y, int x, int w)
{
	text_put(y++, x, w, TONE_PLAIN,
		 "Practice clinic: everybody in it is invented. Log in as");
	for (const struct demo_login *d = demo_logins; d->login; d++) {
		text_putf(y, x, w, TONE_PLAIN, "  %-8s %-18s PIN %-6s %s", d->login,
			  d->password, d->pin, d->role);
		y++;
	}
	(void)s;
}

static void
draw(struct screen *s)
{
	struct login_screen *l = state(s);
	struct rect r = ui_body(s->ui);
	const struct line *first = l->must ? &l->fresh : &l->login;
	const struct line *second = l->must ? &l->again : &l->password;
	int y = r.y + 3, x = r.x + 4;

	text_fill(y, x, r.w - 4, TONE_TITLE, app(s)->site.name);
	if (l->unsigned_sessions)
		text_putf(y + 1, x, r.w - 4, TONE_WARN, "%d session%s not signed yet",
			  l->unsigned_sessions, l->unsigned_sessions == 1 ? "" : "s");
	y += 3;
	text_fill(y, x, 12, TONE_PLAIN, l->must ? "New one" : "Login");
	text_fill(y + 2, x, 12, TONE_PLAIN, l->must ? "Again" : "Passphrase");
	text_fill(y + 3, x, r.w - 4, TONE_PLAIN,
		  l->must ? "A manager gave you this one. Choose your own, 10 characters "
			    "and more."
			  : "");
	if (store_is_practice(app(s)->store) && !l->must)
		draw_demo(s, y + 5, x, r.w - 4);
	/* The field that is typed into is drawn last: it owns the cursor. */
	line_draw(l->on_password ? first : second, l->on_password ? y : y + 2, x + 12,
		  40);
	line_draw(l->on_password ? second : first, l->on_password ? y + 2 : y, x + 12,
		  40);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	(void)arg;
	(void)err;
	state(s)->password.masked = true;
	state(s)->fresh.masked = state(s)->again.masked = true;
	s->typing = true;
	/* told before anybody logs in, without names */
	state(s)->unsigned_sessions = visit_unsigned(app(s));
	return ST_OK;
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	if (a->from != s->ops) { /* else the clinic has changed, and nobody left */
		staff_logout(app(s));
		s->ui->status[0] = '\0';
	}
	/* told before anybody logs in, without names */
	state(s)->unsigned_sessions = visit_unsigned(app(s));
}

static void
close_screen(struct screen *s)
{
	line_wipe(&state(s)->password);
	line_wipe(&state(s)->fresh);
	line_wipe(&state(s)->again);
}

const struct screen_ops scr_login = {
    .name = "login",
    .title = "limber",
    .state_size = sizeof(struct login_screen),
    .keys = keys,
    .locked = true,
    .open = open_screen,
    .input = input,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
