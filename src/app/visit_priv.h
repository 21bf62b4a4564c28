/* visit_priv.h - what bill, note, check and signature share: one look at the session. */
#ifndef APP_VISIT_PRIV_H
#define APP_VISIT_PRIV_H

#include "app/visit.h"

/* An event of this moment by who works here; the others of the same moment are copies of it. boot
 * must outlive it. */
struct session_event visit_event_now(struct app *a, char boot[CLOCK_BOOT_SIZE]);
/* visit_do with the event as it is. */
enum status visit_do_event(struct app *a, struct visit *v, const struct session_event *e,
			   struct err *err) BASE_MUST_CHECK;

/* Before an event: the session is mine, is finished, or nobody who still works runs it and it
 * becomes mine (TAKE). ST_DENIED: another terminal runs it, with who and since when. */
enum status visit_may_write(struct app *a, struct visit *v, enum session_event_kind kind,
			    struct err *err) BASE_MUST_CHECK;
enum status visit_refuse_watcher(struct app *a, const struct visit *v,
				 struct err *err) BASE_MUST_CHECK;

/* Counts v as last looked at; failures as session_units. */
enum status visit_units(struct app *a, const struct visit *v, struct visit_units *u,
			struct err *err) BASE_MUST_CHECK;
/* The result under the payer's rule; borrowed from u. */
const struct units_result *visit_result(const struct visit_units *u);
/* Staff number of the assistant who attended, 0 when none did. */
int64_t visit_assistant(const struct app *a, const struct visit *v);
/* Staff number of the therapist the visit is under: an assistant's or a student's own one is
 * under who supervises. */
int64_t visit_therapist(const struct app *a, const struct visit *v);
/* The sections of the note from units, claim, goals and reason of l. */
enum status visit_note(struct app *a, const struct visit *v, const struct visit_look *l,
		       struct note *n, struct err *err) BASE_MUST_CHECK;
/* The facts the check before signing looks at, from all of l but its check; borrows from l. */
enum status visit_facts(struct app *a, const struct visit *v, const struct visit_look *l,
			struct presign_facts *f, struct err *err) BASE_MUST_CHECK;
/* Judges l. */
enum status visit_presign(struct app *a, const struct visit *v, struct visit_look *l,
			  struct err *err) BASE_MUST_CHECK;
/* Reads what was signed before; fills same_text and same_part of f from it. */
enum status visit_last(struct app *a, const struct visit *v, struct visit_last *out,
		       struct err *err) BASE_MUST_CHECK;
enum status
visit_same_words(struct app *a, const struct visit *v, const struct visit_look *l,
		 struct presign_facts *f, struct err *err) BASE_MUST_CHECK;
/* Discipline and assistant modifiers of a claim line (billing-rules sections 4 and 5,
 * 2026-11-23). */
void visit_modifiers(const struct app *a, bool assistant, char *out, size_t size);

/* The performed row of every item, without its session. Seconds are rounded down once per code,
 * so that the rows of a code add up to the seconds of its charge; the reason of a skilled rest
 * stands in the remark. rows has room for SESSION_ITEMS_MAX. */
void visit_rows(const struct session_state *s, const struct visit_units *u,
		struct performed *rows);

#endif
