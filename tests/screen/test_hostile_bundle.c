/* test_hostile_bundle.c - a bundle that is signed and sealed as it should be brings text that wants to
 * reach the terminal: what the door lets through is never shown raw, what it refuses comes in by nothing. */
#include "clinic.h"
#include "hostile.h"
#include "sent.h"

#include "app/exchange.h"
#include "app/site_kit.h"
#include "store/store_priv.h"
#include "tui/loop.h"
#include "tui/nav.h"
#include "tui/stack.h"

#include <sys/wait.h>

static struct {
	struct site_kit office;
	char stick[64];
	struct exchange_taken taken;
	int bundles, pictures, verbs;
} w;

static void
judge(const char *where, const char *p, size_t n, bool curses)
{
	size_t at = 0;
	const char *why = sent_fault(p, n, curses, &at);

	if (why)
		fail_msg("%s: %s at byte %zu", where, why, at);
}

static void
must(enum status st, const struct err *err)
{
	if (st)
		fail_msg("%s", status_say(err));
}

/* ---- an office whose keys the clinic trusts, and its bundle */

static void
begin(struct app *a)
{
	struct err err = {0};
	struct trust t;

	str_copy(a->dir, sizeof a->dir, store_dir(a->store));
	site_new(&w.office, "HQT", true);
	site_stick(w.stick);
	must(keys_own(a, &t, &err), &err);
	str_copy(t.how, sizeof t.how, "words");
	must(trust_put(w.office.a.store, &t, &err), &err);
	must(link_peer_add(w.office.a.store, a->site.code, false, &err), &err);
	must(link_scope_set(w.office.a.store, a->site.code, true, &err), &err);
	must(keys_own(&w.office.a, &t, &err), &err);
	str_copy(t.how, sizeof t.how, "words");
	must(trust_put(a->store, &t, &err), &err);
	must(link_peer_add(a->store, "HQT", true, &err), &err);
}

static void
end(void)
{
	site_end(&w.office);
	site_stick_end(w.stick);
}

/* All that the door lets through, as much as there is room for, behind a word. */
static void
let_through(struct str *out, const char *word, size_t size)
{
	str_add(out, word);
	for (int i = 0; i < HOSTILE_KINDS; i++)
		if (!hostile_refused(i) && out->n + strlen(hostile_piece(i)) < size)
			str_add(out, hostile_piece(i));
}

/* A value for a field that must not be empty. */
static struct cell
needed(const struct field *f, int64_t staff)
{
	if (f->type == FT_CODE)
		return (struct cell){.kind = CELL_TEXT,
				     .p = f->codes->codes[0].id,
				     .n = strlen(f->codes->codes[0].id)};
	return (struct cell){.kind = CELL_INT, .i = f->type == FT_REF ? staff : 20260504};
}

/* A row with such text in each field that people type; what refers to nothing stays empty. */
static int64_t
hostile_row(enum entity_id id, int64_t patient, int64_t staff)
{
	const struct entity *e = dict_entity(id);
	void *row = mem_alloc(e->size);
	struct err err = {0};
	int64_t no;

	dict_row_init(e, row);
	for (size_t i = 0; i < e->n_fields; i++) {
		const struct field *f = &e->fields[i];
		struct cell c = {.kind = CELL_INT, .i = patient};
		struct str text = {0};

		if (f->flags & FF_REQUIRED)
			(void)dict_put(f, row, needed(f, staff));
		if (f->type == FT_REF && f->ref == E_PATIENT)
			assert_true(dict_put(f, row, c));
		if (!(f->flags & FF_UNIQUE))
			let_through(&text, "Bundled", f->size);
		else if (f->flags & FF_REQUIRED)
			str_add(&text, "bundled");
		if ((f->type == FT_TEXT || f->type == FT_LONG) &&
		    !(f->flags & FF_LOCAL)) {
			c = (struct cell){
			    .kind = CELL_TEXT, .p = str_text(&text), .n = text.n};
			if (!dict_check(f, c, NULL))
				assert_true(dict_put(f, row, c));
		}
		str_release(&text);
	}
	must(record_add(w.office.a.store, id, row, &err), &err);
	no = ((struct row_head *)row)->no;
	free(row);
	return no;
}

static void
note_taken(void *arg, const struct exchange_taken *t)
{
	(void)arg;
	w.taken = *t;
	w.bundles++;
	judge(t->name, t->said, strlen(t->said), false);
}

static enum status
import(struct app *a)
{
	struct exchange_in in = {.src = w.stick, .each = note_taken};
	struct err err = {0};
	enum status worst;

	w.bundles = 0;
	must(exchange_import(a, &in, NULL, &worst, &err), &err);
	assert_int_equal(w.bundles, 1);
	return w.taken.state;
}

/* ---- let through: screens and verbs */

static void
look(const char *where)
{
	size_t n;
	char *p;

	loop_turn(screen_ui());
	p = screen_sent(&n);
	judge(where, p, n, true);
	free(p);
	w.pictures++;
}

static void
keys(const char *text)
{
	screen_keys(text);
	look(text);
}

/* One verb in a terminal: so many of the rows are there, and nothing else is. */
static void
verb(const char *dir, const char *name, const char *of)
{
	const char *argv[] = {getenv("LIMBER"), "--data", dir, name, of, NULL};
	struct str out = {0};
	int status = sent_run(argv, &out);

	assert_true(WIFEXITED(status) && WEXITSTATUS(status) <= 1);
	judge(name, str_text(&out), out.n, false);
	if (!strstr(str_text(&out), "Bundled"))
		fail_msg("%s %s: %s", name, of, str_text(&out));
	w.verbs++;
	str_release(&out);
}

