/* dict_rows.h - one list of fields per entity; struct, SQL, forms, CSV and help come from it.
 *
 * X(TYPE, name, label, ARG, min, max, flags, MERGE, fhir, help)
 * ARG: TEXT and LONG most bytes; CODE the code list; VOCAB the vocabulary kind; REF the entity;
 * INT and NUM the unit of measure (NUM is kept in thousandths); others 0. */
#ifndef CORE_DICT_ROWS_H
#define CORE_DICT_ROWS_H

#include "core/dict.h"

enum { DICT_CODE_SIZE = 24 };

/* clang-format off */

/* What every reference row says of itself: from when it holds, and where it was read. */
#define SOURCE_FIELDS(X) \
X(DATE, valid_from, "Valid from", 0, DICT_NONE, DICT_NONE, 0, HUB, "", "First service date this row holds for.") \
X(DATE, valid_to, "Valid to", 0, DICT_NONE, DICT_NONE, 0, HUB, "", "Last service date this row holds for; empty: still.") \
X(TEXT, source, "Source", 200, 0, 0, 0, HUB, "", "Where the facts of this row were read.") \
X(TEXT, verification, "Verified", 24, 0, 0, 0, HUB, "", "seen, recalled, unverified ...: recalled and unverified rows are marked on screen.")

#define EXERCISE_FIELDS(X) \
X(TEXT, key, "Key", 24, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "ActivityDefinition.name", "Short name that never changes.") \
X(TEXT, name, "Exercise", 60, 0, 0, FF_REQUIRED | FF_SEARCH, HUB, "ActivityDefinition.title", "Name people read.") \
X(VOCAB, category, "Category", "category", 0, 0, FF_INDEX, HUB, "", "Kind of exercise.") \
X(VOCAB, region, "Body region", "region", 0, 0, FF_INDEX, HUB, "ActivityDefinition.bodySite", "Part of the body it works.") \
X(VOCAB, position, "Position", "position", 0, 0, 0, HUB, "", "Starting position.") \
X(TEXT, equipment, "Equipment", 60, 0, 0, FF_SEARCH, HUB, "", "What is needed, list with ;.") \
X(TEXT, code, "Billing code", 8, 0, 0, 0, HUB, "ActivityDefinition.code", "Service code its minutes usually go to; empty: not billed by itself.") \
X(INT, sets, "Sets", "sets", 0, 20, 0, HUB, "", "Usual number of sets.") \
X(INT, reps, "Repetitions", "reps", 0, 200, 0, HUB, "", "Usual repetitions per set (per side where sides count); 0: timed.") \
X(INT, hold_s, "Hold", "s", 0, 600, 0, HUB, "", "Seconds held at the end of each repetition.") \
X(INT, rest_s, "Rest", "s", 0, 900, 0, HUB, "", "Seconds of rest between sets.") \
X(TEXT, tempo, "Tempo", 12, 0, 0, 0, HUB, "", "Seconds lift-pause-lower, as 2-0-2.") \
X(INT, duration_s, "Timed block", "s", 0, 7200, 0, HUB, "", "Seconds per set and side of a timed exercise; 0: counted.") \
X(CODE, side_mode, "Sides", SIDE_MODES, 0, 0, 0, HUB, "", "How the two sides are done.") \
X(TEXT, progress_by, "Progresses by", 12, 0, 0, 0, HUB, "", "Rule family of progression.") \
X(CODE, load_kind, "Load", LOAD_KINDS, 0, 0, 0, HUB, "", "What makes it harder.") \
X(INT, per_day, "Times a day", "", 0, 10, 0, HUB, "", "Usual home frequency in a day.") \
X(INT, days_per_week, "Days a week", "", 0, 7, 0, HUB, "", "Usual home frequency in a week.") \
X(TEXT, function, "Helps with", 60, 0, 0, FF_SEARCH, HUB, "", "Daily tasks it serves, list with ;.") \
X(TEXT, easier_key, "Easier", 24, 0, 0, 0, HUB, "", "Next exercise down the ladder.") \
X(TEXT, harder_key, "Harder", 24, 0, 0, 0, HUB, "", "Next exercise up the ladder.") \
X(TEXT, contra, "Blocked by", 160, 0, 0, 0, HUB, "", "Safety tags that forbid it, list with ;.") \
X(TEXT, caution, "Care with", 120, 0, 0, 0, HUB, "", "Safety tags that ask for care, list with ;.") \
X(LONG, steps, "Steps", 240, 0, 0, FF_SEARCH, HUB, "ActivityDefinition.description", "What the patient does; steps parted by |.") \
X(TEXT, safety, "Safety", 100, 0, 0, 0, HUB, "", "One line of safety for the patient.") \
SOURCE_FIELDS(X)

#define SERVICE_CODE_FIELDS(X) \
X(TEXT, code, "Code", 8, 0, 0, FF_REQUIRED | FF_UNIQUE | FF_SEARCH, HUB, "ChargeItemDefinition.code", "Bare number; descriptors belong to the AMA and are not shipped.") \
X(CODE, timing, "Timing", TIMINGS, 0, 0, 0, HUB, "", "How minutes become units.") \
X(INT, unit_minutes, "Minutes a unit", "min", 0, 240, 0, HUB, "", "Minutes one unit stands for.") \
X(TEXT, disciplines, "Disciplines", 16, 0, 0, 0, HUB, "", "Disciplines that use it.") \
X(TEXT, medicare, "Medicare", 24, 0, 0, 0, HUB, "", "Status under Medicare.") \
X(TEXT, label, "Label", 80, 0, 0, FF_SEARCH, HUB, "", "Our own words for it.") \
X(TEXT, note, "Remark", 120, 0, 0, 0, HUB, "", "What to mind.") \
SOURCE_FIELDS(X)

#define ICD10_FIELDS(X) \
X(TEXT, code, "Code", 8, 0, 0, FF_REQUIRED | FF_UNIQUE | FF_SEARCH, HUB, "CodeSystem.concept.code", "ICD-10-CM code with its dot.") \
X(TEXT, description, "Description", 160, 0, 0, FF_SEARCH, HUB, "CodeSystem.concept.display", "Official long title (US government text).") \
X(TEXT, grouping, "Group", 24, 0, 0, FF_SEARCH, HUB, "", "Our own group of diagnoses.") \
SOURCE_FIELDS(X)

#define VOCAB_FIELDS(X) \
X(TEXT, key, "Key", 36, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "kind/id: names the row.") \
X(TEXT, kind, "Kind", 12, 0, 0, FF_REQUIRED, HUB, "", "List this word belongs to.") \
X(TEXT, word, "Word", 23, 0, 0, FF_REQUIRED, HUB, "", "What is stored.") \
X(TEXT, label, "Label", 80, 0, 0, 0, HUB, "", "What people read.") \
X(TEXT, scope, "Scope", 8, 0, 0, 0, HUB, "", "Safety tags: whole body, region or session.") \
X(TEXT, action, "Action", 8, 0, 0, 0, HUB, "", "Safety tags: block, warn, stop or note.") \
X(TEXT, meaning, "Meaning", 160, 0, 0, 0, HUB, "", "Explanation.") \
SOURCE_FIELDS(X)

#define MEASURE_FIELDS(X) \
X(TEXT, key, "Key", 32, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "ObservationDefinition.code", "Short name that never changes.") \
X(TEXT, name, "Measure", 60, 0, 0, FF_SEARCH, HUB, "", "Name people read.") \
X(TEXT, domain, "Domain", 12, 0, 0, 0, HUB, "", "What it is about.") \
X(TEXT, kind, "Kind", 20, 0, 0, 0, HUB, "", "Who or what gives the number.") \
X(TEXT, unit, "Unit", 12, 0, 0, 0, HUB, "", "Unit of the score.") \
X(TEXT, min_value, "Lowest", 8, 0, 0, 0, HUB, "", "Lowest possible score.") \
X(TEXT, max_value, "Highest", 8, 0, 0, 0, HUB, "", "Highest possible score.") \
X(INT, decimals, "Decimals", "", 0, 3, 0, HUB, "", "Decimals of the score.") \
X(TEXT, direction, "Better when", 16, 0, 0, 0, HUB, "", "higher_better, lower_better or neutral.") \
X(TEXT, sides, "Sides", 12, 0, 0, 0, HUB, "", "none or left_right.") \
X(INT, trials, "Trials", "", 0, 20, 0, HUB, "", "How often it is tried.") \
X(TEXT, keep, "Keeps", 8, 0, 0, 0, HUB, "", "Which trial counts.") \
X(LONG, scoring, "Scoring", 400, 0, 0, 0, HUB, "", "How it is scored.") \
X(TEXT, mdc, "MDC", 8, 0, 0, 0, HUB, "", "Minimal detectable change.") \
X(TEXT, mdc_population, "MDC from", 160, 0, 0, 0, HUB, "", "Population of the MDC.") \
X(TEXT, mdc_ver, "MDC verified", 16, 0, 0, 0, HUB, "", "How sure the MDC is.") \
X(TEXT, mcid, "MCID", 8, 0, 0, 0, HUB, "", "Minimal clinically important difference.") \
X(TEXT, mcid_population, "MCID from", 160, 0, 0, 0, HUB, "", "Population of the MCID.") \
X(TEXT, mcid_ver, "MCID verified", 16, 0, 0, 0, HUB, "", "How sure the MCID is.") \
X(TEXT, flag_rule, "Flag when", 24, 0, 0, 0, HUB, "", "Score that raises a flag.") \
X(TEXT, flag_meaning, "Flag means", 120, 0, 0, 0, HUB, "", "What the flag says.") \
X(TEXT, bands, "Bands", 120, 0, 0, 0, HUB, "", "low-high:label, list with ;.") \
X(TEXT, licence, "Licence", 20, 0, 0, 0, HUB, "", "Licence class.") \
X(TEXT, ship, "Shipped as", 12, 0, 0, 0, HUB, "", "full, total_only or number_only.") \
X(TEXT, licence_note, "Licence remark", 200, 0, 0, 0, HUB, "", "Terms in short.") \
X(TEXT, equipment, "Equipment", 60, 0, 0, 0, HUB, "", "What is needed.") \
X(INT, minutes, "Takes", "min", 0, 120, 0, HUB, "", "Minutes it takes.") \
SOURCE_FIELDS(X)

