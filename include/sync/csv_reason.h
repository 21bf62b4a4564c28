/* csv_reason.h - every reason a CSV file is refused or remarked on: code, weight, sentence. */
#ifndef SYNC_CSV_REASON_H
#define SYNC_CSV_REASON_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum csv_weight {
	CSV_WEIGHT_NOTE,  /* a warning; the values are taken */
	CSV_WEIGHT_SHAPE, /* a warning; the file cannot be in canonical form */
	CSV_WEIGHT_ERROR, /* nothing of the file is taken */
};

/* One row: name, code, weight, sentence "what; what to do". The list order is of no meaning. */
#define CSV_REASON_LIST(X)                                                               \
	X(EMPTY_FILE, "empty_file", ERROR,                                               \
	  "this file is empty; it may have been cut while writing, copy it again")       \
	X(UTF16, "utf16", ERROR,                                                         \
	  "this is UTF-16 text (\"Unicode text\"); save it again as \"CSV UTF-8\"")      \
	X(NOT_CSV, "not_csv", ERROR,                                                     \
	  "this is no CSV file but another kind of document; open it in its program "    \
	  "and save it as \"CSV UTF-8\"")                                                \
	X(BAD_UTF8, "bad_utf8", ERROR,                                                   \
	  "this character is not UTF-8; save the file again as \"CSV UTF-8\"")           \
	X(NUL_BYTE, "nul_byte", ERROR,                                                   \
	  "a zero byte: the file is damaged; copy it again from where it was made")      \
	X(CONTROL_CHAR, "control_char", ERROR,                                           \
	  "a control character or line break that this column cannot hold; delete it")   \
	X(BARE_CR, "bare_cr", ERROR,                                                     \
	  "a carriage return without line feed; save with Windows or Unix line ends")    \
	X(QUOTE_IN_UNQUOTED, "quote_in_unquoted", ERROR,                                 \
	  "a quote inside a field that does not begin with one; put quotes round the "   \
	  "whole field and double the inner ones")                                       \
	X(JUNK_AFTER_QUOTE, "junk_after_quote", ERROR,                                   \
	  "text after a closing quote; only a separator or the row end may follow it")   \
	X(UNTERMINATED_QUOTE, "unterminated_quote", ERROR,                               \
	  "the quote opened here is never closed; the file may be cut, copy it again")   \
	X(FIELD_TOO_LONG, "field_too_long", ERROR,                                       \
	  "this field is longer than the column can hold; shorten it")                   \
	X(TOO_MANY_FIELDS, "too_many_fields", ERROR,                                     \
	  "more fields than the header has; put quotes round text with separators")      \
	X(TOO_FEW_FIELDS, "too_few_fields", ERROR,                                       \
	  "fewer fields than the header has; complete or delete this line")              \
	X(TOO_MANY_ROWS, "too_many_rows", ERROR,                                         \
	  "more rows than one file may hold; split the file")                            \
	X(MISSING_COLUMN, "missing_column", ERROR,                                       \
	  "the header lacks a column; keep the column names as they were exported")      \
	X(DUPLICATE_COLUMN, "duplicate_column", ERROR,                                   \
	  "two columns have the same name; delete or rename one")                        \
	X(REPEATED_HEADER, "repeated_header", ERROR,                                     \
	  "the header comes again: two files were joined; import them one by one")       \
	X(DUPLICATE_ID, "duplicate_id", ERROR,                                           \
	  "this key was used before with other content; keep the row that is right")     \
	X(MISSING_NAME, "missing_name", ERROR, "no name at all; fill in at least one")   \
	X(MISSING_VALUE, "missing_value", ERROR,                                         \
	  "this column may not be empty; fill it in")                                    \
	X(BAD_ID, "bad_id", ERROR,                                                       \
	  "no key: 1 to 64 letters, digits and hyphens; a spreadsheet may have changed " \
	  "it, take it from the original")                                               \
	X(BAD_DATE, "bad_date", ERROR,                                                   \
	  "no day as year-month-day; write it as 1990-12-31")                            \
	X(BAD_TIME, "bad_time", ERROR, "no time; write it as 2026-05-04T09:12:33Z")      \
	X(BAD_CLOCK, "bad_clock", ERROR, "no time of day; write it as 08:30")            \
	X(BAD_NUMBER, "bad_number", ERROR,                                               \
	  "no number of this column's form; correct it")                                 \
	X(OUT_OF_RANGE, "out_of_range", ERROR,                                           \
	  "this number is outside the column's limits; correct it")                      \
	X(BAD_BOOL, "bad_bool", ERROR, "neither 0 nor 1; write one of them")             \
	X(BAD_CODE, "bad_code", ERROR, "use one of the column's codes")                  \
	X(BAD_VALUE, "bad_value", ERROR,                                                 \
	  "this value does not fit the column; correct it")                              \
	X(NOT_CANONICAL, "not_canonical", ERROR,                                         \
	  "changed after export, perhaps saved by a spreadsheet")                        \
	X(CHANGED_WHILE_READ, "changed_while_read", ERROR,                               \
	  "the file changed while it was read; close other programs and try again")      \
	X(MIXED_EOL, "mixed_eol", SHAPE, "Windows and Unix line ends are mixed")         \
	X(DELIMITER_TAB, "delimiter_tab", SHAPE, "columns are separated by TAB")         \
	X(DELIMITER_SEMICOLON, "delimiter_semicolon", SHAPE,                             \
	  "columns are separated by semicolons")                                         \
	X(SEP_LINE, "sep_line", SHAPE, "the spreadsheet's sep= line was skipped")        \
	X(BLANK_LINE, "blank_line", SHAPE, "a blank line was skipped")                   \
	X(EMPTY_ROW, "empty_row", SHAPE, "a row without any value was skipped")          \
	X(HEADER_REORDERED, "header_reordered", SHAPE,                                   \
	  "the columns stand in another order; they were matched by name")               \
	X(HEADER_SPACE, "header_space", SHAPE, "space round a column name was ignored")  \
	X(HEADER_CASE, "header_case", SHAPE, "capitals in a column name were ignored")   \
	X(UNKNOWN_COLUMN, "unknown_column", SHAPE, "an unknown column was ignored")      \
	X(EMPTY_TRAILING_COLUMN, "empty_trailing_column", SHAPE,                         \
	  "an empty last column was ignored")                                            \
	X(DUPLICATE_ROW, "duplicate_row", SHAPE,                                         \
	  "the same row came twice and was taken once")                                  \
	X(UNGUARDED_FORMULA, "unguarded_formula", SHAPE,                                 \
	  "begins like a formula; kept as text")                                         \
	X(SURROUNDING_SPACE, "surrounding_space", NOTE,                                  \
	  "begins or ends with a space; kept, check it")                                 \
	X(INVISIBLE_CHAR, "invisible_char", NOTE,                                        \
	  "holds a character that shows nothing or turns the text; kept, check it")      \
	X(REPLACEMENT_CHAR, "replacement_char", NOTE,                                    \
	  "an earlier program lost a character here; check it against the paper")        \
	X(PARTIAL_DATE, "partial_date", NOTE, "only year or month is known")             \
	X(IMPLAUSIBLE_DATE, "implausible_date", NOTE, "this date is unlikely; check it")

enum csv_reason {
	CSV_REASON_NONE,
#define CSV_REASON_ENUM(name, code, weight, text) CSV_##name,
	CSV_REASON_LIST(CSV_REASON_ENUM)
#undef CSV_REASON_ENUM
	    CSV_REASON_COUNT
};

/* A place in a file: line from 1, character in the line from 1; line 0 is the whole file. */
struct csv_place {
	int64_t line;
	int64_t column;
};

/* Short name for tests, reports and scripts ("bad_utf8"); "" for CSV_REASON_NONE. Fixed. */
const char *csv_reason_code(enum csv_reason r);
/* What follows from the reason. */
enum csv_weight csv_reason_weight(enum csv_reason r);
/* "what; what to do". */
const char *csv_reason_text(enum csv_reason r);
/* Appends "file:line:column: detail: what; what to do"; detail may be "". */
void csv_reason_say(enum csv_reason r, const char *file, struct csv_place at,
		    const char *detail, struct str *out);

#endif
