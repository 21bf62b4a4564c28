/* test_cli.c - every verb's good and bad use: exit codes, messages, text for people and JSON. */
#include "store/clash_kit.h"
#include "store/store_kit.h"

#include "app/classes.h"
#include "app/staff.h"
#include "base/utf8.h"
#include "cli/cli.h"

#include <ctype.h>
#include <sqlite3.h>

enum { ARGS_MAX = 16 };

struct run {
	struct kit k;
	char *out, *err;
	size_t n_out, n_err;
	int code;
	struct cli_screen screen;
	char chart[24];	   /* number of the first patient */
	const char *input; /* standard input; NULL: empty */
};

static const char *
no_env(const char *name)
{
	(void)name;
	return NULL;
}

static void
begin(struct run *r)
{
	memset(r, 0, sizeof *r);
	kit_init(&r->k);
}

static void
forget(struct run *r)
{
	free(r->out);
	free(r->err);
	r->out = r->err = NULL;
}

static void
end(struct run *r)
{
	forget(r);
	kit_end(&r->k);
}

/* Runs limber with words parted by blanks; a word in 'quotes' keeps its blanks; DIR is the
 * directory of the run, CHART the chart number of its patient. Returns the exit code. */
static int
limber(struct run *r, const char *line)
{
	/* Like main's own arguments they outlive the call: r->screen points into them. */
	static char text[1024], dirs[ARGS_MAX][160];
	char *argv[ARGS_MAX + 1] = {NULL};
	struct cli_options o = {.env = r->k.env, .getenv = no_env};
	int argc = 0;
	char *p = text;

	forget(r);
	str_format(text, sizeof text, "limber %s", line);
	while (*p && argc < ARGS_MAX) {
		char end = *p == '\'' ? '\'' : ' ';

		p += end == '\'';
		argv[argc] = p;
		p += strcspn(p, end == '\'' ? "'" : " ");
		if (*p)
			*p++ = '\0';
		while (*p == ' ')
			p++;
		if (!strcmp(argv[argc], "CHART"))
			argv[argc] = r->chart;
		if (!strncmp(argv[argc], "DIR", 3)) {
			str_format(dirs[argc], sizeof dirs[argc], "%s/data%s", r->k.dir,
				   argv[argc] + 3);
			argv[argc] = dirs[argc];
		}
		argc++;
	}
	o.in = r->input ? fmemopen((void *)(uintptr_t)r->input, strlen(r->input), "r")
			: fopen("/dev/null", "r");
	o.out = open_memstream(&r->out, &r->n_out);
	o.err = open_memstream(&r->err, &r->n_err);
	r->code = cli_main(argc, argv, &o, &r->screen);
	fclose(o.in);
	fclose(o.out);
	fclose(o.err);
	return r->code;
}

/* Runs it and wants this exit code. */
#define wants(r, expected, line)                                                         \
	do {                                                                             \
		if (limber(r, line) != (expected))                                       \
			fail_msg("%s: exit %d\n%s%s", line, (r)->code, (r)->out,         \
				 (r)->err);                                              \
	} while (0)

/* Refused with that exit code and sentence, nothing on standard output. */
#define refuses(r, expected, line, part)                                                 \
	do {                                                                             \
		wants(r, expected, line);                                                \
		if (!strstr((r)->err, part) || strncmp((r)->err, "limber: ", 8))         \
			fail_msg("%s says:\n%s", line, (r)->err);                        \
		assert_int_equal((r)->n_out, 0);                                         \
	} while (0)

static bool
says(const struct run *r, const char *part)
{
	return strstr(r->out, part) != NULL;
}

/* ---- a JSON reader that only says yes or no (RFC 8259) */

static const char *json_value(const char *p);

static const char *
blanks(const char *p)
{
	return p + strspn(p, " \t\r\n");
}

static const char *
json_string(const char *p)
{
	if (*p++ != '"')
		return NULL;
	for (; *p != '"'; p++) {
		if ((unsigned char)*p < 0x20)
			return NULL;
		if (*p != '\\')
			continue;
		p++;
		if (*p == 'u') {
			for (int i = 0; i < 4; i++)
				if (!isxdigit((unsigned char)*++p))
					return NULL;
		} else if (!*p || !strchr("\"\\/bfnrt", *p)) {
			return NULL;
		}
	}
	return p + 1;
}

static const char *
json_list(const char *p, char end, bool names)
{
	p = blanks(p + 1);
	if (*p == end)
		return p + 1;
	for (;;) {
		if (names) {
			p = json_string(blanks(p));
			p = p ? blanks(p) : NULL;
			if (!p || *p++ != ':')
				return NULL;
		}
		p = json_value(blanks(p));
		if (!p)
			return NULL;
		p = blanks(p);
		if (*p == end)
			return p + 1;
		if (*p++ != ',')
			return NULL;
	}
}

static const char *
json_value(const char *p)
{
	char *end;

	if (*p == '{' || *p == '[')
		return json_list(p, *p == '{' ? '}' : ']', *p == '{');
	if (*p == '"')
		return json_string(p);
	if (!strncmp(p, "true", 4) || !strncmp(p, "null", 4))
		return p + 4;
	if (!strncmp(p, "false", 5))
		return p + 5;
	if (*p != '-' && !isdigit((unsigned char)*p))
		return NULL;
	strtod(p, &end);
	return end;
}

/* Every line of the output is one JSON value; returns how many. */
static int
json_lines(const struct run *r)
{
	const char *p = r->out;
	int n = 0;

	while (*p) {
		const char *after = json_value(p);

		if (!after || *after != '\n')
			fail_msg("no JSON: %s", p);
		p = after + 1;
		n++;
	}
	return n;
}

/* A clinic with anna and one patient. */
static void
clinic(struct run *r)
{
	begin(r);
	wants(r, 0, "--data DIR init --site KBR --name 'Kibera clinic'");
	wants(r, 0,
	      "--data DIR new staff login=anna 'name=Anna Example' role=pt "
	      "licence_to=2099-01-01");
	wants(r, 0,
	      "--data DIR --as anna new patient family_name=Dube given_name=Nomsa "
	      "birth_date=1957-03-02 'phone=+27 82 555 0101'");
	wants(r, 0, "--data DIR find dube");
	str_format(r->chart, sizeof r->chart, "%.*s", (int)strcspn(r->out, " "), r->out);
}

/* ---- the program */

