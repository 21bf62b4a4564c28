/* query_person.h - patients that are one person, and pairs that may be; judges nobody. */
#ifndef STORE_QUERY_PERSON_H
#define STORE_QUERY_PERSON_H

#include "store/query.h"

enum { PERSON_MAX = 32 }; /* members of a person that are looked at */

/* Everybody who is the same person as a patient: the patient first, the others by chart number.
 * At most max. */
enum status query_members(struct store *s, int64_t patient, int64_t *members, int max,
			  int *n, struct err *err) BASE_MUST_CHECK;
/* Appends the chart numbers of the others: "KBR-000123-X, HQ-000007-A"; nothing: there are none. */
enum status query_also(struct store *s, int64_t patient, struct str *out,
		       struct err *err) BASE_MUST_CHECK;
/* Verdicts on a pair, in whichever order they name it. */
enum status
query_verdicts(struct store *s, int64_t a, int64_t b, struct same_person *rows, int max,
	       int *n, struct err *err) BASE_MUST_CHECK;
/* Verdicts that name a patient. */
enum status query_verdicts_of(struct store *s, int64_t patient, struct same_person *rows,
			      int max, int *n, struct err *err) BASE_MUST_CHECK;

/* Which clinics treat a patient, or did, as rows say; and the code of the clinic that registered her
 * ("" unknown), which treats her as long as no row of its own says that she left. */
enum status query_care_sites(struct store *s, int64_t patient, struct care_site *rows,
			     int max, int *n, struct err *err) BASE_MUST_CHECK;
enum status query_home_site(struct store *s, int64_t patient, char *code, size_t size,
			    struct err *err) BASE_MUST_CHECK;
/* Every clinic and head office known here, by code. */
enum status query_sites(struct store *s, struct site *rows, int max, int *n,
			struct err *err) BASE_MUST_CHECK;

/* What lies under the chart number of one patient alone. */
struct query_holdings {
	int64_t episodes, visits, last_visit,
	    precautions; /* last_visit DICT_NONE: none */
};
enum status query_holdings(struct store *s, int64_t patient, struct query_holdings *h,
			   struct err *err) BASE_MUST_CHECK;

/* A pair of patients that are alike. */
struct suspect {
	int64_t first, second;
	int score; /* 0-100, query_similar's */
};
/* Patients with a number above after, in order: those not compared yet. */
enum status query_uncompared(struct store *s, int64_t after, int64_t *patients, int max,
			     int *n, struct err *err) BASE_MUST_CHECK;
enum status query_uncompared_count(struct store *s, int64_t after, int64_t *n,
				   struct err *err) BASE_MUST_CHECK;
/* Notes a pair, in a transaction of its own or the caller's; stays in this database. */
enum status query_suspect_add(struct store *s, const struct suspect *p,
			      struct err *err) BASE_MUST_CHECK;
/* Noted pairs without a verdict, most alike first. */
enum status query_suspects(struct store *s, struct suspect *pairs, int max, int *n,
			   struct err *err) BASE_MUST_CHECK;

#endif
