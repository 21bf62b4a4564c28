/* screening_field.c - the questions: our own words for the fields of the rule rows.
 *
 * Limits and answers that fire stand in the rule rows (assets/screening_rules.csv) and limits of
 * the body in assets/measures.csv. Bounds here only ask "is that right?" where a value was likely
 * typed in another unit. */
#include "core/screening.h"

#include <string.h>

/* clang-format off */
#define B SCREENING_BEFORE
#define D SCREENING_DURING
#define T INT64_C(1000)
#define NUM(name, label, place, decimals, lo, hi) \
	{name, label, SCREENING_NUMBER, place, decimals, "", NULL, "", false, (lo)*T, (hi)*T}
#define VITAL(name, label, place, decimals, measure, part) \
	{name, label, SCREENING_NUMBER, place, decimals, "", measure, part, false, 0, 0}
#define ASK(name, label, place) \
	{name, label, SCREENING_WORD, place, 0, "no", NULL, "", false, 0, 0}
#define WHERE(name, label) \
	{name, label, SCREENING_WORD, B, 0, "no", NULL, "", true, 0, 0}
#define NEED(name, label) \
	{name, label, SCREENING_WORD, B, 0, "yes", NULL, "", false, 0, 0}

static const struct screening_field fields[] = {
	VITAL("sbp_rest", "Resting systolic pressure", B, 0, "sbp", ""),
	VITAL("dbp_rest", "Resting diastolic pressure", B, 0, "dbp", ""),
	VITAL("hr_rest", "Resting heart rate", B, 0, "hr_rest", ""),
	VITAL("spo2_rest", "Oxygen saturation at rest", B, 0, "spo2", ""),
	VITAL("temp", "Temperature", B, 1, "temp_c", ""),
	VITAL("resp_rest", "Breaths per minute at rest", B, 0, "resp_rate", ""),
	VITAL("pain_rest", "Pain at rest now, 0-10", B, 0, "nprs", ""),
	VITAL("pain_worst", "Worst pain in 24 hours, 0-10", B, 0, "nprs", "worst 24 h"),
	NUM("sbp_drop_standing", "Fall of systolic pressure on standing", B, 0, 0, 230),
	ASK("sbp_rest_symptomatic", "Symptoms of the low pressure", B),
	NUM("glucose", "Blood glucose (behind it k: with ketones)", B, 0, 20, 1000),
	NEED("consent", "Patient agrees to treatment"),
	ASK("fall_since_last_visit", "Fall since the last visit", B),
	ASK("medication_change", "Medicines changed", B),
	ASK("alcohol_or_drug_impaired", "Under alcohol or drugs now", B),
	ASK("pregnancy_warning_sign", "Pregnancy with a warning sign", B),
	ASK("dialysis_access_limb", "Dialysis access in a limb", B),
	ASK("unstable_angina", "Chest pain new, at rest or worse (angina)", B),
	NUM("recent_mi_days", "Days since a heart attack", B, 0, 0, 45000),
	ASK("decompensated_hf", "Heart failure out of control", B),
	{"hf_weight_gain", "Weight gain with heart failure (2 d, 3 w)", SCREENING_GAIN, B, 1, "",
	 NULL, "", false, 0, 30 * T},
	ASK("uncontrolled_arrhythmia", "Heart rhythm out of control", B),
	ASK("severe_aortic_stenosis", "Severe narrow aortic valve", B),
	ASK("aortic_dissection_suspected", "Tearing chest or back pain (aorta)", B),
	ASK("myo_peri_endocarditis", "Inflammation of the heart", B),
	ASK("aortic_aneurysm", "Aortic aneurysm", B),
	NUM("pacemaker_icd_weeks", "Weeks since pacemaker or ICD", B, 0, 0, 6500),
	ASK("dvt_suspected", "Clot in a limb suspected", B),
	ASK("dvt_known_no_anticoagulant", "Known clot, no blood thinner", B),
	ASK("dvt_known_anticoagulated", "Known clot, on blood thinner", B),
	ASK("pe_suspected", "Clot in the lung suspected", B),
	NUM("pe_weeks", "Weeks since a clot in the lung", B, 0, 0, 6500),
	WHERE("acute_fracture_region", "Fresh fracture"),
	WHERE("suspected_fracture", "Fracture suspected"),
	ASK("severe_osteoporosis", "Severe osteoporosis", B),
	NUM("vertebral_compression_fx_weeks", "Weeks since a vertebral fracture", B, 0, 0, 6500),
	ASK("bone_metastasis_region", "Bone metastasis", B),
	WHERE("osteomyelitis", "Bone infection"),
	ASK("weight_bearing_order", "Weight-bearing order", B),
	WHERE("infection_site", "Infection at the site"),
	ASK("systemic_infection", "Fever, chills, feels ill", B),
	ASK("wound_status", "Wound not closed", B),
	WHERE("septic_joint_suspected", "Hot swollen joint with fever"),
	ASK("cauda_equina_sign", "Cauda equina sign", B),
	ASK("stroke_sign", "Face, arm, speech: stroke sign", B),
	ASK("myelopathy_sign", "Gait change, clumsy hands (spinal cord)", B),
	ASK("cervical_instability_or_arterial_sign", "Neck: instability or artery sign", B),
	ASK("concussion_symptoms", "Concussion symptoms", B),
	NUM("seizure_hours", "Hours since a seizure", B, 0, 0, 1100000),
	ASK("autonomic_dysreflexia", "Autonomic dysreflexia", B),
	ASK("night_pain_unremitting", "Night pain that does not ease", B),
	ASK("cancer_history_with_weight_loss", "Cancer before, and weight loss", B),
	WHERE("joint_instability", "Unstable joint"),
	ASK("compartment_syndrome_suspected", "Tense, very painful limb (compartment)", B),
	ASK("rhabdomyolysis_suspected", "Dark urine, swelling, severe soreness", B),
	NEED("protocol_on_file", "Surgery: protocol or limits on file"),
	ASK("exercise_vs_protocol", "Plan against the protocol's phase", B),
	NUM("sternotomy_weeks", "Weeks since breast-bone surgery", B, 0, 0, 6500),
	NUM("abdominal_surgery_weeks", "Weeks since belly surgery", B, 0, 0, 6500),
	NUM("craniotomy_weeks", "Weeks since skull surgery", B, 0, 0, 6500),
	ASK("hip_replacement_precautions", "Hip replacement precautions", B),
	NUM("platelets", "Platelets", B, 0, 1000, 2000000),
	NUM("hemoglobin", "Hemoglobin", B, 1, 2, 25),
	NUM("inr", "INR", B, 1, 1, 15),
	ASK("symptom", "Symptom during exercise", D),
	VITAL("sbp_exercise", "Systolic pressure in exercise", D, 0, "sbp", "exercise"),
	VITAL("dbp_exercise", "Diastolic pressure in exercise", D, 0, "dbp", "exercise"),
	VITAL("spo2_exercise", "Oxygen saturation in exercise", D, 0, "spo2", "exercise"),
	VITAL("rpe", "Exertion, Borg 6-20", D, 0, "rpe20", ""),
	NUM("sbp_drop_exercise", "Fall of systolic pressure with work", SCREENING_DERIVED, 0, 0,
	    230),
	NUM("pain_rise", "Rise of pain over the start", SCREENING_DERIVED, 0, -10, 10),
	NUM("screen_age_days", "Days since the screening", SCREENING_DERIVED, 0, 0, 45000),
};
/* clang-format on */

const struct screening_field *
screening_fields(int *n)
{
	*n = (int)(sizeof fields / sizeof fields[0]);
	return fields;
}

const struct screening_field *
screening_field_named(const char *name)
{
	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
		if (strcmp(fields[i].name, name) == 0)
			return &fields[i];
	return NULL;
}
