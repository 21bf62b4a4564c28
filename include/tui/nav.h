/* nav.h - the one table of screens, so that screens do not know each other. */
#ifndef TUI_NAV_H
#define TUI_NAV_H

#include "tui/screen.h"

/* X(ID, symbol of its struct screen_ops, command, help of at most 40 columns). A command ("" :
 * none) opens the screen from the command list anywhere. */
/* clang-format off */
#define NAV_LIST(X) \
	X(EDIT, scr_edit, "", "Write a text of several lines") \
	X(LOGIN, scr_login, "", "Who works here") \
	X(TODAY, scr_today, "", "The day, and what waits") \
	X(FIND, scr_find, "patients", "All patients, or those that fit") \
	X(DUPLICATES, scr_duplicates, "duplicates", "Patients that may be one person") \
	X(REGISTER, scr_register, "register", "Register a new patient") \
	X(CHART, scr_chart, "", "One patient: episodes and visits") \
	X(PLAN, scr_plan, "", "Exercises and doses of an episode") \
	X(TEMPLATE, scr_template, "", "Templates of plans; Enter makes one") \
	X(VERSIONS, scr_versions, "", "What changed between two versions") \
	X(LIBRARY, scr_library, "library", "Every exercise, with its steps") \
	X(FIGURE, scr_figure, "", "An exercise as a picture, with its steps") \
	X(PICK, scr_pick, "", "Choose from a list") \
	X(ROW, scr_row, "", "Change one row") \
	X(LIVE, scr_live, "", "The session on the clock") \
	X(WATCH, scr_watch, "", "A session another terminal runs") \
	X(WALL, scr_wall, "wall-view", "Huge digits of a running session") \
	X(PATIENT, scr_patient, "", "A patient's own view of the session") \
	X(BOARD, scr_board, "board", "Several sessions at once") \
	X(NOTE, scr_note, "", "The note, its units, the signature") \
	X(TAUGHT, scr_taught, "", "What was taught, and shown back") \
	X(MANNER, scr_manner, "", "How the patient seems, a letter each") \
	X(PHONE, scr_phone, "", "The script of a visit by telephone") \
	X(PHRASES, scr_phrases, "phrases", "Ready sentences for notes, found by word") \
	X(UNITS, scr_units, "", "Units by both rules, modifiers, why") \
	X(SUGGEST, scr_suggest, "", "Harder, hold, easier after a session") \
	X(DOSES, scr_doses, "", "An exercise and its doses over time") \
	X(SIGNED, scr_signed, "", "A signed note and its addenda") \
	X(PRESIGN, scr_presign, "", "What keeps a note from being paid") \
	X(COSIGN, scr_cosign, "co-sign", "Notes that wait for my second signature") \
	X(CLAIMS, scr_claims, "reports", "Charges and reports of a month") \
	X(PRINT, scr_print, "", "What will be printed, line by line") \
	X(DIARY, scr_diary, "", "The home diary of a week, typed in") \
	X(AIDS, scr_aids, "", "Mobility aids of a patient") \
	X(FIT, scr_fit, "", "The fit of a mobility aid, a key each") \
	X(TEAM, scr_team, "", "Care team, tasks, hand-over notes") \
	X(TRANSFER, scr_transfer, "", "Which clinics treat a patient; move one") \
	X(REPORTS, scr_reports, "", "Reports of an episode") \
	X(REPORT, scr_report, "", "A report being drafted") \
	X(TASKS, scr_tasks, "tasks", "Tasks and hand-over notes for me") \
	X(STAFF, scr_staff, "staff", "Who works here, licences, PINs") \
	X(ASSESSMENTS, scr_assessments, "", "Assessments of a patient") \
	X(ASSESS, scr_assess, "", "Measure: sides, last and normal values") \
	X(TEST, scr_test, "", "A timed test on the clock") \
	X(CHECKIN, scr_checkin, "", "Mood, sleep, confidence; short scores") \
	X(IMMOBILITY, scr_immobility, "", "Checklist of the risks of immobility") \
	X(TABLES, scr_tables, "tables", "Tables to a spreadsheet (CSV) and back") \
	X(SHEET, scr_sheet, "", "What a sheet changes; leave some out") \
	X(BOOK, scr_book, "", "Book visits, all in one line") \
	X(WEEK, scr_week, "calendar", "A week of appointments") \
	X(CLASSES, scr_classes, "classes", "Group classes: rosters, next times") \
	X(CLASS, scr_class, "", "A class: who is here, one clock for all") \
	X(DUE, scr_due, "due", "What is due, with its count explained") \
	X(LAPSE, scr_lapse, "lapse", "Who stopped coming and is not booked") \
	X(FORESIGHT, scr_foresight, "foresight", "Booked visits likely to be missed") \
	X(TREND, scr_trend, "", "Measures and pain over time") \
	X(STEPS, scr_steps, "", "Steps and watch by week, beside pain") \
	X(STEPS_PICK, scr_steps_pick, "", "Files of step counters and watches") \
	X(STEPS_FILE, scr_steps_file, "", "A device's file before it is taken") \
	X(SCREENING, scr_screening, "", "Contraindication questions") \
	X(STOP, scr_stop, "", "A stop sign during the session") \
	X(PRECAUTIONS, scr_precautions, "", "Precautions of a patient") \
	X(LIMITS, scr_limits, "limits", "Limits of the clinic for the screening") \
	X(GOALS, scr_goals, "", "Goals of an episode") \
	X(GOAL, scr_goal, "", "The parts of one goal") \
	X(GOAL_NEW, scr_goal_new, "", "A new goal in one line") \
	X(CONFLICTS, scr_conflicts, "conflicts", "Two values of one field: whose holds") \
	X(CONFLICT, scr_conflict, "", "The values of a field side by side") \
	X(SYNC, scr_sync, "sync", "A stick: read it, write it, pull it") \
	X(CLINICS, scr_clinics, "clinics", "Every site: last bundle, what is wrong") \
	X(KEYS, scr_keys, "site-keys", "Whose bundles are taken: keys, words") \
	X(AUDIT, scr_audit, "audit", "Who did what, and who looked at whom") \
	X(DOCTOR, scr_doctor, "doctor", "Is the clinic sound, and what to do") \
	X(SETUP, scr_setup, "", "The first start: the clinic, its manager")
/* clang-format on */

enum nav_id {
#define NAV_ENUM(ID, symbol, command, help) NAV_##ID,
	NAV_LIST(NAV_ENUM)
#undef NAV_ENUM
	    NAV_COUNT
};

struct nav_row {
	const struct screen_ops *ops;
	const char *command, *help;
};

/* The row of a screen; never NULL. */
const struct nav_row *nav_get(enum nav_id id);
/* The screen whose ops are called name; NULL: none. */
const struct screen_ops *nav_named(const char *name);
/* The command that opens a screen anywhere; "" for those that have none. */
const char *nav_command(const struct screen_ops *ops);
/* Opens a screen on top; returns SCREEN_REDRAW for the handler to return. A failure is told on
 * the message line. arg may be NULL. */
unsigned nav_push(struct ui *ui, enum nav_id id, const struct nav_arg *arg);
/* As nav_push, in place of the top screen. */
unsigned nav_replace(struct ui *ui, enum nav_id id, const struct nav_arg *arg);
/* The keys that work everywhere (a table as a screen has one). */
const struct keybind *nav_keys(void);

#endif
