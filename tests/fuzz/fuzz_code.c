/* fuzz_code.c - chart numbers and diagnosis codes as people type them. */
#include "core/chartno.h"
#include "core/icd10.h"
#include "fuzz.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void
chart_number(const char *text, const char *own_site)
{
	char no[CHARTNO_SIZE];
	struct err err = {0};

	if (chartno_parse(text, own_site, no, &err) == ST_OK)
		check(chartno_valid(no));
	else
		check(status_say(&err)[0] != '\0');
}

static void
diagnosis(const char *text)
{
	struct icd10_findings f = {0};
	char code[ICD10_SIZE];

	if (icd10_normalise(text, code)) {
		check(icd10_form_valid(code));
		icd10_check(code, &f);
		for (size_t i = 0; i < f.n; i++)
			check(icd10_finding_text(f.list[i])[0] != '\0');
	} else {
		check(code[0] == '\0');
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);

	chart_number(text, NULL);
	chart_number(text, "KBR");
	diagnosis(text);
	free(text);
	return 0;
}
