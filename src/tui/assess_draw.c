/* assess_draw.c - the picture of an assessment: measures by sides, last and normal values. */
#include "assess_priv.h"
#include "tui/text.h"

#include <string.h>

enum { HEAD_ROWS = 2, FOOT_ROWS = 5, WIDE = 100 };

/* Columns by the width of the terminal. */
struct columns {
	int name, left, right, last, normal, change, marks;
};

static struct columns
columns(int w)
{
	struct columns c = {1, 26, 33, 40, 51, 60, w - 2};

	if (w >= WIDE)
		c = (struct columns){1, 46, 56, 66, 82, 94, w - 2};
	return c;
}

/* ---- one row */

static void
value_text(const struct assess_screen *a, const struct assessment_row *r,
	   enum assessment_side side, char *out, size_t size)
{
	const struct assessment_value *v = &r->now[side];
	char number[MEASURE_TEXT_SIZE];

	out[0] = '\0';
	if (!v->no)
		return;
	measure_number(r->m, v->value, number, sizeof number);
	str_format(
	    out, size, "%s%s", v->value == DICT_NONE ? "none" : number,
	    measure_flag(r->m, measures_norms(a->sheet->tables), a->sheet->who, v->value)
		? " !"
		: "");
}

static void
last_text(const struct assessment_row *r, char *out, size_t size)
{
	char one[ASSESSMENT_SIDES][MEASURE_TEXT_SIZE] = {"-", "-"};
	bool any = false;

	out[0] = '\0';
	for (int i = 0; i < ASSESSMENT_SIDES; i++)
		if (r->last[i].no) {
			measure_number(r->m, r->last[i].value, one[i], sizeof one[i]);
			any = true;
		}
	if (any && r->sided)
		str_format(out, size, "(%s/%s)", one[0], one[1]);
	else if (any)
		str_format(out, size, "(%s)", one[0]);
}

static bool
normal_text(const struct assess_screen *a, const struct assessment_row *r, char *out,
	    size_t size)
{
	struct measure_normal n;
	const char *protocol = r->now[0].no ? r->now[0].protocol : "";

	out[0] = '\0';
	if (!measure_norm(r->m, measures_norms(a->sheet->tables), a->sheet->who, protocol,
			  &n))
		return false;
	measure_normal_text(r->m, &n, out, size);
	return n.check;
}

static const char *
short_word(const struct measure_change *c)
{
	switch (c->kind) {
	case MEASURE_ERROR:
		return " err";
	case MEASURE_SMALL:
		return " small";
	case MEASURE_REAL:
		return c->better < 0 ? " worse" : " real";
	case MEASURE_IMPORTANT:
		return c->better < 0 ? " WORSE" : " imp";
	default:
		return "";
	}
}

static bool
change_text(const struct assess_screen *a, int i, char *out, size_t size)
{
	const struct assessment_row *r = &a->sheet->rows[i];
	bool check = false;
	char by[MEASURE_TEXT_SIZE];

	out[0] = '\0';
	for (int side = 0; side < (r->sided ? ASSESSMENT_SIDES : 1); side++) {
		struct measure_change c =
		    assessment_change(a->sheet, i, (enum assessment_side)side);
		size_t n = strlen(out);

		if (!r->now[side].no || !r->last[side].no)
			continue;
		measure_delta(r->m, c.by, by, sizeof by);
		by[strcspn(by, " ")] = '\0';
		str_format(out + n, size - n, "%s%s%s", n ? " " : "", by, short_word(&c));
		check = check || c.check;
	}
	return check;
}

