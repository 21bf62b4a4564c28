/* test_handout.c - the page a patient takes home: which exercises, its code, and that it is one page;
 * against pages that were looked at. GOLDEN_UPDATE=1 writes the files anew. */
#include "app_kit.h"

#include "app/assets.h"
#include "app/demo.h"
#include "app/handout.h"
#include "app/paper.h"
#include "store/audit.h"

#include <ctype.h>

static struct app_kit kit;
static int64_t patient, plan;

static void
find_exercise(const char *key, struct exercise *x)
{
	const struct cell value = {.kind = CELL_TEXT, .p = key, .n = strlen(key)};

	app_kit_ok(&kit, record_find(kit.a.store, E_EXERCISE,
				     dict_field_named(dict_entity(E_EXERCISE), "key"),
				     value, x, &kit.k.err));
}

/* Prescribes an exercise of the library with its usual dose. */
static void
prescribe(int64_t to, int rank, const char *key, const char *setting)
{
	struct exercise x;
	struct prescription p;

	find_exercise(key, &x);
	care_prescription_from(&x, to, rank, &p);
	str_copy(p.setting, sizeof p.setting, setting);
	(void)app_kit_prescribe(&kit, p);
}

static void
add_goal(const char *function, const char *state, int rank)
{
	struct plan_of_care row;
	struct goal g;

	app_kit_ok(&kit, record_get(kit.a.store, E_PLAN_OF_CARE, plan, &row, &kit.k.err));
	dict_row_init(dict_entity(E_GOAL), &g);
	g.episode = row.episode;
	g.rank = rank;
	str_copy(g.function, sizeof g.function, function);
	str_copy(g.text, sizeof g.text, "A goal.");
	str_copy(g.state, sizeof g.state, state);
	app_kit_ok(&kit, record_add(kit.a.store, E_GOAL, &g, &kit.k.err));
}

