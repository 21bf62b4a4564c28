/* mangen_verbs.c - the verbs of the command line, from their own rows. */
#include "cli/cli.h"
#include "mangen.h"

#include <stdio.h>
#include <string.h>

/* Lines of `more`, each trimmed, as running text. */
static void
put_more(const char *more)
{
	char line[256];

	while (*more) {
		size_t n = strcspn(more, "\n"), skip = strspn(more, " ");

		if (skip < n) {
			snprintf(line, sizeof(line), "%.*s", (int)(n - skip),
				 more + skip);
			mangen_text(line);
			printf("\n");
		}
		more += n + (more[n] == '\n');
	}
}

void
mangen_verbs(void)
{
	for (const struct verb *const *v = cli_verbs(); *v; v++) {
		printf(".It Ic ");
		mangen_arg((*v)->name);
		printf(" No ");
		mangen_arg((*v)->args);
		printf("\n");
		mangen_text((*v)->help);
		printf(".\n");
		if ((*v)->more && (*v)->more[0]) {
			printf(".Bd -literal\n");
			put_more((*v)->more);
			printf(".Ed\n");
		}
	}
}
