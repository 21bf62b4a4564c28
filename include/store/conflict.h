/* conflict.h - cells that hold more than one value: which, whose, and the ways out. Knows no words
 * for people.
 *
 * A cell has several heads when people at two sites changed it without knowing of each other (sync
 * specification 10.4). Heads that all show the same value are no conflict to a person: they are
 * neither listed nor counted. */
#ifndef STORE_CONFLICT_H
#define STORE_CONFLICT_H

#include "core/dict_rows.h"
#include "store/store.h"

enum conflict_state {
	CONFLICT_OPEN,
	CONFLICT_RESOLVED, /* one operation superseded every value */
	CONFLICT_UNDONE,   /* later the value shown before it was brought back */
	CONFLICT_EDITED,   /* later somebody wrote another value */
};

/* A conflict in a list. */
struct conflict_line {
	int64_t no; /* local number of the conflict */
	int64_t row, opened /* wall clock, ms */;
	int64_t patient; /* whose row it is, 0: nobody's */
	enum entity_id entity;
	int field; /* index in the entity */
	enum merge_class merge;
	enum conflict_state state;
	int values;		     /* different ones */
	char who[124], chart_no[21]; /* of the patient */
};

/* One of the values, with whoever wrote it last. */
struct conflict_value {
	struct str text; /* machine form; references as ids */
	bool has_val;	 /* false: the value was taken out */
	char user[24], site[8];
	int64_t wall; /* wall clock claim, ms since 1970 */
	bool
	    plausible; /* the clock of that site was plausible then, or is the head office's */
	int times; /* operations that say the same */
};

struct conflict {
	struct conflict_line line;
	struct conflict_value *values; /* the shown one first; line.values of them */
	/* when it is not open: what ended it */
	struct conflict_value end;
	struct str before; /* what the cell showed while it was open, machine form */
	bool has_before;
};

struct conflict_ask {
	int64_t patient; /* 0: everybody's */
	bool grave;	 /* identity and safety alone */
	bool
	    ended; /* those that are not open any more, newest first; else the open ones */
};

/* The conflicts asked for. Open ones come in the order safety, identity, the rest; then by patient
 * and age. *more: there are others. */
enum status conflict_list(struct store *s, const struct conflict_ask *ask,
			  struct conflict_line *lines, int max, int *n, bool *more,
			  struct err *err) BASE_MUST_CHECK;

/* One conflict with its values. ST_NOT_FOUND. Release. */
enum status conflict_read(struct store *s, int64_t no, struct conflict *c,
			  struct err *err) BASE_MUST_CHECK;
void conflict_release(struct conflict *c);
/* A value as a cell of the field, text borrowed from v. */
enum status
conflict_cell(struct store *s, const struct conflict *c, const struct conflict_value *v,
	      struct cell *cell, struct err *err) BASE_MUST_CHECK;

/* Writes a value into the cell by one operation that names every head as its base, also when the
 * cell shows that value already: the conflict is ended, at every site the operation comes to.
 * ST_INVALID: the value does not fit the field. ST_NOT_FOUND. */
enum status conflict_end(struct store *s, int64_t no, struct cell value,
			 struct err *err) BASE_MUST_CHECK;
/* Brings back what the cell showed while the conflict was open, by a new operation: the values lie
 * in the log as before, the conflict is listed as CONFLICT_UNDONE. ST_REFUSED: it is open, or the
 * value is there already. */
enum status conflict_undo(struct store *s, int64_t no, struct err *err) BASE_MUST_CHECK;

#endif
