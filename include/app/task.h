/* task.h - tasks, calls and hand-over notes between staff; knows no screen. */
#ifndef APP_TASK_H
#define APP_TASK_H

#include "app/app.h"

enum { TASK_MAX = 100 };

/* Adds a task as t says; who asks, its state and the day are filled in where they are empty. */
enum status task_add(struct app *a, struct task *t, struct err *err) BASE_MUST_CHECK;
/* It was done; what came of it may be "". Done twice is ST_REFUSED and changes nothing. */
enum status task_done(struct app *a, int64_t task, const char *answer,
		      struct err *err) BASE_MUST_CHECK;
/* True while it waits to be done. */
bool task_open(const struct task *t);

/* Open tasks for the user and for everybody, due first. */
enum status task_mine(struct app *a, struct task *rows, int max, int *n,
		      struct err *err) BASE_MUST_CHECK;
/* How many are open, how many of them came since the user last looked, how many are overdue. */
struct task_count {
	int open, unread, late;
};
enum status
task_count(struct app *a, struct task_count *c, struct err *err) BASE_MUST_CHECK;
/* The user has looked at the list of tasks. */
enum status task_seen(struct app *a, struct err *err) BASE_MUST_CHECK;

/* The staff member of a login, 0 for "" (everybody). ST_NOT_FOUND names it. */
enum status task_staff(struct app *a, const char *login, int64_t *staff,
		       struct err *err) BASE_MUST_CHECK;

#endif
