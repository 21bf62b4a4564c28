/* datapackage.h - a description of readable tables for other programs (Data Package, Table Schema). */
#ifndef APP_DATAPACKAGE_H
#define APP_DATAPACKAGE_H

#include "base/str.h"
#include "core/dict.h"

/* Appends datapackage.json of the tables in list: fields with type, title, constraints and codes,
 * primary key, missing values, and foreign keys to tables of the list (whole: every row of them is
 * there; false: a bundle brings a part, so no foreign key is promised). created: wall seconds, DICT_NONE: not told. */
void datapackage_write(const enum entity_id *list, size_t n, bool whole, int64_t created,
		       struct str *out);

#endif
