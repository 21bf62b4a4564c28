/* query_screening.h - screenings, their answers and the precautions of a patient. */
#ifndef STORE_QUERY_SCREENING_H
#define STORE_QUERY_SCREENING_H

#include "core/dict_rows.h"
#include "store/store.h"

/* Screenings of a patient, newest first; those of immobility left out. */
enum status query_screenings(struct store *s, int64_t patient, struct screening *rows,
			     int max, int *n, struct err *err) BASE_MUST_CHECK;
/* Answers of a screening in the order they were stored. */
enum status
query_screening_answers(struct store *s, int64_t screening, struct screening_answer *rows,
			int max, int *n, struct err *err) BASE_MUST_CHECK;
/* Precautions of a patient: those in force first, newest first. */
enum status query_precautions(struct store *s, int64_t patient, struct precaution *rows,
			      int max, int *n, struct err *err) BASE_MUST_CHECK;
/* Limits the clinic set itself, by rule; of two rows of a rule (two sites wrote one each) the one
 * with the lowest id. */
enum status query_clinic_limits(struct store *s, struct clinic_limit *rows, int max,
				int *n, struct err *err) BASE_MUST_CHECK;

#endif
