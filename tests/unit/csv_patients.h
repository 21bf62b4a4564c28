/* csv_patients.h - the table of tests/data/csv_torture/README.md as its columns. */
#ifndef UNIT_CSV_PATIENTS_H
#define UNIT_CSV_PATIENTS_H

#include "sync/csv_table.h"

static const struct csv_column csv_patients_columns[] = {
    {.name = "id", .kind = CSV_COL_KEY, .flags = CSV_COLF_REQUIRED},
    {.name = "family_name", .kind = CSV_COL_TEXT},
    {.name = "given_name", .kind = CSV_COL_TEXT},
    {.name = "birth_date", .kind = CSV_COL_PDATE},
    {.name = "note", .kind = CSV_COL_LONG},
};

static const struct csv_spec csv_patients = {
    .name = "patients",
    .columns = csv_patients_columns,
    .n_columns = 5,
    .key = 0,
    .any_of = 1u << 1 | 1u << 2, /* one of the two names */
    .none_of_them = CSV_MISSING_NAME,
    .first_day = 18900101,
    .last_day = 20260101,
};

#endif
