/* dict.c - the rows of the dictionary and what can be done with any field. */
#include "core/dict.h"

#include "base/utf8.h"
#include "core/dict_rows.h"
#include "core/load.h"
#include "dict_codes.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* ---- tables */

#define CODE_LIST(LIST, list_name, ...)                                                  \
	static const struct code LIST##_codes[] = {__VA_ARGS__, {NULL, NULL}};           \
	static const struct code_list LIST = {list_name, LIST##_codes};
CODE_LISTS(CODE_LIST)

/* clang-format off */
#define ARG_TEXT(arg)  .size = (arg)
#define ARG_LONG(arg)  .size = (arg)
#define ARG_CODE(arg)  .codes = &(arg), .size = DICT_CODE_SIZE - 1
#define ARG_VOCAB(arg) .unit = (arg), .size = DICT_CODE_SIZE - 1
#define ARG_INT(arg)   .unit = (arg)
#define ARG_NUM(arg)   .unit = (arg), .decimals = 3
#define ARG_BOOL(arg)  .unit = NULL
#define ARG_DATE(arg)  .unit = NULL
#define ARG_PDATE(arg) .unit = NULL
#define ARG_TIME(arg)  .unit = NULL
#define ARG_CLOCK(arg) .unit = NULL
#define ARG_REF(arg)   .ref = E_##arg
#define FIELD_ROW(T, fname, flabel, arg, lo, hi, fflags, fmerge, ffhir, fhelp)                  \
	{.name = #fname, .label = (flabel), .type = FT_##T, ARG_##T(arg), .min = (lo),          \
	 .max = (hi), .flags = (fflags), .merge = MERGE_##fmerge, .fhir = (ffhir),              \
	 .help = (fhelp), .offset = offsetof(ROW, fname)},

#define ROW struct exercise
static const struct field exercise_fields[] = {EXERCISE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct service_code
static const struct field service_code_fields[] = {SERVICE_CODE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct icd10
static const struct field icd10_fields[] = {ICD10_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct vocab
static const struct field vocab_fields[] = {VOCAB_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct measure
static const struct field measure_fields[] = {MEASURE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct norm
static const struct field norm_fields[] = {NORM_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct screening_rule
static const struct field screening_rule_fields[] = {SCREENING_RULE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct goal_template
static const struct field goal_template_fields[] = {GOAL_TEMPLATE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct assessment_set
static const struct field assessment_set_fields[] = {ASSESSMENT_SET_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct plan_template
static const struct field plan_template_fields[] = {PLAN_TEMPLATE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct plan_phase
static const struct field plan_phase_fields[] = {PLAN_PHASE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct care_rule
static const struct field care_rule_fields[] = {CARE_RULE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct progression_rule
static const struct field progression_rule_fields[] = {PROGRESSION_RULE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct threshold
static const struct field threshold_fields[] = {THRESHOLD_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct code_pair
static const struct field code_pair_fields[] = {CODE_PAIR_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct telehealth_rule
static const struct field telehealth_rule_fields[] = {TELEHEALTH_RULE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct modifier_rule
static const struct field modifier_rule_fields[] = {MODIFIER_RULE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct presign_rule
static const struct field presign_rule_fields[] = {PRESIGN_RULE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct phrase
static const struct field phrase_fields[] = {PHRASE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct pose
static const struct field pose_fields[] = {POSE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct figure
static const struct field figure_fields[] = {FIGURE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct patient_text
static const struct field patient_text_fields[] = {PATIENT_TEXT_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct phone_step
static const struct field phone_step_fields[] = {PHONE_STEP_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct wearable_layout
static const struct field wearable_layout_fields[] = {WEARABLE_LAYOUT_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct fault
static const struct field fault_fields[] = {FAULT_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct pacer
static const struct field pacer_fields[] = {PACER_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct aid_check
static const struct field aid_check_fields[] = {AID_CHECK_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct site
static const struct field site_fields[] = {SITE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct staff
static const struct field staff_fields[] = {STAFF_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct payer
static const struct field payer_fields[] = {PAYER_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct patient
static const struct field patient_fields[] = {PATIENT_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct episode
static const struct field episode_fields[] = {EPISODE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct condition
static const struct field condition_fields[] = {CONDITION_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct precaution
static const struct field precaution_fields[] = {PRECAUTION_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct screening
static const struct field screening_fields[] = {SCREENING_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct screening_answer
static const struct field screening_answer_fields[] = {SCREENING_ANSWER_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct assessment
static const struct field assessment_fields[] = {ASSESSMENT_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct result
static const struct field result_fields[] = {RESULT_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct goal
static const struct field goal_fields[] = {GOAL_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct plan_of_care
static const struct field plan_of_care_fields[] = {PLAN_OF_CARE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct prescription
static const struct field prescription_fields[] = {PRESCRIPTION_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct appointment
static const struct field appointment_fields[] = {APPOINTMENT_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct group_class
static const struct field group_class_fields[] = {GROUP_CLASS_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct class_member
static const struct field class_member_fields[] = {CLASS_MEMBER_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct session
static const struct field session_fields[] = {SESSION_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct performed
static const struct field performed_fields[] = {PERFORMED_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct education
static const struct field education_fields[] = {EDUCATION_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct dose_change
static const struct field dose_change_fields[] = {DOSE_CHANGE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct charge
static const struct field charge_fields[] = {CHARGE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct note
static const struct field note_fields[] = {NOTE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct addendum
static const struct field addendum_fields[] = {ADDENDUM_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct aid
static const struct field aid_fields[] = {AID_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct home_log
static const struct field home_log_fields[] = {HOME_LOG_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct wearable_map
static const struct field wearable_map_fields[] = {WEARABLE_MAP_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct device_day
static const struct field device_day_fields[] = {DEVICE_DAY_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct team_member
static const struct field team_member_fields[] = {TEAM_MEMBER_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct task
static const struct field task_fields[] = {TASK_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct clinic_limit
static const struct field clinic_limit_fields[] = {CLINIC_LIMIT_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct clinic_threshold
static const struct field clinic_threshold_fields[] = {CLINIC_THRESHOLD_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct clinic_pair
static const struct field clinic_pair_fields[] = {CLINIC_PAIR_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct clinic_telehealth
static const struct field clinic_telehealth_fields[] = {CLINIC_TELEHEALTH_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct clinic_phrase
static const struct field clinic_phrase_fields[] = {CLINIC_PHRASE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct payer_fee
static const struct field payer_fee_fields[] = {PAYER_FEE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct payer_figure
static const struct field payer_figure_fields[] = {PAYER_FIGURE_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct same_person
static const struct field same_person_fields[] = {SAME_PERSON_FIELDS(FIELD_ROW)};
#undef ROW
#define ROW struct care_site
static const struct field care_site_fields[] = {CARE_SITE_FIELDS(FIELD_ROW)};
#undef ROW

#define ENTITY(ID, ename, ekind, eplural, elabel, efhir, ehelp, ekey)                             \
	[E_##ID] = {.id = E_##ID, .kind = EK_##ekind, .name = #ename, .plural = (eplural),        \
	            .label = (elabel), .fhir = (efhir), .help = (ehelp), .fields = ename##_fields, \
	            .n_fields = sizeof ename##_fields / sizeof ename##_fields[0],                  \
	            .size = sizeof(struct ename), .key = (ekey)}

static const struct entity entities[] = {
ENTITY(EXERCISE, exercise, REFERENCE, "exercises", "Exercise", "ActivityDefinition",
       "The library of exercises with their usual dose.", "key"),
ENTITY(SERVICE_CODE, service_code, REFERENCE, "service_codes", "Service code", "ChargeItemDefinition",
       "Billing codes with the way their minutes become units.", "code"),
ENTITY(ICD10, icd10, REFERENCE, "icd10", "Diagnosis code", "CodeSystem",
       "Diagnosis codes used in physical therapy.", "code"),
ENTITY(VOCAB, vocab, REFERENCE, "vocab", "Vocabulary", "ValueSet",
       "Words of the lists of choices.", "key"),
ENTITY(MEASURE, measure, REFERENCE, "measures", "Measure", "ObservationDefinition",
       "Outcome measures with their limits and meaningful change.", "key"),
ENTITY(NORM, norm, REFERENCE, "norms", "Norm", "ObservationDefinition",
       "Reference values by age and sex.", "key"),
ENTITY(SCREENING_RULE, screening_rule, REFERENCE, "screening_rules", "Screening rule", "PlanDefinition",
       "Contraindications and limits.", "key"),
ENTITY(GOAL_TEMPLATE, goal_template, REFERENCE, "goal_templates", "Goal template", "PlanDefinition",
       "Sentences for measurable goals.", "key"),
ENTITY(ASSESSMENT_SET, assessment_set, REFERENCE, "assessment_sets", "Assessment set", "Questionnaire",
       "What is measured in an assessment, in order.", "key"),
ENTITY(PLAN_TEMPLATE, plan_template, REFERENCE, "plan_templates", "Plan template", "PlanDefinition",
       "Proposals for plans by indication.", "key"),
ENTITY(PLAN_PHASE, plan_phase, REFERENCE, "plan_phases", "Phase", "PlanDefinition",
       "Phases of a plan by days since surgery.", "key"),
ENTITY(CARE_RULE, care_rule, REFERENCE, "care_rules", "Rule of care", "PlanDefinition",
       "Periods of certification and reports, and which exercises a facet counts.", "key"),
ENTITY(PROGRESSION_RULE, progression_rule, REFERENCE, "progression_rules", "Rule of progression", "PlanDefinition",
       "When an exercise is stopped, made easier, held or made harder.", "key"),
ENTITY(THRESHOLD, threshold, REFERENCE, "thresholds", "Yearly threshold", "PlanDefinition",
       "Amounts of a year from which KX, or a medical review, begins.", "key"),
ENTITY(CODE_PAIR, code_pair, REFERENCE, "code_pairs", "Pair of codes", "PlanDefinition",
       "Codes that are not paid together on one date, or only with a modifier.", "key"),
ENTITY(TELEHEALTH_RULE, telehealth_rule, REFERENCE, "telehealth_rules", "Telehealth rule", "PlanDefinition",
       "Which payers pay telehealth when, with which place and modifier.", "key"),
ENTITY(MODIFIER_RULE, modifier_rule, REFERENCE, "modifier_rules", "Modifiers by payer", "PlanDefinition",
       "Which modifiers a kind of payer wants, in which order.", "key"),
ENTITY(PRESIGN_RULE, presign_rule, REFERENCE, "presign_rules", "Rule of signing", "PlanDefinition",
       "What payers refuse a note for, looked for before it is signed.", "key"),
ENTITY(PHRASE, phrase, REFERENCE, "phrases", "Phrase", "PlanDefinition",
       "A ready sentence for a part of the note.", "key"),
ENTITY(POSE, pose, REFERENCE, "poses", "Pose", "",
       "A body or a thing of the drawings of exercises, as numbers.", "key"),
ENTITY(FIGURE, figure, REFERENCE, "figures", "Drawing", "",
       "The two frames that show an exercise, put together from poses.", "key"),
ENTITY(PATIENT_TEXT, patient_text, REFERENCE, "patient_texts", "Text for patients", "",
       "What a patient reads of an exercise or a stop sign, in a language.", "key"),
ENTITY(PHONE_STEP, phone_step, REFERENCE, "phone_steps", "Step by phone", "Questionnaire",
       "What is said and asked at a visit by telephone.", "key"),
ENTITY(WEARABLE_LAYOUT, wearable_layout, REFERENCE, "wearable_layouts", "Layout of a device", "",
       "How the files of a step counter or watch are read.", "key"),
ENTITY(FAULT, fault, REFERENCE, "faults", "Common faults", "",
       "What often goes wrong in an exercise.", "key"),
ENTITY(PACER, pacer, REFERENCE, "pacers", "Pacer", "",
       "The rhythm of a breathing or relaxing exercise.", "key"),
ENTITY(AID_CHECK, aid_check, REFERENCE, "aid_checks", "Fit check", "Questionnaire",
       "What is looked at when the fit of a mobility aid is checked.", "key"),
ENTITY(SITE, site, EDIT, "sites", "Clinic", "Organization",
       "A clinic or the head office.", NULL),
ENTITY(STAFF, staff, EDIT, "staff", "Staff member", "Practitioner",
       "A person who works here.", NULL),
ENTITY(PAYER, payer, EDIT, "payers", "Payer", "Organization",
       "Who pays, and the rule by which minutes become units.", NULL),
ENTITY(PATIENT, patient, EDIT, "patients", "Patient", "Patient",
       "A person who is treated.", NULL),
ENTITY(EPISODE, episode, EDIT, "episodes", "Episode", "EpisodeOfCare",
       "One problem of one patient from first visit to discharge.", NULL),
ENTITY(CONDITION, condition, EDIT, "conditions", "Diagnosis", "Condition",
       "A diagnosis of an episode.", NULL),
ENTITY(PRECAUTION, precaution, EDIT, "precautions", "Precaution", "Flag",
       "A safety tag of a patient: it blocks or marks exercises.", NULL),
ENTITY(SCREENING, screening, FACT, "screenings", "Screening", "QuestionnaireResponse",
       "Contraindications asked, and what was decided.", NULL),
ENTITY(SCREENING_ANSWER, screening_answer, FACT, "screening_answers", "Answer", "QuestionnaireResponse",
       "An answer of a screening that matters.", NULL),
ENTITY(ASSESSMENT, assessment, EDIT, "assessments", "Assessment", "DiagnosticReport",
       "What was measured and found on one day.", NULL),
ENTITY(RESULT, result, FACT, "results", "Result", "Observation",
       "One measured value.", NULL),
ENTITY(GOAL, goal, EDIT, "goals", "Goal", "Goal",
       "What the patient wants to reach, in numbers.", NULL),
ENTITY(PLAN_OF_CARE, plan_of_care, EDIT, "plans_of_care", "Plan of care", "CarePlan",
       "What is to be done, how often, how long, and why.", NULL),
ENTITY(PRESCRIPTION, prescription, EDIT, "prescriptions", "Prescribed exercise", "ServiceRequest",
       "An exercise of a plan with its dose.", NULL),
ENTITY(APPOINTMENT, appointment, EDIT, "appointments", "Appointment", "Appointment",
       "A booked visit.", NULL),
ENTITY(GROUP_CLASS, group_class, EDIT, "group_classes", "Group class", "Group",
       "A class several patients attend at once, with its place and times.", NULL),
ENTITY(CLASS_MEMBER, class_member, EDIT, "class_members", "Member of a class", "Group.member",
       "Who is on the roster of a class, from when to when.", NULL),
ENTITY(SESSION, session, FACT, "sessions", "Session", "Encounter",
       "A signed visit.", NULL),
ENTITY(PERFORMED, performed, FACT, "performed", "Performed exercise", "Procedure",
       "An exercise done in a visit, with its sets.", NULL),
ENTITY(EDUCATION, education, FACT, "education", "Taught topic", "Procedure",
       "Something taught in a visit that is no exercise, and how far it was shown back.", NULL),
ENTITY(DOSE_CHANGE, dose_change, FACT, "dose_changes", "Progression", "Provenance",
       "A suggestion for the dose of an exercise and what was decided.", NULL),
ENTITY(CHARGE, charge, FACT, "charges", "Charge", "ChargeItem",
       "Minutes and units of one code in a visit.", NULL),
ENTITY(NOTE, note, FACT, "notes", "Note", "Composition",
       "The signed note of a visit.", NULL),
ENTITY(ADDENDUM, addendum, FACT, "addenda", "Addendum", "Composition",
       "Text added to a signed note.", NULL),
ENTITY(AID, aid, EDIT, "aids", "Mobility aid", "DeviceUseStatement",
       "A mobility aid with its fit and review.", NULL),
ENTITY(HOME_LOG, home_log, EDIT, "home_logs", "Day of the home diary", "Procedure",
       "What the home diary tells of a day: done, partly or not, pain, why not.", NULL),
ENTITY(WEARABLE_MAP, wearable_map, EDIT, "wearable_maps", "Named columns", "",
       "What the columns of a device's files hold, as a person named them.", NULL),
ENTITY(DEVICE_DAY, device_day, FACT, "device_days", "Day of a device", "Observation",
       "What a step counter or watch tells of a day.", NULL),
ENTITY(TEAM_MEMBER, team_member, EDIT, "team_members", "Team member", "CareTeam",
       "Somebody who has a part in the care.", NULL),
ENTITY(TASK, task, EDIT, "tasks", "Task", "Task",
       "A task, call or hand-over note between staff.", NULL),
ENTITY(CLINIC_LIMIT, clinic_limit, EDIT, "clinic_limits", "Limit of the clinic", "PlanDefinition",
       "A screening limit that the clinic sets itself.", NULL),
ENTITY(CLINIC_THRESHOLD, clinic_threshold, EDIT, "clinic_thresholds", "Own threshold", "PlanDefinition",
       "A yearly threshold that the clinic sets itself.", NULL),
ENTITY(CLINIC_PAIR, clinic_pair, EDIT, "clinic_pairs", "Own pair of codes", "PlanDefinition",
       "A pair of codes out of the clinic's own table.", NULL),
ENTITY(CLINIC_TELEHEALTH, clinic_telehealth, EDIT, "clinic_telehealth", "Own telehealth rule", "PlanDefinition",
       "A telehealth rule that the clinic sets itself.", NULL),
ENTITY(CLINIC_PHRASE, clinic_phrase, EDIT, "clinic_phrases", "Own phrase", "PlanDefinition",
       "A phrase of the clinic, or a shipped one it has retired.", NULL),
ENTITY(PAYER_FEE, payer_fee, EDIT, "payer_fees", "Fee", "ChargeItemDefinition",
       "What a payer allows for one unit of a code.", NULL),
ENTITY(PAYER_FIGURE, payer_figure, FACT, "payer_figures", "Figure of the payer", "",
       "What a patient has used of a year's threshold, as the payer tells.", NULL),
ENTITY(SAME_PERSON, same_person, EDIT, "same_persons", "Same person", "Patient.link",
       "A verdict on two patients: one person registered twice, or two alike.", NULL),
ENTITY(CARE_SITE, care_site, EDIT, "care_sites", "Clinic of a patient", "EpisodeOfCare",
       "Which clinic treats a patient: it gets the rows of its own patients alone.", NULL),
};
/* clang-format on */

_Static_assert(sizeof entities / sizeof entities[0] == E_COUNT, "one row per entity");

/* ---- finding */

const struct entity *
dict_entity(enum entity_id id)
{
	assert((unsigned)id < E_COUNT);
	return &entities[id];
}

const struct entity *
dict_entity_named(const char *name)
{
	for (int i = 0; i < E_COUNT; i++)
		if (!strcmp(entities[i].name, name) || !strcmp(entities[i].plural, name))
			return &entities[i];
	return NULL;
}

int
dict_field_named(const struct entity *e, const char *name)
{
	for (size_t i = 0; i < e->n_fields; i++)
		if (!strcmp(e->fields[i].name, name))
			return (int)i;
	return -1;
}

int
dict_code_index(const struct code_list *list, const char *id)
{
	for (int i = 0; list->codes[i].id; i++)
		if (!strcmp(list->codes[i].id, id))
			return i;
	return -1;
}

const char *
dict_code_label(const struct code_list *list, const char *id)
{
	int i = dict_code_index(list, id);

	return i < 0 ? id : list->codes[i].label;
}

const char *
dict_label(enum entity_id entity, const char *field, const char *id)
{
	const struct entity *e = dict_entity(entity);

	return dict_code_label(e->fields[dict_field_named(e, field)].codes, id);
}

/* ---- rows */

static bool
is_text(const struct field *f)
{
	return f->type == FT_TEXT || f->type == FT_LONG || f->type == FT_CODE ||
	       f->type == FT_VOCAB;
}

void
dict_row_init(const struct entity *e, void *row)
{
	memset(row, 0, e->size);
	for (size_t i = 0; i < e->n_fields; i++)
		if (!is_text(&e->fields[i]))
			memcpy((char *)row + e->fields[i].offset, &(int64_t){DICT_NONE},
			       sizeof(int64_t));
}

struct cell
dict_get(const struct field *f, const void *row)
{
	const char *at = (const char *)row + f->offset;
	struct cell c = {.kind = CELL_NONE};

	if (is_text(f)) {
		c.p = at;
		c.n = strlen(at);
		c.kind = c.n ? CELL_TEXT : CELL_NONE;
	} else {
		memcpy(&c.i, at, sizeof c.i);
		c.kind = c.i == DICT_NONE ? CELL_NONE : CELL_INT;
	}
	return c;
}

bool
dict_put(const struct field *f, void *row, struct cell c)
{
	char *at = (char *)row + f->offset;

	if (!is_text(f)) {
		if (c.kind == CELL_TEXT)
			return false;
		if (c.kind == CELL_NONE)
			c.i = DICT_NONE;
		memcpy(at, &c.i, sizeof c.i);
		return true;
	}
	if (c.kind == CELL_INT)
		return false;
	if (c.kind == CELL_NONE)
		c.n = 0;
	if (c.n > f->size)
		return false;
	if (c.n)
		memmove(at, c.p, c.n);
	at[c.n] = '\0';
	return true;
}

bool
dict_row_take(const struct entity *e, void *row, int64_t no, const struct uid *id,
	      const struct cell *cells)
{
	struct row_head *head = row;
	bool fits = true;

	dict_row_init(e, row);
	head->no = no;
	head->id = *id;
	for (size_t i = 0; i < e->n_fields; i++)
		fits = dict_put(&e->fields[i], row, cells[i]) && fits;
	return fits;
}

bool
dict_cell_equal(struct cell a, struct cell b)
{
	if (a.kind != b.kind)
		return false;
	switch (a.kind) {
	case CELL_INT:
		return a.i == b.i;
	case CELL_TEXT:
		return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
	default:
		return true;
	}
}

/* ---- checking */

static enum status
check_text(const struct field *f, struct cell c, struct err *err)
{
	size_t at;

	if (c.kind != CELL_TEXT)
		return status_fail(err, ST_INVALID, "%s: text is wanted here", f->label);
	if (c.n > f->size)
		return status_fail(err, ST_INVALID,
				   "%s: too long (%zu bytes, at most %u); shorten it",
				   f->label, c.n, f->size);
	if (!utf8_storable(c.p, c.n, f->type == FT_LONG, &at))
		return status_fail(
		    err, ST_INVALID,
		    "%s: character %zu cannot be stored (a control character or "
		    "damaged text); retype it",
		    f->label, at + 1);
	if (f->type == FT_CODE) {
		char id[DICT_CODE_SIZE];

		memcpy(id, c.p, c.n);
		id[c.n] = '\0';
		if (dict_code_index(f->codes, id) < 0)
			return status_fail(err, ST_INVALID,
					   "%s: \"%s\" is not in the list", f->label, id);
	}
	return ST_OK;
}

static enum status
check_range(const struct field *f, int64_t v, struct err *err)
{
	struct str lo = {0}, hi = {0};
	enum status st = ST_OK;

	if ((f->min != DICT_NONE && v < f->min) || (f->max != DICT_NONE && v > f->max)) {
		dict_show(f, (struct cell){.kind = CELL_INT, .i = f->min}, &lo);
		dict_show(f, (struct cell){.kind = CELL_INT, .i = f->max}, &hi);
		st = status_fail(err, ST_INVALID, "%s: must lie between %s and %s",
				 f->label, str_text(&lo), str_text(&hi));
	}
	str_release(&lo);
	str_release(&hi);
	return st;
}

enum status
dict_check(const struct field *f, struct cell c, struct err *err)
{
	if (c.kind == CELL_NONE)
		return f->flags & FF_REQUIRED
			   ? status_fail(err, ST_INVALID, "%s: is needed", f->label)
			   : ST_OK;
	if (is_text(f))
		return check_text(f, c, err);
	if (c.kind != CELL_INT)
		return status_fail(err, ST_INVALID, "%s: a number is wanted here",
				   f->label);
	if ((f->type == FT_DATE && !date_valid(c.i)) ||
	    (f->type == FT_PDATE && !date_valid_partial(c.i)))
		return status_fail(err, ST_INVALID, "%s: there is no such day", f->label);
	if (f->type == FT_INT || f->type == FT_CLOCK || f->type == FT_BOOL)
		return check_range(f, c.i, err);
	return ST_OK;
}

enum status
dict_check_row(const struct entity *e, const void *row, struct err *err)
{
	for (size_t i = 0; i < e->n_fields; i++) {
		enum status st =
		    dict_check(&e->fields[i], dict_get(&e->fields[i], row), err);

		if (st)
			return st;
	}
	return ST_OK;
}

/* ---- machine form */

/* By hand: it runs once a field in exports, where printf is slow. */
static void
decimal_text(struct str *out, int64_t v, int decimals)
{
	char digits[32], *at = digits + sizeof digits;
	uint64_t rest = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	for (int i = 0; rest || i <= decimals; i++, rest /= 10) {
		if (i == decimals && decimals)
			*--at = '.';
		*--at = (char)('0' + rest % 10);
	}
	if (v < 0)
		*--at = '-';
	str_add_n(out, at, (size_t)(digits + sizeof digits - at));
}

void
dict_text(const struct field *f, struct cell c, struct str *out)
{
	char b[TIME_TEXT_SIZE];

	if (c.kind == CELL_NONE)
		return;
	if (c.kind == CELL_TEXT) {
		str_add_n(out, c.p, c.n);
		return;
	}
	switch (f->type) {
	case FT_DATE:
	case FT_PDATE:
		date_text(c.i, b);
		str_add(out, b);
		break;
	case FT_TIME:
		time_text(c.i, b);
		str_add(out, b);
		break;
	case FT_CLOCK:
		str_addf(out, "%02d:%02d", (int)(c.i / 60), (int)(c.i % 60));
		break;
	default:
		decimal_text(out, c.i, f->decimals);
	}
}

static bool
parse_decimal(const char *p, size_t n, int decimals, int64_t *v)
{
	const char *dot = n ? memchr(p, '.', n) : NULL;
	size_t whole = dot ? (size_t)(dot - p) : n;
	size_t frac = dot ? n - whole - 1 : 0;
	bool minus = n > 0 && p[0] == '-';
	long long a, b = 0;

	if (!str_int(p, whole, &a) || (dot && frac == 0) || frac > (size_t)decimals)
		return false;
	if (frac && (dot[1] == '-' || !str_int(dot + 1, frac, &b)))
		return false;
	if (a > 1000000000000000LL || a < -1000000000000000LL)
		return false;
	for (int i = 0; i < decimals; i++) {
		a *= 10;
		if ((size_t)i >= frac)
			b *= 10;
	}
	*v = minus ? a - b : a + b;
	return true;
}

static bool
parse_clock(const char *p, size_t n, int64_t *v)
{
	long long h, m;

	if (n != 5 || p[2] != ':' || !str_int(p, 2, &h) || !str_int(p + 3, 2, &m) ||
	    h < 0 || h > 23 || m < 0 || m > 59)
		return false;
	*v = h * 60 + m;
	return true;
}

enum status
dict_parse(const struct field *f, const char *p, size_t n, struct cell *c,
	   struct err *err)
{
	bool ok = true;

	*c = (struct cell){.kind = CELL_NONE};
	if (n == 0)
		return ST_OK;
	if (is_text(f) || f->type == FT_REF) {
		*c = (struct cell){.kind = CELL_TEXT, .p = p, .n = n};
		return f->type == FT_REF ? ST_OK : check_text(f, *c, err);
	}
	c->kind = CELL_INT;
	switch (f->type) {
	case FT_DATE:
		ok = date_parse_iso(p, n, false, &c->i);
		break;
	case FT_PDATE:
		ok = date_parse_iso(p, n, true, &c->i);
		break;
	case FT_TIME:
		ok = time_parse(p, n, &c->i);
		break;
	case FT_CLOCK:
		ok = parse_clock(p, n, &c->i);
		break;
	default:
		ok = parse_decimal(p, n, f->decimals, &c->i);
	}
	if (!ok)
		return status_fail(
		    err, ST_INVALID, "%s: \"%.*s\" is not %s", f->label,
		    (int)(n > 40 ? 40 : n), p,
		    f->type == FT_DATE	  ? "a day like 2026-05-04"
		    : f->type == FT_PDATE ? "a date like 1957-05-04 or 1957"
		    : f->type == FT_TIME  ? "a time like 2026-05-04T09:12:33Z"
		    : f->type == FT_CLOCK ? "a time like 08:30"
					  : "a number");
	return dict_check(f, *c, err);
}

/* ---- people's form */

/* Weights are stored in grams and spoken of in kilograms. */
static bool
is_mass(const struct field *f)
{
	return f->type == FT_INT && f->unit && !strcmp(f->unit, "g");
}

const char *
dict_unit(const struct field *f)
{
	return f->type == FT_INT && f->unit && !is_mass(f) ? f->unit : "";
}

/* 12.500 is 12.5 to people, 12.000 is 12. */
static void
short_decimals(const struct field *f, struct str *out)
{
	if (!f->decimals)
		return;
	while (out->n && out->p[out->n - 1] == '0')
		out->p[--out->n] = '\0';
	if (out->n && out->p[out->n - 1] == '.')
		out->p[--out->n] = '\0';
}

/* One of "sets" is a set; "s" and "kg/m" are signs. */
static int
unit_length(const struct field *f, int64_t v)
{
	size_t n = strlen(f->unit);
	bool word = n > 3 && f->unit[n - 1] == 's' && !strpbrk(f->unit, " /");

	return (int)(v == 1 && !f->decimals && word ? n - 1 : n);
}

void
dict_show(const struct field *f, struct cell c, struct str *out)
{
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

	if (c.kind == CELL_NONE)
		return;
	switch (f->type) {
	case FT_CODE: {
		char id[DICT_CODE_SIZE] = "";

		memcpy(id, c.p, c.n < sizeof id ? c.n : sizeof id - 1);
		str_add(out, dict_code_label(f->codes, id));
		break;
	}
	case FT_DATE:
	case FT_PDATE:
		if (c.i % 100)
			str_addf(out, "%d ", (int)(c.i % 100));
		if (c.i / 100 % 100)
			str_addf(out, "%s ", months[(c.i / 100 % 100 - 1) % 12]);
		str_addf(out, "%d", (int)(c.i / 10000));
		break;
	case FT_BOOL:
		str_add(out, c.i ? "yes" : "no");
		break;
	case FT_INT:
		if (is_mass(f)) {
			char load[LOAD_TEXT_SIZE];

			load_text(c.i, load);
			str_add(out, load);
			break;
		}
		dict_text(f, c, out);
		short_decimals(f, out);
		if (f->unit && f->unit[0])
			str_addf(out, "%s%.*s", f->unit[0] == '/' ? "" : " ",
				 unit_length(f, c.i), f->unit);
		break;
	default:
		dict_text(f, c, out);
	}
}

/* A code by id, label, or the first letters of either when only one fits. */
static const struct code *
typed_code(const struct code_list *list, const char *p, size_t n)
{
	const struct code *hit = NULL;
	int hits = 0;

	for (const struct code *k = list->codes; k->id; k++) {
		bool starts =
		    strncasecmp(k->id, p, n) == 0 || strncasecmp(k->label, p, n) == 0;

		if (!starts)
			continue;
		if (strlen(k->id) == n || strlen(k->label) == n)
			return k;
		hit = k;
		hits++;
	}
	return hits == 1 ? hit : NULL;
}

static enum status
parse_typed_code(const struct field *f, const char *p, size_t n, struct cell *c,
		 struct err *err)
{
	const struct code *k = typed_code(f->codes, p, n);
	struct str all = {0};

	if (k) {
		*c = (struct cell){.kind = CELL_TEXT, .p = k->id, .n = strlen(k->id)};
		return ST_OK;
	}
	for (k = f->codes->codes; k->id; k++)
		str_addf(&all, "%s%s", all.n ? ", " : "", k->label);
	status_fail(err, ST_INVALID, "%s: choose one of %s", f->label, str_text(&all));
	str_release(&all);
	return ST_INVALID;
}

static bool
parse_typed_clock(const char *p, size_t n, int64_t *v)
{
	char digits[8];
	size_t used = 0;
	long long hhmm;

	for (size_t i = 0; i < n; i++) {
		if (p[i] == ':' || p[i] == '.')
			continue;
		if (used == 4)
			return false;
		digits[used++] = p[i];
	}
	if (!str_int(digits, used, &hhmm) || hhmm < 0)
		return false;
	if (used <= 2)
		hhmm *= 100;
	*v = hhmm / 100 * 60 + hhmm % 100;
	return hhmm / 100 < 24 && hhmm % 100 < 60;
}

enum status
dict_parse_typed(const struct field *f, const char *p, size_t n, int64_t today,
		 struct cell *c, struct err *err)
{
	char text[40];

	*c = (struct cell){.kind = CELL_NONE};
	while (n && p[0] == ' ' && f->type != FT_LONG) {
		p++;
		n--;
	}
	while (n && p[n - 1] == ' ')
		n--;
	if (n == 0)
		return dict_check(f, *c, err);
	if (is_mass(f)) {
		enum status st = load_parse(p, n, &c->i, err);

		c->kind = st ? CELL_NONE : CELL_INT;
		return st ? st : dict_check(f, *c, err);
	}
	switch (f->type) {
	case FT_CODE:
		return parse_typed_code(f, p, n, c, err);
	case FT_DATE:
	case FT_PDATE:
		memcpy(text, p, n < sizeof text ? n : sizeof text - 1);
		text[n < sizeof text ? n : sizeof text - 1] = '\0';
		c->kind = CELL_INT;
		if (!date_parse_typed(text, today, f->type == FT_PDATE, false, &c->i))
			return status_fail(
			    err, ST_INVALID,
			    "%s: \"%s\" is no date; type 4/5/1957, 1957-05-04, t, "
			    "t-3 or t+2w",
			    f->label, text);
		return dict_check(f, *c, err);
	case FT_BOOL:
		c->kind = CELL_INT;
		c->i = strchr("yY1jJsSoO", p[0]) ? 1 : 0;
		return ST_OK;
	case FT_CLOCK:
		c->kind = CELL_INT;
		if (!parse_typed_clock(p, n, &c->i))
			return status_fail(err, ST_INVALID, "%s: type a time like 8:30",
					   f->label);
		return ST_OK;
	default:
		return dict_parse(f, p, n, c, err);
	}
}