static void
draw_value(const struct assess_screen *a, int i, enum assessment_side side, int y, int x)
{
	const struct assessment_row *r = &a->sheet->rows[i];
	bool here = i == a->at && side == a->side;
	char text[MEASURE_TEXT_SIZE];
	int w = 7;

	if (side == ASSESSMENT_RIGHT && !r->sided)
		return;
	if (here && a->editing) {
		line_draw(&a->line, y, x, w);
		return;
	}
	value_text(a, r, side, text, sizeof text);
	if (here && !text[0])
		str_copy(text, sizeof text, "____");
	if (here) {
		text_fill(y, x, w, TONE_CURSOR, text);
		text_cursor(y, x, false);
	} else {
		text_put(y, x, w, strchr(text, '!') ? TONE_WARN : TONE_KEY, text);
	}
}

/* A name that is too long loses what stands in brackets first. */
static void
draw_name(const struct assessment_row *row, bool here, int y, int x, int w)
{
	char name[sizeof row->name];
	char *bracket;

	str_copy(name, sizeof name, row->name);
	bracket = strstr(name, " (");
	if (bracket && strlen(name) > (size_t)w)
		*bracket = '\0';
	text_put(y, x, w, here ? TONE_KEY : TONE_PLAIN, name);
}

static void
draw_row(const struct assess_screen *a, int i, int y, struct rect r)
{
	const struct assessment_row *row = &a->sheet->rows[i];
	struct columns c = columns(r.w);
	char text[60];
	bool check;

	text_clear(y, r.x, 1, r.w);
	text_put(y, r.x, 1, TONE_KEY, i == a->at ? ">" : " ");
	draw_name(row, i == a->at, y, r.x + c.name, c.left - c.name - 1);
	draw_value(a, i, ASSESSMENT_LEFT, y, r.x + c.left);
	draw_value(a, i, ASSESSMENT_RIGHT, y, r.x + c.right);
	last_text(row, text, sizeof text);
	text_put(y, r.x + c.last, c.normal - c.last - 1, TONE_DIM, text);
	check = normal_text(a, row, text, sizeof text);
	text_put(y, r.x + c.normal, c.change - c.normal - 1, TONE_PLAIN, text);
	check = change_text(a, i, text, sizeof text) || check;
	text_put(y, r.x + c.change, c.marks - c.change, TONE_PLAIN, text);
	text_put(y, r.x + c.marks, 1, TONE_DIM, check ? "?" : " ");
}

/* ---- about the marked measure */

static void
detail_normal(const struct assess_screen *a, const struct assessment_row *r, char *out,
	      size_t size)
{
	struct measure_normal n;
	char text[MEASURE_TEXT_SIZE];

	if (!measure_norm(r->m, measures_norms(a->sheet->tables), a->sheet->who,
			  r->now[0].no ? r->now[0].protocol : "", &n)) {
		str_format(out, size, "Normal: no value for this age and sex.  %s",
			   r->m->scoring);
		return;
	}
	measure_normal_text(r->m, &n, text, sizeof text);
	str_format(out, size, "Normal %s %s: %s%s%s%s", text, r->m->unit,
		   n.check ? "CHECK SOURCE; " : "", n.row->protocol,
		   n.row->protocol[0] ? "; " : "", n.row->population);
}

static void
add_figure(struct str *s, const struct measure *m, const char *name,
	   const struct measure_figure *f)
{
	char text[MEASURE_TEXT_SIZE];

	if (!f->known)
		return;
	measure_delta(m, f->value, text, sizeof text);
	str_addf(s, "%s%s %s%s", s->n ? ", " : "", name, text + (text[0] == '+'),
		 f->check ? " *" : "");
}

