/* chart.c - a chart being opened, noted once an opening. */
#include "app/chart.h"

#include "store/access.h"
#include "store/audit.h"

enum status
chart_open(struct app *a, int64_t patient, struct err *err)
{
	enum status st;

	if (patient == a->chart || !access_reads_chart(a->store, patient))
		return ST_OK;
	st = audit_later(a->store, "chart", patient, err);
	if (!st)
		a->chart = patient;
	return st;
}

enum status
chart_open_row(struct app *a, enum entity_id e, int64_t no, struct err *err)
{
	enum role_area area = role_area_of(e);
	int64_t patient = area == ROLE_CHART || area == ROLE_PLAN || e == E_CHARGE
			      ? access_patient(a->store, no)
			      : 0;

	return patient ? chart_open(a, patient, err) : ST_OK;
}

enum status
chart_noted_table(struct app *a, const char *what, enum entity_id e, struct err *err)
{
	enum role_area area = role_area_of(e);

	if (area == ROLE_LIBRARY || area == ROLE_SETTINGS)
		return ST_OK;
	return audit_add(a->store, what, 0, dict_entity(e)->plural, err);
}

int64_t
chart_is_open(const struct app *a)
{
	return a->chart;
}

void
chart_shut(struct app *a)
{
	a->chart = 0;
}
