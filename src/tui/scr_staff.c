/* scr_staff.c - who works here: rows of staff, their licence, passphrase and PIN. */
#include "app/staff.h"
#include "store/access.h"
#include "store/query.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/line.h"
#include "tui/list_screen.h"
#include "tui/lock.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { STAFF_MAX = 200 };

struct staff_row {
	int64_t no;
	char login[21], name[81], role[32], credential[21], licence[24];
	bool active;
};

struct staff_screen {
	struct list list;
	struct line old; /* the own passphrase, between two questions */
	struct staff_row rows[STAFF_MAX];
};

static struct staff_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* The day it ends, and in words what a manager should see at once. */
static void
show_licence(const struct staff *who, int64_t today, char *out, size_t size)
{
	char day[DATE_TEXT_SIZE];

	date_text(who->licence_to, day);
	str_format(out, size, "%s%s", day,
		   who->active == 0					     ? " left"
		   : who->licence_to != DICT_NONE && who->licence_to < today ? " EXPIRED"
									     : "");
}

static enum status
load(struct screen *s, struct err *err)
{
	struct staff_screen *t = state(s);
	struct staff *rows = mem_alloc(STAFF_MAX * sizeof *rows);
	int n = 0;
	enum status st = query_staff(app(s)->store, rows, STAFF_MAX, &n, err);

	for (int i = 0; !st && i < n; i++) {
		struct staff_row *r = &t->rows[i];

		r->no = rows[i].head.no;
		str_copy(r->login, sizeof r->login, rows[i].login);
		str_copy(r->name, sizeof r->name, rows[i].name);
		str_copy(r->role, sizeof r->role,
			 dict_label(E_STAFF, "role", rows[i].role));
		str_copy(r->credential, sizeof r->credential, rows[i].credential);
		show_licence(&rows[i], s->ui->today, r->licence, sizeof r->licence);
		r->active = rows[i].active != 0;
	}
	list_set(&t->list, t->rows, st ? 0 : n);
	free(rows);
	return st;
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct staff_row *r = row;
	const char *const texts[] = {r->login, r->name, r->role, r->credential,
				     r->licence};

	(void)ctx;
	str_add(out, texts[col]);
}

static const struct list_col cols[] = {{"Login", 8, false},
				       {"Name", 0, false},
				       {"Role", 18, false},
				       {"Credent.", 8, false},
				       {"Licence to", 18, false}};
static const struct list_source source = {.row_size = sizeof(struct staff_row),
					  .cols = cols,
					  .n_cols = 5,
					  .key_col = 0,
					  .cell = cell};

static unsigned
on_open(struct screen *s, int key)
{
	const struct staff_row *r = list_current(&state(s)->list);

	(void)key;
	return r ? nav_push(s->ui, NAV_ROW,
			    &(struct nav_arg){.no = r->no, .no2 = E_STAFF})
		 : SCREEN_HANDLED;
}

/* The own ones take the old passphrase, those of others the right to write staff. */
static unsigned
set_secret(struct screen *s, const char *password, const char *pin)
{
	const struct staff_row *r = list_current(&state(s)->list);
	bool cheap = store_is_practice(app(s)->store);
	struct err err = {0};
	enum status st;

	if (!r)
		return SCREEN_HANDLED;
	st = r->no == app(s)->user.head.no
		 ? staff_change_secret(app(s), state(s)->old.text, password, pin, cheap,
				       &err)
		 : staff_set_secret(app(s), r->no, password, pin, cheap, &err);
	line_wipe(&state(s)->old);
	if (st)
		ui_fail(s->ui, &err);
	else
		ui_say(s->ui, TONE_GOOD, "Set for %s", r->name);
	return SCREEN_REDRAW;
}

static unsigned
pin_answer(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return text[0] ? set_secret(s, NULL, text) : SCREEN_REDRAW;
}

static unsigned
password_answer(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return text[0] ? set_secret(s, text, NULL) : SCREEN_REDRAW;
}