static int
set_up(void **state)
{
	(void)state;
	app_kit_new(&kit);
	str_copy(kit.a.site.phone, sizeof kit.a.site.phone, "555 0100");
	patient = app_kit_case(&kit, "Dubé", &plan);
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
make(const struct paper_order *o, struct paper *p)
{
	app_kit_ok(&kit, paper_make(&kit.a, o, p, &kit.k.err));
}

static char *
read_all(const char *path)
{
	char *bytes;
	size_t n;

	app_kit_ok(&kit, io_read_file(&io_posix, path, 1 << 20, &bytes, &n, &kit.k.err));
	return bytes;
}

/* The code comes from the plan's id, which is another one in each run. */
static void
hide_code(char *text)
{
	char *at = strstr(text, "KBR-1001-H");

	assert_non_null(at);
	for (int i = 10; i < 14; i++)
		at[i] = '?';
}

static void
golden(const char *name, char *text)
{
	char path[128], *want;

	hide_code(text);
	str_format(path, sizeof path, "tests/data/papers/%s.txt", name);
	if (getenv("GOLDEN_UPDATE"))
		app_kit_ok(
		    &kit, io_write_file(&io_posix, path, text, strlen(text), &kit.k.err));
	want = read_all(path);
	if (strcmp(want, text) != 0)
		fail_msg("%s differs, now:\n%s", path, text);
	free(want);
}

/* Five exercises: sitting, standing, lying, with a band, on the clock. */
static void
usual_plan(void)
{
	static const char *const keys[] = {"seated_knee_ext_band", "heel_raise_two_hands",
					   "slr_front", "calf_stretch_wall", "walk_10"};

	for (int i = 0; i < 5; i++)
		prescribe(plan, i + 1, keys[i], i ? "home" : "both");
	prescribe(plan, 6, "bridge", "clinic");
	add_goal("walk to the well and back", "met", 1);
	add_goal("climb the stairs to my room", "active", 2);
	add_goal("dance", "dropped", 3);
}

static void
test_handout__make__pages(void **state)
{
	struct paper_order o = {.kind = PAPER_HANDOUT, .no = plan};
	static const char *const few[] = {"slr_front", "calf_stretch_wall"};

	(void)state;
	usual_plan();
	for (int i = 0; i < 5; i++) {
		static const char *const names[] = {"handout", "handout_ascii",
						    "handout_two", "handout_es",
						    "handout_fr"};
		struct str text = {0};
		struct paper p;

		o.form.ascii = i == 1;
		o.exercises = few;
		o.n_exercises = i == 2 ? 2 : 0;
		o.language = i == 3 ? "es" : i == 4 ? "fr" : "en";
		make(&o, &p);
		paper_text(&p, &text);
		golden(names[i], text.p);
		assert_int_equal(p.n_pages, 1);
		assert_int_equal(p.left_out, 0);
		assert_int_equal(p.untranslated, 0);
		assert_string_equal(p.language, o.language);
		assert_null(strstr(p.file, "Dub"));
		for (const char *c = str_text(&text); i == 1 && *c; c++)
			assert_true(*c == '\n' || *c == '\f' || (*c >= ' ' && *c <= '~'));
		str_release(&text);
		paper_release(&p);
	}
}

/* In the PDF the words stand where they stand in the text, and the drawings are lines. */
static void
test_handout__pdf__says_the_same(void **state)
{
	struct paper_order o = {
	    .kind = PAPER_HANDOUT, .no = plan, .form = {.ascii = true}};
	char path[128], command[400], *got;
	const char *at;
	struct paper p;

	(void)state;
	usual_plan();
	o.form.ascii = false;
	make(&o, &p);
	str_format(path, sizeof path, "%s/h.pdf", kit.k.dir);
	app_kit_ok(&kit, paper_save_pdf(&kit.a, &p, path, &kit.k.err));
	str_format(command, sizeof command,
		   "cd %s && pdftotext -layout -enc UTF-8 h.pdf h.txt 2>/dev/null",
		   kit.k.dir);
	assert_int_equal(system(command), 0);
	str_format(path, sizeof path, "%s/h.txt", kit.k.dir);
	got = read_all(path);
	at = strchr(got, '\f');
	assert_non_null(at);
	assert_string_equal(at, "\f");
	assert_non_null(strstr(got, "1. Seated knee straighten with band"));
	assert_non_null(strstr(got, "My goal: climb the stairs to my room"));
	assert_non_null(strstr(got, "5 [ ][ ][ ][ ][ ][ ][ ]"));
	assert_non_null(strstr(got, "Test Dubé"));
	for (const char *c = got; *c; c++) /* no dots of a drawing */
		assert_false((unsigned char)c[0] == 0xE2 && (unsigned char)c[1] >= 0xA0 &&
			     (unsigned char)c[1] <= 0xA3);
	free(got);
	paper_release(&p);
}

/* ---- which exercises */

static void
choose(const char *const *keys, int n, bool many, struct handout *h)
{
	const struct handout_wish w = {keys, n, many, NULL};

	app_kit_ok(&kit, handout_load(&kit.a, plan, &w, h, &kit.k.err));
}

static void
test_handout__load__five_unless_more_are_meant(void **state)
{
	static const char *const keys[] = {"bridge",	"clamshell", "quad_set",
					   "glute_set", "heel_dig",  "pelvic_tilt",
					   "heel_slide"};
	struct handout *h = mem_alloc(sizeof *h);
	struct paper_order o = {.kind = PAPER_HANDOUT, .no = plan};
	struct paper p;

	(void)state;
	for (int i = 0; i < 7; i++)
		prescribe(plan, i + 1, keys[i], "clinic");
	choose(NULL, 0, false, h); /* none is for home: all of them are, and it is said */
	assert_true(h->none_home);
	assert_int_equal(h->n, 5);
	assert_int_equal(h->left_out, 2);
	assert_string_equal(h->items[4].exercise.key, "heel_dig");
	handout_release(h);
	choose(NULL, 0, true, h);
	assert_int_equal(h->n, 7);
	assert_int_equal(h->left_out, 0);
	handout_release(h);
	choose(keys + 5, 2, false, h);
	assert_false(h->none_home); /* who chose them knows */
	assert_int_equal(h->n, 2);
	assert_string_equal(h->items[0].exercise.key, "pelvic_tilt");
	handout_release(h);
	prescribe(plan, 8, "ankle_pumps", "home");
	choose(NULL, 0, false, h);
	assert_false(h->none_home);
	assert_int_equal(h->n, 1);
	assert_string_equal(h->items[0].exercise.key, "ankle_pumps");
	handout_release(h);
	o.exercises = keys;
	o.n_exercises = 7;
	make(&o, &p);
	assert_int_equal(p.n_pages, 1);
	paper_release(&p);
	free(h);
}

static void
test_handout__load__says_what_is_wrong(void **state)
{
	static const char *const keys[] = {"bridge", "clamshell"};
	struct handout *h = mem_alloc(sizeof *h);
	struct handout_wish w = {.n = 0};
	struct paper_order o = {.kind = PAPER_HANDOUT, .no = plan};
	struct paper p;

	(void)state;
	app_kit_no(&kit, ST_INVALID, handout_load(&kit.a, plan, &w, h, &kit.k.err));
	assert_true(app_kit_said(&kit, "no exercise to take home"));
	prescribe(plan, 1, "bridge", "home");
	w = (struct handout_wish){keys, 2, false, NULL};
	app_kit_no(&kit, ST_NOT_FOUND, handout_load(&kit.a, plan, &w, h, &kit.k.err));
	assert_true(app_kit_said(&kit, "clamshell"));
	app_kit_no(&kit, ST_NOT_FOUND, handout_load(&kit.a, 424242, &w, h, &kit.k.err));
	o.form.large = true;
	app_kit_no(&kit, ST_INVALID, paper_make(&kit.a, &o, &p, &kit.k.err));
	assert_true(app_kit_said(&kit, "largest type"));
	o.form.large = false;
	for (int i = 0; i < 12; i++)
		prescribe(plan, i + 2, "seated_knee_ext", "home");
	o.many = true;
	app_kit_no(&kit, ST_INVALID, paper_make(&kit.a, &o, &p, &kit.k.err));
	assert_true(app_kit_said(&kit, "13 exercises are more than a page takes"));
	free(h);
}

/* The patient's own language, unless another one is asked for. */
static void
test_handout__load__speaks_the_patients_language(void **state)
{
	struct handout *h = mem_alloc(sizeof *h);
	struct handout_wish w = {.n = 0};
	struct patient p;

	(void)state;
	prescribe(plan, 1, "bridge", "home");
	choose(NULL, 0, false, h);
	assert_string_equal(h->language, "en");
	assert_string_equal(h->items[0].title, "Bridge");
	assert_false(h->unreviewed);
	handout_release(h);
	app_kit_ok(&kit, record_get(kit.a.store, E_PATIENT, patient, &p, &kit.k.err));
	app_kit_ok(&kit, record_set_field(
			     kit.a.store, E_PATIENT, patient,
			     dict_field_named(dict_entity(E_PATIENT), "language"),
			     (struct cell){.kind = CELL_TEXT, .p = "Español", .n = 8},
			     &kit.k.err));
	choose(NULL, 0, false, h);
	assert_string_equal(h->language, "es");
	assert_string_equal(h->items[0].title, "Puente");
	assert_true(h->unreviewed);
	handout_release(h);
	w.language = "fr";
	app_kit_ok(&kit, handout_load(&kit.a, plan, &w, h, &kit.k.err));
	assert_string_equal(h->items[0].title, "Le pont");
	assert_string_equal(h->signs[0], "Vous avez mal à la poitrine.");
	handout_release(h);
	free(h);
}

/* ---- the code */

static void
finds(const char *typed, int64_t want)
{
	struct plan_of_care *row = mem_alloc(sizeof *row);
	struct patient who;
	bool there = false;

	app_kit_ok(&kit, handout_find(&kit.a, typed, row, &who, &there, &kit.k.err));
	assert_int_equal(there, want != 0);
	if (want) {
		assert_int_equal(row->head.no, want);
		assert_int_equal(who.head.no, patient);
	}
	free(row);
}

/* Each version has its code, and keeps it. */
static void
test_handout__code__leads_back(void **state)
{
	struct handout *h = mem_alloc(sizeof *h);
	struct plan_of_care next, *row = mem_alloc(sizeof *row);
	struct patient who;
	char first[CHARTNO_CODE_SIZE], second[CHARTNO_CODE_SIZE];
	bool there;

	(void)state;
	prescribe(plan, 1, "bridge", "home");
	choose(NULL, 0, false, h);
	str_copy(first, sizeof first, h->code);
	handout_release(h);
	finds(first, plan);
	app_kit_ok(&kit, record_get(kit.a.store, E_PLAN_OF_CARE, plan, row, &kit.k.err));
	dict_row_init(dict_entity(E_PLAN_OF_CARE), &next);
	next.episode = row->episode;
	app_kit_ok(&kit, care_make_plan(&kit.a, &next, &kit.k.err));
	app_kit_ok(&kit, handout_load(&kit.a, next.head.no,
				      &(struct handout_wish){.n = 0}, h, &kit.k.err));
	str_copy(second, sizeof second, h->code);
	handout_release(h);
	assert_string_not_equal(first, second);
	finds(first, plan);
	finds(second, next.head.no);
	for (char *c = first; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	finds(strchr(first, '-') + 1, plan); /* this clinic's own */
	finds("Dubé", 0);
	first[strlen(first) - 1] ^= 1;
	finds(first, 0);
	assert_true(chartno_code_make("KBR-004217-M", 1, second));
	app_kit_no(&kit, ST_NOT_FOUND,
		   handout_find(&kit.a, second, row, &who, &there, &kit.k.err));
	assert_true(there);
	free(row);
	free(h);
}

/* ---- a topic */

/* Every shipped topic in every language and type is one page with a line a sentence; the mark stands on
 * translations alone. */
static void
test_handout__topic__one_page_each(void **state)
{
	struct vocab *topics = mem_alloc(60 * sizeof *topics);
	int n = 0;

	(void)state;
	app_kit_ok(&kit, query_vocab(kit.a.store, "topic", topics, 60, &n, &kit.k.err));
	assert_true(n >= 16);
	for (int i = 0; i < n; i++)
		for (int how = 0; how < 12; how++) {
			static const char *const languages[] = {"en", "es", "fr"};
			static const char *const marks[] = {
			    NULL, "n hablante ha revisado", "Aucun francophone"};
			struct paper_order o = {
			    .kind = PAPER_TOPIC,
			    .no = patient,
			    .topic = topics[i].word,
			    .language = languages[how % 3],
			    .form = {.ascii = how / 3 % 2, .large = how > 5}};
			struct str text = {0};
			struct paper p;

			make(&o, &p);
			assert_int_equal(p.n_pages, 1);
			assert_int_equal(p.untranslated, 0);
			assert_string_equal(p.language, o.language);
			assert_true(page_cols(&p.form) <= 54);
			paper_text(&p, &text);
			for (int l = 1; l < 3 && !o.form.large && !o.form.ascii; l++)
				assert_int_equal(strstr(text.p, marks[l]) != NULL,
						 how % 3 == l);
			str_release(&text);
			paper_release(&p);
		}
	free(topics);
}

static void
topic_page(const char *topic, const char *language, struct str *text)
{
	struct paper_order o = {
	    .kind = PAPER_TOPIC, .no = patient, .topic = topic, .language = language};
	struct paper p;

	make(&o, &p);
	str_clear(text);
	paper_text(&p, text);
	paper_release(&p);
}

/* The patient's own language unless told otherwise; a language without the text gets it in English. */
static void
test_handout__topic__speaks_the_patients_language(void **state)
{
	static const char want[] =
	    "Kibera                                      2026-05-04\n"
	    "Test Dubé  KBR-001001-H               Lea esto en casa\n"
	    "------------------------------------------------------\n\n"
	    "Escaleras\n\nAgárrese de la baranda.\n\n"
	    "Suba primero con la pierna buena.\n\n"
	    "Baje primero con la pierna débil.\n\nVaya un escalón a la vez.\n\n"
	    "Descanse cuando lo necesite.\n\n\nLlámenos si tiene preguntas: 555 0100\n"
	    "Ningún hablante ha revisado esta traducción.\n\f";
	struct handout_topic *t = mem_alloc(sizeof *t);
	struct str text = {0};

	(void)state;
	topic_page("stairs", NULL, &text);
	assert_non_null(strstr(text.p, "Hold the rail."));
	app_kit_ok(&kit, record_set_field(
			     kit.a.store, E_PATIENT, patient,
			     dict_field_named(dict_entity(E_PATIENT), "language"),
			     (struct cell){.kind = CELL_TEXT, .p = "Spanish", .n = 7},
			     &kit.k.err));
	topic_page("stairs", NULL, &text);
	assert_string_equal(text.p, want);
	topic_page("stairs", "en", &text);
	assert_non_null(strstr(text.p, "Hold the rail."));
	assert_null(strstr(text.p, "checked"));

	app_kit_ok(&kit,
		   handout_topic_load(&kit.a, patient, "stairs", "de", t, &kit.k.err));
	assert_string_equal(t->title, "Stairs");
	assert_int_equal(t->untranslated, 1);
	handout_topic_release(t);
	str_release(&text);
	free(t);
}

/* What is no topic has no page; what went out stands in the audit under the patient, by its word. */
static void
test_handout__topic__is_noted(void **state)
{
	struct paper_order o = {.kind = PAPER_TOPIC, .no = patient, .topic = "bridge"};
	struct audit_filter f = {.patient = patient, .words = "topic"};
	struct audit_row rows[4];
	struct audit_page page = {.max = 4, .rows = rows};
	char path[128];
	struct paper p;

	(void)state;
	app_kit_no(&kit, ST_NOT_FOUND, paper_make(&kit.a, &o, &p, &kit.k.err));
	assert_non_null(strstr(status_say(&kit.k.err), "bridge"));
	o.topic = "no_such";
	app_kit_no(&kit, ST_NOT_FOUND, paper_make(&kit.a, &o, &p, &kit.k.err));
	o.topic = "stairs";
	make(&o, &p);
	assert_string_equal(p.file, "topic-stairs-KBR-001001-H-2026-05-04");
	str_format(path, sizeof path, "%s/t.txt", kit.k.dir);
	app_kit_ok(&kit, paper_save(&kit.a, &p, path, &kit.k.err));
	paper_release(&p);
	app_kit_ok(&kit, audit_find(kit.a.store, &f, &page, &kit.k.err));
	assert_int_equal(page.n, 1);
	assert_string_equal(rows[0].what, "print");
	assert_string_equal(rows[0].detail, "topic stairs to a file, 1 page");
}

/* ---- every exercise, and every plan of the made-up clinic */

static char library[400][25];

static bool
keep_key(void *arg, const void *row)
{
	int *n = arg;

	str_copy(library[(*n)++], sizeof library[0], ((const struct exercise *)row)->key);
	return *n < 400;
}

/* Appends the ASCII letters alone: words, however lines break them and whatever is drawn beside. */
static void
letters(const char *text, struct str *out)
{
	for (; *text; text++)
		if (isalpha((unsigned char)*text))
			str_add_c(out, *text);
}

static bool
has_letters(const char *page, const char *words)
{
	struct str all = {0}, part = {0};
	bool has;

	letters(page, &all);
	letters(words, &part);
	has = strstr(str_text(&all), str_text(&part)) != NULL;
	str_release(&all);
	str_release(&part);
	return has;
}

/* One page of at most 72 columns, which are 12 points. */
static void
large_enough(const struct paper *p)
{
	assert_int_equal(p->n_pages, 1);
	assert_int_equal(p->untranslated, 0);
	if (p->form.cols > 72 && !p->form.ascii)
		fail_msg("%d columns:\n%s", p->form.cols, str_text(&p->pages));
}

/* What is dropped for size is told: all steps are on the page, or that they were shown. */
static bool
steps_or_shown(const struct paper *p, const char *const *keys, int n)
{
	bool shown =
	    has_letters(str_text(&p->pages), wording_english()->text[WORDING_AS_SHOWN]);

	for (int i = 0; i < n; i++) {
		struct exercise x;

		find_exercise(keys[i], &x);
		assert_int_equal(has_letters(str_text(&p->pages), x.steps), !shown);
		assert_true(has_letters(str_text(&p->pages), x.safety));
	}
	return shown;
}

/* Five by five, all exercises of the library are one page in 12 points or more in every language. */
static void
test_handout__library__twelve_points(void **state)
{
	struct err err = {0};
	int n = 0, shown = 0, told = 0, large = 0;

	(void)state;
	assert_int_equal(assets_each(E_EXERCISE, keep_key, &n, &err), ST_OK);
	assert_true(n >= 213);
	for (int at = 0; at + 5 <= n; at += 5) {
		const char *keys[5];
		struct paper_order o = {.kind = PAPER_HANDOUT, .exercises = keys};

		if (at % 50 == 0) {
			(void)app_kit_case(&kit, "Long", &plan);
			add_goal("carry two full pails up the hill to the house",
				 "active", 1);
			for (int i = at; i < n && i < at + 50; i++)
				prescribe(plan, i - at + 1, library[i], "home");
		}
		o.no = plan;
		for (int i = 0; i < 5; i++)
			keys[i] = library[at + i];
		for (int l = 0; l < 4; l++) {
			static const char *const languages[] = {"en", "es", "fr", "en"};
			struct paper p;

			o.language = languages[l];
			o.n_exercises = l == 3 ? 2 : 5;
			make(&o, &p);
			large_enough(&p);
			if (l == 0)
				shown += steps_or_shown(&p, keys, 5);
			if (l == 3)
				told += !steps_or_shown(&p, keys, 2);
			large += l == 3 && p.form.cols <= 63;
			paper_release(&p);
		}
	}
	print_message(
	    "of %d handouts of five %d without steps; of two %d with steps, %d in "
	    "14 points or more\n",
	    n / 5, shown, told, large);
	assert_true(shown > 0 && told > 0 && large > 0);
}

static int64_t plans[200];

static bool
keep_plan(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	int *n = arg;

	(void)id;
	(void)cells;
	plans[(*n)++] = no;
	return *n < 200;
}

/* Another program finds one page in the PDF, and the first words of the text on it. */
static void
pdf_is_one_page(struct app_kit *c, const struct paper *p)
{
	char path[128], command[400], *got;
	const char *end;

	str_format(path, sizeof path, "%s/h.pdf", c->k.dir);
	app_kit_ok(c, paper_save_pdf(&c->a, p, path, &c->k.err));
	str_format(command, sizeof command,
		   "cd %s && pdftotext -layout -enc UTF-8 h.pdf h.txt 2>/dev/null",
		   c->k.dir);
	assert_int_equal(system(command), 0);
	str_format(path, sizeof path, "%s/h.txt", c->k.dir);
	got = read_all(path);
	end = strchr(got, '\f');
	assert_non_null(end);
	assert_string_equal(end, "\f");
	assert_true(strlen(got) > 500);
	free(got);
}

static void
test_handout__demo__one_page_each(void **state)
{
	struct store_site site = kit_site;
	struct demo_size size = {.seed = 3, .patients = 40, .sessions = 60};
	struct app_kit own;
	int n = 0;

	(void)state;
	site.practice = true;
	app_kit_clock_zero(&own);
	app_kit_ok(&own, app_init(own.k.dir, &own.k.env, &site, &own.k.err));
	app_kit_ok(&own, app_open(&own.a, own.k.dir, &own.k.env, &own.k.err));
	app_kit_ok(&own, demo_fill(own.a.store, &size, NULL, NULL, &own.k.err));
	app_kit_ok(&own, staff_act_as(&own.a, "anna", &own.k.err));
	app_kit_ok(&own, record_scan(own.a.store, E_PLAN_OF_CARE, NULL, keep_plan, &n,
				     &own.k.err));
	assert_true(n >= 40);
	for (int i = 0; i < n; i++)
		for (int how = 0; how < 6; how++) {
			static const char *const languages[] = {"en", "es", "fr"};
			struct paper_order o = {.kind = PAPER_HANDOUT,
						.no = plans[i],
						.language = languages[how % 3],
						.form = {.ascii = how > 2}};
			struct paper p;

			app_kit_ok(&own, paper_make(&own.a, &o, &p, &own.k.err));
			large_enough(&p);
			if (i == 0 && how < 3)
				pdf_is_one_page(&own, &p);
			paper_release(&p);
		}
	app_kit_end(&own);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_handout__make__pages, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_handout__pdf__says_the_same, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(
		test_handout__load__five_unless_more_are_meant, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_handout__load__says_what_is_wrong,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		test_handout__load__speaks_the_patients_language, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_handout__code__leads_back, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_handout__topic__one_page_each, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(
		test_handout__topic__speaks_the_patients_language, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_handout__topic__is_noted, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_handout__library__twelve_points, set_up,
					    tear_down),
	    cmocka_unit_test(test_handout__demo__one_page_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
