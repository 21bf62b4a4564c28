/* link_lay_priv.h - a link that is being laid; private to link_lay.c and link_moved.c. */
#ifndef STORE_LINK_LAY_PRIV_H
#define STORE_LINK_LAY_PRIV_H

#include "link_priv.h"

#include "op_read.h"
#include "scope.h"

struct lay {
	struct store *s;
	struct link_out *l;
	bool hub; /* the peer is a head office */
	enum link_scope scope;
	int64_t writer, laid; /* own writer that began the link; last arrival laid */
	struct scope *own;    /* LINK_OWN: whose rows go there */
};

/* Positions for a run behind those laid; skip: it is left out. */
enum status link_lay_run(struct lay *y, const struct op_run *run, bool skip,
			 struct err *err) BASE_MUST_CHECK;
/* Runs a statement about the peer. */
enum status
link_lay_of_peer(struct lay *y, enum sql_id id, struct err *err) BASE_MUST_CHECK;
/* Lays what patients bring who moved to the peer since, and notes who moved on. */
enum status link_moved_lay(struct lay *y, struct err *err) BASE_MUST_CHECK;

#endif
