/* test_store_cut.c - the power fails at any moment of many saves: what the disk may hold then.
 *
 * Every write, cut and sync of the database and its log is noted. From the notes a disk is made as
 * a power cut may leave it: of what was not synced everything, nothing, or any part in any order,
 * whole sectors of 512 bytes. Each such disk must open, prove itself, and hold every save that was
 * confirmed before the cut, and at most the one under way. LONG=1 makes 50,000 disks. */
#include "store_kit.h"
#include "store_shim.h"

#include "random.h"

#include "store/store_priv.h"
#include "store/store_verify.h"
#include "sync/sanitized.h"

#include <fcntl.h>

enum { SAVES = 60, SECTOR = 512, FILES = 2 };

struct step {
	enum shim_event e;
	enum shim_what what;
	char *bytes;
	int n;
	int64_t at;
	int confirmed; /* saves that had been confirmed by then */
};

struct disk {
	char *bytes;
	size_t n;
};

static struct step *notes;
static size_t n_notes;
static bool noting;
static int confirmed;
static struct random rng;

static void
seen(enum shim_event e, enum shim_what what, const void *p, int n, sqlite3_int64 at)
{
	struct step *o;

	if (!noting)
		return;
	notes = mem_room(notes, n_notes, sizeof *notes);
	o = &notes[n_notes++];
	*o =
	    (struct step){.e = e, .what = what, .n = n, .at = at, .confirmed = confirmed};
	if (n) {
		o->bytes = mem_alloc((size_t)n);
		memcpy(o->bytes, p, (size_t)n);
	}
}

/* ---- disks */

static void
set_size(struct disk *d, size_t n)
{
	char *p = realloc(d->bytes, n + 1);

	assert_non_null(p);
	if (n > d->n)
		memset(p + d->n, 0, n - d->n);
	d->bytes = p;
	d->n = n;
}

static void
put(struct disk *d, const struct step *o, int from, int to)
{
	if ((size_t)o->at + (size_t)to > d->n)
		set_size(d, (size_t)o->at + (size_t)to);
	memcpy(d->bytes + o->at + from, o->bytes + from, (size_t)(to - from));
}

static void
apply(struct disk *d, const struct step *o)
{
	if (o->e == SHIM_TRUNCATE)
		set_size(d, (size_t)o->at);
	else if (o->e == SHIM_WRITE)
		put(d, o, 0, o->n);
}

/* Only some of its sectors came through. */
static void
apply_torn(struct disk *d, const struct step *o)
{
	for (int from = 0; from < o->n; from += SECTOR)
		if (random_below(&rng, 2))
			put(d, o, from, from + SECTOR < o->n ? from + SECTOR : o->n);
}

static struct disk
copy_of(const struct disk *d)
{
	struct disk c = {0};

	set_size(&c, d->n);
	memcpy(c.bytes, d->bytes, d->n);
	return c;
}

/* How much of what was not synced came through. */
enum how { ALL, NOTHING, SOME };

/* Notes from `first[file]` on that belong to the file and lie before `cut` are not synced. */
static void
make_disk(const struct disk synced[FILES], const size_t first[FILES], size_t cut,
	  enum how how, struct disk out[FILES])
{
	for (int f = 0; f < FILES; f++)
		out[f] = copy_of(&synced[f]);
	for (size_t i = first[0] < first[1] ? first[0] : first[1]; i < cut; i++) {
		const struct step *o = &notes[i];

		if (o->e == SHIM_SYNC || i < first[o->what] || how == NOTHING)
			continue;
		if (how == ALL || (o->e == SHIM_TRUNCATE && random_below(&rng, 2)) ||
		    random_below(&rng, 3) == 0)
			apply(&out[o->what], o);
		else if (o->e == SHIM_WRITE && random_below(&rng, 2))
			apply_torn(&out[o->what], o);
	}
}

/* ---- what such a disk holds */

static char image[64];

static void
write_out(const char *name, const struct disk *d)
{
	char path[128];
	FILE *f;

	assert_true(str_format(path, sizeof path, "%s/%s", image, name));
	if (!d->n) {
		unlink(path);
		return;
	}
	f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(d->bytes, 1, d->n, f), d->n);
	assert_int_equal(fclose(f), 0);
}

