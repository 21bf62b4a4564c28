/* oracle.h - what every site must show, by brute force: a set of operations a site, nothing else.
 *
 * It shares with the product the form of an operation and the dictionary. Whether an operation is a
 * head is asked of every other operation; what a cell shows is told by its own rules. */
#ifndef TEST_SYNC_ORACLE_H
#define TEST_SYNC_ORACLE_H

#include "core/change.h"
#include "core/dict.h"
#include "core/dict_rows.h"

enum { ORACLE_SITES = 8, ORACLE_HEADS = 64 };

struct oracle_op {
	struct change_ref at;
	int row, field; /* field -1: a birth */
	char *val;	/* machine form, NULL none */
	char **birth;	/* a birth: one value a field, NULL none */
	int bases[ORACLE_HEADS], n_bases;
	int64_t wall;
	int clk;
	bool hub;
};

struct oracle_row {
	enum entity_id e;
	struct uid id;
	int birth; /* its operation */
	int *ops, n_ops;
};

struct oracle {
	struct oracle_op *ops;
	int n_ops, room_ops;
	struct oracle_row *rows;
	int n_rows, room_rows;
	unsigned char *has[ORACLE_SITES]; /* of each operation */
	int *find, find_room;		  /* by name */
};

void oracle_release(struct oracle *o);
/* Adds an operation that a site has just written; its name may be told later but must be told
 * before it is looked for. */
int oracle_birth(struct oracle *o, int site, enum entity_id e, const struct uid *id,
		 char **values);
int oracle_edit(struct oracle *o, int site, int row, int field, const char *val);
void oracle_name(struct oracle *o, int op, const struct change_ref *at);
/* Operation of a name, -1 none. */
int oracle_find(const struct oracle *o, const struct change_ref *at);

/* Heads of a cell as a site must see them, the one shown first in front. */
int oracle_heads(const struct oracle *o, int site, int row, int field,
		 int heads[ORACLE_HEADS]);
/* Value of one head; NULL none. */
const char *oracle_value(const struct oracle *o, int op, int field);
/* What the cell shows; false: nothing. */
bool oracle_shown(const struct oracle *o, int site, int row, int field, struct str *text);
/* Different values among the heads. */
int oracle_values(const struct oracle *o, int site, int row, int field);

#endif