static void
test_cli__main__options(void **state)
{
	struct run r;

	(void)state;
	begin(&r);
	wants(&r, 0, "--help");
	for (const struct verb *const *v = cli_verbs(); *v; v++)
		if (!says(&r, (*v)->name) || !says(&r, (*v)->help))
			fail_msg("--help does not tell of %s", (*v)->name);
	wants(&r, 0, "--version");
	assert_int_equal(strncmp(r.out, "limber ", 7), 0);
	refuses(&r, 2, "--nonsense", "no such option");
	refuses(&r, 2, "--data", "value is missing");
	refuses(&r, 2, "--data DIR --rate 0 list staff", "1 to 3600");
	refuses(&r, 2, "--data DIR fly", "no such verb");
	refuses(&r, 2, "list staff", "--data DIR");
	wants(&r, -1, "--data DIR --as anna --rate 60");
	assert_string_equal(r.screen.as, "anna");
	assert_int_equal(r.screen.rate, 60);
	end(&r);
}

/* Root is told to become the owner of the clinic: what it made there would lock the owner out. */
static void
test_cli__main__root_makes_nothing_in_anothers_clinic(void **state)
{
	static const char *const verbs[] = {"backup", "keys show", "doctor",
					    "list staff"};
	struct run r;
	char dir[200], path[300], line[64];

	(void)state;
	if (geteuid() != 0)
		skip();
	begin(&r);
	wants(&r, 0, "--data DIR init --site KBR --name Kibera");
	snprintf(dir, sizeof dir, "%s/data", r.k.dir);
	assert_int_equal(chown(dir, 65534, 65534), 0);
	for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
		snprintf(line, sizeof line, "--data DIR %s", verbs[i]);
		refuses(&r, 1, line, "become it first");
	}
	refuses(&r, 1, "--data DIR", "become it first");
	wants(&r, 0, "--data DIR list --help");
	snprintf(path, sizeof path, "%s/backup", dir);
	assert_int_not_equal(access(path, F_OK), 0);
	snprintf(path, sizeof path, "%s/keys", dir);
	assert_int_not_equal(access(path, F_OK), 0);
	assert_int_equal(chown(dir, 0, 0), 0);
	wants(&r, 0, "--data DIR list staff");
	end(&r);
}

static void
test_cli__verbs__each_has_help(void **state)
{
	struct run r;
	char line[64];

	(void)state;
	begin(&r);
	for (const struct verb *const *v = cli_verbs(); *v; v++) {
		str_format(line, sizeof line, "--data DIR %s --help", (*v)->name);
		wants(&r, 0, line);
		assert_true(says(&r, (*v)->args));
		assert_true(says(&r, (*v)->help));
	}
	end(&r);
}

static void
test_cli__verbs__want_a_clinic(void **state)
{
	static const char *const lines[] = {
	    "list staff",   "get staff anna",
	    "find dube",    "new staff login=x",
	    "digest",	    "doctor",
	    "backup DIR.b", "set staff anna name=x",
	    "secret anna",  "table export all DIR.t",
	};
	struct run r;
	char line[128];

	(void)state;
	begin(&r);
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		str_format(line, sizeof line, "--data DIR %s", lines[i]);
		wants(&r, 3, line);
		assert_int_equal(strncmp(r.err, "limber: ", 8), 0);
	}
	end(&r);
}

/* ---- init, demo */

static void
test_cli__init__makes_one_clinic(void **state)
{
	struct run r;

	(void)state;
	begin(&r);
	refuses(&r, 2, "--data DIR init", "usage: limber init");
	refuses(&r, 2, "--data DIR init --site KBR", "usage");
	refuses(&r, 2, "--data DIR init --site KBR --name X extra", "usage");
	wants(&r, 1, "--data DIR init --site lower --name X");
	wants(&r, 0, "--data DIR init --site KBR --name 'Kibera clinic'");
	assert_true(says(&r, "KBR is ready"));
	wants(&r, 1, "--data DIR init --site KBR --name 'Kibera clinic'");
	end(&r);
}

static void
test_cli__demo__is_the_same_each_time(void **state)
{
	struct run r;

	(void)state;
	begin(&r);
	refuses(&r, 2, "--data DIR demo --patients many", "whole number");
	refuses(&r, 2, "--data DIR demo now", "usage: limber demo");
	wants(&r, 0, "--data DIR demo --patients 12 --sessions 20 --seed 3");
	assert_true(says(&r, "Everybody in it is invented"));
	assert_true(says(&r, "anna"));
	wants(&r, 0, "--data DIR --json list patient");
	assert_int_equal(json_lines(&r), 12);
	wants(&r, 1, "--data DIR demo");
	end(&r);
}

/* ---- rows */

static void
test_cli__new__adds_and_checks(void **state)
{
	struct run r;

	(void)state;
	clinic(&r);
	wants(&r, 0, "--data DIR new payer name=Other unit_rule=cms");
	assert_int_equal(r.n_out, UID_TEXT_SIZE); /* an id and a line end */
	wants(&r, 0, "--data DIR --json new payer name=Self unit_rule=ama");
	assert_int_equal(json_lines(&r), 1);
	refuses(&r, 2, "--data DIR new", "usage: limber new");
	refuses(&r, 2, "--data DIR new dragon name=x", "no such table");
	refuses(&r, 2, "--data DIR new staff wings=2", "write field=value");
	refuses(&r, 2, "--data DIR new staff password_hash=x", "write field=value");
	refuses(&r, 1, "--data DIR new staff login=x name=X role=king", "Role");
	refuses(&r, 1, "--data DIR new patient family_name=A birth_date=tomorrowish",
		"Birth date");
	refuses(&r, 1, "--data DIR new episode patient=KBR-999999-X title=x",
		"there is no patient");
	refuses(&r, 1, "--data DIR new exercise name=Flying", "ship with the program");
	refuses(&r, 1, "--data DIR new staff login=anna name=B role=pt", "");
	refuses(&r, 1, "--data DIR --as nobody new payer name=X unit_rule=cms",
		"nobody here has this login");
	end(&r);
}

static void
test_cli__get__by_what_people_say(void **state)
{
	struct run r;

	(void)state;
	clinic(&r);
	wants(&r, 0, "--data DIR get patient CHART");
	if (!says(&r, "Dube"))
		fail_msg("%s", r.out);
	wants(&r, 0, "--data DIR get staff anna");
	assert_true(says(&r, "Anna Example"));
	assert_false(says(&r, "hash"));
	wants(&r, 0, "--data DIR --json get staff anna");
	assert_int_equal(json_lines(&r), 1);
	wants(&r, 0, "--data DIR get staff anna --json");
	assert_int_equal(json_lines(&r), 1);
	refuses(&r, 2, "--data DIR get staff", "usage: limber get");
	refuses(&r, 1, "--data DIR get staff zoe", "there is no staff \"zoe\"");
	end(&r);
}

