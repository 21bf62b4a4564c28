/* demo.h - screens that use every widget of the toolkit; made-up people only. */
#ifndef SCREEN_DEMO_H
#define SCREEN_DEMO_H

#include "tui/screen.h"

enum { DEMO_ROWS = 1000 };

extern const struct screen_ops demo_list;  /* 1,000 people; f form, t timer, n question */
extern const struct screen_ops demo_form;  /* six fields of a patient */
extern const struct screen_ops demo_timer; /* a clock in big digits */

#endif
