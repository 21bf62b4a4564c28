/* demo_toolkit.c - the toolkit's own program: list, form and timer in a real terminal. */
#include "../../screen/demo.h"
#include "tui/loop.h"
#include "tui/stack.h"

#include <stdio.h>
#include <string.h>

int
main(int argc, char **argv)
{
	struct ui ui;
	struct err err = {0};
	enum loop_end end;

	if (term_open(&err) != ST_OK) {
		fprintf(stderr, "demo_toolkit: %s\n", status_say(&err));
		return 1;
	}
	ui_init(&ui, NULL, &clock_system);
	ui.practice = argc > 1 && !strcmp(argv[1], "practice");
	if (stack_push(&ui, &demo_list, NULL, &err) != ST_OK) {
		term_close();
		return 1;
	}
	end = loop_run(&ui);
	term_close();
	printf("end %d\n", (int)end);
	return 0;
}
