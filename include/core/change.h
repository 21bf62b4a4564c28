/* change.h - one operation as it leaves a site: its canonical bytes and the hashes over them.
 *
 * Sync specification 10.13. Everything two sites must agree on bit by bit is made here alone. */
#ifndef CORE_CHANGE_H
#define CORE_CHANGE_H

#include "base/hash.h"
#include "base/str.h"
#include "base/uid.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* CHANGE_SKIP is none: operations of a writer that are not for the site they are sent to, which
 * moves on past them (change_skip). */
enum change_kind {
	CHANGE_NEW = 1,
	CHANGE_SET,
	CHANGE_CLEAR,
	CHANGE_SKIP,
	CHANGE_KIND_COUNT
};
enum { CHANGE_BASES_MAX = 64, CHANGE_SITE = 8 /* room for the code of a site */ };

/* How far a wall clock claim is trusted. */
enum change_clock { CHANGE_PLAUSIBLE = 'P', CHANGE_HUB = 'H', CHANGE_UNTRUSTED = 'U' };

/* An operation by its name. */
struct change_ref {
	struct uid writer;
	int64_t seq; /* 1, 2, 3 ... of that writer */
};

/* A line of an audit: its number, and the hash of the chain there. */
struct change_line {
	int64_t no;
	unsigned char hash[HASH_SIZE];
};

/* Of a writer everything up to seq is held somewhere; hash is its chain there. */
struct change_have {
	struct uid writer;
	int64_t seq;
	unsigned char hash[HASH_SIZE]; /* zeros: held in part, change_in_part */
	char site[CHANGE_SITE];	       /* it writes for */
	bool hub;		       /* which is the head office */
};

/* An operation; texts and bases are borrowed. */
struct change {
	struct change_ref at;
	int64_t txn; /* seq of the first operation of its transaction */
	struct uid row;
	const char *table, *col; /* col "": the whole row (its birth) */
	int kind, clk;		 /* enum change_kind, enum change_clock */
	bool has_val;
	const char *val; /* machine form; a birth: the row as canonical JSON */
	size_t val_n;
	const struct change_ref *bases; /* what it supersedes, in order (change_sort) */
	size_t n_bases;
	int64_t wall_ms; /* what the wall clock claimed; ms since 1970 */
	const char *user;
};

/* The word of a kind as it is hashed and exported, "" for none; and back, 0 for no such word. */
const char *change_kind_text(int kind);
int change_kind_named(const char *text);

/* Order of names: writer bytes, then number. */
int change_ref_cmp(const struct change_ref *a, const struct change_ref *b);
void change_sort(struct change_ref *refs, size_t n);

/* Operations first ... last of a writer left out, in the form of one: numbered as the last of them,
 * its transaction is the first; table "-", a row of zeros, no value, no time, no user. */
struct change change_skip(const struct uid *writer, int64_t first, int64_t last);
/* True when it has exactly that form. */
bool change_skip_ok(const struct change *c);
/* Positions it takes on a link: those left out take theirs. */
int64_t change_width(const struct change *c);
/* A chain hash of zeros: a site that holds a writer in part cannot know its chain. */
bool change_in_part(const unsigned char hash[HASH_SIZE]);

/* Appends the canonical bytes. */
void change_bytes(const struct change *c, struct str *out);

/* Back from canonical bytes; false when they are none. What c borrows lies in room and is good until
 * the next call; texts and value end in a NUL there. Release with change_room_release. */
struct change_room {
	struct change_ref bases[CHANGE_BASES_MAX];
	struct str texts;
};
bool
change_parse(const char *bytes, size_t n, struct change_room *room, struct change *c);
void change_room_release(struct change_room *room);

/* The chain of a writer: its hash before the first operation, and over one more. */
void change_chain_begin(unsigned char hash[HASH_SIZE], const struct uid *writer);
void change_chain(unsigned char hash[HASH_SIZE], const struct str *canonical);

/* The way from one site to another. */
struct change_link {
	const char *from, *to; /* site codes */
	struct uid writer;     /* of the sender when the link began */
	int64_t incarnation;   /* 1, 2 ... */
};
/* Its hash before the first position, and over one more operation. */
void change_link_begin(unsigned char hash[HASH_SIZE], const struct change_link *link);
void change_link(unsigned char hash[HASH_SIZE], const struct change_ref *at,
		 const struct str *canonical);

#endif
