/* test_paper.c - documents against pages that were looked at; printed, kept, as a PDF that another
 * program reads; what fails leaves nothing half behind. GOLDEN_UPDATE=1 writes the files anew. */
#include "app_kit.h"

#include "app/paper.h"
#include "fault_io.h"

#include <ctype.h>
#include <fcntl.h>
#include <sys/stat.h>

static struct app_kit kit;
static int64_t plan, note, session;

static void
add(enum entity_id e, void *row)
{
	app_kit_ok(&kit, record_add(kit.a.store, e, row, &kit.k.err));
}

static void
add_charge(const char *code, int64_t minutes, int64_t units, const char *modifiers)
{
	struct charge c;

	dict_row_init(dict_entity(E_CHARGE), &c);
	c.session = session;
	str_copy(c.code, sizeof c.code, code);
	c.minutes = minutes;
	c.units = units;
	str_copy(c.modifiers, sizeof c.modifiers, modifiers);
	add(E_CHARGE, &c);
}

static void
add_visit(int64_t patient)
{
	struct session s;
	struct note *n = mem_alloc(sizeof *n);
	struct addendum x;

	dict_row_init(dict_entity(E_SESSION), &s);
	s.patient = patient;
	s.plan = plan;
	s.therapist = kit.anna;
	s.service_date = 20260504;
	add(E_SESSION, &s);
	session = s.head.no;
	add_charge("97110", 33, 2, "GP");
	add_charge("97140", 7, 1, "GP 59");
	dict_row_init(dict_entity(E_NOTE), n);
	n->session = session;
	str_copy(n->kind, sizeof n->kind, "daily");
	str_copy(n->subjective, sizeof n->subjective, "Zoë’s knee: 90° is easy now.");
	for (int i = 1; i <= 60; i++)
		str_format(n->objective + strlen(n->objective),
			   sizeof n->objective - strlen(n->objective),
			   "%d Exercise number %d: 3x10, rest 30 s.\n", i, i);
	str_copy(n->assessment, sizeof n->assessment, "Needs cues.");
	n->author = kit.anna;
	str_copy(n->signature, sizeof n->signature, "Test anna, PT, licence PT-1");
	n->signed_at = APP_KIT_WALL_S;
	add(E_NOTE, n);
	note = n->head.no;
	free(n);
	dict_row_init(dict_entity(E_ADDENDUM), &x);
	x.note = note;
	str_copy(x.kind, sizeof x.kind, "late");
	str_copy(x.reason, sizeof x.reason, "Forgotten.");
	str_copy(x.text, sizeof x.text, "Ice for ten minutes.");
	x.author = kit.anna;
	str_copy(x.signature, sizeof x.signature, "Test anna, PT, licence PT-1");
	x.entered_at = APP_KIT_WALL_S + 3600;
	add(E_ADDENDUM, &x);
}

static int
set_up(void **state)
{
	(void)state;
	app_kit_new(&kit);
	add_visit(app_kit_case(&kit, "Dubé", &plan));
	app_kit_prescribe(&kit, app_kit_block(&kit, plan, 1, "97110", 3, 30));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	app_kit_end(&kit);
	return 0;
}

static void
make(enum paper_kind kind, int64_t no, bool large, struct paper *p)
{
	struct paper_order o = {.kind = kind, .no = no, .form = {.large = large}};

	app_kit_ok(&kit, paper_make(&kit.a, &o, p, &kit.k.err));
}

static char *
read_all(const char *path)
{
	char *bytes;
	size_t n;

	app_kit_ok(&kit, io_read_file(&io_posix, path, 1 << 20, &bytes, &n, &kit.k.err));
	return bytes;
}

static void
golden(const char *name, const char *text)
{
	char path[128], *want;

	str_format(path, sizeof path, "tests/data/papers/%s.txt", name);
	if (getenv("GOLDEN_UPDATE")) {
		FILE *f = fopen(path, "w");

		assert_non_null(f);
		fputs(text, f);
		fclose(f);
		return;
	}
	want = read_all(path);
	if (strcmp(want, text) != 0)
		fail_msg("%s differs, now:\n%s", path, text);
	free(want);
}

static void
test_paper__make__pages(void **state)
{
	static const struct {
		const char *name;
		enum paper_kind kind;
		bool large;
		int pages;
	} rows[] = {{"note", PAPER_NOTE, false, 2},
		    {"note_large", PAPER_NOTE, true, 6},
		    {"plan", PAPER_PLAN, false, 1},
		    {"plan_large", PAPER_PLAN, true, 2}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct paper p;
		struct str text = {0};

		make(rows[i].kind, rows[i].kind == PAPER_PLAN ? plan : note,
		     rows[i].large, &p);
		paper_text(&p, &text);
		golden(rows[i].name, str_text(&text));
		assert_int_equal(p.n_pages, rows[i].pages);
		assert_null(strstr(p.file, "Dub"));
		str_release(&text);
		paper_release(&p);
	}
}

