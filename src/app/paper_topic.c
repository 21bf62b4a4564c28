/* paper_topic.c - a topic that was taught on one page, in large type, for the patient to read at home. */
#include "app/handout.h"
#include "paper_priv.h"

#include <stdlib.h>
#include <string.h>

/* About 16 points on the PDF's paper, as the largest of the handout. */
enum { COLS = 54, ROWS = 41 };

static void
add_head(struct app *a, const struct handout_topic *t, struct page_doc *d)
{
	const struct patient *p = &t->patient;

	str_copy(d->clinic, sizeof d->clinic, a->site.name);
	date_text(app_today(a), d->corner);
	str_format(d->who, sizeof d->who, "%s%s%s  %s", p->given_name,
		   p->given_name[0] ? " " : "", p->family_name, p->chart_no);
	str_copy(d->what, sizeof d->what, t->words.text[WORDING_READ_AT_HOME]);
}

/* Where the sentence at p ends: behind its stop, before a blank or the end. */
static size_t
sentence(const char *p)
{
	size_t n = 0;

	while (p[n] && !(n && strchr(".!?", p[n - 1]) && p[n] == ' '))
		n++;
	return n;
}

/* A sentence a line, parted by blank ones: one thing to do at a time. */
static void
add_text(const struct handout_topic *t, struct page_doc *d)
{
	for (const char *p = t->text; *p;) {
		size_t n = sentence(p);

		page_addf(d, PAGE_TEXT, "%.*s", (int)n, p);
		page_add(d, PAGE_TEXT, "");
		p += n;
		p += strspn(p, " ");
	}
}

static void
add_foot(struct app *a, const struct handout_topic *t, struct page_doc *d)
{
	struct str line = {0};

	page_add(d, PAGE_TEXT, "");
	if (a->site.phone[0]) {
		wording_say(&t->words, WORDING_CALL,
			    (const struct wording_place[]){{"phone", a->site.phone},
							   {NULL, NULL}},
			    &line);
		page_add(d, PAGE_TEXT, str_text(&line));
	}
	if (t->unreviewed)
		page_add(d, PAGE_TEXT, t->words.text[WORDING_NOT_REVIEWED]);
	str_release(&line);
}

enum status
paper_write_topic(struct app *a, const struct paper_order *o, struct page_doc *d,
		  struct paper *p, struct err *err)
{
	struct handout_topic *t = mem_alloc(sizeof *t);
	char word[40];
	enum status st = handout_topic_load(a, o->no, o->topic, o->language, t, err);

	if (!st) {
		if (!o->form.large) {
			p->form.cols = COLS;
			p->form.rows = ROWS;
		}
		add_head(a, t, d);
		page_addf(d, PAGE_HEAD, "%s", t->title);
		page_add(d, PAGE_KEEP, "");
		add_text(t, d);
		add_foot(a, t, d);
		p->untranslated = t->untranslated;
		str_copy(p->language, sizeof p->language, t->language);
		str_copy(p->about, sizeof p->about, o->topic);
		str_format(word, sizeof word, "topic-%s", o->topic);
		paper_name(p, word, t->patient.chart_no, app_today(a));
		p->row = o->no;
		handout_topic_release(t);
	}
	free(t);
	return st;
}
