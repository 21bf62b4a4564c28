/* link_priv.h - what the files of links and merging share; private to the store. */
#ifndef STORE_LINK_PRIV_H
#define STORE_LINK_PRIV_H

#include "store/link.h"
#include "store_priv.h"

/* Notes what was written here since the last time as a run of the arrival order. */
enum status link_note_own(struct store *s, struct err *err) BASE_MUST_CHECK;
/* Adds a run that came from a peer. */
enum status link_note_run(struct store *s, int64_t writer, int64_t first, int64_t last,
			  const char *peer, struct err *err) BASE_MUST_CHECK;
/* Text of site code of this clinic. */
enum status link_own_site(struct store *s, char site[LINK_SITE_SIZE],
			  struct err *err) BASE_MUST_CHECK;
enum status link_no_peer(const char *site, struct err *err);
/* How far a link from a peer has come. */
struct link_in {
	bool known;
	int64_t no, serial, recv_n, late;
	unsigned char hash[HASH_SIZE];
	struct uid writer;
	int64_t incarnation;
};
/* The newest of a peer; all zero when none has come. */
enum status link_in_newest(struct store *s, const char *peer, struct link_in *l,
			   struct err *err) BASE_MUST_CHECK;
/* The peer will get its link anew: it lost what it held. */
enum status
link_forget(struct store *s, const char *peer, struct err *err) BASE_MUST_CHECK;

#endif
