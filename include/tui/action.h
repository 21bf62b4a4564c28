/* action.h - every verb a key can have: one row gives enum, command name, footer and help. */
#ifndef TUI_ACTION_H
#define TUI_ACTION_H

/* X(ID, command name, footer label, help of at most 40 columns). Add rows at the end of the
 * group they belong to; one key per verb everywhere. */
/* clang-format off */
#define ACTION_LIST(X) \
	X(NONE, "", "", "") \
	/* everywhere */ \
	X(HELP, "keys", "Keys", "Show every key that works here") \
	X(COMMANDS, "commands", "Commands", "Search the list of commands") \
	X(FIND, "find", "Find", "Find a patient") \
	X(BACK, "back", "Back", "Go back; nothing is lost") \
	X(QUIT, "quit", "Quit", "Leave limber") \
	X(REDRAW, "redraw", "", "Paint the screen anew") \
	X(LOCK_AFTER, "lock-after", "", "Minutes without a key until it locks") \
	X(LOCK, "lock", "", "Lock the screen; nothing is closed") \
	/* lists and forms */ \
	X(MOVE, "", "", "Move the mark; PgUp PgDn Home End too") \
	X(NEXT, "", "Next", "Keep the field, go to the next") \
	X(OPEN, "open", "Open", "Open the marked row") \
	X(UNDO, "undo", "Undo", "Bring back what the field held before") \
	X(DONE, "done", "Done", "Keep the text and go back") \
	X(NEW, "new", "New", "Add a row") \
	X(REMOVE, "remove", "Remove", "Take it out; it stays in the record") \
	X(MOVE_UP, "move-up", "Up", "Move it one place up") \
	X(MOVE_DOWN, "move-down", "Down", "Move it one place down") \
	X(PICTURE, "picture", "Picture", "The marked exercise as a picture") \
	X(FACET, "filter", "Filter", "Go to the next filter") \
	X(FACET_BACK, "filter-back", "", "Go to the filter before") \
	/* the day and the chart */ \
	X(START, "start", "Start session", "Start or go on with today's session") \
	X(EVERYBODY, "everybody", "Everybody", "Everybody's day, or only mine") \
	X(NO_SHOW, "no-show", "No show", "The patient did not come; again: undo") \
	X(DAY_BEFORE, "day-before", "Day before", "Show the day before") \
	X(DAY_AFTER, "day-after", "Day after", "Show the day after") \
	X(TODAY, "today", "Today", "Back to today") \
	X(PLAN, "plan", "Plan", "Plan of care: exercises and doses") \
	X(EPISODE, "episode", "New episode", "Open an episode with its diagnosis") \
	X(DETAILS, "details", "Details", "Change the details") \
	X(REGISTER, "register-now", "Register", "Register the patient") \
	X(SAME_PERSON, "same-person", "Same person", "Open the likely double instead") \
	X(DUPLICATES, "likely-doubles", "Duplicates", "Registered twice? Link, or tell apart") \
	X(LOOKED, "who-looked", "", "Who looked at this patient, and when") \
	X(SEEN, "seen", "Looked at", "You have looked: it waits no longer") \
	X(GLASS, "open-with-reason", "", "Open a chart your role does not, say why") \
	X(LINK, "link", "Link", "One and the same person") \
	X(NOT_SAME, "not-the-same", "Not the same", "Two persons, with the reason") \
	X(COMPARE_MORE, "compare-more", "Compare more", "Compare patients that came since") \
	X(DIARY, "home-diary", "Home diary", "The paper diary of a week, typed in") \
	X(AIDS, "aids", "Aids", "Mobility aids: fit, weight, review") \
	X(TEAM, "team", "Team", "Care team, tasks, hand-over") \
	X(REPORTS, "episode-reports", "Reports", "Evaluation, progress, discharge ...") \
	X(HAND_OVER, "hand-over", "Hand over", "Hand-over note, drafted from the chart") \
	X(ADD_MEMBER, "add-member", "Add member", "Add somebody to the care team") \
	X(FREQUENCY, "frequency", "Frequency", "Times a week and weeks to certify") \
	X(WHY, "why", "Why", "Why the treatment ends") \
	X(PHRASE, "phrase", "", "Add the phrase with this number") \
	X(FIT, "fit-checked", "Fit checked", "The fit was checked today") \
	X(GIVEN_BACK, "given-back", "Given back", "The aid was given back today") \
	X(TASKS, "tasks", "Tasks", "Tasks and hand-over notes for me") \
	X(TASK_DONE, "task-done", "Done", "Done; with what came of it") \
	X(DIARY_PAIN, "", "Done, pain", "Done, with this pain, 0-9; next day") \
	X(DIARY_TEN, "", "", "Done, with pain 10; next day") \
	X(DIARY_DONE, "", "Done", "Done, pain not told; next day") \
	X(DIARY_PARTLY, "", "Partly", "Partly done; next day") \
	X(DIARY_NOT, "", "Not done", "Not done, then a letter for why") \
	X(DIARY_SCORE, "keep-as-score", "Keep score", "Keep the share as home programme done") \
	X(DIARY_PRAISE, "praise-lines", "", "Encouraging lines off or on, this one") \
	X(CHART, "chart", "Chart", "The chart of the patient it is about") \
	X(ADD_EXERCISE, "add-exercise", "Add exercise", "Add an exercise of the library") \
	X(NEW_VERSION, "new-version", "New version", "Next version of the plan") \
	X(DUE, "due", "Due", "What is due, with its count explained") \
	X(WEEK, "week", "Week", "The week's calendar") \
	X(CLASSES, "classes", "Classes", "Group classes: rosters and one clock") \
	X(JOIN, "join", "Join", "Put a patient on the roster") \
	X(PAST, "past-ones", "", "Show past ones too, or not again") \
	X(LEAVES, "leaves", "Leaves", "The patient leaves: these minutes end") \
	X(END_CLASS, "end-class", "End", "End the class: every clock stops") \
	X(BOOK, "book", "Book", "Book visits, a series in one line") \
	X(LAPSE, "lapse-list", "Lapse list", "Who stopped coming and is not booked") \
	X(ARRIVED, "arrived", "Arrived", "The patient is here; again: not yet") \
	X(CANCEL_VISIT, "call-off", "Call off", "Call the visit off, with the reason") \
	X(CLINICS, "transfer", "Clinics", "Where the patient is treated; move") \
	X(MOVE_TO, "move-to", "Moves there", "The patient moves to the marked clinic") \
	X(SHARE_WITH, "share-with", "Both", "The marked clinic treats the patient too") \
	X(MOVE_VISIT, "move-visit", "Move", "Give the visit another day or time") \
	X(BOOK_ALL, "book-all", "Book", "Book the visits that are shown") \
	X(WEEK_BEFORE, "week-before", "Week before", "Show the week before") \
	X(WEEK_AFTER, "week-after", "Week after", "Show the week after") \
	X(MONTH_BEFORE, "month-before", "Month before", "Show the month before") \
	X(MONTH_AFTER, "month-after", "Month after", "Show the month after") \
	X(SLOT, "", "", "Move by half hour and by day") \
	X(NEXT_VISIT, "next-visit", "Next here", "Next visit that begins at this time") \
	X(HOURS, "hours", "Hours", "Opening hours and days off") \
	X(CALL, "call", "Call task", "Task to call the patient, or open it") \
	X(TEMPLATE, "template", "Template", "Plan, or its next phase, from a template") \
	X(MAKE_PLAN, "make-plan", "Make plan", "Make the plan from the marked template") \
	X(VERSIONS, "versions", "Versions", "What changed since the version before") \
	X(CERTIFY, "certify", "Certify", "Sent, signed, or a new period") \
	X(OLDER, "older-base", "Older base", "Compare with an older one, or template") \
	X(LATER, "later-base", "Later base", "Compare with a later one") \
	X(OTHER_VERSION, "other-version", "Other version", "Look at the version before this one") \
	X(SCREENING, "screening", "Screening", "Contraindication questions") \
	X(NOTHING_NEW, "no-change", "No change", "Nothing new; at intake: all clear") \
	X(CLEAR_ANSWER, "clear-answer", "Not so", "No to the marked question") \
	X(PRECAUTIONS, "precautions", "Precautions", "What must not be done, and since when") \
	X(LIFT, "lift", "Lift", "It no longer holds, with a reason") \
	/* the running session */ \
	X(GO, "go", "Go on", "Start, set done, or end the rest") \
	X(PAUSE, "pause", "Pause", "Stop every clock, or go on") \
	X(PAIN, "pain", "Pain", "Worst pain of the exercise, 0-10") \
	X(EFFORT, "effort", "Effort", "Effort of the exercise, 0-10") \
	X(SKIP, "skip", "Skip", "End or pass over the exercise") \
	X(SET_BACK, "back-set", "Back", "Back to the set before") \
	X(EXTEND, "extend", "30 s more", "30 s more of what runs") \
	X(FINISH, "finish", "Finish", "End the session, go to the note") \
	X(RESTART, "restart", "Restart set", "Begin this set again") \
	X(START_MARKED, "start-marked", "Start marked", "Start the marked exercise now") \
	X(ATTEND, "attend", "Who attends", "Therapist or assistant attends") \
	X(UNATTENDED, "unattended", "Unattended", "Nobody attends; not billed") \
	X(SKILLED, "skilled", "Skilled rest", "This rest is skilled, with a reason") \
	X(REMARK, "remark", "Remark", "What was seen or cued") \
	X(HEART_RATE, "heart-rate", "Heart rate", "Highest heart rate counted") \
	X(ASSIST, "assist", "Assistance", "Help that was needed") \
	X(SIDE, "side", "Side", "Side that is worked") \
	X(LOAD, "load", "Load", "Weight or band from now on") \
	X(REPS, "reps", "Repetitions", "Repetitions really done in the last set") \
	X(PAIN_BEFORE, "pain-before", "Pain before", "Pain before the session, 0-10") \
	X(MINUTES, "minutes", "Minutes", "Correct minutes, with a reason") \
	X(ADD_ACTIVITY, "add-activity", "Add activity", "Add a code timed by hand, as 97140") \
	X(BOARD, "board", "Board", "The sessions that run now") \
	X(WALL, "wall", "Huge digits", "Huge digits for the patient, or the list") \
	X(TAKE_OVER, "take-over", "Take over", "Run the session from this terminal") \
	X(WALL_VIEW, "wall-open", "Wall view", "Huge digits alone, for the patient") \
	X(WALL_NAME, "wall-name", "Name", "First name on the wall, or chart number") \
	X(PACE, "pace", "Tempo", "Show the tempo of each repetition") \
	X(PACER, "pacer", "Rhythm", "Bar and words for breathing, or the list") \
	X(RHYTHM, "other-rhythm", "", "The next rhythm of this exercise") \
	X(FAULTS, "common-faults", "Faults", "Common faults of the exercise") \
	X(BELL, "bell", "Bell", "Ring the bell at changes") \
	X(FORM, "form", "Form", "Not done as taught, or as taught again") \
	X(LOSS, "loss", "Loss", "Balance was lost once more") \
	X(LOSS_BACK, "loss-back", "", "Takes one loss of balance back") \
	X(SUPPORT, "support", "Support", "Support by the hands, 0-3") \
	X(PAIN_NEXT, "pain-next", "Pain next day", "Worst pain the morning after, 0-10") \
	X(SWELLING, "swelling", "Swelling", "New or more swelling since last time") \
	X(STOP_SIGN, "stop-sign", "Stop", "Symptom or red flag: the clock stands") \
	X(VITALS, "vitals", "Vitals", "Pressure, pulse, saturation in one line") \
	X(RECHECK, "re-check", "Re-check", "The sign is gone: what was found") \
	X(OVERRIDE, "override", "Go on", "Go on past it, with a reason") \
	X(TAUGHT, "taught", "Taught", "What was taught, how it was shown back") \
	X(MANNER, "manner", "Seems", "How the patient seems: eager, tearful ..") \
	X(PHONE, "phone-visit", "By phone", "A visit by telephone: script and consent") \
	X(PHONE_ANSWER, "phone-answer", "Answer", "Type what was answered") \
	X(SHOWN, "shown", "Shown", "It was shown; again: not taught") \
	X(WITH_CUE, "with-cue", "With a cue", "Shown back with a cue") \
	X(ALONE, "alone", "Alone", "Shown back alone") \
	X(MANNER_WORD, "", "Seen", "First letter of the word; again: not so") \
	X(DISCARD, "discard", "Throw away", "Throw it away, with a reason") \
	/* the note */ \
	X(SIGN, "sign", "Sign", "Sign with the PIN") \
	X(SUBJECTIVE, "subjective", "Subjective", "What the patient says") \
	X(ASSESSMENT, "assessment", "Assessment", "Skilled reason and response") \
	X(PLAN_TEXT, "plan-text", "Plan", "What comes next") \
	X(PAIN_AFTER, "pain-after", "Pain after", "Pain after the session, 0-10") \
	X(AS_LAST, "as-last-time", "As last time", "Take a section of the note before over") \
	X(PHRASES, "phrases-here", "Phrases", "Ready sentences, to be written in here") \
	X(WRITE_IN, "write-in", "Write in", "Write the marked phrase in") \
	X(NEW_PHRASE, "new-phrase", "New phrase", "Add a phrase of the clinic") \
	X(RETIRE, "retire", "Retire", "No longer offer the phrase; again: do") \
	X(TIE, "tie", "Tie", "Choose among equal units") \
	X(UNITS, "units", "Units", "Units by both rules, modifiers, asked") \
	X(DELIVERY, "delivery", "Delivery", "In person, by video, by phone") \
	X(REOPEN, "reopen", "Reopen", "Back to the clock") \
	X(ADDENDUM, "addendum", "Addendum", "Add to the signed note") \
	X(PRINT, "print", "Print", "Look at it as it prints; again: print") \
	X(HANDOUT, "handout", "Handout", "One page for the patient to take home") \
	X(ALL_EXERCISES, "all-exercises", "", "More than five on the handout, or five") \
	X(LANGUAGE, "language", "", "The page in the next language") \
	X(TO_FILE, "to-file", "File", "Write it to a file") \
	X(TO_PDF, "to-pdf", "PDF", "Write it as a PDF") \
	X(LARGE, "large-type", "Large type", "Type of twice the size, or usual type") \
	X(SUGGESTIONS, "suggestions", "Suggestions", "Harder, hold or easier next time") \
	X(MEND, "mend", "Mend", "Go to where the marked gap is closed") \
	X(COSIGN, "second-signature", "Co-sign", "Second signature, with the PIN") \
	X(TAKE, "take", "Take", "Take the suggestion") \
	X(DECLINE, "decline", "No", "Do not take it, with a reason") \
	X(TAKE_ALL, "take-all", "All", "Take every change that is proposed") \
	X(OTHER_DOSE, "other-dose", "Other dose", "Another dose than the proposed one") \
	X(TAKE_BACK, "take-back", "Take back", "Take the decision back") \
	X(PROGRESSION, "progression", "Progression", "How the exercise and its dose went") \
	/* assessment */ \
	X(ASSESS, "assess", "Assess", "Assessments: measure, test again") \
	X(RETEST, "retest", "Re-test", "Measure again what was measured before") \
	X(PASS, "pass", "Pass", "Go to the next and store nothing") \
	X(HISTORY, "history", "History", "What the patient tells") \
	X(FINDINGS, "findings", "Findings", "What was seen beside the numbers") \
	X(IMPRESSION, "impression", "Impression", "The judgement") \
	X(CHECKIN, "questions", "Questions", "Mood, sleep, confidence: a digit each") \
	X(IMMOBILITY, "immobility", "Immobility", "Risks of lying and sitting long") \
	X(NOT_DONE, "not-done", "Not done", "Could not be measured, with a reason") \
	X(HOW, "how", "How", "How it was done: aid, chair, course") \
	X(TO_LEFT, "to-left", "", "To the left side") \
	X(TO_RIGHT, "to-right", "", "To the right side") \
	X(CLOCK_RIGHT, "clock-right", "Clock is right", "The clock of this machine stands right") \
	X(CLOCK, "clock", "Start/stop", "Start or stop the clock; keep the score") \
	X(TALLY, "count", "Count", "One repetition or lap more") \
	X(TALLY_BACK, "count-back", "One less", "One repetition or lap less") \
	X(COURSE, "course", "Course", "Length of the course or lap") \
	X(DROP_TRY, "drop-try", "Drop try", "Throw the last try away") \
	X(KEEP_SCORE, "keep-score", "Keep", "Store the score of the tries so far") \
	X(DIGIT, "", "Answer", "Answer with one digit, t is ten") \
	X(YES, "yes", "Yes", "Answer yes") \
	X(NO, "no", "No", "Answer no") \
	X(OPEN_AGAIN, "not-asked", "Not asked", "Leave the answer open") \
	/* staff and tables */ \
	X(SET_PIN, "set-pin", "PIN", "Set the PIN") \
	X(SET_PASSWORD, "set-passphrase", "Passphrase", "Set the passphrase") \
	X(WRITE_TABLES, "write-tables", "Write", "Write every table as CSV") \
	X(READ_TABLES, "read-tables", "Read", "Look at the tables there, then store") \
	X(LEAVE_OUT, "leave-out", "Leave out", "Leave the line out, or take it in again") \
	X(LEAVE_ALIKE, "leave-alike", "All like it", "The same for all lines of its kind") \
	X(STORE_SHEET, "store-sheet", "Store", "Store what is not left out") \
	/* trends and goals */ \
	X(TRENDS, "trends", "Trends", "Measures and pain over time") \
	X(GOALS, "goals", "Goals", "Goals of the episode") \
	X(GOAL_MET, "goal-met", "Met", "The goal is met") \
	X(GOAL_PARTLY, "goal-partly", "Partly", "The goal is partly met") \
	X(GOAL_NOT_MET, "goal-not-met", "Not met", "The goal was not met") \
	X(GOAL_DROP, "goal-drop", "Given up", "Give the goal up, with a reason") \
	X(IMPORTANCE, "importance", "Importance", "How much it matters, 0-10") \
	X(CONFIDENCE, "confidence", "Confidence", "How sure to reach it, 0-10") \
	X(NEXT_MEASURE, "next-measure", "Next", "Plot of the next measure") \
	X(MEASURE_BEFORE, "measure-before", "", "Plot of the measure before") \
	X(EXPLAIN, "explain", "Why", "Formula, numbers and limits") \
	X(EXPECTED, "expected-dates", "Dates", "Show or hide expected dates here") \
	X(FORESIGHT, "forecasts", "Forecasts", "Booked visits likely to be missed") \
	X(CALIBRATION, "calibration", "How it did", "Forecasts against what happened") \
	X(FORECAST_HERE, "forecasts-here", "", "Switch forecasts off or on, this clinic") \
	X(FORECAST_OF, "forecasts-of", "", "Switch this patient's forecasts off, on") \
	/* step counters and watches */ \
	X(STEPS, "steps-and-watch", "Steps", "Steps and watch, beside pain and visits") \
	X(READ_FILE, "read-file", "Read a file", "A file of a step counter or watch") \
	X(OTHER_FILE, "other-file", "Elsewhere", "A file elsewhere: type where it lies") \
	X(TAKE_DAYS, "take-days", "Take", "Take the days, or the columns named") \
	X(DEVICE, "device", "Device", "Name the device or app it comes from") \
	X(COMMA, "comma", "Comma", "A comma parts decimals, or thousands") \
	/* what comes and goes by stick */ \
	X(KEEP, "keep", "Keep", "Keep the value with this number") \
	X(OTHER_VALUE, "other-value", "Another", "Type another value instead") \
	X(BOTH, "both-texts", "Both", "Both texts, with author and day") \
	X(TAKE_DECISION_BACK, "undo-decision", "Undo", "Bring back what was shown before") \
	X(ENDED, "decided", "Decided", "Show what was decided, or what is open") \
	X(CONFLICTS, "conflicts-here", "Two values", "Values of two sites that differ") \
	X(SYNC, "stick", "Stick", "A stick: read it, write it, pull it") \
	X(TRIP, "read-and-write", "Read, write", "Read the stick and write what is new") \
	X(CARRY, "backup", "Backup", "A sealed copy of the clinic to the stick") \
	X(OTHER_PLACE, "other-place", "Other place", "Another stick, or the folders") \
	X(KEY_FILE, "key-file", "Key file", "Write the own key file to a stick") \
	X(TRUST, "trust", "Trust", "Trust a key file, its six words typed") \
	X(RETIRE_KEY, "retire-key", "Retire", "Take nothing of that key, with a reason") \
	X(SEALING, "sealing", "Sealed/plain", "Seal bundles, or leave them readable")
/* clang-format on */

enum action {
#define ACTION_ENUM(ID, name, label, help) ACT_##ID,
	ACTION_LIST(ACTION_ENUM)
#undef ACTION_ENUM
	    ACT_COUNT
};

enum { ACTION_HELP_COLUMNS = 40 };

struct action_row {
	const char *name;  /* typed in the command list */
	const char *label; /* in the footer */
	const char *help;  /* in the help and on the key card */
};

/* The row of an action; never NULL. */
const struct action_row *action_get(enum action a);

#endif
