/* heads_kit.h - operations of another writer beside our own, put into the log as an import would. */
#ifndef TEST_HEADS_KIT_H
#define TEST_HEADS_KIT_H

#include "clash_kit.h"
#include "store_kit.h"

struct heads_world {
	struct kit k;
	int64_t patient, writer; /* number of the other writer */
	struct op_ref birth;
	int seq;
};

static inline int64_t
heads_add_writer(struct heads_world *w, unsigned char first_byte)
{
	return clash_writer(w->k.s, first_byte);
}

static inline struct op_ref
heads_birth(struct heads_world *w, int64_t row)
{
	return clash_birth(w->k.s, row);
}

static inline int
heads_set_up(void **state)
{
	static struct heads_world w;

	memset(&w, 0, sizeof w);
	kit_new(&w.k);
	w.patient = kit_add_patient(&w.k, "Smith", "Pat");
	w.birth = heads_birth(&w, w.patient);
	w.writer = heads_add_writer(&w, 0xff);
	*state = &w;
	return 0;
}

static inline int
heads_tear_down(void **state)
{
	kit_end(&((struct heads_world *)*state)->k);
	return 0;
}

static inline int
heads_field(enum entity_id e, const char *name)
{
	int f = dict_field_named(dict_entity(e), name);

	assert_true(f >= 0);
	return f;
}

struct heads_foreign {
	enum entity_id e;
	int64_t row;
	const char *col, *val; /* NULL: clear */
	int64_t writer, wall;
	int clk;
	const struct op_ref *bases;
	size_t n;
};

/* Puts an operation of another writer into the log, as an import would. */
static inline struct op_ref
heads_inject(struct heads_world *w, const struct heads_foreign *f)
{
	struct op_ref at = {f->writer, ++w->seq};

	clash_add(
	    w->k.s, at,
	    &(struct clash_op){f->row, f->col, f->val, f->wall, f->clk, f->bases, f->n});
	return at;
}

static inline void
heads_set_text(struct heads_world *w, enum entity_id e, int64_t row, const char *col,
	       const char *v)
{
	struct cell c = {.kind = v[0] ? CELL_TEXT : CELL_NONE, .p = v, .n = strlen(v)};

	kit_ok(&w->k,
	       record_set_field(w->k.s, e, row, heads_field(e, col), c, &w->k.err));
}

static inline int64_t
heads_now(void)
{
	return clock_wall(&clock_system);
}

#endif
