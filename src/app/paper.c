/* paper.c - documents into pages. */
#include "app/conflicts.h"
#include "base/utf8.h"
#include "paper_priv.h"
#include "store/access.h"
#include "store/record.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What two sites say of the patient stands on the page as it stands on the screen. */
static enum status
add_marks(struct app *a, int64_t patient, struct page_doc *d, struct err *err)
{
	struct str lines = {0};
	enum status st = conflicts_marks(a, patient, &lines, err);

	if (!st && lines.n) {
		lines.n--; /* without the last line's end */
		lines.p[lines.n] = '\0';
		page_add(d, PAGE_KEEP, str_text(&lines));
		page_add(d, PAGE_KEEP, "");
	}
	str_release(&lines);
	return st;
}

enum status
paper_head(struct app *a, int64_t patient, struct page_doc *d, struct err *err)
{
	struct patient p;
	char birth[DATE_TEXT_SIZE];
	enum status st = record_get(a->store, E_PATIENT, patient, &p, err);

	if (st)
		return st;
	date_text(p.birth_date, birth);
	str_copy(d->clinic, sizeof d->clinic, a->site.name);
	str_format(d->who, sizeof d->who, "%s%s%s  %s  born %s", p.family_name,
		   p.given_name[0] ? ", " : "", p.given_name, p.chart_no,
		   birth[0] ? birth : "unknown");
	return add_marks(a, patient, d, err);
}

void
paper_time(int64_t seconds, char *out, size_t size)
{
	struct civil t;
	char day[DATE_TEXT_SIZE];

	out[0] = '\0';
	if (seconds == DICT_NONE)
		return;
	t = clock_civil(seconds * 1000);
	date_text(t.date, day);
	str_format(out, size, "%s %02d:%02d", day, t.hour, t.minute);
}

void
paper_name(struct paper *p, const char *word, const char *number, int64_t day)
{
	char text[DATE_TEXT_SIZE];

	date_text(day, text);
	str_format(p->file, sizeof p->file, "%s%s%s%s%s", word, number[0] ? "-" : "",
		   number, text[0] ? "-" : "", text);
	for (char *c = p->file; *c; c++)
		if (!isalnum((unsigned char)*c) || (unsigned char)*c > 0x7E)
			*c = '-';
}

static void
lay_out(const struct page_doc *d, struct paper *p)
{
	struct page_spot *spots = mem_alloc((size_t)(p->n_figures + 1) * sizeof *spots);

	p->n_pages = page_layout_art(d, &p->form, &p->pages, spots, p->n_figures);
	for (int i = 0; i < p->n_figures; i++)
		p->figures[i].at = spots[i];
	free(spots);
}

enum status
paper_make(struct app *a, const struct paper_order *o, struct paper *p, struct err *err)
{
	static enum status (*const writers[])(struct app *, const struct paper_order *,
					      struct page_doc *, struct paper *,
					      struct err *) = {
	    [PAPER_NOTE] = paper_write_note,
	    [PAPER_REPORT] = paper_write_note,
	    [PAPER_PLAN] = paper_write_plan,
	    [PAPER_TREND] = paper_write_trend,
	    [PAPER_SUPERBILL] = paper_write_superbill,
	    [PAPER_CHARGES] = paper_write_charges,
	    [PAPER_SUMS] = paper_write_sums,
	    [PAPER_FIGURES] = paper_write_figures,
	    [PAPER_HANDOUT] = paper_write_handout,
	    [PAPER_TOPIC] = paper_write_topic,
	};
	struct page_doc d = {.clinic = ""};
	bool bills = o->kind == PAPER_SUPERBILL || o->kind == PAPER_CHARGES ||
		     o->kind == PAPER_SUMS;
	enum status st = ST_OK;

	_Static_assert(sizeof writers / sizeof writers[0] == PAPER_COUNT,
		       "a writer for each kind");
	*p = (struct paper){.kind = o->kind, .form = o->form};
	if (bills) {
		st = access_may(a->store, ROLE_BILLING, ROLE_READ, "Bill", err);
		access_lift(a->store); /* a bill says the diagnosis to whoever bills */
	}
	if (!st)
		st = writers[o->kind](a, o, &d, p, err);
	if (bills)
		access_drop(a->store);
	if (!st)
		lay_out(&d, p);
	page_release(&d);
	if (st)
		paper_release(p);
	return st;
}

void
paper_release(struct paper *p)
{
	str_release(&p->pages);
	free(p->figures);
	p->figures = NULL;
	p->n_figures = 0;
}

void
paper_text(const struct paper *p, struct str *out)
{
	page_bytes(str_text(&p->pages), p->form.large, out);
}