static void
through_scene(struct app *a)
{
	static const enum entity_id about[] = {E_EPISODE, E_TASK};
	int64_t patient, staff, here;
	struct uid id;

	begin(a);
	patient = hostile_row(E_PATIENT, 0, 0);
	staff = hostile_row(E_STAFF, 0, 0);
	for (size_t i = 0; i < sizeof about / sizeof *about; i++)
		hostile_row(about[i], patient, staff);
	site_export(&w.office, a->site.code, w.stick);
	assert_int_equal(import(a), ST_OK);
	id = site_uid(&w.office, patient);
	here = record_no(a->store, &id, NULL);
	assert_true(here != 0);
	look("today");
	nav_push(screen_ui(), NAV_CHART, &(struct nav_arg){.no = here});
	look("chart");
	assert_true(screen_has("Bundled"));
	keys("i");
	assert_true(screen_has("Bundled"));
	for (int i = 0; i < 30; i++)
		keys("<Down>");
	keys("<Esc>");
	keys("<Esc>");
	keys("/");
	keys("bundled");
	assert_true(screen_has("Bundled"));
	keys("<Enter>");
	keys("<Esc>");
	keys(":tasks<Enter>");
	assert_true(screen_has("Bundled"));
	keys("<Enter>");
	keys("<Esc>");
	keys(":duplicates<Enter>");
	keys("<Esc>");
	keys(":clinics<Enter>");
	assert_true(screen_has("HQT"));
	keys("<Esc>");
	verb(store_dir(a->store), "list", "patient");
	verb(store_dir(a->store), "list", "episode");
	verb(store_dir(a->store), "list", "task");
	verb(store_dir(a->store), "find", "bundled");
	end();
}

static void
test_hostile_bundle__let_through__is_never_shown_raw(void **state)
{
	(void)state;
	screen_record(true);
	clinic_once("anna", through_scene);
	screen_record(false);
	printf("hostile text of a bundle: %d pictures, %d verbs\n", w.pictures, w.verbs);
}

/* ---- what no door lets through, written past the sender's, every hash and signature right */

static enum status
add_chain(void *arg, int64_t n, const struct change *c, const struct str *canonical,
	  struct err *err)
{
	(void)n;
	(void)c;
	(void)err;
	change_chain(arg, canonical);
	return ST_OK;
}

/* The family name of the only patient becomes a piece; the writer's chain is made anew. */
static void
past_the_door(const char *piece)
{
	unsigned char hash[HASH_SIZE];
	struct store *s = w.office.a.store;
	struct link_out l;
	struct str json = {0};
	struct err err = {0};
	sqlite3_stmt *q;

	for (const char *p = piece; *p; p++)
		if ((unsigned char)*p < 0x20)
			str_addf(&json, "\\u%04x", (unsigned)*p);
		else
			str_add_n(&json, p, 1);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	assert_int_equal(
	    sqlite3_prepare_v2(s->db,
			       "UPDATE op SET val = replace(val, 'Marked', ?1)"
			       " WHERE instr(val, 'Marked')",
			       -1, &q, NULL),
	    SQLITE_OK);
	sqlite3_bind_text(q, 1, str_text(&json), -1, SQLITE_TRANSIENT);
	assert_int_equal(sqlite3_step(q), SQLITE_DONE);
	assert_int_equal(sqlite3_changes(s->db), 1);
	sqlite3_finalize(q);
	must(link_lay(s, "DEMO", &l, &err), &err);
	change_chain_begin(hash, &l.writer);
	must(link_read(s, "DEMO", 0, add_chain, hash, &err), &err);
	assert_int_equal(sqlite3_prepare_v2(s->db,
					    "UPDATE writer SET chain_hash = ?1"
					    " WHERE id = ?2",
					    -1, &q, NULL),
			 SQLITE_OK);
	sqlite3_bind_blob(q, 1, hash, HASH_SIZE, SQLITE_TRANSIENT);
	sqlite3_bind_blob(q, 2, l.writer.b, UID_SIZE, SQLITE_TRANSIENT);
	assert_int_equal(sqlite3_step(q), SQLITE_DONE);
	assert_int_equal(sqlite3_changes(s->db), 1);
	sqlite3_finalize(q);
	str_release(&json);
}

static void
refused_scene(struct app *a)
{
	char before[65], after[65];
	struct err err = {0};

	for (int i = 0; i < HOSTILE_KINDS; i++) {
		if (!hostile_refused(i))
			continue;
		begin(a);
		must(store_digest(a->store, before, &err), &err);
		site_patient(&w.office, "Marked", "0100");
		past_the_door(hostile_piece(i));
		site_export(&w.office, a->site.code, w.stick);
		assert_int_equal(import(a), ST_DAMAGED);
		/* it was read as far as the value: not the hashes are what was wrong */
		if (!strstr(w.taken.said, "patient: ") &&
		    !strstr(w.taken.said, "changes.csv:3:"))
			fail_msg("kind %d: %s", i, w.taken.said);
		must(store_digest(a->store, after, &err), &err);
		assert_string_equal(before, after);
		end();
	}
}

static void
test_hostile_bundle__controls__are_refused_and_not_shown(void **state)
{
	(void)state;
	clinic_once("anna", refused_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_hostile_bundle__let_through__is_never_shown_raw),
	    cmocka_unit_test(test_hostile_bundle__controls__are_refused_and_not_shown),
	};

	return cmocka_run_group_tests_name("hostile_bundle", tests, clinic_setup,
					   clinic_teardown);
}
