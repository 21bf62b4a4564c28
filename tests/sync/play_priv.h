/* play_priv.h - what the files of the player share. */
#ifndef TEST_SYNC_PLAY_PRIV_H
#define TEST_SYNC_PLAY_PRIV_H

#include "play.h"

/* Sets the clock of a site for its next step. */
void play_tick(struct play *p, int site);
/* Reads where the writers of a site stand. */
bool play_look(struct play *p, int site);
/* A field of a row in machine form; false: nothing. */
bool play_text(struct play *p, int site, const struct field *f, const void *row,
	       struct str *text);
/* Row `pick` of those of the schedule a site knows, of an entity or (E_COUNT) any; -1 none. */
int play_pick(struct play *p, int site, enum entity_id e, unsigned pick);
/* Tells the oracle of a row just born at a site. */
bool play_note_birth(struct play *p, int site, enum entity_id e, const void *row);
/* Writes a field: seen is the row as it was shown, now as it is to be. */
bool play_write(struct play *p, int site, int row, int field, void *seen, void *now);
/* The conflicts a site lists are those of the oracle. */
bool play_conflicts(struct play *p, int site);

#endif
