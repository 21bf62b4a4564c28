/* transfer.h - a patient goes to another clinic, and comes back, with one history; knows no screen.
 *
 * A head office sends a clinic the rows of its own patients alone (store/link.h). The clinic that
 * registered a patient treats her until it says that she left; any other one from the day it is
 * named (care_site). The next bundle to the head office carries the word, the next one from there
 * brings the clinic everything there is of her. What the old clinic still writes reaches the head
 * office, and the new clinic, as always. */
#ifndef APP_TRANSFER_H
#define APP_TRANSFER_H

#include "app/app.h"

enum { TRANSFER_SITES = 256 };

struct transfer_site {
	int64_t no; /* place in the list, from 1 */
	char code[8], name[81];
	bool here;     /* this clinic itself */
	bool treats;   /* she belongs to it now */
	bool was;      /* she did, and left */
	int64_t since; /* local day of the move, DICT_NONE: from the beginning */
	char reason[161];
};

/* Clinics (no head office), those that treat the patient first, then by code. */
enum status transfer_sites(struct app *a, int64_t patient, struct transfer_site *rows,
			   int max, int *n, struct err *err) BASE_MUST_CHECK;
/* The patient goes to the clinic `to`; shared: those that treat her now go on, else they are told
 * that she left. One transaction, with a line in the audit. ST_INVALID: no such code or no reason.
 * ST_REFUSED: a session of hers is not signed (it lies on this machine alone and would not go
 * along); she is there already; this database keeps no link. */
enum status transfer_move(struct app *a, int64_t patient, const char *to, bool shared,
			  const char *reason, struct err *err) BASE_MUST_CHECK;
/* Appends where she is treated when that is not here alone: "Moved to MTH Mathare on 2026-05-04:
 * nearer to her daughter"; nothing otherwise. */
enum status transfer_line(struct app *a, int64_t patient, struct str *out,
			  struct err *err) BASE_MUST_CHECK;

#endif
