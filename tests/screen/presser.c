/* presser.c - a person who presses anything, the same for the same numbers. */
#include "presser.h"

#include "tui/nav.h"

int
presser_key(struct random *r, const struct screen *s)
{
	static const int common[] = {K_DOWN,  K_DOWN,  K_DOWN,	K_UP,	K_PGDN, K_ENTER,
				     K_ENTER, K_ENTER, K_RIGHT, K_TAB,	'n',	'y',
				     'a',     '1',     '3',	K_F(1), K_ESC};
	int n = 0, what = random_below(r, 100);

	while (s->ops->keys && s->ops->keys[n].action != ACT_NONE)
		n++;
	if (what < 40 || !n)
		return common[random_below(r, (int)(sizeof common / sizeof common[0]))];
	if (what < 45)
		return K_ESC;
	return s->ops->keys[random_below(r, n)].key;
}

bool
presser_reaches_out(const struct screen *s)
{
	return s->ops == nav_get(NAV_SYNC)->ops || s->ops == nav_get(NAV_PRINT)->ops ||
	       s->ops == nav_get(NAV_TABLES)->ops;
}

bool
presser_command(struct random *r, struct ui *ui)
{
	struct nav_arg none = {0};
	int id;

	if (random_below(r, 25))
		return false;
	id = random_below(r, NAV_COUNT);
	return nav_get((enum nav_id)id)->command[0] &&
	       nav_push(ui, (enum nav_id)id, &none) != SCREEN_PASS;
}
