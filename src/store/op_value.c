/* op_value.c - values of operations: one cell in machine form, or a whole row as JSON. */
#include "store/record.h"
#include "store_priv.h"

#include <string.h>

/* Sorted keys and strings only: the same row gives the same bytes whatever the order of the
 * dictionary (RFC 8785 has the idea). */

static void
add_escaped(struct str *out, const char *p, size_t n)
{
	size_t from = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];
		const char *to = c == '"'    ? "\\\""
				 : c == '\\' ? "\\\\"
				 : c == '\n' ? "\\n"
				 : c == '\t' ? "\\t"
					     : NULL;

		if (!to)
			continue; /* other controls are never stored */
		str_add_n(out, p + from, i - from);
		str_add(out, to);
		from = i + 1;
	}
	str_add_n(out, p + from, n - from);
}

enum status
op_value(struct store *s, const struct field *f, struct cell c, struct str *out,
	 struct err *err)
{
	char text[UID_TEXT_SIZE];
	struct uid id;
	int entity;
	enum status st;

	if (f->type != FT_REF || c.kind == CELL_NONE) {
		dict_text(f, c, out);
		return ST_OK;
	}
	st = record_lookup(s, c.i, &id, &entity, err);
	if (st)
		return st;
	uid_text(&id, text);
	str_add_n(out, text, UID_TEXT_SIZE - 1);
	return ST_OK;
}

static enum status
add_member(struct store *s, const struct field *f, struct cell c, struct str *out,
	   struct err *err)
{
	enum status st = ST_OK;

	if (out->p[out->n - 1] != '{')
		str_add_c(out, ',');
	str_add_c(out, '"');
	str_add(out, f->name);
	str_add(out, "\":\"");
	if (c.kind == CELL_TEXT)
		add_escaped(out, c.p, c.n);
	else
		st = op_value(s, f, c, out, err);
	str_add_c(out, '"');
	return st;
}

enum status
op_row_json(struct store *s, enum entity_id e, const struct cell *cells, struct str *out,
	    struct err *err)
{
	const struct entity *ent = dict_entity(e);
	enum status st = ST_OK;

	str_add_c(out, '{');
	for (size_t i = 0; i < ent->n_fields && !st; i++) {
		size_t at = s->ent[e].by_name[i];
		const struct field *f = &ent->fields[at];

		if (cells[at].kind != CELL_NONE && !(f->flags & FF_LOCAL))
			st = add_member(s, f, cells[at], out, err);
	}
	str_add_c(out, '}');
	return st;
}

enum status
op_value_parse(struct store *s, const struct field *f, const char *p, size_t n,
	       struct cell *c, struct err *err)
{
	struct uid id;

	if (f->type != FT_REF || n == 0)
		return dict_parse(f, p, n, c, err);
	*c = (struct cell){.kind = CELL_INT};
	if (!uid_parse(p, n, &id))
		return status_fail(err, ST_CORRUPT, "%s: \"%.*s\" is no id", f->label,
				   (int)n, p);
	c->i = record_no(s, &id, NULL);
	return c->i ? ST_OK
		    : status_fail(err, ST_NOT_FOUND, "%s: row %.*s is missing", f->label,
				  (int)n, p);
}

/* Reads a string after its opening quote; *p stands behind the closing one. False: torn, or with an escape
 * that add_escaped never writes (another reader would take it for something else). */
static bool
read_string(const char **p, const char *end, struct str *out)
{
	str_clear(out);
	for (; *p < end; (*p)++) {
		if (**p == '"') {
			(*p)++;
			return true;
		}
		if (**p != '\\') {
			str_add_c(out, **p);
			continue;
		}
		if (++*p == end || !strchr("\"\\nt", **p) || !**p)
			return false;
		str_add_c(out, **p == 'n' ? '\n' : **p == 't' ? '\t' : **p);
	}
	return false;
}

static bool
skip(const char **p, const char *end, char c)
{
	if (*p == end || **p != c)
		return false;
	(*p)++;
	return true;
}

static enum status
put_member(struct store *s, enum entity_id e, const struct str *name,
	   const struct str *value, void *row, struct err *err)
{
	const struct entity *ent = dict_entity(e);
	int at = dict_field_named(ent, str_text(name));
	struct cell c;
	enum status st;

	if (at < 0)
		return ST_OK; /* of a newer program */
	st = op_value_parse(s, &ent->fields[at], str_text(value), value->n, &c, err);
	if (!st && !dict_put(&ent->fields[at], row, c))
		st = status_fail(err, ST_CORRUPT, "%s does not fit", str_text(name));
	return st;
}

enum status
op_row_parse(struct store *s, enum entity_id e, const char *json, size_t n, void *row,
	     struct err *err)
{
	const char *p = json, *end = json + n;
	struct str name = {0}, value = {0};
	bool ok = skip(&p, end, '{');
	enum status st = ST_OK;

	while (ok && !st && p < end && *p == '"') {
		p++;
		ok = read_string(&p, end, &name) && skip(&p, end, ':') &&
		     skip(&p, end, '"') && read_string(&p, end, &value);
		if (ok)
			st = put_member(s, e, &name, &value, row, err);
		skip(&p, end, ',');
	}
	if (!st && (!ok || !skip(&p, end, '}')))
		st = status_fail(err, ST_CORRUPT, "the birth of a row cannot be read");
	str_release(&name);
	str_release(&value);
	return st;
}
