/* plan_priv.h - what the files of the plan of care share. */
#ifndef APP_PLAN_PRIV_H
#define APP_PLAN_PRIV_H

#include "app/plan.h"

/* Cells of a text ("" is none) and of a number. */
struct cell plan_text_cell(const char *text);
struct cell plan_int_cell(int64_t v);
/* A reference row by its key; ST_NOT_FOUND leaves err alone. */
enum status plan_find(struct app *a, enum entity_id e, const char *key, void *row,
		      struct err *err) BASE_MUST_CHECK;
/* The phases of a template in order; rows: room for PLAN_PHASES_MAX. */
enum status plan_phases_of(struct app *a, const char *template, struct plan_phase *rows,
			   int *n, struct err *err) BASE_MUST_CHECK;
/* Is the word one of a list with ;? */
bool plan_list_has(const char *list, const char *word);

#endif
