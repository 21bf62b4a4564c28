/* op_read.h - operations out of the log, as others see them; private to the store. */
#ifndef STORE_OP_READ_H
#define STORE_OP_READ_H

#include "store_priv.h"

/* What stays known while many operations are read. Keeps ids in memory until it is closed. */
struct op_reader {
	struct store *s;
	struct uid id; /* of the writer that is read */
	struct str val, canon;
	struct op_ref bases[STORE_HEADS_MAX];
	struct change_ref refs[STORE_HEADS_MAX];
	char col[64], user[64], table[64];
	int64_t col_no, user_no, table_no; /* numbers the texts belong to */
};

/* Operations of one writer, both ends included. */
struct op_run {
	int64_t writer, first, last;
};

/* Begins and ends reading; what is known is kept in between. */
void op_reader_open(struct op_reader *r, struct store *s);
void op_reader_close(struct op_reader *r);
/* Calls each for the operations of a run in their order, with their canonical bytes; both are
 * borrowed until it returns. Stops at the first failure. Numbers that are missing are passed over. */
typedef enum status (*op_read_each)(void *arg, const struct change *c,
				    const struct str *canonical, struct err *err);
enum status op_read_run(struct op_reader *r, const struct op_run *run, op_read_each each,
			void *arg, struct err *err) BASE_MUST_CHECK;

#endif
