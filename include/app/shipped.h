/* shipped.h - rows of the tables that ship with the program, those alone that hold on a day; knows no
 * table by its name. */
#ifndef APP_SHIPPED_H
#define APP_SHIPPED_H

#include "app/app.h"
#include "core/dict.h"

/* Which rows. The entity has the fields of a source (valid_from, valid_to). */
struct shipped_ask {
	enum entity_id entity;
	int64_t day;		   /* 0: today */
	const char *field, *value; /* only where this text field is that; NULL: all */
};

/* Structs of the entity, one behind the other, in the order of their numbers. */
struct shipped {
	void *rows; /* free it; NULL: none */
	int n;
};

/* Reads them; after a failure there are none, and nothing is to be freed. */
enum status shipped_load(struct app *a, const struct shipped_ask *ask,
			 struct shipped *out, struct err *err) BASE_MUST_CHECK;
/* Reads the row of a key (through its index) as it holds today into row, a struct of the entity. *there
 * false: there is none, or it does not hold; row may be written to all the same. */
enum status shipped_find(struct app *a, enum entity_id e, const char *key, void *row,
			 bool *there, struct err *err) BASE_MUST_CHECK;

#endif
