/* icd10.h - form of ICD-10-CM codes and what to mind about one; holds no code table. */
#ifndef CORE_ICD10_H
#define CORE_ICD10_H

#include <stdbool.h>
#include <stddef.h>

enum { ICD10_SIZE = 9, ICD10_FINDINGS_MAX = 6 };

/* Billing-rules.md section 9 (state 2026-11-23). All but FORM are warnings. */
enum icd10_finding {
	ICD10_FORM,	       /* not a code at all */
	ICD10_SEVENTH_MISSING, /* injuries and some fractures need a 7th character */
	ICD10_SEVENTH_UNKNOWN, /* a 7th character this kind of code does not have */
	ICD10_SEVENTH_X,       /* X fills positions, it never is the 7th */
	ICD10_HEADER,	       /* a heading: split further, not valid for claims */
	ICD10_EXTERNAL_CAUSE,  /* V to Y: payers differ on it as the first code */
	ICD10_Z_CODE,	       /* Z: payers differ on it as the first code */
	ICD10_FINDING_COUNT
};

struct icd10_findings {
	size_t n;
	enum icd10_finding list[ICD10_FINDINGS_MAX];
};

/* Upper case, blanks gone, the dot after three characters. True when the result has the form
 * of a code; out holds it then, else "". */
bool icd10_normalise(const char *typed, char out[ICD10_SIZE]);
/* True for the form as stored: dotted, upper case. */
bool icd10_form_valid(const char *code);
/* The form for claims: without the dot. code has valid form. */
void icd10_claim_text(const char *code, char out[ICD10_SIZE]);
/* Everything to mind about a code; codes of bad form give ICD10_FORM alone. */
void icd10_check(const char *code, struct icd10_findings *f);
/* The side a title names ("..., right knee"): left, right, both (bilateral); "" none or two. */
const char *icd10_side(const char *title);
/* The sentence for a finding; static. */
const char *icd10_finding_text(enum icd10_finding f);

#endif