static void
detail_change(const struct assess_screen *a, const struct assessment_row *r, char *out,
	      size_t size)
{
	struct measure_change c = assessment_change(a->sheet, a->at, a->side);
	struct measure_norms norms = measures_norms(a->sheet->tables);
	const struct assessment_value *last = &r->last[a->side];
	char words[80] = "", by[MEASURE_TEXT_SIZE], day[DATE_TEXT_SIZE] = "";
	struct str s = {0};

	if (!last->no || !r->now[a->side].no) {
		c.mdc = measure_mdc(r->m, norms, last->no ? last->value : DICT_NONE);
		c.mcid = measure_mcid(r->m, norms, last->no ? last->value : DICT_NONE);
	}
	/* In few words where others stand before them: the line has no second one. */
	add_figure(&s, r->m, last->no ? "MDC" : "test error (MDC)", &c.mdc);
	add_figure(&s, r->m, last->no ? "MCID" : "matters from (MCID)", &c.mcid);
	if (c.mdc.check || c.mcid.check)
		str_add(&s, "  * check source");
	if (last->no && r->now[a->side].no) {
		date_text(last->day, day);
		measure_delta(r->m, c.by, by, sizeof by);
		measure_change_words(&c, words, sizeof words);
		str_format(out, size, "Change %s since %s%s%s.  %s", by, day,
			   words[0] ? ": " : "", words, str_text(&s));
	} else {
		str_format(out, size, "%s%s",
			   last->no ? "Enter keeps the last value.  " : "", str_text(&s));
	}
	str_release(&s);
}

static void
detail_value(const struct assess_screen *a, const struct assessment_row *r, char *out,
	     size_t size)
{
	const struct assessment_value *v = &r->now[a->side];
	char band[60] = "";
	struct str s = {0};

	if (v->no && measure_band(r->m, v->value, band, sizeof band))
		str_add(&s, band);
	if (v->no &&
	    measure_flag(r->m, measures_norms(a->sheet->tables), a->sheet->who, v->value))
		str_addf(&s, "%sFLAG: %s", s.n ? "; " : "", r->m->flag_meaning);
	if (v->no && v->trials[0] && strchr(v->trials, ';'))
		str_addf(&s, "%stries %s", s.n ? "; " : "", v->trials);
	if (v->no && v->protocol[0])
		str_addf(&s, "%s%s", s.n ? "; " : "", v->protocol);
	if (v->no && v->remark[0])
		str_addf(&s, "%s%s", s.n ? "; " : "", v->remark);
	if (!v->no && strcmp(r->m->ship, "full") != 0)
		str_addf(&s, "%s: the questions are on the clinic's own form",
			 r->m->licence_note);
	str_copy(out, size, str_text(&s));
	str_release(&s);
}

static void
draw_details(struct assess_screen *a, struct rect r)
{
	const struct assessment_row *row = &a->sheet->rows[a->at];
	char text[400] = "";
	static const char *const sides[] = {"left", "right"};

	str_format(text, sizeof text, "%s%s%s  %s to %s %s", row->name,
		   row->sided ? ", " : "", row->sided ? sides[a->side] : "",
		   measure_ordinal(row->m) ? "0" : row->m->min_value,
		   measure_ordinal(row->m) ? "5, as 3+ or 4-" : row->m->max_value,
		   measure_ordinal(row->m) ? "" : row->m->unit);
	text_fill(r.y++, r.x, r.w, TONE_TITLE, text);
	detail_value(a, row, text, sizeof text);
	text_fill(r.y++, r.x, r.w, strstr(text, "FLAG") ? TONE_WARN : TONE_PLAIN, text);
	detail_change(a, row, text, sizeof text);
	text_fill(r.y++, r.x, r.w, TONE_PLAIN, text);
	detail_normal(a, row, text, sizeof text);
	text_clear(r.y, r.x, 2, r.w);
	text_para(r.y, r.x, 2, r.w, text);
}

/* ---- head */

static void
falls_text(const struct assess_screen *a, struct str *s)
{
	for (int i = 0; i < a->falls.n; i++)
		str_addf(s, "%s%s", i ? "; " : "FALL RISK: ", a->falls.reason[i]);
	if (a->falls.n == 1 && a->falls.weak[0])
		str_addf(s, ".  %s", a->falls.weak);
}