static void
check_disk(struct disk disk[FILES], int before, size_t cut)
{
	struct kit k = {.env = {.clock = &clock_system, .io = &io_posix}};
	sqlite3_stmt *q;
	int64_t n;

	strcpy(k.dir, image);
	write_out("limber.db", &disk[SHIM_DB]);
	write_out("limber.db-wal", &disk[SHIM_WAL]);
	if (store_open(&k.s, k.dir, &k.env, &k.err))
		fail_msg("cut before step %zu: %s", cut, status_say(&k.err));
	n = record_count(k.s, E_PATIENT);
	if (n < before || n > before + 1)
		fail_msg("cut before step %zu: %lld saves, %d were confirmed", cut,
			 (long long)n, before);
	assert_int_equal(record_count(k.s, E_SESSION), n);
	kit_ok(&k, store_verify_chains(k.s, &n, &k.err));
	assert_int_equal(
	    sqlite3_prepare_v2(k.s->db, "PRAGMA integrity_check", -1, &q, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	assert_string_equal(sqlite3_column_text(q, 0), "ok");
	sqlite3_finalize(q);
	store_close(k.s);
}

/* ---- the saves */

static struct disk
read_in(const struct kit *k, const char *name)
{
	char path[128];
	struct disk d = {0};
	size_t n;
	char *bytes;

	kit_path(k, name, path);
	if (!io_read_file(&io_posix, path, 1 << 28, &bytes, &n, NULL)) {
		set_size(&d, n);
		memcpy(d.bytes, bytes, n);
		free(bytes);
	}
	return d;
}

/* A patient, an edit and a visit in one transaction, now and then with much more behind it. */
static void
save(struct kit *k, int64_t staff, int i)
{
	struct patient p = kit_patient("Power", "Cut");
	struct session v;
	struct cell phone = {.kind = CELL_TEXT, .p = "12", .n = 2};

	kit_ok(k, store_begin(k->s, &k->err));
	dict_row_init(dict_entity(E_SESSION), &v);
	kit_ok(k, record_add(k->s, E_PATIENT, &p, &k->err));
	for (int n = 0; n < (i % 9 == 4 ? 120 : 1); n++)
		kit_ok(k,
		       record_set_field(k->s, E_PATIENT, p.head.no,
					dict_field_named(dict_entity(E_PATIENT), "phone"),
					phone, &k->err));
	v.patient = p.head.no;
	v.therapist = staff;
	v.service_date = 20260504;
	kit_ok(k, record_add(k->s, E_SESSION, &v, &k->err));
	kit_ok(k, store_commit(k->s, &k->err));
	confirmed++;
}

static void
record(struct kit *k, struct disk synced[FILES])
{
	int64_t staff;

	kit_new(k);
	staff = kit_add_staff(k, "nomsa");
	kit_ok(k, store_lock(k->s, 1000, &k->err));
	store_lock_checkpoint(k->s);
	store_unlock(k->s);
	synced[SHIM_DB] = read_in(k, "limber.db");
	synced[SHIM_WAL] = read_in(k, "limber.db-wal");
	noting = true;
	for (int i = 0; i < SAVES; i++) {
		save(k, staff, i);
		if (i % 13 == 12) {
			kit_ok(k, store_lock(k->s, 1000, &k->err));
			store_lock_checkpoint(k->s);
			store_unlock(k->s);
		}
	}
	noting = false;
}

static void
make_image_dir(const struct kit *k)
{
	char from[128], to[128];

	strcpy(image, access("/dev/shm", W_OK) ? "/tmp/limber-cut-XXXXXX"
					       : "/dev/shm/limber-cut-XXXXXX");
	assert_non_null(mkdtemp(image));
	kit_path(k, "incarnation", from);
	assert_true(str_format(to, sizeof to, "%s/incarnation", image));
	kit_copy_file(from, to);
}

static void
test_store_cut__disks__hold_what_was_confirmed(void **state)
{
	const size_t wanted = getenv("LONG") ? LONG_TIMES(50000) : SANITIZED ? 100 : 2000;
	struct disk synced[FILES], disk[FILES];
	size_t first[FILES] = {0, 0}, disks = 0, rounds, stride;
	struct kit k;

	(void)state;
	rng = random_begin("power cuts", 11);
	record(&k, synced);
	make_image_dir(&k);
	assert_true(n_notes > 300);
	stride = wanted < 3 * n_notes ? 3 * n_notes / wanted : 1;
	rounds = wanted / n_notes + 1;
	for (size_t i = 0; i < n_notes; i++) {
		const struct step *o = &notes[i];

		if (i % stride == 0)
			for (size_t r = 0; r < (rounds < 3 ? 3 : rounds); r++) {
				make_disk(synced, first, i,
					  r == 0   ? ALL
					  : r == 1 ? NOTHING
						   : SOME,
					  disk);
				check_disk(disk, o->confirmed, i);
				free(disk[0].bytes);
				free(disk[1].bytes);
				disks++;
			}
		if (o->e != SHIM_SYNC)
			continue;
		for (size_t j = first[o->what]; j < i; j++)
			if (notes[j].what == o->what)
				apply(&synced[o->what], &notes[j]);
		first[o->what] = i + 1;
	}
	printf("%zu disks after a power cut, %zu steps of %d saves: 0 confirmed saves "
	       "lost, 0 "
	       "corrupt\n",
	       disks, n_notes, SAVES);
	assert_true(disks + 3 * stride >= wanted);
	for (size_t i = 0; i < n_notes; i++)
		free(notes[i].bytes);
	free(notes);
	free(synced[0].bytes);
	free(synced[1].bytes);
	remove_all(image);
	kit_end(&k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_store_cut__disks__hold_what_was_confirmed),
	};

	shim_install(NULL, NULL);
	shim.seen = seen;
	return cmocka_run_group_tests_name("store_cut", tests, NULL, NULL);
}
