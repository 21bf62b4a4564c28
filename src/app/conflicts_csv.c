/* conflicts_csv.c - conflicts as a table for other programs (sync specification 10.5). */
#include "app/conflicts.h"
#include "store/link.h"
#include "store/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
add_string(struct str *out, const char *p)
{
	str_add_c(out, '"');
	for (; *p; p++) {
		unsigned char b = (unsigned char)*p;

		if (b == '"' || b == '\\')
			str_addf(out, "\\%c", b);
		else if (b < 0x20)
			str_addf(out, "\\u%04x", b);
		else
			str_add_c(out, (char)b);
	}
	str_add_c(out, '"');
}

static void
add_values(struct str *out, const struct conflict *c)
{
	str_add_c(out, '[');
	for (int i = 0; i < c->line.values; i++) {
		str_add(out, i ? "," : "");
		if (c->values[i].has_val)
			add_string(out, str_text(&c->values[i].text));
		else
			str_add(out, "null");
	}
	str_add_c(out, ']');
}

static void
plain(struct csv_write *w, const char *text)
{
	csv_write_plain(w, text, strlen(text));
}

static void
write_time(struct csv_write *w, int64_t ms)
{
	struct str text = {0};
	const struct field time = {.type = FT_TIME};

	dict_text(&time, (struct cell){.kind = CELL_INT, .i = ms / 1000}, &text);
	plain(w, str_text(&text));
	str_release(&text);
}

static enum status
write_one(struct app *a, struct csv_write *w, const struct conflict_line *l,
	  struct err *err)
{
	struct conflict c;
	struct str values = {0};
	struct uid id;
	char text[UID_TEXT_SIZE];
	enum status st = conflict_read(a->store, l->no, &c, err);

	if (!st)
		st = record_id(a->store, l->row, &id, err);
	if (!st) {
		uid_text(&id, text);
		csv_write_int(w, l->no);
		plain(w, dict_entity(l->entity)->name);
		plain(w, text);
		plain(w, dict_entity(l->entity)->fields[l->field].name);
		plain(w, conflicts_class(l->merge));
		add_values(&values, &c);
		csv_write_text(w, values.p, values.n);
		write_time(w, l->opened);
		plain(w, conflicts_state(l->state));
		csv_write_row_end(w);
	}
	str_release(&values);
	conflict_release(&c);
	return st;
}

enum status
conflicts_csv(struct app *a, bool ended, const char *peer, struct csv_sink sink,
	      struct err *err)
{
	static const char *const heads[] = {"conflict", "table",  "row",   "column",
					    "class",	"values", "since", "state"};
	struct conflict_ask ask = {.ended = ended};
	struct conflict_line *lines = mem_alloc(CONFLICTS_MAX * sizeof *lines);
	struct csv_write w;
	bool more = false;
	int n = 0;
	enum status st =
	    conflict_list(a->store, &ask, lines, CONFLICTS_MAX, &n, &more, err);

	csv_write_open(&w, sink);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		plain(&w, heads[i]);
	csv_write_row_end(&w);
	for (int i = 0; i < n && !st; i++) {
		bool goes = true;

		if (peer)
			st = link_shares(a->store, peer, lines[i].row, &goes, err);
		if (!st && goes)
			st = write_one(a, &w, &lines[i], err);
	}
	csv_write_close(&w);
	free(lines);
	return st;
}
