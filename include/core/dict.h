/* dict.h - the data dictionary: every entity and field once; knows no database and no screen. */
#ifndef CORE_DICT_H
#define CORE_DICT_H

#include "base/date.h"
#include "base/status.h"
#include "base/str.h"
#include "base/uid.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An absent number, date, time or reference. An absent text is "". */
#define DICT_NONE INT64_MIN

/* What a field holds. In memory texts are char arrays, everything else is int64_t. */
enum field_type {
	FT_TEXT,  /* one line of UTF-8, at most `size` bytes */
	FT_LONG,  /* text with line breaks and tabs, at most `size` bytes */
	FT_CODE,  /* id out of a code list */
	FT_VOCAB, /* id out of the vocabulary rows of kind `unit` (assets/vocab.csv) */
	FT_INT,	  /* whole number in `unit`; shown with `decimals` (35 with 1 is 3.5) */
	FT_BOOL,  /* 0 or 1 */
	FT_DATE,  /* yyyymmdd */
	FT_PDATE, /* yyyymmdd, month or day may be 00 (unknown) */
	FT_TIME,  /* seconds since 1970 UTC */
	FT_CLOCK, /* minutes after midnight, local */
	FT_REF, /* local number of a row of entity `ref` (its uid outside this database) */
	FT_COUNT,
	FT_NUM = FT_INT, /* in the rows: an FT_INT kept in thousandths */
};

enum field_flag {
	FF_REQUIRED = 1 << 0, /* a row without it is refused */
	FF_LOCAL = 1 << 1,    /* stays in this database: no sync, no CSV */
	FF_SECRET = 1 << 2,   /* never shown, never logged, never exported */
	FF_SEARCH = 1 << 3,   /* its folded form is found by search */
	FF_UNIQUE = 1 << 4,   /* no two rows written at one site share it */
	FF_INDEX = 1 << 5,    /* rows are looked up by it */
	FF_FIXED = 1 << 6,    /* set at birth of the row, never changed */
};

/* How concurrent changes meet (sync specification 10.7). */
enum merge_class {
	MERGE_FACT,	/* A: part of an immutable row */
	MERGE_CONTACT,	/* B: latest shown, others kept */
	MERGE_IDENTITY, /* C: all values shown until resolved */
	MERGE_SAFETY, /* D: the most restrictive wins; code lists of such fields go from the least
			   to the most restrictive */
	MERGE_WORKFLOW, /* E: furthest along the order of the code list */
	MERGE_TEXT,	/* F: both kept as siblings */
	MERGE_HUB,	/* H: written by the head office alone */
	MERGE_LOCAL,	/* I: never leaves */
};

enum entity_kind {
	EK_EDIT,      /* people go on editing it: one cell a field, merged per field */
	EK_FACT,      /* immutable: one operation is the whole row */
	EK_REFERENCE, /* ships with the program as dated rows with a source; no operations */
};

struct code {
	const char *id;	   /* what is stored and exported */
	const char *label; /* what people read */
};

struct code_list {
	const char *name;
	const struct code *codes; /* ends with a NULL id */
};

struct field {
	const char *name;  /* column name: SQL, CSV, CLI */
	const char *label; /* what people read */
	enum field_type type;
	uint16_t size; /* texts: most bytes without the NUL */
	uint8_t decimals;
	uint8_t merge; /* enum merge_class */
	uint16_t flags;
	uint16_t offset; /* in the entity's struct */
	int16_t ref;	 /* enum entity_id, FT_REF only */
	const struct code_list *codes;
	const char *unit; /* unit of measure; for FT_VOCAB the kind */
	int64_t min, max; /* limits of numbers, both included */
	const char *help; /* one sentence for the person filling it in */
	const char *fhir; /* FHIR R4 element, "" where none fits */
};

/* Entity ids: list order is the order of export and import (references point backwards,
 * except where the same entity is meant). */