static void
keys_wrong(struct paper_order *o)
{
	static const char *const wrong[] = {"nothing_like_it"};
	struct paper p;

	o->exercises = wrong;
	app_kit_no(&kit, ST_NOT_FOUND, paper_make(&kit.a, o, &p, &kit.k.err));
	assert_true(app_kit_said(&kit, "nothing_like_it: no exercise has this key"));
}

/* Drawings: both frames in a row, or one below the other in large type; kept whole on their page,
 * and what has none says so. */
static void
test_paper__make__figures(void **state)
{
	static const char *const keys[] = {"bridge",	       "walk_5",
					   "sts_no_arms",      "clamshell",
					   "standing_hip_abd", "chair_touch_squat",
					   "neck_turn"};
	struct paper_order o = {
	    .kind = PAPER_FIGURES, .exercises = keys, .n_exercises = 7};
	struct paper p;

	(void)state;
	for (int large = 0; large < 2; large++) {
		struct str text = {0};

		o.form.large = large;
		app_kit_ok(&kit, paper_make(&kit.a, &o, &p, &kit.k.err));
		paper_text(&p, &text);
		golden(large ? "figures_large" : "figures", str_text(&text));
		assert_int_equal(p.n_figures, large ? 12 : 6);
		str_release(&text);
		paper_release(&p);
	}
	o.form = (struct page_form){.ascii = true};
	o.n_exercises = 1;
	app_kit_ok(&kit, paper_make(&kit.a, &o, &p, &kit.k.err));
	for (const char *c = str_text(&p.pages); *c; c++)
		assert_in_range(*c, '\n', '~');
	paper_release(&p);
	keys_wrong(&o);
}

static void
test_paper__make__says_what_is_wrong(void **state)
{
	struct paper_order o = {.kind = PAPER_REPORT, .no = note};
	struct paper p;

	(void)state;
	app_kit_no(&kit, ST_INVALID, paper_make(&kit.a, &o, &p, &kit.k.err));
	assert_true(app_kit_said(&kit, "limber print note"));
	o.no = 424242;
	app_kit_no(&kit, ST_NOT_FOUND, paper_make(&kit.a, &o, &p, &kit.k.err));
}

/* ---- out of the program */

static void
place(char *out, size_t size, const char *name)
{
	str_format(out, size, "%s/%s", kit.k.dir, name);
}

/* Blanks between words are places on the paper, and differ in what a reader gives back. */
static void
squeeze(char *text)
{
	char *to = text;

	for (char *p = text; *p; p++)
		if (!isspace((unsigned char)*p))
			*to++ = *p;
	*to = '\0';
}

static void
test_paper__pdf__another_program_reads_the_same(void **state)
{
	char path[128], command[300], text[128];

	(void)state;
	place(path, sizeof path, "a.pdf");
	place(text, sizeof text, "a.txt");
	for (int large = 0; large < 2; large++) {
		struct paper p;
		char *got, *want;
		char first[8];
		FILE *f;
		int pages = 0;

		make(PAPER_NOTE, note, large, &p);
		app_kit_ok(&kit, paper_save_pdf(&kit.a, &p, path, &kit.k.err));
		str_format(command, sizeof command,
			   "pdftotext -layout -enc UTF-8 %s %s 2>/dev/null", path, text);
		assert_int_equal(system(command), 0);
		got = read_all(text);
		want = mem_copy(str_text(&p.pages));
		for (char *c = got; *c; c++)
			pages += *c == '\f';
		assert_int_equal(pages, p.n_pages);
		assert_non_null(strstr(got, "Dubé"));
		squeeze(got);
		squeeze(want);
		assert_string_equal(got, want);
		free(got);
		free(want);
		/* The same pages are the same bytes. */
		f = fopen(path, "r");
		assert_non_null(f);
		assert_int_equal(fread(first, 1, 5, f), 5);
		assert_memory_equal(first, "%PDF-", 5);
		fclose(f);
		str_format(command, sizeof command, "cp %s %s.old", path, path);
		assert_int_equal(system(command), 0);
		app_kit_ok(&kit, paper_save_pdf(&kit.a, &p, path, &kit.k.err));
		str_format(command, sizeof command, "cmp %s %s.old", path, path);
		assert_int_equal(system(command), 0);
		paper_release(&p);
	}
}

/* How many of the points from x to x + n at height y (from the top) have ink, on the page that
 * pdftoppm drew as PGM with one pixel a point. */
