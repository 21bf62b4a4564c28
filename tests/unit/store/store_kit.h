/* store_kit.h - a clinic in a directory of its own, for the tests of the store. */
#ifndef TEST_STORE_KIT_H
#define TEST_STORE_KIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/dict_rows.h"
#include "store/audit.h"
#include "store/record.h"
#include "store/store.h"
#include "test_dir.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct kit {
	char dir[64];
	struct store_env env;
	struct store *s;
	struct err err;
};

static const struct store_site kit_site = {
    .code = "KBR", .name = "Kibera", .practice = false};

#define kit_ok(k, expression)                                                            \
	do {                                                                             \
		enum status kit_status_ = (expression);                                  \
		if (kit_status_)                                                         \
			fail_msg("%s: %s", #expression, status_say(&(k)->err));          \
	} while (0)

static inline void
kit_copy_file(const char *from, const char *to)
{
	char buf[1 << 16];
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	size_t n;

	assert_non_null(in);
	assert_non_null(out);
	while ((n = fread(buf, 1, sizeof buf, in)) > 0)
		assert_int_equal(fwrite(buf, 1, n, out), n);
	assert_int_equal(fclose(out), 0);
	fclose(in);
}

/* Copies the files of a closed clinic; folders in it (backups, outbox) stay behind. */
static inline void
kit_copy_dir(const char *from, const char *to)
{
	char a[512], b[512];
	DIR *d = opendir(from);
	struct dirent *e;
	struct stat st;

	assert_non_null(d);
	while ((e = readdir(d))) {
		assert_true(str_format(a, sizeof a, "%s/%s", from, e->d_name));
		assert_true(str_format(b, sizeof b, "%s/%s", to, e->d_name));
		if (!stat(a, &st) && S_ISREG(st.st_mode))
			kit_copy_file(a, b);
	}
	closedir(d);
}

static inline void
kit_init(struct kit *k)
{
	memset(k, 0, sizeof *k);
	assert_true(test_dir(k->dir, sizeof k->dir, "store"));
	k->env.clock = &clock_system;
	k->env.io = &io_posix;
}

static inline void
kit_open(struct kit *k)
{
	kit_ok(k, store_open(&k->s, k->dir, &k->env, &k->err));
	store_set_user(k->s, "nomsa");
}

static inline void
kit_reopen(struct kit *k)
{
	store_close(k->s);
	k->s = NULL;
	kit_open(k);
}

/* A new clinic, open. */
static inline void
kit_new(struct kit *k)
{
	kit_init(k);
	kit_ok(k, store_create(k->dir, &k->env, &kit_site, &k->err));
	kit_open(k);
}

static inline void
kit_end(struct kit *k)
{
	store_close(k->s);
	remove_all(k->dir);
}

static inline void
kit_path(const struct kit *k, const char *name, char out[128])
{
	assert_true(str_format(out, 128, "%s/%s", k->dir, name));
}

/* Same values in every field (bytes behind a text's end do not count). */
static inline void
kit_same(enum entity_id e, const void *a, const void *b)
{
	const struct entity *ent = dict_entity(e);

	for (size_t i = 0; i < ent->n_fields; i++)
		if (!dict_cell_equal(dict_get(&ent->fields[i], a),
				     dict_get(&ent->fields[i], b)))
			fail_msg("%s.%s differs", ent->name, ent->fields[i].name);
}

static inline struct patient
kit_patient(const char *family, const char *given)
{
	struct patient p;

	dict_row_init(dict_entity(E_PATIENT), &p);
	strncpy(p.family_name, family, sizeof p.family_name - 1);
	strncpy(p.given_name, given, sizeof p.given_name - 1);
	p.birth_date = 19570504;
	strncpy(p.phone, "+27 82 555 0101", sizeof p.phone - 1);
	return p;
}

static inline int64_t
kit_add_patient(struct kit *k, const char *family, const char *given)
{
	struct patient p = kit_patient(family, given);

	kit_ok(k, record_add(k->s, E_PATIENT, &p, &k->err));
	return p.head.no;
}

static inline int64_t
kit_add_staff(struct kit *k, const char *login)
{
	struct staff w;

	dict_row_init(dict_entity(E_STAFF), &w);
	strncpy(w.login, login, sizeof w.login - 1);
	strncpy(w.name, "Nomsa Dube", sizeof w.name - 1);
	strncpy(w.role, "pt", sizeof w.role - 1);
	kit_ok(k, record_add(k->s, E_STAFF, &w, &k->err));
	return w.head.no;
}

static inline int64_t
kit_add_session(struct kit *k, int64_t patient, int64_t therapist, int64_t date)
{
	struct session v;

	dict_row_init(dict_entity(E_SESSION), &v);
	v.patient = patient;
	v.therapist = therapist;
	v.service_date = date;
	v.started = 1778000000;
	v.ended = 1778002700;
	v.timed_min = 40;
	v.total_min = 45;
	v.pain_before = 6;
	kit_ok(k, record_add(k->s, E_SESSION, &v, &k->err));
	return v.head.no;
}

#endif
