/* site_kit.h - clinics and a head office that know each other's keys and exchange bundles. */
#ifndef TEST_SITE_KIT_H
#define TEST_SITE_KIT_H

#include "store/store_kit.h"

#include "app/exchange.h"
#include "app/keys.h"
#include "store/merge.h"

struct site_kit {
	struct kit k;
	struct app a;
	const char *code;
	/* what the last import said: of its bundles the last one, and how many there were */
	struct exchange_taken taken;
	int bundles;
	enum status worst;
};

#define site_ok(s, expression) kit_ok(&(s)->k, expression)

/* Leaves the clinic open. */
static inline void
site_open(struct site_kit *s)
{
	site_ok(s, app_open(&s->a, s->k.dir, &s->k.env, &s->k.err));
	store_set_user(s->a.store, "thabo");
}

static inline void
site_new(struct site_kit *s, const char *code, bool hub)
{
	struct store_site site = {.code = code, .name = code, .hub = hub};

	memset(s, 0, sizeof *s);
	s->code = code;
	s->k.env = (struct store_env){&clock_system, &io_posix, NULL};
	assert_true(test_dir(s->k.dir, sizeof s->k.dir, "site"));
	assert_int_equal(rmdir(s->k.dir), 0);
	site_ok(s, app_init(s->k.dir, &s->k.env, &site, &s->k.err));
	site_open(s);
	/* Sealing needs another program; the tests of sealing switch it on. */
	site_ok(s, store_setting_set(s->a.store, "bundles", "plain", &s->k.err));
}

static inline void
site_end(struct site_kit *s)
{
	app_close(&s->a);
	remove_all(s->k.dir);
}

/* a learns the keys of b, and sends it everything. */
static inline void
site_trust(struct site_kit *a, struct site_kit *b)
{
	struct trust t;

	site_ok(b, keys_own(&b->a, &t, &b->k.err));
	str_copy(t.how, sizeof t.how, "words");
	site_ok(a, trust_put(a->a.store, &t, &a->k.err));
	site_ok(a, link_peer_add(a->a.store, b->code, t.hub, &a->k.err));
	if (!t.hub)
		site_ok(a, link_scope_set(a->a.store, b->code, true, &a->k.err));
}

static inline void
site_meet(struct site_kit *a, struct site_kit *b)
{
	site_trust(a, b);
	site_trust(b, a);
}

static inline struct exchange_made
site_export(struct site_kit *from, const char *to, const char *dest)
{
	struct exchange_out o = {.peer = to, .dest = dest};
	struct exchange_made made;

	site_ok(from, exchange_export(&from->a, &o, NULL, &made, &from->k.err));
	return made;
}

static inline void
site_taken(void *arg, const struct exchange_taken *t)
{
	struct site_kit *s = arg;

	s->taken = *t;
	s->bundles++;
}

/* What became of the last bundle. */
static inline enum status
site_import(struct site_kit *at, const char *src)
{
	struct exchange_in in = {.src = src, .each = site_taken, .arg = at};

	at->bundles = 0;
	at->taken = (struct exchange_taken){0};
	site_ok(at, exchange_import(&at->a, &in, NULL, &at->worst, &at->k.err));
	return at->taken.state;
}

static inline void
site_stick(char dir[64])
{
	assert_true(test_dir(dir, 64, "stick"));
}

static inline void
site_stick_end(const char *dir)
{
	remove_all(dir);
}

/* One journey of a new stick. */
static inline void
site_carry(struct site_kit *from, struct site_kit *to)
{
	char dir[64];

	site_stick(dir);
	site_export(from, to->code, dir);
	assert_int_equal(site_import(to, dir), ST_OK);
	site_stick_end(dir);
}

static inline int64_t
site_patient(struct site_kit *s, const char *family, const char *phone)
{
	struct patient p;

	dict_row_init(dict_entity(E_PATIENT), &p);
	str_copy(p.family_name, sizeof p.family_name, family);
	str_copy(p.phone, sizeof p.phone, phone);
	site_ok(s, record_add(s->a.store, E_PATIENT, &p, &s->k.err));
	return p.head.no;
}

static inline struct uid
site_uid(struct site_kit *s, int64_t no)
{
	struct uid id;

	site_ok(s, record_id(s->a.store, no, &id, &s->k.err));
	return id;
}

/* The patient of an id as it is at a site. */
static inline struct patient
site_find(struct site_kit *s, const struct uid *id)
{
	struct patient p;

	site_ok(s, record_get_id(s->a.store, E_PATIENT, id, &p, &s->k.err));
	return p;
}

static inline void
site_set(struct site_kit *s, const struct uid *id, const char *field, const char *value)
{
	int f = dict_field_named(dict_entity(E_PATIENT), field);
	struct cell c = {.kind = value ? CELL_TEXT : CELL_NONE,
			 .p = value,
			 .n = value ? strlen(value) : 0};

	site_ok(s, record_set_field(s->a.store, E_PATIENT,
				    record_no(s->a.store, id, NULL), f, c, &s->k.err));
}

static inline void
site_same(struct site_kit *a, struct site_kit *b)
{
	char x[65], y[65];

	site_ok(a, store_digest(a->a.store, x, &a->k.err));
	site_ok(b, store_digest(b->a.store, y, &b->k.err));
	assert_string_equal(x, y);
}

#endif
