/* store_verify.h - the log proved again; private to the store. */
#ifndef STORE_STORE_VERIFY_H
#define STORE_STORE_VERIFY_H

#include "store_priv.h"

/* Recomputes the chain of every writer over all operations; *ops how many. ST_CORRUPT. */
enum status
store_verify_chains(struct store *s, int64_t *ops, struct err *err) BASE_MUST_CHECK;
/* Compares rows people edit with what their operations make; *rows how many. ST_CORRUPT. */
enum status
store_verify_rows(struct store *s, int64_t *rows, struct err *err) BASE_MUST_CHECK;

#endif
