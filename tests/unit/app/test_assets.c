/* test_assets.c - every cell of every shipped table, and loading them. */
#include "store/store_kit.h"

#include "app/assets.h"
#include "app/faults.h"
#include "store/reference.h"

#include <strings.h>

static const struct {
	enum entity_id entity;
	size_t rows;
} tables[] = {
    {E_EXERCISE, 213},	      {E_SERVICE_CODE, 73},  {E_ICD10, 421},
    {E_VOCAB, 242},	      {E_MEASURE, 92},	     {E_NORM, 243},
    {E_SCREENING_RULE, 95},   {E_GOAL_TEMPLATE, 34}, {E_ASSESSMENT_SET, 13},
    {E_PLAN_TEMPLATE, 34},    {E_PLAN_PHASE, 25},    {E_CARE_RULE, 30},
    {E_PROGRESSION_RULE, 51}, {E_THRESHOLD, 28},     {E_CODE_PAIR, 34},
    {E_TELEHEALTH_RULE, 162}, {E_MODIFIER_RULE, 3},  {E_PRESIGN_RULE, 59},
    {E_PHRASE, 65},	      {E_POSE, 306},	     {E_FIGURE, 174},
    {E_PATIENT_TEXT, 489},    {E_PHONE_STEP, 9},     {E_WEARABLE_LAYOUT, 14},
    {E_FAULT, 175},	      {E_PACER, 9},	     {E_AID_CHECK, 13},
};
enum { N_TABLES = sizeof tables / sizeof tables[0] };

/* All rows of an entity in memory. */
struct rows {
	const struct entity *e;
	char *bytes;
	size_t n;
};

static bool
keep(void *arg, const void *row)
{
	struct rows *r = arg;

	r->bytes = mem_grow(r->bytes, (r->n + 1) * r->e->size);
	memcpy(r->bytes + r->n++ * r->e->size, row, r->e->size);
	return true;
}

static struct rows
read_rows(enum entity_id e)
{
	struct rows r = {.e = dict_entity(e)};
	struct err err = {0};

	if (assets_each(e, keep, &r, &err))
		fail_msg("%s", status_say(&err));
	return r;
}

static const void *
row_at(const struct rows *r, size_t i)
{
	return r->bytes + i * r->e->size;
}

static const char *
text(const struct rows *r, size_t i, const char *field)
{
	const struct field *f = &r->e->fields[dict_field_named(r->e, field)];

	return (const char *)row_at(r, i) + f->offset;
}

static bool
has(const struct rows *r, const char *field, const char *value)
{
	for (size_t i = 0; i < r->n; i++)
		if (!strcmp(text(r, i, field), value))
			return true;
	return false;
}

/* ---- the cells */

static void
test_assets__each__every_cell_fits(void **state)
{
	(void)state;
	for (size_t t = 0; t < N_TABLES; t++) {
		struct rows r = read_rows(tables[t].entity); /* canonical, dict_check */

		assert_int_equal(r.n, tables[t].rows);
		for (size_t i = 0; i < r.n; i++) {
			struct err err = {0};

			if (dict_check_row(r.e, row_at(&r, i), &err))
				fail_msg("%s row %zu: %s", r.e->plural, i + 2,
					 status_say(&err));
		}
		free(r.bytes);
	}
}

static void
test_assets__each__refuses_other_entities(void **state)
{
	struct err err = {0};

	(void)state;
	assert_int_equal(assets_each(E_PATIENT, keep, NULL, &err), ST_INVALID);
}

static bool
count_to_three(void *arg, const void *row)
{
	(void)row;
	return ++*(int *)arg < 3;
}

static void
test_assets__each__stops_when_told(void **state)
{
	struct err err = {0};
	int n = 0;

	(void)state;
	assert_int_equal(assets_each(E_EXERCISE, count_to_three, &n, &err), ST_OK);
	assert_int_equal(n, 3);
}

