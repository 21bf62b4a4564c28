/* csv_table_priv.h - the door for tests that want keys to clash. */
#ifndef SYNC_CSV_TABLE_PRIV_H
#define SYNC_CSV_TABLE_PRIV_H

#include "sync/csv_table.h"

/* csv_table_read without preparing the report; hash_mask keeps only some bits of key hashes. */
enum status csv_table_run(const struct csv_spec *spec, const struct csv_source *source,
			  const struct csv_table_call *call, uint64_t hash_mask,
			  struct csv_report *report, struct err *err) BASE_MUST_CHECK;

#endif
