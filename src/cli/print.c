/* print.c - rows and progress as text. */
#include "base/utf8.h"
#include "cli_priv.h"
#include "store/record.h"

#include <string.h>

void
print_json(struct str *out, const char *p, size_t n)
{
	str_add_c(out, '"');
	for (size_t i = 0; i < n; i++) {
		unsigned char b = (unsigned char)p[i];

		if (b == '"' || b == '\\')
			str_addf(out, "\\%c", b);
		else if (b == '\n')
			str_add(out, "\\n");
		else if (b < 0x20 || b == 0x7F)
			str_addf(out, "\\u%04x", b);
		else
			str_add_c(out, (char)b);
	}
	str_add_c(out, '"');
}

void
print_cell(struct cli *c, const struct field *f, struct cell v, bool people,
	   struct str *out)
{
	if (v.kind == CELL_NONE)
		return;
	if (f->type == FT_REF) {
		struct uid id;
		char text[UID_TEXT_SIZE];
		struct err ignored = {0};

		if (record_id(c->app.store, v.i, &id, &ignored) == ST_OK) {
			uid_text(&id, text);
			str_add(out, text);
		}
	} else if (people) {
		dict_show(f, v, out);
	} else {
		dict_text(f, v, out);
	}
}

static bool
numeric(const struct field *f)
{
	return f->type == FT_INT || f->type == FT_BOOL;
}

static void
row_json(struct cli *c, const struct entity *e, const void *row, struct str *out)
{
	char id[UID_TEXT_SIZE];

	uid_text(&((const struct row_head *)row)->id, id);
	str_addf(out, "{\"id\":\"%s\"", id);
	for (size_t i = 0; i < e->n_fields; i++) {
		const struct field *f = &e->fields[i];
		struct cell v = dict_get(f, row);
		struct str text = {0};

		if (f->flags & FF_SECRET || v.kind == CELL_NONE)
			continue;
		print_cell(c, f, v, false, &text);
		str_addf(out, ",\"%s\":", f->name);
		if (numeric(f))
			str_add(out, str_text(&text));
		else
			print_json(out, str_text(&text), text.n);
		str_release(&text);
	}
	str_add(out, "}\n");
}

/* Lines of a text one below the other, each made safe for a terminal. */
static void
row_text(struct cli *c, const struct entity *e, const void *row, struct str *out)
{
	char id[UID_TEXT_SIZE];

	uid_text(&((const struct row_head *)row)->id, id);
	str_addf(out, "%-16s %s\n", "id", id);
	for (size_t i = 0; i < e->n_fields; i++) {
		const struct field *f = &e->fields[i];
		struct cell v = dict_get(f, row);
		struct str text = {0};

		if (f->flags & FF_SECRET || v.kind == CELL_NONE)
			continue;
		print_cell(c, f, v, true, &text);
		for (const char *p = str_text(&text); *p;) {
			size_t n = strcspn(p, "\n");

			str_addf(out, "%-16s ", p == str_text(&text) ? f->name : "");
			utf8_safe(out, p, n, -1, false);
			str_add_c(out, '\n');
			p += n + (p[n] == '\n');
		}
		str_release(&text);
	}
}

void
print_row(struct cli *c, const struct entity *e, const void *row)
{
	struct str out = {0};

	if (c->json)
		row_json(c, e, row, &out);
	else
		row_text(c, e, row, &out);
	fwrite(str_text(&out), 1, out.n, c->out);
	str_release(&out);
}

/* When the bar was drawn last; one process runs one verb. */
static struct {
	int64_t at_ms;
	bool drawn;
} bar;

void
print_progress(struct cli *c, const char *what, int64_t done, int64_t of)
{
	int64_t now;
	int cells;

	if (!c->progress)
		return;
	now = clock_boot(c->env.clock);
	if (bar.at_ms == 0)
		bar.at_ms = now + 750; /* nothing under a second */
	if (now - bar.at_ms < 250)
		return;
	bar.at_ms = now;
	bar.drawn = true;
	if (of <= 0) {
		fprintf(c->err, "\r%-14.14s %lld", what, (long long)done);
	} else {
		cells = (int)(done * 40 / of);
		fprintf(c->err, "\r%-14.14s [%.*s%*s] %3d %%", what, cells,
			"########################################", 40 - cells, "",
			(int)(done * 100 / of));
	}
	fflush(c->err);
}

void
print_progress_end(struct cli *c)
{
	if (bar.drawn)
		fprintf(c->err, "\r%*s\r", 70, "");
	bar.drawn = false;
}

bool
print_step(void *arg, const char *what, int64_t done, int64_t of)
{
	print_progress(arg, what, done, of);
	return true;
}
