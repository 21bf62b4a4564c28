/* team_rows.h - the rows of a care team: members, tasks, a draft; private to its screen. */
#ifndef TUI_TEAM_ROWS_H
#define TUI_TEAM_ROWS_H

#include "app/app.h"

enum { TEAM_TEXT_MAX = 1020 };

enum team_kind { TEAM_MEMBER, TEAM_TASK, TEAM_DRAFT };

struct team_row {
	int64_t name;
	enum team_kind kind;
	int64_t no;
	bool open, late;
	int at; /* its text in texts */
	char what[16], who[100], when[24];
};

struct team_rows {
	int64_t patient, episode; /* episode 0: none is open */
	struct team_row *rows;
	char (*texts)[TEAM_TEXT_MAX]; /* same order */
	int n;
};

/* Reads them for t->patient and t->episode; the rows of before are gone. */
enum status
team_rows_load(struct app *a, struct team_rows *t, struct err *err) BASE_MUST_CHECK;
void team_rows_release(struct team_rows *t);

#endif
