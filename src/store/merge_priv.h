/* merge_priv.h - a merge that runs; private to merge*.c. */
#ifndef STORE_MERGE_PRIV_H
#define STORE_MERGE_PRIV_H

#include "link_priv.h"
#include "store/merge.h"

struct merge_writer {
	struct uid id;
	int64_t no, seq;		/* local number; operations held */
	unsigned char chain[HASH_SIZE]; /* zeros: held in part */
	bool moved;
};

/* A cell that got operations. */
struct merge_cell {
	int64_t row;
	int16_t e, field;
};

struct merge_run {
	int64_t writer, first, last; /* last 0: none */
};

struct merge {
	struct store *s;
	const struct merge_bundle *b;
	const struct merge_state *state;
	int64_t ops, rows_new;
	int64_t first_row; /* rows from this number on are new */
	bool born[E_COUNT], hurries;
	bool recovering; /* what was lost here may come back from anybody */
	struct merge_writer *writers;
	size_t n_writers, at; /* at: of the operation before */
	struct merge_cell *touched;
	size_t n_touched;
	struct merge_run run; /* of the arrival order, not noted yet */
	char user[64];
	int64_t user_no;
	void *row; /* scratch */
	size_t row_size;
	struct str canon, json;
};

/* merge_check.c: what the bundle says it holds of a writer; NULL: nothing. */
const struct change_have *
merge_have(const struct merge_bundle *b, const struct uid *writer);
/* The setting of a site that was restored. */
enum status
merge_recovering(struct store *s, bool *recovering, struct err *err) BASE_MUST_CHECK;
/* merge_writer.c: where a writer stands, made known here when it is new; m->at is its place. It is
 * good until another one is looked up. */
enum status merge_writer(struct merge *m, const struct uid *id, struct merge_writer **w,
			 struct err *err) BASE_MUST_CHECK;
/* merge_show.c: touched cells, indexes, conflicts. */
enum status
merge_show(struct merge *m, struct merge_result *r, struct err *err) BASE_MUST_CHECK;
/* merge_keep.c: writers, links, receipts, the bundle itself, audit. */
enum status
merge_keep(struct merge *m, struct merge_result *r, struct err *err) BASE_MUST_CHECK;
/* merge_witness.c: the sender's audit against what it told before; keeps what it tells now. */
enum status
merge_witness(struct merge *m, struct merge_result *r, struct err *err) BASE_MUST_CHECK;
void merge_release(struct merge *m);

#endif