static void
test_cli__set__changes_and_empties(void **state)
{
	struct run r;

	(void)state;
	clinic(&r);
	refuses(&r, 1, "--data DIR --as anna set staff anna npi=1234567893",
		"anna (Physical therapist) may not write staff and settings");
	wants(&r, 0, "--data DIR set staff anna 'name=Anna B' npi=1234567893");
	wants(&r, 0, "--data DIR get staff anna");
	assert_true(says(&r, "Anna B"));
	wants(&r, 0, "--data DIR set staff anna npi=");
	wants(&r, 0, "--data DIR get staff anna");
	assert_false(says(&r, "1234567893"));
	refuses(&r, 2, "--data DIR set staff anna", "usage: limber set");
	refuses(&r, 1, "--data DIR set patient CHART chart_no=X", "never changed");
	refuses(&r, 1, "--data DIR set staff anna name=", "Name");
	refuses(&r, 1, "--data DIR set staff zoe name=Z", "there is no staff");
	end(&r);
}

static void
test_cli__list__filters_and_csv(void **state)
{
	struct run r;

	(void)state;
	clinic(&r);
	wants(&r, 0, "--data DIR new patient family_name=Ndlovu given_name=Zola sex=F");
	wants(&r, 0, "--data DIR --json list patient");
	assert_int_equal(json_lines(&r), 2);
	wants(&r, 0, "--data DIR --json list patient family_name=Ndlovu sex=F");
	assert_int_equal(json_lines(&r), 1);
	wants(&r, 0, "--data DIR --json list patient family_name=Ndlovu sex=M");
	assert_int_equal(r.n_out, 0);
	refuses(&r, 2, "--data DIR list", "usage: limber list");
	refuses(&r, 2, "--data DIR list patient sex=F --csv", "whole table");
	wants(&r, 0, "--data DIR list patient --csv");
	assert_memory_equal(r.out, "\xEF\xBB\xBFid,chart_no,family_name,", 27);
	assert_true(says(&r, ",Dube,Nomsa,"));
	assert_string_equal(r.out + r.n_out - 2, "\r\n");
	end(&r);
}

static void
test_cli__list__csv_is_table_export(void **state)
{
	struct run r;
	char path[160], *bytes;
	size_t n;

	(void)state;
	clinic(&r);
	wants(&r, 0, "--data DIR table export staff DIR.staff.csv");
	str_format(path, sizeof path, "%s/data.staff.csv", r.k.dir);
	kit_ok(&r.k, io_read_file(&io_posix, path, 1 << 20, &bytes, &n, &r.k.err));
	wants(&r, 0, "--data DIR list staff --csv");
	assert_int_equal(n, r.n_out);
	assert_memory_equal(bytes, r.out, n);
	free(bytes);
	end(&r);
}

static void
test_cli__find__any_part(void **state)
{
	static const char *const lines[] = {"find dub",	       "find NOMSA",
					    "find 'dube nom'", "find 1957",
					    "find 5550101",    "find KBR-000001"};
	struct run r;
	char line[128];

	(void)state;
	clinic(&r);
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		str_format(line, sizeof line, "--data DIR %s", lines[i]);
		wants(&r, 0, line);
		assert_true(says(&r, "Dube, Nomsa"));
	}
	wants(&r, 0, "--data DIR --json find dube");
	assert_int_equal(json_lines(&r), 1);
	refuses(&r, 2, "--data DIR find", "usage: limber find");
	refuses(&r, 1, "--data DIR find xyzzy", "nobody like that");
	end(&r);
}

static void
test_cli__duplicates__linked_and_told_apart(void **state)
{
	struct run r;
	char line[160];

	(void)state;
	clinic(&r);
	wants(&r, 0,
	      "--data DIR new patient family_name=Okonkwo given_name=Chidi "
	      "birth_date=1957-05-04");
	wants(&r, 0,
	      "--data DIR new patient family_name=Okonkow given_name=Chidi "
	      "birth_date=1957-05-04");
	wants(&r, 0, "--data DIR duplicates");
	assert_true(says(&r, "Okonkow, Chidi 1957-05-04"));
	wants(&r, 0, "--data DIR --json duplicates");
	assert_int_equal(json_lines(&r), 1);
	refuses(&r, 2, "--data DIR link CHART", "usage: limber link");
	refuses(&r, 1, "--data DIR link CHART CHART", "two different patients");
	refuses(&r, 1, "--data DIR link CHART KBR-999999-9", "there is no patient");
	wants(&r, 0, "--data DIR find okonkow");
	str_format(line, sizeof line, "--data DIR link CHART %.13s", r.out);
	wants(&r, 0, line);
	wants(&r, 0, "--data DIR find dube");
	assert_true(says(&r, "same person as KBR-"));
	line[0] = '\0';
	wants(&r, 0, "--data DIR find okonkow");
	str_format(line, sizeof line, "--data DIR unlink CHART %.13s 'other mother'",
		   r.out);
	wants(&r, 0, line);
	wants(&r, 0, "--data DIR duplicates CHART");
	assert_true(says(&r, "not the same"));
	end(&r);
}

static void
test_cli__output__is_safe_for_a_terminal(void **state)
{
	struct run r;

	(void)state;
	clinic(&r);
	wants(&r, 0,
	      "--data DIR new patient 'family_name=E\xE2\x80\xAEvil' "
	      "'given_name=B\xE5\x90\x8D\"q\\'");
	wants(&r, 0, "--data DIR find vil");
	assert_null(strstr(r.out, "\xE2\x80\xAE"));
	wants(&r, 0, "--data DIR --json list patient");
	assert_int_equal(json_lines(&r), 2);
	wants(&r, 2, "--data DIR \x1b[31mred");
	assert_null(strchr(r.err, '\x1b'));
	end(&r);
}

/* ---- secrets, units */

static void
test_cli__secret__reads_two_lines(void **state)
{
	struct run r;

	(void)state;
	clinic(&r);
	refuses(&r, 2, "--data DIR secret", "usage: limber secret");
	refuses(&r, 1, "--data DIR secret zoe", "there is no staff");
	refuses(&r, 2, "--data DIR secret anna", "two lines");
	r.input = "short\n1234\n";
	refuses(&r, 1, "--data DIR secret anna", "at least 10");
	r.input = "long enough words\n12ab\n";
	refuses(&r, 1, "--data DIR secret anna", "4 to 8 digits");
	r.input = "long enough words\n1234\n";
	wants(&r, 0, "--data DIR secret anna");
	r.input = NULL;
	wants(&r, 0, "--data DIR list staff --csv");
	assert_null(strstr(r.out, "argon"));
	end(&r);
}

/* What --as and the options before the verb bring of the patient's episodes. */
static void
glass(struct run *r, const char *options, int code, const char *said)
{
	char line[300];

	str_format(line, sizeof line, "--data DIR %s list episode patient=%s", options,
		   r->chart);
	if (code)
		refuses(r, code, line, said);
	else
		wants(r, 0, line);
	if (!code && !says(r, said))
		fail_msg("%s: %s", line, r->out);
}

