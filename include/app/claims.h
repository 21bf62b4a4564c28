/* claims.h - charges out: claim lines, the charge sheet, the superbill, and reports of units, work
 * and notes. Void visits leave every sum, and it is said. Knows no screen. */
#ifndef APP_CLAIMS_H
#define APP_CLAIMS_H

#include "app/app.h"
#include "app/sheet.h"

/* X(ID, name of the report, what it is) */
#define CLAIMS_LIST(X)                                                                   \
	X(LINES, "claims", "claim lines: every field of a service line, a row each")     \
	X(CHARGES, "charges", "charge sheet: every charge of the days, by visit")        \
	X(UNITS, "units", "units by month, clinician, code and payer")                   \
	X(WORK, "productivity", "visits, minutes and units of each clinician by month")  \
	X(LATE, "late", "notes signed after the day of the visit")                       \
	X(OPEN, "unsigned", "visits whose note is not signed yet")

enum claims_kind {
#define CLAIMS_ENUM(ID, name, about) CLAIMS_##ID,
	CLAIMS_LIST(CLAIMS_ENUM)
#undef CLAIMS_ENUM
	    CLAIMS_COUNT
};

/* Which visits: from a day to a day, or one (session not 0). */
struct claims_order {
	enum claims_kind kind;
	int64_t from, to, session;
};

struct claims {
	enum claims_kind kind;
	struct sheet sheet;
	int64_t visits, minutes, units;	 /* without what is void */
	int64_t void_visits, void_units; /* left out of them */
	int64_t incomplete;		 /* LINES: rows that lack a field */
};

/* The name of a report, and what it is; static. */
const char *claims_name(enum claims_kind kind);
const char *claims_about(enum claims_kind kind);
/* Makes a report. ST_INVALID: the last day is before the first. Release, also after a failure. */
enum status claims_make(struct app *a, const struct claims_order *o, struct claims *c,
			struct err *err) BASE_MUST_CHECK;
/* Frees the table. */
void claims_release(struct claims *c);
/* The report as a document: table, sums, and what is not in them. */
void claims_page(const struct claims *c, struct page_doc *d);
/* Makes a report and writes it as CSV, whole or not at all, and notes it in the audit. No more than
 * a row is kept at once. ST_INVALID as claims_make. */
enum status claims_save(struct app *a, const struct claims_order *o, const char *path,
			struct err *err) BASE_MUST_CHECK;

#endif
