/* plan_priv.h - what the files of the plan of care share. */
#ifndef APP_PLAN_PRIV_H
#define APP_PLAN_PRIV_H

#include "app/plan.h"

enum { PLAN_KEY_SIZE = 33 };

/* Next key of a list with ;; false at its end. */
bool plan_next_key(const char **list, char key[PLAN_KEY_SIZE]);
/* Cells of a text ("" is none) and of a number. */
struct cell plan_text_cell(const char *text);
struct cell plan_int_cell(int64_t v);
/* A reference row by its key; ST_NOT_FOUND leaves err alone. */
enum status plan_find(struct app *a, enum entity_id e, const char *key, void *row,
		      struct err *err) BASE_MUST_CHECK;
/* The phases of a template in order; rows: room for PLAN_PHASES_MAX. */
enum status plan_phases_of(struct app *a, const char *template, struct plan_phase *rows,
			   int *n, struct err *err) BASE_MUST_CHECK;
/* Why a precaution of the patient forbids the exercise; "" when none does. */
enum status plan_forbids(struct app *a, int64_t patient, const struct exercise *x,
			 char why[161], struct err *err) BASE_MUST_CHECK;
/* Is the word one of a list with ;? */
bool plan_list_has(const char *list, const char *word);

#endif
