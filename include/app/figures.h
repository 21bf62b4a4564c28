/* figures.h - the drawing of an exercise out of the clinic's tables; knows no screen and no page. */
#ifndef APP_FIGURES_H
#define APP_FIGURES_H

#include "app/app.h"
#include "core/figure.h"

/* Draws the figure of an exercise (its key) into d. *there false: it has no picture, d is left as
 * it is. ST_CORRUPT: the rows of the figure or of its poses do not make a picture. d is large:
 * allocate it. */
enum status figures_draw(struct app *a, const char *exercise, struct figure_drawing *d,
			 bool *there, struct err *err) BASE_MUST_CHECK;
/* Calls each for every exercise of the library that has a picture, in its order. Stops early when
 * each returns false. */
enum status figures_each(struct app *a, bool (*each)(void *arg, const char *exercise),
			 void *arg, struct err *err) BASE_MUST_CHECK;
/* Frees what was read (app_close). */
void figures_release(struct app *a);

#endif