/* A shut chart for one verb, with a reason: who may, what is written, that it is shut again. */
static void
test_cli__break_glass__one_chart_one_verb(void **state)
{
	struct run r;
	char line[300];

	(void)state;
	clinic(&r);
	wants(&r, 0, "--data DIR new staff login=dora name=Dora role=desk");
	str_format(line, sizeof line,
		   "--data DIR new episode patient=%s title=Knee opened=t", r.chart);
	wants(&r, 0, line);
	glass(&r, "--as dora", 1, "may not read charts");
	glass(&r, "--as dora --break-glass CHART --reason because", 1,
	      "in 10 letters and more");
	glass(&r, "--as dora --break-glass CHART --reason 'a call at night'", 0, "Knee");
	/* anna may read it anyway: nothing is broken, nothing waits for a manager */
	glass(&r, "--as anna --break-glass CHART --reason 'out of habit'", 0, "Knee");
	/* one chart, to read, for that verb alone */
	refuses(&r, 1,
		"--data DIR --as dora --break-glass CHART --reason 'a call at night' "
		"list episode",
		"may not read charts");
	str_format(line, sizeof line,
		   "--data DIR --as dora --break-glass CHART --reason 'a call at night' "
		   "new episode patient=%s title=Hip opened=t",
		   r.chart);
	refuses(&r, 1, line, "may not");
	glass(&r, "--as dora", 1, "may not read charts");
	wants(&r, 0, "--data DIR audit list");
	assert_true(says(&r, "break-glass"));
	assert_true(says(&r, "a call at night"));
	assert_false(says(&r, "because"));
	assert_false(says(&r, "out of habit"));
	glass(&r, "--as dora --break-glass CHART", 2, "wants --as LOGIN, --reason TEXT");
	glass(&r, "--break-glass CHART --reason 'a call at night'", 2, "wants --as");
	glass(&r, "--as dora --reason 'a call at night'", 2, "wants --as");
	refuses(&r, 2,
		"--data DIR --as dora --break-glass CHART --reason 'a call at night'",
		"and a verb");
	glass(&r, "--as dora --break-glass NOBODY --reason 'a call at night'", 1,
	      "there is no patient");
	end(&r);
}

static void
test_cli__units__both_rules(void **state)
{
	struct run r;

	(void)state;
	begin(&r);
	wants(&r, 0, "--data DIR units 97110:33 97140:7");
	assert_true(says(&r, "units 97110:2;97140:1"));
	assert_true(says(&r, "40 timed minutes give 3 timed units"));
	wants(&r, 0, "--data DIR units --rule ama 97110:33 97140:7");
	assert_true(says(&r, "units 97110:2;97140:0"));
	wants(&r, 0, "--data DIR units 97110:10 97140:10");
	assert_true(says(&r, "units 97110:1;97140:0"));
	assert_true(says(&r, "or    97110:0;97140:1"));
	wants(&r, 0, "--data DIR --json units 97110:10 97140:10");
	assert_int_equal(json_lines(&r), 1);
	assert_true(says(&r, "\"ties\":[\"97110:1;97140:0\",\"97110:0;97140:1\"]"));
	wants(&r, 0, "--data DIR units 97110:30 --assistant 97110:15");
	assert_true(says(&r, "bill  97110 x1 CQ"));
	refuses(&r, 2, "--data DIR units", "usage: limber units");
	wants(&r, 0, "--data DIR units 97110:33 97140:7 --why");
	assert_true(says(&r, "97140 with 7 left over gets one"));
	wants(&r, 0,
	      "--data DIR units 97110:15 --payer medicare --date 2025-05-04 --used 2450");
	assert_true(says(&r, "ask   kx: "));
	assert_true(says(&r, "2410"));
	wants(&r, 0,
	      "--data DIR units 97110:15 --payer medicare --date 2026-05-04 --used 2450");
	assert_false(says(&r, "ask   "));
	assert_true(says(&r, "bill  97110 x1 GP place 11"));
	wants(&r, 0,
	      "--data DIR units 97530:15 97116:15 --payer medicare --date 2026-05-04"
	      " --answer pair:97530/97116=59:later");
	assert_true(says(&r, "bill  97116 x1 GP 59 place 11"));
	refuses(&r, 2, "--data DIR units 97110:15 --payer nobody", "payer_kind");
	refuses(&r, 2, "--data DIR units 97110:15 --answer moon", "ID=VALUE");
	refuses(&r, 2, "--data DIR units 97110", "CODE:MINUTES");
	refuses(&r, 2, "--data DIR units 97110:-3", "CODE:MINUTES");
	refuses(&r, 2, "--data DIR units --rule moon 97110:8", "cms or ama");
	wants(&r, 1, "--data DIR units 12345:8");
	end(&r);
}

/* ---- tables, backup, doctor, digest */

static void
test_cli__table__out_and_in(void **state)
{
	struct run r;
	char digest[80];

	(void)state;
	clinic(&r);
	refuses(&r, 2, "--data DIR table", "usage: limber table");
	refuses(&r, 2, "--data DIR table export staff", "usage");
	refuses(&r, 2, "--data DIR table export all DIR.t --dry-run", "usage");
	refuses(&r, 2, "--data DIR table export dragon DIR.x", "no such table");
	wants(&r, 0, "--data DIR table export all DIR.t");
	assert_true(says(&r, "rows written to"));
	wants(&r, 0, "--data DIR table import all DIR.t --dry-run");
	assert_true(says(&r, "(nothing stored)"));
	assert_true(says(&r, " 0 new, 0 changed"));
	wants(&r, 0, "--data DIR digest");
	str_copy(digest, sizeof digest, r.out);
	wants(&r, 0, "--data DIR table import all DIR.t");
	wants(&r, 0, "--data DIR digest");
	assert_string_equal(r.out, digest);
	wants(&r, 1, "--data DIR table import staff DIR.nothing.csv");
	end(&r);
}

