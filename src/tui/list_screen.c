/* list_screen.c - load, keys and end of screens that show one list. */
#include "tui/list_screen.h"

/* The list is the first member of the state. */
static struct list *
list(struct screen *s)
{
	return s->state;
}

enum status
list_screen_open(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	enum status st;

	(void)arg;
	list_init(list(s), s->ops->list, s->state);
	st = s->ops->load(s, err);
	if (!st)
		st = list_restart(list(s), err);
	if (st)
		s->ops->close(s);
	return st;
}

unsigned
list_screen_input(struct screen *s, int key)
{
	return list_key(list(s), key);
}

static unsigned
load_anew(struct screen *s, enum status (*show)(struct list *, struct err *))
{
	struct err err = {0};

	if (s->ops->load(s, &err) || show(list(s), &err))
		ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

unsigned
list_screen_reload(struct screen *s)
{
	return load_anew(s, list_reload);
}

unsigned
list_screen_restart(struct screen *s)
{
	return load_anew(s, list_restart);
}

void
list_screen_resume(struct screen *s, const struct screen_answer *a)
{
	(void)a;
	(void)list_screen_reload(s);
}

void
list_screen_close(struct screen *s)
{
	list_release(list(s));
}