static int
ink(const char *path, int y, int x, int n)
{
	int w = 0, h = 0, dark = 0;
	unsigned char line[1000];
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	assert_int_equal(fscanf(f, "P5 %d %d 255", &w, &h), 2);
	assert_int_equal(w, 595);
	assert_int_equal(h, 792);
	(void)fgetc(f);
	assert_int_equal(fseek(f, (long)y * w, SEEK_CUR), 0);
	assert_int_equal(fread(line, 1, (size_t)w, f), w);
	fclose(f);
	for (int i = x; i < x + n; i++)
		dark += line[i] < 240;
	return dark;
}

/* In the PDF a drawing is lines: its characters are not there, its words are. */
static void
test_paper__pdf__drawings_are_lines(void **state)
{
	static const char *const keys[] = {"quad_set"};
	struct paper_order o = {
	    .kind = PAPER_FIGURES, .exercises = keys, .n_exercises = 1};
	struct paper p;
	char command[400], path[128], *got;
	int floor_y, both = 0;

	(void)state;
	app_kit_ok(&kit, paper_make(&kit.a, &o, &p, &kit.k.err));
	place(path, sizeof path, "f.pdf");
	app_kit_ok(&kit, paper_save_pdf(&kit.a, &p, path, &kit.k.err));
	str_format(command, sizeof command,
		   "cd %s && pdftotext -layout -enc UTF-8 f.pdf f.txt 2>/dev/null && "
		   "pdftoppm -r 72 -gray -singlefile f.pdf f 2>/dev/null",
		   kit.k.dir);
	assert_int_equal(system(command), 0);
	place(path, sizeof path, "f.txt");
	got = read_all(path);
	assert_non_null(strstr(got, "Thigh squeeze, leg flat (quad_set)"));
	assert_non_null(strstr(got, "hold"));
	assert_non_null(strstr(got, "Towel under the knee"));
	assert_non_null(strstr(got, "Press the knee down"));
	for (const char *c = got; *c; c++)
		assert_in_range(*c, '\n', '~');
	free(got);
	/* Lines are 12 points high below a margin of 36. The floor lies one dot above the last
	 * row of the drawing: 135 points of it, in both frames; between them there is none. */
	floor_y = 36 +
		  12 * (p.figures[0].at.row + figure_height(&p.figures[0].drawing, -1)) -
		  3;
	place(path, sizeof path, "f.pgm");
	for (int y = floor_y - 1; y <= floor_y + 1; y++) {
		both += ink(path, y, 38, 130) > 120 && ink(path, y, 238, 130) > 120;
		assert_int_equal(ink(path, y, 175, 55), 0);
	}
	assert_in_range(both, 1, 3);
	paper_release(&p);
}

static void
test_paper__pdf__a_font_that_is_none(void **state)
{
	char path[128];
	struct paper p;

	(void)state;
	place(path, sizeof path, "font.pdf");
	make(PAPER_NOTE, note, false, &p);
	str_copy(kit.a.site.pdf_font, sizeof kit.a.site.pdf_font, "/nowhere.ttf");
	app_kit_no(&kit, ST_NOT_FOUND, paper_save_pdf(&kit.a, &p, path, &kit.k.err));
	assert_true(app_kit_said(&kit, "pdf_font"));
	str_copy(kit.a.site.pdf_font, sizeof kit.a.site.pdf_font, "Makefile");
	app_kit_no(&kit, ST_INVALID, paper_save_pdf(&kit.a, &p, path, &kit.k.err));
	assert_int_equal(access(path, F_OK), -1);
	kit.a.site.pdf_font[0] = '\0';
	paper_release(&p);
}

/* A fake lp in PATH: keeps what it gets, or fails. */
static void
fake_lp(const char *script)
{
	char path[128], bin[100];
	FILE *f;

	place(bin, sizeof bin, "bin");
	mkdir(bin, 0700);
	str_format(path, sizeof path, "%s/lp", bin);
	f = fopen(path, "w");
	assert_non_null(f);
	fprintf(f, "#!/bin/sh\n%s\n", script);
	fclose(f);
	chmod(path, 0700);
}

