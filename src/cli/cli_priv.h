/* cli_priv.h - what the verbs share. */
#ifndef CLI_CLI_PRIV_H
#define CLI_CLI_PRIV_H

#include "app/paper.h"
#include "cli/cli.h"

/* Every verb of the program: file verb_NAME.c holds `const struct verb verb_NAME`. */
#define CLI_VERBS(X)                                                                     \
	X(init)                                                                          \
	X(demo)                                                                          \
	X(new)                                                                           \
	X(set)                                                                           \
	X(get)                                                                           \
	X(list)                                                                          \
	X(find)                                                                          \
	X(duplicates)                                                                    \
	X(link)                                                                          \
	X(unlink)                                                                        \
	X(transfer)                                                                      \
	X(class)                                                                         \
	X(secret)                                                                        \
	X(units)                                                                         \
	X(table)                                                                         \
	X(wearables)                                                                     \
	X(export)                                                                        \
	X(import)                                                                        \
	X(verify)                                                                        \
	X(peers)                                                                         \
	X(backup)                                                                        \
	X(restore)                                                                       \
	X(doctor)                                                                        \
	X(digest)                                                                        \
	X(print)                                                                         \
	X(report)                                                                        \
	X(conflicts)                                                                     \
	X(resolve)                                                                       \
	X(keys)                                                                          \
	X(stick)                                                                         \
	X(audit)                                                                         \
	X(wall)

#define CLI_VERB_EXTERN(name) extern const struct verb verb_##name;
CLI_VERBS(CLI_VERB_EXTERN)

/* Documents of `print`: X(ID of enum paper_kind, kind, arguments, help), in its order. */
#define CLI_PRINTS(X)                                                                    \
	X(TREND, trend, "PATIENT MEASURE [left|right] [--rows N] [--cols N]",            \
	  "a measure over time; MEASURE is its key, or pain, pain_after, or what "       \
	  "devices "                                                                     \
	  "tell: active_min, device_rest")                                               \
	X(REPORT, report, "NOTE", "a signed report of care")                             \
	X(NOTE, note, "NOTE", "a signed daily note")                                     \
	X(PLAN, plan, "PLAN", "a plan of care with room for signatures")                 \
	X(SUPERBILL, superbill, "NOTE", "the bill of the visit of a signed note")        \
	X(CHARGES, charges, "DAY", "the charges of a day, all patients")                 \
	X(SUMS, sums, "REPORT FROM TO",                                                  \
	  "a report of charges, work or notes (limber report)")                          \
	X(FIGURES, figures, "[EXERCISE ...]",                                            \
	  "drawings of exercises by their keys; without a key every drawing there is")   \
	X(HANDOUT, handout, "PLAN [EXERCISE ...] [--many] [--language en|es|fr]",        \
	  "one page for the patient to take home, in the patient's language; --many: "   \
	  "more than five exercises")                                                    \
	X(TOPIC, topic, "PATIENT TOPIC [--language en|es|fr]",                           \
	  "a topic that was taught, to read at home, in the patient's language; TOPIC "  \
	  "is its word (limber list vocab)")

#define CLI_PRINT_EXTERN(ID, name, args, help)                                           \
	enum status print_order_##name(struct cli *c, struct paper_order *o, int argc,   \
				       char **argv, struct err *err);
/* What the arguments behind a kind ask for; ST_USAGE names them. Texts are borrowed from argv. */
CLI_PRINTS(CLI_PRINT_EXTERN)
/* The use of one kind of page. */
enum status verb_print_usage(const char *kind, struct err *err);

/* What the exit codes of import and verify say. */
#define VERB_IMPORT_STATES                                                               \
	"  Exit: 0 taken (or could be), 10 all of it was taken before, 11 an earlier "   \
	"bundle is "                                                                     \
	"missing, 20\n"                                                                  \
	"  damaged, 21 changed after export, 22 unknown sender, 23 for another site, "   \
	"24 of a\n"                                                                      \
	"  newer limber, 25 two copies of one database are in use, 26 sealed for "       \
	"others.\n"
/* Prints a conflict: its line, its values, and what ended it. */
enum status verb_conflicts_say(struct cli *c, int64_t no, struct err *err);
/* Takes the bundles at src, or only checks them, and prints what became of each. */
enum status verb_import_take(struct cli *c, const char *src, bool dry_run,
			     struct err *err) BASE_MUST_CHECK;

/* The entity called name; ST_USAGE lists them. */
enum status
args_entity(const char *name, const struct entity **e, struct err *err) BASE_MUST_CHECK;
/* Splits "field=value"; value is borrowed. ST_USAGE names the fields. */
enum status args_field(const struct entity *e, const char *arg, int *field,
		       const char **value, struct err *err) BASE_MUST_CHECK;
/* Puts a typed value into a row; references by id, chart number, login, name or key. */
enum status args_put(struct cli *c, const struct entity *e, int field, const char *value,
		     void *row, struct err *err) BASE_MUST_CHECK;
/* Finds a row by id or by a unique field. */
enum status args_row(struct cli *c, const struct entity *e, const char *id, void *row,
		     struct err *err) BASE_MUST_CHECK;
/* True and removes it when argv holds the flag. */
bool args_flag(int *argc, char **argv, const char *flag);
/* Value behind the flag (both removed), NULL when it is not there. */
const char *args_option(int *argc, char **argv, const char *flag);
enum status args_usage(const struct verb *v, struct err *err);

/* Text of a cell for people or programs; references as ids. Appends. */
void print_cell(struct cli *c, const struct field *f, struct cell v, bool people,
		struct str *out);
/* A row as `name: value` lines or one JSON object. */
void print_row(struct cli *c, const struct entity *e, const void *row);
/* Text as a JSON string with its quotes. */
void print_json(struct str *out, const char *p, size_t n);

/* Progress on standard error, when it is a terminal: at most four times a second. */
void print_progress(struct cli *c, const char *what, int64_t done, int64_t of);
void print_progress_end(struct cli *c);
/* The same as the watch of a use case; arg is the struct cli. Never stops it. */
bool print_step(void *arg, const char *what, int64_t done, int64_t of);

#endif
