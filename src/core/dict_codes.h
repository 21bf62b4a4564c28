/* dict_codes.h - the short lists of codes the program itself understands; private to dict.c. */
#ifndef CORE_DICT_CODES_H
#define CORE_DICT_CODES_H

#include "core/dict.h"

/* clang-format off */
/* X(LIST, "name", codes...) - the order of a list is the order of its workflow. */
#define CODE_LISTS(X)                                                                          \
X(SIDE_MODES, "side_mode", {"none", "One"}, {"each_side", "Each side"},                        \
  {"side_blocks", "Side by side blocks"}, {"alternating", "Alternating"})                      \
X(LOAD_KINDS, "load_kind", {"none", "None"}, {"body", "Body weight"}, {"band", "Band"},        \
  {"weight", "Weight"})                                                                        \
X(TIMINGS, "timing", {"timed15", "Timed, 15 min"}, {"timed15-initial", "Timed, first 15 min"}, \
  {"timed15-addl", "Timed, further 15 min"}, {"timed-other", "Timed, other"},                  \
  {"untimed", "Untimed"}, {"unlisted", "Unlisted"},         \
  {"deleted", "No longer valid"})                                            \
X(ROLES, "role", {"pt", "Physical therapist"}, {"ot", "Occupational therapist"},               \
  {"pta", "PT assistant"}, {"ota", "OT assistant"}, {"student", "Student"}, {"aide", "Aide"},  \
  {"desk", "Desk"}, {"manager", "Manager"}, {"hub", "Head office"},                            \
  {"readonly", "Read only"})                                                                   \
X(DISCIPLINES, "discipline", {"PT", "Physical therapy"}, {"OT", "Occupational therapy"},       \
  {"SLP", "Speech-language pathology"})                                                        \
X(UNIT_RULES, "unit_rule", {"cms", "Medicare, total time"}, {"ama", "AMA, each code"})         \
X(PAYER_KINDS, "payer_kind", {"medicare", "Medicare"}, {"advantage", "Medicare Advantage"},    \
  {"medicaid", "Medicaid"}, {"commercial", "Commercial"}, {"workers", "Workers' compensation"}, \
  {"auto", "Auto"}, {"self", "Self pay"}, {"other", "Other"})                                  \
X(ASSISTANT_TESTS, "assistant_test", {"strict", "Strict"}, {"simple", "Simple, CMS table"})    \
X(THRESHOLD_KINDS, "threshold_kind", {"kx", "KX modifier"}, {"review", "Medical review"})      \
X(THRESHOLD_GROUPS, "threshold_group", {"pt_slp", "PT and SLP together"}, {"ot", "OT"})        \
X(SEXES, "sex", {"F", "Female"}, {"M", "Male"}, {"X", "Other"}, {"U", "Unknown"})              \
X(INDICATIONS, "indication", {"post_op", "Post-operative"}, {"msk", "Musculoskeletal"},        \
  {"neuro", "Neurological"}, {"age", "Age-related"}, {"athletic", "Athletic"})                 \
X(SIDES, "side", {"none", "None"}, {"left", "Left"}, {"right", "Right"}, {"both", "Both"})     \
X(SETTINGS, "setting", {"clinic", "Clinic"}, {"home", "Home"}, {"both", "Clinic and home"})    \
X(APPOINTMENT_STATES, "appointment_state", {"booked", "Booked"}, {"arrived", "Arrived"},       \
  {"done", "Done"}, {"no_show", "No show"}, {"cancelled", "Cancelled"})                        \
X(INSURED, "insured", {"self", "Self"}, {"spouse", "Spouse"}, {"child", "Child"},               \
  {"other", "Other"})                                                                          \
X(MODES, "mode", {"in_person", "In person"}, {"phone", "Phone"}, {"video", "Video"})           \
X(DONE_STATES, "done_state", {"done", "Done"}, {"part", "Part"}, {"skipped", "Skipped"},       \
  {"stopped", "Stopped"})                                                                      \
X(ASSISTS, "assist", {"none", "Alone"}, {"cue", "With cues"}, {"standby", "Stand-by"},         \
  {"contact", "Contact guard"}, {"min", "Minimal"}, {"mod", "Moderate"}, {"max", "Maximal"})   \
X(NOTE_KINDS, "note_kind", {"daily", "Daily note"}, {"evaluation", "Evaluation"},              \
  {"progress", "Progress report"}, {"recert", "Recertification"}, {"discharge", "Discharge"})  \
X(PRESIGN_SEVERITIES, "presign_severity", {"block", "Stop"}, {"warn", "Warning"})              \
X(PRESIGN_JUMPS, "presign_jump", {"session", "The session"}, {"assessment", "Assessment"},     \
  {"subjective", "Subjective"}, {"next", "Plan for next time"}, {"plan", "Plan of care"},      \
  {"goals", "Goals"}, {"chart", "The chart"}, {"staff", "Staff"}, {"report", "Reports"},       \
  {"screening", "Screening"}, {"tie", "The tie"}, {"units", "Units"}, {"patient", "The patient"},      \
  {"phone", "The phone script"})                                              \
