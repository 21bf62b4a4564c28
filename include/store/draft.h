/* draft.h - reports and hand-over notes not yet signed: local to this database, never synced. */
#ifndef STORE_DRAFT_H
#define STORE_DRAFT_H

#include "core/dict_rows.h"
#include "store/store.h"

/* A draft; an episode has one of each kind at most. */
struct draft {
	int64_t no, episode;
	int64_t patient, staff; /* staff: who began it, 0 nobody */
	char kind[DICT_CODE_SIZE];
	int64_t day;			      /* it was begun */
	char patient_name[124], chart_no[21]; /* filled by every reading */
};

/* Finds the draft of d's episode and kind, or begins it (staff and day as given). */
enum status draft_open(struct store *s, struct draft *d, struct err *err) BASE_MUST_CHECK;
/* Reads one. ST_NOT_FOUND: it was signed or thrown away. */
enum status
draft_get(struct store *s, int64_t no, struct draft *d, struct err *err) BASE_MUST_CHECK;
/* Every draft, newest first. */
enum status draft_list(struct store *s, struct draft *lines, int max, int *n,
		       struct err *err) BASE_MUST_CHECK;
/* Keeps the text of a part durably. seen: what the writer saw typed there ("": nothing yet; NULL: it does
 * not matter), afterwards what stands there. ST_STALE: somebody else typed meanwhile, nothing is stored.
 * get appends the text, nothing when it was never typed. */
enum status
draft_text_set(struct store *s, int64_t no, const char *part, struct str *seen,
	       const char *text, struct err *err) BASE_MUST_CHECK;
enum status draft_text_get(struct store *s, int64_t no, const char *part,
			   struct str *text, struct err *err) BASE_MUST_CHECK;
/* Removes a draft with its texts (it was signed, or thrown away). */
enum status draft_remove(struct store *s, int64_t no, struct err *err) BASE_MUST_CHECK;

#endif
