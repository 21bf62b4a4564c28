/* oracle.c - heads by asking everybody, and what is shown by the words of the specification. */
#include "oracle.h"

#include <stdlib.h>
#include <string.h>

/* ---- the set of operations */

static void *
grow(void *p, size_t n, size_t size)
{
	p = realloc(p, n * size);
	if (!p)
		abort();
	return p;
}

static char *
copy(const char *text)
{
	char *p;

	if (!text)
		return NULL;
	p = grow(NULL, strlen(text) + 1, 1);
	return strcpy(p, text);
}

static int
new_op(struct oracle *o, int site, int row, int field)
{
	if (o->n_ops == o->room_ops) {
		int room = o->room_ops ? 2 * o->room_ops : 256;

		o->ops = grow(o->ops, (size_t)room, sizeof *o->ops);
		for (int i = 0; i < ORACLE_SITES; i++) {
			o->has[i] = grow(o->has[i], (size_t)room, 1);
			memset(o->has[i] + o->room_ops, 0, (size_t)(room - o->room_ops));
		}
		o->room_ops = room;
	}
	o->ops[o->n_ops] = (struct oracle_op){.row = row, .field = field};
	o->has[site][o->n_ops] = 1;
	return o->n_ops++;
}

static void
note_op(struct oracle_row *r, int op)
{
	r->ops = grow(r->ops, (size_t)r->n_ops + 1, sizeof *r->ops);
	r->ops[r->n_ops++] = op;
}

int
oracle_birth(struct oracle *o, int site, enum entity_id e, const struct uid *id,
	     char **values)
{
	size_t n = dict_entity(e)->n_fields;
	int op = new_op(o, site, o->n_rows, -1);

	if (o->n_rows == o->room_rows) {
		o->room_rows = o->room_rows ? 2 * o->room_rows : 64;
		o->rows = grow(o->rows, (size_t)o->room_rows, sizeof *o->rows);
	}
	o->rows[o->n_rows] = (struct oracle_row){.e = e, .id = *id, .birth = op};
	note_op(&o->rows[o->n_rows++], op);
	o->ops[op].birth = grow(NULL, n, sizeof(char *));
	for (size_t i = 0; i < n; i++)
		o->ops[op].birth[i] = copy(values[i]);
	return op;
}

int
oracle_edit(struct oracle *o, int site, int row, int field, const char *val)
{
	int heads[ORACLE_HEADS], n = oracle_heads(o, site, row, field, heads);
	int op = new_op(o, site, row, field);

	o->ops[op].val = copy(val);
	o->ops[op].n_bases = n;
	memcpy(o->ops[op].bases, heads, (size_t)n * sizeof *heads);
	note_op(&o->rows[row], op);
	return op;
}

static unsigned
slot(const struct oracle *o, const struct change_ref *at)
{
	unsigned h = (unsigned)at->seq * 2654435761u;

	for (int i = 0; i < UID_SIZE; i++)
		h = (h ^ at->writer.b[i]) * 16777619u;
	return h & (unsigned)(o->find_room - 1);
}

static void
put_name(struct oracle *o, int op)
{
	unsigned at = slot(o, &o->ops[op].at);

	while (o->find[at] >= 0)
		at = (at + 1) & (unsigned)(o->find_room - 1);
	o->find[at] = op;
}

void
oracle_name(struct oracle *o, int op, const struct change_ref *at)
{
	o->ops[op].at = *at;
	if (o->find_room < 2 * o->n_ops + 2) {
		o->find_room = o->find_room ? o->find_room * 2 : 1024;
		o->find = grow(o->find, (size_t)o->find_room, sizeof *o->find);
		for (int i = 0; i < o->find_room; i++)
			o->find[i] = -1;
		for (int i = 0; i < o->n_ops; i++)
			if (i != op && o->ops[i].at.seq)
				put_name(o, i);
	}
	put_name(o, op);
}

int
oracle_find(const struct oracle *o, const struct change_ref *at)
{
	unsigned i;

	if (!o->find_room)
		return -1;
	for (i = slot(o, at); o->find[i] >= 0;
	     i = (i + 1) & (unsigned)(o->find_room - 1)) {
		const struct change_ref *is = &o->ops[o->find[i]].at;

		if (is->seq == at->seq && !memcmp(is->writer.b, at->writer.b, UID_SIZE))
			return o->find[i];
	}
	return -1;
}

void
oracle_release(struct oracle *o)
{
	for (int i = 0; i < o->n_ops; i++) {
		struct oracle_op *op = &o->ops[i];

		for (size_t k = 0;
		     op->birth && k < dict_entity(o->rows[op->row].e)->n_fields; k++)
			free(op->birth[k]);
		free(op->birth);
		free(op->val);
	}
	for (int i = 0; i < o->n_rows; i++)
		free(o->rows[i].ops);
	for (int i = 0; i < ORACLE_SITES; i++)
		free(o->has[i]);
	free(o->ops);
	free(o->rows);
	free(o->find);
	memset(o, 0, sizeof *o);
}

