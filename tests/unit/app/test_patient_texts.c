/* test_patient_texts.c - everything a patient reads: easy English, complete translations, places kept. */
#include "app_kit.h"

#include "app/assets.h"
#include "base/utf8.h"
#include "core/plain.h"

#include <ctype.h>
#include <math.h>

/* Flesch and Kincaid's grade (Kincaid, Fishburne, Rogers, Chissom 1975):
 *   0.39 x words / sentences + 11.8 x syllables / words - 15.59
 * A sentence ends with . ! ? or : before a blank or the end. A word is letters, digits, ' and -. The
 * syllables of a word are its runs of vowels (a e i o u y), without a silent e at its end (not -le
 * behind a consonant), without the e of -ed (but of -ted, -ded) and of -es (but behind s x z c g ch
 * sh); at least one. A number is one. */
enum { GRADE_MAX = 6 };

static bool
vowel(char c)
{
	return c && strchr("aeiouy", c) != NULL;
}

static bool
ends(const char *word, size_t n, const char *end)
{
	size_t m = strlen(end);

	return n >= m && !memcmp(word + n - m, end, m);
}

/* word: n small letters. */
static int
syllables_of(const char *word, size_t n)
{
	int count = 0;

	for (size_t i = 0; i < n; i++)
		count += vowel(word[i]) && (i == 0 || !vowel(word[i - 1]));
	if (n > 2 && ends(word, n, "e") && !vowel(word[n - 2]) &&
	    (!ends(word, n, "le") || vowel(word[n - 3])))
		count--;
	else if (n > 3 && ends(word, n, "ed") && !strchr("td", word[n - 3]) &&
		 !vowel(word[n - 3]))
		count--;
	else if (n > 3 && ends(word, n, "es") && !strchr("sxzcg", word[n - 3]) &&
		 !vowel(word[n - 3]) && !ends(word, n, "ches") && !ends(word, n, "shes"))
		count--;
	return count > 0 ? count : 1;
}

static double
grade(const char *text)
{
	int words = 0, sentences = 0, syllables = 0;

	for (const char *p = text; *p;) {
		char word[40];
		size_t n = 0;

		while (isalnum((unsigned char)*p) || (n && (*p == '\'' || *p == '-'))) {
			if (isalnum((unsigned char)*p) && n + 1 < sizeof word)
				word[n++] = (char)tolower((unsigned char)*p);
			p++;
		}
		if (n) {
			words++;
			syllables += syllables_of(word, n);
			continue;
		}
		sentences += strchr(".!?:", *p) && (!p[1] || p[1] == ' ');
		p++;
	}
	assert_true(words > 0);
	if (!sentences || !strchr(".!?:", text[strlen(text) - 1]))
		sentences++; /* the last one has no stop */
	return 0.39 * words / sentences + 11.8 * syllables / words - 15.59;
}

static void
easy(const char *name, const char *text)
{
	double g = grade(text);

	if (g > GRADE_MAX)
		fail_msg("%s: grade %.1f: %s", name, g, text);
}