static void
test_paper__print__lp_gets_what_is_previewed(void **state)
{
	const char *old = getenv("PATH");
	char path[400], script[1200], *keep = mem_copy(old ? old : ""), *got;
	struct paper p;
	struct str preview = {0}, said = {0};

	(void)state;
	make(PAPER_NOTE, note, true, &p);
	paper_text(&p, &preview);
	str_format(path, sizeof path, "%s/bin", kit.k.dir);
	str_format(script, sizeof script, "PATH='%s'; cat >%s/got; echo \"job $*\"", keep,
		   kit.k.dir);
	fake_lp(script);
	setenv("PATH", path, 1);
	app_kit_ok(&kit, paper_print(&kit.a, &p, "lab_1", &said, &kit.k.err));
	assert_string_equal(str_text(&said), "job -t limber -d lab_1\n");
	place(path, sizeof path, "got");
	got = read_all(path);
	assert_string_equal(got, str_text(&preview));
	free(got);
	/* a file is the same again */
	place(path, sizeof path, "kept.txt");
	app_kit_ok(&kit, paper_save(&kit.a, &p, path, &kit.k.err));
	got = read_all(path);
	assert_string_equal(got, str_text(&preview));
	free(got);
	/* the site's printer, when nobody names one */
	str_clear(&said);
	str_copy(kit.a.site.printer, sizeof kit.a.site.printer, "hall");
	app_kit_ok(&kit, paper_print(&kit.a, &p, "", &said, &kit.k.err));
	assert_string_equal(str_text(&said), "job -t limber -d hall\n");
	kit.a.site.printer[0] = '\0';
	setenv("PATH", keep, 1);
	free(keep);
	str_release(&preview);
	str_release(&said);
	paper_release(&p);
}

static void
test_paper__print__says_why_not(void **state)
{
	const char *old = getenv("PATH");
	char path[128], *keep = mem_copy(old ? old : "");
	struct paper p;
	struct str said = {0};

	(void)state;
	make(PAPER_NOTE, note, false, &p);
	app_kit_no(&kit, ST_INVALID, paper_print(&kit.a, &p, "-o", &said, &kit.k.err));
	fake_lp("echo 'lp: The printer or class does not exist.' >&2; exit 1");
	place(path, sizeof path, "bin");
	setenv("PATH", path, 1);
	app_kit_no(&kit, ST_REFUSED, paper_print(&kit.a, &p, "", &said, &kit.k.err));
	assert_true(app_kit_said(&kit, "nothing was printed"));
	assert_true(app_kit_said(&kit, "does not exist"));
	setenv("PATH", "/nowhere", 1);
	app_kit_no(&kit, ST_NOT_FOUND, paper_print(&kit.a, &p, "", &said, &kit.k.err));
	assert_true(app_kit_said(&kit, "there is no lp here"));
	setenv("PATH", keep, 1);
	free(keep);
	str_release(&said);
	paper_release(&p);
}

/* Whatever call fails: the older file is whole, and nothing else lies there. */
static void
test_paper__save__whole_or_not_at_all(void **state)
{
	static const enum fault_call calls[] = {FAULT_OPEN, FAULT_WRITE, FAULT_FSYNC,
						FAULT_CLOSE, FAULT_RENAME};
	char path[128], command[300];
	struct paper p;

	(void)state;
	make(PAPER_NOTE, note, false, &p);
	place(path, sizeof path, "out/kept.txt");
	str_format(command, sizeof command, "mkdir -p %s/out && echo older >%s",
		   kit.k.dir, path);
	assert_int_equal(system(command), 0);
	for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
		struct io_fault f = {.fail_at = {0}};
		struct io io = fault_io(&f);
		const struct io *was = kit.a.env.io;
		char *bytes;

		f.fail_at[calls[i]] = 1;
		kit.a.env.io = &io;
		app_kit_no(&kit, ST_FULL, paper_save(&kit.a, &p, path, &kit.k.err));
		kit.a.env.io = was;
		assert_true(app_kit_said(&kit, "the disk is full"));
		bytes = read_all(path);
		assert_string_equal(bytes, "older\n");
		free(bytes);
	}
	str_format(command, sizeof command, "test $(ls -A %s/out | wc -l) = 1",
		   kit.k.dir);
	assert_int_equal(system(command), 0);
	app_kit_no(&kit, ST_INVALID, paper_save(&kit.a, &p, kit.k.dir, &kit.k.err));
	app_kit_no(&kit, ST_INVALID, paper_save(&kit.a, &p, "", &kit.k.err));
	app_kit_no(&kit, ST_FULL, paper_save(&kit.a, &p, "/dev/full", &kit.k.err));
	paper_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_paper__make__pages),
	    cmocka_unit_test(test_paper__make__figures),
	    cmocka_unit_test(test_paper__make__says_what_is_wrong),
	    cmocka_unit_test(test_paper__pdf__another_program_reads_the_same),
	    cmocka_unit_test(test_paper__pdf__drawings_are_lines),
	    cmocka_unit_test(test_paper__pdf__a_font_that_is_none),
	    cmocka_unit_test(test_paper__print__lp_gets_what_is_previewed),
	    cmocka_unit_test(test_paper__print__says_why_not),
	    cmocka_unit_test(test_paper__save__whole_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