static void
test_cli__wearables__in_and_by_week(void **state)
{
	struct run r;

	(void)state;
	clinic(&r);
#define TWO_WAYS "tests/data/wearables/two_ways.csv"
	refuses(&r, 2, "--data DIR wearables", "usage: limber wearables");
	refuses(&r, 2, "--data DIR wearables import CHART", "usage");
	refuses(&r, 2, "--data DIR wearables weeks CHART x", "usage");
	refuses(&r, 1, "--data DIR --as anna wearables import CHART DIR.nothing.csv",
		"nothing.csv");
	refuses(&r, 1, "--data DIR --as anna wearables import CHART " TWO_WAYS,
		"days like 03/04/2025 can be read two ways; say --date-order dmy or mdy");
	wants(&r, 0,
	      "--data DIR --as anna wearables import CHART " TWO_WAYS
	      " --date-order mdy --device Band --dry-run");
	assert_string_equal(
	    r.out,
	    "two_ways.csv: Any table with date and steps or heart rate (own)\n"
	    "Other names of columns are named once and remembered.\n"
	    "Device Band; month before day; days as the device was set\n"
	    "3 rows: 3 taken, 0 bad\n"
	    "(nothing stored) 3 days: 3 new, 0 in place of earlier ones, 0 already "
	    "here\n");
	wants(&r, 0,
	      "--data DIR --as anna wearables import CHART " TWO_WAYS
	      " --date-order mdy");
	wants(&r, 0,
	      "--data DIR --as anna wearables import CHART " TWO_WAYS
	      " --date-order dmy");
	assert_true(
	    says(&r, "3 days: 1 new, 0 in place of earlier ones, 2 already here"));
	wants(&r, 0, "--data DIR --as anna wearables weeks CHART");
	assert_true(says(&r, "week of     worn  steps/day    active    resting"));
	wants(&r, 0, "--data DIR list device_day --csv");
	assert_true(says(&r, ",2025-03-04,unnamed,generic_csv,4100,"));
	end(&r);
}

static void
test_cli__care__of_the_file(void **state)
{
	struct run r;

	(void)state;
	clinic(&r);
	wants(&r, 0, "--data DIR digest");
	assert_int_equal(r.n_out, 65);
	refuses(&r, 2, "--data DIR digest now", "usage: limber digest");
	/* there is no daily backup yet, and that is all */
	wants(&r, 1, "--data DIR doctor --rebuild");
	assert_true(says(&r, "PROBLEM  backup"));
	assert_null(strstr(strstr(r.out, "PROBLEM") + 1, "PROBLEM"));
	assert_non_null(strstr(r.err, "1 finding"));
	refuses(&r, 2, "--data DIR doctor --cure", "limber doctor has no such option");
	refuses(&r, 2, "--data DIR backup DIR.a DIR.b", "usage: limber backup");
	wants(&r, 0, "--data DIR restore --list");
	assert_true(says(&r, "No copy lies in"));
	wants(&r, 0, "--data DIR backup");
	assert_true(says(&r, "The copy of today lies in"));
	wants(&r, 0, "--data DIR restore --list");
	assert_true(says(&r, "backup/limber-"));
	refuses(&r, 2, "--data DIR restore", "usage: limber restore");
	refuses(&r, 1, "--data DIR restore DIR.nothing", "it is not there");
	wants(&r, 0, "--data DIR backup DIR.copy");
	assert_true(says(&r, "A checked copy"));
	refuses(&r, 1, "--data DIR backup /nowhere/at/all", "/nowhere/at/all");
	end(&r);
}

static void
test_cli__print__a_trend(void **state)
{
	struct run r;
	char line[160];

	(void)state;
	clinic(&r);
	refuses(&r, 2, "--data DIR print", "usage: limber print");
	refuses(&r, 2, "--data DIR print poem", "choose one of: trend");
	refuses(&r, 2, "--data DIR print trend CHART",
		"use: limber print trend PATIENT MEASURE");
	refuses(&r, 1, "--data DIR print trend CHART tug", "nothing was measured");
	refuses(&r, 2, "--data DIR print trend CHART tug --rows 5", "from 12 to 300");
	for (int i = 0; i < 2; i++) {
		str_format(line, sizeof line,
			   "--data DIR --as anna new result patient=%s measure=tug "
			   "day=2026-0%d-01 "
			   "value=%s",
			   r.chart, 4 + i, i ? "14.1" : "18.2");
		wants(&r, 0, line);
	}
	wants(&r, 0, "--data DIR print trend CHART tug --ascii --rows 20 --cols 60");
	assert_true(says(&r, "Timed Up and Go: 14.1 s on 2026-05-01"));
	assert_true(says(&r, "-4.1 s, important, better"));
	assert_int_equal(r.out[r.n_out - 1], '\f');
	for (size_t i = 0; i + 1 < r.n_out; i++)
		assert_true(r.out[i] == '\n' || (r.out[i] >= ' ' && r.out[i] <= '~'));
	refuses(&r, 1, "--data DIR print trend CHART grip left", "there are: tug");
	end(&r);
}

static void
test_cli__print__figures(void **state)
{
	struct run r;

	(void)state;
	clinic(&r);
	wants(&r, 0, "--data DIR print figures ankle_pumps walk_5 --ascii");
	assert_true(says(&r, "Ankle pumps (ankle_pumps)\n"
			     "\n"
			     "                     _   <->                    \\\n"
			     "....O---------------/...     ....O---------------....\n"
			     "Point your toes              Pull them back\n"
			     "\n"
			     "Easy walk, 5 minutes (walk_5)\n"
			     "no picture\n"));
	wants(&r, 0, "--data DIR print figures --ascii");
	assert_true(says(&r, "(quad_set)"));
	assert_true(says(&r, "(posture_reset)"));
	assert_false(says(&r, "no picture"));
	refuses(&r, 1, "--data DIR print figures nobody",
		"nobody: no exercise has this key");
	end(&r);
}

/* The id that the last command printed. */
static void
printed_id(const struct run *r, char out[UID_TEXT_SIZE])
{
	str_format(out, UID_TEXT_SIZE, "%.*s", (int)strcspn(r->out, "\n"), r->out);
}

static void
test_cli__print__notes_and_reports(void **state)
{
	struct run r;
	char line[400], id[UID_TEXT_SIZE];

	(void)state;
	clinic(&r);
	refuses(&r, 2, "--data DIR print report", "use: limber print report NOTE");
	str_format(line, sizeof line,
		   "--data DIR --as anna new episode patient=%s title=Knee "
		   "opened=2026-05-01",
		   r.chart);
	wants(&r, 0, line);
	printed_id(&r, id);
	str_format(line, sizeof line,
		   "--data DIR --as anna new note episode=%s kind=progress author=anna "
		   "period_from=2026-05-01 period_to=2026-05-03 plan=Zoë",
		   id);
	wants(&r, 0, line);
	printed_id(&r, id);
	str_format(line, sizeof line, "--data DIR print report %s --ascii", id);
	wants(&r, 0, line);
	assert_true(says(&r, "page 1 of 1"));
	assert_true(says(&r, r.chart));
	assert_true(says(&r, "Progress report 2026-05-01 - 2026-05-03"));
	assert_int_equal(r.out[r.n_out - 1], '\f');
	for (size_t i = 0; i + 1 < r.n_out; i++)
		assert_true(r.out[i] == '\n' || (r.out[i] >= ' ' && r.out[i] <= '~'));
	assert_true(says(&r, "born 1957-03-02"));
	assert_true(says(&r, "Zoe"));
	str_format(line, sizeof line, "--data DIR print note %s", id);
	refuses(&r, 1, line, "limber print report");
	str_format(line, sizeof line, "--data DIR print report %s --to /nowhere/at/all",
		   id);
	refuses(&r, 1, line, "/nowhere/at/all");
	str_format(line, sizeof line, "--data DIR print report %s --to DIR", id);
	refuses(&r, 1, line, "is a directory");
	str_format(line, sizeof line, "--data DIR print report %s --printer -x", id);
	refuses(&r, 1, line, "no name of a printer");
	str_format(line, sizeof line,
		   "--data DIR print report %s --to DIR.txt --pdf DIR.pdf", id);
	wants(&r, 0, line);
	assert_int_equal(r.n_out, 0);
	refuses(&r, 1, "--data DIR print report KBR-9", "there is no note");
	end(&r);
}