static void
test_assets__each__keys_are_unique(void **state)
{
	(void)state;
	for (size_t t = 0; t < N_TABLES; t++) {
		struct rows r = read_rows(tables[t].entity);

		for (size_t i = 0; i < r.n; i++)
			for (size_t j = 0; j < i; j++)
				if (!strcasecmp(text(&r, i, r.e->key),
						text(&r, j, r.e->key)))
					fail_msg("%s: %s twice", r.e->plural,
						 text(&r, i, r.e->key));
		free(r.bytes);
	}
}

/* Every row says where it is from and how sure we are; a span ends after it begins. */
static void
test_assets__each__rows_have_sources(void **state)
{
	static const char words[] = " seen seen_secondary recalled own unverified ";

	(void)state;
	for (size_t t = 0; t < N_TABLES; t++) {
		struct rows r = read_rows(tables[t].entity);
		int from = dict_field_named(r.e, "valid_from");
		int to = dict_field_named(r.e, "valid_to");

		for (size_t i = 0; i < r.n; i++) {
			struct cell a = dict_get(&r.e->fields[from], row_at(&r, i));
			struct cell b = dict_get(&r.e->fields[to], row_at(&r, i));
			char word[40];

			assert_true(text(&r, i, "source")[0]);
			snprintf(word, sizeof word, " %s ", text(&r, i, "verification"));
			if (!strstr(words, word))
				fail_msg("%s: \"%s\"", text(&r, i, r.e->key), word);
			assert_true(a.kind == CELL_NONE || b.kind == CELL_NONE ||
				    a.i <= b.i);
		}
		free(r.bytes);
	}
}

/* ---- what points where */

static void
test_assets__exercises__ladders_go_both_ways(void **state)
{
	struct rows r = read_rows(E_EXERCISE);
	size_t links = 0;

	(void)state;
	for (size_t i = 0; i < r.n; i++) {
		const char *key = text(&r, i, "key"), *up = text(&r, i, "harder_key");
		const char *down = text(&r, i, "easier_key");

		assert_true(!down[0] || has(&r, "key", down));
		if (!up[0])
			continue;
		for (size_t j = 0; j < r.n; j++)
			if (!strcmp(text(&r, j, "key"), up)) {
				assert_string_equal(text(&r, j, "easier_key"), key);
				links++;
			}
	}
	assert_true(links > 100);
	free(r.bytes);
}

/* Each word of a list with ; is a word of the kind. */
static void
check_words(const struct rows *vocab, const char *kind, const char *list)
{
	char copy[400], key[480];

	snprintf(copy, sizeof copy, "%s", list);
	for (char *p = copy, *end; *p; p = end) {
		end = p + strcspn(p, ";");
		if (*end)
			*end++ = '\0';
		snprintf(key, sizeof key, "%s/%s", kind, p);
		if (!has(vocab, "key", key))
			fail_msg("%s is not in the vocabulary", key);
	}
}

static void
test_assets__exercises__use_known_words(void **state)
{
	static const struct {
		const char *field, *kind;
	} uses[] = {{"category", "category"}, {"region", "region"},
		    {"position", "position"}, {"equipment", "equipment"},
		    {"function", "function"}, {"contra", "safety_tag"},
		    {"caution", "safety_tag"}};
	struct rows r = read_rows(E_EXERCISE), vocab = read_rows(E_VOCAB);

	(void)state;
	for (size_t i = 0; i < r.n; i++)
		for (size_t u = 0; u < sizeof uses / sizeof uses[0]; u++)
			check_words(&vocab, uses[u].kind, text(&r, i, uses[u].field));
	free(r.bytes);
	free(vocab.bytes);
}

static void
test_assets__vocab__key_is_kind_and_word(void **state)
{
	struct rows r = read_rows(E_VOCAB);
	char key[480];

	(void)state;
	for (size_t i = 0; i < r.n; i++) {
		snprintf(key, sizeof key, "%s/%s", text(&r, i, "kind"),
			 text(&r, i, "word"));
		assert_string_equal(key, text(&r, i, "key"));
	}
	free(r.bytes);
}