/* What has to be minded; two lines when it needs them. Returns the rows used. */
static int
draw_care(const struct assess_screen *a, struct rect r)
{
	bool warn = a->falls.n > 0 || a->low_mood;
	struct str care = {0};
	char risk[200];
	size_t next = 0;
	int rows;

	falls_text(a, &care);
	if (a->low_mood)
		str_addf(&care, "%sLow mood twice: offer a referral (no diagnosis)",
			 care.n ? ".  " : "");
	immobility_line(&a->immobility, risk, sizeof risk);
	if (risk[0])
		str_addf(&care, "%s%s", care.n ? ".  " : "", risk);
	text_wrap(str_text(&care), care.n, 0, r.w, &next);
	rows = next < care.n ? 2 : 1;
	text_clear(r.y, r.x, rows, r.w);
	if (rows == 2) {
		size_t end = text_wrap(care.p, care.n, 0, r.w, &next);

		text_put_n(r.y, r.x, r.w, warn ? TONE_WARN : TONE_DIM, care.p, end);
		text_put(r.y + 1, r.x, r.w, warn ? TONE_WARN : TONE_DIM, care.p + next);
	} else {
		text_put(r.y, r.x, r.w, warn ? TONE_WARN : TONE_DIM, str_text(&care));
	}
	str_release(&care);
	return rows;
}

static void
draw_head(const struct assess_screen *a, struct rect r)
{
	const struct entity *e = dict_entity(E_ASSESSMENT);
	const struct field *kind = &e->fields[dict_field_named(e, "kind")];
	const struct patient *p = &a->sheet->patient;
	char text[400], day[DATE_TEXT_SIZE];

	str_format(text, sizeof text, "%s%s%s  %s  %s", p->family_name,
		   p->given_name[0] ? ", " : "", p->given_name, p->chart_no, p->sex);
	if (a->sheet->who.age >= 0)
		str_format(text + strlen(text), sizeof text - strlen(text), " %d years",
			   a->sheet->who.age);
	text_fill(r.y, r.x, r.w, TONE_TITLE, text);
	date_text(a->sheet->row.day, day);
	str_format(text, sizeof text, "%s, %s  %s  %s", a->set,
		   dict_code_label(kind->codes, a->sheet->row.kind), day, a->by);
	text_fill(r.y + 1, r.x, r.w, TONE_PLAIN, text);
}

void
assess_draw(struct screen *s, struct assess_screen *a)
{
	struct rect r = ui_body(s->ui);
	struct columns c = columns(r.w);
	int y = r.y + HEAD_ROWS, h;

	draw_head(a, r);
	y += draw_care(a, (struct rect){y, r.x, 2, r.w});
	h = r.y + r.h - FOOT_ROWS - y - 1;
	text_clear(y, r.x, 1, r.w);
	text_put(y, r.x + c.name, 20, TONE_TITLE, "Measure");
	text_put(y, r.x + c.left, 8, TONE_TITLE, "Left");
	text_put(y, r.x + c.right, 8, TONE_TITLE, "Right");
	text_put(y, r.x + c.last, 8, TONE_TITLE, "(last)");
	text_put(y, r.x + c.normal, 8, TONE_TITLE, "Normal");
	text_put(y, r.x + c.change, 8, TONE_TITLE, "Change");
	if (a->at < a->top)
		a->top = a->at;
	if (a->at >= a->top + h)
		a->top = a->at - h + 1;
	for (int i = 0; i < h; i++)
		if (a->top + i < a->sheet->n)
			draw_row(a, a->top + i, y + 1 + i, r);
		else
			text_clear(y + 1 + i, r.x, 1, r.w);
	if (a->sheet->n)
		draw_details(a,
			     (struct rect){r.y + r.h - FOOT_ROWS, r.x, FOOT_ROWS, r.w});
	else
		text_put(y + 1, r.x + 1, r.w - 1, TONE_PLAIN,
			 "Nothing was measured before. n adds a measure.");
}