#define NORM_FIELDS(X) \
X(TEXT, key, "Key", 8, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Names the row.") \
X(TEXT, measure, "Measure", 32, 0, 0, FF_REQUIRED | FF_INDEX, HUB, "", "Key of the measure.") \
X(TEXT, sex, "Sex", 2, 0, 0, 0, HUB, "", "M, F or A for all.") \
X(INT, age_min, "Age from", "years", 0, 130, 0, HUB, "", "Youngest age.") \
X(INT, age_max, "Age to", "years", 0, 999, 0, HUB, "", "Oldest age.") \
X(TEXT, stat, "Figure", 20, 0, 0, 0, HUB, "", "What the value is.") \
X(TEXT, op, "Sign", 3, 0, 0, 0, HUB, "", "Comparison.") \
X(TEXT, value, "Value", 8, 0, 0, 0, HUB, "", "The value.") \
X(TEXT, low, "Low", 8, 0, 0, 0, HUB, "", "Lower end.") \
X(TEXT, high, "High", 8, 0, 0, 0, HUB, "", "Upper end.") \
X(TEXT, unit, "Unit", 12, 0, 0, 0, HUB, "", "Unit of the value.") \
X(TEXT, protocol, "Protocol", 60, 0, 0, 0, HUB, "", "How the test was done.") \
X(TEXT, population, "Population", 100, 0, 0, 0, HUB, "", "Who was measured.") \
SOURCE_FIELDS(X)

#define SCREENING_RULE_FIELDS(X) \
X(TEXT, key, "Key", 8, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Names the rule.") \
X(TEXT, domain, "Domain", 16, 0, 0, 0, HUB, "", "What it is about.") \
X(TEXT, field, "Value or answer", 40, 0, 0, 0, HUB, "", "What is looked at.") \
X(TEXT, op, "Sign", 16, 0, 0, 0, HUB, "", "Comparison.") \
X(TEXT, value, "Limit", 40, 0, 0, 0, HUB, "", "Limit or answer that fires the rule.") \
X(TEXT, unit, "Unit", 12, 0, 0, 0, HUB, "", "Unit of the limit.") \
X(TEXT, level, "Level", 8, 0, 0, 0, HUB, "", "stop or caution.") \
X(TEXT, override, "Override", 16, 0, 0, 0, HUB, "", "Who may go on.") \
X(TEXT, action, "What to do", 120, 0, 0, 0, HUB, "", "Sentence for the therapist.") \
X(TEXT, mission_item, "Group", 32, 0, 0, 0, HUB, "", "Contraindication it belongs to.") \
SOURCE_FIELDS(X)

#define GOAL_TEMPLATE_FIELDS(X) \
X(TEXT, key, "Key", 24, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Names the template.") \
X(TEXT, title, "Goal", 48, 0, 0, FF_SEARCH, HUB, "", "What it is called.") \
X(TEXT, measure, "Measure", 32, 0, 0, 0, HUB, "", "Key of the measure.") \
X(TEXT, template, "Text", 200, 0, 0, 0, HUB, "", "First-person sentence with {places}.") \
X(TEXT, target_rule, "Target rule", 60, 0, 0, 0, HUB, "", "How the target is proposed.") \
X(TEXT, meaningful_change, "Meaningful change", 40, 0, 0, 0, HUB, "", "Smallest change that counts.") \
X(INT, weeks, "Weeks", "weeks", 0, 52, 0, HUB, "", "Usual time to the goal.") \
X(TEXT, function, "Daily task", 24, 0, 0, 0, HUB, "", "Task it serves.") \
X(LONG, serves, "Served by", 300, 0, 0, 0, HUB, "", "Exercises and kinds of exercise that serve it, keys as a list with ;; a template links its exercises by it.") \
X(TEXT, note, "Remark", 80, 0, 0, 0, HUB, "", "What to mind.") \
SOURCE_FIELDS(X)

#define ASSESSMENT_SET_FIELDS(X) \
X(TEXT, key, "Key", 24, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Short name that never changes.") \
X(TEXT, title, "Assessment", 60, 0, 0, FF_REQUIRED, HUB, "", "Name people read.") \
X(VOCAB, region, "Body region", "region", 0, 0, 0, HUB, "", "Part of the body it is about; empty: any.") \
X(LONG, items, "Items", 800, 0, 0, 0, HUB, "", "Keys of measures in the order they are asked, list with ;. A part, as a muscle group, stands behind a colon: mmt:knee_extension.") \
SOURCE_FIELDS(X)

#define PLAN_TEMPLATE_FIELDS(X) \
X(TEXT, key, "Key", 24, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "PlanDefinition.name", "Short name that never changes.") \
X(TEXT, title, "Template", 60, 0, 0, FF_REQUIRED, HUB, "PlanDefinition.title", "Name people read.") \
X(CODE, indication, "Indication", INDICATIONS, 0, 0, 0, HUB, "PlanDefinition.useContext", "Kind of problem it is for.") \
X(VOCAB, region, "Body region", "region", 0, 0, 0, HUB, "", "Part of the body it is for; empty: any.") \
X(TEXT, icd10, "Diagnoses", 120, 0, 0, 0, HUB, "", "Beginnings of diagnosis codes it is offered for, list with ;.") \
X(INT, per_week, "Times a week", "", 1, 14, 0, HUB, "", "Proposed frequency.") \
X(INT, weeks, "Weeks", "weeks", 1, 52, 0, HUB, "", "Proposed duration.") \
X(TEXT, assessment_set, "Assessment", 24, 0, 0, 0, HUB, "", "Key of the assessment that fits.") \
X(LONG, measures, "Measures", 300, 0, 0, 0, HUB, "", "Keys of the measures to follow, list with ;.") \
X(LONG, goals, "Goals", 300, 0, 0, 0, HUB, "", "Keys of goal templates, list with ;.") \
X(LONG, exercises, "Exercises", 600, 0, 0, 0, HUB, "", "Keys of exercises in order, list with ;; those of a phase stand with the phase.") \
X(TEXT, tags, "Precautions", 120, 0, 0, 0, HUB, "", "Safety tags to ask about, list with ;.") \
X(LONG, remark, "Remark", 300, 0, 0, 0, HUB, "", "What to mind.") \
SOURCE_FIELDS(X)

#define PLAN_PHASE_FIELDS(X) \
X(TEXT, key, "Key", 28, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Template and number: knee_replacement/1.") \
X(TEXT, template, "Template", 24, 0, 0, FF_REQUIRED, HUB, "", "Key of its template.") \
X(INT, rank, "Phase", "", 1, 9, FF_REQUIRED, HUB, "", "Number of the phase.") \
X(TEXT, title, "Name", 60, 0, 0, 0, HUB, "", "Name people read.") \
X(INT, from_day, "From day", "days", 0, 999, 0, HUB, "", "Days since surgery at which it usually begins.") \
X(INT, to_day, "To day", "days", 0, 999, 0, HUB, "", "Days since surgery at which it usually ends; empty: open.") \
X(LONG, criteria, "To go on", 300, 0, 0, 0, HUB, "", "What must be reached before the next phase, list with ;.") \
X(LONG, limits, "Limits", 300, 0, 0, 0, HUB, "", "What is not yet allowed; the surgeon's order comes first.") \
X(LONG, exercises, "Exercises", 600, 0, 0, 0, HUB, "", "Keys of exercises in order, list with ;.") \
SOURCE_FIELDS(X)

#define CARE_RULE_FIELDS(X) \
X(TEXT, key, "Key", 24, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Names the row.") \
X(TEXT, rule, "Rule", 24, 0, 0, FF_REQUIRED, HUB, "", "What the program looks for; several rows of a rule hold in different spans.") \
X(TEXT, title, "What", 80, 0, 0, FF_REQUIRED, HUB, "", "What the number is for.") \
X(INT, value, "Number", "", 0, 9999, 0, HUB, "", "The number; its unit stands beside it.") \
X(TEXT, unit, "Unit", 16, 0, 0, 0, HUB, "", "Calendar days, treatment days ...") \
X(TEXT, words, "Words", 120, 0, 0, 0, HUB, "", "Words of the vocabulary it is about, list with ;.") \
X(TEXT, remark, "Remark", 200, 0, 0, 0, HUB, "", "What to mind.") \
SOURCE_FIELDS(X)

#define PRESIGN_RULE_FIELDS(X) \
X(TEXT, key, "Key", 24, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Names the row; kept with the signature when it fires.") \
X(INT, rank, "Order", "", 1, 9999, FF_REQUIRED, HUB, "", "Place in the list of findings; stops come before warnings.") \
X(TEXT, check, "Check", 24, 0, 0, FF_REQUIRED, HUB, "", "What the program looks for; several rows of a check hold in different spans.") \
X(CODE, severity, "Severity", PRESIGN_SEVERITIES, 0, 0, FF_REQUIRED, HUB, "", "block: nothing is signed before it is mended; warn: it is told.") \
X(TEXT, title, "What", 100, 0, 0, FF_REQUIRED, HUB, "", "What is asked, in plain words.") \
X(TEXT, mend, "How to mend", 140, 0, 0, FF_REQUIRED, HUB, "", "What to do about it.") \
X(CODE, jump, "Where", PRESIGN_JUMPS, 0, 0, FF_REQUIRED, HUB, "", "Where the gap is closed; a key leads there.") \
X(INT, value, "Number", "", 0, 9999, 0, HUB, "", "Limit of the check, where it has one; its unit stands beside it.") \
X(INT, span, "Span", "", 0, 9999, 0, HUB, "", "How many visits are looked at, where it counts them.") \
X(TEXT, unit, "Unit", 24, 0, 0, 0, HUB, "", "Days, minutes a unit ...") \
SOURCE_FIELDS(X)

#define PHRASE_FIELDS(X) \
X(TEXT, key, "Key", 24, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Short name that never changes.") \
X(CODE, section, "Section", PHRASE_SECTIONS, 0, 0, FF_REQUIRED, HUB, "", "Part of the note it is offered in first.") \
X(TEXT, label, "Found by", 48, 0, 0, FF_REQUIRED, HUB, "", "What it is called in the list.") \
X(TEXT, text, "Phrase", 240, 0, 0, FF_REQUIRED, HUB, "", "What is written into the note.") \
SOURCE_FIELDS(X)

#define POSE_FIELDS(X) \
X(TEXT, key, "Key", 24, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Short name that figures use.") \
X(CODE, view, "Seen", POSE_VIEWS, 0, 0, FF_REQUIRED, HUB, "", "From the side, from the front or above; or a thing, not a person.") \
X(TEXT, base, "Begins as", 24, 0, 0, 0, HUB, "", "Pose that this one begins as; empty: standing.") \
X(TEXT, joints, "Joints", 240, 0, 0, 0, HUB, "", "name=value parted by ;: places in dots, angles in degrees (0 right, 90 up).") \
X(TEXT, parts, "Parts", 240, 0, 0, 0, HUB, "", "Things in the picture: line, box, ring, band, rod, arrow, or a thing by its key@x:y.") \
SOURCE_FIELDS(X)

#define FIGURE_FIELDS(X) \
X(TEXT, key, "Key", 24, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Exercise that it shows.") \
X(CODE, kind, "Kind", FIGURE_KINDS, 0, 0, FF_REQUIRED, HUB, "", "How its two frames belong together.") \
X(TEXT, start, "Start", 24, 0, 0, FF_REQUIRED, HUB, "", "Pose of the first frame.") \
X(TEXT, end, "End", 24, 0, 0, FF_REQUIRED, HUB, "", "Pose of the second frame.") \
X(TEXT, parts, "Parts", 160, 0, 0, 0, HUB, "", "Things in both frames, as in poses.") \
X(TEXT, end_parts, "Marks", 160, 0, 0, 0, HUB, "", "Things in the second frame alone: arrows.") \
X(TEXT, start_text, "Below the start", 24, 0, 0, FF_REQUIRED, HUB, "", "Words below the first frame.") \
X(TEXT, end_text, "Below the end", 24, 0, 0, FF_REQUIRED, HUB, "", "Words below the second frame.") \
SOURCE_FIELDS(X)

#define PATIENT_TEXT_FIELDS(X) \
X(TEXT, key, "Key", 36, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "subject/language: names the row.") \
X(CODE, kind, "Kind", PATIENT_TEXT_KINDS, 0, 0, FF_REQUIRED, HUB, "", "What it is about: an exercise, a stop sign of the screening rules, a topic that is taught.") \
X(TEXT, subject, "About", 24, 0, 0, FF_REQUIRED, HUB, "", "Key of the exercise or rule; word of the topic in the vocabulary.") \
X(CODE, language, "Language", LANGUAGES, 0, 0, FF_REQUIRED, HUB, "", "The English of an exercise stands in its own row of exercises.") \
X(TEXT, title, "Name", 80, 0, 0, 0, HUB, "", "Name of the exercise.") \
X(LONG, text, "Text", 400, 0, 0, FF_REQUIRED, HUB, "", "What the patient does, steps parted by |; or the sign.") \
X(TEXT, safety, "Safety", 160, 0, 0, 0, HUB, "", "One line of safety.") \
X(TEXT, reviewed_by, "Reviewed by", 80, 0, 0, 0, HUB, "", "Speaker of the language who reviewed it; empty: nobody, and the page says so.") \
SOURCE_FIELDS(X)

#define PHONE_STEP_FIELDS(X) \
X(TEXT, key, "Key", 24, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Short name that never changes.") \
X(INT, rank, "Order", "", 1, 9999, FF_REQUIRED, HUB, "", "Place in the script.") \
X(TEXT, label, "Step", 40, 0, 0, FF_REQUIRED, HUB, "", "What it is called in the list.") \
X(TEXT, say, "Say", 300, 0, 0, FF_REQUIRED, HUB, "", "What the therapist says, word for word.") \
X(CODE, asks, "Asks", PHONE_ASKS, 0, 0, FF_REQUIRED, HUB, "", "What kind of answer it wants.") \
X(TEXT, said_yes, "Yes, in the note", 120, 0, 0, FF_REQUIRED, HUB, "", "What the note says after yes, or before what was typed.") \
X(TEXT, said_no, "No, in the note", 120, 0, 0, 0, HUB, "", "What the note says after no.") \
X(BOOL, needed, "Needed", 0, 0, 1, FF_REQUIRED, HUB, "", "1: the note is not signed before it is answered.") \
X(BOOL, stops, "No stops", 0, 0, 1, FF_REQUIRED, HUB, "", "1: after no, nothing is done until it is yes.") \
SOURCE_FIELDS(X)

#define WEARABLE_LAYOUT_FIELDS(X) \
X(TEXT, key, "Key", 24, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Short name that never changes; it stands with every day that was read by it.") \
X(INT, rank, "Order", "", 1, 9999, FF_REQUIRED, HUB, "", "Layouts are tried in this order; the first whose columns are all there is taken.") \
X(TEXT, title, "Layout", 60, 0, 0, FF_REQUIRED, HUB, "", "What it is called on the screen.") \
X(TEXT, device, "Device", 40, 0, 0, FF_REQUIRED, HUB, "", "What its days are stamped with, unless another name is given.") \
X(TEXT, file_hint, "Files", 80, 0, 0, FF_REQUIRED, HUB, "", "How its files are called; * stands for anything.") \
X(CODE, form, "Form", WEARABLE_FORMS, 0, 0, FF_REQUIRED, HUB, "", "CSV, JSON or XML.") \
X(TEXT, section, "Section", 24, 0, 0, 0, HUB, "", "Line after which the header stands; the section ends at a blank line.") \
X(TEXT, ends_at, "Ends at", 24, 0, 0, 0, HUB, "", "First cell of the row at which another table begins; it and what follows is not read.") \
X(INT, skip, "Lines before", "", 0, 9, 0, HUB, "", "Lines before the header.") \
X(TEXT, header, "Known by", 200, 0, 0, 0, HUB, "", "Columns that are all there in files of this layout, list with ;.") \
X(TEXT, date_col, "Day", 40, 0, 0, 0, HUB, "", "Column of the day; other names of it behind |, #1 is the first column.") \
X(TEXT, date_form, "Form of days", 24, 0, 0, 0, HUB, "", "ymd, dmy, mdy, epoch_ms; list with ;. With both dmy and mdy it is asked where the file does not tell.") \
X(TEXT, steps_col, "Steps", 40, 0, 0, 0, HUB, "", "Column of the steps.") \
X(TEXT, minutes_col, "Active minutes", 60, 0, 0, 0, HUB, "", "Column of active minutes or HH:MM:SS; several are added up with +.") \
X(TEXT, hr_avg_col, "Mean heart rate", 40, 0, 0, 0, HUB, "", "Column of the mean heart rate.") \
X(TEXT, hr_rest_col, "Resting heart rate", 40, 0, 0, 0, HUB, "", "Column of the resting heart rate.") \
X(TEXT, distance_col, "Distance", 40, 0, 0, 0, HUB, "", "Column of the distance.") \
X(CODE, distance_unit, "Unit of distance", DISTANCE_UNITS, 0, 0, 0, HUB, "", "Unit of the distance; empty: asked.") \
X(TEXT, note_col, "Remark", 40, 0, 0, 0, HUB, "", "Column of a remark.") \
X(CODE, grain, "A row is", WEARABLE_GRAINS, 0, 0, FF_REQUIRED, HUB, "", "A day, or a part of one: those are added up by day.") \
X(TEXT, keep, "Keeps", 40, 0, 0, 0, HUB, "", "column=value of the rows that count; others are counted as left out.") \
X(INT, rest_percentile, "Resting from", "%", 1, 50, 0, HUB, "", "Percentile of the day's heart rates that stands in for the resting one: an estimate.") \
X(CODE, support, "Support", WEARABLE_SUPPORT, 0, 0, FF_REQUIRED, HUB, "", "Read now, read by columns a person names, or not yet.") \
X(TEXT, remark, "Remark", 240, 0, 0, 0, HUB, "", "What to mind, shown with the file.") \
SOURCE_FIELDS(X)

#define FAULT_FIELDS(X) \
X(TEXT, key, "Key", 24, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Key of the exercise.") \
X(TEXT, faults, "Common faults", 184, 0, 0, FF_REQUIRED, HUB, "", "What often goes wrong, for the therapist: one to three, parted by |.") \
SOURCE_FIELDS(X)

#define PACER_FIELDS(X) \
X(TEXT, key, "Key", 24, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Short name that never changes.") \
X(TEXT, exercise, "Exercise", 24, 0, 0, FF_REQUIRED, HUB, "", "Key of the exercise it paces.") \
X(INT, rank, "Order", "", 1, 9999, FF_REQUIRED, HUB, "", "The first one is shown at once, the others with a key.") \
X(TEXT, title, "Pattern", 40, 0, 0, FF_REQUIRED, HUB, "", "What it is called.") \
X(CODE, words, "Words", PACER_WORDS, 0, 0, FF_REQUIRED, HUB, "", "What its four parts are called.") \
X(INT, in_s, "In", "s", 0, 60, FF_REQUIRED, HUB, "", "Seconds in which the bar grows.") \
X(INT, hold_s, "Hold", "s", 0, 60, FF_REQUIRED, HUB, "", "Seconds it stays full.") \
X(INT, out_s, "Out", "s", 0, 60, FF_REQUIRED, HUB, "", "Seconds in which it shrinks.") \
X(INT, rest_s, "Rest", "s", 0, 60, FF_REQUIRED, HUB, "", "Seconds it stays empty.") \
SOURCE_FIELDS(X)

#define AID_CHECK_FIELDS(X) \
X(TEXT, key, "Key", 24, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Short name that never changes.") \
X(TEXT, aids, "Aids", 120, 0, 0, FF_REQUIRED, HUB, "", "Aids it is asked of, words of the vocabulary as a list with ;; * is all of them.") \
X(INT, rank, "Order", "", 1, 9999, FF_REQUIRED, HUB, "", "Place in the check.") \
X(TEXT, ask, "Asks", 80, 0, 0, FF_REQUIRED, HUB, "", "What is looked at; yes means that it fits.") \
X(TEXT, fits, "Yes, in the record", 40, 0, 0, FF_REQUIRED, HUB, "", "What the record says after yes.") \
X(TEXT, wrong, "No, in the record", 40, 0, 0, FF_REQUIRED, HUB, "", "What the record says after no.") \
X(TEXT, mend, "What to do", 60, 0, 0, FF_REQUIRED, HUB, "", "What is done about a no.") \
SOURCE_FIELDS(X)

#define PROGRESSION_RULE_FIELDS(X) \
X(TEXT, key, "Key", 8, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Names the row; a clinic's own limit of it is set by this key.") \
X(INT, rank, "Order", "", 1, 9999, FF_REQUIRED, HUB, "", "Rows are tried in this order; the first that is true answers.") \
X(TEXT, rule, "Rule", 4, 0, 0, FF_REQUIRED, HUB, "", "Number of the rule; several rows may belong to one.") \
X(TEXT, scope, "Looks at", 8, 0, 0, 0, HUB, "", "exercise: one exercise; visit: all of a visit together; home: the home programme.") \
X(CODE, suggestion, "Suggestion", SUGGESTIONS, 0, 0, FF_REQUIRED, HUB, "", "What it comes to.") \
X(TEXT, condition, "When", 120, 0, 0, FF_REQUIRED, HUB, "", "field, comparison, value; list with ; all of which must hold.") \
X(TEXT, action, "Action", 24, 0, 0, FF_REQUIRED, HUB, "", "What is proposed.") \
X(TEXT, reason, "Reason", 120, 0, 0, 0, HUB, "", "Sentence for the therapist with {fields}.") \
X(TEXT, numbers, "Numbers", 140, 0, 0, 0, HUB, "", "The numbers that fired it, with {fields}.") \
X(BOOL, clinic, "Clinic's own", 0, 0, 1, 0, HUB, "", "1: a clinic may set another limit.") \
SOURCE_FIELDS(X)

/* Tables of billing that change by the quarter or year: the shipped rows, and the clinic's own
 * ones of the same form, which take the place of a shipped row with the same key. */
#define THRESHOLD_FIELDS(X) \
X(TEXT, key, "Key", 24, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Names the row, as kx/2026/ot; a clinic's own row with the same key takes its place.") \
X(CODE, kind, "Kind", THRESHOLD_KINDS, 0, 0, FF_REQUIRED, HUB, "", "What begins when the year's allowed amounts pass it.") \
X(CODE, grp, "Group", THRESHOLD_GROUPS, 0, 0, FF_REQUIRED, HUB, "", "Disciplines whose amounts are added up.") \
X(INT, year, "Year", "", 1997, 2199, FF_REQUIRED, HUB, "", "Calendar year of the service dates.") \
X(NUM, amount, "Amount", "$", 0, 1000000000, 0, HUB, "", "Allowed amounts of one patient and year; empty: not known.") \
X(TEXT, remark, "Remark", 120, 0, 0, 0, HUB, "", "What to mind.") \
SOURCE_FIELDS(X)

#define CODE_PAIR_FIELDS(X) \
X(TEXT, key, "Key", 24, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Names the row, as 97530/97116; a clinic's own row with the same key takes its place.") \
X(TEXT, column1, "Column 1", 8, 0, 0, FF_REQUIRED, HUB, "", "Code that is paid when both stand on one date.") \
X(TEXT, column2, "Column 2", 8, 0, 0, FF_REQUIRED, HUB, "", "Code that is paid only with a modifier, or never.") \
X(INT, indicator, "Indicator", "", 0, 9, FF_REQUIRED, HUB, "", "0: never together; 1: with 59 or XE XP XS XU when truly separate; 9: no edit.") \
X(TEXT, remark, "Remark", 120, 0, 0, 0, HUB, "", "What to mind.") \
SOURCE_FIELDS(X)

#define TELEHEALTH_RULE_FIELDS(X) \
X(TEXT, key, "Key", 24, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Names the row; a clinic's own row with the same key takes its place.") \
X(CODE, payer_kind, "Payers", PAYER_KINDS, 0, 0, FF_REQUIRED, HUB, "", "Kind of payer it holds for.") \
X(TEXT, code, "Code", 8, 0, 0, 0, HUB, "", "Service code; empty: every code that has no row of its own.") \
X(CODE, mode, "Mode", MODES, 0, 0, FF_REQUIRED, HUB, "", "Video or phone.") \
X(BOOL, allowed, "Allowed", 0, 0, 1, FF_REQUIRED, HUB, "", "1: may be billed so; 0: may not.") \
X(TEXT, place_home, "Place, at home", 2, 0, 0, 0, HUB, "", "Place of service when the patient is at home.") \
X(TEXT, place_other, "Place, elsewhere", 2, 0, 0, 0, HUB, "", "Place of service when the patient is elsewhere.") \
X(TEXT, modifier, "Modifier", 2, 0, 0, 0, HUB, "", "Modifier of such a line; empty: none.") \
X(TEXT, remark, "Remark", 120, 0, 0, 0, HUB, "", "What to mind.") \
SOURCE_FIELDS(X)

#define MODIFIER_RULE_FIELDS(X) \
X(TEXT, key, "Key", 24, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "", "Names the row.") \
X(CODE, payer_kind, "Payers", PAYER_KINDS, 0, 0, FF_REQUIRED, HUB, "", "Kind of payer it holds for; a payer's own list goes first.") \
X(TEXT, wants, "Wants", 80, 0, 0, FF_REQUIRED, HUB, "", "discipline, pair, assistant, kx, abn, telehealth: those it wants, in their order on the line.") \
X(TEXT, remark, "Remark", 120, 0, 0, 0, HUB, "", "What to mind.") \
SOURCE_FIELDS(X)

#define CLINIC_THRESHOLD_FIELDS(X) THRESHOLD_FIELDS(X)
#define CLINIC_PAIR_FIELDS(X) CODE_PAIR_FIELDS(X)
#define CLINIC_TELEHEALTH_FIELDS(X) TELEHEALTH_RULE_FIELDS(X)

#define SITE_FIELDS(X) \
X(TEXT, code, "Site code", 6, 0, 0, FF_REQUIRED | FF_UNIQUE | FF_FIXED, HUB, "Organization.identifier", "3 to 6 capital letters, given by the head office; begins every chart number.") \
X(TEXT, name, "Clinic", 80, 0, 0, FF_REQUIRED, HUB, "Organization.name", "Name printed on every page.") \
X(TEXT, address, "Address", 120, 0, 0, 0, HUB, "Organization.address", "Printed on notes and bills.") \
X(TEXT, phone, "Phone", 30, 0, 0, 0, HUB, "Organization.telecom", "Printed on notes and bills.") \
X(BOOL, hub, "Head office", 0, 0, 1, 0, HUB, "", "1 for the head office.") \
X(BOOL, practice, "Made-up clinic", 0, 0, 1, FF_LOCAL, LOCAL, "", "1 for a practice clinic with made-up people; its clock may run faster.") \
X(TEXT, npi, "NPI", 10, 0, 0, 0, HUB, "Organization.identifier", "Group NPI for bills.") \
X(TEXT, place, "Place of service", 2, 0, 0, 0, HUB, "Organization.type", "Two digits for bills, as 11 for an office; empty: 11.") \
X(TEXT, tax_id, "Tax id", 12, 0, 0, 0, HUB, "Organization.identifier", "Tax id of the billing clinic.") \
X(TEXT, printer, "Printer", 60, 0, 0, FF_LOCAL, LOCAL, "", "Name of the printer for lp; empty: the system's own choice.") \
X(TEXT, pdf_font, "Font of PDF", 200, 0, 0, FF_LOCAL, LOCAL, "", "File of a fixed-pitch TrueType font; empty: the first usual one that is there.") \
X(TEXT, state, "State", 24, 0, 0, 0, HUB, "Organization.address", "State of the clinic, as on licences; empty: licences are not compared with it.")

#define STAFF_FIELDS(X) \
X(TEXT, login, "Login", 20, 0, 0, FF_REQUIRED | FF_UNIQUE | FF_FIXED, HUB, "", "Short name typed at the login, lower case.") \
X(TEXT, name, "Name", 80, 0, 0, FF_REQUIRED, HUB, "Practitioner.name", "Full name as it signs.") \
X(CODE, role, "Role", ROLES, 0, 0, FF_REQUIRED, HUB, "PractitionerRole.code", "What this person may do.") \
X(CODE, discipline, "Discipline", DISCIPLINES, 0, 0, 0, HUB, "PractitionerRole.specialty", "Plan of care this person works under.") \
X(TEXT, credential, "Credential", 20, 0, 0, 0, HUB, "Practitioner.qualification", "Letters after the name, as PT, DPT.") \
X(TEXT, licence_no, "Licence number", 24, 0, 0, 0, HUB, "Practitioner.qualification.identifier", "Number of the licence.") \
X(TEXT, licence_state, "Licence state", 24, 0, 0, 0, HUB, "Practitioner.qualification.issuer", "State or board that gave it.") \
X(DATE, licence_from, "Licence from", 0, DICT_NONE, DICT_NONE, 0, HUB, "Practitioner.qualification.period", "First day it holds.") \
X(DATE, licence_to, "Licence to", 0, DICT_NONE, DICT_NONE, 0, HUB, "Practitioner.qualification.period", "Last day it holds; an expired one blocks signing.") \
X(TEXT, npi, "NPI", 10, 0, 0, 0, HUB, "Practitioner.identifier", "Individual NPI for bills.") \
X(REF, supervisor, "Supervisor", STAFF, 0, 0, 0, HUB, "", "Therapist who supervises an assistant or student.") \
X(BOOL, active, "Active", 0, 0, 1, 0, HUB, "Practitioner.active", "0: may no longer log in.") \
X(TEXT, password_hash, "Passphrase", 127, 0, 0, FF_LOCAL | FF_SECRET, LOCAL, "", "Argon2id string.") \
X(TEXT, pin_hash, "PIN", 127, 0, 0, FF_LOCAL | FF_SECRET, LOCAL, "", "Argon2id string.")

#define PAYER_FIELDS(X) \
X(TEXT, name, "Payer", 60, 0, 0, FF_REQUIRED | FF_UNIQUE, HUB, "Organization.name", "Who pays.") \
X(CODE, unit_rule, "Unit rule", UNIT_RULES, 0, 0, FF_REQUIRED, HUB, "", "How minutes become units; from the payer's written policy.") \
X(DATE, valid_from, "Valid from", 0, DICT_NONE, DICT_NONE, 0, HUB, "", "First service date the rule holds for.") \
X(TEXT, source, "Source", 160, 0, 0, 0, HUB, "", "Where the rule was read.") \
X(CODE, kind, "Kind", PAYER_KINDS, 0, 0, 0, HUB, "Organization.type", "Kind of payer: its modifiers and telehealth rules; empty: not known, so it is asked.") \
X(TEXT, wants, "Modifiers", 80, 0, 0, 0, HUB, "", "Those it wants in their order: discipline pair assistant kx abn telehealth; empty: as its kind.") \
X(CODE, assistant_test, "Assistant's 10 %", ASSISTANT_TESTS, 0, 0, 0, HUB, "", "How more than a tenth is counted for CQ and CO; empty: strict.") \
X(TEXT, claim_id, "Payer id", 20, 0, 0, 0, HUB, "Organization.identifier", "Number of the payer on claims.") \
X(TEXT, address, "Address", 120, 0, 0, 0, HUB, "Organization.address", "Where claims on paper go.")

#define PATIENT_FIELDS(X) \
X(TEXT, chart_no, "Chart number", 20, 0, 0, FF_UNIQUE | FF_SEARCH | FF_FIXED, IDENTITY, "Patient.identifier", "Given by the program at registration.") \
X(TEXT, family_name, "Family name", 60, 0, 0, FF_REQUIRED | FF_SEARCH, IDENTITY, "Patient.name.family", "Family name, as the patient writes it.") \
X(TEXT, given_name, "Given names", 60, 0, 0, FF_SEARCH, IDENTITY, "Patient.name.given", "Given names.") \
X(PDATE, birth_date, "Birth date", 0, 18900101, 99991231, FF_SEARCH, IDENTITY, "Patient.birthDate", "Day, month or year alone: 12/5/57, 1957-05, 1957.") \
X(CODE, sex, "Sex", SEXES, 0, 0, 0, IDENTITY, "Patient.gender", "For norms; unknown is allowed.") \
X(TEXT, phone, "Phone", 30, 0, 0, FF_SEARCH, CONTACT, "Patient.telecom", "Number that reaches the patient or a neighbour.") \
X(REF, payer, "Payer", PAYER, 0, 0, 0, CONTACT, "Coverage.payor", "Who pays; decides the unit rule.") \
X(TEXT, member_no, "Member number", 30, 0, 0, 0, CONTACT, "Coverage.subscriberId", "Number at the payer.") \
X(TEXT, national_id, "National id", 30, 0, 0, FF_SEARCH, IDENTITY, "Patient.identifier", "National id, where there is one.") \
X(TEXT, address, "Village, address", 120, 0, 0, 0, CONTACT, "Patient.address", "Where the patient lives.") \
X(TEXT, language, "Language", 20, 0, 0, 0, CONTACT, "Patient.communication", "Language spoken best.") \
X(TEXT, contact_name, "Contact person", 60, 0, 0, 0, CONTACT, "Patient.contact.name", "Whom to call.") \
X(TEXT, contact_phone, "Contact phone", 30, 0, 0, 0, CONTACT, "Patient.contact.telecom", "Number of the contact person.") \
X(TEXT, occupation, "Occupation", 60, 0, 0, 0, CONTACT, "", "Work, for goals.") \
X(LONG, alert, "Alert", 300, 0, 0, 0, SAFETY, "Flag.code", "Shown on every screen of this patient.") \
X(BOOL, active, "Active", 0, 0, 1, 0, WORKFLOW, "Patient.active", "0: no longer a patient here.") \
X(CODE, insured_is, "Insured is", INSURED, 0, 0, 0, CONTACT, "Coverage.relationship", "Who the patient is to the insured person; empty: the same person.") \
X(TEXT, insured_name, "Insured person", 80, 0, 0, 0, CONTACT, "Coverage.policyHolder", "Family name, given names, when it is not the patient.") \
X(DATE, insured_birth, "Insured born", 0, 18900101, 99991231, 0, CONTACT, "Coverage.policyHolder", "Birth date of the insured person, when it is not the patient.") \
X(TEXT, group_no, "Group number", 30, 0, 0, 0, CONTACT, "Coverage.class", "Policy or group number at the payer.") \
X(TEXT, state, "State", 24, 0, 0, 0, CONTACT, "Patient.address", "State of the home, as on licences; by video or phone the licence must hold there.") \
X(BOOL, no_forecast, "No forecasts", 0, 0, 1, 0, CONTACT, "", "1: nothing is forecast for this patient (missed visits, staying away).") \
X(BOOL, no_praise, "No praise lines", 0, 0, 1, 0, CONTACT, "", "1: no encouraging lines about this patient's diary are shown.")

#define EPISODE_FIELDS(X) \
X(REF, patient, "Patient", PATIENT, 0, 0, FF_REQUIRED | FF_INDEX | FF_FIXED, IDENTITY, "EpisodeOfCare.patient", "Whose episode.") \
X(TEXT, title, "Problem", 80, 0, 0, FF_REQUIRED, TEXT, "EpisodeOfCare.type", "What the patient comes for, in few words.") \
X(CODE, indication, "Indication", INDICATIONS, 0, 0, 0, WORKFLOW, "EpisodeOfCare.type", "Kind of problem; selects templates.") \
X(DATE, opened, "Opened", 0, DICT_NONE, DICT_NONE, FF_REQUIRED, WORKFLOW, "EpisodeOfCare.period", "First day.") \
X(DATE, closed, "Closed", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "EpisodeOfCare.period", "Last day; empty: open.") \
X(DATE, onset, "Onset", 0, DICT_NONE, DICT_NONE, 0, TEXT, "Condition.onset", "When it began.") \
X(DATE, surgery, "Surgery", 0, DICT_NONE, DICT_NONE, 0, IDENTITY, "Procedure.performed", "Date of surgery, for the phases after it.") \
X(CODE, side, "Side", SIDES, 0, 0, 0, IDENTITY, "Condition.bodySite", "Treated side.") \
X(REF, payer, "Payer", PAYER, 0, 0, 0, CONTACT, "Coverage.payor", "Payer of this episode; empty: the patient's.") \
X(REF, therapist, "Therapist", STAFF, 0, 0, 0, CONTACT, "EpisodeOfCare.careManager", "Therapist in charge.") \
X(TEXT, referred_by, "Referred by", 80, 0, 0, 0, CONTACT, "EpisodeOfCare.referralRequest", "Name of the referring clinician.") \
X(TEXT, referrer_npi, "Their NPI", 10, 0, 0, 0, CONTACT, "EpisodeOfCare.referralRequest", "NPI of the referring clinician, for bills.") \
X(TEXT, authorization, "Prior auth.", 30, 0, 0, 0, CONTACT, "Claim.insurance.preAuthRef", "Prior authorization number of the payer.") \
X(LONG, precautions, "Precautions", 400, 0, 0, 0, SAFETY, "Flag.code", "What must not be done; shown in the session header.")

#define CONDITION_FIELDS(X) \
X(REF, episode, "Episode", EPISODE, 0, 0, FF_REQUIRED | FF_INDEX | FF_FIXED, IDENTITY, "Condition.encounter", "Episode it belongs to.") \
X(INT, rank, "Order", "", 1, 12, 0, WORKFLOW, "Claim.diagnosis.sequence", "1 is the treatment diagnosis.") \
X(TEXT, code, "ICD-10-CM", 8, 0, 0, FF_REQUIRED, IDENTITY, "Condition.code", "Diagnosis code.") \
X(TEXT, description, "Diagnosis", 160, 0, 0, 0, IDENTITY, "Condition.code.text", "Its title at the time.") \
X(BOOL, active, "Active", 0, 0, 1, 0, WORKFLOW, "Condition.clinicalStatus", "0: no longer treated.")

#define PRECAUTION_FIELDS(X) \
X(REF, patient, "Patient", PATIENT, 0, 0, FF_REQUIRED | FF_INDEX | FF_FIXED, IDENTITY, "Flag.subject", "Whose precaution.") \
X(REF, episode, "Episode", EPISODE, 0, 0, FF_FIXED, IDENTITY, "Flag.encounter", "Episode it belongs to; empty: the patient.") \
X(VOCAB, tag, "Precaution", "safety_tag", 0, 0, FF_REQUIRED, SAFETY, "Flag.code", "Safety tag; exercises are blocked or marked by it.") \
X(VOCAB, region, "Body region", "region", 0, 0, 0, SAFETY, "", "Where; empty: the whole body.") \
X(CODE, side, "Side", SIDES, 0, 0, 0, SAFETY, "", "Which side.") \
X(DATE, since, "Since", 0, DICT_NONE, DICT_NONE, FF_REQUIRED, SAFETY, "Flag.period", "First day.") \
X(DATE, lifted, "Lifted", 0, DICT_NONE, DICT_NONE, 0, SAFETY, "Flag.period", "Day it no longer holds; empty: it holds.") \
X(TEXT, reason, "Remark", 160, 0, 0, 0, SAFETY, "Flag.text", "From whom it is known; why it was lifted.") \
X(REF, staff, "Entered by", STAFF, 0, 0, 0, SAFETY, "Flag.author", "Who entered it.")

#define SCREENING_FIELDS(X) \
X(REF, patient, "Patient", PATIENT, 0, 0, FF_REQUIRED | FF_INDEX, FACT, "QuestionnaireResponse.subject", "Who was asked.") \
X(REF, episode, "Episode", EPISODE, 0, 0, 0, FACT, "QuestionnaireResponse.encounter", "Episode it belongs to.") \
X(CODE, kind, "Kind", SCREENING_KINDS, 0, 0, FF_REQUIRED, FACT, "QuestionnaireResponse.questionnaire", "At intake, before a visit, during a session ...") \
X(DATE, day, "Day", 0, DICT_NONE, DICT_NONE, FF_REQUIRED, FACT, "QuestionnaireResponse.authored", "Day it was asked.") \
X(TIME, asked_at, "Asked at", 0, DICT_NONE, DICT_NONE, 0, FACT, "QuestionnaireResponse.authored", "When it was asked (claim of the wall clock).") \
X(BOOL, no_change, "No change", 0, 0, 1, 0, FACT, "", "1: nothing changed since the screening before.") \
X(CODE, outcome, "Outcome", SCREENING_OUTCOMES, 0, 0, FF_REQUIRED, FACT, "", "What it came to.") \
X(TEXT, rules, "Rules", 240, 0, 0, 0, FACT, "", "Keys of the rules that fired, list with ;.") \
X(LONG, reason, "Reason", 300, 0, 0, 0, FACT, "", "Why it was gone on, or what was done.") \
X(REF, staff, "Asked by", STAFF, 0, 0, FF_REQUIRED, FACT, "QuestionnaireResponse.author", "Who asked and decided.")

#define SCREENING_ANSWER_FIELDS(X) \
X(REF, screening, "Screening", SCREENING, 0, 0, FF_REQUIRED | FF_INDEX, FACT, "QuestionnaireResponse.item", "Screening it belongs to.") \
X(TEXT, field, "Question", 40, 0, 0, FF_REQUIRED, FACT, "QuestionnaireResponse.item.linkId", "What was asked: the field of the rules.") \
X(TEXT, value, "Answer", 60, 0, 0, 0, FACT, "QuestionnaireResponse.item.answer", "yes, no, a number or one of the rule's words.") \
X(TEXT, rules, "Rules", 60, 0, 0, 0, FACT, "", "Keys of the rules it fired, list with ;.") \
X(TEXT, remark, "Remark", 160, 0, 0, 0, FACT, "", "What the patient says about it.")

#define ASSESSMENT_FIELDS(X) \
X(REF, patient, "Patient", PATIENT, 0, 0, FF_REQUIRED | FF_INDEX | FF_FIXED, IDENTITY, "DiagnosticReport.subject", "Who is assessed.") \
X(REF, episode, "Episode", EPISODE, 0, 0, FF_INDEX | FF_FIXED, IDENTITY, "DiagnosticReport.encounter", "Episode it belongs to.") \
X(CODE, kind, "Kind", ASSESSMENT_KINDS, 0, 0, 0, WORKFLOW, "DiagnosticReport.category", "First one, re-test or at discharge.") \
X(DATE, day, "Day", 0, DICT_NONE, DICT_NONE, FF_REQUIRED, WORKFLOW, "DiagnosticReport.effective", "Day it was done.") \
X(TEXT, set_key, "Assessment", 24, 0, 0, 0, WORKFLOW, "DiagnosticReport.code", "Key of the assessment set.") \
X(LONG, history, "History", 2000, 0, 0, 0, TEXT, "", "What the patient tells: onset, course, what it hinders, prior level of function.") \
X(LONG, findings, "Findings", 2000, 0, 0, 0, TEXT, "", "What was seen and felt beside the numbers.") \
X(LONG, impression, "Impression", 2000, 0, 0, 0, TEXT, "DiagnosticReport.conclusion", "The therapist's judgement.") \
X(REF, staff, "Assessed by", STAFF, 0, 0, 0, WORKFLOW, "DiagnosticReport.performer", "Who assessed.")

#define RESULT_FIELDS(X) \
X(REF, patient, "Patient", PATIENT, 0, 0, FF_REQUIRED, FACT, "Observation.subject", "Whose result.") \
X(REF, episode, "Episode", EPISODE, 0, 0, 0, FACT, "Observation.encounter", "Episode it belongs to.") \
X(REF, assessment, "Assessment", ASSESSMENT, 0, 0, FF_INDEX, FACT, "DiagnosticReport.result", "Assessment it belongs to.") \
X(REF, screening, "Screening", SCREENING, 0, 0, FF_INDEX, FACT, "", "Screening it was taken in (vitals).") \
X(DATE, day, "Day", 0, DICT_NONE, DICT_NONE, FF_REQUIRED, FACT, "Observation.effective", "Day it was measured.") \
X(TEXT, measure, "Measure", 32, 0, 0, FF_REQUIRED, FACT, "Observation.code", "Key of the measure.") \
X(TEXT, part, "Part", 32, 0, 0, 0, FACT, "Observation.bodySite", "Muscle group, place of a girth, activity of the patient's own scale.") \
X(CODE, side, "Side", SIDES, 0, 0, 0, FACT, "Observation.bodySite", "Side, where it has one.") \
X(NUM, value, "Value", "", -1000000, 1000000000, 0, FACT, "Observation.value", "Score in the unit of the measure; empty: could not be done.") \
X(TEXT, trials, "Trials", 80, 0, 0, 0, FACT, "Observation.component", "Every try, list with ;.") \
X(TEXT, protocol, "How", 80, 0, 0, 0, FACT, "Observation.method", "Aid, chair, course, active or passive: what a comparison needs.") \
X(BOOL, cancelled, "Entered in error", 0, 0, 1, 0, FACT, "Observation.status", "1: the result it replaces was wrong and there is no other.") \
X(REF, replaces, "Replaces", RESULT, 0, 0, FF_INDEX, FACT, "Observation.derivedFrom", "Earlier result that this one corrects.") \
X(TEXT, remark, "Remark", 160, 0, 0, 0, FACT, "Observation.note", "End feel, pain, what was seen; why an unlikely value is right.") \
X(REF, staff, "Measured by", STAFF, 0, 0, 0, FACT, "Observation.performer", "Who measured.")

#define GOAL_FIELDS(X) \
X(REF, episode, "Episode", EPISODE, 0, 0, FF_REQUIRED | FF_INDEX | FF_FIXED, IDENTITY, "Goal.addresses", "Episode it belongs to.") \
X(INT, rank, "Order", "", 1, 99, 0, WORKFLOW, "Goal.priority", "Place in the list.") \
X(CODE, term, "Term", GOAL_TERMS, 0, 0, 0, TEXT, "Goal.category", "Short or long term.") \
X(TEXT, template, "Template", 24, 0, 0, 0, TEXT, "", "Key of the goal template it was made from.") \
X(TEXT, measure, "Measure", 32, 0, 0, 0, TEXT, "Goal.target.measure", "Key of the measure that tells.") \
X(TEXT, part, "Part", 32, 0, 0, 0, TEXT, "", "Muscle group, place or activity of the measure.") \
X(CODE, side, "Side", SIDES, 0, 0, 0, TEXT, "", "Side, where the measure has one.") \
X(NUM, baseline, "From", "", -1000000, 1000000000, 0, TEXT, "", "Score at the start.") \
X(DATE, baseline_day, "From day", 0, DICT_NONE, DICT_NONE, 0, TEXT, "Goal.startDate", "Day of that score.") \
X(NUM, target, "To", "", -1000000, 1000000000, 0, TEXT, "Goal.target.detail", "Score to be reached.") \
X(DATE, due, "By", 0, DICT_NONE, DICT_NONE, 0, TEXT, "Goal.target.due", "Day by which it is to be reached.") \
X(TEXT, function, "In order to", 80, 0, 0, 0, TEXT, "", "Daily task it is for, in the patient's own words.") \
X(TEXT, text, "Goal", 240, 0, 0, FF_REQUIRED, TEXT, "Goal.description", "The sentence.") \
X(INT, importance, "Importance", "/10", 0, 10, 0, TEXT, "", "How much it matters to the patient, 0-10.") \
X(INT, confidence, "Confidence", "/10", 0, 10, 0, TEXT, "", "How sure the patient is to reach it, 0-10.") \
X(CODE, state, "State", GOAL_STATES, 0, 0, 0, WORKFLOW, "Goal.achievementStatus", "How far it has come.") \
X(DATE, closed, "Closed", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "Goal.statusDate", "Day it was met or given up.") \
X(TEXT, reason, "Reason", 160, 0, 0, 0, TEXT, "Goal.statusReason", "Why it was changed or given up.") \
X(REF, author, "Author", STAFF, 0, 0, 0, WORKFLOW, "Goal.expressedBy", "Who set it with the patient.") \
X(TEXT, diagnoses, "Diagnoses", 80, 0, 0, 0, TEXT, "Goal.addresses", "Codes of the diagnoses it is about, with a blank between; empty: all of the episode.")

#define PLAN_OF_CARE_FIELDS(X) \
X(REF, episode, "Episode", EPISODE, 0, 0, FF_REQUIRED | FF_INDEX | FF_FIXED, IDENTITY, "CarePlan.encounter", "Episode it belongs to.") \
X(INT, version, "Version", "", 1, 999, FF_REQUIRED, WORKFLOW, "CarePlan.replaces", "Counts the plans of the episode.") \
X(CODE, discipline, "Discipline", DISCIPLINES, 0, 0, 0, WORKFLOW, "CarePlan.category", "A separate plan for each discipline.") \
X(DATE, starts, "Starts", 0, DICT_NONE, DICT_NONE, FF_REQUIRED, WORKFLOW, "CarePlan.period", "First treatment day under this plan.") \
X(INT, per_week, "Times a week", "", 1, 14, 0, TEXT, "CarePlan.activity", "Frequency.") \
X(INT, weeks, "Weeks", "weeks", 1, 52, 0, TEXT, "CarePlan.activity", "Duration.") \
X(LONG, goals, "Goals", 800, 0, 0, 0, TEXT, "CarePlan.goal", "What is to be reached, measurable and functional.") \
X(TEXT, template, "Template", 24, 0, 0, 0, TEXT, "CarePlan.instantiatesCanonical", "Key of the plan template it was made from.") \
X(INT, phase, "Phase", "", 1, 9, 0, WORKFLOW, "", "Phase of the template it was made for; empty: it has none.") \
X(TEXT, potential, "Potential", 120, 0, 0, 0, TEXT, "", "Rehabilitation potential and why.") \
X(DATE, order_on, "Order of", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "", "Day of the referral or order on file; empty: none.") \
X(DATE, sent_on, "Sent on", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "", "Day it was sent for certification.") \
X(DATE, certified_on, "Certified on", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "", "Day the physician signed it.") \
X(TEXT, certified_by, "Certified by", 80, 0, 0, 0, WORKFLOW, "", "Who signed it.") \
X(DATE, certified_to, "Certified to", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "CarePlan.period", "Last day the certification holds.") \
X(TEXT, change_note, "Why new", 160, 0, 0, 0, TEXT, "", "Why this version was made.") \
X(REF, author, "Author", STAFF, 0, 0, 0, WORKFLOW, "CarePlan.author", "Therapist who made it.") \
X(BOOL, active, "Active", 0, 0, 1, 0, WORKFLOW, "CarePlan.status", "0: replaced or ended.")

#define PRESCRIPTION_FIELDS(X) \
X(REF, plan, "Plan", PLAN_OF_CARE, 0, 0, FF_REQUIRED | FF_INDEX | FF_FIXED, IDENTITY, "ServiceRequest.basedOn", "Plan it belongs to.") \
X(REF, exercise, "Exercise", EXERCISE, 0, 0, FF_REQUIRED | FF_FIXED, IDENTITY, "ServiceRequest.code", "Exercise of the library.") \
X(INT, rank, "Order", "", 1, 99, 0, WORKFLOW, "", "Place in the session.") \
X(CODE, setting, "Where", SETTINGS, 0, 0, 0, WORKFLOW, "ServiceRequest.locationCode", "In the clinic, at home or both.") \
X(TEXT, code, "Billing code", 8, 0, 0, 0, WORKFLOW, "ServiceRequest.category", "Code its minutes go to; empty: not billed.") \
X(INT, sets, "Sets", "sets", 1, 20, 0, TEXT, "ServiceRequest.quantity", "Number of sets.") \
X(INT, reps, "Repetitions", "reps", 0, 200, 0, TEXT, "ServiceRequest.quantity", "Per set and side; 0: timed or count-up.") \
X(INT, hold_s, "Hold", "s", 0, 600, 0, TEXT, "", "Seconds held at the end of each repetition.") \
X(INT, rest_s, "Rest", "s", 0, 900, 0, TEXT, "", "Seconds between sets; 0 is allowed.") \
X(TEXT, tempo, "Tempo", 12, 0, 0, 0, TEXT, "", "Seconds lift-pause-lower, as 2-0-2; breathing: in-hold-out.") \
X(INT, duration_s, "Timed block", "s", 0, 7200, 0, TEXT, "", "Seconds per set and side; 0: counted; with 0 repetitions: counts up until tapped.") \
X(CODE, side_mode, "Sides", SIDE_MODES, 0, 0, 0, TEXT, "", "How the two sides are done.") \
X(CODE, side, "Side", SIDES, 0, 0, 0, TEXT, "ServiceRequest.bodySite", "Side, when only one is trained.") \
X(INT, switch_s, "Side switch", "s", 0, 120, 0, TEXT, "", "Seconds to change sides.") \
X(INT, lead_in_s, "Lead-in", "s", 0, 30, 0, TEXT, "", "Seconds before the first set.") \
X(CODE, load_kind, "Load", LOAD_KINDS, 0, 0, 0, TEXT, "", "What makes it harder.") \
X(INT, load_g, "Weight", "g", 0, 500000, 0, TEXT, "", "Weight in grams; typed as 2.5 kg or 5 lb.") \
X(TEXT, band, "Band", 20, 0, 0, 0, TEXT, "", "Band level or colour.") \
X(INT, reps_low, "Range from", "reps", 0, 200, 0, TEXT, "", "Fewest repetitions of the range; empty: from the usual number.") \
X(INT, reps_high, "Range to", "reps", 0, 200, 0, TEXT, "", "Most repetitions before it is made harder.") \
X(INT, support, "Support", "", 0, 3, 0, TEXT, "", "0 none, 1 fingertips, 2 one hand, 3 two hands.") \
X(REF, goal, "Goal", GOAL, 0, 0, 0, TEXT, "ServiceRequest.reasonReference", "Goal it serves.") \
X(DATE, level_since, "Level since", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "", "Day the dose was last made harder or easier.") \
X(TEXT, reason, "Changed because", 120, 0, 0, 0, TEXT, "ServiceRequest.reasonCode", "Why it differs from the library.") \
X(BOOL, active, "Active", 0, 0, 1, 0, WORKFLOW, "ServiceRequest.status", "0: no longer done.")

#define APPOINTMENT_FIELDS(X) \
X(REF, patient, "Patient", PATIENT, 0, 0, FF_REQUIRED | FF_INDEX | FF_FIXED, IDENTITY, "Appointment.participant", "Who comes.") \
X(REF, staff, "With", STAFF, 0, 0, 0, WORKFLOW, "Appointment.participant", "Who treats.") \
X(DATE, day, "Day", 0, DICT_NONE, DICT_NONE, FF_REQUIRED | FF_INDEX, WORKFLOW, "Appointment.start", "Day of the visit.") \
X(CLOCK, start, "Time", 0, 0, 1439, 0, WORKFLOW, "Appointment.start", "Local time.") \
X(INT, minutes, "Length", "min", 5, 480, 0, WORKFLOW, "Appointment.minutesDuration", "Minutes planned.") \
X(CODE, state, "State", APPOINTMENT_STATES, 0, 0, 0, WORKFLOW, "Appointment.status", "How far it has come.") \
X(TEXT, reason, "For", 60, 0, 0, 0, CONTACT, "Appointment.reasonCode", "What for.") \
X(DATE, booked_on, "Booked on", 0, DICT_NONE, DICT_NONE, FF_FIXED, WORKFLOW, "Appointment.created", "Day it was booked.") \
X(DATE, cancelled_on, "Cancelled on", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "", "Day it was called off; the same day counts as missed.") \
X(TEXT, why, "Why", 120, 0, 0, 0, CONTACT, "Appointment.cancelationReason", "Why it was cancelled or moved.")

#define GROUP_CLASS_FIELDS(X) \
X(TEXT, name, "Class", 48, 0, 0, FF_REQUIRED, CONTACT, "Group.name", "What it is called; its name stands in each note.") \
X(TEXT, site, "Clinic", 6, 0, 0, FF_FIXED, WORKFLOW, "Group.managingEntity", "Code of the clinic that holds it.") \
X(TEXT, times, "When", 120, 0, 0, FF_REQUIRED, WORKFLOW, "", "Weekdays and times, as opening hours are written: tu 10:00-10:45; fr 9-9:45.") \
X(TEXT, place, "Place", 40, 0, 0, 0, CONTACT, "", "Where it is held.") \
X(REF, leader, "Leader", STAFF, 0, 0, 0, WORKFLOW, "", "Who leads it.") \
X(INT, capacity, "Places", "", 2, 20, 0, WORKFLOW, "", "Most patients at once.") \
X(TEXT, code, "Billing code", 8, 0, 0, 0, CONTACT, "", "Code its minutes go to; empty: the group code of the rules of care.") \
X(REF, exercise, "Exercise", EXERCISE, 0, 0, 0, SAFETY, "", "Exercise of the library that stands for what is done; its precautions hold for every member.") \
X(DATE, begins, "First day", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "", "First day it is held; empty: already.") \
X(DATE, ends, "Last day", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "", "Last day it is held; empty: still.") \
X(TEXT, remark, "What is done", 160, 0, 0, 0, TEXT, "", "What is done in it, in few words.")

#define CLASS_MEMBER_FIELDS(X) \
X(REF, patient, "Patient", PATIENT, 0, 0, FF_REQUIRED | FF_INDEX | FF_FIXED, IDENTITY, "Group.member.entity", "Who belongs to it.") \
X(REF, group_class, "Class", GROUP_CLASS, 0, 0, FF_REQUIRED | FF_INDEX | FF_FIXED, IDENTITY, "Group", "Class it is about.") \
X(REF, episode, "Episode", EPISODE, 0, 0, 0, WORKFLOW, "", "Episode it is part of; empty: the newest open one with a plan.") \
X(DATE, joined, "Joined", 0, DICT_NONE, DICT_NONE, FF_REQUIRED, WORKFLOW, "Group.member.period", "First day in the class.") \
X(DATE, left_on, "Left", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "Group.member.period", "First day no longer in the class; empty: a member.") \
X(TEXT, reason, "Why left", 120, 0, 0, 0, CONTACT, "", "Why the patient left the class.") \
X(REF, staff, "Entered by", STAFF, 0, 0, 0, WORKFLOW, "", "Who put the patient on the roster, or took the patient off.")

#define SESSION_FIELDS(X) \
X(REF, patient, "Patient", PATIENT, 0, 0, FF_REQUIRED | FF_INDEX, FACT, "Encounter.subject", "Who was treated.") \
X(REF, episode, "Episode", EPISODE, 0, 0, 0, FACT, "Encounter.episodeOfCare", "Episode it belongs to.") \
X(REF, plan, "Plan", PLAN_OF_CARE, 0, 0, 0, FACT, "Encounter.basedOn", "Plan it was done under.") \
X(REF, therapist, "Therapist", STAFF, 0, 0, FF_REQUIRED, FACT, "Encounter.participant", "Therapist in charge of the visit.") \
X(REF, assistant, "Assistant", STAFF, 0, 0, 0, FACT, "Encounter.participant", "Assistant who attended part of it.") \
X(DATE, service_date, "Service date", 0, DICT_NONE, DICT_NONE, FF_REQUIRED, FACT, "Encounter.period", "Local date of the visit; rules of this date hold.") \
X(TIME, started, "Started", 0, DICT_NONE, DICT_NONE, 0, FACT, "Encounter.period", "When the first clock started (claim of the wall clock).") \
X(TIME, ended, "Ended", 0, DICT_NONE, DICT_NONE, 0, FACT, "Encounter.period", "When it was finished (claim of the wall clock).") \
X(CODE, mode, "Mode", MODES, 0, 0, 0, FACT, "Encounter.class", "How it was given.") \
X(INT, work_s, "Work", "s", 0, 86400, 0, FACT, "", "Seconds of work and hold, attended.") \
X(INT, rest_s, "Rest", "s", 0, 86400, 0, FACT, "", "Seconds of rest and side change: not billed unless skilled.") \
X(INT, change_s, "Change-over", "s", 0, 86400, 0, FACT, "", "Seconds between exercises.") \
X(INT, unattended_s, "Unattended", "s", 0, 86400, 0, FACT, "", "Seconds nobody attended: never billed.") \
X(INT, timed_min, "Timed code minutes", "min", 0, 1440, 0, FACT, "", "Minutes of all timed codes.") \
X(INT, total_min, "Treatment minutes", "min", 0, 1440, 0, FACT, "Encounter.length", "Timed and untimed minutes, rest excluded.") \
X(CODE, unit_rule, "Unit rule", UNIT_RULES, 0, 0, 0, FACT, "", "Rule the units were computed by.") \
X(INT, pain_before, "Pain before", "/10", 0, 10, 0, FACT, "Observation.value", "0 none, 10 worst.") \
X(INT, pain_after, "Pain after", "/10", 0, 10, 0, FACT, "Observation.value", "0 none, 10 worst.") \
X(INT, pain_next, "Pain next day", "/10", 0, 10, 0, FACT, "Observation.value", "Worst pain the morning after the visit before.") \
X(BOOL, swelling, "Swelling", 0, 0, 1, 0, FACT, "Observation.value", "1: new or more swelling since the visit before.") \
X(REF, screening, "Screening", SCREENING, 0, 0, 0, FACT, "", "Screening done before the first exercise.") \
X(TEXT, manner, "Seemed", 160, 0, 0, 0, FACT, "Observation.value", "How the patient seemed: words of the vocabulary, list with ;.") \
X(INT, group_min, "Group minutes", "min", 0, 1440, 0, FACT, "", "Whole minutes in group classes, kept apart: never among the timed code minutes.")

#define PERFORMED_FIELDS(X) \
X(REF, session, "Session", SESSION, 0, 0, FF_REQUIRED | FF_INDEX, FACT, "Procedure.encounter", "Visit it was done in.") \
X(REF, prescription, "Prescription", PRESCRIPTION, 0, 0, 0, FACT, "Procedure.basedOn", "Prescription it follows.") \
X(REF, exercise, "Exercise", EXERCISE, 0, 0, 0, FACT, "Procedure.code", "Exercise of the library; empty: another activity.") \
X(TEXT, activity, "Activity", 60, 0, 0, 0, FACT, "Procedure.code.text", "Name, when it is not an exercise of the library.") \
X(INT, rank, "Order", "", 1, 99, 0, FACT, "", "Place in the visit.") \
X(TEXT, code, "Billing code", 8, 0, 0, 0, FACT, "Procedure.category", "Code its minutes went to.") \
X(CODE, state, "State", DONE_STATES, 0, 0, 0, FACT, "Procedure.status", "Done, part, skipped or stopped.") \
X(TEXT, sets, "Sets done", 600, 0, 0, 0, FACT, "Procedure.note", "One item a set: number, side, repetitions, work and rest seconds, load.") \
X(INT, work_s, "Work", "s", 0, 86400, 0, FACT, "", "Attended seconds of work and hold, by a therapist.") \
X(INT, assistant_s, "Work, assistant", "s", 0, 86400, 0, FACT, "", "Attended seconds of work and hold, by an assistant alone.") \
X(INT, unattended_s, "Unattended", "s", 0, 86400, 0, FACT, "", "Seconds nobody attended.") \
X(INT, rest_s, "Rest", "s", 0, 86400, 0, FACT, "", "Seconds of rest and side change, not billed.") \
X(INT, skilled_s, "Skilled rest", "s", 0, 86400, 0, FACT, "", "Seconds of rest that were attended and skilled; the reason is in the remark.") \
X(INT, pain, "Pain", "/10", 0, 10, 0, FACT, "Observation.value", "Worst pain during it.") \
X(INT, effort, "Effort", "/10", 0, 10, 0, FACT, "Observation.value", "Own effort scale.") \
X(INT, heart_rate, "Heart rate", "/min", 20, 250, 0, FACT, "Observation.value", "Highest counted.") \
X(CODE, assist, "Assistance", ASSISTS, 0, 0, 0, FACT, "Observation.value", "Help that was needed.") \
X(BOOL, form_ok, "Form", 0, 0, 1, 0, FACT, "Observation.value", "0: not done as taught; empty or 1: safe and as taught.") \
X(INT, losses, "Losses of balance", "", 0, 99, 0, FACT, "Observation.value", "Times a step, a grab or a helper was needed.") \
X(INT, support, "Support", "", 0, 3, 0, FACT, "Observation.value", "0 none, 1 fingertips, 2 one hand, 3 two hands.") \
X(LONG, remark, "Remark", 500, 0, 0, 0, FACT, "Procedure.note", "What was seen or cued.") \
X(CODE, teach_back, "Teach-back", TEACH_BACKS, 0, 0, 0, FACT, "Procedure.outcome", "How far it was shown back when it was taught; empty: not taught.") \
X(REF, group_class, "Class", GROUP_CLASS, 0, 0, FF_INDEX, FACT, "Procedure.partOf", "Group class it was; empty: one on one.") \
X(INT, attending, "In the group", "", 1, 99, 0, FACT, "", "Patients who attended the class at once, at most, this one counted.")

#define EDUCATION_FIELDS(X) \
X(REF, session, "Session", SESSION, 0, 0, FF_REQUIRED | FF_INDEX, FACT, "Procedure.encounter", "Visit it was taught in.") \
X(INT, rank, "Order", "", 1, 99, 0, FACT, "", "Place among the topics of the visit.") \
X(TEXT, topic, "Topic", 60, 0, 0, FF_REQUIRED, FACT, "Procedure.code.text", "What was taught; exercises stand in performed.") \
X(CODE, level, "Teach-back", TEACH_BACKS, 0, 0, FF_REQUIRED, FACT, "Procedure.outcome", "How far it was shown back.")

#define DOSE_CHANGE_FIELDS(X) \
X(REF, prescription, "Prescription", PRESCRIPTION, 0, 0, FF_REQUIRED | FF_INDEX, FACT, "ServiceRequest.relevantHistory", "Prescribed exercise it is about.") \
X(REF, session, "Session", SESSION, 0, 0, FF_INDEX, FACT, "", "Visit after which it was suggested.") \
X(DATE, day, "Day", 0, DICT_NONE, DICT_NONE, FF_REQUIRED, FACT, "", "Day it was decided.") \
X(CODE, suggestion, "Suggestion", SUGGESTIONS, 0, 0, 0, FACT, "", "What the rules say.") \
X(TEXT, rule, "Rule", 4, 0, 0, 0, FACT, "", "Number of the rule that fired.") \
X(TEXT, action, "Action", 24, 0, 0, 0, FACT, "", "What the rule proposes.") \
X(TEXT, reason, "Numbers", 160, 0, 0, 0, FACT, "", "The numbers that fired it.") \
X(CODE, decision, "Decision", DECISIONS, 0, 0, FF_REQUIRED, FACT, "", "What the therapist did.") \
X(TEXT, why, "Why", 160, 0, 0, 0, FACT, "", "Why it was decided otherwise.") \
X(TEXT, before, "Before", 160, 0, 0, 0, FACT, "", "Dose before.") \
X(TEXT, after, "After", 160, 0, 0, 0, FACT, "", "Dose after.") \
X(REF, next, "Followed by", PRESCRIPTION, 0, 0, 0, FACT, "ServiceRequest.replaces", "Prescription that took its place; empty: the same one was changed.") \
X(TEXT, way_back, "Way back", 160, 0, 0, 0, FACT, "", "What it was before, field by field, so that it can be taken back.") \
X(REF, staff, "Decided by", STAFF, 0, 0, 0, FACT, "", "Who decided.")

#define CHARGE_FIELDS(X) \
X(REF, session, "Session", SESSION, 0, 0, FF_REQUIRED | FF_INDEX, FACT, "ChargeItem.context", "Visit it is for.") \
X(TEXT, code, "Code", 8, 0, 0, FF_REQUIRED, FACT, "ChargeItem.code", "Service code.") \
X(INT, seconds, "Seconds", "s", 0, 86400, 0, FACT, "", "Seconds the clock counted for it.") \
X(INT, minutes, "Minutes", "min", 0, 1440, 0, FACT, "ChargeItem.quantity", "Whole minutes, rounded down once.") \
X(INT, units, "Units", "units", -99, 99, 0, FACT, "ChargeItem.quantity", "Billing units; below 0: what an earlier visit of the date has to give back.") \
X(TEXT, modifiers, "Modifiers", 16, 0, 0, 0, FACT, "ChargeItem.code", "Two letters each, list with a space.") \
X(TEXT, reason, "Reason", 160, 0, 0, 0, FACT, "ChargeItem.reason", "Why minutes or the choice of a tie differ from the clock.") \
X(CODE, discipline, "Discipline", DISCIPLINES, 0, 0, 0, FACT, "", "Plan of care it was given under.") \
X(TEXT, place, "Place of service", 2, 0, 0, 0, FACT, "ChargeItem.context", "Two digits for bills.") \
X(NUM, amount, "Allowed", "$", -1000000000, 1000000000, 0, FACT, "ChargeItem.priceOverride", "Allowed amount by the payer's fee rows of the service date; empty: not known.") \
X(TEXT, why, "Why", 500, 0, 0, 0, FACT, "ChargeItem.reason", "Each modifier with its reason and what was answered, parted by |.") \
X(REF, addendum, "Corrected by", ADDENDUM, 0, 0, 0, FACT, "ChargeItem.supportingInformation", "Correction or void that made this row; it replaces the rows of its visit made before; empty: signed with the note.")

#define NOTE_FIELDS(X) \
X(REF, session, "Session", SESSION, 0, 0, FF_INDEX, FACT, "Composition.encounter", "Visit it is about; empty: a report.") \
X(REF, episode, "Episode", EPISODE, 0, 0, FF_INDEX, FACT, "Composition.subject", "Episode a report is about.") \
X(DATE, period_from, "From", 0, DICT_NONE, DICT_NONE, 0, FACT, "Composition.event.period", "First day a report speaks of.") \
X(DATE, period_to, "To", 0, DICT_NONE, DICT_NONE, 0, FACT, "Composition.event.period", "Last day a report speaks of.") \
X(CODE, kind, "Kind", NOTE_KINDS, 0, 0, 0, FACT, "Composition.type", "Kind of note.") \
X(LONG, subjective, "Subjective", 2000, 0, 0, 0, FACT, "Composition.section", "What the patient says.") \
X(LONG, objective, "Objective", 6000, 0, 0, 0, FACT, "Composition.section", "What was done and measured; written by the session.") \
X(LONG, assessment, "Assessment", 2000, 0, 0, 0, FACT, "Composition.section", "Skilled reason and response.") \
X(LONG, plan, "Plan", 2000, 0, 0, 0, FACT, "Composition.section", "What comes next.") \
X(REF, author, "Signed by", STAFF, 0, 0, FF_REQUIRED, FACT, "Composition.attester", "Who signed.") \
X(TEXT, signature, "Signature", 160, 0, 0, 0, FACT, "Composition.attester", "Name, credential and licence at the time of signing.") \
X(TIME, signed_at, "Signed at", 0, DICT_NONE, DICT_NONE, 0, FACT, "Composition.attester", "When it was signed (claim of the wall clock).") \
X(CODE, role, "Role", ROLES, 0, 0, 0, FACT, "Composition.attester", "Role of who signed, at the time of signing.") \
X(REF, cosigner, "To co-sign", STAFF, 0, 0, FF_INDEX, FACT, "Composition.attester", "Therapist whose second signature it waits for; empty: none is wanted.") \
X(LONG, checks, "Checked", 2000, 0, 0, 0, FACT, "", "What the check before signing found, with its rules and their table.") \
X(LONG, answers, "Answers", 4000, 0, 0, 0, FACT, "", "What was answered about the bill, a line each: question=answer, a tab, the reason.")

#define ADDENDUM_FIELDS(X) \
X(REF, note, "Note", NOTE, 0, 0, FF_REQUIRED | FF_INDEX, FACT, "Composition.relatesTo", "Note it is added to.") \
X(CODE, kind, "Kind", ADDENDUM_KINDS, 0, 0, FF_REQUIRED, FACT, "Composition.type", "Late entry, addendum or correction.") \
X(TEXT, reason, "Reason", 160, 0, 0, FF_REQUIRED, FACT, "", "Why it is added.") \
X(LONG, text, "Text", 2000, 0, 0, FF_REQUIRED, FACT, "Composition.section", "What is added.") \
X(DATE, refers_to, "Refers to", 0, DICT_NONE, DICT_NONE, 0, FACT, "", "Service date it speaks of.") \
X(REF, author, "Signed by", STAFF, 0, 0, FF_REQUIRED, FACT, "Composition.attester", "Who signed.") \
X(TEXT, signature, "Signature", 160, 0, 0, 0, FACT, "Composition.attester", "Name, credential and licence at the time of signing.") \
X(TIME, entered_at, "Entered at", 0, DICT_NONE, DICT_NONE, FF_REQUIRED, FACT, "Composition.date", "When it was entered; cannot be typed.") \
X(CODE, role, "Role", ROLES, 0, 0, 0, FACT, "Composition.attester", "Role of who signed, at the time of signing.") \
X(TEXT, field, "Corrects", 40, 0, 0, 0, FACT, "", "What a correction is about: the minutes of codes; empty: words alone.") \
X(TEXT, old_value, "Before", 160, 0, 0, 0, FACT, "", "What stood before, as 97110 30 GP; it stays.") \
X(TEXT, new_value, "Corrected", 160, 0, 0, 0, FACT, "", "What it should be.") \
X(TEXT, units, "Units", 200, 0, 0, 0, FACT, "ChargeItem.quantity", "Units as signed and as they come out with the correction.")

#define AID_FIELDS(X) \
X(REF, patient, "Patient", PATIENT, 0, 0, FF_REQUIRED | FF_INDEX | FF_FIXED, IDENTITY, "DeviceUseStatement.subject", "Who uses it.") \
X(REF, episode, "Episode", EPISODE, 0, 0, FF_FIXED, WORKFLOW, "", "Episode it was given in.") \
X(VOCAB, kind, "Aid", "aid", 0, 0, FF_REQUIRED, TEXT, "DeviceUseStatement.device", "Kind of mobility aid.") \
X(TEXT, size, "Size, height", 40, 0, 0, 0, TEXT, "", "Size or height it is set to.") \
X(CODE, weight_bearing, "Weight bearing", WEIGHT_BEARINGS, 0, 0, 0, SAFETY, "", "Weight allowed on the leg.") \
X(CODE, side, "Side", SIDES, 0, 0, 0, TEXT, "", "Hand or leg it is for.") \
X(DATE, given, "Given", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "DeviceUseStatement.timing", "Day it was given.") \
X(DATE, fitted, "Fit checked", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "", "Day the fit was last checked.") \
X(TEXT, fit, "Fit", 120, 0, 0, 0, TEXT, "", "What the check found.") \
X(TEXT, training, "Training", 120, 0, 0, 0, TEXT, "", "What was taught, and how well it is done.") \
X(DATE, review, "Review on", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "", "Day it is to be looked at again.") \
X(DATE, returned, "Given back", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "", "Day it was given back or no longer used.")

#define HOME_LOG_FIELDS(X) \
X(REF, patient, "Patient", PATIENT, 0, 0, FF_REQUIRED | FF_INDEX | FF_FIXED, IDENTITY, "Procedure.subject", "Whose diary.") \
X(REF, prescription, "Exercise", PRESCRIPTION, 0, 0, FF_FIXED, IDENTITY, "Procedure.basedOn", "Home exercise it is about; empty: the whole programme.") \
X(DATE, day, "Day", 0, DICT_NONE, DICT_NONE, FF_REQUIRED | FF_FIXED, IDENTITY, "Procedure.performed", "Day the diary tells of.") \
X(CODE, state, "Done", HOME_STATES, 0, 0, FF_REQUIRED, CONTACT, "Procedure.status", "Done, partly or not done.") \
X(INT, pain, "Pain", "/10", 0, 10, 0, CONTACT, "Observation.value", "Worst pain of the day as the diary tells it; empty: not told.") \
X(VOCAB, reason, "Why not", "barrier", 0, 0, 0, CONTACT, "Procedure.statusReason", "Why it was not done: pain, fear, time, understanding, alone ...") \
X(REF, entered_by, "Typed in by", STAFF, 0, 0, FF_FIXED, CONTACT, "Procedure.recorder", "Who typed it in from the paper.")

#define WEARABLE_MAP_FIELDS(X) \
X(LONG, header, "Header", 4000, 0, 0, FF_REQUIRED | FF_FIXED, CONTACT, "", "Names of the columns as they stand in the file, parted by |; files with the same header are read by it.") \
X(TEXT, device, "Device", 40, 0, 0, FF_REQUIRED, CONTACT, "Device.deviceName", "Device or app such files come from.") \
X(TEXT, columns, "Columns", 200, 0, 0, FF_REQUIRED, CONTACT, "", "What is read from which column, by number: date=1;steps=3.") \
X(CODE, date_order, "Order of days", DATE_ORDERS, 0, 0, 0, CONTACT, "", "How its days are written, where files do not tell.") \
X(CODE, distance_unit, "Unit of distance", DISTANCE_UNITS, 0, 0, 0, CONTACT, "", "Unit of its distances.") \
X(BOOL, active, "Active", 0, 0, 1, 0, WORKFLOW, "", "0: no longer used.") \
X(REF, staff, "Who", STAFF, 0, 0, 0, CONTACT, "", "Who named the columns.")

#define DEVICE_DAY_FIELDS(X) \
X(REF, patient, "Patient", PATIENT, 0, 0, FF_REQUIRED | FF_INDEX, FACT, "Observation.subject", "Who wore it.") \
X(DATE, day, "Day", 0, DICT_NONE, DICT_NONE, FF_REQUIRED, FACT, "Observation.effective", "Day it counted, in its zone.") \
X(TEXT, device, "Device", 40, 0, 0, FF_REQUIRED, FACT, "Observation.device", "Device or app.") \
X(TEXT, layout, "Layout", 24, 0, 0, FF_REQUIRED, FACT, "", "Layout of the file it came in; map: columns a person named.") \
X(INT, steps, "Steps", "steps", 0, 100000, 0, FACT, "Observation.value", "Steps of the day.") \
X(INT, active_min, "Active minutes", "min", 0, 1440, 0, FACT, "Observation.component", "Active minutes of the day, by the device's own measure of active.") \
X(INT, hr_avg, "Mean heart rate", "/min", 25, 250, 0, FACT, "Observation.component", "Mean heart rate of what was recorded on the day.") \
X(INT, hr_rest, "Resting heart rate", "/min", 25, 150, 0, FACT, "Observation.component", "Resting heart rate.") \
X(BOOL, rest_estimated, "Resting is an estimate", 0, 0, 1, 0, FACT, "", "1: a low percentile of the day, not a resting rate the device tells.") \
X(INT, distance_m, "Distance", "m", 0, 300000, 0, FACT, "Observation.component", "Distance in metres.") \
X(CODE, distance_unit, "Unit in the file", DISTANCE_UNITS, 0, 0, 0, FACT, "", "Unit the file gave the distance in.") \
X(TEXT, zone, "Zone", 40, 0, 0, FF_REQUIRED, FACT, "", "Zone its days are counted in: device, as it was set; UTC; or a name.") \
X(INT, rows, "Rows", "rows", 1, 100000000, FF_REQUIRED, FACT, "", "Rows of the file the day was added up from.") \
X(TEXT, remark, "Remark", 160, 0, 0, 0, FACT, "Observation.note", "Remark of the file.") \
X(TEXT, file, "File", 120, 0, 0, 0, FACT, "", "Name of the file it was read from.") \
X(TIME, imported_at, "Imported at", 0, DICT_NONE, DICT_NONE, FF_REQUIRED, FACT, "Observation.issued", "When it was read; of two rows of one day, device and layout the later one counts.") \
X(REF, staff, "Imported by", STAFF, 0, 0, 0, FACT, "Observation.performer", "Who read it in.")

#define TEAM_MEMBER_FIELDS(X) \
X(REF, episode, "Episode", EPISODE, 0, 0, FF_REQUIRED | FF_INDEX | FF_FIXED, IDENTITY, "CareTeam.encounter", "Episode it belongs to.") \
X(REF, staff, "Staff member", STAFF, 0, 0, 0, CONTACT, "CareTeam.participant", "Somebody who works here.") \
X(TEXT, name, "Name", 80, 0, 0, 0, CONTACT, "CareTeam.participant", "Somebody else: physician, family, neighbour.") \
X(TEXT, function, "Function", 40, 0, 0, FF_REQUIRED, CONTACT, "CareTeam.participant.role", "Part in the care.") \
X(TEXT, phone, "Phone", 30, 0, 0, 0, CONTACT, "", "Number.") \
X(DATE, until, "Until", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "CareTeam.period", "Last day; empty: still.")

#define TASK_FIELDS(X) \
X(REF, patient, "Patient", PATIENT, 0, 0, FF_INDEX | FF_FIXED, WORKFLOW, "Task.for", "Whom it is about; empty: nobody.") \
X(CODE, kind, "Kind", TASK_KINDS, 0, 0, 0, WORKFLOW, "Task.code", "Task, hand-over note or call.") \
X(REF, author, "From", STAFF, 0, 0, FF_REQUIRED | FF_FIXED, WORKFLOW, "Task.requester", "Who asks.") \
X(REF, staff, "For", STAFF, 0, 0, FF_INDEX, WORKFLOW, "Task.owner", "Who is to do it; empty: everybody.") \
X(DATE, due, "Due", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "Task.restriction", "Day by which.") \
X(LONG, text, "Text", 800, 0, 0, FF_REQUIRED, TEXT, "Task.description", "What is to be done or known.") \
X(CODE, state, "State", TASK_STATES, 0, 0, 0, WORKFLOW, "Task.status", "How far it has come.") \
X(DATE, written, "Written", 0, DICT_NONE, DICT_NONE, FF_FIXED, WORKFLOW, "Task.authoredOn", "Day it was written.") \
X(TEXT, answer, "Answer", 200, 0, 0, 0, TEXT, "Task.output", "What came of it.")

#define CLINIC_LIMIT_FIELDS(X) \
X(TEXT, rule, "Rule", 8, 0, 0, FF_REQUIRED | FF_UNIQUE | FF_FIXED, HUB, "", "Key of the screening rule whose limit the clinic sets itself.") \
X(TEXT, value, "Limit", 40, 0, 0, 0, HUB, "", "Limit in the form of the rule; empty: the shipped one.") \
X(TEXT, reason, "Why", 160, 0, 0, FF_REQUIRED, HUB, "", "Why, and who decided it.") \
X(BOOL, active, "Active", 0, 0, 1, 0, HUB, "", "0: the shipped limit holds again.")

#define CLINIC_PHRASE_FIELDS(X) \
X(TEXT, stands_for, "Stands for", 24, 0, 0, FF_INDEX | FF_FIXED, TEXT, "", "Key of the shipped phrase this row takes the place of; empty: a phrase more.") \
X(CODE, section, "Section", PHRASE_SECTIONS, 0, 0, FF_REQUIRED, TEXT, "", "Part of the note it is offered in first.") \
X(TEXT, label, "Found by", 48, 0, 0, FF_REQUIRED, TEXT, "", "What it is called in the list.") \
X(TEXT, text, "Phrase", 240, 0, 0, FF_REQUIRED, TEXT, "", "What is written into the note.") \
X(BOOL, active, "Active", 0, 0, 1, 0, WORKFLOW, "", "0: retired, no longer offered.") \
X(REF, staff, "Written by", STAFF, 0, 0, 0, TEXT, "", "Who added or retired it.")

#define PAYER_FEE_FIELDS(X) \
X(REF, payer, "Payer", PAYER, 0, 0, FF_REQUIRED | FF_INDEX, HUB, "", "Who pays it.") \
X(TEXT, code, "Code", 8, 0, 0, FF_REQUIRED, HUB, "", "Service code.") \
X(NUM, amount, "Allowed a unit", "$", 0, 100000000, FF_REQUIRED, HUB, "", "Allowed amount of one unit.") \
X(DATE, valid_from, "Valid from", 0, DICT_NONE, DICT_NONE, 0, HUB, "", "First service date it holds for.") \
X(DATE, valid_to, "Valid to", 0, DICT_NONE, DICT_NONE, 0, HUB, "", "Last service date it holds for; empty: still.") \
X(TEXT, source, "Source", 160, 0, 0, 0, HUB, "", "Where it was read.")

#define PAYER_FIGURE_FIELDS(X) \
X(REF, patient, "Patient", PATIENT, 0, 0, FF_REQUIRED | FF_INDEX, FACT, "", "Whose year it is.") \
X(INT, year, "Year", "", 1997, 2199, FF_REQUIRED, FACT, "", "Calendar year.") \
X(CODE, grp, "Group", THRESHOLD_GROUPS, 0, 0, FF_REQUIRED, FACT, "", "Disciplines whose amounts are added up.") \
X(NUM, amount, "Used", "$", 0, 1000000000, FF_REQUIRED, FACT, "", "Allowed amounts of all providers so far this year, as the payer tells.") \
X(DATE, as_of, "As of", 0, DICT_NONE, DICT_NONE, FF_REQUIRED, FACT, "", "Last service date it counts.") \
X(TEXT, source, "Source", 120, 0, 0, 0, FACT, "", "Who told it: portal, call, letter.")

#define SAME_PERSON_FIELDS(X) \
X(REF, first, "Patient", PATIENT, 0, 0, FF_REQUIRED | FF_INDEX | FF_FIXED, FACT, "Patient.link", "One of the two.") \
X(REF, second, "Other patient", PATIENT, 0, 0, FF_REQUIRED | FF_INDEX | FF_FIXED, FACT, "Patient.link.other", "The other one.") \
X(CODE, verdict, "Verdict", SAME_VERDICTS, 0, 0, FF_REQUIRED, WORKFLOW, "Patient.link.type", "The same person or not; one not-the-same keeps a pair apart.") \
X(TEXT, reason, "Why", 160, 0, 0, 0, WORKFLOW, "", "How it is known.") \
X(REF, staff, "Who", STAFF, 0, 0, 0, WORKFLOW, "", "Who decided it.") \
X(DATE, day, "Day", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "", "Day it was decided.")

#define CARE_SITE_FIELDS(X) \
X(REF, patient, "Patient", PATIENT, 0, 0, FF_REQUIRED | FF_INDEX | FF_FIXED, WORKFLOW, "EpisodeOfCare.patient", "Who is treated there.") \
X(TEXT, site, "Clinic", 6, 0, 0, FF_REQUIRED | FF_INDEX | FF_FIXED, WORKFLOW, "EpisodeOfCare.managingOrganization", "Code of the clinic.") \
X(CODE, state, "State", CARE_STATES, 0, 0, FF_REQUIRED, WORKFLOW, "EpisodeOfCare.status", "Treated there, or moved away from there.") \
X(DATE, since, "Since", 0, DICT_NONE, DICT_NONE, 0, WORKFLOW, "EpisodeOfCare.period.start", "Day of the move.") \
X(TEXT, reason, "Why", 160, 0, 0, 0, WORKFLOW, "", "Why the patient moved, and what the other clinic is to know.") \
X(REF, staff, "Who", STAFF, 0, 0, 0, WORKFLOW, "", "Who decided it.")

/* ---- one struct per entity, made from the lists above */
#define MEMBER_TEXT(name, arg) char name[(arg) + 1]
#define MEMBER_LONG(name, arg) char name[(arg) + 1]
#define MEMBER_CODE(name, arg) char name[DICT_CODE_SIZE]
#define MEMBER_VOCAB(name, arg) char name[DICT_CODE_SIZE]
#define MEMBER_INT(name, arg) int64_t name
#define MEMBER_NUM(name, arg) int64_t name
#define MEMBER_BOOL(name, arg) int64_t name
#define MEMBER_DATE(name, arg) int64_t name
#define MEMBER_PDATE(name, arg) int64_t name
#define MEMBER_TIME(name, arg) int64_t name
#define MEMBER_CLOCK(name, arg) int64_t name
#define MEMBER_REF(name, arg) int64_t name
#define DICT_MEMBER(T, name, label, arg, lo, hi, flags, merge, fhir, help) MEMBER_##T(name, arg);

#define DICT_STRUCT(ID, entity_name)                                                              \
	struct entity_name {                                                                      \
		struct row_head head;                                                             \
		ID##_FIELDS(DICT_MEMBER)                                                          \
	};
ENTITY_LIST(DICT_STRUCT)
#undef DICT_STRUCT

/* clang-format on */

#endif