/* What a set asks: measures, and parts that are words. */
static void
test_assets__sets__ask_known_measures(void **state)
{
	struct rows sets = read_rows(E_ASSESSMENT_SET), measures = read_rows(E_MEASURE);
	struct rows vocab = read_rows(E_VOCAB);

	(void)state;
	for (size_t i = 0; i < sets.n; i++) {
		char copy[801], key[480];

		snprintf(copy, sizeof copy, "%s", text(&sets, i, "items"));
		for (char *p = copy, *end; *p; p = end) {
			char *part;

			end = p + strcspn(p, ";");
			if (*end)
				*end++ = '\0';
			part = p + strcspn(p, ":");
			if (*part)
				*part++ = '\0';
			if (!has(&measures, "key", p))
				fail_msg("set %s: no measure %s", text(&sets, i, "key"),
					 p);
			snprintf(key, sizeof key, "part/%s", part);
			if (*part && !has(&vocab, "key", key))
				fail_msg("%s is not in the vocabulary", key);
		}
		if (text(&sets, i, "region")[0])
			check_words(&vocab, "region", text(&sets, i, "region"));
	}
	free(sets.bytes);
	free(measures.bytes);
	free(vocab.bytes);
}

/* What serves a goal is an exercise or a kind of exercise of the library. */
static void
check_serves(const struct rows *goals, const struct rows *exercises)
{
	for (size_t i = 0; i < goals->n; i++) {
		char copy[301], *save = NULL;

		snprintf(copy, sizeof copy, "%s", text(goals, i, "serves"));
		for (char *k = strtok_r(copy, ";", &save); k;
		     k = strtok_r(NULL, ";", &save))
			if (!has(exercises, "key", k) && !has(exercises, "category", k))
				fail_msg("%s: no exercise and no kind is %s",
					 text(goals, i, "key"), k);
	}
}

static void
test_assets__rows__refer_to_shipped_rows(void **state)
{
	struct rows measures = read_rows(E_MEASURE), norms = read_rows(E_NORM);
	struct rows goals = read_rows(E_GOAL_TEMPLATE), codes = read_rows(E_SERVICE_CODE);
	struct rows exercises = read_rows(E_EXERCISE);

	(void)state;
	for (size_t i = 0; i < norms.n; i++)
		assert_true(has(&measures, "key", text(&norms, i, "measure")));
	for (size_t i = 0; i < goals.n; i++)
		if (text(&goals, i, "measure")[0])
			assert_true(has(&measures, "key", text(&goals, i, "measure")));
	check_serves(&goals, &exercises);
	for (size_t i = 0; i < exercises.n; i++)
		if (text(&exercises, i, "code")[0])
			assert_true(has(&codes, "code", text(&exercises, i, "code")));
	free(measures.bytes);
	free(norms.bytes);
	free(goals.bytes);
	free(codes.bytes);
	free(exercises.bytes);
}

/* ---- what stands beside exercises and aids */

/* One to three faults of an exercise of the library, each short enough for its row. */
static void
test_assets__faults__are_short_and_of_exercises(void **state)
{
	struct rows r = read_rows(E_FAULT), exercises = read_rows(E_EXERCISE);

	(void)state;
	for (size_t i = 0; i < r.n; i++) {
		const char *p = text(&r, i, "faults");
		int n = 0;

		if (!has(&exercises, "key", text(&r, i, "key")))
			fail_msg("%s is no exercise", text(&r, i, "key"));
		for (; *p; n++) {
			size_t len = strcspn(p, "|");

			assert_in_range(len, 1, FAULTS_COLS);
			p += len + (p[len] == '|');
		}
		assert_in_range(n, 1, FAULTS_EACH);
	}
	free(r.bytes);
	free(exercises.bytes);
}

static void
test_assets__pacers__have_a_length_and_an_exercise(void **state)
{
	struct rows r = read_rows(E_PACER), exercises = read_rows(E_EXERCISE);

	(void)state;
	for (size_t i = 0; i < r.n; i++) {
		const struct pacer *p = row_at(&r, i);

		assert_true(has(&exercises, "key", p->exercise));
		assert_true(p->in_s + p->hold_s + p->out_s + p->rest_s >= 4);
	}
	free(r.bytes);
	free(exercises.bytes);
}