X(PHRASE_SECTIONS, "phrase_section", {"subjective", "Subjective"}, {"assessment", "Assessment"}, \
  {"plan", "Plan"}, {"skilled", "Skilled reason"})                                             \
X(WEARABLE_FORMS, "wearable_form", {"csv", "CSV"}, {"json", "JSON"}, {"xml", "XML"})             \
X(WEARABLE_GRAINS, "wearable_grain", {"day", "A day"}, {"activity", "An activity"},             \
  {"minute", "A minute"})                                                                      \
X(WEARABLE_SUPPORT, "wearable_support", {"v1", "Read"}, {"map", "Read by named columns"},       \
  {"later", "Not supported yet"})                                                              \
X(DISTANCE_UNITS, "distance_unit", {"m", "Metres"}, {"km", "Kilometres"}, {"mi", "Miles"})     \
X(DATE_ORDERS, "date_order", {"ymd", "Year, month, day"}, {"dmy", "Day, month, year"},          \
  {"mdy", "Month, day, year"})                                                                 \
X(HOME_STATES, "home_state", {"done", "Done"}, {"partly", "Partly"}, {"not", "Not done"})         \
X(TEACH_BACKS, "teach_back", {"shown", "Shown"}, {"cue", "Did it with a cue"},                  \
  {"alone", "Did it alone"})                                                                   \
X(POSE_VIEWS, "pose_view", {"side", "From the side"}, {"front", "From the front or above"},     \
  {"thing", "A thing"})                                                                        \
X(FIGURE_KINDS, "figure_kind", {"move", "Move and come back"}, {"both", "Both ways"},          \
  {"hold", "Hold"})                                                                            \
X(PATIENT_TEXT_KINDS, "patient_text_kind", {"exercise", "Exercise"}, {"stop", "Stop sign"},     \
  {"topic", "Topic that is taught"})                                                           \
X(LANGUAGES, "language", {"en", "English"}, {"es", "Spanish"}, {"fr", "French"})               \
X(PHONE_ASKS, "phone_asks", {"yes_no", "Yes or no"}, {"place", "At home or elsewhere, and where"},   \
  {"words", "Words"})                                                                          \
X(PACER_WORDS, "pacer_words", {"breath", "In, hold, out, rest"},                                \
  {"relax", "Tighten, hold, let go, rest"})                                                     \
X(SCREENING_KINDS, "screening_kind", {"intake", "At intake"}, {"visit", "Before a visit"},     \
  {"during", "During a session"}, {"immobility", "Risks of immobility"})                       \
X(SCREENING_OUTCOMES, "screening_outcome", {"clear", "Clear"}, {"caution", "With care"},       \
  {"overridden", "Gone on with a reason"}, {"stopped", "Stopped"})                             \
X(ASSESSMENT_KINDS, "assessment_kind", {"initial", "Initial evaluation"},                      \
  {"retest", "Re-test"}, {"discharge", "At discharge"})                                        \
X(GOAL_TERMS, "goal_term", {"short", "Short term"}, {"long", "Long term"})                     \
X(GOAL_STATES, "goal_state", {"active", "Active"}, {"partly", "Partly met"}, {"met", "Met"},   \
  {"not_met", "Not met"}, {"dropped", "Given up"})                                             \
X(SUGGESTIONS, "suggestion", {"stop", "Stop"}, {"regress", "Easier"}, {"hold", "Hold"},        \
  {"progress", "Harder"})                                                                      \
X(DECISIONS, "decision", {"taken", "Taken"}, {"changed", "Taken with changes"},                \
  {"declined", "Not taken"}, {"back", "Taken back"})                                           \
X(WEIGHT_BEARINGS, "weight_bearing", {"fwb", "Full"}, {"wbat", "As tolerated"},                \
  {"pwb", "Part"}, {"ttwb", "Toe touch"}, {"nwb", "None"})                                     \
X(CARE_STATES, "care_state", {"left", "Moved away"}, {"treats", "Treated there"}) \
X(SAME_VERDICTS, "same_verdict", {"open", "Taken back"}, {"same", "The same person"}, {"notsame", "Not the same"})       \
X(TASK_KINDS, "task_kind", {"task", "Task"}, {"hand_over", "Hand-over"}, {"call", "Call"})     \
X(TASK_STATES, "task_state", {"open", "Open"}, {"done", "Done"}, {"dropped", "Dropped"})       \
                                            \
X(ADDENDUM_KINDS, "addendum_kind", {"addendum", "Addendum"}, {"late", "Late entry"},           \
  {"correction", "Correction"}, {"cosign", "Co-signature"}, {"void", "Void"})
/* clang-format on */

#endif
