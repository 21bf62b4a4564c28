/* action.h - every verb a key can have: one row gives enum, command name, footer and help. */
#ifndef TUI_ACTION_H
#define TUI_ACTION_H

/* X(ID, command name, footer label, help of at most 40 columns). Add rows at the end of the
 * group they belong to; one key per verb everywhere. */
/* clang-format off */
#define ACTION_LIST(X) \
	X(NONE, "", "", "") \
	/* everywhere */ \
	X(HELP, "keys", "Keys", "Show every key that works here") \
	X(COMMANDS, "commands", "Commands", "Search the list of commands") \
	X(FIND, "find", "Find", "Find a patient") \
	X(BACK, "back", "Back", "Go back; nothing is lost") \
	X(QUIT, "quit", "Quit", "Leave limber") \
	X(REDRAW, "redraw", "", "Paint the screen anew") \
	/* lists and forms */ \
	X(MOVE, "", "", "Move the mark; PgUp PgDn Home End too") \
	X(NEXT, "", "Next", "Keep the field, go to the next") \
	X(OPEN, "open", "Open", "Open the marked row") \
	X(UNDO, "undo", "Undo", "Bring back what the field held before") \
	X(DONE, "done", "Done", "Keep the text and go back")
/* clang-format on */

enum action {
#define ACTION_ENUM(ID, name, label, help) ACT_##ID,
	ACTION_LIST(ACTION_ENUM)
#undef ACTION_ENUM
	    ACT_COUNT
};

enum { ACTION_HELP_COLUMNS = 40 };

struct action_row {
	const char *name;  /* typed in the command list */
	const char *label; /* in the footer */
	const char *help;  /* in the help and on the key card */
};

/* The row of an action; never NULL. */
const struct action_row *action_get(enum action a);

#endif