/* The plan of care on paper: who, what, goals, exercises, a place to sign. */
static void
test_cli__print__a_plan(void **state)
{
	struct run r;
	char line[400], episode[UID_TEXT_SIZE], plan[UID_TEXT_SIZE];
	size_t longest = 0;

	(void)state;
	clinic(&r);
	refuses(&r, 2, "--data DIR print plan", "use: limber print plan PLAN");
	refuses(&r, 1, "--data DIR print plan nothing", "nothing");
	str_format(line, sizeof line,
		   "--data DIR --as anna new episode patient=%s title=Knee "
		   "opened=2026-05-01",
		   r.chart);
	wants(&r, 0, line);
	printed_id(&r, episode);
	str_format(line, sizeof line,
		   "--data DIR --as anna new plan_of_care episode=%s version=1 "
		   "starts=2026-05-01 per_week=2 weeks=6 author=anna active=1",
		   episode);
	wants(&r, 0, line);
	printed_id(&r, plan);
	str_format(line, sizeof line,
		   "--data DIR --as anna new goal episode=%s measure=tug state=active "
		   "text=Gehe_zum_Brunnen_größer",
		   episode);
	wants(&r, 0, line);
	str_format(line, sizeof line, "--data DIR print plan %s --ascii", plan);
	wants(&r, 0, line);
	assert_true(says(&r, "page 1 of "));
	assert_true(says(&r, r.chart));
	assert_true(says(&r, "Plan of care 1 from 2026-05-01"));
	assert_true(says(&r, "1. Gehe_zum_Brunnen_gr"));
	assert_true(says(&r, "Once a day, 2 a week, for 6 weeks"));
	assert_true(says(&r, "No exercise is prescribed yet."));
	assert_true(says(&r, "Physician: I have read this plan of care"));
	assert_int_equal(r.out[r.n_out - 1], '\f');
	for (const char *p = r.out; *p; p += strcspn(p, "\n\f"), p += *p != '\0')
		if (strcspn(p, "\n\f") > longest)
			longest = strcspn(p, "\n\f");
	assert_true(longest <= 76);
	for (size_t i = 0; i + 1 < r.n_out; i++)
		assert_true(r.out[i] == '\n' || r.out[i] == '\f' ||
			    (r.out[i] >= ' ' && r.out[i] <= '~'));
	end(&r);
}

/* The first line of what the last command printed that has the word. */
static void
printed_line(const struct run *r, const char *word, char *out, size_t size)
{
	const char *at = strstr(r->out, word);

	assert_non_null(at);
	str_format(out, size, "%.*s", (int)strcspn(at, " \n"), at);
}

/* What the patient takes home, and its code, which finds the plan again. */
static void
test_cli__print__a_handout(void **state)
{
	static const char *const keys[] = {"bridge",   "clamshell",   "quad_set",
					   "heel_dig", "pelvic_tilt", "slr_front"};
	struct run r;
	char line[400], id[UID_TEXT_SIZE], plan[UID_TEXT_SIZE], code[40];

	(void)state;
	clinic(&r);
	refuses(&r, 2, "--data DIR print handout", "use: limber print handout PLAN");
	str_format(line, sizeof line,
		   "--data DIR --as anna new episode patient=%s title=Knee "
		   "opened=2026-05-01",
		   r.chart);
	wants(&r, 0, line);
	printed_id(&r, id);
	str_format(line, sizeof line,
		   "--data DIR --as anna new plan_of_care episode=%s version=3 "
		   "starts=2026-05-01 author=anna active=1",
		   id);
	wants(&r, 0, line);
	printed_id(&r, plan);
	for (int i = 0; i < 6; i++) {
		str_format(line, sizeof line,
			   "--data DIR --as anna new prescription plan=%s exercise=%s "
			   "rank=%d sets=2 reps=8 active=1",
			   plan, keys[i], i + 1);
		wants(&r, 0, line);
	}
	str_format(line, sizeof line, "--data DIR print handout %s", plan);
	refuses(&r, 1, line, "these are 6: name those wanted");
	str_format(line, sizeof line, "--data DIR print handout %s --many", plan);
	wants(&r, 0, line);
	assert_true(says(&r, "6. Straight leg lift"));
	assert_non_null(strstr(r.err, "the plan marks no exercise for home"));
	str_format(line, sizeof line, "--data DIR print handout %s bridge --ascii", plan);
	wants(&r, 0, line);
	assert_true(says(&r, "Do it 8 times. Do 2\n"));
	assert_false(says(&r, "2. "));
	printed_line(&r, "KBR-1-H", code, sizeof code);
	str_format(line, sizeof line, "--data DIR print handout %s bridge --language fr",
		   plan);
	wants(&r, 0, line);
	assert_true(says(&r, "1. Le pont"));
	assert_true(says(&r, "Aucun francophone"));
	str_format(line, sizeof line, "--data DIR print handout %s --language de", plan);
	refuses(&r, 2, line, "are in en, es or fr");
	refuses(&r, 2, "--data DIR print topic", "use: limber print topic PATIENT TOPIC");
	str_format(line, sizeof line, "--data DIR print topic %s stairs --language es",
		   r.chart);
	wants(&r, 0, line);
	assert_true(says(&r, "Agarrese de la baranda."));
	assert_true(says(&r, "ha revisado"));
	str_format(line, sizeof line, "--data DIR print topic %s bridge", r.chart);
	refuses(&r, 1, line, "bridge: nothing is written of this topic");
	str_format(line, sizeof line, "--data DIR find %s", code);
	wants(&r, 0, line);
	assert_true(says(&r, plan));
	assert_true(says(&r, "version 3 from 2026-05-01"));
	str_format(line, sizeof line, "--data DIR --json find %s", code);
	wants(&r, 0, line);
	assert_true(says(&r, "\"version\":3"));
	code[4] = '2';
	str_format(line, sizeof line, "--data DIR find %s", code);
	refuses(&r, 1, line, "nobody like that is here");
	end(&r);
}

