/* vectors.c - answers test vectors with the product's own code: build/vectors KIND. */
#include "vectors.h"

#include <string.h>

/* One row for each kind; a kind's code lies in vectors_KIND.c. */
static const struct vectors_kind kinds[] = {
    {"units", "units per code", vectors_run_table, &vectors_units},
    {"assistant", "lines with CQ or CO", vectors_run_table, &vectors_assistant},
    {"dose", "phases of the timer", vectors_run_table, &vectors_dose},
    {"progression", "suggestion;rule;action", vectors_run_table, &vectors_progression},
    {"csv", "outcome, rows and digest of each named file", vectors_run_csv, NULL},
};

static void
usage(FILE *out)
{
	fputs("Use: vectors [--all] KIND <FILE\n"
	      "Reads a file of test vectors (CSV with a header) on stdin and writes one "
	      "line\n"
	      "id,result for each row, from the product's own code.\n"
	      "\nKinds, and what result is:\n",
	      out);
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		fprintf(out, "  %-12s %s", kinds[i].name, kinds[i].help);
		if (kinds[i].table != NULL) {
			const char *const *c = kinds[i].table->columns;

			fputs("; --all:", out);
			for (; *c != NULL; c++)
				fprintf(out, " %s", *c);
		}
		fputc('\n', out);
	}
	fputs("\n--all writes every result column of the file instead of result, with a\n"
	      "header line, in the order of the file.\n",
	      out);
}

int
main(int argc, char **argv)
{
	const char *name = NULL;
	bool all = false;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--help") == 0) {
			usage(stdout);
			return 0;
		}
		if (strcmp(argv[i], "--all") == 0)
			all = true;
		else if (name == NULL)
			name = argv[i];
		else
			name = "";
	}
	for (size_t i = 0; name != NULL && i < sizeof kinds / sizeof kinds[0]; i++)
		if (strcmp(kinds[i].name, name) == 0)
			return kinds[i].run(&kinds[i], stdin, stdout, all);
	usage(stderr);
	return 2;
}
