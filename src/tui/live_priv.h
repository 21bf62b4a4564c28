/* live_priv.h - what the live session's keys and its picture share. */
#ifndef TUI_LIVE_PRIV_H
#define TUI_LIVE_PRIV_H

#include "app/visit.h"
#include "tui/screen.h"

struct live_screen {
	struct visit v;
	struct visit_bill bill;	     /* as of the last look */
	struct session_state before; /* as of the look before, for cues */
	struct patient patient;
	struct episode episode;
	int64_t store_version; /* of the database when v was read */
	int marked;	       /* item that Enter starts between exercises */
	bool pace;	       /* tempo words are shown and drawn each step */
	bool bell;
	bool seen_before; /* there was a visit before this one */
	bool wall;	  /* huge digits only */
	bool flash;	  /* the phase bar is drawn the other way round */
	char age[8];
	char aid[60]; /* weight bearing and aids in few words, "" none */
};

/* Paints the session into the body of the screen. */
void live_draw(const struct screen *s, const struct live_screen *l);

#endif
