/* wording.h - sentences with {places} in the language of whoever reads them; knows no file, no
 * table and no screen. */
#ifndef CORE_WORDING_H
#define CORE_WORDING_H

#include "base/str.h"

/* Appends template; put is called for the name (n bytes) between braces of each place. A brace that
 * is not closed stands as it is. */
void
wording_fill(const char *template,
	     void (*put)(const void *ctx, const char *name, size_t n, struct str *out),
	     const void *ctx, struct str *out);

/* The sentences a patient reads that the program itself words. X(ID, English) */
/* clang-format off */
#define WORDING_LIST(X) \
	X(HOME_EXERCISES, "Do this at home") \
	X(READ_AT_HOME, "Read this at home") \
	X(MY_GOAL, "My goal: {goal}") \
	X(ONCE, "Do it once.") \
	X(ONCE_SIDE, "Do it once on each side.") \
	X(TIMES, "Do it {n} times.") \
	X(TIMES_SIDE, "Do it {n} times on each side.") \
	X(TIME, "Keep going for {time}.") \
	X(TIME_SIDE, "Keep going for {time} on each side.") \
	X(UNTIL_TIRED, "Keep going until you feel tired.") \
	X(LEFT, "Use your left side.") \
	X(RIGHT, "Use your right side.") \
	X(HOLD, "Hold for {time}.") \
	X(ROUNDS, "Do {n} rounds.") \
	X(REST, "Rest {time} in between.") \
	X(WEIGHT, "Use a weight of {load}.") \
	X(BAND, "Use this band: {band}.") \
	X(FINGERTIPS, "Rest your fingers on something firm.") \
	X(ONE_HAND, "Hold on with one hand.") \
	X(BOTH_HANDS, "Hold on with both hands.") \
	X(SECOND, "1 second") \
	X(SECONDS, "{n} seconds") \
	X(MINUTE, "1 minute") \
	X(MINUTES, "{n} minutes") \
	X(ONCE_DAY, "Once a day") \
	X(TIMES_DAY, "{n} times a day") \
	X(EVERY_DAY, "{often}, every day.") \
	X(ONE_DAY_WEEK, "{often}, one day a week.") \
	X(DAYS_WEEK, "{often}, {n} days a week.") \
	X(AS_SHOWN, "Do each one the way we showed you.") \
	X(CARE, "Take care:") \
	X(STOP, "STOP and call for help if:") \
	X(CALL, "Call us with any question: {phone}") \
	X(DIARY, "In each box, write how many times you did it that day.") \
	X(WEEK_OF, "Week of") \
	X(DAYS, "Mo Tu We Th Fr Sa Su") \
	X(BRING, "Bring this page to your next visit.") \
	X(CODE, "Code: {code}") \
	X(NOT_REVIEWED, "No speaker has checked this text.") \
	/* read across a room: capitals without accents, short */ \
	X(BIG_READY, "READY") \
	X(BIG_WORK, "WORK") \
	X(BIG_HOLD, "HOLD") \
	X(BIG_REST, "REST") \
	X(BIG_SWITCH, "SWITCH") \
	X(BIG_STOP, "STOP") \
	X(BIG_PAUSED, "PAUSED") \
	X(BIG_DONE, "DONE") \
	X(BIG_NEXT, "NEXT") \
	X(BIG_IN, "IN") \
	X(BIG_FULL, "HOLD IT") \
	X(BIG_OUT, "OUT") \
	X(BIG_TIGHTEN, "TIGHTEN") \
	X(BIG_LET_GO, "LET GO") \
	X(SET_OF, "Set {n} of {all}") \
	X(LEFT_SIDE, "left side") \
	X(RIGHT_SIDE, "right side") \
	X(NEXT, "Next: {exercise}")
/* clang-format on */

enum wording_id {
#define WORDING_ENUM(ID, english) WORDING_##ID,
	WORDING_LIST(WORDING_ENUM)
#undef WORDING_ENUM
	    WORDING_COUNT
};

/* A place and what goes there; the last of a list has name NULL. */
struct wording_place {
	const char *name, *text;
};

/* The sentences in one language. */
struct wording {
	const char *text[WORDING_COUNT]; /* English where a translation is missing */
	char reviewed_by[80];		 /* speaker who read the translation; "" nobody */
	int missing;
	char *store; /* what the texts of a catalogue lie in */
};

/* Reads a gettext catalogue (the bytes of a PO file, NUL behind it): msgid and msgstr in quotes, over
 * several lines or one; X-Reviewed-By in its head. Plural forms are not used. ST_CORRUPT names the
 * line that is none of this, or a msgid that is no sentence of ours. Release. */
enum status
wording_read(struct wording *w, const char *po, struct err *err) BASE_MUST_CHECK;
void wording_release(struct wording *w);

/* What somebody typed as a language (Spanish, español, castellano, es ...) as its code; "en" for what
 * is not known. */
const char *wording_language(const char *typed);

/* Those above, borrowed for ever. */
const struct wording *wording_english(void);
/* Appends a sentence with its places filled in (NULL: it has none). */
void wording_say(const struct wording *w, enum wording_id id,
		 const struct wording_place *places, struct str *out);
/* The same for a sentence with the one place {n}. */
void
wording_say_n(const struct wording *w, enum wording_id id, long long n, struct str *out);

#endif
