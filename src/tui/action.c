/* action.c - the action list as a table. */
#include "tui/action.h"

static const struct action_row rows[] = {
#define ACTION_ROW(ID, name, label, help) {name, label, help},
    ACTION_LIST(ACTION_ROW)
#undef ACTION_ROW
};
_Static_assert(sizeof rows / sizeof rows[0] == ACT_COUNT, "one row per action");

const struct action_row *
action_get(enum action a)
{
	return &rows[(unsigned)a < ACT_COUNT ? a : ACT_NONE];
}
