/* mangen.c - fills the generated parts of the manual from the program's own tables.
 *
 * Reads a man/NAME.in on standard input and writes the page: a line `.\" @tables@` becomes the
 * columns of every CSV file, `.\" @exits@` the exit codes, `.\" @roles@` who may do what,
 * `.\" @verbs@` the command line, `.\" @keys@` the keys; `@card@` in a plain text the key card. */
#include "mangen.h"
#include "base/status.h"
#include "core/dict.h"
#include "core/role.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void
put_escaped(const char *text)
{
	for (; *text; text++)
		if (*text == '\\')
			fputs("\\e", stdout);
		else if (*text == '"')
			fputs("\\(dq", stdout);
		else
			putchar(*text);
}

void
mangen_text(const char *text)
{
	if (*text == '.' || *text == '\'')
		fputs("\\&", stdout);
	put_escaped(text);
}

void
mangen_arg(const char *text)
{
	fputs("\"\\&", stdout);
	put_escaped(text);
	putchar('"');
}

static void
put_number(int64_t v, int decimals)
{
	int64_t scale = 1;

	for (int i = 0; i < decimals; i++)
		scale *= 10;
	printf("%" PRId64, v / scale);
	if (decimals)
		printf(".%0*" PRId64, decimals, v % scale < 0 ? -(v % scale) : v % scale);
}

/* Limits and unit of a number. */
static void
put_limits(const struct field *f)
{
	bool low = f->min != DICT_NONE, high = f->max != DICT_NONE;

	if (f->decimals)
		printf("number with at most %d decimals", f->decimals);
	else
		printf("whole number");
	if (low) {
		printf(", %s ", high ? "from" : "at least");
		put_number(f->min, f->decimals);
	}
	if (high) {
		printf("%s ", low ? " to" : ", at most");
		put_number(f->max, f->decimals);
	}
	if (f->unit && f->unit[0] && strcmp(f->unit, "1"))
		printf(" (%s)", f->unit);
}

static void
put_codes(const struct code_list *list)
{
	printf("one of");
	for (const struct code *k = list->codes; k->id; k++)
		printf("%s %s", k == list->codes ? "" : ",", k->id);
}

static void
put_type(const struct field *f)
{
	switch (f->type) {
	case FT_TEXT:
		printf("text, at most %d bytes", f->size);
		break;
	case FT_LONG:
		printf("text of several lines, at most %d bytes", f->size);
		break;
	case FT_CODE:
		put_codes(f->codes);
		break;
	case FT_VOCAB:
		printf("a word of kind %s in vocab.csv", f->unit);
		break;
	case FT_INT:
		put_limits(f);
		break;
	case FT_BOOL:
		printf("0 or 1");
		break;
	case FT_DATE:
		printf("YYYY-MM-DD");
		break;
	case FT_PDATE:
		printf("YYYY-MM-DD, or YYYY-MM or YYYY where the rest is unknown");
		break;
	case FT_TIME:
		printf("YYYY-MM-DDThh:mm:ssZ");
		break;
	case FT_CLOCK:
		printf("hh:mm, local time");
		break;
	case FT_REF:
		printf("id of a row of %s.csv",
		       dict_entity((enum entity_id)f->ref)->plural);
		break;
	case FT_COUNT:
		break;
	}
	if (f->flags & FF_REQUIRED)
		printf("; required");
	if (f->flags & FF_UNIQUE)
		printf("; no two rows written at one site share it");
	if (f->flags & FF_FIXED)
		printf("; never changes");
}

static void
put_field(const struct field *f)
{
	printf(".It Sy %s\n", f->name);
	mangen_text(f->help && f->help[0] ? f->help : f->label);
	printf("\n.br\n");
	put_type(f);
	printf(".\n");
	if (f->fhir && f->fhir[0])
		printf("FHIR: %s.\n", f->fhir);
}

static void
put_entity(const struct entity *e)
{
	static const char *const kinds[] = {
	    [EK_EDIT] = "Rows people go on editing.",
	    [EK_FACT] = "Facts: a row is never changed after it was written.",
	    [EK_REFERENCE] = "Ships with the program; read by people, not imported.",
	};

	printf(".Ss %s.csv\n", e->plural);
	mangen_text(e->help);
	printf("\n%s\n", kinds[e->kind]);
	if (e->fhir && e->fhir[0])
		printf("FHIR resource: %s.\n", e->fhir);
	printf(".Bl -tag -width Ds -compact\n.It Sy id\n"
	       "The row's name everywhere: u and 26 base-32 digits.\nEmpty for a new "
	       "row.\n");
	for (size_t i = 0; i < e->n_fields; i++)
		if (!(e->fields[i].flags & (FF_LOCAL | FF_SECRET)))
			put_field(&e->fields[i]);
	printf(".El\n");
}

static void
put_tables(void)
{
	for (int i = 0; i < E_COUNT; i++)
		put_entity(dict_entity((enum entity_id)i));
}

/* What each result code means, by the exit code it gives. */
static void
put_exits(void)
{
	for (int code = 0; code <= 3; code++) {
		const char *between = "";

		printf(".It %d\n", code);
		for (int s = 0; s < ST_COUNT; s++)
			if (status_exit((enum status)s) == code) {
				printf("%s%s", between, status_text((enum status)s));
				between = ";\n";
			}
		printf(".\n");
	}
}

static void
put_rights(const struct role *r, enum role_area a)
{
	static const enum role_right rights[] = {ROLE_READ, ROLE_WRITE, ROLE_SIGN,
						 ROLE_VOID};
	const char *between = "";

	printf("%s: ", role_area_name(a));
	for (size_t i = 0; i < sizeof(rights) / sizeof(*rights); i++)
		if (role_may(r, a, rights[i])) {
			printf("%s%s", between, role_right_name(rights[i]));
			between = ", ";
		}
	if (role_may(r, a, ROLE_GLASS))
		printf("one at a time, with a reason");
	printf(".\n");
}

/* Who may do what, role by role; then what each area holds. */
static void
put_roles(void)
{
	const struct entity *e = dict_entity(E_STAFF);
	const struct code_list *names = e->fields[dict_field_named(e, "role")].codes;

	printf(".Bl -tag -width Ds\n");
	for (int i = 0; role_at(i); i++) {
		printf(".It Ic %s No (%s)\n", role_at(i)->id,
		       dict_code_label(names, role_at(i)->id));
		for (int a = 0; a < ROLE_AREA_COUNT; a++)
			if (role_at(i)->may[a])
				put_rights(role_at(i), (enum role_area)a);
	}
	printf(".El\n.Pp\n");
	for (int a = 0; a < ROLE_AREA_COUNT; a++) {
		printf("The area %s: ", role_area_name((enum role_area)a));
		printf("%s.\n", role_area_holds((enum role_area)a));
	}
}

static const struct part {
	const char *line;
	void (*put)(void);
} parts[] = {
    {".\\\" @tables@\n", put_tables},  {".\\\" @exits@\n", put_exits},
    {".\\\" @verbs@\n", mangen_verbs}, {".\\\" @keys@\n", mangen_keys},
    {"@card@\n", mangen_card},	       {".\\\" @roles@\n", put_roles},
};

int
main(void)
{
	char line[512];

	while (fgets(line, sizeof(line), stdin)) {
		const struct part *hit = NULL;

		for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
			if (!strcmp(line, parts[i].line))
				hit = &parts[i];
		if (hit)
			hit->put();
		else
			fputs(line, stdout);
	}
	return ferror(stdin) || fflush(stdout) != 0;
}