/* Two values for the family name of the clinic's patient. */
static void
clash(struct run *r)
{
	struct store *s;
	struct patient p;
	char dir[160];

	str_format(dir, sizeof dir, "%s/data", r->k.dir);
	kit_ok(&r->k, store_open(&s, dir, &r->k.env, &r->k.err));
	store_set_user(s, "anna");
	kit_ok(&r->k,
	       record_find(
		   s, E_PATIENT, dict_field_named(dict_entity(E_PATIENT), "chart_no"),
		   (struct cell){.kind = CELL_TEXT, .p = r->chart, .n = strlen(r->chart)},
		   &p, &r->k.err));
	clash_make(s, E_PATIENT, p.head.no, "family_name", "Smyth", "Smithe", 'U');
	store_close(s);
}

static void
test_cli__stick__lists_and_fills_no_disk(void **state)
{
	struct run r;

	(void)state;
	clinic(&r);
	wants(&r, 0, "--data DIR stick list"); /* whatever this machine has */
	refuses(&r, 2, "--data DIR stick", "usage: limber stick");
	refuses(&r, 2, "--data DIR stick list x", "usage: limber stick");
	refuses(&r, 2, "--data DIR stick check", "usage: limber stick");
	refuses(&r, 1, "--data DIR stick check /tmp", "no stick is mounted here");
	refuses(&r, 1, "--data DIR stick check /", "no stick is mounted here");
	end(&r);
}

static void
test_cli__conflicts__listed_decided_undone(void **state)
{
	struct run r;

	(void)state;
	clinic(&r);
	wants(&r, 0, "--data DIR conflicts");
	assert_true(says(&r, "No conflict."));
	clash(&r);
	wants(&r, 0, "--data DIR conflicts CHART");
	assert_true(says(&r, "1  identity  Smyth, "));
	assert_true(says(&r, "   1  Smyth  - anna, "));
	assert_true(says(&r, "   2  Smithe  - thabo, MTH, "));
	assert_true(says(&r, "(that clock was wrong)"));
	wants(&r, 0, "--data DIR conflicts --csv");
	assert_true(says(&r, ",family_name,identity,"));
	refuses(&r, 2, "--data DIR resolve 1", "usage: limber resolve");
	refuses(&r, 2, "--data DIR resolve 1 --keep 1 --both", "usage: limber resolve");
	refuses(&r, 2, "--data DIR resolve x --keep 1", "a number is wanted");
	refuses(&r, 1, "--data DIR resolve 7 --keep 1", "no conflict with this number");
	refuses(&r, 1, "--data DIR --as anna resolve 1 --keep 3", "there is no value 3");
	refuses(&r, 1, "--data DIR --as anna resolve 1 --both", "holds one value");
	wants(&r, 0, "--data DIR --as anna resolve 1 --keep 2");
	wants(&r, 0, "--data DIR conflicts");
	assert_true(says(&r, "No conflict."));
	wants(&r, 0, "--data DIR conflicts --ended");
	assert_true(says(&r, "(resolved)"));
	assert_true(says(&r, "   =  Smithe  - anna, "));
	wants(&r, 0, "--data DIR --as anna resolve 1 --undo");
	wants(&r, 0, "--data DIR conflicts --ended");
	assert_true(says(&r, "(undone)"));
	wants(&r, 0, "--data DIR get patient CHART");
	assert_true(says(&r, "Smyth"));
	wants(&r, 0, "--data DIR --as anna resolve 1 --value Schmidt");
	wants(&r, 0, "--data DIR get patient CHART");
	assert_true(says(&r, "Schmidt"));
	end(&r);
}

/* ---- class */

static void
test_cli__class__list_roster_join_quit(void **state)
{
	struct run r;

	(void)state;
	begin(&r);
	wants(&r, 0, "--data DIR demo --patients 20 --sessions 60 --seed 3");
	wants(&r, 0, "--data DIR class");
	assert_true(says(&r, "Balance class") && says(&r, "Anna Lindqvarn"));
	wants(&r, 0, "--data DIR --json class list");
	assert_true(says(&r, "\"members\":6,\"places\":8,\"open\":0"));
	wants(&r, 0, "--data DIR --json class roster 'Balance class' --past");
	assert_true(says(&r, "\"today\":\"no member\""));
	assert_true(says(&r, "Balance goal met (made up)"));
	wants(&r, 0, "--data DIR class held 'Balance class' --csv DIR/held.csv");
	refuses(&r, 2, "--data DIR class held 'Balance class' --from never", "no day");
	refuses(&r, 2, "--data DIR class held", "usage: limber class");
	refuses(&r, 2, "--data DIR class quit 'Balance class' CHART",
		"usage: limber class");
	refuses(&r, 1, "--data DIR class roster 'Chair class'", "Chair class");
	wants(&r, 0,
	      "--data DIR --as anna new patient family_name=Newcomer given_name=Test");
	wants(&r, 0, "--data DIR --json find Newcomer");
	str_format(r.chart, sizeof r.chart, "%.13s", strstr(r.out, "DEMO-"));
	wants(&r, 0, "--data DIR --as anna class join 'Balance class' CHART");
	refuses(&r, 1, "--data DIR --as anna class join 'Balance class' CHART",
		"on the roster of this class already");
	wants(&r, 0, "--data DIR class roster 'Balance class'");
	assert_true(says(&r, "Newcomer, Test"));
	wants(
	    &r, 0,
	    "--data DIR --as anna class quit 'Balance class' CHART --reason 'other day'");
	wants(&r, 0, "--data DIR class roster 'Balance class'");
	assert_false(says(&r, "Newcomer"));
	wants(&r, 0, "--data DIR --json class roster 'Balance class' --past");
	assert_true(says(&r, "\"reason\":\"other day\""));
	refuses(&r, 1, "--data DIR --as anna class quit 'Balance class' CHART --reason x",
		"not on the roster");
	end(&r);
}

/* The database of a run, to damage it by hand and to count what was noted. */
static void
by_hand(struct run *r, const char *sql)
{
	char path[160];
	char *why = NULL;
	sqlite3 *db;

	str_format(path, sizeof path, "%s/data/limber.db", r->k.dir);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	sqlite3_close(db);
}

static bool
lies(const struct run *r, const char *name)
{
	char path[160];

	str_format(path, sizeof path, "%s/%s", r->k.dir, name);
	return access(path, F_OK) == 0;
}

/* What cannot be read becomes no file, and no crash. */
static void
test_cli__class__csv_of_what_fails(void **state)
{
	struct run r;

	(void)state;
	begin(&r);
	wants(&r, 0, "--data DIR demo --patients 20 --sessions 60 --seed 3");
	refuses(&r, 1, "--data DIR class roster 'No class' --csv DIR.csv", "No class");
	by_hand(&r, "ALTER TABLE performed RENAME TO performed_gone");
	refuses(&r, 3, "--data DIR class held 'Balance class' --csv DIR.csv",
		"performed");
	refuses(&r, 3, "--data DIR class roster 'Balance class' --csv DIR.csv",
		"performed");
	assert_false(lies(&r, "data.csv"));
	end(&r);
}

