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
/* The conflicts a site lists are those of the oracle. */
bool play_conflicts(struct play *p, int site);

#endif