/* Every kind of aid but the one that has no name is asked about more than its use. */
static void
test_assets__aid_checks__are_of_known_aids(void **state)
{
	struct rows r = read_rows(E_AID_CHECK), vocab = read_rows(E_VOCAB);
	size_t aids = 0;

	(void)state;
	for (size_t i = 0; i < r.n; i++)
		if (strcmp(text(&r, i, "aids"), "*") != 0)
			check_words(&vocab, "aid", text(&r, i, "aids"));
	for (size_t v = 0; v < vocab.n; v++) {
		size_t asked = 0;

		if (strcmp(text(&vocab, v, "kind"), "aid") != 0 ||
		    !strcmp(text(&vocab, v, "word"), "other"))
			continue;
		for (size_t i = 0; i < r.n; i++)
			asked +=
			    strstr(text(&r, i, "aids"), text(&vocab, v, "word")) != NULL;
		assert_true(asked > 0);
		aids++;
	}
	assert_int_equal(aids, 10);
	free(r.bytes);
	free(vocab.bytes);
}

/* ---- plans */

/* Each item of a list with ; is the key of a row; *n counts them. */
static void
check_keys(const struct rows *of, const char *list, size_t *n)
{
	char copy[801], *save = NULL;

	snprintf(copy, sizeof copy, "%s", list);
	for (char *k = strtok_r(copy, ";", &save); k; k = strtok_r(NULL, ";", &save)) {
		if (!has(of, "key", k))
			fail_msg("%s: there is no %s", of->e->plural, k);
		++*n;
	}
}

/* Exercises of a template or of its phases, all of them known; measures, goals, tags too. */
static void
test_assets__plan_templates__refer_to_shipped_rows(void **state)
{
	struct rows t = read_rows(E_PLAN_TEMPLATE), x = read_rows(E_EXERCISE);
	struct rows m = read_rows(E_MEASURE), g = read_rows(E_GOAL_TEMPLATE);
	struct rows sets = read_rows(E_ASSESSMENT_SET), vocab = read_rows(E_VOCAB);

	(void)state;
	for (size_t i = 0; i < t.n; i++) {
		size_t exercises = 0, measures = 0, goals = 0, set = 0;

		check_keys(&x, text(&t, i, "exercises"), &exercises);
		check_keys(&m, text(&t, i, "measures"), &measures);
		check_keys(&g, text(&t, i, "goals"), &goals);
		check_keys(&sets, text(&t, i, "assessment_set"), &set);
		check_words(&vocab, "safety_tag", text(&t, i, "tags"));
		assert_true(measures >= 2 && goals >= 2);
		assert_true(exercises == 0 || exercises >= 6);
		assert_true(text(&t, i, "icd10")[0] && text(&t, i, "remark")[0]);
		assert_string_equal(text(&t, i, "verification"), "unverified");
	}
	free(t.bytes);
	free(x.bytes);
	free(m.bytes);
	free(g.bytes);
	free(sets.bytes);
	free(vocab.bytes);
}

static void
test_assets__plan_templates__for_every_indication(void **state)
{
	const struct entity *e = dict_entity(E_PLAN_TEMPLATE);
	const struct code *c = e->fields[dict_field_named(e, "indication")].codes->codes;
	struct rows t = read_rows(E_PLAN_TEMPLATE);

	(void)state;
	for (; c->id; c++) {
		size_t n = 0;

		for (size_t i = 0; i < t.n; i++)
			n += !strcmp(text(&t, i, "indication"), c->id);
		if (n < 3)
			fail_msg("%s: only %zu templates", c->label, n);
	}
	free(t.bytes);
}

/* Phases follow each other without a gap from the day of surgery, exist exactly for the
 * templates without exercises of their own, and say whose order comes first. */