#define ENTITY_LIST(X)                                                                   \
	X(EXERCISE, exercise)                                                            \
	X(SERVICE_CODE, service_code)                                                    \
	X(ICD10, icd10)                                                                  \
	X(VOCAB, vocab)                                                                  \
	X(MEASURE, measure)                                                              \
	X(NORM, norm)                                                                    \
	X(SCREENING_RULE, screening_rule)                                                \
	X(GOAL_TEMPLATE, goal_template)                                                  \
	X(ASSESSMENT_SET, assessment_set)                                                \
	X(PLAN_TEMPLATE, plan_template)                                                  \
	X(PLAN_PHASE, plan_phase)                                                        \
	X(CARE_RULE, care_rule)                                                          \
	X(PROGRESSION_RULE, progression_rule)                                            \
	X(THRESHOLD, threshold)                                                          \
	X(CODE_PAIR, code_pair)                                                          \
	X(TELEHEALTH_RULE, telehealth_rule)                                              \
	X(MODIFIER_RULE, modifier_rule)                                                  \
	X(PRESIGN_RULE, presign_rule)                                                    \
	X(PHRASE, phrase)                                                                \
	X(POSE, pose)                                                                    \
	X(FIGURE, figure)                                                                \
	X(PATIENT_TEXT, patient_text)                                                    \
	X(PHONE_STEP, phone_step)                                                        \
	X(WEARABLE_LAYOUT, wearable_layout)                                              \
	X(FAULT, fault)                                                                  \
	X(PACER, pacer)                                                                  \
	X(AID_CHECK, aid_check)                                                          \
	X(SITE, site)                                                                    \
	X(STAFF, staff)                                                                  \
	X(PAYER, payer)                                                                  \
	X(PATIENT, patient)                                                              \
	X(EPISODE, episode)                                                              \
	X(CONDITION, condition)                                                          \
	X(PRECAUTION, precaution)                                                        \
	X(SCREENING, screening)                                                          \
	X(SCREENING_ANSWER, screening_answer)                                            \
	X(ASSESSMENT, assessment)                                                        \
	X(RESULT, result)                                                                \
	X(GOAL, goal)                                                                    \
	X(PLAN_OF_CARE, plan_of_care)                                                    \
	X(PRESCRIPTION, prescription)                                                    \
	X(APPOINTMENT, appointment)                                                      \
	X(GROUP_CLASS, group_class)                                                      \
	X(CLASS_MEMBER, class_member)                                                    \
	X(SESSION, session)                                                              \
	X(PERFORMED, performed)                                                          \
	X(EDUCATION, education)                                                          \
	X(DOSE_CHANGE, dose_change)                                                      \
	X(NOTE, note)                                                                    \
	X(ADDENDUM, addendum)                                                            \
	X(CHARGE, charge)                                                                \
	X(AID, aid)                                                                      \
	X(HOME_LOG, home_log)                                                            \
	X(WEARABLE_MAP, wearable_map)                                                    \
	X(DEVICE_DAY, device_day)                                                        \
	X(TEAM_MEMBER, team_member)                                                      \
	X(TASK, task)                                                                    \
	X(CLINIC_LIMIT, clinic_limit)                                                    \
	X(CLINIC_THRESHOLD, clinic_threshold)                                            \
	X(CLINIC_PAIR, clinic_pair)                                                      \
	X(CLINIC_TELEHEALTH, clinic_telehealth)                                          \
	X(CLINIC_PHRASE, clinic_phrase)                                                  \
	X(PAYER_FEE, payer_fee)                                                          \
	X(PAYER_FIGURE, payer_figure)                                                    \
	X(SAME_PERSON, same_person)                                                      \
	X(CARE_SITE, care_site)

enum entity_id {
#define ENTITY_ENUM(ID, name) E_##ID,
	ENTITY_LIST(ENTITY_ENUM)
#undef ENTITY_ENUM
	    E_COUNT
};

struct entity {
	enum entity_id id;
	enum entity_kind kind;
	const char *name;   /* table and verb argument: patient */
	const char *plural; /* CSV file and list title: patients */
	const char *label;  /* Patient */
	const char *fhir;
	const char *help;
	const struct field *fields;
	size_t n_fields;
	size_t size;	 /* of the struct */
	const char *key; /* reference rows: the field that names a row, else NULL */
};

/* Every struct of dict_rows.h begins with this. */
struct row_head {
	int64_t no;    /* local number: 0 while unsaved; never leaves the database */
	struct uid id; /* the row's name everywhere */
};

/* One value of a row on its way between layers. Text is borrowed. */
enum cell_kind { CELL_NONE, CELL_INT, CELL_TEXT };
struct cell {
	enum cell_kind kind;
	int64_t i;
	const char *p;
	size_t n;
};

/* The entity of an id; never NULL. */
const struct entity *dict_entity(enum entity_id id);
/* By table name or plural; NULL when there is none. */
const struct entity *dict_entity_named(const char *name);
/* Index of a field by name, -1 when there is none. */
int dict_field_named(const struct entity *e, const char *name);
/* Label of a code, or the id itself when the list does not hold it; borrowed. */
const char *dict_code_label(const struct code_list *list, const char *id);
/* The same of the code list of a field of an entity, which there must be. */
const char *dict_label(enum entity_id entity, const char *field, const char *id);
/* Position in the list, -1 when absent. */
int dict_code_index(const struct code_list *list, const char *id);

/* Makes an empty row of the entity: numbers absent, texts "". */
void dict_row_init(const struct entity *e, void *row);
/* Makes a row from its number, name and cells in the order of the fields, as record_scan hands
 * them out. False when a cell does not fit; the others stand in the row all the same. */
bool dict_row_take(const struct entity *e, void *row, int64_t no, const struct uid *id,
		   const struct cell *cells);
/* Reads a field of a row; text is borrowed from the row. */
struct cell dict_get(const struct field *f, const void *row);
/* Stores a cell into a row; false when a text is too long or the kind does not fit. */
bool dict_put(const struct field *f, void *row, struct cell c);
bool dict_cell_equal(struct cell a, struct cell b);

/* Checks one value against type, limits and code list. today (yyyymmdd) is for typed dates.
 * Failure: ST_INVALID with "Label: what; what to do". References are not followed. */
enum status dict_check(const struct field *f, struct cell c, struct err *err);
/* Checks every field of a row, required ones included. */
enum status dict_check_row(const struct entity *e, const void *row, struct err *err);

/* Text form of the machine: ISO dates, codes, plain integers with a decimal point where the
 * field has decimals, uid text for references (given by the caller in c as text). Appends. */
void dict_text(const struct field *f, struct cell c, struct str *out);
/* Reads the machine form strictly into *c (text cells borrow from p). References stay text. */
enum status dict_parse(const struct field *f, const char *p, size_t n, struct cell *c,
		       struct err *err);
/* Form for people: "4 May 1957", code labels, "3.5 kg", "08:30". Appends. */
void dict_show(const struct field *f, struct cell c, struct str *out);
/* What stands behind a number while it is typed: its unit, "" for none and for weights, which
 * people type with theirs. */
const char *dict_unit(const struct field *f);
/* Reads what a person types (dates as t, t-3, 12/5; codes by id, label or its first letters;
 * 8:30, 830). Text cells borrow from p or from the code list. */
enum status dict_parse_typed(const struct field *f, const char *p, size_t n,
			     int64_t today, struct cell *c, struct err *err);

#endif