/* Who came is a list of patients: whoever prints it or takes it away is in the audit. */
static void
test_cli__class__held_is_noted(void **state)
{
	struct run r;

	(void)state;
	begin(&r);
	wants(&r, 0, "--data DIR demo --patients 20 --sessions 60 --seed 3");
	wants(&r, 0, "--data DIR --as anna class held 'Balance class' --csv DIR.csv");
	assert_true(lies(&r, "data.csv"));
	wants(&r, 0, "--data DIR audit list");
	assert_true(says(&r, "report-csv") && says(&r, "class held, "));
	wants(&r, 0, "--data DIR --as anna class held 'Balance class'");
	wants(&r, 0, "--data DIR --as anna --json class held 'Balance class'");
	wants(&r, 0, "--data DIR audit list");
	assert_true(says(&r, "  report   "));
	end(&r);
}

static int64_t waited_ms;

static int64_t
hand_boot_ms(void *arg)
{
	(void)arg;
	return 5000000 + waited_ms;
}

static int64_t
hand_wall_ms(void *arg)
{
	(void)arg;
	return 1777885200000 + waited_ms; /* 2026-05-04 09:00 UTC, a Monday */
}

static void
hand_boot_id(void *arg, char id[CLOCK_BOOT_SIZE])
{
	(void)arg;
	str_copy(id, CLOCK_BOOT_SIZE, "boot");
}

static void
here_ok(struct app *a, struct classes_roster *r, int at)
{
	struct err err = {0};

	if (classes_here(a, r, at, "ordered by phone", &err))
		fail_msg("%s", status_say(&err));
}

/* A patient comes to a class and goes after so many minutes. */
static void
attends(struct app *a, int64_t class, int64_t patient, int minutes)
{
	struct classes_roster r;
	struct str why = {0};
	struct err err = {0};
	bool asks = true;
	int n = 0, at = -1;

	for (int step = 0; step < 4; step++) {
		assert_int_equal(classes_roster(a, class, false, &r, &err), ST_OK);
		for (int i = 0; i < r.n; i++)
			at = r.rows[i].row.patient == patient ? i : at;
		assert_true(at >= 0);
		if (step == 0)
			here_ok(a, &r, at);
		else if (step == 1)
			assert_int_equal(classes_nothing_new(a, &r, at, &asks, &err),
					 ST_OK);
		else if (step == 2)
			assert_int_equal(classes_start(a, &r, &n, &why, &err), ST_OK);
		else
			assert_int_equal(classes_leave(a, &r, at, &err), ST_OK);
		waited_ms += step == 2 ? minutes * 60000LL : 0;
		classes_roster_release(&r);
	}
	assert_int_equal(n, 1);
	str_release(&why);
}

/* Two classes on one day: each shows its own minutes. */
static void
test_cli__class__minutes_of_each(void **state)
{
	static const struct clock hand = {hand_boot_ms, hand_wall_ms, hand_boot_id, NULL};
	struct group_class classes[2];
	struct class_member *m = mem_alloc(CLASSES_ROSTER_MOST * sizeof *m);
	struct err err = {0};
	char dir[160];
	struct app a;
	struct run r;
	int n = 0;

	(void)state;
	begin(&r);
	r.k.env.clock = &hand;
	wants(&r, 0, "--data DIR demo --patients 20 --sessions 60 --seed 3");
	wants(&r, 0,
	      "--data DIR --as max new group_class name=Walking site=DEMO "
	      "'times=mo 10:00-10:45'");
	str_format(dir, sizeof dir, "%s/data", r.k.dir);
	assert_int_equal(app_open(&a, dir, &r.k.env, &err), ST_OK);
	assert_int_equal(staff_act_as(&a, "anna", &err), ST_OK);
	assert_int_equal(query_classes(a.store, classes, 2, &n, &err), ST_OK);
	assert_int_equal(query_class_members(a.store, classes[0].head.no, m,
					     CLASSES_ROSTER_MOST, &n, &err),
			 ST_OK);
	assert_int_equal(classes_join(&a, classes[1].head.no, m->patient, &err), ST_OK);
	attends(&a, classes[0].head.no, m->patient, 12);
	attends(&a, classes[1].head.no, m->patient, 5);
	app_close(&a);
	free(m);
	wants(&r, 0, "--data DIR --json class roster 'Balance class'");
	assert_true(says(&r, "\"minutes\":12"));
	wants(&r, 0, "--data DIR --json class roster Walking");
	assert_true(says(&r, "\"minutes\":5"));
	end(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_cli__main__options),
	    cmocka_unit_test(test_cli__main__root_makes_nothing_in_anothers_clinic),
	    cmocka_unit_test(test_cli__verbs__each_has_help),
	    cmocka_unit_test(test_cli__verbs__want_a_clinic),
	    cmocka_unit_test(test_cli__init__makes_one_clinic),
	    cmocka_unit_test(test_cli__demo__is_the_same_each_time),
	    cmocka_unit_test(test_cli__new__adds_and_checks),
	    cmocka_unit_test(test_cli__get__by_what_people_say),
	    cmocka_unit_test(test_cli__set__changes_and_empties),
	    cmocka_unit_test(test_cli__list__filters_and_csv),
	    cmocka_unit_test(test_cli__list__csv_is_table_export),
	    cmocka_unit_test(test_cli__find__any_part),
	    cmocka_unit_test(test_cli__duplicates__linked_and_told_apart),
	    cmocka_unit_test(test_cli__output__is_safe_for_a_terminal),
	    cmocka_unit_test(test_cli__secret__reads_two_lines),
	    cmocka_unit_test(test_cli__break_glass__one_chart_one_verb),
	    cmocka_unit_test(test_cli__units__both_rules),
	    cmocka_unit_test(test_cli__table__out_and_in),
	    cmocka_unit_test(test_cli__wearables__in_and_by_week),
	    cmocka_unit_test(test_cli__care__of_the_file),
	    cmocka_unit_test(test_cli__print__a_trend),
	    cmocka_unit_test(test_cli__print__figures),
	    cmocka_unit_test(test_cli__print__notes_and_reports),
	    cmocka_unit_test(test_cli__print__a_plan),
	    cmocka_unit_test(test_cli__print__a_handout),
	    cmocka_unit_test(test_cli__class__list_roster_join_quit),
	    cmocka_unit_test(test_cli__class__csv_of_what_fails),
	    cmocka_unit_test(test_cli__class__held_is_noted),
	    cmocka_unit_test(test_cli__class__minutes_of_each),
	    cmocka_unit_test(test_cli__stick__lists_and_fills_no_disk),
	    cmocka_unit_test(test_cli__conflicts__listed_decided_undone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