/* ---- heads */

static bool
names(const struct oracle_op *later, int op)
{
	for (int i = 0; i < later->n_bases; i++)
		if (later->bases[i] == op)
			return true;
	return false;
}

/* True when a comes before b in what is shown: a believed clock, the later wall, the greater
 * writer, the greater number. */
static bool
before(const struct oracle_op *a, const struct oracle_op *b)
{
	bool ta = a->clk != 'U', tb = b->clk != 'U';
	int w = memcmp(a->at.writer.b, b->at.writer.b, UID_SIZE);

	if (ta != tb)
		return ta;
	if (a->wall != b->wall)
		return a->wall > b->wall;
	return w ? w > 0 : a->at.seq > b->at.seq;
}

int
oracle_heads(const struct oracle *o, int site, int row, int field,
	     int heads[ORACLE_HEADS])
{
	const struct oracle_row *r = &o->rows[row];
	const unsigned char *has = o->has[site];
	int n = 0;

	for (int i = 0; i < r->n_ops; i++) {
		int op = r->ops[i], at;
		bool head =
		    has[op] && (o->ops[op].field == field || o->ops[op].field == -1);

		for (int k = 0; head && k < r->n_ops; k++)
			if (has[r->ops[k]] && o->ops[r->ops[k]].field == field &&
			    names(&o->ops[r->ops[k]], op))
				head = false;
		if (!head || n == ORACLE_HEADS)
			continue;
		for (at = n++; at > 0 && before(&o->ops[op], &o->ops[heads[at - 1]]);
		     at--)
			heads[at] = heads[at - 1];
		heads[at] = op;
	}
	return n;
}

const char *
oracle_value(const struct oracle *o, int op, int field)
{
	return o->ops[op].field == -1 ? o->ops[op].birth[field] : o->ops[op].val;
}

int
oracle_values(const struct oracle *o, int site, int row, int field)
{
	int heads[ORACLE_HEADS], n = oracle_heads(o, site, row, field, heads), kinds = 0;

	for (int i = 0; i < n; i++) {
		const char *v = oracle_value(o, heads[i], field);
		bool known = false;

		for (int k = 0; k < i; k++) {
			const char *u = oracle_value(o, heads[k], field);

			known = known || (!u && !v) || (u && v && !strcmp(u, v));
		}
		kinds += !known;
	}
	return kinds;
}

/* ---- what is shown of several */

static int
place_in_list(const struct code_list *list, const char *id)
{
	for (int i = 0; id && list->codes[i].id; i++)
		if (!strcmp(list->codes[i].id, id))
			return i;
	return -1;
}

/* Warnings are never hidden by one another: all different ones, in order, while there is room. */
static void
join(const struct oracle *o, const struct field *f, int field, const int *heads, int n,
     struct str *text)
{
	for (int i = 0; i < n; i++) {
		const char *v = oracle_value(o, heads[i], field);
		bool again = false;

		if (!v)
			continue;
		for (int k = 0; k < i; k++) {
			const char *u = oracle_value(o, heads[k], field);

			again = again || (u && !strcmp(u, v));
		}
		if (again || text->n + strlen(v) + 3 > f->size)
			continue;
		if (text->n)
			str_add(text, " | ");
		str_add(text, v);
	}
}

bool
oracle_shown(const struct oracle *o, int site, int row, int field, struct str *text)
{
	const struct field *f = &dict_entity(o->rows[row].e)->fields[field];
	int heads[ORACLE_HEADS], n = oracle_heads(o, site, row, field, heads), top = 0;
	const char *v;

	str_clear(text);
	if (!n)
		return false;
	if (n > 1 && f->merge == MERGE_SAFETY &&
	    (f->type == FT_TEXT || f->type == FT_LONG)) {
		join(o, f, field, heads, n, text);
		return text->n > 0;
	}
	for (int i = 1; i < n; i++) {
		const char *is = oracle_value(o, heads[top], field),
			   *next = oracle_value(o, heads[i], field);

		if (f->merge == MERGE_WORKFLOW && f->type == FT_CODE &&
		    place_in_list(f->codes, next) > place_in_list(f->codes, is))
			top = i;
		if (f->merge == MERGE_SAFETY && f->type == FT_CODE &&
		    place_in_list(f->codes, next) > place_in_list(f->codes, is))
			top = i;
		/* Days of safety: the earliest begin; no end before the latest one. */
		if (f->merge == MERGE_SAFETY && f->type == FT_DATE) {
			bool begin = (f->flags & FF_REQUIRED) != 0;

			if (begin && strcmp(next, is) < 0)
				top = i;
			if (!begin && is && (!next || strcmp(next, is) > 0))
				top = i;
		}
		if (f->merge == MERGE_HUB && o->ops[heads[i]].hub &&
		    !o->ops[heads[top]].hub)
			top = i;
	}
	v = oracle_value(o, heads[top], field);
	if (v)
		str_add(text, v);
	return v != NULL;
}