static unsigned
ask_secret(struct screen *s, bool pin)
{
	ask_open(
	    s, &(struct ask_spec){.kind = ASK_PIN,
				  .label = pin ? "New PIN, 4 to 8 digits"
					       : "New passphrase, 10 characters and more",
				  .done = pin ? pin_answer : password_answer});
	return SCREEN_REDRAW;
}

static unsigned
old_answer(struct screen *s, const char *text, void *ctx)
{
	if (!text[0])
		return SCREEN_REDRAW;
	line_set(&state(s)->old, text);
	return ask_secret(s, ctx != NULL);
}

static unsigned
on_secret(struct screen *s, int key)
{
	const struct staff_row *r = list_current(&state(s)->list);
	struct err err = {0};

	if (!r)
		return SCREEN_HANDLED;
	if (r->no == app(s)->user.head.no) {
		ask_open(s, &(struct ask_spec){.kind = ASK_PIN,
					       .label = "Your passphrase now",
					       .done = old_answer,
					       .ctx = key == 'p' ? state(s) : NULL});
		return SCREEN_REDRAW;
	}
	if (access_may(app(s)->store, ROLE_SETTINGS, ROLE_WRITE,
		       "Secrets of somebody else", &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	return ask_secret(s, key == 'p');
}

static unsigned
lock_answer(struct screen *s, const char *text, void *ctx)
{
	long long n;
	struct err err = {0};

	(void)ctx;
	if (!text[0])
		return SCREEN_REDRAW;
	if (!str_int(text, strlen(text), &n))
		n = -1;
	if (staff_set_lock_minutes(app(s), n, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	lock_after(s->ui, n);
	ui_say(s->ui, TONE_GOOD,
	       n ? "Screens lock after %lld min without a key, this one at once, others "
		   "at their next login"
		 : "Screens lock no more by themselves (%lld)",
	       n);
	return SCREEN_REDRAW;
}

static unsigned
on_lock_after(struct screen *s, int key)
{
	int64_t minutes = 0;
	char now[24];
	struct err err = {0};

	(void)key;
	if (staff_lock_minutes(app(s), &minutes, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	str_format(now, sizeof now, "%lld", (long long)minutes);
	ask_open(s,
		 &(struct ask_spec){.kind = ASK_NUMBER,
				    .label = "Lock after minutes without a key, 0 never",
				    .initial = now,
				    .done = lock_answer});
	return SCREEN_REDRAW;
}

static unsigned
new_answer(struct screen *s, const char *text, void *ctx)
{
	struct staff who;
	struct err err = {0};

	(void)ctx;
	if (!text[0])
		return SCREEN_REDRAW;
	dict_row_init(dict_entity(E_STAFF), &who);
	str_copy(who.login, sizeof who.login, text);
	str_copy(who.name, sizeof who.name, text);
	str_copy(who.role, sizeof who.role, "desk");
	who.active = 1;
	if (record_add(app(s)->store, E_STAFF, &who, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	list_screen_reload(s);
	return nav_push(s->ui, NAV_ROW,
			&(struct nav_arg){.no = who.head.no, .no2 = E_STAFF});
}

static unsigned
on_new(struct screen *s, int key)
{
	struct err err = {0};

	(void)key;
	if (access_may(app(s)->store, ROLE_SETTINGS, ROLE_WRITE, "Staff member", &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Login of the new person",
				       .done = new_answer});
	return SCREEN_REDRAW;
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},	  {'n', ACT_NEW, on_new},
    {'p', ACT_SET_PIN, on_secret},	  {'w', ACT_SET_PASSWORD, on_secret},
    {'L', ACT_LOCK_AFTER, on_lock_after}, {0, ACT_NONE, NULL},
};

static void
close_screen(struct screen *s)
{
	line_wipe(&state(s)->old);
	list_screen_close(s);
}

static void
draw(struct screen *s)
{
	list_draw(&state(s)->list, s->ui, ui_body(s->ui), true, "Nobody yet.");
}

const struct screen_ops scr_staff = {
    .name = "staff",
    .title = "Staff",
    .state_size = sizeof(struct staff_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = list_screen_open,
    .input = list_screen_input,
    .renew = true,
    .resume = list_screen_resume,
    .draw = draw,
    .close = close_screen,
};