static void
test_assets__plan_phases__follow_each_other(void **state)
{
	struct rows t = read_rows(E_PLAN_TEMPLATE), p = read_rows(E_PLAN_PHASE);
	struct rows x = read_rows(E_EXERCISE);
	size_t seen = 0;

	(void)state;
	for (size_t i = 0; i < t.n; i++) {
		int64_t rank = 0, next = 0;

		for (size_t j = 0; j < p.n; j++) {
			const struct plan_phase *row = row_at(&p, j);
			size_t n = 0;

			if (strcmp(row->template, text(&t, i, "key")) != 0)
				continue;
			assert_int_equal(row->rank, ++rank);
			assert_int_equal(row->from_day, next);
			assert_true(row->to_day > row->from_day);
			next = row->to_day + 1;
			check_keys(&x, row->exercises, &n);
			assert_true(n >= 6 && row->criteria[0]);
			assert_non_null(
			    strstr(row->limits, "surgeon's order comes first"));
			seen++;
		}
		assert_true((rank > 0) == !text(&t, i, "exercises")[0]);
		assert_true((rank > 0) == !strcmp(text(&t, i, "indication"), "post_op"));
	}
	assert_int_equal(seen, p.n);
	free(t.bytes);
	free(p.bytes);
	free(x.bytes);
}

static bool
in_list(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = list; *p; p += strcspn(p, ";"), p += *p == ';')
		if (strcspn(p, ";") == n && !strncmp(p, word, n))
			return true;
	return false;
}

/* A plan for sport holds all four facets of prevention, as care_rules maps them. */
static void
test_assets__plan_templates__sport_covers_the_facets(void **state)
{
	struct rows t = read_rows(E_PLAN_TEMPLATE), x = read_rows(E_EXERCISE);
	struct rows r = read_rows(E_CARE_RULE);

	(void)state;
	for (size_t i = 0; i < t.n; i++) {
		if (strcmp(text(&t, i, "indication"), "athletic") != 0)
			continue;
		for (size_t k = 0; k < r.n; k++) {
			size_t n = 0;

			if (strcmp(text(&r, k, "rule"), "facet") != 0)
				continue;
			for (size_t j = 0; j < x.n; j++)
				n += in_list(text(&t, i, "exercises"),
					     text(&x, j, "key")) &&
				     in_list(text(&r, k, "words"),
					     text(&x, j, "category"));
			if (!n)
				fail_msg("%s has nothing of %s", text(&t, i, "key"),
					 text(&r, k, "title"));
		}
	}
	free(t.bytes);
	free(x.bytes);
	free(r.bytes);
}

static bool
holds(const char *text, const char *part)
{
	size_t n = strlen(part);

	for (; *text; text++)
		if (!strncasecmp(text, part, n))
			return true;
	return false;
}

/* Turns of phrase of the AMA's descriptors; ours must have none of them. */
static void
test_assets__service_codes__labels_are_our_own(void **state)
{
	static const char *const foreign[] = {
	    "each 15 minutes",	    "1 or more areas",		 "one or more areas",
	    "therapeutic exercise", "therapeutic procedure",	 "therapeutic activit",
	    "manual therapy",	    "neuromuscular reeducation", "gait training",
	    "direct (one-on-one)",  "hot or cold packs",	 "typically",
	};
	struct rows r = read_rows(E_SERVICE_CODE);

	(void)state;
	for (size_t i = 0; i < r.n; i++)
		for (size_t w = 0; w < sizeof foreign / sizeof foreign[0]; w++)
			if (holds(text(&r, i, "label"), foreign[w]) ||
			    holds(text(&r, i, "note"), foreign[w]))
				fail_msg("%s: %s", text(&r, i, "code"),
					 text(&r, i, "label"));
	free(r.bytes);
}