/* The heuristic against words counted by hand. */
static void
test_patient_texts__grade__counts(void **state)
{
	static const struct {
		const char *word;
		int n;
	} rows[] = {{"the", 1},	  {"one", 1},	    {"little", 2},    {"table", 2},
		    {"knee", 1},  {"lifted", 2},    {"stopped", 1},   {"knees", 1},
		    {"times", 1}, {"exercises", 4}, {"slowly", 2},    {"shoulder", 2},
		    {"raise", 1}, {"breathe", 1},   {"inches", 2},    {"3", 1},
		    {"you", 1},	  {"body", 2},	    {"straighten", 2}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (syllables_of(rows[i].word, strlen(rows[i].word)) != rows[i].n)
			fail_msg("%s: %d", rows[i].word,
				 syllables_of(rows[i].word, strlen(rows[i].word)));
	/* Three words of one syllable in one sentence. */
	assert_true(fabs(grade("Sit up tall.") - (0.39 * 3 + 11.8 - 15.59)) < 1e-9);
	assert_true(fabs(grade("Stop: lie down. Rest now") -
			 (0.39 * 5 / 3 + 11.8 - 15.59)) < 1e-9);
	assert_true(grade("Immobilization necessitates rehabilitation.") > 12);
}

/* ---- the shipped rows */

struct texts {
	struct patient_text *rows;
	int n;
};

static bool
keep(void *arg, const void *row)
{
	struct texts *t = arg;

	t->rows = mem_room(t->rows, (size_t)t->n, sizeof *t->rows);
	t->rows[t->n++] = *(const struct patient_text *)row;
	return true;
}

static struct texts all;

static int
set_up(void **state)
{
	struct err err = {0};

	(void)state;
	return assets_each(E_PATIENT_TEXT, keep, &all, &err) ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	free(all.rows);
	return 0;
}

static const struct patient_text *
find(const char *subject, const char *language)
{
	for (int i = 0; i < all.n; i++)
		if (!strcmp(all.rows[i].subject, subject) &&
		    !strcmp(all.rows[i].language, language))
			return &all.rows[i];
	fail_msg("%s has no text in %s", subject, language);
	return NULL;
}

static int
bars(const char *text)
{
	int n = 0;

	for (; *text; text++)
		n += *text == '|';
	return n;
}

/* Both translations of an exercise: as many steps, a line of safety where the English has one. */
static bool
check_exercise(void *arg, const void *row)
{
	static const char *const languages[] = {"es", "fr"};
	const struct exercise *x = row;
	struct str text = {0};

	(*(int *)arg)++;
	for (const char *c = x->steps; *c; c++)
		str_add_c(&text, *c == '|' ? ' ' : *c);
	str_addf(&text, " %s", x->safety);
	easy(x->key, str_text(&text));
	easy(x->key, x->safety);
	str_release(&text);
	for (int i = 0; i < 2; i++) {
		const struct patient_text *t = find(x->key, languages[i]);

		assert_string_equal(t->kind, "exercise");
		assert_true(t->title[0] != '\0');
		assert_int_equal(bars(t->text), bars(x->steps));
		assert_int_equal(t->safety[0] != '\0', x->safety[0] != '\0');
		assert_string_not_equal(t->text, x->steps);
	}
	return true;
}

static void
test_patient_texts__exercises__easy_and_translated(void **state)
{
	struct err err = {0};
	int n = 0;

	(void)state;
	assert_int_equal(assets_each(E_EXERCISE, check_exercise, &n, &err), ST_OK);
	assert_true(n >= 213);
}

static bool
check_rule(void *arg, const void *row)
{
	const struct screening_rule *r = row;
	struct str *text = arg;

	if (strcmp(r->field, "symptom") != 0 || strcmp(r->override, "none") != 0)
		return true;
	str_addf(text, " %s", find(r->key, "en")->text);
	assert_string_equal(find(r->key, "es")->kind, "stop");
	assert_string_equal(find(r->key, "fr")->kind, "stop");
	return true;
}

/* Every sign that stops exercise, in all three languages; in English the whole line is easy. */
static void
test_patient_texts__stops__easy_and_translated(void **state)
{
	struct str text = {0};
	struct err err = {0};

	(void)state;
	str_add(&text, wording_english()->text[WORDING_STOP]);
	assert_int_equal(assets_each(E_SCREENING_RULE, check_rule, &text, &err), ST_OK);
	easy("stops", str_text(&text));
	assert_non_null(strstr(str_text(&text), "Your chest hurts."));
	str_release(&text);
}

static bool
check_topic(void *arg, const void *row)
{
	const struct vocab *v = row;
	const struct patient_text *t;

	if (strcmp(v->kind, "topic") != 0)
		return true;
	(*(int *)arg)++;
	t = find(v->word, "en");
	easy(v->word, t->text);
	assert_string_equal(t->title, v->label);
	assert_string_equal(find(v->word, "es")->kind, "topic");
	assert_string_equal(find(v->word, "fr")->kind, "topic");
	assert_string_not_equal(find(v->word, "fr")->title, v->label);
	return true;
}

/* What is said when a topic is taught, in all three languages. */
static void
test_patient_texts__topics__easy_and_translated(void **state)
{
	struct err err = {0};
	int n = 0;

	(void)state;
	assert_int_equal(assets_each(E_VOCAB, check_topic, &n, &err), ST_OK);
	assert_true(n >= 16);
}

/* What is not reviewed has no name, and the mark that says whose words they are. */
static void
test_patient_texts__rows__are_own_words(void **state)
{
	char key[64];

	(void)state;
	for (int i = 0; i < all.n; i++) {
		const struct patient_text *t = &all.rows[i];

		str_format(key, sizeof key, "%s/%s", t->subject, t->language);
		assert_string_equal(t->key, key);
		assert_string_equal(t->verification, "own");
		assert_true(t->source[0] != '\0');
	}
}

/* ---- the program's own sentences */

static void
fill(const void *ctx, const char *name, size_t n, struct str *out)
{
	static const char *const values[][2] = {{"n", "3"},
						{"time", "30 seconds"},
						{"load", "2.5 kg"},
						{"band", "red"},
						{"goal", "climb the stairs."},
						{"phone", "555 0100"},
						{"code", "KBR-1"},
						{"often", "Once a day"},
						{"all", "3"},
						{"exercise", "Knee kick over a roll"}};

	(void)ctx;
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
		if (strlen(values[i][0]) == n && !memcmp(values[i][0], name, n)) {
			str_add(out, values[i][1]);
			return;
		}
	fail_msg("no value for {%.*s}", (int)n, name);
}

static void
test_patient_texts__wording__is_easy(void **state)
{
	(void)state;
	for (int i = 0; i < WORDING_COUNT; i++) {
		struct str text = {0};

		wording_fill(wording_english()->text[i], fill, NULL, &text);
		if (strchr(str_text(&text), ' ')) /* a word alone has no grade */
			easy("wording", str_text(&text));
		str_release(&text);
	}
}

/* The places of a sentence, in the order of their names. */
static void
places(const char *text, struct str *out)
{
	static const char *const names[] = {"{n}",    "{time}",	   "{load}", "{band}",
					    "{goal}", "{phone}",   "{code}", "{often}",
					    "{all}",  "{exercise}"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		for (const char *p = text; (p = strstr(p, names[i])); p++)
			str_add(out, names[i]);
}

static void
test_patient_texts__catalogues__are_complete(void **state)
{
	static const char *const languages[] = {"es", "fr"};

	(void)state;
	for (int l = 0; l < 2; l++) {
		struct wording w;
		struct err err = {0};

		if (wording_read(&w, assets_catalogue(languages[l]), &err))
			fail_msg("%s: %s", languages[l], status_say(&err));
		assert_int_equal(w.missing, 0);
		assert_string_equal(w.reviewed_by, "");
		for (int i = 0; i < WORDING_COUNT; i++) {
			struct str ours = {0}, theirs = {0};

			places(wording_english()->text[i], &ours);
			places(w.text[i], &theirs);
			assert_string_equal(str_text(&theirs), str_text(&ours));
			str_release(&ours);
			str_release(&theirs);
		}
		/* Seven days, each as wide as its box. */
		assert_int_equal(
		    utf8_text_width(w.text[WORDING_DAYS], strlen(w.text[WORDING_DAYS])),
		    20);
		wording_release(&w);
	}
	assert_null(assets_catalogue("en"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_patient_texts__grade__counts),
	    cmocka_unit_test(test_patient_texts__exercises__easy_and_translated),
	    cmocka_unit_test(test_patient_texts__stops__easy_and_translated),
	    cmocka_unit_test(test_patient_texts__topics__easy_and_translated),
	    cmocka_unit_test(test_patient_texts__rows__are_own_words),
	    cmocka_unit_test(test_patient_texts__wording__is_easy),
	    cmocka_unit_test(test_patient_texts__catalogues__are_complete),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