static void
test_assets__service_codes__deleted_ones_end(void **state)
{
	struct rows r = read_rows(E_SERVICE_CODE);
	int deleted = 0;

	(void)state;
	for (size_t i = 0; i < r.n; i++) {
		const struct service_code *c = row_at(&r, i);

		if (strcmp(c->timing, "deleted") != 0)
			continue;
		deleted++;
		assert_true(c->valid_to != DICT_NONE && c->valid_to < 20200101);
		assert_true(c->note[0]);
	}
	assert_int_equal(deleted, 8);
	free(r.bytes);
}

/* ---- loading */

static int64_t
ops_of(struct kit *k)
{
	struct store_counts c;

	kit_ok(k, store_count(k->s, &c, &k->err));
	return c.ops;
}

static void
test_assets__load__fills_and_stamps(void **state)
{
	struct kit k;
	int64_t ops;

	(void)state;
	kit_new(&k);
	ops = ops_of(&k);
	kit_ok(&k, assets_load(k.s, 20261123, &k.err));
	for (size_t t = 0; t < N_TABLES; t++)
		assert_int_equal(record_count(k.s, tables[t].entity), tables[t].rows);
	assert_int_equal(ops_of(&k), ops); /* they ship: no operations */
	kit_end(&k);
}

/* A second program start with the same tables writes nothing; others are loaded anew and
 * rows keep their number. */
static void
test_assets__load__only_when_they_differ(void **state)
{
	const struct entity *e = dict_entity(E_EXERCISE);
	struct cell key = {.kind = CELL_TEXT, .p = "quad_set", .n = 8};
	struct exercise a, b;
	struct kit k;

	(void)state;
	kit_new(&k);
	kit_ok(&k, assets_load(k.s, 20261123, &k.err));
	kit_ok(&k,
	       record_find(k.s, E_EXERCISE, dict_field_named(e, "key"), key, &a, &k.err));
	kit_reopen(&k);
	kit_ok(&k, assets_load(k.s, 20261124, &k.err));
	kit_ok(&k, reference_stamp_set(k.s, "of another program", &k.err));
	kit_ok(&k, assets_load(k.s, 20261125, &k.err));
	kit_ok(&k,
	       record_find(k.s, E_EXERCISE, dict_field_named(e, "key"), key, &b, &k.err));
	assert_int_equal(a.head.no, b.head.no);
	assert_memory_equal(&a.head.id, &b.head.id, sizeof a.head.id);
	assert_int_equal(b.valid_to, DICT_NONE);
	kit_same(E_EXERCISE, &a, &b);
	assert_int_equal(record_count(k.s, E_EXERCISE), 213);
	kit_end(&k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_assets__each__every_cell_fits),
	    cmocka_unit_test(test_assets__each__refuses_other_entities),
	    cmocka_unit_test(test_assets__each__stops_when_told),
	    cmocka_unit_test(test_assets__each__keys_are_unique),
	    cmocka_unit_test(test_assets__each__rows_have_sources),
	    cmocka_unit_test(test_assets__exercises__ladders_go_both_ways),
	    cmocka_unit_test(test_assets__exercises__use_known_words),
	    cmocka_unit_test(test_assets__vocab__key_is_kind_and_word),
	    cmocka_unit_test(test_assets__sets__ask_known_measures),
	    cmocka_unit_test(test_assets__rows__refer_to_shipped_rows),
	    cmocka_unit_test(test_assets__faults__are_short_and_of_exercises),
	    cmocka_unit_test(test_assets__pacers__have_a_length_and_an_exercise),
	    cmocka_unit_test(test_assets__aid_checks__are_of_known_aids),
	    cmocka_unit_test(test_assets__plan_templates__refer_to_shipped_rows),
	    cmocka_unit_test(test_assets__plan_templates__for_every_indication),
	    cmocka_unit_test(test_assets__plan_phases__follow_each_other),
	    cmocka_unit_test(test_assets__plan_templates__sport_covers_the_facets),
	    cmocka_unit_test(test_assets__service_codes__labels_are_our_own),
	    cmocka_unit_test(test_assets__service_codes__deleted_ones_end),
	    cmocka_unit_test(test_assets__load__fills_and_stamps),
	    cmocka_unit_test(test_assets__load__only_when_they_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
